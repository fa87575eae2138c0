"""What a working-time clock is asked of many tickets: columns of whole minutes in, a column of them out.

Law: each ticket's answer is that of the clock asked about it alone; the fast ways through tables are taken
where all tickets are plain. The functions belong to a module, so that other processes can be sent them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Final

from overlap.core.intervals import EMPTY, IntervalSet
from overlap.planning.running import FOREVER, Running

if TYPE_CHECKING:
    from overlap.planning.workclock import WorkClock

__all__ = [
    "NEVER",
    "Pauses",
    "added",
    "added_to_all",
    "due",
    "held_by_each",
    "ran",
    "ran_between",
    "ran_in",
]

NEVER: Final = -FOREVER
"""Stands for no instant, where a pause without an end comes before what is due."""

Pauses = Sequence[IntervalSet] | None
"""The pauses of each ticket; None where no ticket has any."""


def added(clock: WorkClock, columns: tuple[Sequence[int], ...], _: Pauses) -> Sequence[int]:
    """The instants so much later, or earlier: columns of instants, down and up, and of amounts."""
    early, late, amounts = columns
    if min(amounts, default=1) > 0:
        return clock._running.after_each(early, amounts)
    add = clock._add
    return [
        add(first if minutes >= 0 else last, minutes)
        for first, last, minutes in zip(early, late, amounts, strict=True)
    ]


def added_to_all(
    clock: WorkClock, columns: tuple[Sequence[int], ...], _: Pauses, *, minutes: int
) -> Sequence[int]:
    """The same for one amount: a column of instants."""
    (instants,) = columns
    if minutes > 0:
        return clock._running.after_many(instants, minutes)
    return clock._running.before_many(instants, -minutes) if minutes else instants


def ran_between(clock: WorkClock, columns: tuple[Sequence[int], ...], _: Pauses) -> Sequence[int]:
    """The minutes that ran: columns of starts and ends, in either order."""
    return clock._running.between_many(*columns)


def ran(clock: WorkClock, columns: tuple[Sequence[int], ...], pauses: Pauses) -> Sequence[int]:
    """The minutes that ran outside pauses: columns of starts, of later ends, and of signs."""
    lows, highs, signs = columns
    return [
        sign * ran_in(clock._running, low, high, off)
        for low, high, sign, off in zip(lows, highs, signs, _each(pauses), strict=False)
    ]


def due(clock: WorkClock, columns: tuple[Sequence[int], ...], pauses: Pauses) -> Sequence[int]:
    """When so much has run: columns of starts and of amounts from zero; `NEVER` where that never is."""
    starts, amounts = columns
    if pauses is None and min(amounts, default=1) > 0:
        return clock._running.after_each(starts, amounts)
    found = (
        clock._running.due(start, minutes, off)
        for start, minutes, off in zip(starts, amounts, _each(pauses), strict=False)
    )
    return [NEVER if one is None else one for one in found]


def held_by_each(
    clock: WorkClock, columns: tuple[Sequence[int], ...], pauses: Pauses = None
) -> Sequence[int]:
    """The minutes of each id, ticket by ticket: columns of starts and of later ends."""
    lows, highs = columns
    found = [
        [ran_in(share, low, high, off) for low, high, off in zip(lows, highs, _each(pauses), strict=False)]
        for share in map(clock._share, clock.ids)
    ]
    return [minutes for ticket in zip(*found, strict=True) for minutes in ticket]


def ran_in(running: Running, low: int, high: int, pauses: IntervalSet) -> int:
    """How many minutes a clock runs between two instants, pauses apart."""
    elapsed = running.over(low, high)
    still = pauses.clip(low, high)
    lost = sum(map(elapsed.until, still.ends)) - sum(map(elapsed.until, still.starts))
    return elapsed.until(high) - elapsed.until(low) - lost


def _each(pauses: Pauses) -> Sequence[IntervalSet] | repeat[IntervalSet]:
    return repeat(EMPTY) if pauses is None else pauses
