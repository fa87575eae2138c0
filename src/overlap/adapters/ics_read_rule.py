"""Recurrence rules of calendar files: read, and expanded where somebody looks (RFC 5545 section 3.3.10).

Law: the work is bounded by the window, never by the rule: periods before it are jumped over arithmetically,
and what has to be walked is charged to a budget. Rules below a day are refused. Wall seconds only: no zone.
A part of a rule that is about days keeps or drops days of its period; with none, the first day decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import Final, Literal, final

from overlap.adapters.ics_read_values import DAY_SECONDS, Stamp, Unreadable, shortened, stamp_of
from overlap.core.civil import date_of, day_of, weekday_of

__all__ = ["MOST_TIMES", "Rule", "Spend", "rule_of"]

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

_FREQUENCIES: Final[tuple[Frequency, ...]] = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_SUB_DAILY: Final = ("SECONDLY", "MINUTELY", "HOURLY")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)

_LONGEST: Final = 5_000
"""Characters of a rule: every day of a year fits in."""

MOST_TIMES: Final = 96
"""Times of a day: every quarter of an hour. More is no meeting."""

_RANGES: Final[dict[str, tuple[int, int, bool]]] = {
    "BYSECOND": (0, 60, False),
    "BYMINUTE": (0, 59, False),
    "BYHOUR": (0, 23, False),
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366 * MOST_TIMES, True),
}
"""Least, greatest, and whether it may count from the end."""

_OTHERS: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", "RSCALE", "SKIP"})

_FIRST_DAY: Final = day_of(date.min)
_LAST_DAY: Final = day_of(date.max)

Spend = Callable[[int], None]
"""Charges work to a budget; raises `Unreadable` when there is none left."""


@final
@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; empty tuples are parts it does not have.

    Attributes:
        frequency: What a period is.
        interval: Periods from one to the next.
        count: How many instances, the first included; or None.
        until: The last moment at which one may begin; or None.
        months: Months, 1 to 12.
        weeks: Weeks of the year; below zero from its end.
        year_days: Days of the year, likewise.
        month_days: Days of the month, likewise.
        weekdays: (nth or 0, weekday from Monday 0).
        hours: Hours.
        minutes: Minutes.
        seconds: Seconds.
        positions: Which of a period's instances; below zero from its end.
        week_start: The weekday on which weeks begin.

    Example:
        >>> rule = rule_of("FREQ=MONTHLY;BYDAY=-1FR")
        >>> start = stamp_of("20260130T170000").seconds
        >>> found = rule.walls(start, start, start + 100 * 86400, lambda work: None)
        >>> [str(date_of(wall // 86400)) for wall in found]
        ['2026-02-27', '2026-03-27', '2026-04-24']
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: Stamp | None = None
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def walls(
        self, start: int, low: int, high: int, spend: Spend, *, also_first: bool = False
    ) -> Iterator[int]:
        """The instances after the first that lie in `[low, high)`, in order.

        Args:
            start: The first instance, in wall seconds. It counts as one, whether the rule names it or not.
            low: Where to begin looking.
            high: Where to end.
            spend: Told of each day looked at.
            also_first: Whether the first one is given as well where the rule names it.

        Raises:
            Unreadable: If the budget is used up.
        """
        days_of = _Days(self, start // DAY_SECONDS)
        times = self._times(start % DAY_SECONDS)
        seen = 1
        for number in self._periods(days_of, low):
            if days_of.first(number) > min(high // DAY_SECONDS, _LAST_DAY):
                return
            days = days_of.period(number)
            spend(days_of.looked_at + len(days) * len(times))
            walls = [day * DAY_SECONDS + time for day in days for time in times]
            if self.positions:
                walls = _chosen(walls, self.positions)
            if number == 1 and self.count is not None and (skipped := self._jump(days_of, low)):
                seen += skipped * len(walls)  # the same in each period that was jumped over
            for wall in walls:
                if wall <= start:
                    if wall == start and also_first and low <= wall < high:
                        yield wall
                    continue
                seen += 1
                if (self.count is not None and seen > self.count) or wall >= high:
                    return
                if wall >= low:
                    yield wall

    def _times(self, first: int) -> list[int]:
        """The seconds of the day at which it has instances, in order."""
        hours = self.hours or (first // 3600,)
        minutes = self.minutes or (first // 60 % 60,)
        seconds = self.seconds or (first % 60,)
        return sorted(
            {hour * 3600 + minute * 60 + second for hour in hours for minute in minutes for second in seconds}
        )

    def _periods(self, days_of: _Days, low: int) -> Iterable[int]:
        """The numbers of the periods to look at, from the one that `low` is in or before."""
        reached = max(0, days_of.number(low // DAY_SECONDS))
        if self.count is None:
            return count(reached)
        # The first two are walked: the first may be cut by the start, the second says what each has.
        return chain((0, 1), count(2 + self._jump(days_of, low)))

    def _jump(self, days_of: _Days, low: int) -> int:
        """How many periods after the second one, all with as many instances, end before `low`."""
        if not days_of.is_even:
            return 0
        return max(0, days_of.number(low // DAY_SECONDS) - 2)


def _chosen(walls: list[int], positions: tuple[int, ...]) -> list[int]:
    """Those at positions from 1, or from -1 backwards."""
    size = len(walls)
    wanted = {at - 1 if at > 0 else size + at for at in positions}
    return [walls[at] for at in sorted(wanted) if 0 <= at < size]


class _Days:
    """The days of a rule's periods, which are counted from that of its first day."""

    def __init__(self, rule: Rule, first: int) -> None:
        self.rule = rule
        on = date_of(first)
        self.origin = (
            first - (weekday_of(first) - rule.week_start) % 7 if rule.frequency == "WEEKLY" else first
        )
        self.year, self.month = on.year, on.year * 12 + on.month - 1
        self.months, self.month_days, self.weekdays = rule.months, rule.month_days, rule.weekdays
        if not (rule.weeks or rule.year_days or rule.month_days or rule.weekdays):
            if rule.frequency == "WEEKLY":
                self.weekdays = ((0, on.weekday()),)
            elif rule.frequency != "DAILY":
                self.month_days = (on.day,)
            if rule.frequency == "YEARLY" and not rule.months:
                self.months = (on.month,)
        elif rule.weeks and not (rule.year_days or rule.month_days or rule.weekdays):
            self.weekdays = ((0, on.weekday()),)
        self.plain = frozenset(day for nth, day in self.weekdays if not nth or rule.frequency in _SHORT)
        self.nth = (
            frozenset() if rule.frequency in _SHORT else frozenset(one for one in self.weekdays if one[0])
        )
        picks = bool(self.months or rule.weeks or rule.year_days or self.month_days)
        self.is_even = rule.frequency in _SHORT and not picks and not rule.positions
        if rule.frequency == "DAILY" and self.weekdays:
            self.is_even = False
        whole = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 31 * (len(self.months) or 12)}
        self.looked_at = whole[rule.frequency]

    def first(self, number: int) -> int:
        """The first day of a period, or one past the calendar's end."""
        rule = self.rule
        if rule.frequency == "DAILY":
            return self.origin + number * rule.interval
        if rule.frequency == "WEEKLY":
            return self.origin + 7 * number * rule.interval
        month = self.month + number * rule.interval
        if rule.frequency == "YEARLY":
            month = (self.year + number * rule.interval) * 12
        return _LAST_DAY + 1 if month >= _END_MONTH else _month_start(month)

    def number(self, day: int) -> int:
        """The number of the period that a day is in, or of the last one before it."""
        rule = self.rule
        if rule.frequency == "DAILY":
            return (day - self.origin) // rule.interval
        if rule.frequency == "WEEKLY":
            return (day - self.origin) // (7 * rule.interval)
        on = date_of(min(max(day, _FIRST_DAY), _LAST_DAY))
        if rule.frequency == "MONTHLY":
            return (on.year * 12 + on.month - 1 - self.month) // rule.interval
        return (on.year - self.year) // rule.interval

    def period(self, number: int) -> list[int]:
        """The days of a period that the rule keeps, in order."""
        rule = self.rule
        low = self.first(number)
        if rule.frequency in _SHORT:
            high = min(low + (7 if rule.frequency == "WEEKLY" else 1), _LAST_DAY + 1)
            days: Iterable[int] = range(max(low, _FIRST_DAY), high)
            if self.plain:
                days = [day for day in days if weekday_of(day) in self.plain]
            if self.months or self.month_days:
                days = [day for day in days if self._in_month(day)]
            return self._of_year(days)
        if rule.frequency == "MONTHLY":
            months = [self.month + number * rule.interval]
        else:
            january = (self.year + number * rule.interval) * 12
            months = [january + month - 1 for month in sorted(self.months or range(1, 13))]
        # An nth weekday is one of the month's, or of the year's where a yearly rule names no month.
        whole_year = rule.frequency == "YEARLY" and not rule.months
        found: list[int] = []
        for month in months:
            if rule.frequency == "MONTHLY" and self.months and month % 12 + 1 not in self.months:
                continue
            start = _month_start(month)
            length = _month_start(month + 1) - start if month + 1 < _END_MONTH else 31
            own = self._of_month(start, length)
            if self.weekdays:
                low, high = start, start + length
                if whole_year:
                    low, high = _year_start(month // 12), _year_start(month // 12 + 1)
                own = [day for day in own if self._is_weekday(day, low, high)]
            found += own
        return self._of_year(found)

    def _of_month(self, start: int, length: int) -> list[int]:
        if not self.month_days:
            return list(range(start, start + length))
        kept = {day if day > 0 else length + 1 + day for day in self.month_days}
        return [start + day - 1 for day in sorted(kept) if 1 <= day <= length]

    def _in_month(self, day: int) -> bool:
        on = date_of(day)
        if self.months and on.month not in self.months:
            return False
        if not self.month_days or on.day in self.month_days:
            return True
        month = on.year * 12 + on.month - 1
        length = _month_start(month + 1) - _month_start(month) if month + 1 < _END_MONTH else 31
        return on.day - length - 1 in self.month_days

    def _is_weekday(self, day: int, low: int, high: int) -> bool:
        weekday = weekday_of(day)
        if weekday in self.plain:
            return True
        return ((day - low) // 7 + 1, weekday) in self.nth or (
            -((high - 1 - day) // 7 + 1),
            weekday,
        ) in self.nth

    def _of_year(self, days: Iterable[int]) -> list[int]:
        """Those of the year's days and weeks that the rule names."""
        rule = self.rule
        if rule.year_days:
            days = [day for day in days if self._is_year_day(day)]
        if rule.weeks:
            days = [day for day in days if self._is_week(day)]
        return list(days)

    def _is_year_day(self, day: int) -> bool:
        year = date_of(day).year
        low, high = _year_start(year), _year_start(year + 1)
        return day - low + 1 in self.rule.year_days or day - high in self.rule.year_days

    def _is_week(self, day: int) -> bool:
        """Whether a day's week is named, as its own year counts it: week 1 has four days of the year."""
        year = date_of(day).year
        low = self._week_one(year)
        if day < low:
            low, high = self._week_one(year - 1), low
        else:
            high = self._week_one(year + 1)
            if day >= high:
                low, high = high, self._week_one(year + 2)
        return (day - low) // 7 + 1 in self.rule.weeks or -((high - 1 - day) // 7 + 1) in self.rule.weeks

    def _week_one(self, year: int) -> int:
        fourth = _year_start(year) + 3
        return fourth - (weekday_of(fourth) - self.rule.week_start) % 7


_SHORT: Final = frozenset({"DAILY", "WEEKLY"})
"""Frequencies whose weekdays are never counted."""

_END_MONTH: Final = (date.max.year + 1) * 12


def _month_start(month: int) -> int:
    """The first day of a month counted from year 0."""
    return day_of(date(month // 12, month % 12 + 1, 1))


def _year_start(year: int) -> int:
    """The first day of a year; beyond the calendar's ends its own arithmetic goes on."""
    if year > date.max.year:
        return _LAST_DAY + 1 + 365 * (year - date.max.year - 1)
    return _FIRST_DAY - 366 * (1 - year) if year < 1 else day_of(date(year, 1, 1))


def rule_of(text: str) -> Rule:
    """The rule of an RRULE or EXRULE.

    Raises:
        Unreadable: If it is none, is below a day, or asks for too many times.
    """
    if len(text) > _LONGEST:
        raise Unreadable("oversized-rule", f"its rule has {len(text)} characters")
    parts: dict[str, str] = {}
    for piece in filter(None, text.strip().split(";")):
        key, equals, value = piece.partition("=")
        key, value = key.strip().upper(), value.strip().upper()
        if not equals or not value or key in parts:
            raise Unreadable("bad-rule", f'its rule has the part "{shortened(piece)}"')
        if key not in _RANGES and key not in _OTHERS and not key.startswith("X-"):
            raise Unreadable("bad-rule", f'its rule has the unknown part "{shortened(piece)}"')
        parts[key] = value
    frequency = parts.get("FREQ", "")
    if frequency in _SUB_DAILY:
        raise Unreadable("sub-daily", f"its rule is {frequency.lower()}; only daily and longer ones are read")
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.get("SKIP", "OMIT") != "OMIT":
        raise Unreadable("bad-rule", "its rule counts by another calendar than the Gregorian")
    known: Frequency | None = next((one for one in _FREQUENCIES if one == frequency), None)
    if known is None:
        raise Unreadable("bad-rule", f'its rule has no frequency: "{shortened(text)}"')
    interval = _number("INTERVAL", parts["INTERVAL"]) if "INTERVAL" in parts else 1
    counted = _number("COUNT", parts["COUNT"]) if "COUNT" in parts else None
    start = parts.get("WKST", "MO")
    if start not in _WEEKDAYS:
        raise Unreadable("bad-rule", f'its rule has weeks from "{shortened(start)}" on')
    lists = {key: _numbers(key, parts[key]) for key in _RANGES if key in parts}
    times = 1
    for key in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(lists.get(key, (0,)))
    if times > MOST_TIMES:
        raise Unreadable("oversized-rule", f"its rule has {times} times a day, more than {MOST_TIMES}")
    return Rule(
        frequency=known,
        interval=interval,
        count=counted,
        until=stamp_of(parts["UNTIL"]) if "UNTIL" in parts else None,
        months=lists.get("BYMONTH", ()),
        weeks=lists.get("BYWEEKNO", ()),
        year_days=lists.get("BYYEARDAY", ()),
        month_days=lists.get("BYMONTHDAY", ()),
        weekdays=_weekdays(parts["BYDAY"]) if "BYDAY" in parts else (),
        hours=lists.get("BYHOUR", ()),
        minutes=lists.get("BYMINUTE", ()),
        # A leap second is the last of its minute, as in times of day.
        seconds=tuple(sorted({min(second, 59) for second in lists.get("BYSECOND", ())})),
        positions=lists.get("BYSETPOS", ()),
        week_start=_WEEKDAYS.index(start),
    )


def _number(key: str, text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise Unreadable("bad-rule", f'its rule has {key} "{shortened(text)}", no number from 1')
    return int(text)


def _numbers(key: str, text: str) -> tuple[int, ...]:
    """A list of numbers in the range of a part, each once, in order."""
    least, greatest, both = _RANGES[key]
    found = set()
    for piece in text.split(","):
        digits = piece.strip().removeprefix("+")
        below = both and digits.startswith("-")
        digits = digits.removeprefix("-") if below else digits
        if not digits.isascii() or not digits.isdigit() or len(digits) > 5:
            raise Unreadable("bad-rule", f'its rule has {key} "{shortened(piece)}"')
        number = int(digits)
        if not least <= number <= greatest:
            raise Unreadable("bad-rule", f'its rule has {key} "{shortened(piece)}", out of range')
        found.add(-number if below else number)
    return tuple(sorted(found))


def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    """Weekdays such as "MO", "2TU" or "-1FR", each once, in order."""
    found = set()
    for piece in text.split(","):
        one = _BY_DAY.fullmatch(piece.strip())
        if one is None or (one[1] and not 1 <= abs(int(one[1])) <= 53):
            raise Unreadable("bad-rule", f'its rule has BYDAY "{shortened(piece)}"')
        found.add((int(one[1] or 0), _WEEKDAYS.index(one[2])))
    return tuple(sorted(found))
