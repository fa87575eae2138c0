"""Quiet hours on somebody's clock.

Law: a night belongs to the date on which it begins; each end maps to its own instant, as those of shifts do.
"""

from __future__ import annotations

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.template import Span, Template, expand
from overlap.core.zones import Zone

__all__ = ["quiet_hours"]


def quiet_hours(clock: Zone, quiet: tuple[int, int], horizon: Horizon) -> IntervalSet:
    """The minutes of a horizon that are quiet on a clock.

    Args:
        clock: Whose.
        quiet: Wall minutes (start, end) after midnight; an end before the start is on the next day, and
            equal ends mean that no time is quiet.
        horizon: When.
    """
    low, high = quiet
    if low == high:
        return EMPTY
    night = Span(low, high if high > low else high + DAY)
    first, end = horizon.days(clock).start - 2, horizon.begun(clock)
    regimes = clock.regimes(first * DAY, (end + 2) * DAY)
    return expand(Template.of(0, ((night,),)), regimes, first, end, (), (horizon.start, horizon.end))
