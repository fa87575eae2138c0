"""A document is a value whose every text is one line."""

from __future__ import annotations

import pickle

import pytest

from overlap.errors import BadArgument
from overlap.render.document import (
    Band,
    BandGroup,
    Bands,
    Document,
    Heading,
    Paragraph,
    Strip,
    StripRow,
    Table,
)
from overlap.render.one_line import one_line
from tests.render.views import HOSTILE


def test_a_table_takes_any_iterables() -> None:
    table = Table.of(iter(["a", "b"]), (iter(row) for row in (["1", "2"], ["3", "4"])), right=iter("b"))
    assert table == Table(("a", "b"), (("1", "2"), ("3", "4")), frozenset({"b"}))
    assert table.caption == ""


def test_documents_are_values() -> None:
    bands = Bands("z", "New York", (BandGroup("a", after=(Band("b", ((0, 60, "work"),)),)),))
    document = Document(
        (Heading("x"), Paragraph("y", strong=True), Strip((StripRow("a", ("all",)),), 1440), bands)
    )
    assert document == pickle.loads(pickle.dumps(document))  # noqa: S301 - our own bytes
    assert hash(document) == hash(Document(document.blocks))
    with pytest.raises(AttributeError):
        document.blocks = ()  # type: ignore[misc]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_becomes_one_line_that_keeps_its_direction(text: str) -> None:
    table = Table.of((text,), ((text,),), caption=text)
    strip = Strip((StripRow(text, ("none",), text),), 1440, text)
    bands = Bands(text, text, (BandGroup(text, (Band(text, (), text),)),))
    (group,) = bands.groups
    texts = (
        *(Heading(text).text, Paragraph(text).text, table.caption, table.columns[0], table.rows[0][0]),
        *(strip.caption, strip.rows[0].label, strip.rows[0].note),
        *(bands.title, bands.clock, group.label, group.before[0].label, group.before[0].note),
    )
    assert set(texts) == {one_line(text)}
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line.encode()
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x00\x07")


def test_what_people_write_otherwise_stays() -> None:
    for text in ("Kraków", "東京", "\u05e9\u05dc\u05d5\u05dd\u200f!", "👩\u200d💻", "a\u00a0b", "<b>|`"):
        assert one_line(text) == text


def test_a_band_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BadArgument, match="'lunch'") as caught:
        Band("day", ((0, 60, "lunch"),))  # type: ignore[arg-type]
    assert caught.value.hint == "write one of break, quiet, shared, was, work"
    assert caught.value.field == "stretches"
