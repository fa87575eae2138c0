"""A working day before and after, as bands of the reader's clock.

Law: the bands are those of one date on which the most teams work, without days off; what they show is who is
at work then, by the code that answers every other question.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet, at_least, union
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.planning.quiet import quiet_hours
from overlap.render.document import Band, BandGroup, BandKind, Bands
from overlap.render.moments import date_text, duration_text

if TYPE_CHECKING:
    from overlap.planning.stagger.result import Stagger

__all__ = ["day_bands", "team_bands", "usual_day"]

_LOOK = 14
"""Days among which the usual one is looked for."""


def usual_day(roster: Roster, horizon: Horizon, clock: Zone) -> int:
    """The first day of a horizon's first two weeks on which the most teams work, were there no days off."""
    days = list(horizon.days(clock))[:_LOOK]
    return max(days, key=lambda day: (_busy(roster, _date(clock, day)), -day))


def _busy(roster: Roster, date: Horizon | None) -> int:
    return 0 if date is None else sum(bool(team.at_work(date, bare=True)) for team in roster)


def _date(clock: Zone, day: int) -> Horizon | None:
    start, end = clock.to_instant(day * DAY), clock.to_instant((day + 1) * DAY)
    return Horizon(start, end) if start < end else None


def day_bands(found: Stagger, clock: Zone) -> Bands | None:
    """The day of each team before and after, the moved ones with both; None where no team works."""
    day = usual_day(found.roster, found.horizon, clock)
    date = _date(clock, day)
    if date is None:
        return None
    before, after = found.roster, found.planned or found.roster
    present = [union([one for _, one in _shifts(team, date)]) for team in after]
    shared = at_least(len(present), present) if len(present) > 1 else EMPTY
    groups = tuple(_groups(found, before, after, date, clock, shared))
    told = date_text(day) if found.planned is None else f"{date_text(day)}, before and after"
    if shared:
        told += f": {duration_text(shared.minutes)} shared by all"
    return Bands(told, clock.key, groups)


def _groups(
    found: Stagger, before: Roster, after: Roster, date: Horizon, clock: Zone, shared: IntervalSet
) -> Iterator[BandGroup]:
    low, high = found.roster.defaults.quiet
    for old, new in zip(before, after, strict=True):
        moved = [one for one in found if one.team == old.id and one.moved_minutes]
        quiet = quiet_hours(zone_of(old.zone), (low, high), date)
        today = tuple(team_bands(old, date, clock, quiet, EMPTY if found.planned else shared))
        if not moved:
            yield BandGroup(old.name, before=tuple(team_bands(old, date, clock, quiet, shared)))
            continue
        later = tuple(_moved_bands(found, new, date, clock, quiet, shared))
        yield BandGroup(old.name, before=today, after=later)


def _shifts(team: Team, date: Horizon) -> list[tuple[str, IntervalSet]]:
    """Each shift of a team and its minutes on a date, without days off; those of members' own apart."""
    found = [(shift.name, one) for shift, one in team.pattern.by_shift(date, bare=True)]
    return [(name, one) for name, one in found if one]


def team_bands(
    team: Team, date: Horizon, clock: Zone, quiet: IntervalSet, shared: IntervalSet
) -> Iterator[Band]:
    """A band for each shift of a team on a date, without days off.

    Args:
        team: Whose.
        date: From one midnight of the clock to the next.
        clock: The reader's.
        quiet: The team's quiet hours on that date.
        shared: What is marked as shared, as far as the shift has it.
    """
    for name, work in _shifts(team, date):
        yield Band(_label(team, name), tuple(_stretches(work, quiet, shared, date, clock)))


def _moved_bands(
    found: Stagger, team: Team, date: Horizon, clock: Zone, quiet: IntervalSet, shared: IntervalSet
) -> Iterator[Band]:
    rows = {one.shift: one for one in found if one.team == team.id}
    for name, work in _shifts(team, date):
        row = rows[name]
        by = -row.moved_minutes if row.is_earlier else row.moved_minutes
        several = sum(one.of_shift == row.of_shift for one in rows.values()) > 1
        people = f"{row.headcount} people" if several else ""
        label = _label(found.roster.team(team.id), row.of_shift)
        yield Band(label, tuple(_stretches(work, quiet, shared, date, clock)), people, by)


def _label(team: Team, name: str) -> str:
    """What a shift is called where its team stands beside it: nothing where it is the only one."""
    return "" if len(team.shifts) == 1 else name


def _stretches(
    work: IntervalSet, quiet: IntervalSet, shared: IntervalSet, date: Horizon, clock: Zone
) -> Iterator[tuple[int, int, BandKind]]:
    """Work, the breaks inside it, quiet hours and what all share, in minutes after the reader's midnight."""
    base = clock.to_wall(date.start) // DAY * DAY
    pauses = IntervalSet(zip(work.ends[:-1], work.starts[1:], strict=True)) if len(work) > 1 else EMPTY
    kinds: tuple[tuple[IntervalSet, BandKind], ...] = (
        (quiet, "quiet"),
        (work, "work"),
        (IntervalSet(pair for pair in pauses if pair[1] - pair[0] <= _LONGEST_BREAK), "break"),
        (shared & work, "shared"),
    )
    for one, kind in kinds:
        for start, end in one:
            first = clock.to_wall(start) - base
            yield first, first + end - start, kind


_LONGEST_BREAK = 120
"""Minutes up to which time between two stretches is drawn as a break: beyond, it is a night."""
