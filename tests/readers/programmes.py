"""Plans made to break readers: clock changes, month ends, moved and skipped instances, any title.

Law: entries that hold what `people/entries.py` asks of a planner; nothing here depends on the exporter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random
from typing import Final

from overlap.core.recurrence import Recurrence
from overlap.people.entries import DayEntry, Entry, Moved, TimedEntry
from tests.properties.oracle import DAY, day_date, day_number
from tests.readers.entry_oracle import recurs

WEEKLY: Final = Recurrence("week")
FORTNIGHTLY: Final = Recurrence("week", every=2)
WORKDAYS: Final = Recurrence("day", weekdays=(0, 1, 2, 3, 4))

ANCIENT: Final = frozenset(
    {
        *("Africa/Cairo", "America/Nuuk", "America/Sao_Paulo", "America/Mexico_City", "Asia/Amman"),
        *(
            "Asia/Gaza",
            "Europe/Kyiv",
            "Pacific/Apia",
            "America/Asuncion",
            "Pacific/Norfolk",
            "Europe/Istanbul",
        ),
    }
)
"""Zones whose offsets in 2026, or whose names, a program of 2016 does not know."""

RECENT: Final = frozenset({"Africa/Casablanca", "America/Vancouver", "America/Winnipeg", "America/Havana"})
"""Zones whose offsets in 2026 and 2027 were announced in 2026."""


@dataclass(frozen=True)
class Programme:
    """A plan with a name."""

    name: str
    entries: tuple[Entry, ...]


def wall(text: str) -> int:
    """The wall minute of ISO text."""
    on, _, time = text.partition("T")
    return day_number(date.fromisoformat(on)) * DAY + int(time[:2]) * 60 + int(time[3:])


def series(
    name: str,
    zone: str,
    start: str,
    last: str,
    rule: Recurrence,
    *,
    minutes: int = 30,
    skipped: tuple[str, ...] = (),
    moved: tuple[tuple[str, str], ...] = (),
) -> Programme:
    """A series with a name, of text instead of wall minutes."""
    return Programme(
        name,
        (
            TimedEntry(
                f"{name.replace(' ', '-')}@example.com",
                name,
                zone,
                wall(start),
                minutes,
                rule,
                wall(last),
                tuple(map(wall, skipped)),
                tuple(Moved(wall(original), wall(to)) for original, to in moved),
            ),
        ),
    )


def single(name: str, zone: str, start: str, *, minutes: int = 30) -> Programme:
    """A single event with a name."""
    uid = f"{name.replace(' ', '-')}@example.com"
    return Programme(name, (TimedEntry(uid, name, zone, wall(start), minutes),))


PROGRAMMES: Final = (
    series("Ramadan in Casablanca", "Africa/Casablanca", "2026-02-02T09:00", "2026-04-27T09:00", WEEKLY),
    series(
        "Casablanca ends summer time", "Africa/Casablanca", "2026-09-07T09:00", "2026-10-26T09:00", WEEKLY
    ),
    series("Gaza round both changes", "Asia/Gaza", "2026-03-21T10:00", "2026-11-28T10:00", WEEKLY),
    series(
        "half an hour on Lord Howe", "Australia/Lord_Howe", "2026-03-29T11:00", "2026-10-18T11:00", WEEKLY
    ),
    series("winter time in Dublin", "Europe/Dublin", "2026-03-23T16:30", "2026-11-02T16:30", WORKDAYS),
    series(
        "nights in London",
        "Europe/London",
        "2026-03-23T22:00",
        "2026-04-03T22:00",
        Recurrence("week", weekdays=(0, 1, 2, 3, 4)),
        minutes=480,
    ),
    series(
        "nights across the change",
        "Europe/Warsaw",
        "2026-10-19T22:00",
        "2026-11-08T22:00",
        Recurrence("day"),
        minutes=480,
    ),
    series(
        "fortnightly in New York", "America/New_York", "2026-02-24T10:00", "2026-11-17T10:00", FORTNIGHTLY
    ),
    series(
        "fortnightly on three days",
        "America/Chicago",
        "2026-03-04T09:15",
        "2026-11-13T09:15",
        Recurrence("week", every=2, weekdays=(0, 2, 4)),
        minutes=45,
    ),
    series(
        "fortnightly on Sundays and Mondays",
        "Asia/Jerusalem",
        "2026-03-01T09:00",
        "2026-04-26T09:00",
        Recurrence("week", every=2, weekdays=(0, 6)),
    ),
    series(
        "the 31st", "Asia/Manila", "2026-01-31T18:00", "2026-12-31T18:00", Recurrence("month", month_day=31)
    ),
    series(
        "leap day", "Asia/Kolkata", "2027-12-29T18:00", "2028-04-29T18:00", Recurrence("month", month_day=29)
    ),
    series(
        "fifth Friday",
        "Asia/Kolkata",
        "2026-01-30T18:30",
        "2026-12-31T18:30",
        Recurrence("month", weekdays=(4,), nth=5),
    ),
    series(
        "last Friday",
        "America/Sao_Paulo",
        "2026-01-30T11:00",
        "2026-12-25T11:00",
        Recurrence("month", weekdays=(4,), nth=-1),
    ),
    series(
        "second Tuesday and Thursday",
        "America/Bogota",
        "2026-01-08T11:00",
        "2026-06-30T11:00",
        Recurrence("month", weekdays=(1, 3), nth=2),
    ),
    series(
        "every other month",
        "Asia/Kathmandu",
        "2026-01-05T11:45",
        "2026-12-31T11:45",
        Recurrence("month", every=2, weekdays=(0,), nth=1),
    ),
    series(
        "every third day", "Europe/Kyiv", "2026-03-20T10:00", "2026-04-30T10:00", Recurrence("day", every=3)
    ),
    series(
        "every third day but weekends",
        "Europe/Kyiv",
        "2026-10-19T10:00",
        "2026-11-30T10:00",
        Recurrence("day", every=3, weekdays=(0, 1, 2, 3, 4)),
    ),
    series(
        "skipped and moved",
        "America/New_York",
        "2026-02-17T10:00",
        "2026-04-28T10:00",
        WEEKLY,
        skipped=("2026-03-03T10:00", "2026-04-07T10:00"),
        moved=(("2026-03-10T10:00", "2026-03-11T11:30"), ("2026-04-14T10:00", "2026-04-14T15:00")),
    ),
    series(
        "first and last skipped",
        "Europe/Warsaw",
        "2026-03-02T10:00",
        "2026-04-06T10:00",
        WEEKLY,
        skipped=("2026-03-02T10:00", "2026-04-06T10:00"),
    ),
    series(
        "first and last moved",
        "Europe/Warsaw",
        "2026-03-02T10:00",
        "2026-04-06T10:00",
        WEEKLY,
        moved=(("2026-03-02T10:00", "2026-03-03T12:00"), ("2026-04-06T10:00", "2026-04-07T09:00")),
    ),
    series(
        "moved past the next one",
        "Asia/Manila",
        "2026-05-04T09:00",
        "2026-05-25T09:00",
        WEEKLY,
        moved=(("2026-05-11T09:00", "2026-05-19T09:00"),),
    ),
    series(
        "moved across a change of clocks",
        "America/New_York",
        "2026-02-23T09:00",
        "2026-03-30T09:00",
        WEEKLY,
        moved=(("2026-03-09T09:00", "2026-03-06T09:00"),),
    ),
    series(
        "moved into a repeated hour",
        "America/New_York",
        "2026-10-26T10:00",
        "2026-11-09T10:00",
        WEEKLY,
        moved=(("2026-11-02T10:00", "2026-11-01T01:30"),),
    ),
    series(
        "all but one skipped",
        "Asia/Dubai",
        "2026-05-04T09:00",
        "2026-05-18T09:00",
        WEEKLY,
        skipped=("2026-05-04T09:00", "2026-05-18T09:00"),
    ),
    series("in a skipped hour", "America/New_York", "2026-02-22T02:30", "2026-03-22T02:30", WEEKLY),
    series("in a repeated hour", "America/New_York", "2026-10-18T01:30", "2026-11-15T01:30", WEEKLY),
    series(
        "into a skipped hour", "Europe/Warsaw", "2026-03-15T01:30", "2026-04-05T01:30", WEEKLY, minutes=60
    ),
    series("first in a skipped hour", "Europe/Warsaw", "2026-03-29T02:30", "2026-04-26T02:30", WEEKLY),
    series("no midnight in Cairo", "Africa/Cairo", "2026-04-10T00:00", "2026-05-08T00:00", WEEKLY),
    series("two midnights in Havana", "America/Havana", "2025-10-19T00:00", "2025-11-16T00:00", WEEKLY),
    series("in UTC", "UTC", "2026-03-02T14:00", "2026-04-27T14:00", WEEKLY),
    single("a single event", "Europe/London", "2026-07-01T09:00", minutes=90),
    single("a single event in a repeated hour", "Europe/London", "2026-10-25T01:30"),
    single("a single event in a skipped hour", "Europe/London", "2026-03-29T01:30"),
    single("a night across the change", "Europe/London", "2026-10-24T22:00", minutes=540),
    Programme(
        "whole days",
        (
            DayEntry("day@example.com", "Founders' day", date(2026, 8, 20), date(2026, 8, 20)),
            DayEntry("closure@example.com", "Year end", date(2026, 12, 24), date(2027, 1, 1)),
            DayEntry("change@example.com", "Clocks change", date(2026, 3, 29), date(2026, 3, 29)),
        ),
    ),
    Programme(
        "several entries in several zones",
        tuple(
            TimedEntry(
                f"{zone}@example.com",
                zone,
                zone,
                wall("2026-03-02T09:00"),
                60,
                WEEKLY,
                wall("2026-04-27T09:00"),
            )
            for zone in (
                "Asia/Manila",
                "Europe/Warsaw",
                "America/Bogota",
                "Asia/Kolkata",
                "America/Sao_Paulo",
            )
        ),
    ),
)
"""Cases with a name, each known to break one reader or another when written carelessly."""

ZONES: Final = (
    *("America/New_York", "Europe/London", "Europe/Warsaw", "Asia/Kolkata", "Asia/Manila", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "Pacific/Chatham", "Antarctica/Troll", "America/St_Johns", "America/Sao_Paulo"),
    *("Africa/Cairo", "America/Santiago", "Asia/Jerusalem", "Europe/Dublin", "Asia/Beirut", "Asia/Gaza"),
    *("Africa/Casablanca", "America/Nuuk", "Asia/Tehran", "America/Bogota", "Pacific/Auckland", "UTC"),
)

TIMES: Final = (0, 1, 30, 60, 90, 120, 150, 165, 180, 540, 570, 615, 780, 1020, 1320, 1380, 1410, 1439)
LENGTHS: Final = (1, 15, 30, 45, 60, 90, 240, 480, 540, 720)


def generated(count: int, seed: int) -> tuple[Programme, ...]:
    """Plans by chance, the same for the same seed: any rule in any zone, with exceptions."""
    chance = Random(seed)  # noqa: S311 - a repeatable choice of examples
    return tuple(Programme(f"generated {number}", (_entry(chance, number),)) for number in range(count))


def _entry(chance: Random, number: int) -> TimedEntry:
    rule, minute = _rule(chance), chance.choice(TIMES)
    uid, title, zone = f"generated-{number}@example.com", f"generated {number}", chance.choice(ZONES)
    begin = day_number(date(2026, 1, 1)) + chance.randrange(330)
    minutes = chance.choice(LENGTHS)
    if chance.random() < 0.1:
        return TimedEntry(uid, title, zone, begin * DAY + minute, minutes)
    while not recurs(rule, day_date(begin), day_date(begin)):
        begin += 1
    length = chance.choice((20, 45, 70, 120))
    days = [day for day in range(begin, begin + length) if recurs(rule, day_date(begin), day_date(day))]
    walls = [day * DAY + minute for day in days]
    gaps = [later - earlier for earlier, later in pairwise(walls)]
    if gaps and minutes >= min(gaps):
        minutes = 30
    named = chance.sample(walls, min(len(walls) - 1, chance.choice((0, 0, 1, 2, 4))))
    skipped = {one for one in named if chance.random() < 0.5}
    moved = tuple(
        Moved(one, one + chance.choice((-90, -30, 45, 60, 180, DAY, DAY + 60)))
        for one in sorted(set(named) - skipped)
    )
    return TimedEntry(uid, title, zone, walls[0], minutes, rule, walls[-1], tuple(sorted(skipped)), moved)


def _rule(chance: Random) -> Recurrence:
    weekdays = tuple(sorted(chance.sample(range(7), chance.choice((1, 1, 2, 3, 5)))))
    every = chance.choice((1, 1, 1, 2, 3))
    return chance.choice(
        (
            Recurrence("week", every, weekdays),
            Recurrence("week", every, weekdays),
            Recurrence("week", every),
            Recurrence("day", every),
            WORKDAYS,
            Recurrence("month", every, weekdays[:2], nth=chance.choice((1, 2, 3, 4, 5, -1))),
            Recurrence("month", every, month_day=chance.choice((1, 15, 28, 29, 30, 31))),
        )
    )


def zones_of(entries: tuple[Entry, ...]) -> Iterator[str]:
    """The zones of entries that have one."""
    return (entry.zone for entry in entries if isinstance(entry, TimedEntry))
