"""What a plan costs, as plain values."""

from __future__ import annotations

from fractions import Fraction

from overlap.planning.stagger.result import Objective


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
