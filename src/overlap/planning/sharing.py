"""What a roster shares over a horizon: its windows, how they change, and the weeks that days off break.

Law: where all teams never meet on a day, it is about the most that do, and says so. All is counted on the
reader's clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import final

from overlap.core.civil import DAY, date_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.changes import Changes, changes_in
from overlap.planning.reasons import days_missed
from overlap.planning.regimes import most_together
from overlap.planning.selection import AtWork, Demand, Group
from overlap.planning.windows import Windows
from overlap.render.progress import tell

__all__ = ["Sharing", "Week", "sharing_of"]


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


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a roster shares over a horizon; immutable.

    Attributes:
        roster: The teams.
        horizon: When.
        zone: IANA key of the reader's clock.
        windows: The windows of all teams; empty ones carry their reason.
        all_changes: How the daily windows of all teams change inside the horizon.
        most: The largest number of teams at work at once on a day as the horizon begins.
        best: The windows of at least `most` teams; the same as `windows` if all meet.
        changes: How the daily windows of `most` teams change inside the horizon.
        weeks: The weeks in which days off take hours that `most` teams share (all, if no two do).
    """

    roster: Roster
    horizon: Horizon
    zone: str
    windows: Windows = field(repr=False)
    all_changes: Changes = field(repr=False)
    most: int
    best: Windows = field(repr=False)
    changes: Changes = field(repr=False)
    weeks: tuple[Week, ...] = field(repr=False)

    @property
    def counted(self) -> Demand:
        """What counts as shared: `most` teams at work; or all, where no two ever are."""
        return _counted([team.id for team in self.roster], self.most)

    @property
    def is_alone(self) -> bool:
        """Whether no two teams are ever at work at once on a day as the horizon begins."""
        return self.most == 1 < len(self.roster)

    @property
    def together(self) -> IntervalSet:
        """The minutes that count as shared."""
        return self.windows.intervals if self.counted.is_all else self.best.intervals


def _counted(ids: list[str], most: int) -> Demand:
    """At work alone is not shared."""
    return Demand((Group(ids, None if most in (1, len(ids)) else most),))


def sharing_of(roster: Roster, horizon: Horizon, clock: Zone) -> Sharing:
    """What a roster shares over a horizon.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
        BadArgument: If cycles take too long to come into step.
    """
    ids = [team.id for team in roster]
    present = AtWork(roster, ids, horizon)
    everybody = Demand((Group(ids),))
    windows = Windows(roster, horizon, everybody.met(present), everybody, 0, present)
    tell("Shared hours", 1, 3, part="what changes")
    all_changes = changes_in(roster, everybody, horizon, clock)
    most = len(ids)
    if not all_changes.baseline.windows_local:
        most = max(most_together(roster, ids, horizon), 1)
    asked = everybody if most == len(ids) else Demand((Group(ids, most),))
    moves = all_changes if most == len(ids) else changes_in(roster, asked, horizon, clock)
    best = windows if most == len(ids) else Windows(roster, horizon, asked.met(present), asked, 0, present)
    tell("Shared hours", 2, 3, part="weeks that break")
    weeks = tuple(_weeks(roster, _counted(ids, most), horizon, clock, present))
    return Sharing(roster, horizon, clock.key, windows, all_changes, most, best, moves, weeks)


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
