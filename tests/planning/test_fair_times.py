"""Few different keys: found where there are any, and the best few where all sets can be looked at."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import ceil

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from overlap.planning import fair_times
from overlap.planning.fair import FairOption, FairPlan, FairTask, NoPlan, share
from overlap.planning.fair_bound import weighing, weighted
from overlap.planning.fair_core import Core
from overlap.planning.fair_proof import Proof, prove
from overlap.planning.fair_search import any_plan
from overlap.planning.fair_times import Keys, _ranked_sets, some_keys, with_few_keys
from tests.planning.fair_oracle import allowed, fairest, plans, tasks, week
from tests.planning.test_fair_core import core_of


@settings(max_examples=30)
@given(tasks(), st.integers(1, 3))
def test_keys_are_found_exactly_where_a_plan_has_so_few(task: FairTask, times: int) -> None:
    limited = FairTask(task.carried, task.periods, times, task.before)
    found = some_keys(core_of(limited, by_key=True), times)
    assert found.is_whole
    if found.keys is None:
        assert not any(True for _ in plans(limited))
    else:
        assert len(found.keys) <= times
        kept = tuple(tuple(one for one in own if one.key in found.keys) for own in task.periods)
        assert any(True for _ in plans(FairTask(task.carried, kept, None, task.before)))


@settings(max_examples=25)
@given(tasks())
def test_where_there_are_too_many_sets_the_plan_still_keeps_the_limits(task: FairTask) -> None:
    before = fair_times._ALL_SETS
    fair_times._ALL_SETS = 0  # type: ignore[misc]
    try:
        found = share(task, solver="own")
    finally:
        fair_times._ALL_SETS = before  # type: ignore[misc]
    best = fairest(task)
    if best is None:
        assert found == NoPlan(True)
        return
    assert isinstance(found, FairPlan)
    assert allowed(task, found.chosen)
    assert found.bound <= best[0] <= max(found.burdens)
    assert not found.is_optimal or max(found.burdens) == best[0]


def test_giving_up_to_find_keys_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = frozenset({0})
    own = tuple(FairOption(key, (0,), marked) for key in range(9))
    core = core_of(FairTask((0,), (own, own), 2), by_key=True)
    assert some_keys(core, 2) == Keys(None, True)
    monkeypatch.setattr(fair_times, "_TRIES", 5)
    assert some_keys(core, 2) == Keys(None, False)
    assert share(FairTask((0, 0), (week((0, 1)),) * 2, 1)) != NoPlan(True)


def test_a_set_without_a_proof_leaves_the_whole_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    turn = week((6, 0, 0), (0, 6, 0), (0, 0, 6), (4, 4, 4))
    task = FairTask((0, 0, 0), (turn,) * 3, 2)
    proven = share(task, solver="own")
    monkeypatch.setattr(fair_times, "_EACH", 0)
    found = share(task, solver="own")
    assert isinstance(proven, FairPlan)
    assert isinstance(found, FairPlan)
    assert (proven.is_optimal, found.is_optimal) == (True, False)
    assert found.bound <= max(proven.burdens)


def test_sets_that_leave_the_worst_off_as_much_are_looked_at_for_the_others() -> None:
    first = week((5, 4, 4), (5, 0, 0), (4, 0, 0), keys=(0, 1, 2))
    second = week((5, 4, 4), (5, 0, 0), (4, 0, 0), keys=(0, 1, 3))
    found = share(FairTask((0, 0, 0), (first, second), 1), solver="own")
    assert isinstance(found, FairPlan)
    assert (found.burdens, found.is_optimal) == ((10, 0, 0), True)


def test_of_many_sets_only_those_that_could_be_fairer_are_proven() -> None:
    turn = week(*((at % 7, (at * 3) % 7, (at * 5 + 1) % 7) for at in range(30)))
    task = FairTask((0, 0, 0), (turn,) * 6, 3)
    found = share(task, solver="own")
    assert isinstance(found, FairPlan)
    assert found.is_optimal
    loose = share(FairTask((0, 0, 0), (turn,) * 6), solver="own")
    assert isinstance(loose, FairPlan)
    assert max(loose.burdens) <= max(found.burdens)


def test_looking_at_a_set_counts_as_work_for_each_person_and_meeting() -> None:
    """Two people and three meetings: each of four sets, all alike, counts 300 steps and a few more."""
    core = core_of(FairTask((0, 1), (week((1, 1), (1, 1), (1, 1), (1, 1)),) * 3, 1), by_key=True)
    first = frozenset({0})
    found = {work: with_few_keys(core, 1, first, work).is_optimal for work in (900, 1300)}
    assert found == {900: False, 1300: True}


def test_once_the_work_is_done_no_further_set_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of four sets, all alike, counts 300 steps and the three of its proof."""
    core = core_of(FairTask((0, 1), (week((1, 1), (1, 1), (1, 1), (1, 1)),) * 3, 1), by_key=True)
    looked: list[Core] = []

    def counted(few: Core, plan: tuple[int, ...], work: int) -> Proof:
        looked.append(few)
        return prove(few, plan, work)

    monkeypatch.setattr(fair_times, "prove", counted)
    for work, count in ((1, 1), (303, 1), (304, 2), (606, 2), (607, 3), (909, 3), (910, 4)):
        looked.clear()
        assert not with_few_keys(core, 1, frozenset({0}), work).is_optimal
        assert len(looked) == count
    assert with_few_keys(core, 1, frozenset({0}), 1213).is_optimal


