"""Entries as components: each rule of the trade in one test."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.ics_export import export_ics
from overlap.adapters.ics_writer import components_of
from overlap.core.civil import DAY, day_of
from overlap.core.recurrence import Recurrence
from overlap.errors import BadArgument
from overlap.people.entries import (
    AvailabilityEntry,
    DayEntry,
    Entry,
    FreeBusyEntry,
    Guest,
    Moved,
    TimedEntry,
)
from tests.adapters.drawn_entries import timed_entries
from tests.adapters.strict_ics import as_date, events_of, read_instants
from tests.adapters.test_ics_parts import at

STAMP = "2026-03-01T12:00:34Z"
ANA, BEN, CY = (
    Guest("Ana", "ana@example.com"),
    Guest("Ben", "ben@example.com", is_required=False),
    Guest("Cy"),
)


def meeting(**more: object) -> TimedEntry:
    """A single meeting in Manila."""
    base = TimedEntry("sync@example.com", "Sync", "Asia/Manila", at("2026-03-02T14:00"), 30)
    given = {name: getattr(base, name) for name in base.__slots__} | more
    return TimedEntry(**given)


def unfolded(entry: Entry, **more: object) -> list[str]:
    """The lines of its file."""
    text = export_ics(entry, stamp=STAMP, **more)  # type: ignore[arg-type]
    return text.replace("\r\n ", "").split("\r\n")


def values(entry: Entry, name: str, **more: object) -> list[str]:
    """What stands behind a property's name."""
    return [line.removeprefix(name) for line in unfolded(entry, **more) if re.match(rf"{name}[:;]", line)]


def rule(recurrence: Recurrence, first: str, count: int = 5) -> str:
    """The RRULE of a series, without its UNTIL."""
    start = at(first)
    dates = islice(recurrence.dates(date.fromisoformat(first[:10])), count)
    walls = [day_of(on) * DAY + start % DAY for on in dates]
    entry = TimedEntry("a", "A", "Asia/Manila", start, 30, recurrence, walls[-1])
    (text,) = values(entry, "RRULE")
    assert read_instants(export_ics(entry, stamp=STAMP)) == entry.instants()
    return re.sub(r"UNTIL=\d{8}T\d{6}Z;?", "", text).strip(":;")


# Rules


def test_a_daily_rule_on_weekdays_is_written_as_a_weekly_one() -> None:
    working = Recurrence("day", weekdays=(0, 1, 2, 3, 4))
    assert rule(working, "2026-03-02T09:00") == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("recurrence", "first", "expected"),
    [
        (Recurrence("day"), "2026-03-02T09:00", "FREQ=DAILY"),
        (Recurrence("day", 3), "2026-03-02T09:00", "FREQ=DAILY;INTERVAL=3;WKST=MO"),
        (Recurrence("day", 2, (0, 2)), "2026-03-02T09:00", "FREQ=DAILY;INTERVAL=2;BYDAY=MO,WE;WKST=MO"),
        (Recurrence("week"), "2026-03-03T09:00", "FREQ=WEEKLY;BYDAY=TU"),
        (Recurrence("week", 2, (1, 6)), "2026-03-03T09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO"),
        (Recurrence("month", weekdays=(1,), nth=2), "2026-03-10T09:00", "FREQ=MONTHLY;BYDAY=2TU"),
        (Recurrence("month", weekdays=(4,), nth=-1), "2026-03-27T09:00", "FREQ=MONTHLY;BYDAY=-1FR"),
        (Recurrence("month", weekdays=(0, 1), nth=1), "2026-03-02T09:00", "FREQ=MONTHLY;BYDAY=1MO,1TU"),
        (
            Recurrence("month", 2, (5,), nth=5),
            "2026-01-31T09:00",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=5SA;WKST=MO",
        ),
        (Recurrence("month", month_day=31), "2026-01-31T09:00", "FREQ=MONTHLY;BYMONTHDAY=31"),
        (Recurrence("month"), "2026-01-01T09:00", "FREQ=MONTHLY;BYMONTHDAY=1"),
    ],
)
def test_a_rule_is_written_as_every_reader_takes_it(
    recurrence: Recurrence, first: str, expected: str
) -> None:
    assert rule(recurrence, first) == expected


