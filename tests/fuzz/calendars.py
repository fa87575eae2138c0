"""Calendar files made by a fuzzer that watches which code they reach; not part of the test suite.

Law: whatever the bytes, reading them ends in a result or in an error of the library's own, whose rendering
works too. Needs `pip install atheris`; runs until stopped, or as libFuzzer's options say:

    python -m tests.fuzz.calendars -max_total_time=600 corpus/
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any, Final

__all__ = ["WORDS", "main", "read_one"]

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


def read_one(data: bytes) -> None:
    """Reads a file of these bytes, and another one of the lines they choose."""
    from overlap.adapters.busy_reader import read_busy
    from overlap.adapters.ics_read_parts import ReadingCaps
    from overlap.errors import FileError

    # Small bounds, so that thousands of files are read in the time that one may take.
    caps = ReadingCaps(instances=500, all_instances=2_000, rule_days=2_000, all_days=10_000)
    chosen = "\n".join(WORDS[byte % len(WORDS)] for byte in data[:400])
    for content in (data, chosen.encode() + b"\n" + data[400:]):
        for zone in (None, "America/New_York"):
            try:
                found = read_busy(
                    content, "2026-03-01", "2026-04-30", zone=zone, me="ana@example.org", caps=caps
                )
            except FileError:
                continue
            json.dumps(found.to_dict())
            found.document("Asia/Kolkata")
            assert all(one.busy.start < one.busy.end for one in found.blocks)
            assert len(found.skipped) <= found.skipped_count


def main() -> None:
    """Runs the fuzzer with the options of the command line."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["overlap"]):
        import_module("overlap.adapters.busy_reader")
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
