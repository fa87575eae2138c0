"""What people keep besides their team's days: a festival, a tradition, the days of a place.

Law: dates come from a place's list. Where people live, if that place lists the festival or counts the
tradition's days; else from the festival's home. A festival beyond its list is an error, as anywhere:
a moon cannot be carried on by a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from overlap.adapters.festivals import FESTIVALS, TRADITIONS, alias_of
from overlap.adapters.place_tables import place_table
from overlap.adapters.statutory import HolidayCalendar
from overlap.errors import BadHoliday, UnknownPlace
from overlap.people.listed import shown
from overlap.people.members import Observance
from overlap.people.names import either, folded, near_names

__all__ = ["observance"]

_CATEGORIES: Final[Mapping[str, str]] = {"jewish": "hebrew", "muslim": "islamic"}
"""Categories of the package that list a tradition's days under another word."""

_HOMES: Final = {one.alias: one.home for one in FESTIVALS}


def observance(what: str, place: str | None = None) -> Observance:
    """What people observe, as calendars whose days off they take.

    Args:
        what: A festival ("diwali", "Eid al-Adha"), a tradition ("hindu", "jewish") or a place whose
            days they keep ("IN-KA"), in any case.
        place: Where they live: its own dates are taken where it has them.

    Raises:
        BadHoliday: If it is none of these; the hint names near ones.
        UnknownPlace: If `place` is no place.

    Example:
        >>> kept = observance("Deepavali")
        >>> kept.what, kept.calendars[0].places, kept.calendars[0].status("2026-11-08").status
        ('diwali', ('IN',), 'off')
    """
    text = what.strip() if isinstance(what, str) else ""
    alias = alias_of(text)
    if alias is not None:
        return Observance(alias, _calendars((alias,), place))
    tradition = _tradition(text)
    if tradition is not None:
        return Observance(tradition, _of_tradition(tradition, place))
    try:
        calendar = HolidayCalendar(what)
    except UnknownPlace as error:
        raise _unknown(what, text) from error
    return Observance(calendar.places[0], (calendar,))


def _tradition(text: str) -> str | None:
    wanted = folded(text)
    return next((one for one in TRADITIONS if folded(one) == wanted), None)


def _of_tradition(tradition: str, place: str | None) -> tuple[HolidayCalendar, ...]:
    """The days that a place lists for a tradition; without such a list, the tradition's festivals."""
    aliases = TRADITIONS[tradition]
    if place is not None:
        category = _CATEGORIES.get(tradition, tradition)
        if category in place_table(place).categories:
            listed = (alias for alias in aliases if _lists(place, alias))
            return (HolidayCalendar(place, only=(category, *listed)),)
    return _calendars(aliases, place)


def _calendars(aliases: tuple[str, ...], place: str | None) -> tuple[HolidayCalendar, ...]:
    """Festivals by the places whose lists give their dates, one calendar for each place."""
    by_place: dict[str, list[str]] = {}
    for alias in aliases:
        home = _HOMES[alias]
        if place is not None and (home is None or _lists(place, alias)):
            home = place
        if home is None:
            raise BadHoliday(
                f"the dates of {alias} differ from place to place",
                hint="say where, or name a place instead",
                field="observes",
            )
        by_place.setdefault(home, []).append(alias)
    return tuple(HolidayCalendar(home, only=of_home) for home, of_home in by_place.items())


def _lists(place: str, alias: str) -> bool:
    """Whether a place lists a festival."""
    place_table(place)
    try:
        HolidayCalendar(place, only=(alias,))
    except BadHoliday:
        return False
    return True


def _unknown(what: object, text: str) -> BadHoliday:
    near = near_names(text, (*_HOMES, *TRADITIONS)) if text else []
    hint = f'write a festival such as "diwali", a place such as "IN-KA", or one of {", ".join(TRADITIONS)}'
    return BadHoliday(
        f"{shown(what)} is neither a festival nor a tradition nor a place",
        hint=f"did you mean {either(near)}?" if near else hint,
        field="observes",
    )
