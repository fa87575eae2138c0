"""Charts as values: a heat map, a strip of a year, bars.

Law: a chart holds its numbers and their words, never colours or places. Every rendering shows the same
numbers, and each chart has a table of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final, Literal, final, get_args

from overlap.errors import BadArgument
from overlap.render.one_line import one_line

__all__ = ["BarRow", "Bars", "EventKind", "HeatMap", "HeatRow", "YearDay", "YearEvent", "YearStrip"]


@final
@dataclass(frozen=True, slots=True)
class HeatRow:
    """One line of a heat map: a label and a number for each column; None where there is nothing to count."""

    label: str
    values: tuple[float | None, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))


@final
@dataclass(frozen=True, slots=True)
class HeatMap:
    """How much there is in each cell of a grid, such as people by weekday and hour.

    Args:
        title: What is counted, where and when.
        unit: Of the numbers: `people`.
        columns: A label for each column.
        rows: From top to bottom; each as long as `columns`.
        corner: What the rows are: `Day`.
        heavy: Whether much is good (False) or bad (True), such as uncovered time; it changes the colour only.

    Raises:
        BadArgument: If a row is not as long as the columns, or a number is not finite.

    Example:
        >>> HeatMap("At work", "people", ("09", "10"), (HeatRow("Mon", (3.0, 4.5)),)).rows[0].values[1]
        4.5
    """

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    corner: str = ""
    heavy: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            _check("rows", row.values, self.columns)
        for name in ("title", "unit", "corner"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
        object.__setattr__(self, "columns", tuple(one_line(name) for name in self.columns))


EventKind = Literal["clock", "season", "holiday"]
"""A clock change, the first date of other hours, a day off that takes from the number."""

_EVENTS: Final = frozenset(get_args(EventKind))


@final
@dataclass(frozen=True, slots=True)
class YearDay:
    """A date and its number; `usual` is what it would be without days off."""

    date: date
    value: int
    usual: int


@final
@dataclass(frozen=True, slots=True)
class YearEvent:
    """What is marked and named on a date.

    Raises:
        BadArgument: If the kind is none of `EventKind`.
    """

    date: date
    kind: EventKind
    text: str

    def __post_init__(self) -> None:
        if self.kind not in _EVENTS:
            raise BadArgument(
                f"an event is {self.kind!r}", hint=f"write one of {', '.join(sorted(_EVENTS))}", field="kind"
            )
        object.__setattr__(self, "text", one_line(self.text))


@final
@dataclass(frozen=True, slots=True)
class YearStrip:
    """A number for each date of a year or another run of dates, with what is marked on some.

    Args:
        title: What is counted.
        unit: Of the numbers: `min`.
        days: Consecutive dates in order.
        events: Of dates among them, in order.

    Raises:
        BadArgument: If the dates do not follow each other.

    Example:
        >>> days = (YearDay(date(2026, 3, 6), 480, 480), YearDay(date(2026, 3, 7), 0, 0))
        >>> YearStrip("Shared", "min", days).days[0].value
        480
    """

    title: str
    unit: str
    days: tuple[YearDay, ...]
    events: tuple[YearEvent, ...] = ()

    def __post_init__(self) -> None:
        for before, after in zip(self.days, self.days[1:], strict=False):
            if after.date.toordinal() != before.date.toordinal() + 1:
                raise BadArgument(
                    f"{after.date} does not follow {before.date}", hint="give every date once", field="days"
                )
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "unit", one_line(self.unit))


@final
@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar: its label, the length of each part, and what else is to be said."""

    label: str
    values: tuple[float, ...]
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))
        object.__setattr__(self, "note", one_line(self.note))


@final
@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars of stacked parts, such as each team's burden by day and by night.

    Args:
        title: What is measured.
        unit: Of the numbers: `h`, `%`.
        parts: A name for each part, in stacking order; at most four.
        rows: From top to bottom; each as long as `parts`, no number below zero.
        full: The number at the right edge; the longest bar's sum by default.

    Raises:
        BadArgument: If a row is not as long as the parts, a number is no length, or there are too many parts.

    Example:
        >>> Bars("Burden", "h", ("by day", "by night"), (BarRow("Pune", (2.0, 1.5)),)).rows[0].values
        (2.0, 1.5)
    """

    title: str
    unit: str
    parts: tuple[str, ...]
    rows: tuple[BarRow, ...]
    full: float | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.parts) <= 4:
            raise BadArgument(f"bars have {len(self.parts)} parts", hint="give one to four", field="parts")
        for row in self.rows:
            _check("rows", row.values, self.parts)
            if any(value < 0 for value in row.values):
                raise BadArgument(
                    f"the bar {row.label!r} has a part below zero", hint="give lengths", field="rows"
                )
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "unit", one_line(self.unit))
        object.__setattr__(self, "parts", tuple(one_line(part) for part in self.parts))


def _check(field: str, values: tuple[float | None, ...], heads: tuple[str, ...]) -> None:
    """A finite number, or None, for each head."""
    if len(values) != len(heads):
        raise BadArgument(
            f"a row has {len(values)} numbers for {len(heads)} heads",
            hint="give one for each",
            field=field,
        )
    for value in values:
        if value is not None and not isfinite(value):
            raise BadArgument(f"a row has the number {value}", hint="give finite numbers", field=field)
