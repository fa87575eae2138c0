"""W7: the next ten slots of 45 minutes for twenty people with two hundred busy events each.

Law: answers first: every peer finds the same ten starts. Then CPU time, medians of turns taken in
alternation, garbage collector off. Before each turn every cache of the library is emptied, as in `run.py`;
what peers keep built (zones, week patterns, days off, sorted events) is built on our side too: roster,
calendars and busy time. Status 1 if a bar is missed.

    python benchmarks/slots.py [--smoke]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import overlap
from ours import forgetter, roster_of
from overlap.core.civil import iso_minute
from peers import slot_portion, slot_walk
from turns import turns
from workloads import MONDAY, Pattern, Person, WorkedShift, Workload

__all__ = ["main"]

SEED = 20_260_107
MINUTES = 45
COUNT = 10
STEP = 15

LEAST_WALK = 8.0
"""The slot loop's CPU in times of ours: below this, an afternoon's loop would do."""

LEAST_PORTION = 60.0
"""The interval library's CPU in times of ours: an object a piece is the price it pays."""

ZONES = ("Europe/London", "Europe/Berlin", "Europe/Warsaw", "Europe/Lisbon", "Africa/Johannesburg")


def people_of(count: int) -> list[Person]:
    """People who begin between 08:00 and 10:00 on their own clocks, with lunch at noon or one."""
    found = []
    for number in range(count):
        start, lunch = 480 + 30 * (number % 5), 720 + 60 * (number % 2)
        shift = WorkedShift(start, start + 540, ((lunch, lunch + 45),))
        week = Pattern(tuple((shift,) if day < 5 else () for day in range(7)), MONDAY)
        found.append(Person(ZONES[number % len(ZONES)], week, number % 12))
    return found


def events_of(people: Sequence[Person], first: date, days: int, each: int) -> list[list[tuple[int, int]]]:
    """Meetings of each person between 07:00 and 17:00 UTC on weekdays, apart from each other."""
    draw = random.Random(SEED)
    day_zero = (first - date(1970, 1, 1)).days
    workdays = [day for day in range(day_zero, day_zero + days) if (day + 3) % 7 < 5]
    found = []
    for _ in people:
        taken: set[tuple[int, int]] = set()
        own: list[tuple[int, int]] = []
        while len(own) < each:
            day, part = draw.choice(workdays), draw.randrange(10)
            if (day, part) not in taken:
                taken.add((day, part))
                start = day * 1440 + 420 + 60 * part + draw.choice((0, 10, 15))
                own.append((start, start + draw.choice((15, 25, 30, 45))))
        found.append(own)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Compares, prints, judges."""
    parser = argparse.ArgumentParser(description="slots of overlap beside a slot loop and portion")
    parser.add_argument("--smoke", action="store_true", help="tiny sizes; answers are checked, bars are not")
    options = parser.parse_args(argv)
    count, each, days = (5, 20, 30) if options.smoke else (20, 200, 180)
    first = date(2026, 2, 2)
    last = first + timedelta(days=days - 1)
    people = people_of(count)
    events = events_of(people, first, days, each)
    begin = (first - date(1970, 1, 1)).days * 1440
    horizon = (begin, begin + days * 1440)

    roster = roster_of(Workload("W7", "slots", tuple(people), first, last, count))
    busy = {
        team.id: overlap.BusyTime(overlap.Busy(iso_minute(low), iso_minute(high)) for low, high in own)
        for team, own in zip(roster, events, strict=True)
    }
    length = timedelta(minutes=MINUTES)

    def ours() -> list[int]:
        found = overlap.suggest_slots(
            roster, first, last, duration=length, busy=busy, order="earliest", limit=COUNT, zone="UTC"
        )
        return [one.start for one in found]

    forget = forgetter(roster, ours)
    peers: dict[str, tuple[Callable[[], list[int]], float]] = {
        "zoneinfo loop, 15-minute slots": (
            slot_walk.prepare(people, events, horizon, MINUTES, COUNT),
            LEAST_WALK,
        ),
        "portion": (slot_portion.prepare(people, events, horizon, MINUTES, COUNT), LEAST_PORTION),
    }
    expected = ours()
    if len(expected) != COUNT:
        print(f"FAIL  only {len(expected)} slots: too trivial to compare")
        return 1
    for name, (query, _) in peers.items():
        answer = query()
        if answer != expected:
            print(f"FAIL  {name} answers otherwise: {answer} instead of {expected}")
            return 1
    print(f"W7  next {COUNT} of {MINUTES} minutes, {count} people, {each} events each: all answers equal")

    queries = [query for query, _ in peers.values()]
    own, *theirs = turns([ours, *queries], 3 if options.smoke else 15, before=forget)
    print(f"    {'overlap, cold':32}{own * 1e3:11.3f} ms")
    missed = False
    for (name, (_, least)), taken in zip(peers.items(), theirs, strict=True):
        ratio = taken / own
        print(f"    {name:32}{taken * 1e3:11.3f} ms   x{ratio:.1f}, bar x{least:.0f}")
        missed |= ratio < least
    return 1 if missed and not options.smoke else 0


if __name__ == "__main__":
    sys.exit(main())
