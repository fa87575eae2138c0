"""Instants, lengths and weekdays as people read them."""

from __future__ import annotations

from datetime import date
from threading import Barrier
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.zones import zone
from overlap.render.moments import (
    city_text,
    clock_range,
    date_text,
    duration_text,
    share_text,
    to_datetime,
    weekday_set_text,
)
from tests.functional.together import at_once
from tests.planning.brute import instant
from tests.properties.oracle import day_number, wall_shown

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.mark.parametrize(
    ("key", "at", "text"),
    [
        ("America/Vancouver", "2026-12-01 20:00", "2026-12-01T13:00:00-07:00"),
        ("America/Edmonton", "2026-12-01 20:00", None),
        ("America/Winnipeg", "2026-12-01 20:00", None),
        ("Africa/Casablanca", "2026-12-01 20:00", None),
        ("Asia/Kathmandu", "2026-12-01 20:00", "2026-12-02T01:45:00+05:45"),
        ("America/New_York", "2026-11-01 05:30", "2026-11-01T01:30:00-04:00"),
        ("America/New_York", "2026-11-01 06:30", "2026-11-01T01:30:00-05:00"),
        ("Pacific/Apia", "2011-12-30 10:00", "2011-12-31T00:00:00+14:00"),
        ("UTC", "2026-03-02 14:00", "2026-03-02T14:00:00+00:00"),
        ("Australia/Lord_Howe", "2026-04-04 15:15", "2026-04-05T01:45:00+10:30"),
    ],
)
def test_datetimes_show_the_packages_clock(key: str, at: str, text: str | None) -> None:
    minute = instant(at)
    moment = to_datetime(minute, zone(key))
    assert isinstance(moment, pendulum.DateTime)
    assert moment.timestamp() == minute * 60
    offset = moment.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 60 * (wall_shown(key, minute) - minute)
    assert text is None or moment.isoformat() == text
    assert moment.timezone_name == key


@pytest.mark.parametrize(
    ("start", "end", "day", "text"),
    [
        ("2026-03-02 09:00", "2026-03-02 17:00", None, "09:00–17:00"),
        ("2026-03-02 22:00", "2026-03-03 06:00", "2026-03-02", "22:00–06:00"),
        ("2026-03-02 20:00", "2026-03-03 00:00", None, "20:00–24:00"),
        ("2026-03-02 00:00", "2026-03-03 00:00", None, "00:00–24:00"),
        ("2026-03-02 00:00", "2026-03-02 00:00", None, "00:00–00:00"),
        ("2026-03-02 09:00", "2026-03-03 09:00", None, "09:00–09:00 1 day later"),
        ("2026-03-02 09:00", "2026-03-05 10:00", None, "09:00–10:00 3 days later"),
        ("2026-03-02 00:00", "2026-03-04 00:00", None, "00:00–24:00 1 day later"),
        ("2026-03-01 19:00", "2026-03-02 04:00", "2026-03-02", "19:00–04:00 -1 day"),
        ("2026-03-03 01:00", "2026-03-03 02:00", "2026-03-02", "01:00–02:00 +1 day"),
        ("2026-03-04 01:00", "2026-03-04 02:00", "2026-03-02", "01:00–02:00 +2 days"),
    ],
)
def test_ranges_read_as_on_a_clock(start: str, end: str, day: str | None, text: str) -> None:
    on = None if day is None else day_number(date.fromisoformat(day))
    assert clock_range(instant(start), instant(end), zone("UTC"), day=on) == text


def test_a_range_is_on_the_clock_of_its_zone() -> None:
    start, end = instant("2026-03-02 18:30"), instant("2026-03-02 20:00")
    assert clock_range(start, end, zone("Asia/Kolkata")) == "00:00–01:30"
    day = day_number(date(2026, 3, 2))
    assert clock_range(start, end, zone("Asia/Kolkata"), day=day) == "00:00–01:30 +1 day"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (65, "1 h 05 min"), (180, "3 h"), (6000, "100 h")],
)
def test_lengths_are_hours_and_minutes(minutes: int, text: str) -> None:
    assert duration_text(minutes) == text


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_dates_are_those_of_the_calendar(on: date) -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert date_text(day_number(on)) == f"{NAMES[on.weekday()]} {on.day} {months[on.month - 1]} {on.year}"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({0, 1, 2, 3, 4}, "Mon–Fri"),
        (set(range(7)), "Mon–Sun"),
        ({6, 0, 1, 2, 3}, "Sun–Thu"),
        ({5, 6, 0, 1, 2, 3}, "Sat–Thu"),
        ({4, 5, 6}, "Fri–Sun"),
        ({6, 0, 1}, "Sun–Tue"),
        ({5, 6}, "Sat, Sun"),
        ({0}, "Mon"),
        ({0, 2, 5}, "Mon, Wed, Sat"),
        ({0, 1, 3, 4}, "Mon, Tue, Thu, Fri"),
        (set(), ""),
    ],
)
def test_weekdays_that_follow_each_other_are_a_range(days: set[int], text: str) -> None:
    assert weekday_set_text(frozenset(days)) == text


def test_a_city_is_the_end_of_its_key() -> None:
    assert city_text(zone("America/Argentina/Buenos_Aires")) == "Buenos Aires"
    assert city_text(zone("UTC")) == "UTC"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (1, "100 %"), (0.5, "50.0 %"), (0.93249, "93.2 %"), (0.99996, "99.9 %"), (0.00001, "0.1 %")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share: float, text: str) -> None:
    assert share_text(share) == text


def test_threads_share_the_clock_that_moments_carry(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_makes = Barrier(4)
    make = pendulum.Timezone.from_file

    def slowly(*given: Any, **named: Any) -> Any:
        everybody_makes.wait(60)
        return make(*given, **named)

    monkeypatch.setattr("overlap.render.moments._pendulum_zones", {})
    monkeypatch.setattr(pendulum.Timezone, "from_file", slowly)
    clock = zone("Asia/Kathmandu")
    found = at_once([lambda: to_datetime(0, clock)] * 4)
    assert len({id(one.tzinfo) for one in found}) == 1
