"""The starts among which a shift may choose, and what each costs one person.

Law: a start lies on the grid from today's start and stays on its date; length and breaks are kept. What a
team accepts is measured on the clock its shift follows today, at every difference that the clocks have in
the horizon. Today's start is always the one that costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, BadRoster, OverlapError
from overlap.people.flex import Flex
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.model import Option
from overlap.planning.stagger.strands import Start

__all__ = ["GRIDS", "Candidate", "Excess", "candidates_of", "flex_problems", "moves", "offset_gaps"]

GRIDS: Final = (5, 6, 10, 12, 15, 20, 30, 60)
"""Minutes of a grid: from 5 to 60, and whole in an hour."""

STILL: Final = Flex(fixed=True)
"""What a team accepts that says nothing."""


class Excess(NamedTuple):
    """By how many minutes a start goes beyond what a team accepts; zero where it does not."""

    earlier: int
    later: int
    before: int
    after: int

    @property
    def is_none(self) -> bool:
        """Whether the team accepts it."""
        return not any(self)


@final
class Candidate(NamedTuple):
    """A start, what it costs, and whether it is accepted."""

    option: Option
    start: Start
    excess: Excess
    is_barred: bool


def moves(flex: Flex | None) -> bool:
    """Whether a team accepts any other start."""
    return flex is not None and not flex.fixed and bool(flex.earlier_minutes or flex.later_minutes)


def flex_problems(team: Team, grid: int) -> list[OverlapError]:
    """What of a team's flex does not fit its shifts or the grid."""
    flex = team.flex
    found: list[OverlapError] = []
    if flex is None or not moves(flex):
        return found
    where = f"team.{team.id}.flex"
    largest = team.people_count
    for name, value in (("cohorts", flex.cohorts), ("min_cohort", flex.min_cohort)):
        if value > largest:
            found.append(
                BadRoster(
                    f'"{team.id}": {name} is {value}, but the team has {_people(largest)}',
                    hint="lower it, or raise the headcount",
                    field=f"{where}.{name}",
                )
            )
    if team.cycle is not None and flex.cohorts > 1:
        found.append(
            BadRoster(
                f'"{team.id}": cohorts is {flex.cohorts}, but a team with a cycle moves as a whole',
                hint="leave out cohorts, or make a team of each half",
                field=f"{where}.cohorts",
            )
        )
    for shift in team.shifts:
        excess = _excess(flex, shift, 0)
        if excess.before or excess.after:
            field, limit, today = "latest_end", flex.latest_end, shift.end_minute
            if excess.before:
                field, limit, today = "earliest_start", flex.earliest_start, shift.start_minute
            found.append(
                BadRoster(
                    f'"{team.id}": {field} "{hours_text(limit or 0)}" excludes today\'s shift '
                    f'"{shift.name}", {shift.start}-{hours_text(shift.end_minute)}',
                    hint=f'write {field} = "{hours_text(today)}", or wider',
                    field=f"{where}.{field}",
                )
            )
        if shift.start_minute % grid:
            fine = max((one for one in GRIDS if shift.start_minute % one == 0), default=None)
            hint = (
                "start the shift on a multiple of five minutes"
                if fine is None
                else f"use a grid of {fine} minutes"
            )
            found.append(
                BadArgument(
                    f"a grid of {grid} minutes does not divide {shift.start}, "
                    f'when the shift "{shift.name}" of "{team.id}" starts',
                    hint=hint,
                    field="grid_minutes",
                )
            )
    return found


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def hours_text(minute: int) -> str:
    """A wall time of a date, past midnight too: "26:00" is 02:00 on the next day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def candidates_of(
    team: Team,
    shift: Shift,
    horizon: Horizon,
    grid: int,
    *,
    wide: bool = False,
    still: bool = False,
) -> list[Candidate]:
    """The starts of a shift, by place. What they cost in quiet hours is not known here.

    Args:
        team: Whose.
        shift: As it is today.
        horizon: When clocks are compared.
        grid: Minutes.
        wide: Every start of the day, those that the team does not accept as barred.
        still: Nothing but today's start is accepted.
    """
    flex = STILL if still or team.flex is None else team.flex
    home = zone_of(team.zone)
    own = home if shift.zone is None else zone_of(shift.zone)
    found: list[Candidate] = []
    for clock_key in _clocks(flex, shift):
        clock = home if clock_key is None else zone_of(clock_key)
        gaps = (0,) if clock is own else offset_gaps(clock, own, horizon)
        for minute in range(shift.start_minute % grid, DAY, grid):
            places = [minute + gap for gap in gaps]
            if clock is not own and not all(0 <= place < DAY for place in places):
                continue  # its date would not be that of today's start
            beyond = [_excess(flex, shift, place - shift.start_minute) for place in places]
            excess = Excess(*(max(values) for values in zip(*beyond, strict=True)))
            is_today = clock is own and minute == shift.start_minute
            barred = not is_today and (not moves(flex) or not excess.is_none)
            if barred and not wide:
                continue
            moved = max(abs(place - shift.start_minute) for place in places)
            key = shift.zone if clock is own else clock_key
            option = Option(minute, key, moved, 0, places[0])
            found.append(Candidate(option, Start(minute, key), excess, barred))
    found.sort(key=lambda one: (one.option.place, one.option.clock or "", one.option.start))
    return found


def _clocks(flex: Flex, shift: Shift) -> Iterable[str | None]:
    """The clocks a shift may follow: the one of today first."""
    keys: list[str | None] = [shift.zone]
    if flex.clocks != ("local",):
        keys += [None if key == "local" else key for key in flex.clocks]
    return dict.fromkeys(keys)


def offset_gaps(clock: Zone, other: Zone, horizon: Horizon) -> tuple[int, ...]:
    """Minutes by which another clock is ahead of one, at every difference they have in a horizon."""
    instants = [horizon.start]
    for one in (clock, other):
        instants += [at for at, _, _ in one.changes(horizon.start, horizon.end)]
    return tuple(dict.fromkeys(other.offset_at(at) - clock.offset_at(at) for at in sorted(instants)))


def _excess(flex: Flex, shift: Shift, later: int) -> Excess:
    """How far a move goes beyond what is accepted."""
    start, end = shift.start_minute + later, shift.end_minute + later
    low = start if flex.earliest_start is None else flex.earliest_start
    high = end if flex.latest_end is None else flex.latest_end
    return Excess(
        max(0, -later - flex.earlier_minutes),
        max(0, later - flex.later_minutes),
        max(0, low - start),
        max(0, end - high),
    )
