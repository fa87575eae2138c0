"""The meetings of a roster side by side, so that none is put where somebody already sits in another.

Law: a meeting with a time of its own stays where it is. The others are settled in the order of the roster:
first those with a first and a last date, each over these, so that the time found does not depend on what is
asked about; then the rest, over what is asked about. An occurrence that a holiday moves goes where it meets
none of the others, nor what they were moved to before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import final

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BadArgument, BeyondData
from overlap.people.busy import Busy
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.planning.availability import Availability, Domain, unread_files
from overlap.planning.best_time import BestTime, _choices, best_time
from overlap.planning.discomfort import Discomfort
from overlap.planning.invited import Invited, invited, person_ids
from overlap.planning.occurrences import Planned, anchor_clock, meeting_dates, planned_starts
from overlap.planning.series import Series, own_horizon, series_of

__all__ = ["Agenda"]


@final
class Agenda:
    """Meetings over one horizon; each is settled and placed when first asked for, then kept."""

    __slots__ = (
        "_near",
        "_people",
        "_pool",
        "_series",
        "_settled",
        "_wide",
        "horizon",
        "meetings",
        "options",
        "roster",
    )

    def __init__(
        self,
        roster: Roster,
        horizon: Horizon,
        *,
        besides: Meeting | None = None,
        domain: Domain = "work",
        busy: Mapping[str, Iterable[Busy]] | None = None,
        weights: Discomfort | None = None,
    ) -> None:
        self.roster: Roster = roster
        self.horizon: Horizon = horizon
        known = tuple(one for one in roster.meetings if besides is None or one.id != besides.id)
        self.meetings: tuple[Meeting, ...] = (
            roster.meetings if besides in roster.meetings or besides is None else (*known, besides)
        )
        self.options: tuple[Domain, Mapping[str, Iterable[Busy]] | None, Discomfort | None] = (
            domain,
            busy,
            weights,
        )
        self._people: dict[str, Invited] = {}
        self._near: dict[str, list[Planned]] = {}
        self._series: dict[str, Series] = {}
        self._settled: dict[str, Meeting] = {}
        self._wide: dict[Horizon, Agenda] = {horizon: self}
        self._pool: dict[Horizon, Availability] = {}

    def clock(self, meeting: Meeting) -> Zone:
        """The clock whose wall time a meeting keeps."""
        return anchor_clock(self.roster, meeting)

    def people(self, meeting: Meeting) -> Invited:
        """Who is invited."""
        found = self._people.get(meeting.id)
        if found is None:
            domain, busy, weights = self.options
            found = invited(
                self.roster, meeting, self.horizon, domain=domain, busy=busy, weights=weights, pool=self._pool
            )
            self._people[meeting.id] = found
        return found

    def _over(self, horizon: Horizon) -> Agenda:
        """The same meetings over another horizon; all share them, so that each is settled once."""
        found = self._wide.get(horizon)
        if found is None:
            domain, busy, weights = self.options
            found = Agenda(self.roster, horizon, domain=domain, busy=busy, weights=weights)
            found.meetings, found._wide, found._pool = self.meetings, self._wide, self._pool
            self._wide[horizon] = found
        return found

    def _order(self, meeting: Meeting) -> tuple[bool, int]:
        """What meetings are settled by."""
        has_dates = meeting.start is not None and (meeting.end is not None or meeting.count is not None)
        index = next(at for at, one in enumerate(self.meetings) if one.id == meeting.id)
        return not has_dates, index

    def best(self, meeting: Meeting) -> BestTime:
        """The best time of a meeting over this horizon, beside the meetings that are settled before it."""
        people = self.people(meeting)
        return best_time(people, self.clock(meeting), blocked=self.blocked(meeting))

    def settled(self, meeting: Meeting) -> Meeting:
        """The meeting with a time.

        Raises:
            BadArgument: If every time collides with another meeting.
            BeyondData: If a holiday calendar does not reach over the meeting's own dates.
        """
        if meeting.at is not None:
            return meeting
        found = self._settled.get(meeting.id)
        if found is None:
            whole = self._over(own_horizon(self.roster, meeting) or self.horizon)
            if whole is self:
                option = self.best(meeting).best
                found = meeting.placed(option.at, frozenset(option.weekdays))
            else:
                found = whole.settled(meeting)
            self._settled[meeting.id] = found
        return found

    def planned(self, meeting: Meeting) -> list[Planned]:
        """Where the rule puts the occurrences in the horizon."""
        low, high = self.horizon.start, self.horizon.end
        return [one for one in self._planned_near(meeting) if low <= one.start < high]

    def _planned_near(self, meeting: Meeting) -> list[Planned]:
        """Where the rule puts the occurrences in the horizon, and so near that two of them may meet there."""
        found = self._near.get(meeting.id)
        if found is None:
            clock = self.clock(meeting)
            first, last = asked = self.horizon.dates(clock)
            reach = timedelta(1 + max(one.minutes for one in self.meetings) // DAY)
            # One without a first date begins with the horizon.
            wide = (first if meeting.start is None else first - reach, last + reach)
            is_own = meeting.at is not None or not self._order(meeting)[0]
            found = []
            if any(meeting_dates(one, *(wide if is_own else asked)) for _, one in _choices(meeting, None)):
                one = self.settled(meeting)
                found = planned_starts(clock, meeting_dates(one, *wide), one.at or 0)
            self._near[meeting.id] = found
        return found

    def blocked(self, meeting: Meeting) -> IntervalSet:
        """The instants at which a meeting would keep somebody from one that is settled before it."""
        found: list[tuple[int, int]] = []
        for other in self._besides(meeting):
            if other.at is not None or self._order(other) < self._order(meeting):
                found += _kept_free(meeting, other, (one.start for one in self._planned_near(other)))
        return IntervalSet(found)

    def taken(self, meeting: Meeting) -> IntervalSet:
        """The instants to which a meeting is not moved, for it would keep somebody from another."""
        found: list[tuple[int, int]] = []
        for other in self._besides(meeting):
            is_before = self._order(other) < self._order(meeting)
            # A later one that has no time left, or no data, is told about where it is asked about.
            with suppress(*(() if is_before else (BadArgument, BeyondData))):
                found += _kept_free(meeting, other, (one.start for one in self._planned_near(other)))
            if is_before:
                found += _kept_free(meeting, other, (one.start for one in self.series(other).held))
        return IntervalSet(found)

    def _besides(self, meeting: Meeting) -> list[Meeting]:
        """The other meetings to which some of the same people are invited."""
        own = person_ids(self.roster, meeting)
        others = (other for other in self.meetings if other.id != meeting.id)
        return [other for other in others if own & person_ids(self.roster, other)]

    def series(self, meeting: Meeting) -> Series:
        """What takes place of a meeting in the horizon."""
        found = self._series.get(meeting.id)
        if found is None:
            planned = self.planned(meeting)
            people = self.people(meeting)
            settled = self.settled(meeting) if planned else meeting
            unread = unread_files(self.roster, meeting.people_ids(), people.known.busy)
            taken = self.taken(meeting) if planned and meeting.on_holiday == "move" else EMPTY
            found = series_of(people.of(settled), self.clock(meeting), planned, unread, blocked=taken)
            self._series[meeting.id] = found
        return found


def _kept_free(meeting: Meeting, other: Meeting, starts: Iterable[int]) -> list[tuple[int, int]]:
    """The instants at which a meeting would be on together with another that begins at some instants."""
    return [(start - meeting.minutes + 1, start + other.minutes) for start in starts]
