"""The time inside a need with too few people, and what each minute of it comes from.

Law: a minute that the bare schedule would cover is uncovered because of days off, and only of those
whose people would have helped. Of the others, one is a clock's or a season's doing if the same wall
time of the need's clock is covered on the other side of its change; the rest is simply not scheduled.
Every uncovered minute has at least one cause, and no other minute has any.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple, final

from overlap.core.civil import DAY, day_of, iso_minute
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet, union
from overlap.core.zones import Zone
from overlap.errors import BadArgument, BadHorizon
from overlap.planning.absences import absences_in
from overlap.planning.causes import Cause, causes_between
from overlap.planning.needs import Need
from overlap.planning.regimes import period_of
from overlap.planning.selection import patterns_of
from overlap.planning.staff import Alike, Staff
from overlap.render.moments import date_text

__all__ = ["Uncovered", "UncoveredCause", "UncoveredCode", "because", "uncovered_in"]

UncoveredCode = Literal[
    "holiday", "part-day", "closure", "time-off", "clock-change", "season", "not-scheduled"
]
"""Stable names of the causes, for programs."""

_MOST_TOLD: Final = 6
"""Sentences before the rest is counted: a cause should stay readable."""

_NAMED: Final = 12
"""People who work alike and are named; of more the number is told, for nobody reads so many names."""

_LOOK: Final = (366 * DAY, 31 * DAY, 0)
"""Either side of a horizon: yearly changes lie within a year of it; less at the ends of the calendar."""

_MARGIN: Final = 2 * DAY
"""After a change: shifts of the night before run into it, and are not of the new weeks."""

_SAME_CHANGE: Final = DAY
"""Clocks that change within a day of each other do so on one night, as New York's and Chicago's."""


@final
@dataclass(frozen=True, slots=True)
class UncoveredCause:
    """A stretch of uncovered time and one thing it comes from, `[start, end)` in UTC minutes.

    Attributes:
        start: First minute.
        end: The minute after the last.
        code: See `UncoveredCode`.
        team: Id of the team or member that would have helped, or whose clock or season it is; "" for none.
            For more than a dozen members who work alike, their team.
        name: What people call them; "40 of Manila Support" for so many members who work alike.
        text: What it is: the holiday's or absence's name, or what a clock does.
        date: The local date of a day off.
    """

    start: int
    end: int
    code: UncoveredCode
    team: str
    name: str
    text: str
    date: date | None = None

    @property
    def what(self) -> str:
        """What it is, with the date of a day off."""
        return self.text if self.date is None else f"{self.text} ({date_text(day_of(self.date))})"

    def to_dict(self) -> dict[str, Any]:
        """The cause as plain values; `date` only of a day off."""
        found: dict[str, Any] = {
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "code": self.code,
            "team": self.team,
            "name": self.name,
            "text": self.text,
        }
        return found if self.date is None else found | {"date": self.date.isoformat()}


@final
@dataclass(frozen=True, slots=True)
class Uncovered:
    """A longest run of minutes with fewer people than needed, `[start, end)` in UTC minutes since 1970.

    Attributes:
        start: First minute.
        end: The minute after the last.
        missing: How many people are missing at its worst.
        need: Name of the need.
        causes: What it comes from, by start; two at once where two teams are off.
    """

    start: int
    end: int
    missing: int
    need: str
    causes: tuple[UncoveredCause, ...]

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.end - self.start

    @property
    def because(self) -> str:
        """The causes as a sentence or some."""
        return because(self.causes)

    def pieces(self) -> Iterator[tuple[int, int, tuple[UncoveredCause, ...]]]:
        """The run cut wherever its causes change: (start, end, causes), without a hole between."""
        edges = sorted({edge for cause in self.causes for edge in (cause.start, cause.end)})
        for start, end in pairwise(edges):
            yield start, end, tuple(one for one in self.causes if one.start <= start and end <= one.end)

    def to_dict(self) -> dict[str, Any]:
        """The run as plain values."""
        return {
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "minutes": self.minutes,
            "because": self.because,
            "missing": self.missing,
            "need": self.need,
            "causes": [cause.to_dict() for cause in self.causes],
        }


def because(causes: Iterable[UncoveredCause], *, dated: bool = True) -> str:
    """One sentence for each thing that happens, with the names of all whom it takes away.

    Args:
        causes: What happens, in order.
        dated: Whether days off are told with their dates.
    """
    whose: dict[str, dict[str, None]] = {}
    for cause in causes:
        whose.setdefault(cause.what if dated else cause.text, {})[cause.name] = None
    told = []
    for text, names in whose.items():
        who = ", ".join(filter(None, names))
        told.append(f"{who}: {text}." if who else f"{text[:1].upper()}{text[1:]}.")
    more = f" And {len(told) - _MOST_TOLD} more." if len(told) > _MOST_TOLD else ""
    return " ".join(told[:_MOST_TOLD]) + more


def uncovered_in(
    staff: Staff, need: Need, required: Depth, there: Depth, bare: Depth, horizon: Horizon, clock: Zone
) -> tuple[Uncovered, ...]:
    """The uncovered runs of a need, with their causes.

    Args:
        staff: Who counts.
        need: What must be covered.
        required: The need over the horizon.
        there: How many are at work.
        bare: How many would be without days off.
        horizon: When.
        clock: The need's.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    short = there.short_of(required)
    if not short:
        return ()
    runs = IntervalSet((start, end) for start, end, _ in short)
    plain = IntervalSet((start, end) for start, end, _ in bare.short_of(required)) & runs
    causes = _days_off(staff, horizon, runs - plain)
    causes += _schedule(staff, need, horizon, clock, plain, bare)
    causes.sort(key=lambda cause: (cause.start, cause.end))
    worst = [0] * len(runs)
    for start, _, less in short:
        at = bisect_right(runs.starts, start) - 1
        worst[at] = max(worst[at], less)
    own: list[list[UncoveredCause]] = [[] for _ in runs.starts]
    for cause in causes:
        own[bisect_right(runs.starts, cause.start) - 1].append(cause)
    return tuple(
        Uncovered(start, end, worst[at], need.name, tuple(own[at])) for at, (start, end) in enumerate(runs)
    )


