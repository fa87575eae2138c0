"""Working-time clocks beside their peers: 100,000 tickets of eight working hours, and spans of 30 days.

Law: answers first: each peer's answers are the library's, ticket by ticket. Then CPU time, medians of turns
taken in alternation, garbage collector off. The library's clock is made anew for each turn, so that it
works out who works when inside it; peers keep what they have made. Slow peers answer the first of the
tickets; figures are per ticket. Status 1 if answers differ or a bar is missed.

    python benchmarks/clocks.py [--smoke]
"""

from __future__ import annotations

import argparse
import gc
import platform
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from importlib.metadata import version
from statistics import median
from time import process_time
from typing import Any

from ours import FixedDays
from overlap import Break, Shift, Team, WorkClock
from overlap.core.zones import tzdata_version
from overlap.people.calendars import Calendar
from overlap.people.workpattern import Overnight
from peers.working_time import (
    Desk,
    by_business_time_delta,
    by_pandas,
    by_walking,
    by_workclock,
    spans_by_workclock,
)

__all__ = ["main"]

HOURS = 8
TICKETS = 100_000
YEARS = (2025, 2026)
SEED = 20_260_302
SPAN_DAYS = 30

_FIXED = ((1, 1), (1, 19), (2, 16), (4, 3), (5, 25), (7, 3), (9, 7), (10, 12), (11, 26), (12, 25))
HOLIDAYS = frozenset(
    date(year, *day) for year in (*YEARS, *(YEARS[-1] + more for more in (1, 2))) for day in _FIXED
)
"""Ten dates a year, and two years more: businesstimedelta fails after its last holiday."""

OFFICE = Desk("America/New_York", time(9), time(17, 30), (time(12, 30), time(13, 15)), HOLIDAYS)
"""Days with a lunch break, on a clock that changes: every peer can say that."""

NIGHTS = Desk("Asia/Manila", time(22), time(6), (time(2), time(3)), HOLIDAYS)
"""Nights with a break: businesstimedelta cannot count nights, and for pandas what follows the break
is another day's work, which other holidays take."""


@dataclass(frozen=True)
class Bar:
    """The least that peer CPU / our CPU may be per answer, and why that much."""

    peer: str
    least: float
    why: str


BARS = {
    "office": (
        Bar("day by day, datetime + zoneinfo", 8.0, "below this, a loop of the standard library would do"),
        Bar("the same, hours of dates remembered", 4.0, "nor would one with a dictionary of dates"),
        Bar("pandas CustomBusinessHour", 150.0, "what people have installed, an offset at a time"),
        Bar("businesstimedelta", 150.0, "the clock that most tickets are counted with"),
    ),
    "nights": (Bar("day by day, datetime + zoneinfo", 8.0, "nights may cost no more than days"),),
    "spans": (
        Bar("workclock", 0.5, "compiled Rust, asked for one span at a time: its own speed test"),
        Bar("workclock, batch in numpy", 0.5, "the fastest there is: pure Python within twice its time"),
    ),
}

Answers = Callable[[Sequence[Any]], list[int]]


@dataclass(frozen=True)
class Contender:
    """One way to answer, and how many of the questions it is asked."""

    name: str
    answers: Answers
    share: float = 1.0


def team_of(desk: Desk, overnight: Overnight = "start_day") -> Team:
    """The desk as a team of ours."""
    shift = Shift(desk.start, desk.end, breaks=[Break(*desk.pause)])
    calendar = Calendar(FixedDays(sorted(desk.holidays)))
    return Team("desk", desk.zone, [shift], holidays=calendar, overnight=overnight)


def adding(team: Team) -> Answers:
    """Ours: a clock made anew, and one call for all tickets."""
    amount = timedelta(hours=HOURS)
    return lambda starts: WorkClock(team).add_many(starts, amount)


def counting(team: Team) -> Answers:
    """Ours: a clock made anew, and one call for all spans."""
    return lambda spans: WorkClock(team).between_many(spans)


def compare(
    name: str, questions: Sequence[Any], ours: Contender, peers: Sequence[Contender], turns: int
) -> dict[str, float]:
    """Seconds per answer of each, once all are equal.

    Raises:
        AssertionError: If an answer differs.
    """
    expected = ours.answers(questions)
    asked = {one.name: questions[: max(int(len(questions) * one.share), 1)] for one in (ours, *peers)}
    for peer in peers:
        found = peer.answers(asked[peer.name])
        wrong = [
            (question, mine, theirs)
            for question, mine, theirs in zip(asked[peer.name], expected, found, strict=False)
            if mine != theirs
        ]
        if wrong or len(found) != len(asked[peer.name]):
            raise AssertionError(f"{name}: {peer.name} answers {len(wrong)} otherwise, first {wrong[:2]}")
    taken: dict[str, list[float]] = {one.name: [] for one in (ours, *peers)}
    for _ in range(turns):
        for one in (ours, *peers):
            mine = asked[one.name]
            gc.collect()
            gc.disable()
            start = process_time()
            one.answers(mine)
            taken[one.name].append((process_time() - start) / len(mine))
            gc.enable()
    return {who: median(times) for who, times in taken.items()}


