"""What a wall time comes to over several dates is the sum over each of them alone."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.people.absence import TimeOff
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.day_tables import DayTables, Row
from overlap.planning.invited import invited

DAILY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EVENING = Team("ny", "America/New_York", [Shift("18:00", "24:00")], days=DAILY)
BACK_2026, BACK_2027 = date(2026, 11, 1), date(2027, 11, 7)
FORWARD_2026, FORWARD_2027 = date(2026, 3, 8), date(2027, 3, 14)


def tables(*away: TimeOff) -> DayTables:
    """Those of ten minutes with one person who works every evening in New York."""
    team = EVENING.replace(members=[Member("ana", time_off=away)])
    meeting = Meeting("m", teams=["ny"], minutes=10, on=DAILY, at="09:00", anchor="ny", on_holiday="keep")
    clock = zone("America/New_York")
    people = invited(Roster([team]), meeting, Horizon.of("2026-03-01", "2027-11-30", clock))
    return DayTables(people, clock)


def test_two_rows_add_up_in_every_column() -> None:
    one, other = Row((1, 20), 3, 4, 5, 6), Row((100, 2000), 300, 400, 500, 600)
    assert one.plus(other) == Row((101, 2020), 303, 404, 505, 606)


@pytest.mark.parametrize("dates", [(BACK_2026, BACK_2027), (FORWARD_2026, FORWARD_2027)])
@pytest.mark.parametrize("at", [30, 1080, 1390, 1400, 1410])
def test_dates_of_clock_changes_share_no_table_where_their_last_half_hour_differs(
    dates: tuple[date, date], at: int
) -> None:
    away = TimeOff(dates[1], from_time="23:30", until_time="24:00")
    both = tables(away).total(dates, at)
    first, second = (tables(away).total([on], at) for on in dates)
    assert both == first.plus(second)
    assert (first.failing, second.failing) == (int(at < 1080), int(not 1080 <= at <= 1400))


def test_dates_that_are_alike_cost_what_one_does_so_many_times() -> None:
    one = tables().total([date(2026, 3, 3)], 1075)
    # 17:55 to 18:05: five minutes of fringe, so nobody can come.
    assert one == Row((5,), 0, 1, 1, 1)
    assert tables().total([date(2026, 3, day) for day in range(3, 7)], 1075) == Row((20,), 0, 4, 4, 4)
