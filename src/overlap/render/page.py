"""A report as one HTML file: what stands on it, and the file itself.

Law: the file needs nothing beside it and forbids itself to ask for anything (Content Security Policy
Level 3: everything off, its own style sheet and script allowed by their hashes). Every text is escaped.
Each chart has its table.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal, final

from overlap.core.packages import own_text
from overlap.render.document import Block, Bullets, Chart, Heading, Paragraph, Table
from overlap.render.one_line import one_line

__all__ = ["Card", "Page", "Section", "page_html"]

Tone = Literal["plain", "good", "watch"]
"""How a figure is meant: neither, as it should be, or to be looked at. It is also said in a word."""


@final
@dataclass(frozen=True, slots=True)
class Card:
    """A key figure: what it is, how much, and why.

    Attributes:
        label: What is counted.
        value: How much, with its unit.
        why: Sentences on what is behind it; at least one.
        tone: See `Tone`.
        section: Id of the section with more on it; empty where there is none.
    """

    label: str
    value: str
    why: tuple[str, ...]
    tone: Tone = "plain"
    section: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))
        object.__setattr__(self, "value", one_line(self.value))
        object.__setattr__(self, "why", tuple(one_line(text) for text in self.why))


@final
@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading of its own; `id` is its place in links."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))


@final
@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page, in reading order.

    Attributes:
        title: The heading, and the name of the window.
        subtitle: Dates and clock.
        headline: The sentences at the top, and whether each is one a hurried reader must see.
        cards: The key figures.
        day: What the movable day knows, as plain values; see the page's script.
        still: The day for readers without script.
        sections: The rest.
        footer: Where the data come from, and what is to be known of them.
        words: The words around all that, by name.
        language: BCP 47 tag of the words.
    """

    title: str
    subtitle: str
    headline: tuple[tuple[str, bool], ...]
    cards: tuple[Card, ...]
    day: Mapping[str, Any] = field(repr=False)
    still: tuple[Block, ...]
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    words: Mapping[str, str] = field(repr=False)
    language: str = "en"

    def __post_init__(self) -> None:
        for name in ("title", "subtitle"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
        told = tuple((one_line(text), strong) for text, strong in self.headline)
        object.__setattr__(self, "headline", told)
        object.__setattr__(self, "footer", tuple(one_line(text) for text in self.footer))


def page_html(page: Page) -> str:
    """The page as one HTML document."""
    style, script = _source("page.css"), _source("page.js")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    names = _Names()
    made: str = _template().render(
        page=page,
        words=dict(page.words),
        policy=policy,
        style=style,
        script=script,
        still=list(_parts(page.still, page.title, names)),
        sections=[
            {
                "id": section.id,
                "title": section.title,
                "parts": list(_parts(section.blocks, section.title, names)),
            }
            for section in page.sections
        ],
    )
    return made


class _Names:
    """Names of the places that scroll: each once, or who cannot see them could not tell them apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, name: str, heading: str) -> str:
        """A name; with the heading above it, and then a number, where it is taken."""
        found = name
        if found in self._taken and name != heading:
            found = f"{heading}: {name}"
        number = 1
        while found in self._taken:
            number += 1
            found = f"{name} {number}"
        self._taken.add(found)
        return found


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@lru_cache(maxsize=8)  # the page's template, style sheet and script
def _source(name: str) -> str:
    """A file of the package, with line ends as browsers count them."""
    return own_text(name).replace("\r\n", "\n")


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": True}
    return made.from_string(_source("page.html"))


def _parts(blocks: tuple[Block, ...], title: str, names: _Names) -> Iterator[dict[str, Any]]:
    """Blocks as the template knows them; what has no name of its own is called by the heading above it."""
    for block in blocks:
        match block:
            case Heading(text):
                title = text
                yield {"kind": "heading", "text": text}
            case Paragraph(text, strong):
                yield {"kind": "paragraph", "text": text, "strong": strong}
            case Bullets(items):
                yield {"kind": "bullets", "items": items}
            case Table():
                yield _table(block, names.of(block.caption or title, title))
            case _:
                yield _figure(block, title, names)


def _table(table: Table, name: str) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "label": name,
        "columns": [(name, name in table.right) for name in table.columns],
        "rows": [
            [(cell, name in table.right) for name, cell in zip(table.columns, row, strict=True)]
            for row in table.rows
        ],
    }


def _figure(chart: Chart, heading: str, names: _Names) -> dict[str, Any]:
    from markupsafe import Markup

    from overlap.render.chart_picture import chart_svg
    from overlap.render.chart_table import caption_of, table_of

    name = names.of(caption_of(chart) or heading, heading)
    return {
        "kind": "figure",
        "title": name,
        "svg": Markup(chart_svg(chart)),  # noqa: S704 - of our own making, its texts escaped
        "table": _table(table_of(chart), name),
    }
