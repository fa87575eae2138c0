"""Plain text is complete, aligned and has an ASCII stand-in for everything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.render.document import Document, Heading, Paragraph, Strip, StripRow, Table
from overlap.render.text import (
    MARKS,
    hour_ruler,
    padded,
    shortened,
    strip_lines,
    table_lines,
    to_ascii,
    to_text,
    width,
)
from tests.render.views import HOSTILE, cells_of, shown, text_cells


def test_blocks_are_parted_by_a_blank_line() -> None:
    document = Document(
        (Heading("Title", 1), Heading("Part"), Paragraph("Words."), Paragraph("Loud.", strong=True))
    )
    assert to_text(document) == "Title\n=====\n\nPart\n----\n\nWords.\n\nLoud.\n"


def test_a_table_is_aligned_under_its_heads() -> None:
    table = Table.of(("Name", "N"), (("a", "1"), ("long name", "200")), right=("N",), caption="Caption:")
    assert list(table_lines(table)) == [
        "Caption:",
        "Name         N",
        "---------  ---",
        "a            1",
        "long name  200",
    ]
    assert to_text(Document((table,))).count("\n") == 5


def test_a_table_without_rows_is_its_heads() -> None:
    assert list(table_lines(Table.of(("A", "Bc"), ()))) == ["A  Bc", "-  --"]


def test_a_strip_has_a_ruler_and_a_row_for_each_team() -> None:
    day = Strip(
        (StripRow("ny", ("none", "some", "all", "none"), "note"), StripRow("東京", ("all",) * 4)), 360, "Day"
    )
    caption, _, *rows = strip_lines(day)
    assert caption == "Day"
    assert rows == ["ny    ·▒█·  note", "東京  ████"]
    (ruler,) = strip_lines(Strip((), 30))
    assert ruler.strip().startswith("00    03")


@pytest.mark.parametrize("cell_minutes", [60, 30, 20, 15])
def test_the_ruler_names_every_third_hour_over_its_cell(cell_minutes: int) -> None:
    ruler = hour_ruler(cell_minutes)
    for hour in range(0, 24, 3):
        at = hour * 60 // cell_minutes
        assert ruler[at : at + 2] == f"{hour:02d}"
    assert len(ruler) <= 24 * 60 // cell_minutes


def test_hostile_names_keep_tables_aligned_and_lines_whole() -> None:
    rows = [(name, str(number), name, "end") for number, name in enumerate(HOSTILE)]
    document = Document((Table.of(("Name", "N", "Again", "End"), rows, right=("N", "Again")),))
    text = to_text(document)
    lines = text.splitlines()
    assert len(lines) == len(rows) + 2
    assert all(line.endswith("end") for line in lines[2:])
    assert len({width(line) for line in lines[2:]}) == 1
    cells = text_cells(text, document)
    assert cells == cells_of(document)
    assert [row[0] for row in cells[0][1:]] == [shown(name) for name in HOSTILE]
    assert "x" * 200 in text


def test_hostile_labels_keep_strips_aligned() -> None:
    strip = Strip(tuple(StripRow(name, ("all",) * 48, "note") for name in HOSTILE), 30)
    lines = list(strip_lines(strip))
    label = max(width(row.label) for row in strip.rows)
    for line in lines[1:]:
        before, _, _ = line.partition("█")
        assert width(before) == label + 2
        assert line.endswith("█  note")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("東京", 4),
        ("Ａ", 2),
        ("e\u0301", 1),
        ("\u092a\u0941\u0923\u0947", 2),
        ("a\u200db", 2),
        ("a\u20dd", 1),
        ("Kraków", 6),
        ("·▒█–…", 5),
        ("", 0),
    ],
)
def test_widths_are_those_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(padded(text, 10)) == 10
    assert padded(text, 10, right=True).endswith(text)
    assert padded(text, 0) == text


@given(st.text(max_size=40), st.integers(1, 30))
@settings(max_examples=50)
def test_a_shortened_text_fits_and_begins_like_the_whole(text: str, columns: int) -> None:
    short = shortened(text, columns)
    assert width(short) <= columns
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    assert (short == text) == (width(text) <= columns)


def test_every_mark_has_its_own_stand_in() -> None:
    assert to_ascii("".join(MARKS.values())) == ".+#"
    assert len({to_ascii(mark) for mark in MARKS.values()}) == len(MARKS)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("09:00–17:00", "09:00-17:00"),
        ("Kraków, Łódź, Çeşme, São Paulo", "Krakow, Lodz, Cesme, Sao Paulo"),
        ("Straße Ærø Þór ðað œuvre", "Strasse AEro Thor dad oeuvre"),
        ("東京", "????"),
        ("\u05e9\u05dc\u05d5\u05dd", "????"),
        ("a\u200db", "ab"),
        ("long na…", "long na~"),
        ("8\u202f½", "8 1?2"),
    ],
)
def test_stand_ins_are_what_a_reader_expects(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


@given(st.text())
@settings(max_examples=60)
def test_the_ascii_stand_in_is_total_and_idempotent(text: str) -> None:
    plain = to_ascii(text)
    assert plain.isascii()
    assert to_ascii(plain) == plain
    assert plain == text or not text.isascii()


def test_wide_names_stay_aligned_in_ascii() -> None:
    table = Table.of(("Name", "End"), (("東京", "|"), ("Kraków", "|"), ("a very long…", "|"), ("·▒█–", "|")))
    lines = to_ascii(to_text(Document((table,)))).splitlines()[2:]
    assert len({line.index("|") for line in lines}) == 1
