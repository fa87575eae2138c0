"""Plans as calendar files: text, one file, or several.

Law: the same entries, stamp and file before give the same bytes on every machine; a plan that did not change
changes no byte, whatever the stamp. Files are written whole or not at all, several of them all or none.
RFC 5545, 5546, 7953, 7986.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, final
from unicodedata import normalize

from overlap.adapters.files import write_all
from overlap.adapters.ics_lines import Component, Line, read_components, to_text
from overlap.adapters.ics_previous import CalendarChanges, Merged, merge
from overlap.adapters.ics_text import escaped, one_line
from overlap.adapters.ics_writer import PRIVACIES, Privacy, components_of, utc_text
from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Moment, exact_of
from overlap.errors import BadArgument, FileError
from overlap.people.entries import ENTRY_KINDS, Entry, EntrySource
from overlap.people.listed import repeated, shown

__all__ = ["CalendarFile", "Source", "entries_in", "export_ics", "write_calendars", "write_ics"]

Source = EntrySource | Entry | Iterable[Entry | EntrySource]
"""What can be put into a calendar."""

Method = Literal["PUBLISH", "REQUEST", "CANCEL", ""]

_METHODS: Final = ("PUBLISH", "REQUEST", "CANCEL", "")

PRODID: Final = "-//overlap//overlap//EN"
"""Who wrote a file; without a version, which would change every file with each release."""

_LARGEST_BYTES: Final = 64 * 1024 * 1024
"""A file at the place of a new one that is larger was not written by us."""

_DEVICES: Final = frozenset(
    ["aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
"""What Windows takes for a device, whatever its ending."""

_LONGEST_NAME: Final = 100
"""Characters of a file's name, its ending apart; systems take 255 octets."""


