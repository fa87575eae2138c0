"""A calendar's text as what a server holds: one resource for each event, with all its instances.

Law: a resource is the components of one UID and the time zones they name, without METHOD (RFC 4791
section 4.1). Two are the same if they mean the same: when they were written and how often they were sent
does not count, nor what servers and people's programs add, such as answers, reminders and X- properties.
What was published carries a mark that holds for this UID and this calendar's name only: a copy has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, final

from overlap.adapters.ics_lines import Component, Line, read_components, to_text
from overlap.errors import FileError
from overlap.render.one_line import one_line

__all__ = [
    "Calendar",
    "Resource",
    "answered",
    "digest_of",
    "is_same",
    "mark_of",
    "marked",
    "read_calendar",
    "resource_name",
    "sequenced",
    "stored_digest",
    "stored_mark",
    "text_of",
    "unsent",
]

_MARK: Final = "X-OVERLAP-MARK"
_DIGEST: Final = "X-OVERLAP-DIGEST"
_PRODID: Final = "-//overlap//EN"
_HASHED: Final = 32
"""Hexadecimal digits kept of a hash: 128 bits, more than any calendar can make collide by chance."""

_TIMES: Final = frozenset({"CREATED", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "REQUEST-STATUS"})
"""When and how often something was written, not what."""

_DEFAULTS: Final = frozenset(
    {("CLASS", "PUBLIC"), ("PRIORITY", "0"), ("STATUS", "CONFIRMED"), ("TRANSP", "OPAQUE")}
)
"""What a property that is not there means, or is shown as (RFC 5545 sections 3.8.1 and 3.8.2)."""

_TELLING: Final = frozenset({"RANGE", "TZID"})
"""Parameters that change what a value means; servers rewrite others."""

_LISTS: Final = frozenset({"CATEGORIES", "EXDATE", "RDATE", "RESOURCES"})
_RULES: Final = frozenset({"EXRULE", "RRULE"})
_PEOPLE: Final = frozenset({"ATTENDEE", "ORGANIZER"})
_WHEN: Final = frozenset({"DTEND", "DTSTART", "DURATION", "RRULE"})
_COMMA: Final = re.compile(r"(?<!\\),")
_ESCAPED: Final = re.compile(r"\\([\\;,nN])")

Meaning = tuple[str, tuple[tuple[str, str], ...], str]
"""A property reduced to what counts: name, parameters, value."""


@final
@dataclass(frozen=True, slots=True)
class Resource:
    """One event as a server holds it.

    Attributes:
        uid: What it is called for ever.
        parts: Its components: the event, then its instances that differ, in the order of the file.
        zones: The VTIMEZONE of each zone they name, in order of the name.
    """

    uid: str
    parts: tuple[Component, ...]
    zones: tuple[Component, ...] = ()

    @property
    def title(self) -> str:
        """Its name, on one line."""
        return one_line(_unescaped(self.parts[0].value("SUMMARY"))).strip() or "(no title)"

    @property
    def starts(self) -> str:
        """When its first instance begins, as wall time with its zone: `2026-03-03 17:00 Asia/Kolkata`."""
        line = self.parts[0].line("DTSTART") or Line("DTSTART", "")
        found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?", line.value.strip())
        if found is None:
            return one_line(line.value)
        year, month, day, hour, minute, utc = found.groups()
        time = f" {hour}:{minute}" if hour else ""
        zone = " UTC" if utc else f" {one_line(line.parameter('TZID'))}".rstrip()
        return f"{year}-{month}-{day}{time}{zone}"

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off as a whole."""
        return self.parts[0].value("STATUS").strip().upper() == "CANCELLED" and not _key(self.parts[0])

    @property
    def sequence(self) -> int:
        """The highest SEQUENCE of its components."""
        return max(_number(part.value("SEQUENCE")) for part in self.parts)


@final
@dataclass(frozen=True, slots=True)
class Calendar:
    """What a text holds.

    Attributes:
        name: What it calls itself, or "".
        resources: Its events, in the order of the file.
        left_out: Kinds of components that no calendar on a server holds, in order, with their number.
    """

    name: str
    resources: tuple[Resource, ...]
    left_out: tuple[tuple[str, int], ...] = ()


