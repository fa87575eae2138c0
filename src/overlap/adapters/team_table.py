"""A table of a team file while it is read: its fields with their types, its problems with their places.

Law: each field is checked on its own and each problem is kept, so that one reading finds them
all. A value that cannot be used reads as None and leaves its table unusable; what is made of a
table is made only when nothing in it was wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar, cast

from overlap.adapters.problems import Severity
from overlap.adapters.team_keys import KEYS
from overlap.adapters.team_reading import LARGEST, SHOWN, Reading, described, shown
from overlap.adapters.toml_positions import Path, Position
from overlap.core.civil import WEEKDAYS, parse_date, parse_time, parse_weekdays, time_text
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.errors import BadDate, BadTime, BrokenInstall, OverlapError
from overlap.people.rules import month_day

__all__ = ["Table"]

Made = TypeVar("Made")


class Table:
    """One table: what it holds, where, and what people call it.

    Args:
        reading: Where problems go.
        values: The parsed table.
        path: Its path in the file.
        kind: Its row of `KEYS`; other keys are reported.
        what: What messages call it, such as 'the team "pune"'.
        parent: The table it stands in; what is wrong in a table is wrong in that one too.
    """

    def __init__(
        self,
        reading: Reading,
        values: Mapping[str, object],
        path: Path,
        kind: str,
        what: str,
        parent: Table | None = None,
    ) -> None:
        self.reading = reading
        self.values = values
        self.path = path
        self.what = what
        self.is_wrong = False
        self._parent = parent
        known = KEYS[kind]
        for key in values:
            if key not in known:
                near = reading.near(key, kind, known)
                self.report(
                    reading.positions.key((*path, key)),
                    "unknown-key",
                    f"unknown key {shown(key)} in {what}",
                    f'did you mean "{near}"?' if near else f"it knows {', '.join(known)}",
                )

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def report(
        self,
        position: Position,
        slug: str,
        message: str,
        hint: str | None = None,
        *,
        severity: Severity = "error",
    ) -> None:
        """Report a problem of the table that stands elsewhere than at one of its values."""
        self.reading.report(position, slug, message, hint, severity=severity)
        table: Table | None = self if severity == "error" else None
        while table is not None and not table.is_wrong:
            table.is_wrong = True
            table = table._parent

    def fault(
        self,
        slug: str,
        message: str,
        hint: str | None = None,
        *,
        at: str | Path | None = None,
        severity: Severity = "error",
    ) -> None:
        """Report a problem at a field, at a path below the table, or at the table itself."""
        below: Path = () if at is None else (at,) if isinstance(at, str) else at
        position = self.reading.positions.value((*self.path, *below))
        self.report(position, slug, message, hint, severity=severity)

    def caught(self, error: OverlapError, *, at: str | Path | None = None) -> None:
        """Report an error of the value classes, at its own field if the table has it.

        Raises:
            BrokenInstall: If it is one: no line of a file is to blame for that.
        """
        if isinstance(error, BrokenInstall):
            raise error
        field = error.field
        if at is None and field is not None and field in self.values:
            at = field
        self.fault(error.slug, error.message, error.hint, at=at)

    def make(self, maker: Callable[[], Made], *, at: str | Path | None = None) -> Made | None:
        """What `maker` makes, or None where the table, or something in it, is wrong."""
        if self.is_wrong:
            return None
        try:
            return maker()
        except OverlapError as error:
            self.caught(error, at=at)
            return None

    def need(self, *keys: str, example: str | None = None) -> bool:
        """Whether the keys are all there; reports those that are not."""
        missing = [key for key in keys if key not in self.values]
        for key in missing:
            self.fault("missing-key", f'{self.what} has no "{key}"', example)
        return not missing

    def text(self, key: str) -> str | None:
        """A field of text."""
        return self._text(self.values.get(key), (key,))

    def texts(self, key: str) -> list[str] | None:
        """A list of text."""
        return self._each(key, self._text, "text", 'write ["one", "two"]')

    def texts_at(self, key: str) -> list[tuple[int, str]]:
        """The texts of a list with their indexes."""

        def read(item: object, at: Path) -> tuple[int, str] | None:
            value = self._text(item, at)
            return None if value is None else (int(at[-1]), value)

        return self._each(key, read, "text", 'write ["one", "two"]') or []

    def choice(self, key: str, allowed: tuple[str, ...], slug: str) -> str | None:
        """A field that holds one of a few words."""
        value = self.text(key)
        if value is not None and value not in allowed:
            near = self.reading.near(value, f"choice {key}", allowed)
            hint = f'did you mean "{near}"?' if near else f"use {', '.join(allowed)}"
            self.fault(slug, f"{key} is {shown(value)}", hint, at=key)
            return None
        return value

    def whole(self, key: str, *, least: int, slug: str = "bad-roster") -> int | None:
        """A whole number from `least`."""
        return self._whole(self.values.get(key), (key,), least, slug)

    def word_or_whole(self, key: str, words: tuple[str, ...]) -> str | int | None:
        """A field that holds one of a few words, or a whole number from 1."""
        value = self.values.get(key)
        return self.choice(key, words, "bad-roster") if isinstance(value, str) else self.whole(key, least=1)

    def wholes(self, key: str, *, least: int, slug: str = "bad-roster") -> list[int] | None:
        """A list of whole numbers from `least`."""
        return self._each(
            key, lambda item, at: self._whole(item, at, least, slug), "whole numbers", "write [2, 6]"
        )

    def integer(self, key: str) -> int | None:
        """A whole number, negative ones too; its range is checked by what is made of it."""
        value = self.values.get(key)
        number = self._as(value, int, (key,), "a whole number", "write digits without quotes")
        if number is None or abs(number) <= LARGEST:
            return number
        self.fault("bad-argument", f"{key} is too large", "write a smaller number", at=key)
        return None

    def mapping(self, key: str, hint: str) -> dict[str, str] | None:
        """A table of names to words."""
        value = self._as(self.values.get(key), dict, (key,), "a table", hint)
        if value is None:
            return None
        found = {name: self._text(word, (key, name)) for name, word in value.items()}
        return {name: word for name, word in found.items() if word is not None}

    def flag(self, key: str) -> bool | None:
        """A field that is true or false."""
        return self._as(self.values.get(key), bool, (key,), "true or false", "write it without quotes")

    def time(self, key: str, *, latest: str = "23:59") -> str | None:
        """A time of day as `HH:MM`, from text or a TOML local time."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, (str, dt.time)):
            self.wrong((key,), value, "a time of day", 'write text: "09:30"')
        elif isinstance(value, str) and len(value) > SHOWN:
            self.fault("bad-time", f"{shown(value)} is not a time of day", 'write "HH:MM"', at=key)
        else:
            try:
                return time_text(parse_time(value, latest=latest))
            except BadTime as error:
                self.caught(error, at=key)
        return None

    def date(self, key: str, *, any_year: bool = False) -> dt.date | None:
        """A date, from TOML or ISO text; with `any_year` also one that clocks are not known for."""
        value = self.values.get(key)
        return None if value is None else self._date(value, (key,), any_year=any_year)

    def dates(self, key: str) -> list[dt.date] | None:
        """A list of dates."""
        return self._each(key, self._date, "dates", "write [2027-03-04]")

    def month_day_or_date(self, key: str) -> str | dt.date | None:
        """A day of the year as "MM-DD", or a date of any year."""
        value = self.values.get(key)
        if isinstance(value, str) and len(value) != len("YYYY-MM-DD"):
            return self.month_day(key)
        return self.date(key, any_year=True)

    def month_day(self, key: str, *, every_year: bool = False) -> str | None:
        """A day of the year as "MM-DD"; with `every_year` not 29 February."""
        value = self.text(key)
        if value is None:
            return None
        try:
            day = month_day(value[:SHOWN], key)
        except BadDate as error:
            self.caught(error, at=key)
            return None
        if every_year and day == (2, 29):
            self.fault("bad-date", "not every year has a 29 February", 'write "02-28"', at=key)
            return None
        return value

    def weekday(self, key: str) -> str | None:
        """The name of one weekday."""
        value = self.values.get(key)
        return None if value is None else self._weekday(value, (key,))

    def weekdays(self, key: str, *, alone: bool = False) -> list[str] | None:
        """Weekday names in order, from a list or, with `alone`, from one name; an empty list only then."""
        value = self.values.get(key)
        if alone and isinstance(value, str):
            name = self.weekday(key)
            return None if name is None else [name]
        if value == [] and not alone:
            self.fault("bad-argument", "no weekday is given", "name at least one day", at=key)
            return None
        names = self._each(key, self._weekday, "weekdays", 'write ["mon", "tue"]')
        return None if names is None else [name for name in WEEKDAYS if name in names]

    def zone(self, key: str) -> str | None:
        """A zone's key."""
        value = self.text(key)
        return None if value is None else self._zone(value, (key,))

    def zones(self, key: str, *, also: str) -> list[str] | None:
        """A list of zone keys, or the word `also`."""

        def read(item: object, at: Path) -> str | None:
            value = self._text(item, at)
            return value if value is None or value == also else self._zone(value, at)

        return self._each(key, read, "time zones", f'write ["{also}", "America/New_York"]')

    def texts_or_dates(self, key: str) -> list[tuple[int, str | dt.date]]:
        """The names and dates of a list with their indexes; text that is an ISO date is a date."""
        items = self._each(key, self._indexed, "names or dates", 'write ["diwali", 2027-11-01]')
        return items or []

    def table(self, key: str, kind: str, what: str) -> Table | None:
        """A table inside this one."""
        value = self._as(self.values.get(key), dict, (key,), "a table", f"write {key} = {{ ... }}")
        return None if value is None else Table(self.reading, value, (*self.path, key), kind, what, self)

    def named_tables(self, key: str, kind: str, what: str) -> Iterator[tuple[str, Table]]:
        """The tables `[key.NAME]` with their names."""
        for name in self.tables_of(key):
            yield name, self.named_table(key, kind, what, name)

    def tables_of(self, key: str) -> dict[str, dict[str, object]]:
        """What the tables `[key.NAME]` hold, by name, without those that are none."""
        hint = f"write [{key}.some-id] and its keys below it"
        wanted = f"a table of tables [{key}.ID]"
        tables: dict[str, dict[str, object]] = (
            self._as(self.values.get(key), dict, (key,), wanted, hint) or {}
        )
        return {
            name: inner
            for name, inner in tables.items()
            if self._as(inner, dict, (key, name), f"a table [{key}.ID]", hint) is not None
        }

    def named_table(self, key: str, kind: str, what: str, name: str) -> Table:
        """One of the tables `[key.NAME]`."""
        inner = cast("Mapping[str, Mapping[str, object]]", self.values[key])[name]
        return Table(self.reading, inner, (*self.path, key, name), kind, f"{what} {shown(name)}", self)

    def tables(self, key: str, kind: str, what: str) -> Iterator[Table]:
        """The tables of a list."""
        hint = f"write {key} = [{{ ... }}]"
        items = self._as(self.values.get(key), list, (key,), "a list of tables", hint)
        for index, item in enumerate(items or ()):
            if self._as(item, dict, (key, index), "a table", hint) is not None:
                yield Table(self.reading, item, (*self.path, key, index), kind, what, self)

    def wrong(self, at: Path, value: object, wanted: str, hint: str | None = None) -> None:
        """Report a value of the wrong type."""
        self.fault("wrong-type", f'"{at[0]}" is {described(value)}, not {wanted}', hint, at=at)

    def _as(
        self, value: object, kind: type[Made], at: Path, wanted: str, hint: str | None = None
    ) -> Made | None:
        if value is None:
            return None
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.wrong(at, value, wanted, hint)
        return None

    def _each(
        self, key: str, read: Callable[[object, Path], Made | None], wanted: str, hint: str
    ) -> list[Made] | None:
        items = self._as(self.values.get(key), list, (key,), f"a list of {wanted}", hint)
        if items is None:
            return None
        found = [read(item, (key, index)) for index, item in enumerate(items)]
        return [item for item in found if item is not None]

    def _text(self, value: object, at: Path) -> str | None:
        return self._as(value, str, at, "text", 'write it in quotes: "..."')

    def _whole(self, value: object, at: Path, least: int, slug: str) -> int | None:
        number = self._as(value, int, at, f"a whole number from {least}", "write digits without quotes")
        if number is None or least <= number <= LARGEST:
            return number
        given = str(number) if abs(number) <= LARGEST else "too large"
        self.fault(slug, f"{at[0]} is {given}", f"give a whole number from {least}", at=at)
        return None

    def _date(self, value: object, at: Path, *, any_year: bool = False) -> dt.date | None:
        if not isinstance(value, (str, dt.date)):
            self.wrong(at, value, "a date", "write 2027-03-01")
            return None
        if isinstance(value, str) and len(value) > SHOWN:
            self.fault("bad-date", f"{shown(value)} is not a date", "write 2027-03-01", at=at)
            return None
        try:
            read = parse_date(value)
        except BadDate as error:
            self.caught(error, at=at)
            return None
        if not any_year and not FIRST_YEAR <= read.year <= LAST_YEAR:
            self.fault(
                "beyond-data",
                f"time zones are known for the years {FIRST_YEAR} to {LAST_YEAR}, not for {read.isoformat()}",
                "nothing can be asked about that date; is the year right?",
                at=at,
                severity="warning",
            )
        return read

    def _weekday(self, value: object, at: Path) -> str | None:
        name = self._as(value, str, at, "a weekday", f"use {', '.join(WEEKDAYS)}")
        if name is None:
            return None
        try:
            return WEEKDAYS[min(parse_weekdays([name[:SHOWN]]))]
        except OverlapError as error:
            self.caught(error, at=at)
            return None

    def _zone(self, value: str, at: Path) -> str | None:
        error = self.reading.zone_error(value)
        if error is None:
            return value
        self.caught(error, at=at)
        return None

    def _indexed(self, value: object, at: Path) -> tuple[int, str | dt.date] | None:
        found = self._text_or_date(value, at)
        return None if found is None else (int(at[-1]), found)

    def _text_or_date(self, value: object, at: Path) -> str | dt.date | None:
        if isinstance(value, dt.date):
            return self._date(value, at)
        name = self._as(value, str, at, "a name or a date", 'write it in quotes: "..."')
        if name is None:
            return None
        if not name.strip():
            self.fault("bad-holiday", "an empty name would match every day", "write a name", at=at)
            return None
        try:
            return parse_date(name)
        except BadDate:
            return name
