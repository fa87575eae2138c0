"""Who takes over when a team leaves, how long both are there, and the days on which that fails.

Law: a handoff belongs to the horizon in which the first team leaves, so horizons that follow each other
share none. Who takes over is decided in `taking_over`, what fails in `handoff_checks`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, final

from overlap.core.civil import iso_minute
from overlap.core.horizon import Horizon, Moment
from overlap.errors import BadArgument
from overlap.people.numbers import is_whole
from overlap.people.requirements import HandoffNeed
from overlap.people.roster import Roster
from overlap.planning.handoff_checks import (
    FailedHandoff,
    HandoffCheck,
    PresenceView,
    UsualHandoff,
    checked,
    failures,
    usual_of,
)
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.planning.staff import Staff, staff_of
from overlap.planning.taking_over import Passed, passed, widest
from overlap.render.document import Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = [
    "HANDOFF_MINUTES",
    "FailedHandoff",
    "Handoff",
    "HandoffCheck",
    "Handoffs",
    "UsualHandoff",
    "find_handoffs",
    "handoffs_of",
]

HANDOFF_MINUTES: Final = 1
"""Minutes that a usual handoff must keep where no requirement says more: that they meet at all."""


@final
@dataclass(frozen=True, slots=True)
class Handoff:
    """One team leaves and another has the work, in UTC minutes since 1970.

    Attributes:
        from_team: Id of the team, or member, that leaves.
        to_team: Id of the one that takes over.
        start: When both are there; or when the first leaves, if they never are.
        end: When the first leaves; or when the next begins, if they never are there together.
        overlap_minutes: How long both are there; 0 if they only touch or never are.
        uncovered_minutes: How long neither is, nor anybody else, between the two.
    """

    from_team: str
    to_team: str
    start: int
    end: int
    overlap_minutes: int
    uncovered_minutes: int

    def to_dict(self) -> dict[str, Any]:
        """The handoff as plain values."""
        return {
            "from": self.from_team,
            "to": self.to_team,
            "overlap_minutes": self.overlap_minutes,
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "uncovered_minutes": self.uncovered_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class Handoffs(Rows[Handoff], Charted, Tabled):
    """Handoffs by the instant at which the first team leaves; immutable.

    Attributes:
        items: Those that happen.
        usual: The pairs of the schedule without days off, in roster order.
        failed: The days on which a usual handoff fails or a requirement is not met, by time.
        checks: Each `[[require.handoff]]` of teams that were asked about.
    """

    items: tuple[Handoff, ...]
    usual: tuple[UsualHandoff, ...]
    failed: tuple[FailedHandoff, ...]
    checks: tuple[HandoffCheck, ...]
    horizon: Horizon
    zone: str
    roster: Roster = field(repr=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The handoffs as plain values."""
        return [one.to_dict() for one in self.items]

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain values."""
        return {
            "handoffs": self.to_dicts(),
            "usual_handoffs": [one.to_dict() for one in self.usual],
            "failed_handoffs": [one.to_dict() for one in self.failed],
            "handoff_checks": [one.to_dict() for one in self.checks],
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown."""
        from overlap.planning.handoffs_view import handoffs_blocks

        clock = self.roster.clock(self.zone if zone is None else zone)
        return Document(tuple(handoffs_blocks(self, clock)))

    def chart(self) -> Bars:
        """Bars of how often each usual or required handoff is kept, and fails."""
        from overlap.planning.charts.hours import handoffs_chart

        return handoffs_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.hours import handoffs_frame

        return handoffs_frame(self)


def find_handoffs(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    teams: Iterable[str] | None = None,
    skill: str | None = None,
    handoff_minutes: int = HANDOFF_MINUTES,
) -> Handoffs:
    """Finds who takes over when each team leaves, and the days on which a usual handoff fails.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included. A handoff belongs to the horizon in which
            the first team leaves.
        zone: IANA key in which dates are read; the roster's by default.
        teams: Ids of teams, or of members as "team.member"; every team by default.
        skill: Only people with this skill count.
        handoff_minutes: How long a usual handoff must be, where no requirement says so.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        UnknownId, BadArgument: If an id, the skill or the minutes are wrong.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> found = find_handoffs(Roster([pune, london]), "2026-03-02", "2026-03-02")
        >>> [(one.from_team, one.to_team, one.overlap_minutes, one.uncovered_minutes) for one in found]
        [('pune', 'london', 450, 0), ('london', 'pune', 0, 870)]
    """
    require_roster(roster)
    clock = roster.clock(zone)
    staff = staff_of(roster, teams, skill)
    return handoffs_of(staff, Horizon.of(start, end, clock), clock.key, handoff_minutes)


def handoffs_of(staff: Staff, horizon: Horizon, zone: str, handoff_minutes: int) -> Handoffs:
    """The same of people chosen before; `find_handoffs` documents errors."""
    if not is_whole(handoff_minutes, least=1):
        raise BadArgument(
            f"handoff_minutes is {handoff_minutes!r}",
            hint="give a whole number from 1",
            field="handoff_minutes",
        )
    wide, now, usual = widest(horizon, staff)
    happened = [_handoff(one) for one in passed(now, horizon)]
    planned = list(passed(usual, horizon))
    asked = [
        need
        for need in staff.roster.requirements
        if isinstance(need, HandoffNeed) and {need.from_team, need.to_team} <= set(staff.ids)
    ]
    view = PresenceView(staff, wide, now, usual)
    checks = tuple(checked(view, need, horizon) for need in asked)
    required = {(need.from_team, need.to_team) for need in asked}
    pairs = usual_of(planned, staff.ids, horizon)
    failed = [one for check in checks for one in check.failed]
    by_pair: dict[tuple[str, str], list[Passed]] = {}
    for one in planned:
        by_pair.setdefault((one.from_team, one.to_team), []).append(one)
    for pair in pairs:
        ids = (pair.from_team, pair.to_team)
        if ids not in required:
            failed += failures(view, pair, by_pair[ids], handoff_minutes)
    failed.sort(key=lambda one: one.end)
    return Handoffs(tuple(happened), pairs, tuple(failed), checks, horizon, zone, staff.roster)


def _handoff(one: Passed) -> Handoff:
    leaving, begun = one.own[1], one.next[0]
    if begun <= leaving:
        start = max(one.own[0], begun)
        return Handoff(one.from_team, one.to_team, start, leaving, leaving - start, 0)
    return Handoff(one.from_team, one.to_team, leaving, begun, 0, begun - leaving)
