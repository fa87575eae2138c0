"""Every change of clocks from 2020 to 2037: who is at work around it, by a walk with aware datetimes.

Law: transitions are found, and walls are shown, by the standard library's reader of the `tzdata`
package's own files, asked from UTC to local; nothing of the code under test says what must come out.
The usual run takes one transition of each kind: offsets before and after, wall time, and whether its
date is a working day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import pytest

from overlap.core.civil import iso_minute, time_text
from overlap.core.horizon import Horizon
from overlap.core.zones import zone, zone_keys
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.coverage import coverage
from overlap.planning.series import audit_series
from overlap.planning.turns import list_shifts
from overlap.planning.windows import find_windows
from overlap.planning.workclock import WorkClock
from tests.properties.oracle import (
    DAY,
    EPOCH,
    Worker,
    clock_of,
    counts,
    date_exists,
    day_date,
    day_number,
    distinct_files,
    instant_of_wall,
    minute_of,
    minutes_at_work,
    offset_shown,
    shifts_worked,
    wall_shown,
)
from tests.properties.strategies import WEEKDAY_NAMES, dense

FIRST_YEAR: Final = 2020
LAST_YEAR: Final = 2037

APART: Final = 20 * DAY
"""No clock of these years changes twice within so many minutes; Morocco's does after 28 days."""

EVERY_DAY: Final = frozenset(range(7))
FAR: Final = "Asia/Kolkata"
"""A clock that never changes."""


