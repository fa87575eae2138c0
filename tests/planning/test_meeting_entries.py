"""What a calendar shows of meetings: exactly their instants, under names that stay."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.horizon import Horizon
from overlap.core.recurrence import Recurrence
from overlap.people.entries import Guest, Moved, TimedEntry
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.meeting_entries import meeting_uid
from overlap.planning.programme import plan_programme
from overlap.planning.series import Series, audit_series
from overlap.planning.series_plan import plan_series
from tests.planning.brute import holidays, instant
from tests.planning.series_oracle import remade
from tests.planning.series_questions import (
    SeriesQuestion,
    holiday_questions,
    series_questions,
    split_questions,
)

FEW = settings().max_examples // 4
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], email="pune@example.com")
LONDON = Team("london", "Europe/London", [Shift("09:00", "17:00")])


def check(series: Series) -> None:
    entries = series.entries()
    told = [start for one in entries for start, _ in one.instants()]
    held = [one.start for one in series.held]
    assert told == held
    assert all(end - start == series.meeting.minutes for one in entries for start, end in one.instants())
    uids = [one.uid for one in entries]
    assert len(set(uids)) == len(uids)
    own = meeting_uid(series.roster, series.meeting)
    assert all(uid.endswith(own) for uid in uids)
    assert [one.uid for one in series.entries()] == uids


@settings(max_examples=FEW)
@given(series_questions())
def test_entries_have_exactly_the_instants_of_the_series(asked: SeriesQuestion) -> None:
    check(asked.audit())


@settings(max_examples=FEW)
@given(holiday_questions())
def test_entries_have_what_holidays_make_of_a_series(asked: SeriesQuestion) -> None:
    check(asked.audit())


@settings(max_examples=FEW // 2)
@given(split_questions())
def test_entries_of_several_times_have_all_of_them_and_no_more(asked: SeriesQuestion) -> None:
    check(asked.plan(step_minutes=120, drift="split").series)


@settings(max_examples=FEW)
@given(holiday_questions(), st.integers(0, 9), st.integers(0, 5))
def test_entries_of_a_shorter_question_have_the_instants_of_its_series(
    asked: SeriesQuestion, days: int, more: int
) -> None:
    low = asked.horizon.start + days * 1440
    part = asked.but(horizon=Horizon(low, low + (more + 1) * 1440)).audit()
    check(part)
    if asked.meeting.start is not None and asked.meeting.on_holiday != "move":
        whole = {one.planned: one.is_skipped for one in asked.audit()}
        both = [one for one in part if one.planned in whole]
        assert [one.is_skipped for one in both] == [whole[one.planned] for one in both]


@settings(max_examples=FEW)
@given(holiday_questions())
def test_a_name_stays_whatever_holidays_or_times_become(asked: SeriesQuestion) -> None:
    uids = [
        [
            one.uid
            for one in asked.but(meeting=remade(asked.meeting, on_holiday=policy, **more)).audit().entries()
        ]
        for policy in ("keep", "skip", "move")
        for more in ({}, {"at": 615}, {"title": "Another"})
    ]
    own = meeting_uid(asked.roster, asked.meeting)
    assert set(chain.from_iterable(uids)) <= {own}


def entries(meeting: Meeting, *teams: Team, **more: Any) -> tuple[TimedEntry, ...]:
    return audit_series(
        Roster(teams or (PUNE, LONDON), meetings=[meeting], id="acme"), meeting.id, **more
    ).entries()


def sync(**more: Any) -> Meeting:
    given: dict[str, Any] = {
        "teams": ["pune", "london"],
        "minutes": 30,
        "on": "wed",
        "at": "10:00",
        "anchor": "london",
        "start": "2026-06-03",
        "end": "2026-06-24",
    }
    return Meeting("sync", **{**given, **more})


def test_an_entry_says_all_that_the_meeting_does() -> None:
    meeting = sync(
        title="Weekly sync",
        description="What is new.",
        location="Room 1",
        url="https://meet.example.com/sync",
        organizer="Ana Reyes <ana@example.com>",
        categories=["sync"],
        remind=[10, 60],
        private=True,
        optional=["london"],
        required=["pune"],
    )
    (one,) = entries(meeting)
    assert (one.uid, one.title, one.zone, one.minutes) == (
        "sync@acme.overlap",
        "Weekly sync",
        "Europe/London",
        30,
    )
    assert (one.start, one.last) == (instant("2026-06-03 10:00"), instant("2026-06-24 10:00"))
    assert one.guests == (Guest("pune", "pune@example.com"), Guest("london", "", is_required=False))
    assert one.organizer == Guest("Ana Reyes", "ana@example.com")
    assert (one.location, one.url, one.categories) == ("Room 1", "https://meet.example.com/sync", ("sync",))
    assert (one.alarms, one.is_private, one.is_busy, one.is_cancelled) == ((60, 10), True, True, False)
    assert one.description == (
        "What is new.\n\n30 min. Local times:\n- pune (Kolkata): 14:30\n- london (optional) (London): 10:00"
    )


def test_what_is_skipped_or_moved_names_instances_of_the_rule() -> None:
    calendar, _ = holidays("2026-06-03", "2026-06-10", "2026-06-24")
    team = LONDON.replace(holidays=calendar, name="London")
    (skipped,) = entries(sync(on_holiday="skip", start="2026-05-27", end="2026-06-24"), PUNE, team)
    assert skipped.skipped == (instant("2026-06-03 10:00"), instant("2026-06-10 10:00"))
    assert skipped.last == instant("2026-06-17 10:00")
    assert skipped.description.endswith(
        "\n\nLondon has Holiday 2026-06-03 on Wed 3 Jun 2026."
        "\nLondon has Holiday 2026-06-10 on Wed 10 Jun 2026."
    )
    (moved,) = entries(sync(on_holiday="move"), PUNE, team)
    assert moved.start == instant("2026-06-03 10:00")
    assert [(one.original, one.start) for one in moved.moved] == [
        (instant("2026-06-03 10:00"), instant("2026-06-04 10:00")),
        (instant("2026-06-10 10:00"), instant("2026-06-09 10:00")),
        (instant("2026-06-24 10:00"), instant("2026-06-23 10:00")),
    ]
    assert isinstance(moved.moved[0], Moved)
    assert moved.moved[0].because.startswith("London has Holiday 2026-06-03 on Wed 3 Jun 2026; moved to Thu")


def test_one_occurrence_alone_is_no_rule() -> None:
    (one,) = entries(sync(end="2026-06-03"))
    assert (one.recurrence, one.last, one.start) == (None, None, instant("2026-06-03 10:00"))
    calendar, _ = holidays("2026-06-10")
    alone = sync(start="2026-06-08", end="2026-06-12", on_holiday="move")
    (moved,) = entries(alone, PUNE, LONDON.replace(holidays=calendar))
    assert (moved.recurrence, moved.moved, moved.start) == (None, (), instant("2026-06-09 10:00"))
    assert (
        entries(
            sync(start="2026-06-08", end="2026-06-12", on_holiday="skip"),
            PUNE,
            LONDON.replace(holidays=calendar),
        )
        == ()
    )


def test_local_times_are_told_from_when_they_hold() -> None:
    (one,) = entries(sync(start="2026-03-18", end="2026-04-08"))
    assert one.description == (
        "30 min. Local times:\n- pune (Kolkata): 15:30 from Wed 18 Mar 2026, 14:30 from Wed 1 Apr 2026\n"
        "- london (London): 10:00"
    )
    (later,) = entries(sync(at="20:00", end="2026-06-03"))
    assert "- pune (Kolkata): 00:30 +1 day\n" in later.description


def test_each_time_of_a_split_series_is_a_series_of_its_own() -> None:
    york = Team("york", "America/New_York", [Shift("09:00", "09:30")])
    meeting = Meeting(
        "m",
        teams=["london", "york"],
        minutes=30,
        on="mon",
        anchor="london",
        start="2026-02-16",
        end="2026-04-20",
    )
    roster = Roster([LONDON, york], title="My team", meetings=[meeting])
    found = plan_series(roster, "m", drift="split").entries()
    assert [one.uid for one in found] == [
        "m@my-team.overlap",
        "2026-03-09.m@my-team.overlap",
        "2026-03-30.m@my-team.overlap",
    ]
    assert [one.start % 1440 for one in found] == [840, 780, 840]
    assert [one.description for one in found] == [
        f"30 min. Local times:\n- london (London): {at}\n- york (New York): 09:00"
        for at in ("14:00", "13:00", "14:00")
    ]


def test_members_are_guests_by_their_own_addresses() -> None:
    team = PUNE.replace(
        members=[Member("ana", name="Ana", email="ana@example.com"), Member("ben")], headcount=2
    )
    (one,) = entries(sync(teams=["pune"], anchor=None), team)
    assert one.guests == (Guest("Ana", "ana@example.com"), Guest("ben"))


def test_all_meetings_of_a_roster_are_shown() -> None:
    meetings = [sync(), Meeting("retro", teams=["pune"], minutes=60, on="thu", at="15:00")]
    roster = Roster([PUNE, LONDON], meetings=meetings)
    june = ("2026-06-01", "2026-06-30")
    assert [one.title for one in plan_programme(roster, *june).entries()] == ["sync", "retro"]
    assert [one.title for one in plan_programme(roster, *june, meetings=["retro"]).entries()] == ["retro"]


@pytest.mark.parametrize(
    ("more", "rule", "last"),
    [
        ({"every": "month", "on": ["wed"]}, Recurrence("month", 1, (2,), nth=1), "2026-08-05 10:00"),
        ({"every": "month", "on": []}, Recurrence("month", 1, month_day=3), "2026-08-03 10:00"),
        ({"every": "week", "on": []}, Recurrence("week", 1, (2,)), "2026-08-26 10:00"),
        ({"every": "day", "on": []}, Recurrence("day", 1), "2026-08-31 10:00"),
    ],
)
def test_a_rule_without_a_first_date_is_counted_from_the_first_asked_about(
    more: dict[str, Any], rule: Recurrence, last: str
) -> None:
    (one,) = entries(sync(**more, start=None, end=None), start="2026-06-03", end="2026-08-31")
    assert (one.start, one.last, one.recurrence) == (instant("2026-06-03 10:00"), instant(last), rule)
