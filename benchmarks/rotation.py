"""W8: fair rotation, beside fair-meeting-planner 0.1.0 on its own ground, and by the number of teams.

Law: answers first. The peer is given its own candidates, cost function and horizon; our answer to the same
tables must be at least as fair in every case, and called optimal, before any time is taken. Then CPU time
of this process and those it starts, for the peer's solver is one; the median counts.
The second table plans a quarter for 3 to 10 teams around the world: our own proof, and HiGHS alone where it
is installed; where both are optimal they must agree. Status 1 if an answer is worse or a bar is missed.

    python benchmarks/rotation.py [--smoke]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from importlib.util import find_spec
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import process_time

from overlap.planning.fair import FairOption, FairPlan, FairTask, share
from peers import fair_meeting

__all__ = ["main"]

LEAST_TIMES = 5.0
"""The peer's CPU in times of ours, in every case: its answers prove no more than a gap of five percent."""

Case = tuple[str, tuple[fair_meeting.Participant, ...], int, tuple[str, ...], int]
"""Name, people, horizon, weekdays, minutes."""

WEST_TO_EAST = (
    ("la", "America/Los_Angeles", "09:00", "17:00"),
    ("berlin", "Europe/Berlin", "09:00", "17:00"),
    ("kolkata", "Asia/Kolkata", "09:00", "17:00"),
)
CASES: tuple[Case, ...] = (
    ("3 people, 3 meetings", WEST_TO_EAST, 3, ("Mon", "Wed"), 30),
    ("3 people, 4 meetings", WEST_TO_EAST, 4, ("Mon", "Wed"), 60),
    ("3 people, 8 meetings", WEST_TO_EAST, 8, ("Mon", "Wed"), 60),
    (
        "5 people, 4 meetings",
        (
            *WEST_TO_EAST,
            ("tokyo", "Asia/Tokyo", "10:00", "19:00"),
            ("sao-paulo", "America/Sao_Paulo", "08:00", "17:00"),
        ),
        4,
        ("Tue", "Thu"),
        60,
    ),
    (
        "12 people, 6 meetings",
        tuple(
            (f"p{at}", zone, f"{8 + at % 3:02}:00", f"{16 + at % 3:02}:00")
            for at, zone in enumerate(
                ("Asia/Manila", "Europe/London", "America/New_York", "Australia/Sydney") * 3
            )
        ),
        6,
        ("Mon", "Tue", "Wed"),
        60,
    ),
)

OFFSETS = {
    "manila": (16, 16, 16),
    "krakow": (2, 2, 4),
    "new-york": (-10, -8, -8),
    "pune": (11, 11, 11),
    "bogota": (-10, -10, -10),
    "sydney": (22, 22, 20),
    "london": (0, 0, 2),
    "san-francisco": (-16, -14, -14),
    "tokyo": (18, 18, 18),
    "dubai": (8, 8, 8),
}
"""Half hours from UTC in three weeks before, three between, and seven after the spring changes."""


def half_hour(local: int) -> int:
    """What half an hour costs somebody who works from 09:00 to 17:00."""
    local %= 48
    if 18 <= local < 34:
        return 0
    if local >= 44 or local < 14:
        return 6
    return min(4, (min((18 - local) % 48, (local - 33) % 48) + 1) // 2)


def quarter(teams: int) -> FairTask:
    """Thirteen weekly hours for the first so many teams, on every half hour of the day."""
    names = list(OFFSETS)[:teams]
    weeks = []
    for week in range(13):
        regime = 0 if week < 3 else 1 if week < 6 else 2
        weeks.append(
            tuple(
                FairOption(
                    start,
                    tuple(
                        half_hour(start + OFFSETS[name][regime])
                        + half_hour(start + 1 + OFFSETS[name][regime])
                        for name in names
                    ),
                )
                for start in range(48)
            )
        )
    return FairTask((0,) * teams, tuple(weeks))


def asked(task: FairTask, **more: object) -> FairPlan:
    """A plan; these tasks all have one."""
    found = share(task, **more)  # type: ignore[arg-type]
    assert isinstance(found, FairPlan)
    return found


def timed(call: object, count: int) -> float:
    """The median CPU seconds of a call."""
    taken = []
    for _ in range(count):
        start = seconds()
        call()  # type: ignore[operator]
        taken.append(seconds() - start)
    return median(taken)


def seconds() -> float:
    """CPU seconds of this process and of those it started and waited for."""
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def beside_the_peer(smoke: bool) -> bool:
    """Compares, prints; whether all is well."""
    is_well = True
    for name, people, horizon, weekdays, minutes in CASES[:2] if smoke else CASES:
        rows = fair_meeting.tables(people, horizon, weekdays, minutes)
        task = FairTask(
            (0,) * len(people),
            tuple(tuple(FairOption(at, costs) for at, costs in enumerate(week)) for week in rows),
        )
        theirs = fair_meeting.plan(people, horizon, weekdays, minutes)
        plan, worst = asked(task, solver="own"), theirs()
        own = max(plan.burdens) / 1000
        if not plan.is_optimal or own > worst + 1e-9:
            print(f"FAIL  {name}: ours {own:.2f}, theirs {worst:.2f}, optimal: {plan.is_optimal}")
            is_well = False
            continue
        count = 1 if smoke else 5
        mine = timed(lambda task=task: asked(task, solver="own"), count)
        peer = timed(theirs, 1 if smoke else 3)
        print(
            f"    {name:24} worst {own:6.2f} (theirs {worst:6.2f})  "
            f"{mine * 1e3:9.1f} ms  theirs {peer * 1e3:9.1f} ms  x{peer / mine:.1f}"
        )
        is_well &= smoke or peer / mine >= LEAST_TIMES
    return is_well


def by_teams(smoke: bool) -> bool:
    """Plans quarters, prints; whether all is well."""
    is_well = True
    has_highs = find_spec("highspy") is not None
    for teams in (3, 4) if smoke else (3, 4, 5, 6, 10):
        task = quarter(teams)
        start = seconds()
        own = asked(task, solver="own")
        mine = seconds() - start
        line = f"    {teams:2} teams  {_told(own)} {mine:6.2f} s"
        if has_highs:
            start = seconds()
            other = asked(task, solver="highs", time_limit=timedelta(seconds=10 if smoke else 60))
            line += f"    HiGHS alone {_told(other)} {seconds() - start:6.2f} s"
            both = own.is_optimal and other.is_optimal
            is_well &= own.bound <= max(other.burdens) and other.bound <= max(own.burdens)
            is_well &= not both or sorted(own.burdens) == sorted(other.burdens)
        print(line)
        is_well &= teams > 5 or own.is_optimal
    return is_well


def _told(plan: FairPlan) -> str:
    worst = max(plan.burdens)
    return f"worst {worst:3} {'optimal ' if plan.is_optimal else f'(>= {plan.bound})'}"


def main(argv: Sequence[str] | None = None) -> int:
    """Compares, prints, judges."""
    parser = argparse.ArgumentParser(description="fair rotation beside fair-meeting-planner and HiGHS")
    parser.add_argument("--smoke", action="store_true", help="few cases; answers are checked, bars are not")
    smoke = parser.parse_args(argv).smoke
    print("W8  the peer's candidates, costs and horizons; the worst-off person's total")
    is_well = beside_the_peer(smoke)
    print("    thirteen weeks, every half hour of the day; the worst-off team's total")
    is_well &= by_teams(smoke)
    print("PASS" if is_well else "FAIL")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
