"""A shift and its breaks, as people write them: times on a wall clock.

Law: a shift starts on a local date and lasts at most a day; an end at or before the start is on
the next day; equal start and end is refused. Breaks, paid or not, are time away. An absolute
break that lies before the start belongs to the night's second half. Minutes after the start
count on the clock's face, so a break keeps its wall time when clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Final, final

from overlap.core.civil import DAY, WEEKDAYS, parse_time, parse_weekdays, time_text
from overlap.core.template import Span
from overlap.core.zones import zone as zone_of
from overlap.errors import BadShift
from overlap.people.listed import listed
from overlap.people.numbers import is_whole

__all__ = ["LONG_SHIFT_MINUTES", "Break", "Shift"]

LONG_SHIFT_MINUTES: Final = 12 * 60
"""A longer shift is likely a slip of the pen, such as 18:00-09:00 for 09:00-18:00."""


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Break:
    """Time away inside a shift: at wall times, or some minutes after the shift's start.

    Args:
        start: Wall time `HH:MM`, with `end`.
        end: Wall time; at or before `start` means the next day.
        after_minutes: Minutes from the shift's start instead, with `minutes`.
        minutes: Length of such a break.
        paid: Whether it counts as paid time; it is time away all the same.
        days: Weekday names of the dates on which the shift starts, where the break is not on every
            one: a weekly prayer. Such a break may meet others, and they are then one.

    Raises:
        BadTime: If a time cannot be read.
        BadShift: If it is neither of the two forms, or empty.
        BadArgument: If a weekday is none.

    Example:
        >>> Break("12:00", "13:00")
        Break('12:00', '13:00')
        >>> Break(after_minutes=240, minutes=60)
        Break(after_minutes=240, minutes=60)
    """

    start_minute: int | None
    end_minute: int | None
    after_minutes: int | None
    minutes: int
    paid: bool
    days: frozenset[int] | None

    def __init__(
        self,
        start: str | time | None = None,
        end: str | time | None = None,
        *,
        after_minutes: int | None = None,
        minutes: int | None = None,
        paid: bool = False,
        days: Iterable[str] | None = None,
    ) -> None:
        at_times = start is not None or end is not None
        relative = after_minutes is not None or minutes is not None
        if at_times == relative:
            raise BadShift(
                "a break needs either start and end, or after_minutes and minutes",
                hint='write { start = "12:00", end = "13:00" } or { after_minutes = 240, minutes = 60 }',
            )
        first: int | None = None
        last: int | None = None
        if at_times:
            if start is None or end is None:
                raise BadShift("a break needs both start and end", field="end" if end is None else "start")
            first = parse_time(start, field="start")
            last = parse_time(end, latest="24:00", field="end")
            minutes = (last - first) % DAY
        if minutes is None or (after_minutes is None and relative):
            raise BadShift("a break needs both after_minutes and minutes", field="minutes")
        for name, value in (("after_minutes", after_minutes), ("minutes", minutes)):
            if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
                raise BadShift(f"{name} is {value!r}, not whole minutes", field=name)
        if minutes <= 0 or (after_minutes or 0) < 0:
            raise BadShift(
                "a break has no length" if minutes <= 0 else "a break cannot start before its shift",
                hint="give it at least a minute" if minutes <= 0 else None,
                field="minutes" if relative and minutes <= 0 else "end" if at_times else "after_minutes",
            )
        object.__setattr__(self, "start_minute", first)
        object.__setattr__(self, "end_minute", last)
        object.__setattr__(self, "after_minutes", after_minutes)
        object.__setattr__(self, "minutes", minutes)
        object.__setattr__(self, "paid", bool(paid))
        object.__setattr__(self, "days", None if days is None else parse_weekdays(days))

    def __repr__(self) -> str:
        more = ", paid=True" if self.paid else ""
        if self.days is not None:
            more += f", days={[WEEKDAYS[day] for day in sorted(self.days)]!r}"
        if self.start_minute is None or self.end_minute is None:
            return f"Break(after_minutes={self.after_minutes}, minutes={self.minutes}{more})"
        return f"Break({time_text(self.start_minute)!r}, {time_text(self.end_minute)!r}{more})"

    def later(self, minutes: int) -> Break:
        """The same break some minutes later; one that counts from the start stays as it is."""
        if self.start_minute is None or self.end_minute is None:
            return self
        moved = object.__new__(Break)
        for name in self.__slots__:
            object.__setattr__(moved, name, getattr(self, name))
        object.__setattr__(moved, "start_minute", (self.start_minute + minutes) % DAY)
        object.__setattr__(moved, "end_minute", (self.end_minute + minutes) % DAY or DAY)
        return moved

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The break as wall minutes inside a shift of `[start, end)`.

        Raises:
            BadShift: If it does not lie inside.
        """
        if self.start_minute is None:
            low = start + (self.after_minutes or 0)
        else:
            low = self.start_minute + (DAY if self.start_minute < start else 0)
        high = low + self.minutes
        if not (start <= low and high <= end):
            raise BadShift(
                f"the break {time_text(low)}-{time_text(high)} is not inside the shift "
                f"{time_text(start)}-{time_text(end)}",
                hint="move the break into the shift, or split the shift",
                field="breaks",
            )
        return low, high


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Shift:
    """One stretch of work that starts on a local date.

    Args:
        start: Wall time `HH:MM`.
        end: Wall time; "24:00" is midnight at the end of the day, and an end at or before the
            start is on the next day.
        name: What cycles and reports call it; "start-end" by default.
        breaks: Time away inside it.
        days: Weekday names on which it starts; the team's working days by default.
        headcount: How many people work it; the team's headcount by default.
        zone: IANA key of the clock it follows, if not the team's own: a desk that keeps its
            client's hours.

    Raises:
        BadTime, BadZone, BadShift, BadArgument: If a part cannot be right.

    Example:
        >>> Shift("22:00", "06:00", name="night", breaks=[Break("01:00", "01:30")]).minutes
        450
    """

    start_minute: int
    end_minute: int
    name: str
    breaks: tuple[Break, ...]
    days: frozenset[int] | None
    headcount: int | None
    zone: str | None

    def __init__(
        self,
        start: str | time,
        end: str | time,
        *,
        name: str | None = None,
        breaks: Iterable[Break] = (),
        days: Iterable[str] | None = None,
        headcount: int | None = None,
        zone: str | None = None,
    ) -> None:
        first = parse_time(start, field="start")
        last = parse_time(end, latest="24:00", field="end")
        if first == last:
            raise BadShift(
                f"the shift starts and ends at {time_text(first)}",
                hint='write start = "00:00", end = "24:00" for a whole day',
                field="end",
            )
        if last <= first:
            last += DAY
        if headcount is not None and not is_whole(headcount, least=1):
            raise BadShift(
                f"headcount is {headcount!r}", hint="give a whole number from 1", field="headcount"
            )
        if zone is not None:
            zone_of(zone)
        if name is not None and (not isinstance(name, str) or not name.strip() or name == "off"):
            raise BadShift(f"{name!r} cannot name a shift", hint='any text but "off"', field="name")
        pauses = listed(breaks, Break, "breaks")
        within = sorted(pause.within(first, last) for pause in pauses if pause.days is None)
        for (_, earlier), (later, _) in pairwise(within):
            if later < earlier:
                raise BadShift("two breaks overlap", hint="keep breaks apart", field="breaks")
        for weekday in range(7) if pauses else ():
            away = _joined(pauses, weekday, first, last)
            if away and sum(high - low for low, high in away) >= last - first:
                raise BadShift("breaks fill the whole shift", hint="shorten a break", field="breaks")
        weekdays = None if days is None else parse_weekdays(days)
        object.__setattr__(self, "start_minute", first)
        object.__setattr__(self, "end_minute", last)
        object.__setattr__(self, "name", name or f"{time_text(first)}-{time_text(last % DAY or DAY)}")
        object.__setattr__(self, "breaks", pauses)
        object.__setattr__(self, "days", weekdays)
        object.__setattr__(self, "headcount", headcount)
        object.__setattr__(self, "zone", zone)

    def __repr__(self) -> str:
        parts = [repr(self.start), repr(self.end)]
        if self.name != f"{self.start}-{self.end}":
            parts.append(f"name={self.name!r}")
        if self.breaks:
            parts.append(f"breaks={list(self.breaks)!r}")
        if self.days is not None:
            parts.append(f"days={[WEEKDAYS[day] for day in sorted(self.days)]!r}")
        if self.headcount is not None:
            parts.append(f"headcount={self.headcount}")
        if self.zone is not None:
            parts.append(f"zone={self.zone!r}")
        return f"Shift({', '.join(parts)})"

    @property
    def start(self) -> str:
        """Start as `HH:MM`."""
        return time_text(self.start_minute)

    @property
    def end(self) -> str:
        """End as `HH:MM`, "24:00" for midnight after a start on the same day."""
        return time_text(self.end_minute % DAY or DAY)

    @property
    def length_minutes(self) -> int:
        """Minutes from start to end on the clock's face, breaks included."""
        return self.end_minute - self.start_minute

    @property
    def minutes(self) -> int:
        """Minutes at work on the clock's face: the length without the breaks of every day."""
        return self.length_minutes - sum(pause.minutes for pause in self.breaks if pause.days is None)

    @property
    def has_weekly_breaks(self) -> bool:
        """Whether its breaks depend on the weekday."""
        return any(pause.days is not None for pause in self.breaks)

    def span_on(self, weekday: int) -> Span:
        """The shift that starts on a weekday, in wall minutes after the midnight of its date."""
        away = _joined(self.breaks, weekday, self.start_minute, self.end_minute)
        return Span(self.start_minute, self.end_minute, away)

    def starting(self, start_minute: int, zone: str | None) -> Shift:
        """The same shift at another start, on this clock or another; its breaks move with it.

        Args:
            start_minute: Minutes after midnight, below 1440.
            zone: The clock it follows, or None for the team's own.
        """
        later = start_minute - self.start_minute
        moved = object.__new__(Shift)
        for name in self.__slots__:
            object.__setattr__(moved, name, getattr(self, name))
        object.__setattr__(moved, "start_minute", start_minute)
        object.__setattr__(moved, "end_minute", self.end_minute + later)
        object.__setattr__(moved, "breaks", tuple(pause.later(later) for pause in self.breaks))
        object.__setattr__(moved, "zone", zone)
        if self.name == f"{self.start}-{self.end}":
            object.__setattr__(moved, "name", f"{moved.start}-{moved.end}")
        return moved

    def shortened(self, minutes: int) -> Shift | None:
        """The shift ending `minutes` earlier; a break beyond the new end is cut off there.

        Returns:
            None if no work is left.
        """
        end = self.end_minute - minutes
        kept: list[Break] = []
        for pause in self.breaks:
            low, high = pause.within(self.start_minute, self.end_minute)
            if high <= end:
                kept.append(pause)
            elif low < end:
                cut = Break(after_minutes=low - self.start_minute, minutes=end - low, paid=pause.paid)
                object.__setattr__(cut, "days", pause.days)
                kept.append(cut)
        if end - self.start_minute <= sum(pause.minutes for pause in kept if pause.days is None):
            return None
        short = object.__new__(Shift)
        for name in self.__slots__:
            object.__setattr__(short, name, getattr(self, name))
        object.__setattr__(short, "end_minute", end)
        object.__setattr__(short, "breaks", tuple(kept))
        return short


def _joined(pauses: Iterable[Break], weekday: int, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The breaks of a shift that starts on a weekday, sorted; those that meet as one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(
        pause.within(start, end) for pause in pauses if pause.days is None or weekday in pause.days
    ):
        if found and low < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)
