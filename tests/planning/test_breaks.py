"""A break is time away inside a shift that goes on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.breaks import breaks_in
from tests.planning.brute import holidays, instant
from tests.properties.strategies import Crowd, FakeTable, crowds

AWAY, _ = holidays("2026-03-10", half=("2026-03-12",))
LUNCH = [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])]
TEAM = Team("t", "UTC", LUNCH, holidays=AWAY)


def breaks_on(date: str) -> list[tuple[int, int]]:
    found = breaks_in(TEAM.pattern, Horizon.of(date, date, TEAM.pattern.zone))
    return [(start % DAY, end % DAY) for start, end in found]


def test_a_break_of_a_working_day_is_one() -> None:
    assert breaks_on("2026-03-11") == [(720, 780)]


def test_a_day_off_has_none() -> None:
    assert breaks_on("2026-03-10") == []


def test_what_comes_after_the_last_minute_of_a_half_day_is_no_break() -> None:
    assert breaks_on("2026-03-12") == []  # off from 13:00 on: nobody comes back from lunch


def test_a_shift_of_the_night_before_has_its_break_after_midnight() -> None:
    night = Team("n", "UTC", [Shift("22:00", "06:00", breaks=[Break("02:00", "02:30")])])
    only = Horizon.of("2026-03-11", "2026-03-11", night.pattern.zone)
    assert [(start % DAY, end % DAY) for start, end in breaks_in(night.pattern, only)] == [(120, 150)]


def test_on_the_first_day_of_the_holiday_data_breaks_are_known() -> None:
    known = Calendar(FakeTable(known_from=date(2026, 3, 11)))
    first = Team("f", "UTC", LUNCH, holidays=known)
    only = Horizon.of("2026-03-11", "2026-03-11", first.pattern.zone)
    assert [(start % DAY, end % DAY) for start, end in breaks_in(first.pattern, only)] == [(720, 780)]


@pytest.mark.parametrize("begins", [date(2026, 1, 1), *(date(2026, 3, day) for day in range(11, 15))])
def test_a_rest_day_that_is_worked_has_its_break(begins: date) -> None:
    """The holiday data begin long before it, or a few days, or on it."""
    worked = Entry(date(2026, 3, 14), "Worked Saturday", "swap", "XX")
    known = Calendar(FakeTable((worked,), known_from=begins))
    team = Team("s", "UTC", LUNCH, holidays=known)
    only = Horizon.of("2026-03-14", "2026-03-14", team.pattern.zone)
    assert [(start % DAY, end % DAY) for start, end in breaks_in(team.pattern, only)] == [(720, 780)]


@pytest.mark.parametrize("begins", [date(2026, 3, day) for day in range(11, 15)])
def test_a_night_of_a_rest_day_that_is_worked_has_its_break_after_midnight(begins: date) -> None:
    worked = Entry(date(2026, 3, 14), "Worked Saturday", "swap", "XX")
    known = Calendar(FakeTable((worked,), known_from=begins))
    night = [Shift("22:00", "06:00", breaks=[Break("02:00", "02:30")])]
    team = Team("n", "UTC", night, holidays=known)
    only = Horizon.of("2026-03-15", "2026-03-15", team.pattern.zone)
    assert [(start % DAY, end % DAY) for start, end in breaks_in(team.pattern, only)] == [(120, 150)]


@given(crowds(most=1), st.integers(1, 7))
def test_breaks_are_the_same_whichever_part_of_the_dates_is_asked_about(crowd: Crowd, eighths: int) -> None:
    low, high = crowd.horizon.start, crowd.horizon.end
    cut = low + (high - low) * eighths // 8
    assume(low < cut < high)
    for pattern in crowd.groups[0].team.patterns:
        parts = breaks_in(pattern, Horizon(low, cut)) | breaks_in(pattern, Horizon(cut, high))
        assert breaks_in(pattern, crowd.horizon) == parts


def test_a_break_with_which_a_horizon_ends_is_one_though_nothing_is_known_of_the_next_day() -> None:
    known = Calendar(FakeTable(known_until=date(2026, 3, 11)))
    night = [Shift("20:00", "06:00", breaks=[Break("23:00", "00:00"), Break("01:00", "02:00")])]
    for shifts, found in ((LUNCH, [(720, 780)]), (night, [(60, 120), (1380, DAY)])):
        team = Team("l", "UTC", shifts, holidays=known)
        only = Horizon.of("2026-03-11", "2026-03-11", team.pattern.zone)
        told = [(start - only.start, end - only.start) for start, end in breaks_in(team.pattern, only)]
        assert told == found


@pytest.mark.parametrize("until", [11, 12, 13, 14])
def test_a_break_after_which_a_day_off_takes_the_rest_is_none_as_far_as_data_reach(until: int) -> None:
    """The day off on the next date cuts the night at midnight; where it is not known the night goes on."""
    off = Entry(date(2026, 3, 12), "Off", "public", "XX")
    known = Calendar(FakeTable((off,), known_until=date(2026, 3, until)))
    night = [Shift("20:00", "06:00", breaks=[Break("23:00", "01:00"), Break("03:00", "04:00")])]
    team = Team("c", "UTC", night, holidays=known, overnight="clip")
    only = Horizon(instant("2026-03-11 18:00"), instant("2026-03-11 23:30"))
    found = [(start - only.start, end - only.start) for start, end in breaks_in(team.pattern, only)]
    assert found == ([] if until > 11 else [(300, 330)])


def test_a_night_of_which_the_data_do_not_know_the_first_date_has_its_break_after_midnight() -> None:
    known = Calendar(FakeTable(known_from=date(2026, 3, 11)))
    night = [Shift("20:00", "06:00", breaks=[Break("01:00", "02:00")])]
    team = Team("n", "UTC", night, holidays=known)
    only = Horizon(instant("2026-03-11 00:00"), instant("2026-03-11 12:00"))
    assert [(start % DAY, end % DAY) for start, end in breaks_in(team.pattern, only)] == [(60, 120)]
