"""A file comes apart into the components that matter, each on its own."""

from __future__ import annotations

from overlap.adapters.ics_read_parts import ReadingCaps, Scan, identity, scan
from tests.adapters.calendars import calendar, event
from tests.planning.brute import instant

FIRST, LAST = instant("2026-03-01 00:00"), instant("2026-04-01 00:00")


def scanned(text: str, **options: object) -> Scan:
    """What is found of March 2026."""
    return scan([text.encode()], FIRST, LAST, **options)  # type: ignore[arg-type]


def kept(*lines: str) -> bool:
    """Whether an event of these lines is kept rather than counted."""
    found = scanned(calendar(event(*lines)))
    assert found.event_count == 1
    assert found.outside_count == 1 - len(found.calendars[0].events)
    return bool(found.calendars[0].events)


def test_an_event_that_surely_lies_outside_is_only_counted() -> None:
    assert not kept("DTSTART:20260225T000000Z")
    assert not kept("DTSTART:20260405T000000Z")
    assert not kept("DTSTART;TZID=Asia/Manila:20250101T000000", "DTEND;TZID=Asia/Manila:20250102T000000")
    assert not kept("DTSTART:20250101T000000Z", "DURATION:PT9999H")
    assert not kept("DTSTART:20250101T000000Z", "DURATION:P419D")
    assert not kept("DTSTART:20260222T120000", "DURATION:PT1H")
    assert not kept("DTSTART;VALUE=DATE:20280101", "DTEND;VALUE=DATE:20290101")


def test_whatever_may_touch_the_window_is_kept() -> None:
    for lines in (
        ["DTSTART:20260226T000000Z"],
        ["DTSTART:20260404T000000Z"],
        ["DTSTART:20250101T000000Z", "DTEND:20260301T000100Z"],
        ["DTSTART:20250101T000000Z", "DTEND:20280101T000000Z"],
        ["DTSTART:20260120T000000Z", "DURATION:PT999H"],
        ["DTSTART:20250101T000000Z", "DURATION:PT10200H"],
        ["DTSTART:20250101T000000Z", "DURATION:P420D"],
        ["DTSTART:20250101T000000Z", "DURATION:rubbish"],
        ["DTSTART:20250101T000000Z", "DURATION:PT1H", "DTEND:20260302T000000Z"],
        ["DTSTART:20250101T000000Z", "RRULE:FREQ=YEARLY"],
        ["DTSTART:20250101T000000Z", "RDATE:20260302T000000Z"],
        ["DTSTART:20250101T000000Z", "RECURRENCE-ID:20260302T000000Z"],
        ["DTSTART:20250101T000000Z", "DTSTART:20260302T000000Z"],
        ["DTSTART:20260302T000000Z", "DTSTART:20250101T000000Z"],
        ["DTSTART:rubbish"],
        ["DTSTART:20250101T000000Z", "DTEND:rubbish"],
        ["SUMMARY:nothing"],
        ["DTST", " ART:20260302T000000Z"],
        ['DTSTART;X=":20250101":20260302T000000Z'],
        ["dtstart:20260302t000000z"],
    ):
        assert kept(*lines), lines


def test_a_newer_version_outside_the_window_is_remembered() -> None:
    found = scanned(
        calendar(*(event("DTSTART:20250101T000000Z", f"SEQUENCE:{n}", uid="x") for n in (1, 12, 3)))
    )
    assert found.newest == {b"x": (12, 0, b"", b"")}


def test_a_version_is_the_sequence_then_what_is_called_off_then_the_dates() -> None:
    lines = [
        b"UID: a ",
        b"SEQUENCE:3",
        b"STATUS:cancelled",
        b"DTSTAMP:20260101T000000Z",
        b"LAST-MODIFIED;X=1:20260102T000000Z",
    ]
    assert identity(lines, is_cancel=False) == (b"a", (3, 1, b"20260102T000000Z", b"20260101T000000Z"))
    assert identity([b"SEQUENCE:x"], is_cancel=True) == (b"", (0, 1, b"", b""))
    assert identity([b"SEQUENCE:12345678901"], is_cancel=False)[1][0] == 0


