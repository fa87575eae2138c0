"""Windows: when are at least k of n people at work, asked of the library and of its peers.

Law: no time is taken before every answer is equal, interval by interval, as UTC-minute ints; an answer with
fewer than 20 windows is refused as trivial. Bars are judged on cold queries: the library's caches are
emptied before each.

    python benchmarks/run.py [--smoke] [--only W2] [--json FILE]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

import ours
from measure import AnswersDiffer, Bar, Contender, Figure, How, absent, alone, is_installed, take_turns, taken
from workloads import Workload, build

TITLE = "Windows"
ASKED = """When are at least k of n people at work? W1 to W4 differ in people, zones, patterns and time.
"Cold" empties every cache before each call, "warm" is a program's second question; bars are about cold."""
PACKAGES = ("numpy", "pendulum", "portion")

Answer = tuple[Sequence[int], Sequence[int]]
Query = Callable[[], Answer]

PEERS = {
    "per-day datetime + zoneinfo": ("zoneinfo_days", None),
    "the same, tuned by hand": ("zoneinfo_tuned", None),
    "numpy template": ("numpy_template", "numpy"),
    "portion": ("portion_days", "portion"),
    "zoneinfo loop, 15-minute slots": ("zoneinfo_slots", None),
    "pendulum loop, 15-minute slots": ("pendulum_slots", None),
}
"""The module of each peer, and the package that it needs besides the library's own."""

ONLY_W2 = frozenset({"portion", "zoneinfo loop, 15-minute slots", "pendulum loop, 15-minute slots"})
"""Peers that answer "all of n" only; W2 is that question."""

_DAYS = Bar("below this, a careful loop of the standard library would do without a dependency", least=15.0)
BARS = {
    **{(name, "per-day datetime + zoneinfo"): _DAYS for name in ("W1", "W2", "W3", "W4")},
    ("W2", "portion"): Bar(
        "the interval library people reach for, whose sets cost an object a piece", least=60.0
    ),
    ("W2", "pendulum loop, 15-minute slots"): Bar("the usual first version of a meeting finder", least=300.0),
    ("W2", "numpy template"): Bar(
        "pure Python may cost at most 2.5 times what arrays cost", most=2.5, of="share"
    ),
}


def pairs(answer: Answer) -> list[tuple[int, int]]:
    """An answer as (start, end) pairs; anything but plain ints is refused."""
    found = list(zip(*answer, strict=True))
    if not all(type(edge) is int for pair in found for edge in pair):
        raise TypeError("an answer holds something other than int")
    return found


def peers_of(workload: Workload) -> tuple[dict[str, Query], list[str]]:
    """The peers that answer a workload, and those that are not installed."""
    found: dict[str, Query] = {}
    lacking = []
    for name, (module, package) in PEERS.items():
        if name in ONLY_W2 and workload.name != "W2":
            continue
        if package is not None and not is_installed(package):
            lacking.append(name)
        else:
            found[name] = import_module(f"peers.{module}").prepare(workload)
    return found, lacking


def compare(workload: Workload, how: How) -> Iterator[Figure]:
    """Checks that all answers are equal, then lets everybody take turns."""
    query, forget = ours.prepare(workload)
    peers, lacking = peers_of(workload)
    expected = pairs(query())
    if len(expected) < 20:
        raise AnswersDiffer(f"{workload.name} has only {len(expected)} windows: too trivial to compare")
    forget()
    answers = {"overlap, cold": pairs(query()), **{name: pairs(peer()) for name, peer in peers.items()}}
    for name, answer in answers.items():
        if answer != expected:
            wrong = sorted(set(answer) ^ set(expected))[:4]
            raise AnswersDiffer(f"{workload.name}: {name} answers otherwise, first at {wrong}")

    times = take_turns(
        [
            Contender("overlap, cold", query, forget),
            Contender("overlap, warm", query),
            *(Contender(name, peer) for name, peer in peers.items()),
        ],
        how,
    )
    size = f"{workload.title}, {len(expected):,} windows"
    cold = times["overlap, cold"]
    for name, own in times.items():
        bar = BARS.get((workload.name, name))
        beside = None if name == "overlap, cold" else cold
        yield taken(workload.name, size, name, own, ours=beside, bar=bar)
    for name in lacking:
        yield absent(workload.name, size, name)


def figures(how: How) -> Iterator[Figure]:
    """Each workload that is asked for."""
    for workload in build(smoke=how.smoke):
        if how.wants(workload.name):
            yield from compare(workload, how)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
