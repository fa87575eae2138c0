"""The fairest plan by HiGHS, the solver of the `solver` extra.

Law: tier after tier, the k worst-off together are made as small as can be while the tiers before stay as
they are. What the solver says is only a plan to look at: its numbers are rounded, its plan is checked and
its burdens are summed again here, and a tier counts as proven only where the solver's own bound meets
that sum. Where it says that it is done and the two do not meet, it is asked once more without its presolve.
Without the extra there is nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Any, Final

from overlap.planning.fair_core import Core
from overlap.planning.fair_proof import Proof
from overlap.render.progress import tell

__all__ = ["solve"]

_CLOSE: Final = 1e-4
"""How far from whole a bound may be and still be that whole number."""

_LOOK: Final = 0.1
"""Seconds between two looks whether the solver has ended."""


def solve(
    core: Core, plan: tuple[int, ...], bound: int, *, times: int | None, seconds: float
) -> Proof | None:
    """The fairest plan, or the fairest found in time; None without the solver.

    Args:
        core: The task.
        plan: A plan that keeps its limits.
        bound: What the worst-off is known to have at least.
        times: How many different keys may be used.
        seconds: How long the solver may take.
    """
    try:
        import highspy
    except Exception:  # not installed, or installed and broken: the exact search does without
        return None
    # Another number of threads than before is only taken up by a new scheduler.
    highspy.Highs.resetGlobalScheduler(True)
    model = _Model(highspy, core, times)
    tops = core.tops(core.burdens(plan))
    for tier in range(1, len(tops) + 1):
        model.minimise(tier, plan)
        proven = 0
        for is_again in (False, True):
            if is_again:
                model.leave_presolve(plan)
            found = model.run(seconds)
            if found is not None and core.keeps(found) and _keys(core, found, times):
                own = core.tops(core.burdens(found))
                if own < tops:
                    plan, tops = found, own
            proven = max(proven, model.bound())
            if proven >= tops[tier - 1] or model.is_late:
                break
        if tier == 1:
            bound = max(bound, min(proven, tops[0]))
        if proven < tops[tier - 1] or (tier == 1 and bound > tops[0]):
            return Proof(plan, False, min(bound, tops[0]))
        model.fix(tier, tops[tier - 1])
    return Proof(plan, True, tops[0])


def _keys(core: Core, plan: Sequence[int], times: int | None) -> bool:
    """Whether a plan uses no more keys than allowed."""
    used = {table[at].key for table, at in zip(core.tables, plan, strict=True)}
    return times is None or len(used) <= times


class _Model:
    """A task as rows and columns: how often each choice is taken, how far each burden is above a level."""

    def __init__(self, highspy: Any, core: Core, times: int | None) -> None:
        self.highs = highspy.Highs()
        self.core = core
        self._solution = highspy.HighsSolution
        self._late = highspy.HighsModelStatus.kTimeLimit
        self._used: dict[int, int] = {}
        highs = self.highs
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.999),  # sums are whole: less than one apart is the same
        ):
            highs.setOptionValue(name, value)
        whole = highspy.HighsVarType.kInteger
        if core.is_ordered:
            self.groups = [(table, [period]) for period, table in enumerate(core.tables)]
        else:
            self.groups = core.groups()
        self.choices = [
            (group, at) for group, (table, _) in enumerate(self.groups) for at in range(len(table))
        ]
        self.people = len(core.base)
        self.is_stopped = False
        self.tier = 1
        highs.cbMipInterrupt += self._called
        highs.cbSimplexInterrupt += self._called
        self.width = 0
        self.ends = [float("inf")]
        for group, _ in self.choices:
            self._column(float(len(self.groups[group][1])), whole)
        for group, (_, periods) in enumerate(self.groups):
            own = [column for column, (one, _) in enumerate(self.choices) if one == group]
            self._row(float(len(periods)), float(len(periods)), own, [1.0] * len(own))
        if core.is_ordered:
            self._order()
        if times is not None:
            self._times(times, whole)
        self.levels: dict[int, list[tuple[int, float]]] = {}

    def _column(self, most: float, kind: Any | None = None) -> int:
        self.highs.addCol(0.0, 0.0, most, 0, [], [])
        if kind is not None:
            self.highs.changeColIntegrality(self.width, kind)
        self.width += 1
        return self.width - 1

    def _row(self, least: float, most: float, columns: Sequence[int], values: Sequence[float]) -> None:
        self.highs.addRow(least, most, len(columns), list(columns), list(values))

    def _order(self) -> None:
        """Nobody is marked at two meetings in a row."""
        core = self.core
        for person in range(self.people):
            bit = 1 << person
            marked: list[list[int]] = [[] for _ in core.tables]
            for column, (group, at) in enumerate(self.choices):
                if self.groups[group][0][at].mask & bit:
                    marked[group].append(column)
            if core.before & bit and marked[0]:
                self._row(0.0, 0.0, marked[0], [1.0] * len(marked[0]))
            for now, then in pairwise(marked):
                if now and then:
                    self._row(0.0, 1.0, [*now, *then], [1.0] * (len(now) + len(then)))

    def _times(self, times: int, whole: Any) -> None:
        """Only so many keys are used."""
        keys = {choice.key for table, _ in self.groups for choice in table}
        used = self._used = {key: self._column(1.0, whole) for key in sorted(keys)}
        for column, (group, at) in enumerate(self.choices):
            table, periods = self.groups[group]
            self._row(-float("inf"), 0.0, [column, used[table[at].key]], [1.0, -float(len(periods))])
        self._row(0.0, float(times), list(used.values()), [1.0] * len(used))

    def minimise(self, tier: int, plan: Sequence[int]) -> None:
        """Makes what the `tier` worst-off have together the aim, from a plan on."""
        self.tier = tier
        for terms in self.levels.values():
            for column, _ in terms:
                self.highs.changeColCost(column, 0.0)
        level = self._column(float("inf"))
        terms = [(level, float(tier))]
        above = [self._column(float("inf")) for _ in range(self.people)]
        terms += [(column, float(count)) for column, count in zip(above, self.core.counts, strict=True)]
        for person, had in enumerate(self.core.base):
            columns, values = [level, above[person]], [1.0, 1.0]
            for column, (group, at) in enumerate(self.choices):
                cost = self.groups[group][0][at].costs[person]
                if cost:
                    columns.append(column)
                    values.append(-float(cost))
            self._row(float(had), float("inf"), columns, values)
        for column, factor in terms:
            self.highs.changeColCost(column, factor)
        self.levels[tier] = terms
        self.highs.setOptionValue("presolve", "choose")
        self._start(plan)

    def leave_presolve(self, plan: Sequence[int]) -> None:
        """Lets the next run, from a plan on, solve the model as it is."""
        self.highs.setOptionValue("presolve", "off")
        self._start(plan)

    def _start(self, plan: Sequence[int]) -> None:
        """Hands over a plan to begin with."""
        values = [0.0] * self.width
        places: dict[tuple[int, int], int] = {pair: column for column, pair in enumerate(self.choices)}
        for group, (_, periods) in enumerate(self.groups):
            for period in periods:
                values[places[group, plan[period]]] += 1.0
        burdens = self.core.burdens(plan)
        ranked = self.core.ranked(burdens)
        for tier, terms in self.levels.items():
            level = ranked[tier - 1]
            values[terms[0][0]] = float(level)
            for (column, _), burden in zip(terms[1:], burdens, strict=True):
                values[column] = float(max(0, burden - level))
        used = {self.core.tables[period][at].key for period, at in enumerate(plan)}
        for key, column in self._used.items():
            values[column] = float(key in used)
        solution = self._solution()
        solution.col_value = values
        self.highs.setSolution(solution)

    def fix(self, tier: int, most: int) -> None:
        """Keeps what the `tier` worst-off have together from growing again."""
        columns, values = zip(*self.levels[tier], strict=True)
        self._row(-float("inf"), float(most), columns, values)

    def _called(self, event: Any) -> None:
        """Called by the solver, in its own thread."""
        if self.is_stopped:
            event.interrupt()

    def run(self, seconds: float) -> tuple[int, ...] | None:
        """The plan found, if there is one. `seconds` are those of all runs together."""
        self.highs.setOptionValue("time_limit", seconds)
        # In a thread of its own, so that Ctrl-C is heard here meanwhile.
        self.highs.startSolve()
        try:
            while not self.highs.wait(_LOOK)[0]:
                tell("Proof of the rotation", self.tier - 1, self.people)
        except BaseException:
            self.is_stopped = True
            while not self.highs.wait(_LOOK)[0]:
                pass
            raise
        values = list(self.highs.getSolution().col_value)
        if len(values) < len(self.choices):
            return None
        left = [round(value) for value in values[: len(self.choices)]]
        plan = [-1] * len(self.core.tables)
        for column, (group, at) in enumerate(self.choices):
            for period in self.groups[group][1]:
                if left[column] > 0 and plan[period] < 0:
                    plan[period] = at
                    left[column] -= 1
        return None if -1 in plan or any(left) else tuple(plan)

    @property
    def is_late(self) -> bool:
        """Whether the last run ended because its time was over."""
        return bool(self.highs.getModelStatus() == self._late)

    def bound(self) -> int:
        """What the aim comes to at least, as far as the solver has proven it."""
        value = self.highs.getInfo().mip_dual_bound
        return ceil(value - _CLOSE) if abs(value) < 1e15 else 0
