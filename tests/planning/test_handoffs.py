"""Handoffs are those that a walk over stretches of presence finds, and a failure has its cause."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from overlap.core.civil import iso_minute
from overlap.errors import BadArgument, BeyondData
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.requirements import HandoffNeed, LimitNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.handoffs import Handoffs, find_handoffs
from overlap.render.text import to_text
from tests.planning.coverage_oracle import present, runs_of
from tests.properties.oracle import DAY
from tests.properties.strategies import Crowd, FakeTable, crowds

EARLY, LATE = [Shift("06:00", "14:30")], [Shift("14:00", "22:00")]


def pair(**later: Any) -> list[Team]:
    return [Team("a", "UTC", EARLY, name="Alpha"), Team("b", "UTC", LATE, name="Beta", **later)]


def found(roster: list[Team], start: str, end: str, *requirements: Requirement, **more: Any) -> Handoffs:
    return find_handoffs(Roster(roster, requirements=requirements), start, end, **more)


def told(handoffs: Handoffs) -> list[tuple[str, str, str, str, int, int]]:
    return [
        (
            one.from_team,
            one.to_team,
            iso_minute(one.start)[5:-1],
            iso_minute(one.end)[5:-1],
            one.overlap_minutes,
            one.uncovered_minutes,
        )
        for one in handoffs
    ]


def test_one_team_leaves_while_the_next_is_there_and_at_night_nobody_is() -> None:
    assert told(found(pair(), "2026-03-02", "2026-03-02")) == [
        ("a", "b", "03-02T14:00", "03-02T14:30", 30, 0),
        ("b", "a", "03-02T22:00", "03-03T06:00", 0, 480),
    ]


def test_teams_that_touch_hand_over_without_sharing_a_minute() -> None:
    teams = [Team("a", "UTC", [Shift("06:00", "14:00")]), Team("b", "UTC", LATE)]
    assert told(found(teams, "2026-03-02", "2026-03-02"))[0] == (
        "a",
        "b",
        "03-02T14:00",
        "03-02T14:00",
        0,
        0,
    )


def test_a_lunch_break_is_no_handoff() -> None:
    lunch = [Shift("06:00", "14:30", breaks=[Break("10:00", "11:00")])]
    teams = [Team("a", "UTC", lunch), Team("b", "UTC", LATE), Team("c", "UTC", [Shift("09:00", "12:00")])]
    assert [(one.from_team, one.to_team) for one in found(teams, "2026-03-02", "2026-03-02")] == [
        ("c", "a"),
        ("a", "b"),
        ("b", "a"),
    ]


def test_shifts_of_one_team_that_touch_are_one_stretch() -> None:
    teams = [Team("a", "UTC", [*EARLY, Shift("14:30", "23:00")]), Team("b", "UTC", [Shift("22:00", "06:00")])]
    assert told(found(teams, "2026-03-03", "2026-03-03")) == [
        ("b", "a", "03-03T06:00", "03-03T06:00", 0, 0),
        ("a", "b", "03-03T22:00", "03-03T23:00", 60, 0),
    ]


def test_the_next_is_the_one_that_began_last_and_stays_longer() -> None:
    teams = [
        Team("a", "UTC", [Shift("06:00", "14:00")]),
        Team("long", "UTC", [Shift("05:00", "20:00")]),
        Team("late", "UTC", [Shift("13:00", "14:30")]),
        Team("brief", "UTC", [Shift("13:30", "14:00")]),
        Team("twin", "UTC", [Shift("13:00", "18:00")]),
    ]
    first = next(one for one in found(teams, "2026-03-02", "2026-03-02") if one.from_team == "a")
    assert (first.to_team, first.overlap_minutes) == ("late", 60)
    swapped = [teams[0], teams[4], *teams[1:4]]
    first = next(one for one in found(swapped, "2026-03-02", "2026-03-02") if one.from_team == "a")
    assert first.to_team == "twin"


def test_who_is_back_before_anybody_else_hands_over_to_nobody() -> None:
    teams = [
        Team("a", "UTC", [Shift("06:00", "10:00"), Shift("12:00", "14:00")]),
        Team("b", "UTC", [Shift("15:00", "22:00")]),
    ]
    assert [(one.from_team, one.to_team) for one in found(teams, "2026-03-02", "2026-03-02")] == [
        ("a", "b"),
        ("b", "a"),
    ]
    together = [teams[0], Team("b", "UTC", [Shift("12:00", "22:00")])]
    first = told(found(together, "2026-03-02", "2026-03-02"))[0]
    assert first == ("a", "b", "03-02T10:00", "03-02T12:00", 0, 120)


def test_a_half_day_hands_over_when_people_really_leave() -> None:
    away = [Member("x", time_off=[TimeOff("2026-03-02", from_time="13:00", until_time="24:00")])]
    teams = [Team("a", "UTC", EARLY, members=away), Team("b", "UTC", LATE)]
    assert told(found(teams, "2026-03-02", "2026-03-02"))[0] == (
        "a",
        "b",
        "03-02T13:00",
        "03-02T14:00",
        0,
        60,
    )


def test_usual_handoffs_stand_in_the_order_of_the_roster() -> None:
    teams = [Team("z", "UTC", EARLY), Team("a", "UTC", LATE)]
    usual = found(teams, "2026-03-02", "2026-03-08").usual
    assert [(one.from_team, one.to_team) for one in usual] == [("z", "a"), ("a", "z")]


def test_who_comes_next_is_looked_for_over_two_weeks() -> None:
    away = [Closure("2026-03-03", "2026-04-30")]

    def after(last: str) -> list[tuple[str, str, str, str, int, int]]:
        shut = [Closure("2026-03-02", last)]
        first = Team("a", "UTC", EARLY, closures=away)
        return told(found([first, Team("b", "UTC", LATE, closures=shut)], "2026-03-02", "2026-03-02"))

    # From Monday 2 March, 14:30, to Monday the 16th, 14:00: half an hour less than fourteen days.
    assert after("2026-03-15") == [("a", "b", "03-02T14:30", "03-16T14:00", 0, 14 * DAY - 30)]
    assert after("2026-03-16") == []


def test_handoffs_of_no_roster_are_refused() -> None:
    team: Any = Team("a", "UTC", EARLY)
    with pytest.raises(BadArgument, match="roster is"):
        find_handoffs(team, "2026-03-02", "2026-03-02")


def test_one_team_alone_hands_over_to_nobody() -> None:
    alone = found([Team("a", "UTC", EARLY)], "2026-03-02", "2026-03-06")
    assert len(alone) == 0
    assert "Nobody hands over" in to_text(alone.document())


def test_a_handoff_belongs_to_the_horizon_in_which_the_first_leaves() -> None:
    days = [told(found(pair(), f"2026-03-{day:02d}", f"2026-03-{day:02d}")) for day in range(2, 9)]
    assert [row for day in days for row in day] == told(found(pair(), "2026-03-02", "2026-03-08"))
    at_noon = [
        told(found(pair(), "2026-03-02T00:00Z", "2026-03-02T14:30Z")),
        told(found(pair(), "2026-03-02T14:30Z", "2026-03-03T00:00Z")),
    ]
    assert [len(rows) for rows in at_noon] == [0, 2]


def walked(crowd: Crowd, before: int, ahead: int) -> list[tuple[str, str, int, int, int, int]]:
    """The handoffs by looking at every minute's stretches, from the words of the glossary."""
    start, end = crowd.horizon.start, crowd.horizon.end
    stretches = {}
    for group in crowd.groups:
        minutes = [present(worker, start - before, end + ahead) for worker in group.workers()]
        stretches[group.team.id] = runs_of(set().union(*minutes))
    rows = []
    for order, (one, own) in enumerate(stretches.items()):
        for low, high in own:
            if not start <= high < end:
                continue
            others = [(other, *pair) for other in stretches if other != one for pair in stretches[other]]
            there = [row for row in others if row[1] <= high < row[2]]
            if there:
                latest = max(row[1] for row in there)
                to = next(row for row in there if row[1] == latest)
                since = max(low, latest)
                rows.append((high, order, (one, to[0], since, high, high - since, 0)))
                continue
            begins = [row[1] for row in others if row[1] > high]
            back = [pair[0] for pair in own if pair[0] > high]
            if begins and (not back or min(begins) <= min(back)):
                to = next(row for row in others if row[1] == min(begins))
                rows.append((high, order, (one, to[0], high, min(begins), 0, min(begins) - high)))
    return [row for _, _, row in sorted(rows)]


