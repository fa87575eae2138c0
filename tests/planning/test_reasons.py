"""An empty answer says why, and taking the cause away fills it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.reasons import Reason, days_missed
from overlap.planning.windows import find_windows
from tests.planning.brute import holidays, instant, reached, there

NINE_TO_FIVE = [Shift("09:00", "17:00")]
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
BERLIN = Team("berlin", "Europe/Berlin", NINE_TO_FIVE, name="Berlin")
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune")
MANILA = Team("manila", "Asia/Manila", NINE_TO_FIVE, name="Manila")


def with_holidays(team: Team, calendar: Calendar, **more: Any) -> Team:
    return Team(team.id, team.zone, team.shifts, name=team.name, holidays=calendar, **more)


def why(teams: list[Team], start: str, end: str, **asked: Any) -> Reason:
    found = find_windows(Roster(teams), start, end, **asked)
    assert not found
    reason = found.reason
    assert reason is not None
    assert reason is found.reason
    assert reason.message.endswith(".")
    assert all(detail.endswith(".") and ": ." not in detail for detail in reason.details)
    return reason


def shares(teams: list[Team], start: str, end: str, **asked: Any) -> bool:
    return bool(find_windows(Roster(teams), start, end, **asked))


# too-short


def test_windows_that_are_all_too_short_are_said_to_be() -> None:
    teams, length = [NEW_YORK, BERLIN], timedelta(hours=3, minutes=1)
    reason = why(teams, "2026-03-02", "2026-03-13", min_duration=length)
    assert reason == Reason("too-short", "No window lasts 3 h 01 min: the longest is 3 h, on Mon 9 Mar 2026.")
    assert shares(teams, "2026-03-02", "2026-03-13", min_duration=timedelta(hours=3))


def test_the_longest_window_is_dated_in_the_rosters_zone() -> None:
    roster = Roster([Team("a", "Asia/Tokyo", [Shift("06:00", "08:00")])], zone="Asia/Tokyo")
    found = find_windows(roster, "2026-03-03", "2026-03-03", min_duration=timedelta(hours=4))
    assert found.reason is not None
    assert found.reason.message.endswith("the longest is 2 h, on Tue 3 Mar 2026.")


def test_too_few_minutes_by_heads_are_too_short_and_not_too_few() -> None:
    reason = why([NEW_YORK, BERLIN], "2026-03-02", "2026-03-06", headcount=2, min_duration=timedelta(hours=5))
    assert reason.code == "too-short"


def test_hours_that_would_be_too_short_even_without_days_off_are_said_to_be() -> None:
    away, _ = holidays("2026-03-10")
    teams = [with_holidays(NEW_YORK, away), PUNE]
    reason = why(teams, "2026-03-10", "2026-03-10", min_duration=timedelta(hours=1))
    assert reason == Reason(
        "too-short",
        "Even without days off no window lasts 1 h: the longest would be 30 min, on Tue 10 Mar 2026.",
    )
    assert not shares([NEW_YORK, PUNE], "2026-03-10", "2026-03-10", min_duration=timedelta(hours=1))
    assert shares([NEW_YORK, PUNE], "2026-03-10", "2026-03-10", min_duration=timedelta(minutes=30))


# not-scheduled


def test_a_team_without_shifts_is_not_scheduled() -> None:
    idle = Team("idle", "UTC", [], name="Idle")
    reason = why([NEW_YORK, idle, BERLIN], "2026-03-02", "2026-03-06")
    assert reason == Reason("not-scheduled", "Idle has no shift between these dates.", ("idle",))
    assert shares([NEW_YORK, BERLIN], "2026-03-02", "2026-03-06")


def test_on_a_weekend_nobody_is_scheduled() -> None:
    reason = why([NEW_YORK, BERLIN, PUNE], "2026-03-07", "2026-03-08")
    assert reason.message == "New York, Berlin and Pune have no shift between these dates."
    assert reason.teams == ("ny", "berlin", "pune")


def test_of_a_quorum_only_those_who_would_fill_it_are_blamed() -> None:
    saturdays = Team("sat", "Europe/Berlin", NINE_TO_FIVE, days=["sat"], name="Weekend")
    teams = [NEW_YORK, BERLIN, saturdays]
    reason = why(teams, "2026-03-07", "2026-03-07", quorum=2)
    assert (reason.code, reason.teams) == ("not-scheduled", ("ny", "berlin"))


def test_shifts_that_only_miss_each_other_in_these_dates_are_no_matter_of_clocks() -> None:
    ones = Team("a", "UTC", NINE_TO_FIVE, days=["mon", "wed"])
    others = Team("b", "UTC", NINE_TO_FIVE, days=["tue", "wed"])
    reason = why([ones, others], "2026-03-02", "2026-03-03")
    assert reason == Reason(
        "not-scheduled",
        "Their shifts do not meet between these dates. From Wed 4 Mar 2026 they share hours.",
        ("a", "b"),
    )
    assert shares([ones, others], "2026-03-04", "2026-03-04")


def test_a_cycle_that_is_out_of_step_is_no_matter_of_clocks() -> None:
    shifts = [Shift("09:00", "17:00", name="day")]
    ones = Team(
        "a", "America/New_York", shifts, cycle=Cycle("2026-03-02", ["day", "off", "off", "off", "off"])
    )
    others = Team("b", "America/New_York", shifts, cycle=Cycle("2026-03-03", ["day", "off", "off"]))
    reason = why([ones, others], "2026-03-02", "2026-03-10")
    assert reason.code == "not-scheduled"
    assert "From Thu 12 Mar 2026" in reason.message
    assert shares([ones, others], "2026-03-12", "2026-03-12")


# days-off


def test_a_holiday_that_takes_every_window_is_named() -> None:
    away, kept = holidays("2026-03-09", "2026-03-10", "2026-03-15")
    teams = [with_holidays(NEW_YORK, away), BERLIN]
    reason = why(teams, "2026-03-09", "2026-03-10")
    assert reason == Reason(
        "days-off",
        "They would share 6 h on 2 dates, but days off of New York take it all.",
        ("ny",),
        ("New York: Holiday 2026-03-09 (Mon 9 Mar 2026), Holiday 2026-03-10 (Tue 10 Mar 2026).",),
    )
    low, high = instant("2026-03-09 00:00"), instant("2026-03-11 00:00")
    present = there(Roster(teams), ["ny", "berlin"], low, high, kept={"ny": kept})
    assert not reached(present.values(), 2)
    bare = there(Roster(teams), ["ny", "berlin"], low, high, kept={"ny": kept}, bare=True)
    assert len(reached(bare.values(), 2)) == 6 * 60
    assert shares([NEW_YORK, BERLIN], "2026-03-09", "2026-03-10")


def test_closures_and_time_off_are_days_off_too() -> None:
    shut = Team(
        "shut", "Europe/Berlin", NINE_TO_FIVE, name="Berlin", closures=[Closure("2026-03-09", name="move")]
    )
    ana = Member(
        "ana",
        name="Ana",
        time_off=[TimeOff("2026-03-09", from_time="08:00", until_time="13:00", name="doctor")],
    )
    team = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York", members=[ana])
    reason = why([shut, team], "2026-03-09", "2026-03-09")
    assert reason.message == (
        "They would share 3 h on Mon 9 Mar 2026, but days off of Berlin and New York take it all."
    )
    assert reason.details == ("Berlin: move (Mon 9 Mar 2026).", "New York: doctor (Mon 9 Mar 2026).")
    only = find_windows(Roster([BERLIN, team]), "2026-03-09", "2026-03-09", teams=["berlin", "ny.ana"]).reason
    assert only is not None
    assert only.details == ("Ana (New York): doctor (Mon 9 Mar 2026).",)


def test_a_holiday_of_the_night_before_is_named() -> None:
    away, _ = holidays("2026-03-09")
    night = Team("night", "Asia/Manila", [Shift("22:00", "06:00")], holidays=away, name="Night")
    early = Team("early", "Asia/Manila", [Shift("00:00", "04:00")], name="Early")
    found = find_windows(Roster([night, early], zone="Asia/Manila"), "2026-03-10", "2026-03-10")
    assert found.reason is not None
    assert (found.reason.code, found.reason.teams) == ("days-off", ("night",))
    assert found.reason.details == ("Night: Holiday 2026-03-09 (Mon 9 Mar 2026).",)


def test_days_off_on_which_nothing_would_be_shared_are_not_named() -> None:
    away, _ = holidays("2026-03-08", "2026-03-09", "2026-03-10", half=("2026-03-11",))
    mondays = Team("mon", "UTC", [Shift("09:00", "12:00")], days=["mon", "wed"], name="Mondays")
    reason = why([with_holidays(BERLIN, away), mondays], "2026-03-08", "2026-03-10")
    assert reason.details == ("Berlin: Holiday 2026-03-09 (Mon 9 Mar 2026).",)
    half = why(
        [Team("l", "UTC", [Shift("13:30", "14:00")], holidays=away), BERLIN], "2026-03-11", "2026-03-11"
    )
    assert half.details == ("l: Half day 2026-03-11 (Wed 11 Mar 2026).",)


def test_many_days_off_are_counted_after_six() -> None:
    dates = [f"2026-03-{day:02d}" for day in (2, 3, 4, 5, 6, 9, 10, 11)]
    away, _ = holidays(*dates)
    reason = why([with_holidays(BERLIN, away), PUNE], "2026-03-02", "2026-03-11")
    assert reason.details[0].count("Holiday") == 6
    assert reason.details[0].endswith("(Mon 9 Mar 2026) and 2 more.")


def test_one_team_alone_shares_with_nobody_and_works() -> None:
    away, _ = holidays("2026-03-09")
    reason = why([with_holidays(BERLIN, away)], "2026-03-09", "2026-03-09")
    assert reason.message == "Berlin would work 8 h on Mon 9 Mar 2026, but days off of Berlin take it all."


# clock-change and season


def test_clocks_that_keep_teams_apart_until_spring_are_named() -> None:
    reason = why([NEW_YORK, PUNE], "2026-02-02", "2026-02-27")
    assert reason == Reason(
        "clock-change",
        "No shared hours in these dates: clocks keep them apart. From Mon 9 Mar 2026 they share hours.",
        ("ny",),
        ("New York: America/New_York goes forward 1 h on Sun 8 Mar 2026.",),
    )
    assert shares([NEW_YORK, PUNE], "2026-03-09", "2026-03-09")
    assert not shares([NEW_YORK, PUNE], "2026-02-02", "2026-03-08")


def test_a_clock_that_changes_on_the_last_day_of_the_dates_counts() -> None:
    reason = why([NEW_YORK, PUNE], "2026-03-02", "2026-03-08")
    assert (reason.code, reason.teams) == ("clock-change", ("ny",))


def test_hours_as_long_as_asked_in_a_week_like_that_of_the_dates_are_no_matter_of_clocks() -> None:
    """Pune and London share an hour on weekdays, and two from Sunday 29 March on; none on Saturdays."""
    weekdays, saturday = ["mon", "tue", "wed", "thu", "fri"], ["sat"]
    pune = Team(
        "pune",
        "Asia/Kolkata",
        [Shift("10:00", "19:00", days=weekdays), Shift("08:00", "09:00", days=saturday)],
    )
    london = Team("l", "Europe/London", [Shift("12:30", "17:00", days=[*weekdays, *saturday])], name="London")
    sunday = ([pune, london], "2026-03-28", "2026-03-29")
    for minutes in (1, 59, 60):
        assert why(*sunday, min_duration=timedelta(minutes=minutes)) == Reason(
            "not-scheduled",
            "Their shifts do not meet between these dates. From Mon 30 Mar 2026 they share hours.",
            ("pune", "l"),
        )
    for minutes in (61, 120):
        assert why(*sunday, min_duration=timedelta(minutes=minutes)) == Reason(
            "clock-change",
            "No shared hours in these dates: clocks keep them apart. From Mon 30 Mar 2026 they share hours.",
            ("l",),
            ("London: Europe/London goes forward 1 h on Sun 29 Mar 2026.",),
        )


def test_those_whom_clocks_keep_apart_are_told_without_whom_others_share_hours_days_off_apart() -> None:
    """London shares four and a half hours a day with Pune and three with New York, which Pune misses."""
    closed = PUNE.replace(closures=[Closure("2026-02-03", name="fair")])
    london = Team("l", "Europe/London", NINE_TO_FIVE, name="London")
    reason = why([NEW_YORK, closed, london], "2026-02-02", "2026-02-06")
    assert reason.code == "clock-change"
    assert reason.details == (
        "New York: America/New_York goes forward 1 h on Sun 8 Mar 2026.",
        "Without New York the others would share 22 h 30 min, days off apart.",
        "Without Pune the others would share 15 h, days off apart.",
    )


def at_the_change(**more: Any) -> list[Team]:
    """On Sunday 29 March, at 01:00Z, London's clocks go forward to 02:00, and those of 02:00 begin."""
    days = ["sat", "sun"]
    london = Team("l", "Europe/London", [Shift("02:00", "03:00")], name="London", days=days)
    return [london, Team("u", "UTC", name="Utah", days=days, **more)]


