"""W7: the next ten slots of 45 minutes for twenty people with two hundred busy events each.

Law: answers first: every peer finds the same ten starts. Before each turn every cache of the library is
emptied, as in `run.py`; what peers keep built (zones, week patterns, days off, sorted events) is built on
our side too: roster, calendars and busy time.

    python benchmarks/slots.py [--smoke]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib import import_module

import overlap
from measure import AnswersDiffer, Bar, Contender, Figure, How, absent, alone, is_installed, take_turns, taken
from ours import forgetter, roster_of
from overlap.core.civil import iso_minute
from workloads import MONDAY, Pattern, Person, WorkedShift, Workload

TITLE = "Slots"
ASKED = """The next ten slots of 45 minutes that twenty people have in common, each with a week of their
own, lunch, and 200 meetings in half a year. The loop over quarter hours stops at the tenth slot, as ours
does, and bisects each person's sorted events; `portion` keeps events as one interval a person. Ours is
`suggest_slots(…, order="earliest", limit=10)`, cold."""
PACKAGES = ("portion",)

SEED = 20_260_107
MINUTES = 45
COUNT = 10
STEP = 15

PEERS = {
    "zoneinfo loop, 15-minute slots": ("slot_walk", None),
    "portion": ("slot_portion", "portion"),
}
BARS = {
    "zoneinfo loop, 15-minute slots": Bar("below this, an afternoon's loop would do", least=8.0),
    "portion": Bar("an object a piece is the price the interval library pays", least=60.0),
}

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


def figures(how: How) -> Iterator[Figure]:
    """One question, everybody who answers it."""
    count, each, days = (5, 20, 30) if how.smoke else (20, 200, 180)
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
    peers: dict[str, Callable[[], list[int]]] = {
        name: import_module(f"peers.{module}").prepare(people, events, horizon, MINUTES, COUNT)
        for name, (module, package) in PEERS.items()
        if package is None or is_installed(package)
    }
    expected = ours()
    if len(expected) != COUNT:
        raise AnswersDiffer(f"only {len(expected)} slots: too trivial to compare")
    for name, query in peers.items():
        answer = query()
        if answer != expected:
            raise AnswersDiffer(f"{name} answers otherwise: {answer} instead of {expected}")

    times = take_turns(
        [
            Contender("overlap, cold", ours, forget),
            *(Contender(name, query) for name, query in peers.items()),
        ],
        how,
    )
    size = f"next {COUNT} of {MINUTES} minutes, {count} people, {each} events each"
    own = times.pop("overlap, cold")
    yield taken("W7", size, "overlap, cold", own)
    for name in PEERS:
        if name in times:
            yield taken("W7", size, name, times[name], ours=own, bar=BARS[name])
        else:
            yield absent("W7", size, name)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
