"""What requirements ask of a plan: each sentence of the documentation on a roster small enough for paper."""

from __future__ import annotations

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.absence import Closure
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.conditions import best_ways, coverage_rows, fewest_rows
from overlap.planning.stagger.model import Need, Row
from tests.planning.stagger.hand import JANUARY, YEAR, broken, built, team

FREE = Flex(earlier_minutes=480, later_minutes=360)
SPLIT = Flex(earlier_minutes=480, later_minutes=360, cohorts=3)


def moving(*shifts: Shift | str, **more: object) -> Team:
    return team("a", "UTC", *(shifts or ("09:00-17:00",)), **{"flex": FREE, **more})


def still(*shifts: Shift | str, **more: object) -> Team:
    return team("b", "UTC", *(shifts or ("09:00-17:00",)), **more)


# Shared time


def test_a_window_must_be_long_enough_and_no_longer() -> None:
    two_hours = OverlapNeed(["b", "a"], 120, name="share")
    one = built([moving(), still()], two_hours)
    assert broken(one, "15:00") == set()
    assert broken(one, "03:00") == set()
    assert broken(one, "02:00") == {"share"}
    late = built([moving("08:00-16:00"), still("08:00-11:00")], two_hours)
    assert broken(late, "09:00") == set()
    assert broken(late, "10:00") == {"share"}


def test_a_break_ends_a_window_unless_windows_go_through_breaks() -> None:
    lunch = Break("12:00", "13:00")
    teams = [moving("10:00-13:00"), still(Shift("10:00", "14:00", breaks=[lunch]))]
    needs = OverlapNeed(["b", "a"], 120, name="share")
    assert broken(built(teams, needs), "11:00") == {"share"}
    assert broken(built(teams, needs), "09:00") == set()
    through = OverlapNeed(["b", "a"], 120, through_breaks=True, name="share")
    assert broken(built(teams, through), "11:00") == set()
    added = OverlapNeed(["b", "a"], 120, contiguous=False, name="share")
    assert broken(built(teams, added), "11:00") == set()
    assert broken(built(teams, added), "12:00") == {"share"}
    both = OverlapNeed(["b", "a"], 180, contiguous=False, through_breaks=True, name="share")
    assert broken(built(teams, both), "11:00") == set()
    assert broken(built(teams, OverlapNeed(["b", "a"], 180, contiguous=False)), "11:00") == {"b and a"}


def test_counts_are_people_who_are_there_all_through() -> None:
    teams = [moving(flex=SPLIT, headcount=4), still(headcount=2)]
    needs = OverlapNeed(["b", "a"], 240, people=[2, 3], name="share")
    one = built(teams, needs)
    assert broken(one, {"05:00": 3, "15:00": 1}) == set()
    assert broken(one, {"05:00": 2, "13:00": 2}) == {"share"}
    # Of those who are there for hours one after the other nobody is there all through.
    assert broken(one, {"04:00": 1, "05:00": 2, "14:00": 1}) == {"share"}
    assert broken(built(teams, OverlapNeed(["b", "a"], 60, people=[3, 1])), "09:00") == {"b and a"}


def test_everyone_is_all_people_of_the_date_from_which_the_window_is_taken() -> None:
    four = Member("zofia", days=["mon", "tue", "wed", "thu"])
    teams = [moving(flex=SPLIT, headcount=3, members=[four]), still()]
    one = built(teams, OverlapNeed(["b", "a"], 60, name="share"))
    assert broken(one, "09:00") == set()
    assert broken(one, {"09:00": 2, "01:00": 1}) == {"share"}
    # On Fridays the unnamed two are everyone, and they are told first.
    friday = built(teams, OverlapNeed(["b", "a"], 60, days=["fri"], name="friday"))
    assert broken(friday, {"09:00": 2, "01:00": 1}) == set()
    assert broken(friday, {"01:00": 1, "09:00": 2}) == {"friday"}