# Days off


def _days_off(staff: Staff, horizon: Horizon, off: IntervalSet) -> list[UncoveredCause]:
    """The days off that take people who would have covered some minutes."""
    found: list[UncoveredCause] = []
    for one in staff.ids if off else ():
        now, usual = (
            Depth.of(staff.heads(one, horizon, bare=bare), horizon.start, horizon.end)
            for bare in (False, True)
        )
        fewer = IntervalSet((start, end) for start, end, _ in now.short_of(usual)) & off
        if fewer:
            found += _taken(staff, one, horizon, fewer)
    return found


class _DayOff(NamedTuple):
    date: date
    code: UncoveredCode
    name: str


def _taken(staff: Staff, one: str, horizon: Horizon, fewer: IntervalSet) -> Iterator[UncoveredCause]:
    """The days off that take people of one team or member, each with the minutes it takes of `fewer`."""
    groups = staff.alike(one)
    days: dict[_DayOff, dict[int, list[IntervalSet]]] = {}
    for at, alike in enumerate(groups):
        missed = _missed(alike, horizon) & fewer
        for away, spans in absences_in(alike.pattern, horizon) if missed else ():
            cut = IntervalSet((low, high) for low, high in spans if low < high) & missed
            if cut:
                code: UncoveredCode = away.kind
                if away.kind == "holiday" and away.minutes is not None:
                    code = "part-day"
                day = _DayOff(away.date, code, away.name)
                days.setdefault(day, {}).setdefault(at, []).append(cut)
    for day, by_group in days.items():
        unnamed = 0 in by_group and not groups[0].members
        whole = day.code != "time-off" and (unnamed or len(by_group) == len(groups))
        for who_ids, parts in _whose(groups, by_group, (one, staff.name(one)) if whole else None):
            for start, end in parts:
                for who, name in who_ids:
                    yield UncoveredCause(start, end, day.code, who, name, day.name, day.date)


def _whose(
    groups: list[Alike], by_group: Mapping[int, list[IntervalSet]], whole: tuple[str, str] | None
) -> Iterator[tuple[list[tuple[str, str]], IntervalSet]]:
    """Whom a day off takes, with the minutes: all together by one id and name, or those who work alike."""
    if whole is not None:
        yield [whole], union([part for parts in by_group.values() for part in parts])
        return
    for at, parts in by_group.items():
        alike = groups[at]
        if len(alike.members) <= _NAMED:
            yield [(who.id, who.name) for who in alike.people], union(parts)
        else:
            yield [(alike.team.id, f"{len(alike.members)} of {alike.team.name}")], union(parts)


def _missed(who: Alike, horizon: Horizon) -> IntervalSet:
    """The minutes that days off take from somebody; of unnamed people counted by shifts, from a shift."""
    usual = who.pattern.by_shift(horizon, bare=True)
    if who.members or all(shift.headcount is None for shift, _ in usual):
        return who.pattern.at_work(horizon, bare=True) - who.pattern.at_work(horizon)
    worked: dict[object, IntervalSet] = {}
    for shift, one in who.pattern.by_shift(horizon):
        worked[shift] = worked.get(shift, EMPTY) | one
    return union([one - worked.get(shift, EMPTY) for shift, one in usual])


# The schedule itself


@dataclass(frozen=True, slots=True)
class _Change:
    """Clocks and seasons that change within a night, from the first to the last."""

    first: int
    last: int
    causes: tuple[Cause, ...]


