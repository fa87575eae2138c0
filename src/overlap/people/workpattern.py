"""Who is at work when, in UTC: a schedule on a clock, with its calendar and absences.

Law: at work is what the schedule's templates come to, less the shifts that start on a day off
and less the minutes of part days. A shift pinned to another clock has its weekday on that clock,
and is cancelled by the day off on which it starts where the people are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY, date_of, day_of, weekday_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet, union
from overlap.core.masks import Copies, is_regular
from overlap.core.template import expand, span_at_work
from overlap.core.zones import Regimes, Zone, zone
from overlap.people.absence import Closure, TimeOff, days_away
from overlap.people.calendars import Exceptions, HolidayCalendar
from overlap.people.schedule import Plan, Schedule
from overlap.people.shifts import Shift

__all__ = ["Turn", "WorkPattern"]

_BEFORE: Final = 2
"""Days before a horizon whose shifts can reach into it: a day's length, and a skipped date."""


_NO_EXCEPTIONS: Final = Exceptions((), (), ())
"""What no calendar says."""


class Turn(NamedTuple):
    """One shift on one local date of its clock; `start == end` where a clock change left nothing."""

    shift: Shift
    date: date
    start: int
    end: int


class _Swap(NamedTuple):
    """A shift, by its position in its plan, worked on a day of its clock that was free."""

    position: int
    shift: Shift
    day: int
    regimes: Regimes


