"""W6: working-time clocks: 100,000 tickets of eight working hours, and the working minutes of 30-day spans.

Law: answers first: each peer's answers are the library's, ticket by ticket. The library's clock is made
anew for each turn, so that it works out who works when inside it; peers keep what they have made. Slow
peers answer the first of the tickets; figures are of one ticket.

    python benchmarks/clocks.py [--smoke]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from measure import AnswersDiffer, Bar, Contender, Figure, How, absent, alone, is_installed, take_turns, taken
from ours import FixedDays
from overlap import Break, Shift, Team, WorkClock
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

TITLE = "Working-time clocks"
ASKED = """100,000 tickets "+8 working hours" over 2025 and 2026, and the working minutes of as many spans
of 30 days. *Office*: New York, 09:00 to 17:30 with a lunch break and ten holidays a year. *Nights*: Manila,
22:00 to 06:00 with a break, holidays by the date on which a shift starts; *clipped nights*: holidays from
00:00 to 24:00. Our clock is made anew in each turn. Time of one answer; slow peers answer the first tenth,
or 500."""
PACKAGES = ("businesstimedelta", "numpy", "pandas", "workclock")

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


WALK, REMEMBER = "day by day, datetime + zoneinfo", "the same, hours of dates remembered"
PANDAS, DELTA = "pandas CustomBusinessHour", "businesstimedelta"
BATCH = "workclock, batch in numpy"

NEEDS = {
    WALK: (),
    REMEMBER: (),
    PANDAS: ("pandas",),
    DELTA: ("businesstimedelta", "pytz"),
    "workclock": ("numpy", "workclock"),
    "workclock, batch of datetimes": ("numpy", "workclock"),
    BATCH: ("numpy", "workclock"),
}
"""The packages of each peer."""

_SPAN = "pure Python within twice the time of compiled Rust"
BARS = {
    ("office", WALK): Bar("below this, a loop of the standard library would do", least=8.0),
    ("office", REMEMBER): Bar("nor would a loop with a dictionary of dates", least=4.0),
    ("office", PANDAS): Bar("what people have installed, an offset at a time", least=150.0),
    ("office", DELTA): Bar("the clock that most tickets are counted with", least=150.0),
    ("nights", WALK): Bar("nights may cost no more than days", least=8.0),
    ("spans", "workclock"): Bar(f"{_SPAN}, asked for one span at a time: its own speed test", least=0.5),
    ("spans", BATCH): Bar(f"{_SPAN}, the fastest there is", least=0.5),
}

Answers = Callable[[Sequence[Any]], list[int]]


@dataclass(frozen=True)
class Peer:
    """One way to answer, and how many of the questions it is asked."""

    name: str
    make: Callable[[], Answers]
    share: float = 1.0

    @property
    def is_installed(self) -> bool:
        """Whether its packages are there."""
        return all(is_installed(package) for package in NEEDS[self.name])


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
    name: str, what: str, questions: Sequence[Any], ours: Answers, peers: Sequence[Peer], how: How
) -> Iterator[Figure]:
    """Figures of one answer each, once all are equal."""
    expected = ours(questions)
    contenders = [Contender("overlap, a batch of ints", lambda: ours(questions), questions=len(questions))]
    for peer in peers:
        if not peer.is_installed:
            continue
        asked = questions[: max(int(len(questions) * peer.share), 1)]
        answers = peer.make()
        found = answers(asked)
        wrong = [
            (question, mine, theirs)
            for question, mine, theirs in zip(asked, expected, found, strict=False)
            if mine != theirs
        ]
        if wrong or len(found) != len(asked):
            raise AnswersDiffer(f"{name}: {peer.name} answers {len(wrong)} otherwise, first {wrong[:2]}")
        contenders.append(Contender(peer.name, partial(answers, asked), questions=len(asked)))
    times = take_turns(contenders, how, turns=5)
    own = next(iter(times.values()))
    size = f"{len(questions):,} questions: {what}"
    for who, each in times.items():
        bar = BARS.get((name, who))
        yield taken(name, size, who, each, unit="us", ours=None if each is own else own, bar=bar)
    for peer in peers:
        if not peer.is_installed:
            yield absent(name, size, peer.name)


def figures(how: How) -> Iterator[Figure]:
    """Dues in an office and at night, and spans."""
    draw = random.Random(SEED)
    # On the first it is still last year in New York.
    begin, end = date(YEARS[0], 1, 2), date(YEARS[-1] + 1, 1, 1)
    first, minutes = (begin - date(1970, 1, 1)).days * 1440, (end - begin).days * 1440
    count = 400 if how.smoke else TICKETS
    tickets = [first + draw.randrange(minutes) for _ in range(count)]
    spans = [(start, start + SPAN_DAYS * 1440) for start in tickets]
    few, some = (0.25, 0.5) if how.smoke else (0.005, 0.1)

    def walking(desk: Desk) -> tuple[Peer, Peer]:
        return (
            Peer(WALK, lambda: by_walking(desk, HOURS * 60, remember=False), some),
            Peer(REMEMBER, lambda: by_walking(desk, HOURS * 60, remember=True)),
        )

    def span(way: str) -> Peer:
        return Peer(way, lambda: spans_by_workclock(OFFICE)[way], some)

    comparisons = {
        "office": (
            f"{HOURS} working hours, a lunch break, holidays, New York",
            tickets,
            adding(team_of(OFFICE)),
            (
                *walking(OFFICE),
                Peer(PANDAS, lambda: by_pandas(OFFICE, HOURS), few),
                Peer(DELTA, lambda: by_business_time_delta(OFFICE, HOURS), few),
                Peer(BATCH, lambda: by_workclock(OFFICE, HOURS)),
            ),
        ),
        "nights": (
            f"{HOURS} working hours, nights with a break, holidays by the shift's date, Manila",
            tickets,
            adding(team_of(NIGHTS)),
            walking(NIGHTS),
        ),
        "clipped nights": (
            "the same nights, holidays from 00:00 to 24:00",
            tickets,
            adding(team_of(NIGHTS, "clip")),
            (Peer(BATCH, lambda: by_workclock(NIGHTS, HOURS)),),
        ),
        "spans": (
            f"working minutes of {SPAN_DAYS} days, the office",
            spans,
            counting(team_of(OFFICE)),
            tuple(map(span, ("workclock", "workclock, batch of datetimes", BATCH))),
        ),
    }
    for name, (what, questions, own, peers) in comparisons.items():
        if how.wants(name):
            yield from compare(name, what, questions, own, peers, how)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
