"""The dates of a rule, beside dateutil's and to the end of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.recurrence import Recurrence, Unit
from overlap.people.meetings import Meeting
from tests.planning.series_oracle import rule_dates
from tests.properties.strategies import WEEKDAY_NAMES

BEGINS = st.dates(date(2023, 12, 1), date(2025, 3, 15)) | st.sampled_from(
    [date(2024, 2, 29), date(2024, 1, 31), date(2024, 3, 30), date(2024, 12, 30), date(2025, 1, 1)]
)


def until(rule: Recurrence, begin: date, last: date) -> list[date]:
    found: list[date] = []
    for on in rule.dates(begin):
        if on > last:
            break
        found.append(on)
    return found


def few(rule: Recurrence, begin: str, count: int = 4) -> list[str]:
    return [on.isoformat() for on in islice(rule.dates(date.fromisoformat(begin)), count)]


@given(
    st.sampled_from(["day", "week", "month"]),
    st.integers(1, 5),
    st.frozensets(st.integers(0, 6), max_size=3),
    st.sampled_from([1, 2, 3, 4, 5, -1]),
    BEGINS,
    st.integers(0, 700),
)
def test_dates_are_those_of_another_program(
    unit: Unit, every: int, weekdays: frozenset[int], nth: int, begin: date, days: int
) -> None:
    is_nth = unit == "month" and weekdays
    rule = Recurrence(
        unit,
        every,
        tuple(sorted(weekdays)),
        nth=nth if is_nth else None,
        month_day=begin.day if unit == "month" and not weekdays else None,
    )
    meeting = Meeting(
        "m",
        minutes=1,
        teams=["a"],
        every=f"{every} {unit}s",
        on=[WEEKDAY_NAMES[day] for day in sorted(weekdays)],
        nth=None if not is_nth else "last" if nth == -1 else nth,
    )
    last = begin + timedelta(days)
    assert until(rule, begin, last) == rule_dates(meeting, begin, last)


@given(
    st.sampled_from(["day", "week", "month"]),
    st.integers(1, 4),
    st.frozensets(st.integers(0, 6), min_size=1, max_size=3),
    st.sampled_from([1, 3, 5, -1]),
    BEGINS,
    st.integers(1, 20),
)
def test_a_rule_that_begins_on_one_of_its_dates_goes_on_as_it_was(
    unit: Unit, every: int, weekdays: frozenset[int], nth: int, begin: date, skipped: int
) -> None:
    rule = Recurrence(unit, every, tuple(sorted(weekdays)), nth=nth if unit == "month" else None)
    dates = list(islice(rule.dates(begin), skipped + 5))
    assert list(islice(rule.dates(dates[skipped]), 5)) == dates[skipped:]


def test_the_last_weekday_of_a_month_may_be_its_fourth_or_fifth() -> None:
    assert few(Recurrence("month", weekdays=(4,), nth=-1), "2026-01-01") == [
        "2026-01-30",
        "2026-02-27",
        "2026-03-27",
        "2026-04-24",
    ]
    assert few(Recurrence("month", weekdays=(0, 6), nth=-1), "2026-05-31") == [
        "2026-05-31",
        "2026-06-28",
        "2026-06-29",
        "2026-07-26",
    ]


def test_months_are_counted_from_the_first_that_has_the_day() -> None:
    rule = Recurrence("month", 2, month_day=31)
    assert few(rule, "2026-02-01") == ["2026-03-31", "2026-05-31", "2026-07-31", "2027-01-31"]
    assert few(Recurrence("month", 3, weekdays=(0,), nth=5), "2026-01-01", 3) == [
        "2026-03-30",
        "2026-06-29",
        "2027-03-29",
    ]


def test_a_month_rule_without_a_day_is_on_the_first() -> None:
    assert few(Recurrence("month"), "2026-01-02", 2) == ["2026-02-01", "2026-03-01"]


@pytest.mark.parametrize(
    ("rule", "begin", "expected"),
    [
        (Recurrence("day"), "9999-12-30", ["9999-12-30", "9999-12-31"]),
        (Recurrence("day", 3), "9999-12-30", ["9999-12-30"]),
        (Recurrence("day", weekdays=(0,)), "9999-12-31", []),
        (Recurrence("week"), "9999-12-24", ["9999-12-24", "9999-12-31"]),
        (Recurrence("week", weekdays=(0,)), "9999-12-28", []),
        (Recurrence("week", weekdays=(4, 5, 6)), "9999-12-27", ["9999-12-31"]),
        (Recurrence("week", 2, weekdays=(0, 4)), "9999-12-17", ["9999-12-17", "9999-12-27", "9999-12-31"]),
        (Recurrence("month", month_day=31), "9999-10-31", ["9999-10-31", "9999-12-31"]),
        (Recurrence("month", month_day=30), "9999-12-31", []),
        (Recurrence("month", weekdays=(4,), nth=5), "9999-12-01", ["9999-12-31"]),
        (Recurrence("month", weekdays=(0,), nth=5), "9999-12-01", []),
        (Recurrence("month", weekdays=(4, 3), nth=-1), "9999-12-01", ["9999-12-30", "9999-12-31"]),
    ],
)
def test_a_rule_ends_with_the_calendar(rule: Recurrence, begin: str, expected: list[str]) -> None:
    assert few(rule, begin, 9) == expected


def test_a_weekly_rule_that_begins_after_its_weekday_starts_in_the_next_week() -> None:
    tuesday = date(2026, 3, 3)
    mondays = Recurrence("week", 1, (0,))
    assert until(mondays, tuesday, date(2026, 3, 16)) == [date(2026, 3, 9), date(2026, 3, 16)]


def test_the_first_and_the_last_of_a_weekday_are_two_days() -> None:
    begin, end = date(2026, 3, 1), date(2026, 4, 30)
    first, last = (Recurrence("month", 1, (0,), nth=nth) for nth in (1, -1))
    assert until(first, begin, end) == [date(2026, 3, 2), date(2026, 4, 6)]
    assert until(last, begin, end) == [date(2026, 3, 30), date(2026, 4, 27)]
