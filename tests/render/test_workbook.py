"""Workbooks are checked at the door: names, kinds, marks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from overlap.errors import BadArgument
from overlap.render.workbook import Column, Sheet, Workbook, same_marks

MOMENT = datetime(2026, 3, 2, 14, 30)


def one_cell(kind: Any, value: Any) -> Sheet:
    return Sheet("One", (Column("It", kind),), ((value,),))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("whole", 3), ("whole", -3), ("number", 2.5), ("number", 2), ("percent", 0.25)),
        *(("date", date(2026, 3, 2)), ("datetime", MOMENT), ("time", 0), ("time", 1440)),
        *(("duration", 450), ("duration", 0)),
    ],
)
def test_a_cell_holds_a_value_of_its_column_or_a_text_or_nothing(kind: Any, value: Any) -> None:
    assert one_cell(kind, value).rows == ((value,),)
    assert one_cell(kind, "why not").rows == (("why not",),)
    assert one_cell(kind, None).rows == ((None,),)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("text", 3), ("text", MOMENT), ("whole", 2.5), ("whole", True), ("number", float("inf"))),
        *(("number", float("nan")), ("number", False), ("percent", b"x"), ("date", MOMENT)),
        *(("date", 3), ("datetime", date(2026, 3, 2)), ("datetime", MOMENT.replace(tzinfo=UTC))),
        *(("time", 1441), ("time", -1), ("time", 2.5), ("duration", 2.5), ("duration", True)),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_column(kind: Any, value: Any) -> None:
    with pytest.raises(BadArgument, match=r'is in the column "It" of the sheet "One"') as caught:
        one_cell(kind, value)
    assert caught.value.hint == f"a cell of it is a {kind}, a text or None"


def test_texts_are_one_line_and_keep_their_direction() -> None:
    sheet = Sheet("One", (Column("a\nb"),), (("\tx\r\ny\u202ez\ud800",),), notes=("1\n2",))
    assert sheet.columns[0].heading == "a b"
    assert sheet.rows == ((" x  yz\ufffd",),)
    assert sheet.notes == ("1 2",)


@pytest.mark.parametrize("name", ["a" * 31, "São Paulo 1-3", "日" * 31, "it's", "\U0001f600" * 15])
def test_a_name_that_excel_takes_is_taken(name: str) -> None:
    assert Sheet(name, (Column("A"),), ()).name == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a" * 32,
        "\U0001f600" * 16,
        *(f"a{char}b" for char in "[]:*?/\\"),
        "'a",
        "a'",
        "History",
        "a\nb",
    ],
)
def test_a_name_that_excel_refuses_is_refused(name: str) -> None:
    with pytest.raises(BadArgument, match="cannot name a sheet"):
        Sheet(name, (Column("A"),), ())


def test_rows_and_marks_are_as_wide_as_the_columns_and_as_many() -> None:
    columns = (Column("A"), Column("B"))
    with pytest.raises(BadArgument, match=r'row 2 of the sheet "S" has 1 of 2 rows'):
        Sheet("S", columns, (("a", "b"), ("a",)))
    with pytest.raises(BadArgument, match=r'row 1 of the sheet "S" has 3 of 2 marks'):
        Sheet("S", columns, (("a", "b"),), (same_marks("work", 3),))
    with pytest.raises(BadArgument, match="marks for 1 of 2 rows"):
        Sheet("S", columns, (("a", "b"), ("a", "b")), (same_marks("work", 2),))
    strange: Any = (("red", ""),)
    with pytest.raises(BadArgument, match="a mark is 'red'"):
        Sheet("S", columns, (("a", "b"),), strange)
    with pytest.raises(BadArgument, match='two columns of the sheet "S" are called "A"'):
        Sheet("S", (Column("A"), Column("B"), Column("A")), ())
    with pytest.raises(BadArgument, match="has no column"):
        Sheet("S", (), ())
    wrong: Any = "colour"
    with pytest.raises(BadArgument, match="the kind of a column is 'colour'"):
        Column("A", wrong)


def test_a_workbook_has_sheets_of_different_names_and_a_time_without_a_zone() -> None:
    sheet = Sheet("Read me", (Column("A"),), ())
    with pytest.raises(BadArgument, match="has no sheet"):
        Workbook("t", (), MOMENT)
    with pytest.raises(BadArgument, match='two sheets are called "read me"'):
        Workbook("t", (sheet, Sheet("READ ME", (Column("A"),), ())), MOMENT)
    with pytest.raises(BadArgument, match="created is"):
        Workbook("t", (sheet,), MOMENT.replace(tzinfo=UTC))
    assert Workbook("a\nb", (sheet,), MOMENT).title == "a b"


def test_a_sheet_is_found_in_any_case_and_with_a_hyphen() -> None:
    one, other = Sheet("Read me", (Column("A"),), ()), Sheet("Read-Me", (Column("B"),), ())
    book = Workbook("t", (one, other), MOMENT)
    assert book.sheet("READ ME") is one
    assert book.sheet(" read-me ") is other
    alone = Workbook("t", (one,), MOMENT)
    assert alone.sheet("read-me") is one
    assert book.only(["read-me", "read me"]).sheets == (other, one)
    with pytest.raises(BadArgument, match='no sheet is called "x"') as caught:
        alone.sheet("x")
    assert caught.value.hint == "use read-me"
    with pytest.raises(BadArgument, match="two sheets"):
        alone.only(["read-me", "read me"])
