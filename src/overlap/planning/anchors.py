"""Anchors compared: whose wall clock should a series keep?

Law: every anchor begins with the same instant, the first planned one, and keeps from there on the wall time
that its own clock showed then, on dates as far apart as the planned ones. They are compared over the same
occurrences: those that the data reach for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from overlap.core.civil import DAY, day_of, time_text
from overlap.core.zones import Zone, zone
from overlap.planning.invited import Invited
from overlap.planning.occurrences import Planned

__all__ = ["Anchor", "anchors_of"]


class Anchor(NamedTuple):
    """What it comes to if the wall time of one clock is kept.

    Attributes:
        zone: IANA key of the clock.
        local: The minute after midnight that it keeps.
        outside_hours: Person-occurrences outside hours: at which some minute is no work, break or absence.
        worst_minutes: The discomfort of the worst-off person over all occurrences.
        total_minutes: That of all together.
        is_own: Whether it is the meeting's own clock.
    """

    zone: str
    local: int
    outside_hours: int
    worst_minutes: int
    total_minutes: int
    is_own: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "anchor": self.zone,
            "local_start": time_text(self.local),
            "outside_hours": self.outside_hours,
            "worst_minutes": self.worst_minutes,
            "total_minutes": self.total_minutes,
            "is_own": self.is_own,
        }


def anchors_of(people: Invited, clock: Zone, planned: Sequence[Planned]) -> tuple[Anchor, ...]:
    """The meeting's own clock, that of each person invited, and UTC; best first.

    The best has fewest person-occurrences outside hours, then the least discomfort of the worst-off, then
    of all; of equals the meeting's own, then the first invited.

    Args:
        people: Who is invited.
        clock: The meeting's own clock.
        planned: The occurrences as the rule puts them, in order.
    """
    if not planned:
        return ()
    zones = dict.fromkeys((clock.key, *(one.who.pattern.zone.key for one in people.invitees), "UTC"))
    first = planned[0].start
    apart = [day_of(one.date) - day_of(planned[0].date) for one in planned]
    kept = {key: _kept(zone(key), first, apart) for key in zones}
    low, high = people.horizon.start, people.horizon.end - people.minutes
    known = [at for at in range(len(apart)) if all(low <= starts[at] <= high for starts in kept.values())]
    found = [
        _anchor(people, key, [starts[at] for at in known], key == clock.key) for key, starts in kept.items()
    ]
    found.sort(key=lambda one: (one.outside_hours, one.worst_minutes, one.total_minutes, not one.is_own))
    return tuple(found)


def _kept(clock: Zone, first: int, apart: Sequence[int]) -> list[int]:
    """The instants at which a clock shows the wall time of the first, so many dates later."""
    wall = clock.to_wall(first)
    return [first, *(clock.to_instant(wall + days * DAY) for days in apart[1:])]


def _anchor(people: Invited, key: str, starts: Sequence[int], is_own: bool) -> Anchor:
    bearing: dict[str, int] = {}
    outside = 0
    for start in starts:
        for who, cost in people.costs(start).items():
            bearing[who] = bearing.get(who, 0) + cost
        outside += sum(people.is_outside(one, start) for one in people.invitees)
    required = [bearing.get(one.id, 0) for one in people.invitees if one.is_required]
    local = zone(key).to_wall(starts[0]) % DAY if starts else 0
    return Anchor(key, local, outside, max(required, default=0), sum(bearing.values()), is_own)
