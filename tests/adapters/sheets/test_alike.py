"""A row means what it would mean alone, whoever else's row says the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overlap.adapters.sheets.grid import SheetFileError
from overlap.adapters.sheets.reader import SheetRoster, read_roster_sheet
from overlap.people.members import Member

HEAD = [
    "Team",
    "Member",
    "Member id",
    "Zone",
    "Holidays",
    "Shift",
    "Days",
    "Start",
    "End",
    "Skills",
    "Role",
    "Email",
]
OWN = ["Desk", "", "", "Asia/Manila", "", "day", "", "09:00", "17:00", "", "", ""]

ROWS = st.fixed_dictionaries(
    {
        "Zone": st.sampled_from(["", "", "Asia/Dubai", "Dubai", "IST", "Nowhere"]),
        "Shift": st.sampled_from(["", "day", "night", "late"]),
        "Days": st.sampled_from(["", "", "Mon-Thu", "weekend?"]),
        "Start": st.sampled_from(["", "", "10:00", "25:99"]),
        "Skills": st.sampled_from(["", "tl; en"]),
        "Role": st.sampled_from(["", "optional"]),
        "Email": st.sampled_from(["", "ana@example.com", "nobody"]),
        "Member": st.sampled_from(["Ana", "Jun", "Open shift", "Total", "Member", "x" * 201, "Zoë"]),
        "Member id": st.sampled_from(["", "", "own", "a.b"]),
    }
)


def sheet(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "desk.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEAD)
        out.writerow(OWN)
        for row in rows:
            end = "18:00" if row["Start"] else ""
            whole = {**row, "Team": "Desk", "End": end, "Holidays": ""}
            out.writerow([whole[column] for column in HEAD])
    return path


def read(folder: Path, rows: list[dict[str, str]]) -> SheetRoster | list[tuple[str, str]]:
    """The roster, or each problem's slug and message."""
    try:
        return read_roster_sheet(sheet(folder, rows))
    except SheetFileError as error:
        return [(one.slug, one.message) for one in error.problems]


def members(found: SheetRoster | list[tuple[str, str]]) -> list[Member]:
    return list(found.roster.team("desk").members) if isinstance(found, SheetRoster) else []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=2), copies=st.integers(2, 4))
def test_people_of_equal_rows_are_what_each_would_be_alone(
    tmp_path: Path, rows: list[dict[str, str]], copies: int
) -> None:
    crowd = []
    for number in range(copies):
        for row in rows:
            own_id = row["Member id"] and row["Member id"] + str(number)
            crowd.append({**row, "Member": f"{row['Member']} {number}", "Member id": own_id})
    together = read(tmp_path, crowd)
    apart = [read(tmp_path, [row]) for row in crowd]
    if isinstance(together, SheetRoster):
        alone = [member for found in apart for member in members(found)]
        known = {member.id: member for member in alone}
        for member in together.roster.team("desk").members:
            if sum(one.id == member.id for one in alone) == 1:
                assert member == known[member.id]
        assert together.rows == 1 + sum(found.rows - 1 for found in apart if isinstance(found, SheetRoster))
    else:
        wrong = [problem for found in apart if not isinstance(found, SheetRoster) for problem in found]
        told = {slug for slug, _ in together}
        assert told >= {slug for slug, _ in wrong if slug in ("bad-id", "bad-zone", "bad-time")}


def test_a_name_of_nobody_and_a_total_are_passed_over_among_rows_that_say_the_same(tmp_path: Path) -> None:
    row = {
        "Zone": "",
        "Shift": "day",
        "Days": "",
        "Start": "",
        "Skills": "",
        "Role": "",
        "Email": "",
        "Member id": "",
    }
    names = ["Ana", "Jun", "Vacant", "Open shift", "Bea"]
    found = read(tmp_path, [{**row, "Member": name} for name in names])
    assert isinstance(found, SheetRoster)
    assert [member.name for member in members(found)] == ["Ana", "Jun", "Bea"]
    assert "2 rows are of shifts that nobody has" in found.notes
    assert found.rows == 4


def test_an_address_that_is_none_is_told_at_its_row_among_rows_that_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [
        "Member,Zone,Start,End,Email",
        "A,UTC,09:00,17:00,a@b.c",
        "B,UTC,09:00,17:00,b@b.c",
        "C,UTC,09:00,17:00,no",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SheetFileError) as told:
        read_roster_sheet(path)
    (problem,) = told.value.problems
    assert (problem.cell, problem.line) == ("4:Email", 4)


def test_a_hundred_people_of_one_row_each_share_their_pattern(tmp_path: Path) -> None:
    row = {
        "Zone": "Asia/Dubai",
        "Shift": "day",
        "Days": "",
        "Start": "",
        "Skills": "",
        "Role": "",
        "Email": "",
    }
    found = read(tmp_path, [{**row, "Member": f"P {at}", "Member id": ""} for at in range(100)])
    assert isinstance(found, SheetRoster)
    team = found.roster.team("desk")
    assert len(team.members) == 100
    assert len(team.groups) == 1


def test_a_break_that_is_put_into_the_middle_is_counted_in_each_row_that_says_the_same(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    rows = [f"P{at},UTC,09:00,17:00,30 min" for at in range(4)]
    path.write_text("\n".join(["Member,Zone,Start,End,Breaks", *rows]), encoding="utf-8")
    found = read_roster_sheet(path)
    assert "breaks without a time are put into the middle of their shift: row 2 and 3 more" in found.notes


def test_a_zone_that_is_none_is_told_in_each_row_that_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"P{at},Nowhere,09:00,17:00" for at in range(4)]
    path.write_text("\n".join(["Member,Zone,Start,End", *rows]), encoding="utf-8")
    with pytest.raises(SheetFileError) as told:
        read_roster_sheet(path)
    assert [one.cell for one in told.value.problems] == [f"{row}:Zone" for row in range(2, 6)]


def test_what_is_wrong_with_a_shift_is_told_in_each_row_that_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"P{at},UTC,09:00,17:00,2" for at in range(4)]
    path.write_text("\n".join(["Member,Zone,Start,End,Headcount", *rows]), encoding="utf-8")
    with pytest.raises(SheetFileError) as told:
        read_roster_sheet(path)
    assert [one.cell for one in told.value.problems] == [f"{row}:Headcount" for row in range(2, 6)]


def test_who_has_more_rows_than_one_works_all_of_them_although_the_first_is_anothers_too(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    day, late = "UTC,Mon-Wed,09:00,17:00", "UTC,Thu-Fri,14:00,22:00"
    rows = [f"A,{day}", f"B,{day}", f"C,{day}", f"C,{late}", f"D,{day}", f"D,{late}"]
    path.write_text("\n".join(["Member,Zone,Days,Start,End", *rows]), encoding="utf-8")
    (team,) = read_roster_sheet(path).roster
    assert [len(team.pattern_of(one).schedule.shifts) for one in "abcd"] == [1, 1, 2, 2]
