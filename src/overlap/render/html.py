"""Documents as an HTML fragment, for notebooks.

Law: every text is escaped; the fragment has no script and no outside reference, and its colours
come from the page around it.
"""

from __future__ import annotations

from html import escape
from typing import Final

from overlap.render.document import Bands, Block, Document, Heading, Paragraph, Strip, Table

__all__ = ["to_html"]

_FILL: Final = {"none": "0.06", "some": "0.35", "all": "0.85"}
"""Opacity of a strip's cells over the page's own text colour: legible in light and dark."""


def to_html(document: Document) -> str:
    """The document as one `<div>`."""
    return f'<div class="overlap">{"".join(_block(block) for block in document.blocks)}</div>'


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 2}>{escape(text)}</h{level + 2}>"
        case Paragraph(text, strong):
            return f"<p><strong>{escape(text)}</strong></p>" if strong else f"<p>{escape(text)}</p>"
        case Table():
            return _table(block)
        case Strip():
            return _strip(block)
        case Bands():  # pragma: no branch - the last kind of block
            from overlap.render.bands import bands_svg

            # A narrow page scrolls the picture sideways; smaller than it can be, nobody could read it.
            return f'<figure style="margin:0;overflow-x:auto">{bands_svg(block)}</figure>'


def _table(table: Table) -> str:
    def cell(tag: str, name: str, text: str) -> str:
        side = "right" if name in table.right else "left"
        # Only the last column holds sentences; dates and times stay on one line.
        wrap = "normal" if name == table.columns[-1] else "nowrap"
        style = f"text-align:{side};vertical-align:top;white-space:{wrap};padding:.15em 1em .15em 0"
        return f'<{tag} style="{style}">{escape(text)}</{tag}>'

    head = "".join(cell("th", name, name) for name in table.columns)
    body = "".join(
        "<tr>"
        + "".join(cell("td", name, text) for name, text in zip(table.columns, row, strict=True))
        + "</tr>"
        for row in table.rows
    )
    words = escape(table.caption)
    caption = f'<caption style="text-align:left">{words}</caption>' if words else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _strip(strip: Strip) -> str:
    cells = 1440 // strip.cell_minutes
    height = 20
    top = 18
    parts = [
        f'<text x="{hour * 20}" y="12" font-size="10" fill="currentColor">{hour:02d}</text>'
        for hour in range(0, 24, 3)
    ]
    size = 480 / cells
    for number, row in enumerate(strip.rows):
        y = top + number * height
        for index, mark in enumerate(row.marks):
            parts.append(
                f'<rect x="{index * size:g}" y="{y}" width="{size:g}" height="{height - 4}" '
                f'fill="currentColor" fill-opacity="{_FILL[mark]}"/>'
            )
        label = f"{row.label}  {row.note}".rstrip()
        parts.append(f'<text x="488" y="{y + 12}" font-size="12" fill="currentColor">{escape(label)}</text>')
    box = f"0 0 900 {top + len(strip.rows) * height}"
    title = escape(strip.caption or "A day from midnight to midnight")
    caption = f"<figcaption>{title}</figcaption>"
    return (
        f'<figure style="margin:0">{caption}'
        f'<svg viewBox="{box}" style="max-width:900px" role="img" aria-label="{title}">'
        f"{''.join(parts)}</svg></figure>"
    )
