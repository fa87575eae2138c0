"""The best weekday and wall time for a recurring meeting, over its whole horizon.

Law: every wall time of the raster, on every choice of weekdays, is weighed over all occurrences, so the
best is proven by looking at all. What is sorted by: how often somebody required would be in their quiet
hours, for those are not for meetings; the burden of the worst-off person; the burden of all; at how many
occurrences too few can come; how many a holiday would skip or move; whether it is another time than the
meeting's own; the weekday; the time of day. An occurrence that the meeting's policy skips or
moves for a holiday burdens nobody here, whatever it costs where it goes.

In weeks in which some clocks have changed and others not, the meeting may go to another time on the same
weekdays: such a run of weeks has its own time of least burden, if that is less than at the usual one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple, final

from overlap.core.civil import DAY, WEEKDAYS, time_text
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BadArgument
from overlap.people.meetings import Meeting
from overlap.planning.day_tables import DayTables, Row
from overlap.planning.invited import Invited
from overlap.planning.occurrences import Planned, meeting_dates, planned_starts
from overlap.render.moments import weekday_text

__all__ = ["STEP_MINUTES", "BestTime", "Part", "TimeOption", "best_time"]

STEP_MINUTES: Final = 15
"""The raster of wall times, unless asked otherwise."""

_EXCEPTION: Final = timedelta(weeks=6)
"""A run of weeks with unusual differences between the clocks is shorter than this (the longest, between
New York and Sydney, has five); a longer one is a season with hours of its own."""


_A_DAY: Final = timedelta(1)


class Part(NamedTuple):
    """Occurrences in a row at one wall time.

    Attributes:
        start: Date of the first, on the meeting's own clock.
        end: Date of the last.
        at: Minutes after midnight.
    """

    start: date
    end: date
    at: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"from": self.start.isoformat(), "until": self.end.isoformat(), "at": time_text(self.at)}


@final
@dataclass(frozen=True, slots=True)
class TimeOption:
    """One choice of weekdays and wall time, and what it comes to over the horizon.

    Attributes:
        weekdays: Weekday numbers, in order; empty where the rule has none.
        at: Usual wall time, in minutes after midnight on the meeting's own clock.
        worst_minutes: The burden of the worst-off of those required.
        total_minutes: The burden of all.
        worst_id: Who is worst off; of equals the first invited.
        occurrences: How many burden people: all but those a holiday skips or moves.
        failing: At how many of them too few can come, by the terms of the question.
        outside_hours: Person-occurrences outside hours among them.
        quiet_hours: Person-occurrences in the quiet hours of somebody required, not at work then.
        parts: The runs of dates with their wall times; several only if the weeks of clock changes differ.
    """

    weekdays: tuple[int, ...]
    at: int
    worst_minutes: int
    total_minutes: int
    worst_id: str
    occurrences: int
    failing: int
    outside_hours: int
    quiet_hours: int
    parts: tuple[Part, ...]

    @property
    def days_text(self) -> str:
        """`Tue` or `Mon, Thu`; empty where the rule has no weekdays."""
        return ", ".join(weekday_text(day) for day in self.weekdays)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "on": [WEEKDAYS[day] for day in self.weekdays],
            "at": time_text(self.at),
            "worst_minutes": self.worst_minutes,
            "total_minutes": self.total_minutes,
            "worst": self.worst_id,
            "occurrences": self.occurrences,
            "failing": self.failing,
            "outside_hours": self.outside_hours,
            "quiet_hours": self.quiet_hours,
            "parts": [part.to_dict() for part in self.parts],
        }


class _Weighed(NamedTuple):
    """What is sorted by, and what it is about."""

    woken: int
    worst: int
    total: int
    failing: int
    disturbed: int
    is_new: bool
    weekdays: tuple[int, ...]
    at: int


_Choice = tuple[_Weighed, dict[date, int]]
"""A choice, with the other times of exceptional weeks by their first dates."""


@final
@dataclass(frozen=True, slots=True)
class BestTime:
    """The choices of a meeting, weighed.

    Attributes:
        best: The best choice.
        curve: The choices of which none is better for the worst-off and for all at once, the best first;
            of those that keep as many quiet hours as the best.
        by_weekday: The best choice for each set of weekdays looked at, best first.
        current: What the meeting comes to at its own time, if it has one.
        looked_at: How many choices were weighed.
        planned: The occurrences at the best choice.
    """

    best: TimeOption
    curve: tuple[TimeOption, ...]
    by_weekday: tuple[TimeOption, ...]
    current: TimeOption | None
    looked_at: int
    planned: tuple[Planned, ...]


class _Weigher:
    """The choices of one meeting, weighed."""

    def __init__(self, people: Invited, clock: Zone, step: int, blocked: IntervalSet) -> None:
        self.people = people
        self.clock = clock
        self.times = range(0, DAY, step)
        self.blocked = blocked
        self.tables = DayTables(people, clock)
        self.own = (tuple(sorted(people.meeting.on)), people.meeting.at)
        self.required = [at for at, one in enumerate(people.invitees) if one.is_required]

    def is_free(self, dates: Iterable[date], at: int) -> bool:
        """Whether no occurrence begins where it must not."""
        return not self.blocked or not any(self.tables.start(on, at) in self.blocked for on in dates)

    def cost(self, row: Row) -> tuple[int, int, int]:
        """What choices are sorted by first: quiet hours, the burden of the worst-off required, and of all."""
        worst = max((row.bearing[at] for at in self.required), default=0)
        return row.woken, worst, sum(row.bearing)

    def runs(self, dates: Sequence[date]) -> list[tuple[bool, list[date]]]:
        """The dates in runs of equal differences between the clocks; True for an exception of few weeks.

        How long a run is does not depend on where the horizon cuts it. Where all are short, the one with
        most dates is the rule.
        """
        cuts = [at for at in range(1, len(dates)) if self._apart(dates[at]) != self._apart(dates[at - 1])]
        runs = [list(dates[low:high]) for low, high in pairwise([0, *cuts, len(dates)])]
        short = [self._is_short(run) for run in runs]
        if all(short):
            short[max(range(len(runs)), key=lambda at: len(runs[at]))] = False
        return list(zip(short, runs, strict=True))

    def _apart(self, on: date) -> tuple[int, ...]:
        """How far everybody's clock is from the meeting's own on a date, at noon."""
        noon = self.tables.start(on, DAY // 2)
        own = self.clock.offset_at(noon)
        return tuple(one.who.pattern.zone.offset_at(noon) - own for one in self.people.invitees)

    def _is_short(self, run: Sequence[date]) -> bool:
        """Whether the clocks are as far apart as in a run for less than an exception's length."""
        first, last, same = run[0], run[-1], self._apart(run[0])
        while last - first < _EXCEPTION and self._apart(first - _A_DAY) == same:
            first -= _A_DAY
        while last - first < _EXCEPTION and self._apart(last + _A_DAY) == same:
            last += _A_DAY
        return last - first < _EXCEPTION

    def parts(self, dates: Sequence[date], at: int, other: Mapping[date, int]) -> tuple[Part, ...]:
        """The runs of one wall time; `other` has the time of the first date of each run that differs."""
        found: list[Part] = []
        usual = at
        for is_exception, run in self.runs(dates) if other else [(False, list(dates))]:
            at = other.get(run[0], usual) if is_exception else usual
            if found and found[-1].at == at:
                found[-1] = found[-1]._replace(end=run[-1])
            elif run:
                found.append(Part(run[0], run[-1], at))
        return tuple(found)


