"""People who work one shift alike, and the minutes they work if it starts at another time.

Law: a strand is one shift of people with the same days on the same clock; everybody of the roster is in
the strands of the shifts they work. A moved shift has the days, the seasons and the length of the one it
stands for. Without holidays a day's span maps to instants as in every other answer; with them the work
pattern itself is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.core.template import Span, span_at_work
from overlap.core.zones import Regimes, Zone
from overlap.core.zones import zone as zone_of
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import OFF, Cycle, Schedule, Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern

__all__ = ["Instance", "Start", "Strand", "strands_of"]

REACH = 3
"""Days around a date whose shifts can meet one of that date: a day's length, and two of date difference."""

NEAR: Final = range(-REACH, REACH + 1)
"""Days around a date whose shifts can meet those of the date."""


Pieces = tuple[tuple[int, int], ...]
"""Stretches at work, in order."""


class Start(NamedTuple):
    """When a shift starts: wall minutes after midnight on a clock, None for where people are."""

    minute: int
    clock: str | None


class Instance(NamedTuple):
    """A shift on one date: its day, first and last instant, and the minutes at work."""

    day: int
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]

    @property
    def whole(self) -> tuple[tuple[int, int], ...]:
        """From start to end, breaks and all."""
        return ((self.start, self.end),)


@final
@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """People who work one shift alike.

    Attributes:
        team: Position of the team in the roster.
        shift: Position of the shift among the team's, or None for a shift that nobody may move: of a
            season, or a member's own.
        base: The shift as it is today.
        count: How many people.
        members: Ids of those who are named, in order of the file; the others are unnamed.
        pattern: When they work, all their shifts together.
        season: Name of the season whose own shift this is.
        skills: What they know.
    """

    team: int
    shift: int | None
    base: Shift
    count: int
    members: tuple[str, ...]
    pattern: WorkPattern
    season: str | None
    skills: frozenset[str]
    _spans: dict[int, Span | None] = field(default_factory=dict, repr=False)
    _bare: dict[tuple[Start, int], Instance | None] = field(default_factory=dict, repr=False)
    _around: dict[tuple[str | None, int], tuple[Regimes, Pieces]] = field(default_factory=dict, repr=False)
    _kept: dict[tuple[Start, int, int], dict[int, Instance]] = field(default_factory=dict, repr=False)

    @property
    def today(self) -> Start:
        """When it starts as things are."""
        return Start(self.base.start_minute, self.base.zone)

    def clock(self, start: Start) -> Zone:
        """The clock of a start."""
        return self.pattern.zone if start.clock is None else zone_of(start.clock)

    def span(self, day: int) -> Span | None:
        """Today's shift on a day of its clock, as seasons have it; None where it is not worked."""
        if day not in self._spans:
            self._spans[day] = self._span(day)
        return self._spans[day]

    def _span(self, day: int) -> Span | None:
        schedule = self.pattern.schedule
        (plan,) = schedule.plans(day, day + 1)
        own = plan.season is not None and any(
            season.shifts is not None and season.name == plan.season
            for season in schedule.seasons
            if day_of(season.start) <= day <= day_of(season.end)
        )
        if (plan.season if own else None) != self.season:
            return None
        for shift, template in plan.shifts:
            same = shift.name == self.base.name and shift.start_minute == self.base.start_minute
            if same and shift.zone == self.base.zone:
                spans = template.spans_on(day)
                return spans[0] if spans else None
        return None

    def instance(self, start: Start, day: int) -> Instance | None:
        """The shift of a day if it starts then, without holidays; None where nothing is left of it."""
        key = start, day
        if key not in self._bare:
            self._bare[key] = self._instance(start, day)
        return self._bare[key]

    def _instance(self, start: Start, day: int) -> Instance | None:
        span = self.span(day)
        if span is None:
            return None
        later = start.minute - self.base.start_minute
        key = start.clock, day
        if key not in self._around:
            around = self.clock(start).regimes((day - 1) * DAY, (day + 4) * DAY)
            self._around[key] = around, tuple(span.pieces())
        regimes, pieces = self._around[key]
        if not regimes.thresholds:
            # No clock changes near: wall time is as far from UTC all through.
            by = day * DAY + later - regimes.offsets[0]
            pieces = tuple([(low + by, high + by) for low, high in pieces])
            return Instance(day, span.start + by, span.end + by, pieces)
        if day in regimes.skipped_days():
            return None
        breaks = tuple((low + later, high + later) for low, high in span.breaks)
        moved = Span(span.start + later, span.end + later, breaks)
        first, last = regimes.to_instant(day * DAY + moved.start), regimes.to_instant(day * DAY + moved.end)
        if first >= last:
            return None
        return Instance(day, first, last, tuple(span_at_work(moved, day, regimes)))

    def held(self, start: Start, day: int, horizon: Horizon) -> Instance | None:
        """The same as holidays, closures and time off leave it."""
        key = (start, horizon.start, horizon.end)
        if key not in self._kept:
            self._kept[key] = dict(self._with_holidays(start, horizon))
        return self._kept[key].get(day)

    def _with_holidays(self, start: Start, horizon: Horizon) -> Iterator[tuple[int, Instance]]:
        wide = Horizon(horizon.start - REACH * DAY, horizon.end + REACH * DAY)
        pattern = self.pattern if self.shift is None else self._alone(start)
        at_work = pattern.at_work(wide)
        for turn in pattern.turns(wide):
            day = day_of(turn.date)
            same = turn.shift.start_minute == start.minute and turn.shift.zone == start.clock
            if self.shift is None and not (same and turn.shift.name == self.base.name):
                continue
            if self.season is not None and self.span(day) is None:
                continue
            pieces = at_work.clip(turn.start, turn.end)
            if pieces:
                yield day, Instance(day, turn.start, turn.end, tuple(pieces))

    def _alone(self, start: Start) -> WorkPattern:
        """The pattern of people who work nothing but this shift, at another start."""
        shift = self.base.starting(start.minute, start.clock)
        schedule = self.pattern.schedule
        cycle = schedule.cycle
        if cycle is not None:
            cycle = Cycle(
                cycle.anchor, [shift.name if name == self.base.name else OFF for name in cycle.days]
            )
        seasons = (
            # In a season with its own shifts nothing is left of this one.
            season
            if season.shifts is None
            else Season(
                season.start, season.end, shorten_minutes=DAY, name=season.name, precedence=season.precedence
            )
            for season in schedule.seasons
        )
        alone = Schedule((shift,), days=schedule.days, cycle=cycle, seasons=seasons, weeks=schedule.weeks)
        return replace(self.pattern, schedule=alone)


