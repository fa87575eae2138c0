"""Sharing a burden fairly over time: one option for each period, so that nobody is far worse off.

Law: of two plans the fairer is the one whose worst-off person has less; if they have the same, the one
whose second worst-off has less, and so on. What people carry from before counts. A plan is called optimal
only if no plan is fairer, by a proof; otherwise it comes with what the worst-off has at least in any plan.
The answer depends on the task alone: not on the machine, not on the order of a set.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final, Literal, NamedTuple, final

from overlap.planning.fair_core import Core, reduced
from overlap.planning.fair_proof import Proof, prove
from overlap.planning.fair_search import any_plan, greedy, improved
from overlap.planning.fair_solver import solve
from overlap.planning.fair_times import some_keys, with_few_keys

__all__ = [
    "EFFORT",
    "FairOption",
    "FairPlan",
    "FairTask",
    "NoPlan",
    "Solver",
    "is_possible",
    "share",
    "step_by_step",
]

Solver = Literal["auto", "own", "highs"]
"""Whose proof: our own and then HiGHS's where it is installed, ours alone, or HiGHS's alone."""

EFFORT: Final = 3_000_000
"""Steps our own proof may take: about three seconds."""


@final
@dataclass(frozen=True, slots=True)
class FairOption:
    """One way to hold a period.

    Attributes:
        key: What it is called when different ones are counted: the same number for the same time.
        costs: What it costs each person, from zero.
        marked: People who must not be marked in the next period as well.
    """

    key: int
    costs: tuple[int, ...]
    marked: frozenset[int] = frozenset()


@final
@dataclass(frozen=True, slots=True)
class FairTask:
    """What is to be shared.

    Attributes:
        carried: What each person has borne before, from zero.
        periods: The options of each period, in order; each has at least one.
        times: How many different keys may be used; any number if None.
        before: People who were marked in the period before the first.
    """

    carried: tuple[int, ...]
    periods: tuple[tuple[FairOption, ...], ...]
    times: int | None = None
    before: frozenset[int] = frozenset()

    def burdens(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """What each person has in the end."""
        costs = (options[at].costs for options, at in zip(self.periods, chosen, strict=True))
        return tuple(map(sum, zip(self.carried, *costs, strict=True)))

    def keeps(self, chosen: tuple[int, ...]) -> bool:
        """Whether a plan keeps the limits."""
        options = [own[at] for own, at in zip(self.periods, chosen, strict=True)]
        marks = [self.before, *(one.marked for one in options)]
        few = self.times is None or len({one.key for one in options}) <= self.times
        return few and not any(one & other for one, other in pairwise(marks))


@final
@dataclass(frozen=True, slots=True)
class FairPlan:
    """One option for each period.

    Attributes:
        chosen: The place of each period's option.
        burdens: What each person has in the end.
        is_optimal: Whether it is proven that no plan is fairer.
        bound: What the worst-off has at least, in any plan.
    """

    chosen: tuple[int, ...]
    burdens: tuple[int, ...]
    is_optimal: bool
    bound: int


class NoPlan(NamedTuple):
    """That no plan was found that keeps the limits; and whether it is proven that there is none."""

    is_proven: bool


def share(
    task: FairTask,
    *,
    solver: Solver = "auto",
    effort: int = EFFORT,
    time_limit: timedelta = timedelta(seconds=30),
) -> FairPlan | NoPlan:
    """The fairest plan, or the fairest found; or that no plan keeps the limits.

    Args:
        task: What is to be shared.
        solver: Whose proof.
        effort: How many steps our own proof may take.
        time_limit: How long HiGHS may take, where it is asked.

    Example:
        >>> week = (FairOption(9, (0, 60)), FairOption(17, (60, 0)), FairOption(13, (45, 45)))
        >>> share(FairTask((0, 0), (week, week)))
        FairPlan(chosen=(0, 1), burdens=(60, 60), is_optimal=True, bound=60)
    """
    if not task.periods:
        return FairPlan((), task.carried, True, max(task.carried, default=0))
    keys = {one.key for options in task.periods for one in options}
    times = None if task.times is None or task.times >= len(keys) else task.times
    core = _core(task, by_key=False)
    seconds = time_limit.total_seconds()
    # Where times are few this is only a bound, and seldom the plan.
    proof = _of_any_keys(core, solver, *((effort, seconds) if times is None else (effort // 4, None)))
    if proof is None:
        return NoPlan(True)
    if times is not None and not (proof.is_optimal and _count_keys(core, proof.plan) <= times):
        loose, loose_core = proof, core
        core = _core(task, by_key=True)
        found = _of_few_keys(core, times, solver, effort, seconds)
        fits = _count_keys(loose_core, loose.plan) <= times
        if isinstance(found, NoPlan) and not fits:
            return found
        if isinstance(found, NoPlan):
            core, proof = loose_core, loose
        else:
            proof = found._replace(bound=max(found.bound, loose.bound))
            if fits and not proof.is_optimal and _is_fairer(loose_core, loose, core, proof):
                core, proof = loose_core, loose._replace(bound=proof.bound)
    chosen = tuple(table[at].place for table, at in zip(core.tables, _spread(core, proof.plan), strict=True))
    burdens = task.burdens(chosen)
    assert task.keeps(chosen)  # noqa: S101 - whoever made the plan, it is one of the task
    return FairPlan(chosen, burdens, proof.is_optimal, proof.bound * core.unit + core.shift)


def _core(task: FairTask, *, by_key: bool) -> Core:
    periods = [[(one.key, one.costs, one.marked) for one in options] for options in task.periods]
    return reduced(task.carried, periods, task.before, by_key=by_key)


def _count_keys(core: Core, plan: tuple[int, ...]) -> int:
    return len({table[at].key for table, at in zip(core.tables, plan, strict=True)})


def _of_any_keys(core: Core, solver: Solver, effort: int, seconds: float | None) -> Proof | None:
    plan = greedy(core) or any_plan(core)
    if plan is None:
        return None
    plan = improved(core, plan)
    proof = Proof(plan, False, 0) if solver == "highs" else prove(core, plan, effort)
    if not proof.is_optimal and solver != "own" and seconds is not None:
        return solve(core, proof.plan, proof.bound, times=None, seconds=seconds) or proof
    return proof


def _of_few_keys(core: Core, times: int, solver: Solver, effort: int, seconds: float) -> Proof | NoPlan:
    found = some_keys(core, times)
    if found.keys is None:
        return NoPlan(found.is_whole)
    if solver == "highs":
        few = core.only(found.keys)
        plan = any_plan(few)
        assert plan is not None  # noqa: S101 - these keys have a plan
        proof = Proof(few.in_whole(core, plan), False, 0)
    else:
        proof = with_few_keys(core, times, found.keys, effort)
    if not proof.is_optimal and solver != "own":
        return solve(core, proof.plan, proof.bound, times=times, seconds=seconds) or proof
    return proof


def _is_fairer(core: Core, one: Proof, other_core: Core, other: Proof) -> bool:
    """Whether the first of two plans is fairer."""
    return core.ranked(core.burdens(one.plan)) < other_core.ranked(other_core.burdens(other.plan))


def _spread(core: Core, plan: tuple[int, ...]) -> list[int]:
    """The same choices over periods alike as evenly as they go, so that times do rotate."""
    spread = list(plan)
    if core.is_ordered:
        return spread
    for _, periods in core.groups():
        counts = Counter(plan[period] for period in periods)
        used = dict.fromkeys(sorted(counts), 0)
        for number, period in enumerate(periods, 1):
            most_due = max(
                (at for at in used if used[at] < counts[at]),
                key=lambda at: (number * counts[at] - len(periods) * used[at], -at),
            )
            used[most_due] += 1
            spread[period] = most_due
    return spread


def is_possible(task: FairTask) -> bool:
    """Whether a plan that keeps the limits is found."""
    if task.times is None:
        return any_plan(_core(task, by_key=False)) is not None
    return some_keys(_core(task, by_key=True), task.times).keys is not None


def step_by_step(task: FairTask) -> tuple[int, ...]:
    """What people have in the end if each period takes what is fairest up to then, limits apart."""
    core = reduced(
        task.carried,
        [[(one.key, one.costs, frozenset()) for one in options] for options in task.periods],
        frozenset(),
        by_key=False,
    )
    plan = greedy(core)
    assert plan is not None  # noqa: S101 - without marks nothing is in the way
    return task.burdens(tuple(table[at].place for table, at in zip(core.tables, plan, strict=True)))
