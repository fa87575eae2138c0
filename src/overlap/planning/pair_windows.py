"""The windows of every two of many teams, and what each pair shares.

Law: what is said of a pair is what `find_windows` says of those two. Teams that work alike are compared
once, however many they are. Windows are kept small, some hundred bytes for a pair's year, and made when
asked for. A pair that shares nothing has its place like any other.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import nlargest, nsmallest
from itertools import accumulate, combinations
from typing import TYPE_CHECKING, Any, ClassVar, Final, final, overload

from overlap.core.horizon import Horizon, Moment
from overlap.core.intervals import IntervalSet
from overlap.errors import BadArgument
from overlap.people.listed import shown
from overlap.people.numbers import is_whole
from overlap.people.roster import Roster
from overlap.planning.bulk import answered, require_executor
from overlap.planning.rows import Sequenced
from overlap.planning.selection import AtWork, Demand, Group, demand, display_name, require_roster
from overlap.planning.shared_tiles import shared, tiles, unpacked
from overlap.planning.windows import Windows, least_minutes
from overlap.render.document import Document, Paragraph, Table
from overlap.render.moments import duration_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from overlap.render.charts import Bars, HeatMap
    from overlap.render.records import Frame

__all__ = ["PairTotal", "PairWindows", "find_pair_windows"]


@final
@dataclass(frozen=True, slots=True)
class PairTotal:
    """What two teams share over a horizon.

    Attributes:
        teams: Their ids, in the order asked.
        minutes: The length of all their windows together.
        windows: How many windows there are.
    """

    teams: tuple[str, str]
    minutes: int
    windows: int

    @property
    def duration(self) -> timedelta:
        """The length of all their windows together."""
        return timedelta(minutes=self.minutes)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"teams": list(self.teams), "minutes": self.minutes, "windows": self.windows}


@final
@dataclass(frozen=True, slots=True, eq=False)
class PairWindows(Sequenced[PairTotal], Charted, Tabled):
    """The totals of all pairs, the first team with each later one, then the second; immutable.

    `found[0]` is a total, `found["manila", "pune"]` the windows of those two.

    Attributes:
        roster: Who was asked about.
        horizon: When.
        ids: The teams and members that make the pairs, in the order asked.
    """

    roster: Roster = field(repr=False)
    horizon: Horizon
    ids: tuple[str, ...]
    _least: int = field(repr=False)
    _kinds: tuple[int, ...] = field(repr=False)
    """Of each id, which of the different sets of minutes at work is its own."""
    _own: tuple[IntervalSet, ...] = field(repr=False)
    """Those sets, less what is too short: what two of a kind share."""
    _minutes: array[int] = field(repr=False)
    _counts: array[int] = field(repr=False)
    _sets: tuple[bytes, ...] = field(repr=False)
    """What every two kinds share, packed: the first with each later one, then the second."""

    def __len__(self) -> int:
        return len(self.ids) * (len(self.ids) - 1) // 2

    @overload
    def __getitem__(self, index: int) -> PairTotal: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[PairTotal, ...]: ...

    @overload
    def __getitem__(self, index: tuple[str, str]) -> Windows: ...

    def __getitem__(
        self, index: int | slice | tuple[str, str]
    ) -> PairTotal | tuple[PairTotal, ...] | Windows:
        if isinstance(index, tuple):
            return self._windows(*self._places(index))
        if isinstance(index, slice):
            return tuple(self._at(at) for at in range(len(self))[index])
        return self._at(range(len(self))[index])

    def __iter__(self) -> Iterator[PairTotal]:
        return (self._total(low, high) for low, high in combinations(range(len(self.ids)), 2))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PairWindows):
            return NotImplemented
        if (self.ids, self.horizon) != (other.ids, other.horizon):
            return False
        places = combinations(range(len(self.ids)), 2)
        return all(self._shared(*both) == other._shared(*both) for both in places)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<PairWindows: {len(self)} pairs of {len(self.ids)} in {self.horizon!r}>"

    def of(self, one: str, other: str) -> PairTotal:
        """What two of them share.

        Args:
            one: A team, or a member as "team.member".
            other: Another.

        Raises:
            UnknownId: If one is not among those asked about.
            BadArgument: If both are the same.
        """
        return self._total(*self._places((one, other)))

    def least(self, limit: int = 10) -> tuple[PairTotal, ...]:
        """The pairs that share least, those first; of equals the earlier pair.

        Raises:
            BadArgument: If the limit is no whole number from 1.
        """
        return tuple(nsmallest(_checked(limit), self, key=_minutes_of))

    def most(self, limit: int = 10) -> tuple[PairTotal, ...]:
        """The pairs that share most, those first; of equals the earlier pair.

        Raises:
            BadArgument: If the limit is no whole number from 1.
        """
        return tuple(nlargest(_checked(limit), self, key=_minutes_of))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The totals as plain values."""
        return [one.to_dict() for one in self]

    def document(self) -> Document:
        """What a person is shown: every pair, or of many those that share least and most."""
        blocks: list[Paragraph | Table] = []
        total = len(self)
        apart = sum(not one.minutes for one in self)
        words = f"{total} pairs of {len(self.ids)}" if total > 1 else "One pair"
        none = f"{apart} of them share nothing" if apart else "each shares something"
        blocks.append(Paragraph(f"{words}; {none}."))
        if total <= 2 * _SHOWN:
            blocks.append(self._table(tuple(self)))
        else:
            blocks += [Paragraph("Least shared:"), self._table(self.least(_SHOWN))]
            blocks += [Paragraph("Most shared:"), self._table(self.most(_SHOWN))]
        return Document(tuple(blocks))

    def _table(self, rows: Sequence[PairTotal]) -> Table:
        names = {one: display_name(self.roster, one) for row in rows for one in row.teams}
        heads = ("Team", "With", "Shared", "Windows")
        cells = [
            (names[row.teams[0]], names[row.teams[1]], duration_text(row.minutes), str(row.windows))
            for row in rows
        ]
        return Table.of(heads, cells, right=heads[2:])

    def chart(self) -> HeatMap | Bars:
        """A heat map of the hours that each pair shares; of many, bars of the pairs that share least."""
        from overlap.planning.charts.teams import pair_windows_chart

        return pair_windows_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.teams import pair_windows_frame

        return pair_windows_frame(self)

    def _places(self, pair: tuple[str, ...]) -> tuple[int, int]:
        if len(pair) != 2:
            raise BadArgument(f"{shown(pair)} is no pair", hint='ask for found["manila", "pune"]')
        for one in pair:
            if one not in self.ids:
                raise self.roster.unknown(one)
        if pair[0] == pair[1]:
            raise BadArgument(f'"{pair[0]}" is no pair with itself', hint="name two", field="teams")
        return self.ids.index(pair[0]), self.ids.index(pair[1])

    def _at(self, index: int) -> PairTotal:
        last = len(self.ids) - 1
        begun = [0, *accumulate(range(last, 0, -1))]  # the place of the first pair of each
        low = bisect_right(begun, index) - 1
        return self._total(low, low + 1 + index - begun[low])

    def _cell(self, low: int, high: int) -> int | None:
        """Where the pair of two places is kept; None where both are of one kind."""
        one, other = sorted((self._kinds[low], self._kinds[high]))
        if one == other:
            return None
        return one * (2 * len(self._own) - one - 1) // 2 + other - one - 1

    def _total(self, low: int, high: int) -> PairTotal:
        teams, at = (self.ids[low], self.ids[high]), self._cell(low, high)
        if at is None:
            own = self._own[self._kinds[low]]
            return PairTotal(teams, own.minutes, len(own))
        return PairTotal(teams, self._minutes[at], self._counts[at])

    def _shared(self, low: int, high: int) -> IntervalSet:
        at = self._cell(low, high)
        if at is None:
            return self._own[self._kinds[low]]
        return unpacked(self._sets[at], self.horizon.start)

    def _windows(self, low: int, high: int) -> Windows:
        both = self.ids[low], self.ids[high]
        asked = Demand((Group(both),))
        at_work = AtWork(self.roster, both, self.horizon)
        return Windows(self.roster, self.horizon, self._shared(low, high), asked, self._least, at_work)


