"""The days that change who works when: off, worked though free, partly off.

Law: a date is one of the three at most: off before worked, worked before partly off, as where days are
decided. Of several parts of one date all are taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from overlap.core.civil import day_of
from overlap.core.intervals import IntervalSet
from overlap.people.days import Entry, Status, effect_of

__all__ = ["Exceptions", "exceptions_of", "ordered"]


class Exceptions(NamedTuple):
    """The days that differ from the week, each in order: off, worked though free, partly off."""

    off: tuple[int, ...]
    swaps: tuple[int, ...]
    parts: tuple[tuple[int, int, int], ...]

    def within(self, first_day: int, end_day: int) -> Exceptions:
        """Those of `[first_day, end_day)`."""
        off, swaps, parts = self
        return Exceptions(
            off[bisect_left(off, first_day) : bisect_left(off, end_day)],
            swaps[bisect_left(swaps, first_day) : bisect_left(swaps, end_day)],
            parts[bisect_left(parts, (first_day,)) : bisect_left(parts, (end_day,))],
        )


def exceptions_of(entries: Iterable[Entry], own: Mapping[str, Status], first: date, last: date) -> Exceptions:
    """What entries do from `first` to `last` where no edit changes them.

    A `Day` for each would cost more than reading them; a test holds this against decided days.

    Args:
        entries: The entries.
        own: Categories with an effect other than their usual one.
        first: The first date.
        last: The last date, included.
    """
    off: set[date] = set()
    swaps: set[date] = set()
    parts: dict[date, list[tuple[int, int]]] = {}
    for entry in entries:
        on, _, category, _, effect, _, minutes, *_ = entry
        if category == "public" and effect is None and minutes is None and not own:
            off.add(on)  # what nearly all are
            continue
        status, minutes = effect_of(entry, own.get(category))
        if status == "off":
            off.add(on)
        elif status == "working":
            swaps.add(on)
        elif minutes is not None:
            parts.setdefault(on, []).append(minutes)
    return ordered(first, last, off, swaps, parts)


def ordered(
    first: date, last: date, off: set[date], swaps: set[date], parts: dict[date, list[tuple[int, int]]]
) -> Exceptions:
    """What dates do, each once, off before worked before partly off."""
    worked = swaps - off
    partly = parts.keys() - off - worked
    return Exceptions(
        tuple(sorted([day_of(on) for on in off if first <= on <= last])),
        tuple(sorted([day_of(on) for on in worked if first <= on <= last])),
        tuple(
            sorted(
                (day_of(on), *pair) for on in partly if first <= on <= last for pair in IntervalSet(parts[on])
            )
        ),
    )
