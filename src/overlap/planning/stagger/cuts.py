"""Cuts: what every plan keeps and fractions of one do not.

Law: a cut rules out no plan. A solver that may take fractions takes half of an early window and half of a
late one, with half of the people each, and calls a start used by a twentieth where one of twenty starts
then. Whichever of some windows is taken, its people are among those who are there in any of them; and of
the people of one start never more count than the window needs, so a start that is used counts for no more
than that. Together:

    the sum, over the starts of the windows, of min(people there, need * used)
        >= the sum, over the windows, of need * taken

Either side of each minimum will do in a line, and that one is written which the fractions have smaller.
Windows are taken from one to another in order of time, each run of those that are taken at all; with
breaks in shifts these say more than the first windows and the last ones, which the programme has from the
start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, final

from overlap.planning.stagger.model import bits
from overlap.planning.stagger.rows import Line, Programme, Span, summed

__all__ = ["Cuts"]

_SMALL: Final = 1e-6
"""No more than nothing."""

_FAR: Final = 1e-4
"""People by which a cut has to be missed to be worth a line."""


@final
class Cuts:
    """The cuts of a programme."""

    def __init__(self, rows: Programme) -> None:
        self.rows = rows
        owner = rows.model.owner()
        # For each column of the model: the start's column in `used`, the people's column, and the factor.
        self.starts: list[tuple[int, int, int] | None] = [
            None if place is None else (rows.used[rows.model.pools[pool].group][option], *place)
            for place, (pool, option) in zip(rows.places, owner, strict=True)
        ]

    def missed(self, values: Sequence[float]) -> list[Line]:
        """The cuts that values of the columns do not keep: of each span the one that is missed by most."""
        own = self.rows.apart(values)
        found: dict[Line, None] = {}
        for span in self.rows.spans:
            mask, most = self._worst(span, own)
            if mask:
                found[self._line(span, mask, most, own)] = None
        return list(found)

    def _worst(self, span: Span, own: Sequence[float]) -> tuple[int, int]:
        """The starts of the run of windows whose cut is missed by most, and its largest need; or zeros."""
        taken = [
            (1.0 if column is None else own[column], need)
            for column, need in span
            if column is None or own[column] > _SMALL
        ]
        worst, found = _FAR, (0, 0)
        for first in range(len(taken)):
            mask, asked, most = 0, 0.0, 0
            people: dict[int, float] = {}
            whole: dict[int, int] = {}
            for share, need in taken[first:]:
                for column in bits(need.mask & ~mask):
                    start = self.starts[column]
                    if start is not None:
                        used, place, factor = start
                        if used == place:
                            whole[used] = whole.get(used, 0) + factor
                        else:
                            people[used] = people.get(used, 0.0) + own[place]
                mask |= need.mask
                asked += need.least * share
                most = max(most, need.least)
                there = sum(min(size, most) * own[used] for used, size in whole.items())
                there += sum(min(count, most * own[used]) for used, count in people.items())
                if asked - there > worst:
                    worst, found = asked - there, (mask, most)
        return found

    def _line(self, span: Span, mask: int, most: int, own: Sequence[float]) -> Line:
        """The cut of all windows on a mask that need no more than the most, as the values have it smaller."""
        inside = [(column, need) for column, need in span if need.mask & ~mask == 0 and need.least <= most]
        whole: dict[int, int] = {}
        people: dict[int, list[int]] = {}
        for model_column in bits(mask):
            start = self.starts[model_column]
            if start is not None:
                used, place, factor = start
                if used == place:
                    whole[used] = whole.get(used, 0) + factor
                else:
                    people.setdefault(used, []).append(place)
        terms = [(used, min(size, most)) for used, size in whole.items()]
        for used, places in people.items():
            if most * own[used] < sum(own[place] for place in places):
                terms.append((used, most))
            else:
                terms.extend((place, 1) for place in places)
        least = 0
        for column, need in inside:
            if column is None:
                least += need.least
            else:
                terms.append((column, -need.least))
        return Line(summed(terms, self.rows.sums), least, None)
