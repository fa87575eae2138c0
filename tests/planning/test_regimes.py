"""Local hours by the day on which they start."""

from __future__ import annotations

import pytest

from overlap.planning.regimes import by_day
from tests.properties.oracle import DAY

NIGHT = (DAY + 1320, 2 * DAY + 360)


@pytest.mark.parametrize(
    ("walls", "found"),
    [
        ([(540, 1020)], {0: ((540, 1020),)}),
        ([(540, 720), (780, 1020)], {0: ((540, 720), (780, 1020))}),
        ([NIGHT], {1: ((1320, DAY + 360),)}),  # a night stays whole
        ([(600, DAY + 599)], {0: ((600, DAY + 599),)}),  # a minute less than a day too
        ([(600, DAY + 600)], {0: ((600, DAY),), 1: ((0, 600),)}),
        ([(0, 2 * DAY)], {0: ((0, DAY),), 1: ((0, DAY),)}),
    ],
)
def test_wall_intervals_are_cut_at_midnights_from_a_whole_day_on(
    walls: list[tuple[int, int]], found: dict[int, tuple[tuple[int, int], ...]]
) -> None:
    assert by_day(walls) == found
