"""How far windows are covered, and what limits come to: own hours, quiet minutes, rest.

Law: a window maps to instants end by end, as shifts do, and belongs to the date on which it starts; of a
date that does not exist, or of which a clock change leaves nothing, there is none. Quiet hours are those of
where people are. The shifts of a person on one date are one working day: rest lies between dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from overlap.core.civil import DAY, date_of
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.requirements import CoverageNeed, LimitNeed
from overlap.people.teams import Team
from overlap.planning.quiet import quiet_hours
from overlap.planning.selection import display_name
from overlap.planning.staff import Staff, staff_of
from overlap.planning.stagger.check_sharing import Because, Found, because
from overlap.planning.stagger.stints import Pool, Stint, Stints

__all__ = ["covered", "kept_open", "quiet_worked", "rested"]


def covered(need: CoverageNeed, stints: Stints, *, bare: bool) -> Iterator[tuple[date, Found]]:
    """What each window of a coverage comes to."""
    staff = staff_of(stints.roster, need.teams or None, need.skill)
    there = stints.covered(staff, need.headcount, bare=bare)
    for on, low, high in _windows(stints, zone_of(need.zone), need.start_minute, need.end_minute):
        if on.weekday() in need.days:
            yield on, _held(stints, staff, there, low, high, bare=bare)


def kept_open(need: LimitNeed, stints: Stints, *, bare: bool) -> Iterator[tuple[date, Found]]:
    """What a team's own hours come to on each of its dates, team after team."""
    if need.start_minute is None or need.end_minute is None:
        return
    for one in limited(need, stints):
        found = stints.roster.find(one)
        pattern = found.pattern if isinstance(found, Team) else found[0].pattern_of(found[1].id)
        worked = stints.people(one).side(bare=bare).dated
        staff = Staff(stints.roster, (one,))
        there = stints.covered(staff, need.headcount, bare=bare)
        for on, low, high in _windows(stints, pattern.zone, need.start_minute, need.end_minute):
            if on in worked if need.days is None else on.weekday() in need.days:
                held = _held(stints, staff, there, low, high, bare=bare)
                yield on, held._replace(who=display_name(stints.roster, one))


def quiet_worked(need: LimitNeed, stints: Stints) -> Iterator[tuple[date, Found]]:
    """The quiet minutes of each shift on a regular day, with no clock change near: the more the worse."""
    most = need.quiet_minutes
    if most is None:
        return
    nights: dict[Zone, IntervalSet] = {}
    for one in limited(need, stints):
        side = stints.people(one).bare
        for entry in side.entries:
            pool, stint = side.pools[entry.pool], entry.stint
            if not stints.horizon.start <= stint.start < stints.horizon.end or not _is_regular(
                stint, pool.zone
            ):
                continue
            if pool.zone not in nights:
                nights[pool.zone] = quiet_hours(pool.zone, stints.roster.defaults.quiet, stints.wide)
            night = nights[pool.zone]
            minutes = sum(night.clip(*piece).minutes for piece in stint.pieces)
            yield stint.date, Found(minutes, most, max(minutes - most, 0), pool.name)


def _is_regular(stint: Stint, home: Zone) -> bool:
    """Whether no clock of a shift's changes within a day of it."""
    clock = home if stint.shift.zone is None else zone_of(stint.shift.zone)
    return not any(one.changes(stint.start - DAY, stint.end + DAY) for one in (clock, home))


def rested(need: LimitNeed, stints: Stints, *, bare: bool) -> Iterator[tuple[date, Found]]:
    """The rest of each person before each of their dates."""
    least = need.rest_minutes
    if least is None:
        return
    for one in limited(need, stints):
        side = stints.people(one).side(bare=bare)
        chains: dict[tuple[int, str], list[Stint]] = {}
        for entry in side.entries:
            pool = side.pools[entry.pool]
            key = (entry.pool, entry.stint.shift.name if pool.is_apart(entry.stint.date) else "")
            chains.setdefault(key, []).append(entry.stint)
        for (at, _), chain in chains.items():
            yield from _rests(stints, one, side.pools[at], chain, least, bare=bare)


def _rests(
    stints: Stints, one: str, pool: Pool, chain: list[Stint], least: int, *, bare: bool
) -> Iterator[tuple[date, Found]]:
    """The rest before each date of people who work all of some shifts."""
    days: dict[date, tuple[int, int]] = {}
    for stint in chain:
        low, high = days.get(stint.date, (stint.start, stint.end))
        days[stint.date] = (min(low, stint.start), max(high, stint.end))
    ended: int | None = None
    for on, (start, end) in sorted(days.items(), key=lambda day: day[1]):
        if ended is not None and stints.horizon.start <= start < stints.horizon.end:
            rest = max(start - ended, 0)
            short = max(least - rest, 0)
            why = because(stints, (one,), ended, start) if short and not bare else ()
            yield on, Found(rest, least, short, pool.name, why)
        ended = end if ended is None else max(ended, end)


def limited(need: LimitNeed, stints: Stints) -> tuple[str, ...]:
    """Whom a limit holds for."""
    return need.teams or tuple(team.id for team in stints.roster)


def _windows(
    stints: Stints, clock: Zone, start_minute: int, end_minute: int
) -> Iterator[tuple[date, int, int]]:
    """The windows that start in the horizon: (date, start, end)."""
    days = stints.horizon.days(clock)
    regimes = clock.regimes((days.start - 1) * DAY, (days.stop + 3) * DAY)
    skipped = regimes.skipped_days()
    for day in range(days.start - 1, days.stop + 1):
        low, high = (regimes.to_instant(day * DAY + minute) for minute in (start_minute, end_minute))
        if stints.horizon.start <= low < stints.horizon.end and low < high and day not in skipped:
            yield date_of(day), low, high


def _held(stints: Stints, staff: Staff, there: IntervalSet, low: int, high: int, *, bare: bool) -> Found:
    """How much of a window is covered."""
    inside = there.clip(low, high)
    short = high - low - inside.minutes
    why: Because = ()
    if short and not bare:
        missing = inside.complement(low, high)
        usual = [
            one
            for one in staff.ids
            if any(stints.people(one).changed.touches(start, end) for start, end in missing)
        ]
        why = because(stints, usual, missing.starts[0], missing.ends[-1])
    return Found(inside.minutes, high - low, short, "", why)
