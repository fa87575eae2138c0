"""`series` and `plan` as people and programs run them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.functional.terminal import Terminal

EXAMPLE = str(Path(__file__).parents[2] / "src" / "overlap" / "data" / "example.toml")

TWO_TEAMS = """\
version = 1
zone = "UTC"
[team.a]
zone = "Europe/Warsaw"
shifts = [{ start = "09:00", end = "17:00" }]
[team.b]
zone = "America/New_York"
shifts = [{ start = "09:00", end = "17:00" }]
"""


@pytest.fixture
def two_teams(tmp_path: Path) -> Any:
    def made(*meetings: str) -> str:
        path = tmp_path / "team.toml"
        path.write_text(TWO_TEAMS + "\n".join(meetings), encoding="utf-8")
        return str(path)

    return made


SYNC = """\
[meeting.sync]
teams = ["a", "b"]
minutes = 30
on = "mon"
at = "15:00"
anchor = "a"
from = 2026-03-02
until = 2026-03-30
"""


def test_the_diwali_occurrence_is_moved_and_says_whose_day_it_was(terminal: Terminal) -> None:
    run = terminal("series", EXAMPLE, "--meeting", "demo", "--json")
    assert run.status == 0
    found = run.json
    assert (found["command"], found["meeting"], found["zone"]) == ("series", "demo", "Europe/Warsaw")
    moved = [one for one in found["occurrences"] if "moved_from" in one]
    diwali = next(one for one in moved if one["moved_from"] == "2027-10-29")
    assert diwali["date"] == "2027-10-28"
    assert diwali["because"].startswith("Bengaluru Platform has Diwali on Fri 29 Oct 2027; moved to")
    assert len(found["occurrences"]) == 50
    dates = [one["date"] for one in found["occurrences"]]
    assert len(set(dates)) == 50
    assert dates == sorted(dates)


def test_every_occurrence_has_every_person_with_local_time_and_status(
    terminal: Terminal, two_teams: Any
) -> None:
    found = terminal("series", two_teams(SYNC), "--json").json
    assert [one["start"] for one in found["occurrences"]] == [
        "2026-03-02T14:00Z",
        "2026-03-09T14:00Z",
        "2026-03-16T14:00Z",
        "2026-03-23T14:00Z",
        "2026-03-30T13:00Z",
    ]
    people = [[(who["id"], who["local_start"]) for who in one["attendees"]] for one in found["occurrences"]]
    assert people[0] == [("a", "2026-03-02T15:00+01:00"), ("b", "2026-03-02T09:00-05:00")]
    assert people[1] == [("a", "2026-03-09T15:00+01:00"), ("b", "2026-03-09T10:00-04:00")]
    assert people[4] == [("a", "2026-03-30T15:00+02:00"), ("b", "2026-03-30T09:00-04:00")]
    assert {who["status"] for one in found["occurrences"] for who in one["attendees"]} == {"in"}
    assert [(run["id"], run["from"], run["until"], run["local_start"]) for run in found["drift"]] == [
        ("b", "2026-03-02", "2026-03-02", "09:00"),
        ("b", "2026-03-09", "2026-03-23", "10:00"),
        ("b", "2026-03-30", "2026-03-30", "09:00"),
    ]
    assert found["drift"][1]["because"] == ["America/New_York goes forward 1 h on Sun 8 Mar 2026"]
    assert {one["anchor"] for one in found["anchors"]} == {"Europe/Warsaw", "America/New_York", "UTC"}
    assert all(one["outside_hours"] == 0 for one in found["anchors"])
    assert found["first_failing"] is None


def test_in_a_pipe_no_line_of_the_text_is_cut(terminal: Terminal) -> None:
    run = terminal("series", EXAMPLE, "--meeting", "core-sync")
    assert "Bengaluru Platform has Republic Day on Tue 26 Jan 2027; moved to Wed 27 Jan 2027" in run.out
    assert "…" not in run.out


def test_without_a_meeting_all_of_them_are_shown_and_what_collides(
    terminal: Terminal, two_teams: Any
) -> None:
    other = SYNC.replace("sync", "review").replace("15:00", "15:15")
    run = terminal("series", two_teams(SYNC, other))
    assert run.status == 0
    assert "2 meetings. Somebody is invited to two at once 5 times." in run.out
    found = terminal("series", two_teams(SYNC, other), "--json").json
    assert [one["meeting"] for one in found["series"]] == ["sync", "review"]
    assert found["collisions"][0] == {
        "start": "2026-03-02T14:15Z",
        "end": "2026-03-02T14:30Z",
        "meetings": ["sync", "review"],
        "people": ["a", "b"],
    }


def test_a_meeting_without_a_time_keeps_clear_of_the_others(terminal: Terminal, two_teams: Any) -> None:
    other = re.sub('at = "15:00"\n', "", SYNC.replace("sync", "review"))
    found = terminal("series", two_teams(SYNC, other), "--json").json
    assert found["collisions"] == []
    assert len(found["series"][1]["occurrences"]) == 5


def test_a_question_beyond_the_meetings_dates_has_no_answer(terminal: Terminal, two_teams: Any) -> None:
    run = terminal("series", two_teams(SYNC), "--from", "2027-01-01", "--until", "2027-01-31")
    assert run.status == 1
    assert "no occurrence between these dates" in run.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--meeting", "nope"), 'no meeting is called "nope"'),
        (("--from", "2026-13-01"), "2026-13-01"),
        (("--zone", "Mars/Base"), "Mars/Base"),
        (("--domain", "never"), "never"),
    ],
)
def test_what_cannot_be_right_is_status_2_and_says_so(
    terminal: Terminal, two_teams: Any, arguments: tuple[str, ...], told: str
) -> None:
    for command in ("series", "plan"):
        run = terminal(command, two_teams(SYNC), *arguments)
        assert (run.status, run.out) == (2, "")
        assert told in run.err
        assert "Traceback" not in run.err


def test_plan_needs_to_know_which_meeting(terminal: Terminal) -> None:
    run = terminal("plan", EXAMPLE)
    assert run.status == 2
    assert "name one with --meeting: core-sync, client-review, demo" in run.err


def test_plan_names_the_best_time_and_what_the_others_cost(terminal: Terminal, two_teams: Any) -> None:
    text = SYNC.replace('at = "15:00"', 'at = "20:00"')
    run = terminal("plan", two_teams(text))
    assert run.status == 0
    assert run.out.startswith("sync: best on Mon at 15:00 Europe/Warsaw.")
    found = terminal("plan", two_teams(text), "--json").json
    assert (found["best"]["at"], found["best"]["worst_minutes"], found["looked_at"]) == ("15:00", 0, 96)
    assert found["current"]["at"] == "20:00"
    assert found["current"]["worst_minutes"] > 0
    assert [one["start"] for one in found["series"]["occurrences"]][:1] == ["2026-03-02T14:00Z"]


def test_weeks_of_clock_changes_may_have_a_time_of_their_own(terminal: Terminal, two_teams: Any) -> None:
    # Both are there 15:00-17:00 in Warsaw, but in March when only New York has changed: 14:00-17:00.
    text = SYNC.replace("minutes = 30", "minutes = 120").replace("2026-03-30", "2026-06-29")
    plain = terminal("plan", two_teams(text), "--split", "--json").json["best"]
    assert [part["at"] for part in plain["parts"]] == ["15:00"], "what costs nobody anything is not split"
    late = two_teams(text)
    Path(late).write_text(
        Path(late)
        .read_text(encoding="utf-8")
        .replace('start = "09:00", end = "17:00"', 'start = "10:00", end = "16:00"', 1),
        encoding="utf-8",
    )
    kept = terminal("plan", late, "--json").json["best"]
    split = terminal("plan", late, "--split", "--json").json["best"]
    assert len(kept["parts"]) == 1
    assert [(part["from"], part["until"]) for part in split["parts"]] == [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-09", "2026-03-23"),
        ("2026-03-30", "2026-06-29"),
    ]
    assert split["worst_minutes"] < kept["worst_minutes"]


def test_weekdays_to_choose_from_can_be_named(terminal: Terminal, two_teams: Any) -> None:
    found = terminal("plan", two_teams(SYNC), "--weekday", "tue", "--weekday", "thu", "--json").json
    assert [one["on"] for one in found["by_weekday"]] == [["tue"], ["thu"]]
    assert found["looked_at"] == 2 * 96


def test_the_best_time_goes_into_a_calendar_file_if_asked(
    terminal: Terminal, two_teams: Any, tmp_path: Path
) -> None:
    out = tmp_path / "plan.ics"
    run = terminal("plan", two_teams(SYNC), "-o", str(out))
    assert (run.status, run.err) == (0, f"wrote {out}\n")
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260330T130000Z;BYDAY=MO" in out.read_text(encoding="utf-8")
    refused = terminal("plan", two_teams(SYNC), "-o", "-")
    assert (refused.status, refused.out) == (2, "")
    assert "name a file: -o OUT.ics" in refused.err
