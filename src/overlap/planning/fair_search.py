"""A good plan soon: taken period by period, then changed one and two choices at a time.

Law: every plan told keeps the limits; a change is made only if the plan becomes fairer. Whether there is a
plan at all is decided by going through what the last meeting leaves open, and so is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from overlap.planning.fair_core import Core

__all__ = ["any_plan", "greedy", "improved"]

_LOOKS: Final = 150_000
"""Changes weighed in all: a quarter of a second."""


def any_plan(core: Core) -> tuple[int, ...] | None:
    """A plan that keeps the limits, or None if there is none."""
    paths: dict[int, tuple[int, ...]] = {core.before: ()}
    for table in core.tables:
        after: dict[int, tuple[int, ...]] = {}
        for last, path in paths.items():
            for at, one in enumerate(table):
                if not last & one.mask and one.mask not in after:
                    after[one.mask] = (*path, at)
        paths = after
    return next(iter(paths.values()), None)


def greedy(core: Core) -> tuple[int, ...] | None:
    """The plan of always taking what is fairest up to then, if that runs into no limit."""
    burdens, last = core.base, core.before
    plan: list[int] = []
    for table in core.tables:
        best: tuple[tuple[int, ...], int] | None = None
        for at, one in enumerate(table):
            if not last & one.mask:
                rank = core.ranked(map(sum, zip(burdens, one.costs, strict=True)))
                if best is None or (rank, at) < best:
                    best = (rank, at)
        if best is None:
            return None
        chosen = table[best[1]]
        plan.append(best[1])
        burdens, last = tuple(map(sum, zip(burdens, chosen.costs, strict=True))), chosen.mask
    return tuple(plan)


def improved(core: Core, plan: Sequence[int]) -> tuple[int, ...]:
    """A plan that no change of one choice makes fairer, and no change of two if so much can be looked at."""
    found = list(plan)
    burdens = core.burdens(found)
    best = core.ranked(burdens)
    looks = _LOOKS
    while True:
        for change in _changes(core, found):
            looks -= 1
            if looks < 0:
                return tuple(found)
            moved = burdens
            for period, at in change:
                old, new = core.tables[period][found[period]].costs, core.tables[period][at].costs
                moved = tuple(had - less + more for had, less, more in zip(moved, old, new, strict=True))
            if max(moved) > best[0]:
                continue
            rank = core.ranked(moved)
            if rank < best and _may(core, found, change):
                for period, at in change:
                    found[period] = at
                burdens, best = moved, rank
                break
        else:
            return tuple(found)


def _changes(core: Core, plan: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Each change of one choice, then each of two; of periods alike with the same choice only two."""
    periods = list(range(len(plan)))
    if not core.is_ordered:
        alike: dict[tuple[int, int], list[int]] = {}
        for group, (_, same) in enumerate(core.groups()):
            for period in same:
                alike.setdefault((group, plan[period]), []).append(period)
        periods = [period for same in alike.values() for period in same[:2]]
    ones = [
        (period, at)
        for period in sorted(periods)
        for at in range(len(core.tables[period]))
        if at != plan[period]
    ]
    for one in ones:
        yield (one,)
    for one, other in combinations(ones, 2):
        if one[0] != other[0]:
            yield (one, other)


def _may(core: Core, plan: Sequence[int], change: Sequence[tuple[int, int]]) -> bool:
    if not core.is_ordered:
        return True
    changed = list(plan)
    for period, at in change:
        changed[period] = at
    return core.keeps(changed)
