"""Rows of a result as records for data frames: their columns, and what stands in them.

Law: every row has the same columns in the same order, each of one kind, whether there are rows or not.
An instant is a stdlib datetime in UTC; beside it stands the same instant as text on a local clock, and one
column `zone` says whose. So no column ever mixes zones, of which pandas makes objects and polars takes
the first. A length is whole minutes, and its column's name says so; a date is a `datetime.date`; of several
ids one text is made, for a list in a cell can be neither grouped nor sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, Final, Literal, NamedTuple, final

from overlap.core.civil import DAY, date_of, time_text
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of

__all__ = ["Column", "ColumnKind", "Field", "Frame", "column", "local_iso"]

ColumnKind = Literal["instant", "date", "whole", "number", "flag", "text", "ids"]
"""UTC minutes, a date, whole numbers, other numbers, yes or no, text, and a text of several ids."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Field(NamedTuple):
    """A column as a reader of records sees it."""

    name: str
    kind: ColumnKind


@final
@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its kind, and how to find it in a row; None is nothing."""

    name: str
    kind: ColumnKind
    of: Callable[[Any], Any]


def column(name: str, kind: ColumnKind, of: Callable[[Any], object] | None = None) -> Column:
    """A column of the rows' attribute of that name, or of what a function makes of a row."""
    return Column(name, kind, attrgetter(name) if of is None else of)


@final
@dataclass(frozen=True, slots=True)
class Frame:
    """The rows of a result and the columns that are made of them.

    Attributes:
        columns: In order. Behind each instant `x` comes `x_local`, and behind the last of those `zone`.
        rows: What `of` of the columns takes.
        clock: The clock of local times where neither the question nor a row has its own.
        own: Finds the clock of a row, where rows have one.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Any]
    clock: Zone | None = None
    own: Callable[[Any], Zone] | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns as they are read, whether there are rows or not."""
        found: list[Field] = []
        last = max((at for at, one in enumerate(self.columns) if one.kind == "instant"), default=-1)
        for at, one in enumerate(self.columns):
            found.append(Field(one.name, one.kind))
            if one.kind == "instant":
                found.append(Field(f"{one.name}_local", "text"))
            if at == last:
                found.append(Field("zone", "text"))
        return tuple(found)

    def values(self, zone: str | None = None) -> Iterator[tuple[object, ...]]:
        """Each row's values, in the order of `fields`.

        Args:
            zone: IANA key of the clock of local times; by default each row's own, or the result's.

        Raises:
            BadZone: If there is no such zone.
        """
        asked = None if zone is None else zone_of(zone)
        return (self._row(row, asked) for row in self.rows)

    def _row(self, row: Any, asked: Zone | None) -> tuple[object, ...]:
        clock = asked or (self.clock if self.own is None else self.own(row))
        found: list[object] = []
        place = 0
        for one in self.columns:
            value = one.of(row)
            if one.kind != "instant":
                found.append(_plain(one.kind, value))
                continue
            assert clock is not None  # noqa: S101 - a frame with instants has a clock
            found += [None, None] if value is None else [_utc(value), local_iso(clock, value)]
            place = len(found)
        if place:
            assert clock is not None  # noqa: S101
            found.insert(place, clock.key)
        return tuple(found)

    def records(self, zone: str | None = None) -> list[dict[str, object]]:
        """Each row as a dictionary; see `values`.

        Example:
            >>> manila = zone_of("Asia/Manila")
            >>> frame = Frame((column("start", "instant", int),), [0], manila)
            >>> [str(value) for value in frame.records()[0].values()]
            ['1970-01-01 00:00:00+00:00', '1970-01-01T08:00+08:00', 'Asia/Manila']
        """
        names = [one.name for one in self.fields]
        return [dict(zip(names, values, strict=True)) for values in self.values(zone)]


def _utc(instant: int) -> datetime:
    return _EPOCH + timedelta(minutes=instant)


def _plain(kind: ColumnKind, value: Any) -> object:
    """A value of a kind; a number that happens to be whole is still one with a point."""
    if value is None:
        return None
    match kind:
        case "ids":
            return _text(", ".join(value))
        case "text":
            return _text(value)
        case "number":
            return float(value)
        case _:
            return value


def _text(value: str) -> str:
    """Half a surrogate pair is no character, and no frame can hold it."""
    return value if value.isascii() else value.encode(errors="replace").decode()


def local_iso(zone: Zone, instant: int) -> str:
    """`2026-03-02T19:30+05:30` of an instant on the clocks of a zone."""
    offset = zone.offset_at(instant)
    day, minute = divmod(instant + offset, DAY)
    sign = "-" if offset < 0 else "+"
    return f"{date_of(day).isoformat()}T{time_text(minute)}{sign}{time_text(abs(offset))}"