def test_a_clock_that_changes_as_the_first_common_hour_begins_counts() -> None:
    teams = at_the_change(shifts=[Shift("00:30", "01:30")])
    assert why(teams, "2026-03-21", "2026-03-22") == Reason(
        "clock-change",
        "No shared hours in these dates: clocks keep them apart. From Sun 29 Mar 2026 they share hours.",
        ("l",),
        ("London: Europe/London goes forward 1 h on Sun 29 Mar 2026.",),
    )


def test_a_clock_that_changed_as_the_last_common_hour_began_is_not_blamed() -> None:
    spring = Season("2026-03-01", "2026-03-29", shifts=[Shift("00:30", "01:30")], name="Spring")
    teams = at_the_change(shifts=[Shift("10:00", "11:00")], seasons=[spring])
    assert why(teams, "2026-04-04", "2026-04-12") == Reason(
        "season",
        "No shared hours in these dates: seasons keep them apart. Until Sun 29 Mar 2026 they share hours.",
        ("u",),
        ("Utah: Spring ends on Mon 30 Mar 2026.",),
    )


def test_changes_early_in_long_dates_are_not_blamed() -> None:
    chile = Team("chile", "America/Santiago", [Shift("16:00", "17:00")], name="Chile")
    night = Team(
        "n", "Europe/Berlin", [Shift("00:00", "01:00"), Shift("21:30", "22:00")], days=["mon", "tue", "wed"]
    )
    reason = why([chile, night], "2026-06-01", "2026-08-31")
    assert reason.code == "clock-change"
    assert reason.teams == ("chile",) or "America/Santiago" in " ".join(reason.details)
    assert all("2026" in detail for detail in reason.details)


