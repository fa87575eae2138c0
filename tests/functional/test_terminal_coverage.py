"""`coverage` as a user runs it: on the bundled example, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.terminal import Terminal


@pytest.fixture
def example(terminal: Terminal, tmp_path: Path) -> str:
    path = tmp_path / "team.toml"
    assert terminal("init", str(path), "--example").status == 0
    return str(path)


def test_a_year_of_the_example_names_its_uncovered_hours_and_why(terminal: Terminal, example: str) -> None:
    run = terminal("coverage", example, "--need", "24x5", "--year", "2027")
    assert run.status == 0
    assert run.out.startswith(
        "Somebody is at work 87.2 % of 24x5; 803 h are uncovered, the largest part Fri 18:00–24:00 (318 h).\n"
    )
    for part in (
        "Fri 18:00–24:00         53   318 h  1 Jan – 31 Dec 2027  Nobody is scheduled.",
        "America/New_York goes forward 1 h on Sun 14 Mar 2027.",
        "Thu 8 Apr 2027   20:00–21:30  1 h 30 min  Manila Support: Day of Valor.",
        "data entry hands over to Manila",
        "Beyond limits:",
    ):
        assert part in run.out
    assert "note: CO does not list" in run.err
    assert len(run.out.splitlines()) < 220, "a year stays readable"


def test_the_machines_output_has_the_fields_it_promises(terminal: Terminal, example: str) -> None:
    run = terminal("coverage", example, "--from", "2027-03-01", "--until", "2027-03-31", "--json")
    found = run.json
    assert run.status == 0
    assert (found["format_version"], found["command"]) == (1, "coverage")
    assert {"covered_minutes", "uncovered", "depth", "handoffs", "needed_minutes", "share"} <= set(found)
    assert {"start", "end", "minutes", "because"} <= set(found["uncovered"][0])
    assert set(found["depth"][0]) == {"start", "end", "headcount"}
    assert {"from", "to", "overlap_minutes", "start"} <= set(found["handoffs"][0])
    short = sum(row["minutes"] for row in found["uncovered"])
    assert found["needed_minutes"] == 31 * 1440 - 60  # New York's clock goes forward
    assert found["covered_minutes"] == found["needed_minutes"] - short
    assert found["depth"][0]["start"] == found["start"]
    assert found["depth"][-1]["end"] == found["end"]
    assert all(
        one["end"] == other["start"] for one, other in zip(found["depth"], found["depth"][1:], strict=False)
    )
    assert len(found["by_weekday_hour"]) == 7
    assert found["caveats"]


def test_options_narrow_and_repeat(terminal: Terminal, two_teams: str) -> None:
    dates = ("--from", "2026-03-02", "--until", "2026-03-06", "--json")
    alone = terminal("coverage", two_teams, "--team", "ny", "--need", "mon-fri 09:00-17:00", *dates).json
    assert (alone["share"], alone["needs"][0]["teams"]) == (1.0, ["ny"])
    both = terminal(
        "coverage", two_teams, "--need", "mon 09:00-17:00", "--need", "tue 09:00-17:00=20", *dates
    )
    assert both.json["needed_minutes"] == 960
    assert both.json["covered_minutes"] == 480
    longer = terminal("coverage", two_teams, "--handoff-minutes", "600", *dates)
    assert longer.json["failed_handoffs"] == []
    zoned = terminal("coverage", two_teams, "--zone", "Asia/Manila", "--need", "mon-fri 22:00-06:00", *dates)
    assert zoned.json["zone"] == "Asia/Manila"
    assert zoned.json["share"] == 1.0
    text = terminal(
        "coverage", two_teams, "--zone", "Asia/Manila", "--from", "2026-03-02", "--until", "2026-03-03"
    )
    assert "Times are those of Asia/Manila." in text.out


def test_no_need_between_the_dates_is_status_one_with_its_reason(terminal: Terminal, two_teams: str) -> None:
    asked = ("coverage", two_teams, "--need", "24x5", "--from", "2026-03-07", "--until", "2026-03-08")
    run = terminal(*asked)
    assert run.status == 1
    assert run.out.startswith("Nobody is needed between these dates")
    run = terminal(*asked, "--json")
    assert run.status == 1
    assert run.json["reason"].startswith("Nobody is needed")
    assert (run.json["needed_minutes"], run.json["uncovered"]) == (0, [])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--need", "12x5"), "error: bad-argument: --need: '12x5' is no need that can be read"),
        (("--skill", "tl"), 'error: bad-argument: --skill: nobody has the skill "tl"'),
        (("--team", "manilla"), 'hint: did you mean "manila"?'),
        (("--handoff-minutes", "0"), "Invalid value for '--handoff-minutes'"),
        (("--year", "2026", "--from", "2026-01-01"), "--year: a year and dates contradict each other"),
        (("--need", "24x7=99999999"), "is no need that can be read"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence_and_status_two(
    terminal: Terminal, two_teams: str, options: tuple[str, ...], message: str
) -> None:
    run = terminal("coverage", two_teams, *options)
    assert run.status == 2
    assert message in run.err
    assert "Traceback" not in run.err
    assert run.out == ""
