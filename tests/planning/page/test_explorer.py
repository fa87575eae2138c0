"""The page's data, decoded as the page decodes them, are who is there at every minute."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from overlap.core.zones import zone_keys
from overlap.people.absence import TimeOff
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.page.explorer import explorer_data
from overlap.planning.report import report
from overlap.render.style import Style, reading_as
from tests.planning.brute import NOTHING, instant, people_of, reached, there
from tests.planning.page.rosters import END, KEPT_BY, ROSTER, START
from tests.properties.oracle import DAY, minutes_at_work, offset_shown

FIRST, LAST = instant("2026-03-02 05:00"), instant("2026-04-01 04:00")
"""New York's midnights around the dates: 5 h behind before 8 March, 4 h after."""


@cache
def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(explorer_data(report(ROSTER, START, END))))
    return found


def decoded(flat: list[int]) -> list[tuple[int, int, int]]:
    """Lengths and numbers in turn as (start, end, number)."""
    found, at = [], data()["start"]
    for length, number in zip(flat[::2], flat[1::2], strict=True):
        found.append((at, at + length, number))
        at += length
    return found


def minutes_of(flat: list[int]) -> set[int]:
    """Distances between edges in turn as the minutes inside."""
    found: set[int] = set()
    at = data()["start"]
    for gap, length in zip(flat[::2], flat[1::2], strict=True):
        found |= set(range(at + gap, at + gap + length))
        at += gap + length
    return found


def test_the_horizon_is_the_reports() -> None:
    assert (data()["start"], data()["end"]) == (FIRST, LAST)
    first, last = (data()[one] * DAY for one in ("first", "last"))
    assert (first, last) == (instant("2026-03-02 00:00"), instant("2026-03-31 00:00"))
    # Shifts begin at such minutes.
    assert data()["step"] == 5


@pytest.mark.parametrize("place", range(3))
def test_people_at_work_are_those_of_a_walk_over_minutes(place: int) -> None:
    team, told = ROSTER.teams[place], data()["teams"][place]
    people = people_of(team, KEPT_BY.get(team.id, NOTHING))
    unnamed = team.people_count - len(team.members)
    weight = {one: 1 if one else unnamed for one in people}
    at_work = {one: minutes_at_work(who, FIRST, LAST) for one, who in people.items()}
    got: dict[int, int] = {}
    for start, end, number in decoded(told["heads"]):
        got |= dict.fromkeys(range(start, end), number)
    assert len(got) == LAST - FIRST
    for minute in range(FIRST, LAST):
        assert got[minute] == sum(weight[one] for one, minutes in at_work.items() if minute in minutes)


def test_a_break_is_when_a_shift_runs_and_nobody_is_at_work() -> None:
    told = {one["id"]: minutes_of(one["breaks"]) for one in data()["teams"]}
    # New York is away 12:00 to 13:00 on each working day, by its own clock.
    lunch = instant("2026-03-02 17:00")
    assert set(range(lunch, lunch + 60)) <= told["ny"]
    assert lunch - 1 not in told["ny"]
    assert lunch + 60 not in told["ny"]
    assert len(told["ny"]) == 22 * 60  # working days of the month
    # In Berlin, Ida works through the others' lunch; on the half day nobody of them is back after it.
    assert not told["berlin"]
    # Manila's night of Monday 2 March has its break on Tuesday at 02:00 there.
    pause = instant("2026-03-02 18:00")
    assert set(range(pause, pause + 30)) <= told["manila"]


