"""The whole picture of a roster over a horizon: the page a lead forwards.

Law: every figure is one of the other answers, asked here together. Where all teams never meet,
the picture is of the most that do, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar, final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.frozen import FrozenDict
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import zone as zone_of
from overlap.errors import BadHorizon, BeyondData
from overlap.people.roster import Roster
from overlap.planning.holidays import DayOff, client_days, scheduled_days, worked_through
from overlap.planning.kpis import Kpis, measured
from overlap.planning.selection import require_roster
from overlap.planning.sharing import Sharing, sharing_of
from overlap.render.document import Bands, Document
from overlap.render.kept import Kept
from overlap.render.shown import Charted

if TYPE_CHECKING:
    from overlap.planning.celebrations import Celebrations
    from overlap.planning.programme import Programme
    from overlap.planning.rotation import Rotation
    from overlap.planning.stagger.result import Stagger

__all__ = [
    "PAIRS_UP_TO",
    "ROTATION_UP_TO",
    "STAGGER_UP_TO",
    "HolidayAhead",
    "Report",
    "kpis",
    "report",
]


PAIRS_UP_TO: Final = 100
"""Teams up to which every pair is counted; nobody reads five thousand pairs, and they take seconds."""

STAGGER_UP_TO: Final = 8
"""Teams that may move, up to which a report looks for staggered shifts: so many take seconds."""

ROTATION_UP_TO: Final = 10
"""People up to which a report lets a meeting take turns: the proof for so many takes less than a second."""

_YEAR_DAYS: Final = 364
"""52 weeks: every weekday as often as the others, and every clock change of a year."""

_Answer = TypeVar("_Answer")


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
class Report(Sharing, Charted):
    """A roster over a horizon. Everything in it is also an answer of its own.

    Attributes:
        pairs: Shared minutes of each pair of team ids; none above `PAIRS_UP_TO` teams.
        holidays: Named days ahead.
        worked_through: Local holidays that a team works through.
        client_days: Days off that a team keeps for somebody else's calendar.
    """

    pairs: FrozenDict[tuple[str, str], int] = field(repr=False)
    holidays: tuple[HolidayAhead, ...] = field(repr=False)
    worked_through: tuple[DayOff, ...] = field(repr=False)
    client_days: tuple[DayOff, ...] = field(repr=False)
    _kept: Kept = field(repr=False, compare=False, default_factory=Kept)

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
        return self._found("kpis", self._measured)

    def _measured(self) -> Kpis:
        known, clock = self.windows._present, zone_of(self.zone)
        together, best = self.windows.intervals, self.best.intervals
        return measured(self.roster, self.horizon, clock, known, together, self.most, best)

    @property
    def programme(self) -> Programme:
        """Every meeting with its occurrences. Found when first asked for.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        from overlap.planning.programme import plan_programme

        return self._found("programme", lambda: plan_programme(self.roster, *self.horizon.moments))

    @property
    def celebrations(self) -> Celebrations:
        """What teams and members celebrate. Found when first asked for.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        from overlap.planning.celebrations import celebrations

        return self._found("celebrations", lambda: celebrations(self.roster, *self.horizon.moments))

    @property
    def year(self) -> Sharing:
        """What is shared in the 52 weeks from the report's first date on; in its own dates, if longer.

        Where holiday data end earlier, too. Found when first asked for.
        """
        return self._found("year", self._over_a_year)

    def _over_a_year(self) -> Sharing:
        clock = zone_of(self.zone)
        first, last = self.horizon.dates(clock)
        until = date_of(min(day_of(first) + _YEAR_DAYS - 1, day_of(date.max)))
        if until <= last:
            return self
        try:
            return sharing_of(self.roster, Horizon.of(first, until, clock), clock)
        except (BeyondData, BadHorizon):
            return self

    @property
    def stagger(self) -> Stagger | None:
        """The shifts that reach what is required all year; None if nothing is required or nothing may move.

        None, too, of more than `STAGGER_UP_TO` teams that may move: their search can take minutes, and is a
        question of its own. Found when first asked for.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        return self._found("stagger", self._staggered)

    def _staggered(self) -> Stagger | None:
        from overlap.planning.stagger.answer import suggest_stagger

        free = [team for team in self.roster if team.flex is not None and not team.flex.fixed]
        if not self.roster.requirements or not 0 < len(free) <= STAGGER_UP_TO:
            return None
        return suggest_stagger(self.roster, *self.year.horizon.moments, zone=self.zone)

    @property
    def rotations(self) -> tuple[Rotation, ...]:
        """For each meeting with dates here that burdens somebody: how taking turns would share that.

        None of more than `ROTATION_UP_TO` people, whose proof can take long. Found when first asked for.
        """
        return self._found("rotations", lambda: tuple(self._rotated()))

    def _rotated(self) -> Iterator[Rotation]:
        from overlap.planning.rotation import plan_rotation

        for series in self.programme:
            if any(series.burdens.values()) and len(series.invitees) <= ROTATION_UP_TO:
                first, last = self.horizon.moments
                made = plan_rotation(self.roster, series.meeting, first, last, solver="own")
                if made:
                    yield made

    def _found(self, name: str, find: Callable[[], _Answer]) -> _Answer:
        """An answer, found once."""
        return self._kept.once(name, find)

    def to_page(self, *, words: Mapping[str, str] | None = None) -> str:
        """The report as one HTML file: charts, a clock to move, tables of every number.

        It needs nothing beside it, asks no network for anything, and forbids itself to by its own
        Content-Security-Policy.

        Args:
            words: The words of another language: one for each name of `overlap.planning.report_words.WORDS`,
                and "language", its BCP 47 tag.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
            BadArgument: If a word is missing.
        """
        from overlap.planning.page.whole import report_page
        from overlap.planning.report_words import worded
        from overlap.render.page import page_html

        with worded(words):
            return page_html(report_page(self))

    def document(self) -> Document:
        """The report as headings, tables and strips."""
        from overlap.planning.report_view import report_document

        return report_document(self)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        from overlap.planning.report_values import report_values

        return report_values(self)

    def __str__(self) -> str:
        from overlap.render.text import to_text

        return to_text(self.document())

    def chart(self) -> Bands:
        """The first day on which the most teams work, on the reader's clock."""
        from overlap.planning.page.hours import still_day

        return still_day(self)

    def _blocks_shown(self) -> tuple[Any, ...]:
        """The document alone: the day is in it."""
        return self.document().blocks


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
    found = sharing_of(roster, horizon, clock)
    present, ids = found.windows._present, [team.id for team in roster]
    pairs = {
        (one, other): (present[one] & present[other]).minutes
        for index, one in enumerate(ids if len(ids) <= PAIRS_UP_TO else ())
        for other in ids[index + 1 :]
    }
    return Report(
        found.roster,
        found.horizon,
        found.zone,
        found.windows,
        found.all_changes,
        found.most,
        found.best,
        found.changes,
        found.weeks,
        FrozenDict(pairs),
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
