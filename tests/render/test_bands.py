"""Bands as text: eighty columns, a character for each state, the same in every rendering."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.render.bands import Band, BandGroup, BandKind, Bands, band_lines, bands_svg
from overlap.render.document import Document, Heading, Paragraph
from overlap.render.html import to_html
from overlap.render.markdown import to_markdown
from overlap.render.text import hour_ruler, to_ascii, to_text, width
from tests.render.days import bands, minutes_of, one, seen, words
from tests.render.views import FIGURE, HOSTILE, markdown_html, read_html, shown, squeezed

RULER = hour_ruler(30)


def cells_of(picture: Bands) -> list[str]:
    """The 48 cells of each row."""
    return [
        cells for line in band_lines(picture) for cells in re.findall(r"  ([▒▓█,\-:·]{48})(?:  |$)", line)
    ]


def expected_cell(parts: dict[str, set[int]], start: int) -> str:
    """What half an hour is by counting its minutes."""
    cell = range(start, start + 30)
    shared, away, work, quiet, was = (
        {minute for minute in cell if minute in parts[kind]}
        for kind in ("shared", "away", "work", "quiet", "was")
    )
    if len(shared) >= 15:
        return "█"
    if len(shared | work) >= 15:
        return "▓" if len(work & quiet) >= 15 else "▒"
    if len(away) >= 15:
        return ","
    if len(was - work - away - shared) >= 15:
        return "-"
    return ":" if len(quiet) >= 15 else "·"


@given(bands)
@settings(max_examples=50)
def test_a_cell_is_what_fills_half_of_it(band: Band) -> None:
    (cells,) = cells_of(one(Band("", band.stretches)))
    parts = seen(band)
    assert cells == "".join(expected_cell(parts, start) for start in range(0, 1440, 30))


@pytest.mark.parametrize(
    ("stretches", "cell"),
    [
        (((0, 10, "work"), (10, 20, "shared")), "▒"),
        (((0, 15, "quiet"), (15, 30, "work")), "▒"),
        (((0, 20, "quiet"), (5, 30, "work")), "▓"),
        (((0, 10, "work"), (0, 24, "was")), "·"),
        (((0, 10, "work"), (0, 25, "was")), "-"),
        (((0, 15, "work"), (15, 30, "break")), "▒"),
        (((0, 14, "work"),), "·"),
        (((0, 15, "quiet"), (0, 15, "was")), "-"),
    ],
)
def test_a_cell_of_several_kinds_is_the_one_that_matters_most(
    stretches: tuple[tuple[int, int, BandKind], ...], cell: str
) -> None:
    (cells,) = cells_of(one(Band("", stretches)))
    assert cells == f"{cell}{'·' * 47}"


def test_before_and_after_stand_in_one_row() -> None:
    before = Band("day", ((1140, 1680, "work"), (1380, 1440, "break")))
    after = Band("day", ((1110, 1650, "work"), (1350, 1410, "break")), "6 people", -30)
    own = Band("", ((480, 1020, "work"), (540, 600, "shared"), (1320, 1860, "quiet")))
    picture = Bands(
        "A day before and after",
        "New York",
        (
            BandGroup("Manila Support", (before, Band("client", ((540, 1020, "work"),))), (after,)),
            BandGroup("Bogotá QA", after=(own,)),
        ),
    )
    assert list(band_lines(picture)) == [
        "A day before and after   Times of New York",
        "▒ at work  █ shared  , break  - where it was  : quiet hours",
        "           00    03    06    09    12    15    18    21",
        "Manila Support",
        "  client   ··················----------------··············",
        "           was 09:00–17:00",
        "  day      ▒▒▒▒▒▒▒-·····························▒▒▒▒▒▒▒▒,,▒",
        "           18:30–03:30, was 19:00–04:00, 30 min earlier, 6 people",
        "Bogotá QA  ::::::::::::::··▒▒██▒▒▒▒▒▒▒▒▒▒▒▒▒▒··········::::",
        "           08:00–17:00",
    ]


def test_words_stand_behind_where_they_fit_for_all() -> None:
    day = Band("", ((540, 1020, "work"),))
    lines = list(
        band_lines(Bands("", "", (BandGroup("Bogotá QA", after=(day,)), BandGroup("Kyiv", after=(day,)))))
    )
    assert lines[1:] == [
        f"           {RULER}",
        f"Bogotá QA  {'·' * 18}{'▒' * 16}{'·' * 14}  09:00–17:00",
        f"Kyiv       {'·' * 18}{'▒' * 16}{'·' * 14}  09:00–17:00",
    ]
    assert max(map(width, lines)) <= 80
    noted = Band("", day.stretches, "a longer note")
    lines = list(
        band_lines(Bands("", "", (BandGroup("Bogotá QA", after=(day,)), BandGroup("Kyiv", after=(noted,)))))
    )
    assert lines[3].strip() == "09:00–17:00"
    assert lines[5].strip() == "09:00–17:00, a longer note"


def test_the_legend_names_only_what_is_there() -> None:
    assert list(band_lines(Bands("", "", ()))) == [f"  {RULER}"]
    assert next(band_lines(one(Band("", ((0, 60, "work"),))))) == "▒ at work"
    every = Band(
        "",
        (
            (0, 600, "work"),
            (0, 30, "quiet"),
            (60, 90, "shared"),
            (120, 180, "break"),
            (600, 700, "was"),
            (900, 960, "quiet"),
        ),
    )
    lines = list(band_lines(one(every)))
    assert lines[:2] == [
        "▒ at work  ▓ at work in quiet hours  █ shared  , break  - where it was",
        ": quiet hours",
    ]


def test_every_state_has_a_stand_in_of_its_own() -> None:
    assert to_ascii("▒▓█,-:·") == "+%#,-:."


@given(
    st.lists(
        st.builds(
            BandGroup, words, st.lists(bands, max_size=2).map(tuple), st.lists(bands, max_size=2).map(tuple)
        ),
        max_size=3,
    ),
    words,
    words,
)
@settings(max_examples=25)
def test_no_line_is_wider_than_eighty_columns(groups: list[BandGroup], title: str, clock: str) -> None:
    picture = Bands(title, clock, tuple(groups))
    lines = list(band_lines(picture))
    assert max(map(width, lines)) <= 80
    assert len(cells_of(picture)) == sum(len(group.after) or len(group.before) for group in groups) + sum(
        len({band.label for band in group.before} - {band.label for band in group.after})
        for group in groups
        if group.after and len({band.label for band in group.before}) > 1
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_in_their_lines_and_columns(name: str) -> None:
    day = Band(name, ((540, 1020, "work"),), name)
    lines = list(
        band_lines(Bands(name, name, (BandGroup(name, (), (day, Band("b", ()))), BandGroup(name, (day,)))))
    )
    assert max(map(width, lines)) <= 80
    starts = {width(line.partition("····")[0]) for line in lines if "▒" * 16 in line}
    assert len(starts) == 1
    text = "".join(squeezed("".join(lines)).split())
    # Title, clock and both notes are whole; only labels may be shortened.
    assert text.count("".join(shown(name).split())) >= 4


def test_long_labels_are_shortened_and_long_notes_are_not() -> None:
    lines = list(
        band_lines(Bands("", "", (BandGroup("x" * 200, (), (Band("", ((0, 60, "work"),), "y" * 200),)),)))
    )
    assert lines[2].startswith(f"{'x' * 29}…  ▒▒")
    assert "".join(line.strip() for line in lines[3:]).replace(" ", "") == "00:00–01:00," + "y" * 200


def test_bands_are_a_block_of_every_rendering() -> None:
    picture = Bands(
        "A *day*", "New York", (BandGroup("Kyiv", after=(Band("", ((540, 1020, "work"),), "6 people"),)),)
    )
    document = Document((Heading("Part"), picture, Paragraph("after")))
    lines = list(band_lines(picture))
    assert to_text(document) == "\n".join(["Part\n----\n", *lines, "\nafter\n"])
    html = to_html(document)
    assert f'<div style="min-width:520px;max-width:840px">{bands_svg(picture)}</div>' in html
    markdown = to_markdown(document)
    assert markdown.startswith("## Part\n\nA \\*day\\*\n\n```text\nTimes of New York\n")
    assert markdown.endswith("```\n\nafter\n")
    assert all(line in markdown for line in lines[1:])


@pytest.mark.parametrize("name", [*HOSTILE, "```", "````"])
def test_hostile_words_are_only_text_in_markdown_and_html(name: str) -> None:
    picture = Bands(
        name, name, (BandGroup(name, (), (Band(name, ((0, 60, "work"),), name, 5), Band("b", ()))),)
    )
    document = Document((picture, Paragraph("after")))
    page = markdown_html(to_markdown(document))
    assert page.count("<pre>") == 1
    reader = read_html(page)
    assert reader.tags == {"p", "pre", "code"}
    assert "".join(reader.words).strip().endswith("after")
    found = read_html(to_html(document))
    assert found.tags <= FIGURE | {"svg", "title", "desc", "g", "text", "tspan", "rect", "path", "p"}


@given(bands)
@settings(max_examples=30)
def test_text_says_what_the_picture_says(band: Band) -> None:
    picture = Bands(
        "Title",
        "New York",
        (BandGroup("Kyiv", after=(Band("day", band.stretches, "6 people", band.moved_minutes),)),),
    )
    spaced = " ".join(line.strip() for line in band_lines(picture))
    drawn = ET.fromstring(bands_svg(picture))  # noqa: S314 - our own text
    _, headline = (
        text for text in drawn.iter("{http://www.w3.org/2000/svg}tspan") if text.get("unicode-bidi")
    )
    said = "".join(headline.itertext())
    assert said.endswith("6 people")
    kept = said.removesuffix("…")
    assert kept in spaced
    desc = drawn.findtext("{http://www.w3.org/2000/svg}desc")
    assert desc is not None
    for kind, phrase in (("quiet", "quiet hours "), ("shared", "shared "), ("break", "break ")):
        assert (phrase in desc) == bool(seen(band)["away"] if kind == "break" else minutes_of(band, kind))  # type: ignore[arg-type]
