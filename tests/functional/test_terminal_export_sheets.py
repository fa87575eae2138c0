"""`overlap export` to spreadsheets, from arguments to files."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from overlap.adapters.team_file import load
from overlap.adapters.workbook_csv import to_csv
from overlap.planning.workbooks.whole import workbook
from tests.functional.terminal import Terminal

SHEETS = (
    *("read-me", "teams", "week", "shifts", "windows", "coverage", "needs", "meetings", "ledger"),
    *("hours", "holidays"),
)
DATES = ("--from", "2026-12-01", "--until", "2026-12-31")
ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART:20261201T090000Z
DTEND:20261201T120000Z
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
"""

TEAMS = """\
version = 1
title = "Two"
zone = "Europe/Warsaw"

[team.krakow]
name = "=1+1"
zone = "Europe/Warsaw"
holidays = "PL"
shifts = [{ start = "09:00", end = "17:00" }]

[team.krakow.member.zofia]
name = "Zofia Nowak"
busy = ["zofia.ics"]

[team.pune]
name = "Pune"
zone = "Asia/Kolkata"
shifts = [{ start = "10:00", end = "19:00" }]

[meeting.sync]
title = "Sync"
teams = ["krakow", "pune"]
minutes = 30
on = "tue"
at = "10:00"
anchor = "krakow"
from = 2026-12-01
until = 2027-06-29
"""


@pytest.fixture
def teams(tmp_path: Path) -> str:
    """Two teams and a meeting, and a member with a calendar."""
    (tmp_path / "zofia.ics").write_text(ICS, encoding="utf-8")
    path = tmp_path / "teams.toml"
    path.write_text(TEAMS, encoding="utf-8")
    return str(path)


def rows_of(path: Path, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=delimiter))


