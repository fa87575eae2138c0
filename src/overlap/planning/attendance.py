"""Who comes to a slot: everybody asked, with their local time, status and discomfort.

Law: who can come has a status and a discomfort in pieces; who cannot has what stands in the way instead.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, final

from overlap.core.civil import iso_minute
from overlap.core.intervals import IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BeyondData
from overlap.planning.availability import Delegate
from overlap.planning.discomfort import Piece
from overlap.planning.obstacles import Obstacle, least_in_the_way, main_obstacle
from overlap.planning.search import Choice, Search
from overlap.render.records import local_iso

__all__ = ["Attendee", "attendees", "local_iso"]


@final
@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody asked, at one slot.

    Attributes:
        id: As asked: a team, or "team.member".
        person: Who would come for it: "team.member", or the team's id for its unnamed people.
        name: What people call them.
        zone: IANA key of their clock.
        start: First instant of the slot.
        end: Instant after its last.
        is_required: Whether they belong to a group that must reach its quorum.
        is_needed: Whether a group counts on them at this slot.
        can_come: Whether they can.
        status: What the slot is to them, by its heaviest part: "in" is at work; or the code of the main
            obstacle.
        discomfort_minutes: What it costs them.
        pieces: What that is made of, heaviest first.
        night_minutes: Minutes of the slot in their quiet hours, at work or not.
        obstacles: What stands in their way, in order of time; empty if they can come.
    """

    id: str
    person: str
    name: str
    zone: Zone
    start: int
    end: int
    is_required: bool
    is_needed: bool
    can_come: bool
    status: str
    discomfort_minutes: int
    pieces: tuple[Piece, ...]
    night_minutes: int
    obstacles: tuple[Obstacle, ...]

    @property
    def obstacle(self) -> Obstacle | None:
        """The main obstacle, or None if they can come."""
        return main_obstacle(self.obstacles, self.start, self.end)

    @property
    def local_start(self) -> str:
        """When the slot begins on their clock, as ISO 8601 text with the offset."""
        return local_iso(self.zone, self.start)

    @property
    def local_end(self) -> str:
        """When it ends on their clock."""
        return local_iso(self.zone, self.end)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `person` only where somebody comes for a team, `reasons` only for who cannot."""
        row: dict[str, Any] = {
            "id": self.id,
            "local_start": self.local_start,
            "status": self.status,
            "required": self.is_required,
            "can_come": self.can_come,
        }
        if self.person != self.id:
            row["person"] = self.person
        if self.can_come:
            row["discomfort_minutes"] = self.discomfort_minutes
            row["discomfort"] = [
                {"what": piece.what, "minutes": piece.minutes, "discomfort_minutes": piece.discomfort_minutes}
                for piece in self.pieces
            ]
            row["night_minutes"] = self.night_minutes
        else:
            row["reasons"] = [
                {
                    "code": one.code,
                    "start": iso_minute(one.start),
                    "end": iso_minute(one.end),
                    "text": one.text,
                }
                for one in self.obstacles
            ]
        return row


def attendees(search: Search, start: int) -> tuple[Attendee, ...]:
    """Everybody asked by a search, at the slot that begins at an instant of its horizon.

    A calendar that does not reach so far is told as an obstacle.
    """
    end = start + search.question.minutes
    choices = _choices(search, start)
    needed = search.needed(choices)
    return tuple(
        _can_come(search, choice.who, choice, start, end, needed)
        if choice.who is not None
        else _cannot_come(search, choice.id, start, end)
        for choice in choices.values()
    )


def _choices(search: Search, start: int) -> dict[str, Choice]:
    found = {one: Choice(one, None, 0) for one in search.question.ids}
    earliest = search.question.earliest
    if earliest is None or earliest <= start:
        for one in found:
            try:
                found[one] = search.choice(one, start)
            except BeyondData:
                found[one] = _of_the_known(search, one, start)
    return found


def _of_the_known(search: Search, one: str, start: int) -> Choice:
    """Who comes for an id of those whose holiday data reach so far."""
    minutes = search.question.minutes
    best = Choice(one, None, 0)
    for who in search.known.delegates(one):
        with suppress(BeyondData):
            if start in search.known.starts_of(who, minutes):
                cost = search.known.burden(who).of(start, start + minutes)
                if best.who is None or cost < best.discomfort:
                    best = Choice(one, who, cost)
    return best


def _can_come(
    search: Search, who: Delegate, choice: Choice, start: int, end: int, needed: tuple[str, ...]
) -> Attendee:
    seen, burden = search.known.standing(who), search.known.burden(who)
    weight_of = search.known.terms.weights.weight_of
    heaviest = max(seen.stretches(start, end), key=lambda one: (weight_of(one.status), one.end - one.start))
    return Attendee(
        choice.id,
        who.person,
        who.name,
        who.pattern.zone,
        start,
        end,
        choice.id in search.question.asked.ids,
        choice.id in needed,
        True,
        heaviest.status,
        choice.discomfort,
        burden.pieces(start, end),
        (IntervalSet([(start, end)]) & seen.quiet).minutes,
        (),
    )


def _cannot_come(search: Search, one: str, start: int, end: int) -> Attendee:
    who, in_the_way = least_in_the_way(
        search.known, one, start, end, earliest=search.question.earliest, reader=search.question.clock
    )
    main = main_obstacle(in_the_way, start, end)
    assert main is not None  # noqa: S101 - who has nothing in the way can come
    return Attendee(
        one,
        who.person,
        who.name,
        who.pattern.zone,
        start,
        end,
        one in search.question.asked.ids,
        False,
        False,
        main.code,
        0,
        (),
        0,
        tuple(in_the_way),
    )
