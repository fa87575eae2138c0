"""Everybody asked, at one slot: what it is to them, what it costs them, or what is in their way."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.zones import zone
from overlap.people.absence import TimeOff
from overlap.people.busy import Busy
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.attendance import Attendee, attendees, local_iso
from overlap.planning.meeting_options import MeetingOptions, search_for
from tests.planning.brute import instant
from tests.planning.obstacle_oracle import Asked, events_near, questions, unusable
from tests.planning.slots_oracle import Brute, Person
from tests.properties.oracle import DAY, day_date, offset_shown, wall_shown
from tests.properties.strategies import CLOCKS, FakeTable

HOUR = timedelta(hours=1)
NINE_TO_FIVE = [Shift("09:00", "17:00")]


def at_slot(teams: list[Team], at: str, *, minutes: int = 60, **options: Any) -> dict[str, Attendee]:
    """Everybody asked at "2026-03-02 14:00" of UTC, by id."""
    first = datetime.fromtimestamp(instant(at) * 60, UTC)
    length = timedelta(minutes=minutes)
    search = search_for(
        Roster(teams, zone="UTC"), first, first + length, length, cast("MeetingOptions", options)
    )
    return {one.id: one for one in attendees(search, instant(at))}


# Generated questions


@settings(max_examples=10)
@given(questions(most=2), st.data())
def test_who_can_come_comes_through_the_person_with_least_discomfort(
    asked: Asked, data: st.DataObject
) -> None:
    brute = asked.brute
    possible = brute.possible()
    if not possible:
        return
    options = cast("MeetingOptions", asked.options)
    search = search_for(asked.roster, *asked.bounds, asked.duration, options)
    for start in {data.draw(st.sampled_from(possible)) for _ in range(2)}:
        slot = brute.slot(start)
        for one in attendees(search, start):
            assert one.can_come == (one.id in slot.cheapest)
            if not one.can_come:
                continue
            cost, keys = slot.cheapest[one.id]
            assert one.person in keys
            assert one.discomfort_minutes == cost
            (person,) = (person for person in brute.people[one.id] if person.key == one.person)
            parts = brute.pieces(person, start)
            assert {(part.what, part.minutes, part.discomfort_minutes) for part in one.pieces} == {
                (what, *part) for what, part in parts.items()
            }
            costs = [part.discomfort_minutes for part in one.pieces]
            assert costs == sorted(costs, reverse=True)
            assert one.obstacles == ()
            assert one.obstacle is None
            meeting = range(start, start + brute.duration)
            assert one.night_minutes == sum(minute in brute.life(person).quiet for minute in meeting)
            assert one.status in _heaviest(brute, person, start)
            assert one.is_required == any(one.id in ids for ids, _ in brute.groups)
        counted = [one for one in attendees(search, start) if one.is_needed]
        assert sorted(one.discomfort_minutes for one in counted) == sorted(
            slot.cheapest[one][0] for one in slot.needed
        )


def _heaviest(brute: Brute, person: Person, start: int) -> set[str]:
    """The statuses of a slot that weigh most: which of them has the longest run does not matter here."""
    life, weights = brute.life(person), brute.weights
    statuses = {life.status[minute] for minute in range(start, start + brute.duration)}
    plain = {"in": 0, "fringe": weights.fringe, "break": weights.pause, "quiet": weights.quiet}
    plain["outside-hours"] = weights.outside_most
    most = max(plain.get(status, weights.rest_day) for status in statuses)
    return {status for status in statuses if plain.get(status, weights.rest_day) == most}


@settings(max_examples=10)
@given(questions(most=2), st.data())
def test_who_cannot_come_is_told_through_the_person_with_least_in_the_way(
    asked: Asked, data: st.DataObject
) -> None:
    brute = asked.brute
    last = brute.end - brute.duration
    if last < brute.start:
        return
    options = cast("MeetingOptions", {**asked.options, "per_day": None, "per_week": None})
    brute.options = {**brute.options, "per_day": None, "per_week": None}
    search = search_for(asked.roster, *asked.bounds, asked.duration, options)
    start = data.draw(st.integers(brute.start, last))
    end = start + brute.duration
    for one in attendees(search, start):
        if one.can_come:
            continue
        taken: dict[str, int] = {}
        for person in brute.people[one.id]:
            events = events_near(brute, person, start, end)
            taken[person.key] = len(unusable(brute, person, start, end)) + sum(
                max(0, min(high, end) - max(low, start)) * count for (_, low, high), count in events.items()
            )
        assert taken[one.person] == min(taken.values())
        (person,) = (person for person in brute.people[one.id] if person.key == one.person)
        minutes = Counter(unusable(brute, person, start, end).values())
        told: Counter[str] = Counter()
        for obstacle in one.obstacles:
            if obstacle.code not in ("busy", "tentative", "buffer"):
                plain = "outside-hours" if obstacle.code == "clock-change" else obstacle.code
                told[plain] += obstacle.end - obstacle.start
        if "clock-change" not in {obstacle.code for obstacle in one.obstacles}:
            assert told == minutes
        assert sum(told.values()) == sum(minutes.values())
        assert one.obstacle is not None
        assert one.status == one.obstacle.code
        assert (one.discomfort_minutes, one.pieces, one.night_minutes, one.is_needed) == (0, (), 0, False)


# Made by hand


def test_a_team_comes_through_a_member_or_its_unnamed_people() -> None:
    early = Member("early", name="Eve", shifts=[Shift("06:00", "14:00")])
    team = Team("t", "UTC", NINE_TO_FIVE, name="Crew", headcount=3, members=[early])
    (morning,) = at_slot([team], "2026-03-02 07:00").values()
    assert (morning.person, morning.name) == ("t.early", "Eve")
    (noon,) = at_slot([team], "2026-03-02 12:00").values()
    assert (noon.person, noon.name) == ("t", "Crew")
    (night,) = at_slot([team], "2026-03-02 20:00").values()
    assert (night.person, night.can_come) == ("t", False)
    (dawn,) = at_slot([team], "2026-03-02 05:30").values()
    assert dawn.person == "t.early"
    assert [one.text for one in dawn.obstacles] == [
        "outside hours, 05:30–06:00 local time: work starts 06:00"
    ]


def test_a_named_team_without_unnamed_people_comes_through_its_members_alone() -> None:
    ana = Member("ana", name="Ana", zone="Asia/Manila")
    (one,) = at_slot([Team("t", "UTC", NINE_TO_FIVE, members=[ana])], "2026-03-02 02:00").values()
    assert (one.person, one.can_come, one.zone) == ("t.ana", True, zone("Asia/Manila"))


def test_status_is_what_weighs_most_and_then_what_lasts_longest() -> None:
    team = Team("t", "UTC", [Shift("09:00", "17:00")])
    in_all = at_slot([team], "2026-03-02 15:00", minutes=181, domain="waking")["t"]
    assert in_all.status == "outside-hours"
    assert [(part.what, part.minutes) for part in in_all.pieces] == [("fringe", 60), ("outside-hours", 1)]
    assert at_slot([team], "2026-03-02 16:00", minutes=61, domain="fringe")["t"].status == "fringe"
    assert at_slot([team], "2026-03-02 16:00")["t"].status == "in"


def test_optional_people_are_told_apart_and_so_are_those_a_quorum_counts_on() -> None:
    teams = [
        Team("a", "UTC", NINE_TO_FIVE),
        Team("b", "UTC", [Shift("08:00", "10:00")]),
        Team("c", "UTC", NINE_TO_FIVE),
        Team("d", "UTC", [Shift("20:00", "21:00")]),
    ]
    found = at_slot(
        teams, "2026-03-02 10:00", required=["a", "b", "c"], quorum=2, optional=["d"], domain="fringe"
    )
    assert [(one.id, one.is_required, one.is_needed, one.can_come) for one in found.values()] == [
        ("a", True, True, True),
        ("b", True, False, True),
        ("c", True, True, True),
        ("d", False, False, False),
    ]


def test_nights_are_counted_at_work_too() -> None:
    team = Team("t", "UTC", [Shift("20:00", "24:00")])
    one = at_slot([team], "2026-03-02 21:30")["t"]
    assert (one.status, one.discomfort_minutes, one.night_minutes) == ("in", 0, 30)


def test_weights_of_members_make_their_discomfort_count() -> None:
    heavy = Member("heavy", weight=3)
    (one,) = at_slot(
        [Team("t", "UTC", NINE_TO_FIVE, members=[heavy])], "2026-03-02 16:30", domain="fringe"
    ).values()
    assert [(part.minutes, part.discomfort_minutes) for part in one.pieces] == [(30, 90)]
    assert one.discomfort_minutes == 90


def test_rows_hold_what_matters_and_nothing_else() -> None:
    ana = Member("ana", name="Ana")
    team = Team("t", "Asia/Kolkata", NINE_TO_FIVE, members=[ana])
    row = at_slot([team], "2026-03-02 11:00", domain="fringe")["t"].to_dict()
    assert row == {
        "id": "t",
        "local_start": "2026-03-02T16:30+05:30",
        "status": "fringe",
        "required": True,
        "can_come": True,
        "person": "t.ana",
        "discomfort_minutes": 30,
        "discomfort": [{"what": "fringe", "minutes": 30, "discomfort_minutes": 30}],
        "night_minutes": 0,
    }
    away = at_slot([team], "2026-03-02 11:00", required=["t.ana"])["t.ana"].to_dict()
    assert away == {
        "id": "t.ana",
        "local_start": "2026-03-02T16:30+05:30",
        "status": "outside-hours",
        "required": True,
        "can_come": False,
        "reasons": [
            {
                "code": "outside-hours",
                "start": "2026-03-02T11:30Z",
                "end": "2026-03-02T12:00Z",
                "text": "outside hours, 17:00–17:30 local time: work ends 17:00",
            }
        ],
    }


def test_of_people_whose_holidays_are_unknown_the_others_still_come() -> None:
    ends = Calendar(FakeTable(known_until=date(2026, 3, 1)))
    knows = Member("ana", name="Ana", holidays=Calendar(FakeTable()))
    team = Team("t", "UTC", NINE_TO_FIVE, holidays=ends, headcount=3, members=[knows, Member("ben")])
    found = at_slot([team], "2026-03-02 10:00", required=["t"], optional=["t.ben"])
    assert (found["t"].person, found["t"].can_come, found["t"].obstacles) == ("t.ana", True, ())
    assert (found["t.ben"].status, found["t.ben"].can_come) == ("beyond-data", False)
    late = at_slot([team], "2026-03-02 16:30", required=["t"])["t"]
    assert (late.person, late.status) == ("t.ana", "outside-hours")
    fringe = at_slot([team], "2026-03-02 16:30", required=["t"], domain="fringe")["t"]
    assert (fringe.person, fringe.status, fringe.discomfort_minutes) == ("t.ana", "fringe", 30)


def test_of_known_people_beside_unknown_ones_the_one_with_least_discomfort_comes() -> None:
    ends = Calendar(FakeTable(known_until=date(2026, 3, 1)))
    known = Calendar(FakeTable())
    crew = [
        Member("late", holidays=known, shifts=[Shift("08:00", "10:00")]),
        Member("fits", holidays=known),
        Member("also", holidays=known),
    ]
    team = Team("t", "UTC", NINE_TO_FIVE, holidays=ends, headcount=9, members=crew)
    assert at_slot([team], "2026-03-02 10:00", domain="fringe")["t"].person == "t.fits"


def test_two_events_at_once_are_both_told() -> None:
    busy = {
        "t": [
            Busy("2026-03-02T10:00Z", "2026-03-02T10:30Z", title="one"),
            Busy("2026-03-02T10:00Z", "2026-03-02T11:00Z", title="two"),
        ]
    }
    one = at_slot([Team("t", "UTC", NINE_TO_FIVE)], "2026-03-02 10:00", busy=busy)["t"]
    assert [thing.name for thing in one.obstacles] == ["one", "two"]
    assert one.obstacle is not None
    assert one.obstacle.name == "two"


def test_of_a_team_the_member_with_fewest_minutes_in_the_way_is_told() -> None:
    crew = [
        Member("ana", time_off=[TimeOff("2026-03-02")]),
        Member(
            "ben", time_off=[TimeOff("2026-03-02", from_time="10:45", until_time="12:00", name="dentist")]
        ),
    ]
    one = at_slot([Team("t", "UTC", NINE_TO_FIVE, members=crew)], "2026-03-02 10:00")["t"]
    assert one.person == "t.ben"
    assert one.status == "time-off"
    # A limit keeps somebody away all through, though it stands beside the meeting.
    busy = {"t.ben": [Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z")]}
    full = at_slot(
        [Team("t", "UTC", NINE_TO_FIVE, members=crew[1:])], "2026-03-02 09:00", busy=busy, per_day=1
    )["t"]
    assert full.status == "limit"


@given(CLOCKS, st.integers(instant("1986-01-01 00:00"), instant("2036-01-01 00:00")))
def test_local_times_are_what_clocks_show_with_their_offset(key: str, at: int) -> None:
    day, minute = divmod(wall_shown(key, at), DAY)
    offset = offset_shown(key, at)
    text = local_iso(zone(key), at)
    assert text[:16] == f"{day_date(day).isoformat()}T{minute // 60:02d}:{minute % 60:02d}"
    assert datetime.fromisoformat(text) == datetime.fromtimestamp(at * 60, UTC)
    assert datetime.fromisoformat(text).utcoffset() == timedelta(minutes=offset)


@pytest.mark.parametrize("minutes", [1, 60, 600])
def test_both_ends_of_a_slot_are_told_in_local_time(minutes: int) -> None:
    one = at_slot([Team("t", "America/St_Johns", NINE_TO_FIVE)], "2026-03-08 05:00", minutes=minutes)["t"]
    assert one.local_start == "2026-03-08T01:30-03:30"
    assert datetime.fromisoformat(one.local_end) == datetime.fromisoformat(one.local_start) + timedelta(
        minutes=minutes
    )
    assert one.local_end.endswith("-03:30" if minutes == 1 else "-02:30")
