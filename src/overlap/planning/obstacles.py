"""What stands in the way of a meeting for one person, minute by minute and in words.

Law: a meeting is possible for somebody exactly if nothing stands in their way. Minutes that are not
usable are told by what they are; usable ones by the busy time that takes them, or comes too close.
Codes are stable names for programs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from math import lcm
from typing import Final, Literal, NamedTuple, get_args

from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BadHorizon, BeyondData
from overlap.people.busy import Busy
from overlap.people.workpattern import Away, WorkPattern
from overlap.planning.availability import Availability, Delegate
from overlap.planning.causes import clock_text
from overlap.planning.standing import painted
from overlap.render.moments import clock_range, date_text, duration_text, minutes_text, wall_text

__all__ = ["CODES", "Obstacle", "ObstacleCode", "least_in_the_way", "main_obstacle", "obstacles"]

ObstacleCode = Literal[
    "beyond-data",
    "time-off",
    "closure",
    "holiday",
    "soft-holiday",
    "weekend",
    "rest-day",
    "clock-change",
    "outside-hours",
    "quiet",
    "break",
    "busy",
    "tentative",
    "buffer",
    "limit",
    "notice",
]

CODES: Final[tuple[ObstacleCode, ...]] = get_args(ObstacleCode)
"""Every code; of two that take as many minutes, the one that comes first is told first."""

_LOOK: Final = 366 * DAY
"""How far from a meeting a clock change may lie to be what moved it out of hours: a year has them all."""

_PASSING: Final = 42 * DAY
"""Between two clock changes: weeks that are so few, such as those of March in which only one continent's
clocks have moved, are an exception. Who is outside hours but for them is so because of their hours."""

_LONGEST_PERIOD: Final = 13 * 7
"""Days after which a cycle must be in step with the week again, to compare dates across a clock change."""


class Obstacle(NamedTuple):
    """One stretch of a meeting, or beside it, and what stands in the way there.

    Attributes:
        code: See `CODES`.
        start: First instant concerned.
        end: Instant after the last.
        name: Of the holiday, absence or event; else empty.
        text: A sentence without its end, in the person's own local time.
    """

    code: ObstacleCode
    start: int
    end: int
    name: str
    text: str


def main_obstacle(found: Iterable[Obstacle], start: int, end: int) -> Obstacle | None:
    """The obstacle that takes most minutes of a meeting; of equals, the first in `CODES`, then in time."""

    def rank(one: Obstacle) -> tuple[int, int, int]:
        beside = one.code in ("buffer", "limit", "notice")
        taken = 0 if beside else min(one.end, end) - max(one.start, start)
        return (-taken, CODES.index(one.code), one.start)

    return min(found, key=rank, default=None)


def obstacles(
    known: Availability,
    who: Delegate,
    start: int,
    end: int,
    *,
    earliest: int | None = None,
    reader: Zone | None = None,
) -> list[Obstacle]:
    """What stands in the way of a delegate's coming from `start` to `end`, in order of time.

    Args:
        known: The people and terms; its horizon contains the meeting.
        who: The delegate.
        start: The first instant of the meeting.
        end: The instant after the last.
        earliest: Before this no meeting may begin.
        reader: The clock on which the meeting is proposed: where that, or one of the person's, changed and
            so put the meeting outside their hours, this is told. None to leave it aside.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    found = list(_unusable(known, who, start, end))
    if reader is not None:
        found = [_explained(one, who.pattern, reader, start, end) for one in found]
    found += _taken(known, who, start, end)
    for low, high, count, what in known.full(who):
        if low <= start < high:
            text = f"has {count} event{'' if count == 1 else 's'} that {what} already"
            found.append(Obstacle("limit", start, end, "", text))
    if earliest is not None and start < earliest:
        moment = _moment(who.pattern.zone, earliest)
        text = f"too soon: notice ends {moment}"
        found.append(Obstacle("notice", start, min(end, earliest), "", text))
    return sorted(found, key=lambda one: (max(one.start, start), CODES.index(one.code)))


