"""Excel workbooks (.xlsx): their sheets judged before they are read, then read cell by cell.

Law: nothing is unpacked before its size is known, nor beyond what it says, nothing is parsed that declares
a document type, and formulas are never computed: a cell holds what the spreadsheet stored last. What is
parsed is a package made anew of the parts that were judged, and how much work they are is counted first. A
cell in a merged column of cells holds what the first one does. openpyxl reads; it is needed for this alone
(extra `sheets`).

Source: ECMA-376, parts 1 (SpreadsheetML) and 2 (packages).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from overlap.adapters.forking import forkable_lock
from overlap.adapters.sheets.columns import find_header
from overlap.adapters.sheets.grid import (
    MOST_CELLS,
    MOST_ROWS,
    Grid,
    ListedRows,
    Row,
    SheetFileError,
    Unreadable,
    Value,
    clean,
    refuse,
)
from overlap.core.packages import unusable
from overlap.errors import BadArgument

__all__ = ["is_old_workbook", "is_workbook", "workbook_grid"]

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MOST_PARTS: Final = 2000
_MOST_BYTES: Final = 48 * 2**20
"""Unpacked, of all parts; fifty thousand rows of twenty cells have some forty MiB."""

_MOST_RATIO: Final = 250
"""Unpacked to packed of one part; sheets of equal rows come to about a hundred."""

_SMALL: Final = 2**20
"""Parts up to this size are never bombs, however well they pack."""

_LONGEST_TOKEN: Final = 2**17
"""Bytes from one tag to the next; a cell holds 32,767 characters. A parser before libexpat 2.6 reads a token
again from its beginning for each piece of it that comes (CVE-2023-52425)."""

_MOST_ELEMENTS: Final = 4_000_000
"""Of all sheets and their texts; what has more of an honest kind is larger than `_MOST_BYTES`."""

_MOST_OTHER_ELEMENTS: Final = 100_000
"""Of styles, names and all else; Excel itself has at most 65,490 cell formats, and few files a thousand."""

_MOST_SEEN: Final = 6_000_000
"""Cells looked at, empty ones among them: a cell far to the right, or far below, has many before it."""

_MOST_FILLED: Final = 1_000_000
"""Cells filled in from a merged one."""

_MOST_SHEETS: Final = 200

_PREFERRED: Final = "teams"
"""The sheet of a workbook of ours that holds the roster."""

_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_MOST_MERGED: Final = 20_000

_FILTERS: Final = forkable_lock()
"""Held while the filters of warnings are others than before."""


def is_workbook(data: bytes) -> bool:
    """Whether a file is packed as workbooks are."""
    return data.startswith(_ZIP)


def is_old_workbook(data: bytes) -> bool:
    """Whether a file is a workbook of the format before 2007, or one with a password."""
    return data.startswith(_OLE)


def workbook_grid(data: bytes, name: str, *, sheet: str | None = None) -> Grid:
    """The rows of one sheet of a workbook.

    Args:
        data: The file.
        name: What problems call it.
        sheet: Its name; by default "Teams" if it has a roster's columns, else the first sheet that has.

    Raises:
        SheetFileError: If the file is no workbook, is damaged, or is more than is read.
        BadArgument: If there is no such sheet.
        MissingExtra, BrokenInstall: If openpyxl is not installed, or fails.
    """
    parts = _judged(data, name)
    try:
        import openpyxl

        load_workbook = openpyxl.load_workbook
    except Exception as error:  # it may be there and fail in any way
        hint = "install it with: pip install 'overlap-teams[sheets]', or save the sheet as CSV UTF-8"
        raise unusable("openpyxl", error, "reading a workbook needs", hint=hint) from None
    try:
        # The filters are the whole process's: one reading at a time swaps them, and for openpyxl alone.
        with _FILTERS, warnings.catch_warnings():
            # Its warnings are of extensions and styles that are of no matter here.
            warnings.filterwarnings("ignore", module=r"openpyxl\.")
            judged = _packed(parts)
            book = load_workbook(io.BytesIO(judged), read_only=True, data_only=True, keep_links=False)
            formulas = _formulas(openpyxl, judged, parts)
            return _chosen(book, formulas, parts, name, sheet)
    except (BadArgument, SheetFileError):
        raise
    except Exception as error:  # a damaged part can make openpyxl fail in any way
        hint = "open it in a spreadsheet program and save it as .xlsx again"
        raise refuse(name, f"the workbook is damaged: {type(error).__name__}", hint) from None


def _judged(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a package that are XML, unpacked, once it is known that they are harmless.

    Raises:
        SheetFileError: If they are not.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise refuse(name, "the file is damaged: it is no whole .xlsx file", "copy it again") from None
    if len(entries) > _MOST_PARTS:
        raise refuse(name, f"the file has {len(entries)} parts", "is it a workbook?")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
            raise refuse(name, f"{entry.filename} unpacks to {entry.file_size} bytes", "is it a workbook?")
        if entry.flag_bits & 1:
            raise refuse(name, "the file has a password", "save it without one")
        if entry.compress_type not in _PACKED_BY:
            hint = "save it in a spreadsheet program as .xlsx again"
            raise refuse(name, f"{entry.filename} is packed in a way that workbooks are not", hint)
    total = sum(entry.file_size for entry in entries)
    if total > _MOST_BYTES:
        limit = f"at most {_MOST_BYTES // 2**20} MiB are read; save the sheet of the roster alone"
        raise refuse(name, f"the file unpacks to {total / 2**20:.0f} MiB", limit)
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise refuse(name, "two parts of the file have the same name", "is it a workbook?")
    if "xl/workbook.bin" in names or "xl/workbook.xml" not in names:
        kind = "a binary workbook (.xlsb)" if "xl/workbook.bin" in names else "no .xlsx workbook"
        raise refuse(name, f"this is {kind}", "save it as .xlsx or as CSV UTF-8")
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            parts[entry.filename] = _unpacked(package, entry, name)
            head = parts[entry.filename].replace(b"\0", b"").lower()  # also in UTF-16
            if b"<!doctype" in head or b"<!entity" in head:
                hint = "no spreadsheet program writes that; is it the right file?"
                raise refuse(name, f"{entry.filename} declares a document type", hint)
    _check_work(parts, name)
    return parts


_PACKED_BY: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The two ways that ECMA-376 part 2 allows; others unpack to a multiple of any room they are given."""

