"""The whole picture of a roster over a horizon: the page a lead forwards.

Law: every figure is one of the other answers, asked here together. Where all teams never meet,
the picture is of the most that do, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.roster import Roster
from overlap.planning.changes import Changes, changes_in
from overlap.planning.holidays import DayOff, client_days, scheduled_days, worked_through
from overlap.planning.kpis import Kpis, measured
from overlap.planning.reasons import days_missed
from overlap.planning.regimes import most_together
from overlap.planning.selection import AtWork, Demand, Group, require_roster
from overlap.planning.windows import Windows
from overlap.render.document import Document
from overlap.render.html import to_html

__all__ = ["PAIRS_UP_TO", "HolidayAhead", "Report", "Week", "kpis", "report"]


PAIRS_UP_TO: Final = 100
"""Teams up to which every pair is counted; nobody reads five thousand pairs, and they take seconds."""


@final
@dataclass(frozen=True, slots=True)
class Week:
    """A local week, Monday first, with less shared time than its pattern promises.

    Attributes:
        start: Its first date inside the horizon.
        minutes: Shared minutes.
        usual_minutes: What they would be without days off.
        because: (team id, local date, name) of each day off that takes shared time.
    """

    start: date
    minutes: int
    usual_minutes: int
    because: tuple[tuple[str, date, str], ...]


@final
@dataclass(frozen=True, slots=True)
class HolidayAhead:
    """A named day of a team's calendar that falls on one of its working days."""

    date: date
    team: str
    name: str
    status: str
    confidence: str


