"""The cells of a spreadsheet, whatever file they came in.

Law: a cell is text, a number, a date or time, or nothing; text has no outer blanks. A row keeps the number
by which the spreadsheet shows it. What could not be read is a value of its own, never an empty cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple, Protocol, final

from overlap.adapters.problems import Problem, count_text
from overlap.errors import FileError

__all__ = [
    "BLANKS",
    "MOST_CELLS",
    "MOST_ROWS",
    "Columns",
    "Grid",
    "ListedRows",
    "Row",
    "Rows",
    "SheetFileError",
    "Unreadable",
    "Value",
    "clean",
    "column_letters",
    "refuse",
]

MOST_ROWS: Final = 250_000
"""A hundred thousand people fit in, or a year of dated shifts of some hundreds; more is something else."""

MOST_CELLS: Final = 500
"""Cells of a row; the widest export known has some sixty columns."""


@final
@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds something, which is not known.

    Attributes:
        why: What it is instead, such as "a formula without a stored value".
    """

    why: str


Value = str | int | float | datetime | date | time | timedelta | Unreadable
"""What a cell holds; "" for nothing."""


class Row(NamedTuple):
    """A row that is not blank: its number from 1, and its cells."""

    number: int
    cells: tuple[Value, ...]

    def at(self, column: int) -> Value:
        """The cell of a column, from 0; "" beyond the last."""
        return self.cells[column] if column < len(self.cells) else ""


class Rows(Protocol):
    """The rows of a sheet that are not blank, in order; and its columns."""

    def __len__(self) -> int: ...

    def __getitem__(self, at: int, /) -> Row: ...

    def __iter__(self) -> Iterator[Row]: ...

    def column(self, column: int) -> Sequence[Value]:
        """What each row has in a column, from 0; "" where it ends before."""

    def index(self, number: int) -> int:
        """The place of the row of a number, from 0."""


@final
class ListedRows:
    """Rows that were made one by one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: int, /) -> Row:
        return self._rows[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def column(self, column: int) -> Sequence[Value]:
        """What each row has in a column; see `Rows`."""
        return [row.at(column) for row in self._rows]

    def index(self, number: int) -> int:
        """The place of the row of a number; see `Rows`."""
        return bisect_left(self._rows, number, key=lambda row: row.number)


@final
class Columns:
    """Rows as columns of equal length: each is made when it is asked for.

    Args:
        numbers: The number of each row.
        columns: The cells.
    """

    def __init__(self, numbers: Sequence[int], columns: Sequence[Sequence[Value]]) -> None:
        self._numbers = numbers
        self._columns = columns

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: int, /) -> Row:
        return Row(self._numbers[at], tuple([column[at] for column in self._columns]))

    def __iter__(self) -> Iterator[Row]:
        return map(Row, self._numbers, zip(*self._columns, strict=True))

    def column(self, column: int) -> Sequence[Value]:
        """What each row has in a column; see `Rows`."""
        return self._columns[column] if column < len(self._columns) else [""] * len(self)

    def index(self, number: int) -> int:
        """The place of the row of a number; see `Rows`."""
        return bisect_left(self._numbers, number)


@final
@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet.

    Attributes:
        name: What problems call the file.
        sheet: The sheet's name in a workbook; None for text.
        rows: Those that are not blank, in order.
        warnings: What was guessed to read it.
    """

    name: str
    sheet: str | None
    rows: Rows
    warnings: tuple[Problem, ...] = ()

    def cell(self, row: int, column: int, heading: str) -> str:
        """A cell as people find it: "Sheet1!D17" in a workbook, "17:Start" in text.

        Args:
            row: From 1.
            column: From 0.
            heading: What its column is called.
        """
        if self.sheet is not None:
            return f"{self.sheet}!{column_letters(column)}{row}"
        return f"{row}:{heading or column_letters(column)}"


@final
class SheetFileError(FileError):
    """A spreadsheet that cannot be used as a roster; its text lists every problem.

    Attributes:
        problems: All of them, errors and warnings, in the sheet's order.
    """

    slug = "bad-file"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join([*map(str, self.problems), count_text(self.problems)]))

    def __reduce__(self) -> tuple[type[SheetFileError], tuple[tuple[Problem, ...]]]:
        """Made again from its problems, so that it survives pickling."""
        return type(self), (self.problems,)


def refuse(name: str, message: str, hint: str | None, *, row: int = 0) -> SheetFileError:
    """The error for a file that cannot be read at all, or not from a row on."""
    cell = str(row) if row else None
    return SheetFileError([Problem(name, row, 1 if row else 0, "bad-file", message, hint, "error", cell)])


BLANKS: Final = " \t\r\n\f\v\xa0\u2007\u202f\u200b\ufeff"
"""Blanks that spreadsheets leave around text, those without a width among them."""


def clean(text: str) -> str:
    """A cell's text without outer blanks."""
    return text.strip(BLANKS)


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, from 0.

    Example:
        >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
        ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