@settings(max_examples=30)
@given(tasks(), st.integers(1, 3))
def test_every_set_that_leaves_no_period_out_is_ranked_by_the_least_its_worst_off_can_have(
    task: FairTask, times: int
) -> None:
    core = core_of(replace(task, times=times), by_key=True)
    every = sorted({one.key for table in core.tables for one in table})
    start = any_plan(core)
    assume(start is not None and len(every) >= times)
    assert start is not None
    loose = weighing(core, 1, core.tops(core.burdens(start)))
    expected = []
    for keys in combinations(every, times):
        offered = [[one for one in table if one.key in keys] for table in core.tables]
        if all(offered):
            sums = [min(weighted(loose.weights, one.costs) for one in table) for table in offered]
            least = Fraction(sum(sums) + weighted(loose.weights, core.base), loose.prices[1] or 1)
            expected.append((ceil(least), keys))
    found = _ranked_sets(core, times, every, loose)
    assert [(low, tuple(sorted(keys))) for low, keys in found] == sorted(expected)


def test_keys_with_which_step_by_step_runs_into_a_limit_have_a_plan_all_the_same() -> None:
    """Late at the first meeting costs nothing, but then nobody can be late at the second, as all must."""
    late = frozenset({0})
    first = (FairOption(0, (0,), late), FairOption(1, (1,)), FairOption(2, (5,)))
    core = core_of(FairTask((0,), (first, (FairOption(0, (0,), late),)), 2), by_key=True)
    found = with_few_keys(core, 2, frozenset({0, 2}), 10_000)
    assert (core.burdens(found.plan), found.is_optimal) == ((1,), True)


def test_the_best_set_is_found_wherever_it_stands_among_the_others() -> None:
    core = core_of(FairTask((0,), (week((9,), (5,), (3,), (7,)),), 1), by_key=True)
    found = with_few_keys(core, 1, frozenset({1}), 10_000)
    assert (core.burdens(found.plan), found.is_optimal, found.bound) == ((3,), True, 3)


def test_of_too_many_sets_those_one_exchange_away_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_times, "_ALL_SETS", 0)
    core = core_of(FairTask((0,), (week((9,), (5,), (3,), (2,)),), 1), by_key=True)
    # From 9 to 5 with the first exchange, to 3 with the third, after 9 again, to 2 with the sixth.
    for tries, best in ((0, 9), (1, 5), (2, 5), (3, 3), (5, 3), (6, 2), (60, 2)):
        monkeypatch.setattr(fair_times, "_ASIDE", tries)
        found = with_few_keys(core, 1, frozenset({0}), 10_000)
        assert (core.burdens(found.plan), found.is_optimal, found.bound) == ((best,), False, 2)


def test_keys_of_which_none_can_be_exchanged_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two meetings have one key each; the third would cost nothing with a third."""
    monkeypatch.setattr(fair_times, "_ALL_SETS", 0)
    periods = (week((1,), keys=(0,)), week((1,), keys=(1,)), week((5,), (0,), keys=(0, 2)))
    core = core_of(FairTask((0,), periods, 2), by_key=True)
    found = with_few_keys(core, 2, frozenset({0, 1}), 10_000)
    assert (core.burdens(found.plan), found.is_optimal, found.bound) == ((7,), False, 2)


def test_each_set_of_keys_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of nine keys there are 36 pairs, none of which has a plan."""
    own = tuple(FairOption(key, (0,), frozenset({0})) for key in range(9))
    core = core_of(FairTask((0,), (own, own), 2), by_key=True)
    for tries, is_whole in ((36, False), (37, True)):
        monkeypatch.setattr(fair_times, "_TRIES", tries)
        assert some_keys(core, 2) == Keys(None, is_whole)


def test_the_meeting_with_fewest_keys_chooses_first() -> None:
    one, other = frozenset({0}), frozenset({1})
    three = (FairOption(0, (0, 0), other), FairOption(1, (0, 0), one), FairOption(4, (0, 0), one))
    two = (FairOption(2, (0, 0), other), FairOption(3, (0, 0), one))
    core = core_of(FairTask((0, 0), (three, two), 2), by_key=True)
    # Of 2 and 0 the second person is late twice; with 2 the next is 1.
    assert some_keys(core, 2) == Keys(frozenset({1, 2}), True)
