"""Which shifts are worked on which dates: weekdays, cycles and seasons.

Law: on a date exactly one set of shifts is in force: that of the season the date lies in, else
the schedule's own. With a cycle the day's name picks the shifts, and weekdays do not matter;
without one a shift is worked on its own days, else on the working days. A date is one of the
clock the shift follows.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, final

from overlap.core.civil import date_of, day_of, parse_date
from overlap.core.template import Template
from overlap.core.zones import Zone
from overlap.errors import BadSchedule
from overlap.people.listed import listed, repeated
from overlap.people.numbers import is_whole
from overlap.people.shifts import Shift

__all__ = ["MONDAY_TO_FRIDAY", "OFF", "Cycle", "Plan", "Schedule", "Season"]

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
"""Working days where neither the team nor its holiday calendar says otherwise."""

OFF: Final = "off"
"""The name of a day off in a cycle."""

_EVER: Final = 10**8
"""A day later than any calendar's; its negative is earlier than any."""

_MONDAY: Final = day_of(date(1970, 1, 5))


@final
@dataclass(frozen=True, slots=True, init=False)
class Cycle:
    """Shift names for each day of a rotation, from an anchor date on, both ways in time.

    Args:
        anchor: The date of the first entry.
        days: A shift name or "off" for each day; any length.

    Raises:
        BadDate, BadSchedule: If the anchor or an entry cannot be read.
    """

    anchor: date
    days: tuple[str, ...]

    def __init__(self, anchor: str | date, days: Sequence[str]) -> None:
        if isinstance(days, str) or not all(isinstance(name, str) and name for name in days) or not days:
            raise BadSchedule(
                "a cycle needs a list of shift names",
                hint='write days = ["early", "late", "off"]',
                field="days",
            )
        object.__setattr__(self, "anchor", parse_date(anchor, field="anchor"))
        object.__setattr__(self, "days", tuple(days))


@final
@dataclass(frozen=True, slots=True, init=False)
class Season:
    """Dates on which other shifts, or shorter ones, are worked.

    Args:
        start: First date.
        end: Last date, included.
        shifts: What is worked instead; or
        shorten_minutes: how much earlier each shift ends.
        name: What reports call it.

    Raises:
        BadDate: If a date cannot be read or the end is before the start.
        BadSchedule: If not exactly one of shifts and shorten_minutes is given.
    """

    start: date
    end: date
    shifts: tuple[Shift, ...] | None
    shorten_minutes: int
    name: str

    def __init__(
        self,
        start: str | date,
        end: str | date,
        *,
        shifts: Iterable[Shift] | None = None,
        shorten_minutes: int = 0,
        name: str = "season",
    ) -> None:
        first, last = ordered_dates(start, end)
        if not is_whole(shorten_minutes):
            raise BadSchedule(
                f"shorten_minutes is {shorten_minutes!r}", hint="give whole minutes", field="shorten_minutes"
            )
        if (shifts is None) == (shorten_minutes == 0):
            raise BadSchedule(
                "a season needs either shifts or shorten_minutes",
                hint="say what is worked instead, or how many minutes earlier each shift ends",
                field="shifts",
            )
        object.__setattr__(self, "start", first)
        object.__setattr__(self, "end", last)
        object.__setattr__(self, "shifts", None if shifts is None else listed(shifts, Shift, "shifts"))
        object.__setattr__(self, "shorten_minutes", shorten_minutes)
        object.__setattr__(self, "name", name)


def ordered_dates(start: str | date, end: str | date) -> tuple[date, date]:
    """Both dates, read and in order.

    Raises:
        BadDate: If one cannot be read, or the end is before the start.
    """
    from overlap.errors import BadDate

    first, last = parse_date(start, field="from"), parse_date(end, field="until")
    if last < first:
        raise BadDate(
            f"until {last.isoformat()} is before from {first.isoformat()}",
            hint="swap the two dates",
            field="until",
        )
    return first, last


class Plan(NamedTuple):
    """The shifts in force for the days `[first_day, end_day)`, as templates.

    `clocks` holds one template of all shifts for each clock (None for the home clock), `shifts`
    one for each shift.
    """

    first_day: int
    end_day: int
    season: str | None
    clocks: tuple[tuple[str | None, Template], ...]
    shifts: tuple[tuple[Shift, Template], ...]


