"""Bullets in text, Markdown, HTML and on a terminal: the same sentences, one to a line."""

from __future__ import annotations

import io
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.cli.console import show
from overlap.errors import BadArgument
from overlap.render.document import Bullets, Document, Heading, Paragraph
from overlap.render.html import to_html
from overlap.render.markdown import to_markdown
from overlap.render.text import to_text
from tests.render.views import HOSTILE, markdown_html, read_html, shown, squeezed

LONG = "a sentence " * 30 + "end"


def test_a_sentence_is_its_lead_and_its_rest() -> None:
    bullets = Bullets.of([("Pune:", "off"), ("", "plain"), ("Lead", ""), ("", "")])
    assert bullets.items == ("Pune: off", "plain", "Lead", "")
    assert bullets.leads == ("Pune:", "", "Lead", "")
    assert bullets.parts == (("Pune:", " off"), ("", "plain"), ("Lead", ""), ("", ""))
    assert Bullets(("a", "b")).parts == (("", "a"), ("", "b"))
    assert Bullets.of([]) == Bullets((), ())


@pytest.mark.parametrize("leads", [("x", ""), ("a",), ("a", "b", "c"), ("", "a")])
def test_leads_that_no_sentence_begins_with_are_refused(leads: tuple[str, ...]) -> None:
    with pytest.raises(BadArgument) as caught:
        Bullets(("a one", "b two"), leads)
    assert caught.value.field == "leads"


def test_every_sentence_has_a_line_of_its_own_in_every_rendering() -> None:
    document = Document((Heading("H"), Bullets.of([("Pune:", LONG), ("", "")]), Paragraph("after")))
    assert to_text(document) == f"H\n-\n\n- Pune: {LONG}\n-\n\nafter\n"
    assert to_markdown(document) == f"## H\n\n- **Pune:** {LONG}\n-\n\nafter\n"
    assert f"<ul><li><strong>Pune:</strong> {LONG}</li><li></li></ul><p>after</p>" in to_html(document)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sentences_and_leads_are_only_text(name: str) -> None:
    document = Document((Bullets.of([(name, name), ("", name), (f"{name}:", "rest"), (name, "")]),))
    wanted = squeezed(f"{shown(name)} {shown(name)} {shown(name)} {shown(name)}: rest {shown(name)}")
    for html in (markdown_html(to_markdown(document)), to_html(document)):
        reader = read_html(html)
        assert reader.tags <= {"div", "ul", "li", "strong"}
        assert squeezed(" ".join("".join(reader.words).split())).replace(" ", "") == wanted.replace(" ", "")
        assert html.count("<li>") == 4
    assert to_text(document).count("\n") == 4


def test_a_lead_that_runs_into_its_sentence_is_not_made_bold_in_markdown() -> None:
    """Asterisks after a sign and before a letter would be shown as they are."""
    bullets = Bullets(("Pune:off", "Goa: off", "Rio  off"), ("Pune:", "Goa: ", "Rio "))
    markdown = to_markdown(Document((bullets,)))
    assert markdown == "- Pune:off\n- **Goa:** off\n- **Rio**  off\n"
    assert markdown_html(markdown).count("<strong>") == 2


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4))
@settings(max_examples=60)
def test_any_sentences_are_read_back_from_markdown(pairs: list[tuple[str, str]]) -> None:
    bullets = Bullets.of(pairs)
    text = to_markdown(Document((bullets,)))
    reader = read_html(markdown_html(text))
    wanted = "".join(" ".join(bullets.items).split())
    assert "".join("".join(reader.words).split()) == wanted
    assert reader.tags <= {"ul", "li", "strong"}


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_long_sentence_goes_on_below_its_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    for name, value in (("COLUMNS", "80"), ("TERM", "xterm-256color")):
        monkeypatch.setenv(name, value)
    show(Document((Bullets.of([("Pune:", LONG), ("[b]", ":smile: [/b]"), ("", "x" * 100)]),)))
    styled = screen.getvalue()
    lines = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", styled).splitlines()]
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("- Pune: a sentence")
    assert all(line.startswith(("- ", "  ")) and line[2] != " " for line in lines)
    assert sum(line.startswith("- ") for line in lines) == 3
    assert "- [b] :smile: [/b]" in lines
    assert " ".join(line[2:] for line in lines[:5]).startswith(f"Pune: {LONG}"[:300])
    assert "".join(line[2:] for line in lines[-2:]) == "x" * 100
    assert re.search(r"\x1b\[1m\s*Pune:", styled)


def test_what_looks_like_a_picture_of_a_face_stays_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    show(Document((Heading(":smile:"), Paragraph(":smile: team"), Bullets((":smile:",)))))
    assert screen.getvalue().count(":smile:") == 3