_XML: Final = (".xml", ".rels", ".vml")

_LEFT_OUT: Final = ("customxml/", "docprops/", "/charts/", "/drawings/", "/externallinks/", "/pivot", ".vml")
"""In the names of parts that hold no cells."""


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """A part, of which no more is unpacked than it says it has."""
    try:
        with package.open(entry) as file:
            found = file.read(entry.file_size + 1)
    except Exception:  # whatever a damaged stream raises: zlib, CRC, an unknown method
        found = b""
    if len(found) != entry.file_size:
        raise refuse(name, f"{entry.filename} is damaged", "copy the file again")
    return found


def _check_work(parts: dict[str, bytes], name: str) -> None:
    """Refuses parts that are no cells but labour.

    Raises:
        SheetFileError: If there are.
    """
    cells = others = 0
    for path, part in parts.items():
        ends = part.count(b"</")
        count = max(part.count(b"<") - ends, ends)
        if path.lower().startswith(("xl/worksheets/", "xl/sharedstrings")):
            cells += count
        else:
            others += count
    if cells > _MOST_ELEMENTS or others > _MOST_OTHER_ELEMENTS:
        what = f"{cells} cells and texts" if cells > _MOST_ELEMENTS else f"{others} styles, names and others"
        hint = "copy the sheet of the roster into a new workbook"
        raise refuse(name, f"the workbook has {what}", hint)
    for path, part in parts.items():
        if _has_long_token(part.replace(b"\0", b"")):
            raise refuse(name, f"{path} has a piece that no cell could fill", "is it a workbook?")


def _has_long_token(xml: bytes) -> bool:
    """Whether a tag, a text, a comment or an instruction is longer than `_LONGEST_TOKEN`."""
    half = _LONGEST_TOKEN // 2
    # Of two halves in a row one is whole inside a longer token; only comments and instructions hold a "<".
    if any(xml.find(b"<", at, at + half) < 0 for at in range(0, len(xml) - half, half)):
        return True
    for begin, finish in ((b"<!--", b"-->"), (b"<?", b"?>")):
        at = xml.find(begin)
        while at >= 0:
            end = xml.find(finish, at, at + _LONGEST_TOKEN)
            if end < 0:
                return True
            at = xml.find(begin, end)
    return False