def strands_of(roster: Roster, *, skills: frozenset[str], apart: bool) -> list[Strand]:
    """The strands of a roster, in its order: of each team shift after shift.

    Args:
        roster: The teams.
        skills: What some requirement asks for; people who differ in others are alike.
        apart: Whether named members are alone in their strands, because their holidays matter.
    """
    found: list[Strand] = []
    for at, team in enumerate(roster):
        for position, shift in enumerate(team.shifts):
            working = [one for one in team.members if _works(one, shift)]
            found += _alike(at, team, position, shift, working, None, skills, apart)
        inheriting = [one for one in team.members if one.shifts is None]
        own = {(season.name, shift): None for season in team.seasons for shift in season.shifts or ()}
        for name, shift in own:
            found += _alike(at, team, None, shift, inheriting, name, skills, apart)
        for member in team.members:
            known = (team.skills | member.skills) & skills
            pattern = team.pattern_of(member.id)
            found += [
                Strand(at, None, one, 1, (member.id,), pattern, None, known)
                for one in member.shifts or ()
                if isinstance(one, Shift)
            ]
    return found


def _works(member: Member, shift: Shift) -> bool:
    """Whether a member works a shift of the team: with all others, or by its name."""
    return member.shifts is None or shift.name in member.shifts


def _alike(
    at: int,
    team: Team,
    position: int | None,
    shift: Shift,
    members: list[Member],
    season: str | None,
    skills: frozenset[str],
    apart: bool,
) -> Iterator[Strand]:
    """Those who work a shift, by what tells them apart: the unnamed ones first."""
    unnamed = (team.people_count if shift.headcount is None else shift.headcount) - len(members)
    unnamed = min(max(unnamed, 0), team.unnamed_count)
    kinds: dict[object, tuple[WorkPattern, frozenset[str], int, list[str]]] = {}
    if unnamed:
        known = team.skills & skills
        kinds[_kind(team.pattern, known, None)] = (team.pattern, known, unnamed, [])
    for member in members:
        pattern = team.pattern_of(member.id)
        known = (team.skills | member.skills) & skills
        key = _kind(pattern, known, member.id if apart else None)
        _, _, count, ids = kinds.setdefault(key, (pattern, known, 0, []))
        ids.append(member.id)
        kinds[key] = (kinds[key][0], known, count + 1, ids)
    for pattern, known, count, ids in kinds.values():
        yield Strand(at, position, shift, count, tuple(ids), pattern, season, known)


def _kind(pattern: WorkPattern, skills: frozenset[str], alone: str | None) -> object:
    """What is equal for people who work alike. Shifts are left out: they are those of one shift here."""
    schedule = pattern.schedule
    return pattern.zone, schedule.days, schedule.weeks, schedule.cycle, schedule.seasons, skills, alone
