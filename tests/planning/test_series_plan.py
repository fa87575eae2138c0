"""A plan puts together what was weighed and what takes place then."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from overlap.errors import BadArgument
from overlap.people.busy import Busy
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.discomfort import Discomfort
from overlap.planning.series_plan import SeriesPlan, plan_series
from tests.planning.brute import holidays, instant
from tests.planning.series_oracle import remade
from tests.planning.series_questions import SeriesQuestion, holiday_questions

FEW = settings().max_examples // 8
PUNE = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
LONDON = Team("london", "Europe/London", [Shift("09:00", "17:00")])


def plan(**more: Any) -> SeriesPlan:
    meeting = Meeting(
        "m", teams=["pune", "london"], minutes=30, anchor="london", start="2026-06-01", end="2026-06-30"
    )
    return plan_series(Roster([PUNE, LONDON]), meeting, **more)


def far() -> tuple[Roster, Meeting]:
    """Two teams whose hours never meet, and their meeting."""
    auckland = Team("auckland", "Pacific/Auckland", [Shift("09:00", "17:00")])
    meeting = Meeting("m", teams=["auckland", "london"], minutes=30, start="2026-06-01", end="2026-06-30")
    return Roster([auckland, LONDON]), meeting


def test_any_divisor_of_a_day_is_a_step() -> None:
    narrow: dict[str, Any] = {"start": "2026-06-01", "end": "2026-06-07", "weekdays": ["mon"]}
    fine, coarse = plan(step_minutes=1, **narrow), plan(step_minutes=30, **narrow)
    assert (fine.best.worst_minutes, fine.best.at) <= (coarse.best.worst_minutes, coarse.best.at)
    for step in (0, -15, 7, 1441, 15.0):
        with pytest.raises(BadArgument, match="give a divisor of a day"):
            plan(step_minutes=step)


def test_what_weighs_more_costs_more_in_the_plan_too() -> None:
    early: dict[str, Any] = {"weekdays": ["mon"], "start": "2026-06-01", "end": "2026-06-07"}
    usual = plan_series(*far(), **early)
    heavy = plan_series(*far(), weights=Discomfort(outside=30, outside_most=90, quiet=90), **early)
    assert usual.best.worst_minutes > 0
    assert heavy.best.worst_minutes > usual.best.worst_minutes


@settings(max_examples=FEW)
@given(holiday_questions())
def test_the_series_of_a_plan_is_that_of_a_meeting_at_its_best_time(asked: SeriesQuestion) -> None:
    dated = remade(asked.meeting, end=None, count=None)
    asked = asked.but(meeting=dated, horizon=whole_days(asked))
    found = asked.plan(step_minutes=60)
    at = asked.but(meeting=remade(dated, at=found.best.at, on=frozenset(found.best.weekdays))).audit()
    assert [(one.start, one.is_skipped) for one in found.series] == [
        (one.start, one.is_skipped) for one in at
    ]
    assert found.entries() == found.series.entries()


def whole_days(asked: SeriesQuestion) -> Any:
    """A horizon of whole dates of the meeting's clock: then every date touched is wholly inside."""
    from overlap.core.horizon import Horizon
    from overlap.core.zones import zone

    days = asked.horizon.dates(zone(asked.clock))
    return Horizon.of(*days, zone(asked.clock))


@pytest.mark.parametrize(
    ("more", "message", "field"),
    [
        ({"step_minutes": 0}, "step_minutes is 0; give a divisor of a day", "step_minutes"),
        ({"step_minutes": 7}, "step_minutes is 7", "step_minutes"),
        ({"step_minutes": 2880}, "step_minutes is 2880", "step_minutes"),
        ({"step_minutes": True}, "step_minutes is True", "step_minutes"),
        ({"step_minutes": 15.0}, r"step_minutes is 15.0", "step_minutes"),
        ({"drift": "never"}, "drift is", "drift"),
        ({"domain": "sleep"}, "domain is", "domain"),
        ({"weekdays": ["xday"]}, "is not a weekday", "weekdays"),
    ],
)
def test_an_option_that_is_none_is_refused(more: dict[str, Any], message: str, field: str) -> None:
    with pytest.raises(BadArgument, match=message) as caught:
        plan(**more)
    assert caught.value.field == field


