"""Times, lengths and breaks of cells."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from overlap.adapters.sheets.grid import Value
from overlap.adapters.sheets.times import breaks_of, is_off, minute_of, minutes_of, stretch_of
from overlap.errors import BadTime, OverlapError
from overlap.people.shifts import Break


def twelve(minute: int, form: str) -> str:
    """A time on the twelve-hour clock, made by the calendar of the standard library."""
    return datetime(2026, 3, 2, *divmod(minute, 60)).strftime(form)


def test_every_minute_of_the_day_is_read_in_every_way_it_is_written() -> None:
    for minute in range(1440):
        for one in ways_to_write(minute):
            assert minute_of(one) == minute, one
            assert minute_of(one, end=True) == minute


def ways_to_write(minute: int) -> list[Value]:
    hour, rest = divmod(minute, 60)
    return [
        f"{hour:02d}:{rest:02d}",
        f"{hour}:{rest:02d}",
        f"{hour:02d}:{rest:02d}:00",
        f"{hour}h{rest:02d}",
        f"{hour}.{rest:02d}" if hour else f"{hour:02d}:{rest:02d}",
        f"{hour:02d}{rest:02d}",
        twelve(minute, "%I:%M %p"),
        twelve(minute, "%I:%M%p").lower().lstrip("0"),
        twelve(minute, "%I.%M %p").replace("M", ".m.").lower(),
        twelve(minute, "%I:%M:%S %p"),
        time(hour, rest),
        timedelta(minutes=minute),
        minute / 1440,
        f"{minute / 1440:.9f}" if minute else "0.0",
    ]


@pytest.mark.parametrize("value", ["24:00", "24:00:00", timedelta(days=1), 1, 1.0, "1", datetime(1900, 1, 1)])
def test_the_end_of_the_day_is_a_time_only_of_an_end(value: str | float | timedelta | datetime) -> None:
    assert minute_of(value, end=True) == 1440
    with pytest.raises(BadTime):
        minute_of(value)


@pytest.mark.parametrize(
    ("text", "start", "end"), [("noon", 720, 720), ("Midnight", 0, 1440), ("12 AM", 0, 0), ("12pm", 720, 720)]
)
def test_words_and_twelve_mean_what_they_do_on_the_twelve_hour_clock(text: str, start: int, end: int) -> None:
    assert (minute_of(text), minute_of(text, end=True)) == (start, end)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "25:00",
            "24:01",
            "9",
            "13:00 PM",
            "0:30 AM",
            "9:60",
            "9:5",
            "nine",
            "",
            "9:00:30",
            "-1:00",
            "09:00Z",
        ),
        *(9, -0.5, 1.5, 0.3751, True and 2, float("nan"), float("inf"), "1e-1", "９:００ x", "9" * 5000),
        *(
            time(9, 0, 30),
            timedelta(days=2),
            timedelta(minutes=-5),
            datetime(1900, 1, 2),
            datetime(2026, 1, 1),
        ),
    ],
)
def test_what_is_no_time_is_refused(value: Value) -> None:
    with pytest.raises(BadTime):
        minute_of(value, end=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("09:00-17:00", (540, 1020)),
        ("9am – 5pm", (540, 1020)),
        ("22:00 to 06:00", (1320, 360)),
        ("9:00 AM - midnight", (540, 1440)),
        ("16:00—24:00", (960, 1440)),
        ("9-17", None),
        ("Night", None),
        ("09:00", None),
        ("09:00-17:00-18:00", None),
        ("-" * 500, None),
    ],
)
def test_a_stretch_is_two_times_with_a_dash(text: str, found: tuple[int, int] | None) -> None:
    assert stretch_of(text) == found


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        *(
            (30, 30),
            (30.0, 30),
            ("30", 30),
            ("30 min", 30),
            ("45 Minutes", 45),
            ("0:30", 30),
            ("00:45:00", 45),
        ),
        *(("1 h", 60), ("2 hours", 120), (0, 0), ("0", 0), (time(0, 30), 30), (timedelta(minutes=75), 75)),
        (0.5 / 24, 30),
    ],
)
def test_a_length_is_read_in_minutes(value: str | float | time | timedelta, minutes: int) -> None:
    assert minutes_of(value) == minutes


@pytest.mark.parametrize("value", ["an hour", "-5", 1441, "1441", 30.5, "30.5", "1:75:00"])
def test_what_is_no_length_is_refused(value: str | float) -> None:
    with pytest.raises(BadTime):
        minutes_of(value)


@pytest.mark.parametrize(
    ("text", "timed", "lengths"),
    [
        ("12:00-13:00", [Break("12:00", "13:00")], []),
        ("12pm-1pm", [Break("12:00", "13:00")], []),
        (
            "12:00 – 13:00; 15:00-15:15 paid",
            [Break("12:00", "13:00"), Break("15:00", "15:15", paid=True)],
            [],
        ),
        ("12:30-13:30 Fri", [Break("12:30", "13:30", days=["fri"])], []),
        ("12:30-13:30 paid Mon-Wed", [Break("12:30", "13:30", paid=True, days=["mon", "tue", "wed"])], []),
        ("60 min after 240 min", [Break(after_minutes=240, minutes=60)], []),
        ("15 min after 90 min paid", [Break(after_minutes=90, minutes=15, paid=True)], []),
        ("23:30 to 24:00", [Break("23:30", "24:00")], []),
        ("30", [], [30]),
        ("12:00-12:30; 15 min", [Break("12:00", "12:30")], [15]),
        ("; ;", [], []),
    ],
)
def test_breaks_are_read_with_their_pay_and_days(text: str, timed: list[Break], lengths: list[int]) -> None:
    assert breaks_of(text) == (timed, lengths)


@pytest.mark.parametrize(
    "text", ["lunch", "12:00", "12:00-12:00", "12:00-13:00 someday", "25:00-26:00", "-" * 300]
)
def test_what_is_no_break_is_refused(text: str) -> None:
    with pytest.raises(OverlapError):
        breaks_of(text)


def test_words_for_a_day_off_are_known_in_any_case() -> None:
    assert all(map(is_off, ("OFF", "Day off", "Annual Leave", "-")))
    assert not any(map(is_off, ("Office", "09:00", "", "Officer")))
    assert not is_off(0.5)
