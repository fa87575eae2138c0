"""A workbook as the bytes of an Excel file.

Law: a text is always text: never a formula, a link or a number. Dates and times are serial numbers with a
format, which the reader's program shows in its own language. The same workbook gives the same bytes. What
Excel cannot hold is refused, but for a text that is too long, which ends in "…".
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from overlap.core.civil import DAY
from overlap.core.packages import unusable
from overlap.errors import BadArgument
from overlap.render.text import width
from overlap.render.workbook import CellMark, Column, ColumnKind, Sheet, Value, Workbook, same_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["to_xlsx"]

_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_LONGEST_TEXT: Final = 32_767
"""Of a sheet, with its headings, and of a cell, in UTF-16 units: Excel specifications and limits."""

_LONGEST_PROPERTY: Final = 255
"""Characters of a title in the properties."""

_NARROWEST: Final = 6
_WIDEST: Final = 60
"""Characters of a column: room for a heading's arrow, and a page's half."""

_LOOKED_AT: Final = 2_000
"""Rows whose texts decide how wide a column is."""

_SHOWN: Final[dict[ColumnKind, str]] = {
    "text": "@",
    "whole": "0",
    "number": "0.00",
    "percent": "0.0%",
    "date": "ddd d mmm yyyy",
    "datetime": "ddd d mmm yyyy hh:mm",
    "time": "hh:mm",
    "duration": "0.00",
}
"""Number formats, as files have them: programs translate the names of days and months."""

_MIDNIGHT: Final = "[hh]:mm"
"""Shows the midnight at the end of a day as 24:00."""

_WIDTHS: Final[dict[ColumnKind, int]] = {"date": 16, "datetime": 22, "time": 7, "percent": 9}
"""Characters that values of a kind take, in the longer languages too."""

_COLOURS: Final[dict[CellMark, tuple[str, str]]] = {
    "work": ("#9DC3E6", "#000000"),
    "some": ("#DDEBF7", "#000000"),
    "shared": ("#70AD47", "#000000"),
    "off": ("#F2F2F2", "#595959"),
    "warn": ("#FFD966", "#000000"),
    "heat0": ("#F2F2F2", "#595959"),
    "heat1": ("#E2EFDA", "#000000"),
    "heat2": ("#C6E0B4", "#000000"),
    "heat3": ("#A9D08E", "#000000"),
    "heat4": ("#8CC168", "#000000"),
    "heat5": ("#70AD47", "#000000"),
}
"""Paper and ink of each mark; ink on paper has a contrast of 4.5 or more (WCAG 2.2, 1.4.3)."""

_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - serial number 0 of the 1900 system, from March 1900 on


def to_xlsx(workbook: Workbook) -> bytes:
    """The Excel file (Office Open XML) of a workbook.

    Notes of a sheet are a comment on its first heading. Every sheet has frozen headings with filters, and
    prints in landscape, as wide as the page.

    Raises:
        MissingExtra, BrokenInstall: If the library for it is not installed, or fails.
        BadArgument: If a sheet has more rows or columns than Excel knows.

    Example:
        >>> sheet = Sheet("Teams", (Column("Team"),), (("=1+1",),))
        >>> to_xlsx(Workbook("Two", (sheet,), datetime(2026, 3, 2)))[:2]
        b'PK'
    """
    from io import BytesIO

    try:
        import xlsxwriter
    except Exception as error:  # it may be there and fail in any way
        hint = "install it with: pip install 'overlap-teams[sheets]', or write a .csv file"
        raise unusable("xlsxwriter", error, "Excel files need", hint=hint) from None
    for sheet in workbook.sheets:
        _check_size(sheet)
    out = BytesIO()
    options = {
        "in_memory": True,  # files in a zip then have a fixed time, and nothing is left on the disk
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    title = _cut(workbook.title, _LONGEST_PROPERTY)
    book.set_properties({"title": title, "created": workbook.created})
    formats = _Formats(book)
    for sheet in workbook.sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return out.getvalue()


def _check_size(sheet: Sheet) -> None:
    rows, columns = len(sheet.rows) + 1, len(sheet.columns)
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        what = f"{rows} rows" if rows > _MOST_ROWS else f"{columns} columns"
        most = _MOST_ROWS if rows > _MOST_ROWS else _MOST_COLUMNS
        raise BadArgument(
            f'the sheet "{sheet.name}" has {what}; Excel holds {most}',
            hint="ask about fewer dates, or write a .csv file",
            field="sheets",
        )


class _Formats:
    """One cell format for each number format and mark; made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._found: dict[tuple[str, CellMark, bool], Any] = {}
        self.heading = book.add_format(
            {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        )

    def of(self, shown: str, mark: CellMark, *, wraps: bool = False) -> Any:
        key = (shown, mark, wraps)
        found = self._found.get(key)
        if found is None:
            looks: dict[str, object] = {"num_format": shown, "valign": "top"}
            if wraps:
                looks["text_wrap"] = True
            if mark:
                paper, ink = _COLOURS[mark]
                looks |= {"bg_color": paper, "font_color": ink}
            found = self._found[key] = self._book.add_format(looks)
        return found


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, _cut(column.heading, _LONGEST_TEXT), formats.heading)
    widths = [_width(sheet, at) for at in range(len(sheet.columns))]
    for at, wide in enumerate(widths):
        page.set_column(at, at, wide)
    blank = same_marks("", len(sheet.columns))
    for number, row in enumerate(sheet.rows):
        marks = sheet.marks[number] if sheet.marks else blank
        for at, (value, mark) in enumerate(zip(row, marks, strict=True)):
            _write_cell(page, number + 1, at, value, sheet.columns[at], mark, formats, widths[at])
    if sheet.notes:
        page.write_comment(0, 0, _cut("\n".join(sheet.notes), _LONGEST_TEXT), {"x_scale": 3, "y_scale": 2})
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&RPage &P of &N")


