"""Who is off when: the days off of a roster side by side, and the weeks with fewest people.

Law: a day off counts where somebody would otherwise start work on it, or be at work on it where days
off cut nights, on that one's own date. Time of people is in exact minutes, part days and nights included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.horizon import Horizon, Moment
from overlap.people.absence import Closure, days_away
from overlap.people.calendars import Calendar
from overlap.people.days import Confidence, Day
from overlap.people.entries import DayEntry
from overlap.people.roster import Roster
from overlap.people.teams import ELECTIVE, Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.render.document import Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["DayOff", "DaysOff", "StaffedWeek", "client_days", "days_off", "worked_through"]

Kind = Literal["off", "part", "soft"]


@final
@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which a team, or one of its members, would work but is off.

    Attributes:
        date: Local to them.
        team: Id of the team.
        member: Id of the member, or None for the team: all of it where everybody is named, else those
            who keep its days.
        status: "off", "part", or "soft" for a day that is noted and worked.
        name: What day it is.
        source: As `Day.source`, or "closure", "time off", "elective" or "observes".
        confidence: As `Day.confidence`.
        minutes_off: For "part", the minutes after midnight.
        listed_name: The English name, where `name` is in another language; else empty.
    """

    date: date
    team: str
    member: str | None
    status: Kind
    name: str
    source: str
    confidence: Confidence
    minutes_off: tuple[int, int] | None = None
    listed_name: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The day as plain values."""
        found: dict[str, Any] = {"date": self.date.isoformat(), "team": self.team}
        if self.member is not None:
            found["member"] = self.member
        found |= {
            "status": self.status,
            "name": self.name,
            "source": self.source,
            "confidence": self.confidence,
        }
        if self.minutes_off is not None:
            found["minutes_off"] = list(self.minutes_off)
        return found


@final
@dataclass(frozen=True, slots=True)
class StaffedWeek:
    """A week, Monday first, in minutes of people at work.

    Attributes:
        start: Its first date inside the horizon.
        minutes: At work.
        usual_minutes: Without days off, and without rest days that a calendar has worked.
    """

    start: date
    minutes: int
    usual_minutes: int

    @property
    def share(self) -> float:
        """The part of the usual time that is worked; above 1 only where rest days are worked."""
        return self.minutes / self.usual_minutes if self.usual_minutes else 1.0


@final
@dataclass(frozen=True, slots=True)
class DaysOff(Rows[DayOff], Charted, Tabled):
    """The days off of a roster by date and then roster order; immutable.

    Attributes:
        items: The days.
        weeks: Every week of the horizon, in order.
        worked: Local holidays that a team works through, by date.
        idle: Days off that a team keeps for somebody else's calendar, by date.
    """

    roster: Roster = field(repr=False)
    horizon: Horizon
    items: tuple[DayOff, ...]
    weeks: tuple[StaffedWeek, ...]
    worked: tuple[DayOff, ...]
    idle: tuple[DayOff, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {
            "days": [one.to_dict() for one in self.items],
            "weeks": [
                {
                    "start": week.start.isoformat(),
                    "minutes": week.minutes,
                    "usual_minutes": week.usual_minutes,
                }
                for week in self.weeks
            ],
            "worked_through": [one.to_dict() for one in self.worked],
            "client_holidays": [one.to_dict() for one in self.idle],
        }

    def entries(self, *, namespace: str | None = None) -> tuple[DayEntry, ...]:
        """What a calendar shows of it: holidays and closures as whole days; what members chose is left out.

        Args:
            namespace: What follows the `@` of each uid; by default the roster's id and ".overlap".

        Raises:
            BadArgument: If the namespace cannot be one.
        """
        from overlap.planning.day_entries import day_off_entries

        return day_off_entries(self.roster, self.horizon, self.items, namespace=namespace)

    def document(self) -> Document:
        """What a person is shown."""
        from overlap.planning.holidays_view import days_off_document

        return days_off_document(self)

    def chart(self) -> Bars:
        """Bars of the weeks that lose hours of people to days off: worked, and off."""
        from overlap.planning.charts.days import days_off_chart

        return days_off_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.days import days_off_frame

        return days_off_frame(self)


def days_off(roster: Roster, start: Moment, end: Moment, *, zone: str | None = None) -> DaysOff:
    """Finds who is off when, side by side, and how many people each week has.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key of the clock of dates and weeks; the roster's by default.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.absence import Closure
        >>> from overlap.people.shifts import Shift
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], closures=[Closure("2026-03-04")])
        >>> [(str(day.date), day.name) for day in days_off(Roster([pune]), "2026-03-02", "2026-03-08")]
        [('2026-03-04', 'closure')]
    """
    require_roster(roster)
    clock = roster.clock(zone)
    horizon = Horizon.of(start, end, clock)
    found: list[DayOff] = []
    for team in roster:
        found += _team_days(team, horizon)
    found.sort(key=_date)
    return DaysOff(
        roster,
        horizon,
        tuple(found),
        tuple(_weeks(roster, horizon, clock.key)),
        tuple(sorted((one for team in roster for one in worked_through(team, horizon)), key=_date)),
        tuple(sorted((one for team in roster for one in client_days(team, horizon)), key=_date)),
    )


def _date(one: DayOff) -> date:
    return one.date


def scheduled_days(pattern: WorkPattern, horizon: Horizon) -> frozenset[int]:
    """The local days of a horizon on which a pattern starts work, days off apart.

    Rest days that its calendar has worked are among them. Where days off cut nights, so are the days
    into which a shift runs.

    Raises:
        BeyondData: If its calendar does not reach that far.
    """
    found = _days_begun(pattern, horizon, bare=True)
    if pattern.calendar is not None and (pattern.absences or pattern.observed):
        days = horizon.days(pattern.zone)
        if pattern.calendar.exceptions(days.start, days.stop).swaps:
            found |= _days_begun(replace(pattern, absences=(), observed=()), horizon, bare=False)
    return found


def _days_begun(pattern: WorkPattern, horizon: Horizon, *, bare: bool) -> frozenset[int]:
    to_wall = pattern.zone.to_wall
    if pattern.overnight == "start_day":
        return frozenset(to_wall(turn.start) // DAY for turn in pattern.turns(horizon, bare=bare))
    present = pattern.at_work(horizon, bare=bare)
    return frozenset(
        day for start, end in present for day in range(to_wall(start) // DAY, to_wall(end - 1) // DAY + 1)
    )


def worked_through(team: Team, horizon: Horizon) -> list[DayOff]:
    """The holidays of where a team lives on which it works all the same, for pay and for thanks.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    local = team.holidays if team.local_holidays is None else team.local_holidays
    if local is None:
        return []
    first, last = horizon.dates(team.pattern.zone)
    would_work = scheduled_days(team.pattern, horizon)
    free = dates_off(team.pattern, first, last)
    home = None if team.local_holidays is not None else local.places[0]
    return [
        _day_off(day, team)
        for day in local.named(first, last)
        if (day.status in ("off", "part") or day.source in ("edit:works_through", "edit:exclude"))
        and (home is None or home in day.places)
        and day.date not in free
        and day_of(day.date) in would_work
    ]


