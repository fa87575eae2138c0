"""The smallest things to give up: each is enough, the next smaller is not."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.asking import Case
from overlap.planning.stagger.build import build
from overlap.planning.stagger.conflict import find_conflict
from overlap.planning.stagger.model import Model, Solution
from overlap.planning.stagger.relaxations import Relaxation, relaxations
from tests.planning.stagger.small_rosters import (
    GRID,
    ONE_OF_EACH,
    Question,
    cheapest,
    feasible,
    never_known,
    without_plan,
)

QUESTIONS = without_plan(ONE_OF_EACH)


def changed(question: Question, name: str, less: Requirement) -> list[Requirement]:
    return [less if need.name == name else need for need in question.needs]


def overlap(need: OverlapNeed, minutes: int, people: tuple[int, ...]) -> OverlapNeed:
    days = None if need.days is None else [str(day) for day in need.days]
    assert days is None
    return OverlapNeed(need.teams, minutes, people=people, name=need.name)


def coverage(need: CoverageNeed, headcount: int) -> CoverageNeed:
    times = [f"{at // 60:02d}:{at % 60:02d}" for at in (need.start_minute, need.end_minute)]
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    return CoverageNeed(
        *times,
        zone=need.zone,
        headcount=headcount,
        days=[days[at] for at in sorted(need.days)],
        teams=need.teams,
        name=need.name,
    )


def flexed(flex: Flex | None, **changes: object) -> Flex:
    was = Flex() if flex is None else flex

    def text(minute: int | None) -> str | None:
        return None if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"

    values: dict[str, object] = {
        "earlier_minutes": was.earlier_minutes,
        "later_minutes": was.later_minutes,
        "earliest_start": text(was.earliest_start),
        "latest_end": text(was.latest_end),
        "cohorts": was.cohorts,
        "min_cohort": was.min_cohort,
    }
    return Flex(**{**values, **changes})  # type: ignore[arg-type]


def minute(text: int | str | tuple[int, ...] | None) -> int:
    assert isinstance(text, str)
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def clock(at: int) -> str:
    return f"{at // 60:02d}:{at % 60:02d}"


def holds(question: Question, one: Relaxation, *, smaller: bool = False) -> bool:
    """Whether a relaxation is enough, or the next smaller one of its kind would be."""
    if one.kind == "drop":
        rest = [need for need in question.needs if need.name != one.name]
        return question.has_plan(question.needs if smaller else rest)
    if one.kind in ("minutes", "headcount", "people"):
        need = next(need for need in question.needs if need.name == one.name)
        less: Requirement
        if isinstance(need, CoverageNeed):
            assert isinstance(one.to_value, int)
            less = coverage(need, one.to_value + smaller)
        else:
            assert isinstance(need, OverlapNeed)
            assert need.people != "everyone"
            if one.kind == "minutes":
                assert isinstance(one.to_value, int)
                less = overlap(need, one.to_value + 5 * smaller, need.people)
            else:
                assert isinstance(one.to_value, tuple)
                at = next(at for at, count in enumerate(one.to_value) if count != need.people[at])
                people = tuple(count + (at == i and smaller) for i, count in enumerate(one.to_value))
                less = overlap(need, need.minutes, people)
        return question.has_plan(changed(question, one.name, less))
    team = next(team for team in question.roster if team.id == one.name)
    flex: Flex
    step = GRID if smaller else 0
    match one.kind:
        case "earlier_minutes" | "later_minutes":
            assert isinstance(one.to_value, int)
            flex = flexed(team.flex, **{one.kind: one.to_value - step})
        case "earliest_start":
            flex = flexed(team.flex, earliest_start=clock(minute(one.to_value) + step))
        case "latest_end":
            flex = flexed(team.flex, latest_end=clock(minute(one.to_value) - step))
        case "cohorts":
            assert isinstance(one.to_value, int)
            flex = flexed(team.flex, cohorts=one.to_value - smaller)
        case "min_cohort":
            assert isinstance(one.to_value, int)
            flex = flexed(team.flex, min_cohort=one.to_value + smaller)
        case "fixed" if one.to_value == "flex":
            assert team.flex is not None
            if smaller:
                return question.has_plan()
            flex = team.flex
        case "fixed":
            assert one.minutes is not None
            # A team that is kept gives up its other bounds as well: it was asked for none of them.
            was = None if one.from_value == "keep" else team.flex
            flex = flexed(was, **{f"{one.to_value}_minutes": one.minutes - step})
        case _:
            assert one.kind == "together"
            raise AssertionError(one)
    return question.has_plan(flex={team.id: flex})


def checked(question: Question) -> None:
    found = relaxations(question.case(), most=99)
    singles = [one for one in found if one.kind != "together"]
    for one in singles:
        assert holds(question, one), one
        assert not holds(question, one, smaller=True), one
    # A requirement that is enough to give up by itself is offered, and no other is.
    enough = {
        need.name
        for need in question.needs
        if question.has_plan([other for other in question.needs if other is not need])
    }
    assert {one.name for one in found if one.kind == "drop"} == enough
    several = [one for one in found if one.kind == "together" and one.name not in _teams(question)]
    assert not several or not singles
    for one in several:
        names = {part.name for part in one.parts}
        assert question.has_plan([need for need in question.needs if need.name not in names])
        for fewer in combinations(question.needs, len(names) - 1):
            assert not question.has_plan([need for need in question.needs if need not in fewer])


def _teams(question: Question) -> set[str]:
    return {team.id for team in question.roster}


def test_each_relaxation_is_enough_and_nothing_smaller_of_its_kind_is() -> None:
    assert len(QUESTIONS) == len(ONE_OF_EACH)
    for question in QUESTIONS:
        checked(question)


@pytest.mark.exhaustive
def test_many_relaxations_are_enough_and_smallest() -> None:
    kinds = set()
    for question in without_plan(range(160)):
        checked(question)
        kinds |= {one.kind for one in relaxations(question.case(), most=99)}
    assert {"minutes", "headcount", "earlier_minutes", "later_minutes", "fixed", "drop", "together"} <= kinds


# Named cases


def team(id: str, zone: str, start: str, end: str, flex: Flex | None) -> Team:
    days = ["mon", "tue", "wed", "thu", "fri"]
    return Team(id, zone, [Shift(start, end)], name=id.title(), flex=flex, days=days)


NEAR = Flex(earlier_minutes=60, later_minutes=600, latest_end="22:00")
MANILA = team("manila", "Asia/Manila", "13:00", "21:00", NEAR)
LONDON = team("london", "Europe/London", "09:00", "17:00", Flex(fixed=True))
MARCH = ("2026-03-15", "2026-04-11")


def case_of(
    teams: tuple[Team, ...],
    *needs: Requirement,
    days: tuple[str, str] = ("2026-03-01", "2026-03-07"),
    grid: int = 60,
) -> Case:
    roster = Roster(teams)
    built = build(roster, Horizon.of(*days, zone_of("UTC")), needs, grid)
    return Case(roster, built, grid, feasible)


def offers(case: Case) -> list[tuple[str, str, int | None]]:
    found = relaxations(case, cheapest=cheapest)
    return [(one.kind, one.text, one.moved_person_minutes) for one in found]


def test_least_is_given_up_first_and_each_has_its_price() -> None:
    """By winter London's day is 17:00-01:00 in Manila, which may end at 22:00: five hours are shared."""
    need = OverlapNeed(["london", "manila"], 360, people=(1, 1), name="six hours")
    assert offers(case_of((MANILA, LONDON), need, days=MARCH)) == [
        ("minutes", 'cut "six hours" from 6 h to 5 h', 60),
        ("latest_end", "let Manila end until 23:00 instead of 22:00", 120),
        ("fixed", "let London start 1 h earlier", 120),
        ("drop", 'give up "six hours"', 0),
    ]


