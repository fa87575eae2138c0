"""How many at once over a horizon: a level for every minute, as steps.

Law: the steps tile the horizon, `[start, end)` without a hole, and neighbours differ in level, so
two depths are equal exactly when every minute has the same level. Level zero is a step like any other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import final

from overlap.core.civil import iso_minute
from overlap.core.intervals import IntervalSet, depth
from overlap.errors import BadArgument

__all__ = ["Depth", "Step"]

Step = tuple[int, int, int]
"""Start, end (UTC minutes since 1970, half-open) and level."""


@final
@dataclass(frozen=True, slots=True, repr=False)
class Depth:
    """How many are there at each minute of a horizon. Made by `Depth.of`.

    Attributes:
        steps: (start, end, level) in UTC minutes since 1970, in order; see the module's law.

    Example:
        >>> night, day = IntervalSet([(0, 60)]), IntervalSet([(30, 90)])
        >>> Depth.of([(night, 1), (day, 2)], 0, 120).steps
        ((0, 30, 1), (30, 60, 3), (60, 90, 2), (90, 120, 0))
    """

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, weighted: Iterable[tuple[IntervalSet, int]], start: int, end: int) -> Depth:
        """The weights that lie over each minute of `[start, end)`, added up.

        Raises:
            BadArgument: If a weight is negative, or the horizon is empty.
        """
        if start >= end:
            raise BadArgument(f"no minute lies between {start} and {end}", hint="give an end after the start")
        found: list[Step] = []
        at = start
        for low, high, level in depth(weighted):
            if high <= start:
                continue
            if low >= end:
                break
            if at < low:
                found.append((at, low, 0))
            at = min(high, end)
            found.append((max(low, start), at, level))
        if at < end:
            found.append((at, end, 0))
        return cls(tuple(found))

    def __repr__(self) -> str:
        ends = f"{iso_minute(self.start)} to {iso_minute(self.end)}"
        return f"<Depth: {self.lowest} to {self.peak} from {ends}, {len(self)} steps>"

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    @property
    def start(self) -> int:
        """The first instant."""
        return self.steps[0][0]

    @property
    def end(self) -> int:
        """The instant after the last."""
        return self.steps[-1][1]

    @property
    def peak(self) -> int:
        """The highest level."""
        return max(level for _, _, level in self.steps)

    @property
    def lowest(self) -> int:
        """The lowest level."""
        return min(level for _, _, level in self.steps)

    @property
    def person_minutes(self) -> int:
        """The minutes of each step times its level, added up."""
        return sum((end - start) * level for start, end, level in self.steps)

    @property
    def minutes_at(self) -> dict[int, int]:
        """How many minutes each level lasts in all, by level from the lowest."""
        found: dict[int, int] = {}
        for start, end, level in self.steps:
            found[level] = found.get(level, 0) + end - start
        return dict(sorted(found.items()))

    def at(self, instant: int) -> int:
        """The level at an instant.

        Raises:
            BadArgument: If it is outside the horizon.
        """
        if not self.start <= instant < self.end:
            raise BadArgument(
                f"minute {instant} is not between {self.start} and {self.end}",
                hint="ask inside the horizon",
                field="instant",
            )
        return self.steps[bisect_right(self.steps, instant, key=lambda step: step[0]) - 1][2]

    def at_least(self, level: int) -> IntervalSet:
        """The minutes at which the level is `level` or more.

        Raises:
            BadArgument: If `level` is below 1: that is every minute.
        """
        if level < 1:
            raise BadArgument(
                f"a level of {level} is reached at every minute", hint="ask for 1 or more", field="level"
            )
        return IntervalSet((start, end) for start, end, reached in self.steps if reached >= level)

    def exactly(self, level: int) -> IntervalSet:
        """The minutes at which the level is `level`."""
        return IntervalSet((start, end) for start, end, reached in self.steps if reached == level)

    def clip(self, start: int, end: int) -> Depth:
        """The part of it inside `[start, end)`.

        Raises:
            BadArgument: If nothing of it is there.
        """
        inside = [
            (max(low, start), min(high, end), level)
            for low, high, level in self.steps
            if low < end and high > start
        ]
        if start >= end or not inside:
            raise BadArgument(f"no minute of it lies between {start} and {end}", field="start")
        return Depth(tuple(inside))

    def short_of(self, needed: Depth) -> list[Step]:
        """Where it is less than another over the same horizon: (start, end, how many less) steps.

        Steps are in order, and neighbours differ or do not touch.

        Raises:
            BadArgument: If the two horizons differ.
        """
        if (self.start, self.end) != (needed.start, needed.end):
            raise BadArgument(f"{self!r} and {needed!r} are not over the same horizon", field="needed")
        found: list[Step] = []
        wanted = iter(needed.steps)
        low, high, level = next(wanted)
        for start, end, there in self.steps:
            while True:
                since, until, less = max(start, low), min(end, high), level - there
                if less > 0 and since < until:
                    if found and found[-1][1] == since and found[-1][2] == less:
                        since = found.pop()[0]
                    found.append((since, until, less))
                if high >= end:
                    break
                low, high, level = next(wanted)
        return found
