"""A rotation of cohorts reads as it is, at 80 columns, whatever people are called."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from overlap.planning.ledger import Ledger
from overlap.planning.stagger.turns import Cohort, CohortRotation, rotate_cohorts
from overlap.render.document import Table
from overlap.render.text import to_text, width

MONDAY = date(2027, 1, 4)
EARLY, LATE = Cohort("early", "06:00", "15:00", 6, 900), Cohort("usual", "08:00", "17:00", 12)
PEOPLE = [f"team #{at}" for at in range(1, 19)]


def planned(**more: Any) -> CohortRotation:
    return rotate_cohorts([EARLY, LATE], PEOPLE, MONDAY, zone="Asia/Manila", **more)


def tables(found: CohortRotation) -> list[Table]:
    return [block for block in found.document().blocks if isinstance(block, Table)]


@pytest.mark.parametrize("names", ["team #{}", "Wei-Ling Nakamura-Rodríguez {}", "久保田 {}"])
def test_no_line_of_a_table_is_wider_than_80_columns(names: str) -> None:
    people = {who: names.format(at) for at, who in enumerate(PEOPLE)}
    found = rotate_cohorts([EARLY, LATE], people, MONDAY, weeks=26, away={"team #3": ["2027-02-01"]})
    for line in to_text(found.document()).splitlines():
        if not line.startswith("18 people"):
            assert width(line) <= 80


def test_a_table_has_as_many_weeks_as_fit_into_80_columns() -> None:
    """A name takes 8 columns, a week 6 ("25 Jan") and two blanks: nine weeks are 8 + 9 * 8 = 80."""
    found = tables(planned(weeks=20))
    weeks = [len(one.columns) - 1 for one in found if one.caption.startswith("Weeks from")]
    assert weeks == [9, 9, 2]


def test_each_cohort_is_a_row_with_its_hours_its_people_and_what_a_week_costs() -> None:
    assert tables(planned())[0] == Table.of(
        ("Cohort", "Asia/Manila", "People", "A week costs"),
        [("early", "06:00–15:00", "6", "15 h"), ("usual", "08:00–17:00", "12", "0 min")],
        right=("People", "A week costs"),
    )


def test_each_week_stands_once_with_everybodys_start() -> None:
    found = planned(weeks=20, away={"team #3": ["2027-02-03"]})
    told: dict[str, list[str]] = {}
    heads: list[str] = []
    for table in tables(found):
        if table.caption.startswith("Weeks from"):
            heads += table.columns[1:]
            for who, *cells in table.rows:
                told.setdefault(who, []).extend(cells)
    assert heads == [
        f"{day.day} {day.strftime('%b')}" for day in (MONDAY + timedelta(weeks=at) for at in range(20))
    ]
    starts = {"early": "06:00", "usual": "08:00", None: "away"}
    assert told == {who: [starts[week.cohort_of(who)] for week in found] for who in PEOPLE}
    assert told["team #3"][4] == "away"


@pytest.mark.parametrize(
    "other", [Cohort("b", "06:00", "14:00", 1), Cohort("b", "07:00", "14:00", 1, zone="Asia/Manila")]
)
def test_cohorts_whose_starts_do_not_tell_them_apart_are_called_by_name(other: Cohort) -> None:
    found = rotate_cohorts([Cohort("a", "06:00", "15:00", 1, 60), other], ["x", "y"], MONDAY)
    assert next(table.rows for table in tables(found) if table.columns[0] == "Who") == (
        ("x", "a", "b"),
        ("y", "b", "a"),
    )


def test_it_says_how_good_it_is_and_why() -> None:
    text = to_text(planned().document())
    assert text.startswith(
        "18 people in 2 cohorts, 3 weeks: nobody has more than 15 h of discomfort, and no plan is fairer."
    )
    assert "Burdens are as level as steps of 15 h allow." in text
    assert "Short of people" not in text
    assert "of rest" not in text
    one = rotate_cohorts([Cohort("all", "09:00", "17:00", 1, 60)], ["x"], MONDAY)
    text = to_text(one.document())
    assert text.startswith("1 person in 1 cohort, 1 week: nobody has more than 1 h")
    assert "All cohorts cost the same, so there is nothing to share." in text


def test_each_proof_is_told() -> None:
    trades = rotate_cohorts(
        [Cohort("a", "06:00", "15:00", 2, 60), Cohort("b", "08:00", "17:00", 2)],
        ["p0", "p1", "p2", "p3"],
        MONDAY,
        weeks=2,
        away={"p0": ["2027-01-11"], "p2": ["2027-01-04"], "p3": ["2027-01-04"]},
    )
    assert "No trade of weeks makes it fairer" in to_text(trades.document())
    three = [Cohort(f"c{at}", f"0{6 + at}:00", "17:00", 1, cost) for at, cost in enumerate((0, 60, 100))]
    counts = rotate_cohorts(three, ["x", "y", "z"], MONDAY, weeks=1)
    assert counts.proof == "counts"
    assert "All ways to divide the weeks were compared." in to_text(counts.document())


def test_what_is_not_proven_is_told_with_its_bound() -> None:
    found = dataclasses.replace(planned(), is_optimal=False, proof=None)
    text = to_text(found.document())
    assert "15 h of discomfort. In no plan has the worst-off less; for the others that is not proven." in text
    assert "allow" not in text
    loose = to_text(dataclasses.replace(found, bound_minutes=870).document())
    assert "15 h of discomfort, at most 30 min more than the least." in loose


def test_empty_places_rests_and_the_ledger_have_their_tables() -> None:
    night, day = Cohort("night", "17:00", "26:00", 1, 900), Cohort("day", "06:00", "15:00", 2)
    found = rotate_cohorts(
        [night, day],
        {"ana": "Ana", "jun": "Jun", "mia": "Mia"},
        MONDAY,
        days=["sun", "mon"],
        away={"mia": ["2027-01-12"]},
        ledger=Ledger({"ana": 10, "tom": 3}),
    )
    text = to_text(found.document())
    assert "Mon 11 Jan 2027  1 × day\n" in text
    assert [table.rows for table in tables(found) if table.caption == "Short of people"] == [
        (("Mon 11 Jan 2027", "1 × day"),)
    ]
    assert "Less than 11 h of rest" in text
    assert "Mon 11 Jan 2027  Ana  night → day   4 h" in text
    burdens = tables(found)[-1]
    assert burdens.columns == ("Who", "Bears", "Carried", "Credited", "In all")
    assert [row[0] for row in burdens.rows] == ["Ana", "Jun", "Mia"]
    assert "New to the ledger, and beginning with the mean of the others: Jun, Mia." in text


def test_shifts_that_overlap_have_no_rest() -> None:
    night, day = Cohort("night", "20:00", "32:00", 1, 900), Cohort("day", "06:00", "15:00", 1)
    found = rotate_cohorts([night, day], ["x", "y"], MONDAY, days=["sun", "mon"])
    assert [one.minutes for one in found.short_rests] == [-120]
    assert "none, 2 h short" in to_text(found.document())


def test_a_notebook_shows_names_as_text() -> None:
    found = rotate_cohorts([Cohort("<b>", "06:00", "15:00", 1)], {"x": "<script>alert(1)</script>"}, MONDAY)
    html = found._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
