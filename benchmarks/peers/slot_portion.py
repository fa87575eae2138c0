"""Peer: `portion` for availability: each person's work less their events, intersected, then walked.

Events are one `portion` interval a person, built beforehand; days are made with `datetime` and `zoneinfo`
as in the other portion peer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import portion

from peers.zoneinfo_tuned import at_work, prepared_days
from workloads import Person

__all__ = ["prepare"]

_STEP = 15


def prepare(
    people: Sequence[Person],
    events: Sequence[Sequence[tuple[int, int]]],
    horizon: tuple[int, int],
    minutes: int,
    count: int,
) -> Callable[[], list[int]]:
    """The query, with everything done that does not depend on what is asked."""
    begin, finish = horizon
    first = date(1970, 1, 1) + timedelta(days=begin // 1440 - 2)
    length = (finish - begin) // 1440 + 5
    known = [prepared_days(person, first) for person in people]
    busy = [portion.Interval(*[portion.closedopen(low, high) for low, high in own]) for own in events]

    def query() -> list[int]:
        dates = [first + timedelta(days=i) for i in range(length)]
        free = portion.closedopen(begin, finish)
        for who, taken in zip(known, busy, strict=True):
            pairs = zip(*at_work(dates, who), strict=True)
            free &= portion.Interval(*[portion.closedopen(low, high) for low, high in pairs]) - taken
        found: list[int] = []
        for one in free:
            for minute in range(-(-one.lower // _STEP) * _STEP, one.upper - minutes + 1, _STEP):
                found.append(minute)
                if len(found) == count:
                    return found
        return found

    return query
