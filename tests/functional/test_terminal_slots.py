"""`slots` and `why` as people and programs run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.terminal import Terminal

EXAMPLE = Path(__file__).parents[2] / "src" / "overlap" / "data" / "example.toml"
QUARTER = ("--from", "2026-11-23", "--until", "2027-02-21")


def test_all_six_teams_of_the_example_find_no_hour_and_learn_who_blocks_whom(terminal: Terminal) -> None:
    run = terminal("slots", str(EXAMPLE), "--minutes", "60", *QUARTER)
    assert run.status == 1
    assert run.out.startswith(
        "No slot of 1 h from Mon 23 Nov 2026 to Sun 21 Feb 2027 at which all 6 can come."
    )
    assert "Bengaluru Platform" in run.out
    assert "Bogotá QA, New York Clients" in run.out
    assert "Make Bengaluru Platform optional" in run.out
    assert "Let Bengaluru Platform end 1 h 30 min later (19:30–20:30" in run.out


def test_programs_read_the_same_reasons_and_bends(terminal: Terminal) -> None:
    run = terminal("slots", str(EXAMPLE), "--minutes", "60", *QUARTER, "--json")
    assert run.status == 1
    found = run.json
    assert found["suggestions"] == []
    first = found["reasons"][0]
    assert (first["id"], first["code"], first["never_with"]) == (
        "bengaluru",
        "outside-hours",
        ["bogota", "new-york"],
    )
    assert first["alone_slots"] > 0
    assert [(one["people"], one["minutes"]) for one in found["relaxations"]] == [(1, 60), (1, 90)]
    kinds = [[bend["kind"] for bend in one["bends"]] for one in found["relaxations"]]
    assert kinds == [["optional"], ["hours"]]
    assert found["relaxations"][1]["bends"][0] == {
        "kind": "hours",
        "id": "bengaluru",
        "earlier_minutes": 0,
        "later_minutes": 90,
    }


def test_suggestions_carry_everybodys_local_time_and_status(terminal: Terminal) -> None:
    run = terminal(
        "slots", str(EXAMPLE), "--minutes", "60", "--quorum", "5", "--limit", "2", *QUARTER, "--json"
    )
    assert run.status == 0
    one, two = run.json["suggestions"]
    assert one["start"] == "2026-11-23T14:00Z" < two["start"]
    assert one["score"] == 0
    by_id = {who["id"]: who for who in one["attendees"]}
    assert list(by_id) == ["manila", "bengaluru", "bogota", "sao-paulo", "krakow", "new-york"]
    assert by_id["manila"]["local_start"] == "2026-11-23T22:00+08:00"
    assert by_id["manila"]["night_minutes"] == 60
    assert by_id["bengaluru"]["can_come"] is False
    assert by_id["bengaluru"]["reasons"][0]["code"] == "outside-hours"
    assert by_id["bengaluru"]["reasons"][0]["start"] == "2026-11-23T14:00Z"


def test_without_a_first_date_no_slot_lies_in_the_past(terminal: Terminal) -> None:
    run = terminal("slots", str(EXAMPLE), "--minutes", "30", "--required", "new-york", "--earliest", "--json")
    assert run.json["suggestions"][0]["start"] == "2026-11-23T14:30Z"
    run = terminal(
        "slots", str(EXAMPLE), "--minutes", "30", "--required", "new-york", "--earliest", *QUARTER, "--json"
    )
    assert run.json["suggestions"][0]["start"] == "2026-11-23T14:00Z"
    late = terminal(
        *("slots", str(EXAMPLE), "--minutes", "30", "--required", "new-york", "--earliest"),
        *("--notice", "1440", *QUARTER, "--json"),
    )
    assert late.json["suggestions"][0]["start"] == "2026-11-24T14:30Z"


def test_options_narrow_the_search(terminal: Terminal) -> None:
    run = terminal(
        *("slots", str(EXAMPLE), "--minutes", "30", "--required", "krakow", "--optional", "bogota"),
        *(
            "--not-on",
            "mon",
            "--preferred",
            "10:00-11:00",
            "--one-per-day",
            "--step",
            "30",
            *QUARTER,
            "--json",
        ),
    )
    starts = [one["start"] for one in run.json["suggestions"]]
    assert starts[0] == "2026-11-24T15:00Z"
    assert len({start[:10] for start in starts}) == 5
    assert run.json["suggestions"][0]["preferred"] is True


def test_groups_have_their_own_quorums(terminal: Terminal) -> None:
    run = terminal(
        *("slots", str(EXAMPLE), "--minutes", "60", "--group", "krakow,bengaluru:1"),
        *("--group", "bogota,new-york", *QUARTER, "--limit", "1", "--json"),
    )
    (one,) = run.json["suggestions"]
    assert one["start"] == "2026-11-23T14:00Z"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--minutes", "0"), "a meeting of 0 minutes"),
        (("--minutes", "-30"), "a meeting of -30 minutes"),
        (("--minutes", "60", "--from", "2026-12-02", "--until", "2026-12-01"), "ends at"),
        (("--minutes", "60", "--from", "2026-01-01", "--until", "2036-06-01"), "longer than 10 years"),
        (("--minutes", "60", "--quorum", "7"), "a quorum of 7 where 6 are asked"),
        (("--minutes", "60", "--required", "pune"), 'no team is called "pune"'),
        (("--minutes", "60", "--step", "7"), "step_minutes is 7"),
        (("--minutes", "60", "--preferred", "noon"), "are no hours"),
        (("--minutes", "60", "--not-on", "moonday"), "is not a weekday"),
        (("--minutes", "60", "--limit", "0"), "limit is 0"),
        (("--minutes", "60", "--optional", "pune"), 'no team is called "pune"'),
        (("--minutes", "60", "--group", ","), ""),
    ],
)
def test_what_cannot_be_asked_is_an_error_with_its_repair(
    terminal: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    run = terminal("slots", str(EXAMPLE), *arguments)
    assert run.status == 2
    assert words in run.err
    assert "Traceback" not in run.err
    assert run.out == ""


def test_why_tells_everybodys_reason(terminal: Terminal) -> None:
    run = terminal("why", str(EXAMPLE), "2026-12-25T15:00Z")
    assert run.status == 0
    assert "0 of 6 can come" in run.out
    assert "Christmas Day (Fri 25 Dec 2026)" in run.out
    found = terminal("why", str(EXAMPLE), "2026-11-24T15:00Z", "--json").json
    assert found["possible"] is False
    codes = {who["id"]: [one["code"] for one in who.get("reasons", [])] for who in found["attendees"]}
    assert codes["bengaluru"] == ["outside-hours"]
    assert codes["sao-paulo"] == ["break"]
    assert codes["krakow"] == []


def test_why_asks_for_an_offset_and_shows_how_to_write_it(terminal: Terminal) -> None:
    run = terminal("why", str(EXAMPLE), "2026-11-24T15:00")
    assert run.status == 2
    assert "for America/New_York write 2026-11-24T15:00-05:00" in run.err
    run = terminal("why", str(EXAMPLE), "2026-11-24T15:00", "--zone", "Asia/Kolkata")
    assert "for Asia/Kolkata write 2026-11-24T15:00+05:30" in run.err


def test_why_says_what_is_no_instant(terminal: Terminal) -> None:
    run = terminal("why", str(EXAMPLE), "noon")
    assert run.status == 2
    assert run.err.startswith('error: bad-date: INSTANT "noon" is neither a date nor an instant')


def test_why_names_what_else_forbids_a_slot(terminal: Terminal) -> None:
    run = terminal("why", str(EXAMPLE), "2026-11-24T15:05Z", "--required", "krakow", "--not-on", "tue")
    assert run.status == 0
    assert "not possible" in run.out
    assert "No meeting begins on Tue." in run.out
    assert "is not on the raster of 15 minutes." in run.out
