"""Workbooks that mean harm: each is refused in a sentence, in two seconds, within 200 MB."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from overlap.adapters.sheets import workbook as sheet_workbook
from overlap.adapters.sheets.grid import SheetFileError
from overlap.adapters.sheets.workbook import workbook_grid
from tests.adapters.sheets.files import changed, workbook

FIRST = "xl/worksheets/sheet1.xml"
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
BOOK = workbook({"A": [("Team", "Zone", "Start", "End"), ("Pune", "Asia/Kolkata", time(10), time(19))]})


def with_rows(rows: str, behind: str = "") -> bytes:
    """A workbook with more rows, and with what may stand behind them."""
    end = b"</sheetData>"
    return changed(BOOK, FIRST, lambda xml: xml.replace(end, rows.encode() + end + behind.encode()))


def with_part(path: str, content: bytes, *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with one part more."""
    out = io.BytesIO(BOOK)
    with zipfile.ZipFile(out, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of a name that is there twice
        package.writestr(path, content, compress_type=packed)
    return out.getvalue()


def declaring(data: bytes, path: str, size: int) -> bytes:
    """A package that says another size of a part than it has."""
    made, name = bytearray(data), path.encode()
    for mark, offset, at in ((b"PK\x03\x04", 22, made.find(name)), (b"PK\x01\x02", 24, made.rfind(name))):
        head = made.rfind(mark, 0, at)
        made[head + offset : head + offset + 4] = struct.pack("<I", size)
    return bytes(made)


def far_to_the_right() -> bytes:
    return with_rows("".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(3, 20_000)))


def wide_merging() -> bytes:
    cells = "".join(f'<c r="{letter}3" t="inlineStr"><is><t>x</t></is></c>' for letter in columns(450))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(4, 20_000))
    refs = "".join(f'<mergeCell ref="{letter}3:{letter}50000"/>' for letter in columns(450))
    return with_rows(f'<row r="3">{cells}</row>{rows}', f"<mergeCells>{refs}</mergeCells>")


def columns(count: int) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [*letters, *(first + second for first in letters for second in letters)][:count]


def long_row(middle: str) -> bytes:
    return with_rows(f"<row {middle}/>")


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part larger than it says": (
        lambda: declaring(with_part("xl/z.xml", b"<a>" + b" " * 250_000_000), "xl/z.xml", 1000),
        "xl/z.xml is damaged",
    ),
    "a part smaller than it says": (
        lambda: declaring(with_part("xl/z.xml", b"<a/>"), "xl/z.xml", 1000),
        "xl/z.xml is damaged",
    ),
    "ten gigabytes of nothing": (
        lambda: declaring(with_part("xl/z.xml", b"<a/>"), "xl/z.xml", 2**32 - 2),
        "unpacks to 4294967294 bytes",
    ),
    "packed in another way": (
        lambda: with_part("xl/z.xml", b"<a/>", packed=zipfile.ZIP_BZIP2),
        "packed in a way that workbooks are not",
    ),
    "two parts of one name": (lambda: with_part(FIRST, b"<worksheet/>"), "the same name"),
    "cells far to the right": (far_to_the_right, "more than 6000000 cells"),
    "a row far below": (
        lambda: with_rows('<row r="9999999"><c r="A9999999"><v>1</v></c></row>'),
        "more than 250000 rows",
    ),
    "merged cells without end": (wide_merging, "merged cells come to more than 1000000"),
    "attributes without end": (
        lambda: long_row(" ".join(f'a{n}="1"' for n in range(500_000))),
        "a piece that no cell could fill",
    ),
    "a comment without end": (
        lambda: with_rows(f"<!--{'<a>x' * 100_000}-->"),
        "a piece that no cell could fill",
    ),
    "an instruction without end": (
        lambda: with_rows(f"<?x {'<a>x' * 100_000}?>"),
        "a piece that no cell could fill",
    ),
    "styles without end": (
        lambda: changed(
            BOOK,
            "xl/styles.xml",
            lambda xml: xml.replace(
                b"</cellXfs>", b"".join(b'<xf a="%d"/>' % n for n in range(150_000)) + b"</cellXfs>"
            ),
        ),
        "styles, names and others",
    ),
    "texts without end": (
        lambda: with_part("xl/sharedStrings.xml", STRINGS + b"<si><t>x</t></si>" * 1_300_000 + b"</sst>"),
        "unpacks to",
    ),
    "ends without beginnings": (lambda: with_rows("</a>" * 2_600_000 + "x"), "unpacks to"),
}


