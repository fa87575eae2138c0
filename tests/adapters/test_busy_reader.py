"""Calendars come to busy time as people mean them, event by event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from overlap.adapters.busy_policy import EventPolicy
from overlap.adapters.busy_reader import read_busy
from overlap.adapters.ics_read_parts import ReadingCaps
from overlap.errors import BadArgument, BadZone, FileError
from overlap.people.busy import Busy, BusyTime
from tests.adapters.calendars import BERLIN, PHONE, calendar, codes, event, read, starts, times

HOUR = "DURATION:PT1H"


def test_an_event_is_a_block_with_its_title_and_file() -> None:
    found = read(event(PHONE, HOUR, r"SUMMARY:Planning\, again"))
    assert found.busy == BusyTime(
        [Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", source="<text>", title="Planning, again")]
    )
    assert [(one.reason, one.uid) for one in found.blocks] == [("busy", "one")]
    assert (found.event_count, found.files, found.skipped) == (1, ("<text>",), ())


def test_seconds_round_outward() -> None:
    found = read(event("DTSTART:20260302T140059Z", "DTEND:20260302T150001Z"))
    assert times(found) == [("2026-03-02T14:00Z", "2026-03-02T15:01Z")]


def test_what_touches_the_horizon_is_read_and_what_only_meets_it_is_not() -> None:
    events = [
        event(f"DTSTART:{start}", f"DTEND:{end}", uid=uid)
        for uid, start, end in (
            ("before", "20260301T220000Z", "20260302T000000Z"),
            ("into", "20260301T220000Z", "20260302T000100Z"),
            ("around", "20260101T000000Z", "20260401T000000Z"),
            ("last", "20260302T235900Z", "20260303T010000Z"),
            ("after", "20260303T000000Z", "20260303T010000Z"),
        )
    ]
    found = read(*events, first="2026-03-02", last="2026-03-02")
    assert sorted(one.uid for one in found.blocks) == ["around", "into", "last"]
    assert found.event_count == 5


def test_an_event_without_length_takes_no_time() -> None:
    assert times(read(event(PHONE), event(PHONE, "DURATION:PT0S", uid="two"))) == []


def test_whole_dates_stay_dates_and_their_end_is_not_included() -> None:
    found = read(
        event("DTSTART;VALUE=DATE:20260304", uid="a"),
        event("DTSTART;VALUE=DATE:20260305", "DTEND;VALUE=DATE:20260307", uid="b"),
        event("DTSTART;VALUE=DATE:20260308", "DTEND;VALUE=DATE:20260308", uid="c"),
        event("DTSTART:20260310", "DURATION:P2D", "TRANSP:TRANSPARENT", uid="d"),
        event("DTSTART;VALUE=DATE:20260312", "DURATION:PT36H", uid="e"),
    )
    assert times(found) == [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-05", "2026-03-06"),
        ("2026-03-08", "2026-03-08"),
        ("2026-03-10", "2026-03-11"),
        ("2026-03-12", "2026-03-13"),
    ]
    assert [one.busy.status for one in found.blocks] == ["busy", "busy", "busy", "free", "busy"]


def test_a_date_touches_the_horizon_where_its_owner_is() -> None:
    day = event("DTSTART;VALUE=DATE:20260302")
    around = ("2026-03-01T10:00Z", "2026-03-01T11:00Z")
    assert len(read(day, first=around[0], last=around[1]).blocks) == 1  # it has begun on Kiritimati
    assert len(read(day, first=around[0], last=around[1], zone="Pacific/Kiritimati").blocks) == 1
    assert len(read(day, first=around[0], last=around[1], zone="Asia/Manila").blocks) == 0
    assert len(read(day, first="2026-03-03T12:00Z", last="2026-03-03T13:00Z").blocks) == 0
    assert len(read(day, first="2026-03-03T11:59Z", last="2026-03-03T13:00Z").blocks) == 1
    assert len(read(day, first="2026-03-01T09:00Z", last="2026-03-01T10:00Z").blocks) == 0


# Zones


def test_a_skipped_time_is_read_before_the_change_and_a_repeated_one_first() -> None:
    zone = "DTSTART;TZID=America/New_York:"
    found = read(
        event(f"{zone}20260308T023000", HOUR, uid="skipped"),
        event(f"{zone}20261101T013000", HOUR, uid="repeated"),
        first="2026-03-01",
        last="2026-11-30",
    )
    assert [one[0] for one in times(found)] == ["2026-03-08T07:30Z", "2026-11-01T05:30Z"]


def test_a_length_of_days_is_by_the_calendar_and_one_of_hours_is_exact() -> None:
    zone = "DTSTART;TZID=America/New_York:20260307T120000"
    assert times(read(event(zone, "DURATION:P1D"))) == [("2026-03-07T17:00Z", "2026-03-08T16:00Z")]
    assert times(read(event(zone, "DURATION:PT24H"))) == [("2026-03-07T17:00Z", "2026-03-08T17:00Z")]


def test_every_night_of_a_series_is_as_long_as_the_first() -> None:
    night = event(
        "DTSTART;TZID=Europe/London:20260327T220000",
        "DTEND;TZID=Europe/London:20260328T060000",
        "RRULE:FREQ=DAILY",
    )
    assert times(read(night, last="2026-03-29")) == [
        ("2026-03-27T22:00Z", "2026-03-28T06:00Z"),
        ("2026-03-28T22:00Z", "2026-03-29T06:00Z"),  # eight hours, though that night has seven
        ("2026-03-29T21:00Z", "2026-03-30T05:00Z"),
    ]


def test_an_end_may_be_on_another_clock() -> None:
    flight = event(
        "DTSTART;TZID=America/New_York:20260302T180000", "DTEND;TZID=Europe/London:20260303T060000"
    )
    assert times(read(flight)) == [("2026-03-02T23:00Z", "2026-03-03T06:00Z")]
    assert times(read(event(PHONE, "DTEND:20260302T100000"))) == [("2026-03-02T14:00Z", "2026-03-02T15:00Z")]


@pytest.mark.parametrize(
    ("name", "instant"),
    [
        ("Europe/Berlin", "02T08:00"),
        ("europe/berlin", "02T08:00"),
        ("W. Europe Standard Time", "02T08:00"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "02T08:00"),
        ("/mozilla.org/20050126_1/America/Argentina/Ushuaia", "02T12:00"),
        ("Eastern Standard Time", "02T14:00"),
        ("EST5EDT", "02T14:00"),
        ("UTC", "02T09:00"),
    ],
)
def test_a_time_is_on_the_clock_that_its_name_means(name: str, instant: str) -> None:
    assert starts(read(event(f"DTSTART;TZID={name}:20260302T090000", HOUR))) == [instant]


def test_a_name_that_only_the_file_knows_is_read_from_it() -> None:
    weekly = event("DTSTART;TZID=Office:20260302T090000", HOUR, "RRULE:FREQ=WEEKLY")
    for parts in ((BERLIN, weekly), (weekly, BERLIN)):
        found = read(*parts)
        assert starts(found) == ["02T08:00", "09T08:00", "16T08:00", "23T08:00", "30T07:00"]
    assert codes(read(weekly)) == ["unknown-zone"]


def test_a_name_that_is_known_is_not_what_the_file_says() -> None:
    wrong = BERLIN.replace("Office", "Asia/Tokyo")
    assert starts(read(wrong, event("DTSTART;TZID=Asia/Tokyo:20260302T090000", HOUR))) == ["02T00:00"]


def test_a_word_that_means_several_zones_is_what_the_file_says() -> None:
    est = BERLIN.replace("Office", "EST")
    one = event("DTSTART;TZID=EST:20260302T090000", HOUR)
    assert starts(read(est, one)) == ["02T08:00"]
    assert starts(read(one)) == ["02T14:00"]
    panama = est.replace("TZID:EST", "TZID:EST\nX-LIC-LOCATION:America/Lima")
    assert starts(read(panama, one)) == ["02T14:00"]


def test_a_floating_time_is_on_the_owners_clock_or_on_the_files_or_is_skipped() -> None:
    lunch = event("DTSTART:20260302T120000", HOUR, "SUMMARY:Lunch")
    assert starts(read(lunch, zone="Asia/Manila")) == ["02T04:00"]
    assert starts(read("X-WR-TIMEZONE:America/Bogota", lunch)) == ["02T17:00"]
    assert starts(read("X-WR-TIMEZONE:America/Bogota", lunch, zone="Asia/Manila")) == ["02T04:00"]
    found = read(lunch)
    assert (starts(found), codes(found)) == ([], ["floating"])
    assert str(found.skipped[0]) == '<text>:3: floating: "Lunch": its time has no zone'
    assert found.skipped[0].hint == "give the zone of the calendar's owner"


# Exceptions

DAILY = (PHONE, HOUR, "RRULE:FREQ=DAILY;COUNT=5")


def test_exceptions_are_found_by_instant_then_by_date() -> None:
    assert starts(read(event(*DAILY, "EXDATE:20260303T140000Z"))) == [
        "02T14:00",
        "04T14:00",
        "05T14:00",
        "06T14:00",
    ]
    for exception in (
        "EXDATE;TZID=America/New_York:20260303T090000",
        "EXDATE:20260303T090000",
        "EXDATE;TZID=Europe/Berlin:20260303T150000",
        "EXDATE;VALUE=DATE:20260303",
        "EXDATE;TZID=America/New_York:20260303T100000",  # an hour off, but the one of that date
        "EXDATE:20260304T040000Z",  # 3 March, 23:00 there
    ):
        assert starts(read(event(*DAILY, exception))) == ["02T14:00", "04T14:00", "05T14:00", "06T14:00"], (
            exception
        )
    both = "EXDATE:20260303T140000Z,20260305T140000Z"
    assert starts(read(event(*DAILY, both, "EXDATE:20260306T140000Z"))) == ["02T14:00", "04T14:00"]


def test_an_exception_whose_date_has_several_instances_takes_only_the_one_it_names() -> None:
    twice = (PHONE, HOUR, "RRULE:FREQ=DAILY;COUNT=4;BYHOUR=9,15")
    assert starts(read(event(*twice))) == ["02T14:00", "02T20:00", "03T14:00", "03T20:00"]
    assert len(read(event(*twice, "EXDATE:20260303T150000Z")).blocks) == 4
    assert starts(read(event(*twice, "EXDATE:20260303T140000Z"))) == ["02T14:00", "02T20:00", "03T20:00"]
    assert starts(read(event(*twice, "EXDATE;VALUE=DATE:20260303"))) == ["02T14:00", "02T20:00"]
    # Named once more, an instance that is gone already takes no other with it.
    gone = event(*twice, "EXDATE:20260303T140000Z")
    again = event("RECURRENCE-ID:20260303T140000Z", "DTSTART:20260303T160000Z", HOUR)
    assert starts(read(gone, again)) == ["02T14:00", "02T20:00", "03T16:00", "03T20:00"]


def test_an_exception_of_dates_is_a_date_as_it_is_written() -> None:
    days = ("DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=3")
    for exception in ("EXDATE;VALUE=DATE:20260303", "EXDATE:20260303T000000Z", "EXDATE:20260303T230000"):
        assert starts(read(event(*days, exception))) == ["02", "04"]


def test_a_replaced_instance_takes_place_where_it_was_moved_to() -> None:
    moved = event(
        "RECURRENCE-ID:20260303T140000Z", "DTSTART:20260320T140000Z", "DURATION:PT2H", "SUMMARY:Later"
    )
    found = read(event(*DAILY), moved)
    assert starts(found) == ["02T14:00", "04T14:00", "05T14:00", "06T14:00", "20T14:00"]
    assert found.blocks[-1].busy.title == "Later"
    assert found.blocks[-1].busy.end - found.blocks[-1].busy.start == 120
    away = event("RECURRENCE-ID:20260303T140000Z", "DTSTART:20270303T140000Z", HOUR)
    assert starts(read(event(*DAILY), away)) == ["02T14:00", "04T14:00", "05T14:00", "06T14:00"]
    here = event("RECURRENCE-ID:20270303T140000Z", "DTSTART:20260303T150000Z", HOUR)
    assert "03T15:00" in starts(read(event(*DAILY), here))
    assert starts(read(here)) == ["03T15:00"], "an invitation to one instance"
    by_date = event("RECURRENCE-ID;VALUE=DATE:20260303", "DTSTART:20260303T180000Z", HOUR)
    assert starts(read(event(*DAILY), by_date)) == [
        "02T14:00",
        "03T18:00",
        "04T14:00",
        "05T14:00",
        "06T14:00",
    ]


def test_this_and_future_moves_later_ones_and_lasts_until_the_next() -> None:
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260304T140000Z",
        "DTSTART;TZID=America/New_York:20260304T110000",
        "DURATION:PT30M",
    )
    weekly = event(PHONE, HOUR, "RRULE:FREQ=DAILY;COUNT=9")
    # New York's clocks change on 8 March: wall times move by two hours on both sides.
    assert [one[8:16] for pair in times(read(weekly, later))[1:4] for one in pair] == [
        *("03T14:00", "03T15:00", "04T16:00", "04T16:30", "05T16:00", "05T16:30"),
    ]
    assert starts(read(weekly, later))[6:] == ["08T15:00", "09T15:00", "10T15:00"]
    again = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260306T140000Z",
        "DTSTART:20260306T140000Z",
        "STATUS:CANCELLED",
        HOUR,
    )
    single = event("RECURRENCE-ID:20260307T140000Z", "DTSTART:20260307T200000Z", HOUR)
    found = read(weekly, later, again, single)
    assert starts(found)[4:7] == ["06T14:00", "07T20:00", "08T13:00"]
    assert [one.busy.status for one in found.blocks[4:7]] == ["free", "busy", "free"]


def test_an_instance_moved_by_weeks_comes_into_view() -> None:
    weekly = event("DTSTART:20260105T140000Z", HOUR, "RRULE:FREQ=WEEKLY;COUNT=4")
    later = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260112T140000Z", "DTSTART:20260309T140000Z", HOUR)
    assert starts(read(weekly, later)) == ["09T14:00", "16T14:00", "23T14:00"]


def test_several_rules_extras_and_rules_of_what_is_left_out_are_put_together() -> None:
    assert starts(
        read(
            event(
                PHONE,
                HOUR,
                "RRULE:FREQ=WEEKLY;COUNT=2",
                "RRULE:FREQ=MONTHLY;BYMONTHDAY=20",
                "RDATE;TZID=America/New_York:20260312T090000,20260302T090000",
                "RDATE;VALUE=PERIOD:20260313T140000Z/PT3H,20260314T140000Z/20260314T180000Z",
                "EXRULE:FREQ=MONTHLY;BYDAY=2MO",
            )
        )
    ) == ["02T14:00", "12T13:00", "13T14:00", "14T14:00", "20T13:00"]
    found = read(event(PHONE, HOUR, "RDATE;VALUE=PERIOD:20260313T140000Z/PT3H"))
    assert times(found)[1] == ("2026-03-13T14:00Z", "2026-03-13T17:00Z")
    days = read(event("DTSTART;VALUE=DATE:20260302", "RDATE;VALUE=DATE:20260305", "EXRULE:FREQ=YEARLY"))
    assert starts(days) == ["05"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260304T140000Z", "04T14:00"),
        ("20260304T135959Z", "03T14:00"),
        ("20260304T090000", "04T14:00"),  # local: what telephones write
        ("20260304T085959", "03T14:00"),
        ("20260304", "04T14:00"),  # a date counts as a whole
    ],
)
def test_an_end_of_a_rule_without_z_is_on_the_clock_of_the_start(until: str, last: str) -> None:
    assert starts(read(event(PHONE, HOUR, f"RRULE:FREQ=DAILY;UNTIL={until}")))[-1] == last


def test_the_end_of_a_rule_of_dates_is_a_date_where_the_owner_is() -> None:
    days = ("DTSTART;VALUE=DATE:20260302",)
    for until, last in (("20260304", "04"), ("20260304T000000Z", "04"), ("20260304T230000Z", "04")):
        assert starts(read(event(*days, f"RRULE:FREQ=DAILY;UNTIL={until}")))[-1] == last
    night = event(*days, "RRULE:FREQ=DAILY;UNTIL=20260303T230000Z")
    assert starts(read(night))[-1] == "03"
    assert starts(read(night, zone="Europe/Berlin"))[-1] == "04"


def test_the_first_instance_counts_though_the_rule_does_not_name_it() -> None:
    assert starts(read(event(PHONE, HOUR, "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"))) == [
        "02T14:00",
        "03T14:00",
        "10T13:00",
    ]


# Versions


def test_the_newest_version_counts_wherever_it_stands() -> None:
    old = event("DTSTART:20260302T140000Z", HOUR, "SEQUENCE:1")
    new = event("DTSTART:20260303T140000Z", HOUR, "SEQUENCE:10")
    assert starts(read(old, new)) == starts(read(new, old)) == ["03T14:00"]
    assert starts(read(calendar(new), calendar(old))) == ["03T14:00"]
    files: list[str | bytes] = [calendar(new), calendar(old).encode()]
    assert starts(read_busy(files, "2026-03-01", "2026-03-31")) == ["03T14:00"]
    far = event("DTSTART:20270303T140000Z", HOUR, "SEQUENCE:10")
    assert starts(read(old, far)) == starts(read(far, old)) == []
    assert starts(read(event("DTSTART:20270303T140000Z", HOUR), old)) == ["02T14:00"]


def test_of_the_same_sequence_the_last_modified_counts_and_equals_all_do() -> None:
    one, two = (
        event(f"DTSTART:2026030{day}T140000Z", HOUR, f"DTSTAMP:2026010{day}T000000Z") for day in (2, 3)
    )
    assert starts(read(two, one)) == ["03T14:00"]
    changed = event(
        "DTSTART:20260302T140000Z", HOUR, "DTSTAMP:20260101T000000Z", "LAST-MODIFIED:20260110T000000Z"
    )
    assert starts(read(changed, two)) == ["02T14:00"]
    same = event("DTSTART:20260304T140000Z", HOUR)
    assert starts(read(event("DTSTART:20260302T140000Z", HOUR), same, same)) == ["02T14:00", "04T14:00"]


def test_the_newest_replacement_of_an_instance_counts() -> None:
    moved = [
        event("RECURRENCE-ID:20260303T140000Z", f"DTSTART:20260303T{hour}0000Z", HOUR, f"SEQUENCE:{number}")
        for number, hour in ((2, 18), (1, 16))
    ]
    assert starts(read(event(*DAILY), *moved))[1] == "03T18:00"


def test_events_without_a_name_are_all_different() -> None:
    nameless = "BEGIN:VEVENT\nDTSTART:2026030{}T140000Z\nDURATION:PT1H\nEND:VEVENT\n"
    assert starts(read(nameless.format(2), nameless.format(3))) == ["02T14:00", "03T14:00"]


# What it takes of the owner's time


def statuses(*lines: str, **options: Any) -> list[tuple[str, str]]:
    """Status and reason of one event."""
    found = read(event(PHONE, HOUR, *lines), **options)
    return [(one.busy.status, one.reason) for one in found.blocks]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ("busy", "busy")),
        (["STATUS:CONFIRMED", "TRANSP:OPAQUE"], ("busy", "busy")),
        (["STATUS:TENTATIVE"], ("tentative", "tentative")),
        (["STATUS:CANCELLED", "TRANSP:OPAQUE"], ("free", "cancelled")),
        (["TRANSP:TRANSPARENT"], ("free", "free")),
        (["X-MICROSOFT-CDO-BUSYSTATUS:FREE", "TRANSP:OPAQUE"], ("free", "free")),
        (["X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "TRANSP:TRANSPARENT"], ("busy", "busy")),
        (["X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"], ("tentative", "tentative")),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF", "STATUS:TENTATIVE"], ("busy", "out-of-office")),
        (["X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"], ("free", "working-elsewhere")),
        (["X-MICROSOFT-CDO-BUSYSTATUS:NEW", "TRANSP:TRANSPARENT"], ("free", "free")),
    ],
)
def test_an_event_says_what_it_takes(lines: list[str], expected: tuple[str, str]) -> None:
    assert statuses(*lines) == [expected]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (";PARTSTAT=ACCEPTED", ("busy", "busy")),
        (";PARTSTAT=DECLINED", ("free", "declined")),
        (";PARTSTAT=DELEGATED", ("free", "declined")),
        (";PARTSTAT=TENTATIVE", ("tentative", "tentative")),
        (";PARTSTAT=NEEDS-ACTION", ("tentative", "needs-action")),
        ("", ("tentative", "needs-action")),
    ],
)
def test_the_owners_answer_counts_and_nobody_elses(answer: str, expected: tuple[str, str]) -> None:
    own = f"ATTENDEE;CN=Ana{answer}:MAILTO:Ana@Example.org"
    others = "ATTENDEE;PARTSTAT=DECLINED:mailto:joana@example.org"
    assert statuses(own, others, me="ana@example.ORG") == [expected]
    assert statuses(own, others) == [("busy", "busy")]
    assert statuses(others, me=["mailto:ana@example.org"]) == [("busy", "busy")]
    by_parameter = f"ATTENDEE{answer};EMAIL=ana@example.org:urn:uuid:1"
    assert statuses(by_parameter, me="ana@example.org") == [expected]
    accepted = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a.reyes@example.org"
    assert statuses(own, accepted, me=["ana@example.org", "a.reyes@example.org"]) == [("busy", "busy")]


def test_what_events_take_is_a_policy() -> None:
    policy = EventPolicy(cancelled="busy", transparent="tentative", out_of_office="free")
    assert statuses("STATUS:CANCELLED", policy=policy) == [("busy", "cancelled")]
    assert statuses("TRANSP:TRANSPARENT", policy=policy) == [("tentative", "free")]
    assert statuses("X-MICROSOFT-CDO-BUSYSTATUS:OOF", policy=policy) == [("free", "out-of-office")]


def test_a_message_that_calls_something_off_does_so_across_files() -> None:
    series = calendar(
        event(*DAILY), event("RECURRENCE-ID:20260303T140000Z", "DTSTART:20260303T150000Z", HOUR)
    )
    off = calendar("METHOD:CANCEL", event(PHONE, HOUR, "SEQUENCE:1"))
    found = read_busy([series, off], "2026-03-01", "2026-03-31")
    assert {one.busy.status for one in found.blocks} == {"free"}
    whole = (
        event(*DAILY, "STATUS:CANCELLED"),
        event("RECURRENCE-ID:20260303T140000Z", "DTSTART:20260303T150000Z", HOUR),
    )
    assert {one.busy.status for one in read(*whole).blocks} == {"free"}
    one_off = calendar(
        "METHOD:CANCEL", event("RECURRENCE-ID:20260304T140000Z", "DTSTART:20260304T140000Z", HOUR)
    )
    found = read_busy([one_off, series], "2026-03-01", "2026-03-31")
    assert [one.busy.status for one in found.blocks] == ["busy", "busy", "free", "busy", "busy"]
    newer = event("RECURRENCE-ID:20260303T140000Z", "DTSTART:20260303T150000Z", HOUR, "SEQUENCE:2")
    found = read_busy([calendar(newer), off], "2026-03-01", "2026-03-31")
    assert [(one.busy.status, one.to_dict()["start"][8:13]) for one in found.blocks] == [
        ("free", "02T14"),
        ("busy", "03T15"),
    ]


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"])
def test_a_message_about_an_event_is_not_the_event(method: str) -> None:
    found = read(f"METHOD:{method}", event(*DAILY))
    assert (starts(found), codes(found)) == ([], ["message"])
    assert starts(read("METHOD:REQUEST", event(PHONE, HOUR))) == ["02T14:00"]


def test_a_private_events_title_is_its_owners_alone() -> None:
    found = read(
        event(PHONE, HOUR, "SUMMARY:Doctor", "CLASS:PRIVATE"),
        event("DTSTART:x", "SUMMARY:Bank", "CLASS:CONFIDENTIAL", uid="b"),
    )
    assert (found.blocks[0].busy.title, found.skipped[0].title) == ("", "")


def test_alarms_and_other_things_of_an_event_are_not_its_own() -> None:
    inner = (
        "BEGIN:VALARM\nTRIGGER:rubbish\nSUMMARY:Wake up\nDTSTART:20260305T000000Z\nDURATION:P9D\nEND:VALARM"
    )
    found = read(
        event(PHONE, inner, HOUR), "BEGIN:VTODO\nUID:t\nDTSTART:20260302T000000Z\nDURATION:P1D\nEND:VTODO"
    )
    assert times(found) == [("2026-03-02T14:00Z", "2026-03-02T15:00Z")]
    assert found.event_count == 1


def test_busy_times_alone_are_read_with_their_kinds() -> None:
    found = read(
        "BEGIN:VFREEBUSY",
        "UID:fb",
        "DTSTART:20260301T000000Z",
        "FREEBUSY:20260302T140000Z/PT1H,20260302T160000Z/20260302T170000Z",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260303T140000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260304T140000Z/PT1H",
        "FREEBUSY;FBTYPE=free:20260305T140000Z/PT1H",
        "FREEBUSY;FBTYPE=X-NEW:20260306T140000Z/PT1H",
        "FREEBUSY:20270306T140000Z/PT1H,20260306T140000Z/rubbish",
        "END:VFREEBUSY",
    )
    assert [(one.busy.status, one.reason) for one in found.blocks] == [
        ("busy", "busy"),
        ("busy", "busy"),
        ("tentative", "tentative"),
        ("busy", "unavailable"),
        ("free", "free"),
        ("busy", "busy"),
    ]
    assert (codes(found), found.event_count) == (["bad-time"], 0)


# Faults cost themselves alone


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("no-start", ["SUMMARY:x"]),
        ("no-start", [PHONE, PHONE]),
        ("bad-time", ["DTSTART:rubbish"]),
        ("bad-time", [PHONE, "DTEND:rubbish"]),
        ("bad-time", [PHONE, "DURATION:rubbish"]),
        ("bad-time", ["DTSTART;VALUE=DATE:20260302", "RECURRENCE-ID:rubbish"]),
        ("bad-time", ["DTSTART:99991230T000000Z", "DURATION:P3D", "RRULE:FREQ=DAILY"]),
        ("end-before-start", [PHONE, "DTEND;TZID=America/New_York:20260302T085900"]),
        ("end-before-start", [PHONE, "DURATION:-PT1H"]),
        ("end-before-start", ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260301"]),
        ("mixed-types", [PHONE, "DTEND;VALUE=DATE:20260303"]),
        ("too-long", [PHONE, "DURATION:P999999999D"]),
        ("too-long", [PHONE, "DTEND:20990101T000000Z"]),
        ("unknown-zone", ["DTSTART;TZID=America:20260302T090000", HOUR]),
        ("unknown-zone", ["DTSTART;TZID=../../etc/passwd:20260302T090000", HOUR]),
        ("unknown-zone", [f"DTSTART;TZID={'x' * 5000}:20260302T090000", HOUR]),
        ("unknown-zone", [PHONE, "DTEND;TZID=Nowhere:20260302T100000"]),
    ],
)
def test_an_event_with_a_fault_is_told_and_costs_no_other(code: str, lines: list[str]) -> None:
    found = read(event(*lines, uid="bad"), event(PHONE, HOUR))
    assert (starts(found), codes(found)) == (["02T14:00"], [code])
    assert (found.skipped[0].uid, found.skipped[0].line) == ("bad", 3)


@pytest.mark.parametrize(
    ("code", "line", "kept"),
    [
        ("bad-rule", "RRULE:FREQ=DAILY;INTERVAL=0", 1),
        ("sub-daily", "RRULE:FREQ=SECONDLY", 1),
        ("bad-time", "EXDATE:rubbish,20260303T140000Z", 4),
        ("unknown-zone", "EXDATE;TZID=Nowhere:20260303T090000", 5),
        ("bad-time", "RDATE:rubbish,20260320T140000Z", 6),
        ("mixed-types", "RDATE;VALUE=DATE:20260320", 5),
        ("bad-time", "RDATE;VALUE=PERIOD:20260320/P1D", 5),
        ("too-long", "RDATE;VALUE=PERIOD:20260320T000000Z/P9999D", 5),
        ("end-before-start", "RDATE;VALUE=PERIOD:20260320T000000Z/20260319T000000Z", 5),
        ("bad-rule", "EXRULE:FREQ=NEVER", 5),
    ],
)
def test_a_part_with_a_fault_costs_that_part(code: str, line: str, kept: int) -> None:
    lines = DAILY[:2] if line.startswith("RRULE") else DAILY
    found = read(event(*lines, line))
    assert (len(found.blocks), codes(found)) == (kept, [code])


def test_a_replacement_with_a_rule_of_its_own_is_one_instance() -> None:
    found = read(
        event("RECURRENCE-ID:20260303T140000Z", "DTSTART:20260303T150000Z", HOUR, "RRULE:FREQ=DAILY")
    )
    assert (starts(found), codes(found)) == (["03T15:00"], ["bad-rule"])


def test_an_event_without_an_end_costs_itself() -> None:
    cut = f"BEGIN:VEVENT\nUID:cut\n{PHONE}\n"
    found = read(cut, event(PHONE, HOUR))
    assert (starts(found), codes(found)) == (["02T14:00"], ["cut-off"])
    found = read_busy(f"BEGIN:VCALENDAR\n{event(PHONE, HOUR)}{cut}", "2026-03-01", "2026-03-31")
    assert (starts(found), codes(found), found.event_count) == (["02T14:00"], ["cut-off"], 2)


def test_caps_are_told_when_they_are_reached() -> None:
    many = [event(PHONE, HOUR, "RRULE:FREQ=DAILY", uid=f"{number}") for number in range(5)]
    found = read(*many, caps=ReadingCaps(instances=10))
    assert (codes(found), found.blocks) == (["too-many"] * 5, ())
    found = read(*many, caps=ReadingCaps(all_instances=40))
    assert (codes(found), len(found.blocks)) == (["too-many"], 60)
    found = read(*many, caps=ReadingCaps(rule_days=10))
    assert codes(found) == ["over-budget"] * 5
    found = read(*many, caps=ReadingCaps(all_days=200, days_per_event=0))
    assert set(codes(found)) == {"over-budget"}
    assert 0 < len({one.uid for one in found.blocks}) == 5 - len(codes(found)) < 5
    found = read(*many, caps=ReadingCaps(parts=3))
    assert (codes(found), len({one.uid for one in found.blocks})) == (["too-many"], 2)
    found = read(*many, caps=ReadingCaps(part_bytes=40))
    assert codes(found) == ["oversized"] * 5
    found = read(*many, caps=ReadingCaps(kept_bytes=150))
    assert codes(found) == ["too-many"]
    found = read(*[event("DTSTART:x", uid=f"{number}") for number in range(9)], caps=ReadingCaps(findings=2))
    assert (len(found.skipped), found.skipped_count) == (2, 9)
    with pytest.raises(FileError, match="more than"):
        read(*many, caps=ReadingCaps(file_bytes=100))


# Calls


def test_bad_arguments_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadZone):
        read(event(PHONE), zone="IST")
    with pytest.raises(BadArgument, match="address"):
        read(event(PHONE), me="Ana")
    with pytest.raises(BadArgument, match="me is 5"):
        read(event(PHONE), me=5)
    with pytest.raises(BadArgument, match="policy"):
        read(event(PHONE), policy="strict")
    with pytest.raises(BadArgument, match="source"):
        read_busy(7, "2026-03-01", "2026-03-31")  # type: ignore[arg-type]
    with pytest.raises(BadArgument, match="source"):
        read_busy([7], "2026-03-01", "2026-03-31")  # type: ignore[list-item]
    with pytest.raises(FileError, match=r"no calendar.*page to sign in"):
        read_busy("<html>\n</html>", "2026-03-01", "2026-03-31")


def test_no_file_is_nothing_busy() -> None:
    found = read_busy([], "2026-03-01", "2026-03-31")
    assert (found.blocks, found.files, found.event_count) == ((), (), 0)
