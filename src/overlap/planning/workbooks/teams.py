"""The sheet of who works when, in the columns that a roster is imported from.

Law: one row for each team and shift, and for each member and shift of a member with shifts of its own; a
member that works what its team does has one row without a shift. What the columns cannot say is named in
the notes, never written as something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from overlap.core.civil import DAY, time_text
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.workbooks.cells import Asked, days_of
from overlap.render.workbook import Column, Sheet, Value

__all__ = ["teams_sheet"]

_COLUMNS = (
    Column("Team"),
    Column("Team id"),
    Column("Member"),
    Column("Member id"),
    Column("Zone"),
    Column("Holidays"),
    Column("Team headcount", "whole"),
    Column("Headcount", "whole"),
    Column("Shift"),
    Column("Days"),
    Column("Start", "time"),
    Column("End", "time"),
    Column("Shift zone"),
    Column("Break start", "time"),
    Column("Break end", "time"),
    Column("Breaks"),
    Column("Skills"),
    Column("Role"),
    Column("Email"),
)


def teams_sheet(asked: Asked) -> Sheet:
    """Who works when, as the roster describes it: without dates, on each team's own clock.

    Columns are those of `overlap import`. Breaks that are more than a start and an end are a text.
    """
    rows: list[tuple[Value, ...]] = []
    notes: list[str] = []
    for team in asked.roster:
        for index, shift in enumerate(team.shifts or (None,)):
            first = index == 0
            rows.append(
                (
                    team.name,
                    team.id,
                    None,
                    None,
                    team.zone,
                    _places(team.holidays),
                    team.people_count,
                    None if shift is None else shift.headcount,
                    *_shift(shift, None if team.cycle else team.working_days),
                    _listed(team.skills),
                    None,
                    team.email if first else None,
                )
            )
        for member in team.members:
            rows += _member_rows(team, member)
        notes += [f"{asked.names.team(team.id)}: {what}" for what in _left_out(team)]
    notes += _other_parts(asked)
    return Sheet("Teams", _COLUMNS, tuple(rows), notes=tuple(notes), frozen=4)


def _member_rows(team: Team, member: Member) -> Iterator[tuple[Value, ...]]:
    schedule = team.pattern_of(member.id).schedule
    shifts: tuple[Shift | None, ...] = (None,)
    if member.shifts is not None or member.days is not None:
        shifts = schedule.shifts or (None,)
    for index, shift in enumerate(shifts):
        first = index == 0
        yield (
            team.name,
            team.id,
            member.name,
            member.id,
            member.zone,
            _places(member.holidays),
            None,
            None,
            *_shift(shift, None if schedule.cycle else schedule.days),
            _listed(member.skills),
            "optional" if member.role == "optional" else None,
            member.email if first else None,
        )


def _shift(shift: Shift | None, days: frozenset[int] | None) -> tuple[Value, ...]:
    """Name, days, start, end, clock and breaks of a shift; the days of a cycle are none of the week's."""
    if shift is None:
        return (None,) * 8
    known = days if shift.days is None else shift.days
    return (
        None if shift.name == f"{shift.start}-{shift.end}" else shift.name,
        None if known is None else days_of(known),
        shift.start_minute,
        shift.end_minute % DAY or DAY,
        shift.zone,
        *_breaks(shift),
    )


def _breaks(shift: Shift) -> tuple[Value, Value, Value]:
    """A plain break as its start and end; others, and several, as a text that an import reads."""
    if len(shift.breaks) == 1:
        (only,) = shift.breaks
        if only.start_minute is not None and only.days is None and not only.paid:
            return only.start_minute, only.end_minute, None
    return None, None, "; ".join(map(_break_text, shift.breaks)) or None


def _break_text(pause: Break) -> str:
    """`12:00-13:00`, `60 min after 240 min`, `12:00-13:00 Fri`, `15:00-15:15 paid`."""
    if pause.start_minute is None or pause.end_minute is None:
        text = f"{pause.minutes} min after {pause.after_minutes} min"
    else:
        text = f"{time_text(pause.start_minute)}-{time_text(pause.end_minute)}"
    days = "" if pause.days is None else f" {days_of(pause.days)}"
    return f"{text}{days}{' paid' if pause.paid else ''}"


def _places(calendar: Calendar | None) -> str | None:
    return "; ".join(calendar.places) if calendar is not None else None


def _listed(words: Iterable[str]) -> str | None:
    return "; ".join(sorted(words)) or None


def _left_out(team: Team) -> Iterator[str]:
    """What the rows of a team cannot say."""
    told = {
        "a cycle": team.cycle is not None or any(member.cycle is not None for member in team.members),
        "seasons": bool(team.seasons),
        "closures": bool(team.closures),
        "local holidays": team.local_holidays is not None,
        "what people observe": bool(team.observes) or any(member.observes for member in team.members),
        "elective days": bool(team.elective_days),
        "what days off take of nights": team.overnight != "start_day"
        or any(member.overnight is not None for member in team.members),
        "flex": team.flex is not None,
        "time off": any(member.time_off for member in team.members),
        "calendar files": any(member.busy for member in team.members),
        "weights": any(member.weight != 1 for member in team.members),
        "birthdays and anniversaries": any(
            member.birthday is not None or member.joined is not None for member in team.members
        ),
        "edits of holidays": any(map(_is_edited, _calendars(team))),
    }
    missing = [what for what, is_there in told.items() if is_there]
    if missing:
        yield f"the table cannot say {', '.join(missing)}; the team file does."


def _calendars(team: Team) -> Iterator[Calendar]:
    for one in (team.holidays, *(member.holidays for member in team.members)):
        if one is not None:
            yield one


def _is_edited(calendar: Calendar) -> bool:
    """Whether a calendar is more than the list of its places."""
    edits = (one for one in fields(Calendar) if one.init and one.name != "table")
    return any(getattr(calendar, one.name) != one.default for one in edits)


def _other_parts(asked: Asked) -> Iterator[str]:
    roster = asked.roster
    for what, count in (("meeting", len(roster.meetings)), ("requirement", len(roster.requirements))):
        if count:
            verb = "is" if count == 1 else "are"
            yield f"{count} {what}{'s' if count > 1 else ''} of the team file {verb} not in the table."
