"""Depths are what adding up every minute says they are."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.depth import Depth
from overlap.core.intervals import IntervalSet
from overlap.errors import BadArgument
from tests.properties.strategies import dense, interval_sets

WEIGHTED = st.lists(st.tuples(interval_sets(), st.integers(0, 3)), max_size=4)
EDGES = st.tuples(st.integers(-5, 40), st.integers(41, 70))


def levels(found: Depth) -> dict[int, int]:
    """The level of each minute."""
    return {minute: level for start, end, level in found for minute in range(start, end)}


def added(weighted: list[tuple[IntervalSet, int]], start: int, end: int) -> dict[int, int]:
    total = Counter(dict.fromkeys(range(start, end), 0))
    for one, weight in weighted:
        for minute in dense(one):
            if start <= minute < end:
                total[minute] += weight
    return dict(total)


@given(WEIGHTED, EDGES)
def test_every_minute_has_the_sum_of_its_weights(
    weighted: list[tuple[IntervalSet, int]], edges: tuple[int, int]
) -> None:
    found = Depth.of(weighted, *edges)
    expected = added(weighted, *edges)
    assert levels(found) == expected
    assert (found.start, found.end) == edges
    assert all(one[1] == other[0] and one[2] != other[2] for one, other in pairwise(found))
    assert len(found) == len(found.steps)
    assert found.peak == max(expected.values())
    assert found.lowest == min(expected.values())
    assert found.person_minutes == sum(expected.values())
    assert found.minutes_at == dict(sorted(Counter(expected.values()).items()))
    assert list(found.minutes_at) == sorted(found.minutes_at)
    for minute in (edges[0], edges[1] - 1, sum(edges) // 2):
        assert found.at(minute) == expected[minute]
    for level in (1, 2, 5):
        assert dense(found.at_least(level)) == {at for at, there in expected.items() if there >= level}
    for level in (0, 1, 2):
        assert dense(found.exactly(level)) == {at for at, there in expected.items() if there == level}


@given(WEIGHTED, WEIGHTED, EDGES)
def test_what_one_lacks_of_another_is_the_difference_of_each_minute(
    there: list[tuple[IntervalSet, int]], wanted: list[tuple[IntervalSet, int]], edges: tuple[int, int]
) -> None:
    found = Depth.of(there, *edges).short_of(Depth.of(wanted, *edges))
    have, want = added(there, *edges), added(wanted, *edges)
    lacking = {minute: less for start, end, less in found for minute in range(start, end)}
    assert lacking == {at: want[at] - have[at] for at in have if want[at] > have[at]}
    assert all(one[1] < other[0] or one[2] != other[2] for one, other in pairwise(found))
    assert all(start < end for start, end, _ in found)


@given(WEIGHTED, EDGES, EDGES)
def test_a_part_of_a_depth_has_the_levels_of_the_whole(
    weighted: list[tuple[IntervalSet, int]], edges: tuple[int, int], cut: tuple[int, int]
) -> None:
    whole = Depth.of(weighted, *edges)
    low, high = max(edges[0], cut[0]), min(edges[1], cut[1])
    assert levels(whole.clip(*cut)) == {at: level for at, level in levels(whole).items() if low <= at < high}


def test_what_cannot_be_asked_of_a_depth_is_refused() -> None:
    found = Depth.of([(IntervalSet([(0, 5)]), 2)], 0, 10)
    for instant in (-1, 10):
        with pytest.raises(BadArgument, match="is not between 0 and 10; ask inside") as caught:
            found.at(instant)
        assert caught.value.field == "instant"
    with pytest.raises(BadArgument, match="a level of 0 is reached at every minute; ask for 1 or more"):
        found.at_least(0)
    with pytest.raises(BadArgument, match="no minute lies between 10 and 10; give an end"):
        Depth.of([], 10, 10)
    with pytest.raises(BadArgument, match="a weight cannot be negative"):
        Depth.of([(IntervalSet([(0, 5)]), -1)], 0, 10)
    for cut in ((10, 20), (5, 5), (3, 3)):
        with pytest.raises(BadArgument, match="no minute of it lies between"):
            found.clip(*cut)
    with pytest.raises(BadArgument, match="are not over the same horizon"):
        found.short_of(Depth.of([], 0, 11))


def test_a_depth_shows_its_levels_and_its_horizon() -> None:
    found = Depth.of([(IntervalSet([(0, 60)]), 3)], 0, 1440)
    assert repr(found) == "<Depth: 0 to 3 from 1970-01-01T00:00Z to 1970-01-02T00:00Z, 2 steps>"
    assert found == Depth.of([(IntervalSet([(0, 30)]), 3), (IntervalSet([(30, 60)]), 3)], 0, 1440)
    assert hash(found) == hash(Depth(found.steps))


def test_the_same_lack_of_different_levels_is_one_step() -> None:
    there = Depth.of([(IntervalSet([(0, 10)]), 1), (IntervalSet([(5, 10)]), 1)], 0, 12)
    wanted = Depth.of([(IntervalSet([(0, 12)]), 2), (IntervalSet([(5, 12)]), 1)], 0, 12)
    assert there.short_of(wanted) == [(0, 10, 1), (10, 12, 3)]
    assert wanted.short_of(there) == []


def test_what_only_borders_the_horizon_leaves_no_step() -> None:
    assert Depth.of([(IntervalSet([(0, 5), (10, 15)]), 2)], 5, 10).steps == ((5, 10, 0),)


def test_where_both_change_at_once_nothing_is_told_of_no_time() -> None:
    there = Depth(((0, 5, 1), (5, 10, 0)))
    wanted = Depth(((0, 5, 2), (5, 10, 3)))
    assert there.short_of(wanted) == [(0, 5, 1), (5, 10, 3)]
