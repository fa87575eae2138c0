"""A pattern of wall times that repeats every so many days, and the instants it comes to.

Law: between two clock changes a pattern is copied, not computed: wall minutes by comprehension,
off days deleted by index, one subtraction a regime. Each end maps on its own (`core.zones`).
Outside a clock-change gap that map is strictly increasing, so copying is exact; days with an end
inside a gap are expanded one by one, as spans minus breaks. A local date that does not exist has
no spans. A span whose end would come before its start is empty.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY
from overlap.core.intervals import EMPTY, IntervalSet, union
from overlap.core.zones import Regimes

__all__ = ["Span", "Template", "expand", "span_at_work"]


class Span(NamedTuple):
    """One stretch of work on a day: minutes after local midnight, with the breaks inside it.

    `start < end <= start + 1440`; breaks are sorted, disjoint and inside.
    """

    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> list[tuple[int, int]]:
        """The wall intervals at work: the span without its breaks."""
        edges = [self.start, *(edge for pause in self.breaks for edge in pause), self.end]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [(start, end) for start, end in pairs if start < end]

    def edges(self) -> Iterator[int]:
        """Every wall minute the span starts, pauses, resumes or ends at."""
        yield self.start
        yield self.end
        for pause in self.breaks:
            yield from pause


@final
@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """Spans for each day of a period, repeated for ever from an anchor day.

    Day d has the spans `days[(d - anchor) % len(days)]`. Templates are interned: build them with
    `Template.of`, and equal ones are the same object.
    """

    anchor: int
    days: tuple[tuple[Span, ...], ...]
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)
    _counts: tuple[int, ...] = field(repr=False)
    _ordered: bool = field(repr=False)

    @staticmethod
    def of(anchor: int, days: Iterable[Iterable[Span]]) -> Template:
        """The template with these spans; the anchor is reduced to one inside the first period."""
        fixed = tuple(tuple(spans) for spans in days)
        return _intern(anchor % len(fixed), fixed)

    def spans_on(self, day: int) -> tuple[Span, ...]:
        """The spans that start on a day."""
        return self.days[(day - self.anchor) % len(self.days)]


@lru_cache(maxsize=65536)
def _intern(anchor: int, days: tuple[tuple[Span, ...], ...]) -> Template:
    starts: list[int] = []
    ends: list[int] = []
    counts = [0]
    for index, spans in enumerate(days):
        pieces = sorted(piece for span in spans for piece in span.pieces())
        starts += [index * DAY + start for start, _ in pieces]
        ends += [index * DAY + end for _, end in pieces]
        counts.append(len(starts))
    period = len(days) * DAY
    following = [*starts[1:], starts[0] + period] if starts else []
    ordered = all(end < start for end, start in zip(ends, following, strict=True))
    return Template(anchor, days, tuple(starts), tuple(ends), tuple(counts), ordered)


_REACH: Final = 2
"""Days before a gap whose spans can still run into it: a span ends at most 48 h after midnight."""


def expand(
    template: Template, regimes: Regimes, first_day: int, end_day: int, off: tuple[int, ...] = ()
) -> IntervalSet:
    """The instants at work for the days `[first_day, end_day)` of a template.

    Args:
        template: What is worked.
        regimes: The offsets of the clock it follows, over all wall minutes concerned.
        first_day: First local day, in days since 1970.
        end_day: The day after the last.
        off: Sorted days on which nothing starts.

    Returns:
        A canonical set. Spans of the last day run on past `end_day`.
    """
    return _expand(template, regimes, first_day, end_day, off)


@lru_cache(maxsize=8192)
def _expand(
    template: Template, regimes: Regimes, first_day: int, end_day: int, off: tuple[int, ...]
) -> IntervalSet:
    skipped = regimes.skipped_days()
    by_hand: set[int] = set()
    for low, high in regimes.gaps:
        for day in range(max(low // DAY - _REACH, first_day), min(high // DAY + 1, end_day)):
            midnight = day * DAY
            edges = (midnight + edge for span in template.spans_on(day) for edge in span.edges())
            if any(low <= edge < high for edge in edges):
                by_hand.add(day)
    left_out = off
    if skipped or by_hand:
        left_out = tuple(sorted({*off, *skipped, *by_hand}))
    found = _copied(template, regimes, first_day, end_day, left_out)
    if by_hand:
        days = by_hand - skipped - set(off)
        slow = [
            span_at_work(span, day, regimes) for day in sorted(days) for span in template.spans_on(day)
        ]
        found = union([found, *slow])
    return found


def span_at_work(span: Span, day: int, regimes: Regimes) -> IntervalSet:
    """The instants at work of one span on one day: each end mapped on its own, minus breaks."""
    midnight = day * DAY
    to_instant = regimes.to_instant
    start, end = to_instant(midnight + span.start), to_instant(midnight + span.end)
    if start >= end:
        return EMPTY
    pauses = [(to_instant(midnight + low), to_instant(midnight + high)) for low, high in span.breaks]
    away = IntervalSet((low, high) for low, high in pauses if low < high)
    return IntervalSet.trusted((start,), (end,)) - away


@lru_cache(maxsize=512)
def _wall_minutes(template: Template, first_day: int, end_day: int) -> tuple[list[int], list[int]]:
    """Wall starts and ends of the days `[first_day, end_day)`; never changed once made."""
    period = len(template.days)
    first_copy = (first_day - template.anchor) // period * period + template.anchor
    bases = range(first_copy * DAY, end_day * DAY, period * DAY)
    starts = [base + start for base in bases for start in template._starts]
    ends = [base + end for base in bases for end in template._ends]
    low = _position(template, first_day, first_copy)
    high = _position(template, end_day, first_copy)
    return starts[low:high], ends[low:high]


def _position(template: Template, day: int, first_copy: int) -> int:
    """Where the pieces of a day begin, counted from the copy that starts at `first_copy`."""
    copies, phase = divmod(day - first_copy, len(template.days))
    return copies * len(template._starts) + template._counts[phase]


def _copied(
    template: Template, regimes: Regimes, first_day: int, end_day: int, off: tuple[int, ...]
) -> IntervalSet:
    """The template copied to days whose ends all lie outside gaps, in canonical form."""
    starts, ends = _wall_minutes(template, first_day, end_day)
    inside = off[bisect_left(off, first_day) : bisect_left(off, end_day)]
    if inside:
        starts, ends = starts.copy(), ends.copy()
        first_copy = first_day - (first_day - template.anchor) % len(template.days)
        before = _position(template, first_day, first_copy)
        for day in reversed(inside):
            low = _position(template, day, first_copy) - before
            high = _position(template, day + 1, first_copy) - before
            del starts[low:high], ends[low:high]
    if not starts:
        return EMPTY
    if template._ordered:
        return IntervalSet.trusted(_mapped(starts, regimes), _mapped(ends, regimes))
    to_instant = regimes.to_instant
    return IntervalSet(
        (to_instant(start), to_instant(end)) for start, end in zip(starts, ends, strict=True)
    )


def _mapped(walls: list[int], regimes: Regimes) -> list[int]:
    """Sorted wall minutes as instants: one subtraction a regime."""
    thresholds, offsets, _ = regimes
    if not thresholds:
        offset = offsets[0]
        return [wall - offset for wall in walls]
    cuts = [0, *(bisect_left(walls, threshold) for threshold in thresholds), len(walls)]
    instants: list[int] = []
    for (low, high), offset in zip(pairwise(cuts), offsets, strict=True):
        instants += [wall - offset for wall in walls[low:high]]
    return instants


