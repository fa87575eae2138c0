"""Who a question is about, and how many of them must be there.

Law: an unknown id is an error, an empty choice is an error, and a quorum that its group can never
reach is an error; none of them quietly becomes "everybody".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import final

from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, at_least, weighted_at_least
from overlap.core.masks import Copies, at_least_on_grid
from overlap.errors import BadArgument, BadQuorum
from overlap.people.listed import shown
from overlap.people.numbers import is_whole
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.render.progress import tell

__all__ = ["Demand", "Group", "demand", "display_name", "patterns_of", "presence", "require_roster"]


@final
@dataclass(frozen=True, slots=True, init=False)
class Group:
    """Teams or members of whom so many must be there.

    Args:
        ids: Team ids, or "team.member".
        quorum: How many; all by default.

    Raises:
        BadQuorum: If the quorum is below one or above the group.
        BadArgument: If nobody is named.
    """

    ids: tuple[str, ...]
    quorum: int

    def __init__(self, ids: Iterable[str], quorum: int | None = None) -> None:
        named = (ids,) if isinstance(ids, str) else tuple(ids)
        if isinstance(ids, str) or not all(isinstance(one, str) for one in named):
            raise BadArgument(f"{ids!r} is no list of ids", hint='write ["manila", "pune"]', field="teams")
        if not named:
            raise BadArgument("a group without anybody in it", hint="name at least one id", field="groups")
        if len(set(named)) < len(named):
            raise BadArgument(f"{list(named)} names somebody twice", hint="name each id once", field="teams")
        object.__setattr__(self, "ids", named)
        object.__setattr__(self, "quorum", checked_quorum(quorum, len(named)))


def checked_quorum(quorum: int | None, size: int) -> int:
    """The quorum, or the whole size.

    Raises:
        BadQuorum: If it is below one or above the size.
    """
    if quorum is None:
        return size
    if not is_whole(quorum, least=1) or quorum > size:
        raise BadQuorum(
            f"a quorum of {quorum!r} where {size} {_are(size)} asked",
            hint=f"ask for 1 to {size}",
            field="quorum",
        )
    return quorum


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


@final
@dataclass(frozen=True, slots=True)
class Demand:
    """A question about who must be there: every group at once, and so many heads."""

    groups: tuple[Group, ...]
    headcount: int | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody it names, each once, in order."""
        return tuple(dict.fromkeys(one for group in self.groups for one in group.ids))

    @property
    def is_all(self) -> bool:
        """Whether everybody must be there all the time."""
        return self.headcount is None and all(group.quorum == len(group.ids) for group in self.groups)

    def met(self, present: Mapping[str, IntervalSet]) -> IntervalSet:
        """The minutes at which every group has its quorum, heads apart."""
        parts = [at_least(group.quorum, [present[one] for one in group.ids]) for group in self.groups]
        return parts[0] if len(parts) == 1 else at_least(len(parts), parts)


def require_roster(roster: object) -> None:
    """That a roster was given, and not its file's name or its teams.

    Raises:
        BadArgument: If it was not.
    """
    if not isinstance(roster, Roster):
        raise BadArgument(
            f"roster is {shown(roster)}, which is none",
            hint="load a file with overlap.load(path), or build overlap.Roster(teams)",
            field="roster",
        )


def demand(
    roster: Roster,
    teams: Iterable[str] | None,
    quorum: int | None,
    headcount: int | None,
    groups: Iterable[Group | tuple[Iterable[str], int | None]] | None,
) -> Demand:
    """The question that these arguments ask of a roster.

    Raises:
        UnknownId: If an id is not in the roster.
        BadQuorum: If a quorum or headcount can never be reached.
        BadArgument: If arguments contradict each other or name nobody.
    """
    require_roster(roster)
    if groups is not None:
        if teams is not None or quorum is not None or headcount is not None:
            raise BadArgument(
                "groups have their own quorums",
                hint="give groups alone, or teams with a quorum",
                field="groups",
            )
        made = tuple(one if isinstance(one, Group) else _group(one) for one in groups)
        if not made:
            raise BadArgument(
                "no group is given", hint="leave groups out to ask for everybody", field="groups"
            )
    else:
        made = (Group([team.id for team in roster] if teams is None else teams, quorum),)
    asked = Demand(made, headcount)
    for one in asked.ids:
        roster.find(one)
        if headcount is not None and "." in one and one.partition(".")[0] in asked.ids:
            raise BadArgument(
                f'"{one}" would count twice, alone and with the team', hint="name one of them", field="teams"
            )
    if headcount is not None:
        if quorum is not None:
            raise BadArgument("a quorum counts teams, a headcount people", hint="give one", field="headcount")
        most = sum(_count(roster, one) for one in asked.ids)
        if not is_whole(headcount, least=1) or headcount > most:
            raise BadQuorum(
                f"a headcount of {headcount!r} where there {_are(most)} {most}",
                hint=f"ask for 1 to {most}",
                field="headcount",
            )
    return asked


