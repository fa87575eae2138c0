"""Meetings side by side: who is settled before whom, and what stays clear of what."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.agenda import Agenda
from overlap.planning.programme import plan_programme
from overlap.planning.series import Series, audit_series
from overlap.planning.series_plan import plan_series
from tests.planning.brute import holidays, instant

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
LONDON = Team("london", "Europe/London", [Shift("09:00", "17:00")])


def meeting(id: str, *teams: str, **more: Any) -> Meeting:
    return Meeting(id, **{"minutes": 30, "teams": teams or ("pune",), **more})


def agenda(*meetings: Meeting, start: str = "2026-03-02", end: str = "2026-03-15") -> Agenda:
    roster = Roster([PUNE, LONDON], meetings=meetings, zone="Asia/Kolkata")
    return Agenda(roster, Horizon.of(start, end, zone("UTC")))


def walls(series: Series) -> list[str]:
    return [f"{one.in_zone(series.zone)[0]:%m-%d %H:%M}" for one in series.held]


def test_a_weekday_found_over_its_own_dates_is_the_same_for_any_question() -> None:
    """The first date is a Tuesday's, the best weekday a Monday: a question about one day must know."""
    one = meeting("m", start="2026-03-03", end="2026-03-31")
    roster = Roster([PUNE], meetings=[one])
    whole = walls(audit_series(roster, "m"))
    assert whole == ["03-09 10:00", "03-16 10:00", "03-23 10:00", "03-30 10:00"]
    days = [
        walls(audit_series(roster, "m", f"2026-03-{day:02d}", f"2026-03-{day:02d}")) for day in range(1, 32)
    ]
    assert [one for day in days for one in day] == whole


def test_a_count_of_dates_is_held_on_the_weekday_found() -> None:
    """Counted from a Tuesday on, the second Monday is later than the second Tuesday."""
    one = meeting("m", start="2026-03-03", count=2)
    assert walls(audit_series(Roster([PUNE], meetings=[one]), "m")) == ["03-09 10:00", "03-16 10:00"]


def test_dates_that_cannot_hold_a_meeting_without_a_time_leave_it_out() -> None:
    found = plan_programme(Roster([PUNE], meetings=[meeting("m")]), "2026-03-07", "2026-03-08")
    assert [len(one) for one in found] == [0]
    with pytest.raises(BadArgument, match="no occurrence"):
        plan_series(Roster([PUNE], meetings=[meeting("m")]), "m", "2026-03-07", "2026-03-08")


def test_what_reaches_in_from_the_night_before_is_kept_clear_of() -> None:
    night = Team("night", "UTC", [Shift("22:00", "06:00")], days=EVERY_DAY)
    late = meeting("late", "night", minutes=60, every="day", at="23:30", start="2026-03-01", count=10)
    one = meeting("one", "night", every="day", start="2026-03-04", end="2026-03-04")
    found = plan_programme(Roster([night], meetings=[late, one]), "2026-03-01", "2026-03-08")
    assert found.collisions == ()
    assert walls(found[1]) == ["03-04 00:30"]


def test_what_follows_at_the_next_midnight_is_kept_clear_of() -> None:
    night = Team("night", "UTC", [Shift("23:30", "05:00")], days=EVERY_DAY)
    early = meeting("early", "night", minutes=300, every="day", at="00:00", start="2026-03-01", count=10)
    one = meeting("one", "night", minutes=45, every="day", start="2026-03-04", end="2026-03-04")
    found = plan_programme(Roster([night], meetings=[early, one]), "2026-03-01", "2026-03-08")
    assert found.collisions == ()
    assert walls(found[1]) != ["03-04 23:30"]
    assert walls(plan_programme(Roster([night], meetings=[one]), "2026-03-01", "2026-03-08")[0]) == [
        "03-04 00:00"
    ]


def test_those_with_dates_of_their_own_are_settled_first() -> None:
    """What has no dates goes around them, wherever it stands in the roster, whatever is asked about."""
    loose = meeting("loose", on="mon")
    dated = meeting("dated", on="mon", start="2026-03-02", end="2026-06-29")
    for meetings in ([loose, dated], [dated, loose]):
        roster = Roster([PUNE], meetings=meetings)
        for start, end in (("2026-03-02", "2026-03-08"), ("2026-02-02", "2026-12-31")):
            found = {one.meeting.id: one for one in plan_programme(roster, start, end)}
            assert walls(found["dated"])[0] == "03-02 10:00"
            assert walls(found["loose"])[0][-5:] == "10:30"


def test_of_equal_ones_the_first_of_the_roster_is_settled_first() -> None:
    found = agenda(meeting("a", on="mon"), meeting("b", on="mon"), meeting("c", "london", on="mon"))
    times = {one.id: found.settled(one).at for one in found.meetings}
    assert times == {"a": 600, "b": 630, "c": 870}


def test_a_fixed_time_is_kept_clear_of_by_all() -> None:
    fixed = meeting("z", every="day", at="10:00", start="2026-03-02")
    found = agenda(meeting("a", on="mon"), fixed)
    assert found.settled(found.meetings[0]).at == 630
    assert found.settled(fixed) is fixed


def test_meetings_may_follow_each_other_to_the_minute() -> None:
    times = {
        ("10:30", 30): 600,
        ("10:00", 30): 630,
        ("10:00", 15): 615,
        ("10:00", 16): 630,
        ("10:15", 30): 645,
    }
    for (at, minutes), expected in times.items():
        fixed = meeting("z", every="day", at=at, minutes=minutes, start="2026-03-02")
        found = agenda(meeting("a", on="mon"), fixed)
        assert found.settled(found.meetings[0]).at == expected


