"""How many minutes of an interval set have elapsed at an instant, and when so many have.

Law: `until` counts the minutes of the set before an instant. `after` gives the first instant at which
so many have elapsed, so it lands on the end of an interval and not on the next start; `before` is
its mirror image. All are prefix sums and one or two searches: O(log n), whatever the amount.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise, repeat
from math import gcd
from operator import neg, sub
from typing import Final, final

from overlap.core.intervals import IntervalSet

__all__ = ["Elapsed"]

_FEW: Final = 4
"""Instants for each interval below which searching for each beats making a table of all."""

_CELLS: Final = 64
"""Cells of a table for each instant it is made for: half a kilobyte, for as long as a call lasts."""


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Elapsed:
    """The prefix sums of an interval set.

    Args:
        intervals: The set, in UTC minutes.

    Attributes:
        intervals: The set.
        total: How many minutes it contains.

    Example:
        >>> elapsed = Elapsed(IntervalSet([(0, 60), (90, 120)]))
        >>> elapsed.until(100), elapsed.after(50, 10), elapsed.after(50, 11), elapsed.before(100, 10)
        (70, 60, 91, 90)
    """

    intervals: IntervalSet
    _through: tuple[int, ...] = field(repr=False)
    """Minutes elapsed at the end of each interval."""
    _skipped: tuple[int, ...] = field(repr=False)
    """Each end less the minutes elapsed there: what an instant inside an interval is ahead of them."""

    def __init__(self, intervals: IntervalSet) -> None:
        through = tuple(accumulate(map(sub, intervals.ends, intervals.starts)))
        object.__setattr__(self, "intervals", intervals)
        object.__setattr__(self, "_through", through)
        object.__setattr__(self, "_skipped", tuple(map(sub, intervals.ends, through)))

    def __repr__(self) -> str:
        return f"Elapsed({self.intervals!r})"

    @property
    def total(self) -> int:
        """How many minutes the set contains."""
        return self._through[-1] if self._through else 0

    def until(self, instant: int) -> int:
        """The minutes of the set before an instant."""
        ends = self.intervals.ends
        at = bisect_left(ends, instant)
        if at == len(ends):
            return self.total
        return max(instant, self.intervals.starts[at]) - self._skipped[at]

    def after(self, instant: int, minutes: int) -> int | None:
        """The first instant at which so many minutes of the set have elapsed since another.

        Args:
            instant: Since when.
            minutes: How many, from 1.

        Returns:
            The instant, or None where the set holds no more so many.
        """
        return self._reached(self.until(instant) + minutes)

    def before(self, instant: int, minutes: int) -> int | None:
        """The last instant from which so many minutes of the set elapse until another.

        Args:
            instant: Until when.
            minutes: How many, from 1.

        Returns:
            The instant, or None where the set holds not so many before.
        """
        target = self.until(instant) - minutes
        if target < 0:
            return None
        return target + self._skipped[bisect_right(self._through, target)]

    def _reached(self, target: int) -> int | None:
        at = bisect_left(self._through, target)
        return None if at == len(self._through) else target + self._skipped[at]

    def until_many(self, instants: Sequence[int]) -> list[int]:
        """What `until` says of each instant."""
        starts, ends = self.intervals.starts, self.intervals.ends
        if starts and len(instants) >= _FEW * len(starts):
            made = _Table.of(self, sorted((*starts, *ends)), 0, instants)
            if made is not None:
                return made.of_each(instants)
        return self._until_each(instants)

    def after_many(self, instants: Sequence[int], minutes: int) -> list[int]:
        """What `after` says of each instant, for one amount from 1.

        The set must hold so many minutes after the last of the instants.
        """
        starts, ends = self.intervals.starts, self.intervals.ends
        if starts and len(instants) >= _FEW * len(starts):
            # The answer jumps after the instants from which exactly the rest of an interval is needed.
            jumps = map(self.before, ends, repeat(minutes))
            edges = sorted({*starts, *ends, *(jump for jump in jumps if jump is not None)})
            made = _Table.of(self, edges, minutes, instants)
            if made is not None:
                return made.of_each(instants)
        return self._reached_each([gone + minutes for gone in self._until_each(instants)])

    def after_each(self, instants: Sequence[int], minutes: Sequence[int]) -> list[int]:
        """What `after` says of each instant with its own amount, from 1.

        The set must hold so many minutes after each of the instants.
        """
        return self._reached_each([*map(int.__add__, self.until_many(instants), minutes)])

    def before_many(self, instants: Sequence[int], minutes: int) -> list[int]:
        """What `before` says of each instant, for one amount from 1.

        The set must hold so many minutes before the first of the instants.
        """
        # On a clock that runs backwards "before" is "after".
        starts, ends = self.intervals.starts, self.intervals.ends
        mirror = Elapsed(IntervalSet.trusted(map(neg, reversed(ends)), map(neg, reversed(starts))))
        return [*map(neg, mirror.after_many([*map(neg, instants)], minutes))]

    def _until_each(self, instants: Sequence[int]) -> list[int]:
        """`until` by a search for each."""
        starts, skipped = self.intervals.starts, self._skipped
        total, last = self.total, len(skipped)
        return [
            total if at == last else (instant if instant > starts[at] else starts[at]) - skipped[at]
            for instant, at in zip(
                instants, map(bisect_left, repeat(self.intervals.ends), instants), strict=True
            )
        ]

    def _reached_each(self, targets: list[int]) -> list[int]:
        skipped = self._skipped
        found = map(bisect_left, repeat(self._through), targets)
        return [target + skipped[at] for target, at in zip(targets, found, strict=True)]


@final
@dataclass(frozen=True, slots=True)
class _Table:
    """A function of instants that, from each edge to the next, stands still or keeps pace with them.

    Cells of equal length hold what it does, so that a lookup replaces a search: a value from zero on
    is the answer, counted from `lowest`; one below zero, with `ahead`, is to be added to the instant.
    """

    origin: int
    grid: int
    cells: list[int]
    lowest: int
    ahead: int

    @classmethod
    def of(cls, elapsed: Elapsed, edges: list[int], minutes: int, instants: Sequence[int]) -> _Table | None:
        """The table of `until`, or with minutes of `after`, over some instants; None if it would be large.

        Args:
            elapsed: The prefix sums.
            edges: Every instant after which the function does something else, in order.
            minutes: What is asked for besides, or 0.
            instants: What it will be asked.
        """
        grid = gcd(*map(sub, edges[1:], edges))
        first, last = min(instants), max(instants)
        # Both functions are continuous at a start and an end; intervals are open on the left, for `after`
        # jumps only past an end.
        origin = edges[0] - max(-(-(edges[0] - first + 1) // grid), 0) * grid
        if (last - origin) // grid >= _CELLS * len(instants):
            return None
        bounds = [origin, *edges[bisect_right(edges, origin) :]]
        bounds = bounds[: bisect_left(bounds, last)]
        probes = [bound + 1 for bound in bounds]
        answers = elapsed._until_each(probes)
        if minutes:
            answers = elapsed._reached_each([gone + minutes for gone in answers])
        moves = [(at - 1) in elapsed.intervals for at in probes]
        lowest = min(answers)
        ahead = max(map(sub, answers, probes)) + 1
        values = [
            answer - probe - ahead if moving else answer - lowest
            for probe, answer, moving in zip(probes, answers, moves, strict=True)
        ]
        counts = [(high - low) // grid for low, high in pairwise([*bounds, last + grid])]
        cells = [*chain.from_iterable(map(repeat, values, counts))]
        return cls(origin + 1, grid, cells, lowest, ahead)

    def of_each(self, instants: Sequence[int]) -> list[int]:
        """What the function says of each instant."""
        origin, grid, cells, lowest, ahead = self.origin, self.grid, self.cells, self.lowest, self.ahead
        return [
            value + lowest if (value := cells[(instant - origin) // grid]) >= 0 else instant + value + ahead
            for instant in instants
        ]
