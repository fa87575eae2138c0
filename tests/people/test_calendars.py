"""Holiday calendars: a hand-written table, and edits on top of it."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from overlap.core.civil import day_of
from overlap.errors import BadHoliday, BeyondData
from overlap.people.calendars import Entry, HolidayCalendar
from tests.properties.strategies import FakeTable

XMAS = Entry(date(2026, 12, 25), "Christmas Day", "public", "XX")
EVE = Entry(date(2026, 12, 24), "Christmas Eve", "half_day", "XX")
DIWALI = Entry(date(2026, 11, 8), "Diwali", "optional", "XX")
FLAG = Entry(date(2026, 6, 14), "Flag Day", "observance", "XX", projected=True)
CARNIVAL = Entry(date(2026, 2, 17), "Carnival", "de_facto", "XX")
BRIDGE = Entry(date(2026, 5, 15), "Bridge", "public", "XX", effect="info")
SWAP = Entry(date(2026, 5, 16), "Working Saturday", "public", "XX", effect="working")
TABLE = FakeTable(
    (CARNIVAL, BRIDGE, SWAP, FLAG, DIWALI, EVE, XMAS),
    known_from=date(2020, 1, 1),
    known_until=date(2030, 12, 31),
)


@pytest.mark.parametrize(
    ("on", "status", "name", "source"),
    [
        ("2026-12-25", "off", "Christmas Day", "statutory:public"),
        ("2026-12-24", "part", "Christmas Eve", "statutory:half_day"),
        ("2026-11-08", "soft", "Diwali", "statutory:optional"),
        ("2026-06-14", "info", "Flag Day", "statutory:observance"),
        ("2026-02-17", "off", "Carnival", "statutory:de_facto"),
        ("2026-05-15", "info", "Bridge", "statutory:public"),
        ("2026-05-16", "working", "Working Saturday", "statutory:public"),
        ("2026-12-26", "weekend", None, "week"),
        ("2026-12-28", "working", None, "week"),
    ],
)
def test_a_date_is_what_the_table_says(on: str, status: str, name: str | None, source: str) -> None:
    day = HolidayCalendar(TABLE).status(on)
    assert (day.status, day.name, day.source) == (status, name, source)
    assert day.date == date.fromisoformat(on)
    assert day.why


def test_a_half_day_is_off_from_one_oclock() -> None:
    calendar = HolidayCalendar(TABLE)
    assert calendar.status("2026-12-24").minutes_off == (780, 1440)
    eve = day_of(date(2026, 12, 24))
    assert calendar.part_days(eve - 5, eve + 5) == ((eve, 780, 1440),)
    assert calendar.part_days(eve + 1, eve + 5) == ()


def test_a_projected_day_says_so() -> None:
    assert HolidayCalendar(TABLE).status("2026-06-14").confidence == "projected"
    assert HolidayCalendar(TABLE).status("2026-12-25").confidence == "announced"


@pytest.mark.parametrize(
    ("edits", "on", "status", "source"),
    [
        ({"include": ("diwali",)}, "2026-11-08", "off", "edit:include"),
        ({"include": (date(2026, 11, 8),)}, "2026-11-08", "off", "edit:include"),
        ({"include": (date(2026, 3, 3),)}, "2026-03-03", "off", "edit:include"),
        ({"exclude": ("CHRISTMAS",)}, "2026-12-25", "info", "edit:exclude"),
        ({"exclude": ("christmas",)}, "2026-12-24", "info", "edit:exclude"),
        ({"exclude": (date(2026, 12, 25),)}, "2026-12-25", "info", "edit:exclude"),
        ({"add": ((date(2026, 3, 3), "Founders' day"),)}, "2026-03-03", "off", "edit:add"),
        ({"add": ((date(2026, 12, 25), "Our own"),)}, "2026-12-25", "off", "edit:add"),
        ({"move": ((date(2026, 12, 25), date(2026, 12, 28)),)}, "2026-12-28", "off", "edit:move"),
        ({"move": ((date(2026, 12, 25), date(2026, 12, 28)),)}, "2026-12-25", "working", "week"),
        ({"move": ((date(2026, 12, 24), date(2026, 12, 23)),)}, "2026-12-23", "part", "edit:move"),
        ({"move": ((date(2026, 6, 14), date(2026, 6, 15)),)}, "2026-06-14", "info", "statutory:observance"),
        ({"working": ((date(2026, 12, 26), "swap"),)}, "2026-12-26", "working", "edit:working"),
        ({"working": ((date(2026, 12, 25), "swap"),)}, "2026-12-25", "working", "edit:working"),
        ({"weekend": frozenset({0})}, "2026-12-28", "weekend", "week"),
    ],
)
def test_an_edit_beats_the_table(edits: dict[str, Any], on: str, status: str, source: str) -> None:
    day = HolidayCalendar(TABLE, **edits).status(on)
    assert (day.status, day.source) == (status, source)


def test_a_day_moved_over_new_year_leaves_the_old_year_and_comes_in_the_new() -> None:
    calendar = HolidayCalendar(TABLE, move=((date(2026, 12, 25), date(2027, 1, 4)),))
    assert calendar.status("2026-12-25").status == "working"
    assert calendar.status("2027-01-04").name == "Christmas Day"
    first = HolidayCalendar(TABLE, move=((date(2026, 12, 25), date(2025, 12, 29)),))
    assert first.status("2025-12-29").status == "off"


def test_the_strongest_of_a_dates_days_decides_and_all_are_named() -> None:
    calendar = HolidayCalendar(TABLE, add=((date(2026, 12, 24), "Shutdown"),))
    day = calendar.status("2026-12-24")
    assert day.status == "off"
    assert day.names == ("Shutdown", "Christmas Eve")


def test_two_edits_that_contradict_each_other_are_refused() -> None:
    on = date(2026, 3, 3)
    with pytest.raises(BadHoliday, match="2026-03-03 is both added and working; keep one of the two"):
        HolidayCalendar(TABLE, add=((on, "a"),), working=((on, "b"),))
    with pytest.raises(BadHoliday, match="2026-03-03 is moved twice; keep one move"):
        HolidayCalendar(TABLE, move=((on, date(2026, 3, 4)), (on, date(2026, 3, 5))))


def test_beyond_the_data_nothing_is_known() -> None:
    calendar = HolidayCalendar(TABLE)
    with pytest.raises(BeyondData, match=r"XX on 2031-01-01, .*: the data end on 2030-12-31"):
        calendar.status("2031-01-01")
    with pytest.raises(BeyondData, match=r"XX on 2019-12-31, .*: the data begin on 2020-01-01"):
        calendar.status("2019-12-31")
    last = day_of(date(2030, 12, 31))
    assert calendar.off_days(last - 3, last + 1) == ()
    with pytest.raises(BeyondData):
        calendar.off_days(last - 3, last + 2)
    with pytest.raises(BeyondData):
        calendar.part_days(day_of(date(2019, 12, 31)), last)
    with pytest.raises(BeyondData):
        calendar.named(date(2030, 1, 1), date(2031, 1, 1))
    with pytest.raises(BeyondData):
        calendar.named(date(2019, 1, 1), date(2020, 1, 1))


def test_named_days_come_in_order_and_both_ends_count() -> None:
    found = HolidayCalendar(TABLE).named(date(2026, 11, 8), date(2026, 12, 24))
    assert [day.name for day in found] == ["Diwali", "Christmas Eve"]
    over = HolidayCalendar(TABLE, add=((date(2027, 1, 1), "New Year"),)).named(
        date(2026, 12, 25), date(2027, 1, 1)
    )
    assert [day.name for day in over] == ["Christmas Day", "New Year"]


def test_days_off_and_swap_days_are_half_open_ranges_over_years() -> None:
    calendar = HolidayCalendar(
        TABLE, add=((date(2027, 1, 1), "NY"),), working=((date(2026, 12, 26), "swap"),)
    )
    xmas, new_year = day_of(date(2026, 12, 25)), day_of(date(2027, 1, 1))
    assert calendar.off_days(xmas, new_year + 1) == (xmas, new_year)
    assert calendar.off_days(xmas + 1, new_year) == ()
    assert calendar.swap_days(xmas, new_year) == (xmas + 1,)
    assert calendar.off_days(xmas, new_year + 1) is calendar.off_days(xmas, new_year + 1)


def test_many_horizons_do_not_pile_up_and_stay_right() -> None:
    calendar = HolidayCalendar(TABLE)
    xmas = day_of(date(2026, 12, 25))
    for back in range(150):
        assert calendar.off_days(xmas - back, xmas + 1)[-1] == xmas
    assert len(calendar._ranges) <= 64


def test_the_weekend_is_the_tables_unless_told() -> None:
    assert HolidayCalendar(TABLE).weekend == frozenset({5, 6})
    assert HolidayCalendar(TABLE).working_weekdays == frozenset(range(5))
    assert HolidayCalendar(TABLE, weekend=frozenset({4})).working_weekdays == frozenset({0, 1, 2, 3, 5, 6})
    assert HolidayCalendar(TABLE).places == ("XX",)


def test_a_calendar_is_a_value() -> None:
    one, other = HolidayCalendar(TABLE, include=("diwali",)), HolidayCalendar(TABLE, include=("diwali",))
    one.status("2026-11-08")
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert "_years" not in repr(one)
