"""A team of a crowd is the team that its members would make; they are made when somebody asks for them."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadRoster, BadSchedule
from overlap.people.absence import TimeOff
from overlap.people.crowd import Crowd
from overlap.people.members import Member
from overlap.people.shifts import Shift
from overlap.people.teams import Team

DAY = Shift("09:00", "17:00", name="day")
LATE = Shift("14:00", "22:00", name="late")
MONDAY = Horizon.of("2026-03-02", "2026-03-02", zone("Asia/Manila"))

KINDS = (
    Member("k0", name="K 0"),
    Member("k1", name="K 1", shifts=["day"], email="k1@example.com"),
    Member("k2", name="K 2", zone="Asia/Dubai", skills=["tl"]),
    Member("k3", name="K 3", shifts=["day"], skills=["tl"], weight=2),
    Member("k4", name="K 4", time_off=[TimeOff("2026-03-02", "2026-03-03")]),
)


def crowd_of(kinds: list[int]) -> Crowd:
    """People of these kinds, the first of each as it is and others numbered by where they come."""
    used = list(dict.fromkeys(kinds))
    size = len(kinds)
    return Crowd(
        [KINDS[kind] for kind in used],
        [used.index(kind) for kind in kinds],
        range(size),
        [f"p{at}" for at in range(size)],
        [f"Person {at}" for at in range(size)],
        [f"p{at}@example.com" if at % 2 else "" for at in range(size)],
    )


def made(kinds: list[int]) -> list[Member]:
    """The same people, each made by hand."""
    found: list[Member] = []
    for at, kind in enumerate(kinds):
        like = KINDS[kind]
        if kind not in kinds[:at]:
            found.append(like)
        else:
            email = f"p{at}@example.com" if at % 2 else None
            found.append(like.like(f"p{at}", name=f"Person {at}", email=email))
    return found


def team(members: Crowd | list[Member], headcount: int | None = None) -> Team:
    return Team("manila", "Asia/Manila", [DAY, LATE], members=members, headcount=headcount)


@given(
    kinds=st.lists(st.integers(0, len(KINDS) - 1), min_size=1, max_size=12),
    more=st.sampled_from([None, 0, 3]),
    skill=st.sampled_from([None, "tl", "none"]),
)
def test_a_team_of_a_crowd_says_what_that_of_its_members_does(
    kinds: list[int], more: int | None, skill: str | None
) -> None:
    headcount = None if more is None else len(kinds) + more
    found, wanted = team(crowd_of(kinds), headcount), team(made(kinds), headcount)
    # What needs nobody's name makes nobody.
    assert (found.people_count, found.unnamed_count) == (wanted.people_count, wanted.unnamed_count)
    assert found.patterns == wanted.patterns
    assert found.at_work(MONDAY) == wanted.at_work(MONDAY)
    assert found.head_counts(MONDAY, skill=skill) == wanted.head_counts(MONDAY, skill=skill)
    assert found._crowd is not None
    patterns = found.patterns
    assert found == wanted
    assert found.members == wanted.members
    assert [(member, found.pattern_of(member.id)) for member in found.members] == [
        (member, wanted.pattern_of(member.id)) for member in wanted.members
    ]
    assert found.groups == wanted.groups
    assert {id(pattern) for pattern, _ in found.groups} <= {id(pattern) for pattern in patterns}
    assert found.head_counts(MONDAY, skill=skill) == wanted.head_counts(MONDAY, skill=skill)
    assert hash(found) == hash(wanted)


ASKED: dict[str, Callable[[Team], object]] = {
    "members": lambda one: one.members,
    "groups": lambda one: one.groups,
    "member": lambda one: one.member("p2"),
    "pattern_of": lambda one: one.pattern_of("p4"),
    "replace": lambda one: one.replace(name="Desk").members,
    "working": lambda one: one.working(DAY),
}


@pytest.mark.parametrize("first", ASKED)
def test_whatever_is_asked_of_people_first_makes_them(first: str) -> None:
    kinds = [0, 1, 0, 2, 1]
    found, wanted = team(crowd_of(kinds)), team(made(kinds))
    assert ASKED[first](found) == ASKED[first](wanted)
    assert found == wanted


def _pickled(one: Team) -> Team:
    found = pickle.loads(pickle.dumps(one))  # noqa: S301
    assert isinstance(found, Team)
    return found


@pytest.mark.parametrize("again", [_pickled, copy.copy, copy.deepcopy])
def test_a_crowd_is_people_once_it_is_copied(again: Callable[[Team], Team]) -> None:
    kinds = [3, 1, 3, 3]
    assert again(team(crowd_of(kinds))) == team(made(kinds))


def test_two_threads_never_see_two_of_one_person() -> None:
    barrier = Barrier(4)

    def looked(one: Team) -> list[int]:
        barrier.wait()
        return [id(member) for member in one.members] + [id(one.member("p7"))]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            for _ in range(50):
                one = team(crowd_of([0, 1, 2] * 40))
                seen = list(pool.map(looked, [one] * 4))
                assert all(other == seen[0] for other in seen)
    finally:
        sys.setswitchinterval(before)


def test_what_a_crowd_does_not_fit_is_refused_with_its_size() -> None:
    with pytest.raises(BadRoster, match="headcount is 2, but 3 members are named"):
        team(crowd_of([0, 0, 0]), headcount=2)
    none = Member("a", shifts=["night"])
    with pytest.raises(BadSchedule, match="is no shift of the team"):
        team(Crowd([none], [0, 0], [0, 1], ["a", "b"], ["A", "B"], ["", ""]))


def test_a_team_has_no_attribute_that_nobody_knows() -> None:
    for one in (team(crowd_of([0, 0])), team([])):
        with pytest.raises(AttributeError, match="'Team' object has no attribute 'nobody'"):
            getattr(one, "nobody")  # noqa: B009


def test_who_asks_while_another_thread_has_made_the_people_gets_those() -> None:
    one = team(crowd_of([0, 1, 0]))
    members = one.members
    assert vars(Team)["__getattr__"](one, "members") is members