def test_until_is_the_last_instance_in_utc_and_there_is_no_count() -> None:
    entry = meeting(recurrence=Recurrence("week"), last=at("2026-03-30T14:00"))
    assert values(entry, "RRULE") == [":FREQ=WEEKLY;UNTIL=20260330T060000Z;BYDAY=MO"]


def test_skipped_and_moved_instances_are_named_on_the_clock_of_the_series_one_a_line() -> None:
    walls = [at(f"2026-03-{day:02d}T14:00") for day in (2, 9, 16, 23, 30)]
    entry = meeting(
        recurrence=Recurrence("week"),
        last=walls[-1],
        skipped=(walls[1], walls[2]),
        moved=(Moved(walls[3], walls[3] + 60, "Holy week begins"),),
    )
    assert values(entry, "EXDATE") == [
        ";TZID=Asia/Manila:20260309T140000",
        ";TZID=Asia/Manila:20260316T140000",
    ]
    assert values(entry, "RECURRENCE-ID") == [";TZID=Asia/Manila:20260323T140000"]
    assert values(entry, "DTSTART") == [
        ":19700101T000000",
        ";TZID=Asia/Manila:20260302T140000",
        ";TZID=Asia/Manila:20260323T150000",
    ]
    assert values(entry, "DESCRIPTION") == [":Holy week begins"]


def test_instants_are_written_in_utc_without_a_zone() -> None:
    entry = meeting(
        zone="UTC",
        recurrence=Recurrence("week"),
        last=at("2026-03-16T14:00"),
        skipped=(at("2026-03-09T14:00"),),
    )
    text = "\n".join(unfolded(entry))
    assert "VTIMEZONE" not in text
    assert "TZID" not in text
    assert "EXDATE:20260309T140000Z" in text
    assert "DTSTART:20260302T140000Z" in text


# What an event says


def test_a_plain_meeting_takes_time_and_is_on() -> None:
    (event,) = events_of(export_ics(meeting(), stamp=STAMP))
    assert (event.text("TRANSP"), event.text("STATUS")) == ("OPAQUE", "CONFIRMED")
    assert event.text("X-MICROSOFT-CDO-BUSYSTATUS") == "BUSY"
    assert (event.text("CLASS"), event.text("SEQUENCE")) == ("PUBLIC", "0")
    assert event.text("DTSTAMP") == event.text("LAST-MODIFIED") == "20260301T120034Z"


