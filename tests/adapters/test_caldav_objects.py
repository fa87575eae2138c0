"""Calendar text as resources: what belongs together, what is the same, and what is ours."""

from __future__ import annotations

import pytest

from overlap.adapters.caldav_objects import (
    Resource,
    answered,
    digest_of,
    is_same,
    mark_of,
    marked,
    read_calendar,
    resource_name,
    sequenced,
    stored_digest,
    stored_mark,
    text_of,
    unsent,
)
from overlap.errors import FileError

PUNE = """BEGIN:VTIMEZONE
TZID:Asia/Kolkata
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0530
TZOFFSETTO:+0530
END:STANDARD
END:VTIMEZONE
"""
MANILA = PUNE.replace("Asia/Kolkata", "Asia/Manila").replace("+0530", "+0800")

SERIES = """BEGIN:VEVENT
UID:sync@example.com
DTSTAMP:20260302T143000Z
SEQUENCE:3
SUMMARY:Weekly sync\\, all
DTSTART;TZID=Asia/Kolkata:20260303T170000
DTEND;TZID=Asia/Kolkata:20260303T173000
RRULE:FREQ=WEEKLY;UNTIL=20260630T113000Z;BYDAY=TU
EXDATE;TZID=Asia/Kolkata:20260310T170000
CATEGORIES:Sync,Core
ORGANIZER;CN="Ana, R":mailto:ana@example.com
ATTENDEE;CN=Bo;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bo@example.com
X-OWN:1
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
END:VALARM
END:VEVENT
"""
OVERRIDE = """BEGIN:VEVENT
UID:sync@example.com
RECURRENCE-ID;TZID=Asia/Kolkata:20260324T170000
DTSTAMP:20260302T143000Z
SUMMARY:Weekly sync
DTSTART;TZID=Asia/Kolkata:20260325T170000
DTEND;TZID=Asia/Kolkata:20260325T173000
END:VEVENT
"""
DAY = """BEGIN:VEVENT
UID:day@example.com
DTSTAMP:20260302T143000Z
SUMMARY:Founders' day
DTSTART;VALUE=DATE:20260820
DTEND;VALUE=DATE:20260821
END:VEVENT
"""


def calendar(*parts: str, head: str = "METHOD:PUBLISH\nX-WR-CALNAME:Team\\, calls\n") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{head}{''.join(parts)}END:VCALENDAR\n"


def event(*parts: str) -> Resource:
    (one,) = read_calendar(calendar(*parts)).resources
    return one


def test_each_uid_is_a_resource_with_its_instances_and_its_zones() -> None:
    read = read_calendar(calendar(PUNE, MANILA, OVERRIDE, DAY, SERIES))
    assert read.name == "Team, calls"
    assert [one.uid for one in read.resources] == ["sync@example.com", "day@example.com"]
    series, day = read.resources
    assert [part.value("RECURRENCE-ID") for part in series.parts] == ["", "20260324T170000"]
    assert [zone.value("TZID") for zone in series.zones] == ["Asia/Kolkata"]
    assert day.zones == ()
    assert (series.title, series.starts) == ("Weekly sync, all", "2026-03-03 17:00 Asia/Kolkata")
    assert (day.title, day.starts) == ("Founders' day", "2026-08-20")


def test_a_resource_is_a_calendar_of_its_own_without_a_method() -> None:
    text = text_of(event(PUNE, MANILA, SERIES, OVERRIDE))
    assert "METHOD" not in text
    assert "Manila" not in text
    assert text.count("BEGIN:VEVENT") == 2
    assert text.index("VTIMEZONE") < text.index("VEVENT")
    again = event(text.split("\r\n", 3)[3].removesuffix("END:VCALENDAR\r\n"))
    assert again == event(PUNE, SERIES, OVERRIDE)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_several_calendars_in_one_text_are_read_as_one() -> None:
    read = read_calendar(calendar(PUNE, SERIES, head="") + calendar(DAY, OVERRIDE, head="NAME:Second\n"))
    assert read.name == "Second"
    assert [len(one.parts) for one in read.resources] == [2, 1]