def test_a_date_that_everybody_starts_outside_the_horizon_is_not_asked_about() -> None:
    """Tuesday three hours ahead begins at 21:00 on Monday in UTC: a start at 20:30 lies before."""
    late = Shift("21:00", "23:00", name="late", days=["mon"])
    day = Horizon.of("2026-01-06", "2026-01-06", zone_of("Etc/GMT-3"))
    for contiguous in (False, True):
        share = OverlapNeed(["a", "b"], 60, contiguous=contiguous, name="share")
        one = built(
            [team("a", "UTC", late, flex=Flex(earlier_minutes=60)), still()], share, horizon=day, grid=30
        )
        assert broken(one, "21:00") == {"share"}
        assert broken(one, "20:30") == set()
        two = team("a", "UTC", late, headcount=2, flex=Flex(earlier_minutes=60, cohorts=2))
        both = built([two, still()], share, horizon=day, grid=30)
        assert broken(both, {"20:30": 1, "21:00": 1}) == {"share"}
        assert broken(both, {"20:30": 2}) == set()


def test_a_window_past_midnight_is_taken_with_the_shifts_of_one_date() -> None:
    night = still("22:00-04:00", days=["mon"])
    one = built([moving("06:00-10:00", flex=Flex(earlier_minutes=360)), night], OverlapNeed(["b", "a"], 120))
    assert broken(one, "00:00") == set()
    assert broken(one, "02:00") == set()
    assert broken(one, "03:00") == {"b and a"}


def test_only_the_dates_of_the_first_team_are_asked_and_of_those_the_days_named() -> None:
    weekend = still("09:00-17:00", days=["sat", "mon"])
    assert broken(built([moving(), weekend], OverlapNeed(["b", "a"], 60)), "09:00") == {"b and a"}
    assert broken(built([moving(), weekend], OverlapNeed(["a", "b"], 60, days=["mon"])), "09:00") == set()
    assert broken(built([moving(), weekend], OverlapNeed(["a", "b"], 60)), "09:00") == {"a and b"}
    assert broken(built([moving(), weekend], OverlapNeed(["b", "a"], 60, days=["sun"])), "01:00") == set()


def test_a_plan_of_one_week_may_not_hold_in_another() -> None:
    teams = [
        team("ny", "America/New_York", "09:00-17:00"),
        team("ldn", "Europe/London", "09:00-17:00", flex=FREE),
    ]
    need = OverlapNeed(["ny", "ldn"], 180, name="share")
    assert broken(built(teams, need), "09:00") == set()
    # In summer and winter London ends at noon in New York, and between two changes an hour later.
    assert broken(built(teams, OverlapNeed(["ny", "ldn"], 240, name="share"), horizon=YEAR), "10:00") == set()
    march = Horizon.of("2026-03-09", "2026-03-27", zone_of("UTC"))
    assert broken(built(teams, OverlapNeed(["ny", "ldn"], 240), horizon=march), "09:00") == set()
    assert broken(built(teams, OverlapNeed(["ny", "ldn"], 240), horizon=YEAR), "09:00") == {"ny and ldn"}


def test_days_off_are_asked_about_only_where_a_requirement_says_so() -> None:
    away = still(closures=[Closure("2026-01-07", "2026-01-07", name="move")])
    one = OverlapNeed(["a", "b"], 60, name="usual"), OverlapNeed(["a", "b"], 60, holidays=True, name="always")
    assert broken(built([moving(), away], *one), "09:00") == {"always"}
    anchor = OverlapNeed(["b", "a"], 60, holidays=True, name="anchor")
    assert broken(built([moving(), away], anchor), "09:00") == set()
    added = OverlapNeed(["a", "b"], 60, holidays=True, contiguous=False, name="added")
    assert broken(built([moving(), away], added), "09:00") == {"added"}


# Coverage


def test_every_minute_of_a_window_has_enough_people() -> None:
    need = CoverageNeed("08:00", "18:00", zone="UTC", days=["mon", "tue"], headcount=2, name="desk")
    one = built([moving(flex=SPLIT, headcount=4), still(headcount=1)], need)
    assert broken(one, "09:00") == {"desk"}
    assert broken(one, {"08:00": 2, "10:00": 2}) == set()
    assert broken(one, {"08:00": 3, "10:00": 1}) == {"desk"}


