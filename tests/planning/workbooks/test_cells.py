"""Instants become wall times, weekdays a text, and names tell people apart."""

from __future__ import annotations

import pytest

from overlap.core.civil import parse_weekdays
from overlap.core.zones import zone
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.workbooks.cells import Names, days_of, local, utc
from tests.planning.brute import instant
from tests.planning.workbooks.rosters import wall

DAY = [Shift("09:00", "17:00")]


@pytest.mark.parametrize("key", ["Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"])
@pytest.mark.parametrize(
    "text", ["2026-03-08 06:59", "2026-03-08 07:00", "2026-04-04 15:10", "2011-12-30 10:00"]
)
def test_a_wall_time_is_what_the_clock_shows(key: str, text: str) -> None:
    at = instant(text)
    assert local(at, zone(key)) == wall(at, key)
    assert utc(at).isoformat(" ", "minutes") == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        *(("mon", "Mon"), ("mon tue", "Mon,Tue"), ("mon tue wed", "Mon-Wed"), ("sat sun", "Sat,Sun")),
        *(("sun mon", "Mon,Sun"), ("sun mon tue wed thu", "Sun-Thu"), ("sat sun mon", "Sat-Mon")),
        *(("mon wed fri", "Mon,Wed,Fri"), ("mon tue wed thu fri sat sun", "Mon-Sun")),
        ("mon tue wed fri sat", "Mon,Tue,Wed,Fri,Sat"),
    ],
)
def test_weekdays_are_written_as_people_do(days: str, text: str) -> None:
    assert days_of(parse_weekdays(days.split())) == text


def test_names_that_two_have_are_followed_by_their_ids() -> None:
    members = [Member("a", name="Ana"), Member("b", name="ANA"), Member("c")]
    roster = Roster(
        [
            Team("x", "UTC", DAY, name="Desk", members=members),
            Team("y", "UTC", DAY, name="desk"),
            Team("z", "UTC", DAY, name="Other"),
        ]
    )
    names = Names(roster)
    assert [names.team(one) for one in "xyz"] == ["Desk (x)", "desk (y)", "Other"]
    assert [names.of(f"x.{one}") for one in "abc"] == [
        *(("Desk (x)", "Ana (a)"), ("Desk (x)", "ANA (b)"), ("Desk (x)", "c"))
    ]
    assert names.of("z") == ("Other", "")
    assert (names.person("x.c"), names.person("z")) == ("c (Desk (x))", "Other")