def test_what_no_calendar_on_a_server_holds_is_counted() -> None:
    other = "BEGIN:VFREEBUSY\nUID:1\nEND:VFREEBUSY\nBEGIN:VTODO\nUID:2\nEND:VTODO\n"
    assert read_calendar(calendar(other, DAY, other)).left_out == (("VFREEBUSY", 2), ("VTODO", 2))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "BEGIN:VEVENT\nUID:1\nEND:VEVENT\n",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
        calendar(DAY.replace("UID:day@example.com\n", "")),
        calendar(DAY.replace("UID:day@example.com", "UID: ")),
        calendar(DAY.replace("DTSTART;VALUE=DATE:20260820\n", "")),
        calendar(DAY, DAY),
        calendar(SERIES, OVERRIDE, OVERRIDE),
    ],
)
def test_what_is_no_calendar_or_not_clear_is_refused(text: str) -> None:
    with pytest.raises(FileError):
        read_calendar(text)


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("DTSTART:20260303T170000Z", "2026-03-03 17:00 UTC"),
        ("DTSTART:20260303T170000", "2026-03-03 17:00"),
        ("DTSTART;VALUE=DATE:20260303", "2026-03-03"),
        ("DTSTART:soon\x07", "soon "),
    ],
)
def test_the_first_start_is_shown_with_its_clock(start: str, shown: str) -> None:
    assert event(DAY.replace("DTSTART;VALUE=DATE:20260820", start)).starts == shown


def test_a_title_is_one_line_and_never_empty() -> None:
    assert event(DAY.replace("Founders' day", "a\\nb\u202ec")).title == "a bc"
    assert event(DAY.replace("Founders' day", "")).title == "(no title)"


def test_only_the_event_as_a_whole_is_called_off() -> None:
    assert event(DAY.replace("SUMMARY", "STATUS:cancelled\nSUMMARY")).is_cancelled
    gone = OVERRIDE.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY")
    assert not event(PUNE, SERIES, gone).is_cancelled
    assert not event(PUNE, gone).is_cancelled


