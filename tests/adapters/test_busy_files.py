"""The calendar files of a roster's members, each read as its owner's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from overlap.adapters.busy_files import read_roster_busy
from overlap.adapters.busy_policy import EventPolicy
from overlap.errors import FileError, UnknownId
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.slots import suggest_slots
from tests.adapters.calendars import calendar, event

HOUR = "DURATION:PT1H"


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    """Two teams; three of their people have calendars."""
    floating = event("DTSTART:20260302T120000", HOUR, "SUMMARY:Lunch", uid="lunch")
    invited = event(
        "DTSTART:20260303T080000Z", HOUR, "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@example.org", uid="invited"
    )
    (tmp_path / "ana.ics").write_text(calendar(floating, invited))
    (tmp_path / "ana2.ics").write_text(calendar(event("DTSTART:rubbish", uid="bad")))
    (tmp_path / "bo.ics").write_text(calendar(floating))
    shifts = [Shift("09:00", "17:00")]
    manila = [
        Member("ana", name="Ana", busy=["ana.ics", "ana2.ics"], email="Ana@example.org", zone="Asia/Tokyo"),
        Member("bo", busy=["bo.ics"]),
        Member("cy"),
    ]
    berlin = [Member("di", name="Di", busy=["nope.ics"])]
    return Roster(
        [
            Team("manila", "Asia/Manila", shifts, members=manila),
            Team("berlin", "Europe/Berlin", shifts, members=berlin),
        ]
    )


def test_each_member_has_a_clock_an_address_and_files_of_their_own(roster: Roster, tmp_path: Path) -> None:
    busy, skipped = read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path, teams=["manila"])
    assert sorted(busy) == ["manila.ana", "manila.bo"]
    assert [(one.start % 1440 // 60, one.status) for one in busy["manila.ana"]] == [(3, "busy"), (8, "free")]
    assert [one.start % 1440 // 60 for one in busy["manila.bo"]] == [4]
    assert [(one.code, Path(one.file).name) for one in skipped] == [("bad-time", "ana2.ics")]
    strict = EventPolicy(declined="busy")
    busy, _ = read_roster_busy(
        roster, "2026-03-02", "2026-03-03", folder=tmp_path, teams=["manila.ana", "manila"], policy=strict
    )
    assert [one.status for one in busy["manila.ana"]] == ["busy", "busy"]


def test_only_those_asked_about_are_read(roster: Roster, tmp_path: Path) -> None:
    busy, _ = read_roster_busy(
        roster, "2026-03-02", "2026-03-03", folder=tmp_path, teams=["manila.bo", "manila.cy"]
    )
    assert list(busy) == ["manila.bo"]
    assert read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path, teams=[]) == ({}, ())
    with pytest.raises(UnknownId):
        read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path, teams=["manila.dee"])


def test_a_file_that_is_missing_says_whose_it_is(roster: Roster, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"of Di \(berlin\.di\) cannot be read: there is no file .*nope\.ics"):
        read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path)


def test_a_file_that_is_missing_may_be_told_only_and_the_others_are_read(
    roster: Roster, tmp_path: Path
) -> None:
    whole, _ = read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path, teams=["manila"])
    busy, skipped = read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path, unreadable="skip")
    assert {who: busy[who] for who in whole} == whole
    (one,) = [part for part in skipped if part.code == "unreadable-file"]
    assert (one.file, one.line) == ("nope.ics", 0)
    assert "the busy time of Di (berlin.di) cannot be read: there is no file" in one.message


def test_of_several_files_of_one_member_the_readable_ones_count(tmp_path: Path) -> None:
    text = calendar(event("DTSTART:20260302T090000Z", "DURATION:PT1H", uid="1"))
    (tmp_path / "good.ics").write_text(text, encoding="utf-8")
    ana = Member("ana", busy=["good.ics", "gone.ics"])
    roster = Roster([Team("one", "UTC", [Shift("09:00", "17:00")], members=[ana])])
    busy, skipped = read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path, unreadable="skip")
    assert len(busy["one.ana"]) == 1
    assert [(part.code, part.file) for part in skipped] == [("unreadable-file", "gone.ics")]
    (tmp_path / "good.ics").unlink()
    assert read_roster_busy(roster, "2026-03-02", "2026-03-03", folder=tmp_path, unreadable="skip")[0] == {}


def test_paths_begin_in_the_folder(roster: Roster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_roster_busy(roster, "2026-03-02", "2026-03-03", teams=["manila.bo"])[0]["manila.bo"]


def test_slots_leave_out_what_was_read(roster: Roster, tmp_path: Path) -> None:
    busy, _ = read_roster_busy(roster, "2026-03-02", "2026-03-02", folder=tmp_path, teams=["manila"])
    hour = timedelta(hours=1)
    found = suggest_slots(
        roster,
        "2026-03-02",
        "2026-03-02",
        duration=hour,
        required=["manila.bo"],
        busy=busy,
        limit=99,
        step_minutes=60,
    )
    assert 4 * 60 not in {one.start % 1440 for one in found}
    assert found.caveats == ()
    unread = suggest_slots(
        roster, "2026-03-02", "2026-03-02", duration=hour, required=["manila.bo"], limit=99, step_minutes=60
    )
    assert 4 * 60 in {one.start % 1440 for one in unread}
    assert unread.caveats == ("The busy time of bo in bo.ics was not read.",)
