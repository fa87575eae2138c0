"""Minutes that a shift has in quiet hours, where its people are.

Law: counted on regular days, which have no clock change within a day of the shift; of days that differ the
most counts. Breaks are no work.
"""

from __future__ import annotations

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.template import Span
from overlap.core.zones import Zone
from overlap.planning.stagger.strands import Instance, Start, Strand

__all__ = ["Nights"]


class Nights:
    """Quiet minutes of shifts in a horizon; what is alike is counted once."""

    __slots__ = ("_days", "_horizon", "_quiet")

    def __init__(self, horizon: Horizon, quiet: tuple[int, int]) -> None:
        low, high = quiet
        self._horizon = horizon
        self._quiet = low, high + DAY if high < low else high
        self._days: dict[tuple[Strand, Zone, Zone], tuple[list[int], list[int]]] = {}

    def minutes(self, strand: Strand, start: Start, home: Zone) -> int:
        """The most quiet minutes of one shift of a strand that starts so, on the clock of its home."""
        regular, others = self._kinds(strand, strand.clock(start), home)
        found = [self._one(one, home) for day in regular if (one := self._inside(strand, start, day))]
        if not found:
            found = [self._one(one, home) for day in others if (one := self._inside(strand, start, day))]
        return max(found, default=0)

    def _inside(self, strand: Strand, start: Start, day: int) -> Instance | None:
        one = strand.instance(start, day)
        return one if one is not None and self._horizon.start <= one.start < self._horizon.end else None

    def _one(self, one: Instance, home: Zone) -> int:
        low, high = self._quiet
        ahead = home.offset_at(one.start) - one.day * DAY
        return sum(
            max(0, min(end + ahead, high + night * DAY) - max(start + ahead, low + night * DAY))
            for start, end in one.pieces
            for night in range(-3, 4)
        )

    def _kinds(self, strand: Strand, clock: Zone, home: Zone) -> tuple[list[int], list[int]]:
        """One regular day of each kind and all at the horizon's edges; and the days near clock changes."""
        key = strand, clock, home
        if key not in self._days:
            first, last = self._horizon.start // DAY, self._horizon.end // DAY
            kinds: dict[tuple[Span, int], int] = {}
            edges: list[int] = []
            others: list[int] = []
            for day in range(first - 1, last + 2):
                span = strand.span(day)
                if span is None:
                    continue
                near = [one.regimes((day - 1) * DAY, (day + 3) * DAY) for one in (clock, home)]
                if any(one.thresholds for one in near):
                    others.append(day)
                elif first + 2 <= day <= last - 4:
                    kinds.setdefault((span, near[1].offsets[0] - near[0].offsets[0]), day)
                else:
                    edges.append(day)
            self._days[key] = [*kinds.values(), *edges], others
        return self._days[key]
