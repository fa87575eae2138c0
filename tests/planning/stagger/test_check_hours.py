"""Own hours are told for a member too, and days off by all whose they are."""

from __future__ import annotations

from datetime import date

from overlap.people.absence import TimeOff
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, LimitNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.check import check_requirements

OFFICE = [Shift("09:00", "17:00", name="day")]
WEEK = ("2026-03-02", "2026-03-06")


def test_own_hours_of_a_member_are_those_of_where_they_are() -> None:
    """Jun works nine to five in Manila, and Ana only from ten."""
    people = [Member("ana", name="Ana", shifts=[Shift("10:00", "17:00")]), Member("jun", zone="Asia/Manila")]
    roster = Roster([Team("a", "UTC", OFFICE, headcount=3, members=people)])
    needs = [LimitNeed([f"a.{one}"], start="09:00", end="17:00", name=one) for one in ("ana", "jun")]
    ana, jun = check_requirements(roster, *WEEK, requirements=needs)
    assert (ana.needed_minutes, jun.needed_minutes) == (480, 480)
    assert (ana.met, ana.worst_minutes, len(ana.missed)) == (False, 420, 5)
    assert (jun.met, jun.worst_minutes, len(jun.missed)) == (True, 480, 0)


def test_what_is_needed_is_told_also_where_no_date_lies_in_the_horizon() -> None:
    needs: list[Requirement] = [
        LimitNeed(["a"], start="09:00", end="17:30", name="hours"),
        CoverageNeed("08:00", "20:00", zone="UTC", days=["mon"], name="desk"),
    ]
    roster = Roster([Team("a", "UTC", OFFICE)])
    found = check_requirements(roster, "2026-03-07", "2026-03-08", requirements=needs)
    assert [(one.needed_minutes, one.worst_minutes, one.worst_date) for one in found] == [
        (510, None, None),
        (720, None, None),
    ]


def test_of_several_who_leave_a_window_short_at_other_times_all_are_named() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-04", from_time="09:00", until_time="10:00", name="exam")])
    jun = Member("jun", time_off=[TimeOff("2026-03-04", from_time="16:00", until_time="17:00", name="move")])
    teams = [
        Team("a", "UTC", [Shift("09:00", "13:00")], members=[ana]),
        Team("b", "UTC", [Shift("13:00", "17:00")], members=[jun]),
    ]
    need = CoverageNeed("09:00", "17:00", zone="UTC", days=["wed"], name="desk")
    (found,) = check_requirements(Roster(teams), *WEEK, requirements=[need])
    assert found.met
    assert [(one.date, one.minutes, one.because) for one in found.exceptions] == [
        (date(2026, 3, 4), 360, "a: exam; b: move")
    ]


def test_a_rest_counts_before_a_shift_that_begins_when_the_horizon_does_and_not_when_it_ends() -> None:
    """Midnight to eight from Sunday to Wednesday: sixteen hours of rest before each."""
    roster = Roster([Team("a", "UTC", [Shift("00:00", "08:00")], days=["mon", "tue", "wed", "sun"])])
    need = LimitNeed(["a"], rest_minutes=1020, name="rest")
    (found,) = check_requirements(roster, "2026-03-02", "2026-03-03", requirements=[need])
    assert found.missed == ((date(2026, 3, 2), 960), (date(2026, 3, 3), 960))


def test_hours_that_a_clock_change_leaves_none_of_are_not_asked_for() -> None:
    """In Berlin there is no time from two to three on Sunday 29 March."""
    roster = Roster([Team("a", "Europe/Berlin", [Shift("02:30", "10:00")], days=["sun"])])
    need = CoverageNeed("02:00", "03:00", zone="Europe/Berlin", days=["sun"], name="night")
    (found,) = check_requirements(roster, "2026-03-16", "2026-03-29", requirements=[need])
    assert (found.needed_minutes, found.worst_minutes, found.worst_date) == (60, 30, date(2026, 3, 22))
    assert found.missed == ((date(2026, 3, 22), 30),)
    (gone,) = check_requirements(roster, "2026-03-23", "2026-03-29", requirements=[need])
    assert (gone.met, gone.worst_minutes, gone.worst_date) == (True, None, None)