@final
@dataclass(frozen=True, slots=True)
class WorkPattern:
    """A schedule in a zone, less a calendar's holidays and absences."""

    zone: Zone
    schedule: Schedule
    calendar: HolidayCalendar | None = None
    absences: tuple[TimeOff | Closure, ...] = ()

    def at_work(self, horizon: Horizon, *, bare: bool = False) -> IntervalSet:
        """The minutes of the horizon at work.

        Args:
            horizon: When.
            bare: As if there were no holidays and no absences.

        Raises:
            BeyondData: If the calendar does not reach that far.
        """
        template = self.schedule.plain
        if template is not None:
            first, end, regimes = _frame(self.zone, horizon)
            days_off = () if bare else self._whole_days_off(first, end)
            if days_off is not None:
                return expand(template, regimes, first, end, days_off, (horizon.start, horizon.end))
        off = () if bare else self._off_days(horizon)
        found: list[IntervalSet] = []
        for plan, clock, first, end, regimes in self._stretches(horizon):
            if clock is self.zone or not off:
                templates = [template for key, template in plan.clocks if self._clock(key) is clock]
                found += [expand(template, regimes, first, end, off) for template in templates]
            else:
                for shift, template in plan.shifts:
                    if self._clock(shift.zone) is clock:
                        away = self._off_elsewhere(clock, shift.start_minute, off)
                        found.append(expand(template, regimes, first, end, away))
        if bare:
            return union(found).clip(horizon.start, horizon.end)
        found += [span_at_work(swap.shift.span, swap.day, swap.regimes) for swap in self._swaps(horizon, off)]
        present = union(found).clip(horizon.start, horizon.end)
        away_parts = self._parts_off(horizon)
        return present - away_parts if away_parts else present

    def copies(self, horizon: Horizon) -> Copies | None:
        """The pattern as copies of one template, for counting on a grid.

        Returns:
            None where it is more than that: other clocks, seasons, part days, swap days, or an edge in
            wall time that a clock change skips or repeats.

        Raises:
            BeyondData: If the calendar does not reach that far.
        """
        template = self.schedule.plain
        if template is None:
            return None
        first, end, _ = _frame(self.zone, horizon)
        off = self._whole_days_off(first, end)
        if off is None or not is_regular(template, self.zone, horizon.start, horizon.end):
            return None
        return Copies(template, self.zone, off)

    def turns(self, horizon: Horizon, *, bare: bool = False) -> list[Turn]:
        """Each shift that starts inside the horizon, by start and then by schedule order.

        Args:
            horizon: When.
            bare: As if there were no holidays and no absences.

        Raises:
            BeyondData: If the calendar does not reach that far.
        """
        off = () if bare else self._off_days(horizon)
        found: list[tuple[int, Turn]] = []
        for plan, clock, first, end, regimes in self._stretches(horizon):
            skipped = regimes.skipped_days()
            for position, (shift, template) in enumerate(plan.shifts):
                if self._clock(shift.zone) is not clock:
                    continue
                home = clock is self.zone
                away = set(off if home else self._off_elsewhere(clock, shift.start_minute, off))
                away |= skipped
                for day in range(first, end):
                    if day not in away and template.spans_on(day):
                        found.append((position, _turn(shift, day, regimes)))
        if not bare:
            for swap in self._swaps(horizon, off):
                found.append((swap.position, _turn(swap.shift, swap.day, swap.regimes)))
        inside = [(at, turn) for at, turn in found if horizon.start <= turn.start < horizon.end]
        inside.sort(key=lambda pair: (pair[1].start, pair[0]))
        return [turn for _, turn in inside]

    def by_shift(self, horizon: Horizon) -> list[tuple[Shift, IntervalSet]]:
        """The minutes at work of each shift apart, in the order of their plans.

        Raises:
            BeyondData: If the calendar does not reach that far.
        """
        found: dict[tuple[int, Shift], list[IntervalSet]] = {}
        off = self._off_days(horizon)
        for plan, clock, first, end, regimes in self._stretches(horizon):
            for position, (shift, template) in enumerate(plan.shifts):
                if self._clock(shift.zone) is clock:
                    away = off if clock is self.zone else self._off_elsewhere(clock, shift.start_minute, off)
                    one = expand(template, regimes, first, end, away)
                    found.setdefault((position, shift), []).append(one)
        for swap in self._swaps(horizon, off):
            one = span_at_work(swap.shift.span, swap.day, swap.regimes)
            found.setdefault((swap.position, swap.shift), []).append(one)
        parts = self._parts_off(horizon)
        return [
            (shift, union(sets).clip(horizon.start, horizon.end) - parts)
            for (_, shift), sets in sorted(found.items(), key=lambda item: item[0][0])
        ]

    def days_off(self, horizon: Horizon) -> Iterator[tuple[date, str, tuple[int, int] | None]]:
        """Each holiday or absence that takes time, as (local date, name, minutes off or None)."""
        first, last = horizon.dates(self.zone)
        if self.calendar is not None:
            for named in self.calendar.named(first, last):
                if named.status in ("off", "part"):
                    yield named.date, named.names[0], named.minutes_off
        for day, minutes, name in days_away(self.absences, day_of(first), day_of(last) + 1):
            yield date_of(day), name, minutes

    @property
    def clocks(self) -> tuple[Zone, ...]:
        """The clocks its shifts follow, each once."""
        return self.schedule.clocks(self._clock)

    def _clock(self, key: str | None) -> Zone:
        return self.zone if key is None or key == self.zone.key else zone(key)

    def _stretches(self, horizon: Horizon) -> Iterator[tuple[Plan, Zone, int, int, Regimes]]:
        """Each plan in force on each clock: (plan, clock, first day, end day, offsets)."""
        for clock in self.clocks:
            first, end, regimes = _frame(clock, horizon)
            for plan in self.schedule.plans(first, end):
                yield plan, clock, plan.first_day, plan.end_day, regimes

    def _whole_days_off(self, first: int, end: int) -> tuple[int, ...] | None:
        """The sorted days of `[first, end)` on which nothing starts, or None where that is not all.

        There is more to it where the calendar or an absence takes part of a day, or a rest day is worked.
        """
        off, swaps, parts = self._exceptions(first, end)
        if swaps or parts:
            return None
        if not self.absences:
            return off
        whole = set(off)
        for absence in self.absences:
            if absence.minutes_off is not None:
                return None
            days = absence.days
            whole.update(range(max(days.start, first), min(days.stop, end)))
        return tuple(sorted(whole)) if len(whole) > len(off) else off

    def _exceptions(self, first: int, end: int) -> Exceptions:
        """What the calendar says of `[first, end)`; the days before the horizon only run into it."""
        if self.calendar is None:
            return _NO_EXCEPTIONS
        return self.calendar.exceptions(first, end, lead_days=_BEFORE)

    def _off_days(self, horizon: Horizon) -> tuple[int, ...]:
        """The home days on which nothing starts."""
        first, end, _ = _frame(self.zone, horizon)
        off = self._exceptions(first, end).off
        whole = {day for day, minutes, _ in days_away(self.absences, first, end) if minutes is None}
        return tuple(sorted(whole.union(off)))

    def _off_elsewhere(self, clock: Zone, start_minute: int, off: tuple[int, ...]) -> tuple[int, ...]:
        """The days of another clock whose shift starts on a home day off."""
        days: set[int] = set()
        for home_day in off:
            for day in range(home_day - 2, home_day + 3):
                start = clock.to_instant(day * DAY + start_minute)
                if self.zone.to_wall(start) // DAY == home_day:
                    days.add(day)
        return tuple(sorted(days))

    def _swaps(self, horizon: Horizon, off: tuple[int, ...]) -> Iterator[_Swap]:
        """The shifts worked on rest days that the calendar makes working days.

        Every shift of a weekly schedule that starts on the day takes part; a cycle has no rest
        days to swap.
        """
        if self.schedule.cycle is not None:
            return
        first, end, _ = _frame(self.zone, horizon)
        for home_day in self._exceptions(first, end).swaps:
            if home_day in off or weekday_of(home_day) in self.schedule.days:
                continue
            for plan in self.schedule.plans(home_day - 2, home_day + 3):
                for position, (shift, template) in enumerate(plan.shifts):
                    clock = self._clock(shift.zone)
                    on: tuple[int, ...] = (home_day,)
                    if clock is not self.zone:
                        on = self._off_elsewhere(clock, shift.start_minute, on)
                    for day in on:
                        regimes = clock.regimes(day * DAY, (day + 3) * DAY)
                        if (
                            plan.first_day <= day < plan.end_day
                            and not template.spans_on(day)
                            and day not in regimes.skipped_days()
                        ):
                            yield _Swap(position, shift, day, regimes)

    def _parts_off(self, horizon: Horizon) -> IntervalSet:
        """The minutes that part days take."""
        first, end, regimes = _frame(self.zone, horizon)
        parts = list(self._exceptions(first, end).parts)
        parts += [
            (day, *minutes) for day, minutes, _ in days_away(self.absences, first, end) if minutes is not None
        ]
        if not parts:
            return EMPTY
        to_instant = self.zone.to_instant
        skipped = regimes.skipped_days()
        edges = [
            (to_instant(day * DAY + low), to_instant(day * DAY + high))
            for day, low, high in parts
            if day not in skipped
        ]
        return IntervalSet((low, high) for low, high in edges if low < high)


def _turn(shift: Shift, day: int, regimes: Regimes) -> Turn:
    start = regimes.to_instant(day * DAY + shift.start_minute)
    end = regimes.to_instant(day * DAY + shift.end_minute)
    return Turn(shift, date_of(day), start, max(start, end))


@lru_cache(maxsize=1024)
def _frame(clock: Zone, horizon: Horizon) -> tuple[int, int, Regimes]:
    """The local days whose shifts can reach into a horizon (first, end), and their offsets."""
    days = horizon.days(clock)
    first, end = days.start - _BEFORE, days.stop
    return first, end, clock.regimes(first * DAY, (end + 2) * DAY)
