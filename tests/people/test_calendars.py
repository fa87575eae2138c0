"""Holiday calendars: a hand-written table, and edits on top of it.

The laws that hold for any calendar are in tests/properties/test_calendar_laws.py.
"""

from __future__ import annotations

import pickle
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest

from overlap.core.civil import day_of
from overlap.errors import BadDate, BadHoliday, BeyondData, BeyondDataWarning
from overlap.people.calendars import Calendar
from overlap.people.days import Day, Entry
from overlap.people.exceptions import Exceptions
from overlap.people.listing import BEYOND
from overlap.people.rules import easter, fixed, nth_weekday, once
from tests.properties.strategies import FakeTable


def entry(on: str, name: str, category: str = "public", **more: Any) -> Entry:
    return Entry(date.fromisoformat(on), name, category, "XX", **more)


def of(*entries: Entry, **edits: Any) -> Calendar:
    return Calendar(FakeTable(tuple(sorted(entries, key=lambda one: one.date))), **edits)


def days(first: str, last: str) -> tuple[int, int]:
    """A range of days, both ends included, as `exceptions` takes it."""
    return day_of(date.fromisoformat(first)), day_of(date.fromisoformat(last)) + 1


def day(on: str) -> int:
    return day_of(date.fromisoformat(on))


XMAS = entry("2026-12-25", "Christmas Day")
EVE = entry("2026-12-24", "Christmas Eve", "half_day")
DIWALI = entry("2026-11-08", "Diwali", "optional")  # a Sunday
PONGAL = entry("2026-01-14", "Pongal", "optional", keys=frozenset({"pongal", "makarsankranti"}))
FLAG = entry("2026-06-14", "Flag Day", "observance", projected=True)  # a Sunday
MOTHERS = entry("2026-06-10", "Mothers' Day", "observance")
CARNIVAL = entry("2026-02-17", "Carnival", "de_facto")
BRIDGE = entry("2026-05-15", "Bridge", effect="info")
SWAP = entry("2026-05-16", "Working Saturday", "swap")
ENTRIES = (PONGAL, CARNIVAL, BRIDGE, SWAP, MOTHERS, FLAG, DIWALI, EVE, XMAS)
TABLE = FakeTable(
    ENTRIES, known_from=date(2020, 1, 1), known_until=date(2030, 12, 31), announced_until=date(2027, 6, 30)
)


@pytest.mark.parametrize(
    ("on", "status", "name", "source"),
    [
        ("2026-12-25", "off", "Christmas Day", "statutory:public"),
        ("2026-12-24", "part", "Christmas Eve", "statutory:half_day"),
        ("2026-01-14", "soft", "Pongal", "statutory:optional"),
        ("2026-06-10", "info", "Mothers' Day", "statutory:observance"),
        ("2026-02-17", "off", "Carnival", "statutory:de_facto"),
        ("2026-05-15", "info", "Bridge", "statutory:public"),
        ("2026-05-16", "working", "Working Saturday", "statutory:swap"),
        ("2026-12-26", "weekend", None, "week"),
        ("2026-12-28", "working", None, "week"),
    ],
)
def test_a_date_is_what_the_table_says(on: str, status: str, name: str | None, source: str) -> None:
    found = Calendar(TABLE).status(on)
    assert (found.status, found.name, found.source) == (status, name, source)
    assert found.date == date.fromisoformat(on)
    assert found.why


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2026-12-25", "Christmas Day (public, XX)"),
        ("2026-12-24", "Christmas Eve (half_day, XX); from 13:00, as its times are not published"),
        ("2026-11-08", "sun is a rest day; Diwali (optional, XX)"),
        ("2026-12-26", "sat is a rest day"),
        ("2026-12-28", "no named day"),
    ],
)
def test_a_day_says_why_it_is_what_it_is(on: str, sentence: str) -> None:
    assert Calendar(TABLE).status(on).why == sentence


# Half days and rest days.


def test_a_half_day_without_times_ends_work_at_one_and_says_that_this_is_a_guess() -> None:
    found = Calendar(TABLE).status("2026-12-24")
    assert (found.minutes_off, found.confidence) == ((780, 1440), "projected")
    eve = day("2026-12-24")
    assert Calendar(TABLE).exceptions(eve - 5, eve + 1) == Exceptions((), (), ((eve, 780, 1440),))
    assert Calendar(TABLE).exceptions(eve + 2, eve + 5) == Exceptions((), (), ())


def test_a_half_day_with_times_takes_them_and_is_sure() -> None:
    found = of(EVE._replace(minutes_off=(720, 1440))).status("2026-12-24")
    assert (found.status, found.minutes_off, found.confidence) == ("part", (720, 1440), "announced")
    assert "13:00" not in found.why


def test_a_public_day_of_which_the_times_are_known_takes_only_those() -> None:
    short = entry("2026-03-03", "Short", minutes_off=(0, 600))
    assert of(short).status("2026-03-03").minutes_off == (0, 600)
    assert of(short).status("2026-03-03").status == "part"
    assert of(short, include=("short",)).status("2026-03-03").status == "part"
    soft = entry("2026-03-03", "Short", "optional", minutes_off=(0, 600))
    assert of(soft).status("2026-03-03").minutes_off is None
    assert of(soft, include=("short",)).status("2026-03-03").minutes_off == (0, 600)


def test_a_table_may_say_what_a_single_day_does() -> None:
    assert of(entry("2026-03-03", "X", effect="soft")).status("2026-03-03").status == "soft"
    part = of(entry("2026-03-03", "X", effect="part")).status("2026-03-03")
    assert (part.status, part.minutes_off, part.confidence) == ("part", (780, 1440), "projected")
    assert of(entry("2026-03-03", "X", effect="working")).status("2026-03-03").status == "working"
    chosen = (("public", "off"),)
    assert of(entry("2026-03-03", "X", effect="soft"), effects=chosen).status("2026-03-03").status == "off"
    assert of(entry("2026-03-03", "X", effect="info"), effects=chosen).status("2026-03-03").status == "info"


@pytest.mark.parametrize("category", ["half_day", "optional", "observance"])
def test_what_blocks_no_whole_day_leaves_a_rest_day_a_rest_day(category: str) -> None:
    sunday = entry("2026-03-08", "Some", category)
    found = of(sunday).status("2026-03-08")
    assert (found.status, found.names, found.source) == ("weekend", ("Some",), "week")
    assert (found.places, found.minutes_off) == (("XX",), None)
    assert found.why.startswith("sun is a rest day; Some")


def test_a_part_of_a_rest_day_is_still_known_to_those_who_work_it() -> None:
    calendar = of(entry("2026-03-07", "Eve", "half_day"))
    assert calendar.status("2026-03-07").status == "weekend"
    assert calendar.named(date(2026, 3, 7), date(2026, 3, 7))[0].status == "part"
    assert calendar.exceptions(*days("2026-03-01", "2026-03-31")).parts == ((day("2026-03-07"), 780, 1440),)


def test_a_day_off_on_a_rest_day_is_off_and_named() -> None:
    found = of(entry("2026-03-08", "Women's Day")).status("2026-03-08")
    assert (found.status, found.source) == ("off", "statutory:public")


