"""The shifts of a roster, one row for each local date on which one starts.

Law: a row is a shift before its breaks; holidays, closures and whole days off cancel it. A shift
that a clock change left empty keeps its row, with no minutes; a date that does not exist has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, final

from overlap.core.civil import DAY, date_of, day_of, iso_minute
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import zone as zone_of
from overlap.people.roster import Roster
from overlap.people.workpattern import WorkPattern
from overlap.planning.rows import Rows
from overlap.planning.selection import Group, require_roster
from overlap.render.document import Document, Paragraph, Table
from overlap.render.moments import clock_range, date_text, duration_text, to_datetime
from overlap.render.shown import Tabled

if TYPE_CHECKING:
    import pendulum

    from overlap.render.records import Frame

__all__ = ["ShiftRow", "Shifts", "list_shifts"]


@final
@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift on one local date, `[start, end)` in UTC minutes, before breaks."""

    team: str
    member: str | None
    shift: str
    date: date
    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Exact elapsed minutes: a night may have 7 or 9 hours."""
        return self.end - self.start

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `member` only where it is a member's."""
        row: dict[str, Any] = {"team": self.team}
        if self.member is not None:
            row["member"] = self.member
        return row | {
            "shift": self.shift,
            "date": self.date.isoformat(),
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "minutes": self.minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class Shifts(Rows[ShiftRow], Tabled):
    """Shift rows, team by team, then by start; immutable."""

    items: tuple[ShiftRow, ...]
    horizon: Horizon
    roster: Roster = field(repr=False)

    @property
    def total(self) -> timedelta:
        """The length of all shifts, breaks included."""
        return timedelta(minutes=sum(row.minutes for row in self.items))

    def by_date(self, zone: str | None = None) -> dict[date, tuple[ShiftRow, ...]]:
        """The rows by the date on which they start in a zone; the roster's by default.

        Raises:
            BadZone: If there is no such zone.
        """
        clock = self.roster.clock(zone)
        found: dict[date, list[ShiftRow]] = {}
        for row in sorted(self.items, key=lambda row: row.start):
            found.setdefault(date_of(clock.to_wall(row.start) // DAY), []).append(row)
        return {on: tuple(rows) for on, rows in found.items()}

    def in_zone(self, zone: str) -> tuple[tuple[pendulum.DateTime, pendulum.DateTime], ...]:
        """Start and end of each row as `pendulum.DateTime` on the clocks of a zone.

        Raises:
            BadZone: If there is no such zone.
        """
        clock = zone_of(zone)
        return tuple((to_datetime(row.start, clock), to_datetime(row.end, clock)) for row in self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain values."""
        return [row.to_dict() for row in self.items]

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: each shift on its own clock and on the reader's."""
        clock = self.roster.clock(zone)
        if not self.items:
            return Document((Paragraph("No shift starts between these dates.", strong=True),))
        rows = []
        for row in self.items:
            team = self.roster.team(row.team)
            own = team.pattern.zone if row.member is None else team.pattern_of(row.member).zone
            day = day_of(row.date)
            note = "" if row.minutes else " (a clock change leaves nothing)"
            rows.append(
                (
                    row.team if row.member is None else f"{row.team}.{row.member}",
                    row.shift,
                    date_text(day),
                    clock_range(row.start, row.end, own, day=day) + note,
                    clock_range(row.start, row.end, clock, day=day),
                    duration_text(row.minutes),
                )
            )
        columns = ("Who", "Shift", "Date", "Local time", clock.key, "Length")
        return Document((Table.of(columns, rows, right=("Length",)),))

    def _frame(self) -> Frame:
        from overlap.planning.frames.hours import shifts_frame

        return shifts_frame(self)


def list_shifts(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    teams: Iterable[str] | None = None,
) -> Shifts:
    """Lists the shifts that start between two moments.

    Args:
        roster: The teams; named members get rows of their own.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key in which dates are read; the roster's by default.
        teams: Ids of teams, or of members as "team.member"; everybody by default.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        UnknownId, BadArgument: If an id is unknown or none is given.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> night = Team("ny", "America/New_York", [Shift("22:00", "06:00", days=["sat"])])
        >>> rows = list_shifts(Roster([night], zone="America/New_York"), "2026-03-07", "2026-03-07")
        >>> rows[0].minutes
        420
    """
    require_roster(roster)
    horizon = Horizon.of(start, end, roster.clock(zone))
    ids = [team.id for team in roster] if teams is None else Group(teams).ids
    found: list[ShiftRow] = []
    for one in ids:
        team_id, dot, member_id = one.partition(".")
        team = roster.team(team_id)
        patterns: list[tuple[str | None, WorkPattern]] = []
        if dot:
            patterns.append((member_id, team.pattern_of(member_id)))
        else:
            patterns.append((None, team.pattern))
            patterns += [(member.id, team.pattern_of(member.id)) for member in team.members]
        for member, pattern in patterns:
            found += [
                ShiftRow(team_id, member, turn.shift.name, turn.date, turn.start, turn.end)
                for turn in pattern.turns(horizon)
            ]
    return Shifts(tuple(found), horizon, roster)
