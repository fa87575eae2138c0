"""What every two of many interval sets share, tile by tile: compact sets in, compact sets out.

Law: packing is lossless, and `shared` says of each pair what `at_least(2, ...)` says, without the intervals
that are too short. A tile is a rectangle of the matrix of all pairs, so its sets are read once for as many
pairs as it has cells. Where every edge lies on a grid that is coarse enough, sets are masks (`core.masks`)
and a pair costs one "and"; else it is the sorted edges that meet.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product
from math import gcd
from operator import sub
from typing import Final, NamedTuple

from overlap.core.intervals import EMPTY, IntervalSet, at_least
from overlap.core.masks import FINEST_CELL, _intervals, _mask_of

__all__ = ["Shared", "Tile", "packed", "shared", "tiles", "unpacked"]

_SIDE: Final = 64
"""Sets along each side of a tile: some thousand pairs, work enough to be worth a journey."""

_LEVEL: Final = 1
"""How hard zlib tries: a week is much like the one before, and the fastest level sees that."""


class Tile(NamedTuple):
    """Some rows and columns of the matrix of all pairs.

    Attributes:
        start: The instant from which sets are counted.
        least: Minutes below which an interval is left out.
        rows: Packed sets.
        columns: The same; none on the diagonal, where each two of the rows make a pair.
    """

    start: int
    least: int
    rows: tuple[bytes, ...]
    columns: tuple[bytes, ...]


class Shared(NamedTuple):
    """The pairs of a tile, row by row.

    Attributes:
        minutes: How much each pair shares, as little-endian 32-bit numbers.
        counts: In how many intervals, the same way.
        sets: The intervals, packed.
    """

    minutes: bytes
    counts: bytes
    sets: tuple[bytes, ...]


def packed(one: IntervalSet, start: int) -> bytes:
    """A set as bytes: what each edge is after the one before it, made small.

    Args:
        one: The set; nothing of it lies before `start`.
        start: The instant from which the first edge is counted.
    """
    if not one.starts:
        return b""
    edges = [*chain.from_iterable(zip(one.starts, one.ends, strict=True))]
    steps = map(sub, edges, [start, *edges[:-1]])
    return _STEPS + zlib.compress(struct.pack(f"<{len(edges)}I", *steps), _LEVEL)


_STEPS: Final = b"s"
_CELLS: Final = b"c"
# How a packed set is written, in its first byte: as steps from edge to edge, or as cells of a grid.


def _packed_mask(mask: int, cell: int) -> bytes:
    """A mask of cells as bytes, with the length of its cells."""
    if not mask:
        return b""
    cells = mask.to_bytes(-(-mask.bit_length() // 8), "little")
    return _CELLS + struct.pack("<I", cell) + zlib.compress(cells, _LEVEL)


def unpacked(data: bytes, start: int) -> IntervalSet:
    """The set that was packed."""
    if not data:
        return EMPTY
    if data[:1] == _CELLS:
        (cell,) = struct.unpack("<I", data[1:5])
        return _intervals(int.from_bytes(zlib.decompress(data[5:]), "little"), start, cell)
    raw = zlib.decompress(data[1:])
    edges: list[int] = []
    for step in struct.unpack(f"<{len(raw) // 4}I", raw):
        start += step
        edges.append(start)
    return IntervalSet.trusted(edges[::2], edges[1::2])


def tiles(sets: Sequence[IntervalSet], start: int, least: int) -> Iterator[tuple[Tile, range, range]]:
    """All pairs of different places in a list of sets, as tiles with the places of their rows and columns."""
    small = [packed(one, start) for one in sets]
    strips = [range(low, min(low + _SIDE, len(sets))) for low in range(0, len(sets), _SIDE)]
    for number, rows in enumerate(strips):
        ours = tuple(small[at] for at in rows)
        if len(rows) > 1:
            yield Tile(start, least, ours, ()), rows, range(0)
        for columns in strips[number + 1 :]:
            yield Tile(start, least, ours, tuple(small[at] for at in columns)), rows, columns


def shared(tile: Tile) -> Shared:
    """What the pairs of a tile share."""
    rows = [unpacked(one, tile.start) for one in tile.rows]
    columns = [unpacked(one, tile.start) for one in tile.columns]
    cell = gcd(*(edge - tile.start for one in (*rows, *columns) for edge in (*one.starts, *one.ends)))
    coarse = cell >= FINEST_CELL
    found = _by_cells(rows, columns, tile, cell) if coarse else _by_edges(rows, columns, tile)
    minutes, counts, sets = [*zip(*found, strict=True)]
    numbers = f"<{len(sets)}I"
    return Shared(struct.pack(numbers, *minutes), struct.pack(numbers, *counts), sets)


def _by_edges(
    rows: list[IntervalSet], columns: list[IntervalSet], tile: Tile
) -> Iterator[tuple[int, int, bytes]]:
    for pair in product(rows, columns) if columns else combinations(rows, 2):
        both = at_least(2, pair).at_least_long(tile.least)
        yield both.minutes, len(both), packed(both, tile.start)


def _by_cells(
    rows: list[IntervalSet], columns: list[IntervalSet], tile: Tile, cell: int
) -> Iterator[tuple[int, int, bytes]]:
    ours, theirs = ([_mask_of(one, tile.start, cell) for one in sets] for sets in (rows, columns))
    cells = -(-tile.least // cell)
    for one, other in product(ours, theirs) if theirs else combinations(ours, 2):
        both = _long_runs(one & other, cells)
        edges = (both ^ (both << 1)).bit_count()  # a run has one where it starts and one where it has ended
        yield both.bit_count() * cell, edges // 2, _packed_mask(both, cell)


def _long_runs(mask: int, cells: int) -> int:
    """The runs of so many ones or more: cut down to where such a run begins, and grown again."""
    steps: list[int] = []
    length = 1
    while length < cells and mask:
        step = min(length, cells - length)
        mask &= mask >> step
        steps.append(step)
        length += step
    for step in reversed(steps):
        mask |= mask << step
    return mask
