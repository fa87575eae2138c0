"""What teams celebrate ahead, and the meetings that fall on somebody's big day.

Law: a day is celebrated on its own date, whether it is a rest day, worked, or off; by those who live with
it, not by those who are off for a client's sake. A meeting is told of for each team invited, on that
team's own date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.horizon import Horizon, Moment
from overlap.errors import BadArgument
from overlap.people.calendars import Calendar
from overlap.people.days import Confidence, Day
from overlap.people.entries import DayEntry
from overlap.people.members import Member, Observance
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.holidays import dates_off
from overlap.planning.holidays_view import teams_text, who_text
from overlap.planning.occurrences import meeting_starts
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import date_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import HeatMap
    from overlap.render.records import Frame

__all__ = ["Celebration", "Celebrations", "MeetingOnBigDay", "celebrations"]

Kind = Literal["holiday", "observance", "birthday", "anniversary"]

_KEPT: Final = frozenset({"off", "part", "soft"})
"""Statuses of days that people celebrate."""

_FAITHS: Final = frozenset(
    f"statutory:{name}"
    for name in (
        *("albanian", "armenian", "bosnian", "catholic", "christian", "hebrew", "hindu", "islamic"),
        *("optional_women", "orthodox", "protestant", "roma", "sabian", "serbian", "turkish", "vlach"),
        "yazidi",
    )
)
"""Sources of days that a part of the people celebrates."""

_PERSONAL: Final = ("birthday", "anniversary")
"""Kinds of days that are one member's."""

_WORKED: Final = frozenset({"edit:exclude", "edit:works_through"})
"""Sources of days that the place celebrates and the team works."""


@final
@dataclass(frozen=True, slots=True)
class Celebration:
    """A day that teams or members celebrate.

    Attributes:
        date: Local to them.
        name: Its English name, or whose day it is.
        local_name: The name in the language asked for; the English one where there is none.
        kind: "holiday", "observance", "birthday" or "anniversary".
        teams: Ids of the teams.
        member: Id of the member whose day it is, or None.
        is_off: Whether it is a day off of the teams, or of the member whose day it is.
        confidence: As `Day.confidence`.
    """

    date: date
    name: str
    local_name: str
    kind: Kind
    teams: tuple[str, ...]
    member: str | None
    is_off: bool
    confidence: Confidence


@final
@dataclass(frozen=True, slots=True)
class MeetingOnBigDay:
    """An occurrence of a meeting on a day that an invited team celebrates.

    Attributes:
        meeting: Id of the meeting.
        team: Id of the team.
        team_date: The team's date.
        date: The meeting's own date.
        name: What it celebrates.
        is_off: Whether the team is off; if not, it would come on its big day.
    """

    meeting: str
    team: str
    team_date: date
    date: date
    name: str
    is_off: bool


