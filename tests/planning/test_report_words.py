"""Everything that the report says stands in one mapping: another language is another mapping."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

import pytest

from overlap.errors import BadArgument
from overlap.planning.kpis_view import kpis_document
from overlap.planning.page.whole import report_page
from overlap.planning.report import Report, report
from overlap.planning.report_words import FRAME, WORDS, frame_words, say, worded
from overlap.render.document import Heading, Table
from overlap.render.page import page_html
from tests.planning.page.rosters import END, ROSTER, START

MARKED = {name: text if name == "language" else f"«{text}»" for name, text in WORDS.items()}


@cache
def made() -> Report:
    return report(ROSTER, START, END)


def test_every_heading_head_and_label_of_the_page_comes_from_the_mapping() -> None:
    with worded(MARKED):
        page = report_page(made())
    for section in page.sections:
        assert section.title.startswith("«"), section.title
    for card in page.cards:
        assert card.label.startswith("«"), card.label
    for name, text in page.words.items():
        assert text == f"«{FRAME[name]}»"


def test_the_text_of_the_report_comes_from_it_too() -> None:
    with worded(MARKED):
        blocks = made().document().blocks
        figures = kpis_document(made().kpis).blocks[0]
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings[0] == ROSTER.title
    assert all(text.startswith("«") for text in headings[1:]), headings
    assert isinstance(figures, Table)
    assert all(row[0].startswith("«") for row in figures.rows)


def test_the_page_has_its_language() -> None:
    other = {**WORDS, "language": "eo"}
    assert made().to_page(words=other).startswith('<!doctype html>\n<html lang="eo">')
    assert '<html lang="en">' in made().to_page()


def test_other_words_hold_as_long_as_their_block() -> None:
    with worded(MARKED):
        assert say("all-share", count=6) == "«All 6 teams share»"
        assert frame_words()["why"] == "«Why»"
    assert say("all-share", count=6) == "All 6 teams share"


def test_a_mapping_that_lacks_a_word_is_refused() -> None:
    few = {name: text for name, text in WORDS.items() if name != "year"}
    with pytest.raises(BadArgument, match="1 words are missing, such as 'year'"), worded(few):
        pass


def test_every_word_is_used_and_every_brace_has_a_name() -> None:
    for name, text in WORDS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert all(field != "" for _, field, _, _ in Formatter().parse(text) if field is not None), name


def test_the_frame_is_what_template_and_script_ask_for() -> None:
    from importlib.resources import files

    data = files("overlap.data")
    asked = set(re.findall(r'words\["([\w-]+)"\]', data.joinpath("page.html").read_text("utf-8")))
    script = data.joinpath("page.js").read_text("utf-8")
    for quoted, plain in re.findall(r'words(?:\["([\w-]+)"\]|\.([a-z]+))', script):
        asked.add(quoted or plain)
    asked |= {"good", "watch", "legend-work", "legend-break", "legend-quiet", "legend-shared"}
    asked |= {"move-forward", "move-back", "together-all", "together-most"}
    assert asked == set(FRAME)
    assert page_html(report_page(made())).count("«") == 0