def test_rest_days_hold_from_their_date_on() -> None:
    since = date(2022, 1, 1)
    table = FakeTable(weekends=((date.min, frozenset({4, 5})), (since, frozenset({5, 6}))))
    calendar = Calendar(table)
    assert calendar.status("2021-12-31").status == "weekend"  # a Friday
    assert calendar.status("2022-01-07").status == "working"  # a Friday
    assert calendar.status("2021-12-26").status == "working"  # a Sunday
    assert calendar.status("2022-01-02").status == "weekend"  # a Sunday
    assert [calendar.is_rest_day(since + timedelta(step)) for step in (-1, 0, 1)] == [True, True, True]
    assert calendar.rest_days == frozenset({5, 6})
    assert calendar.working_weekdays == frozenset(range(5))
    own = Calendar(table, weekend=frozenset({6}))
    assert own.weekends == ((date.min, frozenset({6})),)
    assert own.status("2021-12-31").status == "working"


def test_the_weekend_is_the_tables_unless_told() -> None:
    assert Calendar(TABLE).rest_days == frozenset({5, 6})
    assert Calendar(TABLE, weekend=frozenset({4})).working_weekdays == frozenset({0, 1, 2, 3, 5, 6})
    assert Calendar(TABLE).places == ("XX",)


# Edits, each on its own.


@pytest.mark.parametrize(
    ("edits", "on", "status", "source"),
    [
        ({"include": ("diwali",)}, "2026-11-08", "off", "edit:include"),
        ({"include": ("Mothers Day",)}, "2026-06-10", "off", "edit:include"),
        ({"include": ("Makar Sankranti",)}, "2026-01-14", "off", "edit:include"),
        ({"include": (date(2026, 11, 8),)}, "2026-11-08", "off", "edit:include"),
        ({"include": (date(2026, 3, 3),)}, "2026-03-03", "off", "edit:include"),
        ({"include": ("Christmas Eve",)}, "2026-12-24", "part", "edit:include"),
        ({"exclude": ("CHRISTMAS DAY",)}, "2026-12-25", "info", "edit:exclude"),
        ({"exclude": ("christmas-eve",)}, "2026-12-24", "info", "edit:exclude"),
        ({"exclude": ("Christmas Day",)}, "2026-12-24", "part", "statutory:half_day"),
        ({"exclude": (date(2026, 12, 25),)}, "2026-12-25", "info", "edit:exclude"),
        ({"exclude": ("Working Saturday",)}, "2026-05-16", "weekend", "week"),
        ({"add": ((date(2026, 3, 3), "Founders' day"),)}, "2026-03-03", "off", "edit:add"),
        ({"add": ((date(2026, 12, 25), "Our own"),)}, "2026-12-25", "off", "edit:add"),
        ({"move": ((date(2026, 12, 25), date(2026, 12, 28)),)}, "2026-12-28", "off", "edit:move"),
        ({"move": ((date(2026, 12, 25), date(2026, 12, 28)),)}, "2026-12-25", "working", "week"),
        ({"move": ((date(2026, 12, 24), date(2026, 12, 23)),)}, "2026-12-23", "part", "edit:move"),
        ({"move": ((date(2026, 6, 10), date(2026, 6, 11)),)}, "2026-06-10", "info", "statutory:observance"),
        ({"move": ((date(2026, 6, 10), date(2026, 6, 11)),)}, "2026-06-11", "working", "week"),
        ({"move": ((date(2026, 5, 16), date(2026, 5, 23)),)}, "2026-05-16", "working", "statutory:swap"),
        ({"working": ((date(2026, 12, 26), "swap"),)}, "2026-12-26", "working", "edit:working"),
        ({"working": ((date(2026, 12, 25), "swap"),)}, "2026-12-25", "working", "edit:working"),
        ({"weekend": frozenset({0})}, "2026-12-28", "weekend", "week"),
        ({"swap_days": False}, "2026-05-16", "weekend", "week"),
        ({"works_through": True}, "2026-12-25", "info", "edit:works_through"),
        ({"works_through": True}, "2026-12-24", "info", "edit:works_through"),
        ({"works_through": True}, "2026-01-14", "soft", "statutory:optional"),
        ({"works_through": True}, "2026-05-16", "working", "statutory:swap"),
        ({"works_through": True, "include": ("Christmas Day",)}, "2026-12-25", "off", "edit:include"),
        ({"works_through": True, "rules": (fixed("03-03"),)}, "2026-03-03", "off", "rule"),
        ({"effects": (("optional", "off"),)}, "2026-01-14", "off", "statutory:optional"),
        ({"effects": (("observance", "part"),)}, "2026-06-10", "part", "statutory:observance"),
        ({"effects": (("public", "soft"),)}, "2026-12-25", "soft", "statutory:public"),
        ({"effects": (("public", "off"),)}, "2026-05-15", "info", "statutory:public"),
        ({"include": ("bridge",)}, "2026-05-15", "off", "edit:include"),
        ({"effects": (("swap", "info"),)}, "2026-05-16", "weekend", "week"),
        ({"effects": (("half_day", "off"),)}, "2026-12-24", "off", "statutory:half_day"),
        ({"effects": (("half_day", "soft"),)}, "2026-12-24", "soft", "statutory:half_day"),
    ],
)
def test_an_edit_beats_the_table(edits: dict[str, Any], on: str, status: str, source: str) -> None:
    found = Calendar(TABLE, **edits).status(on)
    assert (found.status, found.source) == (status, source)


def test_a_name_is_the_whole_name_and_not_a_part_of_it() -> None:
    with pytest.raises(BadHoliday, match='is called "Christmas"; did you mean "Christmas Day" or'):
        Calendar(TABLE, exclude=("Christmas",)).status("2026-12-25")


def test_where_a_day_has_keys_those_decide_and_not_its_name() -> None:
    table = of(entry("2026-03-03", "Eid al-Fitr (estimated)", keys=frozenset({"eidalfitr"})))
    assert Calendar(table.table, exclude=("Eid al-Fitr",)).status("2026-03-03").status == "info"
    with pytest.raises(BadHoliday):
        Calendar(table.table, exclude=("Eid al-Fitr (estimated)",)).status("2026-03-03")


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ({"include": ("pongal",)}, "Pongal is included"),
        ({"include": (date(2026, 1, 15),)}, "the date is included"),
        ({"exclude": ("pongal",)}, "Pongal is worked here"),
        ({"add": ((date(2026, 1, 15), "Ours"),)}, "Ours is added"),
        ({"move": ((date(2026, 12, 25), date(2026, 1, 15)),)}, "Christmas Day is moved here from 2026-12-25"),
        ({"working": ((date(2026, 1, 14), "Rush"),)}, "Rush: worked although it would be free"),
        ({"rules": (once("2026-01-15", "Ours"),)}, "Ours, by a rule of this calendar"),
        ({"effects": (("optional", "off"),)}, "Pongal (optional, XX)"),
    ],
)
def test_an_edit_says_what_it_did(edits: dict[str, Any], why: str) -> None:
    calendar = Calendar(TABLE, **edits)
    assert why in (calendar.status("2026-01-14").why, calendar.status("2026-01-15").why)