def test_calendars_of_one_file_keep_apart() -> None:
    one = calendar("METHOD:publish", "X-WR-TIMEZONE:Asia/Manila", event("DTSTART:20260302T000000Z"))
    two = calendar(event("DTSTART:20260302T000000Z"), "METHOD;X=1:CANCEL")
    found = scanned(one + two)
    assert [(made.method, made.zone, len(made.events)) for made in found.calendars if made.events] == [
        ("PUBLISH", "Asia/Manila", 1),
        ("CANCEL", "", 1),
    ]
    late = scanned(f"METHOD:A\n{calendar(event('DTSTART:20260302T000000Z'))}METHOD:B\n")
    assert [made.method for made in late.calendars if made.events] == [""]


def test_an_event_without_a_calendar_around_it_is_read() -> None:
    found = scanned(event("DTSTART:20260302T000000Z"))
    assert (found.is_calendar, len(found.calendars[0].events)) == (True, 1)
    assert not scanned("nothing\n").is_calendar


def test_only_what_is_needed_of_an_event_is_kept() -> None:
    text = event(
        "DTSTART:20260302T000000Z",
        "DESCRIPTION:long",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ANA@example.org",
        "ATTENDEE:mailto:bo@example.org",
        "BEGIN:VALARM\nUID:alarm\nATTENDEE:mailto:ana@example.org\nEND:VALARM",
        "summary:kept",
    )
    (part,) = scanned(calendar(text), mine=(b"ana@example.org",)).calendars[0].events
    assert part.text.split(b"\n") == [
        b"UID:one",
        b"DTSTART:20260302T000000Z",
        b"ATTENDEE;PARTSTAT=DECLINED:mailto:ANA@example.org",
        b"summary:kept",
    ]
    assert part.line == 3
    (bare,) = scanned(calendar(text)).calendars[0].events
    assert b"ATTENDEE" not in bare.text


def test_ends_that_do_not_match_are_survived() -> None:
    good = event("DTSTART:20260302T000000Z")
    open_alarm = event("DTSTART:20260302T000000Z", "BEGIN:VALARM", uid="open")
    found = scanned(calendar("END:VALARM\nEND:VEVENT", open_alarm, good, "BEGIN:VTODO\nUID:t", good))
    assert sum(len(one.events) for one in found.calendars) == 3
    assert found.damaged == []
    cut = scanned(
        calendar("BEGIN:VEVENT\nUID:cut", "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nEND:VCALENDAR", good)
    )
    assert [(code, line) for code, line, _ in cut.damaged] == [("cut-off", 3), ("cut-off", 5)]
    assert sum(len(one.events) for one in cut.calendars) == 1
    inner = scanned(calendar("BEGIN:VEVENT\nUID:cut", calendar(good)))
    assert [(code, line) for code, line, _ in inner.damaged] == [("cut-off", 3)]


def test_a_zone_keeps_its_observances_and_the_first_of_a_name_counts() -> None:
    inner = "BEGIN:STANDARD\nTZNAME:y\nTZOFFSETTO:{}\nEND:STANDARD"
    zone = f"BEGIN:VTIMEZONE\nTZID:{{}}\nCOMMENT:x\n{inner}\nEND:VTIMEZONE"
    found = scanned(calendar(zone.format("A", 1), zone.format("A", 2), zone.format("B", 3)))
    zones = found.calendars[0].zones
    assert sorted(zones) == ["A", "B"]
    assert zones["A"].text == b"TZID:A\nBEGIN:STANDARD\nTZOFFSETTO:1\nEND:STANDARD"


def test_reading_stops_at_its_caps() -> None:
    many = calendar(*(event("DTSTART:20260302T000000Z", uid=f"{number}") for number in range(10)))
    found = scanned(many, caps=ReadingCaps(parts=4))
    assert (len(found.calendars[0].events), found.cut_at) == (3, 15)
    assert scanned(many).cut_at == 0
    endless = "BEGIN:VCALENDAR\nMETHOD:X\n" * 1_500
    assert len(scanned(endless).calendars) == 1_001
    cut = scanned("BEGIN:VEVENT\n" * 50, caps=ReadingCaps(findings=3))
    assert (len(cut.damaged), cut.damaged_count) == (3, 50)
