"""Entries made to break a calendar: series over clock changes, at skipped and repeated times, moved.

Law: a drawn entry keeps the promises of its class and no others. Most begin just before something happens to
their clocks, at a time of day at which it may.
"""

from __future__ import annotations

from itertools import islice

from hypothesis import strategies as st

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.recurrence import Recurrence
from overlap.core.zones import zone
from overlap.people.entries import Guest, Moved, TimedEntry
from tests.properties.strategies import TIMES, zones_and_days

LENGTHS = st.sampled_from([1, 15, 30, 45, 60, 90, 480, 540, DAY, DAY + 60]) | st.integers(1, 600)
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1, max_size=4).map(lambda days: tuple(sorted(days)))
RULES = st.one_of(
    st.builds(Recurrence, st.just("day"), st.sampled_from([1, 1, 2, 3]), st.just(()) | WEEKDAYS),
    st.builds(Recurrence, st.just("week"), st.sampled_from([1, 1, 2, 3]), st.just(()) | WEEKDAYS),
    st.builds(
        Recurrence,
        st.just("month"),
        st.sampled_from([1, 2]),
        WEEKDAYS,
        st.sampled_from([1, 2, 4, 5, -1]),
    ),
    st.builds(
        lambda every, day: Recurrence("month", every, month_day=day),
        st.sampled_from([1, 2]),
        st.sampled_from([1, 15, 28, 29, 30, 31]),
    ),
)
COUNTS = st.integers(1, 12) | st.integers(1, 60)
BEFORE = st.sampled_from([0, 0, 1, 2, 7, 14, 40]) | st.integers(0, 100)
SHIFTS = st.sampled_from([-DAY, -60, -30, 30, 60, 120, DAY, 2 * DAY, 7 * DAY]) | st.integers(
    -3 * DAY, 3 * DAY
)
LETTERS = st.sampled_from("abcd")


@st.composite
def timed_entries(draw: st.DrawFn, *, uid: str = "sync@example.com") -> TimedEntry:
    """A meeting, once or recurring, near something that happens to its clock."""
    key, day = draw(zones_and_days())
    key = "UTC" if draw(st.integers(0, 9)) == 0 else key
    minute, minutes = draw(TIMES), draw(LENGTHS)
    if draw(st.booleans()):
        changes = zone(key).changes((day - 2) * DAY, (day + 3) * DAY)
        if changes:
            at, before, after = draw(st.sampled_from(changes))
            edge = draw(st.sampled_from([at + before, at + after])) + draw(
                st.sampled_from([-1, 0, 1, -60, 30])
            )
            minute = draw(st.sampled_from([edge, edge - minutes])) % DAY
    if draw(st.integers(0, 5)) == 0:
        start = day * DAY + minute
        moves = [Moved(start, start + draw(SHIFTS))] if draw(st.booleans()) else []
        return TimedEntry(uid, "Sync", key, start, minutes, moved=tuple(moves))
    rule = draw(RULES)
    dates = list(islice(rule.dates(date_of(day - draw(BEFORE))), draw(COUNTS)))
    walls = [day_of(on) * DAY + minute for on in dates]
    picked = draw(st.lists(st.sampled_from(walls), max_size=5, unique=True))
    number = draw(st.integers(0, len(picked)))
    moved = [
        Moved(wall, wall + draw(SHIFTS), draw(st.sampled_from(["", "a holiday"]))) for wall in picked[number:]
    ]
    return TimedEntry(
        uid,
        "Sync",
        key,
        walls[0],
        minutes,
        recurrence=rule,
        last=walls[-1],
        skipped=tuple(sorted(picked[:number])),
        moved=tuple(sorted(moved, key=lambda one: one.original)),
    )


PEOPLE = tuple(
    Guest(name.title(), f"{name}@example.com", is_required=name != "cy") for name in ("ana", "ben", "cy")
)


@st.composite
def plans(draw: st.DrawFn) -> list[TimedEntry]:
    """A few entries with names that stay the same from one plan to the next, and people."""
    names = draw(st.lists(LETTERS, unique=True, max_size=3))
    return [
        dressed(draw(timed_entries(uid=f"{name}@example.com")), draw(st.integers(0, 3))) for name in names
    ]


def dressed(entry: TimedEntry, number: int) -> TimedEntry:
    """An entry with some people and a title of its own."""
    return TimedEntry(
        entry.uid,
        f"Sync {number}",
        entry.zone,
        entry.start,
        entry.minutes,
        entry.recurrence,
        entry.last,
        entry.skipped,
        entry.moved,
        description="Agenda:\n- one\n- two",
        organizer=PEOPLE[0],
        guests=PEOPLE[1 : 1 + number],
        alarms=(10,) if number % 2 else (),
    )
