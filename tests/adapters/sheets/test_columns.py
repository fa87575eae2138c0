"""Headings known in any spelling, and headers below titles."""

from __future__ import annotations

from overlap.adapters.sheets.columns import COLUMNS, HEADINGS, find_header, known_count
from overlap.adapters.sheets.grid import Row, Value
from overlap.people.names import folded


def rows(*cells: tuple[Value, ...]) -> list[Row]:
    return [Row(number, own) for number, own in enumerate(cells, 1)]


def test_each_column_is_known_by_our_own_heading_and_no_name_means_two() -> None:
    assert list(COLUMNS) == list(HEADINGS)
    for column, heading in HEADINGS.items():
        assert COLUMNS[column][0] == folded(heading)
    names = [name for names in COLUMNS.values() for name in names]
    assert len(names) == len(set(names))
    assert all(name == folded(name) for name in names)


def test_case_blanks_accents_and_punctuation_do_not_matter() -> None:
    found = find_header(rows(("EMPLOYEE_NAME", "start-date time", " Énd Time ", "Break (minutes)")))
    assert found is not None
    assert found[1].columns == {"member": 0, "start": 1, "end": 2, "break_minutes": 3}
    assert found[1].headings["member"] == "EMPLOYEE_NAME"


def test_the_header_is_the_row_that_names_most_columns() -> None:
    sheet = rows(("Team roster",), ("Team", "Zone"), ("Team", "Zone", "Start"), ("Team", "Zone", "Start"))
    found = find_header(sheet)
    assert found is not None
    assert (found[0], found[1].row) == (2, 3)


def test_a_header_stands_at_most_twenty_rows_below_the_first() -> None:
    above = [("title", "x")] * 20
    assert find_header(rows(*above, ("Team", "Zone"))) is not None
    assert find_header(rows(*above, ("more", "x"), ("Team", "Zone"))) is None
    late = [Row(5, ("title",)), Row(26, ("Team", "Zone"))]
    assert find_header(late) is None
    assert find_header([Row(5, ("title",)), Row(25, ("Team", "Zone"))]) is not None


def test_one_known_word_makes_no_header() -> None:
    assert find_header(rows(("Team", "what they do"), ("Pune", "data"))) is None
    assert find_header([]) is None


def test_of_two_headings_for_one_column_the_likelier_is_read_and_the_other_told() -> None:
    found = find_header(rows(("Position", "Location", "Department", "Start", "Cost", "", 3)))
    assert found is not None
    assert found[1].columns == {"team": 2, "start": 3}
    assert found[1].unused == ("Position", "Location", "Cost", "3")


def test_a_name_beside_a_first_name_is_that_of_something_else() -> None:
    found = find_header(rows(("Name", "First Name", "Last Name", "Start")))
    assert found is not None
    assert found[1].columns == {"first_name": 1, "last_name": 2, "start": 3}


def test_columns_are_counted_once() -> None:
    assert known_count(["Team", "Group", "team", None, 5, "Zone", "nonsense"]) == 2
