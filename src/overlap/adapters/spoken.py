"""The holidays of a team file, named in a language.

Law: a name is only shown in another language; by what it is found, its dates and what it does stay. A
place without the language keeps its English names; that no place has it is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, final

from overlap.adapters.place_tables import place_table
from overlap.adapters.statutory import HolidayCalendar
from overlap.errors import BadArgument
from overlap.people.calendars import Calendar
from overlap.people.members import Observance

__all__ = ["Spoken"]


@final
class Spoken:
    """Where calendars and what people observe come from, with names in a language where there are any.

    Args:
        language: See `HolidayCalendar.in_language`.
        calendars: Makes calendars in English; what is no `HolidayCalendar` keeps its names.
        observances: Makes what people observe, in English.
    """

    def __init__(
        self,
        language: str,
        calendars: Callable[..., Calendar],
        observances: Callable[[str, str | None], Observance],
    ) -> None:
        self._language = language
        self._calendars = calendars
        self._observances = observances
        self._is_found = False
        self._without: dict[str, None] = {}

    def calendar(self, place: str | tuple[str, ...], **edits: Any) -> Calendar:
        """The calendar of a place with its edits, as it is in English but for the names."""
        return self._named(self._calendars(place, **edits))

    def observance(self, what: str, place: str | None) -> Observance:
        """What people keep, as it is in English but for the names."""
        found = self._observances(what, place)
        return replace(found, calendars=tuple(self._named(one) for one in found.calendars))

    def check(self) -> None:
        """That some place has the language, if any place was asked.

        Raises:
            BadArgument: If none has; with the languages there are.
        """
        if self._without and not self._is_found:
            place_table(tuple(self._without)).in_language(self._language)

    def _named(self, calendar: Calendar) -> Calendar:
        if not isinstance(calendar, HolidayCalendar):
            return calendar
        try:
            named = calendar.in_language(self._language)
        except BadArgument:
            self._without.update(dict.fromkeys(calendar.places))
            return calendar
        self._is_found = True
        return named
