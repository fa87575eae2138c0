"""One event of a calendar file, as it stands: when it begins, how long it lasts, how it recurs.

Law: an event without a sure first instance is `Unreadable`. A fault in what comes after, a rule or an
exception, costs that part alone and is noted. Times are seconds; each end maps to its instant on its own.
An end makes an exact length, the same for every instance; a DURATION's days are days by the calendar
(RFC 5545 sections 3.6.1, 3.8.2.2 and 3.8.5.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple, final

from overlap.adapters.ics_read_lines import Property
from overlap.adapters.ics_read_rule import Rule, rule_of
from overlap.adapters.ics_read_values import (
    DAY_SECONDS,
    Length,
    Stamp,
    Unreadable,
    length_of,
    shortened,
    stamp_of,
    text_of,
)
from overlap.adapters.ics_read_zones import UTC_CLOCK, Clock, Clocks
from overlap.core.civil import day_of

__all__ = ["Event", "Extra", "Point", "Surroundings", "instant_of_wall", "period_of", "read_event", "wall_of"]

_LONGEST_DAYS: Final = 3_660
"""Ten years: what is longer is a slip of a digit, or an attack."""

_LAST_SECOND: Final = day_of(date.max) * DAY_SECONDS

_TITLE: Final = 200
"""Characters of a title that are kept."""


class Point(NamedTuple):
    """A moment that names an instance: its instant, the day it is written on, and whether that is all.

    The instant of a date is its midnight on no clock.
    """

    instant: int
    day: int
    is_date: bool


class Extra(NamedTuple):
    """An instance besides those of the rule; None for the event's own length."""

    instant: int
    seconds: int | None


@final
@dataclass(frozen=True, slots=True)
class Event:
    """An event.

    Attributes:
        line: Where it begins in its file.
        uid: What it is called, as people would look for it.
        title: Its summary; empty if it is private.
        is_all_day: Whether it is of whole dates.
        clock: The clock of its wall times; that of UTC for dates.
        start: Wall seconds of the first instance.
        length: How long each instance lasts.
        rules: Its rules.
        without: Rules of what is left out (EXRULE, of RFC 2445).
        extras: Instances besides (RDATE).
        left_out: Instances that do not take place (EXDATE).
        instead_of: The instance that it replaces (RECURRENCE-ID), or None.
        and_later: Whether it replaces all later ones too (RANGE=THISANDFUTURE).
        marks: What it says of itself: STATUS, TRANSP, Microsoft's busy status, answers of those asked for.
        notes: Parts that were not read: code and message.
    """

    line: int
    uid: str
    title: str
    is_all_day: bool
    clock: Clock
    start: int
    length: Length
    rules: tuple[Rule, ...]
    without: tuple[Rule, ...]
    extras: tuple[Extra, ...]
    left_out: tuple[Point, ...]
    instead_of: Point | None
    and_later: bool
    marks: dict[str, tuple[str, ...]]
    notes: tuple[tuple[str, str], ...]

    @property
    def first(self) -> int:
        """The instant of the first instance."""
        return instant_of_wall(self.clock, self.start)

    def end_of(self, instant: int) -> int:
        """When an instance that begins at an instant ends."""
        days, seconds = self.length
        if days:
            instant = instant_of_wall(self.clock, wall_of(self.clock, instant) + days * DAY_SECONDS)
        return instant + seconds


def instant_of_wall(clock: Clock, wall: int) -> int:
    """The instant of wall seconds."""
    minute, second = divmod(wall, 60)
    return clock.to_instant(minute) * 60 + second


def wall_of(clock: Clock, instant: int) -> int:
    """The wall seconds at an instant."""
    minute, second = divmod(instant, 60)
    return clock.to_wall(minute) * 60 + second


