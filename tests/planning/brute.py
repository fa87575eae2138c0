"""Brute force over minutes for whole rosters: who is there, in which windows, on which local dates.

Law: built on `tests.properties.oracle` alone; of the code under test only the plain fields of
teams and members are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain, pairwise

from overlap.core.intervals import IntervalSet
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from tests.properties.oracle import (
    DAY,
    Kept,
    Worker,
    day_number,
    minutes_at_work,
    wall_shown,
)
from tests.properties.strategies import FakeTable

NOTHING = Kept()
MONDAY_TO_FRIDAY = frozenset(range(5))


def instant(text: str) -> int:
    """UTC minutes of "2026-03-02 14:00"."""
    day, time = text.split()
    return day_number(date.fromisoformat(day)) * DAY + int(time[:2]) * 60 + int(time[3:])


def holidays(*dates: str, half: tuple[str, ...] = ()) -> tuple[Calendar, Kept]:
    """A calendar with public holidays and half days, and what it must come to."""
    entries = [Entry(date.fromisoformat(on), f"Holiday {on}", "public", "XX") for on in dates]
    entries += [Entry(date.fromisoformat(on), f"Half day {on}", "half_day", "XX") for on in half]
    entries.sort(key=lambda entry: entry.date)
    off = frozenset(date.fromisoformat(on) for on in dates)
    part = {date.fromisoformat(on): (13 * 60, DAY) for on in half}
    return Calendar(FakeTable(tuple(entries))), Kept(off, part)


def people_of(team: Team, kept: Kept = NOTHING) -> dict[str, Worker]:
    """The unnamed people of a team, under "", and each member."""
    days = MONDAY_TO_FRIDAY if team.days is None else team.days
    unnamed = Worker(team.zone, team.shifts, days, team.cycle, team.seasons, kept, team.closures)
    found = {} if team.headcount in (None, len(team.members)) and team.members else {"": unnamed}
    by_name = {shift.name: shift for shift in team.shifts}
    for member in team.members:
        own: tuple[Shift, ...] | None = None
        if member.shifts is not None:
            own = tuple(by_name[one] if isinstance(one, str) else one for one in member.shifts)
        found[member.id] = Worker(
            member.zone or team.zone,
            team.shifts if own is None else own,
            days if member.days is None else member.days,
            team.cycle if own is None and member.cycle is None else member.cycle,
            team.seasons if own is None else (),
            kept,
            (*team.closures, *member.time_off),
        )
    return found


def there(
    roster: Roster,
    ids: Iterable[str],
    start: int,
    end: int,
    *,
    kept: Mapping[str, Kept] | None = None,
    bare: bool = False,
) -> dict[str, set[int]]:
    """The minutes at which each of the ids is at work."""
    found: dict[str, set[int]] = {}
    for one in ids:
        team_id, _, member = one.partition(".")
        people = people_of(roster.team(team_id), (kept or {}).get(team_id, NOTHING))
        chosen = [people[member]] if member else list(people.values())
        found[one] = set().union(*(minutes_at_work(who, start, end, bare=bare) for who in chosen))
    return found


def reached(sets: Iterable[set[int]], least: int) -> set[int]:
    """The minutes that lie in at least so many of the sets."""
    listed = list(sets)
    if least == len(listed):
        return set.intersection(*listed)
    return {minute for minute, level in Counter(chain(*listed)).items() if level >= least}


def runs(minutes: set[int]) -> list[tuple[int, int]]:
    """The longest runs of minutes, half-open and in order."""
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    return list(zip(starts, ends, strict=True))


def pairs(one: IntervalSet) -> list[tuple[int, int]]:
    """An interval set as plain pairs."""
    return list(one)


def by_local_date(minutes: set[int], zone: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """The runs by the local day on which they start, as wall minutes after its midnight.

    A run of a day or more is cut at every midnight.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for start, end in runs(minutes):
        low, high = wall_shown(zone, start), wall_shown(zone, end - 1) + 1
        cuts = [low, high]
        if high - low >= DAY:
            cuts = [low, *(midnight for midnight in range(low + 1, high) if midnight % DAY == 0), high]
        for piece_low, piece_high in pairwise(cuts):
            day = piece_low // DAY
            found.setdefault(day, []).append((piece_low - day * DAY, piece_high - day * DAY))
    return {day: tuple(spans) for day, spans in found.items()}
