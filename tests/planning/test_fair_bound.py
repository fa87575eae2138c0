"""What a weighing says holds for every plan, and says as much as averages can."""

from __future__ import annotations

from hypothesis import given, settings

from overlap.planning.fair import FairTask
from overlap.planning.fair_bound import weighing
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


def test_people_alike_weigh_as_many() -> None:
    turn = week((6, 6, 0), (0, 0, 6))
    core = core_of(FairTask((0, 0, 0), (turn,) * 3))
    assert core.counts == (2, 1)
    tops = core.tops(core.burdens((0, 1, 1)))
    assert tops == [2, 3, 4]
    assert [weighing(core, tier, tops).bound(tier, tops) for tier in (1, 2)] == [2, 3]
