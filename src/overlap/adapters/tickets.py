"""Tickets of a service level, as spreadsheets export them: CSV in, the same rows with their answers out.

Law: a file is refused with all its problems at once, each with its line. Rows and columns pass through as
they are, and what is added never begins like a formula. Columns are found by their names, in any case;
delimiter, line ends and byte-order mark stay those of the file (RFC 4180 and its usual dialects).
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final, TypeVar, final

from overlap.adapters.problems import Problem, count_text
from overlap.core.civil import iso_minute
from overlap.core.horizon import instant_of
from overlap.errors import BadArgument, FileError, OverlapError
from overlap.render.progress import counted

__all__ = [
    "STDIN",
    "Ticket",
    "TicketAnswer",
    "TicketFile",
    "TicketFileError",
    "pause_of",
    "read_tickets",
    "tickets_of",
]

STDIN: Final = "-"
"""The path that means standard input."""

_LARGEST_BYTES: Final = 256 * 1024 * 1024
"""Some millions of tickets; a larger file is something else."""

_COLUMNS: Final = ("id", "start", "add_minutes", "end", "team", "pauses")
_ADDED: Final = ("due", "working_minutes", "held_by", "reason")
_DELIMITERS: Final = ",;\t"
_MARK: Final = "\ufeff"
_DIGITS: Final = frozenset("0123456789")

_MOST_DIGITS: Final = 9
"""Of minutes: two thousand years; Python itself refuses to read numbers of some thousand digits."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


@final
class TicketFileError(FileError):
    """A file of tickets that cannot be used; its text lists every problem.

    Attributes:
        problems: All of them, in the file's order.
    """

    slug = "bad-file"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join([*map(str, self.problems), count_text(self.problems)]))

    def __reduce__(self) -> tuple[type[TicketFileError], tuple[tuple[Problem, ...]]]:
        """Made again from its problems, so that it survives pickling."""
        return type(self), (self.problems,)


@final
@dataclass(frozen=True, slots=True)
class Ticket:
    """One row, in UTC minutes: seconds of a start round down, of an end up.

    Attributes:
        line: The line it begins on, from 1.
        id: What the file calls it, or nothing.
        start: When its clock starts.
        add_minutes: The working time it may take; or None, and `end` is given.
        end: When it ended; or None.
        teams: Ids whose working time counts; none for everybody asked about.
        pauses: When its clock stood still, as (start, end or None).
        cells: The row as it is.
    """

    line: int
    id: str
    start: int
    add_minutes: int | None
    end: int | None
    teams: tuple[str, ...]
    pauses: tuple[tuple[int, int | None], ...]
    cells: tuple[str, ...]


@final
@dataclass(frozen=True, slots=True)
class TicketAnswer:
    """What a clock says of a ticket.

    Attributes:
        due: When its working time has run, in UTC minutes.
        working_minutes: How much ran until its end.
        held: Minutes by team.
        reason: Why there is no answer; empty if there is one.
    """

    due: int | None = None
    working_minutes: int | None = None
    held: tuple[tuple[str, int], ...] = ()
    reason: str = ""


@final
@dataclass(frozen=True, slots=True)
class TicketFile:
    """The tickets of a file, and how it was written.

    Attributes:
        name: What problems call it.
        header: Its column names as they are.
        tickets: Its rows, in order.
        asks_due: Whether it has a column for the time that tickets may take.
        asks_end: Whether it has one for when they ended.
    """

    name: str
    header: tuple[str, ...]
    tickets: tuple[Ticket, ...]
    asks_due: bool
    asks_end: bool
    delimiter: str
    line_end: str
    has_mark: bool

    def problem(self, ticket: Ticket, error: OverlapError) -> Problem:
        """What is wrong with a row, found while it was answered."""
        return Problem(self.name, ticket.line, 1, error.slug, error.message, error.hint)

    def answered(self, answers: Sequence[TicketAnswer]) -> str:
        """The file's text with an answer added to each row.

        The columns are `due` and `working_minutes`, as the file asks; `held_by`; and `reason`, where
        a ticket has no answer.
        """
        columns: list[tuple[str, Callable[[TicketAnswer], str]]] = []
        if self.asks_due:
            columns.append(("due", lambda one: "" if one.due is None else iso_minute(one.due)))
        if self.asks_end:
            columns.append(
                (
                    "working_minutes",
                    lambda one: str("" if one.working_minutes is None else one.working_minutes),
                )
            )
        columns.append(("held_by", lambda one: "; ".join(f"{who}: {held}" for who, held in one.held)))
        if any(one.reason for one in answers):
            columns.append(("reason", lambda one: one.reason))
        lines = _Lines(self.line_end)
        writer = csv.writer(lines, delimiter=self.delimiter)
        writer.writerow([*self.header, *(name for name, _ in columns)])
        for ticket, answer in zip(self.tickets, answers, strict=True):
            writer.writerow([*ticket.cells, *(_plain(text(answer)) for _, text in columns)])
        return (_MARK if self.has_mark else "") + "".join(lines.written)