def test_a_day_worked_through_says_so_and_takes_no_time() -> None:
    worked = Calendar(TABLE, works_through=True).exceptions(*days("2026-01-01", "2026-12-31"))
    assert worked == Exceptions((), (day("2026-05-16"),), ())
    found = Calendar(TABLE, works_through=True).status("2026-12-25")
    assert found.why == "Christmas Day is worked through"


def test_a_moved_day_keeps_what_it_takes() -> None:
    moved = ((date(2026, 12, 24), date(2026, 12, 22)),)
    found = of(EVE._replace(minutes_off=(600, 1440)), move=moved).status("2026-12-22")
    assert (found.names, found.minutes_off, found.places) == (("Christmas Eve",), (600, 1440), ("XX",))
    assert found.confidence == "announced"
    assert of(EVE, move=moved).exceptions(*days("2026-12-20", "2026-12-31")).parts == (
        (day("2026-12-22"), 780, 1440),
    )


def test_a_day_that_is_worked_is_not_moved() -> None:
    moved = ((date(2026, 12, 25), date(2026, 12, 28)),)
    calendar = Calendar(TABLE, move=moved, exclude=("Christmas Day",))
    assert calendar.status("2026-12-25").status == "info"
    assert calendar.status("2026-12-28").status == "working"


def test_a_day_moved_over_new_year_leaves_the_old_year_and_comes_in_the_new() -> None:
    calendar = Calendar(TABLE, move=((date(2026, 12, 25), date(2027, 1, 4)),))
    assert calendar.status("2027-01-04").name == "Christmas Day"
    assert calendar.status("2026-12-25").status == "working"
    assert calendar.exceptions(*days("2027-01-01", "2027-12-31")).off == (day("2027-01-04"),)
    assert day("2026-12-25") not in calendar.exceptions(*days("2026-01-01", "2027-12-31")).off
    first = Calendar(TABLE, move=((date(2026, 12, 25), date(2025, 12, 29)),))
    assert first.status("2025-12-29").status == "off"


def test_the_days_of_a_year_from_which_one_is_moved_stay_in_that_year() -> None:
    calendar = Calendar(TABLE, move=((date(2026, 12, 25), date(2027, 1, 4)),))
    assert [one.date for one in calendar.named(date(2027, 1, 1), date(2027, 12, 31))] == [date(2027, 1, 4)]


# Precedence.


@pytest.mark.parametrize(
    "edits",
    [
        {"add": ((date(2026, 3, 2), "x"),)},
        {"include": (date(2026, 3, 3),)},
        {"rules": (once("2026-03-03", "x"),)},
        {"move": ((date(2026, 12, 25), date(2026, 3, 3)),)},
        {"exclude": (date(2026, 3, 3),)},
    ],
)
def test_a_worked_date_beats_every_other_edit(edits: dict[str, Any]) -> None:
    calendar = of(entry("2026-03-03", "Day"), XMAS, working=((date(2026, 3, 3), "rush"),), **edits)
    assert calendar.status("2026-03-03").status == "working"
    assert calendar.status("2026-03-03").name == "rush"
    assert calendar.exceptions(*days("2026-03-03", "2026-03-03")) == Exceptions((), (day("2026-03-03"),), ())


def test_exclude_beats_include_by_name() -> None:
    calendar = Calendar(TABLE, include=("pongal",), exclude=("Pongal",))
    assert calendar.status("2026-01-14").status == "info"


def test_an_excluded_date_beats_the_rules_and_the_included_names_of_that_date() -> None:
    rule = once("2026-01-14", "Ours")
    calendar = Calendar(TABLE, include=("pongal",), exclude=(date(2026, 1, 14),), rules=(rule,))
    assert calendar.status("2026-01-14").status == "info"


def test_the_strongest_of_a_dates_days_decides_and_all_are_named_once() -> None:
    calendar = Calendar(TABLE, add=((date(2026, 12, 24), "Shutdown"), (date(2026, 12, 24), "Christmas Eve")))
    found = calendar.status("2026-12-24")
    assert found.status == "off"
    assert found.names == ("Shutdown", "Christmas Eve")
    assert found.places == ("XX",)


def test_a_day_off_beats_an_announced_working_day_and_that_beats_the_rest() -> None:
    swap = entry("2026-03-07", "Swap", "swap")
    assert of(swap, entry("2026-03-07", "Off")).status("2026-03-07").status == "off"
    for category in ("half_day", "optional", "observance"):
        found = of(swap, entry("2026-03-07", "Other", category)).status("2026-03-07")
        assert (found.status, found.names) == ("working", ("Swap", "Other"))


def test_an_edit_is_named_before_a_statutory_day_of_the_same_strength() -> None:
    found = Calendar(TABLE, add=((date(2026, 12, 25), "Ours"),)).status("2026-12-25")
    assert found.names == ("Ours", "Christmas Day")


def test_two_places_that_name_a_date_are_both_kept() -> None:
    table = FakeTable(
        (
            Entry(date(2026, 3, 3), "Labour Day", "public", "AA"),
            Entry(date(2026, 3, 3), "Workers' Day", "public", "BB"),
        ),
        places=("AA", "BB"),
    )
    found = Calendar(table).status("2026-03-03")
    assert (found.names, found.places) == (("Labour Day", "Workers' Day"), ("AA", "BB"))


def test_two_edits_that_contradict_each_other_are_refused() -> None:
    on = date(2026, 3, 3)
    with pytest.raises(BadHoliday, match="2026-03-03 is both added and working; keep one of the two") as one:
        Calendar(TABLE, add=((on, "a"),), working=((on, "b"),))
    assert one.value.field == "working"
    with pytest.raises(BadHoliday, match="2026-03-03 is moved twice; keep one move") as two:
        Calendar(TABLE, move=((on, date(2026, 3, 4)), (on, date(2026, 3, 5))))
    assert two.value.field == "move"


# Effects, swap days and `only`.


def test_government_days_are_information_unless_the_calendar_says_they_are_off() -> None:
    table = of(entry("2026-03-03", "Office", "government")).table
    assert Calendar(table).status("2026-03-03").status == "info"
    own = Calendar(table, effects=(("government", "off"),))
    assert own.status("2026-03-03").status == "off"
    assert own.exceptions(*days("2026-03-03", "2026-03-03")).off == (day("2026-03-03"),)


@pytest.mark.parametrize("category", ["optional", "observance", "bank", "invented"])
def test_a_category_that_is_made_to_take_time_takes_it_in_every_view(category: str) -> None:
    table = of(entry("2026-03-03", "Day", category)).table
    whole = Calendar(table, effects=((category, "off"),))
    assert whole.exceptions(*days("2026-03-01", "2026-03-31")).off == (day("2026-03-03"),)
    part = Calendar(table, effects=((category, "part"),))
    assert part.exceptions(*days("2026-03-01", "2026-03-31")).parts == ((day("2026-03-03"), 780, 1440),)
    worked = Calendar(table, effects=((category, "working"),))
    assert worked.exceptions(*days("2026-03-01", "2026-03-31")).swaps == (day("2026-03-03"),)


