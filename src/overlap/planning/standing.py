"""What each minute is to one person: at work, away, a break, quiet, close to work, at rest, outside hours.

Law: every minute has one status, the first that applies of: in, holiday, closure or time off, break,
quiet, fringe, weekend or another rest day, outside hours. Time is only ever taken from the work pattern;
distances are elapsed minutes, so midnight and clock changes are nothing special.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeVar, final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, union
from overlap.errors import BadHorizon, BeyondData, BeyondDataWarning
from overlap.people.roster import Defaults
from overlap.people.telling import telling
from overlap.people.workpattern import Away, WorkPattern
from overlap.planning.absences import absences_in
from overlap.planning.quiet import quiet_hours

__all__ = ["Standing", "Status", "Stretch", "painted", "standing"]

Status = Literal[
    "in", "fringe", "outside-hours", "quiet", "break", "weekend", "rest-day", "holiday", "closure", "time-off"
]
"""What a minute is to a person; stable names for programs."""

_Value = TypeVar("_Value")

_MARGIN: Final = 2 * DAY
"""Minutes looked at either side of a horizon: a date is told by the shifts that start on it and the next."""

_BEFORE: Final = 2 * DAY
"""Before a horizon: a shift that reaches into it starts within a day's length and a skipped date."""

_AFTER: Final = 3 * DAY
"""After a horizon: the last shift of the date that follows its last one has started by then."""


class Stretch(NamedTuple):
    """A run of minutes with one status, and the name of the day or absence behind it."""

    start: int
    end: int
    status: Status
    name: str


def painted(
    start: int, end: int, layers: Iterable[tuple[IntervalSet, _Value]], rest: _Value
) -> list[tuple[int, int, _Value]]:
    """`[start, end)` cut into runs by the first layer that contains them, in order.

    Args:
        start: First instant.
        end: Instant after the last.
        layers: Sets with what they stand for; earlier ones hide later ones.
        rest: What remains stands for.
    """
    left = IntervalSet([(start, end)])
    runs: list[tuple[int, int, _Value]] = []
    for one, value in layers:
        if not left:
            break
        part = one.clip(start, end) & left
        if part:
            runs += [(low, high, value) for low, high in part]
            left -= part
    runs += [(low, high, rest) for low, high in left]
    runs.sort(key=lambda run: run[0])
    return runs


@final
@dataclass(frozen=True, slots=True)
class Standing:
    """The minutes of a horizon as one person sees them, as sets that may overlap; see the module's law.

    Attributes:
        horizon: Which minutes, with a margin for distances.
        work: At work.
        away: Holidays, closures and time off, each with its dates or minutes and the shifts it takes.
        breaks: Breaks of shifts.
        quiet: Quiet hours on the person's own clock.
        fringe: Up to so many minutes before or after work.
        weekends: Dates without a shift on a weekday of rest.
        rest: Other dates on which no shift starts.
        soft: Dates that a calendar keeps and the person works, with their names.
        eves: Working dates before a holiday or closure.
        week_ends: Working dates before a date of rest.
    """

    horizon: Horizon
    work: IntervalSet
    away: tuple[tuple[IntervalSet, Away], ...]
    breaks: IntervalSet
    quiet: IntervalSet
    fringe: IntervalSet
    weekends: IntervalSet
    rest: IntervalSet
    soft: tuple[tuple[IntervalSet, str], ...]
    eves: IntervalSet
    week_ends: IntervalSet

    def layers(self) -> list[tuple[IntervalSet, tuple[Status, str]]]:
        """The sets in the order in which they hide each other; what remains is outside hours."""
        plain: tuple[tuple[IntervalSet, tuple[Status, str]], ...] = (
            (self.breaks, ("break", "")),
            (self.quiet, ("quiet", "")),
            (self.fringe, ("fringe", "")),
            (self.weekends, ("weekend", "")),
            (self.rest, ("rest-day", "")),
        )
        absent = [(one, (away.kind, away.name)) for one, away in self.away]
        return [(self.work, ("in", "")), *absent, *plain]

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """`[start, end)` as runs of one status."""
        runs = painted(start, end, self.layers(), ("outside-hours", ""))
        return [Stretch(low, high, status, name) for low, high, (status, name) in runs]

    @property
    def absent(self) -> IntervalSet:
        """The minutes of holidays, closures and time off."""
        return union([one for one, _ in self.away])

    @property
    def soft_minutes(self) -> IntervalSet:
        """The minutes of dates that a calendar keeps and the person works."""
        return union([one for one, _ in self.soft])


