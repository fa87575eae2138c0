"""What each minute is to a person: the first that applies, wherever the horizon begins and ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import date_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone
from overlap.errors import BeyondData, BeyondDataWarning
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.roster import Defaults
from overlap.people.schedule import Schedule
from overlap.people.shifts import Break, Shift
from overlap.people.workpattern import WorkPattern
from overlap.planning.standing import Standing, Stretch, painted, standing
from tests.planning.brute import instant
from tests.planning.slots_oracle import House, Life, Person
from tests.planning.slots_questions import QUIET, soft_calendar
from tests.properties.oracle import DAY, wall_shown
from tests.properties.strategies import (
    NEAR,
    FakeTable,
    Workload,
    dense,
    interval_sets,
    workloads,
)

FEW = settings().max_examples * 4 // 10
EVERY_DAY = frozenset(range(7))
MONDAY_TO_FRIDAY = frozenset(range(5))
OFFICE = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])
NO_QUIET = Defaults(quiet=("00:00", "00:00"))


def somebody(key: str, *shifts: Shift, days: frozenset[int] = MONDAY_TO_FRIDAY, **more: Any) -> WorkPattern:
    return WorkPattern(zone(key), Schedule(shifts, days=days), **more)


def over(start: str, end: str, key: str = "UTC") -> Horizon:
    return Horizon.of(start, end, zone(key))


def statuses(seen: Standing, start: str, end: str) -> list[tuple[str, str, str]]:
    """Runs as (local time of UTC, status, name)."""
    found = seen.stretches(instant(start), instant(end))
    return [(f"{one.start % DAY // 60:02d}:{one.start % 60:02d}", one.status, one.name) for one in found]


def test_a_plain_week_day_from_night_to_night() -> None:
    seen = standing(somebody("UTC", OFFICE), over("2026-03-02", "2026-03-02"), Defaults())
    assert statuses(seen, "2026-03-02 00:00", "2026-03-03 00:00") == [
        ("00:00", "quiet", ""),
        ("07:00", "outside-hours", ""),
        ("08:00", "fringe", ""),
        ("09:00", "in", ""),
        ("12:00", "break", ""),
        ("13:00", "in", ""),
        ("17:00", "fringe", ""),
        ("18:00", "outside-hours", ""),
        ("22:00", "quiet", ""),
    ]


def test_a_weekend_and_another_free_day_are_told_apart() -> None:
    """Tuesday to Friday are worked: Sunday is a weekend, Monday only free."""
    four = somebody("UTC", OFFICE, days=frozenset({1, 2, 3, 4}))
    seen = standing(four, over("2026-03-01", "2026-03-02"), Defaults())
    assert statuses(seen, "2026-03-01 21:00", "2026-03-02 08:00") == [
        ("21:00", "weekend", ""),
        ("22:00", "quiet", ""),
        ("07:00", "rest-day", ""),
    ]


def test_rest_days_are_those_of_the_calendars_place() -> None:
    friday = Calendar(FakeTable(weekends=((date.min, frozenset({4, 5})),)))
    one = somebody("UTC", OFFICE, days=frozenset({6, 0, 1, 2}), calendar=friday)
    seen = standing(one, over("2026-03-05", "2026-03-07"), NO_QUIET)
    assert statuses(seen, "2026-03-05 00:00", "2026-03-08 00:00") == [
        ("00:00", "rest-day", ""),
        ("00:00", "weekend", ""),
    ]


def test_the_night_that_ends_on_a_weekend_is_work_and_its_fringe_is_no_weekend() -> None:
    night = somebody("UTC", Shift("22:00", "06:00"))
    seen = standing(night, over("2026-03-07", "2026-03-07"), Defaults(quiet=("00:00", "03:00")))
    assert statuses(seen, "2026-03-07 00:00", "2026-03-07 08:00") == [
        ("00:00", "in", ""),
        ("06:00", "fringe", ""),
        ("07:00", "weekend", ""),
    ]


def test_a_holiday_takes_its_date_and_the_night_that_begins_on_it() -> None:
    holiday = Calendar(FakeTable((Entry(date(2026, 3, 3), "Feast", "public", "XX"),)))
    night = somebody("UTC", Shift("22:00", "06:00"), days=EVERY_DAY, calendar=holiday)
    seen = standing(night, over("2026-03-03", "2026-03-04"), NO_QUIET)
    assert statuses(seen, "2026-03-03 05:00", "2026-03-04 23:00") == [
        ("05:00", "in", ""),
        ("06:00", "holiday", "Feast"),
        ("06:00", "outside-hours", ""),
        ("21:00", "fringe", ""),
        ("22:00", "in", ""),
    ]
    assert not seen.absent & seen.work


def test_a_free_saturday_that_is_a_holiday_makes_friday_an_eve_and_not_the_weeks_end() -> None:
    holiday = Calendar(FakeTable((Entry(date(2026, 3, 7), "Feast", "public", "XX"),)))
    seen = standing(somebody("UTC", OFFICE, calendar=holiday), over("2026-03-02", "2026-03-06"), Defaults())
    assert instant("2026-03-06 16:00") in seen.eves
    assert instant("2026-03-06 16:00") not in seen.week_ends
    assert instant("2026-03-05 16:00") not in seen.eves | seen.week_ends


def test_of_several_absences_holidays_come_first_and_hide_breaks() -> None:
    holiday = Calendar(FakeTable((Entry(date(2026, 3, 3), "Feast", "half_day", "XX"),)))
    absences = (
        Closure("2026-03-03", name="move"),
        TimeOff("2026-03-02", "2026-03-03", name="leave"),
    )
    one = somebody("UTC", OFFICE, calendar=holiday, absences=absences)
    seen = standing(one, over("2026-03-02", "2026-03-03"), Defaults())
    assert statuses(seen, "2026-03-02 22:00", "2026-03-03 23:00") == [
        ("22:00", "time-off", "leave"),
        ("00:00", "closure", "move"),
        ("13:00", "holiday", "Feast"),
    ]
    assert seen.absent.clip(instant("2026-03-02 00:00"), instant("2026-03-04 00:00")).minutes == 2 * DAY


def test_a_swap_day_is_worked_breaks_and_all() -> None:
    """Saturday the 7th is worked; so Friday is before no rest day, and Saturday is."""
    swap = Calendar(FakeTable(), working=((date(2026, 3, 7), "swap"),))
    seen = standing(somebody("UTC", OFFICE, calendar=swap), over("2026-03-06", "2026-03-08"), NO_QUIET)
    assert statuses(seen, "2026-03-07 10:00", "2026-03-07 19:00") == [
        ("10:00", "in", ""),
        ("12:00", "break", ""),
        ("13:00", "in", ""),
        ("17:00", "fringe", ""),
        ("18:00", "outside-hours", ""),
    ]
    assert instant("2026-03-06 16:00") not in seen.week_ends
    assert instant("2026-03-07 16:00") in seen.week_ends


def test_a_night_cut_to_begin_on_a_weekend_leaves_it_a_weekend() -> None:
    """Friday is off and cuts its night, so that work begins on Saturday at 00:00: no shift of Saturday."""
    holiday = Calendar(FakeTable((Entry(date(2026, 3, 6), "Feast", "public", "XX"),)))
    night = somebody("UTC", Shift("22:00", "06:00"), calendar=holiday, overnight="clip")
    seen = standing(night, over("2026-03-07", "2026-03-07"), NO_QUIET)
    assert statuses(seen, "2026-03-07 00:00", "2026-03-07 12:00") == [
        ("00:00", "in", ""),
        ("06:00", "fringe", ""),
        ("07:00", "weekend", ""),
    ]


def test_the_date_before_one_that_does_not_exist_is_before_the_one_after_it() -> None:
    """In Samoa Thursday 29 December 2011 was followed by Saturday the 31st."""
    five, six = MONDAY_TO_FRIDAY, frozenset(range(6))
    for days, closed, eve, week_end in (
        (five, (), False, True),
        (six, (), False, False),
        (six, (Closure("2011-12-31"),), True, False),
        (six, (Closure("2011-12-30"),), False, False),
    ):
        one = somebody("Pacific/Apia", OFFICE, days=days, absences=closed)
        seen = standing(one, over("2011-12-29", "2011-12-29", "Pacific/Apia"), Defaults())
        afternoon = seen.horizon.start + 2 * DAY + 16 * 60
        assert wall_shown("Pacific/Apia", afternoon) % DAY == 16 * 60
        assert (afternoon in seen.eves, afternoon in seen.week_ends) == (eve, week_end)


def test_the_eve_of_time_off_is_no_eve() -> None:
    one = somebody("UTC", OFFICE, days=EVERY_DAY, absences=(TimeOff("2026-03-04"), Closure("2026-03-06")))
    seen = standing(one, over("2026-03-02", "2026-03-06"), Defaults())
    eves = [day for day in range(2, 7) if instant(f"2026-03-0{day} 16:00") in seen.eves]
    assert eves == [5]
    assert not seen.week_ends


@pytest.mark.parametrize(
    ("start", "end", "hour"),
    [
        # Berlin goes from 02:00 to 03:00 at 01:00 UTC: of what lies between nothing is left.
        ("02:00", "03:00", []),
        ("02:30", "03:00", []),
        ("01:30", "03:00", [("00:30", "time-off"), ("01:00", "in")]),
        ("02:00", "03:30", [("01:00", "time-off"), ("01:30", "in")]),
    ],
)
def test_hours_off_that_a_clock_skips_take_nothing(start: str, end: str, hour: list[tuple[str, str]]) -> None:
    off = TimeOff("2026-03-29", from_time=start, until_time=end)
    one = somebody("Europe/Berlin", Shift("00:00", "12:00"), days=EVERY_DAY, absences=(off,))
    seen = standing(one, over("2026-03-29", "2026-03-29", "Europe/Berlin"), NO_QUIET)
    found = statuses(seen, "2026-03-28 23:00", "2026-03-29 10:00")
    assert [(at, status) for at, status, _ in found] == [("23:00", "in"), *hour]


def test_soft_days_are_told_by_name_and_take_nothing() -> None:
    soft = soft_calendar(frozenset({date(2026, 3, 3)}))
    seen = standing(somebody("UTC", OFFICE, calendar=soft), over("2026-03-02", "2026-03-04"), Defaults())
    assert [(list(one), name) for one, name in seen.soft] == [
        ([(instant("2026-03-03 00:00"), instant("2026-03-04 00:00"))], "Soft 2026-03-03")
    ]
    assert instant("2026-03-03 10:00") in seen.work
    assert seen.soft_minutes.minutes == DAY


def known(first: date, last: date, **edits: Any) -> Calendar:
    return Calendar(FakeTable((), known_from=first, known_until=last, announced_until=last), **edits)


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2026, 3, 2)])
@pytest.mark.parametrize("last", [date(2026, 12, 31), date(2026, 3, 4)])
def test_where_data_end_with_the_horizon_the_other_side_is_still_looked_at(first: date, last: date) -> None:
    """From Monday 02:00 to Wednesday 17:45: the nights before and after lie in the data or not."""
    night = somebody("UTC", Shift("18:00", "01:30"), days=EVERY_DAY, calendar=known(first, last))
    seen = standing(night, over("2026-03-02T02:00Z", "2026-03-04T17:45Z"), NO_QUIET)
    before = statuses(seen, "2026-03-02 02:00", "2026-03-02 05:00")
    after = statuses(seen, "2026-03-04 17:00", "2026-03-04 17:45")
    if first.month == 1:
        assert before == [("02:00", "fringe", ""), ("02:30", "outside-hours", "")]
    else:
        assert before == [("02:00", "outside-hours", "")]
    assert after == [("17:00", "fringe" if last.month == 12 else "outside-hours", "")]
    assert statuses(seen, "2026-03-03 17:30", "2026-03-03 18:30") == [
        ("17:30", "fringe", ""),
        ("18:00", "in", ""),
    ]


def test_what_began_before_the_data_still_reaches_in() -> None:
    """The night that began the day before the first with data: its quiet hours, its shift, its break."""
    night = Shift("22:00", "06:00", breaks=[Break("03:00", "04:00")])
    one = somebody("UTC", night, days=EVERY_DAY, calendar=known(date(2026, 3, 2), date(2026, 3, 4)))
    seen = standing(one, over("2026-03-02T02:00Z", "2026-03-05T00:00Z"), Defaults())
    assert statuses(seen, "2026-03-02 02:00", "2026-03-02 07:30") == [
        ("02:00", "in", ""),
        ("03:00", "break", ""),
        ("04:00", "in", ""),
        ("06:00", "quiet", ""),
        ("07:00", "outside-hours", ""),
    ]


def test_a_horizon_beyond_the_data_is_refused() -> None:
    one = somebody("UTC", OFFICE, calendar=known(date(2026, 1, 1), date(2026, 3, 4)))
    with pytest.raises(BeyondData, match="nothing is known of the holidays of XX on 2026-03-05"):
        standing(one, over("2026-03-02", "2026-03-05"), Defaults())


def test_a_margin_beyond_the_data_is_nobodys_question_and_tells_nothing() -> None:
    """Warnings are errors in tests: a horizon that ends with the data is answered without one."""
    for beyond in ("warn", "project"):
        calendar = known(date(2026, 1, 1), date(2026, 3, 4), beyond=beyond)
        one = somebody("UTC", OFFICE, calendar=calendar)
        seen = standing(one, over("2026-03-02", "2026-03-04T08:30Z"), Defaults())
        assert statuses(seen, "2026-03-04 08:00", "2026-03-04 08:30") == [("08:00", "fringe", "")]
        with pytest.warns(BeyondDataWarning, match="after 2026-03-04"):
            standing(one, over("2026-03-02", "2026-03-05"), Defaults())


def test_the_first_layer_hides_the_later_ones_and_the_rest_remains() -> None:
    layers = [(IntervalSet([(2, 4)]), "a"), (IntervalSet([(0, 3), (6, 30)]), "b"), (IntervalSet(), "c")]
    assert painted(1, 8, layers, "-") == [(1, 2, "b"), (2, 4, "a"), (4, 6, "-"), (6, 8, "b")]
    assert painted(2, 4, layers, "-") == [(2, 4, "a")]
    assert painted(0, 1, [], "-") == [(0, 1, "-")]


@given(st.lists(interval_sets(30), max_size=4), st.integers(-2, 20), st.integers(1, 15))
def test_each_minute_is_painted_by_its_first_layer(sets: list[IntervalSet], start: int, length: int) -> None:
    runs = painted(start, start + length, [(one, index) for index, one in enumerate(sets)], -1)
    found = [value for low, high, value in runs for _ in range(low, high)]
    assert found == [
        next((index for index, one in enumerate(sets) if minute in one), -1)
        for minute in range(start, start + length)
    ]


def inside(one: IntervalSet, minutes: Iterable[int]) -> set[int]:
    return dense(one).intersection(minutes)


@st.composite
def lives(draw: st.DrawFn) -> tuple[Workload, frozenset[date], Defaults, House]:
    load = draw(workloads())
    day = wall_shown(load.worker.zone, load.horizon.start) // DAY
    soft = frozenset(date_of(day + one) for one in draw(st.sets(NEAR, max_size=3)))
    fringe, quiet = draw(st.sampled_from([0, 30, 60, 200, 1500])), draw(st.sampled_from(QUIET))
    low, high = (int(one[:2]) * 60 + int(one[3:]) for one in quiet)
    return load, soft, Defaults(fringe_minutes=fringe, quiet=quiet), House(fringe, (low, high))


@settings(max_examples=FEW * 2)
@given(lives())
def test_every_minute_is_what_the_oracle_says(
    life: tuple[Workload, frozenset[date], Defaults, House],
) -> None:
    load, soft, defaults, house = life
    pattern = replace(load.pattern, observed=(*load.pattern.observed, soft_calendar(soft)))
    seen = standing(pattern, load.horizon, defaults)
    start, end = load.horizon.start, load.horizon.end
    minutes = range(start, end)
    expected = Life(Person("", load.worker, soft), house, start, end)
    stretches = seen.stretches(start, end)
    assert [one.status for one in stretches for _ in range(one.start, one.end)] == [
        expected.status[minute] for minute in minutes
    ]
    assert inside(seen.work, minutes) == expected.work.intersection(minutes)
    assert inside(seen.breaks, minutes) == expected.breaks.intersection(minutes)
    assert inside(seen.quiet, minutes) == expected.quiet.intersection(minutes)
    assert inside(seen.absent, minutes) == expected.absent.intersection(minutes)
    assert inside(seen.soft_minutes, minutes) == expected.soft.intersection(minutes)
    assert inside(seen.fringe, minutes) == {
        minute for minute in minutes if expected.distance(minute) <= house.fringe
    }
    eves, week_ends = expected.afternoons(0)
    assert inside(seen.eves, minutes) == eves.intersection(minutes)
    assert inside(seen.week_ends, minutes) == week_ends.intersection(minutes)


@settings(max_examples=FEW)
@given(lives(), st.integers(0, 3 * DAY), st.integers(0, 3 * DAY))
def test_a_wider_horizon_says_the_same_of_each_minute(
    life: tuple[Workload, frozenset[date], Defaults, House], before: int, after: int
) -> None:
    load, _, defaults, _ = life
    start, end = load.horizon.start, load.horizon.end
    wide = Horizon(start - before, end + after)
    found = standing(load.pattern, load.horizon, defaults).stretches(start, end)
    assert standing(load.pattern, wide, defaults).stretches(start, end) == found
    assert found[0].start == start
    assert found[-1].end == end
    assert all(isinstance(one, Stretch) for one in found)
