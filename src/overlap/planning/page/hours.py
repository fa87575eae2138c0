"""The still day, and the week of people at work.

Law: the week is counted over all of the report's dates, days off included; the still day is a day as its
pattern has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.zones import Zone, zone
from overlap.planning.quiet import quiet_hours
from overlap.planning.report import Report
from overlap.planning.report_view import people_map
from overlap.planning.report_words import say
from overlap.planning.selection import Demand, Group
from overlap.planning.stagger.day import team_bands, usual_day
from overlap.render.document import Band, BandGroup, Bands, Block, Paragraph
from overlap.render.moments import date_text, wall_text

__all__ = ["people_blocks", "still_day"]


def still_day(report: Report) -> Bands:
    """The first day on which the most teams work, as the pattern has it, on the report's clock."""
    clock = zone(report.zone)
    day = usual_day(report.roster, report.horizon, clock)
    date = Horizon(clock.to_instant(day * DAY), clock.to_instant((day + 1) * DAY))
    bare = {team.id: team.at_work(date, bare=True) for team in report.roster}
    shared = Demand((Group(bare, report.most),)).met(bare)
    groups = []
    for team in report.roster:
        quiet = quiet_hours(team.pattern.zone, report.roster.defaults.quiet, date)
        bands: tuple[Band, ...] = tuple(team_bands(team, date, clock, quiet, shared))
        groups.append(BandGroup(team.name, before=bands))
    return Bands(date_text(day), clock.key, tuple(groups))


def people_blocks(report: Report) -> Iterator[Block]:
    """How many people are at work, by weekday and hour."""
    found = report.kpis.coverage
    clock, depth = zone(report.zone), found.depth
    most, fewest = (
        next(start for start, _, people in depth if people == level) for level in (depth.peak, depth.lowest)
    )
    told = {"peak": depth.peak, "least": depth.lowest}
    yield Paragraph(say("heat-lead", **told, most=_moment(most, clock), fewest=_moment(fewest, clock)))
    yield people_map(report)


def _moment(instant: int, clock: Zone) -> str:
    day, minute = divmod(clock.to_wall(instant), DAY)
    return f"{date_text(day)}, {wall_text(minute)}"
