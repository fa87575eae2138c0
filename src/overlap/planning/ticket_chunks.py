"""Batches of working-time clocks cut into chunks: columns of numbers out, a column of numbers back.

Law: a chunk says of its tickets what the clock says of all, so the answers stand in order and are those of
one batch. Columns are 64-bit numbers, eight bytes a ticket; a clock travels with its own teams only.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final, NamedTuple

from overlap.core.intervals import EMPTY, IntervalSet
from overlap.people.roster import Roster
from overlap.planning.bulk import AHEAD, Broadcast, answered

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from overlap.planning.workclock import WorkClock

__all__ = ["Batch", "Batched", "in_chunks"]

Batch = Callable[["WorkClock", tuple[Sequence[int], ...], Sequence[IntervalSet] | None], Sequence[int]]
"""A question about tickets: a clock, their columns and their pauses give as many answers for each."""

_AT_ONCE: Final = 32_768
"""Tickets in a chunk that are answered from a table: a hundredth of a second, and a quarter of a megabyte."""

_AHEAD: Final = 8
"""Such chunks that are out at once: a quarter of a million tickets."""

_ONE_BY_ONE: Final = 2_048
"""Tickets in a chunk that are answered one by one, for they have pauses: as much work as in the others."""


class Batched(NamedTuple):
    """The tickets of one clock.

    Attributes:
        clock: What is asked.
        batch: The question, a function of a module.
        columns: Numbers of each ticket; all as long.
        pauses: The pauses of each; None where none has any.
        slow: Whether tickets are answered one by one even without pauses.
    """

    clock: WorkClock
    batch: Batch
    columns: tuple[Sequence[int], ...]
    pauses: Sequence[IntervalSet] | None = None
    slow: bool = False


class _Chunk(NamedTuple):
    """Some tickets: the columns one after the other, and of each how many pauses it has, and their edges."""

    clock: Broadcast[WorkClock]
    batch: Batch
    width: int
    columns: bytes | list[int]
    pauses: tuple[bytes | list[int], bytes | list[int]] | None


def in_chunks(batches: Sequence[Batched], executor: Executor) -> Iterator[int]:
    """The answers of some batches, one after the other, worked out chunk by chunk on an executor."""
    plain = all(one.pauses is None and not one.slow for one in batches)
    ahead = _AHEAD if plain and len(batches) == 1 else AHEAD
    chunks = (chunk for one in batches for chunk in _chunks(one))
    for data in answered(_answer, chunks, executor, ahead=ahead):
        yield from _numbers_of(data)


def _chunks(one: Batched) -> Iterator[_Chunk]:
    sent = Broadcast(_alone(one.clock))
    size = _ONE_BY_ONE if one.slow or one.pauses is not None else _AT_ONCE
    for low in range(0, len(one.columns[0]), size):
        parts = [column[low : low + size] for column in one.columns]
        still = None if one.pauses is None else _packed(one.pauses[low : low + size])
        numbers = [*chain.from_iterable(parts)]
        yield _Chunk(sent, one.batch, len(one.columns), _bytes_of(numbers), still)


def _alone(clock: WorkClock) -> WorkClock:
    """The clock without the teams that it does not ask about; what is remembered stays here."""
    named = {one.partition(".")[0] for one in clock.ids}
    teams = [team for team in clock.roster if team.id in named]
    few = Roster(teams, zone=clock.roster.zone, defaults=clock.roster.defaults)
    return type(clock)(few, clock.ids, running=clock.quorum, zone=clock.zone)


def _answer(chunk: _Chunk) -> bytes | list[int]:
    """What a chunk's clock says of its tickets."""
    numbers = _numbers_of(chunk.columns)
    size = len(numbers) // chunk.width
    columns = tuple(numbers[low : low + size] for low in range(0, len(numbers), size))
    still = None if chunk.pauses is None else _unpacked(*chunk.pauses)
    return _bytes_of(chunk.batch(chunk.clock.value, columns, still))


def _bytes_of(numbers: Sequence[int]) -> bytes | list[int]:
    """Numbers as bytes; as they are where one is so great that only an error can come of it."""
    try:
        return struct.pack(f"<{len(numbers)}q", *numbers)
    except struct.error:
        return [*numbers]


def _numbers_of(data: bytes | list[int]) -> Sequence[int]:
    return data if isinstance(data, list) else struct.unpack(f"<{len(data) // 8}q", data)


def _packed(pauses: Iterable[IntervalSet]) -> tuple[bytes | list[int], bytes | list[int]]:
    """How many pauses each ticket has, and the edges of all."""
    sets = [*pauses]
    edges = [edge for one in sets for edge in (*one.starts, *one.ends)]
    return _bytes_of([len(one) for one in sets]), _bytes_of(edges)


def _unpacked(counts: bytes | list[int], edges: bytes | list[int]) -> list[IntervalSet]:
    numbers, each = _numbers_of(edges), _numbers_of(counts)
    begun = accumulate((2 * count for count in each), initial=0)
    found: list[IntervalSet] = []
    for at, count in zip(begun, each, strict=False):
        middle = at + count
        one = IntervalSet.trusted(numbers[at:middle], numbers[middle : middle + count])
        found.append(one if count else EMPTY)
    return found
