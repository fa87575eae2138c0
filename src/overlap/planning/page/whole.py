"""The page of a report: which parts it has, and in which order.

Law: a part that has nothing to say is left out. What the page says is what the report's answers say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from overlap.core.civil import day_of
from overlap.core.zones import tzdata_version, zone
from overlap.planning.holidays_view import whose_days
from overlap.planning.page.covered import coverage_blocks
from overlap.planning.page.explorer import explorer_data
from overlap.planning.page.figures import cards
from overlap.planning.page.hours import people_blocks, still_day
from overlap.planning.page.meetings import meeting_blocks
from overlap.planning.page.staggered import stagger_blocks
from overlap.planning.page.year import year_blocks
from overlap.planning.report import Report
from overlap.planning.report_days import season_blocks, teams_table
from overlap.planning.report_view import (
    headline,
    holidays_blocks,
    pairs_blocks,
)
from overlap.planning.report_words import frame_words, say
from overlap.planning.windows import find_windows
from overlap.render.document import Block, Bullets, Heading, Paragraph
from overlap.render.moments import date_text
from overlap.render.page import Page, Section
from overlap.render.progress import tell

__all__ = ["report_page"]

_MOST_APART: Final = 10
"""Pairs without a minute whose reason is told; of many teams most are, for one reason."""


def report_page(report: Report) -> Page:
    """Everything on the page of a report.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    clock = zone(report.zone)
    first, last = report.horizon.dates(clock)
    return Page(
        report.roster.title,
        say("subtitle", first=date_text(day_of(first)), last=date_text(day_of(last)), zone=report.zone),
        tuple((one.text, one.strong) for one in headline(report)),
        cards(report),
        explorer_data(report),
        (still_day(report),),
        tuple(_sections(report)),
        (
            *(f"{caveat}." for caveat in report.roster.caveats),
            say("offline", tzdata=tzdata_version()),
        ),
        frame_words(),
        say("language"),
    )


def _sections(report: Report) -> Iterator[Section]:
    parts: tuple[tuple[str, str, Callable[[Report], Iterator[Block]]], ...] = (
        ("teams", "teams", _teams),
        ("people", "heat", people_blocks),
        ("year", "year", year_blocks),
        ("pairs", "pairs", _pairs),
        ("coverage", "coverage", coverage_blocks),
        ("meetings", "meetings", _meetings),
        ("stagger", "stagger", stagger_blocks),
        ("celebrations", "celebrations", _celebrations),
        ("holidays", "holidays", _holidays),
    )
    for done, (place, title, blocks) in enumerate(parts):
        tell("Report", done, len(parts), part=say(title))
        found = tuple(blocks(report))
        if found:
            yield Section(place, say(title), found)


def _teams(report: Report) -> Iterator[Block]:
    yield teams_table(report, zone(report.zone))
    yield from season_blocks(report)


def _pairs(report: Report) -> Iterator[Block]:
    if len(report.pairs) > 1:
        yield Paragraph(say("pairs-lead"))
        yield from pairs_blocks(report)
        apart = list(islice(_apart(report), _MOST_APART))
        if apart:
            yield Heading(say("pairs-apart"))
            yield Bullets(tuple(apart))


def _apart(report: Report) -> Iterator[str]:
    """Why two teams share nothing, pair by pair."""
    names = {team.id: team.name for team in report.roster}
    for (one, other), minutes in report.pairs.items():
        if not minutes:
            reason = find_windows(report.roster, *report.horizon.moments, teams=[one, other]).reason
            pair = say("pair-names", one=names[one], other=names[other])
            yield f"{pair}: {'' if reason is None else reason.text}"


def _meetings(report: Report) -> Iterator[Block]:
    if report.roster.meetings:
        yield from meeting_blocks(report)


def _celebrations(report: Report) -> Iterator[Block]:
    if report.celebrations.items:
        yield from report.celebrations.document().blocks


def _holidays(report: Report) -> Iterator[Block]:
    yield from holidays_blocks(report)
    yield from whose_days(report.roster, report.worked_through, report.client_days)
