"""Sets of half-open intervals of UTC minutes, in one canonical form.

Law: a set is two equally long tuples, `starts` and `ends`, with
`starts[0] < ends[0] < starts[1] < ends[1] < ...`: sorted, disjoint, never touching. So two
sets are equal exactly when they contain the same minutes, and `==` and `hash` say so.

Every operation is one kernel. Let S and E be the concatenated, separately sorted starts and
ends of n sets. The minutes inside at least k of them are the union of `[S[i], E[i - k + 1])`
over all i >= k - 1. Union is k = 1, intersection is k = n.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, islice
from operator import lt, sub
from typing import Final, final

from overlap.errors import BadArgument

__all__ = ["EMPTY", "IntervalSet", "at_least", "depth", "union", "weighted_at_least"]


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class IntervalSet:
    """A set of half-open intervals `[start, end)` of whole UTC minutes since 1970.

    Args:
        pairs: Any (start, end) pairs, in any order, touching or overlapping.

    Raises:
        BadArgument: If a pair ends before it starts. An empty pair vanishes.

    Example:
        >>> IntervalSet([(60, 90), (0, 30), (30, 45)])
        IntervalSet([(0, 45), (60, 90)])
        >>> IntervalSet([(0, 60)]) & IntervalSet([(30, 90)])
        IntervalSet([(30, 60)])
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        starts: list[int] = []
        ends: list[int] = []
        for start, end in pairs:
            if start > end:
                raise BadArgument(
                    f"an interval cannot end before it starts: {start} > {end}",
                    hint="give (start, end) with start <= end",
                    field="pairs",
                )
            if start < end:
                starts.append(start)
                ends.append(end)
        starts.sort()
        ends.sort()
        merged = _merged(starts, ends)
        object.__setattr__(self, "starts", merged.starts)
        object.__setattr__(self, "ends", merged.ends)

    @classmethod
    def trusted(cls, starts: Iterable[int], ends: Iterable[int]) -> IntervalSet:
        """Wraps starts and ends that already are canonical; nothing is checked."""
        self = object.__new__(cls)
        object.__setattr__(self, "starts", tuple(starts))
        object.__setattr__(self, "ends", tuple(ends))
        return self

    def __repr__(self) -> str:
        return f"IntervalSet({list(self)})"

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts, self.ends, strict=True)

    def __contains__(self, instant: int) -> bool:
        index = bisect_right(self.starts, instant) - 1
        return index >= 0 and instant < self.ends[index]

    @property
    def minutes(self) -> int:
        """The measure: how many minutes the set contains."""
        return sum(self.ends) - sum(self.starts)

    def __or__(self, other: IntervalSet) -> IntervalSet:
        return union((self, other))

    def __and__(self, other: IntervalSet) -> IntervalSet:
        return at_least(2, (self, other))

    def __sub__(self, other: IntervalSet) -> IntervalSet:
        if not self.starts or not other.starts:
            return self
        return self & other.complement(self.starts[0], self.ends[-1])

    def complement(self, start: int, end: int) -> IntervalSet:
        """The minutes of `[start, end)` that are not in this set.

        Raises:
            BadArgument: If `start` is after `end`.
        """
        if start > end:
            raise BadArgument(f"a horizon cannot end before it starts: {start} > {end}")
        inside = self.clip(start, end)
        starts = (start, *inside.ends)
        ends = (*inside.starts, end)
        # Only the first and the last piece can be empty: the set touches the horizon's edge there.
        low = 1 if starts[0] >= ends[0] else 0
        high = len(starts) - 1 if starts[-1] >= ends[-1] else len(starts)
        return IntervalSet.trusted(starts[low:high], ends[low:high])

    def clip(self, start: int, end: int) -> IntervalSet:
        """The minutes of this set inside `[start, end)`."""
        if not self.starts or (self.starts[0] >= start and self.ends[-1] <= end):
            return self
        if start >= end:
            return EMPTY
        low = bisect_right(self.ends, start)
        high = bisect_left(self.starts, end)
        if low >= high:
            return EMPTY
        starts, ends = self.starts[low:high], self.ends[low:high]
        if starts[0] < start:
            starts = (start, *starts[1:])
        if ends[-1] > end:
            ends = (*ends[:-1], end)
        return IntervalSet.trusted(starts, ends)

    def covers(self, start: int, end: int) -> bool:
        """Whether every minute of `[start, end)` is in this set; true of an empty interval."""
        if start >= end:
            return True
        index = bisect_right(self.starts, start) - 1
        return index >= 0 and end <= self.ends[index]

    def touches(self, start: int, end: int) -> bool:
        """Whether some minute of `[start, end)` is in this set."""
        index = bisect_right(self.ends, start)
        return start < end and index < len(self.starts) and self.starts[index] < end

    def last_end(self, instant: int) -> int | None:
        """The end of the last interval that ends by an instant, or None."""
        index = bisect_right(self.ends, instant)
        return self.ends[index - 1] if index else None

    def next_start(self, instant: int) -> int | None:
        """The start of the first interval that starts at an instant or after it, or None."""
        index = bisect_left(self.starts, instant)
        return self.starts[index] if index < len(self.starts) else None

    def widened(self, before: int, after: int) -> IntervalSet:
        """The minutes of the set, and those up to `before` ahead of each interval or `after` behind it.

        Raises:
            BadArgument: If one is negative.
        """
        if before < 0 or after < 0:
            raise BadArgument(f"a set cannot be widened by {before} and {after} minutes")
        if not before and not after:
            return self
        return _merged([start - before for start in self.starts], [end + after for end in self.ends])

    def fits(self, minutes: int) -> IntervalSet:
        """The instants from which on `minutes` minutes lie in one interval of the set.

        Raises:
            BadArgument: If `minutes` is below 1.

        Example:
            >>> IntervalSet([(0, 60), (90, 100)]).fits(45)
            IntervalSet([(0, 16)])
        """
        if minutes < 1:
            raise BadArgument(f"{minutes} minutes fit everywhere", hint="ask for 1 or more")
        less = minutes - 1
        long = self.at_least_long(minutes)
        return IntervalSet.trusted(long.starts, [end - less for end in long.ends])

    def at_least_long(self, minutes: int) -> IntervalSet:
        """The intervals that last `minutes` or more."""
        if minutes <= 1 or not self.starts:
            return self
        lengths = list(map(sub, self.ends, self.starts))
        if min(lengths) >= minutes:
            return self
        kept = [i for i, length in enumerate(lengths) if length >= minutes]
        return IntervalSet.trusted([self.starts[i] for i in kept], [self.ends[i] for i in kept])


