"""What is asked: four workloads as plain values that belong to no library.

Law: a workload is built from constants and one fixed seed, so every run asks the same question.
Times of day are minutes after local midnight (above 1440: the next day), dates are `datetime.date`,
and nothing here is an object of a library under test. A shift belongs to the local date it starts
on; a holiday or a day off cancels the shifts that start on it; each end is mapped to UTC on its own,
with the first of two repeated wall times (PEP 495, fold=0).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["HOLIDAYS", "MONDAY", "Pattern", "Person", "WorkedShift", "Workload", "build", "crowd"]

SEED = 20_260_101
MONDAY = date(2026, 1, 5)
"""Anchor of every weekly pattern."""

YEARS = (2025, 2026, 2027)
"""Years whose holidays are listed: local dates of a 2026 horizon can lie in its neighbours."""


@dataclass(frozen=True)
class WorkedShift:
    """One shift with its breaks, in minutes after midnight of the date it starts on."""

    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> list[tuple[int, int]]:
        """The shift without its breaks."""
        edges = [self.start, *(edge for pause in self.breaks for edge in pause), self.end]
        return list(zip(edges[::2], edges[1::2], strict=True))


@dataclass(frozen=True)
class Pattern:
    """Shifts for each day of a period that repeats from an anchor date on, both ways."""

    days: tuple[tuple[WorkedShift, ...], ...]
    anchor: date = MONDAY

    def pieces(self) -> list[list[tuple[int, int]]]:
        """Stretches at work of each day of the period, in order."""
        return [sorted(piece for shift in shifts for piece in shift.pieces()) for shifts in self.days]


@dataclass(frozen=True)
class Person:
    """Somebody (or a team that works as one) with a clock, a pattern, a calendar and days off."""

    zone: str
    pattern: Pattern
    calendar: int
    time_off: tuple[tuple[date, date], ...] = ()
    """First and last date of each stretch."""

    @property
    def days_off(self) -> frozenset[date]:
        """Every date on which no shift starts: holidays and time off."""
        away = (
            first + timedelta(days=i) for first, last in self.time_off for i in range((last - first).days + 1)
        )
        return frozenset(HOLIDAYS[self.calendar]) | frozenset(away)


@dataclass(frozen=True)
class Workload:
    """When are at least `quorum` of the people at work, from `first` to `last` (UTC, both included)?"""

    name: str
    title: str
    people: tuple[Person, ...]
    first: date
    last: date
    quorum: int

    @property
    def horizon(self) -> tuple[int, int]:
        """The question's UTC minutes since 1970, half-open."""
        epoch = date(1970, 1, 1)
        return (self.first - epoch).days * 1440, ((self.last - epoch).days + 1) * 1440

    @property
    def dates(self) -> list[date]:
        """Local dates whose shifts can reach into the horizon, wherever people live."""
        begin = self.first - timedelta(days=2)
        return [begin + timedelta(days=i) for i in range((self.last - begin).days + 2)]


