"""The one shape of what benchmarks say: figures with their bars, and exponents of growth.

Law: a ratio is "times ours": the answerer's median by that of `overlap`. A figure that could not be taken
is there and says why. Bars are judged by the figure itself, never by hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Literal

__all__ = ["Bar", "Exponent", "Figure", "Times", "absent", "amount", "exponent", "rounded", "taken"]

SCALES = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}
"""Units of time in a second."""

DIGITS = 4
"""Significant digits of a figure: more would be noise, and a diff of it."""


@dataclass(frozen=True)
class Times:
    """CPU seconds of each turn."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        """What counts."""
        return median(self.samples)

    def per(self, questions: int) -> Times:
        """Seconds of each of several questions that one call answers."""
        return Times(tuple(one / questions for one in self.samples))


@dataclass(frozen=True)
class Bar:
    """What a figure must keep, and why that much.

    `of` says what is judged: "ratio", the answerer's time in times of ours (`least`); "share", our time in
    times of the answerer's (`most`); "median", the figure itself in its own unit; "exponent".
    """

    why: str
    least: float | None = None
    most: float | None = None
    of: Literal["ratio", "share", "median", "exponent"] = "ratio"

    def holds(self, value: float) -> bool:
        """Whether a value keeps it; both ends are allowed."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True)
class Figure:
    """One answerer's figure for one question of one size."""

    workload: str
    """The question, in a few words: the table it stands in."""

    size: str
    peer: str
    """Who answers; ours begins with "overlap"."""

    unit: str
    """"s", "ms", "us" of CPU, "MB", "kB", "x" or what is counted."""

    median: float | None
    """None: there is no figure, and the note says why."""

    minimum: float | None
    maximum: float | None
    runs: int
    ratio: float | None = None
    """Times ours; None for ours itself."""

    bar: Bar | None = None
    note: str = ""

    @property
    def judged(self) -> float | None:
        """What the bar is about."""
        if self.bar is None:
            return None
        if self.bar.of == "ratio":
            return self.ratio
        if self.bar.of == "share":
            return None if not self.ratio else 1 / self.ratio
        return self.median

    @property
    def met(self) -> bool | None:
        """Whether its bar holds; None where there is no bar or no figure."""
        value = self.judged
        return None if self.bar is None or value is None else self.bar.holds(value)


@dataclass(frozen=True)
class Exponent:
    """How an answer's time grows: time is about size to the power of `exponent`.

    Fitted by least squares to the logarithms of all medians; `low` and `high` are the smallest and the
    largest exponent between two neighbouring sizes, so that noise and bends show alike.
    """

    question: str
    over: str
    unit: str
    sizes: tuple[int, ...]
    medians: tuple[float, ...]
    runs: int
    exponent: float
    low: float
    high: float
    bar: Bar | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether its bar holds."""
        return None if self.bar is None else self.bar.holds(self.exponent)


# Making figures


def taken(
    workload: str,
    size: str,
    peer: str,
    times: Times,
    *,
    unit: str = "ms",
    ours: Times | None = None,
    bar: Bar | None = None,
    note: str = "",
) -> Figure:
    """A figure of CPU time; `ours` is what its ratio is of."""
    scale = SCALES[unit]
    return Figure(
        workload,
        size,
        peer,
        unit,
        rounded(times.median * scale),
        rounded(min(times.samples) * scale),
        rounded(max(times.samples) * scale),
        len(times.samples),
        None if ours is None else rounded(times.median / ours.median),
        bar,
        note,
    )


def amount(
    workload: str,
    size: str,
    peer: str,
    value: float,
    unit: str,
    *,
    ours: float | None = None,
    bar: Bar | None = None,
    note: str = "",
) -> Figure:
    """A figure that is no time and does not vary: memory, rows, a factor."""
    shown = rounded(value)
    ratio = None if not ours else rounded(value / ours)
    return Figure(workload, size, peer, unit, shown, shown, shown, 1, ratio, bar, note)


def absent(workload: str, size: str, peer: str, why: str = "not installed", *, unit: str = "ms") -> Figure:
    """A figure that could not be taken, and why."""
    return Figure(workload, size, peer, unit, None, None, None, 0, note=why)


def exponent(
    question: str,
    over: str,
    times: Mapping[int, Times],
    *,
    unit: str = "ms",
    bar: Bar | None = None,
    note: str = "",
) -> Exponent:
    """How times grow with sizes; of a unit that is no time, how amounts do."""
    sizes = sorted(times)
    medians = [times[size].median for size in sizes]
    across, up = [math.log(size) for size in sizes], [math.log(one) for one in medians]
    middle, level = sum(across) / len(across), sum(up) / len(up)
    slope = sum((x - middle) * (y - level) for x, y in zip(across, up, strict=True)) / sum(
        (x - middle) ** 2 for x in across
    )
    steps = [(up[at + 1] - up[at]) / (across[at + 1] - across[at]) for at in range(len(sizes) - 1)]
    return Exponent(
        question,
        over,
        unit,
        tuple(sizes),
        tuple(rounded(one * SCALES.get(unit, 1.0)) for one in medians),
        min(len(one.samples) for one in times.values()),
        round(slope, 2),
        round(min(steps), 2),
        round(max(steps), 2),
        bar,
        note,
    )


def rounded(value: float) -> float:
    """A value to four significant digits."""
    return float(f"{value:.{DIGITS}g}")
