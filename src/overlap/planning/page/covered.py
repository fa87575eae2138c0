"""Coverage: how much of each need is covered, when it is not and why, and who hands over.

Law: only what the coverage of the report holds. Rows are told longest first, and what is left out is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from overlap.core.depth import Depth
from overlap.core.zones import zone
from overlap.planning.coverage import Coverage, NeedCoverage
from overlap.planning.coverage_view import uncovered_rows
from overlap.planning.covered_weeks import weekday_hours
from overlap.planning.handoffs_view import handoffs_blocks
from overlap.planning.report import Report
from overlap.planning.report_words import say
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow
from overlap.render.document import Block, Heading, Paragraph, Table
from overlap.render.moments import duration_text, percent_of, weekday_text

__all__ = ["coverage_blocks"]

_ROWS: Final = 12
"""Rows of uncovered time of a need: the longest; a page is read, not searched."""


def coverage_blocks(report: Report) -> Iterator[Block]:
    """Each need, the whole week first, then the handoffs."""
    found = report.kpis.coverage
    needs = (*found.needs, *report.kpis.requirements)
    yield Bars(
        say("coverage-title"),
        "%",
        (say("covered"),),
        tuple(BarRow(one.need.name, (percent_of(one.share),), _short(one)) for one in needs),
        full=100.0,
    )
    for one in needs:
        yield Heading(one.need.name)
        yield from _need(one, found)
    handoffs = report.kpis.handoffs
    if len(report.roster) > 1 and handoffs is not None:
        yield Heading(say("handoffs"))
        yield from handoffs_blocks(handoffs, zone(report.zone))


def _short(one: NeedCoverage) -> str:
    short = one.needed_minutes - one.covered_minutes
    return say("short", length=duration_text(short)) if short else ""


def _need(one: NeedCoverage, found: Coverage) -> Iterator[Block]:
    clock = zone(one.zone)
    rows = sorted(uncovered_rows(one.uncovered, clock, many=False), key=lambda row: -row.minutes)
    if not rows:
        yield Paragraph(say("all-covered"))
        return
    start, end = found.horizon.start, found.horizon.end
    hours = weekday_hours(Depth.of([(one.short, 1)], start, end), clock)
    yield HeatMap(
        say("uncovered-title", zone=one.zone),
        "%",
        tuple(f"{hour:02d}" for hour in range(24)),
        tuple(
            HeatRow(
                weekday_text(day),
                tuple(100 * short / minutes if minutes else None for short, minutes in hours[day]),
            )
            for day in range(7)
        ),
        corner=say("weekday"),
        heavy=True,
    )
    yield Table.of(
        (say("when"), say("times"), say("in-all"), say("dates"), say("because")),
        [
            (row.when, str(len(row.stretches)), duration_text(row.minutes), row.dates, row.text)
            for row in rows[:_ROWS]
        ],
        right=(say("times"), say("in-all")),
        caption=say("uncovered"),
    )
    left = rows[_ROWS:]
    if left:
        length = duration_text(sum(row.minutes for row in left))
        yield Paragraph(say("uncovered-more", count=len(left), length=length))
