"""The best plan by HiGHS, the solver of the `solver` extra.

Law: tier after tier is made as small as can be while those before stay as they are; then, of equals, the
one plan that `Model.key` puts first. What the solver says is only a plan to look at: its numbers are
rounded, and the model judges the plan and says what it has. A tier counts as proven only where the
solver's own bound meets that, and nothing after an unproven tier is proven. Without the extra there is
nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil, gcd, isfinite
from typing import Any, Final

from overlap.planning.stagger.cuts import Cuts
from overlap.planning.stagger.model import TIERS, Model, Plan, Solution, Tier
from overlap.planning.stagger.rows import Aim, Line, Programme, programme

__all__ = ["Progress", "solve"]

Progress = Callable[[str, Fraction | None, Fraction | None], None]
"""Told from time to time what is made small, what the best plan has there, and what is the least possible."""

_CLOSE: Final = 1e-3
"""How far above a whole number a bound may be and still be no more than it."""

_GAP: Final = 0.99
"""Whole numbers less than this apart are the same."""

_FINE: Final = 1e-6
"""The same for minutes per person, which are not whole."""

_BATCH: Final = 12
"""Teams whose staying is decided together: weights are powers of two, and a solver's numbers are rounded."""

_SHARE: Final = 0.9
"""How much of the time the solver is given: it ends a little late, and its rows have to be made."""

_LOOK: Final = 0.1
"""Seconds between two reports of progress."""

_ROUNDS: Final = 40
"""Times that cuts are looked for before a tier; few tiers need half of them."""

_CUT_SHARE: Final = 0.1
"""How much of the time that is left they may take."""

_TIGHT: Final = 1e-6
"""A cut closer than this to what fractions come to holds them back."""

_ENDLESS: Final = 2**31 - 1
"""Steps of branching, if nothing else is said."""

_AT_ROOT: Final = 1
"""Steps of the solver in which the worst team's level is made small, before it is asked for less and less."""


def solve(
    model: Model,
    priority: tuple[Tier, ...] = TIERS,
    *,
    seconds: float,
    start: Plan | None = None,
    threads: int = 1,
    seed: int = 0,
    ties: bool = True,
    progress: Progress | None = None,
) -> Solution | None:
    """The best plan of a model, or the best found in time; None without the solver.

    Ctrl-C ends the search as running out of time does; pressed twice it is raised.

    Args:
        model: What must hold.
        priority: What is made small, in order; with none any plan will do.
        seconds: How long it may take, all tiers together.
        start: A plan to begin with; one that does not keep everything is not used.
        threads: How many the solver may use.
        seed: For the solver's own choices; it does not change a plan that is proven.
        ties: Whether to choose among equal plans too.
        progress: See `Progress`.
    """
    try:
        import highspy
    except Exception:  # not installed, or installed and broken
        return None
    search = _Search(model, priority, start, progress, ties=ties)
    solver: _Solver | None = None
    try:
        rows = programme(model)
        if rows.is_impossible:
            return Solution(None, 0, (), infeasible=True)
        solver = _Solver(highspy, rows, seconds, threads, seed)
        search.run(rows, solver)
    except KeyboardInterrupt:
        if solver is not None:
            search.stop(solver)
    finally:
        if solver is not None:
            solver.stop()
    return search.solution()


