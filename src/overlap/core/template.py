"""A pattern of wall times that repeats every so many days, and the instants it comes to.

Law: between two clock changes a pattern is copied, not computed: wall minutes by comprehension,
off days deleted by index, one subtraction a regime. Each end maps on its own (`core.zones`).
Outside a clock-change gap that map is strictly increasing, so copying is exact; days with an end
inside a gap are expanded one by one, as spans minus breaks. A local date that does not exist has
no spans. A span whose end would come before its start is empty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import gcd
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY
from overlap.core.intervals import EMPTY, IntervalSet, union
from overlap.core.zones import Regimes

__all__ = ["Span", "Template", "any_edge_between", "expand", "span_at_work"]


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

    Day d has the spans `days[(d - anchor) % len(days)]`. Templates are interned, for speed: build them with
    `Template.of`, and those with the same spans are nearly always one object. Two threads that build one at
    once have two, so where it matters whether two are alike, ask `is_like`.

    Attributes:
        anchor: A day of the first phase.
        days: The spans of each phase.
        is_ordered: Whether all its pieces stand apart, so that copies stay sorted and apart.
        grid: The widest raster, in minutes, on which every edge lies.
    """

    anchor: int
    days: tuple[tuple[Span, ...], ...]
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)
    _counts: tuple[int, ...] = field(repr=False)
    _edges: tuple[int, ...] = field(repr=False)
    is_ordered: bool = field(repr=False)
    grid: int = field(repr=False)

    @staticmethod
    def of(anchor: int, days: Iterable[Iterable[Span]]) -> Template:
        """The template with these spans; the anchor is reduced to one inside the first period."""
        fixed = tuple(tuple(spans) for spans in days)
        return _intern(anchor % len(fixed), fixed)

    def __reduce__(self) -> tuple[Callable[..., Template], tuple[int, tuple[tuple[Span, ...], ...]]]:
        """Found again among the interned ones where it arrives, so that caches there know it."""
        return _intern, (self.anchor, self.days)

    def is_like(self, other: Template) -> bool:
        """Whether another has the same spans on every day."""
        return self is other or (self.anchor == other.anchor and self.days == other.days)

    def pieces_on(self, day: int) -> list[tuple[int, int]]:
        """The wall intervals at work of the spans that start on a day, minutes after its midnight."""
        phase = (day - self.anchor) % len(self.days)
        low, high, midnight = self._counts[phase], self._counts[phase + 1], phase * DAY
        return [(self._starts[i] - midnight, self._ends[i] - midnight) for i in range(low, high)]

    def spans_on(self, day: int) -> tuple[Span, ...]:
        """The spans that start on a day."""
        return self.days[(day - self.anchor) % len(self.days)]


@lru_cache(maxsize=16384)
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
    edges = tuple(sorted({edge % DAY for spans in days for span in spans for edge in span.edges()}))
    grid = gcd(DAY, *edges)
    return Template(anchor, days, tuple(starts), tuple(ends), tuple(counts), edges, ordered, grid)


_REACH: Final = 2
"""Days before a gap whose spans can still run into it: a span ends at most 48 h after midnight."""


