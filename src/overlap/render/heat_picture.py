"""`HeatMap` as one inline SVG element that stands by itself.

Law: the number stands in its cell wherever it fits, and a pointer is told it everywhere. Tones are one hue
over the page in equal steps; nothing is an empty cell; what there should be little of is hatched as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from overlap.render.chart_scale import HATCHED, STEPS, largest_of, number_text, step_of
from overlap.render.chart_table import caption_of
from overlap.render.charts import HeatMap, HeatRow
from overlap.render.svg import (
    FILL,
    HEAVY,
    em,
    fit,
    hatching,
    headline,
    path,
    picture,
    place,
    rect,
    tall,
    text,
)

__all__ = ["INKS", "OPACITIES", "heat_svg"]

OPACITIES: Final = (0.06, 0.16, 0.28, 0.44, 0.6, 1.0)
"""Of each step's tone over the page, that of nothing in the page's own colour of text. A step of 0.6 is still
dark enough for pale text on a dark page, and the last bright enough for black text on any: 4.5 to one (WCAG
1.4.3), which steps between the two would miss."""

INKS: Final = ("", "", "", "", "", "#000")
"""The colour of each step's number; empty is that of the page's text."""

_WIDTH: Final = 360
"""Units of the whole; a telephone shows them one to one."""

_EDGE: Final = 4
_CELL: Final = 20
"""Height of a cell."""

_NARROWEST: Final = 11
_BROADEST: Final = 34
_LABEL: Final = 110
"""Room that labels may take before they are shortened."""

_SMALLEST: Final = 6
"""Font size below which a number is left to pointer and table."""


def heat_svg(chart: HeatMap) -> str:
    """A heat map as an `<svg>` element: a row for each, a legend of its steps below.

    Example:
        >>> from overlap.render.charts import HeatRow
        >>> shown = heat_svg(HeatMap("At work", "people", ("09", "10"), (HeatRow("Mon", (3.0, 4.5)),)))
        >>> "<title>Mon 10: 4.5 people</title>" in shown
        True
    """
    label = min(max((em(row.label) * 10 for row in chart.rows), default=0), _LABEL)
    left = _EDGE + label + (5 if label else 0)
    count = max(len(chart.columns), 1)
    wide = min(max((_WIDTH - _EDGE - left) / count, _NARROWEST), _BROADEST)
    whole = max(_WIDTH, left + count * wide + _EDGE)
    largest = largest_of(value for row in chart.rows for value in row.values)
    title = caption_of(chart) if chart.title else ""
    parts, y = headline(title, _EDGE, 3, whole - 2 * _EDGE, 12)
    heads, y = _heads(chart, left, wide, y)
    parts += heads
    shown, size = _shown(chart, wide)
    for row in chart.rows:
        parts += _row(chart, row, left, y, wide, largest, shown, size)
        y += _CELL
    y += 8
    parts += _legend(chart, largest, y, whole)
    y += 20
    return picture("heat", (whole, y), caption_of(chart) or "A heat map", _said(chart), parts)


def _heads(chart: HeatMap, left: float, wide: float, y: float) -> tuple[list[str], float]:
    """The columns' labels and where they end: side by side, or upright where they are too long for that."""
    size = tall(chart.columns, wide - 1.5, 10)
    centres = [left + (number + 0.5) * wide for number in range(len(chart.columns))]
    if size >= _SMALLEST or not chart.columns:
        y += 12
        return [
            text(x, y - 3, name, anchor="middle", size=size, faint=True)
            for x, name in zip(centres, chart.columns, strict=True)
        ], y
    high = min(max(em(name) * 10 for name in chart.columns), 90)
    y += high + 4
    return [
        f'<g transform="translate({place(x + 3.5)} {place(y - 4)}) rotate(-90)">'
        f"{text(0, 0, fit(name, high, 10), size=10, faint=True)}</g>"
        for x, name in zip(centres, chart.columns, strict=True)
    ], y


def _shown(chart: HeatMap, wide: float) -> tuple[dict[float, str], float]:
    """How each number is written in its cell, and their font size.

    All have as many decimals as the broadest of them leaves room for; none are shown where not even whole
    numbers are readable.
    """
    values = {value for row in chart.rows for value in row.values if value is not None}
    for digits in (2, 1, 0):
        shown = {value: _short(value, digits) for value in values}
        size = tall(shown.values(), wide - 1.5, 10)
        if size >= _SMALLEST:
            return shown, size
    return {}, 10


def _short(value: float, digits: int) -> str:
    """A number with at most so many decimals; `<1` for what they would make nothing."""
    if digits < 2 and value > 0 and not round(value, digits):
        return f"<{10.0**-digits:g}"
    return number_text(round(value, digits) if digits < 2 else value)


