"""W9: staggered shifts beside CP-SAT on the same models, and how far they scale.

Law: answers first. CP-SAT gets the very model that our solvers get, in a process of its own, for OR-Tools
and HiGHS cannot be loaded in one; where both have proven a tier they must have the same number in it, and
where both have proven all of them the same plan, person by person, or nothing is timed. Times are of solving
alone, building apart, to the proof of all three tiers. With one thread CPU counts, with eight workers the
wall does.

    python benchmarks/stagger.py [--smoke] [--python PATH] [--only 30] [--json FILE]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import Any

from measure import (
    AnswersDiffer,
    Bar,
    Contender,
    Figure,
    How,
    Times,
    absent,
    alone,
    amount,
    cpu_with_children,
    is_installed,
    take_turns,
    taken,
)
from overlap.adapters.team_writer import dumps
from overlap.planning.stagger import highs
from overlap.planning.stagger.asked import Asked, prepared
from overlap.planning.stagger.build import Built
from overlap.planning.stagger.model import TIERS, Model, Need, Plan, bits
from overlap.planning.stagger.rows import programme
from overlap.planning.stagger.solve import Solver, Solving, best_plan
from stagger_rosters import FROM, UNTIL, roster

TITLE = "Staggered shifts"
ASKED = """Seeded rosters of 3 to 100 teams in real zones, a year, a flex of three hours either way, three
overlaps a team and cover around the clock on working days; a hidden plan keeps all of it, so there is an
answer. Tight ones ask of a quarter to a half of each team as many minutes as the hidden plan has; loose
ones ask for two to four people and up to two hours. CP-SAT (OR-Tools) is given the very same model, with
cuts over the first and the last windows, in a process of its own. Both prove one aim after the other
(minutes moved, the worst-off team, quiet minutes) and then choose among equals. Seconds to the proof of all
three aims, one thread each. Tight rosters of 30 and 100 teams are proven by nobody in minutes, so no bar is
set on them."""
PACKAGES = ("highspy",)

OURS, HIGHS, CP_SAT, WORKERS = "overlap", "HiGHS alone", "CP-SAT", "CP-SAT, 8 workers"
PEER = Path(__file__).parent / "peers" / "cp_sat.py"

SMALL_TEAMS = 12
"""Up to so many teams nobody waits, and search pays."""

SMALL_BAR = Bar("up to 12 teams nobody waits, and search pays", most=2.0, of="share")
LARGE_BAR = Bar("why there is HiGHS: loose rosters of 30 teams whose people may start apart", least=3.0)
WORKERS_BAR = Bar("eight workers are what CP-SAT is made for", least=1.0)
TERMINAL_BAR = Bar("longer than that and people look elsewhere", most=2.0, of="median")
GAP_BAR = Bar("loose rosters of 100 teams in five minutes", most=5.0, of="median")
MEGABYTES_BAR = Bar("a small machine's share", most=1500.0, of="median")
LONGER_BAR = Bar("dates that look alike are asked once", most=3.0, of="median")

BLINK = 0.1
"""Seconds that nobody notices: no bar is set below them."""

TURNS = 3
SLOW_SECONDS = 10.0
"""Who is slower than this takes one turn."""


@dataclass(frozen=True)
class Case:
    """A roster and how it is asked."""

    teams: int
    cohorts: int
    grid: int = 15
    seed: int = 1
    seconds: float = 120.0
    tight: bool = True

    @property
    def name(self) -> str:
        starts = f"{self.cohorts} start{'s' * (self.cohorts > 1)} a shift"
        return f"{self.teams} teams, {starts}, {self.grid} min{'' if self.tight else ', loose'}"

    def asked(self) -> Asked:
        return prepared(
            roster(self.teams, self.cohorts, self.seed, grid=self.grid, tight=self.tight),
            FROM,
            UNTIL,
            grid_minutes=self.grid,
            time_limit=timedelta(seconds=self.seconds),
        )


SMALL = tuple(
    Case(teams, cohorts, seed=seed)
    for teams, cohorts, seed in (
        (3, 1, 1),
        (3, 3, 1),
        (6, 3, 1),
        (6, 3, 2),
        (12, 1, 1),
        (12, 1, 2),
        (12, 3, 1),
        (12, 3, 2),
        (12, 3, 3),
    )
)
LARGE = (
    *(Case(30, 3, seed=seed, seconds=300.0, tight=False) for seed in (1, 2, 3)),
    *(Case(30, cohorts, seed=seed) for cohorts, seed in ((1, 1), (3, 1))),
)
LARGEST = (
    Case(100, 3, 30, seconds=300.0, tight=False),
    Case(100, 1, 30, seconds=300.0),
    Case(100, 3, 30, seconds=300.0),
)
SMOKE = (Case(3, 1, 30, seconds=30.0), Case(3, 3, 60, seconds=30.0), Case(6, 1, 60, seconds=30.0))


@dataclass
class Answer:
    """What somebody found, and in how many seconds to the proof of all tiers, or to the end."""

    values: tuple[Fraction, ...]
    proven: int
    bound: Fraction | None
    unique: bool
    plan: Plan | None
    wall: list[float]
    cpu: list[float]
    wall_with_ties: list[float]
    cpu_with_ties: list[float]

    @property
    def seconds(self) -> float:
        """CPU seconds to the proof, the median of turns."""
        return median(self.cpu)

    def again(self, other: Answer) -> None:
        """Adds another turn's times."""
        for name in ("wall", "cpu", "wall_with_ties", "cpu_with_ties"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def is_proven(self) -> bool:
        return self.proven == len(TIERS)

    @property
    def gap(self) -> float | None:
        """How far the first tier that is not proven may be above the least possible, as a share."""
        if self.is_proven or self.bound is None or self.proven >= len(self.values):
            return None
        value = self.values[self.proven]
        return float((value - self.bound) / value) if value else 0.0

    def told(self) -> str:
        """What is not proven, or what the choice among equals takes besides."""
        if not self.is_proven:
            return "no plan" if self.gap is None else f"{TIERS[self.proven]} within {self.gap:.1%} only"
        if not self.unique:
            return "no choice among equals proven"
        return f"with the choice among equals {median(self.cpu_with_ties):.3g} s"


# What is asked of CP-SAT


def plain(model: Model, *, seconds: float, workers: int) -> dict[str, Any]:
    """A model as JSON has it: masks as lists of columns."""

    def needs(some: tuple[Need, ...]) -> list[Any]:
        return [[list(bits(one.mask)), one.least] for one in some]

    assert not model.changes
    return {
        "tiers": TIERS,
        "ties": True,
        "seconds": seconds,
        "workers": workers,
        "seed": 0,
        "teams": model.teams,
        "groups": [
            {
                "team": one.team,
                "cohorts": min(one.cohorts, model.size(at) // max(one.least, 1)),
                "least": one.least,
                "moved": [option.moved for option in one.options],
                "quiet": [option.quiet for option in one.options],
            }
            for at, one in enumerate(model.groups)
        ],
        "pools": [[one.group, one.size] for one in model.pools],
        "rows": [[list(bits(one.need.mask)), one.need.least] for one in model.rows],
        "choices": [[one.when, [needs(way) for way in one.alternatives]] for one in model.choices],
        "totals": [
            [[(minutes, needs(some)) for minutes, some in one.segments], one.least] for one in model.totals
        ],
        "aparts": [[one.one, one.other] for one in model.aparts],
        "bars": [list(one.option) for one in model.bars],
        "weights": [model.weight(column) for column in range(model.columns)],
    }


def cp_sat(python: str, model: Model, seconds: float, workers: int) -> Answer:
    """CP-SAT's answer, which the model judges."""
    given = json.dumps(plain(model, seconds=seconds, workers=workers))
    done = subprocess.run([python, str(PEER)], input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AnswersDiffer(f"CP-SAT ended with {done.returncode}: {done.stderr.strip()}")
    told = json.loads(done.stdout)
    if told["refused"]:
        raise AnswersDiffer("CP-SAT says that there is no plan, or no such model")
    plan = None if told["plan"] is None else tuple(told["plan"])
    if plan is not None and model.broken(plan):
        raise AnswersDiffer("CP-SAT's plan breaks the model")
    bound = None if told["bound"] is None else Fraction(told["bound"])
    times = [[told[name]] for name in ("wall", "cpu", "wall_with_ties", "cpu_with_ties")]
    return Answer(values_of(model, plan), told["proven"], bound, told["unique"], plan, *times)


def ortools_version(python: str) -> str | None:
    """The OR-Tools of an interpreter; asked outside this process, which has HiGHS."""
    code = "from importlib.metadata import version; print(version('ortools'))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def elsewhere(how: How) -> dict[str, str]:
    """OR-Tools, which may be another interpreter's."""
    return {"OR-Tools": ortools_version(how.python) or "not installed"}


def values_of(model: Model, plan: Plan | None) -> tuple[Fraction, ...]:
    return () if plan is None else tuple(model.value(plan, tier) for tier in TIERS)


# Ours


class Clock:
    """Wall and CPU seconds since it was made, and when it was stopped."""

    def __init__(self) -> None:
        self.begin = perf_counter(), process_time()
        self.stopped: tuple[float, float] | None = None

    def seconds(self) -> tuple[float, float]:
        return perf_counter() - self.begin[0], process_time() - self.begin[1]


@contextmanager
def stopping(clock: Clock) -> Iterator[None]:
    """Stops a clock as soon as HiGHS has proven all tiers and goes on to choose among equals."""
    stay = highs._Search.stay

    def stamped(*given: Any) -> bool:
        clock.stopped = clock.seconds()
        return stay(*given)

    highs._Search.stay = stamped  # type: ignore[method-assign]
    try:
        yield
    finally:
        highs._Search.stay = stay  # type: ignore[method-assign]


def ours(asked: Asked, built: Built, solver: Solver, seconds: float) -> Answer:
    """The answer that the library gives with a solver, coarse grids first as it does it."""
    clock = Clock()
    with stopping(clock):
        found = best_plan(built, asked.grid, TIERS, Solving(solver, seconds))
    whole = clock.seconds()
    model = built.model
    wall, cpu = clock.stopped if clock.stopped is not None and found.proven == len(TIERS) else whole
    bound = found.bounds[found.proven] if found.proven < len(found.bounds) else None
    return Answer(
        values_of(model, found.plan),
        found.proven,
        bound,
        found.unique,
        found.plan,
        [wall],
        [cpu],
        [whole[0]],
        [whole[1]],
    )


# Side by side


def agree(ours: Answer, theirs: Answer) -> str | None:
    """What two answers contradict each other in; None if they do not."""
    for at, tier in enumerate(TIERS):
        if min(ours.proven, theirs.proven) > at and ours.values[at] != theirs.values[at]:
            return f"{tier}: ours {ours.values[at]}, theirs {theirs.values[at]}"
        for one, other in ((ours, theirs), (theirs, ours)):
            low = one.values[at] if one.proven > at else one.bound if one.proven == at else None
            alike = one.values[:at] == other.values[:at]
            if low is not None and alike and len(other.values) > at and other.values[at] < low:
                return f"{tier}: {other.values[at]} is below what was proven, {low}"
        if min(ours.proven, theirs.proven) <= at:
            return None
    if ours.unique and theirs.unique and ours.plan != theirs.plan:
        return "of equals each chose another"
    return None


def beside(case: Case, python: str | None, how: How) -> Iterator[Figure]:
    """A case by ours, by HiGHS alone and by CP-SAT."""
    asked = case.asked()
    built = asked.make()
    model = built.model
    ways: dict[str, Callable[[], Answer]] = {
        OURS: lambda: ours(asked, built, "auto", case.seconds),
        HIGHS: lambda: ours(asked, built, "highs", case.seconds),
    }
    if python is not None:
        ways[CP_SAT] = lambda: cp_sat(python, model, case.seconds, 1)
        if how.mode == "full":
            ways[WORKERS] = lambda: cp_sat(python, model, case.seconds, 8)
    if not is_installed("highspy"):
        del ways[HIGHS]
    answers = {name: way() for name, way in ways.items()}
    mine = answers[OURS]
    for name, other in answers.items():
        if (problem := agree(mine, other)) is not None:
            raise AnswersDiffer(f"{case.name}, seed {case.seed}: {name}: {problem}")
    for _ in range(how.pick(smoke=0, quick=0, full=TURNS - 1)):
        for name, one in answers.items():
            if one.wall[0] <= SLOW_SECONDS:  # the noise of others is small against their time
                one.again(ways[name]())

    rows = programme(model)
    alternatives = sum(len(one.alternatives) for one in model.choices)
    workload = f"{case.name}, seed {case.seed}"
    size = (
        f"{model.columns} columns, {len(model.rows)} rows, {len(model.choices)} choices of {alternatives}, "
        f"programme of {len(rows.most)} x {len(rows.lines)}; "
        f"minutes moved: {mine.values[0] if mine.values else 'unknown'}"
    )
    own = Times(tuple(mine.cpu))
    yield taken(workload, size, OURS, own, unit="s", note=mine.told())
    for name in (HIGHS, CP_SAT):
        if name in answers:
            one = answers[name]
            bar = bar_of(case, mine) if name == CP_SAT and (mine.is_proven or one.is_proven) else None
            yield taken(
                workload, size, name, Times(tuple(one.cpu)), unit="s", ours=own, bar=bar, note=one.told()
            )
        else:
            yield absent(workload, size, name, unit="s")
    if WORKERS in answers:
        one, wall = answers[WORKERS], Times(tuple(mine.wall))
        bar = WORKERS_BAR if is_judged_large(case) else None
        note = f"{one.told()}; the wall, beside our {wall.median:.3g} s of it"
        yield taken(workload, size, WORKERS, Times(tuple(one.wall)), unit="s", ours=wall, bar=bar, note=note)


def is_judged_large(case: Case) -> bool:
    """Whether a case is one that HiGHS is there for."""
    return case.teams > SMALL_TEAMS and case.cohorts > 1 and not case.tight


def bar_of(case: Case, mine: Answer) -> Bar | None:
    """What CP-SAT's time on one thread is judged by."""
    if case.teams <= SMALL_TEAMS:
        return SMALL_BAR if mine.seconds > BLINK else None
    return LARGE_BAR if is_judged_large(case) else None


# Without a peer


def large(case: Case) -> Iterator[Figure]:
    """One case alone, in a process of its own for its memory."""
    done = subprocess.run(
        [sys.executable, __file__, "--case", json.dumps(asdict(case))],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AnswersDiffer(f"{case.name}: {done.stderr.strip().splitlines()[-1]}")
    told = json.loads(done.stdout)
    size = f"minutes moved: {told['moved']}; built in {told['build']:.1f} s"
    yield taken(case.name, size, OURS, Times((told["seconds"],)), unit="s", note=told["told"])
    gap = None if case.tight else GAP_BAR
    yield amount(case.name, size, f"{OURS}, above the bound", told["gap"] * 100, "%", bar=gap)
    yield amount(case.name, size, f"{OURS}, memory", told["mb"], "MB", bar=MEGABYTES_BAR)


def by_itself(case: Case) -> None:
    """What `large` reads."""
    asked = case.asked()
    begin = process_time()
    built = asked.make()
    build = process_time() - begin
    found = ours(asked, built, "auto", case.seconds)
    told = {
        "moved": str(found.values[0]) if found.values else None,
        "gap": 0.0 if found.proven else 1.0 if found.gap is None else found.gap,
        "told": found.told(),
        "seconds": found.seconds,
        "build": build,
        "mb": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
    }
    json.dump(told, sys.stdout)


def by_horizon(case: Case) -> Figure:
    """A year's programme beside those of its months."""
    shifts = roster(case.teams, case.cohorts, case.seed, grid=case.grid, tight=case.tight)

    def lines(start: date, end: date) -> int:
        model = prepared(shifts, start, end, grid_minutes=case.grid).make().model
        return len(programme(model).lines)

    first, year = date.fromisoformat(FROM), lines(date.fromisoformat(FROM), date.fromisoformat(UNTIL))
    months = [
        lines(first + timedelta(days=28 * at), first + timedelta(days=28 * at + 27)) for at in range(13)
    ]
    note = f"{year} rows for a year, {min(months)} to {max(months)} for four weeks"
    return amount(
        "Rows of a year", "in times of the busiest four weeks", case.name, year / max(months), "times",
        bar=LONGER_BAR, note=note,
    )  # fmt: skip


def from_the_terminal(case: Case, how: How) -> Figure:
    """A file in, a plan out."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "team.toml"
        file.write_text(dumps(roster(case.teams, case.cohorts, case.seed)), encoding="utf-8")
        command = [sys.executable, "-m", "overlap", "stagger", str(file), "--from", FROM, "--until", UNTIL]

        def run() -> None:
            subprocess.run(command, capture_output=True, check=True)

        try:
            times = take_turns([Contender(OURS, run)], how, turns=TURNS, clock=cpu_with_children)
        except subprocess.CalledProcessError as error:
            raise AnswersDiffer(f"{case.name}: overlap stagger ends with {error.returncode}") from error
    return taken("From the terminal", case.name, OURS, times[OURS], unit="s", bar=TERMINAL_BAR)


def figures(how: How) -> Iterator[Figure]:
    """Cases beside CP-SAT; from the terminal, by horizon, and the largest alone."""
    python = how.python if ortools_version(how.python) else None
    quick = tuple(replace(case, seconds=30.0) for case in SMALL[:4])
    for case in how.pick(smoke=SMOKE, quick=quick, full=(*SMALL, *LARGE)):
        if how.wants(case.name):
            yield from beside(case, python, how)
    if how.smoke:
        return
    if how.wants(SMALL[2].name):
        yield from_the_terminal(Case(6, 1), how)
    if how.mode == "quick":
        return
    for case in (SMALL[6], LARGE[1]):
        if how.wants(case.name):
            yield by_horizon(case)
    for case in LARGEST:
        if how.wants(case.name):
            yield from large(case)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        by_itself(Case(**json.loads(sys.argv[2])))
    else:
        sys.exit(alone(sys.modules[__name__]))
