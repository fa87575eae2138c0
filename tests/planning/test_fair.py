"""The fairest plan is the one that trying everything finds, with every limit and every solver."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from overlap.planning import fair
from overlap.planning.fair import FairOption, FairPlan, FairTask, NoPlan, is_possible, share, step_by_step
from overlap.planning.fair_core import Core
from overlap.planning.fair_proof import Proof, prove
from overlap.planning.fair_search import greedy, improved
from tests.planning.fair_oracle import allowed, fairest, ranked, tasks, totals, week
from tests.planning.test_fair_core import core_of

LATE = frozenset({0})
ROOT = Path(__file__).parents[2]


def planned(task: FairTask, **more: object) -> FairPlan:
    found = share(task, **more)  # type: ignore[arg-type]
    assert isinstance(found, FairPlan)
    return found


@settings(max_examples=60)
@given(tasks())
@example(FairTask((0,), (week((3,), (3,)),), 1))
@example(FairTask((5, 0), (week((0, 7), (0, 7), (1, 1)), week((0, 7), (0, 7), (1, 1)))))
def test_no_plan_is_fairer_than_the_one_found_and_that_is_proven(task: FairTask) -> None:
    best = fairest(task)
    found = share(task, solver="own")
    assert is_possible(task) == (best is not None)
    if best is None:
        assert found == NoPlan(True)
        return
    assert isinstance(found, FairPlan)
    assert ranked(task, found.chosen) == best
    assert allowed(task, found.chosen)
    assert list(found.burdens) == totals(task, found.chosen)
    assert (found.is_optimal, found.bound) == (True, best[0])


@settings(max_examples=25)
@given(tasks())
def test_whatever_is_given_up_the_plan_keeps_the_limits_and_the_bound_is_true(task: FairTask) -> None:
    found = share(task, solver="own", effort=3)
    best = fairest(task)
    if best is None:
        assert found == NoPlan(True)
        return
    assert isinstance(found, FairPlan)
    assert allowed(task, found.chosen)
    assert found.bound <= best[0] <= max(found.burdens)
    if found.is_optimal:
        assert ranked(task, found.chosen) == best


@settings(max_examples=30)
@given(tasks(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nobodys_fairness(task: FairTask, shuffle: random.Random) -> None:
    people = list(range(len(task.carried)))
    shuffle.shuffle(people)
    places = {one: at for at, one in enumerate(people)}

    def turned(marked: frozenset[int]) -> frozenset[int]:
        return frozenset(places[one] for one in marked)

    other = FairTask(
        tuple(task.carried[one] for one in people),
        tuple(
            tuple(
                FairOption(one.key, tuple(one.costs[who] for who in people), turned(one.marked))
                for one in options
            )
            for options in task.periods
        ),
        task.times,
        turned(task.before),
    )
    found, again = share(task, solver="own"), share(other, solver="own")
    if isinstance(found, NoPlan):
        assert again == found
        return
    assert isinstance(again, FairPlan)
    assert sorted(again.burdens) == sorted(found.burdens)


@settings(max_examples=30)
@given(tasks(limits=False), st.integers(1, 50))
def test_what_everybody_carries_alike_changes_no_choice(task: FairTask, more: int) -> None:
    found = planned(task)
    other = planned(replace(task, carried=tuple(one + more for one in task.carried)))
    assert other.chosen == found.chosen
    assert other.burdens == tuple(one + more for one in found.burdens)
    assert other.bound == found.bound + more


@settings(max_examples=30)
@given(tasks(limits=False, periods=3, options=3), st.integers(1, 3))
def test_a_longer_list_of_options_never_hurts(task: FairTask, copies: int) -> None:
    first = task.periods[0]
    worse = tuple(
        FairOption(90 + at, tuple(cost + at for cost in one.costs)) for at, one in enumerate(first[:copies])
    )
    more = replace(task, periods=(first + worse, *task.periods[1:]))
    assert sorted(planned(more).burdens) == sorted(planned(task).burdens)


def test_nothing_to_share_is_the_burden_carried() -> None:
    assert share(FairTask((4, 9), ())) == FairPlan((), (4, 9), True, 9)


def test_who_carries_most_is_spared() -> None:
    either = week((60, 0), (0, 60))
    assert planned(FairTask((120, 0), (either, either))).chosen == (1, 1)
    assert planned(FairTask((120, 0), (either, either))).burdens == (120, 120)


def test_the_second_worst_counts_where_the_worst_cannot_be_helped() -> None:
    both = week((50, 40, 0), (50, 20, 20), (50, 30, 0))
    assert planned(FairTask((0, 0, 0), (both, both))).burdens == (100, 40, 40)
    assert planned(FairTask((0, 0, 0), (both,))).burdens == (50, 20, 20)


def test_of_equal_plans_the_earlier_times_are_taken() -> None:
    same = week((1, 1), (1, 1), (1, 1))
    assert planned(FairTask((0, 0), (same, same))).chosen == (0, 0)
    crossed = week((2, 0), (0, 2), (0, 2), (2, 0))
    assert set(planned(FairTask((0, 0), (crossed, crossed))).chosen) == {0, 1}


def test_choices_are_spread_over_weeks_alike() -> None:
    turn = week((3, 0, 0), (0, 3, 0), (0, 0, 3))
    chosen = planned(FairTask((0, 0, 0), (turn,) * 9)).chosen
    assert all(len(set(chosen[at : at + 3])) == 3 for at in range(0, 9, 3))
    uneven = week((1, 0), (0, 3))
    assert planned(FairTask((0, 0), (uneven,) * 8)).chosen == (0, 0, 1, 0, 0, 0, 1, 0)


def test_nobody_marked_twice_in_a_row_even_across_the_beginning() -> None:
    options = (FairOption(0, (0, 0), LATE), FairOption(1, (9, 9)))
    task = FairTask((0, 0), (options,) * 3)
    assert planned(task).chosen in {(0, 1, 0)}
    assert planned(replace(task, before=LATE)).burdens == (18, 18)
    assert planned(replace(task, before=LATE)).chosen[0] == 1


def test_marks_and_few_times_can_forbid_every_plan() -> None:
    only = ((FairOption(0, (0,), LATE),),) * 2
    assert share(FairTask((0,), only)) == NoPlan(True)
    apart = (week((0,), keys=(1,)), week((0,), keys=(2,)))
    assert share(FairTask((0,), apart, 1)) == NoPlan(True)
    assert planned(FairTask((0,), apart, 2)).burdens == (0,)


def test_few_times_are_the_best_few() -> None:
    turn = week((6, 0, 0), (0, 6, 0), (0, 0, 6), (4, 4, 4))
    task = FairTask((0, 0, 0), (turn,) * 3)
    assert planned(task).burdens == (6, 6, 6)
    assert planned(replace(task, times=1)).burdens == (12, 12, 12)
    two = planned(replace(task, times=2))
    assert sorted(two.burdens) == sorted(fairest(replace(task, times=2)) or ())


def hard_tasks() -> list[FairTask]:
    """Quarters of five and six people with random costs, which are too many to try all."""
    draw = random.Random(11)  # noqa: S311 - a fixed draw
    found = []
    for people in (5, 6):
        weeks = [
            week(*(tuple(draw.choice((0, 0, 1, 2, 3, 6)) for _ in range(people)) for _ in range(14)))
            for _ in range(2)
        ]
        found.append(FairTask((0,) * people, (weeks[0],) * 6 + (weeks[1],) * 7))
    return found


@pytest.mark.parametrize("task", hard_tasks(), ids=["five", "six"])
def test_a_quarter_is_no_worse_than_step_by_step_and_no_better_than_its_bound(task: FairTask) -> None:
    found = planned(task, solver="own", effort=200_000)
    assert sorted(found.burdens, reverse=True) <= sorted(step_by_step(task), reverse=True)
    assert found.bound <= max(found.burdens) <= found.bound + 1


def test_a_quarter_of_the_effort_bounds_what_few_times_can_come_to() -> None:
    """Of any times the worst-off has eight at best, of one alone twelve: too little is left for that."""
    turn = week((0, 0, 4), (0, 3, 5), (4, 3, 0))
    free = FairTask((0, 0, 0), (turn,) * 3)
    best = fairest(free)
    assert best is not None
    core = core_of(free)
    plan = greedy(core)
    assert plan is not None
    steps = prove(core, improved(core, plan), 10_000).steps
    for effort, is_reached in ((4 * steps, True), (4 * steps - 1, False)):
        found = planned(FairTask((0, 0, 0), (turn,) * 3, 1), solver="own", effort=effort)
        assert (found.is_optimal, found.bound == best[0]) == (False, is_reached)
        assert found.bound <= best[0]


@settings(max_examples=25)
@given(tasks(periods=3))
def test_a_plan_is_checked_as_the_oracle_checks_it(task: FairTask) -> None:
    for plan in product(*(range(len(options)) for options in task.periods)):
        assert task.keeps(plan) == allowed(task, plan)


def test_a_plan_that_marks_somebody_twice_in_a_row_at_its_end_is_none() -> None:
    options = (FairOption(0, (0,), LATE), FairOption(1, (1,)))
    task = FairTask((0,), (options,) * 3)
    assert [task.keeps(plan) for plan in ((0, 1, 0), (1, 0, 0), (0, 0, 1))] == [True, False, False]


def test_few_times_may_need_one_that_is_worse_for_everybody_in_a_period() -> None:
    either, only = week((0,), (5,), keys=(1, 2)), week((0,), keys=(2,))
    task = FairTask((0,), (either, only), 1)
    assert is_possible(task)
    assert planned(task).burdens == (5,)


@settings(max_examples=25)
@given(tasks(limits=False))
def test_step_by_step_takes_what_is_fairest_up_to_then(task: FairTask) -> None:
    burdens = list(task.carried)
    for options in task.periods:
        steps = [[had + cost for had, cost in zip(burdens, one.costs, strict=True)] for one in options]
        best = min(sorted(one, reverse=True) for one in steps)
        assume(sum(sorted(one, reverse=True) == best for one in steps) == 1)
        burdens = next(one for one in steps if sorted(one, reverse=True) == best)
    assert step_by_step(task) == tuple(burdens)


def test_the_answer_is_the_same_for_every_hash_seed() -> None:
    code = (
        "from tests.planning.test_fair import hard_tasks; from dataclasses import replace\n"
        "from overlap.planning.fair import *\n"
        "for task in hard_tasks(): print(share(task, solver='own', effort=20_000).chosen)\n"
        "print(share(replace(hard_tasks()[0], times=3), solver='own', effort=20_000).chosen)\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


# HiGHS


@settings(max_examples=20)
@given(tasks())
def test_highs_finds_what_trying_everything_finds(task: FairTask) -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    best = fairest(task)
    found = share(task, solver="highs")
    if best is None:
        assert found == NoPlan(True)
        return
    assert isinstance(found, FairPlan)
    assert (ranked(task, found.chosen), found.is_optimal, found.bound) == (best, True, best[0])
    assert allowed(task, found.chosen)


def test_where_our_own_proof_gives_up_highs_goes_on() -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    task = hard_tasks()[0]
    given_up, proven = planned(task, solver="own", effort=300), planned(task, effort=300)
    assert not given_up.is_optimal
    assert proven.is_optimal
    assert sorted(proven.burdens) == sorted(planned(task, solver="own", effort=3_000_000).burdens)


def test_two_solvers_agree_on_few_times_in_a_quarter() -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    task = replace(hard_tasks()[0], times=2)
    own, other = planned(task, solver="own"), planned(task, solver="highs")
    assert own.is_optimal
    assert other.is_optimal
    assert sorted(own.burdens) == sorted(other.burdens)


def test_permuted_weeks_without_marks_are_the_same_task() -> None:
    weeks = (week((1, 0), (0, 2)), week((3, 1), (1, 1)), week((0, 4), (2, 2)))
    found = {tuple(sorted(planned(FairTask((0, 0), order)).burdens)) for order in permutations(weeks)}
    assert len(found) == 1


def test_where_nobody_shares_anything_the_bound_is_nothing() -> None:
    assert share(FairTask((), ())) == FairPlan((), (), True, 0)


def test_a_plan_found_for_any_times_is_taken_where_it_has_few_and_is_fairer() -> None:
    """Little effort finds (1, 4) with two of three times; the plan without a limit has two as well."""
    task = FairTask((0, 0), (week((3, 3), (5, 0), (0, 1)), week((1, 3), (0, 3), (5, 0))), 2)
    found = planned(task, solver="own", effort=5)
    assert (found.chosen, found.burdens, found.is_optimal) == ((2, 1), (0, 4), False)
    assert ranked(task, found.chosen) == fairest(task)


def test_what_a_solver_proves_of_few_times_holds_for_the_plan_taken_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gives_up(core: Core, plan: tuple[int, ...], bound: int, *, times: int, seconds: float) -> Proof:
        return Proof(plan, False, 2)

    monkeypatch.setattr(fair, "solve", gives_up)
    task = FairTask((0, 0), (week((3, 3), (5, 0), (0, 1)), week((1, 3), (0, 3), (5, 0))), 2)
    assert planned(task, solver="highs") == FairPlan((2, 1), (0, 4), False, 2)