def test_an_excel_file_has_every_sheet_and_the_same_bytes_again(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"
    done = terminal("export", teams, "-o", str(path), *DATES)
    assert (done.status, done.out, done.err) == (0, f"wrote {path} (11 sheets)\n", "")
    first = path.read_bytes()
    assert terminal("export", teams, "-o", str(path), *DATES).status == 0
    assert path.read_bytes() == first
    book = load_workbook(path)
    assert book.sheetnames[:4] == ["Read me", "Teams", "Week", "Shifts"]
    assert book.properties.created.isoformat() == "2026-11-30T23:00:00"
    assert book["Teams"]["A2"].value == "=1+1"
    assert book["Teams"]["A2"].data_type == "s"


def test_the_stamp_is_when_it_was_created_and_sheets_can_be_chosen(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"
    words = ("--sheet", "holidays", "--sheet", "Read-Me", "--stamp", "2026-11-23T14:30:15Z")
    assert terminal("export", teams, "-o", str(path), *DATES, *words).status == 0
    book = load_workbook(path)
    assert book.sheetnames == ["Holidays", "Read me"]
    assert book.properties.created.isoformat() == "2026-11-23T14:30:15"
    done = terminal("export", teams, "-o", str(path), *DATES, "--sheet", "all")
    assert done.out == f"wrote {path} (11 sheets)\n"
    assert terminal("export", teams, "-o", str(path), "--stamp", "yesterday").status == 2


def test_a_csv_file_holds_the_roster_itself_or_the_sheet_that_is_named(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    done = terminal("export", teams, "-o", str(path))
    assert done.out == f"wrote {path} (3 rows)\n"
    assert done.err.splitlines() == [
        "note: =1+1: the table cannot say calendar files; the team file does.",
        "note: 1 meeting of the team file is not in the table.",
    ]
    assert [row[0] for row in rows_of(path)] == ["Team", "'=1+1", "'=1+1", "Pune"]
    asked = ("--sheet", "SHIFTS", "--zone", "Asia/Kolkata", "--delimiter", "semicolon")
    assert terminal("export", teams, "-o", str(path), *DATES, *asked).status == 0
    head, *rows = rows_of(path, ";")
    assert "Start (Asia/Kolkata)" in head
    assert {row[head.index("Date")][:7] for row in rows} == {"2026-12"}
    # December has 23 weekdays; Poland is off on the 24th and 25th
    assert len(rows) == 2 * (23 - 2) + 23


def test_dates_are_thirteen_weeks_from_today_by_default(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    assert terminal("export", teams, "-o", str(path), "--sheet", "shifts").status == 0
    days = [row[3] for row in rows_of(path)[1:]]
    assert (min(days), max(days)) == ("2026-11-23", "2027-02-19")


def test_a_folder_has_a_file_for_each_sheet(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    done = terminal("export", teams, "-o", str(folder), *DATES, "--sheet", "all")
    names = [path.name for path in sorted(folder.iterdir())]
    assert names == sorted(f"{name}.csv" for name in SHEETS)
    assert (done.status, done.err, len(done.out.splitlines())) == (0, "", 11)
    some = terminal(
        "export", teams, "-o", str(tmp_path / "some"), *DATES, "--sheet", "week", "--sheet", "needs"
    )
    assert [path.name for path in sorted((tmp_path / "some").iterdir())] == ["needs.csv", "week.csv"]
    assert some.err.startswith("note: Mon ")


def test_one_sheet_goes_to_stdout_without_a_mark(
    terminal: Terminal, teams: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("export", teams, "-o", "-", *DATES, "--sheet", "holidays")
    done = terminal(*words)
    roster = load(teams)
    sheet = workbook(roster, "2026-12-01", "2026-12-31").sheet("holidays")
    plain = to_csv(sheet)[1:].replace("\r\n", "\n")
    assert done.out == plain
    assert done.err == "note: Status: off, part of the day off, or soft: noted and worked.\n"
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert terminal(*words).status == 0
    assert stream.buffer.getvalue() == plain.encode()


def test_busy_time_of_calendar_files_shows_in_meetings(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    assert terminal("export", teams, "-o", str(path), *DATES, "--sheet", "meetings").status == 0
    head, *rows = rows_of(path)
    status, member = head.index("Status"), head.index("Member")
    assert [row[status] for row in rows if row[member] == "Zofia Nowak"][:2] == ["busy", "in"]


def test_machine_output_says_what_was_written(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    found = terminal("export", teams, "-o", str(path), *DATES, "--sheet", "coverage", "--json").json
    assert found["command"] == "export"
    assert (found["start"], found["end"]) == ("2026-11-30T23:00Z", "2026-12-31T23:00Z")
    assert found["written"] == [str(path)]
    (sheet,) = found["sheets"]
    assert (sheet["name"], sheet["rows"] + 1, sheet["notes"]) == ("Coverage", len(rows_of(path)), [])
    folder = tmp_path / "two"
    found = terminal("export", teams, "-o", str(folder), "--sheet", "week", "--sheet", "needs", "--json").json
    assert [Path(one).name for one in found["written"]] == ["week.csv", "needs.csv"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("a.xlsx", "--privacy", "busy"), "--privacy is for calendar files"),
        (("a.csv", "--shifts", "--by", "team"), "--shifts and --by are for calendar files"),
        (("a.xlsx", "--meeting", "sync"), "--meeting is for calendar files"),
        (("a.xlsx", "--no-meetings"), "--no-meetings is for calendar files"),
        (("a.xlsx", "--closures"), "--closures is for calendar files"),
        (("a.xlsx", "--celebrations"), "--celebrations is for calendar files"),
        (("a.xlsx", "--free-busy"), "--free-busy is for calendar files"),
        (("a.xlsx", "--availability"), "--availability is for calendar files"),
        (("a.xlsx", "--team", "pune"), "--team is for calendar files"),
        (("a.xlsx", "--name", "x"), "--name is for calendar files"),
        (("a.ics", "--sheet", "week"), "--sheet is for spreadsheets"),
        (("a.ics", "--delimiter", "tab"), "--delimiter is for spreadsheets"),
        (("a.ics", "--zone", "UTC"), "--zone is for spreadsheets"),
        (("a.xlsx", "--delimiter", "tab"), "--delimiter is for CSV files"),
        (("a.csv", "--stamp", "2026-03-02T00:00Z"), "--stamp is for calendar and Excel files"),
        (("a.csv", "--sheet", "week", "--sheet", "needs"), "a CSV file holds one sheet"),
        (("a.csv", "--sheet", "all"), "a CSV file holds one sheet"),
        (("-", "--sheet", "all"), "stdout holds one sheet"),
        (("-", "--sheet", "week", "--json"), "one sheet alone goes to stdout"),
        (("a.ods",), "spreadsheets are written as .xlsx or .csv"),
        (("a.XLS",), "spreadsheets are written as .xlsx or .csv"),
        (("a.csv", "--sheet", "weeks"), 'no sheet is called "weeks"'),
        (("a.xlsx", "--zone", "Mars"), "Mars"),
        (("no/a.xlsx",), "cannot write"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    terminal: Terminal,
    teams: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    done = terminal("export", teams, "-o", *words)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert "hint: " in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_calendars_are_written_as_before(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    assert terminal("export", teams, "-o", str(path), *DATES).status == 0
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_without_the_library_an_excel_file_is_refused_with_what_to_install(
    terminal: Terminal, teams: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = terminal("export", teams, "-o", str(tmp_path / "a.xlsx"))
    assert done.status == 2
    assert "missing-extra" in done.err
    assert "pip install 'overlap-teams[sheets]'" in done.err
    assert terminal("export", teams, "-o", str(tmp_path / "a.csv")).status == 0
