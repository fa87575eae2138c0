"""`overlap pairs`: rounds on the terminal and as JSON, and a history that goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.terminal import Terminal

FOUR = """\
version = 1
zone = "Europe/Warsaw"

[team.krakow]
name = "Kraków"
zone = "Europe/Warsaw"
shifts = [{ start = "09:00", end = "17:00" }]
member = { ola = { name = "Ola" }, jan = { name = "Jan" } }

[team.pune]
name = "Pune"
zone = "Asia/Kolkata"
shifts = [{ start = "12:00", end = "20:00" }]
member = { asha = { name = "Asha" }, ravi = { name = "Ravi" } }
"""


@pytest.fixture
def four(tmp_path: Path) -> str:
    """A team file with four people who can all meet."""
    path = tmp_path / "four.toml"
    path.write_text(FOUR, encoding="utf-8")
    return str(path)


MARCH = ("--from", "2027-03-01", "--until", "2027-03-14", "--every", "week")


def test_rounds_are_shown_and_exit_with_0(terminal: Terminal, four: str) -> None:
    run = terminal("pairs", four, *MARCH)
    assert (run.status, run.err) == (0, "")
    assert run.out.count("Round") == 2
    assert "Mon 1 Mar 2027" in run.out
    assert "Europe" not in run.out
    assert "Warsaw" in run.out


def test_json_holds_the_rounds_and_the_history(terminal: Terminal, four: str) -> None:
    run = terminal("pairs", four, *MARCH, "--json")
    assert run.status == 0
    data = run.json
    assert (data["format_version"], data["command"], data["start"]) == (1, "pairs", "2027-02-28T23:00Z")
    assert [len(one["pairs"]) for one in data["rounds"]] == [2, 2]
    assert data["history"]["sat_out"] == dict.fromkeys(
        ["krakow.jan", "krakow.ola", "pune.asha", "pune.ravi"], 0
    )


def test_a_history_written_is_gone_on_with(terminal: Terminal, four: str, tmp_path: Path) -> None:
    past = tmp_path / "past.json"
    first = terminal("pairs", four, *MARCH, "--history-out", str(past), "--json")
    assert first.err == f"wrote {past}\n"
    assert json.loads(past.read_text(encoding="utf-8")) == first.json["history"]
    later = ("--from", "2027-03-15", "--until", "2027-03-21", "--every", "week")
    second = terminal("pairs", four, *later, "--history", str(past), "--history-out", str(past), "--json")
    met = [
        tuple(pair["people"])
        for run in (first, second)
        for one in run.json["rounds"]
        for pair in one["pairs"]
    ]
    assert len(set(met)) == 6
    assert json.loads(past.read_text(encoding="utf-8")) == second.json["history"]


def test_length_domain_teams_and_zone_are_as_asked(terminal: Terminal, four: str) -> None:
    data = terminal(
        "pairs", four, *MARCH, "--minutes", "45", "--team", "pune", "--zone", "UTC", "--json"
    ).json
    assert data["start"] == "2027-03-01T00:00Z"
    (pair,) = data["rounds"][0]["pairs"]
    assert (pair["people"], pair["start"]) == (["pune.asha", "pune.ravi"], "2027-03-01T06:30Z")
    assert pair["end"] == "2027-03-01T07:15Z"
    late = terminal(
        "pairs", four, *MARCH, "--minutes", "480", "--team", "pune", "--domain", "waking", "--json"
    )
    assert late.status == 0


def test_without_dates_no_slot_lies_in_the_past(terminal: Terminal, four: str) -> None:
    """The clock of these tests stands at 14:30 UTC on Monday, 23 November 2026."""
    first = terminal("pairs", four, "--every", "day", "--json").json["rounds"][0]
    assert [pair["start"] for pair in first["pairs"]] == ["2026-11-23T14:30Z"]
    assert first["pairs"][0]["people"] == ["krakow.jan", "krakow.ola"]


def test_meetings_of_the_file_and_calendar_files_are_kept_clear_of(
    terminal: Terminal, tmp_path: Path
) -> None:
    """Without either the pair would meet at 09:00."""
    ics = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20270101T000000Z")
    event = (
        "DTSTART:20270301T083000Z",
        "DTEND:20270301T120000Z",
        "SUMMARY:busy",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    (tmp_path / "jan.ics").write_text("\r\n".join([*ics, *event, ""]), encoding="utf-8", newline="")
    only = FOUR.partition("[team.pune]")[0].replace('name = "Jan"', 'name = "Jan", busy = ["jan.ics"]')
    meeting = """
        [meeting.daily]
        teams = ["krakow"]
        minutes = 30
        every = "day"
        on = ["mon", "tue", "wed", "thu", "fri"]
        at = "09:00"
        from = 2027-03-01
        until = 2027-03-31
    """
    starts = []
    for text in (only.replace(', busy = ["jan.ics"]', ""), only, only + meeting):
        (tmp_path / "two.toml").write_text(text, encoding="utf-8")
        data = terminal("pairs", str(tmp_path / "two.toml"), *MARCH, "--json").json
        starts.append([one["pairs"][0]["start"] for one in data["rounds"]])
    assert starts == [
        ["2027-03-01T08:00Z", "2027-03-08T08:00Z"],
        ["2027-03-01T08:00Z", "2027-03-08T08:00Z"],
        ["2027-03-01T12:00Z", "2027-03-08T08:30Z"],
    ]


def test_nobody_who_can_meet_exits_with_1_and_says_why(terminal: Terminal, four: str) -> None:
    run = terminal("pairs", four, *MARCH, "--minutes", "600")
    assert run.status == 1
    assert run.out.startswith("Of 4 people no two can meet in these dates.")
    assert "They never share enough time at once." in run.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--every", "fortnight"), "bad-roster: --every: every is 'fortnight'"),
        (("--minutes", "0"), "bad-argument: --minutes: a meeting of 0 minutes"),
        (("--team", "nobody"), "unknown-id"),
        (("--team", "pune.asha"), "bad-argument: --team: pune.asha alone is no pair"),
        (("--history", "missing.json"), "bad-file: cannot read missing.json"),
        (("--history", "list.json"), "bad-argument: --history: [] is no history of pairs"),
        (("--history", "text.json"), "bad-file: cannot read text.json"),
        (("--history", "latin.json"), "bad-file: cannot read latin.json"),
        (("--history-out", "no/such/folder.json"), "bad-file: cannot write no/such/folder.json"),
    ],
)
def test_what_cannot_be_answered_exits_with_2(
    terminal: Terminal,
    four: str,
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.json").write_text("[]", encoding="utf-8")
    Path("text.json").write_text("not json", encoding="utf-8")
    Path("latin.json").write_bytes('{"é": 1}'.encode("latin-1"))
    run = terminal("pairs", four, *MARCH, *arguments)
    assert (run.status, run.out) == (2, "")
    assert told in run.err
    assert "hint:" in run.err


def test_the_pairs_go_into_a_calendar_file_if_asked(terminal: Terminal, four: str, tmp_path: Path) -> None:
    out = tmp_path / "coffee.ics"
    run = terminal("pairs", four, *MARCH, "-o", str(out))
    assert (run.status, run.err) == (0, f"wrote {out}\n")
    assert out.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 4
