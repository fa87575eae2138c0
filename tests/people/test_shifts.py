"""Shifts and breaks: what is understood, what is refused and with which repair."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import time
from typing import Any

import pytest

from overlap.core.template import Span
from overlap.errors import BadArgument, BadShift, BadTime, BadZone
from overlap.people.shifts import Break, Shift


def test_an_end_at_or_before_the_start_is_on_the_next_day() -> None:
    night = Shift("22:00", "06:00")
    assert (night.start_minute, night.end_minute, night.length_minutes) == (1320, 1800, 480)
    assert (night.start, night.end, night.name) == ("22:00", "06:00", "22:00-06:00")


def test_midnight_is_an_end_whether_written_24_or_00() -> None:
    assert Shift("16:00", "24:00") == Shift("16:00", "00:00")
    assert Shift("16:00", "00:00").end == "24:00"


def test_a_whole_day_is_a_shift() -> None:
    assert Shift("00:00", "24:00").minutes == 1440


def test_a_shift_takes_python_times() -> None:
    assert Shift(time(9), time(17)).minutes == 480


def test_an_equal_start_and_end_are_refused_with_the_whole_day() -> None:
    with pytest.raises(BadShift, match='starts and ends at 09:00; write start = "00:00", end = "24:00"'):
        Shift("09:00", "09:00")
    with pytest.raises(BadShift):
        Shift("00:00", "00:00")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"start": "9", "end": "17:00"}, BadTime, 'perhaps "09:00"'),
        ({"start": "24:00", "end": "17:00"}, BadTime, 'to "23:59"'),
        ({"start": "09:00", "end": "24:01"}, BadTime, 'to "24:00"'),
        ({"headcount": 0}, BadShift, "headcount is 0; give a whole number from 1"),
        ({"headcount": True}, BadShift, "headcount is True"),
        ({"headcount": 1.5}, BadShift, "headcount is 1.5"),
        ({"zone": "IST"}, BadZone, "is an abbreviation"),
        ({"name": "off"}, BadShift, "'off' cannot name a shift; any text but"),
        ({"name": "  "}, BadShift, "cannot name a shift"),
        ({"name": 5}, BadShift, "5 cannot name a shift"),
        ({"days": []}, BadArgument, "name at least one day"),
        ({"days": ["someday"]}, BadArgument, "use mon, tue"),
        ({"breaks": [Break("08:00", "09:30")]}, BadShift, "not inside the shift 09:00-17:00; move the break"),
        ({"breaks": [Break("16:30", "17:01")]}, BadShift, "the break 16:30-17:01 is not inside"),
        (
            {"breaks": [Break("10:00", "11:00"), Break("10:59", "12:00")]},
            BadShift,
            "two breaks overlap; keep",
        ),
        ({"breaks": [Break("09:00", "17:00")]}, BadShift, "breaks fill the whole shift; shorten a break"),
        (
            {"breaks": [Break("09:00", "12:00"), Break("12:00", "17:00")]},
            BadShift,
            "breaks fill the whole shift",
        ),
        ({"breaks": [Break(after_minutes=480, minutes=1)]}, BadShift, "is not inside the shift"),
    ],
)
def test_a_shift_nobody_can_work_is_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Shift(**{"start": "09:00", "end": "17:00", **arguments})


def test_breaks_count_from_the_start_or_lie_at_wall_times() -> None:
    shift = Shift(
        "22:00",
        "06:00",
        breaks=[Break("01:00", "01:30"), Break("23:30", "00:15"), Break(after_minutes=0, minutes=5)],
    )
    assert shift.span_on(0) == Span(1320, 1800, ((1320, 1325), (1410, 1455), (1500, 1530)))
    assert shift.minutes == 480 - 30 - 45 - 5


def test_breaks_may_touch_each_other_and_the_ends_of_the_shift() -> None:
    shift = Shift(
        "09:00", "17:00", breaks=[Break("10:00", "11:00"), Break("09:00", "10:00"), Break("16:00", "17:00")]
    )
    assert shift.span_on(0).pieces() == [(660, 960)]


def test_a_paid_break_is_time_away_all_the_same() -> None:
    paid, unpaid = (
        Shift("09:00", "17:00", breaks=[Break("12:00", "13:00", paid=paid)]) for paid in (True, False)
    )
    assert paid.minutes == unpaid.minutes == 420
    assert paid.span_on(0) == unpaid.span_on(0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "needs either start and end, or after_minutes and minutes; write"),
        ({"start": "12:00", "minutes": 60}, "needs either start and end"),
        ({"start": "12:00"}, "needs both start and end"),
        ({"end": "12:00"}, "needs both start and end"),
        ({"after_minutes": 60}, "needs both after_minutes and minutes"),
        ({"minutes": 60}, "needs both after_minutes and minutes"),
        ({"after_minutes": 1.5, "minutes": 60}, "after_minutes is 1.5, not whole minutes"),
        ({"after_minutes": 60, "minutes": True}, "minutes is True, not whole minutes"),
        ({"after_minutes": -1, "minutes": 60}, "a break cannot start before its shift"),
        ({"after_minutes": 60, "minutes": 0}, "a break has no length; give it at least a minute"),
        ({"start": "12:00", "end": "12:00"}, "a break has no length"),
        ({"start": "12:00", "end": "13:00", "after_minutes": 5}, "needs either start and end"),
        ({"after_minutes": "60", "minutes": 60}, "after_minutes is '60', not whole minutes"),
    ],
)
def test_a_break_that_is_none_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(BadShift, match=message):
        Break(**arguments)


def test_errors_of_breaks_name_the_part_at_fault() -> None:
    fields: list[tuple[dict[str, Any], str]] = [
        ({"start": "12:00"}, "end"),
        ({"end": "12:00"}, "start"),
        ({"after_minutes": 5, "minutes": 0}, "minutes"),
        ({"after_minutes": -5, "minutes": 5}, "after_minutes"),
        ({"start": "12:00", "end": "12:00"}, "end"),
    ]
    for arguments, field in fields:
        with pytest.raises(BadShift) as caught:
            Break(**arguments)
        assert caught.value.field == field


def test_breaks_show_how_they_were_written() -> None:
    assert repr(Break("12:00", "13:00", paid=True)) == "Break('12:00', '13:00', paid=True)"
    assert repr(Break("23:00", "24:00")) == "Break('23:00', '24:00')"
    assert repr(Break(after_minutes=240, minutes=60)) == "Break(after_minutes=240, minutes=60)"


def test_shortening_takes_minutes_from_the_end() -> None:
    short = Shift("22:00", "06:00", name="night").shortened(120)
    assert short is not None
    assert (short.name, short.end, short.length_minutes) == ("night", "04:00", 360)
    assert Shift("09:00", "17:00").shortened(480) is None


def test_shortening_drops_the_breaks_that_then_fall_outside() -> None:
    shift = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00"), Break("16:00", "16:30")])
    short = shift.shortened(60)
    assert short is not None
    assert short.breaks == (Break("12:00", "13:00"),)
    tiny = Shift("09:00", "17:00", breaks=[Break("09:00", "10:00")]).shortened(420)
    assert tiny is None  # nobody comes for a break
    cut = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00"), Break("15:30", "16:30")]).shortened(60)
    assert cut is not None
    assert cut.end == "16:00"
    assert cut.breaks == (Break("12:00", "13:00"), Break(after_minutes=390, minutes=30))


def test_shifts_are_immutable_values() -> None:
    make = [
        Shift(
            "09:00",
            "17:00",
            name="day",
            breaks=[Break("12:00", "13:00")],
            days=["mon"],
            headcount=2,
            zone="UTC",
        )
        for _ in range(2)
    ]
    assert make[0] == make[1]
    assert hash(make[0]) == hash(make[1])
    assert pickle.loads(pickle.dumps(make[0])) == make[0]  # noqa: S301 - our own
    with pytest.raises(FrozenInstanceError):
        make[0].name = "x"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        make[0].breaks[0].paid = True  # type: ignore[misc]


def test_a_shift_shows_itself_as_it_would_be_written() -> None:
    plain = Shift("22:00", "06:00")
    assert repr(plain) == "Shift('22:00', '06:00')"
    full = Shift(
        "09:00",
        "17:00",
        name="day",
        breaks=[Break("12:00", "13:00")],
        days=["mon", "fri"],
        headcount=3,
        zone="Asia/Manila",
    )
    assert eval(repr(full)) == full  # noqa: S307 - the text is our own
    assert eval(repr(plain)) == plain  # noqa: S307


# Breaks of some weekdays.

LUNCH = Break("12:00", "13:00")
PRAYER = Break("12:30", "14:00", days=["fri"])


def test_a_weekly_break_is_taken_on_its_days_and_joins_those_it_meets() -> None:
    shift = Shift("09:00", "17:00", breaks=[LUNCH, PRAYER])
    assert shift.has_weekly_breaks
    assert shift.span_on(4) == Span(540, 1020, ((720, 840),))
    for day in (0, 1, 2, 3, 5, 6):
        assert shift.span_on(day) == Span(540, 1020, ((720, 780),))
    assert shift.minutes == 420  # the breaks of every day
    assert not Shift("09:00", "17:00", breaks=[LUNCH]).has_weekly_breaks


def test_breaks_that_meet_are_one_and_those_that_touch_are_two() -> None:
    inside = Break("12:15", "12:45", days=["mon"])
    assert Shift("09:00", "17:00", breaks=[LUNCH, inside]).span_on(0).breaks == ((720, 780),)
    after = Break("13:00", "13:30", days=["mon"])
    assert Shift("09:00", "17:00", breaks=[LUNCH, after]).span_on(0).breaks == ((720, 780), (780, 810))
    three = [LUNCH, Break("11:30", "12:30", days=["mon"]), Break("12:59", "14:00", days=["mon", "tue"])]
    assert Shift("09:00", "17:00", breaks=three).span_on(0).breaks == ((690, 840),)
    assert Shift("09:00", "17:00", breaks=three).span_on(1).breaks == ((720, 840),)


def test_a_weekly_break_of_a_night_goes_by_the_day_it_starts_on() -> None:
    night = Shift("22:00", "06:00", breaks=[Break("01:00", "02:00", days=["thu"])])
    assert night.span_on(3).breaks == ((1500, 1560),)
    assert night.span_on(4).breaks == ()


@pytest.mark.parametrize("day", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
def test_a_break_of_one_weekday_may_not_fill_the_shift_of_that_day(day: str) -> None:
    with pytest.raises(BadShift, match="breaks fill the whole shift"):
        Shift("09:00", "17:00", breaks=[Break("09:00", "17:00", days=[day])])


def test_weekly_breaks_lie_inside_the_shift_and_leave_some_of_each_day() -> None:
    with pytest.raises(BadShift, match="the break 16:30-17:30 is not inside the shift"):
        Shift("09:00", "17:00", breaks=[Break("16:30", "17:30", days=["fri"])])
    whole = Break(after_minutes=0, minutes=420, days=["fri"])
    with pytest.raises(BadShift, match="breaks fill the whole shift") as caught:
        Shift("09:00", "17:00", breaks=[whole, Break("16:00", "17:00")])
    assert caught.value.field == "breaks"
    most = Break(after_minutes=0, minutes=479, days=["fri"])
    assert Shift("09:00", "17:00", breaks=[most, LUNCH]).span_on(4).pieces() == [(1019, 1020)]


def test_breaks_of_other_weekdays_may_overlap_but_those_of_every_day_may_not() -> None:
    Shift(
        "09:00",
        "17:00",
        breaks=[Break("12:00", "13:00", days=["mon"]), Break("12:30", "14:00", days=["tue"])],
    )
    with pytest.raises(BadShift, match="two breaks overlap; keep breaks apart"):
        Shift("09:00", "17:00", breaks=[LUNCH, Break("12:59", "14:00"), PRAYER])


@pytest.mark.parametrize("days", [[], ["someday"], "fri"])
def test_a_break_on_no_weekday_is_refused(days: Any) -> None:
    with pytest.raises(BadArgument):
        Break("12:00", "13:00", days=days)


def test_a_weekly_break_shows_and_compares_with_its_days() -> None:
    assert repr(PRAYER) == "Break('12:30', '14:00', days=['fri'])"
    relative = Break(after_minutes=60, minutes=30, paid=True, days=["Sunday", "mon"])
    assert repr(relative) == "Break(after_minutes=60, minutes=30, paid=True, days=['mon', 'sun'])"
    for one in (PRAYER, relative):
        assert eval(repr(one)) == one  # noqa: S307 - the text is our own
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert Break("12:30", "14:00") != PRAYER


def test_shortening_keeps_cuts_and_drops_weekly_breaks() -> None:
    short = Shift("09:00", "17:00", breaks=[LUNCH, PRAYER]).shortened(210)  # until 13:30
    assert short is not None
    assert short.breaks == (LUNCH, Break(after_minutes=210, minutes=60, days=["fri"]))
    assert short.span_on(4).breaks == ((720, 810),)
    assert short.span_on(0).breaks == ((720, 780),)
    dropped = Shift("09:00", "17:00", breaks=[PRAYER]).shortened(270)
    assert dropped is not None
    assert dropped.breaks == ()


def test_a_shift_is_left_over_where_only_a_weekly_break_fills_what_is_left() -> None:
    shift = Shift("09:00", "17:00", breaks=[Break("09:00", "12:00", days=["fri"])])
    short = shift.shortened(300)
    assert short is not None
    assert (short.span_on(4).pieces(), short.span_on(0).pieces()) == ([], [(540, 720)])


def test_a_shift_at_another_start_keeps_its_length_and_its_breaks_move_along() -> None:
    day = Shift("09:00", "17:00", name="day", breaks=[LUNCH], days=["mon"], headcount=4)
    moved = day.starting(11 * 60 + 30, "Asia/Tokyo")
    assert moved == Shift(
        "11:30",
        "19:30",
        name="day",
        breaks=[Break("14:30", "15:30")],
        days=["mon"],
        headcount=4,
        zone="Asia/Tokyo",
    )
    assert day.start == "09:00"


def test_a_shift_that_is_called_by_its_times_is_called_by_its_new_ones() -> None:
    assert Shift("09:00", "17:00").starting(8 * 60, None).name == "08:00-16:00"
    assert Shift("16:00", "24:00").starting(17 * 60, None).name == "17:00-01:00"
    assert Shift("17:00", "01:00").starting(16 * 60, None) == Shift("16:00", "24:00")


def test_a_moved_break_wraps_at_midnight_both_ways() -> None:
    assert Break("23:30", "24:00").later(30) == Break("00:00", "00:30")
    assert Break("00:00", "00:30").later(-30) == Break("23:30", "24:00")
    assert Break("23:45", "00:15").later(0) == Break("23:45", "00:15")
    night = Shift("22:00", "06:00", breaks=[Break("23:30", "24:00")])
    assert night.starting(23 * 60, None).span_on(0).breaks == ((1470, 1500),)
    assert night.starting(20 * 60, None).span_on(0).breaks == ((1290, 1320),)


def test_a_break_that_counts_from_the_start_and_a_paid_one_of_fridays_stay_so() -> None:
    relative = Break(after_minutes=60, minutes=30)
    assert relative.later(45) is relative
    paid = Break("12:30", "14:00", paid=True, days=["fri"]).later(-60)
    assert paid == Break("11:30", "13:00", paid=True, days=["fri"])


def test_a_break_inside_another_leaves_the_longer_one_as_it_is() -> None:
    inner = Break("12:10", "12:20", days=["mon"])
    assert Shift("09:00", "17:00", breaks=[inner, LUNCH]).span_on(0).breaks == ((720, 780),)


def test_of_a_shift_the_time_at_fault_is_named() -> None:
    for times, field in ((("x", "17:00"), "start"), (("09:00", "x"), "end")):
        with pytest.raises(BadTime) as caught:
            Shift(*times)
        assert caught.value.field == field


def test_a_break_joins_the_one_before_it_however_many_there_are() -> None:
    early, after = Break("10:00", "10:15"), Break("12:30", "13:30", days=["mon"])
    found = Shift("09:00", "17:00", breaks=[early, LUNCH, after]).span_on(0).breaks
    assert found == ((600, 615), (720, 810))
