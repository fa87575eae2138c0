"""W8: fair rotation, beside fair-meeting-planner 0.1.0 on its own ground, and by the number of teams.

Law: answers first. The peer is given its own candidates, cost function and horizon; our answer to the same
tables must be at least as fair in every case, and called optimal, before any time is taken. CPU of this
process and of those it starts, for the peer's solver is one. Then a quarter for 3 to 10 teams around the
world: our own proof, and HiGHS alone where it is installed; where both are optimal they must agree.

    python benchmarks/rotation.py [--smoke]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from measure import (
    AnswersDiffer,
    Bar,
    Contender,
    Figure,
    How,
    Times,
    absent,
    alone,
    cpu_with_children,
    is_installed,
    take_turns,
    taken,
)
from overlap.planning.fair import FairOption, FairPlan, FairTask, share
from peers import fair_meeting

TITLE = "Fair rotation"
ASKED = """A recurring meeting whose time goes round. fair-meeting-planner is given its own candidates, cost
function and horizon, ours the same as tables; its proof stops at a gap of five percent, ours at the fairest
plan, the second worst-off and all others included. Then thirteen weeks over the spring changes, every half
hour of the day, teams around the world: our own proof beside HiGHS alone, one turn each; "at least" where
nothing fairer is excluded yet. CPU of all processes."""
PACKAGES = ("fair-meeting-planner", "highspy")

LEAST = Bar("its answers prove no more than a gap of five percent", least=5.0)

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


def beside_the_peer(how: How) -> Iterator[Figure]:
    """Each case by ours and by the peer."""
    is_there = is_installed("fairmeeting") and is_installed("pandas")
    for name, people, horizon, weekdays, minutes in CASES[:2] if how.smoke else CASES:
        if not is_there:
            yield absent(name, "one meeting a week", "fair-meeting-planner")
            continue
        rows = fair_meeting.tables(people, horizon, weekdays, minutes)
        task = FairTask(
            (0,) * len(people),
            tuple(tuple(FairOption(at, costs) for at, costs in enumerate(week)) for week in rows),
        )
        theirs = fair_meeting.plan(people, horizon, weekdays, minutes)
        mine = partial(asked, task, solver="own")
        plan, worst = mine(), theirs()
        own = max(plan.burdens) / 1000
        if not plan.is_optimal or own > worst + 1e-9:
            raise AnswersDiffer(f"{name}: ours {own:.2f}, theirs {worst:.2f}, optimal: {plan.is_optimal}")
        times = take_turns(
            [Contender("overlap", mine), Contender("fair-meeting-planner", theirs)],
            how,
            turns=5,
            clock=cpu_with_children,
        )
        size = f"one meeting a week; the worst-off person bears {own:.2f} in ours, {worst:.2f} in theirs"
        ours, peers = times.values()
        yield taken(name, size, "overlap", ours)
        yield taken(name, size, "fair-meeting-planner", peers, ours=ours, bar=LEAST)


def by_teams(how: How) -> Iterator[Figure]:
    """Quarters, by our own proof and by HiGHS alone."""
    limit = timedelta(seconds=how.pick(smoke=10, quick=10, full=60))
    for teams in how.pick(smoke=(3, 4), quick=(3, 4, 5, 6), full=(3, 4, 5, 6, 10)):
        task = quarter(teams)
        name, size = f"A quarter of {teams} teams", "thirteen weeks, every half hour of the day"
        start = cpu_with_children()
        own = asked(task, solver="own")
        mine = Times((cpu_with_children() - start,))
        if teams <= 5 and not own.is_optimal:
            raise AnswersDiffer(f"{name}: not proven")
        yield taken(name, size, "overlap, our own proof", mine, unit="s", note=_told(own))
        if not is_installed("highspy"):
            yield absent(name, size, "HiGHS alone", unit="s")
            continue
        start = cpu_with_children()
        other = asked(task, solver="highs", time_limit=limit)
        theirs = Times((cpu_with_children() - start,))
        both = own.is_optimal and other.is_optimal
        fits = own.bound <= max(other.burdens) and other.bound <= max(own.burdens)
        if not fits or (both and sorted(own.burdens) != sorted(other.burdens)):
            raise AnswersDiffer(f"{name}: ours {_told(own)}, HiGHS {_told(other)}")
        yield taken(name, size, "HiGHS alone", theirs, unit="s", ours=mine, note=_told(other))


def _told(plan: FairPlan) -> str:
    worst = max(plan.burdens)
    return f"worst-off {worst}, " + ("optimal" if plan.is_optimal else f"at least {plan.bound}")


def figures(how: How) -> Iterator[Figure]:
    """Beside the peer, then by the number of teams."""
    yield from beside_the_peer(how)
    yield from by_teams(how)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
