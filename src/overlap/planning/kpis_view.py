"""How the key figures read: one table, a figure a row, each with what is behind it.

Law: says only what the figures hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from overlap.core.civil import DAY, day_of
from overlap.core.zones import zone
from overlap.planning.report_words import say
from overlap.planning.selection import display_name
from overlap.render.document import Block, Document, Paragraph, Table
from overlap.render.moments import date_text, duration_text, share_text

if TYPE_CHECKING:
    from overlap.planning.kpis import Kpis

__all__ = ["Figure", "FigureKind", "kpi_figures", "kpi_table", "kpis_document"]

FigureKind = Literal[
    "shared", "most", "worst-week", "share-of-day", "covered", "requirement", "handoffs", "wait", "nights"
]
"""Which of the figures it is."""


class Figure(NamedTuple):
    """A figure in words.

    Attributes:
        kind: Which it is.
        label: What is counted.
        value: How much.
        behind: What is behind it in few words; empty where there is nothing to say.
        is_good: Whether it is as it should be; None where nobody can say.
        number: Which of the roster's coverage requirements it is about.
    """

    kind: FigureKind
    label: str
    value: str
    behind: str = ""
    is_good: bool | None = None
    number: int = -1


def kpis_document(found: Kpis) -> Document:
    """The figures, and the waits of every pair below them."""
    blocks: list[Block] = [kpi_table(found)]
    if found.responses:
        blocks += found.responses.document(found.zone).blocks
    elif found.responses is None and len(found.roster) > 1:
        blocks.append(Paragraph("Waits are not counted for so many teams; ask for some of them."))
    return Document(tuple(blocks))


def kpi_table(found: Kpis) -> Table:
    """The figures as rows: what, how much, and what is behind it."""
    rows = [(one.label, one.value, one.behind) for one in kpi_figures(found)]
    return Table.of((say("key-figure"), say("value"), say("behind")), rows)


def kpi_figures(found: Kpis) -> Iterator[Figure]:
    """Every figure that can be had, in reading order."""
    count = len(found.roster)
    yield from _shared(found, count)
    yield from _covered(found)
    handoffs = found.handoffs
    if handoffs is not None and (handoffs or handoffs.failed):
        behind = ""
        if handoffs.failed:
            first = handoffs.failed[0]
            clock = zone(found.zone)
            day = date_text(clock.to_wall(first.end) // DAY)
            one, other = _name(found, first.from_team), _name(found, first.to_team)
            behind = say("first-handoff", pair=say("handoff-pair", one=one, other=other), day=day)
        failed = len(handoffs.failed)
        yield Figure(
            "handoffs",
            say("handoffs-fail"),
            str(failed) if failed else say("none"),
            behind,
            is_good=not failed,
        )
    slowest = found.slowest
    if slowest is not None and slowest.waits.mean_minutes is not None:
        wait = duration_text(round(slowest.waits.mean_minutes))
        asker, responder = _name(found, slowest.asker), _name(found, slowest.responder)
        behind = say("asks", asker=asker, responder=responder)
        worst = slowest.waits.worst_minutes
        if worst is not None:
            behind = say("at-worst", asks=behind, length=duration_text(worst))
        yield Figure("wait", say("longest-wait"), wait, behind)
    if found.nights:
        titles = {meeting.id: meeting.title for meeting in found.roster.meetings}
        late = [one for one in found.nights if one.times]
        times = sum(one.times for one in late)
        behind = "; ".join(
            say(
                "night-of",
                title=titles[one.meeting],
                who=_name(found, one.id),
                times=one.times,
                of=one.of_times,
            )
            for one in late
        )
        value = str(times) if times else say("none")
        yield Figure("nights", say("night-meetings"), value, behind, is_good=not times)


def _shared(found: Kpis, count: int) -> Iterator[Figure]:
    clock = zone(found.zone)
    if count > 1 and len(found.horizon.days(clock)) >= 7:
        who = say("two-share" if count == 2 else "all-share", count=count)
        minutes = round(found.all_minutes_a_week)
        yield Figure(
            "shared", who, say("a-week", length=duration_text(minutes)), is_good=None if minutes else False
        )
        if 1 < found.most < count:
            length = duration_text(round(found.most_minutes_a_week))
            yield Figure("most", say("most-share", count=found.most), say("a-week", length=length))
    if count > 1 and found.worst_week is not None and found.most > 1:
        week = date_text(day_of(found.worst_week.start))
        least = found.worst_week.minutes
        yield Figure(
            "worst-week",
            say("least-week"),
            duration_text(least),
            say("week-of", day=week),
            is_good=None if least else False,
        )
    shares = sorted(found.share_of_day.items(), key=lambda item: item[1])
    if count > 1 and found.most > 1:
        (low_id, low), (high_id, high) = shares[0], shares[-1]
        lowest, highest = share_text(low), share_text(high)
        span = lowest if lowest == highest else say("span", low=lowest, high=highest)
        behind = say("least-most", low=_name(found, low_id), high=_name(found, high_id))
        yield Figure("share-of-day", say("share-of-day"), span, behind if low < high else "")


def _covered(found: Kpis) -> Iterator[Figure]:
    covered = found.coverage
    gaps = covered.uncovered_minutes
    behind = say("short", length=duration_text(gaps)) if gaps else ""
    if covered.thin_minutes:
        thin = say("thin", length=duration_text(covered.thin_minutes))
        behind = f"{behind}, {thin}" if behind else thin
    good = True if covered.share == 1 else None
    yield Figure("covered", say("somebody"), share_text(covered.share), behind, is_good=good)
    for number, one in enumerate(found.requirements):
        short = one.needed_minutes - one.covered_minutes
        behind = say("short", length=duration_text(short)) if short else ""
        yield Figure(
            "requirement",
            one.need.name,
            share_text(one.share),
            behind,
            is_good=not short,
            number=number,
        )


def _name(found: Kpis, one: str) -> str:
    return display_name(found.roster, one)
