"""Who is at work at each UTC minute, worked out minute by minute from the words of the design.

Law: nothing here uses the code under test beyond the plain fields of the values it is given.
Zones come from the standard library's reader of the `tzdata` package's own files, and are asked
one question only: what a clock shows at an instant. Everything else is walking and looking.
"""

from __future__ import annotations

import io
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

from overlap.people.absence import Closure, TimeOff
from overlap.people.members import Member
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift

DAY = 1440
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = date(1970, 1, 1)


def day_number(value: date) -> int:
    """Days since 1970-01-01."""
    return (value - FIRST).days


def day_date(number: int) -> date:
    """The date of a day number."""
    return FIRST + timedelta(days=number)


def minute_of(year: int) -> int:
    """The first minute of a year, of UTC or of a wall clock."""
    return day_number(date(year, 1, 1)) * DAY


def file_of(key: str) -> bytes:
    """The tzdata package's own file of a zone."""
    data = pkgutil.get_data("tzdata", f"zoneinfo/{key}")
    assert data is not None
    return data


@lru_cache(maxsize=1)
def distinct_files() -> dict[str, tuple[str, ...]]:
    """One key for each different file, with all keys that have that very file."""
    by_bytes: dict[bytes, list[str]] = {}
    for key in sorted(listed_names()):
        by_bytes.setdefault(file_of(key), []).append(key)
    return {keys[0]: tuple(keys) for keys in by_bytes.values()}


def listed_names() -> set[str]:
    """The names that the package lists, without those that name no place's clock."""
    data = pkgutil.get_data("tzdata", "zones")
    assert data is not None
    return set(data.decode("ascii").split()) - {"Factory"}


@cache
def clock_of(key: str) -> ZoneInfo:
    """The standard library's view of the tzdata package's own file."""
    return ZoneInfo.from_file(io.BytesIO(file_of(key)), key=key)


def offset_shown(key: str, instant: int) -> int:
    """Minutes east of UTC at an instant, asked in the direction UTC to local."""
    shown = (EPOCH + timedelta(minutes=instant)).astimezone(clock_of(key))
    offset = shown.utcoffset()
    assert offset is not None
    minutes, rest = divmod(offset, timedelta(minutes=1))
    assert not rest
    return minutes


def wall_shown(key: str, instant: int) -> int:
    """The wall minute that the zone's clocks show at an instant."""
    day, minute = divmod(instant, DAY)
    return _walls_of_utc_day(key, day)[minute]


STEP = 120
"""No clock changes twice within so many minutes: the shortest time between two is a week."""


@lru_cache(maxsize=16384)
def _walls_of_utc_day(key: str, day: int) -> tuple[int, ...]:
    """What the clocks show at each minute of a UTC day; walked where two samples differ."""
    walls: list[int] = []
    after = offset_shown(key, day * DAY)
    for start in range(day * DAY, (day + 1) * DAY, STEP):
        before, after = after, offset_shown(key, start + STEP)
        if before == after:
            walls += range(start + before, start + before + STEP)
        else:
            walls += [instant + offset_shown(key, instant) for instant in range(start, start + STEP)]
    return tuple(walls)


@lru_cache(maxsize=4096)
def _walls_of_utc_days(key: str, first: int, last: int) -> list[int]:
    return [wall for day in range(first, last + 1) for wall in _walls_of_utc_day(key, day)]


@lru_cache(maxsize=16384)
def _dates_of_utc_day(key: str, day: int) -> frozenset[int]:
    return frozenset(map(DAY.__rfloordiv__, _walls_of_utc_day(key, day)))


@lru_cache(maxsize=65536)
def instant_of_wall(key: str, wall: int) -> int:
    """The first instant that shows a wall minute, found by walking UTC minutes.

    A wall minute never shown is read with the offset in force before the skip.
    """
    first_day = (wall - 15 * 60) // DAY  # no clock is more than 14 hours ahead
    last_day = (wall + 13 * 60) // DAY  # or more than 12 behind
    start = first_day * DAY
    shown = _walls_of_utc_days(key, first_day, last_day)
    if wall in shown:
        return start + shown.index(wall)
    for index, (before, after) in enumerate(pairwise(shown)):
        if before < wall < after:
            return wall - (before - (start + index))
    raise AssertionError(f"{key} neither shows nor skips {wall}")


@lru_cache(maxsize=65536)
def date_exists(key: str, day: int) -> bool:
    """Whether some instant shows the date."""
    return any(day in _dates_of_utc_day(key, utc_day) for utc_day in range(day - 1, day + 2))


