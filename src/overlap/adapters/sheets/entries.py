"""The rows of a roster, one by one: who, where, and which shift on which days or dates.

Law: a row says nothing that its cells do not say. What it leaves empty is left open for the team to fill.
Rows of totals, repeated headers and people who are off are passed over, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from overlap.adapters.places import folded
from overlap.adapters.sheets.alike import Alike
from overlap.adapters.sheets.dates import ORDERS, DateOrder, date_of_cell, order_of, split_moment
from overlap.adapters.sheets.entry import LONGEST_NAME, NOBODY, PLURAL, TOTALS, Entry, is_name
from overlap.adapters.sheets.grid import Row, Value
from overlap.adapters.sheets.reading import SheetReading
from overlap.adapters.sheets.shifts import read_shift
from overlap.adapters.sheets.times import is_off, minute_of
from overlap.adapters.sheets.weekdays import weekdays_of
from overlap.adapters.team_reading import shown
from overlap.core.civil import DAY, WEEKDAYS
from overlap.errors import BadArgument, BadDate, BadRoster, OverlapError
from overlap.people.addresses import email_address
from overlap.render.progress import counted

__all__ = ["Entries", "read_entries"]

_NEXT_DATE: Final = "a night ends on the next date: correct the date of its end"

_MOST_PEOPLE: Final = 250_000


@dataclass(slots=True)
class _Counts:
    """Rows that are passed over, by what they are."""

    totals: int = 0
    headers: int = 0
    off: int = 0
    nobody: int = 0
    middle: list[int] = field(default_factory=list)

    @property
    def said(self) -> tuple[int, ...]:
        """How much was passed over or concluded so far."""
        return self.totals, self.headers, self.off, self.nobody, len(self.middle)


class Entries(NamedTuple):
    """What the rows of a sheet say.

    Attributes:
        alone: What each row says that was read on its own, in order.
        used: How many rows say something.
        alike: Rows that say of others what one of these does.
    """

    alone: list[Entry]
    used: int
    alike: Alike


def read_entries(reading: SheetReading, first: int, order: DateOrder | None) -> Entries:
    """What the rows below the header say.

    Args:
        reading: The sheet; problems and notes go there.
        first: Its first row below the header, from 0.
        order: That of day and month in text; None to find it out.
    """
    rows = reading.grid.rows
    counts = _Counts()
    known = _order(reading, first) if order is None else order
    roles = _has_roles(reading, first)
    found: list[Entry] = []
    alike = Alike(reading, first)
    used = 0
    for at in counted(alike.alone(), "Reading rows", every=1000):
        row = rows[at]
        if _is_total(row):
            counts.totals += 1
        elif _is_header(reading, row):
            counts.headers += 1
        else:
            before = (reading.told, counts.said)
            repeated = alike.elsewhere(at)
            made = list(_entries(reading, row, known, counts, roles)) if repeated is None else [repeated]
            if len(made) == 1 and (reading.told, counts.said) == before:
                alike.keep(at, made[0])
            found += made
            used += bool(made)
        if len(found) > _MOST_PEOPLE:
            reading.fault(row, None, "bad-file", "there are too many people", "is it the right file?")
            break
    _tell(reading, counts)
    used += sum(map(len, alike.others.values()))
    return Entries(_in_order(found, alike), used, alike)


def _in_order(found: Sequence[Entry], alike: Alike) -> list[Entry]:
    """What rows say that name somebody, of whom each is read on its own: those with dates."""
    dated = [one for one in found if one.dates is not None and alike.others.get(one.row.number)]
    if not dated:
        return list(found)
    more = (alike.entry(at, one) for one in dated for at in alike.others.pop(one.row.number))
    return sorted((*found, *more), key=lambda one: one.row.number)


def _tell(reading: SheetReading, counts: _Counts) -> None:
    told = (
        (counts.totals, "row of totals is not used", "rows of totals are not used"),
        (counts.headers, "repeated header is not used", "repeated headers are not used"),
        (counts.off, "row is of somebody who is off", "rows are of people who are off"),
        (counts.nobody, "row is of a shift that nobody has", "rows are of shifts that nobody has"),
    )
    for count, one, several in told:
        if count:
            reading.notes.append(f"{count} {one if count == 1 else several}")
    if counts.middle:
        rows = f"row {counts.middle[0]}" + (
            f" and {len(counts.middle) - 1} more" if counts.middle[1:] else ""
        )
        reading.notes.append(f"breaks without a time are put into the middle of their shift: {rows}")


def _order(reading: SheetReading, first: int) -> DateOrder | None:
    """The order of day and month in all dates of the sheet that are text."""
    rows = reading.grid.rows
    columns = reading.header.columns
    texts: dict[str, tuple[int, int, str]] = {}
    dates = [one for one in ("date", "end_date", "from", "until", "start", "end") if one in columns]
    for place, column in enumerate(dates):
        cells = rows.column(columns[column])[first:]
        found: dict[Value, str] = {}
        for value in set(cells):
            if isinstance(value, str) and value:
                moment = split_moment(value)
                if moment or column not in ("start", "end"):
                    found[value] = moment[0] if moment else value
        for at, value in enumerate(cells) if found else ():
            if value in found:
                text, here = found.pop(value), (at, place, column)
                texts[text] = min(here, texts.get(text, here))
    known, ambiguous = order_of(sorted(texts, key=lambda text: texts[text]))
    if known is None and ambiguous is not None:
        at, _, column = texts[ambiguous]
        message = f"{shown(ambiguous)} is one date as month/day and another as day/month, and no other tells"
        hint = "say which: --dates mdy, --dates dmy or --dates ymd; or write dates as 2026-03-02"
        reading.fault(rows[first + at], column, "ambiguous-date", message, hint)
        return ORDERS[0]  # any of them, so that the other cells are judged too
    return known


def _has_roles(reading: SheetReading, first: int) -> bool:
    """Whether the column for roles has those of meetings, not people's jobs."""
    at = reading.header.columns.get("role")
    if at is None:
        return False
    given = {str(cell).casefold() for cell in set(reading.grid.rows.column(at)[first:]) if cell != ""}
    return not given or bool(given & {"required", "optional"})


