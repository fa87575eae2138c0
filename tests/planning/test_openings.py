"""Sets of bends of each number of people are those that trying everything finds."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import given, settings

from overlap.core.intervals import IntervalSet
from overlap.planning.openings import Found, Openings, _cases, groups_of
from tests.planning.relaxation_oracle import Key, every_way, lengths, smallest
from tests.planning.test_bends import searched
from tests.planning.test_relaxations import NearMiss, near_misses


def found_with(case: NearMiss, people: int, known: Collection[Key]) -> dict[Key, Found]:
    best: dict[Key, Found] = {}
    search = searched(case)
    for minutes in reversed(lengths(case.brute.duration)):
        Openings(search, minutes).with_people(people, known, best)
    return best


@settings(max_examples=25)
@given(near_misses())
def test_every_smallest_set_is_found_with_its_people_and_its_best_slot(case: NearMiss) -> None:
    brute = case.brute
    if brute.on_raster():
        return
    ways = every_way(brute, fixed=case.fixed)
    wanted = smallest(ways)
    known: list[Key] = []
    for people in range(sum(group.quorum for group in groups_of(searched(case))) + 1):
        found = found_with(case, people, known)
        level = {key: way for key, way in wanted.items() if way.people == people}
        for key, way in level.items():
            assert (found[key].minutes, found[key].lost, found[key].start) == way[1:]
            assert {bend.key for bend in found[key].bends} == key
        for key, one in found.items():
            assert ways[key].people == people  # what is found besides opens a slot too
            assert not any(part <= key for part in known)
            assert one.minutes >= ways[key].minutes
        known += level
    assert set(known) == set(wanted)


def test_instants_are_told_apart_by_who_is_there() -> None:
    def sets(*pairs: tuple[int, int]) -> IntervalSet:
        return IntervalSet(pairs)

    found = _cases(
        [
            (2, 4, sets((0, 100), (150, 200))),
            (0, 4, sets((0, 20), (60, 80))),
            (0, 1, sets((10, 40))),
            (1, 2, sets((30, 60), (90, 170))),
        ],
        2,
    )
    assert found == {
        (4, 0): sets((0, 20), (60, 80)),
        (1, 0): sets((20, 30)),
        (1, 2): sets((30, 40)),
        (0, 2): sets((40, 60), (90, 100), (150, 170)),
        (0, 0): sets((80, 90), (170, 200)),
    }
    assert _cases([(0, 4, IntervalSet())], 0) == {}
