"""Peer: `portion` for the interval part, over days made with `datetime` and `zoneinfo`.

Each team is one `portion` interval of UTC minutes, built from all its pieces at once; the teams
are intersected with `&`, the fastest of the ways the package documents. Only for "all of n".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import portion

from peers.zoneinfo_tuned import Answer, at_work, prepared_days
from workloads import Workload

__all__ = ["prepare"]


def prepare(workload: Workload) -> Callable[[], Answer]:
    """The query, with everything done that does not depend on what is asked."""
    if workload.quorum != len(workload.people):
        raise ValueError("portion intersects; it has no quorum")
    people = [prepared_days(person, workload.dates[0]) for person in workload.people]
    first, last = workload.first, workload.last
    begin, finish = workload.horizon

    def query() -> Answer:
        day = timedelta(days=1)
        dates = [first + (i - 2) * day for i in range((last - first).days + 5)]
        common = portion.closedopen(begin, finish)
        for person in people:
            pairs = zip(*at_work(dates, person), strict=True)
            common &= portion.Interval(*[portion.closedopen(start, end) for start, end in pairs])
        return [one.lower for one in common], [one.upper for one in common]

    return query
