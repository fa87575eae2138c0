"""What a wall time comes to over several dates is the sum over each of them alone."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import Literal

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
from tests.planning.brute import holidays
from tests.properties.oracle import DAY, day_number

DAILY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EVENING = Team("ny", "America/New_York", [Shift("18:00", "24:00")], days=DAILY)
BACK_2026, BACK_2027 = date(2026, 11, 1), date(2027, 11, 7)
FORWARD_2026, FORWARD_2027 = date(2026, 3, 8), date(2027, 3, 14)


def tables(*away: TimeOff, team: Team = EVENING) -> DayTables:
    """Those of ten minutes with one person of New York, by default at work every evening."""
    team = team.replace(members=[Member("ana", time_off=away)])
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


@pytest.mark.parametrize("at", [1080, 1410, 1420, 1421, 1425, 1430, 1435, 1439])
@pytest.mark.parametrize(
    "away",
    [
        TimeOff("2026-03-04", from_time="23:50", until_time="24:00"),
        TimeOff("2026-03-05", from_time="00:00", until_time="00:05"),
        TimeOff("2026-03-05", from_time="00:08", until_time="00:09"),
    ],
)
def test_dates_that_differ_only_at_their_end_or_past_it_share_no_table(at: int, away: TimeOff) -> None:
    night = EVENING.replace(shifts=[Shift("18:00", "02:00")])
    dates = [date(2026, 3, 3), date(2026, 3, 4)]
    first, second = (tables(away, team=night).total([on], at) for on in dates)
    assert tables(away, team=night).total(dates, at) == first.plus(second)
    low, high = away.minutes_off or (0, 0)
    late = (away.start - dates[1]).days * 1440
    assert (first.failing, second.failing) == (0, int(at < late + high and late + low < at + 10))


@pytest.mark.parametrize("on_holiday", ["keep", "skip"])
def test_a_month_comes_to_what_each_of_its_dates_is_to_each_person(
    on_holiday: Literal["keep", "skip"],
) -> None:
    """Clocks in New York go forward on 8 March; one minute off at midnight sets the 19th apart."""
    calendar, _ = holidays("2026-03-10", "2026-03-20", half=("2026-03-12",))
    minute = TimeOff("2026-03-19", from_time="00:00", until_time="00:01")
    crew = [
        Member("ana", time_off=[TimeOff("2026-03-24")]),
        Member("bo", role="optional", zone="Asia/Manila"),
    ]
    teams = [
        EVENING.replace(shifts=[Shift("18:00", "02:00")], members=[Member("cy", time_off=[minute])]),
        Team("day", "America/New_York", [Shift("09:00", "17:00")], holidays=calendar, members=crew),
        Team("manila", "Asia/Manila", [Shift("20:00", "05:00")]),
    ]
    meeting = Meeting(
        "m", teams=["ny", "day", "manila"], minutes=45, on=DAILY, at="09:00", on_holiday=on_holiday
    )
    clock = zone("America/New_York")
    roster = Roster(teams, zone="America/New_York")
    people = invited(roster, meeting, Horizon.of("2026-03-01", "2026-03-31", clock), domain="waking")
    dates = [date(2026, 3, day) for day in range(1, 32)]
    whole, kinds = DayTables(people, clock), set()
    for at in (0, 1, 119, 120, 540, 690, 1005, 1080, 1395, 1439):
        rows = []
        for on in dates:
            start = clock.to_instant(day_number(on) * DAY + at)
            if on_holiday == "skip" and start in people.on_holiday():
                rows.append(Row((0, 0, 0, 0), 0, 0, 0, 0))
                continue
            costs = people.costs(start)
            must = [one for one in people.invitees if one.is_required]
            rows.append(
                Row(
                    tuple(costs[one] for one in ("ny.cy", "day.ana", "day.bo", "manila")),
                    sum(people.is_woken(one, start) for one in must),
                    int(start not in people.met()),
                    1,
                    sum(people.is_outside(one, start) for one in people.invitees),
                )
            )
        assert whole.total(dates, at) == reduce(Row.plus, rows)
        assert [DayTables(people, clock).total([on], at) for on in dates[6:13]] == rows[6:13]
        kinds.update(rows)
    assert len(kinds) > 20
    assert (Row((0, 0, 0, 0), 0, 0, 0, 0) in kinds) == (on_holiday == "skip")
