"""A clock's answer in the words that a support lead would forward.

Law: the answer comes first, on the reader's clock and on each team's own; then what was skipped on the way to
it: hours without a shift, free dates, days off by name, pauses.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone, zone
from overlap.planning.held import Held
from overlap.planning.reasons import days_missed
from overlap.planning.running import home_of
from overlap.planning.selection import display_name
from overlap.planning.workclock import WorkClock
from overlap.render.document import Document, Paragraph
from overlap.render.moments import date_text, duration_text, wall_text

__all__ = ["due_document", "elapsed_document", "moment_text"]

_MOST_LISTED: Final = 6
"""Dates, days off or clocks named before the rest is counted: a sentence should stay one."""


def due_document(
    clock: WorkClock, start: int, minutes: int, due: int, pauses: IntervalSet = EMPTY
) -> Document:
    """When working time that began at an instant has run.

    Args:
        clock: The clock that was asked.
        start: The instant asked about.
        minutes: How much working time; below zero it was counted back.
        due: The answer.
        pauses: When the clock stood still.
    """
    amount = f"{duration_text(abs(minutes))} of working time"
    since = moment_text(start, zone(clock.zone))
    if minutes < 0:
        head = f"Start by {_everywhere(clock, due)}: {amount} before {since}."
    else:
        head = f"Due {_everywhere(clock, due)}: {amount} from {since}."
    return _document(clock, head, min(start, due), max(start, due), pauses)


def elapsed_document(clock: WorkClock, held: Held, minutes: int, pauses: IntervalSet = EMPTY) -> Document:
    """How much working time lay between two instants, and who held the clock.

    Args:
        clock: The clock that was asked.
        held: Its runs.
        minutes: The answer; below zero where the two were given the other way round.
        pauses: When it stood still.
    """
    home = zone(clock.zone)
    first, last = (held.end, held.start) if minutes < 0 else (held.start, held.end)
    amount = f"{'-' if minutes < 0 else ''}{duration_text(abs(minutes))}"
    head = (
        f"{amount} of working time from {moment_text(first, home)} to {moment_text(last, home)} {home.key}."
    )
    shown = _document(clock, head, held.start, held.end, pauses)
    if len(held.ids) == 1 or not held:
        return shown
    return Document((*shown.blocks, held.totals()))


def moment_text(instant: int, clock: Zone) -> str:
    """`Mon 2 Mar 2026, 14:30` of an instant on the clocks of a zone."""
    wall = clock.to_wall(instant)
    return f"{date_text(wall // DAY)}, {wall_text(wall % DAY)}"


def _everywhere(clock: WorkClock, instant: int) -> str:
    """An instant on the reader's clock, and on those of the teams."""
    home = zone(clock.zone)
    theirs = dict.fromkeys(home_of(clock.roster, one) for one in clock.ids)
    others = [other for other in theirs if other is not home]
    own = "; ".join(f"{moment_text(instant, other)} {other.key}" for other in others[:_MOST_LISTED])
    return f"{moment_text(instant, home)} {home.key}{f' ({own})' if own else ''}"


def _document(clock: WorkClock, head: str, start: int, end: int, pauses: IntervalSet) -> Document:
    parts = _skipped(clock, Horizon(start, end), pauses) if start < end else []
    skipped = [Paragraph(f"Skipped: {'; '.join(parts)}.")] if parts else []
    return Document((Paragraph(head, strong=True), *skipped))


def _skipped(clock: WorkClock, horizon: Horizon, pauses: IntervalSet) -> list[str]:
    """What lay in a stretch besides working time."""
    running, bare = clock.intervals(horizon), clock.intervals(horizon, bare=True)
    still = running & pauses
    closed = bare.complement(horizon.start, horizon.end)
    free = _free_days(closed - running, horizon, _home(clock))
    hours = closed - running - IntervalSet((low, high) for _, low, high in free)
    parts = []
    if hours:
        parts.append(f"{duration_text(hours.minutes)} without a shift")
    if free:
        parts.append(_listed([date_text(day) for day, _, _ in free], "free dates"))
    lost = bare - running
    for one in clock.ids:
        named = _days_off(clock, one, horizon, lost)
        if named:
            whose = f" of {display_name(clock.roster, one)}" if len(clock.ids) > 1 else ""
            parts.append(_listed(named, "days off") + whose)
    if still:
        parts.append(f"{duration_text(still.minutes)} of working time in pauses")
    return parts


def _home(clock: WorkClock) -> Zone:
    """The zone in whose dates people think: the teams' own if they share one, else the reader's."""
    theirs = {home_of(clock.roster, one) for one in clock.ids}
    return theirs.pop() if len(theirs) == 1 else zone(clock.zone)


def _free_days(closed: IntervalSet, horizon: Horizon, home: Zone) -> list[tuple[int, int, int]]:
    """The whole local dates over which nothing runs: (day, its first instant, its end)."""
    found = []
    for day in horizon.days(home):
        low, high = home.to_instant(day * DAY), home.to_instant((day + 1) * DAY)
        if low < high and closed.covers(low, high):  # a date that does not exist is no free one
            found.append((day, low, high))
    return found


def _days_off(clock: WorkClock, one: str, horizon: Horizon, lost: IntervalSet) -> list[str]:
    """The days off that took the minutes lost, by name and date."""
    if not lost:
        return []
    found = days_missed(clock.roster, one, horizon, lost)
    return [f"{name} ({date_text(day_of(on))})" for on, name in found]


def _listed(texts: Iterable[str], what: str) -> str:
    listed = [*texts]
    if len(listed) <= _MOST_LISTED:
        return ", ".join(listed)
    return f"{', '.join(listed[: _MOST_LISTED - 1])} and {len(listed) - _MOST_LISTED + 1} more {what}"
