"""Dates that recur: every so many days, weeks or months.

Law: weeks begin on Monday; weeks and months are counted from those of the first date found. A month
without the day asked for, or its nth weekday, has none (RFC 5545 section 3.3.10). No zone, no time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, final

from overlap.core.civil import date_of, day_of, weekday_of

__all__ = ["Recurrence", "Unit"]

Unit = Literal["day", "week", "month"]
"""What an interval is counted in."""


@final
@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule for dates.

    Attributes:
        unit: What the interval is counted in.
        every: How many units from one to the next.
        weekdays: Weekday numbers, Monday 0, in order; of a daily rule those it is kept to, of a weekly or
            monthly one those it falls on. Empty for plain days, and for a day of the month.
        nth: Which of a month's weekdays: 1 to 5, or -1 for the last; None otherwise.
        month_day: Day of the month, 1 to 31; None otherwise.

    Example:
        >>> from itertools import islice
        >>> second_tuesday = Recurrence("month", weekdays=(1,), nth=2)
        >>> [str(on) for on in islice(second_tuesday.dates(date(2026, 3, 1)), 2)]
        ['2026-03-10', '2026-04-14']
    """

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None

    def dates(self, begin: date) -> Iterator[date]:
        """The dates from `begin` on, in order, until the calendar ends."""
        if self.unit == "day":
            for day in range(day_of(begin), _END, self.every):
                on = date_of(day)
                if not self.weekdays or on.weekday() in self.weekdays:
                    yield on
        elif self.unit == "week":
            weekdays = self.weekdays or (begin.weekday(),)
            first = day_of(begin) + min((weekday - begin.weekday()) % 7 for weekday in weekdays)
            for week in range(first - weekday_of(first), _END, 7 * self.every):
                days = (week + weekday for weekday in weekdays)
                yield from (date_of(day) for day in days if first <= day < _END)
        else:
            months = range(begin.year * 12 + begin.month - 1, _LAST + 1)
            held = (month for month in months if any(on >= begin for on in self._in_month(month)))
            for month in range(next(held, months.stop), months.stop, self.every):
                yield from (on for on in self._in_month(month) if on >= begin)

    def _in_month(self, month: int) -> list[date]:
        """The dates in a month, in order."""
        first = date(month // 12, month % 12 + 1, 1)
        length = (date((month + 1) // 12, (month + 1) % 12 + 1, 1) - first).days if month < _LAST else 31
        if self.nth is None:
            days = [self.month_day or 1]
        elif self.nth > 0:
            days = sorted(
                (weekday - first.weekday()) % 7 + 7 * (self.nth - 1) + 1 for weekday in self.weekdays
            )
        else:
            last = (first.weekday() + length - 1) % 7
            days = sorted(length - (last - weekday) % 7 for weekday in self.weekdays)
        return [date(first.year, first.month, day) for day in days if day <= length]


_LAST: Final = date.max.year * 12 + 11
"""The last month of the calendar, which no other follows."""

_END: Final = day_of(date.max) + 1
"""The day after the calendar's last."""
