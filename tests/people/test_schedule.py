"""Cycles, seasons and schedules: which shifts are in force when."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from overlap.core.civil import day_of
from overlap.core.zones import zone
from overlap.errors import BadDate, BadSchedule
from overlap.people.schedule import Cycle, Schedule, Season
from overlap.people.shifts import Shift

EARLY = Shift("06:00", "14:00", name="early")
LATE = Shift("14:00", "22:00", name="late")
D1 = day_of(date(2026, 1, 1))


@pytest.mark.parametrize("days", [[], "early", [""], [5]])
def test_a_cycle_is_a_list_of_names(days: Any) -> None:
    with pytest.raises(BadSchedule, match='a cycle needs a list of shift names; write days = \\["early"'):
        Cycle("2026-01-05", days)


def test_a_cycle_needs_a_date() -> None:
    with pytest.raises(BadDate) as caught:
        Cycle("05.01.2026", ["early"])
    assert caught.value.field == "anchor"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "a season needs either shifts or shorten_minutes; say what is worked instead"),
        ({"shifts": [EARLY], "shorten_minutes": 5}, "a season needs either"),
        ({"shorten_minutes": -5}, "shorten_minutes is -5; give whole minutes"),
        ({"shorten_minutes": True}, "shorten_minutes is True"),
        ({"shorten_minutes": 1.5}, "shorten_minutes is 1.5"),
    ],
)
def test_a_season_says_one_thing(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(BadSchedule, match=message):
        Season("2026-06-01", "2026-06-30", **arguments)


def test_a_season_ends_after_it_starts() -> None:
    with pytest.raises(BadDate, match="until 2026-05-31 is before from 2026-06-01; swap the two dates"):
        Season("2026-06-01", "2026-05-31", shorten_minutes=60)
    assert Season("2026-06-01", "2026-06-01", shifts=[]).shifts == ()


def test_seasons_do_not_overlap() -> None:
    seasons = [
        Season("2026-06-10", "2026-06-20", shorten_minutes=60, name="b"),
        Season("2026-06-01", "2026-06-10", shorten_minutes=60, name="a"),
    ]
    with pytest.raises(BadSchedule, match='"a" and "b" overlap on 2026-06-10; end one before'):
        Schedule([EARLY], seasons=seasons)


@pytest.mark.parametrize(
    ("shifts", "days", "message"),
    [
        ([EARLY, EARLY], ["early"], 'two shifts are called "early".*give each its own name'),
        (
            [Shift("06:00", "14:00", name="early", days=["mon"])],
            ["early"],
            "has weekdays.*leave out its days",
        ),
        ([EARLY], ["early", "late"], 'the cycle names "late", which is no shift; use "early", "off"'),
    ],
)
def test_a_cycle_fits_its_shifts(shifts: list[Shift], days: list[str], message: str) -> None:
    with pytest.raises(BadSchedule, match=message):
        Schedule(shifts, cycle=Cycle("2026-01-05", days))


def test_a_season_under_a_cycle_has_the_cycles_shifts() -> None:
    cycle = Cycle("2026-01-05", ["early", "off"])
    with pytest.raises(BadSchedule, match='the cycle names "early", which is no shift; use "late", "off"'):
        Schedule([EARLY], cycle=cycle, seasons=[Season("2026-06-01", "2026-06-30", shifts=[LATE])])


def test_a_season_that_leaves_nothing_of_a_cycles_shift_leaves_nothing() -> None:
    cycle = Cycle("2026-01-05", ["early", "off"])
    schedule = Schedule(
        [EARLY], cycle=cycle, seasons=[Season("2026-06-01", "2026-06-30", shorten_minutes=480)]
    )
    june = day_of(date(2026, 6, 1))
    (plan,) = schedule.plans(june, june + 1)
    assert plan.shifts == ()


def test_plans_are_clipped_and_cover_every_day_once() -> None:
    seasons = [
        Season("2026-01-10", "2026-01-19", shorten_minutes=60, name="short"),
        Season("2026-01-20", "2026-01-25", shifts=[LATE], name="late only"),
    ]
    schedule = Schedule([EARLY, LATE], seasons=seasons)
    plans = schedule.plans(D1, D1 + 31)
    assert [(plan.first_day - D1, plan.end_day - D1, plan.season) for plan in plans] == [
        (0, 9, None),
        (9, 19, "short"),
        (19, 25, "late only"),
        (25, 31, None),
    ]
    assert [plan.season for plan in schedule.plans(D1 + 9, D1 + 10)] == ["short"]
    assert [plan.season for plan in schedule.plans(D1 + 18, D1 + 20)] == ["short", "late only"]


def test_the_starts_of_seasons_are_named() -> None:
    seasons = [
        Season("2026-01-10", "2026-01-19", shorten_minutes=60, name="short"),
        Season("2026-01-20", "2026-01-25", shifts=[LATE], name="late only"),
    ]
    schedule = Schedule([EARLY, LATE], seasons=seasons)
    assert schedule.season_starts(D1, D1 + 31) == [
        (date(2026, 1, 10), "short begins"),
        (date(2026, 1, 20), "late only begins"),
        (date(2026, 1, 26), "late only ends"),
    ]
    assert schedule.season_starts(D1 + 10, D1 + 19) == []
    assert Schedule([EARLY]).season_starts(D1, D1 + 31) == []


def test_each_clock_is_named_once() -> None:
    pinned = Shift("09:00", "17:00", name="client", zone="America/New_York")
    schedule = Schedule([EARLY, pinned, Shift("06:00", "07:00", zone="Asia/Manila")])
    home = zone("Asia/Manila")
    assert schedule.clocks(lambda key: home if key is None else zone(key)) == (home, zone("America/New_York"))


def test_schedules_are_values_that_survive_pickles() -> None:
    make = [
        Schedule([EARLY, LATE], cycle=Cycle("2026-01-05", ["early", "late", "off"]), days=frozenset({0}))
        for _ in range(2)
    ]
    assert make[0] == make[1]
    assert hash(make[0]) == hash(make[1])
    again = pickle.loads(pickle.dumps(make[0]))  # noqa: S301 - our own
    assert again == make[0]
    season = Season("2026-06-01", "2026-06-30", shifts=[LATE])
    assert pickle.loads(pickle.dumps(season)) == season  # noqa: S301 - our own
