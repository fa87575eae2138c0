"""What is left of a task of fair sharing once everything that cannot matter is gone.

Law: people with the same costs in every option are one column with a count; all numbers are whole multiples
of one unit above one least value; an option that costs nobody less than another of its period is dropped.
The best plan of what is left is a best plan of the task.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import gcd
from typing import NamedTuple, final

__all__ = ["Choice", "Core", "Table", "reduced"]


class Choice(NamedTuple):
    """An option of a period: its key, costs by column, marked columns as bits, its place in the period."""

    key: int
    costs: tuple[int, ...]
    mask: int
    place: int


Table = tuple[Choice, ...]
"""The options of one period, in the period's order."""


@final
@dataclass(frozen=True, slots=True)
class Core:
    """A task in its smallest form.

    Attributes:
        base: What each column carries, in units above the least.
        counts: How many people each column stands for.
        tables: The options of each period, in order.
        before: Columns marked at the meeting before the first, as bits.
        is_ordered: Whether it matters which option comes after which.
        unit: How much one is worth in the task's own numbers.
        shift: What zero is worth.
    """

    base: tuple[int, ...]
    counts: tuple[int, ...]
    tables: tuple[Table, ...]
    before: int
    is_ordered: bool
    unit: int
    shift: int

    def burdens(self, plan: Sequence[int]) -> tuple[int, ...]:
        """What each column has in the end, by the place of each period's choice in its table."""
        chosen = (table[at].costs for table, at in zip(self.tables, plan, strict=True))
        return tuple(map(sum, zip(self.base, *chosen, strict=True)))

    def ranked(self, burdens: Iterable[int]) -> tuple[int, ...]:
        """Everybody's burden, the worst first: the smaller this is, the fairer the plan."""
        if len(self.counts) == sum(self.counts):
            return tuple(sorted(burdens, reverse=True))
        pairs = zip(burdens, self.counts, strict=True)
        return tuple(sorted((one for one, count in pairs for _ in range(count)), reverse=True))

    def tops(self, burdens: Iterable[int]) -> list[int]:
        """The burdens of the one, the two, the three worst-off together, and so on."""
        return list(accumulate(self.ranked(burdens)))

    def keeps(self, plan: Sequence[int]) -> bool:
        """Whether nobody is marked twice in a row."""
        masks = [self.before, *(table[at].mask for table, at in zip(self.tables, plan, strict=True))]
        return not any(one & other for one, other in pairwise(masks))

    def groups(self) -> list[tuple[Table, list[int]]]:
        """The different tables, each with the periods that have it; places mean the same in all of them."""
        found: dict[object, tuple[Table, list[int]]] = {}
        for period, table in enumerate(self.tables):
            same = tuple((one.key, one.costs, one.mask) for one in table)
            found.setdefault(same, (table, []))[1].append(period)
        return list(found.values())

    def only(self, keys: frozenset[int]) -> Core:
        """The same with options of some keys alone; each period must have one."""
        tables = tuple(
            _undominated([one for one in table if one.key in keys], by_key=False) for table in self.tables
        )
        return replace(self, tables=tables)

    def in_whole(self, whole: Core, plan: Sequence[int]) -> tuple[int, ...]:
        """A plan of this task as one of the whole task it was made of by `only`."""
        pairs = zip(whole.tables, self.tables, plan, strict=True)
        return tuple(table.index(own[at]) for table, own, at in pairs)


def reduced(
    carried: Sequence[int],
    periods: Sequence[Sequence[tuple[int, Sequence[int], frozenset[int]]]],
    before: frozenset[int],
    *,
    by_key: bool,
) -> Core:
    """The smallest form of a task.

    Args:
        carried: What each person carries.
        periods: Of each period the options as (key, costs, people marked).
        before: People marked at the meeting before the first.
        by_key: Whether the number of different keys is limited: then only options of one key compete.
    """
    options = [option for period in periods for option in period]
    columns: dict[tuple[object, ...], list[int]] = {}
    for person, had in enumerate(carried):
        sign = (had, person in before, *((costs[person], person in marked) for _, costs, marked in options))
        columns.setdefault(sign, []).append(person)
    people = [members[0] for members in columns.values()]
    shift = min(carried, default=0)
    unit = gcd(
        *(carried[one] - shift for one in people),
        *(costs[one] for _, costs, _ in options for one in people),
    )
    unit = unit or 1
    tables = []
    for period in periods:
        table = [
            Choice(key, tuple(costs[one] // unit for one in people), _bits(people, marked), index)
            for index, (key, costs, marked) in enumerate(period)
        ]
        tables.append(_undominated(table, by_key=by_key))
    return Core(
        tuple((carried[one] - shift) // unit for one in people),
        tuple(len(members) for members in columns.values()),
        tuple(tables),
        _bits(people, before),
        bool(before) or any(marked for _, _, marked in options),
        unit,
        shift,
    )


def _bits(people: Sequence[int], marked: frozenset[int]) -> int:
    return sum(1 << at for at, one in enumerate(people) if one in marked)


def _undominated(table: Sequence[Choice], *, by_key: bool) -> Table:
    """The options that no other makes superfluous; of equal ones the first."""
    kept: list[Choice] = []
    for one in sorted(table, key=lambda one: (sum(one.costs), one.mask.bit_count(), one.place)):
        if not any(_no_worse(other, one) for other in kept if not by_key or other.key == one.key):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.place))


def _no_worse(one: Choice, other: Choice) -> bool:
    return not one.mask & ~other.mask and all(
        low <= high for low, high in zip(one.costs, other.costs, strict=True)
    )
