"""What HiGHS says is looked at, checked and summed again; without it there is nothing."""

from __future__ import annotations

import builtins
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from overlap.planning import fair_solver
from overlap.planning.fair import FairOption, FairPlan, FairTask, share
from overlap.planning.fair_core import Choice, Core
from overlap.planning.fair_proof import Proof
from overlap.planning.fair_search import any_plan
from overlap.planning.fair_solver import _Model, solve
from overlap.render.progress import Progress, watched_by
from tests.planning.fair_oracle import fairest, ranked, week
from tests.planning.test_fair import hard_tasks
from tests.planning.test_fair_core import core_of


def test_without_the_extra_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    true_import = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name == "highspy":
            raise ImportError(name)
        return true_import(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    core = core_of(FairTask((0, 0), (week((1, 0), (0, 1)),) * 2))
    assert solve(core, (0, 0), 0, times=None, seconds=5) is None
    found = share(hard_tasks()[0], effort=300)
    assert isinstance(found, FairPlan)
    assert not found.is_optimal


def test_out_of_time_nothing_is_called_optimal() -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    core = core_of(hard_tasks()[1])
    start = any_plan(core)
    assert start is not None
    found = solve(core, start, 0, times=None, seconds=0.0)
    assert found is not None
    assert not found.is_optimal
    assert found.bound <= max(core.burdens(found.plan))


def test_a_plan_that_breaks_a_limit_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    core = core_of(FairTask((0, 0), (week((5, 0), (0, 5), (3, 3)),) * 2, 1), by_key=True)
    monkeypatch.setattr(fair_solver._Model, "run", lambda self, seconds: (0, 1))
    monkeypatch.setattr(fair_solver._Model, "bound", lambda self: 0)
    found = solve(core, (2, 2), 0, times=1, seconds=5)
    assert found is not None
    assert (found.plan, found.is_optimal) == ((2, 2), False)


def test_a_bound_below_the_plan_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    core = core_of(FairTask((0, 0), (week((2, 0), (0, 2)),) * 2))
    true_bound = fair_solver._Model.bound
    monkeypatch.setattr(fair_solver._Model, "bound", lambda self: true_bound(self) - 1)
    found = solve(core, (0, 1), 0, times=None, seconds=5)
    assert found is not None
    assert not found.is_optimal


def test_whoever_was_marked_before_is_not_marked_first() -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    late = frozenset({0})
    options = (FairOption(0, (0, 0), late), FairOption(1, (9, 0)), FairOption(2, (0, 9)))
    task = FairTask((0, 0), (options,) * 2, None, late)
    found = share(task, solver="highs")
    assert isinstance(found, FairPlan)
    assert (found.chosen[1], sorted(found.burdens), found.is_optimal) == (0, [0, 9], True)


def test_from_a_poor_plan_it_finds_the_best_in_which_nobody_is_marked_twice_in_a_row() -> None:
    """Late costs nothing and early one: of three meetings the first and the last can be late."""
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    options = (FairOption(0, (0,), frozenset({0})), FairOption(1, (1,)))
    core = core_of(FairTask((0,), (options,) * 3))
    assert solve(core, (1, 1, 1), 0, times=None, seconds=5) == Proof((0, 1, 0), True, 1)


@pytest.mark.parametrize(("meetings", "least"), [(1, 1), (3, 2)])
def test_who_was_late_before_is_not_late_first_though_that_would_cost_less(meetings: int, least: int) -> None:
    """Late costs nothing and early one: only the second meeting can be late, or the third."""
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    late = frozenset({0})
    options = (FairOption(0, (0,), late), FairOption(1, (1,)))
    core = core_of(FairTask((0,), (options,) * meetings, None, late))
    found = solve(core, (1,) * meetings, 0, times=None, seconds=5)
    assert found is not None
    assert (core.burdens(found.plan), found.is_optimal, found.bound) == ((least,), True, least)
    assert core.keeps(found.plan)


def answering(values: list[float]) -> SimpleNamespace:
    """A solver that answers at once, with some numbers."""
    return SimpleNamespace(
        setOptionValue=lambda name, value: None,
        startSolve=lambda: None,
        wait=lambda seconds: (True,),
        getSolution=lambda: SimpleNamespace(col_value=values),
    )


@pytest.mark.parametrize(
    ("values", "plan"),
    [
        ([1.0, 1.0], (0, 1)),
        ([2.0, 0.0], (0, 0)),
        ([1.0, 0.4], None),  # one of two meetings is left without a choice
        ([0.4, 0.4], None),
        ([2.0, 1.0], None),  # one choice is left over
        ([1.0], None),
    ],
)
def test_only_an_answer_with_one_choice_for_each_meeting_is_a_plan(
    values: list[float], plan: tuple[int, int] | None
) -> None:
    highspy = pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    model = _Model(highspy, core_of(FairTask((0, 0), (week((1, 0), (0, 1)),) * 2)), None)
    model.highs = answering(values)
    assert model.run(1) == plan


def test_whoever_is_marked_twice_in_a_row_is_one_row_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Late is possible in two ways at the first meeting, in one at the second and in none at the third."""
    highspy = pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    rows: list[tuple[float, float, list[int], list[float]]] = []
    monkeypatch.setattr(_Model, "_row", lambda self, *row: rows.append(row))
    late, early = Choice(0, (0,), 1, 0), Choice(2, (1,), 0, 2)
    tables = ((late, late._replace(key=1, place=1), early), (late, early), (early,))
    _Model(highspy, Core((0,), (1,), tables, 1, True, 1, 0), None)
    assert rows == [
        (1.0, 1.0, [0, 1, 2], [1.0, 1.0, 1.0]),
        (1.0, 1.0, [3, 4], [1.0, 1.0]),
        (1.0, 1.0, [5], [1.0]),
        (0.0, 0.0, [0, 1], [1.0, 1.0]),
        (0.0, 1.0, [0, 1, 3], [1.0, 1.0, 1.0]),
    ]


def test_the_plan_known_is_handed_over_with_its_levels_and_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two choices the first is taken twice and the second once: burdens of two and one."""
    highspy = pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    handed: list[list[float]] = []
    monkeypatch.setattr(
        highspy.Highs, "setSolution", lambda self, solution: handed.append(list(solution.col_value))
    )
    model = _Model(highspy, core_of(FairTask((0, 0), (week((1, 0), (0, 1)),) * 3, 1), by_key=True), 1)
    model.minimise(1, (0, 0, 1))
    model.minimise(2, (0, 0, 0))
    # Choices, keys, then for each tier its level and how far each person is above it.
    assert handed == [
        [2, 1, 1, 1, 2, 0, 0],
        [3, 0, 1, 0, 3, 0, 0, 0, 3, 0],
    ]


def test_who_waits_for_the_solver_is_told_how_many_tiers_are_done() -> None:
    highspy = pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    model = _Model(highspy, core_of(FairTask((0, 0), (week((1, 0), (0, 1)),) * 2)), None)
    ends = iter([False, False, True, False, True])
    model.highs = answering([1.0, 1.0])
    model.highs.wait = lambda seconds: (next(ends), None)
    told: list[Progress] = []
    with watched_by(told.append):
        assert model.run(1) == (0, 1)
        model.tier = 2
        assert model.run(1) == (0, 1)
    stage = "Proof of the rotation"
    assert told == [Progress(stage, 0, 2), Progress(stage, 0, 2), Progress(stage, 1, 2)]


def test_the_bound_of_the_first_tier_is_told_where_the_second_is_not_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    core = core_of(FairTask((0, 0), (week((2, 0), (0, 2), (1, 1)),) * 3))
    plan = (0, 1, 2)
    assert core.tops(core.burdens(plan)) == [3, 6]
    for proven, bound in (([3, 5], 3), ([2, 5], 2), ([0, 5], 1)):
        bounds = iter(proven)
        monkeypatch.setattr(fair_solver._Model, "run", lambda self, seconds: None)
        monkeypatch.setattr(fair_solver._Model, "is_late", True)
        monkeypatch.setattr(fair_solver._Model, "bound", lambda self, bounds=bounds: next(bounds))
        assert solve(core, plan, 1, times=None, seconds=5) == Proof(plan, False, bound)


def astray() -> FairTask:
    """The presolve of HiGHS 1.15.1 ends here with a plan of twelve minutes and a bound of six."""
    first, second, both = frozenset({0}), frozenset({1}), frozenset({0, 1})
    late = (
        FairOption(0, (0, 0), both),
        FairOption(1, (3, 3)),
        FairOption(2, (0, 3), first),
        FairOption(5, (0, 0), second),
    )
    week = (
        FairOption(0, (0, 1), second),
        FairOption(1, (0, 1), both),
        FairOption(2, (0, 1), both),
        FairOption(3, (0, 0), both),
        FairOption(5, (0, 0), second),
    )
    return FairTask((0, 0), (week, late, late, late), 2)


def test_where_the_solver_contradicts_itself_it_is_asked_once_more() -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    task = astray()
    found = share(task, solver="highs")
    assert isinstance(found, FairPlan)
    assert (ranked(task, found.chosen), found.is_optimal, found.bound) == (fairest(task), True, 6)


@pytest.mark.parametrize(
    ("bounds", "late", "presolves", "is_optimal"),
    [
        ([3, 6], False, ["choose", "choose"], True),  # a tier each
        ([2, 3, 6], False, ["choose", "off", "choose"], True),
        ([2, 2], False, ["choose", "off"], False),
        ([2], True, ["choose"], False),
        ([3, 5, 6], False, ["choose", "choose", "off"], True),
        ([3, 5, 5], False, ["choose", "choose", "off"], False),
        ([3, 5], True, ["choose", "choose"], False),
    ],
)
def test_a_tier_is_run_twice_where_the_first_ends_in_time_and_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, bounds: list[int], late: bool, presolves: list[str], is_optimal: bool
) -> None:
    highspy = pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    core = core_of(FairTask((0, 0), (week((2, 0), (0, 2), (1, 1)),) * 3))
    told = iter(bounds)
    given: list[object] = []
    true_option = highspy.Highs.setOptionValue

    def option(self: Any, name: str, value: object) -> object:
        given.extend([value] if name == "presolve" else [])
        return true_option(self, name, value)

    monkeypatch.setattr(highspy.Highs, "setOptionValue", option)
    monkeypatch.setattr(fair_solver._Model, "run", lambda self, seconds: None)
    monkeypatch.setattr(fair_solver._Model, "is_late", late)
    monkeypatch.setattr(fair_solver._Model, "bound", lambda self: next(told))
    found = solve(core, (0, 1, 2), 1, times=None, seconds=5)
    assert found is not None
    assert (found.plan, found.is_optimal, given) == ((0, 1, 2), is_optimal, presolves)
    assert next(told, None) is None


def test_a_run_is_late_where_its_time_is_over() -> None:
    highspy = pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    for seconds, is_late in ((0.0, True), (60.0, False)):
        model = _Model(highspy, core_of(hard_tasks()[1]), None)
        plan = any_plan(model.core)
        assert plan is not None
        model.minimise(1, plan)
        model.run(seconds)
        assert model.is_late == is_late
