"""Children of a process, begun by fork and by spawn in the midst of its work, are asked what it is asked.

Run as a program, for the process that forks must hold threads of its own choosing and no others. It prints
one line for each way that went well.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import sys
import time
import warnings
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.functional.everything import QUESTIONS

__all__ = ["ASKED", "answers"]

ASKED = ("windows", "days off", "celebrations", "language", "clock", "no windows")
"""Names of questions that need zones, schedules, holidays, other languages, and what is found when asked."""

_PATIENCE = 60.0
"""Seconds after which a child is taken to hang."""


def answers() -> str:
    """What this process answers, as a hash."""
    return sha256("\0".join(QUESTIONS[name]() for name in ASKED).encode()).hexdigest()


def _child() -> tuple[int, int]:
    """A child that writes its answers into a pipe and ends: its number, and the pipe."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            # In a thread of its own: a lock that the child took along would let the first one pass.
            asking = Thread(target=lambda: os.write(writing, answers().encode()))
            asking.start()
            asking.join()
        finally:
            os._exit(0)
    os.close(writing)
    return number, reading


def _said(number: int, reading: int) -> str:
    """What a child has written; it is ended if it says nothing."""
    ready, _, _ = select.select([reading], [], [], _PATIENCE)
    said = os.read(reading, 1000).decode() if ready else "nothing: it hangs"
    if not ready:
        os.kill(number, 9)
    os.waitpid(number, 0)
    os.close(reading)
    return said


def while_a_lock_is_held(lock: object, expected: str) -> None:
    """Forks while another thread holds a lock and is half through what it guards."""
    held = Event()

    def hold() -> None:
        with lock:  # type: ignore[attr-defined]
            held.set()
            time.sleep(0.2)

    holder = Thread(target=hold)
    holder.start()
    held.wait()
    child = _child()
    holder.join()
    assert _said(*child) == expected


def while_threads_ask(expected: str) -> None:
    """Forks again and again while threads answer questions with cold caches."""
    from tests.functional.together import forgetful

    over = Event()
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            while not over.is_set():
                forgetful()
                answers()
        except BaseException as error:
            failed.append(error)

    answers()  # all modules are imported: children that fork during an import are Python's own affair
    threads = [Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
    try:
        for _ in range(3):
            assert _said(*_child()) == expected
            time.sleep(0.01)
    finally:
        over.set()
        for one in threads:
            one.join()
    assert not failed, failed


def in_a_pool(method: str, expected: str) -> None:
    """Asks the workers of a pool."""
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.apply_async(answers).get(_PATIENCE) == expected


def main() -> int:
    """Forks in every way, and compares."""
    warnings.filterwarnings("ignore", category=DeprecationWarning, message=".*fork.*")  # from Python 3.12 on
    first = _said(*_child())  # nothing was asked yet: the child is the first to ask
    expected = answers()
    assert first == expected
    from overlap.adapters.package_days import LOCK
    from overlap.adapters.sheets.workbook import _FILTERS

    ways: dict[str, Callable[[], None]] = {
        "holidays": lambda: while_a_lock_is_held(LOCK, expected),
        "filters": lambda: while_a_lock_is_held(_FILTERS, expected),
        "threads": lambda: while_threads_ask(expected),
        "fork": lambda: in_a_pool("fork", expected),
        "spawn": lambda: in_a_pool("spawn", expected),
    }
    for name, way in ways.items():
        way()
        sys.stdout.write(f"{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
