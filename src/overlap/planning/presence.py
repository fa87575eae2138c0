"""Who is at work at one instant, until when, and who comes next.

Law: "now" is a parameter. The next change is looked for over two weeks, or as far as holiday data reach.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, final

from overlap.core.civil import DAY, iso_minute, time_text
from overlap.core.horizon import Horizon, Moment, instant_of
from overlap.core.zones import zone
from overlap.errors import BeyondData
from overlap.people.roster import Roster
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.render.document import Document, Paragraph, Table
from overlap.render.html import to_html
from overlap.render.moments import date_text, duration_text

__all__ = ["Presence", "TeamPresence", "who_is_on"]

_LOOK_AHEAD_DAYS: Final = (14, 7, 2, 1)
"""A team that starts nothing for two weeks is closed, not merely off; less where holiday data end."""


@final
@dataclass(frozen=True, slots=True)
class TeamPresence:
    """One team at an instant.

    Attributes:
        team: Its id.
        zone: Its IANA key.
        at_work: Whether somebody is at work.
        headcount: How many are.
        until: The instant the state ends, or None if that lies further ahead than was looked.
    """

    team: str
    name: str
    zone: str
    at_work: bool
    headcount: int
    until: int | None


@final
@dataclass(frozen=True, slots=True)
class Presence(Rows[TeamPresence]):
    """Every team at one instant (UTC minutes), in roster order; immutable.

    Attributes:
        instant: When.
        days_ahead: How far the next change was looked for.
        items: The teams.
    """

    instant: int
    days_ahead: int
    items: tuple[TeamPresence, ...]
    roster: Roster = field(repr=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The teams as plain values; `until` is null where no change is near."""
        return [
            {
                "team": item.team,
                "zone": item.zone,
                "local": self._local(item),
                "at_work": item.at_work,
                "headcount": item.headcount,
                "until": None if item.until is None else iso_minute(item.until),
            }
            for item in self.items
        ]

    def _local(self, item: TeamPresence) -> str:
        wall = zone(item.zone).to_wall(self.instant)
        return f"{date_text(wall // DAY)[:3]} {time_text(wall % DAY)}"

    def document(self, zone_key: str | None = None) -> Document:
        """What a person is shown."""
        clock = self.roster.clock(zone_key)
        wall = clock.to_wall(self.instant)
        rows = []
        for item in self.items:
            if item.until is None:
                change = f"no change for {self.days_ahead} days"
            else:
                then = zone(item.zone).to_wall(item.until)
                away = duration_text(item.until - self.instant)
                verb = "until" if item.at_work else "back"
                change = f"{verb} {date_text(then // DAY)[:3]} {time_text(then % DAY)} (in {away})"
            state = f"at work ({item.headcount})" if item.at_work else "off"
            rows.append((item.name, self._local(item), state, change))
        on = sum(item.at_work for item in self.items)
        moment = f"{date_text(wall // DAY)}, {time_text(wall % DAY)} {clock.key}"
        head = f"{moment}: {on} of {len(self.items)} at work"
        return Document(
            (Paragraph(head, strong=True), Table.of(("Team", "Local time", "Now", "Their clock"), rows))
        )

    def _repr_html_(self) -> str:
        return to_html(self.document())


def who_is_on(roster: Roster, at: Moment) -> Presence:
    """Tells for every team whether it is at work at an instant, and until when.

    Args:
        roster: The teams.
        at: An aware datetime, or ISO 8601 text with an offset.

    Raises:
        NaiveDatetime, BadDate: If `at` is no instant.
        BadHorizon: If it is outside the supported years.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> who_is_on(Roster([pune]), "2026-03-02T05:00Z")[0].at_work
        True
    """
    require_roster(roster)
    instant = instant_of(at, name="at")
    for days in _LOOK_AHEAD_DAYS:
        try:
            items = _at(roster, Horizon(instant, instant + days * DAY))
        except BeyondData:
            if days == _LOOK_AHEAD_DAYS[-1]:
                raise
        else:
            break
    return Presence(instant, days, tuple(items), roster)


def _at(roster: Roster, horizon: Horizon) -> list[TeamPresence]:
    """Every team at the start of a horizon, with the next change inside it."""
    items = []
    for team in roster:
        at_work = team.at_work(horizon)
        heads = sum(count for one, count in team.head_counts(horizon) if horizon.start in one)
        on = horizon.start in at_work
        edges = at_work.ends if on else at_work.starts
        until = edges[0] if edges and edges[0] < horizon.end else None
        items.append(TeamPresence(team.id, team.name, team.zone, on, heads, until))
    return items
