"""Meetings in a sheet are those of the programme, with everybody's clock; the ledger adds them up."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

import pytest

from overlap.people.busy import Busy
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.programme import plan_programme
from overlap.planning.workbooks.whole import workbook
from overlap.render.workbook import Workbook
from tests.planning.brute import instant
from tests.planning.workbooks.rosters import EPOCH, MINUTE, ROSTER, dicts, wall

START, END = "2026-03-02", "2026-04-05"
PEOPLE = {
    ("Manila Support", None): "Asia/Manila",
    ("Manila Support", "Ana Reyes"): "Asia/Manila",
    ("Manila Support", "ben"): "America/New_York",
    ("Manila Support", "eva"): "Asia/Manila",
    ("London", None): "Europe/London",
}


@cache
def book() -> Workbook:
    return workbook(ROSTER, START, END, zone="America/Bogota")


@cache
def rows_of(sheet: str = "meetings") -> list[dict[str, Any]]:
    return dicts(book().sheet(sheet))


def test_there_is_a_row_for_each_occurrence_and_person_on_their_clocks() -> None:
    sync = [row for row in rows_of() if row["Meeting"] == "Weekly sync"]
    tuesdays = [datetime(2026, 3, 3, 14, 30) + timedelta(weeks=week) for week in range(5)]
    assert list(dict.fromkeys(row["Date"] for row in sync)) == [one.date() for one in tuesdays]
    for row in sync:
        at = (row["Start (UTC)"] - EPOCH) // MINUTE
        assert wall(at, "Europe/London").time() == time(14, 30)
        assert row["Start (America/Bogota)"] == wall(at, "America/Bogota")
        assert row["Hours"] == 45
        if row["Team"] is not None:
            key = PEOPLE[row["Team"], row["Member"]]
            assert (row["Their zone"], row["Start (their clock)"]) == (key, wall(at, key))
    by_date = Counter(row["Date"] for row in sync if row["Team"] is not None)
    assert set(by_date.values()) == {5}


def test_a_skipped_occurrence_has_one_row_with_its_reason_and_nobody() -> None:
    (row,) = (row for row in rows_of() if row["Takes place"] == "no: skipped")
    assert row["Date"].isoformat() == "2026-03-10"
    assert "Holiday 2026-03-10" in row["Because"]
    assert {row[name] for name in ("Team", "Member", "Status", "Their zone", "Burden (minutes)")} == {None}
    at = book().sheet("meetings").rows.index(tuple(row.values()))
    assert set(book().sheet("meetings").marks[at]) == {"off"}


def test_statuses_costs_and_marks_are_those_of_the_programme() -> None:
    found = plan_programme(ROSTER, START + "T05:00Z", "2026-04-06T05:00Z")
    expected = [
        (
            who.status.replace("-", " "),
            who.because or None,
            "yes" if who.is_required else "no",
            "yes" if who.is_outside_hours else "no",
            who.discomfort_minutes,
        )
        for series in found.items
        for one in series.held
        for who in one.attendees
    ]
    names = ("Status", "Status because", "Required", "Outside hours", "Burden (minutes)")
    people = [row for row in rows_of() if row["Team"] is not None]
    assert [tuple(row[name] for name in names) for row in people] == expected
    statuses = {row["Status"] for row in people}
    assert {"in", "fringe", "time off"} <= statuses
    column = [one.heading for one in book().sheet("meetings").columns].index("Status")
    marks = [
        marks[column]
        for marks, row in zip(book().sheet("meetings").marks, rows_of(), strict=True)
        if row["Team"]
    ]
    assert marks == [
        "work" if row["Status"] == "in" else "warn" if row["Outside hours"] == "yes" else "some"
        for row in people
    ]


def test_the_ledger_adds_up_what_takes_place_with_the_night_apart_by_the_minute() -> None:
    ledger = rows_of("ledger")
    assert [(row["Team"], row["Member"]) for row in ledger] == list(PEOPLE)
    for row in ledger:
        key = PEOPLE[row["Team"], row["Member"]]
        own = [one for one in rows_of() if (one["Team"], one["Member"]) == (row["Team"], row["Member"])]
        night = [
            sum(
                not time(7) <= wall((one["Start (UTC)"] - EPOCH) // MINUTE + at, key).time() < time(22)
                for at in range(one["Hours"])
            )
            for one in own
        ]
        assert row["Zone"] == key
        assert row["Meetings"] == len(own)
        assert row["Hours"] == sum(one["Hours"] for one in own)
        assert row["Outside hours (times)"] == sum(one["Outside hours"] == "yes" for one in own)
        assert row["At night (times)"] == sum(minutes > 0 for minutes in night)
        assert row["At night (hours)"] == sum(night)
    found = plan_programme(ROSTER, START + "T05:00Z", "2026-04-06T05:00Z")
    burdens: Counter[str] = Counter()
    for series in found.items:
        burdens.update(series.burdens)
    assert [row["Burden (minutes)"] for row in ledger] == [
        burdens[one] for one in ("manila", "manila.ana", "manila.ben", "manila.eva", "london")
    ]
    assert sum(row["At night (hours)"] for row in ledger) > 0


def test_a_night_that_runs_beyond_the_dates_is_counted_to_its_end() -> None:
    team = Team("t", "UTC", [Shift("20:00", "23:59")])
    late = Meeting("late", teams=["t"], minutes=180, on="mon", at="23:00", anchor="UTC")
    book = workbook(Roster([team], meetings=[late]), "2026-03-02", "2026-03-02")
    assert dicts(book.sheet("ledger"))[0]["At night (hours)"] == 180


@pytest.mark.parametrize(
    ("at", "times", "minutes"), [("21:30", 0, 0), ("21:31", 1, 1), ("22:00", 1, 30), ("06:59", 1, 1)]
)
def test_a_minute_of_the_night_is_a_meeting_at_night(at: str, times: int, minutes: int) -> None:
    team = Team("t", "UTC", [Shift("06:00", "23:00")])
    late = Meeting("late", teams=["t"], minutes=30, on="mon", at=at, anchor="UTC")
    (row,) = dicts(workbook(Roster([team], meetings=[late]), "2026-03-02", "2026-03-02").sheet("ledger"))
    assert (row["Meetings"], row["At night (times)"], row["At night (hours)"]) == (1, times, minutes)


def test_busy_time_shows_in_the_status_and_never_with_what() -> None:
    busy = {"london": [Busy("2026-03-03T14:00Z", "2026-03-03T16:00Z", title="Review")]}
    rows = dicts(workbook(ROSTER, START, END, busy=busy).sheet("meetings"))
    told = [(row["Status"], row["Status because"]) for row in rows if row["Team"] == "London"]
    assert told[0] == ("busy", None)
    assert told.count(("busy", None)) == 1
    assert "Review" not in str(workbook(ROSTER, START, END, busy=busy))


def test_a_moved_occurrence_says_so_and_two_at_once_are_told() -> None:
    moved = Meeting(
        "moved", teams=["manila"], minutes=30, on="tue", at="22:00", anchor="manila", on_holiday="move"
    )
    again = Meeting("again", teams=["manila"], minutes=30, on="mon", at="21:45", anchor="manila")
    roster = Roster(ROSTER.teams, zone="UTC", meetings=[*ROSTER.meetings, moved, again])
    sheet = workbook(roster, "2026-03-02", "2026-03-15").sheet("meetings")
    rows = [row for row in dicts(sheet) if row["Meeting"] == "moved"]
    assert {row["Takes place"] for row in rows} == {"yes", "moved"}
    assert {row["Because"] for row in rows if row["Takes place"] == "yes"} == {None}
    assert sheet.notes[-1] == "Somebody is invited to two meetings at once 2 times."
    assert instant("2026-03-10 14:00") not in {(row["Start (UTC)"] - EPOCH) // MINUTE for row in rows}


def test_without_a_meeting_both_sheets_say_so() -> None:
    book = workbook(Roster(ROSTER.teams), START, END)
    assert book.sheet("meetings").notes == book.sheet("ledger").notes == ("The roster has no meeting.",)


def test_what_was_not_taken_into_account_is_told_once() -> None:
    asha = Member("asha", busy=["asha.ics"])
    team = Team("t", "UTC", [Shift("09:00", "17:00")], members=[asha])
    twice = [
        Meeting(name, teams=["t"], minutes=30, on="mon", at=at)
        for name, at in (("a", "10:00"), ("b", "12:00"))
    ]
    sheet = workbook(Roster([team], meetings=twice), "2026-03-02", "2026-03-08").sheet("meetings")
    assert sheet.notes == ("The busy time of asha in asha.ics was not read.",)


def test_the_meeting_and_its_date_stay_in_sight() -> None:
    sheet = book().sheet("meetings")
    assert [column.heading for column in sheet.columns[: sheet.frozen]] == ["Meeting", "Date"]
