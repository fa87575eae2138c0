"""Calendar files to try: read for busy time, examined, and taken for the file that was written before.

Law: whatever the bytes, reading them ends in a result or in an error of the library's own, whose rendering
works too.
"""

from __future__ import annotations

import json
from typing import Final

from overlap.adapters.busy_reader import read_busy
from overlap.adapters.ics_check import check_ics
from overlap.adapters.ics_export import export_ics
from overlap.adapters.ics_lines import read_components
from overlap.adapters.ics_read_parts import ReadingCaps
from overlap.core.recurrence import Recurrence
from overlap.errors import FileError
from overlap.people.entries import Guest, Moved, TimedEntry
from tests.fuzz.harness import Target

__all__ = ["BUSY", "FINDINGS", "PREVIOUS", "WORDS", "read_one"]

WORDS: Final = (
    *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VFREEBUSY", "END:VFREEBUSY"),
    *("BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:STANDARD", "END:STANDARD", "BEGIN:DAYLIGHT", "END:DAYLIGHT"),
    *(
        "UID:a",
        "UID:b",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
        "METHOD:CANCEL",
        "METHOD:REPLY",
        "TZID:Own",
        "SUMMARY:x",
    ),
    *("DTSTART:20260302T140000Z", "DTSTART;VALUE=DATE:20260302", "DTSTART;TZID=Own:20260329T023000"),
    *("DTSTART;TZID=Europe/Berlin:20260329T023000", "DTSTART:19700101T000000", "DTSTART:00010101T000000"),
    *("DTEND:20260302T150000Z", "DTEND;VALUE=DATE:20260304", "DURATION:PT1H", "DURATION:P1D", "DURATION:P2W"),
    *(
        "RRULE:FREQ=DAILY",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=9",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1",
    ),
    *(
        "RRULE:FREQ=YEARLY;BYWEEKNO=53;WKST=SU",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "EXRULE:FREQ=WEEKLY;WKST=TH;BYMONTH=1",
    ),
    *(
        "EXDATE:20260303T140000Z",
        "EXDATE;VALUE=DATE:20260304",
        "RDATE:20260320T140000Z",
        "X-WR-TIMEZONE:Asia/Manila",
    ),
    *("RDATE;VALUE=PERIOD:20260321T140000Z/PT2H", "RECURRENCE-ID:20260303T140000Z", "TZOFFSETFROM:+0100"),
    *(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260304T140000Z",
        "TZOFFSETTO:+0200",
        "FREEBUSY:20260302T140000Z/PT1H",
    ),
    *("ATTENDEE;PARTSTAT=DECLINED:mailto:ana@example.org", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CLASS:PRIVATE"),
)
"""Lines of which half of the files are made, so that the rest of the work is reached too."""


# Small bounds, so that thousands of files are read in the time that one may take.
_CAPS: Final = ReadingCaps(instances=500, all_instances=2_000, rule_days=2_000, all_days=10_000)


def read_one(data: bytes) -> None:
    """Reads a file of these bytes, and another one of the lines they choose."""
    chosen = "\n".join(WORDS[byte % len(WORDS)] for byte in data[:400])
    for content in (data, chosen.encode() + b"\n" + data[400:]):
        _read_busy(content)


def _read_busy(content: bytes) -> None:
    for zone in (None, "America/New_York"):
        try:
            found = read_busy(
                content, "2026-03-01", "2026-04-30", zone=zone, me="ana@example.org", caps=_CAPS
            )
        except FileError:
            continue
        json.dumps(found.to_dict())
        found.document("Asia/Kolkata")
        assert all(one.busy.start < one.busy.end for one in found.blocks)
        assert len(found.skipped) <= found.skipped_count


def _check(data: bytes) -> None:
    found = check_ics(data)
    assert len(found) <= 1_000
    assert found == tuple(sorted(found, key=lambda one: int(one.where.removeprefix("line "))))
    assert all(one.code and one.message.isprintable() for one in found)


_ANA: Final = Guest("Ana", "ana@example.org")

_PLAN: Final = (
    TimedEntry(
        "a",
        "Sync",
        "Europe/Berlin",
        29_541_000,
        30,
        Recurrence("week"),
        29_541_000 + 60 * 1440,
        moved=(Moved(29_541_000 + 7 * 1440, 29_541_060 + 7 * 1440),),
        organizer=_ANA,
        guests=(Guest("Bo", "bo@example.org"),),
    ),
    TimedEntry("b", "Once", "Asia/Manila", 29_542_000, 60),
)
"""What is written over a file of anything."""

_STAMP: Final = "2026-03-01T12:00Z"


def _merge(data: bytes) -> None:
    """A plan written over any file is a calendar, and written again it changes no byte."""
    written = export_ics(_PLAN, stamp=_STAMP, previous=data)
    (root,) = read_components(written)
    assert root.name == "VCALENDAR"
    assert {"a", "b"} <= {part.value("UID") for part in root.parts}
    again = export_ics(_PLAN, stamp=_STAMP, previous=written)
    assert again == written
    assert max(map(len, written.encode().split(b"\r\n"))) <= 75


_FILES: Final = (
    (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Asia/Manila\r\nBEGIN:VTIMEZONE\r\nTZID:Office\r\n"
        b"BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
        b"TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\n"
        b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"
        b"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20260301T120000Z\r\nDTSTART;TZID=Office:20260302T090000\r\n"
        b"DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=9\r\nEXDATE;TZID=Office:20260304T090000\r\nSUMMARY:Call\r\n"
        b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x\r\nRECURRENCE-ID;TZID=Office:20260309T090000\r\n"
        b"DTSTART:20260310T090000Z\r\nDTEND:20260310T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
    (
        b"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20260302T140000Z/PT1H\nEND:VFREEBUSY\n"
        b"BEGIN:VEVENT\nUID:c\nDTSTART;VALUE=DATE:20260304\nRDATE;VALUE=DATE:20260306\nTRANSP:TRANSPARENT\nEND:VEVENT\n"
        b"END:VCALENDAR\n"
    ),
    export_ics(_PLAN, stamp="2026-02-01T12:00Z").encode(),
    b"\x00\x1a\x21\x07\x15\x01",
)

_LINES: Final = (
    *(f"{word}\n".encode() for word in WORDS),
    *(
        b"TZID=",
        b";VALUE=DATE",
        b"BYDAY=-5SU",
        b"UNTIL=",
        b"INTERVAL=0",
        b"COUNT=",
        b"20260329T023000",
        b"P-1W",
    ),
    *(b"UID:a\n", b"SEQUENCE:99999999999\n", b"STATUS:CANCELLED\n", b"PRODID:-//overlap//overlap//EN\n"),
    *(b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@example.org\n", b"DTSTAMP:20260201T120000Z\n", b"\n "),
)

BUSY: Final = Target("busy", read_one, _FILES, _LINES, seconds=4.0, examples=60)

FINDINGS: Final = Target("findings", _check, _FILES, _LINES, seconds=4.0, examples=60)

PREVIOUS: Final = Target("previous", _merge, _FILES, _LINES, seconds=4.0, examples=60)