def test_the_last_year_of_the_data_looks_back_for_common_hours() -> None:
    reason = why([NEW_YORK, PUNE], "2098-12-22", "2098-12-31")
    assert reason.code == "clock-change"
    assert reason.message.endswith("they share hours.")


def test_cycles_that_hardly_ever_meet_are_no_error() -> None:
    shift = [Shift("09:00", "10:00", name="day")]
    teams = [
        Team(f"t{length}", "UTC", shift, cycle=Cycle("2026-01-05", ["day", *["off"] * (length - 1)]))
        for length in (11, 13, 17)
    ]
    reason = why(teams, "2026-02-01", "2026-06-30")
    assert reason.code == "not-scheduled"
    assert reason.message.endswith("Until Mon 5 Jan 2026 they share hours.")


def test_a_season_that_keeps_teams_apart_is_named() -> None:
    summer = Season("2026-06-01", "2026-08-31", shifts=[Shift("06:00", "08:00")], name="Summer")
    short = Team("s", "Europe/Berlin", NINE_TO_FIVE, name="Short", seasons=[summer])
    reason = why([short, NEW_YORK], "2026-07-01", "2026-07-31")
    assert reason == Reason(
        "season",
        "No shared hours in these dates: seasons keep them apart. From Tue 1 Sep 2026 they share hours.",
        ("s",),
        ("Short: Summer ends on Tue 1 Sep 2026.",),
    )
    assert shares([short, NEW_YORK], "2026-09-01", "2026-09-01")
    assert shares([BERLIN, NEW_YORK], "2026-07-01", "2026-07-31")


