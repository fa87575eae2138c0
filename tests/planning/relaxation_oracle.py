"""Every way to open a slot, found by trying every slot, every length and everything each person could do.

Law: built on `tests.planning.slots_oracle` alone. Hours grow minute by minute; nothing is skipped because it
looks hopeless.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from tests.planning.slots_oracle import Brute, Person, period
from tests.properties.oracle import DAY, wall_shown

__all__ = ["Key", "Way", "every_way", "expected", "first_further", "smallest"]

Key = frozenset[tuple[str, str, int]]

MOST = 240


class Way(NamedTuple):
    """What a set of bends comes to at its best slot; the smaller is the better."""

    people: int
    minutes: int
    lost: int
    start: int


class Time:
    """A person's minutes: usable, into which hours could grow, and soft but worked."""

    def __init__(self, brute: Brute, person: Person) -> None:
        life = brute.life(person)
        horizon = set(range(brute.start, brute.end))
        avoid = brute.options.get("soft_holidays") == "avoid"
        self.usable = brute.usable(person)
        shut = life.absent | life.breaks | (life.quiet - life.work) | (life.soft if avoid else set())
        self.open = horizon - self.usable - shut
        self.soft = (life.soft & life.work & horizon) if avoid else set()

    def moved(self, start: int, length: int) -> int | None:
        """The fewest minutes by which hours must grow to take in a meeting."""
        grown = 0
        missing = [minute for minute in range(start, start + length) if minute not in self.usable]
        while missing:
            low = high = missing[0]
            while high in missing:
                high += 1
            missing = [minute for minute in missing if minute >= high]
            costs = [cost for cost in (self._walk(high - 1, -1), self._walk(low, 1)) if cost is not None]
            if not costs:
                return None
            grown += min(costs)
        return grown if grown <= MOST else None

    def _walk(self, minute: int, way: int) -> int | None:
        """How many minutes lie from one on, that way, to the next usable one, if all are open."""
        count = 0
        while minute in self.open:
            count, minute = count + 1, minute + way
        return count if minute in self.usable else None


