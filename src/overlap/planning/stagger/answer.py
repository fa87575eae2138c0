"""Staggered shifts: the least change of starts that reaches what is required, for every date of a horizon.

Law: a plan is found on a model and then checked on the people themselves, by the code that answers every
other question. It is called optimal only with a proof; where there is none, the bound says how far off it
may be. Without a plan the answer says which wishes collide, and the smallest one to give up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Final, final

from overlap.core.horizon import Moment
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, MissingExtra
from overlap.people.requirements import Requirement
from overlap.people.roster import Roster
from overlap.planning.stagger.apply import Cohort, applied, cohorts_of
from overlap.planning.stagger.asked import Asked, prepared
from overlap.planning.stagger.asking import UNKNOWN, Answer, Case
from overlap.planning.stagger.build import Built
from overlap.planning.stagger.check import RequirementChecks, check_requirements
from overlap.planning.stagger.conflict import Conflict, clash_of, conflict_of
from overlap.planning.stagger.figures import Figure, figures_of
from overlap.planning.stagger.model import TIERS, Model, Plan, Solution, Tier
from overlap.planning.stagger.relaxations import Relaxation, relaxations
from overlap.planning.stagger.rests import least_rest
from overlap.planning.stagger.result import Objective, Price, Stagger, StaggeredShift, Status
from overlap.planning.stagger.solve import Progress, Solver, best_plan

__all__ = ["suggest_stagger"]


def suggest_stagger(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    requirements: Iterable[Requirement] | None = None,
    grid_minutes: int = 15,
    keep: Iterable[str] = (),
    priority: Sequence[Tier] = TIERS,
    last: Roster | Stagger | None = None,
    again: int = 1,
    time_limit: timedelta = timedelta(minutes=1),
    solver: Solver = "auto",
    threads: int = 1,
    seed: int = 0,
    progress: Progress | None = None,
    explain: bool = True,
) -> Stagger:
    """Finds the shifts that reach what is required and move the fewest person-minutes.

    Teams move within their `flex`; those without one stay. Each tier of the objective is proven before the
    next: person-minutes moved, the minutes per person of the team that is moved most, quiet person-minutes.
    Of equal plans the earliest teams of the roster stay, then people start early, so that the same question
    has the same answer on every machine.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included. A year shows every change of clocks.
        zone: IANA key in which dates are read; the roster's by default.
        requirements: What must hold; those of the roster by default.
        grid_minutes: Starts lie so many minutes apart: 5, 6, 10, 12, 15, 20, 30 or 60.
        keep: Ids of teams that stay as they are.
        priority: What is made small first: "moved", "worst", "quiet". Those left out come after.
        last: An earlier plan, to which people should stay near: its result, or its roster.
        again: Minutes that each person-minute away from it costs, beside those moved.
        time_limit: How long HiGHS may look; the exact search of small cases is limited by counts.
        solver: "search", "highs" or, for the first and then the second, "auto".
        threads: Threads of HiGHS.
        seed: Its seed. Neither changes the answer.
        progress: Told what is made small, the best so far and the bound.
        explain: Whether to find out what collides and what to give up where there is no plan, and what each
            requirement costs where there is one: that takes longer than the plan.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BadRoster: If a flex does not fit its team's shifts, or nothing is required.
        BadArgument, UnknownId: If an option cannot be right.
        BeyondData: If a holiday calendar does not reach that far.
        MissingExtra: If the case is too large for the exact search and HiGHS is not installed.

    Example:
        >>> from overlap.people.flex import Flex
        >>> from overlap.people.requirements import OverlapNeed
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> ny = Team("ny", "America/New_York", [Shift("09:00", "17:00")])
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], flex=Flex(later_minutes=240))
        >>> found = suggest_stagger(
        ...     Roster([ny, pune]), "2026-01-05", "2026-12-31", requirements=[OverlapNeed(["ny", "pune"], 60)]
        ... )
        >>> found.status, found.objective.moved_person_minutes, found[1].start
        ('optimal', 90, '11:30')
    """
    if isinstance(last, Stagger) and last.planned is None:
        raise BadArgument("the earlier stagger has no plan", hint="leave out last", field="last")
    asked = prepared(
        roster,
        start,
        end,
        zone=zone,
        requirements=requirements,
        grid_minutes=grid_minutes,
        keep=keep,
        priority=priority,
        last=last.starts if isinstance(last, Stagger) else last,
        again=again,
        time_limit=time_limit,
        solver=solver,
        threads=threads,
        seed=seed,
        progress=progress,
    )
    built = asked.make()
    found = best_plan(built, asked.grid, asked.priority, asked.how)
    question = _Question(asked, built, bool(explain))
    return question.answered(found) if found.plan is not None else question.unanswered(found)


@final
@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked, with its model."""

    asked: Asked
    built: Built
    explain: bool

    def checks(self, roster: Roster, *, days_off: bool) -> RequirementChecks:
        """How the requirements are kept."""
        start, end = self.asked.horizon.moments
        return check_requirements(
            roster, start, end, zone=self.asked.zone, requirements=self.asked.needs, days_off=days_off
        )

    def answered(self, found: Solution) -> Stagger:
        """The result for a plan."""
        plan = found.plan
        assert plan is not None  # noqa: S101 - asked for by the only caller
        model = self.built.model
        cohorts = cohorts_of(self.built, self.asked.roster, plan)
        planned = applied(self.built, self.asked.roster, cohorts)
        rows = self.rows(cohorts)
        quiet = sum(one.headcount * one.quiet_minutes for one in rows)
        constant = quiet - model.quiet(plan)
        bound = found.bounds[0] if found.bounds else Fraction(0)
        objective = Objective(
            sum(model.moved(plan)),
            model.worst(plan),
            quiet,
            bound + (constant if self.asked.priority[0] == "quiet" else 0),
            model.changed(plan),
        )
        done = found.proven == len(self.asked.priority)
        return self._stagger(
            rows,
            "optimal" if done else "feasible",
            objective,
            planned,
            found,
            prices=self.prices(plan) if done and self.explain else (),
        )

    def unanswered(self, found: Solution) -> Stagger:
        """The result where there is no plan, or none is known."""
        rows = self.rows(cohorts_of(self.built, self.asked.roster, self.today()))
        if not found.infeasible:
            return self._stagger(rows, "unknown", None, None, found, prices=())
        if not self.explain:
            return self._stagger(rows, "infeasible", None, None, found, prices=())
        case = Case(
            self.asked.roster, self.built, self.asked.grid, self._any_plan, frozenset(self.asked.kept)
        )
        clash = clash_of(case)
        conflict = conflict_of(case, clash)
        ways = relaxations(case, clash=clash, cheapest=self._cheapest)
        return self._stagger(rows, "infeasible", None, None, found, prices=(), conflict=conflict, ways=ways)

    def _any_plan(self, model: Model) -> Answer:
        """A plan of a model, None if it has none, or that it is not known."""
        try:
            found = self.asked.how.solve(model, (), ties=False, share=QUESTION_SHARE)
        except MissingExtra:
            return UNKNOWN
        if found.plan is not None:
            return found.plan
        return None if found.infeasible else UNKNOWN

    def _cheapest(self, model: Model) -> Solution | None:
        """The plan of a model that moves least."""
        try:
            return self.asked.how.solve(model, ("moved",), ties=False, share=QUESTION_SHARE)
        except MissingExtra:
            return None

    def _stagger(
        self,
        rows: tuple[StaggeredShift, ...],
        status: Status,
        objective: Objective | None,
        planned: Roster | None,
        found: Solution,
        *,
        prices: tuple[Price, ...],
        conflict: Conflict | None = None,
        ways: tuple[Relaxation, ...] = (),
    ) -> Stagger:
        before = self.checks(self.asked.roster, days_off=planned is None)
        today = self.rows(cohorts_of(self.built, self.asked.roster, self.today()))
        quiet = sum(one.headcount * one.quiet_minutes for one in today)
        figures: tuple[Figure, ...] = ()
        if planned is not None and objective is not None:
            clock = zone_of(self.asked.zone)
            nights = quiet, objective.quiet_person_minutes
            figures = figures_of(self.asked.roster, planned, self.asked.horizon, clock, nights)
        return Stagger(
            rows,
            status,
            objective,
            self.asked.roster,
            planned,
            before if planned is None else self.checks(planned, days_off=True),
            before,
            self.asked.horizon,
            self.asked.zone,
            self.asked.grid,
            self.asked.priority,
            found.proven,
            found.unique,
            self.asked.kept,
            prices,
            figures,
            (),
            conflict,
            ways,
            quiet,
        )

    def today(self) -> Plan:
        """The plan in which everybody stays."""
        plan = [0] * self.built.model.columns
        for desk in self.built.desks:
            for seat in desk.seats:
                one = self.built.board.seats[seat]
                if one.column is not None:
                    plan[one.column + desk.today] = one.strand.count
        return tuple(plan)

    def rows(self, cohorts: tuple[Cohort, ...]) -> tuple[StaggeredShift, ...]:
        """The cohorts as people read them."""
        found = []
        for one in cohorts:
            desk = self.built.desks[one.desk]
            team = self.asked.roster.teams[desk.team]
            was, new = desk.shift, one.shift
            found.append(
                StaggeredShift(
                    team.id,
                    one.name,
                    was.name,
                    new.start,
                    new.end,
                    new.zone or team.zone,
                    one.headcount,
                    one.members,
                    one.candidate.option.moved,
                    was.start,
                    was.end,
                    was.zone or team.zone,
                    one.candidate.option.place < was.start_minute,
                    one.candidate.option.quiet,
                    least_rest(self.built.board, desk.seats, one.option),
                )
            )
        return tuple(found)

    def prices(self, plan: Plan) -> tuple[Price, ...]:
        """What each requirement costs, where that is quickly told."""
        model = self.built.model
        if model.columns > PRICED_COLUMNS or len(self.asked.needs) > PRICED_NEEDS:
            return ()
        cost = sum(model.moved(plan))
        found = []
        for tag, need in enumerate(self.asked.needs, start=1):
            one = (
                self.asked.how.solve(model.without({tag}), ("moved",), plan, ties=False)
                if cost
                else Solution(plan, 1, ())
            )
            if one.plan is not None:
                moved = sum(model.moved(one.plan))
                found.append(Price(need.name, moved, cost - moved, one.proven == 1))
        return tuple(found)


PRICED_COLUMNS: Final = 120
"""Possible starts up to which the price of each requirement is worked out: less than a second in all."""

QUESTION_SHARE: Final = 0.1
"""How much of the time each question may take that explains why there is no plan."""

PRICED_NEEDS: Final = 12
"""Requirements up to which it is."""