def test_seasons_outside_the_weeks_between_are_not_blamed() -> None:
    short = [Shift("09:00", "12:00")]
    early = Season("2026-01-05", "2026-01-31", shifts=short, name="January")
    later = Season("2026-06-01", "2026-08-31", shifts=[Shift("06:00", "08:00")], name="Summer")
    team = Team("s", "Europe/Berlin", NINE_TO_FIVE, name="Short", seasons=[early, later])
    reason = why([team, NEW_YORK], "2026-08-24T00:00Z", "2026-08-31T12:00Z")
    assert reason.details == ("Short: Summer ends on Tue 1 Sep 2026.",)
    begun = why([team, NEW_YORK], "2026-06-01T00:00Z", "2026-06-03T12:00Z")
    assert begun.details == ("Short: Summer ends on Tue 1 Sep 2026.",)


def test_a_season_that_never_comes_back_is_looked_for_in_the_past() -> None:
    old = Season("2025-06-01", "2025-12-31", shifts=[Shift("14:00", "22:00")], name="project")
    team = Team("s", "Asia/Kolkata", NINE_TO_FIVE, seasons=[old], name="S")
    reason = why([team, Team("ny", "America/New_York", NINE_TO_FIVE)], "2026-07-01", "2026-07-31")
    assert reason.code in ("season", "clock-change")
    assert "Until Wed 31 Dec 2025 they share hours." in reason.message
    assert "s" in reason.teams


