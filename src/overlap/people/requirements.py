"""What a lead needs from everybody's shifts together: overlap, coverage, handoff, limits.

Law: a description only; whether it holds, and what makes it hold, is planning's to find. Each has a name,
by which results call it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, final

from overlap.core.civil import DAY, parse_time, parse_weekdays, time_text
from overlap.core.zones import zone as zone_of
from overlap.errors import BadRoster
from overlap.people.listed import shown
from overlap.people.numbers import whole

__all__ = ["CoverageNeed", "HandoffNeed", "LimitNeed", "OverlapNeed", "Requirement"]

Everyone = Literal["everyone"]


def _names(values: Iterable[str], least: int, field: str) -> tuple[str, ...]:
    names = tuple(values)
    if len(names) < least or len(set(names)) < len(names):
        raise BadRoster(f"{field} needs {least} or more different teams, not {list(names)}", field=field)
    return names


def _people(people: Everyone | Iterable[int], teams: int) -> Everyone | tuple[int, ...]:
    if isinstance(people, str):
        if people != "everyone":
            raise BadRoster(
                f"people is {people!r}", hint='write "everyone" or one count per team: [2, 6]', field="people"
            )
        return "everyone"
    counts = tuple(whole(count, "people", least=1) for count in people)
    if len(counts) != teams:
        raise BadRoster(f"people has {len(counts)} counts for {teams} teams", field="people")
    return counts


def _window(start: str, end: str) -> tuple[int, int]:
    """Two wall times as minutes after midnight, the end after the start."""
    low, high = parse_time(start, field="start"), parse_time(end, latest="24:00", field="end")
    if low == high:
        raise BadRoster(
            f"the window starts and ends at {start}",
            hint='write start = "00:00", end = "24:00" for a whole day',
            field="end",
        )
    return low, high if high > low else high + DAY


def _name(name: str | None, plain: str) -> str:
    if name is not None and not isinstance(name, str):
        raise BadRoster(f"name is {shown(name)}", hint="give text, or leave it out", field="name")
    return name or plain


@final
@dataclass(frozen=True, slots=True, init=False)
class OverlapNeed:
    """Teams share minutes on every date of the first team's shifts.

    Args:
        teams: Team ids; the first is the anchor of dates.
        minutes: How long.
        people: "everyone", or one count per team.
        days: Weekdays of the anchor's local date; its working days by default.
        contiguous: One window, not minutes added up.
        through_breaks: Whether a window may lie across a break.
        holidays: Whether shifts must keep it on days with holidays too.
        name: What results call it; the teams by default.

    Raises:
        BadRoster, BadSchedule, BadArgument: If a part cannot be right.
    """

    teams: tuple[str, ...]
    minutes: int
    people: Everyone | tuple[int, ...]
    days: frozenset[int] | None
    contiguous: bool
    through_breaks: bool
    holidays: bool
    name: str

    def __init__(
        self,
        teams: Iterable[str],
        minutes: int,
        *,
        people: Everyone | Iterable[int] = "everyone",
        days: Iterable[str] | None = None,
        contiguous: bool = True,
        through_breaks: bool = False,
        holidays: bool = False,
        name: str | None = None,
    ) -> None:
        ids = _names(teams, 2, "teams")
        values: tuple[tuple[str, object], ...] = (
            ("teams", ids),
            ("minutes", whole(minutes, "minutes", least=1)),
            ("people", _people(people, len(ids))),
            ("days", None if days is None else parse_weekdays(days)),
            ("contiguous", bool(contiguous)),
            ("through_breaks", bool(through_breaks)),
            ("holidays", bool(holidays)),
            ("name", _name(name, " and ".join(ids))),
        )
        for field, value in values:
            object.__setattr__(self, field, value)

    def people_ids(self) -> tuple[str, ...]:
        """The teams it names."""
        return self.teams


@final
@dataclass(frozen=True, slots=True, init=False)
class CoverageNeed:
    """So many people at work at every minute of a local window.

    Args:
        start: Wall time in `zone`.
        end: Wall time, up to "24:00"; at or before the start means the next day.
        zone: IANA key of the window's clock.
        headcount: How many.
        days: Weekdays on which the window starts; all by default.
        teams: Whose people count; all teams by default.
        skill: Only people with this skill count.
        holidays: Whether shifts must keep it on days with holidays too.
        name: What results call it; the headcount, times and zone by default.

    Raises:
        BadRoster, BadSchedule, BadTime, BadZone, BadArgument: If a part cannot be right.
    """

    start_minute: int
    end_minute: int
    zone: str
    headcount: int
    days: frozenset[int]
    teams: tuple[str, ...]
    skill: str | None
    holidays: bool
    name: str

    def __init__(
        self,
        start: str,
        end: str,
        *,
        zone: str,
        headcount: int = 1,
        days: Iterable[str] | None = None,
        teams: Iterable[str] = (),
        skill: str | None = None,
        holidays: bool = False,
        name: str | None = None,
    ) -> None:
        low, high = _window(start, end)
        zone_of(zone)
        ids = tuple(teams)
        values: tuple[tuple[str, object], ...] = (
            ("start_minute", low),
            ("end_minute", high),
            ("zone", zone),
            ("headcount", whole(headcount, "headcount", least=1)),
            ("days", frozenset(range(7)) if days is None else parse_weekdays(days)),
            ("teams", _names(ids, 1, "teams") if ids else ()),
            ("skill", skill),
            ("holidays", bool(holidays)),
            ("name", _name(name, f"{headcount} at work {start}-{end} {zone}")),
        )
        for field, value in values:
            object.__setattr__(self, field, value)

    def people_ids(self) -> tuple[str, ...]:
        """The teams it names; none means all."""
        return self.teams


@final
@dataclass(frozen=True, slots=True, init=False)
class HandoffNeed:
    """When one team's shift ends, the next one's people have been there for a while.

    Args:
        from_team: Who hands over.
        to_team: Who takes over.
        minutes: How long both are there.
        people: "everyone", or the two counts.
        days: Weekdays on which the first team's shift starts, on the clock it follows; every date that
            it works by default.
        holidays: Whether shifts must keep it on days with holidays too.
        name: What results call it; the teams by default.

    Raises:
        BadRoster, BadSchedule, BadArgument: If a part cannot be right.
    """

    from_team: str
    to_team: str
    minutes: int
    people: Everyone | tuple[int, ...]
    days: frozenset[int] | None
    holidays: bool
    name: str

    def __init__(
        self,
        from_team: str,
        to_team: str,
        minutes: int,
        *,
        people: Everyone | Iterable[int] = "everyone",
        days: Iterable[str] | None = None,
        holidays: bool = False,
        name: str | None = None,
    ) -> None:
        _names((from_team, to_team), 2, "to")
        values: tuple[tuple[str, object], ...] = (
            ("from_team", from_team),
            ("to_team", to_team),
            ("minutes", whole(minutes, "minutes", least=1)),
            ("people", _people(people, 2)),
            ("days", None if days is None else parse_weekdays(days)),
            ("holidays", bool(holidays)),
            ("name", _name(name, f"{from_team} to {to_team}")),
        )
        for field, value in values:
            object.__setattr__(self, field, value)

    def people_ids(self) -> tuple[str, ...]:
        """The teams it names."""
        return (self.from_team, self.to_team)


@final
@dataclass(frozen=True, slots=True, init=False)
class LimitNeed:
    """What no plan of shifts may ask of people, and the hours of its own that a team keeps covered.

    Args:
        teams: Ids of those it holds for; all teams by default.
        quiet_minutes: The most minutes of quiet hours that a person works in one shift.
        rest_minutes: The least minutes between two shifts of a person.
        start: From when a team's own hours stay covered, as wall time where the team is.
        end: Until when, up to "24:00"; at or before the start means the next day.
        headcount: How many people of each team cover them.
        days: Weekdays of the local date on which those hours start; the team's working dates by default.
        name: What results call it; made of the rest by default.

    Raises:
        BadRoster, BadSchedule, BadTime, BadArgument: If a part cannot be right, or nothing is limited.

    Example:
        >>> LimitNeed(["pune"], quiet_minutes=60, rest_minutes=660).name
        'pune: 60 quiet minutes at most, 660 minutes of rest'
    """

    teams: tuple[str, ...]
    quiet_minutes: int | None
    rest_minutes: int | None
    start_minute: int | None
    end_minute: int | None
    headcount: int
    days: frozenset[int] | None
    name: str

    def __init__(
        self,
        teams: Iterable[str] = (),
        *,
        quiet_minutes: int | None = None,
        rest_minutes: int | None = None,
        start: str | None = None,
        end: str | None = None,
        headcount: int = 1,
        days: Iterable[str] | None = None,
        name: str | None = None,
    ) -> None:
        ids = tuple(teams)
        if (start is None) != (end is None):
            missing = "start" if start is None else "end"
            raise BadRoster(
                f"the hours that stay covered have no {missing}",
                hint='write both: start = "09:00", end = "17:00"',
                field="end" if start is None else "start",
            )
        if quiet_minutes is None and rest_minutes is None and start is None:
            raise BadRoster(
                "a limit limits nothing",
                hint="give quiet_minutes, rest_minutes, or start and end",
                field="quiet_minutes",
            )
        people = whole(headcount, "headcount", least=1)
        low = high = None
        if start is not None and end is not None:
            low, high = _window(start, end)
        elif people != 1 or days is not None:
            unused = "days" if people == 1 else "headcount"
            raise BadRoster(
                f"{unused} is of the hours that stay covered, but there are none",
                hint=f"give start and end, or leave out {unused}",
                field=unused,
            )
        values: tuple[tuple[str, object], ...] = (
            ("teams", _names(ids, 1, "teams") if ids else ()),
            ("quiet_minutes", None if quiet_minutes is None else whole(quiet_minutes, "quiet_minutes")),
            ("rest_minutes", None if rest_minutes is None else whole(rest_minutes, "rest_minutes", least=1)),
            ("start_minute", low),
            ("end_minute", high),
            ("headcount", people),
            ("days", None if days is None else parse_weekdays(days)),
        )
        for field, value in values:
            object.__setattr__(self, field, value)
        object.__setattr__(self, "name", _name(name, self._plain_name()))

    def _plain_name(self) -> str:
        parts = []
        if self.quiet_minutes is not None:
            parts.append(f"{self.quiet_minutes} quiet minutes at most")
        if self.rest_minutes is not None:
            parts.append(f"{self.rest_minutes} minutes of rest")
        if self.start_minute is not None and self.end_minute is not None:
            hours = f"{time_text(self.start_minute)}-{time_text(self.end_minute % DAY or DAY)}"
            parts.append(f"{self.headcount} at work {hours}")
        return f"{' and '.join(self.teams) or 'every team'}: {', '.join(parts)}"

    def people_ids(self) -> tuple[str, ...]:
        """The teams it names; none means all."""
        return self.teams


Requirement = OverlapNeed | CoverageNeed | HandoffNeed | LimitNeed
"""Any of the four."""
