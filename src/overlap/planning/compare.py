"""Two rosters beside each other: minutes each pair of teams gains and loses.

Law: gained minutes are shared after and not before; lost ones before and not after. A team in
only one roster shares nothing in the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, final

from overlap.core.frozen import FrozenDict
from overlap.core.horizon import Horizon, Moment
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.people.roster import Roster
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.render.document import Document, Paragraph, Table
from overlap.render.moments import duration_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["Comparison", "PairChange", "compare"]


@final
@dataclass(frozen=True, slots=True)
class PairChange:
    """What a pair of teams shares before and after, in minutes over the horizon."""

    teams: tuple[str, str]
    before_minutes: int
    after_minutes: int
    gained_minutes: int
    lost_minutes: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "teams": list(self.teams),
            "before_minutes": self.before_minutes,
            "after_minutes": self.after_minutes,
            "gained_minutes": self.gained_minutes,
            "lost_minutes": self.lost_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class Comparison(Rows[PairChange], Charted, Tabled):
    """One entry for each pair of teams of either roster, in roster order; immutable."""

    items: tuple[PairChange, ...]
    names: FrozenDict[str, str] = field(repr=False)
    horizon: Horizon = field(repr=False)

    @property
    def gained_minutes(self) -> int:
        """Minutes gained by all pairs."""
        return sum(item.gained_minutes for item in self.items)

    @property
    def lost_minutes(self) -> int:
        """Minutes lost by all pairs."""
        return sum(item.lost_minutes for item in self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The pairs as plain values."""
        return [item.to_dict() for item in self.items]

    def document(self) -> Document:
        """What a person is shown: the pairs that change."""
        rows = [
            (
                " and ".join(self.names[team] for team in item.teams),
                duration_text(item.before_minutes),
                duration_text(item.after_minutes),
                duration_text(item.gained_minutes) if item.gained_minutes else "",
                duration_text(item.lost_minutes) if item.lost_minutes else "",
            )
            for item in self.items
            if item.gained_minutes or item.lost_minutes
        ]
        if not rows:
            return Document((Paragraph("No pair of teams gains or loses a minute."),))
        columns = ("Pair", "Before", "After", "Gained", "Lost")
        return Document((Table.of(columns, rows, right=columns[1:]),))

    def chart(self) -> Bars:
        """Bars of the hours that each pair which changes keeps, gains and loses."""
        from overlap.planning.charts.teams import comparison_chart

        return comparison_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.teams import comparison_frame

        return comparison_frame(self)


def compare(
    before: Roster, after: Roster, start: Moment, end: Moment, *, zone: str | None = None
) -> Comparison:
    """Compares what each pair of teams shares in two rosters.

    Args:
        before: The roster as it is.
        after: The roster as it might be; teams are matched by id.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key in which dates are read; that of `before` by default.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> ny = Team("ny", "America/New_York", [Shift("09:00", "17:00")])
        >>> today = Roster([ny, Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])])
        >>> later = Roster([ny, Team("pune", "Asia/Kolkata", [Shift("12:00", "21:00")])])
        >>> compare(today, later, "2026-06-01", "2026-06-05")[0].gained_minutes
        600
    """
    require_roster(before)
    require_roster(after)
    horizon = Horizon.of(start, end, before.clock(zone))
    names = FrozenDict({team.id: team.name for team in (*after.teams, *before.teams)})
    ids = list(dict.fromkeys(team.id for team in (*before.teams, *after.teams)))
    old, new = _present(before, horizon), _present(after, horizon)
    items = []
    for index, one in enumerate(ids):
        for other in ids[index + 1 :]:
            was = old.get(one, EMPTY) & old.get(other, EMPTY)
            will = new.get(one, EMPTY) & new.get(other, EMPTY)
            gained, lost = (will - was).minutes, (was - will).minutes
            items.append(PairChange((one, other), was.minutes, will.minutes, gained, lost))
    return Comparison(tuple(items), names, horizon)


def _present(roster: Roster, horizon: Horizon) -> dict[str, IntervalSet]:
    return {team.id: team.at_work(horizon) for team in roster}
