"""The fairest plan by going through all that could be as fair, period by period.

Law: plans that come to the same burdens are one; what can no longer stay within the limits is dropped, by
each person's own burden and by weighings of all. A search that dropped nothing else is a proof: either
its best is the fairest of all plans, or no plan keeps those limits. How much is looked at depends on
counts alone, never on a clock, so the same task has the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, NamedTuple, final

from overlap.planning.fair_bound import Weighing, weighing, weighted
from overlap.planning.fair_core import Core, Table

__all__ = ["Proof", "prove"]

_ABREAST: Final = 30_000
"""Different burdens kept after a period; with more the rest is dropped, and nothing is proven."""


_Layer = dict[int, tuple[int, int, int]]
"""Burdens after a period, each with the sum of the places chosen, the last choice, and what was before."""


class Proof(NamedTuple):
    """The best plan known, whether no other is fairer, what the worst-off has at least, and the work done."""

    plan: tuple[int, ...]
    is_optimal: bool
    bound: int
    steps: int = 0


def prove(core: Core, plan: tuple[int, ...], work: int) -> Proof:
    """The fairest plan, or the fairest found with so much work.

    Args:
        core: The task.
        plan: A plan that keeps its limits.
        work: How many steps from one burden to the next may be taken in all.
    """
    search = _Search(core, work)
    tops = core.tops(core.burdens(plan))
    weighings: list[Weighing] = []
    bound = 0
    for tier in range(1, len(tops) + 1):
        own = weighing(core, tier, tops)
        weighings.append(own)
        floor = own.bound(tier, tops)
        low = max(floor, tops[tier - 2] if tier > 1 else max(core.base))
        if tier == 1:
            bound = min(low, tops[0])
        reach = 0
        while True:
            tried = min(low + reach, tops[tier - 1])
            found = search.within([*tops[: tier - 1], tried], weighings)
            if found.plan is not None:
                better = core.tops(core.burdens(found.plan))
                if better < tops or (better == tops and found.is_whole):
                    plan, tops = found.plan, better
            if found.is_whole and found.plan is not None:
                return Proof(plan, True, tops[0], work - search.work)
            if found.is_whole:
                assert tried < tops[tier - 1]  # noqa: S101 - the plan we have keeps these limits
                low, reach = tried + 1, max(1, 2 * reach)
                if tier == 1:
                    bound = low
            elif reach and tried > low:
                reach = 0  # too much to look at: less of it, from what is known not to be
            elif tops[tier - 1] > low:
                return Proof(plan, False, bound, work - search.work)
            else:
                break  # nobody can do better in this tier: now the next is a limit too
            if search.work <= 0:
                return Proof(plan, False, bound, work - search.work)
    return Proof(plan, False, bound, work - search.work)


@final
@dataclass(frozen=True, slots=True)
class _Found:
    """The best plan within limits, if one was found, and whether all within them were looked at."""

    plan: tuple[int, ...] | None
    is_whole: bool


class _Search:
    """Sweeps over a task's periods, and the work left for them."""

    def __init__(self, core: Core, work: int) -> None:
        self.core = core
        self.work = work
        self.order: list[int] = []
        """The periods in the order looked at: those alike together, where order does not matter."""
        if core.is_ordered:
            self.order += range(len(core.tables))
        else:
            alike = sorted(core.groups(), key=lambda one: (len(one[0]), one[1]))
            for _, periods in alike:
                self.order += periods
        self.rest: list[tuple[int, ...]] = [(0,) * len(core.base)]
        """What each column still has to bear at least, after each period looked at."""
        for period in reversed(self.order):
            least = (min(costs) for costs in zip(*(one.costs for one in core.tables[period]), strict=True))
            self.rest.append(tuple(map(sum, zip(self.rest[-1], least, strict=True))))
        self.rest.reverse()

    def within(self, tops: Sequence[int], weighings: Sequence[Weighing]) -> _Found:
        """The best plan whose first tops are no greater than these."""
        core, order = self.core, self.order
        most = tops[0]
        rooms = [one.room(tops) for one in weighings]
        if min(rooms) < 0 or any(
            had + rest > most for had, rest in zip(core.base, self.rest[0], strict=True)
        ):
            return _Found(None, True)
        # One number holds everything: marks in the lowest bits, then a field for each column and each
        # weighing, with a spare bit on top. Adding adds all fields; a limit is kept in all if subtracting
        # from the limits leaves every spare bit set. The last weighing is on top, so that numbers sort by it.
        heaviest = max((max(one.costs) for table in core.tables for one in table), default=0)
        # A choice dearer than its room is left out, so no field ever holds more than twice its limit.
        sizes = [(most + heaviest).bit_length() + 1] * len(core.base)
        sizes += [(2 * room).bit_length() + 1 for room in rooms]
        marks = len(core.base) if core.is_ordered else 0
        places = [marks]
        for size in sizes:
            places.append(places[-1] + size)
        spare = sum(1 << (place - 1) for place in places[1:])
        marked = (1 << marks) - 1

        def packed(values: Sequence[int]) -> int:
            return sum(value << place for value, place in zip(values, places, strict=False))

        start = packed([*core.base, *([0] * len(rooms))]) | (core.before if marks else 0)
        layers: list[_Layer] = [{start: (0, 0, 0)}]
        is_whole = True
        steps: dict[int, list[tuple[int, int, int]]] = {}
        for number, period in enumerate(order):
            table = core.tables[period]
            known = steps.get(id(table))
            if known is None:
                extras = [_extras(one, table) for one in weighings]
                known = steps[id(table)] = [
                    (packed([*one.costs, *(extra[at] for extra in extras)]), one.mask, at)
                    for at, one in enumerate(table)
                    if all(extra[at] <= room for extra, room in zip(extras, rooms, strict=True))
                ]
            limits = [most - rest for rest in self.rest[number + 1]]
            ceiling = spare + packed([*limits, *rooms]) + marked
            layer = layers[-1]
            self.work -= len(layer) * len(known)
            if self.work < 0:
                return _Found(None, False)
            if marks:
                after = _after_marked(layer, known, ceiling, spare, marked)
            else:
                after = _after(layer, known, ceiling, spare)
            if not after:
                return _Found(None, is_whole)
            if len(after) > _ABREAST:
                is_whole = False
                after = {state: after[state] for state in nsmallest(_ABREAST // 10, after)}
            layers.append(after)
        best: tuple[tuple[int, ...], int, int] | None = None
        for state, (rank, _, _) in layers[-1].items():
            fields = zip(places, sizes[: len(core.base)], strict=False)
            burdens = [(state >> place) & ((1 << size) - 1) for place, size in fields]
            ranked = core.ranked(burdens)
            if best is not None and (ranked, rank) >= best[:2]:
                continue
            own = core.tops(burdens)
            if all(top <= limit for top, limit in zip(own, tops, strict=False)):
                best = (ranked, rank, state)
        if best is None:
            return _Found(None, is_whole)
        plan = [0] * len(order)
        state = best[2]
        for number in range(len(order), 0, -1):
            _, at, state_before = layers[number][state]
            plan[order[number - 1]] = at
            state = state_before
        return _Found(tuple(plan), is_whole)


def _after(layer: _Layer, steps: Sequence[tuple[int, int, int]], ceiling: int, spare: int) -> _Layer:
    """What a layer's burdens can come to in a period; of ways to the same the one of earliest choices."""
    after: _Layer = {}
    plain = [(step, at) for step, _, at in steps]
    for state, (rank, _, _) in layer.items():
        for step, at in plain:
            new = state + step
            if (ceiling - new) & spare == spare:
                had = after.get(new)
                if had is None or rank + at < had[0]:
                    after[new] = (rank + at, at, state)
    return after


def _after_marked(
    layer: _Layer, steps: Sequence[tuple[int, int, int]], ceiling: int, spare: int, marked: int
) -> _Layer:
    """The same where nobody may be marked twice in a row."""
    after: _Layer = {}
    for state, (rank, _, _) in layer.items():
        last = state & marked
        bare = state ^ last
        for step, mask, at in steps:
            new = bare + step
            if not last & mask and (ceiling - new) & spare == spare:
                had = after.get(new | mask)
                if had is None or rank + at < had[0]:
                    after[new | mask] = (rank + at, at, state)
    return after


def _extras(one: Weighing, table: Table) -> list[int]:
    """How much dearer than the cheapest each choice of a table is to a weighing."""
    sums = [weighted(one.weights, choice.costs) for choice in table]
    least = min(sums)
    return [own - least for own in sums]
