"""Runs the workloads side by side with peers: answers first, then CPU time.

Law: no time is taken before every answer is equal, interval by interval. Peers and library take
turns, so that a machine that gets slower does so for both; a figure is the median of its turns, in
CPU time of this process, with the garbage collector off. Bars are judged on cold queries: the
library's caches are emptied before each.

    python benchmarks/run.py [--smoke] [--only W2] [--json FILE]
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

import ours
from overlap.core.zones import tzdata_version
from peers import (
    numpy_template,
    pendulum_slots,
    portion_days,
    zoneinfo_days,
    zoneinfo_slots,
    zoneinfo_tuned,
)
from workloads import Workload, build

Answer = tuple[Sequence[int], Sequence[int]]
Query = Callable[[], Answer]

PEERS: dict[str, Callable[[Workload], Query]] = {
    "per-day datetime + zoneinfo": zoneinfo_days.prepare,
    "the same, tuned by hand": zoneinfo_tuned.prepare,
    "numpy template": numpy_template.prepare,
    "portion": portion_days.prepare,
    "zoneinfo loop, 15-minute slots": zoneinfo_slots.prepare,
    "pendulum loop, 15-minute slots": pendulum_slots.prepare,
}
ONLY_W2 = frozenset({"portion", "zoneinfo loop, 15-minute slots", "pendulum loop, 15-minute slots"})
"""Peers that answer "all of n" only; W2 is that question."""


@dataclass(frozen=True)
class Bar:
    """The least that peer CPU / our CPU may be on a workload, and why that much."""

    workload: str
    peer: str
    least: float
    why: str


_DAYS_WHY = "below this, a careful loop of the standard library would do without a dependency"
BARS = (
    *(Bar(name, "per-day datetime + zoneinfo", 15.0, _DAYS_WHY) for name in ("W1", "W2", "W3", "W4")),
    Bar("W2", "portion", 60.0, "the interval library people reach for, whose sets cost an object a piece"),
    Bar("W2", "pendulum loop, 15-minute slots", 300.0, "the usual first version of a meeting finder"),
    Bar("W2", "numpy template", 1 / 2.5, "pure Python may cost at most 2.5 times what arrays cost"),
)

BLOCK_SECONDS = 0.01
"""A turn repeats a query for at least this long: the clock's and the caches' noise averages out."""

MOST_CALLS = 200
TURNS = 15
FEW_TURNS = 3
SLOW_SECONDS = 0.4
"""A peer slower than this takes `FEW_TURNS` turns: its own noise is small against its time."""


@dataclass
class Contender:
    """One way to answer, with what is done before each call outside the clock."""

    name: str
    query: Query
    before: Callable[[], None] | None = None
    calls: int = 1
    turns: int = TURNS
    samples: list[float] = field(default_factory=list)

    def tune(self, *, smoke: bool) -> None:
        """Chooses calls in a turn and turns from one call's time."""
        once = self.turn()
        self.calls = max(1, min(MOST_CALLS, int(BLOCK_SECONDS / max(once, 1e-6))))
        self.turns = FEW_TURNS if smoke or once > SLOW_SECONDS else TURNS
        if smoke:
            self.calls = min(self.calls, 5)

    def turn(self) -> float:
        """Mean CPU seconds of a call."""
        total = 0.0
        query, before = self.query, self.before
        for _ in range(self.calls):
            if before is not None:
                before()
            begin = process_time()
            query()
            total += process_time() - begin
        return total / self.calls

    @property
    def seconds(self) -> float:
        """The median of its turns."""
        return median(self.samples)


@dataclass(frozen=True)
class Row:
    """A peer on a workload."""

    workload: str
    peer: str
    equal: bool
    peer_ms: float
    cold_ms: float
    warm_ms: float

    @property
    def ratio(self) -> float:
        """Peer CPU / our CPU, cold."""
        return self.peer_ms / self.cold_ms


def pairs(answer: Answer) -> list[tuple[int, int]]:
    """An answer as (start, end) pairs; anything but plain ints is refused."""
    found = list(zip(*answer, strict=True))
    if not all(type(edge) is int for pair in found for edge in pair):
        raise TypeError("an answer holds something other than int")
    return found


