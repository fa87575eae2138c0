"""Shifts as events of a calendar.

Law: the instances of the entries are exactly the turns of the people asked about, breaks included; a turn
that a clock change left empty has none. A shift keeps the wall time of its own clock, so a pinned one that
of its client. People with the same turns share their entries. A shift takes nobody's time in a calendar:
it says when people can be met, not that they cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from overlap.core.civil import DAY, date_of
from overlap.core.horizon import Horizon
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.entries import TimedEntry
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.workpattern import Turn
from overlap.planning.entry_names import Names
from overlap.planning.recurring_stretches import Part, recurring_parts
from overlap.planning.selection import require_roster
from overlap.planning.staff import Person, staff_of
from overlap.render.moments import duration_text, minute_range, weekday_text
from overlap.render.style import plainly

__all__ = ["cycle_days", "shift_entries"]

_TIMES: Final = re.compile(r"\d\d:\d\d-\d\d:\d\d")
"""The name of a shift that was given none."""


@plainly
def shift_entries(
    roster: Roster, horizon: Horizon, *, teams: Iterable[str] | None = None, namespace: str | None = None
) -> tuple[TimedEntry, ...]:
    """The shifts that start in a horizon, as recurring events with the days that differ apart.

    Args:
        roster: The teams.
        horizon: When.
        teams: Teams, or members as "team.member"; every team by default. Of a team its unnamed people, if
            there are any, and each member.
        namespace: What follows the `@` of each uid; by default the roster's id and ".overlap".

    Returns:
        The entries, team by team. Days off are skipped instances. Nights that clock changes make longer or
        shorter, and shifts cut by a day off, are events of their own.

    Raises:
        UnknownId, BadArgument: If an id is unknown or the namespace cannot be one.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.teams import Team
        >>> night = Team("ny", "America/New_York", [Shift("22:00", "06:00", name="night")], days=["sat"])
        >>> march = Horizon.of("2026-03-01", "2026-03-31", zone_of("America/New_York"))
        >>> [(one.minutes, len(one.instants())) for one in shift_entries(Roster([night]), march)]
        [(420, 1), (480, 3)]
    """
    require_roster(roster)
    staff = staff_of(roster, teams, None)
    names = Names(roster, namespace)
    found: list[TimedEntry] = []
    for one in staff.ids:
        alike: dict[tuple[tuple[str, Shift, int, int], ...], list[Person]] = {}
        for who in staff.people(one):
            turns = who.pattern.turns(horizon)
            key = tuple((_clock(turn, who).key, turn.shift, turn.start, turn.end) for turn in turns)
            alike.setdefault(key, []).append(who)
        whole = len(alike) == 1 and "." not in one
        for people in alike.values():
            found += _entries(roster, people, people[0].pattern.turns(horizon), names, whole=whole)
    return tuple(found)


def cycle_days(who: Person) -> int:
    """The days after which somebody's work repeats."""
    cycle = who.pattern.schedule.cycle
    return 7 if cycle is None else len(cycle.days)


def _clock(turn: Turn, who: Person) -> Zone:
    """The clock that a shift follows."""
    return who.pattern.zone if turn.shift.zone is None else zone_of(turn.shift.zone)


def _entries(
    roster: Roster, people: list[Person], turns: list[Turn], names: Names, *, whole: bool
) -> Iterator[TimedEntry]:
    """The entries of people who all have these turns: of a `whole` team, or of some of it."""
    first = people[0]
    by_shift: dict[tuple[str, tuple[Break, ...], int | None, str], dict[tuple[int, int], Shift]] = {}
    for turn in turns:
        if turn.start < turn.end:
            shift = turn.shift
            key = (shift.name, shift.breaks, shift.headcount, _clock(turn, first).key)
            by_shift.setdefault(key, {})[turn.start, turn.end] = shift
    for (name, _, _, clock_key), stretches in by_shift.items():
        clock = zone_of(clock_key)
        for part in recurring_parts(stretches, clock, cycle_days=cycle_days(first)):
            start = zone_of(part.zone).to_instant(part.start)
            shift = stretches[start, start + part.minutes]
            day, minute = divmod(part.start, DAY)
            uid = names.of("shift", first.id, date_of(day), f"{name} {clock_key} {minute}")
            title = _title(roster, people, shift, whole=whole)
            made = part.entry(uid, title, description=_description(roster, people, shift, part, clock))
            yield replace(made, categories=("Shift",))


def _title(roster: Roster, people: list[Person], shift: Shift, *, whole: bool) -> str:
    """`Manila Support: night (Ana Reyes)`; the name of a shift is left out where it only tells times."""
    team = roster.team(people[0].id.partition(".")[0])
    named = _members(roster, people)
    title = team.name
    if not _TIMES.fullmatch(shift.name):  # a season may have shortened what its name tells
        title += f": {shift.name}"
    if whole or len(named) < len(people):  # unnamed people are the team itself
        return title
    return f"{title} ({named[0] if len(named) == 1 else f'{len(named)} people'})"


def _members(roster: Roster, people: Iterable[Person]) -> list[str]:
    """The names of those who have one."""
    found: list[str] = []
    for who in people:
        team_id, dot, member_id = who.id.partition(".")
        if dot:
            found += [one.name for one in roster.team(team_id).members if one.id == member_id]
    return found


def _description(roster: Roster, people: list[Person], shift: Shift, part: Part, clock: Zone) -> str:
    """Who works it, its breaks, and why it is longer or shorter than usual."""
    lines = []
    named = _members(roster, people)
    if named:
        others = " and others" if len(named) < len(people) else ""
        lines.append(f"Who: {', '.join(named)}{others}.")
    if shift.headcount is not None:
        lines.append(f"People: {shift.headcount}.")
    if shift.breaks:
        lines.append(f"Breaks: {', '.join(_break_text(one) for one in shift.breaks)}.")
    if clock is not people[0].pattern.zone:
        lines.append(f"Keeps the clock of {clock.key}.")
    if part.minutes != shift.length_minutes:
        start = zone_of(part.zone).to_instant(part.start)
        changed = clock.changes(start + 1, start + part.minutes + 1)
        why = "clocks change" if changed else "of a day off or a clock change"
        told = f"{duration_text(part.minutes)} instead of {duration_text(shift.length_minutes)}"
        lines.append(f"Lasts {told}, because {why}.")
    return "\n".join(lines)


def _break_text(one: Break) -> str:
    """`12:00–13:00`, `60 min after 4 h`, with the weekdays if it has some."""
    if one.start_minute is not None and one.end_minute is not None:
        text = minute_range(one.start_minute, one.end_minute)
    else:
        text = f"{one.minutes} min after {duration_text(one.after_minutes or 0)}"
    if one.days is not None:
        text += f" ({', '.join(weekday_text(day) for day in sorted(one.days))})"
    return text
