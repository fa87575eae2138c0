"""What an Excel file holds, read back by another library and as plain XML."""

from __future__ import annotations

import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from shutil import which
from subprocess import run
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from overlap.adapters.workbook_xlsx import to_xlsx
from overlap.errors import BadArgument, MissingExtra
from overlap.planning.coverage import coverage
from overlap.planning.holidays import days_off
from overlap.planning.programme import plan_programme
from overlap.planning.windows import find_windows
from overlap.planning.workbooks.whole import workbook
from overlap.render.one_line import one_line
from overlap.render.workbook import CellMark, Column, Sheet, Value, Workbook
from tests.planning.workbooks.rosters import ROSTER

MOMENT = datetime(2026, 3, 2, 14, 30)
FEW = max(settings().max_examples // 10, 1)
HOSTILE = [
    *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r\n=1+1", '=HYPERLINK("http://x","y")'),
    *("<script>alert(1)</script>", "&amp;]]>", "{=1}", "'=1+1", "http://example.com", "mailto:a@b.c", "007"),
    *(
        "internal:Sheet1!A1",
        "external:c:\\x.xlsx",
        "1E5",
        "TRUE",
        "#REF!",
        "\u202eabc",
        "\ufffe\uffff",
        "_x0041_",
    ),
    *("عربى", "日本語", "\U0001f600" * 20, "x" * 200, "\x00\x1f\x7f\x85", "\ud800", " ", "''"),
]


def book_of(*values: Value, kind: Any = "text", marks: tuple[CellMark, ...] = ()) -> Workbook:
    rows = tuple((value,) for value in values)
    sheet = Sheet("One", (Column("It", kind),), rows, tuple((mark,) for mark in marks))
    return Workbook("Title", (sheet,), MOMENT)


def read(book: Workbook, **options: Any) -> Any:
    return load_workbook(BytesIO(to_xlsx(book)), **options)


def cells_of(book: Workbook) -> list[Any]:
    """The cells below the heading of a sheet with one column."""
    page = read(book).worksheets[0]
    return [page.cell(row, 1) for row in range(2, page.max_row + 1)]


def expected_text(text: str) -> str:
    """What a text comes back as: one line, and without what XML cannot say."""
    return one_line(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_people_wrote_is_text_wherever_it_stands(text: str) -> None:
    sheet = Sheet("One", (Column(text), Column("b", "whole")), ((text, text),), notes=(text,))
    book = Workbook(text, (sheet,), MOMENT)
    page = read(book).worksheets[0]
    for cell in (page["A1"], page["A2"], page["B2"]):
        if expected_text(text).strip():
            assert (cell.data_type, cell.hyperlink) == ("s", None)
            assert cell.value == expected_text(text)
    assert not page._hyperlinks
    if text != "_x0041_":  # which the other library gives back as it is written in the file
        assert page["A1"].comment.text.strip() == expected_text(text).strip()


@settings(max_examples=FEW)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=20))
def test_any_texts_come_back_as_they_are(texts: list[str]) -> None:
    found = [cell.value for cell in cells_of(book_of(*texts))]
    wanted = [expected_text(text) or None for text in texts]
    assert found == wanted[: len(found)]
    assert not any(wanted[len(found) :])


@pytest.mark.parametrize(
    ("kind", "value", "found", "shown"),
    [
        ("whole", -7, -7, "0"),
        ("number", 2.5, 2.5, "0.00"),
        ("percent", 0.125, 0.125, "0.0%"),
        ("date", date(2026, 3, 2), datetime(2026, 3, 2), "ddd d mmm yyyy"),
        ("date", date(1973, 1, 8), datetime(1973, 1, 8), "ddd d mmm yyyy"),
        ("date", date(2099, 12, 31), datetime(2099, 12, 31), "ddd d mmm yyyy"),
        ("datetime", MOMENT, MOMENT, "ddd d mmm yyyy hh:mm"),
        ("datetime", datetime(2027, 1, 1, 0, 1), datetime(2027, 1, 1, 0, 1), "ddd d mmm yyyy hh:mm"),
        ("time", 0, time(0), "hh:mm"),
        ("time", 22 * 60 + 5, time(22, 5), "hh:mm"),
        ("time", 1440, timedelta(days=1), "[hh]:mm"),
        ("duration", 450, 7.5, "0.00"),
        ("duration", 0, 0, "0.00"),
    ],
)
def test_values_are_real_numbers_and_dates_with_a_format(
    kind: Any, value: Value, found: Any, shown: str
) -> None:
    (cell,) = cells_of(book_of(value, kind=kind))
    assert cell.value == found
    assert cell.number_format == shown
    assert cell.is_date == isinstance(found, (datetime, time, timedelta))


