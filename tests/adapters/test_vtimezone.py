"""VTIMEZONE text against the standard library's view of the tzdata package, read by two other readers.

One reader is strict and ours (`strict_zones`), the other is dateutil's, which icalendar asks too.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

import icalendar
import pytest

from overlap.adapters.vtimezone import is_simple, vtimezone_text, vtimezones
from overlap.core.zones import zone_keys
from overlap.errors import BadZone
from tests.adapters.strict_zones import EPOCH, StrictZone, strict_zone
from tests.properties.oracle import DAY, clock_of, day_number, file_of, minute_of
from tests.properties.strategies import NASTY_ZONES

HALF_HOUR = 30
GRID = (2024, 2033)
"""The years, the second excluded, in which every half hour must be right."""

TELLING_ZONES = (
    *NASTY_ZONES,
    *("America/Vancouver", "America/Winnipeg", "America/Asuncion", "America/Coyhaique", "America/Nuuk"),
    *("America/Scoresbysund", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron", "Asia/Jerusalem"),
    *("Asia/Almaty", "Asia/Qostanay", "Europe/Chisinau", "Europe/London", "Etc/UTC", "Etc/GMT+12"),
)
"""Zones with changes of their own in these years, or with rules that few others have."""


def minute(text: str) -> int:
    """UTC minutes of an ISO date."""
    return day_number(date.fromisoformat(text)) * DAY


def read(key: str, first: int, last: int) -> StrictZone:
    return strict_zone(vtimezone_text(key, first, last), datetime(2035, 1, 1))


@lru_cache(maxsize=1024)
def truth(data: bytes, key: str, first: int, end: int) -> tuple[tuple[int, int], ...]:
    """Offset at the first half hour, then each half hour at which another is shown."""
    clock = clock_of(key)
    assert data == file_of(key)

    def shown(instant: int) -> int:
        offset = datetime.fromtimestamp(instant * 60, clock).utcoffset()
        assert offset is not None
        return offset // timedelta(minutes=1)

    found = [(first, shown(first))]
    for low in range(first, end, 6 * 60):
        if shown(low + 6 * 60) != found[-1][1]:
            for instant in range(low, low + 6 * 60 + 1, HALF_HOUR):
                if shown(instant) != found[-1][1]:
                    found.append((instant, shown(instant)))
    return tuple(found)


def truth_of(key: str, first: int, end: int) -> tuple[tuple[int, int], ...]:
    return truth(file_of(key), key, first, end)


def on_grid(found: StrictZone, first: int, end: int) -> tuple[tuple[int, int], ...]:
    """The same of a zone that was read: an onset shows from the next half hour on."""
    steps = [(first, found.offset_at(first))]
    for onset in found.onsets:
        instant = -(-onset // HALF_HOUR) * HALF_HOUR
        if first < instant <= end and found.offset_at(instant) != steps[-1][1]:
            steps.append((instant, found.offset_at(instant)))
    return tuple(steps)


def as_tz(text: str) -> tzinfo:
    """The zone that icalendar and dateutil make of a text."""
    found = icalendar.Timezone.from_ical(text)
    assert isinstance(found, icalendar.Timezone)
    made: tzinfo = found.to_tz(lookup_tzid=False)
    return made


@lru_cache(maxsize=1)
def different_texts() -> dict[str, str]:
    """The text of each zone, one of those with the same data and the same text."""
    first, end = map(minute_of, GRID)
    same: dict[tuple[bytes, str], str] = {}
    for key in sorted(zone_keys()):
        body = vtimezone_text(key, first, end).replace(f"TZID:{key}\r\n", "", 1)
        same.setdefault((file_of(key), body), key)
    return {key: vtimezone_text(key, first, end) for key in same.values()}


def wrong_for_dateutil(key: str, text: str, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Where dateutil reads another offset: each week, and each half hour within half a day of a change."""
    found = as_tz(text)
    steps = truth_of(key, first, end)
    for index, (begin, offset) in enumerate(steps):
        close = steps[index + 1][0] if index + 1 < len(steps) else end
        # A repeated hour is read as its first occurrence: what follows a step back is told apart by it.
        earlier = steps[index - 1][1] if index else offset
        begin += max(0, earlier - offset)
        instants = {*range(begin, close, 7 * DAY)}
        for change in (begin, close):
            near = DAY // 2
            instants |= {*range(max(begin, change - near), min(close, change + near), HALF_HOUR)}
        for instant in sorted(instants):
            wall = EPOCH + timedelta(minutes=instant + offset)
            told = wall.replace(tzinfo=found).utcoffset()
            if told != timedelta(minutes=offset):
                yield instant, offset


@pytest.mark.parametrize("key", sorted(set(TELLING_ZONES)))
def test_a_telling_zone_is_right_every_half_hour(key: str) -> None:
    first, end = map(minute_of, GRID)
    assert on_grid(read(key, first, end), first, end) == truth_of(key, first, end)


