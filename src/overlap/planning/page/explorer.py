"""What the page's day knows: who is at work at every minute of the horizon, and every zone's clock.

Law: all of it is counted here, in UTC minutes; the page only looks up. A reader's zone is read with the
report's zone data, not with those of the browser, which lag.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final

from overlap.core.civil import DAY, day_of
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, union
from overlap.core.zones import Zone, zone, zone_keys
from overlap.people.teams import Team
from overlap.planning.breaks import breaks_in
from overlap.planning.reasons import days_missed
from overlap.planning.report import Report
from overlap.render.moments import city_text, date_text, wall_text, weekday_text
from overlap.render.one_line import one_line
from overlap.render.style import PLAIN, current

__all__ = ["explorer_data"]

_BESIDE: Final = 15
"""Days before and after the report's dates that have a name: people are back after them."""

_STEP: Final = 5
"""Minutes between two places of the slider; shifts begin at such minutes."""

_RENAMED: Final = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}
"""Keys that browsers still tell for their place (Unicode CLDR keeps its first name of each), and today's."""


def explorer_data(report: Report) -> dict[str, Any]:
    """The data of the page's day, as plain values; runs are told by their lengths.

    `heads` of a team and `together` are runs from `start` on: minutes, then what holds in them.
    """
    horizon, clock = report.horizon, zone(report.zone)
    together = Depth.of([(report.together, 1)], horizon.start, horizon.end)
    days = [day_of(one) for one in horizon.dates(clock)]
    return {
        "start": horizon.start,
        "end": horizon.end,
        "first": days[0],
        "last": days[1],
        "step": _STEP,
        "dates_from": days[0] - _BESIDE,
        "dates": [date_text(day, year=False) for day in range(days[0] - _BESIDE, days[1] + _BESIDE + 1)],
        "weekdays": [weekday_text(day) for day in range(7)],
        "times": None if current() == PLAIN else [wall_text(minute) for minute in range(DAY + 1)],
        "hours": current().hours,
        "zone": report.zone,
        "zones": _zones(horizon),
        "renamed": {old: new for old, new in _RENAMED.items() if {old, new} <= zone_keys()},
        "teams": [_team(team, report) for team in report.roster],
        "together": _runs(together),
        "most": len(report.roster) if report.counted.is_all else report.most,
        "changes": _changes(report),
    }


def _team(team: Team, report: Report) -> dict[str, Any]:
    horizon = report.horizon
    heads = Depth.of(team.head_counts(horizon), horizon.start, horizon.end)
    present = report.windows._present[team.id]
    lost = team.at_work(horizon, bare=True) - present
    off = days_missed(report.roster, team.id, horizon, lost) if lost else []
    return {
        "id": team.id,
        "name": one_line(team.name),
        "zone": team.zone,
        "city": city_text(team.pattern.zone),
        "people": team.people_count,
        "heads": _runs(heads),
        "breaks": _flat(_breaks(team, horizon) - present, horizon.start),
        "off": [[day_of(on), one_line(name)] for on, name in off],
        "quiet": list(report.roster.defaults.quiet),
    }


def _breaks(team: Team, horizon: Horizon) -> IntervalSet:
    """When some people of a team are on a break; others of it may be at work."""
    return union([breaks_in(one, horizon) for one in team.patterns])


def _runs(depth: Depth) -> list[int]:
    """Minutes and number of each run in turn."""
    return [value for start, end, number in depth for value in (end - start, number)]


def _flat(minutes: IntervalSet, start: int) -> list[int]:
    """Starts and ends in turn, each as its distance from the one before."""
    edges = [start, *(edge for pair in minutes for edge in pair)]
    return [after - before for before, after in pairwise(edges)]


def _zones(horizon: Horizon) -> list[list[Any]]:
    """Each way a clock goes in these dates, with the zones that go so.

    A row is the keys in one text, then the offset as it begins, then instant and new offset of each change,
    in minutes; two days are added at either end, for readers far from the report's own zone.
    """
    start, end = horizon.start - 2 * DAY, horizon.end + 2 * DAY
    alike: dict[tuple[int, ...], list[str]] = {}
    for key in sorted(zone_keys()):
        clock = zone(key)
        moves = [value for at, _, new in clock.changes(start, end) for value in (at, new)]
        alike.setdefault((clock.offset_at(start), *moves), []).append(key)
    return [[" ".join(keys), *offsets] for offsets, keys in alike.items()]


def _changes(report: Report) -> list[int]:
    """The instants at which a clock of the teams or of the reader changes, in order."""
    clocks: Iterable[Zone] = (
        zone(report.zone),
        *(clock for team in report.roster for pattern in team.patterns for clock in pattern.clocks),
    )
    start, end = report.horizon.start, report.horizon.end
    return sorted({at for clock in clocks for at, _, _ in clock.changes(start, end)})
