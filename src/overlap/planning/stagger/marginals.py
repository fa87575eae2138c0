"""What a stagger costs at least, seen through its requirements one by one.

Law: prices are moved between groups and tables so that every plan costs what it did; then the cheapest
configuration of each group and the cheapest alternative of each table add up to a lower bound. The moves
are those of sequential tree-reweighted message passing (Kolmogorov 2006): no pass makes the bound worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from overlap.planning.stagger.domains import Domains, Table, Work
from overlap.planning.stagger.model import bits

__all__ = ["Factor", "Marginals", "cover_table"]


@final
class Factor:
    """A table with the prices that its groups have put on it, by what they agree to."""

    def __init__(self, table: Table) -> None:
        """Nothing is put on it yet."""
        self.groups: tuple[int, ...] = table.groups
        self.count: int = table.count
        self.index: dict[int, list[int]] = {}
        self.alternatives: dict[int, list[list[int]]] = {}
        self.moved: dict[int, list[int]] = {}
        self.least: dict[int, list[int]] = {}
        for group in table.groups:
            number: dict[int, int] = {}
            self.index[group] = [number.setdefault(mask, len(number)) for mask in table.masks[group]]
            self.alternatives[group] = [list(bits(mask)) for mask in number]
            self.moved[group] = [0] * len(number)
            self.least[group] = [0] * table.count
        self.masks: dict[int, list[int]] = {group: table.masks[group] for group in table.groups}
        self.full: int = (1 << table.count) - 1
        self.known: dict[tuple[int, tuple[int, ...]], int] = {}

    def put(self, group: int, moved: list[int], far: int) -> None:
        """Take prices of a group's classes; what nobody agrees to costs too much."""
        self.moved[group] = moved
        least = [far] * self.count
        for price, alternatives in zip(moved, self.alternatives[group], strict=True):
            for at in alternatives:
                if -price < least[at]:
                    least[at] = -price
        self.least[group] = least

    def others(self, group: int) -> list[int]:
        """The least that the other groups put on each alternative."""
        rest = [self.least[one] for one in self.groups if one != group]
        return [sum(column) for column in zip(*rest, strict=True)] if rest else [0] * self.count

    def bound(self, state: int, chosen: tuple[int, ...]) -> int:
        """The cheapest alternative of a mask where groups have a configuration, or -1."""
        found = self.known.get((state, chosen))
        if found is None:
            own = [
                (self.least[group], 0) if at < 0 else (None, -self.moved[group][self.index[group][at]])
                for group, at in zip(self.groups, chosen, strict=True)
            ]
            fixed = sum(price for _, price in own)
            free = [least for least, _ in own if least is not None]
            found = fixed + min((sum(least[at] for least in free) for at in bits(state)), default=0)
            self.known[state, chosen] = found
        return found