@final
@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file after it was written.

    Attributes:
        path: Where it is.
        is_written: Whether its bytes are others than before; if not it was not touched.
        changes: What is different in it.
    """

    path: str
    is_written: bool
    changes: CalendarChanges


def export_ics(
    source: Source,
    *,
    stamp: Moment,
    name: str = "",
    previous: str | bytes | None = None,
    privacy: Privacy = "full",
    method: Method = "PUBLISH",
) -> str:
    r"""The text of a calendar file with everything a plan has for one.

    A series is a rule in its own zone, with a VTIMEZONE; where its wall time is skipped or repeated by a
    clock change, or lasts across one, readers would not agree, and that instance is an event of its own.

    Args:
        source: A result with `entries()`, an entry, or several of either.
        stamp: The instant of writing; new and changed events carry it.
        name: What calendar programs call the calendar; none with privacy "busy".
        previous: The file written before, or None: what did not change then keeps its stamps, what did gets
            a higher SEQUENCE, and what is gone is shown as cancelled until 30 days after its end.
        privacy: "full"; "private", which hides what entries that are private are about; or "busy", which
            tells busy times and nothing else.
        method: "PUBLISH" for files, "" for a CalDAV server, which takes none; mail has `export_requests`.

    Raises:
        BadArgument: If an argument is of another kind, an address is none, or two entries have one UID.
        NaiveDatetime, BadDate: If the stamp is no instant.
        FileError: If the file before is no calendar.

    Example:
        >>> from overlap.people.entries import TimedEntry
        >>> sync = TimedEntry("sync@example.com", "Sync", "Asia/Manila", 29_541_000, 30)
        >>> print(export_ics(sync, stamp="2026-03-01T12:00Z").replace("\r\n", "\n"))
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//overlap//overlap//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        BEGIN:VTIMEZONE
        TZID:Asia/Manila
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0800
        TZOFFSETTO:+0800
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:sync@example.com
        DTSTAMP:20260301T120000Z
        LAST-MODIFIED:20260301T120000Z
        SEQUENCE:0
        DTSTART;TZID=Asia/Manila:20260302T140000
        DTEND;TZID=Asia/Manila:20260302T143000
        SUMMARY:Sync
        CLASS:PUBLIC
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
        END:VEVENT
        END:VCALENDAR
        <BLANKLINE>
    """
    if method not in _METHODS:
        raise BadArgument(
            f"method is {shown(method)}", hint='use "PUBLISH", or "" for a server', field="method"
        )
    merged = merged_calendar(source, stamp=stamp, previous=previous, privacy=privacy)
    return calendar_text(merged.components, name="" if privacy == "busy" else name, method=method)


def write_ics(
    source: Source,
    path: str | os.PathLike[str],
    *,
    stamp: Moment,
    name: str = "",
    privacy: Privacy = "full",
) -> CalendarFile:
    """Writes a calendar file, whole or not at all, and tells what changed since it was written before.

    The file that is there is the one before; where it would not change it is not touched.

    Args:
        source: As for `export_ics`.
        path: Where.
        stamp: As for `export_ics`.
        name: As for `export_ics`.
        privacy: As for `export_ics`.

    Raises:
        FileError: If it cannot be written, or another program's file is there.
        BadArgument, NaiveDatetime, BadDate: As for `export_ics`.
    """
    (written,) = _write(
        {os.fspath(path): source}, stamp=stamp, names={os.fspath(path): name}, privacy=privacy
    )
    return written


def write_calendars(
    sources: Mapping[str, Source],
    directory: str | os.PathLike[str],
    *,
    stamp: Moment,
    names: Mapping[str, str] | None = None,
    privacy: Privacy = "full",
) -> tuple[CalendarFile, ...]:
    """Writes a calendar file for each of several, such as teams or people: all of them or none.

    Args:
        sources: What each file holds, by its name without the ending `.ics`.
        directory: The folder; made where there is none.
        stamp: As for `export_ics`.
        names: What programs call each calendar, by the same names.
        privacy: As for `export_ics`.

    Returns:
        What was written, in the order of the names given.

    Raises:
        FileError: If one cannot be written, or another program's file is there.
        BadArgument: If a name is none for a file, two differ in their case alone; or as for `export_ics`.
    """
    for key in sources:
        _check_name(key)
    twice = repeated(normalize("NFC", key.casefold()) for key in sources)
    if twice is not None:
        hint = "not all systems tell capitals apart, or a letter from itself with its accent behind it"
        raise BadArgument(f"two files are called {shown(twice)}", hint=hint)
    folder = os.fspath(directory)
    paths = {key: os.path.join(folder, f"{key}.ics") for key in sources}  # noqa: PTH118 - text in, text out
    called = {paths[key]: (names or {}).get(key, "") for key in sources}
    return _write(
        {paths[key]: source for key, source in sources.items()},
        stamp=stamp,
        names=called,
        privacy=privacy,
        folder=folder,
    )


def _check_name(key: str) -> None:
    allowed = isinstance(key, str) and 1 <= len(key) <= _LONGEST_NAME and one_line(key) == key
    if not allowed or key.startswith(".") or any(char in '/\\:*?"<>|' for char in key):
        raise BadArgument(f"{shown(key)} is no name for a file", hint="use an id, such as manila.ana")
    if key.partition(".")[0].strip().lower() in _DEVICES:
        raise BadArgument(f"{shown(key)} is a device on Windows", hint="use another id")


def _write(
    sources: Mapping[str, Source],
    *,
    stamp: Moment,
    names: Mapping[str, str],
    privacy: Privacy,
    folder: str | None = None,
) -> tuple[CalendarFile, ...]:
    texts: dict[str | os.PathLike[str], str] = {}
    told: list[CalendarFile] = []
    for path, source in sources.items():
        before = _read(path)
        merged = merged_calendar(source, stamp=stamp, previous=before, privacy=privacy)
        text = calendar_text(merged.components, name="" if privacy == "busy" else names[path])
        is_written = before != text.encode()
        if is_written:
            texts[path] = text
        told.append(CalendarFile(path, is_written, merged.changes))
    write_all(texts, folder=folder)
    return tuple(told)


def _read(path: str) -> bytes | None:
    """The file before, or None where there is none.

    Raises:
        FileError: If another program wrote it, or it cannot be read.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            found = file.read(_LARGEST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):  # writing then says what is in the way
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"cannot read {path}: {reason}", hint="choose another place") from error
    if found.strip():
        try:
            roots = read_components(found) if len(found) <= _LARGEST_BYTES else ()
        except FileError:
            roots = ()
        if [root.value("PRODID") for root in roots] != [PRODID]:
            raise FileError(
                f"{path} was not written by overlap", hint="choose another name, or remove it first"
            )
    return found


