"""Rosters of spreadsheets: from a file to a roster, or to everything that is wrong with it.

Law: a file is judged by what it holds, not by its name. Any that cannot be used ends in a `SheetFileError`
with all its problems, each at its cell; nothing is left out without a note. What is read is a team file's
roster, no more: it holds what the rows say.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, final

from overlap.adapters.problems import Problem
from overlap.adapters.sheets.columns import HEADINGS, find_header
from overlap.adapters.sheets.dates import ORDERS, DateOrder
from overlap.adapters.sheets.entries import read_entries
from overlap.adapters.sheets.grid import Grid, SheetFileError, refuse
from overlap.adapters.sheets.names import Lookup
from overlap.adapters.sheets.reading import SheetReading
from overlap.adapters.sheets.roster import roster_of
from overlap.adapters.sheets.text import text_grid
from overlap.adapters.sheets.workbook import is_old_workbook, is_workbook, workbook_grid
from overlap.adapters.team_holidays import Calendars
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, BadZone
from overlap.people.calendars import Calendar
from overlap.people.roster import Roster
from overlap.people.shifts import Shift

__all__ = ["SheetRoster", "read_roster_sheet"]

_LARGEST_BYTES: Final = 32 * 2**20
"""A hundred thousand people, or a year of dated shifts of some hundreds; a larger file is something else."""

_STDIN: Final = "-"

_SHOWN: Final = 12
"""Headings shown where none is known."""


@final
@dataclass(frozen=True, slots=True)
class SheetRoster:
    """What a spreadsheet said.

    Attributes:
        roster: The teams and people.
        rows: How many rows say something.
        unused: Headings of columns that were not read, in order.
        notes: What was passed over, and what was concluded from dates.
        problems: Warnings, in the sheet's order.
    """

    roster: Roster
    rows: int
    unused: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def shift_count(self) -> int:
        """How many shifts the teams have, and people besides."""
        teams = self.roster.teams
        own = (one for team in teams for member in team.members for one in member.shifts or ())
        seasonal = (one for team in teams for season in team.seasons for one in season.shifts or ())
        counted = sum(len(team.shifts) for team in teams)
        return counted + len({one for one in own if isinstance(one, Shift)}) + len(set(seasonal))

    @property
    def summary(self) -> str:
        """How much was read: "2 teams, 3 members, 2 shifts from 4 rows; not used: column Notes"."""
        counts = (
            (len(self.roster), "team"),
            (sum(len(team.members) for team in self.roster), "member"),
            (self.shift_count, "shift"),
        )
        told = ", ".join(f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts)
        text = f"{told} from {self.rows} row{'s' if self.rows != 1 else ''}"
        if self.unused:
            columns = "columns" if len(self.unused) > 1 else "column"
            text += f"; not used: {columns} {', '.join(self.unused)}"
        return text


def read_roster_sheet(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    title: str | None = None,
    zone: str | None = None,
    dates: DateOrder | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    calendars: Calendars | None = None,
) -> SheetRoster:
    """The roster of a spreadsheet: CSV text or an Excel workbook.

    Args:
        path: The file, or "-" for standard input.
        sheet: Of a workbook, the sheet; by default "Teams" if it has a roster's columns, else the first
            that has.
        title: What reports call the roster.
        zone: Key of the zone of teams for which no row has one.
        dates: How dates of numbers are written: "mdy", "dmy" or "ymd"; by default as all of them tell.
        encoding: Of text, such as "cp1252"; by default UTF-8, UTF-16 with a mark, or cp1252 with a warning.
        delimiter: Of text; by default a comma, semicolon, tab or bar, as the header tells.
        calendars: Where holiday calendars come from; `adapters.statutory` by default.

    Returns:
        The roster, and what of the file it does not hold.

    Raises:
        SheetFileError: If the file cannot be read or a row is wrong; it holds all problems.
        BadArgument, BadZone: If an argument cannot be right.
        MissingExtra: If a workbook is to be read without openpyxl.
    """
    if dates is not None and dates not in ORDERS:
        raise BadArgument(f"dates is {dates!r}", hint='write "mdy", "dmy" or "ymd"', field="dates")
    if zone is not None:
        _check_zone(zone)
    name = "<stdin>" if os.fspath(path) == _STDIN else os.fspath(path)
    grid = _grid(_bytes(path, name), name, sheet, encoding, delimiter)
    if not grid.rows:
        raise refuse(name, "the sheet has no rows" if grid.sheet else "the file is empty", "fill in a table")
    header = find_header(grid.rows)
    if header is None:
        raise SheetFileError([*grid.warnings, _no_header(grid)])
    reading = SheetReading(grid, header[1])
    said = read_entries(reading, header[0] + 1, dates)
    if any(one.slug == "ambiguous-date" for one in reading.problems):
        raise SheetFileError(reading.problems)  # what the dates come to is not known
    made = roster_of(
        reading,
        said,
        zone=zone,
        title=title,
        calendars=Lookup(lambda places: _calendar(calendars, places)),
    )
    if made is None or reading.is_wrong:
        raise SheetFileError(reading.problems)
    return SheetRoster(made, said.used, header[1].unused, tuple(reading.notes), reading.problems)


def _check_zone(key: str) -> None:
    try:
        zone_of(key)
    except BadZone as error:
        error.field = "zone"
        raise


def _calendar(calendars: Calendars | None, places: tuple[str, ...]) -> Calendar:
    make: Callable[..., Calendar] | None = calendars
    if make is None:
        from overlap.adapters.statutory import HolidayCalendar

        make = HolidayCalendar
    return make(places[0] if len(places) == 1 else places)


def _no_header(grid: Grid) -> Problem:
    shown = ", ".join(f'"{cell}"' for cell in grid.rows[0].cells[:_SHOWN] if cell != "")
    known = ", ".join(
        HEADINGS[column] for column in ("team", "member", "zone", "shift", "days", "start", "end")
    )
    number = grid.rows[0].number
    cell = str(number) if grid.sheet is None else f"{grid.sheet}!{number}"
    message = f"no row near the top names columns that are known; the first has {shown}"
    hint = f"the columns are {known} and others, see docs/spreadsheets.md"
    return Problem(grid.name, number, 1, "sheet-columns", message, hint, "error", cell)


def _grid(data: bytes, name: str, sheet: str | None, encoding: str | None, delimiter: str | None) -> Grid:
    if is_old_workbook(data):
        hint = "save it as .xlsx without a password, or as CSV UTF-8"
        raise refuse(name, "this is an .xls workbook of before 2007, or has a password", hint)
    if is_workbook(data):
        for value, field in ((encoding, "encoding"), (delimiter, "delimiter")):
            if value is not None:
                raise BadArgument(f"a workbook has no {field}", hint="leave it out", field=field)
        return workbook_grid(data, name, sheet=sheet)
    if sheet is not None:
        raise BadArgument("text has no sheets", hint="leave the sheet out", field="sheet")
    return text_grid(data, name, encoding=encoding, delimiter=delimiter)


def _bytes(path: str | os.PathLike[str], name: str) -> bytes:
    """The file, judged before it is read."""
    try:
        if os.fspath(path) == _STDIN:
            data = _stdin_bytes()
        else:
            found = Path(path).stat()
            if stat.S_ISDIR(found.st_mode):
                raise refuse(name, "this is a directory", "name the file inside it")
            if not stat.S_ISREG(found.st_mode):
                raise refuse(name, "this is no ordinary file", 'use "-" to read from standard input')
            with Path(path).open("rb") as file:
                data = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise refuse(name, "there is no such file", "check its name") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        if isinstance(error, SheetFileError):
            raise
        raise refuse(
            name, f"the file cannot be read: {getattr(error, 'strerror', None) or error}", None
        ) from None
    if len(data) > _LARGEST_BYTES:
        raise refuse(name, f"there are more than {_LARGEST_BYTES // 2**20} MiB", "is it the right file?")
    return data


def _stdin_bytes() -> bytes:
    stream: Any = getattr(sys.stdin, "buffer", sys.stdin)
    data = b"" if stream is None else stream.read(_LARGEST_BYTES + 1)
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
