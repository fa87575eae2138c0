"""Who counts: by id and by skill, nobody twice."""

from __future__ import annotations

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.staff import skills_of, staff_of

MONDAY = Horizon.of("2026-03-02", "2026-03-02", zone("UTC"))
OFFICE = [Shift("09:00", "17:00")]
ALPHA = Team(
    "a",
    "UTC",
    OFFICE,
    name="Alpha",
    headcount=4,
    skills=["en"],
    members=[Member("x", name="Xi", skills=["es"])],
)
BETA = Team("b", "UTC", OFFICE, name="Beta", members=[Member("y"), Member("z", skills=["es", "tl"])])
ROSTER = Roster([ALPHA, BETA])


def people(one: str, skill: str | None = None) -> list[tuple[str, str]]:
    return [(who.id, who.name) for who in staff_of(ROSTER, [one], skill).people(one)]


def test_unnamed_people_come_first_and_members_have_both_names() -> None:
    assert people("a") == [("a", "Alpha"), ("a.x", "Xi (Alpha)")]
    assert people("b") == [("b.y", "y (Beta)"), ("b.z", "z (Beta)")]
    assert people("b.z") == [("b.z", "z (Beta)")]
    assert staff_of(ROSTER, None, None).name("b.z") == "z (Beta)"


def test_a_skill_of_the_team_is_everybodys_and_a_members_is_the_members() -> None:
    assert people("a", "en") == people("a")
    assert people("a", "es") == [("a.x", "Xi (Alpha)")]
    assert people("b", "en") == []
    assert people("b.y", "es") == []
    assert staff_of(ROSTER, None, "es").depth(MONDAY).peak == 2
    assert staff_of(ROSTER, None, None).depth(MONDAY).peak == 6
    assert staff_of(ROSTER, ["a", "b.z"], "tl").depth(MONDAY).peak == 1


def test_every_skill_is_listed_once_in_order() -> None:
    assert skills_of(ROSTER, ["a", "b"]) == ("en", "es", "tl")
    assert skills_of(ROSTER, ["a.x"]) == ("en", "es")
    assert skills_of(ROSTER, ["b.y"]) == ()


def test_an_unknown_skill_is_a_mistake() -> None:
    with pytest.raises(BadArgument, match='nobody has the skill "welding"; use "en", "es", "tl"'):
        staff_of(ROSTER, None, "welding")
    with pytest.raises(BadArgument, match=r'nobody has the skill "tll"; did you mean "tl"\?'):
        staff_of(ROSTER, None, "tll")
    with pytest.raises(BadArgument, match="give the teams skills"):
        staff_of(Roster([Team("a", "UTC", OFFICE)]), None, "en")
    with pytest.raises(BadArgument, match="would count twice"):
        staff_of(ROSTER, ["a", "a.x"], None)
