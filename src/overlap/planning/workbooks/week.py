"""The sheet of a typical week: how many people of each team are at work in each hour.

Law: the week is a real one of the horizon as if nobody had a day off, Monday first, on the reader's clock.
A number is the most people at work at once in that hour; its colour says whether somebody is there all
the hour or a part of it, and whether all teams are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from overlap.core.civil import DAY, WEEKDAYS, time_text, weekday_of
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, at_least
from overlap.errors import BadHorizon
from overlap.planning.workbooks.cells import Asked
from overlap.render.moments import date_text
from overlap.render.workbook import CellMark, Column, Sheet, Value

__all__ = ["week_sheet"]

_HOURS: Final = 24
_STEPS: Final = 5
"""Steps of colour from one team to all."""


class _Team(NamedTuple):
    name: str
    people: Depth
    at_work: IntervalSet


def week_sheet(asked: Asked) -> Sheet:
    """Blocks of a weekday each: a row for each team, and one for how many teams are there at once."""
    columns = (
        Column("Day", width=6),
        Column("Team"),
        *(Column(time_text(hour * 60), "whole", width=6) for hour in range(_HOURS)),
    )
    days = _week(asked)
    horizon = Horizon(asked.clock.to_instant(days[0] * DAY), asked.clock.to_instant(days.stop * DAY))
    teams = [_team(asked, team.id, horizon) for team in asked.roster]
    together = Depth.of([(one.at_work, 1) for one in teams], horizon.start, horizon.end)
    shared = at_least(len(teams), [one.at_work for one in teams]) if len(teams) > 1 else IntervalSet(())
    rows: list[tuple[Value, ...]] = []
    marks: list[tuple[CellMark, ...]] = []
    for day in days:
        name = WEEKDAYS[weekday_of(day)].title()
        hours = [(low, high) for low, high in pairwise(_edges(asked, day))]
        for team in teams:
            rows.append((name, team.name, *(_most(team.people, *hour) for hour in hours)))
            marks.append(("", "", *(_mark(team.at_work, shared, *hour) for hour in hours)))
        if len(teams) > 1:
            most = [_most(together, *hour) for hour in hours]
            rows.append((name, "Teams at once", *most))
            marks.append(("", "", *(_heat(level, len(teams)) for level in most)))
    first, last = date_text(days[0]), date_text(days[-1])
    legend = "Green: all teams all the hour; blue: at work all the hour; pale: a part of it."
    notes = (
        f"{first} to {last} as if nobody had a day off, on the clock of {asked.clock.key}.",
        f"A number is the most people at work at once in the hour. {legend}",
    )
    return Sheet("Week", columns, tuple(rows), tuple(marks), notes, frozen=2)


def _week(asked: Asked) -> range:
    """The first whole week of the horizon without a clock change; or the first; or that of its start."""
    clock = asked.clock
    whole: list[range] = []
    for first, end in asked.horizon.weeks(clock):
        low, high = clock.to_instant(first * DAY), clock.to_instant(end * DAY)
        if end - first == 7 and asked.horizon.start <= low and high <= asked.horizon.end:
            whole.append(range(first, end))
            zones = {pattern.zone for team in asked.roster for pattern in team.patterns} | {clock}
            if not any(zone.changes(low, high) for zone in zones):
                return whole[-1]
    if whole:
        return whole[0]
    first = asked.horizon.days(clock)[0]
    monday = first - weekday_of(first)
    try:
        Horizon(clock.to_instant(monday * DAY), clock.to_instant((monday + 7) * DAY))
    except BadHorizon:  # at an end of the supported years
        return asked.horizon.days(clock)[:7]
    return range(monday, monday + 7)


def _edges(asked: Asked, day: int) -> Iterator[int]:
    """The instants at which the hours of a day begin, and the one at which it ends."""
    for hour in range(_HOURS + 1):
        yield asked.clock.to_instant(day * DAY + hour * 60)


def _team(asked: Asked, team_id: str, horizon: Horizon) -> _Team:
    team = asked.roster.team(team_id)
    people = Depth.of(team.head_counts(horizon, bare=True), horizon.start, horizon.end)
    return _Team(asked.names.team(team_id), people, team.at_work(horizon, bare=True))


def _most(depth: Depth, low: int, high: int) -> int | None:
    """The highest level of some minutes; None for zero, and for an hour that a clock change skips."""
    if low >= high or high <= depth.start or low >= depth.end:
        return None
    return depth.clip(low, high).peak or None


def _mark(at_work: IntervalSet, shared: IntervalSet, low: int, high: int) -> CellMark:
    if low < high:
        if shared.covers(low, high):
            return "shared"
        if at_work.covers(low, high):
            return "work"
        if at_work.clip(low, high):
            return "some"
    return "off"


def _heat(level: int | None, teams: int) -> CellMark:
    """Six steps from none to all; only all of them are the last."""
    if not level:
        return "heat0"
    if level == teams:
        return "heat5"
    marks: tuple[CellMark, ...] = ("heat1", "heat2", "heat3", "heat4")
    return marks[min(level * _STEPS // teams, len(marks) - 1)]
