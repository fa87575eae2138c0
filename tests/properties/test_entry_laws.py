"""Entries of shifts and of availability come to exactly what the minute-by-minute oracle says."""

from __future__ import annotations

from hypothesis import given, settings

from overlap.core.horizon import Horizon
from overlap.people.roster import Roster
from overlap.planning.availability_entries import availability_entries, free_busy_entries
from overlap.planning.shift_entries import shift_entries
from tests.planning.entry_oracle import assert_sound, instants_of
from tests.properties.oracle import DAY, minutes_at_work, shifts_worked
from tests.properties.strategies import Crowd, crowds

FEW = max(settings().max_examples // 8, 10)


def weeks_around(horizon: Horizon, weeks: int) -> Horizon:
    """A longer horizon, so that something recurs; its ends are as nasty as they were."""
    return Horizon(horizon.start - weeks * 7 * DAY, horizon.end + weeks * 7 * DAY)


@settings(max_examples=FEW)
@given(crowds(most=1))
def test_entries_of_shifts_are_the_oracles_shifts(crowd: Crowd) -> None:
    (group,) = crowd.groups
    roster, horizon = Roster([group.team]), weeks_around(crowd.horizon, 2)
    expected = {
        (one.start, one.end)
        for worker in group.workers()
        for one in shifts_worked(worker, horizon.start, horizon.end)
        if horizon.start <= one.start < horizon.end and one.start < one.end
    }
    entries = shift_entries(roster, horizon)
    found = [instants_of(entry) for entry in entries]
    assert {one for instants in found for one in instants} == expected
    assert [entry.instants() for entry in entries] == found
    assert len({entry.uid for entry in entries}) == len(entries)
    for entry in entries:
        assert_sound(entry)


@settings(max_examples=FEW)
@given(crowds(most=1))
def test_available_stretches_are_the_oracles_minutes_at_work(crowd: Crowd) -> None:
    (group,) = crowd.groups
    roster, horizon = Roster([group.team]), weeks_around(crowd.horizon, 1)
    entries = availability_entries(roster, horizon)
    taken = free_busy_entries(roster, horizon)
    unnamed = [] if len(group.workers()) == len(group.members) else [group.unnamed]
    for entry, blocks, worker in zip(entries, taken, [*unnamed, *group.members], strict=True):
        expected = minutes_at_work(worker, horizon.start, horizon.end)
        minutes: set[int] = set()
        for one in entry.available:
            assert_sound(one)
            assert one.zone in (worker.zone, "UTC")
            for start, end in instants_of(one):
                assert minutes.isdisjoint(range(start, end))
                minutes.update(range(start, end))
        assert minutes == expected
        assert (blocks.start, blocks.end) == (horizon.start, horizon.end)
        away = {minute for start, end, _ in blocks.blocks for minute in range(start, end)}
        assert {kind for _, _, kind in blocks.blocks} <= {"unavailable"}
        assert away == set(range(horizon.start, horizon.end)) - expected
    uids = [entry.uid for entry in entries] + [one.uid for entry in entries for one in entry.available]
    assert len(set(uids)) == len(uids)
