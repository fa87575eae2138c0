"""Who works which shift on which date, minute by minute, with days off and without.

Law: a stint is one shift start of people who work alike. Unnamed people are those of the shift's headcount,
a named member is one; nobody counts twice at a minute, and a team never has more people than it has. Who is
at work when is `WorkPattern`'s to say. Where a list of holidays ends, the days beyond count as worked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar, final

from overlap.core.civil import DAY, day_of, weekday_of
from overlap.core.horizon import SUPPORTED, Horizon
from overlap.core.intervals import EMPTY, IntervalSet, depth
from overlap.core.template import Span, span_at_work
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BeyondData
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.people.workpattern import Turn, WorkPattern
from overlap.planning.absences import absences_in
from overlap.planning.selection import patterns_of
from overlap.planning.staff import Staff

__all__ = ["Entry", "People", "Pool", "Side", "Stint", "Stints", "headcount"]

_AROUND: Final = 3 * DAY
"""Looked at around a horizon: what overlaps a shift in it starts, or ends, within two days of it."""

_PADS: Final = (3 * DAY, 2 * DAY, DAY, 0)
"""How far beyond a horizon lists of holidays are asked, until they know."""

_Found = TypeVar("_Found")

Pieces = tuple[tuple[int, int], ...]
"""Stretches of time, `[start, end)` in UTC minutes, in order."""


class Stint(NamedTuple):
    """One shift on one date of its clock: its pieces at work, and the same with breaks counted as work.

    Where days off take its beginning or its end, it starts later or ends earlier. What a clock change or
    days off leave nothing of is no stint.
    """

    shift: Shift
    date: date
    start: int
    end: int
    pieces: Pieces
    through: Pieces


class Pool(NamedTuple):
    """People who work alike.

    Attributes:
        name: What they are called.
        size: How many they are; at no minute do more of them count.
        zone: Where they are.
        apart: The days whose shifts have people of their own each; on others the same people work all.
    """

    name: str
    size: int
    zone: Zone
    apart: tuple[range, ...] = ()

    def is_apart(self, on: date) -> bool:
        """Whether each shift of a date has people of its own."""
        return any(day_of(on) in days for days in self.apart)


class Entry(NamedTuple):
    """A stint of so many people of a pool, by its position."""

    pool: int
    people: int
    stint: Stint


def headcount(entries: Iterable[Entry], pools: tuple[Pool, ...]) -> int:
    """How many people some stints have; none counts twice."""
    found: dict[int, int] = {}
    for pool, people, _ in entries:
        found[pool] = found.get(pool, 0) + people
    return sum(min(people, pools[pool].size) for pool, people in found.items())


@final
@dataclass(frozen=True, slots=True)
class Side:
    """The stints of a team or member, as the schedule has them or as days off leave them.

    Attributes:
        pools: Its people.
        entries: Their stints by start.
        dated: The same by the date on the shift's clock.
        at_work: When any of them is.
    """

    pools: tuple[Pool, ...]
    entries: tuple[Entry, ...]
    dated: dict[date, list[Entry]] = field(repr=False)
    at_work: IntervalSet = field(repr=False)
    _starts: list[int] = field(repr=False)
    _longest: int = field(repr=False)

    @staticmethod
    def of(pools: tuple[Pool, ...], entries: Iterable[Entry]) -> Side:
        """The side of these stints, in any order."""
        ordered = tuple(sorted(entries, key=lambda one: (one.stint.start, one.pool)))
        dated: dict[date, list[Entry]] = {}
        for one in ordered:
            dated.setdefault(one.stint.date, []).append(one)
        longest = max((one.stint.end - one.stint.start for one in ordered), default=0)
        at_work = IntervalSet(piece for one in ordered for piece in one.stint.pieces)
        return Side(pools, ordered, dated, at_work, [one.stint.start for one in ordered], longest)

    def near(self, start: int, end: int) -> list[Entry]:
        """The stints with a minute in `[start, end)`."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [one for one in self.entries[low:high] if one.stint.end > start]


