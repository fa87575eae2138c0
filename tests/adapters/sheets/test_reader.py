"""Rosters of spreadsheets: what each kind of row becomes, and every problem at its cell."""

from __future__ import annotations

import pickle
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from overlap.adapters.sheets.grid import SheetFileError
from overlap.adapters.sheets.reader import read_roster_sheet
from overlap.adapters.team_file import loads
from overlap.adapters.team_writer import dumps
from overlap.errors import BadArgument, BadZone
from overlap.people.absence import Closure, TimeOff
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from tests.adapters.fakes import FakeCalendars
from tests.adapters.sheets.files import csv_text, file_of, problems_of, read, told, workbook

WEEK = ["mon", "tue", "wed", "thu", "fri"]


def test_rows_of_teams_are_their_shifts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Team,Zone,Holidays,Headcount,Shift,Days,Start,End,Break start,Break end,Shift zone,Skills,Email\n"
        "Manila,Asia/Manila,PH,6,day,Mon-Fri,08:00,17:00,12:00,13:00,,en; tl,desk@example.com\n"
        "Manila,Asia/Manila,PH,12,client,,9:00 AM,5:00 PM,,,New York,,\n"
        "Pune,Asia/Kolkata,,,,,10:00,19:00,,,,,\n",
    )
    manila, pune = found.roster.teams
    assert manila.shifts == (
        Shift("08:00", "17:00", name="day", days=WEEK, headcount=6, breaks=[Break("12:00", "13:00")]),
        Shift("09:00", "17:00", name="client", headcount=12, zone="America/New_York"),
    )
    assert (manila.id, manila.name, manila.people_count, manila.email) == (
        "manila",
        "Manila",
        18,
        "desk@example.com",
    )
    assert manila.skills == {"en", "tl"}
    assert manila.holidays is not None
    assert manila.holidays.places == ("PH",)
    assert (pune.zone, pune.shifts, pune.holidays) == ("Asia/Kolkata", (Shift("10:00", "19:00"),), None)
    assert found.rows == 3
    assert found.notes == ('the zone "New York" is read as America/New_York',)


def test_people_have_exactly_the_shifts_of_their_rows(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Team,Member,Zone,Shift,Days,Start,End,Role,Skills\n"
        "Manila,,Asia/Manila,day,Mon-Fri,08:00,17:00,,\n"
        "Manila,,,night,Sun-Thu,22:00,06:00,,\n"
        "Manila,Ana Reyes,,night,Sun-Thu,22:00,06:00,optional,es\n"
        "Manila,Jun Santos,Asia/Dubai,,Mon,07:00,15:00,,\n"
        "Manila,Jun Santos,,,Tue,07:00,15:00,,fr\n"
        "Manila,Bea,,,,,,,\n"
        "Manila,Cory,,day,,,,,\n"
        "Manila,Dan,,day,Mon-Fri,08:00,17:00,,\n"
        "Manila,Dan,,night,,,,,\n",
    )
    (team,) = found.roster.teams
    assert [shift.name for shift in team.shifts] == ["day", "night"]
    ana, jun, bea, cory, dan = team.members
    assert (ana.id, ana.role, ana.skills) == ("ana-reyes", "optional", frozenset({"es"}))
    assert ana.shifts == ("night",)
    assert (jun.zone, jun.skills) == ("Asia/Dubai", frozenset({"fr"}))
    assert jun.shifts == (Shift("07:00", "15:00", days=["mon", "tue"]),)
    assert bea.shifts is None
    assert cory.shifts == ("day",)
    assert dan.shifts is None
    assert found.shift_count == 3


