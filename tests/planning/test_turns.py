"""One row for every shift that starts, on every local date there is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from overlap.errors import BadArgument, BadZone, UnknownId
from overlap.people.absence import TimeOff
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.turns import ShiftRow, list_shifts
from overlap.render.document import Paragraph
from overlap.render.text import to_text
from tests.planning.brute import holidays, instant, people_of
from tests.properties.oracle import Kept, shifts_worked

NIGHTLY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
AWAY, KEPT = holidays("2026-03-10", half=("2026-03-11",))
ROSTER = Roster(
    [
        Team(
            "manila",
            "Asia/Manila",
            [
                Shift("22:00", "06:00", name="night", breaks=[Break("01:00", "02:00")]),
                Shift("09:00", "17:00", name="client", zone="America/New_York"),
            ],
            holidays=AWAY,
            members=[
                Member("ana", shifts=["night"], time_off=[TimeOff("2026-03-12")]),
                Member("ben", zone="America/New_York", shifts=[Shift("08:00", "16:00", name="own")]),
            ],
            headcount=4,
        ),
        Team("troll", "Antarctica/Troll", [Shift("00:30", "02:30")], days=NIGHTLY),
        Team(
            "field",
            "Europe/Warsaw",
            [Shift("06:00", "14:00", name="early"), Shift("14:00", "22:00", name="late")],
            cycle=Cycle("2026-01-05", ["early", "late", "off"]),
            seasons=[Season("2026-03-09", "2026-03-15", shorten_minutes=60)],
        ),
    ]
)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-06 00:00", "2026-03-14 15:00"),
        ("2026-03-27 22:15", "2026-03-31 00:00"),
        ("2026-10-24 00:00", "2026-11-02 13:00"),
    ],
)
def test_rows_are_the_shifts_that_start_inside(start: str, end: str) -> None:
    kept = {"manila": KEPT}
    found = list_shifts(ROSTER, f"{start.replace(' ', 'T')}Z", f"{end.replace(' ', 'T')}Z")
    expected = []
    low, high = instant(start), instant(end)
    for team in ROSTER:
        for member, worker in people_of(team, kept.get(team.id, Kept())).items():
            rows = [
                ShiftRow(team.id, member or None, one.shift.name, one.date, one.start, one.end)
                for one in shifts_worked(worker, low, high)
                if low <= one.start < high
            ]
            expected += sorted(rows, key=lambda row: row.start)
    assert list(found) == expected
    assert found.total == timedelta(minutes=sum(row.end - row.start for row in expected))


def one_team(zone: str, *shifts: Shift, **more: Any) -> Roster:
    return Roster([Team("t", zone, shifts, **{"days": NIGHTLY, **more})], zone=zone)


def test_nights_of_clock_changes_last_seven_or_nine_hours() -> None:
    roster = one_team("America/New_York", Shift("22:00", "06:00"))
    assert [row.minutes for row in list_shifts(roster, "2026-03-06", "2026-03-08")] == [480, 420, 480]
    assert [row.minutes for row in list_shifts(roster, "2026-10-30", "2026-11-01")] == [480, 540, 480]
    half = one_team("Australia/Lord_Howe", Shift("22:00", "06:00"))
    assert [row.minutes for row in list_shifts(half, "2026-04-03", "2026-04-05")] == [480, 510, 480]
    assert [row.minutes for row in list_shifts(half, "2026-10-02", "2026-10-04")] == [480, 450, 480]


def test_breaks_belong_to_the_row() -> None:
    roster = one_team("UTC", Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")]))
    assert list_shifts(roster, "2026-03-02", "2026-03-02")[0].minutes == 480


def test_a_shift_that_a_clock_change_leaves_empty_keeps_its_row() -> None:
    """Troll skips 01:00 to 03:00: 02:30 is read as 04:30, and 03:00 comes before it."""
    roster = one_team("Antarctica/Troll", Shift("02:30", "03:00"))
    rows = list_shifts(roster, "2026-03-28", "2026-03-30")
    assert [row.minutes for row in rows] == [30, 0, 30]
    assert rows[1].to_dict()["start"] == rows[1].to_dict()["end"]
    text = to_text(rows.document())
    assert text.count("a clock change leaves nothing") == 1
    assert "0 min" in text


def test_a_skipped_date_has_no_row() -> None:
    roster = one_team("Pacific/Apia", Shift("09:00", "17:00"))
    rows = list_shifts(roster, "2011-12-28", "2012-01-01")
    assert [row.date.day for row in rows] == [28, 29, 31, 1]


def test_a_pinned_shift_has_the_date_of_its_clock() -> None:
    roster = one_team("Asia/Manila", Shift("17:00", "23:00", zone="America/New_York"), days=["mon"])
    rows = list_shifts(roster, "2026-03-01", "2026-03-14")
    assert [(row.date, row.to_dict()["start"]) for row in rows] == [
        (date(2026, 3, 2), "2026-03-02T22:00Z"),
        (date(2026, 3, 9), "2026-03-09T21:00Z"),
    ]
    line = to_text(rows.document("America/New_York")).splitlines()[2]
    assert "Mon 2 Mar 2026" in line
    assert "06:00–12:00 +1 day" in line
    assert line.endswith("  17:00–23:00          6 h")


def test_holidays_take_rows_and_half_days_do_not() -> None:
    team = Team("t", "UTC", [Shift("09:00", "17:00")], holidays=AWAY)
    rows = list_shifts(Roster([team]), "2026-03-09", "2026-03-12")
    assert [row.date.day for row in rows] == [9, 11, 12]


def test_members_have_rows_of_their_own() -> None:
    rows = list_shifts(ROSTER, "2026-03-09", "2026-03-09", zone="Asia/Manila", teams=["manila"])
    assert [(row.member, row.shift) for row in rows] == [
        (None, "client"),
        (None, "night"),
        ("ana", "night"),
        ("ben", "own"),
    ]
    only = list_shifts(ROSTER, "2026-03-09", "2026-03-13", teams=["field", "manila.ana"])
    assert {(row.team, row.member) for row in only} == {("field", None), ("manila", "ana")}
    assert [row.team for row in only] == sorted(row.team for row in only)
    assert "member" not in only[0].to_dict()
    assert only[-1].to_dict()["member"] == "ana"
    assert "manila.ana" in to_text(only.document())


def test_rows_by_date_follow_the_asked_clock() -> None:
    rows = list_shifts(ROSTER, "2026-03-05", "2026-03-12")
    for key in (None, "Pacific/Kiritimati"):
        by_date = rows.by_date(key)
        starts = [row.start for on in by_date.values() for row in on]
        assert starts == sorted(row.start for row in rows)
        assert list(by_date) == sorted(by_date)
    with pytest.raises(BadZone):
        rows.by_date("PST")


def test_rows_are_shown_on_any_clock() -> None:
    rows = list_shifts(ROSTER, "2026-03-05", "2026-03-12")
    for row, (start, end) in zip(rows, rows.in_zone("Asia/Kathmandu"), strict=True):
        assert (start.timestamp(), end.timestamp()) == (row.start * 60, row.end * 60)
        assert start.utcoffset() == timedelta(hours=5, minutes=45)


def test_rows_are_a_sequence() -> None:
    rows = list_shifts(ROSTER, "2026-03-09", "2026-03-12", teams=["field"])
    assert len(rows) == len(list(rows)) == len(rows.to_dicts())
    assert rows[0] in rows
    assert rows[1:2] == (rows[1],)
    assert rows.to_dicts()[0] == {
        "team": "field",
        "shift": "early",
        "date": "2026-03-09",
        "start": "2026-03-09T05:00Z",
        "end": "2026-03-09T12:00Z",
        "minutes": 420,
    }
    assert "<table " in rows._repr_html_()


def test_no_rows_are_said_to_be_none() -> None:
    roster = Roster([Team("t", "UTC", [Shift("09:00", "17:00")])])
    rows = list_shifts(roster, "2026-03-07", "2026-03-08")
    assert not rows
    assert to_text(rows.document()) == "No shift starts between these dates.\n"
    assert rows.document().blocks == (Paragraph("No shift starts between these dates.", strong=True),)


@pytest.mark.parametrize(
    ("teams", "error"),
    [
        ([], BadArgument),
        ("manila", BadArgument),
        (["manila", "manila"], BadArgument),
        (["manilla"], UnknownId),
        (["manila.carl"], UnknownId),
        (["field.ana"], UnknownId),
    ],
)
def test_ids_that_are_none_are_refused(teams: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        list_shifts(ROSTER, "2026-03-09", "2026-03-12", teams=teams)
