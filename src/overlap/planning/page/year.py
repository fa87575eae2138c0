"""The year: shared minutes of every date, what moves them, and the weeks that break.

Law: each date's minutes are those of the windows on it, and the usual ones those without days off. A date
on which days off take shared time names them.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.civil import day_of
from overlap.core.zones import zone
from overlap.planning.charts.windows import windows_strip
from overlap.planning.report import Report
from overlap.planning.report_view import changes_blocks, weeks_blocks
from overlap.planning.report_words import say
from overlap.planning.sharing import Sharing
from overlap.render.charts import YearStrip
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
    asked = report.counted
    windows = report.windows if asked.is_all else report.best
    title = say("year-title", who=together_text(report))
    return windows_strip(windows, asked, 0, zone(report.zone), title)


def together_text(report: Sharing) -> str:
    """Who is together, as a title ends."""
    if report.counted.is_all:
        return say("together-all" if len(report.roster) > 1 else "together")
    return say("together-most", count=report.most)
