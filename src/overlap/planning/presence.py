"""Who is at work at one instant, until when, who is away, and who comes next.

Law: "now" is a parameter. The next change is looked for over two weeks, or as far as holiday data reach.
A break is time away inside a shift that goes on after it; whatever else is no work is off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, final

from overlap.core.civil import DAY, WEEKDAYS, date_of, day_of, iso_minute, time_text, weekday_of
from overlap.core.horizon import Horizon, Moment, instant_of
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone
from overlap.errors import BeyondData
from overlap.people.absence import TimeOff
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.absences import absences_in
from overlap.planning.breaks import breaks_in
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.render.document import Bands, Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.records import Frame

__all__ = ["AwayMember", "Presence", "TeamPresence", "who_is_on"]

_LOOK_AHEAD_DAYS: Final = (14, 7, 2, 1)
"""A team that starts nothing for two weeks is closed, not merely off; less where holiday data end."""


@final
@dataclass(frozen=True, slots=True)
class AwayMember:
    """A named person with time off today, on that person's own date.

    Attributes:
        id: "team.member".
        name: What people say.
        zone: IANA key of the person's clock.
        because: What the time off is called.
        until: Its last date, of whole dates in a row.
        minutes_off: Of a part of today, its minutes after midnight; else None.
        next_start: The instant of work after it, or None if that lies further ahead than was looked.
    """

    id: str
    name: str
    zone: str
    because: str
    until: date
    minutes_off: tuple[int, int] | None
    next_start: int | None

    def to_dict(self) -> dict[str, Any]:
        """The person as plain values; `minutes_off` only of a part of a day."""
        found: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "because": self.because,
            "until": self.until.isoformat(),
            "next_start": _iso(self.next_start),
        }
        return found if self.minutes_off is None else found | {"minutes_off": list(self.minutes_off)}


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
        people: How many people it has.
        on_break: Whether nobody is at work, but a shift is on and goes on after a break.
        days_off: What takes work between now and the next start, where nobody is at work: local
            dates and names, in order.
        next_start: The next instant at which somebody is at work who is not now; None as for `until`.
        next_end: When that ends; None as for `until`.
        away: Members with time off today.
    """

    team: str
    name: str
    zone: str
    at_work: bool
    headcount: int
    until: int | None
    people: int = 1
    on_break: bool = False
    days_off: tuple[tuple[date, str], ...] = ()
    next_start: int | None = None
    next_end: int | None = None
    away: tuple[AwayMember, ...] = ()

    @property
    def because(self) -> str:
        """The names of the days off, each once; empty where there are none."""
        return ", ".join(dict.fromkeys(name for _, name in self.days_off))


@final
@dataclass(frozen=True, slots=True)
class Presence(Rows[TeamPresence], Charted, Tabled):
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
                "until": _iso(item.until),
                "people": item.people,
                "on_break": item.on_break,
                "because": item.because,
                "days_off": [{"date": on.isoformat(), "name": name} for on, name in item.days_off],
                "next_start": _iso(item.next_start),
                "next_end": _iso(item.next_end),
                "away": [one.to_dict() for one in item.away],
            }
            for item in self.items
        ]

    def _local(self, item: TeamPresence) -> str:
        wall = zone(item.zone).to_wall(self.instant)
        return f"{WEEKDAYS[weekday_of(wall // DAY)].title()} {time_text(wall % DAY)}"

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: a table of the teams, who can answer now first.

        Raises:
            BadZone: If there is no such zone.
        """
        from overlap.planning.presence_view import presence_document

        return presence_document(self, self.roster.clock(zone))

    def message(self, zone: str | None = None) -> Document:
        """The same to send to people: a line for each team, without tables.

        Raises:
            BadZone: If there is no such zone.
        """
        from overlap.planning.presence_view import presence_message

        return presence_message(self, self.roster.clock(zone))

    def chart(self, zone: str | None = None) -> Bands:
        """The hours of every team on the date of the instant, and its quiet hours.

        Raises:
            BadZone: If there is no such zone.
            BeyondData: If a holiday calendar does not reach over all of that date.
        """
        from overlap.planning.charts.hours import presence_chart

        return presence_chart(self, self.roster.clock(zone))

    def _frame(self) -> Frame:
        from overlap.planning.frames.hours import presence_frame

        return presence_frame(self)


def who_is_on(roster: Roster, at: Moment) -> Presence:
    """Tells for every team whether it is at work at an instant, until when, and who comes next.

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
            horizon = Horizon(instant, instant + days * DAY)
            items = tuple(_presence(team, horizon) for team in roster)
        except BeyondData:
            if days == _LOOK_AHEAD_DAYS[-1]:
                raise
        else:
            break
    return Presence(instant, days, items, roster)


