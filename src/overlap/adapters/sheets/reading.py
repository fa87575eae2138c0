"""A sheet while it is read: its cells by column, and everything found wrong with them.

Law: a problem names its cell as the spreadsheet shows it. All are kept, but of a sheet that is wrong
throughout only the first; how many more there were is the last of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar, cast

from overlap.adapters.problems import Problem, Severity
from overlap.adapters.sheets.columns import HEADINGS, Header
from overlap.adapters.sheets.grid import Grid, Row, Unreadable, Value
from overlap.adapters.sheets.names import Lookup, zone_of_text
from overlap.errors import OverlapError

__all__ = ["SheetReading"]

Read = TypeVar("Read")

_MOST_NOTES: Final = 10
"""Zones that are told one by one."""

_NOTHING: Final = object()

_MOST_PROBLEMS: Final = 300
"""More of them nobody reads."""


class SheetReading:
    """The cells of one sheet, and its problems.

    Args:
        grid: The sheet.
        header: Its columns.
    """

    def __init__(self, grid: Grid, header: Header) -> None:
        self.grid = grid
        self.header = header
        self.notes: list[str] = []
        self._zones: Lookup[str, str] = Lookup(zone_of_text)
        self._read_as: dict[str, str] = {}
        self._problems: list[Problem] = list(grid.warnings)
        self._told: set[tuple[object, ...]] = set()
        self._untold = 0
        self._made: dict[Hashable, object] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is told, in the sheet's order."""
        found = sorted(self._problems, key=lambda one: (one.line, one.column))
        if self._untold:
            more = "more problems are" if self._untold > 1 else "more problem is"
            message = f"{self._untold} {more} not listed"
            found.append(Problem(self.grid.name, 0, 0, "bad-file", message, "repair the first ones"))
        return tuple(found)

    @property
    def told(self) -> int:
        """How many problems and notes there are so far."""
        return len(self._told) + len(self.notes)

    @property
    def is_wrong(self) -> bool:
        """Whether there is an error."""
        return bool(self._untold) or any(one.severity == "error" for one in self._problems)

    def __contains__(self, column: object) -> bool:
        return column in self.header.columns

    def value(self, row: Row, column: str) -> Value:
        """What a cell holds; "" if the sheet has no such column."""
        at = self.header.columns.get(column)
        if at is None:
            return ""
        found = row.at(at)
        if isinstance(found, Unreadable):
            hint = "write the value itself into the cell, or save the file in a spreadsheet program"
            self.fault(row, column, "sheet-cell", f"the cell holds {found.why}", hint)
            return ""
        return found

    def is_empty(self, row: Row, column: str) -> bool:
        """Whether a cell holds nothing, not even something that cannot be read."""
        at = self.header.columns.get(column)
        return at is None or row.at(at) == ""

    def text(self, row: Row, column: str) -> str:
        """The text of a cell; numbers as they are written."""
        found = self.value(row, column)
        if isinstance(found, str):
            return found
        return str(int(found)) if isinstance(found, float) and found.is_integer() else str(found)

    def read(self, row: Row, column: str, reader: Callable[[Value], Read]) -> Read | None:
        """What a reader makes of a cell; None if it is empty, or if it is a problem, which is kept.

        A column has one reader: cells of it that hold the same are read once.
        """
        if column not in self.header.columns:
            return None
        found = self.value(row, column)
        if found == "":
            return None
        try:
            return self.once((column, type(found), found), partial(reader, found))
        except OverlapError as error:
            self.caught(row, column, error)
            return None

    def once(self, key: Hashable, make: Callable[[], Read]) -> Read:
        """What is made of something: once for all cells that say it.

        Args:
            key: What it is made of, and for what.
            make: Makes it; what it raises is raised each time.
        """
        found = self._made.get(key, _NOTHING)
        if found is _NOTHING:
            found = self._made[key] = make()
        return cast("Read", found)

    def zone(self, row: Row, column: str) -> str | None:
        """The key of the zone that a cell means; None if it is empty, or a problem, which is kept."""
        text = self.text(row, column)
        found = self.read(row, column, lambda _: self._zones(text))
        if found is not None and found != text and text not in self._read_as:
            self._read_as[text] = found
            if len(self._read_as) <= _MOST_NOTES:
                self.notes.append(f'the zone "{text}" is read as {found}')
        return found

    def caught(self, row: Row, column: str | None, error: OverlapError) -> None:
        """Keeps an error as the problem of a cell, or of a row."""
        self.fault(row, column, error.slug, error.message, error.hint)

    def fault(
        self,
        row: Row,
        column: str | None,
        slug: str,
        message: str,
        hint: str | None,
        severity: Severity = "error",
    ) -> None:
        """Keeps a problem of a cell, or of a row where it has no such column."""
        key = (row.number, column, slug, message)
        if key in self._told:  # a cell may be read for several ends
            return
        self._told.add(key)
        if len(self._problems) >= _MOST_PROBLEMS:
            self._untold += severity == "error"
            return
        at = None if column is None else self.header.columns.get(column)
        if at is None:
            sheet = self.grid.sheet
            place = str(row.number) if sheet is None else f"{sheet}!{row.number}"
        else:
            heading = self.header.headings.get(column or "", HEADINGS.get(column or "", ""))
            place = self.grid.cell(row.number, at, heading)
        found = Problem(self.grid.name, row.number, (at or 0) + 1, slug, message, hint, severity)
        self._problems.append(replace(found, cell=place))