def test_what_takes_no_time_or_is_called_off_is_free_and_rings_no_bell() -> None:
    for entry, status, bells in (
        (meeting(is_busy=False, alarms=(5,)), "CONFIRMED", 1),
        (meeting(is_cancelled=True, alarms=(5,)), "CANCELLED", 0),
    ):
        text = export_ics(entry, stamp=STAMP)
        (event,) = events_of(text)
        assert (event.text("TRANSP"), event.text("STATUS")) == ("TRANSPARENT", status)
        assert event.text("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
        assert text.count("BEGIN:VALARM") == bells


def test_guests_with_an_address_are_invited_where_somebody_invites() -> None:
    entry = meeting(organizer=ANA, guests=(ANA, BEN, CY, Guest("Ben again", "BEN@example.com")))
    assert values(entry, "ORGANIZER") == [";CN=Ana:mailto:ana@example.com"]
    assert values(entry, "ATTENDEE") == [
        ";CN=Ana;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:ana@example.com",
        ";CN=Ben;PARTSTAT=NEEDS-ACTION;ROLE=OPT-PARTICIPANT;RSVP=TRUE:mailto:ben@example.com",
    ]
    assert values(entry, "DESCRIPTION") == [":With: Cy"]


def test_without_an_address_of_who_invites_everybody_is_named_in_the_text() -> None:
    entry = meeting(organizer=Guest("Dee"), guests=(ANA, CY), description="Agenda\nCy reports")
    assert values(entry, "ATTENDEE") == values(entry, "ORGANIZER") == []
    assert values(entry, "DESCRIPTION") == [r":Agenda\nCy reports\n\nInvited by: Dee\n\nWith: Ana"]


def test_a_name_cannot_break_out_of_its_parameter() -> None:
    evil = Guest('Eve";X=1:mailto:eve@example.com\r\nATTENDEE:mailto:mallory@example.com', "eve@example.com")
    entry = meeting(organizer=evil, guests=(evil,))
    cn = '"Eve\';X=1:mailto:eve@example.com ATTENDEE:mailto:mallory@example.com"'
    assert values(entry, "ORGANIZER") == [f";CN={cn}:mailto:eve@example.com"]
    assert len(values(entry, "ATTENDEE")) == 1


def test_a_conference_is_where_each_program_looks_for_it() -> None:
    url = "https://meet.google.com/abc"
    entry = meeting(url=url)
    assert (
        values(entry, "URL")
        == values(entry, "LOCATION")
        == values(entry, "X-GOOGLE-CONFERENCE")
        == [f":{url}"]
    )
    assert values(entry, "CONFERENCE") == [f";FEATURE=VIDEO;VALUE=URI:{url}"]
    assert values(entry, "DESCRIPTION") == [f":Join: {url}"]
    teams = meeting(
        url="https://teams.microsoft.com/l/1",
        location="Room 4",
        description="See https://teams.microsoft.com/l/1",
    )
    assert values(teams, "X-MICROSOFT-SKYPETEAMSMEETINGURL") == [":https://teams.microsoft.com/l/1"]
    assert values(teams, "LOCATION") == [":Room 4"]
    assert values(teams, "DESCRIPTION") == [":See https://teams.microsoft.com/l/1"]
    assert values(meeting(url="https://x.example/1"), "X-GOOGLE-CONFERENCE") == []


def test_reminders_are_minutes_before_the_start_the_earliest_first() -> None:
    lines = unfolded(meeting(alarms=(0, 1440, 10, 10)))
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-PT1440M",
        "TRIGGER:-PT10M",
        "TRIGGER:PT0S",
    ]
    assert lines.count("ACTION:DISPLAY") == 3
    assert lines.count("DESCRIPTION:Sync") == 3


def test_categories_are_one_list_and_titles_are_never_empty() -> None:
    assert values(meeting(categories=("Team, all", " ", "A;b")), "CATEGORIES") == [r":Team\, all,A\;b"]
    assert values(meeting(categories=()), "CATEGORIES") == []
    assert values(meeting(title=" \r\n"), "SUMMARY") == [":Untitled"]


def test_whole_days_end_before_the_day_after_and_take_no_time() -> None:
    entry = DayEntry("d@x", "Diwali", date(2026, 11, 8), date(2026, 11, 9), "Of: Pune", ("Holiday",))
    (event,) = events_of(export_ics(entry, stamp=STAMP))
    assert (as_date(event, "DTSTART"), as_date(event, "DTEND")) == (date(2026, 11, 8), date(2026, 11, 10))
    assert (event.text("TRANSP"), event.text("X-MICROSOFT-CDO-BUSYSTATUS")) == ("TRANSPARENT", "FREE")
    assert (event.text("CLASS"), event.text("CATEGORIES")) == ("PUBLIC", "Holiday")


def test_busy_time_is_told_one_period_a_line_each_of_its_kind() -> None:
    start = at("2026-03-02T08:00")
    blocks = (
        (start, start + 60, "busy"),
        (start + 60, start + 90, "tentative"),
        (start + 120, start + 240, "unavailable"),
    )
    entry = FreeBusyEntry("f@x", ANA, start, start + 480, blocks)  # type: ignore[arg-type]
    lines = unfolded(entry)
    begin = lines.index("BEGIN:VFREEBUSY")
    assert lines[begin : begin + 10] == [
        "BEGIN:VFREEBUSY",
        "UID:f@x",
        "DTSTAMP:20260301T120034Z",
        "DTSTART:20260302T080000Z",
        "DTEND:20260302T160000Z",
        "ORGANIZER;CN=Ana:mailto:ana@example.com",
        "FREEBUSY;FBTYPE=BUSY:20260302T080000Z/20260302T090000Z",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260302T090000Z/20260302T093000Z",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260302T100000Z/20260302T120000Z",
        "END:VFREEBUSY",
    ]
    assert "COMMENT:Cy" in unfolded(FreeBusyEntry("f@x", CY, start, start + 1, ()))


