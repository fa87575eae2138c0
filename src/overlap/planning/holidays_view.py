"""How days off read: side by side where that fits, else a line for each day, and whose day it is.

Law: says only what the answer holds. A team is named by what people call it, and everybody by one word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from overlap.core.civil import day_of
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.planning.holidays import DayOff, DaysOff
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import date_text, minutes_text, share_text
from overlap.render.text import table_lines, width

__all__ = ["day_label", "days_off_document", "people_text", "teams_text", "who_text", "whose_days"]

_COLUMNS: Final = 80
"""Width up to which teams stand beside each other: that of most terminals and of a printed page."""

_NAMED: Final = 2
"""Members of a team named for one day; more are counted."""

_FEWEST: Final = 8
"""Weeks shown: those with fewest people."""


def days_off_document(found: DaysOff) -> Document:
    """The days off of a roster in reading order."""
    return Document(tuple(_blocks(found)))


def _blocks(found: DaysOff) -> Iterator[Block]:
    if found.items:
        beside = _side_by_side(found)
        fits = max(map(width, table_lines(beside))) <= _COLUMNS
        yield beside if fits else _listed(found)
    else:
        yield Paragraph("Nobody has a day off on a working day in these dates.", strong=True)
    yield Heading("Weeks with fewest people")
    short = sorted(
        (week for week in found.weeks if week.share < 1), key=lambda week: (week.share, week.start)
    )
    if short:
        rows = [
            (
                date_text(day_of(week.start)),
                share_text(week.share),
                f"{week.minutes / 60:.0f} h",
                f"{week.usual_minutes / 60:.0f} h",
            )
            for week in short[:_FEWEST]
        ]
        columns = ("Week from", "Staffed", "People's time", "Usual")
        yield Table.of(columns, rows, right=columns[1:])
    else:
        yield Paragraph("None: no day off takes working time in these dates.")
    yield from whose_days(found.roster, found.worked, found.idle)


def whose_days(roster: Roster, worked: Iterable[DayOff], idle: Iterable[DayOff]) -> Iterator[Block]:
    """Local holidays worked through and days off kept for others, if there are any."""
    for title, days in (
        ("Local holidays worked through", worked),
        ("Days off kept for the client", idle),
    ):
        teams: dict[tuple[date, str], list[str]] = {}
        for one in sorted(days, key=lambda one: one.date):
            teams.setdefault((one.date, one.name), []).append(one.team)
        if teams:
            yield Heading(title)
            rows = [
                (date_text(day_of(on)), teams_text(roster, ids), name) for (on, name), ids in teams.items()
            ]
            yield Table.of(("Date", "Team", "Holiday"), rows)


def teams_text(roster: Roster, ids: Collection[str]) -> str:
    """The names of teams, or what is shorter: `everybody`, `everybody but Pune and Manila`."""
    left = [team.name for team in roster if team.id not in ids]
    if len(roster) > 1 and not left:
        return "everybody"
    if left and 2 * len(left) < len(ids):
        return f"everybody but {' and '.join(left)}"
    return ", ".join(team.name for team in roster if team.id in ids)


def who_text(roster: Roster, members: Mapping[str, Collection[str | None]]) -> str:
    """The teams of which everybody is meant, and those of which some members are."""
    named = {team_id: [one for one in ids if one is not None] for team_id, ids in members.items()}
    if not any(named.values()):
        return teams_text(roster, members)
    return ", ".join(
        f"{team.name} ({people_text(team, named[team.id])})" if named[team.id] else team.name
        for team in roster
        if team.id in members
    )


def people_text(team: Team, ids: Collection[str]) -> str:
    """The names of a team's members, or how many of it they are."""
    if len(ids) > _NAMED:
        return f"{len(ids)} of {team.people_count}"
    return ", ".join(member.name for member in team.members if member.id in ids)


def _by_day(found: DaysOff) -> dict[tuple[date, str], dict[str, list[str | None]]]:
    """Who is off on each date, by what day it is: the members of each team, or None for the team."""
    days: dict[tuple[date, str], dict[str, list[str | None]]] = {}
    for one in found.items:
        days.setdefault((one.date, day_label(one)), {}).setdefault(one.team, []).append(one.member)
    return days


def _side_by_side(found: DaysOff) -> Table:
    """A column for each team."""
    cells: dict[date, dict[str, list[str]]] = {}
    for (on, label), teams in _by_day(found).items():
        for team_id, members in teams.items():
            named = [one for one in members if one is not None]
            who = f"{people_text(found.roster.team(team_id), named)}: " if named else ""
            cells.setdefault(on, {}).setdefault(team_id, []).append(f"{who}{label}")
    rows = [
        (date_text(day_of(on)), *("; ".join(by_team.get(team.id, ())) for team in found.roster))
        for on, by_team in cells.items()
    ]
    return Table.of(("Date", *(team.name for team in found.roster)), rows)


def _listed(found: DaysOff) -> Table:
    """A line for each day, with everybody who has it."""
    rows = [
        (date_text(day_of(on)), label, who_text(found.roster, teams))
        for (on, label), teams in _by_day(found).items()
    ]
    return Table.of(("Date", "Day", "Who"), rows)


def day_label(one: DayOff) -> str:
    """`Christmas Day`, `Carnival (optional)`, `half day (from 13:00, date expected)`."""
    notes = []
    if one.minutes_off is not None:
        notes.append(minutes_text(*one.minutes_off))
    if one.status == "soft":
        notes.append("optional")
    if one.confidence != "announced":
        notes.append("date expected" if one.confidence == "projected" else "not known")
    return f"{one.name} ({', '.join(notes)})" if notes else one.name