# The calendar


def entries_in(source: Source) -> tuple[Entry, ...]:
    """Everything a source has for a calendar, in order.

    Raises:
        BadArgument: If there is something else in it.
    """
    if isinstance(source, ENTRY_KINDS):
        return (source,)
    if not isinstance(source, (str, bytes)):
        found = getattr(source, "entries", None)
        if callable(found):
            return tuple(found())
        if isinstance(source, Iterable):
            return tuple(entry for one in source for entry in entries_in(one))
    raise BadArgument(
        f"{shown(source)} has nothing for a calendar",
        hint="give entries, or results that have them",
        field="source",
    )


def merged_calendar(
    source: Source, *, stamp: Moment, previous: str | bytes | None, privacy: Privacy
) -> Merged:
    """The components of a calendar, held against the file before."""
    if privacy not in PRIVACIES:
        raise BadArgument(f"privacy is {shown(privacy)}", hint=f"use {', '.join(PRIVACIES)}", field="privacy")
    written, now = stamp_of(stamp)
    components = [one for entry in entries_in(source) for one in components_of(entry, privacy)]
    return merge(components, previous, stamp=written, now=now, privacy=privacy)


def stamp_of(stamp: Moment) -> tuple[str, int]:
    """A stamp as a file has it, to the second, and as UTC minutes."""
    since = exact_of(stamp, name="stamp")
    minute, rest = divmod(since, timedelta(minutes=1))
    return f"{utc_text(minute)[:-3]}{rest.seconds:02d}Z", minute


def calendar_text(components: Sequence[Component], *, name: str = "", method: str = "PUBLISH") -> str:
    """The text of a calendar with some components, and the zones they are on."""
    from overlap.adapters.vtimezone import vtimezones

    head = [Line("VERSION", "2.0"), Line("PRODID", PRODID), Line("CALSCALE", "GREGORIAN")]
    if method:
        head.append(Line("METHOD", method))
    called = escaped(one_line(name))
    if called:
        head += [Line("NAME", called), Line("X-WR-CALNAME", called)]
    opened = to_text(Component("VCALENDAR", tuple(head))).removesuffix("END:VCALENDAR\r\n")
    keys, walls = _zones(components)
    # A wall time is at most a day from its instant.
    zones = vtimezones(keys, min(walls) - DAY, max(walls) + DAY) if keys else []
    return "".join([opened, *zones, *map(to_text, components), "END:VCALENDAR\r\n"])


def _zones(components: Iterable[Component]) -> tuple[set[str], list[int]]:
    """The zones of some components, and the days that they begin and end on, as minutes."""
    keys: set[str] = set()
    walls: list[int] = []
    for component in components:
        for line in component.lines:
            if line.parameter("TZID"):
                keys.add(line.parameter("TZID"))
                walls.append(_wall(line.value))
            elif line.name == "RRULE" and "UNTIL=" in line.value:
                walls.append(_wall(line.value.partition("UNTIL=")[2]))
        inner_keys, inner_walls = _zones(component.parts)
        keys |= inner_keys
        walls += inner_walls
    return keys, walls


def _wall(text: str) -> int:
    """Midnight of the date that a value of ours begins with."""
    return day_of(date(int(text[:4]), int(text[4:6]), int(text[6:8]))) * DAY
