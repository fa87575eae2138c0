"""Who held a clock: its runs, with who was at work in each, and minutes by team.

Law: a run is a longest stretch over which the clock ran and nobody came or went. Where several are at work
at once each of them held the clock, so minutes by team may add up to more than the total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, final

from overlap.core.civil import DAY, iso_minute
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.rows import Rows
from overlap.planning.selection import display_name
from overlap.render.document import Document, Paragraph, Table
from overlap.render.moments import clock_range, date_text, duration_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["Held", "HeldRun", "held"]


@final
@dataclass(frozen=True, slots=True)
class HeldRun:
    """One run of a clock, `[start, end)` in UTC minutes.

    Attributes:
        start: First minute.
        end: The minute after the last.
        teams: Ids of those at work all through it, in the clock's order.
    """

    start: int
    end: int
    teams: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.end - self.start

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "minutes": self.minutes,
            "teams": list(self.teams),
        }


@final
@dataclass(frozen=True, slots=True)
class Held(Rows[HeldRun], Charted, Tabled):
    """The runs of a clock between two instants (UTC minutes), in order; immutable.

    Attributes:
        start: From when.
        end: Until when.
        items: The runs.
        ids: Whose clock it is.
    """

    start: int
    end: int
    items: tuple[HeldRun, ...]
    ids: tuple[str, ...]
    roster: Roster = field(repr=False)
    _clock: Zone = field(repr=False)

    @property
    def total(self) -> timedelta:
        """How long the clock ran."""
        return timedelta(minutes=self.total_minutes)

    @property
    def total_minutes(self) -> int:
        """How many minutes the clock ran."""
        return sum(run.minutes for run in self.items)

    @property
    def minutes_by_team(self) -> dict[str, int]:
        """For each id of the clock, for how many minutes it was at work while the clock ran."""
        found = dict.fromkeys(self.ids, 0)
        for run in self.items:
            for one in run.teams:
                found[one] += run.minutes
        return found

    def to_dicts(self) -> list[dict[str, Any]]:
        """The runs as plain values."""
        return [run.to_dict() for run in self.items]

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: each run on one clock, and minutes by team."""
        clock = self._clock if zone is None else self.roster.clock(zone)
        if not self.items:
            return Document((Paragraph("The clock did not run in this time.", strong=True),))
        rows = []
        for run in self.items:
            day = clock.to_wall(run.start) // DAY
            names = ", ".join(display_name(self.roster, one) for one in run.teams)
            length = duration_text(run.minutes)
            rows.append((date_text(day), clock_range(run.start, run.end, clock), length, names))
        runs = Table.of(("Date", clock.key, "Length", "At work"), rows, right=("Length",))
        return Document((runs, self.totals()))

    def totals(self) -> Table:
        """How long each team was at work while the clock ran, and how long it ran."""
        rows = [
            (display_name(self.roster, one), duration_text(minutes))
            for one, minutes in self.minutes_by_team.items()
        ]
        return Table.of(
            ("Team", "Held"), [*rows, ("The clock ran", duration_text(self.total_minutes))], right=("Held",)
        )

    def chart(self) -> Bars:
        """Bars of the hours that each team was at work while the clock ran."""
        from overlap.planning.charts.hours import held_chart

        return held_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.hours import held_frame

        return held_frame(self, self._clock)


def held(
    roster: Roster,
    clock: Zone,
    span: tuple[int, int],
    running: IntervalSet,
    at_work: Mapping[str, IntervalSet],
) -> Held:
    """The runs of a clock.

    Args:
        roster: Whose ids they are.
        clock: The zone in which the result shows itself.
        span: The instants (start, end) between which it is looked at.
        running: When the clock ran between them.
        at_work: When each id of the clock was at work.
    """
    edges = sorted({edge for one in (running, *at_work.values()) for edge in (*one.starts, *one.ends)})
    runs = [
        HeldRun(low, high, tuple(one for one, present in at_work.items() if low in present))
        for low, high in pairwise(edges)
        if low in running
    ]
    return Held(*span, tuple(runs), tuple(at_work), roster, clock)