def test_fewer_people_and_more_starts_are_offered() -> None:
    manila = MANILA.replace(flex=Flex(earlier_minutes=240, later_minutes=240), headcount=2)
    need = CoverageNeed("10:00", "22:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    assert offers(case_of((manila,), need)) == [
        ("cohorts", "let Manila use 2 different starts instead of 1", 240),
        ("drop", 'give up "long"', 0),
    ]
    lunch = CoverageNeed("14:00", "16:00", zone="Asia/Manila", headcount=3, days=["mon"], name="lunch")
    assert offers(case_of((manila,), lunch)) == [
        ("headcount", 'be content with 2 people instead of 3 for "lunch"', 0),
        ("drop", 'give up "lunch"', 0),
    ]


def test_everybody_can_become_a_count_of_each_team() -> None:
    manila = MANILA.replace(headcount=3)
    need = OverlapNeed(["manila", "london"], 60, people=(4, 1), name="hour")
    assert offers(case_of((manila, LONDON), need)) == [
        ("people", 'be content with 3 instead of 4 of Manila for "hour"', 0),
        ("drop", 'give up "hour"', 0),
    ]


def test_everyone_becomes_a_count_that_is_there_on_each_date() -> None:
    """On Fridays two of three are there; one of two in London has hours that nobody shares."""
    four = Member("zofia", days=["mon", "tue", "wed", "thu"])
    night = Member("jun", shifts=[Shift("00:00", "03:00")])
    teams = (
        LONDON.replace(id="leeds", name="Leeds", headcount=3, members=[four]),
        LONDON.replace(headcount=2, members=[night]),
    )
    need = OverlapNeed(["leeds", "london"], 60, name="all")
    assert offers(case_of(teams, need)) == [
        ("people", 'be content with 2 of Leeds and 1 of London instead of everyone for "all"', 0),
        ("drop", 'give up "all"', 0),
    ]
    (people, _) = relaxations(case_of(teams, need))
    assert (people.from_value, people.to_value) == ("everyone", (2, 1))


