"""Recurring meetings as entries of a calendar.

Law: an entry has exactly the instants of what it was made from. A series is one recurring entry for each run
of dates with one wall time, and keeps its name for ever: that of its meeting and roster, the first run as it
is and each later one with the date that begins it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from overlap.core.civil import DAY, day_of
from overlap.core.zones import zone as zone_of
from overlap.people.entries import Guest, Moved, TimedEntry
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.planning.occurrences import recurrence_of
from overlap.render.moments import city_text, date_text, duration_text, wall_text
from overlap.render.style import plainly

if TYPE_CHECKING:
    from overlap.planning.series import Occurrence, Series

__all__ = ["meeting_uid", "series_entries"]


def meeting_uid(roster: Roster, meeting: Meeting) -> str:
    """What calendars call a meeting for ever."""
    return f"{meeting.id}@{roster.id}.overlap"


@plainly
def series_entries(series: Series) -> tuple[TimedEntry, ...]:
    """The entries of a series, in order of time; none where nothing takes place."""
    if not series.held:
        return ()
    runs = _runs(series)
    uid = meeting_uid(series.roster, series.meeting)
    found = []
    for index, run in enumerate(runs):
        own = uid if index == 0 else f"{run[0].planned_date.isoformat()}.{uid}"
        entry = _entry(series, run, own)
        if entry is not None:
            found.append(entry)
    return tuple(found)


def _runs(series: Series) -> list[list[Occurrence]]:
    """The occurrences in runs of one planned wall time."""
    runs: list[list[Occurrence]] = []
    for one in series:
        if not runs or runs[-1][-1].wall % DAY != one.wall % DAY:
            runs.append([])
        runs[-1].append(one)
    return runs


def _entry(series: Series, run: Sequence[Occurrence], uid: str) -> TimedEntry | None:
    clock, meeting = zone_of(series.zone), series.meeting
    held = [at for at, one in enumerate(run) if not one.is_skipped]
    if not held:
        return None
    # What is skipped at either end needs no mention: the rule begins and ends with what takes place.
    run = run[held[0] : held[-1] + 1]
    is_alone = len(run) == 1
    rule = None if is_alone else recurrence_of(meeting, meeting.start or run[0].planned_date)
    return TimedEntry(
        uid=uid,
        title=meeting.title,
        zone=series.zone,
        start=clock.to_wall(run[0].start) if is_alone and run[0].is_moved else run[0].wall,
        minutes=meeting.minutes,
        recurrence=rule,
        last=None if is_alone else run[-1].wall,
        skipped=tuple(one.wall for one in run if one.is_skipped),
        moved=tuple(
            Moved(one.wall, clock.to_wall(one.start), one.because)
            for one in run
            if one.is_moved and not is_alone
        ),
        description=_description(series, run),
        location=meeting.location,
        url=meeting.url,
        categories=meeting.categories,
        organizer=None if meeting.organizer is None else Guest(*meeting.organizer),
        guests=tuple(one.guest for one in series.invitees),
        alarms=meeting.remind,
        is_private=meeting.private,
    )


def _description(series: Series, run: Sequence[Occurrence]) -> str:
    """What a person reads in the calendar: the purpose, everybody's local times, and what is not as usual."""
    meeting = series.meeting
    lines = [meeting.description, ""] if meeting.description else []
    lines.append(f"{duration_text(meeting.minutes)}. Local times:")
    first, last = run[0].planned_date, run[-1].planned_date
    alike: dict[str, list[str]] = {}
    for one in series.invitees:
        runs = [each for each in series.runs[one.id] if each.start <= last and each.end >= first]
        times = [
            wall_text(each.local)
            + (f" {each.days_later:+d} day" if each.days_later else "")
            + ("" if len(runs) == 1 else f" from {date_text(day_of(max(each.start, first)))}")
            for each in runs
        ]
        told = f"({city_text(one.who.pattern.zone)}): {', '.join(times)}"
        alike.setdefault(told, []).append(one.who.name + ("" if one.is_required else " (optional)"))
    lines += [f"- {', '.join(names)} {told}" for told, names in alike.items()]
    notes = [one.because for one in run if one.because]
    if notes:
        lines += ["", *(f"{note}." for note in notes)]
    return "\n".join(lines)