def test_a_team_of_which_only_people_are_known_has_their_shifts_and_their_usual_zone(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Employee,Time Zone,Holidays,Start,End,Days\n"
        "Ana,Asia/Manila,,09:00,17:00,Mon-Thu\n"
        "Bo,Asia/Dubai,AE,09:00,17:00,Mon-Fri\n"
        "Cy,Asia/Dubai,,06:00,14:00,Mon-Fri\n"
        "Di,,,09:00,17:00,Mon-Fri\n",
    )
    (team,) = found.roster.teams
    assert (team.id, team.zone) == ("team", "Asia/Dubai")
    assert [one.name for one in team.shifts] == ["09:00-17:00 Mon–Thu", "09:00-17:00 Mon–Fri", "06:00-14:00"]
    assert [(one.zone, one.shifts) for one in team.members] == [
        ("Asia/Manila", ("09:00-17:00 Mon–Thu",)),
        (None, ("09:00-17:00 Mon–Fri",)),
        (None, ("06:00-14:00",)),
        (None, ("09:00-17:00 Mon–Fri",)),
    ]
    assert team.people_count == 4


def test_one_name_in_any_spelling_is_one_team_and_ids_tell_names_apart(tmp_path: Path) -> None:
    text = (
        "Team,Team id,Member,Member id,Zone,Start,End\n"
        "Kraków,,Jan Nowak,,Europe/Warsaw,09:00,17:00\n"
        "KRAKOW,,jan nowak,,,18:00,20:00\n"
        "Kraków,krk-2,Jan Nowak,a,Europe/Warsaw,09:00,17:00\n"
        "Kraków,krk-2,Jan Nowak,b,,09:00,17:00\n"
    )
    one, two = read(tmp_path, text).roster.teams
    assert (one.id, one.name, [len(member.shifts or ()) for member in one.members]) == (
        "krakow",
        "Kraków",
        [0],
    )
    assert len(one.shifts) == 2
    assert (two.id, [(member.id, member.name) for member in two.members]) == (
        "krk-2",
        [("a", "Jan Nowak"), ("b", "Jan Nowak")],
    )


def test_rows_with_first_and_last_dates_are_seasons_of_a_team(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Team,Zone,From,Until,Start,End\n"
        "Dubai,Asia/Dubai,,,09:00,18:00\n"
        "Dubai,,2026-07-01,2026-08-31,07:00,15:00\n"
        "Dubai,,2026-07-01,2026-08-31,16:00,20:00\n",
    )
    (team,) = found.roster.teams
    summer = [Shift("07:00", "15:00"), Shift("16:00", "20:00")]
    assert team.seasons == (Season("2026-07-01", "2026-08-31", shifts=summer),)
    assert team.shifts == (Shift("09:00", "18:00"),)


def test_hours_may_stand_in_one_cell_or_in_the_name_of_the_shift(tmp_path: Path) -> None:
    found = read(tmp_path, "Team,Zone,Shift,Working hours\nA,UTC,early,06:00-14:00\nB,UTC,10pm-6am,\n")
    assert [team.shifts for team in found.roster] == [
        (Shift("06:00", "14:00", name="early"),),
        (Shift("22:00", "06:00"),),
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "pause"),
    [
        ("Break", "12:00-13:00", Break("12:00", "13:00")),
        ("Breaks", "60 min after 180 min paid", Break(after_minutes=180, minutes=60, paid=True)),
        ("Break minutes", "30", Break(after_minutes=225, minutes=30)),
        ("Unpaid Break (minutes)", "00:30:00", Break(after_minutes=225, minutes=30)),
        ("Meal Break (Mins)", "0", None),
        ("Lunch", "1 h", Break(after_minutes=210, minutes=60)),
    ],
)
def test_breaks_are_read_and_those_without_a_time_are_told(
    tmp_path: Path, heading: str, cell: str, pause: Break | None
) -> None:
    found = read(tmp_path, f"Team,Zone,Start,End,{heading}\nA,UTC,09:00,17:00,{cell}\n")
    assert found.roster.teams[0].shifts[0].breaks == (() if pause is None else (pause,))
    in_middle = pause is not None and pause.after_minutes in (225, 210)
    assert found.notes == (
        ("breaks without a time are put into the middle of their shift: row 2",) if in_middle else ()
    )


