"""Whether what is missing of the data is told as a warning, passed over, or raised.

Law: it holds for the thread or task that chose it, and ends with its block; so does what a block gathers.
`warnings.catch_warnings` swaps the filters of the whole process: of two threads in such blocks, one would
silence the other, or leave its filters behind for good.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["Telling", "Told", "gathering", "tell", "telling"]

Telling = Literal["warn", "ignore", "raise"]
"""What becomes of a warning."""

Told = tuple[type[Warning], str]
"""A warning: its class and its words."""

_chosen: Final[ContextVar[Mapping[type[Warning], Telling]]] = ContextVar(
    "overlap.telling", default=MappingProxyType({})
)
_gathered: Final[ContextVar[list[Told] | None]] = ContextVar("overlap.gathered", default=None)


def tell(message: str, category: type[Warning], *, stacklevel: int) -> None:
    """Warns, unless something else was chosen for warnings of this class.

    Args:
        message: What is missing.
        category: The class of the warning.
        stacklevel: As `warnings.warn` counts it: 1 is the line that calls this function.
    """
    how = _chosen.get().get(category, "warn")
    if how == "raise":
        raise category(message)
    gathered = _gathered.get()
    if how == "warn" and gathered is not None:
        gathered.append((category, message))
    elif how == "warn":
        warnings.warn(message, category, stacklevel=stacklevel + 1)


@contextmanager
def telling(category: type[Warning], how: Telling) -> Iterator[None]:
    """What becomes of warnings of a class inside the block; blocks may nest.

    Example:
        >>> with telling(UserWarning, "ignore"):
        ...     tell("nothing is known of 2099", UserWarning, stacklevel=1)
    """
    token = _chosen.set({**_chosen.get(), category: how})
    try:
        yield
    finally:
        _chosen.reset(token)


@contextmanager
def gathering() -> Iterator[list[Told]]:
    """Warnings of the block are gathered, to be told later, instead of being told.

    Example:
        >>> with gathering() as told:
        ...     tell("nothing is known of 2099", UserWarning, stacklevel=1)
        >>> told
        [(<class 'UserWarning'>, 'nothing is known of 2099')]
    """
    told: list[Told] = []
    token = _gathered.set(told)
    try:
        yield told
    finally:
        _gathered.reset(token)
