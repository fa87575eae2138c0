"""How many of many are at work, counted on a grid of cells, a whole horizon in one integer.

Law: a mask is an integer whose bit i is the i-th cell of a horizon. It is exact, not a sample:
masks are used only where every edge of every template, every offset and every clock change lies
on the grid, and no edge lies in wall time that a clock change skips or repeats. There the wall
time of an instant decides alone, so a template's mask is copied by shifts, a clock by one shift a
regime. Counting is by planes, one integer for each binary digit of the count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import gcd
from typing import Final, NamedTuple

from overlap.core.civil import DAY
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.template import Template, any_edge_between
from overlap.core.zones import Zone

__all__ = ["FINEST_CELL", "Copies", "at_least_on_grid", "is_regular"]

FINEST_CELL: Final = 5
"""Minutes of a cell below which sorted edges are counted faster than bits."""

_BEFORE: Final = 2
"""Days before a horizon whose spans can reach into it."""


class Copies(NamedTuple):
    """A template on a clock over a horizon, less the days on which nothing starts."""

    template: Template
    clock: Zone
    off: tuple[int, ...]


@lru_cache(maxsize=8192)
def is_regular(template: Template, clock: Zone, start: int, end: int) -> bool:
    """Whether wall time alone decides who is at work: no edge in a gap or a fold.

    Args:
        template: What is worked; its pieces must neither touch nor overlap.
        clock: The zone whose wall time it follows.
        start: First instant.
        end: Instant after the last.
    """
    if not template.is_ordered:
        return False
    for instant, before, after in clock.changes(start - _BEFORE * DAY, end + DAY):
        low = (instant + min(before, after)) % DAY
        size = abs(after - before)
        if size >= DAY or any_edge_between(template, low, low + size):
            return False
    return True


def at_least_on_grid(
    k: int,
    copies: Iterable[tuple[Copies, int]],
    sets: Iterable[tuple[IntervalSet, int]],
    start: int,
    end: int,
) -> IntervalSet | None:
    """The minutes of `[start, end)` over which weights add up to at least `k`.

    Args:
        k: From 1.
        copies: Regular templates on clocks (`is_regular`), with weights.
        sets: Anything else, with weights.
        start: First instant.
        end: Instant after the last.

    Returns:
        A canonical set, or None where the grid would be finer than `FINEST_CELL`.
    """
    whole: dict[Copies, int] = {}
    for one, weight in copies:
        whole[one] = whole.get(one, 0) + weight
    others = [(one.clip(start, end), weight) for one, weight in sets]
    clocks = {clock: _regimes(clock, start, end) for clock in {one.clock for one in whole}}
    cell = gcd(start, end, *{one.template.grid for one in whole})
    for regimes in clocks.values():
        cell = gcd(cell, *[number for regime in regimes for number in regime])
    for other, _ in others:
        if cell >= FINEST_CELL:
            cell = gcd(cell, *other.starts, *other.ends)
    if cell < FINEST_CELL:
        return None
    total = sum(whole.values()) + sum(weight for _, weight in others)
    if k > total:
        return EMPTY
    walls: dict[tuple[Template, int, int], tuple[int, int]] = {}
    masks = [
        (_mask(one, clocks[one.clock], start, end, cell, walls), weight) for one, weight in whole.items()
    ]
    masks += [(_mask_of(one, start, cell), weight) for one, weight in others]
    return _intervals(_reached(k, total, masks), start, cell)


def _regimes(clock: Zone, start: int, end: int) -> list[tuple[int, int, int]]:
    """The regimes of one clock as (first instant, instant after the last, offset)."""
    changes = clock.changes(start + 1, end)
    cuts = [start, *(change[0] for change in changes), end]
    offsets = [clock.offset_at(start), *(change[2] for change in changes)]
    return [(low, high, offset) for (low, high), offset in zip(pairwise(cuts), offsets, strict=True)]


def _mask(
    one: Copies,
    regimes: list[tuple[int, int, int]],
    start: int,
    end: int,
    cell: int,
    walls: dict[tuple[Template, int, int], tuple[int, int]],
) -> int:
    """The cells of `[start, end)` at work."""
    first_day = (start + regimes[0][2]) // DAY - _BEFORE
    end_day = (end + regimes[-1][2]) // DAY + 1
    template = one.template
    key = (template, first_day, end_day)
    known = walls.get(key)
    if known is None:
        known = walls[key] = _wall_mask(template, first_day, end_day, cell)
    first_copy, mask = known
    day_cells, period = DAY // cell, len(template.days)
    away = 0
    for day in one.off:
        if first_day <= day < end_day:
            away |= _day_mask(template, (day - first_copy) % period, cell) << (day - first_copy) * day_cells
    if away:
        mask ^= mask & away
    base = first_copy * DAY
    if len(regimes) == 1:
        return (mask >> (start + regimes[0][2] - base) // cell) & ((1 << (end - start) // cell) - 1)
    found = 0
    for low, high, offset in regimes:
        part = (mask >> (low + offset - base) // cell) & ((1 << (high - low) // cell) - 1)
        found |= part << (low - start) // cell
    return found


def _wall_mask(template: Template, first_day: int, end_day: int, cell: int) -> tuple[int, int]:
    """The day of the first copy, and the cells at work from its midnight on to `end_day` at least."""
    period = len(template.days)
    first_copy = first_day - (first_day - template.anchor) % period
    copies = (end_day - first_copy) // period + 1
    step = period * DAY // cell
    mask = 0
    for phase in range(period):
        mask |= _day_mask(template, phase, cell) << phase * DAY // cell
    made = 1
    while made < copies:
        more = min(made, copies - made)
        mask |= mask << (step * more)
        made += more
    return first_copy, mask


@lru_cache(maxsize=4096)
def _day_mask(template: Template, phase: int, cell: int) -> int:
    """The cells of one day's spans, from its midnight on."""
    mask = 0
    for low, high in template.pieces_on(template.anchor + phase):
        mask |= ((1 << (high - low) // cell) - 1) << low // cell
    return mask


def _mask_of(one: IntervalSet, start: int, cell: int) -> int:
    """The cells of a set, put together in blocks so that few shifts are long."""
    mask = 0
    for first in range(0, len(one), _BLOCK):
        lows, highs = one.starts[first : first + _BLOCK], one.ends[first : first + _BLOCK]
        base = lows[0]
        part = 0
        for low, high in zip(lows, highs, strict=True):
            part |= ((1 << (high - low) // cell) - 1) << (low - base) // cell
        mask |= part << (base - start) // cell
    return mask


_BLOCK: Final = 32
"""Intervals put together before they are shifted to their place: some weeks of one person."""


def _reached(k: int, total: int, masks: Sequence[tuple[int, int]]) -> int:
    """The cells in which weights add up to at least `k` of `total`."""
    if k == total:
        every = masks[0][0]
        for mask, _ in masks:
            every &= mask
        return every
    planes: list[int] = []
    for mask, weight in masks:
        plane = 0
        while weight:
            if weight & 1:
                _add(planes, mask, plane)
            weight >>= 1
            plane += 1
    above, equal = 0, -1
    for plane in reversed(range(max(len(planes), k.bit_length()))):
        bits = planes[plane] if plane < len(planes) else 0
        if k >> plane & 1:
            equal &= bits
        else:
            above |= equal & bits
            equal &= ~bits
    return above | equal


def _add(planes: list[int], carry: int, plane: int) -> None:
    """Adds a mask to the counts, at one binary digit, and carries."""
    while carry:
        while plane >= len(planes):
            planes.append(0)
        bits = planes[plane]
        planes[plane] = bits ^ carry
        carry &= bits
        plane += 1


def _intervals(mask: int, start: int, cell: int) -> IntervalSet:
    """The runs of a mask's ones: a one of `mask ^ (mask << 1)` is where a run starts or has ended."""
    if not mask:
        return EMPTY
    between = f"{mask ^ (mask << 1):b}".split("1")  # the last cell comes first
    steps = [(len(zeros) + 1) * cell for zeros in reversed(between)]
    edges = list(accumulate(steps[:-1], initial=start - cell))
    return IntervalSet.trusted(edges[1::2], edges[2::2])