@lru_cache(maxsize=1024)
def expand(
    template: Template,
    regimes: Regimes,
    first_day: int,
    end_day: int,
    off: tuple[int, ...] = (),
    within: tuple[int, int] | None = None,
) -> IntervalSet:
    """The instants at work for the days `[first_day, end_day)` of a template.

    Args:
        template: What is worked.
        regimes: The offsets of the clock it follows, over all wall minutes concerned.
        first_day: First local day, in days since 1970.
        end_day: The day after the last.
        off: Sorted days on which nothing starts.
        within: Instants (start, end) to which the set is clipped.

    Returns:
        A canonical set. Spans of the last day run on past `end_day`.
    """
    skipped: set[int] = set()
    by_hand: set[int] = set()
    for low, high in regimes.gaps:
        from_minute = low % DAY
        if high - low < DAY and not any_edge_between(template, from_minute, from_minute + high - low):
            continue
        skipped = regimes.skipped_days()
        for day in range(max(low // DAY - _REACH, first_day), min(high // DAY + 1, end_day)):
            midnight = day * DAY
            edges = (midnight + edge for span in template.spans_on(day) for edge in span.edges())
            if any(low <= edge < high for edge in edges):
                by_hand.add(day)
    left_out = off
    if skipped or by_hand:
        left_out = tuple(sorted({*off, *skipped, *by_hand}))
    found = _copied(template, regimes, first_day, end_day, left_out, within)
    if by_hand:
        days = by_hand - skipped - set(off)
        slow = [span_at_work(span, day, regimes) for day in sorted(days) for span in template.spans_on(day)]
        found = union([found, *slow])
        if within:
            found = found.clip(*within)
    return found


def any_edge_between(template: Template, low: int, high: int) -> bool:
    """Whether an edge has its time of day in `[low, high)`, which may run past midnight."""
    edges = template._edges
    if bisect_left(edges, low) < bisect_left(edges, high):
        return True
    return high > DAY and bool(edges) and edges[0] < high - DAY


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


def _copied(
    template: Template,
    regimes: Regimes,
    first_day: int,
    end_day: int,
    off: tuple[int, ...],
    within: tuple[int, int] | None,
) -> IntervalSet:
    """The template copied to days whose ends all lie outside gaps, in canonical form."""
    counts, period, size = template._counts, len(template.days), len(template._starts)
    if not size:
        return EMPTY
    phase = (first_day - template.anchor) % period
    first_copy = first_day - phase
    copies, last_phase = divmod(end_day - first_copy, period)
    whole = copies + (last_phase > 0)
    walls = regimes if template.is_ordered else _WALLS
    starts, ends = _instants(template, first_copy, whole, walls)
    low, high = counts[phase], copies * size + counts[last_phase]
    del starts[high:], ends[high:]
    for day in reversed(off[bisect_left(off, first_day) : bisect_left(off, end_day)]):
        copy, phase = divmod(day - first_copy, period)
        first, last = counts[phase], counts[phase + 1]
        if first < last:
            at = copy * size
            del starts[at + first : at + last], ends[at + first : at + last]
    if low:
        del starts[:low], ends[:low]
    if template.is_ordered:
        return _clipped(starts, ends, within)
    to_instant = regimes.to_instant
    found = IntervalSet(zip(map(to_instant, starts), map(to_instant, ends), strict=True))
    return found.clip(*within) if within else found


def _clipped(starts: list[int], ends: list[int], within: tuple[int, int] | None) -> IntervalSet:
    """The set of canonical starts and ends, cut to `within` before it is made; uses the lists up."""
    if within is not None:
        low, high = within
        del starts[bisect_left(starts, high) :]
        del ends[len(starts) :]
        passed = bisect_right(ends, low)
        del starts[:passed], ends[:passed]
        if starts:
            starts[0], ends[-1] = max(starts[0], low), min(ends[-1], high)
    return IntervalSet.trusted(starts, ends) if starts else EMPTY


_WALLS: Final = Regimes((), (0,), ())
"""A clock that is always UTC's: it leaves wall minutes as they are."""


def _instants(
    template: Template, first_copy: int, copies: int, regimes: Regimes
) -> tuple[list[int], list[int]]:
    """Starts and ends of whole copies from the day `first_copy` on, as instants, each in order.

    Each regime makes only the copies that reach into it, and gives the part that does.
    """
    period, base = len(template.days) * DAY, first_copy * DAY
    thresholds, offsets, _ = regimes
    made: list[list[int]] = []
    for edges in (template._starts, template._ends):
        found: list[int] = []
        begin: int | None = None
        for threshold, offset in zip((*thresholds, None), offsets, strict=True):
            first = 0 if begin is None else max((begin - base - edges[-1] - 1) // period + 1, 0)
            last = copies if threshold is None else min(-((base + edges[0] - threshold) // period), copies)
            if first < last:
                shift = base - offset
                walls = range(shift + first * period, shift + last * period, period)
                part = [copy + edge for copy in walls for edge in edges]
                if begin is not None and part[0] < begin - offset:
                    del part[: bisect_left(part, begin - offset)]
                if threshold is not None and part and part[-1] >= threshold - offset:
                    del part[bisect_left(part, threshold - offset) :]
                found += part
            begin = threshold
        made.append(found)
    return made[0], made[1]