def test_the_weekdays_to_choose_from_are_those_named() -> None:
    assert {one.days_text for one in plan().by_weekday} == {"Mon", "Tue", "Wed", "Thu", "Fri"}
    assert {one.days_text for one in plan(weekdays=["thu", "sun"]).by_weekday} == {"Thu", "Sun"}
    assert plan(step_minutes=1440).found.looked_at == 5


def test_a_plan_shows_its_choices_as_plain_values() -> None:
    found = plan()
    told = found.to_dict()
    assert (told["meeting"], told["zone"], told["current"]) == ("m", "Europe/London", None)
    assert told["best"]["at"] == "09:00"
    assert told["best"] == told["curve"][0] == told["by_weekday"][0]
    assert told["looked_at"] == 5 * 96
    assert len(told["series"]["occurrences"]) == len(found.series)
    assert found.series.meeting.at == 540


def test_a_holiday_moves_an_occurrence_to_where_no_meeting_of_the_roster_is() -> None:
    """On Monday 9 March all are away; on Tuesday from nine to eleven they sit in another meeting."""
    team = Team("a", "UTC", [Shift("09:00", "17:00")], holidays=holidays("2026-03-09")[0])
    other = Meeting("other", teams=["a"], minutes=120, on="tue", at="09:00")
    dates: dict[str, Any] = {"start": "2026-03-02", "end": "2026-03-16"}
    sync = Meeting("sync", teams=["a"], minutes=30, on="mon", on_holiday="move", **dates)
    for roster in (Roster([team], meetings=[other]), Roster([team], meetings=[sync, other])):
        held = plan_series(roster, sync).series.held
        assert [one.start for one in held] == [
            instant(at) for at in ("2026-03-02 09:00", "2026-03-10 11:00", "2026-03-16 09:00")
        ]


def test_the_meetings_that_one_is_not_moved_to_are_where_the_callers_weights_put_them() -> None:
    """On Tuesdays A and B meet at half past three, for an hour later the fringe would cost B more.

    So the meeting of Mondays, which is best then too, cannot be moved to then.
    """
    off, _ = holidays("2026-03-09")
    teams = [
        Team("a", "UTC", [Shift("09:00", "17:00")], holidays=off),
        Team("b", "UTC", [Shift("17:30", "22:00")]),
    ]
    other = Meeting("other", teams=["a", "b"], minutes=30, on="tue")
    dates: dict[str, Any] = {"start": "2026-03-02", "end": "2026-03-16"}
    sync = Meeting("sync", teams=["a", "b"], minutes=30, on="mon", on_holiday="move", **dates)
    plan = plan_series(
        Roster(teams, meetings=[other]), sync, weights=Discomfort(fringe=1000), domain="waking"
    )
    held = [one.start for one in plan.series.held]
    assert (held[0], held[2]) == (instant("2026-03-02 15:30"), instant("2026-03-16 15:30"))
    assert held[1] == instant("2026-03-10 16:00")


@pytest.mark.parametrize(("busy", "moved"), [(False, "11:00"), (True, "13:00")])
def test_the_meetings_that_one_is_not_moved_to_keep_clear_of_the_callers_busy_times(
    busy: bool, moved: str
) -> None:
    """Where A is busy on Tuesdays from nine to eleven, the two hours of the other meeting follow."""
    team = Team("a", "UTC", [Shift("09:00", "17:00")], holidays=holidays("2026-03-09")[0])
    other = Meeting("other", teams=["a"], minutes=120, on="tue")
    dates: dict[str, Any] = {"start": "2026-03-02", "end": "2026-03-16"}
    sync = Meeting("sync", teams=["a"], minutes=30, on="mon", on_holiday="move", **dates)
    taken = [Busy(f"2026-03-{day}T09:00Z", f"2026-03-{day}T11:00Z") for day in ("03", "10")]
    found = plan_series(Roster([team], meetings=[other]), sync, busy={"a": taken if busy else []})
    assert [one.start for one in found.series.held] == [
        instant(at) for at in ("2026-03-02 09:00", f"2026-03-10 {moved}", "2026-03-16 09:00")
    ]
