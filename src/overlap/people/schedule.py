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
from functools import lru_cache
from math import lcm
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY, date_of, day_of, ordered_dates, parse_date, weekday_of
from overlap.core.template import Template
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.core.zones import Zone
from overlap.errors import BadDate, BadSchedule
from overlap.people.listed import listed, repeated
from overlap.people.numbers import is_whole
from overlap.people.rules import month_day
from overlap.people.shifts import Shift
from overlap.render.moments import weekday_set_text

__all__ = [
    "DATED",
    "MONDAY_TO_FRIDAY",
    "OFF",
    "RAMADAN",
    "YEARLY",
    "Cycle",
    "Plan",
    "Schedule",
    "Season",
    "yearly_seasons",
]

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
"""Working days where neither the team nor its holiday calendar says otherwise."""

OFF: Final = "off"
"""The name of a day off in a cycle."""

YEARLY: Final = 0
"""Seasons of each year give way to all others: they meet Ramadan once in a generation."""

RAMADAN: Final = 1
"""Ramadans give way to dated seasons only."""

DATED: Final = 2
"""Seasons of given dates."""

_EVER: Final = 10**8
"""A day later than any calendar's; its negative is earlier than any."""

_APART: Final = 2
"""Days by which the dates of two clocks can differ, and one more."""

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
        precedence: `YEARLY`, `RAMADAN` or `DATED`: where seasons meet, the higher is in force.

    Raises:
        BadDate: If a date cannot be read or the end is before the start.
        BadSchedule: If not exactly one of shifts and shorten_minutes is given.
    """

    start: date
    end: date
    shifts: tuple[Shift, ...] | None
    shorten_minutes: int
    name: str
    precedence: int

    def __init__(
        self,
        start: str | date,
        end: str | date,
        *,
        shifts: Iterable[Shift] | None = None,
        shorten_minutes: int = 0,
        name: str = "season",
        precedence: int = DATED,
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
        object.__setattr__(self, "precedence", precedence)


def yearly_seasons(
    start: str,
    end: str,
    *,
    shifts: Iterable[Shift] | None = None,
    shorten_minutes: int = 0,
    name: str = "season",
) -> tuple[Season, ...]:
    """The same season each year, such as summer hours; one that runs over New Year too.

    Args:
        start: First day as "MM-DD".
        end: Last day as "MM-DD", included; before the start, it is in the next year.
        shifts: See `Season`.
        shorten_minutes: See `Season`.
        name: What reports call it.

    Returns:
        One season for each year in which clocks are known.

    Raises:
        BadDate: If a day cannot be read or is not in every year.
        BadSchedule: See `Season`.

    Example:
        >>> summer = yearly_seasons("06-15", "09-15", shorten_minutes=60, name="summer hours")
        >>> next(season.end.isoformat() for season in summer if season.start.year == 2027)
        '2027-09-15'
    """
    first, last = month_day(start, "from"), month_day(end, "until")
    for given, field_name in ((first, "from"), (last, "until")):
        if given == (2, 29):
            raise BadDate("not every year has a 29 February", hint='write "02-28"', field=field_name)
    later = 1 if last < first else 0
    own = None if shifts is None else tuple(shifts)
    return tuple(
        Season(
            date(year, *first),
            date(year + later, *last),
            shifts=own,
            shorten_minutes=shorten_minutes,
            name=name,
            precedence=YEARLY,
        )
        for year in range(FIRST_YEAR - later, LAST_YEAR + 1)
    )


class Plan(NamedTuple):
    """The shifts in force for the days `[first_day, end_day)`, as templates.

    `clocks` holds one template of all shifts for each clock (None for the home clock), `shifts`
    one for each shift; `days` are the weekdays worked where a shift names none.
    """

    first_day: int
    end_day: int
    season: str | None
    days: frozenset[int]
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
        weeks: Working days by the date from which they hold, in order, where they changed; instead
            of `days`, which are then the last.

    Raises:
        BadSchedule: If a cycle names a missing shift, names repeat under a cycle, a shift has
            weekdays under a cycle, or seasons overlap.
    """

    shifts: tuple[Shift, ...]
    days: frozenset[int]
    cycle: Cycle | None
    seasons: tuple[Season, ...]
    weeks: tuple[tuple[date, frozenset[int]], ...]
    _plans: tuple[Plan, ...] = field(repr=False, compare=False)
    _plain: Template | None = field(repr=False, compare=False)

    def __init__(
        self,
        shifts: Iterable[Shift],
        *,
        days: frozenset[int] = MONDAY_TO_FRIDAY,
        cycle: Cycle | None = None,
        seasons: Iterable[Season] = (),
        weeks: Sequence[tuple[date, frozenset[int]]] = (),
    ) -> None:
        own = tuple(shifts)
        ordered = tuple(sorted(seasons, key=lambda season: season.start))
        for _, alike in itertools.groupby(
            sorted(ordered, key=lambda season: season.precedence), key=lambda season: season.precedence
        ):
            for earlier, later in itertools.pairwise(alike):
                if later.start <= earlier.end:
                    raise BadSchedule(
                        f'the seasons "{earlier.name}" and "{later.name}" overlap '
                        f"on {later.start.isoformat()}",
                        hint="end one before the other starts",
                        field="seasons",
                    )
        values: tuple[tuple[str, object], ...] = (
            ("shifts", own),
            ("days", weeks[-1][1] if weeks else days),
            ("cycle", cycle),
            ("seasons", ordered),
            ("weeks", tuple(weeks)),
        )
        for name, value in values:
            object.__setattr__(self, name, value)
        plans = tuple(self._by_week(self._all_plans()))
        object.__setattr__(self, "_plans", plans)
        object.__setattr__(self, "_plain", _plain(plans[0]) if len(plans) == 1 else None)

    def _all_plans(self) -> Iterable[Plan]:
        since = -_EVER
        for first, after, season in self._in_force():
            if since < first:
                yield self._plan(since, first, self.shifts, None)
            if season.shifts is None:
                kept = _shortened(self.shifts, season.shorten_minutes)
                yield self._plan(first, after, kept, season.name, whole=False)
            else:
                yield self._plan(first, after, season.shifts, season.name)
            since = after
        yield self._plan(since, _EVER, self.shifts, None)

    def _in_force(self) -> list[tuple[int, int, Season]]:
        """The days `[first, end)` on which each season is in force, in order: the higher ones first."""
        found: list[tuple[int, int, Season]] = []
        for precedence in sorted({season.precedence for season in self.seasons}, reverse=True):
            over = found
            found = list(over)
            at = 0
            for season in self.seasons:
                if season.precedence != precedence:
                    continue
                first, end = day_of(season.start), day_of(season.end) + 1
                while at < len(over) and over[at][1] <= first:
                    at += 1
                look = at
                while first < end:
                    low, high = over[look][:2] if look < len(over) else (end, end)
                    if first < min(low, end):
                        found.append((first, min(low, end), season))
                    first = max(first, high)
                    look += 1
            found.sort(key=lambda one: one[0])
        return found

    def shortened(self) -> Iterable[Season]:
        """The seasons that shorten its shifts, each where it is in force: for who works them by name."""
        for first, after, season in self._in_force():
            if season.shifts is None:
                yield Season(
                    date_of(first),
                    date_of(after - 1),
                    shorten_minutes=season.shorten_minutes,
                    name=season.name,
                )

    def _by_week(self, plans: Iterable[Plan]) -> Iterable[Plan]:
        """The plans cut where the working days change; a cycle knows no working days."""
        if len(self.weeks) < 2 or self.cycle is not None:
            return plans
        starts = [-_EVER, *(day_of(since) for since, _ in self.weeks[1:])]
        cut: list[Plan] = []
        for plan in plans:
            for at, (_, days) in enumerate(self.weeks):
                low = max(plan.first_day, starts[at])
                high = min(plan.end_day, starts[at + 1] if at + 1 < len(starts) else _EVER)
                if low < high:
                    shifts = tuple(shift for shift, _ in plan.shifts)
                    cut.append(self._plan(low, high, shifts, plan.season, whole=False, days=days))
        return cut

    def _plan(
        self,
        first: int,
        end: int,
        shifts: tuple[Shift, ...],
        season: str | None,
        *,
        whole: bool = True,
        days: frozenset[int] | None = None,
    ) -> Plan:
        if self.cycle is not None and whole:
            _check_cycle(self.cycle, shifts)
        week = self.days if days is None else days
        return Plan(first, end, season, week, *_templates(shifts, week, self.cycle))

    @property
    def crosses_midnight(self) -> bool:
        """Whether a shift can reach into the next day where its people are."""
        return any(
            shift.end_minute > DAY or shift.zone is not None
            for plan in self._plans
            for shift, _ in plan.shifts
        )

    def plain(self, first_day: int, end_day: int) -> Template | None:
        """The one template in force in `[first_day, end_day)`, if it is one and on the home clock."""
        if self._plain is not None or len(self._plans) == 1:
            return self._plain
        at = bisect_right(self._plans, first_day, key=lambda plan: plan.first_day) - 1
        plan = self._plans[at]
        if plan.end_day < end_day:
            return None
        # Pinned shifts of plans close by have their dates on other clocks, which run ahead or behind.
        near = self.plans(first_day - _APART, end_day + _APART)
        if len(near) > 1 and any(key is not None for one in near for key, _ in one.clocks):
            return None
        return _plain(plan)

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
                if plan.season == earlier.season:
                    if _is_alike(plan, earlier):
                        continue  # every shift names its own days
                    why = f"working days become {weekday_set_text(plan.days)}"
                else:
                    why = f"{plan.season} begins" if plan.season else f"{earlier.season} ends"
                found.append((date_of(day), why))
        return found


