"""Tickets go to an executor in chunks, smaller ones where each is answered by itself."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.workclock import WorkClock
from tests.planning.brute import instant
from tests.planning.executors import AtOnce

MONDAY = instant("2026-03-02 00:00")
HELD = (MONDAY, MONDAY + 600)


@cache
def clock() -> WorkClock:
    return WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")]))


@pytest.mark.parametrize(("count", "chunks"), [(1, 1), (2, 1), (2_048, 1), (2_049, 2), (4_097, 3)])
def test_what_is_held_is_counted_2048_tickets_at_a_time(count: int, chunks: int) -> None:
    executor = AtOnce()
    assert clock().held_many([HELD] * count, executor=executor) == [{"desk": 60}] * count
    assert executor.submitted == chunks


@pytest.mark.parametrize(
    ("count", "more", "chunks"),
    [
        (2, {}, 1),
        (32_768, {}, 1),
        (32_769, {}, 2),
        (2_048, {"pauses": [[]] * 2_047 + [[(MONDAY + 540, MONDAY + 570)]]}, 1),
        (2_049, {"pauses": [[(MONDAY + 540, MONDAY + 570)]] + [[]] * 2_048}, 2),
    ],
)
def test_due_minutes_are_counted_32768_at_a_time_and_with_pauses_2048(
    count: int, more: dict[str, Any], chunks: int
) -> None:
    executor = AtOnce()
    paused = [bool(pauses) for pauses in more.get("pauses", [()] * count)]
    expected = [MONDAY + (570 if one else 540) + 60 for one in paused]
    assert clock().due_many([MONDAY] * count, 60, executor=executor, **more) == expected
    assert executor.submitted == chunks
