"""`export` to spreadsheets: an Excel file, a sheet as CSV, or a folder of CSV files.

Law: the ending of OUT decides. An option that means nothing for a spreadsheet, or for a calendar, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from overlap.cli.busy_files import busy_of_meetings
from overlap.cli.console import note, write, write_bytes
from overlap.cli.machine import print_json
from overlap.cli.options import dates, read_roster
from overlap.errors import BadArgument

if TYPE_CHECKING:
    from overlap.core.horizon import Horizon
    from overlap.render.workbook import Workbook

__all__ = ["SheetKind", "delimiter_option", "export_sheets", "refuse_options", "sheet_kind", "sheet_option"]

SheetKind = Literal["xlsx", "csv", "folder", "stdout"]
"""What a spreadsheet is written as."""

_STRANGE: Final = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".numbers"})
"""Endings of spreadsheets that are not written."""

_DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}

_ALL: Final = "all"
"""The name that stands for every sheet."""


def sheet_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which sheets."""
    text = "Of a spreadsheet only this sheet, such as windows; may be repeated; all for a folder of CSV."
    return click.option("--sheet", "sheets", multiple=True, metavar="NAME", help=text)(command)


def delimiter_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """What stands between the cells of CSV."""
    choice = click.Choice(list(_DELIMITERS))
    return click.option("--delimiter", type=choice, help="Between cells of CSV; comma.")(command)


def sheet_kind(output: str, sheets: tuple[str, ...]) -> SheetKind | None:
    """What kind of spreadsheet an output is, or None for a calendar.

    Raises:
        BadArgument: If it is a spreadsheet of another kind.
    """
    ending = Path(output).suffix.lower()
    if ending in _STRANGE:
        raise BadArgument(
            f'"{output}": spreadsheets are written as .xlsx or .csv', hint="name it roster.xlsx"
        )
    if ending == ".xlsx":
        return "xlsx"
    if ending == ".csv":
        return "csv"
    if not sheets or ending == ".ics":
        return None
    return "stdout" if output == "-" else "folder"


def refuse_options(given: Mapping[str, object], *, of: str, instead: str) -> None:
    """Refuses options of another kind of file.

    Args:
        given: The value of each option; what is false was not given.
        of: What they are for.
        instead: What to write to have them.

    Raises:
        BadArgument: If one was given.
    """
    wrong = [name for name, value in given.items() if value]
    if wrong:
        verb = "is" if len(wrong) == 1 else "are"
        hint = f"leave {'it' if len(wrong) == 1 else 'them'} out, or {instead}"
        raise BadArgument(f"{' and '.join(wrong)} {verb} for {of}", hint=hint)


def export_sheets(
    kind: SheetKind,
    file: str,
    output: str,
    *,
    sheets: tuple[str, ...],
    delimiter: str | None,
    stamp: str | None,
    start: str | None,
    end: str | None,
    zone: str | None,
    now: Callable[[], datetime],
    as_json: bool,
) -> int:
    """Writes the workbook of a team file, and says what was written.

    Raises:
        BadArgument: If options contradict each other or a sheet is unknown.
        OverlapError: If the file has errors, or the answer cannot be had or written.
    """
    from overlap.core.horizon import Horizon
    from overlap.planning.workbooks.whole import workbook

    sheets = tuple(name.strip().lower() for name in sheets)
    _check(kind, sheets, delimiter, stamp, as_json)
    roster = read_roster(file)
    clock = roster.clock(zone)
    horizon = Horizon.of(*dates(clock, start, end, now), clock)
    busy = busy_of_meetings(roster, file, horizon.start, horizon.end)
    wanted = _wanted(sheets, kind)
    book = workbook(roster, *horizon.moments, zone=clock.key, busy=busy, sheets=wanted)
    if stamp is not None:
        book = replace(book, created=_instant(stamp))
    between = _DELIMITERS[delimiter or "comma"]
    if kind == "stdout":
        _to_stdout(book, between)
        return 0
    paths = _written(kind, book, output, between)
    return _tell(book, paths, horizon, kind, sheets, as_json)


def _check(
    kind: SheetKind, sheets: tuple[str, ...], delimiter: str | None, stamp: str | None, as_json: bool
) -> None:
    if kind == "xlsx":
        refuse_options({"--delimiter": delimiter}, of="CSV files", instead="write OUT.csv")
    else:
        refuse_options({"--stamp": stamp}, of="calendar and Excel files", instead="write OUT.xlsx")
    if kind == "stdout" and as_json:
        raise BadArgument("one sheet alone goes to stdout", hint="leave out --json")
    if kind in ("csv", "stdout") and (len(sheets) > 1 or _ALL in sheets):
        place = "a CSV file" if kind == "csv" else "stdout"
        hint = "name a folder for several: -o sheets --sheet all" if kind == "csv" else "name one --sheet"
        raise BadArgument(f"{place} holds one sheet", hint=hint)


def _wanted(sheets: tuple[str, ...], kind: SheetKind) -> list[str] | None:
    """The names of the sheets asked for, or None for all."""
    from overlap.adapters.workbook_files import CSV_SHEET

    if _ALL in sheets or (not sheets and kind == "xlsx"):
        return None
    return list(dict.fromkeys(sheets)) or [CSV_SHEET]


def _written(kind: SheetKind, book: Workbook, output: str, delimiter: str) -> tuple[str, ...]:
    from overlap.adapters.workbook_files import write_csv_folder, write_workbook

    if kind == "folder":
        return write_csv_folder(book, output, delimiter=delimiter)
    write_workbook(book, output, delimiter=delimiter)
    return (output,)


def _to_stdout(book: Workbook, delimiter: str) -> None:
    """The one sheet as what reads a pipe wants it: UTF-8 without a mark, plain line ends; notes on stderr."""
    from overlap.adapters.workbook_csv import to_csv

    (sheet,) = book.sheets
    text = to_csv(sheet, delimiter=delimiter).removeprefix("\ufeff").replace("\r\n", "\n")
    write_bytes(text.encode())
    for text in sheet.notes:
        note(f"note: {text}")


def _tell(
    book: Workbook,
    paths: tuple[str, ...],
    horizon: Horizon,
    kind: SheetKind,
    sheets: tuple[str, ...],
    as_json: bool,
) -> int:
    if as_json:
        rows = [
            {"name": sheet.name, "rows": len(sheet.rows), "notes": list(sheet.notes)} for sheet in book.sheets
        ]
        print_json("export", horizon.start, horizon.end, {"written": list(paths), "sheets": rows})
        return 0
    if kind == "xlsx":
        write(f"wrote {paths[0]} ({_counted(len(book.sheets), 'sheet')})\n")
        return 0
    for path, sheet in zip(paths, book.sheets, strict=True):
        write(f"wrote {path} ({_counted(len(sheet.rows), 'row')})\n")
    if _ALL not in sheets:  # else they are all in the first sheet
        for text in dict.fromkeys(text for sheet in book.sheets for text in sheet.notes):
            note(f"note: {text}")
    return 0


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _instant(stamp: str) -> datetime:
    """A stamp as a UTC wall time of whole seconds, which is what a file keeps of it."""
    from datetime import timedelta

    from overlap.core.horizon import exact_of

    since = exact_of(stamp, name="stamp")
    return datetime(1970, 1, 1) + timedelta(days=since.days, seconds=since.seconds)  # noqa: DTZ001
