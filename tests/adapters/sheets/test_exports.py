"""Small invented files with the columns that workforce programs document, see docs/spreadsheets.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlap.people.schedule import Cycle
from overlap.people.shifts import Break, Shift
from tests.adapters.sheets.files import problems_of, read, told

INSIGHTFUL = """\
Employee_Name,Start_Date_Time,End_Date_Time,Employee_Time_Zone,Type
Ana Reyes,03/02/2026 22:00:00,03/03/2026 06:00:00,Asia/Manila,Full
Ana Reyes,03/04/2026 22:00:00,03/05/2026 06:00:00,Asia/Manila,Full
Jan Nowak,03/02/2026 09:00:00,03/02/2026 17:00:00,Europe/Warsaw,Full
Jan Nowak,03/09/2026 09:00:00,03/09/2026 17:00:00,Europe/Warsaw,Full
Ana Reyes,03/09/2026 22:00:00,03/10/2026 06:00:00,Asia/Manila,Full
Ana Reyes,03/11/2026 22:00:00,03/12/2026 06:00:00,Asia/Manila,Full
Jan Nowak,03/16/2026 09:00:00,03/16/2026 17:00:00,Europe/Warsaw,Full
Ana Reyes,03/16/2026 22:00:00,03/17/2026 06:00:00,Asia/Manila,Full
"""


def test_scheduled_shifts_of_insightful(tmp_path: Path) -> None:
    found = read(tmp_path, INSIGHTFUL)
    (team,) = found.roster.teams
    assert team.zone == "Asia/Manila"
    ana, jan = team.members
    assert (ana.name, ana.zone, ana.shifts) == ("Ana Reyes", None, ("22:00-06:00",))
    assert (jan.name, jan.zone, jan.shifts) == ("Jan Nowak", "Europe/Warsaw", ("09:00-17:00",))
    assert team.shifts == (
        Shift("22:00", "06:00", days=["mon", "wed"]),
        Shift("09:00", "17:00", days=["mon"]),
    )
    assert found.unused == ("Type",)
    assert found.notes == (
        "2 schedules of the same week, as the dates 2026-03-02 to 2026-03-16 show; it goes on so",
    )


def test_shifts_of_when2work_by_date_and_by_day_of_week(tmp_path: Path) -> None:
    by_day = (
        "Position,Employee,Day of Week,Start Time,End Time,Category\n"
        "Desk,Ana,Monday,8am,4pm,x\nDesk,Ana,Tuesday,8am,4pm,\nPhone,Bo,Fri,12:30pm,9pm,\n"
    )
    desk, phone = read(tmp_path, by_day, zone="America/Chicago").roster.teams
    assert (desk.id, desk.shifts) == ("desk", (Shift("08:00", "16:00", days=["mon", "tue"]),))
    assert phone.shifts == (Shift("12:30", "21:00", days=["fri"]),)
    by_date = "Position,Employee,Date,Day of Week,Start Time,End Time\nDesk,Ana,3/16/2026,1,8am,4pm\n"
    assert read(tmp_path, by_date, zone="UTC").roster.teams[0].shifts[0].days == frozenset({0})
    unassigned = by_date + "Desk,,3/17/2026,2,8am,4pm\n"
    assert "1 row is of a shift that nobody has" in read(tmp_path, unassigned, zone="UTC").notes


DEPUTY = """\
First Name,Last Name,Email,Start Date,Start Time,End Date,End Time,Location,Area,Meal Break (Mins)
Ana,Reyes,ana@example.com,2026-03-02,09:00:00,2026-03-02,17:00:00,Manila,Desk,30
Bo,Cruz,bo@example.com,2026-03-02,22:00:00,2026-03-03,06:00:00,Manila,Desk,0
Ana,Reyes,ana@example.com,2026-03-09,09:00:00,2026-03-09,17:00:00,Manila,Desk,30
Bo,Cruz,bo@example.com,2026-03-09,22:00:00,2026-03-10,06:00:00,Manila,Desk,0
"""


def test_schedules_of_deputy(tmp_path: Path) -> None:
    found = read(tmp_path, DEPUTY, zone="Asia/Manila")
    (team,) = found.roster.teams
    assert (team.name, found.unused) == ("Manila", ("Area",))
    assert [(one.name, one.email) for one in team.members] == [
        ("Ana Reyes", "ana@example.com"),
        ("Bo Cruz", "bo@example.com"),
    ]
    assert team.shifts == (
        Shift("09:00", "17:00", days=["mon"], breaks=[Break(after_minutes=225, minutes=30)]),
        Shift("22:00", "06:00", days=["mon"]),
    )
    wrong = DEPUTY.replace("2026-03-10,06:00:00", "2026-03-09,06:00:00")
    assert told(problems_of(tmp_path, wrong, zone="UTC"))[0] == "5:End Date: bad-shift"


def test_time_sheets_of_deputy_with_the_day_first(tmp_path: Path) -> None:
    text = (
        "Employee Export Code,Employee Name,Date,Start,End,Mealbreak,Total Hours,Total Cost\n"
        "7,Ana,02/03/2026,09:00:00,17:00:00,00:45:00,7.25,210\n"
        "7,Ana,16/03/2026,09:00:00,17:00:00,00:45:00,7.25,210\n"
        "7,Ana,09/03/2026,09:00:00,17:00:00,00:45:00,7.25,210\n"
    )
    found = read(tmp_path, text, zone="UTC")
    (shift,) = found.roster.teams[0].shifts
    assert (shift.days, shift.breaks[0].minutes) == (frozenset({0}), 45)
    assert found.unused == ("Employee Export Code", "Total Hours", "Total Cost")


def test_allocated_shifts_of_daftra_need_the_times_of_their_shifts(tmp_path: Path) -> None:
    text = (
        "Name,Start Date,End Date,To-Be Assigned Shift,Employees\n"
        'March A,2026-03-02,2026-03-27,Morning,"Ana Reyes, Bo Cruz"\n'
        "March B,2026-03-02,2026-03-27,22:00-06:00,Cy Tan\n"
    )
    problems = problems_of(tmp_path, text, zone="UTC")
    assert told(problems) == ["2:To-Be Assigned Shift: bad-schedule"]
    named = text.replace("Morning", "06:00-14:00")
    found = read(tmp_path, named, zone="UTC")
    (team,) = found.roster.teams
    assert "rows of several dates without Days are taken to be of Monday to Friday" in found.notes
    week = ["mon", "tue", "wed", "thu", "fri"]
    assert [member.name for member in team.members] == ["Ana Reyes", "Bo Cruz", "Cy Tan"]
    assert team.shifts == (Shift("06:00", "14:00", days=week), Shift("22:00", "06:00", days=week))


def test_work_schedules_of_hrnest(tmp_path: Path) -> None:
    text = (
        "Login;TimeFrom;TimeTo;BreakMinutes;Comment;CommentOnly\n"
        "jan;2026-06-01T08:00;2026-06-01T16:00;15;;false\n"
        "jan;2026-06-08T08:00;2026-06-08T16:00;15;;false\n"
    )
    (jan,) = read(tmp_path, text, zone="Europe/Warsaw").roster.teams[0].members
    assert (jan.id, jan.shifts) == ("jan", None)


def test_work_schedules_of_traqnext(tmp_path: Path) -> None:
    text = (
        "Email,Name,Date_from,Date_to,Start_time,End_time,Shift_repeat_days,Min_hours,Time zone\n"
        'ana@example.com,Ana,2026-01-05,2026-02-27,09:00:00,17:00:00,"Mon, Wed, Fri",8,Europe/Berlin\n'
        'ana@example.com,Ana,2026-01-05,2026-02-27,10:00:00,14:00:00,"Tue",4,Europe/Berlin\n'
    )
    found = read(tmp_path, text)
    (team,) = found.roster.teams
    assert team.shifts == (
        Shift("09:00", "17:00", days=["mon", "wed", "fri"]),
        Shift("10:00", "14:00", days=["tue"]),
    )
    assert (team.zone, team.members[0].email, team.members[0].time_off) == (
        "Europe/Berlin",
        "ana@example.com",
        (),
    )


def test_a_rotation_of_a_whole_desk_without_names(tmp_path: Path) -> None:
    days = ("early", "early", "late", "")
    times = {"early": "06:00,14:00", "late": "14:00,22:00"}
    rows = [f"2026-03-{2 + at:02d},{days[at % 4]},{times[days[at % 4]]}" for at in range(12) if days[at % 4]]
    text = (
        "Date,Shift,Start,End\n" + "\n".join(row for row in rows for _ in range(3)) + "\n2026-03-13,,off,\n"
    )
    (team,) = read(tmp_path, text, zone="UTC").roster.teams
    assert team.cycle == Cycle("2026-03-02", ("early", "early", "late", "off"))
    assert [shift.headcount for shift in team.shifts] == [3, 3]


def test_dates_that_could_be_two_are_asked_about(tmp_path: Path) -> None:
    text = "Employee,Date,Start,End\nAna,03/02/2026,09:00,17:00\nAna,04/03/2026,09:00,17:00\n"
    (problem,) = problems_of(tmp_path, text, zone="UTC")
    assert (problem.cell, problem.slug) == ("2:Date", "ambiguous-date")
    assert "--dates mdy" in (problem.hint or "")
    for order, weekdays in (("mdy", frozenset({0, 2})), ("dmy", frozenset({1, 5}))):
        one_week = text.replace("04/03", "03/04" if order == "mdy" else "07/02")
        found = read(tmp_path, one_week, zone="UTC", dates=order)
        assert found.roster.teams[0].shifts[0].days == weekdays


@pytest.mark.parametrize(
    ("extra", "places"),
    [
        ("Jan Nowak,03/12/2026 09:00:00,03/12/2026 17:00:00,Europe/Warsaw,Full\n", ["10:Start_Date_Time"]),
        ("Jan Nowak,03/12/2026 09:00:00,03/14/2026 17:00:00,Europe/Warsaw,Full\n", ["10:End_Date_Time"]),
        ("Jan Nowak,03/12/2026 09:00:00,03/12/2026 08:00:00,Europe/Warsaw,Full\n", ["10:End_Date_Time"]),
        ("Jan Nowak,31/12/2026 09:00:00,31/12/2026 17:00:00,Europe/Warsaw,Full\n", ["10:Start_Date_Time"]),
    ],
)
def test_rows_that_do_not_fit_are_named(tmp_path: Path, extra: str, places: list[str]) -> None:
    found = [one.cell for one in problems_of(tmp_path, INSIGHTFUL + extra)]
    assert set(places) <= set(found)


def test_two_zones_of_one_person_are_named(tmp_path: Path) -> None:
    text = INSIGHTFUL.replace("17:00:00,Europe/Warsaw", "17:00:00,Asia/Tokyo", 1)
    assert told(problems_of(tmp_path, text)) == [
        "5:Employee_Time_Zone: bad-roster",
        "8:Employee_Time_Zone: bad-roster",
    ]
