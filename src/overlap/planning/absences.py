"""What each day off takes of the shifts that would have been worked.

Law: a shift belongs to the date on which it starts, so a day off takes the night that begins on it; where
a day off cuts nights, it takes of each shift that touches it, also of one that ends on a day off after a
horizon. Part of a day takes its own minutes. A date that does not exist takes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.errors import BeyondData
from overlap.people.workpattern import Away, WorkPattern

__all__ = ["absences_in"]

_NIGHT_BEFORE: Final = 2 * DAY
"""Before a horizon: a shift that reaches into it starts within a day's length and a skipped date."""


def absences_in(pattern: WorkPattern, horizon: Horizon) -> Iterator[tuple[Away, list[tuple[int, int]]]]:
    """Each absence that can matter to a horizon, with the stretches of time it takes.

    The stretches are of shifts before their breaks, and may reach out of the horizon.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    after = DAY if pattern._is_cut_by_tomorrow else 0
    wide = Horizon(horizon.start - _NIGHT_BEFORE, horizon.end + after)
    to_instant = pattern.zone.to_instant
    shifts: dict[int, list[tuple[int, int]]] = {}
    for turn in pattern.turns(wide, bare=True):
        shifts.setdefault(pattern.zone.to_wall(turn.start) // DAY, []).append((turn.start, turn.end))
    try:
        absences = list(pattern.away(wide))
    except BeyondData:  # nothing is known of the days before: they only reach into the horizon
        absences = list(pattern.away(Horizon(horizon.start, wide.end)))
    for away in absences:
        day = day_of(away.date)
        start, end = to_instant(day * DAY), to_instant((day + 1) * DAY)
        if start == end:
            continue  # a date that does not exist
        if away.minutes is not None:
            low, high = away.minutes
            yield away, [(to_instant(day * DAY + low), to_instant(day * DAY + high))]
        elif pattern.overnight == "start_day":
            yield away, shifts.get(day, [])
        else:
            near = (turn for at in range(day - 2, day + 2) for turn in shifts.get(at, ()))
            taken = [turn for turn in near if turn[0] < end and turn[1] > start]
            if pattern.overnight == "clip":
                taken = [(max(low, start), min(high, end)) for low, high in taken]
            yield away, taken
