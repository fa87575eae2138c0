"""Elapsed minutes are those of a count, minute by minute."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.elapsed import Elapsed
from overlap.core.intervals import EMPTY, IntervalSet
from tests.properties.strategies import dense, interval_sets

INSTANTS = st.integers(-20, 80)
AMOUNTS = st.integers(1, 70)


def gone(minutes: set[int], instant: int) -> int:
    """How many of some minutes lie before an instant."""
    return sum(minute < instant for minute in minutes)


def first_after(minutes: set[int], instant: int, amount: int) -> int | None:
    """The first instant by which so many have elapsed, found by stepping on."""
    for minute in range(instant, 1000):
        amount -= minute in minutes
        if not amount:
            return minute + 1
    return None


def last_before(minutes: set[int], instant: int, amount: int) -> int | None:
    """The last instant since which so many have elapsed, found by stepping back."""
    for minute in range(instant - 1, -1000, -1):
        amount -= minute in minutes
        if not amount:
            return minute
    return None


@given(interval_sets(), INSTANTS, AMOUNTS)
def test_one_instant_is_answered_as_a_count_says(one: IntervalSet, instant: int, amount: int) -> None:
    elapsed, minutes = Elapsed(one), dense(one)
    assert elapsed.intervals == one
    assert elapsed.total == len(minutes)
    assert elapsed.until(instant) == gone(minutes, instant)
    assert elapsed.after(instant, amount) == first_after(minutes, instant, amount)
    assert elapsed.before(instant, amount) == last_before(minutes, instant, amount)


@given(
    interval_sets(),
    st.lists(INSTANTS, max_size=60),
    AMOUNTS,
    st.sampled_from([1, 2, 3, 15]),
    st.integers(-9, 9),
)
def test_many_instants_are_answered_as_one_by_one(
    small: IntervalSet, instants: list[int], amount: int, scale: int, shift: int
) -> None:
    one = IntervalSet((low * scale + shift, high * scale + shift) for low, high in small)
    elapsed = Elapsed(one)
    assert elapsed.until_many(instants) == [elapsed.until(at) for at in instants]
    ahead = [at for at in instants if elapsed.after(at, amount) is not None]
    assert elapsed.after_many(ahead, amount) == [elapsed.after(at, amount) for at in ahead]
    behind = [at for at in instants if elapsed.before(at, amount) is not None]
    assert elapsed.before_many(behind, amount) == [elapsed.before(at, amount) for at in behind]
    amounts = [1 + at % amount for at in ahead]
    expected = [elapsed.after(at, own) for at, own in zip(ahead, amounts, strict=True)]
    assert elapsed.after_each(ahead, amounts) == expected


@given(interval_sets(), st.integers(1, 40))
def test_a_table_of_every_instant_is_the_count(one: IntervalSet, amount: int) -> None:
    minutes = dense(one)
    elapsed = Elapsed(one)
    instants = list(range(-20, 80)) * 2
    assert elapsed.until_many(instants) == [gone(minutes, at) for at in instants]
    after = {at: end for at in instants if (end := first_after(minutes, at, amount)) is not None}
    assert elapsed.after_many([*after] * 2, amount) == [*after.values()] * 2
    before = {at: start for at in instants if (start := last_before(minutes, at, amount)) is not None}
    assert elapsed.before_many([*before] * 2, amount) == [*before.values()] * 2


def test_instants_far_apart_are_searched_for_and_not_tabled() -> None:
    elapsed = Elapsed(IntervalSet([(0, 7), (10, 10**9)]))
    far = [-(10**8), 3, 8, 11, 10**8, 6, 6, 6, 6, 6]
    assert elapsed.until_many(far) == [0, 3, 7, 8, 10**8 - 3, 6, 6, 6, 6, 6]
    assert elapsed.after_many(far, 2) == [2, 5, 12, 13, 10**8 + 2, 11, 11, 11, 11, 11]
    assert elapsed.before_many([8, 10**8, 9, 9, 9, 9, 9, 9, 9, 9], 2) == [5, 10**8 - 2, *[5] * 8]


def test_an_amount_ends_on_a_closing_and_begins_on_an_opening() -> None:
    elapsed = Elapsed(IntervalSet([(0, 60), (90, 120)]))
    assert elapsed.after(30, 30) == 60
    assert elapsed.after(30, 31) == 91
    assert elapsed.after(60, 30) == 120
    assert elapsed.before(100, 10) == 90  # the last instant: during the break nothing elapses
    assert elapsed.before(120, 30) == 90
    assert elapsed.before(120, 31) == 59
    assert elapsed.after(60, 31) is None
    assert elapsed.before(60, 61) is None


def test_nothing_elapses_of_nothing() -> None:
    empty = Elapsed(EMPTY)
    assert (empty.total, empty.until(5), empty.after(5, 1), empty.before(5, 1)) == (0, 0, None, None)
    assert empty.until_many([1, 2]) == [0, 0]
    assert empty.after_many([], 1) == empty.before_many([], 1) == empty.until_many([]) == []


def test_equal_sets_elapse_equally() -> None:
    one = Elapsed(IntervalSet([(0, 5)]))
    assert one == Elapsed(IntervalSet([(0, 2), (2, 5)]))
    assert repr(one) == "Elapsed(IntervalSet([(0, 5)]))"
    with pytest.raises(AttributeError):
        one.intervals = EMPTY  # type: ignore[misc]


def test_all_the_minutes_there_are_elapse_from_the_first_of_them() -> None:
    elapsed = Elapsed(IntervalSet([(10, 20), (30, 40)]))
    assert [elapsed.before(40, amount) for amount in (19, 20, 21)] == [11, 10, None]
    assert [elapsed.after(10, amount) for amount in (19, 20, 21)] == [39, 40, None]


def test_many_instants_are_answered_as_one_is_where_intervals_last_a_minute() -> None:
    one = IntervalSet([(0, 1), (2, 3), (5, 6), (10, 30)])
    elapsed, minutes = Elapsed(one), dense(one)
    instants = [*range(-5, 40)] * 50
    assert elapsed.until_many(instants) == [gone(minutes, instant) for instant in instants]
    early = [instant for instant in instants if instant < 20]
    assert elapsed.after_many(early, 4) == [first_after(minutes, instant, 4) for instant in early]
