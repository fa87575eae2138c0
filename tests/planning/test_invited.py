"""Who is invited to a meeting, as whom, and what is known of them near the end of the data."""

from __future__ import annotations

import warnings
from datetime import date
from typing import Any

import pytest

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument, BeyondData, UnknownId
from overlap.people.busy import Busy
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.invited import invited, meeting_of, person_ids
from overlap.planning.series import audit_series
from tests.planning.brute import holidays, instant
from tests.properties.strategies import FakeTable

OFFICE = [Shift("09:00", "17:00")]
MEMBERS = [Member("ana"), Member("ben", role="optional")]
A = Team("a", "UTC", OFFICE, members=MEMBERS, headcount=5, email="a@example.com")
B = Team("b", "UTC", OFFICE, members=[Member("cas")], headcount=1)


def people(meeting: Meeting) -> list[tuple[str, str, bool]]:
    found = invited(Roster([A, B]), meeting, Horizon.of("2026-03-02", "2026-03-06", zone("UTC")))
    return [(one.asked, one.id, one.is_required) for one in found.invitees]


def sync(**more: Any) -> Meeting:
    return Meeting("m", minutes=30, **{"at": "10:00", "every": "day", **more})


def test_a_team_is_its_unnamed_people_and_each_member() -> None:
    assert people(sync(teams=["a", "b"])) == [
        ("a", "a", True),
        ("a", "a.ana", True),
        ("a", "a.ben", False),
        ("b", "b.cas", True),
    ]
    assert person_ids(Roster([A, B]), sync(teams=["a", "b"])) == {"a", "a.ana", "a.ben", "b.cas"}


def test_who_is_named_alone_is_invited_on_their_own_account() -> None:
    assert people(sync(required=["a"], optional=["a.ana", "b"])) == [
        ("a", "a", True),
        ("a", "a.ben", False),
        ("a.ana", "a.ana", False),
        ("b", "b.cas", False),
    ]
    assert person_ids(Roster([A, B]), sync(required=["a.ana"], optional=["b"])) == {"a.ana", "b.cas"}


def test_a_team_invited_beside_those_required_need_not_come() -> None:
    assert people(sync(teams=["a"], required=["b"])) == [
        ("a", "a", False),
        ("a", "a.ana", False),
        ("a", "a.ben", False),
        ("b", "b.cas", True),
    ]


def test_guests_have_the_address_of_the_member_or_of_the_team() -> None:
    roster = Roster([A.replace(members=[Member("ana", email="ana@example.com"), Member("ben")])])
    found = invited(roster, sync(teams=["a"]), Horizon.of("2026-03-02", "2026-03-06", zone("UTC")))
    assert [one.guest.email for one in found.invitees] == ["a@example.com", "ana@example.com", ""]


def test_a_meeting_is_one_of_the_rosters_or_of_people_it_knows() -> None:
    roster = Roster([A, B], meetings=[sync(teams=["a"])])
    assert meeting_of(roster, "m") is roster.meetings[0]
    other = sync(teams=["b"])
    assert meeting_of(roster, other) is other
    with pytest.raises(UnknownId, match='no meeting is called "x"; use m'):
        meeting_of(roster, "x")
    with pytest.raises(UnknownId, match=r"add a table \[meeting.sync\]"):
        meeting_of(Roster([A]), "x")
    with pytest.raises(UnknownId, match="c"):
        meeting_of(roster, sync(teams=["c"]))
    with pytest.raises(BadArgument, match="3 is no meeting; give its id"):
        meeting_of(roster, 3)  # type: ignore[arg-type]


def test_of_those_beyond_the_quorum_the_ones_that_bear_most_are_excused() -> None:
    late = Team("late", "UTC", [Shift("13:00", "17:00")])
    early = Team("early", "UTC", [Shift("01:00", "05:00")])
    meeting = sync(teams=["late", "early"], quorum=1, at="11:00", start="2026-03-02", count=1)
    (one,) = audit_series(Roster([late, early], meetings=[meeting]), "m")
    assert [each.discomfort_minutes for each in one.attendees] == [60, 120]
    series = audit_series(Roster([late, early], meetings=[meeting]), "m")
    assert series.burdens == {"late": 60, "early": 30}
    same = sync(teams=["late", "twin"], quorum=1, at="11:00", start="2026-03-02", count=1)
    twins = Roster([late, late.replace(id="twin")], meetings=[same])
    assert audit_series(twins, "m").burdens == {"late": 60, "twin": 30}
    other = sync(teams=["twin", "late"], quorum=1, at="11:00", start="2026-03-02", count=1)
    assert audit_series(twins, other).burdens == {"late": 60, "twin": 30}