class Transition(NamedTuple):
    """The instant at which the clocks of a zone go from one offset to another."""

    key: str
    instant: int
    before: int
    after: int

    @property
    def walls(self) -> tuple[int, int]:
        """The wall minutes that are skipped, or shown twice."""
        ends = (self.instant + self.before, self.instant + self.after)
        return min(ends), max(ends)

    @property
    def kind(self) -> tuple[int, int, int, bool]:
        """Offsets, time of day before the change, and whether its date is a working day."""
        wall = self.instant + self.before
        return self.before, self.after, wall % DAY, day_date(wall // DAY).weekday() < 5

    def __str__(self) -> str:
        return f"{self.key} {iso_minute(self.instant)} {self.before:+d} to {self.after:+d}"


@lru_cache(maxsize=1)
def tables() -> dict[tuple[Transition, ...], tuple[str, ...]]:
    """Each different list of transitions, with the keys of all zones that have it."""
    found: dict[tuple[int, tuple[tuple[int, int, int], ...]], list[str]] = {}
    start, end = minute_of(FIRST_YEAR), minute_of(LAST_YEAR + 1)
    for keys in distinct_files().values():
        known = [key for key in keys if key in zone_keys()]
        if not known:
            continue
        samples = [(at, offset_shown(known[0], at)) for at in range(start, end + APART, APART)]
        changes = tuple(
            change
            for (low, before), (high, after) in pairwise(samples)
            if before != after and (change := (_between(known[0], low, high, before), before, after))[0] < end
        )
        found.setdefault((samples[0][1], changes), []).extend(known)
    return {
        tuple(Transition(keys[0], *change) for change in changes): tuple(keys)
        for (_, changes), keys in found.items()
        if changes
    }


def _between(key: str, low: int, high: int, before: int) -> int:
    """The first minute at which another offset is shown than at `low`."""
    while high - low > 1:
        middle = (low + high) // 2
        if offset_shown(key, middle) == before:
            low = middle
        else:
            high = middle
    return high


def every_transition() -> list[Transition]:
    return [one for table in tables() for one in table]


def one_of_each_kind() -> list[Transition]:
    """The last of each kind: a year further away tells more of a rule than of a list."""
    return list({one.kind: one for one in sorted(every_transition(), key=lambda one: one.instant)}.values())


# Around one transition, minute by minute


def edges_of(one: Transition) -> list[int]:
    """Wall minutes at, in and beside what is skipped or shown twice, in order."""
    low, high = one.walls
    return sorted({low - 61, low - 1, low, (low + high) // 2, high - 1, high, high + 61})


def shifts_around(one: Transition) -> Iterator[Shift]:
    """Shifts whose starts, ends and breaks stand at every edge, nights over it among them."""
    low, high = one.walls
    edges = edges_of(one)
    ends = [(start, end) for start in edges for end in edges if start < end]
    ends += [(low - 480, end) for end in edges] + [(start, high + 480) for start in edges]
    for number, (start, end) in enumerate(dict.fromkeys(ends)):
        if 0 < end - start < DAY:
            yield _shift(f"s{number}", start, end)
    for number, (start, end) in enumerate((a, b) for a in edges for b in edges if a < b):
        yield _shift(f"b{number}", low - 300, high + 300, pause=(start, end))
    for number, after in enumerate((299, 300, 301, 330)):
        pause = Break(after_minutes=after, minutes=30)
        yield Shift(_time(low - 300), _time(high + 300), name=f"a{number}", breaks=[pause])


def _shift(name: str, start: int, end: int, *, pause: tuple[int, int] | None = None) -> Shift:
    breaks = [] if pause is None else [Break(_time(pause[0]), _time(pause[1]))]
    return Shift(_time(start), _time(end), name=name, breaks=breaks)


def _time(wall: int) -> str:
    return time_text(wall % DAY)


def check_around(one: Transition, *, part: slice = slice(None)) -> int:
    """Such shifts, on the zone's own clock and pinned to it from afar; how many were compared."""
    horizon = Horizon(one.instant - DAY - 400, one.instant + DAY + 400)
    low, high = horizon.start, horizon.end
    compared = 0
    for shift in list(shifts_around(one))[part]:
        worker = Worker(one.key, (shift,), EVERY_DAY)
        there = minutes_at_work(worker, low, high)
        team = Team("t", one.key, [shift], days=WEEKDAY_NAMES)
        assert dense(team.at_work(horizon)) == there, (one, shift)
        expected = sorted(
            (turn.date, turn.start, turn.end)
            for turn in shifts_worked(worker, low, high)
            if low <= turn.start < high
        )
        turns = sorted((turn.date, turn.start, turn.end) for turn in team.pattern.turns(horizon))
        assert turns == expected, (one, shift)
        pinned = Shift(
            time_text(shift.start_minute),
            time_text(shift.end_minute % DAY),
            name=shift.name,
            breaks=shift.breaks,
            zone=one.key,
        )
        afar = Team("t", FAR, [pinned], days=WEEKDAY_NAMES)
        assert dense(afar.at_work(horizon)) == there, (one, pinned)
        compared += 1
    return compared


def check_walls(one: Transition) -> None:
    """Each wall minute near it is its first instant, or is read with the offset before; both ways."""
    low, high = one.walls
    known = zone(one.key)
    for wall in {wall + beside for wall in edges_of(one) for beside in range(-2, 3)}:
        expected = instant_of_wall(one.key, wall)
        assert known.to_instant(wall) == expected, (one, wall)
        if not low <= wall < high:
            assert wall_shown(one.key, expected) == wall
        plain = datetime(1970, 1, 1) + timedelta(minutes=wall)
        aware = plain.replace(tzinfo=clock_of(one.key), fold=0).astimezone(UTC)
        if one.key != "America/Nuuk" or one.instant // (366 * DAY) + 1970 > FIRST_YEAR + 4:
            # In 2023 Nuuk kept its offset and changed its name, which the other direction takes for a gap.
            assert (aware - EPOCH) // timedelta(minutes=1) == expected, (one, wall)
    for instant in range(one.instant - 3, one.instant + 3):
        assert known.to_wall(instant) == wall_shown(one.key, instant)


# A week that crosses it


def check_week(one: Transition) -> None:
    """Teams on both sides of it: windows, headcounts and turns of a week are those of a walk."""
    day = (one.instant + one.before) // DAY
    start, end = day_date(day - 3), day_date(day + 3)
    night = _shift("night", one.walls[0] - 240, one.walls[1] + 240)
    working = frozenset(range(5))
    home, away = one.key, "America/New_York"
    ways: dict[str, tuple[int, list[Worker]]] = {
        "here": (3, [Worker(home, (Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")]),), working)]),
        "night": (2, [Worker(home, (night,), EVERY_DAY)]),
        "desk": (4, [Worker(FAR, (Shift("08:00", "16:30", zone=home),), working)]),
        "there": (5, [Worker(away, (Shift("06:00", "14:00"), Shift("13:00", "22:00")), working)]),
    }
    teams = [
        Team(
            who,
            worker.zone,
            worker.shifts,
            days=[WEEKDAY_NAMES[number] for number in sorted(worker.days)],
            headcount=people,
        )
        for who, (people, (worker,)) in ways.items()
    ]
    roster = Roster(teams, zone=home)
    low, high = instant_of_wall(home, (day - 3) * DAY), instant_of_wall(home, (day + 4) * DAY)
    present = {who: minutes_at_work(worker, low, high) for who, (_, (worker,)) in ways.items()}
    depth = counts((minutes, 1) for minutes in present.values())
    for quorum in (1, 2, 3, 4):
        found = find_windows(roster, start, end, quorum=quorum)
        assert (found.horizon.start, found.horizon.end) == (low, high), one
        assert dense(found.intervals) == {minute for minute, level in depth.items() if level >= quorum}, one
    heads = dict.fromkeys(range(low, high), 0)
    for who, (people, _) in ways.items():
        for minute in present[who]:
            heads[minute] += people
    covered = coverage(roster, start, end, need="24x7=6")
    assert {m: level for a, b, level in covered.depth for m in range(a, b)} == heads, one
    assert covered.covered_minutes == sum(level >= 6 for level in heads.values())
    rows = {(row.team, row.date, row.start, row.end) for row in list_shifts(roster, start, end)}
    assert rows == {
        (who, turn.date, turn.start, turn.end)
        for who, (_, (worker,)) in ways.items()
        for turn in shifts_worked(worker, low, high)
        if low <= turn.start < high
    }
    check_clock(one, roster, present["here"], low, high)


def check_clock(one: Transition, roster: Roster, there: set[int], low: int, high: int) -> None:
    """A clock over the transition counts the minutes worked, and is due when they have run."""
    clock = WorkClock(roster, teams=["here"])
    begun, minutes = low + 600, sorted(there)
    left = [minute for minute in minutes if minute >= begun]
    assert clock.between(begun, high - 600) == timedelta(
        minutes=sum(begun <= minute < high - 600 for minute in minutes)
    )
    for amount in (1, 60, len(left) - 1):
        assert clock.add(begun, timedelta(minutes=amount)) == EPOCH + timedelta(
            minutes=left[amount - 1] + 1
        ), one


def check_series(one: Transition) -> None:
    """A daily meeting at each edge keeps its anchor's wall time, but where that is skipped."""
    day = (one.instant + one.before) // DAY
    home = Team("home", one.key, [Shift("00:00", "24:00")], days=WEEKDAY_NAMES)
    for wall in edges_of(one):
        at = wall % DAY
        meeting = Meeting(
            "m",
            teams=["home"],
            minutes=15,
            every="day",
            at=time_text(at),
            anchor="home",
            start=day_date(day - 3),
            end=day_date(day + 3),
        )
        series = audit_series(Roster([home], meetings=[meeting]), "m")
        dates = [number for number in range(day - 3, day + 4) if date_exists(one.key, number)]
        expected = [(day_date(number), instant_of_wall(one.key, number * DAY + at)) for number in dates]
        assert [(each.planned_date, each.start) for each in series] == expected, (one, meeting)
        for number, each in zip(dates, series, strict=True):
            shown = wall_shown(one.key, each.start)
            is_skipped = one.after > one.before and one.walls[0] <= number * DAY + at < one.walls[1]
            assert (shown == number * DAY + at) != is_skipped


# The runs


def test_one_transition_of_each_kind_is_as_a_walk_over_its_minutes_finds_it() -> None:
    kinds = one_of_each_kind()
    assert len(kinds) >= 60
    for turn, one in enumerate(kinds):
        check_walls(one)
        check_around(one, part=slice(turn % 6, None, 6))  # another sixth each time: each many times in all


def test_a_week_over_each_kind_of_transition_is_as_a_walk_finds_it() -> None:
    for one in one_of_each_kind():
        check_week(one)
        check_series(one)


def test_the_library_has_exactly_the_transitions_that_were_found() -> None:
    """Of every zone, so that none of the zones that share a table is left out."""
    start, end = minute_of(FIRST_YEAR), minute_of(LAST_YEAR + 1)
    with_changes = 0
    for table, keys in tables().items():
        expected = tuple((one.instant, one.before, one.after) for one in table)
        for key in keys:
            assert zone(key).changes(start, end) == expected, key
            with_changes += 1
    still = [key for key in zone_keys() if not zone(key).changes(start, end)]
    assert with_changes + len(still) == len(zone_keys())
    # Between two that were found nothing else happens: samples stand nearer than any two changes.
    for table in tables():
        instants = [one.instant for one in table]
        assert all(other - one > APART for one, other in pairwise(instants))
        assert bisect_right(instants, end) == len(instants)


@pytest.mark.exhaustive
def test_every_transition_of_every_zone_is_as_a_walk_over_its_minutes_finds_it() -> None:
    compared = 0
    for one in every_transition():
        check_walls(one)
        compared += check_around(one)
    assert compared > 50_000


@pytest.mark.exhaustive
def test_a_week_over_every_transition_is_as_a_walk_finds_it() -> None:
    for one in every_transition():
        check_week(one)
        check_series(one)


def test_dates_of_transitions_are_those_that_were_announced() -> None:
    """A few by hand, so that the search itself is checked: the day, the zone, and the offsets."""
    found = {(one.key, day_date((one.instant + one.before) // DAY).isoformat()) for one in every_transition()}
    by_key = {key: keys[0] for keys in tables().values() for key in keys}
    for key, on in (
        ("Europe/Warsaw", "2026-03-29"),
        ("America/New_York", "2026-11-01"),
        ("Africa/Cairo", "2026-04-24"),
        ("Australia/Lord_Howe", "2026-04-05"),
        ("America/Nuuk", "2023-03-25"),
    ):
        assert (by_key[key], on) in found
    assert day_number(day_date(0)) == 0