@final
@dataclass(slots=True)
class Marginals:
    """A lower bound and what it is made of.

    Attributes:
        costs: What each configuration of each group costs, with what tables have put on it.
        factors: Tables with prices on them.
        bound: What every plan costs at least.
    """

    costs: list[list[int]]
    factors: list[Factor]
    bound: int

    @classmethod
    def plain(cls, domains: Domains) -> Marginals:
        """What groups cost on their own."""
        costs = [[one.cost for one in own] for own in domains.configurations]
        return cls(costs, [], sum(min(own) for own in costs if own))

    @classmethod
    def of(cls, domains: Domains, tables: list[Table], passes: int, work: Work) -> Marginals:
        """The bound after so many passes over all groups, to and fro."""
        plain = [[one.cost for one in own] for own in domains.configurations]
        far = 4 * sum(max(own, default=0) for own in plain) + 1
        factors = [Factor(table) for table in tables if table.minutes is None and len(table.groups) > 1]
        at_group: list[list[Factor]] = [
            [factor for factor in factors if group in factor.groups] for group in range(len(plain))
        ]
        best = -1
        kept: list[dict[int, list[int]]] = [factor.moved for factor in factors]
        for turn in range(2 * passes if factors else 0):
            forward = turn % 2 == 0
            order = range(len(plain)) if forward else range(len(plain) - 1, -1, -1)
            for group in order:
                _pass(group, plain[group], at_group[group], forward=forward, far=far)
                work.do(len(at_group[group]) * (len(plain[group]) // 3 + 10))
            if not forward:
                bound = _sum(plain, at_group, factors)
                if bound - best <= best >> 9 and bound <= best:
                    break
                small = bound - best <= bound >> 10
                best = bound
                kept = [dict(factor.moved) for factor in factors]
                if small:
                    break
        for factor, moved in zip(factors, kept, strict=True):
            for group, prices in moved.items():
                factor.put(group, prices, far)
            factor.known.clear()
        costs = []
        for group, own in enumerate(plain):
            costs.append(_with(own, group, at_group[group]))
        return cls(costs, factors, _sum(plain, at_group, factors))


def _with(own: list[int], group: int, factors: list[Factor]) -> list[int]:
    found = own
    for factor in factors:
        prices = factor.moved[group]
        found = [cost + prices[at] for cost, at in zip(found, factor.index[group], strict=True)]
    return found


def _sum(plain: list[list[int]], at_group: list[list[Factor]], factors: list[Factor]) -> int:
    groups = sum(min(_with(own, group, at_group[group])) for group, own in enumerate(plain) if own)
    return groups + sum(
        min(map(sum, zip(*(factor.least[group] for group in factor.groups), strict=True)))
        for factor in factors
    )


def _pass(group: int, plain: list[int], factors: list[Factor], *, forward: bool, far: int) -> None:
    """Take back all that the group's tables know, and share it out among those still to come."""
    total = plain
    known: list[list[int]] = []
    before = after = 0
    ahead: list[bool] = []
    for factor in factors:
        rest = factor.others(group)
        prices = [min((rest[at] for at in own), default=far) for own in factor.alternatives[group]]
        known.append(prices)
        total = [cost + prices[at] for cost, at in zip(total, factor.index[group], strict=True)]
        later, earlier = factor.groups[-1] != group, factor.groups[0] != group
        after += later
        before += earlier
        ahead.append(later if forward else earlier)
    share = max(before, after, 1)
    for factor, prices, on in zip(factors, known, ahead, strict=True):
        if on:
            least: dict[int, int] = {}
            for cost, at in zip(total, factor.index[group], strict=True):
                if at not in least or cost < least[at]:
                    least[at] = cost
            prices = [price - least[at] // share for at, price in enumerate(prices)]
        factor.put(group, prices, far)


def cover_table(domains: Domains, at: int, most: int) -> Table | None:
    """A field that every plan needs, as a table: who could bring how many. None with too many ways."""
    fields = domains.fields
    low = at * fields.width
    ones = (1 << (fields.width - 1)) - 1
    groups: list[int] = []
    brought: list[list[int]] = []
    for group, own in enumerate(domains.brings):
        people = [one >> low & ones for one in own]
        if any(people):
            groups.append(group)
            brought.append(people)
    found: list[tuple[int, ...]] = []
    steps = [sorted({0, *people}) for people in brought]
    tops = [step[-1] for step in steps]

    def ways(place: int, missing: int, so_far: tuple[int, ...]) -> bool:
        if place == len(steps) or missing <= 0:
            found.append(so_far + (0,) * (len(steps) - place))
            return len(found) <= 4 * most
        rest = sum(tops[place + 1 :])
        return all(
            ways(place + 1, missing - people, (*so_far, people))
            for people in steps[place]
            if people + rest >= missing
        )

    if not ways(0, fields.leasts[at], ()):
        return None
    least = [
        one
        for one in found
        if not any(other != one and all(b <= a for a, b in zip(one, other, strict=True)) for other in found)
    ]
    if len(least) > most or not least:
        return None
    masks = {
        group: [sum(1 << way for way, one in enumerate(least) if one[place] <= count) for count in people]
        for place, (group, people) in enumerate(zip(groups, brought, strict=True))
    }
    return Table(tuple(groups), masks, len(least))
