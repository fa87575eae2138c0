"""Turns: calls timed in alternation, so that a machine that gets slower does so for all of them.

Law: CPU time of this process, garbage collector off inside a call; the figure is the median.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time

__all__ = ["turns"]


def turns(
    calls: Sequence[Callable[[], object]], count: int, *, before: Callable[[], None] | None = None
) -> list[float]:
    """The median CPU seconds of each call, in alternation; `before` each, something outside the clock."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(count):
        for call, times in zip(calls, taken, strict=True):
            if before is not None:
                before()
            gc.collect()
            gc.disable()
            start = process_time()
            call()
            times.append(process_time() - start)
            gc.enable()
    return [median(times) for times in taken]
