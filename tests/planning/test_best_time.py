"""The best time, beside a list of every weekday, wall time, occurrence and person."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.errors import BadArgument
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.best_time import TimeOption
from overlap.planning.discomfort import Discomfort
from overlap.planning.series_plan import SeriesPlan, plan_series
from tests.planning.brute import holidays
from tests.planning.series_oracle import SeriesBrute, Weighed, remade
from tests.planning.series_questions import (
    SeriesQuestion,
    holiday_questions,
    series_questions,
    split_questions,
)
from tests.properties.oracle import day_number

FEW = max(settings().max_examples // 12, 2)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def facts(one: TimeOption | Weighed) -> tuple[Any, ...]:
    if isinstance(one, Weighed):
        return (
            one.weekdays,
            one.at,
            one.woken,
            one.worst,
            one.total,
            one.failing,
            one.held,
            one.outside,
            one.parts,
        )
    parts = tuple((day_number(part.start), day_number(part.end), part.at) for part in one.parts)
    return (
        one.weekdays,
        one.at,
        one.quiet_hours,
        one.worst_minutes,
        one.total_minutes,
        one.failing,
        one.occurrences,
        one.outside_hours,
        parts,
    )


def front(choices: list[Weighed]) -> list[Weighed]:
    """Those that keep as many quiet hours as the best and that no other beats or equals before them."""
    same = [one for one in choices if one.woken == choices[0].woken]
    return [
        one
        for at, one in enumerate(same)
        if not any(
            (other.worst <= one.worst and other.total < one.total)
            or (other.worst < one.worst and other.total <= one.total)
            or ((other.worst, other.total) == (one.worst, one.total) and index < at)
            for index, other in enumerate(same)
        )
    ]


def check(
    asked: SeriesQuestion, *, split: bool = False, step: int = 60, weekdays: list[int] | None = None
) -> None:
    brute = asked.brute
    choices = brute.choices(step=step, split=split, weekdays=weekdays)
    names = None if weekdays is None else [WEEKDAYS[day] for day in weekdays]
    more: dict[str, Any] = {"step_minutes": step, "drift": "split" if split else "keep", "weekdays": names}
    if not choices:
        with pytest.raises(BadArgument, match="has no occurrence between these dates"):
            asked.plan(**more)
        return
    plan = asked.plan(**more)
    assert facts(plan.best) == facts(choices[0])
    assert plan.found.looked_at == len(choices)
    assert [facts(one) for one in plan.curve] == [facts(one) for one in front(choices)]
    by_weekday: dict[tuple[int, ...], Weighed] = {}
    for one in choices:
        by_weekday.setdefault(one.weekdays, one)
    assert [facts(one) for one in plan.by_weekday] == [facts(one) for one in by_weekday.values()]
    worst = {key: cost for key, cost in bearing(brute, choices[0]).items() if brute.invited[key][2]}
    assert plan.best.worst_id == next((key for key in worst if worst[key] == max(worst.values())), "")


def bearing(brute: SeriesBrute, one: Weighed) -> dict[str, int]:
    """What each person bears of a choice."""
    found = dict.fromkeys(brute.invited, 0)
    for low, high, at in one.parts:
        other = remade(brute.meeting, on=frozenset(one.weekdays), at=at)
        days = [day_number(on) for on in SeriesBrute.dates(_with(brute, other))]
        for start in brute._held_starts([day for day in days if low <= day <= high], at):
            for key, cost in brute.costs(start).items():
                found[key] += cost
    return found


def _with(brute: SeriesBrute, meeting: Meeting) -> SeriesBrute:
    return SeriesBrute(brute.people, brute.at_will, meeting, brute.house, brute.clock, brute.start, brute.end)


@settings(max_examples=FEW)
@given(holiday_questions(), st.booleans(), st.none() | st.sampled_from([[0], [1, 3], [4, 5, 6]]))
def test_the_best_is_the_first_of_all_there_are(
    asked: SeriesQuestion, is_timed: bool, weekdays: list[int] | None
) -> None:
    if not is_timed:
        asked = asked.but(meeting=remade(asked.meeting, at=None))
    check(asked, weekdays=weekdays)


@settings(max_examples=FEW)
@given(series_questions(is_timed=False))
def test_the_best_is_the_first_of_all_near_a_nasty_day(asked: SeriesQuestion) -> None:
    check(asked, step=90)


@settings(max_examples=FEW // 2)
@given(split_questions())
def test_weeks_of_clock_changes_have_the_best_time_of_their_own(asked: SeriesQuestion) -> None:
    check(asked, split=True, step=120)


@settings(max_examples=FEW)
@given(holiday_questions())
def test_the_current_time_is_one_choice_among_the_others(asked: SeriesQuestion) -> None:
    brute, plan = asked.brute, asked.plan(step_minutes=720)
    assert asked.meeting.at is not None
    (own,) = brute._weighed(
        tuple(sorted(asked.meeting.on)),
        [day_number(on) for on in brute.dates()],
        range(asked.meeting.at, asked.meeting.at + 1),
        False,
        frozenset(),
    )
    assert plan.current is not None
    assert facts(plan.current) == facts(own)


PUNE = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
LONDON = Team("london", "Europe/London", [Shift("09:00", "17:00")])
YORK = Team("york", "America/New_York", [Shift("09:00", "09:30")])
SYDNEY = Team("sydney", "Australia/Sydney", [Shift("00:00", "24:00")], days=WEEKDAYS)


def plan(teams: list[Team], meeting: Meeting, **more: Any) -> SeriesPlan:
    return plan_series(Roster(teams, zone="UTC"), meeting, **more)


def meeting(*ids: str, **more: Any) -> Meeting:
    given: dict[str, Any] = {"minutes": 30, "on": "mon", "start": "2026-01-05", "end": "2026-12-28"}
    return Meeting("m", teams=ids, **{**given, **more})


def test_split_moves_only_the_few_weeks_in_which_clocks_differ() -> None:
    found = plan([LONDON, YORK], meeting("london", "york", anchor="london"), drift="split").best
    assert (found.to_dict()["at"], found.worst_minutes, found.failing) == ("14:00", 0, 0)
    assert [part.to_dict() for part in found.parts] == [
        {"from": "2026-01-05", "until": "2026-03-02", "at": "14:00"},
        {"from": "2026-03-09", "until": "2026-03-23", "at": "13:00"},
        {"from": "2026-03-30", "until": "2026-10-19", "at": "14:00"},
        {"from": "2026-10-26", "until": "2026-10-26", "at": "13:00"},
        {"from": "2026-11-02", "until": "2026-12-28", "at": "14:00"},
    ]
    kept = plan([LONDON, YORK], meeting("london", "york", anchor="london")).best
    assert len(kept.parts) == 1
    assert kept.worst_minutes == 4 * 30


def test_of_two_runs_only_the_one_that_is_better_elsewhere_moves() -> None:
    """In the week of October New York begins an hour later, at two in London as ever."""
    late = Season("2026-10-20", "2026-10-31", shifts=[Shift("10:00", "10:30")], name="late")
    york = YORK.replace(seasons=[late])
    found = plan([LONDON, york], meeting("london", "york", anchor="london"), drift="split").best
    assert [part.to_dict() for part in found.parts] == [
        {"from": "2026-01-05", "until": "2026-03-02", "at": "14:00"},
        {"from": "2026-03-09", "until": "2026-03-23", "at": "13:00"},
        {"from": "2026-03-30", "until": "2026-12-28", "at": "14:00"},
    ]


def test_a_run_that_is_as_good_at_the_usual_time_stays() -> None:
    wide = YORK.replace(shifts=[Shift("09:00", "17:00")])
    (part,) = plan([LONDON, wide], meeting("london", "york", anchor="london"), drift="split").best.parts
    assert part.to_dict() == {"from": "2026-01-05", "until": "2026-12-28", "at": "14:00"}


def test_a_day_on_which_clocks_change_is_no_day_like_the_one_before() -> None:
    """Nine in London is nine in UTC on the Saturday, and eight on the Sunday."""
    brief = Team("brief", "UTC", [Shift("09:00", "09:30")], days=WEEKDAYS)
    asked = meeting("brief", every="day", on=(), anchor="Europe/London", start="2026-03-28", end="2026-03-29")
    assert plan([brief], asked).best.worst_minutes == 30


def test_weeks_without_a_time_leave_no_choice() -> None:
    taken = Meeting(
        "fair", teams=["london"], minutes=1440, every="day", at="00:00", start="2026-03-09", count=20
    )
    asked = meeting("london", "york", anchor="london")
    roster = Roster([LONDON, YORK], zone="UTC", meetings=[taken, asked])
    for drift in ("keep", "split"):
        with pytest.raises(BadArgument, match='every time for "m" collides'):
            plan_series(roster, "m", drift=drift)


def test_of_equal_weekdays_the_one_with_fewest_holidays_is_best() -> None:
    off = LONDON.replace(holidays=holidays("2026-01-05", "2026-01-06", "2026-01-13")[0])
    found = plan([off], meeting("london", on=(), on_holiday="skip", end="2026-03-01"))
    assert [one.days_text for one in found.by_weekday] == ["Wed", "Thu", "Fri", "Mon", "Tue"]


def test_the_usual_time_is_that_of_the_rule_and_not_of_exceptions_in_a_row() -> None:
    """Two exceptions follow each other, with four occurrences at one other time, as many as the rule has."""
    always = Team("always", "Europe/London", [Shift("00:00", "24:00")], days=WEEKDAYS)
    asked = meeting(
        "sydney", "york", "always", on="tue", anchor="sydney", start="2026-03-10", end="2026-04-28"
    )
    found = plan([always, YORK, SYDNEY], asked, drift="split").best
    assert [part.to_dict() for part in found.parts] == [
        {"from": "2026-03-10", "until": "2026-03-31", "at": "00:00"},
        {"from": "2026-04-07", "until": "2026-04-28", "at": "23:00"},
    ]
    assert found.to_dict()["at"] == "23:00"


@pytest.mark.parametrize("first", ["2026-02-16", "2026-02-23", "2026-03-02"])
def test_a_few_weeks_are_an_exception_even_where_the_horizon_holds_most_of_them(first: str) -> None:
    """Three dates of winter or fewer, then the three weeks in which only New York's clocks have changed."""
    asked = meeting("london", "york", anchor="london", start=first, end="2026-03-23")
    found = plan([LONDON, YORK], asked, drift="split").best
    assert (found.to_dict()["at"], found.worst_minutes) == ("14:00", 0)
    assert [part.to_dict() for part in found.parts] == [
        {"from": first, "until": "2026-03-02", "at": "14:00"},
        {"from": "2026-03-09", "until": "2026-03-23", "at": "13:00"},
    ]
    short = plan([LONDON, YORK], asked, start="2026-03-09", drift="split").best
    assert [part.to_dict()["at"] for part in short.parts] == ["13:00"]


