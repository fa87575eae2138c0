"""The sheet "Teams" says who works when, and what it cannot say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.flex import Flex
from overlap.people.members import Member, Observance
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.workbooks.whole import workbook
from overlap.render.workbook import Sheet
from tests.planning.workbooks.rosters import ROSTER, dicts
from tests.properties.strategies import FakeTable


def teams_of(roster: Roster) -> Sheet:
    return workbook(roster, "2026-03-02", "2026-03-02").sheet("teams")


def one_team(*shifts: Shift, **more: Any) -> Sheet:
    return teams_of(Roster([Team("t", "Asia/Manila", shifts, **more)]))


def test_there_is_a_row_for_each_team_and_shift_and_for_each_member() -> None:
    rows = dicts(teams_of(ROSTER))
    assert [(row["Team id"], row["Member id"], row["Shift"], row["Start"], row["End"]) for row in rows] == [
        ("manila", None, "night", 22 * 60, 6 * 60),
        ("manila", None, "client", 9 * 60, 17 * 60),
        ("manila", "ana", "night", 22 * 60, 6 * 60),
        ("manila", "ben", None, 8 * 60, 16 * 60),
        ("manila", "eva", None, None, None),
        ("london", None, None, 7 * 60, 17 * 60),
        ("york", None, None, 9 * 60, 17 * 60),
        ("york", None, None, 15 * 60, 24 * 60),
    ]
    assert rows[0] == {
        "Team": "Manila Support",
        "Team id": "manila",
        "Member": None,
        "Member id": None,
        "Zone": "Asia/Manila",
        "Holidays": "XX",
        "Team headcount": 5,
        "Headcount": 3,
        "Shift": "night",
        "Days": "Mon-Fri",
        "Start": 1320,
        "End": 360,
        "Shift zone": None,
        "Break start": 60,
        "Break end": 120,
        "Breaks": None,
        "Skills": "en; tl",
        "Role": None,
        "Email": None,
    }
    assert rows[1]["Shift zone"] == "America/New_York"
    assert (rows[2]["Member"], rows[2]["Skills"], rows[2]["Zone"]) == ("Ana Reyes", "es", None)
    assert (rows[3]["Zone"], rows[3]["Role"]) == ("America/New_York", "optional")
    assert (rows[4]["Email"], rows[5]["Email"], rows[7]["Email"]) == (
        "eva@example.com",
        "l@example.com",
        None,
    )
    assert rows[7]["Days"] == "Sat"


def test_a_break_is_two_times_and_others_are_a_text() -> None:
    one = Shift("22:00", "06:00", name="a", breaks=[Break(after_minutes=120, minutes=30)])
    rest = Shift(
        "08:00",
        "17:00",
        name="b",
        breaks=[Break("15:00", "15:15"), Break("12:00", "13:00"), Break("10:00", "11:00", days=["fri"])],
    )
    rows = dicts(one_team(one, rest, Shift("18:00", "24:00", name="c", breaks=[Break("23:00", "24:00")])))
    assert [(row["Break start"], row["Break end"], row["Breaks"]) for row in rows] == [
        (None, None, "30 min after 120 min"),
        (None, None, "15:00-15:15; 12:00-13:00; 10:00-11:00 Fri"),
        (23 * 60, 24 * 60, None),
    ]


def test_a_member_with_own_days_has_the_shifts_it_works() -> None:
    shifts = [Shift("08:00", "12:00"), Shift("13:00", "17:00", days=["mon"])]
    rows = dicts(one_team(*shifts, members=[Member("a", days=["tue", "wed", "thu"])]))
    assert [(row["Member"], row["Days"], row["Start"]) for row in rows[2:]] == [
        ("a", "Tue-Thu", 480),
        ("a", "Mon", 780),
    ]


def test_a_team_without_shifts_has_a_row() -> None:
    (row,) = dicts(one_team())
    assert (row["Team"], row["Start"], row["Team headcount"], row["Days"]) == ("t", None, 1, None)


def test_a_cycle_has_no_days_of_the_week() -> None:
    cycle = Cycle("2026-01-05", ["early", "off"])
    rows = dicts(one_team(Shift("06:00", "14:00", name="early"), cycle=cycle))
    assert rows[0]["Days"] is None


HINDU = Observance("hindu", (Calendar(FakeTable()),))
MISSING: dict[str, dict[str, Any]] = {
    "a cycle": {"cycle": Cycle("2026-01-05", ["x", "off"])},
    "seasons": {"seasons": [Season("2026-03-09", "2026-03-15", shorten_minutes=60)]},
    "closures": {"closures": [Closure("2026-03-09")]},
    "local holidays": {"local_holidays": Calendar(FakeTable())},
    "what people observe": {"observes": [HINDU]},
    "elective days": {"elective_days": 2},
    "what days off take of nights": {"overnight": "clip"},
    "flex": {"flex": Flex(later_minutes=60)},
    "time off": {"members": [Member("a", time_off=[TimeOff("2026-03-03")])]},
    "calendar files": {"members": [Member("a", busy=["a.ics"])]},
    "weights": {"members": [Member("a", weight=2)]},
    "birthdays and anniversaries": {"members": [Member("a", birthday="02-18")]},
    "edits of holidays": {"holidays": Calendar(FakeTable(), exclude=(date(2026, 3, 9),))},
}


@pytest.mark.parametrize("what", MISSING)
def test_what_the_columns_cannot_say_is_named(what: str) -> None:
    sheet = one_team(Shift("09:00", "17:00", name="x"), **MISSING[what])
    assert sheet.notes == (f"t: the table cannot say {what}; the team file does.",)


def test_what_one_member_alone_observes_is_named_too() -> None:
    sheet = one_team(Shift("09:00", "17:00"), members=[Member("a"), Member("b", observes=[HINDU])])
    assert sheet.notes == ("t: the table cannot say what people observe; the team file does.",)


def test_a_paid_break_and_one_of_some_weekdays_say_so() -> None:
    weekly, paid = Break("12:00", "13:00", days=["fri"], paid=True), Break("14:00", "14:15", paid=True)
    sheet = one_team(Shift("09:00", "17:00", breaks=[paid]), Shift("18:00", "20:00"))
    assert [row["Breaks"] for row in dicts(sheet)] == ["14:00-14:15 paid", None]
    sheet = one_team(Shift("09:00", "17:00", breaks=[weekly]))
    assert [row["Breaks"] for row in dicts(sheet)] == ["12:00-13:00 Fri paid"]
    assert sheet.notes == ()


def test_a_roster_that_the_columns_say_wholly_has_no_note() -> None:
    calendar = Calendar(FakeTable())
    sheet = one_team(Shift("09:00", "17:00"), holidays=calendar, members=[Member("a")], skills=["en"])
    assert sheet.notes == ()
    assert teams_of(ROSTER).notes[-2:] == (
        "2 meetings of the team file are not in the table.",
        "2 requirements of the team file are not in the table.",
    )


def test_names_and_ids_of_teams_and_members_stay_in_sight() -> None:
    sheet = teams_of(ROSTER)
    assert [column.heading for column in sheet.columns[: sheet.frozen]] == [
        "Team",
        "Team id",
        "Member",
        "Member id",
    ]
