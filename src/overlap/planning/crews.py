"""People who work alike, and what counts as their nights and weekends.

Law: a named member is a crew of one. Unnamed people who work different shifts are different crews, as
many as the shift has besides the members who work it; a cycle is worked by one. Nights and rest days
are those of where people are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from overlap.core.civil import DAY, date_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, union
from overlap.people.calendars import Calendar
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.staff import Staff

__all__ = ["Crew", "crews_of", "rest_days"]


class Crew(NamedTuple):
    """People who work alike: their minutes at work, and each working day by its local date."""

    id: str
    name: str
    shift: str | None
    people: int
    pattern: WorkPattern
    at_work: IntervalSet
    days: tuple[tuple[int, int, int], ...]


def crews_of(staff: Staff, one: str, team: Team, horizon: Horizon) -> Iterator[Crew]:
    """The unnamed people of a team by their shifts, and each member."""
    for who in staff.people(one):
        pattern = who.pattern
        if "." in who.id:
            at_work = pattern.at_work(horizon)
            yield Crew(who.id, who.name, None, 1, pattern, at_work, _days(pattern, at_work, horizon, None))
            continue
        shifts: dict[str, list[IntervalSet]] = {}
        counts: dict[str, int] = {}
        for shift, minutes in pattern.by_shift(horizon):
            shifts.setdefault(shift.name, []).append(minutes)
            counts[shift.name] = max(counts.get(shift.name, 0), team.unnamed_on(shift))
        if pattern.schedule.cycle is not None or len(shifts) < 2:
            at_work = pattern.at_work(horizon)
            days = _days(pattern, at_work, horizon, None)
            people = team.unnamed_count
            if pattern.schedule.cycle is None and counts:
                (people,) = counts.values()
            if people:
                yield Crew(who.id, who.name, None, people, pattern, at_work, days)
            continue
        for name, sets in shifts.items():
            at_work = union(sets)
            if counts[name]:
                days = _days(pattern, at_work, horizon, name)
                yield Crew(who.id, f"{who.name}, {name}", name, counts[name], pattern, at_work, days)


def _days(
    pattern: WorkPattern, at_work: IntervalSet, horizon: Horizon, shift: str | None
) -> tuple[tuple[int, int, int], ...]:
    """The working days: (local day, first minute at work, minute after the last)."""
    found: dict[int, tuple[int, int]] = {}
    for turn in pattern.turns(horizon):
        inside = at_work.clip(turn.start, turn.end)
        if not inside or (shift is not None and turn.shift.name != shift):
            continue
        # A shift that runs on past the horizon ends when it ends.
        end = turn.end if turn.end > horizon.end else inside.ends[-1]
        day = pattern.zone.to_wall(turn.start) // DAY
        low, high = found.get(day, (inside.starts[0], end))
        found[day] = (min(low, inside.starts[0]), max(high, end))
    return tuple((day, *ends) for day, ends in sorted(found.items()))


def rest_days(pattern: WorkPattern, team: Team, horizon: Horizon) -> IntervalSet:
    """The rest days of where people are: of their place's calendar, or Saturdays and Sundays."""
    local: Calendar | None = pattern.calendar
    if team.local_holidays is not None and pattern.calendar is team.holidays:
        local = team.local_holidays

    def is_rest(on: date) -> bool:
        return on.weekday() >= 5 if local is None else local.is_rest_day(on)

    to_instant = pattern.zone.to_instant
    ends = (
        (to_instant(day * DAY), to_instant((day + 1) * DAY))
        for day in horizon.days(pattern.zone)
        if is_rest(date_of(day))
    )
    return IntervalSet((low, high) for low, high in ends if low < high)
