"""The windows in which people are at work together.

Law: a window is a longest run of minutes at which the demand is met: everybody, or k of n, or
so many heads, or every group with its own quorum. A window names those who are there all through
it; where people come and go inside, `parts` says who and when. An empty result says why.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, final, overload

from overlap.core.civil import DAY, date_of, iso_minute
from overlap.core.horizon import Horizon, Moment
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument
from overlap.people.roster import Roster
from overlap.planning.reasons import Reason, why_empty
from overlap.planning.rows import Sequenced
from overlap.planning.selection import AtWork, Demand, Group, demand, display_name, heads, met, require_roster
from overlap.render.document import Chart, Document, Paragraph, Table
from overlap.render.kept import Kept
from overlap.render.moments import clock_range, date_text, duration_text, to_datetime
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    import pendulum

    from overlap.render.records import Frame

__all__ = ["LocalWindow", "Part", "Window", "Windows", "find_windows", "least_minutes"]


class Part(NamedTuple):
    """A run of minutes inside a window over which the same people are there."""

    start: int
    end: int
    teams: tuple[str, ...]


class LocalWindow(NamedTuple):
    """A window on the clocks of one zone."""

    start: pendulum.DateTime
    end: pendulum.DateTime
    teams: tuple[str, ...]


@final
@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of shared time, `[start, end)` in UTC minutes since 1970.

    Attributes:
        start: First minute.
        end: The minute after the last.
        teams: Ids of those at work all through it, in the order asked; by default the roster's.
    """

    start: int
    end: int
    teams: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Window({iso_minute(self.start)!r}, {iso_minute(self.end)!r}, teams={self.teams!r})"

    @property
    def minutes(self) -> int:
        """Its length in minutes."""
        return self.end - self.start

    @property
    def duration(self) -> timedelta:
        """Its length."""
        return timedelta(minutes=self.minutes)

    def in_zone(self, key: str) -> LocalWindow:
        """The window on the clocks of a zone.

        Raises:
            BadZone: If there is no such zone.
        """
        clock = zone_of(key)
        return LocalWindow(to_datetime(self.start, clock), to_datetime(self.end, clock), self.teams)


