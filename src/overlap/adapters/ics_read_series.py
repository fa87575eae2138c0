"""The instances of one UID that touch a window: rules, extras and exceptions put together.

Law: every UID on its own. What is left out or replaced is found by its instant, and only if no instance has
that instant by its date, where the date has one instance. The first instance is one whether the rule names it
or not (RFC 5545 section 3.8.5.3). What replaces "this and future" moves later ones by the same wall time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from overlap.adapters.ics_read_event import Event, Point, instant_of_wall, wall_of
from overlap.adapters.ics_read_rule import Rule, Spend
from overlap.adapters.ics_read_values import DAY_SECONDS, Unreadable

__all__ = ["Instance", "instances"]

_MARGIN: Final = 3 * DAY_SECONDS
"""Seconds by which any two clocks differ at most, and a date more: exceptions are found by date."""


class Instance(NamedTuple):
    """When an event takes place once: instants in seconds, or wall seconds of whole dates."""

    start: int
    end: int
    event: Event


def instances(
    masters: Sequence[Event],
    replacements: Sequence[Event],
    low: int,
    high: int,
    spend: Spend,
    *,
    most: int,
) -> Iterator[Instance]:
    """Every instance that touches `[low, high)` in seconds, or does within a day if it is of whole dates.

    Args:
        masters: The events themselves: one, or several that are equally new.
        replacements: Those that stand instead of an instance.
        low: The window's start.
        high: Its end.
        spend: Told of days looked at.
        most: How many there may be.

    Raises:
        Unreadable: If there are more, or the budget is used up.
    """
    later = sorted((one for one in replacements if one.and_later), key=lambda one: _instant(one.instead_of))
    found: list[Instance] = []
    for master in masters:
        spend(len(replacements))
        starts = _Starts(master, later, low, high, spend, most)
        for one in replacements:
            if one.instead_of is not None:
                starts.take_out(one.instead_of, every=False)
        found += starts.shifted()
    found += [Instance(one.first, one.end_of(one.first), one) for one in replacements]
    for made in found:
        margin = DAY_SECONDS if made.event.is_all_day else 0
        if made.end > low - margin and made.start < high + margin:
            yield made


def _instant(point: Point | None) -> int:
    return 0 if point is None else point.instant


class _Starts:
    """The instants at which a master's instances begin, near a window."""

    def __init__(
        self, master: Event, later: Sequence[Event], low: int, high: int, spend: Spend, most: int
    ) -> None:
        self.master = master
        self.later = later
        self.rulers = [_instant(one.instead_of) for one in later]
        moves = [abs(one.first - ruled) for one, ruled in zip(later, self.rulers, strict=True)]
        lengths = [one.length.days * DAY_SECONDS + one.length.seconds for one in (master, *later)]
        lengths += [extra.seconds or 0 for extra in master.extras]
        reach = _MARGIN + max(moves, default=0)
        self.low, self.high = low - reach - max(lengths), high + reach
        self.lengths = {extra.instant: extra.seconds for extra in master.extras if extra.seconds is not None}
        first = master.first
        named = {one for one in (first, *(extra.instant for extra in master.extras)) if self._near(one)}
        for rule in master.rules:
            for instant in self._of_rule(rule, spend):
                named.add(instant)
                if len(named) > most:
                    raise Unreadable("too-many", f"it takes place more than {most} times in this time")
        for rule in master.without:
            named.difference_update(self._of_rule(rule, spend, also_first=True))
        self.named: Final = frozenset(named)
        self.kept = named
        self._dates: dict[int, list[int]] | None = None
        for point in master.left_out:
            self.take_out(point, every=True)

    def _near(self, instant: int) -> bool:
        return self.low <= instant < self.high

    def _of_rule(self, rule: Rule, spend: Spend, *, also_first: bool = False) -> Iterator[int]:
        """The instants of a rule's instances after the first, until it ends."""
        master = self.master
        until = _last_of(rule, master)
        low, high = self.low - _MARGIN, self.high + _MARGIN
        if until is not None:
            high = min(high, until + _MARGIN)
        for wall in rule.walls(master.start, low, high, spend, also_first=also_first):
            instant = instant_of_wall(master.clock, wall)
            if (until is None or instant <= until) and self._near(instant):
                yield instant

    def take_out(self, point: Point, *, every: bool) -> None:
        """Takes out the instance that a moment names; of a date, all on it or only if there is one.

        What is named is looked for among all instances there were, so that naming one twice takes out one.
        """
        if not self._near(point.instant):
            return
        exact = not point.is_date or self.master.is_all_day
        if exact and point.instant in self.named:
            self.kept.discard(point.instant)
            return
        day = point.day
        if not point.is_date and not self.master.is_all_day:
            day = wall_of(self.master.clock, point.instant) // DAY_SECONDS
        there = self._by_date().get(day, [])
        if len(there) == 1 or (every and point.is_date):
            self.kept.difference_update(there)

    def _by_date(self) -> dict[int, list[int]]:
        """The instants on each local date."""
        if self._dates is None:
            self._dates = {}
            for one in self.named:
                self._dates.setdefault(wall_of(self.master.clock, one) // DAY_SECONDS, []).append(one)
        return self._dates

    def shifted(self) -> Iterator[Instance]:
        """The instances, those after a "this and future" moved as it says."""
        master = self.master
        for start in sorted(self.kept):
            at = bisect_left(self.rulers, start) - 1
            if at < 0:
                length = self.lengths.get(start)
                yield Instance(start, master.end_of(start) if length is None else start + length, master)
                continue
            ruler = self.later[at]
            moved = wall_of(ruler.clock, ruler.first) - wall_of(ruler.clock, self.rulers[at])
            begin = instant_of_wall(ruler.clock, wall_of(ruler.clock, start) + moved)
            yield Instance(begin, ruler.end_of(begin), ruler)


def _last_of(rule: Rule, event: Event) -> int | None:
    """The last instant at which an instance of a rule may begin, or None.

    Without Z it is a wall time of the event's own clock, which is what telephones write; a date counts as a
    whole (RFC 5545 section 3.3.10 asks for UTC where the start has a zone).
    """
    until = rule.until
    if until is None:
        return None
    if event.is_all_day or until.kind == "date":
        day = until.seconds - until.seconds % DAY_SECONDS
        return instant_of_wall(event.clock, day + DAY_SECONDS - 1)
    return until.seconds if until.kind == "utc" else instant_of_wall(event.clock, until.seconds)
