"""The dates of a recurring meeting.

Law: dates are those of the meeting's own clock, its anchor's. Weeks, which begin on Monday, and months are
counted from that of the first meeting; a month without its day, or its nth weekday, has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.horizon import Horizon
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster

__all__ = ["anchor_clock", "meeting_dates", "meeting_starts"]


def meeting_dates(meeting: Meeting, first: date, last: date) -> list[date]:
    """The dates of a meeting from `first` to `last`, both included, in order.

    A meeting without a first date is taken to begin with `first`.
    """
    begin = meeting.start or first
    found: list[date] = []
    for number, on in enumerate(_dates(meeting, begin), 1):
        over = meeting.end is not None and on > meeting.end
        if over or on > last or (meeting.count is not None and number > meeting.count):
            break
        if on >= first:
            found.append(on)
    return found


def anchor_clock(roster: Roster, meeting: Meeting) -> Zone:
    """The clock whose wall time a meeting keeps: its anchor's, or the roster's where it has none."""
    if meeting.anchor is None:
        return roster.home
    anchored = {team.id: team for team in roster}.get(meeting.anchor)
    return zone_of(meeting.anchor) if anchored is None else anchored.pattern.zone


def meeting_starts(roster: Roster, meeting: Meeting, horizon: Horizon) -> list[tuple[date, int | None]]:
    """The dates of a meeting whose first instant lies inside a horizon, in order, each with that instant.

    Of a meeting whose time is still to be found, all dates that the horizon touches, with None.
    """
    clock = anchor_clock(roster, meeting)
    dates = meeting_dates(meeting, *horizon.dates(clock))
    if meeting.at is None:
        return [(on, None) for on in dates]
    found = [(on, clock.to_instant(day_of(on) * DAY + meeting.at)) for on in dates]
    return [(on, start) for on, start in found if horizon.start <= start < horizon.end]


def _dates(meeting: Meeting, begin: date) -> Iterator[date]:
    """The dates of a meeting from its first on, until the calendar ends."""
    if meeting.unit == "day":
        for day in range(day_of(begin), day_of(date.max), meeting.every):
            on = date_of(day)
            if not meeting.on or on.weekday() in meeting.on:
                yield on
        return
    weekdays = meeting.on or {begin.weekday()}
    begin += timedelta(min((weekday - begin.weekday()) % 7 for weekday in weekdays))
    if meeting.unit == "week":
        monday = day_of(begin) - begin.weekday()
        for week in range(monday, day_of(date.max) - 7, 7 * meeting.every):
            yield from (on for weekday in sorted(weekdays) if (on := date_of(week + weekday)) >= begin)
    else:
        first_month = begin.year * 12 + begin.month - 1
        for month in range(first_month, date.max.year * 12, meeting.every):
            yield from (on for on in _in_month(meeting, begin, month) if on >= begin)


def _in_month(meeting: Meeting, begin: date, month: int) -> list[date]:
    """The dates in a month, in order: the day of the first date, or the nth weekdays if it is the nth."""
    first = date(month // 12, month % 12 + 1, 1)
    days = [begin.day]
    if meeting.on:
        weeks = (begin.day - 1) // 7
        days = sorted((weekday - first.weekday()) % 7 + 7 * weeks + 1 for weekday in meeting.on)
    found = (first + timedelta(day - 1) for day in days)
    return [on for on in found if on.month == first.month]
