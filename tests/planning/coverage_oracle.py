"""Coverage worked out minute by minute: who counts, what is needed, who is present.

Law: built on `tests.properties.oracle` alone; of the code under test only plain fields are read.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.properties.oracle import (
    DAY,
    Worker,
    counts,
    date_exists,
    day_date,
    instant_of_wall,
    members_on,
    minutes_at_work,
    minutes_lost,
    shifts_worked,
    wall_shown,
)
from tests.properties.strategies import Crowd, Group

Window = tuple[frozenset[int], int, int, int]
"""Weekdays, start and end in minutes after midnight, headcount."""


def heads_of(group: Group, start: int, end: int, *, bare: bool = False) -> dict[int, int]:
    """How many people of a team are at work at each minute, from the words of `Team.head_counts`."""
    team = group.team
    named = [(minutes_at_work(worker, start, end, bare=bare), 1) for worker in group.members]
    unnamed = team.people_count - len(group.members)
    if unnamed == 0:
        return counts(named)
    every_shift = [*team.shifts, *(shift for season in team.seasons for shift in season.shifts or ())]
    if all(shift.headcount is None for shift in every_shift):
        return counts([(minutes_at_work(group.unnamed, start, end, bare=bare), unnamed), *named])
    lost = set() if bare else minutes_lost(group.unnamed, start, end)
    at_once: dict[int, dict[tuple[object, ...], int]] = {}
    for one in shifts_worked(group.unnamed, start, end, bare=bare):
        people = max((one.shift.headcount or team.people_count) - members_on(one.shift, team.members), 0)
        key = (one.shift.name, one.shift.start_minute, one.shift.zone)
        for minute in one.minutes - lost:
            if start <= minute < end:
                at_once.setdefault(minute, {})[key] = people
    found = {minute: min(sum(people.values()), unnamed) for minute, people in at_once.items()}
    for minute, people in counts(named).items():
        found[minute] = found.get(minute, 0) + people
    return found


def heads_together(crowd: Crowd, *, bare: bool = False) -> dict[int, int]:
    """How many people of all teams are at work at each minute of the horizon, zero included."""
    start, end = crowd.horizon.start, crowd.horizon.end
    total = dict.fromkeys(range(start, end), 0)
    for group in crowd.groups:
        for minute, people in heads_of(group, start, end, bare=bare).items():
            total[minute] += people
    return total


def required_at(windows: Iterable[Window], key: str, start: int, end: int) -> dict[int, int]:
    """The greatest headcount asked for at each minute of `[start, end)`, zero included."""
    found = dict.fromkeys(range(start, end), 0)
    for days, low, high, people in windows:
        for number in range(start // DAY - 3, end // DAY + 3):
            if day_date(number).weekday() in days and date_exists(key, number):
                opens = instant_of_wall(key, number * DAY + low)
                closes = instant_of_wall(key, number * DAY + high)
                for minute in range(max(opens, start), min(closes, end)):
                    found[minute] = max(found[minute], people)
    return found


def runs_of(minutes: set[int]) -> list[tuple[int, int]]:
    """The longest runs of minutes, half-open and in order."""
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    return list(zip(starts, ends, strict=True))


def week_of(key: str, minute: int) -> int:
    """The Monday, as a day number, whose midnight was the last to be shown."""
    monday = wall_shown(key, minute) // DAY
    monday -= day_date(monday).weekday() - 7
    while instant_of_wall(key, monday * DAY) > minute:
        monday -= 7
    return monday


def present(worker: Worker, start: int, end: int, *, bare: bool = False) -> set[int]:
    """The minutes from the first to the last at work of each shift that starts in `[start, end)`."""
    lost = set() if bare else minutes_lost(worker, start, end)
    found: set[int] = set()
    for one in shifts_worked(worker, start, end, bare=bare):
        inside = {minute for minute in one.minutes - lost if start <= minute < end}
        if start <= one.start < end and inside:
            found.update(range(min(inside), max(inside) + 1))
    return found