def test_coverage_counts_the_teams_and_the_skill_it_names() -> None:
    people = [Member("ana", skills=["es"]), Member("jun")]
    teams = [moving(members=people, flex=SPLIT), still(skills=["es"])]

    def missed(**more: object) -> set[str]:
        need = CoverageNeed("09:00", "17:00", zone="UTC", days=["mon"], name="desk", **more)  # type: ignore[arg-type]
        return broken(built(teams, need), "03:00")

    assert missed() == set()
    assert missed(headcount=2) == {"desk"}
    assert missed(teams=["a"]) == {"desk"}
    assert missed(skill="es") == set()
    assert missed(skill="es", headcount=2) == {"desk"}
    assert missed(skill="tl") == {"desk"}
    skilled = CoverageNeed("09:00", "17:00", zone="UTC", days=["mon"], skill="es", headcount=2, name="desk")
    assert broken(built(teams, skilled), "09:00") == set()
    # Ana is the first who is told apart: jun may start when he likes.
    pools = built(teams, skilled)
    sizes = [pools.board.seats[seat].strand.members for seat in pools.desks[0].seats]
    assert sizes == [("ana",), ("jun",)]
    assert broken(pools, {"09:00": 1, "01:00": 1}) == set()
    assert broken(pools, {"01:00": 1, "09:00": 1}) == {"desk"}


def test_a_window_of_a_place_moves_with_its_clock() -> None:
    need = CoverageNeed("09:00", "17:00", zone="America/New_York", days=["mon"], name="desk")
    late = moving("14:00-22:00")
    january = Horizon.of("2026-01-05", "2026-01-11", zone_of("UTC"))
    july = Horizon.of("2026-07-06", "2026-07-12", zone_of("UTC"))
    assert broken(built([late], need, horizon=january), "14:00") == set()
    assert broken(built([late], need, horizon=july), "14:00") == {"desk"}
    assert broken(built([late], need, horizon=july), "13:00") == set()


def test_a_window_overnight_belongs_to_the_date_on_which_it_starts() -> None:
    night = CoverageNeed("22:00", "02:00", zone="UTC", days=["fri"], name="night")
    one = built([moving("16:00-24:00", days=["fri", "sat"])], night)
    assert broken(one, "18:00") == set()
    assert broken(one, "17:00") == {"night"}
    assert broken(one, "22:00") == set()


def test_a_window_is_asked_where_it_starts_inside_the_horizon() -> None:
    need = CoverageNeed("09:00", "17:00", zone="UTC", days=["mon"], name="desk")
    noon = Horizon.of("2026-01-05T12:00Z", "2026-01-07T00:00Z", zone_of("UTC"))
    assert broken(built([moving()], need, horizon=noon), "01:00") == set()
    assert coverage_rows(built([moving()], horizon=noon).board, need, 1) == []


def test_on_a_date_that_does_not_exist_nothing_is_asked() -> None:
    days = Horizon.of("2011-12-26", "2012-01-03", zone_of("Pacific/Apia"))
    shop = team("a", "Pacific/Apia", "09:00-17:00", flex=FREE)
    week = ["mon", "tue", "wed", "thu", "fri"]
    cover = CoverageNeed("09:00", "17:00", zone="Pacific/Apia", days=week, name="desk")
    hours = LimitNeed(start="09:00", end="17:00", days=week, name="hours")
    assert broken(built([shop], cover, hours, horizon=days), "09:00") == set()
    assert broken(built([shop], cover, hours, horizon=days), "10:00") == {"desk", "hours"}


def test_nothing_is_asked_of_a_window_that_a_clock_change_leaves_empty() -> None:
    skipped = CoverageNeed("02:00", "03:00", zone="America/New_York", days=["sun"], name="desk")
    march = Horizon.of("2026-03-08", "2026-03-08", zone_of("America/New_York"))
    april = Horizon.of("2026-04-05", "2026-04-05", zone_of("America/New_York"))
    assert broken(built([moving()], skipped, horizon=march), "09:00") == set()
    assert broken(built([moving()], skipped, horizon=april), "09:00") == {"desk"}


def test_a_member_can_be_named() -> None:
    people = [Member("ana"), Member("jun")]
    teams = [moving(members=people, flex=SPLIT), still()]
    share = OverlapNeed(["b", "a.jun"], 60, name="share")
    own = LimitNeed(["a.ana"], start="09:00", end="17:00", name="own")
    over = HandoffNeed("b", "a.jun", 30, name="over")
    one = built(teams, share, own, over)
    seats = [one.board.seats[seat].strand.members for seat in one.desks[0].seats]
    assert seats == [("ana",), ("jun",)]
    assert broken(one, {"09:00": 1, "10:00": 1}) == set()
    assert broken(one, {"10:00": 1, "01:00": 1}) == {"share", "own", "over"}
    assert broken(one, "09:00") == {"over"}


