"""Series come to the instants that a walk over their dates comes to: clocks change, instances are moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.horizon import Horizon
from tests.adapters.calendars import event, read
from tests.properties.oracle import clock_of
from tests.properties.strategies import NASTY_DAYS

LATE_ENOUGH = [(key, day) for key, day in NASTY_DAYS if day > "2000"]


@dataclass
class Case:
    """A series and what is done to it; instances are counted from 0."""

    zone: str
    first: datetime
    minutes: int
    every: int
    count: int
    left_out: dict[int, str] = field(default_factory=dict)
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    later: tuple[int, int] | None = None


def stamp(when: datetime) -> str:
    """A time as a file has it."""
    return when.strftime("%Y%m%dT%H%M%S").rjust(15, "0")


def instant(zone: str, wall: datetime) -> datetime:
    """The instant of a wall time: fold=0, which before a gap is the offset before (PEP 495)."""
    return wall.replace(tzinfo=clock_of(zone)).astimezone(UTC)


def walls_of(case: Case) -> list[datetime]:
    """The wall times of the rule."""
    return [case.first + timedelta(days=case.every * number) for number in range(case.count)]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A daily series around a day on which clocks change; exceptions by instant, by wall time and by date."""
    key, day = draw(st.sampled_from(LATE_ENOUGH))
    hour, minute = draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 30, 59]))
    on = date.fromisoformat(day) - timedelta(days=draw(st.integers(0, 6)))
    count = draw(st.integers(1, 8))
    some = st.integers(0, count - 1)
    case = Case(
        zone=key,
        first=datetime(on.year, on.month, on.day, hour, minute),
        minutes=draw(st.integers(1, 1600)),
        every=draw(st.integers(1, 3)),
        count=count,
    )
    case.left_out = draw(
        st.dictionaries(some, st.sampled_from(["utc", "wall", "date", "floating"]), max_size=2)
    )
    case.moved = draw(
        st.dictionaries(some, st.tuples(st.integers(-3000, 3000), st.integers(1, 300)), max_size=2)
    )
    if draw(st.booleans()):
        case.later = draw(some), draw(st.integers(-600, 600))
    return case


def written(case: Case) -> list[str]:
    """The events of a case."""
    zone = f"TZID={case.zone}"
    walls = walls_of(case)
    lines = [
        f"DTSTART;{zone}:{stamp(walls[0])}",
        f"DURATION:PT{case.minutes}M",
        f"RRULE:FREQ=DAILY;INTERVAL={case.every};COUNT={case.count}",
    ]
    for number, how in case.left_out.items():
        wall = walls[number]
        lines.append(
            {
                "utc": f"EXDATE:{stamp(instant(case.zone, wall))}Z",
                "wall": f"EXDATE;{zone}:{stamp(wall)}",
                "date": f"EXDATE;VALUE=DATE:{wall:%Y%m%d}",
                "floating": f"EXDATE:{stamp(wall)}",
            }[how]
        )
    events = [event(*lines)]
    for number, (shift, minutes) in case.moved.items():
        at = instant(case.zone, walls[number])
        begin = at + timedelta(minutes=shift)
        events.append(
            event(
                f"RECURRENCE-ID:{stamp(at)}Z",
                f"DTSTART:{stamp(begin)}Z",
                f"DURATION:PT{minutes}M",
                "SUMMARY:moved",
            )
        )
    if case.later is not None:
        number, shift = case.later
        at = walls[number]
        begin = at + timedelta(minutes=shift)
        events.append(
            event(
                f"RECURRENCE-ID;RANGE=THISANDFUTURE;{zone}:{stamp(at)}",
                f"DTSTART;{zone}:{stamp(begin)}",
                "DURATION:PT10M",
                "SUMMARY:later",
                "SEQUENCE:0",
            )
        )
    return events


def expected(case: Case) -> set[tuple[datetime, datetime]]:
    """Start and end of every instance."""
    found = set()
    walls = walls_of(case)
    for number, wall in enumerate(walls):
        if number in case.left_out or number in case.moved:
            continue
        if case.later is not None and number == case.later[0]:
            continue
        at = instant(case.zone, wall)
        if case.later is not None and at > instant(case.zone, walls[case.later[0]]):
            own = clock_of(case.zone)
            ruled = instant(case.zone, walls[case.later[0]]).astimezone(own).replace(tzinfo=None)
            begin = instant(case.zone, walls[case.later[0]] + timedelta(minutes=case.later[1]))
            moved = begin.astimezone(own).replace(tzinfo=None) - ruled
            at = instant(case.zone, at.astimezone(own).replace(tzinfo=None, fold=0) + moved)
            found.add((at, at + timedelta(minutes=10)))
        else:
            found.add((at, at + timedelta(minutes=case.minutes)))
    for number, (shift, minutes) in case.moved.items():
        at = instant(case.zone, walls[number]) + timedelta(minutes=shift)
        found.add((at, at + timedelta(minutes=minutes)))
    if case.later is not None and case.later[0] not in case.moved:
        at = instant(case.zone, walls[case.later[0]] + timedelta(minutes=case.later[1]))
        found.add((at, at + timedelta(minutes=10)))
    return found


def has_clear_names(case: Case) -> bool:
    """Whether every instance has an instant and a date of its own, so that names mean one thing."""
    instants = [instant(case.zone, wall) for wall in walls_of(case)]
    shown = {at.astimezone(clock_of(case.zone)).date() for at in instants}
    written_dates = {wall.date() for wall in walls_of(case)}
    return len(set(instants)) == case.count and shown == written_dates


@given(cases().filter(has_clear_names), st.integers(-3, 12), st.integers(1, 6))
def test_a_window_holds_what_a_walk_over_the_series_finds_in_it(case: Case, after: int, days: int) -> None:
    low = instant("UTC", case.first + timedelta(days=after))
    high = low + timedelta(days=days)
    if case.later is not None and case.later[0] in case.moved:
        case.moved.pop(case.later[0])  # two replacements of one instance are versions of each other
    found = read(*written(case), first=low.isoformat(), last=high.isoformat())
    window = Horizon(*(int(one.timestamp()) // 60 for one in (low, high)))
    wanted = sorted(
        (start, end)
        for start, end in ((int(a.timestamp()) // 60, int(b.timestamp()) // 60) for a, b in expected(case))
        if start < window.end and end > window.start
    )
    assert found.skipped == ()
    assert sorted((one.busy.start, one.busy.end) for one in found.blocks) == wanted


@settings(max_examples=30)
@given(st.lists(cases().filter(has_clear_names), max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_events_changes_nothing(several: list[Case], chance: Any) -> None:
    events = [
        one.replace("UID:one", f"UID:{number}")
        for number, case in enumerate(several)
        for one in written(case)
    ]
    found = read(*events, first="2005-01-01", last="2030-12-31")
    chance.shuffle(events)
    other = read(*events, first="2005-01-01", last="2030-12-31")
    assert [one.to_dict() for one in found.blocks] == [one.to_dict() for one in other.blocks]
