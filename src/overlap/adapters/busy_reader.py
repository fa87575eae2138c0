"""Calendar files read into busy time: `read_busy`.

Law: whatever a file holds, reading it ends soon and within bounds, and no event costs another one. Each UID
is put together on its own, from all files at once; the newest version of each part counts. What cannot be
read is in the result with its place; only a file that is no calendar at all is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from os import PathLike
from typing import Final, NamedTuple, final

from overlap.adapters.busy_policy import EventPolicy, EventReason, event_reason, free_busy_reason
from overlap.adapters.busy_reading import BusyReading, CalendarBlock, SkippedPart
from overlap.adapters.ics_read_event import Event, Surroundings, instant_of_wall, period_of, read_event
from overlap.adapters.ics_read_files import Source, not_a_calendar, opened
from overlap.adapters.ics_read_lines import Property
from overlap.adapters.ics_read_parts import (
    OLDEST,
    CalendarPart,
    Part,
    ReadingCaps,
    Scan,
    Version,
    identity,
    scan,
)
from overlap.adapters.ics_read_series import instances
from overlap.adapters.ics_read_values import DAY_SECONDS, Stamp, Unreadable, shortened, text_of
from overlap.adapters.ics_read_zones import Clocks, known_zone
from overlap.core.civil import date_of
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument
from overlap.people.busy import Busy, BusyStatus
from overlap.people.listed import shown
from overlap.people.members import zone_key
from overlap.render.progress import counted

__all__ = ["read_busy"]

_UTC_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_UNSENT: Final = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})
"""Messages about events that are in nobody's calendar by them (RFC 5546 section 3.2)."""


def read_busy(
    source: Source | Iterable[Source],
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    me: str | Iterable[str] = (),
    policy: EventPolicy | None = None,
    caps: ReadingCaps | None = None,
) -> BusyReading:
    r"""Reads when somebody is busy from their calendar files (iCalendar, RFC 5545).

    Args:
        source: The path of a file, "-" for standard input, or the content as bytes or as text with line
            breaks; or several of these, all of one person.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key of the owner's clock. Times without a zone are on it, dates of the horizon too. Without
            it such times are on the clock that the file names (X-WR-TIMEZONE), or else skipped.
        me: The owner's own addresses; what they have declined or not answered is told by them.
        policy: What declined, unanswered, uncertain and other events take; see `EventPolicy`.
        caps: How much is read; all that is usual by default, see `ReadingCaps`.

    Returns:
        Every block that touches the horizon, and what was skipped. Whole dates stay dates.

    Raises:
        FileError: If a file cannot be read, is too large or is no calendar.
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.
        BadZone: If there is no such zone.
        BadArgument: If another argument cannot be right.

    Example:
        >>> text = (
        ...     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Stand-up\n"
        ...     "DTSTART;TZID=Europe/Berlin:20260302T090000\nDURATION:PT15M\nRRULE:FREQ=DAILY\n"
        ...     "END:VEVENT\nEND:VCALENDAR\n"
        ... )
        >>> found = read_busy(text, "2026-03-02", "2026-03-03")
        >>> found.busy[0]
        Busy('2026-03-02T08:00Z', '2026-03-02T08:15Z', source='<text>', title='Stand-up')
        >>> len(found.busy)
        2
    """
    home = None if zone is None else zone_key(zone)
    horizon = Horizon.of(start, end, home or zone_of("UTC"))
    if policy is not None and not isinstance(policy, EventPolicy):
        raise BadArgument(f"policy is {shown(policy)}", hint="give an overlap.EventPolicy", field="policy")
    reader = _Reader(horizon, home, _addresses(me), policy or EventPolicy(), caps or ReadingCaps())
    several: Iterable[Source] = [source] if isinstance(source, (str, bytes, PathLike)) else source
    if not isinstance(several, Iterable):
        raise BadArgument(f"source is {shown(source)}", hint="give a path, or a list of them", field="source")
    for one in several:
        reader.add(one)
    reader.put_together()
    return reader.result()


def _addresses(me: str | Iterable[str]) -> frozenset[str]:
    several = [me] if isinstance(me, str) else me
    if not isinstance(several, Iterable):
        raise BadArgument(f"me is {shown(me)}", hint='write "ana@example.org"', field="me")
    found = set()
    for one in several:
        if not isinstance(one, str) or "@" not in one:
            raise BadArgument(f"{shown(one)} is no address", hint='write "ana@example.org"', field="me")
        found.add(one.strip().lower().removeprefix("mailto:"))
    return frozenset(found)


class _Written(NamedTuple):
    """An event as it is written down once."""

    part: Part
    version: Version
    file: str
    around: Surroundings


class _Read(NamedTuple):
    """An event that was read, and where it is written down."""

    event: Event
    written: _Written


