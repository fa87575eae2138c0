"""What a lead needs from everybody's shifts together: overlap, coverage, handoff.

Law: a description only; whether it holds, and what makes it hold, is planning's to find.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, final

from overlap.core.civil import DAY, parse_time, parse_weekdays
from overlap.core.zones import zone as zone_of
from overlap.errors import BadRoster
from overlap.people.numbers import whole

__all__ = ["CoverageNeed", "HandoffNeed", "OverlapNeed", "Requirement"]

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
        name: What results call it.

    Raises:
        BadRoster, BadSchedule, BadArgument: If a part cannot be right.
    """

    teams: tuple[str, ...]
    minutes: int
    people: Everyone | tuple[int, ...]
    days: frozenset[int] | None
    contiguous: bool
    through_breaks: bool
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
            ("name", name or " and ".join(ids)),
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
        name: What results call it.

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
        name: str | None = None,
    ) -> None:
        low, high = parse_time(start, field="start"), parse_time(end, latest="24:00", field="end")
        if low == high:
            raise BadRoster(
                f"the window starts and ends at {start}",
                hint='write start = "00:00", end = "24:00" for a whole day',
                field="end",
            )
        zone_of(zone)
        ids = tuple(teams)
        values: tuple[tuple[str, object], ...] = (
            ("start_minute", low),
            ("end_minute", high if high > low else high + DAY),
            ("zone", zone),
            ("headcount", whole(headcount, "headcount", least=1)),
            ("days", frozenset(range(7)) if days is None else parse_weekdays(days)),
            ("teams", _names(ids, 1, "teams") if ids else ()),
            ("skill", skill),
            ("name", name or f"{headcount} at work {start}-{end} {zone}"),
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
        name: What results call it.

    Raises:
        BadRoster, BadSchedule: If a part cannot be right.
    """

    from_team: str
    to_team: str
    minutes: int
    people: Everyone | tuple[int, ...]
    name: str

    def __init__(
        self,
        from_team: str,
        to_team: str,
        minutes: int,
        *,
        people: Everyone | Iterable[int] = "everyone",
        name: str | None = None,
    ) -> None:
        _names((from_team, to_team), 2, "to")
        values: tuple[tuple[str, object], ...] = (
            ("from_team", from_team),
            ("to_team", to_team),
            ("minutes", whole(minutes, "minutes", least=1)),
            ("people", _people(people, 2)),
            ("name", name or f"{from_team} to {to_team}"),
        )
        for field, value in values:
            object.__setattr__(self, field, value)

    def people_ids(self) -> tuple[str, ...]:
        """The teams it names."""
        return (self.from_team, self.to_team)


Requirement = OverlapNeed | CoverageNeed | HandoffNeed
"""Any of the three."""
