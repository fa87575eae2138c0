"""`Bars` as one inline SVG element that stands by itself.

Law: parts are told apart by their pattern as well as by their tone: filled, hatched, dotted, hollow. The sum
stands behind its bar, and a pointer is told each part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from overlap.render.chart_scale import largest_of, number_text
from overlap.render.chart_table import caption_of
from overlap.render.charts import BarRow, Bars
from overlap.render.svg import BOLD, FILL, dots, em, fit, hatching, headline, path, picture, rect, text

__all__ = ["bars_svg"]

_WIDTH: Final = 400
"""Units of the whole; a telephone shows nearly one pixel for each."""

_EDGE: Final = 4
_INSIDE: Final = _WIDTH - 2 * _EDGE
_BAR: Final = 14
"""Height of a bar."""

_SIZE: Final = 11


def bars_svg(chart: Bars) -> str:
    """Bars as an `<svg>` element: over each its label and note, behind it the sum.

    Example:
        >>> from overlap.render.charts import BarRow
        >>> shown = bars_svg(Bars("Burden", "h", ("by day", "by night"), (BarRow("Pune", (2.0, 1.5)),)))
        >>> "<title>Pune, by night: 1.5 h</title>" in shown, ">3.5 h</text>" in shown
        (True, True)
    """
    sums = [_with_unit(chart, sum(row.values)) for row in chart.rows]
    room = min(max((em(words) for words in sums), default=0) * _SIZE + 6, _INSIDE / 2)
    longest = largest_of(sum(row.values) for row in chart.rows)
    edge = max(longest, chart.full or 0)
    scale = (_INSIDE - room) / edge if edge else 0
    title = caption_of(chart) if chart.title else ""
    parts, y = headline(title, _EDGE, 3, _INSIDE, 12)
    if len(chart.parts) > 1:
        drawn, y = _legend(chart, y)
        parts += drawn
    for row, words in zip(chart.rows, sums, strict=True):
        drawn, y = _row(chart, row, fit(words, room - 5.9, _SIZE), y, scale)
        parts += drawn
    name = caption_of(chart) or "Bars"
    return picture("bars", (_WIDTH, y + 4), name, _said(chart), parts)


def _with_unit(chart: Bars, value: float) -> str:
    if chart.unit == "%":
        return f"{number_text(value)} %"
    return " ".join(part for part in (number_text(value), chart.unit) if part)


def _row(chart: Bars, row: BarRow, words: str, top: float, scale: float) -> tuple[list[str], float]:
    """A bar and where it ends: its label, its note beside or under that, its parts and their sum."""
    y = top + 15
    parts = []
    label = fit(row.label, _INSIDE, _SIZE * BOLD)
    parts.append(text(_EDGE, y, label, size=_SIZE, bold=True))
    taken = em(label) * _SIZE * BOLD + 8 if label else 0
    if row.note:
        if label and taken + em(row.note) * _SIZE > _INSIDE:
            y, taken = y + 14, 0
        note = fit(row.note, _INSIDE - taken, _SIZE)
        # A text of its own at the far end: words of either direction keep to their side.
        parts.append(
            text(_WIDTH - _EDGE, y, note, size=_SIZE, faint=True, anchor="end")
            if taken
            else text(_EDGE, y, note, size=_SIZE, faint=True)
        )
    y += 5
    if chart.full:
        parts.append(rect(_EDGE, y, chart.full * scale, _BAR, fill="currentColor", opacity=0.07))
    x = float(_EDGE)
    for number, (name, value) in enumerate(zip(chart.parts, row.values, strict=True)):
        wide = value * scale
        if value:
            what = ", ".join(part for part in (row.label, name) if part)
            parts += _part(number, x, y, wide, f"{what}: {_with_unit(chart, value)}")
        x += wide
    # Where there is a full bar the sums stand under each other behind it.
    end = max(x, _EDGE + (chart.full or 0) * scale)
    parts.append(text(end + 5, y + 11, words, size=_SIZE))
    return parts, y + _BAR + 3


def _part(number: int, x: float, y: float, wide: float, title: str) -> Iterator[str]:
    """A stretch of a bar in the tone and pattern of its place."""
    tone = ((FILL, 1.0), (FILL, 0.3), (FILL, 0.12), ("none", 1.0))[number]
    yield rect(x, y, wide, _BAR, fill=tone[0], opacity=tone[1], title=title)
    if number == 1:
        yield _through(path(hatching(round(x, 1), round(x + wide, 1), y, _BAR), opacity=0.8, wide=1.2))
    if number == 2:
        drawn = dots(x, x + wide, y, _BAR)
        yield _through(f'<path d="{drawn}"/>' if drawn else "")
    inset = min(0.5, wide / 2)
    yield _through(rect(x + inset, y + 0.5, max(wide - 2 * inset, 0), _BAR - 1, fill="none", edge=0.75))


def _through(drawn: str) -> str:
    """What lets a pointer through to the part below."""
    return drawn.replace("<path ", '<path pointer-events="none" ').replace(
        "<rect ", '<rect pointer-events="none" '
    )


def _legend(chart: Bars, y: float) -> tuple[list[str], float]:
    """A sample of each part with its name, in lines, and where they end."""
    parts: list[str] = []
    x = float(_EDGE)
    for number, name in enumerate(chart.parts):
        words = fit(name, _INSIDE - 28, _SIZE)
        room = 28 + em(words) * _SIZE
        if x > _EDGE and x + room > _WIDTH - _EDGE:
            x, y = float(_EDGE), y + 19
        parts += _part(number, x, y + 2, 24, "")
        parts.append(text(x + 28, y + 13, words, size=_SIZE))
        x += room + 14
    return parts, y + 20


def _said(chart: Bars) -> str:
    """All the numbers in words, or the extremes where that would be too long to listen to."""
    rows = []
    for row in chart.rows:
        pairs = zip(chart.parts, row.values, strict=True)
        cells = ", ".join(" ".join(filter(None, (name, number_text(value)))) for name, value in pairs)
        more = f", in all {_with_unit(chart, sum(row.values))}" if len(chart.parts) > 1 else ""
        unit = "" if more or not chart.unit else f" {chart.unit}"
        said = "; ".join(part for part in (f"{cells}{unit}{more}", row.note) if part)
        rows.append(f"{row.label}: {said}." if row.label else f"{said}.")
    whole = " ".join(rows)
    if len(whole.encode("utf-8", "replace")) <= 2000:
        return whole
    sums = [sum(row.values) for row in chart.rows]
    most = chart.rows[sums.index(max(sums))]
    return (
        f"{len(sums)} bars from {_with_unit(chart, min(sums))} to {_with_unit(chart, max(sums))}; "
        f"the longest is {fit(most.label, 200, 1)}."
    )
