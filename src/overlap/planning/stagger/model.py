"""What a stagger decides, as whole numbers that any solver can work on.

Law: people are divided among starts. A group shares starts (a team's shift); a pool is those of a group
who work alike; a column is a pool at a start, and a plan says how many people each column has. Every
condition is about sums of columns, named by the tag of the requirement or the limit that asks for it, so
that it can be left out by name. Values here are exact integers and fractions: solvers propose, this
module judges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import accumulate
from typing import Final, Literal, NamedTuple, final

__all__ = [
    "TIERS",
    "Apart",
    "Bar",
    "Change",
    "Choice",
    "Group",
    "Model",
    "Need",
    "Option",
    "Plan",
    "Pool",
    "Row",
    "Solution",
    "Tier",
    "Total",
    "bits",
]

Plan = tuple[int, ...]
"""How many people each column has."""

Tier = Literal["moved", "worst", "quiet"]
"""What is made small: person-minutes moved, the worst team's minutes per person, quiet person-minutes."""

TIERS: Final[tuple[Tier, ...]] = ("moved", "worst", "quiet")
"""In the order in which they are made small, unless another is asked for."""


class Need(NamedTuple):
    """At least so many people on the columns of a mask (bit c is column c)."""

    mask: int
    least: int


class Option(NamedTuple):
    """A start that a group may use.

    `start` is wall minutes after midnight on `clock` (None: the clock the shift follows today). `moved` and
    `quiet` are minutes of one person. Options of a group are in the order of `place`, which is where the
    start lies on today's clock: distances between places are minutes.
    """

    start: int
    clock: str | None
    moved: int
    quiet: int
    place: int


class Group(NamedTuple):
    """People who share starts.

    `team` is the position of their team. At most `cohorts` options are used at once (by all its pools
    together), each by at least `least` people of all its pools together. `tag` is the limit that says so.
    """

    team: int
    options: tuple[Option, ...]
    cohorts: int
    least: int
    tag: int


class Pool(NamedTuple):
    """How many people of a group work alike."""

    group: int
    size: int


class Row(NamedTuple):
    """A need that holds."""

    tag: int
    need: Need


class Choice(NamedTuple):
    """At least one of the alternatives holds: all its needs do. They are in order of time.

    With `when`, a (group, option), it is asked only if that option is used. All alternatives of a choice
    have their needs in the same order of teams, but may have fewer. No alternatives: cannot hold.
    """

    tag: int
    when: tuple[int, int] | None
    alternatives: tuple[tuple[Need, ...], ...]


class Total(NamedTuple):
    """Segments of time (minutes, needs) in which all needs hold come to at least so many minutes."""

    tag: int
    segments: tuple[tuple[int, tuple[Need, ...]], ...]
    least: int


class Apart(NamedTuple):
    """Two options, each a (group, option), that are not both used; equal ones: not used at all."""

    tag: int
    one: tuple[int, int]
    other: tuple[int, int]


class Bar(NamedTuple):
    """An option, as (group, option), that is not used."""

    tag: int
    option: tuple[int, int]


class Change(NamedTuple):
    """The price of leaving an earlier plan: `gap` minutes for each person more or fewer than `before`."""

    mask: int
    before: int
    gap: int


