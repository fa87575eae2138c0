"""What is found in calendar files of any kind."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.ics_check import _Check, check_ics
from overlap.adapters.ics_export import export_ics
from overlap.adapters.ics_lines import read_components
from overlap.adapters.vtimezone import vtimezones
from overlap.errors import FileError, OverlapError
from overlap.people.entries import AvailabilityEntry, DayEntry, FreeBusyEntry, Guest, TimedEntry
from tests.adapters.drawn_entries import plans, timed_entries
from tests.adapters.test_ics_previous import EARLY, LATE
from tests.adapters.test_ics_writer import meeting

ZONES = ("America/New_York", "Asia/Gaza", "Europe/Warsaw", "Asia/Manila")


def calendar(*events: str, zones: tuple[str, ...] = ZONES) -> str:
    """A file with some events, each as its lines."""
    described = "".join(vtimezones(zones, 29_500_000, 29_600_000))
    body = "".join(
        f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n".replace("\r\n", "\n") for event in events
    )
    return "BEGIN:VCALENDAR\n" + described.replace("\r\n", "\n") + body + "END:VCALENDAR\n"


def event(*lines: str, uid: str = "1", start: str = "DTSTART;TZID=America/New_York:20260302T090000") -> str:
    """The lines of an event: its name, its stamp, its start, and others."""
    return "\n".join([f"UID:{uid}", "DTSTAMP:20260301T120000Z", *([start] if start else []), *lines])


def codes(*events: str, zones: tuple[str, ...] = ZONES) -> list[str]:
    """What is found in a file with some events."""
    return [found.code for found in check_ics(calendar(*events, zones=zones))]


END = "DTEND;TZID=America/New_York:20260302T100000"
WEEKLY = "RRULE:FREQ=WEEKLY;UNTIL=20260330T130000Z"
GAP = "DTSTART;TZID=America/New_York:20260301T023000"


def test_a_sound_series_is_sound() -> None:
    moved = event(
        "RECURRENCE-ID;TZID=America/New_York:20260309T090000",
        start="DTSTART;TZID=America/New_York:20260310T090000",
    )
    exdate = "EXDATE;TZID=America/New_York:20260316T090000"
    assert codes(event(END, WEEKLY, exdate), moved) == []
    assert codes(event("DTEND:20260302T150000Z", start="DTSTART:20260302T140000Z")) == []
    assert codes(event("DTEND;VALUE=DATE:20260303", start="DTSTART;VALUE=DATE:20260302")) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (event("RRULE:FREQ=WEEKLY;COUNT=5;UNTIL=20260330T130000Z"), "until-and-count"),
        (event("RRULE:FREQ=WEEKLY;UNTIL=20260330T090000"), "until-not-utc"),
        (event("RRULE:FREQ=WEEKLY;UNTIL=20260330"), "until-not-utc"),
        (
            event("RRULE:FREQ=WEEKLY;UNTIL=20260330T000000Z", start="DTSTART;VALUE=DATE:20260302"),
            "until-not-utc",
        ),
        (event("RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260330T130000Z"), "no-week-start"),
        (event("RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260330T130000Z"), "start-off-rule"),
        (event("RRULE:FREQ=DAILY;COUNT=1000"), "too-many"),
        (event("RRULE:FREQ=DAILY;UNTIL=20300330T130000Z"), "too-many"),
        (event("RRULE:FREQ=DAILY;BYHOUR=9,15;UNTIL=20260305T130000Z"), "two-a-day"),
        (event("RRULE:FREQ=HOURLY;COUNT=3"), "sub-daily"),
        (event("RRULE:FREQ=SOMETIMES"), "bad-rule"),
        (event("RRULE:FREQ=DAILY;INTERVAL=0"), "bad-rule"),
        (event(WEEKLY, "RRULE:FREQ=MONTHLY;COUNT=2"), "several-rules"),
        (event(WEEKLY, "RDATE;TZID=America/New_York:20260304T090000"), "rdate"),
        (event(WEEKLY, "EXRULE:FREQ=MONTHLY"), "exrule"),
        (event(WEEKLY, "EXDATE:20260309T130000Z"), "other-clock"),
        (event(WEEKLY, "EXDATE;VALUE=DATE:20260309"), "other-clock"),
        (event(WEEKLY, "EXDATE;TZID=Asia/Manila:20260309T210000"), "other-clock"),
        (event(start="DTSTART:20260302T090000"), "floating-time"),
        (event(start="DTSTART;TZID=Asia/Dubai:20260302T090000"), "missing-vtimezone"),
        (event(start="DTSTART;TZID=Asia/Gaza:20260302T090000"), "outlook-zone"),
        (event(start="DTSTART:20261345T090000Z"), "no-dtstart"),
        (event(start="DTSTART:20260302T250000Z"), "no-dtstart"),
        (event(start="DTSTART:soon"), "no-dtstart"),
        (event(start=""), "no-dtstart"),
        (event("DTSTART:20260303T090000Z", start="DTSTART:20260302T090000Z"), "no-dtstart"),
        ("DTSTAMP:20260301T120000Z\nDTSTART:20260302T090000Z", "no-uid"),
        ("UID:1\nDTSTART:20260302T090000Z", "no-dtstamp"),
        (event("DTEND;TZID=America/New_York:20260302T080000"), "end-before-start"),
        (event("ATTENDEE:mailto:ana@example.com"), "no-organizer"),
        (event("SUMMARY:a\x1bb"), "control-character"),
        (event("RECURRENCE-ID;TZID=America/New_York:20260302T090000"), "no-series"),
        (event(start="DTSTART;TZID=America/New_York:20260308T023000"), "clock-change"),
        (event(start="DTSTART;TZID=America/New_York:20261101T013000"), "clock-change"),
        (event("RRULE:FREQ=WEEKLY;UNTIL=20260322T063000Z", start=GAP), "clock-change"),
        (
            event(
                "DTEND;TZID=America/New_York:20260308T060000",
                "RRULE:FREQ=DAILY;UNTIL=20260310T020000Z",
                start="DTSTART;TZID=America/New_York:20260306T220000",
            ),
            "length-changes",
        ),
        (
            event(
                "DURATION:PT8H",
                "RRULE:FREQ=DAILY;UNTIL=20260310T020000Z",
                start="DTSTART;TZID=America/New_York:20260306T220000",
            ),
            "length-changes",
        ),
    ],
)
def test_one_fault_is_one_finding(lines: str, code: str) -> None:
    assert codes(lines) == [code]


@pytest.mark.parametrize("zone", ["+05:30", "UTC+5", "GMT-0300", "Etc/GMT+5"])
def test_an_offset_is_no_zone(zone: str) -> None:
    found = codes(event(start=f"DTSTART;TZID={zone}:20260302T090000"))
    assert "fixed-offset" in found
    assert "missing-vtimezone" in found


@pytest.mark.parametrize(
    "zone", ["Eastern Standard Time", "America", "x" * 5000, "../../etc/passwd", "Mars/Base"]
)
def test_a_zone_nobody_else_knows_is_told(zone: str) -> None:
    found = check_ics(calendar(event(start=f'DTSTART;TZID="{zone}":20260302T090000')))
    assert [one.code for one in found] == ["missing-vtimezone", "unknown-zone"]
    assert all(len(one.message) < 200 for one in found)


def test_an_instance_with_its_followers_is_told() -> None:
    moved = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:20260309T090000",
        start="DTSTART;TZID=America/New_York:20260309T100000",
    )
    assert codes(event(END, WEEKLY), moved) == ["this-and-future"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("TZID=America/New_York:20260317T090000", "moved-past"),
        ("TZID=America/New_York:20260302T093000", "moved-past"),
        ("TZID=America/New_York:20260302T110000", "moved-same-day"),
        ("TZID=America/New_York:20260316T070000", "moved-same-day"),
    ],
)
def test_a_move_that_outlook_refuses_is_told(place: str, code: str) -> None:
    moved = event("RECURRENCE-ID;TZID=America/New_York:20260309T090000", start=f"DTSTART;{place}")
    assert codes(event(END, WEEKLY), moved) == [code]


def test_a_move_given_in_utc_is_held_against_the_same_neighbours() -> None:
    moved = event("RECURRENCE-ID;TZID=America/New_York:20260309T090000", start="DTSTART:20260317T130000Z")
    assert codes(event(END, WEEKLY), moved) == ["moved-past"]
    moved = event("RECURRENCE-ID;TZID=America/New_York:20260309T090000", start="DTSTART:20260311T130000Z")
    assert codes(event(END, WEEKLY), moved) == []


def test_a_move_of_nothing_is_told() -> None:
    moved = event(
        "RECURRENCE-ID;TZID=America/New_York:20260310T090000",
        start="DTSTART;TZID=America/New_York:20260311T090000",
    )
    assert codes(event(END, WEEKLY), moved) == ["no-such-instance"]
    other = event("RECURRENCE-ID:20260309T130000Z", start="DTSTART;TZID=America/New_York:20260311T090000")
    assert codes(event(END, WEEKLY), other) == ["other-clock"]


def test_a_skipped_or_moved_instance_meets_no_clock_change() -> None:
    gap = "20260308T023000"
    rule = "RRULE:FREQ=WEEKLY;UNTIL=20260322T063000Z"
    assert codes(event(rule, f"EXDATE;TZID=America/New_York:{gap}", start=GAP)) == []
    moved = event(
        f"RECURRENCE-ID;TZID=America/New_York:{gap}", start="DTSTART;TZID=America/New_York:20260309T023000"
    )
    assert codes(event(rule, start=GAP), moved) == []


def test_two_events_with_one_name_are_told_and_findings_say_where() -> None:
    text = (
        "BEGIN:VCALENDAR\n"
        + "BEGIN:VEVENT\nUID:1\nDTSTAMP:20260301T120000Z\nDTSTART:20260302T090000Z\nEND:VEVENT\n" * 2
    )
    (found,) = check_ics(text + "END:VCALENDAR")
    assert (found.code, found.where) == ("repeated-uid", "line 7")


def test_findings_come_by_line_and_end_at_a_thousand() -> None:
    text = calendar(*(event(uid=str(number), start="DTSTART:20260302T090000") for number in range(1_500)))
    found = check_ics(text)
    assert len(found) == 1_000
    lines = [int(one.where.removeprefix("line ")) for one in found]
    assert lines == sorted(lines)


@settings(max_examples=max(settings().max_examples // 2, 10))
@given(plans(), plans())
def test_our_own_files_have_nothing_but_zones_outlook_approximates_or_of_no_place(
    before: list[TimedEntry], plan: list[TimedEntry]
) -> None:
    text = export_ics(plan, stamp=LATE, previous=export_ics(before, stamp=EARLY))
    codes = {found.code for found in check_ics(text)}
    # Keys such as Etc/GMT+5 are zones, but of no place: who names one is told.
    nowhere = any(f"TZID={sign}" in text for sign in ("Etc/GMT+", "Etc/GMT-", "GMT+", "GMT-"))
    assert codes - {"outlook-zone"} == ({"fixed-offset"} if nowhere else set())


def test_our_days_and_free_time_are_sound() -> None:
    day = DayEntry("d@x", "Diwali", date(2026, 11, 8), date(2026, 11, 8))
    free = FreeBusyEntry("f@x", Guest("A"), 29_541_000, 29_542_000, ())
    available = AvailabilityEntry("v@x", Guest("A"), "UTC", 29_541_000, 29_542_000, (meeting(),))
    assert check_ics(export_ics([day, free, available], stamp=EARLY)) == ()


@given(timed_entries())
def test_a_series_written_without_care_is_found_out(entry: TimedEntry) -> None:
    """The same series as one rule with everything in it: whatever our writer splits is a finding here."""
    if entry.recurrence is None or entry.zone == "UTC" or entry.moved or entry.skipped:
        return
    careful = export_ics(entry, stamp=EARLY)
    if careful.count("BEGIN:VEVENT") == 1:
        return
    lines = careful.replace("\r\n ", "").split("\r\n")
    rules = [line for line in lines if line.startswith("RRULE")]
    if not rules:
        return
    from overlap.adapters.ics_writer import _rule, wall_text
    from overlap.core.zones import zone

    assert entry.last is not None
    rule = _rule(entry.recurrence, entry.start, zone(entry.zone).to_instant(entry.last))
    careless = event(
        f"DTEND;TZID={entry.zone}:{wall_text(entry.start + entry.minutes)}",
        f"RRULE:{rule}",
        start=f"DTSTART;TZID={entry.zone}:{wall_text(entry.start)}",
    )
    assert {"clock-change", "length-changes"} & set(codes(careless, zones=(entry.zone,)))


# Anything at all


@pytest.mark.parametrize("text", ["", "hello", b"\xff\xfe", "BEGIN:VEVENT\nEND:VEVENT", "BEGIN:VCALENDAR"])
def test_what_is_no_calendar_is_refused(text: str | bytes) -> None:
    with pytest.raises(FileError):
        check_ics(text)


WORDS = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "UID:1", "UID:", "DTSTAMP:x", "RDATE:x", "EXRULE:", "ATTENDEE:x"),
        *("DTSTART:20260302T090000Z", "DTSTART;VALUE=DATE:20260302", "DTSTART:99991231T235959Z", "DTSTART:"),
        *("DTSTART;TZID=America/New_York:20260308T023000", "DTSTART;TZID=:20260302T090000", "DTEND:x"),
        *(
            "RRULE:FREQ=DAILY",
            "RRULE:FREQ=WEEKLY;UNTIL=99999999T999999Z",
            "RRULE:FREQ=YEARLY;BYDAY=99MO",
            "RRULE:=",
        ),
        *("RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260302T090000Z"),
        *(
            "DURATION:P99999D",
            "DURATION:-PT1H",
            "EXDATE:20260302T090000Z,x,20260303T090000Z",
            "SUMMARY:x\x00",
        ),
        *("RECURRENCE-ID;VALUE=DATE:20260302", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:America/New_York"),
    ]
)


@given(st.lists(WORDS | st.text(max_size=20), max_size=25))
def test_any_lines_are_answered(lines: list[str]) -> None:
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    try:
        found = check_ics(text)
    except OverlapError:
        return
    assert all(one.code and one.where.startswith("line ") and one.message for one in found)


NEVER = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"


def test_a_rule_that_never_comes_true_is_left_after_a_few_years() -> None:
    begun = time.process_time()
    assert codes(event(NEVER)) == ["start-off-rule"]
    assert codes(event("RRULE:FREQ=DAILY;COUNT=999999999")) == ["too-many"]
    assert time.process_time() - begun < 5


def test_the_work_on_one_file_is_bounded_and_what_was_left_out_is_told() -> None:
    (root,) = read_components(calendar(*(event(NEVER, uid=str(number)) for number in range(20))))
    check = _Check(most_days=56_000)  # as many as five such rules have in 28 years
    check.calendar(root)
    found = [code for _, code, _ in check.found]
    assert 4 <= found.count("start-off-rule") <= 6
    assert found.count("not-examined") == 20 - found.count("start-off-rule")