def _is_total(row: Row) -> bool:
    """Whether the first cell of a row that holds something says that it adds up others."""
    first = next((cell for cell in row.cells if cell != ""), "")
    return isinstance(first, str) and folded(first) in TOTALS


def _is_header(reading: SheetReading, row: Row) -> bool:
    """Whether a row names its columns once more, as at the top of a page."""
    header = reading.header
    return all(str(row.at(at)) == header.headings[column] for column, at in header.columns.items())


def _entries(
    reading: SheetReading, row: Row, order: DateOrder | None, counts: _Counts, has_roles: bool
) -> Iterator[Entry]:
    """What a row says of each of its people."""
    team = _named(reading, row, "team", "team_id")
    people = _people(reading, row)
    if people and all(one is not None and folded(one[0]) in NOBODY for one in people):
        counts.nobody += 1
        return
    times = [column for column in ("start", "end", "hours", "shift") if column in reading]
    if any(is_off(reading.value(row, column)) for column in times):
        counts.off += 1
        return
    dates, start, end = _dates_and_times(reading, row, order)
    if dates is not None and people == [None] and ("member" in reading or "first_name" in reading):
        counts.nobody += 1  # an open shift of a plan that has names
        return
    zone = reading.zone(row, "zone")
    shift, name = read_shift(reading, row, start, end, counts.middle)
    role = reading.read(row, "role", _role) if has_roles else None
    is_one_date = dates is not None and dates[0] == dates[1]
    days = None if is_one_date else reading.read(row, "days", lambda value: weekdays_of(_text(value)))
    said = Entry(
        row,
        None,
        reading.read(row, "email", lambda value: email_address(value, "email")),
        team,
        zone,
        tuple(filter(None, map(str.strip, re.split(r"[;,]", reading.text(row, "holidays"))))),
        reading.read(row, "team_headcount", _count),
        reading.read(row, "headcount", _count),
        shift,
        name,
        days,
        dates,
        tuple(dict.fromkeys(filter(None, map(str.strip, re.split(r"[;,|]", reading.text(row, "skills")))))),
        role,
    )
    for member in people:
        yield said if member is None else said._replace(member=member)


def _named(reading: SheetReading, row: Row, name: str, own_id: str) -> tuple[str, str]:
    """A name and an id; each may be missing."""
    found = (reading.text(row, name), reading.text(row, own_id))
    for text, column in zip(found, (name, own_id), strict=True):
        if not is_name(text):
            message = f"{shown(text)} is no name"
            reading.fault(
                row, column, "bad-id", message, f"write at most {LONGEST_NAME} printable characters"
            )
            return "", ""
    return found


def _people(reading: SheetReading, row: Row) -> list[tuple[str, str] | None]:
    """The people of a row, each with name and id; None alone where it names nobody."""
    name, own_id = _named(reading, row, "member", "member_id")
    if not name and "first_name" in reading:
        name = f"{reading.text(row, 'first_name')} {reading.text(row, 'last_name')}".strip()
    if not name and not own_id:
        return [None]
    heading = folded(reading.header.headings.get("member", ""))
    if heading in PLURAL and not own_id:
        return [(one, "") for one in filter(None, map(str.strip, re.split(r"[,;\n]", name)))]
    return [(name, own_id)]


