"""The key figures of a roster: shared hours, coverage, handoffs, waits, meetings by night.

Law: each figure is one of the other answers, asked here together, and can be asked for alone. A figure
that cannot be had is None, with nothing in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, final

from overlap.core.civil import DAY, date_of
from overlap.core.frozen import FrozenDict
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.planning.coverage import Coverage, NeedCoverage, coverage
from overlap.planning.handoffs import Handoffs
from overlap.planning.occurrences import meeting_starts
from overlap.planning.quiet import quiet_hours
from overlap.planning.response import ResponseTime, ResponseTimes, response_times
from overlap.planning.selection import AtWork, patterns_of
from overlap.render.document import Document
from overlap.render.shown import Shown

__all__ = ["HANDOFFS_UP_TO", "RESPONSE_UP_TO", "Kpis", "NightMeeting", "SharedWeek", "measured", "weeks_in"]

RESPONSE_UP_TO: Final = 12
"""Teams up to which every pair's waits are counted; nobody reads four hundred, and they take seconds."""

HANDOFFS_UP_TO: Final = 100
"""Teams up to which handoffs are counted: with more somebody always takes over, and they take seconds."""


@final
@dataclass(frozen=True, slots=True)
class SharedWeek:
    """A whole local week, Monday first, and its shared minutes."""

    start: date
    minutes: int


@final
@dataclass(frozen=True, slots=True)
class NightMeeting:
    """How often a meeting falls into the quiet hours of somebody invited.

    Attributes:
        meeting: Its id.
        id: Who is invited: a team or "team.member".
        times: How many occurrences do.
        of_times: How many there are.
    """

    meeting: str
    id: str
    times: int
    of_times: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"meeting": self.meeting, "id": self.id, "times": self.times, "of_times": self.of_times}