class _Search:
    """What is known so far."""

    def __init__(
        self,
        model: Model,
        priority: tuple[Tier, ...],
        start: Plan | None,
        progress: Progress | None,
        *,
        ties: bool,
    ) -> None:
        self.model = model
        self.priority = priority
        self.best: Plan | None = None
        self.bounds: list[Fraction] = []
        self.proven = 0
        self.is_unique = False
        self.is_infeasible = False
        self.progress = progress
        self.ties = ties
        self.asked: Tier | None = None
        # The last tier of whole minutes, its line's place, and what its terms come to.
        self.before: tuple[Aim, int, int] | None = None
        if start is not None:
            self.look(start)

    def solution(self) -> Solution:
        return Solution(self.best, self.proven, tuple(self.bounds), self.is_unique, self.is_infeasible)

    @property
    def plan(self) -> Plan:
        """The best plan, where one is known."""
        assert self.best is not None  # noqa: S101 - tiers after the first begin with a plan
        return self.best

    def look(self, plan: Plan | None) -> None:
        """Takes a plan that keeps everything and is better."""
        if plan is None or len(plan) != self.model.columns or self.model.broken(plan):
            return
        better = self.best is None or self.model.key(plan, self.priority) < self.model.key(
            self.best, self.priority
        )
        if better:
            self.best = plan

    def run(self, rows: Programme, solver: _Solver) -> None:
        """Tier after tier, as far as each is proven."""
        if not self.priority:
            if self.best is None:
                self.ask(solver, Aim(0, 1, ()), "feasible")
            return
        for tier in self.priority:
            self.asked = tier
            if not (self.worst(rows, solver) if tier == "worst" else self.tier(rows, solver, tier)):
                return
            self.asked = None
            self.proven += 1
        if self.ties and self.stay(rows, solver):
            self.is_unique = all(self.tie(rows, solver, name) for name in ("early", "weights"))

    def stop(self, solver: _Solver) -> None:
        """Takes what a run has come to that is not over."""
        if not solver.stop():
            return
        plan, bound, _ = solver.found()
        self.look(plan)
        if self.asked is not None and len(self.bounds) == self.proven:
            self.bounds.append(self.least(solver.rows, self.asked, bound))

    def least(self, rows: Programme, tier: Tier, bound: float) -> Fraction:
        """What a tier comes to at least by a bound on its terms."""
        found = _at_least(rows, bound) if tier == "worst" else _whole(rows.aims[tier], bound)
        return found if self.best is None else min(found, self.model.value(self.best, tier))

    def ask(self, solver: _Solver, aim: Aim, name: str, gap: float = _GAP) -> float:
        """Looks for a plan with less of an aim; gives the bound on its terms."""
        solver.minimise(aim.terms, gap)
        if name in TIERS:
            solver.cut()
        if self.best is not None:
            solver.start(self.best)
        plan, bound, infeasible = solver.run(self.reporter(aim, name))
        self.look(plan)
        if infeasible and self.best is None:
            self.is_infeasible = True
        return bound

    def reporter(self, aim: Aim, name: str) -> Callable[[float, float], None] | None:
        """What tells of progress in the words of the model."""
        progress = self.progress
        if progress is None:
            return None

        def said(value: float) -> Fraction | None:
            if not isfinite(value) or abs(value) > 1e15:
                return None
            if name == "worst":
                return Fraction(value).limit_denominator(1000)
            return Fraction(aim.constant + aim.unit * ceil(value - _CLOSE))

        return lambda best, bound: progress(name, said(best), said(bound))

    def tier(self, rows: Programme, solver: _Solver, tier: Tier) -> bool:
        """Whether a tier of whole minutes is proven."""
        aim = rows.aims[tier]
        solver.add(aim.lines)
        bound = self.ask(solver, aim, tier)
        if not self.is_infeasible:
            self.bounds.append(self.least(rows, tier, bound))
        if self.best is None:
            return False
        value = self.model.value(self.best, tier)
        if self.bounds[-1] != value:
            return False
        kept = rows.fixed(tier, value)
        place = solver.add(kept)
        if aim.terms:
            self.before = aim, place, kept[0].most or 0
        return True

    def worst(self, rows: Programme, solver: _Solver) -> bool:
        """Whether the minutes per person of the team that is moved most are proven.

        The least level of many teams is hard to bound, so after another tier it is only brought near. Then
        the question is what that tier comes to if every team has less: where it is more, nothing is left.
        """
        aim = rows.aims["worst"]
        solver.add(aim.lines)
        solver.steps(None if self.before is None else _AT_ROOT)
        bound = self.ask(solver, aim, "worst", _FINE)
        solver.steps(None)
        if self.best is None:
            if not self.is_infeasible:
                self.bounds.append(self.least(rows, "worst", bound))
            return False
        while True:
            value = self.model.worst(self.best)
            least = self.least(rows, "worst", bound)
            if least == value:
                break
            # Too close to tell by the bound: is there a plan with less?
            mark = solver.add(rows.below(value, strictly=True))
            plan, infeasible = self.better(solver)
            solver.remove(mark)
            if infeasible:
                least = value
                break
            if plan is None or self.model.broken(plan) or self.model.worst(plan) >= value:
                break
            known = self.best
            self.look(plan)
            if self.best == known:
                break
        self.bounds.append(least)
        if least != value:
            return False
        solver.add(rows.fixed("worst", value))
        return True

    def better(self, solver: _Solver) -> tuple[Plan | None, bool]:
        """A plan that is no worse in the tiers before, and whether there is none."""
        if self.before is None:
            plan, _, infeasible = solver.question()
            return plan, infeasible
        aim, place, value = self.before
        solver.ends(place, None)
        solver.minimise(aim.terms, _GAP)
        more = value + 1 - _CLOSE
        plan, bound, infeasible = solver.run(None, enough=more)
        solver.ends(place, value)
        return plan, infeasible or bound >= more

    def stay(self, rows: Programme, solver: _Solver) -> bool:
        """Whether it is proven which of the teams stay: of equals, the earliest."""
        solver.add(rows.aims["stay"].lines)
        for first in range(0, len(rows.movers), _BATCH):
            batch = rows.movers[first : first + _BATCH]
            aim = Aim(0, 1, tuple((column, 1 << at) for at, (_, column) in enumerate(batch[::-1])))
            teams = [team for team, _ in batch]
            # Where all of them stay there is nothing better.
            if any(self.staying(teams)):
                least = _whole(aim, self.ask(solver, aim, "stay"))
                moved = self.staying(teams)[::-1]
                if least != sum(1 << at for at, moves in enumerate(moved) if moves):
                    return False
            for (_, column), moves in zip(batch, self.staying(teams), strict=True):
                solver.fix(column, int(moves))
        return True

    def staying(self, teams: list[int]) -> list[bool]:
        """Whether each of some teams is moved."""
        stay = self.model.stay(self.plan)
        return [stay[team] for team in teams]

    def tie(self, rows: Programme, solver: _Solver, name: str) -> bool:
        """Whether the choice among equals is proven."""
        aim = rows.aims[name]
        least = _whole(aim, self.ask(solver, aim, name))
        value = Fraction(getattr(self.model, name)(self.plan))
        if least != value:
            return False
        solver.add(rows.fixed(name, value))
        return True


