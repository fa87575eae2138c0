"""What more shared time costs: from minutes of a requirement to person-minutes moved.

Law: each point is an answer of its own, with all other requirements kept. More minutes never cost less.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, final

from overlap.core.horizon import Horizon, Moment
from overlap.errors import BadArgument, UnknownId
from overlap.people.listed import listed
from overlap.people.numbers import is_whole
from overlap.people.requirements import HandoffNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.planning.rows import Rows
from overlap.planning.stagger.asked import prepared
from overlap.planning.stagger.lessened import with_minutes
from overlap.planning.stagger.result import Status
from overlap.planning.stagger.solve import Progress, Solver, best_plan
from overlap.render.document import Document, Paragraph, Table
from overlap.render.moments import duration_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["TradeOff", "TradePoint", "trade_off"]

STEP: Final = 30
"""Minutes between points where none are named."""

LONGEST: Final = 12 * 60
"""Minutes at which the points end where none are named; they end before at the first that cannot be."""


@final
@dataclass(frozen=True, slots=True)
class TradePoint:
    """The cheapest plan with so many minutes.

    Attributes:
        minutes: Of the requirement.
        status: Whether it is proven, or that there is no plan; see `Status`.
        moved_person_minutes: What the plan moves; None without one.
        bound: What any plan moves at least.
    """

    minutes: int
    status: Status
    moved_person_minutes: int | None
    bound: Fraction

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        bound = int(self.bound) if self.bound.denominator == 1 else round(float(self.bound), 4)
        return {
            "minutes": self.minutes,
            "status": self.status,
            "moved_person_minutes": self.moved_person_minutes,
            "bound": bound,
        }


@final
@dataclass(frozen=True, slots=True)
class TradeOff(Rows[TradePoint], Charted, Tabled):
    """The points of one requirement, by minutes; immutable.

    Attributes:
        items: The points.
        need: The requirement as it stands.
        horizon: Over which dates.
    """

    items: tuple[TradePoint, ...]
    need: OverlapNeed | HandoffNeed
    horizon: Horizon = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The requirement's name, its minutes as they stand, and the points."""
        return {
            "requirement": self.need.name,
            "minutes": self.need.minutes,
            "points": [one.to_dict() for one in self.items],
        }

    def document(self) -> Document:
        """What a person is shown: a row for each point, and what each further step costs."""
        rows: list[tuple[str, ...]] = []
        before: int | None = 0
        for one in self.items:
            cost = one.moved_person_minutes
            more = "" if cost is None or before is None else f"+{cost - before}" if cost > before else "0"
            now = "as required" if one.minutes == self.need.minutes else ""
            rows.append(
                (duration_text(one.minutes), "" if cost is None else str(cost), more, _word(one), now)
            )
            before = cost
        columns = ("Minutes", "Person-min moved", "More", "Proof", "")
        return Document(
            (
                Paragraph(f"What {self.need.name} costs, all other requirements kept."),
                Table.of(columns, rows, right=columns[1:3]),
            )
        )

    def chart(self) -> Bars:
        """Bars of the person-minutes that each number of minutes costs."""
        from overlap.planning.charts.teams import trade_off_chart

        return trade_off_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.teams import trade_off_frame

        return trade_off_frame(self)


def _word(point: TradePoint) -> str:
    if point.status == "feasible":
        return f"not proven; at least {float(point.bound):g}"
    return {"optimal": "proven best", "infeasible": "proven: no plan", "unknown": "not known"}[point.status]


def trade_off(
    roster: Roster,
    requirement: str,
    start: Moment,
    end: Moment,
    *,
    minutes: Iterable[int] | None = None,
    zone: str | None = None,
    requirements: Iterable[Requirement] | None = None,
    grid_minutes: int = 15,
    keep: Iterable[str] = (),
    time_limit: timedelta = timedelta(minutes=1),
    solver: Solver = "auto",
    progress: Progress | None = None,
) -> TradeOff:
    """Finds what each length of a shared time costs, the other requirements kept.

    Args:
        roster: The teams.
        requirement: Name of an overlap or a handoff.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        minutes: The lengths; by default 30, 60, 90 … until there is no plan.
        zone: IANA key in which dates are read; the roster's by default.
        requirements: What must hold; those of the roster by default.
        grid_minutes: See `suggest_stagger`.
        keep: Ids of teams that stay as they are.
        time_limit: For each point; see `suggest_stagger`.
        solver: See `suggest_stagger`.
        progress: See `suggest_stagger`.

    Raises:
        UnknownId: If no requirement has that name.
        BadArgument: If it has no minutes, or a length is no whole number from 1.
        MissingExtra: If the case is too large for the exact search and HiGHS is not installed.
        BadHorizon, BadDate, NaiveDatetime, BadZone, BadRoster, BeyondData: See `suggest_stagger`.
    """
    asked = prepared(
        roster,
        start,
        end,
        zone=zone,
        requirements=requirements,
        grid_minutes=grid_minutes,
        keep=keep,
        time_limit=time_limit,
        solver=solver,
        progress=progress,
    )
    need = next((one for one in asked.needs if one.name == requirement), None)
    if need is None:
        known = ", ".join(f'"{one.name}"' for one in asked.needs)
        raise UnknownId(f'no requirement is called "{requirement}"', hint=f"use {known}")
    if not isinstance(need, (OverlapNeed, HandoffNeed)):
        raise BadArgument(
            f'"{requirement}" has no minutes to vary',
            hint="name an overlap or a handoff",
            field="requirement",
        )
    lengths = range(STEP, LONGEST + 1, STEP) if minutes is None else listed(minutes, int, "minutes")
    for length in lengths:
        if not is_whole(length, least=1):
            raise BadArgument(f"{length!r} is no length", hint="give whole minutes from 1", field="minutes")
    points: list[TradePoint] = []
    for length in sorted(set(lengths)):
        other = with_minutes(need, length)
        needs = [other if one is need else one for one in asked.needs]
        built = asked.make(needs)
        found = best_plan(built, asked.grid, ("moved",), asked.how)
        bound = found.bounds[0] if found.bounds else Fraction(0)
        if found.plan is None:
            points.append(TradePoint(length, "infeasible" if found.infeasible else "unknown", None, bound))
            if minutes is None and found.infeasible:
                break
            continue
        moved = sum(built.model.moved(found.plan))
        points.append(TradePoint(length, "optimal" if found.proven else "feasible", moved, bound))
    return TradeOff(tuple(points), need, asked.horizon)
