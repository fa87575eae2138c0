"""W9: staggered shifts beside CP-SAT on the same models, and how far they scale.

Law: answers first. CP-SAT gets the very model that our solvers get, in a process of its own, for OR-Tools
and HiGHS cannot be loaded in one; where both have proven a tier they must have the same number in it, and
where both have proven all of them the same plan, person by person, or nothing is timed. Times are of solving
alone, building apart, to the proof of all three tiers. With one thread CPU counts, with eight workers the
wall does. Status 1 if an answer differs or a bar is missed.

    python benchmarks/stagger.py [--smoke] [--python PATH] [--only 30] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import Any

from overlap.adapters.team_writer import dumps
from overlap.planning.stagger import highs
from overlap.planning.stagger.asked import Asked, prepared
from overlap.planning.stagger.build import Built
from overlap.planning.stagger.model import TIERS, Model, Need, Plan, bits
from overlap.planning.stagger.rows import programme
from overlap.planning.stagger.solve import Solver, Solving, best_plan
from stagger_rosters import FROM, UNTIL, roster

__all__ = ["main"]

PEER = Path(__file__).parent / "peers" / "cp_sat.py"

TIMES_SMALL = 2.0
"""Ours in times of CP-SAT's with 3 to 12 teams, at most: below that nobody waits, and search pays."""

TIMES_LARGE = 3.0
"""CP-SAT's on one thread in times of ours with 30 teams that have cohorts, at least: why there is HiGHS.

This bar and the one for 100 teams are for loose rosters. Tight ones are past what anybody proves in minutes;
they are run to see how far away that is.
"""

TERMINAL_SECONDS = 2.0
"""Six teams from the terminal, at most: longer than that and people look elsewhere."""

GAP = 0.05
"""100 teams in five minutes: how far above the bound, at most."""

MOST_MB = 1500
"""What 100 teams may take: a small machine's share."""

LONGER = 3.0
"""A year's programme in times of its busiest month's, at most: dates that look alike are asked once."""


BLINK = 0.1
"""Seconds that nobody notices: no bar is missed below them."""

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

    def figures(self) -> dict[str, Any]:
        return {
            "values": [str(value) for value in self.values],
            "proven": self.proven,
            "unique": self.unique,
            **{
                name: round(median(getattr(self, name)), 4)
                for name in ("wall", "cpu", "wall_with_ties", "cpu_with_ties")
            },
        }

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
        """Its times, and what is not proven."""
        wall, cpu = median(self.wall), median(self.cpu)
        text = f"{cpu:8.3f} s, wall {wall:8.3f}"
        if not self.is_proven:
            return text + (
                ", no plan" if self.gap is None else f", {TIERS[self.proven]} within {self.gap:.1%} only"
            )
        with_ties = f"{median(self.cpu_with_ties):.3f}" if self.unique else "no choice among equals proven"
        return f"{text}, with ties {with_ties}"


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
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert not told["refused"], "CP-SAT says that there is no plan, or no such model"
    plan = None if told["plan"] is None else tuple(told["plan"])
    assert plan is None or not model.broken(plan), "CP-SAT's plan breaks the model"
    bound = None if told["bound"] is None else Fraction(told["bound"])
    times = [[told[name]] for name in ("wall", "cpu", "wall_with_ties", "cpu_with_ties")]
    return Answer(values_of(model, plan), told["proven"], bound, told["unique"], plan, *times)


def has_ortools(python: str) -> bool:
    """Whether an interpreter has OR-Tools; asked outside this process, which has HiGHS."""
    code = "import importlib.util as u, sys; sys.exit(u.find_spec('ortools') is None)"
    return subprocess.run([python, "-c", code], check=False).returncode == 0


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


