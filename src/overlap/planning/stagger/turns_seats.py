"""Who has which price in which week, once it is known how often.

Law: neither way of seating changes what anybody has in the end. Counts that add up to the rooms can always be
seated: in weeks alike they are the edges of a bipartite graph in which each person has as many as there are
weeks and each place too, and such a graph falls into perfect matchings, one a week (D. König,
Mathematische Annalen 77, 1916).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from overlap.planning.stagger.turns_fair import AWAY, Places, Seats, Week

__all__ = ["Counts", "count_seats", "seated", "settled"]

Counts = list[dict[Week, list[int]]]
"""Of each person, how often they have each price in weeks alike: those with the same people and rooms."""


def count_seats(places: Places, seats: Seats) -> Counts:
    """The counts of a plan."""
    found: Counts = [{} for _ in places.carried]
    for week, row in zip(places.weeks, seats, strict=True):
        for who in week.present:
            found[who].setdefault(week, [0] * len(places.prices))[row[who]] += 1
    return found


def seated(places: Places, counts: Counts, *, steady: bool) -> Seats:
    """A plan with given counts.

    Args:
        places: The task.
        counts: How often each person has each price in weeks alike; they add up to the rooms.
        steady: Whether people rather stay at a price; else whoever has borne least has the dearest.
    """
    left = [{week: list(own) for week, own in one.items()} for one in counts]
    burdens = list(places.carried)
    was = [AWAY] * len(left)
    found = []
    for week in places.weeks:

        def stays(who: int, week: Week = week) -> bool:
            return was[who] != AWAY and left[who][week][was[who]] > 0

        def wishes(who: int, week: Week = week) -> list[int]:
            """The prices a person may still have, the best first."""
            own = left[who][week]
            able = [at for at, count in enumerate(own) if count]
            if steady:
                return sorted(able, key=lambda at: (at != was[who], -own[at], -at))
            return able[::-1]

        order = sorted(week.present, key=lambda who: (steady and not stays(who), burdens[who], who))
        held: list[list[int]] = [[] for _ in places.prices]
        wanted = {one: wishes(one) for one in order}
        for who in order:
            _seat(who, held, week.rooms, wanted, set())
        row = [AWAY] * len(left)
        for at, people in enumerate(held):
            for who in people:
                row[who] = was[who] = at
                left[who][week][at] -= 1
                burdens[who] += places.prices[at]
        found.append(tuple(row))
    return tuple(found)


def _seat(
    who: int, held: list[list[int]], rooms: Sequence[int], wishes: dict[int, list[int]], tried: set[int]
) -> bool:
    """Gives a person a place that is free, or else moves others to make one so: an augmenting path."""
    for at in wishes[who]:
        if at not in tried and len(held[at]) < rooms[at]:
            held[at].append(who)
            return True
    for at in wishes[who]:
        if at in tried:
            continue
        tried.add(at)
        for other in reversed(held[at]):
            if _seat(other, held, rooms, wishes, tried):
                held[at].remove(other)
                held[at].append(who)
                return True
    return False


def settled(places: Places, seats: Seats, work: int) -> Seats:
    """A plan in which everybody has each price as often as in another, but changes less often.

    Two people who have two prices the other way round in two weeks exchange both weeks, if that makes fewer
    changes, until no such exchange does. There may be a plan with fewer changes yet.

    Args:
        places: The task.
        seats: The other plan.
        work: How many exchanges may be tried.
    """
    own = [[row[who] for row in seats] for who in range(len(places.carried))]
    is_better = True
    while is_better and work > 0:
        is_better = False
        for number, week in enumerate(places.weeks):
            for who in week.present:
                have, wish = own[who][number], _before(own[who], number)
                if wish in (AWAY, have):
                    continue
                tries = [
                    (then, other)
                    for then, price in enumerate(own[who])
                    if price == wish
                    for other in week.present
                    if own[other][number] == wish and own[other][then] == have
                ]
                for then, other in tries[: max(work, 0)]:
                    work -= 1
                    pair = (own[who], own[other])
                    before = sum(map(_changes, pair))
                    for at in (number, then):
                        pair[0][at], pair[1][at] = pair[1][at], pair[0][at]
                    if sum(map(_changes, pair)) < before:
                        is_better = True
                        break
                    for at in (number, then):
                        pair[0][at], pair[1][at] = pair[1][at], pair[0][at]
    return tuple(zip(*own, strict=True))


def _before(row: Sequence[int], number: int) -> int:
    """What somebody had when they were last there before a week."""
    return next((at for at in reversed(row[:number]) if at != AWAY), AWAY)


def _changes(row: Sequence[int]) -> int:
    """How often somebody has another price than when they were last there."""
    return sum(one != other for one, other in pairwise(at for at in row if at != AWAY))
