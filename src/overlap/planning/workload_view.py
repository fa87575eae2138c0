"""How hours of people read: a row for each, how even they are, and what breaks a limit.

Law: warnings of one person and one kind are told once, with the worst of them and how often.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.civil import DAY
from overlap.core.zones import Zone
from overlap.planning.recurring import dates_text
from overlap.planning.workload import LoadWarning, Workload
from overlap.render.document import Block, Paragraph, Table
from overlap.render.moments import duration_text

__all__ = ["workload_blocks"]


def workload_blocks(found: Workload, clock: Zone) -> Iterator[Block]:
    """The workload in reading order, dates on a clock."""
    rows = [
        (
            one.name,
            str(one.people),
            _hours(one.minutes),
            str(one.shifts),
            _hours(one.night_minutes),
            str(one.most_nights or ""),
            _hours(one.weekend_minutes),
        )
        for one in found
    ]
    right = ("People", "Hours", "Shifts", "At night", "Nights in a row", "At weekends")
    yield Table.of(("Who", *right), rows, right=right)
    if sum(one.people for one in found) > 1:
        yield Paragraph(
            f"Balance, 1 being even: {found.balance:.2f} of hours, {found.night_balance:.2f} of nights, "
            f"{found.weekend_balance:.2f} of weekends."
        )
    told: dict[tuple[str, str], list[LoadWarning]] = {}
    for one in found.warnings:
        told.setdefault((one.name, one.code), []).append(one)
    if not told:
        return
    lines = []
    for (name, code), those in told.items():
        worst = min(those, key=lambda one: one.value if code == "short-rest" else -one.value)
        first, last = (clock.to_wall(those[at].start) // DAY for at in (0, -1))
        lines.append((name, str(len(those)), dates_text(first, last), worst.text))
    yield Table.of(
        ("Who", "Times", "Dates", "At its worst"), lines, right=("Times",), caption="Beyond limits:"
    )


def _hours(minutes: int) -> str:
    """Whole hours, or with minutes where there are some."""
    return duration_text(minutes) if minutes else ""
