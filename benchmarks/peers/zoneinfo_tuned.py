"""Peer: the per-day loop with every trick of the standard library that a profiler suggests.

Aware `time` objects made beforehand, so that `combine` alone gives an aware value; integer division of
`timedelta` instead of timestamps; a dictionary of changes instead of a sorted list of events. No bar
is set on it: it shows how far the plain loop can be pushed without another method.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from peers.zones import zone_info
from workloads import Person, Workload

__all__ = ["Answer", "Days", "at_work", "prepare", "prepared_days"]

Answer = tuple[list[int], list[int]]
"""Starts and ends in UTC minutes since 1970."""

Piece = tuple[time, int, time, int]
"""Aware start, days after the shift's date, aware end, days after the shift's date."""

Days = tuple[list[list[Piece]], int, frozenset[date]]
"""The period's pieces, the position of the first date in it, days off."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def prepared_days(person: Person, first: date) -> Days:
    """What can be done once for a person, whatever is asked later."""
    zone = zone_info(person.zone)

    def split(minute: int) -> tuple[time, int]:
        return time(minute % 1440 // 60, minute % 60, tzinfo=zone), minute // 1440

    period = [[(*split(low), *split(high)) for low, high in pieces] for pieces in person.pattern.pieces()]
    return period, (first - person.pattern.anchor).days % len(period), person.days_off


def at_work(dates: list[date], days: Days) -> Answer:
    """A person's stretches at work, in order and disjoint; dates need one spare at the end."""
    period, phase, off = days
    length = len(period)
    combine = datetime.combine
    starts: list[int] = []
    ends: list[int] = []
    for index in range(len(dates) - 1):
        day = dates[index]
        if day in off:
            continue
        for from_time, from_days, until_time, until_days in period[(index + phase) % length]:
            start = (combine(dates[index + from_days], from_time) - _EPOCH) // _MINUTE
            end = (combine(dates[index + until_days], until_time) - _EPOCH) // _MINUTE
            if start >= end:
                continue  # a clock change left nothing of it
            if ends and start <= ends[-1]:
                ends[-1] = max(end, ends[-1])
            else:
                starts.append(start)
                ends.append(end)
    return starts, ends


def prepare(workload: Workload) -> Callable[[], Answer]:
    """The query, with everything done that does not depend on what is asked."""
    people = [prepared_days(person, workload.dates[0]) for person in workload.people]
    first, last = workload.first, workload.last
    begin, finish = workload.horizon
    quorum = workload.quorum

    def query() -> Answer:
        day = timedelta(days=1)
        dates = [first + (i - 2) * day for i in range((last - first).days + 5)]
        change: dict[int, int] = {}
        get = change.get
        for person in people:
            starts, ends = at_work(dates, person)
            for start in starts:
                change[start] = get(start, 0) + 1
            for end in ends:
                change[end] = get(end, 0) - 1
        found: Answer = ([], [])
        count = 0
        inside = False
        for instant in sorted(change):
            count += change[instant]
            if (count >= quorum) != inside:
                inside = not inside
                found[not inside].append(instant)
        return clipped(found, begin, finish)

    return query


def clipped(found: Answer, begin: int, finish: int) -> Answer:
    """The part of sorted, disjoint intervals inside the horizon."""
    pairs = [(s, e) for s, e in zip(*found, strict=True) if e > begin and s < finish]
    return [max(s, begin) for s, _ in pairs], [min(e, finish) for _, e in pairs]