def test_a_meeting_may_reach_out_of_the_question_where_data_begin_with_it() -> None:
    table = FakeTable(known_from=date(2026, 1, 1), known_until=date(2026, 12, 31))
    team = Team("a", "UTC", [Shift("22:00", "06:00")], holidays=Calendar(table))
    meeting = sync(teams=["a"], at="23:45")
    series = audit_series(Roster([team], meetings=[meeting]), "m", "2026-01-01", "2026-01-02")
    assert [one.is_possible for one in series] == [True, True]


@pytest.mark.parametrize("beyond", ["raise", "warn"])
def test_the_days_beside_the_question_may_lie_beyond_the_data(beyond: Any) -> None:
    table = FakeTable(known_from=date(2026, 1, 1), known_until=date(2026, 12, 31))
    team = Team("a", "UTC", OFFICE, holidays=Calendar(table, beyond=beyond))
    meeting = sync(teams=["a"])
    roster = Roster([team], meetings=[meeting])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for start, end in (
            ("2026-12-30", "2026-12-31"),
            ("2026-01-01", "2026-01-02"),
            ("2026-01-01", "2026-12-31"),
        ):
            series = audit_series(roster, "m", start, end)
            assert all(one.is_possible == (one.date.weekday() < 5) for one in series)
            assert series.anchors
    if beyond == "raise":
        with pytest.raises(BeyondData):
            audit_series(roster, "m", "2026-12-30", "2027-01-02")


def test_around_an_instant_a_meeting_of_days_costs_what_it_would_without_holidays() -> None:
    """A whole day from Tuesday to Thursday: nine quiet hours, 2 and 1 before work, 1, 2, 3, 4 and 4 after."""
    team = Team("a", "UTC", OFFICE, holidays=holidays("2026-03-04")[0])
    meeting = Meeting("m", minutes=3 * DAY, teams=["a"], on="tue", at="00:00")
    found = invited(Roster([team]), meeting, Horizon.of("2026-03-02", "2026-03-06", zone("UTC")))
    start = instant("2026-03-03 00:00")
    by_hour = 9 * 6 + 2 + 1 + 1 + 2 + 3 + 4 + 4
    assert found.without_holidays(start).costs(start) == {"a": 3 * 60 * by_hour}
    assert found.costs(start)["a"] > 3 * 60 * by_hour


def test_a_holiday_that_all_of_a_team_have_is_told_once_and_others_by_person() -> None:
    off = holidays("2026-03-04")[0]
    holi = Calendar(FakeTable((Entry(date(2026, 3, 4), "Holi", "public", "IN"),)))

    def told(*members: Member, calendar: Calendar | None = None) -> list[tuple[str, str]]:
        team = Team("a", "UTC", OFFICE, name="Alpha", members=members, headcount=2, holidays=calendar)
        horizon = Horizon.of("2026-03-02", "2026-03-06", zone("UTC"))
        found = invited(Roster([team]), sync(teams=["a"]), horizon)
        return found.with_holiday(instant("2026-03-04 10:00"))

    ana, ben = Member("ana", name="Ana"), Member("ben", name="Ben")
    assert told(ana, ben, calendar=off) == [("Alpha", "Holiday 2026-03-04")]
    assert told(ana, Member("ben", name="Ben", holidays=holi), calendar=off) == [
        ("Ana", "Holiday 2026-03-04"),
        ("Ben", "Holi"),
    ]
    assert told(ana, Member("ben", name="Ben", holidays=holi)) == [("Ben", "Holi")]
    assert told(ana, ben) == []


@pytest.mark.parametrize(
    ("low", "high", "title"),
    [
        ("10:30", "11:00", "own"),  # begins when the meeting ends
        ("09:00", "10:00", "own"),  # ends when it begins
        ("10:29", "11:00", "team"),
        ("09:00", "10:01", "team"),
    ],
)
def test_an_event_that_only_touches_a_meeting_keeps_nobody_from_it(low: str, high: str, title: str) -> None:
    """What the whole team has is told before what somebody has alone."""
    busy = {
        "b": [Busy(f"2026-03-02T{low}Z", f"2026-03-02T{high}Z", title="team")],
        "b.cas": [Busy("2026-03-02T10:10Z", "2026-03-02T10:20Z", title="own")],
    }
    asked = Horizon.of("2026-03-02", "2026-03-06", zone("UTC"))
    found = invited(Roster([A, B]), sync(teams=["b"]), asked, busy=busy)
    (cas,) = found.invitees
    assert found.standpoint(cas, instant("2026-03-02 10:00")) == ("busy", title)
