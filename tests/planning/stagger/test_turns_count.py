"""Counting finds what trying every plan finds, and says what it knows when it may not go on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.planning.stagger.turns_count import counted
from overlap.planning.stagger.turns_fair import Places, Week, levels
from overlap.planning.stagger.turns_seats import seated
from tests.planning.stagger.turns_oracle import burdens_of, fairest_of, places


@settings(max_examples=60)
@given(places(), st.booleans())
def test_counting_finds_the_fairest(given: Places, from_zero: bool) -> None:
    best = fairest_of(given)
    found = counted(given, 0 if from_zero else levels(given)[0], 10**6)
    assert found.counts is not None
    assert burdens_of(given, seated(given, found.counts, steady=False)) == best
    assert found.bound == best[0]


@settings(max_examples=40)
@given(places(prices=(3, 4)), st.integers(0, 60))
def test_what_is_cut_short_still_bounds(given: Places, work: int) -> None:
    best = fairest_of(given)
    found = counted(given, levels(given)[0], work)
    assert levels(given)[0] <= found.bound <= best[0]
    if found.counts is not None:
        assert burdens_of(given, seated(given, found.counts, steady=False)) == best


def test_what_nobody_can_have_raises_the_bound() -> None:
    # Each pays 60 or 100 in one of two weeks and nothing in the other: 80 each cannot be.
    weeks = (Week((0, 1), (1, 0, 1)), Week((0, 1), (1, 1, 0)))
    task = Places((0, 0), (0, 60, 100), weeks)
    assert levels(task) == (80, 80)
    found = counted(task, 80, 10**6)
    assert (found.bound, fairest_of(task)) == (100, (100, 60))


def test_too_many_ways_are_not_counted() -> None:
    people = tuple(range(4))
    year = tuple(Week(people, (1, 1, 1, 1)) for _ in range(52))
    assert counted(Places((0,) * 4, (0, 60, 75, 120), year), 5, 10**9) == (None, 5)


def test_without_work_nothing_is_counted() -> None:
    alone = Places((0,), (0, 60, 100), (Week((0,), (0, 1, 0)),))
    assert counted(alone, 60, 0) == (None, 60)
    assert counted(alone, 60, 100).counts is not None


def test_nobody_makes_room_by_having_less_than_nothing() -> None:
    # A dear place less for the second, in the week between, would make room for two others at once.
    outer, between = Week((0, 1, 2), (1, 0, 2)), Week((0, 1, 2), (1, 1, 1))
    task = Places((20, 100, 100), (0, 30, 60), (outer, between, outer))
    found = counted(task, 0, 10**6)
    assert found.counts is not None
    for own in found.counts:
        assert [sum(own[week]) for week in (outer, between)] == [2, 1]
        assert min(own[outer] + own[between]) == 0
    assert burdens_of(task, seated(task, found.counts, steady=True)) == fairest_of(task)