def _schedule(
    staff: Staff, need: Need, horizon: Horizon, clock: Zone, plain: IntervalSet, bare: Depth
) -> list[UncoveredCause]:
    """What leaves minutes uncovered that no day off takes: clocks, seasons, or nothing but the schedule."""
    found: list[UncoveredCause] = []
    rest = plain
    if plain:
        for change, minutes, since in _changed(staff, need, horizon, clock, plain):
            rest -= minutes
            for cause in change.causes:
                code: UncoveredCode = "clock-change" if cause.kind == "clock" else "season"
                text = cause.text if since else f"until {cause.text}"
                found += [
                    UncoveredCause(start, end, code, cause.team, cause.name, text) for start, end in minutes
                ]
    able = f" with {staff.skill}" if staff.skill else ""
    some = bare.at_least(1)
    for minutes, text in (
        (rest - some, f"nobody{able} is scheduled"),
        (rest & some, f"too few{able} are scheduled"),
    ):
        found += [UncoveredCause(start, end, "not-scheduled", "", "", text) for start, end in minutes]
    return found


def _changed(
    staff: Staff, need: Need, horizon: Horizon, clock: Zone, plain: IntervalSet
) -> Iterator[tuple[_Change, IntervalSet, bool]]:
    """The minutes that are covered at the same wall time across a change, and whether it came before them.

    Looked for back in time first: what a change began lasts until another ends it.
    """
    wide = _around(horizon)
    changes = _changes(causes_between(staff.roster, staff.ids, wide.start, wide.end, reader=clock))
    if not changes:
        return
    try:
        period = period_of({one: patterns_of(staff.roster, one) for one in staff.ids}) * DAY
    except BadArgument:  # cycles that hardly ever come into step: no two weeks are alike
        return
    required = need.over(wide, clock)
    short = staff.depth(wide, bare=True).short_of(required)
    covered = required.at_least(1) - IntervalSet((start, end) for start, end, _ in short)
    begins = [wide.start, *(change.last for change in changes)]
    ends = [*(change.first for change in changes), wide.end]
    weeks = [_folded(covered, begin, end, clock, period) for begin, end in zip(begins, ends, strict=True)]
    for at in range(len(weeks)):
        since = changes[at - 1].first if at else wide.start
        left = plain.clip(since, ends[at])
        if not left:
            continue
        season = _in_season(staff, begins[at])
        for other in (*range(at - 1, -1, -1), *range(at + 1, len(weeks))):
            if not left:
                break
            part = _unfolded(weeks[other], left, clock, period)
            is_after = other < at
            yield from _told(changes[other if is_after else other - 1], part, is_after, season)
            left -= part


def _told(
    change: _Change, minutes: IntervalSet, is_after: bool, season: bool
) -> Iterator[tuple[_Change, IntervalSet, bool]]:
    """What is said of a change. A season explains its own hours, and not those of the rest of the year."""
    if minutes and (season or any(cause.kind == "clock" for cause in change.causes)):
        yield change, minutes, is_after


def _around(horizon: Horizon) -> Horizon:
    """The horizon with a year either side, as far as the calendar goes."""
    for look in _LOOK:
        try:
            return Horizon(horizon.start - look, horizon.end + look)
        except BadHorizon:
            continue
    return horizon


def _changes(causes: Iterable[Cause]) -> list[_Change]:
    found: list[_Change] = []
    for cause in causes:
        if found and cause.instant - found[-1].last < _SAME_CHANGE:
            last = found.pop()
            found.append(_Change(last.first, cause.instant, (*last.causes, cause)))
        else:
            found.append(_Change(cause.instant, cause.instant, (cause,)))
    return found


def _folded(covered: IntervalSet, begin: int, end: int, clock: Zone, period: int) -> IntervalSet:
    """The wall minutes of a period that are covered between two changes."""
    if end - begin >= period + 2 * _MARGIN:
        begin += _MARGIN
        end = begin + period
    found = []
    for start, until in covered.clip(begin, end):
        low = clock.to_wall(start)
        high = low + until - start
        for copy in range(low // period * period, high, period):
            found.append((max(low - copy, 0), min(high - copy, period)))
    return IntervalSet(found)


def _unfolded(folded: IntervalSet, minutes: IntervalSet, clock: Zone, period: int) -> IntervalSet:
    """Those of some minutes whose wall minute of the period is in the set."""
    found = []
    for start, end in minutes:
        edges = [start, *(instant for instant, _, _ in clock.changes(start + 1, end)), end]
        for low, high in pairwise(edges):
            offset = clock.offset_at(low)
            for copy in range((low + offset) // period * period, high + offset, period):
                near = folded.clip(low + offset - copy, high + offset - copy)
                found += [(one + copy - offset, other + copy - offset) for one, other in near]
    return IntervalSet(found)


def _in_season(staff: Staff, instant: int) -> bool:
    """Whether a season is in force for any of them."""
    for one in staff.ids:
        for who in staff.alike(one):
            day = who.pattern.zone.to_wall(instant) // DAY
            if any(plan.season is not None for plan in who.pattern.schedule.plans(day, day + 1)):
                return True
    return False