def beside(case: Case, python: str | None, turns: int, *, smoke: bool) -> tuple[dict[str, Any], list[str]]:
    """A case by ours and by CP-SAT: the figures, and what is wrong."""
    asked = case.asked()
    built = asked.make()
    model = built.model
    mine = ours(asked, built, "auto", case.seconds)
    alone = ours(asked, built, "highs", case.seconds)
    answers = {"ours": mine, "HiGHS": alone}
    if python is not None:
        answers["CP-SAT"] = cp_sat(python, model, case.seconds, 1)
        if not smoke:
            answers["CP-SAT, 8 workers"] = cp_sat(python, model, case.seconds, 8)
    wrong = [
        f"{case.name}: {name}: {problem}"
        for name, other in answers.items()
        if (problem := agree(mine, other)) is not None
    ]
    if wrong:
        return {}, wrong
    for _ in range(0 if smoke else turns - 1):
        for name, one in answers.items():
            if one.wall[0] > SLOW_SECONDS:
                continue  # its own noise is small against its time
            if name.startswith("CP-SAT"):
                one.again(cp_sat(python or "", model, case.seconds, 8 if "8" in name else 1))
            else:
                one.again(ours(asked, built, "auto" if name == "ours" else "highs", case.seconds))
    rows = programme(model)
    alternatives = sum(len(one.alternatives) for one in model.choices)
    print(
        f"{case.name}, seed {case.seed}: {model.columns} columns, {len(model.rows)} rows, "
        f"{len(model.choices)} choices of {alternatives}; {len(rows.most)} x {len(rows.lines)}; moved "
        + (str(mine.values[0]) if mine.values else "unknown")
    )
    for name, one in answers.items():
        print(f"    {name:18} {one.told()}", flush=True)
    if python is not None:
        wrong = judge(case, answers, smoke=smoke)
    return {"case": asdict(case), **{name: one.figures() for name, one in answers.items()}}, wrong


def judge(case: Case, answers: dict[str, Answer], *, smoke: bool) -> list[str]:
    """The bars a case misses."""
    if smoke:
        return []
    mine, one, eight = answers["ours"], answers["CP-SAT"], answers["CP-SAT, 8 workers"]
    if not mine.is_proven:
        return [f"{case.name}, seed {case.seed}: not proven"] if one.is_proven else []
    wrong = []
    if case.teams <= 12:
        if mine.seconds > max(TIMES_SMALL * one.seconds, BLINK):
            wrong.append(f"{mine.seconds / one.seconds:.1f} times CP-SAT, bar {TIMES_SMALL}")
    elif case.cohorts > 1 and not case.tight:
        if one.seconds < TIMES_LARGE * mine.seconds:
            wrong.append(f"CP-SAT takes {one.seconds / mine.seconds:.1f} times ours, bar {TIMES_LARGE}")
        if median(eight.wall) < median(mine.wall):
            wrong.append("slower than CP-SAT with eight workers")
    return [f"{case.name}, seed {case.seed}: {problem}" for problem in wrong]


# Alone


