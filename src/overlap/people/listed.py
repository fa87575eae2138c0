"""Lists that callers hand in, checked at the door.

Law: one value where a list is meant, or a list of something else, is a sentence, not an
`AttributeError` from deep inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from overlap.errors import BadArgument

__all__ = ["listed", "repeated", "shown"]

_T = TypeVar("_T")


def listed(values: Iterable[_T], kinds: type | tuple[type, ...], field: str) -> tuple[_T, ...]:
    """The values as a tuple.

    Raises:
        BadArgument: If it is no list, or something in it is of another kind.
    """
    if type(values) is tuple and not values:
        return values
    allowed = kinds if isinstance(kinds, tuple) else (kinds,)
    if isinstance(values, (str, bytes, *allowed)) or not isinstance(values, Iterable):
        raise BadArgument(f"{field} is {shown(values)}, not a list", hint=_hint(allowed), field=field)
    made = tuple(values)
    for value in made:
        if not isinstance(value, allowed):
            raise BadArgument(f"{field} holds {shown(value)}", hint=_hint(allowed), field=field)
    return made


def _hint(kinds: tuple[type, ...]) -> str:
    return f"give a list of {' or '.join(kind.__name__ for kind in kinds)}"


def repeated(values: Iterable[_T]) -> _T | None:
    """The first value that comes a second time, or None."""
    seen: set[_T] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None


def shown(value: object) -> str:
    """A value as an error shows it, cut short."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
