"""What a meeting of a rotation comes to for somebody is told with their status and the reason behind it."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.errors import BadZone
from overlap.people.absence import TimeOff
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.rotation import plan_rotation
from overlap.planning.rotation_meetings import PersonBurden, Skipped


def test_time_off_on_part_of_a_date_counts_where_the_meeting_touches_it() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-03", from_time="09:00", until_time="10:00")])
    team = Team("a", "UTC", [Shift("09:00", "17:00")], members=[ana], headcount=2)
    roster = Roster([team], meetings=[Meeting("s", teams=["a"], minutes=30, on="tue")])
    for at, is_away in (("09:30", True), ("10:00", False)):
        found = plan_rotation(roster, "s", "2026-03-03", "2026-03-03", at=[at])
        assert [who.is_credit for who in found[0].attendees] == [False, is_away]


def test_a_meeting_knows_everybodys_clock_and_what_keeps_them() -> None:
    ana = Member("ana", name="Ana", zone="Asia/Tokyo", time_off=[TimeOff("2026-03-03", name="Doll festival")])
    team = Team("a", "UTC", [Shift("09:00", "17:00")], name="A", members=[ana], headcount=2)
    roster = Roster([team], meetings=[Meeting("s", teams=["a"], minutes=30, on="tue")])
    (one,) = plan_rotation(roster, "s", "2026-03-03", "2026-03-03", at=["08:00"])
    assert one.to_dict() == {
        "date": "2026-03-03",
        "start": "2026-03-03T08:00Z",
        "end": "2026-03-03T08:30Z",
        "time": "08:00",
        "attendees": [
            {
                "id": "a",
                "local_start": "2026-03-03T08:00+00:00",
                "status": "fringe",
                "required": True,
                "can_come": True,
                "burden_minutes": 30,
                "credited": False,
            },
            {
                "id": "a.ana",
                "local_start": "2026-03-03T17:00+09:00",
                "status": "time-off",
                "because": "Doll festival",
                "required": True,
                "can_come": False,
                "burden_minutes": 30,
                "credited": True,
            },
        ],
    }
    start, end = one.in_zone("Asia/Tokyo")
    assert (str(start), str(end)) == ("2026-03-03 17:00:00+09:00", "2026-03-03 17:30:00+09:00")
    with pytest.raises(BadZone):
        one.in_zone("Tokyo")


def test_a_burden_is_the_sum_of_its_parts_and_a_skipped_date_has_its_reason() -> None:
    row = PersonBurden("a", "A", 1, 20, 300).to_dict()
    assert row["burden_minutes"] == 321
    assert row["burden_minutes"] == sum(value for key, value in row.items() if key.endswith("_minutes")) / 2
    assert Skipped(date(2026, 3, 3), "A: closure").to_dict() == {
        "date": "2026-03-03",
        "because": "A: closure",
    }
