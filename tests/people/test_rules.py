"""Days that come round by a rule, against published tables and the standard library's calendar."""

from __future__ import annotations

import calendar
import pickle
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.civil import WEEKDAYS
from overlap.errors import BadArgument, BadDate, BadHoliday, BadTime
from overlap.people.rules import (
    EasterDay,
    NthWeekday,
    OnDate,
    Rule,
    Yearly,
    easter,
    easter_sunday,
    fixed,
    month_day,
    nth_weekday,
    once,
)

# Dates of Easter as the churches published them: (year, Western, Orthodox in the Gregorian calendar).
PUBLISHED = (
    (1961, "04-02", "04-09"),
    (2000, "04-23", "04-30"),
    (2005, "03-27", "05-01"),
    (2008, "03-23", "04-27"),
    (2010, "04-04", "04-04"),
    (2011, "04-24", "04-24"),
    (2016, "03-27", "05-01"),
    (2017, "04-16", "04-16"),
    (2018, "04-01", "04-08"),
    (2019, "04-21", "04-28"),
    (2020, "04-12", "04-19"),
    (2021, "04-04", "05-02"),
    (2022, "04-17", "04-24"),
    (2023, "04-09", "04-16"),
    (2024, "03-31", "05-05"),
    (2025, "04-20", "04-20"),
    (2026, "04-05", "04-12"),
    (2027, "03-28", "05-02"),
    (2028, "04-16", "04-16"),
    (2029, "04-01", "04-08"),
    (2030, "04-21", "04-28"),
    (2038, "04-25", "04-25"),
)


@pytest.mark.parametrize(("year", "western", "orthodox"), PUBLISHED)
def test_easter_is_when_the_churches_say(year: int, western: str, orthodox: str) -> None:
    assert easter_sunday(year) == date.fromisoformat(f"{year}-{western}")
    assert easter_sunday(year, orthodox=True) == date.fromisoformat(f"{year}-{orthodox}")
    assert easter(0).dates(year) == (date.fromisoformat(f"{year}-{western}"),)
    assert easter(0, orthodox=True).dates(year) == (date.fromisoformat(f"{year}-{orthodox}"),)


@pytest.mark.parametrize(
    ("days", "orthodox", "on"),
    [
        (-48, False, "2026-02-16"),  # Carnival Monday
        (-46, False, "2026-02-18"),  # Ash Wednesday
        (-2, False, "2026-04-03"),  # Good Friday
        (1, False, "2026-04-06"),
        (39, False, "2026-05-14"),  # Ascension
        (60, False, "2026-06-04"),  # Corpus Christi
        (-48, True, "2026-02-23"),  # Clean Monday
        (-2, True, "2026-04-10"),
        (50, True, "2026-06-01"),  # Monday of the Holy Spirit
    ],
)
def test_feasts_are_counted_from_easter(days: int, orthodox: bool, on: str) -> None:
    assert easter(days, orthodox=orthodox).dates(2026) == (date.fromisoformat(on),)


def test_a_feast_far_from_easter_stays_in_its_year() -> None:
    for days in (-100, 100):
        for orthodox in (False, True):
            for year in range(1970, 2101):
                (on,) = easter(days, orthodox=orthodox).dates(year)
                assert on == easter_sunday(year, orthodox=orthodox) + timedelta(days)


