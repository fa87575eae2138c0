"""Which sets of bends open a slot for a meeting of one length, and which slot is the best of each.

Law: whoever a group of all lacks must bend or be missed; of another group as many bend, or its quorum falls
by as many, as it lacks. Instants at which the same people are free, and the same others could come after
all, are one case: sets of bends are made once for each case, not for each instant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations, pairwise, product
from typing import Final, NamedTuple

from overlap.core.intervals import IntervalSet, union
from overlap.planning.bends import Bend, Key, Ways
from overlap.planning.search import Search
from overlap.planning.selection import Group

__all__ = ["Found", "Openings", "groups_of"]

_HOURS: Final = 1
_SOFT: Final = 2
_THERE: Final = 4
# What an id is at an instant, as bits: could come by other hours, could on a day it keeps, can come.


class Found(NamedTuple):
    """A set of bends at the best slot it opens; the smaller is the better."""

    minutes: int
    lost: int
    start: int
    bends: tuple[Bend, ...]


class _Plan(NamedTuple):
    """Who bends how: by hours, on a day they keep, by not coming; and quorums as (group, to, by)."""

    hours: tuple[str, ...]
    soft: tuple[str, ...]
    missed: tuple[str, ...]
    lowered: tuple[tuple[int, int, int], ...]

    @property
    def key(self) -> frozenset[Key]:
        """The bends, but for by how much."""
        found: list[Key] = [("hours", one, -1) for one in self.hours]
        found += [("soft-holiday", one, -1) for one in self.soft]
        found += [("optional", one, -1) for one in self.missed]
        found += [("quorum", "", group) for group, _, _ in self.lowered]
        return frozenset(found)


def groups_of(search: Search) -> list[Group]:
    """The groups asked, and that of all asked if there is an attendance."""
    question = search.question
    groups = [*question.asked.groups]
    if question.attendance:
        groups.append(Group(question.ids, question.attendance))
    return groups


class Openings:
    """The ways to a meeting of one length."""

    __slots__ = ("_cases", "_ids", "_loose", "_search", "_strict", "_ways", "minutes")

    def __init__(self, search: Search, minutes: int) -> None:
        self._search = search
        self.minutes: int = minutes
        groups = list(enumerate(groups_of(search)))
        asked = len(search.question.asked.groups)
        # An attendance is a number even where it is everybody's: it falls, and nobody becomes optional.
        self._loose = [(at, one) for at, one in groups if at == asked or one.quorum < len(one.ids)]
        self._strict = [one for at, one in groups if at < asked and one.quorum == len(one.ids)]
        self._ids = tuple(dict.fromkeys(one for _, group in groups for one in group.ids))
        self._ways = Ways(search, minutes)
        self._cases: dict[tuple[int, ...], IntervalSet] | None = None

    def with_people(
        self, people: int, known: Collection[frozenset[Key]], best: dict[frozenset[Key], Found]
    ) -> None:
        """Adds to `best` each set of bends of exactly so many people that opens a slot.

        Args:
            people: How many bend or are missed.
            known: Sets that open a slot with fewer people: none that contains one is looked for.
            best: The sets found so far with as many people; better slots of theirs take their place.
        """
        lost = self._search.question.minutes - self.minutes
        shorter = (Bend("shorten", to=self.minutes),) if lost else ()
        common = frozenset(bend.key for bend in shorter)
        if any(one <= common for one in known):
            return
        where: dict[_Plan, list[IntervalSet]] = {}
        for case, instants in self._by_case().items():
            for plan in self._plans(dict(zip(self._ids, case, strict=True)), people):
                where.setdefault(plan, []).append(instants)
        for plan, sets in where.items():
            key = plan.key | common
            if not key or any(one <= key for one in known) or any(one < key for one in best):
                continue
            found = self._least(plan, union(sets), lost, shorter, best.get(key))
            if found is not None:
                best[key] = found

    def _by_case(self) -> dict[tuple[int, ...], IntervalSet]:
        """The instants at which a meeting may begin, by what each id is at them."""
        if self._cases is None:
            search, minutes, ways = self._search, self.minutes, self._ways
            avoid_soft = search.known.terms.avoid_soft
            nobody = len(self._ids)
            sets = [(nobody, _THERE, search.base(minutes))]
            for at, one in enumerate(self._ids):
                sets.append((at, _THERE, search.known.starts(one, minutes)))
                sets.append((at, _HOURS, ways.by_hours_near(one)))
                if avoid_soft:
                    sets.append((at, _SOFT, ways.on_soft_days(one)))
            self._cases = _cases(sets, nobody)
        return self._cases

    def _plans(self, case: dict[str, int], people: int) -> Iterator[_Plan]:
        """Who could bend in a case, so many people in all, for every group to have its quorum."""
        away = [one for one, state in case.items() if state != _THERE]
        must = [one for one in away if any(one in group.ids for group in self._strict)]
        if len(must) > people:
            return
        may = [one for one in away if case[one] and one not in must]
        here = {one for one, state in case.items() if state == _THERE}
        for kinds in product(*((*_kinds(case[one]), 0) for one in must)):
            missed = tuple(one for one, kind in zip(must, kinds, strict=True) if not kind)
            if any(set(group.ids) <= set(missed) for group in self._strict):
                continue  # somebody must remain
            bent = [(one, kind) for one, kind in zip(must, kinds, strict=True) if kind]
            for count in range(min(people - len(must), len(may)) + 1):
                for helpers in combinations(may, count):
                    there = here.union(helpers, (one for one, _ in bent))
                    lowered = tuple(self._lowered(there))
                    if any(to < 1 for _, to, _ in lowered):
                        continue
                    if len(must) + count + sum(by for _, _, by in lowered) != people:
                        continue
                    for helping in product(*(_kinds(case[one]) for one in helpers)):
                        ways = [*bent, *zip(helpers, helping, strict=True)]
                        yield _Plan(
                            tuple(one for one, kind in ways if kind == _HOURS),
                            tuple(one for one, kind in ways if kind == _SOFT),
                            missed,
                            lowered,
                        )

    def _lowered(self, there: set[str]) -> Iterator[tuple[int, int, int]]:
        """The quorums that must fall though these come: (group, to how many, by how many)."""
        for at, group in self._loose:
            count = sum(one in there for one in group.ids)
            if count < group.quorum:
                yield at, count, group.quorum - count

    def _least(
        self, plan: _Plan, instants: IntervalSet, lost: int, shorter: tuple[Bend, ...], best: Found | None
    ) -> Found | None:
        """The slot that a plan opens with least minutes, the first of equals, or the best known."""
        missing = len(plan.soft) + len(plan.missed) + sum(by for _, _, by in plan.lowered)
        common = lost + self._search.question.minutes * missing
        for start in self._search.candidates(instants):
            if best is not None and common + len(plan.hours) > best.minutes:
                break  # every move of hours takes a minute or more
            moved = [self._ways.by_hours(one, start) for one in plan.hours]
            bends = [bend for bend in moved if bend is not None]
            if len(bends) < len(moved):
                continue
            minutes = common + sum(bend.earlier_minutes + bend.later_minutes for bend in bends)
            if best is None or (minutes, lost, start) < best[:3]:
                bends += [self._ways.on_soft_day(one, start) for one in plan.soft]
                bends += [Bend("optional", one) for one in plan.missed]
                bends += [Bend("quorum", to=to, group=group) for group, to, _ in plan.lowered]
                best = Found(minutes, lost, start, (*shorter, *bends))
            if not plan.hours:
                break  # later slots cost as much
        return best


def _kinds(state: int) -> tuple[int, ...]:
    """The ways in which somebody away could come."""
    return tuple(kind for kind in (_HOURS, _SOFT) if state & kind)


def _cases(sets: list[tuple[int, int, IntervalSet]], base: int) -> dict[tuple[int, ...], IntervalSet]:
    """The instants of the set at place `base` by what holds at each other place: bits that may overlap."""
    toggled: dict[int, list[tuple[int, int]]] = {}
    for at, bit, one in sets:
        for edge in (*one.starts, *one.ends):
            toggled.setdefault(edge, []).append((at, bit))
    states = [0] * (base + 1)
    runs: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for edge, following in pairwise(sorted(toggled)):
        for at, bit in toggled[edge]:
            states[at] ^= bit
        if states[base]:
            case = tuple(_THERE if state & _THERE else state for state in states[:base])
            runs.setdefault(case, []).append((edge, following))
    return {case: IntervalSet(pairs) for case, pairs in runs.items()}
