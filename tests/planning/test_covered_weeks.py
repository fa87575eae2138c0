"""The weekdays and hours of a horizon hold every minute of it once."""

from __future__ import annotations

from overlap.core.depth import Depth
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone
from overlap.planning.covered_weeks import weekday_hours
from tests.planning.brute import instant


def test_a_weeks_minutes_are_in_the_hours_of_its_clock() -> None:
    # Clocks go back on Sunday at 02:00: the hour before comes twice.
    start, end = instant("2026-10-18 23:00"), instant("2026-10-26 00:00")
    busy = IntervalSet([(instant("2026-10-19 08:30"), instant("2026-10-19 10:00"))])
    night = IntervalSet([(instant("2026-10-25 00:30"), instant("2026-10-25 01:15"))])
    expected = [[(0, 60) for _ in range(24)] for _ in range(7)]
    expected[0][9], expected[0][10] = (60, 60), (120, 60)
    expected[6][1] = (3 * 45, 120)
    found = weekday_hours(Depth.of([(busy, 2), (night, 3)], start, end), zone("Europe/London"))
    assert found == tuple(map(tuple, expected))


def test_a_minute_before_clocks_change_is_not_of_the_hour_after() -> None:
    """At 01:59 clocks go back to 01:00: a minute and the half hour after it have the same hour."""
    start, end = instant("2026-10-25 00:59"), instant("2026-10-25 01:30")
    found = weekday_hours(Depth.of([(IntervalSet([(start, end)]), 2)], start, end), zone("Europe/London"))
    assert found[6][1] == (62, 31)
    assert sum(minutes for day in found for _, minutes in day) == 31
