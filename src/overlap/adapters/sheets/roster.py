"""From the rows of a sheet to teams and a roster.

Law: whoever has shifts in the sheet has exactly those; whoever has none works those of the team. A member's
shift that is the team's is named, any other is the member's own. Rows of a team that hold from one date until
another are a season.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import cast, final

from overlap.adapters.sheets.alike import Alike
from overlap.adapters.sheets.dated import ABSENT, Plan, expanded, plan_of
from overlap.adapters.sheets.entries import Entries
from overlap.adapters.sheets.entry import Entry
from overlap.adapters.sheets.names import Lookup
from overlap.adapters.sheets.people import Person, SheetTeam, apart, gathered, said_once, usual
from overlap.adapters.sheets.reading import SheetReading
from overlap.adapters.sheets.weeks import (
    NamedShifts,
    by_name,
    has_times,
    named_shift,
    own_week,
    shifts_of,
    told_apart,
    weekly,
)
from overlap.adapters.team_reading import shown
from overlap.core.civil import date_of
from overlap.errors import BadRoster, BadSchedule, BadZone, OverlapError
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.crowd import Crowd
from overlap.people.members import Member, Role
from overlap.people.roster import Roster
from overlap.people.schedule import MONDAY_TO_FRIDAY, Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team, check_apart
from overlap.render.progress import counted

__all__ = ["roster_of"]


@final
@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all teams of a sheet share."""

    reading: SheetReading
    alike: Alike
    zone: str | None
    calendars: Lookup[tuple[str, ...], Calendar]
    first: int
    last: int
    patterns: Counter[str] = field(default_factory=Counter)


def roster_of(
    reading: SheetReading,
    said: Entries,
    *,
    zone: str | None,
    title: str | None,
    calendars: Lookup[tuple[str, ...], Calendar],
) -> Roster | None:
    """The roster of a sheet's rows; None if there is a problem, which the reading then holds.

    Args:
        reading: The sheet.
        said: What its rows say.
        zone: That of teams of which no row names one.
        title: What reports call the roster.
        calendars: Where holidays come from, by places.
    """
    dated = [one for one in said.alone if _is_dated(one)]
    days = expanded(reading, dated)
    if dated and not days:
        return None
    if any(one.days is None and _is_range(one) for one in dated):
        reading.notes.append("rows of several dates without Days are taken to be of Monday to Friday")
    sheet = _Sheet(reading, said.alike, zone, calendars, min(days, default=0), max(days, default=0))
    made = [_team(sheet, team) for team in counted(gathered(reading, said), "Reading teams")]
    if not made and not reading.is_wrong:
        row = reading.grid.rows[-1]
        reading.fault(
            row, None, "missing-key", "there is no row with a team or a person", "fill in the table"
        )
    teams = [team for team in made if team is not None]
    if reading.is_wrong or len(teams) < len(made):
        return None
    _tell(sheet)
    try:
        return Roster(teams, title="Roster" if title is None else title)
    except OverlapError as error:
        reading.caught(said.alone[0].row, "team", error)
        return None


def _is_dated(entry: Entry) -> bool:
    """Whether a row is of dates that must be explained by a pattern: not a season of a team's."""
    return entry.dates is not None and (entry.member is not None or not _is_range(entry))


def _is_range(entry: Entry) -> bool:
    """Whether a row holds for several dates."""
    return entry.dates is not None and entry.dates[0] != entry.dates[1]


def _tell(sheet: _Sheet) -> None:
    """Notes what was made of dates."""
    if not sheet.patterns:
        return
    first, last = date_of(sheet.first).isoformat(), date_of(sheet.last).isoformat()
    for what, count in sheet.patterns.items():
        people = "1 schedule" if count == 1 else f"{count} schedules"
        sheet.reading.notes.append(f"{people} of {what}, as the dates {first} to {last} show; it goes on so")
    if sheet.last - sheet.first < 7:
        sheet.reading.notes.append("the dates are one week: every week is taken to be like it")


