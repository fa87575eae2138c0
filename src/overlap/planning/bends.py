"""How somebody could come to a meeting after all: by other hours, or on a day they keep.

Law: hours grow from the usable stretches of a horizon, over minutes that are neither absence nor break nor
quiet, and by no more than a few hours in all. A team whose hours are fixed never moves. Busy time and what
is kept free around it are no matter of hours.
"""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

from overlap.core.intervals import IntervalSet, union
from overlap.planning.availability import Delegate
from overlap.planning.search import Search

__all__ = ["Bend", "BendKind", "Key", "Ways"]

BendKind = Literal["further", "shorten", "hours", "optional", "quorum", "soft-holiday"]

Key = tuple[str, str, int]
"""What makes two bends the same, but for by how much: kind, id, group."""

_MOST_MINUTES: Final = 240
"""Hours are moved by no more than this: beyond, it is another shift."""


class Bend(NamedTuple):
    """One thing to give up.

    Attributes:
        kind: See `BendKind`.
        id: Whose hours, or who; empty where it is nobody's.
        earlier_minutes: How much earlier they start.
        later_minutes: How much later they end.
        to: The new length of the meeting, the new quorum, or how many days further.
        group: Which group's quorum, counted from 0, the attendance last; -1 where it is none's.
        person: Who of a team would come: "team.member", or the team for its unnamed people.
    """

    kind: BendKind
    id: str = ""
    earlier_minutes: int = 0
    later_minutes: int = 0
    to: int = 0
    group: int = -1
    person: str = ""

    @property
    def key(self) -> Key:
        """What makes two bends the same, but for by how much."""
        return (self.kind, self.id, self.group)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `person` only where somebody comes for a team."""
        match self.kind:
            case "hours" | "soft-holiday":
                row: dict[str, Any] = {"kind": self.kind, "id": self.id}
                if self.person != self.id:
                    row["person"] = self.person
                if self.kind == "hours":
                    row["earlier_minutes"] = self.earlier_minutes
                    row["later_minutes"] = self.later_minutes
                return row
            case "optional":
                return {"kind": "optional", "id": self.id}
            case "quorum":
                return {"kind": "quorum", "group": self.group, "quorum": self.to}
            case "shorten":
                return {"kind": "shorten", "minutes": self.to}
            case "further":
                return {"kind": "further", "days": self.to}


class _Room(NamedTuple):
    """Somebody's time: usable, where hours could grow, and the starts that busy time refuses."""

    free: IntervalSet
    open_to: IntervalSet
    refused: IntervalSet


class Ways:
    """How those asked could come to meetings of one length: found when first asked for, then kept."""

    __slots__ = ("_hours", "_rooms", "_search", "minutes")

    def __init__(self, search: Search, minutes: int) -> None:
        self._search = search
        self.minutes: int = minutes
        self._rooms: dict[str, _Room] = {}
        self._hours: dict[tuple[str, int], Bend | None] = {}

    def by_hours_near(self, one: str) -> IntervalSet:
        """The instants at which other hours may let an id come; at all others they do not."""
        found: list[IntervalSet] = []
        for who in self._movable(one):
            room = self._room(who)
            near = (room.free | room.open_to) & room.free.widened(_MOST_MINUTES, _MOST_MINUTES)
            found.append(near.fits(self.minutes) - room.refused)
        return union(found)

    def by_hours(self, one: str, start: int) -> Bend | None:
        """The least move of hours that lets an id come at an instant, or None if none does."""
        key = (one, start)
        if key not in self._hours:
            found = []
            for who in self._movable(one):
                moved = self._moved(who, start)
                if moved is not None:
                    found.append((sum(moved), *moved, who.person))
            least = min(found, key=lambda way: way[:3], default=None)
            self._hours[key] = None if least is None else Bend("hours", one, *least[1:3], person=least[3])
        return self._hours[key]

    def on_soft_days(self, one: str) -> IntervalSet:
        """The instants at which an id can come if the days they keep, but work, count as work."""
        return union([self._on_soft_days(who) for who in self._search.known.delegates(one)])

    def on_soft_day(self, one: str, start: int) -> Bend:
        """The first of an id who can come at an instant on a day they keep."""
        delegates = self._search.known.delegates(one)
        return Bend(
            "soft-holiday",
            one,
            person=next(who.person for who in delegates if start in self._on_soft_days(who)),
        )

    def _movable(self, one: str) -> tuple[Delegate, ...]:
        return tuple(who for who in self._search.known.delegates(one) if not who.is_fixed)

    def _room(self, who: Delegate) -> _Room:
        found = self._rooms.get(who.person)
        if found is None:
            known = self._search.known
            found = _Room(known.free(who), known.open_to(who), known.refused(who, self.minutes))
            self._rooms[who.person] = found
        return found

    def _on_soft_days(self, who: Delegate) -> IntervalSet:
        room, seen = self._room(who), self._search.known.standing(who)
        worked = (seen.soft_minutes & seen.work).clip(self._search.horizon.start, self._search.horizon.end)
        return (room.free | worked).fits(self.minutes) - room.refused

    def _moved(self, who: Delegate, start: int) -> tuple[int, int] | None:
        """By how much somebody's hours must start earlier and end later, or None if that is no help."""
        room, end = self._room(who), start + self.minutes
        if start in room.refused:
            return None
        earlier = later = 0
        for low, high in IntervalSet([(start, end)]) - room.free:
            ends, starts = room.free.last_end(low), room.free.next_start(high)
            options: list[tuple[int, bool]] = []
            if ends is not None and room.open_to.covers(ends, high):
                options.append((high - ends, False))
            if starts is not None and room.open_to.covers(low, starts):
                options.append((starts - low, True))
            if not options:
                return None
            minutes, is_earlier = min(options)
            if is_earlier:
                earlier += minutes
            else:
                later += minutes
        return (earlier, later) if earlier + later <= _MOST_MINUTES else None