# headcount and no-common-hours


def test_heads_that_are_never_reached_are_counted() -> None:
    teams = [
        Team("a", "UTC", [Shift("09:00", "12:00")], headcount=3),
        Team("b", "UTC", [Shift("12:00", "15:00")], headcount=4),
    ]
    for headcount in (5, 6, 7):
        reason = why(teams, "2026-03-02", "2026-03-06", headcount=headcount)
        assert reason == Reason(
            "headcount", f"At no time are {headcount} people at work: 4 at most.", ("a", "b")
        )
    assert shares(teams, "2026-03-02", "2026-03-06", headcount=4)


def test_heads_that_are_all_at_home_are_no_matter_of_numbers() -> None:
    teams = [
        BERLIN,
        Team("a", "UTC", NINE_TO_FIVE, headcount=3, closures=[Closure("2026-03-09", name="move")]),
    ]
    weekend = why(teams, "2026-03-07", "2026-03-08", headcount=2)
    assert weekend == Reason(
        "not-scheduled", "Berlin and a have no shift between these dates.", ("berlin", "a")
    )
    assert why(teams[1:], "2026-03-09", "2026-03-09", headcount=1).code == "days-off"


def test_two_teams_without_common_hours_are_named() -> None:
    reason = why([NEW_YORK, MANILA], "2026-01-01", "2026-12-31")
    assert reason == Reason(
        "no-common-hours",
        "New York and Manila have no common hours.",
        ("ny", "manila"),
    )


