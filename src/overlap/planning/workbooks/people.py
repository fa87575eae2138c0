"""The sheets of people's days and hours: who is off when, and who works how much of it at night.

Law: rows are those of `days_off` and `workload`.
"""

from __future__ import annotations

from overlap.planning.holidays import days_off
from overlap.planning.workbooks.cells import Asked
from overlap.planning.workload import workload
from overlap.render.workbook import CellMark, Column, Sheet

__all__ = ["holidays_sheet", "hours_sheet"]


def holidays_sheet(asked: Asked) -> Sheet:
    """One row for each date that a team, or one of its members, would work but is off."""
    columns = (
        Column("Date", "date"),
        Column("Team"),
        Column("Member"),
        Column("Day"),
        Column("Status"),
        Column("Off from", "time"),
        Column("Off until", "time"),
        Column("Confidence"),
        Column("Source"),
    )
    rows = []
    marks: list[tuple[CellMark, ...]] = []
    for one in days_off(asked.roster, *asked.horizon.moments):
        team, member = asked.names.of(one.team if one.member is None else f"{one.team}.{one.member}")
        low, high = (None, None) if one.minutes_off is None else one.minutes_off
        rows.append(
            (one.date, team, member or None, one.name, one.status, low, high, one.confidence, one.source)
        )
        unsure: CellMark = "" if one.confidence == "announced" else "warn"
        marks.append(tuple(unsure if column.heading == "Confidence" else "" for column in columns))
    notes = ["Status: off, part of the day off, or soft: noted and worked."]
    if not rows:
        notes = ["Nobody is off on a working day."]
    return Sheet("Holidays", columns, tuple(rows), tuple(marks), tuple(notes), frozen=2)


def hours_sheet(asked: Asked) -> Sheet:
    """One row for each member and for the unnamed people of a shift; hours are those of one person."""
    columns = (
        Column("Team"),
        Column("Member"),
        Column("Shift"),
        Column("People", "whole"),
        Column("Working days", "whole"),
        Column("Hours", "duration"),
        Column("At night (hours)", "duration"),
        Column("Nights", "whole"),
        Column("Nights in a row", "whole"),
        Column("On rest days (hours)", "duration"),
    )
    found = workload(asked.roster, *asked.horizon.moments)
    rows = []
    for one in found:
        team, member = asked.names.of(one.id)
        rows.append(
            (
                team,
                member or None,
                one.shift,
                one.people,
                one.shifts,
                one.minutes,
                one.night_minutes,
                one.nights,
                one.most_nights,
                one.weekend_minutes,
            )
        )
    notes = [f"{asked.names.person(warning.id)}: {warning.text}." for warning in found.warnings]
    return Sheet("Hours", columns, tuple(rows), notes=tuple(dict.fromkeys(notes)), frozen=2)