def _whole(aim: Aim, bound: float) -> Fraction:
    """What an aim of whole numbers comes to at least by a bound on its terms."""
    return Fraction(aim.constant + aim.unit * (max(0, ceil(bound - _CLOSE)) if isfinite(bound) else 0))


def _at_least(rows: Programme, bound: float) -> Fraction:
    """The least minutes per person that some team can have at or above a bound."""
    if not isfinite(bound) or bound <= _FINE:
        return Fraction(0)
    low = Fraction(bound) - Fraction(max(_FINE, bound * _FINE))
    found = []
    for people, terms in zip(rows.model.teams, rows.moved, strict=True):
        if terms:
            unit = gcd(*(factor for _, factor in terms))
            found.append(Fraction(unit * ceil(low * people / unit), people))
    return min(found, default=Fraction(0))


class _Solver:
    """One instance of HiGHS, which is asked one thing after another."""

    def __init__(self, highspy: Any, rows: Programme, seconds: float, threads: int, seed: int) -> None:
        self.rows = rows
        self.status = highspy.HighsModelStatus
        self._solution = highspy.HighsSolution
        self.is_running = False
        self.is_stopped = False
        self.seen = (float("inf"), -float("inf"))
        self.enough = float("inf")
        self.cuts = Cuts(rows)
        self.seconds = seconds * _SHARE
        # Another number of threads than before is only taken up by a new scheduler.
        highspy.Highs.resetGlobalScheduler(True)
        highs = self.highs = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", threads),
            ("random_seed", seed),
            ("mip_rel_gap", 0.0),
        ):
            highs.setOptionValue(name, value)
        count = len(rows.most)
        self.columns = list(range(count))
        highs.addCols(count, [0.0] * count, [0.0] * count, [float(most) for most in rows.most], 0, [], [], [])
        self.kinds = highspy.HighsVarType
        self.whole = [column for column in self.columns if rows.whole[column]]
        self.in_fractions(False)
        self.height = 0
        self.add(rows.lines)
        highs.cbMipInterrupt += self._called
        highs.cbSimplexInterrupt += self._called_often

    def _called(self, event: Any) -> None:
        """Called by the solver, in its own thread."""
        self.seen = (event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)
        if self.is_stopped or self.seen[1] >= self.enough:
            event.interrupt()

    def _called_often(self, event: Any) -> None:
        if self.is_stopped:
            event.interrupt()

    def add(self, lines: Iterable[Line]) -> int:
        """Adds lines; gives the first one's place, for `remove`."""
        some = [line for line in lines if line.terms]
        first = self.height
        if not some:
            return first
        ends = [
            [missing if end is None else float(end) for end in column]
            for column, missing in zip(
                zip(*((line.least, line.most) for line in some), strict=True),
                (-float("inf"), float("inf")),
                strict=True,
            )
        ]
        starts = [0, *accumulate(len(line.terms) for line in some)]
        columns = [column for line in some for column, _ in line.terms]
        factors = [float(factor) for line in some for _, factor in line.terms]
        self.highs.addRows(len(some), ends[0], ends[1], len(columns), starts[:-1], columns, factors)
        self.height += len(some)
        return first

    def remove(self, first: int) -> None:
        """Takes away the lines from a place on."""
        places = list(range(first, self.height))
        if places:
            self.highs.deleteRows(len(places), places)
            self.height = first

    def spent(self) -> float:
        """Seconds that the solver has worked, all its runs together."""
        return float(self.highs.getRunTime())

    def left(self) -> float:
        """Seconds that are left."""
        return max(self.seconds - self.spent(), 0.0)

    def ends(self, place: int, value: int | None) -> None:
        """Keeps a line at a value, or lets it go."""
        low, high = (-float("inf"), float("inf")) if value is None else (float(value), float(value))
        self.highs.changeRowBounds(place, low, high)

    def steps(self, most: int | None) -> None:
        """Ends runs after so many steps of branching; None: they end by themselves."""
        self.highs.setOptionValue("mip_max_nodes", _ENDLESS if most is None else most)

    def in_fractions(self, yes: bool) -> None:
        """Lets all columns have fractions, or only those that are not whole."""
        kind = self.kinds.kContinuous if yes else self.kinds.kInteger
        self.highs.changeColsIntegrality(len(self.whole), self.whole, [kind] * len(self.whole))

    def cut(self) -> None:
        """Adds the cuts that hold back what fractions make of the aim."""
        enough = self.spent() + self.left() * _CUT_SHARE
        first = self.height
        found: dict[Line, None] = {}
        values: list[float] = []
        self.in_fractions(True)
        try:
            for _ in range(_ROUNDS):
                # Without whole numbers the solver's limit is for all its runs so far together.
                self.highs.setOptionValue("time_limit", self.spent() + self.left())
                self.highs.run()  # in this thread: a programme of fractions is soon solved
                if self.highs.getModelStatus() != self.status.kOptimal:
                    break
                values = self.highs.getSolution().col_value
                new = self.cuts.missed(values)
                if not new or self.spent() > enough:
                    break
                self.add(new)
                found |= dict.fromkeys(new)
        finally:
            self.in_fractions(False)
        self.remove(first)
        self.add(
            line
            for line in found
            if sum(values[column] * factor for column, factor in line.terms) < (line.least or 0) + _TIGHT
        )

    def fix(self, column: int, value: int) -> None:
        """Keeps a column at a value."""
        self.highs.changeColBounds(column, float(value), float(value))

    def minimise(self, terms: Sequence[tuple[int, int]], gap: float) -> None:
        """Makes terms the aim."""
        costs = [0.0] * len(self.columns)
        for column, factor in terms:
            costs[column] = float(factor)
        self.highs.changeColsCost(len(costs), self.columns, costs)
        self.highs.setOptionValue("mip_abs_gap", gap)

    def start(self, plan: Plan) -> None:
        """Hands over a plan to begin with."""
        solution = self._solution()
        solution.col_value = [float(value) for value in self.rows.values(plan)]
        self.highs.setSolution(solution)

    def question(self) -> tuple[Plan | None, float, bool]:
        """Whether there is any plan at all."""
        self.minimise((), _GAP)
        return self.run(None)

    def run(
        self, report: Callable[[float, float], None] | None, enough: float = float("inf")
    ) -> tuple[Plan | None, float, bool]:
        """The plan found, if there is one; the bound; and whether there is none.

        It ends where the bound is enough.
        """
        highs = self.highs
        self.seen = (float("inf"), -float("inf"))
        self.enough = enough
        # Each run has a limit of its own, so it is given what is left.
        highs.setOptionValue("time_limit", self.left())
        self.is_running = True
        # In a thread of its own, so that Ctrl-C is heard here meanwhile.
        highs.startSolve()
        while not highs.wait(_LOOK)[0]:
            if report is not None:
                report(*self.seen)
        self.is_running = False
        return self.found()

    def stop(self) -> bool:
        """Ends the run that is under way, if there is one."""
        if not self.is_running:
            return False
        self.is_stopped = True
        while not self.highs.wait(_LOOK)[0]:
            pass
        self.is_running = False
        return True

    def found(self) -> tuple[Plan | None, float, bool]:
        """What the last run found."""
        highs = self.highs
        status = highs.getModelStatus()
        if status == self.status.kInfeasible:
            return None, float("inf"), True
        found = highs.getSolution()
        plan = None
        if found.value_valid:
            plan = self.rows.plan([round(value) for value in found.col_value])
        info = highs.getInfo()
        bound = info.mip_dual_bound if info.valid and any(self.rows.whole) else -float("inf")
        return plan, bound, False
