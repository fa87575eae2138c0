"""Bulk questions: every pair of five hundred teams, two thousand meetings, a million tickets.

Law: answers first: those of the loop that one would write without the bulk call, on a sample where it is
slow; a pool's answers are the serial ones, all of them. The first three groups are CPU time a question. What
a pool is worth is told by the wall clock, so its figures want an idle machine; beside them stands the CPU
time of the side that asks, which is what limits a cluster. A pool has started its workers, and they have
imported the library, before it is measured.

    python benchmarks/bulk.py [--smoke]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import date, timedelta
from itertools import combinations
from multiprocessing import get_context
from time import perf_counter
from typing import Any

import ours
from measure import AnswersDiffer, Bar, Contender, Figure, How, alone, amount, take_turns, taken
from overlap import (
    Horizon,
    PairWindows,
    Roster,
    SlotQuestion,
    WorkClock,
    find_pair_windows,
    find_windows,
    suggest_slots,
    suggest_slots_for,
)
from overlap.core.civil import day_of
from overlap.planning.bulk import answered
from workloads import Workload, crowd

TITLE = "Bulk questions"
ASKED = """The windows of every two of 500 teams over a year, no two of which work alike; five slots for each
of 2,000 meetings of four teams, in a fortnight each; and when each of a million tickets of eight working
hours is due. Beside them the loops over `find_windows`, `suggest_slots` and `WorkClock.add`, and for pairs
the bare intersection of what each team works, which was worked out before. "2 processes" is a
`ProcessPoolExecutor(2)`: by the wall clock, and in CPU time of the side that asks."""
PACKAGES = ()

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
SEED = 20_261_122
HOURS = timedelta(hours=8)
HOUR = timedelta(hours=1)

SAMPLE = 2_000
"""Pairs and tickets that a loop answers: its time a question does not depend on their number."""

PAIRS_BAR = Bar("a bulk call must beat the loop it replaces", least=2.0)
SLOTS_BAR = Bar(
    "meetings are searched one by one in any case: the bulk call may add next to nothing", least=0.9
)
TICKETS_BAR = Bar("a table of the clock is what batches are for", least=10.0)
MEMORY_BAR = Bar("all windows of 500 teams are to leave room for everything else", most=200.0, of="median")


def roster_of(teams: int) -> Roster:
    """So many teams of whom no two work alike, in forty zones."""
    days = (LAST - FIRST).days + 1
    return ours.roster_of(Workload("bulk", "", crowd(teams, FIRST, days), FIRST, LAST, 1))


def same(found: object, expected: object, what: str) -> None:
    """That two answers are equal.

    Raises:
        AnswersDiffer: If they are not.
    """
    if found != expected:
        raise AnswersDiffer(f"{what}: the answers differ")


def figures(how: How) -> Iterator[Figure]:
    """The three questions, each serial, by a loop, and with a pool."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        [*answered(_warm, range(8), pool, ahead=8)]
        if how.wants("pairs"):
            yield from _pairs(how, pool)
        if how.wants("slots"):
            yield from _slots(how, pool)
        if how.wants("tickets"):
            yield from _tickets(how, pool)


def _warm(number: int) -> int:
    """A worker that has answered this has imported what it needs."""
    return number + len(find_windows(roster_of(2), FIRST, FIRST))


def _pairs(how: How, pool: Executor) -> Iterator[Figure]:
    teams = how.pick(smoke=12, quick=150, full=500)
    roster = roster_of(teams)
    every = [*combinations([team.id for team in roster], 2)]
    sample = random.Random(SEED).sample(every, min(SAMPLE, len(every)))
    horizon = Horizon.of(FIRST, LAST, roster.home)

    def asked(executor: Executor | None = None) -> PairWindows:
        return find_pair_windows(roster, FIRST, LAST, executor=executor)

    def looped() -> list[Any]:
        return [find_windows(roster, FIRST, LAST, teams=pair).intervals for pair in sample]

    present = {team.id: team.at_work(horizon) for team in roster}

    def bare() -> list[Any]:
        return [(both := present[one] & present[other], both.minutes) for one, other in sample]

    serial = asked()
    same([serial[pair].intervals for pair in sample], looped(), "pairs")
    same([(serial[pair].intervals, serial.of(*pair).minutes) for pair in sample], bare(), "pairs, bare")
    same(asked(pool), serial, "pairs, 2 processes")
    size = f"{len(every):,} pairs of {teams}, a year"
    yield from _beside(
        "pairs",
        size,
        how,
        Contender("overlap", asked, questions=len(every)),
        Contender("a loop over find_windows", looped, questions=len(sample)),
        PAIRS_BAR,
        Contender("bare intersection of interval sets", bare, questions=len(sample)),
    )
    yield from _pooled("pairs", size, how, asked, pool)
    kept = sum(map(sys.getsizeof, serial._sets)) + 16 * len(serial._sets)
    yield amount("pairs", size, "memory of all windows", kept / 1e6, "MB", bar=MEMORY_BAR)


