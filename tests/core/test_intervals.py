"""Interval sets: the ends of every case, and what is refused; the laws are in tests/properties."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.intervals import EMPTY, IntervalSet, at_least, depth, union, weighted_at_least
from overlap.errors import BadArgument


def test_pairs_are_sorted_and_touching_ones_joined() -> None:
    assert list(IntervalSet([(60, 90), (0, 30), (30, 45)])) == [(0, 45), (60, 90)]


def test_an_interval_inside_another_vanishes() -> None:
    assert list(IntervalSet([(0, 100), (10, 20), (30, 100)])) == [(0, 100)]


def test_an_empty_pair_vanishes() -> None:
    assert IntervalSet([(5, 5)]) == EMPTY
    assert not IntervalSet([(5, 5)])


def test_an_empty_pair_between_two_does_not_join_them() -> None:
    assert list(IntervalSet([(0, 5), (7, 7), (9, 10)])) == [(0, 5), (9, 10)]


def test_a_pair_that_ends_before_it_starts_is_refused_with_the_repair() -> None:
    with pytest.raises(BadArgument, match="cannot end before it starts: 9 > 4; give"):
        IntervalSet([(9, 4)])


def test_a_set_is_half_open() -> None:
    one = IntervalSet([(10, 20)])
    assert 10 in one
    assert 19 in one
    assert 20 not in one
    assert 9 not in one


def test_instants_before_1970_are_ordinary() -> None:
    one = IntervalSet([(-20, -10)])
    assert -20 in one
    assert -10 not in one
    assert one.complement(-30, 0) == IntervalSet([(-30, -20), (-10, 0)])


def test_sets_are_immutable_hashable_and_survive_copies_and_pickles() -> None:
    one = IntervalSet([(0, 5), (8, 9)])
    with pytest.raises(FrozenInstanceError):
        one.starts = ()  # type: ignore[misc]
    for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):  # noqa: S301 - our own
        assert other == one
        assert hash(other) == hash(one)
    assert isinstance(one.starts, tuple)
    assert isinstance((one & IntervalSet([(0, 9)])).ends, tuple)
    assert isinstance(one.clip(1, 9).starts, tuple)


def test_a_set_shows_its_pairs() -> None:
    assert repr(IntervalSet([(0, 5), (8, 9)])) == "IntervalSet([(0, 5), (8, 9)])"
    assert repr(EMPTY) == "IntervalSet([])"


def test_a_clip_of_no_length_inside_an_interval_is_empty() -> None:
    one = IntervalSet([(0, 10)])
    assert one.clip(5, 5) == EMPTY
    assert one.clip(7, 3) == EMPTY
    assert one.clip(0, 10) is one


def test_a_clip_cuts_the_first_and_the_last_interval() -> None:
    one = IntervalSet([(0, 10), (20, 30), (40, 50)])
    assert list(one.clip(5, 45)) == [(5, 10), (20, 30), (40, 45)]
    assert list(one.clip(10, 40)) == [(20, 30)]
    assert one.clip(10, 20) == EMPTY
    assert EMPTY.clip(0, 5) is EMPTY


def test_the_complement_of_no_time_is_empty_and_of_a_reversed_horizon_refused() -> None:
    assert IntervalSet([(0, 10)]).complement(5, 5) == EMPTY
    assert EMPTY.complement(5, 5) == EMPTY
    assert list(EMPTY.complement(0, 5)) == [(0, 5)]
    with pytest.raises(BadArgument, match="a horizon cannot end before it starts: 6 > 5"):
        EMPTY.complement(6, 5)


def test_the_complement_of_a_set_that_touches_the_horizon_has_no_empty_piece() -> None:
    assert list(IntervalSet([(0, 4), (6, 10)]).complement(0, 10)) == [(4, 6)]
    assert IntervalSet([(-5, 15)]).complement(0, 10) == EMPTY


def test_an_empty_interval_is_covered_and_never_touched() -> None:
    one = IntervalSet([(0, 10)])
    assert one.covers(50, 50)
    assert not one.touches(5, 5)
    assert not one.touches(10, 12)
    assert not EMPTY.covers(0, 1)
    assert not EMPTY.touches(0, 1)
    assert one.covers(0, 10)
    assert not one.covers(5, 11)


def test_at_least_none_is_refused_with_the_repair() -> None:
    with pytest.raises(BadArgument, match="at least 0 of 1 sets is every minute; k must be 1 or more"):
        at_least(0, [EMPTY])


def test_more_than_there_are_is_empty() -> None:
    assert at_least(3, [IntervalSet([(0, 5)])] * 2) == EMPTY
    assert at_least(1, []) == EMPTY
    assert union([]) == EMPTY


def test_an_empty_set_among_all_leaves_nothing() -> None:
    assert at_least(2, [IntervalSet([(0, 5)]), EMPTY]) == EMPTY
    assert at_least(2, [IntervalSet([(0, 5)]), EMPTY, IntervalSet([(4, 9)])]) == IntervalSet([(4, 5)])
    assert at_least(2, [IntervalSet([(0, 5)]), IntervalSet([(5, 9)])]) == EMPTY
    assert at_least(2, [IntervalSet([(0, 5)]), IntervalSet([(5, 9)]), EMPTY]) == EMPTY


def test_two_of_three_that_relay_are_one_interval() -> None:
    sets = [IntervalSet([(0, 9)]), IntervalSet([(3, 12)]), IntervalSet([(9, 20)])]
    assert list(at_least(2, sets)) == [(3, 12)]


def test_a_union_of_one_set_is_that_set() -> None:
    one = IntervalSet([(0, 5)])
    assert union([EMPTY, one]) is one


def test_long_enough_is_inclusive() -> None:
    one = IntervalSet([(0, 10), (20, 25)])
    assert list(one.at_least_long(10)) == [(0, 10)]
    assert list(one.at_least_long(11)) == []
    assert one.at_least_long(5) is one
    assert one.at_least_long(0) is one
    assert EMPTY.at_least_long(10) is EMPTY


def test_steps_of_depth_leave_zero_out() -> None:
    steps = depth([(IntervalSet([(0, 10)]), 2), (IntervalSet([(5, 7), (20, 21)]), 1)])
    assert steps == [(0, 5, 2), (5, 7, 3), (7, 10, 2), (20, 21, 1)]
    assert depth([(IntervalSet([(0, 10)]), 0)]) == []
    assert depth([]) == []


def test_equal_weights_that_relay_are_one_step() -> None:
    assert depth([(IntervalSet([(0, 5)]), 1), (IntervalSet([(5, 9)]), 1)]) == [(0, 9, 1)]


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(BadArgument, match="a weight cannot be negative: -1"):
        depth([(EMPTY, -1)])


def test_a_total_of_nothing_is_refused_with_the_repair() -> None:
    with pytest.raises(BadArgument, match="reached at every minute; ask for 1 or more"):
        weighted_at_least(0, [])


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_many_sets_are_counted_as_few_are(data: st.DataObject) -> None:
    edges = st.sets(st.integers(0, 60), max_size=12).map(sorted)
    some = [IntervalSet(pairwise(data.draw(edges))) for _ in range(6)]
    odd = [IntervalSet(list(pairwise(data.draw(edges)))[::2]) for _ in range(6)]
    sets = (some + odd) * 12  # enough for counting, with edges that many share
    assert len(sets) >= 128
    k = data.draw(st.integers(2, len(sets)))
    inside = [minute for minute in range(61) if sum(minute in one for one in sets) >= k]
    assert at_least(k, sets) == IntervalSet((minute, minute + 1) for minute in inside)


def test_the_nearest_edges_are_inclusive_and_may_be_missing() -> None:
    one = IntervalSet([(0, 10), (20, 25)])
    assert [one.last_end(at) for at in (9, 10, 24, 25)] == [None, 10, 10, 25]
    assert [one.next_start(at) for at in (0, 1, 20, 21)] == [0, 20, 20, None]
    assert EMPTY.last_end(5) is None
    assert EMPTY.next_start(5) is None


def test_widening_by_nothing_changes_nothing_and_less_than_that_is_refused() -> None:
    one = IntervalSet([(0, 10), (20, 25)])
    assert one.widened(0, 0) is one
    assert list(one.widened(0, 9)) == [(0, 19), (20, 34)]
    assert list(one.widened(5, 5)) == [(-5, 30)]
    assert EMPTY.widened(5, 5) == EMPTY
    for before, after in ((-1, 0), (0, -1)):
        with pytest.raises(BadArgument, match=f"cannot be widened by {before} and {after} minutes"):
            one.widened(before, after)


def test_what_is_as_long_as_the_set_fits_once_and_what_has_no_length_is_refused() -> None:
    one = IntervalSet([(0, 10), (20, 25)])
    assert list(one.fits(10)) == [(0, 1)]
    assert list(one.fits(1)) == [(0, 10), (20, 25)]
    assert one.fits(11) == EMPTY
    assert EMPTY.fits(1) == EMPTY
    with pytest.raises(BadArgument, match="0 minutes fit everywhere; ask for 1 or more"):
        one.fits(0)


def test_an_interval_that_only_borders_a_set_does_not_touch_it() -> None:
    one = IntervalSet([(10, 20), (30, 40)])
    assert [one.touches(*pair) for pair in ((0, 10), (20, 30), (40, 50))] == [False, False, False]
    assert [one.touches(*pair) for pair in ((0, 11), (19, 30), (39, 50), (5, 45))] == [True] * 4


def test_two_minutes_are_longer_than_one() -> None:
    assert IntervalSet([(0, 1), (2, 4)]).at_least_long(2) == IntervalSet([(2, 4)])
