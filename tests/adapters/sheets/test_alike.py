"""A row means what it would mean alone, whoever else's row says the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overlap.adapters.sheets.alike import Alike
from overlap.adapters.sheets.grid import SheetFileError
from overlap.adapters.sheets.reader import SheetRoster, read_roster_sheet
from overlap.adapters.statutory import HolidayCalendar
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


@pytest.mark.parametrize("column", ["Team", "Team id"])
@pytest.mark.parametrize("wrong", ["a\x07b", "x" * 201])
def test_a_team_that_cannot_be_one_is_told_where_its_people_work_as_others_do(
    tmp_path: Path, column: str, wrong: str
) -> None:
    path = tmp_path / "a.csv"
    teams = [f"Desk,desk,{name}" for name in ("Ana", "Jun")] + [
        f"{wrong},desk,Bea" if column == "Team" else f"Night,{wrong},Bea"
    ]
    rows = [f"{team},Asia/Manila,09:00,17:00" for team in teams]
    path.write_text("\n".join(["Team,Team id,Member,Zone,Start,End", *rows]), encoding="utf-8")
    with pytest.raises(SheetFileError) as caught:
        read_roster_sheet(path)
    assert [(one.cell, one.slug) for one in caught.value.problems] == [(f"4:{column}", "bad-id")]


WHO = st.fixed_dictionaries(
    {
        "Member": st.sampled_from(
            ["Ana", "ana", "Ana Reyes", "José", "Jun", "Bea", "_sum", "O'Neil", "x" * 200]
        ),
        "Member id": st.sampled_from(["", "", "", "own", "ana", "x" * 100]),
        "First name": st.sampled_from(["", "Eva"]),
        "Email": st.sampled_from(["", "ana@example.com", "jun@example.com"]),
    }
)
SAID = st.fixed_dictionaries(
    {
        "Team": st.sampled_from(["Desk", "Night"]),
        "Zone": st.sampled_from(["Asia/Manila", "Asia/Manila", "Asia/Dubai", ""]),
        "Holidays": st.sampled_from(["", "", "PH"]),
        "Shift": st.sampled_from(["", "day"]),
        "Days": st.sampled_from(["", "", "Mon-Thu", "Fri"]),
        "Start": st.sampled_from(["09:00", "09:00", "14:00"]),
        "End": st.sampled_from(["17:00", "22:00"]),
        "Skills": st.sampled_from(["", "", "tl; en"]),
        "Role": st.sampled_from(["", "", "optional"]),
        "Date": st.sampled_from(["", "", "", "", "2026-03-02", "2026-03-03"]),
        "Headcount": st.sampled_from(["", "", "1"]),
    }
)
ODD = st.sampled_from(
    [
        *[
            ("Member", one)
            for one in ("", "Total", "Open shift", "vacant", "Ana, Jun", "x" * 61, "x" * 201, "a\x07b")
        ],
        *[("Member id", one) for one in ("a.b", "x" * 101, "x" * 201)],
        *[("Zone", one) for one in ("Nowhere", "Dubai", "")],
        *[(column, "") for column in ("Team", "Start", "End")],
        *[("Team", one) for one in ("Total", "a\x07b", "x" * 61, "x" * 201)],
        *[
            ("Email", "nobody"),
            ("Holidays", "XX"),
            ("Shift", "late"),
            ("Days", "weekend?"),
            ("Start", "25:00"),
        ],
        *[("Date", "02/03/2026"), ("Headcount", "3"), ("Role", "boss")],
    ]
)
"""Cells that are wrong, or say something else than most."""


def outcome(path: Path) -> object:
    """All that comes of a sheet: its roster, people, counts and notes, or every problem."""
    try:
        found = read_roster_sheet(path)
    except SheetFileError as error:
        return error.problems
    working = [[[member.id for member in alike] for _, alike in team.groups] for team in found.roster.teams]
    return found.roster, found.rows, found.notes, found.problems, found.unused, working


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(SAID, min_size=1, max_size=3),
    who=st.lists(st.tuples(st.integers(0, 2), WHO), min_size=1, max_size=10),
    teams=st.lists(st.sampled_from(["Desk", "Night", "Night", "Ops"]), max_size=10),
    odd=st.lists(st.tuples(st.integers(0, 9), ODD), max_size=2),
    odd_kinds=st.lists(st.tuples(st.integers(0, 2), ODD), max_size=1),
    left_out=st.sets(st.sampled_from(["Member id", "First name", "Team", "Days", "Date", "Email", "Role"])),
    heading=st.sampled_from(["Member", "Member", "Employees"]),
    quoted=st.booleans(),
)
def test_a_sheet_means_what_its_rows_mean_one_by_one(
    tmp_path: Path,
    kinds: list[dict[str, str]],
    who: list[tuple[int, dict[str, str]]],
    teams: list[str],
    odd: list[tuple[int, tuple[str, str]]],
    odd_kinds: list[tuple[int, tuple[str, str]]],
    left_out: set[str],
    heading: str,
    quoted: bool,
) -> None:
    for at, (column, cell) in odd_kinds:
        if column not in ("Member", "Member id", "Email"):
            kinds[at % len(kinds)][column] = cell
    rows = [{**kinds[kind % len(kinds)], **one} for kind, one in who]
    for row, team in zip(rows, teams, strict=False):
        row["Team"] = team  # says the same in another team
    for at, (column, cell) in odd:
        rows[at % len(rows)][column] = cell
    head = [column for column in rows[0] if column not in left_out]
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(
            file, head, extrasaction="ignore", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
        )
        out.writerow({column: heading if column == "Member" else column for column in head})
        out.writerows(rows)
    together = outcome(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Alike, "keep", lambda *_: None)  # then no row stands for another
        assert outcome(path) == together


@pytest.mark.parametrize("order", ["first", "second"])
def test_who_stands_for_others_and_has_two_rows_hands_that_on(tmp_path: Path, order: str) -> None:
    path = tmp_path / "a.csv"
    day, late = "UTC,Mon-Wed,09:00,17:00", "UTC,Thu-Fri,14:00,22:00"
    own = [f"A,{day}", f"A,{late}"] if order == "first" else [f"A,{late}", f"A,{day}"]
    path.write_text("\n".join(["Member,Zone,Days,Start,End", *own, f"B,{day}", f"C,{day}", f"D,{late}"]))
    (team,) = read_roster_sheet(path).roster
    assert [member.id for member in team.members] == list("abcd")
    assert [len(team.pattern_of(one).schedule.shifts) for one in "abcd"] == [2, 1, 1, 1]
    assert [[member.id for member in alike] for _, alike in team.groups] == [["a"], ["b", "c"], ["d"]]


def test_everybody_who_cannot_work_two_shifts_at_once_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"P{at},UTC,day,,," for at in range(3)]
    team = [",UTC,day,,09:00,17:00", ",UTC,day,Mon,10:00,12:00"]
    path.write_text("\n".join(["Member,Zone,Shift,Days,Start,End", *team, *rows]))
    with pytest.raises(SheetFileError) as told:
        read_roster_sheet(path)
    assert [one.cell for one in told.value.problems] == [f"{row}:Shift" for row in (4, 5, 6)]


@pytest.mark.parametrize("own_id", ["a.b", "x" * 101])
def test_an_id_that_is_none_is_told_at_its_row(tmp_path: Path, own_id: str) -> None:
    path = tmp_path / "a.csv"
    rows = [f"P,{at},UTC,09:00,17:00" for at in ("one", own_id, "two")]
    path.write_text("\n".join(["Member,Member id,Zone,Start,End", *rows]))
    with pytest.raises(SheetFileError) as told:
        read_roster_sheet(path)
    assert [(one.cell, one.slug) for one in told.value.problems] == [("3:Member", "bad-roster")]


def test_a_cell_that_names_several_people_names_each_of_them_among_rows_that_say_the_same(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Employees,Zone,Start,End\nBo,UTC,09:00,17:00\n"Ana, Jun",UTC,09:00,17:00\n')
    (team,) = read_roster_sheet(path).roster
    assert [member.name for member in team.members] == ["Bo", "Ana", "Jun"]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (["A,04/02/2026,", "B,2026-04-02,04/02/2026"], "2:From"),
        (["A,2026-04-02,04/02/2026", "B,04/02/2026,2026-05-02"], "2:Until"),
        (["A,2026-04-02,05/02/2026", "B,04/02/2026,2026-05-02"], "2:Until"),
        (["A,2026-04-02,04/02/2026", "A,04/02/2026,05/02/2026"], "2:Until"),
    ],
)
def test_a_date_that_may_be_two_is_told_where_it_first_stands(
    tmp_path: Path, rows: list[str], cell: str
) -> None:
    path = tmp_path / "a.csv"
    rest = "Asia/Manila,09:00,17:00"
    path.write_text("\n".join(["Member,From,Until,Zone,Start,End", *(f"{row},{rest}" for row in rows)]))
    with pytest.raises(SheetFileError) as told:
        read_roster_sheet(path)
    assert [one.cell for one in told.value.problems if one.slug == "ambiguous-date"] == [cell]


def test_everybody_without_a_team_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f",P{at},UTC,09:00,17:00" for at in range(3)]
    path.write_text("\n".join(["Team,Member,Zone,Start,End", "Desk,Ana,UTC,09:00,17:00", *rows]))
    with pytest.raises(SheetFileError) as told:
        read_roster_sheet(path)
    assert [one.cell for one in told.value.problems] == ["3:Team", "4:Team", "5:Team"]


def test_a_thousand_people_are_made_when_somebody_asks_for_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"Person {at},UTC,09:00,17:00,p{at}@example.com" for at in range(1000)]
    path.write_text("\n".join(["Member,Zone,Start,End,Email", *rows]))
    (team,) = read_roster_sheet(path).roster
    assert team.people_count == 1000
    assert team._crowd is not None
    assert [(one.id, one.name, one.email) for one in team.members] == [
        (f"person-{at}", f"Person {at}", f"p{at}@example.com") for at in range(1000)
    ]
    assert team._crowd is None


def test_a_team_lives_where_most_of_its_people_do_however_many_rows_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    day, late = "Asia/Dubai,AE,09:00,17:00", "Asia/Dubai,AE,14:00,22:00"
    rows = [f"A,{day}", f"B,{late}", *(f"{one},Asia/Manila,PH,09:00,17:00" for one in "CDE")]
    path.write_text("\n".join(["Member,Zone,Holidays,Start,End", *rows]))
    (team,) = read_roster_sheet(path).roster
    assert (team.zone, team.holidays) == ("Asia/Manila", HolidayCalendar("PH"))
    assert [member.zone for member in team.members] == ["Asia/Dubai", "Asia/Dubai", None, None, None]