def test_coverage_on_days_off_is_asked_only_where_it_says_so() -> None:
    away = moving(closures=[Closure("2026-01-06", "2026-01-06", name="move")])
    for holidays, missed in ((False, set()), (True, {"desk"})):
        need = CoverageNeed("09:00", "17:00", zone="UTC", days=["tue"], holidays=holidays, name="desk")
        assert broken(built([away], need), "09:00") == missed


def test_rows_that_follow_from_another_are_left_out() -> None:
    rows = {0b111: 2, 0b110: 3, 0b011: 4, 0b100: 1, 0b101: 1}
    assert fewest_rows(7, rows) == [
        Row(7, Need(0b100, 1)),
        Row(7, Need(0b011, 4)),
        Row(7, Need(0b110, 3)),
    ]


def test_a_team_keeps_its_own_hours_on_its_working_dates() -> None:
    hours = LimitNeed(start="10:00", end="16:00", name="hours")
    people = [moving(headcount=2, flex=SPLIT)]
    assert broken(built(people, hours), {"08:00": 1, "01:00": 1}) == set()
    assert broken(built(people, hours), {"07:00": 1, "12:00": 1}) == set()
    assert broken(built(people, hours), "11:00") == {"hours"}
    both = LimitNeed(start="10:00", end="16:00", headcount=2, name="hours")
    assert broken(built(people, both), {"08:00": 1, "01:00": 1}) == {"hours"}
    sunday = LimitNeed(["a"], start="10:00", end="16:00", days=["sun"], name="hours")
    assert broken(built(people, sunday), "09:00") == {"hours"}
    other = LimitNeed(["b"], start="10:00", end="18:00", name="hours")
    assert broken(built([*people, still()], other), "09:00") == {"hours"}


# Handing over


def test_both_are_there_before_the_end_and_the_next_goes_on() -> None:
    need = HandoffNeed("b", "a", 60, name="over")
    one = built([moving(), still()], need)
    assert broken(one, "15:00") == set()
    assert broken(one, "09:00") == {"over"}  # they end with the others
    assert broken(one, "10:00") == set()
    early = built([moving("09:00-16:00"), still("01:00-09:00")], need)
    assert broken(early, "09:00") == {"over"}
    assert broken(early, "08:00") == set()


def test_at_an_end_after_which_others_of_the_team_go_on_nothing_is_handed_over() -> None:
    parts = [Shift("06:00", "14:00", name="x", headcount=1), Shift("13:00", "21:00", name="y", headcount=1)]
    taking = team("c", "UTC", "20:00-04:00")
    need = HandoffNeed("a", "c", 60, name="over")
    one = built([moving(*parts, headcount=2, flex=FREE), taking], need)
    assert broken(one, "06:00", "13:00") == set()
    assert broken(one, "04:00", "13:00") == {"over"}  # nobody goes on from 12 to 13
    assert broken(one, "05:00", "13:00") == set()  # one ends as the other begins
    assert broken(one, "06:00", "15:00") == {"over"}


def test_each_end_of_a_date_is_handed_over() -> None:
    giving = still("06:00-10:00", "14:00-18:00")
    parts = [Shift("09:00", "13:00", name="x", headcount=1), Shift("17:00", "22:00", name="y", headcount=1)]
    one = built([giving, moving(*parts, headcount=2)], HandoffNeed("b", "a", 60, name="over"))
    assert broken(one) == set()
    assert broken(one, "08:00", "14:00") == set()
    for starts in (("10:00", "17:00"), ("09:00", "18:00"), ("05:00", "17:00"), ("09:00", "13:00")):
        assert broken(one, *starts) == {"over"}


def test_a_handoff_has_counts_and_weekdays_of_the_shift_that_ends() -> None:
    days = ["mon", "tue", "wed", "thu"]
    taking = team("b", "UTC", "16:00-24:00", headcount=3, days=days)
    leaving = moving(headcount=4, flex=SPLIT)
    every = HandoffNeed("a", "b", 60, people=[2, 3], name="over")
    assert broken(built([leaving, taking], every), "09:00") == {"over"}  # on Friday nobody is there
    some = HandoffNeed("a", "b", 60, people=[2, 3], days=days, name="over")
    one = built([leaving, taking], some)
    assert broken(one, "09:00") == set()
    assert broken(one, "08:00") == {"over"}
    assert broken(one, {"01:00": 3, "09:00": 1}) == {"over"}
    assert broken(one, {"01:00": 2, "09:00": 2}) == set()
    many = HandoffNeed("a", "b", 60, people=[1, 4], days=days, name="over")
    assert broken(built([leaving, taking], many), "09:00") == {"over"}


