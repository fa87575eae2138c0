"""How handoffs read: the usual pairs, the requirements, and the days on which one fails.

Law: failures of one pair for one reason are told once, with their dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from overlap.core.civil import DAY
from overlap.core.zones import Zone
from overlap.planning.handoffs import FailedHandoff, Handoffs
from overlap.planning.recurring import dates_text
from overlap.planning.selection import display_name
from overlap.render.document import Block, Paragraph, Table
from overlap.render.moments import date_text, duration_text

__all__ = ["handoffs_blocks"]


def handoffs_blocks(found: Handoffs, clock: Zone) -> Iterator[Block]:
    """The handoffs in reading order, dates on a clock."""

    def name(one: str) -> str:
        return display_name(found.roster, one)

    if not found.usual and not found.items:
        yield Paragraph("Nobody hands over to anybody in these dates.")
    failed = Counter((one.from_team, one.to_team) for one in found.failed if not one.requirement)
    if found.usual:
        rows = [
            (
                name(one.from_team),
                name(one.to_team),
                str(one.times),
                duration_text(one.overlap_minutes) if one.overlap_minutes else "–",
                str(failed[one.from_team, one.to_team] or ""),
            )
            for one in found.usual
        ]
        right = ("Times", "Both there", "Fails")
        yield Table.of(("From", "To", *right), rows, right=right)
    if found.checks:
        rows = [
            (
                check.need.name,
                f"{name(check.need.from_team)} to {name(check.need.to_team)}",
                duration_text(check.need.minutes),
                str(check.kept),
                str(len(check.failed) or ""),
            )
            for check in found.checks
        ]
        right = ("Minutes", "Kept", "Fails")
        yield Table.of(("Required", "Handoff", *right), rows, right=right)
    told: dict[tuple[str, str, str], list[FailedHandoff]] = {}
    for one in found.failed:
        told.setdefault((one.to_team, one.because, one.requirement), []).append(one)
    if not told:
        return
    rows = []
    for (to_team, because, _), those in told.items():
        first, last = (clock.to_wall(one.end - 1) // DAY for one in (those[0], those[-1]))
        least = min(one.overlap_minutes for one in those)
        leaving = dict.fromkeys(name(one.from_team) for one in those)
        rows.append(
            (
                date_text(first) if first == last else dates_text(first, last),
                str(len(those)),
                f"{', '.join(leaving)} to {name(to_team)}",
                duration_text(least) if least else "–",
                because,
            )
        )
    columns = ("When", "Times", "Handoff", "Both there", "Because")
    yield Table.of(columns, rows, right=("Times", "Both there"), caption="Where one fails:")
