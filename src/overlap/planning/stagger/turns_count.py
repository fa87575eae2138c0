"""The fairest sharing of places by counting how often each person has each price.

Law: weeks with the same people and the same rooms are alike, and only how often a person has a price in
weeks alike counts: all counts that add up to the rooms can be seated (`turns_seats`). So going through the
counts, person by person, goes through all plans. How much is looked at is counted in steps, never by a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from overlap.planning.stagger.turns_fair import Places, Week
from overlap.planning.stagger.turns_seats import Counts

__all__ = ["Counted", "counted"]

_WAYS: Final = 20_000
"""Ways of one person to divide their weeks; with more, nothing is counted."""

_KEPT: Final = 4
"""Steps that count for what is kept of them, so that memory stays below some 50 MB for the usual work."""


class Counted(NamedTuple):
    """The counts of a fairest plan, or None where that took too much; and what the worst-off has at least."""

    counts: Counts | None
    bound: int


class _Way(NamedTuple):
    """One way of a person to divide their weeks: what it takes of the rooms, and its price in all."""

    counts: tuple[tuple[int, ...], ...]
    used: int
    price: int


def counted(places: Places, low: int, work: int) -> Counted:
    """The counts of a fairest plan, by comparing all.

    Args:
        places: The task.
        low: What the worst-off has at least.
        work: How many steps may be taken.
    """
    return _Counting(places, work).run(low)


class _Counting:
    """The rooms of weeks alike as fields of one number, and the ways of each person to take of them."""

    def __init__(self, places: Places, work: int) -> None:
        self.places = places
        self.work = work
        self.alike: dict[Week, int] = {}
        """How many weeks there are of each kind."""
        for week in places.weeks:
            self.alike[week] = self.alike.get(week, 0) + 1
        self.fields: dict[tuple[Week, int], int] = {}
        """Where the rooms of a kind and a price begin."""
        self.top = 0
        self.rooms = 0
        self.spare = 0
        for week, times in self.alike.items():
            for at, room in enumerate(week.rooms):
                self.fields[week, at] = self.top
                self.rooms |= room * times << self.top
                # A spare bit on top of each field is gone as soon as more is taken than there is.
                self.top += (times * max(room, 1)).bit_length() + 1
                self.spare |= 1 << (self.top - 1)
        self.total = sum(places.carried) + sum(
            room * price * times
            for week, times in self.alike.items()
            for room, price in zip(week.rooms, places.prices, strict=True)
        )
        self._ways: dict[tuple[Week, ...], list[_Way] | None] = {}

    def run(self, low: int) -> Counted:
        """Tries what the worst-off may have, from the least on."""
        people = range(len(self.places.carried))
        kinds = [tuple(week for week in self.alike if who in week.present) for who in people]
        options: list[list[tuple[int, _Way]]] = []
        for who in people:
            ways = self._ways_of(kinds[who])
            if ways is None:
                return Counted(None, low)
            options.append([(self.places.carried[who] + way.price, way) for way in ways])
        values = sorted({burden for own in options for burden, _ in own})
        # People alike one after the other leave the fewest different remainders.
        order = sorted(people, key=lambda who: (kinds[who], self.places.carried[who], who))
        for most in (value for value in values if value >= low):
            low = most
            chosen = self._within(options, order, most)
            if chosen is None:
                return Counted(None, low)
            if chosen:
                counts: Counts = [{} for _ in people]
                for who, way in zip(order, chosen, strict=True):
                    pairs = zip(kinds[who], way.counts, strict=True)
                    counts[who] = {week: list(own) for week, own in pairs}
                return Counted(counts, low)
        raise AssertionError("some plan keeps the greatest of all limits")  # pragma: no cover

    def _ways_of(self, kinds: tuple[Week, ...]) -> list[_Way] | None:
        """All ways to divide the weeks of some kinds among prices; None if there are too many."""
        if kinds in self._ways:
            return self._ways[kinds]
        parts = []
        count = 1
        for week in kinds:
            part = [
                one
                for one in _divided(self.alike[week], len(self.places.prices))
                if all(room or not took for room, took in zip(week.rooms, one, strict=True))
            ]
            count *= len(part)
            parts.append(part)
            if count > _WAYS:
                self._ways[kinds] = None
                return None
        found = []
        for counts in product(*parts):
            used = price = 0
            for week, own in zip(kinds, counts, strict=True):
                for at, took in enumerate(own):
                    used += took << self.fields[week, at]
                    price += took * self.places.prices[at]
            found.append(_Way(counts, used, price))
        self._ways[kinds] = found
        return found

    def _within(
        self, options: list[list[tuple[int, _Way]]], order: Sequence[int], most: int
    ) -> list[_Way] | None:
        """The fairest ways if nobody has more than a limit: empty if nobody can; None if work runs out."""
        # What all people together stay below the limit is known, so nobody can be further below than that.
        slack = most * len(order) - self.total
        if slack < 0:
            return []
        size = slack.bit_length() + 1
        spare = self.spare | 1 << (self.top + size - 1)
        usable = [
            [(burden, way) for burden, way in options[who] if most - slack <= burden <= most] for who in order
        ]
        # Leximin as one number to add up: each burden has a digit, which counts who has it.
        digit = len(order).bit_length() + 1
        values = sorted({burden for own in usable for burden, _ in own})
        worth = {burden: 1 << (digit * at) for at, burden in enumerate(values)}
        start = self.rooms | slack << self.top | spare
        layers: list[dict[int, tuple[int, int, int]]] = [{start: (0, 0, 0)}]
        for own in usable:
            steps = [
                (way.used + ((most - burden) << self.top), worth[burden], at)
                for at, (burden, way) in enumerate(own)
            ]
            after: dict[int, tuple[int, int, int]] = {}
            self.work -= len(layers[-1]) * len(steps)
            if self.work < 0:
                return None
            for state, (rank, _, _) in layers[-1].items():
                for used, value, at in steps:
                    new = state - used
                    if new & spare == spare:
                        had = after.get(new)
                        if had is None or rank + value < had[0]:
                            after[new] = (rank + value, at, state)
            self.work -= _KEPT * len(after)
            if not after:
                return []
            layers.append(after)
        # Whoever is there has a place each week, so at the end nothing is left of any room.
        ((state, _),) = layers[-1].items()
        chosen = []
        for own, layer in zip(reversed(usable), reversed(layers[1:]), strict=True):
            _, at, state = layer[state]
            chosen.append(own[at][1])
        return chosen[::-1]


def _divided(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to write a number as a sum of so many, from zero."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _divided(total - first, parts - 1):
            yield (first, *rest)