def test_whoever_stands_in_the_way_is_named_with_what_the_others_share() -> None:
    reason = why([NEW_YORK, BERLIN, MANILA], "2026-03-02", "2026-03-06")
    assert reason.code == "no-common-hours"
    assert reason.message == "All 3 are never at work at once."
    assert reason.teams == ("manila", "ny")
    without = {
        one.id: find_windows(
            Roster([team for team in (NEW_YORK, BERLIN, MANILA) if team is not one]),
            "2026-03-02",
            "2026-03-06",
        )
        for one in (NEW_YORK, BERLIN, MANILA)
    }
    assert {one for one, found in without.items() if found} == set(reason.teams)
    assert "Without Manila the others would share 10 h, days off apart." in reason.details
    assert without["manila"].total == timedelta(hours=10)
    assert "New York and Manila are never at work at once." in reason.details


def test_pairs_that_never_meet_are_counted_after_six() -> None:
    teams = [Team(f"t{hour}", "UTC", [Shift(f"{hour:02d}:00", f"{hour:02d}:30")]) for hour in range(5)]
    reason = why(teams, "2026-03-02", "2026-03-06")
    assert reason.details[-1] == "4 more pairs never meet."
    assert len(reason.details) == 7
    assert reason.teams == ("t0", "t1", "t2", "t3", "t4")


def test_a_quorum_that_is_never_reached_is_said_so() -> None:
    teams = [Team(f"t{hour}", "UTC", [Shift(f"{hour:02d}:00", f"{hour:02d}:30")]) for hour in range(3)]
    reason = why(teams, "2026-03-02", "2026-03-06", quorum=2)
    assert reason.message == "At no time are 2 of the 3 at work."
    assert reason.teams == ("t0", "t1", "t2")


def test_groups_that_never_meet_are_said_so() -> None:
    groups: list[Any] = [(["ny", "berlin"], 1), (["manila"], None)]
    early = Team("manila", "Asia/Manila", [Shift("07:00", "08:00")])
    reason = why([NEW_YORK, PUNE, early, BERLIN], "2026-03-03", "2026-03-06", groups=groups)
    assert reason.message == "The groups never reach their quorums at the same time."
    assert reason.teams == ("ny", "berlin", "manila")


def test_of_very_many_teams_no_pairs_are_listed() -> None:
    teams = [
        Team(f"t{number}", "UTC", [Shift(f"{number % 24:02d}:00", f"{number % 24:02d}:30")])
        for number in range(41)
    ]
    reason = why(teams, "2026-03-02", "2026-03-06")
    assert reason.message == "All 41 are never at work at once."
    assert reason.details == ()
    assert len(reason.teams) == 41


@pytest.mark.parametrize("key", ["UTC", "Asia/Tokyo"])
def test_the_reason_does_not_depend_on_the_order_of_teams(key: str) -> None:
    codes = {
        why(list(teams), "2026-03-02", "2026-03-06", zone=key).code
        for teams in ([NEW_YORK, MANILA, BERLIN], [MANILA, BERLIN, NEW_YORK])
    }
    assert codes == {"no-common-hours"}


# Nights that days off cut


def night(policy: str, *dates: str, **more: Any) -> Team:
    """A desk that works from 22:00 to 06:00 of every day."""
    away, _ = holidays(*dates)
    every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    return Team(
        "night",
        "Asia/Manila",
        [Shift("22:00", "06:00")],
        days=every_day,
        name="Night",
        holidays=away,
        overnight=policy,  # type: ignore[arg-type]
        **more,
    )


EARLY = Team("early", "Asia/Manila", [Shift("00:00", "04:00")], name="Early")
LATE = Team("late", "Asia/Manila", [Shift("22:00", "23:00")], name="Late")
MONDAY, TUESDAY = (
    f"Holiday 2026-03-{day} ({text} 2026)" for day, text in (("09", "Mon 9 Mar"), ("10", "Tue 10 Mar"))
)


