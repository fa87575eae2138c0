"""Thirteen files written by hand, and what each stranger is known to read in them.

They say what our exporter has to avoid: where readers disagree about a file that the RFC allows, the exporter
writes another. The expected instants are the RFC's, section 3.3.5 for skipped and repeated times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from overlap.adapters.vtimezone import vtimezone_text
from tests.properties.oracle import DAY, minute_of
from tests.readers.battery import READERS, Answer, Question, Reader, ask, calendar
from tests.readers.entry_oracle import instant_of
from tests.readers.programmes import wall

HEAD = "UID:sample@example.com\nDTSTAMP:20260101T000000Z\nSUMMARY:Sync"


@dataclass(frozen=True)
class Sample:
    """A file with one event, and when it takes place."""

    name: str
    zone: str
    lines: str
    walls: tuple[str, ...]
    minutes: int = 30

    def question(self) -> Question:
        zones = [vtimezone_text(self.zone, minute_of(2026), minute_of(2027))] if self.zone else []
        events = [
            f"BEGIN:VEVENT\n{HEAD}\n{lines.strip()}\nEND:VEVENT"
            for lines in self.lines.replace("ZONE", f"TZID={self.zone}").split("---\n")
        ]
        return Question(self.name, calendar(*zones, *events), minute_of(2025), minute_of(2028))

    def expected(self) -> Answer:
        starts = [instant_of(self.zone, wall(text)) if self.zone else wall(text) for text in self.walls]
        return [(start, start + self.minutes, "Sync") for start in starts]


def at(time: str, *dates: str) -> tuple[str, ...]:
    return tuple(f"{on}T{time}" for on in dates)


SAMPLES = (
    Sample(
        "a skipped and a moved instance",
        "America/New_York",
        """DTSTART;ZONE:20260217T100000
DTEND;ZONE:20260217T103000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO;UNTIL=20260331T140000Z
EXDATE;ZONE:20260303T100000
---
RECURRENCE-ID;ZONE:20260317T100000
DTSTART;ZONE:20260318T110000
DTEND;ZONE:20260318T113000
""",
        ("2026-02-17T10:00", "2026-03-18T11:00", "2026-03-31T10:00"),
    ),
    Sample(
        "Ramadan",
        "Africa/Casablanca",
        """DTSTART;ZONE:20260209T090000
DTEND;ZONE:20260209T093000
RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330T080000Z
""",
        at(
            "09:00",
            *("2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02"),
            *("2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"),
        ),
    ),
    Sample(
        "nights",
        "Europe/London",
        """DTSTART;ZONE:20260323T220000
DTEND;ZONE:20260324T060000
RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260407T210000Z
""",
        at("22:00", "2026-03-23", "2026-03-24", "2026-03-30", "2026-03-31", "2026-04-06", "2026-04-07"),
        minutes=480,
    ),
    Sample(
        "the first day of the week",
        "America/New_York",
        """DTSTART;ZONE:20260804T090000
DTEND;ZONE:20260804T093000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;UNTIL=20260901T130000Z
""",
        at("09:00", "2026-08-04", "2026-08-16", "2026-08-18", "2026-08-30", "2026-09-01"),
    ),
    Sample(
        "half an hour",
        "Australia/Lord_Howe",
        """DTSTART;ZONE:20260329T090000
DTEND;ZONE:20260329T093000
RRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20260411T230000Z
""",
        at("09:00", "2026-03-29", "2026-04-05", "2026-04-12"),
    ),
    Sample(
        "the last working day",
        "America/New_York",
        """DTSTART;ZONE:20260130T090000
DTEND;ZONE:20260130T093000
RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20260430T130000Z
""",
        at("09:00", "2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30"),
    ),
    Sample(
        "a time that is skipped",
        "America/New_York",
        """DTSTART;ZONE:20260301T023000
DURATION:PT30M
RRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20260315T063000Z
""",
        at("02:30", "2026-03-01", "2026-03-08", "2026-03-15"),
    ),
    Sample(
        "a time that is repeated",
        "America/New_York",
        """DTSTART;ZONE:20261025T013000
DURATION:PT30M
RRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20261108T063000Z
""",
        at("01:30", "2026-10-25", "2026-11-01", "2026-11-08"),
    ),
    Sample(
        "a date added",
        "America/New_York",
        """DTSTART;ZONE:20260505T090000