def test_days_off_are_named_on_the_dates_they_take() -> None:
    off = {one["id"]: one["off"] for one in data()["teams"]}
    named = dict(off["berlin"])
    assert named[instant("2026-03-10 00:00") // 1440] == "Holiday 2026-03-10"
    assert named[instant("2026-03-12 00:00") // 1440] == "Half day 2026-03-12"
    assert off["ny"] == []


def test_together_are_the_minutes_of_the_most_teams() -> None:
    got: set[int] = set()
    for start, end, number in decoded(data()["together"]):
        if number:
            got |= set(range(start, end))
    ids = [team.id for team in ROSTER]
    alone = there(ROSTER, ids, FIRST, LAST, kept=KEPT_BY)
    assert data()["most"] == 3
    assert {number for _, _, number in decoded(data()["together"])} == {0, 1}
    assert got == reached(alone.values(), 3)


def test_every_zones_clock_is_that_of_an_independent_reading() -> None:
    clocks = {key: offsets for keys, *offsets in data()["zones"] for key in keys.split(" ")}
    assert set(clocks) == set(zone_keys())
    for key in (
        "Asia/Kolkata",
        "America/St_Johns",
        "Pacific/Chatham",
        "America/New_York",
        "Australia/Lord_Howe",
    ):
        first, *moves = clocks[key]
        for minute in range(FIRST - 2880, LAST + 2880, 10):
            offset = first
            for at, then in zip(moves[::2], moves[1::2], strict=True):
                if at <= minute:
                    offset = then
            assert offset == offset_shown(key, minute), (key, minute)


def test_the_clock_changes_are_those_of_the_teams_and_of_the_reader() -> None:
    assert data()["changes"] == [instant("2026-03-08 07:00"), instant("2026-03-29 01:00")]
    plain = Roster([Team("m", "Asia/Manila", [Shift("09:00", "17:00")])])
    assert explorer_data(report(plain, START, END))["changes"] == []
    abroad = explorer_data(report(plain, START, END, zone="Australia/Lord_Howe"))
    assert abroad["changes"] == []
    abroad = explorer_data(report(plain, "2026-04-01", "2026-04-30", zone="Australia/Lord_Howe"))
    assert abroad["changes"] == [instant("2026-04-04 15:00")]


def test_dates_have_names_for_15_days_beyond_both_ends() -> None:
    days = [date(2026, 2, 15) + timedelta(number) for number in range(60)]
    assert data()["dates"] == [f"{day:%a} {day.day} {day:%b}" for day in days]
    assert data()["dates"][-1] == "Wed 15 Apr"
    assert data()["dates_from"] * DAY == instant("2026-02-15 00:00")
    assert data()["weekdays"] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_times_are_told_only_where_they_are_not_plain() -> None:
    assert data()["times"] is None
    with reading_as(Style(hours=12)):
        told = explorer_data(report(ROSTER, START, END))
    assert (told["times"][0], told["times"][810]) == ("12:00 am", "1:30 pm")
    assert len(told["times"]) == 1441


CHANGE = instant("2026-03-08 07:00")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-03-05", [-300]),
        ("2026-03-06", [-300, CHANGE, -240]),
        ("2026-03-10", [-300, CHANGE, -240]),
        ("2026-03-11", [-240]),
    ],
)
def test_clocks_are_known_two_days_beyond_the_dates(day: str, told: list[int]) -> None:
    zones = explorer_data(report(ROSTER, day, day))["zones"]
    clocks = {key: offsets for keys, *offsets in zones for key in keys.split(" ")}
    assert clocks["America/New_York"] == told
    assert clocks["Europe/Berlin"] == [60]


def test_an_old_name_of_a_zone_leads_to_the_one_of_today() -> None:
    assert data()["renamed"]["Asia/Calcutta"] == "Asia/Kolkata"


def test_where_all_are_never_together_those_of_the_most_count() -> None:
    hours = (("06:00", "10:00"), ("09:00", "17:00"), ("16:00", "20:00"))
    teams = [Team(f"t{at}", "UTC", [Shift(*own)]) for at, own in enumerate(hours)]
    found = explorer_data(report(Roster(teams), "2026-03-02", "2026-03-02"))
    assert found["most"] == 2
    # Two are there from 9 to 10 and from 16 to 17.
    assert found["together"] == [540, 0, 60, 1, 360, 0, 60, 1, 420, 0]


def test_a_team_is_on_a_break_where_who_would_be_there_is_off() -> None:
    through = Member("ida", shifts=[Shift("11:00", "15:00", name="own")], time_off=[TimeOff("2026-03-03")])
    lunch = [Shift("09:00", "17:00", name="day", breaks=[Break("12:00", "13:00")])]
    team = Team("t", "UTC", lunch, headcount=2, members=[through])
    (told,) = explorer_data(report(Roster([team]), "2026-03-02", "2026-03-04"))["teams"]
    gap, length = told["breaks"]
    assert (instant("2026-03-02 00:00") + gap, length) == (instant("2026-03-03 12:00"), 60)
