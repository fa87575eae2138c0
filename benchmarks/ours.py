"""The library's side: workloads as rosters, and the public question about them.

Law: the timed call is `overlap.find_windows` and nothing around it. Before each cold repetition
every cache of the library is emptied, known by name or not, except those that hold what the peers
also keep built: zone tables (their `ZoneInfo` objects), templates (their patterns), and the decided
days of each calendar (their sets of holidays).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date

import overlap
from overlap import Break, Closure, Cycle, Roster, Shift, Team
from overlap.core import zones
from overlap.people.calendars import Calendar
from overlap.people.days import Day, Entry
from workloads import HOLIDAYS, YEARS, Pattern, Person, WorkedShift, Workload

__all__ = ["forgetter", "prepare", "roster_of"]

Answer = tuple[Sequence[int], Sequence[int]]

KEPT = frozenset({"_intern", "_walls_of", "tzdata_version", "zone_keys"})
"""Functions whose caches hold what is built, not what was asked."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class FixedDays:
    """A statutory table of given dates, where the library would ask the `holidays` package."""

    places: tuple[str, ...] = ("benchmark",)
    weekends = ((date.min, frozenset({5, 6})),)
    known_from = date(YEARS[0], 1, 1)
    known_until = announced_until = date(YEARS[-1], 12, 31)
    caveats: tuple[str, ...] = ()
    blocking = frozenset({"public"})

    def __init__(self, days: Sequence[date]) -> None:
        self._days = days

    def names_in(self, day: Day, language: str) -> tuple[str, ...]:  # noqa: ARG002
        """The names as they are."""
        return day.names

    def entries(
        self,
        first_year: int,
        last_year: int,
        *,
        categories: frozenset[str] | None = None,  # noqa: ARG002 # all are public
    ) -> tuple[Entry, ...]:
        """The named days of some years."""
        return tuple(
            Entry(day, "holiday", "public", "benchmark")
            for day in self._days
            if first_year <= day.year <= last_year
        )


def _time(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _shift(worked: WorkedShift, name: str, days: list[str] | None) -> Shift:
    breaks = [Break(_time(low), _time(high)) for low, high in worked.breaks]
    return Shift(_time(worked.start), _time(worked.end), name=name, breaks=breaks, days=days)


def _shifts(pattern: Pattern) -> tuple[list[Shift], Cycle | None]:
    """A pattern as shifts with weekdays, or as named shifts of a cycle."""
    distinct = list(dict.fromkeys(shift for day in pattern.days for shift in day))
    if len(pattern.days) == 7:
        worked = {
            shift: [_WEEKDAYS[i] for i, day in enumerate(pattern.days) if shift in day] for shift in distinct
        }
        return [_shift(shift, f"shift {i}", worked[shift]) for i, shift in enumerate(distinct)], None
    names = {shift: f"shift {i}" for i, shift in enumerate(distinct)}
    days = [names[day[0]] if day else "off" for day in pattern.days]
    return [_shift(shift, name, None) for shift, name in names.items()], Cycle(pattern.anchor, days)


def _team(number: int, person: Person, calendars: list[Calendar]) -> Team:
    shifts, cycle = _shifts(person.pattern)
    closures = [Closure(first, last, name="time off") for first, last in person.time_off]
    return Team(
        f"person {number}",
        person.zone,
        shifts,
        cycle=cycle,
        holidays=calendars[person.calendar],
        closures=closures,
    )


def roster_of(workload: Workload) -> Roster:
    """The workload's people, each a team of one; people with the same calendar share the object."""
    calendars = [Calendar(FixedDays(days)) for days in HOLIDAYS]
    return Roster([_team(i, person, calendars) for i, person in enumerate(workload.people)])


def prepare(workload: Workload) -> tuple[Callable[[], Answer], Callable[[], None]]:
    """The query on built objects, and what empties the library's caches before a cold one."""
    roster = roster_of(workload)
    first, last, quorum = workload.first, workload.last, workload.quorum
    everybody = quorum == len(workload.people)

    def query() -> Answer:
        found = overlap.find_windows(roster, first, last, quorum=None if everybody else quorum)
        return found.intervals.starts, found.intervals.ends

    return query, forgetter(roster, query)


def forgetter(roster: Roster, query: Callable[[], object]) -> Callable[[], None]:
    """What empties the library's caches before a cold call of a query about a roster."""
    query()  # the decided days of each calendar are made on first use
    everybody = [*roster, *(member for team in roster for member in team.members)]
    calendars = {id(one.holidays): one.holidays for one in everybody if one.holidays is not None}
    caches = _caches()

    def forget() -> None:
        for cache in caches:
            cache()
        for calendar in calendars.values():
            calendar._ranges.clear()
        for clock in zones._made.values():
            clock._slices.clear()

    return forget


def _caches() -> list[Callable[[], None]]:
    """What empties each cached function of the library's loaded modules."""
    found: dict[int, Callable[[], None]] = {}
    for name, module in list(sys.modules.items()):
        if name == "overlap" or name.startswith("overlap."):
            for value in vars(module).values():
                # By the function's own name: modules import `zone` under others.
                if hasattr(value, "cache_clear") and value.__name__ not in KEPT:
                    found[id(value)] = value.cache_clear
    return list(found.values())