@final
@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an event takes from its calendar and its reader.

    Attributes:
        clocks: The clocks of TZIDs.
        floating: The clock of times without one, or None.
        mine: The reader's own addresses, in lower case.
    """

    clocks: Clocks
    floating: Clock | None
    mine: frozenset[str] = frozenset()

    def clock(self, one: Property, stamp: Stamp) -> Clock:
        """The clock on which a property's value stands.

        Raises:
            Unreadable: If there is none.
        """
        if stamp.kind != "wall":
            return UTC_CLOCK
        name = one.parameters.get("TZID", "").strip()
        if name:
            return self.clocks.clock(name)
        if self.floating is None:
            raise Unreadable("floating", "its time has no zone", "give the zone of the calendar's owner")
        return self.floating


def read_event(line: int, properties: Iterable[Property], around: Surroundings) -> Event:
    """The event of a component's properties.

    Raises:
        Unreadable: If its first instance cannot be told.
    """
    several: dict[str, list[Property]] = {}
    for one in properties:
        several.setdefault(one.name, []).append(one)
    starts = several.get("DTSTART", [])
    if len(starts) != 1:
        raise Unreadable("no-start", f"it has {len(starts) or 'no'} start{'s' if starts else ''}")
    stamp = stamp_of(starts[0].value)
    clock = around.clock(starts[0], stamp)
    is_all_day = stamp.kind == "date"
    own = _Own(around, clock, is_all_day)
    notes: list[tuple[str, str]] = []
    return Event(
        line=line,
        uid=text_of(_first(several, "UID")).strip(),
        title=_title(several),
        is_all_day=is_all_day,
        clock=clock,
        start=stamp.seconds,
        length=_length(several, stamp, clock, around),
        rules=_rules(several.get("RRULE", ()), own, notes),
        without=_rules(several.get("EXRULE", ()), own, notes),
        extras=_extras(several.get("RDATE", ()), own, notes),
        left_out=_points(several.get("EXDATE", ()), own, notes),
        instead_of=_instead_of(several.get("RECURRENCE-ID", ()), own),
        and_later=any(
            one.parameters.get("RANGE", "").upper() == "THISANDFUTURE"
            for one in several.get("RECURRENCE-ID", ())
        ),
        marks=_marks(several, around.mine),
        notes=tuple(notes),
    )


def _first(several: dict[str, list[Property]], name: str) -> str:
    found = several.get(name)
    return found[0].value if found else ""


def _title(several: dict[str, list[Property]]) -> str:
    """What people may see of its summary: a private event's is its owner's alone."""
    if _first(several, "CLASS").strip().upper() in ("PRIVATE", "CONFIDENTIAL"):
        return ""
    return " ".join(text_of(_first(several, "SUMMARY")).split())[:_TITLE]


def _marks(several: dict[str, list[Property]], mine: frozenset[str]) -> dict[str, tuple[str, ...]]:
    marks: dict[str, tuple[str, ...]] = {
        name: (value,)
        for name in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS")
        if (value := _first(several, name).strip().upper())
    }
    # RFC 5545 section 3.2.12: who has said nothing needs to act.
    answers = [
        one.parameters.get("PARTSTAT", "NEEDS-ACTION").upper()
        for one in several.get("ATTENDEE", ())
        if mine & {one.value.strip().lower().removeprefix("mailto:"), one.parameters.get("EMAIL", "").lower()}
    ]
    return {**marks, "PARTSTAT": tuple(answers)} if answers else marks


def _length(several: dict[str, list[Property]], start: Stamp, clock: Clock, around: Surroundings) -> Length:
    """How long an event lasts: a day without anything said for dates, nothing for times."""
    is_all_day = start.kind == "date"
    ends, lengths = several.get("DTEND", ()), several.get("DURATION", ())
    if ends:
        stamp = stamp_of(ends[0].value)
        if (stamp.kind == "date") != is_all_day:
            raise Unreadable("mixed-types", "of its start and its end one is a date and the other a time")
        # RFC 5545 section 3.2.19: each has its own zone; a wall time without one goes with the start.
        own = (
            clock
            if stamp.kind == "wall" and "TZID" not in ends[0].parameters
            else around.clock(ends[0], stamp)
        )
        seconds = instant_of_wall(own, stamp.seconds) - instant_of_wall(clock, start.seconds)
        if seconds < 0:
            raise Unreadable("end-before-start", "it ends before it starts")
        length = Length(seconds // DAY_SECONDS or 1, 0) if is_all_day else Length(0, seconds)
    elif lengths:
        length = length_of(lengths[0].value)
        if is_all_day:
            length = Length(length.days + -(-length.seconds // DAY_SECONDS) or 1, 0)
    else:
        length = Length(1, 0) if is_all_day else Length(0, 0)
    _check_length(*length)
    if start.seconds + (length.days + 1) * DAY_SECONDS + length.seconds > _LAST_SECOND:
        raise Unreadable("bad-time", "it ends after the calendar does")
    return length


class _Own(NamedTuple):
    """An event's own way of reading times: without a zone they are on the clock of its start."""

    around: Surroundings
    start_clock: Clock
    is_all_day: bool

    def instant(self, one: Property, stamp: Stamp) -> int:
        """The instant of a moment of a property."""
        if stamp.kind == "wall" and not one.parameters.get("TZID", "").strip():
            return instant_of_wall(self.start_clock, stamp.seconds)
        return instant_of_wall(self.around.clock(one, stamp), stamp.seconds)

    def point(self, one: Property, text: str) -> Point:
        """The instance that a value names."""
        stamp = stamp_of(text)
        day = stamp.seconds // DAY_SECONDS
        if stamp.kind == "date":
            return Point(stamp.seconds, day, True)
        return Point(self.instant(one, stamp), day, False)

    def until(self, rule: Rule) -> Rule:
        """A rule with its end as a date where the event is of dates: the one it is where people are."""
        until, home = rule.until, self.around.floating
        if until is None or until.kind != "utc" or home is None or not self.is_all_day:
            return rule
        return replace(rule, until=Stamp("wall", wall_of(home, until.seconds)))


