"""Charts as values refuse what could not be drawn."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.errors import BadArgument
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow, YearDay, YearEvent, YearStrip

NO_NUMBER = [float("nan"), float("inf"), float("-inf")]


@pytest.mark.parametrize("value", NO_NUMBER)
def test_a_number_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(BadArgument, match="a row has the number"):
        HeatMap("t", "u", ("a",), (HeatRow("x", (value,)),))
    with pytest.raises(BadArgument, match="a row has the number"):
        Bars("t", "u", ("a",), (BarRow("x", (value,)),))


def test_a_row_has_a_number_for_each_head() -> None:
    with pytest.raises(BadArgument, match="a row has 2 numbers for 1 heads"):
        HeatMap("t", "u", ("a",), (HeatRow("x", (1.0, None)),))
    with pytest.raises(BadArgument, match="a row has 1 numbers for 2 heads"):
        Bars("t", "u", ("a", "b"), (BarRow("x", (1.0,)),))
    assert HeatMap("t", "u", ("a",), (HeatRow("x", (None,)),)).rows[0].values == (None,)


def test_a_length_below_zero_is_refused() -> None:
    with pytest.raises(BadArgument, match="below zero"):
        Bars("t", "u", ("a",), (BarRow("x", (-1.0,)),))


@pytest.mark.parametrize("count", [0, 5])
def test_bars_have_one_to_four_parts(count: int) -> None:
    parts = tuple("abcde"[:count])
    with pytest.raises(BadArgument, match=f"bars have {count} parts"):
        Bars("t", "u", parts, (BarRow("x", (1.0,) * count),))


def test_dates_of_a_year_follow_each_other() -> None:
    days = (YearDay(date(2026, 3, 6), 1, 1), YearDay(date(2026, 3, 8), 1, 1))
    with pytest.raises(BadArgument, match="2026-03-08 does not follow 2026-03-06"):
        YearStrip("t", "min", days)


def test_an_event_is_of_a_known_kind() -> None:
    with pytest.raises(BadArgument, match="an event is 'party'"):
        YearEvent(date(2026, 3, 6), "party", "x")  # type: ignore[arg-type]


def test_texts_are_one_line() -> None:
    chart = HeatMap("two\nlines", "u\n", ("a\tb",), (HeatRow("\u202ex", (1.0,)),), corner="c\r")
    assert (chart.title, chart.unit, chart.columns, chart.corner) == ("two lines", "u ", ("a b",), "c ")
    assert chart.rows[0].label == "x"
    bars = Bars("t\n", "u", ("p\n",), (BarRow("l\n", (1.0,), "n\n"),))
    assert (bars.title, bars.parts, bars.rows[0].label, bars.rows[0].note) == ("t ", ("p ",), "l ", "n ")
    assert YearEvent(date(2026, 3, 6), "clock", "a\nb").text == "a b"
