"""What plans are compared by, as numbers."""

from __future__ import annotations

from overlap.planning.stagger.model import TIERS, Group, Model, Option, Pool, Tier
from overlap.planning.stagger.price import Price
from overlap.planning.stagger.search import search
from tests.planning.stagger.brute import all_plans
from tests.planning.stagger.models import small

ORDERS: tuple[tuple[Tier, ...], ...] = (TIERS, ("worst", "moved", "quiet"), ("quiet", "worst"), ("quiet",))


def team_of_one(today: Option, other: Option) -> Model:
    return Model((1,), (Group(0, (today, other), 1, 1, 0),), (Pool(0, 1),), tags=("limits",))


def test_one_quiet_minute_less_is_better_than_that_everybody_stays() -> None:
    """A team that moves counts in the last digits, and all teams together below a single minute."""
    model = team_of_one(Option(480, None, 0, 1, 0), Option(510, None, 30, 0, 30))
    found = search(model, ("quiet",))
    assert found is not None
    assert (found.plan, found.unique) == ((0, 1), True)
    price = Price.of(model, ("quiet",))
    assert price.grade(model, (0, 1), ("quiet",)) < price.grade(model, (1, 0), ("quiet",))
    alike = team_of_one(Option(480, None, 0, 1, 0), Option(510, None, 30, 1, 30))
    stays = search(alike, ("quiet",))
    assert stays is not None
    assert stays.plan == (1, 0)


def test_a_digit_has_room_for_the_most_of_all_plans_and_no_more() -> None:
    """Of two teams the digit of who stays goes up to both of two bits."""
    some = (Option(480, None, 0, 5, 0), Option(510, None, 30, 0, 30))
    groups = tuple(Group(team, some, 1, 1, 0) for team in range(2))
    model = Model((2, 3), groups, (Pool(0, 2), Pool(1, 3)))
    price = Price.of(model, TIERS)
    keys = [model.key(plan, TIERS) for plan in all_plans(model)]
    most = {"moved": 5 * 30, "quiet": 5 * 5, "stay": 0b11, "early": 5 * 1}
    assert most["early"] == max(early for _, _, early, _ in keys)
    assert price.tops == most | {"weights": max(weights for *_, weights in keys)}


def test_the_team_moved_most_is_the_one_with_the_most_minutes_per_person() -> None:
    groups = tuple(Group(team, (Option(480, None, 0, 0, 0),), 1, 1, 0) for team in range(2))
    price = Price.of(Model((2, 4), groups, (Pool(0, 2), Pool(1, 4))), ("worst", "moved"))
    # In quarters of a minute: the least that two and four people divide.
    assert price.test((60, 60)) == (30 * 4,)
    assert price.test((60, 200)) == (50 * 4,)
    assert price.test((0, 2)) == (2,)
    assert Price.of(Model((), (), ()), ("worst",)).test(()) == (0,)


def test_the_tests_of_a_whole_plan_are_those_in_its_grade() -> None:
    several = 0
    for seed in range(80):
        model, priority = small(seed, most=40), ORDERS[seed % len(ORDERS)]
        price = Price.of(model, priority)
        for plan in all_plans(model):
            assert price.test(model.moved(plan)) == price.grade(model, plan, priority)[1::2]
        several += len(model.teams) > 1 and "worst" in price.tests
    assert several > 5
