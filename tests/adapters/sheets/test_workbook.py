"""Workbooks: what their cells hold, which sheet is read, and what is never opened."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from overlap.adapters.sheets import workbook as sheet_workbook
from overlap.adapters.sheets.grid import SheetFileError, Unreadable
from overlap.adapters.sheets.workbook import is_old_workbook, is_workbook, workbook_grid
from overlap.errors import BadArgument, MissingExtra
from tests.adapters.sheets.files import changed, workbook

HEAD = ("Team", "Zone", "Start", "End")
ROW = ("Pune", "Asia/Kolkata", time(10), time(19))
FIRST = "xl/worksheets/sheet1.xml"
BOOK = workbook({"A": [HEAD, ROW]})


def refused(data: bytes) -> str:
    with pytest.raises(SheetFileError) as caught:
        workbook_grid(data, "roster.xlsx")
    (problem,) = caught.value.problems
    assert problem.slug == "bad-file"
    assert problem.hint
    return problem.message


def test_cells_keep_their_kind() -> None:
    cells = (
        "text",
        3,
        2.5,
        datetime(2026, 3, 2, 9),
        date(2026, 3, 2),
        time(9, 30),
        timedelta(days=1),
        True,
        None,
    )
    row = workbook_grid(workbook({"A": [cells]}), "x.xlsx").rows[0]
    assert row.cells[:7] == (
        "text",
        3,
        2.5,
        datetime(2026, 3, 2, 9),
        datetime(2026, 3, 2),
        time(9, 30),
        timedelta(1),
    )
    assert row.cells[7:] == ("true",)


def test_rows_and_cells_have_the_names_the_spreadsheet_shows() -> None:
    grid = workbook_grid(workbook({"My sheet": [HEAD, (), (), ROW]}), "x.xlsx")
    assert [row.number for row in grid.rows] == [1, 4]
    assert grid.cell(4, 2, "Start") == "My sheet!C4"
    assert grid.cell(4, 27, "") == "My sheet!AB4"


def test_the_sheet_teams_is_read_else_the_first_with_the_columns() -> None:
    notes = [("Read me",), ("a", "b")]
    other = [HEAD, ("Oslo", "Europe/Oslo", time(8), time(16))]
    both = workbook({"Read me": notes, "Roster": other, "teams": [HEAD, ROW]})
    assert workbook_grid(both, "x").sheet == "teams"
    assert workbook_grid(workbook({"Read me": notes, "Roster": other}), "x").sheet == "Roster"
    assert workbook_grid(workbook({"Teams": notes, "Roster": other}), "x").sheet == "Roster"
    assert workbook_grid(workbook({"Read me": notes}), "x").sheet == "Read me"
    assert workbook_grid(both, "x", sheet="ROSTER").rows[1].cells[0] == "Oslo"
    with pytest.raises(BadArgument, match="Nope") as caught:
        workbook_grid(both, "x", sheet="Nope")
    assert "Roster" in (caught.value.hint or "")


def test_a_merged_column_of_cells_holds_the_first_in_all_of_them() -> None:
    def merge(book: Any) -> None:
        book["A"].merge_cells("A2:A4")
        book["A"].merge_cells("B2:C3")
        book["A"].merge_cells("D2:E2")

    rows = [HEAD, ("Pune", "x", "y", "d"), ("", "", "", 5), ("", "k", "", ""), ("", "l", "", "")]
    grid = workbook_grid(workbook({"A": rows}, after=merge), "x.xlsx")
    assert [row.cells[:3] for row in list(grid.rows)[1:4]] == [
        ("Pune", "x", ""),
        ("Pune", "x", ""),
        ("Pune", "k", ""),
    ]
    assert grid.rows[4].cells[0] == ""
    assert grid.rows[2].cells[3] == 5


def test_a_formula_holds_what_was_stored_and_nothing_is_computed() -> None:
    data = workbook({"A": [HEAD, ("Pune", "=1+1", "=B2", time(19))]})
    row = workbook_grid(data, "x.xlsx").rows[1]
    assert row.cells[1:3] == (Unreadable("a formula without a stored value"),) * 2
    with_value = changed(
        data,
        FIRST,
        lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
        ),
    )
    assert workbook_grid(with_value, "x.xlsx").rows[1].cells[1] == 2


def test_text_that_looks_like_a_formula_is_text() -> None:
    def as_text(book: Any) -> None:
        book["A"]["A2"].data_type = "s"

    data = workbook({"A": [HEAD, ('=HYPERLINK("http://x")', "'=1+1", time(1), time(2))]}, after=as_text)
    assert workbook_grid(data, "x.xlsx").rows[1].cells[:2] == ('=HYPERLINK("http://x")', "'=1+1")


def test_an_error_is_not_an_empty_cell() -> None:
    data = workbook({"A": [HEAD, ("#REF!", "#N/A", time(1), time(2))]})
    assert workbook_grid(data, "x.xlsx").rows[1].cells[0] == Unreadable("the error #REF!")


def test_a_wrong_size_of_the_sheet_neither_cuts_nor_swells_it() -> None:
    data = workbook({"A": [HEAD, ROW]})
    for size in (b"A1:A1", b"A1:XFD1048576"):
        wrong = changed(data, FIRST, partial(with_size, size))
        assert [len(row.cells) for row in workbook_grid(wrong, "x.xlsx").rows] == [4, 4]


def with_size(size: bytes, xml: bytes) -> bytes:
    """The XML of a sheet with another size in it."""
    found, count = re.subn(rb'<dimension ref="[^"]*"', b'<dimension ref="' + size + b'"', xml)
    assert count == 1
    return found


def test_document_types_are_refused_before_anything_is_parsed() -> None:
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    data = changed(workbook({"A": [HEAD]}), FIRST, lambda xml: lol + xml)
    assert "document type" in refused(data)
    wide = changed(workbook({"A": [HEAD]}), FIRST, lambda xml: lol.decode().encode("utf-16") + xml)
    assert "document type" in refused(wide)


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * (20 * 2**20))
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    assert "unpacks to" in refused(out.getvalue())


def test_many_small_bombs_are_one_large_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<x/>")
        for number in range(50):
            package.writestr(f"xl/{number}.xml", b" " * (2**20))
    assert "unpacks to 50 MiB" in refused(out.getvalue())


def test_too_many_parts_and_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_workbook, "_MOST_PARTS", 3)
    assert "parts" in refused(workbook({"A": [HEAD]}))
    monkeypatch.undo()
    monkeypatch.setattr(sheet_workbook, "MOST_ROWS", 2)
    with pytest.raises(SheetFileError, match="more than 2 rows"):
        workbook_grid(workbook({"A": [HEAD, ROW, ROW]}), "x.xlsx")
    far = changed(workbook({"A": [HEAD, ROW]}), FIRST, lambda xml: xml.replace(b'r="2"', b'r="999999999"'))
    monkeypatch.setattr(sheet_workbook, "MOST_ROWS", 100)
    with pytest.raises(SheetFileError, match="more than 100 rows"):
        workbook_grid(far, "x.xlsx")


def test_coloured_cells_without_content_do_not_count() -> None:
    data = workbook({"A": [(*HEAD, *[None] * 600, "")]})
    assert len(workbook_grid(data, "x.xlsx").rows[0].cells) <= 500
    assert "605 cells" in refused(workbook({"A": [(*HEAD, *[None] * 600, "x")]}))


@pytest.mark.parametrize("part", [FIRST, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_damaged_parts_are_a_sentence(part: str) -> None:
    data = changed(workbook({"A": [HEAD, ROW]}), part, lambda xml: xml[: len(xml) // 2])
    assert refused(data)


def test_other_packages_say_what_they_are() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("content.xml", "<x/>")
    assert "no .xlsx" in refused(out.getvalue())
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.bin", "x")
    assert ".xlsb" in refused(out.getvalue())
    assert "damaged" in refused(b"PK\x03\x04" + b"\0" * 50)


def test_kinds_of_files_are_told_by_their_first_bytes(tmp_path: Path) -> None:
    assert is_workbook(workbook({"A": [HEAD]}))
    assert not is_workbook(b"Team,Zone")
    assert is_old_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")
    assert not is_old_workbook(b"")


def test_without_openpyxl_a_workbook_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match="openpyxl") as caught:
        workbook_grid(BOOK, "x.xlsx")
    assert "overlap-teams[sheets]" in (caught.value.hint or "")
