"""HTML that a parser reads back as the same cells, and that does nothing."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.render.document import Document, Heading, Paragraph, Strip, StripRow, Table
from overlap.render.html import to_html
from tests.render.views import FIGURE, HOSTILE, cells_of, html_cells, read_html, squeezed

TAGS = {"div", "h3", "h4", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td"}
DRAWN = FIGURE | {"svg", "title", "desc", "g", "text", "rect", "path"}


def test_hostile_texts_are_only_text() -> None:
    blocks = [
        block
        for name in HOSTILE
        for block in (
            Heading(name, 1),
            Heading(name),
            Paragraph(name),
            Paragraph(name, strong=True),
            Table.of((name, "N"), ((name, name),), right=("N",), caption=name),
            Strip((StripRow(name, ("none", "some", "all"), name),), 480, name),
        )
    ]
    document = Document(tuple(blocks))
    html = to_html(document)
    reader = read_html(html)
    assert reader.tags == TAGS | DRAWN
    assert html_cells(html) == cells_of(document)
    assert reader.twins == len(HOSTILE)
    assert html.count("<div") == html.count("</div>") == 1 + 3 * len(HOSTILE)


def test_a_chart_is_a_figure_with_its_table_folded_away() -> None:
    html = to_html(Document((Strip((StripRow("ny", ("none", "some", "all"), "note"),), 480),)))
    assert 'aria-label="A day from midnight to midnight"' in html
    assert '<div style="min-width:520px;max-width:840px"><svg ' in html
    assert "<details><summary>As a table</summary><table " in html
    assert ">16:00–24:00</td>" in html
    assert "<script" not in html


def test_numbers_stand_right_and_captions_are_optional() -> None:
    html = to_html(Document((Table.of(("A", "N"), (("a", "1"),), right=("N",)),)))
    assert re.search('<th style="text-align:right[^"]*">N</th>', html)
    assert re.search('<td style="text-align:left[^"]*">a</td>', html)
    assert "<caption" not in html


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
@settings(max_examples=50)
def test_any_cells_are_read_back_as_they_are(cells: list[str]) -> None:
    document = Document((Table.of([str(number) for number in range(len(cells))], (cells,)),))
    found = html_cells(to_html(document))
    assert [[squeezed(cell) for cell in row] for row in found[0]] == [
        [squeezed(cell) for cell in row] for row in cells_of(document)[0]
    ]
