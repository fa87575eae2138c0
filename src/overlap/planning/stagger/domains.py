"""What each group of a stagger can do on its own, and the tables of what goes together.

Law: a configuration says which starts a group uses and with how many people of each pool; a domain is all
configurations of a group that can be in a best plan. A table is a requirement about several groups: each
configuration has a mask of the alternatives it agrees to, and the masks of a plan must have one in common
(or segments enough). Needs that add people of several groups up are fields of one integer. A configuration
is left out for another of its group only if the other agrees to all it agrees to, brings as many people to
each field, and makes no plan worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import comb, prod
from typing import Final, NamedTuple, final

from overlap.planning.stagger.model import Apart, Change, Model, Need, bits
from overlap.planning.stagger.price import Price

__all__ = [
    "MOST",
    "Configuration",
    "Domains",
    "Fields",
    "Spent",
    "Table",
    "TooMany",
    "Work",
    "domains_of",
    "hopeless",
]

MOST: Final = 60_000
"""Configurations that are worth listing: more are not looked through in any useful time."""

_HOPELESS: Final = 30_000_000
"""Ways to divide a group that are not looked at, however dear most of them are."""

_COMPARED: Final = 40
"""Configurations of a group, the cheapest, that others are compared with."""


class Spent(Exception):
    """The work that was allowed is done."""


class TooMany(Spent):
    """There are more configurations than may be listed."""


@final
@dataclass(slots=True)
class Work:
    """What may still be done, in steps of about a microsecond."""

    left: int

    def do(self, steps: int) -> None:
        """Count steps; `Spent` if there are none left."""
        self.left -= steps
        if self.left < 0:
            raise Spent


class Configuration(NamedTuple):
    """How a group is divided: (column, people), in order of columns, and what that costs."""

    people: tuple[tuple[int, int], ...]
    cost: int
    moved: int


@final
@dataclass(frozen=True, slots=True)
class Fields:
    """Counts side by side in one integer, each with a guard bit above it."""

    width: int
    leasts: tuple[int, ...]

    @property
    def guards(self) -> int:
        """The guard bits."""
        return sum(1 << (at * self.width + self.width - 1) for at in range(len(self.leasts)))

    @property
    def least(self) -> int:
        """What each field must come to."""
        return sum(least << (at * self.width) for at, least in enumerate(self.leasts))

    def guard(self, at: int) -> int:
        """The guard bit of a field."""
        return 1 << (at * self.width + self.width - 1)


@final
@dataclass(slots=True)
class Table:
    """Alternatives of a requirement, or its segments, and who agrees to each.

    Attributes:
        groups: Who is asked, in order.
        masks: For each of them, the alternatives that each configuration agrees to.
        count: How many alternatives there are.
        minutes: Of segments: their minutes, of which `least` must hold; None: one alternative must.
        least: See `minutes`.
        cross: Guard bits of the fields that each alternative needs beside.
    """

    groups: tuple[int, ...]
    masks: dict[int, list[int]]
    count: int
    minutes: tuple[int, ...] | None = None
    least: int = 0
    cross: tuple[int, ...] = ()
    known: dict[int, bool] = field(default_factory=dict)

    def accepts(self, mask: int) -> bool:
        """Whether a plan may agree to these alternatives and no others."""
        if self.minutes is None:
            return mask != 0
        found = self.known.get(mask)
        if found is None:
            found = sum(self.minutes[at] for at in bits(mask)) >= self.least
            self.known[mask] = found
        return found


@final
@dataclass(slots=True)
class Domains:
    """What is to be searched.

    Attributes:
        configurations: Of each group.
        brings: For each group and configuration, people brought to the fields.
        fields: The needs that add people of several groups up.
        required: Guard bits of the fields that any plan needs.
        tables: See `Table`.
    """

    configurations: list[list[Configuration]]
    brings: list[list[int]]
    fields: Fields
    required: int
    tables: list[Table]

    def keep(self, group: int, kept: list[int]) -> None:
        """Leave a group these configurations, in this order."""
        self.configurations[group] = [self.configurations[group][at] for at in kept]
        self.brings[group] = [self.brings[group][at] for at in kept]
        for table in self.tables:
            if group in table.masks:
                masks = table.masks[group]
                table.masks[group] = [masks[at] for at in kept]


class _Own(NamedTuple):
    """A condition on one group: at least `least` people on a mask; or with none, a mask nobody is on."""

    mask: int
    least: int


class _Asked(NamedTuple):
    """One alternative: conditions on groups, and fields."""

    own: tuple[tuple[int, _Own], ...]
    cross: tuple[Need, ...]


@final
@dataclass(slots=True)
class _Asker:
    """Reads a model's requirements as tables, fields and conditions on one group."""

    model: Model
    whole: list[int] = field(default_factory=list)
    must: list[list[_Own]] = field(default_factory=list)
    barred: list[int] = field(default_factory=list)
    pairs: list[list[tuple[int, int]]] = field(default_factory=list)
    rows: list[Need] = field(default_factory=list)
    tables: list[tuple[list[_Asked], tuple[int, ...] | None, int]] = field(default_factory=list)
    possible: bool = True

    def __post_init__(self) -> None:
        model = self.model
        for group, one in enumerate(model.groups):
            pools = model.pools_of(group)
            columns = [model.column(pool, option) for pool in pools for option in range(len(one.options))]
            self.whole.append(sum(1 << column for column in columns))
            self.must.append([])
            self.barred.append(0)
            self.pairs.append([])
        for bar in model.bars:
            self.barred[bar.option[0]] |= model.mask_of(*bar.option)
        for apart in model.aparts:
            self._apart(apart)
        for row in model.rows:
            self._required(self._asked((row.need,)))
        for choice in model.choices:
            found = [self._asked(needs) for needs in choice.alternatives]
            if choice.when is not None:
                group, option = choice.when
                unused = _Own(model.mask_of(group, option), 0)
                found.append(_Asked(((group, unused),), ()))
            self._choice([one for one in found if one is not None])
        for total in model.totals:
            held = [(minutes, self._asked(needs)) for minutes, needs in total.segments]
            sure = sum(minutes for minutes, one in held if one == _Asked((), ()))
            some = [(minutes, one) for minutes, one in held if one is not None and (one.own or one.cross)]
            if sure < total.least:
                asked = [one for _, one in some]
                self.tables.append((asked, tuple(minutes for minutes, _ in some), total.least - sure))

    def _asked(self, needs: Iterable[Need]) -> _Asked | None:
        """An alternative; None if it cannot hold."""
        model = self.model
        own: list[tuple[int, _Own]] = []
        cross: list[Need] = []
        for mask, least in needs:
            if least <= 0:
                continue
            groups = [group for group, whole in enumerate(self.whole) if whole & mask]
            if sum(model.size(group) for group in groups) < least:
                return None
            if len(groups) == 1:
                own.append((groups[0], _Own(mask & self.whole[groups[0]], least)))
            else:
                cross.append(Need(mask, least))
        return _Asked(tuple(dict.fromkeys(own)), tuple(dict.fromkeys(cross)))

    def _required(self, asked: _Asked | None) -> None:
        if asked is None:
            self.possible = False
            return
        for group, own in asked.own:
            self.must[group].append(own)
        self.rows += asked.cross

    def _choice(self, asked: list[_Asked]) -> None:
        asked = list(dict.fromkeys(asked))
        if not asked:
            self.possible = False
        elif len(asked) == 1:
            self._required(asked[0])
        elif _Asked((), ()) not in asked:
            self.tables.append((asked, None, 0))

    def _apart(self, apart: Apart) -> None:
        one, other = self.model.mask_of(*apart.one), self.model.mask_of(*apart.other)
        if apart.one == apart.other:
            self.barred[apart.one[0]] |= one
        elif apart.one[0] == apart.other[0]:
            self.pairs[apart.one[0]].append((one, other))
        else:
            first = _Asked(((apart.one[0], _Own(one, 0)),), ())
            self._choice([first, _Asked(((apart.other[0], _Own(other, 0)),), ())])


