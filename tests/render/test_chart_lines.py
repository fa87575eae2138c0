"""Charts in 80 columns of text, with all their numbers."""

from __future__ import annotations

import io
import re
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from overlap.cli.console import show
from overlap.render.chart_lines import chart_lines
from overlap.render.chart_scale import number_text
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow, YearDay, YearEvent, YearStrip
from overlap.render.document import Band, BandGroup, Bands, Chart, Document, Paragraph, Strip, StripRow
from overlap.render.markdown import to_markdown
from overlap.render.text import to_ascii, to_text, width
from tests.render.drawn import bar_charts, heat_maps, year_strips
from tests.render.views import HOSTILE, markdown_html, read_html, shown, squeezed

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@given(heat_maps())
@settings(max_examples=12)
def test_a_heat_map_has_every_number_in_order_in_eighty_columns(chart: HeatMap) -> None:
    lines = list(chart_lines(chart))
    assert all(width(line) <= 80 for line in lines)
    expected = [
        "–" if value is None else number_text(value) if value else "·"
        for row in chart.rows
        for value in row.values
    ]
    words = [word for line in lines for word in line.split()]
    for cell in set(expected):
        assert words.count(cell) >= expected.count(cell)


def test_a_week_of_hours_stands_in_one_block() -> None:
    rows = tuple(
        HeatRow(name, tuple(float(hour * (day == 0)) for hour in range(24))) for day, name in enumerate(WEEK)
    )
    hours = tuple(f"{hour:02d}" for hour in range(24))
    lines = list(chart_lines(HeatMap("At work", "people", hours, rows, "Day")))
    assert lines[:4] == [
        "At work (people)",
        f"Day {' '.join(hours)}",
        f"Mon  · {' '.join(f'{hour:2d}' for hour in range(1, 24))}",
        f"Tue{'  ·' * 24}",
    ]
    assert len(lines) == 9


def test_broad_numbers_stand_in_blocks_of_columns() -> None:
    rows = (HeatRow("Mon", tuple(hour + 0.25 for hour in range(24))), HeatRow("Tue", (None,) * 24))
    lines = list(chart_lines(HeatMap("", "", tuple(f"{hour:02d}" for hour in range(24)), rows)))
    assert lines[0].split() == [f"{hour:02d}" for hour in range(12)]
    assert lines[1].split() == ["Mon", *(f"{hour}.25" for hour in range(12))]
    assert lines[3] == ""
    assert lines[5].split() == ["Mon", *(f"{hour}.25" for hour in range(12, 24))]
    assert lines[-1] == "– nothing to count"
    ends = [[match.end() for match in re.finditer(r"\S+", line)] for line in lines[1:3]]
    assert ends[0] == ends[1]


def test_long_heads_are_numbered_and_long_labels_stand_above() -> None:
    names = ("Manila Support", "Pune")
    rows = (HeatRow("x" * 30, (1.0, 2.0)), HeatRow("Pune", (3.0, 4.0)))
    assert list(chart_lines(HeatMap("", "h", names, rows, "Team"))) == [
        "h",
        "1 Manila Support, 2 Pune",
        "Team 1 2",
        "x" * 30,
        "     1 2",
        "Pune 3 4",
    ]


