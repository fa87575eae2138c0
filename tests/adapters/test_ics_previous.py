"""A calendar held against the one written before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.ics_export import export_ics, merged_calendar
from overlap.core.recurrence import Recurrence
from overlap.errors import BadArgument, FileError
from overlap.people.entries import DayEntry, Guest, Moved, TimedEntry
from tests.adapters.drawn_entries import dressed, plans, timed_entries
from tests.adapters.strict_ics import Event, events_of, read_instants, stamps
from tests.adapters.test_ics_parts import at
from tests.adapters.test_ics_writer import ANA, BEN, meeting, unfolded

EARLY, LATE, LATER = "2026-03-01T12:00Z", "2026-03-02T12:00Z", "2026-03-03T12:00Z"
FEW = max(settings().max_examples // 4, 10)

SERIES = TimedEntry(
    "sync@example.com",
    "Sync",
    "Asia/Manila",
    at("2026-03-02T14:00"),
    30,
    Recurrence("week"),
    at("2026-04-06T14:00"),
    organizer=ANA,
    guests=(BEN,),
)


def by_key(text: str) -> dict[tuple[str, str], Event]:
    """Each event by UID and RECURRENCE-ID."""
    return {
        (one.text("UID"), one.text("RECURRENCE-ID") if "RECURRENCE-ID" in one else ""): one
        for one in events_of(text)
    }


def sequences(text: str) -> dict[tuple[str, str], int]:
    """The SEQUENCE of each event."""
    return {key: number for key, (_, _, number) in stamps(text).items()}


@settings(max_examples=FEW)
@given(plans(), plans())
def test_an_unchanged_plan_changes_no_byte_whatever_the_stamp(
    before: list[TimedEntry], plan: list[TimedEntry]
) -> None:
    first = export_ics(before, stamp=EARLY)
    second = export_ics(plan, stamp=LATE, previous=first)
    assert export_ics(plan, stamp=LATER, previous=second) == second
    assert export_ics(plan, stamp=LATER, previous=second.encode()) == second
    alone = export_ics(plan, stamp=EARLY)
    assert export_ics(plan, stamp=LATER, previous=alone) == alone


@settings(max_examples=FEW)
@given(plans(), st.data())
def test_a_changed_plan_raises_numbers_only_where_it_changed(
    before: list[TimedEntry], data: st.DataObject
) -> None:
    plan = [
        dressed(data.draw(timed_entries(uid=one.uid)), 0) if data.draw(st.booleans()) else one
        for one in before
    ]
    plan = [one for one in plan if data.draw(st.integers(0, 4))]
    old, new = export_ics(before, stamp=EARLY), export_ics(plan, stamp=LATE, previous=old_text(before))
    was, fresh = by_key(old), by_key(export_ics(plan, stamp=EARLY))
    found, numbers = by_key(new), stamps(new)
    vanished = {uid for uid, instance in was if instance and (uid, instance) not in fresh}
    for key, event in fresh.items():
        uid, instance = key
        made, _, number = numbers[key]
        series_changed = was.get((uid, "")) != fresh[uid, ""] or uid in vanished
        if key not in was:
            assert number == (1 if (uid, "") in was else 0)
        elif event != was[key] or (series_changed and (instance == "" or number == 1)):
            assert (number, made) == (1, "20260302T120000Z")
        else:
            assert (number, made) == (0, "20260301T120000Z")
        if instance:
            assert number >= numbers[uid, ""][2]
    for key in was.keys() - fresh.keys():
        if key in found:
            assert key[1] == ""
            assert found[key].text("STATUS") == "CANCELLED"
            assert numbers[key][2] == 1
    assert read_instants(new) == sorted(one for entry in plan for one in entry.instants())


def old_text(plan: list[TimedEntry]) -> str:
    """A plan as it was written first."""
    return export_ics(plan, stamp=EARLY)


@settings(max_examples=FEW)
@given(st.lists(plans(), min_size=2, max_size=3))
def test_numbers_never_fall_and_stamps_change_with_them(chain: list[list[TimedEntry]]) -> None:
    text: str | None = None
    known: dict[tuple[str, str], tuple[str, str, int]] = {}
    for day, plan in enumerate(chain, 1):
        text = export_ics(plan, stamp=f"2026-03-0{day}T12:00Z", previous=text)
        now = stamps(text)
        for key, (made, modified, number) in now.items():
            assert made == modified
            if key in known:
                assert number >= known[key][2]
                assert (made != known[key][0]) == (number > known[key][2])
        assert read_instants(text) == sorted(one for entry in plan for one in entry.instants())
        known = now  # what is over and gone is known to nobody


@settings(max_examples=FEW)
@given(plans())
def test_what_is_gone_is_shown_as_cancelled_where_it_was_still_to_come(plan: list[TimedEntry]) -> None:
    old = export_ics(plan, stamp=EARLY)
    new = by_key(export_ics([], stamp=LATE, previous=old))
    for uid in {uid for uid, _ in by_key(old)}:
        only = [one for one in events_of(old) if one.text("UID") == uid]
        ends = [end for _, end in read_instants_of(old, uid)]
        if max(ends) > at("2026-03-02T12:00"):
            assert new[uid, ""].text("STATUS") == "CANCELLED"
            assert new[uid, ""].text("SUMMARY") == only[0].text("SUMMARY")
            assert [new[uid, ""].get(name) for name in ("DTSTART", "DTEND", "RRULE", "EXDATE")] == [
                only[0].get(name) for name in ("DTSTART", "DTEND", "RRULE", "EXDATE")
            ]
        elif max(ends) < at("2026-03-01T12:00"):
            # Its rule may run on past the last instance that moved forwards.
            assert (uid, "") not in new or "RECURRENCE-ID" in only[-1]


def read_instants_of(text: str, uid: str) -> list[tuple[int, int]]:
    """The instants of one UID of a file, without the others."""
    blocks = text.split("BEGIN:VEVENT")
    tail = blocks[-1].partition("END:VEVENT\r\n")
    kept = [one.partition("END:VEVENT\r\n")[0] for one in blocks[1:]]
    kept = [one for one in kept if f"\r\nUID:{uid}\r\n" in one.replace("\r\n ", "")]
    whole = blocks[0] + "".join(f"BEGIN:VEVENT{one}END:VEVENT\r\n" for one in kept) + tail[2]
    zones = {line.partition("TZID=")[2].partition(":")[0] for line in whole.split("\r\n") if "TZID=" in line}
    parts = whole.split("BEGIN:VTIMEZONE\r\n")
    described = [part for part in parts[1:] if part.partition("\r\n")[0].removeprefix("TZID:") in zones]
    rest = parts[-1].partition("END:VTIMEZONE\r\n")[2] if len(parts) > 1 else ""
    zones_text = "".join(
        "BEGIN:VTIMEZONE\r\n" + part.partition("END:VTIMEZONE\r\n")[0] + "END:VTIMEZONE\r\n"
        for part in described
    )
    return read_instants(parts[0] + zones_text + rest if len(parts) > 1 else whole)


def test_a_new_title_makes_a_newer_event_with_a_newer_stamp() -> None:
    first = export_ics(SERIES, stamp=EARLY)
    second = export_ics(replace(SERIES, title="Sync!"), stamp=LATE, previous=first)
    third = export_ics(SERIES, stamp=LATER, previous=second)
    assert list(stamps(second).values()) == [("20260302T120000Z", "20260302T120000Z", 1)]
    assert list(stamps(third).values()) == [("20260303T120000Z", "20260303T120000Z", 2)]


def test_moving_one_instance_leaves_the_series_as_it_is_and_the_instance_is_newer() -> None:
    first = export_ics(SERIES, stamp=EARLY)
    moved = replace(SERIES, moved=(Moved(at("2026-03-09T14:00"), at("2026-03-10T09:00")),))
    second = export_ics(moved, stamp=LATE, previous=first)
    assert sequences(second) == {
        ("sync@example.com", ""): 0,
        ("sync@example.com", "20260309T140000"): 1,
    }


def test_an_instance_that_moves_back_makes_its_series_newer_than_it() -> None:
    moved = replace(SERIES, moved=(Moved(at("2026-03-09T14:00"), at("2026-03-10T09:00")),))
    first = export_ics(SERIES, stamp=EARLY)
    second = export_ics(moved, stamp=EARLY, previous=first)
    third = export_ics(SERIES, stamp=LATE, previous=second)
    assert sequences(third) == {("sync@example.com", ""): 2}
    assert read_instants(third) == SERIES.instants()


def test_a_series_that_changes_takes_its_moved_instances_along() -> None:
    moved = replace(SERIES, moved=(Moved(at("2026-03-09T14:00"), at("2026-03-10T09:00")),))
    first = export_ics(moved, stamp=EARLY)
    second = export_ics(replace(moved, skipped=(at("2026-03-16T14:00"),)), stamp=LATE, previous=first)
    assert sequences(second) == {
        ("sync@example.com", ""): 1,
        ("sync@example.com", "20260309T140000"): 1,
    }
    assert {made for made, _, _ in stamps(second).values()} == {"20260302T120000Z"}
    merged = merged_calendar(
        replace(moved, skipped=(at("2026-03-16T14:00"),)), stamp=LATE, previous=first, privacy="full"
    )
    assert merged.changes.changed == ("sync@example.com",)


def test_changes_are_told_by_name() -> None:
    a, b, c, d = (meeting(uid=f"{name}@x", title=name) for name in "abcd")
    first = export_ics([a, b, c], stamp=EARLY)
    merged = merged_calendar(
        [a, replace(b, title="B"), d], stamp="2026-03-01T13:00Z", previous=first, privacy="full"
    )
    changes = merged.changes
    assert (changes.created, changes.changed, changes.unchanged, changes.cancelled) == (
        ("d@x",),
        ("b@x",),
        ("a@x",),
        ("c@x",),
    )
    assert changes
    same = merged_calendar([a, b, c], stamp=LATE, previous=first, privacy="full").changes
    assert not same
    assert same.unchanged == ("a@x", "b@x", "c@x")
    off = merged_calendar(replace(a, is_cancelled=True), stamp=LATE, previous=first, privacy="full")
    assert off.changes.cancelled[0] == "a@x"


def test_what_was_cancelled_stays_for_thirty_days_after_its_end_and_comes_back_newer() -> None:
    single = meeting()  # over at 2026-03-02T06:30Z
    first = export_ics(single, stamp=EARLY)
    gone = export_ics([], stamp="2026-03-02T06:30Z", previous=first)
    assert sequences(gone) == {("sync@example.com", ""): 1}
    for stamp in ("2026-03-05T00:00Z", "2026-04-01T06:30Z"):
        assert export_ics([], stamp=stamp, previous=gone) == gone
    assert events_of(export_ics([], stamp="2026-04-01T06:31Z", previous=gone)) == []
    back = export_ics(single, stamp="2026-03-02T07:00Z", previous=gone)
    assert sequences(back) == {("sync@example.com", ""): 2}
    assert events_of(back)[0].text("STATUS") == "CONFIRMED"


def test_what_was_over_just_goes_for_it_did_take_place() -> None:
    first = export_ics(meeting(), stamp=EARLY)
    assert events_of(export_ics([], stamp="2026-03-02T06:31Z", previous=first)) == []


def test_a_cancelled_series_keeps_its_rule_its_zone_and_its_people_and_takes_no_time() -> None:
    first = export_ics(replace(SERIES, description="Secret plans", alarms=(5,)), stamp=EARLY)
    gone = export_ics([], stamp=LATE, previous=first)
    (event,) = events_of(gone)
    assert event.text("RRULE") == "FREQ=WEEKLY;UNTIL=20260406T060000Z;BYDAY=MO"
    assert (event.text("TRANSP"), event.text("CLASS")) == ("TRANSPARENT", "PUBLIC")
    assert event.text("ORGANIZER") == "mailto:ana@example.com"
    assert event["ATTENDEE"][0].params["CN"] == "Ben"
    assert "Secret" not in gone
    assert "VALARM" not in gone


def test_a_cancelled_series_is_newer_than_any_of_its_instances() -> None:
    moved = replace(SERIES, moved=(Moved(at("2026-03-09T14:00"), at("2026-03-10T09:00")),))
    first = export_ics(moved, stamp=EARLY, previous=export_ics(SERIES, stamp=EARLY))
    assert sequences(first)["sync@example.com", "20260309T140000"] == 1
    assert sequences(export_ics([], stamp=LATE, previous=first)) == {("sync@example.com", ""): 2}


def test_a_day_that_is_gone_is_cancelled_too() -> None:
    from datetime import date

    day = DayEntry("d@x", "Diwali", date(2026, 11, 8), date(2026, 11, 9))
    gone = export_ics([], stamp=LATE, previous=export_ics(day, stamp=EARLY))
    (event,) = events_of(gone)
    assert event.text("STATUS") == "CANCELLED"
    assert event["DTSTART"][0].params == {"VALUE": "DATE"}
    assert event.text("DTEND") == "20261110"


# Privacy


def test_a_busy_file_tells_nothing_of_a_full_one_written_before() -> None:
    full = export_ics([SERIES, meeting(uid="b@x", title="Dentist", is_private=True)], stamp=EARLY)
    busy = export_ics(SERIES, stamp=LATE, previous=full, privacy="busy")
    assert busy == export_ics(SERIES, stamp=LATE, privacy="busy")
    gone = export_ics([], stamp=LATER, previous=busy, privacy="busy")
    (event,) = events_of(gone)
    assert (event.text("STATUS"), event.text("SUMMARY")) == ("CANCELLED", "Busy")
    assert "CLASS" not in event
    assert "ATTENDEE" not in gone


def test_a_private_meeting_leaves_no_name_in_a_file_it_is_hidden_in() -> None:
    dentist = meeting(uid="b@x", title="Dentist", is_private=True)
    full = export_ics([SERIES, dentist], stamp=EARLY)
    hidden = export_ics([SERIES, dentist], stamp="2026-03-01T13:00Z", previous=full, privacy="private")
    assert "Dentist" not in hidden
    assert "b@x" not in hidden
    gone = export_ics(SERIES, stamp="2026-03-01T14:00Z", previous=hidden, privacy="private")
    (event,) = [one for one in events_of(gone) if one.text("STATUS") == "CANCELLED"]
    assert (event.text("SUMMARY"), event.text("CLASS")) == ("Private appointment", "PRIVATE")


# Files that went through other hands


def test_answers_of_guests_stay_while_the_times_do() -> None:
    first = export_ics(SERIES, stamp=EARLY)
    answered = first.replace("\r\n ", "").replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
    second = export_ics(SERIES, stamp=LATE, previous=answered)
    assert sequences(second) == {("sync@example.com", ""): 0}
    assert events_of(second)[0]["ATTENDEE"][0].params["PARTSTAT"] == "ACCEPTED"
    assert export_ics(SERIES, stamp=LATER, previous=second) == second
    renamed = export_ics(replace(SERIES, title="Sync!"), stamp=LATER, previous=second)
    assert events_of(renamed)[0]["ATTENDEE"][0].params["PARTSTAT"] == "ACCEPTED"
    later = replace(SERIES, minutes=45)
    asked_again = export_ics(later, stamp=LATER, previous=second)
    assert events_of(asked_again)[0]["ATTENDEE"][0].params["PARTSTAT"] == "NEEDS-ACTION"


def test_what_a_server_adds_or_puts_in_another_order_changes_nothing() -> None:
    first = export_ics(SERIES, stamp=EARLY)
    lines = first.replace("\r\n ", "").split("\r\n")
    low, high = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    inside = [*reversed(lines[low + 1 : high]), "X-SERVER:1", "CREATED:20260101T000000Z"]
    inside = [
        line.replace("BYDAY=MO", "x").replace(
            "FREQ=WEEKLY;UNTIL=20260406T060000Z;x", "UNTIL=20260406T060000Z;BYDAY=MO;FREQ=WEEKLY"
        )
        for line in inside
    ]
    served = "\n".join([*lines[: low + 1], *inside, *lines[high:]])
    assert export_ics(SERIES, stamp=LATE, previous=served) == first


@pytest.mark.parametrize("previous", [None, "", b"", " \r\n"])
def test_nothing_before_is_nothing_before(previous: str | bytes | None) -> None:
    assert export_ics(SERIES, stamp=EARLY, previous=previous) == export_ics(SERIES, stamp=EARLY)


@pytest.mark.parametrize("previous", ["hello", "BEGIN:VEVENT\nEND:VEVENT", b"\x00\xff", "BEGIN:VCALENDAR"])
def test_what_is_no_calendar_is_refused(previous: str | bytes) -> None:
    with pytest.raises(FileError):
        export_ics(SERIES, stamp=EARLY, previous=previous)


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:99999999T999999Z",
        "DTSTART;TZID=Mars/Base:20260302T140000",
        "DTSTART;TZID=Asia/Manila:20260302T140000Z",
        "DTSTART:20260230T140000Z",
        "DTSTART:20260302T250000Z",
        "DTSTART:00010101T000000Z",
        "DTSTART:99991231T235959Z",
        "DTSTART:٢٠٢٦٠٣٠٢T١٤٠٠٠٠Z",
        "RRULE:FREQ=WEEKLY;UNTIL=99999999T999999Z",
        "RRULE:FREQ=WEEKLY;UNTIL=20261345T000000Z",
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=SECONDLY;COUNT=1000000000",
        "SEQUENCE:99999999999999999999",
        "SEQUENCE:-1",
        "SEQUENCE:abc",
        "DTSTAMP:yesterday",
        "ATTENDEE:mailto:eve@example.com?cc=x",
        'ATTENDEE;CN="a^nX-EVIL:1":mailto:eve@example.com',
        "SUMMARY:a\x0bX-EVIL:1\x1b",
        "RECURRENCE-ID:junk",
    ],
)
def test_a_hostile_file_before_breaks_nothing_and_nothing_gets_through(line: str) -> None:
    end = "20260302T150000Z" if line.startswith("DTSTART:") else "20360302T150000Z"
    event = [
        "BEGIN:VEVENT",
        line,
        "UID:sync@example.com",
        "DTSTART:20360302T140000Z",
        f"DTEND:{end}",
        "SUMMARY:x",
        "END:VEVENT",
    ]
    other = [text.replace("sync@", "other@") for text in event]
    previous = "\r\n".join(["BEGIN:VCALENDAR", *event, *other, "END:VCALENDAR"])
    text = export_ics(SERIES, stamp=LATE, previous=previous)
    assert read_instants(text) == SERIES.instants()
    assert "EVIL" not in "\n".join(one for one in text.split("\r\n") if one.startswith("X-"))
    assert "eve@" not in text or "^n" not in text
    assert export_ics(SERIES, stamp=LATER, previous=text) == text


def test_two_entries_with_one_name_are_refused() -> None:
    with pytest.raises(BadArgument, match=r"two entries have the UID 'sync@example\.com'") as caught:
        export_ics([SERIES, meeting()], stamp=EARLY)
    assert caught.value.field == "source"


def test_an_answer_of_a_guest_is_theirs_alone() -> None:
    two = replace(SERIES, guests=(BEN, Guest("Cy", "cy@example.com")))
    first = export_ics(two, stamp=EARLY).replace("\r\n ", "")
    ben = ";CN=Ben;PARTSTAT="
    answered = first.replace(f"{ben}NEEDS-ACTION", f"{ben}DECLINED")
    people = [line for line in unfolded(two, previous=answered) if line.startswith("ATTENDEE")]
    assert ["DECLINED" in line for line in people] == [True, False]