@dataclass
class Kept:
    """What a holiday calendar comes to: plain facts by date, next to nothing to go wrong."""

    off: frozenset[date] = frozenset()
    part: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    swap: frozenset[date] = frozenset()
    rest: tuple[tuple[date, frozenset[int]], ...] = ()


@dataclass
class Worker:
    """One person's (or one unnamed group's) way of working, in the plainest terms."""

    zone: str
    shifts: tuple[Shift, ...]
    days: frozenset[int]
    cycle: Cycle | None = None
    seasons: tuple[Season, ...] = ()
    kept: Kept = field(default_factory=Kept)
    absences: tuple[TimeOff | Closure, ...] = ()
    observed: tuple[Kept, ...] = ()
    elective: frozenset[date] = frozenset()
    overnight: str = "start_day"
    weeks: tuple[tuple[date, frozenset[int]], ...] = ()
    by_name: bool = False  # works shifts of the team by name: as seasons shorten them, not seasons' own


@dataclass
class Worked:
    """One shift on one date: where it starts and ends, and the minutes at work."""

    shift: Shift
    date: date
    start: int
    end: int
    minutes: set[int]


def _breaks(shift: Shift, end_minute: int, weekday: int) -> list[tuple[int, int]]:
    """Breaks of a shift that starts on a weekday, in wall minutes after the midnight of its date.

    They are cut off at the end of the shift; those that overlap are one.
    """
    found: list[tuple[int, int]] = []
    for pause in shift.breaks:
        if pause.days is not None and weekday not in pause.days:
            continue
        low = _break_start(shift, pause)
        if low < end_minute:
            found.append((low, min(low + pause.minutes, end_minute)))
    while True:
        for one, other in combinations(found, 2):
            if one[0] < other[1] and other[0] < one[1]:
                found.remove(one)
                found.remove(other)
                found.append((min(one[0], other[0]), max(one[1], other[1])))
                break
        else:
            return found


def _break_start(shift: Shift, pause: Break) -> int:
    if pause.start_minute is None:
        assert pause.after_minutes is not None
        return shift.start_minute + pause.after_minutes
    return pause.start_minute + (DAY if pause.start_minute < shift.start_minute else 0)


def _works(shift: Shift, end_minute: int) -> bool:
    """Whether a shift that ends then has a minute outside the breaks of every day."""
    away = 0
    for pause in shift.breaks:
        low = _break_start(shift, pause)
        if pause.days is None and low < end_minute:
            away += min(pause.minutes, end_minute - low)
    return end_minute - shift.start_minute > away


def _in_force(worker: Worker, on: date) -> list[tuple[Shift, int, list[tuple[int, int]]]]:
    """The shifts of a date's season, each with its end and its breaks."""
    dated = [one for one in worker.seasons if one.start <= on <= one.end]
    season = max(dated, key=lambda one: one.precedence, default=None)
    weekday = on.weekday()
    if season is not None and season.shifts is not None and not worker.by_name:
        return [
            (shift, shift.end_minute, _breaks(shift, shift.end_minute, weekday)) for shift in season.shifts
        ]
    cut = season.shorten_minutes if season is not None else 0
    return [
        (shift, shift.end_minute - cut, _breaks(shift, shift.end_minute - cut, weekday))
        for shift in worker.shifts
        if _works(shift, shift.end_minute - cut)
    ]


def _days_worked(worker: Worker, on: date) -> frozenset[int]:
    """The weekdays worked where a shift names none, on a date."""
    found = worker.weeks[0][1] if worker.weeks else worker.days
    for since, days in worker.weeks:
        if since <= on:
            found = days
    return found


def _is_scheduled(worker: Worker, shift: Shift, on: date) -> bool:
    if worker.cycle is not None:
        turn = (on - worker.cycle.anchor).days % len(worker.cycle.days)
        return worker.cycle.days[turn] == shift.name
    return on.weekday() in (_days_worked(worker, on) if shift.days is None else shift.days)


def is_away(worker: Worker, home_date: date) -> bool:
    """Whether a whole date is taken from the worker."""
    if home_date in worker.elective or any(home_date in kept.off for kept in (worker.kept, *worker.observed)):
        return True
    return any(
        absence.start <= home_date <= absence.end and absence.minutes_off in (None, (0, DAY))
        for absence in worker.absences
    )


