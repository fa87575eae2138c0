"""Holidays, closures and celebrations as whole days of a calendar.

Law: one entry is one thing for the same people over dates without a working day between them, so a closure
over a weekend is one bar. What a member takes off is nobody else's to read and has no entry. Whole days
take nobody's time; a date that is only expected says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from overlap.core.civil import day_of
from overlap.core.horizon import Horizon
from overlap.people.entries import DayEntry
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.planning.celebrations import Celebration, Celebrations
from overlap.planning.entry_names import Names
from overlap.planning.holidays import DayOff, _team_days, scheduled_days
from overlap.planning.holidays_view import people_text, teams_text
from overlap.planning.selection import Group, require_roster
from overlap.render.moments import minutes_text
from overlap.render.style import plainly

__all__ = ["celebrated_besides", "celebration_entries", "day_off_entries", "days_asked", "holiday_entries"]

_One = TypeVar("_One")

_PRIVATE: Final = frozenset({"time off", "elective"})
"""Sources of days that a member chose."""

_SOURCES: Final[Mapping[str, str]] = {
    "closure": "Closed.",
    "observes": "Kept besides the team's own days.",
}
"""What is said of where a day comes from, where it is no calendar."""

_EXPECTED: Final[Mapping[str, str]] = {
    "announced": "",
    "projected": "The date is expected, not announced.",
    "unknown": "The date is not known for sure: the data do not reach it.",
}
"""What is said of how sure a date is."""


def holiday_entries(
    roster: Roster, horizon: Horizon, *, teams: Iterable[str] | None = None, namespace: str | None = None
) -> tuple[DayEntry, ...]:
    """The holidays and closures on which teams would work but are off, and optional days they work.

    Args:
        roster: The teams.
        horizon: When.
        teams: Teams, or members as "team.member" for theirs alone; every team by default.
        namespace: What follows the `@` of each uid; by default the roster's id and ".overlap".

    Returns:
        The entries, team by team and by date. Those of some members of a team name them.

    Raises:
        UnknownId, BadArgument: If an id is unknown or the namespace cannot be one.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.core.zones import zone
        >>> from overlap.people.absence import Closure
        >>> from overlap.people.shifts import Shift
        >>> shut = Closure("2026-12-24", "2027-01-01", name="end of year")
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune", closures=[shut])
        >>> winter = Horizon.of("2026-12-01", "2027-01-31", zone("Asia/Kolkata"))
        >>> [(one.title, str(one.first), str(one.last)) for one in holiday_entries(Roster([pune]), winter)]
        [('end of year: Pune', '2026-12-24', '2027-01-01')]
    """
    return day_off_entries(roster, horizon, days_asked(roster, horizon, teams), namespace=namespace)


def days_asked(roster: Roster, horizon: Horizon, ids: Iterable[str] | None = None) -> tuple[DayOff, ...]:
    """The days off of teams, or of members as "team.member" with those of their team; of all by default.

    Raises:
        UnknownId, BadArgument: If an id is unknown.
        BeyondData: If a holiday calendar does not reach that far.
    """
    require_roster(roster)
    asked = [team.id for team in roster] if ids is None else list(Group(ids).ids)
    found: list[DayOff] = []
    for one in asked:
        roster.find(one)
        team_id, dot, member_id = one.partition(".")
        own = _team_days(roster.team(team_id), horizon)
        found += (day for day in own if not dot or day.member in (None, member_id))
    return tuple(dict.fromkeys(found))


@plainly
def day_off_entries(
    roster: Roster, horizon: Horizon, days: Iterable[DayOff], *, namespace: str | None = None
) -> tuple[DayEntry, ...]:
    """Days off as entries, team by team and by date; days that members chose are left out."""
    names = Names(roster, namespace)
    by_team: dict[str, list[DayOff]] = {}
    for day in days:
        if day.source not in _PRIVATE:
            by_team.setdefault(day.team, []).append(day)
    found: list[DayEntry] = []
    for team_id, own in by_team.items():
        team = roster.team(team_id)
        made: list[DayEntry] = []
        for members, theirs in _by_people(own).items():
            pattern = team.pattern_of(members[0]) if members else team.pattern
            for one, first, last in _runs(theirs, _what, _date, scheduled_days(pattern, horizon)):
                made.append(_day_off(team, one, members, first, last, names))
        found += sorted(made, key=lambda entry: entry.first)
    return tuple(found)


def _what(one: DayOff) -> tuple[object, ...]:
    """What makes days of the same people one thing."""
    return one.name, one.status, one.minutes_off, one.source, one.confidence


def _date(one: DayOff | Celebration) -> date:
    return one.date


def _by_people(days: Iterable[DayOff]) -> dict[tuple[str, ...], list[DayOff]]:
    """Days by the members who have them alike, in order of date; nobody stands for the team."""
    whose: dict[tuple[object, ...], list[DayOff]] = {}
    for day in days:
        whose.setdefault((day.date, *_what(day)), []).append(day)
    found: dict[tuple[str, ...], list[DayOff]] = {}
    for alike in sorted(whose.values(), key=lambda those: those[0].date):
        members = tuple(day.member for day in alike if day.member is not None)
        found.setdefault(members, []).append(alike[0])
    return found


def _day_off(
    team: Team, one: DayOff, members: tuple[str, ...], first: date, last: date, names: Names
) -> DayEntry:
    notes = []
    if one.minutes_off is not None:
        notes.append(minutes_text(*one.minutes_off))
    if one.status == "soft":
        notes.append("optional")
    who = team.name
    if members:
        who = f"{people_text(team, members)} ({team.name})"
    title = f"{one.name} ({', '.join(notes)}): {who}" if notes else f"{one.name}: {who}"
    worked = "Worked, but some may be away" if one.status == "soft" else "Partly off" if notes else "Off"
    lines = [
        f"{worked}: {who}.",
        _SOURCES.get(one.source, f"Source: {one.source}."),
        _EXPECTED[one.confidence],
    ]
    kind = "closure" if one.source == "closure" else "holiday"
    text = "\n".join(line for line in lines if line)
    uid = names.of(kind, team.id, first, " ".join((one.listed_name or one.name, one.status, *members)))
    return DayEntry(uid, title, first, last, text, (kind.title(),))


@plainly
def celebration_entries(found: Celebrations, *, namespace: str | None = None) -> tuple[DayEntry, ...]:
    """What teams and members celebrate, by date; names in the language that was asked for.

    Raises:
        BadArgument: If the namespace cannot be one.
    """
    names = Names(found.roster, namespace)
    runs = _runs(found.items, _celebrated, _date, None)
    made = [_celebration(found.roster, one, first, last, names) for one, first, last in runs]
    return tuple(sorted(made, key=lambda entry: entry.first))


def celebrated_besides(found: Celebrations, days: Iterable[DayOff]) -> Celebrations:
    """What is celebrated and is not among days off already, so that a calendar of both shows a day once."""
    told = {(day.team, day.member, day.date, day.listed_name or day.name) for day in days}
    items: list[Celebration] = []
    for one in found.items:
        teams = tuple(team for team in one.teams if (team, one.member, one.date, one.name) not in told)
        if teams:
            items.append(replace(one, teams=teams))
    return replace(found, items=tuple(items))


def _celebrated(one: Celebration) -> tuple[object, ...]:
    """What makes celebrations one thing."""
    return one.name, one.local_name, one.kind, one.is_off, one.teams, one.member, one.confidence


def _celebration(roster: Roster, one: Celebration, first: date, last: date, names: Names) -> DayEntry:
    who = teams_text(roster, one.teams)
    if one.member is not None:
        team = roster.team(one.teams[0])
        who = f"{people_text(team, [one.member])} ({team.name})"
    name = one.name if one.local_name == one.name else f"{one.local_name} ({one.name})"
    personal = one.kind in ("birthday", "anniversary")
    lines = [
        f"Whose: {who}.",
        "" if personal else "A day off." if one.is_off else "A working day.",
        _EXPECTED[one.confidence],
    ]
    uid = names.of(one.kind, one.teams[0], first, f"{one.name} {one.member} {one.is_off}")
    title = name if personal else f"{name}: {who}"
    return DayEntry(uid, title, first, last, "\n".join(line for line in lines if line), (one.kind.title(),))


def _runs(
    items: Iterable[_One],
    what: Callable[[_One], tuple[object, ...]],
    on: Callable[[_One], date],
    worked: frozenset[int] | None,
) -> Iterator[tuple[_One, date, date]]:
    """The first of items that are one thing on dates in a row, with the first and last of those dates.

    Dates that are none of the `worked` days, where those are given, do not part a row.
    """
    rows: dict[tuple[object, ...], list[list[_One]]] = {}
    for item in items:
        known = rows.setdefault(what(item), [])
        if known and _touch(day_of(on(known[-1][-1])), day_of(on(item)), worked):
            known[-1].append(item)
        else:
            known.append([item])
    for runs in rows.values():
        for row in runs:
            yield row[0], on(row[0]), on(row[-1])


def _touch(earlier: int, later: int, worked: frozenset[int] | None) -> bool:
    """Whether nothing but days of rest lies between two days, and no more than a week has."""
    between = range(earlier + 1, later)
    if worked is None:
        return not between
    return len(between) <= _REST and worked.isdisjoint(between)


_REST: Final = 4
"""Days of rest in a row of a week of which three are worked; more part what comes round from what lasts."""
