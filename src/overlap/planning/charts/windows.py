"""Windows drawn: a few days as they are, a year date by date, more than that month by month.

Law: the numbers are minutes of the windows themselves, cut at the midnights of one clock. What is usual is
the same question without days off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, weighted_at_least
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.planning.causes import causes_between
from overlap.planning.reasons import days_missed
from overlap.planning.selection import Demand, display_name, presence
from overlap.render.charts import EventKind, HeatMap, HeatRow, YearDay, YearEvent, YearStrip
from overlap.render.document import Band, BandGroup, BandKind, Bands, Chart
from overlap.render.moments import date_text, duration_text

if TYPE_CHECKING:
    from overlap.planning.windows import Windows

__all__ = ["windows_chart", "windows_strip"]

_FEW_DATES: Final = 7
"""Dates up to which each is drawn from midnight to midnight."""

_STRIP_DATES: Final = 2 * 366
"""Dates up to which each has a cell of its own: two years, so that this one and the next can be compared."""


def windows_chart(found: Windows, asked: Demand, least_minutes: int, clock: Zone) -> Chart:
    """Bands up to a week, a strip up to two years, then hours by month, all on one clock.

    Args:
        found: The windows.
        asked: Their question.
        least_minutes: Shorter windows are left out of it.
        clock: Whose dates.
    """
    days = found.horizon.days(clock)
    title = _title(asked)
    if len(days) <= _FEW_DATES:
        return Bands(title, clock.key, (BandGroup("", tuple(_dates(found, clock, days))),))
    minutes = _minutes(found.intervals, found.horizon, clock)
    if len(days) > _STRIP_DATES:
        return _months(title, days, minutes)
    return windows_strip(found, asked, least_minutes, clock, title)


def windows_strip(found: Windows, asked: Demand, least_minutes: int, clock: Zone, title: str) -> YearStrip:
    """The minutes of each date, what is usual, and what is marked and named on some.

    Args:
        found: The windows.
        asked: Their question.
        least_minutes: Shorter windows are left out of it.
        clock: Whose dates; its own changes are marked too.
        title: What the strip is called.
    """
    bare = _usual(found.roster, asked, found.horizon).at_least_long(least_minutes)
    minutes, usual = (_minutes(one, found.horizon, clock) for one in (found.intervals, bare))
    return YearStrip(
        title,
        "min",
        tuple(YearDay(date_of(day), minutes[day], usual[day]) for day in found.horizon.days(clock)),
        tuple(_events(found, asked, bare, clock)),
    )


def _title(asked: Demand) -> str:
    if asked.headcount is not None:
        return f"{asked.headcount} people or more at work"
    if len(asked.ids) == 1:
        return "At work"
    if asked.is_all:
        return "Everybody at work"
    if len(asked.groups) > 1:
        return "Every group has its quorum"
    return f"{asked.groups[0].quorum} of {len(asked.ids)} at work"


def _minutes(inside: IntervalSet, horizon: Horizon, clock: Zone) -> Counter[int]:
    """The minutes of each local day; they add up to all."""
    found = Counter[int]()
    for day, low, high in horizon.by_date(clock):
        found[day] += inside.clip(low, high).minutes
    return found


def _dates(found: Windows, clock: Zone, days: range) -> Iterator[Band]:
    """A band for each date with its windows, cut at midnight."""
    stretches: dict[int, list[tuple[int, int, BandKind]]] = {day: [] for day in days}
    for day, low, high in found.horizon.by_date(clock):
        for start, end in found.intervals.clip(low, high):
            first = clock.to_wall(start) - day * DAY
            stretches[day].append((first, first + end - start, "shared"))
    for day, own in stretches.items():
        total = sum(end - start for start, end, _ in own)
        yield Band(date_text(day), tuple(own), duration_text(total) if total else "none")


def _months(title: str, days: range, minutes: Counter[int]) -> HeatMap:
    """Hours by year and month; None where no date is asked about."""
    found: dict[int, list[int | None]] = {}
    for day in days:
        on = date_of(day)
        row = found.setdefault(on.year, [None] * 12)
        row[on.month - 1] = (row[on.month - 1] or 0) + minutes[day]
    rows = tuple(
        HeatRow(str(year), tuple(None if count is None else count / 60 for count in row))
        for year, row in found.items()
    )
    return HeatMap(title, "h", tuple(f"{month:02d}" for month in range(1, 13)), rows, corner="Year, month")


def _usual(roster: Roster, asked: Demand, horizon: Horizon) -> IntervalSet:
    """When the demand would be met without days off."""
    if asked.headcount is None:
        return asked.met({one: presence(roster, one, horizon, bare=True) for one in asked.ids})
    weighted: list[tuple[IntervalSet, int]] = []
    for one in asked.ids:
        found = roster.find(one)
        if isinstance(found, Team):
            weighted += found.head_counts(horizon, bare=True)
        else:
            weighted.append((presence(roster, one, horizon, bare=True), 1))
    return weighted_at_least(asked.headcount, weighted)


def _events(found: Windows, asked: Demand, bare: IntervalSet, clock: Zone) -> Iterator[YearEvent]:
    """Clock changes and seasons of those asked about, and the days off that take time from windows."""
    horizon, roster = found.horizon, found.roster
    days = horizon.days(clock)
    names: dict[tuple[int, EventKind, str], dict[str, None]] = {}
    for cause in causes_between(roster, asked.ids, horizon.start, horizon.end, reader=clock):
        day = clock.to_wall(cause.instant) // DAY
        names.setdefault((day, cause.kind, cause.text), {})[cause.name] = None
    lost = bare - found.intervals
    for one in asked.ids:
        away = lost
        if asked.headcount is None:
            would, does = (presence(roster, one, horizon, bare=is_bare) for is_bare in (True, False))
            away = (would - does) & lost
        for on, name in days_missed(roster, one, horizon, away) if away else ():
            # Their date may be the one before or after the reader's: a night shift, a clock far away.
            day = min(max(day_of(on), days[0]), days[-1])
            text = name if day == day_of(on) else f"{name} ({date_text(day_of(on))})"
            names.setdefault((day, "holiday", text), {})[display_name(roster, one)] = None
    for (day, kind, text), whose in sorted(names.items(), key=lambda item: item[0]):
        yield YearEvent(date_of(day), kind, f"{', '.join(whose)}: {text}")
