"""Whether a roster keeps what is required of it, requirement by requirement, on every date.

Law: judged by minutes and people alone, whatever made the roster. A date on which a requirement is kept by
the shifts but not by those whom days off leave is an exception, not a miss; where a requirement holds with
holidays, there are no exceptions. What has no date to hold on is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, final

from overlap.core.horizon import Horizon, Moment
from overlap.errors import BadArgument
from overlap.people.listed import shown
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.planning.rows import Rows
from overlap.planning.selection import display_name, require_roster
from overlap.planning.stagger.check_hours import covered, kept_open, quiet_worked, rested
from overlap.planning.stagger.check_sharing import Found, handed_over, shared
from overlap.planning.stagger.stints import Stints
from overlap.render.document import Document
from overlap.render.shown import Tabled

if TYPE_CHECKING:
    from overlap.render.records import Frame

__all__ = ["RequirementCheck", "RequirementChecks", "RequirementException", "check_requirements"]

RequirementKind = Literal["overlap", "coverage", "handoff", "limit"]
"""The kinds of requirements, by their tables in a team file."""

LimitPart = Literal["quiet", "rest", "hours"]
"""What a limit is on: quiet minutes, rest, a team's own hours."""


class RequirementException(NamedTuple):
    """A date on which days off break what the shifts keep.

    Attributes:
        date: The requirement's date.
        minutes: What is left.
        short_minutes: How much is missing.
        because: The days off, by whose they are; empty where none takes anything, as on a day that is
            worked instead of another.
        teams: Ids of those whose days off they are.
    """

    date: date
    minutes: int
    short_minutes: int
    because: str
    teams: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The exception as plain values."""
        return {
            "date": self.date.isoformat(),
            "minutes": self.minutes,
            "short_minutes": self.short_minutes,
            "because": self.because,
        }


@final
@dataclass(frozen=True, slots=True)
class RequirementCheck:
    """One requirement, or one part of a limit, and how it is kept.

    Attributes:
        need: The requirement.
        part: Which part of a limit; None for the other kinds.
        teams: Whom it is about; all teams where it names none.
        needed_minutes: What it asks for; of a coverage the window's length on the worst date, of quiet
            minutes the most allowed.
        worst_minutes: What the worst date comes to: the one that misses most; of equals the one with the
            least minutes (with the most, if quiet), and then the first. None without a date.
        worst_date: That date, on the clock of the requirement's dates.
        worst_of: Who it is about, where a limit is on each person or team.
        missed: The dates on which it is not met, each with its minutes.
        exceptions: The dates on which days off break it, for a requirement that holds without holidays.
    """

    need: Requirement
    part: LimitPart | None
    teams: tuple[str, ...]
    needed_minutes: int
    worst_minutes: int | None
    worst_date: date | None
    worst_of: str
    missed: tuple[tuple[date, int], ...]
    exceptions: tuple[RequirementException, ...]

    @property
    def name(self) -> str:
        """The requirement's name; with the part of a limit that has several."""
        if not isinstance(self.need, LimitNeed) or len(_parts(self.need)) == 1:
            return self.need.name
        return f"{self.need.name}: {self.part}"

    @property
    def kind(self) -> RequirementKind:
        """Its table in a team file."""
        match self.need:
            case OverlapNeed():
                return "overlap"
            case CoverageNeed():
                return "coverage"
            case HandoffNeed():
                return "handoff"
            case LimitNeed():
                return "limit"

    @property
    def met(self) -> bool:
        """Whether it is met on every date, exceptions apart."""
        return not self.missed

    def to_dict(self) -> dict[str, Any]:
        """The check as plain values."""
        return {
            "name": self.name,
            "kind": self.kind,
            "teams": list(self.teams),
            "needed_minutes": self.needed_minutes,
            "worst_minutes": self.worst_minutes,
            "worst_date": None if self.worst_date is None else self.worst_date.isoformat(),
            "met": self.met,
            "missed_dates": len(self.missed),
            "exceptions": [one.to_dict() for one in self.exceptions],
        }


