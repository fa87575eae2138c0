"""How long teams share on each date, and how long both sides of a handoff are there.

Law: found from people and minutes alone. The same people share a window all through, each within one shift
of theirs; a person counts once. A date is that of the first team's shift, on the clock the shift follows.
"Everyone" is all who have a shift of one date on the schedule, also where days off take some of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from overlap.people.requirements import HandoffNeed, OverlapNeed
from overlap.people.shifts import Shift
from overlap.planning.stagger.stints import Entry, People, Pool, Side, Stints

__all__ = ["Because", "Found", "because", "handed_over", "shared"]


Because = tuple[tuple[str, tuple[str, ...]], ...]
"""Days off, by the id of whose they are."""


class Found(NamedTuple):
    """What a date comes to.

    Attributes:
        minutes: How long it holds, or what is measured.
        needed: How long it must, or the limit.
        short: By how much it misses.
        who: Who it is about, where that is one person or team of several.
        because: The days off that take it, where that was asked.
    """

    minutes: int
    needed: int
    short: int
    who: str = ""
    because: Because = ()


class _Piece(NamedTuple):
    """Time at work of so many people of a pool."""

    start: int
    end: int
    pool: int
    people: int


class _Way(NamedTuple):
    """Enough people of a team: so many of those whose pieces these are."""

    pools: tuple[Pool, ...]
    least: int
    pieces: list[_Piece]

    def until(self, instant: int) -> int | None:
        """How long enough of those at work at an instant stay; None if they are too few."""
        there = [piece for piece in self.pieces if piece.start <= instant < piece.end]
        there.sort(key=lambda piece: -piece.end)
        return next((piece.end for piece in self._enough(there)), None)

    def since(self, end: int, *, stays: bool) -> int | None:
        """Since when enough are there who work up to an instant, or with `stays` beyond it."""
        there = [piece for piece in self.pieces if piece.start < end and piece.end >= end + stays]
        there.sort(key=lambda piece: piece.start)
        return next((piece.start for piece in self._enough(there)), None)

    def are_at_work(self, start: int, end: int) -> bool:
        """Whether enough are at work all through."""
        return any(
            True for _ in self._enough(one for one in self.pieces if one.start <= start and end <= one.end)
        )

    def _enough(self, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
        """The pieces with which, taken in order, there are enough people."""
        counts: dict[int, int] = {}
        total = 0
        for piece in pieces:
            before = counts.get(piece.pool, 0)
            counts[piece.pool] = min(before + piece.people, self.pools[piece.pool].size)
            total += counts[piece.pool] - before
            if total >= self.least:
                yield piece


# Overlap


def shared(need: OverlapNeed, stints: Stints, *, bare: bool) -> Iterator[tuple[date, Found]]:
    """What each date of the first team comes to; without `bare`, those that days off change.

    With `holidays` every date is told as days off leave it.
    """
    people = [stints.people(one) for one in need.teams]
    sides = [one.side(bare=bare) for one in people]
    for on in sorted(sides[0].dated):
        if need.days is not None and on.weekday() not in need.days:
            continue
        own = sides[0].dated[on]
        if not any(stints.horizon.start <= one.stint.start < stints.horizon.end for one in own):
            continue
        # A day off that takes the date's other shifts changes it too, so the schedule's are looked at.
        usual = own if bare else [*own, *people[0].bare.dated.get(on, [])]
        start, end = min(one.stint.start for one in usual), max(one.stint.end for one in usual)
        if not bare and not need.holidays and not any(one.changed.touches(start, end) for one in people):
            continue
        minutes = _together(need, people, sides, on)
        short = max(need.minutes - minutes, 0)
        why: Because = ()
        if short and not bare and not need.holidays:
            # Those whose days off alone are enough to miss it; else all who have some.
            alone = []
            for at, one in enumerate(people):
                mixed = [other.bare for other in people]
                mixed[at] = one.kept
                if _together(need, people, mixed, on) < need.minutes:
                    alone.append(at)
            why = because(stints, [need.teams[at] for at in alone] or need.teams, start, end)
        yield on, Found(minutes, need.minutes, short, "", why)


def _together(need: OverlapNeed, people: list[People], sides: list[Side], on: date) -> int:
    """The longest window of a date that enough of every team share, or the minutes added up."""
    own = sides[0].dated.get(on, [])
    if not own:
        return 0
    start, end = min(one.stint.start for one in own), max(one.stint.end for one in own)
    teams: list[list[_Way]] = []
    for at, (one, side) in enumerate(zip(people, sides, strict=True)):
        entries = side.near(start, end) if at else own
        if need.people != "everyone":
            ways = [(need.people[at], entries)]
        else:
            by_date: dict[date, list[Entry]] = {}
            for entry in entries:
                by_date.setdefault(entry.stint.date, []).append(entry)
            ways = [(one.scheduled(day), group) for day, group in by_date.items()]
        teams.append([_Way(side.pools, least, _pieces(group, need)) for least, group in ways])
        if not entries:
            return 0
    return _longest(teams) if need.contiguous else _added_up(teams, start, end)


def _pieces(entries: Iterable[Entry], need: OverlapNeed) -> list[_Piece]:
    return [
        _Piece(*piece, entry.pool, entry.people)
        for entry in entries
        for piece in (entry.stint.through if need.through_breaks else entry.stint.pieces)
    ]


def _longest(teams: list[list[_Way]]) -> int:
    """The longest window: it may as well begin where somebody's work begins."""
    best = 0
    for start in sorted({piece.start for ways in teams for way in ways for piece in way.pieces}):
        until: int | None = None
        for ways in teams:
            ends = [end for way in ways if (end := way.until(start)) is not None]
            if not ends:
                break
            until = max(ends) if until is None else min(until, max(ends))
        else:
            best = max(best, (until or start) - start)
    return best