def show(name: str, what: str, count: int, seconds: dict[str, float]) -> None:
    """The table of one comparison."""
    print(f"\n{name}  {what}: {count} questions, all answers equal")
    own = seconds["overlap"]
    for who, each in seconds.items():
        ratio = "" if who == "overlap" else f"   x{each / own:.2f}"
        print(f"    {who:40}{each * 1e6:10.3f} us{ratio}")


def main(argv: Sequence[str] | None = None) -> int:
    """Compares, measures and judges; status 1 if answers differ or a bar is missed."""
    parser = argparse.ArgumentParser(description="working-time clocks side by side, in CPU time")
    parser.add_argument("--smoke", action="store_true", help="few tickets, one turn: only that all are equal")
    smoke = parser.parse_args(argv).smoke
    draw = random.Random(SEED)
    begin, end = (
        date(YEARS[0], 1, 2),
        date(YEARS[-1] + 1, 1, 1),
    )  # on the first it is still last year in New York
    first, minutes = (begin - date(1970, 1, 1)).days * 1440, (end - begin).days * 1440
    count, turns = (400, 1) if smoke else (TICKETS, 5)
    tickets = [first + draw.randrange(minutes) for _ in range(count)]
    spans = [(start, start + SPAN_DAYS * 1440) for start in tickets]
    few, some = (0.25, 0.5) if smoke else (0.005, 0.1)

    names = ("pandas", "businesstimedelta", "workclock", "numpy")
    facts = "  ".join(f"{name} {version(name)}" for name in names)
    print(
        f"python {platform.python_version()}  tzdata {tzdata_version()}  {facts}\nCPU time an answer, medians"
    )
    comparisons = (
        (
            "office",
            f"{HOURS} working hours, a lunch break, holidays, New York",
            tickets,
            adding(team_of(OFFICE)),
            (
                Contender(
                    "day by day, datetime + zoneinfo", by_walking(OFFICE, HOURS * 60, remember=False), some
                ),
                Contender(
                    "the same, hours of dates remembered", by_walking(OFFICE, HOURS * 60, remember=True)
                ),
                Contender("pandas CustomBusinessHour", by_pandas(OFFICE, HOURS), few),
                Contender("businesstimedelta", by_business_time_delta(OFFICE, HOURS), few),
                Contender("workclock, batch in numpy", by_workclock(OFFICE, HOURS)),
            ),
        ),
        (
            "nights",
            f"{HOURS} working hours, nights with a break, holidays by the shift's date, Manila",
            tickets,
            adding(team_of(NIGHTS)),
            (
                Contender(
                    "day by day, datetime + zoneinfo", by_walking(NIGHTS, HOURS * 60, remember=False), some
                ),
                Contender(
                    "the same, hours of dates remembered", by_walking(NIGHTS, HOURS * 60, remember=True)
                ),
            ),
        ),
        (
            "clipped nights",
            "the same nights, holidays from 00:00 to 24:00",
            tickets,
            adding(team_of(NIGHTS, "clip")),
            (Contender("workclock, batch in numpy", by_workclock(NIGHTS, HOURS)),),
        ),
        (
            "spans",
            f"working minutes of {SPAN_DAYS} days, the office",
            spans,
            counting(team_of(OFFICE)),
            tuple(Contender(who, answers, some) for who, answers in spans_by_workclock(OFFICE).items()),
        ),
    )
    passed = True
    for name, what, questions, own, peers in comparisons:
        try:
            seconds = compare(name, questions, Contender("overlap", own), peers, turns)
        except AssertionError as error:
            print(f"\nFAIL  {error}")
            return 1
        show(name, what, len(questions), seconds)
        for bar in () if smoke else BARS.get(name, ()):
            ratio = seconds[bar.peer] / seconds["overlap"]
            verdict = "PASS" if ratio >= bar.least else "FAIL"
            print(f"{verdict}  {bar.peer}: x{ratio:.2f}, bar x{bar.least:.2f}")
            if ratio < bar.least:
                print(f"      the bar is there because: {bar.why}")
                passed = False
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
