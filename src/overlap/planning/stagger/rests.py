"""Starts that do not go together: one person at two shifts at once, or with too little rest between.

Law: whoever works two shifts may have any start in use of each, so every two starts in use must go
together. Rest lies between the shifts of one date and those of the next on which somebody works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations_with_replacement

from overlap.core.civil import DAY
from overlap.people.roster import Roster
from overlap.planning.stagger.board import Board
from overlap.planning.stagger.strands import NEAR, REACH, Instance, Strand

__all__ = ["clashes", "least_rest", "share_people", "short_rests"]


def share_people(roster: Roster, one: Strand, other: Strand) -> bool:
    """Whether somebody may work both of two shifts of a team."""
    if one.team != other.team:
        return False
    if set(one.members) & set(other.members):
        return True
    team = roster.teams[one.team]
    if len(one.members) == one.count or len(other.members) == other.count or one.season != other.season:
        return False
    # Unnamed people are others where headcounts say so.
    parts = [shift.headcount or team.people_count for shift in team.shifts]
    return one.base != other.base and sum(parts) > team.people_count


def clashes(board: Board) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The (seat, option) that one person cannot have both, for shifts meet on some date."""
    for one, other in _pairs(board, range(len(board.seats))):
        if one == other:
            continue
        days = _distinct(board, [one, other], _worked(board, one))
        yield from _wrong(board, one, other, days, NEAR, partial(_meet, board))


def short_rests(
    board: Board, seats: Sequence[int], least: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The (seat, option) between whose shifts of different dates somebody rests too little."""
    # Of dates on clocks far apart the later one may come first.
    near = [by for by in range(-REACH, least // DAY + REACH + 2) if by]
    for pair in _pairs(board, seats):
        for one, other in dict.fromkeys((pair, pair[::-1])):
            worked = _worked(board, one)
            # Days that look alike from near need not do so from further away.
            days = worked if least > DAY else _distinct(board, [one, other], worked)
            yield from _wrong(board, one, other, days, near, partial(_follows, board, least))


def _pairs(board: Board, seats: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Seats that somebody may have both of, each also with itself."""
    for one, other in combinations_with_replacement(seats, 2):
        first, second = board.seats[one], board.seats[other]
        same_group = first.group is not None and first.group == second.group
        if one == other or (not same_group and share_people(board.roster, first.strand, second.strand)):
            yield one, other


def _wrong(
    board: Board,
    one: int,
    other: int,
    days: Iterable[int],
    near: Iterable[int],
    is_wrong: Callable[[Instance, Instance], bool],
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs of options of two seats for which it goes wrong on some day and one near it."""
    found: set[tuple[int, int]] = set()
    for day in days:
        own = list(board.instances(one, day, holidays=False))
        for by in near:
            found |= {
                (mine, yours)
                for yours, second in board.instances(other, day + by, holidays=False)
                for mine, first in own
                if (mine, yours) not in found and is_wrong(first, second)
            }
    for mine, yours in sorted(found):
        yield (one, mine), (other, yours)


def _meet(board: Board, first: Instance, second: Instance) -> bool:
    """Whether two shifts, of which one begins in the horizon, share a minute."""
    inside = board.holds(second.start) or board.holds(first.start)
    return inside and first.start < second.end and second.start < first.end


def _follows(board: Board, least: int, first: Instance, second: Instance) -> bool:
    """Whether a shift that begins in the horizon follows another with less rest."""
    return first.start <= second.start < first.end + least and board.holds(second.start)


def _worked(board: Board, seat: int) -> list[int]:
    """The days on which a seat's shift is worked."""
    strand = board.seats[seat].strand
    return [day for day in board.days if strand.span(day) is not None]


def _distinct(board: Board, seats: Sequence[int], days: Sequence[int]) -> list[int]:
    """One day of each pattern, and each day from which a shift may lie across the horizon's edges."""
    first, last = board.horizon.start // DAY + _EDGE, board.horizon.end // DAY - _EDGE
    inner = [day for day in days if first <= day <= last]
    outer = [day for day in days if not first <= day <= last]
    return outer + board.patterns(seats, inner, (), _around)


_EDGE = 4
"""Days from an edge of the horizon within which each date is looked at."""


def _around(day: int) -> tuple[int, int]:
    """All that shifts of a day and its neighbours can reach."""
    return (day - 3) * DAY, (day + 4) * DAY


def least_rest(board: Board, seats: Sequence[int], option: int) -> int | None:
    """The least minutes between a shift at one start and the same on the next date; None if there is none."""
    found: list[int] = []
    for seat in seats:
        one = board.seats[seat]
        start = one.starts[option if one.column is not None else 0]
        for day in _distinct(board, [seat], _worked(board, seat)):
            first, then = one.strand.instance(start, day), one.strand.instance(start, day + 1)
            if first is not None and then is not None and board.holds(then.start):
                found.append(then.start - first.end)
    return min(found, default=None)
