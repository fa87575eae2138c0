"""Documents as plain text: complete, unwrapped, without colour.

Law: a line is never cut. Every character outside ASCII has an ASCII stand-in, so that an old
terminal shows the same picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from overlap.render.document import (
    Bands,
    Bars,
    Block,
    Bullets,
    Document,
    Heading,
    HeatMap,
    Paragraph,
    Strip,
    Table,
    YearStrip,
)
from overlap.render.moments import hour_text

__all__ = ["MARKS", "hour_ruler", "strip_lines", "to_ascii", "to_text"]

MARKS: Final = {"none": "·", "some": "▒", "all": "█"}
"""How a strip's cells look; each also has its own ASCII stand-in, so no meaning is lost."""

_ASCII: Final = str.maketrans(
    {"·": ".", "▒": "+", "█": "#", "–": "-", "—": "-", "…": "~", "→": "->", "−": "-", "×": "x", "’": "'"}
    | {
        "▓": "%",
        "░": ":",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "þ": "th",
        "Þ": "Th",
        "ð": "d",
        "ı": "i",
        "\u202f": " ",
    }
)


def to_ascii(text: str) -> str:
    """The text with accents dropped and signs replaced; what has no stand-in becomes "?" in each column."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(char if char.isascii() else "?" * _columns(char) for char in plain)


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shortened(text: str, columns: int) -> str:
    """The text in at most so many columns, with "…" for what is left out."""
    if width(text) <= columns:
        return text
    while width(text) >= columns:
        text = text[:-1]
    return f"{text}…"


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to a number of columns."""
    blanks = " " * max(columns - width(text), 0)
    return blanks + text if right else text + blanks


def to_text(document: Document) -> str:
    """The document as text that ends in a line break."""
    return "\n".join(_block(block) for block in document.blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            rule = ("=" if level == 1 else "-") * width(text)
            return f"{text}\n{rule}\n"
        case Paragraph(text):
            return f"{text}\n"
        case Table():
            return "".join(f"{line}\n" for line in table_lines(block))
        case Strip():
            return "".join(f"{line}\n" for line in strip_lines(block))
        case Bullets(items):
            return "".join(f"{f'- {item}'.rstrip()}\n" for item in items)
        case Bands() | HeatMap() | YearStrip() | Bars():  # pragma: no branch - the last kind of block
            # Few documents have charts: drawing them is loaded with the first.
            from overlap.render.chart_lines import chart_lines

            return "".join(f"{line}\n" for line in chart_lines(block))


def table_lines(table: Table) -> Iterator[str]:
    """A table as aligned lines, its caption first."""
    if table.caption:
        yield table.caption
    rows = [table.columns, *table.rows]
    widths = [max(width(row[i]) for row in rows) for i in range(len(table.columns))]
    for number, row in enumerate(rows):
        cells = [
            padded(cell, size, right=name in table.right)
            for cell, size, name in zip(row, widths, table.columns, strict=True)
        ]
        yield "  ".join(cells).rstrip()
        if number == 0:
            yield "  ".join("-" * size for size in widths)


def hour_ruler(cell_minutes: int) -> str:
    """The hours over a strip, every third one named, or every sixth where names are long."""
    per_hour = 60 // cell_minutes
    for step in (3, 6):
        names = [hour_text(hour) for hour in range(0, 24, step)]
        if max(map(width, names)) < step * per_hour:
            return "".join(padded(name, step * per_hour) for name in names).rstrip()
    return "".join(padded(f"{hour:02d}", 3 * per_hour) for hour in range(0, 24, 3)).rstrip()


def strip_lines(strip: Strip) -> Iterator[str]:
    """A strip as lines: a ruler, then a row for each team."""
    if strip.caption:
        yield strip.caption
    label = max([width(row.label) for row in strip.rows], default=0)
    yield f"{' ' * label}  {hour_ruler(strip.cell_minutes)}"
    for row in strip.rows:
        cells = "".join(MARKS[mark] for mark in row.marks)
        yield f"{padded(row.label, label)}  {cells}  {row.note}".rstrip()
