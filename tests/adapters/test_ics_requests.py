"""What to mail to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from overlap.adapters.ics_export import export_ics
from overlap.adapters.ics_requests import Invitation, export_requests
from overlap.errors import BadArgument
from overlap.people.entries import DayEntry, Guest, Moved, TimedEntry
from tests.adapters.drawn_entries import plans
from tests.adapters.strict_ics import events_of
from tests.adapters.test_ics_parts import at
from tests.adapters.test_ics_previous import EARLY, LATE, SERIES
from tests.adapters.test_ics_writer import ANA, BEN, CY, meeting

DEE = Guest("Dee", "Dee@example.com")


def mail(found: tuple[Invitation, ...]) -> list[tuple[str, str, str]]:
    """To whom, how and about what."""
    return [(one.address, one.method, one.uid) for one in found]


def test_each_guest_with_an_address_gets_one_request_for_each_meeting() -> None:
    single = meeting(uid="single@x", organizer=ANA, guests=(BEN, CY, DEE))
    found = export_requests([SERIES, single], stamp=EARLY)
    assert mail(found) == [
        ("ben@example.com", "REQUEST", "sync@example.com"),
        ("ben@example.com", "REQUEST", "single@x"),
        ("Dee@example.com", "REQUEST", "single@x"),
    ]
    for one in found:
        assert "METHOD:REQUEST\r\n" in one.text
        assert {event.text("UID") for event in events_of(one.text)} == {one.uid}
    assert found[1].text == found[2].text


def test_a_series_and_its_moved_instances_are_one_message() -> None:
    moved = replace(SERIES, moved=(Moved(at("2026-03-09T14:00"), at("2026-03-10T09:00")),))
    (found,) = export_requests(moved, stamp=EARLY)
    assert len(events_of(found.text)) == 2


def test_nobody_is_told_what_they_know() -> None:
    plan = [SERIES, meeting(uid="b@x", organizer=ANA, guests=(DEE,))]
    first = export_ics(plan, stamp=EARLY)
    assert export_requests(plan, stamp=LATE, previous=first) == ()
    changed = [replace(SERIES, title="New"), plan[1]]
    found = export_requests(changed, stamp=LATE, previous=first)
    assert mail(found) == [("ben@example.com", "REQUEST", "sync@example.com")]
    assert events_of(found[0].text)[0].text("SEQUENCE") == "1"


def test_who_is_no_longer_invited_gets_a_cancellation_of_their_own() -> None:
    two = replace(SERIES, guests=(BEN, DEE))
    first = export_ics(two, stamp=EARLY)
    found = export_requests(replace(two, guests=(DEE,)), stamp=LATE, previous=first)
    assert mail(found) == [
        ("Dee@example.com", "REQUEST", "sync@example.com"),
        ("ben@example.com", "CANCEL", "sync@example.com"),
    ]
    (event,) = events_of(found[1].text)
    assert "METHOD:CANCEL\r\n" in found[1].text
    assert (event.text("STATUS"), event.text("SEQUENCE")) == ("CANCELLED", "1")
    assert [line.value for line in event["ATTENDEE"]] == ["mailto:ben@example.com"]
    assert event.text("ORGANIZER") == "mailto:ana@example.com"


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_meeting_that_is_off_is_cancelled_for_all_once(is_gone: bool) -> None:
    two = replace(SERIES, guests=(BEN, DEE), description="Secret")
    off = [] if is_gone else [replace(two, is_cancelled=True)]
    first = export_ics(two, stamp=EARLY)
    found = export_requests(off, stamp=LATE, previous=first)
    assert [(one.address, one.method) for one in found] == [
        ("ben@example.com", "CANCEL"),
        ("Dee@example.com", "CANCEL"),
    ]
    assert events_of(found[0].text)[0].text("RRULE").startswith("FREQ=WEEKLY")
    assert "Secret" not in found[0].text
    second = export_ics(off, stamp=LATE, previous=first)
    assert export_requests(off, stamp=LATE, previous=second) == ()
    back = export_requests(two, stamp=LATE, previous=second)
    assert [one.method for one in back] == ["REQUEST", "REQUEST"]
    assert events_of(back[0].text)[0].text("SEQUENCE") == "2"


def test_what_was_never_sent_is_not_called_off() -> None:
    assert export_requests(replace(SERIES, is_cancelled=True), stamp=EARLY) == ()


def test_what_invites_nobody_needs_no_mail() -> None:
    from datetime import date

    day = DayEntry("d@x", "Diwali", date(2026, 11, 8), date(2026, 11, 8))
    alone = meeting(organizer=ANA, guests=(CY,))
    assert export_requests([day, alone, meeting(uid="c@x")], stamp=EARLY) == ()
    before = export_ics([day, alone], stamp=EARLY)
    assert export_requests([], stamp=LATE, previous=before) == ()


@pytest.mark.parametrize("organizer", [None, Guest("Ana")])
def test_guests_without_anybody_who_invites_them_are_refused(organizer: Guest | None) -> None:
    with pytest.raises(BadArgument, match="nobody invites to 'Sync'"):
        export_requests(replace(SERIES, organizer=organizer), stamp=EARLY)


def test_nothing_of_a_file_before_gets_into_a_message_unchecked() -> None:
    first = export_ics(SERIES, stamp=EARLY).replace("\r\n ", "")
    for evil in ("mailto:eve@example.com?cc=x", "javascript:x", "mailto:eve@example.com%0d%0aX:1"):
        hostile = first.replace("mailto:ben@example.com", evil)
        assert export_requests([], stamp=LATE, previous=hostile) == ()
    odd = first.replace("CN=Ben", 'CN="Ben^nX";X-EVIL=1;DELEGATED-TO="mailto:x@y"')
    (found,) = export_requests([], stamp=LATE, previous=odd)
    assert (found.address, "EVIL" in found.text, "^" in found.text) == ("ben@example.com", False, False)


@settings(max_examples=max(settings().max_examples // 5, 10))
@given(plans(), plans())
def test_every_guest_knows_in_the_end_what_the_organizer_has(
    before: list[TimedEntry], plan: list[TimedEntry]
) -> None:
    first = export_ics(before, stamp=EARLY)
    known = {(one.address, one.uid): one for one in export_requests(before, stamp=EARLY)}
    second = export_ics(plan, stamp=LATE, previous=first)
    known |= {(one.address, one.uid): one for one in export_requests(plan, stamp=LATE, previous=first)}
    still = {
        (line.value.removeprefix("mailto:"), event.text("UID"))
        for event in events_of(second)
        if event.text("STATUS") == "CONFIRMED"
        for line in event.get("ATTENDEE", [])
    }
    assert {key for key, one in known.items() if one.method == "REQUEST"} >= still
    listed = {event.text("UID") for event in events_of(second)}
    for key, one in known.items():
        if key[1] in listed:
            assert (one.method == "REQUEST") == (key in still)
