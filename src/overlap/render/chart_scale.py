"""How charts count: steps of tone, the largest number, weeks of a year, names of months.

Law: nothing is step 0, and only nothing is; the largest number is the last step. So a picture, its text and
its plot agree on what is much.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from overlap.render.charts import EventKind, YearDay, YearStrip
from overlap.render.style import current

__all__ = [
    "HATCHED",
    "STEPS",
    "event_numbers",
    "largest_of",
    "month_text",
    "number_text",
    "step_of",
    "weeks_of",
]

STEPS: Final = 5
"""Tones above nothing: as many as a reader tells apart at a glance."""

HATCHED: Final = STEPS - 1
"""The step from which on a heavy map is hatched as well."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number_text(value: float) -> str:
    """A number with at most two decimals; what is not nothing is never written as nothing.

    Example:
        >>> number_text(3.0), number_text(4.666), number_text(0.0004)
        ('3', '4.67', '0.01')
    """
    rounded = round(value, 2)
    if not rounded and value:
        rounded = 0.01 if value > 0 else -0.01
    return f"{rounded + 0.0:.2f}".rstrip("0").rstrip(".")


def step_of(value: float, largest: float, *, steps: int = STEPS) -> int:
    """The step of a number among equal steps up to the largest: 0 for nothing, else from 1 on.

    Example:
        >>> [step_of(value, 10) for value in (0, 0.1, 2, 2.1, 10)]
        [0, 1, 1, 2, 5]
    """
    if value <= 0 or largest <= 0:
        return 0
    share = round(value / largest * steps, 9)
    return min(max(int(share) + (share > int(share)), 1), steps)


def largest_of(values: Iterable[float | None]) -> float:
    """The largest number; 0 where there is none above."""
    return max((value for value in values if value is not None), default=0) or 0


def weeks_of(strip: YearStrip) -> list[tuple[date, dict[int, YearDay]]]:
    """The ISO weeks of a run of dates: each week's Monday, and its dates by weekday."""
    weeks: dict[int, dict[int, YearDay]] = {}
    for day in strip.days:
        weeks.setdefault(day.date.toordinal() - day.date.weekday(), {})[day.date.weekday()] = day
    return [(date.fromordinal(monday), days) for monday, days in weeks.items()]


def event_numbers(strip: YearStrip) -> dict[tuple[date, EventKind], int]:
    """Numbers from 1 on of the dates with clock changes and with seasons, in order; holidays have none."""
    found = sorted({(event.date, event.kind) for event in strip.events if event.kind != "holiday"})
    return {key: number for number, key in enumerate(found, 1)}


def month_text(month: int) -> str:
    """`Jan` of 1, in the words of the style that holds."""
    locale = current().locale
    if locale is None:
        return _MONTHS[month - 1]
    from babel.dates import get_month_names

    return str(get_month_names("abbreviated", context="stand-alone", locale=locale)[month])
