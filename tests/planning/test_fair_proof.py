"""Going through all that could be as fair ends in a proof, or says that it did not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from overlap.planning import fair_proof
from overlap.planning.fair import FairTask
from overlap.planning.fair_proof import Proof, prove
from overlap.planning.fair_search import any_plan, improved
from tests.planning.fair_oracle import fairest, tasks, week
from tests.planning.test_fair_core import core_of


@settings(max_examples=30)
@given(tasks())
def test_from_the_worst_of_plans_the_fairest_is_proven(task: FairTask) -> None:
    free = FairTask(task.carried, task.periods, None, task.before)
    core = core_of(free)
    start = any_plan(core)
    best = fairest(free)
    if start is None:
        assert best is None
        return
    found = prove(core, start, 1_000_000)
    assert found.is_optimal
    assert tuple(one * core.unit + core.shift for one in core.ranked(core.burdens(found.plan))) == best
    assert best is not None
    assert found.bound * core.unit + core.shift == best[0]
    assert core.keeps(found.plan)


def quarter() -> FairTask:
    """Four people around a clock of 24 hours: what is near for one is far for another."""
    homes = (0, 7, 11, 18)
    hours = [tuple(abs((hour - home + 12) % 24 - 12) ** 2 // 3 for home in homes) for hour in range(24)]
    return FairTask((0,) * 4, (week(*hours),) * 7)


def test_without_enough_work_nothing_is_called_optimal() -> None:
    core = core_of(quarter())
    start = any_plan(core)
    assert start is not None
    whole = prove(core, start, 5_000_000)
    assert whole.is_optimal
    worst = max(core.burdens(whole.plan))
    assert whole.steps > 200
    for work in (0, 20, 100, whole.steps // 2):
        cut = prove(core, start, work)
        assert not cut.is_optimal
        assert cut.bound <= worst <= max(core.burdens(cut.plan))


@pytest.mark.parametrize(
    ("carried", "costs", "meetings"),
    [
        ((2, 2, 0), ((5, 2, 0), (2, 0, 4), (0, 4, 0)), 4),
        ((2, 1, 0, 2), ((1, 4, 5, 0), (3, 0, 2, 0), (5, 4, 4, 5), (0, 4, 0, 4)), 3),
    ],
)
def test_more_work_never_proves_less(
    carried: tuple[int, ...], costs: tuple[tuple[int, ...], ...], meetings: int
) -> None:
    task = FairTask(carried, (week(*costs),) * meetings)
    core = core_of(task)
    start = any_plan(core)
    best = fairest(task)
    assert start is not None
    assert best is not None
    whole = prove(core, start, 10_000)
    found = [prove(core, start, work) for work in range(whole.steps + 1)]
    bounds = [one.bound * core.unit + core.shift for one in found]
    assert bounds == sorted(bounds)
    assert bounds[0] < bounds[-1] == best[0]
    assert [one.is_optimal for one in found] == [False] * whole.steps + [True]


@pytest.mark.parametrize(
    ("carried", "costs"),
    [
        ((1, 2, 2, 1), ((0, 3, 5, 4), (2, 5, 5, 0), (0, 5, 5, 3))),
        ((2, 0, 0, 1), ((0, 0, 2, 5), (5, 1, 5, 1), (3, 0, 1, 5), (1, 5, 4, 2))),
    ],
)
def test_where_there_is_room_for_few_a_plan_beyond_the_limits_looked_at_proves_nothing(
    carried: tuple[int, ...], costs: tuple[tuple[int, ...], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fair_proof, "_ABREAST", 10)
    task = FairTask(carried, (week(*costs),) * 4)
    core = core_of(task)
    start = any_plan(core)
    assert start is not None
    found = prove(core, start, 10_000)
    assert found.is_optimal
    assert tuple(one * core.unit + core.shift for one in core.ranked(core.burdens(found.plan))) == fairest(
        task
    )


def test_what_is_dropped_for_want_of_room_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    core = core_of(quarter())
    start = any_plan(core)
    assert start is not None
    whole = prove(core, start, 5_000_000)
    for room in (5, 20, 200):
        monkeypatch.setattr(fair_proof, "_ABREAST", room)
        for begin in (improved(core, start), whole.plan):
            found = prove(core, begin, 5_000_000)
            assert not found.is_optimal
            assert found.bound <= whole.bound <= max(core.burdens(found.plan))


def test_a_burden_that_cannot_be_helped_hides_no_other() -> None:
    # The first person has the same whatever is chosen; the others' shares still are made fair.
    turn = week((9, 3, 0, 0), (9, 0, 3, 0), (9, 0, 0, 3))
    core = core_of(FairTask((50, 0, 0, 0), (turn,) * 12))
    start = any_plan(core)
    assert start is not None
    found = prove(core, start, 1_000_000)
    assert found.is_optimal
    assert core.ranked(core.burdens(found.plan))[1:] == (12 // core.unit,) * 3


@pytest.mark.parametrize("before", [frozenset[int](), frozenset({0})])
def test_of_ways_to_the_same_burdens_the_first_is_told(before: frozenset[int]) -> None:
    """(0, 1) and (1, 0) come to the same for everybody; so do (0, 2) and (2, 0), which are further along."""
    turn = week((2, 0), (0, 2), (0, 2))
    core = core_of(FairTask((0, 0), (turn, turn), None, before), by_key=True)
    assert core.is_ordered == bool(before)
    assert prove(core, (2, 0), 1000).plan == (0, 1)


def test_what_the_averages_leave_no_room_for_is_not_looked_at() -> None:
    """With a nine two people have more than four each on average: fewer than all six choices are weighed."""
    core = core_of(FairTask((0, 0), (week((2, 2), (0, 9), (9, 0)),) * 2))
    assert core.unit == 1
    found = prove(core, (0, 0), 1000)
    assert found == Proof((0, 0), True, 4, found.steps)
    assert found.steps < 6
