"""Cycles, seasons and schedules: which shifts are in force when."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from overlap.core.civil import day_of, weekday_of
from overlap.core.template import Template, _intern
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.core.zones import zone
from overlap.errors import BadDate, BadSchedule
from overlap.people.schedule import (
    DATED,
    MONDAY_TO_FRIDAY,
    RAMADAN,
    YEARLY,
    Cycle,
    Schedule,
    Season,
    _templates,
    yearly_seasons,
)
from overlap.people.shifts import Break, Shift

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


# Working days that changed on a date.

SUN_TO_THU, MON_TO_FRI = frozenset({6, 0, 1, 2, 3}), frozenset(range(5))
SINCE = date(2026, 1, 12)  # a Monday
WEEKS = ((date.min, SUN_TO_THU), (SINCE, MON_TO_FRI))


def worked(schedule: Schedule, first: int, end: int) -> list[int]:
    """The days on which some shift starts, by the plans in force."""
    return [
        day
        for plan in schedule.plans(first, end)
        for day in range(plan.first_day, plan.end_day)
        if any(template.spans_on(day) for _, template in plan.clocks)
    ]


def test_working_days_hold_from_their_date_on() -> None:
    schedule = Schedule([EARLY], weeks=WEEKS)
    assert schedule.days == MON_TO_FRI
    change = day_of(SINCE)
    expected = [
        day for day in range(D1, D1 + 31) if weekday_of(day) in (MON_TO_FRI if day >= change else SUN_TO_THU)
    ]
    assert worked(schedule, D1, D1 + 31) == expected
    assert [(plan.first_day, plan.end_day, plan.days) for plan in schedule.plans(D1, D1 + 31)] == [
        (D1, change, SUN_TO_THU),
        (change, D1 + 31, MON_TO_FRI),
    ]


def test_the_change_of_working_days_is_named() -> None:
    schedule = Schedule([EARLY], weeks=WEEKS)
    ((on, why),) = schedule.season_starts(D1, D1 + 31)
    assert on == SINCE
    assert why.startswith("working days become ")
    assert "Mon" in why
    assert "Fri" in why


def test_three_weeks_of_working_days_are_three_plans() -> None:
    weeks = ((date.min, frozenset({0})), (SINCE, frozenset({1})), (date(2026, 1, 19), frozenset({2})))
    schedule = Schedule([EARLY], weeks=weeks)
    assert [plan.days for plan in schedule.plans(D1, D1 + 31)] == [days for _, days in weeks]
    assert [plan.days for plan in schedule.plans(day_of(SINCE), day_of(SINCE) + 1)] == [frozenset({1})]


def test_one_week_is_no_change() -> None:
    schedule = Schedule([EARLY], weeks=WEEKS[:1])
    assert schedule.days == SUN_TO_THU
    assert len(schedule.plans(-(10**6), 10**6)) == 1
    assert Schedule([EARLY]).days == MONDAY_TO_FRIDAY


def test_a_cycle_and_shifts_with_their_own_days_know_no_change_of_working_days() -> None:
    turning = Schedule([EARLY], cycle=Cycle("2026-01-05", ["early", "off"]), weeks=WEEKS)
    assert len(turning.plans(D1, D1 + 31)) == 1
    own = Schedule([Shift("06:00", "14:00", days=["mon", "sun"])], weeks=WEEKS)
    assert [weekday_of(day) for day in worked(own, D1, D1 + 31)] == [6, 0] * 4
    assert own.season_starts(D1, D1 + 31) == []
    mixed = Schedule([EARLY, Shift("06:00", "14:00", days=["sat"])], weeks=WEEKS)
    assert len(mixed.plans(D1, D1 + 31)) == 2


def test_seasons_are_cut_where_working_days_change() -> None:
    season = Season("2026-01-10", "2026-01-14", shifts=[LATE], name="late only")
    schedule = Schedule([EARLY], seasons=[season], weeks=WEEKS)
    assert [
        (plan.first_day - D1, plan.end_day - D1, plan.season, plan.days)
        for plan in schedule.plans(D1, D1 + 31)
    ] == [
        (0, 9, None, SUN_TO_THU),
        (9, 11, "late only", SUN_TO_THU),
        (11, 14, "late only", MON_TO_FRI),
        (14, 31, None, MON_TO_FRI),
    ]
    starts = schedule.season_starts(D1, D1 + 31)
    assert [on.day for on, _ in starts] == [10, 12, 15]
    assert [starts[0][1], starts[2][1]] == ["late only begins", "late only ends"]
    after = Season("2026-02-01", "2026-02-10", shifts=[LATE], name="later")
    assert [plan.season for plan in Schedule([EARLY], seasons=[after], weeks=WEEKS).plans(D1, D1 + 60)] == [
        None,
        None,
        "later",
        None,
    ]


def test_schedules_with_other_working_weeks_are_other_schedules() -> None:
    assert Schedule([EARLY], weeks=WEEKS) != Schedule([EARLY])
    assert pickle.loads(pickle.dumps(Schedule([EARLY], weeks=WEEKS))) == Schedule([EARLY], weeks=WEEKS)  # noqa: S301 - our own


# One template where it is one.


def test_a_schedule_of_one_plan_is_one_template_for_any_days() -> None:
    schedule = Schedule([EARLY, LATE])
    ((_, template),) = schedule.plans(D1, D1 + 1)[0].clocks
    assert isinstance(template, Template)
    assert schedule.plain(D1, D1 + 9) is template
    assert schedule.plain(-(10**6), 10**6) is template


def test_within_one_season_a_schedule_is_one_template() -> None:
    schedule = Schedule([EARLY], seasons=[Season("2026-01-10", "2026-01-19", shifts=[LATE], name="late")])
    usual, late = Schedule([EARLY]).plain(0, 1), Schedule([LATE]).plain(0, 1)
    assert usual is not None
    assert late is not None
    assert schedule.plain(D1, D1 + 9) == usual
    assert schedule.plain(D1 + 8, D1 + 10) is None
    assert schedule.plain(D1 + 9, D1 + 19) == late
    assert schedule.plain(D1 + 9, D1 + 20) is None
    assert schedule.plain(D1 + 18, D1 + 20) is None
    assert schedule.plain(D1 + 19, D1 + 400) == usual
    weeks = Schedule([EARLY], weeks=WEEKS)
    change = day_of(SINCE)
    assert weeks.plain(change - 5, change) == Schedule([EARLY], days=SUN_TO_THU).plain(0, 1)
    assert weeks.plain(change - 5, change + 1) is None
    assert weeks.plain(change, change + 5) == usual


def test_shifts_on_other_clocks_are_no_one_template() -> None:
    pinned = Shift("09:00", "17:00", zone="America/New_York")
    assert Schedule([pinned]).plain(D1, D1 + 1) is None
    assert Schedule([EARLY, pinned]).plain(D1, D1 + 1) is None
    assert Schedule([]).plain(D1, D1 + 1) is None
    season = Season("2026-01-10", "2026-01-19", shifts=[pinned])
    assert Schedule([EARLY], seasons=[season]).plain(D1 + 9, D1 + 10) is None
    assert Schedule([EARLY], seasons=[season]).plain(D1, D1 + 5) is not None


def test_whether_a_shift_reaches_into_the_next_day() -> None:
    night, pinned = Shift("22:00", "06:00"), Shift("09:00", "17:00", zone="UTC")
    assert not Schedule([EARLY, Shift("16:00", "24:00")]).crosses_midnight
    assert Schedule([EARLY, night]).crosses_midnight
    assert Schedule([pinned]).crosses_midnight
    assert Schedule([EARLY], seasons=[Season("2026-01-10", "2026-01-19", shifts=[night])]).crosses_midnight


# Weekly breaks.

PRAYER = Break("12:00", "13:00", days=["fri"])


def test_a_weekly_break_comes_on_its_weekday_of_a_week() -> None:
    schedule = Schedule([Shift("09:00", "17:00", breaks=[PRAYER])], days=frozenset(range(7)))
    template = schedule.plain(D1, D1 + 1)
    assert template is not None
    for day in range(D1, D1 + 21):
        pieces = [(540, 720), (780, 1020)] if weekday_of(day) == 4 else [(540, 1020)]
        assert template.pieces_on(day) == pieces


@pytest.mark.parametrize(
    "names", [["d"], ["d", "n", "off"], ["d", "d", "off", "n", "off"], ["d"] * 6 + ["off"]]
)
@pytest.mark.parametrize("anchor", ["2026-01-05", "2026-01-09", "2019-02-28"])
def test_a_weekly_break_comes_on_its_weekday_of_any_cycle(names: list[str], anchor: str) -> None:
    shifts = [Shift("09:00", "17:00", name="d", breaks=[PRAYER]), Shift("17:00", "18:00", name="n")]
    cycle = Cycle(anchor, names)
    template = Schedule(shifts, cycle=cycle).plain(D1, D1 + 1)
    assert template is not None
    for day in range(D1 - 80, D1 + 80):
        name = names[(day - day_of(date.fromisoformat(anchor))) % len(names)]
        pieces = {
            "off": [],
            "n": [(1020, 1080)],
            "d": [(540, 720), (780, 1020)] if weekday_of(day) == 4 else [(540, 1020)],
        }[name]
        assert template.pieces_on(day) == pieces


def test_a_cycle_without_weekly_breaks_is_as_long_as_it_was() -> None:
    template = Schedule([EARLY], cycle=Cycle("2026-01-05", ["early", "off"])).plain(D1, D1 + 1)
    assert template is not None
    assert len(template.days) == 2
    weekly = Shift("09:00", "17:00", name="d", breaks=[PRAYER])
    longer = Schedule([weekly], cycle=Cycle("2026-01-05", ["d"] * 14)).plain(D1, D1 + 1)
    assert longer is not None
    assert len(longer.days) == 14


# Seasons of every year.


def test_a_yearly_season_comes_in_every_year_of_which_clocks_are_known() -> None:
    made = yearly_seasons("06-15", "09-15", shorten_minutes=60, name="summer")
    assert [season.start.year for season in made] == list(range(FIRST_YEAR, LAST_YEAR + 1))
    for season in made:
        assert (season.start.month, season.start.day) == (6, 15)
        assert season.end == date(season.start.year, 9, 15)
        assert (season.shorten_minutes, season.name, season.shifts) == (60, "summer", None)
    assert len(Schedule([EARLY], seasons=made).seasons) == len(made)


def test_a_yearly_season_may_run_over_new_year() -> None:
    made = yearly_seasons("12-20", "01-05", shifts=iter([LATE]))
    assert made[0].start == date(FIRST_YEAR - 1, 12, 20)
    assert made[-1].end == date(LAST_YEAR + 1, 1, 5)
    assert all(season.end.year == season.start.year + 1 for season in made)
    assert all(season.shifts == (LATE,) for season in made)
    assert made[0].name == "season"


def test_a_yearly_season_may_be_one_day_or_all_the_year() -> None:
    assert all(one.start == one.end for one in yearly_seasons("12-24", "12-24", shifts=[]))
    whole = yearly_seasons("06-15", "06-14", shorten_minutes=60)
    assert Schedule([EARLY], seasons=whole).plans(D1, D1 + 1)[0].season == "season"


@pytest.mark.parametrize(
    ("arguments", "error", "field", "message"),
    [
        (("02-29", "03-15"), BadDate, "from", 'not every year has a 29 February; write "02-28"'),
        (("02-01", "02-29"), BadDate, "until", "not every year has a 29 February"),
        (("15-06", "09-15"), BadDate, "from", "'15-06' is not a day of the year"),
        (("06-15", "2026-09-15"), BadDate, "until", "'2026-09-15' is not a day of the year"),
    ],
)
def test_a_yearly_season_needs_days_of_every_year(
    arguments: tuple[str, str], error: type[BadDate], field: str, message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        yearly_seasons(*arguments, shorten_minutes=60)
    assert caught.value.field == field


def test_a_yearly_season_says_one_thing() -> None:
    with pytest.raises(BadSchedule, match="a season needs either shifts or shorten_minutes"):
        yearly_seasons("06-15", "09-15")
    with pytest.raises(BadSchedule, match="shorten_minutes is True"):
        yearly_seasons("06-15", "09-15", shorten_minutes=True)


# Seasons that meet.


def season(first: int, last: int, precedence: int, name: str) -> Season:
    """A season from a day of January 2026 to another, both included."""
    start, end = date(2026, 1, first), date(2026, 1, last)
    return Season(start, end, shorten_minutes=60, name=name, precedence=precedence)


def runs(*seasons: Season) -> list[tuple[int, int, str | None]]:
    """The seasons in force in January 2026, as first day, last day and name."""
    plans = Schedule([EARLY], seasons=seasons).plans(D1, D1 + 31)
    return [(plan.first_day - D1 + 1, plan.end_day - D1, plan.season) for plan in plans]


def test_dated_seasons_come_before_ramadan_and_that_before_yearly_ones() -> None:
    assert YEARLY < RAMADAN < DATED
    assert Season("2026-01-01", "2026-01-02", shifts=[]).precedence == DATED
    assert {one.precedence for one in yearly_seasons("06-15", "09-15", shifts=[])} == {YEARLY}


@pytest.mark.parametrize(
    ("higher", "expected"),
    [
        ((12, 14), [(1, 9, None), (10, 11, "low"), (12, 14, "high"), (15, 20, "low"), (21, 31, None)]),
        ((5, 12), [(1, 4, None), (5, 12, "high"), (13, 20, "low"), (21, 31, None)]),
        ((10, 12), [(1, 9, None), (10, 12, "high"), (13, 20, "low"), (21, 31, None)]),
        ((18, 25), [(1, 9, None), (10, 17, "low"), (18, 25, "high"), (26, 31, None)]),
        ((18, 20), [(1, 9, None), (10, 17, "low"), (18, 20, "high"), (21, 31, None)]),
        ((10, 20), [(1, 9, None), (10, 20, "high"), (21, 31, None)]),
        ((9, 21), [(1, 8, None), (9, 21, "high"), (22, 31, None)]),
        ((21, 25), [(1, 9, None), (10, 20, "low"), (21, 25, "high"), (26, 31, None)]),
        ((5, 9), [(1, 4, None), (5, 9, "high"), (10, 20, "low"), (21, 31, None)]),
    ],
)
@pytest.mark.parametrize("levels", [(YEARLY, RAMADAN), (RAMADAN, DATED), (YEARLY, DATED)])
def test_where_seasons_meet_the_higher_is_in_force(
    levels: tuple[int, int], higher: tuple[int, int], expected: list[tuple[int, int, str | None]]
) -> None:
    low, high = season(10, 20, levels[0], "low"), season(*higher, levels[1], "high")
    assert runs(low, high) == runs(high, low) == expected


def test_three_levels_of_seasons_are_laid_over_each_other() -> None:
    found = runs(
        season(2, 30, YEARLY, "y"),
        season(4, 8, RAMADAN, "r"),
        season(6, 6, DATED, "d"),
        season(10, 11, DATED, "e"),
        season(20, 31, RAMADAN, "s"),
    )
    assert found == [
        (1, 1, None),
        (2, 3, "y"),
        (4, 5, "r"),
        (6, 6, "d"),
        (7, 8, "r"),
        (9, 9, "y"),
        (10, 11, "e"),
        (12, 19, "y"),
        (20, 31, "s"),
    ]


def test_seasons_of_one_precedence_do_not_overlap_whatever_lies_between() -> None:
    seasons = [season(1, 10, YEARLY, "a"), season(5, 6, DATED, "b"), season(10, 12, YEARLY, "c")]
    with pytest.raises(BadSchedule, match='the seasons "a" and "c" overlap on 2026-01-10; end one before'):
        Schedule([EARLY], seasons=seasons)


def test_seasons_begin_where_shifts_change_and_not_where_a_template_was_made_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def starts() -> list[tuple[date, str]]:
        weeks = [(date.min, MONDAY_TO_FRIDAY), (date(2013, 6, 29), frozenset({6, 0, 1, 2, 3}))]
        shift = Shift("09:00", "17:00", days=["mon", "tue"])
        made = Schedule(
            [shift], seasons=[Season("2013-07-01", "2013-07-05", shorten_minutes=60)], weeks=weeks
        )
        return made.season_starts(0, 30_000)

    usual = starts()
    assert usual == [(date(2013, 7, 1), "season begins"), (date(2013, 7, 6), "season ends")]
    # As where two threads make one at once: equal templates are different objects.
    monkeypatch.setattr("overlap.core.template._intern", _intern.__wrapped__)
    monkeypatch.setattr("overlap.people.schedule._templates", _templates.__wrapped__)
    assert starts() == usual


@pytest.mark.parametrize("clocks", [("Asia/Manila",), (None, "Asia/Manila"), ("Asia/Manila", None)])
def test_a_season_of_the_same_name_on_other_clocks_begins(clocks: tuple[str | None, ...]) -> None:
    first, other = (
        [Shift("09:00", "17:00", zone=key, name=f"{place}") for place, key in enumerate(keys)]
        for keys in ((None,), clocks)
    )
    made = Schedule(
        [LATE],
        seasons=[
            Season("2026-07-01", "2026-07-05", shifts=first, name="summer"),
            Season("2026-07-06", "2026-07-10", shifts=other, name="summer"),
        ],
    )
    starts = [on for on, _ in made.season_starts(D1, D1 + 365)]
    assert starts == [date(2026, 7, 1), date(2026, 7, 6), date(2026, 7, 11)]
