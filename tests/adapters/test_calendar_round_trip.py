"""What we write to a calendar file is what we read from it, to the minute."""

from __future__ import annotations

from datetime import date
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.busy_reader import read_busy
from overlap.adapters.ics_export import export_ics
from overlap.core.civil import DAY, date_of, day_of
from overlap.core.recurrence import Recurrence
from overlap.people.entries import DayEntry, FreeBusyEntry, Guest, Moved, TimedEntry
from tests.properties.strategies import NASTY_DAYS

STAMP = "2026-01-01T00:00Z"
SUPPORTED = [(key, day) for key, day in NASTY_DAYS if day > "2000"]

RECURRENCES = st.one_of(
    st.builds(Recurrence, st.just("day"), every=st.integers(1, 3)),
    st.builds(
        Recurrence,
        st.just("week"),
        every=st.integers(1, 2),
        weekdays=st.sets(st.integers(0, 6), max_size=3).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(Recurrence, st.just("month"), weekdays=st.just((2,)), nth=st.sampled_from([1, 4, 5, -1])),
    st.builds(Recurrence, st.just("month"), every=st.integers(1, 2), month_day=st.integers(1, 31)),
)


@st.composite
def entries(draw: st.DrawFn) -> TimedEntry:
    """A series around a day on which clocks change, with what is skipped and moved."""
    key, day = draw(st.sampled_from(SUPPORTED))
    minute = draw(st.sampled_from([0, 90, 150, 180, 540, 1380, 1439]))
    begin = date.fromordinal(date.fromisoformat(day).toordinal() - draw(st.integers(0, 9)))
    rule = draw(RECURRENCES)
    walls = [day_of(on) * DAY + minute for on in islice(rule.dates(begin), draw(st.integers(1, 8)))]
    some = draw(st.sets(st.sampled_from(walls), max_size=2)) if len(walls) > 2 else set()
    skipped = {wall for wall in some if draw(st.booleans())}
    return TimedEntry(
        uid="series@example.org",
        title="Series",
        zone=key,
        start=walls[0],
        minutes=draw(st.sampled_from([15, 60, 480])),
        recurrence=rule,
        last=walls[-1],
        skipped=tuple(sorted(skipped)),
        moved=tuple(Moved(wall, wall + draw(st.integers(-60, 60))) for wall in sorted(some - skipped)),
    )


@settings(max_examples=40)
@given(entries())
def test_a_series_takes_place_when_it_was_written_to(entry: TimedEntry) -> None:
    wanted = entry.instants()
    text = export_ics(entry, stamp=STAMP)
    low, high = date_of(entry.start // DAY - 2), date_of((entry.last or 0) // DAY + 3)
    found = read_busy(text, low, high)
    assert found.skipped == ()
    assert sorted((one.busy.start, one.busy.end) for one in found.blocks) == sorted(wanted)


def test_days_take_nobodys_time_and_busy_times_keep_their_kinds() -> None:
    day = DayEntry("day@example.org", "Holiday", date(2026, 3, 4), date(2026, 3, 6))
    start = day_of(date(2026, 3, 2)) * DAY
    busy = FreeBusyEntry(
        "busy@example.org",
        Guest("Ana", "ana@example.org"),
        start,
        start + 7 * DAY,
        (
            (start + 60, start + 120, "busy"),
            (start + 200, start + 300, "tentative"),
            (start + 400, start + 500, "unavailable"),
        ),
    )
    found = read_busy(export_ics([day, busy], stamp=STAMP), "2026-03-01", "2026-03-31")
    assert [(one.busy.is_all_day, one.busy.status, one.reason) for one in found.blocks] == [
        (False, "busy", "busy"),
        (False, "tentative", "tentative"),
        (False, "busy", "unavailable"),
        (True, "free", "free"),
    ]
    assert found.blocks[-1].to_dict()["end"] == "2026-03-06"
