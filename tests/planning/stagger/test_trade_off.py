"""What more minutes of a requirement cost."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from overlap.errors import BadArgument, UnknownId
from overlap.people.requirements import CoverageNeed, HandoffNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.trade_off import TradeOff, TradePoint, trade_off
from overlap.render.document import Table
from overlap.render.text import to_text
from tests.planning.stagger.service import NEED, NEW_YORK, pune


def points(*needs: Requirement, name: str = "service", **more: Any) -> TradeOff:
    roster = Roster([NEW_YORK, pune()], zone="UTC", requirements=[NEED, *needs])
    return trade_off(roster, name, "2027-03-01", "2027-03-07", solver="search", **more)


def test_each_length_is_an_answer_of_its_own() -> None:
    found = points(minutes=[60, 15, 180, 600])
    # Two people start as much later as it takes to be there from 19:30 on.
    assert [(one.minutes, one.moved_person_minutes, one.status) for one in found] == [
        (15, 2 * 45, "optimal"),
        (60, 2 * 90, "optimal"),
        (180, 2 * 210, "optimal"),
        (600, None, "infeasible"),
    ]
    assert [one.bound for one in found][:3] == [90, 180, 420]
    assert found.need is NEED


def test_by_default_lengths_grow_by_half_hours_until_there_is_no_plan() -> None:
    found = points()
    assert [one.minutes for one in found] == list(range(30, 241, 30))
    assert [one.status for one in found] == ["optimal"] * 7 + ["infeasible"]


def test_all_other_requirements_are_kept() -> None:
    early = CoverageNeed(
        "10:00", "12:00", zone="Asia/Kolkata", days=["mon"], teams=["pune"], headcount=3, name="x"
    )
    assert [one.status for one in points(early, minutes=[1, 60])] == ["infeasible", "infeasible"]
    less = CoverageNeed(
        "10:00", "12:00", zone="Asia/Kolkata", days=["mon"], teams=["pune"], headcount=2, name="x"
    )
    assert [one.moved_person_minutes for one in points(less, minutes=[60])] == [180]


def test_a_handoff_has_minutes_too() -> None:
    handoff = HandoffNeed("pune", "ny", 10, people=[1, 1], name="over")
    found = points(handoff, name="over", minutes=[10, 90])
    assert found.to_dict()["minutes"] == 10
    assert [one.moved_person_minutes for one in found] == [180, 2 * 120]


def test_programs_and_people_read_the_points() -> None:
    found = points(minutes=[30, 60, 240])
    assert found.to_dict() == {
        "requirement": "service",
        "minutes": 60,
        "points": [
            {"minutes": 30, "status": "optimal", "moved_person_minutes": 120, "bound": 120},
            {"minutes": 60, "status": "optimal", "moved_person_minutes": 180, "bound": 180},
            {"minutes": 240, "status": "infeasible", "moved_person_minutes": None, "bound": 0},
        ],
    }
    text = to_text(found.document())
    assert text.startswith("What service costs, all other requirements kept.")
    rows = [line.split("  ") for line in text.splitlines() if line[:1].isdigit()]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        ["30 min", "120", "+120", "proven best"],
        ["1 h", "180", "+60", "proven best", "as required"],
        ["4 h", "proven: no plan"],
    ]
    assert "proven best" in found._repr_html_()


def test_what_is_not_proven_is_told() -> None:
    half = TradePoint(30, "feasible", 100, Fraction(181, 2))
    rest = TradePoint(60, "feasible", 100, Fraction(95)), TradePoint(90, "unknown", None, Fraction(0))
    found = TradeOff((half, *rest), NEED, points(minutes=[30]).horizon)
    text = to_text(found.document())
    assert "not proven; at least 90.5" in text
    assert "not known" in text
    assert half.to_dict()["bound"] == 90.5
    second = next(line for line in text.splitlines() if line.startswith("1 h"))
    assert second.split()[2:4] == ["100", "0"]


def test_what_has_no_minutes_or_no_name_is_refused() -> None:
    cover = CoverageNeed("10:00", "12:00", zone="UTC", name="desk")
    with pytest.raises(BadArgument, match='"desk" has no minutes') as caught:
        points(cover, name="desk")
    assert caught.value.field == "requirement"
    with pytest.raises(UnknownId, match='no requirement is called "nope"; use "service"'):
        points(name="nope")
    given: tuple[Any, ...] = ([0], [True], [30.5], [30, "x"], 30, "30")
    for bad in given:
        with pytest.raises(BadArgument) as wrong:
            points(minutes=bad)
        assert wrong.value.field == "minutes"


def test_numbers_stand_at_the_right_and_no_more_than_four_decimals_are_told() -> None:
    third = TradePoint(30, "feasible", 100, Fraction(200, 3))
    assert third.to_dict()["bound"] == 66.6667
    table = TradeOff((third,), NEED, points(minutes=[30]).horizon).document().blocks[1]
    assert isinstance(table, Table)
    assert table.right == frozenset({"Person-min moved", "More"})


def test_by_default_twelve_hours_are_the_most_that_is_tried() -> None:
    long = [Team(one, "UTC", [Shift("06:00", "19:00")]) for one in ("a", "b")]
    need = OverlapNeed(["a", "b"], 60, name="long")
    found = trade_off(Roster(long, requirements=[need]), "long", "2027-03-01", "2027-03-01", solver="search")
    assert [(one.minutes, one.moved_person_minutes) for one in found] == [
        (minutes, 0) for minutes in range(30, 721, 30)
    ]
