"""Brute force over minutes for recurring meetings: what happens on each date, and where it would be best.

Law: built on `tests.planning.slots_oracle` and `tests.properties.oracle` alone; of the code under test only
the plain fields of a meeting are read. Dates are dateutil's, instants are found by walking, and every choice
is made by listing all there are and sorting them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from dateutil import rrule

from overlap.people.meetings import Meeting
from overlap.planning.discomfort import Discomfort
from tests.planning.slots_oracle import Brute, House, Life, Person
from tests.properties.oracle import (
    DAY,
    Kept,
    day_date,
    day_number,
    instant_of_wall,
    offset_shown,
    wall_shown,
)

A_DAY = timedelta(1)
RASTER = 15
ABSENT = ("holiday", "closure", "time-off")
OUTSIDE = ("fringe", "outside-hours", "quiet", "weekend", "rest-day")
LONGEST_EXCEPTION = 6 * 7
"""Days: a run of dates with unusual differences between the clocks is shorter."""


def rule_dates(meeting: Meeting, begin: date, last: date) -> list[date]:
    """The dates of a meeting's rule counted from `begin` on, by dateutil; its own last date or count apart.

    Weeks and months are counted from those of the first date, which dateutil is told: it counts from the
    day it is given, whether that is a date of the rule or not.
    """
    days = sorted(meeting.on)
    if meeting.unit == "day":
        return _ruled(rrule.DAILY, begin, last, meeting.every, byweekday=days or None)
    if meeting.unit == "week":
        more = {"byweekday": days or [begin.weekday()], "wkst": rrule.MO}
        first = _ruled(rrule.WEEKLY, begin, begin + timedelta(6), 1, **more)[0]
        return _ruled(rrule.WEEKLY, first, last, meeting.every, **more)
    if not days:
        return _ruled(rrule.MONTHLY, begin, last, meeting.every, bymonthday=begin.day)
    nth = meeting.nth
    if nth is None:
        on = begin
        while on.weekday() not in days:
            on += A_DAY
        nth = (on.day + 6) // 7
    weekdays = [rrule.weekday(day, nth) for day in days]
    held = _ruled(rrule.MONTHLY, begin, begin + timedelta(370), 1, byweekday=weekdays)
    return _ruled(rrule.MONTHLY, held[0], last, meeting.every, byweekday=weekdays) if held else []


def _ruled(frequency: Any, begin: date, last: date, every: int, **by: Any) -> list[date]:
    until = datetime(last.year, last.month, last.day)
    begins = datetime(begin.year, begin.month, begin.day)
    return [one.date() for one in rrule.rrule(frequency, dtstart=begins, interval=every, until=until, **by)]


def dates_shown(clock: str, start: int, end: int) -> tuple[int, int]:
    """The first and the last day that a clock shows in `[start, end)`."""
    shown = [wall_shown(clock, minute) // DAY for minute in (*range(start, end, RASTER), end - 1)]
    # Clocks change at whole quarters of an hour of UTC, or a minute past the hour.
    shown += [wall_shown(clock, minute + 1) // DAY for minute in range(start, end - 1, RASTER)]
    return min(shown), max(shown)


def changes_between(clock: str, after: int, until: int) -> list[tuple[int, int, int]]:
    """Each change of a clock's offset in `(after, until]`: the instant, and the offsets before and after."""
    edges = [*range(after, until, RASTER), until]
    found: list[tuple[int, int, int]] = []
    for low, high in pairwise(edges):
        if offset_shown(clock, low) != offset_shown(clock, high):
            for minute in range(low + 1, high + 1):
                old, new = offset_shown(clock, minute - 1), offset_shown(clock, minute)
                if old != new:
                    found.append((minute, old, new))
    return found


@dataclass(frozen=True)
class Held:
    """One occurrence as it takes place."""

    day: int
    wall: int
    planned: int
    start: int
    is_skipped: bool
    is_on_holiday: bool


@dataclass(frozen=True)
class Stretch:
    """A run of equal local time."""

    first: int
    last: int
    occurrences: int
    local: int
    days_later: int
    from_usual: int
    outside: int
    causes: tuple[tuple[int, str, bool], ...]
    """Of each change between: the instant, the clock, and whether it goes forward."""


