"""Bridge days: which single working days lie between free ones, and what a calendar makes of them.

2026-03-05 is a Thursday, 2026-03-06 a Friday.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from overlap.core.civil import day_of
from overlap.people.bridges import BRIDGES
from overlap.people.calendars import Calendar
from overlap.people.days import Day, Entry
from overlap.people.rules import once
from tests.properties.strategies import FakeTable


def entry(on: str, name: str, category: str = "public", **more: Any) -> Entry:
    return Entry(date.fromisoformat(on), name, category, "XX", **more)


def of(*entries: Entry, **edits: Any) -> Calendar:
    return Calendar(FakeTable(tuple(sorted(entries, key=lambda one: one.date))), **edits)


def days(first: str, last: str) -> tuple[int, int]:
    """A range of days, both ends included, as `exceptions` takes it."""
    return day(first), day(last) + 1


def day(on: str) -> int:
    return day_of(date.fromisoformat(on))


def test_there_are_two_kinds_of_bridges() -> None:
    assert BRIDGES == ("soft", "off")


THURSDAY = entry("2026-03-05", "Thursday")


def test_a_working_day_between_a_day_off_and_the_weekend_is_a_bridge() -> None:
    for kind, off in (("soft", ()), ("off", (day("2026-03-06"),))):
        calendar = of(THURSDAY, bridges=kind)
        found = calendar.status("2026-03-06")
        assert found == Day(
            date(2026, 3, 6),
            kind,  # type: ignore[arg-type]
            ("bridge day",),
            "bridge",
            "announced",
            "a working day between free days",
        )
        march = days("2026-03-01", "2026-03-31")
        assert of(THURSDAY, bridges=kind).exceptions(*march).off == (day("2026-03-05"), *off)
    assert of(THURSDAY).status("2026-03-06").status == "working"


@pytest.mark.parametrize(
    ("entries", "edits", "bridges"),
    [
        ((entry("2026-03-03", "Tue"),), {}, ["2026-03-02"]),
        ((entry("2026-03-03", "Tue"), THURSDAY), {}, ["2026-03-02", "2026-03-04", "2026-03-06"]),
        ((entry("2026-03-04", "Wed"),), {}, []),  # two working days on each side
        ((entry("2026-03-07", "Sat"),), {}, []),  # Friday: a working Thursday before
        ((), {"weekend": frozenset({0, 2})}, []),  # between rest days alone
        ((entry("2026-03-02", "Mon"),), {"weekend": frozenset({0, 2})}, ["2026-03-03"]),
        ((THURSDAY,), {"working": ((date(2026, 3, 7), "swap"),)}, []),  # the Saturday is worked
        ((THURSDAY, entry("2026-03-07", "Swap", "swap")), {}, []),
        ((THURSDAY, entry("2026-03-07", "Swap", "swap")), {"swap_days": False}, ["2026-03-06"]),
        ((THURSDAY,), {"working": ((date(2026, 3, 6), "rush"),)}, []),  # itself is worked
        ((THURSDAY,), {"exclude": ("thursday",)}, []),
        ((THURSDAY,), {"works_through": True}, []),
        ((entry("2026-03-05", "Thu", "optional"),), {}, []),
        ((entry("2026-03-05", "Thu", "optional"),), {"include": ("thu",)}, ["2026-03-06"]),
        ((entry("2026-03-05", "Eve", "half_day"),), {}, []),
        ((), {"add": ((date(2026, 3, 5), "Ours"),)}, ["2026-03-06"]),
        ((), {"rules": (once("2026-03-05"),)}, ["2026-03-06"]),
        ((THURSDAY, entry("2026-03-06", "Choice", "optional")), {}, ["2026-03-06"]),
        ((THURSDAY, entry("2026-03-06", "Fri")), {}, []),
    ],
)
def test_a_bridge_has_a_day_off_on_one_side_and_a_free_day_on_the_other(
    entries: tuple[Entry, ...], edits: dict[str, Any], bridges: list[str]
) -> None:
    for kind in ("soft", "off"):
        calendar = of(*entries, bridges=kind, **edits)
        found = [
            one for one in calendar.named(date(2026, 2, 23), date(2026, 3, 15)) if one.source == "bridge"
        ]
        assert [one.date.isoformat() for one in found] == bridges
        assert {one.status for one in found} <= {kind}


def test_a_bridge_keeps_the_name_of_what_is_bridged() -> None:
    found = of(THURSDAY, entry("2026-03-06", "Choice", "optional"), bridges="soft").status("2026-03-06")
    assert found.names == ("bridge day", "Choice")


def test_a_bridge_does_not_bridge_further() -> None:
    # Thu off, Fri bridge; were the Friday a day off, nothing more would follow from it.
    table = FakeTable((entry("2026-03-03", "Tue"),), weekends=((date.min, frozenset({6})),))
    calendar = Calendar(table, bridges="off")
    assert [one.date.day for one in calendar.named(date(2026, 3, 1), date(2026, 3, 8))] == [2, 3]


def test_a_bridge_is_only_as_sure_as_the_days_beside_it() -> None:
    moon = entry("2026-03-05", "Eid", projected=True)
    assert of(moon, bridges="soft").status("2026-03-06").confidence == "projected"
    assert of(THURSDAY, bridges="soft").status("2026-03-06").confidence == "announced"
    both = of(moon, entry("2026-03-03", "Tue"), bridges="soft")
    assert both.status("2026-03-04").confidence == "projected"


def test_a_bridge_is_found_across_new_year() -> None:
    # 2026-01-01 is a Thursday, 2024-12-31 a Tuesday before a Wednesday.
    last = of(entry("2026-01-01", "New Year"), bridges="soft")
    assert last.status("2026-01-02").source == "bridge"
    across = of(entry("2029-01-02", "Second"), bridges="soft")  # a Tuesday: Monday is 1 January
    assert across.status("2029-01-01").source == "bridge"
    before = of(entry("2030-01-01", "New Year"), bridges="soft")  # a Tuesday
    assert before.status("2029-12-31").source == "bridge"
    assert before.exceptions(*days("2029-12-01", "2029-12-31")).off == ()
    off = of(entry("2030-01-01", "New Year"), bridges="off")
    assert off.exceptions(*days("2029-12-01", "2029-12-31")).off == (day("2029-12-31"),)
    after = of(entry("2026-12-31", "Thu"), bridges="soft")  # Friday is 1 January 2027
    assert after.status("2027-01-01").source == "bridge"


def test_a_bridge_beside_the_end_of_the_data_is_not_guessed() -> None:
    add = ((date(2030, 1, 1), "New Year"),)  # a Tuesday: the Monday is 31 December 2029
    table = FakeTable(known_until=date(2029, 12, 31))
    assert Calendar(table, add=add, bridges="soft").status("2029-12-31").status == "working"
    assert Calendar(table, add=add, bridges="soft", beyond="warn").status("2029-12-31").source == "bridge"


def test_a_bridge_on_a_named_day_keeps_its_english_name_too() -> None:
    noted = entry("2026-03-06", "Dzień Kobiet", "optional", listed_name="Women's Day")
    found = of(THURSDAY, noted, bridges="off").status("2026-03-06")
    assert found.names == ("bridge day", "Dzień Kobiet")
    assert found.english_names == ("bridge day", "Women's Day")
    assert of(THURSDAY, bridges="off").status("2026-03-06").listed_names == ()
