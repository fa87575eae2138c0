"""The reader of zone files against the standard library's, and files that are none."""

from __future__ import annotations

import struct
from bisect import bisect_right
from datetime import timedelta
from itertools import pairwise

import pytest

from overlap.core.tzif import FIRST_YEAR, LAST_YEAR, Transitions, read_tzif
from tests.properties.oracle import DAY, EPOCH, clock_of, distinct_files, file_of, minute_of, offset_shown


def offset_at(transitions: Transitions, instant: int) -> int:
    return transitions.offsets[bisect_right(transitions.instants, instant)]


def test_offsets_agree_with_the_standard_library_at_and_around_every_change() -> None:
    for key in distinct_files():
        transitions = read_tzif(file_of(key))
        steps = zip(transitions.instants, pairwise(transitions.offsets), strict=True)
        for instant, (before, after) in steps:
            assert before != after
            assert offset_shown(key, instant - 1) == before, key
            assert offset_shown(key, instant) == after, key


def test_no_change_is_missed_between_1973_and_2099() -> None:
    step = 29 * DAY  # Ramadan in Morocco is the shortest regime that comes every year
    for key in distinct_files():
        transitions = read_tzif(file_of(key))
        for instant in range(minute_of(FIRST_YEAR), minute_of(LAST_YEAR + 1), step):
            assert offset_at(transitions, instant) == offset_shown(key, instant), (key, instant)


def test_changes_are_strictly_increasing_and_lie_in_the_supported_years() -> None:
    for key in distinct_files():
        instants, offsets = read_tzif(file_of(key))
        assert all(low < high for low, high in pairwise(instants)), key
        assert len(offsets) == len(instants) + 1
        if instants:
            assert minute_of(FIRST_YEAR) <= instants[0]
            assert instants[-1] < minute_of(LAST_YEAR + 1), key


def test_every_offset_from_1973_on_is_whole_minutes() -> None:
    for key in distinct_files():
        for year in range(FIRST_YEAR, 2038):
            offset = (EPOCH.replace(year=year)).astimezone(clock_of(key)).utcoffset()
            assert offset is not None
            assert offset % timedelta(minutes=1) == timedelta(0), key
        assert all(-12 * 60 <= offset <= 14 * 60 for offset in read_tzif(file_of(key)).offsets), key


def test_a_file_that_is_no_zone_is_refused() -> None:
    good = file_of("Europe/Berlin")
    for bad in (b"PNG!" + good[4:], good[:4] + b"\0" + good[5:]):
        with pytest.raises(ValueError, match="not a TZif file of version 2 or later"):
            read_tzif(bad)


def footer_zone(footer: str, *, offset_seconds: int = 0) -> Transitions:
    """A file without one transition, continued by a POSIX string."""
    header = struct.Struct(">4sc15x6I")
    kind = struct.pack(">ibB", offset_seconds, 0, 0)
    block = header.pack(b"TZif", b"2", 0, 0, 0, 0, 1, 4) + kind + b"UTC\0"
    return read_tzif(block + block + b"\n" + footer.encode() + b"\n")


def test_a_file_without_a_footer_ends_where_its_table_ends() -> None:
    assert footer_zone("", offset_seconds=3600) == Transitions((), (60,))


def test_a_footer_without_daylight_time_is_one_offset() -> None:
    assert footer_zone("<+0530>-5:30", offset_seconds=19800) == Transitions((), (330,))


def changes_in(transitions: Transitions, year: int) -> list[tuple[int, int]]:
    low, high = minute_of(year), minute_of(year + 1)
    steps = zip(transitions.instants, transitions.offsets[1:], strict=True)
    return [(instant - low, offset) for instant, offset in steps if low <= instant < high]


def test_julian_days_of_a_footer_never_count_the_leap_day() -> None:
    found = footer_zone("AAA0BBB,J60/0,J300/0", offset_seconds=0)
    # J60 is always 1 March: the 60th day of 2027, the 61st of 2028.
    assert changes_in(found, 2027) == [(59 * DAY, 60), (299 * DAY - 60, 0)]
    assert changes_in(found, 2028) == [(60 * DAY, 60), (300 * DAY - 60, 0)]


def test_plain_days_of_a_footer_count_the_leap_day() -> None:
    found = footer_zone("AAA0BBB,59/0,299", offset_seconds=0)
    assert changes_in(found, 2027) == [(59 * DAY, 60), (299 * DAY + 60, 0)]
    assert changes_in(found, 2028) == [(59 * DAY, 60), (299 * DAY + 60, 0)]