def _choices(meeting: Meeting, any_weekday: Sequence[int] | None) -> list[tuple[tuple[int, ...], Meeting]]:
    """The sets of weekdays to look at, each with the meeting on them."""
    if meeting.unit == "day" or (meeting.unit == "month" and not meeting.on):
        return [(tuple(sorted(meeting.on)), meeting)]
    if any_weekday is None and meeting.on:
        return [(tuple(sorted(meeting.on)), meeting)]
    if any_weekday is None:
        any_weekday = range(5)
    at = meeting.at or 0
    return [((day,), meeting.placed(at, frozenset((day,)))) for day in any_weekday]


def _weighed(
    weigher: _Weigher, dates: Sequence[date], weekdays: tuple[int, ...], *, split: bool
) -> Iterator[_Choice]:
    """Each wall time on some weekdays, with the other times of exceptional weeks by their first dates."""
    runs = weigher.runs(dates) if split else []
    exceptions = [run for is_exception, run in runs if is_exception]
    usual = [on for is_exception, run in runs if not is_exception for on in run] if exceptions else dates
    apart: list[tuple[list[date], dict[int, Row], int]] = []
    for run in exceptions:
        rows = {at: weigher.tables.total(run, at) for at in weigher.times if weigher.is_free(run, at)}
        if not rows:
            return
        apart.append((run, rows, min(rows, key=lambda at: (weigher.cost(rows[at]), at))))
    for at in weigher.times:
        if not weigher.is_free(usual, at):
            continue
        row = weigher.tables.total(usual, at)
        other: dict[date, int] = {}
        for run, rows, best in apart:
            stays = at in rows and weigher.cost(rows[at]) <= weigher.cost(rows[best])
            row = row.plus(rows[at if stays else best])
            if not stays:
                other[run[0]] = best
        is_new = (weekdays, at) != weigher.own
        disturbed = len(dates) - row.held
        yield _Weighed(*weigher.cost(row), row.failing, disturbed, is_new, weekdays, at), other


