"""The picture of bands, read back: valid, harmless, and of the same minutes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.render.band_picture import bands_svg
from overlap.render.document import Band, BandGroup, Bands
from tests.render.days import DAY, bands, moved, one, seen, words
from tests.render.views import HOSTILE, read_html, shown, squeezed

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "g", "text", "tspan", "rect", "path"}


def read(picture: Bands) -> ET.Element:
    """The picture as an XML parser finds it."""
    return ET.fromstring(bands_svg(picture))  # noqa: S314 - our own text


def minute(x: float) -> int:
    """The minute that a place across the picture is."""
    return round((x - 10) * DAY / 620)


def rows(root: ET.Element) -> list[ET.Element]:
    """The groups of a row each."""
    return [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]


def filled(row: ET.Element, colour: str) -> set[int]:
    """Minutes of rectangles of one colour."""
    found: set[int] = set()
    for rect in row.iter(f"{SVG}rect"):
        if rect.get("fill") == colour:
            x, size = float(rect.get("x", "")), float(rect.get("width", ""))
            found |= set(range(minute(x), minute(x + size)))
    return found


def boxes(row: ET.Element, dashed: bool) -> list[tuple[int, int, bool]]:
    """Outlines as (start, end, closed)."""
    found = []
    for path in row.iter(f"{SVG}path"):
        drawn = path.get("d", "")
        if (path.get("stroke-dasharray") is not None) == dashed and re.search("H.*v.*H", drawn):
            for x, to, closed in re.findall(r"M([\d.]+) [\d.]+H([\d.]+)v[\d.]+H[\d.]+(z?)", drawn):
                start, end = sorted((minute(float(x)), minute(float(to))))
                found.append((start, end, bool(closed)))
    return found


def hatched(row: ET.Element) -> list[tuple[float, float, float, float]]:
    """Slanted lines."""
    return [
        (float(x), float(y), float(to), float(down))
        for path in row.iter(f"{SVG}path")
        for x, y, to, down in re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)(?!L)", path.get("d", ""))
        if path.get("fill") is None
    ]


@given(bands)
@settings(max_examples=40)
def test_the_picture_has_the_minutes_of_the_bands(band: Band) -> None:
    (row,) = rows(read(one(Band("", band.stretches))))
    expected = seen(band)
    assert filled(row, "#4a8bc9") == expected["work"]
    assert filled(row, "currentColor") == expected["shared"]
    now = expected["work"] | expected["away"] | expected["shared"]
    assert {at for start, end, _ in boxes(row, False) for at in range(start, end)} == now
    was = expected["was"] if expected["was"] != now else set()
    assert {at for start, end, _ in boxes(row, True) for at in range(start, end)} == was
    quiet = expected["quiet"] - expected["shared"]
    for x, y, to, down in hatched(row):
        assert abs((to - x) - (y - down)) < 0.01
        assert {at for at in range(DAY) if x < 10 + (at + 0.5) * 620 / DAY < to} <= quiet


def test_quiet_hours_are_hatched_from_edge_to_edge() -> None:
    (row,) = rows(read(one(Band("", ((60, 360, "quiet"), (720, 900, "work"), (780, 840, "quiet"))))))
    lines = hatched(row)
    for start, end in ((60, 360), (780, 840)):
        left, right = 10 + start * 620 / DAY, 10 + end * 620 / DAY
        here = [line for line in lines if left - 1 < line[0] and line[2] < right + 1]
        assert min(line[0] for line in here) == pytest.approx(left, abs=0.1)
        assert max(line[2] for line in here) == pytest.approx(right, abs=0.1)
        # One line for every six units of the foot, and those that come in from the left.
        assert len(here) >= (right - left) / 6
    assert len(lines) < 60


def test_a_place_that_has_not_changed_is_not_drawn_twice() -> None:
    (row,) = rows(read(one(Band("", ((0, 60, "work"), (0, 60, "was"))))))
    assert boxes(row, True) == []


def test_work_in_quiet_hours_is_hatched_no_higher_than_work() -> None:
    (row,) = rows(read(one(Band("", ((0, 600, "work"), (0, 600, "quiet"))))))
    (rect,) = row.iter(f"{SVG}rect")
    top, height = float(rect.get("y", "")), float(rect.get("height", ""))
    lines = hatched(row)
    assert lines
    assert all(top <= down <= y <= top + height for _, y, _, down in lines)


def test_what_goes_on_past_midnight_is_open_there() -> None:
    (night,) = rows(read(one(Band("", ((1320, 1800, "work"), (1260, 1740, "was"))))))
    assert boxes(night, False) == [(0, 360, False), (1320, 1440, False)]
    assert boxes(night, True) == [(0, 300, False), (1260, 1440, False)]
    (evening,) = rows(read(one(Band("", ((1320, 1440, "work"),)))))
    assert boxes(evening, False) == [(1320, 1440, True)]
    (early,) = rows(read(one(Band("", ((0, 60, "work"), (120, 180, "work"))))))
    assert boxes(early, False) == [(0, 60, True), (120, 180, True)]
    (whole,) = rows(read(one(Band("", ((0, 1440, "work"),)))))
    assert boxes(whole, False) == [(0, 1440, True)]


def arrow_parts(row: ET.Element) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Shafts, ticks at the old start, points of heads."""
    shafts, ticks, heads = [], [], []
    for path in row.iter(f"{SVG}path"):
        if path.get("stroke-width") == "1.5":
            drawn = path.get("d", "")
            shafts += [
                (minute(float(x)), minute(float(to)))
                for x, to in re.findall(r"M([\d.]+) [\d.]+H([\d.]+)", drawn)
            ]
            ticks += [minute(float(x)) for x in re.findall(r"M([\d.]+) [\d.]+v8", drawn)]
            heads += [minute(float(x)) for x in re.findall(r"L([\d.]+) [\d.]+L", drawn)]
    return shafts, ticks, heads


