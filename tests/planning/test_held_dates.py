"""What becomes of occurrences on holidays, beside a list of every place to which they could go."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from overlap.people.absence import Closure, TimeOff
from overlap.people.busy import Busy
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.series import Series, audit_series
from tests.planning.brute import holidays
from tests.planning.series_questions import SeriesQuestion, holiday_questions
from tests.properties.oracle import day_date, wall_shown

FEW = settings().max_examples // 6
OFFICE = [Shift("09:00", "17:00")]


def team(name: str, *dates: str, zone: str = "Europe/London", **more: Any) -> Team:
    return Team(name, zone, OFFICE, name=name.title(), holidays=holidays(*dates)[0], **more)


def audit(meeting: Meeting, *teams: Team, **more: Any) -> Series:
    return audit_series(Roster(teams, meetings=[meeting]), meeting.id, **more)


def sync(**more: Any) -> Meeting:
    given: dict[str, Any] = {
        "id": "sync",
        "minutes": 30,
        "teams": ["a"],
        "on": "wed",
        "at": "16:30",
        "start": "2026-06-01",
        "end": "2026-06-30",
        "on_holiday": "move",
    }
    return Meeting(**{**given, **more})


def places(series: Series) -> list[str]:
    return [f"{one.in_zone(series.zone)[0]:%m-%d %H:%M}" for one in series.held]


@settings(max_examples=FEW)
@given(holiday_questions(policy="move"))
def test_a_move_is_the_best_of_all_there_are(asked: SeriesQuestion) -> None:
    series, brute = asked.audit(), asked.brute
    held = brute.held()
    assert [(one.planned, one.start, one.is_skipped) for one in series] == [
        (one.planned, one.start, one.is_skipped) for one in held
    ]
    dates = [wall_shown(asked.clock, one.start) // 1440 for one in series.held]
    assert len(dates) == len(set(dates))
    assert dates == sorted(dates)
    for one in series:
        if one.is_moved:
            assert not brute.is_on_holiday(one.start)
            assert "; moved to " in one.because
        elif one.is_skipped:
            assert one.because.endswith("no date between its neighbours has a time for enough people")
        else:
            assert not one.because


@settings(max_examples=FEW)
@given(holiday_questions(policy="skip"))
def test_a_reason_names_who_has_which_holiday(asked: SeriesQuestion) -> None:
    brute = asked.brute
    shown = {team.id: team.name for team in asked.roster}
    for one in asked.audit():
        if not one.because:
            continue
        told, _, on = one.because.rpartition(" on ")
        assert on == f"{one.planned_date:%a} {one.planned_date.day} {one.planned_date:%b %Y}"
        named: set[str] = set()
        for part in told.split("; "):
            who, verb, what = part.replace(" have ", " has ").partition(" has ")
            assert verb
            whose = who.replace(" and ", ", ").split(", ")
            assert (" have " in part) == (len(whose) > 1)
            named |= set(whose)
            allowed: set[str] = set()
            for _, person, _ in brute.invited.values():
                allowed |= names_near(person.worker, wall_shown(person.worker.zone, one.start) // 1440)
            assert what in allowed
        expected: set[str] = set()
        for key in brute.with_holiday(one.start):
            group, _, member = key.partition(".")
            expected.add(member or shown[group])
        free = [all(brute.has_holiday(who, one.start) for who in brute.people[asked]) for asked in brute.ids]
        if not any(free):
            assert named == expected
        assert named <= expected | set(shown.values())


def names_near(worker: Any, day: int) -> set[str]:
    """The names of holidays and closures on a day and those beside it, which nights reach."""
    days = [day_date(day + more) for more in (-1, 0, 1)]
    found = {f"Holiday {on}" for on in days if on in worker.kept.off}
    found |= {f"Half day {on}" for on in days if on in worker.kept.part}
    return found | {"Clean-up" for one in worker.absences if isinstance(one, Closure) and one.start in days}


def test_it_moves_to_the_nearest_date_and_of_two_to_the_better() -> None:
    series = audit(sync(), team("a", "2026-06-10"))
    assert places(series) == ["06-03 16:30", "06-11 16:30", "06-17 16:30", "06-24 16:30"]
    # The Tuesday and the Thursday are as near; on the eve of a holiday the afternoon weighs more.
    assert series[1].because == (
        "A has Holiday 2026-06-10 on Wed 10 Jun 2026; moved to Thu 11 Jun 2026, 16:30 Europe/London"
    )
    assert series[1].to_dict()["moved_from"] == "2026-06-10"
    assert (str(series[1].date), str(series[1].planned_date)) == ("2026-06-11", "2026-06-10")
    later = audit(sync(), team("a", "2026-06-10", "2026-06-11"))
    assert places(later)[1] == "06-09 14:30"


def test_of_two_dates_as_good_it_takes_the_earlier() -> None:
    assert places(audit(sync(at="10:00"), team("a", "2026-06-10")))[1] == "06-09 10:00"


def test_it_stays_between_its_neighbours_and_takes_no_date_twice() -> None:
    meeting = sync(every="day", on=["tue", "wed", "thu"], at="10:00")
    series = audit(meeting, team("a", "2026-06-10"))
    assert series[4].is_skipped
    assert series[4].because == (
        "A has Holiday 2026-06-10 on Wed 10 Jun 2026; "
        "no date between its neighbours has a time for enough people"
    )
    assert series[4].to_dict()["skipped"] == series[4].because
    two = sync(every="day", on=["mon", "thu"], at="10:00", start="2026-06-08", end="2026-06-12")
    series = audit(two, team("a", "2026-06-08", "2026-06-11"))
    assert places(series) == ["06-09 10:00", "06-10 10:00"]


def test_it_stays_inside_the_meetings_dates_and_those_asked_about() -> None:
    wed = sync(every="week", at="10:00", start="2026-06-10", end="2026-06-17")
    holidayed = team("a", "2026-06-10", "2026-06-17")
    assert places(audit(wed, holidayed)) == ["06-11 10:00", "06-16 10:00"]
    assert places(audit(wed, holidayed, start="2026-06-10", end="2026-06-10")) == []
    assert places(audit(wed, holidayed, start="2026-06-17", end="2026-06-18")) == []
    assert places(audit(wed, holidayed, start="2026-06-16", end="2026-06-18")) == ["06-16 10:00"]


def test_the_last_of_the_meetings_dates_is_one_of_them() -> None:
    closed = team("a", "2026-06-16", "2026-06-17")
    wed = {"at": "10:00", "start": "2026-06-11"}
    assert places(audit(sync(**wed, end="2026-06-18"), closed)) == ["06-18 10:00"]
    assert places(audit(sync(**wed, end="2026-06-17"), closed)) == ["06-15 10:00"]
    assert places(audit(sync(at="10:00", start="2026-06-15", end="2026-06-17"), closed)) == ["06-15 10:00"]
    assert places(audit(sync(at="10:00", start="2026-06-16", end="2026-06-17"), closed)) == []


def test_a_date_that_was_moved_from_stays_the_rules() -> None:
    """The morning of the Wednesday is free, for only its afternoon is a holiday; nobody else moves there."""
    calendar, _ = holidays("2026-06-12", half=("2026-06-10",))
    half = Team("a", "Europe/London", OFFICE, holidays=calendar)
    busy = {"a": [Busy("2026-06-11")]}
    dates = {"on": ["wed", "fri"], "start": "2026-06-08", "end": "2026-06-12", "at": "15:00"}
    series = audit(sync(**dates), half, busy=busy)
    assert places(series) == ["06-09 15:00"]
    assert series[1].is_skipped


def test_it_goes_to_no_day_of_rest() -> None:
    some = team("a", "2026-06-10", days=["mon", "wed", "sat"])
    assert places(audit(sync(at="10:00"), some))[1] == "06-08 10:00"
    few = team("a", "2026-06-10", days=["wed"])
    assert audit(sync(at="10:00"), few)[1].is_skipped


def test_it_goes_to_no_holiday_of_those_who_count() -> None:
    meeting = sync(at="10:00", optional=["b"], holiday_for="anyone")
    found = audit(meeting, team("a", "2026-06-10"), team("b", "2026-06-09"), busy={"a": [Busy("2026-06-11")]})
    assert places(found)[1] == "06-08 10:00"
    only_required = sync(at="10:00", optional=["b"])
    assert places(audit(only_required, team("a", "2026-06-10"), team("b", "2026-06-11")))[1] == "06-09 10:00"


def test_it_keeps_its_usual_time_wherever_that_is() -> None:
    assert places(audit(sync(at="10:07"), team("a", "2026-06-10")))[1] == "06-09 10:07"
    # Where that is taken, the next on the raster of a quarter of an hour is the nearest.
    blocks = {
        "a": [Busy(f"2026-06-{day:02d}T09:07Z", f"2026-06-{day:02d}T09:12Z") for day in (4, 5, 8, 9, 11, 12)]
    }
    assert places(audit(sync(at="10:07"), team("a", "2026-06-10"), busy=blocks))[1] == "06-09 10:15"


def test_quiet_hours_are_kept_but_at_the_usual_time() -> None:
    night = Team("a", "Europe/London", [Shift("20:00", "21:00")], holidays=holidays("2026-06-10")[0])
    series = audit(sync(at="22:30", minutes=15), night)
    assert places(series)[1] == "06-11 20:45"
    # Where nothing else is free, the usual time is as good as it always was, though it is quiet.
    busy = {
        "a": [Busy("2026-06-04T00:00Z", "2026-06-10T00:00Z"), Busy("2026-06-11T05:00Z", "2026-06-11T20:59Z")]
    }
    series = audit(sync(at="22:30", minutes=15), night, busy=busy)
    assert places(series)[1] == "06-11 22:30"


def test_other_people_are_asked_to_bear_no_more_than_at_the_usual_time() -> None:
    """On the Thursday a team would have to come early, on the Monday and the Friday nobody has to."""
    b = team("b").replace(closures=[Closure("2026-06-09")])
    blocks = [Busy("2026-06-11T08:00Z", "2026-06-11T16:00Z")]
    meeting = sync(teams=["a", "b"], at="10:00")
    series = audit(meeting, team("a", "2026-06-10"), b, busy={"b": blocks})
    assert places(series)[1] == "06-08 10:00"
    # Where no date is as good, the one that costs least is taken.
    all_week = [
        *blocks,
        Busy("2026-06-12T08:00Z", "2026-06-12T16:00Z"),
        Busy("2026-06-16T08:00Z", "2026-06-16T16:00Z"),
    ]
    all_week += [
        Busy("2026-06-04T08:00Z", "2026-06-08T16:00Z"),
        Busy("2026-06-15T08:00Z", "2026-06-15T16:00Z"),
    ]
    series = audit(meeting, team("a", "2026-06-10"), b, busy={"b": all_week})
    assert places(series)[1] == "06-11 08:30"


@pytest.mark.parametrize(
    ("holiday_for", "quorum", "away", "expected"),
    [
        ("required", None, "a", True),
        ("required", 2, "a", False),
        ("required", 2, "ab", True),
        ("required", 1, "ab", False),
        ("required", 1, "abc", True),
        ("required", None, "d", False),
        ("anyone", 1, "d", True),
        ("anyone", 1, "", False),
        (1, 1, "d", True),
        (2, None, "a", False),
        (2, None, "ad", True),
        (4, None, "abc", False),
        (4, None, "abcd", True),
        (5, None, "abcd", False),
    ],
)
def test_whose_holidays_count(holiday_for: Any, quorum: int | None, away: str, expected: bool) -> None:
    teams = [team(name, *(["2026-06-10"] if name in away else [])) for name in "abcd"]
    meeting = sync(
        teams=(),
        required=["a", "b", "c"],
        optional=["d"],
        quorum=quorum,
        holiday_for=holiday_for,
        on_holiday="skip",
    )
    series = audit(meeting, *teams)
    assert [one.is_skipped for one in series] == [False, expected, False, False]
    if expected:
        names = [name.title() for name in away]
        whose = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
        verb = "has" if len(names) == 1 else "have"
        assert series[1].because == f"{whose} {verb} Holiday 2026-06-10 on Wed 10 Jun 2026"


def test_a_team_can_come_where_one_of_its_people_can() -> None:
    one_of_two = team("a", members=[Member("x", holidays=holidays("2026-06-10")[0]), Member("y", name="Yun")])
    meeting = sync(on_holiday="skip")
    assert [one.is_skipped for one in audit(meeting, one_of_two)] == [False] * 4
    anyone = sync(on_holiday="skip", holiday_for="anyone")
    series = audit(anyone, one_of_two)
    assert series[1].because == "x has Holiday 2026-06-10 on Wed 10 Jun 2026"


def test_time_off_is_no_holiday() -> None:
    away = team("a", members=[Member("x", time_off=[TimeOff("2026-06-10")])])
    assert not any(one.because for one in audit(sync(), away))


def test_holidays_of_several_names_are_told_by_name() -> None:
    a, b, c = team("a", "2026-06-10"), team("b"), team("c", "2026-06-10")
    b = b.replace(closures=[Closure("2026-06-10", name="Stocktaking")])
    series = audit(sync(teams=["a", "b", "c"], on_holiday="keep"), a, b, c)
    assert series[1].because == (
        "kept although A and C have Holiday 2026-06-10; B has Stocktaking on Wed 10 Jun 2026"
    )
    assert not series[1].is_skipped
    assert "skipped" not in series[1].to_dict()


def test_a_meeting_that_only_touches_a_holiday_is_on_it() -> None:
    kept = team("a", "2026-06-11", zone="Europe/London")
    assert [one.is_skipped for one in audit(sync(at="23:30", on_holiday="skip"), kept)] == [False] * 4
    assert audit(sync(at="23:31", on_holiday="skip"), kept)[1].is_skipped
    assert not audit(sync(at="23:31", on_holiday="skip", minutes=29), kept)[1].is_skipped
