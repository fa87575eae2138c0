"""`overlap busy`, and the calendar files that `slots` and `why` read."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.adapters.calendars import calendar, event
from tests.functional.terminal import Terminal

HOUR = "DURATION:PT1H"

TEAM = """\
version = 1
zone = "Europe/Berlin"

[team.berlin]
zone = "Europe/Berlin"
shifts = [{ start = "09:00", end = "12:00" }]

[team.berlin.member.ana]
name = "Ana Reyes"
email = "ana@example.org"
busy = ["calendars/ana.ics"]

[team.manila]
zone = "Asia/Manila"
shifts = [{ start = "16:00", end = "19:00" }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team file, and the calendar of one member: busy from 10:00 to 11:00 on 2 March; one event is odd."""
    (tmp_path / "team.toml").write_text(TEAM, encoding="utf-8")
    (tmp_path / "calendars").mkdir()
    text = calendar(
        event("DTSTART:20260302T100000", HOUR, "SUMMARY:Dentist"),
        event("DTSTART:rubbish", "SUMMARY:Odd", uid="odd"),
        event(
            "DTSTART:20260302T080000Z", HOUR, "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@example.org", uid="no"
        ),
    )
    (tmp_path / "calendars" / "ana.ics").write_text(text, encoding="utf-8")
    return tmp_path


def test_blocks_are_listed_and_what_was_not_read(terminal: Terminal, folder: Path) -> None:
    path = str(folder / "calendars" / "ana.ics")
    done = terminal("busy", path, "--from", "2026-03-01", "--until", "2026-03-07", "--zone", "Europe/Berlin")
    assert done.status == 0
    assert "Busy for 2 h from Sun 1 Mar 2026 to Sat 7 Mar 2026." in done.out
    assert "Mon 2 Mar 2026  10:00–11:00    busy    Dentist" in done.out
    assert f"{path}:9  Odd" in done.out
    mine = terminal(
        *("busy", path, "--from", "2026-03-01", "--until", "2026-03-07", "--zone", "Europe/Berlin"),
        *("--me", "ana@example.org", "--json"),
    ).json
    assert (mine["command"], mine["start"], mine["zone"]) == ("busy", "2026-02-28T23:00Z", "Europe/Berlin")
    assert [(one["status"], one["reason"]) for one in mine["blocks"]] == [
        ("free", "declined"),
        ("busy", "busy"),
    ]
    assert [one["code"] for one in mine["skipped"]] == ["bad-time"]


def test_nothing_busy_is_no_answer(terminal: Terminal, folder: Path) -> None:
    done = terminal("busy", str(folder / "calendars" / "ana.ics"))
    assert (done.status, done.out.splitlines()[0]) == (
        1,
        "Nothing is busy from Mon 23 Nov 2026 to Sun 21 Feb 2027.",
    )


def test_an_address_that_is_no_utf_8_is_nobodys(terminal: Terminal, folder: Path) -> None:
    path = str(folder / "calendars" / "ana.ics")
    dates = ("--from", "2026-03-01", "--until", "2026-03-07")
    done = terminal("busy", path, *dates, "--me", "an\udcff@example.org", "--json")
    assert (
        done.json["blocks"]
        == terminal("busy", path, *dates, "--me", "x@example.org", "--json").json["blocks"]
    )


def test_standard_input_and_several_files_are_one_persons(
    terminal: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = calendar(event("DTSTART:20260303T080000Z", HOUR, "SUMMARY:Late", uid="late"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    done = terminal("busy", "-", str(folder / "calendars" / "ana.ics"), "--from", "2026-03-01", "--json")
    assert done.json["files"][0] == "<stdin>"
    assert [one["title"] for one in done.json["blocks"]] == ["", "Late"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nope.ics"], "there is no file"),
        (["team.toml"], "is no calendar"),
        (["calendars/ana.ics", "--zone", "IST"], "--zone"),
        (["calendars/ana.ics", "--me", "Ana"], "--me"),
        (["calendars/ana.ics", "--from", "2026-03-09", "--until", "2026-03-01"], "bad-horizon"),
        ([], "Missing argument"),
    ],
)
def test_bad_input_is_status_2(
    terminal: Terminal, folder: Path, arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    done = terminal("busy", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.err


def test_slots_leave_out_what_the_files_of_those_asked_hold(terminal: Terminal, folder: Path) -> None:
    team = str(folder / "team.toml")
    dates = ("--from", "2026-03-02", "--until", "2026-03-02", "--minutes", "60", "--step", "60")
    done = terminal("slots", team, *dates, "--json")
    assert [one["start"] for one in done.json["suggestions"]] == ["2026-03-02T08:00Z", "2026-03-02T10:00Z"]
    assert done.json["caveats"] == []
    assert "ana.ics:9: bad-time" in done.err
    assert "it is not counted" in done.json["warnings"][0]
    alone = terminal("slots", team, *dates, "--required", "manila", "--json")
    assert len(alone.json["suggestions"]) == 3
    assert alone.err == ""
    for asked in (
        ["--required", "berlin.ana"],
        ["--group", "berlin,manila:2"],
        ["--required", "manila", "--optional", "berlin"],
    ):
        assert "ana.ics:9" in terminal("slots", team, *dates, *asked).err
    unknown = terminal("slots", team, *dates, "--required", "nobody")
    assert (unknown.status, "unknown-id" in unknown.err) == (2, True)


def test_why_names_the_event(terminal: Terminal, folder: Path) -> None:
    done = terminal("why", str(folder / "team.toml"), "2026-03-02T09:15Z", "--minutes", "30")
    assert 'busy 10:00–11:00 "Dentist"' in done.out
    late = terminal("why", str(folder / "team.toml"), "2098-12-30T09:15Z", "--minutes", "30")
    assert late.status == 0


def test_a_calendar_that_is_missing_is_told_and_the_question_answered(
    terminal: Terminal, folder: Path
) -> None:
    (folder / "calendars" / "ana.ics").unlink()
    done = terminal("slots", str(folder / "team.toml"), "--minutes", "60", "--json")
    told = "the busy time of Ana Reyes (berlin.ana) cannot be read: there is no file"
    assert done.status == 0
    assert told in done.err
    assert any(told in one for one in done.json["warnings"])
    other = terminal("slots", str(folder / "team.toml"), "--minutes", "60", "--required", "manila")
    assert (other.status, other.err) == (0, "")


def test_very_many_faults_are_counted(terminal: Terminal, folder: Path) -> None:
    bad = calendar(*(event("DTSTART:rubbish", uid=f"{number}") for number in range(14)))
    (folder / "calendars" / "ana.ics").write_text(bad, encoding="utf-8")
    done = terminal("slots", str(folder / "team.toml"), "--minutes", "60", "--json")
    assert len(done.err.splitlines()) == 11
    assert "4 more parts of calendar files were not read" in done.json["warnings"][-1]
    assert json.loads(done.out)["warnings"] == done.json["warnings"]