@pytest.mark.parametrize("effect", ["off", "part", "soft", "weekend"])
def test_days_that_are_worked_can_take_no_time(effect: Any) -> None:
    with pytest.raises(BadHoliday, match='category "workday" holds named days that are worked') as caught:
        Calendar(TABLE, effects=(("workday", effect),))
    assert caught.value.field == "effects"


def test_a_named_working_day_is_worked_unless_it_is_named() -> None:
    table = of(entry("2026-03-03", "Workers", "workday")).table
    assert Calendar(table).status("2026-03-03").status == "info"
    assert Calendar(table, include=("workers",)).status("2026-03-03").status == "off"
    assert Calendar(table, only=("workers",)).status("2026-03-03").status == "off"
    assert Calendar(table, effects=(("workday", "working"),)).status("2026-03-03").status == "working"
    assert Calendar(table, effects=(("workday", "info"),)).status("2026-03-03").status == "info"


def test_announced_working_days_are_followed_unless_told_otherwise() -> None:
    followed, own_week = Calendar(TABLE), Calendar(TABLE, swap_days=False)
    saturday = day("2026-05-16")
    assert followed.exceptions(saturday, saturday + 1).swaps == (saturday,)
    assert own_week.exceptions(saturday, saturday + 1) == Exceptions((), (), ())
    assert own_week.named(date(2026, 5, 16), date(2026, 5, 16)) == ()


def test_only_some_days_are_kept_and_all_of_those_are_off() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    by_name = Calendar(TABLE, only=("pongal",))
    assert [(one.name, one.status) for one in by_name.named(*year)] == [("Pongal", "off")]
    by_alias = Calendar(TABLE, only=("Makar Sankranti", "flag day"))
    assert [(one.name, one.status) for one in by_alias.named(*year)] == [
        ("Pongal", "off"),
        ("Flag Day", "off"),
    ]
    by_category = Calendar(TABLE, only=("observance", "half_day"))
    assert [(one.name, one.status) for one in by_category.named(*year)] == [
        ("Mothers' Day", "off"),
        ("Flag Day", "off"),
        ("Christmas Eve", "part"),
    ]
    assert Calendar(TABLE, only=("swap",)).named(*year) == ()


def test_only_some_days_are_off_in_every_view_and_edits_still_count() -> None:
    calendar = Calendar(TABLE, only=("observance",), add=((date(2026, 3, 3), "Ours"),), exclude=("Flag Day",))
    found = calendar.exceptions(*days("2026-01-01", "2026-12-31"))
    assert found.off == (day("2026-03-03"), day("2026-06-10"))
    assert calendar.status("2026-12-25").status == "working"
    worked = Calendar(TABLE, only=("observance",), works_through=True)
    assert worked.status("2026-06-10").status == "off"


# Rules.


def test_a_rule_takes_a_day_or_its_minutes_or_is_only_shown() -> None:
    rules = (
        once("2026-03-03", "Whole"),
        once("2026-03-04", "Noon", start="12:00"),
        once("2026-03-05", "Soft", effect="soft"),
        once("2026-03-06", "Soft noon", start="12:00", effect="soft"),
        once("2026-03-09", "Noted", effect="info"),
    )
    calendar = of(rules=rules)
    found = [calendar.status(rule.dates(2026)[0]) for rule in rules]
    assert [one.status for one in found] == ["off", "part", "soft", "soft", "info"]
    assert [one.source for one in found] == ["rule"] * 5
    assert found[1].minutes_off == (720, 1440)
    assert calendar.exceptions(*days("2026-03-01", "2026-03-31")) == Exceptions(
        (day("2026-03-03"),), (), ((day("2026-03-04"), 720, 1440),)
    )


def test_rules_come_round_in_every_year() -> None:
    rules = (fixed("12-27"), easter(-47), nth_weekday(4, "thu", 11, plus_days=1))
    calendar = of(rules=rules)
    for year in range(2024, 2030):
        expected = sorted(on for rule in rules for on in rule.dates(year))
        named = calendar.named(date(year, 1, 1), date(year, 12, 31))
        assert [one.date for one in named] == expected


def test_a_rule_on_a_rest_day_is_shown_as_the_rest_day_unless_it_takes_all_of_it() -> None:
    sunday = "2026-03-08"
    assert of(rules=(once(sunday, until="12:00"),)).status(sunday).status == "weekend"
    assert of(rules=(once(sunday, effect="soft"),)).status(sunday).status == "weekend"
    assert of(rules=(once(sunday),)).status(sunday).status == "off"


# Where the data end.


def test_beyond_the_data_nothing_is_known() -> None:
    calendar = Calendar(TABLE)
    with pytest.raises(BeyondData, match=r"XX on 2031-01-01, .*: the data end on 2030-12-31") as caught:
        calendar.status("2031-01-01")
    assert 'set beyond = "project" or "warn"' in str(caught.value)
    with pytest.raises(BeyondData, match=r"XX on 2019-12-31, .*: the data begin on 2020-01-01"):
        calendar.status("2019-12-31")
    last = day("2030-12-31")
    assert calendar.exceptions(last - 3, last + 1) == Exceptions((), (), ())
    with pytest.raises(BeyondData):
        calendar.exceptions(last - 3, last + 2)
    with pytest.raises(BeyondData):
        calendar.exceptions(day("2019-12-31"), last)
    with pytest.raises(BeyondData):
        calendar.named(date(2030, 1, 1), date(2031, 1, 1))
    with pytest.raises(BeyondData):
        calendar.named(date(2019, 1, 1), date(2020, 1, 1))


def test_data_of_several_places_are_all_named_where_they_end() -> None:
    table = FakeTable(places=("AA", "BB"), known_until=date(2026, 12, 31))
    with pytest.raises(BeyondData, match="the holidays of AA and BB on 2027-01-01"):
        Calendar(table).status("2027-01-01")


def test_days_that_only_run_into_a_range_need_no_data() -> None:
    calendar = of(add=((date(2019, 12, 31), "Ours"), (date(2020, 1, 1), "New Year")))
    calendar = Calendar(TABLE, add=calendar.add)
    first = day("2020-01-01")
    assert calendar.exceptions(first - 2, first + 5, lead_days=2).off == (first,)
    with pytest.raises(BeyondData, match="2019-12-31"):
        calendar.exceptions(first - 2, first + 5, lead_days=1)
    assert calendar.exceptions(first + 5, first + 6, lead_days=2) == Exceptions((), (), ())
    with pytest.raises(BeyondData, match="2031-01-01"):
        calendar.exceptions(day("2030-12-31"), day("2031-01-02"), lead_days=9)