READER = """
import sys
from pathlib import Path
from time import process_time
from overlap.adapters.sheets.reader import read_roster_sheet
from overlap.adapters.sheets.grid import SheetFileError

read_roster_sheet(sys.argv[1])  # loads all that is needed
pages = Path("/proc/self/statm")
if pages.exists():
    import resource
    size = int(pages.read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + 200 * 2**20, -1))
for path in sys.argv[2:]:
    begun = process_time()
    try:
        read_roster_sheet(path)
        print("read")
    except SheetFileError as error:
        print(process_time() - begun, *map(str, error.problems[0].to_dict().values()))
"""


def test_each_is_refused_in_a_sentence_two_seconds_and_two_hundred_megabytes(tmp_path: Path) -> None:
    paths = []
    for number, (make, _) in enumerate(BOMBS.values()):
        paths.append(tmp_path / f"{number}.xlsx")
        paths[-1].write_bytes(make())
    honest = tmp_path / "honest.xlsx"
    honest.write_bytes(BOOK)
    done = subprocess.run(
        [sys.executable, "-c", READER, honest, *paths], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for said, (name, (_, message)) in zip(done.stdout.splitlines(), BOMBS.items(), strict=True):
        assert message in said, name
        assert float(said.split()[0]) < 2, name


def test_too_many_elements_of_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_workbook, "_MOST_ELEMENTS", 50)
    with pytest.raises(SheetFileError, match="cells and texts"):
        workbook_grid(with_rows("<a>" * 40), "roster.xlsx")
    with pytest.raises(SheetFileError, match="cells and texts"):
        workbook_grid(with_rows("</a>" * 60), "roster.xlsx")


def test_names_of_parts_are_no_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "in" / "in"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    data = BOOK
    for path in ("../../up.xml", str(tmp_path / "absolute.xml"), "C:\\drive.xml"):
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a") as package:
            package.writestr(path, b"<a/>")
        data = out.getvalue()
    assert len(workbook_grid(data, "roster.xlsx").rows) == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "in"]


def test_a_part_that_was_not_judged_is_not_parsed() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "x">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.dat")
            is_first = entry.filename == FIRST
            new.writestr(
                "xl/worksheets/sheet1.dat" if is_first else entry.filename, bomb * is_first + content
            )
    with pytest.raises(SheetFileError, match="no sheet with cells"):
        workbook_grid(out.getvalue(), "roster.xlsx")


def test_what_is_long_and_honest_is_read() -> None:
    text = "é" * 32_767
    rows = [("Team", "Zone", "Start", "End", "Notes"), ("Pune", "Asia/Kolkata", time(10), time(19), text)]
    assert workbook_grid(workbook({"A": rows}), "roster.xlsx").rows[1].cells[4] == text
    commented = with_rows("".join(f"<!--{'x' * 10_000}-->" for _ in range(30)))
    assert len(workbook_grid(commented, "roster.xlsx").rows) == 2


def test_of_merged_cells_only_those_with_something_in_them_count() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(3, 5_003))
    refs = "".join(f'<mergeCell ref="{letter}3:{letter}50000"/>' for letter in columns(450)[1:])
    grid = workbook_grid(with_rows(rows, f"<mergeCells>{refs}</mergeCells>"), "roster.xlsx")
    assert len(grid.rows) == 5_002
