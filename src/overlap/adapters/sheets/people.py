"""Rows gathered by team and by person, and what they say of each.

Law: one name, in any case and with any accents, is one team, and one person of that team. What two rows say
differently of the same one is a problem at the second. A team of which only its people are known has the zone
and the holidays that most of them have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar, final

from overlap.adapters.sheets.alike import Alike
from overlap.adapters.sheets.columns import HEADINGS
from overlap.adapters.sheets.entries import Entries
from overlap.adapters.sheets.entry import Entry
from overlap.adapters.sheets.names import id_of
from overlap.adapters.sheets.reading import SheetReading
from overlap.adapters.team_reading import shown

__all__ = ["Person", "SheetTeam", "apart", "gathered", "said_once", "usual"]

Found = TypeVar("Found", bound=Hashable)

_ONLY_TEAM: Final = ("Team", "team")
"""Name and id of the team of a sheet that names none."""


@final
@dataclass(slots=True)
class Person:
    """A person's id, name and rows, and the rows, from 0, of others of whom the same is said."""

    id: str
    name: str
    entries: list[Entry] = field(default_factory=list)
    others: list[int] = field(default_factory=list)


@final
@dataclass(slots=True)
class SheetTeam:
    """A team's id, name, rows of its own and people, in the sheet's order."""

    id: str
    name: str
    entries: list[Entry] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def every_row(self) -> list[tuple[Entry, int]]:
        """Every row, those of its people too, with how many rows say the same; of these only the first."""
        found = [(one, 1) for one in self.entries]
        found += [(one, 1 + len(person.others)) for person in self.people.values() for one in person.entries]
        return sorted(found, key=lambda pair: pair[0].row.number)


_Repeated = tuple[Person, Entry, list[int]]
"""A person, a row of that person, and the rows, from 0, that say the same of others."""


def gathered(reading: SheetReading, said: Entries) -> list[SheetTeam]:
    """The teams of the rows, in order; a row without one is a problem where others have one."""
    teams: dict[str, SheetTeam] = {}
    by_name: dict[tuple[str, str], SheetTeam] = {}
    repeated: dict[str, list[_Repeated]] = {}
    has_teams = "team" in reading or "team_id" in reading
    for entry in said.alone:
        others = said.alike.others.get(entry.row.number, [])
        name, own_id = entry.team
        if not name and not own_id:
            if has_teams:
                hint = "write it into every row; only merged cells of a workbook are filled in"
                for row in (entry.row, *map(reading.grid.rows.__getitem__, others)):
                    if all(reading.is_empty(row, column) for column in ("team", "team_id")):
                        reading.fault(row, "team", "missing-key", "the row has no team", hint)
                continue
            name, own_id = _ONLY_TEAM
        team = by_name.get(entry.team)
        if team is None:
            key = own_id or id_of(name, "team")
            team = by_name[entry.team] = teams.setdefault(key, SheetTeam(key, name or key))
        if entry.member is None:
            team.entries.append(entry)
        else:
            person = _add(team.people, entry)
            if others:
                repeated.setdefault(team.id, []).append((person, entry, others))
    for key, found in repeated.items():
        _share(teams[key], found, said.alike)
    return list(teams.values())


def _add(people: dict[str, Person], entry: Entry) -> Person:
    """The person of a row, with that row."""
    name, own_id = entry.member or ("", "")
    key = own_id or id_of(name, "member")
    person = people.get(key)
    if person is None:
        person = people[key] = Person(key, name or key)
    person.entries.append(entry)
    return person


def _share(team: SheetTeam, repeated: Sequence[_Repeated], alike: Alike) -> None:
    """Gives each person the rows of others who are alike; who has several rows gets all of them."""
    ids = [alike.ids[at] for _, _, others in repeated for at in others]
    if len({*ids, *team.people}) == len(ids) + len(team.people) and all(
        len(person.entries) == 1 for person, _, _ in repeated
    ):
        for person, _, others in repeated:
            person.others = others
        return
    several = {one for one, count in Counter(ids).items() if count > 1 or one in team.people}
    several.update(person.id for person, _, _ in repeated if len(person.entries) > 1)
    for person, entry, others in repeated:
        single = [at for at in others if alike.ids[at] not in several]
        if person.id in several and single:
            person = _add(team.people, alike.entry(single.pop(0), entry))  # stands for the others
        person.others = single
        for at in others:
            if alike.ids[at] in several:
                _add(team.people, alike.entry(at, entry))
    for person in team.people.values():
        person.entries.sort(key=lambda one: one.row.number)
        person.name = (person.entries[0].member or ("", ""))[0] or person.id
    team.people = dict(sorted(team.people.items(), key=lambda item: item[1].entries[0].row.number))


def apart(person: Person, alike: Alike) -> Iterator[Person]:
    """Those of whom the same is said as of a person, each with a row."""
    model = person.entries[0]
    for at in person.others:
        yield Person(alike.ids[at], alike.names[at], [alike.entry(at, model)])


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


def usual(values: Iterable[tuple[Found | None, int]]) -> Found | None:
    """The value that most have, the first of those; None if none has one. Each comes with a count."""
    counts: Counter[Found] = Counter()
    for value, count in values:
        if value:
            counts[value] += count
    return max(counts, key=lambda value: counts[value]) if counts else None
