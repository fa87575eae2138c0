"""Who a question is about: every id once, every quorum reachable."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.errors import BadArgument, BadQuorum, UnknownId
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.changes import changes
from overlap.planning.compare import compare
from overlap.planning.presence import who_is_on
from overlap.planning.report import report
from overlap.planning.selection import AtWork, Demand, Group, demand, display_name
from overlap.planning.turns import list_shifts
from overlap.planning.windows import find_windows

MANILA = Team(
    "manila",
    "Asia/Manila",
    [Shift("09:00", "17:00")],
    name="Manila Support",
    members=[Member("ana", name="Ana Reyes")],
)
ROSTER = Roster([MANILA, Team("pune", "Asia/Kolkata", [Shift("09:00", "17:00")], headcount=3)])


def ask(**given: Any) -> Demand:
    named: dict[str, Any] = {"teams": None, "quorum": None, "headcount": None, "groups": None, **given}
    return demand(ROSTER, named["teams"], named["quorum"], named["headcount"], named["groups"])


def test_a_group_wants_everybody_unless_told() -> None:
    assert Group(["a", "b"]).quorum == 2
    assert Group(iter(["a", "b"]), 1).ids == ("a", "b")
    assert Group(["a"]) == Group(("a",), 1)


def test_nothing_given_asks_for_every_team() -> None:
    assert ask() == Demand((Group(["manila", "pune"]),))
    assert ask().is_all
    assert not ask(quorum=1).is_all
    assert ask(quorum=2).is_all
    assert not ask(headcount=4).is_all


def test_ids_are_named_once_in_the_order_asked() -> None:
    asked = ask(groups=[(["pune", "manila.ana"], 1), (["manila", "pune"], 2)])
    assert asked.ids == ("pune", "manila.ana", "manila")
    assert not asked.is_all


def test_every_group_must_have_its_quorum_at_once() -> None:
    present = {"a": IntervalSet([(0, 10)]), "b": IntervalSet([(5, 15)]), "c": IntervalSet([(8, 20)])}
    assert Demand((Group(["a", "b"], 1), Group(["c"]))).met(present) == IntervalSet([(8, 15)])
    assert Demand((Group(["a"]), Group(["b"]), Group(["c"]))).met(present) == IntervalSet([(8, 10)])
    assert Demand((Group(["a", "b", "c"], 2),)).met(present) == IntervalSet([(5, 15)])
    assert Demand((Group(["a"]), Group(["b"]))).met(present | {"b": EMPTY}) == EMPTY


def test_a_headcount_is_bounded_by_the_people_asked() -> None:
    assert ask(headcount=4).headcount == 4
    assert ask(teams=["manila.ana", "pune"], headcount=4).headcount == 4
    with pytest.raises(BadQuorum, match="a headcount of 5 where there are 4"):
        ask(headcount=5)
    with pytest.raises(BadQuorum, match="where there is 1"):
        ask(teams=["manila.ana"], headcount=2)


def test_when_somebody_is_at_work_is_known_for_those_asked_alone() -> None:
    horizon = Horizon.of("2026-03-02", "2026-03-02", ROSTER.home)
    found = AtWork(ROSTER, ["pune", "manila.ana"], horizon)
    assert list(found) == ["pune", "manila.ana"]
    assert len(found) == 2
    assert found["pune"] is found["pune"]
    assert found["pune"].minutes == 480
    with pytest.raises(KeyError):
        found["manila"]


def test_names_are_what_people_say() -> None:
    assert display_name(ROSTER, "manila") == "Manila Support"
    assert display_name(ROSTER, "pune") == "pune"
    assert display_name(ROSTER, "manila.ana") == "Ana Reyes (Manila Support)"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"teams": ["manila.ben"]}, UnknownId),
        ({"teams": ["manila."]}, UnknownId),
        ({"teams": ["manila.ana.x"]}, UnknownId),
        ({"teams": [""]}, UnknownId),
        ({"teams": "manila"}, BadArgument),
        ({"teams": [None]}, BadArgument),
        ({"groups": [(["manila"], 1, 1)]}, BadArgument),
        ({"groups": [None]}, BadArgument),
    ],
)
def test_ids_that_are_none_are_refused(given: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask(**given)


@pytest.mark.parametrize(
    "ask_it",
    [
        lambda wrong: find_windows(wrong, "2026-03-02", "2026-03-06"),
        lambda wrong: list_shifts(wrong, "2026-03-02", "2026-03-06"),
        lambda wrong: report(wrong, "2026-03-02", "2026-03-06"),
        lambda wrong: changes(wrong, 2026),
        lambda wrong: who_is_on(wrong, "2026-03-02T14:00Z"),
        lambda wrong: compare(wrong, wrong, "2026-03-02", "2026-03-06"),
    ],
)
@pytest.mark.parametrize("wrong", ["team.toml", [], None, "x" * 99])
def test_what_is_no_roster_is_refused_with_the_way_to_one(ask_it: Any, wrong: Any) -> None:
    with pytest.raises(BadArgument, match=r"roster is .*, which is none; load a file with overlap\.load"):
        ask_it(wrong)