def _merged(starts: Sequence[int], ends: Sequence[int]) -> IntervalSet:
    """The union of the non-empty intervals whose sorted starts and sorted ends are given.

    `[S[i], E[i])` over separately sorted ends covers the same minutes as the intervals
    themselves; a new piece begins where a start lies after every earlier end.
    """
    if not starts:
        return EMPTY
    cuts = list(compress(range(1, len(starts)), map(lt, ends, islice(starts, 1, None))))
    if len(cuts) == len(starts) - 1:
        return IntervalSet.trusted(starts, ends)
    return IntervalSet.trusted(
        [starts[0], *[starts[i] for i in cuts]], [*[ends[i - 1] for i in cuts], ends[-1]]
    )


EMPTY: Final = IntervalSet.trusted((), ())
"""The set without a minute."""


def _sorted_edges(sets: Sequence[IntervalSet]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for one in sets:
        starts += one.starts
        ends += one.ends
    starts.sort()  # timsort merges the sorted runs
    ends.sort()
    return starts, ends


def union(sets: Sequence[IntervalSet]) -> IntervalSet:
    """The minutes in any of the sets; of no set, none."""
    filled = [one for one in sets if one.starts]
    if not filled:
        return EMPTY
    if len(filled) == 1:
        return filled[0]
    return _merged(*_sorted_edges(filled))


def at_least(k: int, sets: Sequence[IntervalSet]) -> IntervalSet:
    """The minutes that lie in at least `k` of the sets.

    O(m log n) for m intervals in n sets. More than there are sets gives the empty set.

    Raises:
        BadArgument: If `k` is below 1: "at least none" is every minute there is.

    Example:
        >>> at_least(2, [IntervalSet([(0, 9)]), IntervalSet([(3, 12)]), IntervalSet([(8, 20)])])
        IntervalSet([(3, 12)])
    """
    if k < 1:
        raise BadArgument(f"at least {k} of {len(sets)} sets is every minute", hint="k must be 1 or more")
    n = len(sets)
    if k > n:
        return EMPTY
    if k == 1:
        return union(sets)
    if k == n and not all(one.starts for one in sets):
        return EMPTY
    if n >= _MANY:
        return _counted(k, sets)
    starts, ends = _sorted_edges(sets)
    late = starts[k - 1 :]
    real = list(map(lt, late, ends))
    if not all(real):
        late, ends = list(compress(late, real)), list(compress(ends, real))
    else:
        del ends[len(late) :]
    if not late:
        return EMPTY
    if k == n:  # pieces of an intersection of canonical sets are canonical already
        return IntervalSet.trusted(late, ends)
    return _merged(late, ends)


_MANY: Final = 128
"""Sets from which on counting the distinct instants beats sorting all: many sets share instants."""


def _counted(k: int, sets: Sequence[IntervalSet]) -> IntervalSet:
    """`at_least` by counting: how many sets begin and end at each distinct instant."""
    change: dict[int, int] = Counter(chain.from_iterable([one.starts for one in sets]))
    get = change.get
    for instant, count in Counter(chain.from_iterable([one.ends for one in sets])).items():
        change[instant] = get(instant, 0) - count
    instants = sorted(change)
    inside = [level >= k for level in accumulate(map(change.__getitem__, instants))]
    flips = [
        at
        for at, before, after in zip(instants, chain((False,), inside), inside, strict=False)
        if before != after
    ]
    return IntervalSet.trusted(flips[::2], flips[1::2])


def depth(weighted: Iterable[tuple[IntervalSet, int]]) -> list[tuple[int, int, int]]:
    """How much weight lies over each minute, as (start, end, weight) steps.

    Steps are in order, neighbours differ in weight or do not touch, and weight zero is left out.

    Raises:
        BadArgument: If a weight is negative.
    """
    change: dict[int, int] = {}
    get = change.get
    for one, weight in weighted:
        if weight < 0:
            raise BadArgument(f"a weight cannot be negative: {weight}")
        for start in one.starts:
            change[start] = get(start, 0) + weight
        for end in one.ends:
            change[end] = get(end, 0) - weight
    steps: list[tuple[int, int, int]] = []
    level = 0
    since = 0
    for instant in sorted(change):
        delta = change[instant]
        if delta:
            if level:
                steps.append((since, instant, level))
            level += delta
            since = instant
    return steps


def weighted_at_least(total: int, weighted: Iterable[tuple[IntervalSet, int]]) -> IntervalSet:
    """The minutes over which the weights add up to at least `total`.

    Raises:
        BadArgument: If `total` is below 1 or a weight is negative.

    Example:
        >>> weighted_at_least(3, [(IntervalSet([(0, 9)]), 2), (IntervalSet([(5, 12)]), 1)])
        IntervalSet([(5, 9)])
    """
    if total < 1:
        raise BadArgument(f"a total of {total} is reached at every minute", hint="ask for 1 or more")
    return IntervalSet((start, end) for start, end, level in depth(weighted) if level >= total)
