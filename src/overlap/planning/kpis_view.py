"""How the key figures read: one table, a figure a row, each with what is behind it.

Law: says only what the figures hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from overlap.core.civil import DAY, day_of
from overlap.core.zones import zone
from overlap.planning.selection import display_name
from overlap.render.document import Block, Document, Paragraph, Table
from overlap.render.moments import date_text, duration_text, share_text

if TYPE_CHECKING:
    from overlap.planning.kpis import Kpis

__all__ = ["kpi_table", "kpis_document"]


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
    return Table.of(("Key figure", "Value", "Behind it"), _rows(found))


def _rows(found: Kpis) -> Iterator[tuple[str, str, str]]:
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
            pair = f"{_name(found, first.from_team)} to {_name(found, first.to_team)}"
            behind = f"first: {pair} on {day}"
        yield "Handoffs that fail", str(len(handoffs.failed)) if handoffs.failed else "none", behind
    slowest = found.slowest
    if slowest is not None and slowest.waits.mean_minutes is not None:
        wait = duration_text(round(slowest.waits.mean_minutes))
        pair = f"{_name(found, slowest.asker)} asks {_name(found, slowest.responder)}"
        worst = slowest.waits.worst_minutes
        more = "" if worst is None else f"; at worst {duration_text(worst)}"
        yield "Longest mean wait", wait, f"{pair}{more}"
    if found.nights:
        titles = {meeting.id: meeting.title for meeting in found.roster.meetings}
        late = [one for one in found.nights if one.times]
        times = sum(one.times for one in late)
        behind = "; ".join(
            f"{titles[one.meeting]}: {_name(found, one.id)} {one.times} of {one.of_times}" for one in late
        )
        yield "Meetings on somebody's night", str(times) if times else "none", behind


def _shared(found: Kpis, count: int) -> Iterator[tuple[str, str, str]]:
    clock = zone(found.zone)
    if count > 1 and len(found.horizon.days(clock)) >= 7:
        who = "Both teams share" if count == 2 else f"All {count} teams share"
        yield who, f"{duration_text(round(found.all_minutes_a_week))} a week", ""
        if 1 < found.most < count:
            length = duration_text(round(found.most_minutes_a_week))
            yield f"{found.most} teams or more share", f"{length} a week", ""
    if count > 1 and found.worst_week is not None and found.most > 1:
        week = date_text(day_of(found.worst_week.start))
        yield "Least in a week", duration_text(found.worst_week.minutes), f"week from {week}"
    shares = sorted(found.share_of_day.items(), key=lambda item: item[1])
    if count > 1 and found.most > 1:
        (low_id, low), (high_id, high) = shares[0], shares[-1]
        least, most = share_text(low), share_text(high)
        span = least if least == most else f"{least} to {most}"
        behind = f"least {_name(found, low_id)}, most {_name(found, high_id)}"
        yield "Shared part of their own day", span, behind if low < high else ""


def _covered(found: Kpis) -> Iterator[tuple[str, str, str]]:
    covered = found.coverage
    gaps = covered.uncovered_minutes
    behind = f"{duration_text(gaps)} uncovered" if gaps else ""
    if covered.thin_minutes:
        thin = f"{duration_text(covered.thin_minutes)} one person deep"
        behind = f"{behind}, {thin}" if behind else thin
    yield "Somebody at work, 24x7", share_text(covered.share), behind
    for one in found.requirements:
        short = one.needed_minutes - one.covered_minutes
        yield one.need.name, share_text(one.share), f"{duration_text(short)} uncovered" if short else ""


def _name(found: Kpis, one: str) -> str:
    return display_name(found.roster, one)
