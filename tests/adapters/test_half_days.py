"""Labels and clock times, against every name the package lists and against published times."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import holidays
import pytest
from holidays import HolidayBase

from overlap.adapters.half_days import base_name, minutes_off

AFTER_ONE = (13 * 60, 24 * 60)
AFTER_NOON = (12 * 60, 24 * 60)


@lru_cache(maxsize=1)
def listed() -> frozenset[tuple[str, str, str]]:
    """Place, category and name of every day of all countries and markets in 2026."""
    found = set()
    markets = holidays.list_supported_financial()
    for code in (*holidays.list_supported_countries(), *markets):
        place = f"market:{code}" if code in markets else code
        read: Callable[..., HolidayBase] = holidays.country_holidays
        if code in markets:
            read = holidays.financial_holidays
        for category in read(code).supported_categories:
            days = read(code, years=2026, expand=False, language="en_US", categories=category)
            found |= {(place, category, name) for names in days.values() for name in names.split("; ")}
    return frozenset(found)


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("Independence Day", "Independence Day"),
        ("Independence Day (observed)", "Independence Day"),
        ("Eid al-Fitr (estimated)", "Eid al-Fitr"),
        ("Eid al-Fitr (observed, estimated)", "Eid al-Fitr"),
        ("Eid al-Fitr (from 1pm) (estimated)", "Eid al-Fitr"),
        ("Eid al-Fitr (additional holiday)", "Eid al-Fitr"),
        ("Boxing Day (substitute day)", "Boxing Day"),
        ("Visakha Bucha (in lieu)", "Visakha Bucha"),
        ("Labor Day (Adjusted Holiday)", "Labor Day"),
        ("Day off (substituted from 01/04/2026)", "Day off"),
        ("Republic Day (from 1pm)", "Republic Day"),
        ("New Year's Eve (Afternoon)", "New Year's Eve"),
        ("Christmas Eve (markets close at 12:00 p.m. SGT)", "Christmas Eve"),
        ("Christmas Eve (Half-Day Trading Day)", "Christmas Eve"),
        ("Pre-holiday day (workday shortened by 3 hours)", "Pre-holiday day"),
    ],
)
def test_a_label_is_taken_off_a_name(name: str, base: str) -> None:
    assert base_name(name) == base


@pytest.mark.parametrize(
    "name",
    [
        "Diwali (South India)",
        "Diwali (Bali Pratipada)",
        "Eid al-Fitr (Second Day)",
        "Chinese New Year (Spring Festival)",
        "Good Friday (Orthodox)",
        "Christmas Day (by old style)",
        "Liberation Day (Guam)",
    ],
)
def test_a_parenthesis_of_the_name_itself_stays(name: str) -> None:
    assert base_name(name) == name
    assert base_name(f"{name} (observed)") == name


def test_no_label_of_any_listed_name_is_left() -> None:
    left = {
        name for _, _, name in listed() if re.search(r"\(.*(observ|estim|lieu|subst|\d).*\)", base_name(name))
    }
    assert left <= {"Ganesh Chaturthi (Day 2)"}


def test_a_name_without_its_labels_has_none_to_lose() -> None:
    for _, _, name in listed():
        assert base_name(base_name(name)) == base_name(name)


# Place, category, name, date, what is off, and where that is published.
PUBLISHED = [
    ("TR", "half_day", "Republic Day (from 1pm)", "2026-10-28", AFTER_ONE, "Law 2429, art. 1"),
    ("AU-QLD", "half_day", "Christmas Eve (from 6pm)", "2026-12-24", (1080, 1440), "Holidays Act 1983 (Qld)"),
    ("US-PR", "half_day", "Christmas Eve (from 12pm)", "2026-12-24", AFTER_NOON, "noon, not midnight"),
    ("SE", "optional", "Walpurgis Night (from 2pm)", "2026-04-30", (840, 1440), "Riksbanken"),
    ("SE", "bank", "Twelfth Night (from 2pm)", "2026-01-05", (840, 1440), "a time in the name always holds"),
    ("MO", "government", "New Year's Eve (Afternoon)", "2026-12-31", AFTER_NOON, "gov.mo"),
    ("LU", "bank", "Christmas Eve (afternoon)", "2026-12-24", AFTER_NOON, "abbl.lu"),
    ("BR", "optional", "Ash Wednesday", "2026-02-18", (0, 840), "Portaria MGI 11.460/2025"),
    ("BR-SP", "optional", "Ash Wednesday", "2024-02-14", (0, 840), "Portaria MGI 8.617/2023"),
    ("BR-SP", "optional", "Christmas Eve", "2026-12-24", AFTER_ONE, "Portaria MGI 11.460/2025"),
    ("BR", "optional", "New Year's Eve", "2025-12-31", AFTER_ONE, "federal ordinance for 2025"),
    ("BR", "optional", "New Year's Eve", "2024-12-31", (840, 1440), "Portaria MGI 8.617/2023"),
    ("CH-SO", "half_day", "Labor Day", "2026-05-01", AFTER_NOON, "so.ch"),
    ("CH-Stadt Zurich", "half_day", "Sechseläuten", "2026-04-20", AFTER_NOON, "stadt-zuerich.ch"),
    ("IT-BZ", "half_day", "Fat Thursday", "2026-02-12", AFTER_NOON, "provinz.bz.it"),
    (
        *("market:XNYS", "half_day", "Day after Thanksgiving Day (markets close at 1:00pm)", "2026-11-27"),
        *(AFTER_ONE, "nyse.com"),
    ),
    (
        *("market:XTSE", "half_day", "Christmas Eve (markets close at 1:00 p.m. ET)", "2026-12-24"),
        *(AFTER_ONE, "tsx.com"),
    ),
    (
        *("market:XNZE", "half_day", "Business Day Prior to Christmas Day (markets close at 13:30 NZDT)"),
        *("2026-12-24", (810, 1440), "nzx.com"),
    ),
    (
        *("market:XASX", "half_day", "Last Business Day of the Year (markets close early)", "2026-12-31"),
        *((850, 1440), "asx.com.au"),
    ),
    (
        *("market:XHKG", "half_day", "Chinese New Year's Eve (Half-Day Trading Day)", "2026-02-16"),
        *((730, 1440), "hkex.com.hk"),
    ),
    (
        *("market:XPAR", "half_day", "Christmas Eve (markets close at 14:05 CET)", "2026-12-24"),
        *((845, 1440), "euronext.com"),
    ),
    (
        *("market:XDUB", "half_day", "Christmas Eve (markets close at 14:00 CET)", "2026-12-24"),
        *(AFTER_ONE, "an hour earlier on the clocks of Dublin"),
    ),
    (
        *("market:XLON", "half_day", "Christmas Eve (markets close at 12:30pm)", "2026-12-24"),
        *((750, 1440), "londonstockexchange.com"),
    ),
]


@pytest.mark.parametrize(("place", "category", "name", "on", "off", "source"), PUBLISHED)
def test_the_part_of_a_day_that_is_off_is_as_published(
    place: str, category: str, name: str, on: str, off: tuple[int, int], source: str
) -> None:
    assert minutes_off(place, category, name, date.fromisoformat(on)) == off, source


@pytest.mark.parametrize(
    ("name", "off"),
    [
        ("Day (until 2pm)", (0, 840)),
        ("Day (until 12:30)", (0, 750)),
        ("Day (from noon)", AFTER_NOON),
        ("Day (from midday)", AFTER_NOON),
        ("Day (from 12am)", (0, 1440)),
        ("Day (from 9:30 a.m.)", (570, 1440)),
    ],
)
def test_other_ways_to_state_a_time_are_read(name: str, off: tuple[int, int]) -> None:
    assert minutes_off("XX", "half_day", name, date(2026, 1, 2)) == off


@pytest.mark.parametrize(
    ("place", "category", "name"),
    [
        ("GR", "half_day", "Christmas Eve"),  # custom, at no stated time
        ("EE", "half_day", "Pre-holiday day (workday shortened by 3 hours)"),  # depends on one's own day
        ("CH-Stadt Zurich", "half_day", "Day before Good Friday"),  # "earlier", at no stated time
        ("CN", "half_day", "Youth Day"),
        ("BR", "optional", "Carnival"),  # the whole day
        ("BR", "optional", "Corpus Christi"),
        ("BR", "public", "Christmas Day"),
        ("PT", "optional", "Christmas Eve"),  # Brazil's time is not Portugal's
        ("CV", "public", "Ash Wednesday"),
        ("CH-SO", "public", "Labor Day"),
        ("AE", "public", "Eid al-Fitr (estimated)"),
    ],
)
def test_no_time_is_made_up(place: str, category: str, name: str) -> None:
    assert minutes_off(place, category, name, date(2026, 2, 18)) is None


def test_every_listed_time_is_read() -> None:
    for place, category, name in listed():
        if re.search(r"\((from|until|markets (close|pause) at) ", name):
            off = minutes_off(place, category, name, date(2026, 6, 1))
            assert off is not None, (place, name)
            assert 0 <= off[0] < off[1] <= 1440


def test_public_holidays_are_never_partly_off() -> None:
    for place, category, name in listed():
        if category == "public":
            assert minutes_off(place, category, name, date(2026, 6, 1)) is None, (place, name)
