"""Seating changes who has what when, and nothing that anybody has in the end."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.planning.stagger.turns_fair import AWAY, Places, Seats, Week
from overlap.planning.stagger.turns_seats import count_seats, seated, settled
from tests.planning.stagger.turns_oracle import burdens_of, places, some_seats


def often(task: Places, seats: Seats) -> list[Counter[int]]:
    """How often each person has each price."""
    return [Counter(row[who] for row in seats) for who in range(len(task.carried))]


def changes(task: Places, seats: Seats) -> int:
    """How often somebody has another price than when they were last there."""
    count = 0
    for who in range(len(task.carried)):
        own = [row[who] for row in seats if row[who] != AWAY]
        count += sum(one != other for one, other in pairwise(own))
    return count


@settings(max_examples=40)
@given(places(people=5, weeks=6), st.integers(0, 4), st.booleans())
def test_counts_that_come_from_a_plan_can_be_seated(task: Places, swing: int, steady: bool) -> None:
    counts = count_seats(task, some_seats(task, swing=swing))
    found = seated(task, counts, steady=steady)
    burdens_of(task, found)
    assert count_seats(task, found) == counts


@settings(max_examples=40)
@given(places(people=5, weeks=6), st.integers(0, 4), st.integers(0, 40))
def test_settling_makes_no_more_changes_and_leaves_everybody_what_they_have(
    task: Places, swing: int, work: int
) -> None:
    first = some_seats(task, swing=swing)
    found = settled(task, first, work)
    burdens_of(task, found)
    assert often(task, found) == often(task, first)
    assert changes(task, found) <= changes(task, first)


EVERYBODY = Week((0, 1, 2, 3), (2, 2))


def test_who_has_borne_least_has_the_dearest_place_first() -> None:
    task = Places((0, 5, 0, 5), (0, 60), (EVERYBODY,) * 4)
    found = seated(task, [{EVERYBODY: [2, 2]} for _ in range(4)], steady=False)
    assert found == ((1, 0, 1, 0), (0, 1, 0, 1), (1, 0, 1, 0), (0, 1, 0, 1))


def test_steady_people_stay_as_long_as_they_may() -> None:
    task = Places((0, 5, 0, 5), (0, 60), (EVERYBODY,) * 4)
    found = seated(task, [{EVERYBODY: [2, 2]} for _ in range(4)], steady=True)
    assert changes(task, found) == 4


def test_who_cannot_stay_comes_after_those_who_can() -> None:
    """Whoever has each price once changes twice, whoever has two prices once: four changes at least."""
    all_three = Week((0, 1, 2), (1, 1, 1))
    task = Places((5, 10, 0), (0, 60, 100), (all_three,) * 3)
    counts = [{all_three: [1, 1, 1]}, {all_three: [1, 2, 0]}, {all_three: [1, 0, 2]}]
    found = seated(task, counts, steady=True)
    assert count_seats(task, found) == counts
    assert changes(task, found) == 2 + 1 + 1


def test_settling_makes_a_change_each_week_to_one_in_all() -> None:
    task = Places((0, 0), (0, 60), (Week((0, 1), (1, 1)),) * 6)
    found = settled(task, ((0, 1), (1, 0)) * 3, 1000)
    assert changes(task, found) == 2
    assert settled(task, ((0, 1), (1, 0)) * 3, 0) == ((0, 1), (1, 0)) * 3


def test_a_week_away_is_no_change() -> None:
    both, one = Week((0, 1), (1, 1)), Week((1,), (1, 0))
    task = Places((0, 0), (0, 60), (both, one, both, both))
    first = ((1, 0), (AWAY, 0), (0, 1), (1, 0))
    assert changes(task, first) == 4
    assert changes(task, settled(task, first, 1000)) == 2
    stays = ((1, 0), (AWAY, 0), (1, 0), (0, 1))
    assert settled(task, stays, 1000) == stays


def test_who_was_away_in_between_settles_too() -> None:
    """Two people are there every other week, and a third when they are not."""
    both, third = Week((0, 1), (1, 1)), Week((2,), (1, 0))
    task = Places((0, 0, 0), (0, 60), (both, third, both, third, both))
    away = (AWAY, AWAY, 0)
    first = ((0, 1, AWAY), away, (1, 0, AWAY), away, (0, 1, AWAY))
    found = settled(task, first, 100)
    assert (changes(task, first), changes(task, found)) == (4, 2)
    assert often(task, found) == often(task, first)