def weekdays_of(year: int, month: int, weekday: int) -> list[date]:
    """The dates of a month on a weekday, from the standard library."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return [week[weekday] for week in weeks if week[weekday].month == month]


@given(st.integers(1971, 2100), st.integers(1, 12), st.integers(0, 6))
def test_nth_weekdays_are_those_of_the_calendar(year: int, month: int, weekday: int) -> None:
    listed = weekdays_of(year, month, weekday)
    for nth in (1, 2, 3, 4, 5):
        found = nth_weekday(nth, WEEKDAYS[weekday], month).dates(year)
        assert found == tuple(listed[nth - 1 : nth])
        found = nth_weekday(-nth, WEEKDAYS[weekday], month).dates(year)
        assert found == ((listed[-nth],) if nth <= len(listed) else ())


@given(
    st.integers(1971, 2100),
    st.integers(1, 12),
    st.integers(0, 6),
    st.integers(-31, 31),
    st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3, -4, -5]),
)
def test_days_after_an_nth_weekday_belong_to_the_year_they_fall_in(
    year: int, month: int, weekday: int, plus: int, nth: int
) -> None:
    rule = nth_weekday(nth, WEEKDAYS[weekday], month, plus_days=plus)
    expected: list[date] = []
    for near in (year - 1, year, year + 1):
        listed = weekdays_of(near, month, weekday)
        if abs(nth) <= len(listed):
            expected.append(listed[nth - 1 if nth > 0 else nth] + timedelta(plus))
    assert rule.dates(year) == tuple(on for on in expected if on.year == year)


@pytest.mark.parametrize(
    ("rule", "year", "dates"),
    [
        (nth_weekday(4, "thu", 11, plus_days=1), 2026, ["2026-11-27"]),
        (nth_weekday(-1, "mon", 5), 2026, ["2026-05-25"]),
        (nth_weekday(5, "mon", 2), 2027, []),
        (nth_weekday(5, "sun", 2), 2032, ["2032-02-29"]),
        (nth_weekday(-5, "sun", 2), 2032, ["2032-02-01"]),
        (nth_weekday(1, "monday", 1), 2026, ["2026-01-05"]),
        # Three days after the last Wednesday of December: 28 December 2024, 3 January 2026, 2 January 2027.
        (nth_weekday(-1, "wed", 12, plus_days=3), 2024, ["2024-12-28"]),
        (nth_weekday(-1, "wed", 12, plus_days=3), 2025, []),
        (nth_weekday(-1, "wed", 12, plus_days=3), 2026, ["2026-01-03"]),
        (nth_weekday(-1, "wed", 12, plus_days=3), 2027, ["2027-01-02"]),
        # Three days before the first Friday of January: 29 December 2026, 4 January 2028.
        (nth_weekday(1, "fri", 1, plus_days=-3), 2026, ["2026-12-29"]),
        (nth_weekday(1, "fri", 1, plus_days=-3), 2027, []),
        (nth_weekday(1, "fri", 1, plus_days=-3), 2028, ["2028-01-04"]),
        # A year in which both come: the day before the first Monday of January 2023 and 2024.
        (nth_weekday(1, "mon", 1, plus_days=-1), 2023, ["2023-01-01", "2023-12-31"]),
    ],
)
def test_nth_weekdays_of_single_years(rule: Rule, year: int, dates: list[str]) -> None:
    assert rule.dates(year) == tuple(map(date.fromisoformat, dates))


def test_a_date_each_year_is_none_where_the_year_lacks_it() -> None:
    assert fixed("02-29").dates(2028) == (date(2028, 2, 29),)
    assert fixed("02-29").dates(2027) == ()
    assert fixed("02-29").dates(2100) == ()
    assert fixed("12-24").dates(2027) == (date(2027, 12, 24),)


def test_one_date_is_of_its_year_only() -> None:
    assert once("2027-08-20").dates(2027) == (date(2027, 8, 20),)
    assert once(date(2027, 8, 20)).dates(2026) == ()


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (easter(0), "Easter"),
        (easter(-47), "47 days before Easter"),
        (easter(39, orthodox=True), "39 days after Orthodox Easter"),
        (easter(-47, " Carnival "), "Carnival"),
        (fixed("12-24"), "each 12-24"),
        (fixed("12-24", "Eve"), "Eve"),
        (nth_weekday(4, "Thursday", 11), "thu 4 of month 11"),
        (nth_weekday(-1, "mon", 5, plus_days=-3), "mon -1 of month 5, -3 days"),
        (nth_weekday(4, "thu", 11, plus_days=1), "thu 4 of month 11, +1 day"),
        (nth_weekday(4, "thu", 11, "Friday after", plus_days=1), "Friday after"),
        (once("2027-08-20"), "day off"),
        (once("2027-08-20", "Founders' day"), "Founders' day"),
    ],
)
def test_a_rule_without_a_name_says_what_it_is(rule: Rule, name: str) -> None:
    assert rule.name == name


MAKERS: tuple[Callable[..., Rule], ...] = (
    lambda **more: easter(1, **more),
    lambda **more: fixed("12-24", **more),
    lambda **more: nth_weekday(1, "mon", 1, **more),
    lambda **more: once("2027-08-20", **more),
)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("more", "minutes"),
    [
        ({}, None),
        ({"start": "13:00"}, (780, 1440)),
        ({"until": "10:00"}, (0, 600)),
        ({"start": "10:00", "until": "12:30"}, (600, 750)),
        ({"start": "00:00"}, None),
        ({"until": "24:00"}, None),
        ({"start": "00:00", "until": "24:00"}, None),
        ({"start": "23:59", "until": "24:00"}, (1439, 1440)),
    ],
)
def test_times_take_a_part_of_the_day(
    make: Callable[..., Rule], more: dict[str, Any], minutes: tuple[int, int] | None
) -> None:
    assert make(**more).minutes_off == minutes


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("more", "error", "field", "message"),
    [
        ({"effect": "part"}, BadHoliday, "effect", 'effect is \'part\'; write "off", "soft" or "info"'),
        ({"effect": None}, BadHoliday, "effect", "effect is None"),
        ({"name": ""}, BadHoliday, "name", "'' is not a name; say what the day is"),
        ({"name": "  "}, BadHoliday, "name", "'  ' is not a name"),
        ({"name": 5}, BadHoliday, "name", "5 is not a name"),
        ({"start": "1pm"}, BadTime, "start", 'perhaps "13:00"'),
        ({"start": "24:00"}, BadTime, "start", 'to "23:59"'),
        ({"until": "24:01"}, BadTime, "until", 'to "24:00"'),
        (
            {"start": "13:00", "until": "13:00"},
            BadHoliday,
            "until",
            "it takes the day from 13:00 until 13:00; start before until; both are of one day",
        ),
        ({"start": "22:00", "until": "06:00"}, BadHoliday, "until", "from 22:00 until 06:00"),
        ({"until": "00:00"}, BadHoliday, "until", "from 00:00 until 00:00"),
    ],
)
def test_what_a_rule_cannot_do_is_refused(
    make: Callable[..., Rule], more: dict[str, Any], error: type[BadHoliday], field: str, message: str
) -> None:
    with pytest.raises(error) as caught:
        make(**more)
    assert caught.value.field == field
    assert message in str(caught.value)


@pytest.mark.parametrize("effect", ["off", "soft", "info"])
@pytest.mark.parametrize("make", MAKERS)
def test_a_rule_keeps_its_effect(make: Callable[..., Rule], effect: str) -> None:
    assert make(effect=effect).effect == effect
    assert make().effect == "off"


@pytest.mark.parametrize("days", [-101, 101, 1.0, True, "1", None])
def test_days_too_far_from_easter_are_refused(days: Any) -> None:
    with pytest.raises(
        BadHoliday, match=r"is not a number of days from Easter; .* from -100 to 100"
    ) as caught:
        easter(days)
    assert caught.value.field == "easter"


@pytest.mark.parametrize(
    ("arguments", "field", "message"),
    [
        ({"nth": 0}, "nth", "nth is 0; write 1 to 5, or -1 for the last"),
        ({"nth": 6}, "nth", "nth is 6"),
        ({"nth": -6}, "nth", "nth is -6"),
        ({"nth": True}, "nth", "nth is True"),
        ({"nth": "first"}, "nth", "nth is 'first'"),
        ({"month": 0}, "month", "month is 0; write 1 to 12"),
        ({"month": 13}, "month", "month is 13"),
        ({"month": "may"}, "month", "month is 'may'"),
        ({"plus_days": 32}, "plus_days", "plus_days is 32; write whole days up to 31"),
        ({"plus_days": -32}, "plus_days", "plus_days is -32"),
        ({"plus_days": 0.5}, "plus_days", "plus_days is 0.5"),
    ],
)
def test_an_nth_weekday_that_cannot_be_is_refused(
    arguments: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(BadHoliday) as caught:
        nth_weekday(**{"nth": 1, "weekday": "mon", "month": 1, **arguments})
    assert caught.value.field == field
    assert message in str(caught.value)


@pytest.mark.parametrize("weekday", ["", "mo", "someday", 1, None])
def test_a_weekday_that_is_none_is_refused(weekday: Any) -> None:
    with pytest.raises(BadArgument, match="is not a weekday; use mon, tue") as caught:
        nth_weekday(1, weekday, 1)
    assert caught.value.field == "weekday"


BAD_DAYS = [
    "",
    "12-32",
    "13-01",
    "00-01",
    "01-00",
    "02-30",
    "1-1",
    "12/24",
    "2026-12-24",
    "1２-24",
    1224,
    None,
]


@pytest.mark.parametrize("on", BAD_DAYS)
def test_a_day_that_no_year_has_is_refused(on: Any) -> None:
    with pytest.raises(BadDate, match='is not a day of the year; write "MM-DD", such as "12-24"') as caught:
        fixed(on)
    assert caught.value.field == "fixed"
    with pytest.raises(BadDate) as caught:
        month_day(on, "birthday")
    assert caught.value.field == "birthday"


def test_every_day_of_a_leap_year_is_one() -> None:
    first = date(2028, 1, 1)
    for number in range(366):
        on = first + timedelta(number)
        assert month_day(f"{on:%m-%d}", "x") == (on.month, on.day)


@pytest.mark.parametrize("on", ["2027-02-29", "20.08.2027", datetime(2027, 8, 20), None])
def test_one_date_must_be_a_date(on: Any) -> None:
    with pytest.raises(BadDate) as caught:
        once(on)
    assert caught.value.field == "date"


def test_rules_are_values_that_say_when() -> None:
    assert easter(1).when == EasterDay(1, False)
    assert easter(1, orthodox=True).when == EasterDay(1, True)
    assert fixed("12-24").when == Yearly(12, 24)
    assert nth_weekday(1, "tue", 11, plus_days=2).when == NthWeekday(1, 1, 11, 2)
    assert once("2027-08-20").when == OnDate(date(2027, 8, 20))
    for make in MAKERS:
        assert make() == make()
        assert hash(make()) == hash(make())
        assert pickle.loads(pickle.dumps(make())) == make()  # noqa: S301 - our own
        assert make() != make(start="12:00")


def test_one_day_is_no_days() -> None:
    assert easter(1).name == "1 day after Easter"
    assert nth_weekday(4, "thu", 11, plus_days=1).name == "thu 4 of month 11, +1 day"


def test_a_rule_of_easter_is_called_by_its_distance() -> None:
    names = [easter(days).name for days in (-2, -1, 0, 1, 2)]
    assert names == [
        "2 days before Easter",
        "1 day before Easter",
        "Easter",
        "1 day after Easter",
        "2 days after Easter",
    ]


@pytest.mark.parametrize("nth", [0, 6, -6])
def test_a_month_has_no_more_than_five_of_a_weekday(nth: int) -> None:
    with pytest.raises(BadHoliday, match=f"nth is {nth}; write 1 to 5"):
        nth_weekday(nth, "mon", 3)


def test_the_last_weekday_of_each_month_is_in_its_last_week() -> None:
    for month in range(1, 13):
        (on,) = nth_weekday(-1, "mon", month).dates(2026)
        assert (on.year, on.month, on.weekday()) == (2026, month, 0)
        assert (on + timedelta(7)).month != month
