"""Ramadan from Umm al-Qura, against dates that were announced."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from itertools import pairwise

import pytest

from overlap.adapters.hijri import ramadan_dates
from overlap.errors import UnknownPlace

# First day as announced by the Saudi court and, on the same day, by the Emirates' committee.
ANNOUNCED = [
    date(2019, 5, 6),
    date(2020, 4, 24),
    date(2021, 4, 13),
    date(2022, 4, 2),
    date(2023, 3, 23),
    date(2024, 3, 11),
    date(2025, 3, 1),
    date(2026, 2, 18),
]


@pytest.mark.parametrize("first", ANNOUNCED, ids=str)
def test_the_first_day_is_the_announced_one(first: date) -> None:
    assert first in [start for start, _ in ramadan_dates("SA")]


def test_ramadan_of_2026_lasts_thirty_days() -> None:
    # Facts: 2026-02-18, 30 days; Eid al-Fitr was on 20 March.
    assert (date(2026, 2, 18), date(2026, 3, 19)) in ramadan_dates("AE")


def test_a_year_may_hold_two_ramadans() -> None:
    assert [first for first, _ in ramadan_dates("QA") if first.year == 2030] == [
        date(2030, 1, 5),
        date(2030, 12, 26),
    ]


def test_every_ramadan_has_29_or_30_days_and_comes_a_lunar_year_after_the_last() -> None:
    dates = ramadan_dates("KW")
    assert len(dates) == 104
    assert (dates[0][0].year, dates[-1][0].year) == (1977, 2077)
    assert {(last - first).days + 1 for first, last in dates} == {29, 30}
    steps = {after - before for (before, _), (after, _) in pairwise(dates)}
    assert steps <= {timedelta(days) for days in (353, 354, 355, 356)}


@pytest.mark.parametrize(
    "place", ["ae", "AE", "UAE", "United Arab Emirates", "Saudi Arabia", "bahrain", "kw"]
)
def test_case_and_names_do_not_matter(place: str) -> None:
    assert ramadan_dates(place) == ramadan_dates("SA")


@pytest.mark.parametrize("place", ["MY", "ID", "PK", "EG", "OM", "TR", "PH", "", "Atlantis", "AE-DU"])
def test_a_place_that_sights_the_moon_asks_for_dates(place: str) -> None:
    with pytest.raises(UnknownPlace, match="from and until dates") as caught:
        ramadan_dates(place)
    assert caught.value.field == "ramadan"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_the_dates_are_plain_and_computed_once() -> None:
    dates = ramadan_dates("BH")
    assert dates is ramadan_dates("SA")
    assert {type(day) for pair in dates for day in pair} == {date}