def _clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _shift(text: str, *breaks: str) -> WorkedShift:
    """A shift such as `_shift("22:00-06:00", "01:00-01:30")`, breaks in order."""
    start, end = map(_clock, text.split("-"))
    pauses = []
    for pause in breaks:
        low, high = map(_clock, pause.split("-"))
        low += 1440 if low < start else 0
        pauses.append((low, high + (1440 if high < low % 1440 else low // 1440 * 1440)))
    return WorkedShift(start, end + (1440 if end <= start else 0), tuple(pauses))


def _weekly(days: Iterable[int], *shifts: WorkedShift) -> Pattern:
    worked = set(days)
    return Pattern(tuple(shifts if weekday in worked else () for weekday in range(7)))


_FIXED = ((1, 1), (1, 6), (2, 17), (3, 20), (4, 3), (4, 6), (5, 1), (5, 14), (6, 19), (7, 3), (8, 17))
_FIXED += ((9, 7), (10, 12), (11, 11), (11, 26), (12, 24), (12, 25), (12, 28))

HOLIDAYS: tuple[tuple[date, ...], ...] = tuple(
    tuple(date(year, *_FIXED[(number * 5 + step) % 18]) for year in YEARS for step in range(12))
    for number in range(12)
)
"""Twelve calendars of a dozen fixed dates a year."""

_WEEK = range(5)


def _one_year() -> Workload:
    pattern = _weekly(_WEEK, _shift("09:00-17:30", "12:30-13:15"))
    away = ((2, 9, 11), (7, 20, 20), (10, 26, 26))
    time_off = tuple((date(2026, month, low), date(2026, month, high)) for month, low, high in away)
    person = Person("Europe/Berlin", pattern, 0, time_off)
    return Workload("W1", "one person, a year", (person,), date(2026, 1, 1), date(2026, 12, 31), 1)


def _five_teams() -> Workload:
    # Every end lies on a quarter of an hour, also in UTC, and none on a night when clocks change:
    # so a loop over 15-minute slots, which reads each slot's wall time, has the same answer.
    people = (
        Person("America/New_York", _weekly(_WEEK, _shift("08:00-17:00", "12:00-13:00")), 1),
        Person("Europe/London", _weekly(_WEEK, _shift("09:00-17:30", "13:00-14:00")), 2),
        Person("Europe/Berlin", _weekly(_WEEK, _shift("09:00-18:00", "12:30-13:15")), 3),
        Person("Asia/Kolkata", _weekly(range(6), _shift("18:30-03:30", "20:00-20:30", "00:15-00:45")), 4),
        Person("America/Sao_Paulo", _weekly(_WEEK, _shift("08:00-17:00", "12:00-12:45")), 5),
    )
    return Workload("W2", "all of 5 teams, a year", people, date(2026, 1, 1), date(2026, 12, 31), 5)


def _patterns() -> list[Pattern]:
    """Twenty-five patterns: day, early and late, overnight, split, part-time, weekend and a cycle."""
    found = [
        _weekly(_WEEK, _shift(f"{hour:02d}:{minute:02d}-{hour + 9:02d}:{minute:02d}", lunch))
        for hour, minute, lunch in (
            (6, 0, "10:00-10:45"),
            (7, 0, "12:00-12:30"),
            (7, 30, "11:45-12:45"),
            (8, 0, "12:00-13:00"),
            (8, 30, "12:30-13:30"),
            (9, 0, "12:00-13:00"),
            (9, 0, "13:00-13:45"),
            (9, 30, "13:30-14:15"),
            (10, 0, "14:00-15:00"),
            (12, 0, "16:30-17:15"),
            (14, 0, "18:00-18:30"),
        )
    ]
    early, late = _shift("06:00-14:00", "10:00-10:30"), _shift("14:00-22:00", "18:00-18:30")
    short = _shift("09:00-13:00")
    found += [
        _weekly(_WEEK, _shift("22:00-06:00", "01:15-01:45")),
        _weekly(_WEEK, _shift("20:00-05:00", "23:45-00:30")),
        _weekly(range(6), _shift("18:30-03:30", "22:00-22:45")),
        _weekly((6, 0, 1, 2, 3), _shift("23:00-07:00", "03:00-03:30")),
        _weekly(_WEEK, _shift("08:00-12:00"), _shift("16:00-20:00")),
        _weekly(range(6), _shift("10:00-14:00"), _shift("17:00-21:00")),
        _weekly((6, 0, 1, 2, 3), _shift("08:00-17:00", "12:00-13:00")),
        _weekly(range(3), _shift("09:00-17:00", "12:30-13:00")),
        _weekly((1, 2, 3), short),
        _weekly((2, 3, 4), _shift("08:30-15:00", "12:00-12:30")),
        Pattern((*(((_shift("07:45-16:45", "12:00-12:45")),),) * 4, (short,), (), ())),
        _weekly((5, 6), _shift("07:00-19:00", "11:00-11:30", "15:00-15:30")),
        _weekly(range(7), _shift("11:20-15:50")),
        Pattern(((early,), (early,), (late,), (late,), (), ()), date(2026, 1, 3)),
    ]
    return found


_ZONES = (
    "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Warsaw", "Europe/Athens",
    "Europe/Dublin", "Europe/Lisbon", "Europe/Istanbul", "Europe/Moscow", "Africa/Cairo", "Africa/Lagos",
    "Africa/Johannesburg", "Africa/Nairobi", "Africa/Casablanca", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Jakarta", "Asia/Singapore", "Asia/Manila",
    "Asia/Shanghai", "Asia/Tokyo", "Asia/Jerusalem", "Australia/Sydney", "Australia/Adelaide",
    "Australia/Perth", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Vancouver", "America/St_Johns",
    "America/Sao_Paulo", "America/Santiago",
)  # fmt: skip
"""Forty zones: whole, half and quarter hours, both hemispheres, half-hour and negative summer time."""


def _drawn(
    count: int, zones: int, patterns: list[Pattern], *, seed: int, away_share: float, first: date, days: int
) -> list[Person]:
    """People whose zone and pattern are drawn apart; the calendar goes with the zone, as places do."""
    draw = random.Random(seed)
    people = []
    for _ in range(count):
        place, pattern = draw.randrange(zones), draw.choice(patterns)
        away: list[tuple[date, date]] = []
        if draw.random() < away_share:
            for length in (5, 10):
                start = first + timedelta(days=draw.randrange(max(days - length, 1)))
                away.append((start, start + timedelta(days=length - 1)))
        people.append(Person(_ZONES[place], pattern, place % len(HOLIDAYS), tuple(away)))
    return people


def crowd(count: int, first: date, days: int) -> tuple[Person, ...]:
    """So many people of whom no two work alike: mostly by their days off."""
    drawn = _drawn(count * 3, 40, _patterns(), seed=SEED + 5, away_share=0.8, first=first, days=days)
    return tuple(dict.fromkeys(drawn))[:count]


def _fifty() -> Workload:
    first = date(2026, 2, 15)
    people = _drawn(50, 8, _patterns()[2::4], seed=SEED + 3, away_share=0.3, first=first, days=90)
    return Workload("W3", "18 of 50 people, 90 days", tuple(people), first, first + timedelta(days=89), 18)


def _thousand() -> Workload:
    first = date(2026, 1, 1)
    people = _drawn(1000, 40, _patterns(), seed=SEED + 4, away_share=0.05, first=first, days=365)
    return Workload("W4", "330 of 1,000 people, a year", tuple(people), first, date(2026, 12, 31), 330)


def _cut(whole: Workload, people: int, first: date, days: int, quorum: int) -> Workload:
    last = first + timedelta(days=days - 1)
    title = f"smoke: {quorum} of {people}, {days} days"
    return Workload(whole.name, title, whole.people[:people], first, last, quorum)


def build(*, smoke: bool = False) -> list[Workload]:
    """The four workloads; smoke sizes still hold clock changes and every pattern family."""
    whole = [_one_year(), _five_teams(), _fifty(), _thousand()]
    if not smoke:
        return whole
    march = date(2026, 3, 2)
    sizes = ((1, 60, 1), (5, 40, 5), (20, 30, 7), (100, 40, 33))
    return [
        _cut(one, people, march, days, quorum)
        for one, (people, days, quorum) in zip(whole, sizes, strict=True)
    ]
