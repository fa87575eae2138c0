"""A calendar held against the file written before it: what is new, changed, unchanged, or called off.

Law: what did not change keeps its DTSTAMP, LAST-MODIFIED and SEQUENCE, so that writing the same plan again
changes no byte; what did gets a SEQUENCE one higher than any it had. An instance never has a lower one than
its series. What is gone is shown as cancelled, for subscribers to drop it, until 30 days after it would have
been over; what was over already just goes. Answers of guests stay where the times do (RFC 5546 section 2.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple, final

from overlap.adapters.ics_lines import Component, Line, read_components
from overlap.adapters.ics_text import one_line, parameter
from overlap.adapters.ics_writer import HASHED, Privacy
from overlap.core.civil import DAY, day_of
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.core.zones import zone as zone_of
from overlap.core.zones import zone_keys
from overlap.errors import BadArgument, FileError
from overlap.people.listed import shown

__all__ = ["CalendarChanges", "Merged", "merge", "people_of"]

_MARGIN: Final = 30 * DAY
"""How long after its end something cancelled is still told of: no subscription is read less often."""

_VOLATILE: Final = frozenset({"CREATED", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE"})

_COMPARED: Final = frozenset(
    {
        *("ACTION", "ATTENDEE", "BUSYTYPE", "CATEGORIES", "CLASS", "COMMENT", "CONFERENCE", "DESCRIPTION"),
        *("DTEND", "DTSTART", "EXDATE", "FREEBUSY", "LOCATION", "ORGANIZER", "RECURRENCE-ID", "RRULE"),
        *("STATUS", "SUMMARY", "TRANSP", "TRIGGER", "UID", "URL", "X-MICROSOFT-CDO-BUSYSTATUS"),
    }
)
"""What makes an event another; what servers and people's programs add is theirs."""

_TIMES: Final = frozenset({"DTSTART", "DTEND", "RRULE", "EXDATE", "RECURRENCE-ID"})
_ANSWERS: Final = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE"})

_STAMP: Final = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_MOMENT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_RULE: Final = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY)(?:;[A-Z]+=[A-Z0-9,+-]+)*")
_UNTIL: Final = re.compile(r"(?:^|;)UNTIL=(\d{8}T\d{6}Z)(?:;|$)", re.ASCII)
_MAILTO: Final = re.compile(r"(?i:mailto):[^\s@<>()\[\]\\,;:\"?&#/]+@[^\s@<>()\[\]\\,;:\"?&#/%]+")
_HIDDEN: Final = re.compile(rf"[0-9a-f]{{32}}(?:\.(?:from|on)-\d{{8}})?{re.escape(HASHED)}")


@final
@dataclass(frozen=True, slots=True)
class CalendarChanges:
    """What a new calendar changes in the one before, as UIDs in the order of the file.

    Attributes:
        created: New ones; all of them where nothing was there before.
        changed: With a higher SEQUENCE than before.
        unchanged: As they were.
        cancelled: Called off, or gone, since.
    """

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    cancelled: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.created or self.changed or self.cancelled)


class Merged(NamedTuple):
    """The components of a calendar with their stamps, what they change, and what was there before."""

    components: tuple[Component, ...]
    changes: CalendarChanges
    before: dict[str, dict[str, Component]]


def merge(
    components: Iterable[Component],
    previous: str | bytes | None,
    *,
    stamp: str,
    now: int,
    privacy: Privacy,
) -> Merged:
    """The components with their stamps, and those that are gone, as cancelled.

    Args:
        components: What is to be written, without stamps; those of one UID follow each other.
        previous: The file written before, or None.
        stamp: What stamps of new and changed ones say.
        now: The same instant, in UTC minutes.
        privacy: Whom the file is for; nothing of the file before is told to others.

    Raises:
        BadArgument: If two entries have one UID.
        FileError: If the file before is no calendar.
    """
    before = _by_uid(_previous(previous))
    groups: dict[str, list[Component]] = {}
    for component in components:
        groups.setdefault(component.value("UID"), []).append(component)
    created, changed, unchanged, cancelled = [], [], [], []
    made: list[Component] = []
    for uid, group in groups.items():
        old = before.get(uid, {})
        written, is_same = _group(group, old, stamp)
        made += written
        if not old:
            created.append(uid)
        elif is_same:
            unchanged.append(uid)
        elif _is_cancelled(group[0]) and not _is_cancelled(old.get("")):
            cancelled.append(uid)
        else:
            changed.append(uid)
    for uid, old in before.items():
        if uid in groups:
            continue
        gone = _gone(old, stamp, now, privacy)
        if gone is not None:
            made.append(gone)
            if not _is_cancelled(old.get("")):
                cancelled.append(uid)
    told = CalendarChanges(tuple(created), tuple(changed), tuple(unchanged), tuple(cancelled))
    return Merged(tuple(made), told, before)


