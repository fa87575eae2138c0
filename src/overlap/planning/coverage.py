"""How many people are at work over time, where that is too few, and why.

Law: an uncovered minute is one at which fewer are at work than the need asks for. Days off, clocks and
seasons only explain; they never change what is counted. More people never cover less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, final

from overlap.core.civil import iso_minute
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon, Moment
from overlap.core.intervals import IntervalSet, union
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.roster import Roster
from overlap.planning.covered_weeks import CoveredWeek, share_of, weekday_hours, weeks_of
from overlap.planning.handoffs import HANDOFF_MINUTES, Handoffs, handoffs_of
from overlap.planning.needs import AskedNeed, Need, needs_of
from overlap.planning.selection import require_roster
from overlap.planning.staff import Staff, skills_of, staff_of
from overlap.planning.uncovered import Uncovered, uncovered_in
from overlap.planning.workload import Limits, Workload, workload_of
from overlap.render.document import Document
from overlap.render.kept import Kept
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import HeatMap
    from overlap.render.records import Frame

__all__ = ["Coverage", "NeedCoverage", "SkillCoverage", "coverage"]


@final
@dataclass(frozen=True, slots=True)
class SkillCoverage:
    """How much of the needed time somebody with a skill is at work."""

    skill: str
    needed_minutes: int
    covered_minutes: int

    @property
    def share(self) -> float:
        """The part of the needed time; 1 where nothing is needed."""
        return share_of(self.covered_minutes, self.needed_minutes)

    def to_dict(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "skill": self.skill,
            "covered_minutes": self.covered_minutes,
            "share": round(self.share, 6),
        }


@final
@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """One need and how far it is covered.

    Attributes:
        need: What must be covered.
        zone: IANA key of its clock.
        depth: How many of those who count are at work.
        required: How many must be.
        bare: How many would be without days off.
        uncovered: The runs with too few, in order.
    """

    need: Need
    staff: Staff = field(repr=False)
    zone: str
    depth: Depth
    required: Depth = field(repr=False)
    bare: Depth = field(repr=False)
    uncovered: tuple[Uncovered, ...] = field(repr=False)

    @property
    def needed(self) -> IntervalSet:
        """The minutes at which anybody is needed."""
        return self.required.at_least(1)

    @property
    def short(self) -> IntervalSet:
        """The minutes with too few."""
        return IntervalSet((run.start, run.end) for run in self.uncovered)

    @property
    def usually_short(self) -> IntervalSet:
        """The minutes with too few if there were no days off."""
        return IntervalSet((start, end) for start, end, _ in self.bare.short_of(self.required))

    @property
    def needed_minutes(self) -> int:
        """How long anybody is needed."""
        return self.needed.minutes

    @property
    def covered_minutes(self) -> int:
        """How long enough are there."""
        return self.needed.minutes - self.short.minutes

    @property
    def share(self) -> float:
        """The part of the need that is covered; 1 where nothing is needed."""
        return share_of(self.covered_minutes, self.needed_minutes)

    @property
    def thin(self) -> IntervalSet:
        """The minutes of the need that are covered by exactly one person."""
        return (self.needed & self.depth.exactly(1)) - self.short

    def weeks(self, horizon: Horizon) -> tuple[CoveredWeek, ...]:
        """Every week of a horizon on the need's clock."""
        return tuple(weeks_of(horizon, zone_of(self.zone), self.needed, self.short, self.usually_short))

    def to_dict(self) -> dict[str, Any]:
        """The need as plain values, without its runs."""
        return {
            "name": self.need.name,
            "zone": self.zone,
            "teams": list(self.staff.ids),
            "skill": self.staff.skill,
            "headcount": self.need.most,
            "needed_minutes": self.needed_minutes,
            "covered_minutes": self.covered_minutes,
            "share": round(self.share, 6),
            "thin_minutes": self.thin.minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class Coverage(Charted, Tabled):
    """Who is there over time, held against one need or several; immutable.

    Attributes:
        roster: Who was asked about.
        horizon: When.
        zone: IANA key of the reader's clock.
        staff: The teams and members that count, where a need does not name its own.
        needs: Each need apart. Minutes of all together are covered where every need is.
        depth: How many of them are at work at each minute, over the whole horizon.
    """

    roster: Roster = field(repr=False)
    horizon: Horizon
    zone: str
    staff: Staff = field(repr=False)
    needs: tuple[NeedCoverage, ...]
    depth: Depth
    _handoff_minutes: int = field(repr=False)
    _limits: Limits = field(repr=False)
    _kept: Kept = field(repr=False, compare=False, default_factory=Kept)

    @property
    def needed(self) -> IntervalSet:
        """The minutes at which anybody is needed."""
        return union([one.needed for one in self.needs])

    @property
    def short(self) -> IntervalSet:
        """The minutes at which some need has too few."""
        return union([one.short for one in self.needs])

    @property
    def uncovered(self) -> tuple[Uncovered, ...]:
        """The runs with too few, in order of time; of several needs, each run names its own."""
        runs = [run for one in self.needs for run in one.uncovered]
        return tuple(sorted(runs, key=lambda run: (run.start, run.end)))

    @property
    def needed_minutes(self) -> int:
        """How long anybody is needed."""
        return self.needed.minutes

    @property
    def uncovered_minutes(self) -> int:
        """How long some need has too few."""
        return self.short.minutes

    @property
    def covered_minutes(self) -> int:
        """How long every need is met."""
        return self.needed_minutes - self.uncovered_minutes

    @property
    def share(self) -> float:
        """The part of the needed time that is covered; 1 where nothing is needed."""
        return share_of(self.covered_minutes, self.needed_minutes)

    @property
    def reason(self) -> str | None:
        """Why there is no answer, or None where there is one."""
        if self.needed_minutes:
            return None
        names = " and ".join(one.need.name for one in self.needs)
        return f"Nobody is needed between these dates: no minute of {names} lies there."

    @property
    def thin(self) -> tuple[tuple[int, int], ...]:
        """The longest runs covered by exactly one person for some need, (start, end) in UTC minutes."""
        return tuple(union([one.thin for one in self.needs]))

    @property
    def thin_minutes(self) -> int:
        """How long one person alone covers a need."""
        return sum(end - start for start, end in self.thin)

    @property
    def weeks(self) -> tuple[CoveredWeek, ...]:
        """Every local week: on the need's clock, or on the reader's if there are several needs."""
        usually = union([one.usually_short for one in self.needs])
        return tuple(weeks_of(self.horizon, self.clock, self.needed, self.short, usually))

    @property
    def worst_week(self) -> CoveredWeek | None:
        """The week with the smallest share covered, the first of equals; None if nothing is needed."""
        weeks = [week for week in self.weeks if week.needed_minutes]
        return min(weeks, key=lambda week: (week.share, week.start)) if weeks else None

    @property
    def typical_short_minutes(self) -> int | None:
        """How much is uncovered in most whole weeks without days off, the least of equals; None of none."""
        whole = Counter(week.needed_minutes - week.usual_minutes for week in self.weeks if week.days == 7)
        return max(whole, key=lambda less: (whole[less], -less)) if whole else None

    @property
    def broken_weeks(self) -> tuple[CoveredWeek, ...]:
        """The weeks with more uncovered than is typical, or in which days off take what would be covered."""
        typical = self.typical_short_minutes
        return tuple(
            week
            for week in self.weeks
            if week.covered_minutes < week.usual_minutes
            or (typical is not None and week.needed_minutes - week.covered_minutes > typical)
        )

    @property
    def clock(self) -> Zone:
        """The clock of weeks and of the average week."""
        return zone_of(self.needs[0].zone if len(self.needs) == 1 else self.zone)

    @property
    def by_weekday_hour(self) -> tuple[tuple[float | None, ...], ...]:
        """How many are there on average: 7 weekdays, Monday first, of 24 hours; None outside the horizon."""
        return tuple(
            tuple(people / minutes if minutes else None for people, minutes in day)
            for day in weekday_hours(self.depth, self.clock)
        )

    def by_skill(self) -> tuple[SkillCoverage, ...]:
        """For each skill of those who count: how much of the needed time somebody with it is at work.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        found = []
        needed = self.needed
        for skill in skills_of(self.roster, self.staff.ids):
            there = Staff(self.roster, self.staff.ids, skill).depth(self.horizon).at_least(1)
            found.append(SkillCoverage(skill, needed.minutes, (needed & there).minutes))
        return tuple(found)

    @property
    def handoffs(self) -> Handoffs:
        """Who takes over from whom; see `find_handoffs`. Found when first asked for."""
        asked = self.staff, self.horizon, self.zone, self._handoff_minutes
        return self._kept.once("handoffs", lambda: handoffs_of(*asked))

    @property
    def workload(self) -> Workload:
        """Each person's hours; see `workload`. Found when first asked for."""
        asked = self.staff, self.horizon, self.zone, self._limits
        return self._kept.once("workload", lambda: workload_of(*asked))

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values."""
        worst = self.worst_week
        found: dict[str, Any] = {
            "zone": self.zone,
            "needed_minutes": self.needed_minutes,
            "covered_minutes": self.covered_minutes,
            "share": round(self.share, 6),
            "needs": [one.to_dict() for one in self.needs],
            "uncovered": [run.to_dict() for run in self.uncovered],
            "thin_minutes": self.thin_minutes,
            "thin": [{"start": iso_minute(start), "end": iso_minute(end)} for start, end in self.thin],
            "weeks": [week.to_dict() for week in self.weeks],
            "worst_week": None if worst is None else worst.start.isoformat(),
            "by_weekday_hour": [
                [None if people is None else round(people, 3) for people in day]
                for day in self.by_weekday_hour
            ],
            "skills": [one.to_dict() for one in self.by_skill()],
            "depth": [
                {"start": iso_minute(start), "end": iso_minute(end), "headcount": people}
                for start, end, people in self.depth
            ],
        }
        if self.reason is not None:
            found["reason"] = self.reason
        return found | self.handoffs.to_dict() | self.workload.to_dict()

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown, on the need's clock or on that of another zone.

        Raises:
            BadZone: If there is no such zone.
        """
        from overlap.planning.coverage_view import coverage_document

        return coverage_document(self, self.clock if zone is None else zone_of(zone))

    def __str__(self) -> str:
        from overlap.render.text import to_text

        return to_text(self.document())

    def chart(self, *, of: Literal["people", "uncovered"] = "people") -> HeatMap:
        """A heat map of an average week on the need's clock: 7 weekdays of 24 hours.

        Args:
            of: "people", how many are at work on average; "uncovered", the percentage of the need that
                too few cover.
        """
        from overlap.planning.charts.hours import coverage_chart

        return coverage_chart(self, of)

    def _frame(self) -> Frame:
        from overlap.planning.frames.hours import coverage_frame

        return coverage_frame(self)


def coverage(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    need: AskedNeed | Iterable[AskedNeed] = "24x7",
    teams: Iterable[str] | None = None,
    skill: str | None = None,
    handoff_minutes: int = HANDOFF_MINUTES,
    limits: Limits | None = None,
) -> Coverage:
    """Tells how many people are at work over time, where that is too few and why, and who hands over.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key of the clock of dates, and of needs without their own; the roster's by default.
        need: "24x7", "24x5" (Monday 00:00 to Friday 24:00), "mon-fri 08:00-20:00", each with "=2" for two
            people; the name of a `[[require.coverage]]`; a `CoverageNeed`; 24 headcounts, or a mapping
            from weekdays to 24 headcounts; or a list of them.
        teams: Ids of teams, or of members as "team.member"; every team by default.
        skill: Only people with this skill count.
        handoff_minutes: How long two teams that hand over must share, where no requirement says so.
        limits: When a rest is too short and a run of nights too long; see `Limits`.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BadArgument: If a need cannot be read or nobody has the skill.
        UnknownId: If an id is unknown.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> found = coverage(Roster([pune]), "2026-03-02", "2026-03-02", need="08:00-20:00")
        >>> found.covered_minutes, [run.minutes for run in found.uncovered]
        (540, [120, 60])
    """
    require_roster(roster)
    clock = roster.clock(zone)
    horizon = Horizon.of(start, end, clock)
    staff = staff_of(roster, teams, skill)
    found = tuple(_covered(staff, one, horizon, clock) for one in needs_of(roster, need))
    depth = found[0].depth if len(found) == 1 else staff.depth(horizon)
    own = found[0].staff if len(found) == 1 else staff
    kept = Limits() if limits is None else limits
    return Coverage(roster, horizon, clock.key, own, found, depth, handoff_minutes, kept)


def _covered(staff: Staff, need: Need, horizon: Horizon, reader: Zone) -> NeedCoverage:
    own = staff
    if need.teams or need.skill is not None:
        own = staff_of(staff.roster, need.teams or staff.ids, need.skill or staff.skill)
    clock = need.clock(reader)
    required, there, bare = need.over(horizon, clock), own.depth(horizon), own.depth(horizon, bare=True)
    runs = uncovered_in(own, need, required, there, bare, horizon, clock)
    return NeedCoverage(need, own, clock.key, there, required, bare, runs)
