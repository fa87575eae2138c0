"""W9: when somebody is busy in three months, from a calendar file of 42 MB.

Law: answers first: the blocks are those that `icalendar` with `recurring-ical-events` finds, start, end and
UID. Then CPU time, medians of turns taken in alternation, on a file a tenth as long, for the peer takes long.
Memory is the peak that `tracemalloc` sees while reading. Status 1 if answers differ or a bar is missed.

    python benchmarks/busy.py [--smoke]
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import tempfile
import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

from overlap import read_busy
from overlap.core.zones import tzdata_version
from turns import turns

__all__ = ["main"]

EVENTS = 110_000
PEER_SHARE = 10
SMOKE_EVENTS = 600
SEED = 20_260_302
YEARS = range(2000, 2028)
FIRST, LAST = "2026-03-01", "2026-05-31"

RULES = (
    "FREQ=WEEKLY;COUNT=30",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=40",
    "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12",
    "FREQ=DAILY;COUNT=10",
    "FREQ=YEARLY;COUNT=8",
)
"""Their first instances are not always named by them, so that is made so below."""

MOST_SECONDS = 40.0
"""What the peers need for a file of this size: a reader that is no faster would not be worth having."""

LEAST_TIMES = 8.0
"""CPU of the peers / ours, per event: below this, leaving out what lies elsewhere would do as much."""

MOST_MEGABYTES = 200.0
"""Beside the file itself."""

Block = tuple[int, int, str]

_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


def calendar(count: int) -> bytes:
    """A calendar of twenty-eight years as programs export it: folded lines, alarms, a rule in fifty."""
    draw = random.Random(SEED)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//benchmark//EN", *_ZONE.splitlines()]
    for number in range(count):
        year, month, day = draw.choice(YEARS), draw.randint(1, 12), draw.randint(1, 28)
        hour = draw.randint(8, 17)
        rule = draw.choice(RULES) if draw.random() < 0.02 else ""
        if rule.startswith("FREQ=WEEKLY;INTERVAL"):
            year, month, day = 2026, 1, 5  # a Monday
        elif rule.startswith("FREQ=MONTHLY"):
            year, month, day = 2026, 1, 30  # the last Friday
        stamp = f"{year}{month:02d}{day:02d}T"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@example.org",
            "DTSTAMP:20250101T000000Z",
            f"DTSTART;TZID=Europe/Berlin:{stamp}{hour:02d}0000",
            f"DTEND;TZID=Europe/Berlin:{stamp}{hour + 1:02d}3000",
            f"SUMMARY:Event {number}",
            "DESCRIPTION:The agenda is in the usual place\\, and so are the minutes of",
            "  the last one.",
            "LOCATION:Room 5",
            "SEQUENCE:0",
            "STATUS:CONFIRMED",
            *([f"RRULE:{rule}"] if rule else []),
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT10M",
            "END:VALARM",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def by_overlap(path: Path) -> list[Block]:
    """Ours."""
    found = read_busy(path, FIRST, LAST)
    return sorted((one.busy.start, one.busy.end, one.uid) for one in found.blocks)


def by_icalendar(path: Path) -> list[Block]:
    """The two libraries that programs read calendars with."""
    import icalendar
    import recurring_ical_events

    def minute(value: Any) -> int:
        return int(value.dt.timestamp()) // 60

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole: Any = icalendar.Calendar.from_ical(path.read_bytes())
        query: Any = recurring_ical_events.of(whole)
        events = query.between(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
    return sorted((minute(one["DTSTART"]), minute(one["DTEND"]), str(one["UID"])) for one in events)


def peak(call: Callable[[], object]) -> float:
    """Megabytes that a call holds at most."""
    tracemalloc.start()
    call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main(argv: Sequence[str] | None = None) -> int:
    """Compares, measures and judges; status 1 if answers differ or a bar is missed."""
    parser = argparse.ArgumentParser(description="CPU time of reading a calendar file")
    parser.add_argument("--smoke", action="store_true", help="few events, one turn: only that it runs")
    smoke = parser.parse_args(argv).smoke
    count = SMOKE_EVENTS if smoke else EVENTS
    few = count if smoke else count // PEER_SHARE
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.ics", Path(folder) / "small.ics"
        large.write_bytes(calendar(count))
        small.write_bytes(calendar(few))
        ours = by_overlap(small)
        if not ours or ours != by_icalendar(small):
            print("the answers differ")
            return 1
        print(
            f"python {platform.python_version()}  {platform.machine()}  tzdata {tzdata_version()}  "
            f"icalendar {version('icalendar')}  recurring-ical-events {version('recurring-ical-events')}\n"
            f"{few:,} events, {len(ours):,} blocks in three months: all answers equal"
        )
        own, peer = turns([lambda: by_overlap(small), lambda: by_icalendar(small)], 1 if smoke else 3)
        print(
            f"microseconds an event: overlap {own / few * 1e6:.0f}; icalendar and recurring-ical-events "
            f"{peer / few * 1e6:.0f} (x{peer / own:.1f})"
        )
        if smoke:
            return 0
        begun = process_time()
        blocks = by_overlap(large)
        took = process_time() - begun
        own_peak, peer_peak = peak(lambda: by_overlap(large)), peak(lambda: by_icalendar(small))
        print(
            f"{large.stat().st_size / 1e6:.0f} MB, {count:,} events, {len(blocks):,} blocks: {took:.1f} s, "
            f"{own_peak:.0f} MB; icalendar and recurring-ical-events {peer_peak:.0f} MB for {few:,} events"
        )
    passed = took <= MOST_SECONDS and peer / own >= LEAST_TIMES and own_peak <= MOST_MEGABYTES
    print(f"{'PASS' if passed else 'FAIL'}: bars {MOST_SECONDS:g} s, x{LEAST_TIMES:g}, {MOST_MEGABYTES:g} MB")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