def _team(sheet: _Sheet, team: SheetTeam) -> Team | None:
    reading = sheet.reading
    weighted = team.every_row()
    everything = [one for one, _ in weighted]
    rows = team.entries or everything
    zone = said_once(reading, team.name, team.entries, "zone", lambda one: one.zone)
    zone = zone or usual((one.zone, count) for one, count in weighted) or sheet.zone
    if zone is None and all(reading.is_empty(one.row, "zone") for one in everything):
        hint = "fill in a column Zone, such as Asia/Manila, or give one for all: --zone Asia/Manila"
        reading.fault(rows[0].row, "zone", "missing-key", f"{team.name} has no time zone", hint)
    places = said_once(reading, team.name, team.entries, "holidays", lambda one: one.holidays, "; ".join)
    places = places or usual((one.holidays, count) for one, count in weighted) or ()
    calendar = _calendar(sheet, places, everything)
    headcount = said_once(
        reading, team.name, team.entries, "team_headcount", lambda one: one.team_headcount
    ) or _own_headcount(team.entries)
    email = said_once(reading, team.name, team.entries, "email", lambda one: one.email)
    skills = list(dict.fromkeys(skill for one in team.entries for skill in one.skills))
    plan, seasons = _team_shifts(sheet, team)
    people = _people_shifts(sheet, team, plan, everything)
    if plan is None or zone is None or any(one is None for one in people.values()):
        return None
    own = {key: one for key, one in people.items() if one is not None}
    shifts = plan.shifts
    if not shifts and not seasons:
        theirs = [shift for one in own.values() if one.cycle is None for shift in one.shifts]
        shifts = tuple(told_apart(theirs))
        if not shifts and not own:
            hint = "write Start and End into a row of the team or of its people"
            if not any(one.shift_name or has_times(reading, one) for one in rows):
                reading.fault(rows[0].row, "start", "missing-key", f"{team.name} has no shift", hint)
            return None
    members: list[tuple[Person, Member]] = []
    for key, person in team.people.items():
        before = reading.told
        member = _member(sheet, person, own[key], shifts, zone, places)
        if member is not None:
            members.append((person, member))
        if reading.told != before:
            for other in apart(person, sheet.alike):
                _member(sheet, other, own[key], shifts, zone, places)
    if len(members) < len(own):
        return None

    def made(of: Iterable[Member], count: int | None) -> Team:
        return Team(
            team.id,
            zone,
            shifts,
            name=team.name,
            cycle=plan.cycle,
            seasons=seasons,
            holidays=calendar,
            closures=[Closure(low, high, name=ABSENT) for low, high in plan.absent],
            headcount=count,
            members=of,
            skills=skills,
            email=email,
        )

    everybody = _crowd(sheet, members)
    try:
        plain = made(everybody, None)
        return plain if headcount in (None, plain.people_count) else made(everybody, headcount)
    except OverlapError as error:
        _blame(sheet, team, members, partial(made, count=None), error)
        return None


def _own_headcount(entries: Sequence[Entry]) -> int | None:
    """The headcount of a row that is of the team alone, without a shift."""
    return next((one.headcount for one in entries if one.headcount and one.shift is None), None)


def _blame(
    sheet: _Sheet,
    team: SheetTeam,
    members: Sequence[tuple[Person, Member]],
    made: partial[Team],
    error: OverlapError,
) -> None:
    """Tells an error of a whole team at the person it is of, if it is one's."""
    reading = sheet.reading
    try:
        made([])
    except OverlapError as own:
        columns = {"id": "team", "headcount": "team_headcount", "email": "email"}
        reading.caught(team.every_row()[0][0].row, columns.get(own.field or "", "start"), own)
        return
    is_told = False
    for person, member in members:
        try:
            made([member])
        except OverlapError as theirs:
            is_told = True
            reading.caught(person.entries[0].row, "member" if theirs.field == "id" else "start", theirs)
    if not is_told:
        reading.caught(team.every_row()[0][0].row, "team_headcount", error)


def _calendar(sheet: _Sheet, places: tuple[str, ...], entries: Sequence[Entry]) -> Calendar | None:
    if not places:
        return None
    try:
        return sheet.calendars(places)
    except OverlapError as error:
        at = next((one.row for one in entries if one.holidays == places), entries[0].row)
        sheet.reading.caught(at, "holidays", error)
        return None


def _team_shifts(sheet: _Sheet, team: SheetTeam) -> tuple[Plan | None, list[Season]]:
    """The shifts of a team's own rows, and its seasons."""
    reading = sheet.reading
    with_shift = [one for one in team.entries if one.shift is not None]
    for one in team.entries:
        if one.shift is None and one.shift_name and not has_times(reading, one):
            message = f"the shift {shown(one.shift_name)} has no times"
            reading.fault(one.row, "start", "missing-key", message, "write its Start and End")
    dated = [one for one in with_shift if _is_dated(one)]
    if dated:
        for one in with_shift:
            if one.dates is None:
                hint = "give every row of the team a date, or none"
                reading.fault(one.row, "date", "missing-key", "the row has no date, but others have", hint)
        if team.people:
            hint = "name somebody in each row of the team, or in none"
            message = "the row is of nobody, but others of the team name people"
            reading.fault(dated[0].row, "member", "missing-key", message, hint)
            return None, []
        found = expanded(reading, with_shift)
        by_row = {one.row.number: one.shift for one in with_shift if one.shift is not None}
        plan = plan_of(reading, team.name, found, by_row, sheet.first, sheet.last, counted=True)
        _count(sheet, plan)
        return plan, []
    plain = [one for one in with_shift if one.dates is None]
    seasons: dict[tuple[date, date], list[Entry]] = {}
    for one in with_shift:
        if one.dates is not None:
            seasons.setdefault(one.dates, []).append(one)
    made = []
    for (first, last), entries in seasons.items():
        made.append(Season(first, last, shifts=weekly(entries)))
    return Plan(tuple(weekly(plain))), made


