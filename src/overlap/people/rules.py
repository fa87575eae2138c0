"""Days that come round by a rule: a date, each year's date, a day from Easter, the nth weekday.

Law: a rule gives the same dates for a year whatever years are asked with it; a date that does not exist
in a year is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, final

from overlap.core.civil import DAY, WEEKDAYS, parse_date, parse_time, parse_weekdays, time_text
from overlap.errors import BadDate, BadHoliday
from overlap.people.numbers import is_whole

__all__ = ["EasterDay", "NthWeekday", "OnDate", "Rule", "Yearly", "easter", "fixed", "nth_weekday", "once"]

RuleEffect = Literal["off", "soft", "info"]
"""What a rule may do; a rule with times takes only those."""

_FARTHEST_FROM_EASTER: Final = 100
"""Days: beyond all feasts that follow Easter, and inside its year."""

_LAST_YEAR: Final = date.max.year - 1
"""The last year whose months Python can look behind."""

_FARTHEST_FROM_WEEKDAY: Final = 31
"""Days from an nth weekday, as the Friday after Thanksgiving is 1."""


class OnDate(NamedTuple):
    """One date."""

    date: date


class Yearly(NamedTuple):
    """The same date each year."""

    month: int
    day: int


class EasterDay(NamedTuple):
    """Days after Easter Sunday, before it if negative."""

    days: int
    orthodox: bool


class NthWeekday(NamedTuple):
    """The nth weekday of a month, from the end if negative, and days after it."""

    nth: int
    weekday: int
    month: int
    plus_days: int


@final
@dataclass(frozen=True, slots=True)
class Rule:
    """A day that a calendar keeps by a rule; made by `easter`, `fixed`, `nth_weekday` and `once`.

    Attributes:
        when: On which date of each year.
        name: What reports call it.
        effect: "off", "soft" or "info".
        minutes_off: The minutes after midnight that it takes, or None for the whole day.
    """

    when: OnDate | Yearly | EasterDay | NthWeekday
    name: str
    effect: RuleEffect = "off"
    minutes_off: tuple[int, int] | None = None

    def dates(self, year: int) -> tuple[date, ...]:
        """Its dates in a year, in order."""
        when = self.when
        if isinstance(when, OnDate):
            return (when.date,) if when.date.year == year else ()
        if isinstance(when, Yearly):
            return _existing(year, when.month, when.day)
        if isinstance(when, EasterDay):
            return (easter_sunday(year, orthodox=when.orthodox) + timedelta(when.days),)
        found = (
            day + timedelta(when.plus_days)
            for near in range(max(year - 1, 1), min(year + 1, _LAST_YEAR) + 1)
            for day in _nth(near, when.nth, when.weekday, when.month)
        )
        return tuple(day for day in found if day.year == year)


def easter(
    days: int,
    name: str | None = None,
    *,
    orthodox: bool = False,
    start: str | None = None,
    until: str | None = None,
    effect: RuleEffect = "off",
) -> Rule:
    """A day counted from Easter Sunday, such as Carnival Tuesday, 47 days before it.

    Args:
        days: Days after Easter Sunday; negative ones are before it.
        name: What reports call it.
        orthodox: Whether from the Easter of the Orthodox churches.
        start: Wall time "HH:MM" from which it takes the day; its beginning by default.
        until: Wall time until which it does; its end by default.
        effect: "off", "soft" (shown, not blocking) or "info".

    Raises:
        BadHoliday, BadTime: If an argument cannot be read.

    Example:
        >>> easter(-47, "Carnival Tuesday").dates(2027)
        (datetime.date(2027, 2, 9),)
    """
    if not is_whole(days, least=-_FARTHEST_FROM_EASTER) or days > _FARTHEST_FROM_EASTER:
        raise BadHoliday(
            f"{days!r} is not a number of days from Easter",
            hint=f"write whole days from -{_FARTHEST_FROM_EASTER} to {_FARTHEST_FROM_EASTER}",
            field="easter",
        )
    whose = "Orthodox Easter" if orthodox else "Easter"
    plural = "s" if abs(days) > 1 else ""
    text = f"{abs(days)} day{plural} {'before' if days < 0 else 'after'} {whose}" if days else whose
    return _rule(EasterDay(days, orthodox), name, text, start, until, effect)


def fixed(
    on: str,
    name: str | None = None,
    *,
    start: str | None = None,
    until: str | None = None,
    effect: RuleEffect = "off",
) -> Rule:
    """The same date each year.

    Args:
        on: Month and day as "MM-DD".
        name: What reports call it.
        start: Wall time "HH:MM" from which it takes the day; its beginning by default.
        until: Wall time until which it does; its end by default.
        effect: "off", "soft" or "info".

    Raises:
        BadDate, BadHoliday, BadTime: If an argument cannot be read.

    Example:
        >>> fixed("12-24", "Christmas Eve", start="13:00").minutes_off
        (780, 1440)
    """
    month, day = month_day(on, "fixed")
    return _rule(Yearly(month, day), name, f"each {month:02d}-{day:02d}", start, until, effect)


def nth_weekday(
    nth: int,
    weekday: str,
    month: int,
    name: str | None = None,
    *,
    plus_days: int = 0,
    start: str | None = None,
    until: str | None = None,
    effect: RuleEffect = "off",
) -> Rule:
    """The nth weekday of a month each year, or a day some days after it.

    Args:
        nth: 1 to 5, or -1 to -5 from the end of the month.
        weekday: Its name, such as "thu".
        month: 1 to 12.
        name: What reports call it.
        plus_days: Days after that weekday, as 1 for the Friday after a Thursday.
        start: Wall time "HH:MM" from which it takes the day; its beginning by default.
        until: Wall time until which it does; its end by default.
        effect: "off", "soft" or "info".

    Raises:
        BadArgument, BadHoliday, BadTime: If an argument cannot be read.

    Example:
        >>> nth_weekday(4, "thu", 11, "Friday after Thanksgiving", plus_days=1).dates(2026)
        (datetime.date(2026, 11, 27),)
    """
    if not is_whole(nth, least=-5) or not 1 <= abs(nth) <= 5:
        raise BadHoliday(f"nth is {nth!r}", hint="write 1 to 5, or -1 for the last", field="nth")
    if not is_whole(month, least=1) or month > 12:
        raise BadHoliday(f"month is {month!r}", hint="write 1 to 12", field="month")
    if not is_whole(plus_days, least=-_FARTHEST_FROM_WEEKDAY) or plus_days > _FARTHEST_FROM_WEEKDAY:
        hint = f"write whole days up to {_FARTHEST_FROM_WEEKDAY}"
        raise BadHoliday(f"plus_days is {plus_days!r}", hint=hint, field="plus_days")
    number = min(parse_weekdays([weekday], field="weekday"))
    after = f", {plus_days:+d} day{'s' if abs(plus_days) > 1 else ''}" if plus_days else ""
    text = f"{WEEKDAYS[number]} {nth} of month {month}{after}"
    return _rule(NthWeekday(nth, number, month, plus_days), name, text, start, until, effect)


def once(
    on: str | date,
    name: str | None = None,
    *,
    start: str | None = None,
    until: str | None = None,
    effect: RuleEffect = "off",
) -> Rule:
    """One date.

    Args:
        on: The date.
        name: What reports call it.
        start: Wall time "HH:MM" from which it takes the day; its beginning by default.
        until: Wall time until which it does; its end by default.
        effect: "off", "soft" or "info".

    Raises:
        BadDate, BadHoliday, BadTime: If an argument cannot be read.

    Example:
        >>> once("2027-08-20", "Founders' day", until="14:00").minutes_off
        (0, 840)
    """
    day = parse_date(on, field="date")
    return _rule(OnDate(day), name, "day off", start, until, effect)


def month_day(value: object, field: str) -> tuple[int, int]:
    """Month and day of text such as "12-24"; 29 February is a day of leap years.

    Raises:
        BadDate: If there is no such day in any year.
    """
    if isinstance(value, str) and len(value) == 5 and value[2] == "-":
        month, day = value[:2], value[3:]
        if (month + day).isascii() and (month + day).isdigit() and _existing(2000, int(month), int(day)):
            return int(month), int(day)
    raise BadDate(f"{value!r} is not a day of the year", hint='write "MM-DD", such as "12-24"', field=field)


def easter_sunday(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday of a year, in the Gregorian calendar."""
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN
    from dateutil.easter import easter as sunday

    return sunday(year, EASTER_ORTHODOX if orthodox else EASTER_WESTERN)