def large(case: Case) -> list[str]:
    """One case without a peer, in a process of its own for its memory."""
    done = subprocess.run(
        [sys.executable, __file__, "--alone", json.dumps(asdict(case))],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return [done.stderr]
    told = json.loads(done.stdout)
    print(
        f"{case.name}: moved {told['moved']} ({told['told'].strip()}), built in {told['build']:.1f} s, "
        f"{told['mb']:.0f} MB"
    )
    wrong = []
    if told["gap"] > GAP and not case.tight:
        wrong.append(f"{case.name}: {told['gap']:.1%} above the bound, bar {GAP:.0%}")
    if told["mb"] > MOST_MB:
        wrong.append(f"{case.name}: {told['mb']:.0f} MB, bar {MOST_MB}")
    return wrong


def alone(case: Case) -> None:
    """What `large` reads."""
    asked = case.asked()
    begin = process_time()
    built = asked.make()
    build = process_time() - begin
    found = ours(asked, built, "auto", case.seconds)
    first = 0.0 if found.proven else 1.0 if found.gap is None else found.gap
    told = {
        "moved": str(found.values[0]) if found.values else None,
        "gap": first,
        "told": found.told(),
        "build": build,
        "mb": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
    }
    json.dump(told, sys.stdout)


def by_horizon(case: Case) -> list[str]:
    """A year's programme beside those of its months."""
    shifts = roster(case.teams, case.cohorts, case.seed, grid=case.grid, tight=case.tight)

    def lines(start: date, end: date) -> int:
        model = prepared(shifts, start, end, grid_minutes=case.grid).make().model
        return len(programme(model).lines)

    first, year = date.fromisoformat(FROM), lines(date.fromisoformat(FROM), date.fromisoformat(UNTIL))
    months = [
        lines(first + timedelta(days=28 * at), first + timedelta(days=28 * at + 27)) for at in range(13)
    ]
    print(f"{case.name}: {year} rows for a year, {min(months)} to {max(months)} for four weeks")
    if year > LONGER * max(months):
        return [f"{case.name}: a year has {year / max(months):.1f} times a month's rows, bar {LONGER}"]
    return []


def from_the_terminal(case: Case) -> list[str]:
    """A file in, a plan out."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "team.toml"
        file.write_text(dumps(roster(case.teams, case.cohorts, case.seed)), encoding="utf-8")
        command = [sys.executable, "-m", "overlap", "stagger", str(file), "--from", FROM, "--until", UNTIL]
        taken = []
        for _ in range(TURNS):
            begin = children()
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            taken.append(children() - begin)
            if done.returncode:
                return [f"{case.name}: {done.stdout}{done.stderr}"]
    print(f"{case.name}, from the terminal: {median(taken):.2f} s of CPU")
    if median(taken) > TERMINAL_SECONDS:
        return [f"{case.name}: {median(taken):.2f} s from the terminal, bar {TERMINAL_SECONDS}"]
    return []


def children() -> float:
    """CPU seconds of processes that were started and waited for."""
    found = getrusage(RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def main(argv: Sequence[str] | None = None) -> int:
    """Compares, prints, judges."""
    parser = argparse.ArgumentParser(description="staggered shifts beside CP-SAT, and their scale")
    parser.add_argument(
        "--smoke", action="store_true", help="few small cases; answers are checked, bars are not"
    )
    parser.add_argument(
        "--python", default=sys.executable, metavar="PATH", help="an interpreter with OR-Tools"
    )
    parser.add_argument("--only", type=int, metavar="TEAMS", help="cases with so many teams")
    parser.add_argument("--turns", type=int, default=TURNS, metavar="N", help="of each; the median counts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--alone", metavar="CASE", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.alone:
        alone(Case(**json.loads(options.alone)))
        return 0

    def chosen(cases: Sequence[Case]) -> list[Case]:
        return [case for case in cases if options.only in (None, case.teams)]

    python = options.python if has_ortools(options.python) else None
    print("W9  CPU seconds of solving, to the proof of all three tiers; answers are equal where proven")
    if python is None:
        print("    no OR-Tools here: without CP-SAT's column")
    wrong: list[str] = []
    rows = []
    for case in chosen(SMOKE if options.smoke else (*SMALL, *LARGE)):
        try:
            row, problems = beside(case, python, options.turns, smoke=options.smoke)
        except AssertionError as error:
            row, problems = {}, [f"{case.name}, seed {case.seed}: {error}"]
        rows.append(row)
        wrong += problems
    if not options.smoke:
        for case in chosen((Case(6, 1),)):
            wrong += from_the_terminal(case)
        for case in chosen((SMALL[6], LARGE[1])):
            wrong += by_horizon(case)
        for case in chosen(LARGEST):
            wrong += large(case)
    for problem in wrong:
        print(f"FAIL  {problem}")
    if options.json:
        options.json.write_text(json.dumps({"format": 1, "rows": rows}, indent=2) + "\n", encoding="utf-8")
    print("FAIL" if wrong else "PASS")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
