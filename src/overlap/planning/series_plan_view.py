"""How a plan for a recurring meeting reads: the best time, what others would trade for it, who carries it.

Law: says only what the plan holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from overlap.core.civil import DAY, day_of
from overlap.core.zones import Zone
from overlap.planning.best_time import TimeOption
from overlap.planning.selection import display_name
from overlap.planning.series_view import per_person
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import clock_range, date_text, duration_text, wall_text

if TYPE_CHECKING:
    from overlap.planning.series_plan import SeriesPlan

__all__ = ["compared", "plan_document"]


def plan_document(plan: SeriesPlan, clock: Zone) -> Document:
    """A plan in reading order."""
    return Document(tuple(_blocks(plan, clock)))


def _blocks(plan: SeriesPlan, clock: Zone) -> Iterator[Block]:
    best = plan.best
    yield Paragraph(f"{plan.meeting.title}: best {_when(best)} {plan.zone}.", strong=True)
    yield Paragraph(
        f"Of {plan.found.looked_at} choices none keeps quiet hours better; of those that keep them as well "
        "none has less for the worst-off, and then none less in all."
    )
    if best.quiet_hours:
        yield Paragraph(
            f"Every time is in the quiet hours of somebody required; this one {best.quiet_hours} times, the "
            "fewest."
        )
    yield from _options(plan, "Compared", compared(plan))
    if len(best.parts) > 1:
        yield Heading("Another time while only some clocks have changed")
        rows = [
            (date_text(day_of(part.start)), date_text(day_of(part.end)), wall_text(part.at))
            for part in best.parts
        ]
        yield Table.of(("From", "Until", plan.zone), rows)
    yield from _local(plan, clock)
    yield from per_person(plan.series.burdens, {one.id: one.who.name for one in plan.series.invitees})
    yield from (Paragraph(caveat) for caveat in plan.series.caveats)


def _when(one: TimeOption) -> str:
    at = wall_text(one.at)
    return f"on {one.days_text} at {at}" if one.weekdays else f"at {at}"


def compared(plan: SeriesPlan) -> list[tuple[str, TimeOption]]:
    """The choices worth a line, each once: the best, the curve, each weekday's best, and today's time."""
    found: dict[tuple[tuple[int, ...], int, int], tuple[str, TimeOption]] = {}
    told = [("best", plan.best)]
    told += [("less in all", one) for one in plan.curve[1:]]
    told += [("best of the day", one) for one in plan.by_weekday[1:]]
    if plan.current is not None:
        told.append(("now", plan.current))
    for name, one in told:
        key = (one.weekdays, one.at, len(one.parts))
        had = found.get(key)
        found[key] = (f"{had[0]}, {name}", one) if had is not None else (name, one)
    return list(found.values())


def _options(plan: SeriesPlan, title: str, options: list[tuple[str, TimeOption]]) -> Iterator[Block]:
    yield Heading(title)
    roster = plan.series.roster
    rows = [
        (
            name,
            f"{one.days_text} {wall_text(one.at)}".strip(),
            f"{duration_text(one.worst_minutes)} ({display_name(roster, one.worst_id)})"
            if one.worst_minutes
            else "none",
            duration_text(one.total_minutes),
            f"{one.failing} of {one.occurrences}",
            str(one.outside_hours),
        )
        for name, one in options
    ]
    columns = ("", plan.zone, "Worst-off", "In all", "Too few at work", "Outside hours")
    yield Table.of(columns, rows, right=columns[3:])


def _local(plan: SeriesPlan, clock: Zone) -> Iterator[Block]:
    """Everybody's local times at the first occurrence, and where they change."""
    series = plan.series
    if not series.held:
        return
    first = series.held[0]
    yield Heading(f"Local times on {date_text(clock.to_wall(first.start) // DAY)}")
    rows = [
        (
            there.name,
            there.zone,
            clock_range(first.start, first.end, who.who.pattern.zone, day=day_of(first.date)),
            "at work" if there.status == "in" else there.status.replace("-", " "),
            str(len(series.runs[there.id]) - 1) if len(series.runs[there.id]) > 1 else "",
        )
        for who, there in zip(series.invitees, first.attendees, strict=True)
    ]
    yield Table.of(("Who", "Zone", "Local", "Status", "Changes"), rows, right=("Changes",))
