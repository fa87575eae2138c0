"""How the local time of a series drifts: for each person, runs of equal local time, and what changed it.

Law: a run begins where the wall time of a person's clock, or its date beside the meeting's own, is another
than at the occurrence before; the cause is a clock change between the two, on the person's clock or on the
meeting's, or that the meeting itself is planned for another time. The usual local time is the one that most
occurrences have, of equals the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from overlap.core.civil import DAY, day_of, time_text
from overlap.core.zones import Zone
from overlap.planning.causes import clock_text
from overlap.planning.invited import Invited, Invitee
from overlap.planning.occurrences import Planned
from overlap.render.moments import wall_text

__all__ = ["Run", "drift_of"]


class Run(NamedTuple):
    """Occurrences in a row that begin at the same local time for somebody.

    Attributes:
        id: Who.
        name: What people call them.
        zone: IANA key of their clock.
        start: Date of the first occurrence, on the meeting's own clock.
        end: Date of the last.
        occurrences: How many.
        local: Minutes after midnight on their clock.
        days_later: How many days their date is ahead of the meeting's own.
        minutes_from_usual: How much later than their usual local time.
        outside_hours: At how many of them the meeting is outside their hours.
        because: The clock changes that began the run, as sentences without their ends; empty for the first.
    """

    id: str
    name: str
    zone: str
    start: date
    end: date
    occurrences: int
    local: int
    days_later: int
    minutes_from_usual: int
    outside_hours: int
    because: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "id": self.id,
            "zone": self.zone,
            "from": self.start.isoformat(),
            "until": self.end.isoformat(),
            "occurrences": self.occurrences,
            "local_start": time_text(self.local),
            "days_later": self.days_later,
            "minutes_from_usual": self.minutes_from_usual,
            "outside_hours": self.outside_hours,
            "because": list(self.because),
        }


def drift_of(people: Invited, one: Invitee, clock: Zone, planned: Sequence[Planned]) -> list[Run]:
    """The runs of one person over the planned occurrences, in order.

    Args:
        people: Who is invited.
        one: The person.
        clock: The meeting's own clock.
        planned: The occurrences as the rule puts them, in order.
    """
    home = one.who.pattern.zone
    places = [home.to_wall(each.start) - day_of(each.date) * DAY for each in planned]
    if not places:
        return []
    usual = Counter(places).most_common(1)[0][0]
    cuts = [0, *(at for at in range(1, len(places)) if places[at] != places[at - 1]), len(places)]
    found: list[Run] = []
    for low, high in pairwise(cuts):
        days, minute = divmod(places[low], DAY)
        because: tuple[str, ...] = ()
        if low:
            because = _changes(clock, home, planned[low - 1].start, planned[low].start)
            minute_of_day = planned[low].wall % DAY
            if minute_of_day != planned[low - 1].wall % DAY:
                because = (*because, f"the meeting itself is at {wall_text(minute_of_day)} {clock.key}")
        outside = sum(people.is_outside(one, each.start) for each in planned[low:high])
        found.append(
            Run(
                one.id,
                one.who.name,
                home.key,
                planned[low].date,
                planned[high - 1].date,
                high - low,
                minute,
                days,
                places[low] - usual,
                outside,
                because,
            )
        )
    return found


def _changes(clock: Zone, home: Zone, start: int, end: int) -> tuple[str, ...]:
    """The changes of two clocks in `(start, end]`, in order of time; one of both clocks is told of each."""
    zones = {clock.key: clock, home.key: home}
    found = [
        (change[0], key, change) for key, one in zones.items() for change in one.changes(start + 1, end + 1)
    ]
    return tuple(clock_text(zones[key], *change) for _, key, change in sorted(found))