@final
@dataclass(frozen=True, slots=True)
class Report:
    """A roster over a horizon. Everything in it is also an answer of its own.

    Attributes:
        roster: The teams.
        horizon: When.
        zone: IANA key of the reader's clock.
        windows: The windows of all teams; empty ones carry their reason.
        all_changes: How the daily windows of all teams change inside the horizon.
        most: The largest number of teams at work at once on a day as the report begins.
        best: The windows of at least `most` teams; the same as `windows` if all meet.
        changes: How the daily windows of `most` teams change inside the horizon.
        pairs: Shared minutes of each pair of team ids; none above `PAIRS_UP_TO` teams.
        weeks: The weeks in which days off take hours that `most` teams share (all, if no two do).
        holidays: Named days ahead.
        worked_through: Local holidays that a team works through.
        client_days: Days off that a team keeps for somebody else's calendar.
    """

    roster: Roster
    horizon: Horizon
    zone: str
    windows: Windows = field(repr=False)
    all_changes: Changes = field(repr=False)
    most: int
    best: Windows = field(repr=False)
    changes: Changes = field(repr=False)
    pairs: dict[tuple[str, str], int] = field(repr=False)
    weeks: tuple[Week, ...] = field(repr=False)
    holidays: tuple[HolidayAhead, ...] = field(repr=False)
    worked_through: tuple[DayOff, ...] = field(repr=False)
    client_days: tuple[DayOff, ...] = field(repr=False)
    _kept: dict[str, Kpis] = field(repr=False, compare=False, default_factory=dict)

    @property
    def weeks_long(self) -> float:
        """The horizon in weeks on the reader's clock: a day of 23 or 25 hours is a day."""
        clock = zone_of(self.zone)
        return (clock.to_wall(self.horizon.end) - clock.to_wall(self.horizon.start)) / (7 * DAY)

    @property
    def kpis(self) -> Kpis:
        """The key figures. Found when first asked for.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        if "kpis" not in self._kept:
            known, clock = self.windows._present, zone_of(self.zone)
            self._kept["kpis"] = measured(
                self.roster,
                self.horizon,
                clock,
                known,
                self.windows.intervals,
                self.most,
                self.best.intervals,
            )
        return self._kept["kpis"]

    def document(self) -> Document:
        """The report as headings, tables and strips."""
        from overlap.planning.report_view import report_document

        return report_document(self)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        reason = self.windows.reason
        found: dict[str, Any] = {
            "title": self.roster.title,
            "zone": self.zone,
            "teams": [
                {"id": team.id, "name": team.name, "zone": team.zone, "headcount": team.people_count}
                for team in self.roster
            ],
            "windows": self.windows.to_dicts(),
            "total_minutes": self.windows.intervals.minutes,
        }
        if reason is not None:
            found |= {"reason": reason.text, "reason_code": reason.code, "reason_teams": list(reason.teams)}
        return found | {
            "kpis": self.kpis.to_dict(),
            "most_teams": self.most,
            "most_windows": self.best.to_dicts(),
            "most_total_minutes": self.best.intervals.minutes,
            "pairs": [{"teams": list(pair), "minutes": minutes} for pair, minutes in self.pairs.items()],
            "all_changes": self.all_changes.to_dicts(),
            "baseline": self.changes.baseline.to_dict(),
            "changes": self.changes.to_dicts(),
            "weeks": [
                {
                    "start": week.start.isoformat(),
                    "minutes": week.minutes,
                    "usual_minutes": week.usual_minutes,
                    "because": [
                        {"team": team, "date": on.isoformat(), "name": name}
                        for team, on, name in week.because
                    ],
                }
                for week in self.weeks
            ],
            "holidays": [
                {
                    "date": ahead.date.isoformat(),
                    "team": ahead.team,
                    "name": ahead.name,
                    "status": ahead.status,
                    "confidence": ahead.confidence,
                }
                for ahead in self.holidays
            ],
            "worked_through": [day.to_dict() for day in self.worked_through],
            "client_holidays": [day.to_dict() for day in self.client_days],
            "caveats": list(self.roster.caveats),
        }

    def __str__(self) -> str:
        from overlap.render.text import to_text

        return to_text(self.document())

    def _repr_html_(self) -> str:
        return to_html(self.document())


def report(roster: Roster, start: Moment, end: Moment, *, zone: str | None = None) -> Report:
    """Draws the whole picture of a roster over a horizon.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key of the reader's clock; the roster's by default.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.
        BadArgument: If cycles take too long to come into step.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> report(Roster([pune, london]), "2026-03-02", "2026-03-08").windows.total
        datetime.timedelta(days=1, seconds=48600)
    """
    require_roster(roster)
    clock = roster.clock(zone)
    horizon = Horizon.of(start, end, clock)
    ids = [team.id for team in roster]
    present = AtWork(roster, ids, horizon)
    everybody = Demand((Group(ids),))
    windows = Windows(roster, horizon, everybody.met(present), everybody, 0, present)
    all_changes = changes_in(roster, everybody, horizon, clock)
    most = len(ids)
    if not all_changes.baseline.windows_local:
        most = max(most_together(roster, ids, horizon), 1)
    asked = everybody if most == len(ids) else Demand((Group(ids, most),))
    moves = all_changes if most == len(ids) else changes_in(roster, asked, horizon, clock)
    counted = everybody if most == 1 else asked  # at work alone is not shared
    best = windows if most == len(ids) else Windows(roster, horizon, asked.met(present), asked, 0, present)
    pairs = {
        (one, other): (present[one] & present[other]).minutes
        for index, one in enumerate(ids if len(ids) <= PAIRS_UP_TO else ())
        for other in ids[index + 1 :]
    }
    return Report(
        roster,
        horizon,
        clock.key,
        windows,
        all_changes,
        most,
        best,
        moves,
        pairs,
        tuple(_weeks(roster, counted, horizon, clock, present)),
        tuple(_holidays(roster, horizon)),
        tuple(day for team in roster for day in worked_through(team, horizon)),
        tuple(day for team in roster for day in client_days(team, horizon)),
    )


def kpis(roster: Roster, start: Moment, end: Moment, *, zone: str | None = None) -> Kpis:
    """Measures a roster over a horizon: shared hours, coverage, handoffs, waits, meetings by night.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key of the reader's clock; the roster's by default.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.
        BadArgument: If cycles take too long to come into step.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> found = kpis(Roster([pune, london]), "2026-03-02", "2026-03-08")
        >>> found.all_minutes_a_week, found.share_of_day["london"]
        (2250.0, 0.9375)
    """
    return report(roster, start, end, zone=zone).kpis


def _weeks(
    roster: Roster,
    asked: Demand,
    horizon: Horizon,
    clock: Zone,
    present: AtWork,
) -> list[Week]:
    bare = {one: roster.team(one).at_work(horizon, bare=True) for one in asked.ids}
    usual, shared = asked.met(bare), asked.met(present)
    found: list[Week] = []
    for first, end in horizon.weeks(clock):
        start_at, end_at = clock.to_instant(first * DAY), clock.to_instant(end * DAY)
        was, now = usual.clip(start_at, end_at), shared.clip(start_at, end_at)
        lost = was - now
        if not lost:
            continue
        week = Horizon(start_at, end_at)
        because: list[tuple[str, date, str]] = []
        for one in asked.ids:
            away = (bare[one] - present[one]) & lost
            if away:
                because += [(one, on, name) for on, name in days_missed(roster, one, week, away)]
        found.append(Week(date_of(first), now.minutes, was.minutes, tuple(because)))
    return found


def _holidays(roster: Roster, horizon: Horizon) -> list[HolidayAhead]:
    """Named days that matter, on days the team would work, by date and then roster order."""
    found: list[HolidayAhead] = []
    for team in roster:
        if team.holidays is None:
            continue
        first, last = horizon.dates(team.pattern.zone)
        would_work = scheduled_days(team.pattern, horizon)
        for day in team.holidays.named(first, last):
            if day.status in ("off", "part", "soft") and day_of(day.date) in would_work and day.name:
                found.append(HolidayAhead(day.date, team.id, day.name, day.status, day.confidence))
    found.sort(key=lambda ahead: ahead.date)
    return found
