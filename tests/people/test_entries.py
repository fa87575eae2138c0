"""Entries of a calendar: plain values whose instants are those of their rule."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.recurrence import Recurrence
from overlap.people.entries import (
    ENTRY_KINDS,
    AvailabilityEntry,
    DayEntry,
    FreeBusyEntry,
    Guest,
    Moved,
    TimedEntry,
)
from tests.planning.brute import instant
from tests.properties.oracle import DAY, day_number, instant_of_wall
from tests.properties.strategies import CLOCKS, zones_and_days

WEEKLY = Recurrence("week", weekdays=(0,))


def wall(text: str) -> int:
    return instant(text)  # a wall minute is counted as an instant is


def entry(**more: Any) -> TimedEntry:
    given: dict[str, Any] = {"uid": "x", "title": "Sync", "zone": "Europe/London", "minutes": 30}
    return TimedEntry(**{**given, "start": wall("2026-03-23 16:30"), **more})


def starts(one: TimedEntry) -> list[int]:
    return [start for start, _ in one.instants()]


def test_a_single_entry_has_one_instance() -> None:
    one = entry()
    assert one.instants() == [(instant("2026-03-23 16:30"), instant("2026-03-23 17:00"))]
    assert list(one.walls()) == [wall("2026-03-23 16:30")]


def test_a_recurring_entry_keeps_its_wall_time_over_a_clock_change() -> None:
    one = entry(recurrence=WEEKLY, last=wall("2026-04-06 16:30"))
    expected = ["2026-03-23 16:30", "2026-03-30 15:30", "2026-04-06 15:30"]
    assert starts(one) == [instant(text) for text in expected]


def test_what_is_skipped_has_no_instance_and_what_is_moved_another() -> None:
    one = entry(
        recurrence=WEEKLY,
        last=wall("2026-04-13 16:30"),
        skipped=(wall("2026-03-30 16:30"),),
        moved=(Moved(wall("2026-04-06 16:30"), wall("2026-04-07 09:00"), "Easter Monday"),),
    )
    expected = ["2026-03-23 16:30", "2026-04-07 08:00", "2026-04-13 15:30"]
    assert starts(one) == [instant(text) for text in expected]
    assert len(list(one.walls())) == 4


def test_instances_come_in_order_of_time() -> None:
    one = entry(
        recurrence=WEEKLY,
        last=wall("2026-03-30 16:30"),
        moved=(Moved(wall("2026-03-23 16:30"), wall("2026-03-31 09:00")),),
    )
    assert starts(one) == sorted(starts(one))
    assert starts(one)[0] == instant("2026-03-30 15:30")


@given(zones_and_days(), CLOCKS, st.integers(0, DAY - 1), st.integers(0, 9), st.integers(1, 90))
def test_instances_are_those_that_a_walk_finds(
    place: tuple[str, int], other: str, minute: int, days: int, minutes: int
) -> None:
    for key in (place[0], other):
        first = place[1] - 3
        walls = [(first + more) * DAY + minute for more in range(days + 1)]
        one = TimedEntry(
            "x",
            "x",
            key,
            walls[0],
            minutes,
            recurrence=Recurrence("day"),
            last=walls[-1],
            skipped=(walls[0],),
        )
        found = sorted(instant_of_wall(key, at) for at in walls[1:])
        assert one.instants() == [(start, start + minutes) for start in found]


@pytest.mark.parametrize(
    "more",
    [
        {"recurrence": WEEKLY},
        {"last": wall("2026-03-30 16:30")},
        {"recurrence": WEEKLY, "last": wall("2026-04-13 16:30"), "skipped": (wall("2026-03-31 16:30"),)},
        {"recurrence": WEEKLY, "last": wall("2026-04-13 16:30"), "skipped": (wall("2026-03-30 16:00"),)},
        {"recurrence": WEEKLY, "last": wall("2026-03-29 16:30"), "skipped": (wall("2026-03-30 16:30"),)},
        {
            "recurrence": WEEKLY,
            "last": wall("2026-04-13 16:30"),
            "moved": (Moved(wall("2026-04-01 16:30"), 0),),
        },
        {"recurrence": WEEKLY, "last": wall("2026-04-13 16:30"), "start": wall("2026-03-24 16:30")},
        {"recurrence": WEEKLY, "last": wall("2026-03-23 16:29")},
    ],
)
def test_an_entry_that_names_what_is_none_of_its_instances_is_a_fault(more: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        entry(**more)


def test_the_last_instance_is_one() -> None:
    one = entry(recurrence=WEEKLY, last=wall("2026-03-23 16:30"))
    assert len(one.instants()) == 1


def test_a_rule_that_the_calendar_ends_has_no_more() -> None:
    one = entry(start=wall("9999-12-30 10:00"), recurrence=Recurrence("day"), last=wall("9999-12-31 10:00"))
    assert list(one.walls()) == [wall("9999-12-30 10:00"), wall("9999-12-31 10:00")]


def test_entries_are_plain_values() -> None:
    guest = Guest("Ana", "ana@example.com")
    kinds = [
        entry(guests=(guest,), recurrence=WEEKLY, last=wall("2026-03-30 16:30")),
        DayEntry("d", "Holiday", date(2026, 3, 2), date(2026, 3, 2) + timedelta(1)),
        FreeBusyEntry("f", guest, 0, DAY, ((10, 20, "busy"),)),
        AvailabilityEntry("a", guest, "UTC", 0, day_number(date(2026, 3, 2)), (entry(),)),
    ]
    assert [type(one) for one in kinds] == list(ENTRY_KINDS)
    for one in kinds:
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert guest.is_required


def test_an_entry_takes_time_is_open_and_is_held_unless_told() -> None:
    one = entry()
    assert (one.is_busy, one.is_private, one.is_cancelled) == (True, False, False)
