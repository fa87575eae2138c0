"""Plans found soon keep the limits, and changing them only ever makes them fairer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from overlap.planning import fair_search
from overlap.planning.fair import FairOption, FairTask
from overlap.planning.fair_core import Choice, Core
from overlap.planning.fair_search import any_plan, greedy, improved
from tests.planning.fair_oracle import plans, tasks, week
from tests.planning.test_fair_core import core_of


@settings(max_examples=30)
@given(tasks())
def test_a_plan_is_found_exactly_where_there_is_one(task: FairTask) -> None:
    free = FairTask(task.carried, task.periods, None, task.before)
    core = core_of(free)
    found = any_plan(core)
    assert (found is not None) == any(True for _ in plans(free))
    for plan in (found, greedy(core)):
        if plan is not None:
            assert core.keeps(plan)
            better = improved(core, plan)
            assert core.keeps(better)
            assert core.ranked(core.burdens(better)) <= core.ranked(core.burdens(plan))


def test_two_choices_are_changed_together_where_one_alone_would_not_help() -> None:
    # From (both middling, both middling) no single change helps; exchanging the two does.
    turn = week((2, 2), (3, 0), (0, 3))
    core = core_of(FairTask((0, 0), (turn, turn)))
    assert core.burdens((0, 0)) == (4, 4)
    assert core.burdens(improved(core, (0, 0))) == (3, 3)


def test_what_cannot_help_the_worst_off_is_changed_for_the_others() -> None:
    core = core_of(FairTask((9, 0, 0), (week((0, 5, 1), (0, 3, 2)), week((0, 4, 1), (0, 1, 4)))))
    assert core.burdens((0, 0)) == (9, 9, 2)
    assert core.burdens(improved(core, (0, 0))) == (9, 4, 6)


def test_so_many_changes_are_weighed_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four single changes and four of both, the sixth is the first that helps."""
    turn = week((2, 2), (3, 0), (0, 3))
    core = core_of(FairTask((0, 0), (turn, turn)))
    for looks, burdens in ((0, (4, 4)), (5, (4, 4)), (6, (3, 3)), (7, (3, 3))):
        monkeypatch.setattr(fair_search, "_LOOKS", looks)
        assert core.burdens(improved(core, (0, 0))) == burdens


@pytest.mark.parametrize(("helpful", "burden"), [(150_000, 0), (150_001, 1)])
def test_a_hundred_and_fifty_thousand_changes_are_weighed(helpful: int, burden: int) -> None:
    chosen, worse, better = (Choice(0, (cost,), 0, 0) for cost in (1, 2, 0))
    table = (chosen, *[worse] * (helpful - 1), better)
    core = Core((0,), (1,), (table,), 0, False, 1, 0)
    assert core.burdens(improved(core, (0,))) == (burden,)


def test_a_change_that_would_mark_somebody_twice_is_not_made() -> None:
    marked = frozenset({0})
    options = (FairOption(0, (5,)), FairOption(1, (0,), marked))
    core = core_of(FairTask((0,), (options,) * 3))
    assert core.unit == 5
    assert core.burdens((0, 0, 0)) == (3,)
    assert core.burdens(improved(core, (0, 0, 0))) == (1,)


def test_greedy_gives_up_where_the_last_meeting_leaves_nothing() -> None:
    marked = frozenset({0})
    early = (FairOption(0, (0,), marked), FairOption(1, (1,)))
    late = (FairOption(0, (0,), marked),)
    core = core_of(FairTask((0,), (early, late)))
    assert greedy(core) is None
    assert any_plan(core) == (1, 0)