DTEND;ZONE:20260505T093000
RRULE:FREQ=WEEKLY;UNTIL=20260519T130000Z
RDATE;ZONE:20260507T100000
""",
        ("2026-05-05T09:00", "2026-05-07T10:00", "2026-05-12T09:00", "2026-05-19T09:00"),
    ),
    Sample(
        "whole days",
        "",
        """DTSTART;VALUE=DATE:20260501
DTEND;VALUE=DATE:20260503
""",
        ("2026-05-01T00:00",),
        minutes=2 * DAY,
    ),
    Sample(
        "the first instance moved",
        "Asia/Kolkata",
        """DTSTART;ZONE:20260504T100000
DTEND;ZONE:20260504T103000
RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260518T043000Z
---
RECURRENCE-ID;ZONE:20260504T100000
DTSTART;ZONE:20260505T090000
DTEND;ZONE:20260505T093000
""",
        ("2026-05-05T09:00", "2026-05-11T10:00", "2026-05-18T10:00"),
    ),
    Sample(
        "an instance moved in UTC",
        "",
        """DTSTART:20260504T100000Z
DTEND:20260504T103000Z
RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260518T100000Z
---
RECURRENCE-ID:20260511T100000Z
DTSTART:20260512T090000Z
DTEND:20260512T093000Z
""",
        ("2026-05-04T10:00", "2026-05-12T09:00", "2026-05-18T10:00"),
    ),
    Sample(
        "just after a skip",
        "America/New_York",
        """DTSTART;ZONE:20260308T030000
DTEND;ZONE:20260308T033000
""",
        ("2026-03-08T03:00",),
    ),
)

SKIPPED = "a time that is skipped"
REPEATED = "a time that is repeated"
ADDED = "a date added"
FIRST_MOVED = "the first instance moved"
MOVED_IN_UTC = "an instance moved in UTC"

WRONG: dict[str, dict[str, str]] = {
    "recurring-ical-events": {
        SKIPPED: "its end is worked out on the wall clock, before its start",
        REPEATED: "its end is worked out on the wall clock, an hour late",
    },
    "ical": {
        MOVED_IN_UTC: "it shows the instance at both times",
        SKIPPED: "its end is worked out on the wall clock, before its start",
        REPEATED: "its end is worked out on the wall clock, an hour late",
    },
    "khal": {REPEATED: "it takes the second time"},
    "Radicale": {SKIPPED: "it takes the time before the skip"},
    "xandikos": {},
    "vobject": {SKIPPED: "it takes the time before the skip"},
    "icalevents": {
        SKIPPED: "its end is worked out on the wall clock, before its start",
        REPEATED: "its end is worked out on the wall clock, an hour late",
        ADDED: "it knows no RDATE",
    },
    "ical.js": {SKIPPED: "it takes the time before the skip", REPEATED: "it takes the second time"},
    "node-ical": {SKIPPED: "the instance is lost", ADDED: "it knows no RDATE"},
    "ical-expander": {
        "Ramadan": "it has zones of its own from 2016, and prefers them to the file's",
        SKIPPED: "it takes the time before the skip",
        REPEATED: "it takes the second time",
    },
    "libical": {
        SKIPPED: "the instances after it stay an hour late",
        REPEATED: "it takes the second time",
        ADDED: "the date added gets another time",
    },
    "sabre/vobject": {
        SKIPPED: "the instances after it stay an hour late",
        ADDED: "it knows no RDATE",
        FIRST_MOVED: "it shows the instance at both times",
    },
}
"""What each reader reads otherwise than the RFC says, and how."""


@cache
def answers(reader: Reader) -> dict[str, Answer]:
    return ask(reader, [sample.question() for sample in SAMPLES])


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_a_reader_is_right_and_wrong_where_the_table_says_so(reader: Reader) -> None:
    found = answers(reader)
    wrong = {sample.name for sample in SAMPLES if found[sample.name] != sample.expected()}
    assert wrong == WRONG[reader.name].keys()


def test_no_way_to_write_a_skipped_a_repeated_or_an_added_time_is_read_by_all() -> None:
    # Why the exporter writes such instances as single events in UTC.
    for name in (SKIPPED, REPEATED, ADDED):
        assert sum(name in wrong for wrong in WRONG.values()) >= 4


def test_every_reader_is_in_the_table() -> None:
    assert [reader.name for reader in READERS] == list(WRONG)
    names = {sample.name for sample in SAMPLES}
    assert all(wrong.keys() <= names for wrong in WRONG.values())
