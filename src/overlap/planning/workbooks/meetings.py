"""The sheets of meetings: each occurrence on everybody's clock, and what meetings ask of each person.

Law: figures are those of `plan_programme`. A night is quiet hours on the person's own clock, whether or
not they work then: a night shift's meeting at 23:00 is in its hours, and at night all the same. What
keeps somebody busy is theirs: a file that is passed on says that they are, and never with what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone as zone_of
from overlap.people.busy import Busy
from overlap.planning.programme import Programme, plan_programme
from overlap.planning.quiet import quiet_hours
from overlap.planning.series import Occurrence, Participant, Series
from overlap.planning.workbooks.cells import Asked, local
from overlap.render.workbook import CellMark, Column, Sheet, Value, same_marks

__all__ = ["meeting_sheets"]

_NO_MEETING = "The roster has no meeting."


def meeting_sheets(asked: Asked, busy: Mapping[str, Iterable[Busy]] | None) -> tuple[Sheet, Sheet]:
    """Every occurrence with every person; and each person's hours and burden of all meetings."""
    found = plan_programme(asked.roster, *asked.horizon.moments, busy=busy)
    return _occurrences(asked, found), _ledger(asked, found)


def _occurrences(asked: Asked, found: Programme) -> Sheet:
    columns = (
        Column("Meeting"),
        Column("Date", "date"),
        *asked.columns("Start"),
        Column("Hours", "duration"),
        Column("Takes place"),
        Column("Because"),
        Column("Team"),
        Column("Member"),
        Column("Start (their clock)", "datetime"),
        Column("Their zone"),
        Column("Status"),
        Column("Status because"),
        Column("Required"),
        Column("Outside hours"),
        Column("Burden (minutes)", "whole"),
    )
    rows: list[tuple[Value, ...]] = []
    marks: list[tuple[CellMark, ...]] = []
    for series in found.items:
        for one in series:
            head = _head(asked, series, one)
            people = () if one.is_skipped else one.attendees
            if not people:
                rows.append((*head, *(None,) * (len(columns) - len(head))))
                marks.append(same_marks("off", len(columns)))
            for who in people:
                rows.append((*head, *_person(asked, who)))
                marks.append(tuple(_mark(who) if column.heading == "Status" else "" for column in columns))
    notes = [] if asked.roster.meetings else [_NO_MEETING]
    notes += dict.fromkeys(text for series in found.items for text in series.caveats)
    if found.collisions:
        notes.append(f"Somebody is invited to two meetings at once {len(found.collisions)} times.")
    return Sheet("Meetings", columns, tuple(rows), tuple(marks), tuple(notes), frozen=2)


def _head(asked: Asked, series: Series, one: Occurrence) -> tuple[Value, ...]:
    takes_place = "no: skipped" if one.is_skipped else "moved" if one.is_moved else "yes"
    return (
        series.meeting.title,
        one.date,
        *asked.cells(one.start),
        one.end - one.start,
        takes_place,
        one.because or None,
    )


def _person(asked: Asked, who: Participant) -> tuple[Value, ...]:
    team, member = asked.names.of(who.id)
    return (
        team,
        member or None,
        local(who.start, zone_of(who.zone)),
        who.zone,
        who.status.replace("-", " "),
        None if who.status in ("busy", "tentative") else who.because or None,
        "yes" if who.is_required else "no",
        "yes" if who.is_outside_hours else "no",
        who.discomfort_minutes,
    )


def _mark(who: Participant) -> CellMark:
    return "work" if who.status == "in" else "warn" if who.is_outside_hours else "some"


@dataclass
class _Account:
    """What meetings ask of one person."""

    zone: str
    invited: int = 0
    minutes: int = 0
    outside: int = 0
    at_night: int = 0
    night_minutes: int = 0
    burden: int = 0


def _ledger(asked: Asked, found: Programme) -> Sheet:
    columns = (
        Column("Team"),
        Column("Member"),
        Column("Zone"),
        Column("Meetings", "whole"),
        Column("Hours", "duration"),
        Column("Outside hours (times)", "whole"),
        Column("At night (times)", "whole"),
        Column("At night (hours)", "duration"),
        Column("Burden (minutes)", "whole"),
    )
    accounts = _accounts(asked, found)
    ids = [one for team in asked.roster for one in (team.id, *(f"{team.id}.{m.id}" for m in team.members))]
    rows = tuple(
        (
            asked.names.of(one)[0],
            asked.names.of(one)[1] or None,
            account.zone,
            account.invited,
            account.minutes,
            account.outside,
            account.at_night,
            account.night_minutes,
            account.burden,
        )
        for one in ids
        if (account := accounts.get(one)) is not None
    )
    quiet = "At night is in quiet hours on the person's own clock, at work or not."
    return Sheet("Ledger", columns, rows, notes=(quiet,) if rows else (_NO_MEETING,), frozen=2)


def _accounts(asked: Asked, found: Programme) -> dict[str, _Account]:
    """The account of each person who is invited to something, by id."""
    accounts: dict[str, _Account] = {}
    nights: dict[str, IntervalSet] = {}
    last = max((one.end for series in found.items for one in series.held), default=asked.horizon.end)
    long = Horizon(asked.horizon.start, max(last, asked.horizon.end))
    for series in found.items:
        for one in series.held:
            for who in one.attendees:
                account = accounts.setdefault(who.id, _Account(who.zone))
                if who.zone not in nights:
                    nights[who.zone] = quiet_hours(zone_of(who.zone), asked.roster.defaults.quiet, long)
                dark = nights[who.zone].clip(one.start, one.end).minutes
                account.invited += 1
                account.minutes += one.end - one.start
                account.outside += who.is_outside_hours
                account.at_night += dark > 0
                account.night_minutes += dark
        for who_id, burden in series.burdens.items():
            if who_id in accounts:
                accounts[who_id].burden += burden
    return accounts
