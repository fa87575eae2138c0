"""Statutory holidays of countries, their subdivisions and markets, as calendars.

Law: a date without data is an error later, in `HolidayCalendar`, and never "working". Where the data end,
thin out or are known to be wrong, `statutory_corrections` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from overlap.adapters.package_days import entries_of, facts_of
from overlap.adapters.place_names import HOW_TO_WRITE, either, place_of
from overlap.core.civil import parse_date, parse_weekdays
from overlap.errors import BadHoliday, BeyondData, UnknownPlace
from overlap.people.calendars import Entry, HolidayCalendar

__all__ = ["PlaceTable", "holiday_calendar", "place_table"]

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

_NAMED_YEARS: Final = (*range(2026, 2036), *range(2025, 2014, -1))
"""Where a name to include or exclude must be listed at least once, nearest years first."""


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """The statutory days of one or several places; a `StatutoryTable`.

    Tables of the same places are equal values. Days of several places are united: a day off in
    one of them is in the table.

    Attributes:
        places: Canonical spelling, such as "PH", "IN-KA" or "market:XNYS".
        weekend: Weekday numbers of the rest days of the first place, 0 for Monday.
        known_from: The first date that all places know.
        known_until: The last date that all places know, at most 2099-12-31.
    """

    places: tuple[str, ...]
    weekend: frozenset[int]
    known_from: date
    known_until: date

    def entries(self, year: int) -> tuple[Entry, ...]:
        """The named days of a year, of every category and place, by date.

        The package's categories are kept. The category "swap" is ours: a rest day that is worked
        in exchange for another, as announced. The package's "workday" is a named day that is
        worked. Neither is a day off.

        Raises:
            BeyondData: If no date of the year is known.
        """
        if not self.known_from.year <= year <= self.known_until.year:
            raise BeyondData(
                f"nothing is known of the holidays of {' and '.join(self.places)} in {year}",
                hint=f"the data run from {self.known_from.isoformat()} to {self.known_until.isoformat()}",
            )
        if len(self.places) == 1:
            return entries_of(place_of(self.places[0]), year)
        found = (entry for code in self.places for entry in entries_of(place_of(code), year))
        return tuple(sorted(found, key=lambda entry: entry.date))


def place_table(place: str | Sequence[str]) -> PlaceTable:
    """The statutory table of a place, or of several united.

    Args:
        place: See `holiday_calendar`.

    Raises:
        UnknownPlace: If there is no such place.
    """
    given = [place] if isinstance(place, str) else place
    if not isinstance(given, Sequence) or not given:
        raise UnknownPlace(f"{place!r} is not a place", hint=HOW_TO_WRITE, field="place")
    places = tuple(dict.fromkeys(place_of(one) for one in given))
    facts = [facts_of(one) for one in places]
    return PlaceTable(
        tuple(one.code for one in places),
        facts[0].weekend,
        max(one.known_from for one in facts),
        min(one.known_until for one in facts),
    )


def holiday_calendar(
    place: str | Sequence[str],
    *,
    include: Iterable[str | date] = (),
    exclude: Iterable[str | date] = (),
    add: Iterable[tuple[str | date, str]] = (),
    move: Iterable[tuple[str | date, str | date]] = (),
    working: Iterable[tuple[str | date, str]] = (),
    weekend: Iterable[str] | None = None,
) -> HolidayCalendar:
    """The holiday calendar of a place with a team's edits on top.

    Args:
        place: A country ("PH", "Philippines"), a subdivision ("IN-KA", "IN-Karnataka") or a
            market ("market:XNYS"), in any case; or several, whose days are united. The rest days
            are then those of the first place.
        include: Names or parts of names of listed days that are off here, such as "carnival"; or
            dates.
        exclude: Names, parts of names or dates that are worked here.
        add: Dates that are off, each with its name.
        move: Listed days off and the dates on which they are observed instead.
        working: Dates that are worked, each with its name, even on a rest day.
        weekend: Weekday names of the rest days, such as ["fri", "sat"], if not the place's.

    Raises:
        UnknownPlace: If there is no such place; the hint names near ones.
        BadHoliday: If an edit cannot apply: a name is never listed there, a date to move is no
            day off, or two edits contradict each other.
        BadDate: If a text is no date.
        BadArgument: If a weekday is none.

    Example:
        >>> holiday_calendar("in-mh", include=["diwali"]).status("2026-11-08").name
        'Diwali'
    """
    table = place_table(place)
    included = _names_or_dates(include, "include")
    excluded = _names_or_dates(exclude, "exclude")
    _require_listed(table, included, "include")
    _require_listed(table, excluded, "exclude")
    added = _named_dates(add, "add")
    worked = _named_dates(working, "working")
    rest = table.weekend if weekend is None else parse_weekdays(_several(weekend, "weekend"), field="weekend")
    moved = tuple(
        (parse_date(old, field="move"), parse_date(new, field="move")) for old, new in _pairs(move, "move")
    )
    calendar = HolidayCalendar(table, included, excluded, added, (), worked, rest)
    for old, new in moved:
        if not table.known_from <= min(old, new) <= max(old, new) <= table.known_until:
            raise BadHoliday(
                f"{old.isoformat()} is moved to {new.isoformat()}, "
                f"but the data of {' and '.join(table.places)} "
                f"run from {table.known_from.isoformat()} to {table.known_until.isoformat()}",
                hint="move a day to a date that is known as well",
                field="move",
            )
        if calendar.status(old).status not in ("off", "part"):
            raise BadHoliday(
                f"{old.isoformat()} is moved, but it is no day off in {' and '.join(table.places)}",
                hint='use "add" for the new date, or "include" the day first',
                field="move",
            )
    return HolidayCalendar(table, included, excluded, added, moved, worked, rest) if moved else calendar


# The edits as they are written.


def _several(values: Iterable[object], field: str) -> tuple[object, ...]:
    if isinstance(values, (str, date)) or not isinstance(values, Iterable):
        raise BadHoliday(f"{values!r} is not a list", hint=f"write {field} = [...]", field=field)
    return tuple(values)


def _names_or_dates(values: Iterable[str | date], field: str) -> tuple[str | date, ...]:
    found: list[str | date] = []
    for value in _several(values, field):
        if isinstance(value, date):
            found.append(parse_date(value, field=field))
        elif not isinstance(value, str) or not value.strip():
            raise BadHoliday(
                f"{value!r} is neither the name of a day nor a date",
                hint='write a name such as "Diwali", or YYYY-MM-DD',
                field=field,
            )
        else:
            text = value.strip()
            found.append(parse_date(text, field=field) if _ISO_DATE.fullmatch(text) else text)
    return tuple(found)


def _pairs(values: Iterable[object], field: str) -> Iterable[tuple[str | date, str | date]]:
    for value in _several(values, field):
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
            what = "date to date" if field == "move" else "date and name"
            raise BadHoliday(f"{value!r} is not a pair of {what}", hint="write both", field=field)
        yield value[0], value[1]


def _named_dates(values: Iterable[object], field: str) -> tuple[tuple[date, str], ...]:
    found: list[tuple[date, str]] = []
    for on, name in _pairs(values, field):
        if not isinstance(name, str) or not name.strip():
            raise BadHoliday(f"{name!r} is not a name", hint="say why the day differs", field=field)
        found.append((parse_date(on, field=field), name.strip()))
    return tuple(found)


def _require_listed(table: PlaceTable, wanted: tuple[str | date, ...], field: str) -> None:
    """Refuse a name that no listed day carries: it would silently do nothing."""
    missing = {name.casefold(): name for name in wanted if isinstance(name, str)}
    if not missing:
        return
    listed: dict[str, str] = {}
    for year in _NAMED_YEARS:
        if table.known_from.year <= year <= table.known_until.year:
            listed.update((entry.name.casefold(), entry.name) for entry in table.entries(year))
            for low in [low for low in missing if any(low in name for name in listed)]:
                del missing[low]
            if not missing:
                return
    from difflib import get_close_matches

    low, name = next(iter(missing.items()))
    near = [listed[match] for match in get_close_matches(low, listed, n=3, cutoff=0.6)]
    places = " and ".join(table.places)
    raise BadHoliday(
        f'no day of {places} is called "{name}"',
        hint=f"did you mean {either(near)}?" if near else 'give it a date with "add"',
        field=field,
    )
