"""Run as a program, with and without assertions: no text of an entry becomes a line of its own in a file.

Law: what gets through is the exit message; nothing here is an assertion, for with `-O` none would run.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from overlap.adapters.ics_export import export_ics
from overlap.core.recurrence import Recurrence
from overlap.errors import OverlapError
from overlap.people.entries import (
    AvailabilityEntry,
    DayEntry,
    Entry,
    FreeBusyEntry,
    Guest,
    Moved,
    TimedEntry,
)

STAMP = "2026-03-01T12:00Z"
START = 29_541_000

BREAKS = (
    "\r\n",
    "\n",
    "\r",
    "\u2028",
    "\x85",
    "\x0b",
    "\x1c",
    "\r\n ",
    '"\r\n',
    "\\\n",
    "\\\\\r\n",
    "\x00\r\n\x1b",
)
EVILS = (
    *(f"x{ends}X-EVIL:1" for ends in BREAKS),
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-EVIL:1",
    "x\ud800\r\nX-EVIL:1",
    "x" * 74 + "\r\nX-EVIL:1",
)


def entries(evil: str) -> list[Entry]:
    """Entries with a text in every place that takes one."""
    guest = Guest(evil, "a@example.com")
    timed = TimedEntry(
        "a@x",
        evil,
        "UTC",
        START,
        30,
        Recurrence("week"),
        START + 21 * 1440,
        moved=(Moved(START, START + 60, evil),),
        description=evil,
        location=evil,
        categories=(evil, evil),
        organizer=guest,
        guests=(guest, Guest(evil)),
        alarms=(5,),
    )
    inner = TimedEntry("w@x", evil, "UTC", START, 30, location=evil)
    return [
        timed,
        DayEntry("d@x", evil, date(2026, 3, 1), date(2026, 3, 1), evil, (evil,)),
        FreeBusyEntry("f@x", Guest(evil), START, START + 60, ()),
        FreeBusyEntry("g@x", guest, START, START + 60, ()),
        AvailabilityEntry("v@x", guest, "UTC", START, START + 60, (inner,)),
    ]


def check_texts(evil: str) -> None:
    """What may be any text is on the line it belongs to."""
    text = export_ics(entries(evil), stamp=STAMP, name=evil)
    text.encode()
    for line in text.splitlines():
        if line.startswith("X-EVIL"):
            raise SystemExit(f"got through: {evil!r}")
    if text.count("BEGIN:VEVENT\r\n") != 3 or text.count("BEGIN:VALARM\r\n") != 2:
        raise SystemExit(f"another event: {evil!r}")
    if text.splitlines() != text.removesuffix("\r\n").split("\r\n"):
        raise SystemExit(f"a line break of another kind: {evil!r}")


def check_names(evil: str) -> None:
    """What names somebody or something is refused."""
    plain = TimedEntry("a@x", "T", "UTC", START, 30, organizer=Guest("A", "a@example.com"))
    for entry in (
        replace(plain, uid=evil),
        replace(plain, url=f"https://a.example/{evil}"),
        replace(plain, organizer=Guest("A", f"{evil}@example.com")),
        replace(plain, guests=(Guest("A", f"a@example.com{evil}"),)),
    ):
        try:
            export_ics(entry, stamp=STAMP)
        except OverlapError:
            continue
        raise SystemExit(f"not refused: {entry!r}")


if __name__ == "__main__":
    for one in EVILS:
        check_texts(one)
        check_names(one)
    print("nothing got through")  # noqa: T201 - what the test waits for
