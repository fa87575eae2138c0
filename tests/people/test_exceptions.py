"""The days that change who works when, from entries and as ranges."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.core.civil import day_of
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.exceptions import Exceptions, exceptions_of, ordered
from tests.properties.strategies import FakeTable

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def entry(day: int, category: str, minutes_off: tuple[int, int] | None = None) -> Entry:
    return Entry(date(2026, 3, day), f"{category} {day}", category, "XX", minutes_off=minutes_off)


def at(day: int) -> int:
    return day_of(date(2026, 3, day))


def test_each_date_is_one_thing_and_all_its_parts_are_taken() -> None:
    entries = (
        entry(2, "public"),
        entry(2, "swap"),
        entry(3, "swap"),
        entry(3, "half_day"),
        entry(4, "half_day", (0, 600)),
        entry(4, "half_day"),
        entry(5, "optional"),
        Entry(date(2026, 4, 1), "later", "public", "XX"),
    )
    found = exceptions_of(entries, {}, FIRST, LAST)
    assert found == Exceptions((at(2),), (at(3),), ((at(4), 0, 600), (at(4), 780, 1440)))
    assert exceptions_of(entries, {"public": "info", "optional": "off"}, FIRST, LAST).off == (at(5),)


@pytest.mark.parametrize(
    ("first", "end", "days"),
    [(1, 31, [2, 9, 16]), (2, 16, [2, 9]), (3, 17, [9, 16]), (3, 9, []), (9, 10, [9]), (20, 31, [])],
)
def test_a_range_of_them_is_half_open(first: int, end: int, days: list[int]) -> None:
    whole = Exceptions(
        (at(2), at(9), at(16)), (at(2), at(9), at(16)), tuple((at(day), 0, 60) for day in (2, 9, 16))
    )
    found = whole.within(at(first), at(end))
    assert found == Exceptions(
        tuple(map(at, days)), tuple(map(at, days)), tuple((at(day), 0, 60) for day in days)
    )


def test_many_spans_of_years_do_not_pile_up_and_stay_right() -> None:
    calendar = Calendar(FakeTable((entry(2, "public"),)))
    for last in range(2026, 2095):
        found = calendar.exceptions(at(1), day_of(date(last, 12, 31)) + 1)
        assert found.off == (at(2),)
    assert len(calendar._spans) <= 64


def test_what_lies_outside_the_dates_is_left_out_of_each_kind() -> None:
    inside, before, after = date(2026, 3, 15), date(2026, 2, 28), date(2026, 4, 1)
    days = {before, FIRST, LAST, after}
    parts = {on: [(0, 60)] for on in (before, inside, after)}
    assert ordered(FIRST, LAST, days, set(), parts) == Exceptions((at(1), at(31)), (), ((at(15), 0, 60),))
    ends = ordered(FIRST, LAST, set(), set(), {FIRST: [(0, 60)], LAST: [(0, 60)]})
    assert ends.parts == ((at(1), 0, 60), (at(31), 0, 60))
    assert ordered(FIRST, LAST, set(), set(), parts).parts == ((at(15), 0, 60),)
    assert ordered(FIRST, LAST, set(), days, {}) == Exceptions((), (at(1), at(31)), ())
