"""Linear programmes small enough for a table of floats.

Law: minimise `costs·x` where `rows·x = right` and `x >= 0`, with nothing on the right negative. Only the
duals are told, and what they prove must be worked out anew in whole numbers: nothing here is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["duals_of"]

_TINY: Final = 1e-9
"""Below this a float stands for zero."""

_GREEDY: Final = 400
"""Steps after which the first column that helps is taken instead of the best: that rule cannot go in circles
(R. G. Bland, Mathematics of Operations Research 2, 1977)."""

_STEPS: Final = 3000
"""Steps after which the duals are told as they are; they still prove something."""


def duals_of(costs: Sequence[float], rows: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The dual of each row at the optimum, or near it.

    Args:
        costs: Of each column.
        rows: The coefficients.
        right: What each row comes to, from zero.

    Example:
        >>> duals_of([1.0, 3.0], [[1.0, 1.0]], [2.0])
        [1.0]
    """
    count, width = len(rows), len(costs)
    table = [
        [*row, *(float(at == own) for at in range(count)), value]
        for own, (row, value) in enumerate(zip(rows, right, strict=True))
    ]
    basis = [width + at for at in range(count)]
    real = [*costs, *([0.0] * count), 0.0]
    missing = [-sum(column) for column in zip(*table, strict=True)]
    missing[width : width + count] = [0.0] * count
    steps = 0
    for goal in (missing, real):
        while steps < _STEPS:
            entering = _entering(goal, width, greedy=steps < _GREEDY)
            leaving = None if entering is None else _leaving(table, basis, entering, width)
            if entering is None or leaving is None:
                break
            steps += 1
            basis[leaving] = entering
            pivot = table[leaving][entering]
            line = table[leaving] = [value / pivot for value in table[leaving]]
            for other in (*table[:leaving], *table[leaving + 1 :], missing, real):
                factor = other[entering]
                if factor:
                    other[:] = [value - factor * own for value, own in zip(other, line, strict=True)]
    return [-value for value in real[width : width + count]]


def _entering(goal: Sequence[float], width: int, *, greedy: bool) -> int | None:
    if greedy:
        best = min(range(width), key=goal.__getitem__)
        return best if goal[best] < -_TINY else None
    return next((at for at in range(width) if goal[at] < -_TINY), None)


def _leaving(table: Sequence[Sequence[float]], basis: Sequence[int], entering: int, width: int) -> int | None:
    best: tuple[float, int] | None = None
    found = None
    for at, row in enumerate(table):
        # What stands in for a row stays at zero once it is there: it leaves whichever way it would move.
        stands_in = basis[at] >= width and row[-1] < _TINY and abs(row[entering]) > _TINY
        if row[entering] > _TINY or stands_in:
            rank = (0.0 if stands_in else row[-1] / row[entering], basis[at])
            if best is None or rank < best:
                best, found = rank, at
    return found
