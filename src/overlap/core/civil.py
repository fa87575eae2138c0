"""Dates and times of day as integers, and the text people write for them.

Law: a day is the number of days since 1970-01-01, so `day * 1440` is its midnight in wall
minutes; 1970-01-01 was a Thursday. Times of day are minutes after midnight. Text is ISO 8601;
"24:00" is a time only where an end is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from overlap.errors import BadArgument, BadDate, BadTime

__all__ = [
    "DAY",
    "WEEKDAYS",
    "date_of",
    "day_of",
    "iso_minute",
    "ordered_dates",
    "parse_date",
    "parse_time",
    "parse_weekdays",
    "time_text",
    "weekday_of",
]

DAY: Final = 1440
"""Minutes in a day of the wall clock."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Weekday names, Monday first as in ISO 8601."""

_BY_NAME: Final = {
    name[:length]: day
    for day, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    for length in range(3, len(name) + 1)
}
"""Any beginning of three letters or more is understood."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_DIGITS: Final = frozenset("0123456789")


def day_of(value: date) -> int:
    """Days since 1970-01-01 of a date."""
    return value.toordinal() - _EPOCH


def date_of(day: int) -> date:
    """The date `day` days after 1970-01-01."""
    return date.fromordinal(day + _EPOCH)


def weekday_of(day: int) -> int:
    """Weekday of a day: 0 for Monday to 6 for Sunday."""
    return (day + 3) % 7


def time_text(minute: int) -> str:
    """`HH:MM` of minutes after midnight; hours run on past 24 for the next day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def iso_minute(instant: int) -> str:
    """ISO 8601 UTC text of an instant, to the minute.

    Example:
        >>> iso_minute(29541000)
        '2026-03-02T14:00Z'
    """
    day, minute = divmod(instant, DAY)
    return f"{date_of(day).isoformat()}T{time_text(minute)}Z"


def parse_time(value: str | time, *, latest: str = "23:59", field: str | None = None) -> int:
    """Minutes after midnight of a time of day.

    Args:
        value: Text `HH:MM`, or a naive `datetime.time` of whole minutes.
        latest: The last time allowed, such as "24:00" for an end.
        field: The field that errors name.

    Raises:
        BadTime: If the text is not such a time.
    """
    if isinstance(value, time):
        if value.tzinfo is not None or value.second or value.microsecond:
            raise BadTime(
                f"{value.isoformat()!r} is not a wall time of whole minutes",
                hint='write "HH:MM"; the zone belongs to the team or the shift',
                field=field,
            )
        return value.hour * 60 + value.minute
    if not isinstance(value, str):
        raise BadTime(f"{value!r} is not a time of day", hint='write text, such as "09:30"', field=field)
    if len(value) == 5 and value[2] == ":" and _DIGITS.issuperset(value[:2] + value[3:]):
        minute = int(value[:2]) * 60 + int(value[3:])
        if int(value[3:]) < 60 and minute <= int(latest[:2]) * 60 + int(latest[3:]):
            return minute
    raise BadTime(
        f'"{value}" is not a time of day',
        hint=f'write 24-hour "HH:MM" from "00:00" to "{latest}"{_guess(value)}',
        field=field,
    )


def _guess(value: str) -> str:
    """A repaired time for the commonest slips: "9:00", "9am", "5.30 pm"."""
    text = value.strip().lower().replace(".", ":").replace(" ", "")
    half = 12 * 60 if text.endswith("pm") else 0
    text = text.removesuffix("am").removesuffix("pm")
    hours, _, minutes = text.partition(":")
    minutes = minutes or "00"
    if not (hours and _DIGITS.issuperset(hours + minutes) and len(hours) <= 2 and len(minutes) == 2):
        return ""
    clock = text != value.strip().lower() or len(hours) == 1
    minute = int(hours) * 60 + int(minutes)
    if half or "am" in value.lower():
        minute = minute % (12 * 60) + half
    if not clock or minute >= DAY or int(minutes) > 59:
        return ""
    return f', perhaps "{time_text(minute)}"'


def parse_date(value: str | date, *, field: str | None = None) -> date:
    """A date from ISO text or a `datetime.date`.

    Raises:
        BadDate: If the text is not a calendar date, or a datetime was given.
    """
    if isinstance(value, datetime):
        raise BadDate(
            f"{value.isoformat()} is a date with a time",
            hint=f"write the date alone: {value.date().isoformat()}",
            field=field,
        )
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadDate(f"{value!r} is not a date", hint="write an existing date as YYYY-MM-DD", field=field)


def ordered_dates(start: str | date, end: str | date) -> tuple[date, date]:
    """Both dates, read and in order.

    Raises:
        BadDate: If one cannot be read, or the end is before the start.
    """
    first, last = parse_date(start, field="from"), parse_date(end, field="until")
    if last < first:
        raise BadDate(
            f"until {last.isoformat()} is before from {first.isoformat()}",
            hint="swap the two dates",
            field="until",
        )
    return first, last


def parse_weekdays(value: object, *, field: str = "days") -> frozenset[int]:
    """Weekday numbers (0 for Monday) of a list of names such as `["mon", "tue"]`.

    Raises:
        BadArgument: If a name is not one of `WEEKDAYS`, or none is given.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise BadArgument(f"{value!r} is not a list of weekdays", hint='write ["mon", "tue"]', field=field)
    chosen: set[int] = set()
    for item in value:
        day = _BY_NAME.get(item.lower()) if isinstance(item, str) else None
        if day is None:
            raise BadArgument(f"{item!r} is not a weekday", hint=f"use {', '.join(WEEKDAYS)}", field=field)
        chosen.add(day)
    if not chosen:
        raise BadArgument("no weekday is given", hint="name at least one day", field=field)
    return frozenset(chosen)
