"""When people can be booked and when not, as calendars tell it; see also the laws."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.recurrence import Recurrence
from overlap.core.zones import zone
from overlap.errors import BadArgument, UnknownId
from overlap.people.absence import TimeOff
from overlap.people.busy import Busy
from overlap.people.entries import Guest
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.availability_entries import availability_entries, free_busy_entries
from tests.planning.brute import instant, runs, there
from tests.planning.entry_oracle import instants_of

MONDAY = Horizon.of("2026-03-02", "2026-03-02", zone("UTC"))
YEAR = Horizon.of("2026-01-01", "2026-12-31", zone("UTC"))


def desk(*members: Member, **more: Any) -> Roster:
    breaks = [Break("12:00", "13:00")]
    return Roster(
        [Team("desk", "UTC", [Shift("09:00", "17:00", breaks=breaks)], name="Desk", members=members, **more)],
        id="acme",
    )


def at(text: str) -> int:
    return instant(f"2026-03-02 {text}")


def test_a_year_of_availability_is_a_rule_for_each_stretch_of_the_day() -> None:
    leave = Member(
        "ana", name="Ana", email="ana@example.com", time_off=[TimeOff("2026-03-02", from_time="15:00")]
    )
    team, ana = availability_entries(desk(leave, headcount=2), YEAR)
    assert (team.who, ana.who) == (Guest("Desk"), Guest("Ana", "ana@example.com"))
    assert (team.zone, team.start, team.end) == ("UTC", YEAR.start, YEAR.end)
    assert [(one.start % 1440, one.minutes) for one in team.available] == [(540, 180), (780, 240)]
    assert sorted((one.start % 1440, one.minutes) for one in ana.available) == [
        (540, 180),
        (780, 120),
        (780, 240),
    ]
    assert all(one.title == "Available" and not one.is_busy for one in team.available)
    assert team.uid.startswith("availability.desk.20260101.")


def test_available_stretches_are_cut_at_the_ends_of_the_horizon() -> None:
    part = Horizon(at("10:00"), at("14:30"))
    (entry,) = availability_entries(desk(), part)
    assert [instants_of(one) for one in entry.available] == [
        [(at("10:00"), at("12:00"))],
        [(at("13:00"), at("14:30"))],
    ]


def test_ends_that_a_clock_shows_twice_are_told_in_utc() -> None:
    """In Warsaw 02:30 comes twice on 25 October 2026, at 00:30 and 01:30 UTC."""
    night = Roster([Team("w", "Europe/Warsaw", [Shift("00:00", "08:00")], days=["sun"])])
    second = Horizon(instant("2026-10-25 01:30"), instant("2026-10-26 00:00"))
    (entry,) = availability_entries(night, second)
    assert (entry.zone, entry.start, entry.end) == ("UTC", second.start, second.end)
    assert [instants_of(one) for one in entry.available] == [[(second.start, instant("2026-10-25 07:00"))]]
    (entry,) = availability_entries(night, Horizon(instant("2026-10-24 00:00"), second.start))
    assert entry.zone == "UTC"
    (entry,) = availability_entries(night, Horizon(instant("2026-10-24 00:00"), second.end))
    assert entry.zone == "Europe/Warsaw"
    assert entry.end == instant("2026-10-26 01:00")


def test_free_busy_tells_busy_before_tentative_before_not_at_work() -> None:
    busy = {
        "desk": [Busy("2026-03-02T08:30Z", "2026-03-02T10:00Z", status="tentative")],
        "desk.ana": [
            Busy("2026-03-02T09:30Z", "2026-03-02T10:30Z", title="secret"),
            Busy("2026-03-02T10:30Z", "2026-03-02T11:00Z"),
            Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", status="free"),
        ],
    }
    team, ana = free_busy_entries(desk(Member("ana", name="Ana"), headcount=2), MONDAY, busy=busy)
    assert team.who == Guest("Desk")
    assert team.blocks == (
        (at("00:00"), at("08:30"), "unavailable"),
        (at("08:30"), at("10:00"), "tentative"),
        (at("12:00"), at("13:00"), "unavailable"),
        (at("17:00"), at("24:00"), "unavailable"),
    )
    assert ana.blocks == (
        (at("00:00"), at("08:30"), "unavailable"),
        (at("08:30"), at("09:30"), "tentative"),
        (at("09:30"), at("11:00"), "busy"),
        (at("12:00"), at("13:00"), "unavailable"),
        (at("17:00"), at("24:00"), "unavailable"),
    )
    assert "secret" not in repr(ana)


def test_a_busy_date_lasts_from_midnight_to_midnight_where_the_person_is() -> None:
    home = Roster([Team("p", "Asia/Kolkata", [Shift("10:00", "19:00")], members=[Member("x")])])
    (entry,) = free_busy_entries(home, MONDAY, busy={"p.x": [Busy("2026-03-02")]})
    taken = [(start, end) for start, end, kind in entry.blocks if kind == "busy"]
    assert taken == [(MONDAY.start, at("18:30"))]


def test_only_those_asked_are_told_of() -> None:
    roster = desk(Member("ana"), Member("ben"))
    for tell in (availability_entries, free_busy_entries):
        found = tell(roster, MONDAY, teams=["desk.ben"])
        assert [one.who.name for one in found] == ["ben"]
        assert len(tell(roster, MONDAY)) == 2
        with pytest.raises(UnknownId):
            tell(roster, MONDAY, teams=["desk.cam"])
        with pytest.raises(BadArgument):
            tell("team.toml", MONDAY)  # type: ignore[arg-type]
    with pytest.raises(UnknownId):
        free_busy_entries(roster, MONDAY, busy={"nobody": []})


def test_what_is_left_of_free_busy_time_is_work_without_busy_time() -> None:
    roster = desk(Member("ana", zone="America/New_York"))
    call = Busy("2026-03-02T15:07Z", "2026-03-02T15:20Z")
    (entry,) = free_busy_entries(roster, MONDAY, busy={"desk.ana": [call]})
    left = set(range(MONDAY.start, MONDAY.end))
    for start, end, _ in entry.blocks:
        left -= set(range(start, end))
    work = there(roster, ["desk.ana"], MONDAY.start, MONDAY.end)["desk.ana"]
    assert runs(left) == runs(work - set(range(at("15:07"), at("15:20"))))


def test_stretches_of_a_rotation_recur_by_its_length() -> None:
    shifts = [Shift("09:00", "17:00", name="day", breaks=[Break("12:00", "13:00")])]
    six = Cycle("2026-01-05", ["day", "day", "off", "off", "off", "off"])
    (entry,) = availability_entries(Roster([Team("field", "UTC", shifts, cycle=six)]), YEAR)
    assert [(one.start % 1440, one.minutes, one.recurrence) for one in entry.available] == [
        (540, 180, Recurrence("day", 6)),
        (780, 240, Recurrence("day", 6)),
    ] * 2
