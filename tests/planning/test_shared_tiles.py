"""Tiles say of each pair what two sets share, on a grid and off it, and packing loses nothing."""

from __future__ import annotations

import struct
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.intervals import EMPTY, IntervalSet
from overlap.planning import shared_tiles
from overlap.planning.shared_tiles import packed, shared, tiles, unpacked
from tests.planning.brute import runs
from tests.properties.strategies import dense

START = -500
GRIDS = st.sampled_from([1, 4, 5, 15, 60])


@st.composite
def set_lists(draw: st.DrawFn) -> list[IntervalSet]:
    """Sets after `START` with their edges on one grid."""
    grid = draw(GRIDS)
    edge = st.integers(0, 40).map(lambda at: START + at * grid)
    one = st.lists(st.tuples(edge, edge).map(lambda pair: (min(pair), max(pair))), max_size=6)
    return draw(st.lists(one.map(IntervalSet), min_size=1, max_size=7))


def told(
    sets: list[IntervalSet], least: int
) -> dict[tuple[int, int], tuple[int, int, list[tuple[int, int]]]]:
    """What the tiles say of each pair of places: minutes, windows, and the windows themselves."""
    found = {}
    for tile, rows, columns in tiles(sets, START, least):
        answer = shared(tile)
        pairs = [(row, other) for row in rows for other in columns] if columns else [*combinations(rows, 2)]
        numbers = f"<{len(pairs)}I"
        all_of_it = zip(
            pairs,
            struct.unpack(numbers, answer.minutes),
            struct.unpack(numbers, answer.counts),
            answer.sets,
            strict=True,
        )
        for pair, minutes, count, data in all_of_it:
            assert pair not in found
            found[pair] = minutes, count, [*unpacked(data, START)]
    return found


@given(st.sampled_from([1, 2, 3, 64]), set_lists(), st.sampled_from([0, 1, 2, 5, 14, 61, 200]))
def test_every_pair_shares_the_minutes_in_both_less_short_runs(
    side: int, sets: list[IntervalSet], least: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shared_tiles, "_SIDE", side)
        found = told(sets, least)
    assert set(found) == {*combinations(range(len(sets)), 2)}
    for (one, other), (minutes, count, windows) in found.items():
        long = [pair for pair in runs(dense(sets[one]) & dense(sets[other])) if pair[1] - pair[0] >= least]
        assert windows == long
        assert (minutes, count) == (sum(high - low for low, high in long), len(long))


def test_the_grid_is_counted_from_the_start_of_a_tile() -> None:
    """From minute 10 on, the edges lie 40, 100 and 160 minutes ahead, on no grid of an hour."""
    sets = [IntervalSet([(50, 170)]), IntervalSet([(110, 170)])]
    ((tile, _, _),) = tiles(sets, 10, 0)
    answer = shared(tile)
    assert struct.unpack("<1I", answer.minutes) == (60,)
    assert [*unpacked(answer.sets[0], 10)] == [(110, 170)]


@settings(max_examples=settings().max_examples // 3)
@given(set_lists())
def test_packing_loses_nothing(sets: list[IntervalSet]) -> None:
    for one in sets:
        assert unpacked(packed(one, START), START) == one


def test_sets_may_begin_and_last_long() -> None:
    far = IntervalSet([(START, START + 1), (50_000_000, 120_000_000)])
    assert unpacked(packed(far, START), START) == far
    assert packed(EMPTY, START) == b""


def test_a_year_of_a_pair_is_small() -> None:
    days = [START + 1440 * day for day in range(365) if day % 7 < 5]
    one = IntervalSet((day + 540, day + 1020) for day in days)
    other = IntervalSet((day + 720, day + 1200) for day in days)
    for shift, way in ((0, b"c"), (1, b"s")):  # cells of a grid; and steps, where there is none
        moved = IntervalSet((low + shift, high + shift) for low, high in other)
        ((tile, _, _),) = tiles([one, moved], START, 0)
        (data,) = shared(tile).sets
        assert unpacked(data, START) == one & moved
        assert len(data) < 300
        assert data[:1] == way


@pytest.mark.parametrize("least", [10, 11, 14, 15, 16])
def test_a_run_is_long_enough_by_minutes_and_not_by_cells(least: int) -> None:
    one = IntervalSet((START + low, START + high) for low, high in ((0, 10), (20, 35), (40, 60)))
    windows = [pair for pair in one if pair[1] - pair[0] >= least]
    assert told([one, one], least)[0, 1][2] == windows


def test_a_grid_is_counted_from_the_start_of_the_tile() -> None:
    start, one, other = 5, IntervalSet([(55, 115)]), IntervalSet([(55, 175)])
    ((tile, _, _),) = tiles([one, other], start, 0)
    found = shared(tile)
    assert (found.minutes, found.counts) == (struct.pack("<I", 60), struct.pack("<I", 1))
    assert [unpacked(data, start) for data in found.sets] == [one]
