"""Ramadan from Umm al-Qura, against dates that were announced."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from itertools import pairwise

import holidays
import pytest

from overlap.adapters.hijri import ramadan_dates
from overlap.errors import BadDate, UnknownPlace

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


@pytest.mark.parametrize("place", ["MY", "ID", "PK", "EG", "OM", "TR", "PH", "Atlantis", "AE-DU"])
def test_a_place_that_sights_the_moon_asks_for_an_offset_or_dates(place: str) -> None:
    with pytest.raises(UnknownPlace, match=r"offset_days .* starts .* from and until dates") as caught:
        ramadan_dates(place)
    assert caught.value.field == "ramadan"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


@pytest.mark.parametrize("place", ["", " ", None, 5])
def test_no_place_is_no_place_whatever_else_is_given(place: str) -> None:
    with pytest.raises(UnknownPlace):
        ramadan_dates(place, offset_days=1, starts=[date(2026, 2, 19)])


def test_india_begins_a_day_later() -> None:
    # Ramadan 2026 began on 19 February in India, on the 18th in Saudi Arabia.
    assert date(2026, 2, 19) in [first for first, _ in ramadan_dates("IN")]
    shifted = [(first + timedelta(1), last + timedelta(1)) for first, last in ramadan_dates("SA")]
    assert list(ramadan_dates("India")) == shifted


def test_eid_al_fitr_in_india_is_a_day_after_umm_al_qura_in_all_years_but_one() -> None:
    # The evidence for the offset: dates of the gazettes, before any correction of ours.
    ends = {last.year: last for _, last in ramadan_dates("SA") if 2010 <= last.year <= 2026}
    listed = holidays.country_holidays("IN", years=ends, language="en_US", categories="public")
    days = {on.year: on for on, name in listed.items() if "Eid al-Fitr" in name}
    later = {year: (days[year] - last).days - 1 for year, last in ends.items()}
    assert [year for year, offset in later.items() if offset != 1] == [2016]


def test_an_offset_moves_every_ramadan_of_any_place() -> None:
    assert ramadan_dates("MY", offset_days=1) == ramadan_dates("IN")
    assert ramadan_dates("IN", offset_days=0) == ramadan_dates("SA")
    assert ramadan_dates("EG", offset_days=-1)[0][0] == ramadan_dates("SA")[0][0] - timedelta(1)


@pytest.mark.parametrize("offset", [4, -4, 1.0, "1", True])
def test_an_offset_is_a_few_whole_days(offset: int) -> None:
    with pytest.raises(BadDate) as caught:
        ramadan_dates("MY", offset_days=offset)
    assert caught.value.field == "offset_days"


def test_an_announced_first_day_replaces_the_nearest_projection_and_no_other() -> None:
    # MABIMS: 2 March 2025 and 19 February 2026; Umm al-Qura: 1 March and 18 February.
    plain = ramadan_dates("SA")
    edited = ramadan_dates("MY", starts=["2025-03-02", date(2026, 2, 19)])
    changed = [(before, after) for before, after in zip(plain, edited, strict=True) if before != after]
    assert [after[0] for _, after in changed] == [date(2025, 3, 2), date(2026, 2, 19)]
    for (first, last), (start, end) in changed:
        assert end - start == last - first
    assert ramadan_dates("MY", starts=iter(["2025-03-02", "2026-02-19"])) == edited


@pytest.mark.parametrize(
    ("starts", "text"),
    [(["2026-02-25"], "near"), (["2026-08-01"], "near"), (["1950-01-01"], "near"), (["soon"], "not a date")],
)
def test_a_first_day_near_no_ramadan_is_refused(starts: list[str], text: str) -> None:
    with pytest.raises(BadDate, match=text) as caught:
        ramadan_dates("SA", starts=starts)
    assert caught.value.field == "starts"


def test_the_dates_are_plain_and_computed_once() -> None:
    dates = ramadan_dates("BH")
    assert dates is ramadan_dates("SA")
    assert {type(day) for pair in dates for day in pair} == {date}
