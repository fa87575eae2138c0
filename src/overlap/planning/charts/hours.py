"""Hours drawn: today of every team, an average week, hours of people, handoffs, runs of a clock.

Law: the numbers are those of the result; what is not known is not drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from overlap.core.civil import DAY
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.people.teams import Team
from overlap.planning.covered_weeks import weekday_hours
from overlap.planning.quiet import quiet_hours
from overlap.planning.selection import display_name
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow
from overlap.render.document import Band, BandGroup, BandKind, Bands
from overlap.render.moments import date_text, duration_text, wall_text, weekday_text

if TYPE_CHECKING:
    from overlap.planning.coverage import Coverage
    from overlap.planning.handoffs import Handoffs
    from overlap.planning.held import Held
    from overlap.planning.presence import Presence, TeamPresence
    from overlap.planning.workload import PersonLoad, Workload

__all__ = ["coverage_chart", "handoffs_chart", "held_chart", "presence_chart", "workload_chart"]

_HOURS = tuple(f"{hour:02d}" for hour in range(24))


def presence_chart(found: Presence, clock: Zone) -> Bands:
    """The date of the instant on one clock: everybody's hours and quiet hours, and who is at work now.

    Raises:
        BeyondData: If a holiday calendar does not reach over the whole of that date.
    """
    day = clock.to_wall(found.instant) // DAY
    date = Horizon(clock.to_instant(day * DAY), clock.to_instant((day + 1) * DAY))
    quiet = found.roster.defaults.quiet

    def band(item: TeamPresence, team: Team) -> Band:
        kinds: tuple[tuple[IntervalSet, BandKind], ...] = (
            (quiet_hours(team.pattern.zone, quiet, date), "quiet"),
            (team.at_work(date), "work"),
        )
        stretches = [
            (clock.to_wall(start) - day * DAY, clock.to_wall(start) - day * DAY + end - start, kind)
            for one, kind in kinds
            for start, end in one
        ]
        now = f"at work ({item.headcount})" if item.at_work else "off"
        return Band("", tuple(stretches), now)

    groups = tuple(BandGroup(item.name, (band(item, found.roster.team(item.team)),)) for item in found)
    now = wall_text(clock.to_wall(found.instant) % DAY)
    return Bands(f"{date_text(day)}, now {now}", clock.key, groups)


def coverage_chart(found: Coverage, of: Literal["people", "uncovered"]) -> HeatMap:
    """An average week: how many people are at work in each hour, or which part of it is uncovered."""
    if of == "people":
        title = f"People at work in an average week, {found.clock.key}"
        table = found.by_weekday_hour
        return _week(title, "people", table, heavy=False)
    start, end, clock = found.horizon.start, found.horizon.end, found.clock
    needed = weekday_hours(Depth.of([(found.needed, 1)], start, end), clock)
    short = weekday_hours(Depth.of([(found.short, 1)], start, end), clock)
    shares = tuple(
        tuple(
            100 * less / wanted if wanted else None
            for (wanted, _), (less, _) in zip(day, lacking, strict=True)
        )
        for day, lacking in zip(needed, short, strict=True)
    )
    return _week(f"Uncovered part of each hour, {clock.key}", "%", shares, heavy=True)


def _week(title: str, unit: str, table: tuple[tuple[float | None, ...], ...], *, heavy: bool) -> HeatMap:
    rows = tuple(HeatRow(weekday_text(at), values) for at, values in enumerate(table))
    return HeatMap(title, unit, _HOURS, rows, corner="Day", heavy=heavy)


def workload_chart(found: Workload) -> Bars:
    """Hours of each person, by day and by night."""
    rows = tuple(
        BarRow(
            _person(one),
            ((one.minutes - one.night_minutes) / 60, one.night_minutes / 60),
            f"{one.people} people" if one.people > 1 else "",
        )
        for one in found
    )
    return Bars("Hours of each person", "h", ("by day", "by night"), rows)


def _person(one: PersonLoad) -> str:
    return one.name if one.shift is None or one.shift in one.name else f"{one.name}, {one.shift}"


def handoffs_chart(found: Handoffs) -> Bars:
    """How often each usual handoff is kept, and how often it fails."""
    return Bars("Handoffs", "times", ("kept", "failed"), tuple(_handoffs(found)))


def _handoffs(found: Handoffs) -> Iterator[BarRow]:
    required = {(check.need.from_team, check.need.to_team): check for check in found.checks}
    failed = Counter((one.from_team, one.to_team) for one in found.failed)
    for one in found.usual:
        pair = (one.from_team, one.to_team)
        if pair in required:
            continue
        both = f"both there {duration_text(one.overlap_minutes)}" if one.overlap_minutes else "never both"
        yield BarRow(_pair(found, *pair), (one.times - failed[pair], failed[pair]), both)
    for check in found.checks:
        ends = (check.need.from_team, check.need.to_team)
        wanted = f"{check.need.name}: {duration_text(check.need.minutes)}"
        yield BarRow(_pair(found, *ends), (check.kept, len(check.failed)), wanted)


def _pair(found: Handoffs, one: str, other: str) -> str:
    return f"{display_name(found.roster, one)} to {display_name(found.roster, other)}"


def held_chart(found: Held) -> Bars:
    """For how long each team was at work while the clock ran."""
    rows = tuple(
        BarRow(display_name(found.roster, one), (minutes / 60,), duration_text(minutes))
        for one, minutes in found.minutes_by_team.items()
    )
    return Bars("At work while the clock ran", "h", ("at work",), rows)