def _days_away(worker: Worker, first: int, end: int) -> list[range]:
    """The minutes of each home day off near `[first, end)`, from 00:00 to 24:00."""
    found: list[range] = []
    for number in range(first // DAY - 8, end // DAY + 9):
        if is_away(worker, day_date(number)) and date_exists(worker.zone, number):
            low = instant_of_wall(worker.zone, number * DAY)
            high = instant_of_wall(worker.zone, (number + 1) * DAY)
            found.append(range(low, high))
    return found


def shifts_worked(worker: Worker, first: int, end: int, *, bare: bool = False) -> list[Worked]:
    """Every shift that could matter to `[first, end)`, breaks taken out, part days not yet."""
    found: list[Worked] = []
    days_away = [] if bare else _days_away(worker, first, end)
    for number in range(first // DAY - 5, end // DAY + 4):
        on = day_date(number)
        for shift, end_minute, breaks in _in_force(worker, on):
            clock = worker.zone if shift.zone is None else shift.zone
            if not date_exists(clock, number):
                continue
            start = instant_of_wall(clock, number * DAY + shift.start_minute)
            finish = max(start, instant_of_wall(clock, number * DAY + end_minute))
            home_date = on if clock == worker.zone else day_date(wall_shown(worker.zone, start) // DAY)
            scheduled = _is_scheduled(worker, shift, on)
            if not bare:
                away = is_away(worker, home_date)
                swapped = (
                    not scheduled
                    and not away
                    and worker.cycle is None
                    and home_date in worker.kept.swap
                    and home_date.weekday() not in _days_worked(worker, on)
                )
                scheduled = scheduled or swapped
                if worker.overnight == "start_day":
                    scheduled = scheduled and not away
                elif worker.overnight == "any_touch":
                    touched = any(start < day.stop and day.start < finish for day in days_away)
                    scheduled = scheduled and not touched
            if not scheduled:
                continue
            minutes = set(range(start, finish))
            for low, high in breaks:
                pause = range(
                    instant_of_wall(clock, number * DAY + low), instant_of_wall(clock, number * DAY + high)
                )
                minutes.difference_update(pause)
            if not bare and worker.overnight == "clip" and start < finish:
                left = set(range(start, finish)).difference(*days_away)
                if not left:
                    continue
                start, finish = min(left), max(left) + 1
                minutes &= left
            found.append(Worked(shift, on, start, finish, minutes))
    return found


def minutes_lost(worker: Worker, first: int, end: int) -> set[int]:
    """The minutes that part days and hours of time off take."""
    lost: set[int] = set()
    for number in range(first // DAY - 3, end // DAY + 4):
        if not date_exists(worker.zone, number):
            continue
        on = day_date(number)
        parts = [kept.part[on] for kept in (worker.kept, *worker.observed) if on in kept.part]
        for absence in worker.absences:
            hours = absence.minutes_off
            if hours is not None and hours != (0, DAY) and absence.start <= on <= absence.end:
                parts.append(hours)
        for low, high in parts:
            lost.update(
                range(
                    instant_of_wall(worker.zone, number * DAY + low),
                    instant_of_wall(worker.zone, number * DAY + high),
                )
            )
    return lost


def minutes_at_work(worker: Worker, first: int, end: int, *, bare: bool = False) -> set[int]:
    """The minutes of `[first, end)` at which the worker is at work."""
    present: set[int] = set()
    for one in shifts_worked(worker, first, end, bare=bare):
        present |= one.minutes
    if not bare:
        present -= minutes_lost(worker, first, end)
    return {minute for minute in present if first <= minute < end}


def minutes_by_shift(worker: Worker, first: int, end: int) -> list[tuple[tuple[object, ...], set[int]]]:
    """The minutes at work of each shift that has any, by the shift's name and times."""
    lost = minutes_lost(worker, first, end)
    found: dict[tuple[object, ...], set[int]] = {}
    for one in shifts_worked(worker, first, end):
        key = (one.shift.name, one.shift.zone, one.shift.start_minute, one.shift.headcount)
        found.setdefault(key, set()).update(minute for minute in one.minutes - lost if first <= minute < end)
    return [(key, minutes) for key, minutes in found.items() if minutes]


def members_on(shift: Shift, members: Iterable[Member]) -> int:
    """How many members work a shift of their team, where no two shifts have one name and nobody a cycle."""
    return sum(
        member.shifts is None
        or shift.name in [own if isinstance(own, str) else own.name for own in member.shifts]
        for member in members
    )


def counts(sets: Iterable[tuple[set[int], int]]) -> dict[int, int]:
    """How much weight lies over each minute, zero left out."""
    found: dict[int, int] = {}
    for minutes, weight in sets:
        for minute in minutes:
            found[minute] = found.get(minute, 0) + weight
    return {minute: weight for minute, weight in found.items() if weight}