def test_a_requirement_that_alone_is_in_all_conflicts_is_offered_though_it_stands_last() -> None:
    """Leeds may start at 08:00 or 10:00: early for two desks, late for the third."""
    leeds = LONDON.replace(id="leeds", name="Leeds", flex=Flex(earlier_minutes=60, later_minutes=60))
    desks = [
        CoverageNeed(*hours.split("-"), zone="Europe/London", days=["mon"], name=name)
        for name, hours in (("milk", "08:00-09:00"), ("post", "08:30-09:00"), ("close", "17:00-18:00"))
    ]
    assert offers(case_of((leeds,), *desks)) == [("drop", 'give up "close"', 60)]


def test_bounds_that_stand_at_one_place_move_together() -> None:
    flex = Flex(later_minutes=60, latest_end="22:00")
    need = HandoffNeed("manila", "london", 330, people=(1, 1), name="hand over")
    found = relaxations(case_of((MANILA.replace(flex=flex), LONDON), need, grid=30))
    (pair,) = [one for one in found if one.kind == "together"]
    assert pair.text == (
        "let Manila start 1 h 30 min later instead of 1 h and let Manila end until 22:30 instead of 22:00"
    )
    assert [(part.kind, part.from_value, part.to_value) for part in pair.parts] == [
        ("later_minutes", 60, 90),
        ("latest_end", "22:00", "22:30"),
    ]
    assert not [one for one in found if one.kind in ("later_minutes", "latest_end")]


def test_several_conflicts_take_several_requirements_each_as_little_as_can_be() -> None:
    teams = (MANILA, LONDON, *(team(one, "Asia/Tokyo", "09:00", "17:00", None) for one in ("tokyo", "osaka")))
    first = OverlapNeed(["manila", "london"], 360, people=(1, 1), name="a")
    second = OverlapNeed(["tokyo", "osaka"], 60, people=(1, 2), name="b")
    third = OverlapNeed(["tokyo", "osaka"], 60, people=(1, 1), name="c")
    (found,) = relaxations(case_of(teams, first, second, third), cheapest=cheapest)
    assert found.kind == "together"
    assert found.text == ('cut "a" from 6 h to 5 h and be content with 1 instead of 2 of Osaka for "b"')
    assert found.to_dict()["parts"][1]["to"] == [1, 1]
    assert found.to_dict()["parts"][1]["from"] == [1, 2]


