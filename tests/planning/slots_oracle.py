"""Brute force over minutes for meetings: what a minute is to a person, which slots there are and are best.

Law: built on `tests.properties.oracle` alone. Every minute is looked at by itself, every slot minute by
minute, and slots are ranked by sorting all of them. Of the code under test only the plain fields of busy
blocks and weights are read. A local date of a person lasts from its first 00:00 to that of the next date; a
meeting begins on the date that clocks show.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from overlap.people.absence import Closure
from overlap.people.busy import Busy
from overlap.planning.discomfort import Discomfort
from tests.properties.oracle import (
    DAY,
    Worked,
    Worker,
    date_exists,
    day_date,
    day_number,
    instant_of_wall,
    minutes_at_work,
    shifts_worked,
    wall_shown,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY_SUNDAY = frozenset({5, 6})
LONGEST_REACH = 3 * DAY
"""Minutes either side of a horizon at which work still counts as near, or a date as the next."""


@dataclass(frozen=True)
class Person:
    """Somebody who can come for an id, in the plainest terms."""

    key: str
    worker: Worker
    soft: frozenset[date] = frozenset()
    weight: int = 1
    busy: tuple[Busy, ...] = ()

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True)
class House:
    """What the roster says for everybody: fringe minutes and quiet hours."""

    fringe: int = 60
    quiet: tuple[int, int] = (22 * 60, 7 * 60)


def clock_minute(text: str) -> int:
    """Minutes after midnight of "HH:MM"."""
    return int(text[:2]) * 60 + int(text[3:])


def span_of(zone: str, low: int, high: int) -> set[int]:
    """The instants between two wall minutes, each read on its own."""
    return set(range(instant_of_wall(zone, low), instant_of_wall(zone, high)))


class Life:
    """The minutes of `[start, end)` as a person sees them."""

    def __init__(self, person: Person, house: House, start: int, end: int) -> None:
        self.person, self.house, self.start, self.end = person, house, start, end
        self.low, self.high = start - LONGEST_REACH, end + LONGEST_REACH
        worker = person.worker
        self.zone = worker.zone
        self.work = minutes_at_work(worker, self.low, self.high)
        self.bare = minutes_at_work(worker, self.low, self.high, bare=True)
        self.scheduled = shifts_worked(worker, self.low, self.high, bare=True)
        known = {(one.shift, one.date) for one in self.scheduled}
        worked = shifts_worked(worker, self.low, self.high)
        self.swapped = [one for one in worked if (one.shift, one.date) not in known]
        self._events: dict[tuple[tuple[str, ...], int], Counter[int]] = {}
        first = wall_shown(self.zone, self.low) // DAY - 1
        last = wall_shown(self.zone, self.high) // DAY + 1
        self.dates = [day for day in range(first, last + 1) if date_exists(self.zone, day)]

    def minutes_of_date(self, day: int) -> set[int]:
        """A local date from its 00:00 to its 24:00."""
        return span_of(self.zone, day * DAY, (day + 1) * DAY)

    def home_date(self, one: Worked) -> int:
        """The local date on which a shift starts."""
        return wall_shown(self.zone, one.start) // DAY

    @cached_property
    def near(self) -> list[int]:
        """The minutes at work, in order."""
        return sorted(self.work)

    def distance(self, minute: int) -> int:
        """Minutes to the nearest minute at work; very many if there is none."""
        at = bisect_left(self.near, minute)
        return min((abs(minute - one) for one in self.near[max(at - 1, 0) : at + 1]), default=10**9)

    @cached_property
    def absences(self) -> list[tuple[str, set[int], set[int]]]:
        """Holidays, then each absence as it stands: its kind, its whole dates, and the minutes of parts."""
        worker = self.person.worker
        calendars = (worker.kept, *worker.observed)
        off = {day for day in self.dates if any(day_date(day) in kept.off for kept in calendars)}
        parts: set[int] = set()
        for day in self.dates:
            for kept in calendars:
                if day_date(day) in kept.part:
                    low, high = kept.part[day_date(day)]
                    parts |= span_of(self.zone, day * DAY + low, day * DAY + high)
        found = [("holiday", off, parts)]
        for one in worker.absences:
            days = {day for day in self.dates if one.start <= day_date(day) <= one.end}
            kind = "closure" if isinstance(one, Closure) else "time-off"
            if one.minutes_off in (None, (0, DAY)):
                found.append((kind, days, set()))
            else:
                low, high = one.minutes_off
                hours = [span_of(self.zone, day * DAY + low, day * DAY + high) for day in days]
                found.append((kind, set(), set().union(*hours)))
        chosen = {day for day in self.dates if day_date(day) in worker.elective}
        return [*found, ("time-off", chosen, set())]

    @cached_property
    def away(self) -> list[tuple[str, set[int]]]:
        """The minutes that each absence takes: its dates, and the shifts that are not worked for it."""
        found: list[tuple[str, set[int]]] = []
        overnight = self.person.worker.overnight
        for kind, days, parts in self.absences:
            minutes = set(parts)
            for day in days:
                whole = self.minutes_of_date(day)
                minutes |= whole
                for one in self.scheduled:
                    hull = range(one.start, one.end)
                    begins = overnight == "start_day" and self.home_date(one) == day
                    if begins or (overnight == "any_touch" and not whole.isdisjoint(hull)):
                        minutes |= set(hull)
            found.append((kind, minutes - self.work))
        return found

    @cached_property
    def breaks(self) -> set[int]:
        """The minutes inside a shift that no shift works."""
        found: set[int] = set()
        for one in (*self.scheduled, *self.swapped):
            found |= set(range(one.start, one.end)) - one.minutes
        return found - self.bare - self.work

    @cached_property
    def quiet(self) -> set[int]:
        """The minutes of quiet hours on the person's clock."""
        low, high = self.house.quiet
        if low == high:
            return set()
        high += DAY if high < low else 0
        days = range(self.dates[0] - 1, self.dates[-1] + 1)
        return set().union(*(span_of(self.zone, day * DAY + low, day * DAY + high) for day in days))

    @cached_property
    def started(self) -> set[int]:
        """The local dates on which a shift starts, holidays or not."""
        return {self.home_date(one) for one in (*self.scheduled, *self.swapped)}

    def _is_rest(self, day: int) -> bool:
        on, rest = day_date(day), SATURDAY_SUNDAY
        for since, weekdays in self.person.worker.kept.rest:
            rest = weekdays if since <= on else rest
        return on.weekday() in rest

    @cached_property
    def status(self) -> dict[int, str]:
        """What each minute is: the first that applies."""
        layers: list[tuple[str, set[int]]] = [("in", self.work)]
        layers += self.away
        layers += [("break", self.breaks), ("quiet", self.quiet)]
        free = [day for day in self.dates if day not in self.started]
        weekend: set[int] = set().union(*(self.minutes_of_date(day) for day in free if self._is_rest(day)))
        other: set[int] = set().union(*(self.minutes_of_date(day) for day in free))
        found: dict[int, str] = {}
        for minute in range(self.start, self.end):
            for name, minutes in layers:
                if minute in minutes:
                    found[minute] = name
                    break
            else:
                if self.distance(minute) <= self.house.fringe:
                    found[minute] = "fringe"
                elif minute in weekend:
                    found[minute] = "weekend"
                else:
                    found[minute] = "rest-day" if minute in other else "outside-hours"
        return found

    @cached_property
    def absent(self) -> set[int]:
        """The minutes of any absence."""
        return set().union(*(minutes for _, minutes in self.away))

    @cached_property
    def soft(self) -> set[int]:
        """The minutes of dates that a calendar keeps and people work."""
        days = [day_number(on) for on in self.person.soft]
        return set().union(*(self.minutes_of_date(day) for day in days if day in self.dates))

    def afternoons(self, since: int) -> tuple[set[int], set[int]]:
        """The afternoons before a holiday or closure, and those before a date without a shift."""
        off: set[int] = set().union(*(days for kind, days, _ in self.absences if kind != "time-off"))
        eves: set[int] = set()
        week_ends: set[int] = set()
        for day, following in zip(self.dates, self.dates[1:], strict=False):
            if day in self.started and day not in off:
                minutes = span_of(self.zone, day * DAY + since, (day + 1) * DAY)
                if following in off:
                    eves |= minutes
                elif following not in self.started:
                    week_ends |= minutes
        return eves, week_ends

    def taken(self, statuses: Iterable[str], *, all_day: bool) -> set[int]:
        """The minutes of busy blocks of some statuses."""
        found: set[int] = set()
        for block in self.person.busy:
            if block.status in statuses and (all_day or not block.is_all_day):
                if block.is_all_day:
                    found |= span_of(self.zone, block.start, block.end)
                else:
                    found |= set(range(block.start, block.end))
        return found

    def events(self, statuses: tuple[str, ...], length: int) -> Counter[int]:
        """How many timed events start on each local date, or in each local week from Monday."""
        key = statuses, length
        if key not in self._events:
            self._events[key] = Counter(
                period(wall_shown(self.zone, block.start) // DAY, length)
                for block in self.person.busy
                if not block.is_all_day and block.status in statuses
            )
        return self._events[key]


def period(day: int, length: int) -> int:
    """The date, or for 7 the Monday of its week."""
    return day if length == 1 else day - day_date(day).weekday()


@dataclass
class Slot:
    """One slot as it is ranked, and who comes for each id at what discomfort."""

    off_preference: bool
    worst: int
    total: int
    start: int
    cheapest: dict[str, tuple[int, set[str]]]
    needed: set[str]

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """What slots are sorted by."""
        return self.off_preference, self.worst, self.total, self.start


@dataclass
class Brute:
    """A question about meetings, answered by looking at every minute.

    `people` are those who can come for each id; `options` are the arguments of `suggest_slots`.
    """

    people: Mapping[str, list[Person]]
    house: House
    start: int
    end: int
    clock: str
    duration: int
    options: Mapping[str, Any]
    _lives: dict[Person, Life] = field(default_factory=dict)
    _usable: dict[Person, set[int]] = field(default_factory=dict)
    _blocked: dict[Person, set[int]] = field(default_factory=dict)
    _rates: dict[Person, dict[int, dict[str, int]]] = field(default_factory=dict)

    # What is asked.

    def _minutes(self, name: str) -> int:
        length: timedelta = self.options.get(name, timedelta(0))
        whole, rest = divmod(length, timedelta(minutes=1))
        return whole + bool(rest)

    @cached_property
    def groups(self) -> list[tuple[tuple[str, ...], int]]:
        """Who must come, and how many of each group."""
        if self.options.get("groups") is not None:
            return [(tuple(ids), len(ids) if k is None else k) for ids, k in self.options["groups"]]
        required = self.options.get("required")
        if required is None:
            required = [one for one in self.people if "." not in one and one not in self.optional]
        quorum = self.options.get("quorum")
        return [(tuple(required), len(required) if quorum is None else quorum)]

    @cached_property
    def optional(self) -> tuple[str, ...]:
        """Who may come besides."""
        return tuple(self.options.get("optional", ()))

    @cached_property
    def ids(self) -> list[str]:
        """Everybody asked, each once."""
        return list(dict.fromkeys([one for ids, _ in self.groups for one in ids] + list(self.optional)))

    @cached_property
    def room(self) -> tuple[int, int]:
        """The minutes to keep free before and after the meeting."""
        before = max(self._minutes("buffer_before"), self._minutes("event_buffer_after"))
        after = max(self._minutes("buffer_after"), self._minutes("event_buffer_before"))
        return before, after

    @cached_property
    def notice(self) -> int:
        """The minutes between now and the first instant at which the meeting may begin."""
        return self._minutes("notice")

    @cached_property
    def weights(self) -> Discomfort:
        """What minutes weigh."""
        return self.options.get("weights") or Discomfort()

    @cached_property
    def blocking(self) -> tuple[str, ...]:
        """The statuses of busy blocks that keep people away."""
        return ("busy", "tentative") if self.options.get("tentative", "busy") == "busy" else ("busy",)

    @cached_property
    def all_day(self) -> bool:
        """Whether blocks of whole dates count."""
        return bool(self.options.get("all_day", "busy") == "busy")

    # What each minute is.

    def life(self, person: Person) -> Life:
        """The minutes of the horizon as a person sees them."""
        if person not in self._lives:
            self._lives[person] = Life(person, self.house, self.start, self.end)
        return self._lives[person]

    def usable(self, person: Person) -> set[int]:
        """The minutes that may be used for a meeting, busy time apart."""
        if person not in self._usable:
            life = self.life(person)
            domain = self.options.get("domain", "work")
            found = set()
            for minute in range(self.start, self.end):
                good = minute in life.work
                if domain != "work" and not good:
                    good = minute not in life.absent and minute not in life.quiet
                    if domain == "fringe":
                        near = life.distance(minute) <= self.house.fringe
                        good = good and near and minute not in life.breaks
                if self.options.get("soft_holidays") == "avoid" and minute in life.soft:
                    good = False
                if good:
                    found.add(minute)
            self._usable[person] = found
        return self._usable[person]

    def blocked(self, person: Person) -> set[int]:
        """The minutes of busy blocks that keep a person away."""
        if person not in self._blocked:
            self._blocked[person] = self.life(person).taken(self.blocking, all_day=self.all_day)
        return self._blocked[person]

    def can_come(self, person: Person, start: int) -> bool:
        """Whether every minute is free for a person, with the time to keep around it."""
        usable, blocked = self.usable(person), self.blocked(person)
        if not usable.issuperset(range(start, start + self.duration)):
            return False
        before, after = self.room
        if not blocked.isdisjoint(range(start - before, start + self.duration + after)):
            return False
        life = self.life(person)
        for name, length in (("per_day", 1), ("per_week", 7)):
            most = self.options.get(name)
            if most is not None:
                day = period(wall_shown(life.zone, start) // DAY, length)
                if life.events(self.blocking, length)[day] >= most:
                    return False
        return True

    def plain_weight(self, status: str) -> int:
        """What a minute of a status weighs, without how far work is."""
        weights = self.weights
        plain = {"in": 0, "fringe": weights.fringe, "break": weights.pause, "quiet": weights.quiet}
        if status == "outside-hours":
            return (
                weights.outside_most if weights.outside_step else min(weights.outside, weights.outside_most)
            )
        return plain.get(status, weights.rest_day)

    def rates(self, person: Person) -> dict[int, dict[str, int]]:
        """What each minute weighs, by what for."""
        if person in self._rates:
            return self._rates[person]
        life, weights = self.life(person), self.weights
        eves, week_ends = life.afternoons(clock_minute(weights.afternoon))
        perhaps: set[int] = set()
        if self.options.get("tentative") == "score":
            perhaps = life.taken(("busy", "tentative"), all_day=self.all_day)
            perhaps -= life.taken(("busy",), all_day=self.all_day)
        found: dict[int, dict[str, int]] = {}
        for minute, status in life.status.items():
            if status == "outside-hours":
                beyond = max(0, life.distance(minute) - self.house.fringe - 60)
                hours = -(-beyond // 60)
                rate = min(weights.outside + weights.outside_step * hours, weights.outside_most)
            else:
                rate = self.plain_weight(status)
            added = (
                ("soft-holiday", life.soft, weights.soft_holiday),
                ("eve", eves, weights.eve),
                ("week-end", week_ends, weights.week_end),
                ("tentative", perhaps, weights.tentative),
            )
            what = {status: rate} | {name: more for name, minutes, more in added if minute in minutes}
            found[minute] = {one: rate * person.weight for one, rate in what.items()}
        self._rates[person] = found
        return found

    def pieces(self, person: Person, start: int) -> dict[str, tuple[int, int]]:
        """What a slot costs a person: (minutes, discomfort) by what for, nothing that costs nothing."""
        found: dict[str, tuple[int, int]] = {}
        for minute in range(start, start + self.duration):
            for what, rate in self.rates(person)[minute].items():
                minutes, cost = found.get(what, (0, 0))
                found[what] = minutes + 1, cost + rate
        return {what: one for what, one in found.items() if one[1]}

    def discomfort(self, person: Person, start: int) -> int:
        """A plain sum over the minutes."""
        rates = self.rates(person)
        return sum(sum(rates[minute].values()) for minute in range(start, start + self.duration))

    # Slots.

    def allows(self, start: int) -> bool:
        """Whether the meeting may begin at an instant, whoever comes."""
        now = self.options.get("now")
        if now is not None and start < now + self.notice:
            return False
        weekday = day_date(wall_shown(self.clock, start) // DAY).weekday()
        return WEEKDAYS[weekday] not in self.options.get("not_on", ())

    def there(self, start: int) -> set[str]:
        """The ids for which somebody can come."""
        return {one for one in self.ids if any(self.can_come(who, start) for who in self.people[one])}

    def is_possible(self, start: int) -> bool:
        """Whether every group has its quorum, all asked the attendance, and nothing else forbids it."""
        if not self.allows(start):
            return False
        there = self.there(start)
        return len(there) >= (self.options.get("attendance") or 0) and all(
            sum(one in there for one in ids) >= quorum for ids, quorum in self.groups
        )

    def possible(self) -> list[int]:
        """Every instant at which the meeting can begin."""
        return [start for start in range(self.start, self.end - self.duration + 1) if self.is_possible(start)]

    def on_raster(self) -> list[int]:
        """Those that lie on the raster."""
        raster = self.options.get("raster") or self.clock
        step = self.options.get("step_minutes", 15)
        return [
            start
            for start in range(self.start, self.end - self.duration + 1)
            if wall_shown(raster, start) % DAY % step == 0 and self.is_possible(start)
        ]

    def _is_preferred(self, start: int) -> bool:
        spans = [(clock_minute(low), clock_minute(high)) for low, high in self.options.get("preferred", ())]
        today = wall_shown(self.clock, start) // DAY
        for low, high in spans:
            length = (high - low) % DAY or DAY
            for day in range(today - 2, today + 2):
                first = instant_of_wall(self.clock, day * DAY + low)
                last = instant_of_wall(self.clock, day * DAY + low + length)
                if first <= start and start + self.duration <= last:
                    return True
        return not spans

    def slot(self, start: int) -> Slot:
        """A slot with its rank."""
        cheapest: dict[str, tuple[int, set[str]]] = {}
        for one in self.ids:
            costs = {
                who.key: self.discomfort(who, start) for who in self.people[one] if self.can_come(who, start)
            }
            if costs:
                least = min(costs.values())
                cheapest[one] = least, {key for key, cost in costs.items() if cost == least}
        needed: set[str] = set()
        for ids, quorum in self.groups:
            coming = sorted((cheapest[one][0], one) for one in ids if one in cheapest)
            needed |= {one for _, one in coming[:quorum]}
        costs_needed = [cheapest[one][0] for one in needed]
        missing = self.weights.missing * self.duration
        total = sum(costs_needed)
        for one in self.optional:
            total += min(cheapest[one][0], missing) if one in cheapest else missing
        return Slot(not self._is_preferred(start), max(costs_needed), total, start, cheapest, needed)

    def ranked(self) -> list[Slot]:
        """Every slot on the raster, best first."""
        return sorted((self.slot(start) for start in self.on_raster()), key=lambda slot: slot.rank)

    def thinned(self, slots: Iterable[Slot], limit: int, per_day: int | None) -> list[Slot]:
        """The first so many, of each local date at most so many."""
        shown: Counter[int] = Counter()
        found: list[Slot] = []
        for slot in slots:
            day = wall_shown(self.clock, slot.start) // DAY
            if len(found) < limit and (per_day is None or shown[day] < per_day):
                shown[day] += 1
                found.append(slot)
        return found
