"""The first slot ahead is the first there is, as far as everybody's days are known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from overlap.core.horizon import SUPPORTED
from overlap.people.calendars import Calendar
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.lookahead import Ahead, first_from
from overlap.planning.meeting_options import search_for
from overlap.planning.search import Search
from tests.planning.brute import instant
from tests.properties.strategies import FakeTable

DAY = 1440


def mondays(*, known_until: date | None = None, minutes: int = 60) -> Search:
    """A search for meetings of a team that works on Mondays, 09:00 to 11:00 of UTC."""
    calendar = None if known_until is None else Calendar(FakeTable(known_until=known_until))
    team = Team("t", "UTC", [Shift("09:00", "11:00")], days=["mon"], holidays=calendar)
    first = datetime(2026, 3, 1, tzinfo=UTC)
    return search_for(
        Roster([team]), first, first + timedelta(days=1), timedelta(minutes=minutes), {"step_minutes": 30}
    )


MONDAY = instant("2026-03-02 09:00")


def test_the_first_slot_lies_on_the_raster_at_the_start_or_after_it() -> None:
    search, end = mondays(), instant("2026-03-31 00:00")
    assert first_from(search, MONDAY, end) == Ahead(MONDAY, end)
    assert first_from(search, MONDAY + 1, end) == Ahead(MONDAY + 30, end)
    assert first_from(search, MONDAY + 61, end) == Ahead(MONDAY + 7 * DAY, end)


def test_a_slot_must_end_by_the_end_of_the_look() -> None:
    search = mondays()
    assert first_from(search, MONDAY - 600, MONDAY + 60).start == MONDAY
    assert first_from(search, MONDAY - 600, MONDAY + 59).start is None
    assert first_from(search, MONDAY, MONDAY + 59) == Ahead(None, MONDAY + 59)


def test_looking_ends_where_holiday_data_end_and_says_so() -> None:
    search = mondays(known_until=date(2026, 3, 9))
    far = instant("2026-06-01 00:00")
    assert first_from(search, MONDAY + 61, far).start == MONDAY + 7 * DAY
    known = instant("2026-03-10 00:00")
    assert first_from(search, MONDAY + 7 * DAY + 30, far) == Ahead(MONDAY + 7 * DAY + 30, known)
    assert first_from(search, MONDAY + 7 * DAY + 61, far) == Ahead(None, known)
    assert first_from(search, known - 59, far) == Ahead(None, known - 59)
    assert first_from(search, known - 60, far) == Ahead(None, known)


def test_looking_ends_where_the_supported_years_end() -> None:
    search, last = mondays(), SUPPORTED[1]
    found = first_from(search, last - 2 * DAY, last + 90 * DAY)
    assert found == Ahead(None, last)
    assert first_from(search, last, last + 1) == Ahead(None, last)


def test_the_whole_of_a_long_look_is_looked_through() -> None:
    search, end = mondays(minutes=121), instant("2026-05-31 00:00")
    assert first_from(search, MONDAY, end) == Ahead(None, end)