@final
@dataclass(frozen=True, slots=True, eq=False)
class Windows(Sequenced[Window], Charted, Tabled):
    """Windows in order of time: an immutable sequence that knows its question.

    Attributes:
        roster: Who was asked about.
        horizon: When.
        intervals: The same windows as an interval set of UTC minutes.
    """

    roster: Roster
    horizon: Horizon
    intervals: IntervalSet
    _demand: Demand
    _min_minutes: int
    _present: AtWork
    _kept: Kept = field(default_factory=Kept)

    def __len__(self) -> int:
        return len(self.intervals)

    @overload
    def __getitem__(self, index: int) -> Window: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Window, ...]: ...

    def __getitem__(self, index: int | slice) -> Window | tuple[Window, ...]:
        starts, ends = self.intervals.starts[index], self.intervals.ends[index]
        if isinstance(starts, tuple) and isinstance(ends, tuple):
            return tuple(self._window(start, end) for start, end in zip(starts, ends, strict=True))
        assert isinstance(starts, int)  # noqa: S101 - one index gives one start and one end
        assert isinstance(ends, int)  # noqa: S101
        return self._window(starts, ends)

    def __iter__(self) -> Iterator[Window]:
        return (self._window(start, end) for start, end in self.intervals)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Windows):
            return NotImplemented
        return self.intervals == other.intervals and tuple(self) == tuple(other)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        if self.intervals:
            return (
                f"<Windows: {len(self)} in {self.horizon!r}, {duration_text(self.intervals.minutes)} in all>"
            )
        reason = self.reason
        return f"<Windows: none in {self.horizon!r}; {reason.message if reason else ''}>"

    def _window(self, start: int, end: int) -> Window:
        if self._demand.is_all:
            return Window(start, end, self._demand.ids)
        there = tuple(one for one, at_work in self._present.items() if at_work.covers(start, end))
        return Window(start, end, there)

    @property
    def total(self) -> timedelta:
        """The length of all windows together."""
        return timedelta(minutes=self.intervals.minutes)

    @property
    def reason(self) -> Reason | None:
        """Why there is no window, or None where there is one. Found when first asked for."""
        if self.intervals:
            return None
        asked = self.roster, self._demand, self.horizon, self._min_minutes
        return self._kept.once("reason", lambda: why_empty(*asked))

    def parts(self, window: Window) -> tuple[Part, ...]:
        """Who is there when inside a window, as runs over which nobody comes or goes."""
        edges = {window.start, window.end}
        for at_work in self._present.values():
            inside = at_work.clip(window.start, window.end)
            edges.update(inside.starts, inside.ends)
        ordered = sorted(edges)
        return tuple(
            Part(start, end, tuple(one for one, at_work in self._present.items() if start in at_work))
            for start, end in itertools.pairwise(ordered)
        )

    def by_date(self, zone: str | None = None) -> dict[date, tuple[Window, ...]]:
        """The windows by the local date on which they start.

        Args:
            zone: IANA key of the dates' zone; the roster's by default.

        Raises:
            BadZone: If there is no such zone.
        """
        clock = self.roster.clock(zone)
        found: dict[date, list[Window]] = {}
        for window in self:
            found.setdefault(date_of(clock.to_wall(window.start) // DAY), []).append(window)
        return {on: tuple(windows) for on, windows in found.items()}

    def in_zone(self, zone: str) -> tuple[LocalWindow, ...]:
        """The windows as `pendulum.DateTime` pairs on the clocks of a zone.

        Raises:
            BadZone: If there is no such zone.
        """
        return tuple(window.in_zone(zone) for window in self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The windows as plain values: ISO 8601 UTC text, whole minutes, lists of ids.

        `parts` is there only where people come and go inside the window.
        """
        rows: list[dict[str, Any]] = []
        for window in self:
            row: dict[str, Any] = {
                "start": iso_minute(window.start),
                "end": iso_minute(window.end),
                "minutes": window.minutes,
                "teams": list(window.teams),
            }
            parts = () if self._demand.is_all else self.parts(window)
            if len(parts) > 1:
                row["parts"] = [
                    {"start": iso_minute(part.start), "end": iso_minute(part.end), "teams": list(part.teams)}
                    for part in parts
                ]
            rows.append(row)
        return rows

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: a table in one zone's clock, or why there is nothing."""
        clock = self.roster.clock(zone)
        reason = self.reason
        if reason is not None:
            return Document((Paragraph(reason.message, strong=True), *map(Paragraph, reason.details)))
        everybody = self._demand.ids
        rows = []
        for window in self:
            day = clock.to_wall(window.start) // DAY
            parts = [Part(window.start, window.end, window.teams)]
            if not self._demand.is_all and self._demand.headcount is None:
                parts = list(self.parts(window))
            for number, part in enumerate(parts):
                whole = number == 0
                rows.append(
                    (
                        date_text(day) if whole else "",
                        clock_range(part.start, part.end, clock, day=day),
                        duration_text(part.end - part.start),
                        self._who(part.teams, everybody),
                    )
                )
        table = Table.of(("Date", clock.key, "Length", "Who"), rows, right=("Length",))
        count = f"{len(self)} window{'s' if len(self) > 1 else ''}"
        total = f"{count}, {duration_text(self.intervals.minutes)} in all"
        return Document((table, Paragraph(total)))

    def _who(self, teams: tuple[str, ...], everybody: tuple[str, ...]) -> str:
        if self._demand.headcount is not None:
            return f"{self._demand.headcount} people or more"
        if teams == everybody:
            return "everybody"
        away = [one for one in everybody if one not in teams]
        if len(away) * 2 < len(everybody):
            return "all but " + ", ".join(display_name(self.roster, one) for one in away)
        return ", ".join(display_name(self.roster, one) for one in teams)

    def chart(self, zone: str | None = None) -> Chart:
        """A week date by date; up to two years the minutes of each date, with what moves them; else by month.

        Raises:
            BadZone: If there is no such zone.
        """
        from overlap.planning.charts.windows import windows_chart

        return windows_chart(self, self._demand, self._min_minutes, self.roster.clock(zone))

    def _frame(self) -> Frame:
        from overlap.planning.frames.hours import windows_frame

        return windows_frame(self)


def find_windows(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    teams: Iterable[str] | None = None,
    quorum: int | None = None,
    headcount: int | None = None,
    groups: Iterable[Group | tuple[Iterable[str], int | None]] | None = None,
    min_duration: timedelta = timedelta(0),
) -> Windows:
    """Finds when people are at work together.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key in which dates are read; the roster's by default.
        teams: Ids of teams, or of members as "team.member"; every team by default.
        quorum: How many of them must be there; all by default.
        headcount: How many people must be there, counted over shifts; instead of a quorum.
        groups: Several groups, each with its own quorum, all at once; instead of the three above.
        min_duration: Shorter windows are left out.

    Returns:
        The windows, in order, clipped to the horizon.

    Raises:
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.
        UnknownId, BadQuorum, BadArgument: If the question cannot be asked.
        BeyondData: If a holiday calendar does not reach that far.
        BadZone: If the zone is unknown.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> manila = Team("manila", "Asia/Manila", [Shift("22:00", "06:00")])
        >>> new_york = Team("new-york", "America/New_York", [Shift("09:00", "17:00")])
        >>> windows = find_windows(Roster([manila, new_york]), "2026-03-09", "2026-03-09")
        >>> windows[0]
        Window('2026-03-09T14:00Z', '2026-03-09T21:00Z', teams=('manila', 'new-york'))
    """
    require_roster(roster)
    horizon = Horizon.of(start, end, roster.clock(zone))
    asked = demand(roster, teams, quorum, headcount, groups)
    minutes = least_minutes(min_duration)
    present = AtWork(roster, asked.ids, horizon)
    found = met(roster, asked, horizon, present) if headcount is None else heads(roster, asked, horizon)
    return Windows(roster, horizon, found.at_least_long(minutes), asked, minutes, present)


def least_minutes(min_duration: object) -> int:
    """The minutes of the shortest window wanted; seconds round up.

    Raises:
        BadArgument: If it is no length of time.
    """
    if not isinstance(min_duration, timedelta) or min_duration < timedelta(0):
        raise BadArgument(
            f"min_duration is {min_duration!r}", hint="give a timedelta from zero", field="min_duration"
        )
    # By seconds: a pendulum duration is a timedelta that cannot be divided by one.
    return ceil(min_duration.total_seconds() / 60)
