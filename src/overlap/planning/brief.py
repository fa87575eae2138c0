"""The week in short, to send to people: shared hours, who is off, what changes, cover, meetings, big days.

Law: every figure is one of the other answers, asked over the same dates. A week is that of the date, Monday
first, on the reader's clock. What lies beyond the holiday data is left out, and said.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any, Final, final

from overlap.core.civil import DAY, date_of, day_of, iso_minute, parse_date, weekday_of
from overlap.core.horizon import SUPPORTED, Horizon, Moment, instant_of
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, BadHorizon, BeyondData
from overlap.people.meetings import Meeting
from overlap.people.numbers import is_whole
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.planning.causes import Cause, causes_between, sentences
from overlap.planning.celebrations import Celebrations, celebrations
from overlap.planning.coverage import Coverage, coverage
from overlap.planning.holidays import DayOff, days_off
from overlap.planning.reasons import days_missed
from overlap.planning.report import Report, report
from overlap.planning.selection import Demand, Group, presence, require_roster
from overlap.planning.series import Occurrence, Participant, audit_series
from overlap.planning.sharing import Week
from overlap.render.document import Document
from overlap.render.shown import Shown

__all__ = ["Brief", "BriefCover", "BriefDay", "BriefMeeting", "brief"]

_AHEAD_WEEKS: Final = (5, 1, 0)
"""Weeks looked at after those asked about: what a lead can still act on; less where holiday data end."""

_MOST_WEEKS: Final = 13
"""A quarter; beyond, a report says more."""

_AWAY: Final = ("holiday", "closure", "time-off", "busy")
"""What keeps people from a meeting at any hour."""

_MOVED_DAYS: Final = 14
"""Around a week, dates whose meetings may be moved into it from another."""


@final
@dataclass(frozen=True, slots=True)
class BriefDay:
    """A date with shared hours, or with days off that take them all.

    Attributes:
        date: On the reader's clock.
        windows: Those that start on it, `[start, end)` in UTC minutes, cut at the ends of the week; round
            the clock, at each midnight.
        lost_minutes: What days off take of the shared time that starts on it.
        because: (team id, local date, name) of each of those days off.
    """

    date: dt.date
    windows: tuple[tuple[int, int], ...]
    lost_minutes: int
    because: tuple[tuple[str, dt.date, str], ...]

    @property
    def minutes(self) -> int:
        """Shared minutes."""
        return sum(end - start for start, end in self.windows)

    def to_dict(self) -> dict[str, Any]:
        """The day as plain values."""
        return {
            "date": self.date.isoformat(),
            "minutes": self.minutes,
            "windows": [{"start": iso_minute(start), "end": iso_minute(end)} for start, end in self.windows],
            "lost_minutes": self.lost_minutes,
            "because": [
                {"team": team, "date": on.isoformat(), "name": name} for team, on, name in self.because
            ],
        }


@final
@dataclass(frozen=True, slots=True)
class BriefCover:
    """How far one need is covered, and the largest part of what is not.

    Attributes:
        need: Its name.
        share: The part that is covered.
        uncovered_minutes: What is not.
        because: The causes of most of it, as sentences; empty where nothing is uncovered.
        because_minutes: How much of it they are.
    """

    need: str
    share: float
    uncovered_minutes: int
    because: str
    because_minutes: int

    def to_dict(self) -> dict[str, Any]:
        """The need as plain values."""
        return {
            "need": self.need,
            "share": round(self.share, 6),
            "uncovered_minutes": self.uncovered_minutes,
            "because": self.because,
            "because_minutes": self.because_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class BriefMeeting:
    """An occurrence of a meeting in the week."""

    meeting: Meeting
    occurrence: Occurrence = field(repr=False)

    @property
    def away(self) -> tuple[Participant, ...]:
        """Those who are away or busy then, whatever the hour."""
        return tuple(one for one in self.occurrence.attendees if one.status in _AWAY)

    @property
    def worst(self) -> Participant | None:
        """Whom of the others it costs most discomfort, the first of equals; None where nobody any."""
        others = [one for one in self.occurrence.attendees if one.status not in _AWAY]
        most = max(others, key=lambda one: one.discomfort_minutes, default=None)
        return most if most is not None and most.discomfort_minutes else None

    def to_dict(self) -> dict[str, Any]:
        """The occurrence as plain values, as in `series`, and who is worst off."""
        return {
            "meeting": self.meeting.id,
            "title": self.meeting.title,
            **self.occurrence.to_dict(),
            "worst": None if self.worst is None else self.worst.id,
        }


@final
@dataclass(frozen=True, slots=True)
class Brief(Shown):
    """The week in short; immutable.

    Attributes:
        roster: The teams.
        week: The dates asked about: a week, or several.
        weeks: How many.
        zone: IANA key of the reader's clock.
        ahead_weeks: How many weeks after them were looked at.
        all_minutes: What all teams share in these dates.
        most: The largest number of teams that share time on a day as they begin.
        days: The dates with hours that `most` teams share, or that days off take.
        off: Who is off in these dates, each on their own date.
        off_next: Who is off in the week after; None where holiday data do not reach.
        report: The picture of these dates and of those ahead.
        causes: Each clock change and season of these dates and of those ahead.
        coverage: Each need of the roster, or 24x7 where it has none.
        meetings: What takes place, moved or skipped too, by start.
        celebrations: What is celebrated in these dates and the week after, each on its own date.
    """

    roster: Roster
    week: Horizon
    weeks: int
    zone: str
    ahead_weeks: int
    all_minutes: int
    most: int
    days: tuple[BriefDay, ...] = field(repr=False)
    off: tuple[DayOff, ...] = field(repr=False)
    off_next: tuple[DayOff, ...] | None = field(repr=False)
    report: Report = field(repr=False)
    causes: tuple[Cause, ...] = field(repr=False)
    coverage: tuple[BriefCover, ...] = field(repr=False)
    meetings: tuple[BriefMeeting, ...] = field(repr=False)
    celebrations: Celebrations = field(repr=False)

    @property
    def minutes(self) -> int:
        """What at least `most` teams share in these dates."""
        return sum(day.minutes for day in self.days)

    @property
    def short_weeks(self) -> tuple[Week, ...]:
        """The weeks ahead in which days off take shared hours."""
        end = date_of(zone_of(self.zone).to_wall(self.week.end) // DAY)
        return tuple(week for week in self.report.weeks if week.start >= end)

    def to_dict(self) -> dict[str, Any]:
        """The brief as plain values."""
        first, last = self.week.dates(zone_of(self.zone))
        return {
            "title": self.roster.title,
            "zone": self.zone,
            "first_date": first.isoformat(),
            "last_date": last.isoformat(),
            "ahead_weeks": self.ahead_weeks,
            "all_minutes": self.all_minutes,
            "most_teams": self.most,
            "most_minutes": self.minutes,
            "days": [day.to_dict() for day in self.days],
            "off": [one.to_dict() for one in self.off],
            "off_next": None if self.off_next is None else [one.to_dict() for one in self.off_next],
            "changes": self.report.changes.to_dicts(),
            "all_changes": self.report.all_changes.to_dicts(),
            "causes": list(sentences(self.causes)),
            "short_weeks": [
                {
                    "start": week.start.isoformat(),
                    "minutes": week.minutes,
                    "usual_minutes": week.usual_minutes,
                    "because": [
                        {"team": team, "date": on.isoformat(), "name": name}
                        for team, on, name in week.because
                    ],
                }
                for week in self.short_weeks
            ],
            "coverage": [one.to_dict() for one in self.coverage],
            "meetings": [one.to_dict() for one in self.meetings],
            "celebrations": self.celebrations.to_dict()["celebrations"],
            "caveats": list(self.roster.caveats),
        }

    def document(self) -> Document:
        """What a person is shown: headings and short sentences, no tables."""
        from overlap.planning.brief_view import brief_document

        return brief_document(self)

    def __str__(self) -> str:
        from overlap.render.text import to_text

        return to_text(self.document())


def brief(roster: Roster, on_date: Moment, *, zone: str | None = None, weeks: int = 1) -> Brief:
    """Tells a week in short: shared hours, who is off, what changes soon, cover, meetings, big days.

    Args:
        roster: The teams.
        on_date: A date of the week, or an instant: the week of the date it has on the reader's clock.
        zone: IANA key of the reader's clock; the roster's by default.
        weeks: How many weeks from the Monday of that week on, up to 13.

    Raises:
        BadDate, NaiveDatetime, BadZone: If the date or the zone cannot be read.
        BadHorizon: If the week lies outside the supported years.
        BadArgument: If `weeks` is no such number, or cycles take too long to come into step.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> found = brief(Roster([pune, london]), "2026-03-04")
        >>> found.all_minutes, [str(day.date) for day in found.days][:2]
        (2250, ['2026-03-02', '2026-03-03'])
    """
    require_roster(roster)
    clock = roster.clock(zone)
    if not is_whole(weeks, least=1) or weeks > _MOST_WEEKS:
        raise BadArgument(
            f"weeks is {weeks!r}", hint=f"give a whole number from 1 to {_MOST_WEEKS}", field="weeks"
        )
    day = _day(on_date, clock)
    monday = day - weekday_of(day)
    for ahead in _AHEAD_WEEKS:
        try:
            return _brief(roster, monday, weeks, ahead, clock)
        except (BeyondData, BadHorizon):
            if ahead == _AHEAD_WEEKS[-1]:
                raise
    raise AssertionError("unreachable: the last try returns or raises")  # pragma: no cover


def _day(moment: Moment, clock: Zone) -> int:
    """The day of a date, or that of an instant on a clock."""
    if isinstance(moment, dt.datetime) or (isinstance(moment, str) and len(moment.strip()) > 10):
        instant = instant_of(moment, name="on_date")
        return clock.to_wall(min(max(instant, SUPPORTED[0]), SUPPORTED[1])) // DAY
    return day_of(parse_date(moment, field="on_date"))


def _brief(roster: Roster, monday: int, weeks: int, ahead: int, clock: Zone) -> Brief:
    first, last = date_of(monday), date_of(monday + 7 * weeks - 1)
    next_last = date_of(monday + 7 * weeks + 6) if ahead else last
    # Dates of other clocks begin and end up to a day apart; without data beyond, they have to do.
    around = (first - dt.timedelta(1), next_last + dt.timedelta(1)) if ahead else (first, last)
    off = [one for one in days_off(roster, *around, zone=clock.key) if first <= one.date <= next_last]
    big_days = celebrations(roster, *around, zone=clock.key)
    week = Horizon.of(first, last, clock)
    whole = report(roster, first, date_of(monday + 7 * (weeks + ahead) - 1), zone=clock.key)
    ids = [team.id for team in roster]
    most = Demand((Group(ids, whole.most if whole.most > 1 else len(ids)),))
    return Brief(
        roster,
        week,
        weeks,
        clock.key,
        ahead,
        whole.windows.intervals.clip(week.start, week.end).minutes,
        whole.most,
        tuple(_days(roster, most, week, clock)),
        tuple(one for one in off if one.date <= last),
        tuple(one for one in off if one.date > last) if ahead else None,
        whole,
        tuple(causes_between(roster, ids, whole.horizon.start, whole.horizon.end, reader=clock)),
        _cover(roster, first, last, clock),
        _meetings(roster, week),
        replace(big_days, items=tuple(one for one in big_days if first <= one.date <= next_last)),
    )


def _days(roster: Roster, asked: Demand, week: Horizon, clock: Zone) -> list[BriefDay]:
    """The dates on which a demand is met, or would be without days off."""
    present = {one: presence(roster, one, week) for one in asked.ids}
    bare = {one: presence(roster, one, week, bare=True) for one in asked.ids}
    shared, usual = asked.met(present), asked.met(bare)
    windows, lost = _by_date(shared, clock), _by_date(usual - shared, clock)
    found = []
    for day in sorted({*windows, *lost}):
        gone = IntervalSet(lost.get(day, ()))
        because: list[tuple[str, dt.date, str]] = []
        for one in asked.ids if gone else ():
            away = (bare[one] - present[one]) & gone
            if away:
                because += [(one, on, name) for on, name in days_missed(roster, one, week, away)]
        found.append(BriefDay(date_of(day), tuple(windows.get(day, ())), gone.minutes, tuple(because)))
    return found


def _by_date(shared: IntervalSet, clock: Zone) -> dict[int, list[tuple[int, int]]]:
    """Intervals by the local day on which they start; one of a day or more by each of its days."""
    found: dict[int, list[tuple[int, int]]] = {}
    for start, end in shared:
        if end - start < DAY:
            found.setdefault(clock.to_wall(start) // DAY, []).append((start, end))
            continue
        for day, low, high in Horizon(start, end).by_date(clock):
            own = found.setdefault(day, [])
            if own and own[-1][1] == low:
                own[-1] = (own[-1][0], high)
            else:
                own.append((low, high))
    return found


def _cover(roster: Roster, first: dt.date, last: dt.date, clock: Zone) -> tuple[BriefCover, ...]:
    """The needs of a roster, or round the clock where it has none."""
    needs = [need for need in roster.requirements if isinstance(need, CoverageNeed)]
    found = coverage(roster, first, last, zone=clock.key, need=needs or "24x7")
    return tuple(_uncover(found, at) for at in range(len(found.needs)))


def _uncover(found: Coverage, at: int) -> BriefCover:
    from overlap.planning.uncovered import because

    one = found.needs[at]
    minutes: dict[str, int] = {}
    for run in one.uncovered:
        for start, end, causes in run.pieces():
            text = because(causes)
            minutes[text] = minutes.get(text, 0) + end - start
    most = max(minutes, key=lambda text: minutes[text], default="")
    return BriefCover(one.need.name, one.share, one.short.minutes, most, minutes.get(most, 0))


def _meetings(roster: Roster, week: Horizon) -> tuple[BriefMeeting, ...]:
    """What takes place in a week, or would but for a holiday."""
    found = []
    for meeting in roster.meetings:
        # A meeting without a first date is counted from where it is asked about.
        before = 0 if meeting.start is None else _MOVED_DAYS * DAY
        wide = Horizon(max(week.start - before, SUPPORTED[0]), week.end + _MOVED_DAYS * DAY)
        try:
            series = audit_series(roster, meeting.id, *wide.moments)
        except (BeyondData, BadHorizon):
            series = audit_series(roster, meeting.id, *week.moments)
        found += [
            BriefMeeting(meeting, one)
            for one in series
            if week.start <= one.start < week.end or week.start <= one.planned < week.end
        ]
    return tuple(sorted(found, key=lambda held: held.occurrence.start))