def test_a_move_meets_neither_what_is_planned_nor_what_was_moved_before() -> None:
    calendar, _ = holidays("2026-03-04")
    team = PUNE.replace(holidays=calendar, shifts=[Shift("10:00", "11:00")])
    policy: dict[str, Any] = {"every": "week", "on": "wed", "at": "10:00", "start": "2026-03-02", "count": 1}
    first = meeting("first", on_holiday="move", **policy)
    second = meeting("second", on_holiday="move", **policy)
    third = meeting("third", every="day", on="tue", start="2026-03-02", end="2026-03-06")
    roster = Roster([team], meetings=[first, second, third])
    found = {one.meeting.id: one for one in plan_programme(roster, "2026-03-02", "2026-03-07")}
    assert walls(found["third"]) == ["03-03 10:00"]
    assert walls(found["first"]) == ["03-05 10:00"]
    assert walls(found["second"]) == ["03-03 10:30"]
    assert plan_programme(roster, "2026-03-02", "2026-03-07").collisions[:1] == ()


def test_a_meeting_found_besides_takes_the_place_of_that_of_its_id() -> None:
    fixed = meeting("a", on="mon", at="10:00")
    roster = Roster([PUNE], meetings=[fixed, meeting("b", on="mon")])
    other = meeting("a", on="mon", at="12:00", start="2026-03-02", count=2)
    found = Agenda(roster, Horizon.of("2026-03-02", "2026-03-15", zone("UTC")), besides=other)
    assert [(one.id, one.at) for one in found.meetings] == [("b", None), ("a", 720)]
    assert found.settled(found.meetings[0]).at == 600
    same = Agenda(roster, Horizon.of("2026-03-02", "2026-03-15", zone("UTC")), besides=fixed)
    assert same.meetings == roster.meetings


def test_another_meeting_without_a_time_left_is_no_fault_of_this_one() -> None:
    calendar, _ = holidays("2026-03-04")
    team = PUNE.replace(holidays=calendar)
    all_day = meeting("all", every="day", minutes=1440, at="00:00", start="2026-03-09")
    moved = meeting("moved", on="wed", at="10:00", start="2026-03-02", end="2026-03-08", on_holiday="move")
    stuck = meeting("stuck", on="wed")
    roster = Roster([team], meetings=[all_day, moved, stuck])
    assert walls(audit_series(roster, "moved", end="2026-03-12")) == ["03-03 10:00"]
    with pytest.raises(BadArgument, match='every time for "stuck" collides'):
        audit_series(roster, "stuck", "2026-03-09", "2026-03-12")


def test_each_meeting_is_settled_once_however_many_there_are() -> None:
    """Each over dates of its own, each beside all before it: twelve of them would else take minutes."""
    meetings = [
        meeting(f"m{index}", on="mon", start="2026-03-02", end=f"2026-03-{15 + index}") for index in range(12)
    ]
    found = plan_programme(Roster([PUNE], meetings=meetings), "2026-03-01", "2026-03-31")
    assert found.collisions == ()
    assert [walls(one)[0] for one in found] == [
        f"03-02 {10 + index // 2}:{index % 2 * 3}0" for index in range(12)
    ]


def test_a_meeting_of_nobody_shared_is_not_in_the_way() -> None:
    found = agenda(meeting("a", every="day", at="10:00"), meeting("b", "london", on="mon"))
    assert not found.blocked(found.meetings[1])
    assert not found.taken(found.meetings[1])
    assert found.blocked(meeting("b")).minutes == 16 * 59  # of fifteen dates, and the day after


def test_a_plan_moves_its_occurrences_clear_of_the_others() -> None:
    calendar, _ = holidays("2026-03-04")
    team = PUNE.replace(holidays=calendar, shifts=[Shift("10:00", "11:00")])
    daily = meeting("daily", every="day", on=["tue", "thu"], at="10:00", start="2026-03-02", count=4)
    weekly = meeting("weekly", on="wed", start="2026-03-02", end="2026-03-11", on_holiday="move")
    found = plan_series(Roster([team], meetings=[daily, weekly]), "weekly")
    assert walls(found.series) == ["03-03 10:30", "03-11 10:00"]
    other = meeting("later", every="day", on=["tue"], start="2026-03-02", end="2026-03-11")
    crowded = plan_series(Roster([team], meetings=[daily, weekly, other]), "weekly")
    assert walls(crowded.series) == ["03-05 10:30", "03-11 10:00"]


def test_the_people_of_a_meeting_are_found_once() -> None:
    one = meeting("m", at="10:00")
    found = agenda(one)
    assert found.people(one) is found.people(one)


def test_what_lasts_nearly_a_week_is_kept_clear_of_to_its_end() -> None:
    """From Sunday at 23:00 to the next one at 22:00, where only that next one is asked about."""
    always = Team("always", "UTC", [Shift("00:00", "24:00")], days=EVERY_DAY)
    long = meeting("long", "always", minutes=7 * 1440 - 60, on="sun", at="23:00", start="2026-02-01")
    one = meeting("one", "always", on="sun")
    roster = Roster([always], meetings=[long, one])
    found = Agenda(roster, Horizon.of("2026-03-08", "2026-03-08", zone("UTC")))
    assert found.settled(one).at == 22 * 60
    assert [instant(f"2026-03-08 {at}") in found.blocked(one) for at in ("00:00", "21:59", "22:00")] == [
        True,
        True,
        False,
    ]