def test_an_end_that_nobody_of_a_place_has_is_handed_over_by_nobody() -> None:
    """A member in Karachi, five hours ahead, ends at 08:00Z; only at 13:00 there would it be at 09:00Z."""
    away = Member("away", zone="Asia/Karachi")
    people = team(
        "a", "UTC", "09:00-12:00", members=[away], headcount=2, flex=Flex(later_minutes=120, cohorts=2)
    )
    next_ = team("b", "UTC", "06:00-07:30", "13:00-15:00")
    need = HandoffNeed("a", "b", 30, people=[1, 1], name="hand")
    one = built([people, next_], need)
    home, abroad = (seat.column for seat in one.board.seats[:2])
    assert home is not None
    assert abroad is not None

    def missed(at_home: int, away: int) -> set[str]:
        plan = [0] * one.model.columns
        plan[home + at_home] += 1
        plan[abroad + away] += 1
        return {one.model.tags[tag] for tag in one.model.broken(tuple(plan))}

    # 12:00 to 14:00 in UTC, and 07:00 to 09:00: only who is at 14:00, and only who is at 07:00, is in order.
    assert {(a, b): missed(a, b) for a in range(3) for b in range(3)} == {
        (a, b): set() if (a, b) == (2, 0) else {"hand"} for a in range(3) for b in range(3)
    }


def test_an_end_outside_the_horizon_is_nobodys_business() -> None:
    need = HandoffNeed("b", "a", 60, name="over")
    teams = [still("09:00-17:00", days=["mon"]), moving()]
    for last, missed in (("2026-01-05T17:00Z", set()), ("2026-01-05T17:01Z", {"over"})):
        horizon = Horizon.of("2026-01-05T00:00Z", last, zone_of("UTC"))
        assert broken(built(teams, need, horizon=horizon), "09:00") == missed


def test_with_holidays_a_handoff_is_kept_on_days_off_too() -> None:
    away = team("b", "UTC", "16:00-24:00", closures=[Closure("2026-01-06", "2026-01-06", name="move")])
    for holidays, missed in ((False, set()), (True, {"over"})):
        need = HandoffNeed("a", "b", 60, holidays=holidays, name="over")
        assert broken(built([moving(), away], need), "09:00") == missed


# What goes without saying


def test_a_way_that_another_one_is_at_least_as_easy_as_goes() -> None:
    hard, easy, other = (Need(0b01, 2),), (Need(0b11, 2),), (Need(0b100, 1),)
    assert best_ways((hard, easy, other)) == (easy, other)
    assert best_ways((easy, (*easy, *other))) == (easy,)
    assert best_ways((easy, easy)) == (easy,)
    assert best_ways(((Need(0b11, 1),), (Need(0b11, 2),))) == ((Need(0b11, 1),),)


def test_what_nobody_moving_can_change_is_no_condition() -> None:
    teams = [still(), team("c", "UTC", "12:00-20:00"), moving()]
    assert built(teams, OverlapNeed(["b", "c"], 300)).model.choices == ()
    assert built(teams, OverlapNeed(["b", "c"], 300, contiguous=False)).model.totals == ()
    never = built(teams, OverlapNeed(["b", "c"], 301, name="never"))
    assert [choice.alternatives for choice in never.model.choices] == [()]
    assert broken(never) == {"never"}


def test_a_year_of_alike_weeks_is_asked_about_once() -> None:
    need = OverlapNeed(["b", "a"], 60)
    one = built([moving(), still()], need, horizon=YEAR)
    assert len(one.model.choices) == 1
    assert built([moving(), still()], need).model == one.model
    assert JANUARY.minutes == 7 * DAY


def test_a_long_shift_in_the_far_west_meets_one_dated_three_days_later_in_the_far_east() -> None:
    """23:00 to 22:45 of a Wednesday ends on Friday at 10:45 in UTC, and there Saturday begins at 10:00."""
    west = team("b", "Etc/GMT+12", "23:00-22:45", days=["wed"])
    east = team("a", "Pacific/Kiritimati", "00:00-08:00", days=["sat"], flex=FREE)
    for teams in (["a", "b"], ["b", "a"]):
        for contiguous in (True, False):
            one = built([east, west], OverlapNeed(teams, 45, contiguous=contiguous, name="share"))
            assert broken(one, "00:00") == set()
            assert broken(one, "01:00") == {"share"}
