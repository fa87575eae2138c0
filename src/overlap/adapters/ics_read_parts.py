"""The components of a calendar file that say when somebody is busy, and the zones they refer to.

Law: one pass over the lines, and only what is needed of each component is kept; alarms, to-dos and journals
are not. A component that is cut off or too large costs itself alone. An event that does not recur and lies
days outside the window is only counted, with its version: a newer one elsewhere replaces an older one here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, final

from overlap.adapters.ics_read_lines import Property, content_lines, property_of
from overlap.adapters.ics_read_values import DAY_SECONDS, Unreadable, decoded, length_of, stamp_of
from overlap.core.civil import DAY, date_of

__all__ = ["OLDEST", "CalendarPart", "Part", "ReadingCaps", "Scan", "Version", "identity", "scan"]


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCaps:
    """How much of what strangers send is read.

    Attributes:
        file_bytes: Of a file.
        kept_bytes: Of what is kept of a file.
        part_bytes: Of what is kept of one component.
        parts: Components of a file.
        instances: Of one event in the window.
        all_instances: Of all events in the window.
        rule_days: Days that one rule may look at.
        all_days: Days that all rules may look at, besides `days_per_event` for each event.
        days_per_event: See above.
        findings: Findings told one by one; the rest is counted.
    """

    file_bytes: int = 100 << 20
    kept_bytes: int = 64 << 20
    part_bytes: int = 1 << 20
    parts: int = 500_000
    instances: int = 20_000
    all_instances: int = 500_000
    rule_days: int = 60_000
    all_days: int = 2_000_000
    days_per_event: int = 1_000
    findings: int = 1_000


Version = tuple[int, int, bytes, bytes]
"""SEQUENCE, whether it is called off, LAST-MODIFIED and DTSTAMP: the greater is the newer."""


class Part(NamedTuple):
    """A component as it stands in a file."""

    kind: str
    line: int
    text: bytes

    def properties(self) -> list[Property]:
        """Its properties in order, BEGIN and END of inner components among them."""
        return [property_of(line) for line in self.text.split(b"\n")]


@final
@dataclass(slots=True)
class CalendarPart:
    """One VCALENDAR: its own properties and components."""

    method: str = ""
    zone: str = ""
    events: list[Part] = field(default_factory=list)
    busy: list[Part] = field(default_factory=list)
    zones: dict[str, Part] = field(default_factory=dict)


@final
@dataclass(slots=True)
class Scan:
    """What a file holds.

    Attributes:
        calendars: Its calendars.
        event_count: How many events there are.
        outside_count: How many of them were only counted.
        newest: The newest version, by UID, of those only counted.
        damaged: Components that are not read: code, line and message; as many as are told.
        damaged_count: How many there are.
        cut_at: The line from which on nothing was read, for there was too much; or 0.
        is_calendar: Whether it looks like a calendar at all.
    """

    calendars: list[CalendarPart] = field(default_factory=list)
    event_count: int = 0
    outside_count: int = 0
    newest: dict[bytes, Version] = field(default_factory=dict)
    damaged: list[tuple[str, int, str]] = field(default_factory=list)
    damaged_count: int = 0
    cut_at: int = 0
    is_calendar: bool = False


_ALWAYS: Final = frozenset({b"BEGIN", b"END"})
_EVENT: Final = frozenset(
    (
        b"CLASS DTEND DTSTAMP DTSTART DURATION EXDATE EXRULE LAST-MODIFIED RDATE RECURRENCE-ID RRULE "
        b"SEQUENCE STATUS SUMMARY TRANSP UID X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-MSNCALENDAR-BUSYSTATUS"
    ).split()
)
_BUSY: Final = frozenset((b"FREEBUSY", b"SUMMARY", b"UID"))
_ZONE: Final = frozenset(
    b"BEGIN DTSTART END RDATE RRULE TZID TZOFFSETFROM TZOFFSETTO X-LIC-LOCATION X-MICROSOFT-CDO-TZID".split()
)
_WANTED: Final = {b"VEVENT": _EVENT, b"VFREEBUSY": _BUSY, b"VTIMEZONE": _ZONE}

_RECURS: Final = frozenset((b"RRULE", b"RDATE", b"RECURRENCE-ID"))

_MOST_CALENDARS: Final = 1_000
"""Calendars in a file: most have one."""

_IN_CALENDAR: Final = [b"VCALENDAR"]
"""What is open where a calendar's own properties stand."""

_DEPTH: Final = 2
"""How deep a component of a calendar stands."""

_NAMES_KEPT: Final = 1_000
"""Beginnings of lines whose names are remembered."""

_LONGEST_HEAD: Final = 200
"""Bytes of such a beginning."""

_DEEPEST: Final = 32
"""Components inside components; RFC 5545 knows two levels, what is deeper is not followed."""

