"""The parts of pictures: they fit, they are escaped, they stay in their boxes."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.render.svg import (
    dots,
    em,
    fit,
    folded,
    hatching,
    headline,
    path,
    picture,
    place,
    rect,
    tall,
    text,
)
from tests.render.drawn import SVG, contrast, read, rgb, walked


@given(st.text(max_size=60), st.floats(20, 400), st.sampled_from([7.0, 10.0, 12.0]))
@settings(max_examples=40)
def test_a_fitted_text_begins_like_the_whole_and_is_whole_where_there_is_room(
    words: str, room: float, size: float
) -> None:
    fitted = fit(words, room, size)
    assert (fitted == words) or (fitted.endswith("…") and words.startswith(fitted[:-1]))
    assert fitted == words or em(fitted[:-1]) * size + size <= room + 0.01
    assert (em(words) * size <= room) == (fitted == words) or words.endswith("…")


@given(st.lists(st.text("Wix \u6771", min_size=1, max_size=12), max_size=8).map(" ".join), st.integers(1, 4))
@settings(max_examples=40)
def test_folded_lines_have_all_words_in_order_until_there_is_no_line_left(words: str, most: int) -> None:
    lines = folded(words, 90, 10, most=most)
    assert len(lines) <= most
    assert all(em(line) * 10 <= 90 or line.endswith("…") for line in lines)
    joined = " ".join(lines)
    if "…" not in joined:
        assert joined.split() == words.split()
    if len(lines) < most:
        assert len(" ".join(lines).replace("…", "")) <= len(words)


def test_a_long_title_takes_lines_and_then_is_shortened() -> None:
    assert folded("People at work in New York", 100, 10) == ["People at work in", "New York"]
    assert folded("a b", 3, 1) == ["a b"]
    assert folded("", 100, 10) == []
    assert folded("one two three four", 32, 10, most=2)[0] == "one"
    assert folded("one two three four", 32, 10, most=2)[1].endswith("…")
    parts, y = headline("Title", 4, 3, 100, 12)
    assert ">Title</text>" in parts[0]
    assert y == 23
    assert headline("", 4, 3, 100, 12) == ([], 3)


@given(st.lists(st.text(max_size=8), max_size=5), st.floats(1, 50))
@settings(max_examples=50)
def test_the_largest_font_that_fits_fits(words: list[str], room: float) -> None:
    size = tall(words, room, 10)
    assert size <= 10
    assert all(em(word) * size <= room + 1e-6 for word in words)
    assert size == 10 or any(em(word) * (size + 0.11) > room for word in words)


def test_texts_are_escaped_and_have_only_what_they_need() -> None:
    assert text(1, 2.04, "a<b & \ufffe") == '<text x="1" y="2">a&lt;b &amp; \ufffd</text>'
    assert text(0, 0, "") == ""
    full = text(0, 0, "a", anchor="end", size=9.5, bold=True, faint=True, fill="#000")
    assert full == (
        '<text x="0" y="0" text-anchor="end" font-size="9.5" font-weight="600" fill-opacity="0.75" '
        'fill="#000">a</text>'
    )


def test_faint_text_is_readable_on_both_pages() -> None:
    for page, ink in (("#ffffff", "#000000"), ("#111111", "#eeeeee"), ("#ffffff", "#222222")):
        mixed = [0.75 * top + 0.25 * below for top, below in zip(rgb(ink), rgb(page), strict=True)]
        assert contrast((mixed[0], mixed[1], mixed[2]), rgb(page)) >= 4.5


def test_boxes_say_what_a_pointer_is_told() -> None:
    assert rect(0, 1, 2, 3) == '<rect x="0" y="1" width="2" height="3" fill="currentColor"/>'
    told = ET.fromstring(rect(0, 0, 1, 1, fill="none", title="<b>", edge=0.5))  # noqa: S314 - our own text
    assert told.findtext("title") == "<b>"
    assert told.get("pointer-events") == "all"
    assert (told.get("fill"), told.get("stroke"), told.get("stroke-opacity")) == (
        "none",
        "currentColor",
        "0.5",
    )
    assert told.get("fill-opacity") is None
    assert 'fill-opacity="0.5"' in rect(0, 0, 1, 1, fill="", opacity=0.5)
    assert 'fill="' not in rect(0, 0, 1, 1, fill="")


def test_no_lines_are_no_path() -> None:
    assert path("") == ""
    assert path("M0 0h1") == '<path d="M0 0h1" stroke="currentColor" fill="none"/>'
    assert path("M0 0h1", opacity=0.5, wide=2, colour="#000") == (
        '<path d="M0 0h1" stroke="#000" stroke-opacity="0.5" stroke-width="2" fill="none"/>'
    )


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (2.449, "2.4"), (-0.04, "0"), (123.46, "123.5")])
def test_places_have_a_decimal_where_they_need_it(value: float, written: str) -> None:
    assert place(value) == written


@given(st.floats(0, 300), st.floats(0, 200), st.floats(0, 50), st.floats(4, 20), st.sampled_from([3.0, 6.0]))
@settings(max_examples=40)
def test_hatching_stays_in_its_box_and_fills_it(
    left: float, wide: float, y: float, high: float, step: float
) -> None:
    left, wide, y, high = (round(value, 1) for value in (left, wide, y, high))
    points = list(walked(hatching(left, left + wide, y, high, step=step)))
    assert all(
        left - 0.01 <= x <= left + wide + 0.01 and y - 0.01 <= at <= y + high + 0.01 for x, at in points
    )
    lines = len(points) // 2
    assert abs(lines - (wide + high) / step) <= 2 or not wide


@given(st.floats(0, 300), st.floats(0, 200))
@settings(max_examples=40)
def test_dots_stay_in_their_box_and_fill_it(left: float, wide: float) -> None:
    points = list(walked(dots(left, left + wide, 10, 14)))
    assert all(left - 0.1 <= x <= left + wide + 0.1 and 10 <= y <= 24 for x, y in points)
    assert (len(points) // 5) >= wide / 6 * 2 - 4


def test_a_picture_stands_by_itself() -> None:
    root = read(picture("heat", (640, 100.04), "<A & B>", "all of it", [text(0, 10, "a")]))
    assert root.get("viewBox") == "0 0 640 100"
    assert root.get("class") == "ov-picture ov-heat"
    assert root.get("aria-label") == "<A & B>"
    assert root.findtext(f"{SVG}desc") == "all of it"
    assert root.get("fill") == "currentColor"
