"""What a table says by year, and what follows where it ends."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.errors import BeyondData, BeyondDataWarning
from overlap.people.days import Entry
from overlap.people.listing import BEYOND, Beyond, Listing
from tests.properties.strategies import FakeTable

DAYS = tuple(Entry(date(year, 2, 4), "Independence Day", "public", "XX") for year in range(2020, 2027))
BANK = Entry(date(2026, 7, 1), "Bank Holiday", "bank", "XX")
TABLE = FakeTable((*DAYS, BANK), known_from=date(2020, 1, 1), known_until=date(2026, 12, 31))


def listing(beyond: Beyond = "raise") -> Listing:
    return Listing(TABLE, beyond, frozenset({"public"}))


def test_blocking_categories_are_read_without_the_others() -> None:
    one = listing()
    assert [entry.name for entry in one.entries(2026, blocking=True)] == ["Independence Day"]
    assert [entry.name for entry in one.entries(2026, blocking=False)] == ["Independence Day", "Bank Holiday"]


def test_years_read_together_are_the_years_read_alone() -> None:
    together, alone = listing(), listing()
    together.load(2020, 2026, blocking=False)
    for year in range(2020, 2027):
        assert together.entries(year, blocking=False) == alone.entries(year, blocking=False)


@pytest.mark.parametrize(("beyond", "dates"), [("warn", []), ("project", [date(2027, 2, 4)])])
def test_after_its_end_a_table_is_silent_or_carried_on(beyond: Beyond, dates: list[date]) -> None:
    found = listing(beyond).entries(2027, blocking=True)
    assert [entry.date for entry in found] == dates
    assert all(entry.projected for entry in found)


@pytest.mark.parametrize("beyond", BEYOND)
@pytest.mark.parametrize("year", [2019, 2027])
def test_whoever_asks_beyond_the_data_is_told(beyond: Beyond, year: int) -> None:
    one = listing(beyond)
    assert one.knows(2026)
    assert not one.knows(year)
    assert one.require(date(2026, 1, 1), date(2026, 12, 31))
    edge = "after 2026-12-31" if year == 2027 else "before 2020-01-01"
    if beyond == "raise":
        with pytest.raises(BeyondData, match=f"on {year}-06-01"):
            one.require(date(year, 6, 1), date(year, 6, 1))
    else:
        with pytest.warns(BeyondDataWarning, match=edge):
            assert not one.require(date(year, 6, 1), date(year, 6, 1))
        if year == 2019:
            with pytest.warns(BeyondDataWarning, match=edge):
                assert not one.require(date(year, 6, 1), TABLE.known_until)


def test_the_date_that_is_not_known_is_the_one_named() -> None:
    with pytest.raises(BeyondData, match=r"on 2019-12-31, .*: the data begin on 2020-01-01"):
        listing().require(date(2019, 12, 31), date(2026, 12, 31))
    with pytest.raises(BeyondData, match=r"on 2027-01-01, .*: the data end on 2026-12-31"):
        listing().require(date(2020, 1, 1), date(2027, 1, 1))
