"""What each group can do, as far as it can be in a best plan, and the work that is counted for it."""

from __future__ import annotations

import pytest

from overlap.planning.stagger.domains import Domains, Spent, TooMany, Work, _masks, domains_of, hopeless
from overlap.planning.stagger.model import Bar, Group, Model, Need, Option, Pool, Row, Total
from overlap.planning.stagger.price import Price
from overlap.planning.stagger.search import search


def options(*moved: int) -> tuple[Option, ...]:
    return tuple(Option(480 + at, None, abs(at), 0, at) for at in moved)


def found(model: Model, work: int = 10**6, most: int = 10**6) -> Domains | None:
    """The domains of a model of one team that is moved by so many person-minutes at most."""
    return domains_of(model, Price.of(model, ("moved",)), Work(work), cost=None, moved=[most])


def test_segments_that_are_certain_to_be_enough_ask_nothing() -> None:
    nobody = (Need(0, 0),)
    late = (Need(0b10, 2),)

    def asked(least: int) -> list[tuple[tuple[int, ...] | None, int]]:
        total = Total(1, ((30, nobody), (20, late)), least)
        group = Group(0, options(0, 30), 1, 1, 0)
        domains = found(Model((2,), (group,), (Pool(0, 2),), totals=(total,), tags=("limits", "total")))
        assert domains is not None
        return [(table.minutes, table.least) for table in domains.tables]

    assert asked(30) == []
    assert asked(31) == [((20,), 1)]


def test_a_start_that_is_barred_is_no_groups_cheapest_and_another_is() -> None:
    """With the first team where it is, the second needs no more than 30 minutes, not 60."""
    groups = tuple(Group(team, options(0, 30, 60), 1, 1, 0) for team in range(2))
    model = Model(
        (4, 2),
        groups,
        (Pool(0, 4), Pool(1, 2)),
        rows=(Row(1, Need(0b110000, 2)),),
        bars=(Bar(2, (0, 1)),),
        tags=("limits", "late", "bar"),
    )
    best = search(model, start=(4, 0, 0, 0, 0, 2))
    assert best is not None
    assert (best.plan, best.unique) == ((4, 0, 0, 0, 2, 0), True)


def test_ways_that_are_looked_at_in_vain_are_work_too() -> None:
    """Thirty people at three of twelve starts, all of them half an hour off: together that is 900 minutes."""
    group = Group(0, options(*range(30, 42)), 3, 1, 0)
    far = tuple(one._replace(moved=30) for one in group.options)
    model = Model((30,), (group._replace(options=far),), (Pool(0, 30),), tags=("limits",))
    assert found(model, most=899) is None
    with pytest.raises(Spent):
        found(model, 10_000, most=899)


def test_alternatives_that_configurations_agree_to_are_found_once_a_kind() -> None:
    work = Work(502)
    masks = _masks([0b01, 0b11] * 1000, [0b01, 0b10, 0b11], work)
    assert masks == [0b001, 0b111] * 1000
    # A step for each of two kinds, and a quarter of one for each of 2000 configurations.
    assert work.left == 0


def test_as_many_configurations_are_listed_as_are_allowed_and_no_more() -> None:
    group = Group(0, options(0, 30, 60), 1, 1, 0)
    model = Model((1,), (group,), (Pool(0, 1),), tags=("limits",))

    def listed(most: int) -> Domains | None:
        price = Price.of(model, ("moved",))
        return domains_of(model, price, Work(10**6), cost=None, moved=[10**6], most=most)

    assert listed(3) is not None
    with pytest.raises(TooMany):
        listed(2)


def test_a_division_that_costs_all_that_it_may_is_listed() -> None:
    """Two pools of one team that both stay, where nothing may cost more than that."""
    group = Group(0, options(0, 30), 2, 1, 0)
    model = Model((2,), (group,), (Pool(0, 1), Pool(0, 1)), tags=("limits",))
    price = Price.of(model, ("moved",))
    least = price.cost[0] + price.cost[2]
    domains = domains_of(model, price, Work(10**6), cost=least, moved=[10**6])
    assert domains is not None
    assert [(one.people, one.cost, one.moved) for one in domains.configurations[0]] == [
        (((0, 1), (2, 1)), least, 0)
    ]
    assert domains_of(model, price, Work(10**6), cost=least - 1, moved=[10**6]) is None


@pytest.mark.parametrize(
    ("cohorts", "least", "expected"),
    [
        (1, 1, False),
        # Two starts of 40 for 60 people: 40 + 780 * 61 ways.
        (2, 1, False),
        # As many ways with 30 on each start, for three would be too many people.
        (9, 30, False),
        # Four starts: 91,390 * 39,711 ways alone.
        (4, 1, True),
        (9, 15, True),
        (9, 0, True),
    ],
)
def test_with_many_on_each_start_there_are_few_ways(cohorts: int, least: int, expected: bool) -> None:
    group = Group(0, options(*range(0, 40 * 15, 15)), cohorts, least, 0)
    assert hopeless(Model((60,), (group,), (Pool(0, 60),), tags=("limits",))) is expected