def test_available_time_keeps_its_clock_and_splits_as_series_do() -> None:
    work = TimedEntry(
        "w@x", "Open", "Europe/Warsaw", at("2026-03-27T02:30"), 60, Recurrence("day"), at("2026-03-31T02:30")
    )
    entry = AvailabilityEntry(
        "v@x", ANA, "Europe/Warsaw", at("2026-03-27T00:00"), at("2026-04-01T00:00"), (work,)
    )
    lines = unfolded(entry)
    assert "DTSTART;TZID=Europe/Warsaw:20260327T000000" in lines
    assert "DTEND;TZID=Europe/Warsaw:20260401T000000" in lines
    assert "BUSYTYPE:BUSY-UNAVAILABLE" in lines
    assert [line for line in lines if line.startswith("UID")] == [
        "UID:v@x",
        "UID:w@x",
        "UID:w.from-20260330@x",
        "UID:w.on-20260329@x",
    ]
    assert lines.count("BEGIN:AVAILABLE") == 3
    assert lines.count("DTSTAMP:20260301T120034Z") == 4
    assert "DTSTART;TZID=Europe/Warsaw:20260327T023000" in lines
    assert "DTSTART:20260329T013000Z" in lines


def test_available_time_that_moved_is_an_instance_of_its_own_and_private_time_has_no_name() -> None:
    walls = [at(f"2026-03-{day:02d}T09:00") for day in (2, 9, 16)]
    work = TimedEntry(
        "w@x",
        "Clinic",
        "Asia/Manila",
        walls[0],
        60,
        Recurrence("week"),
        walls[2],
        moved=(Moved(walls[1], walls[1] + 60),),
        location="Room 4",
        is_private=True,
    )
    entry = AvailabilityEntry("v@x", ANA, "Asia/Manila", walls[0], walls[2] + 60, (work,))
    lines = unfolded(entry)
    assert "RECURRENCE-ID;TZID=Asia/Manila:20260309T090000" in lines
    assert lines.count("SUMMARY:Clinic") == lines.count("LOCATION:Room 4") == 2
    hidden = unfolded(entry, privacy="private")
    assert "UID:v@x" in hidden
    assert "RECURRENCE-ID;TZID=Asia/Manila:20260309T090000" in hidden
    assert not {"SUMMARY:Clinic", "LOCATION:Room 4", "UID:w@x"} & set(hidden)


def test_bounds_that_a_clock_shows_twice_are_instants() -> None:
    entry = AvailabilityEntry("v@x", CY, "Europe/Warsaw", at("2026-10-25T02:30"), at("2026-10-26T00:00"))
    assert values(entry, "DTSTART")[-1] == ":20261025T003000Z"


# Who sees what

SECRETS = tuple(f"Secret{number}Qz" for number in range(14))


@st.composite
def secretive(draw: st.DrawFn) -> tuple[list[Entry], list[str]]:
    """Entries full of secrets, and the secrets."""
    told = iter(SECRETS)
    timed = draw(timed_entries(uid=f"{next(told)}@{next(told)}"))
    who = Guest(next(told), f"{next(told)}@example.com")
    first = TimedEntry(
        *(timed.uid, next(told), timed.zone, timed.start, timed.minutes, timed.recurrence, timed.last),
        timed.skipped,
        tuple(
            Moved(one.original, one.start, next(told) if at == 0 else "")
            for at, one in enumerate(timed.moved)
        ),
        description=next(told),
        location=next(told),
        url=f"https://{next(told).lower()}.example/",
        categories=(next(told),),
        organizer=who,
        guests=(who,),
        alarms=(5,),
        is_private=draw(st.booleans()),
    )
    day = DayEntry(f"{next(told)}@x", "DAYTITLESECRET", date(2026, 3, 4), date(2026, 3, 4))
    start = at("2026-03-02T08:00")
    free = FreeBusyEntry("FREESECRET@x", who, start, start + 480, ((start, start + 60, "busy"),))
    inner = TimedEntry("INNERSECRET@x", "INNERTITLE", "Asia/Manila", start, 60, location="INNERROOM")
    available = AvailabilityEntry("AVAILSECRET@x", who, "Asia/Manila", start - 60, start + 480, (inner,))
    return [first, day, free, available], [
        *SECRETS,
        *("DAYTITLESECRET", "FREESECRET", "INNERSECRET", "INNERTITLE", "INNERROOM", "AVAILSECRET"),
    ]


