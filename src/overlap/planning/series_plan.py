"""Where a recurring meeting should be: the best choice, what others would trade for it, and the series.

Law: a plan only puts together what `best_time` weighed and what takes place then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, final

from overlap.core.civil import DAY, parse_weekdays
from overlap.core.horizon import Moment
from overlap.core.intervals import EMPTY
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument
from overlap.people.busy import Busy
from overlap.people.entries import TimedEntry
from overlap.people.listed import shown
from overlap.people.meetings import Meeting
from overlap.people.numbers import is_whole
from overlap.people.roster import Roster
from overlap.planning.agenda import Agenda
from overlap.planning.availability import Domain, unread_files
from overlap.planning.best_time import STEP_MINUTES, BestTime, TimeOption, best_time
from overlap.planning.discomfort import Discomfort
from overlap.planning.invited import meeting_of
from overlap.planning.meeting_options import one_of
from overlap.planning.series import Series, series_horizon, series_of
from overlap.render.document import Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["SeriesPlan", "plan_series"]


@final
@dataclass(frozen=True, slots=True)
class SeriesPlan(Charted, Tabled):
    """The best time for a recurring meeting, and what other choices would trade for it; immutable.

    Attributes:
        meeting: What recurs, as asked.
        zone: IANA key of the meeting's own clock.
        found: The choices, weighed; those that matter are attributes of the plan too.
        series: The series at the best time.
    """

    meeting: Meeting
    zone: str
    found: BestTime
    series: Series

    @property
    def best(self) -> TimeOption:
        """The best choice."""
        return self.found.best

    @property
    def curve(self) -> tuple[TimeOption, ...]:
        """The choices of which none is better for the worst-off and for all at once, the best first."""
        return self.found.curve

    @property
    def by_weekday(self) -> tuple[TimeOption, ...]:
        """The best choice for each set of weekdays looked at, best first."""
        return self.found.by_weekday

    @property
    def current(self) -> TimeOption | None:
        """What the meeting comes to at its own time, if it has one."""
        return self.found.current

    def entries(self) -> tuple[TimedEntry, ...]:
        """What a calendar shows of the series at the best time."""
        return self.series.entries()

    def to_dict(self) -> dict[str, Any]:
        """The choices as plain values, and the series at the best."""
        return {
            "meeting": self.meeting.id,
            "title": self.meeting.title,
            "zone": self.zone,
            "best": self.best.to_dict(),
            "curve": [one.to_dict() for one in self.curve],
            "by_weekday": [one.to_dict() for one in self.by_weekday],
            "current": None if self.current is None else self.current.to_dict(),
            "looked_at": self.found.looked_at,
            "series": self.series.to_dict(),
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: the best time, what it costs whom, and the trade-off."""
        from overlap.planning.series_plan_view import plan_document

        return plan_document(self, zone_of(self.zone if zone is None else zone))

    def chart(self) -> Bars:
        """Bars of what each choice costs the worst-off and the others, in minutes of discomfort."""
        from overlap.planning.charts.meetings import plan_chart

        return plan_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.meetings import plan_frame

        return plan_frame(self)


def plan_series(
    roster: Roster,
    meeting: Meeting | str,
    start: Moment | None = None,
    end: Moment | None = None,
    *,
    weekdays: Iterable[str] | None = None,
    step_minutes: int = STEP_MINUTES,
    drift: Literal["keep", "split"] = "keep",
    domain: Domain = "work",
    busy: Mapping[str, Iterable[Busy]] | None = None,
    weights: Discomfort | None = None,
) -> SeriesPlan:
    """Finds the weekday and wall time with the least burden over the whole horizon.

    No time is looked at that would keep somebody from another meeting of the roster, settled before this one.

    Args:
        roster: Whose meeting it is.
        meeting: Its id in the roster, or a meeting. Its own time, if any, is one choice among the others.
        start: First date on the meeting's own clock, or an instant; the meeting's first date by default.
        end: Last date, included, or an instant, not included; the meeting's last date by default.
        weekdays: Weekday names to choose from; by default the meeting's own, or Monday to Friday where it
            names none. A daily meeting, and one on a day of the month, keep theirs.
        step_minutes: The raster of wall times, a divisor of a day.
        drift: "keep" one wall time all through; "split" lets the few weeks in which only some clocks have
            changed have another one: separate series in a calendar.
        domain: What lets people come, for counting occurrences to which too few can.
        busy: Busy blocks by id. An occurrence that touches one of somebody required counts as failing.
        weights: What minutes weigh in the burden.

    Returns:
        The best choice, the trade-off between the worst-off person and all, and the series. O(weekdays x
        wall times x occurrences x people).

    Raises:
        UnknownId: If an id is unknown.
        BadArgument: If the dates are left open, hold no occurrence, or an option is none.
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> sync = Meeting("sync", teams=["pune", "london"], minutes=60, anchor="london",
        ...                start="2026-01-05", end="2026-12-18")
        >>> plan = plan_series(Roster([pune, london]), sync)
        >>> plan.best.days_text, plan.best.to_dict()["at"], plan.best.worst_minutes
        ('Mon', '09:00', 0)
    """
    asked = meeting_of(roster, meeting)
    one_of(drift, ("keep", "split"), "drift")
    if not is_whole(step_minutes, least=1) or DAY % step_minutes:
        raise BadArgument(
            f"step_minutes is {shown(step_minutes)}",
            hint="give a divisor of a day, such as 15",
            field="step_minutes",
        )
    horizon = series_horizon(roster, asked, start, end)
    agenda = Agenda(roster, horizon, besides=asked, domain=domain, busy=busy, weights=weights)
    clock, people = agenda.clock(asked), agenda.people(asked)
    found = best_time(
        people,
        clock,
        weekdays=None if weekdays is None else sorted(parse_weekdays(weekdays, field="weekdays")),
        step_minutes=step_minutes,
        split=drift == "split",
        blocked=agenda.blocked(asked),
    )
    settled = asked.placed(found.best.at, frozenset(found.best.weekdays))
    unread = unread_files(roster, asked.people_ids(), people.known.busy)
    taken = EMPTY
    if asked.on_holiday == "move":
        beside = Agenda(roster, horizon, besides=settled, domain=domain, busy=busy, weights=weights)
        taken = beside.taken(settled)
    series = series_of(people.of(settled), clock, found.planned, unread, blocked=taken)
    return SeriesPlan(asked, clock.key, found, series)