@settings(max_examples=FEW)
@given(st.lists(st.integers(0, 47_000_000), min_size=1, max_size=30))
def test_every_minute_of_a_century_is_exact(minutes: list[int]) -> None:
    moments = [datetime(1973, 1, 1) + timedelta(minutes=one) for one in minutes]
    assert [cell.value for cell in cells_of(book_of(*moments, kind="datetime"))] == moments


def test_the_file_is_the_same_bytes_twice_and_names_nobody() -> None:
    book = workbook(ROSTER, "2026-03-02", "2026-03-08")
    assert to_xlsx(book) == to_xlsx(workbook(ROSTER, "2026-03-02", "2026-03-08"))
    properties = read(book).properties
    assert (properties.title, properties.created) == ("Desk", datetime(2026, 3, 2))
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.modified == properties.created


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {one: archive.read(one) for one in archive.namelist()}


def test_nothing_in_the_file_links_or_runs() -> None:
    names = [Column(text) for text in HOSTILE if expected_text(text).strip()]
    names = list({one.heading: one for one in names}.values())
    hostile = Sheet("Hostile", tuple(names), (tuple(one.heading for one in names),), notes=tuple(HOSTILE))
    book = workbook(ROSTER, "2026-03-02", "2026-03-08")
    parts = parts_of(to_xlsx(Workbook("=1+1", (*book.sheets, hostile), MOMENT)))
    assert not [name for name in parts if re.search("external|macro|vba|script|hyperlink", name, re.I)]
    for name, data in parts.items():
        assert b"<!DOCTYPE" not in data
        assert b"<!ENTITY" not in data
        root = ElementTree.fromstring(data)  # noqa: S314 - our own file, and without entities
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        if name.startswith("xl/worksheets/sheet"):
            assert not tags & {"f", "hyperlinks", "hyperlink", "oleObjects", "controls"}
        for element in root.iter():
            assert element.get("TargetMode") != "External"


def test_every_sheet_has_frozen_headings_filters_and_prints_as_wide_as_a_page() -> None:
    made = workbook(ROSTER, "2026-03-02", "2026-03-29")
    book = read(made)
    assert book.sheetnames == [sheet.name for sheet in made.sheets]
    for page, sheet in zip(book.worksheets, made.sheets, strict=True):
        last = page.cell(len(sheet.rows) + 1, len(sheet.columns)).coordinate
        assert page.auto_filter.ref == f"A1:{last}"
        assert page.freeze_panes == page.cell(2, sheet.frozen + 1).coordinate
        assert [cell.value for cell in page[1]] == [column.heading for column in sheet.columns]
        assert all(cell.font.bold for cell in page[1])
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToWidth in (None, 1)  # 1 is the default
        assert page.page_setup.fitToHeight == 0
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$1:$1"
        assert "&A" in page.oddFooter.left.text
        comment = page["A1"].comment
        assert (comment.text if comment else "").split("\n") == (list(sheet.notes) or [""])
        widths = [page.column_dimensions[cell.column_letter].width for cell in page[1]]
        assert all(6 <= width <= 111 for width in widths)


def test_a_column_of_names_is_as_wide_as_they_are_within_reason() -> None:
    rows: tuple[tuple[Value, ...], ...] = (("x" * 29, "y" * 500, 1, ""), ("日本の" * 5, None, 2, None))
    columns = (Column("A"), Column("B"), Column("C", "whole", width=33), Column("Confidence of it"))
    sheet = Sheet("S", columns, rows)
    page = read(Workbook("t", (sheet,), MOMENT)).worksheets[0]
    widths = [int(page.column_dimensions[letter].width) for letter in "ABCD"]
    assert widths == [31, 60, 33, 13]
    assert page["B2"].alignment.wrap_text
    assert not page["A2"].alignment.wrap_text


