"""The workbook of a roster has every sheet, and says what they are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from overlap.core.zones import tzdata_version
from overlap.errors import BadArgument, BadHorizon, BadZone, BeyondData
from overlap.people.calendars import Calendar
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.workbooks.whole import workbook
from overlap.render.progress import Progress, watched_by
from overlap.render.workbook import Column
from tests.planning.workbooks.rosters import ROSTER, dicts
from tests.properties.strategies import FakeTable

NAMES = ["Read me", "Teams", "Week", "Shifts", "Windows", "Coverage", "Needs", "Meetings", "Ledger"]
NAMES += ["Hours", "Holidays"]


def test_every_sheet_is_there_in_order_whatever_the_roster_has() -> None:
    assert [one.name for one in workbook(ROSTER, "2026-03-02", "2026-03-29").sheets] == NAMES
    nobody = Roster([Team("t", "UTC", [])])
    book = workbook(nobody, "2026-03-02", "2026-03-02")
    assert [one.name for one in book.sheets] == NAMES
    assert [one.name for one in book.sheets if not one.rows] == [
        *("Shifts", "Windows", "Meetings", "Ledger", "Holidays")
    ]
    assert all(one.notes for one in book.sheets if not one.rows)


def test_the_first_sheet_says_what_the_others_are_over_which_dates_and_why_one_is_empty() -> None:
    book = workbook(ROSTER, "2026-03-02", "2026-03-29", zone="Asia/Manila")
    assert book.sheets[0].columns == (Column("About"), Column("Text", width=110))
    rows = [(row["About"], row["Text"]) for row in dicts(book.sheets[0])]
    told = dict(rows)
    assert told["Title"] == "Desk"
    assert told["Dates"] == "Mon 2 Mar 2026 to Sun 29 Mar 2026, both included"
    assert told["Clock"].startswith("Asia/Manila")
    assert told["Zone data"] == f"tzdata {tzdata_version()}"
    assert told["Roster"] == "3 teams, 7 people"
    assert "7.5 is seven and a half hours" in told["Times"]
    assert "Exactly" not in told
    for sheet in book.sheets[1:]:
        assert told[f"Sheet {sheet.name}"].endswith(f"{len(sheet.rows)} rows.")
        at = [about for about, _ in rows].index(f"Sheet {sheet.name}")
        assert [text for _, text in rows[at + 1 : at + 1 + len(sheet.notes)]] == list(sheet.notes)


def test_instants_inside_a_day_are_told_exactly() -> None:
    book = workbook(ROSTER, "2026-03-02T10:00Z", "2026-03-03T12:30Z")
    told = {row["About"]: row["Text"] for row in dicts(book.sheets[0])}
    assert told["Exactly"] == "from 2026-03-02 10:00 UTC until 2026-03-03 12:30 UTC"
    assert book.created == datetime(2026, 3, 2, 10)
    late = workbook(ROSTER, "2026-03-02", "2026-03-03T12:30Z", zone="UTC", sheets=["read-me"])
    told = {row["About"]: row["Text"] for row in dicts(late.sheets[0])}
    assert told["Exactly"] == "from 2026-03-02 00:00 UTC until 2026-03-03 12:30 UTC"


def test_caveats_of_holiday_lists_are_told() -> None:
    calendar = Calendar(FakeTable(caveats=("check that list",)))
    roster = Roster([Team("t", "UTC", [Shift("09:00", "17:00")], holidays=calendar)])
    told = [
        (row["About"], row["Text"]) for row in dicts(workbook(roster, "2026-03-02", "2026-03-08").sheets[0])
    ]
    assert ("Note", "check that list") in told


def test_the_same_question_gives_an_equal_workbook_created_when_its_dates_begin() -> None:
    one, other = (workbook(ROSTER, "2026-03-02", "2026-03-29", zone="Asia/Manila") for _ in range(2))
    assert one == other
    assert one.created == datetime(2026, 3, 1, 16)
    assert one.title == "Desk"


def test_a_question_that_cannot_be_asked_is_an_error() -> None:
    with pytest.raises(BadArgument, match="roster is"):
        workbook("team.toml", "2026-03-02", "2026-03-08")  # type: ignore[arg-type]
    with pytest.raises(BadHorizon):
        workbook(ROSTER, "2026-03-09", "2026-03-02")
    with pytest.raises(BadZone):
        workbook(ROSTER, "2026-03-02", "2026-03-08", zone="Mars/Base")
    with pytest.raises(BeyondData):
        workbook(ROSTER, "2097-03-02", "2097-03-08")


def test_sheets_can_be_chosen_in_any_order_and_case_and_are_the_same() -> None:
    whole = workbook(ROSTER, "2026-03-02", "2026-03-15")
    some = workbook(ROSTER, "2026-03-02", "2026-03-15", sheets=["LEDGER", "needs", " Holidays"])
    assert some.sheets == tuple(whole.sheet(name) for name in ("ledger", "needs", "holidays"))
    told = workbook(ROSTER, "2026-03-02", "2026-03-15", sheets=["needs", "read-me"])
    assert told.sheets[0] == whole.sheet("needs")
    topics = [row["About"] for row in dicts(told.sheets[1])]
    assert [topic for topic in topics if topic.startswith("Sheet")] == ["Sheet Needs"]


def test_each_part_that_is_begun_is_told_by_its_first_sheet() -> None:
    told: list[Progress] = []
    with watched_by(told.append):
        workbook(ROSTER, "2026-03-02", "2026-03-08", sheets=["needs", "ledger", "teams"])
    assert [one for one in told if one.stage == "Workbook"] == [
        Progress("Workbook", 0, 8, part="Teams"),
        Progress("Workbook", 4, 8, part="Coverage"),
        Progress("Workbook", 5, 8, part="Meetings"),
    ]


def test_what_is_not_asked_for_need_not_be_known() -> None:
    late = ("2097-03-02", "2097-03-08")  # beyond the holidays of Manila
    assert workbook(ROSTER, *late, sheets=["teams", "week"]).sheet("teams").rows
    with pytest.raises(BeyondData):
        workbook(ROSTER, *late, sheets=["shifts"])


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ("teams", "sheets is 'teams', no list"),
        (["weeks"], 'no sheet is called "weeks"'),
        ([3], "no sheet is called 3"),
        ([], "has no sheet"),
        (["read me", "Read-Me"], 'two sheets are called "read me"'),
    ],
)
def test_sheets_that_are_not_there_are_refused(sheets: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        workbook(ROSTER, "2026-03-02", "2026-03-15", sheets=sheets)
