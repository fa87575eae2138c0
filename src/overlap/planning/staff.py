"""Who counts: the heads of teams and members, all of them or those with a skill.

Law: nobody counts twice, and a skill that nobody in the roster has is a mistake, not an empty answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple, final

from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.errors import BadArgument
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.selection import demand, display_name

__all__ = ["Alike", "Person", "Staff", "skills_of", "staff_of"]


@final
@dataclass(frozen=True, slots=True)
class Person:
    """A named member, or the unnamed people of a team, who work alike.

    Attributes:
        id: "team.member", or the team's id for its unnamed people.
        name: What people call them.
        pattern: When they work.
    """

    id: str
    name: str
    pattern: WorkPattern


class Alike(NamedTuple):
    """People of one team who work alike and count: members, or all its unnamed people.

    Attributes:
        pattern: When they work.
        team: Whose they are.
        members: Who they are; nobody for unnamed people.
    """

    pattern: WorkPattern
    team: Team
    members: tuple[Member, ...]

    @property
    def people(self) -> list[Person]:
        """Each of them; the unnamed ones together."""
        team = self.team
        if not self.members:
            return [Person(team.id, team.name, self.pattern)]
        return [
            Person(f"{team.id}.{member.id}", f"{member.name} ({team.name})", self.pattern)
            for member in self.members
        ]


@final
@dataclass(frozen=True, slots=True)
class Staff:
    """Teams and members of a roster, of whom all count or only those with a skill.

    Attributes:
        roster: Where they are from.
        ids: Ids of teams, or of members as "team.member".
        skill: What they must know, or None.
    """

    roster: Roster
    ids: tuple[str, ...]
    skill: str | None = None

    def heads(self, one: str, horizon: Horizon, *, bare: bool = False) -> list[tuple[IntervalSet, int]]:
        """How many people of one of the ids are at work, as weighted sets to add up.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        found = self.roster.find(one)
        if isinstance(found, Team):
            return found.head_counts(horizon, bare=bare, skill=self.skill)
        return [(alike.pattern.at_work(horizon, bare=bare), 1) for alike in self.alike(one)]

    def depth(self, horizon: Horizon, *, bare: bool = False) -> Depth:
        """How many of all of them are at work at each minute.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        weighted = [pair for one in self.ids for pair in self.heads(one, horizon, bare=bare)]
        return Depth.of(weighted, horizon.start, horizon.end)

    def people(self, one: str) -> list[Person]:
        """Those of one of the ids who count: the unnamed ones first, then each member by roster order."""
        found = self.roster.find(one)
        people = {who.id: who for alike in self.alike(one) for who in alike.people}
        if not isinstance(found, Team):
            return list(people.values())
        order = (one, *(f"{one}.{member.id}" for member in found.members))
        return [people[who] for who in order if who in people]

    def alike(self, one: str) -> list[Alike]:
        """Those of one of the ids who count, by how they work: the unnamed ones first."""
        found = self.roster.find(one)
        if not isinstance(found, Team):
            team, member = found
            counts = self._counts(team, member)
            return [Alike(team.pattern_of(member.id), team, (member,))] if counts else []
        everybody = self.skill is None or self.skill in found.skills
        groups = [Alike(found.pattern, found, ())] if everybody and found.unnamed_count else []
        for pattern, members in found.groups:
            able = members if everybody else tuple(one for one in members if self._counts(found, one))
            groups += [Alike(pattern, found, able)] if able else []
        return groups

    def _counts(self, team: Team, member: Member) -> bool:
        """Whether a member has the skill that is asked."""
        return self.skill is None or self.skill in team.skills or self.skill in member.skills

    def name(self, one: str) -> str:
        """What people call one of the ids."""
        return display_name(self.roster, one)


def staff_of(roster: Roster, teams: Iterable[str] | None, skill: str | None) -> Staff:
    """Those a question is about.

    Args:
        roster: Where they are from.
        teams: Ids of teams, or of members as "team.member"; every team for None.
        skill: What they must know, or None.

    Raises:
        UnknownId, BadArgument: If an id or the skill is unknown, nobody is named or somebody twice.
    """
    ids = demand(roster, teams, None, 1, None).ids
    known = skills_of(roster, [team.id for team in roster])
    if skill is not None and skill not in known:
        near = get_close_matches(skill, known, n=1) if isinstance(skill, str) else []
        listed = ", ".join(f'"{one}"' for one in known)
        hint = f'did you mean "{near[0]}"?' if near else f"use {listed}" if known else "give the teams skills"
        raise BadArgument(f'nobody has the skill "{skill}"', hint=hint, field="skill")
    return Staff(roster, ids, skill)


def skills_of(roster: Roster, ids: Iterable[str]) -> tuple[str, ...]:
    """Every skill of some teams or members, in order of the alphabet."""
    found: set[str] = set()
    for one in ids:
        who = roster.find(one)
        team = who if isinstance(who, Team) else who[0]
        members = team.members if isinstance(who, Team) else (who[1],)
        found |= team.skills.union(*{member.skills for member in members})
    return tuple(sorted(found))
