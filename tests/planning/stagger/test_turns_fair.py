"""Places are shared as fairly as trying every plan does, where an argument says so."""

from __future__ import annotations

from itertools import product
from math import gcd

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.planning.stagger import turns_fair
from overlap.planning.stagger.turns_fair import (
    AWAY,
    Places,
    Week,
    by_greed,
    by_ring,
    floor,
    levelled,
    levels,
    ranked,
    traded,
)
from tests.planning.stagger.turns_oracle import burdens_of, fairest_of, places, some_seats


def task(rooms: tuple[int, ...], prices: tuple[int, ...], weeks: int) -> Places:
    """Everybody there each week, nobody with more before."""
    people = sum(rooms)
    return Places((0,) * people, prices, (Week(tuple(range(people)), rooms),) * weeks)


@settings(max_examples=40)
@given(places(prices=(2, 2), may_be_away=False))
def test_with_two_prices_and_everybody_there_greed_is_the_fairest_up_to_each_week(given: Places) -> None:
    seats = by_greed(given)
    for weeks in range(1, len(given.weeks) + 1):
        begun = Places(given.carried, given.prices, given.weeks[:weeks])
        assert burdens_of(begun, seats[:weeks]) == fairest_of(begun)


def test_with_somebody_away_greed_may_not_be_the_fairest() -> None:
    # Whoever is first in week one is the only one there in week two.
    away = Places((0, 0), (0, 60), (Week((0, 1), (1, 1)), Week((0,), (0, 1))))
    assert burdens_of(away, by_greed(away)) == (120, 0)
    assert burdens_of(away, traded(away, by_greed(away))) == (60, 60)


def test_with_three_prices_greed_may_not_be_the_fairest() -> None:
    three = task((1, 1, 1), (0, 60, 120), 3)
    assert burdens_of(three, by_greed(three)) > fairest_of(three) == (180, 180, 180)


@settings(max_examples=40)
@given(places(prices=(2, 2)), st.integers(0, 3))
def test_a_plan_without_a_trade_that_helps_is_the_fairest_wherever_it_began(
    given: Places, swing: int
) -> None:
    found = traded(given, some_seats(given, swing=swing))
    assert burdens_of(given, found) == fairest_of(given)


def test_a_trade_goes_through_people_who_gain_nothing() -> None:
    # Only the second can take from the first, only the third from the second.
    chain = Places((60, 60, 0), (0, 60), (Week((0, 1), (1, 1)), Week((1, 2), (1, 1))))
    found = traded(chain, ((1, 0, AWAY), (AWAY, 1, 0)))
    assert burdens_of(chain, found) == fairest_of(chain) == (120, 60, 60)
    assert found == ((0, 1, AWAY), (AWAY, 0, 1))


def test_what_is_fair_already_is_not_traded() -> None:
    even = task((1, 1), (0, 60), 2)
    assert traded(even, ((0, 1), (1, 0))) == ((0, 1), (1, 0))


@settings(max_examples=40)
@given(places())
def test_levels_are_as_fair_as_any_plan_and_keep_the_sum(given: Places) -> None:
    best = fairest_of(given)
    assert levels(given) <= best
    assert sum(levels(given)) == sum(best)


@pytest.mark.parametrize(
    ("carried", "prices", "weeks", "expected"),
    [
        ((0, 0, 0), (0, 60), [((0, 1, 2), (2, 1))] * 2, (60, 60, 0)),
        ((0, 0, 0), (15, 60), [((0, 1, 2), (2, 1))] * 3, (90, 90, 90)),
        ((0, 100), (0, 60), [((0, 1), (1, 1))] * 2, (120, 100)),
        ((0, 10), (0, 30, 45), [((0, 1), (0, 1, 1))], (45, 40)),
        # The one who begins with nothing is there for a week only.
        ((0, 100), (0, 60), [((0, 1), (1, 1)), ((1,), (0, 1))], (160, 60)),
        ((5, 9), (45,), [((0, 1), (2,))], (54, 50)),
        ((5, 9), (0, 45), [((0, 1), (2, 0))], (9, 5)),
        ((5, 9), (0, 45), [((), (0, 0))], (9, 5)),
        # Of two dear places one goes to who carries least, and only the other to one who carries more.
        ((1, 1, 0), (0, 2), [((0, 1, 2), (1, 2))], (3, 2, 1)),
        ((0, 1, 1), (0, 2), [((0, 1, 2), (1, 2))], (3, 2, 1)),
        ((2, 1, 0), (0, 3), [((0, 1, 2), (1, 2))], (4, 3, 2)),
    ],
)
def test_levels_are_dealt_unit_by_unit_to_the_least(
    carried: tuple[int, ...],
    prices: tuple[int, ...],
    weeks: list[tuple[tuple[int, ...], tuple[int, ...]]],
    expected: tuple[int, ...],
) -> None:
    assert levels(Places(carried, prices, tuple(Week(*one) for one in weeks))) == expected


@settings(max_examples=40)
@given(places())
def test_the_floor_is_below_no_level_and_above_no_plan(given: Places) -> None:
    assert levels(given)[0] <= floor(given) <= fairest_of(given)[0]