def _rule(
    when: OnDate | Yearly | EasterDay | NthWeekday,
    name: str | None,
    otherwise: str,
    start: str | None,
    until: str | None,
    effect: RuleEffect,
) -> Rule:
    if effect not in ("off", "soft", "info"):
        raise BadHoliday(f"effect is {effect!r}", hint='write "off", "soft" or "info"', field="effect")
    if name is not None and (not isinstance(name, str) or not name.strip()):
        raise BadHoliday(f"{name!r} is not a name", hint="say what the day is", field="name")
    minutes: tuple[int, int] | None = None
    if start is not None or until is not None:
        low = 0 if start is None else parse_time(start, field="start")
        high = DAY if until is None else parse_time(until, latest="24:00", field="until")
        if high <= low:
            raise BadHoliday(
                f"it takes the day from {time_text(low)} until {time_text(high)}",
                hint="start before until; both are of one day",
                field="until",
            )
        minutes = None if (low, high) == (0, DAY) else (low, high)
    return Rule(when, otherwise if name is None else name.strip(), effect, minutes)


def _existing(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _nth(year: int, nth: int, weekday: int, month: int) -> tuple[date, ...]:
    """The nth weekday of a month, if there is one."""
    if nth > 0:
        first = date(year, month, 1)
        day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        day = last - timedelta((last.weekday() - weekday) % 7 - 7 * (nth + 1))
    return (day,) if day.month == month else ()