def domains_of(
    model: Model, price: Price, work: Work, *, cost: int | None, moved: list[int], most: int = MOST
) -> Domains | None:
    """All that a model's groups can do, or None if one can do nothing.

    `cost` and `moved` (for each team) are the most that a plan may cost and be moved, if that is known.

    Raises:
        TooMany: If more than `most` configurations would be listed.
        Spent: If the work is done.
    """
    asker = _Asker(model)
    if not asker.possible:
        return None
    cheapest = [_cheapest(model, price, group, asker.barred[group]) for group in range(len(model.groups))]
    listed: list[list[Configuration]] = []
    room = most
    for group, one in enumerate(model.groups):
        others = sum(cheapest) - cheapest[group]
        within = None if cost is None else cost - others
        found: list[Configuration] = []
        changes = _own_changes(model, price, asker.whole[group])
        pairs = asker.pairs[group]
        for parts in _divided(model, price, group, asker.barred[group], within, moved[one.team], work):
            work.do(10)
            room -= 1
            if room < 0:
                raise TooMany
            if pairs:
                used = sum(1 << column for column, _ in parts)
                if any(used & first and used & second for first, second in pairs):
                    continue
            configuration = _priced(price, price.away[group], changes, parts)
            if (within is None or configuration.cost <= within) and configuration.moved <= moved[one.team]:
                found.append(configuration)
        listed.append(found)
    cross = list(asker.rows)
    for asked, _, _ in asker.tables:
        for alternative in asked:
            cross += alternative.cross
    needs = list(dict.fromkeys(cross))
    # A field holds everybody of every group, and a guard bit
    people = sum(pool.size for pool in model.pools) + max((need.least for need in needs), default=0)
    fields = Fields(people.bit_length() + 1, tuple(need.least for need in needs))
    where = {need: at for at, need in enumerate(needs)}
    required = 0
    for need in asker.rows:
        required |= fields.guard(where[need])
    agreed: list[list[int]] = []
    brings: list[list[int]] = []
    numbers: list[dict[_Own, int]] = []
    for group in range(len(model.groups)):
        kept = _within(asker, fields, needs, group, listed[group], work)
        if kept is None:
            return None
        listed[group], held, brought, own = kept
        best = _undominated(model, price, group, listed[group], held, brought, fields, work)
        listed[group] = [listed[group][at] for at in best]
        agreed.append([held[at] for at in best])
        brings.append([brought[at] for at in best])
        numbers.append(own)
    tables = []
    for asked, minutes, least in asker.tables:
        groups = sorted({group for alternative in asked for group, _ in alternative.own})
        masks: dict[int, list[int]] = {}
        for group in groups:
            wanted = [
                sum(1 << numbers[group][own] for at, own in alternative.own if at == group)
                for alternative in asked
            ]
            masks[group] = _masks(agreed[group], wanted, work)
        guards = tuple(sum(fields.guard(where[need]) for need in alternative.cross) for alternative in asked)
        tables.append(Table(tuple(groups), masks, len(asked), minutes, least, guards if any(guards) else ()))
    return Domains(listed, brings, fields, required, tables)


