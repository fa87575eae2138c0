"""The slots that each date of a rotating meeting could take, and what each comes to for everybody.

Law: a slot at which too few of those needed can come is no option. Who is away then, or has not joined yet,
pays nothing and is credited with the mean of the others, so that absence is neither a debt nor a gift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, final

from overlap.core.civil import DAY, WEEKDAYS, day_of, parse_time, time_text
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone
from overlap.people.meetings import Meeting
from overlap.people.teams import Team
from overlap.planning.fair import FairOption
from overlap.planning.invited import Invited, Invitee
from overlap.planning.ledger import mean_minutes
from overlap.planning.occurrences import meeting_dates
from overlap.render.moments import wall_text, weekday_text

__all__ = [
    "NEVER_TWICE",
    "Bearing",
    "NeverTwice",
    "Period",
    "Slot",
    "Weigher",
    "label_text",
    "periods_of",
    "time_label",
]

NeverTwice = Literal["outside", "fringe"]

NEVER_TWICE: Final[tuple[NeverTwice, ...]] = ("outside", "fringe")
"""What nobody has at two meetings in a row: time beyond the fringe of work; or any but work and breaks."""

_BEYOND: Final = frozenset({"outside-hours", "quiet", "weekend", "rest-day"})
_ABSENT: Final = ("holiday", "closure", "time-off")


class Slot(NamedTuple):
    """A time a date could take: what the time is called, the date, and the first instant."""

    key: int
    date: date
    start: int


class Bearing(NamedTuple):
    """What a slot comes to for one person, in minutes; and whether that is a credit for being away."""

    minutes: int
    is_credit: bool


@final
@dataclass(frozen=True, slots=True)
class Period:
    """One date of the meeting's rule: the slots it could take, or why there is none.

    Attributes:
        date: On the meeting's own clock.
        slots: In order of time.
        because: Why there is no slot; else empty.
    """

    date: date
    slots: tuple[Slot, ...]
    because: str


def time_label(key: int) -> str:
    """`14:00`, or `Tue 14:00` where the weekday is chosen as well."""
    day, minute = divmod(key, DAY)
    return f"{WEEKDAYS[day - 1].title()} {time_text(minute)}" if day else time_text(minute)


def label_text(label: str) -> str:
    """A time as `time_label` names it, for people."""
    day, _, time = label.rpartition(" ")
    text = wall_text(parse_time(time))
    return f"{weekday_text(WEEKDAYS.index(day.lower()))} {text}" if day else text


_COLLIDES: Final = "every time at which enough can come collides with another meeting"
"""Why a date has no slot although people are there."""


def periods_of(
    people: Invited,
    clock: Zone,
    horizon: Horizon,
    minutes: Iterable[int],
    weekdays: frozenset[int] | None,
    blocked: IntervalSet = EMPTY,
) -> Iterator[Period]:
    """Each date of the meeting's rule whose midnight lies in the horizon, with the slots it could take.

    Args:
        people: Who is invited.
        clock: The meeting's own clock.
        horizon: When.
        minutes: Wall times on that clock, in minutes after midnight, in order.
        weekdays: If given, the meeting of a week may be on any of these.
        blocked: Instants at which somebody invited sits in another meeting.
    """
    meeting = people.meeting
    times = tuple(minutes)
    met = people.met()
    for on, dates in _dates(meeting, clock, horizon, weekdays):
        raster = [
            Slot(minute if weekdays is None else (one.weekday() + 1) * DAY + minute, one, start)
            for one in dates
            for minute in times
            for start in (clock.to_instant(day_of(one) * DAY + minute),)
            # A wall time that the clock skips on that date is none.
            if clock.to_wall(start) == day_of(one) * DAY + minute
        ]
        able = tuple(one for one in raster if one.start in met)
        slots = tuple(one for one in able if one.start not in blocked)
        because = "" if slots else _COLLIDES if able else _why_none(people, raster)
        yield Period(on, slots, because)


def _dates(
    meeting: Meeting, clock: Zone, horizon: Horizon, weekdays: frozenset[int] | None
) -> Iterator[tuple[date, list[date]]]:
    """Each date of the rule with the dates it could move to."""
    first, last = horizon.dates(clock)

    def is_inside(on: date) -> bool:
        return horizon.start <= clock.to_instant(day_of(on) * DAY)

    weeks: set[date] = set()
    for on in meeting_dates(meeting, first, last):
        if not is_inside(on):
            continue
        if weekdays is None:
            yield on, [on]
            continue
        monday = on - timedelta(on.weekday())
        if meeting.unit == "day":
            if on.weekday() in weekdays:
                yield on, [on]
        elif monday not in weeks:
            weeks.add(monday)
            begin, end = meeting.start or first, meeting.end or last
            days = (monday + timedelta(day) for day in range(7))
            allowed = (one for one in days if one.weekday() in weekdays and begin <= one <= min(end, last))
            yield on, [one for one in allowed if is_inside(one)]


def _why_none(people: Invited, raster: list[Slot]) -> str:
    """Why none of some slots will do: whoever has none of them, each with what keeps them."""
    if not raster:
        return "none of the times asked for is on that date"
    told: list[str] = []
    for asked in people.meeting.needed_ids:
        own = [one for one in people.invitees if one.asked == asked]
        if any(people.can_come(one, slot.start) for one in own for slot in raster):
            continue
        for one in own:
            told.append(f"{one.who.name}: {_cause(people, one, raster)}")
    return "; ".join(told) or "at no time can enough of those needed come"


def _cause(people: Invited, one: Invitee, raster: list[Slot]) -> str:
    found = [people.standpoint(one, slot.start) for slot in raster]
    for status, name in found:
        if status in _ABSENT:
            return name or status.replace("-", " ")
    return "busy or outside the hours asked for"


class Weigher:
    """What slots come to for the people of a meeting: found when first asked for, then kept."""

    __slots__ = ("_absent", "_found", "_joined", "ids", "never_twice", "people")

    def __init__(self, people: Invited, never_twice: NeverTwice | None) -> None:
        self.people: Invited = people
        self.never_twice = never_twice
        self.ids: tuple[str, ...] = tuple(sorted(one.id for one in people.invitees))
        """In the order of ids, so that the order of a file decides nothing."""
        self._absent: dict[str, IntervalSet] = {
            one.id: people.known.standing(one.who).absent for one in people.invitees
        }
        self._joined = {one.id: _joined(people, one) for one in people.invitees}
        self._found: dict[Slot, Mapping[str, Bearing]] = {}

    def is_away(self, who: str, slot: Slot) -> bool:
        """Whether a person is away in a minute of a slot, or has not joined yet."""
        joined = self._joined[who]
        if joined is not None and slot.date < joined:
            return True
        return self._absent[who].touches(slot.start, slot.start + self.people.minutes)

    def bearings(self, slot: Slot) -> Mapping[str, Bearing]:
        """What a slot comes to for each person."""
        found = self._found.get(slot)
        if found is None:
            costs = self.people.costs(slot.start)
            away = {who for who in self.ids if self.is_away(who, slot)}
            credit = mean_minutes(costs[who] for who in self.ids if who not in away)
            found = self._found[slot] = {
                who: Bearing(credit, True) if who in away else Bearing(costs[who], False) for who in self.ids
            }
        return found

    def marked(self, slot: Slot) -> frozenset[int]:
        """The places of those in `ids` whom a slot meets where it must not twice in a row."""
        if self.never_twice is None:
            return frozenset()
        places = {who: at for at, who in enumerate(self.ids)}
        end = slot.start + self.people.minutes
        found = set()
        for one in self.people.invitees:
            if self.is_away(one.id, slot):
                continue
            statuses = {
                piece.status for piece in self.people.known.standing(one.who).stretches(slot.start, end)
            }
            if statuses & _BEYOND or (self.never_twice == "fringe" and "fringe" in statuses):
                found.add(places[one.id])
        return frozenset(found)

    def option(self, slot: Slot) -> FairOption:
        """A slot as an option of fair sharing."""
        bearings = self.bearings(slot)
        return FairOption(slot.key, tuple(bearings[who].minutes for who in self.ids), self.marked(slot))


def _joined(people: Invited, one: Invitee) -> date | None:
    found = people.roster.find(one.id)
    return None if isinstance(found, Team) else found[1].joined
