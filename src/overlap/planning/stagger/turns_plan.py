"""The fairest sharing of places that is found, with its proof or with how far from the least it may be.

Law: every plan handed out keeps the rooms. It is the same on every machine: work is counted in steps.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from overlap.planning.stagger.turns_count import counted
from overlap.planning.stagger.turns_fair import (
    Places,
    Proof,
    Seats,
    by_greed,
    by_ring,
    floor,
    levelled,
    levels,
    ranked,
    traded,
)
from overlap.planning.stagger.turns_seats import count_seats, seated, settled

__all__ = ["Shared", "share_places"]

_PAIRS: Final = 10_000
"""Pairs that are looked at to level a plan: about a second over a year of weeks."""

_STEPS: Final = 600_000
"""Steps that counting may take: about a second."""


_TRIES: Final = 30_000
"""Exchanges that are tried to make changes fewer: about a second."""


class Shared(NamedTuple):
    """A plan, why no other is fairer (None: not proven), and what the worst-off has at least in any plan."""

    seats: Seats
    proof: Proof | None
    bound: int


def share_places(places: Places, *, steady: bool = False, pairs: int = _PAIRS, steps: int = _STEPS) -> Shared:
    """The fairest plan, or the fairest found.

    Args:
        places: What is to be shared.
        steady: Whether people rather keep their price for long, as long as it is as fair in the end.
        pairs: How many pairs of people may be brought closer together.
        steps: How many steps counting may take.

    Example:
        >>> from overlap.planning.stagger.turns_fair import Week
        >>> two = Places((0, 0, 0), (0, 60), (Week((0, 1, 2), (2, 1)),) * 3)
        >>> share_places(two)
        Shared(seats=((1, 0, 0), (0, 1, 0), (0, 0, 1)), proof='levels', bound=60)
    """
    shared = _shared(places, pairs, steps)
    if steady:
        calm = seated(places, count_seats(places, shared.seats), steady=True)
        shared = shared._replace(seats=settled(places, calm, _TRIES))
    assert places.keeps(shared.seats)  # noqa: S101 - whoever made the plan, it keeps the rooms
    return shared


def _shared(places: Places, pairs: int, steps: int) -> Shared:
    goal = levels(places)
    made = [by_greed(places), by_ring(places)]
    plans = [one for one in made if one is not None]
    for seats in plans:
        if ranked(places.burdens(seats)) == goal:
            return Shared(seats, "levels", goal[0])
    if len(places.prices) == 2:
        seats = traded(places, plans[0])
        return Shared(seats, "trades", max(places.burdens(seats)))
    first = min(plans, key=lambda seats: ranked(places.burdens(seats)))
    better = levelled(places, first, pairs)
    own = ranked(places.burdens(better))
    seats = seated(places, count_seats(places, better), steady=False)
    if own == goal:
        return Shared(seats, "levels", goal[0])
    found = counted(places, floor(places), steps)
    if found.counts is None:
        return Shared(seats, None, found.bound)
    best = seated(places, found.counts, steady=False)
    if ranked(places.burdens(best)) == own:
        best = seats
    return Shared(best, "counts", found.bound)
