"""What a plan costs, as plain values."""

from __future__ import annotations

from fractions import Fraction

from overlap.planning.stagger.result import Objective
from tests.planning.stagger.service import found


def test_minutes_away_from_an_earlier_plan_are_told_where_there_are_any() -> None:
    alone = Objective(90, Fraction(45, 2), 30, Fraction(90))
    assert alone.to_dict() == {
        "moved_person_minutes": 90,
        "worst_minutes_per_person": 22.5,
        "quiet_person_minutes": 30,
        "bound": 90,
    }
    near = Objective(90, Fraction(45, 2), 30, Fraction(90), 60)
    assert near.to_dict() == {**alone.to_dict(), "changed_person_minutes": 60}


def test_whole_numbers_are_told_without_a_point() -> None:
    whole = Objective(90, Fraction(45), 30, Fraction(90)).to_dict()
    assert (repr(whole["worst_minutes_per_person"]), repr(whole["bound"])) == ("45", "90")
    assert Objective(90, Fraction(200, 3), 30, Fraction(90)).to_dict()["worst_minutes_per_person"] == 66.6667


def test_what_requirements_cost_and_key_figures_are_plain_values_of_the_answer() -> None:
    """Two of Pune start 90 minutes later; as they are, they share half an hour in the last week alone."""
    values = found().to_dict()
    assert values["prices"] == [
        {
            "name": "service",
            "moved_person_minutes_without": 0,
            "saved_person_minutes": 180,
            "proven": True,
        }
    ]
    # Three weeks but for the hour that New York's clocks skip; half an hour of Pune lies before.
    shared, covered, quiet = values["figures"]
    assert (shared["before"], shared["after"]) == (5 * 30 / 3, (10 * 60 + 5 * 120) / 3)
    week = 21 * 24 - 1
    assert (covered["before"], covered["after"]) == (
        round((10 * 17 + 5 * 16.5 - 0.5) / week, 4),
        round((10 * 17.5 + 5 * 16.5 - 0.5) / week, 4),
    )
    assert (quiet["before"], quiet["after"]) == (0, 0)
    assert [values[key] for key in ("zone", "grid_minutes", "unique", "kept", "notes")] == [
        "America/New_York",
        15,
        True,
        [],
        [],
    ]
    assert values["priority"] == values["proven"] == ["moved", "worst", "quiet"]
