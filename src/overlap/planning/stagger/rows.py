"""A stagger as a linear integer programme: columns, and lines of whole multiples of them.

Law: a plan keeps everything exactly where its columns can be completed so that all lines hold. There is one
binary for each start in use, one for each alternative of a choice, and whole numbers of people only where
a group may have several starts at once.

Two things change nothing in what the programme says and everything in how soon it is solved. Over the
alternatives of a choice in order of time, the people on the first ones together, and on the last ones, are
as many as the one that is taken needs. And columns in order of time are summed up: one says how many
people start then or before, or whether the alternative that is taken comes then or before. Then people on
a run of starts are the difference of two columns, and half of a range is ruled out at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd
from typing import NamedTuple, final

from overlap.planning.stagger.model import Model, Need, Option, Plan, bits

__all__ = ["Aim", "Line", "Programme", "Span", "Terms", "programme", "summed"]

Terms = tuple[tuple[int, int], ...]
"""Columns and the whole multiples of them that are added up."""


class Line(NamedTuple):
    """Terms that come to at least and at most something; None: there is no such end."""

    terms: Terms
    least: int | None
    most: int | None


class Aim(NamedTuple):
    """What is made small: `constant` and `unit` times the terms. The lines belong to it alone."""

    constant: int
    unit: int
    terms: Terms
    lines: tuple[Line, ...] = ()


Span = tuple[tuple[int | None, Need], ...]
"""A need of one place in the alternatives of a choice, in order of time, each with the alternative's column.

No column: it is the only one, and holds whatever is chosen.
"""


class _Pick(NamedTuple):
    """A choice as it is asked: alternatives by column, or segments of a total, of which all count."""

    when: tuple[int, int] | None
    ways: tuple[tuple[int, tuple[Need, ...]], ...]
    all: bool


@final
@dataclass(frozen=True, slots=True)
class Programme:
    """Columns from 0 to `most`, and lines that hold.

    Attributes:
        model: What it is of.
        most: The largest value of each column.
        whole: Which columns are whole numbers.
        sums: Which columns count on from the column before.
        lines: What holds.
        places: For each column of the model the column here and how many people each of it stands for;
            None where there is nobody.
        used: For each group the columns that say which options it uses.
        picks: The columns that choices and totals have, for `values`.
        gaps: The columns of people more or fewer than in the earlier plan: (column, mask, before).
        movers: Teams that could stay or move, each with the column that says that it moves.
        level: The column of the worst team's minutes per person.
        moved: For each team the terms of its person-minutes moved.
        aims: What each tier makes small, and "early" and "weights", which choose among equals.
        spans: Needs as they follow each other in time, of which `cuts` can be made.
    """

    model: Model
    most: tuple[int, ...]
    whole: tuple[bool, ...]
    sums: tuple[bool, ...]
    lines: tuple[Line, ...]
    places: tuple[tuple[int, int] | None, ...]
    used: tuple[tuple[int, ...], ...]
    picks: tuple[_Pick, ...]
    gaps: tuple[tuple[int, int, int], ...]
    movers: tuple[tuple[int, int], ...]
    level: int
    moved: tuple[Terms, ...]
    aims: dict[str, Aim]
    spans: tuple[Span, ...]

    @property
    def is_impossible(self) -> bool:
        """Whether a line cannot hold, as can be seen without looking for a plan."""
        for terms, least, most in self.lines:
            end = most if terms else 0
            if least is not None and end is not None and least > end:
                return True
        return False

    def apart(self, values: Sequence[float]) -> list[float]:
        """The values of the columns as they are before they are summed up."""
        return [
            value - values[at - 1] if counts_on else value
            for at, (value, counts_on) in enumerate(zip(values, self.sums, strict=True))
        ]

    def plan(self, values: Sequence[int]) -> Plan:
        """The plan of a column's values."""
        own = [round(value) for value in self.apart(values)]
        return tuple(own[place[0]] * place[1] if place else 0 for place in self.places)

    def values(self, plan: Plan) -> list[Fraction]:
        """The values of the columns for a plan; they keep the lines if the plan keeps everything."""
        model = self.model
        found = [Fraction(0)] * len(self.most)
        for place, count in zip(self.places, plan, strict=True):
            if place:
                found[place[0]] = Fraction(count, place[1])
        used = [frozenset(options) for options in model.used(plan)]
        for columns, own in zip(self.used, used, strict=True):
            for option, column in enumerate(columns):
                found[column] = Fraction(option in own)
        for pick in self.picks:
            if pick.when is not None and pick.when[1] not in used[pick.when[0]]:
                continue
            for column, needs in pick.ways:
                if all(model.people(plan, need.mask) >= need.least for need in needs):
                    found[column] = Fraction(1)
                    if not pick.all:
                        break
        for column, mask, before in self.gaps:
            found[column] = Fraction(abs(model.people(plan, mask) - before))
        moved = model.moved(plan)
        for team, column in self.movers:
            found[column] = Fraction(moved[team] > 0)
        found[self.level] = model.worst(plan)
        for at, counts_on in enumerate(self.sums):
            if counts_on:
                found[at] += found[at - 1]
        return found

    def fixed(self, tier: str, value: Fraction) -> tuple[Line, ...]:
        """Lines that keep what a tier has come to; the worst team's minutes are capped in each team."""
        if tier == "worst":
            return self.below(value)
        aim = self.aims[tier]
        left = int(value - aim.constant) // aim.unit
        return (Line(aim.terms, left, left),)

    def below(self, value: Fraction, *, strictly: bool = False) -> tuple[Line, ...]:
        """Lines that keep every team at or below so many minutes per person."""
        found = []
        for people, terms in zip(self.model.teams, self.moved, strict=True):
            if terms:
                limit = value * people
                found.append(Line(terms, None, ceil(limit) - 1 if strictly else floor(limit)))
        return tuple(found)


