"""Values of calendar files: dates, times, lengths, offsets and text (RFC 5545 section 3.3).

Law: what cannot be read is an `Unreadable` that says why; nothing is guessed and nothing overflows. Times are
seconds since 1970, on UTC's clock or on one that the property names; a date is its midnight.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal, NamedTuple

from overlap.core.civil import day_of

__all__ = [
    "DAY_SECONDS",
    "Length",
    "Stamp",
    "Unreadable",
    "decoded",
    "length_of",
    "offset_of",
    "shortened",
    "stamp_of",
    "text_of",
]

DAY_SECONDS: Final = 86_400

_STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.ASCII | re.IGNORECASE)
_LENGTH: Final = re.compile(
    r"([+-])?P(?=.)(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.ASCII | re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)

_SHOWN: Final = 60
"""Characters of a file's own text in a message: enough to find it, too few to flood a terminal."""


class Unreadable(Exception):
    """A part of a calendar that is skipped.

    Attributes:
        code: What kind of fault it is; docs/python.md lists them.
        message: What was found.
        hint: What the reader can do, or None.
    """

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class Stamp(NamedTuple):
    """A date, a wall time or an instant, in seconds since 1970 on its own clock."""

    kind: Literal["date", "wall", "utc"]
    seconds: int


class Length(NamedTuple):
    """A duration: days by the calendar, and exact seconds (RFC 5545 section 3.3.6)."""

    days: int
    seconds: int


def stamp_of(text: str) -> Stamp:
    """A date, or a date with a time. Its form decides, whatever VALUE says; seconds may be left out.

    Raises:
        Unreadable: If it is neither, or no date of the calendar.

    Example:
        >>> stamp_of("19700102T000030Z")
        Stamp(kind='utc', seconds=86430)
    """
    found = _STAMP.fullmatch(text.strip())
    if found is None:
        raise Unreadable("bad-time", f'"{shortened(text)}" is no date and no time')
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        seconds = day_of(date(int(year), int(month), int(day))) * DAY_SECONDS
    except ValueError:
        raise Unreadable("bad-time", f'"{shortened(text)}" is no date of the calendar') from None
    if hour is None:
        return Stamp("date", seconds)
    clock = (int(hour), int(minute), int(second or 0))
    if clock[0] > 23 or clock[1] > 59 or clock[2] > 60:
        raise Unreadable("bad-time", f'"{shortened(text)}" is no time of day')
    # A leap second, 60, is the last second of its minute here: wall clocks of the library have none.
    seconds += clock[0] * 3600 + clock[1] * 60 + min(clock[2], 59)
    return Stamp("utc" if utc else "wall", seconds)


def length_of(text: str) -> Length:
    """A duration from zero up, such as "PT1H30M" or "P1W".

    Raises:
        Unreadable: If it is none, or below zero.

    Example:
        >>> length_of("P1DT90M")
        Length(days=1, seconds=5400)
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        raise Unreadable("bad-time", f'"{shortened(text)}" is no length of time')
    sign = found[1]
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = Length(weeks * 7 + days, hours * 3600 + minutes * 60 + seconds)
    if sign == "-" and any(length):
        raise Unreadable("end-before-start", f'its length "{shortened(text)}" is below zero')
    return length


def offset_of(text: str) -> int:
    """Minutes east of UTC of an offset such as "+0530"; its seconds, if any, round down.

    Raises:
        Unreadable: If it is none, or a day or more.
    """
    found = _OFFSET.fullmatch(text.strip())
    if found is None or int(found[2]) > 23 or int(found[3]) > 59 or int(found[4] or 0) > 59:
        raise Unreadable("unknown-zone", f'"{shortened(text)}" is no offset from UTC')
    seconds = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4] or 0)
    return (-seconds if found[1] == "-" else seconds) // 60


def text_of(value: str) -> str:
    """TEXT without its escapes (RFC 5545 section 3.3.11); a line break is one."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def decoded(data: bytes) -> str:
    """Text of bytes: UTF-8, or else Windows' Western set, which old exports use."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def shortened(text: str) -> str:
    """A file's own text as a message shows it: cut, on one line, without control characters."""
    cut = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    return "".join(char if char.isprintable() else "\ufffd" for char in cut)
