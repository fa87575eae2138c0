"""Anchors compared, beside a sum over every occurrence and person."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.people.meetings import Meeting
from overlap.people.members import Member, Role
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.anchors import Anchor, anchors_of
from overlap.planning.invited import invited
from overlap.planning.occurrences import planned_starts
from overlap.planning.series import audit_series
from tests.planning.brute import instant
from tests.planning.series_questions import SeriesQuestion, holiday_questions, series_questions

NEW_YORK = "America/New_York"
FEW = settings().max_examples // 8


def check(asked: SeriesQuestion) -> None:
    series = asked.audit()
    assert [
        (one.zone, one.outside_hours, one.worst_minutes, one.total_minutes, one.local)
        for one in series.anchors
    ] == asked.brute.anchors()
    assert [one.zone for one in series.anchors if one.is_own] == ([asked.clock] if len(series) else [])


@settings(max_examples=FEW)
@given(series_questions())
def test_anchors_are_what_they_come_to_at_every_occurrence(asked: SeriesQuestion) -> None:
    check(asked)


@settings(max_examples=FEW // 2)
@given(holiday_questions())
def test_anchors_count_planned_occurrences_whatever_holidays_make_of_them(asked: SeriesQuestion) -> None:
    check(asked)


def test_the_clock_of_those_with_least_room_is_the_best() -> None:
    """In New York there is one free half hour; London can come an hour earlier or later."""
    york = Team("york", "America/New_York", [Shift("09:00", "09:30")])
    london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
    meeting = Meeting(
        "m",
        teams=["york", "london"],
        minutes=30,
        on="mon",
        at="14:00",
        anchor="london",
        start="2026-01-05",
        end="2026-12-28",
    )
    series = audit_series(Roster([york, london], meetings=[meeting]), "m")
    assert series.best_anchor == "America/New_York"
    best, own, utc = series.anchors
    assert best.to_dict() == {
        "anchor": "America/New_York",
        "local_start": "09:00",
        "outside_hours": 0,
        "worst_minutes": 0,
        "total_minutes": 0,
        "is_own": False,
    }
    # New York is off by an hour in the three weeks of March and the one of autumn.
    assert (own.zone, own.outside_hours, own.worst_minutes, own.local) == ("Europe/London", 4, 4 * 30, 840)
    assert (utc.zone, utc.outside_hours) == ("UTC", 34)


def test_of_equal_anchors_the_meetings_own_is_first() -> None:
    plain = [Team(name, "UTC", [Shift("09:00", "17:00")]) for name in ("a", "b")]
    meeting = Meeting(
        "m",
        teams=["a", "b"],
        minutes=30,
        every="day",
        at="09:00",
        anchor="Asia/Tokyo",
        start="2026-03-02",
        count=2,
    )
    anchors = audit_series(Roster(plain, meetings=[meeting]), "m").anchors
    assert [(one.zone, one.is_own) for one in anchors] == [("Asia/Tokyo", True), ("UTC", False)]


def test_an_anchor_shows_the_time_of_the_first_occurrence_though_a_later_one_falls_into_a_gap() -> None:
    """On 29 March 2026 clocks in Berlin go from 02:00 to 03:00."""
    berlin = Team("berlin", "Europe/Berlin", [Shift("09:00", "17:00")])
    meeting = Meeting(
        "m", teams=["berlin"], minutes=30, on="sun", at="02:30", anchor="berlin", start="2026-03-22", count=2
    )
    anchors = audit_series(Roster([berlin], meetings=[meeting]), "m").anchors
    assert {one.zone: one.local for one in anchors} == {"Europe/Berlin": 150, "UTC": 90}


@pytest.mark.parametrize("role", ["required", "optional"])
def test_where_no_occurrence_is_known_every_anchor_comes_to_nothing(role: Role) -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")], members=[Member("x", role=role)], headcount=1)
    meeting = Meeting("m", teams=["a"], minutes=30, on="mon", at="10:00")
    people = invited(Roster([team]), meeting, Horizon.of("2026-03-02", "2026-03-08", zone("UTC")))
    assert [one.is_required for one in people.invitees] == [role == "required"]
    planned = planned_starts(zone("UTC"), [date(2027, 3, 1)], 600)
    assert anchors_of(people, zone("UTC"), planned) == (Anchor("UTC", 0, 0, 0, 0, True),)


def test_what_one_anchor_puts_beyond_what_is_known_counts_for_none() -> None:
    """New York is back an hour by 3 November, so its 19:30 begins past the last midnight that is known."""
    teams = [Team(name, key, [Shift("09:00", "17:00")]) for name, key in (("a", "UTC"), ("ny", NEW_YORK))]
    meeting = Meeting("m", teams=["a", "ny"], minutes=30, on="tue", at="23:30", anchor="a")
    people = invited(Roster(teams, zone="UTC"), meeting, Horizon.of("2026-10-26", "2026-11-01", zone("UTC")))
    assert people.horizon.end == instant("2026-11-04 00:30")
    planned = planned_starts(zone("UTC"), [date(2026, 10, 27), date(2026, 11, 3)], 23 * 60 + 30)
    found = anchors_of(people, zone("UTC"), planned)
    assert found == anchors_of(people, zone("UTC"), planned[:1])
    assert {(one.zone, one.local, one.outside_hours) for one in found} == {
        ("UTC", 23 * 60 + 30, 2),
        (NEW_YORK, 19 * 60 + 30, 2),
    }
