"""Charts in lines of text: pictures of at most 80 columns.

Law: what a picture cannot show exactly stands beside it or below it in words. Each mark has a character of
its own, in ASCII too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from overlap.core.civil import day_of
from overlap.render.bands import band_lines, folded_lines
from overlap.render.chart_scale import (
    event_numbers,
    largest_of,
    month_text,
    number_text,
    step_of,
    weeks_of,
)
from overlap.render.chart_table import caption_of, day_words, event_words
from overlap.render.charts import BarRow, Bars, HeatMap, YearDay, YearStrip
from overlap.render.document import Bands, Chart, Strip
from overlap.render.moments import date_text, weekday_set_text
from overlap.render.text import padded, strip_lines, width

__all__ = ["chart_lines"]

_COLUMNS: Final = 80
"""What every terminal and every mail shows without folding."""

_LABEL: Final = 24
"""Columns of a label beside its row; a longer one stands on lines above."""

_HEAD: Final = 12
"""Columns of a head over its numbers; where one is longer, heads are numbered and named above."""

_PARTS: Final = "█▒░="
"""How the parts of a bar look."""

_TONES: Final = "·░▒█"
"""How much there is on a date: nothing, and a third of the largest number each."""

_BAR: Final = 30
_SHORT: Final = 10
"""Cells of the longest bar: so many at most, and so many at least where numbers behind it are long."""


def chart_lines(chart: Chart) -> Iterator[str]:
    r"""A chart as lines, its title first; with all its numbers.

    Example:
        >>> bars = Bars("Burden", "h", ("by day", "by night"), (BarRow("Pune", (2.0, 1.0)),))
        >>> print("\n".join(chart_lines(bars)))
        Burden (h)
        █ by day  ▒ by night
        Pune  ████████████████████▒▒▒▒▒▒▒▒▒▒  2 + 1 = 3 h
    """
    match chart:
        case Strip():
            yield from strip_lines(chart)
        case Bands():
            yield from band_lines(chart)
        case HeatMap():
            yield from _heat(chart)
        case YearStrip():
            yield from _year(chart)
        case Bars():
            yield from _bars(chart)


def _worded(words: str, columns: int = _COLUMNS) -> Iterator[str]:
    """Words in lines of at most so many columns."""
    return folded_lines(words.split(), columns)


def _heat(chart: HeatMap) -> Iterator[str]:
    """The grid, in blocks of columns where all of them are too broad for one."""
    yield from _worded(caption_of(chart))
    heads: Sequence[str] = chart.columns
    if any(width(head) > _HEAD for head in heads):
        heads = [str(number) for number in range(1, len(heads) + 1)]
        named = (f"{number} {name}," for number, name in zip(heads, chart.columns, strict=True))
        yield from _worded(" ".join(named).removesuffix(","))
    grid = [[_cell(value) for value in row.values] for row in chart.rows]
    broad = max((width(cell) for cells in (heads, *grid) for cell in cells), default=0)
    labels = [chart.corner, *(row.label for row in chart.rows)]
    label = max((width(name) for name in labels if width(name) <= _LABEL), default=0)
    fits = max((_COLUMNS - label) // (broad + 1), 1)
    blocks = -(-len(heads) // fits) or 1
    size = -(-len(heads) // blocks)
    for block in range(blocks):
        if block:
            yield ""
        here = slice(block * size, (block + 1) * size)
        for name, cells in zip(labels, (heads, *grid), strict=True):
            line = "".join(f" {padded(cell, broad, right=True)}" for cell in cells[here])
            yield from _labelled(name, label, line)
    if any("\u2013" in cells for cells in grid):
        yield "\u2013 nothing to count"


def _cell(value: float | None) -> str:
    """A number; "·" for nothing, so that the eye finds what there is."""
    if value is None:
        return "\u2013"
    return number_text(value) if value else "·"


def _labelled(name: str, columns: int, line: str) -> Iterator[str]:
    """A line behind its label, or under it where that is too long."""
    if width(name) > columns:
        yield from _worded(name)
        name = ""
    yield f"{padded(name, columns)}{line}".rstrip()


def _year(chart: YearStrip) -> Iterator[str]:
    """A line for each month, then what is marked, then every number in words."""
    yield from _worded(caption_of(chart))
    if not chart.days:
        return
    lost = any(day.value < day.usual for day in chart.days)
    largest = largest_of(day.value for day in chart.days)
    unit = f" {chart.unit}" if chart.unit else ""
    legend = ["· 0"]
    if largest:
        ends = (number_text(largest * step / 3) for step in (1, 2, 3))
        legend += [f"{mark} up to {end}" for mark, end in zip(_TONES[1:], ends, strict=True)]
    legend[-1] += unit
    legend += ["x less than usual"] * lost
    yield from folded_lines(legend, _COLUMNS, between="  ")
    numbers = event_numbers(chart)
    months = [
        ((year, month), list(days))
        for (year, month), days in groupby(chart.days, key=lambda day: (day.date.year, day.date.month))
    ]
    label = max(width(f"{month_text(month)} {year}") for (year, month), _ in months)
    yield f"{' ' * label}  {''.join(padded(str(day), 5) for day in range(1, 31, 5))}".rstrip()
    for (year, month), days in months:
        marks = " " * (days[0].date.day - 1) + "".join(_tone(day, largest) for day in days)
        marked = [
            f"({number}) {date.day}"
            for (date, _), number in numbers.items()
            if (date.year, date.month) == (year, month)
        ]
        words = [f"{sum(day.value for day in days)}{unit}", *marked]
        head = f"{padded(f'{month_text(month)} {year}', label)}  {padded(marks, 31)}  "
        for number, line in enumerate(folded_lines(words, _COLUMNS - width(head), between="  ")):
            yield f"{' ' * width(head) if number else head}{line}"
    for said in event_words(chart).values():
        for line in said:
            yield from _worded(line)
    yield from _usual(chart)
    other = [
        f"{date_text(day_of(day.date), year=False)} {day_words(day)},"
        for day in chart.days
        if day.value != day.usual
    ]
    if other:
        other[-1] = other[-1].removesuffix(",")
        yield from folded_lines(["Other than usual:", *other], _COLUMNS)


def _tone(day: YearDay, largest: float) -> str:
    return "x" if day.value < day.usual else _TONES[step_of(day.value, largest, steps=3)]


def _usual(chart: YearStrip) -> Iterator[str]:
    """What is usual: weeks alike in one line, weekdays alike in one piece of it."""
    with_year = chart.days[0].date.year != chart.days[-1].date.year
    runs: list[tuple[date, date, dict[int, int]]] = []
    for _, days in weeks_of(chart):
        week = {weekday: day.usual for weekday, day in days.items()}
        first, last = min(days.values(), key=_date).date, max(days.values(), key=_date).date
        if runs and all(week.get(weekday, usual) == usual for weekday, usual in runs[-1][2].items()):
            first, _, before = runs.pop()
            week = before | week
        runs.append((first, last, week))
    for first, last, week in runs:
        span = date_text(day_of(first), weekday=False, year=with_year)
        if last > first:
            span += f" \u2013 {date_text(day_of(last), weekday=False, year=with_year)}"
        alike: dict[int, list[int]] = {}
        for weekday in sorted(week):
            alike.setdefault(week[weekday], []).append(weekday)
        pieces = [f"{weekday_set_text(frozenset(found))} {usual}" for usual, found in alike.items()]
        yield from _worded(f"{span}: {'; '.join(pieces)}")


def _date(day: YearDay) -> date:
    return day.date


def _bars(chart: Bars) -> Iterator[str]:
    """A line for each bar: its label, its cells, its numbers; its note there or below."""
    yield from _worded(caption_of(chart))
    if len(chart.parts) > 1:
        legend = (f"{mark} {name}" for mark, name in zip(_PARTS, chart.parts, strict=False))
        yield from folded_lines(legend, _COLUMNS, between="  ")
    label = max((width(row.label) for row in chart.rows if width(row.label) <= _LABEL), default=0)
    edge = max(largest_of(sum(row.values) for row in chart.rows), chart.full or 0)
    sums = [_sum(chart, row) for row in chart.rows]
    room = _COLUMNS - label - 4 - max(map(width, sums), default=0)
    drawn = [_bar(row, edge, min(max(room, _SHORT), _BAR)) for row in chart.rows]
    long = max(map(len, drawn), default=0)
    for row, cells, words in zip(chart.rows, drawn, sums, strict=True):
        head = f"  {padded(cells, long)}  " if long else "  "
        room = _COLUMNS - label - width(head)
        noted = f"{words}, {row.note}" if row.note else words
        first, *more = [noted] if width(noted) <= room else folded_lines(words.split(" "), room)
        yield from _labelled(row.label, label, f"{head}{first}")
        for line in more:
            yield f"{' ' * (label + width(head))}{line}"
        if width(noted) > room:
            for line in _worded(row.note, _COLUMNS - label - 2):
                yield f"{' ' * (label + 2)}{line}"


def _bar(row: BarRow, edge: float, most: int) -> str:
    """Cells of each part, each from where the one before ends; at least one for a bar of anything."""
    if not edge:
        return ""
    cells, done = "", 0.0
    for mark, value in zip(_PARTS, row.values, strict=False):
        done += value
        cells += mark * (round(done / edge * most) - len(cells))
    first = next((mark for mark, value in zip(_PARTS, row.values, strict=False) if value), "")
    return cells or first


def _sum(chart: Bars, row: BarRow) -> str:
    """`2 + 1.5 = 3.5 h`."""
    unit = f" {chart.unit}" if chart.unit else ""
    total = f"{number_text(sum(row.values))}{unit}"
    return f"{' + '.join(map(number_text, row.values))} = {total}" if len(row.values) > 1 else total
