"""How far long work has come, told to whoever wants to know.

Law: nobody is told who has not asked, and then telling costs nothing for each item. A listener belongs to the
thread or task that named it, ends with its block, and changes no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, TypeVar, final

from overlap.errors import BadArgument

__all__ = ["Progress", "counted", "parts", "tell", "watched_by"]

_Item = TypeVar("_Item")


@final
@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stage of some work has come.

    Attributes:
        stage: What is done, such as "Reading people".
        done: How many of its items are done.
        total: How many there are, or None where that is not known before the end.
        part: The item that is begun now, where items have names, such as "coverage" of a report.
        is_long: Whether the stage is known to take long before it is begun, as for a large file.

    Example:
        >>> print(Progress("Reading people", 42_000, 100_000))
        Reading people: 42,000 of 100,000 (42 %)
        >>> print(Progress("Report", 2, 7, part="coverage"))
        Report: coverage (3 of 7)
    """

    stage: str
    done: int
    total: int | None = None
    part: str = ""
    is_long: bool = False

    def __str__(self) -> str:
        if self.part:
            place = self.done + 1 if self.total is None else min(self.done + 1, self.total)
            of = f"{place:,}" if self.total is None else f"{place:,} of {self.total:,}"
            return f"{self.stage}: {self.part} ({of})"
        if not self.total:
            return f"{self.stage}: {self.done:,}"
        share = min(100 * self.done // self.total, 100)
        return f"{self.stage}: {self.done:,} of {self.total:,} ({share} %)"


Listener = Callable[[Progress], object]

_listener: Final[ContextVar[Listener | None]] = ContextVar("overlap.progress", default=None)


@contextmanager
def watched_by(listener: Listener) -> Iterator[None]:
    """Everything long that is done inside the block tells a listener from time to time how far it is.

    It is called between two steps of the work, in the same thread, and should be quick. What it raises ends
    the work, and comes out where the work was asked for: so a program can give it up. Blocks may nest, the
    inner listener alone is told; other threads and tasks are not touched.

    Args:
        listener: Called with a `Progress`; what it returns is not used.

    Raises:
        BadArgument: If it cannot be called.

    Example:
        >>> with watched_by(print):
        ...     for team in counted(["pune", "manila"], "Teams"):
        ...         pass
        Teams: 0 of 2 (0 %)
        Teams: 1 of 2 (50 %)
        Teams: 2 of 2 (100 %)
    """
    if not callable(listener):
        raise BadArgument(f"the listener is {listener!r}", hint="give a function", field="listener")
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(stage: str, done: int, total: int | None = None, *, part: str = "", is_long: bool = False) -> None:
    """Tells the listener, if there is one, how far a stage is; see `Progress`."""
    listener = _listener.get()
    if listener is not None:
        listener(Progress(stage, done, total, part, is_long))


def counted(
    items: Iterable[_Item], stage: str, *, total: int | None = None, every: int = 1
) -> Iterable[_Item]:
    """Items, of which so many at a time the listener is told; the items themselves where there is none.

    Args:
        items: What the work goes through, once.
        stage: What is done with them.
        total: How many there are; by default their length, where they have one.
        every: How many are done between two tellings.
    """
    listener = _listener.get()
    if listener is None:
        return items
    length = getattr(items, "__len__", None)
    return _told(listener, items, stage, length() if total is None and length is not None else total, every)


def _told(
    listener: Listener, items: Iterable[_Item], stage: str, total: int | None, every: int
) -> Iterator[_Item]:
    done = 0
    listener(Progress(stage, 0, total))
    for done, item in enumerate(items, 1):
        yield item
        if done % every == 0:
            listener(Progress(stage, done, total))
    if done % every:
        listener(Progress(stage, done, total))


def parts(stage: str, names: Iterable[str]) -> Callable[[str], None]:
    """What tells that a part of some work is begun: to be called with its name, which is one of the names."""
    places = {name: place for place, name in enumerate(names)}

    def begin(name: str) -> None:
        tell(stage, places[name], len(places), part=name)

    return begin