def least_in_the_way(
    known: Availability,
    one: str,
    start: int,
    end: int,
    *,
    earliest: int | None = None,
    reader: Zone | None = None,
) -> tuple[Delegate, list[Obstacle]]:
    """Of those who could come for an id, the one with fewest minutes in the way, the first of equals.

    A calendar that does not reach so far is an obstacle. See `obstacles` for the arguments.
    """
    found: list[tuple[int, int, Delegate, list[Obstacle]]] = []
    for at, who in enumerate(known.delegates(one)):
        try:
            told = obstacles(known, who, start, end, earliest=earliest, reader=reader)
        except BeyondData as error:
            told = [Obstacle("beyond-data", start, end, "", error.message)]
        taken = sum(max(0, min(thing.end, end) - max(thing.start, start)) for thing in told)
        found.append((taken, at, who, told))
    _, _, who, told = min(found)
    return who, told


def _unusable(known: Availability, who: Delegate, start: int, end: int) -> Iterator[Obstacle]:
    """The minutes of the meeting that the terms do not allow."""
    blocked = IntervalSet([(start, end)]) - known.free(who)
    if not blocked:
        return
    seen, home = known.standing(who), who.pattern.zone
    layers: list[tuple[IntervalSet, tuple[ObstacleCode, str, str]]] = [
        (one, (away.kind, away.name, _when(away))) for one, away in seen.away
    ]
    if known.terms.avoid_soft:
        layers += [(one, ("soft-holiday", name, "")) for one, name in seen.soft]
    layers.append((seen.breaks, ("break", "", "")))
    if known.terms.domain != "work":
        layers.append((seen.quiet, ("quiet", "", "")))
    layers += [
        (seen.weekends - seen.fringe, ("weekend", "", "")),
        (seen.rest - seen.fringe, ("rest-day", "", "")),
    ]
    for low, high in blocked:
        for first, last, (code, name, when) in painted(low, high, layers, ("outside-hours", "", "")):
            text = f"{name} ({when})" if when else _words(code, name, first, last, home, seen.work)
            yield Obstacle(code, first, last, name, text)


def _when(away: Away) -> str:
    """The date of an absence, which for a night it takes is the one before, and its hours."""
    day = date_text(day_of(away.date))
    return day if away.minutes is None else f"{day}, {minutes_text(*away.minutes)}"


def _words(code: ObstacleCode, name: str, start: int, end: int, home: Zone, work: IntervalSet) -> str:
    day = home.to_wall(start) // DAY
    hours = clock_range(start, end, home)
    match code:
        case "soft-holiday":
            return f"{name} ({date_text(day)})"
        case "weekend":
            return f"weekend ({date_text(day)})"
        case "rest-day":
            return f"no shift on {date_text(day)}"
        case "break":
            return f"break {hours}"
        case "quiet":
            return f"quiet hours, {hours} local time"
        case _:
            return f"outside hours, {hours} local time{_nearest(start, end, home, work)}"


def _nearest(start: int, end: int, home: Zone, work: IntervalSet) -> str:
    """When work ends before, or begins after, a stretch of time outside hours, if that is near."""
    ends = [instant for instant in work.ends if start - DAY < instant <= start]
    starts = [instant for instant in work.starts if end <= instant < end + DAY]
    if ends and (not starts or start - ends[-1] <= starts[0] - end):
        return f": work ends {wall_text(home.to_wall(ends[-1]) % DAY)}"
    if starts:
        return f": work starts {wall_text(home.to_wall(starts[0]) % DAY)}"
    return ""


