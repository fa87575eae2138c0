"""What each wall time of a date comes to for a meeting; dates that are alike share one table.

Law: two dates share a table only where everything that a row depends on is the same from their midnights
on: the offsets of the meeting's clock, everybody's discomfort, quiet hours and hours outside, the holidays,
and when enough can come. So a year costs as much as its distinct days, and no row is ever approximate.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, final

from overlap.core.civil import DAY, day_of
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.planning.discomfort import Burden
from overlap.planning.invited import Invited

__all__ = ["DayTables", "Row"]

_Shape = tuple[object, ...]
"""All that the rows of a date depend on, counted from its midnight."""


class Row(NamedTuple):
    """What one wall time comes to, over one date or several.

    Attributes:
        bearing: The discomfort of each person, in the order of the invited.
        woken: Person-occurrences in the quiet hours of somebody required, not at work then.
        failing: Occurrences to which too few can come.
        held: Occurrences that burden people: all but those a holiday skips or moves.
        outside: Person-occurrences outside hours.
    """

    bearing: tuple[int, ...]
    woken: int
    failing: int
    held: int
    outside: int

    def plus(self, other: Row) -> Row:
        """Both together."""
        bearing = (one + more for one, more in zip(self.bearing, other.bearing, strict=True))
        return Row(
            tuple(bearing),
            self.woken + other.woken,
            self.failing + other.failing,
            self.held + other.held,
            self.outside + other.outside,
        )


@final
class DayTables:
    """The tables of one meeting; made when first asked for, then kept."""

    __slots__ = ("_kinds", "_known", "_rows", "clock", "holiday", "people")

    def __init__(self, people: Invited, clock: Zone) -> None:
        self.people: Invited = people
        self.clock: Zone = clock
        keeps = people.meeting.on_holiday == "keep"
        self.holiday: IntervalSet = IntervalSet() if keeps else people.on_holiday()
        self._known: dict[_Shape, date] = {}
        self._kinds: dict[date, date] = {}
        self._rows: dict[tuple[date, int], Row] = {}

    def start(self, on: date, at: int) -> int:
        """The instant of a wall time on a date."""
        return self.clock.to_instant(day_of(on) * DAY + at)

    def total(self, dates: Iterable[date], at: int) -> Row:
        """What a wall time, in minutes after midnight, comes to over some dates."""
        bearing = [0] * len(self.people.invitees)
        woken = failing = held = outside = 0
        for kind, count in Counter(map(self._kind, dates)).items():
            row = self._rows.get((kind, at))
            if row is None:
                row = self._rows[kind, at] = self._made(self.start(kind, at))
            bearing = [cost + own * count for cost, own in zip(bearing, row.bearing, strict=True)]
            woken += row.woken * count
            failing += row.failing * count
            held += row.held * count
            outside += row.outside * count
        return Row(tuple(bearing), woken, failing, held, outside)

    def _kind(self, on: date) -> date:
        """The date whose table it shares: one step finds or enters it, so threads mix no two shapes up."""
        found = self._kinds.get(on)
        if found is None:
            found = self._kinds[on] = self._known.setdefault(tuple(self._parts(on)), on)
        return found

    def _made(self, start: int) -> Row:
        people = self.people
        if start in self.holiday:
            return Row((0,) * len(people.invitees), 0, 0, 0, 0)
        costs = people.costs(start)
        return Row(
            tuple(costs[one.id] for one in people.invitees),
            sum(people.is_woken(one, start) for one in people.invitees if one.is_required),
            int(start not in people.met()),
            1,
            sum(people.is_outside(one, start) for one in people.invitees),
        )

    def _parts(self, on: date) -> Iterable[object]:
        people = self.people
        base = self.start(on, 0)
        changes = self.clock.changes(base - DAY, base + 2 * DAY)
        yield tuple((instant - base, before, after) for instant, before, after in changes)
        low, high = base, base + DAY + people.minutes
        if changes:  # a wall time that is skipped may come to be after the next midnight
            low, high = low - DAY, high + DAY
        for one in (people.met(), self.holiday):
            yield _shifted(one, low, high, base)
        for who in people.invitees:
            yield _steps(people.known.burden(who.who), low, high, base)
            yield _shifted(people.quiet(who), low, high, base)
            yield _shifted(people.outside(who), low, high, base)


def _shifted(one: IntervalSet, low: int, high: int, base: int) -> tuple[tuple[int, int], ...]:
    """A set inside `[low, high)`, counted from `base`."""
    return tuple((start - base, end - base) for start, end in one.clip(low, high))


def _steps(one: Burden, low: int, high: int, base: int) -> tuple[object, ...]:
    """The steps of a burden inside `[low, high)`, counted from `base`."""
    first = max(0, bisect_right(one.edges, low) - 1)
    last = bisect_left(one.edges, high)
    return (tuple(one.rates[first:last]), tuple(edge - base for edge in one.edges[first + 1 : last]))