def standing(
    pattern: WorkPattern, horizon: Horizon, defaults: Defaults, *, reach_minutes: int = 0
) -> Standing:
    """What the minutes of a horizon are to somebody.

    Args:
        pattern: When they work.
        horizon: Which minutes.
        defaults: Their fringe and quiet hours.
        reach_minutes: How far from work distances still count.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    margin = max(_MARGIN, defaults.fringe_minutes, reach_minutes)
    for before, after in ((margin, margin), (margin, 0), (0, margin)):
        # A margin alone may lie beyond the data: nobody asked about it, so nobody is told.
        with suppress(BeyondData, BadHorizon), telling(BeyondDataWarning, "ignore"):
            found = _over(pattern, Horizon(horizon.start - before, horizon.end + after), defaults)
            break
    else:
        return _over(pattern, horizon, defaults)
    pattern.at_work(horizon)  # tells of what lies beyond the data in the horizon itself
    return found


def _over(pattern: WorkPattern, horizon: Horizon, defaults: Defaults) -> Standing:
    work = pattern.at_work(horizon)
    home = pattern.zone
    days = horizon.days(home)

    def dates(chosen: Iterable[int]) -> IntervalSet:
        ends = ((home.to_instant(day * DAY), home.to_instant((day + 1) * DAY)) for day in chosen)
        return IntervalSet((low, high) for low, high in ends if low < high)

    near = Horizon(horizon.start - _BEFORE, horizon.end + _AFTER)
    scheduled = pattern.turns(near, bare=True)
    known = {(turn.shift, turn.date) for turn in scheduled}
    try:
        worked_too = pattern.turns(Horizon(near.start, horizon.end))
    except BeyondData:  # nothing is known of the days before: they only reach into the horizon
        worked_too = pattern.turns(horizon)
    turns = [*scheduled, *(turn for turn in worked_too if (turn.shift, turn.date) not in known)]
    started = {home.to_wall(turn.start) // DAY for turn in turns}
    away: list[tuple[IntervalSet, Away]] = []
    off: set[int] = set()
    for one, taken in absences_in(pattern, horizon):
        whole = IntervalSet(pair for pair in taken if pair[0] < pair[1])
        if one.minutes is None:
            whole |= dates([day_of(one.date)])
            if one.kind != "time-off":
                off.add(day_of(one.date))
        away.append((whole - work, one))
    hulls = IntervalSet((turn.start, turn.end) for turn in turns)
    free = [day for day in days if day not in started]
    weekends = [day for day in free if pattern.is_rest_day(date_of(day))]
    around = range(days.start, days.stop + 3)
    exist = [day for day in around if home.to_instant(day * DAY) < home.to_instant((day + 1) * DAY)]
    following = dict(pairwise(exist))
    worked = [day for day in exist if day in days and day in started and day not in off]
    fringe = defaults.fringe_minutes
    return Standing(
        horizon,
        work,
        tuple(away),
        hulls - pattern.at_work(horizon, bare=True) - work,
        quiet_hours(home, defaults.quiet, horizon),
        work.widened(fringe, fringe),
        dates(weekends),
        dates(day for day in free if day not in weekends),
        tuple((dates([day_of(on)]), name) for on, name in pattern.soft_days(horizon)),
        dates(day for day in worked if following[day] in off),
        dates(day for day in worked if following[day] not in started | off),
    )
