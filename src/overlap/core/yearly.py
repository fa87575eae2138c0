"""The course of a zone's offsets from an instant on: what changes singly, and what recurs every year.

Law: a course is the zone's own changes, not one more and not one less, through the last supported
year. A yearly rule is a weekday in a stretch of seven days, at a time on the clock that the change
ends (the TZOFFSETFROM of RFC 5545 section 3.6.5); two rules together run on for good or not at all.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from overlap.core.civil import DAY, date_of, day_of, weekday_of
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.core.zones import Zone

__all__ = ["Change", "Course", "YearlyRule", "course_of", "month_length"]

_CYCLE: Final = 28
"""Years in which each date falls on each weekday (1901 to 2099): a rule seen this long is known."""


class Change(NamedTuple):
    """One change of offset.

    Attributes:
        instant: When, in UTC minutes.
        before: Minutes east of UTC until then.
        after: Minutes east of UTC from then on.
    """

    instant: int
    before: int
    after: int

    @property
    def wall(self) -> int:
        """The wall minute at which it strikes, on the clock that it ends."""
        return self.instant + self.before


class YearlyRule(NamedTuple):
    """A change that comes once a year.

    Attributes:
        month: Month, 1 to 12, of the first day on which it can fall.
        lowest: That day of the month; the seven days from it on may run into the next month, but not out
            of February.
        weekday: Weekday on which it falls, Monday 0.
        minute: Minutes after midnight on the clock that it ends.
        before: Minutes east of UTC until then.
        after: Minutes east of UTC from then on.
    """

    month: int
    lowest: int
    weekday: int
    minute: int
    before: int
    after: int

    @property
    def nth(self) -> int | None:
        """Which of the month's weekdays it is: 1 to 4, or -1 for the last; None if it is none always."""
        if self.lowest % 7 == 1 and self.lowest <= 22:
            return self.lowest // 7 + 1
        return -1 if self.lowest + 6 == month_length(self.month) else None

    def change(self, year: int) -> Change:
        """The change of a year."""
        first = day_of(date(year, self.month, self.lowest))
        day = first + (self.weekday - weekday_of(first)) % 7
        return Change(day * DAY + self.minute - self.before, self.before, self.after)


class Course(NamedTuple):
    """What a zone does from an instant on, through the last supported year.

    Attributes:
        offset: Minutes east of UTC at that instant.
        changes: The changes that come singly, in order, all before those of the rules.
        rules: None, or the two that alternate for good, in the order of their months.
        ruled_from: The first instant from which on the changes are the rules' and no other: that of the
            first such change, or the course's own beginning where the rules hold throughout.
    """

    offset: int
    changes: tuple[Change, ...]
    rules: tuple[YearlyRule, ...]
    ruled_from: int


@lru_cache(maxsize=256)
def course_of(clock: Zone, since: int) -> Course:
    """The course of a zone from an instant on.

    Args:
        clock: The zone.
        since: UTC minutes; changes at that instant are in the course, those before are not.

    Example:
        >>> from overlap.core.zones import zone
        >>> spring, autumn = course_of(zone("America/New_York"), 29_500_000).rules
        >>> (spring.month, spring.weekday, spring.nth, spring.minute)
        (3, 6, 2, 120)
    """
    end = day_of(date(LAST_YEAR + 1, 1, 1)) * DAY
    changes = tuple(Change(*found) for found in clock.changes(since, end))
    offset = changes[0].before if changes else clock.offset_at(since)
    rules = _rules(changes)
    if not rules:
        return Course(offset, changes, (), end)
    recurring = [rule.change(year) for year in range(FIRST_YEAR, LAST_YEAR + 1) for rule in rules]
    recurring = sorted(change for change in recurring if change.instant >= since)
    same = 0
    while same < min(len(changes), len(recurring)) and changes[-1 - same] == recurring[-1 - same]:
        same += 1
    # A zone may leave out changes of its rule: what recurs begins with the first that it keeps.
    throughout = same == len(changes) == len(recurring)
    return Course(
        offset, changes[: len(changes) - same], rules, since if throughout else changes[-same].instant
    )


def _rules(changes: tuple[Change, ...]) -> tuple[YearlyRule, ...]:
    """The two rules that the changes end with, if they end with two."""
    latest = changes[-2 * _CYCLE :]
    if len(latest) < 2 * _CYCLE:
        return ()
    first, second = _rule(latest[::2]), _rule(latest[1::2])  # in the order of a year
    return (first, second) if first and second else ()


def _rule(changes: tuple[Change, ...]) -> YearlyRule | None:
    """The rule that gives one change in each of the last years of the data, if one does."""
    days, minutes = zip(*(divmod(change.wall, DAY) for change in changes), strict=True)
    dates = [date_of(day) for day in days]
    month = min(on.month for on in dates)
    lowest = min((on - date(on.year, month, 1)).days for on in dates) + 1
    if month == 2 and lowest > 22:
        return None  # its seven days end on another date in leap years
    rule = YearlyRule(month, lowest, dates[0].weekday(), minutes[0], *changes[0][1:])
    years = range(LAST_YEAR - _CYCLE + 1, LAST_YEAR + 1)
    return rule if changes == tuple(map(rule.change, years)) else None


def month_length(month: int) -> int:
    """Days of a month, 28 for February."""
    return 28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