# Up to 2022-03-14, with three full years before it.
SHORT = FakeTable(
    (
        *(entry(f"{year}-01-01", "New Year") for year in range(2018, 2023)),
        entry("2018-04-02", "Easter Monday"),
        entry("2019-04-22", "Easter Monday"),
        entry("2020-04-13", "Easter Monday"),
        entry("2021-04-05", "Easter Monday"),
        *(entry(f"{year}-11-02", "All Souls", "optional") for year in range(2018, 2022)),
        *(entry(f"{year}-12-24", "Eve", "half_day", minutes_off=(720, 1440)) for year in range(2018, 2022)),
        entry("2019-06-04", "Eid", projected=True),
        entry("2020-05-24", "Eid", projected=True),
        entry("2021-05-13", "Eid", projected=True),
        entry("2022-02-01", "One time"),
    ),
    known_from=date(2018, 1, 1),
    known_until=date(2022, 3, 14),
    announced_until=date(2022, 3, 14),
)


def ask(calendar: Calendar, on: str) -> Day:
    with pytest.warns(BeyondDataWarning, match="nothing is known of the holidays of XX (after|before) "):
        return calendar.status(on)


def test_what_is_unknown_is_said_to_be_and_never_silently_worked() -> None:
    calendar = Calendar(SHORT, beyond="warn")
    found = ask(calendar, "2022-03-15")
    assert (found.status, found.confidence, found.source) == ("working", "unknown", "week")
    assert found.why == "nothing is known of this date"
    weekend = ask(calendar, "2022-03-19")
    assert (weekend.status, weekend.confidence) == ("weekend", "unknown")
    before = ask(calendar, "2017-12-29")
    assert (before.status, before.confidence) == ("working", "unknown")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert calendar.status("2022-03-14").confidence == "announced"


def test_beyond_the_data_the_week_the_edits_and_the_rules_still_hold() -> None:
    calendar = Calendar(
        SHORT,
        beyond="warn",
        add=((date(2022, 3, 16), "Ours"),),
        working=((date(2022, 3, 19), "swap"),),
        rules=(once("2023-03-17", "Rule"), once("2022-05-05", "Seen", effect="info")),
        include=(date(2022, 3, 18),),
    )
    assert ask(calendar, "2022-03-16").status == "off"
    assert ask(calendar, "2022-03-19").status == "working"
    assert ask(calendar, "2022-03-18").status == "off"
    assert ask(calendar, "2023-03-17").status == "off"
    seen = ask(calendar, "2022-05-05")
    assert (seen.status, seen.confidence) == ("info", "unknown")


def test_days_that_follow_a_rule_are_carried_on_where_that_was_chosen() -> None:
    calendar = Calendar(SHORT, beyond="project")
    monday = ask(calendar, "2022-04-18")
    assert (monday.status, monday.name, monday.confidence) == ("off", "Easter Monday", "projected")
    assert monday.source == "statutory:public"
    assert ask(calendar, "2023-04-10").name == "Easter Monday"
    assert ask(calendar, "2023-01-01").status == "off"
    assert ask(calendar, "2022-11-02").status == "soft"
    eve = ask(calendar, "2024-12-24")
    assert (eve.status, eve.minutes_off, eve.confidence) == ("part", (720, 1440), "projected")
    plain = ask(calendar, "2022-05-03")
    assert (plain.status, plain.confidence) == ("working", "unknown")
    beside = ask(calendar, "2022-04-19")
    assert beside.confidence == "unknown"


def test_what_follows_no_rule_is_not_carried_on() -> None:
    calendar = Calendar(SHORT, beyond="project")
    with pytest.warns(BeyondDataWarning):
        named = calendar.named(date(2022, 1, 1), date(2023, 12, 31))
    assert [(one.date.isoformat(), one.name) for one in named] == [
        ("2022-01-01", "New Year"),
        ("2022-02-01", "One time"),
        ("2022-04-18", "Easter Monday"),
        ("2022-11-02", "All Souls"),
        ("2022-12-24", "Eve"),
        ("2023-01-01", "New Year"),
        ("2023-04-10", "Easter Monday"),
        ("2023-11-02", "All Souls"),
        ("2023-12-24", "Eve"),
    ]


def test_what_a_table_lists_after_its_own_end_does_not_count() -> None:
    late = entry("2022-03-15", "Draft")
    table = FakeTable((*SHORT.known, late), known_from=SHORT.known_from, known_until=SHORT.known_until)
    assert ask(Calendar(table, beyond="warn"), "2022-03-15").status == "working"
    assert ask(Calendar(table, beyond="project"), "2022-03-15").status == "working"


def test_on_the_last_date_of_the_data_the_table_decides_alone() -> None:
    known = tuple(entry(f"{year}-05-01", "Labour Day") for year in (2020, 2021, 2022))  # and then no more
    table = FakeTable(known, known_from=date(2020, 1, 1), known_until=date(2023, 5, 1))
    assert Calendar(table, beyond="project").status("2023-05-01").status == "working"
    assert ask(Calendar(table, beyond="project"), "2024-05-01").status == "off"


def test_a_table_that_ends_with_its_year_is_carried_on_from_that_year() -> None:
    table = FakeTable(
        tuple(entry(f"{year}-05-01", "Labour Day") for year in (2020, 2021, 2022)),
        known_from=date(2020, 1, 1),
        known_until=date(2022, 12, 31),
    )
    assert ask(Calendar(table, beyond="project"), "2023-05-01").status == "off"
    mid = FakeTable(table.known[:-1], known_from=date(2020, 1, 1), known_until=date(2022, 3, 14))
    assert ask(Calendar(mid, beyond="project"), "2022-05-02").status == "working"  # two years are too few
    assert ask(Calendar(mid, beyond="project"), "2022-05-01").status == "weekend"
    longer = FakeTable(table.known, known_from=date(2019, 1, 1), known_until=date(2022, 12, 31))
    assert ask(Calendar(longer, beyond="project"), "2024-05-01").confidence == "projected"


def test_nothing_is_carried_back() -> None:
    table = FakeTable(SHORT.known, known_from=date(2018, 1, 1), known_until=date(2030, 12, 31))
    assert ask(Calendar(table, beyond="project"), "2017-01-02").status == "working"
    assert ask(Calendar(table, beyond="project"), "2016-01-01").status == "working"


@pytest.mark.parametrize("beyond", ["warn", "project"])
def test_an_answer_beyond_the_data_warns_each_time(beyond: Any) -> None:
    calendar = Calendar(SHORT, beyond=beyond)
    march = days("2022-03-01", "2022-03-31")
    for _ in range(3):
        for on in ("2022-03-15", date(2022, 3, 15)):
            with pytest.warns(BeyondDataWarning, match="after 2022-03-14"):
                calendar.status(on)
        with pytest.warns(BeyondDataWarning, match="after 2022-03-14: "):
            calendar.exceptions(*march)
        with pytest.warns(BeyondDataWarning, match="before 2018-01-01: "):
            calendar.named(date(2017, 12, 31), date(2018, 1, 1))


def test_a_warning_says_what_is_heeded() -> None:
    with pytest.warns(BeyondDataWarning, match=": only the week, edits and rules are heeded there"):
        Calendar(SHORT, beyond="warn").status("2023-01-02")
    with pytest.warns(BeyondDataWarning, match=": days that keep their date, weekday or Easter are carried"):
        Calendar(SHORT, beyond="project").status("2023-01-02")