@pytest.mark.parametrize(
    "key", ["Africa/Cairo", "Asia/Gaza", "America/Vancouver", "America/Nuuk", "Australia/Lord_Howe"]
)
def test_dateutil_reads_a_telling_zone_right(key: str) -> None:
    first, end = minute_of(2024), minute_of(2030)
    text = vtimezone_text(key, first, end)
    assert next(wrong_for_dateutil(key, text, first, end), None) is None


@pytest.mark.parametrize(
    "key", ["America/Vancouver", "America/Scoresbysund", "Asia/Gaza", "Africa/Casablanca"]
)
def test_whenever_a_file_begins_and_however_long_it_is_all_from_its_first_instant_is_right(key: str) -> None:
    begin, end = map(minute_of, GRID)
    whole = truth_of(key, begin, end)
    for first in range(begin, end, 47 * DAY):
        found = read(key, first, first + first % 7 * 100 * DAY)
        offset = [offset for instant, offset in whole if instant <= first][-1]
        expected = ((first, offset), *(step for step in whole if step[0] > first))
        assert on_grid(found, first, end) == expected, first


@pytest.mark.exhaustive
def test_every_zone_is_right_every_half_hour() -> None:
    first, end = map(minute_of, GRID)
    wrong = [
        key
        for key, text in different_texts().items()
        if on_grid(strict_zone(text, datetime(2035, 1, 1)), first, end) != truth_of(key, first, end)
    ]
    assert wrong == []
    assert len(zone_keys()) > 580
    assert len(different_texts()) > 100


@pytest.mark.exhaustive
def test_dateutil_reads_every_zone_right() -> None:
    first, end = map(minute_of, GRID)
    wrong = {
        key: step
        for key, text in different_texts().items()
        for step in [next(wrong_for_dateutil(key, text, first, end), None)]
        if step is not None
    }
    assert wrong == {}


def test_a_time_of_day_in_a_start_is_on_the_clock_that_ends() -> None:
    text = vtimezone_text("America/New_York", minute("2026-01-01"), minute("2026-12-31"))
    assert "DTSTART:19700308T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nTZOFFSETFROM:-0500" in text
    assert "DTSTART:19701101T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\nTZOFFSETFROM:-0400" in text


def test_a_last_weekday_is_counted_from_the_end_of_its_month() -> None:
    text = vtimezone_text("Europe/London", minute("2026-01-01"), minute("2026-12-31"))
    assert "DTSTART:19700329T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" in text


def test_a_rule_whose_week_runs_into_the_next_month_is_two_parts() -> None:
    # Egypt: midnight after the last Thursday of October, which can be 1 November.
    text = vtimezone_text("Africa/Cairo", minute("2026-01-01"), minute("2026-12-31"))
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=FR;BYMONTHDAY=26,27,28,29,30,31\r\n" in text
    assert "DTSTART:19741101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=FR;BYMONTHDAY=1\r\n" in text
    found = read("Africa/Cairo", minute("2024-01-01"), minute("2024-12-31"))
    assert found.instants_of(minute("2024-11-01") - 1) == [
        minute("2024-10-31") + 20 * 60 + 59,  # 23:59 comes twice
        minute("2024-10-31") + 21 * 60 + 59,
    ]


def test_a_fixed_offset_is_one_standard_part() -> None:
    text = vtimezone_text("Asia/Kathmandu", minute("2026-01-01"), minute("2026-12-31"))
    assert text.count("BEGIN:") == 2
    assert "TZOFFSETTO:+0545" in text
    assert "RRULE" not in text
    assert "TZOFFSETTO:-0330" in vtimezone_text("America/St_Johns", 29_000_000, 29_100_000)


def test_single_changes_stand_one_a_line_with_the_first_among_them() -> None:
    # Some readers read only the first date of an RDATE, some no DTSTART beside one.
    text = vtimezone_text("Africa/Casablanca", minute("2025-01-01"), minute("2026-12-31"))
    assert (
        "DTSTART:20250406T020000\r\nRDATE:20250406T020000\r\nRDATE:20260322T020000\r\n"
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n"
    ) in text
    assert "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD" in text
    parts = re.findall(r"DTSTART:(\d+)T", text)
    assert parts == ["19700101", "20250223", "20250406"]  # in the order in which they begin


def test_a_zone_that_stops_changing_has_no_rule() -> None:
    # British Columbia stays on -07:00 from March 2026 on.
    text = vtimezone_text("America/Vancouver", minute("2025-06-01"), minute("2027-06-01"))
    assert "RRULE" not in text
    winter = read("America/Vancouver", minute("2025-06-01"), minute("2027-06-01"))
    assert [winter.offset_at(minute(on)) for on in ("2025-12-31", "2026-12-31", "2034-01-31")] == [
        -480,
        -420,
        -420,
    ]