def _option(
    weigher: _Weigher, dates: Sequence[date], weekdays: tuple[int, ...], at: int, parts: tuple[Part, ...]
) -> TimeOption:
    held = {part: [on for on in dates if part.start <= on <= part.end] for part in parts}
    rows = [weigher.tables.total(days, part.at) for part, days in held.items()]
    row = rows[0]
    for more in rows[1:]:
        row = row.plus(more)
    woken, worst, total = weigher.cost(row)
    ids = [one.id for one in weigher.people.invitees]
    worst_id = next((ids[one] for one in weigher.required if row.bearing[one] == worst), "")
    return TimeOption(weekdays, at, worst, total, worst_id, row.held, row.failing, row.outside, woken, parts)


def best_time(
    people: Invited,
    clock: Zone,
    *,
    weekdays: Sequence[int] | None = None,
    step_minutes: int = STEP_MINUTES,
    split: bool = False,
    blocked: IntervalSet = EMPTY,
) -> BestTime:
    """The best time for a meeting whose people are known.

    Args:
        people: Who is invited.
        clock: The meeting's own clock.
        weekdays: What to choose from, or None for the meeting's own.
        step_minutes: The raster of wall times.
        split: Whether weeks of clock changes may have another time.
        blocked: Instants at which no occurrence may begin.

    Raises:
        BadArgument: If there is no occurrence in the horizon, or no time is left for it.
    """
    first, last = people.asked.dates(clock)
    weigher = _Weigher(people, clock, step_minutes, blocked)
    dates: dict[tuple[int, ...], list[date]] = {}
    choices: list[_Choice] = []
    for days, meeting in _choices(people.meeting, weekdays):
        dates[days] = meeting_dates(meeting, first, last)
        if dates[days]:
            choices += _weighed(weigher, dates[days], days, split=split)
    if not choices:
        raise _no_choice(people.meeting, any(dates.values()))
    choices.sort(key=lambda one: one[0])

    def made(one: _Choice) -> TimeOption:
        weighed, other = one
        held = dates[weighed.weekdays]
        parts = weigher.parts(held, weighed.at, other)
        option = _option(weigher, held, weighed.weekdays, weighed.at, parts)
        assert (option.quiet_hours, option.worst_minutes, option.total_minutes) == weighed[:3]  # noqa: S101
        return option

    curve: list[_Choice] = []
    for one in choices:
        if not curve or (one[0].woken == curve[0][0].woken and one[0].total < curve[-1][0].total):
            curve.append(one)
    by_weekday: dict[tuple[int, ...], _Choice] = {}
    for one in choices:
        by_weekday.setdefault(one[0].weekdays, one)
    best = made(choices[0])
    planned: list[Planned] = []
    for part in best.parts:
        held = [on for on in dates[best.weekdays] if part.start <= on <= part.end]
        planned += planned_starts(clock, held, part.at)
    return BestTime(
        best,
        tuple(made(one) for one in curve),
        tuple(made(one) for one in by_weekday.values()),
        _current(weigher, people, first, last),
        len(choices),
        tuple(planned),
    )


def _current(weigher: _Weigher, people: Invited, first: date, last: date) -> TimeOption | None:
    """What a meeting comes to at its own time."""
    meeting = people.meeting
    dates = [] if meeting.at is None else meeting_dates(meeting, first, last)
    if meeting.at is None or not dates:
        return None
    part = Part(dates[0], dates[-1], meeting.at)
    return _option(weigher, dates, tuple(sorted(meeting.on)), meeting.at, (part,))


def _no_choice(meeting: Meeting, has_dates: bool) -> BadArgument:
    if has_dates:
        return BadArgument(
            f'every time for "{meeting.id}" collides with another meeting',
            hint="plan it over a shorter time, on other weekdays, or leave one out",
            field="meeting",
        )
    return BadArgument(
        f'the meeting "{meeting.id}" has no occurrence between these dates',
        hint="ask about more dates",
        field="start",
    )