@final
@dataclass(frozen=True, slots=True)
class Celebrations(Rows[Celebration], Charted, Tabled):
    """Celebrations by date; immutable.

    Attributes:
        items: The celebrations.
        meetings: Meetings that fall on one, by date.
    """

    roster: Roster = field(repr=False)
    horizon: Horizon
    items: tuple[Celebration, ...]
    meetings: tuple[MeetingOnBigDay, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values."""
        days = []
        for one in self.items:
            found: dict[str, Any] = {
                "date": one.date.isoformat(),
                "name": one.name,
                "local_name": one.local_name,
                "kind": one.kind,
                "teams": list(one.teams),
            }
            if one.member is not None:
                found["member"] = one.member
            days.append(found | {"off": one.is_off, "confidence": one.confidence})
        meetings = [
            {
                "meeting": one.meeting,
                "date": one.date.isoformat(),
                "team": one.team,
                "team_date": one.team_date.isoformat(),
                "name": one.name,
                "off": one.is_off,
            }
            for one in self.meetings
        ]
        return {"celebrations": days, "meetings": meetings}

    def entries(self, *, namespace: str | None = None) -> tuple[DayEntry, ...]:
        """What a calendar shows of it: whole days, dates in a row as one.

        Args:
            namespace: What follows the `@` of each uid; by default the roster's id and ".overlap".

        Raises:
            BadArgument: If the namespace cannot be one.
        """
        from overlap.planning.day_entries import celebration_entries

        return celebration_entries(self, namespace=namespace)

    def document(self) -> Document:
        """What a person is shown."""
        return Document(tuple(_blocks(self)))

    def chart(self) -> HeatMap:
        """A heat map of how many days each team celebrates in each month."""
        from overlap.planning.charts.days import celebrations_chart

        return celebrations_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.days import celebrations_frame

        return celebrations_frame(self)


def celebrations(
    roster: Roster, start: Moment, end: Moment, *, zone: str | None = None, language: str | None = None
) -> Celebrations:
    """Lists what each team celebrates ahead, with birthdays and work anniversaries of its members.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key of the clock of dates; the roster's by default.
        language: Language of names besides the English ones, such as "pt_BR"; "own" for each
            place's own. Days of places without it keep their English names.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BadArgument: If no place has the language.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> ana = Member("ana", birthday="03-04")
        >>> manila = Team("manila", "Asia/Manila", [Shift("09:00", "18:00")], members=[ana])
        >>> [(str(one.date), one.name) for one in celebrations(Roster([manila]), "2026-03-02", "2026-03-08")]
        [('2026-03-04', "ana's birthday")]
    """
    require_roster(roster)
    horizon = Horizon.of(start, end, roster.clock(zone))
    names = _Names(language)
    of_teams = {team.id: list(_of_team(team, horizon, names)) for team in roster}
    names.check()
    merged: dict[tuple[object, ...], Celebration] = {}
    for one in sorted((one for days in of_teams.values() for one in days), key=lambda one: one.date):
        whose = one.teams if one.member is not None else ()
        key = (one.date, one.name, one.local_name, one.kind, one.is_off, one.member, *whose)
        known = merged.get(key)
        if known is not None:
            sure = one.confidence if known.confidence == "announced" else known.confidence
            one = replace(known, teams=known.teams + one.teams, confidence=sure)
        merged[key] = one
    return Celebrations(roster, horizon, tuple(merged.values()), tuple(_meetings(roster, horizon, of_teams)))


class _Names:
    """The names of days in a language; English ones where a place does not have it."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._found = False
        self._missing: BadArgument | None = None

    def of(self, calendar: Calendar, day: Day) -> str:
        """The name of a day that has one."""
        if self._language is None:
            return day.names[0]
        try:
            found = calendar.names_in(day, self._language)
        except BadArgument as error:
            self._missing = error
            return day.names[0]
        self._found = True
        return found[0]

    def check(self) -> None:
        """That some place had the language, if one was asked.

        Raises:
            BadArgument: If none had.
        """
        if self._missing is not None and not self._found:
            raise self._missing


def _of_team(team: Team, horizon: Horizon, names: _Names) -> Iterator[Celebration]:
    """What a team celebrates, then what only some of its members do, and their own days."""
    home = team.holidays if team.local_holidays is None else team.local_holidays
    own = _calendars(home, team.observes)
    shared: set[tuple[date, str]] = set()
    for one in _kept(team, None, own, team.pattern, horizon, names):
        shared.add((one.date, one.name))
        yield one
    for member in team.members:
        pattern = team.pattern_of(member.id)
        theirs = _calendars(member.holidays, member.observes)
        for one in _kept(team, member.id, theirs, pattern, horizon, names):
            if (one.date, one.name) not in shared:
                yield one
        yield from _personal_days(team, member, *horizon.dates(pattern.zone))


def _calendars(home: Calendar | None, observes: Iterable[Observance]) -> dict[Calendar, Kind]:
    """The calendars that people live with, and what their days are."""
    found: dict[Calendar, Kind] = {} if home is None else {home: "holiday"}
    for one in observes:
        for calendar in one.calendars:
            found.setdefault(calendar, "observance")
    return found


def _kept(
    team: Team,
    member: str | None,
    calendars: Mapping[Calendar, Kind],
    pattern: WorkPattern,
    horizon: Horizon,
    names: _Names,
) -> Iterator[Celebration]:
    """The days of calendars that people celebrate, each name of a date once."""
    if not calendars:
        return
    first, last = horizon.dates(pattern.zone)
    off = dates_off(pattern, first, last)
    seen: set[tuple[date, str]] = set()
    for calendar, usual in calendars.items():
        for day in calendar.named(first, last):
            kind = _kind(day, usual)
            name = day.english_names[0] if day.names else ""
            if kind is None or (day.date, name) in seen:
                continue
            seen.add((day.date, name))
            local = names.of(calendar, day)
            is_off = off.get(day.date, False)
            yield Celebration(day.date, name, local, kind, (team.id,), member, is_off, day.confidence)


def _kind(day: Day, kind: Kind) -> Kind | None:
    """What a named day is to celebrate, or None if it is not."""
    if day.status in _KEPT and day.source != "bridge":
        return kind
    if day.source in _WORKED:
        return kind
    return "observance" if day.source in _FAITHS else None


def _personal_days(team: Team, member: Member, first: date, last: date) -> Iterator[Celebration]:
    """Birthdays and work anniversaries; those of 29 February are kept on the 28th in other years."""
    for year in range(first.year, last.year + 1):
        days: list[tuple[date, str, Kind]] = []
        if member.birthday is not None:
            days.append((_in_year(year, *member.birthday), f"{member.name}'s birthday", "birthday"))
        if member.joined is not None and year > member.joined.year:
            years = year - member.joined.year
            plural = "s" if years > 1 else ""
            name = f"{member.name}: {years} year{plural} with the team"
            days.append((_in_year(year, member.joined.month, member.joined.day), name, "anniversary"))
        for on, name, kind in days:
            if first <= on <= last:
                yield Celebration(on, name, name, kind, (team.id,), member.id, False, "announced")


def _in_year(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 2, 28)


def _meetings(
    roster: Roster, horizon: Horizon, of_teams: Mapping[str, Iterable[Celebration]]
) -> list[MeetingOnBigDay]:
    """Occurrences of meetings on days that invited teams celebrate, by date."""
    big: dict[tuple[str, date], Celebration] = {}
    for team_id, days in of_teams.items():
        for one in days:
            if one.member is None:
                big.setdefault((team_id, one.date), one)
    found: list[MeetingOnBigDay] = []
    for meeting in roster.meetings:
        invited = dict.fromkeys(one.partition(".")[0] for one in meeting.people_ids())
        for on, at in meeting_starts(roster, meeting, horizon):
            for team_id in invited:
                own = on if at is None else date_of(roster.team(team_id).pattern.zone.to_wall(at) // DAY)
                day = big.get((team_id, own))
                if day is not None:
                    found.append(MeetingOnBigDay(meeting.id, team_id, own, on, day.name, day.is_off))
    return sorted(found, key=lambda one: one.date)


def _blocks(found: Celebrations) -> Iterator[Block]:
    if found.items:
        whose: dict[tuple[str, str, str], dict[str, list[str | None]]] = {}
        for one in found.items:
            name = one.name if one.local_name == one.name else f"{one.local_name} ({one.name})"
            notes = ("off" if one.is_off else "", "date expected" if one.confidence != "announced" else "")
            row = (date_text(day_of(one.date)), name, ", ".join(note for note in notes if note))
            member = None if one.kind in _PERSONAL else one.member  # whose name is in the day's
            for team in one.teams:
                whose.setdefault(row, {}).setdefault(team, []).append(member)
        rows = [(*row, who_text(found.roster, who)) for row, who in whose.items()]
        yield Table.of(("Date", "Celebration", "Note", "Who"), rows)
    else:
        yield Paragraph("Nothing is celebrated in these dates.", strong=True)
    if found.meetings:
        titles = {meeting.id: meeting.title for meeting in found.roster.meetings}
        teams: dict[tuple[str, str, str, str], list[str]] = {}
        for held in found.meetings:
            note = "off" if held.is_off else "at work"
            if held.team_date != held.date:
                note += f", {date_text(day_of(held.team_date))} there"
            occurrence = (date_text(day_of(held.date)), titles[held.meeting], held.name, note)
            teams.setdefault(occurrence, []).append(held.team)
        yield Heading("Meetings on somebody's big day")
        yield Table.of(
            ("Date", "Meeting", "Celebration", "Note", "Who"),
            [(*row, teams_text(found.roster, ids)) for row, ids in teams.items()],
        )