@final
@dataclass(frozen=True, slots=True, init=False)
class Schedule:
    """The shifts of a team or a member over all time.

    Args:
        shifts: Shifts worked outside seasons.
        days: Weekday numbers worked where a shift names none.
        cycle: A rotation, instead of weekdays.
        seasons: Dated exceptions that do not overlap each other.

    Raises:
        BadSchedule: If a cycle names a missing shift, names repeat under a cycle, a shift has
            weekdays under a cycle, or seasons overlap.
    """

    shifts: tuple[Shift, ...]
    days: frozenset[int]
    cycle: Cycle | None
    seasons: tuple[Season, ...]
    _plans: tuple[Plan, ...] = field(repr=False, compare=False)
    plain: Template | None = field(repr=False, compare=False)

    def __init__(
        self,
        shifts: Iterable[Shift],
        *,
        days: frozenset[int] = MONDAY_TO_FRIDAY,
        cycle: Cycle | None = None,
        seasons: Iterable[Season] = (),
    ) -> None:
        own = tuple(shifts)
        ordered = tuple(sorted(seasons, key=lambda season: season.start))
        for earlier, later in itertools.pairwise(ordered):
            if later.start <= earlier.end:
                raise BadSchedule(
                    f'the seasons "{earlier.name}" and "{later.name}" overlap on {later.start.isoformat()}',
                    hint="end one before the other starts",
                    field="seasons",
                )
        for name, value in (("shifts", own), ("days", days), ("cycle", cycle), ("seasons", ordered)):
            object.__setattr__(self, name, value)
        plans = tuple(self._all_plans())
        object.__setattr__(self, "_plans", plans)
        plain = len(plans) == 1 and [key for key, _ in plans[0].clocks] == [None]
        object.__setattr__(self, "plain", plans[0].clocks[0][1] if plain else None)

    def _all_plans(self) -> Iterable[Plan]:
        since = -_EVER
        for season in self.seasons:
            first, after = day_of(season.start), day_of(season.end) + 1
            if since < first:
                yield self._plan(since, first, self.shifts, None)
            if season.shifts is None:
                cut = [shift.shortened(season.shorten_minutes) for shift in self.shifts]
                kept = tuple(shift for shift in cut if shift is not None)
                yield self._plan(first, after, kept, season.name, whole=False)
            else:
                yield self._plan(first, after, season.shifts, season.name)
            since = after
        yield self._plan(since, _EVER, self.shifts, None)

    def _plan(
        self,
        first: int,
        end: int,
        shifts: tuple[Shift, ...],
        season: str | None,
        *,
        whole: bool = True,
    ) -> Plan:
        if self.cycle is not None and whole:
            _check_cycle(self.cycle, shifts)
        by_shift = tuple((shift, self._template([shift])) for shift in shifts)
        clocks = dict.fromkeys(shift.zone for shift in shifts)
        by_clock = tuple(
            (key, self._template([shift for shift in shifts if shift.zone == key])) for key in clocks
        )
        return Plan(first, end, season, by_clock, by_shift)

    def _template(self, shifts: Sequence[Shift]) -> Template:
        if self.cycle is not None:
            spans = {shift.name: [shift.span] for shift in shifts}
            return Template.of(day_of(self.cycle.anchor), (spans.get(name, []) for name in self.cycle.days))
        worked = [(shift.span, self.days if shift.days is None else shift.days) for shift in shifts]
        return Template.of(_MONDAY, ([span for span, days in worked if day in days] for day in range(7)))

    def plans(self, first_day: int, end_day: int) -> list[Plan]:
        """The plans in force in `[first_day, end_day)`, clipped to it."""
        low = bisect_right(self._plans, first_day, key=lambda plan: plan.first_day) - 1
        found: list[Plan] = []
        for plan in self._plans[low:]:
            if plan.first_day >= end_day:
                break
            found.append(
                plan._replace(first_day=max(plan.first_day, first_day), end_day=min(plan.end_day, end_day))
            )
        return found

    def clocks(self, zone_of: Callable[[str | None], Zone]) -> tuple[Zone, ...]:
        """The clocks its shifts follow, each once; `zone_of` gives the zone of a shift's key."""
        keys = dict.fromkeys(key for plan in self._plans for key, _ in plan.clocks)
        return tuple(dict.fromkeys(zone_of(key) for key in keys))

    def season_starts(self, first_day: int, end_day: int) -> list[tuple[date, str]]:
        """The dates in `[first_day, end_day)` on which other shifts come into force, and why."""
        found: list[tuple[date, str]] = []
        for earlier, plan in zip(self._plans, self._plans[1:], strict=False):
            day = plan.first_day
            if first_day <= day < end_day:
                why = f"{plan.season} begins" if plan.season else f"{earlier.season} ends"
                found.append((date_of(day), why))
        return found


def _check_cycle(cycle: Cycle, shifts: tuple[Shift, ...]) -> None:
    names = [shift.name for shift in shifts]
    twice = repeated(names)
    if twice is not None:
        raise BadSchedule(
            f'two shifts are called "{twice}", so a cycle cannot tell them apart',
            hint="give each its own name",
            field="shifts",
        )
    for shift in shifts:
        if shift.days is not None:
            raise BadSchedule(
                f'the shift "{shift.name}" has weekdays, but a cycle decides the days',
                hint="leave out its days, or the cycle",
                field="cycle",
            )
    for name in cycle.days:
        if name != OFF and name not in names:
            known = ", ".join(f'"{known}"' for known in (*names, OFF))
            raise BadSchedule(
                f'the cycle names "{name}", which is no shift', hint=f"use {known}", field="cycle"
            )