def test_the_floor_knows_that_prices_are_whole() -> None:
    # Of 60 and 100 in two weeks nobody has 80; with 60, 100 and 160 in sight the worst-off has 100.
    both = Places((0, 0), (0, 60, 100), (Week((0, 1), (1, 0, 1)), Week((0, 1), (1, 1, 0))))
    assert (levels(both)[0], floor(both)) == (80, 100)
    # Who carries 90 can have no less, and who is there for a week no more than its dearest place.
    assert floor(Places((0, 90), (0, 60), (Week((0, 1), (1, 1)),))) == 90
    assert floor(Places((0, 90), (0, 60), (Week((0, 1), (1, 1)), Week((1,), (0, 1))))) == 150


@pytest.mark.parametrize(("most", "expected"), [(5, 80), (6, 100), (7, 100)])
def test_sums_are_looked_at_up_to_so_many(monkeypatch: pytest.MonkeyPatch, most: int, expected: int) -> None:
    """In two weeks of 0, 60 and 100 somebody can come to 0, 60, 100, 120, 160 or 200."""
    monkeypatch.setattr(turns_fair, "_SUMS", most)
    both = Places((0, 0), (0, 60, 100), (Week((0, 1), (1, 0, 1)), Week((0, 1), (1, 1, 0))))
    assert floor(both) == expected


def test_the_floor_of_very_many_sums_is_the_level() -> None:
    prices = tuple(3**at for at in range(12))
    week = Week(tuple(range(12)), (1,) * 12)
    many = Places((0,) * 12, prices, (week,) * 8)
    assert floor(many) == levels(many)[0]


RINGS = [rooms for count in (1, 2, 3) for rooms in product((1, 2, 3, 4), repeat=count)]


@pytest.mark.parametrize("rooms", RINGS)
def test_after_a_whole_cycle_of_the_ring_everybody_has_had_each_price_equally_often(
    rooms: tuple[int, ...],
) -> None:
    step = gcd(*rooms)
    weeks = sum(rooms) // step
    given = task(rooms, (0, 35, 121)[: len(rooms)], weeks)
    found = by_ring(given)
    assert found is not None
    burdens_of(given, found)
    for who in range(sum(rooms)):
        own = [row[who] for row in found]
        assert [own.count(at) for at in range(len(rooms))] == [room // step for room in rooms]


def test_there_is_no_ring_when_somebody_is_away_or_rooms_change() -> None:
    here, alone = Week((0, 1), (1, 1)), Week((0,), (0, 1))
    assert by_ring(Places((0, 0), (0, 60), (alone, alone))) is None
    assert by_ring(Places((0, 0), (0, 60), (here, Week((0, 1), (2, 0))))) is None


def test_whoever_waited_longest_is_next() -> None:
    turns = by_greed(task((3, 2), (0, 60), 5))
    assert [[who for who in range(5) if row[who]] for row in turns] == [
        [0, 1],
        [2, 3],
        [0, 4],
        [1, 2],
        [3, 4],
    ]


def test_of_those_who_have_the_same_it_is_not_the_first_twice() -> None:
    # After the first week both have 60.
    given = Places((0, 60), (0, 60), (Week((0, 1), (1, 1)),) * 2)
    assert by_greed(given) == ((1, 0), (0, 1))


@settings(max_examples=40)
@given(places(prices=(3, 4)), st.integers(0, 3))
def test_levelling_never_makes_a_plan_less_fair(given: Places, swing: int) -> None:
    first = some_seats(given, swing=swing)
    found = levelled(given, first, 1000)
    assert fairest_of(given) <= burdens_of(given, found) <= burdens_of(given, first)
    assert levelled(given, found, 1000) == found
    assert levelled(given, first, 0) == first


@settings(max_examples=40)
@given(places(prices=(3, 4), people=2), st.integers(0, 1))
def test_levelling_two_people_is_the_fairest(given: Places, swing: int) -> None:
    # All plans of two people differ by exchanged weeks.
    found = levelled(given, some_seats(given, swing=swing), 1000)
    assert burdens_of(given, found) == fairest_of(given)


def test_two_people_exchange_the_weeks_that_bring_them_closest_together() -> None:
    four = task((1, 1), (0, 60), 4)
    dear = ((1, 0),) * 4
    # Of four dear weeks two go to the other; one or three would leave two hours between them.
    assert four.burdens(levelled(four, dear, 1)) == [120, 120]


def test_a_plan_keeps_the_rooms_or_is_none() -> None:
    week = Week((0, 2), (1, 1))
    given = Places((0, 0, 0), (0, 60), (week,))
    assert given.keeps(((0, AWAY, 1),))
    for row in ((0, AWAY, 0), (0, 1, AWAY), (0, 0, 1), (AWAY, AWAY, 1)):
        assert not given.keeps((row,))


def test_burdens_are_summed_with_what_was_carried() -> None:
    given = Places((5, 7), (10, 60), (Week((0, 1), (1, 1)), Week((1,), (1, 0))))
    assert given.burdens(((1, 0), (AWAY, 0))) == [65, 27]
    assert given.bases() == [15, 27]
    assert given.unit == 50
    assert ranked([3, 9, 4]) == (9, 4, 3)


def test_the_floor_is_no_less_than_places_have_to_be_borne() -> None:
    """One of two people bears the one minute there is."""
    assert floor(Places((0, 0), (0, 1), (Week((0, 1), (1, 1)),))) == 1
