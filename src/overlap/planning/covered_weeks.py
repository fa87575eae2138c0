"""Coverage by local weeks, and by the hours of an average one.

Law: weeks begin on Monday at the first midnight of their clock, are cut to the horizon and tile it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, final

from overlap.core.civil import DAY, date_of, weekday_of
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone

__all__ = ["CoveredWeek", "share_of", "weekday_hours", "weeks_of"]


@final
@dataclass(frozen=True, slots=True)
class CoveredWeek:
    """A local week, Monday first.

    Attributes:
        start: Its first date inside the horizon.
        days: How many of its dates are inside.
        needed_minutes: The length of the need.
        covered_minutes: How much of it is covered.
        usual_minutes: How much of it would be without days off.
    """

    start: date
    days: int
    needed_minutes: int
    covered_minutes: int
    usual_minutes: int

    @property
    def share(self) -> float:
        """The part of the need that is covered; 1 where nothing is needed."""
        return share_of(self.covered_minutes, self.needed_minutes)

    def to_dict(self) -> dict[str, Any]:
        """The week as plain values."""
        return {
            "start": self.start.isoformat(),
            "needed_minutes": self.needed_minutes,
            "covered_minutes": self.covered_minutes,
            "usual_minutes": self.usual_minutes,
            "share": round(self.share, 6),
        }


def weeks_of(
    horizon: Horizon, clock: Zone, needed: IntervalSet, short: IntervalSet, usually: IntervalSet
) -> Iterator[CoveredWeek]:
    """Every local week of a horizon.

    Args:
        horizon: When.
        clock: Whose weeks.
        needed: The minutes of the horizon at which anybody is needed.
        short: Those with too few.
        usually: Those that would have too few without days off.
    """
    for first, end in horizon.weeks(clock):
        low, high = clock.to_instant(first * DAY), clock.to_instant(end * DAY)
        wanted = needed.clip(low, high).minutes
        yield CoveredWeek(
            date_of(first),
            end - first,
            wanted,
            wanted - short.clip(low, high).minutes,
            wanted - usually.clip(low, high).minutes,
        )


def weekday_hours(depth: Depth, clock: Zone) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each weekday and hour of a clock: person-minutes, and the minutes of the horizon in it."""
    table = [[[0, 0] for _ in range(24)] for _ in range(7)]
    for start, end, people in depth:
        cuts = [start, *(instant for instant, _, _ in clock.changes(start + 1, end)), end]
        for low, high in pairwise(cuts):
            wall, until = clock.to_wall(low), clock.to_wall(low) + high - low
            while wall < until:
                stop = min(wall - wall % 60 + 60, until)
                cell = table[weekday_of(wall // DAY)][wall % DAY // 60]
                cell[0] += (stop - wall) * people
                cell[1] += stop - wall
                wall = stop
    return tuple(tuple((people, minutes) for people, minutes in day) for day in table)


def share_of(part: int, whole: int) -> float:
    """A part of a whole; all of it where there is nothing."""
    return part / whole if whole else 1.0