_DATE: Final = re.compile(rb":\s*(\d{8})(?:T\d{4,6}Z?)?\s*\Z", re.ASCII | re.IGNORECASE)
_MARGIN_DAYS: Final = 3
"""No clock is further from another, and no date alone lasts longer."""


def _stamp(day: int) -> bytes:
    return date_of(day).strftime("%Y%m%d").rjust(8, "0").encode()


class _Open:
    """A component that is being read."""

    __slots__ = (
        "end",
        "is_whole",
        "kind",
        "length",
        "line",
        "lines",
        "recurs",
        "size",
        "start",
        "wanted",
    )

    def __init__(self, kind: bytes, line: int) -> None:
        self.kind, self.line = kind, line
        self.wanted = _WANTED[kind]
        self.lines: list[bytes] = []
        self.size = 0
        self.is_whole = True
        self.recurs = False
        self.start = self.end = self.length = b""


def scan(
    blocks: Iterable[bytes],
    first: int,
    last: int,
    *,
    mine: tuple[bytes, ...] = (),
    caps: ReadingCaps | None = None,
) -> Scan:
    """Reads the components of a file.

    Args:
        blocks: Its bytes, in pieces of any size.
        first: First instant of the window, UTC minutes.
        last: Instant after its last.
        mine: Addresses in lower case; of invitations only the lines with one of them are kept.
        caps: How much is read; all that is usual by default.
    """
    return _Scanner(first, last, mine, caps or ReadingCaps()).read(content_lines(blocks))


