"""A workbook: sheets of rows under typed columns, as a spreadsheet program shows them.

Law: plain values only. Instants have become dates and times of a clock that the heading names, and no
cell is a formula. Each text is one line. A writer adds nothing and leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, final, get_args

from overlap.core.civil import DAY
from overlap.errors import BadArgument
from overlap.render.one_line import one_line

__all__ = ["CellMark", "Column", "ColumnKind", "Sheet", "Value", "Workbook", "same_marks"]

ColumnKind = Literal["text", "whole", "number", "percent", "date", "datetime", "time", "duration"]
"""What a column holds. A `datetime` is naive, a wall time; a `time` is minutes after midnight, up to 1440;
a `duration` is whole minutes, shown as hours; a `percent` is a share, where 1 is all."""

CellMark = Literal[
    "", "work", "some", "shared", "off", "warn", "heat0", "heat1", "heat2", "heat3", "heat4", "heat5"
]
"""What a cell's colour says: at work, part of the time, shared by all, away, to look at; or how much, in
six steps. A colour never says what the cell does not."""

Value = str | int | float | date | None
"""What a cell holds; `datetime` is a `date`, and None is an empty cell."""

_MARKS: Final = frozenset(get_args(CellMark))
_KINDS: Final = frozenset(get_args(ColumnKind))

_LONGEST_NAME: Final = 31
"""Characters of a sheet's name, and below what is not allowed in one: Excel specifications and limits."""

_NOT_IN_NAMES: Final = frozenset("[]:*?/\\")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and abs(value) < float("inf")  # type: ignore[arg-type] # neither infinite nor no number


_FITS: Final[dict[str, Callable[[object], bool]]] = {
    "text": lambda _: False,
    "whole": _is_whole,
    "number": _is_number,
    "percent": _is_number,
    "date": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "datetime": lambda value: isinstance(value, datetime) and value.tzinfo is None,
    "time": lambda value: _is_whole(value) and 0 <= value <= DAY,  # type: ignore[operator]
    "duration": _is_whole,
}
"""Whether a value that is neither text nor nothing fits a kind."""


