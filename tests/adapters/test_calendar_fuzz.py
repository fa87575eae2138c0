"""Whatever stands in a file, reading it ends in a result or in one error, and costs no other event."""

from __future__ import annotations

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from overlap.adapters.busy_reader import read_busy
from overlap.adapters.busy_reading import BusyReading
from overlap.adapters.ics_read_parts import ReadingCaps
from overlap.errors import FileError
from overlap.render.text import to_text
from tests.adapters.calendars import BERLIN, PHONE, calendar, event
from tests.adapters.hostile import HOSTILE
from tests.fuzz.calendars import WORDS, read_one

SMALL = ReadingCaps(instances=300, all_instances=1_000, rule_days=2_000, all_days=10_000)
SOUND = event("DTSTART:20260315T100000Z", "DURATION:PT1H", "SUMMARY:Sound", uid="sound")

VALID = calendar(
    "X-WR-TIMEZONE:Asia/Manila",
    BERLIN,
    event("DTSTART;TZID=Office:20260302T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,-1WE;COUNT=9"),
    event("RECURRENCE-ID;TZID=Office:20260309T090000", "DTSTART:20260310T090000Z", "DTEND:20260310T100000Z"),
    event(
        PHONE, "DTEND:20260302T160000Z", "EXDATE:20260303T140000Z", "RRULE:FREQ=DAILY;UNTIL=20260320", uid="b"
    ),
    event("DTSTART;VALUE=DATE:20260304", "RDATE;VALUE=DATE:20260306", "TRANSP:TRANSPARENT", uid="c"),
    "BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20260302T140000Z/PT1H\nEND:VFREEBUSY",
).encode()


def sound_reading(content: bytes) -> BusyReading | None:
    """What comes of a file, shown in every way; None if it is no calendar."""
    try:
        found = read_busy(content, "2026-03-01", "2026-03-31", me="ana@example.org", caps=SMALL)
    except FileError:
        return None
    json.dumps(found.to_dict())
    assert "\x1b" not in to_text(found.document("Asia/Kolkata"))
    ends = [(one.busy.start, one.busy.end) for one in found.blocks]
    assert ends == sorted(ends)
    assert all(low < high for low, high in ends)
    assert len(found.skipped) <= found.skipped_count
    return found


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=20), max_size=30))
@example(["BEGIN:VEVENT", "BEGIN:VTIMEZONE", "BEGIN:STANDARD", "END:VEVENT"])
def test_any_mixture_of_lines_is_survived_and_costs_no_other_event(lines: list[str]) -> None:
    soup = "\n".join(lines).encode("utf-8", "replace")
    sound_reading(soup)
    for content in (calendar(SOUND).encode() + soup, soup + b"\n" + calendar(SOUND).encode()):
        found = sound_reading(content)
        assert found is not None
        assert "sound" in {one.uid for one in found.blocks}


@settings(max_examples=40)
@given(st.integers(0, len(VALID)), st.integers(0, 60), st.binary(max_size=20))
def test_a_file_with_a_hole_or_rubbish_in_it_is_survived(at: int, length: int, rubbish: bytes) -> None:
    sound_reading(VALID[:at] + rubbish + VALID[at + length :])


@given(st.integers(0, len(VALID)), st.sampled_from(sorted(HOSTILE)))
def test_a_file_that_ends_anywhere_is_survived(at: int, name: str) -> None:
    sound_reading(VALID[:at])
    sound_reading(HOSTILE[name].content[: at * 7])


@given(st.binary(max_size=300))
@example(b"")
def test_bytes_of_any_kind_are_survived(data: bytes) -> None:
    read_one(data)