def programme(model: Model) -> Programme:
    """The programme of a model."""
    return _Builder(model).build()


def summed(terms: Iterable[tuple[int, int]], sums: Sequence[bool]) -> Terms:
    """Terms of columns as they are once those that count on from the one before are summed up."""
    found: dict[int, int] = {}
    for column, factor in terms:
        found[column] = found.get(column, 0) + factor
        if sums[column]:
            found[column - 1] = found.get(column - 1, 0) - factor
    return tuple(sorted((column, factor) for column, factor in found.items() if factor))


class _Builder:
    """Columns and lines as they come."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.most: list[int] = []
        self.whole: list[bool] = []
        self.sums: list[bool] = []
        self.lines: dict[Terms, tuple[int | None, int | None]] = {}
        self.owner = model.owner()
        self.pools = [model.pools_of(group) for group in range(len(model.groups))]
        self.barred = {bar.option for bar in model.bars}
        self.barred |= {one.one for one in model.aparts if one.one == one.other}
        self.own = [0] * len(model.pools)  # the columns of each pool that may be used
        for column, (pool, option) in enumerate(self.owner):
            if model.pools[pool].size > 0 and (model.pools[pool].group, option) not in self.barred:
                self.own[pool] |= 1 << column
        self.usable = sum(self.own)
        self.single: list[bool] = []  # which groups have one start for everybody
        self.used: list[tuple[int, ...]] = []
        self.places: list[tuple[int, int] | None] = [None] * model.columns
        self.needs: dict[int, int] = {}
        self.choices: set[object] = set()
        self.picks: list[_Pick] = []
        self.gaps: list[tuple[int, int, int]] = []
        self.spans: list[Span] = []

    def build(self) -> Programme:
        """Everything, part by part."""
        model = self.model
        for group in range(len(model.groups)):
            self.group(group)
        for row in model.rows:
            self.need(row.need)
        for when, alternatives in dict.fromkeys((one.when, one.alternatives) for one in model.choices):
            self.choice(when, alternatives)
        for total in model.totals:
            self.total(total.segments, total.least)
        self.aparts()
        self.rows()
        aims = {
            "moved": self.moves(),
            "quiet": self.aim([self.option(column).quiet for column in range(model.columns)]),
            "early": self.aim([option for _, option in self.owner]),
            "weights": self.aim([model.weight(column) for column in range(model.columns)]),
        }
        movers, stays = self.stays()
        level, moved = self.worst(aims)
        aims["stay"] = Aim(0, 1, (), stays)
        for name, aim in aims.items():
            lines = (line._replace(terms=self.summed(line.terms)) for line in aim.lines)
            aims[name] = aim._replace(terms=self.summed(aim.terms), lines=tuple(lines))
        return Programme(
            model,
            tuple(self.tops()),
            tuple(self.whole),
            tuple(self.sums),
            (*self.rising(), *(Line(terms, *ends) for terms, ends in self.lines.items())),
            tuple(self.places),
            tuple(self.used),
            tuple(self.picks),
            tuple(self.gaps),
            movers,
            level,
            tuple(map(self.summed, moved)),
            aims,
            tuple(self.spans),
        )

    def column(self, most: int, *, whole: bool = True) -> int:
        self.most.append(most)
        self.whole.append(whole)
        self.sums.append(False)
        return len(self.most) - 1

    def columns(self, mosts: Iterable[int]) -> list[int]:
        """Columns in order of time, which are summed up in the end."""
        found = [self.column(most) for most in mosts]
        for column in found[1:]:
            self.sums[column] = True
        return found

    # Summing up

    def summed(self, terms: Iterable[tuple[int, int]]) -> Terms:
        """The same terms where columns count on from those before."""
        return summed(terms, self.sums)

    def tops(self) -> list[int]:
        """The largest values of sums: those of the columns so far, of which one is taken or all divided."""
        tops: list[int] = []
        for most, counts_on in zip(self.most, self.sums, strict=True):
            tops.append(max(most, tops[-1]) if counts_on else most)
        return tops

    def rising(self) -> Iterator[Line]:
        """Lines that say that sums never fall, and do not rise where nothing is counted."""
        for column, (most, counts_on) in enumerate(zip(self.most, self.sums, strict=True)):
            if counts_on:
                yield Line(((column - 1, -1), (column, 1)), 0, None if most else 0)

    def option(self, column: int) -> Option:
        pool, option = self.owner[column]
        return self.model.groups[self.model.pools[pool].group].options[option]

    def line(self, terms: Iterable[tuple[int, int]], least: int | None, most: int | None) -> None:
        """Adds a line of whole columns; equal terms share one."""
        some = self.summed(terms)
        part = gcd(*(factor for _, factor in some)) or 1
        some = tuple((column, factor // part) for column, factor in some)
        low = None if least is None else -(-least // part)
        high = None if most is None else most // part
        before = self.lines.get(some)
        if before is not None:
            low = max((end for end in (low, before[0]) if end is not None), default=None)
            high = min((end for end in (high, before[1]) if end is not None), default=None)
        self.lines[some] = (low, high)

    # Groups

    def group(self, at: int) -> None:
        """Who starts when: one start for all, or people on each."""
        model, group = self.model, self.model.groups[at]
        size = model.size(at)
        options = [option for option in range(len(group.options)) if (at, option) not in self.barred]
        cohorts = min(group.cohorts, size // max(group.least, 1), len(options))
        mosts = [int(size > 0 and option in options) for option in range(len(group.options))]
        used = tuple(self.columns(mosts) if cohorts <= 1 else map(self.column, mosts))
        self.used.append(used)
        self.single.append(cohorts <= 1)
        if not size:
            return
        if cohorts <= 1:
            self.line([(column, 1) for column in used], 1, 1)
            if cohorts < 1:
                self.line((), 1, None)
            for pool in self.pools[at]:
                if model.pools[pool].size:
                    for option, column in enumerate(used):
                        self.places[model.column(pool, option)] = (column, model.pools[pool].size)
            return
        for pool in self.pools[at]:
            count = model.pools[pool].size
            if not count:
                continue
            some = dict(zip(options, self.columns([count] * len(options)), strict=True))
            self.line([(column, 1) for column in some.values()], count, count)
            for option, column in some.items():
                self.places[model.column(pool, option)] = (column, 1)
                self.line([(column, 1), (used[option], -count)], None, 0)
        for option in options:
            people = self.people(model.mask_of(at, option) & self.usable, size)
            self.line([*people.items(), (used[option], -max(group.least, 1))], 0, None)
        self.line([(column, 1) for column in used], 1, cohorts)

    # Needs

    def people(self, mask: int, cap: int) -> dict[int, int]:
        """The terms of the people on a mask; more than the cap at one start count as the cap."""
        found: dict[int, int] = {}
        for column in bits(mask):
            place = self.places[column]
            if place is not None:
                found[place[0]] = found.get(place[0], 0) + place[1]
        return {column: min(factor, cap) for column, factor in found.items()}

    def brought(self, mask: int) -> dict[int, int]:
        """For each start on a mask, by its column in `used`, how many people are there if it is used."""
        found: dict[int, int] = {}
        for column in bits(mask & self.usable):
            pool, option = self.owner[column]
            group = self.model.pools[pool].group
            used = self.used[group][option]
            if self.single[group]:
                found[used] = found.get(used, 0) + self.model.pools[pool].size
            else:
                everybody = self.model.mask_of(group, option) & self.usable
                found[used] = max(self.model.groups[group].least, 1) if everybody & ~mask == 0 else 0
        return found

    def touched(self, mask: int) -> Iterator[int]:
        """The pools of a mask of usable columns."""
        while mask:
            pool = self.owner[(mask & -mask).bit_length() - 1][0]
            yield pool
            mask &= ~self.own[pool]

    def without_certain(self, mask: int, least: int) -> Need:
        """A need without those who are on the mask wherever they start."""
        mask &= self.usable
        for pool in self.touched(mask):
            if mask & self.own[pool] == self.own[pool]:
                mask ^= self.own[pool]
                least -= self.model.pools[pool].size
        return Need(mask, least)

    def reach(self, mask: int) -> int:
        """The most people that can be on a mask."""
        found = 0
        tops: dict[int, dict[int, int]] = {}
        for pool in self.touched(mask):
            one = self.model.pools[pool]
            if self.single[one.group]:
                counts = tops.setdefault(one.group, {})
                for column in bits(mask & self.own[pool]):
                    option = self.owner[column][1]
                    counts[option] = counts.get(option, 0) + one.size
            else:
                found += one.size
        return found + sum(max(counts.values()) for counts in tops.values())

    def need(self, need: Need) -> None:
        """A need that holds whatever is chosen."""
        mask, least = self.without_certain(*need)
        if least > 0:
            self.needs[mask] = max(least, self.needs.get(mask, 0))

    def rows(self) -> None:
        """The needs that hold, without those that another brings with it."""
        kept: dict[int, list[tuple[int, int]]] = {}
        for mask, least in sorted(self.needs.items(), key=lambda one: (one[0].bit_count(), one)):
            if any(
                other & mask == other and more >= least
                for column in bits(mask)
                for other, more in kept.get(column, ())
            ):
                continue
            kept.setdefault((mask & -mask).bit_length() - 1, []).append((mask, least))
            if self.reach(mask) < least:
                self.line((), 1, None)
                continue
            self.spans.append(((None, Need(mask, least)),))
            brought = self.brought(mask)
            if all(people >= least for people in brought.values()):
                # Any start that is used brings enough people: it is starts that are counted.
                self.line([(column, 1) for column in brought], 1, None)
            else:
                self.line(self.people(mask, least).items(), least, None)

    # Choices

    def asked(self, needs: tuple[Need, ...]) -> dict[tuple[int, int], Need] | None:
        """Needs that are not certain, by whose they are; None where one cannot be had."""
        found: dict[tuple[int, int], Need] = {}
        turns: dict[int, int] = {}
        for need in needs:
            teams = 0
            for pool in self.touched(need.mask & self.usable):
                teams |= 1 << self.model.groups[self.model.pools[pool].group].team
            turn = turns[teams] = turns.get(teams, -1) + 1
            left = self.without_certain(*need)
            if left.least <= 0:
                continue
            if self.reach(left.mask) < left.least:
                return None
            found[teams, turn] = Need(need.mask & self.usable, need.least)
        return found

    def choice(self, when: tuple[int, int] | None, alternatives: tuple[tuple[Need, ...], ...]) -> None:
        """One of the alternatives holds."""
        if when is not None and not self.most[self.used[when[0]][when[1]]]:
            return
        ways = [way for way in map(self.asked, alternatives) if way is not None]
        if any(not way for way in ways):
            return
        ways = _without_worse(ways)
        key = (when, tuple(tuple(way.values()) for way in ways))
        if key in self.choices:
            return
        self.choices.add(key)
        asker = None if when is None else self.used[when[0]][when[1]]
        if not ways:
            self.line(() if asker is None else [(asker, -1)], 1 if asker is None else 0, None)
            return
        if len(ways) == 1:
            for need in ways[0].values():
                if asker is None:
                    self.need(need)
                else:
                    self.cut(need.mask, [(asker, need)])
            return
        columns = self.columns([1] * len(ways))
        self.picks.append(
            _Pick(when, tuple((c, tuple(way.values())) for c, way in zip(columns, ways, strict=True)), False)
        )
        terms = [(column, 1) for column in columns]
        if asker is None:
            self.line(terms, 1, 1)
        else:
            self.line([*terms, (asker, -1)], 0, 0)
        for whose in dict.fromkeys(whose for way in ways for whose in way):
            own = [(column, way[whose]) for column, way in zip(columns, ways, strict=True) if whose in way]
            self.cuts(own, alone=asker is None and len(own) == len(ways))

    def cuts(self, own: list[tuple[int, Need]], *, alone: bool) -> None:
        """The lines of one need position over alternatives in order of time.

        `alone`: exactly one of the alternatives is taken.
        """
        always = 0
        sure = 0
        for pool in self.touched(own[0][1].mask):
            if all(need.mask & self.own[pool] == self.own[pool] for _, need in own):
                always |= self.own[pool]
                sure += self.model.pools[pool].size
        own = [(column, Need(need.mask & ~always, need.least - sure)) for column, need in own]
        self.spans.append(tuple(own))
        count = len(own)
        firsts, lasts = _unions(own), _unions(own[::-1])[::-1]
        for at in range(count):
            if at == count - 1 or firsts[at + 1] != firsts[at]:
                self.cut(firsts[at], own[: at + 1])
            if at == 0 or lasts[at - 1] != lasts[at]:
                self.cut(lasts[at], own[at:])
        everybody = alone and self.certain(firsts[-1], {need.least for _, need in own})
        for at, (column, need) in enumerate(own):
            if need.mask in (firsts[at], lasts[at]) or (
                # Nobody is left who is not counted: those on neither side are in the middle.
                everybody and firsts[at] & lasts[at] == need.mask
            ):
                continue
            self.cut(need.mask, [(column, need)])

    def certain(self, mask: int, leasts: set[int]) -> bool:
        """Whether the people of a mask, as they are counted, are never more than are asked for."""
        pools = [self.model.pools[pool] for pool in self.touched(mask)]
        if len(pools) == 1 and self.single[pools[0].group]:
            return True
        return sum(pool.size for pool in pools) <= min(leasts)

    def cut(self, mask: int, own: list[tuple[int, Need]]) -> None:
        """People on a mask are as many as the alternative needs that is taken, if it is one of these."""
        most = max(need.least for _, need in own)
        left = self.without_certain(mask, most)
        if left.least <= 0:
            return
        certain = most - left.least
        terms = self.people(left.mask, left.least)
        for column, need in own:
            if need.least > certain:
                # The asker of a choice may be among those who count for it.
                terms[column] = terms.get(column, 0) + certain - need.least
        self.line(terms.items(), 0, None)

    def total(self, segments: Iterable[tuple[int, tuple[Need, ...]]], least: int) -> None:
        """Segments that hold come to so many minutes."""
        merged: dict[tuple[Need, ...], int] = {}
        for minutes, needs in segments:
            way = self.asked(needs)
            if way is None:
                continue
            key = tuple(sorted(set(way.values())))
            if key:
                merged[key] = merged.get(key, 0) + minutes
            else:
                least -= minutes
        if least <= 0:
            return
        ways = []
        terms = []
        for needs, minutes in merged.items():
            column = self.column(1)
            ways.append((column, needs))
            terms.append((column, min(minutes, least)))
            for need in needs:
                self.cut(need.mask, [(column, need)])
        self.picks.append(_Pick(None, tuple(ways), True))
        self.line(terms, least, None)

    def aparts(self) -> None:
        """Options that are not both used."""
        pairs: dict[tuple[int, int], dict[int, set[int]]] = {}
        for apart in self.model.aparts:
            one, other = sorted((apart.one, apart.other))
            if one == other or self.barred & {one, other}:
                continue
            if self.single[other[0]] < self.single[one[0]]:
                one, other = other, one
            pairs.setdefault((one[0], other[0]), {}).setdefault(one[1], set()).add(other[1])
        for (group, against), barred in pairs.items():
            for option, others in barred.items():
                ones = {option}
                if self.single[group]:
                    ones = {one for one, more in barred.items() if others <= more}
                for some in [others] if self.single[against] else [{other} for other in others]:
                    columns = {self.used[group][one] for one in ones}
                    columns |= {self.used[against][other] for other in some}
                    self.line([(column, 1) for column in columns], None, 1)

    # Aims

    def aim(self, costs: Sequence[int], more: dict[int, int] | None = None, constant: int = 0) -> Aim:
        """What each person costs on each column of the model, and terms beside that."""
        terms = dict(more or {})
        for column, place in enumerate(self.places):
            if place is not None:
                terms[place[0]] = terms.get(place[0], 0) + costs[column] * place[1]
        # All of a group, or of a pool, are somewhere: what everybody costs is certain.
        for columns, count in self.divided():
            least = min(terms.get(column, 0) for column in columns)
            constant += least * count
            for column in columns:
                terms[column] = terms.get(column, 0) - least
        unit = gcd(*terms.values()) or 1
        some = sorted((column, factor // unit) for column, factor in terms.items() if factor)
        return Aim(constant, unit, tuple(some))

    def divided(self) -> Iterator[tuple[list[int], int]]:
        """Columns that come to a fixed number together."""
        for group, used in enumerate(self.used):
            if self.single[group]:
                columns = [column for column in used if self.most[column]]
                if columns:
                    yield columns, 1
                continue
            for pool in self.pools[group]:
                if self.own[pool]:
                    columns = [place[0] for c in bits(self.own[pool]) if (place := self.places[c])]
                    yield columns, self.model.pools[pool].size

    def moves(self) -> Aim:
        """Person-minutes moved, and what leaving the earlier plan costs."""
        model = self.model
        more: dict[int, int] = {}
        constant = 0
        lines: list[Line] = []
        for mask, before, gap in model.changes:
            price = model.again * gap
            if not price:
                continue
            left = self.without_certain(mask, before)
            terms = self.people(left.mask, self.reach(left.mask))
            if left.least <= 0:
                costs, sure = terms, -left.least
            elif self.reach(left.mask) <= left.least:
                costs, sure = {column: -factor for column, factor in terms.items()}, left.least
            elif self.one_start(left.mask):
                costs = {column: abs(factor - left.least) - left.least for column, factor in terms.items()}
                sure = left.least
            else:
                column = self.column(self.reach(left.mask) + left.least, whole=False)
                self.gaps.append((column, left.mask, left.least))
                rest = tuple((one, -factor) for one, factor in terms.items())
                lines.append(Line(((column, 1), *rest), -left.least, None))
                lines.append(Line(((column, 1), *terms.items()), left.least, None))
                costs, sure = {column: 1}, 0
            constant += price * sure
            for column, factor in costs.items():
                more[column] = more.get(column, 0) + price * factor
        aim = self.aim([self.option(column).moved for column in range(model.columns)], more, constant)
        return aim._replace(lines=tuple(lines))

    def one_start(self, mask: int) -> bool:
        """Whether a mask is of one group, which has one start for everybody."""
        groups = {self.model.pools[pool].group for pool in self.touched(mask)}
        return len(groups) == 1 and self.single[next(iter(groups))]

    def worst(self, aims: dict[str, Aim]) -> tuple[int, tuple[Terms, ...]]:
        """The minutes per person of the team that is moved most."""
        model = self.model
        found: list[dict[int, int]] = [{} for _ in model.teams]
        top = 0
        for column, place in enumerate(self.places):
            moved = self.option(column).moved
            if place is not None and moved and self.most[place[0]]:
                pool = model.pools[self.owner[column][0]]
                terms = found[model.groups[pool.group].team]
                terms[place[0]] = terms.get(place[0], 0) + moved * place[1]
        for team, terms in enumerate(found):
            if terms:
                most = sum(factor * self.most[column] for column, factor in terms.items())
                top = max(top, ceil(Fraction(most, model.teams[team])))
        level = self.column(top, whole=False)
        lines = tuple(
            Line(((level, people), *((column, -factor) for column, factor in terms.items())), 0, None)
            for people, terms in zip(model.teams, found, strict=True)
            if terms
        )
        aims["worst"] = Aim(0, 1, ((level, 1),), lines)
        return level, tuple(tuple(terms.items()) for terms in found)

    def stays(self) -> tuple[tuple[tuple[int, int], ...], tuple[Line, ...]]:
        """The teams that could stay or move, and the lines that say which do."""
        model = self.model
        moving: dict[int, list[list[int]]] = {}
        certain: set[int] = set()
        for at, group in enumerate(model.groups):
            usable = [option for option, column in enumerate(self.used[at]) if self.most[column]]
            some = [self.used[at][option] for option in usable if group.options[option].moved]
            if not some:
                continue
            if len(some) == len(usable):
                certain.add(group.team)
            moving.setdefault(group.team, []).extend(
                [some] if self.single[at] else [[column] for column in some]
            )
        movers: list[tuple[int, int]] = []
        lines: list[Line] = []
        for team in sorted(moving.keys() - certain):
            column = self.column(1)
            movers.append((team, column))
            for columns in moving[team]:
                lines.append(Line(((column, 1), *((one, -1) for one in columns)), 0, None))
        return tuple(movers), tuple(lines)


def _without_worse(ways: list[dict[tuple[int, int], Need]]) -> list[dict[tuple[int, int], Need]]:
    """Alternatives without those that ask for all that another asks for; of equals the first stays."""

    def brings(one: dict[tuple[int, int], Need], other: dict[tuple[int, int], Need]) -> bool:
        """Whether one holds only where the other does."""
        return all(
            any(own.mask & need.mask == own.mask and own.least >= need.least for own in one.values())
            for need in other.values()
        )

    kept: list[dict[tuple[int, int], Need]] = []
    for way in ways:
        if not any(brings(way, other) for other in kept):
            kept = [other for other in kept if not brings(other, way)]
            kept.append(way)
    return kept


def _unions(own: Sequence[tuple[int, Need]]) -> list[int]:
    """The columns of the needs so far."""
    found: list[int] = []
    mask = 0
    for _, need in own:
        mask |= need.mask
        found.append(mask)
    return found
