"""The shifts of rows that hold in every week, and what they are called.

Law: rows that differ by their weekdays alone are one shift. Shifts that people name have a name each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from overlap.adapters.sheets.dated import remade
from overlap.adapters.sheets.entry import Entry
from overlap.adapters.sheets.reading import SheetReading
from overlap.adapters.team_reading import shown
from overlap.people.shifts import Shift
from overlap.render.moments import weekday_set_text

__all__ = [
    "NamedShifts",
    "by_name",
    "has_times",
    "named_shift",
    "own_week",
    "shifts_of",
    "told_apart",
    "weekly",
]

NamedShifts = Mapping[str, Mapping[Shift, Sequence[frozenset[int] | None]]]
"""Shifts by their names as written, each with the days of its rows."""


def weekly(entries: Sequence[Entry]) -> list[Shift]:
    """The shifts of rows without dates; rows that differ by their days are one shift."""
    days: dict[tuple[Shift, int | None], set[int] | None] = {}
    for one in entries:
        if one.shift is None:
            continue
        key = (one.shift, one.headcount)
        if one.days is None or (key in days and days[key] is None):
            days[key] = None
        else:
            days[key] = (days.get(key) or set()) | one.days
    return [remade(shift, days=own, headcount=count) for (shift, count), own in days.items()]


def own_week(entries: Sequence[Entry], shifts: dict[int, Shift]) -> Iterator[Shift]:
    """The shifts of a person's rows without dates; rows that differ by their days are one."""
    days: dict[Shift, set[int] | None] = {}
    for one in entries:
        shift = shifts[one.row.number]
        bare, own = remade(shift), one.days if one.days is not None or one.shift else shift.days
        if own is None or (bare in days and days[bare] is None):
            days[bare] = None
        else:
            days[bare] = (days.get(bare) or set()) | own
    for shift, numbers in days.items():
        yield remade(shift, days=numbers)


def by_name(entries: Sequence[Entry]) -> NamedShifts:
    """The shifts of rows by their names as written, each with the days of its rows."""
    found: dict[str, dict[Shift, list[frozenset[int] | None]]] = {}
    for one in entries:
        if one.shift is not None and one.shift_name:
            found.setdefault(one.shift_name.casefold(), {}).setdefault(one.shift, []).append(one.days)
    return found


def named_shift(reading: SheetReading, one: Entry, known: NamedShifts) -> Shift | None:
    """The shift that a row names without times; None if it names none."""
    if not one.shift_name or has_times(reading, one):
        return None
    shifts = known.get(one.shift_name.casefold(), {})
    if len(shifts) == 1:
        ((shift, weeks),) = shifts.items()
        is_open = None in weeks or one.dates is not None
        return remade(shift, days=None if is_open else {day for days in weeks for day in days or ()})
    if shifts:
        message = f"several shifts are called {shown(one.shift_name)}"
        hint = "write its Start and End into the row"
    else:
        message = f"no row has the times of the shift {shown(one.shift_name)}"
        hint = "write its Start and End into the row, or into a row of the team"
    reading.fault(one.row, "shift", "bad-schedule", message, hint)
    return None


def has_times(reading: SheetReading, one: Entry) -> bool:
    """Whether a row has times; where it has no shift, they are a problem already."""
    return not all(reading.is_empty(one.row, column) for column in ("start", "end", "hours"))


def told_apart(shifts: Sequence[Shift]) -> Iterator[Shift]:
    """Each different shift once, under a name of its own."""
    distinct = list(dict.fromkeys(shifts))
    counts = Counter(shift.name for shift in distinct)
    taken: set[str] = {name for name, count in counts.items() if count == 1}
    for shift in distinct:
        if counts[shift.name] == 1:
            yield shift
            continue
        days = "" if shift.days is None else f" {weekday_set_text(shift.days)}"
        times = f" {shift.start}-{shift.end}" if shift.name != f"{shift.start}-{shift.end}" else ""
        tries = (f"{shift.name}{days}", f"{shift.name}{times}{days}")
        more = (f"{tries[1]} ({number})" for number in range(2, len(distinct) + 2))
        name = next(name for name in (*tries, *more) if name not in taken)
        taken.add(name)
        yield remade(shift, name=name, days=shift.days)


def shifts_of(own: Sequence[Shift], shifts: Sequence[Shift]) -> list[Shift | str] | None:
    """A person's shifts: by name where they are the team's; None where they are all of the team's.

    Args:
        own: Those of the person's rows; none if no row has any.
        shifts: Those of the team.
    """
    if not own:
        return None
    counts = Counter(shift.name for shift in shifts)
    named = [shift for shift in shifts if counts[shift.name] == 1]
    found: list[Shift | str] = []
    for shift in own:
        alike = [one for one in named if _bare(one) == _bare(shift)]
        alike.sort(key=lambda one: not one.name.startswith(shift.name))  # of two alike, that of its name
        found.append(alike[0].name if alike else shift)
    names = {one for one in found if isinstance(one, str)}
    return None if len(names) == len(found) == len(shifts) else found


def _bare(shift: Shift) -> tuple[object, ...]:
    """What makes two shifts of a team the same one: all but what they are called and how many work it."""
    return shift.start_minute, shift.end_minute, shift.breaks, shift.days, shift.zone