@final
@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called, what it holds, and how wide it is in characters.

    Args:
        heading: Its name, with the unit or the clock of its values.
        kind: See `ColumnKind`.
        width: Characters; by default what its cells take, within reason.

    Raises:
        BadArgument: If there is no such kind.
    """

    heading: str
    kind: ColumnKind = "text"
    width: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            kinds = ", ".join(get_args(ColumnKind))
            raise BadArgument(f"the kind of a column is {self.kind!r}", hint=f"use {kinds}", field="kind")
        object.__setattr__(self, "heading", one_line(self.heading))


@final
@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under columns.

    Args:
        name: At most 31 characters, no brackets, colons, asterisks, question marks or slashes.
        columns: At least one.
        rows: A value for each column: of its kind, or a text that stands instead, or None.
        marks: For each row a mark for each column; empty if there are none at all.
        notes: What a reader must know of it, as sentences.
        frozen: How many columns at the left stay in sight; the row of headings always does.

    Raises:
        BadArgument: If the name is none, two headings are the same, a row has not a value for each column,
            or one does not fit.

    Example:
        >>> sheet = Sheet("Hours", (Column("Team"), Column("Hours", "duration")), (("manila", 450),))
        >>> sheet.rows[0][1]
        450
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    marks: tuple[tuple[CellMark, ...], ...] = ()
    notes: tuple[str, ...] = ()
    frozen: int = 0

    def __post_init__(self) -> None:
        _check_name(self.name)
        if not self.columns:
            raise BadArgument(f'the sheet "{self.name}" has no column', hint="give one", field="columns")
        width = len(self.columns)
        headings = [column.heading for column in self.columns]
        if len(set(headings)) < width:
            twice = next(one for one in headings if headings.count(one) > 1)
            raise BadArgument(
                f'two columns of the sheet "{self.name}" are called "{twice}"',
                hint="rename one",
                field="columns",
            )
        if self.marks and len(self.marks) != len(self.rows):
            raise BadArgument(
                f'the sheet "{self.name}" has marks for {len(self.marks)} of {len(self.rows)} rows',
                hint="mark each row, or none",
                field="marks",
            )
        for kind, lines in (("rows", self.rows), ("marks", self.marks)):
            for number, line in enumerate(lines, 1):
                if len(line) != width:
                    raise BadArgument(
                        f'row {number} of the sheet "{self.name}" has {len(line)} of {width} {kind}',
                        hint="give one for each column",
                        field=kind,
                    )
        for marks in self.marks:
            if not _MARKS.issuperset(marks):
                strange = next(mark for mark in marks if mark not in _MARKS)
                known = ", ".join(filter(None, get_args(CellMark)))
                raise BadArgument(f"a mark is {strange!r}", hint=f"use {known}", field="marks")
        object.__setattr__(self, "rows", tuple(map(self._checked, self.rows)))
        object.__setattr__(self, "notes", tuple(map(one_line, self.notes)))

    def _checked(self, row: tuple[Value, ...]) -> tuple[Value, ...]:
        found: list[Value] = []
        for value, column in zip(row, self.columns, strict=True):
            if isinstance(value, str):
                found.append(one_line(value))
            elif value is None or _FITS[column.kind](value):
                found.append(value)
            else:
                raise BadArgument(
                    f'{value!r} is in the column "{column.heading}" of the sheet "{self.name}"',
                    hint=f"a cell of it is a {column.kind}, a text or None",
                    field="rows",
                )
        return tuple(found)


def same_marks(mark: CellMark, width: int) -> tuple[CellMark, ...]:
    """One mark for every cell of a row."""
    return (mark,) * width


@final
@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in order, no two with the same name.

    Args:
        title: What its properties call it.
        sheets: At least one.
        created: When its properties say that it was made, in UTC: a parameter, so that the same answers
            are the same bytes.

    Raises:
        BadArgument: If there is no sheet, two have names that differ in capitals at most, or `created` has
            a zone.
    """

    title: str
    sheets: tuple[Sheet, ...]
    created: datetime

    def __post_init__(self) -> None:
        if not self.sheets:
            raise BadArgument("the workbook has no sheet", hint="give one", field="sheets")
        names = [sheet.name.casefold() for sheet in self.sheets]
        for name in names:
            if names.count(name) > 1:
                raise BadArgument(f'two sheets are called "{name}"', hint="rename one", field="sheets")
        if not isinstance(self.created, datetime) or self.created.tzinfo is not None:
            raise BadArgument(
                f"created is {self.created!r}", hint="give a datetime in UTC without tzinfo", field="created"
            )
        object.__setattr__(self, "title", one_line(self.title))

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name, in any case, with a blank or a hyphen between words.

        Raises:
            BadArgument: If there is none.
        """
        for blank in (" ", "-"):
            for sheet in self.sheets:
                if sheet.name.casefold().replace(" ", blank) == name.strip().casefold().replace(" ", blank):
                    return sheet
        known = ", ".join(sheet.name.lower().replace(" ", "-") for sheet in self.sheets)
        raise BadArgument(f'no sheet is called "{name}"', hint=f"use {known}", field="sheet")

    def only(self, names: Iterable[str]) -> Workbook:
        """The same workbook with some of its sheets, in the order asked for.

        Raises:
            BadArgument: If one is not there or asked for twice, or none is asked for.
        """
        return Workbook(self.title, tuple(map(self.sheet, names)), self.created)


def _check_name(name: str) -> None:
    """That Excel takes a name for a sheet."""
    hint = None
    if not name or name != one_line(name) or not name.strip():
        hint = "give it one line of text"
    elif _utf16_length(name) > _LONGEST_NAME:
        hint = f"give at most {_LONGEST_NAME} characters"
    elif _NOT_IN_NAMES.intersection(name) or name.startswith("'") or name.endswith("'"):
        hint = "leave out []:*?/\\ and apostrophes at its ends"
    elif name.casefold() == "history":
        hint = "Excel keeps that name for itself"
    if hint is not None:
        raise BadArgument(f"{name!r} cannot name a sheet", hint=hint, field="name")


def _utf16_length(text: str) -> int:
    """Characters as spreadsheet programs count them; those beyond U+FFFF are two."""
    return len(text) + sum(char > "\uffff" for char in text)