@lru_cache(maxsize=1024)
def _shortened(shifts: tuple[Shift, ...], minutes: int) -> tuple[Shift, ...]:
    """The shifts ending some minutes earlier, without those of which nothing is left."""
    cut = (shift.shortened(minutes) for shift in shifts)
    return tuple(shift for shift in cut if shift is not None)


@lru_cache(maxsize=4096)
def _templates(
    shifts: tuple[Shift, ...], week: frozenset[int], cycle: Cycle | None
) -> tuple[tuple[tuple[str | None, Template], ...], tuple[tuple[Shift, Template], ...]]:
    """The templates of shifts, by clock and one by one; the seasons of each year need the same again."""
    by_shift = tuple((shift, _template((shift,), week, cycle)) for shift in shifts)
    clocks = dict.fromkeys(shift.zone for shift in shifts)
    by_clock = tuple(
        (key, _template([shift for shift in shifts if shift.zone == key], week, cycle)) for key in clocks
    )
    return by_clock, by_shift


def _template(shifts: Sequence[Shift], week: frozenset[int], cycle: Cycle | None) -> Template:
    """The spans of shifts over a week, or over a cycle."""
    if cycle is not None:
        named = {shift.name: shift for shift in shifts}
        names = cycle.days
        if any(shift.has_weekly_breaks for shift in shifts):
            names *= lcm(len(names), 7) // len(names)
        anchor = day_of(cycle.anchor)
        rota = ((named.get(name), weekday_of(anchor + day)) for day, name in enumerate(names))
        return Template.of(
            anchor, ([] if shift is None else [shift.span_on(weekday)] for shift, weekday in rota)
        )
    worked = [(shift, week if shift.days is None else shift.days) for shift in shifts]
    return Template.of(
        _MONDAY, ([shift.span_on(day) for shift, days in worked if day in days] for day in range(7))
    )


def _is_alike(plan: Plan, other: Plan) -> bool:
    """Whether two plans have the same templates on the same clocks."""
    pairs = zip(plan.clocks, other.clocks, strict=False)
    return len(plan.clocks) == len(other.clocks) and all(
        key == theirs and template.is_like(same) for (key, template), (theirs, same) in pairs
    )


def _plain(plan: Plan) -> Template | None:
    """The template of a plan whose shifts are all on the home clock."""
    return plan.clocks[0][1] if len(plan.clocks) == 1 and plan.clocks[0][0] is None else None


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
