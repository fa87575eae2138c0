"""The best stagger without a solver: a search through what each group can do, with a proof.

Law: nothing is left out but what cannot be in a plan better than the best one known, so what is left when
the search is through is proven. Work is counted, never timed: the same model always ends the same way.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from typing import Final, final

from overlap.planning.stagger.domains import MOST, Domains, Spent, Table, TooMany, Work, domains_of, hopeless
from overlap.planning.stagger.marginals import Marginals, cover_table
from overlap.planning.stagger.model import TIERS, Model, Plan, Solution, Tier, bits
from overlap.planning.stagger.price import Grade, Price
from overlap.planning.stagger.tables import simplified

__all__ = ["Stopped", "search"]

_WORK: Final = 3_500_000
"""About five seconds."""

_LOOKED: Final = 200
"""Configurations of a group that are looked at one by one in each step of the search."""

_FEW: Final = 4_000
"""Configurations that are listed without a thought."""

_PART: Final = 32
"""Of the best value known: a search within a part that finds nothing costs little and proves the part.

The part grows until it is the whole; it starts with the square of it where no plan is known.
"""

_ROUNDS: Final = (60, 600, 6_000)
"""Steps after which the search starts again with what it knows by then: it may rule out much at once."""

_WAYS: Final = 40
"""Ways to fill a field that are worth a table of their own."""

_COVERS: Final = 24
"""Fields that get a table at once."""


class _Pause(Exception):
    """Enough steps of this round."""


class _Found(Exception):
    """Any plan was asked for, and there is one."""


@final
class Stopped(Exception):
    """Ctrl-C, and what was known then: nothing, or a plan that is not proven."""

    def __init__(self, found: Solution | None) -> None:
        super().__init__("stopped")
        self.found = found

    def best(self) -> Solution:
        """What was known; Ctrl-C goes on where that is nothing."""
        if self.found is None or self.found.plan is None:
            raise KeyboardInterrupt
        return self.found


def search(
    model: Model,
    priority: tuple[Tier, ...] = TIERS,
    *,
    work: int = _WORK,
    start: Plan | None = None,
) -> Solution | None:
    """The best plan by `Model.key`, proven, in pure Python.

    Args:
        model: What is decided.
        priority: What is made small, in strict order; with none any plan will do, and nothing is proven.
        work: The most steps, of about a microsecond.
        start: A plan to be bettered; one that does not keep everything is not looked at.

    Raises:
        Stopped: On Ctrl-C, with what is known.

    Returns:
        A proven solution; what is known when the work is done and a plan is known; or None where nothing is
        known: the model is too large to search.

    Examples:
        Two people of four are needed half an hour later; the earlier of two equal teams stays.

        >>> from overlap.planning.stagger.model import Group, Model, Need, Option, Pool, Row
        >>> options = (Option(480, None, 0, 0, 0), Option(510, None, 30, 0, 30))
        >>> model = Model(
        ...     (2, 2),
        ...     (Group(0, options, 1, 1, 0), Group(1, options, 1, 1, 0)),
        ...     (Pool(0, 2), Pool(1, 2)),
        ...     rows=(Row(1, Need(0b1010, 2)),),
        ...     tags=("limits", "late"),
        ... )
        >>> search(model).plan
        (2, 0, 0, 2)
    """
    solver = _Solver(model, priority, Work(work))
    if start is not None and len(start) == model.columns and not model.broken(start):
        solver.offer(start)
    try:
        if not priority and solver.plan is not None:
            raise _Found
        if hopeless(model):
            raise Spent
        if any(group.cohorts > 1 for group in model.groups):
            solver.try_whole()
            solver.deepen()
        else:
            solver.run(model)
    except _Found:
        return Solution(solver.plan, 0, ())
    except Spent:
        return solver.unproven()
    except KeyboardInterrupt:
        raise Stopped(solver.unproven()) from None
    if solver.plan is None:
        return Solution(None, 0, (), infeasible=True)
    if not priority:
        return Solution(solver.plan, 0, ())
    return Solution(solver.plan, len(priority), solver.values(), unique=True)


@final
class _Solver:
    """A model, the best plan known, and what every plan costs at least."""

    def __init__(self, model: Model, priority: tuple[Tier, ...], work: Work) -> None:
        self.model = model
        self.priority = priority
        self.work = work
        # Any plan is found the sooner among those that move little
        self.tiers: tuple[Tier, ...] = priority or ("moved",)
        self.price = Price.of(model, self.tiers)
        self.plan: Plan | None = None
        self.grade: Grade | None = None
        self.limit: Grade | None = None
        self.floor = 0
        self.hint = 0

    def offer(self, plan: Plan) -> None:
        """Take a plan that keeps everything if it is better."""
        grade = self.price.grade(self.model, plan, self.tiers)
        if self.grade is None or grade < self.grade:
            self.plan, self.grade = plan, grade
        if self.limit is None or grade < self.limit:
            self.limit = grade

    def values(self) -> tuple[Fraction, ...]:
        """What the best plan has in each tier."""
        plan = self.plan
        return () if plan is None else tuple(self.model.value(plan, tier) for tier in self.priority)

    def unproven(self) -> Solution | None:
        """What is known when the work is done."""
        if self.plan is None:
            return None
        if not self.priority:
            return Solution(self.plan, 0, ())
        scale = self.price.common if self.priority[0] == "worst" else 1
        best = self.values()[0]
        least = min(Fraction(self.floor, scale), best)
        return Solution(self.plan, int(least == best), (least,))

    def first(self, grade: Grade) -> int:
        """What a grade has in the first tier."""
        if self.tiers[0] == "worst":
            return grade[1]
        return grade[0] // (self.price.radix[self.tiers[0]] // self.price.chunks[0].unit)

    def below(self, value: int) -> Grade:
        """What all grades with at most such a value in the first tier are better than."""
        rest = (0,) * (len(self.price.chunks) + len(self.price.tests) - 1)
        if self.tiers[0] == "worst":
            return (0, value + 1, *rest[1:])
        return ((value + 1) * (self.price.radix[self.tiers[0]] // self.price.chunks[0].unit), *rest)

    def try_whole(self) -> None:
        """Look for a first plan in which no group is divided, with a part of the work."""
        groups = tuple(group._replace(cohorts=min(group.cohorts, 1)) for group in self.model.groups)
        part = Work(self.work.left // 4)
        whole = self.work
        self.work = part
        before = part.left
        try:
            self.run(replace(self.model, groups=groups))
        except Spent:
            pass
        finally:
            self.work = whole
            whole.do(before - max(part.left, 0))

    def deepen(self, *, few: int = _FEW) -> None:
        """Search with little allowed in the first tier, then more: what is dear is mostly not listed at all.

        Raises:
            Spent: If the work was done first.
        """
        try:
            self.run(self.model, most=few)
        except TooMany:
            pass
        else:
            return
        top = self.price.most(self.tiers[0]) if self.grade is None else self.first(self.grade)
        allowed = top // (_PART if self.grade is not None else _PART**2)
        while allowed < top:
            if allowed >= self.floor:
                self.limit = self.below(allowed)
                self.hint = 0
                self.run(self.model)
                if self.grade is not None and self.grade < self.below(allowed):
                    return
                self.limit = self.grade
                self.floor = max(self.floor, allowed + 1)
            # A bound of what was listed is not one of all, but says about where to look next
            near = max(self.hint * 17 // 16, allowed * 5 // 4) if self.hint > allowed else 2 * allowed
            allowed = min(near, 2 * allowed) + 1
        self.run(self.model)

    def run(self, model: Model, *, most: int = MOST) -> None:
        """Search a model with the same columns through, for plans better than the limit.

        Raises:
            TooMany: If more than `most` configurations would be listed.
            Spent: If the work was done first.
        """
        price = self.price
        caps = [10**12] * len(model.teams)
        cost = None
        if self.limit is not None:
            cost = price.room(price.test([0] * len(model.teams)), self.limit)
            if price.tests[:1] == ("worst",) and not price.digits[0]:
                caps = [self.limit[1] * heads // price.common for heads in price.heads]
        domains = domains_of(model, price, self.work, cost=cost, moved=caps, most=most)
        if domains is None:
            return
        for steps in (*_ROUNDS, None):
            marginals = Marginals.plain(domains)
            _order(domains, marginals)
            live = [(1 << len(own)) - 1 for own in domains.configurations]
            tree = _Tree(self, domains, marginals)
            if not tree.settle(live):
                return
            _reduce(domains, live)
            domains.tables = simplified(domains.tables, self.work)
            marginals = self.bounded(domains)
            _order(domains, marginals)
            self.hint = marginals.bound // price.radix.get(self.tiers[0], 1)
            if model is self.model and self.limit is not None and self.tiers[0] != "worst":
                least = min(marginals.bound // price.radix[self.tiers[0]], self.first(self.limit))
                self.floor = max(self.floor, least)
            tree = _Tree(self, domains, marginals)
            live = [(1 << len(own)) - 1 for own in domains.configurations]
            tree.steps = steps
            try:
                tree.explore(live)
            except _Pause:
                if not tree.settle(live):
                    return
                _reduce(domains, live)
                continue
            return

    def bounded(self, domains: Domains) -> Marginals:
        """Bounds through the tables, and through the fields that the cheapest configurations leave short."""
        if not self.priority:
            return Marginals.plain(domains)
        tables = list(domains.tables)
        looked: set[int] = set()
        fields = domains.fields
        while True:
            found = Marginals.of(domains, tables, 30, self.work)
            total = sum(
                own[costs.index(min(costs))]
                for own, costs in zip(domains.brings, found.costs, strict=True)
                if own
            )
            short = domains.required & ~(total + fields.guards - fields.least)
            new: list[Table] = []
            for guard in bits(short):
                at = guard // fields.width
                if at not in looked and len(new) < _COVERS:
                    looked.add(at)
                    self.work.do(200)
                    table = cover_table(domains, at, _WAYS)
                    if table is not None:
                        new.append(table)
            if not new:
                return found
            tables += new


def _reduce(domains: Domains, live: list[int]) -> None:
    for group, one in enumerate(live):
        if one.bit_count() < len(domains.configurations[group]):
            domains.keep(group, list(bits(one)))


def _order(domains: Domains, marginals: Marginals) -> None:
    """Bring configurations into the order of what they cost, here and in the bounds."""
    for group, costs in enumerate(marginals.costs):
        order = sorted(range(len(costs)), key=lambda at: (costs[at], at))
        domains.keep(group, order)
        marginals.costs[group] = [costs[at] for at in order]
        for factor in marginals.factors:
            if group in factor.index:
                factor.index[group] = [factor.index[group][at] for at in order]
                factor.masks[group] = [factor.masks[group][at] for at in order]


@final
class _Tree:
    """Domains as masks of configurations, what follows from them, and the search through them."""

    def __init__(self, solver: _Solver, domains: Domains, marginals: Marginals) -> None:
        self.solver = solver
        self.price = solver.price
        self.work = solver.work
        self.domains = domains
        self.costs = marginals.costs
        self.factors = marginals.factors
        self.steps: int | None = None
        self.groups = range(len(domains.configurations))
        self.team = [group.team for group in solver.model.groups]
        self.tables = domains.tables
        self.at_group: list[list[int]] = [[] for _ in self.groups]
        self.classes: list[dict[int, list[tuple[int, int]]]] = []
        self.allowed: list[dict[int, dict[int, int]]] = []
        for at, table in enumerate(self.tables):
            classes: dict[int, list[tuple[int, int]]] = {}
            for group in table.groups:
                self.at_group[group].append(at)
                members: dict[int, int] = {}
                for place, mask in enumerate(table.masks[group]):
                    members[mask] = members.get(mask, 0) | 1 << place
                classes[group] = [(own, mask) for mask, own in members.items()]
            self.classes.append(classes)
            self.allowed.append({group: {} for group in table.groups})
        self.mixed = [at for at, table in enumerate(self.tables) if table.cross]
        fields = domains.fields
        self.guards = fields.guards
        self.missing = fields.guards - fields.least
        self.shift = fields.width - 1
        # Configurations by how much they move: (most, those that move no more)
        self.moved: list[tuple[list[int], list[int]]] = []
        for own in domains.configurations:
            steps = sorted({one.moved for one in own})
            masks = [0] * len(steps)
            place_of = {moved: at for at, moved in enumerate(steps)}
            for at, one in enumerate(own):
                masks[place_of[one.moved]] |= 1 << at
            for at in range(1, len(masks)):
                masks[at] |= masks[at - 1]
            self.moved.append((steps, masks))

    # What follows

    def settle(self, live: list[int]) -> bool:
        """Strike what cannot be in a plan that is better, before the search; False if nothing is left."""
        changed = (1 << len(live)) - 1
        states = [(1 << table.count) - 1 for table in self.tables]
        tops = [0] * len(live)
        return self._follow(live, tops, states, changed, root=True) and self._priced(
            live, tops, states, root=True
        )

    def _follow(
        self, live: list[int], tops: list[int], states: list[int], changed: int, *, root: bool
    ) -> bool:
        """Strike what the tables and fields rule out, after some groups lost configurations."""
        if not all(live):
            return False
        touched = {at for group in bits(changed) for at in self.at_group[group]}
        touched.update(at for at in range(len(self.tables)) if root)
        while True:
            if self.guards or self.mixed:
                new = self._count(live, tops, states, changed, root=root)
                if new is None:
                    return False
                more, again = new
                touched |= again
                touched.update(at for group in bits(more) for at in self.at_group[group])
            changed = 0
            while touched:
                at = touched.pop()
                lost = self._table(at, live, states)
                if lost is None:
                    return False
                if lost:
                    changed |= lost
                    for group in bits(lost):
                        touched.update(other for other in self.at_group[group] if other != at)
            if not changed or not self.guards:
                return True

    def _table(self, at: int, live: list[int], states: list[int]) -> int | None:
        """Strike what a table rules out: the groups that lost something, or None if it cannot hold."""
        table = self.tables[at]
        full = states[at]
        supports: list[int] = []
        steps = 2
        for group in table.groups:
            own = live[group]
            if own & (own - 1):
                support = 0
                for members, mask in self.classes[at][group]:
                    if members & own:
                        support |= mask
                steps += len(self.classes[at][group]) // 8
            else:
                support = table.masks[group][own.bit_length() - 1]
            supports.append(support)
        state = full
        for support in supports:
            state &= support
        self.work.do(steps)
        if not table.accepts(state):
            return None
        states[at] = state
        lost = 0
        for place, group in enumerate(table.groups):
            rest = full
            for other, support in enumerate(supports):
                if other != place:
                    rest &= support
            known = self.allowed[at][group]
            allowed = known.get(rest)
            if allowed is None:
                allowed = 0
                for members, mask in self.classes[at][group]:
                    if table.accepts(mask & rest):
                        allowed |= members
                known[rest] = allowed
                self.work.do(len(self.classes[at][group]) // 4 + 1)
            own = live[group]
            if own & ~allowed:
                live[group] = own & allowed
                if not live[group]:
                    return None
                lost |= 1 << group
        return lost

    def _count(
        self, live: list[int], tops: list[int], states: list[int], changed: int, *, root: bool
    ) -> tuple[int, set[int]] | None:
        """Strike what fields rule out: the groups that lost something and the tables, or None."""
        brings = self.domains.brings
        lost = 0
        again: set[int] = set()
        while True:
            for group in bits(changed):
                self._top(group, live[group], tops, root=root)
            total = sum(tops) + self.missing
            enough = total & self.guards
            required = self.domains.required
            for at in self.mixed:
                table = self.tables[at]
                state = states[at]
                for way in bits(state):
                    if table.cross[way] & ~enough:
                        state ^= 1 << way
                if state != states[at]:
                    if not table.accepts(state):
                        return None
                    states[at] = state
                    again.add(at)
                if table.minutes is None and state & (state - 1) == 0:
                    required |= table.cross[state.bit_length() - 1]
            if required & ~enough:
                return None
            changed = 0
            for group in self.groups:
                own = live[group]
                if own & (own - 1) == 0:
                    continue
                size = own.bit_count()
                if size > _LOOKED and not root:
                    continue
                base = total - tops[group]
                if base & required == required and not base >> (
                    len(self.domains.fields.leasts) * (self.shift + 1)
                ):
                    continue
                self.work.do(size // 4 + 1)
                brought = brings[group]
                left = own
                for place in bits(own):
                    if (base + brought[place]) & required != required:
                        left ^= 1 << place
                if left != own:
                    if not left:
                        return None
                    live[group] = left
                    changed |= 1 << group
            lost |= changed
            if not changed:
                return lost, again

    def _top(self, group: int, own: int, tops: list[int], *, root: bool) -> None:
        """The most that a group can bring to each field."""
        brought = self.domains.brings[group]
        if own & (own - 1) == 0:
            tops[group] = brought[own.bit_length() - 1]
            return
        size = own.bit_count()
        if size > _LOOKED and not root and tops[group]:
            return
        self.work.do(size // 2 + 1)
        guards, shift = self.guards, self.shift
        top = 0
        for place in bits(own):
            one = brought[place]
            more = ((one | guards) - top) & guards
            full = more - (more >> shift)
            top = one & full | top & ~full
        tops[group] = top

    # What it costs

    def _least(self, live: list[int]) -> int:
        """What a plan within these domains costs at least."""
        found = 0
        chosen: list[int] = []
        for group, own in enumerate(live):
            found += self.costs[group][(own & -own).bit_length() - 1]
            chosen.append(-1 if own & (own - 1) else own.bit_length() - 1)
        for factor in self.factors:
            at_work = tuple([chosen[group] for group in factor.groups])
            state = factor.full
            for group, at in zip(factor.groups, at_work, strict=True):
                if at >= 0:
                    state &= factor.masks[group][at]
            found += factor.bound(state, at_work)
        self.work.do(len(self.factors) // 2 + len(live) // 4 + 1)
        return found

    def _priced(self, live: list[int], tops: list[int], states: list[int], *, root: bool = False) -> bool:
        """Strike what costs too much to be in a better plan; False if everything does."""
        price = self.price
        while True:
            best = self.solver.limit
            if best is None:
                return True
            cost = self._least(live)
            moved = [0] * len(self.solver.model.teams)
            least: list[int] = []
            for group, own in enumerate(live):
                steps, masks = self.moved[group]
                at = 0
                while not masks[at] & own:
                    at += 1
                least.append(steps[at])
                moved[self.team[group]] += steps[at]
            tests = price.test(moved)
            if not price.beats(cost, tests, best):
                return False
            room = price.room(tests, best) - cost
            changed = 0
            for group, own in enumerate(live):
                if own & (own - 1):
                    costs = self.costs[group]
                    low = costs[(own & -own).bit_length() - 1]
                    kept = own & ((1 << bisect_right(costs, low + room)) - 1)
                    if kept != own:
                        live[group] = kept
                        changed |= 1 << group
            if price.tests[:1] == ("worst",) and self._tight(cost, best):
                for group, own in enumerate(live):
                    team = self.team[group]
                    cap = best[1] * price.heads[team] // price.common - moved[team] + least[group]
                    steps, masks = self.moved[group]
                    if steps[-1] > cap:
                        at = bisect_right(steps, cap)
                        kept = own & masks[at - 1] if at else 0
                        if not kept:
                            return False
                        if kept != live[group]:
                            live[group] &= kept
                            changed |= 1 << group
            if not changed:
                return True
            if not self._follow(live, tops, states, changed, root=root):
                return False

    def _tight(self, cost: int, best: Grade) -> bool:
        """Whether a better plan has to be as good as the best one in all before the first test."""
        unit, below = self.price.chunks[0]
        return max(-((below - cost) // unit), 0) >= best[0]

    # The search

    def explore(self, live: list[int]) -> None:
        """Look through everything that may be better than the best plan known."""
        states = [(1 << table.count) - 1 for table in self.tables]
        tops = [0] * len(live)
        self._explore(list(live), tops, states, (1 << len(live)) - 1)

    def _explore(self, live: list[int], tops: list[int], states: list[int], changed: int) -> None:
        if self.steps is not None:
            self.steps -= 1
            if self.steps < 0 and self.solver.limit is not None:
                raise _Pause
        if not self._follow(live, tops, states, changed, root=False):
            return
        if not self._priced(live, tops, states):
            return
        group, fewest = -1, 0
        for at, own in enumerate(live):
            if own & (own - 1):
                size = own.bit_count()
                if group < 0 or size < fewest:
                    group, fewest = at, size
        if group < 0:
            self._end(live)
            return
        rest = live[group]
        while rest:
            low = rest & -rest
            rest ^= low
            child = list(live)
            child[group] = low
            self._explore(child, list(tops), list(states), 1 << group)
            if rest and self.solver.limit is not None:
                # What is dearer than the best plan by now is not looked at
                live[group] = rest
                if not self._priced(live, tops, states):
                    return
                rest = live[group]

    def _end(self, live: list[int]) -> None:
        """A plan: judged, and taken if it is better."""
        model = self.solver.model
        plan = [0] * model.columns
        for group, own in enumerate(live):
            for column, people in self.domains.configurations[group][own.bit_length() - 1].people:
                plan[column] = people
        self.work.do(50 + len(plan))
        if model.broken(tuple(plan)):
            return
        self.solver.offer(tuple(plan))
        if not self.solver.priority:
            raise _Found
