"""What checks of requirements say of cases that one can work out by hand."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

import overlap
from overlap.errors import BadArgument, BeyondData, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.check import RequirementCheck, RequirementChecks, check_requirements
from overlap.render.text import to_text, width
from tests.planning.brute import holidays
from tests.properties.strategies import FakeTable

OFFICE = [Shift("09:00", "17:00")]
NIGHT = [Shift("22:00", "06:00")]


def checked(teams: list[Team], need: Requirement, start: str, end: str, **more: Any) -> RequirementCheck:
    (found,) = check_requirements(Roster(teams, **more), start, end, requirements=[need])
    return found


def told(found: RequirementCheck) -> tuple[int | None, str, int]:
    return found.worst_minutes, str(found.worst_date), len(found.missed)


# Overlap


def test_weeks_in_which_only_one_clock_has_changed_are_the_worst() -> None:
    teams = [Team("ny", "America/New_York", OFFICE), Team("krakow", "Europe/Warsaw", OFFICE)]
    need = OverlapNeed(["krakow", "ny"], 180)
    assert told(checked(teams, need, "2026-01-01", "2026-12-31")) == (120, "2026-01-01", 241)
    eased = OverlapNeed(["krakow", "ny"], 120)
    found = checked(teams, eased, "2026-03-09", "2026-03-27")
    assert told(found) == (180, "2026-03-09", 0)
    assert found.met


def test_everyone_is_all_who_have_a_shift_on_the_date() -> None:
    zofia = Member("zofia", days=["mon", "tue", "wed", "thu"], shifts=[Shift("11:00", "19:00")])
    krakow = Team("krakow", "Europe/Warsaw", OFFICE, headcount=3, members=[zofia])
    berlin = Team("berlin", "Europe/Berlin", OFFICE)
    need = OverlapNeed(["krakow", "berlin"], 400)
    found = checked([krakow, berlin], need, "2026-03-02", "2026-03-06")
    assert dict(found.missed) == {date(2026, 3, day): 360 for day in range(2, 6)}  # on Friday she is off
    two = OverlapNeed(["krakow", "berlin"], 400, people=[2, 1])
    assert checked([krakow, berlin], two, "2026-03-02", "2026-03-06").met
    three = OverlapNeed(["krakow", "berlin"], 1, people=[3, 1])
    assert [str(on) for on, _ in checked([krakow, berlin], three, "2026-03-02", "2026-03-06").missed] == [
        "2026-03-06"
    ]


def test_a_break_ends_a_window_unless_it_may_lie_across() -> None:
    lunch = [Shift("09:00", "17:00", breaks=[Break("12:00", "12:30")])]
    teams = [Team("a", "UTC", lunch), Team("b", "UTC", OFFICE)]

    def worst(**more: Any) -> int | None:
        return checked(teams, OverlapNeed(["a", "b"], 1, **more), "2026-03-02", "2026-03-02").worst_minutes

    assert worst() == 270
    assert worst(contiguous=False) == 450
    assert worst(through_breaks=True) == 480
    assert worst(through_breaks=True, contiguous=False) == 480


def test_the_same_people_share_a_window_all_through() -> None:
    relay = Team("relay", "UTC", [Shift("09:00", "13:00", headcount=1), Shift("12:30", "17:00", headcount=1)])
    teams = [Team("a", "UTC", OFFICE), relay]
    one = OverlapNeed(["a", "relay"], 300, people=[1, 1])
    assert told(checked(teams, one, "2026-03-02", "2026-03-02")) == (270, "2026-03-02", 1)
    any_people = OverlapNeed(["a", "relay"], 300, people=[1, 1], contiguous=False)
    assert checked(teams, any_people, "2026-03-02", "2026-03-02").worst_minutes == 480


def test_nobody_counts_twice_where_two_shifts_of_a_team_meet() -> None:
    both = Team("b", "UTC", [Shift("09:00", "13:00"), Shift("12:00", "17:00")], headcount=2)
    teams = [Team("a", "UTC", OFFICE), both]
    need = OverlapNeed(["a", "b"], 1, people=[1, 3])
    assert checked(teams, need, "2026-03-02", "2026-03-02").worst_minutes == 0


def test_a_pinned_shift_has_the_dates_of_its_clock() -> None:
    manila = Team("manila", "Asia/Manila", [Shift("13:00", "21:00", zone="America/New_York")])
    ny = Team("ny", "America/New_York", [Shift("13:00", "21:00")])
    need = OverlapNeed(["manila", "ny"], 480, days=["mon"])
    found = checked([manila, ny], need, "2026-03-03", "2026-03-03", zone="Asia/Manila")
    assert told(found) == (480, "2026-03-02", 0)  # 02:00 on Tuesday in Manila is Monday's shift


def test_the_first_teams_people_are_those_of_the_date() -> None:
    shifts = [Shift("22:00", "06:00", headcount=1), Shift("04:00", "12:00", headcount=1)]
    teams = [Team("a", "UTC", shifts), Team("b", "UTC", [Shift("00:00", "12:00")])]
    found = checked(teams, OverlapNeed(["a", "b"], 1, people=[2, 1]), "2026-03-02", "2026-03-04")
    assert [minutes for _, minutes in found.missed] == [0, 0, 0]  # those of the night leave a day later


def test_everyone_of_two_shifts_on_a_date_is_everybody_once() -> None:
    split = Team("b", "UTC", [Shift("08:00", "12:00"), Shift("13:00", "17:00")], headcount=2)
    found = checked(
        [Team("a", "UTC", OFFICE), split], OverlapNeed(["a", "b"], 240), "2026-03-02", "2026-03-02"
    )
    assert found.worst_minutes == 240


# Days off


def test_beyond_its_list_of_holidays_a_team_is_taken_to_work() -> None:
    short = Calendar(FakeTable(known_from=date(2026, 3, 2), known_until=date(2026, 3, 6)))
    dawn = Team("dawn", "UTC", [Shift("01:00", "06:00")], days=["sat"], holidays=short)
    late = Member("late", time_off=[TimeOff("2026-03-06", from_time="23:00", name="concert")])
    night = Team("night", "UTC", NIGHT, holidays=short, members=[late])
    need = OverlapNeed(["night", "dawn"], 300, days=["fri"])
    (one,) = checked([night, dawn], need, "2026-03-02", "2026-03-06").exceptions or (None,)
    assert one is None  # the concert takes an hour, and dawn comes after the list has ended
    longer = OverlapNeed(["night", "office"], 480, days=["fri"], people=[1, 1])
    office = Team("office", "UTC", [Shift("22:00", "06:00")])
    (one,) = checked([night, office], longer, "2026-03-02", "2026-03-06").exceptions
    assert (one.minutes, one.because) == (360, "night: concert")


def test_who_comes_after_a_break_has_not_had_it() -> None:
    lunch = [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])]
    ana = Member("ana", time_off=[TimeOff("2026-03-03", until_time="12:00")])
    teams = [Team("a", "UTC", OFFICE), Team("b", "UTC", lunch, members=[ana])]
    need = OverlapNeed(["a", "b"], 300, through_breaks=True, holidays=True)
    assert checked(teams, need, "2026-03-02", "2026-03-04").missed == ((date(2026, 3, 3), 240),)


def test_a_date_that_only_days_off_break_is_an_exception_with_their_names() -> None:
    polish, _ = holidays("2026-03-03", half=("2026-03-04",))
    berlin = Team("berlin", "Europe/Berlin", OFFICE, name="Berlin", closures=[Closure("2026-03-05")])
    krakow = Team("krakow", "Europe/Warsaw", OFFICE, name="Kraków", holidays=polish)
    need = OverlapNeed(["berlin", "krakow"], 300)
    found = checked([berlin, krakow], need, "2026-03-02", "2026-03-06")
    assert found.met
    assert found.missed == ()
    assert [one.to_dict() for one in found.exceptions] == [
        {
            "date": "2026-03-03",
            "minutes": 0,
            "short_minutes": 300,
            "because": "Kraków: Holiday 2026-03-03",
        },
        {
            "date": "2026-03-04",
            "minutes": 240,
            "short_minutes": 60,
            "because": "Kraków: Half day 2026-03-04",
        },
    ]  # on the 5th Berlin is shut: then nobody asks


def test_a_requirement_that_holds_with_holidays_has_no_exceptions() -> None:
    polish, _ = holidays("2026-03-03")
    teams = [
        Team("berlin", "Europe/Berlin", OFFICE),
        Team("krakow", "Europe/Warsaw", OFFICE, holidays=polish),
    ]
    need = OverlapNeed(["berlin", "krakow"], 300, holidays=True)
    found = checked(teams, need, "2026-03-02", "2026-03-06")
    assert found.missed == ((date(2026, 3, 3), 0),)
    assert found.exceptions == ()
    assert not found.met


def test_only_those_whose_days_off_break_it_are_named() -> None:
    polish, _ = holidays("2026-03-03")
    ana = Member("ana", time_off=[TimeOff("2026-03-03", name="dentist")])
    berlin = Team("berlin", "Europe/Berlin", OFFICE, headcount=5, members=[ana])
    teams = [berlin, Team("krakow", "Europe/Warsaw", OFFICE, name="Kraków", holidays=polish)]
    need = OverlapNeed(["berlin", "krakow"], 300, people=[4, 1])
    (one,) = checked(teams, need, "2026-03-02", "2026-03-06").exceptions
    assert (one.because, one.teams) == ("Kraków: Holiday 2026-03-03", ("krakow",))
    (one,) = checked(teams, OverlapNeed(["berlin", "krakow"], 300), "2026-03-02", "2026-03-06").exceptions
    assert one.because == "berlin: dentist; Kraków: Holiday 2026-03-03"


@pytest.mark.parametrize(("least", "told"), [(239, "a: move"), (240, "a: move"), (241, "a: move; b: exam")])
def test_whose_days_off_leave_as_much_as_needed_are_not_named_beside_those_that_do_not(
    least: int, told: str
) -> None:
    """Of eight hours one is there for the first two, the other for the first four."""
    move = TimeOff("2026-03-04", from_time="11:00", until_time="17:00", name="move")
    exam = TimeOff("2026-03-04", from_time="13:00", until_time="17:00", name="exam")
    teams = [
        Team("a", "UTC", OFFICE, members=[Member("ana", time_off=[move])]),
        Team("b", "UTC", OFFICE, members=[Member("bo", time_off=[exam])]),
    ]
    for need in (OverlapNeed(["a", "b"], least), OverlapNeed(["b", "a"], least, contiguous=False)):
        (one,) = checked(teams, need, "2026-03-02", "2026-03-06").exceptions
        assert (one.minutes, set(one.because.split("; "))) == (120, set(told.split("; ")))


def test_time_off_of_one_of_many_breaks_what_everyone_must_share() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-04", name="exam")])
    teams = [Team("a", "UTC", OFFICE), Team("b", "UTC", OFFICE, headcount=3, members=[ana])]
    found = checked(teams, OverlapNeed(["a", "b"], 60), "2026-03-02", "2026-03-06")
    assert [(str(one.date), one.because) for one in found.exceptions] == [("2026-03-04", "b: exam")]
    found = checked(teams, HandoffNeed("b", "a", 1), "2026-03-02", "2026-03-06")
    assert found.exceptions == ()  # who comes to nothing leaves at the same minute
    late = Team("late", "UTC", [Shift("16:00", "23:00")])
    found = checked([late, teams[1]], HandoffNeed("b", "late", 60), "2026-03-02", "2026-03-06")
    assert [(str(one.date), one.because) for one in found.exceptions] == [("2026-03-04", "b: exam")]


def test_a_day_worked_instead_of_another_may_break_what_no_day_off_does() -> None:
    calendar = Calendar(FakeTable(), working=((date(2026, 3, 7), "swap"),))
    teams = [Team("a", "UTC", OFFICE, holidays=calendar), Team("b", "UTC", OFFICE)]
    found = checked(teams, OverlapNeed(["a", "b"], 60), "2026-03-02", "2026-03-08")
    assert [(str(one.date), one.minutes, one.because) for one in found.exceptions] == [("2026-03-07", 0, "")]
    assert "worked besides" in to_text(RequirementChecks((found,), *_frame(teams)).document())


def _frame(teams: list[Team]) -> tuple[Any, str, Roster]:
    roster = Roster(teams)
    return overlap.Horizon.of("2026-03-02", "2026-03-08", roster.home), "UTC", roster


def test_a_list_of_holidays_must_reach_over_the_horizon_but_no_further() -> None:
    short = Calendar(FakeTable(known_from=date(2026, 3, 2), known_until=date(2026, 3, 6)))
    sydney = Team("sydney", "Australia/Sydney", [Shift("22:00", "06:00")], holidays=short)
    la = Team("la", "America/Los_Angeles", [Shift("03:00", "11:00")])
    needs: list[Requirement] = [
        OverlapNeed(["la", "sydney"], 480),
        CoverageNeed("03:00", "11:00", zone="America/Los_Angeles", teams=["sydney"]),
    ]
    roster = Roster([la, sydney], zone="Australia/Sydney")
    found = check_requirements(roster, "2026-03-02", "2026-03-06", requirements=needs)
    assert [one.exceptions for one in found] == [(), ()]
    with pytest.raises(BeyondData):
        check_requirements(roster, "2026-03-02", "2026-03-09", requirements=needs)
    # Whom nobody knows is told before anything is looked up.
    for who in ("nobody", "la.nobody"):
        unknown = [*needs, LimitNeed([who], start="09:00", end="17:00", name="hours")]
        with pytest.raises(UnknownId):
            check_requirements(roster, "2026-03-02", "2026-03-09", requirements=unknown)


# Coverage


def test_a_window_is_as_long_as_clocks_make_it() -> None:
    day = [Shift("00:00", "24:00", days=["sat", "sun"])]
    need = CoverageNeed("00:00", "24:00", zone="Europe/Warsaw", days=["sat", "sun"])
    teams = [Team("krakow", "Europe/Warsaw", day)]
    found = checked(teams, need, "2026-03-28", "2026-03-29")
    assert (found.needed_minutes, found.worst_minutes, str(found.worst_date)) == (1380, 1380, "2026-03-29")
    assert found.met


def test_only_those_with_the_skill_count_and_the_worst_misses_most() -> None:
    ana = Member("ana", skills=["es"], days=["mon", "tue"])
    team = Team("bogota", "UTC", OFFICE, headcount=4, skills=["en"], members=[ana])
    need = CoverageNeed("16:00", "18:00", zone="UTC", skill="es", days=["mon", "wed"])
    found = checked([team], need, "2026-03-02", "2026-03-06")
    assert dict(found.missed) == {date(2026, 3, 2): 60, date(2026, 3, 4): 0}
    assert told(found) == (0, "2026-03-04", 2)
    with pytest.raises(BadArgument, match="nobody has the skill"):
        checked([team], CoverageNeed("16:00", "18:00", zone="UTC", skill="fr"), "2026-03-02", "2026-03-06")


def test_a_window_belongs_to_the_date_on_which_it_starts() -> None:
    teams = [Team("a", "UTC", NIGHT)]
    need = CoverageNeed("22:00", "06:00", zone="UTC", days=["fri"])
    assert checked(teams, need, "2026-03-06", "2026-03-06").met
    found = checked(teams, need, "2026-03-07", "2026-03-08")
    assert (found.met, found.worst_minutes, found.worst_date) == (True, None, None)


# Handoff


def test_a_handoff_lasts_until_the_last_leaves_and_the_next_stay() -> None:
    early = Team("early", "UTC", [Shift("06:00", "14:00")])
    late = Team("late", "UTC", [Shift("13:30", "22:00")])
    same = Team("same", "UTC", [Shift("08:00", "14:00")])
    teams = [early, late, same]
    assert told(checked(teams, HandoffNeed("early", "late", 30), "2026-03-02", "2026-03-06")) == (
        30,
        "2026-03-02",
        0,
    )
    assert checked(teams, HandoffNeed("early", "late", 31), "2026-03-02", "2026-03-06").missed[0][1] == 30
    # Who leaves at the same minute takes nothing over.
    assert checked(teams, HandoffNeed("early", "same", 1), "2026-03-02", "2026-03-02").worst_minutes == 0


def test_a_shift_that_ends_while_others_go_on_is_no_handoff() -> None:
    shifts = [Shift("06:00", "14:00", headcount=2), Shift("12:00", "20:00", headcount=1)]
    teams = [Team("a", "UTC", shifts), Team("b", "UTC", [Shift("19:30", "23:00")])]
    need = HandoffNeed("a", "b", 30)
    assert told(checked(teams, need, "2026-03-02", "2026-03-06")) == (30, "2026-03-02", 0)
    assert (
        checked(teams, HandoffNeed("a", "b", 30, people=[2, 1]), "2026-03-02", "2026-03-06").worst_minutes
        == 0
    )


def test_a_handoff_is_of_the_day_on_which_the_shift_that_ends_began() -> None:
    teams = [Team("a", "UTC", NIGHT), Team("b", "UTC", [Shift("05:00", "13:00")])]
    need = HandoffNeed("a", "b", 60, days=["fri"])
    found = checked(teams, need, "2026-03-02", "2026-03-08")
    assert told(found) == (0, "2026-03-06", 1)  # on Saturday nobody comes


def test_whoever_goes_home_early_hands_over_then() -> None:
    half, _ = holidays(half=("2026-03-04",))
    a = Team("a", "UTC", OFFICE, holidays=half)
    teams = [a, Team("b", "UTC", [Shift("12:00", "20:00")])]
    need = HandoffNeed("a", "b", 240, holidays=True)
    found = checked(teams, need, "2026-03-02", "2026-03-06")
    assert found.missed == ((date(2026, 3, 4), 60),)
    (one,) = checked(teams, HandoffNeed("a", "b", 240), "2026-03-02", "2026-03-06").exceptions
    assert (one.minutes, one.because) == (60, "a: Half day 2026-03-04")


# Limits


def test_quiet_minutes_are_those_of_a_regular_day_where_each_person_is() -> None:
    mia = Member("mia", zone="Asia/Manila")
    team = Team("krakow", "Europe/Warsaw", NIGHT, name="Kraków", days=["sat"], headcount=2, members=[mia])
    need = LimitNeed(quiet_minutes=400)
    found = checked([team], need, "2026-03-28", "2026-03-29")
    # The night on which Warsaw's clocks change does not count; Manila's have not.
    assert (found.worst_minutes, found.worst_of, found.met) == (480, "mia (Kraków)", False)
    found = checked([team], need, "2026-03-28", "2026-03-29", defaults=Defaults(quiet=("23:00", "05:00")))
    assert (found.worst_minutes, found.needed_minutes, found.met) == (360, 400, True)


def test_quiet_minutes_leave_breaks_out_and_the_more_the_worse() -> None:
    shifts = [
        Shift("20:00", "04:00", name="late", breaks=[Break("00:00", "00:30")], days=["mon"]),
        Shift("18:00", "23:00", name="evening", days=["tue"]),
    ]
    need = LimitNeed(quiet_minutes=60)
    found = checked([Team("a", "UTC", shifts)], need, "2026-03-02", "2026-03-08")
    assert (found.worst_minutes, str(found.worst_date), found.missed) == (
        330,
        "2026-03-02",
        ((date(2026, 3, 2), 330),),
    )


def test_the_most_quiet_minutes_are_the_worst_also_where_all_are_allowed() -> None:
    shifts = [Shift("18:00", "23:00", days=["mon"]), Shift("20:00", "24:00", days=["tue"])]
    found = checked([Team("a", "UTC", shifts)], LimitNeed(quiet_minutes=600), "2026-03-02", "2026-03-08")
    assert told(found) == (120, "2026-03-03", 0)


def test_rest_lies_between_dates_and_feels_the_clock_change() -> None:
    team = Team("krakow", "Europe/Warsaw", [Shift("07:00", "20:00")], days=["sat", "sun"])
    found = checked([team], LimitNeed(rest_minutes=660), "2026-03-28", "2026-03-29")
    assert told(found) == (600, "2026-03-29", 1)
    split = Team("split", "UTC", [Shift("08:00", "12:00"), Shift("16:00", "20:00")])
    assert told(checked([split], LimitNeed(rest_minutes=720), "2026-03-03", "2026-03-06")) == (
        720,
        "2026-03-03",
        0,
    )


def test_rest_begins_when_the_last_shift_before_has_ended() -> None:
    shifts = [
        Shift("20:00", "16:00", name="long", days=["mon"]),
        Shift("03:00", "05:00", name="pinned", days=["tue"], zone="Asia/Kolkata"),
        Shift("01:00", "02:00", name="last", days=["wed"]),
    ]
    found = checked([Team("a", "UTC", shifts)], LimitNeed(rest_minutes=3000), "2026-03-02", "2026-03-08")
    assert dict(found.missed) == {date(2026, 3, 3): 0, date(2026, 3, 4): 540}


def test_headcounts_tell_people_apart_on_the_dates_on_which_they_hold() -> None:
    """A season without headcounts, before or after, changes nothing about who works the shifts of today."""
    shifts = [
        Shift("06:00", "14:00", name="early", headcount=2),
        Shift("16:00", "22:00", name="late", headcount=2),
    ]
    season = Season(
        "2026-03-09",
        "2026-03-15",
        shifts=[Shift("06:00", "10:00", name="early"), Shift("16:00", "20:00", name="late")],
    )
    team = Team("a", "UTC", shifts, seasons=[season], headcount=4)
    before = checked([team], LimitNeed(rest_minutes=11 * 60), "2026-03-03", "2026-03-06")
    assert told(before) == (16 * 60, "2026-03-03", 0)  # each has a shift of its own
    inside = checked([team], LimitNeed(rest_minutes=11 * 60), "2026-03-10", "2026-03-13")
    assert told(inside) == (10 * 60, "2026-03-10", 4)  # everybody works both


def test_people_of_other_shifts_rest_apart_where_headcounts_say_so() -> None:
    def rest(*counts: int | None, headcount: int = 4, cycle: Cycle | None = None) -> int | None:
        early, late = (None, None) if cycle else (["mon", "wed"], ["tue", "thu"])
        shifts = [
            Shift("06:00", "14:00", name="early", headcount=counts[0], days=early),
            Shift("14:00", "22:00", name="late", headcount=counts[1], days=late),
        ]
        team = Team("a", "UTC", shifts, headcount=headcount, cycle=cycle)
        return checked([team], LimitNeed(rest_minutes=1), "2026-03-03", "2026-03-06").worst_minutes

    assert rest(2, 2) == 40 * 60  # each only every other day
    assert rest(3, 2) == 8 * 60  # somebody works both
    assert rest(None, None) == 8 * 60
    rota = Cycle("2026-03-02", ["early", "late"])
    assert rest(2, 2, cycle=rota) == 8 * 60  # all follow the rota


def test_own_hours_stay_covered_on_each_teams_own_dates() -> None:
    teams = [
        Team("cairo", "Africa/Cairo", OFFICE, name="Cairo", days=["sun", "mon"]),
        Team("london", "Europe/London", [Shift("10:00", "17:00")], name="London", days=["mon"]),
    ]
    need = LimitNeed(start="09:00", end="17:00")
    found = checked(teams, need, "2026-03-01", "2026-03-02")
    assert (found.missed, found.worst_of) == (((date(2026, 3, 2), 420),), "London")
    tuesdays = LimitNeed(["cairo"], start="09:00", end="17:00", days=["tue"])
    assert told(checked(teams, tuesdays, "2026-03-01", "2026-03-07")) == (0, "2026-03-03", 1)


def test_each_part_of_a_limit_is_a_check_of_its_own() -> None:
    need = LimitNeed(quiet_minutes=0, rest_minutes=660, start="09:00", end="17:00", name="fair hours")
    roster = Roster([Team("a", "UTC", OFFICE)], requirements=[need])
    found = check_requirements(roster, "2026-03-02", "2026-03-06")
    assert [(one.name, one.kind, one.needed_minutes, one.worst_minutes, one.met) for one in found] == [
        ("fair hours: quiet", "limit", 0, 0, True),
        ("fair hours: rest", "limit", 660, 960, True),
        ("fair hours: hours", "limit", 480, 480, True),
    ]


def test_days_off_of_a_limit_are_exceptions() -> None:
    off, _ = holidays("2026-03-03")
    member = Member("ana", time_off=[TimeOff("2026-03-04", name="exam")])
    team = Team("a", "UTC", OFFICE, name="Alpha", holidays=off, headcount=2, members=[member])
    need = LimitNeed(start="09:00", end="17:00", headcount=2)
    (one,) = checked([team], need, "2026-03-02", "2026-03-06").exceptions
    assert (str(one.date), one.minutes, one.because) == ("2026-03-04", 0, "Alpha: exam")


# As an answer


def test_the_bundled_example_is_told_in_80_columns_and_as_plain_values() -> None:
    from overlap.adapters.bundled import example_text

    roster = overlap.loads(example_text())
    found = overlap.check_requirements(roster, "2027-01-01", "2027-06-30")
    assert {one.kind for one in found} == {"overlap", "coverage", "handoff"}
    text = to_text(found.document())
    assert max(width(line) for line in text.splitlines()) <= 80
    assert re.match(
        r"\d of \d requirements (is|are) not met. Days off break what else is kept on \d+ dates.\n", text
    )
    assert "data entry hands over to Manila" in found._repr_html_()
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["met"] is False
    assert list(plain["requirements"][0]) == [
        "name",
        "kind",
        "teams",
        "needed_minutes",
        "worst_minutes",
        "worst_date",
        "met",
        "missed_dates",
        "exceptions",
    ]


def test_what_has_no_date_to_hold_on_is_kept_and_says_so() -> None:
    teams = [Team("a", "UTC", OFFICE), Team("b", "UTC", OFFICE)]
    roster = Roster(teams, requirements=[OverlapNeed(["a", "b"], 60, days=["sun"], name="Sundays")])
    found = check_requirements(roster, "2026-03-02", "2026-03-08")
    (one,) = found
    assert (one.met, one.worst_minutes, one.worst_date, one.needed_minutes) == (True, None, None, 60)
    assert one.to_dict()["worst_date"] is None
    text = to_text(found.document())
    assert text.startswith("The requirement is met.")
    assert "Sundays: none of its dates lies here, so nothing is missed." in text
    nothing = check_requirements(Roster(teams), "2026-03-02", "2026-03-08")
    assert to_text(nothing.document()) == "Nothing is required.\n"
    assert nothing.met


def test_the_verdict_counts_what_is_not_met_and_what_days_off_break() -> None:
    off, _ = holidays("2026-03-03")
    teams = [Team("a", "UTC", OFFICE), Team("b", "UTC", OFFICE, holidays=off)]
    long, short = OverlapNeed(["a", "b"], 481, name="long"), OverlapNeed(["a", "b"], 60, name="short")

    def verdict(*needs: Requirement) -> str:
        found = check_requirements(Roster(teams), "2026-03-02", "2026-03-06", requirements=needs)
        return to_text(found.document()).splitlines()[0]

    assert verdict(short) == "The requirement is met. Days off break it on 1 date."
    assert verdict(long) == "The requirement is not met."
    also = OverlapNeed(["b", "a"], 60, name="also")
    assert verdict(short, also) == "All 2 requirements are met. Days off break it on 1 date."
    assert verdict(long, short) == (
        "1 of 2 requirements is not met. Days off break what else is kept on 1 date."
    )
    assert verdict(long, OverlapNeed(["b", "a"], 490)) == "2 of 2 requirements are not met."


def test_requirements_are_chosen_by_name_or_given() -> None:
    need = OverlapNeed(["a", "b"], 60, name="share an hour")
    roster = Roster([Team("a", "UTC", OFFICE), Team("b", "UTC", OFFICE)], requirements=[need])
    week = ("2026-03-02", "2026-03-06")
    (found,) = check_requirements(roster, *week, requirements=["share an hour"])
    assert found.need is need
    with pytest.raises(BadArgument, match="no requirement is called") as error:
        check_requirements(roster, *week, requirements=["share an our"])
    assert error.value.hint == 'did you mean "share an hour"?'
    with pytest.raises(BadArgument, match="no requirement is called") as error:
        check_requirements(Roster(roster.teams), *week, requirements=["?"])
    assert error.value.hint == "use requirements themselves"
    with pytest.raises(BadArgument, match="not a list"):
        check_requirements(roster, *week, requirements="share an hour")
    with pytest.raises(BadArgument, match="is no requirement"):
        check_requirements(roster, *week, requirements=[3])  # type: ignore[list-item]
    with pytest.raises(UnknownId):
        check_requirements(roster, *week, requirements=[OverlapNeed(["a", "c"], 60)])
    with pytest.raises(BadArgument, match="roster is"):
        check_requirements("team.toml", *week)  # type: ignore[arg-type]
