"""The dates of a meeting are those that a walk over every date finds, and those of another program."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from overlap.people.meetings import Meeting
from overlap.planning.occurrences import meeting_dates
from tests.properties.strategies import WEEKDAY_NAMES

A_DAY = timedelta(1)


def meeting(every: str = "week", **more: Any) -> Meeting:
    return Meeting("sync", minutes=30, teams=["a"], every=every, **more)


def dates(one: Meeting, first: str, last: str) -> list[str]:
    found = meeting_dates(one, date.fromisoformat(first), date.fromisoformat(last))
    return [on.isoformat() for on in found]


def walked(one: Meeting, first: date, last: date) -> list[date]:
    """Every date looked at on its own."""
    begin = one.start or first
    if one.unit != "day":
        while one.on and begin.weekday() not in one.on:
            begin += A_DAY
    found: list[date] = []
    number, on = 0, begin
    while on <= last:
        if _is_held(one, begin, on):
            number += 1
            if (one.count is None or number <= one.count) and (one.end is None or on <= one.end):
                found.append(on)
        on += A_DAY
    return [on for on in found if on >= first]


def _is_held(one: Meeting, begin: date, on: date) -> bool:
    fits = on.weekday() in one.on if one.on else True
    if one.unit == "day":
        return fits and (on - begin).days % one.every == 0
    if one.unit == "week":
        monday, since = (day - timedelta(day.weekday()) for day in (on, begin))
        same = on.weekday() in one.on if one.on else on.weekday() == begin.weekday()
        return same and (monday - since).days // 7 % one.every == 0
    months = (on.year - begin.year) * 12 + on.month - begin.month
    nth = (on.day + 6) // 7 == (begin.day + 6) // 7
    return months % one.every == 0 and (fits and nth if one.on else on.day == begin.day)


STARTS = st.dates(date(2023, 12, 1), date(2025, 3, 15)) | st.sampled_from(
    [date(2024, 2, 29), date(2024, 1, 31), date(2024, 3, 30), date(2024, 12, 30), date(2025, 1, 1)]
)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    unit = draw(st.sampled_from(["day", "week", "month"]))
    number = draw(st.integers(1, 5) | st.just(1))
    start = draw(st.none() | STARTS)
    stop = draw(st.sampled_from(["never", "end", "count"]))
    end = None
    if stop == "end":
        end = (start or date(2024, 6, 1)) + timedelta(draw(st.integers(0, 300)))
    return meeting(
        f"{number} {unit}s",
        on=[WEEKDAY_NAMES[day] for day in draw(st.frozensets(st.integers(0, 6), max_size=3))],
        start=start,
        end=end,
        count=draw(st.integers(1, 12)) if stop == "count" else None,
    )


@given(meetings(), STARTS, st.integers(0, 500))
def test_dates_are_those_that_a_walk_finds(one: Meeting, first: date, days: int) -> None:
    last = first + timedelta(days)
    assert meeting_dates(one, first, last) == walked(one, first, last)


@given(meetings(), STARTS, st.integers(0, 200), st.integers(0, 200))
def test_two_stretches_hold_what_the_whole_holds(one: Meeting, first: date, days: int, more: int) -> None:
    if one.start is None:
        return  # it begins with the stretch
    middle = first + timedelta(days)
    last = middle + timedelta(more)
    halves = meeting_dates(one, first, middle) + meeting_dates(one, middle + A_DAY, last)
    assert halves == meeting_dates(one, first, last)


def ruled(one: Meeting, first: date, last: date) -> list[date]:
    """The same by dateutil, for a meeting whose first date fits."""
    assert one.start is not None
    begin = datetime(one.start.year, one.start.month, one.start.day)
    by: dict[str, Any] = {}
    if one.unit == "month" and one.on:
        nth = (begin.day + 6) // 7
        by["byweekday"] = [rrule.weekday(day, nth) for day in one.on]
    elif one.on:
        by["byweekday"] = sorted(one.on)
    if one.count is not None:
        by["count"] = one.count
    elif one.end is not None:
        by["until"] = datetime(one.end.year, one.end.month, one.end.day)
    freq: Any = {"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY}[one.unit]
    rule = rrule.rrule(freq, dtstart=begin, interval=one.every, wkst=rrule.MO, **by)
    found = rule.between(
        datetime(first.year, first.month, first.day), datetime(last.year, last.month, last.day), inc=True
    )
    return [on.date() for on in found]


@given(meetings(), STARTS, st.integers(0, 500))
def test_dateutil_agrees_where_the_first_date_is_a_meetings(one: Meeting, first: date, days: int) -> None:
    last = first + timedelta(days)
    if one.start is not None and (not one.on or one.start.weekday() in one.on or one.unit == "day"):
        assert meeting_dates(one, first, last) == ruled(one, first, last)


def test_a_weekly_meeting_keeps_the_weekday_of_its_first_date() -> None:
    assert dates(meeting(start="2026-03-04"), "2026-03-01", "2026-03-20") == [
        "2026-03-04",
        "2026-03-11",
        "2026-03-18",
    ]


def test_several_weekdays_share_the_week_they_are_counted_in() -> None:
    """Every two weeks from a Wednesday: the Monday of that week is past, the next is two weeks on."""
    one = meeting("2 weeks", on=["mon", "wed"], start="2026-03-04")
    assert dates(one, "2026-03-01", "2026-03-31") == ["2026-03-04", "2026-03-16", "2026-03-18", "2026-03-30"]


def test_weeks_are_counted_from_the_first_meeting_and_not_from_the_day_before_it() -> None:
    """From a Saturday on, the next Monday is the first of every second one."""
    one = meeting("2 weeks", on="mon", start="2026-03-07")
    assert dates(one, "2026-03-01", "2026-03-31") == ["2026-03-09", "2026-03-23"]


def test_a_month_without_the_day_has_no_meeting() -> None:
    one = meeting("month", start="2026-01-31")
    assert dates(one, "2026-01-01", "2026-06-30") == ["2026-01-31", "2026-03-31", "2026-05-31"]
    leap = meeting("12 months", start="2024-02-29")
    assert dates(leap, "2024-01-01", "2028-12-31") == ["2024-02-29", "2028-02-29"]


def test_a_monthly_meeting_on_a_weekday_is_the_nth_of_each_month() -> None:
    one = meeting("month", on="tue", start="2027-01-12")
    assert dates(one, "2027-01-01", "2027-04-30") == ["2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13"]


def test_the_nth_weekday_is_that_of_the_first_meeting() -> None:
    """From the last of a month on, the first Monday is the next month's: there are no fifth ones kept."""
    one = meeting("month", on="mon", start="2027-01-31")
    assert dates(one, "2027-01-01", "2027-04-30") == ["2027-02-01", "2027-03-01", "2027-04-05"]
    late = meeting("month", on="tue", start="2027-01-06")
    assert dates(late, "2027-01-01", "2027-03-31") == ["2027-01-12", "2027-02-09", "2027-03-09"]
    seventh = meeting("month", on="sun", start="2027-02-07")
    assert dates(seventh, "2027-02-01", "2027-03-31") == ["2027-02-07", "2027-03-07"]
    last = meeting("month", on=["sun", "mon"], start="2027-02-28")
    assert dates(last, "2027-02-01", "2027-03-31") == ["2027-02-28", "2027-03-22", "2027-03-28"]
    fifth = meeting("month", on="fri", start="2027-01-29")
    assert dates(fifth, "2027-01-01", "2027-06-30") == ["2027-01-29", "2027-04-30"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"count": 2}, ["2026-03-02", "2026-03-09"]),
        ({"end": "2026-03-16"}, ["2026-03-02", "2026-03-09", "2026-03-16"]),
        ({"end": "2026-03-15"}, ["2026-03-02", "2026-03-09"]),
    ],
)
def test_a_meeting_ends_with_its_count_or_its_last_date(more: dict[str, Any], expected: list[str]) -> None:
    assert dates(meeting(start="2026-03-02", **more), "2026-01-01", "2026-12-31") == expected