def test_a_break_may_have_its_start_and_its_minutes(tmp_path: Path) -> None:
    text = "Team,Zone,Start,End,Break start,Break end,Break minutes\nA,UTC,20:00,04:00,23:45,,30\n"
    assert read(tmp_path, text).roster.teams[0].shifts[0].breaks == (Break("23:45", "00:15"),)
    both = "Team,Zone,Start,End,Break start,Break end,Break minutes\nA,UTC,09:00,17:00,12:00,13:00,60\n"
    assert read(tmp_path, both).roster.teams[0].shifts[0].breaks == (Break("12:00", "13:00"),)


def test_titles_totals_repeated_headers_and_people_who_are_off_are_passed_over_and_told(
    tmp_path: Path,
) -> None:
    found = read(
        tmp_path,
        "Roster of March\n\nTeam,Member,Zone,Start,End,Cost,Notes\nA,Ana,UTC,09:00,17:00,5,x\n"
        "A,Bo,UTC,OFF,,,\nTeam,Member,Zone,Start,End,Cost,Notes\nA,Open shift,UTC,09:00,12:00,,\n"
        "A,Bo,UTC,10:00,17:00,,\nTotal,,,,,5,\n",
    )
    assert [member.name for member in found.roster.teams[0].members] == ["Ana", "Bo"]
    assert found.notes == (
        "1 row of totals is not used",
        "1 repeated header is not used",
        "1 row is of somebody who is off",
        "1 row is of a shift that nobody has",
    )
    assert found.summary == "1 team, 2 members, 2 shifts from 2 rows; not used: columns Cost, Notes"


def test_roles_are_those_of_meetings_and_a_column_of_jobs_is_none(tmp_path: Path) -> None:
    jobs = read(tmp_path, "Member,Zone,Role,Start,End\nAna,UTC,Cook,09:00,17:00\n")
    assert jobs.roster.teams[0].members[0].role == "required"
    mixed = problems_of(
        tmp_path, "Member,Zone,Role,Start,End\nAna,UTC,Cook,09:00,17:00\nBo,UTC,optional,09:00,17:00\n"
    )
    assert told(mixed) == ["2:Role: bad-roster"]


def test_values_of_workbooks_are_read_as_they_are_stored(tmp_path: Path) -> None:
    rows = [
        ("Team", "Zone", "Headcount", "Start", "End", "Break minutes", "From", "Until"),
        ("A", "UTC", 3, time(9), time(17, 30), 30, None, None),
        ("B", "UTC", "4", 0.75, timedelta(days=1), None, None, None),
        ("C", "UTC", 5.0, "9 PM", 0.25, timedelta(minutes=30), date(2026, 3, 2), datetime(2026, 3, 8)),
    ]
    a, b, c = read(tmp_path, workbook({"Teams": rows}), "roster.xlsx").roster.teams
    assert a.shifts[0].breaks == (Break(after_minutes=240, minutes=30),)
    assert (a.people_count, b.people_count) == (3, 4)
    assert (b.shifts[0].start, b.shifts[0].end) == ("18:00", "24:00")
    assert [(one.start, one.end) for one in c.seasons] == [(date(2026, 3, 2), date(2026, 3, 8))]
    assert [(one.start, one.end, one.headcount) for one in c.seasons[0].shifts or ()] == [
        ("21:00", "06:00", 5)
    ]


BAD = """\
Team,Member,Zone,Holidays,Headcount,Shift,Days,Start,End,Break start,Break end,Skills,Role,Email,From,Until
Pune,,IST,XX,0,,T,25:00,18:00,,,,,,,
Pune,Ana,,,2,,,09:00,09:00,,,,,ana,,
,,UTC,,,,,09:00,17:00,,,,,,,
Oslo,,Europe/Oslo,,,off-shore,,09:00,,,,,,,,
Rome,,Europe/Rome,,,,,09:00,17:00,12:00,,,,,,
Bern,,Europe/Bern,,,,,09:00,17:00,18:00,19:00,,,,,
Kyiv,,Europe/Kyiv,,,,,09:00,17:00,12:00,12:00,,,,2026-03-01,
Linz,,Europe/Vienna,,,,,09:00,17:00,,,,,,2026-03-09,2026-03-01
Graz,Bo,Europe/Vienna,,,night,,,,,,,,,,
Graz,Cy,Europe/Vienna,,,,,,,,,,,,,
"""


