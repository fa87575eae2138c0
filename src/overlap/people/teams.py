"""Teams and their members.

Law: a team's people are its named members and, up to its headcount, unnamed people who work its
shifts. A member inherits what it does not set itself. Somebody of the team is at work when any
of its people are; how many are is a count, never above the people there are. The headcount of a shift
is of everybody who works it: the members are among them, the unnamed people are the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, final

from overlap.core.civil import DAY, parse_weekdays
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, depth, union
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadRoster, BadSchedule, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.addresses import email_address
from overlap.people.calendars import Calendar
from overlap.people.crowd import Crowd
from overlap.people.flex import Flex
from overlap.people.listed import listed, repeated
from overlap.people.members import Member, Observance, checked_id, checked_overnight, worked_terms, zone_key
from overlap.people.numbers import is_whole
from overlap.people.schedule import MONDAY_TO_FRIDAY, Cycle, Schedule, Season
from overlap.people.shifts import Shift
from overlap.people.workpattern import Overnight, WorkPattern

__all__ = ["ELECTIVE", "Team", "check_apart"]

ELECTIVE: Final = "elective holiday"
"""What reports call a day that a member takes of the team's elective days."""

_TEAMS_OWN: Final = worked_terms(Member("anybody"))
"""The terms of who works what the team does."""

_TOLD: Final = 40
"""Ids that a hint lists: more would hide what it says."""


class _People(NamedTuple):
    """The members of a team; those who work alike, by pattern; and each by id."""

    members: tuple[Member, ...]
    groups: tuple[tuple[WorkPattern, tuple[Member, ...]], ...]
    by_id: dict[str, tuple[Member, WorkPattern]]


_PUT_OFF: Final = ("members", "groups", "_by_id")
"""The same, which a team has only once somebody has looked at it, if it was given a crowd."""


