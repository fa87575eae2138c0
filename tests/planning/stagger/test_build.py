"""From teams to the model: groups, pools, limits, and the price of leaving an earlier plan."""

from __future__ import annotations

from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import OverlapNeed
from overlap.people.shifts import Shift
from overlap.planning.stagger.build import Earlier
from overlap.planning.stagger.model import Bar, Change, Pool
from tests.planning.stagger.hand import broken, built, plan_of, team, times

HOURS = Flex(earlier_minutes=60, later_minutes=60, cohorts=2, min_cohort=2)
NEED = OverlapNeed(["a", "b"], 60, name="share")


def test_what_can_move_is_a_group_in_the_order_of_the_roster_and_its_shifts() -> None:
    shifts = [Shift("06:00", "12:00", name="x", headcount=2), Shift("12:00", "18:00", name="y", headcount=3)]
    one = built([team("b", "UTC", "09:00-17:00"), team("a", "UTC", *shifts, headcount=5, flex=HOURS)], NEED)
    assert [(desk.team, desk.position, desk.group, desk.seats) for desk in one.desks] == [
        (0, 0, None, (0,)),
        (1, 0, 0, (1,)),
        (1, 1, 1, (2,)),
    ]
    assert [(group.team, group.cohorts, group.least) for group in one.model.groups] == [(1, 2, 2), (1, 2, 2)]
    assert one.model.pools == (Pool(0, 2), Pool(1, 3))
    assert one.model.teams == (1, 5)
    assert times(one, one.desks[2].candidates) == ["11:00", "12:00", "13:00"]
    assert [desk.today for desk in one.desks] == [0, 1, 1]


def test_members_who_are_told_apart_are_pools_of_one_group() -> None:
    people = [Member("ana", days=["mon"]), Member("jun")]
    one = built([team("a", "UTC", "09:00-17:00", headcount=5, members=people, flex=HOURS)])
    assert one.model.pools == (Pool(0, 4), Pool(0, 1))
    assert one.model.first == (0, 3, 6)
    assert [seat.column for seat in one.board.seats] == [0, 3]


def test_names_of_requirements_and_limits_are_tags() -> None:
    one = built([team("a", "UTC", "09:00-17:00", flex=HOURS), team("b", "UTC", "09:00-17:00")], NEED)
    assert one.model.tags == ("one shift at a time", "share", "limits of a", "limits of b")
    assert (one.need_tag("share"), one.limit_tag(0), one.limit_tag(1)) == (1, 2, 3)
    assert one.model.groups[0].tag == 2


def test_cohorts_and_the_fewest_on_each_are_never_more_than_the_people() -> None:
    three = Flex(earlier_minutes=60, cohorts=3, min_cohort=3)
    parts = [Shift("06:00", "12:00", name="x", headcount=2), Shift("12:00", "18:00", name="y", headcount=1)]
    (first, second) = built([team("a", "UTC", *parts, headcount=3, flex=three)]).model.groups
    assert (first.cohorts, first.least, second.cohorts, second.least) == (2, 2, 1, 1)
    more = built([team("a", "UTC", *parts, headcount=3, flex=three)], cohorts={"a": 1, "b": 5})
    assert [group.cohorts for group in more.model.groups] == [1, 1]


def test_too_few_people_on_a_start_or_too_many_starts_break_the_limits_of_the_team() -> None:
    one = built([team("a", "UTC", "09:00-17:00", headcount=6, flex=HOURS)])
    assert broken(one, {"08:00": 3, "10:00": 3}) == set()
    assert broken(one, {"08:00": 1, "10:00": 5}) == {"limits of a"}
    assert broken(one, {"08:00": 2, "09:00": 2, "10:00": 2}) == {"limits of a"}


def test_a_shift_that_nobody_works_stays_where_it_is() -> None:
    shifts = [Shift("09:00", "12:00", name="x"), Shift("13:00", "17:00", name="y")]
    people = [Member("ana", shifts=["x"]), Member("jun", shifts=["x"])]
    for wide in ((), ("a",)):
        one = built([team("a", "UTC", *shifts, members=people, flex=HOURS)], wide=wide)
        assert [(desk.seats, desk.group) for desk in one.desks] == [((0,), 0), ((), None)]
        assert times(one, one.desks[1].candidates) == ["13:00"]


def test_a_team_that_is_kept_has_no_group() -> None:
    one = built([team("a", "UTC", "09:00-17:00", flex=HOURS)], keep=["a"])
    assert (one.model.groups, one.model.columns, times(one)) == ((), 0, ["09:00"])


def test_asked_widely_what_the_team_does_not_accept_is_barred_by_its_limits() -> None:
    one = built([team("a", "UTC", "09:00-17:00", flex=HOURS, headcount=2)], wide=["a"])
    assert len(times(one)) == 24
    assert one.model.bars == tuple(Bar(1, (0, hour)) for hour in range(24) if hour not in (8, 9, 10))
    assert broken(one, "07:00") == {"limits of a"}
    kept = built([team("a", "UTC", "09:00-17:00", flex=HOURS, headcount=2)], wide=["a"], keep=["a"])
    assert broken(kept, "10:00") == {"limits of a"}
    assert (kept.model.groups[0].cohorts, kept.model.groups[0].least) == (1, 1)
    assert len(kept.model.without({1}).bars) == 0


def test_leaving_an_earlier_plan_costs_the_least_minutes_that_people_change() -> None:
    earlier: Earlier = {("a", 0): {540: 2, 600: 2}}
    teams = [team("a", "UTC", "09:00-17:00", headcount=4, flex=HOURS), team("b", "UTC", "09:00-17:00")]
    one = built(teams, NEED, earlier=earlier, again=3)
    assert one.model.changes == (Change(0b001, 0, 60), Change(0b011, 2, 60))
    assert one.model.again == 3

    def changed(*starts: dict[str, int] | str) -> int:
        return one.model.changed(plan_of(one, *starts))

    assert changed({"09:00": 2, "10:00": 2}) == 0
    assert changed("09:00") == 2 * 60
    assert changed({"08:00": 2, "09:00": 2}) == 2 * 60 + 2 * 60
    # Nobody need go from ten to eight: two go an hour each.
    assert changed("08:00") == 2 * 60 + 2 * 120
    # Only two minutes moved, and three for each that leaves what was.
    plan = plan_of(one, "09:00")
    assert one.model.value(plan, "moved") == 0 + 3 * 120
    assert built(teams, NEED).model.again == 0


def test_a_shift_that_stays_or_was_not_there_costs_nothing_to_leave() -> None:
    teams = [team("a", "UTC", "09:00-17:00", flex=HOURS, headcount=2), team("b", "UTC", "09:00-17:00")]
    assert built(teams, NEED, earlier={("b", 0): {600: 1}}, again=1).model.changes == ()


def test_an_earlier_start_off_the_grid_is_a_place_too() -> None:
    earlier: Earlier = {("a", 0): {570: 1}}
    one = built([team("a", "UTC", "09:00-17:00", flex=HOURS)], earlier=earlier, again=1)
    cost = [one.model.changed(plan_of(one, time)) for time in ("08:00", "09:00", "10:00")]
    assert cost == [90, 30, 30]