@given(moved())
@settings(max_examples=60)
def test_an_arrow_is_as_long_as_the_move_and_points_to_the_new_start(pair: tuple[Band, Band]) -> None:
    before, after = pair
    (row,) = rows(read(Bands("", "", (BandGroup("", (before,), (after,)),))))
    shafts, ticks, heads = arrow_parts(row)
    old, by = before.stretches[0][0], after.moved_minutes
    assert {at % DAY for at in ticks} == {old}
    assert {at % DAY for at in heads} == {(old + by) % DAY}
    assert sum(to - x for x, to in shafts) == by
    assert all((to > x) == (by > 0) for x, to in shafts)
    assert all(0 <= end <= DAY for shaft in shafts for end in shaft)


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
def test_any_words_make_a_valid_and_harmless_picture(groups: list[BandGroup], title: str, clock: str) -> None:
    text = bands_svg(Bands(title, clock, tuple(groups)))
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert {element.tag for element in root.iter()} <= {f"{SVG}{tag}" for tag in TAGS}
    for element in root.iter():
        assert not {
            name for name in element.attrib if name.startswith("on") or name in ("id", "href", "src", "style")
        }
        assert "url(" not in " ".join(element.attrib.values()).replace(element.get("aria-label", ""), "")
    assert read_html(text).tags <= TAGS


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_whole_in_the_description_and_fit_in_sight(name: str) -> None:
    picture = Bands(name, name, (BandGroup(name, (), (Band(name, ((0, 60, "work"),), name, 15),)),))
    root = read(picture)
    for part in (
        root.findtext(f"{SVG}title"),
        root.findtext(f"{SVG}desc"),
        rows(root)[0].findtext(f"{SVG}title"),
    ):
        assert part is not None
        assert squeezed(shown(name)) in squeezed(part)
    assert root.get("aria-label") == root.findtext(f"{SVG}title")
    assert root.get("role") == "img"
    for text in root.iter(f"{SVG}text"):
        assert len("".join(text.itertext())) * 12 * 0.36 <= 640


@pytest.mark.parametrize(
    ("char", "ems"), [("W", 0.98), ("M", 0.86), ("x", 0.59), ("\u6771", 1.0), ("\u042e", 1.08), ("i", 0.28)]
)
def test_two_hundred_of_a_letter_fit_by_its_width_in_a_broad_font(char: str, ems: float) -> None:
    # Widths of DejaVu Sans, the broadest of the usual sans serifs; bold is a tenth more.
    root = read(
        Bands(
            char * 200, char * 200, (BandGroup(char * 200, (), (Band("", ((0, 60, "work"),), char * 200),)),)
        )
    )
    title, clock, *_ = (text.text or "" for text in root.iter(f"{SVG}text"))
    assert 1 < title.count(char) * ems * 15 * 1.1 <= 620
    assert 1 < clock.count(char) * ems * 12 <= 620
    name, said = (("".join(part.itertext())) for part in rows(root)[0].iter(f"{SVG}text"))
    assert name.endswith("…")
    assert said.startswith("00:00–01:00, ")
    assert said.endswith("…")
    assert max(name.count(char), said.count(char)) * ems * 12 * 1.1 <= 620


def test_what_xml_does_not_know_is_replaced() -> None:
    name = "a\ufffeb\uffffc"
    root = read(Bands(name, name, (BandGroup(name, (), (Band(name, (), name),)),)))
    assert root.findtext(f"{SVG}title") == "a\ufffdb\ufffdc; Times of a\ufffdb\ufffdc"


@pytest.mark.parametrize("by", [-60, 60])
def test_the_head_of_an_arrow_opens_towards_where_it_comes_from(by: int) -> None:
    before, after = Band("", ((600, 900, "work"),)), Band("", ((600 + by, 900 + by, "work"),), "", by)
    text = bands_svg(Bands("", "", (BandGroup("", (before,), (after,)),)))
    (tail, tip) = (
        float(x) for x in re.findall(r"M([\d.]+) [\d.]+L([\d.]+) [\d.]+L[\d.]+ [\d.]+\"", text)[-1]
    )
    assert (tail < tip) == (by > 0)


