"""The best plan of a small model by looking at every plan there is.

Law: which plans are good and which is better is said by `Model.broken` and `Model.key` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product

from overlap.planning.stagger.model import TIERS, Model, Plan, Tier


def parts(people: int, columns: int) -> Iterator[Plan]:
    """All ways to divide people among columns."""
    if columns < 2:
        if columns or not people:
            yield (people,) * columns
        return
    for own in range(people + 1):
        for rest in parts(people - own, columns - 1):
            yield (own, *rest)


def all_plans(model: Model) -> Iterator[Plan]:
    """Every plan with the counts of the pools, whether or not it keeps anything."""
    divided = [list(parts(pool.size, len(model.groups[pool.group].options))) for pool in model.pools]
    for own in product(*divided):
        yield tuple(chain.from_iterable(own))


def good_plans(model: Model) -> list[Plan]:
    """Every plan that keeps everything."""
    return [plan for plan in all_plans(model) if not model.broken(plan)]


def best_plan(model: Model, priority: tuple[Tier, ...] = TIERS) -> Plan | None:
    """The best of the plans that keep everything, or None if there are none."""
    return min(good_plans(model), key=lambda plan: model.key(plan, priority), default=None)