def _masks(agreed: list[int], wanted: list[int], work: Work) -> list[int]:
    """Which alternatives each configuration agrees to, of the conditions that each wants."""
    known: dict[int, int] = {}
    found = []
    union = 0
    alike: dict[int, int] = {}  # alternatives that want the same, together
    for at, one in enumerate(wanted):
        union |= one
        alike[one] = alike.get(one, 0) | 1 << at
    bits_of = list(alike.items())
    for held in agreed:
        own = held & union
        mask = known.get(own)
        if mask is None:
            mask = 0
            for one, bit in bits_of:
                if own & one == one:
                    mask |= bit
            known[own] = mask
            work.do(len(wanted) // 8 + 1)
        found.append(mask)
    work.do(len(agreed) // 4)
    return found


def _cheapest(model: Model, price: Price, group: int, barred: int) -> int:
    """The least that a group can cost."""
    found = 0
    for pool in model.pools_of(group):
        columns = range(model.first[pool], model.first[pool + 1])
        costs = [price.cost[column] for column in columns if not barred >> column & 1]
        found += min(costs, default=0) * model.pools[pool].size
    return found


def _divided(
    model: Model, price: Price, group: int, barred: int, within: int | None, moved: int, work: Work
) -> Iterator[tuple[tuple[int, int], ...]]:
    """How a group can be divided: (column, people) in order of columns."""
    one = model.groups[group]
    least = max(one.least, 1)
    pools = [pool for pool in model.pools_of(group) if model.pools[pool].size]
    free = [at for at in range(len(one.options)) if not model.mask_of(group, at) & barred]
    if not pools:
        yield ()
        return
    most = min(one.cohorts, model.size(group) // least, len(free))
    parts: list[list[tuple[int, int, tuple[tuple[int, int], ...]]]] = []
    for pool in pools:
        first = model.first[pool]
        costs = [price.cost[first + at] for at in free]
        moves = [price.moved[first + at] for at in free]
        fewest = least if len(pools) == 1 else 1
        found = _parts(model.pools[pool].size, most, fewest, costs, moves, (within, moved), 0, work)
        if len(pools) == 1:
            yield from (tuple((first + free[at], people) for at, people in own) for own in found)
            return
        own_parts = []
        for own in found:
            work.do(2)
            cost = sum(costs[at] * people for at, people in own)
            own_parts.append(
                (cost, sum(1 << at for at, _ in own), tuple((first + free[at], n) for at, n in own))
            )
            if len(own_parts) > MOST:
                raise TooMany
        own_parts.sort()
        parts.append(own_parts)

    def joined(at: int, rest: int | None, used: int) -> Iterator[tuple[tuple[int, int], ...]]:
        if at == len(parts):
            yield ()
            return
        for cost, options, own in parts[at]:
            if rest is not None and cost > rest:
                break
            work.do(1)
            if (used | options).bit_count() <= most:
                for others in joined(at + 1, None if rest is None else rest - cost, used | options):
                    yield (*own, *others)

    masks = [model.mask_of(group, option) for option in range(len(one.options))]
    for people in joined(0, within, 0):
        counts = (sum(count for column, count in people if mask >> column & 1) for mask in masks)
        if all(count >= least for count in counts if count):
            yield people


def _parts(
    people: int,
    most: int,
    least: int,
    costs: list[int],
    moves: list[int],
    limits: tuple[int | None, int],
    first: int,
    work: Work,
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Ways to divide people among at most so many of the options from `first` on, within limits."""
    within, moved = limits
    cheapest = min(costs, default=0)
    work.do((len(costs) - first) // 4 + 1)
    for at in range(first, len(costs)):
        if (within is None or costs[at] * people <= within) and moves[at] * people <= moved:
            yield ((at, people),)
        if most < 2:
            continue
        for own in range(least, people - least + 1):
            rest = None if within is None else within - costs[at] * own
            left = moved - moves[at] * own
            if left < 0 or (rest is not None and rest < cheapest * (people - own)):
                break
            for other in _parts(people - own, most - 1, least, costs, moves, (rest, left), at + 1, work):
                yield ((at, own), *other)


def hopeless(model: Model) -> bool:
    """Whether a group can be divided in so many ways that no price makes them few."""
    for group, one in enumerate(model.groups):
        pools = [model.pools[pool].size for pool in model.pools_of(group)]
        most = min(one.cohorts, len(one.options), sum(pools) // max(one.least, 1))
        ways = (
            comb(len(one.options), parts) * prod(comb(size + parts - 1, parts - 1) for size in pools)
            for parts in range(1, most + 1)
        )
        if sum(ways) > _HOPELESS:
            return True
    return False


def _own_changes(model: Model, price: Price, whole: int) -> list[Change]:
    """Changes that look at one group alone, if they have a price."""
    return [one for one in model.changes if price.again and one.mask and not one.mask & ~whole]


def _priced(
    price: Price, away: int, changes: list[Change], people: tuple[tuple[int, int], ...]
) -> Configuration:
    cost = moved = 0
    for column, count in people:
        cost += price.cost[column] * count
        moved += price.moved[column] * count
    if moved:
        cost += away
    for change in changes:
        count = sum(count for column, count in people if change.mask >> column & 1)
        cost += price.again * change.gap * abs(count - change.before)
    return Configuration(people, cost, moved)


def _within(
    asker: _Asker,
    fields: Fields,
    needs: list[Need],
    group: int,
    listed: list[Configuration],
    work: Work,
) -> tuple[list[Configuration], list[int], list[int], dict[_Own, int]] | None:
    """Configurations that keep what is asked of a group alone, with what each agrees to and brings."""
    numbers: dict[_Own, int] = {own: at for at, own in enumerate(dict.fromkeys(asker.must[group]))}
    sure = len(numbers)
    for asked, _, _ in asker.tables:
        for alternative in asked:
            for at, own in alternative.own:
                if at == group:
                    numbers.setdefault(own, len(numbers))
    model = asker.model
    width = (model.size(group) + max((own.least for own in numbers), default=0) + 1).bit_length() + 1
    # Own counts and what is brought to the fields, one above the other
    above = len(numbers) * width
    own_part = (1 << above) - 1
    counted: dict[int, int] = {}
    for column in bits(asker.whole[group]):
        low = sum(1 << (at * width) for own, at in numbers.items() if own.mask >> column & 1)
        high = sum(1 << (at * fields.width) for at, need in enumerate(needs) if need.mask >> column & 1)
        counted[column] = low | high << above
    guards = sum(1 << (at * width + width - 1) for at in range(len(numbers)))
    least = sum(own.least << (at * width) for own, at in numbers.items())
    none = sum(1 << at for own, at in numbers.items() if not own.least)
    patterns: dict[int, int] = {}
    kept: list[Configuration] = []
    held: list[int] = []
    bringing: list[int] = []
    for one in listed:
        work.do(4)
        both = 0
        for column, count in one.people:
            both += counted[column] * count
        total = both & own_part
        enough = ((total | guards) - least) & guards
        # A condition without a least holds where nobody is: one more would be too many
        some = ((total | guards) - (guards >> (width - 1))) & guards if none else 0
        pattern = patterns.get(enough | some >> 1)
        if pattern is None:
            pattern = sum(
                1 << at
                for at in range(len(numbers))
                if (some if none >> at & 1 else enough) >> (at * width + width - 1) & 1 != none >> at & 1
            )
            patterns[enough | some >> 1] = pattern
        if pattern & ((1 << sure) - 1) == (1 << sure) - 1:
            kept.append(one)
            held.append(pattern)
            bringing.append(both >> above)
    return (kept, held, bringing, numbers) if kept else None


def _undominated(
    model: Model,
    price: Price,
    group: int,
    listed: list[Configuration],
    held: list[int],
    brought: list[int],
    fields: Fields,
    work: Work,
) -> list[int]:
    """The configurations that no other can stand for, the cheapest first."""
    guards, least, width = fields.guards, fields.least, fields.width
    whole = sum(model.mask_of(group, option) for option in range(len(model.groups[group].options)))
    # A change that looks at several groups has no price of one of them: nothing stands for another
    spanning = [
        change.mask
        for change in model.changes
        if price.again and change.mask & whole and change.mask & ~whole
    ]
    alike: dict[tuple[int, int, tuple[int, ...]], list[int]] = {}
    order = sorted(range(len(listed)), key=lambda at: (listed[at].cost, listed[at].moved, listed[at].people))
    work.do(8 * len(order))
    for at in order:
        enough = ((brought[at] | guards) - least) & guards
        full = enough - (enough >> (width - 1))
        capped = brought[at] & ~full | least & full
        apart: tuple[int, ...] = ()
        if spanning:
            people_of = listed[at].people
            apart = tuple(
                sum(count for column, count in people_of if mask >> column & 1) for mask in spanning
            )
        same = alike.setdefault((held[at], capped, apart), [])
        if not any(_stands(price, listed[one], listed[at]) for one in same):
            same.append(at)
    found = sorted((at, held, capped, apart) for (held, capped, apart), same in alike.items() for at in same)
    place = {at: number for number, at in enumerate(order)}
    found.sort(key=lambda one: place[one[0]])
    kept: list[tuple[int, int, int, tuple[int, ...]]] = []
    for new in found:
        work.do(min(len(kept), _COMPARED) // 4 + 1)
        at, agreed, capped, apart = new
        for one, other, people, as_far in kept[:_COMPARED]:
            if (
                agreed & ~other == 0
                and as_far == apart
                and ((people | guards) - capped) & guards == guards
                and _stands(price, listed[one], listed[at])
            ):
                break
        else:
            kept.append(new)
    return [at for at, _, _, _ in kept]


def _stands(price: Price, one: Configuration, other: Configuration) -> bool:
    """Whether no plan gets worse by one in the place of another."""
    below, above = one.cost, other.cost
    for at, chunk in enumerate(price.chunks):
        first, second = below // chunk.unit, above // chunk.unit
        if first != second:
            return first < second
        below, above = below - first * chunk.unit, above - second * chunk.unit
        if at < len(price.tests):
            worse = (
                one.moved > other.moved if price.tests[at] == "worst" else bool(one.moved) > bool(other.moved)
            )
            if worse:
                return False
    return True
