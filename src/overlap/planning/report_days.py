"""Who works when: the schedule of each team, and a day of all of them in strips.

Law: as the pattern has it, days off apart. Strips have half-hour cells and mark a cell that is at least half
filled; the exact minutes stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone, zone
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.people.workpattern import Turn
from overlap.planning.report import Report
from overlap.planning.report_words import say
from overlap.planning.selection import Demand, Group
from overlap.render.document import Block, Mark, Paragraph, Strip, StripRow, Table
from overlap.render.moments import (
    city_text,
    clock_range,
    date_text,
    duration_text,
    minute_range,
    weekday_set_text,
)
from overlap.render.text import shortened

__all__ = ["common_strip", "own_strips", "season_blocks", "teams_table"]

_CELL = 30
"""Minutes of a strip's cell: 48 cells and their labels fit 80 columns."""

_LABEL = 20
"""Columns of a strip's label."""


def teams_table(report: Report, clock: Zone) -> Table:
    """Who works when, on their own clock and on the reader's."""
    rows = []
    for team in report.roster:
        shifts = team.shifts or (None,)
        turns = team.pattern.turns(report.horizon, bare=True)
        for number, shift in enumerate(shifts):
            first = number == 0
            rows.append(
                (
                    team.name if first else "",
                    city_text(team.pattern.zone) if first else "",
                    str(team.people_count) if first else "",
                    _shift_text(team, shift),
                    _shift_here(shift, turns, clock),
                )
            )
    here = say("in-city", city=city_text(clock))
    columns = (say("team"), say("city"), say("people-column"), say("works"), here)
    return Table.of(columns, rows, right=(say("people-column"),))


def season_blocks(report: Report) -> Iterator[Paragraph]:
    """A sentence for each season that falls into the report."""
    for team in report.roster:
        first, last = report.horizon.dates(team.pattern.zone)
        for season in team.seasons:
            if season.start > last or season.end < first:
                continue
            if season.shifts is None:
                what = say("season-shorter", length=duration_text(season.shorten_minutes))
            else:
                what = ", ".join(_shift_text(team, shift) for shift in season.shifts) or say("no-shifts")
            start, end = date_text(day_of(season.start)), date_text(day_of(season.end))
            told = say("season", team=team.name, season=season.name, start=start, end=end, what=what)
            yield Paragraph(told)


def _shift_text(team: Team, shift: Shift | None) -> str:
    if shift is None:
        return say("no-shifts")
    if team.cycle is not None:
        days = say("cycle", shift=shift.name, days=len(team.cycle.days))
    else:
        days = weekday_set_text(shift.days or team.working_days)
    hours = minute_range(shift.start_minute, shift.end_minute)
    if shift.zone and shift.zone != team.zone:
        hours = say("pinned", hours=hours, city=city_text(zone(shift.zone)))
    return f"{days} {hours}"


def _shift_here(shift: Shift | None, turns: list[Turn], clock: Zone) -> str:
    """The first date's shift on the reader's clock; holidays do not matter here."""
    if shift is None:
        return ""
    for turn in turns:
        if turn.shift == shift:
            return clock_range(turn.start, turn.end, clock, day=day_of(turn.date))
    return say("not-in-dates")


def _day_horizon(clock: Zone, day: int) -> Horizon:
    return Horizon(clock.to_instant(day * DAY), clock.to_instant((day + 1) * DAY))


def _cells(inside: IntervalSet, shared: IntervalSet, clock: Zone, day: int) -> tuple[Mark, ...]:
    """The cells of a day, marked where at least half of one is at work or shared."""
    marks: list[Mark] = []
    for cell in range(0, DAY, _CELL):
        start = clock.to_instant(day * DAY + cell)
        end = clock.to_instant(day * DAY + cell + _CELL)
        half = max((end - start) / 2, 1)
        if shared.clip(start, end).minutes >= half:
            marks.append("all")
        elif inside.clip(start, end).minutes >= half:
            marks.append("some")
        else:
            marks.append("none")
    return tuple(marks)


def _best_on(report: Report, horizon: Horizon) -> tuple[IntervalSet, dict[str, IntervalSet]]:
    """Shared minutes and each team's, as the pattern has them on one day."""
    bare = {team.id: team.at_work(horizon, bare=True) for team in report.roster}
    asked = Demand((Group(bare, report.most),))
    return asked.met(bare), bare


def common_strip(report: Report, clock: Zone, day: int) -> Strip:
    """A day of all teams on the reader's clock."""
    horizon = _day_horizon(clock, day)
    shared, bare = _best_on(report, horizon)
    rows = []
    for team in report.roster:
        together = shared & bare[team.id]
        rows.append(StripRow(_label(team), _cells(bare[team.id], together, clock, day)))
    many = len(report.roster) > 1 and not report.is_alone
    name = "strip-one" if not many else "strip-many" if report.most == len(report.roster) else "strip-most"
    return Strip(tuple(rows), _CELL, say(name, day=date_text(day), count=report.most))


def own_strips(report: Report, clock: Zone, day: int) -> Iterator[Block]:
    """The same day, or the windows that start on it, on each team's own clock."""
    around = Horizon(clock.to_instant(day * DAY) - DAY, clock.to_instant((day + 1) * DAY) + DAY)
    wide, bare = _best_on(report, around)
    shared = wide.clip(*_bounds(wide, _day_horizon(clock, day)))
    rows, times = [], []
    for team in report.roster:
        own = team.pattern.zone
        together = shared & bare[team.id]
        anchor = (
            own.to_wall(together.starts[0]) // DAY if together else own.to_wall(around.start + DAY) // DAY
        )
        rows.append(StripRow(_label(team), _cells(bare[team.id], together, own, anchor)))
        hours = ", ".join(clock_range(start, end, own, day=anchor) for start, end in together)
        times.append((team.name, city_text(own), hours or say("not-there"), duration_text(together.minutes)))
    yield Strip(tuple(rows), _CELL, say("strip-own", day=date_text(day)))
    hours = say("shared-hours" if len(report.roster) > 1 else "hours")
    columns = (say("team"), say("city"), hours, say("length"))
    yield Table.of(columns, times, right=(say("length"),))


def _bounds(shared: IntervalSet, day: Horizon) -> tuple[int, int]:
    """A day widened to the whole windows that start in it."""
    inside = [(start, end) for start, end in shared if day.start <= start < day.end]
    if not inside:
        return day.start, day.end
    return inside[0][0], inside[-1][1]


def _label(team: Team) -> str:
    return shortened(team.name, _LABEL)
