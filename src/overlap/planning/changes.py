"""The dates on which the daily windows change, and because of whose clock or season.

Law: a change is a difference between two regimes, and never a holiday, an absence or the odd hour
of a transition night. It is dated by the first date that really has the new windows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, final

from overlap.core.civil import DAY, date_of, day_of, time_text
from overlap.core.horizon import Horizon
from overlap.core.intervals import union
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.causes import Cause, causes_between, sentences
from overlap.planning.regimes import LocalSpan, by_day, period_of, signature
from overlap.planning.rows import Rows
from overlap.planning.selection import Demand, demand, patterns_of, presence
from overlap.render.document import Bands, Document, Paragraph, Table
from overlap.render.moments import date_text, duration_text, minute_range
from overlap.render.progress import tell
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.records import Frame

__all__ = ["Change", "Changes", "changes", "changes_in"]


@final
@dataclass(frozen=True, slots=True)
class Change:
    """A date from which the daily windows are different.

    Attributes:
        date: The first date with other windows, in the zone of the question.
        windows_local: Its windows as (start, end) in minutes after local midnight.
        because: Sentences: whose clock or season changed.
        teams: Ids of those whose clock or season it was.
    """

    date: date
    windows_local: tuple[LocalSpan, ...]
    because: tuple[str, ...]
    teams: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """Minutes shared on such a date."""
        return sum(end - start for start, end in self.windows_local)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; times as `HH:MM` text, 24:00 at the end of a day."""
        return {
            "date": self.date.isoformat(),
            "windows_local": [[time_text(start), end_text(end)] for start, end in self.windows_local],
            "minutes": self.minutes,
            "because": " ".join(self.because),
            "teams": list(self.teams),
        }


def end_text(minute: int) -> str:
    """`HH:MM` of the end of a window: 24:00 at midnight, and the next day's time after it."""
    return time_text(minute if minute <= DAY else minute - DAY)


@final
@dataclass(frozen=True, slots=True)
class Changes(Rows[Change], Charted, Tabled):
    """Changes in order of date; an immutable sequence.

    Attributes:
        baseline: The windows at the start, in the form of a change without a cause.
        zone: IANA key of dates and times.
        items: The changes.
    """

    baseline: Change
    zone: str
    items: tuple[Change, ...]
    horizon: Horizon = field(repr=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The changes as plain values."""
        return [change.to_dict() for change in self.items]

    def document(self) -> Document:
        """What a person is shown."""
        rows = [
            (
                date_text(day_of(change.date)),
                ", ".join(minute_range(start, end) for start, end in change.windows_local) or "none",
                duration_text(change.minutes),
                " ".join(change.because) or "as the year begins",
            )
            for change in (self.baseline, *self.items)
        ]
        table = Table.of(("From", f"Windows ({self.zone})", "A day", "Because"), rows, right=("A day",))
        count = len(self.items)
        text = "Nothing changes." if not count else f"{count} change{'s' if count > 1 else ''}."
        return Document((table, Paragraph(text)))

    def chart(self) -> Bands:
        """The daily windows from each date on, below each other."""
        from overlap.planning.charts.days import changes_chart

        return changes_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.days import changes_frame

        return changes_frame(self)


def changes(
    roster: Roster,
    year: int,
    *,
    zone: str | None = None,
    teams: Iterable[str] | None = None,
    quorum: int | None = None,
) -> Changes:
    """Finds the dates of a year on which the daily windows change, and why.

    Holidays, closures and time off are left aside: they are days, not changes of the day.

    Args:
        roster: The teams.
        year: The local year.
        zone: IANA key of dates and times; the roster's by default.
        teams: Ids of teams or members; every team by default.
        quorum: How many must be there; all by default.

    Raises:
        BadArgument: If cycles take too long to come into step, or the question names nobody.
        BadHorizon: If the year is not supported.
        UnknownId, BadQuorum, BadZone: If an id, the quorum or the zone is wrong.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> ny = Team("ny", "America/New_York", [Shift("09:00", "17:00")])
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> [str(change.date) for change in changes(Roster([ny, pune]), 2026, zone="Asia/Kolkata")]
        ['2026-03-09', '2026-11-02']
    """
    asked = demand(roster, teams, quorum, None, None)
    clock = roster.clock(zone)
    horizon = Horizon.of(f"{year:04d}-01-01", f"{year:04d}-12-31", clock)
    return changes_in(roster, asked, horizon, clock)


def changes_in(roster: Roster, asked: Demand, horizon: Horizon, clock: Zone) -> Changes:
    """The same for any horizon and demand; `changes` documents errors."""
    patterns = {one: patterns_of(roster, one) for one in asked.ids}
    period = period_of(patterns)
    causes = causes_between(roster, asked.ids, horizon.start, horizon.end, reader=clock)
    days = horizon.days(clock)
    worked, begun = _worked(roster, asked, horizon, clock)
    known = current = signature(asked, patterns, horizon.start, period, clock)
    baseline = _typical(known, days[0], period)
    found: list[Change] = []
    pending: list[Cause] = []
    groups = [
        (day, list(group))
        for day, group in groupby(causes, key=lambda cause: clock.to_wall(cause.instant) // DAY)
    ]
    for index, (day, group) in enumerate(groups):
        tell("Changes of clocks and seasons", index, len(groups))
        end = groups[index + 1][0] if index + 1 < len(groups) else days[-1] + 1
        new = signature(asked, patterns, group[-1].instant, period, clock)
        if new != current:
            pending += group
        current = new
        if new == known:
            pending = []
            continue
        for candidate in range(day, end):
            now = new[candidate % period]
            # The night in which a clock or a season changes may be neither the old nor the new.
            if now != known[candidate % period] and now == worked.get(candidate, ()):
                since = day_of(baseline.date) if baseline.windows_local else begun
                if candidate <= min(since, days[0] + period - 1):  # no date had the windows of the start
                    baseline = _typical(new, candidate, period)
                else:
                    teams = tuple(dict.fromkeys(cause.team for cause in pending if cause.team))
                    because = tuple(sentences(pending))
                    found.append(Change(date_of(candidate), now, because, teams))
                known, pending = new, []
                break
    return Changes(baseline, clock.key, tuple(found), horizon)


def _worked(
    roster: Roster, asked: Demand, horizon: Horizon, clock: Zone
) -> tuple[dict[int, tuple[LocalSpan, ...]], int]:
    """The windows of each local day as they come, days off apart; and the first day of anybody's work."""
    wide = Horizon(horizon.start - 2 * DAY, horizon.end + 2 * DAY)
    present = {one: presence(roster, one, wide, bare=True) for one in asked.ids}
    worked = by_day((clock.to_wall(start), clock.to_wall(end)) for start, end in asked.met(present))
    anybody = union(list(present.values())).clip(horizon.start, horizon.end)
    return worked, clock.to_wall(anybody.starts[0] if anybody else horizon.end) // DAY


def _typical(signature: tuple[tuple[LocalSpan, ...], ...], first: int, period: int) -> Change:
    """The windows of the first date from `first` on that has any, else of `first`."""
    for day in range(first, first + period):
        if signature[day % period]:
            return Change(date_of(day), signature[day % period], (), ())
    return Change(date_of(first), (), (), ())
