"""A requirement that asks for less is otherwise the same, and asks for conditions as it would itself."""

from __future__ import annotations

from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.planning.stagger.lessened import conditions_of, with_headcount, with_minutes, with_people
from overlap.planning.stagger.model import Choice, Need, Row
from tests.planning.stagger.hand import built, team

SHARE = OverlapNeed(["b", "a"], 120, people=[1, 2], days=["mon"], name="share")
OVER = HandoffNeed("b", "a", 90, name="over")
DESK = CoverageNeed("08:00", "10:00", zone="UTC", headcount=2, days=["mon"], teams=["a"], name="desk")


def test_only_what_is_asked_for_becomes_less() -> None:
    assert with_minutes(SHARE, 60) == OverlapNeed(["b", "a"], 60, people=[1, 2], days=["mon"], name="share")
    assert with_people(SHARE, (1, 1)) == OverlapNeed(
        ["b", "a"], 120, people=[1, 1], days=["mon"], name="share"
    )
    assert with_minutes(OVER, 5) == HandoffNeed("b", "a", 5, name="over")
    assert with_headcount(DESK, 1) == CoverageNeed(
        "08:00", "10:00", zone="UTC", days=["mon"], teams=["a"], name="desk"
    )


def test_conditions_are_those_of_dates_and_limits_have_none() -> None:
    """Two people may come an hour earlier or later than nine; the other team works nine to eleven."""
    teams = [
        team("a", "UTC", "09:00-17:00", headcount=2, flex=Flex(earlier_minutes=60, later_minutes=60)),
        team("b", "UTC", "09:00-11:00"),
    ]
    board = built(teams).board
    limit = LimitNeed(["a"], rest_minutes=660, quiet_minutes=0, start="09:00", end="17:00")
    found = {
        need.name: list(conditions_of(board, need, 4)) for need in (SHARE, OVER, DESK, limit) if need.name
    }
    # At ten it is too late to share two hours, or to take over after an hour and a half.
    early = Need(0b011, 2)
    assert found == {
        "share": [Choice(4, None, ((early,),))],
        "over": [Choice(4, None, ((early,),))],
        "desk": [Row(4, Need(0b001, 2))],
        limit.name: [],
    }


def test_what_asks_for_less_asks_for_less_on_each_date() -> None:
    teams = [
        team("a", "UTC", "09:00-17:00", headcount=2, flex=Flex(earlier_minutes=60, later_minutes=60)),
        team("b", "UTC", "09:00-11:00"),
    ]
    board = built(teams).board

    def asked(need: Requirement) -> list[object]:
        return list(conditions_of(board, need, 1))

    assert asked(with_minutes(SHARE, 60)) == [Choice(1, None, ((Need(0b111, 2),),))]
    assert asked(with_people(SHARE, (1, 1))) == [Choice(1, None, ((Need(0b011, 1),),))]
    assert asked(with_headcount(DESK, 1)) == [Row(1, Need(0b001, 1))]
