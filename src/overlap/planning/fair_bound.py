"""How little the worst-off can have: bounds by weighing people, as linear programming finds the weights.

Law: for weights of people that are not negative, the weighted sum of the final burdens is at least what
each period's cheapest option comes to, whatever is chosen. The weights come from the duals of a linear
programme in floating point; the bound is worked out from them in whole numbers, so it holds however
inexact they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from overlap.planning.fair_core import Core
from overlap.planning.fair_simplex import duals_of

__all__ = ["Weighing", "weighing", "weighted"]

_SCALE: Final = 1 << 12
"""Weights are whole multiples of this part of one; finer ones would tighten no bound that matters."""


@final
@dataclass(frozen=True, slots=True)
class Weighing:
    """An inequality that every plan keeps: `least <= weights·burdens <= sum of price·top` over its tiers.

    Attributes:
        weights: Of each column.
        prices: Of each tier, what the k worst-off together count; tiers not named count nothing.
        least: What the weighted burdens come to at least.
    """

    weights: tuple[int, ...]
    prices: dict[int, int]
    least: int

    def room(self, tops: Sequence[int]) -> int:
        """How much dearer than the cheapest all choices together may be, given the tops allowed."""
        return sum(price * tops[tier - 1] for tier, price in self.prices.items()) - self.least

    def bound(self, tier: int, tops: Sequence[int]) -> int:
        """What the `tier` worst-off have together at least, given the tops of the tiers before."""
        price = self.prices.get(tier, 0)
        if not price:
            return 0
        others = sum(own * tops[one - 1] for one, own in self.prices.items() if one != tier)
        return -((others - self.least) // price)


def weighing(core: Core, tier: int, tops: Sequence[int]) -> Weighing:
    """The inequality that bounds a tier best, given the tops of the tiers before it.

    Args:
        core: The task.
        tier: How many of the worst-off count together.
        tops: What the tiers before it come to at most.
    """
    tiers = sorted({1, *range(max(1, tier - 2), tier + 1)})
    people = range(len(core.base))
    groups = core.groups()
    counts = core.counts
    # Columns: choices, then for each tier its level and how far each column is above it, then slacks.
    choices = [(at, one.costs) for at, (table, _) in enumerate(groups) for one in table]
    first_level = len(choices)
    level = {one: first_level + at * (1 + len(people)) for at, one in enumerate(tiers)}
    first_slack = first_level + len(tiers) * (1 + len(people))
    width = first_slack + len(tiers) * len(people)
    rows: list[list[float]] = []
    right: list[float] = []
    for group, (_, periods) in enumerate(groups):
        row = [0.0] * width
        for at, (own, _) in enumerate(choices):
            row[at] = float(own == group)
        rows.append(row)
        right.append(float(len(periods)))
    slack = first_slack
    for one in tiers:
        for person in people:
            row = [0.0] * width
            for at, (_, costs) in enumerate(choices):
                row[at] = -float(costs[person])
            row[level[one]] = 1.0
            if one > 1:
                row[level[one] + 1 + person] = 1.0
            row[slack] = -1.0
            slack += 1
            rows.append(row)
            right.append(float(core.base[person]))
    costs_of: list[float] = [0.0] * width
    for one in tiers:
        row = costs_of if one == tier else [0.0] * width
        row[level[one]] = float(one)
        for person in people:
            row[level[one] + 1 + person] = float(counts[person])
        if one != tier:
            # Exactly its top is no stricter than at most that: a level may be higher than the burdens need.
            rows.append(row)
            right.append(float(tops[one - 1]))
    duals = duals_of(costs_of, rows, right)
    weights = [0] * len(people)
    prices: dict[int, int] = {}
    for at, one in enumerate(tiers):
        begin = len(groups) + at * len(people)
        scaled = [max(0, round(value * _SCALE)) for value in duals[begin : begin + len(people)]]
        # The least price at which these weights never count more than the `one` worst-off together.
        shares = [-(-weight // count) for weight, count in zip(scaled, counts, strict=True)]
        prices[one] = max([*shares, -(-sum(scaled) // one)])
        weights = [old + new for old, new in zip(weights, scaled, strict=True)]
    return _weighed(core, weights, prices)


def _weighed(core: Core, weights: Sequence[int], prices: dict[int, int]) -> Weighing:
    least = sum(weight * had for weight, had in zip(weights, core.base, strict=True))
    for table, periods in core.groups():
        least += len(periods) * min(weighted(weights, one.costs) for one in table)
    return Weighing(tuple(weights), prices, least)


def weighted(weights: Sequence[int], costs: Sequence[int]) -> int:
    """The weighted sum of costs."""
    return sum(weight * cost for weight, cost in zip(weights, costs, strict=True))