def _rules(several: Iterable[Property], own: _Own, notes: list[tuple[str, str]]) -> tuple[Rule, ...]:
    found = []
    for one in several:
        try:
            found.append(own.until(rule_of(one.value)))
        except Unreadable as fault:
            only = "only its first instance is read" if one.name == "RRULE" else "what it leaves out is read"
            notes.append((fault.code, f"{fault.message}; {only}"))
    if len(found) > _MOST_RULES:
        notes.append(("oversized-rule", f"it has {len(found)} rules; the first {_MOST_RULES} are read"))
    return tuple(found[:_MOST_RULES])


_MOST_RULES: Final = 20
"""Rules of one event; RFC 5545 asks for one."""


def _instead_of(several: Sequence[Property], own: _Own) -> Point | None:
    return own.point(several[0], several[0].value) if several else None


def _points(several: Iterable[Property], own: _Own, notes: list[tuple[str, str]]) -> tuple[Point, ...]:
    found = []
    for one in several:
        for text in filter(str.strip, one.value.split(",")):
            try:
                found.append(own.point(one, text))
            except Unreadable as fault:
                notes.append((fault.code, f'its exception "{shortened(text)}" is not read: {fault.message}'))
    return tuple(found)


def _extras(several: Iterable[Property], own: _Own, notes: list[tuple[str, str]]) -> tuple[Extra, ...]:
    found = []
    for one in several:
        for text in filter(str.strip, one.value.split(",")):
            try:
                if "/" in text and not own.is_all_day:
                    start, end = period_of(one, text, own.instant)
                    found.append(Extra(start, end - start))
                    continue
                point = own.point(one, text)
                if point.is_date and not own.is_all_day:
                    raise Unreadable("mixed-types", "it is a date and the event has a time")
                found.append(Extra(point.day * DAY_SECONDS if own.is_all_day else point.instant, None))
            except Unreadable as fault:
                notes.append((fault.code, f'its extra "{shortened(text)}" is not read: {fault.message}'))
    return tuple(found)


def period_of(one: Property, text: str, instant: Callable[[Property, Stamp], int]) -> tuple[int, int]:
    """The instants of a period, "START/END" or "START/LENGTH" (RFC 5545 section 3.3.9).

    Args:
        one: The property it stands in.
        text: The period.
        instant: Reads a moment of a property.

    Raises:
        Unreadable: If it is none.
    """
    begin, slash, finish = text.partition("/")
    stamp = stamp_of(begin)
    if not slash or stamp.kind == "date":
        raise Unreadable("bad-time", f'"{shortened(text)}" is no period')
    start = instant(one, stamp)
    if finish.strip()[:1] in ("P", "p", "+", "-"):
        days, seconds = length_of(finish)
        _check_length(days, seconds)
        later = Stamp(stamp.kind, stamp.seconds + days * DAY_SECONDS)
        return start, instant(one, later) + seconds
    last = stamp_of(finish)
    if last.kind == "date":
        raise Unreadable("bad-time", f'"{shortened(text)}" is no period')
    end = instant(one, last)
    if end < start:
        raise Unreadable("end-before-start", "a period ends before it starts")
    _check_length(0, end - start)
    return start, end


def _check_length(days: int, seconds: int) -> None:
    if days + seconds // DAY_SECONDS > _LONGEST_DAYS:
        raise Unreadable("too-long", f"it lasts longer than {_LONGEST_DAYS} days")
