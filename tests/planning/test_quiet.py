"""Quiet hours are those that a look at every minute of a clock finds."""

from __future__ import annotations

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.planning.quiet import quiet_hours
from tests.planning.brute import instant
from tests.properties.oracle import DAY

# In London clocks go forward at 01:00Z on 29 March and back on 25 October; on Lord Howe by half an hour at
# 15:30Z on 3 October and 15:00Z on 4 April. Most of these horizons end or begin on such a day.
SPANS = [
    ("2026-03-02 00:00", "2026-03-04 00:00"),
    ("2026-03-27 12:00", "2026-03-29 03:00"),
    ("2026-03-29 00:30", "2026-03-30 12:00"),
    ("2026-10-23 00:00", "2026-10-25 04:00"),
    ("2026-10-25 00:30", "2026-10-26 23:00"),
    ("2026-04-03 00:00", "2026-04-04 20:00"),
    ("2026-10-02 00:00", "2026-10-03 20:00"),
]


@pytest.mark.parametrize("quiet", [(1320, 420), (0, 360), (780, 900), (1320, DAY), (420, 1320), (600, 599)])
@pytest.mark.parametrize("name", ["UTC", "Europe/London", "Australia/Lord_Howe", "America/New_York"])
@pytest.mark.parametrize("span", SPANS)
def test_quiet_minutes_are_those_that_the_clock_says(
    name: str, quiet: tuple[int, int], span: tuple[str, str]
) -> None:
    clock, (low, high) = zone(name), quiet
    start, end = (instant(at) for at in span)
    found = quiet_hours(clock, quiet, Horizon(start, end))
    expected = set()
    for minute in range(start, end):
        wall = clock.to_wall(minute) % DAY
        if low <= wall < high if low < high else wall >= low or wall < high:
            expected.add(minute)
    assert {minute for one in found for minute in range(*one)} == expected


def test_equal_ends_mean_that_no_time_is_quiet() -> None:
    horizon = Horizon(instant("2026-03-02 00:00"), instant("2026-03-09 00:00"))
    assert not quiet_hours(zone("UTC"), (600, 600), horizon)
    assert not quiet_hours(zone("UTC"), (0, 0), horizon)