def test_of_exceptions_alone_the_one_with_most_dates_is_the_rule() -> None:
    """London's clocks change two Sundays after the first of these dates, Sydney's one Sunday later."""
    asked = meeting(
        "london", "york", "sydney", on="tue", anchor="london", start="2026-03-17", end="2026-03-31"
    )
    found = plan([LONDON, YORK, SYDNEY], asked, drift="split").best
    assert found.to_dict()["at"] == "13:00"
    assert [part.to_dict() for part in found.parts] == [
        {"from": "2026-03-17", "until": "2026-03-24", "at": "13:00"},
        {"from": "2026-03-31", "until": "2026-03-31", "at": "14:00"},
    ]


def test_a_season_of_its_own_is_no_exception() -> None:
    """Pune keeps its clock, so for half a year the difference is another one: one time for all of it."""
    brief = PUNE.replace(shifts=[Shift("14:30", "15:00")])
    found = plan([LONDON, brief], meeting("london", "pune", anchor="london"), drift="split").best
    assert [part.to_dict()["at"] for part in found.parts] == ["10:00"]


def test_quiet_hours_come_before_all_else() -> None:
    night = Team("night", "Europe/London", [Shift("22:00", "06:00")])
    day = Team("day", "Europe/London", [Shift("08:00", "16:00")])
    found = plan([night, day], meeting("night", "day", on="tue", anchor="Europe/London")).best
    assert found.quiet_hours == 0
    light = plan([night, day], meeting("night", "day", on="tue"), weights=Discomfort(quiet=0))
    assert {one.quiet_hours for one in light.curve} == {0}
    assert light.best.total_minutes > 0
    woken = plan([night, day], meeting("night", "day", on="tue", anchor="Europe/London", at="23:00")).current
    assert woken is not None
    assert woken.quiet_hours == woken.occurrences == 51


def test_of_equal_times_the_meetings_own_stays() -> None:
    own = plan([LONDON], meeting("london", at="11:15"))
    assert own.best.to_dict()["at"] == "11:15"
    assert own.best == own.current
    assert plan([LONDON], meeting("london")).best.to_dict()["at"] == "09:00"
    assert plan([LONDON], meeting("london", on=())).best.days_text == "Mon"


def test_without_an_occurrence_there_is_nothing_to_choose() -> None:
    with pytest.raises(BadArgument, match='the meeting "m" has no occurrence between these dates'):
        plan([LONDON], meeting("london"), start="2026-01-06", end="2026-01-08")
    taken = Meeting("stand-up", teams=["london"], minutes=1440, every="day", at="00:00")
    asked = meeting("london", start="2026-01-05", end="2026-01-12")
    roster = Roster([LONDON], meetings=[taken, asked])
    with pytest.raises(BadArgument, match='every time for "m" collides with another meeting'):
        plan_series(roster, "m")
    with pytest.raises(BadArgument, match='every time for "m" collides with another meeting'):
        plan_series(roster, "m", drift="split")
