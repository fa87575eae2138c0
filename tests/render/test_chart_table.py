"""The table of a chart has all of its numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from overlap.render.chart_scale import number_text
from overlap.render.chart_table import caption_of, day_words, event_words, mark_words, table_of
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow, YearDay, YearEvent, YearStrip
from overlap.render.document import Band, BandGroup, Bands, Chart, Strip, StripRow
from overlap.render.style import Style, reading_as
from tests.render.days import bands, one, seen
from tests.render.drawn import bar_charts, heat_maps, strips, year_strips


@given(heat_maps())
@settings(max_examples=12)
def test_a_heat_map_is_its_grid(chart: HeatMap) -> None:
    table = table_of(chart)
    assert table.columns == (chart.corner or "Row", *chart.columns)
    assert table.right == frozenset(chart.columns)
    for row, cells in zip(chart.rows, table.rows, strict=True):
        assert cells[0] == row.label
        for value, cell in zip(row.values, cells[1:], strict=True):
            assert cell == ("–" if value is None else number_text(value))
            assert value is None or abs(float(cell) - value) <= 0.01


@given(year_strips())
@settings(max_examples=15)
def test_a_year_is_a_row_for_each_iso_week(chart: YearStrip) -> None:
    table = table_of(chart)
    assert table.columns == ("Week", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Sum", "Events")
    found = {}
    for week, *days, total, _ in table.rows:
        numbers = []
        for weekday, cell in enumerate(days, 1):
            if cell:
                value = int(re.match(r"\d+", cell)[0])  # type: ignore[index]
                usual = re.search(r"(?:of |usually )(\d+)$", cell)
                year, number = week.split("-W")
                found[date.fromisocalendar(int(year), int(number), weekday)] = (
                    value,
                    int(usual[1]) if usual else value,
                )
                numbers.append(value)
        assert int(re.match(r"\d+", total)[0]) == sum(numbers)  # type: ignore[index]
    assert found == {day.date: (day.value, day.usual) for day in chart.days}
    said = "; ".join(row[-1] for row in table.rows)
    for event in chart.events:
        assert event.text in said or event.text.strip() == ""


def test_events_are_in_words_with_their_numbers() -> None:
    first = date(2026, 3, 27)
    days = tuple(YearDay(first + timedelta(days=number), 10 if number else 3, 10) for number in range(4))
    events = (
        YearEvent(first, "holiday", "Founders' day"),
        YearEvent(date(2026, 3, 29), "clock", "Kyiv: clocks go forward"),
        YearEvent(date(2026, 3, 30), "season", "Summer hours"),
    )
    table = table_of(YearStrip("Shared", "min", days, events))
    assert table.rows == (
        ("2026-W13", "", "", "", "", "3 of 10", "10", "10", "23 of 30",
         "Fri 27 Mar: Founders' day; Sun 29 Mar (1): Kyiv: clocks go forward"),
        ("2026-W14", "10", "", "", "", "", "", "", "10", "Mon 30 Mar (2): Summer hours"),
    )  # fmt: skip
    assert list(event_words(YearStrip("", "", days, events))) == [event.date for event in events]


def test_a_date_says_what_is_usual_only_where_it_is_another() -> None:
    day = date(2026, 3, 2)
    assert [day_words(YearDay(day, value, 480)) for value in (480, 0, 500)] == [
        "480",
        "0 of 480",
        "500, usually 480",
    ]


@given(bar_charts())
@settings(max_examples=12)
def test_bars_are_their_parts_and_their_sum(chart: Bars) -> None:
    table = table_of(chart)
    several, noted = len(chart.parts) > 1, any(row.note for row in chart.rows)
    assert len(table.columns) == 1 + len(chart.parts) + several + noted
    for row, cells in zip(chart.rows, table.rows, strict=True):
        assert cells[0] == row.label
        numbers = [float(cell) for cell in cells[1 : 1 + len(chart.parts) + several]]
        expected = [*row.values, *([sum(row.values)] if several else [])]
        assert numbers == pytest.approx(expected, abs=0.0101)
        assert not noted or cells[-1] == row.note


@given(strips())
@settings(max_examples=15)
def test_a_strip_is_its_times(strip: Strip) -> None:
    table = table_of(strip)
    for row, cells in zip(strip.rows, table.rows, strict=True):
        assert cells[0] == row.label
        for mark, cell in (("all", cells[1]), ("some", cells[2])):
            assert minutes_in(cell) == {
                minute for minute in range(1440) if row.marks[minute // strip.cell_minutes] == mark
            }
    assert ("Note" in table.columns) == any(row.note for row in strip.rows)


def minutes_in(words: str) -> set[int]:
    """The minutes of `09:00–12:00, 22:00–06:00`."""
    found: set[int] = set()
    for start_hour, start, end_hour, end in re.findall(r"(\d\d):(\d\d)–(\d\d):(\d\d)", words):
        first, last = int(start_hour) * 60 + int(start), int(end_hour) * 60 + int(end)
        found |= {minute % 1440 for minute in range(first, last if last > first else last + 1440)}
    return found


@given(bands)
@settings(max_examples=12)
def test_bands_are_their_times(band: Band) -> None:
    table = table_of(one(Band("day", band.stretches, "note", 30)))
    (cells,) = table.rows
    row = dict(zip(table.columns, cells, strict=True))
    expected = seen(band)
    now = expected["work"] | expected["away"] | expected["shared"]
    assert minutes_in(row["Hours"]) == now
    assert minutes_in(row.get("Break", "")) == expected["away"]
    assert minutes_in(row.get("Shared", "")) == expected["shared"]
    assert minutes_in(row.get("Quiet hours", "")) == expected["quiet"]
    assert minutes_in(row.get("Was", "")) == (expected["was"] if expected["was"] != now else set())
    assert (row["Who"], row["Moved"], row["Note"]) == ("day", "30 min later", "note")


def test_columns_of_bands_that_say_nothing_are_left_out() -> None:
    group = BandGroup("Kyiv", (Band("day", ((540, 1020, "work"),)),))
    table = table_of(Bands("A day", "London", (group,)))
    assert table.columns == ("Who", "Hours")
    assert table.rows == (("Kyiv, day", "09:00–17:00"),)
    assert table.caption == "A day, Times of London"
    assert table_of(Bands("", "", ())).rows == ()


@pytest.mark.parametrize(
    ("chart", "caption"),
    [
        (HeatMap("People at work", "people", (), ()), "People at work"),
        (HeatMap("At work, people, and more", "people", (), ()), "At work, people, and more"),
        (HeatMap("Uncovered", "min", (), ()), "Uncovered (min)"),
        (YearStrip("Minutes shared", "min", ()), "Minutes shared"),
        (YearStrip("Shared", "min", ()), "Shared (min)"),
        (Bars("Covered", "%", ("a",), (), 100), "Covered (%; a full bar is 100)"),
        (Bars("", "h", ("a",), ()), "h"),
        (Strip((), 60, "A day"), "A day"),
        (Bands("", "UTC", ()), "Times of UTC"),
    ],
)
def test_the_caption_has_the_unit_unless_the_title_says_it(chart: Chart, caption: str) -> None:
    assert caption_of(chart) == caption
    assert table_of(chart).caption == caption


def test_times_are_as_the_reader_wants_them() -> None:
    row = StripRow("x", ("none", "all", "none", "none"))
    assert mark_words(row, "all", 360) == "06:00–12:00"
    with reading_as(Style(hours=12)):
        assert mark_words(row, "all", 360) == "6:00 am – 12:00 pm"
    single = table_of(Bars("", "", ("a",), (BarRow("x", (1,)),)))
    assert single.columns == ("Row", "a")
    assert table_of(HeatMap("", "", ("a",), (HeatRow("x", (None,)),), "Day")).columns == ("Day", "a")
