"""A zone described by a file is the clock it describes, and a faulty one is none."""

from __future__ import annotations

import pytest

from overlap.adapters.ics_read_parts import Part
from overlap.adapters.ics_read_timezone import OwnClock, own_clock
from overlap.adapters.ics_read_values import Unreadable
from tests.adapters.calendars import BERLIN
from tests.planning.brute import instant
from tests.properties.oracle import offset_shown

UNTIL = instant("2030-01-01 00:00")


def clock(text: str) -> OwnClock:
    """The clock of a VTIMEZONE."""
    return own_clock(Part("VTIMEZONE", 1, text.strip().encode()), until=UNTIL)


def observance(kind: str, start: str, before: str, after: str, *more: str) -> str:
    """A STANDARD or DAYLIGHT."""
    lines = [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", *more]
    return "\n".join([*lines, f"END:{kind}"])


def test_two_yearly_rules_are_the_clock_of_berlin() -> None:
    own = clock(BERLIN)
    for at in range(instant("1997-01-01 00:00"), instant("2030-12-31 00:00"), 347):
        assert own.to_wall(at) - at == offset_shown("Europe/Berlin", at)


def test_skipped_and_repeated_times_are_read_as_everywhere() -> None:
    own = clock(BERLIN)
    assert own.to_instant(instant("2026-03-29 02:30")) == instant("2026-03-29 01:30")
    assert own.to_instant(instant("2026-10-25 02:30")) == instant("2026-10-25 00:30")
    assert own.to_instant(instant("2026-10-25 03:00")) == instant("2026-10-25 02:00")


def test_outlooks_rules_begin_in_1601_and_hold_today() -> None:
    own = clock(
        observance("STANDARD", "16011101T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11")
        + "\n"
        + observance("DAYLIGHT", "16010308T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3")
    )
    for at in range(instant("2007-12-01 00:00"), instant("2030-12-31 00:00"), 1009):
        assert own.to_wall(at) - at == offset_shown("America/New_York", at)


def test_a_zone_without_changes_has_one_offset() -> None:
    own = clock(observance("STANDARD", "16010101T000000", "+0530", "+0530"))
    assert [own.to_wall(at) - at for at in (-(10**9), 0, UNTIL)] == [330, 330, 330]
    assert own.to_instant(330) == 0


def test_of_two_changes_at_once_the_larger_offset_holds() -> None:
    start = "20200101T000000"
    own = clock(
        observance("DAYLIGHT", start, "+0530", "+0630")
        + "\n"
        + observance("STANDARD", start, "+0530", "+0600")
    )
    assert (own.offsets, len(own.instants)) == ((330, 390), 1)


def test_single_dates_and_ends_of_rules_are_kept() -> None:
    own = clock(
        observance("DAYLIGHT", "20200329T020000", "+0100", "+0200", "RDATE:20210328T020000,20220327T010000Z")
        + "\n"
        + observance(
            "STANDARD",
            "20201025T030000",
            "+0200",
            "+0100",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20221030T010000Z",
        )
    )
    shown = [
        (own.to_wall(at) - at) // 60
        for at in (
            instant(f"{year}-{month}-01 00:00") for year in (2020, 2021, 2022, 2023) for month in ("01", "07")
        )
    ]
    assert shown == [1, 2, 1, 2, 1, 2, 1, 1]
    assert own.instants[4:] == (instant("2022-03-27 01:00"), instant("2022-10-30 01:00"))
    local_end = observance(
        "STANDARD",
        "20201025T030000",
        "+0200",
        "+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20211031T030000",
    )
    assert clock(local_end).instants == (instant("2020-10-25 01:00"),)


SOUND = observance("STANDARD", "19700101T000000", "+0100", "+0200")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DTSTART:19700101T000000",
        SOUND.replace("DTSTART:19700101T000000\n", ""),
        SOUND.replace("TZOFFSETTO:+0200\n", ""),
        SOUND.replace("+0200", "+5744"),
        SOUND.replace("19700101T000000", "rubbish"),
        observance("STANDARD", "19700101T000000", "+0100", "+0200", "RRULE:FREQ=MINUTELY"),
        observance("STANDARD", "19700101T000000", "+0100", "+0200", "RRULE:FREQ=DAILY"),
        observance("STANDARD", "19700101T000000", "+0100", "+0200", "RDATE:rubbish"),
        observance("STANDARD", "19700101T000000", "+1400", "-1400")
        + "\n"
        + observance("STANDARD", "19691231T000000", "-1400", "-1300"),
        *(
            observance(
                "STANDARD",
                "00010101T000000",
                "+0100",
                "+0200",
                f"RRULE:FREQ=YEARLY;BYYEARDAY=366;COUNT={count}",
            )
            for count in (999, 99_999)
        ),
    ],
)
def test_a_description_with_a_fault_is_none(text: str) -> None:
    with pytest.raises(Unreadable):
        clock(text)
    if text.startswith("BEGIN"):
        with pytest.raises(Unreadable):
            clock(f"{SOUND}\n{text}")


def test_what_stands_outside_an_observance_is_not_its_own() -> None:
    text = f"TZID:Own\nBEGIN:X-OTHER\nDTSTART:rubbish\nEND:X-OTHER\n{SOUND}\nTZOFFSETTO:rubbish"
    assert clock(text).offsets == (60, 120)