def _people_shifts(
    sheet: _Sheet, team: SheetTeam, plan: Plan | None, rows: Sequence[Entry]
) -> dict[str, Plan | None]:
    """The shifts of each person's own rows; of a person without any those of the team are meant."""
    reading = sheet.reading
    known = by_name(rows)
    found: dict[str, Plan | None] = {}
    for key, person in team.people.items():
        before = reading.told
        found[key] = _own_plan(sheet, team, person, plan, known)
        if reading.told != before:
            for other in apart(person, sheet.alike):
                _own_plan(sheet, team, other, plan, known)
    return found


def _own_plan(
    sheet: _Sheet,
    team: SheetTeam,
    person: Person,
    plan: Plan | None,
    known: NamedShifts,
) -> Plan | None:
    """The shifts of a person's own rows; None if there is a problem, which is kept."""
    reading = sheet.reading
    shifts: dict[int, Shift] = {}
    for one in person.entries:
        if one.headcount not in (None, 1):
            message = f"{person.name} is one person, not {one.headcount}"
            reading.fault(one.row, "headcount", "bad-roster", message, "leave the cell empty")
        shift = one.shift or named_shift(reading, one, known)
        if shift is not None:
            shifts[one.row.number] = shift
    worked = [one for one in person.entries if one.row.number in shifts]
    dated = [one for one in worked if one.dates is not None]
    if dated and len(dated) < len(worked):
        undated = next(one for one in worked if one.dates is None)
        message = f"the row has no date, but others of {person.name} have"
        reading.fault(undated.row, "date", "missing-key", message, "give every row a date, or none")
        return None
    if dated:
        days = expanded(reading, dated)
        if not days:
            return None
        made = plan_of(reading, person.name, days, shifts, sheet.first, sheet.last, counted=False)
        _count(sheet, made)
        return made
    has_team_shifts = plan is None or plan.shifts or any(one.shift for one in team.entries)
    if not worked and not has_team_shifts:
        row, hint = person.entries[0].row, "write Start and End, or give the team a row of its own"
        if not any(one.shift_name or has_times(reading, one) for one in person.entries):
            reading.fault(row, "start", "missing-key", f"{person.name} has no shift", hint)
        return None
    return Plan(tuple(own_week(worked, shifts)))


def _count(sheet: _Sheet, plan: Plan | None) -> None:
    if plan is None:
        return
    what = "the same week" if plan.cycle is None else f"a cycle of {len(plan.cycle.days)} days"
    if plan.absent:
        dates = sum((last - first).days + 1 for first, last in plan.absent)
        what += f" but for {dates} date{'s' if dates > 1 else ''}, which are time off"
    sheet.patterns[what] += 1


def _crowd(sheet: _Sheet, members: Sequence[tuple[Person, Member]]) -> Iterable[Member]:
    """The members of a team in the sheet's order: those made, and those of whom the same is said."""
    if not any(person.others for person, _ in members):
        return [member for _, member in members]
    alike, rows = sheet.alike, sheet.reading.grid.rows
    like = {rows.index(person.entries[0].row.number): place for place, (person, _) in enumerate(members)}
    for place, (person, _) in enumerate(members):
        like.update(dict.fromkeys(person.others, place))
    order = sorted(like)
    models = [member for _, member in members]
    return Crowd(models, [like[at] for at in order], order, alike.ids, alike.names, alike.emails)


def _member(
    sheet: _Sheet,
    person: Person,
    plan: Plan,
    shifts: Sequence[Shift],
    team_zone: str,
    team_places: tuple[str, ...],
) -> Member | None:
    reading = sheet.reading
    once = partial(said_once, reading, person.name, person.entries)
    zone = once("zone", lambda one: one.zone)
    places = once("holidays", lambda one: one.holidays, "; ".join) or ()
    role, email = once("role", lambda one: one.role), once("email", lambda one: one.email)
    own = list(plan.shifts) if plan.cycle is not None else shifts_of(plan.shifts, shifts)
    calendar = None
    if places and places != team_places:
        calendar = _calendar(sheet, places, person.entries)
    try:
        if plan.cycle is None:
            check_apart(plan.shifts, person.name, days=MONDAY_TO_FRIDAY)
        return Member(
            person.id,
            name=person.name,
            zone=None if zone == team_zone else zone,
            shifts=own,
            cycle=plan.cycle,
            holidays=calendar,
            time_off=[TimeOff(low, high, name=ABSENT) for low, high in plan.absent],
            skills=list(dict.fromkeys(skill for one in person.entries for skill in one.skills)),
            role=cast("Role", role or "required"),
            email=email,
        )
    except (BadRoster, BadSchedule, BadZone) as error:
        reading.caught(person.entries[0].row, "member" if error.field == "id" else "start", error)
        return None