def test_nothing_is_offered_of_which_nothing_is_known() -> None:
    need = OverlapNeed(["manila", "london"], 360, people=(1, 1), name="a")
    case = replace(case_of((MANILA, LONDON), need), feasible=never_known)
    assert relaxations(case) == ()


def test_a_price_that_is_not_proven_is_not_told() -> None:
    def unproven(model: Model) -> Solution | None:
        found = cheapest(model)
        return None if found is None else replace(found, proven=0)

    need = OverlapNeed(["london", "manila"], 360, people=(1, 1), name="six hours")
    found = relaxations(case_of((MANILA, LONDON), need, days=MARCH), cheapest=unproven)
    assert {one.moved_person_minutes for one in found} == {None}


def test_no_more_are_given_than_asked_for() -> None:
    need = OverlapNeed(["manila", "london"], 360, people=(1, 1), name="a")
    case = case_of((MANILA, LONDON), need)
    assert relaxations(case, most=2) == relaxations(case, most=9)[:2]
    assert len(relaxations(case, most=9)) == 4


def test_only_names_of_the_conflict_are_offered() -> None:
    need = OverlapNeed(["manila", "london"], 360, people=(1, 1), name="a")
    other = OverlapNeed(["manila", "london"], 60, people=(1, 1), name="b")
    case = case_of((MANILA, LONDON), need, other)
    conflict = find_conflict(case)
    names = {one.name for one in relaxations(case)}
    assert names == {*conflict.requirements, *conflict.limits}


def test_a_relaxation_as_plain_values() -> None:
    need = OverlapNeed(["london", "manila"], 360, people=(1, 1), name="six hours")
    first = relaxations(case_of((MANILA, LONDON), need, days=MARCH))[0]
    assert first.to_dict() == {
        "kind": "minutes",
        "name": "six hours",
        "from": 360,
        "to": 300,
        "minutes": 60,
        "text": 'cut "six hours" from 6 h to 5 h',
        "moved_person_minutes": None,
    }


@pytest.mark.parametrize(("least", "kinds"), [(1, ["fixed", "drop"]), (2, ["drop"])])
def test_who_may_move_again_does_so_with_as_many_on_a_start_as_the_flex_says(
    least: int, kinds: list[str]
) -> None:
    """From 10:00 to 22:00 takes two people who start at two times, one at each."""
    flex = Flex(earlier_minutes=240, later_minutes=240, cohorts=2, min_cohort=least)
    need = CoverageNeed("10:00", "22:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    roster = Roster([MANILA.replace(flex=flex, headcount=2)])
    horizon = Horizon.of("2026-03-01", "2026-03-07", zone_of("UTC"))
    built = build(roster, horizon, [need], 60, keep=["manila"])
    found = relaxations(Case(roster, built, 60, feasible, keep=frozenset({"manila"})), cheapest=cheapest)
    assert [one.kind for one in found] == kinds


@pytest.mark.parametrize(
    ("people", "least", "offer"),
    [
        # One starts at 10:00 and two at 14:00.
        (3, 2, ("1 person", 180 + 2 * 60)),
        (5, 3, ("2 people", 2 * 180 + 3 * 60)),
        # Three apart are not offered where two would be enough.
        (7, 5, ("3 people", 3 * 180 + 4 * 60)),
    ],
)
def test_no_fewer_people_on_a_start_are_offered_than_must_be(
    people: int, least: int, offer: tuple[str, int]
) -> None:
    flex = Flex(earlier_minutes=240, later_minutes=240, cohorts=2, min_cohort=least)
    manila = MANILA.replace(flex=flex, headcount=people)
    need = CoverageNeed("10:00", "22:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    case = case_of((manila,), need)
    whose, moved = offer
    assert offers(case) == [
        ("min_cohort", f"let Manila have {whose} on a start instead of {least}", moved),
        ("drop", 'give up "long"', 0),
    ]