def test_all_problems_are_told_at_once_each_at_its_cell(tmp_path: Path) -> None:
    assert told(problems_of(tmp_path, BAD)) == [
        "2:Zone: ambiguous-zone",
        "2:Holidays: unknown-place",
        "2:Headcount: bad-roster",
        "2:Days: bad-argument",
        "2:Start: bad-time",
        "3:Headcount: bad-roster",
        "3:End: bad-shift",
        "3:Email: bad-roster",
        "4:Team: missing-key",
        "5:End: missing-key",
        "6:Break end: missing-key",
        "7:Zone: unknown-zone",
        "7:Break start: bad-shift",
        "8:Break end: bad-shift",
        "8:Until: missing-key",
        "9:Until: bad-date",
        "10:Shift: bad-schedule",
        "11:Start: missing-key",
    ]


def test_problems_of_a_workbook_have_the_letters_of_its_columns(tmp_path: Path) -> None:
    rows = [line.split(",") for line in BAD.splitlines()]
    of_text = [one.split(": ", 1) for one in told(problems_of(tmp_path, BAD))]
    of_book = [
        one.split(": ", 1) for one in told(problems_of(tmp_path, workbook({"My roster": rows}), "r.xlsx"))
    ]
    letters = {heading: chr(ord("A") + at) for at, heading in enumerate(rows[0])}
    expected = [
        [f"My roster!{letters[place.partition(':')[2]]}{place.partition(':')[0]}", slug]
        for place, slug in of_text
    ]
    assert of_book == expected
    assert str(problems_of(tmp_path, workbook({"My roster": rows}), "r.xlsx")[0]).startswith(
        f"{tmp_path / 'r.xlsx'}:My roster!C2: ambiguous-zone: "
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Team,Zone,Start,End\nA,UTC,09:00,17:00\nA,Asia/Tokyo,18:00,20:00\n", ["3:Zone: bad-roster"]),
        (
            "Team,Zone,Email,Start,End\nA,UTC,a@x.org,09:00,10:00\nA,,b@x.org,11:00,12:00\n",
            ["3:Email: bad-roster"],
        ),
        (
            "Member,Zone,Email,Start,End\nAna,UTC,a@x.org,09:00,10:00\nAna,,b@x.org,11:00,12:00\n",
            ["3:Email: bad-roster"],
        ),
        (
            "Member,Zone,Start,End\nAna,UTC,09:00,17:00\nAna,,12:00,20:00\nBo,,09:00,17:00\n",
            ["2:Start: bad-schedule"],
        ),
        (
            "Team,Zone,Team headcount,Headcount,Start,End\nA,UTC,3,5,09:00,17:00\n",
            ["2:Team headcount: bad-roster"],
        ),
        ("Team,Zone,Start,End\nA,,09:00,17:00\n", ["2:Zone: missing-key"]),
        ("Team,Zone\nA,UTC\n", ["2: missing-key"]),
        ("Team,Zone\n", ["1: missing-key"]),
        (
            "Member,Zone,Shift,Start,End\nAna,UTC,x,09:00,17:00\nBo,,x,10:00,18:00\nCy,,x,,\n",
            ["4:Shift: bad-schedule"],
        ),
        ("Member,Zone,Start,End\nAna,UTC,2026-03-02T09:00Z,17:00\n", ["2:Start: bad-time"]),
        ("Team,Zone,Day of week,Start,End\nA,UTC,1,09:00,17:00\n", ["2:Day of week: bad-argument"]),
        (
            "Team,Zone,Start,End\n" + "x" * 300 + ",UTC,09:00,17:00\n",
            ["2:Team: bad-id"],
        ),
        (
            "Team,Zone,From,Until,Start,End\nA,UTC,2026-01-01,2026-02-01,09:00,17:00\nA,,2026-02-01,2026-03-01,8:00,9:00\n",
            ["2:Start: bad-schedule"],
        ),
    ],
)
def test_rows_that_contradict_each_other_or_say_too_little_are_named(
    tmp_path: Path, text: str, places: list[str]
) -> None:
    assert told(problems_of(tmp_path, text)) == places


