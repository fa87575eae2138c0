"""`stagger` as people and programs run it."""

from __future__ import annotations

import io
import json
import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from overlap.adapters.team_file import load
from overlap.cli.main import main
from overlap.planning.stagger.answer import suggest_stagger
from tests.functional.terminal import FIXED_NOW, Terminal

TEAMS = """\
version = 1
title = "Service"
zone = "America/New_York"

[team.ny]
name = "New York"
zone = "America/New_York"
shifts = [{ start = "09:00", end = "17:00" }]

# At 09:00 in New York it is 19:30 here in winter, and 18:30 in summer.
[team.pune]
name = "Pune"
zone = "Asia/Kolkata"
headcount = 4
shifts = [{ name = "day", start = "10:00", end = "19:00" }]
flex = { later_minutes = 240, cohorts = 2 }

[team.pune.member.asha]
name = "Asha Rao"

[[require.overlap]]
name = "two of Pune share an hour with New York"
teams = ["ny", "pune"]
minutes = 60
people = [1, 2]
"""

FAST = ("--solver", "search")

DAYS = ("--from", "2027-03-01", "--until", "2027-03-21")

WEEK = (*FAST, "--from", "2027-03-01", "--until", "2027-03-05", "--grid", "30")

SHORT = (*FAST, *DAYS)
"""Winter, and a week of summer time in New York."""


@pytest.fixture
def teams(tmp_path: Path) -> str:
    """New York, and four people in Pune of whom two have to start an hour and a half later."""
    path = tmp_path / "team.toml"
    path.write_text(TEAMS, encoding="utf-8")
    return str(path)


def changed(teams: str, old: str, new: str) -> str:
    """Writes the team file with other words."""
    text = Path(teams).read_text(encoding="utf-8")
    assert old in text
    Path(teams).write_text(text.replace(old, new), encoding="utf-8")
    return teams


def starts(found: dict[str, Any]) -> list[tuple[str, str, str, int, int]]:
    return [
        (one["team"], one["shift"], one["start"], one["headcount"], one["moved_minutes"])
        for one in found["shifts"]
    ]


# The plan


def test_people_read_the_verdict_the_shifts_and_the_proof(terminal: Terminal, teams: str) -> None:
    run = terminal("stagger", teams, *FAST)
    assert (run.status, run.err) == (0, "")
    for words in (
        "Staggered shifts: Service",
        "2 of 5 people start at another time, at most 1 h 30 min from today's: 180 person-minutes moved",
        "No plan moves less: that is proven.",
        "Held on every regular working day from Mon 23 Nov 2026 to Mon 22 Nov 2027",
        "11:30–20:30",
        "1 h 30 min later",
    ):
        assert words in run.out, words
    kept = next(line for line in run.out.splitlines() if line.startswith("two of Pune share"))
    assert kept.split("  ")[-1].strip() == "1 h"
    assert "0 min, missed" in kept


def test_programs_read_the_plan_its_proof_and_each_requirement(terminal: Terminal, teams: str) -> None:
    run = terminal("stagger", teams, "--json", *FAST)
    found = run.json
    assert (run.status, run.err, found["format_version"], found["command"]) == (0, "", 1, "stagger")
    assert (found["start"], found["end"], found["zone"]) == (
        "2026-11-23T05:00Z",
        "2027-11-23T05:00Z",
        "America/New_York",
    )
    assert found["status"] == "optimal"
    assert found["objective"] == {
        "moved_person_minutes": 180,
        "worst_minutes_per_person": 45,
        "quiet_person_minutes": 0,
        "bound": 180,
    }
    assert starts(found) == [
        ("ny", "09:00-17:00", "09:00", 1, 0),
        ("pune", "day", "10:00", 2, 0),
        ("pune", "day 2", "11:30", 2, 90),
    ]
    assert (found["shifts"][2]["end"], found["shifts"][2]["direction"]) == ("20:30", "later")
    assert found["shifts"][2]["was"] == {
        "shift": "day",
        "start": "10:00",
        "end": "19:00",
        "zone": "Asia/Kolkata",
    }
    (need,) = found["requirements"]
    assert (need["kind"], need["needed_minutes"], need["worst_minutes"], need["met"]) == (
        "overlap",
        60,
        60,
        True,
    )
    assert found["before"]["requirements"][0]["met"] is False
    assert (found["grid_minutes"], found["priority"], found["unique"]) == (
        15,
        ["moved", "worst", "quiet"],
        True,
    )
    assert found["proven"] == found["priority"]
    assert "conflict" not in found
    assert "relaxations" not in found