def client_days(team: Team, horizon: Horizon) -> list[DayOff]:
    """The days off that a team keeps although they are none where it lives: its client's.

    Of a calendar of several places, days that no place names are the team's own.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    if team.holidays is None:
        return []
    first, last = horizon.dates(team.pattern.zone)
    would_work = scheduled_days(team.pattern, horizon)
    local = team.local_holidays
    own = frozenset() if local is None else _blocked(local, first, last)
    home = team.holidays.places[0]
    return [
        _day_off(day, team)
        for day in team.holidays.named(first, last)
        if day.status in ("off", "part")
        and (bool(day.places) and home not in day.places if local is None else day.date not in own)
        and day_of(day.date) in would_work
    ]


def dates_off(pattern: WorkPattern, first: date, last: date) -> dict[date, bool]:
    """The dates that holidays, closures or time off take of a pattern's people, and whether wholly.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    found: dict[date, bool] = {}
    for calendar in (pattern.calendar, *pattern.observed):
        if calendar is not None:
            for day in calendar.named(first, last):
                if day.status in ("off", "part"):
                    found[day.date] = found.get(day.date, False) or day.status == "off"
    for at, minutes, _ in days_away(pattern.absences, day_of(first), day_of(last) + 1):
        found[date_of(at)] = found.get(date_of(at), False) or minutes is None
    return found


