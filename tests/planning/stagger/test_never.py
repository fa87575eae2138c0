"""What can hold at no starts at all is told with the plainest cause that is true."""

from __future__ import annotations

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.asking import Case, teams_of
from overlap.planning.stagger.build import build
from overlap.planning.stagger.never import why_never
from tests.planning.stagger.hand import team
from tests.planning.stagger.small_rosters import feasible

FREE = Flex(earlier_minutes=240, later_minutes=240)
LONDON = team("london", "Europe/London", "09:00-17:00", name="London", flex=Flex(fixed=True))


def told(*teams: Team, need: Requirement) -> list[str]:
    """The sentences on the week from Monday, 2 March 2026."""
    roster = Roster(teams)
    built = build(roster, Horizon.of("2026-03-01", "2026-03-07", zone_of("UTC")), [need], 60)
    case = Case(roster, built, 60, feasible)
    return list(why_never(case, need, case.wide([need], teams_of(roster, need))))


def test_who_works_on_the_next_date_is_there_and_may_be_too_few() -> None:
    """18:00 to 20:00 on Sunday in London is Monday in Manila, from 02:00."""
    manila = team("manila", "Asia/Manila", "13:00-21:00", name="Manila", headcount=2, flex=FREE, days=["mon"])
    need = CoverageNeed("18:00", "20:00", zone="UTC", headcount=3, days=["sun"], name="desk")
    (sentence,) = told(manila, need=need)
    assert sentence == (
        '"desk" cannot be met on Sun 1 Mar 2026, whenever the shifts start: '
        "3 people are asked for, and there are 2."
    )


def test_who_could_share_a_minute_on_the_next_date_is_not_said_to_be_off() -> None:
    """Monday morning in California is Tuesday in Manila."""
    la = team("la", "America/Los_Angeles", "09:00-17:00", name="Angeles", flex=FREE, days=["mon"])
    manila = team("manila", "Asia/Manila", "13:00-21:00", name="Manila", flex=FREE, days=["tue"])
    need = OverlapNeed(["la", "manila"], 600, people=[1, 1], name="long")
    (sentence,) = told(la, manila, need=need)
    assert sentence == (
        '"long" cannot be met on Mon 2 Mar 2026, whenever the shifts start: '
        "nobody of Angeles works 10 h at a stretch; the longest is 8 h."
    )


def people(*shifts: str, **days: list[str]) -> Team:
    """Manila, with members Ana, Ben, Cid ... who have hours of their own, and one without."""
    names = ["Ana", "Ben", "Cid"][: len(shifts)]
    members = [
        Member(name.lower(), name=name, shifts=[Shift(*own.split("-"))], days=days.get(name.lower()))
        for name, own in zip(names, shifts, strict=True)
    ]
    count = len(members) + 1
    return team(
        "manila", "Asia/Manila", "13:00-21:00", name="Manila", headcount=count, flex=FREE, members=members
    )


@pytest.mark.parametrize(
    ("ana", "ben", "most"),
    [
        ("06:00-14:00", "13:00-21:00", "1 h can be had at most"),
        ("06:00-14:00", "13:35-21:35", "25 min can be had at most"),
        ("06:00-14:00", "14:00-22:00", "not even 5 min can be had"),
    ],
)
def test_the_most_that_could_be_shared_on_the_first_date_is_told(ana: str, ben: str, most: str) -> None:
    need = OverlapNeed(["manila", "london"], 120, name="all")
    assert told(people(ana, ben), LONDON, need=need) == [
        '"all" cannot be met on every date, whenever the shifts start.',
        "It could be met without Ana (Manila), whose hours are their own.",
        f"On Mon 2 Mar 2026 {most}.",
    ]


@pytest.mark.parametrize("contiguous", [False, True])
def test_a_member_without_whom_the_first_date_would_do_is_named_though_others_would_not(
    contiguous: bool,
) -> None:
    """On Monday only Ana and Ben are apart, on Tuesday Ben and Cid too."""
    manila = people("06:00-14:00", "15:00-23:00", "00:00-06:00", cid=["tue"])
    need = OverlapNeed(["manila", "london"], 120, contiguous=contiguous, days=["mon", "tue"], name="all")
    assert told(manila, LONDON, need=need)[1] == (
        "It could be met without Ana (Manila), whose hours are their own."
    )


