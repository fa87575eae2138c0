"""Who is at work when, in UTC: a schedule on a clock, with its calendar and absences.

Law: at work is what the schedule's templates come to, less what days off take and less the minutes
of part days. A day off is one where the people are, from 00:00 to 24:00: it cancels the shifts that
start on it, or the minutes inside it, or the shifts that touch it, as `overnight` says. A shift
pinned to another clock has its weekday on that clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple, final

from overlap.core.civil import DAY, date_of, day_of, weekday_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet, union
from overlap.core.masks import Copies, is_regular
from overlap.core.template import expand, span_at_work
from overlap.core.zones import Regimes, Zone, zone
from overlap.people.absence import Closure, TimeOff, days_away
from overlap.people.calendars import Calendar
from overlap.people.exceptions import Exceptions
from overlap.people.schedule import Plan, Schedule
from overlap.people.shifts import Shift

__all__ = ["OVERNIGHT", "Away", "AwayKind", "Overnight", "Turn", "WorkPattern"]

Overnight = Literal["start_day", "clip", "any_touch"]
"""What a day off takes of shifts that cross midnight: those that start on it; the minutes inside it;
those that touch it."""

OVERNIGHT: Final[tuple[Overnight, ...]] = ("start_day", "clip", "any_touch")
"""Every such policy."""

_BEFORE: Final = 2
"""Days before a horizon whose shifts can reach into it: a day's length, and a skipped date."""


_NO_EXCEPTIONS: Final = Exceptions((), (), ())
"""What no calendar says."""


AwayKind = Literal["holiday", "closure", "time-off"]
"""Why people are away on a date: a calendar says so, their workplace is shut, or they took it off."""


