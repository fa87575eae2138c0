"""The page is one file that may ask for nothing, and shows what people wrote as text."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.planning.report_words import FRAME
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow
from overlap.render.document import Bullets, Heading, Paragraph, Table
from overlap.render.page import Card, Page, Section, page_html

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;",
    "a" * 200,
    "\u202egnorw",
    "two\nlines\u2028three",
]


def page(text: str) -> Page:
    return Page(
        text,
        text,
        ((text, True), (text, False)),
        (Card(text, text, (text,), "watch", "one"),),
        {"name": text},
        (Paragraph(text),),
        (
            Section(
                "one",
                text,
                (
                    Heading(text),
                    Paragraph(text, strong=True),
                    Bullets((text,)),
                    Table.of((text, "n"), [(text, "1")], right=("n",), caption=text),
                    Bars(text, text, (text,), (BarRow(text, (1.0,), text),)),
                    HeatMap(text, text, (text,), (HeatRow(text, (2.0,)),)),
                ),
            ),
        ),
        (text,),
        FRAME,
    )


class Reader(HTMLParser):
    """Tags, attributes and text of a page, read by another hand."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.inside: list[str] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        (self.scripts if self.inside[-1:] == ["script"] else self.texts).append(data)


def shown(text: str) -> str:
    return " ".join(Reader(text).texts)


DRAWN = {"svg", "title", "desc", "g", "rect", "path", "text", "tspan"}
"""What pictures are made of; how many of each depends on how long the words are."""


def skeleton(found: Reader) -> list[str]:
    """The elements in order, without those of pictures."""
    return [tag for tag in found.tags if tag not in DRAWN]


PLAIN = Reader(page_html(page("plain")))

ALLOWED = {(tag, name) for tag, name, _ in PLAIN.attributes} | {
    (tag, name)
    for tag in DRAWN
    for name in (
        *("class", "d", "dx", "fill", "fill-opacity", "font-size", "font-weight", "height", "stroke"),
        *("stroke-opacity", "stroke-width", "text-anchor", "transform", "unicode-bidi", "width", "x", "y"),
    )
}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_adds_no_element_and_no_attribute(text: str) -> None:
    found = Reader(page_html(page(text)))
    assert skeleton(found) == skeleton(PLAIN)
    assert {(tag, name) for tag, name, _ in found.attributes} <= ALLOWED


@given(st.text(min_size=1, max_size=40))
def test_any_text_is_shown_as_text(text: str) -> None:
    found = Reader(page_html(page(text)))
    assert skeleton(found) == skeleton(PLAIN)
    assert {(tag, name) for tag, name, _ in found.attributes} <= ALLOWED


@pytest.mark.parametrize("text", [one for one in HOSTILE if one.isprintable()])
def test_what_people_wrote_is_there_in_full(text: str) -> None:
    found = Reader(page_html(page(text)))
    assert text in found.texts
    assert json.loads(found.scripts[0]) == {"name": text}


def test_the_policy_allows_its_own_script_and_style_and_nothing_else() -> None:
    text = page_html(page("x"))
    policy = next(value for tag, name, value in Reader(text).attributes if "default-src" in value)
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts.keys() == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    script = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert style is not None
    assert len(script) == 1
    for kind, source in (("style-src", style[1]), ("script-src", script[0])):
        digest = b64encode(sha256(source.encode()).digest()).decode()
        assert parts[kind] == f"'sha256-{digest}'"


def test_the_page_asks_for_nothing_and_has_no_inline_style_or_handler() -> None:
    found = Reader(page_html(page("x")))
    names = {name for _, name, _ in found.attributes}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]
    assert not [value for _, name, value in found.attributes if name in ("src", "srcset", "action")]
    links = [value for _, name, value in found.attributes if name in ("href", "xlink:href")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert not {"link", "iframe", "object", "embed", "img", "base", "form"} & set(found.tags)


def test_ids_are_there_once_and_every_link_leads_somewhere() -> None:
    found = Reader(page_html(page("x")))
    ids = [value for _, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {value[1:] for _, name, value in found.attributes if name == "href"}
    assert links <= set(ids)


def test_a_tone_is_said_in_a_word() -> None:
    text = page_html(page("x"))
    assert "look at this" in shown(text)


def test_the_same_page_is_the_same_bytes() -> None:
    assert page_html(page("x")) == page_html(page("x"))
