"""What cells of a workbook have in common: instants as wall times, and what people call each other.

Law: a wall time stands under a heading that names its clock, or beside the zone's name. What people call
each other is theirs alone: where two teams, or two members of a team, have one name, their ids follow it.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Final, NamedTuple, final

from overlap.core.civil import WEEKDAYS
from overlap.core.horizon import Horizon
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.render.workbook import Column

__all__ = ["MINUTE", "Asked", "Names", "days_of", "local", "utc"]

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - wall times have no zone
MINUTE: Final = timedelta(minutes=1)


def utc(instant: int) -> datetime:
    """An instant as the wall time of UTC."""
    return _EPOCH + instant * MINUTE


def local(instant: int, clock: Zone) -> datetime:
    """An instant as the wall time of a clock; the two of a fold look alike, so UTC stands beside it.

    Example:
        >>> from overlap.core.zones import zone
        >>> local(29541000, zone("Asia/Manila")).isoformat()
        '2026-03-02T22:00:00'
    """
    return _EPOCH + clock.to_wall(instant) * MINUTE


def days_of(days: frozenset[int]) -> str:
    """`Mon-Fri`, `Sun-Thu`, `Mon,Wed,Sat` of weekday numbers, as an import reads them.

    Example:
        >>> days_of(frozenset({6, 0, 1})), days_of(frozenset({0, 2})), days_of(frozenset(range(7)))
        ('Sun-Tue', 'Mon,Wed', 'Mon-Sun')
    """
    ordered = sorted(days)
    first = [day for day in ordered if (day - 1) % 7 not in days] or ordered
    if len(ordered) > 2 and (len(first) == 1 or len(ordered) == 7):
        return f"{_day(first[0])}-{_day(first[0] + len(ordered) - 1)}"
    return ",".join(map(_day, ordered))


def _day(number: int) -> str:
    return WEEKDAYS[number % 7].title()


@final
class Names:
    """What a roster's teams and members are called, each by another name."""

    __slots__ = ("_found",)

    def __init__(self, roster: Roster) -> None:
        self._found: dict[str, tuple[str, str]] = {}
        teams = Counter(team.name.casefold() for team in roster)
        for team in roster:
            own = team.name if teams[team.name.casefold()] == 1 else f"{team.name} ({team.id})"
            self._found[team.id] = (own, "")
            members = Counter(member.name.casefold() for member in team.members)
            for member in team.members:
                alone = members[member.name.casefold()] == 1
                name = member.name if alone else f"{member.name} ({member.id})"
                self._found[f"{team.id}.{member.id}"] = (own, name)

    def of(self, one: str) -> tuple[str, str]:
        """The names of a team and a member, by "team" or "team.member"; a team has no member's name."""
        return self._found[one]

    def team(self, team_id: str) -> str:
        """The name of a team."""
        return self._found[team_id][0]

    def person(self, one: str) -> str:
        """`Ana Reyes (Manila)` of a member, or the team's name."""
        team, member = self._found[one]
        return f"{member} ({team})" if member else team


class Asked(NamedTuple):
    """What a workbook is about: a roster over a horizon on a reader's clock, and what people are called."""

    roster: Roster
    horizon: Horizon
    clock: Zone
    names: Names

    def columns(self, *words: str) -> tuple[Column, ...]:
        """The columns of some instants: on the reader's clock and in UTC; once, if these are one."""
        keys = dict.fromkeys((self.clock.key, "UTC"))
        return tuple(Column(f"{word} ({key})", "datetime") for key in keys for word in words)

    def cells(self, *instants: int) -> tuple[datetime, ...]:
        """The cells of those columns."""
        there = tuple(local(instant, self.clock) for instant in instants)
        return there if self.clock.key == "UTC" else there + tuple(map(utc, instants))
