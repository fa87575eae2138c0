"""Days drawn: the weeks that days off take from, celebrations by month, how the daily windows move.

Law: the numbers are those of the result. Weeks and months without anything are left out of bars, and stay in
grids, where a hole would hide how far apart things are.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from overlap.core.civil import day_of
from overlap.core.zones import zone as zone_of
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow
from overlap.render.document import Band, BandGroup, Bands
from overlap.render.moments import date_text, duration_text, share_text

if TYPE_CHECKING:
    from overlap.planning.celebrations import Celebrations
    from overlap.planning.changes import Changes
    from overlap.planning.holidays import DaysOff

__all__ = ["celebrations_chart", "changes_chart", "days_off_chart"]


def days_off_chart(found: DaysOff) -> Bars:
    """The weeks that lose work of people to days off: what is left, and what is lost."""
    off = [one for one in found.items if one.status != "soft"]
    rows = []
    for week in found.weeks:
        lost = week.usual_minutes - week.minutes
        if lost > 0:
            end = week.start + timedelta(7 - week.start.weekday())
            names = dict.fromkeys(one.name for one in off if week.start <= one.date < end)
            note = "; ".join((share_text(week.share), *names))
            rows.append(BarRow(date_text(day_of(week.start)), (week.minutes / 60, lost / 60), note))
    return Bars("Weeks with days off, hours of people", "h", ("worked", "off"), tuple(rows))


def celebrations_chart(found: Celebrations) -> HeatMap:
    """How many days each team celebrates in each month."""
    first, last = found.horizon.dates(found.roster.home)
    months = [
        f"{year}-{month:02d}"
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    ]
    days = Counter((team, f"{one.date:%Y-%m}") for one in found for team in one.teams)
    # Far to the east or west a team's first or last date is of another month.
    months = sorted({*months, *(month for _, month in days)})
    rows = tuple(
        HeatRow(team.name, tuple(float(days[team.id, month]) for month in months)) for team in found.roster
    )
    return HeatMap("Celebrations by month", "days", tuple(months), rows, corner="Team")


def changes_chart(found: Changes) -> Bands:
    """The daily windows from each date on, below each other."""
    bands = tuple(
        Band(
            f"from {date_text(day_of(one.date))}",
            tuple((start, end, "shared") for start, end in one.windows_local),
            duration_text(one.minutes) if one.minutes else "none",
        )
        for one in (found.baseline, *found.items)
    )
    return Bands("The daily windows", zone_of(found.zone).key, (BandGroup("", bands),))
