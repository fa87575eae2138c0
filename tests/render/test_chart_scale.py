"""Steps, weeks and numbers of charts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.render.chart_scale import (
    STEPS,
    event_numbers,
    largest_of,
    month_text,
    number_text,
    step_of,
    weeks_of,
)
from overlap.render.charts import YearDay, YearEvent, YearStrip
from overlap.render.style import Style, reading_as
from tests.render.drawn import year_strips


@pytest.mark.parametrize(
    ("value", "written"),
    [
        *((0.0, "0"), (-0.0, "0"), (3.0, "3"), (10.0, "10"), (4.5, "4.5"), (4.999, "5"), (1 / 3, "0.33")),
        *((0.001, "0.01"), (-0.001, "-0.01"), (12345.678, "12345.68"), (100.0, "100"), (-2.5, "-2.5")),
    ],
)
def test_numbers_are_short_and_never_nothing_for_something(value: float, written: str) -> None:
    assert number_text(value) == written


@given(st.floats(-1e9, 1e9))
@settings(max_examples=40)
def test_a_written_number_is_the_number_to_a_hundredth(value: float) -> None:
    written = number_text(value)
    assert abs(float(written) - value) <= 0.0100001
    assert bool(float(written)) == bool(value)
    assert "e" not in written


@given(st.integers(0, 1000), st.integers(1, 1000), st.integers(1, 6))
@settings(max_examples=60)
def test_steps_part_the_way_to_the_largest_evenly(value: int, largest: int, steps: int) -> None:
    value = min(value, largest)
    step = step_of(value, largest, steps=steps)
    assert (step == 0) == (value == 0)
    if value:
        assert Fraction(step - 1, steps) < Fraction(value, largest) <= Fraction(step, steps)


def test_steps_of_odd_numbers_are_in_range() -> None:
    assert step_of(0.3, 0.1 * 3) == STEPS
    assert step_of(0.1 * 3, 0.5) == 3
    assert step_of(-1, 10) == 0
    assert step_of(5, 0) == 0
    assert step_of(20, 10) == STEPS
    assert largest_of([None, 2.0, 7.5, None]) == 7.5
    assert largest_of([]) == largest_of([None]) == 0


@given(year_strips())
@settings(max_examples=25)
def test_weeks_are_those_of_iso_and_have_every_date_once(strip: YearStrip) -> None:
    weeks = weeks_of(strip)
    for monday, days in weeks:
        assert monday.weekday() == 0
        for weekday, day in days.items():
            assert day.date == monday + timedelta(days=weekday)
            assert day.date.isocalendar()[:2] == monday.isocalendar()[:2]
    assert [day for _, days in weeks for day in days.values()] == list(strip.days)


def test_clock_changes_and_seasons_are_numbered_in_order_of_dates() -> None:
    first, second = date(2026, 3, 8), date(2026, 3, 29)
    events = (
        YearEvent(first, "holiday", "a"),
        YearEvent(first, "season", "b"),
        YearEvent(first, "clock", "c"),
        YearEvent(second, "clock", "d"),
        YearEvent(second, "clock", "e"),
    )
    strip = YearStrip("", "", (YearDay(first, 0, 0),), events)
    assert event_numbers(strip) == {(first, "clock"): 1, (first, "season"): 2, (second, "clock"): 3}


def test_months_are_in_the_readers_words() -> None:
    assert [month_text(month) for month in (1, 12)] == ["Jan", "Dec"]
    pytest.importorskip("babel", reason="other words need babel: pip install .[i18n]")
    with reading_as(Style(locale="pl")):
        assert month_text(3) == "mar"
        assert month_text(10) == "paź"