def test_a_zone_without_a_lasting_rule_is_right_for_ten_years_after_the_file() -> None:
    first, last = minute("2026-01-01"), minute("2028-06-30")
    found = strict_zone(vtimezone_text("Asia/Gaza", first, last), datetime(2060, 1, 1))
    end = minute("2039-01-01")
    assert on_grid(found, first, end) == truth_of("Asia/Gaza", first, end)
    assert found.onsets[-1] == truth_of("Asia/Gaza", first, end)[-1][0]


def test_a_change_just_before_the_file_is_in_it_so_that_a_repeated_time_stays_known_as_one() -> None:
    change = minute("2026-10-24") - 60  # 02:00 becomes 01:00 in Gaza
    found = read("Asia/Gaza", change + 10, change + DAY)
    assert found.instants_of(minute("2026-10-24") + 90) == [change - 30, change + 30]


def test_a_rule_that_begins_after_the_single_changes_that_are_listed_is_kept() -> None:
    text = vtimezone_text("America/New_York", minute("1980-01-01"), minute("1980-12-31"))
    assert re.findall(r"DTSTART:(\d{4})\d+T", text) == ["1970", "1980", "1980", "2007", "2007"]
    assert "RDATE:1990" in text
    assert "RDATE:1991" not in text


def test_a_month_more_does_not_change_the_text() -> None:
    first = minute("2026-03-02")
    for key in TELLING_ZONES:
        assert vtimezone_text(key, first, minute("2026-06-30")) == vtimezone_text(
            key, first, minute("2026-07-31")
        )


def test_the_first_and_the_last_supported_years_can_be_written() -> None:
    for first, last in (
        (minute("1973-01-02"), minute("1973-06-01")),
        (minute("2099-12-31"), minute("2099-12-31") + DAY),
    ):
        for key in ("America/New_York", "Asia/Gaza", "Asia/Manila", "Africa/Cairo"):
            assert strict_zone(vtimezone_text(key, first, last), datetime(2100, 1, 1)).offset_at(last)


def test_zones_stand_once_and_in_the_order_of_their_keys() -> None:
    texts = vtimezones(iter(["Asia/Manila", "America/New_York", "Asia/Manila"]), 29_000_000, 29_100_000)
    assert [text.split("\r\n")[1] for text in texts] == ["TZID:America/New_York", "TZID:Asia/Manila"]
    assert vtimezones([], 0, 1) == []


def test_an_unknown_zone_is_an_error_that_helps() -> None:
    with pytest.raises(BadZone, match="Asia/Manilla"):
        vtimezone_text("Asia/Manilla", 0, 1)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("America/New_York", True),
        ("Europe/Dublin", True),
        ("Australia/Lord_Howe", True),
        ("Pacific/Chatham", True),
        ("Asia/Kolkata", True),
        ("Africa/Cairo", False),  # a Friday that no month's count of Fridays gives
        ("Asia/Jerusalem", False),  # the Friday before the last Sunday
        ("Asia/Gaza", False),  # by Ramadan
    ],
)
def test_a_zone_is_simple_if_outlook_can_keep_it(key: str, expected: bool) -> None:
    assert is_simple(key, minute("2026-11-22"), minute("2027-11-22")) is expected


def test_whether_a_zone_is_simple_depends_on_what_is_ahead_of_the_file_alone() -> None:
    assert not is_simple("America/Vancouver", minute("2026-03-01"), minute("2026-03-07"))
    assert is_simple("America/Vancouver", minute("2026-03-10"), minute("2026-12-31"))
    assert not is_simple("Africa/Casablanca", minute("2026-09-19"), minute("2026-09-20"))
    assert is_simple("Africa/Casablanca", minute("2026-09-22"), minute("2027-09-20"))


def test_most_zones_are_simple() -> None:
    first, end = map(minute_of, GRID)
    found = Counter(is_simple(key, first, end) for key in zone_keys())
    assert found[False] <= 40


def test_the_text_is_the_same_on_any_machine() -> None:
    script = (
        "import hashlib; from overlap.core.zones import zone_keys;"
        "from overlap.adapters.vtimezone import vtimezones;"
        "print(hashlib.sha256(''.join(vtimezones(zone_keys(), 29_500_000, 30_000_000)).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, **settings},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for settings in (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Chatham"},
            {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "PYTHONTZPATH": "/nowhere", "LC_ALL": "C"},
        )
    }
    assert len(found) == 1


def test_icalendar_reads_the_text_as_it_was_written() -> None:
    text = vtimezone_text("Asia/Gaza", minute("2026-01-01"), minute("2026-12-31"))
    found = icalendar.Timezone.from_ical(text)
    assert str(found["TZID"]) == "Asia/Gaza"
    assert {part.name for part in found.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert datetime(2026, 7, 1, tzinfo=as_tz(text)).astimezone(UTC).hour == 21
