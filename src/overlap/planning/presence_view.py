"""How it reads who is at work now: a table for a terminal, a line for each team to send to people.

Law: who can answer now comes first, and of those who stays longest; then who is back soonest. A time
of today is told alone, one of another date with its weekday, one further ahead with its date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from overlap.core.civil import DAY, day_of, weekday_of
from overlap.core.zones import Zone, zone
from overlap.planning.presence import AwayMember, Presence, TeamPresence
from overlap.render.document import Block, Bullets, Document, Paragraph, Table
from overlap.render.moments import city_text, date_text, minutes_text, wall_text, weekday_text

__all__ = ["dates_text", "days_text", "presence_document", "presence_message", "sooner_first"]

_NEVER: Final = 2**62
"""Later than every instant."""

_NAMED: Final = 3
"""Names of days off that are told of one team; more are counted."""


def presence_document(found: Presence, clock: Zone) -> Document:
    """A table of the teams, the changes ahead also on the reader's clock; then who is off or away."""
    rows = [_row(found, item, clock) for item in sooner_first(found)]
    columns = ("Team", "Local", "At work", "Until", "Back", f"In {city_text(clock)}")
    blocks: list[Block] = [
        Paragraph(_headline(found, clock, clock.key), strong=True),
        Table.of(columns, rows),
    ]
    off = [(f"{item.name}:", days_text(item.days_off)) for item in sooner_first(found) if item.days_off]
    if off:
        blocks += [Paragraph("Days off:"), Bullets.of(off)]
    return Document((*blocks, *_away(found)))


def presence_message(found: Presence, clock: Zone) -> Document:
    """A line for each team, then who is away."""
    lines = [_line(found, item, clock) for item in sooner_first(found)]
    return Document(
        (Paragraph(_headline(found, clock, city_text(clock)), strong=True), Bullets.of(lines), *_away(found))
    )


def sooner_first(found: Iterable[TeamPresence]) -> list[TeamPresence]:
    """Who is at work, longest first; then breaks and then the others, soonest back first; else as given."""

    def key(item: TeamPresence) -> tuple[int, int]:
        until = _NEVER if item.until is None else item.until
        return (0, -until) if item.at_work else (1 if item.on_break else 2, until)

    return sorted(found, key=key)


def days_text(days: Iterable[tuple[date, str]]) -> str:
    """`Rizal Day (Wed 30 Dec)` of dates and names, each name once."""
    named: dict[str, list[int]] = {}
    for on, name in days:
        named.setdefault(name, []).append(day_of(on))
    told = [f"{name} ({dates_text(own)})" for name, own in named.items()]
    more = [f"{len(told) - _NAMED} more"] if len(told) > _NAMED else []
    return ", ".join(told[:_NAMED] + more)


def dates_text(days: list[int]) -> str:
    """`Mon 28 Dec`, `Mon 8 Feb, Tue 9 Feb` or `Mon 28 Dec to Fri 1 Jan` of days in order.

    Three or more without a free working day between them are one stretch.
    """
    runs: list[list[int]] = []
    for day in days:
        if runs and day - runs[-1][-1] == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = []
    for run in runs:
        texts = [date_text(day, year=False) for day in run]
        told += [f"{texts[0]} to {texts[-1]}"] if len(run) > 2 else texts
    return ", ".join(told)


def _headline(found: Presence, clock: Zone, name: str) -> str:
    wall = clock.to_wall(found.instant)
    on, heads = sum(item.at_work for item in found), sum(item.headcount for item in found)
    people = sum(item.people for item in found)
    teams = f"{on} of {len(found)} teams at work" if len(found) > 1 else ("at work" if on else "not at work")
    return (
        f"{date_text(wall // DAY)}, {wall_text(wall % DAY)} {name}: {teams}, "
        f"{heads} of {people} {'person' if people == 1 else 'people'}"
    )


