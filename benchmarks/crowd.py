"""W5: how many of a million people are at work over thirty days, where they share two thousand schedules.

Law: answers first: the steps are those of a naive sum, each schedule worked out day by day with `datetime`
and `zoneinfo` and added up as often as somebody has it. The measure is the least that any answer must do,
which is to look at every reference once: `collections.Counter` over a million references to as many plain
objects, which compare by identity. All caches of the library are emptied before each of its turns. Memory
is the peak beside the caller's own list.

    python benchmarks/crowd.py [--smoke]
"""

from __future__ import annotations

import gc
import random
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import ours
from measure import AnswersDiffer, Bar, Contender, Figure, How, alone, amount, take_turns, taken
from overlap import count_at_work
from overlap.people.workpattern import WorkPattern
from peers import zoneinfo_days
from workloads import Person, Workload, crowd

TITLE = "A crowd"
ASKED = """How many of a million people are at work at each minute of thirty days over the spring changes of
clocks? They share 2,000 different schedules of 40 zones, 25 patterns and 12 calendars, most of them with
days off. The measure is the least that any answer must do: `collections.Counter` over a million references,
by identity. Ours is `count_at_work`, cold."""
PACKAGES: tuple[str, ...] = ()

FIRST = date(2026, 3, 1)
DAYS = 30
"""Over the changes of New York's and Europe's clocks."""

PEOPLE, SCHEDULES = 1_000_000, 2_000
SMOKE_PEOPLE, SMOKE_SCHEDULES = 20_000, 50

TIMES = Bar("more, and counting person by person would no longer be the cost", most=4.0, of="share")
KILOBYTES = Bar(
    "its intervals, its weight and its share of the steps; a copy of the caller's list would show at once",
    most=8.0,
    of="median",
)


class _Thing:
    """What is compared by identity, as every plain object is."""


def naive(people: Sequence[Person], chosen: Sequence[int]) -> list[tuple[int, int, int]]:
    """The steps by adding up day by day, for each schedule as often as somebody has it."""
    last = FIRST + timedelta(days=DAYS - 1)
    change: Counter[int] = Counter()
    start, end = Workload("", "", (), FIRST, last, 1).horizon
    for number, count in Counter(chosen).items():
        starts, ends = zoneinfo_days.prepare(Workload("", "", (people[number],), FIRST, last, 1))()
        for low, high in zip(starts, ends, strict=True):
            change[max(low, start)] += count
            change[min(high, end)] -= count
    steps: list[tuple[int, int, int]] = []
    level, since = 0, start
    for instant in sorted({*change, end}):
        if (change[instant] or instant == end) and since < instant:
            steps.append((since, instant, level))
            since = instant
        level += change[instant]
    return steps


def figures(how: How) -> Iterator[Figure]:
    """One question, and the memory of its answer."""
    size, distinct = (SMOKE_PEOPLE, SMOKE_SCHEDULES) if how.smoke else (PEOPLE, SCHEDULES)
    last = FIRST + timedelta(days=DAYS - 1)
    people = crowd(distinct, FIRST, DAYS)
    roster = ours.roster_of(Workload("W5", "a crowd", people, FIRST, last, 1))
    patterns = [team.pattern for team in roster]
    draw = random.Random(distinct)
    chosen = [draw.randrange(distinct) for _ in range(size)]
    references: list[WorkPattern] = [patterns[number] for number in chosen]
    things = [_Thing() for _ in patterns]
    plain = [things[number] for number in chosen]

    def query() -> tuple[tuple[int, int, int], ...]:
        return count_at_work(references, FIRST, last).steps

    expected = naive(people, chosen)
    if list(query()) != expected:
        raise AnswersDiffer("the steps are not those of the naive sum")
    forget = ours.forgetter(roster, query)
    bare = "a bare count by identity"
    times = take_turns(
        [Contender("overlap, cold", query, forget), Contender(bare, lambda: Counter(plain))], how
    )
    told = f"{size:,} people, {distinct:,} schedules, {DAYS} days, {len(expected):,} steps"
    own = times["overlap, cold"]
    yield taken("W5", told, "overlap, cold", own)
    yield taken("W5", told, bare, times[bare], ours=own, bar=TIMES)

    forget()
    gc.collect()
    tracemalloc.start()
    query()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    told = "the peak beside the caller's list"
    yield amount("W5, memory", told, "overlap, in all", peak / 1e6, "MB")
    yield amount("W5, memory", told, "overlap, of each schedule", peak / distinct / 1e3, "kB", bar=KILOBYTES)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
