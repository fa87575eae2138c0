"""Everything that says who is at work agrees with the minute-by-minute oracle."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings

from overlap.core.intervals import at_least, weighted_at_least
from overlap.core.masks import at_least_on_grid
from tests.properties.oracle import (
    DAY,
    counts,
    members_on,
    minutes_at_work,
    minutes_by_shift,
    minutes_lost,
    shifts_worked,
    wall_shown,
)
from tests.properties.strategies import (
    Crowd,
    Workload,
    crowds,
    dense,
    is_canonical,
    workloads,
)

USUAL = settings().max_examples
MANY = USUAL * 2
FEW = USUAL * 6 // 10


@settings(max_examples=MANY)
@given(workloads())
def test_every_law_of_a_work_pattern_holds(load: Workload) -> None:
    """Each law by its name, of one and the same example: to draw it costs more than most of them."""
    it_is_at_work_at_exactly_the_oracles_minutes(load)
    bare_it_knows_no_holidays_and_no_absences(load)
    turns_are_the_oracles_shifts_that_start_inside(load)
    turns_of_equal_starts_come_in_schedule_order(load)
    each_shift_apart_is_at_work_at_the_oracles_minutes(load)
    copies_are_at_work_at_the_wall_minutes_of_their_template(load)


def it_is_at_work_at_exactly_the_oracles_minutes(load: Workload) -> None:
    start, end = load.horizon.start, load.horizon.end
    found = load.pattern.at_work(load.horizon)
    assert is_canonical(found)
    assert dense(found) == minutes_at_work(load.worker, start, end)


def bare_it_knows_no_holidays_and_no_absences(load: Workload) -> None:
    start, end = load.horizon.start, load.horizon.end
    found = load.pattern.at_work(load.horizon, bare=True)
    assert is_canonical(found)
    assert dense(found) == minutes_at_work(load.worker, start, end, bare=True)


def turns_are_the_oracles_shifts_that_start_inside(load: Workload) -> None:
    start, end = load.horizon.start, load.horizon.end
    for bare in (False, True):
        expected = [
            (one.start, one.end, one.shift.name, one.date)
            for one in shifts_worked(load.worker, start, end, bare=bare)
            if start <= one.start < end
        ]
        turns = load.pattern.turns(load.horizon, bare=bare)
        found = [(turn.start, turn.end, turn.shift.name, turn.date) for turn in turns]
        assert sorted(found) == sorted(expected)
        assert [turn.start for turn in turns] == sorted(turn.start for turn in turns)


def turns_of_equal_starts_come_in_schedule_order(load: Workload) -> None:
    ranks = {shift: index for index, shift in enumerate(load.pattern.schedule.shifts)}
    turns = load.pattern.turns(load.horizon)
    for one, other in pairwise(turns):
        if one.start == other.start and one.shift in ranks and other.shift in ranks:
            assert ranks[one.shift] <= ranks[other.shift]


def each_shift_apart_is_at_work_at_the_oracles_minutes(load: Workload) -> None:
    start, end = load.horizon.start, load.horizon.end
    found: dict[tuple[object, ...], set[int]] = {}
    for shift, one in load.pattern.by_shift(load.horizon):
        assert is_canonical(one)
        key = (shift.name, shift.zone, shift.start_minute, shift.headcount)
        found.setdefault(key, set()).update(dense(one))
    assert {key: minutes for key, minutes in found.items() if minutes} == dict(
        minutes_by_shift(load.worker, start, end)
    )


def copies_are_at_work_at_the_wall_minutes_of_their_template(load: Workload) -> None:
    start, end = load.horizon.start, load.horizon.end
    copies = load.pattern.copies(load.horizon)
    if copies is None:
        return
    expected = minutes_at_work(load.worker, start, end)
    pieces: dict[int, list[tuple[int, int]]] = {}
    found: set[int] = set()
    for minute in range(start, end):
        wall = wall_shown(load.worker.zone, minute)
        for day in range(wall // DAY - 1, wall // DAY + 1):
            if day not in pieces:
                pieces[day] = [] if day in copies.off else copies.template.pieces_on(day)
            if any(low <= wall - day * DAY < high for low, high in pieces[day]):
                found.add(minute)
    assert found == expected
    on_grid = at_least_on_grid(1, [(copies, 1)], [], start, end)
    assert on_grid is None or dense(on_grid) == expected


def head_counts_of(crowd: Crowd, index: int) -> dict[int, int]:
    """How many people of a team are at work at each minute, from the words of `Team.head_counts`."""
    group = crowd.groups[index]
    start, end = crowd.horizon.start, crowd.horizon.end
    named = [(minutes_at_work(worker, start, end), 1) for worker in group.members]
    team = group.team
    unnamed = team.people_count - len(group.members)
    if unnamed == 0:
        return counts(named)
    every_shift = [*team.shifts, *(shift for season in team.seasons for shift in season.shifts or ())]
    if all(shift.headcount is None for shift in every_shift):
        return counts([(minutes_at_work(group.unnamed, start, end), unnamed), *named])
    lost = minutes_lost(group.unnamed, start, end)
    at_once: dict[int, dict[tuple[object, ...], int]] = {}
    for one in shifts_worked(group.unnamed, start, end):
        people = max((one.shift.headcount or team.people_count) - members_on(one.shift, team.members), 0)
        for minute in one.minutes - lost:
            if start <= minute < end:
                at_once.setdefault(minute, {})[(one.shift.name, one.shift.start_minute, one.shift.zone)] = (
                    people
                )
    found = {minute: min(sum(people.values()), unnamed) for minute, people in at_once.items()}
    for minute, people in counts(named).items():
        found[minute] = found.get(minute, 0) + people
    return {minute: people for minute, people in found.items() if people}


@settings(max_examples=FEW)
@given(crowds(most=1))
def test_somebody_of_a_team_is_at_work_at_the_oracles_minutes_and_heads_are_counted_as_it_counts_them(
    crowd: Crowd,
) -> None:
    start, end = crowd.horizon.start, crowd.horizon.end
    group = crowd.groups[0]
    found = group.team.at_work(crowd.horizon)
    assert is_canonical(found)
    expected = [minutes_at_work(worker, start, end) for worker in group.workers()]
    assert dense(found) == set().union(*expected)
    weighted = group.team.head_counts(crowd.horizon)
    assert counts((dense(one), weight) for one, weight in weighted) == head_counts_of(crowd, 0)


@settings(max_examples=FEW)
@given(crowds())
def test_windows_of_any_quorum_are_the_oracles(crowd: Crowd) -> None:
    start, end = crowd.horizon.start, crowd.horizon.end
    present = [
        set().union(*(minutes_at_work(worker, start, end) for worker in group.workers()))
        for group in crowd.groups
    ]
    depth = counts((minutes, 1) for minutes in present)
    sets = [group.team.at_work(crowd.horizon) for group in crowd.groups]
    for k in range(1, len(sets) + 2):
        found = at_least(k, sets)
        assert is_canonical(found)
        assert dense(found) == {minute for minute, level in depth.items() if level >= k}


@settings(max_examples=FEW)
@given(crowds(most=2))
def test_minutes_with_enough_heads_are_the_oracles(crowd: Crowd) -> None:
    total: dict[int, int] = {}
    for index in range(len(crowd.groups)):
        for minute, people in head_counts_of(crowd, index).items():
            total[minute] = total.get(minute, 0) + people
    weighted = [pair for group in crowd.groups for pair in group.team.head_counts(crowd.horizon)]
    for wanted in (1, 2, 3, 5):
        found = weighted_at_least(wanted, weighted)
        assert is_canonical(found)
        assert dense(found) == {minute for minute, people in total.items() if people >= wanted}
