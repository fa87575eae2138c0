"""What moves hours between two instants: each clock change and each season's edge in it, once, by time."""

from __future__ import annotations

import pytest

from overlap.core.zones import zone
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.causes import Cause, causes_between
from tests.planning.brute import instant

SUMMER = Season("2026-03-29", "2026-06-30", shifts=[Shift("08:00", "14:00")], name="summer")
BERLIN = Team("berlin", "Europe/Berlin", [Shift("09:00", "17:00")], name="Berlin", seasons=[SUMMER])
PARIS = Team("paris", "Europe/Paris", [Shift("09:00", "17:00")], name="Paris")
ROSTER = Roster([BERLIN, PARIS])

MIDNIGHT = instant("2026-03-28 23:00")
"""When 29 March begins in Berlin."""

FORWARD = instant("2026-03-29 01:00")
"""When Berlin's clock goes forward."""

ENDS = instant("2026-06-30 22:00")
"""When 1 July begins in Berlin."""


def told(start: int, end: int) -> list[tuple[int, str, str]]:
    return [(one.instant, one.team, one.kind) for one in causes_between(ROSTER, ["berlin"], start, end)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (MIDNIGHT, MIDNIGHT + 1, ["season"]),
        (MIDNIGHT - 1, MIDNIGHT, []),
        (MIDNIGHT + 1, FORWARD, []),
        (MIDNIGHT + 1, FORWARD + 1, ["clock"]),
        (MIDNIGHT, FORWARD + 1, ["season", "clock"]),
        (MIDNIGHT - 9000, ENDS, ["season", "clock"]),
        (MIDNIGHT - 9000, ENDS + 1, ["season", "clock", "season"]),
        (ENDS, ENDS + 1, ["season"]),
        (ENDS + 1, ENDS + 9000, []),
    ],
)
def test_what_happens_at_the_start_is_told_and_at_the_end_not(
    start: int, end: int, expected: list[str]
) -> None:
    found = told(start, end)
    assert [kind for _, _, kind in found] == expected
    assert {team for _, team, _ in found} <= {"berlin"}
    assert all(at in (MIDNIGHT, FORWARD, ENDS) for at, _, _ in found)


def test_a_season_that_begins_before_the_clock_goes_back_over_midnight_is_told() -> None:
    """At 00:01 on 7 November 2010 clocks in St. John's went back to 23:01 of 6 November."""
    winter = Season("2010-11-07", "2010-12-31", shifts=[Shift("10:00", "16:00")], name="winter")
    roster = Roster([Team("t", "America/St_Johns", [Shift("09:00", "17:00")], name="T", seasons=[winter])])
    begins = instant("2010-11-07 02:30")
    assert causes_between(roster, ["t"], begins, begins + 30) == [
        Cause(begins, "t", "T", "season", "winter begins on Sun 7 Nov 2010"),
        Cause(begins + 1, "t", "T", "clock", "America/St_Johns goes back 1 h on Sun 7 Nov 2010"),
    ]


def test_the_readers_clock_counts_where_none_of_theirs_changes() -> None:
    def names(key: str, ids: list[str]) -> list[tuple[str, str]]:
        found = causes_between(ROSTER, ids, FORWARD - 60, FORWARD + 60, reader=zone(key))
        return [(one.team, one.name) for one in found]

    assert names("Europe/Berlin", ["berlin"]) == [("berlin", "Berlin")]
    assert names("Europe/Paris", ["berlin"]) == [("berlin", "Berlin"), ("", "The report's own clock")]
    assert names("Europe/Berlin", ["berlin", "paris"]) == [("berlin", "Berlin"), ("paris", "Paris")]
    assert names("Asia/Tokyo", ["paris"]) == [("paris", "Paris")]