def _packed(parts: dict[str, bytes]) -> bytes:
    """A package of the parts that cells need, and of nothing that was not judged."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for path, part in parts.items():
            if not any(word in path.lower() for word in _LEFT_OUT):
                package.writestr(path, part)
    return out.getvalue()


def _formulas(openpyxl: Any, data: bytes, parts: dict[str, bytes]) -> Any:
    """The workbook with its formulas, if it has any."""
    if not any(re.search(rb"<(?:\w+:)?f[\s>/]", part) for path, part in parts.items() if "sheet" in path):
        return None
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)


def _chosen(book: Any, formulas: Any, parts: dict[str, bytes], name: str, wanted: str | None) -> Grid:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    if wanted is not None:
        sheets = [sheet for sheet in sheets if sheet.title.casefold() == wanted.casefold()]
        if not sheets:
            there = ", ".join(f'"{title}"' for title in book.sheetnames[:12])
            message = f'there is no sheet "{wanted}" in {name}'
            raise BadArgument(message, hint=f"it has {there}", field="sheet")
    if len(sheets) > _MOST_SHEETS:
        raise refuse(name, f"the workbook has {len(sheets)} sheets", "name one with --sheet")
    sheets.sort(key=lambda sheet: sheet.title.casefold() != _PREFERRED)
    seen = _Seen(name)
    first: Any = None
    for sheet in sheets:
        if wanted is not None or _has_header(sheet, name, seen):
            return _grid(sheet, formulas, parts, name, seen)
        first = first or sheet
    if first is None:
        raise refuse(name, "the workbook has no sheet with cells", "is it the right file?")
    return _grid(first, formulas, parts, name, seen)


class _Seen:
    """How many cells were looked at so far, in all sheets."""

    def __init__(self, name: str) -> None:
        self._name, self._left = name, _MOST_SEEN

    def row(self, number: int, cells: int) -> None:
        """Counts a row, and the room before its last cell."""
        self._left -= cells + 1
        if self._left < 0:
            hint = "delete empty columns and rows around the table"
            raise refuse(self._name, f"there are more than {_MOST_SEEN} cells", hint, row=number)


def _has_header(sheet: Any, name: str, seen: _Seen) -> bool:
    """Whether a sheet has a roster's columns near its top."""
    rows = []
    for row in _rows(sheet, None, name, seen):
        rows.append(row)
        if row.number > rows[0].number + 20:
            break
    return find_header(rows) is not None


def _grid(sheet: Any, formulas: Any, parts: dict[str, bytes], name: str, seen: _Seen) -> Grid:
    other = None if formulas is None else formulas[sheet.title]
    rows = list(_rows(sheet, other, name, seen))
    xml = parts.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), b"")
    return Grid(name, str(sheet.title), ListedRows(_with_merged(rows, _merged(xml), name)))


def _rows(sheet: Any, formulas: Any, name: str, seen: _Seen) -> Iterator[Row]:
    """The rows that are not blank."""
    sheet.reset_dimensions()  # a wrong size in the file would cut it, or blow it up
    with_formulas: Iterator[Any] | None = None
    if formulas is not None:
        formulas.reset_dimensions()
        with_formulas = formulas.iter_rows()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        seen.row(number, len(cells))
        if number > MOST_ROWS:
            raise refuse(name, f"there are more than {MOST_ROWS} rows", "is it the right sheet?", row=number)
        if len(cells) > MOST_CELLS:
            cells = _trimmed(cells)
            if len(cells) > MOST_CELLS:
                raise refuse(name, f"there are {len(cells)} cells", "is it the right sheet?", row=number)
        values = [_value(cell) for cell in cells]
        if with_formulas is not None:
            for index, cell in enumerate(next(with_formulas, ())):
                if index < len(values) and values[index] == "" and cell.data_type == "f":
                    values[index] = Unreadable("a formula without a stored value")
        if any(value != "" for value in values):
            yield Row(number, tuple(values))


def _trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    """Cells without the empty ones at the end, which may only have a colour."""
    end = len(cells)
    while end and cells[end - 1].value is None:
        end -= 1
    return cells[:end]


def _value(cell: Any) -> Value:
    found = cell.value
    if found is None:
        return ""
    if cell.data_type == "e":
        return Unreadable(f"the error {found}")
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, str):
        return clean(found)
    if isinstance(found, (int, float, datetime, date, time, timedelta)):
        return found
    return clean(str(found))


def _merged(xml: bytes) -> list[tuple[int, int, int]]:
    """Merged cells as (column from 0, first row, last row); what spans columns counts by its first."""
    found = []
    for match in _MERGED.finditer(xml):
        column, first, _, last = match.groups()
        if int(last) > int(first):
            found.append((_column(column), int(first), int(last)))
        if len(found) > _MOST_MERGED:
            break
    return found


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def _with_merged(rows: list[Row], merged: list[tuple[int, int, int]], name: str) -> Iterator[Row]:
    """The rows, in which every cell of a merged column of cells holds what the first one does."""
    if not merged:
        yield from rows
        return
    starts: dict[int, list[tuple[int, int]]] = {}
    for column, first, last in merged:
        starts.setdefault(first, []).append((column, last))
    held: dict[int, tuple[int, Value]] = {}
    filled = 0
    for row in rows:
        held = {column: found for column, found in held.items() if row.number <= found[0]}
        for column, last in starts.get(row.number, ()):
            if row.at(column) != "":  # of nothing there is nothing to fill in
                held[column] = (last, row.at(column))
        cells = list(row.cells)
        filled += len(held)
        if filled > _MOST_FILLED:
            hint = "undo the merging, and fill the cells"
            raise refuse(name, f"merged cells come to more than {_MOST_FILLED}", hint, row=row.number)
        for column, (_, value) in held.items():
            if row.at(column) == "":
                cells += [""] * (column + 1 - len(cells))
                cells[column] = value
        yield row._replace(cells=tuple(cells))
