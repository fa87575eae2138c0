"""One event comes to its start, its length and its parts, each end on its own clock."""

from __future__ import annotations

import pytest

from overlap.adapters.ics_read_event import (
    Event,
    Point,
    Surroundings,
    instant_of_wall,
    period_of,
    read_event,
    wall_of,
)
from overlap.adapters.ics_read_lines import Property, property_of
from overlap.adapters.ics_read_values import Length, Stamp, Unreadable, stamp_of
from overlap.adapters.ics_read_zones import UTC_CLOCK, Clocks
from overlap.core.zones import zone
from tests.planning.brute import instant

BERLIN = zone("Europe/Berlin")


def made(*lines: str, floating: str | None = None) -> Event:
    """The event of some lines."""
    around = Surroundings(Clocks({}, until=0), zone(floating) if floating else None)
    return read_event(7, [property_of(line.encode()) for line in lines], around)


def test_an_event_is_all_that_its_properties_say() -> None:
    event = made(
        "UID: a\\,b ",
        "SUMMARY:  Plan\\nning \\, twice",
        "DTSTART;TZID=Europe/Berlin:20260302T090030",
        "DTEND;TZID=Europe/Berlin:20260302T100000",
        "RECURRENCE-ID;RANGE=ThisAndFuture:20260303T090000",
        "STATUS: tentative",
    )
    assert (event.line, event.uid, event.title, event.is_all_day) == (7, "a,b", "Plan ning , twice", False)
    assert event.length == Length(0, 3570)
    assert event.first == instant("2026-03-02 08:00") * 60 + 30
    assert event.instead_of == Point(
        instant("2026-03-03 08:00") * 60, stamp_of("20260303").seconds // 86400, False
    )
    assert (event.and_later, event.marks, event.notes) == (True, {"STATUS": ("TENTATIVE",)}, ())


def test_a_title_is_cut_and_on_one_line() -> None:
    assert made("DTSTART:20260302", f"SUMMARY:{'x' * 300}").title == "x" * 200


def test_wall_seconds_and_instants_are_each_others() -> None:
    for at in (-61, 0, 59, 1_772_409_600, 1_772_409_601):
        assert instant_of_wall(BERLIN, wall_of(BERLIN, at)) == at
    assert wall_of(BERLIN, 0) == 3600
    assert instant_of_wall(UTC_CLOCK, 61) == 61


def test_an_end_is_counted_in_days_by_the_calendar_and_in_exact_seconds() -> None:
    event = made("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:P1DT1H")
    assert event.end_of(event.first) - event.first == 24 * 3600
    plain = made("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:PT25H")
    assert plain.end_of(plain.first) - plain.first == 25 * 3600


def test_a_period_has_an_end_or_a_length() -> None:
    def utc(one: Property, stamp: Stamp) -> int:
        return stamp.seconds

    one = Property("FREEBUSY", {}, "")
    start = stamp_of("20260302T140000Z").seconds
    assert period_of(one, "20260302T140000Z/20260302T150000Z", utc) == (start, start + 3600)
    assert period_of(one, "20260302T140000Z/pt1h", utc) == (start, start + 3600)
    assert period_of(one, "20260302T140000Z/P1DT1S", utc) == (start, start + 86401)
    assert period_of(one, "20260302T140000Z/20260302T140000Z", utc) == (start, start)
    for text in (
        *("", "/", "20260302T140000Z", "20260302/P1D", "20260302T140000Z/20260303", "20260302T140000Z/-PT1H"),
        *(
            "20260302T140000Z/20260302T130000Z",
            "20260302T140000Z/P99999D",
            "20260302T140000Z/20990101T000000Z",
        ),
    ):
        with pytest.raises(Unreadable):
            period_of(one, text, utc)


def test_only_the_first_twenty_rules_are_read() -> None:
    event = made("DTSTART:20260302", *["RRULE:FREQ=DAILY"] * 21)
    assert len(event.rules) == 20
    assert [code for code, _ in event.notes] == ["oversized-rule"]
    assert made("DTSTART:20260302", *["RRULE:FREQ=DAILY"] * 20).notes == ()


def test_the_clock_of_the_caller_is_that_of_floating_times_alone() -> None:
    assert made("DTSTART:20260302T090000", floating="Asia/Manila").first == instant("2026-03-02 01:00") * 60
    assert made("DTSTART:20260302T090000Z", floating="Asia/Manila").first == instant("2026-03-02 09:00") * 60
    assert (
        made("DTSTART;TZID= :20260302T090000", floating="Asia/Manila").first
        == instant("2026-03-02 01:00") * 60
    )
    assert made("DTSTART;TZID=Europe/Berlin:20260302T090000Z").first == instant("2026-03-02 09:00") * 60
