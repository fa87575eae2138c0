"""What a stagger was asked: teams, dates, requirements, the grid, and how to look for a plan.

Law: everything is checked here, all problems of a file at once, and trusted after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, final

from overlap.core.civil import parse_time
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, BadRoster, OverlapError
from overlap.people.listed import listed, shown
from overlap.people.numbers import is_whole
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.planning.selection import require_roster
from overlap.planning.stagger.build import Built, Earlier, build
from overlap.planning.stagger.candidates import GRIDS, flex_problems, offset_gaps
from overlap.planning.stagger.model import TIERS, Tier
from overlap.planning.stagger.solve import Progress, Solver, Solving

__all__ = ["Asked", "EarlierStart", "prepared"]


@final
class EarlierStart(NamedTuple):
    """So many people of a shift, as it is called today, who started then in an earlier plan."""

    team: str
    shift: str
    start: str
    zone: str
    people: int


@final
@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question, checked.

    Attributes:
        roster: The teams.
        horizon: Over which dates.
        zone: IANA key in which dates are read and told.
        needs: What must hold.
        grid: Minutes between starts.
        priority: What is made small, in order.
        kept: Ids of teams that stay.
        how: How a plan is looked for.
        earlier: A plan to stay near to.
        again: What each minute away from it costs.
    """

    roster: Roster
    horizon: Horizon
    zone: str
    needs: tuple[Requirement, ...]
    grid: int
    priority: tuple[Tier, ...]
    kept: tuple[str, ...]
    how: Solving
    earlier: Earlier | None
    again: int

    def make(self, needs: Sequence[Requirement] | None = None) -> Built:
        """The model of the question, or of the same with other requirements."""
        return build(
            self.roster,
            self.horizon,
            self.needs if needs is None else needs,
            self.grid,
            keep=self.kept,
            earlier=self.earlier,
            again=self.again,
        )


def prepared(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    requirements: Iterable[Requirement] | None = None,
    grid_minutes: int = 15,
    keep: Iterable[str] = (),
    priority: Sequence[Tier] = TIERS,
    last: Roster | tuple[EarlierStart, ...] | None = None,
    again: int = 1,
    time_limit: timedelta = timedelta(minutes=1),
    solver: Solver = "auto",
    threads: int = 1,
    seed: int = 0,
    progress: Progress | None = None,
) -> Asked:
    """The question with these parts; `suggest_stagger` documents them and their errors."""
    require_roster(roster)
    clock = roster.clock(zone)
    horizon = Horizon.of(start, end, clock)
    needs = _needs(roster, requirements)
    tiers = _priority(priority)
    kept = _kept(roster, keep)
    how = _solving(solver, time_limit, threads, seed, progress)
    if not is_whole(again):
        raise BadArgument(f"again is {again!r}", hint="give whole minutes from 0", field="again")
    if isinstance(grid_minutes, bool) or grid_minutes not in GRIDS:
        raise BadArgument(
            f"a grid of {grid_minutes!r} minutes",
            hint=f"use {', '.join(map(str, GRIDS))}",
            field="grid_minutes",
        )
    problems = [one for team in roster if team.id not in kept for one in flex_problems(team, grid_minutes)]
    if problems:
        raise _all_at_once(problems)
    earlier = None if last is None else _earlier(roster, last, horizon)
    return Asked(roster, horizon, clock.key, needs, grid_minutes, tiers, kept, how, earlier, again)


def _needs(roster: Roster, requirements: Iterable[Requirement] | None) -> tuple[Requirement, ...]:
    kinds = (OverlapNeed, CoverageNeed, HandoffNeed, LimitNeed)
    needs = roster.requirements if requirements is None else listed(requirements, kinds, "requirements")
    if not needs:
        raise BadRoster(
            "nothing is required of the shifts",
            hint="say what they must reach: [[require.overlap]], [[require.coverage]] or [[require.handoff]]",
            field="requirements",
        )
    # A roster checks what requirements name, and that they are told apart.
    return Roster(roster.teams, requirements=needs).requirements


