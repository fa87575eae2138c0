"""A plan as a roster: nobody lost, nobody counted twice, everybody told which shift is theirs."""

from __future__ import annotations

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.flex import Flex
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import OverlapNeed
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Cycle
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.apply import Cohort, applied, cohorts_of
from tests.planning.stagger.hand import JANUARY, built, plan_of, team

HOURS = Flex(earlier_minutes=120, later_minutes=120, cohorts=3)


def changed(one: Team, *starts: dict[str, int] | str | None) -> tuple[Team, tuple[Cohort, ...]]:
    """A team after a plan, and its cohorts."""
    model = built([one])
    cohorts = cohorts_of(model, Roster([one]), plan_of(model, *starts))
    return applied(model, Roster([one]), cohorts).teams[0], cohorts


def shown(one: Team) -> list[tuple[str, str, int | None]]:
    return [(shift.name, f"{shift.start}-{shift.end}", shift.headcount) for shift in one.shifts]


def test_a_shift_with_one_new_start_keeps_its_name_its_breaks_and_its_people() -> None:
    day = Shift("09:00", "17:00", name="day", breaks=[Break("12:00", "13:00")], days=["mon"])
    new, cohorts = changed(team("a", "UTC", day, headcount=4, flex=HOURS, skills=["en"]), "10:00")
    assert new.shifts == (
        Shift("10:00", "18:00", name="day", breaks=[Break("13:00", "14:00")], days=["mon"]),
    )
    assert (new.headcount, new.flex, new.skills) == (4, HOURS, frozenset({"en"}))
    assert [(one.name, one.headcount, one.members) for one in cohorts] == [("day", 4, ())]


def test_a_shift_with_several_starts_becomes_several_with_headcounts() -> None:
    day = Shift("09:00", "17:00", name="day")
    new, cohorts = changed(
        team("a", "UTC", day, headcount=5, flex=HOURS), {"08:00": 1, "09:00": 3, "11:00": 1}
    )
    assert shown(new) == [
        ("day", "08:00-16:00", 1),
        ("day 2", "09:00-17:00", 3),
        ("day 3", "11:00-19:00", 1),
    ]
    assert new.people_count == 5
    assert [one.candidate.option.moved for one in cohorts] == [60, 0, 120]


def test_a_shift_that_is_called_by_its_times_is_called_by_the_new_ones() -> None:
    new, _ = changed(team("a", "UTC", "09:00-17:00", headcount=2, flex=HOURS), {"08:00": 1, "10:00": 1})
    assert shown(new) == [("08:00-16:00", "08:00-16:00", 1), ("10:00-18:00", "10:00-18:00", 1)]


def test_new_names_are_those_that_no_other_shift_has() -> None:
    day, other = (
        Shift("09:00", "12:00", name="day", headcount=2),
        Shift("20:00", "23:00", name="day 2", headcount=1),
    )
    new, _ = changed(team("a", "UTC", day, other, headcount=3, flex=HOURS), {"08:00": 1, "09:00": 1}, "20:00")
    assert [name for name, _, _ in shown(new)] == ["day", "day 3", "day 2"]
    alike = [Shift("06:00", "09:00", headcount=1), Shift("09:00", "12:00", headcount=1)]
    both, _ = changed(team("a", "UTC", *alike, headcount=2, flex=Flex(later_minutes=180)), "09:00", "09:00")
    assert len({name for name, _, _ in shown(both)}) == 2


def test_named_members_are_told_which_shift_is_theirs_and_come_first() -> None:
    people = [Member("ana"), Member("jun", days=["mon"]), Member("own", shifts=[Shift("06:00", "08:00")])]
    day = Shift("09:00", "17:00", name="day")
    one = team("a", "UTC", day, headcount=5, members=people, flex=HOURS)
    # The unnamed two and Ana work alike; Jun is a pool of one.
    new, cohorts = changed(one, {"08:00": 2, "09:00": 2})
    assert [one.members for one in cohorts] == [("ana",), ("jun",)]
    assert [(member.id, member.shifts) for member in new.members] == [
        ("ana", ("day",)),
        ("jun", ("day 2",)),
        ("own", (Shift("06:00", "08:00"),)),
    ]
    assert (new.headcount, new.people_count, new.unnamed_count) == (5, 5, 2)
    assert [new.unnamed_on(shift) for shift in new.shifts] == [1, 1]


