"""Dates in spreadsheets: as stored, or as text whose order of day and month a whole column tells.

Law: one order for all dates of a file. An order is taken only if it alone makes every one of them a date, or
if all orders that do agree on all of them; else the file is ambiguous and says so. Dots put the day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal

from overlap.adapters.sheets.grid import Value
from overlap.adapters.team_reading import shown
from overlap.errors import BadDate

__all__ = ["ORDERS", "DateOrder", "date_of_cell", "order_of", "split_moment"]

DateOrder = Literal["mdy", "dmy", "ymd"]

ORDERS: Final[tuple[DateOrder, ...]] = ("mdy", "dmy", "ymd")
"""The orders there are: 12/31/2026, 31/12/2026, 2026/12/31."""

_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_NUMBERS: Final = re.compile(_WEEKDAY + r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})", re.I)
_DAY_FIRST: Final = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{2,4})", re.I
)
_MONTH_FIRST: Final = re.compile(
    _WEEKDAY + r"([a-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{2,4})", re.I
)
_MOMENT: Final = re.compile(
    r"(.+?\d{4}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})[T\s,]+(\d{1,2}[:.]\d{2}.*|\d{1,2}\s*[ap]\.?m\.?)", re.I
)

_CENTURY: Final = 2000
"""Of years of two digits: rosters are about now."""

_LONGEST: Final = 60


def split_moment(text: str) -> tuple[str, str] | None:
    """The date and the time of text that holds both, such as "08/19/2024 09:00:00"; None if it does not.

    Example:
        >>> split_moment("2020-06-01T08:00"), split_moment("09:00")
        (('2020-06-01', '08:00'), None)
    """
    match = _MOMENT.fullmatch(text) if len(text) <= _LONGEST else None
    return None if match is None else (match[1], match[2])


def order_of(texts: Iterable[str]) -> tuple[DateOrder | None, str | None]:
    """The order in which dates are written.

    Args:
        texts: All dates of a file that are text.

    Returns:
        The order, None if several could be; and then a date that could be two, or None where no order
        makes all of them dates.

    Example:
        >>> order_of(["03/02/2026", "03/16/2026"])
        ('mdy', None)
        >>> order_of(["03/02/2026", "04/02/2026"])
        (None, '03/02/2026')
    """
    distinct = list(dict.fromkeys(texts))
    readings = {order: [_numbers_date(text, order) for text in distinct] for order in ORDERS}
    relevant = [at for at, text in enumerate(distinct) if _ordered(text)]
    if not relevant:
        return "ymd", None
    able = [order for order in ORDERS if all(readings[order][at] is not None for at in relevant)]
    if not able:
        counts = {order: sum(readings[order][at] is not None for at in relevant) for order in ORDERS}
        best = max(ORDERS, key=lambda order: counts[order])
        same = [order for order in ORDERS if counts[order] == counts[best]]
        return (best, None) if len(same) == 1 else (None, None)
    for at in relevant:
        if len({readings[order][at] for order in able}) > 1:
            return None, distinct[at]
    return able[0], None


def _ordered(text: str) -> bool:
    """Whether a date is of numbers whose order is not said by the text itself."""
    match = _NUMBERS.fullmatch(text) if len(text) <= _LONGEST else None
    return match is not None and len(match[1]) < 3 and match[2] != "."


def date_of_cell(value: Value, order: DateOrder | None) -> date:
    """The date of a cell.

    Args:
        value: A stored date, or text such as "2026-03-02", "3/2/2026", "2 Mar 2026" or "March 2, 2026".
        order: Of numbers; None if it is not known, and they are then no dates.

    Raises:
        BadDate: If it is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _text_date(value, order) if isinstance(value, str) and len(value) <= _LONGEST else None
    if found is None or not 1900 < found.year < 2200:
        given = value if isinstance(value, str) else str(value)
        how = {"mdy": ' as "12/31/2026"', "dmy": ' as "31/12/2026"'}.get(order or "", "")
        others = f"; the others are written{how}" if how else ""
        raise BadDate(f"{shown(given)} is not a date{others}", hint='write "2026-03-02"')
    return found


def _text_date(text: str, order: DateOrder | None) -> date | None:
    if re.fullmatch(r"\d{8}", text):
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if _NUMBERS.fullmatch(text):
        return _numbers_date(text, order)
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return _named(match[3], match[2], match[1])
    match = _MONTH_FIRST.fullmatch(text)
    return _named(match[3], match[1], match[2]) if match else None


def _numbers_date(text: str, order: DateOrder | None) -> date | None:
    match = _NUMBERS.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    first, mark, second, third = match.groups()
    if len(first) == 4:
        return _date(int(first), int(second), int(third)) if len(third) < 3 else None
    if len(first) == 3 or len(third) == 3:
        return None
    if mark == "." and order != "ymd":
        order = "dmy"
    if order is None:
        return None
    if order == "ymd":
        return _date(_year(first), int(second), int(third)) if len(third) < 3 else None
    if len(third) == 1:
        return None
    month, day = (first, second) if order == "mdy" else (second, first)
    return _date(_year(third), int(month), int(day))


def _named(year: str, month: str, day: str) -> date | None:
    name = month.casefold()
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
    names = (*full, "october", "november", "december")
    found = [at for at, one in enumerate(names) if one.startswith(name) or (name == "sept" and at == 8)]
    return _date(_year(year), found[0] + 1, int(day)) if len(found) == 1 else None


def _year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) <= 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
