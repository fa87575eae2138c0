"""What goes into a calendar file: meetings and shifts, whole days, busy time and available time.

Law: plain values, complete before anything is written. Wall times are minutes since 1970 on the clock of
the entry's own zone; a length is exact elapsed minutes, the same for every instance (RFC 5545 section
3.8.5.3). The first instance is one of the rule's. What was skipped or moved names instances of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, Protocol, final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.recurrence import Recurrence
from overlap.core.zones import zone as zone_of

__all__ = [
    "ENTRY_KINDS",
    "AvailabilityEntry",
    "DayEntry",
    "Entry",
    "EntrySource",
    "FreeBusyEntry",
    "Guest",
    "Moved",
    "TimedEntry",
]


@final
@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody a calendar names.

    Attributes:
        name: What people call them.
        email: Their address, or "" where none is known: then only texts name them.
        is_required: Whether they must come.
    """

    name: str
    email: str = ""
    is_required: bool = True


@final
@dataclass(frozen=True, slots=True)
class Moved:
    """An instance that takes place at another time.

    Attributes:
        original: The wall minute at which the rule puts it.
        start: The wall minute at which it takes place, on the same clock.
        because: Why, as a sentence; "" if nobody said.
    """

    original: int
    start: int
    because: str = ""


@final
@dataclass(frozen=True, slots=True)
class TimedEntry:
    """A meeting, a shift or another event with a time of day, once or recurring.

    Attributes:
        uid: What it is called for ever; the same in every file that holds it.
        title: Its name.
        zone: IANA key of the clock its wall times are on; "UTC" for instants.
        start: Wall minute of the first instance.
        minutes: Exact length of each instance.
        recurrence: The rule, or None for a single event.
        last: Wall minute of the rule's last instance; None for a single event.
        skipped: Wall minutes of instances that do not take place, in order.
        moved: Instances that take place at another time, in order of the original.
        description: Plain text with line breaks.
        location: Where.
        url: The conference's address.
        categories: What kinds of thing it is.
        organizer: Who invites.
        guests: Who is invited.
        alarms: Minutes before the start at which people are reminded.
        is_busy: Whether it takes the time of those who have it in their calendar.
        is_private: Whether its own title is never to be shown to others.
        is_cancelled: Whether it was called off as a whole.
    """

    uid: str
    title: str
    zone: str
    start: int
    minutes: int
    recurrence: Recurrence | None = None
    last: int | None = None
    skipped: tuple[int, ...] = ()
    moved: tuple[Moved, ...] = ()
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    organizer: Guest | None = None
    guests: tuple[Guest, ...] = ()
    alarms: tuple[int, ...] = ()
    is_busy: bool = True
    is_private: bool = False
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        # What is not so is a fault of the planner that made the entry, not of anybody's input.
        assert (self.recurrence is None) == (self.last is None)  # noqa: S101
        if self.recurrence is not None:
            known = set(self.walls())
            named = {self.start, *self.skipped, *(one.original for one in self.moved)}
            assert named <= known, f"{self.uid}: {sorted(named - known)}"  # noqa: S101

    def walls(self) -> Iterator[int]:
        """The wall minutes at which the rule puts instances, skipped and moved ones too, in order."""
        if self.recurrence is None or self.last is None:
            yield self.start
            return
        day, minute = divmod(self.start, DAY)
        for on in self.recurrence.dates(date_of(day)):
            wall = day_of(on) * DAY + minute
            if wall > self.last:
                return
            yield wall

    def instants(self) -> list[tuple[int, int]]:
        """Each instance that takes place, as `[start, end)` in UTC minutes, in order."""
        clock = zone_of(self.zone)
        skipped, moved = set(self.skipped), {one.original: one.start for one in self.moved}
        walls = (moved.get(wall, wall) for wall in self.walls() if wall not in skipped)
        starts = sorted(clock.to_instant(wall) for wall in walls)
        return [(start, start + self.minutes) for start in starts]


@final
@dataclass(frozen=True, slots=True)
class DayEntry:
    """Whole local dates, wherever the reader is: a holiday, a celebration, a closure. Takes nobody's time.

    Attributes:
        uid: What it is called for ever.
        title: Its name.
        first: First date.
        last: Last date, included.
        description: Plain text with line breaks.
        categories: What kinds of thing it is.
    """

    uid: str
    title: str
    first: date
    last: date
    description: str = ""
    categories: tuple[str, ...] = ()


@final
@dataclass(frozen=True, slots=True)
class FreeBusyEntry:
    """When somebody's time is taken, and nothing else of it (RFC 5545 section 3.6.4).

    Attributes:
        uid: What it is called for ever.
        who: Whose time.
        start: First instant told about, UTC minutes.
        end: Instant after the last.
        blocks: `(start, end, kind)` in order: "busy", "tentative" or "unavailable" (not working).
    """

    uid: str
    who: Guest
    start: int
    end: int
    blocks: tuple[tuple[int, int, Literal["busy", "tentative", "unavailable"]], ...]


@final
@dataclass(frozen=True, slots=True)
class AvailabilityEntry:
    """When somebody can be booked (RFC 7953): what is not available is not.

    Attributes:
        uid: What it is called for ever.
        who: Whose time.
        zone: IANA key of the clock its wall times are on.
        start: Wall minute from which it holds.
        end: Wall minute until which it holds.
        available: Stretches of bookable time, each a TimedEntry on the same clock, once or recurring.
    """

    uid: str
    who: Guest
    zone: str
    start: int
    end: int
    available: tuple[TimedEntry, ...] = field(default=())


Entry = TimedEntry | DayEntry | FreeBusyEntry | AvailabilityEntry
"""Anything a calendar file can hold."""

ENTRY_KINDS: Final = (TimedEntry, DayEntry, FreeBusyEntry, AvailabilityEntry)
"""The same, to ask of a value."""


class EntrySource(Protocol):
    """A result that can be put into a calendar."""

    def entries(self) -> tuple[Entry, ...]:
        """What a calendar shows of it, in order."""
        ...
