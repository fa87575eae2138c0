"""Which few keys to use, where only so many different ones may be used.

Law: every set of keys that could hold the fairest plan is looked at, or its bound says why not; where there
are too many sets, a few good ones are, and nothing is proven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from math import comb
from typing import Final, NamedTuple

from overlap.planning.fair_bound import Weighing, weighing, weighted
from overlap.planning.fair_core import Core
from overlap.planning.fair_proof import Proof, prove
from overlap.planning.fair_search import any_plan, greedy, improved

__all__ = ["Keys", "some_keys", "with_few_keys"]

_ALL_SETS: Final = 40_000
"""Sets of keys that are looked at one by one: of 48 half hours all pairs and triples."""

_TRIES: Final = 5_000
"""Sets of keys tried before it is given up to find one with a plan: two seconds."""

_EACH: Final = 100_000
"""The most work for the proof of one set."""

_LEAST: Final = 50
"""What looking at a set costs besides its proof, in steps for each person and period."""

_ASIDE: Final = 60
"""Exchanges of a key tried, where there are too many sets."""


class Keys(NamedTuple):
    """Keys with which a plan keeps every limit, or None; and whether, if so, there surely are none."""

    keys: frozenset[int] | None
    is_whole: bool


def some_keys(core: Core, times: int) -> Keys:
    """Some keys, at most so many, with which a plan keeps every limit."""
    left = _TRIES
    for keys in _covering(core, times):
        if any_plan(core.only(keys)) is not None:
            return Keys(keys, True)
        left -= 1
        if not left:
            return Keys(None, False)
    return Keys(None, True)


def _covering(core: Core, times: int) -> Iterator[frozenset[int]]:
    """The largest sets of at most so many keys of which every period has one.

    Keys that many periods have, and that mark few people, are tried first.
    """
    offered = [frozenset(one.key for one in table) for table in core.tables]
    count = Counter(key for own in offered for key in own)
    marks: Counter[int] = Counter()
    for table in core.tables:
        for one in table:
            marks[one.key] += one.mask.bit_count()
    every = sorted(count, key=lambda key: (-count[key], marks[key], key))
    seen: set[frozenset[int]] = set()

    def extended(keys: frozenset[int]) -> Iterator[frozenset[int]]:
        if keys in seen:
            return
        seen.add(keys)
        missing = [own for own in offered if not own & keys]
        if len(keys) < min(times, len(every)):
            open_keys = min(missing, key=len) if missing else frozenset(every) - keys
            for key in every:
                if key in open_keys:
                    yield from extended(keys | {key})
        elif not missing:
            yield keys

    return extended(frozenset())


def with_few_keys(core: Core, times: int, first: frozenset[int], work: int) -> Proof:
    """The fairest plan of at most so many keys, or the fairest found.

    Args:
        core: The task, reduced key by key.
        times: How many different keys may be used.
        first: Keys that have a plan.
        work: As for `prove`, in all.
    """
    every = sorted({one.key for table in core.tables for one in table})
    few = core.only(first)
    start = _soon(few)
    assert start is not None  # noqa: S101 - these keys have a plan
    best = few.in_whole(core, start)
    tops = core.tops(core.burdens(best))
    loose = weighing(core, 1, tops)
    bound = loose.bound(1, tops)
    is_whole = comb(len(every), times) <= _ALL_SETS
    if not is_whole:
        best = _exchanged(core, best, first, every)
    else:
        for low, keys in _ranked_sets(core, times, every, loose):
            rank = core.ranked(core.burdens(best))
            if low > rank[0]:
                break
            few = core.only(keys)
            plan = _soon(few)
            if plan is None:
                continue
            found = prove(few, plan, min(work, _EACH))
            work -= _LEAST * len(core.base) * len(core.tables) + found.steps
            is_whole &= found.is_optimal
            if core.ranked(few.burdens(found.plan)) < rank:
                best = few.in_whole(core, found.plan)
            if work <= 0:
                is_whole = False
                break
    worst = max(core.burdens(best))
    return Proof(best, is_whole, worst if is_whole else min(bound, worst), 0)


def _soon(core: Core) -> tuple[int, ...] | None:
    """A good plan of a task, if it has one."""
    plan = greedy(core) or any_plan(core)
    return None if plan is None else improved(core, plan)


def _ranked_sets(
    core: Core, times: int, every: list[int], loose: Weighing
) -> list[tuple[int, frozenset[int]]]:
    """Every set of so many keys of which each period has one, with the least its worst-off has, in order."""
    never = 1 << 60
    groups = core.groups()
    rows = []
    for table, periods in groups:
        cheapest: dict[int, int] = {}
        for one in table:
            cost = weighted(loose.weights, one.costs) * len(periods)
            cheapest[one.key] = min(cost, cheapest.get(one.key, never))
        rows.append([cheapest.get(key, never) for key in every])
    had = weighted(loose.weights, core.base)
    price = loose.prices[1] or 1
    found = []
    for chosen in combinations(range(len(every)), times):
        least = had
        for row in rows:
            least += min([row[at] for at in chosen])
        if least < never:
            found.append((-(-least // price), frozenset(every[at] for at in chosen)))
    found.sort(key=lambda one: (one[0], sorted(one[1])))
    return found


def _exchanged(core: Core, best: tuple[int, ...], keys: frozenset[int], every: list[int]) -> tuple[int, ...]:
    """The fairest plan found by exchanging one key for another while that helps."""
    offered = [frozenset(one.key for one in table) for table in core.tables]
    left, is_better = _ASIDE, True
    while is_better:
        is_better = False
        for old, new in product(sorted(keys), every):
            tried = keys - {old} | {new}
            if new in keys or any(not tried & own for own in offered):
                continue
            left -= 1
            if left < 0:
                return best
            few = core.only(tried)
            plan = _soon(few)
            if plan is not None and core.ranked(few.burdens(plan)) < core.ranked(core.burdens(best)):
                best, keys, is_better = few.in_whole(core, plan), tried, True
                break
    return best