def test_ranges_beyond_the_data_hold_what_each_policy_knows() -> None:
    year = days("2022-01-01", "2022-12-31")
    with pytest.warns(BeyondDataWarning):
        known = Calendar(SHORT, beyond="warn").exceptions(*year)
    with pytest.warns(BeyondDataWarning):
        more = Calendar(SHORT, beyond="project").exceptions(*year)
    assert known == Exceptions((day("2022-01-01"), day("2022-02-01")), (), ())
    assert more.off == (*known.off, day("2022-04-18"))
    assert more.parts == ((day("2022-12-24"), 720, 1440),)


def test_a_range_that_begins_before_the_data_holds_what_comes_after() -> None:
    with pytest.warns(BeyondDataWarning, match="before 2018-01-01"):
        found = Calendar(SHORT, beyond="warn").exceptions(*days("2017-12-01", "2018-01-31"))
    assert found.off == (day("2018-01-01"),)


def test_every_policy_is_listed() -> None:
    assert BEYOND == ("raise", "warn", "project")


# How sure an answer is.


def test_plain_days_are_sure_up_to_the_announced_date_only() -> None:
    calendar = Calendar(TABLE)
    assert calendar.status("2027-06-30").confidence == "announced"
    assert calendar.status("2027-07-01").confidence == "projected"
    assert calendar.status("2027-07-03").confidence == "projected"  # a Saturday may be made a working day
    settled = Calendar(
        FakeTable((XMAS._replace(date=date(2027, 12, 24)),), announced_until=date(2027, 6, 30))
    )
    assert settled.status("2027-12-24").confidence == "announced"


def test_a_day_that_is_worked_is_only_as_sure_as_a_plain_one() -> None:
    table = FakeTable(
        (
            entry("2027-07-05", "Noted", "observance"),
            entry("2027-07-06", "Moon", "observance", projected=True),
        ),
        announced_until=date(2027, 6, 30),
    )
    assert Calendar(table).status("2027-07-05").confidence == "projected"
    assert Calendar(table).status("2027-07-06").confidence == "projected"
    assert Calendar(TABLE).status("2026-06-10").confidence == "announced"


def test_the_days_beside_a_moon_are_not_sure() -> None:
    calendar = of(entry("2026-03-04", "Eid", projected=True), entry("2026-03-11", "Settled"))
    sure = {on: calendar.status(f"2026-03-{on:02d}").confidence for on in (2, 3, 4, 5, 6, 10, 11, 12)}
    assert sure == {
        2: "announced",
        3: "projected",
        4: "projected",
        5: "projected",
        6: "announced",
        10: "announced",
        11: "announced",
        12: "announced",
    }
    shown = of(entry("2026-03-04", "Eid", "observance", projected=True))
    assert shown.status("2026-03-03").confidence == "announced"
    new_year = of(entry("2027-01-01", "Eid", projected=True))
    assert new_year.status("2026-12-31").confidence == "projected"
    old_year = of(entry("2026-12-31", "Eid", projected=True))
    assert old_year.status("2027-01-01").confidence == "projected"


def test_beside_the_ends_of_the_data_nothing_beyond_is_looked_at() -> None:
    table = FakeTable(known_from=date(2026, 1, 1), known_until=date(2026, 12, 31))
    assert Calendar(table).status("2026-01-01").confidence == "announced"
    assert Calendar(table).status("2026-12-31").confidence == "announced"


# Names that are no day's.


@pytest.mark.parametrize("field", ["include", "exclude"])
def test_a_name_that_is_no_days_is_refused_with_those_it_may_mean(field: str) -> None:
    calendar = Calendar(TABLE, **{field: ("Chrismas Day",)})  # type: ignore[arg-type]
    for ask_it in (
        lambda: calendar.status("2026-03-03"),
        lambda: calendar.named(date(2026, 3, 3), date(2026, 3, 4)),
        lambda: calendar.exceptions(*days("2026-03-03", "2026-03-04")),
    ):
        with pytest.raises(BadHoliday) as caught:
            ask_it()
        assert caught.value.field == field
        assert str(caught.value) == (
            'no day of XX in 2026 is called "Chrismas Day"; did you mean "Christmas Day" or "Christmas Eve"?'
        )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("eve", 'did you mean "Christmas Eve"?'),
        ("day", 'did you mean "Christmas Day", "Flag Day" or "Mothers\' Day"?'),
        ("ev", 'give its date with "add"'),
        ("Ramadan", 'give its date with "add"'),
        ("Karneval", 'did you mean "Carnival"?'),
    ],
)
def test_a_hint_names_what_holds_the_name_or_is_spelt_like_it(name: str, hint: str) -> None:
    with pytest.raises(BadHoliday) as caught:
        Calendar(TABLE, include=(name,)).status("2026-03-03")
    assert caught.value.hint == hint


def test_the_years_asked_about_are_named() -> None:
    table = FakeTable((entry("2026-03-03", "Jubilee"), entry("2027-03-03", "Other")), places=("AA", "BB"))
    calendar = Calendar(table, include=("Jubilee",))
    with pytest.raises(BadHoliday, match=r'no day of AA and BB in 2027 to 2028 is called "Jubilee"'):
        calendar.named(date(2027, 1, 1), date(2028, 1, 1))


def test_a_name_that_some_year_of_those_asked_has_is_enough() -> None:
    calendar = of(entry("2026-03-03", "Jubilee", "optional"), include=("jubilee",))
    found = calendar.exceptions(*days("2025-06-01", "2027-06-01"))
    assert found.off == (day("2026-03-03"),)
    assert [one.name for one in calendar.named(date(2025, 1, 1), date(2026, 3, 3))] == ["Jubilee"]
    with pytest.raises(BadHoliday, match="in 2027 is called"):
        calendar.status("2027-03-03")
    with pytest.raises(BadHoliday, match="in 2025 is called"):
        calendar.exceptions(*days("2025-03-01", "2025-03-31"))


def test_a_year_outside_the_data_needs_no_names() -> None:
    calendar = Calendar(SHORT, exclude=("One time",), beyond="warn")
    assert ask(calendar, "2024-01-02").status == "working"
    with pytest.raises(BadHoliday), pytest.warns(BeyondDataWarning):
        Calendar(SHORT, exclude=("Nothing",), beyond="warn").named(date(2022, 1, 1), date(2024, 1, 1))


# Asking.


def test_named_days_come_in_order_and_both_ends_count() -> None:
    found = Calendar(TABLE).named(date(2026, 11, 8), date(2026, 12, 24))
    assert [one.name for one in found] == ["Diwali", "Christmas Eve"]
    over = Calendar(TABLE, add=((date(2027, 1, 1), "New Year"),)).named(date(2026, 12, 25), date(2027, 1, 1))
    assert [one.name for one in over] == ["Christmas Day", "New Year"]
    worked = of(XMAS, working=((date(2026, 12, 20), "b"), (date(2026, 12, 13), "a")))
    assert [one.date.day for one in worked.named(date(2026, 12, 1), date(2026, 12, 31))] == [13, 20, 25]