# What was there


def _previous(text: str | bytes | None) -> Iterator[Component]:
    """The events and other entries of the file before."""
    if text is None or not text.strip():
        return
    calendars = [root for root in read_components(text) if root.name == "VCALENDAR"]
    if not calendars:
        raise FileError("the file written before is no calendar", hint="give the text of an .ics file")
    for calendar in calendars:
        yield from (one for one in calendar.parts if one.name in ("VEVENT", "VFREEBUSY", "VAVAILABILITY"))


def _by_uid(components: Iterable[Component]) -> dict[str, dict[str, Component]]:
    """Components by UID and by the instance they are of, "" for the series itself; the newest of each."""
    found: dict[str, dict[str, Component]] = {}
    for one in components:
        uid = one.value("UID")
        if not uid:
            continue
        known = found.setdefault(uid, {})
        key = one.value("RECURRENCE-ID")
        if key not in known or _sequence(known[key]) <= _sequence(one):
            known[key] = one
    return found


def _sequence(component: Component) -> int:
    text = component.value("SEQUENCE")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _is_cancelled(component: Component | None) -> bool:
    return component is not None and component.value("STATUS").upper() == "CANCELLED"


# What is there now


def _group(group: Sequence[Component], old: dict[str, Component], stamp: str) -> tuple[list[Component], bool]:
    """The components of one UID with their stamps, and whether all is as it was."""
    keys = [component.value("RECURRENCE-ID") for component in group]
    if len(set(keys)) < len(keys):
        raise BadArgument(
            f"two entries have the UID {shown(group[0].value('UID'))}",
            hint="give each entry of a calendar its own",
            field="source",
        )
    vanished = [one for key, one in old.items() if key and key not in keys]
    # The calendar that still has a moved instance must let it go: its series becomes newer than it.
    least = max(map(_sequence, vanished), default=-1) + 1
    all_same = True
    written: list[Component] = []
    series = 0
    for key, component in zip(keys, group, strict=True):
        was = old.get(key)
        if was is None:
            is_same = False
            sequence = _sequence(old[""]) + 1 if "" in old else least
        else:
            component = _with_answers(component, was)
            is_same = _content(component) == _content(was)
            sequence = _sequence(was) + (not is_same)
        lowest = series if key else least
        is_same = is_same and sequence >= lowest
        sequence = max(sequence, lowest)
        if not key:
            series = sequence
        all_same = all_same and is_same
        written.append(_stamped(component, stamp, was if is_same else None, sequence))
    return written, all_same


def _stamped(component: Component, stamp: str, was: Component | None, sequence: int) -> Component:
    """A component with its stamps: those it had, or new ones."""
    made, modified = (
        (was.value(name) if was is not None and _STAMP.fullmatch(was.value(name)) else stamp)
        for name in ("DTSTAMP", "LAST-MODIFIED")
    )
    stamps = [Line("DTSTAMP", made)]
    if component.name != "VFREEBUSY":  # RFC 5545 section 3.6.4 gives it no others
        stamps += [Line("LAST-MODIFIED", modified), Line("SEQUENCE", str(sequence))]
    uid, *others = component.lines
    parts = tuple(
        replace(part, lines=(part.lines[0], stamps[0], *part.lines[1:])) if part.name == "AVAILABLE" else part
        for part in component.parts
    )
    return Component(component.name, (uid, *stamps, *others), parts)


def _content(component: Component) -> tuple[object, ...]:
    """What makes a component another one: not its stamps, its order, or what others added to it."""
    found = sorted(_canonical(line) for line in component.lines if line.name in _COMPARED)
    parts = sorted(str(_content(part)) for part in component.parts)
    return component.name, tuple(found), tuple(parts)


def _canonical(line: Line) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    if line.name in ("ATTENDEE", "ORGANIZER"):
        kept = tuple(sorted(one for one in line.parameters if one[0] in ("CN", "ROLE")))
        return line.name, line.value.lower(), kept
    zone = tuple(one for one in line.parameters if one[0] in ("TZID", "FBTYPE"))
    value = ";".join(sorted(line.value.split(";"))) if line.name == "RRULE" else line.value
    return line.name, value, zone


