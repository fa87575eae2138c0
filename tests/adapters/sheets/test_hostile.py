"""No file, however broken or hostile, ends in anything but a roster or a list of problems."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.sheets.grid import SheetFileError
from overlap.adapters.sheets.reader import SheetRoster
from overlap.adapters.team_writer import dumps
from tests.adapters.sheets.files import csv_text, read, workbook

HEADINGS = st.sampled_from(
    (
        *("Team", "Member", "Employees", "Zone", "Holidays", "Headcount", "Team headcount", "Shift", "Days"),
        *("Start", "End", "Working hours", "Break start", "Break end", "Break minutes", "Breaks", "Date"),
        *("End date", "From", "Until", "Role", "Email", "Skills", "Shift zone", "Member id", "x", ""),
    )
)
CELLS = st.one_of(
    st.sampled_from(
        (
            *("", "A", "Pune", "Ana, Bo", "UTC", "IST", "Manila", "PH", "09:00", "17:00", "24:00", "25:00"),
            *("00:00", "9am", "Mon-Fri", "T", "12:00-13:00", "30", "0", "-1", "2026-03-02", "03/04/2026"),
            *("9999-12-31", "2026-03-02T09:00", "off", "Total", "=1+1", "required", "ana@example.com", "\0"),
            *("\ud83d", "9" * 400, "\u202eabc", "a\nb", '"', "1e308", "nan", "0.375", "a.b", " "),
        )
    ),
    st.text(max_size=12),
)


def outcome(content: str | bytes, name: str = "roster.csv") -> SheetRoster | SheetFileError:
    """What comes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return read(Path(folder), content, name)
        except SheetFileError as error:
            found = error
    assert found.problems
    assert all("\n" not in problem.message for problem in found.problems)
    return found


@settings(deadline=None, max_examples=40)
@given(st.lists(HEADINGS, min_size=2, max_size=9), st.lists(st.lists(CELLS, max_size=10), max_size=6))
def test_any_cells_under_known_headings_are_a_roster_or_problems(
    headings: list[str], rows: list[list[str]]
) -> None:
    found = outcome(csv_text([headings, *rows]).encode("utf-8", "replace"))
    if isinstance(found, SheetRoster):
        assert dumps(found.roster)


@settings(deadline=None, max_examples=40)
@given(
    st.binary(max_size=300)
    | st.tuples(st.sampled_from((b"PK\x03\x04", b"\xff\xfe", b"Team,Zone\n")), st.binary(max_size=200)).map(
        b"".join
    )
)
def test_any_bytes_are_a_roster_or_problems(data: bytes) -> None:
    outcome(data)


BOOK = workbook({"Teams": [("Team", "Zone", "Start", "End"), ("A", "UTC", "09:00", "17:00")]})


@settings(deadline=None, max_examples=40)
@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_any_damage_of_a_workbook_is_a_roster_or_problems(at: int, damage: bytes, cut: bool) -> None:
    outcome(BOOK[:at] if cut else BOOK[:at] + damage + BOOK[at + len(damage) :], "roster.xlsx")


def test_many_rows_take_a_short_time() -> None:
    rows = [("Team", "Member", "Zone", "Start", "End")]
    rows += [(f"Team {at % 40}", f"Person {at}", "Asia/Manila", "09:00", "17:00") for at in range(1000)]
    found = outcome(csv_text(rows))
    assert isinstance(found, SheetRoster)
    assert sum(len(team.members) for team in found.roster) == 1000


def test_ranges_of_centuries_do_not_fill_the_memory() -> None:
    rows = [("Member", "Start date", "End date", "Start", "End")]
    rows += [(f"P{at}", "1950-01-01", "2099-12-31", "09:00", "17:00") for at in range(50)]
    found = outcome(csv_text(rows))
    assert isinstance(found, SheetFileError)
    assert "too many dates" in str(found)