SAME = {
    "when it was written": ("DTSTAMP:20260302T143000Z", "DTSTAMP:20270101T000000Z\nCREATED:20200101T000000Z"),
    "how often it was sent": ("SEQUENCE:3", "SEQUENCE:9"),
    "what is the default": ("SEQUENCE:3", "STATUS:CONFIRMED\nTRANSP:OPAQUE\nCLASS:PUBLIC\nPRIORITY:0"),
    "an empty property": ("SEQUENCE:3", "LOCATION:\nDESCRIPTION:"),
    "how commas are escaped": ("sync\\, all", "sync, all"),
    "how a rule is ordered": (
        "FREQ=WEEKLY;UNTIL=20260630T113000Z;BYDAY=TU",
        "BYDAY=TU;FREQ=weekly;UNTIL=20260630T113000Z",
    ),
    "how an address is spelt": ("mailto:bo@example.com", "MAILTO:Bo@Example.com"),
    "an answer": ("PARTSTAT=NEEDS-ACTION", 'PARTSTAT=ACCEPTED;SCHEDULE-STATUS="2.0"'),
    "how somebody is called": ('CN="Ana, R"', "CN=ana@example.com"),
    "a property of a program": ("X-OWN:1", "X-MOZ-LASTACK:2\nX-OWN:2"),
    "a reminder": ("TRIGGER:-PT10M", "TRIGGER:-PT5M"),
    "a type that is said": ("DTSTART;TZID", "DTSTART;VALUE=DATE-TIME;TZID"),
    "categories apart": ("CATEGORIES:Sync,Core", "CATEGORIES:Core\nCATEGORIES:Sync"),
}
OTHER = {
    "the title": ("Weekly sync\\, all", "Weekly sync"),
    "the start": ("DTSTART;TZID=Asia/Kolkata:20260303T170000", "DTSTART;TZID=Asia/Kolkata:20260303T171500"),
    "the clock": ("DTSTART;TZID=Asia/Kolkata", "DTSTART;TZID=Asia/Manila"),
    "the end": ("DTEND;TZID=Asia/Kolkata:20260303T173000", "DTEND;TZID=Asia/Kolkata:20260303T174500"),
    "the rule": ("BYDAY=TU", "BYDAY=WE"),
    "a date skipped": (":20260310T170000", ":20260317T170000"),
    "one more date skipped": (":20260310T170000", ":20260310T170000,20260317T170000"),
    "the place": ("SEQUENCE:3", "LOCATION:Room 1"),
    "a guest more": ("SEQUENCE:3", "ATTENDEE:mailto:eve@example.com"),
    "a guest less": ("ATTENDEE;CN=Bo;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bo@example.com\n", ""),
    "a category": ("CATEGORIES:Sync,Core", "CATEGORIES:Sync"),
    "a comma that parts": ("CATEGORIES:Sync,Core", "CATEGORIES:Sync\\,Core"),
    "the status": ("SEQUENCE:3", "STATUS:TENTATIVE"),
    "whether it takes time": ("SEQUENCE:3", "TRANSP:TRANSPARENT"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME.keys())
def test_what_servers_and_programs_add_makes_no_other_event(old: str, new: str) -> None:
    assert old in SERIES
    assert is_same(event(PUNE, SERIES), event(PUNE, SERIES.replace(old, new)))


@pytest.mark.parametrize(("old", "new"), OTHER.values(), ids=OTHER.keys())
def test_what_people_read_makes_another_event(old: str, new: str) -> None:
    assert old in SERIES
    one, other = event(PUNE, SERIES), event(PUNE, SERIES.replace(old, new))
    assert not is_same(one, other)
    assert not is_same(other, one)
    assert digest_of(one) != digest_of(other)


def test_an_instance_more_or_less_or_elsewhere_makes_another_event() -> None:
    alone, moved = event(PUNE, SERIES), event(PUNE, SERIES, OVERRIDE)
    later = event(PUNE, SERIES, OVERRIDE.replace("20260325T17", "20260326T17"))
    assert not is_same(alone, moved)
    assert not is_same(moved, alone)
    assert not is_same(moved, later)
    assert is_same(moved, event(PUNE, OVERRIDE, SERIES))


def test_a_digest_also_tells_what_servers_may_drop() -> None:
    one = event(PUNE, SERIES)
    for old, new in (("X-OWN:1", "X-OWN:2"), ("-PT10M", "-PT5M"), ("CN=Bo", "CN=Bob")):
        assert digest_of(event(PUNE, SERIES.replace(old, new))) != digest_of(one)
    assert digest_of(event(PUNE.replace("+0530", "+0545"), SERIES)) != digest_of(one)
    assert digest_of(event(PUNE, SERIES.replace("SEQUENCE:3", "SEQUENCE:4"))) == digest_of(one)
    assert digest_of(event(PUNE, SERIES.replace("20260302T143000Z", "20260303T143000Z"))) == digest_of(one)


def test_a_mark_holds_for_one_uid_and_one_name() -> None:
    ours = marked(event(PUNE, SERIES, OVERRIDE), "team")
    assert stored_mark(ours) == mark_of("team", "sync@example.com")
    assert stored_digest(ours) == digest_of(event(PUNE, SERIES, OVERRIDE))
    assert mark_of("team", "a") not in (mark_of("team", "b"), mark_of("other", "a"), mark_of("teama", ""))
    assert stored_mark(event(PUNE, SERIES)) == stored_digest(event(PUNE, SERIES)) == ""
    assert text_of(marked(ours, "team")).count("X-OVERLAP-MARK") == 1
    assert is_same(ours, event(PUNE, SERIES, OVERRIDE))


def test_a_name_on_the_server_is_safe_whatever_the_uid_holds() -> None:
    for uid in ("../../etc", "a/b?c#d", "ä\n", "x" * 5000, "%2e%2e", "\ud800"):
        assert resource_name(uid).removeprefix("overlap-").removesuffix(".ics").isalnum()
        assert len(resource_name(uid)) < 60
    assert resource_name("a") != resource_name("b")


def test_a_sequence_is_raised_and_never_lowered() -> None:
    one = event(PUNE, SERIES, OVERRIDE)
    assert one.sequence == 3
    assert [part.value("SEQUENCE") for part in sequenced(one, 2).parts] == ["3", "2"]
    assert [part.value("SEQUENCE") for part in sequenced(one, 7).parts] == ["7", "7"]
    assert event(DAY.replace("SUMMARY", "SEQUENCE:many\nSUMMARY")).sequence == 0


def test_the_server_is_told_to_invite_nobody() -> None:
    quiet = unsent(event(PUNE, SERIES))
    told = [line.parameter("SCHEDULE-AGENT") for line in quiet.parts[0].lines if "mailto" in line.value]
    assert told == ["CLIENT", "CLIENT"]
    assert text_of(unsent(quiet)).count("SCHEDULE-AGENT") == 2
    assert is_same(quiet, event(PUNE, SERIES))
    assert digest_of(quiet) != digest_of(event(PUNE, SERIES))


def test_answers_stay_while_the_time_stays() -> None:
    yes = event(PUNE, SERIES.replace("NEEDS-ACTION", "ACCEPTED").replace("mailto:bo", "MAILTO:Bo"))
    same_time = event(PUNE, SERIES.replace("sync\\, all", "call"))
    (line,) = (line for line in answered(same_time, yes).parts[0].lines if line.name == "ATTENDEE")
    assert line.parameter("PARTSTAT") == "ACCEPTED"
    assert line.parameter("CN") == "Bo"
    for moved in (SERIES.replace("T170000", "T180000"), SERIES.replace("BYDAY=TU", "BYDAY=WE")):
        assert "ACCEPTED" not in text_of(answered(event(PUNE, moved), yes))
    assert "ACCEPTED" not in text_of(answered(event(PUNE, SERIES.replace("bo@", "cy@")), yes))
    assert answered(same_time, event(DAY)) == same_time
