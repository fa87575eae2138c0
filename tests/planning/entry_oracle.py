"""What entries of a calendar come to, expanded day by day from the words of RFC 5545.

Law: of the code under test only the plain fields of entries and rules are read. Wall time becomes instants
by the oracle's walk over minutes; a rule is asked of each day whether it has it.
"""

from __future__ import annotations

from datetime import date

from overlap.core.recurrence import Recurrence
from overlap.people.entries import TimedEntry
from tests.properties.oracle import DAY, day_date, day_number, instant_of_wall, wall_shown

LONGEST_FOLD = 4 * 60
"""Minutes: no clock has gone back by more since 1970."""


def has_date(rule: Recurrence, begin: date, on: date) -> bool:
    """Whether a daily or weekly rule that begins on a date has another one."""
    apart = (on - begin).days
    if rule.unit == "day":
        return apart % rule.every == 0 and (not rule.weekdays or on.weekday() in rule.weekdays)
    assert rule.unit == "week"
    weeks = (apart + begin.weekday() - on.weekday()) // 7
    return weeks % rule.every == 0 and on.weekday() in (rule.weekdays or (begin.weekday(),))


def walls_of(entry: TimedEntry) -> list[int]:
    """The wall minutes at which an entry's rule puts instances, skipped ones too."""
    if entry.recurrence is None or entry.last is None:
        return [entry.start]
    first, minute = divmod(entry.start, DAY)
    days = range(first, entry.last // DAY + 1)
    return [day * DAY + minute for day in days if has_date(entry.recurrence, day_date(first), day_date(day))]


def instants_of(entry: TimedEntry) -> list[tuple[int, int]]:
    """When an entry's instances take place."""
    assert not entry.moved
    walls = [wall for wall in walls_of(entry) if wall not in entry.skipped]
    starts = [instant_of_wall(entry.zone, wall) for wall in walls]
    return [(start, start + entry.minutes) for start in starts]


def is_shown_once(entry: TimedEntry, wall: int) -> bool:
    """Whether just one instant shows a wall minute on an entry's clock."""
    at = instant_of_wall(entry.zone, wall)
    return wall_shown(entry.zone, at) == wall and all(
        wall_shown(entry.zone, later) != wall for later in range(at + 15, at + LONGEST_FOLD + 1, 15)
    )


def assert_sound(entry: TimedEntry) -> None:
    """That readers of calendars agree on an entry: see the law of `recurring_stretches`."""
    walls = walls_of(entry)
    assert walls[0] == entry.start
    assert entry.start not in entry.skipped
    assert entry.recurrence is None or (len(walls) > 1 and walls[-1] == entry.last)
    assert entry.last not in entry.skipped
    assert list(entry.skipped) == sorted(set(entry.skipped) & set(walls))
    kept = [wall for wall in walls if wall not in entry.skipped]
    assert len({wall // DAY for wall in kept}) == len(kept)
    assert all(is_shown_once(entry, wall) for wall in kept)
    assert entry.minutes > 0


def iso_day(text: str) -> int:
    """The day number of an ISO date."""
    return day_number(date.fromisoformat(text))
