"""Peer: the 15-minute slot loop with `zoneinfo` instead of pendulum.

The same walk as `pendulum_slots`, with plain `datetime` objects: it shows how much of the loop's
cost is the loop.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from peers.zoneinfo_tuned import Answer
from peers.zones import zone_info
from workloads import Workload

__all__ = ["prepare"]

_STEP = 15


def prepare(workload: Workload) -> Callable[[], Answer]:
    """The query, with everything done that does not depend on what is asked."""
    if workload.quorum != len(workload.people):
        raise ValueError("written for all of n")
    teams = [
        (zone_info(person.zone), person.pattern.pieces(), person.pattern.anchor, person.days_off)
        for person in workload.people
    ]
    begin, finish = workload.horizon
    day = timedelta(days=1)

    def at_work(
        slot: datetime,
        zone: ZoneInfo,
        period: list[list[tuple[int, int]]],
        anchor: date,
        off: frozenset[date],
    ) -> bool:
        local = slot.astimezone(zone)
        today = local.date()
        minute = local.hour * 60 + local.minute
        for on, passed in ((today, minute), (today - day, minute + 1440)):
            if on not in off:
                for start, end in period[(on - anchor).days % len(period)]:
                    if start <= passed < end:
                        return True
        return False

    def query() -> Answer:
        starts: list[int] = []
        ends: list[int] = []
        for minute in range(begin, finish, _STEP):
            slot = datetime.fromtimestamp(minute * 60, UTC)
            if all(at_work(slot, *team) for team in teams):
                if ends and ends[-1] == minute:
                    ends[-1] = minute + _STEP
                else:
                    starts.append(minute)
                    ends.append(minute + _STEP)
        return starts, ends

    return query
