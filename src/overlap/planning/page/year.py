"""The year: shared minutes of every date, what moves them, and the weeks that break.

Law: each date's minutes are those of the windows on it, and the usual ones those without days off. A date
on which days off take shared time names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone, zone
from overlap.planning.causes import causes_between, sentences
from overlap.planning.report import Report
from overlap.planning.report_view import changes_blocks, weeks_blocks
from overlap.planning.report_words import say
from overlap.planning.sharing import Sharing
from overlap.render.charts import YearDay, YearEvent, YearStrip
from overlap.render.document import Block, Heading, Paragraph
from overlap.render.moments import date_text

__all__ = ["together_text", "year_blocks", "year_strip"]


def year_blocks(report: Report) -> Iterator[Block]:
    """The strip, and how the daily windows change."""
    year = report.year
    first, last = year.horizon.dates(zone(year.zone))
    yield Paragraph(say("year-lead", first=date_text(day_of(first)), last=date_text(day_of(last))))
    if year is report and (last - first).days < 300:
        yield Paragraph(say("year-short"))
    yield year_strip(year)
    yield Heading(say("moves-heading"))
    yield from changes_blocks(year)
    yield Heading(say("weeks-heading"))
    yield from weeks_blocks(report)


def year_strip(report: Sharing) -> YearStrip:
    """The shared minutes of each local date."""
    clock = zone(report.zone)
    asked = report.counted
    bare = {one: report.roster.team(one).at_work(report.horizon, bare=True) for one in asked.ids}
    usual, shared = asked.met(bare), report.together
    days = tuple(
        YearDay(date_of(day), _minutes(shared, clock, day), _minutes(usual, clock, day))
        for day in report.horizon.days(clock)
    )
    return YearStrip(
        say("year-title", who=together_text(report)),
        "min",
        days,
        tuple(sorted(_events(report), key=lambda event: event.date)),
    )


def _minutes(inside: IntervalSet, clock: Zone, day: int) -> int:
    return inside.clip(clock.to_instant(day * DAY), clock.to_instant((day + 1) * DAY)).minutes


def _events(report: Sharing) -> Iterator[YearEvent]:
    """Each clock change and season, and each day off that takes shared time."""
    clock, horizon = zone(report.zone), report.horizon
    causes = causes_between(report.roster, report.counted.ids, horizon.start, horizon.end, reader=clock)
    for (instant, kind), group in groupby(causes, key=lambda cause: (cause.instant, cause.kind)):
        day = clock.to_wall(instant) // DAY
        yield YearEvent(date_of(day), kind, " ".join(sentences(group)))
    names = {team.id: team.name for team in report.roster}
    for week in report.weeks:
        for team, on, name in week.because:
            if horizon.dates(clock)[0] <= on <= horizon.dates(clock)[1]:
                yield YearEvent(on, "holiday", f"{names[team]}: {name}")


def together_text(report: Sharing) -> str:
    """Who is together, as a title ends."""
    if report.counted.is_all:
        return say("together-all" if len(report.roster) > 1 else "together")
    return say("together-most", count=report.most)
