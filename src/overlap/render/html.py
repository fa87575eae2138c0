"""Documents as an HTML fragment, for notebooks.

Law: every text is escaped; the fragment has no script and no outside reference, and its colours
come from the page around it.
"""

from __future__ import annotations

from html import escape

from overlap.render.document import (
    Bands,
    Bars,
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    HeatMap,
    Paragraph,
    Strip,
    Table,
    YearStrip,
)

__all__ = ["to_html"]


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
        case Bullets():
            return f"<ul>{''.join(f'<li>{_bullet(*parts)}</li>' for parts in block.parts)}</ul>"
        case Strip() | Bands() | HeatMap() | YearStrip() | Bars():  # pragma: no branch - the last kind
            return _figure(block)


def _figure(chart: Chart) -> str:
    """A chart and its table; a narrow page scrolls a picture that could not be read any smaller."""
    # Few documents have charts: drawing them is loaded with the first.
    from overlap.render.chart_picture import chart_svg, room_of
    from overlap.render.chart_table import table_of

    least, most = room_of(chart)
    room = f'<div style="min-width:{least}px;max-width:{most}px">{chart_svg(chart)}</div>'
    twin = f"<details><summary>As a table</summary>{_table(table_of(chart))}</details>"
    return (
        f'<figure style="margin:0 0 1em"><div style="overflow-x:auto">{room}</div>'
        f'<div style="overflow-x:auto">{twin}</div></figure>'
    )


def _bullet(lead: str, rest: str) -> str:
    return f"<strong>{escape(lead)}</strong>{escape(rest)}" if lead.strip() else escape(lead + rest)


def _table(table: Table) -> str:
    """A table; a year of rows is common, so what all cells share stands once."""

    def cell(tag: str, name: str, text: str) -> str:
        # Notebooks set their own side, so each cell says its. Only the last column holds sentences.
        side = "right" if name in table.right else "left"
        wrap = ";white-space:normal" if name == table.columns[-1] else ""
        return f'<{tag} style="text-align:{side}{wrap}">{escape(text)}</{tag}>'

    head = "".join(cell("th", name, name) for name in table.columns)
    body = "".join(
        "<tr>"
        + "".join(cell("td", name, text) for name, text in zip(table.columns, row, strict=True))
        + "</tr>"
        for row in table.rows
    )
    words = escape(table.caption)
    caption = f'<caption style="text-align:left">{words}</caption>' if words else ""
    return (
        f'<table style="white-space:nowrap">{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