class _Scanner:
    """The pass over a file's lines."""

    def __init__(self, first: int, last: int, mine: tuple[bytes, ...], caps: ReadingCaps) -> None:
        self.low = _stamp(first // DAY - _MARGIN_DAYS)
        self.low_day = first // DAY - _MARGIN_DAYS
        self.high = _stamp(last // DAY + _MARGIN_DAYS)
        self.mine, self.caps = mine, caps
        self.found = Scan()
        self.calendar = CalendarPart()
        self.stack: list[bytes] = []
        self.open: _Open | None = None
        self.kept_bytes = 0
        self.parts = 0

    def read(self, lines: Iterator[tuple[int, bytes]]) -> Scan:
        """Everything there is."""
        self.found.calendars.append(self.calendar)
        names: dict[bytes, bytes] = {}  # what stands before the colon is much the same in all events
        for number, line in lines:
            head = line.partition(b":")[0]
            name = names.get(head, b"")
            if not name:
                name = head.partition(b";")[0].strip().upper()
                if len(head) < _LONGEST_HEAD and len(names) < _NAMES_KEPT:
                    names[head] = name
            part = self.open
            if name in _ALWAYS:
                kind = line.partition(b":")[2].strip().upper()
                if not (self._begin(kind, number) if name == b"BEGIN" else self._end(kind)):
                    break
            elif part is None:
                if self.stack == _IN_CALENDAR:
                    self._own(name, line)
            elif name in part.wanted:
                self._keep(part, name, line)
            elif name == b"ATTENDEE" and part.kind == b"VEVENT" and self.mine:
                low = line.lower()
                if any(one in low for one in self.mine):
                    self._keep(part, name, line)
        if self.open is not None:
            self._cut(self.open)
        return self.found

    def _own(self, name: bytes, line: bytes) -> None:
        """A property of the calendar itself."""
        if name == b"METHOD":
            self.calendar.method = decoded(line.partition(b":")[2]).strip().upper()
        elif name == b"X-WR-TIMEZONE":
            self.calendar.zone = property_of(line).value.strip()

    def _begin(self, kind: bytes, number: int) -> bool:
        """A component begins; False if there are too many."""
        self.parts += 1
        if (
            self.parts > self.caps.parts
            or self.kept_bytes > self.caps.kept_bytes
            or len(self.found.calendars) > _MOST_CALENDARS
        ):
            self.found.cut_at = number
            self.open = None
            return False
        if kind == b"VCALENDAR":
            self.found.is_calendar = True
            self._next_calendar()
            if self.open is not None:
                self._cut(self.open)
                self.open = None
            self.stack = [kind]
            return True
        if kind in _WANTED:
            # It stands in nothing but a calendar: whatever is open around it has no end.
            if self.open is not None:
                self._cut(self.open)
            self.stack = [b"VCALENDAR", kind]
            self.open = _Open(kind, number)
            self.found.is_calendar = True
            return True
        if len(self.stack) < _DEEPEST:
            self.stack.append(kind)
        if self.open is not None and self.open.kind == b"VTIMEZONE":
            self._keep(self.open, b"BEGIN", b"BEGIN:" + kind)
        return True

    def _next_calendar(self) -> None:
        """What follows belongs to another calendar."""
        if self.calendar != CalendarPart():
            self.calendar = CalendarPart()
            self.found.calendars.append(self.calendar)

    def _end(self, kind: bytes) -> bool:
        """A component ends, and with it all that was left open inside it; always True."""
        if kind not in self.stack:
            return True
        while self.stack[-1] != kind:
            self.stack.pop()
        part = self.open
        if part is not None:
            if len(self.stack) == _DEPTH and part.kind == kind:
                self.open = None
                self._close(part)
            elif len(self.stack) < _DEPTH:
                self.open = None
                self._cut(part)
            elif part.kind == b"VTIMEZONE":
                self._keep(part, b"END", b"END:" + kind)
        self.stack.pop()
        if kind == b"VCALENDAR":
            self._next_calendar()
        return True

    def _keep(self, part: _Open, name: bytes, line: bytes) -> None:
        """Keeps a line of the component being read, not of one inside it unless it is a zone's."""
        if len(self.stack) != _DEPTH and part.kind != b"VTIMEZONE":
            return
        if part.kind == b"VEVENT":
            if name in _RECURS:
                part.recurs = True
            elif name == b"DTSTART":
                # With two starts nobody knows which holds, and the full reading says so.
                part.recurs |= bool(part.start)
                part.start = line
            elif name == b"DTEND":
                part.end = line
            elif name == b"DURATION":
                part.length = line
        part.size += len(line)
        if part.size > self.caps.part_bytes:
            part.is_whole = False
            part.lines.clear()
        elif part.is_whole:
            part.lines.append(line)

    def _cut(self, part: _Open) -> None:
        """A component without its end."""
        name = decoded(part.kind)
        if part.kind == b"VEVENT":
            self.found.event_count += 1
        self._damage("cut-off", part.line, f"the {name} that begins here has no end")

    def _damage(self, code: str, line: int, message: str) -> None:
        self.found.damaged_count += 1
        if len(self.found.damaged) < self.caps.findings:
            self.found.damaged.append((code, line, message))

    def _close(self, part: _Open) -> None:
        """Keeps a whole component, or counts it."""
        kind = decoded(part.kind)
        if part.kind == b"VEVENT":
            self.found.event_count += 1
        if not part.is_whole:
            self._damage(
                "oversized", part.line, f"the {kind} has more than {self.caps.part_bytes} bytes of times"
            )
            return
        if part.kind == b"VEVENT" and not part.recurs and self._is_outside(part):
            self.found.outside_count += 1
            self._remember(part)
            return
        made = Part(kind, part.line, b"\n".join(part.lines))
        self.kept_bytes += part.size
        if part.kind == b"VEVENT":
            self.calendar.events.append(made)
        elif part.kind == b"VFREEBUSY":
            self.calendar.busy.append(made)
        else:
            named = next((one for one in part.lines if one[:4].upper() == b"TZID"), b"")
            self.calendar.zones.setdefault(property_of(named).value.strip(), made)

    def _is_outside(self, part: _Open) -> bool:
        """Whether it surely does not touch the window; what cannot be told so quickly is kept."""
        start = _DATE.search(part.start)
        if start is None:
            return False
        if start[1] > self.high:
            return True
        if part.length:
            return not part.end and start[1] < self.low and self._ends_before(start[1], part.length)
        if not part.end:
            return start[1] < self.low
        end = _DATE.search(part.end)
        return end is not None and start[1] < self.low and end[1] < self.low

    def _ends_before(self, start: bytes, length: bytes) -> bool:
        """Whether what begins on a date is surely over before the window."""
        try:
            day = stamp_of(start.decode()).seconds // DAY_SECONDS
            days, seconds = length_of(decoded(length.rpartition(b":")[2]))
        except Unreadable:
            return False
        return day + days + seconds // DAY_SECONDS + 1 < self.low_day

    def _remember(self, part: _Open) -> None:
        """Notes the version of an event that is only counted."""
        uid, version = identity(part.lines, is_cancel=self.calendar.method == "CANCEL")
        if uid and version > self.found.newest.get(uid, OLDEST):
            self.found.newest[uid] = version


OLDEST: Final[Version] = (-1, 0, b"", b"")
"""Older than any."""


def identity(lines: Iterable[bytes], *, is_cancel: bool) -> tuple[bytes, Version]:
    """The UID of an event, empty if it has none, and its version.

    Args:
        lines: Its lines.
        is_cancel: Whether it comes in a message that calls things off (RFC 5546 section 3.2.5).
    """
    values: dict[bytes, bytes] = {}
    for line in lines:
        head, _, value = line.partition(b":")
        name = head.partition(b";")[0].upper()
        if name in _IDENTITY:
            values.setdefault(name, value.strip())
    number = values.get(b"SEQUENCE", b"")
    sequence = int(number) if number.isdigit() and len(number) < 10 else 0
    cancelled = is_cancel or values.get(b"STATUS", b"").upper() == b"CANCELLED"
    version = (sequence, int(cancelled), values.get(b"LAST-MODIFIED", b""), values.get(b"DTSTAMP", b""))
    return values.get(b"UID", b""), version


_IDENTITY: Final = frozenset((b"DTSTAMP", b"LAST-MODIFIED", b"SEQUENCE", b"STATUS", b"UID"))
