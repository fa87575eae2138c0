"""Documents as Markdown that renders alike on the forges and in chat programs.

Law: text from people is shown as text: characters that Markdown or HTML would act on are escaped.
"""

from __future__ import annotations

import re
from dataclasses import replace
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
from overlap.render.text import strip_lines

__all__ = ["to_markdown"]

_ESCAPED: Final = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#~&$"})

_MARKER: Final = re.compile(r"^([0-9]*)([-+=.)])")
"""What makes a list or a rule of a line that begins with it."""


def _plain(text: str) -> str:
    return text.translate(_ESCAPED)


def _line(text: str) -> str:
    """The text on a line of its own: neither code nor a list nor a rule."""
    return _MARKER.sub(r"\1\\\2", _plain(text.strip()))


def to_markdown(document: Document) -> str:
    """The document as Markdown that ends in a line break."""
    return "\n".join(_block(block) for block in document.blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_plain(text)}\n"
        case Paragraph(text, strong):
            return f"**{_plain(text.strip())}**\n" if strong else f"{_line(text)}\n"
        case Table(columns, rows, right, caption):
            rule = ["---:" if name in right else "---" for name in columns]
            lines = ["| " + " | ".join(_plain(cell) for cell in row) + " |" for row in (columns, *rows)]
            lines.insert(1, "| " + " | ".join(rule) + " |")
            head = [_line(caption), ""] if caption else []
            return "\n".join([*head, *lines]) + "\n"
        case Strip(caption=caption):
            return _fenced(caption, list(strip_lines(replace(block, caption=""))))
        case Bullets():
            return "".join(f"{f'- {_bullet(*parts)}'.rstrip()}\n" for parts in block.parts)
        case Bands(title) | HeatMap(title) | YearStrip(title) | Bars(title):  # pragma: no branch - the last
            from overlap.render.chart_lines import chart_lines

            return _fenced(title, list(chart_lines(replace(block, title=""))))


def _bullet(lead: str, rest: str) -> str:
    """A sentence, its first words in bold: blanks inside the asterisks would undo them."""
    words = lead.strip()
    after = (lead.lstrip()[len(words) :] + rest).rstrip()
    if not words or not (after[:1] or " ").isspace():
        return _line(lead + rest)
    return f"**{_plain(words)}**{_plain(after)}"


def _fenced(caption: str, lines: list[str]) -> str:
    """Lines as they are, under a caption, in a fence that none of them ends."""
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    head = [_line(caption), ""] if caption else []
    return "\n".join([*head, f"{fence}text", *lines, fence]) + "\n"