def _taken(known: Availability, who: Delegate, start: int, end: int) -> Iterator[Obstacle]:
    """The busy blocks that touch the meeting, or the time to keep free around it."""
    terms, home = known.terms, who.pattern.zone
    for event in (event for one in who.busy for event in one):
        if not terms.policy.blocks(event):
            continue
        low, high = event.within(home)
        if low >= high or high <= start - terms.gap_before or low >= end + terms.gap_after:
            continue
        if low < end and high > start:
            code: ObstacleCode = "tentative" if event.status == "tentative" else "busy"
            when = "all day" if event.is_all_day else clock_range(low, high, home)
            word = "perhaps busy" if code == "tentative" else "busy"
            yield Obstacle(
                code, max(low, start), min(high, end), event.title, f"{word} {when}{_event(event)}"
            )
        elif high <= start:
            text = (
                f"an event ends {wall_text(home.to_wall(high) % DAY)}{_event(event)}: "
                f"{duration_text(terms.gap_before)} are kept free after it"
            )
            yield Obstacle("buffer", high, high + terms.gap_before, event.title, text)
        else:
            text = (
                f"an event starts {wall_text(home.to_wall(low) % DAY)}{_event(event)}: "
                f"{duration_text(terms.gap_after)} are kept free before it"
            )
            yield Obstacle("buffer", low - terms.gap_after, low, event.title, text)


def _event(event: Busy) -> str:
    named = f' "{event.title}"' if event.title else ""
    return f"{named} ({event.source})" if event.source else named


def _moment(home: Zone, instant: int) -> str:
    wall = home.to_wall(instant)
    return f"{date_text(wall // DAY)} {wall_text(wall % DAY)}"


def _explained(one: Obstacle, pattern: WorkPattern, reader: Zone, start: int, end: int) -> Obstacle:
    """The obstacle, told as a clock change if on the other side of one the meeting would be inside hours."""
    if one.code not in ("outside-hours", "quiet"):
        return one
    for change, clock, there in _other_side(pattern, reader, start, end):
        length = end - start
        home = pattern.zone
        low, high = sorted((there, start))
        if pattern.schedule.season_starts(home.to_wall(low) // DAY, home.to_wall(high) // DAY + 1):
            continue
        try:
            then = pattern.at_work(Horizon(there, there + length), bare=True)
        except BadHorizon:
            continue
        if then.covers(there, there + length):
            when = "until" if there < start else "once"
            text = f"{one.text}; inside hours {when} {clock_text(clock, *change)}"
            return one._replace(code="clock-change", text=text)
    return one


def _other_side(
    pattern: WorkPattern, reader: Zone, start: int, end: int
) -> Iterator[tuple[tuple[int, int, int], Zone, int]]:
    """The same time of the reader's same weekday across the last clock change before and the first after.

    Only if nothing else changes on the way there, and not where that side is a passing exception.

    Yields:
        Each such change, the clock it is of, and the nearest such instant beyond it.
    """
    cycle = pattern.schedule.cycle
    period = 7 if cycle is None else lcm(7, len(cycle.days))
    if period > _LONGEST_PERIOD:
        return
    step, length, wall = period * DAY, end - start, reader.to_wall(start)
    moves: dict[int, tuple[tuple[int, int, int], Zone]] = {}
    for clock in dict.fromkeys((reader, *pattern.clocks)):
        for change in clock.changes(start - 2 * _LOOK, end + 2 * _LOOK):
            moves.setdefault(change[0], (change, clock))
    # Spells between two changes: that of the meeting, and the one on either side of it.
    ever = 4 * _LOOK
    edges = [start - ever, *sorted(moves), end + ever]
    at = bisect_right(edges, start) - 1
    own = edges[at + 1] - edges[at]
    for edge, near, way in ((at, at - 1, -1), (at + 1, at + 1, 1)):
        if edges[edge] not in moves or not start - _LOOK <= edges[edge] < end + _LOOK:
            continue
        low, high = edges[near], edges[near + 1]
        if high - low < min(own, _PASSING):
            continue
        away = -(-(end - high if way < 0 else low - start) // step) * step
        for back in (away, away + step):  # a round more where the reader's own clock moved
            there = reader.to_instant(wall + way * back)
            if low <= there <= high - length:
                yield *moves[edges[edge]], there
                break
