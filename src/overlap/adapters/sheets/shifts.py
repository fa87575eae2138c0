"""The shift of a row: its times, its name, its breaks and the clock it follows.

Law: times stand in cells of their own, or in one such as "09:00-17:00". A break of which only the length is
known lies in the middle, and is told.
"""

from __future__ import annotations

from typing import Final

from overlap.adapters.sheets.grid import Row, Value
from overlap.adapters.sheets.reading import SheetReading
from overlap.adapters.sheets.times import breaks_of, minute_of, minutes_of, stretch_of
from overlap.adapters.team_reading import shown
from overlap.core.civil import DAY, time_text
from overlap.errors import BadShift
from overlap.people.shifts import LONG_SHIFT_MINUTES, Break, Shift

__all__ = ["read_shift"]

_BREAKS: Final = frozenset({"break_start", "break_end", "break_minutes", "breaks"})


def read_shift(
    reading: SheetReading, row: Row, start: int | None, end: int | None, middle: list[int]
) -> tuple[Shift | None, str]:
    """The shift of a row, None if it has no times or wrong ones; and its name as written.

    Args:
        reading: The sheet; problems go there.
        row: The row.
        start: Minutes after midnight in its cell for the start, if there are any.
        end: The same of its end.
        middle: Rows whose break has no time; this one is added if it is so.
    """
    name = reading.text(row, "shift")
    if start is None and end is None and reading.is_empty(row, "start") and reading.is_empty(row, "end"):
        hours = reading.text(row, "hours")
        stretch = stretch_of(hours) or (None if hours else stretch_of(name))
        if hours and stretch is None:
            reading.fault(row, "hours", "bad-time", f"{shown(hours)} are no hours", 'write "09:00-17:00"')
        if stretch is None:
            return None, name
        start, end = stretch
        name = "" if stretch_of(name) == stretch else name
    for column, value, other in (("start", start, end), ("end", end, start)):
        if value is None and other is not None and reading.is_empty(row, column):
            reading.fault(
                row, column, "missing-key", f"the shift has no {column}", 'write "09:00" or "9:00 AM"'
            )
    if start is None or end is None:
        return None, name
    pauses = _breaks(reading, row, start, end, middle)
    zone = reading.zone(row, "shift_zone")
    try:
        shift = reading.once(
            (Shift, start, end, name, tuple(pauses), zone),
            lambda: Shift(time_text(start), time_text(end), name=name or None, breaks=pauses, zone=zone),
        )
    except BadShift as error:
        columns = {"end": "end", "name": "shift", "breaks": _break_column(reading, row)}
        reading.caught(row, columns.get(error.field or "", "start"), error)
        return None, name
    if LONG_SHIFT_MINUTES < shift.length_minutes < DAY:
        message = f"the shift {shift.start}-{shift.end} lasts {_length_text(shift.length_minutes)}"
        reading.fault(row, "end", "long-shift", message, "split it if people take turns", "warning")
    return shift, name


def _length_text(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h" + (f" {rest} min" if rest else "")


def _break_column(reading: SheetReading, row: Row) -> str:
    columns = ("break_start", "breaks", "break_minutes")
    return next((one for one in columns if one in reading and reading.text(row, one)), "start")


def _breaks(reading: SheetReading, row: Row, start: int, end: int, middle: list[int]) -> list[Break]:
    """The breaks of a row's shift."""
    if _BREAKS.isdisjoint(reading.header.columns):
        return []
    found: list[Break] = []
    lengths: list[int] = []
    low = reading.read(row, "break_start", minute_of)
    high = reading.read(row, "break_end", lambda value: minute_of(value, end=True))
    minutes = reading.read(row, "break_minutes", minutes_of)
    if low is not None and high is None and minutes and reading.is_empty(row, "break_end"):
        high, minutes = (low + minutes) % DAY or DAY, None
    if low is not None and high is not None:
        try:
            found.append(Break(time_text(low), time_text(high)))
        except BadShift as error:
            reading.caught(row, "break_end", error)
        minutes = None
    elif (low is None) != (high is None):
        missing = "break_start" if low is None else "break_end"
        if reading.is_empty(row, missing):
            hint = "give both, or only its minutes"
            reading.fault(row, missing, "missing-key", "the break has only one of its times", hint)
        minutes = None
    listed = reading.read(row, "breaks", lambda value: breaks_of(_break_text(value)))
    if listed is not None:
        found += listed[0]
        lengths += listed[1]
    if minutes and not found:
        lengths.append(minutes)
    lengths = [one for one in lengths if one]
    if len(lengths) + len(found) > 1 and lengths:
        reading.fault(row, "breaks", "bad-time", "one of several breaks has no time", "write when each is")
    elif lengths:
        length = (end - start) % DAY or DAY
        if lengths[0] < length:
            found.append(Break(after_minutes=(length - lengths[0]) // 2, minutes=lengths[0]))
            middle.append(row.number)
        else:
            message = f"the break of {lengths[0]} minutes is not inside the shift"
            reading.fault(row, _break_column(reading, row), "bad-shift", message, "shorten it")
    return found


def _break_text(value: Value) -> str:
    return value if isinstance(value, str) else str(minutes_of(value))
