"""`rotate` as people and programs run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.terminal import Terminal

TEAMS = """\
version = 1
zone = "Europe/London"

[team.manila]
zone = "Asia/Manila"
shifts = [{ start = "09:00", end = "18:00" }]

[team.lima]
zone = "America/Lima"
shifts = [{ start = "09:00", end = "18:00" }]

[meeting.sync]
title = "Sync"
teams = ["manila", "lima"]
minutes = 30
on = "tue"
"""


@pytest.fixture
def teams(tmp_path: Path) -> str:
    """Two teams an ocean apart, and their meeting."""
    path = tmp_path / "team.toml"
    path.write_text(TEAMS, encoding="utf-8")
    return str(path)


def test_a_quarter_from_today_is_shared_and_goes_on_from_its_ledger(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    ledger = str(tmp_path / "ledger.json")
    first = terminal("rotate", teams, "--ledger-out", ledger)
    assert first.status == 0
    assert first.out.startswith("Sync: 13 meetings at ")
    assert first.err == f"wrote {ledger}\n"
    kept = json.loads(Path(ledger).read_text(encoding="utf-8"))
    assert (kept["format_version"], kept["through"]) == (1, "2027-02-21")
    assert min(row["burden_minutes"] for row in kept["ledger"]) == 0
    second = terminal("rotate", teams, "--ledger", ledger, "--json").json
    assert second["start"] == "2027-02-22T00:00Z"
    carried = {row["id"]: row["carried_minutes"] for row in second["ledger"]}
    assert carried == {row["id"]: row["burden_minutes"] for row in kept["ledger"]}


def test_programs_read_the_plan_and_may_hand_it_in_as_the_next_ledger(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    run = terminal("rotate", teams, "--until", "2026-12-06", "--times", "2", "--json")
    assert run.status == 0
    found = run.json
    assert found["command"] == "rotate"
    assert found["optimal"] is True
    assert [one["date"] for one in found["occurrences"]] == ["2026-11-24", "2026-12-01"]
    assert {who["id"] for who in found["occurrences"][0]["attendees"]} == {"manila", "lima"}
    path = tmp_path / "plan.json"
    path.write_text(run.out, encoding="utf-8")
    then = terminal("rotate", teams, "--ledger", str(path), "--until", "2026-12-20", "--json").json
    assert then["start"] == "2026-12-07T00:00Z"


def test_without_a_meeting_the_status_is_1_and_no_ledger_is_written(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.json"
    run = terminal("rotate", teams, "--domain", "work", "--ledger-out", str(ledger))
    assert (run.status, run.err) == (1, "")
    assert run.out.startswith("At none of the dates can enough of those needed come.")
    assert not ledger.exists()


def test_busy_time_in_calendar_files_is_kept_free(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    member = '[team.lima.member.ana]\nbusy = ["ana.ics"]\nrole = "required"\n\n[meeting.sync]'
    text = TEAMS.replace("[meeting.sync]", member).replace('"lima"]', '"lima.ana"]')
    path.write_text(text, encoding="utf-8")
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTAMP:20261101T000000Z",
    )
    event = (*lines, "DTSTART:20261123T170000Z", "DTEND:20261125T050000Z", "END:VEVENT", "END:VCALENDAR", "")
    (tmp_path / "ana.ics").write_text("\r\n".join(event), encoding="utf-8", newline="")
    one = terminal("rotate", str(path), "--until", "2026-11-24", "--json")
    assert one.json["occurrences"] == []
    assert one.json["skipped"][0]["date"] == "2026-11-24"
    assert one.json["notes"] == []


def test_options_reach_the_plan(terminal: Terminal, teams: str) -> None:
    run = terminal(
        *("rotate", teams, "--until", "2026-12-13", "--at", "11:00", "--at", "23:00"),
        *("--weekday", "mon", "--weekday", "wed", "--never-twice", "outside", "--zone", "UTC", "--json"),
    )
    found = run.json
    times = {one["time"] for one in found["occurrences"]}
    assert times <= {"Mon 11:00", "Mon 23:00", "Wed 11:00", "Wed 23:00"}
    text = terminal("rotate", teams, "--until", "2026-12-13", "--zone", "Asia/Manila", "--step", "60").out
    assert "Asia/Manila" in text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--meeting", "nope"], "unknown-id"),
        (["--times", "0"], "--times: times is 0"),
        (["--weekday", "someday"], "--weekday: "),
        (["--ledger", "missing.json"], "cannot read missing.json"),
        (["--step", "7"], "--step: step_minutes is 7"),
    ],
)
def test_bad_input_is_told_by_its_option(terminal: Terminal, teams: str, more: list[str], words: str) -> None:
    run = terminal("rotate", teams, *more)
    assert run.status == 2
    assert words in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize("text", ["{", "[]", '{"format_version": 1, "ledger": 5}', "[" * 100_000])
def test_what_is_no_ledger_is_refused(terminal: Terminal, teams: str, tmp_path: Path, text: str) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(text, encoding="utf-8")
    run = terminal("rotate", teams, "--ledger", str(path))
    assert run.status == 2
    assert run.err.startswith("error: bad-")


def test_the_turns_go_into_a_calendar_file_if_asked(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    out = tmp_path / "turns.ics"
    run = terminal("rotate", teams, "-o", str(out), "--json")
    assert (run.status, run.err) == (0, f"wrote {out}\n")
    text = out.read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == len(run.json["occurrences"]) == 13
    for one in run.json["occurrences"]:
        assert f"UID:rotation.{one['date']}.sync@" in text
