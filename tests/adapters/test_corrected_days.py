"""Each correction still corrects something, and says who published it."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from overlap.adapters.corrected_days import CORRECTIONS, Correction, corrections_of
from overlap.adapters.statutory_corrections import GOVERNMENT_IS_OFF

ROWS = [pytest.param(row, id=f"{row.place} {row.date}") for row in CORRECTIONS]


def package_days_off(place: str, on: date) -> list[str]:
    """What the package itself lists there, in the categories that take the day."""
    country, _, subdivision = place.partition("-")
    found = []
    for category in ("public", "government") if place in GOVERNMENT_IS_OFF else ("public",):
        listed = holidays.country_holidays(
            country, subdiv=subdivision or None, years=on.year, categories=category, language="en_US"
        )
        found += listed.get_list(on)
    return found


@pytest.mark.parametrize("row", ROWS)
def test_the_package_still_differs_from_the_published_list(row: Correction) -> None:
    # Where this fails the package has caught up: the row can go.
    listed = package_days_off(row.place, row.date)
    assert bool(listed) is (row.name is None), f"the package now has {listed}"


@pytest.mark.parametrize("row", ROWS)
def test_a_correction_has_a_source_and_is_no_sunday(row: Correction) -> None:
    assert row.source.strip()
    assert row.name is None or row.name.strip()
    assert row.date.weekday() != 6


def test_corrections_are_in_order_and_no_date_is_corrected_twice() -> None:
    keys = [(row.place, row.date) for row in CORRECTIONS]
    assert keys == sorted(set(keys))


def test_corrections_are_found_by_place_and_year() -> None:
    assert corrections_of("IN-MH", 2025) == tuple(
        row for row in CORRECTIONS if row.place == "IN-MH" and row.date.year == 2025
    )
    found = [row for year in range(2000, 2100) for place in _places() for row in corrections_of(place, year)]
    assert sorted(found, key=lambda row: (row.place, row.date)) == list(CORRECTIONS)


def _places() -> list[str]:
    return sorted({row.place for row in CORRECTIONS})


@pytest.mark.parametrize(("place", "year"), [("IN", 2025), ("IN-MH", 1999), ("in-mh", 2025), ("", 2025)])
def test_a_place_or_year_without_corrections_has_none(place: str, year: int) -> None:
    assert corrections_of(place, year) == ()
