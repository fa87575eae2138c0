"""W5: how many of a million people are at work over thirty days, where they share two thousand schedules.

Law: answers first: the steps are those of a naive sum, each schedule worked out day by day with
`datetime` and `zoneinfo` and added up as often as somebody has it. Then CPU time beside the least that
any answer must do, which is to look at every reference once: `collections.Counter` over a million
references to as many plain objects, which compare by identity. Turns alternate, the garbage collector
is off, the median counts; all caches of the library are emptied before each of its turns. Memory is the
peak beside the caller's own list. Status 1 if an answer differs or a bar is missed.

    python benchmarks/crowd.py [--smoke]
"""

from __future__ import annotations

import argparse
import gc
import platform
import random
import sys
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import ours
from overlap import count_at_work
from overlap.people.workpattern import WorkPattern
from peers import zoneinfo_days
from turns import turns
from workloads import Person, Workload, crowd

__all__ = ["main"]

FIRST = date(2026, 3, 1)
DAYS = 30
"""Over the changes of New York's and Europe's clocks."""

PEOPLE, SCHEDULES = 1_000_000, 2_000
SMOKE_PEOPLE, SMOKE_SCHEDULES = 20_000, 50

MOST_TIMES = 4.0
"""Our CPU, in times of the bare count: more, and counting person by person would no longer be the cost."""

MOST_BYTES_A_SCHEDULE = 8_000
"""Memory beside the caller's list, by schedule: its intervals, its weight and its share of the steps.

A list of a million references is eight megabytes; a copy of it would show at once.
"""


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


def main(argv: Sequence[str] | None = None) -> int:
    """Compares, measures and judges; status 1 if answers differ or a bar is missed."""
    parser = argparse.ArgumentParser(description="CPU time of counting a crowd")
    parser.add_argument("--smoke", action="store_true", help="few people, one turn: only that it runs")
    smoke = parser.parse_args(argv).smoke
    size, distinct = (SMOKE_PEOPLE, SMOKE_SCHEDULES) if smoke else (PEOPLE, SCHEDULES)

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
        print("the answers differ")
        return 1
    forget = ours.forgetter(roster, query)
    own, bare = turns([query, lambda: Counter(plain)], 1 if smoke else 15, before=forget)
    forget()
    gc.collect()
    tracemalloc.start()
    query()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(
        f"python {platform.python_version()}  {platform.machine()}\n"
        f"{size:,} people, {distinct:,} schedules, {DAYS} days, {len(expected):,} steps: overlap "
        f"{own * 1e3:.0f} ms; a bare count by identity {bare * 1e3:.0f} ms (x{own / bare:.2f}); "
        f"memory {peak / 1e6:.1f} MB, {peak / distinct / 1e3:.1f} kB a schedule"
    )
    if smoke:
        return 0
    passed = own / bare <= MOST_TIMES and peak / distinct <= MOST_BYTES_A_SCHEDULE
    print(
        f"{'PASS' if passed else 'FAIL'}: bars x{MOST_TIMES:g} and {MOST_BYTES_A_SCHEDULE:,} bytes a schedule"
    )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