@final
@dataclass(frozen=True, slots=True)
class RequirementChecks(Rows[RequirementCheck], Tabled):
    """The checks of a roster's requirements, in their order; immutable.

    Attributes:
        items: One for each requirement; of a limit, one for each part.
        horizon: When.
        zone: IANA key of the clock on which the horizon's dates are read.
    """

    items: tuple[RequirementCheck, ...]
    horizon: Horizon
    zone: str
    roster: Roster = field(repr=False)

    @property
    def met(self) -> bool:
        """Whether all are met, exceptions apart."""
        return all(one.met for one in self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The checks as plain values."""
        return [one.to_dict() for one in self.items]

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain values."""
        return {"met": self.met, "requirements": self.to_dicts()}

    def document(self) -> Document:
        """What a person is shown."""
        from overlap.planning.stagger.check_view import checks_document

        return checks_document(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.teams import checks_frame

        return checks_frame(self)


def check_requirements(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    requirements: Iterable[Requirement | str] | None = None,
    days_off: bool = True,
) -> RequirementChecks:
    """Tells whether a roster's shifts keep what is required of them, and on which days days off break it.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included. A requirement is held against the shifts and
            the windows that start in the horizon, a handoff against the shifts that end in it.
        zone: IANA key in which dates are read; the roster's by default.
        requirements: Requirements, or names of the roster's; all of the roster by default.
        days_off: Whether to look for the dates on which days off break what the shifts keep.

    Returns:
        One check for each requirement, in order; for each part of a limit of its own.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        UnknownId, BadArgument: If a requirement, or an id or skill that one names, is unknown.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> krakow = Team("krakow", "Europe/Warsaw", [Shift("09:00", "17:00")])
        >>> roster = Roster([pune, krakow], requirements=[OverlapNeed(["krakow", "pune"], 360)])
        >>> (found,) = check_requirements(roster, "2026-03-01", "2026-04-30")
        >>> found.met, found.worst_minutes, str(found.worst_date), len(found.missed)
        (False, 330, '2026-03-02', 20)
    """
    require_roster(roster)
    clock = roster.clock(zone)
    horizon = Horizon.of(start, end, clock)
    stints = Stints(roster, horizon)
    needs = roster.requirements if requirements is None else tuple(_chosen(roster, requirements))
    return RequirementChecks(
        tuple(check for need in needs for check in _checks(need, stints, days_off=days_off)),
        horizon,
        clock.key,
        roster,
    )


def _chosen(roster: Roster, asked: Iterable[Requirement | str]) -> Iterator[Requirement]:
    """The requirements that an argument names."""
    if isinstance(asked, str) or not isinstance(asked, Iterable):
        raise BadArgument(
            f"requirements is {shown(asked)}, not a list", hint="put it into brackets", field="requirements"
        )
    known = {need.name: need for need in roster.requirements}
    for one in asked:
        if isinstance(one, str):
            if one not in known:
                near = get_close_matches(one, known, n=1)
                listed = ", ".join(f'"{name}"' for name in known) or "requirements themselves"
                hint = f'did you mean "{near[0]}"?' if near else f"use {listed}"
                raise BadArgument(f'no requirement is called "{one}"', hint=hint, field="requirements")
            yield known[one]
        elif isinstance(one, (OverlapNeed, CoverageNeed, HandoffNeed, LimitNeed)):
            for who in one.people_ids():
                roster.find(who)
            yield one
        else:
            raise BadArgument(
                f"{shown(one)} is no requirement",
                hint="give an OverlapNeed, a CoverageNeed, a HandoffNeed, a LimitNeed or a name",
                field="requirements",
            )


def _parts(need: LimitNeed) -> list[LimitPart]:
    """What a limit is on."""
    found: list[LimitPart] = []
    if need.quiet_minutes is not None:
        found.append("quiet")
    if need.rest_minutes is not None:
        found.append("rest")
    if need.start_minute is not None:
        found.append("hours")
    return found


_Dates = Iterator[tuple[date, Found]]


def _checks(need: Requirement, stints: Stints, *, days_off: bool) -> Iterator[RequirementCheck]:
    """A requirement, by the schedule and, if asked, with days off."""

    def check(part: LimitPart | None, nominal: int, world: Callable[[bool], _Dates]) -> RequirementCheck:
        held = not isinstance(need, LimitNeed) and need.holidays
        exceptions = world(False) if days_off and not held else iter(())
        return _check(need, part, stints, nominal, world(not held), exceptions)

    if isinstance(need, OverlapNeed):
        yield check(None, need.minutes, lambda bare: shared(need, stints, bare=bare))
    elif isinstance(need, HandoffNeed):
        yield check(None, need.minutes, lambda bare: handed_over(need, stints, bare=bare))
    elif isinstance(need, CoverageNeed):
        nominal = need.end_minute - need.start_minute
        yield check(None, nominal, lambda bare: covered(need, stints, bare=bare))
    else:
        for part in _parts(need):
            if part == "quiet":
                yield _check(need, part, stints, need.quiet_minutes or 0, quiet_worked(need, stints), ())
            elif part == "rest":
                yield check(part, need.rest_minutes or 0, lambda bare: rested(need, stints, bare=bare))
            else:
                nominal = (need.end_minute or 0) - (need.start_minute or 0)
                yield check(part, nominal, lambda bare: kept_open(need, stints, bare=bare))


def _check(
    need: Requirement,
    part: LimitPart | None,
    stints: Stints,
    needed_minutes: int,
    regular: Iterable[tuple[date, Found]],
    with_days_off: Iterable[tuple[date, Found]],
) -> RequirementCheck:
    """What dates come to, as one check."""
    more_is_worse = part == "quiet"
    dates = _by_date(regular, more_is_worse=more_is_worse)
    left = _by_date(with_days_off, more_is_worse=more_is_worse)
    worst = min(dates, key=lambda on: (_badness(dates[on], more_is_worse=more_is_worse), on), default=None)
    missed = tuple((on, found.minutes) for on, found in sorted(dates.items()) if found.short)
    broken = {on for on, _ in missed}
    exceptions = tuple(
        _exception(stints.roster, on, found)
        for on, found in sorted(left.items())
        if found.short and on not in broken
    )
    return RequirementCheck(
        need,
        part,
        need.people_ids() or tuple(team.id for team in stints.roster),
        needed_minutes if worst is None else dates[worst].needed,
        None if worst is None else dates[worst].minutes,
        worst,
        "" if worst is None else dates[worst].who,
        missed,
        exceptions,
    )


def _exception(roster: Roster, on: date, found: Found) -> RequirementException:
    """A date that days off break, with their names: `Kraków: Labour Day; Pune: Founders' day`."""
    told = (f"{display_name(roster, one)}: {', '.join(names)}" for one, names in found.because)
    teams = tuple(one for one, _ in found.because)
    return RequirementException(on, found.minutes, found.short, "; ".join(told), teams)


def _badness(found: Found, *, more_is_worse: bool) -> tuple[int, int]:
    """What is worse comes first: what misses more, then what has less."""
    return -found.short, -found.minutes if more_is_worse else found.minutes


def _by_date(found: Iterable[tuple[date, Found]], *, more_is_worse: bool) -> dict[date, Found]:
    """The worst of each date; of equals the first."""
    dates: dict[date, Found] = {}
    for on, one in found:
        known = dates.get(on)
        if known is None or _badness(one, more_is_worse=more_is_worse) < _badness(
            known, more_is_worse=more_is_worse
        ):
            dates[on] = one
    return dates