def _priority(priority: Sequence[Tier]) -> tuple[Tier, ...]:
    given = tuple(priority) if isinstance(priority, Iterable) and not isinstance(priority, str) else ()
    known = [one for one in given if isinstance(one, str) and one in TIERS]
    if not given or len(known) < len(given) or len(set(known)) < len(known):
        raise BadArgument(
            f"priority is {shown(priority)}", hint='order "moved", "worst" and "quiet"', field="priority"
        )
    return (*given, *(one for one in TIERS if one not in given))


def _kept(roster: Roster, keep: Iterable[str]) -> tuple[str, ...]:
    wanted = {roster.team(one).id for one in listed(keep, str, "keep")}
    return tuple(team.id for team in roster if team.id in wanted)


def _solving(
    solver: Solver, time_limit: timedelta, threads: int, seed: int, progress: Progress | None
) -> Solving:
    if solver not in ("auto", "search", "highs"):
        raise BadArgument(f"solver is {solver!r}", hint='use "auto", "search" or "highs"', field="solver")
    if not isinstance(time_limit, timedelta) or time_limit <= timedelta(0):
        raise BadArgument(
            f"time_limit is {time_limit!r}", hint="give a timedelta above zero", field="time_limit"
        )
    for name, value in (("threads", threads), ("seed", seed)):
        if isinstance(value, bool) or not isinstance(value, int) or value < (name == "threads"):
            raise BadArgument(f"{name} is {value!r}", hint="give a whole number", field=name)
    if progress is not None and not callable(progress):
        raise BadArgument(f"progress is {shown(progress)}", hint="give a function", field="progress")
    return Solving(solver, time_limit.total_seconds(), threads=threads, seed=seed, progress=progress)


def _all_at_once(problems: list[OverlapError]) -> OverlapError:
    """One error for several problems."""
    first = problems[0]
    if len(problems) == 1:
        return first
    lines = [f"{one.message}" + (f" ({one.hint})" if one.hint else "") for one in problems]
    return BadRoster(
        f"{len(problems)} problems: " + "; ".join(lines), field=first.field, parts=tuple(problems)
    )


def _earlier(roster: Roster, last: Roster | tuple[EarlierStart, ...], horizon: Horizon) -> Earlier:
    """How many people an earlier plan has at which start of which shift."""
    starts: object = tuple(_starts_of(roster, last)) if isinstance(last, Roster) else last
    if not isinstance(starts, tuple) or not all(isinstance(one, EarlierStart) for one in starts):
        raise BadArgument(f"last is {shown(last)}", hint="give a roster, or a stagger's result", field="last")
    found: dict[tuple[str, int], dict[int, int]] = {}
    for team in roster:
        names = [shift.name for shift in team.shifts]
        for one in starts:
            if one.team != team.id or one.shift not in names:
                continue
            position = names.index(one.shift)
            own = team.shifts[position]
            clock, today = zone_of(one.zone), zone_of(own.zone or team.zone)
            place = parse_time(one.start) + offset_gaps(clock, today, horizon)[0]
            counts = found.setdefault((team.id, position), {})
            counts[place] = counts.get(place, 0) + one.people
    return found


def _starts_of(roster: Roster, last: Roster) -> Iterator[EarlierStart]:
    """Who starts when in an earlier roster, told by the shifts of this one: by name, or by position."""
    for team in roster:
        theirs = next((one for one in last if one.id == team.id), None)
        if theirs is None:
            continue
        names = [shift.name for shift in team.shifts]
        for at, shift in enumerate(theirs.shifts):
            stem = shift.name.rpartition(" ")[0]
            name = shift.name if shift.name in names else stem if stem in names else None
            if name is None and at < len(names):
                name = names[at]
            if name is not None:
                people = theirs.unnamed_on(shift) + len(theirs.working(shift))
                yield EarlierStart(team.id, name, shift.start, shift.zone or theirs.zone, people)
