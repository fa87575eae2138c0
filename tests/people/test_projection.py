"""Days carried on past the end of a table: only what the last years agree on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.people.days import Entry
from overlap.people.projection import YEARS_COMPARED, projected


def entry(on: str, name: str = "Day", category: str = "public", place: str = "XX") -> Entry:
    return Entry(date.fromisoformat(on), name, category, place)


def years(*dates: str, **more: str) -> list[list[Entry]]:
    """One entry for each of some years."""
    return [[entry(on, **more)] for on in dates]


def dates_of(known: Sequence[Sequence[Entry]], year: int) -> list[str]:
    return [one.date.isoformat() for one in projected(known, year)]


def test_three_years_are_compared() -> None:
    assert YEARS_COMPARED == 3


@pytest.mark.parametrize(
    ("known", "year", "found"),
    [
        (("2023-05-01", "2024-05-01", "2025-05-01"), 2026, ["2026-05-01"]),
        (("2023-05-01", "2024-05-01", "2025-05-01"), 2033, ["2033-05-01"]),
        (("2023-05-01", "2024-05-01", "2025-05-02"), 2026, []),  # observed on Friday once
        (("2023-04-07", "2024-03-29", "2025-04-18"), 2026, ["2026-04-03"]),  # Good Friday
        (("2023-04-14", "2024-05-03", "2025-04-18"), 2026, ["2026-04-10"]),  # Orthodox Good Friday
        (("2023-02-20", "2024-02-12", "2025-03-03"), 2026, ["2026-02-16"]),  # Carnival Monday
        (("2023-06-08", "2024-05-30", "2025-06-19"), 2026, ["2026-06-04"]),  # Corpus Christi
        (("2023-11-23", "2024-11-28", "2025-11-27"), 2026, ["2026-11-26"]),  # fourth Thursday
        (("2023-01-16", "2024-01-15", "2025-01-20"), 2026, ["2026-01-19"]),  # third Monday
        (("2022-05-30", "2023-05-29", "2024-05-27"), 2025, ["2025-05-26"]),  # last Monday
        (("2021-11-29", "2022-11-28", "2023-11-27"), 2024, ["2024-11-25"]),  # last Monday of November
        (("2021-12-31", "2022-12-30", "2023-12-29"), 2024, ["2024-12-27"]),  # last Friday of December
        (("2024-05-27", "2025-05-26", "2026-05-25"), 2030, ["2030-05-27"]),  # fourth and last agree there
        (("2023-04-21", "2024-04-10", "2025-03-30"), 2026, []),  # Eid follows the moon
        (("2023-01-22", "2024-02-10", "2025-01-29"), 2026, []),  # so does the lunar new year
        (("2023-11-03", "2024-11-02", "2025-11-07"), 2026, []),  # neither weekday nor date
        (("2023-05-01", "2024-06-03", "2025-05-05"), 2026, []),  # first Mondays of two months
        (("2023-05-01", "2024-05-13", "2025-05-05"), 2026, []),  # Mondays, first and second
    ],
)
def test_what_three_years_agree_on_is_carried_on(known: tuple[str, ...], year: int, found: list[str]) -> None:
    assert dates_of(years(*known), year) == found


def test_a_day_too_far_from_easter_is_not_tied_to_it() -> None:
    # 101 days after Easter in each year: chance, not a feast.
    assert dates_of(years("2023-07-19", "2024-07-10", "2025-07-30"), 2026) == []
    assert dates_of(years("2023-07-18", "2024-07-09", "2025-07-29"), 2026) == ["2026-07-14"]


def test_a_carried_day_is_the_latest_entry_with_another_date() -> None:
    older = entry("2023-05-01")._replace(keys=frozenset({"old"}))
    last = entry("2025-05-01")._replace(keys=frozenset({"labourday"}), minutes_off=(720, 1440), effect="soft")
    (found,) = projected([[older], [entry("2024-05-01")], [last]], 2026)
    assert found == last._replace(date=date(2026, 5, 1), projected=True)


def test_a_day_must_be_listed_once_in_each_of_the_years() -> None:
    assert dates_of([[entry("2023-05-01")], [], [entry("2025-05-01")]], 2026) == []
    twice = [[entry("2023-05-01")], [entry("2024-05-01"), entry("2024-05-03")], [entry("2025-05-01")]]
    assert dates_of(twice, 2026) == []
    assert dates_of([[], [], []], 2026) == []


def test_days_of_another_name_category_or_place_are_other_days() -> None:
    for more in ({"name": "Other"}, {"category": "bank"}, {"place": "YY"}):
        known = [[entry("2023-05-01")], [entry("2024-05-01")], [entry("2025-05-01", **more)]]
        assert dates_of(known, 2026) == []


def test_announced_working_days_are_never_carried_on() -> None:
    assert dates_of(years("2023-05-06", "2024-05-06", "2025-05-06", category="swap"), 2026) == []


def test_a_leap_day_is_carried_on_to_leap_years_only() -> None:
    known = years("2016-02-29", "2020-02-29", "2024-02-29")
    assert dates_of(known, 2028) == ["2028-02-29"]
    assert dates_of(known, 2026) == []


def test_carried_days_come_by_date() -> None:
    known = [
        [entry(f"{year}-12-25", "Xmas"), entry(f"{year}-01-01", "New Year"), entry(f"{year}-05-01", "May")]
        for year in (2023, 2024, 2025)
    ]
    assert dates_of(known, 2026) == ["2026-01-01", "2026-05-01", "2026-12-25"]


@given(st.integers(1, 28), st.integers(1, 12), st.integers(2000, 2090), st.integers(3, 9))
def test_a_fixed_date_is_carried_on_to_any_later_year(on: int, month: int, first: int, later: int) -> None:
    known = [[Entry(date(year, month, on), "Day", "public", "XX")] for year in range(first, first + 3)]
    (found,) = projected(known, first + later)
    assert found.date == date(first + later, month, on)
    assert found.projected


def test_a_weekday_that_is_both_fourth_and_last_is_not_guessed() -> None:
    known = [[entry(on, "Memorial Day")] for on in ("2024-05-27", "2025-05-26", "2026-05-25")]
    assert [one.date for one in projected(known, 2027)] in ([], [date(2027, 5, 31)])


def test_a_weekday_that_is_both_fifth_and_last_is_carried_on_as_the_last() -> None:
    known = [[entry(on, "Memorial Day")] for on in ("2021-05-31", "2022-05-30", "2023-05-29")]
    assert [one.date for one in projected(known, 2024)] == [date(2024, 5, 27)]


def test_two_days_that_a_language_calls_alike_are_two() -> None:
    known = [
        [
            entry(f"{year}-12-25", "Boże Narodzenie")._replace(listed_name="Christmas Day"),
            entry(f"{year}-12-26", "Boże Narodzenie")._replace(listed_name="Second Day of Christmas"),
        ]
        for year in (2023, 2024, 2025)
    ]
    assert dates_of(known, 2026) == ["2026-12-25", "2026-12-26"]
    assert [one.listed_name for one in projected(known, 2026)] == ["Christmas Day", "Second Day of Christmas"]
