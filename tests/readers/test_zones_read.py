"""Strangers that take a zone from the file find our zones right, before and after each change of clocks."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from overlap.adapters.vtimezone import is_simple, vtimezone_text
from overlap.core.zones import zone_keys
from tests.properties.oracle import DAY, day_date, minute_of, offset_shown
from tests.properties.strategies import NASTY_ZONES
from tests.readers.battery import READERS, Instance, Question, Reader, ask, calendar

FIRST, END = minute_of(2024), minute_of(2033)

TRUSTING = [reader for reader in READERS if reader.trusts_files and reader.name != "Radicale"]
"""Radicale reads zones through vobject."""


@cache
def zones() -> list[str]:
    """Zones with changes of their own, those with unusual rules, and some others."""
    unusual = {key for key in zone_keys() if not is_simple(key, FIRST, END)}
    return sorted(unusual | {*NASTY_ZONES, "Europe/London", "Asia/Kathmandu", "America/Sao_Paulo"})


@cache
def instants(key: str) -> list[int]:
    """Instants within a day and two either side of each change, and one a half-year."""
    steps = [(at, offset_shown(key, at)) for at in range(FIRST, END, DAY)]
    changed = [at for (_, before), (at, after) in pairwise(steps) if before != after]
    # The change is within the day before; three hours more, and its skipped or repeated times are over.
    near = {at + away for at in changed for away in (-2 * DAY, 180)}
    return sorted(at for at in near | {*range(FIRST, END, 183 * DAY)} if FIRST <= at < END)


@cache
def question(key: str) -> Question:
    """A file with an event of an hour at each instant, on the zone's clock."""
    events = []
    for at in instants(key):
        day, minute = divmod(at + offset_shown(key, at), DAY)
        local = f"{day_date(day):%Y%m%d}T{minute // 60:02d}{minute % 60:02d}00"
        events.append(
            f"BEGIN:VEVENT\nUID:{at}@example.com\nDTSTAMP:20260101T000000Z\nSUMMARY:{at}\n"
            f"DTSTART;TZID={key}:{local}\nDURATION:PT1H\nEND:VEVENT"
        )
    return Question(key, calendar(vtimezone_text(key, FIRST, END), *events), FIRST - DAY, END + DAY)


@pytest.mark.parametrize("reader", TRUSTING, ids=lambda one: one.name)
def test_a_reader_without_zones_of_its_own_is_right_by_ours(reader: Reader) -> None:
    keys = zones()
    found = ask(reader, [question(key) for key in keys])
    wrong: dict[str, object] = {}
    for key in keys:
        expected: list[Instance] = [(at, at + 60, str(at)) for at in instants(key)]
        if found[key] != expected:
            wrong[key] = found[key] if isinstance(found[key], str) else set(found[key]) ^ set(expected)
    assert wrong == {}
    assert len(keys) > 45