def test_exceptions_are_half_open_ranges_over_years() -> None:
    calendar = Calendar(TABLE, add=((date(2027, 1, 1), "NY"),), working=((date(2026, 12, 26), "swap"),))
    xmas, new_year = day("2026-12-25"), day("2027-01-01")
    assert calendar.exceptions(xmas, new_year + 1).off == (xmas, new_year)
    assert calendar.exceptions(xmas + 1, new_year).off == ()
    assert calendar.exceptions(xmas, new_year).swaps == (xmas + 1,)
    assert calendar.exceptions(xmas, new_year + 1) is calendar.exceptions(xmas, new_year + 1)


def test_many_horizons_do_not_pile_up_and_stay_right() -> None:
    calendar = Calendar(TABLE)
    xmas = day("2026-12-25")
    for back in range(150):
        assert calendar.exceptions(xmas - back, xmas + 1).off[-1] == xmas
    assert len(calendar._ranges) <= 64


def test_many_dates_do_not_pile_up_and_stay_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overlap.people.calendars._ANSWERS_KEPT", 10)
    calendar = Calendar(TABLE)
    for _ in range(2):
        for back in range(25):
            on = date(2026, 12, 25) - timedelta(back)
            assert calendar.status(on) == Calendar(TABLE).status(on)
    assert len(calendar._answers) <= 10


def test_a_date_may_be_text_or_a_date_but_no_datetime() -> None:
    calendar = Calendar(TABLE)
    for _ in range(2):  # the second time from memory
        for on in (date(2026, 12, 25), "2026-12-25"):
            found = calendar.status(on)
            assert (found.name, type(found.date)) == ("Christmas Day", date)
        with pytest.raises(BadDate, match="2026-12-25T00:00:00 is a date with a time"):
            calendar.status(datetime(2026, 12, 25))
        with pytest.raises(BadDate, match=r"'25\.12\.2026' is not a date"):
            calendar.status("25.12.2026")
    assert calendar.status("2026-12-25") is calendar.status(date(2026, 12, 25))


def test_days_are_the_statuses_of_each_date_in_order() -> None:
    calendar = Calendar(TABLE, add=((date(2027, 1, 1), "New Year"),))
    first, last = date(2026, 12, 20), date(2027, 1, 5)
    found = calendar.days(first, last)
    assert found == tuple(
        Calendar(TABLE, add=calendar.add).status(first + timedelta(step)) for step in range(17)
    )
    assert calendar.days("2026-12-20", "2027-01-05") == found
    for asked in (calendar.days, calendar.named):
        with pytest.raises(BadDate, match="swap the two dates"):
            asked(last, first)
    with pytest.raises(BadHoliday, match="no day of XX in 2026 is called"):
        Calendar(TABLE, include=("Nothing",)).days(first, first)
    with pytest.raises(BeyondData, match="2031-01-01"):
        calendar.days(first, date(2031, 1, 1))
    with pytest.warns(BeyondDataWarning) as caught:
        beyond = Calendar(SHORT, beyond="warn").days(date(2022, 3, 10), date(2022, 3, 18))
    assert len(caught) == 1
    assert [one.confidence for one in beyond] == ["announced"] * 5 + ["unknown"] * 4


def test_what_the_table_knows_of_names_and_of_its_own_limits_is_passed_on() -> None:
    calendar = Calendar(FakeTable((XMAS,), caveats=("Half days are guessed.",)))
    assert calendar.caveats == ("Half days are guessed.",)
    assert calendar.names_in(calendar.status("2026-12-25"), "pt") == ("Christmas Day in pt",)


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"weekend": frozenset({6})},
        {"effects": (("optional", "off"),)},
        {"effects": (("public", "soft"),)},
        {"beyond": "project"},
    ],
)
def test_a_calendar_without_edits_says_the_same_of_ranges_as_of_dates(own: dict[str, Any]) -> None:
    more = (
        entry("2026-04-01", "Swap", "swap"),
        entry("2026-04-01", "Off"),
        entry("2026-04-02", "Swap", "swap"),
        entry("2026-04-02", "Half", "half_day"),
        entry("2026-04-03", "Half", "half_day"),
        entry("2026-04-03", "Off", "de_facto"),
        entry("2026-04-06", "Early", "half_day", minutes_off=(0, 600)),
        entry("2026-04-06", "Late", "half_day", minutes_off=(900, 1440)),
        entry("2026-04-07", "Short", minutes_off=(0, 600)),
        entry("2026-04-08", "Soft", effect="soft", minutes_off=(0, 600)),
        entry("2026-04-09", "Office", "government"),
    )
    for calendar in (of(*ENTRIES, *more, **own), of(*ENTRIES, *more, add=((date(2026, 9, 9), "x"),), **own)):
        found = calendar.exceptions(*days("2026-01-01", "2026-08-31"))
        named = Calendar(calendar.table, add=((date(2026, 9, 9), "x"),), **own).named(
            date(2026, 1, 1), date(2026, 8, 31)
        )
        assert found.off == tuple(day_of(one.date) for one in named if one.status == "off")
        assert found.swaps == tuple(day_of(one.date) for one in named if one.status == "working")
        assert found.parts == tuple((day_of(one.date), *pair) for one in named for pair in one.parts_off)
        assert ((day("2026-04-07"), 0, 600) in found.parts) == ("public" not in dict(own.get("effects", ())))
        assert (day("2026-04-08"), 0, 600) not in found.parts


def test_the_last_date_of_the_data_does_not_look_at_what_is_carried_on_after_it() -> None:
    known = tuple(entry(f"{year}-01-01", "New Year") for year in (2018, 2019, 2020))
    table = FakeTable(known, known_from=date(2018, 1, 1), known_until=date(2020, 12, 31))
    assert Calendar(table, beyond="project").status("2020-12-31").confidence == "announced"
    assert ask(Calendar(table, beyond="project"), "2021-01-01").confidence == "projected"


# A value.


def test_a_calendar_is_a_value() -> None:
    one, other = (Calendar(TABLE, include=("diwali",), rules=(easter(1),), bridges="off") for _ in range(2))
    one.status("2026-11-08")
    one.exceptions(*days("2026-01-01", "2026-12-31"))
    assert one == other
    assert hash(one) == hash(other)
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own
    assert again == one
    assert again.status("2026-11-08") == other.status("2026-11-08")
    assert again.status("2026-12-24") == other.status("2026-12-24")
    assert " _days=" not in repr(one)
    assert " _answers=" not in repr(one)


@pytest.mark.parametrize(
    "edits",
    [
        {"include": ("x",)},
        {"exclude": ("x",)},
        {"add": ((date(2026, 1, 1), "x"),)},
        {"move": ((date(2026, 1, 1), date(2026, 1, 2)),)},
        {"working": ((date(2026, 1, 1), "x"),)},
        {"weekend": frozenset({0})},
        {"rules": (easter(0),)},
        {"effects": (("optional", "off"),)},
        {"bridges": "soft"},
        {"swap_days": False},
        {"works_through": True},
        {"only": ("x",)},
        {"beyond": "warn"},
    ],
)
def test_calendars_with_other_edits_are_other_calendars(edits: dict[str, Any]) -> None:
    assert Calendar(TABLE, **edits) != Calendar(TABLE)


