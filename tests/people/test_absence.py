"""Time off and closures."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from overlap.core.civil import day_of
from overlap.errors import BadDate, BadTime
from overlap.people.absence import Closure, TimeOff, days_away

D1 = day_of(date(2026, 3, 1))


def test_one_date_is_time_off_from_itself_to_itself() -> None:
    one = TimeOff("2026-03-02")
    assert (one.start, one.end, one.minutes_off) == (date(2026, 3, 2), date(2026, 3, 2), None)


def test_hours_off_have_an_end_or_last_till_midnight() -> None:
    assert TimeOff("2026-03-02", from_time="13:00").minutes_off == (780, 1440)
    assert TimeOff("2026-03-02", until_time="13:00").minutes_off == (0, 780)
    assert TimeOff("2026-03-02", from_time="13:00", until_time="24:00").minutes_off == (780, 1440)


@pytest.mark.parametrize(("low", "high"), [("13:00", "13:00"), ("22:00", "06:00"), ("00:00", "00:00")])
def test_hours_off_over_midnight_are_refused_with_the_repair(low: str, high: str) -> None:
    with pytest.raises(BadTime, match="give two entries for a night") as caught:
        TimeOff("2026-03-02", from_time=low, until_time=high)
    assert caught.value.field == "end"


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(BadDate, match="swap the two dates"):
        TimeOff("2026-03-02", "2026-03-01")
    with pytest.raises(BadDate, match="swap the two dates"):
        Closure("2026-03-02", "2026-03-01")


def test_days_away_are_clipped_and_a_day_of_all_hours_is_a_whole_day() -> None:
    absences: list[TimeOff | Closure] = [
        TimeOff("2026-02-20", "2026-03-02", name="trip"),
        TimeOff("2026-03-02", from_time="00:00", until_time="24:00", name="all"),
        TimeOff("2026-03-03", from_time="09:00", until_time="10:00", name="dentist"),
        Closure("2026-03-04", "2026-04-01"),
        TimeOff("2026-05-01"),
    ]
    assert list(days_away(absences, D1, D1 + 4)) == [
        (D1, None, "trip"),
        (D1 + 1, None, "trip"),
        (D1 + 1, None, "all"),
        (D1 + 2, (540, 600), "dentist"),
        (D1 + 3, None, "closure"),
    ]


def test_absences_are_values() -> None:
    for one in (TimeOff("2026-03-02", from_time="13:00"), Closure("2026-03-02", name="x")):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
        assert hash(one) == hash(pickle.loads(pickle.dumps(one)))  # noqa: S301 - our own
    assert Closure("2026-03-02").minutes_off is None


def test_errors_of_hours_off_name_the_end_at_fault() -> None:
    for more, field in (({"from_time": "x"}, "start"), ({"until_time": "x"}, "end")):
        with pytest.raises(BadTime) as caught:
            TimeOff("2026-03-02", **more)
        assert caught.value.field == field
