"""Peer: one aware `datetime` for each end of each day's work, as the standard library suggests.

For every person and date: skip days off, combine the date with the day's times in the person's zone,
take its timestamp. Then sort everybody's comings and goings and count along. Zones, `time` objects
and sets of days off are made beforehand. Nothing needs to be installed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from peers.zoneinfo_tuned import Answer, clipped
from peers.zones import zone_info
from workloads import Workload

__all__ = ["prepare"]


def prepare(workload: Workload) -> Callable[[], Answer]:
    """The query, with everything done that does not depend on what is asked."""

    def times(minute: int) -> tuple[time, timedelta]:
        return time(minute % 1440 // 60, minute % 60), timedelta(days=minute // 1440)

    people = [
        (
            zone_info(person.zone),
            [[(times(low), times(high)) for low, high in pieces] for pieces in person.pattern.pieces()],
            person.pattern.anchor,
            person.days_off,
        )
        for person in workload.people
    ]
    begin, finish = workload.horizon
    first, last, quorum = workload.first, workload.last, workload.quorum

    def query() -> Answer:
        dates = [first + timedelta(days=i) for i in range(-2, (last - first).days + 2)]
        events: list[tuple[int, int]] = []
        for zone, period, anchor, off in people:
            for day in dates:
                if day in off:
                    continue
                for (from_time, from_days), (until_time, until_days) in period[
                    (day - anchor).days % len(period)
                ]:
                    start = datetime.combine(day + from_days, from_time, tzinfo=zone)
                    end = datetime.combine(day + until_days, until_time, tzinfo=zone)
                    low, high = int(start.timestamp()) // 60, int(end.timestamp()) // 60
                    if low < high:
                        events.append((low, 1))
                        events.append((high, -1))
        events.sort()
        found: Answer = ([], [])
        count = 0
        for instant, change in events:
            before = count
            count += change
            if before < quorum <= count:
                if found[1] and found[1][-1] == instant:
                    found[1].pop()  # it goes on: somebody leaves as somebody comes
                else:
                    found[0].append(instant)
            elif count < quorum <= before:
                found[1].append(instant)
        return clipped(found, begin, finish)

    return query
