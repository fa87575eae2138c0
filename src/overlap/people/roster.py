"""A roster: teams, and what is asked of them.

Law: ids and the names of requirements are unique, and every id that a meeting or a requirement names
exists. Order is the file's order and decides ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, final

from overlap.core.civil import parse_time, parse_weekdays
from overlap.core.zones import Zone, zone
from overlap.errors import BadRoster, UnknownId
from overlap.people.calendars import Calendar
from overlap.people.listed import listed, repeated
from overlap.people.meetings import Meeting
from overlap.people.members import Member, checked_id, zone_key
from overlap.people.numbers import whole
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern

__all__ = ["Defaults", "Roster", "common_zone"]

_NEEDS: Final = (OverlapNeed, CoverageNeed, HandoffNeed, LimitNeed)
"""What a roster may require, the kinds of `Requirement`."""


@final
@dataclass(frozen=True, slots=True, init=False)
class Defaults:
    """What holds for every team that does not say otherwise.

    Args:
        days: Working days, as weekday names; else those of each calendar's place.
        fringe_minutes: Early or late minutes that people accept now and then.
        quiet: Wall times (start, end) between which no meeting is proposed.

    Raises:
        BadSchedule, BadTime, BadArgument: If a part cannot be read.
    """

    days: frozenset[int] | None
    fringe_minutes: int
    quiet: tuple[int, int]

    def __init__(
        self,
        *,
        days: Iterable[str] | None = None,
        fringe_minutes: int = 60,
        quiet: tuple[str, str] = ("22:00", "07:00"),
    ) -> None:
        object.__setattr__(self, "days", None if days is None else parse_weekdays(days))
        object.__setattr__(self, "fringe_minutes", whole(fringe_minutes, "fringe_minutes"))
        low = parse_time(quiet[0], field="quiet")
        high = parse_time(quiet[1], latest="24:00", field="quiet")
        object.__setattr__(self, "quiet", (low, high))


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Roster:
    """The teams whose time is asked about.

    Args:
        teams: At least one.
        title: What reports call it.
        zone: IANA key in which reports speak; by default the teams' zone if all have the same, else UTC.
        defaults: What holds for all teams.
        meetings: Recurring meetings.
        requirements: What the shifts must reach together.
        id: What calendars know it by for ever; by default made from the title.

    Raises:
        BadRoster: If ids, or names of requirements, repeat or are missing.
        BadZone: If the zone is unknown.
    """

    teams: tuple[Team, ...]
    title: str
    zone: str
    defaults: Defaults
    meetings: tuple[Meeting, ...]
    requirements: tuple[Requirement, ...]
    id: str
    _by_id: dict[str, Team] = field(compare=False, repr=False)

    def __init__(
        self,
        teams: Iterable[Team],
        *,
        title: str = "Roster",
        zone: str | None = None,
        defaults: Defaults | None = None,
        meetings: Iterable[Meeting] = (),
        requirements: Iterable[Requirement] = (),
        id: str | None = None,
    ) -> None:
        if zone is not None:
            zone_key(zone)
        common = Defaults() if defaults is None else defaults
        own = tuple(_with_days(team, common.days) for team in listed(teams, Team, "teams"))
        if not own:
            raise BadRoster("a roster needs a team", hint="add one with a zone and a shift", field="teams")
        by_id: dict[str, Team] = {}
        for team in own:
            if team.id in by_id:
                raise BadRoster(f'two teams are called "{team.id}"', hint="rename one", field="teams")
            by_id[team.id] = team
        held = listed(meetings, Meeting, "meetings")
        values: tuple[tuple[str, object], ...] = (
            ("teams", own),
            ("title", title),
            ("zone", common_zone(own) if zone is None else zone),
            ("defaults", common),
            ("meetings", held),
            ("requirements", listed(requirements, _NEEDS, "requirements")),
            ("id", _id_of(title) if id is None else checked_id(id, "roster")),
            ("_by_id", by_id),
        )
        for field_name, value in values:
            object.__setattr__(self, field_name, value)
        seen: set[str] = set()
        for meeting in held:
            checked_id(meeting.id, "meeting")
            if meeting.id in seen:
                raise BadRoster(
                    f'two meetings are called "{meeting.id}"', hint="rename one", field="meetings"
                )
            seen.add(meeting.id)
            self._check_ids(meeting.people_ids(), f'meeting "{meeting.id}"')
            if meeting.anchor is not None and meeting.anchor not in by_id:
                self._check_anchor(meeting)
        twice = repeated(need.name for need in self.requirements)
        if twice is not None:
            raise BadRoster(
                f'two requirements are called "{twice}"',
                hint="give one of them a name of its own",
                field="requirements",
            )
        for need in self.requirements:
            self._check_ids(need.people_ids(), f'requirement "{need.name}"')

    def __repr__(self) -> str:
        ids = ", ".join(self._by_id) if len(self) <= 12 else f"{len(self)} teams"
        return f"<Roster {self.title!r} in {self.zone}: {ids}>"

    def __iter__(self) -> Iterator[Team]:
        return iter(self.teams)

    def __len__(self) -> int:
        return len(self.teams)

    @property
    def home(self) -> Zone:
        """The zone in which reports speak."""
        return zone(self.zone)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must know of the lists of holidays its teams keep, each sentence once."""
        calendars = (
            calendar
            for team in self.teams
            for calendar in (team.holidays, team.local_holidays, *_once(one.holidays for one in team.members))
        )
        known = (calendar.caveats for calendar in calendars if calendar is not None)
        return tuple(dict.fromkeys(caveat for caveats in known for caveat in caveats))

    def clock(self, key: str | None) -> Zone:
        """The zone of a key, or that in which reports speak for None.

        Raises:
            BadZone: If there is no such zone.
        """
        return self.home if key is None else zone(key)

    def team(self, team_id: str) -> Team:
        """A team by its id.

        Raises:
            UnknownId: If there is none; with near ids.
        """
        found = self._by_id.get(team_id)
        if found is None:
            raise self.unknown(team_id)
        return found

    def find(self, person_id: str) -> Team | tuple[Team, Member]:
        """A team by its id, or a member by "team.member".

        Raises:
            UnknownId: If there is none; with near ids.
        """
        team_id, dot, member_id = person_id.partition(".")
        if not dot:
            return self.team(team_id)
        team = self.team(team_id)
        return team, team.member(member_id)

    def pattern(self, member_path: str) -> WorkPattern:
        """When the member "team.member" works.

        Raises:
            UnknownId: If there is none.
        """
        team_id, _, member_id = member_path.partition(".")
        return self.team(team_id).pattern_of(member_id)

    def unknown(self, given: str) -> UnknownId:
        """The error for an id that is not here, with near ids."""
        near = get_close_matches(given, self._by_id, n=2, cutoff=0.6)
        known = ", ".join(self._by_id) if len(self._by_id) <= 12 else f"one of {len(self._by_id)} ids"
        hint = f'did you mean "{near[0]}"?' if near else f"use {known}"
        return UnknownId(f'no team is called "{given}"', hint=hint)

    def _check_ids(self, ids: Iterable[str], what: str) -> None:
        for one in ids:
            try:
                self.find(one)
            except UnknownId as error:
                raise BadRoster(f"{what}: {error.message}", hint=error.hint, field=one) from None

    def _check_anchor(self, meeting: Meeting) -> None:
        from overlap.errors import BadZone

        anchor = meeting.anchor or ""
        try:
            zone(anchor)
        except BadZone as error:
            raise BadRoster(
                f'meeting "{meeting.id}": the anchor "{anchor}" is neither a team nor a time zone',
                hint=error.hint,
                field=anchor,
            ) from None


def _id_of(title: str) -> str:
    """An id made of a title: its letters and digits, with a dash for what lies between."""
    words = "".join(char if char.isalnum() else " " for char in title.lower()).split()
    return "-".join(words)[:_ID_LENGTH].strip("-") or "roster"


_ID_LENGTH: Final = 60
"""Characters of an id made of a title: enough to tell rosters apart."""


def common_zone(teams: Iterable[Team]) -> str:
    """The zone of all teams, or UTC where they have several."""
    keys = {team.zone for team in teams}
    return keys.pop() if len(keys) == 1 else "UTC"


def _once(calendars: Iterable[Calendar | None]) -> Iterable[Calendar | None]:
    """Each calendar once, as an object: members who live alike share theirs."""
    return {id(one): one for one in calendars}.values()


def _with_days(team: Team, days: frozenset[int] | None) -> Team:
    """The team with the roster's working days, where it has none of its own."""
    if days is None or team.days is not None:
        return team
    return team.replace(days=days)