def test_a_footer_may_name_its_daylight_offset_and_negative_times() -> None:
    found = footer_zone("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", offset_seconds=-7200)
    # Nuuk: 22:00 on the Saturday before the last Sunday of March, in 2026 the 28th, is 01:00Z on the 29th.
    assert changes_in(found, 2026)[0] == ((31 + 28 + 28) * DAY + 60, -60)
    assert changes_in(found, 2026)[1][1] == -120
    explicit = footer_zone("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", offset_seconds=0)
    assert [offset for _, offset in changes_in(explicit, 2026)] == [120, 0]


def table_zone(changes: list[tuple[int, int]], *, first_offset: int = 0) -> Transitions:
    """A file of these (second, index of an offset) changes, with leap seconds and flags that nobody needs."""
    header = struct.Struct(">4sc15x6I")
    kinds = b"".join(struct.pack(">ibB", offset, 0, 0) for offset in (first_offset, 3600, 7200))
    flags = bytes(3)
    old = (
        header.pack(b"TZif", b"2", 3, 3, 2, 2, 3, 4)
        + bytes(2 * 5)
        + kinds
        + b"UTC\0"
        + bytes(2 * 8)
        + flags
        + flags
    )
    new = header.pack(b"TZif", b"2", 3, 3, 2, len(changes), 3, 4)
    new += b"".join(struct.pack(">q", second) for second, _ in changes)
    new += bytes(index for _, index in changes)
    new += kinds + b"UTC\0" + bytes(2 * 12) + flags + flags
    return read_tzif(old + new + b"\n\n")


def test_leap_seconds_and_flags_of_a_file_are_passed_over() -> None:
    second = minute_of(2026) * 60
    assert table_zone([(second, 1)]) == Transitions((minute_of(2026),), (0, 60))


def test_a_change_at_the_first_supported_minute_is_kept_and_one_before_it_is_where_it_starts() -> None:
    first = minute_of(FIRST_YEAR)
    assert table_zone([(first * 60, 1)]) == Transitions((first,), (0, 60))
    assert table_zone([((first - 1) * 60, 1)]) == Transitions((), (60,))
    assert table_zone([((first - 1) * 60, 1), ((first + 1) * 60, 2)]) == Transitions((first + 1,), (60, 120))


def test_the_last_week_of_december_ends_with_the_year() -> None:
    found = footer_zone("AAA0BBB,M7.1.0/0,M12.5.0/1", offset_seconds=0)
    # The last Sunday of December 2026 is the 27th, and clocks go back at 01:00 daylight time.
    assert changes_in(found, 2026)[1] == (360 * DAY, 0)
    assert changes_in(found, 2028)[1] == (365 * DAY, 0)  # a fifth Sunday, the 31st


def test_the_last_week_of_november_ends_before_december() -> None:
    found = footer_zone("AAA0BBB,M3.1.0/0,M11.5.0/1", offset_seconds=0)
    # The last Sunday of November 2027 is the 28th; a fifth would be in December.
    assert changes_in(found, 2027)[1] == (331 * DAY, 0)


def test_a_footer_goes_on_from_the_last_change_of_the_table() -> None:
    last = minute_of(2026) + 59 * DAY
    rules = b"AAA0BBB,J60/0,J300/0"  # 1 March and 27 October of 2026, the first of them in the table
    header = struct.Struct(">4sc15x6I")
    kinds = struct.pack(">ibB", 0, 0, 0) + struct.pack(">ibB", 3600, 1, 0)
    block = header.pack(b"TZif", b"2", 0, 0, 0, 0, 2, 4) + kinds + b"UTC\0"
    table = struct.pack(">q", last * 60) + b"\1"
    again = header.pack(b"TZif", b"2", 0, 0, 0, 1, 2, 4) + table + kinds + b"UTC\0"
    found = read_tzif(block + again + b"\n" + rules + b"\n")
    assert changes_in(found, 2025) == []
    assert changes_in(found, 2026) == [(59 * DAY, 60), (299 * DAY - 60, 0)]
    assert changes_in(found, LAST_YEAR) == [(59 * DAY, 60), (299 * DAY - 60, 0)]


def test_the_supported_years_are_those_that_are_documented() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (1973, 2099)
