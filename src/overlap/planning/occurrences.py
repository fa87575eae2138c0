"""The dates of a recurring meeting.

Law: dates are those of the meeting's own clock, its anchor's. Weeks, which begin on Monday, and months are
counted from that of the first meeting; a month without its day, or its nth weekday, has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.core.recurrence import Recurrence
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster

__all__ = ["Planned", "anchor_clock", "meeting_dates", "meeting_starts", "planned_starts", "recurrence_of"]


class Planned(NamedTuple):
    """An occurrence where the rule puts it.

    Attributes:
        date: On the meeting's own clock.
        wall: Wall minute of that clock; in a clock change its hands show another when it begins.
        start: The instant.
    """

    date: date
    wall: int
    start: int


def meeting_dates(meeting: Meeting, first: date, last: date) -> list[date]:
    """The dates of a meeting from `first` to `last`, both included, in order.

    A meeting without a first date is taken to begin with `first`.
    """
    begin = meeting.start or first
    found: list[date] = []
    for number, on in enumerate(recurrence_of(meeting, begin).dates(begin), 1):
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


def planned_starts(clock: Zone, dates: Iterable[date], at: int) -> list[Planned]:
    """The occurrences on some dates at one wall time of a clock, in minutes after midnight."""
    walls = ((on, day_of(on) * DAY + at) for on in dates)
    return [Planned(on, wall, clock.to_instant(wall)) for on, wall in walls]


def recurrence_of(meeting: Meeting, begin: date) -> Recurrence:
    """The rule of a meeting whose dates are counted from `begin` on, the same from any of its dates on."""
    weekdays = tuple(sorted(meeting.on))
    if meeting.unit == "day":
        return Recurrence("day", meeting.every, weekdays)
    if meeting.unit == "week":
        return Recurrence("week", meeting.every, weekdays or (begin.weekday(),))
    if not weekdays:
        return Recurrence("month", meeting.every, month_day=begin.day)
    nth = meeting.nth or (_first_of(begin, weekdays).day - 1) // 7 + 1
    return Recurrence("month", meeting.every, weekdays, nth=nth)


def _first_of(begin: date, weekdays: tuple[int, ...]) -> date:
    """The first date from `begin` on that is one of some weekdays; the calendar's last if it has none."""
    days = min((weekday - begin.weekday()) % 7 for weekday in weekdays)
    return begin + timedelta(min(days, (date.max - begin).days))
