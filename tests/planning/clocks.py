"""Rosters whose clocks are asked about, and clocks that count minute by minute.

Law: built on `tests.planning.brute` alone.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from itertools import accumulate

from overlap.people.absence import Closure, TimeOff
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.planning.brute import holidays, instant, reached, there

CALENDAR, KEPT = holidays("2026-04-02", "2026-04-03", "2026-12-25", half=("2026-12-24", "2026-06-12"))

DESKS = Roster(
    [
        Team(
            "manila",
            "Asia/Manila",
            [Shift("22:00", "06:00", name="night", breaks=[Break("02:00", "03:00")])],
            name="Manila Support",
            holidays=CALENDAR,
        ),
        Team(
            "krakow",
            "Europe/Warsaw",
            [Shift("09:00", "17:30", breaks=[Break("12:00", "12:45")])],
            name="Kraków Platform",
            headcount=2,
            closures=[Closure("2026-08-10", "2026-08-21", name="summer break")],
            members=[Member("ana", time_off=[TimeOff("2026-03-05")]), Member("ben", zone="America/Bogota")],
        ),
        Team("new-york", "America/New_York", [Shift("18:00", "02:00", days=["sat", "sun"])], name="Weekend"),
    ],
    zone="America/New_York",
)
"""Nights with a break and holidays, days that are shut for two weeks, weekend nights on clock changes."""

FIRST, LAST = instant("2026-01-01 00:00"), instant("2027-03-01 00:00")
"""The time over which the brute force below knows them."""


@cache
def at_work() -> dict[str, set[int]]:
    """Every minute at which each team is at work."""
    ids = [team.id for team in DESKS] + ["krakow.ana"]
    return there(DESKS, ids, FIRST, LAST, kept={"manila": KEPT})


class Walk:
    """A clock as a list of the minutes at which it runs."""

    def __init__(self, running: set[int], first: int = FIRST, last: int = LAST) -> None:
        self.running = running
        self.first = first
        self.minutes = sorted(running)
        self.gone = [0, *accumulate(map(running.__contains__, range(first, last)))]

    @classmethod
    @cache
    def of(cls, ids: tuple[str, ...], quorum: int) -> Walk:
        """The clock of teams of `DESKS`."""
        return cls(reached([at_work()[one] for one in ids], quorum))

    def between(self, start: int, end: int) -> int:
        """The minutes it runs between two instants."""
        return self.gone[end - self.first] - self.gone[start - self.first]

    def add(self, at: int, amount: int) -> int:
        """The instant after the last of so many minutes; counted back below zero."""
        index = self.gone[at - self.first]
        if amount > 0:
            return self.minutes[index + amount - 1] + 1
        return self.minutes[index + amount] if amount else at

    def due(self, start: int, amount: int, pauses: Collection[tuple[int, int]]) -> int:
        """`add`, stepping over the minutes in pauses."""
        at = start
        while amount:
            amount -= at in self.running and not any(low <= at < high for low, high in pauses)
            at += 1
        return at