@settings(max_examples=max(settings().max_examples // 5, 10))
@given(crowds())
def test_every_handoff_is_one_that_a_walk_finds(crowd: Crowd) -> None:
    roster = Roster([group.team for group in crowd.groups], zone="UTC")
    start, end = iso_minute(crowd.horizon.start), iso_minute(crowd.horizon.end)
    rows = [
        (one.from_team, one.to_team, one.start, one.end, one.overlap_minutes, one.uncovered_minutes)
        for one in find_handoffs(roster, start, end)
    ]
    assert rows == walked(crowd, 3 * DAY, 14 * DAY)


# What fails


def test_usual_pairs_are_those_of_the_schedule_without_days_off() -> None:
    one = found(pair(closures=[Closure("2026-03-04")]), "2026-03-02", "2026-03-15")
    assert [(p.from_team, p.to_team, p.times, p.overlap_minutes) for p in one.usual] == [
        ("a", "b", 10, 30),
        ("b", "a", 10, 0),
    ]
    rare = [
        *pair(),
        Team(
            "c",
            "UTC",
            [Shift("14:15", "15:00", days=["mon"])],
            seasons=[Season("2026-03-03", "2026-06-30", shifts=[], name="none")],
        ),
    ]
    kept = found(rare, "2026-03-02", "2026-04-26")
    assert ("a", "c") not in {(p.from_team, p.to_team) for p in kept.usual}
    for last, is_usual in (("2026-03-15", True), ("2026-03-16", False)):  # once in 14 days, and in 15
        some = found(rare, "2026-03-02", last).usual
        assert [(p.times, p.overlap_minutes) for p in some if p.to_team == "c"] == [(1, 15)] * is_usual


def test_a_day_on_which_the_next_team_is_off_is_listed_with_its_cause() -> None:
    one = found(pair(closures=[Closure("2026-03-04", name="move")]), "2026-03-02", "2026-03-08")
    assert [fail.to_dict() for fail in one.failed] == [
        {
            "from": "a",
            "to": "b",
            "end": "2026-03-04T14:30Z",
            "overlap_minutes": 0,
            "wanted_minutes": 1,
            "code": "day-off",
            "because": "Beta: move (Wed 4 Mar 2026).",
            "requirement": "",
        }
    ]


def test_nothing_fails_where_the_first_team_is_off_itself() -> None:
    teams = [Team("a", "UTC", EARLY, closures=[Closure("2026-03-04")]), Team("b", "UTC", LATE)]
    one = found(teams, "2026-03-02", "2026-03-08")
    assert [fail.to_dict() for fail in one.failed] == [
        {
            "from": "b",
            "to": "a",
            "end": "2026-03-03T22:00Z",
            "overlap_minutes": 0,
            "wanted_minutes": 0,
            "code": "day-off",
            "because": "a: closure (Wed 4 Mar 2026).",
            "requirement": "",
        }
    ]


def test_a_handoff_below_the_minutes_asked_for_fails_and_one_of_just_as_many_does_not() -> None:
    late = [Member("x", time_off=[TimeOff("2026-03-04", from_time="14:00", until_time="14:15", name="bus")])]
    teams = [Team("a", "UTC", EARLY, name="Alpha"), Team("b", "UTC", LATE, name="Beta", members=late)]
    assert not found(teams, "2026-03-02", "2026-03-08", handoff_minutes=15).failed
    (fail,) = found(teams, "2026-03-02", "2026-03-08", handoff_minutes=16).failed
    assert (fail.overlap_minutes, fail.wanted_minutes, fail.code) == (15, 16, "day-off")
    assert fail.because == "Beta: bus (Wed 4 Mar 2026)."
    # A pair that never shares so long is not expected to.
    assert not found(teams, "2026-03-02", "2026-03-08", handoff_minutes=31).failed


def test_a_clock_change_that_pulls_two_teams_apart_is_named() -> None:
    """Warsaw leaves at 14:30Z and New York comes at 13:45Z, until Warsaw's summer time."""
    apart = [
        Team("ny", "America/New_York", [Shift("09:45", "17:00")], name="New York"),
        Team("waw", "Europe/Warsaw", [Shift("07:30", "15:30")], name="Warsaw"),
    ]
    one = found(apart, "2026-03-09", "2026-04-10", handoff_minutes=10)
    assert {(p.from_team, p.to_team): p.overlap_minutes for p in one.usual}["waw", "ny"] == 45
    fails = [fail for fail in one.failed if fail.from_team == "waw"]
    assert [iso_minute(fail.end)[5:10] for fail in fails] == ["03-30", "03-31"] + [
        f"04-{day:02d}" for day in (1, 2, 3, 6, 7, 8, 9, 10)
    ]
    assert {fail.code for fail in fails} == {"clock-change"}
    assert {fail.because for fail in fails} == {"Warsaw: Europe/Warsaw goes forward 1 h on Sun 29 Mar 2026."}


def test_a_clock_change_still_to_come_ends_what_fails_until_then() -> None:
    teams = [
        Team("waw", "Europe/Warsaw", [Shift("07:30", "15:30")], name="Warsaw"),
        Team("ny", "America/New_York", [Shift("09:45", "17:00")], name="New York"),
    ]
    one = found(teams, "2026-03-02", "2026-03-27", handoff_minutes=10)
    fails = [fail for fail in one.failed if fail.from_team == "waw"]
    assert [iso_minute(fail.end)[5:10] for fail in fails] == [f"03-{day:02d}" for day in range(2, 7)]
    assert {fail.because for fail in fails} == {
        "New York: until America/New_York goes forward 1 h on Sun 8 Mar 2026."
    }


@pytest.mark.parametrize(
    ("start", "end", "days", "because"),
    [
        (
            "2026-03-21",
            "2026-03-31",
            ["03-29", "03-30", "03-31"],
            "Warsaw: Europe/Warsaw goes forward 1 h on Sun 29 Mar 2026.",
        ),
        (
            "2026-10-22",
            "2026-10-31",
            ["10-22", "10-23", "10-24"],
            "Warsaw: until Europe/Warsaw goes back 1 h on Sun 25 Oct 2026.",
        ),
    ],
)
def test_a_clock_that_changes_in_a_night_counts_for_the_end_of_that_night(
    start: str, end: str, days: list[str], because: str
) -> None:
    """Warsaw's night ends at 5:00Z in winter and at 4:00Z in summer; Pune comes at 4:45Z."""
    daily = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    teams = [
        Team("waw", "Europe/Warsaw", [Shift("22:00", "06:00")], days=daily, name="Warsaw"),
        Team("pune", "Asia/Kolkata", [Shift("10:15", "19:00")], days=daily, name="Pune"),
    ]
    fails = [one for one in found(teams, start, end, handoff_minutes=10).failed if one.from_team == "waw"]
    assert [iso_minute(one.end) for one in fails] == [f"2026-{on}T04:00Z" for on in days]
    assert {(one.code, one.overlap_minutes, one.because) for one in fails} == {("clock-change", 0, because)}


def test_a_day_with_other_shifts_is_not_scheduled_to_share() -> None:
    later = [
        Shift("14:00", "22:00", days=["mon", "tue", "wed", "thu"]),
        Shift("16:00", "22:00", days=["fri"]),
    ]
    teams = [Team("a", "UTC", EARLY, name="Alpha"), Team("b", "UTC", later, name="Beta")]
    (fail,) = found(teams, "2026-03-02", "2026-03-08").failed
    assert (iso_minute(fail.end), fail.code) == ("2026-03-06T14:30Z", "not-scheduled")
    assert fail.because == "Their shifts do not share it on that day."


# Requirements


def test_a_requirement_counts_the_people_of_both_sides() -> None:
    early = [Shift("06:00", "14:30", headcount=3), Shift("06:00", "14:10", name="short", headcount=2)]
    teams = [Team("a", "UTC", early, headcount=5), Team("b", "UTC", LATE, headcount=4)]

    def kept(minutes: int, people: Any) -> int:
        need = HandoffNeed("a", "b", minutes, people=people)
        return found(teams, "2026-03-02", "2026-03-06", need).checks[0].kept

    assert kept(30, [3, 4]) == 5
    assert kept(31, [3, 4]) == 0
    assert kept(10, [4, 4]) == 5
    assert kept(11, [4, 4]) == 0
    assert kept(1, [3, 5]) == 0
    assert kept(10, "everyone") == 5
    assert kept(11, "everyone") == 0


def test_a_requirement_that_a_day_off_breaks_names_it() -> None:
    people = [Member("x", name="Xi", time_off=[TimeOff("2026-03-03", name="trip")]), Member("y")]
    teams = [Team("a", "UTC", EARLY, name="Alpha"), Team("b", "UTC", LATE, name="Beta", members=people)]
    need = HandoffNeed("a", "b", 30, people=[1, 2], name="two take over")
    one = found(teams, "2026-03-02", "2026-03-06", need)
    (check,) = one.checks
    assert (check.kept, len(check.failed)) == (4, 1)
    fail = check.failed[0]
    assert (fail.code, fail.because, fail.requirement) == (
        "day-off",
        "Beta: trip (Tue 3 Mar 2026).",
        "two take over",
    )
    assert one.failed == check.failed, "a pair with a requirement is judged by it alone"
    assert check.to_dict() == {
        "name": "two take over",
        "from": "a",
        "to": "b",
        "minutes": 30,
        "kept": 4,
        "failed": 1,
    }


def test_a_requirement_is_not_kept_by_a_team_that_leaves_as_well_or_comes_later() -> None:
    for late in (Shift("13:00", "14:30"), Shift("14:30", "22:00"), Shift("16:00", "22:00")):
        teams = [Team("a", "UTC", EARLY), Team("b", "UTC", [late])]
        (check,) = found(teams, "2026-03-02", "2026-03-02", HandoffNeed("a", "b", 1)).checks
        assert (check.kept, [fail.overlap_minutes for fail in check.failed]) == (0, [0])
        assert check.failed[0].code == "not-scheduled"


def test_a_requirement_that_clocks_break_names_the_change() -> None:
    teams = [
        Team("waw", "Europe/Warsaw", [Shift("07:30", "15:30")], name="Warsaw"),
        Team("ny", "America/New_York", [Shift("09:45", "17:00")], name="New York"),
    ]
    one = found(teams, "2026-03-16", "2026-04-03", HandoffNeed("waw", "ny", 45))
    (check,) = one.checks
    assert (check.kept, len(check.failed)) == (10, 5)
    assert {fail.because for fail in check.failed} == {
        "Warsaw: Europe/Warsaw goes forward 1 h on Sun 29 Mar 2026."
    }


WEEKDAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def kept_on(teams: list[Team], **more: Any) -> dict[str, list[str]]:
    """The dates in UTC of the ends that fail, for a need of one day of the week each."""
    dates: dict[str, list[str]] = {}
    for day in WEEKDAY_NAMES:
        need = HandoffNeed(teams[0].id, teams[1].id, 500, days=[day], **more)
        (check,) = found(teams, "2026-03-02", "2026-03-08", need).checks
        assert check.kept == 0
        dates[day] = [iso_minute(fail.end)[5:10] for fail in check.failed]
    return {day: ends for day, ends in dates.items() if ends}


def test_a_requirement_of_some_days_is_held_where_the_first_teams_shift_starts_on_them() -> None:
    need = HandoffNeed("a", "b", 30, days=["mon", "wed"])
    people = [Member("x", time_off=[TimeOff("2026-03-03"), TimeOff("2026-03-04")])]
    teams = [Team("a", "UTC", EARLY), Team("b", "UTC", LATE, members=people)]
    (check,) = found(teams, "2026-03-02", "2026-03-08", need).checks
    assert (check.kept, [iso_minute(fail.end) for fail in check.failed]) == (1, ["2026-03-04T14:30Z"])
    (every,) = found(teams, "2026-03-02", "2026-03-08", HandoffNeed("a", "b", 30)).checks
    assert (every.kept, len(every.failed)) == (3, 2)


def test_the_days_of_a_requirement_are_those_on_which_a_night_begins_on_its_own_clock() -> None:
    night = [Shift("22:00", "06:00", days=["fri"])]
    after = Team("b", "UTC", [Shift("05:00", "09:00", days=WEEKDAY_NAMES)])
    assert kept_on([Team("a", "UTC", night), after]) == {"fri": ["03-07"]}
    # 22:00 on Thursday in New York is Friday, 11:00, in Manila, where the people are: a shift of Thursday.
    pinned = [Shift("22:00", "06:00", days=["thu"], zone="America/New_York")]
    assert kept_on([Team("a", "Asia/Manila", pinned), after]) == {"thu": ["03-06"]}
    assert kept_on([Team("a", "America/New_York", pinned), after]) == {"thu": ["03-06"]}


def test_of_shifts_that_touch_the_last_decides_the_day() -> None:
    shifts = [Shift("08:00", "20:00", days=["mon"]), Shift("20:00", "04:00", days=["mon"])]
    relay = [*shifts, Shift("04:00", "12:00", days=["tue"])]
    after = Team("b", "UTC", [Shift("11:00", "13:00", days=WEEKDAY_NAMES)])
    assert kept_on([Team("a", "UTC", relay), after]) == {"tue": ["03-03"]}
    # Of two that end together, either day counts.
    both = [Shift("20:00", "04:00", days=["mon"]), Shift("02:00", "04:00", days=["tue"])]
    assert kept_on([Team("a", "UTC", both), after]) == {"mon": ["03-03"], "tue": ["03-03"]}


def test_the_day_of_a_requirement_is_that_of_the_shift_though_people_come_after_midnight() -> None:
    late = TimeOff("2026-03-06", from_time="18:00", until_time="24:00")
    one = Team("a", "UTC", [Shift("22:00", "06:00", days=["fri"])], members=[Member("x", time_off=[late])])
    after = Team("b", "UTC", [Shift("05:00", "09:00", days=WEEKDAY_NAMES)])
    assert kept_on([one, after]) == {"fri": ["03-07"]}


def test_a_requirement_of_teams_not_asked_about_is_left_aside() -> None:
    teams = [*pair(), Team("c", "UTC", [Shift("20:00", "23:00")])]
    need = HandoffNeed("b", "c", 30)
    rest = LimitNeed(rest_minutes=660)
    assert found(teams, "2026-03-02", "2026-03-06", need, teams=["a", "b"]).checks == ()
    assert len(found(teams, "2026-03-02", "2026-03-06", rest, need).checks) == 1


def test_holiday_data_that_end_with_the_horizon_are_enough() -> None:
    ending = Calendar(FakeTable(known_from=date(2026, 1, 1), known_until=date(2026, 12, 31)))
    teams = pair(holidays=ending)
    assert told(found(teams, "2026-12-31", "2026-12-31")) == [("a", "b", "12-31T14:00", "12-31T14:30", 30, 0)]
    assert len(found(teams, "2026-01-01", "2026-01-02")) == 4
    with pytest.raises(BeyondData):
        found(teams, "2026-12-31", "2027-01-01")


def test_members_and_skills_narrow_who_hands_over() -> None:
    people = [Member("x", skills=["es"]), Member("y")]
    teams = [Team("a", "UTC", EARLY, skills=["es"]), Team("b", "UTC", LATE, members=people)]
    assert [one.to_team for one in found(teams, "2026-03-02", "2026-03-02", teams=["a", "b.x"])] == [
        "b.x",
        "a",
    ]
    with pytest.raises(BadArgument):
        found(teams, "2026-03-02", "2026-03-02", skill="tl")
    with pytest.raises(BadArgument, match="handoff_minutes is 0"):
        found(teams, "2026-03-02", "2026-03-02", handoff_minutes=0)
    away = [people[0], Member("y", time_off=[TimeOff("2026-03-02")])]
    teams[1] = Team("b", "UTC", LATE, members=away)
    assert len(found(teams, "2026-03-02", "2026-03-02", skill="es").failed) == 0


def test_handoffs_show_themselves_and_are_plain_values() -> None:
    one = found(
        pair(closures=[Closure("2026-03-04", name="move")]),
        "2026-03-02",
        "2026-03-08",
        HandoffNeed("b", "a", 15, name="back"),
    )
    text = to_text(one.document())
    for part in ("Alpha  Beta", "30 min", "Beta: move (Wed 4 Mar 2026).", "back", "Where one fails:"):
        assert part in text
    plain = one.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert set(plain["handoffs"][0]) == {
        "from",
        "to",
        "overlap_minutes",
        "start",
        "end",
        "uncovered_minutes",
    }
    assert plain["usual_handoffs"][0] == {"from": "a", "to": "b", "times": 5, "overlap_minutes": 30}
    assert one._repr_html_().startswith('<div class="overlap">')


def test_a_shift_that_begins_with_a_break_is_not_there_because_another_of_the_team_is() -> None:
    late = Shift("12:00", "20:00", name="late", breaks=[Break(after_minutes=0, minutes=15)])
    teams = [
        Team("a", "UTC", [Shift("08:00", "12:30")]),
        Team("b", "UTC", [Shift("12:00", "12:01", name="note", headcount=1), late], headcount=2),
        Team("c", "UTC", [Shift("12:05", "20:00")]),
    ]
    first = find_handoffs(Roster(teams, zone="UTC"), "2026-03-02", "2026-03-02")
    leaving = next(one for one in first if one.from_team == "a")
    assert (leaving.to_team, leaving.overlap_minutes) == ("b", 15)


def test_a_requirement_belongs_to_the_horizon_in_which_the_first_leaves() -> None:
    teams = [
        Team("a", "UTC", [Shift("22:00", "06:00")]),
        Team("b", "UTC", [Shift("05:00", "13:00", days=["wed", "thu"])]),
    ]
    (check,) = found(teams, "2026-03-03", "2026-03-03", HandoffNeed("a", "b", 60)).checks
    assert (check.kept, [iso_minute(fail.end) for fail in check.failed]) == (0, ["2026-03-03T06:00Z"])
    (check,) = found(teams, "2026-03-04", "2026-03-05", HandoffNeed("a", "b", 60)).checks
    assert (check.kept, check.failed) == (2, ())


def test_a_day_between_two_that_keep_a_requirement_is_not_explained_by_a_change_beyond_them() -> None:
    """They work from Monday to Wednesday; on Tuesdays the second is late, before 29 March and after."""
    late = [Shift("14:00", "22:00", days=["mon", "wed"]), Shift("15:00", "22:00", days=["tue"])]
    days = ["mon", "tue", "wed"]
    teams = [
        Team("a", "Europe/London", [Shift("06:00", "14:30", days=days)]),
        Team("b", "Europe/London", late),
    ]
    (check,) = found(teams, "2026-03-23", "2026-04-01", HandoffNeed("a", "b", 30)).checks
    because = "By their shifts they do not share 30 min on that day."
    assert check.kept == 4
    assert [(iso_minute(fail.end)[5:10], fail.code, fail.because) for fail in check.failed] == [
        ("03-24", "not-scheduled", because),
        ("03-31", "not-scheduled", because),
    ]


def test_where_clocks_and_a_season_come_between_both_are_told_and_clocks_are_the_code() -> None:
    later = Season("2026-03-30", "2026-06-30", shifts=[Shift("09:50", "17:00")], name="spring")
    teams = [
        Team("waw", "Europe/Warsaw", [Shift("07:30", "15:30")], name="Warsaw"),
        Team("ny", "America/New_York", [Shift("09:45", "17:00")], name="New York", seasons=[later]),
    ]
    (check,) = found(teams, "2026-03-25", "2026-04-01", HandoffNeed("waw", "ny", 30)).checks
    assert {(fail.code, fail.because) for fail in check.failed} == {
        (
            "clock-change",
            (
                "Warsaw: Europe/Warsaw goes forward 1 h on Sun 29 Mar 2026. "
                "New York: spring begins on Mon 30 Mar 2026."
            ),
        )
    }


def test_who_comes_within_a_week_is_found_though_holiday_data_end_within_two() -> None:
    ending = Calendar(FakeTable(known_from=date(2026, 1, 1), known_until=date(2026, 12, 31)))
    teams = [
        Team("a", "UTC", [Shift("06:00", "14:00", days=["mon"])], holidays=ending),
        Team("b", "UTC", [Shift("06:00", "14:00", days=["sat"])]),
    ]
    assert told(found(teams, "2026-12-21", "2026-12-21")) == [
        ("a", "b", "12-21T14:00", "12-26T06:00", 0, 4 * DAY + 16 * 60)
    ]


def test_a_handoff_is_as_long_whenever_it_is_asked_about() -> None:
    """Both work round the clock from Monday on, one to the end of Saturday, the other to Sunday noon."""
    days = ["mon", "tue", "wed", "thu", "fri", "sat"]
    teams = [
        Team("a", "UTC", [Shift("00:00", "24:00")], days=days),
        Team("b", "UTC", [Shift("00:00", "24:00", days=days), Shift("00:00", "12:00", days=["sun"])]),
    ]
    last = ("a", "b", "03-02T00:00", "03-08T00:00", 6 * DAY, 0)
    for start in ("2026-03-01", "2026-03-06", "2026-03-08"):
        asked = found(teams, start, "2026-03-08")
        assert last in told(asked)
        assert [one.overlap_minutes for one in asked.usual if one.from_team == "a"] == [6 * DAY]
    # What is usual is as long, too, where a day off cuts what takes place.
    teams[0] = teams[0].replace(closures=[Closure("2026-03-06")])
    short = found(teams, "2026-03-08T00:00Z", "2026-03-08T01:00Z")
    assert ("a", "b", "03-07T00:00", "03-08T00:00", DAY, 0) in told(short)
    assert [one.overlap_minutes for one in short.usual if one.from_team == "a"] == [6 * DAY]


@pytest.mark.parametrize("days", [3, 4, 5, 7, 8, 60, 360])
def test_a_stretch_of_many_days_has_its_whole_length_or_all_that_data_know_of_it(days: int) -> None:
    off = [
        Closure("2025-01-01", date(2026, 12, 30) - timedelta(days=days)),
        Closure("2026-12-31", "2026-12-31"),
    ]
    always = [Shift("00:00", "24:00")]
    first = Team("a", "UTC", always, days=WEEKDAY_NAMES, closures=off)
    second = Team("b", "UTC", always, days=WEEKDAY_NAMES)

    def asked(one: Team) -> list[tuple[int, str]]:
        handoffs = found([one, second], "2026-12-31", "2026-12-31")
        return [(one.overlap_minutes, iso_minute(one.end)) for one in handoffs if one.from_team == "a"]

    assert asked(first) == [(days * DAY, "2026-12-31T00:00Z")]
    for known in (1, 2, 3, 6):
        begins = date(2026, 12, 31) - timedelta(days=known)
        calendar = Calendar(FakeTable(known_from=begins, known_until=date(2027, 12, 31)))
        told_of = asked(first.replace(holidays=calendar))
        assert told_of == [(min(days, known) * DAY, "2026-12-31T00:00Z")]
