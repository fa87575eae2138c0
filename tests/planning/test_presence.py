"""Who is at work now, until when, and how many: as a walk over the next two weeks says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pendulum
import pytest

from overlap.errors import BadDate, BadHorizon, NaiveDatetime
from overlap.people.absence import Closure
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.presence import who_is_on
from overlap.render.text import to_text
from tests.planning.brute import instant, people_of, there
from tests.properties.oracle import minutes_at_work, wall_shown

DAY = 1440
DAILY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ROSTER = Roster(
    [
        Team(
            "manila",
            "Asia/Manila",
            [Shift("22:00", "06:00", breaks=[Break("01:00", "02:00")])],
            name="Manila",
        ),
        Team(
            "ny",
            "America/New_York",
            [Shift("09:00", "17:00")],
            headcount=5,
            members=[Member("ana", zone="Europe/Berlin"), Member("ben")],
        ),
        Team("noc", "UTC", [Shift("00:00", "24:00")], days=DAILY, headcount=2),
        Team("shut", "UTC", [Shift("09:00", "17:00")], closures=[Closure("2026-03-01", "2026-03-31")]),
        Team("idle", "Asia/Kathmandu", []),
    ],
    zone="Europe/Warsaw",
)


@pytest.mark.parametrize(
    "at",
    [
        "2026-03-06 13:59", "2026-03-06 14:00", "2026-03-06 21:59", "2026-03-06 22:00", "2026-03-08 12:00",
        "2026-03-09 13:00", "2026-03-09 16:59", "2026-03-09 17:00", "2026-03-09 18:00", "2026-03-09 07:30",
    ],
)  # fmt: skip
def test_states_are_those_of_the_minutes_walked(at: str) -> None:
    now = instant(at)
    found = who_is_on(ROSTER, datetime.fromtimestamp(now * 60, UTC))
    assert found.instant == now
    present = there(ROSTER, [team.id for team in ROSTER], now, now + 14 * DAY)
    for team, item in zip(ROSTER, found, strict=True):
        minutes = present[team.id]
        assert (item.team, item.name, item.zone) == (team.id, team.name, team.zone)
        assert item.at_work == (now in minutes)
        change = next((m for m in range(now, now + 14 * DAY) if (m in minutes) != item.at_work), None)
        assert item.until == change
        people = people_of(team)
        heads = sum(
            (team.unnamed_count if not who else 1)
            for who, one in people.items()
            if now in minutes_at_work(one, now, now + 1)
        )
        assert item.headcount == heads


def test_plain_values_have_each_teams_own_clock() -> None:
    found = who_is_on(ROSTER, "2026-03-09T17:30:59Z")
    rows = found.to_dicts()
    assert rows[0] == {
        "team": "manila",
        "zone": "Asia/Manila",
        "local": "Tue 01:30",
        "at_work": False,
        "headcount": 0,
        "until": "2026-03-09T18:00Z",
    }
    assert rows[2]["until"] is None
    assert [row["headcount"] for row in rows] == [0, 4, 2, 0, 0]
    kathmandu = wall_shown("Asia/Kathmandu", instant("2026-03-09 17:30")) % DAY
    assert rows[4]["local"] == f"Mon {kathmandu // 60}:{kathmandu % 60}"


def test_a_presence_is_a_sequence() -> None:
    found = who_is_on(ROSTER, "2026-03-09T17:30Z")
    assert len(found) == 5
    assert found[0] in found
    assert found[3:] == (found[3], found[4])
    assert [item.team for item in found] == [team.id for team in ROSTER]


def test_a_document_says_who_is_on_and_what_comes_next() -> None:
    text = to_text(who_is_on(ROSTER, "2026-03-09T17:30Z").document())
    assert text.splitlines() == [
        "Mon 9 Mar 2026, 18:30 Europe/Warsaw: 2 of 5 at work",
        "",
        "Team    Local time  Now          Their clock",
        "------  ----------  -----------  -------------------------------",
        "Manila  Tue 01:30   off          back Tue 02:00 (in 30 min)",
        "ny      Mon 13:30   at work (4)  until Mon 17:00 (in 3 h 30 min)",
        "noc     Mon 17:30   at work (2)  no change for 14 days",
        "shut    Mon 17:30   off          no change for 14 days",
        "idle    Mon 23:15   off          no change for 14 days",
    ]
    tokyo = who_is_on(ROSTER, "2026-03-09T17:30Z").document("Asia/Tokyo")
    assert to_text(tokyo).startswith("Tue 10 Mar 2026, 02:30 Asia/Tokyo: 2 of 5 at work\n")
    assert "at work (4)" in who_is_on(ROSTER, "2026-03-09T17:30Z")._repr_html_()


def test_a_season_ahead_ends_the_state() -> None:
    short = Season("2026-03-11", "2026-03-20", shifts=[], name="shut")
    roster = Roster([Team("t", "UTC", [Shift("00:00", "24:00")], days=DAILY, seasons=[short])])
    assert who_is_on(roster, "2026-03-09T12:00Z")[0].until == instant("2026-03-11 00:00")


@pytest.mark.parametrize(
    ("at", "error"),
    [
        (datetime(2026, 3, 9), NaiveDatetime),
        ("2026-03-09T10:00", NaiveDatetime),
        (pendulum.naive(2026, 3, 9), NaiveDatetime),
        ("2026-03-09", BadDate),
        ("now", BadDate),
        ("1900-01-01T00:00Z", BadHorizon),
    ],
)
def test_what_is_no_instant_is_refused(at: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        who_is_on(ROSTER, at)


def test_instants_come_in_any_zone() -> None:
    for at in (pendulum.datetime(2026, 3, 9, 13, 30, tz="America/New_York"), "2026-03-09T23:00:00+05:30"):
        assert who_is_on(ROSTER, at).instant == instant("2026-03-09 17:30")