@final
@dataclass(frozen=True, slots=True)
class People:
    """A team or member: stints as the schedule has them (`bare`) and as days off leave them (`kept`).

    Attributes:
        changed: The stints that differ between the two, from start to end.
        days_off: What each day off takes of shifts: (start, end, name), by start.
    """

    bare: Side
    kept: Side
    changed: IntervalSet
    days_off: tuple[tuple[int, int, str], ...]

    def side(self, *, bare: bool) -> Side:
        """One of the two."""
        return self.bare if bare else self.kept

    def scheduled(self, on: date, shift: Shift | None = None) -> int:
        """How many people have a shift of a date, or that very shift, on the schedule.

        Where the schedule has none, as on a day that is worked instead of another, those who work it count.
        """
        for side in (self.bare, self.kept):
            own = side.dated.get(on, ())
            if shift is not None:
                own = [one for one in own if one.stint.shift is shift or one.stint.shift == shift]
            if own:
                return headcount(own, side.pools)
        return 0

    def names_off(self, start: int, end: int) -> list[str]:
        """The days off that take some of the shifts in `[start, end)`, each once."""
        return list(dict.fromkeys(name for low, high, name in self.days_off if low < end and high > start))


class Stints:
    """The people of a roster over a horizon and some days around it: found when first asked for, then kept.

    Attributes:
        roster: The teams.
        horizon: What is asked about.
        wide: The horizon and what can reach into it.
    """

    __slots__ = ("_bare", "_covered", "_heads", "_kept", "_people", "_steps", "horizon", "roster", "wide")

    def __init__(self, roster: Roster, horizon: Horizon) -> None:
        self.roster: Roster = roster
        self.horizon: Horizon = horizon
        first, last = SUPPORTED
        self.wide: Horizon = Horizon(max(horizon.start - _AROUND, first), min(horizon.end + _AROUND, last))
        self._people: dict[str, People] = {}
        self._bare: dict[tuple[Zone, object], tuple[list[Stint], IntervalSet]] = {}
        self._kept: dict[WorkPattern, tuple[list[Stint], list[tuple[int, int, str]]]] = {}
        self._heads: dict[tuple[str, str | None, bool], list[tuple[IntervalSet, int]]] = {}
        self._steps: dict[tuple[tuple[str, ...], str | None, bool], list[tuple[int, int, int]]] = {}
        self._covered: dict[tuple[tuple[str, ...], str | None, int, bool], IntervalSet] = {}

    def people(self, one: str) -> People:
        """A team, or a member as "team.member".

        Raises:
            BeyondData: If a holiday calendar does not reach over the horizon.
        """
        found = self._people.get(one)
        if found is None:
            found = self._people[one] = self._found(one)
        return found

    def covered(self, staff: Staff, least: int, *, bare: bool) -> IntervalSet:
        """When so many of some people are at work.

        Raises:
            BeyondData: If a holiday calendar does not reach over the horizon.
        """
        key = (staff.ids, staff.skill, least, bare)
        found = self._covered.get(key)
        if found is None:
            steps = self._steps_of(staff, bare=bare)
            inside = IntervalSet((start, end) for start, end, level in steps if level >= least)
            found = self._covered[key] = inside
        return found

    # One at a time

    def _found(self, one: str) -> People:
        found = self.roster.find(one)
        team = found if isinstance(found, Team) else found[0]
        pools: list[Pool] = []
        bare: list[Entry] = []
        kept: list[Entry] = []
        if isinstance(found, Team):
            members = team.members
            if team.unnamed_count:
                apart = _apart(team, self.wide)
                pools.append(Pool(team.name, team.unnamed_count, team.pattern.zone, apart))
                for side, stints in (
                    (bare, self._bare_stints(team.pattern)[0]),
                    (kept, self._kept_stints(team.pattern)[0]),
                ):
                    counts: dict[int, int] = {}
                    for stint in stints:
                        key = id(stint.shift)
                        if key not in counts:
                            counts[key] = team.unnamed_on(stint.shift)
                        if counts[key]:
                            side.append(Entry(0, counts[key], stint))
        else:
            members = (found[1],)
        alike: dict[WorkPattern, list[str]] = {}
        for member in members:
            alike.setdefault(team.pattern_of(member.id), []).append(member.name)
        for pattern, names in alike.items():
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            at = len(pools)
            pools.append(Pool(f"{names[0]}{more} ({team.name})", len(names), pattern.zone))
            bare += [Entry(at, len(names), stint) for stint in self._bare_stints(pattern)[0]]
            kept += [Entry(at, len(names), stint) for stint in self._kept_stints(pattern)[0]]
        days_off = {
            away for pattern in patterns_of(self.roster, one) for away in self._kept_stints(pattern)[1]
        }
        fixed = tuple(pools)
        sides = Side.of(fixed, bare), Side.of(fixed, kept)
        return People(*sides, _changed(*sides), tuple(sorted(days_off)))

    def _bare_stints(self, pattern: WorkPattern) -> tuple[list[Stint], IntervalSet]:
        """The stints of a schedule by start, and when it is at work."""
        key = (pattern.zone, pattern.schedule)
        known = self._bare.get(key)
        if known is None:
            turns = (turn for turn in pattern.turns(self.wide, bare=True) if turn.start < turn.end)
            known = [_stint(pattern, turn) for turn in turns], pattern.at_work(self.wide, bare=True)
            self._bare[key] = known
        return known

    def _kept_stints(self, pattern: WorkPattern) -> tuple[list[Stint], list[tuple[int, int, str]]]:
        """The stints that days off leave, by start, and what days off take."""
        known = self._kept.get(pattern)
        if known is None:
            known = self._kept[pattern] = self._as_known(lambda over: self._left(pattern, over))
        return known

    def _left(self, pattern: WorkPattern, over: Horizon) -> tuple[list[Stint], list[tuple[int, int, str]]]:
        """The stints and the days off, as far as holidays are known; plain ones beyond."""
        bare, usual = self._bare_stints(pattern)
        known = {(one.start, one.end, one.date, one.shift): one for one in bare}
        at_work = pattern.at_work(over)
        lost = usual.clip(over.start, over.end) - at_work
        off = _minutes_off(pattern, over)
        found: list[Stint] = [one for one in bare if not over.start <= one.start < over.end]
        for turn in pattern.turns(over):
            if turn.start >= turn.end:
                continue
            same = known.get((turn.start, turn.end, turn.date, turn.shift))
            if same is not None and not (lost.touches(*same[2:4]) or off.touches(*same[2:4])):
                found.append(same)
                continue
            left = _less(_stint(pattern, turn), at_work, off, over.end)
            found += [left] if left is not None else []
        found.sort(key=lambda one: one.start)
        days_off = [
            (low, high, away.name) for away, taken in absences_in(pattern, over) for low, high in taken
        ]
        return found, days_off

    def _steps_of(self, staff: Staff, *, bare: bool) -> list[tuple[int, int, int]]:
        """How many of some people are at work, as steps; several headcounts may be asked of them."""
        key = (staff.ids, staff.skill, bare)
        known = self._steps.get(key)
        if known is None:
            heads = (pair for one in staff.ids for pair in self._heads_of(staff, one, bare=bare))
            known = self._steps[key] = depth(heads)
        return known

    def _heads_of(self, staff: Staff, one: str, *, bare: bool) -> list[tuple[IntervalSet, int]]:
        key = (one, staff.skill, bare)
        known = self._heads.get(key)
        if known is None:
            known = staff.heads(one, self.wide, bare=True) if bare else self._heads_left(staff, one)
            self._heads[key] = known
        return known

    def _heads_left(self, staff: Staff, one: str) -> list[tuple[IntervalSet, int]]:
        over, found = self._as_known(lambda over: (over, staff.heads(one, over)))
        if over == self.wide:
            return found
        usual = self._heads_of(staff, one, bare=True)
        for low, high in ((self.wide.start, over.start), (over.end, self.wide.end)):
            found = found + [(minutes.clip(low, high), people) for minutes, people in usual]
        return found

    def _as_known(self, ask: Callable[[Horizon], _Found]) -> _Found:
        """An answer over the widest horizon of which holidays are known."""
        for before in (_AROUND, 0):
            for ahead in _PADS:
                start = max(self.horizon.start - before, self.wide.start)
                try:
                    return ask(Horizon(start, min(self.horizon.end + ahead, self.wide.end)))
                except BeyondData:
                    if not before and not ahead:
                        raise
        raise AssertionError("the last try returns or raises")  # pragma: no cover


