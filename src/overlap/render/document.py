"""What a result shows, apart from how: headings, paragraphs, tables, strips of a day.

Law: one view, several renderings. A renderer adds nothing and leaves nothing out, so text,
Markdown and HTML of one document say the same. Each text is one line: what people wrote may
neither break it nor turn its direction.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, final

__all__ = ["Block", "Document", "Heading", "Mark", "Paragraph", "Strip", "StripRow", "Table"]

Mark = Literal["none", "some", "all"]
"""How dense a cell of a strip is."""

_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of Unicode's UAX 9: left open, they turn what follows."""


def one_line(text: str) -> str:
    """The text with a blank for each line break or control character, and without turns."""
    if text.isprintable():
        return text
    return "".join(_safe(char) for char in text if char not in _TURNS)


def _safe(char: str) -> str:
    kind = unicodedata.category(char)
    return " " if kind in ("Cc", "Zl", "Zp") else "\ufffd" if kind == "Cs" else char


@final
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 2

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))


@final
@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `strong` for the sentence a hurried reader must see."""

    text: str
    strong: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))


@final
@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under column heads; columns named in `right` are numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str] = frozenset()
    caption: str = ""

    def __post_init__(self) -> None:
        rows = tuple(tuple(one_line(cell) for cell in row) for row in self.rows)
        object.__setattr__(self, "columns", tuple(one_line(name) for name in self.columns))
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "caption", one_line(self.caption))

    @classmethod
    def of(
        cls,
        columns: Iterable[str],
        rows: Iterable[Iterable[str]],
        *,
        right: Iterable[str] = (),
        caption: str = "",
    ) -> Table:
        """A table from any iterables."""
        return cls(tuple(columns), tuple(tuple(row) for row in rows), frozenset(right), caption)


@final
@dataclass(frozen=True, slots=True)
class StripRow:
    """One line of a strip: a label, a mark for each cell, and a note behind."""

    label: str
    marks: tuple[Mark, ...]
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))
        object.__setattr__(self, "note", one_line(self.note))


@final
@dataclass(frozen=True, slots=True)
class Strip:
    """A day from midnight to midnight, in equal cells, one row for each team."""

    rows: tuple[StripRow, ...]
    cell_minutes: int
    caption: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "caption", one_line(self.caption))


Block = Heading | Paragraph | Table | Strip


@final
@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order."""

    blocks: tuple[Block, ...]