def compare(workload: Workload, *, smoke: bool) -> list[Row]:
    """Checks that all answers are equal, then lets everybody take turns.

    Raises:
        AssertionError: If two answers differ, or the answer is trivial.
    """
    query, forget = ours.prepare(workload)
    peers = {
        name: prepare(workload)
        for name, prepare in PEERS.items()
        if workload.name == "W2" or name not in ONLY_W2
    }
    expected = pairs(query())
    if len(expected) < 20:
        raise AssertionError(f"{workload.name} has only {len(expected)} windows: too trivial to compare")
    forget()
    answers = {"overlap, cold": pairs(query()), **{name: pairs(peer()) for name, peer in peers.items()}}
    for name, answer in answers.items():
        if answer != expected:
            wrong = sorted(set(answer) ^ set(expected))[:4]
            raise AssertionError(f"{workload.name}: {name} answers otherwise, first at {wrong}")

    cold, warm = Contender("cold", query, forget), Contender("warm", query)
    others = [Contender(name, peer) for name, peer in peers.items()]
    everybody = [cold, warm, *others]
    gc.collect()
    gc.disable()
    try:
        for one in everybody:
            one.tune(smoke=smoke)
        most = max(one.turns for one in everybody)
        for number in range(most):
            for one in everybody:
                # Those with few turns spread them over the whole run.
                if number * one.turns >= len(one.samples) * most:
                    one.samples.append(one.turn())
            gc.collect()
    finally:
        gc.enable()
    return [
        Row(workload.name, one.name, True, one.seconds * 1e3, cold.seconds * 1e3, warm.seconds * 1e3)
        for one in others
    ]


def machine() -> str:
    """Processor, cores and system in a line."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        cpu = f"{names[0]}, {len(names)} cores" if names else cpu
    return f"{cpu}, {platform.system()} {platform.machine()}"


def environment() -> dict[str, str]:
    """What the figures depend on."""
    found = {"python": platform.python_version(), "tzdata": tzdata_version(), "machine": machine()}
    for name in ("numpy", "portion", "pendulum"):
        found[name] = version(name)
    return found


def judge(rows: list[Row]) -> list[tuple[Bar, float, bool]]:
    """Each bar that was run, with the ratio reached and whether it holds."""
    ratios = {(row.workload, row.peer): row.ratio for row in rows}
    reached = [(bar, ratios[bar.workload, bar.peer]) for bar in BARS if (bar.workload, bar.peer) in ratios]
    return [(bar, ratio, ratio >= bar.least) for bar, ratio in reached]


def show(workload: Workload, rows: list[Row], windows: int) -> None:
    """One workload's table."""
    print(f"\n{workload.name}  {workload.title}: {windows} windows, all answers equal")
    print(f"    {'overlap, cold':32}{rows[0].cold_ms:11.3f} ms")
    print(f"    {'overlap, warm':32}{rows[0].warm_ms:11.3f} ms   x{rows[0].warm_ms / rows[0].cold_ms:.2f}")
    for row in rows:
        print(f"    {row.peer:32}{row.peer_ms:11.3f} ms   x{row.ratio:.2f}")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs what is asked for; status 1 if an answer differs or, in full mode, a bar is missed."""
    parser = argparse.ArgumentParser(description="overlap and its peers, side by side, in CPU time")
    parser.add_argument("--smoke", action="store_true", help="tiny sizes; answers are checked, bars are not")
    parser.add_argument("--only", metavar="W2", help="one workload")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures as JSON")
    options = parser.parse_args(argv)
    chosen = [one for one in build(smoke=options.smoke) if options.only in (None, one.name)]
    if not chosen:
        parser.error(f"{options.only} is no workload: use W1, W2, W3 or W4")

    facts = environment()
    print("  ".join(f"{name} {value}" for name, value in facts.items()))
    print("CPU time, medians; xN is peer CPU / overlap's cold CPU")
    rows: list[Row] = []
    for workload in chosen:
        try:
            found = compare(workload, smoke=options.smoke)
        except AssertionError as error:
            print(f"\nFAIL  {error}")
            return 1
        show(workload, found, len(ours.prepare(workload)[0]()[0]))
        rows += found
    verdicts = [] if options.smoke else judge(rows)
    if verdicts:
        print()
    for bar, ratio, passed in verdicts:
        print(
            f"{'PASS' if passed else 'FAIL'}  {bar.workload} {bar.peer}: x{ratio:.2f}, bar x{bar.least:.2f}"
        )
        if not passed:
            print(f"      the bar is there because: {bar.why}")
    if options.json:
        report = {
            "format": 1,
            "smoke": options.smoke,
            "environment": facts,
            "rows": [
                {
                    "workload": row.workload,
                    "peer": row.peer,
                    "equal": row.equal,
                    "peer_ms": round(row.peer_ms, 4),
                    "overlap_cold_ms": round(row.cold_ms, 4),
                    "overlap_warm_ms": round(row.warm_ms, 4),
                    "ratio": round(row.ratio, 3),
                }
                for row in rows
            ],
            "bars": [
                {**asdict(bar), "ratio": round(ratio, 3), "passed": passed} for bar, ratio, passed in verdicts
            ],
        }
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0 if all(passed for _, _, passed in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