class People:
    """The time of all who are asked."""

    def __init__(self, brute: Brute, fixed: frozenset[str] = frozenset()) -> None:
        self.brute, self.fixed = brute, fixed
        self.times = {who: Time(brute, who) for one in brute.ids for who in brute.people[one]}

    def is_refused(self, who: Person, start: int, length: int) -> bool:
        """Whether an event, or the time to keep free around it, or a limit forbids a meeting."""
        brute = self.brute
        before, after = brute.room
        if not brute.blocked(who).isdisjoint(range(start - before, start + length + after)):
            return True
        for name, span in (("per_day", 1), ("per_week", 7)):
            most = brute.options.get(name)
            if most is not None:
                day = period(wall_shown(who.worker.zone, start) // DAY, span)
                if brute.life(who).events(brute.blocking, span)[day] >= most:
                    return True
        return False

    def ways(self, one: str, start: int, length: int) -> dict[str, int]:
        """How an id can come: "there", or by hours or on a soft day, with the minutes that takes."""
        found: dict[str, int] = {}
        meeting = range(start, start + length)
        for who in self.brute.people[one]:
            time = self.times[who]
            if self.is_refused(who, start, length):
                continue
            if time.usable.issuperset(meeting):
                return {"there": 0}
            if (time.usable | time.soft).issuperset(meeting):
                found["soft-holiday"] = self.brute.duration
            moved = time.moved(start, length)
            if moved is not None and who.key.partition(".")[0] not in self.fixed:
                found["hours"] = min(moved, found.get("hours", MOST))
        return found


def lengths(minutes: int) -> list[int]:
    """The length asked for, and the shorter ones that are tried."""
    step = 15 if minutes > 30 else 5
    return [one for one in range(1, minutes + 1) if one == minutes or one % step == 0]


def starts(brute: Brute, length: int) -> Iterator[int]:
    """The instants on the raster at which a meeting of a length may begin."""
    raster = brute.options.get("raster") or brute.clock
    step = brute.options.get("step_minutes", 15)
    for start in range(brute.start, brute.end - length + 1):
        if wall_shown(raster, start) % DAY % step == 0 and brute.allows(start):
            yield start


def every_way(brute: Brute, *, fixed: frozenset[str] = frozenset()) -> dict[Key, Way]:
    """The best slot of every set of bends that opens one, needless bends and all."""
    people = People(brute, fixed)
    counted = list(brute.groups)
    attendance = brute.options.get("attendance")
    best: dict[Key, Way] = {}
    for length in lengths(brute.duration):
        lost = brute.duration - length
        shorter = {("shorten", "", -1)} if lost else set()
        for start in starts(brute, length):
            choices = []
            for one in brute.ids:
                ways = people.ways(one, start, length)
                if "there" in ways:
                    choices.append([(one, "there", 0)])
                    continue
                options = [(one, kind, cost) for kind, cost in ways.items()]
                options.append((one, "", 0))
                if any(one in ids and quorum == len(ids) for ids, quorum in counted):
                    options.append((one, "optional", brute.duration))
                choices.append(options)
            for chosen in product(*choices):
                way = _judged(brute, chosen, attendance)
                if way is None:
                    continue
                bends, count, minutes = way
                key = frozenset(bends | shorter)
                if key:
                    one_way = Way(count, minutes + lost, lost, start)
                    best[key] = min(one_way, best.get(key, one_way))
    return best


def _judged(
    brute: Brute, chosen: tuple[tuple[str, str, int], ...], attendance: int | None
) -> tuple[set[tuple[str, str, int]], int, int] | None:
    """The bends, people and minutes of a choice for everybody, or None if it does not do."""
    coming = {one for one, how, _ in chosen if how in ("there", "hours", "soft-holiday")}
    optional = {one for one, how, _ in chosen if how == "optional"}
    bends = {(how, one, -1) for one, how, _ in chosen if how not in ("", "there")}
    count, minutes = len(bends), sum(cost for _, _, cost in chosen)
    quorums = [(at, ids, quorum) for at, (ids, quorum) in enumerate(brute.groups)]
    numbers = [one for one in quorums if one[2] < len(one[1])]
    if attendance:
        numbers.append((len(quorums), tuple(brute.ids), attendance))
    for _, ids, quorum in quorums:
        if quorum == len(ids):
            left = set(ids) - optional
            if not left or not left <= coming:
                return None
    for at, ids, quorum in numbers:
        there = sum(one in coming for one in ids)
        if there == 0:
            return None
        if there < quorum:
            bends.add(("quorum", "", at))
            count += quorum - there
            minutes += (quorum - there) * brute.duration
    return bends, count, minutes


def smallest(ways: dict[Key, Way]) -> dict[Key, Way]:
    """The sets of which no part opens a slot with as few people."""
    return {
        key: way
        for key, way in ways.items()
        if not any(part < key and other.people <= way.people for part, other in ways.items())
    }


def expected(ways: dict[Key, Way], *, has_further: bool) -> dict[Key, Way]:
    """Those of the first levels that come to two, with looking further among them."""
    found: dict[Key, Way] = {}
    for people in range(max((way.people for way in ways.values()), default=0) + 1):
        if len(found) + has_further >= 2:
            break
        found |= {key: way for key, way in smallest(ways).items() if way.people == people}
    return found


def first_further(brute: Brute, days: int) -> int | None:
    """The first slot on the raster that ends past the horizon, at most so many days past it."""
    start = brute.end - brute.duration + 1
    past = replace(
        brute, start=start, end=brute.end + days * DAY, _lives={}, _usable={}, _blocked={}, _rates={}
    )
    raster = brute.options.get("raster") or brute.clock
    step = brute.options.get("step_minutes", 15)
    for at in range(start, past.end - brute.duration + 1):
        if wall_shown(raster, at) % DAY % step == 0 and past.is_possible(at):
            return at
    return None
