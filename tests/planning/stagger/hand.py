"""Rosters, models and plans made by hand, for tests whose answers are worked out on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.requirements import Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.build import Built, build
from overlap.planning.stagger.model import Plan

__all__ = ["JANUARY", "YEAR", "broken", "built", "plan_of", "team", "times"]

JANUARY = Horizon.of("2026-01-05", "2026-01-11", zone_of("UTC"))
"""A week without a clock change, from a Monday."""

YEAR = Horizon.of("2026-01-05", "2027-01-03", zone_of("UTC"))
"""Fifty-two weeks."""


def team(id: str, zone: str, *shifts: Shift | str, **more: Any) -> Team:
    """A team; a shift may be written as "09:00-17:00"."""
    made = [Shift(*one.split("-")) if isinstance(one, str) else one for one in shifts]
    return Team(id, zone, made, **more)


def built(
    teams: Sequence[Team], *needs: Requirement, horizon: Horizon = JANUARY, grid: int = 60, **more: Any
) -> Built:
    """The model of some teams."""
    return build(Roster(teams), horizon, needs, grid, **more)


def plan_of(one: Built, *starts: dict[str, int] | str | None) -> Plan:
    """A plan: for each shift that can move when it starts, or how many start when; None leaves it as it is.

    Counts go to the pools in their order, each filled before the next.
    """
    plan = [0] * one.model.columns
    free = [desk for desk in one.desks if desk.group is not None]
    for desk, given in zip(free, (*starts, *[None] * (len(free) - len(starts))), strict=True):
        size = sum(one.board.seats[seat].strand.count for seat in desk.seats)
        asked = {desk.shift.start: size} if given is None else given
        counts = {asked: size} if isinstance(asked, str) else dict(asked)
        places = {time: at for at, time in enumerate(times(one, desk.candidates))}
        for seat in desk.seats:
            left = one.board.seats[seat].strand.count
            for time in counts:
                here = min(left, counts[time])
                plan[(one.board.seats[seat].column or 0) + places[time]] += here
                counts[time] -= here
                left -= here
    return tuple(plan)


def times(one: Built, candidates: Sequence[Any] | None = None) -> list[str]:
    """When candidates start, by default those of the first shift: "09:00", or "09:00 Asia/Tokyo"."""
    found = one.desks[0].candidates if candidates is None else candidates
    return [
        f"{each.start.minute // 60:02d}:{each.start.minute % 60:02d}"
        + (f" {each.start.clock}" if each.start.clock else "")
        for each in found
    ]


def broken(one: Built, *starts: dict[str, int] | str | None) -> set[str]:
    """The names of what a plan does not keep."""
    return {one.model.tags[tag] for tag in one.model.broken(plan_of(one, *starts))}