def test_occurrences_before_the_dates_asked_about_count() -> None:
    assert dates(meeting(start="2026-03-02", count=3), "2026-03-10", "2026-12-31") == ["2026-03-16"]
    assert dates(meeting(start="2026-03-02", count=3), "2026-03-17", "2026-12-31") == []


def test_a_meeting_without_a_first_date_begins_with_the_dates_asked_about() -> None:
    assert dates(meeting(on="thu"), "2026-03-03", "2026-03-15") == ["2026-03-05", "2026-03-12"]
    assert dates(meeting(), "2026-03-03", "2026-03-15") == ["2026-03-03", "2026-03-10"]
    assert dates(meeting("day", end="2026-03-04"), "2026-03-03", "2026-03-15") == ["2026-03-03", "2026-03-04"]


def test_a_meeting_that_begins_later_is_not_held_yet() -> None:
    assert dates(meeting(start="2026-04-01"), "2026-03-01", "2026-03-31") == []


def test_every_few_days_only_the_weekdays_named_are_held() -> None:
    one = meeting("3 days", on=["mon", "tue", "wed", "thu", "fri"], start="2026-03-02")
    assert dates(one, "2026-03-01", "2026-03-15") == ["2026-03-02", "2026-03-05", "2026-03-11"]


@pytest.mark.parametrize("day", range(1, 15))
def test_a_weekday_of_the_month_is_counted_as_its_first_date_from_the_start_on(day: int) -> None:
    start = date(2026, 9, day)
    for number, name in enumerate(WEEKDAY_NAMES):
        first = next(start + step * A_DAY for step in range(7) if (start + step * A_DAY).weekday() == number)
        count = (first.day + 6) // 7
        one = meeting("month", on=name, start=start.isoformat())
        found = [date.fromisoformat(on) for on in dates(one, "2026-09-01", "2026-12-31")]
        assert found[0] == first
        assert [(on.month, on.weekday(), (on.day + 6) // 7) for on in found] == [
            (month, number, count) for month in range(9, 13)
        ]