def _blocked(calendar: Calendar, first: date, last: date) -> frozenset[date]:
    return frozenset(day.date for day in calendar.named(first, last) if day.status in ("off", "part"))


def _team_days(team: Team, horizon: Horizon) -> Iterator[DayOff]:
    """The days off of a team, and those that only some of its members have."""
    by_group = [(members, _pattern_days(pattern, team, horizon)) for pattern, members in team.groups]
    each = [days for _, days in by_group]
    if team.unnamed_count:
        whole = _pattern_days(team.pattern, team, horizon)
    else:
        shared = set.intersection(*(set(map(_what, days)) for days in each))
        whole = [one for one in each[0] if _what(one) in shared]
    yield from whole
    common = set(map(_what, whole))
    own = {
        member.id: [one for one in days if _what(one) not in common]
        for members, days in by_group
        for member in members
    }
    for member in team.members:
        yield from (replace(one, member=member.id) for one in own[member.id])


def _what(one: DayOff) -> tuple[date, str, Kind, tuple[int, int] | None]:
    """What makes it the same day off for several people, or from several sources."""
    return one.date, one.name, one.status, one.minutes_off


def _pattern_days(pattern: WorkPattern, team: Team, horizon: Horizon) -> list[DayOff]:
    """The days off of people who share a pattern, on dates they would work; each once, and of no member."""
    first, last = horizon.dates(pattern.zone)
    would_work = scheduled_days(pattern, horizon)
    found: dict[tuple[object, ...], DayOff] = {}
    for one in _named_days(pattern, team, first, last):
        if day_of(one.date) in would_work:
            found.setdefault(_what(one), one)
    taken = {(one.date, one.name) for one in found.values() if one.status != "soft"}
    return [one for one in found.values() if one.status != "soft" or (one.date, one.name) not in taken]


def _named_days(pattern: WorkPattern, team: Team, first: date, last: date) -> Iterator[DayOff]:
    if pattern.calendar is not None:
        for day in pattern.calendar.named(first, last):
            if day.status in ("off", "part", "soft"):
                yield from _rows(day, team)
    for calendar in pattern.observed:
        for day in calendar.named(first, last):
            if day.status in ("off", "part"):
                yield from _rows(day, team, source="observes")
    for absence in pattern.absences:
        source = "closure" if isinstance(absence, Closure) else "time off"
        if absence.name == ELECTIVE:
            source = "elective"
        for at, minutes, name in days_away((absence,), day_of(first), day_of(last) + 1):
            status: Kind = "off" if minutes is None else "part"
            yield DayOff(date_of(at), team.id, None, status, name, source, "announced", minutes)


def _rows(day: Day, team: Team, *, source: str | None = None) -> Iterator[DayOff]:
    """A day off, once for each stretch of it."""
    whole = _day_off(day, team, source=source)
    yield whole
    for minutes in day.more_minutes_off:
        yield replace(whole, minutes_off=minutes)


def _day_off(day: Day, team: Team, *, source: str | None = None) -> DayOff:
    status: Kind = "part" if day.status == "part" else "soft" if day.status in ("soft", "info") else "off"
    name = day.name or "day off"
    listed = day.listed_names[0] if day.listed_names else ""
    return DayOff(
        *(day.date, team.id, None, status, name, source or day.source, day.confidence, day.minutes_off),
        listed_name=listed,
    )


def _weeks(roster: Roster, horizon: Horizon, zone: str) -> Iterator[StaffedWeek]:
    """Every week of a horizon with the minutes of people at work."""
    clock = roster.clock(zone)
    worked = [pair for team in roster for pair in team.head_counts(horizon)]
    usual = [pair for team in roster for pair in team.head_counts(horizon, bare=True)]
    for first, end in horizon.weeks(clock):
        low, high = clock.to_instant(first * DAY), clock.to_instant(end * DAY)
        minutes, would_be = (
            sum(one.clip(low, high).minutes * people for one, people in pairs) for pairs in (worked, usual)
        )
        yield StaffedWeek(date_of(first), minutes, would_be)
