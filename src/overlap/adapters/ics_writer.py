"""Entries as components of a calendar file.

Law: the same entries give the same components, without any stamp: when something was written or changed is
the matter of `ics_previous`. All text comes through `ics_text`. What an audience may not see is not there
at all, and identities that could name people are hashed for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, Literal
from urllib.parse import urlsplit

from overlap.adapters.ics_lines import Component, Line
from overlap.adapters.ics_parts import Part, parts_of, touches_change
from overlap.adapters.ics_text import address, escaped, lines, one_line, parameter, uid_text, web_address
from overlap.core.civil import DAY, date_of, day_of
from overlap.core.recurrence import Recurrence
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument
from overlap.people.entries import AvailabilityEntry, DayEntry, Entry, FreeBusyEntry, Guest, TimedEntry
from overlap.people.listed import shown

__all__ = ["HASHED", "PRIVACIES", "Privacy", "audience", "components_of", "utc_text", "wall_text"]

Privacy = Literal["full", "private", "busy"]
"""What the readers of a file may see."""

PRIVACIES: Final = ("full", "private", "busy")

HASHED: Final = "@hidden.overlap"
"""How a UID ends that is a hash of another."""

_FIRST_DAY: Final = day_of(date(FIRST_YEAR + 1, 1, 1))
_END_DAY: Final = day_of(date(LAST_YEAR, 1, 1))

_BUSY_TITLE: Final = "Busy"
_PRIVATE_TITLE: Final = "Private appointment"

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES: Final = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY"}
_KINDS: Final = {"busy": "BUSY", "tentative": "BUSY-TENTATIVE", "unavailable": "BUSY-UNAVAILABLE"}

_CONFERENCES: Final = {
    "meet.google.com": "X-GOOGLE-CONFERENCE",
    "teams.microsoft.com": "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "teams.live.com": "X-MICROSOFT-SKYPETEAMSMEETINGURL",
}
"""The property by which the maker of a conference shows a button to join it."""


def components_of(entry: Entry, privacy: Privacy) -> tuple[Component, ...]:
    """The components that stand for an entry, as an audience may see it.

    Raises:
        BadArgument: If a UID, an address of a person or of a conference is none.
    """
    uid_text(entry.uid)
    _check_years(entry)
    seen = audience(entry, privacy)
    match seen:
        case None:
            return ()
        case TimedEntry():
            return tuple(_timed(seen, privacy))
        case DayEntry():
            return (_day(seen),)
        case FreeBusyEntry():
            return (_free_busy(seen),)
        case AvailabilityEntry():
            return (_availability(seen, privacy),)


def _check_years(entry: Entry) -> None:
    """Refuses dates of which no zone is known."""
    match entry:
        case DayEntry():
            days = (day_of(entry.first), day_of(entry.last))
        case TimedEntry():
            last = entry.start if entry.last is None else entry.last
            days = (entry.start // DAY, last // DAY)
        case _:
            days = (entry.start // DAY, entry.end // DAY)
    if not _FIRST_DAY <= min(days) <= max(days) < _END_DAY:
        raise BadArgument(
            f"the entry {shown(entry.uid)} is outside the supported years",
            hint=f"use years {FIRST_YEAR + 1} to {LAST_YEAR - 1}",
            field="source",
        )


# Who sees what


def audience(entry: Entry, privacy: Privacy) -> Entry | None:
    """What is left of an entry for those a file is for, or None."""
    if privacy == "full":
        return entry
    nobody = Guest("")
    match entry:
        case TimedEntry() if privacy == "busy":
            return _bare(entry, _BUSY_TITLE) if entry.is_busy else None
        case TimedEntry():
            return _bare(entry, _PRIVATE_TITLE) if entry.is_private else entry
        case DayEntry() if privacy == "busy":
            return None  # it tells who celebrates what
        case FreeBusyEntry() if privacy == "busy":
            return replace(entry, uid=_hashed(entry.uid), who=nobody)
        case AvailabilityEntry() if privacy == "busy":
            available = tuple(_bare(one, "") for one in entry.available)
            return replace(entry, uid=_hashed(entry.uid), who=nobody, available=available)
        case AvailabilityEntry():
            available = tuple(_bare(one, "") if one.is_private else one for one in entry.available)
            return replace(entry, available=available)
        case _:
            return entry


def _bare(entry: TimedEntry, title: str) -> TimedEntry:
    """The times of an entry, and nothing else of it."""
    return TimedEntry(
        uid=_hashed(entry.uid),
        title=title,
        zone=entry.zone,
        start=entry.start,
        minutes=entry.minutes,
        recurrence=entry.recurrence,
        last=entry.last,
        skipped=entry.skipped,
        moved=tuple(replace(one, because="") for one in entry.moved),
        is_busy=entry.is_busy,
        is_private=entry.is_private,
        is_cancelled=entry.is_cancelled,
    )


def _hashed(uid: str) -> str:
    """The same for the same UID, and never to be read back."""
    return sha256(uid.encode()).hexdigest()[:32] + HASHED


# Values


def utc_text(instant: int) -> str:
    """An instant as a file has it.

    Example:
        >>> utc_text(29_541_000)
        '20260302T140000Z'
    """
    return f"{wall_text(instant)}Z"


def wall_text(wall: int) -> str:
    """A wall minute as a file has it."""
    day, minute = divmod(wall, DAY)
    return f"{_date_text(date_of(day))}T{minute // 60:02d}{minute % 60:02d}00"


def _date_text(on: date) -> str:
    return f"{on.year:04d}{on.month:02d}{on.day:02d}"


def _moment(name: str, wall: int, zone: str) -> Line:
    if zone == "UTC":
        return Line(name, utc_text(wall))
    return Line(name, wall_text(wall), (("TZID", zone),))


def _rule(recurrence: Recurrence, start: int, until: int) -> str:
    """The RRULE of a recurrence; daily on weekdays is weekly, for Outlook knows no other."""
    unit, weekdays = recurrence.unit, recurrence.weekdays
    if unit == "day" and weekdays and recurrence.every == 1:
        unit = "week"
    if unit == "week" and not weekdays:
        weekdays = (date_of(start // DAY).weekday(),)
    pieces = [f"FREQ={_FREQUENCIES[unit]}", f"UNTIL={utc_text(until)}"]
    if recurrence.every > 1:
        pieces.append(f"INTERVAL={recurrence.every}")
    if weekdays:
        nth = "" if recurrence.nth is None else str(recurrence.nth)
        pieces.append("BYDAY=" + ",".join(nth + _WEEKDAYS[weekday] for weekday in weekdays))
    elif unit == "month":
        pieces.append(f"BYMONTHDAY={recurrence.month_day or date_of(start // DAY).day}")
    if recurrence.every > 1:
        pieces.append("WKST=MO")
    return ";".join(pieces)


def _text(name: str, value: str) -> Iterator[Line]:
    if value:
        yield Line(name, escaped(value))


def _when(part: Part) -> Iterator[Line]:
    """When an event takes place, with the rule's exceptions."""
    yield _moment("DTSTART", part.start, part.zone)
    yield _moment("DTEND", part.start + part.minutes, part.zone)
    if part.recurrence is not None:
        yield Line("RRULE", _rule(part.recurrence, part.start, part.until))
    for wall in part.skipped:  # one a line: some readers take the first of several alone
        yield _moment("EXDATE", wall, part.zone)