def _row(found: Presence, item: TeamPresence, clock: Zone) -> tuple[str, ...]:
    own = zone(item.zone)
    here, there = clock.to_wall(found.instant), own.to_wall(found.instant)
    state = f"{item.headcount} of {item.people}" if item.at_work else "on break" if item.on_break else "off"
    until = _brief_time(item.until, own, there // DAY) or "–"
    back = _brief_time(item.next_start, own, there // DAY) or ("" if item.at_work else "–")
    return (
        item.name,
        _brief_time(found.instant, own, here // DAY),
        state,
        until if item.at_work else "",
        back,
        _weekday_time(item.until, clock, here // DAY) or "–",
    )


def _weekday_time(instant: int | None, clock: Zone, day: int) -> str:
    """`17:00` today, `Wed 06:00` on another date."""
    if instant is None:
        return ""
    wall = clock.to_wall(instant)
    text = wall_text(wall % DAY)
    return text if wall // DAY == day else f"{weekday_text(weekday_of(wall // DAY))} {text}"


def _brief_time(instant: int | None, clock: Zone, day: int) -> str:
    """The same, and `1 Dec 08:00` a week ahead or more."""
    if instant is None:
        return ""
    wall = clock.to_wall(instant)
    if wall // DAY - day < 7:
        return _weekday_time(instant, clock, day)
    return f"{date_text(wall // DAY, weekday=False, year=False)} {wall_text(wall % DAY)}"


def _full_time(instant: int, clock: Zone, day: int) -> str:
    """`17:00` today, `Wed 06:00` tomorrow, `Tue 1 Dec 08:00` later."""
    wall = clock.to_wall(instant)
    if wall // DAY - day < 2:
        return _weekday_time(instant, clock, day)
    return f"{date_text(wall // DAY, year=False)} {wall_text(wall % DAY)}"


def _line(found: Presence, item: TeamPresence, clock: Zone) -> tuple[str, str]:
    """The team, and what it does now and next on its own clock and the reader's."""
    own = zone(item.zone)
    here, there = clock.to_wall(found.instant), own.to_wall(found.instant)
    off = f"off for {days_text(item.days_off)}" if item.days_off else "off"
    state = (
        f"{item.headcount} of {item.people} at work" if item.at_work else "on break" if item.on_break else off
    )
    if there != here:
        state = f"{_weekday_time(found.instant, own, here // DAY)} there, {state}"
    if item.until is None:
        return f"{item.name}:", f"{state}; no change for {found.days_ahead} days"
    change = f"{'until' if item.at_work else 'back'} {_both(found, item.until, own, clock)}"
    if item.at_work and item.next_start is not None:
        change += f", then from {_full_time(item.next_start, own, there // DAY)}"
    return f"{item.name}:", f"{state}; {change}"


def _both(found: Presence, instant: int, own: Zone, clock: Zone) -> str:
    """`Wed 06:00 (Tue 17:00 New York)`: an instant on a team's clock and, if it differs, the reader's."""
    here, there = clock.to_wall(found.instant) // DAY, own.to_wall(found.instant) // DAY
    wall, local = clock.to_wall(instant), own.to_wall(instant)
    text = _full_time(instant, own, there)
    if wall == local:
        # What is today there may be tomorrow here: the date is told if it is not the reader's.
        return text if there == here else _full_time(instant, own, min(there, here))
    told = wall // DAY == local // DAY != there
    other = wall_text(wall % DAY) if told else _full_time(instant, clock, here)
    return f"{text} ({other} {city_text(clock)})"


def _away(found: Presence) -> list[Block]:
    """The members with time off, by team and name."""
    lines = [
        (f"{one.name} ({item.name}):", _absence(one, found.instant)) for item in found for one in item.away
    ]
    return [Paragraph("Away today:"), Bullets.of(lines)] if lines else []


def _absence(one: AwayMember, instant: int) -> str:
    clock = zone(one.zone)
    today = clock.to_wall(instant) // DAY
    when = f", {minutes_text(*one.minutes_off)}" if one.minutes_off is not None else ""
    if one.next_start is None:
        return f"{one.because}{when}, until {date_text(day_of(one.until), year=False)}"
    return f"{one.because}{when}, back {_full_time(one.next_start, clock, today)}"