def test_the_numbers_are_those_of_the_answers() -> None:
    asked = ("2026-03-02", "2026-03-29")
    book = read(workbook(ROSTER, *asked))

    def column(name: str, heading: str) -> list[Any]:
        rows = list(book[name].values)
        return [row[rows[0].index(heading)] for row in rows[1:]]

    every, most = find_windows(ROSTER, *asked), find_windows(ROSTER, *asked, quorum=2)
    assert sum(column("Windows", "Hours")) * 60 == (every.intervals.minutes + most.intervals.minutes)
    starts = [datetime(1970, 1, 1) + timedelta(minutes=one.start) for one in (*every, *most)]
    assert column("Windows", "Start (UTC)") == starts
    needs = list(ROSTER.requirements)
    found = coverage(ROSTER, *asked, need=needs)  # type: ignore[arg-type]
    assert [hours * 60 for hours in column("Coverage", "Hours")] == [run.minutes for run in found.uncovered]
    assert column("Needs", "Covered") == [one.share for one in found.needs]
    programme = plan_programme(ROSTER, *asked)
    burdens = sum(sum(series.burdens.values()) for series in programme.items)
    assert sum(column("Ledger", "Burden (minutes)")) == burdens
    held = sum(len(one.attendees) for series in programme.items for one in series.held)
    assert sum(column("Ledger", "Meetings")) == held
    assert [day.date() for day in column("Holidays", "Date")] == [
        one.date for one in days_off(ROSTER, *asked)
    ]


def test_colours_stand_under_numbers_and_on_empty_cells_and_can_be_read() -> None:
    marks: tuple[CellMark, ...] = ("work", "some", "shared", "off", "warn")
    heats: tuple[CellMark, ...] = ("heat0", "heat1", "heat2", "heat3", "heat4", "heat5", "")
    values = (1, None, 3, "x", 5, *range(7))
    cells = cells_of(book_of(*values, kind="whole", marks=(*marks, *heats)))
    papers = [cell.fill.fgColor.rgb for cell in cells]
    assert len(set(papers[:5])) == 5
    assert len(set(papers[5:11])) == 6
    assert cells[-1].fill.fill_type is None
    assert cells[1].value is None
    for cell in cells[:-1]:
        assert contrast(cell.fill.fgColor.rgb, cell.font.color.rgb) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio, of ARGB colours."""

    def light(argb: str) -> float:
        parts = [int(argb[at : at + 2], 16) / 255 for at in (2, 4, 6)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([light(one), light(other)])
    return (high + 0.05) / (low + 0.05)


def test_a_text_beyond_the_limit_ends_in_an_ellipsis_and_never_in_half_a_character() -> None:
    plain, wide = "x" * 32_768, "x" + "\U0001f600" * 16_384
    cells = cells_of(book_of("y" * 32_767, plain, wide))
    assert cells[0].value == "y" * 32_767
    assert cells[1].value == "x" * 32_766 + "…"
    assert cells[2].value == "x" + "\U0001f600" * 16_382 + "…"
    assert read(Workbook("t" * 300, book_of("x").sheets, MOMENT)).properties.title == "t" * 254 + "…"


def test_more_rows_or_columns_than_excel_holds_are_refused_before_anything_is_written() -> None:
    tall = Sheet("Tall", (Column("A"),), ())
    object.__setattr__(tall, "rows", range(1_048_576))  # as many, without making them
    with pytest.raises(BadArgument, match="1048577 rows; Excel holds 1048576"):
        to_xlsx(Workbook("t", (tall,), MOMENT))
    wide = Sheet("Wide", tuple(Column(str(at)) for at in range(16_385)), ())
    with pytest.raises(BadArgument, match="16385 columns; Excel holds 16384"):
        to_xlsx(Workbook("t", (wide,), MOMENT))


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"pip install 'overlap-teams\[sheets\]'"):
        to_xlsx(book_of("x"))


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    program = which("soffice") or which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "roster.xlsx"
    path.write_bytes(to_xlsx(workbook(ROSTER, "2026-03-02", "2026-03-08")))
    words = [program, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(path)]
    done = run(words, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0
    assert "Desk" in (tmp_path / "roster.csv").read_text(encoding="utf-8")