@final
@dataclass(slots=True)
class _Reader:
    """The files read so far, and what has come of them."""

    horizon: Horizon
    home: Zone | None
    mine: frozenset[str]
    policy: EventPolicy
    caps: ReadingCaps
    files: list[str] = field(default_factory=list)
    written: dict[bytes, list[_Written]] = field(default_factory=dict)
    newest: dict[bytes, Version] = field(default_factory=dict)
    blocks: list[CalendarBlock] = field(default_factory=list)
    found: list[SkippedPart] = field(default_factory=list)
    found_count: int = 0
    event_count: int = 0
    days_left: int = 0
    nameless: int = 0

    def add(self, source: Source) -> None:
        """Reads a file's components; its events wait until all files are read."""
        name, blocks = opened(source, self.caps.file_bytes)
        mine = tuple(one.encode("utf-8", "replace") for one in self.mine)
        seen = scan(blocks, self.horizon.start, self.horizon.end, mine=mine, caps=self.caps)
        if not seen.is_calendar:
            raise not_a_calendar(name)
        self.files.append(name)
        self.event_count += seen.event_count
        self._tell_damage(name, seen)
        for uid, version in seen.newest.items():
            self.newest[uid] = max(version, self.newest.get(uid, OLDEST))
        for calendar in seen.calendars:
            self._add_calendar(name, calendar)

    def _tell_damage(self, name: str, seen: Scan) -> None:
        for code, line, message in seen.damaged:
            self._tell(code, name, line, message)
        self.found_count += seen.damaged_count - len(seen.damaged)
        if seen.cut_at:
            self._tell(
                "too-many", name, seen.cut_at, "there is so much in the file that the rest is not read"
            )

    def _add_calendar(self, name: str, calendar: CalendarPart) -> None:
        clocks = Clocks(calendar.zones, until=self.horizon.end)
        floating = self.home or known_zone(calendar.zone)
        around = Surroundings(clocks, floating, self.mine)
        for part in calendar.busy:
            self._free_busy(name, part, around)
        if calendar.method in _UNSENT and calendar.events:
            what = f"a {calendar.method} message changes nobody's time by itself"
            self._tell("message", name, calendar.events[0].line, what)
            return
        for part in calendar.events:
            uid, version = identity(part.text.split(b"\n"), is_cancel=calendar.method == "CANCEL")
            if not uid:
                self.nameless += 1  # an event without a name is none of the others
                uid = b"\n%d" % self.nameless
            self.written.setdefault(uid, []).append(_Written(part, version, name, around))

    def _tell(
        self,
        code: str,
        file: str,
        line: int,
        message: str,
        *,
        of: Event | None = None,
        hint: str | None = None,
    ) -> None:
        self.found_count += 1
        if len(self.found) < self.caps.findings:
            uid, title = ("", "") if of is None else (shortened(of.uid), of.title)
            self.found.append(SkippedPart(code, file, line, uid, title, message, hint))

    def _free_busy(self, name: str, part: Part, around: Surroundings) -> None:
        """The periods of a VFREEBUSY (RFC 5545 section 3.6.4)."""
        properties = part.properties()
        uid = next((one.value for one in properties if one.name == "UID"), "")

        def instant(one: Property, stamp: Stamp) -> int:
            return instant_of_wall(around.clock(one, stamp), stamp.seconds)

        for one in properties:
            if one.name != "FREEBUSY":
                continue
            reason = free_busy_reason(one.parameters.get("FBTYPE", "BUSY"))
            for text in filter(str.strip, one.value.split(",")):
                try:
                    begin, end = period_of(one, text, instant)
                except Unreadable as fault:
                    self._tell(fault.code, name, part.line, fault.message, hint=fault.hint)
                    continue
                if begin < end and end > self.horizon.start * 60 and begin < self.horizon.end * 60:
                    self._block(begin, end, reason, name, "", text_of(uid), is_all_day=False)

    def put_together(self) -> None:
        """Works out when each event takes place."""
        self.days_left = self.caps.all_days + self.caps.days_per_event * len(self.written)
        for uid, several in counted(self.written.items(), "Working out events", every=1000):
            if len(self.blocks) >= self.caps.all_instances:
                message = f"after {self.caps.all_instances} blocks nothing more is read"
                self._tell("too-many", several[0].file, several[0].part.line, message)
                return
            self._event(uid, several)

    def _event(self, uid: bytes, several: Sequence[_Written]) -> None:
        """All that is written down of one UID."""
        read = list(self._events(several))
        masters = [one for one in read if one.event.instead_of is None]
        best = max((one.written.version for one in masters), default=OLDEST)
        outside = self.newest.get(uid, OLDEST)
        cancelled = max(best, outside) if max(best, outside)[1] else None
        # One that lies outside the window and is newer stands instead.
        masters = [one for one in masters if one.written.version == best and best >= outside]
        masters = list({one.written.part.text: one for one in masters}.values())
        replacements = _newest([one for one in read if one.event.instead_of is not None])
        if not masters and not replacements:
            return
        where = {id(one.event): one.written for one in (*masters, *replacements)}
        spent = 0

        def spend(days: int) -> None:
            nonlocal spent
            spent += days
            self.days_left -= days
            if spent > self.caps.rule_days or self.days_left < 0:
                raise Unreadable("over-budget", "to find its dates takes too long; it is not read")

        try:
            found = list(
                instances(
                    [one.event for one in masters],
                    [one.event for one in replacements],
                    self.horizon.start * 60,
                    self.horizon.end * 60,
                    spend,
                    most=self.caps.instances,
                )
            )
        except Unreadable as fault:
            one = (masters or replacements)[0]
            self._tell(fault.code, one.written.file, one.event.line, fault.message, of=one.event)
            return
        for start, end, event in found:
            written = where[id(event)]
            version = written.version
            off = bool(version[1]) or (cancelled is not None and version[0] <= cancelled[0])
            if start < end and self._touches(start, end, event):
                reason = event_reason(event.marks, is_cancelled=off)
                self._block(
                    start, end, reason, written.file, event.title, event.uid, is_all_day=event.is_all_day
                )

    def _events(self, several: Iterable[_Written]) -> Iterator[_Read]:
        """What can be read of them; what cannot is told."""
        for written in several:
            properties = written.part.properties()
            try:
                event = read_event(written.part.line, properties, written.around)
            except Unreadable as fault:
                self._tell_of(properties, written, fault)
                continue
            for code, message in event.notes:
                self._tell(code, written.file, event.line, message, of=event)
            if event.instead_of is not None and event.rules:
                message = "it replaces an instance and has a rule of its own, which is not read"
                self._tell("bad-rule", written.file, event.line, message, of=event)
            yield _Read(event, written)

    def _tell_of(self, properties: Iterable[Property], written: _Written, fault: Unreadable) -> None:
        """Tells of an event that cannot be read, by whatever names it has."""
        names = {
            one.name: text_of(one.value) for one in properties if one.name in ("UID", "SUMMARY", "CLASS")
        }
        private = names.get("CLASS", "").strip().upper() in ("PRIVATE", "CONFIDENTIAL")
        title = "" if private else shortened(names.get("SUMMARY", "").strip())
        uid = shortened(names.get("UID", "").strip())
        self.found_count += 1
        if len(self.found) < self.caps.findings:
            self.found.append(
                SkippedPart(
                    fault.code, written.file, written.part.line, uid, title, fault.message, fault.hint
                )
            )

    def _touches(self, start: int, end: int, event: Event) -> bool:
        """Whether an instance touches the horizon; one of dates does wherever its owner may be."""
        low, high = self.horizon.start * 60, self.horizon.end * 60
        if not event.is_all_day:
            return start < high and end > low
        if self.home is not None:
            return (
                self.home.to_instant(start // 60) * 60 < high and self.home.to_instant(end // 60) * 60 > low
            )
        return start - _EAST < high and end + _WEST > low

    def _block(
        self, start: int, end: int, reason: EventReason, file: str, title: str, uid: str, *, is_all_day: bool
    ) -> None:
        status: BusyStatus = self.policy.status(reason)
        if is_all_day:
            first, last = date_of(start // DAY_SECONDS), date_of(end // DAY_SECONDS - 1)
            busy = Busy(first, last, status=status, source=file, title=title)
        else:
            ends = (
                _UTC_EPOCH + timedelta(minutes=start // 60),
                _UTC_EPOCH + timedelta(minutes=-(-end // 60)),
            )
            busy = Busy(*ends, status=status, source=file, title=title)
        self.blocks.append(CalendarBlock(busy, reason, uid))

    def result(self) -> BusyReading:
        """What was read."""
        blocks = sorted(self.blocks, key=lambda one: (one.busy.start, one.busy.end, one.busy.title, one.uid))
        return BusyReading(
            blocks=tuple(blocks),
            skipped=tuple(self.found),
            skipped_count=self.found_count,
            horizon=self.horizon,
            zone=None if self.home is None else self.home.key,
            files=tuple(self.files),
            event_count=self.event_count,
        )


_EAST: Final = 14 * 3600
_WEST: Final = 12 * 3600
"""How far clocks are before and behind UTC at most, in seconds."""


def _newest(replacements: Iterable[_Read]) -> list[_Read]:
    """The newest replacement of each instance; where several are, one of them, whatever their order."""
    found: dict[object, _Read] = {}
    for one in replacements:
        known = found.get(one.event.instead_of)
        if known is None or _age(one) > _age(known):
            found[one.event.instead_of] = one
    return list(found.values())


def _age(one: _Read) -> tuple[Version, bytes]:
    """What versions are compared by."""
    return one.written.version, one.written.part.text
