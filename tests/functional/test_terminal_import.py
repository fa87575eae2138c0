"""`overlap import`: what it writes, tells and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.sheets.files import workbook
from tests.functional.terminal import Terminal

ROSTER = (
    "Team,Zone,Headcount,Shift,Days,Start,End,Notes\n"
    "Manila,Asia/Manila,6,day,Mon-Fri,08:00,17:00,x\n"
    "Pune,Asia/Kolkata,9,,Mon-Fri,10:00,19:00,\n"
)


@pytest.fixture
def roster(tmp_path: Path) -> str:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return str(path)


def test_what_is_imported_can_be_reported_at_once(terminal: Terminal, roster: str, tmp_path: Path) -> None:
    team = str(tmp_path / "team.toml")
    done = terminal("import", roster, "-o", team)
    assert (done.status, done.out) == (0, "")
    assert done.err.splitlines() == [
        "2 teams, 0 members, 2 shifts from 2 rows; not used: column Notes",
        f"wrote {team}",
        f"next: overlap report {team}",
    ]
    assert terminal("check", team).status == 0
    assert "Manila" in terminal("report", team).out


def test_without_a_name_the_team_file_goes_to_stdout(terminal: Terminal, roster: str) -> None:
    plain, dash = terminal("import", roster), terminal("import", roster, "-o", "-")
    assert plain.out == dash.out
    assert plain.out.startswith("version = 1\n")
    assert "2 teams" in plain.err


def test_a_team_file_that_is_there_is_kept_unless_forced(
    terminal: Terminal, roster: str, tmp_path: Path
) -> None:
    team = tmp_path / "team.toml"
    team.write_text("mine", encoding="utf-8")
    refused = terminal("import", roster, "-o", str(team))
    assert refused.status == 2
    assert "--force" in refused.err
    assert team.read_text(encoding="utf-8") == "mine"
    assert terminal("import", roster, "-o", str(team), "--force").status == 0
    assert "[team.manila]" in team.read_text(encoding="utf-8")


def test_problems_are_told_at_their_cells_and_nothing_is_written(
    terminal: Terminal, roster: str, tmp_path: Path
) -> None:
    Path(roster).write_text(ROSTER.replace("08:00", "25:00").replace("Asia/Kolkata", "IST"), encoding="utf-8")
    team = tmp_path / "team.toml"
    done = terminal("import", roster, "-o", str(team))
    assert (done.status, done.out) == (2, "")
    assert f'{roster}:2:Start: bad-time: "25:00" is not a time of day' in done.err
    assert f"{roster}:3:Zone: ambiguous-zone: " in done.err
    assert done.err.endswith("2 errors\n")
    assert not team.exists()


def test_programs_get_the_problems_or_the_counts(terminal: Terminal, roster: str, tmp_path: Path) -> None:
    done = terminal("import", roster, "--json")
    assert done.status == 0
    assert done.json | {"team_file": ""} == {
        "format_version": 1,
        "command": "import",
        "tzdata": done.json["tzdata"],
        "ok": True,
        "problems": [],
        "notes": [],
        "teams": 2,
        "members": 0,
        "shifts": 2,
        "rows": 2,
        "unused_columns": ["Notes"],
        "team_file": "",
    }
    team = str(tmp_path / "team.toml")
    assert terminal("import", roster, "--json", "-o", team).json["written"] == team
    assert terminal("import", roster, "--json", "-o", "-").status == 2
    Path(roster).write_text(ROSTER.replace("08:00", "25:00"), encoding="utf-8")
    wrong = terminal("import", roster, "--json")
    assert (wrong.status, wrong.json["ok"]) == (2, False)
    (problem,) = wrong.json["problems"]
    assert (problem["cell"], problem["line"], problem["column"], problem["slug"]) == (
        "2:Start",
        2,
        6,
        "bad-time",
    )


def test_a_workbook_is_imported_by_its_sheet(terminal: Terminal, tmp_path: Path) -> None:
    rows = [line.split(",") for line in ROSTER.splitlines()]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(workbook({"Old": [*rows[:2]], "New": rows}))
    assert "1 team," in terminal("import", str(path)).err
    assert "2 teams," in terminal("import", str(path), "--sheet", "New").err
    missing = terminal("import", str(path), "--sheet", "Next")
    assert missing.status == 2
    assert "error: bad-argument: --sheet: " in missing.err


def test_options_settle_what_a_file_leaves_open(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_bytes("Employee\tDate\tStart\tEnd\nJosé\t03/02/2026\t09:00\t17:00\n".encode("cp1252"))
    refused = terminal("import", str(path))
    assert "ambiguous-date" in refused.err
    assert "sheet-guess: warning" in refused.err
    done = terminal(
        *("import", str(path), "--dates", "dmy", "--zone", "Asia/Manila", "--encoding", "cp1252"),
        *("--delimiter", "tab", "--title", "All of us"),
    )
    assert done.status == 0
    assert 'title = "All of us"' in done.out
    assert 'name = "José"' in done.out
    assert 'days = ["tue"]' in done.out
    assert "warning" not in done.err
    wrong = terminal("import", str(path), "--zone", "IST")
    assert (wrong.status, "ambiguous-zone: --zone: " in wrong.err) == (2, True)


def test_a_file_that_is_missing_is_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    done = terminal("import", str(tmp_path / "no.csv"))
    assert done.status == 2
    assert "there is no such file" in done.err
