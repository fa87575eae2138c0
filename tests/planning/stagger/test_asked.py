"""What cannot be asked, and with which repair."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from overlap.errors import BadArgument, BadHorizon, BadRoster, OverlapError, UnknownId
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import OverlapNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.asked import Asked, EarlierStart, prepared
from tests.planning.stagger.hand import team

HOURS = Flex(earlier_minutes=60, later_minutes=60, cohorts=2)
NEED = OverlapNeed(["a", "b"], 60, name="share")


def roster(*teams: Team, needs: Any = (NEED,)) -> Roster:
    pair = teams or (
        team("a", "UTC", "09:00-17:00", headcount=4, flex=HOURS),
        team("b", "Asia/Manila", "09:00-17:00"),
    )
    return Roster(pair, zone="UTC", requirements=needs)


def ask(*teams: Team, needs: Any = (NEED,), **more: Any) -> Asked:
    return prepared(roster(*teams, needs=needs), "2026-01-05", "2026-01-11", **more)


def test_a_plain_question_has_the_requirements_of_the_roster_and_every_tier() -> None:
    asked = ask()
    assert (asked.needs, asked.grid, asked.kept, asked.earlier, asked.zone) == ((NEED,), 15, (), None, "UTC")
    assert asked.priority == ("moved", "worst", "quiet")
    how = asked.how
    assert (how.solver, how.seconds, how.threads, how.seed, how.progress) == ("auto", 60.0, 1, 0, None)


def test_requirements_may_be_others_than_those_of_the_roster() -> None:
    other = OverlapNeed(["b", "a"], 30, name="other")
    assert ask(requirements=[other]).needs == (other,)


@pytest.mark.parametrize(
    ("given", "order"),
    [
        (["quiet"], ("quiet", "moved", "worst")),
        (("worst", "moved"), ("worst", "moved", "quiet")),
        (["moved", "worst", "quiet"], ("moved", "worst", "quiet")),
    ],
)
def test_tiers_that_are_left_out_come_after(given: Any, order: tuple[str, ...]) -> None:
    assert ask(priority=given).priority == order


def test_who_is_kept_is_told_in_the_order_of_the_roster() -> None:
    assert ask(keep=["b", "a", "b"]).kept == ("a", "b")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"priority": []}, "priority"),
        ({"priority": "moved"}, "priority"),
        ({"priority": ["moved", "moved"]}, "priority"),
        ({"priority": ["least"]}, "priority"),
        ({"priority": 3}, "priority"),
        ({"priority": ["moved", ["x"]]}, "priority"),
        ({"progress": "loud"}, "progress"),
        ({"last": "last.toml"}, "last"),
        ({"last": (1, 2)}, "last"),
        ({"grid_minutes": 7}, "grid_minutes"),
        ({"grid_minutes": True}, "grid_minutes"),
        ({"grid_minutes": 120}, "grid_minutes"),
        ({"grid_minutes": 90}, "grid_minutes"),  # which divides 09:00
        ({"solver": "gurobi"}, "solver"),
        ({"time_limit": timedelta(0)}, "time_limit"),
        ({"time_limit": 60}, "time_limit"),
        ({"threads": 0}, "threads"),
        ({"threads": True}, "threads"),
        ({"seed": -1}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"again": -1}, "again"),
        ({"again": 0.5}, "again"),
    ],
)
def test_an_option_that_cannot_be_right_is_told_by_its_name(more: dict[str, Any], field: str) -> None:
    with pytest.raises(BadArgument) as caught:
        ask(**more)
    assert caught.value.field == field
    assert caught.value.hint


@pytest.mark.parametrize("keep", ["a", 3, [3]])
def test_who_is_kept_is_a_list_of_ids(keep: Any) -> None:
    with pytest.raises(OverlapError) as caught:
        ask(keep=keep)
    assert caught.value.field == "keep"


def test_ids_that_do_not_exist_are_told() -> None:
    with pytest.raises(UnknownId, match='"c"'):
        ask(keep=["c"])
    with pytest.raises(BadRoster, match='no team is called "c"'):
        ask(requirements=[OverlapNeed(["a", "c"], 60)])


def test_nothing_required_is_nothing_to_plan_for() -> None:
    given: list[dict[str, Any]] = [{"needs": ()}, {"requirements": []}]
    for more in given:
        with pytest.raises(BadRoster, match="nothing is required") as caught:
            ask(**more)
        assert caught.value.field == "requirements"


def test_an_empty_horizon_is_refused() -> None:
    with pytest.raises(BadHorizon):
        prepared(roster(), "2026-01-05", "2026-01-04")


def test_problems_of_flex_are_told_all_at_once() -> None:
    first = team("a", "UTC", "09:20-17:00", flex=Flex(later_minutes=60, latest_end="16:00", cohorts=3))
    second = team("b", "UTC", "09:00-17:00", flex=Flex(later_minutes=60, min_cohort=2))
    with pytest.raises(BadRoster, match=r"^4 problems: ") as caught:
        ask(first, second)
    text = str(caught.value)
    for part in ("cohorts is 3", 'latest_end "16:00" excludes', "grid of 15 minutes", "min_cohort is 2"):
        assert part in text
    assert caught.value.field == "team.a.flex.cohorts"
    assert len(caught.value.parts) == 4
    assert caught.value.parts[0].field == "team.a.flex.cohorts"
    with pytest.raises(BadRoster, match=r'^"b": min_cohort is 2') as one:
        ask(first, second, keep=["a"])
    assert one.value.hint
    assert ask(first, second, keep=["a", "b"]).kept == ("a", "b")


# An earlier plan


def earlier(last: Roster, **more: Any) -> Any:
    return ask(last=last, **more).earlier


def test_an_earlier_plan_is_read_by_the_names_of_shifts_and_by_those_made_from_them() -> None:
    day = Shift("09:00", "17:00", name="day")
    now = team("a", "UTC", day, headcount=4, flex=HOURS), team("b", "UTC", "09:00-17:00")
    parts = [
        Shift("08:00", "16:00", name="day", headcount=1),
        Shift("10:00", "18:00", name="day 2", headcount=3),
    ]
    then = team("a", "UTC", *parts, headcount=4), team("b", "UTC", "10:00-18:00")
    found = ask(*now, last=Roster(then)).earlier
    assert found == {("a", 0): {480: 1, 600: 3}, ("b", 0): {600: 1}}


def test_an_earlier_shift_on_another_clock_is_placed_on_todays() -> None:
    now = team("a", "Europe/London", "14:00-22:00"), team("b", "UTC", "09:00-17:00")
    pinned = team("a", "Europe/London", Shift("09:30", "17:30", zone="America/New_York"))
    assert ask(*now, last=Roster([pinned])).earlier == {("a", 0): {14 * 60 + 30: 1}}


def test_teams_and_shifts_that_are_no_more_are_passed_over() -> None:
    gone = team("z", "UTC", "09:00-17:00")
    two = [Shift("09:00", "12:00", name="x"), Shift("13:00", "17:00", name="other")]
    assert earlier(Roster([gone, team("a", "UTC", *two)])) == {("a", 0): {540: 1}}


def test_people_of_an_earlier_shift_are_those_who_worked_it() -> None:
    shifts = [Shift("09:00", "17:00", name="day"), Shift("18:00", "22:00", name="late", headcount=3)]
    people = [Member("ana", shifts=["day"]), Member("jun", shifts=["late"])]
    then = team("a", "UTC", *shifts, headcount=6, members=people)
    now = team("a", "UTC", *shifts, headcount=6)
    assert ask(now, team("b", "UTC", "09:00-17:00"), last=Roster([then])).earlier == {
        ("a", 0): {540: 5},
        ("a", 1): {18 * 60: 3},
    }


def test_an_earlier_result_knows_which_shift_each_start_was_of() -> None:
    starts = (
        EarlierStart("a", "09:00-17:00", "10:00", "UTC", 1),
        EarlierStart("a", "09:00-17:00", "08:30", "UTC", 2),
        EarlierStart("a", "09:00-17:00", "10:00", "UTC", 1),
        EarlierStart("a", "gone", "10:00", "UTC", 1),
        EarlierStart("z", "09:00-17:00", "10:00", "UTC", 1),
    )
    assert ask(last=starts).earlier == {("a", 0): {600: 2, 510: 2}}


def test_what_is_no_roster_is_refused() -> None:
    with pytest.raises(OverlapError):
        prepared("team.toml", "2026-01-05", "2026-01-11")  # type: ignore[arg-type]