_SHOWN: Final = 10
"""Pairs listed at each end: a table of all pairs of many teams is for a data frame."""


def _minutes_of(one: PairTotal) -> int:
    return one.minutes


def _checked(limit: object) -> int:
    if not is_whole(limit, least=1):
        raise BadArgument(f"limit is {shown(limit)}", hint="give a whole number from 1", field="limit")
    return limit


def find_pair_windows(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    teams: Iterable[str] | None = None,
    min_duration: timedelta = timedelta(0),
    zone: str | None = None,
    executor: Executor | None = None,
) -> PairWindows:
    """Finds when every two of many teams are at work together.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        teams: Ids of teams, or of members as "team.member", two at least; every team by default.
        min_duration: Shorter windows are left out.
        zone: IANA key in which dates are read; the roster's by default.
        executor: Where the pairs are compared: any `concurrent.futures.Executor`. By default here, one
            after the other. It is not shut down.

    Returns:
        All pairs. The answer is the same whatever the executor, and whatever becomes of its workers.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        UnknownId, BadArgument: If the question cannot be asked, or fewer than two are asked about.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> hours = {"manila": "Asia/Manila", "pune": "Asia/Kolkata", "bogota": "America/Bogota"}
        >>> teams = [Team(one, zone, [Shift("09:00", "18:00")]) for one, zone in hours.items()]
        >>> found = find_pair_windows(Roster(teams), "2026-03-02", "2026-03-06")
        >>> found.of("manila", "pune").minutes, found["manila", "pune"][0]
        (1950, Window('2026-03-02T03:30Z', '2026-03-02T10:00Z', teams=('manila', 'pune')))
        >>> [one.teams for one in found if not one.minutes]
        [('manila', 'bogota'), ('pune', 'bogota')]
    """
    require_roster(roster)
    require_executor(executor)
    horizon = Horizon.of(start, end, roster.clock(zone))
    asked = demand(roster, teams, None, None, None)
    if len(asked.ids) < 2:
        raise BadArgument(
            f'"{asked.ids[0]}" alone makes no pair', hint="ask about two teams or more", field="teams"
        )
    least = least_minutes(min_duration)
    present = AtWork(roster, asked.ids, horizon)
    different: dict[IntervalSet, int] = {}
    kinds = tuple(different.setdefault(present[one], len(different)) for one in asked.ids)
    own = tuple(different)
    minutes, counts, sets = _compared(own, horizon.start, least, executor)
    long = tuple(one.at_least_long(least) for one in own)
    return PairWindows(roster, horizon, asked.ids, least, kinds, long, minutes, counts, sets)