def test_a_formula_without_a_value_and_an_error_are_problems(tmp_path: Path) -> None:
    rows = [("Team", "Zone", "Start", "End", "Notes"), ("A", "=B9", "#REF!", time(17), "#N/A")]
    found = told(problems_of(tmp_path, workbook({"S": rows}), "r.xlsx"))
    assert found == ["S!B2: sheet-cell", "S!C2: sheet-cell"]


def test_a_long_shift_is_a_warning(tmp_path: Path) -> None:
    found = read(tmp_path, "Team,Zone,Start,End\nA,UTC,18:00,09:00\nB,UTC,00:00,24:00\n")
    (warning,) = found.problems
    assert (warning.cell, warning.slug, warning.severity) == ("2:End", "long-shift", "warning")


def test_a_file_that_is_wrong_throughout_is_told_shortly_and_soon(tmp_path: Path) -> None:
    text = "Team,Zone,Start,End\n" + "".join(f"T{at},Nowhere{at},25:{at},x\n" for at in range(1500))
    found = problems_of(tmp_path, text)
    assert len(found) < 350
    assert "more problems" in found[-1].message


def test_what_is_no_roster_says_what_is_missing(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "Colour,Shape\nred,round\n")
    assert (problem.slug, problem.cell) == ("sheet-columns", "1")
    assert '"Colour", "Shape"' in problem.message
    assert "Team, Member" in (problem.hint or "")
    for content in ("", "\n\n", b"\xef\xbb\xbf"):
        assert "empty" in problems_of(tmp_path, content)[0].message


@pytest.mark.parametrize("name", ["missing.csv", ".", "\0"])
def test_what_is_no_file_is_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(SheetFileError) as caught:
        read_roster_sheet(str(tmp_path / name))
    assert caught.value.problems[0].slug == "bad-file"


def test_old_and_other_workbooks_are_a_sentence(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "roster.xls")
    assert ".xls workbook of before 2007" in problem.message
    assert "xlsx" in (problem.hint or "")


def test_options_that_cannot_be_are_refused(tmp_path: Path) -> None:
    text = "Team,Zone,Start,End\nA,UTC,09:00,17:00\n"
    book = workbook({"S": [row.split(",") for row in text.splitlines()]})
    for content, options in (
        (text, {"dates": "ydm"}),
        (text, {"sheet": "S"}),
        (book, {"encoding": "utf-8"}),
        (book, {"delimiter": ";"}),
        (book, {"sheet": "T"}),
        (text, {"encoding": "no"}),
    ):
        with pytest.raises(BadArgument) as caught:
            read(tmp_path, content, **options)
        assert caught.value.field == next(iter(options))
    with pytest.raises(BadZone) as wrong:
        read(tmp_path, text, zone="IST")
    assert wrong.value.field == "zone"


def test_a_zone_and_a_title_are_for_what_the_sheet_leaves_open(tmp_path: Path) -> None:
    text = "Team,Zone,Start,End\nA,UTC,09:00,17:00\nB,,09:00,17:00\n"
    found = read(tmp_path, text, zone="Asia/Tokyo", title="All of us")
    assert [team.zone for team in found.roster] == ["UTC", "Asia/Tokyo"]
    assert found.roster.title == "All of us"


def test_errors_survive_pickling(tmp_path: Path) -> None:
    with pytest.raises(SheetFileError) as caught:
        read(tmp_path, BAD)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert again.problems == caught.value.problems
    assert str(again) == str(caught.value)
    assert str(again).endswith("18 errors")


