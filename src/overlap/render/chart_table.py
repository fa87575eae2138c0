"""The table of a chart: the same numbers and words in rows.

Law: a table leaves nothing of its chart out, so who cannot see the picture has all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from overlap.core.civil import DAY, day_of
from overlap.core.intervals import IntervalSet
from overlap.render.band_rows import BandRow, clock_words, range_words, rows_of
from overlap.render.chart_scale import event_numbers, number_text, weeks_of
from overlap.render.charts import Bars, HeatMap, YearDay, YearStrip
from overlap.render.document import Bands, Chart, Mark, Strip, StripRow, Table
from overlap.render.moments import date_text, weekday_text

__all__ = ["caption_of", "day_words", "event_words", "mark_words", "number_text", "table_of"]

_ROW: Final = "Row"
"""Head of the labels where the chart has none for them."""


_LONG: Final = {"min": "minutes", "h": "hours"}
"""How titles write a unit out."""


def table_of(chart: Chart) -> Table:
    """A chart as a table: of a heat map its grid, of a year a row for each ISO week, of bars their parts.

    Strips and bands become times in words. Numbers are those of `number_text`.

    Example:
        >>> from overlap.render.charts import BarRow
        >>> bars = Bars("Burden", "h", ("by day", "by night"), (BarRow("Pune", (2.0, 1.5)),))
        >>> table_of(bars).columns, table_of(bars).rows
        (('Row', 'by day', 'by night', 'Sum'), (('Pune', '2', '1.5', '3.5'),))
    """
    match chart:
        case HeatMap():
            return _heat(chart)
        case YearStrip():
            return _year(chart)
        case Bars():
            return _bars(chart)
        case Strip():
            return _strip(chart)
        case Bands():
            return _bands(chart)


def caption_of(chart: Chart) -> str:
    """What the chart is, with the unit of its numbers where the title does not say it."""
    match chart:
        case Strip(caption=caption):
            return caption
        case Bands(title):
            return ", ".join(part for part in (title, clock_words(chart)) if part)
        case HeatMap(title, unit) | YearStrip(title, unit):
            more = [unit]
        case Bars(title, unit, full=full):
            more = [unit, "" if full is None else f"a full bar is {number_text(full)}"]
    words = title.lower().replace(",", " ").split()
    said = "; ".join(part for part in more if part and not {part.lower(), _LONG.get(part)} & set(words))
    return f"{title} ({said})" if title and said else title or said


def day_words(day: YearDay) -> str:
    """A date's number, and what is usual where that is another: `300 of 480`."""
    if day.value < day.usual:
        return f"{day.value} of {day.usual}"
    return f"{day.value}, usually {day.usual}" if day.value > day.usual else f"{day.value}"


def _heat(chart: HeatMap) -> Table:
    rows = [
        (row.label, *("\u2013" if value is None else number_text(value) for value in row.values))
        for row in chart.rows
    ]
    head = chart.corner or _ROW
    return Table.of((head, *chart.columns), rows, right=chart.columns, caption=caption_of(chart))


def _year(chart: YearStrip) -> Table:
    said = event_words(chart)
    rows = []
    for monday, days in weeks_of(chart):
        year, week, _ = monday.isocalendar()
        total = YearDay(
            monday, sum(day.value for day in days.values()), sum(day.usual for day in days.values())
        )
        events = "; ".join(words for day in days.values() for words in said.get(day.date, ()))
        cells = (day_words(days[weekday]) if weekday in days else "" for weekday in range(7))
        rows.append((f"{year}-W{week:02d}", *cells, day_words(total), events))
    weekdays = tuple(map(weekday_text, range(7)))
    heads = ("Week", *weekdays, "Sum", "Events")
    return Table.of(heads, rows, right=(*weekdays, "Sum"), caption=caption_of(chart))


def event_words(chart: YearStrip) -> dict[date, list[str]]:
    """What is marked on each date: `Sun 29 Mar (2): clocks in London go forward`."""
    numbers = event_numbers(chart)
    said: dict[date, list[str]] = {}
    for event in chart.events:
        number = numbers.get((event.date, event.kind))
        mark = f" ({number})" if number else ""
        day = date_text(day_of(event.date), year=False)
        said.setdefault(event.date, []).append(f"{day}{mark}: {event.text}")
    return said


def _bars(chart: Bars) -> Table:
    several, noted = len(chart.parts) > 1, any(row.note for row in chart.rows)
    rows = [
        (
            row.label,
            *map(number_text, row.values),
            *([number_text(sum(row.values))] if several else []),
            *([row.note] if noted else []),
        )
        for row in chart.rows
    ]
    numbers = (*chart.parts, *(["Sum"] if several else []))
    heads = (_ROW, *numbers, *(["Note"] if noted else []))
    return Table.of(heads, rows, right=numbers, caption=caption_of(chart))


def _strip(chart: Strip) -> Table:
    noted = any(row.note for row in chart.rows)
    rows = [
        (
            row.label,
            mark_words(row, "all", chart.cell_minutes),
            mark_words(row, "some", chart.cell_minutes),
            *([row.note] if noted else []),
        )
        for row in chart.rows
    ]
    heads = (_ROW, "All", "Some", *(["Note"] if noted else []))
    return Table.of(heads, rows, caption=caption_of(chart))


def mark_words(row: StripRow, mark: Mark, cell_minutes: int) -> str:
    """The times of a row's cells with a mark: `09:00–17:00`."""
    cells = (number * cell_minutes for number, found in enumerate(row.marks) if found == mark)
    return range_words(IntervalSet((start, min(start + cell_minutes, DAY)) for start in cells))


_BAND_COLUMNS: Final[tuple[tuple[str, Callable[[BandRow], str]], ...]] = (
    ("Hours", lambda row: range_words(row.now)),
    ("Was", lambda row: range_words(row.was) if row.was != row.now else ""),
    ("Moved", BandRow.moved),
    ("Break", lambda row: range_words(row.away)),
    ("Shared", lambda row: range_words(row.shared)),
    ("Quiet hours", lambda row: range_words(row.quiet)),
    ("Note", lambda row: row.note),
)


def _bands(chart: Bands) -> Table:
    found = [row for group in chart.groups for row in rows_of(group)]
    columns = [column for column in _BAND_COLUMNS if column[0] == "Hours" or any(map(column[1], found))]

    def cells(row: BandRow) -> Iterator[str]:
        yield row.who
        for _, words in columns:
            yield words(row)

    return Table.of(("Who", *(head for head, _ in columns)), map(cells, found), caption=caption_of(chart))
