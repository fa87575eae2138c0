"""How every benchmark measures, and the one shape of what it says.

Law: a figure is the median of turns that everybody takes in alternation, in CPU time, with the garbage
collector off; smallest, largest and the number of turns stand beside it. A ratio is "times ours": the
answerer's median by that of `overlap`. No figure is made before answers are equal: `AnswersDiffer` says so.
A peer that is not installed is an `absent` figure, never a missing line.

A harness is a module beside this one with

    TITLE      a heading
    ASKED      a sentence or more of Markdown: what is asked, of how many, who answers
    PACKAGES   names of the packages that its figures depend on, for their versions
    figures(how)   yields `Figure` and `Exponent` values, in the order of the page
    elsewhere(how) where a peer runs in another interpreter: the versions of its packages

and ends with `if __name__ == "__main__": sys.exit(alone(sys.modules[__name__]))`, which gives it `--smoke`,
`--quick`, `--only`, `--json` and `--python`. `all.py` runs each harness in a process of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time
from types import ModuleType
from typing import Any, Literal, TypeVar

from figure import Bar, Exponent, Figure, Times, absent, amount, exponent, taken
from machine import busy_seconds, commit, machine, versions

__all__ = [
    "AnswersDiffer",
    "Bar",
    "Contender",
    "Exponent",
    "Figure",
    "How",
    "Times",
    "absent",
    "alone",
    "amount",
    "cpu_with_children",
    "exponent",
    "is_installed",
    "section",
    "take_turns",
    "taken",
]

FORMAT = 1
"""Of the JSON that a harness writes and that `all.py` gathers."""

Mode = Literal["smoke", "quick", "full"]
T = TypeVar("T")

TURNS = 15
QUICK_TURNS = 3
SLOW_SECONDS = 0.4
"""Who is slower than this takes `QUICK_TURNS` turns: its own noise is small against its time."""

BLOCK_SECONDS = 0.01
"""A turn repeats a quick call for at least this long: the clock's and the caches' noise averages out."""

MOST_CALLS = 200


class AnswersDiffer(Exception):
    """Two answers to one question differ, or it is too trivial to compare: there is nothing to time."""


@dataclass(frozen=True)
class How:
    """How much is run.

    `smoke`: tiny sizes, one turn, seconds in all; answers are checked, bars are not judged. `quick`: full
    sizes where they take seconds, few turns. `full`: what the page stands on.
    """

    mode: Mode = "full"
    only: str | None = None
    """One workload of a harness that has several."""

    python: str = sys.executable
    """An interpreter with OR-Tools, which cannot be loaded beside HiGHS."""

    @property
    def smoke(self) -> bool:
        """Whether sizes are tiny."""
        return self.mode == "smoke"

    def pick(self, *, smoke: T, quick: T, full: T) -> T:
        """The one of three that fits."""
        return smoke if self.mode == "smoke" else quick if self.mode == "quick" else full

    def wants(self, workload: str) -> bool:
        """Whether a workload is asked for; `--only W2` means those that begin with it."""
        return self.only is None or workload.lower().startswith(self.only.lower())


# Taking turns


@dataclass(frozen=True)
class Contender:
    """One way to answer."""

    name: str
    call: Callable[[], object]
    before: Callable[[], object] | None = None
    """Done before each call, outside the clock."""

    questions: int = 1
    """How many a call answers: times are those of one."""


def take_turns(
    contenders: Sequence[Contender],
    how: How,
    *,
    turns: int = TURNS,
    clock: Callable[[], float] = process_time,
) -> dict[str, Times]:
    """CPU seconds of each, turn by turn, in alternation; who is slow takes few turns, spread over the run."""
    if how.smoke:
        return {one.name: Times((_turn(one, 1, clock) / one.questions,)) for one in contenders}
    if how.mode == "quick":
        turns = min(turns, QUICK_TURNS)
    once = {one.name: _turn(one, 1, clock) for one in contenders}
    calls = {name: max(1, min(MOST_CALLS, int(BLOCK_SECONDS / max(t, 1e-6)))) for name, t in once.items()}
    wanted = {name: min(turns, QUICK_TURNS) if t > SLOW_SECONDS else turns for name, t in once.items()}
    found: dict[str, list[float]] = {one.name: [] for one in contenders}
    most = max(wanted.values())
    for number in range(most):
        for one in contenders:
            if number * wanted[one.name] >= len(found[one.name]) * most:
                found[one.name].append(_turn(one, calls[one.name], clock) / one.questions)
    return {name: Times(tuple(samples)) for name, samples in found.items()}


def _turn(one: Contender, calls: int, clock: Callable[[], float]) -> float:
    """Mean seconds of a call."""
    total = 0.0
    call, before = one.call, one.before
    gc.collect()
    gc.disable()
    try:
        for _ in range(calls):
            if before is not None:
                before()
            begin = clock()
            call()
            total += clock() - begin
    finally:
        gc.enable()
    return total / calls


def cpu_with_children() -> float:
    """CPU seconds of this process and of those it started and waited for."""
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


# What figures depend on


def is_installed(package: str) -> bool:
    """Whether a peer's module can be imported; it is not."""
    return find_spec(package) is not None


