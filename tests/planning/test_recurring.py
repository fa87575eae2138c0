"""Stretches that come back are told once, and none is lost."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from overlap.core.civil import day_of
from overlap.core.zones import zone
from overlap.planning.recurring import dates_text, recurring
from tests.properties.oracle import DAY
from tests.properties.strategies import CLOCKS

UTC = zone("UTC")
MONDAY = day_of(date(2026, 3, 2))


def stretch(day: int, start: int, minutes: int, text: str = "why") -> tuple[int, int, str]:
    low = (MONDAY + day) * DAY + start
    return low, low + minutes, text


def test_evenings_of_several_weekdays_are_one_row_with_dates() -> None:
    evenings = [stretch(week * 7 + day, 1080, 360) for week in range(3) for day in range(4)]
    (row,) = recurring(evenings, UTC)
    assert (row.when, row.dates, row.is_often) == ("Mon–Thu 18:00–24:00", "2 Mar – 19 Mar 2026", True)
    assert (row.minutes, len(row.stretches), row.text) == (12 * 360, 12, "why")


def test_the_same_hours_for_another_reason_are_another_row() -> None:
    rows = recurring([stretch(0, 60, 60, "one"), stretch(1, 60, 60, "other")], UTC)
    assert [(row.text, row.when, row.is_often) for row in rows] == [
        ("one", "Mon 01:00–02:00", False),
        ("other", "Tue 01:00–02:00", False),
    ]
    assert [row.dates for row in rows] == ["2 Mar 2026", "3 Mar 2026"]


def test_nights_and_weekends_name_where_they_end() -> None:
    assert recurring([stretch(0, 1320, 480)], UTC)[0].when == "Mon 22:00–06:00"
    assert recurring([stretch(4, 1080, 3 * DAY - 780)], UTC)[0].when == "Fri 18:00–Mon 05:00"
    assert recurring([stretch(5, 0, 2 * DAY)], UTC)[0].when == "Sat 00:00–Sun 24:00"
    assert recurring([stretch(0, 0, DAY)], UTC)[0].when == "Mon 00:00–24:00"
    assert recurring([stretch(0, 0, 7 * DAY)], UTC)[0].when == "Mon 00:00–Sun 24:00"
    assert recurring([stretch(0, 0, 7 * DAY + 60)], UTC)[0].when == "Mon 00:00, 169 h"
    assert recurring([stretch(0, 0, 9 * DAY)], UTC)[0].when == "Mon 00:00, 216 h"
    both = [stretch(0, 0, DAY + 60), stretch(3, 0, DAY + 60)]
    assert recurring(both, UTC)[0].when == "Mon, Thu 00:00, 25 h"


def test_hours_keep_their_row_over_a_clock_change_if_the_clock_shows_the_same() -> None:
    new_york = zone("America/New_York")
    noons = [new_york.to_instant((MONDAY + day) * DAY + 720) for day in range(14)]
    (row,) = recurring([(noon, noon + 60, "") for noon in noons], new_york)
    assert len(row.stretches) == 14


def test_three_times_are_often_and_two_may_be_chance() -> None:
    weekly = [stretch(7 * week, 540, 60) for week in range(3)]
    assert [row.is_often for row in recurring(weekly, UTC)] == [True]
    assert [row.is_often for row in recurring(weekly[:2], UTC)] == [False]


def test_a_row_is_in_order_of_time_however_its_stretches_are_given() -> None:
    days = (9, 2, 16)
    (row,) = recurring([stretch(day, 540, 60) for day in days], UTC)
    assert row.days == tuple(MONDAY + day for day in sorted(days))
    assert row.stretches == tuple(stretch(day, 540, 60)[:2] for day in sorted(days))
    assert row.dates == "4 Mar – 18 Mar 2026"


def test_a_night_in_which_the_clock_changes_keeps_the_row_that_its_face_shows() -> None:
    """Clocks in New York go forward on Sunday 8 March 2026: that night has seven hours."""
    new_york = zone("America/New_York")
    nights = [(MONDAY + 5 + 7 * week) * DAY + 1320 for week in range(3)]
    (row,) = recurring(
        [(new_york.to_instant(wall), new_york.to_instant(wall + 480), "") for wall in nights], new_york
    )
    assert (row.when, row.wall_minutes, row.minutes) == ("Sat 22:00–06:00", 480, 7 * 60 + 2 * 480)


def test_a_day_that_the_clock_shows_as_longer_is_told_by_its_length() -> None:
    """From noon on 7 March 2026 in New York 24 hours end at 13:00 by the clock."""
    new_york = zone("America/New_York")
    noon = new_york.to_instant((MONDAY + 5) * DAY + 720)
    (row,) = recurring([(noon, noon + DAY, "")], new_york)
    assert (row.when, row.wall_minutes) == ("Sat 12:00–12:00", DAY)


def test_two_dates_name_the_year_once_where_it_is_one() -> None:
    first, last = day_of(date(2026, 12, 28)), day_of(date(2027, 1, 3))
    assert dates_text(first, last) == "28 Dec 2026 – 3 Jan 2027"
    assert dates_text(first, first + 1) == "28 Dec – 29 Dec 2026"


@given(
    CLOCKS,
    st.lists(
        st.tuples(st.integers(0, 400 * DAY), st.integers(1, 5 * DAY), st.sampled_from("ab")), max_size=30
    ),
)
def test_no_stretch_is_lost_and_none_is_told_twice(key: str, drawn: list[tuple[int, int, str]]) -> None:
    stretches = [(MONDAY * DAY + low, MONDAY * DAY + low + length, text) for low, length, text in drawn]
    rows = recurring(stretches, zone(key))
    found = [(*pair, row.text) for row in rows for pair in row.stretches]
    assert sorted(found) == sorted(stretches)
    assert sum(row.minutes for row in rows) == sum(end - start for start, end, _ in stretches)
    assert [row.minutes for row in rows] == sorted((row.minutes for row in rows), reverse=True)
    assert all(row.when and row.dates for row in rows)


def test_days_round_the_clock_keep_their_row_over_the_night_of_a_clock_change() -> None:
    """Of Friday to Monday, Sunday has 23 hours, and its clock shows 00:00 to 24:00 all the same."""
    new_york = zone("America/New_York")
    friday = day_of(date(2026, 3, 6))
    edges = [new_york.to_instant((friday + day) * DAY) for day in range(5)]
    (row,) = recurring([(low, high, "") for low, high in pairwise(edges)], new_york)
    assert (row.when, row.minutes, len(row.stretches)) == ("Fri–Mon 00:00–24:00", 4 * DAY - 60, 4)
