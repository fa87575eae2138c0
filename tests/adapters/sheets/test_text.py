"""Text of rows: encodings, delimiters, quotes, and the numbers of rows."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.sheets.grid import MOST_CELLS, MOST_ROWS, Rows, SheetFileError
from overlap.adapters.sheets.text import DELIMITERS, _cut, decoded, delimiter_of, text_grid
from overlap.errors import BadArgument
from tests.adapters.sheets.files import csv_text

ROWS = (
    ("Team", "Member", "Zone", "Start", "End"),
    ("Kraków, Łódź; and so on", 'the "night"\ncrew|x', "Europe/Warsaw", "22:00", "06:00"),
    ("Pune", "", "Asia/Kolkata", "10:00", "19:00"),
)
ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


@pytest.mark.parametrize(("delimiter", "encoding"), list(product(DELIMITERS, ENCODINGS)))
def test_the_same_rows_are_read_whatever_encoding_and_delimiter_they_have(
    delimiter: str, encoding: str
) -> None:
    data = ENCODINGS[encoding] + csv_text(ROWS, delimiter=delimiter).encode(encoding)
    grid = text_grid(data, "roster.csv")
    assert [row.cells for row in grid.rows] == list(ROWS)
    assert [row.number for row in grid.rows] == [1, 2, 3]
    assert grid.warnings == ()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_blank_rows_count_and_line_breaks_in_quotes_do_not(ends: str) -> None:
    text = ends.join(["Team,Zone", "", ' ,"a', 'b"', ",", "Pune,Asia/Kolkata", ""])
    grid = text_grid(text.encode(), "roster.csv")
    assert [(row.number, row.cells[0]) for row in grid.rows] == [(1, "Team"), (3, ""), (5, "Pune")]


def test_windows_text_is_a_guess_that_is_told_and_can_be_settled() -> None:
    data = csv_text([("Team", "Zone"), ("Kraków", "Europe/Warsaw")]).encode("cp1252")
    grid = text_grid(data, "roster.csv")
    assert grid.rows[1].cells[0] == "Kraków"
    (warning,) = grid.warnings
    assert (warning.slug, warning.severity) == ("sheet-guess", "warning")
    assert text_grid(data, "roster.csv", encoding="cp1250").rows[1].cells[0] == "Kraków"
    assert text_grid(data, "roster.csv", encoding="cp1250").warnings == ()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"Team,Zone\n\x81,\x8d", "neither UTF-8 nor"),
        ("Team,Zone".encode("utf-16-le"), "NUL"),
        (b"Team,\0Zone", "NUL"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8x", "not utf-16"),
        (codecs.BOM_UTF8 + b"\xff", "byte 4"),
        (b'Team,Zone\n"Pune"x,UTC', "cannot be read"),
        (b'Team,Zone\n"Pune,UTC\n', "cannot be read"),
        (b"x" * 200_000, "cannot be read"),
        (b"\n" * (MOST_ROWS + 1), "more than"),
        (b"," * MOST_CELLS, "cells"),
    ],
)
def test_what_is_no_text_of_rows_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(SheetFileError, match=what) as caught:
        list(text_grid(data, "roster.csv").rows)
    (problem,) = caught.value.problems
    assert problem.slug == "bad-file"


def test_a_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(SheetFileError, match=r"roster\.csv:3: bad-file"):
        text_grid(b'Team,Zone\nPune,UTC\n"Oslo"x,UTC', "roster.csv")


def test_the_line_that_names_the_delimiter_is_heeded_and_not_counted() -> None:
    grid = text_grid(b"sep=|\r\nTeam,x|Zone\r\nPune|Asia/Kolkata\r\n", "roster.csv")
    assert [(row.number, row.cells) for row in grid.rows] == [
        (1, ("Team,x", "Zone")),
        (2, ("Pune", "Asia/Kolkata")),
    ]


def test_a_delimiter_given_wins() -> None:
    assert text_grid(b"Team;Zone,Start", "x", delimiter=";").rows[0].cells == ("Team", "Zone,Start")
    for wrong in ("", ";;", '"', "\n"):
        with pytest.raises(BadArgument):
            text_grid(b"Team", "x", delimiter=wrong)


@pytest.mark.parametrize("encoding", ["nonsense", "hex", "rot13", "zlib"])
def test_an_encoding_that_is_none_is_refused(encoding: str) -> None:
    with pytest.raises(BadArgument) as caught:
        decoded(b"Team", "x", encoding)
    assert caught.value.field == "encoding"


def test_commas_in_many_cells_do_not_outweigh_the_header() -> None:
    text = "Team;Zone\n" + 'a,b,c,d,e;"x,y,z"\n' * 10
    assert delimiter_of(text) == ";"
    assert delimiter_of("one column\nof text\n") == ","


def test_the_apostrophe_that_keeps_a_formula_from_running_is_taken_off_again() -> None:
    cells = ("=1+1", "+cmd", "-2", "@SUM(A1)", " =1", "＝1", "'=1")
    written = [f"'{cell}" for cell in cells]
    row = text_grid(csv_text([written]).encode(), "x").rows[0]
    assert row.cells == ("=1+1", "+cmd", "-2", "@SUM(A1)", "=1", "＝1", "'=1")
    kept = ("O'Neil", "'quoted'", "'", "'''", "a'=1")
    assert text_grid(csv_text([kept]).encode(), "x").rows[0].cells == kept


def test_blanks_around_text_go_those_without_width_too() -> None:
    row = text_grid("\ufeff Team\u00a0,\u200bZone ,\tx".encode(), "x").rows[0]
    assert row.cells == ("Team", "Zone", "x")


CELLS = st.text(alphabet="ab1 \t'\"=+\u00a0\u3000é;|\n", max_size=4)


def read_from(text: str, delimiter: str) -> tuple[object, Rows | None]:
    """The cells of each row, without empty ones at its end, or what is wrong; and the rows themselves."""
    try:
        rows = text_grid(text.encode(), "x", delimiter=delimiter).rows
    except SheetFileError as error:
        return error.problems, None
    return [(row.number, "\0".join(map(str, row.cells)).rstrip("\0").split("\0")) for row in rows], rows


@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6),
    width=st.integers(1, 4) | st.none(),
    end=st.sampled_from(["\n", "\r\n", "\r", "\n\r"]),
    last=st.sampled_from(["", "\n", "\r\n", "\n\n"]),
    delimiter=st.sampled_from(DELIMITERS),
    repeated=st.sampled_from([1, 1, 400]),
    quoting=st.sampled_from([None, None, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_rows_are_the_same_read_at_once_or_one_by_one(
    rows: list[list[str]],
    width: int | None,
    end: str,
    last: str,
    delimiter: str,
    repeated: int,
    quoting: Literal[0, 1] | None,
) -> None:
    # With a width all rows have as many cells, so that they can be read at once.
    whole = [row if width is None else (row * width)[:width] for row in rows]
    numbered = [
        [f"{cell}{at}" if repeated > 1 and at else cell for cell in row]
        for at in range(repeated)
        for row in whole
    ]
    if quoting is None:
        text = end.join(delimiter.join(row) for row in numbered) + last
    else:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(numbered)
        text = out.getvalue() + last
    at_once, columns = read_from(text, delimiter)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("overlap.adapters.sheets.text._columns", lambda *_: None)
        one_by_one, listed = read_from(text, delimiter)
    assert at_once == one_by_one
    if columns is not None and listed is not None:
        assert [columns.index(row.number) for row in columns] == list(range(len(columns)))
        for column in range(5):
            assert list(columns.column(column)) == list(listed.column(column))
            assert list(columns.column(column)) == [row.at(column) for row in columns]


@given(
    limit=st.integers(0, 12),
    lengths=st.lists(st.integers(0, 14), min_size=2, max_size=24),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_the_longest_cell_there_may_be_is_the_same_at_once_or_one_by_one(
    limit: int, lengths: list[int], end: str
) -> None:
    cells = ["x" * length for length in lengths]
    text = end.join(map(",".join, zip(cells[::2], cells[1::2], strict=False)))
    before = csv.field_size_limit(limit)
    try:
        at_once, columns = read_from(text, ",")
        is_cut = _cut(text, ",") is not None
    finally:
        csv.field_size_limit(before)
    assert (columns is None) == (max(map(len, text.replace(end, ",").split(","))) > limit)
    assert not is_cut or columns is not None
    if columns is not None:
        assert at_once == read_from(text, ",")[0]


@pytest.mark.parametrize("most", [True, False])
def test_a_cell_that_is_longer_than_any_is_refused_whatever_stands_beside_it(most: bool) -> None:
    rows = [f"{at if most else 'x'},Asia/Manila" for at in range(1500)]
    data = "\n".join(["Team,Zone", *rows, "y" * 140_000 + ",Asia/Manila"])
    with pytest.raises(SheetFileError, match="field larger than field limit"):
        text_grid(data.encode(), "x")


def test_many_cells_that_differ_are_cleaned_of_blanks_and_marks() -> None:
    rows = [f"Person {at},x{at}" for at in range(1500)]
    rows[700], rows[900], rows[1100] = "'=1+1 ,x700", "\u00a0Ana,x900", "O'Neil',x1100"
    found = text_grid("\n".join(["Member,Other", *rows]).encode(), "x").rows
    assert [found[at].cells[0] for at in (701, 901, 1101)] == ["=1+1", "Ana", "O'Neil'"]
    assert found[2].cells == ("Person 1", "x1")


def test_more_rows_than_anybody_has_are_refused_at_the_first_of_them() -> None:
    with pytest.raises(SheetFileError, match=f"more than {MOST_ROWS} rows") as told:
        text_grid(b"a,b\n" * (MOST_ROWS + 1), "x")
    assert told.value.problems[0].line == MOST_ROWS + 1
    assert len(text_grid(b"a,b\n" * MOST_ROWS, "x").rows) == MOST_ROWS
