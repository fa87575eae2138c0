"""The `holidays` package, asked for one place, one category and one year at a time.

Law: every use is under one lock, and the answer becomes an immutable tuple at once; the package's
mutable object is thrown away. So neither threads nor languages nor the order of questions can
change a day. Nothing of the package is imported before the first place is asked for.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from overlap.adapters.statutory_corrections import (
    ARRANGED_YEARLY,
    FIRST_ARRANGED,
    GENERIC_DIWALI,
    GOVERNMENT_IS_OFF,
    KNOWN_FROM,
    KNOWN_UNTIL,
    ONE_MOON_LATE,
    SAMPLED_WEEK,
    WEEKENDS,
)
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.people.calendars import Entry, Status

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = ["LOCK", "Facts", "Place", "entity_of", "entries_of", "facts_of"]

_CORE: Final = ("public", "de_facto", "half_day", "optional", "government", "bank")
"""Categories in order of weight; others follow by name."""

_ESTIMATED: Final = re.compile(r" \((?:(.+), )?estimated\)")
_DIWALI: Final = re.compile("diwali|deepavali|divali", re.IGNORECASE)

LOCK: Final = Lock()
"""Guards every use of the package: its objects share state while they fill."""


class Place(NamedTuple):
    """A place the package knows: its canonical spelling, and how the package is asked for it."""

    code: str
    entity: str
    subdivision: str | None
    is_market: bool


class Facts(NamedTuple):
    """What holds for all years of a place."""

    categories: tuple[str, ...]
    weekend: frozenset[int]
    known_from: date
    known_until: date


def entity_of(place: Place, *, year: int | None = None, category: str | None = None) -> HolidayBase:
    """A fresh object of the package, filled for at most one year and one category.

    `language` is always given: without it the package looks at the environment of the process.
    """
    import holidays

    read = holidays.financial_holidays if place.is_market else holidays.country_holidays
    return read(
        place.entity,
        subdiv=place.subdivision,
        years=year,
        expand=False,
        language="en_US",
        categories=category,
    )


def facts_of(place: Place) -> Facts:
    """What holds for all years of a place."""
    with LOCK:
        return _read_facts(place)


@lru_cache(maxsize=1024)
def _read_facts(place: Place) -> Facts:
    entity = entity_of(place)
    week = (SAMPLED_WEEK + timedelta(days) for days in range(7))
    weekend = WEEKENDS.get(place.entity) or frozenset(day.weekday() for day in week if entity.is_weekend(day))
    whole, part = place.entity, place.code
    known_from = date(max(entity.start_year, FIRST_YEAR), 1, 1)
    known_until = date(min(entity.end_year, LAST_YEAR), 12, 31)
    supported = sorted(
        entity.supported_categories,
        key=lambda name: (_CORE.index(name) if name in _CORE else len(_CORE), name),
    )
    return Facts(
        tuple(supported),
        weekend,
        max(known_from, KNOWN_FROM.get(whole, known_from)),
        min(known_until, KNOWN_UNTIL.get(whole, known_until), KNOWN_UNTIL.get(part, known_until)),
    )


def entries_of(place: Place, year: int) -> tuple[Entry, ...]:
    """The named days of a place in a year, in order."""
    with LOCK:
        return _read_year(place, year)


@lru_cache(maxsize=8192)
def _read_year(place: Place, year: int) -> tuple[Entry, ...]:
    """The named days of a year, by date and then by weight of category."""
    guessed = _is_guessed(place, year)
    found: list[Entry] = []
    for category in _read_facts(place).categories:
        listed = entity_of(place, year=year, category=category)
        effect: Status | None = None
        if category == "government" and place.code in GOVERNMENT_IS_OFF:
            effect = "off"
        for on, names in listed.items():
            if on.year == year:
                found += (
                    _entry(place, Entry(on, name, category, place.code, effect, guessed))
                    for name in names.split("; ")
                )
        if category == "public":
            found += (
                Entry(on, "Swap day, worked", "swap", place.code)
                for on in listed.weekend_workdays
                if on.year == year
            )
    return tuple(sorted(found, key=lambda entry: entry.date))


def _entry(place: Place, entry: Entry) -> Entry:
    """An entry with its "(estimated)" label read, and with a known error of date repaired."""
    estimated = _ESTIMATED.search(entry.name)
    if estimated:
        kept = f" ({estimated[1]})" if estimated[1] else ""
        name = entry.name[: estimated.start()] + kept + entry.name[estimated.end() :]
        entry = entry._replace(name=name, projected=True)
    first_generic = GENERIC_DIWALI.get(place.entity)
    if first_generic is not None and entry.date.year >= first_generic and _DIWALI.search(entry.name):
        entry = entry._replace(date=ONE_MOON_LATE.get(entry.date, entry.date), projected=True)
    return entry


def _is_guessed(place: Place, year: int) -> bool:
    """Whether the year's days are still to be arranged: no swap day is announced yet."""
    arranging = ARRANGED_YEARLY.get(place.entity)
    if arranging is None or year < FIRST_ARRANGED:
        return False
    country = entity_of(Place(arranging, arranging, None, False), year=year, category="public")
    return not any(on.year == year for on in country.weekend_workdays)
