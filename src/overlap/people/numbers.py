"""Whole numbers that callers hand in.

Law: True is no number here, though Python counts with it.
"""

from __future__ import annotations

from typing import TypeGuard

from overlap.errors import BadSchedule

__all__ = ["is_whole", "whole"]


def is_whole(value: object, *, least: int = 0) -> TypeGuard[int]:
    """Whether a value is a whole number of at least `least`."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def whole(value: object, field: str, *, least: int = 0) -> int:
    """A whole number of at least `least`.

    Raises:
        BadSchedule: If it is not.
    """
    if not is_whole(value, least=least):
        raise BadSchedule(f"{field} is {value!r}", hint=f"give a whole number from {least}", field=field)
    return value
