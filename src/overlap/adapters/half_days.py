"""Names of listed days without the package's labels, and the clock times of days that are partly off.

Law: a time is either in the day's name or in a table row with its source; where neither has one, the
answer is that none is known, never a guess. Nothing here asks the `holidays` package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

__all__ = ["base_name", "minutes_off"]

_NOON: Final = 12 * 60
_END: Final = 24 * 60
"""Midnight at the end of the day, in minutes after the midnight at its start."""

_LABEL: Final = re.compile(
    r" \((?:observed|estimated|observed, estimated|substitute day|in lieu|additional holiday|Adjusted Holiday"
    r"|half-day closing|Half-Day Trading Day|[Aa]fternoon|No Settlement"
    r"|(?:from|until|substituted from) [^()]*|markets (?:close|pause) [^()]*|workday shortened by [^()]*)\)"
)
"""Every label that holidays 0.109 appends in its en_US names from 1970 to 2100. Any other parenthesis is
part of a name: "Eid al-Fitr (Second Day)", "Diwali (South India)", "Good Friday (Orthodox)"."""

_CLOCK: Final = re.compile(
    r"\((?P<word>from|until|markets close at|markets pause at) "
    r"(?:(?P<noon>noon|midday)|(?P<hour>\d{1,2})(?::(?P<minute>\d\d))? ?(?P<half>[ap]\.?m\.?)?)"
    r"(?: (?P<zone>[A-Z]{2,5}))?\)"
)
_AFTERNOON: Final = re.compile(r"\([Aa]fternoon\)")

_BEHIND_CET: Final[Mapping[str, int]] = {"market:XDUB": 60, "market:XLIS": 60}
"""Minutes by which the clocks of a city are behind the CET that its market's names are written in, all
year. Everywhere else the zone in the name is the place's own."""

_CATEGORIES: Final = frozenset({"half_day", "optional"})
"""Where a listed day without a time in its name may be part of a day."""

_TIMES: Final[Mapping[tuple[str, str], tuple[int, int]]] = {
    # Federal ordinances for 2024 (Portaria MGI 8.617/2023), 2025, and 2026 (Portaria MGI 11.460/2025): "ponto
    # facultativo até as 14 horas". States decide for their own staff: São Paulo until noon, Rio all day.
    ("BR", "Ash Wednesday"): (0, 14 * 60),
    # The same ordinances for 2025 and 2026: "após as 13 horas".
    ("BR", "Christmas Eve"): (13 * 60, _END),
    ("BR", "New Year's Eve"): (13 * 60, _END),
    # so.ch, Feiertage im Kanton Solothurn: "1. Mai Nachmittag".
    ("CH-SO", "Labor Day"): (_NOON, _END),
    # stadt-zuerich.ch, Feiertage und Betriebsferientage: half days are "die Nachmittage des Sechseläutens,
    # des Knabenschiessens und des 24. Dezembers". The other eves only end "earlier", at no stated time.
    ("CH-Stadt Zurich", "Christmas Eve"): (_NOON, _END),
    ("CH-Stadt Zurich", "Knabenschiessen"): (_NOON, _END),
    ("CH-Stadt Zurich", "Sechseläuten"): (_NOON, _END),
    # provinz.bz.it, notice of 2024-02-07: offices are closed on both afternoons "wie vom Gesetz vorgesehen".
    ("IT-BZ", "Fat Thursday"): (_NOON, _END),
    ("IT-BZ", "Last Day of Carnival"): (_NOON, _END),
    # asx.com.au, trading calendar: early close at 14:10, Sydney time.
    ("market:XASX", "Last Business Day before Christmas Day"): (14 * 60 + 10, _END),
    ("market:XASX", "Last Business Day of the Year"): (14 * 60 + 10, _END),
    # hkex.com.hk, trading hours of the securities market: on the eves of Christmas, New Year and Lunar New
    # Year the closing auction ends by 12:10.
    ("market:XHKG", "Chinese New Year's Eve"): (_NOON + 10, _END),
    ("market:XHKG", "Christmas Eve"): (_NOON + 10, _END),
    ("market:XHKG", "New Year's Eve"): (_NOON + 10, _END),
}
"""Minutes off of days whose names state no time, by place or its country and by base name. Not here, for
want of a stated time: Estonia (three hours shorter, Employment Contracts Act § 53, so it depends on one's
own day), China (half a day for some groups), Curaçao, the Faroe Islands and Greece."""

_FIRST_AT_ONE: Final = 2025
"""The first year in which Brazil's federal eves begin at 13:00. For 2024 it was 14:00: Portaria MGI
8.617/2023."""


def base_name(name: str) -> str:
    """The name of a day without the labels that the package appends.

    Example:
        >>> base_name("Eid al-Fitr (observed, estimated)"), base_name("Republic Day (from 1pm)")
        ('Eid al-Fitr', 'Republic Day')
        >>> base_name("Diwali (South India)")
        'Diwali (South India)'
    """
    return _LABEL.sub("", name)


def minutes_off(place: str, category: str, name: str, on: date) -> tuple[int, int] | None:
    """The part of a day that is off, where it is known.

    Args:
        place: Code of the place, such as "BR-SP" or "market:XNYS".
        category: Category under which the package lists the day. A time in the name holds in any.
        name: The day's English name, with its labels.
        on: Its date.

    Returns:
        Start and end, half-open, in minutes after midnight from 0 to 1440 on the clocks of the place;
        or None if nothing states them.

    Example:
        >>> minutes_off("TR", "half_day", "Republic Day (from 1pm)", date(2026, 10, 28))
        (780, 1440)
        >>> minutes_off("BR-SP", "optional", "Ash Wednesday", date(2026, 2, 18))
        (0, 840)
        >>> minutes_off("GR", "half_day", "Christmas Eve", date(2026, 12, 24)) is None
        True
    """
    stated = _CLOCK.search(name)
    if stated is not None:
        at = (
            _NOON
            if stated["noon"]
            else _minutes(int(stated["hour"]), int(stated["minute"] or 0), stated["half"])
        )
        if stated["zone"] == "CET":
            at -= _BEHIND_CET.get(place, 0)
        return (0, at) if stated["word"] == "until" else (at, _END)
    if _AFTERNOON.search(name):
        return _NOON, _END
    if category not in _CATEGORIES:
        return None
    country, base = place.partition("-")[0], base_name(name)
    found = _TIMES.get((place, base)) or _TIMES.get((country, base))
    if found is not None and country == "BR" and found[1] == _END and on.year < _FIRST_AT_ONE:
        return 14 * 60, _END
    return found


def _minutes(hour: int, minute: int, half: str | None) -> int:
    """Minutes after midnight; 12am is midnight and 12pm noon."""
    if half is None:
        return 60 * hour + minute
    return 60 * (hour % 12 + (12 if half.startswith("p") else 0)) + minute