@pytest.mark.parametrize(
    ("policy", "other", "off", "named"),
    [
        # What Tuesday 00:00-04:00 shares with is Monday's night.
        ("start_day", EARLY, ["2026-03-09"], MONDAY),
        ("start_day", EARLY, ["2026-03-10"], None),
        ("clip", EARLY, ["2026-03-09"], None),
        ("clip", EARLY, ["2026-03-10"], TUESDAY),
        ("any_touch", EARLY, ["2026-03-09"], MONDAY),
        ("any_touch", EARLY, ["2026-03-10"], TUESDAY),
        ("any_touch", EARLY, ["2026-03-09", "2026-03-10"], f"{MONDAY}, {TUESDAY}"),
        ("clip", EARLY, ["2026-03-09", "2026-03-10"], TUESDAY),
        # What Tuesday 22:00-23:00 shares with is Tuesday's night.
        ("start_day", LATE, ["2026-03-10"], TUESDAY),
        ("clip", LATE, ["2026-03-10"], TUESDAY),
        ("any_touch", LATE, ["2026-03-10"], TUESDAY),
        ("start_day", LATE, ["2026-03-09"], None),
        ("clip", LATE, ["2026-03-09"], None),
        ("any_touch", LATE, ["2026-03-09"], None),
    ],
)
def test_the_day_off_that_takes_a_night_is_named_as_the_policy_says(
    policy: str, other: Team, off: list[str], named: str | None
) -> None:
    roster = Roster([night(policy, *off), other], zone="Asia/Manila")
    found = find_windows(roster, "2026-03-10", "2026-03-10")
    if named is None:
        assert found
        return
    assert found.reason is not None
    assert (found.reason.code, found.reason.teams) == ("days-off", ("night",))
    assert found.reason.details == (f"Night: {named}.",)
    assert find_windows(Roster([night(policy), other], zone="Asia/Manila"), "2026-03-10", "2026-03-10")


@pytest.mark.parametrize(
    ("policy", "low", "high", "expected"),
    [
        ("start_day", "2026-03-09 14:00", "2026-03-09 22:00", ["2026-03-09"]),
        ("start_day", "2026-03-09 16:00", "2026-03-09 17:00", ["2026-03-09"]),
        ("clip", "2026-03-09 14:00", "2026-03-09 16:00", ["2026-03-09"]),
        ("clip", "2026-03-09 16:00", "2026-03-09 17:00", ["2026-03-10"]),
        ("clip", "2026-03-09 15:59", "2026-03-09 16:01", ["2026-03-09", "2026-03-10"]),
        ("any_touch", "2026-03-09 14:00", "2026-03-09 15:00", ["2026-03-09", "2026-03-10"]),
        ("any_touch", "2026-03-08 16:00", "2026-03-08 17:00", ["2026-03-09"]),
        ("any_touch", "2026-03-10 14:00", "2026-03-10 15:00", ["2026-03-10"]),
    ],
)
def test_days_missed_are_those_that_cost_the_minutes(
    policy: str, low: str, high: str, expected: list[str]
) -> None:
    """Midnight in Manila is 16:00 UTC; Monday's night runs from 14:00 to 22:00 UTC on the 9th."""
    team = night(policy, "2026-03-09", "2026-03-10")
    horizon = Horizon.of("2026-03-09", "2026-03-10", zone("Asia/Manila"))
    missed = IntervalSet([(instant(low), instant(high))])
    found = days_missed(Roster([team]), "night", horizon, missed)
    assert [on.isoformat() for on, _ in found] == expected


def test_an_hour_off_costs_its_own_minutes_whatever_the_policy() -> None:
    horizon = Horizon.of("2026-03-09", "2026-03-10", zone("Asia/Manila"))
    doctor = TimeOff("2026-03-10", from_time="01:00", until_time="02:00", name="doctor")
    for policy in ("start_day", "clip", "any_touch"):
        roster = Roster([night(policy, members=[Member("ana", time_off=[doctor])])])
        for hour, expected in (("16:30", []), ("17:30", ["doctor"]), ("18:30", [])):
            at = instant(f"2026-03-09 {hour}")
            found = days_missed(roster, "night.ana", horizon, IntervalSet([(at, at + 10)]))
            assert [name for _, name in found] == expected


