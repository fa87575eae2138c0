"""Stretches of time as rules that recur, each with the days it skips, and single ones for the rest.

Law: the instances of all parts together are exactly the stretches given, each once. The instances of a
part begin at one wall time, last the same exact minutes (RFC 5545 section 3.8.5.3) and are one a local
day at most. A stretch that begins at a wall time which its clock shows twice is a part of its own in
UTC, for readers of calendars disagree on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Final, NamedTuple

from overlap.core.civil import DAY, weekday_of
from overlap.core.recurrence import Recurrence
from overlap.core.zones import Zone
from overlap.people.entries import TimedEntry

__all__ = ["Part", "recurring_parts", "single_part"]

_WEEK: Final = 7

_MONDAY: Final = 4
"""1970-01-05, so that weeks and runs of weeks begin on Mondays."""

_ENTRY: Final = 10
"""How many skipped days weigh as much as one more entry: an event of a calendar file takes ten lines or
more, a skipped day one."""


class Part(NamedTuple):
    """Instances of one wall time and one exact length, as a `TimedEntry` holds them."""

    zone: str
    start: int
    minutes: int
    recurrence: Recurrence | None = None
    last: int | None = None
    skipped: tuple[int, ...] = ()

    def entry(self, uid: str, title: str, *, description: str = "", is_busy: bool = False) -> TimedEntry:
        """The part as an entry of a calendar."""
        return TimedEntry(
            uid,
            title,
            self.zone,
            self.start,
            self.minutes,
            self.recurrence,
            self.last,
            self.skipped,
            description=description,
            is_busy=is_busy,
        )


def single_part(start: int, end: int, clock: Zone) -> Part:
    """One stretch by itself, on a clock where its start can be told on it, else in UTC."""
    wall = _plain_wall(clock, start)
    return Part("UTC", start, end - start) if wall is None else Part(clock.key, wall, end - start)


def recurring_parts(
    stretches: Iterable[tuple[int, int]], clock: Zone, *, cycle_days: int = _WEEK
) -> tuple[Part, ...]:
    """The fewest parts that are worth it: one more entry weighs as much as ten skipped days.

    Args:
        stretches: `(start, end)` in UTC minutes, none empty and no two alike.
        clock: Whose wall time they keep.
        cycle_days: Days after which they repeat, if not every week.

    Returns:
        The parts by start. Of all ways to cut the time at whole weeks, or cycles, and to tell rare days
        apart, this is the one that weighs least; weeks cut by the first and last day count as whole.

    Example:
        >>> from overlap.core.civil import date_of
        >>> from overlap.core.zones import zone
        >>> warsaw = zone("Europe/Warsaw")
        >>> nine = [warsaw.to_instant((20514 + day) * DAY + 540) for day in (0, 1, 2, 4, 7, 8, 9, 10, 11)]
        >>> (part,) = recurring_parts([(start, start + 480) for start in nine], warsaw)
        >>> part.recurrence.weekdays, [str(date_of(wall // DAY)) for wall in part.skipped]
        ((0, 1, 2, 3, 4), ['2026-03-05'])
    """
    found: list[Part] = []
    days: dict[tuple[int, int], list[int]] = {}
    for start, end in sorted(stretches):
        wall = _plain_wall(clock, start)
        if wall is None:
            found.append(Part("UTC", start, end - start))
        else:
            days.setdefault((wall % DAY, end - start), []).append(wall // DAY)
    for (minute, minutes), own in days.items():
        rules = min((_cut(own, period) for period in dict.fromkeys((_WEEK, cycle_days))), key=_weight)
        for rule in rules:
            walls = [day * DAY + minute for day in rule.days]
            skipped = tuple(day * DAY + minute for day in rule.skipped)
            if rule.recurrence is None:
                found.append(Part(clock.key, walls[0], minutes))
            else:
                found.append(Part(clock.key, walls[0], minutes, rule.recurrence, walls[-1], skipped))
    found.sort(key=lambda part: (part.start, part.zone, part.minutes))
    return tuple(found)


def _plain_wall(clock: Zone, start: int) -> int | None:
    """The wall time of an instant, or None where the clock shows it twice."""
    wall = clock.to_wall(start)
    if clock.to_instant(wall) != start:
        return None
    later = clock.changes(start + 1, start + DAY + 1)
    again = any(wall >= instant + after for instant, before, after in later if after < before)
    return None if again else wall


class _Rule(NamedTuple):
    """Days of one rule, in order, and those between them that it would have besides."""

    recurrence: Recurrence | None
    days: list[int]
    skipped: list[int]


def _weight(rules: Sequence[_Rule]) -> int:
    return sum(_ENTRY + len(rule.skipped) for rule in rules)


def _cut(days: list[int], period: int) -> list[_Rule]:
    """Days as rules of one period, cut where that weighs least."""
    base = _MONDAY if period % _WEEK == 0 else 0
    first = (days[0] - base) // period
    blocks: list[list[int]] = [[] for _ in range((days[-1] - base) // period - first + 1)]
    for day in days:
        block, position = divmod(day - base, period)
        blocks[block - first].append(position)
    tracks = _tracks(period)
    # least[n]: what the first n blocks weigh at best, and where the last cut of that is.
    least: list[tuple[float, int]] = [(0, 0), *[(inf, 0)] * len(blocks)]
    for start in range(len(blocks)):
        if not blocks[start]:
            least[start + 1] = min(least[start + 1], (least[start][0], start))
            continue
        counts = [0] * period
        hole = 0
        for end in range(start + 1, len(blocks) + 1):
            hole = 0 if blocks[end - 1] else hole + 1
            if hole > _ENTRY:
                break  # every block without a day skips one or more: a cut is cheaper
            for position in blocks[end - 1]:
                counts[position] += 1
            weight = least[start][0] + sum(_chosen(counts, end - start, track)[0] for track in tracks)
            least[end] = min(least[end], (weight, start))
    found: list[_Rule] = []
    end = len(blocks)
    while end:
        start = least[end][1]
        first_day = (first + start) * period + base
        found += _rules(days, range(first_day, first_day + (end - start) * period), period, base, tracks)
        end = start
    return found


def _tracks(period: int) -> list[range]:
    """The positions that one rule can hold: those of a week, or each day by itself."""
    if period % _WEEK == 0:
        return [range(at, at + _WEEK) for at in range(0, period, _WEEK)]
    return [range(at, at + 1) for at in range(period)]


def _chosen(counts: Sequence[int], blocks: int, track: range) -> tuple[int, list[int]]:
    """What a track weighs over so many blocks, and the positions its rule has; other days are single."""
    present = sum(counts[at] for at in track)
    kept = [at for at in track if counts[at] and blocks - counts[at] <= _ENTRY * counts[at]]
    skipped = sum(blocks - counts[at] for at in kept)
    rare = present - sum(counts[at] for at in kept)
    with_rule = _ENTRY + skipped + _ENTRY * rare
    if not kept or with_rule > _ENTRY * present:
        return _ENTRY * present, []
    return with_rule, kept


def _rules(
    days: list[int], within: range, period: int, base: int, tracks: Sequence[range]
) -> Iterator[_Rule]:
    """The rules and single days of one piece of the time."""
    own = days[bisect_left(days, within.start) : bisect_left(days, within.stop)]
    if not own:
        return
    counts = [0] * period
    for day in own:
        counts[(day - base) % period] += 1
    for track in tracks:
        kept = _chosen(counts, len(within) // period, track)[1]
        theirs = [day for day in own if (day - base) % period in track]
        regular = [day for day in theirs if (day - base) % period in kept]
        if len(regular) > 1:
            worked = set(regular)
            would = (day for day in range(regular[0], regular[-1]) if (day - base) % period in kept)
            recurrence = Recurrence("day", period)
            if period % _WEEK == 0:
                weekdays = tuple(sorted({weekday_of(day) for day in regular}))
                recurrence = Recurrence("week", period // _WEEK, weekdays)
            yield _Rule(recurrence, regular, [day for day in would if day not in worked])
        else:
            kept = []
        yield from (_Rule(None, [day], []) for day in theirs if (day - base) % period not in kept)