# One harness


def section(harness: ModuleType, how: How) -> dict[str, Any]:
    """All that a harness says, as JSON has it; `failed` holds what answers differ in, or None."""
    load, begun = os.getloadavg()[0], perf_counter()
    busy, own = busy_seconds(), cpu_with_children()
    found: list[Figure | Exponent] = []
    failed = None
    try:
        found.extend(_told(harness, how))
    except AnswersDiffer as error:
        failed = str(error)
    seconds = perf_counter() - begun
    others = max(busy_seconds() - busy - (cpu_with_children() - own), 0.0)
    return {
        "format": FORMAT,
        "module": Path(harness.__file__ or "").stem,
        "title": harness.TITLE,
        "asked": " ".join(harness.ASKED.split()),
        "mode": how.mode,
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "load": round(load, 1),
        "others": round(others / seconds / (os.cpu_count() or 1), 2),
        "seconds": round(seconds, 1),
        "machine": machine(),
        "versions": {**versions(harness.PACKAGES), **getattr(harness, "elsewhere", _nothing)(how)},
        "failed": failed,
        "figures": [{**asdict(one), "met": one.met} for one in found if isinstance(one, Figure)],
        "exponents": [{**asdict(one), "met": one.met} for one in found if isinstance(one, Exponent)],
    }


def _nothing(how: How) -> dict[str, str]:  # noqa: ARG001
    """The versions of packages of another interpreter, for harnesses that have none."""
    return {}


def _told(harness: ModuleType, how: How) -> Iterator[Figure | Exponent]:
    """Each figure, printed as it comes: a long run shows that it goes on."""
    heading = None
    for one in harness.figures(how):
        if isinstance(one, Exponent):
            told = f"{one.question}, by {one.over}"
            print(f"    {told:60} ^{one.exponent:5.2f}  ({one.low:.2f} to {one.high:.2f})", end="")
        else:
            if heading != (one.workload, one.size):
                heading = (one.workload, one.size)
                print(f"{one.workload}  {one.size}")
            value = one.note if one.median is None else f"{one.median:11.4g} {one.unit}"
            beside = one.ratio or 0.0
            ratio = f"   x{beside:.3g}" if beside < 10 else f"   x{beside:,.1f}"
            print(f"    {one.peer:44}{value}{ratio if beside else ''}", end="")
        verdict = "" if one.met is None or how.smoke else "   met" if one.met else f"   MISSED: {one.bar.why}"
        print(verdict, flush=True)
        yield one


def missed(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Figures and exponents of a section whose bar does not hold; at smoke size none is judged."""
    rows = [*told["figures"], *told["exponents"]]
    return [] if told["mode"] == "smoke" else [row for row in rows if row["met"] is False]


def alone(harness: ModuleType, argv: Sequence[str] | None = None) -> int:
    """Runs one harness; status 1 if answers differ or, but at smoke size, a bar is missed."""
    parser = argparse.ArgumentParser(description=harness.TITLE)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--smoke", action="store_true", help="tiny sizes; answers are checked, bars are not")
    size.add_argument("--quick", action="store_true", help="few turns, and none that takes minutes")
    parser.add_argument("--only", metavar="WORKLOAD", help="the workloads that begin with this")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures as JSON")
    parser.add_argument(
        "--python", metavar="PATH", default=sys.executable, help="an interpreter with OR-Tools"
    )
    options = parser.parse_args(argv)
    mode: Mode = "smoke" if options.smoke else "quick" if options.quick else "full"
    print(f"{harness.TITLE}: {mode}, medians; xN is times ours")
    told = section(harness, How(mode, options.only, options.python))
    if not told["figures"] and not told["exponents"] and told["failed"] is None:
        parser.error(f"{options.only} is no workload here")
    if options.json:
        options.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if told["failed"] is not None:
        print(f"FAIL  {told['failed']}")
        return 1
    print("all answers equal")
    return 1 if missed(told) else 0