def _group(pair: object) -> Group:
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise BadArgument(f"{pair!r} is no group", hint='write (["manila", "pune"], 1)', field="groups")
    return Group(*pair)


class AtWork(Mapping[str, IntervalSet]):
    """When each of some ids is at work: found when first asked for, then kept."""

    __slots__ = ("_found", "_horizon", "_ids", "_roster")

    def __init__(self, roster: Roster, ids: Iterable[str], horizon: Horizon) -> None:
        self._roster = roster
        self._ids = dict.fromkeys(ids)
        self._horizon = horizon
        self._found: dict[str, IntervalSet] = {}

    def __getitem__(self, one: str) -> IntervalSet:
        if one not in self._ids:
            raise KeyError(one)
        found = self._found.get(one)
        if found is None:
            tell("Hours of teams and people", len(self._found), len(self._ids))
            found = self._found[one] = presence(self._roster, one, self._horizon)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def met(roster: Roster, asked: Demand, horizon: Horizon, at_work: AtWork) -> IntervalSet:
    """The minutes of a horizon at which every group has its quorum, heads apart.

    Many are counted on a grid where that is exact, else by their sorted edges; see `core.masks`.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    parts = []
    for group in asked.groups:
        found = _on_grid(roster, group, horizon, at_work) if len(group.ids) > 1 else None
        if found is None:
            found = at_least(group.quorum, [at_work[one] for one in group.ids])
        parts.append(found)
    return parts[0] if len(parts) == 1 else at_least(len(parts), parts)


def _on_grid(roster: Roster, group: Group, horizon: Horizon, at_work: AtWork) -> IntervalSet | None:
    copies: list[tuple[Copies, int]] = []
    others: list[tuple[IntervalSet, int]] = []
    counts: dict[object, int] = {}  # who works alike is looked at once
    first: list[tuple[object, str, WorkPattern | None]] = []
    for one in group.ids:
        patterns = patterns_of(roster, one)
        pattern = patterns[0] if len(patterns) == 1 else None
        identity = one if pattern is None else pattern.identity
        if identity in counts:
            counts[identity] += 1
        else:
            counts[identity] = 1
            first.append((identity, one, pattern))
    for identity, one, pattern in first:
        made = None if pattern is None else pattern.copies(horizon)
        if made is not None:
            copies.append((made, counts[identity]))
        else:
            others.append((at_work[one], counts[identity]))
    return at_least_on_grid(group.quorum, copies, others, horizon.start, horizon.end)


def patterns_of(roster: Roster, one: str) -> tuple[WorkPattern, ...]:
    """The working patterns of a team's people, or of one member."""
    return (roster.pattern(one),) if "." in one else roster.team(one).patterns


def _count(roster: Roster, one: str) -> int:
    found = roster.find(one)
    return found.people_count if isinstance(found, Team) else 1


def presence(roster: Roster, one: str, horizon: Horizon, *, bare: bool = False) -> IntervalSet:
    """When a team or member of a roster is at work."""
    if "." in one:
        return roster.pattern(one).at_work(horizon, bare=bare)
    return roster.team(one).at_work(horizon, bare=bare)


def heads(roster: Roster, asked: Demand, horizon: Horizon) -> IntervalSet:
    """When enough people of those asked are at work."""
    weighted: list[tuple[IntervalSet, int]] = []
    for one in asked.ids:
        found = roster.find(one)
        if isinstance(found, Team):
            weighted += found.head_counts(horizon)
        else:
            weighted.append((roster.pattern(one).at_work(horizon), 1))
    return weighted_at_least(asked.headcount or 1, weighted)


def display_name(roster: Roster, one: str) -> str:
    """What people call a team or member."""
    found = roster.find(one)
    if isinstance(found, Team):
        return found.name
    team, member = found
    return f"{member.name} ({team.name})"