def _person(name: str, guest: Guest, *parameters: tuple[str, str]) -> Line:
    called = parameter(guest.name)
    given = (("CN", called), *parameters) if called else parameters
    return Line(name, address(guest.email), given)


def _categories(categories: Iterable[str]) -> Iterator[Line]:
    named = [escaped(text) for category in categories if (text := one_line(category))]
    if named:
        yield Line("CATEGORIES", ",".join(named))


# Events


class _Told:
    """What every event of an entry says."""

    __slots__ = ("alarms", "entry", "invited", "organizer", "privacy", "url")

    def __init__(self, entry: TimedEntry, privacy: Privacy) -> None:
        self.entry = entry
        self.privacy = privacy
        self.url = web_address(entry.url) if entry.url else ""
        self.organizer = entry.organizer if entry.organizer is not None and entry.organizer.email else None
        guests = entry.guests if self.organizer is not None else ()
        self.invited = tuple({one.email.lower(): one for one in reversed(guests) if one.email}.values())[::-1]
        """Guests a calendar can answer for: Outlook takes them from an organizer alone."""
        self.alarms = tuple(self._alarms())

    def description(self, because: str) -> str:
        """The text below the title: why this one is elsewhere, what it is about, who comes, where to join."""
        entry, told = self.entry, lines(self.entry.description)
        invited = {guest.email.lower() for guest in self.invited}
        named = [one_line(one.name) or one.email for one in entry.guests if one.email.lower() not in invited]
        unnamed = [name for name in dict.fromkeys(named) if name and name not in told]
        organizer = "" if self.organizer or entry.organizer is None else one_line(entry.organizer.name)
        why = one_line(because)
        pieces = (
            why if why not in told else "",
            told,
            f"Invited by: {organizer}" if organizer and organizer not in told else "",
            f"With: {', '.join(unnamed)}" if unnamed else "",
            f"Join: {self.url}" if self.url and self.url not in told else "",
        )
        return "\n\n".join(filter(None, pieces))

    def lines(self, because: str) -> Iterator[Line]:
        """Everything but its times."""
        entry = self.entry
        yield from _text("SUMMARY", one_line(entry.title) or "Untitled")
        yield from _text("DESCRIPTION", self.description(because))
        yield from _text("LOCATION", one_line(entry.location) or self.url)
        if self.url:
            yield Line("URL", self.url)
            # One feature only: the serialiser quotes several as if they were one.
            yield Line("CONFERENCE", self.url, (("FEATURE", "VIDEO"), ("VALUE", "URI")))
            maker = _CONFERENCES.get((urlsplit(self.url).hostname or "").lower())
            if maker:
                yield Line(maker, self.url)
        yield from _categories(entry.categories)
        if self.privacy != "busy":
            yield Line("CLASS", "PRIVATE" if entry.is_private else "PUBLIC")
        yield Line("STATUS", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
        takes_time = entry.is_busy and not entry.is_cancelled  # some readers count what is called off
        yield Line("TRANSP", "OPAQUE" if takes_time else "TRANSPARENT")
        yield Line("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if takes_time else "FREE")
        if self.organizer is not None:
            yield _person("ORGANIZER", self.organizer)
        for guest in self.invited:
            role = "REQ-PARTICIPANT" if guest.is_required else "OPT-PARTICIPANT"
            yield _person("ATTENDEE", guest, ("PARTSTAT", "NEEDS-ACTION"), ("ROLE", role), ("RSVP", "TRUE"))

    def _alarms(self) -> Iterator[Component]:
        """The reminders; minutes alone, for not all readers know weeks or days."""
        if self.entry.is_cancelled:
            return
        title = escaped(one_line(self.entry.title) or "Untitled")
        for minutes in sorted(set(self.entry.alarms), reverse=True):
            trigger = Line("TRIGGER", f"-PT{minutes}M" if minutes else "PT0S")
            yield Component("VALARM", (Line("ACTION", "DISPLAY"), Line("DESCRIPTION", title), trigger))


def _timed(entry: TimedEntry, privacy: Privacy) -> Iterator[Component]:
    told = _Told(entry, privacy)
    for part in parts_of(entry):
        uid = Line("UID", escaped(part.uid))
        yield Component("VEVENT", (uid, *_when(part), *told.lines(part.because)), told.alarms)
        for one in part.moved:
            when = (
                _moment("RECURRENCE-ID", one.original, part.zone),
                _moment("DTSTART", one.start, part.zone),
                _moment("DTEND", one.start + part.minutes, part.zone),
            )
            yield Component("VEVENT", (uid, *when, *told.lines(one.because)), told.alarms)


def _day(entry: DayEntry) -> Component:
    whole = (("VALUE", "DATE"),)
    found = [
        Line("UID", escaped(entry.uid)),
        Line("DTSTART", _date_text(entry.first), whole),
        Line("DTEND", _date_text(entry.last + timedelta(days=1)), whole),
        *_text("SUMMARY", one_line(entry.title) or "Untitled"),
        *_text("DESCRIPTION", lines(entry.description)),
        *_categories(entry.categories),
        Line("CLASS", "PUBLIC"),
        Line("STATUS", "CONFIRMED"),
        Line("TRANSP", "TRANSPARENT"),
        Line("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE"),
        Line("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
    ]
    return Component("VEVENT", tuple(found))


# Free and busy time


def _whose(who: Guest) -> Iterator[Line]:
    """Whose time it is: an address where there is one, else a remark."""
    if who.email:
        yield _person("ORGANIZER", who)
    else:
        yield from _text("COMMENT", one_line(who.name))


def _free_busy(entry: FreeBusyEntry) -> Component:
    found = [
        Line("UID", escaped(entry.uid)),
        Line("DTSTART", utc_text(entry.start)),
        Line("DTEND", utc_text(entry.end)),
        *_whose(entry.who),
    ]
    for start, end, kind in entry.blocks:
        period = f"{utc_text(start)}/{utc_text(end)}"
        found.append(Line("FREEBUSY", period, (("FBTYPE", _KINDS[kind]),)))
    return Component("VFREEBUSY", tuple(found))


def _availability(entry: AvailabilityEntry, privacy: Privacy) -> Component:
    """RFC 7953: inside its bounds, time that is not available is taken."""
    clock = zone_of(entry.zone)
    bounds = []
    for name, wall in (("DTSTART", entry.start), ("DTEND", entry.end)):
        twice = touches_change(clock, wall, wall)
        bounds.append(
            _moment(name, clock.to_instant(wall), "UTC") if twice else _moment(name, wall, entry.zone)
        )
    found = [
        Line("UID", escaped(entry.uid)),
        *bounds,
        *_whose(entry.who),
        Line("BUSYTYPE", "BUSY-UNAVAILABLE"),
        *(() if privacy == "busy" else [Line("CLASS", "PUBLIC")]),
    ]
    stretches = []
    for one in entry.available:
        uid_text(one.uid)
        for part in parts_of(one):
            uid = Line("UID", escaped(part.uid))
            told = (*_text("SUMMARY", one_line(one.title)), *_text("LOCATION", one_line(one.location)))
            stretches.append(Component("AVAILABLE", (uid, *_when(part), *told)))
            for moved in part.moved:
                when = (
                    _moment("RECURRENCE-ID", moved.original, part.zone),
                    _moment("DTSTART", moved.start, part.zone),
                    _moment("DTEND", moved.start + part.minutes, part.zone),
                )
                stretches.append(Component("AVAILABLE", (uid, *when, *told)))
    return Component("VAVAILABILITY", tuple(found), tuple(stretches))
