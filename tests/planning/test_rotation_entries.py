"""The entries of a rotation have its instants, and keep their names however it is planned."""

from __future__ import annotations

from datetime import date
from typing import Any

from overlap.core.civil import DAY
from overlap.people.entries import Guest, TimedEntry
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.rotation import Rotation, plan_rotation

SHIFTS = [Shift("09:00", "17:00")]


def asked(**more: Any) -> Rotation:
    ana = Member("ana", name="Ana", email="ana@example.com", joined="2026-03-10")
    teams = [
        Team("lima", "America/Lima", SHIFTS, name="Lima", members=[ana], headcount=2),
        Team("oslo", "Europe/Oslo", SHIFTS, name="Oslo"),
    ]
    meeting = Meeting(
        "sync",
        title="Sync",
        required=["lima"],
        optional=["oslo"],
        minutes=45,
        on="tue",
        anchor="oslo",
        description="What is new.",
        location="Room 4",
        url="https://meet.example.com/sync",
        categories=["planning", "weekly"],
        organizer="Ana <ana@example.com>",
        remind=[10],
        private=True,
    )
    roster = Roster(teams, id="acme", meetings=[meeting])
    return plan_rotation(roster, "sync", "2026-03-24", "2026-04-07", **more)


def test_an_event_stands_for_each_meeting_at_its_instant() -> None:
    found = asked()
    assert [one.instants() for one in found.entries()] == [[(one.start, one.end)] for one in found]
    assert len(found) == 3


def test_planned_anew_an_event_keeps_its_name() -> None:
    one, other = asked(at=["15:00"]).entries(), asked(at=["16:00"]).entries()
    assert [entry.uid for entry in one] == [entry.uid for entry in other]
    assert one[0].uid == "rotation.2026-03-24.sync@acme.overlap"
    assert [entry.start for entry in one] != [entry.start for entry in other]
    days = asked(at=["15:00"], weekdays=["thu"])
    assert [str(each.date) for each in days] == ["2026-03-26", "2026-04-02"]
    assert days.entries()[0].uid == one[0].uid


def test_an_event_says_who_comes_and_when_that_is_to_them() -> None:
    first = asked(at=["15:00"]).entries()[0]
    assert (first.title, first.zone, first.alarms, first.is_private) == ("Sync", "Europe/Oslo", (10,), True)
    assert [(one.name, one.email, one.is_required) for one in first.guests] == [
        ("Lima", "", True),
        ("Ana", "ana@example.com", True),
        ("Oslo", "", False),
    ]
    assert first.organizer is not None
    assert first.organizer.email == "ana@example.com"
    assert first.description.splitlines() == [
        "What is new.",
        "",
        "45 min. The time rotates. Local times:",
        "- Lima (Lima): 2026-03-24 09:00",
        "- Ana (Lima): 2026-03-24 09:00",
        "- Oslo, optional (Oslo): 2026-03-24 15:00",
    ]


def test_an_event_has_all_that_its_meeting_says() -> None:
    first = asked(at=["15:00"]).entries()[0]
    assert first == TimedEntry(
        uid="rotation.2026-03-24.sync@acme.overlap",
        title="Sync",
        zone="Europe/Oslo",
        start=(date(2026, 3, 24) - date(1970, 1, 1)).days * DAY + 15 * 60,
        minutes=45,
        description=first.description,
        location="Room 4",
        url="https://meet.example.com/sync",
        categories=("planning", "weekly"),
        organizer=Guest("Ana", "ana@example.com"),
        guests=(Guest("Lima", ""), Guest("Ana", "ana@example.com"), Guest("Oslo", "", False)),
        alarms=(10,),
        is_private=True,
    )
