"""The laws of interval sets, each test named after its law, and each operator on a dense grid."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from overlap.core.intervals import EMPTY, IntervalSet, at_least, depth, union, weighted_at_least
from tests.properties.oracle import counts
from tests.properties.strategies import dense, interval_sets, is_canonical

LIMIT = 40
SETS = interval_sets(LIMIT)
LISTS = st.lists(SETS, max_size=5)
WEIGHTED = st.lists(st.tuples(SETS, st.integers(0, 4)), max_size=5)
EDGE = st.integers(-3, LIMIT + 3)
RAW_PAIRS = st.lists(st.tuples(st.integers(0, LIMIT), st.integers(0, 12)), max_size=10).map(
    lambda pairs: [(start, start + length) for start, length in pairs]
)


@given(RAW_PAIRS)
def test_the_canonical_form_contains_the_minutes_given_and_no_others(pairs: list[tuple[int, int]]) -> None:
    one = IntervalSet(pairs)
    assert is_canonical(one)
    assert dense(one) == {minute for start, end in pairs for minute in range(start, end)}


@given(RAW_PAIRS, st.randoms(use_true_random=False))
def test_the_canonical_form_is_unique(pairs: list[tuple[int, int]], chance: Random) -> None:
    one = IntervalSet(pairs)
    single_minutes = [(minute, minute + 1) for minute in dense(one)]
    chance.shuffle(single_minutes)
    assert IntervalSet(single_minutes) == one
    assert hash(IntervalSet(single_minutes)) == hash(one)


@given(SETS, SETS)
def test_equal_sets_are_sets_with_the_same_minutes(a: IntervalSet, b: IntervalSet) -> None:
    assert (a == b) == (dense(a) == dense(b))


@given(SETS, SETS)
def test_union_and_intersection_are_commutative(a: IntervalSet, b: IntervalSet) -> None:
    assert a | b == b | a
    assert a & b == b & a


@given(SETS, SETS, SETS)
def test_union_and_intersection_are_associative(a: IntervalSet, b: IntervalSet, c: IntervalSet) -> None:
    assert (a | b) | c == a | (b | c)
    assert (a & b) & c == a & (b & c)


@given(SETS)
def test_union_and_intersection_are_idempotent(a: IntervalSet) -> None:
    assert a | a == a
    assert a & a == a


@given(SETS, SETS)
def test_union_and_intersection_absorb_each_other(a: IntervalSet, b: IntervalSet) -> None:
    assert a | (a & b) == a
    assert a & (a | b) == a


@given(SETS, SETS, SETS)
def test_union_and_intersection_are_distributive(a: IntervalSet, b: IntervalSet, c: IntervalSet) -> None:
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)


@given(SETS)
def test_the_empty_set_is_neutral_and_absorbing(a: IntervalSet) -> None:
    assert a | EMPTY == a == EMPTY | a
    assert a & EMPTY == EMPTY == EMPTY & a
    assert a - EMPTY == a
    assert EMPTY - a == EMPTY


@given(SETS, SETS, EDGE, EDGE)
def test_de_morgan_holds_within_a_horizon(a: IntervalSet, b: IntervalSet, x: int, y: int) -> None:
    start, end = min(x, y), max(x, y)
    assert (a | b).complement(start, end) == a.complement(start, end) & b.complement(start, end)
    assert (a & b).complement(start, end) == a.complement(start, end) | b.complement(start, end)


@given(SETS, EDGE, EDGE)
def test_the_complement_is_an_involution_within_a_horizon(a: IntervalSet, x: int, y: int) -> None:
    start, end = min(x, y), max(x, y)
    other = a.complement(start, end)
    assert is_canonical(other)
    assert dense(other) == set(range(start, end)) - dense(a)
    assert other.complement(start, end) == a.clip(start, end)


@given(SETS, SETS)
def test_a_difference_keeps_what_the_other_set_lacks(a: IntervalSet, b: IntervalSet) -> None:
    assert is_canonical(a - b)
    assert dense(a - b) == dense(a) - dense(b)
    assert (a - b) | (a & b) == a
    assert a - a == EMPTY


@given(SETS, SETS)
def test_membership_agrees_with_each_operator(a: IntervalSet, b: IntervalSet) -> None:
    either, both, only = a | b, a & b, a - b
    assert is_canonical(either)
    assert is_canonical(both)
    for minute in range(-1, LIMIT + 2):
        assert (minute in a) == (minute in dense(a))
        assert (minute in either) == (minute in a or minute in b)
        assert (minute in both) == (minute in a and minute in b)
        assert (minute in only) == (minute in a and minute not in b)


@given(SETS, SETS)
def test_measures_add_up(a: IntervalSet, b: IntervalSet) -> None:
    assert a.minutes == len(dense(a))
    assert (a | b).minutes + (a & b).minutes == a.minutes + b.minutes


@given(LISTS, st.integers(1, 6))
def test_at_least_k_counts_on_a_dense_grid(sets: list[IntervalSet], k: int) -> None:
    found = at_least(k, sets)
    assert is_canonical(found)
    level = counts((dense(one), 1) for one in sets)
    assert dense(found) == {minute for minute, people in level.items() if people >= k}


@given(LISTS)
def test_at_least_one_is_the_union_and_at_least_all_the_intersection(sets: list[IntervalSet]) -> None:
    assert at_least(1, sets) == union(sets)
    if sets:
        both = sets[0]
        for one in sets[1:]:
            both &= one
        assert at_least(len(sets), sets) == both
    assert at_least(len(sets) + 1, sets) == EMPTY


@given(LISTS)
def test_at_least_is_monotone_in_k(sets: list[IntervalSet]) -> None:
    for k in range(1, len(sets) + 1):
        assert at_least(k + 1, sets) - at_least(k, sets) == EMPTY


@given(LISTS, SETS, st.integers(1, 5))
def test_one_more_set_never_takes_a_minute_away(sets: list[IntervalSet], more: IntervalSet, k: int) -> None:
    assert at_least(k, sets) - at_least(k, [*sets, more]) == EMPTY


@given(LISTS, st.integers(1, 6))
def test_unit_weights_weigh_as_at_least_counts(sets: list[IntervalSet], k: int) -> None:
    assert weighted_at_least(k, [(one, 1) for one in sets]) == at_least(k, sets)


@given(WEIGHTED, st.integers(1, 9))
def test_a_weight_counts_as_so_many_equal_sets(weighted: list[tuple[IntervalSet, int]], total: int) -> None:
    found = weighted_at_least(total, weighted)
    assert is_canonical(found)
    assert found == at_least(total, [one for one, weight in weighted for _ in range(weight)])


@given(WEIGHTED)
def test_the_depth_is_the_weight_over_each_minute(weighted: list[tuple[IntervalSet, int]]) -> None:
    steps = depth(weighted)
    level = {minute: weight for start, end, weight in steps for minute in range(start, end)}
    assert level == counts((dense(one), weight) for one, weight in weighted)
    for (start, end, weight), (later, _, other) in pairwise(steps):
        assert start < end <= later
        assert end < later or weight != other


@given(SETS, EDGE, EDGE)
def test_a_clip_keeps_exactly_what_lies_inside(a: IntervalSet, start: int, end: int) -> None:
    found = a.clip(start, end)
    assert is_canonical(found)
    assert dense(found) == dense(a) & set(range(start, end))


@given(SETS, EDGE, EDGE)
def test_covers_and_touches_ask_about_every_and_some_minute(a: IntervalSet, start: int, end: int) -> None:
    inside = set(range(start, end))
    assert a.covers(start, end) == (inside <= dense(a))
    assert a.touches(start, end) == bool(inside & dense(a))


@given(SETS, st.integers(-1, 15))
def test_at_least_long_keeps_whole_intervals(a: IntervalSet, minutes: int) -> None:
    assert list(a.at_least_long(minutes)) == [(start, end) for start, end in a if end - start >= minutes]


@given(SETS)
def test_a_set_can_be_made_again_from_its_pairs(a: IntervalSet) -> None:
    assert IntervalSet(list(a)) == a
    assert eval(repr(a), {"IntervalSet": IntervalSet}) == a  # noqa: S307 - our own text
    assert len(a) == len(list(a))


@given(SETS, EDGE)
def test_the_last_end_and_the_next_start_are_the_nearest_edges(a: IntervalSet, instant: int) -> None:
    minutes = dense(a)
    ends = [edge for edge in range(LIMIT + 2) if edge - 1 in minutes and edge not in minutes]
    starts = [edge for edge in range(LIMIT + 2) if edge in minutes and edge - 1 not in minutes]
    assert a.last_end(instant) == max([edge for edge in ends if edge <= instant], default=None)
    assert a.next_start(instant) == min([edge for edge in starts if edge >= instant], default=None)


@given(SETS, st.integers(0, 9), st.integers(0, 9))
def test_widening_adds_the_minutes_near_a_minute_of_the_set(a: IntervalSet, before: int, after: int) -> None:
    found = a.widened(before, after)
    assert is_canonical(found)
    assert dense(found) == {minute + near for minute in dense(a) for near in range(-before, after + 1)}


@given(SETS, SETS, st.integers(0, 9), st.integers(0, 9))
def test_widening_is_additive_and_spreads_over_unions(
    a: IntervalSet, b: IntervalSet, before: int, after: int
) -> None:
    assert a.widened(before, 0).widened(0, after) == a.widened(before, after)
    assert a.widened(before, after).widened(before, after) == a.widened(2 * before, 2 * after)
    assert (a | b).widened(before, after) == a.widened(before, after) | b.widened(before, after)


@given(SETS, st.integers(1, 12))
def test_what_fits_is_where_every_minute_lies_in_the_set(a: IntervalSet, minutes: int) -> None:
    found = a.fits(minutes)
    assert is_canonical(found)
    assert dense(found) == {
        start
        for start in range(-15, LIMIT + 2)
        if all(minute in dense(a) for minute in range(start, start + minutes))
    }


@given(SETS, SETS, st.integers(1, 12))
def test_what_fits_two_sets_fits_both(a: IntervalSet, b: IntervalSet, minutes: int) -> None:
    assert (a & b).fits(minutes) == a.fits(minutes) & b.fits(minutes)
    assert a.fits(minutes).widened(0, minutes - 1) == a.at_least_long(minutes)