def test_of_several_dates_the_first_that_has_no_plan_is_looked_at() -> None:
    """On Monday Ana is off, and all others share six hours; on Tuesday she has left before Ben comes."""
    manila = people("06:00-14:00", "15:00-23:00", ana=["tue"])
    need = OverlapNeed(["manila", "london"], 120, days=["mon", "tue"], name="all")
    assert told(manila, LONDON, need=need) == [
        '"all" cannot be met on Tue 3 Mar 2026, whenever the shifts start.',
        "It could be met without Ana (Manila), whose hours are their own.",
        "On Tue 3 Mar 2026 not even 5 min can be had.",
    ]


def test_who_has_just_as_many_hours_as_are_asked_for_is_not_told_to_have_too_few() -> None:
    """Eight hours of one person with a break inside, and eight hours to be there all the time."""
    lima = team(
        "lima", "America/Lima", Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")]), name="Lima"
    )
    need = LimitNeed(["lima"], start="09:00", end="17:00", name="open")
    assert told(lima, need=need)[0] == '"open" cannot be met on every date, whenever the shifts start.'
    longer = LimitNeed(["lima"], start="09:00", end="17:30", name="open")
    (sentence,) = told(lima, need=longer)
    assert sentence == (
        '"open" cannot be met, whenever the shifts start: '
        "8 h 30 min of work are asked for, and Lima has 8 h a day."
    )


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (["tue"], "nobody of Lima works on Thursdays"),
        (["sat"], "nobody of Lima works on Thursdays"),
        (["tue", "sat"], "nobody of Lima works on Thursdays"),
        (["wed"], "3 people are asked for, and there are 2"),
        (["thu"], "3 people are asked for, and there are 2"),
        (["fri"], "3 people are asked for, and there are 2"),
    ],
)
def test_whose_days_are_all_further_off_than_the_next_date_does_not_work_then(
    days: list[str], why: str
) -> None:
    lima = team("lima", "America/Lima", "09:00-17:00", name="Lima", headcount=2, flex=FREE, days=days)
    need = CoverageNeed("12:00", "14:00", zone="UTC", headcount=3, days=["thu"], name="desk")
    assert told(lima, need=need) == [
        f'"desk" cannot be met on Thu 5 Mar 2026, whenever the shifts start: {why}.'
    ]


@pytest.mark.parametrize(
    ("asked", "there", "why"),
    [
        (2, 1, "2 people are asked for, and there is 1"),
        (3, 2, "3 people are asked for, and there are 2"),
    ],
)
def test_how_many_are_there_is_told_of_teams_and_of_all(asked: int, there: int, why: str) -> None:
    lima = team("lima", "America/Lima", "09:00-17:00", name="Lima", headcount=there, flex=FREE)
    days = ["mon", "tue", "wed", "thu", "fri"]
    cover = CoverageNeed("16:00", "18:00", zone="UTC", headcount=asked, days=days, name="desk")
    when = "cannot be met on every date, whenever the shifts start"
    assert told(lima, need=cover) == [f'"desk" {when}: {why}.']
    shared = OverlapNeed(["lima", "london"], 60, people=[asked, 1], days=days, name="desk")
    of_lima = why.replace("people are", "people of Lima are")
    assert told(lima, LONDON, need=shared) == [f'"desk" {when}: {of_lima}.']


def test_a_skill_that_nobody_has_is_told_of_one_and_of_several() -> None:
    """One of Lima speaks French, nobody Greek."""
    members = [Member("ana", skills=["french"])]
    lima = team("lima", "America/Lima", "09:00-17:00", headcount=2, flex=FREE, members=members)

    def why(skill: str, headcount: int) -> str:
        need = CoverageNeed(
            "16:00", "18:00", zone="UTC", headcount=headcount, days=["mon"], skill=skill, name="desk"
        )
        (sentence,) = told(lima, need=need)
        return sentence.partition("start: ")[2]

    assert why("greek", 1) == '1 person is asked for, and there are 0 with "greek".'
    assert why("greek", 2) == '2 people are asked for, and there are 0 with "greek".'
    assert why("french", 2) == '2 people are asked for, and there is 1 with "french".'
