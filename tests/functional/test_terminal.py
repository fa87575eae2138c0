"""The commands, their machine output and their exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from overlap.cli.commands import COMMANDS
from tests.functional.terminal import Terminal

MARCH = ("--from", "2026-03-02", "--until", "2026-03-15")


def test_windows_prints_the_document_that_programs_rely_on(terminal: Terminal, two_teams: str) -> None:
    run = terminal("windows", two_teams, *MARCH, "--json")
    assert run.status == 0
    assert run.err == ""
    found = run.json
    assert found["format_version"] == 1
    assert found["command"] == "windows"
    assert found["tzdata"] >= "2026f"
    assert found["start"] == "2026-03-02T05:00Z"
    assert found["end"] == "2026-03-16T04:00Z"
    assert found["windows"][0] == {
        "start": "2026-03-02T14:00Z",
        "end": "2026-03-02T22:00Z",
        "minutes": 480,
        "teams": ["manila", "ny"],
    }
    assert found["total_minutes"] == 5 * 480 + 5 * 420
    assert sum(row["minutes"] for row in found["windows"]) == found["total_minutes"]
    assert "reason" not in found


def test_windows_without_a_window_give_the_reason_and_status_1(terminal: Terminal, two_teams: str) -> None:
    run = terminal("windows", two_teams, "--from", "2026-03-07", "--until", "2026-03-08", "--json")
    assert run.status == 1
    assert run.json["windows"] == []
    assert run.json["total_minutes"] == 0
    assert "shift" in run.json["reason"]
    assert run.json["reason_teams"]
    text = terminal("windows", two_teams, *MARCH, "--min-minutes", "600")
    assert text.status == 1
    assert "8 h" in text.out


def test_windows_take_quorums_headcounts_groups_and_members(terminal: Terminal, two_teams: str) -> None:
    one = terminal("windows", two_teams, *MARCH, "--quorum", "1", "--json").json
    assert one["total_minutes"] == 5 * 480 + 5 * 540
    twelve = terminal("windows", two_teams, *MARCH, "--headcount", "12", "--json").json
    assert twelve["total_minutes"] == 10 * 480  # on Ana's two days off New York's one makes up for her
    thirteen = terminal("windows", two_teams, *MARCH, "--headcount", "13", "--json").json
    assert thirteen["total_minutes"] == 3 * 480 + 5 * 420
    grouped = terminal("windows", two_teams, *MARCH, "--group", "manila,ny:1", "--group", "ny", "--json").json
    assert grouped["total_minutes"] == 10 * 480
    ana = terminal("windows", two_teams, *MARCH, "--team", "manila.ana", "--team", "ny", "--json").json
    assert ana["total_minutes"] == 3 * 480 + 5 * 420


def test_a_quorum_window_says_who_is_there_throughout_and_who_when(
    terminal: Terminal, two_teams: str
) -> None:
    rows = terminal("windows", two_teams, "--quorum", "1", *MARCH, "--json").json["windows"]
    week_two = rows[5]
    assert week_two["start"] == "2026-03-09T13:00Z"
    assert week_two["teams"] == []
    assert week_two["parts"] == [
        {"start": "2026-03-09T13:00Z", "end": "2026-03-09T14:00Z", "teams": ["ny"]},
        {"start": "2026-03-09T14:00Z", "end": "2026-03-09T21:00Z", "teams": ["manila", "ny"]},
        {"start": "2026-03-09T21:00Z", "end": "2026-03-09T22:00Z", "teams": ["manila"]},
    ]


def test_shifts_list_each_shift_on_each_date_in_exact_minutes(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(
        'version = 1\nzone = "America/New_York"\n[team.ny]\nzone = "America/New_York"\n'
        'shifts = [{ name = "night", start = "22:00", end = "06:00", days = ["sat", "sun"] },\n'
        '          { name = "odd", start = "02:30", end = "03:00", days = ["sun"] }]\n'
    )
    run = terminal("shifts", str(path), "--from", "2026-03-07", "--until", "2026-03-08", "--json")
    assert run.json["shifts"] == [
        {
            "team": "ny",
            "shift": "night",
            "date": "2026-03-07",
            "start": "2026-03-08T03:00Z",
            "end": "2026-03-08T10:00Z",
            "minutes": 420,
        },
        {
            "team": "ny",
            "shift": "odd",
            "date": "2026-03-08",
            "start": "2026-03-08T07:30Z",
            "end": "2026-03-08T07:30Z",
            "minutes": 0,
        },
        {
            "team": "ny",
            "shift": "night",
            "date": "2026-03-08",
            "start": "2026-03-09T02:00Z",
            "end": "2026-03-09T10:00Z",
            "minutes": 480,
        },
    ]
    assert "a clock change leaves nothing" in terminal("shifts", str(path), *MARCH).out


def test_a_skipped_date_has_no_shift(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(
        'version = 1\n[team.a]\nzone = "Pacific/Apia"\n'
        'days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n'
        'shifts = [{ start = "09:00", end = "17:00" }]\n'
    )
    run = terminal("shifts", str(path), "--from", "2011-12-28", "--until", "2012-01-01", "--json")
    dates = [row["date"] for row in run.json["shifts"]]
    assert "2011-12-29" in dates
    assert "2011-12-30" not in dates
    assert "2011-12-31" in dates


def test_no_shift_between_the_dates_is_status_1(terminal: Terminal, two_teams: str) -> None:
    run = terminal(
        "shifts", two_teams, "--from", "2026-03-07", "--until", "2026-03-07", "--zone", "Asia/Manila"
    )
    assert run.status == 1
    assert "No shift" in run.out


def test_members_have_rows_of_their_own(terminal: Terminal, two_teams: str) -> None:
    rows = terminal("shifts", two_teams, "--team", "manila", *MARCH, "--json").json["shifts"]
    ana = [row["date"] for row in rows if row.get("member") == "ana"]
    team = [row["date"] for row in rows if "member" not in row]
    assert set(team) - set(ana) == {"2026-03-03", "2026-03-04"}


def test_changes_name_the_dates_and_the_clock(terminal: Terminal, two_teams: str) -> None:
    found = terminal("changes", two_teams, "--year", "2026", "--json").json
    assert [row["date"] for row in found["changes"]] == ["2026-03-09", "2026-11-02"]
    first = found["changes"][0]
    assert first["windows_local"] == [["10:00", "17:00"]]
    assert first["minutes"] == 420
    assert "America/New_York" in first["because"]
    assert "New York" in first["because"]
    assert found["start"] == "2026-01-01T05:00Z"
    assert found["end"] == "2027-01-01T05:00Z"
    text = terminal("changes", two_teams)
    assert text.status == 0
    assert "Mon 9 Mar 2026" in text.out  # this year is the clock's


def test_compare_adds_up_what_pairs_gain_and_lose(terminal: Terminal, two_teams: str, tmp_path: Path) -> None:
    other = tmp_path / "later.toml"
    other.write_text(Path(two_teams).read_text().replace('"22:00", end = "06:00"', '"20:00", end = "04:00"'))
    found = terminal("compare", two_teams, str(other), *MARCH, "--json").json
    # Manila ends at 20:00Z instead of 22:00Z: New York's last hours are lost, none is won.
    (pair,) = found["pairs"]
    assert pair["teams"] == ["manila", "ny"]
    assert pair["before_minutes"] - pair["lost_minutes"] + pair["gained_minutes"] == pair["after_minutes"]
    assert found["lost_minutes"] == 5 * 120 + 5 * 60
    assert found["gained_minutes"] == 5 * 60  # 13:00Z to 14:00Z in daylight time
    same = terminal("compare", two_teams, two_teams, *MARCH)
    assert "No pair" in same.out


def test_now_tells_who_is_at_work_and_until_when(terminal: Terminal, two_teams: str) -> None:
    found = terminal("now", two_teams, "--json").json
    assert found["start"] == "2026-11-23T14:30Z"
    manila, new_york = found["teams"]
    assert list(manila.items())[:6] == [
        ("team", "manila"),
        ("zone", "Asia/Manila"),
        ("local", "Mon 22:30"),
        ("at_work", True),
        ("headcount", 12),
        ("until", "2026-11-23T22:00Z"),
    ]
    assert new_york["at_work"]
    assert new_york["until"] == "2026-11-23T22:00Z"
    late = terminal("now", two_teams, "--at", "2026-11-24T01:00Z")
    assert "0 of 2 teams at work" in late.out


def test_zones_are_found_by_city_country_and_abbreviation(terminal: Terminal) -> None:
    keys = {
        query: [row["key"] for row in terminal("zones", query, "--json").json["zones"]]
        for query in ("Bengaluru", "kraków", "Krakow", "PH", "IST")
    }
    assert keys["Bengaluru"][0] == "Asia/Kolkata"
    assert keys["kraków"][0] == keys["Krakow"][0] == "Europe/Warsaw"
    assert keys["PH"][0] == "Asia/Manila"
    assert {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"} <= set(keys["IST"])
    nothing = terminal("zones", "qqqqqq")
    assert nothing.status == 1
    assert nothing.out == ""


def test_the_report_without_a_file_is_the_bundled_example_and_says_so(terminal: Terminal) -> None:
    run = terminal("report")
    assert run.status == 0
    assert "bundled example" in run.err
    for city in ("Manila", "Bengaluru", "Bogotá", "São Paulo", "Kraków", "New York"):
        assert city in run.out


def test_the_report_goes_whole_into_text_and_markdown_files(
    terminal: Terminal, two_teams: str, tmp_path: Path
) -> None:
    shown = terminal("report", two_teams, *MARCH).out
    plain, marked = tmp_path / "r.txt", tmp_path / "r.md"
    assert terminal("report", two_teams, *MARCH, "-o", str(plain)).status == 0
    assert terminal("report", two_teams, *MARCH, "-o", str(marked)).status == 0
    assert plain.read_text(encoding="utf-8") == shown
    assert marked.read_text(encoding="utf-8").startswith("# Two\n")
    assert terminal("report", two_teams, *MARCH, "--format", "markdown").out == marked.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.md", "r.txt", "team.toml"]
    refused = terminal("report", two_teams, "-o", str(tmp_path / "r.pdf"))
    assert refused.status == 2
    assert ".md" in refused.err


def test_the_report_as_json_agrees_with_windows(terminal: Terminal, two_teams: str) -> None:
    whole = terminal("report", two_teams, *MARCH, "--json").json
    alone = terminal("windows", two_teams, *MARCH, "--json").json
    assert whole["windows"] == alone["windows"]
    assert whole["total_minutes"] == alone["total_minutes"]
    assert (whole["start"], whole["end"]) == (alone["start"], alone["end"])


def test_a_report_that_cannot_be_written_leaves_the_old_file(
    terminal: Terminal, two_teams: str, tmp_path: Path
) -> None:
    missing = terminal("report", two_teams, "-o", str(tmp_path / "no" / "r.md"))
    assert missing.status == 2
    folder = tmp_path / "r.md"
    folder.mkdir()
    onto_folder = terminal("report", two_teams, "-o", str(folder))
    assert onto_folder.status == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.md", "team.toml"]


def test_init_writes_a_file_that_checks_clean_and_keeps_one_that_is_there(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "my.toml"
    assert terminal("init", str(path)).status == 0
    checked = terminal("check", str(path))
    assert checked.status == 0
    assert "no errors" in checked.out
    assert (tmp_path / "overlap.schema.json").is_file()
    path.write_text("mine")
    refused = terminal("init", str(path))
    assert refused.status == 2
    assert path.read_text() == "mine"
    assert terminal("init", str(path), "--force", "--example", "--json").json["written"][0] == str(path)
    assert terminal("windows", str(path), "--quorum", "2", "--json").status == 0


def test_check_shows_every_problem_at_once_with_its_place(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        'version = 1\n[team.a]\nzone = "Asia/Manilla"\n'
        'shifts = [{ start = "9:00", end = "25:00" }]\ncolour = 1\n'
    )
    run = terminal("check", str(path))
    assert run.status == 2
    assert run.out == ""
    assert f"{path}:3:8: unknown-zone:" in run.err
    assert "Asia/Manila" in run.err
    assert run.err.count("bad-time") == 2
    assert "unknown-key" in run.err
    found = terminal("check", str(path), "--json")
    assert found.status == 2
    assert not found.json["ok"]
    assert {row["slug"] for row in found.json["problems"]} == {"unknown-zone", "bad-time", "unknown-key"}
    assert all(row["line"] and row["column"] for row in found.json["problems"])


def test_warnings_go_to_stderr_and_the_answer_to_stdout(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text(
        'version = 1\n[team.a]\nzone = "Asia/Manila"\nshifts = [{ start = "18:00", end = "09:00" }]\n'
    )
    run = terminal("windows", str(path), *MARCH, "--json")
    assert run.status == 0
    assert "long-shift" in run.err
    assert run.json["windows"]
    assert "1 warning" in terminal("check", str(path)).out


@pytest.mark.parametrize("command", ["check", "windows", "report", "changes", "shifts", "now"])
@pytest.mark.parametrize(
    "bad", ["empty", "binary", "directory", "missing", "huge", "duplicate", "deep", "nul"]
)
def test_any_bad_file_ends_with_a_message_and_status_2(
    terminal: Terminal, tmp_path: Path, command: str, bad: str
) -> None:
    path = tmp_path / "t.toml"
    match bad:
        case "empty":
            path.write_bytes(b"")
        case "binary":
            path.write_bytes(bytes(range(256)) * 8)
        case "directory":
            path.mkdir()
        case "huge":
            with path.open("wb") as file:
                file.truncate(50_000_000)
        case "duplicate":
            path.write_text("version = 1\n[team.a]\n[team.a]\n")
        case "deep":
            path.write_text("a = " + "[" * 20_000)
    run = terminal(command, "nul\0name" if bad == "nul" else str(path))
    assert run.status == 2
    assert run.out == ""
    slugs = ("bad-file", "bad-toml", "missing-key", "duplicate-key")
    assert any(f"{slug}: " in run.err for slug in slugs)
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("extra", "slug"),
    [
        (("--from", "2026-03-02", "--until", "2026-03-01"), "bad-horizon"),
        (("--from", "2026-02-30"), "bad-date"),
        (("--from", "soon"), "bad-date"),
        (("--from", "2026-03-02T10:00", "--until", "2026-03-03"), "naive-datetime"),
        (("--from", "1066-10-14"), "bad-horizon"),
        (("--from", "9999-12-01"), "bad-horizon"),
        (("--from", "9999-12-31T23:59-12:00"), "bad-date"),
        (("--from", "0001-01-01T00:00+14:00"), "bad-date"),
        (("--until", "9999-12-31"), "bad-horizon"),
        (("--zone", "EST"), "ambiguous-zone"),
        (("--zone", "Asia/Manilla"), "unknown-zone"),
        (("--team", "nobody"), "unknown-id"),
        (("--quorum", "3"), "bad-quorum"),
        (("--quorum", "0"), "bad-quorum"),
        (("--headcount", "99"), "bad-quorum"),
        (("--group", "ny:x"), "bad-argument"),
        (("--group", "ny:0"), "bad-quorum"),
        (("--group", f"ny:{'9' * 5000}"), "bad-argument"),
        (("--group", "ny", "--quorum", "1"), "bad-argument"),
    ],
)
def test_a_bad_question_is_refused_with_its_repair(
    terminal: Terminal, two_teams: str, extra: tuple[str, ...], slug: str
) -> None:
    run = terminal("windows", two_teams, *extra)
    assert run.status == 2
    assert f"error: {slug}: " in run.err
    assert run.out == ""


def test_instants_are_half_open_and_dates_count_whole(terminal: Terminal, two_teams: str) -> None:
    some = terminal(
        "windows", two_teams, "--from", "2026-03-02T15:00Z", "--until", "2026-03-02T16:00Z", "--json"
    ).json
    assert some["windows"] == [
        {"start": "2026-03-02T15:00Z", "end": "2026-03-02T16:00Z", "minutes": 60, "teams": ["manila", "ny"]}
    ]
    from_instant = terminal("windows", two_teams, "--from", "2026-03-02T15:00Z", "--json").json
    assert from_instant["end"] == "2026-06-01T04:00Z"


def test_without_dates_a_question_is_about_thirteen_weeks_from_today(
    terminal: Terminal, two_teams: str
) -> None:
    found = terminal("windows", two_teams, "--json").json
    assert (found["start"], found["end"]) == ("2026-11-23T05:00Z", "2027-02-22T05:00Z")
    manila = terminal("windows", two_teams, "--json", "--zone", "Asia/Manila").json
    assert manila["start"] == "2026-11-22T16:00Z"


def test_usage_errors_are_status_2_with_a_suggestion(terminal: Terminal, two_teams: str) -> None:
    wrong = terminal("wndows", two_teams)
    assert wrong.status == 2
    assert "windows" in wrong.err
    option = terminal("windows", two_teams, "--jsn")
    assert option.status == 2
    assert "--json" in option.err
    assert terminal("windows").status == 2
    assert terminal().status == 2


def test_help_lists_every_command_and_each_command_has_its_own(terminal: Terminal) -> None:
    whole = terminal("--help")
    assert whole.status == 0
    for name, (_, about) in COMMANDS.items():
        assert f"{name} " in whole.out
        assert about in whole.out
        own = terminal(name, "--help")
        assert own.status == 0
        assert "--json" in own.out
    assert terminal("--version").out.startswith("overlap ")


def _run(arguments: list[str], *, stdin: bytes = b"", **extra: str) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | extra
    return subprocess.run(
        [sys.executable, "-m", "overlap", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env=environment,
        timeout=120,
    )


def test_a_team_file_may_come_through_standard_input(two_teams: str) -> None:
    run = _run(["windows", "-", *MARCH, "--json"], stdin=Path(two_teams).read_bytes())
    assert run.returncode == 0
    assert json.loads(run.stdout)["total_minutes"] == 4500


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_terminal_shows_the_report(encoding: str) -> None:
    run = _run(["report", "--from", "2026-11-23"], PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert run.returncode == 0
    text = run.stdout.decode(encoding)
    assert "Krak" in text
    assert ("#" if encoding != "utf-8" else "█") in text
    assert b"\x1b[" not in run.stdout


def test_a_reader_that_goes_away_is_no_error(two_teams: str) -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "overlap",
            "shifts",
            two_teams,
            "--from",
            "2020-01-01",
            "--until",
            "2030-12-31",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=120) == 0
    assert complaint == b""


@pytest.mark.parametrize("arguments", [["zones", "Manila"], ["--help"], ["--version"]])
def test_closed_output_is_no_crash(arguments: list[str]) -> None:
    line = " ".join([sys.executable, "-m", "overlap", *arguments, ">&-"])
    run = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, timeout=60)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_is_a_sentence(two_teams: str) -> None:
    line = f"{sys.executable} -m overlap windows {two_teams} --json > /dev/full"
    run = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, timeout=60)
    assert run.returncode == 2
    assert run.stderr == b"error: bad-file: the answer cannot be written: No space left on device\n"


def test_importing_and_helping_load_nothing_heavy() -> None:
    heavy = "{'pendulum', 'icalendar', 'holidays', 'rich', 'click', 'jinja2', 'tomli', 'zoneinfo', 'typing'}"
    code = f"import sys, overlap; assert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-S", "-c", code], check=False, env=_path()).returncode == 0
    code = (
        "import sys; from overlap.cli.main import main; assert main(['--help']) == 0; "
        f"assert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code], check=False, env=_path(), capture_output=True)
    assert run.returncode == 0, run.stderr


def _path() -> dict[str, str]:
    """The package on the path without site, whose .pth files may import what they like."""
    import overlap

    return os.environ | {"PYTHONPATH": str(Path(overlap.__file__).parent.parent)}
