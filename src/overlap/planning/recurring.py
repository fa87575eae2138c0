"""Stretches of time that come back at the same wall times, told once with their weekdays and dates.

Law: nothing is left out: every stretch is either one of a recurring row or a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, final

from overlap.core.civil import DAY, date_of, weekday_of
from overlap.core.zones import Zone
from overlap.render.moments import (
    date_text,
    duration_text,
    minute_range,
    wall_text,
    weekday_set_text,
    weekday_text,
)

__all__ = ["Recurring", "dates_text", "recurring"]

_OFTEN: Final = 3
"""Times from which on a stretch recurs; two may be chance."""


@final
@dataclass(frozen=True, slots=True)
class Recurring:
    """Stretches with the same wall times and the same text.

    Attributes:
        text: What is said of them.
        start_minute: Minutes after the local midnight at which each starts.
        wall_minutes: How long each lasts on the clock's face.
        stretches: (start, end) in UTC minutes, in order.
        days: The local day on which each starts, in days since 1970.
    """

    text: str
    start_minute: int
    wall_minutes: int
    stretches: tuple[tuple[int, int], ...]
    days: tuple[int, ...]

    @property
    def minutes(self) -> int:
        """Their exact length together."""
        return sum(end - start for start, end in self.stretches)

    @property
    def is_often(self) -> bool:
        """Whether they come back often enough to be told as one."""
        return len(self.stretches) >= _OFTEN

    @property
    def times(self) -> str:
        """`18:00–24:00` or `18:00–06:00` of one of them; with its last weekday if it is longer than a day."""
        until = self.start_minute + self.wall_minutes
        if self.wall_minutes <= DAY:
            return minute_range(self.start_minute, until)
        start = wall_text(self.start_minute)
        if len({weekday_of(day) for day in self.days}) > 1 or self.wall_minutes > 7 * DAY:
            return f"{start}, {duration_text(self.wall_minutes)}"
        last, minute = divmod(until, DAY)
        if not minute:
            last, minute = last - 1, DAY
        end = f"{weekday_text(weekday_of(self.days[0] + last))} {wall_text(minute)}"
        return f"{start} – {end}" if " " in start else f"{start}–{end}"

    @property
    def when(self) -> str:
        """`Mon–Thu 22:00–06:00` or `Fri 18:00–Mon 05:00`."""
        return f"{weekday_set_text(frozenset(map(weekday_of, self.days)))} {self.times}"

    @property
    def dates(self) -> str:
        """`4 Jan – 27 Dec 2027`: the first and the last date on which one starts."""
        return dates_text(self.days[0], self.days[-1])


def dates_text(first: int, last: int) -> str:
    """Two days as `4 Jan – 27 Dec 2027`, or one alone."""
    end = date_text(last, weekday=False)
    if first == last:
        return end
    begin = date_text(first, weekday=False, year=date_of(first).year != date_of(last).year)
    return f"{begin} – {end}"


def recurring(stretches: Iterable[tuple[int, int, str]], clock: Zone) -> list[Recurring]:
    """Stretches (start, end, text) by their wall times on a clock and their text, longest in all first."""
    found: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for start, end, text in stretches:
        low, high = clock.to_wall(start), clock.to_wall(end)
        if end - start <= DAY < high - low or high <= low:  # a clock change makes the face mislead
            high = low + end - start
        found.setdefault((text, low % DAY, high - low), []).append((start, end))
    rows = []
    for (text, minute, length), pairs in found.items():
        pairs.sort()
        days = tuple(clock.to_wall(start) // DAY for start, _ in pairs)
        rows.append(Recurring(text, minute, length, tuple(pairs), days))
    rows.sort(key=lambda row: (-row.minutes, row.stretches))
    return rows
