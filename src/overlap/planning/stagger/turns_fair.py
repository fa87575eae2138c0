"""Places that cost differently, shared week by week, so that nobody is far worse off.

Law: each week everybody who is there has one place, and all places are taken. Of two plans the fairer is the
one whose worst-off person has less in the end; if they have the same, the one whose second worst-off has
less, and so on. A plan is called optimal only by one of three arguments, each of which holds for all plans:

- levels: burdens end at what each person begins with and whole multiples of one unit. If the units are dealt
  out singly, each to where it leaves the least, no plan can be fairer; a plan that comes to the same is best.
- trades: with two prices, a plan that no trade of a dear place makes fairer is best (see `traded`).
- counts: all ways to divide the weeks were compared (`turns_count`).

Otherwise it comes with what the worst-off has at least in any plan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import gcd
from typing import Final, Literal, NamedTuple, final

__all__ = [
    "AWAY",
    "Places",
    "Proof",
    "Seats",
    "Week",
    "by_greed",
    "by_ring",
    "floor",
    "levelled",
    "levels",
    "ranked",
    "traded",
]

_SUMS: Final = 20_000
"""Different sums of prices that are gone through; with more the unit alone says what people can come to."""

Proof = Literal["levels", "trades", "counts"]
"""By which argument no plan is fairer."""

AWAY: Final = -1
"""The price of who has no place in a week, for they are not there."""

Seats = tuple[tuple[int, ...], ...]
"""Of each week, the position of each person's price, or AWAY."""


class Week(NamedTuple):
    """Who is there, as positions in order, and how many places there are at each price: one for each."""

    present: tuple[int, ...]
    rooms: tuple[int, ...]


@final
@dataclass(frozen=True, slots=True)
class Places:
    """What is to be shared.

    Attributes:
        carried: What each person has besides the places of these weeks, from zero.
        prices: What a place costs who has it for a week: different ones, the cheapest first.
        weeks: In order.
    """

    carried: tuple[int, ...]
    prices: tuple[int, ...]
    weeks: tuple[Week, ...]

    @property
    def unit(self) -> int:
        """What all prices above the cheapest are multiples of; 0 if there is no other."""
        return gcd(*(price - self.prices[0] for price in self.prices))

    def bases(self) -> list[int]:
        """What each person would have in the end if all their places were the cheapest."""
        found = list(self.carried)
        for week in self.weeks:
            for who in week.present:
                found[who] += self.prices[0]
        return found

    def burdens(self, seats: Seats) -> list[int]:
        """What each person has in the end."""
        found = list(self.carried)
        for row in seats:
            for who, at in enumerate(row):
                if at != AWAY:
                    found[who] += self.prices[at]
        return found

    def keeps(self, seats: Seats) -> bool:
        """Whether each week has one place for everybody there, and each place is taken."""
        for week, row in zip(self.weeks, seats, strict=True):
            here = [row[who] for who in week.present]
            if tuple(map(here.count, range(len(self.prices)))) != week.rooms:
                return False
            if row.count(AWAY) != len(self.carried) - len(here):
                return False
        return True

    def dearest_first(self, week: Week) -> list[int]:
        """The prices of all places of a week, by position, the dearest first."""
        return [at for at in reversed(range(len(self.prices))) for _ in range(week.rooms[at])]


def ranked(burdens: Iterable[int]) -> tuple[int, ...]:
    """Burdens with the worst first: the smaller this is, the fairer the plan."""
    return tuple(sorted(burdens, reverse=True))


