"""Whole numbers that callers hand in.

Law: True is no number here, though Python counts with it.
"""

from __future__ import annotations

from typing import Final, TypeGuard

from overlap.errors import BadSchedule

__all__ = ["MOST", "is_whole", "whole", "whole_of_text"]

MOST: Final = 10**9
"""Of minutes two thousand years, of people more than any company has: more is a slip of the pen."""


def is_whole(value: object, *, least: int = 0) -> TypeGuard[int]:
    """Whether a value is a whole number of at least `least`."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def whole(value: object, field: str, *, least: int = 0) -> int:
    """A whole number of at least `least`, and at most `MOST`.

    Raises:
        BadSchedule: If it is not.
    """
    if is_whole(value, least=MOST + 1):
        raise BadSchedule(f"{field} is above a billion", hint="write a smaller number", field=field)
    if not is_whole(value, least=least):
        raise BadSchedule(f"{field} is {value!r}", hint=f"give a whole number from {least}", field=field)
    return value


def whole_of_text(text: str) -> int | None:
    """The whole number that plain digits write, at most `MOST`; None if a text is none.

    Python itself refuses to read numbers of some thousand digits, so the length is looked at first.

    Example:
        >>> whole_of_text("12"), whole_of_text("1_000"), whole_of_text("9" * 5000)
        (12, None, None)
    """
    if not text.isascii() or not text.isdigit() or len(text) > len(str(MOST)):
        return None
    number = int(text)
    return number if number <= MOST else None
