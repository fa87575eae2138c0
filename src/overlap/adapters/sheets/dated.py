"""Shifts on dates, as workforce programs export them, turned into what a team file can say.

Law: the weeks or the cycle that come out give back every shift of every date, and no other. Dates on which
somebody is without the shift of the week become time off. What fits neither is a problem that names dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, final

from overlap.adapters.sheets.entry import Entry
from overlap.adapters.sheets.pattern import Rotation, Weekly, pattern_of
from overlap.adapters.sheets.reading import SheetReading
from overlap.core.civil import WEEKDAYS, date_of, day_of, weekday_of
from overlap.people.schedule import MONDAY_TO_FRIDAY, OFF, Cycle
from overlap.people.shifts import Shift

__all__ = ["ABSENT", "Plan", "expanded", "plan_of", "remade"]

ABSENT: Final = "no shift in the sheet"
"""What reports call a date on which the sheet has no shift where the week would have one."""

_MOST_DATES: Final = 200_000
"""A year of some five hundred people; ranges of dates count with each of theirs."""

_LONGEST_SPAN: Final = 4 * 366
"""Days from the first date of a sheet to the last: nobody plans shifts by date for longer."""

_MOST_TOLD: Final = 5

Turn = tuple[Shift, int]
"""A shift on a date, and how many people work it."""


@final
@dataclass(frozen=True, slots=True)
class Plan:
    """What dates come to.

    Attributes:
        shifts: The shifts, with their weekdays unless there is a cycle.
        cycle: The rotation, if it is one.
        absent: First and last dates of the stretches without the usual shift.
    """

    shifts: tuple[Shift, ...]
    cycle: Cycle | None = None
    absent: tuple[tuple[date, date], ...] = ()


def expanded(reading: SheetReading, entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """The rows of each day since 1970 for which they hold; a range counts on its weekdays.

    More dates than anybody plans are a problem, and none are given then.
    """
    found: dict[int, list[Entry]] = {}
    count = 0
    earliest: int | None = None
    for entry in entries:
        if entry.dates is None:
            continue
        first, last = map(day_of, entry.dates)
        count += last - first + 1
        earliest = first if earliest is None else min(earliest, first)
        if count > _MOST_DATES or last - earliest > _LONGEST_SPAN:
            hint = "give the rows one common range of some weeks; the pattern in it goes on by itself"
            reading.fault(entry.row, "date", "bad-date", "the rows hold for too many dates", hint)
            return {}
        days = entry.days if entry.days is not None else MONDAY_TO_FRIDAY if last > first else None
        for day in range(first, last + 1):
            if days is None or weekday_of(day) in days:
                found.setdefault(day, []).append(entry)
    return found


def plan_of(
    reading: SheetReading,
    who: str,
    found: Mapping[int, list[Entry]],
    shifts: Mapping[int, Shift],
    first: int,
    last: int,
    *,
    counted: bool,
) -> Plan | None:
    """The pattern of the dates of a person, or of a team without names.

    Args:
        reading: The sheet; problems go there.
        who: Whose they are.
        found: Rows by days since 1970.
        shifts: The shift of each row, by the number of the row.
        first: The first day of the sheet.
        last: The last.
        counted: Whether equal rows of a date are that many people.

    Returns:
        None if no pattern explains them; that is a problem then.
    """
    turns: dict[int, frozenset[Turn]] = {}
    for day, entries in found.items():
        counts = Counter(shifts[entry.row.number] for entry in entries)
        turns[day] = frozenset((shift, count if counted else 1) for shift, count in counts.items())
    pattern = pattern_of(turns, frozenset[Turn](), first, last)
    if isinstance(pattern, Weekly):
        if pattern.absent and any(shift.zone is not None for state in pattern.states for shift, _ in state):
            return _no_pattern(reading, who, found, pattern.absent)
        return Plan(tuple(_weekly(pattern, counted)), None, tuple(_stretches(pattern.absent)))
    if isinstance(pattern, Rotation):
        if any(len(state) > 1 for state in pattern.states):
            return _no_pattern(reading, who, found, sorted(found))
        return _rotation(pattern, counted)
    return _no_pattern(reading, who, found, pattern.days)


def remade(
    shift: Shift, *, name: str | None = None, days: Iterable[int] | None = None, headcount: int | None = None
) -> Shift:
    """The same shift with another name, its days and its headcount."""
    numbers = None if days is None else frozenset(days)
    if name in (None, shift.name) and numbers == shift.days and headcount == shift.headcount:
        return shift
    own = None if shift.name == f"{shift.start}-{shift.end}" else shift.name
    return Shift(
        shift.start,
        shift.end,
        name=own if name is None else name,
        breaks=shift.breaks,
        days=None if numbers is None else [WEEKDAYS[day] for day in sorted(numbers)],
        headcount=headcount,
        zone=shift.zone,
    )


def _weekly(pattern: Weekly[frozenset[Turn]], counted: bool) -> Iterator[Shift]:
    days: dict[Turn, set[int]] = {}
    for weekday, state in enumerate(pattern.states):
        for turn in sorted(state, key=_order):
            days.setdefault(turn, set()).add(weekday)
    for (shift, count), own in days.items():
        yield remade(shift, days=own, headcount=count if counted else None)


def _rotation(pattern: Rotation[frozenset[Turn]], counted: bool) -> Plan:
    known = list(dict.fromkeys(turn for state in pattern.states for turn in state))
    names: dict[Turn, str] = {}
    for turn in known:
        shift = turn[0]
        base = shift.name if shift.name not in names.values() else f"{shift.name} {shift.start}-{shift.end}"
        number, name = 2, base
        while name in names.values():
            name, number = f"{base} ({number})", number + 1
        names[turn] = name
    made = tuple(remade(one[0], name=names[one], headcount=one[1] if counted else None) for one in known)
    days = [names[next(iter(state))] if state else OFF for state in pattern.states]
    return Plan(made, Cycle(date_of(pattern.anchor), days))


def _order(turn: Turn) -> tuple[int, int, str, int]:
    return turn[0].start_minute, turn[0].end_minute, turn[0].name, turn[1]


def _stretches(days: Iterable[int]) -> Iterator[tuple[date, date]]:
    """Runs of days as their first and last dates."""
    run: list[int] = []
    for day in days:
        if run and day != run[-1] + 1:
            yield date_of(run[0]), date_of(run[-1])
            run = []
        run.append(day)
    if run:
        yield date_of(run[0]), date_of(run[-1])


def _no_pattern(
    reading: SheetReading, who: str, found: Mapping[int, list[Entry]], days: Iterable[int]
) -> Plan | None:
    """Tells the dates that fit neither the usual week nor a cycle."""
    told = list(days)
    row = next(iter(found.values()))[0].row
    for day in told[:_MOST_TOLD]:
        there = found.get(day)
        weekday = f"{date_of(day):%A}"
        if there:
            message = f"{who}: {date_of(day).isoformat()} is not like other {weekday}s"
            reading.fault(there[0].row, "start", "no-pattern", message, None)
        else:
            message = f"{who}: there is no shift on {date_of(day).isoformat()}, unlike on other {weekday}s"
            reading.fault(row, None, "no-pattern", message, None)
    more = f"; {len(told) - _MOST_TOLD} more dates do not fit" if len(told) > _MOST_TOLD else ""
    message = f"{who}: neither a week nor a cycle explains all dates{more}"
    hint = "import only weeks that are alike; time off and other hours for some dates go into the team file"
    reading.fault(row, None, "no-pattern", message, hint)
    return None
