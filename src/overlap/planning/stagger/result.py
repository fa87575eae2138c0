"""What a stagger comes to: the shifts, what they cost, how requirements are kept; or why there is no plan.

Law: what it says of a plan was checked on the people themselves. "optimal" is said only with a proof.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, final

from overlap.core.horizon import Horizon
from overlap.people.roster import Roster
from overlap.planning.rows import Rows
from overlap.planning.stagger.asked import EarlierStart
from overlap.planning.stagger.check import RequirementChecks
from overlap.planning.stagger.conflict import Conflict
from overlap.planning.stagger.figures import Figure
from overlap.planning.stagger.model import Tier
from overlap.planning.stagger.relaxations import Relaxation
from overlap.render.document import Bands, Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.planning.ledger import Ledger
    from overlap.planning.stagger.turns import CohortRotation
    from overlap.render.records import Frame

__all__ = ["Objective", "Price", "Stagger", "StaggeredShift", "Status"]

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
"""The best plan with its proof; a plan; proof that there is none; neither in the time there was."""


@final
@dataclass(frozen=True, slots=True)
class Objective:
    """What a plan costs.

    Attributes:
        moved_person_minutes: Minutes by which starts move, added up over people, for one working day.
        worst_minutes_per_person: The same for each person of the team that is moved most.
        quiet_person_minutes: Minutes at work in quiet hours, added up over people, for one working day.
        bound: What the first of these in the order asked for comes to at least in any plan.
        changed_person_minutes: Minutes by which people leave an earlier plan.
    """

    moved_person_minutes: int
    worst_minutes_per_person: Fraction
    quiet_person_minutes: int
    bound: Fraction
    changed_person_minutes: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        found: dict[str, Any] = {
            "moved_person_minutes": self.moved_person_minutes,
            "worst_minutes_per_person": _number(self.worst_minutes_per_person),
            "quiet_person_minutes": self.quiet_person_minutes,
            "bound": _number(self.bound),
        }
        if self.changed_person_minutes:
            found["changed_person_minutes"] = self.changed_person_minutes
        return found


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 4)


@final
@dataclass(frozen=True, slots=True)
class StaggeredShift:
    """People of a shift who start together.

    Attributes:
        team: Id of the team.
        shift: What the shift is called after the change.
        of_shift: What it is called today.
        start: When it starts, on its clock.
        end: When it ends.
        zone: IANA key of its clock.
        headcount: How many people.
        members: Ids of those who are named.
        moved_minutes: How far each of them is moved; of several differences between clocks the most.
        was_start: When it starts today, on today's clock.
        was_end: When it ends today.
        was_zone: IANA key of today's clock.
        is_earlier: Whether it is moved back in time.
        quiet_minutes: Minutes of it in quiet hours of where the team is.
        rest_minutes: The least rest until the same shift on the next date; None if they never follow.
    """

    team: str
    shift: str
    of_shift: str
    start: str
    end: str
    zone: str
    headcount: int
    members: tuple[str, ...]
    moved_minutes: int
    was_start: str
    was_end: str
    was_zone: str
    is_earlier: bool
    quiet_minutes: int
    rest_minutes: int | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "team": self.team,
            "shift": self.shift,
            "start": self.start,
            "end": self.end,
            "headcount": self.headcount,
            "moved_minutes": self.moved_minutes,
            "direction": "stays" if not self.moved_minutes else "earlier" if self.is_earlier else "later",
            "zone": self.zone,
            "was": {
                "shift": self.of_shift,
                "start": self.was_start,
                "end": self.was_end,
                "zone": self.was_zone,
            },
            "members": list(self.members),
            "quiet_minutes": self.quiet_minutes,
            "rest_minutes": self.rest_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class Price:
    """What a requirement costs: how much less would be moved without it.

    Attributes:
        name: The requirement.
        moved_person_minutes: What the best plan without it moves.
        saved_person_minutes: What that is less.
        is_proven: Whether nothing better is possible without it.
    """

    name: str
    moved_person_minutes: int
    saved_person_minutes: int
    is_proven: bool

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "name": self.name,
            "moved_person_minutes_without": self.moved_person_minutes,
            "saved_person_minutes": self.saved_person_minutes,
            "proven": self.is_proven,
        }


@final
@dataclass(frozen=True, slots=True)
class Stagger(Rows[StaggeredShift], Charted, Tabled):
    """A plan of shifts, or why there is none; immutable.

    Attributes:
        items: Every shift of every team with the starts it uses, in roster order. Today's where there is no
            plan.
        status: See `Status`.
        objective: What the plan costs; None without one.
        roster: The teams as they are.
        planned: The teams with the plan's shifts; None without one.
        requirements: How the plan keeps each requirement on every date; as things are, without a plan.
        before: How they are kept as things are; days off are left out where there is a plan.
        horizon: Over which dates.
        zone: IANA key in which dates are told.
        grid_minutes: Minutes between starts.
        priority: What was made small, in order.
        proven: How many of those are proven, from the first.
        is_unique: Whether the choice among equals is proven too.
        kept: Ids of the teams that were to stay.
        prices: What each requirement costs; empty where that was not worked out.
        figures: Key figures before and after; empty without a plan.
        notes: What else is to be known, as sentences.
        conflict: What collides, where it is proven that there is no plan.
        relaxations: The smallest things to give up then.
        quiet_before: Quiet person-minutes of one working day as things are.
    """

    items: tuple[StaggeredShift, ...]
    status: Status
    objective: Objective | None
    roster: Roster = field(repr=False)
    planned: Roster | None = field(repr=False)
    requirements: RequirementChecks = field(repr=False)
    before: RequirementChecks = field(repr=False)
    horizon: Horizon
    zone: str
    grid_minutes: int
    priority: tuple[Tier, ...]
    proven: int
    is_unique: bool
    kept: tuple[str, ...]
    prices: tuple[Price, ...] = field(repr=False)
    figures: tuple[Figure, ...] = field(repr=False)
    notes: tuple[str, ...]
    conflict: Conflict | None = field(repr=False)
    relaxations: tuple[Relaxation, ...] = field(repr=False)
    quiet_before: int = field(repr=False)

    def __bool__(self) -> bool:
        """Whether there is a plan."""
        return self.objective is not None

    def __repr__(self) -> str:
        cost = (
            "" if self.objective is None else f", {self.objective.moved_person_minutes} person-minutes moved"
        )
        return f"<Stagger of {self.roster.title!r}: {self.status}{cost}>"

    @property
    def reason(self) -> str | None:
        """Why there is no plan; None where there is one."""
        if self.objective is not None:
            return None
        if self.conflict is not None:
            return " ".join(self.conflict.text)
        if self.status == "infeasible":
            return "No shifts within these limits keep all requirements."
        return "No plan was found in the time there was, and no proof that there is none."

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain values."""
        found: dict[str, Any] = {
            "status": self.status,
            "objective": None if self.objective is None else self.objective.to_dict(),
            "shifts": [one.to_dict() for one in self.items],
            "requirements": self.requirements.to_dicts(),
            "before": {
                "quiet_person_minutes": self.quiet_before,
                "requirements": self.before.to_dicts(),
            },
            "zone": self.zone,
            "grid_minutes": self.grid_minutes,
            "priority": list(self.priority),
            "proven": list(self.priority[: self.proven]),
            "unique": self.is_unique,
            "kept": list(self.kept),
            "prices": [one.to_dict() for one in self.prices],
            "figures": [one.to_dict() for one in self.figures],
            "notes": list(self.notes),
        }
        if self.conflict is not None:
            found["conflict"] = self.conflict.to_dict()
            found["relaxations"] = [one.to_dict() for one in self.relaxations]
        return found

    @property
    def starts(self) -> tuple[EarlierStart, ...]:
        """Who starts when, for the next plan to stay near to."""
        return tuple(EarlierStart(one.team, one.of_shift, one.start, one.zone, one.headcount) for one in self)

    @property
    def shared_shifts(self) -> tuple[tuple[str, str], ...]:
        """The (team, shift) whose people have several starts to take turns in, some costlier than others."""
        from overlap.planning.stagger.shares import shared_shifts

        return shared_shifts(self)

    def rotate(
        self,
        team: str,
        *,
        shift: str | None = None,
        start: str | dt.date | None = None,
        weeks: int | None = None,
        ledger: Ledger | None = None,
        steady: bool = False,
    ) -> CohortRotation:
        """Lets the people of a shift take turns in its starts, so that nobody is always early.

        Args:
            team: Id of the team.
            shift: What the shift is called today; its only one with several starts by default.
            start: The first week begins on this date or later; with the horizon by default.
            weeks: How many; by default as many as it takes until all have borne the same.
            ledger: What everybody carries from before.
            steady: Of equally fair plans one with few changes.

        Raises:
            UnknownId: If there is no such team or shift.
            BadArgument: If the shift has not several starts that differ in what they cost.
        """
        from overlap.planning.stagger.shares import take_turns

        return take_turns(self, team, shift, start=start, weeks=weeks, ledger=ledger, steady=steady)

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown."""
        from overlap.planning.stagger.view import stagger_document

        return stagger_document(self, self.roster.clock(self.zone if zone is None else zone))

    def chart(self, zone: str | None = None) -> Bands:
        """A usual day of every team before and after; without a group where no team works.

        Raises:
            BadZone: If there is no such zone.
        """
        from overlap.planning.stagger.day import day_bands

        clock = self.roster.clock(self.zone if zone is None else zone)
        return day_bands(self, clock) or Bands("A usual day", clock.key, ())

    def _frame(self) -> Frame:
        from overlap.planning.frames.teams import stagger_frame

        return stagger_frame(self)