def test_what_is_read_is_what_its_team_file_says(tmp_path: Path) -> None:
    text = (
        "Team,Member,Zone,Holidays,Shift,Days,Start,End,Breaks\n"
        "A,,UTC,PH; US,x,Mon-Fri,09:00,17:00,12:00-12:30; 15:00-15:15 paid Fri\n"
        "A,Ana,Asia/Tokyo,AE,,Sat,22:00,06:00,\n"
    )
    calendars = FakeCalendars()
    found = read(tmp_path, text, calendars=calendars)
    assert loads(dumps(found.roster), calendars=calendars) == found.roster
    assert calendars.calls[:2] == [("PH", "US"), "AE"]


def test_standard_input_is_a_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Team,Zone,Start,End\nA,UTC,25,17:00\n")))
    with pytest.raises(SheetFileError, match=re.escape("<stdin>:2:Start: bad-time")):
        read_roster_sheet("-")


def test_a_file_is_judged_by_what_it_holds(tmp_path: Path) -> None:
    path = file_of(
        tmp_path, csv_text([("Team", "Zone", "Start", "End"), ("A", "UTC", "9am", "5pm")]), "r.xlsx"
    )
    assert len(read_roster_sheet(path).roster) == 1


def test_dates_of_a_team_without_names_close_it_where_they_are_missing(tmp_path: Path) -> None:
    days = [date(2026, 3, 2) + timedelta(days=at) for at in range(28)]
    rows = [(one, "09:00", "17:00") for one in days if one.weekday() < 5 and one != date(2026, 3, 11)]
    rows += [(one, "09:00", "17:00") for one, _, _ in rows]
    found = read(tmp_path, csv_text([("Date", "Start", "End"), *rows]), zone="UTC")
    (team,) = found.roster.teams
    assert team.shifts == (Shift("09:00", "17:00", days=WEEK, headcount=2),)
    assert team.closures == (Closure("2026-03-11", name="no shift in the sheet"),)


def test_dates_of_a_person_that_come_round_are_a_cycle(tmp_path: Path) -> None:
    turns = ("early", "early", "late", "late", "", "")
    times = {"early": ("06:00", "14:00"), "late": ("14:00", "22:00")}
    rows = [
        ("Ana", date(2026, 3, 2) + timedelta(days=at), turns[at % 6], *times[turns[at % 6]])
        for at in range(24)
        if turns[at % 6]
    ]
    found = read(tmp_path, csv_text([("Employee", "Date", "Shift", "Start", "End"), *rows]), zone="UTC")
    (ana,) = found.roster.teams[0].members
    assert ana.cycle == Cycle("2026-03-02", ("early", "early", "late", "late", "off", "off"))
    assert ana.time_off == ()


def test_a_leave_is_time_off(tmp_path: Path) -> None:
    days = [date(2026, 3, 2) + timedelta(days=at) for at in range(28)]
    away = (date(2026, 3, 12), date(2026, 3, 13))
    rows = [("Ana", one, "09:00", "17:00") for one in days if one.weekday() < 5 and one not in away]
    found = read(tmp_path, csv_text([("Employee", "Date", "Start", "End"), *rows]), zone="UTC")
    (ana,) = found.roster.teams[0].members
    assert ana.time_off == (TimeOff(*away, name="no shift in the sheet"),)
    assert "2 dates, which are time off" in " ".join(found.notes)


def test_an_error_behind_hundreds_of_warnings_still_refuses_the_file(tmp_path: Path) -> None:
    text = "Team,Zone,Start,End\n" + "".join(f"T{at},UTC,18:00,09:00\n" for at in range(400))
    assert len(read(tmp_path, text).problems) == 300
    found = problems_of(tmp_path, text + "Last,UTC,25:00,09:00\n")
    assert "1 more problem" in found[-1].message


def test_a_zone_asked_for_gives_way_to_those_of_people(tmp_path: Path) -> None:
    text = "Member,Zone,Start,End\nAna,Asia/Tokyo,09:00,17:00\nBo,,09:00,17:00\n"
    (team,) = read(tmp_path, text, zone="UTC").roster.teams
    assert (team.zone, [member.zone for member in team.members]) == ("Asia/Tokyo", [None, None])