class _Unmade(NamedTuple):
    """A crowd, the pattern of each of its models, and its people by the team's id once they are made."""

    people: Crowd
    patterns: tuple[WorkPattern, ...]
    made: dict[str, _People]


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Team:
    """People who share shifts, a zone and a holiday calendar.

    Args:
        id: Unique in the roster.
        zone: IANA key.
        shifts: What is worked.
        name: What people say; the id by default.
        days: Working days, as weekday names or numbers; by default those of the calendar's
            place, else Monday to Friday.
        cycle: A rotation through the shifts.
        seasons: Dated ranges with other shifts.
        holidays: The calendar whose days the team takes off.
        local_holidays: The calendar of where its people live, if they keep another's days instead.
        observes: What all its people keep besides.
        elective_days: How many elective days each member may choose in a calendar year.
        overnight: What a day off takes of a night shift: "start_day", the shifts that start on it;
            "clip", its minutes from 00:00 to 24:00; "any_touch", every shift that touches it.
        closures: Company days.
        headcount: How many people; by default those of its shifts or the named members, whichever
            are more, else one.
        members: Named people.
        flex: How far shifts may be moved.
        skills: Languages and skills that everybody has.
        email: Where calendars invite the team as a whole.

    Attributes:
        pattern: When its unnamed people work.
        groups: Its members by how they work: each pattern once, with those who have it.
        patterns: When its people work, each pattern once: of the unnamed, if there are any, and of members.

    Raises:
        BadRoster, BadSchedule, BadZone, BadArgument: If a part cannot be right.

    Example:
        >>> Team("manila", "Asia/Manila", [Shift("08:00", "17:00")]).people_count
        1
    """

    id: str
    zone: str
    shifts: tuple[Shift, ...]
    name: str
    days: frozenset[int] | None
    cycle: Cycle | None
    seasons: tuple[Season, ...]
    holidays: Calendar | None
    local_holidays: Calendar | None
    observes: tuple[Observance, ...]
    elective_days: int
    overnight: Overnight
    closures: tuple[Closure, ...]
    headcount: int | None
    members: tuple[Member, ...]
    flex: Flex | None
    skills: frozenset[str]
    email: str | None
    pattern: WorkPattern = field(compare=False, repr=False)
    groups: tuple[tuple[WorkPattern, tuple[Member, ...]], ...] = field(compare=False, repr=False)
    patterns: tuple[WorkPattern, ...] = field(compare=False, repr=False)
    _by_id: dict[str, tuple[Member, WorkPattern]] = field(compare=False, repr=False)
    _crowd: _Unmade | None = field(compare=False, repr=False)

    def __init__(
        self,
        id: str,
        zone: str,
        shifts: Iterable[Shift],
        *,
        name: str | None = None,
        days: Iterable[str] | frozenset[int] | None = None,
        cycle: Cycle | None = None,
        seasons: Iterable[Season] = (),
        holidays: Calendar | None = None,
        local_holidays: Calendar | None = None,
        observes: Iterable[Observance] = (),
        elective_days: int = 0,
        overnight: Overnight = "start_day",
        closures: Iterable[Closure] = (),
        headcount: int | None = None,
        members: Iterable[Member] = (),
        flex: Flex | None = None,
        skills: Iterable[str] = (),
        email: str | None = None,
    ) -> None:
        home = zone_key(zone)
        crowd = members if isinstance(members, Crowd) else None
        named = listed(members, Member, "members") if crowd is None else crowd.models
        count = len(named if crowd is None else crowd)
        if headcount is not None:
            if not is_whole(headcount, least=1):
                raise BadRoster(
                    f"headcount is {headcount!r}", hint="give a whole number from 1", field="headcount"
                )
            if headcount < count:
                raise BadRoster(
                    f"headcount is {headcount}, but {count} members are named",
                    hint="raise the headcount, or leave it out to count the members",
                    field="headcount",
                )
        twice = repeated(member.id for member in named)
        if twice is not None:
            raise BadRoster(f'two members are called "{twice}"', hint="rename one", field="members")
        if isinstance(days, frozenset) and all(isinstance(day, int) for day in days):
            weekdays: frozenset[int] | None = frozenset(day for day in days if isinstance(day, int))
            if not days or not days <= frozenset(range(7)):
                raise BadArgument(
                    f"{sorted(days)} are not weekday numbers", hint="use 0 for Monday to 6", field="days"
                )
        else:
            weekdays = None if days is None else parse_weekdays(days)
        for kept, field_name in ((holidays, "holidays"), (local_holidays, "local_holidays")):
            if kept is not None and not isinstance(kept, Calendar):
                raise BadRoster(
                    f"{field_name} is {kept!r}",
                    hint='give a calendar: overlap.HolidayCalendar("PH")',
                    field=field_name,
                )
        checked_overnight(overnight)
        if not is_whole(elective_days):
            raise BadRoster(
                f"elective_days is {elective_days!r}", hint="give a whole number", field="elective_days"
            )
        for member in named:
            if member.elective:
                _check_elective(member, elective_days)
        own = listed(shifts, Shift, "shifts")
        for shift in own:
            if headcount is not None and shift.headcount is not None and shift.headcount > headcount:
                raise BadRoster(
                    f'the shift "{shift.name}" needs {shift.headcount} people of a team of {headcount}',
                    hint="lower it, or raise the team's headcount",
                    field="shifts",
                )
        values: tuple[tuple[str, object], ...] = (
            ("id", checked_id(id, "team")),
            ("zone", zone),
            ("shifts", own),
            ("name", name or id),
            ("days", weekdays),
            ("cycle", cycle),
            ("seasons", listed(seasons, Season, "seasons")),
            ("holidays", holidays),
            ("local_holidays", local_holidays),
            ("observes", listed(observes, Observance, "observes")),
            ("elective_days", elective_days),
            ("overnight", overnight),
            ("closures", listed(closures, Closure, "closures")),
            ("headcount", headcount),
            ("flex", flex),
            ("skills", frozenset(listed(skills, str, "skills"))),
            ("email", None if email is None else email_address(email, "email")),
        )
        for field_name, value in values:
            object.__setattr__(self, field_name, value)
        schedule = Schedule(
            own, days=self.working_days, cycle=cycle, seasons=self.seasons, weeks=self._weeks(None)
        )
        observed = _calendars(self.observes)
        pattern = WorkPattern(home, schedule, holidays, self.closures, observed, overnight)
        object.__setattr__(self, "pattern", pattern)
        theirs = self._patterns_of(named)
        if crowd is None:
            self._settle(_settled(named, theirs))
            of_members = tuple(found for found, _ in self.groups)
        else:
            object.__setattr__(self, "_crowd", _Unmade(crowd, theirs, {}))
            used = {theirs[at].identity: theirs[at] for at in dict.fromkeys(crowd.of)}
            of_members = tuple(used.values())
        has_own = self.people_count > count and pattern not in of_members
        object.__setattr__(self, "patterns", (pattern, *of_members) if has_own else of_members)

    if not TYPE_CHECKING:  # pragma: no branch

        def __getattr__(self, name: str) -> object:
            """What a crowd puts off: its members are made when somebody asks for one of them."""
            if name not in _PUT_OFF:
                raise AttributeError(f"'Team' object has no attribute {name!r}")
            crowd = self._crowd
            if crowd is not None:
                people, patterns, made = crowd
                found = _settled(tuple(people), [patterns[at] for at in people.of])
                # Of two threads the first: nobody sees two of one person.
                self._settle(made.setdefault(self.id, found))
            return object.__getattribute__(self, name)

    def _settle(self, people: _People) -> None:
        """Gives the team its people: when it is made, or when somebody asks for those of a crowd."""
        for name, value in zip(_PUT_OFF, people, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_crowd", None)

    @property
    def _named_count(self) -> int:
        """How many members there are; none is made to count them."""
        crowd = self._crowd
        return len(self.members) if crowd is None else len(crowd.people)

    def __repr__(self) -> str:
        people = f", {self.people_count} people" if self.people_count > 1 else ""
        return f"<Team {self.id!r} in {self.zone}: {', '.join(shift.name for shift in self.shifts)}{people}>"

    @property
    def working_days(self) -> frozenset[int]:
        """Weekday numbers worked where a shift names none."""
        if self.days is not None:
            return self.days
        return self.holidays.working_weekdays if self.holidays is not None else MONDAY_TO_FRIDAY

    def _weeks(self, days: frozenset[int] | None) -> tuple[tuple[date, frozenset[int]], ...]:
        """The working days by the date from which they hold, where the calendar's rest days changed."""
        if days is not None or self.days is not None or self.holidays is None:
            return ()
        weekends = self.holidays.weekends
        return tuple((since, frozenset(range(7)) - rest) for since, rest in weekends if len(weekends) > 1)

    @property
    def people_count(self) -> int:
        """How many people there are, named or not."""
        if self.headcount is not None:
            return self.headcount
        by_shift = sum(shift.headcount or 0 for shift in self.shifts)
        return max(self._named_count, by_shift, 1)

    @property
    def unnamed_count(self) -> int:
        """How many people are not named."""
        return self.people_count - self._named_count

    def pattern_of(self, member_id: str) -> WorkPattern:
        """When a member works.

        Raises:
            UnknownId: If nobody in the team is called so.
        """
        return self._found(member_id)[1]

    def member(self, member_id: str) -> Member:
        """A member by id.

        Raises:
            UnknownId: If nobody in the team is called so.
        """
        return self._found(member_id)[0]

    def _found(self, member_id: str) -> tuple[Member, WorkPattern]:
        found = self._by_id.get(member_id)
        if found is None:
            raise UnknownId(f'"{member_id}" is no member of "{self.id}"', hint=f"it names {self._names()}")
        return found

    def _names(self) -> str:
        """The ids of its members as a hint tells them."""
        if len(self.members) > _TOLD:
            return f"{len(self.members)} members"
        return ", ".join(self._by_id) or "nobody"

    def replace(self, **changes: Any) -> Team:
        """The same team with some arguments changed.

        Args:
            changes: Arguments of `Team` by name.

        Raises:
            TypeError: If there is no such argument.
            BadRoster, BadSchedule, BadZone, BadArgument: If the parts do not fit together.

        Example:
            >>> team = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
            >>> team.replace(headcount=3).people_count
            3
        """
        known = {one.name: getattr(self, one.name) for one in fields(self) if one.compare}
        return Team(**{**known, **changes})

    def at_work(self, horizon: Horizon, *, bare: bool = False) -> IntervalSet:
        """The minutes at which somebody of the team is at work.

        Args:
            horizon: When.
            bare: As if there were no holidays and no absences.

        Raises:
            BeyondData: If a calendar does not reach that far.
        """
        return union([pattern.at_work(horizon, bare=bare) for pattern in self.patterns])

    def working(self, shift: Shift) -> tuple[Member, ...]:
        """The members who work a shift of the team, in order: those who inherit it and those who name it.

        Who follows a cycle works the shifts that it names. A shift of a season, or one that a season
        shortens, is known by its name.

        Args:
            shift: One of the team's, or of its seasons.

        Example:
            >>> day, client = Shift("08:00", "17:00", name="day"), Shift("21:00", "05:00", name="client")
            >>> team = Team("manila", "Asia/Manila", [day, client], members=[
            ...     Member("ana", shifts=["day"]), Member("jun", shifts=["client"]), Member("bea")])
            >>> [member.id for member in team.working(day)]
            ['ana', 'bea']
        """
        is_ordinary = shift in self.shifts
        found: list[Member] = []
        for pattern, alike in self.groups:
            schedule = pattern.schedule
            if schedule.cycle is not None and shift.name not in schedule.cycle.days:
                continue
            # A member keeps its place in the shift of its name when a season gives that shift other hours.
            names = () if is_ordinary else (own.name for own in schedule.shifts)
            if shift in schedule.shifts or shift.name in names:
                found += alike
            else:
                found += [member for member in alike if member.shifts is None]
        if len(self.groups) > 1:
            order = {one: at for at, one in enumerate(self._by_id)}
            found.sort(key=lambda member: order[member.id])
        return tuple(found)

    def unnamed_on(self, shift: Shift) -> int:
        """How many unnamed people work a shift: its headcount, less the members who work it.

        Args:
            shift: One of the team's, or of its seasons.

        Example:
            >>> day = Shift("08:00", "17:00", name="day", headcount=6)
            >>> team = Team("manila", "Asia/Manila", [day], members=[Member("ana", shifts=["day"])])
            >>> team.unnamed_on(day)
            5
        """
        wanted = self.people_count if shift.headcount is None else shift.headcount
        return min(max(wanted - len(self.working(shift)), 0), self.unnamed_count)

    def head_counts(
        self, horizon: Horizon, *, bare: bool = False, skill: str | None = None
    ) -> list[tuple[IntervalSet, int]]:
        """How many people are at work, as weighted sets to add up: one for all who work alike.

        Each named member counts one. Unnamed people count by `unnamed_on` of their shift, and never
        add up to more than there are.

        Args:
            horizon: When.
            bare: As if there were no holidays and no absences.
            skill: Only people with this skill. The team's skills are everybody's, unnamed people have
                no others.

        Raises:
            BeyondData: If a calendar does not reach that far.
        """
        everybody = skill is None or skill in self.skills
        counts = self._counts(None if everybody else skill)
        found = [(pattern.at_work(horizon, bare=bare), count) for pattern, count in counts if count]
        unnamed = self.unnamed_count if everybody else 0
        if unnamed == 0:
            return found
        if all(shift.headcount is None for shift in self._all_shifts()):
            return [(self.pattern.at_work(horizon, bare=bare), unnamed), *found]
        parts = [(one, self.unnamed_on(shift)) for shift, one in self.pattern.by_shift(horizon, bare=bare)]
        levels: dict[int, list[tuple[int, int]]] = {}
        for start, end, level in depth(parts):
            levels.setdefault(min(level, unnamed), []).append((start, end))
        return [(IntervalSet(pairs), level) for level, pairs in levels.items()] + found

    def _counts(self, skill: str | None) -> list[tuple[WorkPattern, int]]:
        """How many members there are by how they work, or how many of them have a skill."""
        crowd = self._crowd
        if crowd is None:
            return [
                (pattern, sum(skill is None or skill in member.skills for member in alike))
                for pattern, alike in self.groups
            ]
        people, patterns, _ = crowd
        found: dict[object, tuple[WorkPattern, int]] = {}
        for at, count in Counter(people.of).items():
            pattern = patterns[at]
            known = found.get(pattern.identity, (pattern, 0))[1]
            has_it = skill is None or skill in people.models[at].skills
            found[pattern.identity] = pattern, known + (count if has_it else 0)
        return list(found.values())

    def _all_shifts(self) -> Iterable[Shift]:
        yield from self.shifts
        for season in self.seasons:
            yield from season.shifts or ()

    def _patterns_of(self, named: Iterable[Member]) -> tuple[WorkPattern, ...]:
        """When each member works: one object for all who work alike."""
        known: dict[object, WorkPattern] = {_TEAMS_OWN: self.pattern}
        found: list[WorkPattern] = []
        for member in named:
            pattern = known.get(member._terms)
            if pattern is None:
                terms = worked_terms(member)
                pattern = known.get(terms)
                if pattern is None:
                    pattern = known[terms] = self._pattern_of(member)
                known[member._terms] = pattern
            found.append(pattern)
        return tuple(found)

    def _pattern_of(self, member: Member) -> WorkPattern:
        home = zone(member.zone) if member.zone is not None else zone(self.zone)
        days = self.working_days if member.days is None else member.days
        cycle = self.cycle if member.shifts is None and member.cycle is None else member.cycle
        shifts = self.shifts
        if member.shifts is not None:
            shifts = tuple(
                self._shift_named(shift, member) if isinstance(shift, str) else shift
                for shift in member.shifts
            )
            check_apart(shifts, f"{self.id}.{member.id}", days=days, cycle=cycle)
        seasons: Iterable[Season] = self.seasons
        if member.shifts is not None:
            named = all(isinstance(shift, str) for shift in member.shifts)
            seasons = self.pattern.schedule.shortened() if named else ()
        schedule = Schedule(shifts, days=days, cycle=cycle, seasons=seasons, weeks=self._weeks(member.days))
        calendar = self.holidays if member.holidays is None else member.holidays
        elective = (TimeOff(day, name=ELECTIVE) for day in member.elective)
        return WorkPattern(
            home,
            schedule,
            calendar,
            (*self.closures, *member.time_off, *elective),
            _calendars((*self.observes, *member.observes)),
            self.overnight if member.overnight is None else member.overnight,
        )

    def _shift_named(self, name: str, member: Member) -> Shift:
        for shift in self.shifts:
            if shift.name == name:
                return shift
        known = ", ".join(f'"{shift.name}"' for shift in self.shifts)
        raise BadSchedule(
            f'"{name}", a shift of "{member.id}", is no shift of the team',
            hint=f"use {known}",
            field="shifts",
        )


def _settled(members: tuple[Member, ...], patterns: Sequence[WorkPattern]) -> _People:
    """Members, each with a pattern, which is one object for all who work alike."""
    groups: dict[object, tuple[WorkPattern, list[Member]]] = {}
    for member, found in zip(members, patterns, strict=True):
        groups.setdefault(found.identity, (found, []))[1].append(member)
    by_id = {member.id: (member, found) for member, found in zip(members, patterns, strict=True)}
    return _People(members, tuple((found, tuple(alike)) for found, alike in groups.values()), by_id)


def _calendars(observances: Iterable[Observance]) -> tuple[Calendar, ...]:
    """The calendars of what is observed, each once."""
    return tuple(dict.fromkeys(calendar for one in observances for calendar in one.calendars))


def _check_elective(member: Member, allowed: int) -> None:
    """That a member chooses no more elective days in a calendar year than the team grants."""
    by_year = Counter(day.year for day in member.elective)
    for year, count in sorted(by_year.items()):
        if count > allowed:
            granted = f"grants {allowed} a year" if allowed else "grants none"
            raise BadRoster(
                f'"{member.id}" chooses {count} elective days in {year}, but the team {granted}',
                hint="raise the team's elective_days, or drop a date",
                field="elective",
            )


def check_apart(
    shifts: Iterable[Shift], who: str, *, days: frozenset[int] | None = None, cycle: Cycle | None = None
) -> None:
    """That one person's shifts on the same clock never overlap.

    Args:
        shifts: The person's shifts.
        who: What the error calls the person.
        days: Days on which shifts without days of their own are worked; if unknown, those
            shifts are not judged.
        cycle: The rotation that decides the days instead.

    Raises:
        BadSchedule: If two do.
    """
    own = tuple(shifts)
    if cycle is not None:
        by_name = {shift.name: shift for shift in own}
        rota = [by_name.get(name) for name in cycle.days]
        for today, tomorrow in pairwise([*rota, rota[0]]):
            if today is not None and tomorrow is not None and _meet(today, tomorrow, 1):
                raise _overlapping(today, tomorrow, who)
        return
    for one, other in combinations(own, 2):
        ones, others = one.days or days or frozenset(), other.days or days or frozenset()
        for delta in (-1, 0, 1):
            if _meet(one, other, delta) and any((day + delta) % 7 in others for day in ones):
                raise _overlapping(one, other, who)


def _meet(one: Shift, other: Shift, delta: int) -> bool:
    """Whether a shift and another that starts `delta` days later share a minute of their clock."""
    start, end = other.start_minute + delta * DAY, other.end_minute + delta * DAY
    return one.zone == other.zone and one.start_minute < end and start < one.end_minute


def _overlapping(one: Shift, other: Shift, who: str) -> BadSchedule:
    return BadSchedule(
        f'the shifts "{one.name}" and "{other.name}" of "{who}" overlap',
        hint="nobody works two shifts at once: change the times or the days",
        field="shifts",
    )