def _added_up(teams: list[list[_Way]], start: int, end: int) -> int:
    """The minutes at which enough of every team are at work."""
    edges = {start, end}
    for ways in teams:
        for way in ways:
            for piece in way.pieces:
                edges.update(edge for edge in piece[:2] if start < edge < end)
    return sum(
        high - low
        for low, high in pairwise(sorted(edges))
        if all(any(way.are_at_work(low, high) for way in ways) for ways in teams)
    )


# Handoff


_End = tuple[int, date, Shift]
"""When a shift of a date ends, with nobody of the team left."""


def handed_over(need: HandoffNeed, stints: Stints, *, bare: bool) -> Iterator[tuple[date, Found]]:
    """What each shift of the first team comes to that leaves nobody of it at work.

    Without `bare` and without `holidays`, only those that days off change.
    """
    giving, taking = stints.people(need.from_team), stints.people(need.to_team)
    sides = giving.side(bare=bare), taking.side(bare=bare)
    usual: set[tuple[int, date, int]] | None = None
    for end, on, shift in _ends(need, stints, sides[0]):
        start = min(one.stint.start for one in sides[0].near(end - 1, end))
        changed = giving.changed.touches(start, end + 1) or taking.changed.touches(start, end + 1)
        if not bare and not need.holidays and not changed:
            continue
        minutes = _passed(need, (giving, taking), sides, (end, on, shift))
        short = max(need.minutes - minutes, 0)
        why: Because = ()
        if short and not bare and not need.holidays:
            if usual is None:
                usual = {(at, day, id(one)) for at, day, one in _ends(need, stints, giving.bare)}
            alone = []
            if (end, on, id(shift)) in usual:
                mixes = ((giving.kept, taking.bare), (giving.bare, taking.kept))
                alone = [
                    at
                    for at, mixed in enumerate(mixes)
                    if _passed(need, (giving, taking), mixed, (end, on, shift)) < need.minutes
                ]
            ids = need.people_ids()
            why = because(stints, [ids[at] for at in alone] or ids, start, end + 1)
        yield on, Found(minutes, need.minutes, short, "", why)


def _ends(need: HandoffNeed, stints: Stints, side: Side) -> Iterator[_End]:
    """The ends of shifts in the horizon at which nobody of the team is left, on the days asked for."""
    seen: set[tuple[int, date, int]] = set()
    for entry in side.entries:
        _, on, _, end = (stint := entry.stint)[:4]
        key = end, on, id(stint.shift)
        if not stints.horizon.start <= end < stints.horizon.end or key in seen or end in side.at_work:
            continue
        seen.add(key)
        if need.days is None or on.weekday() in need.days:
            yield end, on, stint.shift


def _passed(need: HandoffNeed, people: tuple[People, People], sides: tuple[Side, Side], at: _End) -> int:
    """How long before the end of a shift enough of both teams are at work."""
    end, on, shift = at
    since: list[int] = []
    for place, side in enumerate(sides):
        entries = side.near(end - 1, end + place)
        if need.people != "everyone":
            ways = [(need.people[place], entries)]
        elif place == 0:
            own = [one for one in entries if one.stint.date == on and one.stint.shift == shift]
            ways = [(people[0].scheduled(on, shift), own)]
        else:
            groups: dict[tuple[date, Shift], list[Entry]] = {}
            for entry in entries:
                groups.setdefault((entry.stint.date, entry.stint.shift), []).append(entry)
            ways = [(people[1].scheduled(*key), group) for key, group in groups.items()]
        found = []
        for least, group in ways:
            pieces = [_Piece(*piece, one.pool, one.people) for one in group for piece in one.stint.pieces]
            first = _Way(side.pools, least, pieces).since(end, stays=place == 1)
            if first is not None:
                found.append(first)
        if not found:
            return 0
        since.append(min(found))
    return max(end - max(since), 0)


def because(stints: Stints, ids: Iterable[str], start: int, end: int) -> Because:
    """The days off of some teams between two instants, by whose they are."""
    told = ((one, tuple(stints.people(one).names_off(start, end))) for one in ids)
    return tuple((one, names) for one, names in told if names)