def read_calendar(text: str) -> Calendar:
    """The events of an iCalendar text, one resource for each UID.

    Raises:
        FileError: If it is no calendar, an event has no UID or no start, or two are the same instance.
    """
    events: dict[str, list[Component]] = {}
    zones: dict[str, Component] = {}
    left_out: Counter[str] = Counter()
    name, is_calendar = "", False
    for calendar in read_components(text):
        if calendar.name != "VCALENDAR":
            continue
        is_calendar = True
        name = name or _unescaped(calendar.value("NAME") or calendar.value("X-WR-CALNAME"))
        for part in calendar.parts:
            if part.name == "VTIMEZONE":
                zones.setdefault(part.value("TZID").strip(), part)
            elif part.name == "VEVENT":
                events.setdefault(_checked_uid(part), []).append(part)
            else:
                left_out[part.name] += 1
    if not is_calendar:
        raise FileError("there is no calendar in the text", hint="give a whole calendar file (.ics)")
    resources = tuple(_resource(uid, parts, zones) for uid, parts in events.items())
    return Calendar(one_line(name).strip(), resources, tuple(left_out.items()))


def _checked_uid(part: Component) -> str:
    uid = part.value("UID").strip()
    for name, found in (("UID", uid), ("DTSTART", part.value("DTSTART"))):
        if not found:
            raise FileError(
                f"line {part.number}: an event without {name}",
                hint="every event of a calendar on a server has one",
            )
    return uid


def _resource(uid: str, parts: list[Component], zones: dict[str, Component]) -> Resource:
    """One event: its own component first."""
    seen: dict[tuple[Meaning, ...], Component] = {}
    for part in parts:
        first = seen.setdefault(_key(part), part)
        if first is not part:
            raise FileError(
                f'line {part.number}: the event "{one_line(uid)}" of line {first.number} once more',
                hint="leave one of them out",
            )
    ordered = tuple(sorted(parts, key=lambda part: bool(_key(part))))
    named = sorted(set(_zone_names(ordered)))
    return Resource(uid, ordered, tuple(zones[key] for key in named if key in zones))


def _zone_names(parts: Iterable[Component]) -> Iterator[str]:
    for part in parts:
        yield from (key for line in part.lines if (key := line.parameter("TZID").strip()))
        yield from _zone_names(part.parts)


def _key(part: Component) -> tuple[Meaning, ...]:
    """Which instance a component is; empty for the event as a whole."""
    line = part.line("RECURRENCE-ID")
    return () if line is None else tuple(_meaning(line))


# Meaning


def _meaning(line: Line, *, exact: bool = False) -> Iterator[Meaning]:
    """What a line says, however it is written; exactly, or as far as servers leave it alone."""
    parameters = tuple(sorted((key, value) for key, value in line.parameters if exact or key in _TELLING))
    if line.name in _LISTS:
        values = [_unescaped(one.strip()) for one in _COMMA.split(line.value)]
    elif line.name in _RULES:
        values = [";".join(sorted(filter(None, line.value.strip().upper().split(";"))))]
    elif line.name in _PEOPLE:
        values = [line.value.strip().lower()]
    else:
        values = [_unescaped(line.value).strip()]
    for value in values:
        if value and (line.name, value) not in _DEFAULTS:
            yield line.name, parameters, value


def _meanings(part: Component, *, exact: bool = False) -> Counter[Meaning]:
    """What a component says, apart from when it was written."""
    return Counter(
        one
        for line in part.lines
        if line.name not in _TIMES and (exact or not line.name.startswith("X-"))
        for one in _meaning(line, exact=exact)
    )


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def is_same(wanted: Resource, stored: Resource) -> bool:
    """Whether a server's version says what is wanted.

    Reminders are everybody's own and are not compared, nor are the answers of guests and X- properties.
    """
    ours = {_key(part): _meanings(part) for part in wanted.parts}
    theirs = {_key(part): _meanings(part) for part in stored.parts}
    return ours == theirs


