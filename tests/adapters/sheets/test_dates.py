"""Dates of cells, and the order of day and month."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.sheets.dates import ORDERS, DateOrder, date_of_cell, order_of, split_moment
from overlap.errors import BadDate

FORMATS = {"mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y", "ymd": "%Y/%m/%d"}
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def read_as(text: str, form: str) -> date | None:
    """The date of a text by the standard library."""
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


@given(st.lists(days, min_size=1, max_size=8), st.sampled_from(("mdy", "dmy")), st.sampled_from("/-"))
def test_an_order_is_found_if_no_other_reads_the_same_texts_otherwise(
    dates: list[date], order: DateOrder, mark: str
) -> None:
    texts = [one.strftime(FORMATS[order]).replace("/", mark) for one in dates]
    able = [[read_as(text.replace(mark, "/"), FORMATS[other]) for text in texts] for other in ("mdy", "dmy")]
    readings = [one for one in able if None not in one]
    found, ambiguous = order_of(texts)
    if all(one == readings[0] for one in readings):
        assert found is not None
        assert [date_of_cell(text, found) for text in texts] == dates
    else:
        assert found is None
        assert ambiguous in texts


@pytest.mark.parametrize("order", ORDERS)
@given(day=days)
def test_a_date_is_read_in_the_order_asked_for(order: DateOrder, day: date) -> None:
    text = day.strftime(FORMATS[order])
    assert date_of_cell(text, order) == day
    short = {"mdy": "%m/%d/%y", "dmy": "%d/%m/%y", "ymd": "%y/%m/%d"}[order]
    assert date_of_cell(day.strftime(short), order) == day


@given(days)
def test_a_date_that_says_its_order_needs_none(day: date) -> None:
    for form in (
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y%m%d",
        "%d %b %Y",
        "%d-%b-%y",
        "%B %d, %Y",
        "%a %d %B %Y",
        "%A, %b %d, %Y",
    ):
        assert date_of_cell(day.strftime(form), None) == day, form
    assert date_of_cell(f"{day.day}.{day.month}.{day.year}", "mdy") == day
    assert date_of_cell(day, None) == day
    assert date_of_cell(datetime(day.year, day.month, day.day, 9), None) == day


def test_dots_put_the_day_first_whatever_the_others_do() -> None:
    assert order_of(["02.03.2026", "04/16/2026"]) == ("mdy", None)
    assert date_of_cell("02.03.2026", "mdy") == date(2026, 3, 2)


def test_orders_that_contradict_each_other_leave_those_that_do_not_fit_as_no_dates() -> None:
    order, ambiguous = order_of(["03/16/2026", "03/17/2026", "31/03/2026"])
    assert (order, ambiguous) == ("mdy", None)
    with pytest.raises(BadDate, match="12/31/2026"):
        date_of_cell("31/03/2026", order)
    assert order_of(["03/16/2026", "31/03/2026"]) == (None, None)


def test_nothing_to_order_is_no_ambiguity() -> None:
    assert order_of([]) == ("ymd", None)
    assert order_of(["2026-03-02", "2 Mar 2026", "soon"]) == ("ymd", None)
    assert order_of(["03/03/2026", "04/04/2026"])[0] is not None


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "2026-02-30",
        "31/04/2026",
        "1/2/3",
        "2026-13-01",
        "",
        46083.0,
        "1 Foo 2026",
        "0001-01-01",
        "9" * 99,
    ],
)
def test_what_is_no_date_is_refused(value: str | float) -> None:
    with pytest.raises(BadDate):
        date_of_cell(value, "dmy")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("08/19/2024 09:00:00", ("08/19/2024", "09:00:00")),
        ("2020-06-01T08:00", ("2020-06-01", "08:00")),
        ("19.8.24 9 am", ("19.8.24", "9 am")),
        ("19 Aug 2024, 9:00 PM", ("19 Aug 2024", "9:00 PM")),
        ("Mon, Aug 19, 2024 22:00", ("Mon, Aug 19, 2024", "22:00")),
        ("09:00", None),
        ("9:00 AM", None),
        ("2024-08-19", None),
        ("9" * 400, None),
    ],
)
def test_a_moment_is_a_date_and_a_time(text: str, parts: tuple[str, str] | None) -> None:
    assert split_moment(text) == parts


def test_all_days_of_a_year_are_told_apart_by_one_that_is_past_the_twelfth() -> None:
    year = [date(2026, 1, 1) + timedelta(days=at) for at in range(365)]
    assert order_of(one.strftime("%m/%d/%Y") for one in year) == ("mdy", None)
    assert order_of(one.strftime("%d/%m/%Y") for one in year) == ("dmy", None)
