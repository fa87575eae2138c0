"""Several threads that begin at one moment, on an interpreter that changes between them all the time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import TypeVar

__all__ = ["at_once", "forgetful", "switching"]

_Given = TypeVar("_Given")


@contextmanager
def switching() -> Iterator[None]:
    """The interpreter gives every thread its turn after some microseconds."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def at_once(asked: Sequence[Callable[[], _Given]]) -> list[_Given]:
    """What each of some functions gives, all begun at one moment in a thread of its own.

    Raises:
        Exception: The first that one of them raised.
    """
    start = Barrier(len(asked))
    given: dict[int, _Given] = {}
    raised: list[BaseException] = []

    def run(place: int, ask: Callable[[], _Given]) -> None:
        try:
            start.wait(60)
            given[place] = ask()
        except BaseException as error:
            raised.append(error)

    threads = [Thread(target=run, args=(place, ask), daemon=True) for place, ask in enumerate(asked)]
    with switching():
        for one in threads:
            one.start()
        for one in threads:
            one.join(120)
    assert not any(one.is_alive() for one in threads), "threads wait for each other"
    if raised:
        raise raised[0]
    return [given[place] for place in range(len(asked))]


def forgetful() -> None:
    """Empties every cache that may be emptied, as in a process that has just begun."""
    from overlap.adapters import package_days

    package_days.forget()
    for module in [one for name, one in sys.modules.items() if name.startswith("overlap.")]:
        for value in list(vars(module).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()
