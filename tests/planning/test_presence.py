"""Who is at work now, until when, and how many: as a walk over the next two weeks says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pendulum
import pytest

from overlap.errors import BadDate, BadHorizon, NaiveDatetime, OverlapError
from overlap.people.absence import Closure, TimeOff
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.presence import TeamPresence, who_is_on
from tests.planning.brute import holidays, instant, people_of, runs, there
from tests.properties.oracle import minutes_at_work, shifts_worked, wall_shown

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
        found_runs = runs({m for m in minutes if not item.at_work or m >= (change or now + 14 * DAY)})
        following = found_runs[0] if found_runs else (None, now + 14 * DAY)
        assert item.next_start == following[0]
        assert item.next_end == (None if following[1] == now + 14 * DAY else following[1])
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
        "people": 1,
        "on_break": True,
        "because": "",
        "days_off": [],
        "next_start": "2026-03-09T18:00Z",
        "next_end": "2026-03-09T22:00Z",
        "away": [],
    }
    assert rows[3]["days_off"][0] == {"date": "2026-03-10", "name": "closure"}
    assert (rows[3]["because"], rows[3]["next_start"], rows[3]["next_end"]) == ("closure", None, None)
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


def test_what_cannot_be_read_is_called_as_the_argument_is() -> None:
    for at in (datetime(2026, 3, 9), "2026-03-09", "now", 3):
        with pytest.raises(OverlapError, match=r"\bat\b") as caught:
            who_is_on(ROSTER, at)  # type: ignore[arg-type] # some are none
        assert caught.value.field == "at"


def test_instants_come_in_any_zone() -> None:
    for at in (pendulum.datetime(2026, 3, 9, 13, 30, tz="America/New_York"), "2026-03-09T23:00:00+05:30"):
        assert who_is_on(ROSTER, at).instant == instant("2026-03-09 17:30")


# Breaks, days off, people away


OFFICE = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00"), Break("16:30", "17:00")])


@pytest.mark.parametrize(
    ("at", "on_break", "back"),
    [
        ("2026-03-09T11:59Z", False, "2026-03-09 13:00"),
        ("2026-03-09T12:00Z", True, "2026-03-09 13:00"),
        ("2026-03-09T12:59Z", True, "2026-03-09 13:00"),
        ("2026-03-09T13:00Z", False, "2026-03-10 09:00"),
        ("2026-03-09T16:30Z", False, "2026-03-10 09:00"),  # a break with which the shift ends is its end
        ("2026-03-09T17:00Z", False, "2026-03-10 09:00"),
        ("2026-03-08T12:30Z", False, "2026-03-09 09:00"),  # a Sunday
    ],
)
def test_a_break_is_told_apart_from_the_end_of_a_shift(at: str, on_break: bool, back: str) -> None:
    (item,) = who_is_on(Roster([Team("t", "UTC", [OFFICE])]), at)
    assert item.on_break is on_break
    assert item.next_start == instant(back)


def test_a_break_of_a_night_that_began_yesterday_is_a_break() -> None:
    night = Shift("22:00", "06:00", breaks=[Break("01:00", "02:00")])
    roster = Roster([Team("t", "Asia/Manila", [night], closures=[Closure("2026-03-10")])])
    (monday,) = who_is_on(roster, "2026-03-09T17:30Z")  # Tue 01:30, inside Monday's night
    assert monday.on_break
    assert monday.days_off == ()
    (tuesday,) = who_is_on(roster, "2026-03-10T17:30Z")
    assert not tuesday.on_break
    assert tuesday.days_off == ((date(2026, 3, 10), "closure"),)


def test_time_off_inside_a_shift_is_no_break_of_it() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-09", from_time="10:00", until_time="11:00", name="vet")])
    (item,) = who_is_on(Roster([Team("t", "UTC", [OFFICE], members=[ana])]), "2026-03-09T10:30Z")
    assert not item.at_work
    assert not item.on_break
    assert item.because == "vet"
    assert item.next_start == instant("2026-03-09 11:00")


def test_while_anybody_works_the_team_is_not_on_break() -> None:
    late = Member("late", shifts=[Shift("12:00", "20:00")])
    roster = Roster([Team("t", "UTC", [OFFICE], headcount=3, members=[late])])
    (item,) = who_is_on(roster, "2026-03-09T12:30Z")
    assert (item.at_work, item.on_break, item.headcount, item.people) == (True, False, 1, 3)


def test_breaks_are_those_of_every_minute_walked() -> None:
    calendar, kept = holidays("2026-03-10", half=("2026-03-11",))
    lunch = Shift("09:00", "18:00", breaks=[Break("11:30", "12:15"), Break("15:00", "15:10")])
    night = Shift("20:00", "05:00", breaks=[Break("00:30", "01:30")])
    team = Team("t", "Europe/Warsaw", [lunch, night], holidays=calendar)
    (worker,) = people_of(team, kept).values()
    start = instant("2026-03-08 22:00")
    present = minutes_at_work(worker, start, start + 5 * DAY)
    breaks: set[int] = set()
    for one in shifts_worked(worker, start, start + 5 * DAY):
        left = one.minutes & present
        lost = set(range(one.start, one.end)) - one.minutes
        breaks |= {minute for minute in lost if left and minute < max(left)}
    roster = Roster([team])
    for at in range(start, start + 4 * DAY, 5):
        (item,) = who_is_on(roster, datetime.fromtimestamp(at * 60, UTC))
        assert item.on_break == (at in breaks - present), at
    assert breaks - present


def test_a_day_off_is_named_where_it_puts_off_the_next_start() -> None:
    calendar, _ = holidays("2026-03-09")
    roster = Roster([Team("t", "UTC", [OFFICE], holidays=calendar)])
    for at in ("2026-03-06T18:00Z", "2026-03-08T10:00Z", "2026-03-09T10:00Z", "2026-03-09T12:30Z"):
        (item,) = who_is_on(roster, at)
        assert item.days_off == ((date(2026, 3, 9), "Holiday 2026-03-09"),), at
        assert item.because == "Holiday 2026-03-09"
        assert item.until == item.next_start == instant("2026-03-10 09:00")
    for at in ("2026-03-05T18:00Z", "2026-03-06T10:00Z", "2026-03-09T18:00Z"):
        assert who_is_on(roster, at)[0].days_off == ()


def test_what_one_member_has_is_not_why_a_team_is_off() -> None:
    calendar, _ = holidays("2026-03-09")
    ana = Member("ana", time_off=[TimeOff("2026-03-09", "2026-03-13", name="trip")])
    both = Team("t", "UTC", [OFFICE], holidays=calendar, members=[ana, Member("ben")])
    assert who_is_on(Roster([both]), "2026-03-09T10:00Z")[0].because == "Holiday 2026-03-09"
    crowd = Team("t", "UTC", [OFFICE], holidays=calendar, headcount=5, members=[ana])
    assert who_is_on(Roster([crowd]), "2026-03-09T10:00Z")[0].because == "Holiday 2026-03-09"
    early = Member("ana", shifts=[Shift("06:00", "14:00")], time_off=[TimeOff("2026-03-10", name="trip")])
    pair = Team("t", "UTC", [OFFICE], members=[early, Member("ben")])
    assert who_is_on(Roster([pair]), "2026-03-09T18:00Z")[0].because == "trip"  # she would have been first


def test_unnamed_people_say_why_a_team_is_off() -> None:
    calendar, _ = holidays("2026-03-09")
    other, _ = holidays()
    trip = [TimeOff("2026-03-09", name="trip")]
    ana = Member("ana", holidays=other, time_off=trip)
    team = Team("t", "UTC", [OFFICE], holidays=calendar, headcount=5, members=[ana])
    assert who_is_on(Roster([team]), "2026-03-09T10:00Z")[0].because == "Holiday 2026-03-09"
    named = team.replace(headcount=None, members=[ana, Member("ben")])
    assert who_is_on(Roster([named]), "2026-03-09T10:00Z")[0].because == "Holiday 2026-03-09, trip"


def test_on_a_break_nobody_is_off_for_another_ones_day_off() -> None:
    late = Member("late", shifts=[Shift("12:00", "20:00")], time_off=[TimeOff("2026-03-09", name="trip")])
    team = Team("t", "UTC", [OFFICE], members=[Member("ana"), late])
    (item,) = who_is_on(Roster([team]), "2026-03-09T12:30Z")
    assert item.on_break
    assert item.days_off == ()


def test_people_away_today_are_named_with_their_way_back() -> None:
    away = [
        TimeOff("2026-03-05", "2026-03-06", name="trip"),
        TimeOff("2026-03-07", "2026-03-09", name="more"),
    ]
    team = Team(
        "t",
        "UTC",
        [OFFICE],
        headcount=4,
        members=[
            Member("ana", name="Ana Reyes", time_off=away),
            Member("ben", time_off=[TimeOff("2026-03-07")]),
            Member("eva", zone="Asia/Tokyo", time_off=[TimeOff("2026-03-06")]),
        ],
    )
    (item,) = who_is_on(Roster([team]), "2026-03-06T10:00Z")
    assert [one.to_dict() for one in item.away] == [
        {
            "id": "t.ana",
            "name": "Ana Reyes",
            "because": "trip",
            "until": "2026-03-09",
            "next_start": "2026-03-10T09:00Z",
        },
        {
            "id": "t.eva",
            "name": "eva",
            "because": "time off",
            "until": "2026-03-06",
            "next_start": "2026-03-09T00:00Z",
        },
    ]
    later = who_is_on(Roster([team]), "2026-03-06T15:30Z")[0]  # Saturday in Tokyo
    assert [one.id for one in later.away] == ["t.ana"]


def test_hours_of_time_off_are_told_until_they_are_over() -> None:
    dentist = TimeOff("2026-03-09", from_time="13:00", until_time="15:00", name="dentist")
    roster = Roster([Team("t", "UTC", [OFFICE], members=[Member("ana", time_off=[dentist])])])
    for at, told in (
        ("2026-03-09T08:00Z", True), ("2026-03-09T14:59Z", True), ("2026-03-09T15:00Z", False),
        ("2026-03-10T08:00Z", False), ("2026-03-08T23:00Z", False),
    ):  # fmt: skip
        away = who_is_on(roster, at)[0].away
        assert bool(away) is told, at
        if away:
            assert away[0].minutes_off == (780, 900)
            assert away[0].to_dict()["minutes_off"] == [780, 900]
            assert (away[0].until, away[0].next_start) == (date(2026, 3, 9), instant("2026-03-09 15:00"))


def test_who_is_at_work_on_the_night_before_is_not_away_yet_and_who_misses_it_still_is() -> None:
    night = Shift("22:00", "06:00")

    def away(first: str, at: str) -> list[str]:
        ana = Member("ana", time_off=[TimeOff(first)])
        (item,) = who_is_on(Roster([Team("t", "UTC", [night], headcount=2, members=[ana])]), at)
        return [one.id for one in item.away]

    assert away("2026-03-10", "2026-03-10T03:00Z") == []
    assert away("2026-03-10", "2026-03-10T06:00Z") == ["t.ana"]
    assert away("2026-03-10", "2026-03-11T03:00Z") == ["t.ana"]
    assert away("2026-03-10", "2026-03-11T06:00Z") == []


def test_time_off_beyond_the_look_ahead_has_its_last_date_alone() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-01", "2026-06-30", name="leave")])
    (item,) = who_is_on(Roster([Team("t", "UTC", [OFFICE], members=[ana])]), "2026-03-09T10:00Z")
    assert (item.away[0].until, item.away[0].next_start) == (date(2026, 6, 30), None)


def test_the_first_supported_minute_is_looked_at_as_any_other() -> None:
    assert who_is_on(ROSTER, "1973-01-08T00:00Z").days_ahead == 14


def test_people_away_are_named_after_a_member_who_has_no_time_off() -> None:
    ben = Member("ben", time_off=[TimeOff("2026-03-09")])
    (item,) = who_is_on(
        Roster([Team("t", "UTC", [OFFICE], members=[Member("ana"), ben])]), "2026-03-09T10:00Z"
    )
    assert [one.id for one in item.away] == ["t.ben"]


def test_other_time_off_of_a_person_does_not_hide_todays() -> None:
    hours = TimeOff("2026-03-02", from_time="09:00", until_time="10:00", name="vet")
    days = TimeOff("2026-03-03", name="trip")
    today = TimeOff("2026-03-09", name="leave")
    for off in ([hours, today], [days, today]):
        team = Team("t", "UTC", [OFFICE], members=[Member("ana", time_off=off)])
        (item,) = who_is_on(Roster([team]), "2026-03-09T10:00Z")
        assert [one.because for one in item.away] == ["leave"]


def test_hours_off_on_the_next_date_do_not_prolong_whole_days_off() -> None:
    off = [TimeOff("2026-03-09", name="trip"), TimeOff("2026-03-10", from_time="09:00", until_time="10:00")]
    (item,) = who_is_on(
        Roster([Team("t", "UTC", [OFFICE], members=[Member("ana", time_off=off)])]), "2026-03-09T10:00Z"
    )
    assert [(one.until, one.next_start) for one in item.away] == [
        (date(2026, 3, 9), instant("2026-03-10 10:00"))
    ]


def test_a_break_of_a_shift_of_25_hours_is_one_though_work_goes_on_a_day_later() -> None:
    watch = Shift("00:00", "24:00", breaks=[Break("00:00", "23:30")])
    roster = Roster([Team("t", "Europe/Berlin", [watch], days=["sun"])])
    (item,) = who_is_on(roster, "2026-10-24T22:00Z")  # midnight in Berlin, where 02:00 comes twice
    assert item.on_break
    assert (item.next_start, item.next_end) == (instant("2026-10-25 22:30"), instant("2026-10-25 23:00"))


def test_a_team_told_without_its_size_is_one_person() -> None:
    assert TeamPresence("a", "A", "UTC", at_work=True, headcount=1, until=None).people == 1
