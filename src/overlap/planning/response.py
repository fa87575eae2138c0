"""How long a question of one team waits for another team's answer.

Law: a question may come in any minute that its asker works. It waits until the other team has then been at
work for the handling time, or without one until it is next at work. The figures are exact: waits are counted
along the stretches over which they stand still or fall minute by minute, and nothing is sampled. A wait whose
end lies beyond the holiday data, or more than ten years ahead, is counted as unanswered, never guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any, NamedTuple, final

from overlap.core.civil import DAY, WEEKDAYS, day_of, weekday_of
from overlap.core.elapsed import Elapsed
from overlap.core.horizon import Horizon, Moment
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BeyondData, NoWorkingTime
from overlap.people.roster import Roster
from overlap.planning.clock_input import amount_of
from overlap.planning.rows import Rows
from overlap.planning.running import Running, home_of
from overlap.planning.selection import Demand, Group, demand, display_name, presence
from overlap.render.document import Document, Paragraph, Table
from overlap.render.moments import date_text, duration_text, weekday_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import HeatMap
    from overlap.render.records import Frame

__all__ = ["ResponseTime", "ResponseTimes", "Waits", "response_times"]


@final
@dataclass(frozen=True, slots=True)
class Waits:
    """How long questions wait, over every minute in which one may come.

    Attributes:
        asked_minutes: The minutes in which a question may come.
        at_once_minutes: Those whose question is taken up at once and worked through.
        unanswered_minutes: Those of whose answer nothing is known.
        total_minutes: The sum of all known waits.
        median_minutes: The shortest wait that at least half of all questions do not exceed (the nearest
            rank); None if that is unanswered, or nothing is asked.
        p90_minutes: The same for nine of ten.
        worst_minutes: The longest wait; None if a question is unanswered, or nothing is asked.
    """

    asked_minutes: int
    at_once_minutes: int
    unanswered_minutes: int
    total_minutes: int
    median_minutes: int | None
    p90_minutes: int | None
    worst_minutes: int | None

    @property
    def mean_minutes(self) -> float | None:
        """The mean wait; None if a question is unanswered, or nothing is asked."""
        if self.unanswered_minutes or not self.asked_minutes:
            return None
        return self.total_minutes / self.asked_minutes

    @property
    def at_once_share(self) -> float:
        """The share taken up at once, from 0 to 1; 0 if nothing is asked."""
        return self.at_once_minutes / self.asked_minutes if self.asked_minutes else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Plain values; null is what is not known."""
        mean = self.mean_minutes
        return {
            "asked_minutes": self.asked_minutes,
            "mean_minutes": None if mean is None else round(mean, 2),
            "median_minutes": self.median_minutes,
            "p90_minutes": self.p90_minutes,
            "worst_minutes": self.worst_minutes,
            "at_once_share": round(self.at_once_share, 4),
            "unanswered_minutes": self.unanswered_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class ResponseTime:
    """How long questions of one team wait for another.

    Attributes:
        asker: Id of the team that asks.
        responder: Id of the team that answers.
        waits: Over the whole horizon.
        by_weekday: By the weekday of the asker's local date, Monday first.
        unanswered_because: Why some waits are not known; empty if all are.
    """

    asker: str
    responder: str
    waits: Waits
    by_weekday: tuple[Waits, ...]
    unanswered_because: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        row = {"asker": self.asker, "responder": self.responder, **self.waits.to_dict()}
        row["by_weekday"] = {
            day: waits.to_dict() for day, waits in zip(WEEKDAYS, self.by_weekday, strict=True)
        }
        if self.unanswered_because:
            row["unanswered_because"] = self.unanswered_because
        return row


@final
@dataclass(frozen=True, slots=True)
class ResponseTimes(Rows[ResponseTime], Charted, Tabled):
    """The waits of each pair of teams, askers in order, then responders; immutable.

    Attributes:
        items: The pairs.
        horizon: When questions come.
        handling: How long the other team works on one.
    """

    items: tuple[ResponseTime, ...]
    horizon: Horizon
    handling: timedelta
    roster: Roster = field(repr=False)
    _clock: Zone = field(repr=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The pairs as plain values."""
        return [item.to_dict() for item in self.items]

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: the figures of each pair, and its mean wait by weekday."""
        clock = self._clock if zone is None else self.roster.clock(zone)
        if not self.items:
            return Document((Paragraph("One team alone has nobody to ask.", strong=True),))
        names = {one: display_name(self.roster, one) for item in self.items for one in (item.asker,)}
        rows, weeks, notes = [], [], []
        for item in self.items:
            asker, responder, waits = names[item.asker], names[item.responder], item.waits
            share = f"{100 * waits.at_once_share:.0f}%" if waits.asked_minutes else ""
            rows.append(
                (
                    asker,
                    responder,
                    share,
                    _text(waits.mean_minutes),
                    _text(waits.median_minutes),
                    _text(waits.p90_minutes),
                    _text(waits.worst_minutes),
                )
            )
            weeks.append((asker, responder, *(_text(day.mean_minutes) for day in item.by_weekday)))
            if item.unanswered_because:
                unknown = duration_text(waits.unanswered_minutes)
                notes.append(
                    Paragraph(f"{asker} to {responder}: {unknown} unanswered, {item.unanswered_because}")
                )
        first, last = self.horizon.dates(clock)
        dates = f"{date_text(day_of(first))} to {date_text(day_of(last))}"
        until = "be at work"
        if self.handling:
            until = f"have worked {duration_text(amount_of(self.handling))} on it"
        head = f"Waits, in hours, for the other team to {until}. Questions of {dates}."
        figures = ("At once", "Mean", "Median", "90 %", "Worst")
        days = tuple(map(weekday_text, range(7)))
        return Document(
            (
                Paragraph(head),
                Table.of(("Asks", "Answers", *figures), rows, right=figures),
                Paragraph("The mean by the asker's weekday:"),
                Table.of(("Asks", "Answers", *days), weeks, right=days),
                *notes,
            )
        )

    def chart(self) -> HeatMap:
        """A heat map of the mean wait in hours: who asks by row, who answers by number."""
        from overlap.planning.charts.teams import responses_chart

        return responses_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.teams import responses_frame

        return responses_frame(self)


def _text(minutes: float | None) -> str:
    """`14:05` of minutes, rounded; nothing of what is not known."""
    if minutes is None:
        return ""
    whole = round(minutes)
    return f"{whole // 60}:{whole % 60:02d}"


class _Piece(NamedTuple):
    """Minutes of the asker over which waits stand still, or fall from the first on by one a minute."""

    start: int
    end: int
    wait: int | None
    falls: bool


def response_times(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    teams: Iterable[str] | None = None,
    handling: timedelta = timedelta(0),
    zone: str | None = None,
) -> ResponseTimes:
    """Tells how long a question of each team waits for each other team.

    Args:
        roster: The teams.
        start: First date on which questions come, or an instant.
        end: Last date, included; or an instant, not included. Answers may come later.
        teams: Ids of teams, or of members as "team.member"; every team by default.
        handling: How long the other team must have been at work since; seconds round up to the minute.
        zone: IANA key in which dates are read; the roster's by default.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        UnknownId, BadArgument: If an id is unknown, none is given, or the handling time is none.
        BeyondData: If a holiday calendar does not reach over the horizon.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "18:00")])
        >>> utc = Team("desk", "UTC", [Shift("09:00", "17:00")])
        >>> asked = response_times(Roster([pune, utc]), "2026-03-03", "2026-03-03")
        >>> asked[0].asker, asked[0].waits.mean_minutes, asked[0].waits.worst_minutes
        ('pune', 76.21875, 270)
    """
    asked = demand(roster, teams, None, None, None)
    clock = roster.clock(zone)
    horizon = Horizon.of(start, end, clock)
    minutes = amount_of(handling, least=0, numbers=False)
    at_work = {one: presence(roster, one, horizon) for one in asked.ids}
    clocks = {one: Running(roster, Demand((Group([one]),))) for one in asked.ids}
    items = []
    for asker, responder in permutations(asked.ids, 2):
        mine = at_work[asker]
        theirs, because = _reach(clocks[responder], horizon, mine, minutes)
        pieces = _pieces(mine, theirs, minutes)
        home = home_of(roster, asker)
        by_weekday: list[list[_Piece]] = [[] for _ in WEEKDAYS]
        for piece in _by_local_day(pieces, home, horizon):
            by_weekday[weekday_of(home.to_wall(piece.start) // DAY)].append(piece)
        waits = _waits(pieces, minutes)
        items.append(
            ResponseTime(
                asker,
                responder,
                waits,
                tuple(_waits(day, minutes) for day in by_weekday),
                because if waits.unanswered_minutes else "",
            )
        )
    return ResponseTimes(tuple(items), horizon, handling, roster, clock)


def _reach(clock: Running, horizon: Horizon, asked: IntervalSet, minutes: int) -> tuple[Elapsed, str]:
    """When the other team works, far enough for the last question; and why not, where it is not."""
    far, because = horizon.end, ""
    if asked:
        try:
            far = max(far, clock.after(asked.ends[-1] - 1, max(minutes, 1)))
        except (NoWorkingTime, BeyondData) as error:
            far, because = max(far, clock.known_until(asked.ends[-1])), f"{error.message}."
    return clock.over(horizon.start, far), because


def _pieces(asked: IntervalSet, theirs: Elapsed, minutes: int) -> list[_Piece]:
    """The waits over the minutes asked about, in order."""
    starts, ends = theirs.intervals.starts, theirs.intervals.ends
    cuts = {*starts, *ends, *asked.starts, *asked.ends}
    if minutes:
        # Past the last minute from which the rest of an interval is enough the answer jumps to the next.
        cuts.update(jump + 1 for jump in (theirs.before(end, minutes) for end in ends) if jump is not None)
    found = []
    for low, high in pairwise(sorted(cuts)):
        if low not in asked:
            continue
        open_now = low in theirs.intervals
        finish: int | None = low
        if minutes:
            finish = theirs.after(low, minutes)
        elif not open_now:
            at = bisect_right(starts, low)
            finish = starts[at] if at < len(starts) else None
        found.append(_Piece(low, high, None if finish is None else finish - low, not open_now))
    return found


def _by_local_day(pieces: Sequence[_Piece], home: Zone, horizon: Horizon) -> Iterable[_Piece]:
    """The pieces cut at the midnights and the clock changes of a zone."""
    ordered = [start for _, start, _ in horizon.by_date(home)]
    for start, end, wait, falls in pieces:
        inside = ordered[bisect_right(ordered, start) : bisect_right(ordered, end - 1)]
        for low, high in pairwise((start, *inside, end)):
            left = wait - (low - start) if wait is not None and falls else wait
            yield _Piece(low, high, left, falls)


def _waits(pieces: Sequence[_Piece], minutes: int) -> Waits:
    """The figures of some pieces."""
    asked = sum(end - start for start, end, _, _ in pieces)
    change: dict[int, int] = {}
    at_once = known = total = worst = 0
    for start, end, wait, falls in pieces:
        if wait is None:
            continue
        length = end - start
        known += length
        worst = max(worst, wait)
        if falls:
            low, each = wait - length + 1, 1
            total += length * (wait + low) // 2
        else:
            low, each = wait, length
            total += length * wait
            at_once += length if wait == minutes else 0
        change[low] = change.get(low, 0) + each
        change[wait + 1] = change.get(wait + 1, 0) - each
    return Waits(
        asked,
        at_once,
        asked - known,
        total,
        _ranked(change, -(-asked // 2), known),
        _ranked(change, -(-asked * 9 // 10), known),
        worst if known == asked > 0 else None,
    )


def _ranked(change: dict[int, int], rank: int, known: int) -> int | None:
    """The wait at a rank from 1, of as many as are known; None past them, or of nothing."""
    if not 0 < rank <= known:
        return None
    level = before = 0
    for low, high in pairwise(sorted(change)):
        level += change[low]
        if before + level * (high - low) >= rank:
            return low + -(-(rank - before) // level) - 1
        before += level * (high - low)
    raise AssertionError("ranks end with the known waits")
