"""A clock tells of holiday data that end, however far it looks on a guess."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.core.horizon import SUPPORTED
from overlap.errors import BeyondData
from overlap.people.calendars import Calendar
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.running import Running
from overlap.planning.selection import demand
from tests.planning.brute import instant
from tests.properties.oracle import DAY
from tests.properties.strategies import FakeTable

FIRST, END = instant("2026-03-01 00:00"), instant("2026-07-01 00:00")
KNOWN = FakeTable(known_from=date(2026, 3, 1), known_until=date(2026, 6, 30))
DESK = Roster([Team("t", "UTC", [Shift("09:00", "17:00")], holidays=Calendar(KNOWN))])


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (END - 40 * DAY, END + 20 * DAY),
        (END - 20 * DAY, END + 40 * DAY),
        (FIRST - 20 * DAY, FIRST + 40 * DAY),
        (FIRST - 40 * DAY, FIRST + 20 * DAY),
    ],
)
def test_what_lies_beyond_the_holiday_data_is_refused_and_not_left_out(start: int, end: int) -> None:
    with pytest.raises(BeyondData):
        Running(DESK, demand(DESK, ["t"], 1, None, None)).between(start, end)


def test_a_refusal_leaves_what_is_known_whole() -> None:
    running = Running(DESK, demand(DESK, ["t"], 1, None, None))
    monday = instant("2026-03-09 00:00")
    assert running.between(monday, monday + 2 * DAY) == 2 * 480
    for start, end in ((FIRST - 50 * DAY, monday + DAY), (monday, END + 60 * DAY)):
        with pytest.raises(BeyondData):
            running.between(start, end)
    assert running.between(FIRST, END) == (22 + 22 + 21 + 22) * 480  # weekdays of March to June


@pytest.mark.parametrize("start", [SUPPORTED[0] + 5 * DAY, SUPPORTED[1] - 10 * DAY])
def test_at_the_ends_of_the_supported_years_the_data_are_what_is_missing(start: int) -> None:
    with pytest.raises(BeyondData):
        Running(DESK, demand(DESK, ["t"], 1, None, None)).between(start, start + 5 * DAY)
