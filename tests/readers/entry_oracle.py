"""The instants of an entry, worked out date by date from the words of its recurrence.

Law: nothing of the code under test is asked. What a clock shows is the standard library's word, asked in the
direction UTC to local alone.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from overlap.core.recurrence import Recurrence
from overlap.people.entries import DayEntry, Entry, TimedEntry
from tests.properties.oracle import DAY, day_date, day_number, offset_shown

Instance = tuple[float, float, str]


def expected(entry: Entry) -> list[Instance]:
    """The instances of an entry that take place, `[start, end)` in UTC minutes with its title."""
    if isinstance(entry, DayEntry):
        return [(day_number(entry.first) * DAY, (day_number(entry.last) + 1) * DAY, entry.title)]
    assert isinstance(entry, TimedEntry)
    if entry.is_cancelled:
        return []
    first, minute = divmod(entry.start, DAY)
    last = entry.start if entry.last is None else entry.last
    walls = [
        day * DAY + minute
        for day in range(first, last // DAY + 1)
        if day * DAY + minute <= last
        and (entry.recurrence is None or recurs(entry.recurrence, day_date(first), day_date(day)))
    ]
    elsewhere = {one.original: one.start for one in entry.moved}
    kept = [elsewhere.get(wall, wall) for wall in walls if wall not in entry.skipped]
    starts = [instant_of(entry.zone, wall) for wall in kept]
    return sorted((start, start + entry.minutes, entry.title) for start in starts)


def instant_of(zone: str, wall: int) -> int:
    """The first instant at which a clock shows a wall minute; a skipped one is read with the offset before.

    No clock of the plans changes twice within two days.
    """
    earlier, later = (offset_shown(zone, wall + away) for away in (-DAY, DAY))
    shown = [wall - offset for offset in (earlier, later) if offset_shown(zone, wall - offset) == offset]
    return min(shown, default=wall - earlier)


def recurs(rule: Recurrence, first: date, on: date) -> bool:
    """Whether a rule that begins on a date of its own falls on another date."""
    if rule.unit == "day":
        return (on - first).days % rule.every == 0 and (not rule.weekdays or on.weekday() in rule.weekdays)
    if rule.unit == "week":
        monday, other = (one - timedelta(days=one.weekday()) for one in (first, on))
        in_step = (other - monday).days // 7 % rule.every == 0
        return in_step and on.weekday() in (rule.weekdays or (first.weekday(),))
    months = (on.year - first.year) * 12 + on.month - first.month
    if months % rule.every:
        return False
    if rule.nth is None:
        return on.day == (rule.month_day or first.day)
    if on.weekday() not in rule.weekdays:
        return False
    if rule.nth < 0:
        return on.day + 7 > monthrange(on.year, on.month)[1]
    return (on.day - 1) // 7 + 1 == rule.nth
