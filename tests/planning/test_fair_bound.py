"""What a weighing says holds for every plan, and says as much as averages can."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from overlap.planning import fair_simplex
from overlap.planning.fair import FairTask
from overlap.planning.fair_bound import Weighing, weighing
from tests.planning.fair_oracle import fairest, plans, ranked, tasks, totals, week
from tests.planning.test_fair_core import core_of


@settings(max_examples=30)
@given(tasks(limits=False, periods=4, options=4))
def test_a_weighing_holds_for_every_plan_and_bounds_every_tier(task: FairTask) -> None:
    core = core_of(task)
    best = fairest(task)
    assert best is not None
    tops = [(sum(best[: at + 1]) - (at + 1) * core.shift) // core.unit for at in range(len(best))]
    for tier in range(1, len(tops) + 1):
        one = weighing(core, tier, tops)
        assert one.bound(tier, tops) <= tops[tier - 1]
        assert one.room(tops) >= 0
        for plan in plans(task):
            burdens = [(had - core.shift) // core.unit for had in totals(task, plan)]
            own = sorted(burdens, reverse=True)
            above = sum(price * sum(own[:at]) for at, price in one.prices.items())
            assert one.least <= above


def test_the_bound_of_the_worst_off_is_that_of_the_best_mixture() -> None:
    turn = week((6, 0, 0), (0, 6, 0), (0, 0, 6))
    core = core_of(FairTask((0, 0, 0), (turn,) * 4))
    # In units of six: four meetings over three people are a third more than one each.
    assert core.unit == 6
    assert weighing(core, 1, [9]).bound(1, [9]) == 2
    assert ranked(FairTask((0, 0, 0), (turn,) * 4), (0, 1, 2, 0)) == (12, 6, 6)


def test_the_second_tier_is_bounded_given_the_first() -> None:
    either = week((5, 4, 0), (5, 0, 4))
    core = core_of(FairTask((0, 0, 0), (either, either)))
    first = weighing(core, 1, [10, 14, 18])
    assert first.bound(1, [10]) == 10
    assert weighing(core, 2, [10, 14, 18]).bound(2, [10, 14, 18]) == 14
    assert first.bound(3, [10, 14, 18]) == 0


@pytest.mark.parametrize(
    ("options", "tops", "tier", "bound"),
    [
        # So often the first of two meetings: (4 - 2x, 6 - x, 3x), at best 4.5 for the worst-off.
        ([(0, 2, 3), (2, 3, 0)], [5, 8, 10], 1, 5),
        # (6 - 3x, 5x, 6 - 3x): the two worst-off have 6 + 2x or 12 - 6x, at best 7.5.
        ([(0, 5, 0), (3, 0, 3)], [5, 8, 11], 2, 8),
    ],
)
def test_a_bound_is_that_of_the_best_mixture_though_no_plan_mixes_so(
    options: list[tuple[int, ...]], tops: list[int], tier: int, bound: int
) -> None:
    core = core_of(FairTask((0, 0, 0), (week(*options),) * 2))
    assert core.tops(core.burdens((0, 1))) == tops
    assert weighing(core, tier, tops).bound(tier, tops) == bound


def test_people_alike_weigh_as_many() -> None:
    turn = week((6, 6, 0), (0, 0, 6))
    core = core_of(FairTask((0, 0, 0), (turn,) * 3))
    assert core.counts == (2, 1)
    tops = core.tops(core.burdens((0, 1, 1)))
    assert tops == [2, 3, 4]
    assert [weighing(core, tier, tops).bound(tier, tops) for tier in (1, 2)] == [2, 3]


def test_a_tier_is_bounded_by_what_the_others_leave_of_the_weighted_sum() -> None:
    """2·top1 + 3·top2 + 1·top3 >= 40: with 5 and 12 for the first and the last, top2 is at least 18/3."""
    one = Weighing((1, 1, 1), {1: 2, 2: 3, 3: 1}, 40)
    assert one.bound(2, [5, 99, 12]) == 6
    assert one.bound(2, [5, 99, 11]) == 7
    assert one.bound(1, [99, 9, 12]) == 1
    assert one.room([5, 9, 12]) == 10 + 27 + 12 - 40


def test_weights_found_half_way_still_hold_for_every_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    task = FairTask(
        (0, 3, 1), (week((6, 0, 2), (0, 6, 1), (1, 2, 6)), week((4, 1, 0), (0, 2, 5)), week((3, 3, 0)))
    )
    core = core_of(task)
    assert (core.unit, core.shift) == (1, 0)
    best = fairest(task)
    assert best is not None
    tops = [sum(best[:at]) for at in (1, 2, 3)]
    for steps in range(25):
        monkeypatch.setattr(fair_simplex, "_STEPS", steps)
        for tier in (1, 2, 3):
            one = weighing(core, tier, tops)
            assert min(one.weights) >= 0
            assert one.bound(tier, tops) <= tops[tier - 1]
            for plan in plans(task):
                own = sorted(totals(task, plan), reverse=True)
                above = sum(price * sum(own[:at]) for at, price in one.prices.items())
                assert one.least <= above