def bits(mask: int) -> Iterator[int]:
    """The positions of a mask's ones, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@final
@dataclass(frozen=True, slots=True)
class Model:
    """Who can start when, and what must hold; immutable.

    Attributes:
        teams: How many people each team has, for minutes per person; in roster order.
        groups: See `Group`.
        pools: See `Pool`; in order of their groups.
        rows: Needs that hold whatever is chosen.
        choices: See `Choice`.
        totals: See `Total`.
        aparts: See `Apart`.
        bars: See `Bar`.
        changes: See `Change`.
        again: Minutes that each person-minute of `changes` costs, beside those moved.
        tags: Names of requirements and limits; a tag is a position in it.
        first: The first column of each pool, and the number of columns.
    """

    teams: tuple[int, ...]
    groups: tuple[Group, ...]
    pools: tuple[Pool, ...]
    rows: tuple[Row, ...] = ()
    choices: tuple[Choice, ...] = ()
    totals: tuple[Total, ...] = ()
    aparts: tuple[Apart, ...] = ()
    bars: tuple[Bar, ...] = ()
    changes: tuple[Change, ...] = ()
    again: int = 0
    tags: tuple[str, ...] = ()
    first: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _pools: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    _sizes: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        widths = (len(self.groups[pool.group].options) for pool in self.pools)
        pools: list[list[int]] = [[] for _ in self.groups]
        for at, pool in enumerate(self.pools):
            pools[pool.group].append(at)
        object.__setattr__(self, "first", tuple(accumulate(widths, initial=0)))
        object.__setattr__(self, "_pools", tuple(map(tuple, pools)))
        sizes = (sum(self.pools[pool].size for pool in own) for own in pools)
        object.__setattr__(self, "_sizes", tuple(sizes))

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.first[-1]

    def column(self, pool: int, option: int) -> int:
        """The column of a pool at an option of its group."""
        return self.first[pool] + option

    def owner(self) -> list[tuple[int, int]]:
        """The (pool, option) of each column."""
        return [
            (pool, option)
            for pool, one in enumerate(self.pools)
            for option in range(len(self.groups[one.group].options))
        ]

    def pools_of(self, group: int) -> tuple[int, ...]:
        """The pools of a group."""
        return self._pools[group]

    def mask_of(self, group: int, option: int) -> int:
        """The columns of a group at an option."""
        return sum(1 << self.column(pool, option) for pool in self.pools_of(group))

    def size(self, group: int) -> int:
        """How many people a group has."""
        return self._sizes[group]

    def without(self, tags: Collection[int]) -> Model:
        """The same without what some tags ask for. A group's cohorts go with its tag."""
        gone = frozenset(tags)
        groups = tuple(
            group._replace(cohorts=len(group.options), least=1) if group.tag in gone else group
            for group in self.groups
        )
        return replace(
            self,
            groups=groups,
            rows=tuple(one for one in self.rows if one.tag not in gone),
            choices=tuple(one for one in self.choices if one.tag not in gone),
            totals=tuple(one for one in self.totals if one.tag not in gone),
            aparts=tuple(one for one in self.aparts if one.tag not in gone),
            bars=tuple(one for one in self.bars if one.tag not in gone),
        )

    # Judging a plan

    def people(self, plan: Plan, mask: int) -> int:
        """How many people a plan has on the columns of a mask."""
        return sum(plan[column] for column in bits(mask))

    def used(self, plan: Plan) -> list[list[int]]:
        """The options that each group uses."""
        found: list[list[int]] = []
        for group, one in enumerate(self.groups):
            pools = self.pools_of(group)
            found.append(
                [at for at in range(len(one.options)) if any(plan[self.column(pool, at)] for pool in pools)]
            )
        return found

    def broken(self, plan: Plan) -> set[int]:
        """The tags of what a plan does not keep; -1 where its counts are not those of the pools."""
        found: set[int] = set()
        for at, pool in enumerate(self.pools):
            own = plan[self.first[at] : self.first[at + 1]]
            if sum(own) != pool.size or min(own, default=0) < 0:
                found.add(-1)
        used = self.used(plan)
        for at, group in enumerate(self.groups):
            few = any(self.people(plan, self.mask_of(at, option)) < group.least for option in used[at])
            if few or len(used[at]) > group.cohorts:
                found.add(group.tag)

        def kept(needs: tuple[Need, ...]) -> bool:
            return all(self.people(plan, need.mask) >= need.least for need in needs)

        found.update(row.tag for row in self.rows if not kept((row.need,)))
        for choice in self.choices:
            asked = choice.when is None or choice.when[1] in used[choice.when[0]]
            if asked and not any(kept(needs) for needs in choice.alternatives):
                found.add(choice.tag)
        for total in self.totals:
            if sum(minutes for minutes, needs in total.segments if kept(needs)) < total.least:
                found.add(total.tag)
        for apart in self.aparts:
            if all(option in used[group] for group, option in (apart.one, apart.other)):
                found.add(apart.tag)
        found.update(bar.tag for bar in self.bars if bar.option[1] in used[bar.option[0]])
        return found

    def moved(self, plan: Plan) -> tuple[int, ...]:
        """Person-minutes moved in each team."""
        found = [0] * len(self.teams)
        for count, (pool, option) in zip(plan, self.owner(), strict=True):
            group = self.groups[self.pools[pool].group]
            found[group.team] += count * group.options[option].moved
        return tuple(found)

    def changed(self, plan: Plan) -> int:
        """Person-minutes by which a plan differs from the earlier one."""
        return sum(one.gap * abs(self.people(plan, one.mask) - one.before) for one in self.changes)

    def worst(self, plan: Plan) -> Fraction:
        """Minutes per person moved in the team that is moved most."""
        pairs = zip(self.moved(plan), self.teams, strict=True)
        return max((Fraction(moved, people) for moved, people in pairs), default=Fraction(0))

    def quiet(self, plan: Plan) -> int:
        """Quiet person-minutes."""
        return sum(
            count * self.groups[self.pools[pool].group].options[option].quiet
            for count, (pool, option) in zip(plan, self.owner(), strict=True)
        )

    def value(self, plan: Plan, tier: Tier) -> Fraction:
        """What a plan has in a tier. Moves count with what leaving the earlier plan costs."""
        if tier == "moved":
            return Fraction(sum(self.moved(plan)) + self.again * self.changed(plan))
        return self.worst(plan) if tier == "worst" else Fraction(self.quiet(plan))

    # Choosing among equals

    def stay(self, plan: Plan) -> tuple[bool, ...]:
        """Whether each team is moved: of equals, the earliest teams stay."""
        return tuple(bool(moved) for moved in self.moved(plan))

    def early(self, plan: Plan) -> int:
        """Then people start early: positions of options, added up over people."""
        return sum(count * option for count, (_, option) in zip(plan, self.owner(), strict=True))

    def weight(self, column: int) -> int:
        """Then a fixed weight decides, so that every solver ends at the same plan."""
        # Mixed until no two swaps of people come to the same sum but by chance (xor and multiply, twice).
        mixed = (column + 1) * 2654435761 & 0xFFFFFFFF
        mixed = (mixed ^ mixed >> 15) * 2246822519 & 0xFFFFFFFF
        return (mixed ^ mixed >> 13) >> 16

    def weights(self, plan: Plan) -> int:
        """A plan's weight."""
        return sum(count * self.weight(column) for column, count in enumerate(plan))

    def key(
        self, plan: Plan, priority: tuple[Tier, ...] = TIERS
    ) -> tuple[tuple[Fraction, ...], tuple[bool, ...], int, int]:
        """What plans are compared by: the smaller is the better."""
        values = tuple(self.value(plan, tier) for tier in priority)
        return values, self.stay(plan), self.early(plan), self.weights(plan)


@final
@dataclass(frozen=True, slots=True)
class Solution:
    """What a solver found.

    Attributes:
        plan: The best plan, or None.
        proven: How many tiers, from the first, are proven; all of them and `unique`: nothing better exists.
        bounds: What each tier is known to come to at least, as far as it was looked at.
        unique: Whether the choice among equals is proven too.
        infeasible: Whether it is proven that there is no plan.
    """

    plan: Plan | None
    proven: int
    bounds: tuple[Fraction, ...]
    unique: bool = False
    infeasible: bool = False
