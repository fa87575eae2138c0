"""The smallest bends that would open a slot where there is none.

Law: a relaxation is a set of bends that together open a slot on the raster, of which no part suffices by
itself with as few people. Relaxations come by the number of people who bend, then by minutes, then by how
much the meeting is shortened, then in time; for each set of bends the least minutes are given. Search goes
by the number of people, so what is found first is smallest.

What a bend counts: hours moved by N minutes are one person and N minutes; somebody made optional, a quorum
lowered by one, and a soft holiday crossed are one person and the meeting's length; a shorter meeting is
nobody and the minutes it loses; looking further is nobody and no minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, final

from overlap.core.civil import DAY, iso_minute
from overlap.core.zones import Zone
from overlap.planning.availability import Delegate
from overlap.planning.bends import Bend, BendKind, Key
from overlap.planning.lookahead import first_from
from overlap.planning.openings import Found, Openings, groups_of
from overlap.planning.search import Search
from overlap.planning.selection import display_name
from overlap.render.moments import clock_range, duration_text

__all__ = ["Bend", "BendKind", "Relaxation", "relaxations"]

_FURTHER_DAYS: Final = 92
"""Days past the horizon that are looked at: a quarter."""

_SHOWN: Final = 3
"""Relaxations that are given: more are no help to choose."""

_ENOUGH: Final = 2
"""Relaxations with which nothing is looked for that takes more people: there is a choice already."""


@final
@dataclass(frozen=True, slots=True)
class Relaxation:
    """Bends that together open a slot.

    Attributes:
        bends: What to give up.
        people: How many people bend or are missed.
        minutes: By how much in all; see the module's law.
        start: First instant of the slot that opens first.
        end: Instant after its last.
        text: The bends as a sentence without its end.
    """

    bends: tuple[Bend, ...]
    people: int
    minutes: int
    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "text": self.text,
            "people": self.people,
            "minutes": self.minutes,
            "bends": [bend.to_dict() for bend in self.bends],
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
        }


def relaxations(search: Search, *, most: int = _SHOWN) -> tuple[Relaxation, ...]:
    """The smallest sets of bends that open a slot for a search that has none.

    Args:
        search: The search.
        most: How many are given.

    Raises:
        BeyondData: If a holiday calendar does not reach to the end of the search's horizon.
    """
    found: list[Relaxation] = []
    further = _further(search)
    if further is not None:
        found.append(further)
    openings = [Openings(search, minutes) for minutes in _lengths(search.question.minutes)]
    known: dict[frozenset[Key], Found] = {}
    for people in range(sum(group.quorum for group in groups_of(search)) + 1):
        level: dict[frozenset[Key], Found] = {}
        for one in openings:
            one.with_people(people, known, level)
        minimal = {key: one for key, one in level.items() if not any(other < key for other in level)}
        known |= minimal
        found += [_relaxation(search, people, one) for one in sorted(minimal.values())]
        if len(found) >= min(most, _ENOUGH):
            break
    return tuple(found[:most])


def _lengths(minutes: int) -> list[int]:
    """The lengths a meeting can have, longest first."""
    step = 15 if minutes > 30 else 5
    return [minutes, *range((minutes - 1) // step * step, 0, -step)]


def _further(search: Search) -> Relaxation | None:
    """The first slot past the horizon."""
    end, minutes = search.horizon.end, search.question.minutes
    start = first_from(search, end - minutes + 1, end + _FURTHER_DAYS * DAY).start
    if start is None:
        return None
    days = _days_further(search.question.clock, end, start + minutes)
    return _relaxation(search, 0, Found(0, 0, start, (Bend("further", to=days),)))


def _days_further(clock: Zone, end: int, needed: int) -> int:
    """How many days later a horizon must end to reach an instant: dates, or the same time on another."""
    last, first = clock.to_wall(needed - 1), clock.to_wall(end - 1)
    # By dates as well: where clocks skip midnight, a date ends later than 24:00.
    return max(-(-(clock.to_wall(needed) - clock.to_wall(end)) // DAY), last // DAY - first // DAY)


def _relaxation(search: Search, people: int, one: Found) -> Relaxation:
    minutes = search.question.minutes - one.lost
    end = one.start + minutes
    parts = [_told(search, bend, one.start, end) for bend in one.bends]
    return Relaxation(one.bends, people, one.minutes, one.start, end, " and ".join(parts))


def _told(search: Search, bend: Bend, start: int, end: int) -> str:
    roster = search.roster
    name = display_name(roster, bend.person or bend.id) if bend.id else ""
    match bend.kind:
        case "further":
            return f"look {bend.to} day{'' if bend.to == 1 else 's'} further"
        case "shorten":
            return f"shorten to {duration_text(bend.to)}"
        case "optional":
            return f"make {name} optional"
        case "soft-holiday":
            soft = search.known.standing(_person(search, bend)).soft
            days = dict.fromkeys(name for one, name in soft if one.touches(start, end))
            return f"let {name} meet on a soft holiday ({', '.join(days)})"
        case "quorum":
            return f"be content with {bend.to} of {_group_text(search, bend.group)}"
        case "hours":
            both = [
                f"start {duration_text(bend.earlier_minutes)} earlier" if bend.earlier_minutes else "",
                f"end {duration_text(bend.later_minutes)} later" if bend.later_minutes else "",
            ]
            clock = _person(search, bend).pattern.zone
            hours = clock_range(start, end, clock, day=search.question.clock.to_wall(start) // DAY)
            return f"let {name} {' and '.join(part for part in both if part)} ({hours} there)"


def _person(search: Search, bend: Bend) -> Delegate:
    """Who would come."""
    return next(who for who in search.known.delegates(bend.id) if who.person == bend.person)


def _group_text(search: Search, at: int) -> str:
    """A group by its size, and by its names where there are several."""
    groups = search.question.asked.groups
    if at == len(groups):
        return f"all {len(search.question.ids)} asked"
    ids = groups[at].ids
    if len(groups) == 1:
        return str(len(ids))
    *names, last = (display_name(search.roster, one) for one in ids)
    return f"{len(ids)} ({', '.join(names)} and {last})"