def _write_cell(
    page: Any,
    row: int,
    at: int,
    value: Value,
    column: Column,
    mark: CellMark,
    formats: _Formats,
    wide: int,
) -> None:
    if value is None or value == "":
        if mark:
            page.write_blank(row, at, None, formats.of(_SHOWN[column.kind], mark))
    elif isinstance(value, str):
        wraps = width(value) > wide
        page.write_string(row, at, _cut(value, _LONGEST_TEXT), formats.of("@", mark, wraps=wraps))
    else:
        shown = _MIDNIGHT if column.kind == "time" and value == DAY else _SHOWN[column.kind]
        page.write_number(row, at, _serial(value, column.kind), formats.of(shown, mark))


def _serial(value: int | float | date, kind: ColumnKind) -> float:
    """The number of a cell: days since the end of 1899 for dates and times, hours for durations."""
    if isinstance(value, datetime):
        since = value - _EPOCH
        return since.days + since.seconds / 86_400
    if isinstance(value, date):
        return (value - _EPOCH.date()).days
    if kind == "time":
        return value / DAY
    return value / 60 if kind == "duration" else value


def _width(sheet: Sheet, at: int) -> int:
    """Characters for a column: its own, or what its values and the words of its heading take."""
    column = sheet.columns[at]
    if column.width is not None:
        return column.width
    words = max((width(word) for word in column.heading.split()), default=0) + 3
    values = max(_lengths(sheet, at), default=0) + 1
    return max(_NARROWEST, min(max(words, values), _WIDEST))


def _lengths(sheet: Sheet, at: int) -> Iterator[int]:
    kind = sheet.columns[at].kind
    for row in sheet.rows[:_LOOKED_AT]:
        value = row[at]
        if isinstance(value, str):
            yield width(value)
        elif value is not None:
            yield _WIDTHS.get(kind, 8)


def _cut(text: str, most: int) -> str:
    """The text, or as much of it as fits with "…" at its end, counted in UTF-16 units.

    The two code points that XML knows no way to write are replaced.
    """
    if not text.isascii():
        text = text.translate(_NOT_IN_XML)
    if len(text) * 2 <= most or len(text.encode("utf-16-le")) // 2 <= most:
        return text
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


_NOT_IN_XML: Final = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
"""XML 1.0, production 2; control characters and lone surrogates are gone before."""
