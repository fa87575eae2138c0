"""Fair sharing by trying everything, and tasks made to break it.

Law: built on plain products and sorting; of the code under test only the fields of tasks are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from hypothesis import strategies as st

from overlap.planning.fair import FairOption, FairTask

__all__ = ["Ranked", "allowed", "fairest", "plans", "ranked", "tasks", "totals", "week"]

Ranked = tuple[int, ...]
"""Burdens, the worst first."""


def week(*options: tuple[int, ...], keys: tuple[int, ...] = ()) -> tuple[FairOption, ...]:
    """A period with options of some costs; their keys are their places if not said otherwise."""
    return tuple(
        FairOption(key, costs) for key, costs in zip(keys or range(len(options)), options, strict=True)
    )


def totals(task: FairTask, plan: tuple[int, ...]) -> list[int]:
    """What each person has in the end."""
    found = list(task.carried)
    for options, at in zip(task.periods, plan, strict=True):
        for person, cost in enumerate(options[at].costs):
            found[person] += cost
    return found


def ranked(task: FairTask, plan: tuple[int, ...]) -> Ranked:
    """The same, the worst first."""
    return tuple(sorted(totals(task, plan), reverse=True))


def allowed(task: FairTask, plan: tuple[int, ...]) -> bool:
    """Whether a plan keeps the limits."""
    chosen = [options[at] for options, at in zip(task.periods, plan, strict=True)]
    if task.times is not None and len({one.key for one in chosen}) > task.times:
        return False
    if chosen and set(chosen[0].marked) & set(task.before):
        return False
    return all(not set(one.marked) & set(other.marked) for one, other in pairwise(chosen))


def plans(task: FairTask) -> Iterator[tuple[int, ...]]:
    """Every plan that keeps the limits."""
    for plan in product(*(range(len(options)) for options in task.periods)):
        if allowed(task, plan):
            yield plan


def fairest(task: FairTask) -> Ranked | None:
    """The best burdens there are, the worst first; None if no plan keeps the limits."""
    return min((ranked(task, plan) for plan in plans(task)), default=None)


@st.composite
def tasks(draw: st.DrawFn, *, limits: bool = True, periods: int = 4, options: int = 5) -> FairTask:
    """Small tasks: twins among people, weeks alike, equal options, zero costs, odd and common units."""
    people = draw(st.integers(1, 4))
    unit = draw(st.sampled_from([1, 1, 7, 30]))
    cost = st.sampled_from([0, 0, 1, 2, 3, 5, 8]).map(lambda one: one * unit)
    marks = draw(st.booleans()) if limits else False
    some = st.frozensets(st.integers(0, people - 1), max_size=2) if marks else st.just(frozenset[int]())

    @st.composite
    def week_of(draw: st.DrawFn) -> tuple[FairOption, ...]:
        keys = sorted(draw(st.sets(st.integers(0, 5), min_size=1, max_size=options)))
        found = []
        for key in keys:
            costs = draw(st.lists(cost, min_size=people, max_size=people))
            if people > 1 and draw(st.booleans()):
                costs[-1] = costs[0]
            found.append(FairOption(key, tuple(costs), draw(some)))
        return tuple(found)

    pool = draw(st.lists(week_of(), min_size=1, max_size=3))
    weeks = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=periods))
    carried = draw(st.lists(st.sampled_from([0, 0, unit, 4 * unit, 11]), min_size=people, max_size=people))
    times = draw(st.none() | st.integers(1, 3)) if limits else None
    return FairTask(tuple(carried), tuple(weeks), times, draw(some))