SHAPE: dict[str, Any] = {
    "format_version": int,
    "command": str,
    "tzdata": str,
    "start": str,
    "end": str,
    "status": str,
    "objective": {
        "moved_person_minutes": int,
        "worst_minutes_per_person": (int, float),
        "quiet_person_minutes": int,
        "bound": (int, float),
    },
    "shifts": [{"team": str, "shift": str, "start": str, "end": str, "headcount": int, "moved_minutes": int}],
    "requirements": [{"name": str, "kind": str, "needed_minutes": int, "worst_minutes": int, "met": bool}],
    "before": {"quiet_person_minutes": int, "requirements": [{"name": str, "met": bool}]},
    "prices": [
        {
            "name": str,
            "moved_person_minutes_without": int,
            "saved_person_minutes": int,
            "proven": bool,
        }
    ],
    "figures": [{"name": str, "unit": str, "before": (int, float), "after": (int, float)}],
}


def fits(value: Any, shape: Any, where: str = "") -> None:
    """That a document has every field of a shape, each of its kind; it may have more."""
    if isinstance(shape, dict):
        for name, part in shape.items():
            assert name in value, f"{where}.{name}"
            fits(value[name], part, f"{where}.{name}")
    elif isinstance(shape, list):
        assert value, where
        for at, one in enumerate(value):
            fits(one, shape[0], f"{where}[{at}]")
    else:
        assert isinstance(value, shape), f"{where} is {value!r}"


def test_the_documents_fields_are_there_and_times_are_times(terminal: Terminal, teams: str) -> None:
    found = terminal("stagger", teams, "--json", *SHORT).json
    fits(found, SHAPE)
    assert list(found)[:5] == ["format_version", "command", "tzdata", "start", "end"]
    times = [one[end] for one in found["shifts"] for end in ("start", "end")]
    assert all(re.fullmatch(r"\d\d:\d\d", time) for time in times)