@pytest.mark.parametrize("policy", ["start_day", "clip", "any_touch"])
def test_days_missed_explain_every_minute_that_days_off_take(policy: str) -> None:
    """Without the days named for a minute, the minute is worked; and for a worked minute none is named."""
    dates = ("2026-03-09", "2026-03-10", "2026-03-13")
    team = night(policy, *dates)
    horizon = Horizon.of("2026-03-07", "2026-03-15", zone("Asia/Manila"))
    bare, present = team.at_work(horizon, bare=True), team.at_work(horizon)
    for minute in range(horizon.start, horizon.end, 30):
        one = IntervalSet([(minute, minute + 1)])
        found = [on.isoformat() for on, _ in days_missed(Roster([team]), "night", horizon, one)]
        if one & (bare - present):
            left = night(policy, *(on for on in dates if on not in found))
            assert one & left.at_work(horizon)
        else:
            assert found == []


def test_each_pair_that_never_meets_is_told_once_and_nobody_beside_themselves() -> None:
    """Late has no shift on that Monday, and with or without it the two others never meet."""
    hours = {
        "Early": ("06:00", "08:00", "mon"),
        "Noon": ("11:00", "13:00", "mon"),
        "Late": ("18:00", "20:00", "tue"),
    }
    teams = [
        Team(name.lower(), "UTC", [Shift(start, end)], days=[day], name=name)
        for name, (start, end, day) in hours.items()
    ]
    reason = why(teams, "2026-03-02", "2026-03-02")
    assert (reason.code, reason.teams) == ("no-common-hours", ("early", "noon", "late"))
    assert reason.details == (
        "Early and Noon are never at work at once.",
        "Early and Late are never at work at once.",
        "Noon and Late are never at work at once.",
    )


def test_six_pairs_that_never_meet_are_all_told_and_those_that_do_are_not() -> None:
    hours = [Team(f"t{hour}", "UTC", [Shift(f"{hour:02d}:00", f"{hour:02d}:30")]) for hour in range(4)]
    reason = why(hours, "2026-03-02", "2026-03-06")
    assert reason.details == tuple(
        f"t{one} and t{other} are never at work at once." for one in range(4) for other in range(one + 1, 4)
    )
    wide = Team("wide", "UTC", [Shift("00:00", "02:00")])
    some = why([*hours[:3], wide], "2026-03-02", "2026-03-06")
    assert some.details == (
        "t0 and t1 are never at work at once.",
        "t0 and t2 are never at work at once.",
        "t1 and t2 are never at work at once.",
        "t2 and wide are never at work at once.",
    )


def test_up_to_forty_teams_have_their_pairs_told() -> None:
    teams = [Team("late", "UTC", [Shift("12:00", "13:00")], name="Late")]
    teams += [Team(f"t{number}", "UTC", [Shift("09:00", "10:00")]) for number in range(39)]
    reason = why(teams, "2026-03-02", "2026-03-02")
    assert reason.details == (
        *(f"Late and t{number} are never at work at once." for number in range(6)),
        "33 more pairs never meet.",
        "Without Late the others would share 1 h, days off apart.",
    )


def test_clocks_that_change_in_the_second_minute_of_a_sunday_keep_its_hours_apart() -> None:
    """Pune leaves at 13:30Z; London comes at 14:00Z in winter, at 13:00Z in summer; Sundays differ."""
    weekdays, sunday = ["mon", "tue", "wed", "thu", "fri"], ["sun"]
    pune = PUNE.replace(shifts=[Shift("10:00", "19:00", days=weekdays), Shift("06:00", "07:00", days=sunday)])
    hours = [Shift("14:00", "17:00", days=weekdays), Shift("20:00", "21:00", days=sunday)]
    london = Team("l", "Europe/London", hours, name="London")
    apart = "No shared hours in these dates: clocks keep them apart. From Mon 30 Mar 2026 they share hours."
    assert why([pune, london], "2026-03-29T00:59Z", "2026-03-30T00:00Z").message == apart
