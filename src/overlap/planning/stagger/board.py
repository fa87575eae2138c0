"""Who could be at work when: every strand at each of its starts, on any date, as columns of a model.

Law: people who can start only as they do today are counted at once; the others are columns. Dates on which
clocks, days and seasons look the same within reach are one pattern, and are worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, final

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.template import Span
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.stagger.model import Need
from overlap.planning.stagger.strands import REACH, Instance, Start, Strand

__all__ = ["Board", "Piece", "Seat"]


class Seat(NamedTuple):
    """A strand of a board: its starts, and its first column, or None where it has only today's."""

    strand: Strand
    starts: tuple[Start, ...]
    column: int | None
    group: int | None


class Piece(NamedTuple):
    """A stretch that people of a seat are at work, if they start so; with the date of the shift."""

    start: int
    end: int
    day: int
    seat: int
    option: int


@final
@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """Every strand at each of its starts.

    Attributes:
        seats: The strands.
        horizon: When.
        roster: Whose they are.
    """

    seats: tuple[Seat, ...]
    horizon: Horizon
    roster: Roster
    _reaches: dict[tuple[int, int], tuple[int, int] | None] = field(default_factory=dict, repr=False)
    _hulls_known: dict[int, list[tuple[int, int] | None]] = field(default_factory=dict, repr=False)
    _clocks: dict[tuple[str, int], tuple[int, object]] = field(default_factory=dict, repr=False)
    _codes: dict[int, list[int]] = field(default_factory=dict, repr=False)
    _known: dict[Span | None, int] = field(default_factory=dict, repr=False)

    def of_team(self, team: int) -> list[int]:
        """The seats of a team."""
        return [at for at, seat in enumerate(self.seats) if seat.strand.team == team]

    def of_id(self, one: str) -> list[int]:
        """The seats of a team by its id, or of a member by "team.member", alone in them then."""
        team_id, dot, member = one.partition(".")
        order = next(at for at, team in enumerate(self.roster) if team.id == team_id)
        seats = self.of_team(order)
        return [at for at in seats if not dot or self.seats[at].strand.members == (member,)]

    def instances(self, seat: int, day: int, *, holidays: bool) -> Iterator[tuple[int, Instance]]:
        """A seat's shift of a day at each of its starts, where it is worked: (option, instance)."""
        one = self.seats[seat]
        for option, start in enumerate(one.starts):
            strand = one.strand
            found = strand.held(start, day, self.horizon) if holidays else strand.instance(start, day)
            if found is not None:
                yield option, found

    def reach(self, seat: int, day: int) -> tuple[int, int] | None:
        """From when until when a seat can work its shift of a day, whatever its start; without holidays."""
        key = seat, day
        if key not in self._reaches:
            one = self.seats[seat]
            ends = (
                one.starts
                if len({start.clock for start in one.starts}) > 1
                else one.starts[:: len(one.starts) - 1 or 1]
            )
            found = [one.strand.instance(start, day) for start in ends]
            there = [instance for instance in found if instance is not None]
            self._reaches[key] = (
                (min(one.start for one in there), max(one.end for one in there)) if there else None
            )
        return self._reaches[key]

    def holds(self, instant: int) -> bool:
        """Whether an instant lies inside the horizon."""
        return self.horizon.start <= instant < self.horizon.end

    def meets(self, seat: int, day: int, within: tuple[int, int]) -> bool:
        """Whether a seat's shift of a day can meet some minutes."""
        reach = self.reach(seat, day)
        return reach is not None and reach[0] < within[1] and within[0] < reach[1]

    def pieces(
        self,
        seats: Iterable[int],
        days: Iterable[int],
        within: tuple[int, int],
        *,
        holidays: bool,
        whole: bool = False,
    ) -> list[Piece]:
        """What seats could work in some minutes on shifts of some days; with `whole` breaks count as work."""
        every = list(days)
        low, high = within
        return [
            Piece(start, end, day, seat, option)
            for seat in seats
            for day in every
            if holidays or self.meets(seat, day, within)
            for option, instance in self.instances(seat, day, holidays=holidays)
            for start, end in (instance.whole if whole else instance.pieces)
            if start < high and low < end
        ]

    def need(self, taking: Iterable[tuple[int, int]], least: int) -> Need:
        """That at least so many people are on some (seat, option): those who cannot move count at once."""
        mask = 0
        for seat, option in set(taking):
            one = self.seats[seat]
            if one.column is None:
                least -= one.strand.count
            else:
                mask |= 1 << (one.column + option)
        return Need(mask, max(least, 0))

    def most(self, taking: Iterable[tuple[int, int]]) -> int:
        """How many people could be there at most."""
        return sum(self.seats[seat].strand.count for seat in {seat for seat, _ in taking})

    def scheduled(self, seats: Iterable[int], day: int) -> int:
        """How many people of some seats have a shift on a day; who has two counts once."""
        members: set[tuple[int, str]] = set()
        unnamed: dict[int, int] = {}
        for seat in seats:
            strand = self.seats[seat].strand
            if strand.span(day) is not None:
                members.update((strand.team, member) for member in strand.members)
                others = unnamed.get(strand.team, 0) + strand.count - len(strand.members)
                unnamed[strand.team] = min(others, self.roster.teams[strand.team].unnamed_count)
        return len(members) + sum(unnamed.values())

    def patterns(
        self,
        seats: Sequence[int],
        days: Iterable[int],
        clocks: Iterable[Zone],
        within: Callable[[int], tuple[int, int] | None],
    ) -> list[int]:
        """One day of each pattern: days that look alike to some seats and clocks, each once.

        Args:
            seats: Who matters.
            days: Which days.
            clocks: Clocks that matter besides those of their starts.
            within: From when until when a day matters; shifts that cannot meet that do not.
        """
        zones = dict.fromkeys(clocks)
        for seat in seats:
            one = self.seats[seat]
            zones |= dict.fromkeys(one.strand.clock(start) for start in one.starts)
        begin = self._wide().start
        known = [(seat, self._code(seat), self._hulls(seat)) for seat in dict.fromkeys(seats)]
        found: dict[object, int] = {}
        for day in days:
            minutes = within(day)
            if minutes is None:
                continue
            low, high = day - REACH, day + REACH + 1
            stretches = [self._clock(zone, day) for zone in zones]
            base = stretches[0][0]
            clock_part = tuple([(offset - base, changes) for offset, changes in stretches])
            first, last = minutes
            worked = []
            for seat, code, hulls in known:
                for near in range(low, high):
                    hull = hulls[near - begin]
                    if hull is not None and hull[0] < last and first < hull[1]:
                        worked.append((seat, near - day, code[near - begin]))
            found.setdefault((clock_part, tuple(worked)), day)
        return list(found.values())

    @property
    def days(self) -> range:
        """Every day of any clock whose shifts can start or end inside the horizon."""
        return range(self.horizon.start // DAY - REACH, self.horizon.end // DAY + REACH + 1)

    def _wide(self) -> range:
        """Those days and their neighbours."""
        return range(self.days.start - REACH, self.days.stop + REACH)

    def _clock(self, zone: Zone, day: int) -> tuple[int, object]:
        """What a clock shows around a day: its first offset, and how it changes."""
        key = zone.key, day
        if key not in self._clocks:
            one = zone.regimes((day - REACH) * DAY, (day + REACH + 2) * DAY)
            base = one.offsets[0]
            changes = (one.thresholds or one.gaps) and (
                tuple(at - day * DAY for at in one.thresholds),
                tuple(offset - base for offset in one.offsets),
                tuple((start - day * DAY, end - day * DAY) for start, end in one.gaps),
            )
            self._clocks[key] = base, changes
        return self._clocks[key]

    def _hulls(self, seat: int) -> list[tuple[int, int] | None]:
        """The reach of each day of the horizon, and around it."""
        if seat not in self._hulls_known:
            self._hulls_known[seat] = [self.reach(seat, day) for day in self._wide()]
        return self._hulls_known[seat]

    def _code(self, seat: int) -> list[int]:
        """A number for the span of each day of the horizon, and around it."""
        if seat not in self._codes:
            strand = self.seats[seat].strand
            known = self._known
            self._codes[seat] = [known.setdefault(strand.span(day), len(known)) for day in self._wide()]
        return self._codes[seat]
