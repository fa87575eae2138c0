"""From what happened on dates to the pattern that they follow: a week, or a cycle of any length.

Law: a pattern is one that explains every date of the range it was found in. A week is tried first, then
the shortest cycle that comes round twice or more. Failing both, a week may leave a few dates empty, which
are named; a date on which something else happens fits no pattern, and is named too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, final

from overlap.core.civil import weekday_of

__all__ = ["Misfits", "Rotation", "Weekly", "pattern_of"]

State = TypeVar("State", bound=Hashable)

_LONGEST_CYCLE: Final = 366
_MOST_ABSENT: Final = 0.2
"""Part of the dates of a week's pattern that may be empty: a holiday or a leave now and then."""


@final
@dataclass(frozen=True, slots=True)
class Weekly(Generic[State]):
    """The same on every Monday, on every Tuesday and so on.

    Attributes:
        states: What happens on each weekday, Monday first.
        absent: Days since 1970 on which it does not, and nothing else does.
    """

    states: tuple[State, ...]
    absent: tuple[int, ...] = ()


@final
@dataclass(frozen=True, slots=True)
class Rotation(Generic[State]):
    """The same every so many days.

    Attributes:
        anchor: Day since 1970 of the first state.
        states: What happens on each day of the cycle.
    """

    anchor: int
    states: tuple[State, ...]


@final
@dataclass(frozen=True, slots=True)
class Misfits:
    """Days since 1970 that keep a week from explaining all."""

    days: tuple[int, ...]


def pattern_of(
    found: Mapping[int, State], empty: State, first: int, last: int
) -> Weekly[State] | Rotation[State] | Misfits:
    """The pattern of what happened on the days from first to last.

    Args:
        found: What happened, by days since 1970; nothing on others.
        empty: What nothing is.
        first: The first day that is known.
        last: The last, included.

    Example:
        >>> pattern_of({4: "early", 5: "late", 7: "early", 8: "late"}, "", 4, 9)
        Weekly(states=('early', 'late', '', 'early', 'late', '', ''), absent=())
        >>> pattern_of({day: "day" for day in range(4, 25) if day % 3}, "", 4, 24)
        Rotation(anchor=4, states=('day', 'day', ''))
    """
    days = range(first, last + 1)
    states = tuple(found.get(day, empty) for day in days)
    by_weekday: list[Counter[State]] = [Counter() for _ in range(7)]
    for day, state in zip(days, states, strict=True):
        by_weekday[weekday_of(day)][state] += 1
    if all(len(counts) <= 1 for counts in by_weekday):
        return Weekly(tuple(next(iter(counts), empty) for counts in by_weekday))
    for length in range(2, min(len(states) // 2, _LONGEST_CYCLE) + 1):
        if states[length:] == states[:-length]:
            return Rotation(first, states[:length])
    usual = tuple(counts.most_common(1)[0][0] if counts else empty for counts in by_weekday)
    misfits = [day for day, state in zip(days, states, strict=True) if state != usual[weekday_of(day)]]
    absent = tuple(day for day in misfits if found.get(day, empty) == empty)
    working = sum(usual[weekday_of(day)] != empty for day in days)
    sure = all(
        counts[state] * 2 > sum(counts.values())
        for state, counts in zip(usual, by_weekday, strict=True)
        if counts
    )
    if sure and len(absent) == len(misfits) and len(absent) <= working * _MOST_ABSENT:
        return Weekly(usual, absent)
    return Misfits(tuple(misfits))