class _Lines:
    """Rows with line ends of their own: a writer that ends lines in LF leaves a CR without quotes."""

    def __init__(self, line_end: str) -> None:
        self.line_end = line_end
        self.written: list[str] = []

    def write(self, line: str) -> None:
        """Keeps a row."""
        self.written.append(line.removesuffix("\r\n") + self.line_end)


def _plain(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def pause_of(text: str, *, name: str = "pause") -> tuple[int, int | None]:
    """Start and end in UTC minutes of a pause written as "A/B"; "A/" or "A/.." has no end.

    Raises:
        BadArgument: If it is no pair, or the end is before the start.
        NaiveDatetime, BadDate: If a part is no instant.

    Example:
        >>> pause_of("2026-03-02T14:00Z/2026-03-02T15:30Z")
        (29541000, 29541090)
    """
    begin, slash, finish = text.strip().partition("/")
    if not slash or "/" in finish:
        raise BadArgument(
            f'{name} "{text}" is not START/END',
            hint="write two instants: 2026-03-02T14:00Z/2026-03-02T15:00Z",
            field=name,
        )
    start = instant_of(begin, name=name)
    if finish.strip() in ("", ".."):
        return start, None
    end = instant_of(finish, name=name, up=True)
    if end < start:
        raise BadArgument(f'{name} "{text}" ends before it starts', hint="swap the two", field=name)
    return start, end


def read_tickets(path: str | os.PathLike[str], *, check_team: Callable[[str], object]) -> TicketFile:
    """The tickets of a file.

    Args:
        path: The file, or "-" for standard input.
        check_team: Raises the error for an id that nobody has.

    Raises:
        TicketFileError: If the file cannot be read, or a row has an error; it holds all problems.
    """
    name = "<stdin>" if os.fspath(path) == STDIN else os.fspath(path)
    try:
        if os.fspath(path) == STDIN:
            stream = getattr(sys.stdin, "buffer", None)
            data = b"" if stream is None else bytes(stream.read(_LARGEST_BYTES + 1))
        else:
            with Path(path).open("rb") as file:
                data = file.read(_LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        hint = "check its name and its permissions"
        raise TicketFileError([Problem(name, 0, 0, "bad-file", f"cannot be read: {reason}", hint)]) from None
    if len(data) > _LARGEST_BYTES:
        limit = f"a file of tickets has at most {_LARGEST_BYTES // 2**20} MiB"
        raise TicketFileError([Problem(name, 0, 0, "bad-file", "the file is too large", limit)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start + 1} (0x{data[error.start]:02x}) is not UTF-8"
        hint = "save it as CSV UTF-8"
        raise TicketFileError([Problem(name, line, 1, "bad-file", message, hint)]) from None
    return tickets_of(text, name=name, check_team=check_team)


def tickets_of(
    text: str, *, name: str = "<text>", check_team: Callable[[str], object] = lambda one: one
) -> TicketFile:
    """The tickets of a text.

    Args:
        text: CSV with a header.
        name: What problems call it.
        check_team: Raises the error for an id that nobody has.

    Raises:
        TicketFileError: If the text has an error; it holds all problems.
    """
    has_mark, text = text.startswith(_MARK), text.removeprefix(_MARK)
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda one: _outside_quotes(first_line).count(one))
    rows, problems = _rows(text, delimiter, name)
    header = tuple(rows[0][1]) if rows else ()
    columns, wrong = _columns(header, name)
    problems += wrong
    tickets = []
    if columns is not None:
        for line, cells in counted(rows[1:], "Reading tickets", every=1000):
            made = _ticket(line, cells, header, columns, check_team)
            if isinstance(made, Ticket):
                tickets.append(made)
            else:
                problems += [Problem(name, line, 1, *one) for one in made]
    if problems:
        raise TicketFileError(sorted(problems, key=lambda one: one.line))
    known = columns or {}
    line_end = "\r\n" if first_line.endswith("\r") else "\n"
    return TicketFile(
        name, header, tuple(tickets), "add_minutes" in known, "end" in known, delimiter, line_end, has_mark
    )


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _rows(text: str, delimiter: str, name: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Each row that is not empty, with the line it begins on."""
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "put text with quotes in quotes, and double those inside"
        return rows, [Problem(name, line, 1, "bad-file", f"the row cannot be read: {error}", hint)]
    return rows, []


def _columns(header: tuple[str, ...], name: str) -> tuple[dict[str, int] | None, list[Problem]]:
    """Where the known columns stand; None if rows cannot be read without those missing."""
    names = [one.strip().lower() for one in header]
    problems = []
    for known in (*_COLUMNS, *_ADDED):
        if names.count(known) > 1:
            problems.append(_said(name, "duplicate-key", f'two columns are called "{known}"', "keep one"))
    for added in _ADDED:
        if added in names:
            message = f'the column "{added}" is there already'
            problems.append(_said(name, "duplicate-key", message, "rename it: the answers go there"))
    columns: dict[str, int] = {one: names.index(one) for one in _COLUMNS if one in names}
    missing = [] if "start" in columns else ["start"]
    if not columns.keys() & {"add_minutes", "end"}:
        missing.append("add_minutes")
    for one in missing:
        near = get_close_matches(one, names, n=1, cutoff=0.6)
        hint = f'is it "{near[0]}"? rename that' if near else "the first row names the columns"
        instead = ' or "end"' if one == "add_minutes" else ""
        problems.append(_said(name, "missing-key", f'there is no column "{one}"{instead}', hint))
    return None if missing else columns, problems


def _said(name: str, slug: str, message: str, hint: str) -> Problem:
    return Problem(name, 1, 1, slug, message, hint)


_Read = TypeVar("_Read")

_Fault = tuple[str, str, str | None]
"""Slug, message and hint of a problem."""


def _ticket(
    line: int,
    cells: list[str],
    header: tuple[str, ...],
    columns: dict[str, int],
    check_team: Callable[[str], object],
) -> Ticket | list[_Fault]:
    """The ticket of a row, or all that is wrong with it."""
    faults: list[_Fault] = []

    def read(reader: Callable[[str], _Read], text: str) -> _Read | None:
        try:
            return reader(text)
        except OverlapError as error:
            faults.append((error.slug, error.message, error.hint))
            return None

    if len(cells) > len(header):
        message = f"the row has {len(cells)} cells, the header {len(header)}"
        faults.append(("bad-file", message, "put cells with the delimiter in quotes"))
    cells += [""] * (len(header) - len(cells))
    given = {one: cells[at].strip() for one, at in columns.items()}
    begin = given["start"]
    if not begin:
        faults.append(("missing-key", "the row has no start", "write an instant, such as 2026-03-02T14:00Z"))
    start = read(partial(instant_of, name="start"), begin) if begin else None
    amount, finish = given.get("add_minutes", ""), given.get("end", "")
    end = read(partial(instant_of, name="end", up=True), finish) if finish else None
    if bool(amount) == bool(finish):
        both = "both add_minutes and end" if amount else "neither add_minutes nor end"
        faults.append(("bad-argument", f"the row has {both}", "give one of the two"))
    if amount and (not _DIGITS.issuperset(amount) or len(amount) > _MOST_DIGITS):
        hint = "write whole minutes from 0, such as 480"
        what = "a whole number" if len(amount) <= _MOST_DIGITS else "a number of minutes"
        faults.append(("wrong-type", f'add_minutes is "{amount[:_MOST_DIGITS]}", not {what}', hint))
    if start is not None and end is not None and end < start:
        faults.append(("bad-horizon", f"the end {finish} is before the start {begin}", "swap the two"))
    teams = tuple(filter(None, map(str.strip, given.get("team", "").split(";"))))
    for one in teams:
        read(check_team, one)
    pauses = [read(pause_of, one) for one in given.get("pauses", "").split(";") if one.strip()]
    if faults or start is None:
        return faults
    return Ticket(
        line,
        given.get("id", ""),
        start,
        int(amount) if amount else None,
        end,
        teams,
        tuple(filter(None, pauses)),
        tuple(cells),
    )
