"""All meetings at once, beside a look at every minute of everybody."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.errors import UnknownId
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.availability import Domain
from overlap.planning.discomfort import Discomfort
from overlap.planning.programme import Programme, plan_programme
from overlap.planning.series import audit_series
from overlap.render.document import Paragraph, Table
from overlap.render.text import to_text
from tests.planning.brute import holidays
from tests.properties.oracle import DAY, day_date

FEW = settings().max_examples // 5
MONDAY = 20514  # 2026-03-02
ZONES = ("Europe/London", "Asia/Kolkata", "America/New_York")
HOURS = ([Shift("09:00", "17:00")], [Shift("12:00", "20:00")], [Shift("22:00", "06:00")])


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """A few teams with a few meetings, some with a time, some with dates of their own."""
    teams: list[Team] = []
    for index in range(2):
        off = [
            day_date(MONDAY + one).isoformat()
            for one in sorted(draw(st.sets(st.integers(0, 13), max_size=3)))
        ]
        key, hours = draw(st.sampled_from(ZONES)), draw(st.sampled_from(HOURS))
        members = [Member("x"), Member("y")] if draw(st.booleans()) else []
        teams.append(Team(f"t{index}", key, hours, holidays=holidays(*off)[0], members=members, headcount=3))
    ids = [f"t{index}" for index in range(2)]
    ids += [f"{team.id}.{one.id}" for team in teams for one in team.members]
    meetings: list[Meeting] = []
    for index in range(draw(st.integers(2, 4))):
        more: dict[str, Any] = {}
        if draw(st.booleans()):
            more["at"] = draw(st.sampled_from(["09:00", "09:15", "10:00", "22:45", "23:30"]))
        if draw(st.booleans()):
            more["start"] = day_date(MONDAY + draw(st.integers(-7, 4)))
            more["end"] = day_date(MONDAY + draw(st.integers(5, 20)))
        meetings.append(
            Meeting(
                f"m{index}",
                minutes=draw(st.sampled_from([15, 30, 60, 90])),
                required=draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)),
                every=draw(st.sampled_from(["day", "week", "week"])),
                on=draw(st.sampled_from([[], ["mon"], ["tue", "thu"]])),
                anchor=draw(st.sampled_from([None, "t0", "t1"])),
                on_holiday=draw(st.sampled_from(["keep", "skip", "move"])),
                holiday_for=draw(st.sampled_from(["required", "anyone"])),
                **more,
            )
        )
    return Roster(teams, zone="UTC", meetings=meetings)


def people(roster: Roster, meeting: Meeting) -> set[str]:
    """Everybody invited: members one by one, and as one those of a team who have no name."""
    found: set[str] = set()
    for one in meeting.people_ids():
        name, _, member = one.partition(".")
        team = roster.team(name)
        found |= {one} if member else {name, *(f"{name}.{each.id}" for each in team.members)}
    return found


def asked(roster: Roster, first: int, last: int) -> Programme:
    return plan_programme(roster, day_date(MONDAY + first), day_date(MONDAY + last))


def two_at_once(roster: Roster, found: Programme) -> set[tuple[int, str, str, str]]:
    """(minute, person, meeting, meeting) of everybody who is in two."""
    where: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in found:
        for held in one.held:
            for minute in range(held.start, held.end):
                for who in people(roster, one.meeting):
                    where[minute, who].append(one.meeting.id)
    return {
        (minute, who, *sorted(pair))  # type: ignore[misc] # a pair has two
        for (minute, who), ids in where.items()
        for pair in combinations(ids, 2)
    }


@settings(max_examples=FEW)
@given(rosters(), st.sampled_from([(0, 13), (0, 6), (2, 9)]))
def test_nobody_is_in_two_at_once_but_where_both_have_a_time_of_their_own(
    roster: Roster, ends: tuple[int, int]
) -> None:
    found = asked(roster, *ends)
    twice = two_at_once(roster, found)
    fixed = {one.id for one in roster.meetings if one.at is not None}
    assert {one for _, _, *pair in twice for one in pair} <= fixed
    told = {
        (minute, who, *sorted(one.meetings))
        for one in found.collisions
        for who in one.people
        for minute in range(one.start, one.end)
    }
    assert told == twice
    assert list(found.collisions) == sorted(found.collisions)


@settings(max_examples=FEW)
@given(rosters(), st.integers(0, 12), st.integers(0, 5))
def test_a_time_found_over_own_dates_does_not_depend_on_the_question(
    roster: Roster, first: int, days: int
) -> None:
    own = {one.id for one in roster.meetings if one.start is not None}
    whole, part = asked(roster, 0, 18), asked(roster, first, first + days)
    for one, other in zip(whole, part, strict=True):
        if one.meeting.id not in own:
            continue
        low, high = (MONDAY + first) * DAY, (MONDAY + first + days + 1) * DAY
        expected = [each.planned for each in one if low <= each.planned < high]
        assert [each.planned for each in other] == expected


@settings(max_examples=FEW)
@given(rosters())
def test_a_programme_shows_the_series_of_each_meeting(roster: Roster) -> None:
    found = asked(roster, 0, 13)
    assert [one.meeting.id for one in found] == [one.id for one in roster.meetings]
    start, end = found.horizon.moments
    for one, meeting in zip(found, roster.meetings, strict=True):
        alone = audit_series(roster, meeting.id, start, end)
        assert [(each.start, each.is_skipped) for each in alone] == [
            (each.start, each.is_skipped) for each in one
        ]


def test_times_taken_are_busy_blocks_of_everybody_invited() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")], members=[Member("x")], headcount=2)
    other = Team("b", "UTC", [Shift("09:00", "17:00")])
    meetings = [
        Meeting("one", teams=["a"], minutes=30, on="mon", at="09:00", title="One"),
        Meeting("two", required=["a.x", "b"], minutes=60, on="mon", at="09:15"),
    ]
    roster = Roster([team, other], meetings=meetings)
    found = plan_programme(roster, "2026-03-02", "2026-03-08")
    times = {
        who: [(one.start, one.end, one.title) for one in blocks] for who, blocks in found.busy_times().items()
    }
    assert {one.source for blocks in found.busy_times().values() for one in blocks} == {"programme"}
    low = MONDAY * DAY + 540
    assert times == {
        "a": [(low, low + 30, "One")],
        "a.x": [(low, low + 30, "One"), (low + 15, low + 75, "two")],
        "b": [(low + 15, low + 75, "two")],
    }
    (collision,) = found.collisions
    assert (collision.meetings, collision.people) == (("one", "two"), ("a.x",))
    assert collision.to_dict()["start"] == "2026-03-02T09:15Z"
    assert repr(found) == "<Programme: 2 series, 1 collisions>"
    assert "Somebody is invited to two at once 1 times." in to_text(found.document())
    assert [one["meeting"] for one in found.to_dict()["series"]] == ["one", "two"]
    assert [one.title for one in found.entries()] == ["One", "two"]


def test_meetings_that_follow_each_other_do_not_collide() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")])
    meetings = [
        Meeting("one", teams=["a"], minutes=30, on="mon", at="09:00"),
        Meeting("two", teams=["a"], minutes=30, on="mon", at="09:30"),
        Meeting("three", teams=["a"], minutes=30, on="mon", at="09:59"),
    ]
    found = plan_programme(Roster([team], meetings=meetings), "2026-03-02", "2026-03-08")
    assert [(one.meetings, one.end - one.start) for one in found.collisions] == [(("two", "three"), 1)]


def test_some_meetings_may_be_shown_while_the_others_are_kept_clear_of() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")])
    meetings = [
        Meeting("one", teams=["a"], minutes=30, on="mon"),
        Meeting("two", teams=["a"], minutes=30, on="mon"),
    ]
    roster = Roster([team], meetings=meetings)
    (found,) = plan_programme(roster, "2026-03-02", "2026-03-08", meetings=["two"])
    assert found[0].start == MONDAY * DAY + 570
    with pytest.raises(UnknownId, match='no meeting is called "three"'):
        plan_programme(roster, "2026-03-02", "2026-03-08", meetings=["three"])


def test_without_a_meeting_that_is_all_there_is_to_say() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")])
    found = plan_programme(Roster([team]), "2026-03-02", "2026-03-03").document()
    assert found.blocks == (Paragraph("The roster has no meeting.", strong=True),)


def test_each_meeting_is_a_row_with_its_numbers_to_the_right() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")], holidays=holidays("2026-03-09")[0])
    meetings = [
        Meeting("one", teams=["a"], minutes=30, on="mon", at="08:30", on_holiday="skip", title="One"),
        Meeting("two", teams=["a"], minutes=30, on="mon", at="10:00", on_holiday="move", title="Two"),
    ]
    roster = Roster([team], meetings=meetings)
    found = plan_programme(roster, "2026-03-02", "2026-03-15").document()
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert table.columns == ("Meeting", "When", "Takes place", "Moved", "Skipped", "Worst-off", "Outside")
    assert table.right == {"Takes place", "Moved", "Skipped", "Worst-off", "Outside"}
    # One is in the fringe, where each minute weighs one; it is held once, Two twice.
    assert [(row[0], *row[2:]) for row in table.rows] == [
        ("One", "1", "", "1", "30 min", "1"),
        ("Two", "2", "1", "", "0 min", "0"),
    ]


def test_what_lets_people_come_is_asked_of_every_meeting() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")])
    roster = Roster([team], meetings=[Meeting("one", teams=["a"], minutes=30, on="mon", at="08:30")])
    domains: tuple[Domain, ...] = ("work", "fringe", "waking")
    found = [plan_programme(roster, "2026-03-02", "2026-03-08", domain=one)[0] for one in domains]
    assert [one.is_possible for series in found for one in series] == [False, True, True]


def test_two_meetings_of_other_people_hide_no_collision_of_a_third() -> None:
    teams = [Team(name, "UTC", [Shift("09:00", "17:00")]) for name in ("a", "b")]
    meetings = [
        Meeting("one", teams=["a"], minutes=30, on="mon", at="09:00"),
        Meeting("two", teams=["b"], minutes=30, on="mon", at="09:00"),
        Meeting("all", teams=["a", "b"], minutes=30, on="mon", at="09:15"),
    ]
    found = plan_programme(Roster(teams, meetings=meetings), "2026-03-02", "2026-03-08")
    assert [(one.meetings, one.people) for one in found.collisions] == [
        (("one", "all"), ("a",)),
        (("two", "all"), ("b",)),
    ]


def test_weights_are_the_callers() -> None:
    """A meets B, who begins at half past five: half an hour before that is close to work for B.

    Where that weighs more than an hour earlier, they meet an hour earlier.
    """
    teams = [Team("a", "UTC", [Shift("09:00", "17:00")]), Team("b", "UTC", [Shift("17:30", "22:00")])]
    roster = Roster(teams, meetings=[Meeting("m", teams=["a", "b"], minutes=30, on="mon")])
    found = {}
    for fringe in (1, 1000):
        weights = Discomfort(fringe=fringe)
        (series,) = plan_programme(roster, "2026-03-02", "2026-03-08", weights=weights)
        found[fringe] = (series.meeting.at, series.burdens)
    assert found == {
        1: (16 * 60 + 30, {"a": 0, "b": 30}),
        1000: (15 * 60 + 30, {"a": 0, "b": 60}),
    }


def test_what_is_on_at_once_is_a_row_with_both_titles_and_whom_it_meets() -> None:
    teams = [Team(name, "UTC", [Shift("09:00", "17:00")], name=name.upper()) for name in ("a", "b")]
    meetings = [
        Meeting("one", teams=["a"], minutes=30, on="mon", at="09:00", title="One"),
        Meeting("two", teams=["a", "b"], minutes=60, on="mon", at="10:00", title="Two"),
        Meeting("three", teams=["a", "b"], minutes=30, on="mon", at="10:45", title="Three"),
        Meeting("four", teams=["b"], minutes=30, on="mon", at="11:00", title="Four"),
    ]
    found = plan_programme(Roster(teams, meetings=meetings), "2026-03-02", "2026-03-08")
    for zone, hours in ((None, (10, 11)), ("Asia/Tokyo", (19, 20))):
        table = found.document(zone).blocks[-1]
        assert isinstance(table, Table)
        assert table.columns == (zone or "UTC", "Meetings", "Who")
        first, second = hours
        assert table.rows == (
            (f"Mon 2 Mar 2026, {first}:45–{second}:00", "Two and Three", "A, B"),
            (f"Mon 2 Mar 2026, {second}:00–{second}:15", "Three and Four", "B"),
        )
