"""The clock a TZID means.

Law: a name is looked up in lists and never in the file system. First the zones of the `tzdata` package, then
Windows' names, then what follows a vendor's prefix, then the file's own VTIMEZONE, read within bounds; a name
that is none of these is an error, never a floating time (RFC 5545 section 3.2.19).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Protocol

from overlap.adapters.ics_read_parts import Part
from overlap.adapters.ics_read_timezone import own_clock
from overlap.adapters.ics_read_values import Unreadable, shortened
from overlap.adapters.windows_zones import WINDOWS_ZONES
from overlap.core.zones import Zone, zone, zone_keys

__all__ = ["UTC_CLOCK", "Clock", "Clocks", "known_zone"]


class Clock(Protocol):
    """What turns wall minutes into instants and back."""

    def to_instant(self, wall: int) -> int:
        """The instant of a wall minute."""
        ...

    def to_wall(self, instant: int) -> int:
        """The wall minute at an instant."""
        ...


class _Utc:
    """The clock of instants, and of dates, which have no zone."""

    def to_instant(self, wall: int) -> int:
        """The same minute."""
        return wall

    def to_wall(self, instant: int) -> int:
        """The same minute."""
        return instant


UTC_CLOCK: Final[Clock] = _Utc()

_LONGEST_NAME: Final = 200
"""Characters of a TZID: Outlook's longest names have some seventy."""

_LEGACY: Final = {
    "CET": "Europe/Brussels",
    "CST6CDT": "America/Chicago",
    "EET": "Europe/Athens",
    "EST": "America/Panama",
    "EST5EDT": "America/New_York",
    "HST": "Pacific/Honolulu",
    "MET": "Europe/Brussels",
    "MST": "America/Phoenix",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
    "WET": "Europe/Lisbon",
    "Z": "UTC",
}
"""Keys of the database that people may not use, for as words they mean several zones; in a file they do not.

Source: the `backward` file of the IANA database since 2024b.
"""


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    """Every key of the database, by its name in lower case."""
    return {name.casefold(): name for name in sorted(zone_keys())}


def known_zone(name: str) -> Zone | None:
    """The zone of a name that is in the database or in Windows' list, a vendor's prefix apart.

    Example:
        >>> known_zone("W. Europe Standard Time").key
        'Europe/Berlin'
        >>> known_zone("/mozilla.org/20050126_1/America/Argentina/Ushuaia").key
        'America/Argentina/Ushuaia'
        >>> known_zone("America") is None
        True
    """
    text = name.strip()
    if not text or len(text) > _LONGEST_NAME:
        return None
    folded = text.casefold()
    key = _by_folded_name().get(folded) or WINDOWS_ZONES.get(folded) or _LEGACY.get(text.upper())
    if key is None and text.startswith("/"):
        parts = text.split("/")
        tails = ("/".join(parts[-size:]).casefold() for size in (3, 2, 1) if len(parts) > size)
        key = next(filter(None, map(_by_folded_name().get, tails)), None)
    return None if key is None else zone(key)


class Clocks:
    """The clocks of one calendar, each found once."""

    def __init__(self, parts: dict[str, Part], *, until: int) -> None:
        self._parts = parts
        self._until = until
        self._known: dict[str, Clock | Unreadable] = {}

    def clock(self, name: str) -> Clock:
        """The clock of a TZID.

        Raises:
            Unreadable: If nothing says what it means.
        """
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= _MOST_NAMES:
                raise Unreadable("unknown-zone", f"the file has more than {_MOST_NAMES} time zones")
            try:
                found = self._look_up(name)
            except Unreadable as error:
                found = error
            self._known[name] = found
        if isinstance(found, Unreadable):
            raise Unreadable(found.code, found.message, found.hint)  # anew: a traceback grows with each raise
        return found

    def _look_up(self, name: str) -> Clock:
        if len(name) > _LONGEST_NAME:
            raise Unreadable("unknown-zone", f'the time zone "{shortened(name)}" has {len(name)} characters')
        part = self._parts.get(name)
        # As a word "EST" means several zones; then a zone of the file's own says which.
        known = None if part is not None and name.upper() in _LEGACY else known_zone(name)
        if known is not None:
            return known
        if part is None:
            raise Unreadable(
                "unknown-zone",
                f'the time zone "{shortened(name)}" is no known one, and the file does not describe it',
                "ask for the calendar with IANA time zones, such as Europe/Berlin",
            )
        for one in part.properties():
            if one.name in ("X-LIC-LOCATION", "X-MICROSOFT-CDO-TZID") and (known := known_zone(one.value)):
                return known
        return own_clock(part, until=self._until)


_MOST_NAMES: Final = 2_000
"""Time zones of a calendar: more than three times those there are."""
