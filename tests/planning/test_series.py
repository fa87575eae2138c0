"""A recurring meeting, occurrence by occurrence and person by person, beside a walk over its minutes."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.errors import BadArgument, BadHorizon, UnknownId
from overlap.people.absence import TimeOff
from overlap.people.busy import Busy
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.series import Series, audit_series
from tests.planning.brute import holidays
from tests.planning.series_oracle import remade
from tests.planning.series_questions import SeriesQuestion, holiday_questions, series_questions
from tests.planning.slots_questions import busy_blocks
from tests.properties.oracle import DAY, day_date, day_number, wall_shown

FEW = settings().max_examples // 4
FEWER = settings().max_examples // 8
PUNE = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
LONDON = Team("london", "Europe/London", [Shift("09:00", "17:00")])


def iso_wall(key: str, instant: int) -> str:
    day, minute = divmod(wall_shown(key, instant), DAY)
    return f"{day_date(day).isoformat()}T{minute // 60:02d}:{minute % 60:02d}"


def sync(**more: Any) -> Meeting:
    return Meeting(**{"id": "sync", "minutes": 30, "teams": ["pune", "london"], "at": "09:00", **more})


def audit(meeting: Meeting, *teams: Team, **more: Any) -> Series:
    return audit_series(Roster(teams or (PUNE, LONDON), meetings=[meeting]), meeting.id, **more)


def check(asked: SeriesQuestion) -> None:
    series, brute = asked.audit(), asked.brute
    held = brute.held()
    assert [(one.planned_date, one.wall, one.planned) for one in series] == [
        (day_date(one.day), one.wall, one.planned) for one in held
    ]
    assert [(one.start, one.is_skipped) for one in series] == [(one.start, one.is_skipped) for one in held]
    for one, other in zip(series, held, strict=True):
        assert (one.because != "") == other.is_on_holiday
        assert one.end == one.start + asked.meeting.minutes
        taken_on = day_date(wall_shown(asked.clock, one.start) // DAY)
        assert one.date == (taken_on if one.is_moved else one.planned_date)
        assert one.is_possible == brute.is_possible(one.start)
        assert [each.id for each in one.attendees] == list(brute.invited)
        for each, (_, who, is_required) in zip(one.attendees, brute.invited.values(), strict=True):
            assert each.is_required == is_required
            assert each.status in brute.status(who, one.start)
            assert each.discomfort_minutes == brute.brute.discomfort(who, one.start)
            assert each.is_outside_hours == brute.is_outside(who, one.start)
            assert each.local_start[:16] == iso_wall(who.worker.zone, one.start)
    starts = [one.start for one in held if not one.is_skipped]
    assert series.burdens == brute.bearing(starts)
    everybody = [who for _, who, _ in brute.invited.values()]
    assert series.outside_hours == sum(brute.is_outside(who, at) for at in starts for who in everybody)
    failing = [one.date for one in series.held if not brute.is_possible(one.start)]
    assert (series.first_failing.date if series.first_failing else None) == next(iter(failing), None)


@settings(max_examples=FEW)
@given(series_questions())
def test_every_occurrence_is_to_everybody_what_its_minutes_are(asked: SeriesQuestion) -> None:
    check(asked)


@settings(max_examples=FEWER)
@given(holiday_questions())
def test_occurrences_near_holidays_are_what_their_minutes_are(asked: SeriesQuestion) -> None:
    check(asked)


@settings(max_examples=FEWER)
@given(holiday_questions(), st.randoms(use_true_random=False))
def test_the_order_of_the_invited_never_matters(asked: SeriesQuestion, chance: Random) -> None:
    def mixed(ids: tuple[str, ...]) -> list[str]:
        return chance.sample(ids, len(ids))

    one = asked.meeting
    ids = {name: mixed(getattr(one, name)) for name in ("teams", "required", "optional")}
    other = asked.but(meeting=remade(one, **ids)).audit()
    first = asked.audit()
    assert [(each.date, each.start, each.is_skipped) for each in other] == [
        (each.date, each.start, each.is_skipped) for each in first
    ]
    assert other.burdens == first.burdens


@settings(max_examples=FEWER)
@given(series_questions(), st.data())
def test_a_busier_person_never_makes_more_occurrences_possible(
    asked: SeriesQuestion, data: st.DataObject
) -> None:
    asked = asked.but(meeting=remade(asked.meeting, on_holiday="keep"))
    day = wall_shown(asked.clock, asked.horizon.start) // DAY
    whom = data.draw(st.sampled_from(sorted(asked.people)))
    more = [*asked.busy.get(whom, ()), *data.draw(busy_blocks(asked.horizon, day))]
    busier = asked.but(busy={**asked.busy, whom: more}).audit()
    for one, other in zip(asked.audit(), busier, strict=True):
        assert one.start == other.start
        assert one.is_possible or not other.is_possible


@settings(max_examples=FEWER)
@given(holiday_questions())
def test_keep_skip_and_move_agree_on_what_is_on_a_holiday(asked: SeriesQuestion) -> None:
    found = [
        asked.but(meeting=remade(asked.meeting, on_holiday=policy)).audit()
        for policy in ("keep", "skip", "move")
    ]
    named = [[(one.planned, one.because != "") for one in series] for series in found]
    assert named[0] == named[1] == named[2]
    keep, skip, _ = found
    assert len(keep.held) == len(keep)
    assert [one.planned for one in skip if one.is_skipped] == [one.planned for one in keep if one.because]
    for one, other in zip(keep, skip, strict=True):
        assert not one.because or one.because == f"kept although {other.because}"


def test_a_series_says_who_comes_and_how() -> None:
    """Half past four in London is ten at night in Pune, where the shift is over, until clocks change."""
    meeting = sync(on="mon", at="16:30", anchor="london", start="2026-03-16", end="2026-04-06")
    series = audit(meeting)
    assert [one.attendees[0].local_start for one in series] == [
        "2026-03-16T22:00+05:30",
        "2026-03-23T22:00+05:30",
        "2026-03-30T21:00+05:30",
        "2026-04-06T21:00+05:30",
    ]
    assert [one.is_possible for one in series] == [False, False, True, True]
    failure = series.first_failing
    assert failure is not None
    assert failure.to_dict() == {"date": "2026-03-16", "because": "pune: quiet at 22:00"}
    assert series[0].in_zone("UTC")[1].isoformat() == "2026-03-16T17:00:00+00:00"
    row = series[0].to_dict()
    assert row["possible"] is False
    assert "moved_from" not in row
    assert "skipped" not in row
    assert repr(series) == "<Series 'sync': 4 occurrences, 4 take place>"
    assert series.to_dict()["first_failing"]["date"] == "2026-03-16"


def test_a_failure_names_the_clock_change_that_began_it() -> None:
    meeting = sync(on="mon", at="22:00", anchor="pune", start="2026-03-02", count=6)
    late = Team("london", "Europe/London", [Shift("09:00", "17:15")])
    found = audit(meeting, PUNE.replace(shifts=[Shift("13:00", "22:30")]), late)
    assert found.first_failing is not None
    assert str(found.first_failing.date) == "2026-03-30"
    assert found.first_failing.text == (
        "london: fringe at 17:30 since Europe/London goes forward 1 h on Sun 29 Mar 2026"
    )
    # Where most occurrences are after the change, it is what changed all the same.
    usual = sync(on="mon", at="22:00", anchor="pune", start="2026-03-16", count=5)
    again = audit(usual, PUNE.replace(shifts=[Shift("13:00", "22:30")]), late)
    assert again.first_failing == found.first_failing
    always = Team("london", "Europe/London", [Shift("09:00", "16:15")])
    found = audit(meeting, PUNE.replace(shifts=[Shift("13:00", "22:30")]), always)
    assert found.first_failing is not None
    assert found.first_failing.to_dict() == {"date": "2026-03-02", "because": "london: fringe at 16:30"}


def test_an_absence_or_an_event_is_named_as_the_cause() -> None:
    calendar, _ = holidays("2026-03-09")
    away = LONDON.replace(holidays=calendar)
    meeting = sync(on="mon", start="2026-03-09", count=2, anchor="london")
    found = audit(meeting, PUNE, away)
    assert found.first_failing is not None
    assert found.first_failing.text == "london: holiday, Holiday 2026-03-09"
    busy = {
        "london": [
            Busy("2026-03-09T08:00Z", "2026-03-09T09:10Z", title="perhaps", status="tentative"),
            Busy("2026-03-09T09:10Z", "2026-03-09T09:20Z", title="Board"),
            Busy("2026-03-09T09:00Z", "2026-03-09T09:20Z", title="nothing", status="free"),
        ]
    }
    found = audit(meeting, busy=busy)
    assert found.first_failing is not None
    assert found.first_failing.text == "london: busy, Board"
    found = audit(meeting, busy={"london": busy["london"][:1]})
    assert (found[0].attendees[1].status, found[0].attendees[1].because) == ("tentative", "perhaps")
    assert found[0].attendees[1].to_dict() == {
        "id": "london",
        "local_start": "2026-03-09T09:00+00:00",
        "status": "tentative",
        "because": "perhaps",
        "required": True,
        "outside_hours": False,
        "discomfort_minutes": 0,
    }
    assert "because" not in found[0].attendees[0].to_dict()
    assert found[0].is_possible


def test_who_need_not_come_bears_no_more_than_staying_away_costs() -> None:
    team = LONDON.replace(members=[Member("ana"), Member("ben", role="optional")])
    meeting = sync(teams=["london"], on="mon", at="03:00", start="2026-03-09", count=2)
    series = audit(meeting, team)
    assert [one.is_required for one in series[0].attendees] == [True, False]
    assert series.burdens == {"london.ana": 2 * 30 * 6, "london.ben": 2 * 30}
    assert [one.discomfort_minutes for one in series[0].attendees] == [180, 180]


def test_the_horizon_is_the_meetings_own_dates_unless_asked_otherwise() -> None:
    meeting = sync(on="tue", start="2026-03-02", count=3)
    assert [str(one.date) for one in audit(meeting)] == ["2026-03-03", "2026-03-10", "2026-03-17"]
    assert len(audit(meeting, start="2026-03-10")) == 2
    assert len(audit(meeting, end="2026-03-10")) == 2
    assert len(audit(meeting, start="2026-03-18", end="2026-03-31")) == 0
    for more, field in (({}, "start"), ({"start": "2026-03-02"}, "end")):
        with pytest.raises(BadArgument, match=f'"sync" has no (first|last) date; give {field}') as caught:
            audit(sync(on="tue", **more))
        assert caught.value.field == field
    with pytest.raises(UnknownId, match='no meeting is called "x"; use sync'):
        audit_series(Roster([PUNE, LONDON], meetings=[meeting]), "x")


def test_a_horizon_that_cuts_a_day_leaves_out_what_begins_outside() -> None:
    meeting = sync(every="day", at="09:00", anchor="UTC")
    ends = {"start": "2026-03-02T09:00Z", "end": "2026-03-04T09:00Z"}
    assert [str(one.date) for one in audit(meeting, **ends)] == ["2026-03-02", "2026-03-03"]
    ends = {"start": "2026-03-02T09:01Z", "end": "2026-03-04T09:01Z"}
    assert [str(one.date) for one in audit(meeting, **ends)] == ["2026-03-03", "2026-03-04"]


def test_a_meeting_at_the_end_of_the_calendar_is_no_crash() -> None:
    for every, on in (("week", "mon"), ("week", ()), ("month", "mon"), ("month", ()), ("day", "mon")):
        late = sync(every=every, on=on, start="9999-12-31")
        assert len(audit(late, start="2026-03-02", end="2026-03-08")) == 0
        counted = sync(every=every, on=on, start="9999-12-29", count=2)
        with pytest.raises(BadHorizon, match="outside the supported years"):
            audit(counted)


def test_a_series_without_an_occurrence_answers_nothing() -> None:
    series = audit(sync(on="tue", start="2026-03-02", count=1), start="2026-04-01", end="2026-04-02")
    assert (series.drift, series.anchors, series.best_anchor, series.first_failing) == ((), (), None, None)
    assert series.burdens == {"pune": 0, "london": 0}
    assert series.entries() == ()
    assert timedelta(minutes=series.outside_hours) == timedelta(0)


def test_days_counted_are_those_of_the_meetings_clock() -> None:
    """Nine in the evening in Los Angeles is the next morning in Pune."""
    meeting = sync(
        teams=["pune"], every="day", at="21:00", anchor="America/Los_Angeles", start="2026-03-02", count=1
    )
    (one,) = audit(meeting)
    assert (str(one.date), one.attendees[0].local_start) == ("2026-03-02", "2026-03-03T10:30+05:30")
    assert day_number(one.date) == day_number(one.planned_date)


def test_where_all_of_a_needed_team_may_miss_meetings_their_reasons_are_told_all_the_same() -> None:
    ana = Member("ana", role="optional", time_off=[TimeOff("2026-03-02", "2026-03-02")])
    one = Team("one", "UTC", [Shift("09:00", "17:00")], headcount=1, members=[ana])
    sync = Meeting("sync", teams=["one"], minutes=30, at="10:00", start="2026-03-02", end="2026-03-02")
    failing = audit_series(Roster([one]), sync).first_failing
    assert failing is not None
    assert failing.text == "ana: time off"


def test_a_member_who_is_named_as_required_is_required_whatever_their_role() -> None:
    ana = Member("ana", role="optional")
    one = Team("one", "UTC", [Shift("09:00", "17:00")], headcount=2, members=[ana])
    roster = Roster([one])
    dates: dict[str, Any] = {"start": "2026-03-02", "end": "2026-03-02", "minutes": 30, "at": "10:00"}
    by_team = audit_series(roster, Meeting("sync", teams=["one"], **dates))
    assert {who.id: who.is_required for who in by_team[0].attendees} == {"one": True, "one.ana": False}
    by_name = audit_series(roster, Meeting("sync", required=["one.ana"], **dates))
    assert [who.is_required for who in by_name[0].attendees] == [True]