def test_the_file_that_is_written_keeps_what_was_required(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    plan = str(tmp_path / "plan.toml")
    run = terminal("stagger", teams, "-o", plan, "--json", *SHORT)
    assert (run.status, run.err) == (0, f"wrote {plan}\n")
    assert terminal("check", plan).status == 0
    week = ("--from", "2027-01-11", "--until", "2027-01-15")
    day = terminal(
        "shifts", plan, "--from", "2027-01-12", "--until", "2027-01-12", "--team", "pune", "--json"
    )
    who = [(one.get("member"), one["shift"], one["start"]) for one in day.json["shifts"]]
    assert sorted(who, key=str) == [
        ("asha", "day", "2027-01-13T04:30Z"),
        (None, "day 2", "2027-01-12T06:00Z"),
        (None, "day", "2027-01-13T04:30Z"),
    ]
    windows = terminal("windows", plan, *week, "--headcount", "3", "--json").json["windows"]
    shared = [one for one in windows if {"ny", "pune"} <= set(one["teams"])]
    assert [one["minutes"] for one in shared] == [60] * 5
    assert terminal("report", plan, *week).status == 0
    again = terminal("stagger", plan, "--json", *SHORT).json
    assert (again["status"], again["objective"]["moved_person_minutes"]) == ("optimal", 0)
    assert (
        "Nobody has to move: the shifts of today keep every requirement."
        in terminal("stagger", plan, *SHORT).out
    )


def test_a_dash_writes_the_plan_and_nothing_else_to_stdout(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    run = terminal("stagger", teams, "-o", "-", *SHORT)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("version = 1\n")
    plan = tmp_path / "dash.toml"
    plan.write_text(run.out, encoding="utf-8")
    assert [shift.start for shift in load(plan).team("pune").shifts] == ["10:00", "11:30"]


# Options


def test_who_is_kept_stays_and_without_anybody_to_move_there_is_no_plan(
    terminal: Terminal, teams: str
) -> None:
    run = terminal("stagger", teams, "--keep", "pune", "-o", "-", *WEEK)
    assert (run.status, run.out, run.err) == (1, "", "no plan, so nothing is written\n")
    assert terminal("stagger", teams, "--keep", "ny", "--json", *WEEK).json["kept"] == ["ny"]


def test_time_to_share_can_be_asked_for_without_a_requirement_in_the_file(
    terminal: Terminal, teams: str
) -> None:
    found = terminal(
        *("stagger", teams, "--share", "30", "--team", "pune", "--team", "ny", "--people", "everyone"),
        *("--json", *SHORT),
    ).json
    # Everybody needs half an hour, two of them an hour.
    assert starts(found)[1:] == [("pune", "day", "11:00", 2, 60), ("pune", "day 2", "11:30", 2, 90)]
    assert [one["name"] for one in found["requirements"]] == [
        "two of Pune share an hour with New York",
        "pune and ny share 30 minutes",
    ]
    every = terminal("stagger", teams, "--share", "90", "--json", *SHORT).json
    assert every["requirements"][1]["name"] == "all teams share 90 minutes"
    # Only two starts are allowed, so the second of the two goes with the first.
    assert starts(every)[1:] == [("pune", "day", "10:00", 2, 0), ("pune", "day 2", "12:00", 2, 120)]
    three = terminal("stagger", teams, "--share", "60", "--people", "1", "--json", *SHORT).json
    assert three["objective"]["moved_person_minutes"] == 180


def test_a_coarser_grid_costs_more(terminal: Terminal, teams: str) -> None:
    def moved(grid: str) -> int:
        found = terminal("stagger", teams, "--grid", grid, "--json", *SHORT).json
        return int(found["objective"]["moved_person_minutes"])

    assert [moved(grid) for grid in ("30", "60")] == [180, 240]


def test_what_is_made_small_first_decides(terminal: Terminal, teams: str) -> None:
    changed(teams, "flex = { later", "flex = { earlier_minutes = 60, later")
    late = '{ name = "day", start = "14:00", end = "23:00" }'
    changed(teams, '{ name = "day", start = "10:00", end = "19:00" }', late)
    usual = terminal("stagger", teams, "--json", *SHORT).json
    assert (usual["objective"]["moved_person_minutes"], usual["objective"]["quiet_person_minutes"]) == (
        0,
        240,
    )
    run = terminal("stagger", teams, "--priority", "quiet, moved", "--json", *SHORT)
    assert run.json["priority"] == ["quiet", "moved", "worst"]
    assert run.json["objective"]["quiet_person_minutes"] == 0
    assert run.json["objective"]["moved_person_minutes"] == 240
    text = terminal("stagger", teams, "--priority", "quiet", *SHORT).out
    assert "No plan has fewer quiet minutes: that is proven." in text


def test_people_stay_near_an_earlier_plan(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    text = TEAMS.replace('start = "10:00", end = "19:00"', 'start = "12:00", end = "21:00"')
    last = tmp_path / "last.toml"
    last.write_text(text, encoding="utf-8")

    def plan(again: str) -> list[tuple[str, int]]:
        found = terminal("stagger", teams, "--last", str(last), "--again", again, "--json", *SHORT).json
        return [(one["start"], one["headcount"]) for one in found["shifts"] if one["team"] == "pune"]

    assert plan("0") == [("10:00", 2), ("11:30", 2)]
    assert plan("2") == [("12:00", 4)]


def test_dates_are_those_asked_for(terminal: Terminal, teams: str) -> None:
    summer = ("--from", "2027-06-01", "--until", "2027-06-30", "--zone", "UTC")
    found = terminal("stagger", teams, *summer, "--json", *FAST).json
    assert (found["start"], found["end"], found["zone"]) == ("2027-06-01T00:00Z", "2027-07-01T00:00Z", "UTC")
    assert starts(found)[-1] == ("pune", "day 2", "10:30", 2, 30)
    begin = terminal("stagger", teams, "--from", "2027-06-01", "--json", *FAST).json
    assert (begin["start"], begin["end"]) == ("2027-06-01T04:00Z", "2028-05-31T04:00Z")


def test_without_a_file_it_works_on_the_example_and_says_so(terminal: Terminal) -> None:
    run = terminal("stagger", "--from", "2027-01-11", "--until", "2027-01-15", "--grid", "30", "--json")
    assert run.status == 0
    assert run.err.startswith("No team file given: this is the bundled example.")
    assert all(one["met"] for one in run.json["requirements"])


def test_a_time_limit_and_a_solver_can_be_named(terminal: Terminal, teams: str) -> None:
    for solver in ("auto", "search"):
        run = terminal("stagger", teams, *DAYS, "--time-limit", "5", "--solver", solver, "--json")
        assert (run.status, run.json["status"]) == (0, "optimal")
    for bad in (["--solver", "gurobi"], ["--time-limit", "0"], ["--again", "-1"], ["--share", "0"]):
        run = terminal("stagger", teams, *bad)
        assert (run.status, run.out) == (2, "")
        assert bad[0] in run.err


# What more minutes cost


def test_the_price_of_more_shared_time_is_told_until_it_cannot_be(terminal: Terminal, teams: str) -> None:
    name = "two of Pune share an hour with New York"
    found = terminal("stagger", teams, "--trade-off", name, "--json", *SHORT)
    body = found.json
    assert (found.status, body["command"], body["start"]) == (0, "stagger", "2027-03-01T05:00Z")
    assert (body["trade_off"]["requirement"], body["trade_off"]["minutes"]) == (name, 60)
    points = [
        (one["minutes"], one["moved_person_minutes"], one["status"]) for one in body["trade_off"]["points"]
    ]
    # Each half hour costs the two of them half an hour, up to the four hours that they accept.
    assert points == [
        *((minutes, 2 * (minutes + 30), "optimal") for minutes in range(30, 211, 30)),
        (240, None, "infeasible"),
    ]
    text = terminal("stagger", teams, "--trade-off", name, *SHORT).out
    assert f"What {name} costs, all other requirements kept." in text
    row = next(line.split() for line in text.splitlines() if line.startswith("1 h "))
    assert row == ["1", "h", "180", "+60", "proven", "best", "as", "required"]
    kept = terminal("stagger", teams, "--trade-off", name, "--keep", "pune", *SHORT)
    assert kept.status == 1


# No plan


def test_what_cannot_be_kept_is_explained_and_the_status_is_1(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    changed(teams, "later_minutes = 240", "later_minutes = 60")
    plan = tmp_path / "plan.toml"
    run = terminal("stagger", teams, "-o", str(plan), *WEEK)
    assert (run.status, run.err) == (1, "no plan, so nothing is written\n")
    assert not plan.exists()
    for words in (
        "No shifts within these limits keep all requirements: that is proven.",
        "What collides",
        "The smallest thing to give up",
        "let Pune start 1 h 30 min later instead of 1 h",
    ):
        assert words in run.out


def test_programs_read_what_collides_and_what_to_give_up(terminal: Terminal, teams: str) -> None:
    changed(teams, "later_minutes = 240", "later_minutes = 60")
    run = terminal("stagger", teams, "--turns", "0", "--json", *WEEK)
    found = run.json
    assert (run.status, run.err) == (1, "")
    assert (found["status"], found["objective"], found["turns"]) == ("infeasible", None, [])
    conflict = found["conflict"]
    assert conflict["requirements"] == ["two of Pune share an hour with New York"]
    assert (conflict["limits"], conflict["minimal"]) == (["ny", "pune"], True)
    fits(found["relaxations"], [{"kind": str, "name": str, "text": str}])
    assert any(
        (one["kind"], one["name"], one["from"], one["to"], one["moved_person_minutes"])
        == ("later_minutes", "pune", 60, 90, 180)
        for one in found["relaxations"]
    )


# Turns


def test_people_take_turns_in_the_later_start_and_go_on_from_their_ledger(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.json"
    run = terminal("stagger", teams, "--turns", "0", "--ledger-out", str(ledger), "--json", *SHORT)
    assert (run.status, run.err) == (0, f"wrote {ledger}\n")
    (turns,) = run.json["turns"]
    assert (turns["team"], turns["of_shift"]) == ("pune", "day")
    # Four people, two late: after two weeks everybody has been late once.
    assert [one["date"] for one in turns["weeks"]] == ["2027-03-01", "2027-03-08"]
    assert [one["burden_minutes"] for one in turns["ledger"]] == [5 * 90] * 4
    kept = json.loads(ledger.read_text(encoding="utf-8"))
    assert list(kept) == ["pune/day"]
    assert kept["pune/day"]["through"] == "2027-03-14"
    then = terminal("stagger", teams, "--turns", "3", "--ledger", str(ledger), "--json", *SHORT).json
    assert [one["date"] for one in then["turns"][0]["weeks"]] == ["2027-03-15", "2027-03-22", "2027-03-29"]
    text = terminal("stagger", teams, "--turns", "2", *SHORT).out
    assert "Asha Rao" in text
    assert "8 Mar" in text


def test_where_nobody_is_split_nobody_takes_turns(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    changed(teams, ", cohorts = 2", "")
    ledger = tmp_path / "ledger.json"
    run = terminal("stagger", teams, "--turns", "0", "--ledger-out", str(ledger), *SHORT)
    assert (run.status, run.err) == (0, "")
    assert "No shift has several starts that differ, so nobody takes turns." in run.out
    assert not ledger.exists()
    assert terminal("stagger", teams, "--turns", "0", "--json", *SHORT).json["turns"] == []


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"pune/day": 5}', '{"pune/day": {"format_version": 1, "ledger": 5}}']
)
def test_what_is_no_ledger_is_refused(terminal: Terminal, teams: str, tmp_path: Path, text: str) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(text, encoding="utf-8")
    run = terminal("stagger", teams, "--turns", "0", "--ledger", str(path), *SHORT)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("error: ")
    assert "Traceback" not in run.err


# Bad input

TWICE = """\
[[require.handoff]]
name = "two of Pune share an hour with New York"
from = "ny"
to = "pune"
minutes = 5

[[require.overlap]]"""

CHANGES = {
    "flex that excludes today's shift": (
        ("cohorts = 2", 'latest_end = "18:00"'),
        'latest_end "18:00" excludes today\'s shift "day", 10:00-19:00',
    ),
    "cohorts over the headcount": (
        ("cohorts = 2", "cohorts = 9"),
        "cohorts is 9, but the team has 4 people",
    ),
    "an unknown team": (('teams = ["ny", "pune"]', 'teams = ["ny", "puna"]'), 'no team is called "puna"'),
    "zero people": (("people = [1, 2]", "people = [1, 0]"), "people"),
    "a start off the grid": (('start = "10:00"', 'start = "10:07"'), "does not divide 10:07"),
    "a requirement twice": (("[[require.overlap]]", TWICE), "two requirements are called"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_file_that_cannot_be_right_is_refused_in_a_sentence(
    terminal: Terminal, teams: str, what: str
) -> None:
    (old, new), words = CHANGES[what]
    run = terminal("stagger", changed(teams, old, new), *SHORT)
    assert (run.status, run.out) == (2, "")
    assert words in run.err
    assert "Traceback" not in run.err


def test_what_is_wrong_with_a_flex_is_told_with_its_line_and_all_at_once(
    terminal: Terminal, teams: str
) -> None:
    run = terminal("stagger", changed(teams, "cohorts = 2", 'cohorts = 9, latest_end = "18:00"'), *SHORT)
    assert run.status == 2
    places = [line.split(": ")[0].rpartition("/")[2] for line in run.err.splitlines() if "bad-roster" in line]
    lines = Path(teams).read_text(encoding="utf-8").splitlines()
    (row,) = [number for number, line in enumerate(lines, start=1) if "cohorts = 9" in line]
    columns = [lines[row - 1].index(what) + 1 for what in ("9,", '"18:00"')]
    assert [place.split(":")[1:] for place in places] == [[str(row), str(column)] for column in columns]
    assert run.err.splitlines()[-1] == "2 errors"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--until", "2027-02-01"], "bad-horizon"),
        (["--grid", "7"], "--grid: a grid of 7 minutes"),
        (["--keep", "puna"], "unknown-id"),
        (["--priority", "cheap"], "--priority: "),
        (["--team", "ny"], "add --share MINUTES"),
        (["--share", "30", "--people", "some"], "--people: --people is 'some'"),
        (["--share", "30", "--people", "0"], "--people"),
        (["--share", "30", "--people", "9" * 5000], "--people"),
        (["--share", "9" * 20], "--share"),
        (["--time-limit", "9" * 20], "--time-limit"),
        (["--share", "30", "--team", "nope", "--team", "ny"], "nope"),
        (["--trade-off", "something"], 'no requirement is called "something"'),
        (["--trade-off", "x", "-o", "plan.toml"], "--trade-off makes no plan for -o"),
        (["--trade-off", "x", "--last", "plan.toml"], "--trade-off makes no plan for --last"),
        (["--trade-off", "x", "--turns", "0"], "--trade-off makes no plan for --turns"),
        (["--ledger", "ledger.json"], "add --turns 0"),
        (["--ledger-out", "ledger.json"], "add --turns 0"),
        (["--turns", "0", "--ledger", "missing.json"], "cannot read missing.json"),
        (["--last", "missing.toml"], "missing.toml"),
        (["-o", "-", "--json"], "-o plan.toml"),
        (["--zone", "Mars/Olympus"], "is not an IANA time zone"),
    ],
)
def test_bad_input_is_told_by_its_option(
    terminal: Terminal,
    teams: str,
    more: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = terminal("stagger", teams, *SHORT, *more)
    assert (run.status, run.out) == (2, "")
    assert words in run.err
    assert "Traceback" not in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["team.toml"]


def test_a_team_file_without_requirements_has_nothing_to_reach(terminal: Terminal, teams: str) -> None:
    text = Path(teams).read_text(encoding="utf-8")
    Path(teams).write_text(text[: text.index("[[require")], encoding="utf-8")
    run = terminal("stagger", teams, *SHORT)
    assert (run.status, run.out) == (2, "")
    assert "nothing is required of the shifts" in run.err
    assert terminal("stagger", teams, "--share", "30", *SHORT).status == 0


def test_a_plan_that_cannot_be_written_leaves_nothing_half_done(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("in the way", encoding="utf-8")
    for target in (nowhere / "plan.toml", tmp_path / "none" / "plan.toml"):
        run = terminal("stagger", teams, "-o", str(target), *SHORT)
        assert run.status == 2
        assert "Traceback" not in run.err
        assert "cannot write" in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "team.toml"]
    assert nowhere.read_text(encoding="utf-8") == "in the way"


def test_without_highs_a_case_that_is_too_large_names_the_extra(
    terminal: Terminal, teams: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(teams, "headcount = 4", "headcount = 90")
    changed(
        teams, "later_minutes = 240, cohorts = 2", "earlier_minutes = 480, later_minutes = 480, cohorts = 6"
    )
    monkeypatch.setitem(sys.modules, "highspy", None)
    run = terminal("stagger", teams, *DAYS, "--share", "200", "--people", "1")
    assert (run.status, run.out) == (2, "")
    assert "HiGHS is not installed" in run.err
    assert "pip install 'overlap-teams[solver]'" in run.err


# How it looks


def test_what_is_piped_is_plain_and_fits_80_columns(terminal: Terminal, teams: str) -> None:
    out = terminal("stagger", teams, *SHORT).out
    assert "\x1b" not in out
    bands = out[out.index("at work") :]
    assert max(len(line) for line in bands[: bands.index("What is required")].splitlines()) <= 80


class Screen(io.StringIO):
    """A terminal of 80 columns."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_of_80_columns_every_line_fits(teams: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    for name, value in (("COLUMNS", "80"), ("NO_COLOR", "1"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    assert main(["stagger", teams, "--turns", "2", *SHORT], now=lambda: FIXED_NOW) == 0
    lines = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue()).splitlines()
    assert max(len(line) for line in lines) <= 80
    assert any("11:30–20:30" in line and "1 h 30 min later" in line for line in lines)


def test_a_terminal_that_knows_ascii_alone_is_told_the_same(
    teams: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", stdout)
    assert main(["stagger", teams, *SHORT], now=lambda: FIXED_NOW) == 0
    stdout.seek(0)
    text = stdout.read()
    assert "11:30-20:30" in text
    assert "# shared" in text


def test_how_far_it_is_goes_to_a_terminal_and_is_taken_away_again(
    terminal: Terminal, teams: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()

    def told() -> list[str]:
        return [line for line in screen.getvalue().split("\r\x1b[K") if "moved" in line]

    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("overlap.cli.progress._PATIENCE", 0.0)
    monkeypatch.setattr("overlap.cli.progress._PAUSE", 0.0)

    def slow(*given: Any, progress: Any, **more: Any) -> Any:
        progress("moved", None, None)
        progress("moved", Fraction(240), Fraction(361, 2))
        assert told() == ["Stagger: moved: no plan yet", "Stagger: moved: best 240, at least 180.5"]
        return suggest_stagger(*given, **more)

    monkeypatch.setattr("overlap.planning.stagger.answer.suggest_stagger", slow)
    run = terminal("stagger", teams, *SHORT, "--json")
    assert run.json["objective"]["moved_person_minutes"] == 180
    assert screen.getvalue().endswith("\r\x1b[K")


def test_worst_minutes_may_be_a_fraction_and_are_a_number_all_the_same(
    terminal: Terminal, teams: str
) -> None:
    changed(teams, "headcount = 4", "headcount = 7")
    found = terminal("stagger", teams, "--json", *SHORT).json
    assert found["objective"]["worst_minutes_per_person"] == round(float(Fraction(180, 7)), 4)