def levels(places: Places) -> tuple[int, ...]:
    """Burdens, the worst first, than which no plan has fairer ones; perhaps no plan has these.

    All that prices come to above the cheapest is so many units. Whatever the plan, each person gets a whole
    number of them, at most the dearest price each week. Dealing them out one by one, each to who then has
    least, is the fairest way to do that: a way that has a unit where it leaves more than it would elsewhere
    gets fairer by moving it. Which week and how many at once is left aside, so plans can only be less fair.
    """
    bases, unit = places.bases(), places.unit
    if not unit:
        return ranked(bases)
    weeks = [0] * len(bases)
    units = 0
    for week in places.weeks:
        units += sum(
            room * (price - places.prices[0]) // unit
            for room, price in zip(week.rooms, places.prices, strict=True)
        )
        for who in week.present:
            weeks[who] += 1
    most = [count * (places.prices[-1] - places.prices[0]) // unit for count in weeks]

    def dealt(level: int) -> list[int]:
        """How many units each person has if all that leave at most a level are dealt."""
        return [min(max((level - base) // unit, 0), cap) for base, cap in zip(bases, most, strict=True)]

    low, high = min(bases) - 1, max(base + unit * cap for base, cap in zip(bases, most, strict=True))
    while high - low > 1:
        middle = (low + high) // 2
        if sum(dealt(middle)) < units:
            low = middle
        else:
            high = middle
    # The last units all leave the same level, so it does not matter who has them.
    below, at = dealt(high - 1), dealt(high)
    left = units - sum(below)
    found = []
    for base, less, more in zip(bases, below, at, strict=True):
        extra = min(more - less, left)
        left -= extra
        found.append(base + unit * (less + extra))
    return ranked(found)


def floor(places: Places) -> int:
    """What the worst-off has at least in any plan, by what single people can come to.

    With a place for so many weeks, somebody comes to a sum of so many prices. If everybody's greatest sum
    below a limit does not make up what all have to bear together, somebody is at the limit or above.
    """
    weeks = [0] * len(places.carried)
    total = sum(places.carried)
    for week in places.weeks:
        total += sum(room * price for room, price in zip(week.rooms, places.prices, strict=True))
        for who in week.present:
            weeks[who] += 1
    sums = [{0}]
    for _ in places.weeks:
        sums.append({had + price for had in sums[-1] for price in places.prices})
        if len(sums[-1]) > _SUMS:
            return levels(places)[0]
    ordered = [sorted(one) for one in sums]
    own = [(had, ordered[count]) for had, count in zip(places.carried, weeks, strict=True)]
    limits = sorted({had + one for had, able in own for one in able})

    def is_enough(limit: int) -> bool:
        reached = 0
        for had, able in own:
            at = bisect_right(able, limit - had)
            if not at:
                return False
            reached += had + able[at - 1]
        return reached >= total

    return limits[bisect_left(limits, True, key=is_enough)]


def by_greed(places: Places) -> Seats:
    """Week by week the dearest places to who has borne least up to then.

    Of those who have borne the same, who has not had the dearest place for longest goes first, so that turns
    come round regularly; then the first in order.

    With two prices and everybody there each week no plan is fairer, up to any week. For take a fairest plan
    that has in its first week a dear place for j and none for i, though i carried no more. Is there a later
    week in which i has a dear place and j none, exchange the two weeks between them: all ends as before. Is
    there none, j has in the end at least what i has and the price more; exchanged in the first week, both
    end between what they had, which is no less fair. So there is a fairest plan that begins as greed does;
    the same holds for the weeks after.
    """
    burdens = list(places.carried)
    last = [-1] * len(burdens)
    found = []
    for number, week in enumerate(places.weeks):
        row = [AWAY] * len(burdens)
        order = sorted(week.present, key=lambda who: (burdens[who], last[who], who))
        for who, at in zip(order, places.dearest_first(week), strict=True):
            row[who] = at
            burdens[who] += places.prices[at]
            if at == len(places.prices) - 1:
                last[who] = number
        found.append(tuple(row))
    return tuple(found)


def by_ring(places: Places) -> Seats | None:
    """Everybody moves on by a step in a ring of places each week; None if somebody is away.

    The step is the greatest that divides all rooms, g. In n / g weeks a person visits each place p, p + g,
    p + 2g, ... of the ring once, and of the r places of a price, which are a run that begins at a multiple
    of g, these are r / g. So after n / g weeks everybody has had each price equally often.
    """
    count = len(places.carried)
    rooms = {week.rooms for week in places.weeks}
    if len(rooms) != 1 or sum(next(iter(rooms))) != count:
        return None
    ring = places.dearest_first(places.weeks[0])
    step = gcd(*next(iter(rooms)))
    return tuple(
        tuple(ring[(who - step * number) % count] for who in range(count))
        for number in range(len(places.weeks))
    )


def traded(places: Places, seats: Seats) -> Seats:
    """With two prices: a plan that no trade makes fairer, and so no other plan is.

    In a trade one person hands a dear place of a week to another who is there without one; who hands theirs
    in another week to a third; and so on. In the end the first has the price less, the last the price more.

    Any other plan differs from this one by such trades that share no handing over: where people have a dear
    place in one plan only, go from person to week to person; in each week as many lose one as gain one. None
    of the trades alone helps, so each takes the price p from a burden b and adds it to one of at least b - p.
    For any convex measure that is no gain: f(c + p) - f(c) >= f(b) - f(b - p) for c >= b - p. Further trades
    from the same person gain less, to the same person cost more. Leximin is such a measure: f(x) = M**x for M
    above the number of people. (Known for all M-convex sets: A. Frank and K. Murota, Mathematical
    Programming 195, 2022.)
    """
    price = places.prices[1] - places.prices[0]
    burdens = places.burdens(seats)
    dear = [{who for who in week.present if row[who]} for week, row in zip(places.weeks, seats, strict=True)]
    cheap = [set(week.present) - own for week, own in zip(places.weeks, dear, strict=True)]
    while True:
        path = None
        least = min(burdens)
        for who in sorted(range(len(burdens)), key=lambda one: (-burdens[one], one)):
            path = None if burdens[who] <= least + price else _path(who, burdens, price, dear, cheap)
            if path is not None:
                break
        if path is None:
            break
        for giver, week, taker in path:
            dear[week] ^= {giver, taker}
            cheap[week] ^= {giver, taker}
        burdens[path[0][0]] -= price
        burdens[path[-1][2]] += price
    return tuple(
        tuple(AWAY if who not in own | other else int(who in own) for who in range(len(burdens)))
        for own, other in zip(dear, cheap, strict=True)
    )


def _path(
    first: int, burdens: Sequence[int], price: int, dear: Sequence[set[int]], cheap: Sequence[set[int]]
) -> list[tuple[int, int, int]] | None:
    """A shortest trade (giver, week, taker) from one person to the least burdened it helps, if it does."""
    came: dict[int, tuple[int, int]] = {}
    seen, queue, weeks = {first}, [first], list(range(len(dear)))
    for giver in queue:
        for week in [one for one in weeks if giver in dear[one]]:
            weeks.remove(week)
            for taker in sorted(cheap[week] - seen):
                seen.add(taker)
                queue.append(taker)
                came[taker] = (giver, week)
    last = min(queue, key=lambda one: (burdens[one], one))
    if burdens[last] + price >= burdens[first]:
        return None
    path = []
    while last != first:
        giver, week = came[last]
        path.append((giver, week, last))
        last = giver
    return path[::-1]


def levelled(places: Places, seats: Seats, work: int) -> Seats:
    """A plan that no exchange of weeks between two people makes fairer, as far as the work goes.

    Two people exchange those weeks, of all in which both are there, that bring them closest together.

    Args:
        places: The task.
        seats: A plan of it, to begin with.
        work: How many pairs may be looked at.
    """
    rows = [list(row) for row in seats]
    burdens, unit = places.burdens(seats), places.unit
    goal = levels(places)
    is_better = True
    while is_better and work > 0 and ranked(burdens) != goal:
        is_better = False
        order = sorted(range(len(burdens)), key=lambda one: (-burdens[one], one))
        for one, other in ((one, other) for one in order for other in reversed(order)):
            room = burdens[one] - burdens[other]
            if room <= unit or work <= 0:
                continue
            work -= 1
            weeks = [
                (number, (places.prices[row[one]] - places.prices[row[other]]) // unit)
                for number, row in enumerate(rows)
                if AWAY not in (row[one], row[other]) and row[one] != row[other]
            ]
            for number, gap in _closest(weeks, room, unit):
                rows[number][one], rows[number][other] = rows[number][other], rows[number][one]
                burdens[one] -= gap * unit
                burdens[other] += gap * unit
                is_better = True
    return tuple(map(tuple, rows))


def _closest(weeks: list[tuple[int, int]], room: int, unit: int) -> list[tuple[int, int]]:
    """The weeks whose gaps, in units, come to nearest to half of what two people are apart; none if no gain.

    Sums that can be made are ones in a number, as positions above the least sum.
    """
    zero = -sum(min(gap, 0) for _, gap in weeks)
    sums = list(
        accumulate(
            weeks,
            lambda had, week: had | (had << week[1] if week[1] > 0 else had >> -week[1]),
            initial=1 << zero,
        )
    )
    # Any sum above 0 and below the room makes the two more alike.
    gains = [gain for gain in range(1, -(-room // unit)) if sums[-1] >> (zero + gain) & 1]
    if not gains:
        return []
    at = zero + min(gains, key=lambda gain: (abs(room - 2 * gain * unit), gain))
    chosen = []
    for number in reversed(range(len(weeks))):
        if not sums[number] >> at & 1:
            chosen.append(weeks[number])
            at -= weeks[number][1]
    return chosen
