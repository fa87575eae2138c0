"""Rows gathered by team and by person, and what they say of each.

Law: one name, in any case and with any accents, is one team, and one person of that team. What two rows say
differently of the same one is a problem at the second. A team of which only its people are known has the zone
and the holidays that most of them have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar, final

from overlap.adapters.sheets.columns import HEADINGS
from overlap.adapters.sheets.entry import Entry
from overlap.adapters.sheets.names import id_of
from overlap.adapters.sheets.reading import SheetReading
from overlap.adapters.team_reading import shown

__all__ = ["Person", "SheetTeam", "gathered", "said_once", "usual"]

Found = TypeVar("Found", bound=Hashable)

_ONLY_TEAM: Final = ("Team", "team")
"""Name and id of the team of a sheet that names none."""


@final
@dataclass(slots=True)
class Person:
    """A person's id, name and rows."""

    id: str
    name: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def alike(self) -> object:
        """One object for all people of whom one row each says the same; None for others."""
        return self.entries[0].alike if len(self.entries) == 1 else None


@final
@dataclass(slots=True)
class SheetTeam:
    """A team's id, name, rows of its own and people, in the sheet's order."""

    id: str
    name: str
    entries: list[Entry] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def all_entries(self) -> list[Entry]:
        """Every row, those of its people too."""
        found = [*self.entries, *(one for person in self.people.values() for one in person.entries)]
        return sorted(found, key=lambda one: one.row.number)


def gathered(reading: SheetReading, entries: Sequence[Entry]) -> list[SheetTeam]:
    """The teams of the rows, in order; a row without one is a problem where others have one."""
    teams: dict[str, SheetTeam] = {}
    by_name: dict[tuple[str, str], SheetTeam] = {}
    has_teams = "team" in reading or "team_id" in reading
    for entry in entries:
        name, own_id = entry.team
        if not name and not own_id:
            if has_teams:
                hint = "write it into every row; only merged cells of a workbook are filled in"
                reading.fault(entry.row, "team", "missing-key", "the row has no team", hint)
                continue
            name, own_id = _ONLY_TEAM
        team = by_name.get(entry.team)
        if team is None:
            key = own_id or id_of(name, "team")
            team = by_name[entry.team] = teams.setdefault(key, SheetTeam(key, name or key))
        if entry.member is None:
            team.entries.append(entry)
            continue
        name, own_id = entry.member
        key = own_id or id_of(name, "member")
        person = team.people.get(key)
        if person is None:
            person = team.people[key] = Person(key, name or key)
        person.entries.append(entry)
    return list(teams.values())


def said_once(
    reading: SheetReading,
    what: str,
    entries: Iterable[Entry],
    column: str,
    value: Callable[[Entry], Found | None],
    text: Callable[[Found], str] = str,
) -> Found | None:
    """What rows say of one team or person in a column; None if nothing. Others that differ are problems."""
    known: Found | None = None
    since = 0
    for entry in entries:
        found = value(entry)
        if not found:
            continue
        if known is None:
            known, since = found, entry.row.number
        elif found != known:
            message = f"{what} has the {HEADINGS[column].lower()} {shown(text(known))} in row {since}"
            hint = "keep one of the two; two people of one name need a Member id each"
            reading.fault(entry.row, column, "bad-roster", message, hint)
    return known


def usual(values: Iterable[Found | None]) -> Found | None:
    """The value that most have, the first of those; None if none has one."""
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: counts[value]) if counts else None
