"""Days before and after shifts have moved: the values, their text of 80 columns, their picture.

Law: each state of a cell has a character of its own, in ASCII too. A cell is marked as what fills at least
half of it; the exact times stand beside the row. Only a label that leaves no room for the day is shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from overlap.core.civil import DAY
from overlap.core.intervals import IntervalSet
from overlap.render.band_picture import bands_svg
from overlap.render.band_rows import BandRow, clock_words, rows_of
from overlap.render.document import Band, BandGroup, BandKind, Bands
from overlap.render.text import hour_ruler, padded, shortened, width

__all__ = ["Band", "BandGroup", "BandKind", "Bands", "band_lines", "bands_svg", "folded_lines"]

_CELL: Final = 30
"""Minutes of a cell: two characters an hour, as in a strip."""

_COLUMNS: Final = 80
"""What every terminal and every mail shows without folding."""

_LABEL: Final = _COLUMNS - 2 - DAY // _CELL
"""Columns left for a label beside the day."""

_CELLS: Final = {
    "▒": "at work",
    "▓": "at work in quiet hours",
    "█": "shared",
    ",": "break",
    "-": "where it was",
    ":": "quiet hours",
}
"""What a cell's character says, in the order of the legend; "·" is none of these."""


def band_lines(bands: Bands) -> Iterator[str]:
    r"""Bands as lines of at most 80 columns: title, legend, a ruler, then a line for each row.

    What is to be said of a row stands behind it, or below it where one of the rows leaves no room for that.

    Example:
        >>> day = Band("day", ((540, 1020, "work"), (720, 780, "break")))
        >>> moved = Band("day", ((510, 990, "work"), (690, 750, "break")), moved_minutes=-30)
        >>> bands = Bands("A day", "London", (BandGroup("Kyiv", before=(day,), after=(moved,)),))
        >>> print("\n".join(band_lines(bands)))
        A day   Times of London
        ▒ at work  , break  - where it was
                   00    03    06    09    12    15    18    21
        Kyiv, day  ·················▒▒▒▒▒▒,,▒▒▒▒▒▒▒▒-··············
                   08:30–16:30, was 09:00–17:00, 30 min earlier
    """
    lines = [(label, row, _cells(row) if row else "") for label, row in _labelled(bands)]
    for part in _heads(bands):
        yield from folded_lines(part.split(" "), _COLUMNS)
    used = {cell for _, _, cells in lines for cell in cells}
    legend = (f"{cell} {words}" for cell, words in _CELLS.items() if cell in used)
    yield from folded_lines(legend, _COLUMNS, between="  ")
    label = max((width(text) for text, row, _ in lines if row), default=0)
    indent = " " * (label + 2)
    yield f"{indent}{hour_ruler(_CELL)}"
    room = _LABEL - label - 2
    behind = all(width(row.beside()) <= room for _, row, _ in lines if row)
    for text, row, cells in lines:
        if row is None:
            yield text
        elif behind:
            yield f"{padded(text, label)}  {cells}  {row.beside()}".rstrip()
        else:
            yield f"{padded(text, label)}  {cells}"
            for line in folded_lines(row.beside().split(" "), _COLUMNS - len(indent)):
                yield f"{indent}{line}"


def _heads(bands: Bands) -> list[str]:
    """Title and clock, on one line where they fit."""
    parts = [part for part in (bands.title, clock_words(bands)) if part]
    line = "   ".join(parts)
    return [line] if parts and width(line) <= _COLUMNS else parts


def _labelled(bands: Bands) -> Iterator[tuple[str, BandRow | None]]:
    """Each row with its label; a group of several has its own label on a line above."""
    for group in bands.groups:
        rows = rows_of(group)
        if len(rows) > 1 and group.label:
            yield shortened(group.label, _COLUMNS), None
            for row in rows:
                yield f"  {shortened(row.label, _LABEL - 2)}", row
        else:
            for row in rows:
                yield shortened(row.who, _LABEL), row


def _cells(row: BandRow) -> str:
    """A character for each half hour."""
    return "".join(_cell(row, start, start + _CELL) for start in range(0, DAY, _CELL))


def _cell(row: BandRow, start: int, end: int) -> str:
    def fills(minutes: IntervalSet) -> bool:
        return 2 * minutes.clip(start, end).minutes >= end - start

    if fills(row.shared):
        return "█"
    if fills(row.work | row.shared):
        return "▓" if fills(row.quiet & row.work) else "▒"
    if fills(row.away):
        return ","
    if fills(row.was - row.now):
        return "-"
    return ":" if fills(row.quiet) else "·"


def folded_lines(words: Iterable[str], columns: int, *, between: str = " ") -> Iterator[str]:
    """Words in lines of at most so many columns; a longer word is divided."""
    line = ""
    for word in words:
        joined = f"{line}{between}{word}" if line else word
        if width(joined) <= columns:
            line = joined
            continue
        if line:
            yield line.rstrip()
        line = word
        while width(line) > columns:
            first = shortened(line, columns).removesuffix("…")
            yield first
            line = line[len(first) :]
    if line.strip():
        yield line.rstrip()