def _apart(team: Team, over: Horizon) -> tuple[range, ...]:
    """The days whose shifts all have headcounts, of no more people than there are: each has its own."""
    if team.cycle is not None:
        return ()
    found: list[range] = []
    for plan in team.pattern.schedule.plans(over.start // DAY - 2, over.end // DAY + 3):
        counts = [shift.headcount for shift, _ in plan.shifts]
        if None not in counts and sum(count or 0 for count in counts) <= team.people_count:
            found.append(range(plan.first_day, plan.end_day))
    return tuple(found)


@lru_cache(maxsize=4096)
def _span(shift: Shift, weekday: int) -> Span:
    return shift.span_on(weekday)


def _stint(pattern: WorkPattern, turn: Turn) -> Stint:
    """A shift as its schedule has it, breaks taken out; cut where days off have cut its ends."""
    hull = ((turn.start, turn.end),)
    if not turn.shift.breaks:
        return Stint(*turn[:2], turn.start, turn.end, hull, hull)
    clock = pattern.zone if turn.shift.zone is None else zone_of(turn.shift.zone)
    day = day_of(turn.date)
    regimes = clock.regimes(day * DAY, (day + 3) * DAY)
    pieces = span_at_work(_span(turn.shift, weekday_of(day)), day, regimes).clip(turn.start, turn.end)
    return Stint(*turn[:2], turn.start, turn.end, tuple(pieces), hull)


def _less(plain: Stint, at_work: IntervalSet, off: IntervalSet, known_until: int) -> Stint | None:
    """What days off leave of a stint, where they are known; None if nothing."""
    pieces = IntervalSet(plain.pieces)
    beyond = pieces.clip(known_until, max(plain.end, known_until))
    worked = (pieces & at_work) | beyond
    if not worked:
        return None
    through = worked | (IntervalSet(plain.through) - pieces - off)
    # Breaks at its ends go with the work beside them.
    start = plain.start if worked.starts[0] == pieces.starts[0] else worked.starts[0]
    end = plain.end if worked.ends[-1] == pieces.ends[-1] else worked.ends[-1]
    return plain._replace(start=start, end=end, pieces=tuple(worked), through=tuple(through.clip(start, end)))


def _minutes_off(pattern: WorkPattern, over: Horizon) -> IntervalSet:
    """The minutes that days off take as such: parts of days, and whole days where they cut nights."""
    if pattern.calendar is None and not pattern.observed and not pattern.absences:
        return EMPTY
    to_instant = pattern.zone.to_instant
    found: list[tuple[int, int]] = []
    for away in pattern.away(over):
        midnight = day_of(away.date) * DAY
        low, high = (0, DAY) if away.minutes is None else away.minutes
        if away.minutes is None and pattern.overnight != "clip":
            continue
        if to_instant(midnight) < to_instant(midnight + DAY):  # else the date does not exist
            edges = to_instant(midnight + low), to_instant(midnight + high)
            found += [edges] if edges[0] < edges[1] else []
    return IntervalSet(found)


def _changed(bare: Side, kept: Side) -> IntervalSet:
    """The stints of some people that only one of two sides has, each from start to end."""
    # Stints that nothing changes are the same objects; people who work alike share them.
    ones, others = ({(one.pool, id(one.stint)): one.stint for one in side.entries} for side in (bare, kept))
    return IntervalSet((ones.get(key) or others[key])[2:4] for key in ones.keys() ^ others.keys())
