"""Dates, times and weekdays, and the text people write for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from overlap.core.civil import (
    date_of,
    day_of,
    iso_minute,
    ordered_dates,
    parse_date,
    parse_time,
    parse_weekdays,
    time_text,
    weekday_of,
)
from overlap.errors import BadArgument, BadDate, BadTime


@pytest.mark.parametrize("text", ["1970-01-01", "2026-03-02", "2028-02-29", "1969-12-31", "2099-12-31"])
def test_days_count_from_1970_and_back(text: str) -> None:
    on = date.fromisoformat(text)
    assert date_of(day_of(on)) == on
    assert day_of(on) == (on - date(1970, 1, 1)).days
    assert weekday_of(day_of(on)) == on.weekday()


def test_instants_are_written_in_utc_to_the_minute() -> None:
    assert iso_minute(0) == "1970-01-01T00:00Z"
    assert iso_minute(-1) == "1969-12-31T23:59Z"
    assert iso_minute(29541000) == "2026-03-02T14:00Z"


def test_hours_run_on_past_midnight() -> None:
    assert time_text(26 * 60 + 5) == "26:05"
    assert time_text(0) == "00:00"


@pytest.mark.parametrize(("text", "minute"), [("00:00", 0), ("09:30", 570), ("23:59", 1439)])
def test_a_time_is_read(text: str, minute: int) -> None:
    assert parse_time(text) == minute


def test_an_end_may_be_midnight_and_a_start_may_not() -> None:
    assert parse_time("24:00", latest="24:00") == 1440
    with pytest.raises(BadTime, match='write 24-hour "HH:MM" from "00:00" to "23:59"'):
        parse_time("24:00")
    with pytest.raises(BadTime, match='to "24:00"'):
        parse_time("24:01", latest="24:00")
    assert parse_time("48:00", latest="48:00") == 2880


@pytest.mark.parametrize(
    "text", ["25:00", "12:60", "", "12-30", "٠٩:٠٠", "aa:bb", "12:3", " 9:00x", "123:00"]
)
def test_text_that_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadTime, match="is not a time of day; write 24-hour") as caught:
        parse_time(text, field="start")
    assert caught.value.field == "start"
    assert "perhaps" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9:00", "09:00"),
        ("9am", "09:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("5.30 pm", "17:30"),
        ("5:30PM", "17:30"),
        ("09.15", "09:15"),
        ("9", "09:00"),
    ],
)
def test_a_slip_of_the_pen_gets_a_suggestion(text: str, meant: str) -> None:
    with pytest.raises(BadTime, match=f'perhaps "{meant}"'):
        parse_time(text)


@pytest.mark.parametrize("text", ["25:30pm"])
def test_a_time_no_clock_shows_gets_none_or_a_real_one(text: str) -> None:
    with pytest.raises(BadTime):
        parse_time(text)


@pytest.mark.parametrize("text", ["9:75", "99.30"])
def test_nonsense_gets_no_suggestion(text: str) -> None:
    with pytest.raises(BadTime) as caught:
        parse_time(text)
    assert "perhaps" not in str(caught.value)


def test_a_python_time_is_read_when_it_is_a_wall_time_of_whole_minutes() -> None:
    assert parse_time(time(9, 30)) == 570
    for value in (time(9, 30, 1), time(9, 30, 0, 5), time(9, 30, tzinfo=UTC)):
        with pytest.raises(BadTime, match="the zone belongs to the team or the shift"):
            parse_time(value)


def test_a_number_is_no_time() -> None:
    with pytest.raises(BadTime, match='570 is not a time of day; write text, such as "09:30"'):
        parse_time(570)  # type: ignore[arg-type]


def test_dates_are_read_from_text_and_from_dates() -> None:
    assert parse_date("2028-02-29") == date(2028, 2, 29)
    assert parse_date(date(2026, 3, 2)) == date(2026, 3, 2)


@pytest.mark.parametrize("value", ["2027-02-29", "02.03.2026", "2026-3-2", "", "20260302", 20260302, None])
def test_what_is_no_date_is_refused_with_the_form(value: object) -> None:
    with pytest.raises(BadDate, match="is not a date; write an existing date as YYYY-MM-DD") as caught:
        parse_date(value, field="from")  # type: ignore[arg-type]
    assert caught.value.field == "from"


def test_a_date_with_a_time_is_refused_with_the_date_alone() -> None:
    with pytest.raises(BadDate, match="write the date alone: 2026-03-02"):
        parse_date(datetime(2026, 3, 2, 9, 0))


@pytest.mark.parametrize(
    "names", [["mon", "sun"], ("Monday", "SUNDAY"), {"Mon", "sund"}, frozenset({"mond", "sun"})]
)
def test_weekdays_are_read_by_their_beginnings(names: object) -> None:
    assert parse_weekdays(names) == frozenset({0, 6})


@pytest.mark.parametrize("name", ["monkey", "mo", "", "lun", 1, None])
def test_what_is_no_weekday_is_refused_with_the_names(name: object) -> None:
    with pytest.raises(BadArgument, match="is not a weekday; use mon, tue, wed, thu, fri, sat, sun"):
        parse_weekdays([name])


def test_weekdays_come_in_a_list_with_something_in_it() -> None:
    for value in ("mon", 5, None):
        with pytest.raises(BadArgument, match="is not a list of weekdays"):
            parse_weekdays(value)
    with pytest.raises(BadArgument, match="no weekday is given; name at least one day"):
        parse_weekdays([], field="on")


@pytest.mark.parametrize("text", ["0x:30", "x0:30", "09:3x", "09:x0", "09-30"])
def test_a_letter_in_a_time_is_no_time(text: str) -> None:
    with pytest.raises(BadTime, match="is not a time of day"):
        parse_time(text)


@pytest.mark.parametrize(("text", "guess"), [("9:59", ', perhaps "09:59"'), ("9:60", "")])
def test_a_guess_has_at_most_fifty_nine_minutes(text: str, guess: str) -> None:
    with pytest.raises(BadTime) as caught:
        parse_time(text)
    assert caught.value.hint == f'write 24-hour "HH:MM" from "00:00" to "23:59"{guess}'


@pytest.mark.parametrize("text", ["24:00 ", "24.00", "noon", "123:00"])
def test_no_guess_is_made_of_what_is_no_time_of_a_day(text: str) -> None:
    with pytest.raises(BadTime) as caught:
        parse_time(text)
    assert caught.value.hint == 'write 24-hour "HH:MM" from "00:00" to "23:59"'


def test_of_two_dates_the_one_at_fault_is_named() -> None:
    for dates, field in ((("x", "2026-03-01"), "from"), (("2026-03-01", "x"), "until")):
        with pytest.raises(BadDate) as caught:
            ordered_dates(*dates)
        assert caught.value.field == field