def test_where_nobody_is_split_members_go_on_inheriting() -> None:
    people = [Member("ana"), Member("jun", shifts=["09:00-17:00"])]
    new, _ = changed(team("a", "UTC", "09:00-17:00", members=people, flex=HOURS), "10:00")
    assert [member.shifts for member in new.members] == [None, ("10:00-18:00",)]


def test_members_of_two_shifts_are_told_both_when_one_of_them_is_split() -> None:
    early, late = Shift("06:00", "09:00", name="early"), Shift("14:00", "18:00", name="late")
    one = team("a", "UTC", early, late, members=[Member("ana"), Member("jun")], flex=HOURS)
    new, _ = changed(one, {"06:00": 1, "07:00": 1}, "15:00")
    assert [member.shifts for member in new.members] == [("early", "late"), ("early 2", "late")]
    assert shown(new) == [
        ("early", "06:00-09:00", 1),
        ("early 2", "07:00-10:00", 1),
        ("late", "15:00-19:00", None),
    ]
    week = [len(list(new.pattern_of(member.id).turns(JANUARY))) for member in new.members]
    assert week == [10, 10]
    both, _ = changed(one, {"06:00": 1, "07:00": 1}, {"14:00": 1, "15:00": 1})
    assert (both.people_count, both.unnamed_count) == (2, 0)


def test_a_shift_that_nobody_works_is_kept() -> None:
    shifts = [Shift("09:00", "12:00", name="x"), Shift("13:00", "17:00", name="y")]
    one = team("a", "UTC", *shifts, members=[Member("ana", shifts=["x"])], flex=HOURS)
    new, cohorts = changed(one, "10:00")
    assert shown(new) == [("x", "10:00-13:00", None), ("y", "13:00-17:00", None)]
    assert [(each.name, each.headcount) for each in cohorts] == [("x", 1), ("y", 0)]


def test_a_cycle_names_the_moved_shift() -> None:
    rota = Cycle("2026-01-05", ["09:00-17:00", "off"])
    new, _ = changed(team("a", "UTC", "09:00-17:00", cycle=rota, flex=Flex(later_minutes=60)), "10:00")
    assert new.cycle == Cycle("2026-01-05", ["10:00-18:00", "off"])


def test_a_shift_that_follows_another_clock_is_written_with_it() -> None:
    flex = Flex(earlier_minutes=60, later_minutes=60, clocks=["America/New_York"])
    new, _ = changed(team("a", "Europe/London", "14:00-22:00", flex=flex), "09:00 America/New_York")
    assert new.shifts == (Shift("09:00", "17:00", zone="America/New_York"),)


def test_who_stays_is_the_very_same_and_the_rest_of_the_roster_is_kept() -> None:
    moving, stays = team("a", "UTC", "09:00-17:00", flex=HOURS), team("b", "UTC", "09:00-17:00", flex=HOURS)
    roster = Roster(
        [moving, stays],
        title="Two",
        zone="Asia/Manila",
        defaults=Defaults(fringe_minutes=30),
        meetings=[Meeting("sync", required=["a", "b"], minutes=30)],
        requirements=[OverlapNeed(["a", "b"], 60)],
        id="two",
    )
    model = built([moving, stays])
    after = applied(model, roster, cohorts_of(model, roster, plan_of(model, "10:00", "09:00")))
    assert after.teams[1] is stays
    assert after.teams[0].shifts[0].start == "10:00"
    for name in ("title", "zone", "defaults", "meetings", "requirements", "id"):
        assert getattr(after, name) == getattr(roster, name)
    same = applied(model, roster, cohorts_of(model, roster, plan_of(model, "09:00", "09:00")))
    assert same.teams == roster.teams


def test_as_many_are_at_work_after_as_before() -> None:
    people = [Member("ana"), Member("jun", days=["mon", "tue"])]
    one = team("a", "UTC", Shift("09:00", "17:00", name="day"), headcount=6, members=people, flex=HOURS)
    new, _ = changed(one, {"08:00": 3, "10:00": 3})
    week = Horizon.of("2026-01-05", "2026-01-11", zone_of("UTC"))

    def minutes(each: Team) -> int:
        return sum(part.minutes * weight for part, weight in each.head_counts(week))

    assert minutes(new) == minutes(one) == 8 * 60 * (5 * 5 + 2)
