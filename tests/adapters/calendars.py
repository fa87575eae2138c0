"""Calendar files written by hand for tests, and a reader of what comes of them."""

from __future__ import annotations

from typing import Any

from overlap.adapters.busy_reader import read_busy
from overlap.adapters.busy_reading import BusyReading
from overlap.core.civil import iso_minute

__all__ = ["BERLIN", "PHONE", "calendar", "codes", "event", "read", "starts", "times"]

BERLIN = """\
BEGIN:VTIMEZONE
TZID:Office
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
"""The clock of Berlin under a name that nobody knows."""

PHONE = "DTSTART;TZID=America/New_York:20260302T090000"


def event(*lines: str, uid: str = "one") -> str:
    """A VEVENT of some lines."""
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*parts: str) -> str:
    """A VCALENDAR of components and properties."""
    whole = "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{whole}END:VCALENDAR\n"


def read(*parts: str, first: str = "2026-03-01", last: str = "2026-03-31", **options: Any) -> BusyReading:
    """What a calendar of some components says of March 2026, or of other dates."""
    return read_busy(calendar(*parts), first, last, **options)


def times(found: BusyReading) -> list[tuple[str, str]]:
    """The blocks' ends, as instants or as first and last date."""
    return [(one.to_dict()["start"], one.to_dict()["end"]) for one in found.blocks]


def starts(found: BusyReading) -> list[str]:
    """When the blocks begin: `02T14:00` of March, or a date."""
    return [
        f"{one.busy.start // 1440 - 20512:02d}" if one.busy.is_all_day else iso_minute(one.busy.start)[8:-1]
        for one in found.blocks
    ]


def codes(found: BusyReading) -> list[str]:
    """What was skipped, by code."""
    return [one.code for one in found.skipped]
