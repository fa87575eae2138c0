"""When somebody is busy in three months, from a calendar file of 42 MB.

Law: answers first: the blocks are those that `icalendar` with `recurring-ical-events` finds, start, end and
UID. Turns are taken on a file a tenth as long, for the peer takes long. Memory is the peak that
`tracemalloc` sees while reading.

    python benchmarks/busy.py [--smoke]
"""

from __future__ import annotations

import random
import sys
import tempfile
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from measure import (
    AnswersDiffer,
    Bar,
    Contender,
    Figure,
    How,
    Times,
    absent,
    alone,
    amount,
    is_installed,
    take_turns,
    taken,
)
from overlap import read_busy

TITLE = "Calendar files"
ASKED = """When is somebody busy in three months, from a calendar of twenty-eight years as programs export
it: folded lines, alarms, a rule in fifty events? `read_busy` beside `icalendar` with
`recurring-ical-events`, by event, on a file of 11,000; then the whole file of 110,000, 42 MB."""
PACKAGES = ("icalendar", "recurring-ical-events")

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

SECONDS = Bar(
    "what the peers need for a file of this size: a reader no faster would not be worth having",
    most=40.0,
    of="median",
)
TIMES = Bar("below this, leaving out what lies elsewhere would do as much", least=8.0)
MEGABYTES = Bar("beside the file itself", most=200.0, of="median")

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


def figures(how: How) -> Iterator[Figure]:
    """By event beside the peers, and the whole file."""
    count = SMOKE_EVENTS if how.smoke else EVENTS
    few = count if how.smoke else count // PEER_SHARE
    name, peers = "overlap", "icalendar and recurring-ical-events"
    has_peers = is_installed("recurring_ical_events")
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.ics", Path(folder) / "small.ics"
        large.write_bytes(calendar(count))
        small.write_bytes(calendar(few))
        ours = by_overlap(small)
        if not ours:
            raise AnswersDiffer("no blocks: too trivial to compare")
        if has_peers and ours != by_icalendar(small):
            raise AnswersDiffer("the blocks differ")
        size = f"{few:,} events, {len(ours):,} blocks in three months"
        contenders = [Contender(name, lambda: by_overlap(small), questions=few)]
        if has_peers:
            contenders.append(Contender(peers, lambda: by_icalendar(small), questions=few))
        times = take_turns(contenders, how, turns=3)
        yield taken("An event", size, name, times[name], unit="us")
        if has_peers:
            yield taken("An event", size, peers, times[peers], unit="us", ours=times[name], bar=TIMES)
        else:
            yield absent("An event", size, peers)
        if how.smoke:
            return
        begun = process_time()
        blocks = by_overlap(large)
        took = Times((process_time() - begun,))
        size = f"{large.stat().st_size / 1e6:.0f} MB, {count:,} events, {len(blocks):,} blocks"
        yield taken("A whole file", size, name, took, unit="s", bar=SECONDS)
        yield amount(
            "A whole file", size, f"{name}, memory", peak(lambda: by_overlap(large)), "MB", bar=MEGABYTES
        )
        if has_peers:
            small_peak = peak(lambda: by_icalendar(small))
            told = f"for {few:,} events"
            yield amount("A whole file", size, f"{peers}, memory", small_peak, "MB", note=told)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