class Away(NamedTuple):
    """A date, or the minutes of it after its midnight, that people are away."""

    date: date
    kind: AwayKind
    name: str
    minutes: tuple[int, int] | None


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
    """A schedule in a zone, less holidays and absences.

    Attributes:
        zone: Where the people are.
        schedule: What they work.
        calendar: The holidays they keep.
        absences: Closures and time off.
        observed: Calendars whose days off they take besides.
        overnight: What a day off takes of shifts that cross midnight.
        identity: Stands for this object where many are counted: its hash costs nothing.
    """

    zone: Zone
    schedule: Schedule
    calendar: Calendar | None = None
    absences: tuple[TimeOff | Closure, ...] = ()
    observed: tuple[Calendar, ...] = ()
    overnight: Overnight = "start_day"
    identity: object = field(default_factory=object, init=False, repr=False, compare=False)

    def at_work(self, horizon: Horizon, *, bare: bool = False) -> IntervalSet:
        """The minutes of the horizon at work.

        Args:
            horizon: When.
            bare: As if there were no holidays and no absences.

        Raises:
            BeyondData: If the calendar does not reach that far.
        """
        first, end, regimes = _frame(self.zone, horizon)
        template = self.schedule.plain(first, end)
        if template is not None:
            cut = not bare and self._is_cut_at_midnight
            days_off = (
                () if bare else self._whole_days_off(first, end + (cut and self.overnight == "any_touch"))
            )
            if days_off is not None and not (days_off and cut):
                return expand(template, regimes, first, end, days_off, (horizon.start, horizon.end))
        off = () if bare else self._off_days(horizon, after=self._is_cut_by_tomorrow)
        found: list[IntervalSet] = []
        for plan, clock, first, end, regimes in self._stretches(horizon):
            if not off or (clock is self.zone and not self._is_cut_at_midnight):
                templates = [template for key, template in plan.clocks if self._clock(key) is clock]
                found += [expand(template, regimes, first, end, off) for template in templates]
            else:
                for shift, template in plan.shifts:
                    if self._clock(shift.zone) is clock:
                        away = self._cancelled(clock, shift, off)
                        found.append(expand(template, regimes, first, end, away))
        if bare:
            return union(found).clip(horizon.start, horizon.end)
        found += [_swapped(swap) for swap in self._swaps(horizon, off)]
        present = union(found).clip(horizon.start, horizon.end)
        away_parts = self._minutes_off(horizon, off)
        return present - away_parts if away_parts else present

    def copies(self, horizon: Horizon) -> Copies | None:
        """The pattern as copies of one template, for counting on a grid.

        Returns:
            None where it is more than that: other clocks, a season that begins or ends, part days, swap
            days, nights cut by days off, or an edge in wall time that a clock change skips or repeats.

        Raises:
            BeyondData: If the calendar does not reach that far.
        """
        first, end, _ = _frame(self.zone, horizon)
        template = self.schedule.plain(first, end)
        if template is None:
            return None
        off = self._whole_days_off(first, end + self._is_cut_by_tomorrow)
        if off is None or (off and self._is_cut_at_midnight):
            return None
        if not is_regular(template, self.zone, horizon.start, horizon.end):
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
        off = () if bare else self._off_days(horizon, after=self._is_cut_at_midnight)
        found: list[tuple[int, Turn]] = []
        for plan, clock, first, end, regimes in self._stretches(horizon):
            skipped = regimes.skipped_days()
            for position, (shift, template) in enumerate(plan.shifts):
                if self._clock(shift.zone) is not clock:
                    continue
                away = {*self._cancelled(clock, shift, off), *skipped}
                for day in range(first, end):
                    if day not in away and template.spans_on(day):
                        found.append((position, _turn(shift, day, regimes)))
        if not bare:
            for swap in self._swaps(horizon, off):
                found.append((swap.position, _turn(swap.shift, swap.day, swap.regimes)))
        if self.overnight == "clip":
            found = [(at, left) for at, turn in found if (left := self._clipped(turn, off)) is not None]
        inside = [(at, turn) for at, turn in found if horizon.start <= turn.start < horizon.end]
        inside.sort(key=lambda pair: (pair[1].start, pair[0]))
        return [turn for _, turn in inside]

    def by_shift(self, horizon: Horizon, *, bare: bool = False) -> list[tuple[Shift, IntervalSet]]:
        """The minutes at work of each shift apart, in the order of their plans.

        Args:
            horizon: When.
            bare: As if there were no holidays and no absences.

        Raises:
            BeyondData: If the calendar does not reach that far.
        """
        found: dict[tuple[int, Shift], list[IntervalSet]] = {}
        off = () if bare else self._off_days(horizon, after=self._is_cut_by_tomorrow)
        for plan, clock, first, end, regimes in self._stretches(horizon):
            for position, (shift, template) in enumerate(plan.shifts):
                if self._clock(shift.zone) is clock:
                    one = expand(template, regimes, first, end, self._cancelled(clock, shift, off))
                    found.setdefault((position, shift), []).append(one)
        for swap in () if bare else self._swaps(horizon, off):
            found.setdefault((swap.position, swap.shift), []).append(_swapped(swap))
        parts = EMPTY if bare else self._minutes_off(horizon, off)
        return [
            (shift, union(sets).clip(horizon.start, horizon.end) - parts)
            for (_, shift), sets in sorted(found.items(), key=lambda item: item[0][0])
        ]

    def away(self, horizon: Horizon) -> Iterator[Away]:
        """Each holiday and absence on the local dates of a horizon: calendars first, then absences."""
        first, last = horizon.dates(self.zone)
        for calendar in self._calendars:
            for named in calendar.named(first, last):
                if named.status == "off":
                    yield Away(named.date, "holiday", named.names[0], None)
                for part in named.parts_off:
                    yield Away(named.date, "holiday", named.names[0], part)
        for absence in self.absences:
            kind: AwayKind = "closure" if isinstance(absence, Closure) else "time-off"
            for day, minutes, name in days_away((absence,), day_of(first), day_of(last) + 1):
                yield Away(date_of(day), kind, name, minutes)

    def soft_days(self, horizon: Horizon) -> Iterator[tuple[date, str]]:
        """Each local date of a horizon that a calendar calls soft, with its name: kept, but worked."""
        first, last = horizon.dates(self.zone)
        for calendar in self._calendars:
            for named in calendar.named(first, last):
                if named.status == "soft":
                    yield named.date, named.names[0]

    def is_rest_day(self, on: date) -> bool:
        """Whether a weekday is one of rest where the people are: Saturday and Sunday without a calendar."""
        return on.weekday() >= 5 if self.calendar is None else self.calendar.is_rest_day(on)

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

    @property
    def _calendars(self) -> tuple[Calendar, ...]:
        """The calendars whose days off they take."""
        return self.observed if self.calendar is None else (self.calendar, *self.observed)

    @property
    def _is_cut_at_midnight(self) -> bool:
        """Whether days off take other than the shifts that start on them."""
        return self.overnight != "start_day" and self.schedule.crosses_midnight

    @property
    def _is_cut_by_tomorrow(self) -> bool:
        """Whether a day off after a horizon takes of what is worked inside it."""
        return self.overnight == "any_touch" and self.schedule.crosses_midnight

    def _exceptions(self, first: int, end: int) -> Exceptions:
        """What the calendars say of `[first, end)`; the days before the horizon only run into it."""
        own = _NO_EXCEPTIONS
        if self.calendar is not None:
            own = self.calendar.exceptions(first, end, lead_days=_BEFORE)
        if not self.observed:
            return own
        said = [own, *(one.exceptions(first, end, lead_days=_BEFORE) for one in self.observed)]
        off = tuple(sorted({day for one in said for day in one.off}))
        parts = tuple(sorted({part for one in said for part in one.parts}))
        return Exceptions(off, own.swaps, parts)

    def _off_days(self, horizon: Horizon, *, after: bool) -> tuple[int, ...]:
        """The home days off of a horizon, and with `after` the day that follows it."""
        first, end, regimes = _frame(self.zone, horizon)
        if after:
            end += 1 + (end in regimes.skipped_days())
        off = self._exceptions(first, end).off
        whole = {day for day, minutes, _ in days_away(self.absences, first, end) if minutes is None}
        return tuple(sorted(whole.union(off)))

    def _cancelled(self, clock: Zone, shift: Shift, off: tuple[int, ...]) -> tuple[int, ...]:
        """The days of a clock on which a shift is cancelled by home days off."""
        if self.overnight == "start_day":
            return off if clock is self.zone else self._off_elsewhere(clock, shift.start_minute, off)
        if self.overnight == "clip" or not off:
            return ()
        days: set[int] = set()
        for home_day in off:
            low, high = self._ends(home_day)
            if low == high:
                continue  # a date that does not exist
            for day in range(home_day - 3, home_day + 4):
                start = clock.to_instant(day * DAY + shift.start_minute)
                if start < high and clock.to_instant(day * DAY + shift.end_minute) > low:
                    days.add(day)
        return tuple(sorted(days))

    def _ends(self, home_day: int) -> tuple[int, int]:
        """The instants at which a home day begins and ends."""
        return self.zone.to_instant(home_day * DAY), self.zone.to_instant((home_day + 1) * DAY)

    def _clipped(self, turn: Turn, off: tuple[int, ...]) -> Turn | None:
        """A shift less the days off at its ends; None if nothing is left of it."""
        left = IntervalSet([(turn.start, turn.end)]) if turn.start < turn.end else EMPTY
        if not left:
            return turn
        left -= IntervalSet(self._ends(day) for day in off)
        return turn._replace(start=left.starts[0], end=left.ends[-1]) if left else None

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
            if home_day in off:
                continue
            for plan in self.schedule.plans(home_day - 2, home_day + 3):
                if weekday_of(home_day) in plan.days:
                    continue
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
                            and not (
                                self.overnight == "any_touch" and day in self._cancelled(clock, shift, off)
                            )
                        ):
                            yield _Swap(position, shift, day, regimes)

    def _minutes_off(self, horizon: Horizon, off: tuple[int, ...]) -> IntervalSet:
        """The minutes that part days take, and days off where they are cut out of shifts."""
        first, end, regimes = _frame(self.zone, horizon)
        parts = list(self._exceptions(first, end).parts)
        parts += [
            (day, *minutes) for day, minutes, _ in days_away(self.absences, first, end) if minutes is not None
        ]
        if self.overnight == "clip":
            parts += [(day, 0, DAY) for day in off]
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


def _swapped(swap: _Swap) -> IntervalSet:
    return span_at_work(swap.shift.span_on(weekday_of(swap.day)), swap.day, swap.regimes)


def _turn(shift: Shift, day: int, regimes: Regimes) -> Turn:
    start = regimes.to_instant(day * DAY + shift.start_minute)
    end = regimes.to_instant(day * DAY + shift.end_minute)
    return Turn(shift, date_of(day), start, max(start, end))


@lru_cache(maxsize=1024)
def _frame(clock: Zone, horizon: Horizon) -> tuple[int, int, Regimes]:
    """The local days whose shifts can reach into a horizon (first, end), and their offsets."""
    first, end = horizon.days(clock).start - _BEFORE, horizon.begun(clock)
    return first, end, clock.regimes(first * DAY, (end + 2) * DAY)
