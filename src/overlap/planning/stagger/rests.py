"""Starts that do not go together: one person at two shifts at once, or with too little rest between.

Law: whoever works two shifts may have any start in use of each, so every two starts in use must go
together. Rest lies between the shifts of one date and those of the next on which somebody works.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

from overlap.core.civil import DAY
from overlap.people.roster import Roster
from overlap.planning.stagger.board import Board
from overlap.planning.stagger.strands import REACH, Strand

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
        yield from _bad(board, one, other)


def short_rests(
    board: Board, seats: Sequence[int], least: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The (seat, option) between whose shifts of different dates somebody rests too little."""
    for one, other in _pairs(board, seats):
        yield from _short(board, one, other, least)
        if one != other:
            yield from _short(board, other, one, least)


def _pairs(board: Board, seats: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Seats that somebody may have both of, each also with itself."""
    for one, other in combinations_with_replacement(seats, 2):
        first, second = board.seats[one], board.seats[other]
        same_group = first.group is not None and first.group == second.group
        if one == other or (not same_group and share_people(board.roster, first.strand, second.strand)):
            yield one, other


def _bad(board: Board, one: int, other: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs of options at which shifts meet on some date."""
    found: set[tuple[int, int]] = set()
    for day in _distinct(board, [one, other], _worked(board, one)):
        own = list(board.instances(one, day, holidays=False))
        for by in range(-REACH, REACH + 1):
            found |= {
                (mine, yours)
                for yours, second in board.instances(other, day + by, holidays=False)
                for mine, first in own
                if (mine, yours) not in found
                and (board.holds(second.start) or board.holds(first.start))
                and first.start < second.end
                and second.start < first.end
            }
    for mine, yours in sorted(found):
        yield (one, mine), (other, yours)


def _short(
    board: Board, one: int, other: int, least: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs of options at which a shift follows one of another date too soon."""
    found: set[tuple[int, int]] = set()
    worked = _worked(board, one)
    # Days that look alike from near need not do so from further away.
    for day in worked if least > DAY else _distinct(board, [one, other], worked):
        own = list(board.instances(one, day, holidays=False))
        # Of dates on clocks far apart the later one may come first.
        for by in (*range(-2, 0), *range(1, least // DAY + 5)):
            found |= {
                (mine, yours)
                for yours, second in board.instances(other, day + by, holidays=False)
                for mine, first in own
                if (mine, yours) not in found
                and first.start <= second.start < first.end + least
                and board.holds(second.start)
            }
    for mine, yours in sorted(found):
        yield (one, mine), (other, yours)


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