@given(year_strips(60))
@settings(max_examples=15)
def test_a_year_says_every_number_in_words(chart: YearStrip) -> None:
    lines = list(chart_lines(chart))
    assert all(width(line) <= 80 for line in lines)
    if not chart.days:
        return
    found: dict[date, int] = {}
    last_year = chart.days[-1].date.year
    with_year = chart.days[0].date.year != last_year

    def dated(words: str) -> date:
        day, month, *year = words.split()
        return date(int(year[0]) if with_year else last_year, MONTHS.index(month) + 1, int(day))

    text = "\n".join(lines)
    text, _, other = text.rpartition("Other than usual: ") if "Other than usual: " in text else (text, "", "")
    date_words = r"\d{1,2} [A-Z][a-z]{2}" + (r" \d{4}" if with_year else "")
    starts = [match.start() for match in re.finditer(rf"^{date_words}(?: – {date_words})?:", text, re.M)]
    for at, end in zip(starts, [*starts[1:], len(text)], strict=True):
        span, _, pieces = " ".join(text[at:end].split()).partition(": ")
        first, _, last = span.partition(" – ")
        usual = {}
        for piece in pieces.split("; "):
            days, _, number = piece.rpartition(" ")
            for part in days.split(", "):
                low, _, high = part.partition("–")
                for weekday in range(WEEK.index(low), WEEK.index(high or low) + 1):
                    usual[weekday] = int(number)
        day = dated(first)
        while day <= dated(last or first):
            found[day] = usual[day.weekday()]
            day += timedelta(days=1)
    assert found == {day.date: day.usual for day in chart.days}
    joined = " ".join(other.split())
    expected = {
        (f"{WEEK[day.date.weekday()]} {day.date.day} {MONTHS[day.date.month - 1]}", day.value)
        for day in chart.days
        if day.value != day.usual
    }
    said = re.findall(r"(\w{3} \d+ \w{3}) (\d+)(?: of|, usually) \d+", joined)
    assert {(name, int(value)) for name, value in said} == expected


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def test_a_month_is_a_line_with_its_sum_and_its_marks() -> None:
    first = date(2026, 2, 27)
    days = tuple(
        YearDay(first + timedelta(days=number), (0, 30, 60, 90)[number % 4], 60 if number == 8 else 0)
        for number in range(12)
    )
    events = (YearEvent(date(2026, 3, 8), "clock", "New York: clocks go forward"),)
    lines = list(chart_lines(YearStrip("Shared", "min", days, events)))
    assert lines[:6] == [
        "Shared (min)",
        "· 0  ░ up to 30  ▒ up to 60  █ up to 90 min  x less than usual",
        "          1    6    11   16   21   26",
        "Feb 2026                            ·░     30 min",
        "Mar 2026  ▒█·░▒█x░▒█                       510 min  (1) 8",
        "Sun 8 Mar (1): New York: clocks go forward",
    ]


@given(bar_charts())
@settings(max_examples=12)
def test_bars_have_their_numbers_in_eighty_columns(chart: Bars) -> None:
    lines = list(chart_lines(chart))
    assert all(width(line) <= 80 for line in lines)
    words = " ".join(" ".join(lines).split())
    for row in chart.rows:
        for part in (*map(number_text, row.values), number_text(sum(row.values))):
            assert part in words


def test_a_bar_is_as_long_as_its_number_and_its_parts_follow_each_other() -> None:
    rows = (
        BarRow("Pune", (15.0, 10.0, 4.0, 1.0)),
        BarRow("Kyiv", (0.0, 0.1, 0.0, 0.0)),
        BarRow("Rome", (0.0,) * 4),
    )
    lines = list(chart_lines(Bars("Burden", "h", ("by day", "by night", "c", "d"), rows)))
    assert lines == [
        "Burden (h)",
        "█ by day  ▒ by night  ░ c  = d",
        f"Pune  {'█' * 15}{'▒' * 10}{'░' * 4}=  15 + 10 + 4 + 1 = 30 h",
        f"Kyiv  ▒{' ' * 29}  0 + 0.1 + 0 + 0 = 0.1 h",
        f"Rome  {' ' * 30}  0 + 0 + 0 + 0 = 0 h",
    ]


def test_bars_of_nothing_are_words() -> None:
    rows = (BarRow("Pune", (0.0,)), BarRow("Rome", (0.0,), "off"))
    assert list(chart_lines(Bars("Burden", "h", ("a",), rows))) == [
        "Burden (h)",
        "Pune  0 h",
        "Rome  0 h, off",
    ]
    assert list(chart_lines(Bars("", "", ("a",), ()))) == []
    assert list(chart_lines(YearStrip("", "", ()))) == []
    one = list(chart_lines(YearStrip("", "", (YearDay(date(2026, 3, 6), 0, 0),))))
    assert one[0] == "· 0"
    assert one[-1] == "6 Mar: Fri 0"


