"""Key figures before and after: what all share, what is covered, what falls into quiet hours.

Law: each figure is counted in the same way for both rosters, over the same horizon, days off included.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, final

from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, at_least, union
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.kpis import weeks_in

__all__ = ["Figure", "figures_of"]


@final
class Figure(NamedTuple):
    """What is counted, before and after; `unit` is "minutes" or "share", of which 1 is all."""

    name: str
    unit: str
    before: float
    after: float

    def to_dict(self) -> dict[str, object]:
        """Plain values."""
        return {
            "name": self.name,
            "unit": self.unit,
            "before": round(self.before, 4),
            "after": round(self.after, 4),
        }


def figures_of(
    before: Roster, after: Roster, horizon: Horizon, clock: Zone, quiet: tuple[int, int]
) -> tuple[Figure, ...]:
    """The figures of two rosters with the same teams.

    Args:
        before: As things are.
        after: As planned.
        horizon: When.
        clock: Whose weeks are counted.
        quiet: Quiet person-minutes of one working day, before and after.
    """
    sides = [{team.id: team.at_work(horizon) for team in one} for one in (before, after)]
    count = len(before)
    weeks = weeks_in(horizon, clock)
    found = []
    if count > 1:
        words = "Both teams share a week" if count == 2 else f"All {count} teams share a week"
        found.append(Figure(words, "minutes", *(_shared(side, count, weeks) for side in sides)))
    most = max((k for k in range(2, count) if _shared(sides[0], k, weeks) >= _USUAL), default=0)
    if most:
        words = f"{most} teams or more share a week"
        found.append(Figure(words, "minutes", *(_shared(side, most, weeks) for side in sides)))
    covered = [union(list(side.values())).minutes / horizon.minutes for side in sides]
    found.append(Figure("Somebody at work, 24x7", "share", *covered))
    found.append(Figure("Work in quiet hours a day, all people", "minutes", *quiet))
    return tuple(found)


_USUAL = 60
"""Minutes a week from which on so many teams are said to share time."""


def _shared(side: Mapping[str, IntervalSet], count: int, weeks: float) -> float:
    return at_least(count, list(side.values())).minutes / weeks
