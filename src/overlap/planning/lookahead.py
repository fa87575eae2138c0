"""The first slot from an instant on, looked for as far as it can be known.

Law: where holiday data end, looking ends, and it is told how far it went; no date beyond is taken for a
working day, and no date within is left out.
"""

from __future__ import annotations

from typing import NamedTuple

from overlap.core.horizon import Horizon
from overlap.errors import BadHorizon, BeyondData
from overlap.planning.search import Search

__all__ = ["Ahead", "first_from"]


class Ahead(NamedTuple):
    """What was found ahead.

    Attributes:
        start: The first slot on the raster, or None.
        until: The instant before which slots were to end; the first of the look if none could be known.
    """

    start: int | None
    until: int


def first_from(search: Search, start: int, end: int) -> Ahead:
    """The first slot of a search's question that begins at an instant or after it, and ends by another.

    Args:
        search: The question; its own horizon does not matter.
        start: From when on to look.
        end: How far, if holiday data and zone data reach.
    """
    try:
        return Ahead(_first(search, start, end), end)
    except (BeyondData, BadHorizon):
        last = _known_until(search, start, end)
    return Ahead(None, start) if last is None else Ahead(_first(search, start, last), last)


def _first(search: Search, start: int, end: int) -> int | None:
    ahead = search.over(Horizon(start, end))
    return next((at for _, at in ahead.first(1, per_day=None)), None)


def _known_until(search: Search, start: int, end: int) -> int | None:
    """The last end before `end` up to which everybody's time is known, or None if no slot's is."""
    low, high = start + search.question.minutes, end
    if not _is_known(search, start, low):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if _is_known(search, start, middle):
            low = middle
        else:
            high = middle
    return low


def _is_known(search: Search, start: int, end: int) -> bool:
    try:
        search.over(Horizon(start, end)).starts(search.question.minutes)
    except (BeyondData, BadHorizon):
        return False
    return True
