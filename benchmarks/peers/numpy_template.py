"""Peer: the whole job in numpy, arrays from the week template to the answer.

The fastest of the peers, and the only one with the same idea as the library: tile the period,
drop the pieces of days off, subtract the offset that a sorted search in the zone's wall
thresholds finds, sort starts and ends apart, and pair start i with end i - k + 1.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from peers.zones import zone_info
from workloads import Person, Workload

__all__ = ["prepare"]

Answer = tuple[list[int], list[int]]
Minutes = NDArray[np.int64]
Prepared = tuple[Minutes, Minutes, Minutes, int, int, Minutes, Minutes, Minutes]
"""Day index, start and end of each piece; anchor, period; days off; wall thresholds, offsets."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 1440


def _day(value: date) -> int:
    return (value - date(1970, 1, 1)).days


def _offset(key: str, minute: int) -> int:
    offset = (_EPOCH + timedelta(minutes=minute)).astimezone(zone_info(key)).utcoffset()
    return (offset or timedelta()) // timedelta(minutes=1)


def _wall_table(key: str, begin: int, finish: int) -> tuple[Minutes, Minutes]:
    """Wall thresholds and the offsets between them: sampled by the day, then bisected.

    The first of two repeated wall times, and the earlier offset in a skipped hour, both mean that
    the new offset holds from the change plus the larger of the two offsets.
    """
    thresholds: list[int] = []
    offsets = [_offset(key, begin)]
    for sample in range(begin, finish, _DAY):
        low, high = sample, sample + _DAY
        after = _offset(key, high)
        if after == offsets[-1]:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _offset(key, middle) == offsets[-1] else (low, middle)
        thresholds.append(high + max(offsets[-1], after))
        offsets.append(after)
    return np.array(thresholds, dtype=np.int64), np.array(offsets, dtype=np.int64)


def prepare(workload: Workload) -> Callable[[], Answer]:
    """The query, with everything done that does not depend on what is asked."""
    begin, finish = workload.horizon
    first_day, end_day = begin // _DAY - 2, finish // _DAY + 2
    tables = {
        key: _wall_table(key, begin - 4 * _DAY, finish + 4 * _DAY)
        for key in {person.zone for person in workload.people}
    }

    def prepared(person: Person) -> Prepared:
        pieces = [
            (index, index * _DAY + low, index * _DAY + high)
            for index, day in enumerate(person.pattern.pieces())
            for low, high in day
        ]
        index, starts, ends = (np.array(column, dtype=np.int64) for column in zip(*pieces, strict=True))
        off = np.array(sorted(map(_day, person.days_off)), dtype=np.int64)
        anchor, period = _day(person.pattern.anchor), len(person.pattern.days)
        return index, starts, ends, anchor, period, off, *tables[person.zone]

    people = [prepared(person) for person in workload.people]
    quorum = workload.quorum

    def at_work(
        person: Prepared,
    ) -> tuple[Minutes, Minutes]:
        index, low, high, anchor, period, off, thresholds, offsets = person
        copies = np.arange((first_day - anchor) // period * period + anchor, end_day, period)[:, None]
        days = (copies + index).ravel()
        # Of the sorted days off only those inside the tiled days can match.
        away = off[off.searchsorted(days[0]) : off.searchsorted(days[-1], "right")]
        kept = np.ones(len(days), dtype=bool)
        if len(away):
            at = np.minimum(away.searchsorted(days), len(away) - 1)
            kept = away[at] != days
        starts = (copies * _DAY + low).ravel()[kept]
        ends = (copies * _DAY + high).ravel()[kept]
        if len(thresholds):
            starts -= offsets[thresholds.searchsorted(starts, "right")]
            ends -= offsets[thresholds.searchsorted(ends, "right")]
            real = starts < ends
            if not real.all():
                starts, ends = starts[real], ends[real]
        else:
            starts -= offsets[0]
            ends -= offsets[0]
        return starts, ends

    def query() -> Answer:
        pairs = [at_work(person) for person in people]
        starts = np.concatenate([pair[0] for pair in pairs])
        ends = np.concatenate([pair[1] for pair in pairs])
        starts.sort()
        ends.sort()
        starts = starts[quorum - 1 :]
        ends = ends[: len(starts)]
        real = starts < ends
        starts, ends = starts[real], ends[real]
        fresh = starts[1:] > ends[:-1]  # touching windows are one
        starts = starts[np.concatenate(([True], fresh))]
        ends = ends[np.concatenate((fresh, [True]))]
        inside = (ends > begin) & (starts < finish)
        return np.maximum(starts[inside], begin).tolist(), np.minimum(ends[inside], finish).tolist()

    return query
