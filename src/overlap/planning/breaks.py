"""When people are on a break: inside a shift that goes on, and away from it by its own hours.

Law: a day off is no break, nor is what comes after the last minute that a day off leaves of a shift.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from overlap.core.civil import DAY
from overlap.core.horizon import SUPPORTED, Horizon
from overlap.core.intervals import IntervalSet
from overlap.errors import BeyondData
from overlap.people.workpattern import Turn, WorkPattern

__all__ = ["breaks_in"]

_SHIFT: Final = 3 * DAY
"""How long before an instant a shift that is on may have begun, or end after it: a day's length, and a
skipped date."""


def breaks_in(pattern: WorkPattern, horizon: Horizon) -> IntervalSet:
    """The minutes of a horizon on a break.

    Args:
        pattern: Whose shifts.
        horizon: When.

    Raises:
        BeyondData: If the calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Break, Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "UTC", [Shift("10:00", "19:00", breaks=[Break("13:00", "14:00")])])
        >>> day = Horizon.of("2026-03-02", "2026-03-02", pune.pattern.zone)
        >>> [(end - start, start % 1440) for start, end in breaks_in(pune.pattern, day)]
        [(60, 780)]
    """
    seen = _seen(pattern, horizon)
    spans = []
    for turn in _begun(pattern, horizon):
        rest = seen.clip(turn.start, turn.end)
        if rest:
            spans.append((turn.start, rest.ends[-1]))
    # Rest days that are worked are in what is seen alone.
    return IntervalSet(spans).clip(horizon.start, horizon.end) - seen - pattern.at_work(horizon, bare=True)


def _seen(pattern: WorkPattern, horizon: Horizon) -> IntervalSet:
    """The minutes at work from the start of a horizon until its last shift ends; by schedule beyond data."""
    last = min(horizon.end + _SHIFT, SUPPORTED[1])
    for end in range(last, horizon.end, -DAY):
        with suppress(BeyondData):
            known = pattern.at_work(Horizon(horizon.start, end))
            break
    else:
        end, known = horizon.end, pattern.at_work(horizon)
    return known if end == last else known | pattern.at_work(Horizon(end, last), bare=True)


def _begun(pattern: WorkPattern, horizon: Horizon) -> list[Turn]:
    """The shifts that may be on in a horizon; by schedule on days of which nothing is known."""
    first = max(horizon.start - _SHIFT, SUPPORTED[0])
    for start in range(first, horizon.start + 1, DAY):
        with suppress(BeyondData):
            known = pattern.turns(Horizon(start, horizon.end))
            break
    else:
        start, known = horizon.end, []
    return known if start == first else [*pattern.turns(Horizon(first, start), bare=True), *known]
