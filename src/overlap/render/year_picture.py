"""`YearStrip` as one inline SVG element that stands by itself: a column for each week, Monday above.

Law: a pointer is told every date's number, and each mark has a shape of its own: a day that lost time is
struck through, clock changes are discs and seasons diamonds over a line that stands before their date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from overlap.core.civil import day_of
from overlap.render.chart_scale import (
    STEPS,
    event_numbers,
    largest_of,
    month_text,
    number_text,
    step_of,
    weeks_of,
)
from overlap.render.chart_table import caption_of, day_words, event_words
from overlap.render.charts import EventKind, YearDay, YearStrip
from overlap.render.heat_picture import OPACITIES
from overlap.render.moments import date_text, weekday_text
from overlap.render.svg import FILL, em, escaped, fit, headline, path, picture, place, rect, text

__all__ = ["year_svg"]

_EDGE: Final = 6
_CELL: Final = 13
"""A day is a square of this, less one unit between it and the next."""

_WEEKS: Final = 54
"""The most weeks that a year touches; what is longer goes on in another panel."""

_NARROWEST: Final = 360
_LANE: Final = 16
"""Height of a line of markers."""


class _Marker(NamedTuple):
    x: float
    lane: int
    column: int
    weekday: int
    number: int
    kind: EventKind
    words: str


def year_svg(chart: YearStrip) -> str:
    """A strip of dates as an `<svg>` element, a panel for each 54 weeks, and a legend of its marks.

    Example:
        >>> from overlap.render.charts import YearDay
        >>> shown = year_svg(YearStrip("Shared", "min", (YearDay(date(2026, 3, 6), 300, 480),)))
        >>> "<title>Fri 6 Mar 2026: 300 of 480 min</title>" in shown
        True
    """
    weeks = weeks_of(chart)
    panels = [weeks[at : at + _WEEKS] for at in range(0, len(weeks), _WEEKS)]
    labels = [weekday_text(weekday) for weekday in range(7)]
    left = _EDGE + max(em(label) for label in labels) * 10 + 6
    whole = max(left + max(map(len, panels), default=0) * _CELL + _EDGE + _CELL, _NARROWEST)
    largest = largest_of(day.value for day in chart.days)
    said = event_words(chart)
    title = caption_of(chart) if chart.title else ""
    parts, y = headline(title, _EDGE, 3, whole - 2 * _EDGE, 13)
    for panel in panels:
        drawn, y = _panel(chart, panel, labels, left, y, largest, said)
        parts += drawn
        y += 10
    drawn, y = _legend(chart, largest, y, whole)
    parts += drawn
    name = caption_of(chart) or "A number for each date"
    return picture("year", (whole, y), name, _said(chart, said), parts)


def _panel(
    chart: YearStrip,
    weeks: list[tuple[date, dict[int, YearDay]]],
    labels: list[str],
    left: float,
    top: float,
    largest: float,
    said: dict[date, list[str]],
) -> tuple[list[str], float]:
    """Some weeks and where they end: months, markers, then the seven rows."""
    y = top + 14
    parts = list(_months(weeks, left, y))
    markers = _markers(chart, weeks, left, said)
    lanes = max((marker.lane for marker in markers), default=-1) + 1
    foot = y + 4 + lanes * _LANE
    grid = foot + (2 if lanes else 0)
    parts += [
        text(left - 6, grid + weekday * _CELL + 10, label, size=10, anchor="end", faint=True)
        for weekday, label in enumerate(labels)
    ]
    cells: dict[int, list[str]] = {}
    struck = ""
    for column, (_, days) in enumerate(weeks):
        for weekday, day in days.items():
            x, at = left + column * _CELL, grid + weekday * _CELL
            step = step_of(day.value, largest)
            cells.setdefault(step, []).append(
                rect(x + 0.5, at + 0.5, _CELL - 1, _CELL - 1, fill="", title=_words(chart, day, said))
            )
            if day.value < day.usual:
                struck += f"M{place(x + 1)} {place(at + _CELL - 1)}l{_CELL - 2} -{_CELL - 2}"
    for step, found in sorted(cells.items()):
        tone = f'fill="{FILL if step else "currentColor"}" fill-opacity="{OPACITIES[step]:g}"'
        parts.append(f"<g {tone}>{''.join(found)}</g>")
    # Lines over the cells let a pointer through to them.
    lines = [path(struck, wide=1.2, opacity=0.85)]
    for marker in markers:
        lines.append(_line(marker, left, y + 4 + marker.lane * _LANE + 12, grid))
    parts.append(f'<g pointer-events="none">{"".join(lines)}</g>')
    parts += [
        _sign(marker.kind, marker.number, marker.x, y + 4 + marker.lane * _LANE + 6.5, marker.words)
        for marker in markers
    ]
    return parts, grid + 7 * _CELL


def _words(chart: YearStrip, day: YearDay, said: dict[date, list[str]]) -> str:
    """`Fri 3 Apr 2026: 0 of 480 min; Fri 3 Apr: Good Friday`."""
    unit = f" {chart.unit}" if chart.unit else ""
    return "; ".join([f"{date_text(day_of(day.date))}: {day_words(day)}{unit}", *said.get(day.date, ())])


def _months(weeks: list[tuple[date, dict[int, YearDay]]], left: float, y: float) -> Iterator[str]:
    """The year at the left, and each month over the week of its first date; a later year with its January."""
    firsts = [(0, next(iter(weeks[0][1].values())).date)]
    for column, (_, days) in enumerate(weeks):
        firsts += [(column, day.date) for day in days.values() if day.date.day == 1]
    yield text(left - 6, y, f"{firsts[0][1].year}", size=10, anchor="end", faint=True)
    for number, (column, day) in enumerate(firsts):
        end = firsts[number + 1][0] if number + 1 < len(firsts) else len(weeks) + 1
        name = month_text(day.month)
        if day.year != firsts[0][1].year and day.month == 1:
            name = f"{name} {day.year}"
        # A month of which the strip has too little for its name goes without.
        if em(name) * 10 <= (end - column) * _CELL:
            yield text(left + column * _CELL, y, name, size=10, faint=True)


def _markers(
    chart: YearStrip,
    weeks: list[tuple[date, dict[int, YearDay]]],
    left: float,
    said: dict[date, list[str]],
) -> list[_Marker]:
    """Clock changes and seasons in these weeks, those close to each other in lanes of their own."""
    where = {
        day.date: (column, weekday) for column, (_, days) in enumerate(weeks) for weekday, day in days.items()
    }
    ends: list[float] = []
    found = []
    for (day, kind), number in event_numbers(chart).items():
        if day not in where:
            continue
        column, weekday = where[day]
        x = left + column * _CELL + (_CELL if weekday else 0)
        lane = next((lane for lane, end in enumerate(ends) if x - 7.5 >= end), len(ends))
        ends[lane : lane + 1] = [x + 7.5]
        words = "; ".join(
            words
            for words, event in zip(
                said[day], (event for event in chart.events if event.date == day), strict=True
            )
            if event.kind == kind
        )
        found.append(_Marker(x, lane, column, weekday, number, kind, words))
    return found


def _line(marker: _Marker, left: float, top: float, grid: float) -> str:
    """Between the date before and the date: down on the right of its week, and on at its left."""
    x, step = left + marker.column * _CELL, grid + marker.weekday * _CELL
    around = f"V{place(step)}H{place(x)}" if marker.weekday else ""
    dashes = ' stroke-dasharray="3 2"' if marker.kind == "season" else ""
    return (
        f'<path d="M{place(marker.x)} {place(top)}{around}V{place(grid + 7 * _CELL)}" fill="none" '
        f'stroke="currentColor" stroke-width="1.8"{dashes}/>'
    )


def _sign(kind: EventKind, number: int, x: float, y: float, words: str) -> str:
    """A numbered disc or diamond."""
    size = 9 if number < 10 else 7.5 if number < 100 else 5.5
    if kind == "clock":
        shape = f'<circle cx="{place(x)}" cy="{place(y)}" r="6.5" fill="none" stroke="currentColor"/>'
    else:
        shape = path(f"M{place(x - 7.5)} {place(y)}l7.5 -7.5l7.5 7.5l-7.5 7.5z")
    title = f"<title>{escaped(words)}</title>" if words else ""
    over = rect(x - 7, y - 7, 14, 14, fill="currentColor", opacity=0)
    inside = text(x, y + size * 0.36, f"{number}", size=size, anchor="middle", bold=True) if number else ""
    return f"<g>{title}{over}{shape}{inside}</g>"


def _legend(chart: YearStrip, largest: float, y: float, whole: float) -> tuple[list[str], float]:
    """What tones and marks mean, in lines, and where they end."""
    unit = f" {chart.unit}" if chart.unit else ""
    shown = range(STEPS + 1 if largest else 1)
    steps = "".join(
        rect(12 + step * 14, 0.5, 12, 12, fill=FILL if step else "currentColor", opacity=OPACITIES[step])
        for step in shown
    )
    nothing = text(0, 10, "0", size=10, faint=True)
    most = f"{number_text(largest)}{unit}" if largest else ""
    items: list[tuple[float, str, str]] = [(12 + 14 * len(shown), nothing + steps, most)]
    if any(day.value < day.usual for day in chart.days):
        struck = rect(0, 0.5, 12, 12, fill=FILL, opacity=OPACITIES[2]) + path(
            "M0.5 12l11 -11", wide=1.2, opacity=0.85
        )
        items.append((13, struck, "less than usual, as on a holiday"))
    kinds = {kind for _, kind in event_numbers(chart)}
    if "clock" in kinds:
        items.append((15, _sign("clock", 0, 7.5, 6.5, ""), "clocks change"))
    if "season" in kinds:
        items.append((16, _sign("season", 0, 8, 6.5, ""), "other hours from here on"))
    parts: list[str] = []
    x = float(_EDGE)
    for wide, drawn, said in items:
        words = fit(said, whole - 2 * _EDGE - wide - 4, 10)
        room = wide + 4 + em(words) * 10
        if x > _EDGE and x + room > whole - _EDGE:
            x, y = float(_EDGE), y + 20
        line = text(wide + 4, 10, words, size=10, faint=True)
        parts.append(f'<g transform="translate({place(x)} {place(y)})">{drawn}{line}</g>')
        x += room + 14
    return parts, y + 22


def _said(chart: YearStrip, said: dict[date, list[str]]) -> str:
    """The extremes in words, with what is marked where that is not too long to listen to."""
    if not chart.days:
        return "No dates."
    unit = f" {chart.unit}" if chart.unit else ""
    days = chart.days
    least, most = min(day.value for day in days), max(day.value for day in days)
    lost = sum(day.value < day.usual for day in days)
    run = f"{date_text(day_of(days[0].date))} to {date_text(day_of(days[-1].date))}"
    whole = f"from {least} to {most}{unit} a day, {sum(day.value for day in days)}{unit} in all"
    parts = [f"{run}: {whole}; {lost} {'day' if lost == 1 else 'days'} with less than usual."]
    events = f"{'; '.join(words for found in said.values() for words in found)}."
    if said and len(events.encode("utf-8", "replace")) <= 1700:
        parts.append(events)
    return " ".join(parts)