def _row(
    chart: HeatMap,
    row: HeatRow,
    left: float,
    y: float,
    wide: float,
    largest: float,
    shown: dict[float, str],
    size: float,
) -> Iterator[str]:
    yield text(left - 5, y + 13.5, fit(row.label, left - _EDGE - 5 + 0.01, 10), size=10, anchor="end")
    words: list[str] = []
    boxes: list[tuple[int, str]] = []
    hatched = ""
    for number, (name, value) in enumerate(zip(chart.columns, row.values, strict=True)):
        x = left + number * wide
        what = " ".join(part for part in (row.label, name) if part)
        if value is None:
            boxes.append((-1, rect(x, y, wide, _CELL, fill="none", title=f"{what}: nothing to count")))
            words.append(text(x + wide / 2, y + 13.5, "–", size=9, faint=True))
            continue
        step = step_of(value, largest)
        said = " ".join(part for part in (number_text(value), chart.unit) if part)
        cell = rect(x + 0.5, y + 0.5, wide - 1, _CELL - 1, fill="", title=f"{what}: {said}")
        boxes.append((step, cell))
        if chart.heavy and step >= HATCHED:
            hatched += _corners(x + 0.5, x + wide - 0.5, y + 0.5, _CELL - 1)
        place_of = (x + wide / 2, y + 10 + size * 0.36)
        words.append(text(*place_of, shown.get(value, ""), fill=INKS[step], faint=not step))
    # Neighbours of one tone share it: hundreds of cells are most of the file.
    for step, group in groupby(boxes, key=lambda box: box[0]):
        together = "".join(box for _, box in group)
        yield together if step < 0 else f"<g{_tone(chart, step)}>{together}</g>"
    yield path(hatched, opacity=0.7)
    # The pointer is told by the cell below, not kept off by the number over it.
    shape = f'text-anchor="middle" font-size="{size:g}" pointer-events="none"'
    yield f"<g {shape}>{''.join(words)}</g>"


def _tone(chart: HeatMap, step: int) -> str:
    """The tone of a step as attributes; that of nothing is pale grey."""
    fill = "currentColor" if not step else HEAVY if chart.heavy else FILL
    opacity = f' fill-opacity="{OPACITIES[step]:g}"' if OPACITIES[step] < 1 else ""
    return f' fill="{fill}"{opacity}'


def _corners(left: float, right: float, y: float, high: float) -> str:
    """Hatching along the foot of a cell, clear of its number."""
    return hatching(left, right, y + high - 4, 4, step=3)


def _legend(chart: HeatMap, largest: float, y: float, whole: float) -> Iterator[str]:
    """Samples of the steps between nothing and the largest number."""
    x = float(_EDGE)
    yield text(x, y + 10, "0", size=10, faint=True)
    x += 10
    for step in range(STEPS + 1 if largest else 1):
        yield _sample(chart, step, x, y)
        x += 15
    words = " ".join(part for part in (number_text(largest), chart.unit) if part) if largest else chart.unit
    words = fit(words, whole - x - 4 - _EDGE, 10)
    yield text(x + 3, y + 10, words, size=10, faint=True)
    x += 3 + em(words) * 10 + 12
    none = "– nothing to count"
    if any(value is None for row in chart.rows for value in row.values) and x + em(none) * 10 < whole:
        yield text(x, y + 10, none, size=10, faint=True)


def _sample(chart: HeatMap, step: int, x: float, y: float) -> str:
    drawn = f"<g{_tone(chart, step)}>{rect(x, y + 0.5, 13, 12, fill='')}</g>"
    if chart.heavy and step >= HATCHED:
        drawn += path(_corners(x, x + 13, y + 0.5, 12), opacity=0.7)
    return drawn


def _said(chart: HeatMap) -> str:
    """All the numbers in words, or the extremes where that would be too long to listen to."""
    unit = f" {chart.unit}" if chart.unit else ""
    rows = []
    for row in chart.rows:
        pairs = zip(chart.columns, row.values, strict=True)
        cells = ", ".join(f"{name} {number_text(value)}" for name, value in pairs if value is not None)
        said = f"{cells}{unit}" if cells else "nothing to count"
        rows.append(f"{row.label}: {said}." if row.label else f"{said}.")
    whole = " ".join(rows)
    if len(whole.encode("utf-8", "replace")) <= 2000:
        return whole
    values = [value for row in chart.rows for value in row.values if value is not None]
    most = next(
        f"{row.label} {name}".strip()
        for row in chart.rows
        for name, value in zip(chart.columns, row.values, strict=True)
        if value is not None and value == max(values)
    )
    return (
        f"{len(values)} numbers from {number_text(min(values))} to {number_text(max(values))}{unit}; "
        f"the largest is {most}."
    )
