"""What a date is to the people of a place: off, half off, noted, or worked.

Law: a calendar is a value: statutory entries from a table that is handed in, and edits on top.
An edit beats the table; `working` beats everything but a closure or time off, which are not the
calendar's. Each answer names its source. Beyond the table's data nothing is known, and asking
is an error, never "working".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol

from overlap.core.civil import DAY, WEEKDAYS, date_of, day_of, parse_date
from overlap.errors import BadHoliday, BeyondData
from overlap.people.listed import repeated

__all__ = ["EFFECTS", "Day", "Entry", "Exceptions", "HolidayCalendar", "Status", "StatutoryTable"]

Status = Literal["off", "part", "soft", "info", "working", "weekend"]
"""What a date is: `off` and `part` block work, `soft` is shown and scored, `info` is shown."""

EFFECTS: Final[Mapping[str, Status]] = {
    "public": "off",
    "de_facto": "off",
    "half_day": "part",
    "optional": "soft",
}
"""What a statutory category does; one not listed is information."""

_HALF_DAY: Final = (13 * 60, DAY)
"""Half days are given without times; most of those published end work at 13:00."""

_RANK: Final[Mapping[Status, int]] = {
    "off": 0,
    "part": 1,
    "working": 2,
    "weekend": 3,
    "soft": 4,
    "info": 5,
}


class Entry(NamedTuple):
    """A named day of a statutory table.

    `effect` is None where the category decides, and `projected` marks a date that is computed
    or estimated, not announced.
    """

    date: date
    name: str
    category: str
    place: str
    effect: Status | None = None
    projected: bool = False


class StatutoryTable(Protocol):
    """Where statutory days come from; `adapters.statutory` has the real one."""

    @property
    def places(self) -> tuple[str, ...]:
        """The places united in it, in canonical spelling."""

    @property
    def weekend(self) -> frozenset[int]:
        """Weekday numbers of the rest days."""

    @property
    def known_from(self) -> date:
        """The first date the table knows."""

    @property
    def known_until(self) -> date:
        """The last date the table knows."""

    def entries(self, year: int) -> tuple[Entry, ...]:
        """The named days of a year, of every category, in order."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one date is, and why.

    Attributes:
        date: The date.
        status: See `Status`.
        names: Names of the day, the one that decides first.
        source: "statutory:CATEGORY", "edit:EDIT" or "week".
        confidence: "announced", "projected" or "unknown".
        why: One sentence.
        minutes_off: For `part`, the minutes after midnight that are off, as (start, end).
    """

    date: date
    status: Status
    names: tuple[str, ...] = ()
    source: str = "week"
    confidence: Literal["announced", "projected", "unknown"] = "announced"
    why: str = ""
    minutes_off: tuple[int, int] | None = None

    @property
    def name(self) -> str | None:
        """The deciding name, or None for a plain day."""
        return self.names[0] if self.names else None


class Exceptions(NamedTuple):
    """The days that differ from the week, each in order: off, worked though free, partly off."""

    off: tuple[int, ...]
    swaps: tuple[int, ...]
    parts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """A holiday calendar: a statutory table and the edits a team makes.

    Args:
        table: The statutory table.
        include: Names (or parts of names) of listed days that are off here, whatever their
            category; or dates.
        exclude: Names or dates that are worked here.
        add: Dates that are off, with their names.
        move: Statutory dates observed on another date.
        working: Dates that are worked even on a rest day, with their names.
        weekend: Rest days, if not the table's.

    Raises:
        BadHoliday: If two edits contradict each other.
    """

    table: StatutoryTable
    include: tuple[str | date, ...] = ()
    exclude: tuple[str | date, ...] = ()
    add: tuple[tuple[date, str], ...] = ()
    move: tuple[tuple[date, date], ...] = ()
    working: tuple[tuple[date, str], ...] = ()
    weekend: frozenset[int] = frozenset()
    _years: dict[int, dict[int, Day]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _ranges: dict[tuple[int, int, int], Exceptions] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if not self.weekend:
            object.__setattr__(self, "weekend", self.table.weekend)
        added, worked = dict(self.add), dict(self.working)
        for day in added.keys() & worked.keys():
            raise BadHoliday(
                f"{day.isoformat()} is both added and working",
                hint="keep one of the two",
                field="working",
            )
        twice = repeated(old for old, _ in self.move)
        if twice is not None:
            raise BadHoliday(f"{twice.isoformat()} is moved twice", hint="keep one move", field="move")

    @property
    def places(self) -> tuple[str, ...]:
        """The places whose days it keeps."""
        return self.table.places

    @property
    def working_weekdays(self) -> frozenset[int]:
        """Weekday numbers that are no rest days."""
        return frozenset(range(7)) - self.weekend

    def status(self, on: str | date) -> Day:
        """What a date is.

        Raises:
            BeyondData: If the table knows nothing of that date.
            BadDate: If the text is no date.
        """
        wanted = parse_date(on)
        self._require(wanted)
        found = self._year(wanted.year).get(day_of(wanted))
        if found is not None:
            return found
        if wanted.weekday() in self.weekend:
            return Day(wanted, "weekend", why=f"{WEEKDAYS[wanted.weekday()]} is a rest day")
        return Day(wanted, "working", why="no named day")

    def named(self, first: date, last: date) -> tuple[Day, ...]:
        """Every day with a name or an edit from `first` to `last`, both included, in order.

        Raises:
            BeyondData: If the table does not reach that far.
        """
        self._require(first)
        self._require(last)
        low, high = day_of(first), day_of(last)
        return tuple(
            day
            for year in range(first.year, last.year + 1)
            for at, day in sorted(self._year(year).items())
            if low <= at <= high
        )

    def off_days(self, first_day: int, end_day: int) -> tuple[int, ...]:
        """The days of `[first_day, end_day)` that are wholly off, rest days apart."""
        return self.exceptions(first_day, end_day).off

    def swap_days(self, first_day: int, end_day: int) -> tuple[int, ...]:
        """The days of `[first_day, end_day)` that are worked although they are rest days."""
        return self.exceptions(first_day, end_day).swaps

    def part_days(self, first_day: int, end_day: int) -> tuple[tuple[int, int, int], ...]:
        """The days partly off, as (day, start minute, end minute)."""
        return self.exceptions(first_day, end_day).parts

    def exceptions(self, first_day: int, end_day: int, *, lead_days: int = 0) -> Exceptions:
        """Every day of `[first_day, end_day)` that differs from the week, by what it does.

        Args:
            first_day: First day, in days since 1970.
            end_day: The day after the last.
            lead_days: How many of the first days only matter for what they leave over; those before
                the table's data are taken as plain.

        Raises:
            BeyondData: If the table does not know all the others.
        """
        key = (first_day, end_day, lead_days)
        known = self._ranges.get(key)
        if known is None:
            first, last = max(date_of(first_day), self.table.known_from), date_of(end_day - 1)
            self._require(date_of(min(first_day + lead_days, end_day - 1)))
            self._require(last)
            off: list[int] = []
            swaps: list[int] = []
            parts: list[tuple[int, int, int]] = []
            for year in range(first.year, last.year + 1):
                for day, found in self._year(year).items():
                    if first_day <= day < end_day:
                        if found.status == "off":
                            off.append(day)
                        elif found.status == "working":
                            swaps.append(day)
                        elif found.status == "part" and found.minutes_off:
                            parts.append((day, *found.minutes_off))
            known = Exceptions(tuple(sorted(off)), tuple(sorted(swaps)), tuple(sorted(parts)))
            if len(self._ranges) >= _RANGES_KEPT:
                self._ranges.clear()
            self._ranges[key] = known
        return known

    def _require(self, wanted: date) -> None:
        first, last = self.table.known_from, self.table.known_until
        if not first <= wanted <= last:
            edge = f"end on {last.isoformat()}" if wanted > last else f"begin on {first.isoformat()}"
            raise BeyondData(
                f"nothing is known of the holidays of {' and '.join(self.places)} "
                f"on {wanted.isoformat()}, a local date of the question: the data {edge}",
                hint="ask for nearer dates, or leave the team's holidays out",
            )

    def _year(self, year: int) -> dict[int, Day]:
        known = self._years.get(year)
        if known is None:
            known = self._years.setdefault(year, self._edited(year))
        return known

    def _edited(self, year: int) -> dict[int, Day]:
        moves = dict(self.move)
        years = {year} | {old.year for old, new in self.move if new.year == year}
        by_date: dict[date, list[Day]] = {}
        for entry in (entry for one in sorted(years) for entry in self.table.entries(one)):
            day = self._entry_day(entry)
            if day.status in ("off", "part") and entry.date in moves:
                new = moves[entry.date]
                why = f"{entry.name} is moved here from {entry.date.isoformat()}"
                day = Day(new, day.status, (entry.name,), "edit:move", "announced", why, day.minutes_off)
            by_date.setdefault(day.date, []).append(day)
        for on, name in self.add:
            by_date.setdefault(on, []).append(Day(on, "off", (name,), "edit:add", why=f"{name} is added"))
        for named in self.include:
            if isinstance(named, date):
                by_date.setdefault(named, []).append(
                    Day(named, "off", ("day off",), "edit:include", why="the date is included")
                )
        decided = {day_of(on): _decide(on, days) for on, days in by_date.items() if on.year == year}
        for on, name in self.working:
            if on.year == year:
                why = f"{name}: worked although it would be free"
                decided[day_of(on)] = Day(on, "working", (name,), "edit:working", why=why)
        return decided

    def _entry_day(self, entry: Entry) -> Day:
        """A statutory entry with the team's include and exclude applied."""
        confidence: Literal["announced", "projected"] = "projected" if entry.projected else "announced"
        status = entry.effect or EFFECTS.get(entry.category, "info")
        source = f"statutory:{entry.category}"
        why = f"{entry.name} ({entry.category}, {entry.place})"
        if _matches(self.include, entry):
            status, source, why = "off", "edit:include", f"{entry.name} is included"
        if _matches(self.exclude, entry):
            status, source, why = "info", "edit:exclude", f"{entry.name} is worked here"
        minutes = _HALF_DAY if status == "part" else None
        return Day(entry.date, status, (entry.name,), source, confidence, why, minutes)


_RANGES_KEPT: Final = 64
"""Horizons remembered per calendar; a program asks for a handful at a time."""


def _matches(names: Iterable[str | date], entry: Entry) -> bool:
    folded = entry.name.casefold()
    return any(
        entry.date == wanted if isinstance(wanted, date) else wanted.casefold() in folded for wanted in names
    )


def _decide(on: date, days: list[Day]) -> Day:
    """One answer for a date from everything said about it: the strongest, then the first said."""
    ranked = sorted(days, key=lambda day: (_RANK[day.status], not day.source.startswith("edit")))
    first = ranked[0]
    names = tuple(dict.fromkeys(name for day in ranked for name in day.names))
    return Day(on, first.status, names, first.source, first.confidence, first.why, first.minutes_off)