def test_the_rounding_of_parts_does_not_add_up() -> None:
    rows = (BarRow("Pune", (1.0, 2.0, 4.0)),)
    *_, line = chart_lines(Bars("", "h", ("a", "b", "c"), rows))
    assert [line.count(mark) for mark in "█▒░"] == [4, 9, 17]


def test_notes_stand_behind_where_there_is_room_and_below_where_not() -> None:
    rows = (BarRow("Pune", (1.0,), "12 people"), BarRow("Kyiv", (0.5,), "many words " * 6))
    assert list(chart_lines(Bars("", "", ("a",), rows, 2.0))) == [
        "a full bar is 2",
        f"Pune  {'█' * 15}  1, 12 people",
        f"Kyiv  {'█' * 8}{' ' * 7}  0.5",
        f"      {'many words ' * 6}".rstrip(),
    ]


def test_every_mark_has_a_stand_in_of_its_own() -> None:
    assert to_ascii("·░▒█x=") == ".:+#x="


PICTURES: tuple[Chart, ...] = (
    HeatMap("A *map*", "h", ("a",), (HeatRow("x", (1.5,)),)),
    YearStrip("A *year*", "h", (YearDay(date(2026, 3, 6), 1, 2),)),
    Bars("A *bar*", "h", ("a", "b"), (BarRow("x", (1.5, 1)),)),
    Bands("A *day*", "UTC", (BandGroup("x", (Band("d", ((0, 600, "work"),)),)),)),
    Strip((StripRow("x", ("all",) * 24),), 60, "A *strip*"),
)


@pytest.mark.parametrize("chart", PICTURES)
def test_charts_are_blocks_of_text_and_markdown(chart: Chart, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document((chart, Paragraph("after")))
    lines = list(chart_lines(chart))
    assert to_text(document) == "\n".join([*lines, "\nafter\n"])
    show(document)
    assert capsys.readouterr().out == to_text(document)
    markdown = to_markdown(document)
    assert markdown.startswith("A \\*")
    assert "\n\n```text\n" in markdown
    assert markdown.endswith("```\n\nafter\n")
    assert all(line in markdown for line in lines[1:])


class Screen(io.StringIO):
    """A terminal in memory."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("chart", PICTURES)
def test_a_terminal_shows_the_same_lines_in_colour(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    for name, value in (("COLUMNS", "80"), ("TERM", "xterm-256color")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(Document((chart,)))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    assert [line.rstrip() for line in plain.splitlines()] == list(chart_lines(chart))
    assert ("\x1b[" in screen.getvalue()) == any(mark in plain for mark in "·░▒█")


@pytest.mark.parametrize("name", [*HOSTILE, "```"])
def test_hostile_words_are_only_text(name: str) -> None:
    day = date(2026, 3, 6)
    charts: tuple[Chart, ...] = (
        HeatMap(name, name, (name, "b"), (HeatRow(name, (1.0, None)),), name),
        YearStrip(name, name, (YearDay(day, 1, 2),), (YearEvent(day, "clock", name),)),
        Bars(name, name, (name, "b"), (BarRow(name, (1.0, 2.0), name),)),
    )
    for chart in charts:
        lines = list(chart_lines(chart))
        assert all(width(line) <= 80 for line in lines)
        assert "".join(squeezed(shown(name)).split()) in "".join("".join(lines).split())
        reader = read_html(markdown_html(to_markdown(Document((chart, Paragraph("after"))))))
        assert reader.tags == {"p", "pre", "code"}
        assert "".join(reader.words).strip().endswith("after")
