"""The holidays of a team file: places and edits as calendars, and the dates of Ramadan.

Law: each distinct calendar is built once in a reading. When it cannot be built, each place and
each edit is tried alone, so that every one at fault is named. A dated edit outside the data has
no effect and is a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar

from overlap.adapters.team_table import Table
from overlap.adapters.toml_positions import Path
from overlap.errors import BadHoliday, OverlapError
from overlap.people.calendars import HolidayCalendar

__all__ = ["Calendars", "Ramadans", "Sources", "read_holidays", "warn_beyond"]

Found = TypeVar("Found")
Edits = dict[str, list[object]]
Try = tuple[str | tuple[str, ...], Edits, Path]
Calendars = Callable[..., HolidayCalendar]
Ramadans = Callable[[str], tuple[tuple[date, date], ...]]

_MOST_FAILURES: Final = 25
"""Different failures in one reading; each is searched for near names, up to half a second long."""


class Sources:
    """Where calendars and Ramadan dates come from; each answer is remembered, errors too.

    Args:
        calendars: Called as `adapters.statutory.holiday_calendar`; that function by default.
        ramadans: Called as `adapters.hijri.ramadan_dates`; that function by default.
    """

    def __init__(self, calendars: Calendars | None = None, ramadans: Ramadans | None = None) -> None:
        self._calendars = calendars
        self._ramadans = ramadans
        self._known: dict[object, object] = {}
        self._failures = 0

    def calendar(self, place: str | tuple[str, ...], edits: Edits) -> HolidayCalendar:
        """The calendar of a place with its edits.

        Raises:
            OverlapError: As the source does.
        """
        key = (place, tuple((name, tuple(items)) for name, items in edits.items()))
        return self._remembered(key, lambda: self._holiday_calendar()(place, **edits))

    def ramadan(self, place: str) -> tuple[tuple[date, date], ...]:
        """The first and last dates of each known Ramadan of a place.

        Raises:
            OverlapError: As the source does.
        """
        return self._remembered(("ramadan", place), lambda: self._ramadan_dates()(place))

    def _remembered(self, key: object, ask: Callable[[], Found]) -> Found:
        if key not in self._known:
            if self._failures >= _MOST_FAILURES:
                raise BadHoliday(
                    "not looked up, because too many places and days before it are unknown",
                    hint="repair those first",
                )
            try:
                self._known[key] = ask()
            except OverlapError as error:
                self._failures += 1
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, OverlapError):
            raise found.with_traceback(None)
        return found  # type: ignore[return-value] # what `ask` of the same key returned

    def _holiday_calendar(self) -> Calendars:
        if self._calendars is None:
            from overlap.adapters.statutory import holiday_calendar

            self._calendars = holiday_calendar
        return self._calendars

    def _ramadan_dates(self) -> Ramadans:
        if self._ramadans is None:
            from overlap.adapters.hijri import ramadan_dates

            self._ramadans = ramadan_dates
        return self._ramadans


def read_holidays(owner: Table, sources: Sources) -> HolidayCalendar | None:
    """The calendar of a team's or member's `holidays`, or None."""
    if isinstance(owner.values.get("holidays"), str):
        place = owner.text("holidays") or ""
        return _built(owner, sources, place, {}, [], ("holidays",))
    table = owner.table("holidays", "holidays", f"the holidays of {owner.what}")
    if table is None:
        return None
    table.need("place", example='write place = "PH"')
    places: str | tuple[str, ...] | None
    if isinstance(table.values.get("place"), list):
        places = tuple(table.texts("place") or ())
        if table.values["place"] == []:
            table.fault("unknown-place", "place is an empty list", "name at least one place", at="place")
    else:
        places = table.text("place")
    edits, paths = _edits(table)
    if not places:
        return None
    calendar = _built(table, sources, places, edits, paths, ("place",))
    if table.is_wrong:
        return None
    if calendar is not None:
        _warn_beyond(table, calendar)
    return calendar


def _edits(table: Table) -> tuple[Edits, list[Path]]:
    """The edits that can be read, and the path of each but the weekend, in order."""
    found: list[tuple[str, int, object]] = []
    for key in ("include", "exclude"):
        found += [(key, index, item) for index, item in table.texts_or_dates(key)]
    for key in ("add", "working"):
        for inner in table.tables(key, "named_day", f'a day of "{key}" in {table.what}'):
            inner.need("date", "name", example='write { date = 2027-08-20, name = "Founders\' day" }')
            day, name = inner.date("date"), inner.text("name")
            if name is not None and not name.strip():
                inner.fault("bad-holiday", "the day has no name", "say why the day differs", at="name")
            if not inner.is_wrong:
                found.append((key, int(inner.path[-1]), (day, name)))
    for inner in table.tables("move", "move", f'a day of "move" in {table.what}'):
        inner.need("from", "to", example="write { from = 2025-10-20, to = 2025-10-21 }")
        days = (inner.date("from"), inner.date("to"))
        if not inner.is_wrong:
            found.append(("move", int(inner.path[-1]), days))
    edits: Edits = {}
    for key, _, item in found:
        edits.setdefault(key, []).append(item)
    weekend = table.weekdays("weekend")
    if weekend is not None:
        edits["weekend"] = list(weekend)
    return edits, [(key, index) for key, index, _ in found]


def _items(table: Table) -> list[object]:
    """The list of places as it is written, wrong ones among them."""
    written = table.values.get("place")
    return written if isinstance(written, list) else []


def _built(
    table: Table, sources: Sources, places: str | tuple[str, ...], edits: Edits, paths: list[Path], at: Path
) -> HolidayCalendar | None:
    try:
        return sources.calendar(places, edits)
    except OverlapError as error:
        tries: list[Try] = [(places, {}, at)]
        if isinstance(places, tuple):
            tries = [(one, {}, (*at, index)) for index, one in enumerate(_items(table)) if one in places]
        if not _faults(table, sources, tries):
            single = ({key: [item]} for key, items in edits.items() if key != "weekend" for item in items)
            tries = [(places, edit, path) for edit, path in zip(single, paths, strict=True)]
            if not _faults(table, sources, tries):
                table.caught(error)
        return None


def _faults(table: Table, sources: Sources, tries: list[Try]) -> bool:
    """Report what fails on its own; whether anything did."""
    found = False
    for places, edits, at in tries:
        try:
            sources.calendar(places, edits)
        except OverlapError as error:
            table.caught(error, at=at)
            found = True
    return found


def _warn_beyond(table: Table, calendar: HolidayCalendar) -> None:
    """Warn of each dated edit that the data do not reach."""
    dated: list[tuple[date, Path]] = []
    dated += [(day, ("add", i, "date")) for i, (day, _) in enumerate(calendar.add)]
    dated += [(day, ("working", i, "date")) for i, (day, _) in enumerate(calendar.working)]
    dated += [(day, ("move", i, "to")) for i, (_, day) in enumerate(calendar.move)]
    dated += [(day, ("include", i)) for i, day in enumerate(calendar.include) if isinstance(day, date)]
    dated += [(day, ("exclude", i)) for i, day in enumerate(calendar.exclude) if isinstance(day, date)]
    for day, at in dated:
        warn_beyond(table, calendar, day, at)


def warn_beyond(table: Table, calendar: HolidayCalendar, day: date, at: Path) -> None:
    """Warn if a calendar knows nothing of a date."""
    known = calendar.table
    if not known.known_from <= day <= known.known_until:
        table.fault(
            "beyond-data",
            f"the holidays of {' and '.join(calendar.places)} are known from "
            f"{known.known_from.isoformat()} to {known.known_until.isoformat()}, not on {day.isoformat()}",
            "nothing can be answered about dates beyond the data",
            at=at,
            severity="warning",
        )