def _iso(instant: int | None) -> str | None:
    return None if instant is None else iso_minute(instant)


def _presence(team: Team, horizon: Horizon) -> TeamPresence:
    """A team at the start of a horizon, with the next change inside it."""
    now, end = horizon.start, horizon.end
    at_work = team.at_work(horizon)
    heads = sum(count for one, count in team.head_counts(horizon) if now in one)
    on = now in at_work
    edges = at_work.ends if on else at_work.starts
    until = edges[0] if edges and edges[0] < end else None
    following = list(at_work)[1:] if on else list(at_work)
    start, stop = following[0] if following else (None, end)
    minute = Horizon(now, now + 1)
    on_break = not on and any(breaks_in(pattern, minute) for pattern in team.patterns)
    return TeamPresence(
        team.id,
        team.name,
        team.zone,
        on,
        heads,
        until,
        team.people_count,
        on_break,
        () if on or on_break else _days_off(team, Horizon(now, end if start is None else start)),
        start,
        stop if stop < end else None,
        tuple(_away(team, horizon)),
    )


def _days_off(team: Team, horizon: Horizon) -> tuple[tuple[date, str], ...]:
    """The days off for which nobody of a team is at work in a horizon; those of all its people, if any."""
    each = [_taken(pattern, horizon) for pattern in team.patterns]
    common = set.intersection(*each)
    if not common:
        # Unnamed people speak for the team; without them anybody's day off may be what it takes.
        common = each[0] if team.unnamed_count else set().union(*each)
    return tuple(sorted(common))


def _taken(pattern: WorkPattern, horizon: Horizon) -> set[tuple[date, str]]:
    lost = pattern.at_work(horizon, bare=True) - pattern.at_work(horizon)
    if not lost:
        return set()
    return {
        (absence.date, absence.name)
        for absence, stretches in absences_in(pattern, horizon)
        if any(start < end and lost.touches(start, end) for start, end in stretches)
    }


def _away(team: Team, horizon: Horizon) -> Iterator[AwayMember]:
    """The members with time off on their own date, or in the shift of the night before."""
    now = horizon.start
    for member in team.members:
        pattern = team.pattern_of(member.id)
        off = [one for one in pattern.absences if isinstance(one, TimeOff)]
        if not off:
            continue
        clock = pattern.zone
        wall = clock.to_wall(now)
        work = pattern.at_work(horizon)
        for one in off:
            if one.minutes_off is not None:
                end_wall = wall // DAY * DAY + one.minutes_off[1]
                if wall // DAY not in one.days or end_wall <= wall:
                    continue
                back, last = _first(work, clock.to_instant(end_wall), horizon), date_of(wall // DAY)
            elif now not in work and (wall // DAY in one.days or _takes_night(pattern, one, now)):
                back, last = _first(work, now, horizon), _last_date(one, off)
            else:
                continue
            yield AwayMember(
                f"{team.id}.{member.id}", member.name, clock.key, one.name, last, one.minutes_off, back
            )


def _takes_night(pattern: WorkPattern, one: TimeOff, now: int) -> bool:
    """Whether time off of the day before takes the shift that would be on."""
    return any(
        absence.kind == "time-off"
        and absence.name == one.name
        and day_of(absence.date) in one.days
        and any(start <= now < end for start, end in stretches)
        for absence, stretches in absences_in(pattern, Horizon(now, now + 1))
    )


def _last_date(one: TimeOff, off: list[TimeOff]) -> date:
    """The last of whole dates off in a row, over several entries."""
    last = one.days.stop - 1
    for other in sorted(
        (other for other in off if other.minutes_off is None), key=lambda off: off.days.start
    ):
        if other.days.start <= last + 1:
            last = max(last, other.days.stop - 1)
    return date_of(last)


def _first(work: IntervalSet, instant: int, horizon: Horizon) -> int | None:
    """The first minute at work from an instant on."""
    left = work.clip(instant, horizon.end) if instant < horizon.end else None
    return left.starts[0] if left else None