def _dates_and_times(
    reading: SheetReading, row: Row, order: DateOrder | None
) -> tuple[tuple[date, date] | None, int | None, int | None]:
    """The dates of a row, and its start and end; a cell may hold a date and a time."""
    firsts = [
        reading.read(row, column, lambda value: date_of_cell(value, order)) for column in ("date", "from")
    ]
    lasts = [
        reading.read(row, column, lambda value: date_of_cell(value, order))
        for column in ("end_date", "until")
    ]
    first, last = firsts[0] or firsts[1], lasts[0] or lasts[1]
    begun, start = _moment(reading, row, "start", order)
    ended, end = _moment(reading, row, "end", order)
    first, last = begun or first, ended or last
    if first is None:
        if last is not None:
            column = "until" if "until" in reading else "end_date"
            reading.fault(row, column, "missing-key", "the row has a last date and no first", "give both")
        return None, start, end
    if last is None and any(column in reading for column in ("until",)) and firsts[0] is None:
        hint = "write a last date; 2099-12-31 is the last there is"
        reading.fault(row, "until", "missing-key", "the row has a first date and no last", hint)
        return None, start, end
    last = first if last is None else last
    if last < first:
        message = f"the last date {last.isoformat()} is before the first, {first.isoformat()}"
        reading.fault(
            row, "end_date" if "end_date" in reading else "until", "bad-date", message, "swap the two"
        )
        return None, start, end
    if None not in (firsts[0], lasts[0], start, end) and last == first and 0 < (end or 0) <= (start or 0):
        reading.fault(row, "end_date", "bad-shift", "the shift ends before it starts", _NEXT_DATE)
    if start is not None and end is not None and last == first + timedelta(days=1) and end <= start:
        last = first  # a night: it ends on the next date
    elif begun is not None and ended is not None and last != first:
        if end == 0 and last == first + timedelta(days=1):
            return (first, first), start, DAY
        message = f"the shift lasts from {first.isoformat()} to {last.isoformat()}"
        reading.fault(row, "end", "bad-shift", message, "a shift lasts a day at most: split it")
    elif begun is not None and ended is not None and start is not None and end is not None and end <= start:
        reading.fault(
            row, "end", "bad-shift", "the shift ends before it starts", "correct the date of its end"
        )
    return (first, last), start, end


def _moment(
    reading: SheetReading, row: Row, column: str, order: DateOrder | None
) -> tuple[date | None, int | None]:
    """The date, if there is one, and the minute of a cell with a time."""
    value = reading.value(row, column)
    if value == "":
        return None, None
    try:
        return reading.once(
            (column, type(value), value), lambda: _moment_of(value, order, end=column == "end")
        )
    except BadDate as error:
        if order is not None:  # an ambiguous order is a problem already
            reading.caught(row, column, error)
    except OverlapError as error:
        reading.caught(row, column, error)
    return None, None


def _moment_of(value: Value, order: DateOrder | None, *, end: bool) -> tuple[date | None, int | None]:
    """The date, if there is one, and the minute of a value.

    Raises:
        BadDate, BadTime: If it is no time, or its date is none.
    """
    if isinstance(value, datetime) and value.year > 1900:
        return value.date(), minute_of(value.time())
    parts = split_moment(value) if isinstance(value, str) else None
    if parts is not None:
        return date_of_cell(parts[0], order), minute_of(parts[1], end=end)
    return None, minute_of(value, end=end)


def _text(value: Value) -> str:
    if isinstance(value, str) and not re.fullmatch(r"[\d\s,;]+", value):
        return value
    raise BadArgument(
        f"{shown(str(value))} are no weekdays: programs count them from different days",
        hint=f"write names: {', '.join(WEEKDAYS)}",
        field="days",
    )


def _count(value: Value) -> int:
    """A number of people.

    Raises:
        BadRoster: If it is none.
    """
    if isinstance(value, str) and re.fullmatch(r"\d{1,7}(?:[.,]0+)?", value):
        return _count(int(re.split(r"[.,]", value)[0]))
    if isinstance(value, (int, float)) and float(value).is_integer() and 1 <= value < 10**7:
        return int(value)
    raise BadRoster(f"{shown(str(value))} is no number of people", hint="write a whole number from 1")


def _role(value: Value) -> str:
    """Whether meetings need somebody.

    Raises:
        BadRoster: If it says something else.
    """
    text = str(value).casefold()
    if text not in ("required", "optional"):
        raise BadRoster(f"{shown(str(value))} is no role in meetings", hint='write "required" or "optional"')
    return text
