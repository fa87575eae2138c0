"""Time a member or a team does not work although the schedule says so.

Law: dates are local to the people concerned. A whole day cancels the shifts that start on it; a
part day takes only its minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import final

from overlap.core.civil import DAY, day_of, ordered_dates, parse_time, time_text
from overlap.errors import BadTime

__all__ = ["Closure", "TimeOff", "days_away"]


@final
@dataclass(frozen=True, slots=True, init=False)
class TimeOff:
    """Days, or the same hours of each day, on which a member is away.

    Args:
        start: First date.
        end: Last date, included; the first by default.
        from_time: Wall time from which the member is away on each date; with `until_time`.
        until_time: Wall time, up to "24:00".
        name: What reports call it.

    Raises:
        BadDate, BadTime: If a part cannot be read or is in the wrong order.
    """

    start: date
    end: date
    minutes_off: tuple[int, int] | None
    name: str
    days: range = field(compare=False, repr=False)

    def __init__(
        self,
        start: str | date,
        end: str | date | None = None,
        *,
        from_time: str | time | None = None,
        until_time: str | time | None = None,
        name: str = "time off",
    ) -> None:
        first, last = ordered_dates(start, start if end is None else end)
        minutes: tuple[int, int] | None = None
        if from_time is not None or until_time is not None:
            low = parse_time(from_time or "00:00", field="start")
            high = parse_time(until_time or "24:00", latest="24:00", field="end")
            if high <= low:
                raise BadTime(
                    f"time off ends at {time_text(high)}, not after {time_text(low)}",
                    hint="give two entries for a night",
                    field="end",
                )
            minutes = (low, high)
        object.__setattr__(self, "start", first)
        object.__setattr__(self, "end", last)
        object.__setattr__(self, "minutes_off", minutes)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "days", range(day_of(first), day_of(last) + 1))


@final
@dataclass(frozen=True, slots=True, init=False)
class Closure:
    """Days on which a whole team's workplace is shut.

    Args:
        start: First date.
        end: Last date, included; the first by default.
        name: What reports call it.

    Raises:
        BadDate: If a date cannot be read or the end is before the start.
    """

    start: date
    end: date
    name: str
    days: range = field(compare=False, repr=False)

    def __init__(self, start: str | date, end: str | date | None = None, *, name: str = "closure") -> None:
        first, last = ordered_dates(start, start if end is None else end)
        object.__setattr__(self, "start", first)
        object.__setattr__(self, "end", last)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "days", range(day_of(first), day_of(last) + 1))

    @property
    def minutes_off(self) -> None:
        """A closure takes whole days."""
        return


def days_away(
    absences: Iterable[TimeOff | Closure], first_day: int, end_day: int
) -> Iterator[tuple[int, tuple[int, int] | None, str]]:
    """Each day of `[first_day, end_day)` with an absence: (day, minutes off or None, name)."""
    for absence in absences:
        for day in range(max(absence.days.start, first_day), min(absence.days.stop, end_day)):
            minutes = absence.minutes_off
            yield day, None if minutes == (0, DAY) else minutes, absence.name