def _compared(
    own: tuple[IntervalSet, ...], start: int, least: int, executor: Executor | None
) -> tuple[array[int], array[int], tuple[bytes, ...]]:
    """What every two of some sets share: minutes, counts, and the intervals packed."""
    kinds = len(own)
    size = kinds * (kinds - 1) // 2
    minutes, counts = array("q", bytes(8 * size)), array("q", bytes(8 * size))
    sets: list[bytes] = [b""] * size
    cut = [*tiles(own, start, least)]
    answers = answered(shared, [tile for tile, _, _ in cut], executor)
    for (_, rows, columns), found in zip(cut, answers, strict=True):
        numbers = f"<{len(found.sets)}I"
        of_each = [*struct.unpack(numbers, found.minutes)], [*struct.unpack(numbers, found.counts)]
        done = 0
        for row in rows:
            # The pairs of a row lie side by side, in the tile and in the whole.
            first = columns.start if columns else row + 1
            end = columns.stop if columns else rows.stop
            at, more = row * (2 * kinds - row - 1) // 2 + first - row - 1, end - first
            minutes[at : at + more] = array("q", of_each[0][done : done + more])
            counts[at : at + more] = array("q", of_each[1][done : done + more])
            sets[at : at + more] = found.sets[done : done + more]
            done += more
    return minutes, counts, tuple(sets)