@dataclass(frozen=True)
class Weighed:
    """One choice of weekdays and wall time; sorted by its fields up to the time."""

    woken: int
    worst: int
    total: int
    failing: int
    disturbed: int
    is_new: bool
    weekdays: tuple[int, ...]
    at: int
    held: int
    outside: int
    parts: tuple[tuple[int, int, int], ...]

    @property
    def rank(self) -> tuple[Any, ...]:
        """What choices are sorted by."""
        return (
            self.woken,
            self.worst,
            self.total,
            self.failing,
            self.disturbed,
            self.is_new,
            self.weekdays,
            self.at,
        )


@dataclass
class SeriesBrute:
    """A recurring meeting over one horizon, answered by looking at every minute of it.

    Attributes:
        people: Who can come for each id, the unnamed first.
        at_will: The keys of those who need not come wherever they are not named alone.
        meeting: What recurs.
        house: Fringe and quiet hours.
        clock: The meeting's own clock.
        start: First instant of the dates asked about.
        end: Instant after the last.
        domain: What lets people come.
        weights: What minutes weigh.
    """

    people: Mapping[str, list[Person]]
    at_will: frozenset[str]
    meeting: Meeting
    house: House
    clock: str
    start: int
    end: int
    domain: str = "work"
    weights: Discomfort = field(default_factory=Discomfort)
    _taken: dict[str, set[int]] = field(default_factory=dict)
    _holidays: dict[str, set[int]] = field(default_factory=dict)
    _costs: dict[int, dict[str, int]] = field(default_factory=dict)

    # What is asked.

    @property
    def minutes(self) -> int:
        """The meeting's length."""
        return self.meeting.minutes

    @property
    def needed(self) -> tuple[str, ...]:
        """The ids of which a quorum must come."""
        return self.meeting.required or self.meeting.teams

    @property
    def quorum(self) -> int:
        """How many of them."""
        return len(self.needed) if self.meeting.quorum is None else self.meeting.quorum

    @cached_property
    def ids(self) -> list[str]:
        """Every id, each once."""
        return list(dict.fromkeys([*self.meeting.teams, *self.meeting.required, *self.meeting.optional]))

    @cached_property
    def invited(self) -> dict[str, tuple[str, Person, bool]]:
        """Each person once, by key: for which id, who, and whether they must come."""
        alone = [one for one in self.ids if "." in one]
        found: dict[str, tuple[str, Person, bool]] = {}
        for asked in self.ids:
            for who in self.people[asked]:
                if who.key not in found and (who.key == asked or who.key not in alone):
                    at_will = who.key in self.at_will and who.key != asked  # who is named is meant
                    found[who.key] = asked, who, asked in self.needed and not at_will
        return found

    @cached_property
    def brute(self) -> Brute:
        """Every minute of everybody, with a day either side."""
        return self._brute(self.people, self.start - DAY - self.minutes, self.end + DAY + self.minutes)

    def _brute(self, people: Mapping[str, list[Person]], start: int, end: int) -> Brute:
        options = {"domain": self.domain, "tentative": "free", "weights": self.weights}
        return Brute(people, self.house, start, end, self.clock, self.minutes, options)

    def life(self, who: Person) -> Life:
        """The minutes as a person sees them."""
        return self.brute.life(who)

    def _minutes(self, start: int) -> range:
        return range(start, start + self.minutes)

    # The rule.

    def dates(self) -> list[date]:
        """The meeting's dates on the days that its clock shows in the horizon."""
        first, last = (day_date(day) for day in dates_shown(self.clock, self.start, self.end))
        begin = self.meeting.start or first
        found = rule_dates(self.meeting, begin, last)
        if self.meeting.count is not None:
            found = found[: self.meeting.count]
        return [on for on in found if first <= on and (self.meeting.end is None or on <= self.meeting.end)]

    def planned(self) -> list[tuple[int, int, int]]:
        """The occurrences whose first instant lies in the horizon: (day, wall, start)."""
        assert self.meeting.at is not None
        days = [day_number(on) for on in self.dates()]
        found = [(day, day * DAY + self.meeting.at) for day in days]
        starts = [(day, wall, instant_of_wall(self.clock, wall)) for day, wall in found]
        return [one for one in starts if self.start <= one[2] < self.end]

    # What an instant is to people.

    def status(self, who: Person, start: int) -> set[str]:
        """What a meeting is to a person; several where absences of several kinds touch it."""
        life = self.life(who)
        seen = [life.status[minute] for minute in self._minutes(start)]
        if absent := set(seen).intersection(ABSENT):
            return absent
        for status, kinds in (("busy", ("busy",)), ("tentative", ("busy", "tentative"))):
            if not life.taken(kinds, all_day=True).isdisjoint(self._minutes(start)):
                return {status}
        runs = [(status, len(list(run))) for status, run in groupby(seen)]
        return {max(runs, key=lambda run: (self.brute.plain_weight(run[0]), run[1]))[0]}

    def is_outside(self, who: Person, start: int) -> bool:
        """Whether some minute is outside a person's hours."""
        return any(self.life(who).status[minute] in OUTSIDE for minute in self._minutes(start))

    def is_woken(self, who: Person, start: int) -> bool:
        """Whether some minute is in a person's quiet hours, and they are not at work."""
        life = self.life(who)
        return any(minute in life.quiet and minute not in life.work for minute in self._minutes(start))

    def costs(self, start: int) -> dict[str, int]:
        """What each person bears."""
        if start not in self._costs:
            self._costs[start] = self._costs_in(self.brute, start)
        return self._costs[start]

    def _costs_in(self, brute: Brute, start: int) -> dict[str, int]:
        missing = self.weights.missing * self.minutes
        least: dict[str, int] = {}
        full: dict[str, int] = {}
        for key, (asked, _, _) in self.invited.items():
            mine = next(one for one in brute.people[asked] if one.key == key)
            full[key] = brute.discomfort(mine, start)
            if asked in self.needed:
                least[asked] = min(full[key], least.get(asked, full[key]))
        counted = sorted(least, key=lambda one: (least[one], one))[: self.quorum]
        return {
            key: full[key]
            if is_required and (asked in counted or len(self.needed) == self.quorum)
            else min(full[key], missing)
            for key, (asked, _, is_required) in self.invited.items()
        }

    def worst(self, costs: Mapping[str, int]) -> int:
        """The most that somebody required bears."""
        return max(
            (costs[key] for key, (_, _, is_required) in self.invited.items() if is_required), default=0
        )

    def is_possible(self, start: int) -> bool:
        """Whether enough of those needed can come, by the domain."""
        there = sum(any(self.brute.can_come(who, start) for who in self.people[one]) for one in self.needed)
        return there >= self.quorum

    # Holidays.

    def holiday_minutes(self, who: Person) -> set[int]:
        """The minutes of holidays and closures."""
        if who.key not in self._holidays:
            sets = [minutes for kind, minutes in self.life(who).away if kind != "time-off"]
            self._holidays[who.key] = set().union(*sets)
        return self._holidays[who.key]

    def taken(self, who: Person) -> set[int]:
        """The minutes that are surely busy."""
        if who.key not in self._taken:
            self._taken[who.key] = self.life(who).taken(("busy",), all_day=True)
        return self._taken[who.key]

    def has_holiday(self, who: Person, start: int) -> bool:
        """Whether some minute of a meeting is in a person's holiday or closure."""
        return not self.holiday_minutes(who).isdisjoint(self._minutes(start))

    def is_on_holiday(self, start: int) -> bool:
        """Whether a meeting is on a holiday, as it counts them."""
        rule = self.meeting.holiday_for
        if rule == "anyone":
            return any(self.has_holiday(who, start) for _, who, _ in self.invited.values())
        away = {one for one in self.ids if all(self.has_holiday(who, start) for who in self.people[one])}
        if rule == "required":
            return len(set(self.needed) - away) < self.quorum
        return len(away) >= rule

    def with_holiday(self, start: int) -> set[str]:
        """The keys of those who have one."""
        return {key for key, (_, who, _) in self.invited.items() if self.has_holiday(who, start)}

    def has_working_day(self, who: Person, start: int, *, also_quiet: bool) -> bool:
        """Whether a person can be asked to a meeting that is moved."""
        life, taken = self.life(who), self.taken(who)
        for minute in self._minutes(start):
            if minute in taken:
                return False
            if minute in life.work:
                continue
            day = wall_shown(life.zone, minute) // DAY
            if minute in life.absent or day not in life.started:
                return False
            if minute in life.quiet and not also_quiet:
                return False
        return True

    def may_be_moved(self, start: int, *, also_quiet: bool) -> bool:
        """Whether enough people have a working day."""
        there = [
            any(self.has_working_day(who, start, also_quiet=also_quiet) for who in self.people[one])
            for one in self.needed
        ]
        return sum(there) >= self.quorum

    def usual_cost(self, start: int) -> int:
        """What the worst-off would bear if there were no holidays and no absences."""
        bare = {
            one: [
                replace(
                    who,
                    soft=frozenset(),
                    worker=replace(who.worker, kept=Kept(), absences=(), observed=(), elective=frozenset()),
                )
                for who in whom
            ]
            for one, whom in self.people.items()
        }
        brute = self._brute(bare, start, start + self.minutes)
        return self.worst(self._costs_in(brute, start))

    def held(self, blocked: Iterable[int] = ()) -> list[Held]:
        """What becomes of each planned occurrence; nothing is moved to an instant that is blocked."""
        found: list[Held] = []
        planned = self.planned()
        taken = frozenset(blocked)
        for index, (day, wall, start) in enumerate(planned):
            is_on_holiday = self.is_on_holiday(start)
            one = Held(day, wall, start, start, False, is_on_holiday)
            if is_on_holiday and self.meeting.on_holiday == "skip":
                one = replace(one, is_skipped=True)
            elif is_on_holiday and self.meeting.on_holiday == "move":
                dates = self._dates_between(index, planned, found)
                best = self._best_place(day, wall % DAY, start, dates, taken)
                one = replace(one, is_skipped=True) if best is None else replace(one, start=best)
            found.append(one)
        return found

    def _dates_between(
        self, index: int, planned: Sequence[tuple[int, int, int]], found: Sequence[Held]
    ) -> list[int]:
        """Dates inside the question and the meeting's own, that are no neighbour's and between these."""
        day = planned[index][0]
        low, high = dates_shown(self.clock, self.start, self.end)
        others = {one for one, _, _ in planned if one != day}
        others |= {wall_shown(self.clock, one.start) // DAY for one in found if not one.is_skipped}
        dates: list[int] = []
        for one in range(low, high + 1):
            on = day_date(one)
            is_own = (self.meeting.start or on) <= on <= (self.meeting.end or on)
            between = not any(min(one, day) <= other <= max(one, day) for other in others if other != day)
            # What was moved before it stays before it.
            ordered = all(wall_shown(self.clock, each.start) // DAY < one for each in found)
            if is_own and between and ordered and one != day:
                dates.append(one)
        return dates

    def _best_place(
        self, day: int, usual: int, planned: int, dates: Iterable[int], blocked: frozenset[int]
    ) -> int | None:
        places: list[tuple[int, tuple[int, int, int, int], int]] = []
        for one in dates:
            ranks: list[tuple[int, int, int, int]] = []
            for minute in {*range(0, DAY, RASTER), usual}:
                start = instant_of_wall(self.clock, one * DAY + minute)
                if wall_shown(self.clock, start) != one * DAY + minute or start in blocked:
                    continue
                if not self.start <= start < self.end or self.is_on_holiday(start):
                    continue
                if self.may_be_moved(start, also_quiet=minute == usual):
                    costs = self.costs(start)
                    ranks.append((self.worst(costs), sum(costs.values()), abs(minute - usual), start))
            if ranks:
                places.append((abs(one - day), min(ranks), one))
        if not places:
            return None
        limit = self.usual_cost(planned)
        fair = [place for place in places if place[1][0] <= limit]
        if fair:
            return min(fair)[1][3]
        return min(places, key=lambda place: (*place[1][:2], place[0], place[1], place[2]))[1][3]

    # Drift.

    def drift(self, who: Person) -> list[Stretch]:
        """The runs of equal local time of one person."""
        home, planned = who.worker.zone, self.planned()
        places = [wall_shown(home, start) - day * DAY for day, _, start in planned]
        counts = Counter(places)
        usual = max(places, key=lambda place: counts[place], default=0)
        found: list[Stretch] = []
        at = 0
        for place, run in groupby(places):
            high = at + len(list(run))
            causes: list[tuple[int, str, bool]] = []
            if at:
                for key in {self.clock, home}:
                    for instant, old, new in changes_between(key, planned[at - 1][2], planned[at][2]):
                        causes.append((instant, key, new > old))
            outside = sum(self.is_outside(who, start) for _, _, start in planned[at:high])
            first, last = planned[at][0], planned[high - 1][0]
            found.append(
                Stretch(
                    first,
                    last,
                    high - at,
                    place % DAY,
                    place // DAY,
                    place - usual,
                    outside,
                    tuple(sorted(causes)),
                )
            )
            at = high
        return found

    # Anchors.

    def anchors(self) -> list[tuple[str, int, int, int, int]]:
        """(zone, outside hours, worst, total, kept minute) of each clock that could be kept, best first."""
        planned = self.planned()
        if not planned:
            return []
        keys = dict.fromkeys([self.clock, *(who.worker.zone for _, who, _ in self.invited.values()), "UTC"])
        found: list[tuple[str, int, int, int, int]] = []
        for key in keys:
            wall = wall_shown(key, planned[0][2])
            starts = [instant_of_wall(key, wall + (day - planned[0][0]) * DAY) for day, _, _ in planned[1:]]
            starts = [planned[0][2], *starts]
            outside = sum(self.is_outside(who, at) for _, who, _ in self.invited.values() for at in starts)
            bearing = self.bearing(starts)
            found.append((key, outside, self.worst(bearing), sum(bearing.values()), wall % DAY))
        order = list(keys)
        return sorted(found, key=lambda one: (*one[1:4], order.index(one[0])))

    def bearing(self, starts: Iterable[int]) -> dict[str, int]:
        """What each person bears of several meetings."""
        found = dict.fromkeys(self.invited, 0)
        for start in starts:
            for key, cost in self.costs(start).items():
                found[key] += cost
        return found

    # The best time.

    def choices(
        self,
        *,
        weekdays: Sequence[int] | None = None,
        step: int = 15,
        split: bool = False,
        blocked: Iterable[int] = (),
    ) -> list[Weighed]:
        """Every wall time on every set of weekdays, best first."""
        meeting = self.meeting
        taken = frozenset(blocked)
        is_fixed = meeting.unit == "day" or (meeting.unit == "month" and not meeting.on)
        if is_fixed or (weekdays is None and meeting.on):
            sets = [meeting.on]
        else:
            sets = [frozenset({one}) for one in (range(5) if weekdays is None else weekdays)]
        found: list[Weighed] = []
        for on in sets:
            other = replace(self, meeting=_on(meeting, on))
            other.__dict__["brute"] = self.brute  # the same people: their minutes need no second look
            days = [day_number(one) for one in other.dates()]
            if days:
                found += self._weighed(tuple(sorted(on)), days, range(0, DAY, step), split, taken)
        return sorted(found, key=lambda one: one.rank)

    def _weighed(
        self,
        weekdays: tuple[int, ...],
        days: Sequence[int],
        times: range,
        split: bool,
        blocked: frozenset[int],
    ) -> Iterator[Weighed]:
        runs = self._runs(days) if split else [(False, list(days))]
        best = [self._best_of_run(run, times, blocked) if apart else None for apart, run in runs]
        for at in times:
            chosen: list[tuple[list[int], int]] = []
            for (apart, run), own in zip(runs, best, strict=True):
                if not apart:
                    chosen.append((run, at))
                elif own is not None:
                    here = self._cost_of(run, at, blocked)
                    there = self._cost_of(run, own, blocked)
                    assert there is not None
                    chosen.append((run, at if here is not None and here <= there else own))
            if len(chosen) < len(runs) or any(
                self._cost_of(run, one, blocked) is None for run, one in chosen
            ):
                continue
            yield self._total(weekdays, at, chosen)

    def _held_starts(self, days: Iterable[int], at: int) -> list[int]:
        starts = [instant_of_wall(self.clock, day * DAY + at) for day in days]
        if self.meeting.on_holiday == "keep":
            return starts
        return [start for start in starts if not self.is_on_holiday(start)]

    def _total(self, weekdays: tuple[int, ...], at: int, chosen: Sequence[tuple[list[int], int]]) -> Weighed:
        starts = [start for days, one in chosen for start in self._held_starts(days, one)]
        bearing = self.bearing(starts)
        everybody = list(self.invited.values())
        parts: list[tuple[int, int, int]] = []
        for days, one in chosen:
            if parts and parts[-1][2] == one:
                parts[-1] = (parts[-1][0], days[-1], one)
            else:
                parts.append((days[0], days[-1], one))
        return Weighed(
            sum(self.is_woken(who, start) for start in starts for _, who, must in everybody if must),
            self.worst(bearing),
            sum(bearing.values()),
            sum(not self.is_possible(start) for start in starts),
            sum(len(days) for days, _ in chosen) - len(starts),
            (weekdays, at) != (tuple(sorted(self.meeting.on)), self.meeting.at),
            weekdays,
            at,
            len(starts),
            sum(self.is_outside(who, start) for start in starts for _, who, _ in everybody),
            tuple(parts),
        )

    def _cost_of(self, days: Sequence[int], at: int, blocked: frozenset[int]) -> tuple[int, int, int] | None:
        """Quiet hours, the worst-off and the sum of one run at one time; None where that is taken."""
        if any(instant_of_wall(self.clock, day * DAY + at) in blocked for day in days):
            return None
        found = self._total((), at, [(list(days), at)])
        return found.woken, found.worst, found.total

    def _best_of_run(self, days: Sequence[int], times: range, blocked: frozenset[int]) -> int | None:
        ranked = [(cost, at) for at in times if (cost := self._cost_of(days, at, blocked)) is not None]
        return min(ranked)[1] if ranked else None

    def _runs(self, days: Sequence[int]) -> list[tuple[bool, list[int]]]:
        """Runs of equal differences between all clocks at noon; True for one of few weeks."""
        runs = [(apart, list(run)) for apart, run in groupby(days, key=self._apart)]
        rule = [run for apart, run in runs if self._lasts(apart, run) > LONGEST_EXCEPTION]
        rule = rule or [max((run for _, run in runs), key=len)]
        return [(run not in rule, run) for _, run in runs]

    def _apart(self, day: int) -> tuple[int, ...]:
        noon = instant_of_wall(self.clock, day * DAY + DAY // 2)
        zones = [who.worker.zone for _, who, _ in self.invited.values()]
        return tuple(offset_shown(key, noon) - offset_shown(self.clock, noon) for key in zones)

    def _lasts(self, apart: tuple[int, ...], run: Sequence[int]) -> int:
        """How many days, the horizon aside, the clocks are so far apart; no more than can matter."""
        low, high = run[0], run[-1]
        while high - low < LONGEST_EXCEPTION and self._apart(low - 1) == apart:
            low -= 1
        while high - low < LONGEST_EXCEPTION and self._apart(high + 1) == apart:
            high += 1
        return high - low + 1


def _on(meeting: Meeting, weekdays: frozenset[int]) -> Meeting:
    """The same meeting on other weekdays, made anew from its fields."""
    return remade(meeting, on=weekdays)


def remade(meeting: Meeting, **changes: Any) -> Meeting:
    """A meeting like another, made by its constructor."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    days = changes.pop("on", meeting.on)
    at = changes.pop("at", meeting.at)
    values: dict[str, Any] = {
        "id": meeting.id,
        "title": meeting.title,
        "minutes": meeting.minutes,
        "teams": meeting.teams,
        "required": meeting.required,
        "optional": meeting.optional,
        "quorum": meeting.quorum,
        "every": f"{meeting.every} {meeting.unit}s",
        "on": [names[day] for day in sorted(days)],
        "nth": "last" if meeting.nth == -1 else meeting.nth,
        "at": None if at is None else f"{at // 60:02d}:{at % 60:02d}",
        "anchor": meeting.anchor,
        "start": meeting.start,
        "end": meeting.end,
        "count": meeting.count,
        "on_holiday": meeting.on_holiday,
        "holiday_for": meeting.holiday_for,
    }
    return Meeting(**{**values, **changes})