def _slots(how: How, pool: Executor) -> Iterator[Figure]:
    meetings = how.pick(smoke=8, quick=200, full=2_000)
    roster = roster_of(how.pick(smoke=12, quick=150, full=500))
    draw = random.Random(SEED)
    ids = [team.id for team in roster]
    asked: list[SlotQuestion] = []
    for _ in range(meetings):
        start = FIRST + timedelta(days=draw.randrange(340))
        end = start + timedelta(days=13)
        asked.append(SlotQuestion(start, end, duration=HOUR, required=draw.sample(ids, 4), quorum=3))

    def bulk(executor: Executor | None = None) -> tuple[Any, ...]:
        return suggest_slots_for(roster, asked, executor=executor)

    def looped() -> tuple[Any, ...]:
        return tuple(suggest_slots(roster, q.start, q.end, duration=q.duration, **q.options) for q in asked)

    serial = bulk()
    same(serial, looped(), "slots")
    same(bulk(pool), serial, "slots, 2 processes")
    size = f"{meetings:,} meetings of 4 teams"
    loop = Contender("a loop over suggest_slots", looped, questions=meetings)
    yield from _beside("slots", size, how, Contender("overlap", bulk, questions=meetings), loop, SLOTS_BAR)
    yield from _pooled("slots", size, how, bulk, pool)


def _tickets(how: How, pool: Executor) -> Iterator[Figure]:
    count = how.pick(smoke=2_000, quick=200_000, full=1_000_000)
    team = next(iter(roster_of(2)))
    draw = random.Random(SEED)
    low = day_of(FIRST) * 1440
    tickets = [low + draw.randrange(300 * 1440) for _ in range(count)]
    sample = tickets[: SAMPLE if count > SAMPLE else 100]

    def batch(executor: Executor | None = None) -> Sequence[int]:
        return WorkClock(team).add_many(tickets, HOURS, executor=executor)

    def looped() -> list[int]:
        clock = WorkClock(team)
        return [int(clock.add(ticket, HOURS).timestamp()) // 60 for ticket in sample]

    serial = batch()
    same(serial[: len(sample)], looped(), "tickets")
    same(batch(pool), serial, "tickets, 2 processes")
    size = f"{count:,} tickets"
    loop = Contender("a loop over WorkClock.add", looped, questions=len(sample))
    yield from _beside("tickets", size, how, Contender("overlap", batch, questions=count), loop, TICKETS_BAR)
    yield from _pooled("tickets", size, how, batch, pool)


def _beside(
    workload: str,
    size: str,
    how: How,
    own: Contender,
    loop: Contender,
    bar: Bar,
    *others: Contender,
) -> Iterator[Figure]:
    """CPU time a question of the bulk call, and of what one would write without it."""
    times = take_turns([own, loop, *others], how, turns=5)
    yield taken(workload, size, own.name, times[own.name], unit="us")
    for one in (loop, *others):
        judged = bar if one is loop else None
        yield taken(workload, size, one.name, times[one.name], unit="us", ours=times[own.name], bar=judged)


def _pooled(
    workload: str, size: str, how: How, call: Callable[..., object], pool: Executor
) -> Iterator[Figure]:
    """Seconds of the whole call, serial and with a pool, by the wall clock; and of the side that asks."""
    both = [Contender("serial, wall clock", call), Contender("2 processes, wall clock", lambda: call(pool))]
    wall = take_turns(both, how, turns=5, clock=perf_counter)
    serial, pooled = (wall[one.name] for one in both)
    yield taken(workload, size, both[0].name, serial, unit="s")
    yield taken(workload, size, both[1].name, pooled, unit="s", ours=serial)
    asking = Contender("2 processes, CPU time of the side that asks", lambda: call(pool))
    yield taken(workload, size, asking.name, take_turns([asking], how, turns=5)[asking.name], unit="s")


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
