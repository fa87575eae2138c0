"""A holiday calendar: what each date is, from a statutory table and the edits a team makes.

Law: a calendar is a value. An edit beats the table, `exclude` beats `include`, and `working` beats
every other edit; closures and time off are not the calendar's. Each answer names its source and how
sure it is. Beyond the table's data nothing is known: asking is an error, or is answered as unknown
with a warning where that was chosen, but never silently "working".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any, Final, Self

from overlap.core.civil import WEEKDAYS, date_of, day_of, ordered_dates, parse_date
from overlap.errors import BadHoliday
from overlap.people.bridges import Bridges, bridge_days
from overlap.people.days import (
    SWAP,
    WORKDAY,
    Confidence,
    Day,
    Entry,
    Status,
    StatutoryTable,
    Weekends,
    decide,
    effect_of,
    halved,
)
from overlap.people.exceptions import Exceptions, exceptions_of, ordered
from overlap.people.listed import repeated
from overlap.people.listing import Beyond, Listing
from overlap.people.names import either, folded, near_names
from overlap.people.rules import Rule

__all__ = ["Calendar"]

_ANSWERS_KEPT: Final = 40_000
"""Dates remembered per calendar: a century."""

_RANGES_KEPT: Final = 64
"""Horizons remembered per calendar; a program asks for a handful at a time."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A holiday calendar: a statutory table and the edits a team makes.

    Args:
        table: The statutory table.
        include: Names or aliases of listed days that are off here, whatever their category; or dates.
        exclude: Names, aliases or dates that are worked here.
        add: Dates that are off, with their names.
        move: Statutory dates observed on another date.
        working: Dates that are worked even on a rest day, with their names.
        weekend: Rest days for all dates, if not the table's.
        rules: Days that come round by a rule.
        effects: Categories and what they do here instead of `EFFECTS`.
        bridges: What a working day between a day off and another free day is; None for nothing special.
        swap_days: Whether announced working days on rest days are worked.
        works_through: Whether statutory days are worked: they are shown, and only edits take time.
        only: Names, aliases or categories: other statutory days are left out, and these are off.
        beyond: What happens where the table ends.

    Raises:
        BadHoliday: If two edits contradict each other, or an effect cannot be.
    """

    table: StatutoryTable
    include: tuple[str | date, ...] = ()
    exclude: tuple[str | date, ...] = ()
    add: tuple[tuple[date, str], ...] = ()
    move: tuple[tuple[date, date], ...] = ()
    working: tuple[tuple[date, str], ...] = ()
    weekend: frozenset[int] = frozenset()
    rules: tuple[Rule, ...] = ()
    effects: tuple[tuple[str, Status], ...] = ()
    bridges: Bridges | None = None
    swap_days: bool = True
    works_through: bool = False
    only: tuple[str, ...] = ()
    beyond: Beyond = "raise"
    _own_effects: dict[str, Status] = field(init=False, repr=False, compare=False)
    _is_plain: bool = field(init=False, repr=False, compare=False)
    _answers: dict[date, Day] = field(default_factory=dict, init=False, repr=False, compare=False)
    _days: dict[tuple[int, bool, bool], dict[int, Day]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _listing: Listing = field(init=False, repr=False, compare=False)
    _ranges: dict[tuple[int, int, int], Exceptions] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _spans: dict[tuple[int, int], Exceptions] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _checked: set[tuple[int, int]] = field(default_factory=set, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        effects = dict(self.effects)
        if effects.get(WORKDAY, "info") not in ("info", "working"):
            raise BadHoliday(
                f'the category "{WORKDAY}" holds named days that are worked; it takes none off',
                hint="leave it out of the effects",
                field="effects",
            )
        object.__setattr__(self, "_own_effects", effects)
        blocking = self.table.blocking
        if effects:
            blocking |= {name for name, effect in self.effects if effect in ("off", "part", "working")}
        object.__setattr__(self, "_listing", Listing(self.table, self.beyond, blocking))
        edits = (self.include, self.exclude, self.add, self.move, self.working, self.rules, self.only)
        plain = not any(edits) and self.bridges is None and self.swap_days and not self.works_through
        object.__setattr__(self, "_is_plain", plain)
        both = dict(self.add).keys() & dict(self.working).keys() if self.working else ()
        for day in sorted(both):
            raise BadHoliday(
                f"{day.isoformat()} is both added and working",
                hint="keep one of the two",
                field="working",
            )
        twice = repeated(old for old, _ in self.move) if self.move else None
        if twice is not None:
            raise BadHoliday(f"{twice.isoformat()} is moved twice", hint="keep one move", field="move")

    def __reduce__(self) -> tuple[object, ...]:
        """Without what is remembered: a calendar asked much would travel as a hundred kilobytes."""
        values = tuple(getattr(self, one.name) for one in fields(self) if one.init)
        return _rebuilt, (type(self), values)

    def on_table(self, table: StatutoryTable) -> Self:
        """The same edits on another table, such as that of the same places in another language."""
        values = (getattr(self, one.name) for one in fields(self) if one.init and one.name != "table")
        made = _rebuilt(type(self), (table, *values))
        assert isinstance(made, type(self))  # noqa: S101 - it was built as one
        return made

    @property
    def places(self) -> tuple[str, ...]:
        """The places whose days it keeps; the first is home."""
        return self.table.places

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must know of the places' lists: sentences."""
        return self.table.caveats

    @property
    def weekends(self) -> Weekends:
        """Weekday numbers of the rest days, by the date from which they hold."""
        return ((date.min, self.weekend),) if self.weekend else self.table.weekends

    @property
    def rest_days(self) -> frozenset[int]:
        """Weekday numbers of the rest days that hold now and from now on."""
        return self.weekends[-1][1]

    @property
    def working_weekdays(self) -> frozenset[int]:
        """Weekday numbers that are no rest days from now on."""
        return frozenset(range(7)) - self.rest_days

    def is_rest_day(self, on: date) -> bool:
        """Whether a date is a rest day of the week then in force."""
        weekends = self.weekends
        at = bisect_right(weekends, on, key=lambda era: era[0]) - 1
        return on.weekday() in weekends[at][1]

    def status(self, on: str | date) -> Day:
        """What a date is.

        Raises:
            BeyondData: If the table knows nothing of that date and `beyond` is "raise".
            BadHoliday: If a name to include or exclude is no day's in that year.
            BadDate: If the text is no date.
        """
        found = self._answers.get(on) if isinstance(on, date) else None
        if found is not None:
            return found
        wanted = parse_date(on)
        is_known = self._listing.require(wanted, wanted)
        self._check_names(wanted.year, wanted.year)
        answer = self._answer(wanted)
        if is_known:
            if len(self._answers) >= _ANSWERS_KEPT:
                self._answers.clear()
            self._answers[wanted] = answer
        return answer

    def days(self, first: str | date, last: str | date) -> tuple[Day, ...]:
        """What each date is from `first` to `last`, both included, in order; told of once if beyond the data.

        Raises:
            BeyondData: If the table does not reach that far and `beyond` is "raise".
            BadHoliday: If a name to include or exclude is no day's in those years.
            BadDate: If a text is no date, or the last is before the first.
        """
        start, end = self._asked(first, last)
        return tuple(self._answer(date_of(at)) for at in range(day_of(start), day_of(end) + 1))

    def _answer(self, on: date) -> Day:
        found = self._year(on.year).get(day_of(on))
        is_rest = self.is_rest_day(on)
        weekday = WEEKDAYS[on.weekday()]
        if found is None:
            sure = self._plain_confidence(on)
            if is_rest:
                return Day(on, "weekend", confidence=sure, why=f"{weekday} is a rest day")
            why = "nothing is known of this date" if sure == "unknown" else "no named day"
            return Day(on, "working", confidence=sure, why=why)
        if is_rest and found.status in ("part", "soft", "info"):
            why = f"{weekday} is a rest day; {found.why}"
            return replace(
                found, status="weekend", source="week", why=why, minutes_off=None, more_minutes_off=()
            )
        if found.status in ("info", "soft", "part"):  # worked as any other day, and only as surely
            sure = self._plain_confidence(on)
            if found.status == "info" and found.confidence == "announced":
                return replace(found, confidence=sure)
            if sure == "unknown" and not (found.status == "part" and found.confidence == "projected"):
                return replace(found, confidence=sure)
        return found

    def _plain_confidence(self, on: date) -> Confidence:
        """How sure it is that nothing takes a date."""
        if not self.table.known_from <= on <= self.table.known_until:
            return "unknown"
        if on > self.table.announced_until:
            return "projected"
        for near in (on - timedelta(1), on + timedelta(1)):
            found = self._year(near.year).get(day_of(near)) if self._listing.knows(near.year) else None
            if found is not None and found.status == "off" and found.confidence == "projected":
                return "projected"  # a moon seen a day sooner or later moves the day off here
        return "announced"

    def named(self, first: str | date, last: str | date) -> tuple[Day, ...]:
        """Every day with a name or an edit from `first` to `last`, both included, in order.

        Raises:
            BeyondData: If the table does not reach that far and `beyond` is "raise".
            BadHoliday: If a name to include or exclude is no day's in those years.
            BadDate: If a text is no date, or the last is before the first.
        """
        start, end = self._asked(first, last)
        low, high = day_of(start), day_of(end)
        return tuple(
            day
            for year in range(start.year, end.year + 1)
            for at, day in sorted(self._year(year).items())
            if low <= at <= high
        )

    def names_in(self, day: Day, language: str) -> tuple[str, ...]:
        """The names of a day of this calendar in another language; names of edits stay.

        Args:
            day: The day.
            language: A code that the place has, such as "pt_BR"; or "own" for its own language.

        Raises:
            BadArgument: If a place does not have that language; with those it has.
        """
        return self.table.names_in(day, language)

    def exceptions(self, first_day: int, end_day: int, *, lead_days: int = 0) -> Exceptions:
        """Every day of `[first_day, end_day)` that differs from the week, by what it does.

        Args:
            first_day: First day, in days since 1970.
            end_day: The day after the last.
            lead_days: How many of the first days only matter for what they leave over; those before
                the table's data are taken as plain.

        Raises:
            BeyondData: If the table does not know all the others and `beyond` is "raise".
            BadHoliday: If a name to include or exclude is no day's in those years.
        """
        key = (first_day, end_day, lead_days)
        known = self._ranges.get(key)
        if known is None or self.beyond != "raise":  # a warning is told each time
            start, last = date_of(min(first_day + lead_days, end_day - 1)), date_of(end_day - 1)
            self._listing.require(start, last)
        if known is None:
            self._check_names(start.year, last.year)
            first = max(date_of(first_day), min(self.table.known_from, start))
            known = self._of_years(first, last).within(day_of(first), end_day)
            if len(self._ranges) >= _RANGES_KEPT:
                self._ranges.clear()
            self._ranges[key] = known
        return known

    def _asked(self, first: str | date, last: str | date) -> tuple[date, date]:
        """Two dates asked about, read and made ready: both known, in order, their years at hand."""
        start, end = ordered_dates(first, last)
        self._listing.require(start, end)
        self._check_names(start.year, end.year)
        self._listing.load(start.year, end.year, blocking=False)
        return start, end

    def _check_names(self, first_year: int, last_year: int) -> None:
        """Refuse a name that no day of the years asked about has: it would silently do nothing."""
        names = [name for name in (*self.include, *self.exclude) if isinstance(name, str)]
        if not names or (first_year, last_year) in self._checked:
            return
        years = range(first_year, last_year + 1)
        if not any(self._listing.knows(year) for year in years):
            return
        self._listing.load(first_year, last_year, blocking=False)
        entries = [entry for year in years for entry in self._listing.entries(year, blocking=False)]
        for field_name, wanted in (("include", self.include), ("exclude", self.exclude)):
            meant = entries
            if field_name == "include":
                meant = [entry for entry in entries if entry.category != SWAP]
            for name in wanted:
                if isinstance(name, str) and not any(_is_named(entry, folded(name)) for entry in meant):
                    near = near_names(name, {entry.listed_name or entry.name for entry in meant})
                    otherwise = 'give its date with "add"'
                    if field_name == "exclude":
                        otherwise = "leave it out: no such day is there to be worked"
                    when = f"{first_year}" if first_year == last_year else f"{first_year} to {last_year}"
                    raise BadHoliday(
                        f'no day of {" and ".join(self.places)} in {when} is called "{name}"',
                        hint=f"did you mean {either(near)}?" if near else otherwise,
                        field=field_name,
                    )
        self._checked.add((first_year, last_year))

    # The days of a year: entries, edits and rules, then bridges.

    def _year(self, year: int, *, blocking: bool = False) -> dict[int, Day]:
        """The days of a year that are not plain; with `blocking`, at least those that change work."""
        if blocking and (self.include or self.only):
            blocking = False  # any category may be promoted
        known = self._days.get((year, blocking, True))
        if known is None:
            known = self._base(year, blocking=blocking)
            if self.bridges is not None:
                around = dict(known)
                for near in (year - 1, year + 1):
                    if self._listing.knows(near) or self.beyond != "raise":
                        around |= self._base(near, blocking=blocking)
                known = {**known, **dict(bridge_days(around, year, self.bridges, self.is_rest_day))}
            known = self._days.setdefault((year, blocking, True), known)
        return known

    def _of_years(self, first: date, last: date) -> Exceptions:
        """What changes work in the years of two dates, or, where the data do not hold them, between these."""
        table = self.table
        if self._is_plain and table.known_from <= first and last <= table.known_until:
            span = (first.year, last.year)
            known = self._spans.get(span)
            if known is None:
                entries = table.entries(*span, categories=self._listing.blocking)
                start = max(date(first.year, 1, 1), table.known_from)
                end = min(date(last.year, 12, 31), table.known_until)
                known = exceptions_of(entries, self._own_effects, start, end)
                if len(self._spans) >= _RANGES_KEPT:
                    self._spans.clear()
                self._spans[span] = known
            return known
        self._listing.load(first.year, last.year, blocking=not (self.include or self.only))
        days = [
            day
            for year in range(first.year, last.year + 1)
            for day in self._year(year, blocking=True).values()
        ]
        return ordered(
            first,
            last,
            {day.date for day in days if day.status == "off"},
            {day.date for day in days if day.status == "working"},
            {day.date: list(day.parts_off) for day in days if day.status == "part"},
        )

    def _base(self, year: int, *, blocking: bool) -> dict[int, Day]:
        """The days of a year without bridges."""
        known = self._days.get((year, blocking, False))
        if known is None:
            known = self._days.setdefault((year, blocking, False), self._edited(year, blocking=blocking))
        return known

    def _edited(self, year: int, *, blocking: bool) -> dict[int, Day]:
        moves = dict(self.move)
        years = {year} | {old.year for old, new in self.move if new.year == year}
        by_date: dict[date, list[Day]] = {}
        for one in sorted(years):
            for entry in self._listing.entries(one, blocking=blocking):
                day = self._entry_day(entry)
                if day is None:
                    continue
                if day.status in ("off", "part") and entry.date in moves:
                    why = f"{entry.name} is moved here from {entry.date.isoformat()}"
                    known = entry.minutes_off is not None or day.status == "off"
                    sure: Confidence = "announced" if known else "projected"
                    day = replace(day, date=moves[entry.date], source="edit:move", confidence=sure, why=why)
                by_date.setdefault(day.date, []).append(day)
        for day in self._own_days(year):
            by_date.setdefault(day.date, []).append(day)
        for on in self.include:
            if (
                isinstance(on, date)
                and on.year == year
                and on not in self.exclude
                and not any(day.source in ("edit:include", "edit:exclude") for day in by_date.get(on, ()))
            ):
                why = "the date is included"
                by_date.setdefault(on, []).append(Day(on, "off", ("day off",), "edit:include", why=why))
        decided = {day_of(on): decide(on, days) for on, days in by_date.items() if on.year == year}
        for on, name in self.working:
            if on.year == year:
                why = f"{name}: worked although it would be free"
                decided[day_of(on)] = Day(on, "working", (name,), "edit:working", why=why)
        return decided

    def _own_days(self, year: int) -> Iterator[Day]:
        """The days of a year that edits and rules make, whatever the table says."""
        for on, name in self.add:
            if on.year == year:
                yield Day(on, "off", (name,), "edit:add", why=f"{name} is added")
        for rule in self.rules:
            status: Status = "part" if rule.minutes_off and rule.effect == "off" else rule.effect
            for on in rule.dates(year):
                if not _lists(self.exclude, on, frozenset()):
                    why = f"{rule.name}, by a rule of this calendar"
                    yield Day(on, status, (rule.name,), "rule", why=why, minutes_off=rule.minutes_off)

    def _entry_day(self, entry: Entry) -> Day | None:
        """A statutory entry with the edits that name it; None if it is left out."""
        category = entry.category
        if category == SWAP and not self.swap_days:
            return None
        sure: Confidence = "projected" if entry.projected else "announced"
        keys = entry.keys or frozenset((folded(entry.name),))
        why = f"{entry.name} ({category}, {entry.place})"
        source = f"statutory:{category}"
        status, minutes = effect_of(entry, self._own_effects.get(category))
        can_promote = category != SWAP  # a named day that is worked may be given off by name
        if self.only:
            if not can_promote or not (category in self.only or _lists(self.only, None, keys)):
                return None
            status, minutes = halved(entry)
        elif self.works_through and status in ("off", "part"):
            status, source, why = "info", "edit:works_through", f"{entry.name} is worked through"
        if can_promote and _lists(self.include, entry.date, keys):
            if status != "off":  # a half day chosen to be whole stays so
                status, minutes = halved(entry)
            source, why = "edit:include", f"{entry.name} is included"
        if _lists(self.exclude, entry.date, keys):
            status, source, why = "info", "edit:exclude", f"{entry.name} is worked here"
        if status != "part":
            minutes = None
        elif entry.minutes_off is None:
            sure, why = "projected", f"{why}; from 13:00, as its times are not published"
        listed = (entry.listed_name,) if entry.listed_name else ()
        return Day(
            *(entry.date, status, (entry.name,), source, sure, why, minutes, (entry.place,)),
            listed_names=listed,
        )


def _rebuilt(kind: type[Calendar], values: tuple[Any, ...]) -> Calendar:
    """A calendar from its values, whatever its class is built from."""
    made = object.__new__(kind)
    Calendar.__init__(made, *values)
    return made


def _lists(wanted: tuple[str | date, ...], on: date | None, keys: frozenset[str]) -> bool:
    """Whether a list of names and dates holds a date or one of its keys."""
    return any(one == on if isinstance(one, date) else folded(one) in keys for one in wanted)


def _is_named(entry: Entry, key: str) -> bool:
    return key in (entry.keys or (folded(entry.name),))
