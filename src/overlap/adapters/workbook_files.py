"""A workbook as files: Excel by the ending .xlsx, one sheet by .csv, or a folder of CSV files.

Law: a file is written whole or not at all, and of a folder all files or none.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from overlap.adapters.files import write_all, write_whole
from overlap.adapters.workbook_csv import to_csv
from overlap.adapters.workbook_xlsx import to_xlsx
from overlap.errors import BadArgument
from overlap.render.workbook import Workbook

__all__ = ["CSV_SHEET", "file_stem", "write_csv_folder", "write_workbook"]

CSV_SHEET: Final = "Teams"
"""The sheet that a CSV file holds where none is named: the roster itself, which an import reads."""


def write_workbook(
    workbook: Workbook, path: str | os.PathLike[str], *, sheet: str | None = None, delimiter: str = ","
) -> None:
    """Writes a workbook as an Excel file, or one of its sheets as CSV.

    Args:
        workbook: See `overlap.workbook`.
        path: Where; it ends in .xlsx or .csv, in any case. A file that is there is replaced.
        sheet: Which sheet, in any case. An Excel file has all of them by default, a CSV file the sheet
            "Teams" or, of a workbook without it, the only one.
        delimiter: Of CSV: a comma, a semicolon or a tab.

    Raises:
        MissingExtra: If the library for Excel files is not installed.
        BadArgument: If the ending is another, no such sheet is there, or Excel cannot hold it.
        FileError: If the file cannot be written; one that was there is then as it was.

    Example:
        >>> from datetime import datetime
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from overlap.render.workbook import Column, Sheet
        >>> teams = Sheet("Teams", (Column("Team"), Column("Headcount", "whole")), (("Pune", 4),))
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "roster.csv")
        ...     write_workbook(Workbook("Roster", (teams,), datetime(2026, 3, 2)), path)
        ...     path.read_text(encoding="utf-8-sig").split()
        ['Team,Headcount', 'Pune,4']
    """
    ending = os.path.splitext(os.fspath(path))[1].lower()  # noqa: PTH122 - of text, whatever it is
    if ending == ".xlsx":
        write_whole(path, to_xlsx(workbook if sheet is None else workbook.only([sheet])))
    elif ending == ".csv":
        name = sheet
        if name is None:
            name = workbook.sheets[0].name if len(workbook.sheets) == 1 else CSV_SHEET
        write_whole(path, to_csv(workbook.sheet(name), delimiter=delimiter))
    else:
        raise BadArgument(
            f'"{os.fspath(path)}" ends in neither .xlsx nor .csv', hint="name it roster.xlsx", field="path"
        )


def write_csv_folder(
    workbook: Workbook, folder: str | os.PathLike[str], *, delimiter: str = ","
) -> tuple[str, ...]:
    """Writes each sheet as a CSV file of its name into a folder, which is made where there is none.

    Returns:
        The files' paths, in the order of the sheets.

    Raises:
        BadArgument: If the delimiter is none.
        FileError: If a file cannot be written; all are then as they were.
    """
    texts: dict[str | os.PathLike[str], str | bytes] = {
        os.fspath(Path(folder) / f"{file_stem(sheet.name)}.csv"): to_csv(sheet, delimiter=delimiter)
        for sheet in workbook.sheets
    }
    write_all(texts, folder=folder)
    return tuple(os.fspath(path) for path in texts)


def file_stem(name: str) -> str:
    """A sheet's name as a file's: `read-me` of "Read me"."""
    return "-".join("".join(char if char.isalnum() else " " for char in name.lower()).split()) or "sheet"