@final
@dataclass(frozen=True, slots=True)
class Kpis(Shown):
    """The key figures of a roster over a horizon; immutable.

    Attributes:
        roster: The teams.
        horizon: When.
        zone: IANA key of the reader's clock.
        all_minutes_a_week: What all teams share in a week on average.
        most: The largest number of teams at work at once on a day as the horizon begins.
        most_minutes_a_week: What at least so many share.
        worst_week: The whole week in which they share least, the first of equals; None without a whole week.
        share_of_day: Of each team, the part of its working time in which at least `most` are at work.
        coverage: How much of 24x7 somebody is at work, with the handoffs.
        requirements: The `[[require.coverage]]` of the roster, each apart.
        responses: How long questions wait; None above `RESPONSE_UP_TO` teams.
        nights: Meetings with a time, and how often each falls into somebody's quiet hours.
    """

    roster: Roster = field(repr=False)
    horizon: Horizon
    zone: str
    all_minutes_a_week: float
    most: int
    most_minutes_a_week: float
    worst_week: SharedWeek | None
    share_of_day: FrozenDict[str, float]
    coverage: Coverage = field(repr=False)
    requirements: tuple[NeedCoverage, ...] = field(repr=False)
    responses: ResponseTimes | None = field(repr=False)
    nights: tuple[NightMeeting, ...]

    @property
    def slowest(self) -> ResponseTime | None:
        """The pair of teams whose questions wait longest on average; None if no mean wait is known."""
        known = [one for one in self.responses or () if one.waits.mean_minutes is not None]
        return max(known, key=lambda one: one.waits.mean_minutes or 0, default=None)

    @property
    def handoffs(self) -> Handoffs | None:
        """Who takes over from whom; None above `HANDOFFS_UP_TO` teams."""
        return self.coverage.handoffs if len(self.roster) <= HANDOFFS_UP_TO else None

    @property
    def failed_handoffs(self) -> int | None:
        """How many usual or required handoffs are too short, or taken by nobody; None if not counted."""
        return None if self.handoffs is None else len(self.handoffs.failed)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; null is what cannot be had."""
        worst = self.worst_week
        return {
            "all_minutes_a_week": round(self.all_minutes_a_week, 1),
            "most_teams": self.most,
            "most_minutes_a_week": round(self.most_minutes_a_week, 1),
            "worst_week": None
            if worst is None
            else {"start": worst.start.isoformat(), "minutes": worst.minutes},
            "share_of_day": {team: round(share, 4) for team, share in self.share_of_day.items()},
            "coverage": {
                "need": "24x7",
                "share": round(self.coverage.share, 6),
                "uncovered_minutes": self.coverage.uncovered_minutes,
                "thin_minutes": self.coverage.thin_minutes,
            },
            "requirements": [
                {"name": one.need.name, "share": round(one.share, 6)} for one in self.requirements
            ],
            "handoffs": None if self.handoffs is None else len(self.handoffs),
            "failed_handoffs": self.failed_handoffs,
            "responses": None
            if self.responses is None
            else [
                {"asker": one.asker, "responder": one.responder, **one.waits.to_dict()}
                for one in self.responses
            ],
            "night_meetings": [one.to_dict() for one in self.nights],
        }

    def document(self) -> Document:
        """What a person is shown: the figures, and the waits of every pair."""
        from overlap.planning.kpis_view import kpis_document

        return kpis_document(self)


def measured(
    roster: Roster,
    horizon: Horizon,
    clock: Zone,
    present: AtWork,
    everybody: IntervalSet,
    most: int,
    best: IntervalSet,
) -> Kpis:
    """The key figures, from what a report knows already.

    Args:
        roster: The teams.
        horizon: When.
        clock: The reader's.
        present: When each team is at work.
        everybody: When all are.
        most: The largest number of teams at work at once on a day as the horizon begins.
        best: When at least so many are.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    start, end = horizon.moments
    needs = [need for need in roster.requirements if isinstance(need, CoverageNeed)]
    required = coverage(roster, start, end, zone=clock.key, need=needs).needs if needs else ()
    weeks = weeks_in(horizon, clock)
    few = 1 < len(roster) <= RESPONSE_UP_TO
    return Kpis(
        roster,
        horizon,
        clock.key,
        everybody.minutes / weeks,
        most,
        best.minutes / weeks,
        _worst_week(best, horizon, clock),
        FrozenDict({one: _share(own & best, own) for one, own in present.items()}),
        coverage(roster, start, end, zone=clock.key),
        required,
        response_times(roster, start, end, zone=clock.key) if few else None,
        tuple(_night_meetings(roster, horizon)),
    )


def weeks_in(horizon: Horizon, clock: Zone) -> float:
    """How many weeks a horizon has on a clock; by elapsed time where clocks step back over all of it."""
    minutes = clock.to_wall(horizon.end) - clock.to_wall(horizon.start)
    return (minutes if minutes > 0 else horizon.minutes) / (7 * DAY)


def _share(part: IntervalSet, whole: IntervalSet) -> float:
    return part.minutes / whole.minutes if whole else 0.0


def _worst_week(shared: IntervalSet, horizon: Horizon, clock: Zone) -> SharedWeek | None:
    weeks = []
    for first, end in horizon.weeks(clock):
        low, high = clock.to_instant(first * DAY), clock.to_instant(end * DAY)
        if end - first == 7 and horizon.start <= low and high <= horizon.end:
            weeks.append(SharedWeek(date_of(first), shared.clip(low, high).minutes))
    return min(weeks, key=lambda week: (week.minutes, week.start), default=None)


def _night_meetings(roster: Roster, horizon: Horizon) -> list[NightMeeting]:
    """For each meeting and everybody invited, how often it touches the quiet hours where they are.

    A team with people in several zones is awake where one of them is.
    """
    found = []
    for meeting in roster.meetings:
        starts = [start for _, start in meeting_starts(roster, meeting, horizon) if start is not None]
        if not starts:
            continue
        for one in meeting.people_ids():
            clocks = dict.fromkeys(pattern.zone for pattern in patterns_of(roster, one))
            nights = [quiet_hours(home, roster.defaults.quiet, horizon) for home in clocks]
            times = sum(
                all(night.touches(start, start + meeting.minutes) for night in nights) for start in starts
            )
            found.append(NightMeeting(meeting.id, one, times, len(starts)))
    return found
