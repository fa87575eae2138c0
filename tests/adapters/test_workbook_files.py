"""Workbooks become files whole or not at all, by the ending of their name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from overlap.adapters.sheets.reader import read_roster_sheet
from overlap.adapters.workbook_files import file_stem, write_csv_folder, write_workbook
from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument, FileError
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.workbooks.whole import workbook
from overlap.render.workbook import Column, Sheet, Workbook
from tests.planning.workbooks.rosters import LONDON, MANILA, YORK

MOMENT = datetime(2026, 3, 2)


def sheet(name: str) -> Sheet:
    return Sheet(name, (Column("Name"), Column("Hours", "duration")), ((name, 90),))


BOOK = Workbook("t", (sheet("Read me"), sheet("Teams"), sheet("Windows")), MOMENT)


def test_the_ending_decides_in_any_case(tmp_path: Path) -> None:
    write_workbook(BOOK, tmp_path / "a.XLSX")
    assert load_workbook(tmp_path / "a.XLSX").sheetnames == ["Read me", "Teams", "Windows"]
    write_workbook(BOOK, str(tmp_path / "a.xlsx"), sheet="windows")
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Windows"]
    write_workbook(BOOK, tmp_path / "a.Csv", sheet="windows", delimiter=";")
    assert (tmp_path / "a.Csv").read_bytes() == "\ufeffName;Hours\r\nWindows;1,5\r\n".encode()
    for wrong in ("a.ods", "a", "a.csv.txt", "-"):
        with pytest.raises(BadArgument, match=r"ends in neither \.xlsx nor \.csv"):
            write_workbook(BOOK, tmp_path / wrong)


def test_csv_without_a_sheets_name_holds_the_teams_or_the_only_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_workbook(BOOK, path)
    assert "Teams" in path.read_text(encoding="utf-8-sig")
    write_workbook(Workbook("t", (sheet("Other"),), MOMENT), path)
    assert "Other" in path.read_text(encoding="utf-8-sig")
    with pytest.raises(BadArgument, match='no sheet is called "Teams"'):
        write_workbook(Workbook("t", (sheet("Other"), sheet("More")), MOMENT), path)


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot write"):
        write_workbook(BOOK, tmp_path / "no" / "a.xlsx")
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileError, match="cannot write"):
        write_workbook(BOOK, tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_folder_has_a_file_for_each_sheet_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "sheets"
    found = write_csv_folder(BOOK, folder)
    assert found == tuple(str(folder / name) for name in ("read-me.csv", "teams.csv", "windows.csv"))
    assert all("1.5" in Path(path).read_text(encoding="utf-8-sig") for path in found)
    (folder / "windows.csv").unlink()
    (folder / "windows.csv").mkdir()
    changed = Workbook("t", (sheet("Teams"), Sheet("Windows", (Column("A"),), ())), MOMENT)
    before = (folder / "teams.csv").read_bytes()
    with pytest.raises(FileError):
        write_csv_folder(changed, folder, delimiter=";")
    assert (folder / "teams.csv").read_bytes() == before
    with pytest.raises(FileError, match="cannot make the folder"):
        write_csv_folder(BOOK, folder / "teams.csv" / "x")


def test_a_sheet_has_a_name_that_every_disk_takes() -> None:
    assert [file_stem(name) for name in ("Read me", "A.B ' C", "São Paulo", "…")] == [
        *("read-me", "a-b-c", "são-paulo", "sheet")
    ]


ODD = Team(
    "odd",
    "Asia/Kathmandu",
    [
        Shift(
            "06:15",
            "14:00",
            name="=early",
            breaks=[
                Break(after_minutes=60, minutes=15, paid=True),
                Break("12:00", "13:00"),
                Break("11:00", "11:30", days=["fri", "sun"]),
            ],
        ),
        Shift("00:00", "24:00", days=["sat"]),
    ],
    name="-Odd",
    days=["sun", "mon", "fri"],
    skills=["a", "b"],
)


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv", "semicolon.csv"])
def test_the_teams_come_back_from_an_import_and_work_the_same_minutes(name: str, tmp_path: Path) -> None:
    teams = [MANILA.replace(holidays=None), LONDON, YORK, ODD]
    path = tmp_path / name
    delimiter = ";" if "semicolon" in name else ","
    book = workbook(Roster(teams, zone="UTC"), "2026-03-02", "2026-03-08")
    write_workbook(book, path, delimiter=delimiter)
    again = read_roster_sheet(path).roster
    assert [team.id for team in again] == [team.id for team in teams]
    horizon = Horizon.of("2026-03-01", "2026-04-05", zone("UTC"))
    for team in teams:
        found = again.team(team.id)
        assert (found.name, found.zone, found.skills, found.email) == (
            *(team.name, team.zone, team.skills, team.email),
        )
        assert found.people_count == team.people_count
        assert [(one.id, one.name, one.role, one.email) for one in found.members] == [
            (one.id, one.name, one.role, one.email) for one in team.members
        ]
        for one, other in zip(found.patterns, team.patterns, strict=True):
            assert one.at_work(horizon, bare=True) == other.at_work(horizon, bare=True)
        assert [shift.headcount for shift in found.shifts] == [shift.headcount for shift in team.shifts]
