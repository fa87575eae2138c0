"""The daily windows of a week, as if the clocks and seasons of one instant never ended.

Law: between two changes of a clock or a season the windows of a week (or of a whole cycle) repeat.
Such a regime is expanded once, on fixed offsets and without days off, so that two regimes differ
only by what clocks and seasons do.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import lcm
from typing import Final

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, depth, union
from overlap.core.template import expand
from overlap.core.zones import Regimes, Zone
from overlap.errors import BadArgument
from overlap.people.roster import Roster
from overlap.people.workpattern import WorkPattern
from overlap.planning.selection import Demand, patterns_of
from overlap.render.progress import counted

__all__ = ["LocalSpan", "Patterns", "by_day", "most_together", "period_of", "signature", "typical_week"]

_LONGEST_PERIOD: Final = 20 * 364
"""Days after which all cycles must be in step again, so that "the same day" means something."""

LocalSpan = tuple[int, int]
"""Start and end in minutes after local midnight; the end may lie on the next day."""

Patterns = dict[str, tuple[WorkPattern, ...]]
"""The working patterns of each id."""


def typical_week(roster: Roster, asked: Demand, instant: int) -> tuple[tuple[LocalSpan, ...], ...]:
    """The windows of each day of a week, or of the cycles' period, as of an instant, days off apart.

    Raises:
        BadArgument: If cycles take too long to come into step.
    """
    patterns = {one: patterns_of(roster, one) for one in asked.ids}
    period = period_of(patterns)
    return signature(asked, patterns, instant, period, roster.home)


def period_of(patterns: Patterns) -> int:
    """Days after which the week and every cycle are in step again.

    Raises:
        BadArgument: If that takes too long.
    """
    cycles = [pattern.schedule.cycle for own in patterns.values() for pattern in own]
    lengths = {len(cycle.days) for cycle in cycles if cycle is not None}
    period = lcm(7, *lengths)
    if period > _LONGEST_PERIOD:
        raise BadArgument(
            f"the cycles come into step only every {period} days",
            hint=f"ask about fewer teams: up to {_LONGEST_PERIOD} days can be compared",
            field="teams",
        )
    return period


def signature(
    asked: Demand, patterns: Patterns, instant: int, period: int, clock: Zone
) -> tuple[tuple[LocalSpan, ...], ...]:
    """The windows of each day of a period, as if the offsets and seasons at `instant` never ended."""
    offset = clock.offset_at(instant)
    first = (instant + offset) // DAY // period * period
    present = _frozen_presence(patterns, instant, first, period)
    start = first * DAY - offset
    shared = asked.met(present).clip(start - DAY, start + (period + 1) * DAY)
    found = by_day((low + offset, high + offset) for low, high in shared)
    return tuple(found.get(day, ()) for day in range(first, first + period))


def _frozen_presence(patterns: Patterns, instant: int, first: int, period: int) -> dict[str, IntervalSet]:
    return {
        one: union([_frozen(pattern, instant, first, period) for pattern in own])
        for one, own in counted(patterns.items(), "Hours of teams and people", every=10)
    }


def most_together(roster: Roster, ids: Iterable[str], horizon: Horizon) -> int:
    """The most of these ids that are at work at once on a day as the horizon begins.

    Raises:
        BadArgument: If cycles take too long to come into step.
    """
    patterns = {one: patterns_of(roster, one) for one in ids}
    period = period_of(patterns)
    first = horizon.start // DAY // period * period
    present = _frozen_presence(patterns, horizon.start, first, period)
    return max((level for _, _, level in depth((one, 1) for one in present.values())), default=0)


def by_day(walls: Iterable[tuple[int, int]]) -> dict[int, tuple[LocalSpan, ...]]:
    """Wall intervals by the day on which they start, in minutes after its midnight.

    One of a whole day or more is cut at every midnight: round the clock, nothing starts.
    """
    found: dict[int, list[LocalSpan]] = {}
    for low, high in walls:
        cuts = [low, high]
        if high - low >= DAY:
            cuts[1:1] = range((low // DAY + 1) * DAY, high, DAY)
        for start, end in pairwise(cuts):
            day = start // DAY
            found.setdefault(day, []).append((start - day * DAY, end - day * DAY))
    return {day: tuple(spans) for day, spans in found.items()}


def _frozen(pattern: WorkPattern, instant: int, first: int, period: int) -> IntervalSet:
    """A bare pattern around `[first, first + period)` with the offsets and season at `instant`."""
    found = []
    for other in pattern.clocks:
        fixed = Regimes((), (other.offset_at(instant),), ())
        day = other.to_wall(instant) // DAY
        for plan in pattern.schedule.plans(day, day + 1):
            for key, template in plan.clocks:
                if (key or pattern.zone.key) == other.key:
                    # Four: a shift ends up to two days after its date begins, and clocks are 26 hours apart.
                    found.append(expand(template, fixed, first - 4, first + period + 3))
    return union(found)