def _with_answers(component: Component, was: Component) -> Component:
    """A component in which guests have answered as before, where its times are as before."""
    if _times(component) != _times(was):
        return component
    answers = {
        line.value.lower(): line.parameter("PARTSTAT").upper()
        for line in was.lines
        if line.name == "ATTENDEE" and line.parameter("PARTSTAT").upper() in _ANSWERS
    }
    return replace(component, lines=tuple(_answered(line, answers) for line in component.lines))


def _answered(line: Line, answers: dict[str, str]) -> Line:
    answer = answers.get(line.value.lower()) if line.name == "ATTENDEE" else None
    if answer is None:
        return line
    given = tuple((name, answer if name == "PARTSTAT" else value) for name, value in line.parameters)
    return replace(line, parameters=given)


def _times(component: Component) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    return sorted(_canonical(line) for line in component.lines if line.name in _TIMES)


# What is gone


def _gone(old: dict[str, Component], stamp: str, now: int, privacy: Privacy) -> Component | None:
    """What is told of an event that is in the file no longer, or None."""
    master = old.get("")
    if master is None or master.name != "VEVENT":
        return None
    uid = one_line(master.value("UID"))
    is_hidden = _HIDDEN.fullmatch(uid) is not None
    is_private = master.value("CLASS").upper() == "PRIVATE"
    if not is_hidden and (privacy == "busy" or (privacy == "private" and is_private)):
        return None  # its name is not for these readers, and theirs was another
    times = tuple(_plain_times(master))
    end = _end(times)
    was_cancelled = _is_cancelled(master)
    if end is None or end + (_MARGIN if was_cancelled else 0) < now:
        return None
    kept = [Line("UID", uid), *times]
    title = "Busy" if privacy == "busy" else one_line(master.value("SUMMARY"))
    kept.append(Line("SUMMARY", title or "Untitled"))
    if privacy != "busy":
        kept.append(Line("CLASS", "PRIVATE" if is_private else "PUBLIC"))
    kept += [
        Line("STATUS", "CANCELLED"),
        Line("TRANSP", "TRANSPARENT"),
        Line("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
    ]
    if privacy != "busy":
        kept += people_of(master)
    bare = Component("VEVENT", tuple(kept))
    if was_cancelled:
        return _stamped(bare, stamp, master, _sequence(master))
    return _stamped(bare, stamp, None, max(map(_sequence, old.values())) + 1)


def _plain_times(component: Component) -> Iterator[Line]:
    """The lines of a file that say when, those in the form in which we write them."""
    for line in component.lines:
        if line.name in ("DTSTART", "DTEND", "EXDATE"):
            zone = line.parameter("TZID")
            found = _MOMENT.fullmatch(line.value)
            if found is None or _instant(line) is None or (zone and (found[7] or zone not in zone_keys())):
                continue
            parameters = (("TZID", zone),) if zone else () if found[4] else (("VALUE", "DATE"),)
            yield Line(line.name, line.value, parameters)
        elif line.name == "RRULE" and _RULE.fullmatch(line.value):
            yield Line("RRULE", line.value)


def _instant(line: Line) -> int | None:
    """The instant of a line that says when, in UTC minutes; a date is its own midnight in UTC."""
    found = _MOMENT.fullmatch(line.value)
    if found is None:
        return None
    year, month, day, hour, minute, _, utc = found.groups()
    try:
        on = day_of(date(int(year), int(month), int(day)))
    except ValueError:
        return None
    if not FIRST_YEAR < int(year) < LAST_YEAR:
        return None
    if hour is not None and not (int(hour) < 24 and int(minute) < 60):
        return None
    wall = on * DAY + int(hour or 0) * 60 + int(minute or 0)
    zone = line.parameter("TZID")
    return wall if utc or zone not in zone_keys() else zone_of(zone).to_instant(wall)


def _end(times: Sequence[Line]) -> int | None:
    """The instant at which an event is over for good, or None where that cannot be told."""
    start, end = (
        next((_instant(line) for line in times if line.name == name), None) for name in ("DTSTART", "DTEND")
    )
    if start is None or end is None:
        return None
    rule = next((line.value for line in times if line.name == "RRULE"), None)
    if rule is None:
        return end
    until = _UNTIL.search(rule)
    last = None if until is None else _instant(Line("UNTIL", until[1]))
    return None if last is None else last + end - start


def people_of(component: Component) -> Iterator[Line]:
    """Who invites and who was invited, as we write them."""
    for line in component.lines:
        if line.name in ("ORGANIZER", "ATTENDEE") and _MAILTO.fullmatch(line.value):
            given = tuple(
                (name, parameter(value))
                for name, value in line.parameters
                if name in ("CN", "PARTSTAT", "ROLE", "RSVP") and parameter(value)
            )
            yield Line(line.name, line.value, given)
