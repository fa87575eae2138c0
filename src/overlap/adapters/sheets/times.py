"""Times of day, stretches and breaks as people write them in spreadsheets.

Law: a time is whole minutes after midnight, and what could be two times is none. A number between 0 and 1 is
the part of the day that has passed, as Excel stores times; 24:00 is a time only where something ends.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final, NoReturn

from overlap.adapters.sheets.grid import Value
from overlap.adapters.sheets.weekdays import weekdays_of
from overlap.adapters.team_reading import shown
from overlap.core.civil import DAY, WEEKDAYS, time_text
from overlap.errors import BadTime, OverlapError
from overlap.people.shifts import Break

__all__ = ["breaks_of", "is_off", "minute_of", "minutes_of", "stretch_of"]

_TWELVE: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?::?(\d{2}))?)?\s*([ap])\.?\s*m?\.?")
_CLOCK: Final = re.compile(r"(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.0+)?)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{2})")
_PLAIN: Final = re.compile(r"(\d{2})(\d{2})")
_FRACTION: Final = re.compile(r"0?\.\d+|[01](?:\.0)?")
_WORDS: Final = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_BETWEEN: Final = re.compile(r"\s*(?:-|–|—|−|\bto\b|\buntil\b)\s*")

_OFF: Final = frozenset(
    (
        *("off", "day off", "dayoff", "rest", "rest day", "restday", "rd", "-", "–", "—", "n/a"),
        *(
            "leave",
            "annual leave",
            "vacation",
            "pto",
            "sick",
            "sick leave",
            "holiday",
            "absent",
            "not working",
        ),
    )
)
"""What stands in place of times where nobody works."""

_LAST_DAY_BEFORE: Final = datetime(1899, 12, 31, tzinfo=UTC).toordinal()
"""The date that Excel shows for the day before the number 1; 1 itself is then 24:00."""

_EXACT: Final = 1e-4
"""Minutes by which a stored part of a day may miss a whole minute: rounding, never seconds. Text of one
has been cut to nine digits or more, so it misses by less too."""

_BREAK: Final = re.compile(
    r"(?P<minutes>\d{1,3})\s*min(?:utes?|s)?\s+after\s+(?P<after>\d{1,4})\s*min(?:utes?|s)?(?P<more>.*)", re.I
)
_TIMED_BREAK: Final = re.compile(
    r"(?P<times>\S[^;]{0,20}?\s?(?:[-–—−]|\bto\b)\s?.{0,12}?\d(?:\s?[ap]\.?m\b\.?)?)(?P<more>(?:\s+[a-z].*)?)",
    re.I,
)
_LENGTH: Final = re.compile(
    r"(\d{1,4})\s*(?:m|min|mins|minutes?)?|(\d{1,2}):([0-5]\d)(?::00)?|(\d{1,2})\s*(?:h|hours?|hrs?)", re.I
)

_LONGEST_BREAK_HOURS: Final = 3

_LONGEST: Final = 200
"""Characters of a cell that can hold times."""


def is_off(value: Value) -> bool:
    """Whether a cell says that nobody works: "off", "rest day", "leave"."""
    return isinstance(value, str) and value.casefold() in _OFF


def minute_of(value: Value, *, end: bool = False) -> int:
    """Minutes after midnight of a cell, up to 1440 for an end.

    Args:
        value: Text such as "09:00", "9:00 AM", "9am" or "noon"; a stored time; a part of a day.
        end: Whether midnight may be that at the end of the day.

    Raises:
        BadTime: If it is no time of day, or not whole minutes.

    Example:
        >>> minute_of("9:30 PM"), minute_of(0.375), minute_of("24:00", end=True)
        (1290, 540, 1440)
    """
    if isinstance(value, datetime) and value.year <= 1900:  # a part of a day from 1 on, as Excel counts
        days = value.toordinal() - _LAST_DAY_BEFORE
        return _whole(days * DAY + _seconds(value.time()) / 60, value, end)
    if isinstance(value, time):
        return _whole(
            value.hour * 60 + value.minute + value.second / 60 + value.microsecond / 6e7, value, end
        )
    if isinstance(value, timedelta):
        return _whole(value.total_seconds() / 60, value, end)
    if isinstance(value, (int, float)):
        return _whole(value * DAY if 0 <= value <= 1 else -1, value, end)
    if isinstance(value, str) and len(value) <= _LONGEST:
        return _text_minute(value, end)
    return _refuse(value, end)


def _seconds(value: time) -> float:
    return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6


def _text_minute(text: str, end: bool) -> int:
    low = " ".join(text.casefold().split())
    if low in _WORDS:
        return DAY if low == "midnight" and end else _WORDS[low]
    if _FRACTION.fullmatch(low):
        return _whole(float(low) * DAY, text, end)
    match = _TWELVE.fullmatch(low)
    if match:
        hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if not 1 <= hour <= 12 or minute > 59 or second:
            _refuse(text, end)
        return hour % 12 * 60 + minute + (12 * 60 if match[4] == "p" else 0)
    match = _CLOCK.fullmatch(low) or _DOTTED.fullmatch(low) or _PLAIN.fullmatch(low)
    if match is None or int(match[2]) > 59 or (match.re is _CLOCK and int(match[3] or 0)):
        _refuse(text, end)
    minute = int(match[1]) * 60 + int(match[2])
    if minute >= DAY + (1 if end else 0):
        _refuse(text, end)
    return minute


def _whole(minutes: float, value: object, end: bool) -> int:
    nearest = round(minutes) if abs(minutes) < 10 * DAY else -1
    if abs(minutes - nearest) > _EXACT or not 0 <= nearest < DAY + (1 if end else 0):
        _refuse(value, end)
    return nearest


def _refuse(value: object, end: bool) -> NoReturn:
    given = value if isinstance(value, str) else str(value)
    latest = "24:00" if end else "23:59"
    raise BadTime(
        f"{shown(given)} is not a time of day",
        hint=f'write "09:00" or "9:00 AM", in whole minutes from "00:00" to "{latest}"',
    )


def stretch_of(text: str) -> tuple[int, int] | None:
    """Start and end in minutes of text such as "09:00-17:00" or "9am to 5pm"; None if it is none.

    Example:
        >>> stretch_of("22:00 – 06:00"), stretch_of("Night"), stretch_of("9-17")
        ((1320, 360), None, None)
    """
    parts = _BETWEEN.split(text.strip().casefold()) if len(text) <= _LONGEST else []
    if len(parts) != 2:
        return None
    try:
        return minute_of(parts[0]), minute_of(parts[1], end=True)
    except BadTime:
        return None


def minutes_of(value: Value) -> int:
    """A length in minutes: 30, "30 min", "0:30", "1 h" or a stored time.

    Raises:
        BadTime: If it is none.

    Example:
        >>> minutes_of(30.0), minutes_of("00:45:00"), minutes_of("1 h")
        (30, 45, 60)
    """
    if isinstance(value, time):
        return minute_of(value)
    if isinstance(value, timedelta):
        return minute_of(value, end=True)
    if isinstance(value, (int, float)) and 0 <= value <= DAY and float(value).is_integer():
        return int(value)
    if isinstance(value, float) and 0 < value < 1:
        return minute_of(value)
    match = _LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if match and match[1]:
        found = int(match[1])
    elif match and match[2]:
        found = int(match[2]) * 60 + int(match[3])
    elif match:
        found = int(match[4]) * 60
    else:
        found = -1
    if not 0 <= found <= DAY:
        given = value if isinstance(value, str) else str(value)
        raise BadTime(f"{shown(given)} is no length in minutes", hint='write whole minutes, such as "30"')
    return found


def breaks_of(text: str) -> tuple[list[Break], list[int]]:
    """The breaks of a cell, and the lengths of those whose time it does not tell.

    Args:
        text: Stretches apart by ";": "12:00-13:00; 15:00-15:15 paid", "12:30-13:30 Fri",
            "60 min after 240 min"; or only lengths: "30", "30 min".

    Raises:
        BadTime: If a part is no break.
        BadShift, BadArgument: If a break has no length, or its days are none.

    Example:
        >>> breaks_of("12:00-13:00; 15:00-15:15 paid")
        ([Break('12:00', '13:00'), Break('15:00', '15:15', paid=True)], [])
        >>> breaks_of("30 min")
        ([], [30])
    """
    found: list[Break] = []
    lengths: list[int] = []
    if len(text) > _LONGEST:
        _no_break(text)
    for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        relative = _BREAK.fullmatch(part)
        if relative:
            paid, days = _more(relative["more"], part)
            after, minutes = int(relative["after"]), int(relative["minutes"])
            found.append(Break(after_minutes=after, minutes=minutes, paid=paid, days=days))
            continue
        length = _LENGTH.fullmatch(part)
        if length and int(length[2] or 0) <= _LONGEST_BREAK_HOURS:  # "12:00" is when one is, not how long
            lengths.append(minutes_of(part))
            continue
        timed = _TIMED_BREAK.fullmatch(part)
        stretch = stretch_of(timed["times"]) if timed else None
        if timed is None or stretch is None:
            _no_break(part)
        paid, days = _more(timed["more"], part)
        found.append(Break(time_text(stretch[0]), time_text(stretch[1]), paid=paid, days=days))
    return found, lengths


def _more(text: str, part: str) -> tuple[bool, list[str] | None]:
    """Whether a break is paid, and its weekdays, of the words after its times."""
    words = text.split()
    paid = any(word.casefold() == "paid" for word in words)
    rest = " ".join(word for word in words if word.casefold() != "paid")
    if not rest:
        return paid, None
    try:
        return paid, [WEEKDAYS[day] for day in sorted(weekdays_of(rest))]
    except OverlapError:
        _no_break(part)


def _no_break(part: str) -> NoReturn:
    raise BadTime(
        f"{shown(part)} is no break",
        hint='write "12:00-13:00", or several: "12:00-13:00; 15:00-15:15 paid"',
    )
