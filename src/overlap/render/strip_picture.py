"""`Strip` as one inline SVG element that stands by itself.

Law: a strip's marks have a shape of their own beside their tone: all is solid, some is hatched, none is
empty. A pointer is told the times of its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from overlap.core.civil import DAY
from overlap.render.chart_table import caption_of, mark_words
from overlap.render.document import Mark, Strip, StripRow
from overlap.render.moments import hour_text
from overlap.render.svg import (
    BOLD,
    FILL,
    em,
    escaped,
    fit,
    hatching,
    headline,
    path,
    picture,
    place,
    rect,
    text,
)

__all__ = ["strip_svg"]

_WIDTH: Final = 640
_EDGE: Final = 10
_DAY_WIDTH: Final = _WIDTH - 2 * _EDGE
_SIZE: Final = 12
_LANE: Final = 16
"""Height of a row's cells."""


def strip_svg(strip: Strip) -> str:
    """A strip as an `<svg>` element: the hours, then for each row its words and its day under them.

    Example:
        >>> day = Strip((StripRow("Pune", ("none", "all", "all", "none")),), 360)
        >>> "<title>Pune: all 06:00–18:00</title>" in strip_svg(day)
        True
    """
    parts, y = headline(strip.caption, _EDGE, 3, _DAY_WIDTH, _SIZE)
    y += 12
    parts += [
        text(_x(hour * 60), y, hour_text(hour), anchor="middle", size=10, faint=True)
        for hour in range(0, 25, 3)
    ]
    y += 2
    for row in strip.rows:
        drawn, y = _row(strip, row, y + 16)
        parts += drawn
    said = " ".join(f"{_words(strip, row)}." for row in strip.rows)
    return picture(
        "strip", (_WIDTH, y + 2), caption_of(strip) or "A day from midnight to midnight", said, parts
    )


def _x(minute: float) -> float:
    return _EDGE + minute * _DAY_WIDTH / DAY


def _words(strip: Strip, row: StripRow) -> str:
    """`Pune: all 09:00–17:00, 8 people`."""
    parts = [
        f"{mark} {times}" for mark in ("all", "some") if (times := mark_words(row, mark, strip.cell_minutes))
    ]
    said = "; ".join(part for part in ("; ".join(parts) or "none", row.note) if part)
    return f"{row.label}: {said}" if row.label else said


def _row(strip: Strip, row: StripRow, y: float) -> tuple[list[str], float]:
    """What it is, with its note beside or under that, then its cells, those alike in one piece."""
    label = fit(row.label, _DAY_WIDTH, _SIZE * BOLD)
    parts = [f"<g><title>{escaped(_words(strip, row))}</title>", text(_EDGE, y, label, bold=True)]
    taken = em(label) * _SIZE * BOLD + _SIZE if label else 0
    if label and row.note and taken + em(row.note) * _SIZE > _DAY_WIDTH:
        y, taken = y + 15, 0
    note = fit(row.note, _DAY_WIDTH - taken, _SIZE)
    # At the far end words of either direction keep to their side.
    parts.append(text(_WIDTH - _EDGE, y, note, anchor="end", faint=True))
    at = 0
    for mark, cells in groupby(row.marks):
        end = min(at + len(list(cells)) * strip.cell_minutes, DAY)
        parts += _piece(mark, _x(at), _x(end), y + 4)
        at = end
    ticks = "".join(f"M{place(_x(hour * 60))} {place(y + 4)}v{_LANE}" for hour in range(0, 25, 3))
    return [*parts, path(ticks, opacity=0.3), "</g>"], y + _LANE + 8


def _piece(mark: Mark, left: float, right: float, y: float) -> Iterator[str]:
    tone = {"none": ("currentColor", 0.06), "some": (FILL, 0.35), "all": (FILL, 1)}[mark]
    yield rect(left, y, right - left, _LANE, fill=str(tone[0]), opacity=float(tone[1]))
    if mark == "some":
        yield path(hatching(round(left, 1), round(right, 1), y, _LANE), opacity=0.5)