def digest_of(resource: Resource) -> str:
    """A hash of all that a resource says, reminders and time zones too; not of when it was written."""

    def told(part: Component) -> list[object]:
        own = sorted(_meanings(part, exact=True).items())
        return [part.name, own, [told(inner) for inner in part.parts]]

    return _hash(repr([told(part) for part in (*resource.parts, *resource.zones)]))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:_HASHED]


# Marks


def mark_of(name: str, uid: str) -> str:
    """The mark of an event that was published from the calendar of this name."""
    return _hash(f"{name}\0{uid}")


def stored_mark(resource: Resource) -> str:
    """The mark a resource carries, or ""."""
    return _first(resource, _MARK)


def stored_digest(resource: Resource) -> str:
    """The digest of what was last published, or ""."""
    return _first(resource, _DIGEST)


def _first(resource: Resource, name: str) -> str:
    return next((found for part in resource.parts if (found := part.value(name).strip())), "")


def marked(resource: Resource, name: str) -> Resource:
    """The resource with its mark and its digest."""
    ours = (Line(_MARK, mark_of(name, resource.uid)), Line(_DIGEST, digest_of(resource)))
    first, *others = (_without(part, {_MARK, _DIGEST}) for part in resource.parts)
    first = replace(first, lines=(*first.lines, *ours))
    return replace(resource, parts=(first, *others))


def _without(part: Component, names: set[str]) -> Component:
    return replace(part, lines=tuple(line for line in part.lines if line.name not in names))


def resource_name(uid: str) -> str:
    """A file name for a UID: what UIDs hold need not be safe in an address."""
    return f"overlap-{_hash(uid)}.ics"


# What is sent


def unsent(resource: Resource) -> Resource:
    """The resource with the word to its server to invite nobody (RFC 6638 section 7.1)."""
    parts = (
        replace(
            part,
            lines=tuple(
                _with(line, "SCHEDULE-AGENT", "CLIENT") if line.name in _PEOPLE else line
                for line in part.lines
            ),
        )
        for part in resource.parts
    )
    return replace(resource, parts=tuple(parts))


def sequenced(resource: Resource, least: int) -> Resource:
    """The resource with no SEQUENCE below `least`."""
    parts = []
    for part in resource.parts:
        number = max(_number(part.value("SEQUENCE")), least)
        kept = _without(part, {"SEQUENCE"})
        parts.append(replace(kept, lines=(*kept.lines, Line("SEQUENCE", str(number)))))
    return replace(resource, parts=tuple(parts))


def answered(resource: Resource, stored: Resource) -> Resource:
    """The resource with the answers that guests have given, where its time is still the one they answered."""
    theirs = {_key(part): part for part in stored.parts}
    parts = []
    for part in resource.parts:
        old = theirs.get(_key(part))
        if old is not None and _when(old) == _when(part):
            told = {
                line.value.strip().lower(): line.parameter("PARTSTAT")
                for line in old.lines
                if line.name == "ATTENDEE" and line.parameter("PARTSTAT")
            }
            lines = (
                _with(line, "PARTSTAT", told[line.value.strip().lower()])
                if line.name == "ATTENDEE" and line.value.strip().lower() in told
                else line
                for line in part.lines
            )
            part = replace(part, lines=tuple(lines))
        parts.append(part)
    return replace(resource, parts=tuple(parts))


def _when(part: Component) -> Counter[Meaning]:
    return Counter(one for line in part.lines if line.name in _WHEN for one in _meaning(line))


def _with(line: Line, name: str, value: str) -> Line:
    kept = tuple(pair for pair in line.parameters if pair[0] != name)
    return replace(line, parameters=(*kept, (name, value)))


def text_of(resource: Resource) -> str:
    """The resource as a text of its own, for a server: no METHOD, and the zones before the events."""
    head = (Line("VERSION", "2.0"), Line("PRODID", _PRODID))
    return to_text(Component("VCALENDAR", head, (*resource.zones, *resource.parts)))