def test_words_that_do_not_fit_beside_a_name_stand_under_it() -> None:
    def texts(name: str) -> list[str]:
        (row,) = rows(
            read(Bands("", "", (BandGroup(name, (), (Band("", ((0, 60, "work"),), "6 people"),)),)))
        )
        return ["".join(text.itertext()) for text in row.iter(f"{SVG}text")]

    assert texts("n" * 30) == [f"{'n' * 30}00:00–01:00, 6 people"]
    assert texts("n" * 60) == ["n" * 60, "00:00–01:00, 6 people"]


def test_letters_of_two_columns_are_not_shortened_more_than_they_must_be() -> None:
    text = bands_svg(Bands("\u6771" * 28, "", ()))
    assert "…" not in text


def test_a_legend_of_all_kinds_takes_two_lines() -> None:
    every = Band(
        "",
        (
            *((0, 600, "work"), (0, 30, "quiet"), (60, 90, "shared")),
            *((120, 180, "break"), (600, 700, "was"), (900, 960, "quiet")),
        ),
    )
    groups = [group for group in read(one(every)).iter(f"{SVG}g") if group.find(f"{SVG}text") is not None]
    lines = [[text.text for text in group.findall(f"{SVG}text")] for group in groups[:2]]
    assert lines == [
        ["at work", "at work in quiet hours", "shared", "break", "where it was"],
        ["quiet hours"],
    ]


def test_the_legend_does_not_name_plain_work_where_all_is_in_quiet_hours() -> None:
    text = bands_svg(one(Band("", ((0, 60, "work"), (0, 60, "quiet")))))
    assert ">at work in quiet hours<" in text
    assert ">at work<" not in text


def test_what_fits_is_not_shortened() -> None:
    band = Band("client", ((540, 1020, "work"), (570, 1050, "was")), "6 of 18 people", -30)
    text = bands_svg(
        Bands("A day before and after", "New York", (BandGroup("São Paulo Data Entry", (), (band,)),))
    )
    assert "…" not in text
    assert '<tspan font-weight="600">30 min earlier</tspan>, 6 of 18 people' in text
    assert ">A day before and after</text>" in text
    assert ">Times of New York</text>" in text


def test_a_team_of_several_rows_is_named_once_above_them() -> None:
    two = BandGroup("Manila", (), (Band("day", ((0, 60, "work"),)), Band("night", ())))
    root = read(Bands("", "", (two, BandGroup("Kyiv", (), (Band("day", ()),)))))
    names = ["".join(text.itertext()) for text in root.iter(f"{SVG}text") if text.get("text-anchor") is None]
    assert names == ["at work", "Manila", "day00:00–01:00", "night", "Kyiv, day"]


def test_the_hours_stand_above_and_under_many_rows_again() -> None:
    hours = [f"{hour:02d}" for hour in range(0, 25, 3)]
    for count, times in ((1, 1), (6, 1), (7, 2)):
        root = read(one(*[Band(str(number), ()) for number in range(count)]))
        assert [
            text.text for text in root.iter(f"{SVG}text") if text.get("text-anchor") == "middle"
        ] == hours * times
    assert [minute(float(text.get("x", ""))) for text in root.iter(f"{SVG}text")][:9] == list(
        range(0, 1441, 180)
    )


def test_the_legend_shows_only_what_is_there_in_lines_that_fit() -> None:
    def legend(*all_of: Band) -> list[str]:
        inside = [
            text
            for group in read(one(*all_of)).iter(f"{SVG}g")
            if "translate(0 " in group.get("transform", "")
            for text in group.findall(f"{SVG}text")
        ]
        assert all(float(text.get("x", "")) + len(text.text or "") * 12 * 0.62 <= 640 for text in inside)
        return [text.text or "" for text in inside]

    assert legend(Band("", ())) == []
    assert legend(Band("", ((0, 60, "work"), (0, 60, "was")))) == ["at work"]
    assert legend(
        Band("", ((0, 60, "work"), (30, 60, "quiet"), (60, 90, "break"))), Band("", ((0, 60, "was"),))
    ) == [
        "at work",
        "at work in quiet hours",
        "break",
        "where it was",
        "quiet hours",
    ]
    assert legend(Band("", ((0, 60, "shared"), (0, 60, "quiet")))) == ["shared", "quiet hours"]


def test_the_picture_takes_the_colours_around_and_is_never_too_small_to_read() -> None:
    text = bands_svg(
        one(
            Band(
                "",
                (
                    (0, 60, "work"),
                    (30, 50, "shared"),
                    (60, 70, "break"),
                    (0, 600, "quiet"),
                    (700, 800, "was"),
                ),
            )
        )
    )
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', text))
    assert colours == {"none", "currentColor", "#4a8bc9"}
    assert "style" not in text
    assert 'width="100%" class="ov-picture ov-bands"' in text
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ')
    assert text.endswith("</svg>")


def test_nothing_is_a_picture_too() -> None:
    root = read(Bands("", "", ()))
    assert root.findtext(f"{SVG}title") == "A day"
    assert rows(root) == []
