"""Markdown that a parser reads back as the same cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.render.document import Document, Heading, Paragraph, Strip, StripRow, Table
from overlap.render.markdown import to_markdown
from tests.render.views import HOSTILE, cells_of, html_cells, markdown_html, read_html, shown, squeezed


def test_blocks_are_those_of_markdown() -> None:
    table = Table.of(("Name", "N"), (("a", "1"),), right=("N",), caption="Caption:")
    strip = Strip((StripRow("ny", ("none", *(("all",) * 23)), "note"),), 60, "Day  █ all")
    document = Document(
        (
            Heading("Title", 1),
            Heading("Part"),
            Paragraph("Words."),
            Paragraph("Loud.", strong=True),
            table,
            strip,
        )
    )
    assert to_markdown(document) == (
        "# Title\n\n## Part\n\nWords.\n\n**Loud.**\n\n"
        "Caption:\n\n| Name | N |\n| --- | ---: |\n| a | 1 |\n\n"
        "Day  █ all\n\n```text\n    00 03 06 09 12 15 18 21\nny  ·███████████████████████  note\n```\n"
    )


def test_tables_and_strips_need_no_caption() -> None:
    document = Document((Table.of(("A",), (("b",),)), Strip((StripRow("x", ("all",) * 24),), 60)))
    lines = to_markdown(document).splitlines()
    assert lines[:4] == ["| A |", "| --- |", "| b |", ""]
    assert lines[4] == "```text"
    assert lines[-2:] == ["x  ████████████████████████", "```"]


def test_hostile_cells_are_read_back_as_they_are() -> None:
    rows = [(name, "1") for name in HOSTILE]
    document = Document((Table.of((HOSTILE[1], "N"), rows, right=("N",)),))
    html = markdown_html(to_markdown(document))
    assert html_cells(html) == cells_of(document)
    assert read_html(html).tags == {"table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("strong", [True, False])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_paragraphs_and_headings_are_only_text(name: str, strong: bool) -> None:
    document = Document(
        (Heading(name, 1), Paragraph(name, strong=strong), Table.of(("A",), (("b",),), caption=name))
    )
    html = markdown_html(to_markdown(document))
    reader = read_html(html)
    assert reader.tags == {"h1", "p", "table", "thead", "tbody", "tr", "th", "td"} | (
        {"strong"} if strong else set()
    )
    words = [squeezed(part) for part in "".join(reader.words).split("\n") if part.strip()]
    assert words[:3] == [squeezed(shown(name))] * 3


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_strips_stay_in_their_fence(name: str) -> None:
    document = Document((Strip((StripRow(name, ("all",) * 24, name),), 60, name), Paragraph("after")))
    reader = read_html(markdown_html(to_markdown(document)))
    assert reader.tags == {"p", "pre", "code"}
    text = "".join(reader.words)
    assert text.strip().endswith("after")
    assert squeezed(text).count(squeezed(shown(name))) >= 3


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
@settings(max_examples=100)
def test_any_cells_are_read_back_as_they_are(cells: list[str]) -> None:
    document = Document((Table.of([str(number) for number in range(len(cells))], (cells,)),))
    found = html_cells(markdown_html(to_markdown(document)))
    assert [[squeezed(cell) for cell in row] for row in found[0]] == [
        [squeezed(cell) for cell in row] for row in cells_of(document)[0]
    ]