@settings(max_examples=60)
@given(secretive())
def test_a_busy_file_holds_no_word_of_what_it_was_made_from(drawn: tuple[list[Entry], list[str]]) -> None:
    entries, secrets = drawn
    text = export_ics(entries, stamp=STAMP, privacy="busy", name="CALENDARNAME").replace("\r\n ", "")
    assert "CALENDARNAME" not in text
    for secret in secrets:
        assert secret.lower() not in text.lower()
    for name in (
        "DESCRIPTION",
        "LOCATION",
        "CATEGORIES",
        "ORGANIZER",
        "ATTENDEE",
        "URL",
        "COMMENT",
        "CLASS",
        "NAME",
    ):
        assert not re.search(rf"^{name}[:;]", text, re.MULTILINE)
    assert "VALARM" not in text
    assert "VALUE=DATE:" not in text
    timed = entries[0]
    assert isinstance(timed, TimedEntry)
    assert read_instants(export_ics(timed, stamp=STAMP, privacy="busy")) == timed.instants()


@settings(max_examples=30)
@given(secretive())
def test_a_private_meeting_is_there_without_what_it_is_about(drawn: tuple[list[Entry], list[str]]) -> None:
    entry = drawn[0][0]
    assert isinstance(entry, TimedEntry)
    text = export_ics(entry, stamp=STAMP, privacy="private").replace("\r\n ", "")
    assert ("SUMMARY:Private appointment" in text) == (entry.is_private and bool(entry.instants()))
    for secret in drawn[1]:
        assert not (entry.is_private and secret.lower() in text.lower())
    if not entry.is_private:
        assert text == export_ics(entry, stamp=STAMP).replace("\r\n ", "")
    full = export_ics(entry, stamp=STAMP)
    assert full.count("CLASS:PRIVATE") == (full.count("BEGIN:VEVENT") if entry.is_private else 0)


def test_busy_files_leave_out_what_takes_no_time_and_hash_the_same_name_alike() -> None:
    assert components_of(meeting(is_busy=False), "busy") == ()
    first, second = (components_of(meeting(title=title), "busy")[0].value("UID") for title in ("A", "B"))
    assert first == second
    assert re.fullmatch(r"[0-9a-f]{32}@hidden\.overlap", first)
    assert components_of(meeting(uid="other@x"), "busy")[0].value("UID") != first


# What is refused


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (meeting(uid=""), "is no UID"),
        (meeting(uid="a\r\nb"), "is no UID"),
        (meeting(url="javascript:alert(1)"), "no address of the web"),
        (meeting(organizer=Guest("Ana", "ana@x y")), "no e-mail address"),
        (meeting(organizer=ANA, guests=(Guest("B", "b@c?cc=d"),)), "no e-mail address"),
        (meeting(start=at("2150-01-01T00:00")), "outside the supported years"),
        (DayEntry("d@x", "D", date.min, date.min), "outside the supported years"),
        (DayEntry("d@x", "D", date.max, date.max), "outside the supported years"),
        (FreeBusyEntry("f@x", CY, 0, 10**9, ()), "outside the supported years"),
        (
            AvailabilityEntry(
                "v@x", CY, "UTC", at("2026-01-01T00:00"), at("2026-02-01T00:00"), (meeting(uid=" "),)
            ),
            "is no UID",
        ),
    ],
)
def test_what_no_calendar_can_hold_is_refused(entry: Entry, words: str) -> None:
    with pytest.raises(BadArgument, match=words):
        components_of(entry, "full")