# Threads.


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_that_share_a_calendar_get_the_answers_of_one() -> None:
    years = range(2018, 2030)
    known = tuple(
        entry(on, name, category)
        for year in years
        for on, name, category in (
            (f"{year}-01-01", "New Year", "public"),
            (f"{year}-03-05", "March", "optional"),
            (f"{year}-05-01", "Labour Day", "public"),
            (f"{year}-12-24", "Eve", "half_day"),
            (f"{year}-12-26", "Other", "observance"),
        )
    )
    table = FakeTable(known, known_from=date(2018, 1, 1), known_until=date(2029, 12, 31))
    edits: dict[str, Any] = {
        "include": ("march",),
        "move": tuple((date(year, 12, 24), date(year + 1, 1, 2)) for year in range(2018, 2028)),
        "rules": (easter(1), fixed("06-23", start="12:00")),
        "bridges": "off",
    }
    dates = [date(year, month, on) for year in years for month, on in ((1, 1), (1, 2), (5, 2), (12, 31))]
    ranges = [days(f"{year}-01-01", f"{min(year + 2, 2029)}-12-31") for year in years]
    alone = Calendar(table, **edits)
    expected = (
        {on: alone.status(on) for on in dates},
        {pair: alone.exceptions(*pair) for pair in ranges},
        {year: alone.named(date(year, 1, 1), date(year, 12, 31)) for year in years},
    )
    count = 6
    for turn in range(5):
        shared, start = Calendar(table, **edits), Barrier(count)

        def work(seed: int, shared: Calendar = shared, start: Barrier = start) -> object:
            chance = Random(seed)  # noqa: S311 - an order, not a secret
            mine, pairs, own_years = list(dates), list(ranges), list(years)
            for order in (mine, pairs, own_years):
                chance.shuffle(order)
            start.wait()
            return (
                {on: shared.status(on) for on in mine},
                {pair: shared.exceptions(*pair) for pair in pairs},
                {year: shared.named(date(year, 1, 1), date(year, 12, 31)) for year in own_years},
            )

        with ThreadPoolExecutor(count) as pool:
            for found in pool.map(work, range(turn * count, turn * count + count)):
                assert found == expected


def test_a_soft_bridge_does_not_give_back_a_half_day() -> None:
    calendar = of(entry("2026-03-05", "Thu"), entry("2026-03-06", "Half", "half_day"), bridges="soft")
    first = day_of(date(2026, 3, 1))
    assert calendar.exceptions(first, first + 31).parts == ((day_of(date(2026, 3, 6)), 780, 1440),)


def test_exclude_beats_include_for_one_date() -> None:
    on = date(2026, 3, 3)
    assert of(include=(on,), exclude=(on,)).status(on).status != "off"


def test_an_excluded_name_beats_its_included_date() -> None:
    calendar = of(entry("2026-03-03", "Pongal", "optional"), include=(date(2026, 3, 3),), exclude=("Pongal",))
    assert calendar.status("2026-03-03").status == "info"


def test_all_parts_of_a_date_are_taken() -> None:
    rules = (once("2026-03-06", "late start", until="10:00"),)
    first = day_of(date(2026, 3, 1))
    found = of(entry("2026-03-06", "Eve", "half_day"), rules=rules).exceptions(first, first + 31)
    on = day_of(date(2026, 3, 6))
    assert set(found.parts) == {(on, 0, 600), (on, 780, 1440)}


def test_an_include_never_gains_working_time() -> None:
    table = (
        entry("2026-03-06", "Eve", "half_day", minutes_off=(780, 1440)),
        entry("2026-03-06", "Late", "optional", minutes_off=(1200, 1440)),
    )
    assert of(*table, include=("Late",)).status("2026-03-06").minutes_off == (780, 1440)


def test_including_a_working_day_is_refused() -> None:
    with pytest.raises(BadHoliday):
        of(entry("2026-03-07", "Work Saturday", "swap"), include=("Work Saturday",)).status("2026-03-07")


def test_a_moved_half_day_of_unknown_times_is_still_a_guess() -> None:
    moved = ((date(2026, 3, 6), date(2026, 3, 9)),)
    assert (
        of(entry("2026-03-06", "Eve", "half_day"), move=moved).status("2026-03-09").confidence == "projected"
    )


@pytest.mark.parametrize("more", [{"effect": "soft"}, {"until": "10:00"}])
def test_a_soft_or_part_day_beyond_the_data_is_not_announced(more: Any) -> None:
    table = FakeTable(known_until=date(2026, 12, 31))
    calendar = Calendar(table, beyond="warn", rules=(once("2027-03-03", "x", **more),))
    with pytest.warns(BeyondDataWarning):
        assert calendar.status("2027-03-03").confidence == "unknown"


def test_a_status_of_no_date_is_a_sentence() -> None:
    with pytest.raises(BadDate):
        of().status([2026, 3, 3])  # type: ignore[arg-type]


def test_the_last_year_of_dates_is_a_year() -> None:
    calendar = Calendar(FakeTable(), beyond="warn", rules=(nth_weekday(1, "mon", 1), easter(1)))
    with pytest.warns(BeyondDataWarning):
        assert calendar.status("9999-12-31").confidence == "unknown"


def test_an_included_date_adds_no_name_where_it_has_one() -> None:
    found = of(entry("2026-11-08", "Diwali", "optional"), include=(date(2026, 11, 8),)).status("2026-11-08")
    assert found.names == ("Diwali",)


def test_an_error_names_the_english_names_that_edits_are_found_by() -> None:
    keys = frozenset({"christmasday"})
    listed = entry("2026-12-25", "Boże Narodzenie", listed_name="Christmas Day", keys=keys)
    assert of(listed, exclude=("Christmas Day",)).status("2026-12-25").status == "info"
    with pytest.raises(BadHoliday, match='is called "Christmas Dy"; did you mean "Christmas Day"'):
        of(listed, exclude=("Christmas Dy",)).status("2026-12-25")


def test_the_same_edits_hold_on_another_table() -> None:
    here = Calendar(FakeTable(), add=((date(2026, 3, 4), "Founders"),), exclude=(date(2026, 3, 5),))
    entry = Entry(date(2026, 3, 5), "Fixed", "public", "YY")
    other = FakeTable((entry,), places=("YY",))
    moved = here.on_table(other)
    assert type(moved) is Calendar
    assert moved.places == ("YY",)
    assert moved.status("2026-03-04").name == "Founders"
    assert moved.status("2026-03-05").status == "info"  # told, and worked
    assert here.places == ("XX",)


def test_the_last_day_of_a_range_needs_data_and_no_day_before_it_that_only_runs_into_it() -> None:
    first = day("2020-01-01")
    assert Calendar(TABLE).exceptions(first - 1, first + 1, lead_days=9) == Exceptions((), (), ())
