"""`now` and `report --brief` as a user runs them: the messages to paste, and what programs read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.terminal import Terminal

WEEK = ("--from", "2026-03-04")


def test_now_is_a_table_and_with_a_format_a_message(terminal: Terminal, two_teams: str) -> None:
    table = terminal("now", two_teams)
    assert "Team          Local  At work" in table.out
    text = terminal("now", two_teams, "--format", "text")
    assert (text.status, text.err) == (0, "")
    assert text.out.splitlines() == [
        "Mon 23 Nov 2026, 09:30 New York: 2 of 2 teams at work, 13 of 13 people",
        "",
        (
            "- Manila night: 22:30 there, 12 of 12 at work; until Tue 06:00 (17:00 New York), "
            "then from Tue 22:00"
        ),
        "- New York: 1 of 1 at work; until 17:00, then from Tue 09:00",
    ]
    markdown = terminal("now", two_teams, "--format", "markdown").out
    assert markdown.replace("**", "") == text.out
    assert "\n- **Manila night:** 22:30 there" in markdown


def test_who_is_away_is_told_to_people_and_to_programs(terminal: Terminal, two_teams: str) -> None:
    at = ("--at", "2026-03-03T14:30Z")
    assert "- Ana Reyes (Manila night): time off, back Thu 5 Mar 22:00" in terminal("now", two_teams, *at).out
    manila, _ = terminal("now", two_teams, *at, "--json").json["teams"]
    assert (manila["headcount"], manila["people"]) == (11, 12)
    assert manila["away"] == [
        {
            "id": "manila.ana",
            "name": "Ana Reyes",
            "because": "time off",
            "until": "2026-03-04",
            "next_start": "2026-03-05T14:00Z",
        }
    ]


@pytest.mark.parametrize("command", [("now",), ("report", "--brief")])
def test_a_message_is_written_to_a_file_of_its_kind(
    terminal: Terminal, two_teams: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    name, *options = command
    for ending, form in ((".md", "markdown"), (".MARKDOWN", "markdown"), (".txt", "text")):
        path = tmp_path / f"message{ending}"
        run = terminal(name, two_teams, *options, "-o", str(path))
        assert (run.status, run.out) == (0, "")
        assert run.err.endswith(f"wrote {path}\n")
        written = path.read_text(encoding="utf-8")
        assert written == terminal(name, two_teams, *options, "--format", form).out
        assert ("**" in written) == (form == "markdown")
    piped = terminal(name, two_teams, *options, "-o", "-")
    assert piped.out == terminal(name, two_teams, *options, "--format", "text").out
    named = tmp_path / "message.log"
    assert terminal(name, two_teams, *options, "-o", str(named), "--format", "markdown").status == 0
    assert "**" in named.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("now", "-o", "now.pdf"), ("bad-argument", "now.pdf", ".md or .txt")),
        (("now", "-o", "now.md", "--json"), ("bad-argument", "--json")),
        (("now", "--format", "text", "--json"), ("bad-argument", "--json")),
        (("now", "--format", "html"), ("html",)),
        (("now", "-o", "missing/now.md"), ("missing",)),
        (("report", "--brief", "--format", "text", "--json"), ("bad-argument", "--json")),
        (("report", "--brief", "-o", "brief.pdf"), ("bad-argument", "brief.pdf")),
        (("report", "--brief", "-o", "missing/brief.md"), ("missing",)),
        (("report", "--brief", "--from", "1900-01-01"), ("bad-horizon",)),
        (("report", "--brief", "--zone", "Mars"), ("unknown-zone",)),
    ],
)
def test_what_cannot_be_written_ends_with_a_message_and_status_2(
    terminal: Terminal,
    two_teams: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    run = terminal(arguments[0], two_teams, *arguments[1:])
    assert (run.status, run.out) == (2, "")
    for word in words:
        assert word in run.err
    assert "Traceback" not in run.err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(("now", "brief"))] == []


def test_a_brief_is_the_week_of_a_date_in_short(terminal: Terminal, two_teams: str) -> None:
    run = terminal("report", two_teams, "--brief", *WEEK)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("Two: week of Mon 2 Mar 2026\n===")
    for heading in ("Shared hours", "Off this week", "Off next week", "Changes ahead", "Cover this week"):
        assert f"\n{heading}\n---" in run.out
    today = terminal("report", two_teams, "--brief").out
    assert today.startswith("Two: week of Mon 23 Nov 2026\n")
    abroad = terminal("report", two_teams, "--brief", *WEEK, "--zone", "Asia/Manila")
    assert "Times are those of Manila." in abroad.out
    assert "22:00–06:00" in abroad.out
    markdown = terminal("report", two_teams, "--brief", *WEEK, "--format", "markdown").out
    assert markdown.startswith("# Two: week of Mon 2 Mar 2026\n")
    assert "|" not in markdown


def test_the_figures_of_a_brief_are_those_of_the_other_commands(terminal: Terminal, two_teams: str) -> None:
    dates = ("--from", "2026-03-02", "--until", "2026-03-08")
    run = terminal("report", two_teams, "--brief", *WEEK, "--json").json
    found = run["brief"]
    assert (run["command"], run["start"], run["end"]) == ("report", "2026-03-02T05:00Z", "2026-03-09T04:00Z")
    windows = terminal("windows", two_teams, *dates, "--json").json
    assert found["all_minutes"] == windows["total_minutes"]
    assert [(one["start"], one["end"]) for day in found["days"] for one in day["windows"]] == [
        (one["start"], one["end"]) for one in windows["windows"]
    ]
    off = terminal("holidays", two_teams, *dates, "--json").json
    assert found["off"] == off["days"]
    (cover,) = found["coverage"]
    uncovered = terminal("coverage", two_teams, *dates, "--json").json
    assert cover["uncovered_minutes"] == uncovered["needed_minutes"] - uncovered["covered_minutes"]
    assert cover["uncovered_minutes"] == sum(run["minutes"] for run in uncovered["uncovered"])
    year = terminal("changes", two_teams, "--year", "2026", "--json").json["changes"]
    assert found["changes"] == [one for one in year if "2026-03-02" < one["date"] <= "2026-04-12"]
    assert found["changes"]


def test_what_lists_of_holidays_lack_is_noted_beside_a_brief(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text(
        'version = 1\n[team.cali]\nzone = "America/Bogota"\nholidays = "CO"\n'
        'shifts = [{ start = "09:00", end = "17:00" }]\n',
        encoding="utf-8",
    )
    run = terminal("report", str(path), "--brief", *WEEK)
    assert run.err.startswith("note: CO does not list")
    assert "CO does not list" not in run.out
    assert terminal("report", str(path), "--brief", *WEEK, "--json").json["brief"]["caveats"]
