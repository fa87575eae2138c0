"""What people keep: every festival and tradition has dates, from home or from where they live."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.adapters.festivals import FESTIVALS, TRADITIONS
from overlap.adapters.observances import observance
from overlap.adapters.statutory import HolidayCalendar
from overlap.errors import BadHoliday, BeyondData, UnknownPlace

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def days_off(what: str, place: str | None = None) -> list[date]:
    kept = observance(what, place)
    return sorted(day.date for one in kept.calendars for day in one.named(*YEAR) if day.status == "off")


@pytest.mark.parametrize("festival", FESTIVALS, ids=lambda one: one.alias)
def test_every_festival_with_a_home_is_observed_on_its_dates(festival: object) -> None:
    alias, home = festival.alias, festival.home  # type: ignore[attr-defined]
    if home is not None:
        kept = observance(alias)
        assert kept.what == alias
        assert kept.calendars == (HolidayCalendar(home, only=[alias]),)
        assert kept.calendars[0].named(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("tradition", TRADITIONS)
def test_every_tradition_gives_days_off(tradition: str) -> None:
    kept = observance(tradition.title())
    assert kept.what == tradition
    assert len(days_off(tradition)) >= 1


def test_spelling_and_case_do_not_matter() -> None:
    assert observance("Deepavali") == observance("diwali") == observance(" DIVALI ")


def test_a_festival_is_taken_from_where_people_live_if_it_is_listed_there() -> None:
    # MOM: 28 October 2027; India has the 29th.
    singapore, britain = observance("diwali", "sg"), observance("diwali", "GB")
    assert [one.places for one in (*singapore.calendars, *britain.calendars)] == [("SG",), ("IN",)]
    assert singapore.calendars[0].status("2027-10-28").status == "off"
    assert britain.calendars[0].status("2027-10-29").status == "off"


def test_a_tradition_with_a_list_of_its_own_keeps_that() -> None:
    # Kenya lists Diwali for Hindus only, 8 November 2026, a Sunday.
    kept = observance("hindu", "KE")
    assert [one.places for one in kept.calendars] == [("KE",)]
    assert kept.calendars[0].status("2026-11-08").status == "off"
    # Montenegro has days for the faithful of each church.
    assert observance("orthodox", "ME").calendars[0].only[0] == "orthodox"


def test_a_tradition_without_a_list_keeps_its_festivals() -> None:
    kept = observance("jewish", "US-NY")
    assert [one.places for one in kept.calendars] == [("IL",)]
    # Yom Kippur 5787 is on Monday 21 September 2026.
    assert date(2026, 9, 21) in days_off("jewish", "US-NY")


def test_the_days_of_a_place_can_be_kept() -> None:
    kept = observance("in-karnataka")
    assert (kept.what, kept.calendars) == ("IN-KA", (HolidayCalendar("IN-KA"),))


def test_only_the_festival_is_kept_and_no_other_day_of_its_home() -> None:
    calendar = observance("diwali").calendars[0]
    assert [day.date for day in calendar.named(*YEAR)] == [date(2026, 11, 8)]


def test_beyond_the_list_of_its_home_a_festival_is_not_known() -> None:
    with pytest.raises(BeyondData):
        observance("diwali").calendars[0].status("2036-10-18")


@pytest.mark.parametrize(
    ("what", "offered"),
    [
        ("diwalli", '"diwali"'),
        ("hindoo", '"hindu"'),
        ("yom kipur", '"yom kippur"'),
        ("xyzzy", "hindu"),
        ("", "hindu"),
        (None, "hindu"),
        (5, "hindu"),
    ],
)
def test_what_nobody_keeps_is_refused_with_what_it_may_mean(what: str, offered: str) -> None:
    with pytest.raises(BadHoliday) as caught:
        observance(what)
    assert caught.value.field == "observes"
    assert offered in (caught.value.hint or "")


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UnknownPlace):
        observance("diwali", "Atlantis")
    with pytest.raises(UnknownPlace):
        observance("hindu", "Atlantis")
