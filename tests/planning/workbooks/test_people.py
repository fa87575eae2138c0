"""Days off and hours in a sheet are those of the answers, and of a walk over every minute."""

from __future__ import annotations

from datetime import date
from functools import cache

from overlap.people.absence import TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.holidays import days_off
from overlap.planning.workbooks.whole import workbook
from overlap.planning.workload import workload
from overlap.render.workbook import Column, Sheet, Workbook
from tests.planning.brute import instant, people_of
from tests.planning.workbooks.rosters import KEPT, ROSTER, dicts, wall
from tests.properties.oracle import instant_of_wall, minutes_at_work
from tests.properties.strategies import FakeTable

START, END = "2026-03-02", "2026-03-15"


@cache
def book() -> Workbook:
    return workbook(ROSTER, START, END)


def test_days_off_are_listed_with_the_hours_of_half_days() -> None:
    rows = dicts(book().sheet("holidays"))
    assert [
        (row["Date"].isoformat(), row["Team"], row["Member"], row["Day"], row["Status"]) for row in rows
    ] == [
        ("2026-03-10", "Manila Support", None, "Holiday 2026-03-10", "off"),
        ("2026-03-11", "Manila Support", None, "Half day 2026-03-11", "part"),
        ("2026-03-12", "Manila Support", "Ana Reyes", "time off", "off"),
    ]
    assert [(row["Off from"], row["Off until"]) for row in rows] == [
        (None, None),
        (13 * 60, 24 * 60),
        (None, None),
    ]
    assert [(row["Confidence"], row["Source"]) for row in rows] == [
        (one.confidence, one.source) for one in days_off(ROSTER, START, END)
    ]


def test_a_date_that_is_not_sure_is_marked() -> None:
    calendar = Calendar(FakeTable((Entry(date(2026, 3, 4), "Moon", "public", "XX", projected=True),)))
    roster = Roster([Team("t", "UTC", [Shift("09:00", "17:00")], holidays=calendar)])
    sheet = workbook(roster, START, END).sheet("holidays")
    (row,) = dicts(sheet)
    assert row["Confidence"] == "projected"
    assert sheet.marks[0][[one.heading for one in sheet.columns].index("Confidence")] == "warn"
    assert sorted(sheet.marks[0])[-2:] == ["", "warn"]


def test_hours_are_those_of_each_minute_with_the_night_apart() -> None:
    low = instant_of_wall("Europe/London", instant(f"{START} 00:00"))
    high = instant_of_wall("Europe/London", instant("2026-03-16 00:00"))
    rows = {(row["Team"], row["Member"], row["Shift"]): row for row in dicts(book().sheet("hours"))}
    for team in ROSTER:
        for member, worker in people_of(
            team, KEPT if team.id == "manila" else people_of(ROSTER.teams[1])[""].kept
        ).items():
            if not member and len(team.shifts) > 1:
                continue
            name = next((one.name for one in team.members if one.id == member), None)
            row = rows[team.name, name, None]
            worked = minutes_at_work(worker, low, high)
            night = {minute for minute in worked if not 7 <= wall(minute, worker.zone).hour < 22}
            weekend = {minute for minute in worked if wall(minute, worker.zone).weekday() >= 5}
            assert (row["Hours"], row["At night (hours)"]) == (len(worked), len(night))
            assert row["On rest days (hours)"] == len(weekend)
    found = workload(ROSTER, START, END)
    names = ("Shift", "People", "Working days", "Nights", "Nights in a row")
    assert [tuple(row[name] for name in names) for row in rows.values()] == [
        (one.shift, one.people, one.shifts, one.nights, one.most_nights) for one in found
    ]
    assert len(rows) == len(found)


def test_short_rests_and_long_weeks_are_told_with_the_name() -> None:
    shifts = [Shift("06:00", "14:00", days=["tue"]), Shift("15:00", "23:59", days=["mon"])]
    roster = Roster(
        [Team("t", "UTC", shifts, members=[Member("a", name="Ana", time_off=[TimeOff("2026-03-09")])])]
    )
    sheet = workbook(roster, START, END).sheet("hours")
    assert sheet.notes == ("Ana (t): 6 h 01 min of rest, less than 11 h.",)


def test_both_sheets_keep_team_and_member_in_sight() -> None:
    def kinds(sheet: Sheet) -> dict[str, str]:
        return {column.heading: column.kind for column in sheet.columns if column.kind != "text"}

    holidays, hours = book().sheet("holidays"), book().sheet("hours")
    assert holidays.columns[:2] == (Column("Date", "date"), Column("Team"))
    assert hours.columns[:2] == (Column("Team"), Column("Member"))
    assert (holidays.frozen, hours.frozen) == (2, 2)
    assert kinds(holidays) == {"Date": "date", "Off from": "time", "Off until": "time"}
    assert kinds(hours) == {
        "People": "whole",
        "Working days": "whole",
        "Hours": "duration",
        "At night (hours)": "duration",
        "Nights": "whole",
        "Nights in a row": "whole",
        "On rest days (hours)": "duration",
    }
