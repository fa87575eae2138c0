"""Peer: walk the horizon in 15-minute slots with pendulum and ask each team's wall clock.

The usual first version of a meeting finder. Written with care: one UTC moment a slot, zones
built once, the first team that is away ends the slot's check. Right only if every shift and
break ends on a quarter of an hour and no end lies in an hour that a clock change repeats or skips.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pendulum

from peers.zones import pendulum_zone
from workloads import Workload

__all__ = ["prepare"]

Answer = tuple[list[int], list[int]]
_STEP = 15


def prepare(workload: Workload) -> Callable[[], Answer]:
    """The query, with everything done that does not depend on what is asked."""
    if workload.quorum != len(workload.people):
        raise ValueError("written for all of n")
    teams = [
        (pendulum_zone(person.zone), person.pattern.pieces(), person.pattern.anchor, person.days_off)
        for person in workload.people
    ]
    begin, finish = workload.horizon
    day = timedelta(days=1)

    def at_work(
        slot: pendulum.DateTime,
        zone: pendulum.Timezone,
        period: list[list[tuple[int, int]]],
        anchor: date,
        off: frozenset[date],
    ) -> bool:
        local = slot.in_timezone(zone)
        today = date(local.year, local.month, local.day)
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
            slot = pendulum.from_timestamp(minute * 60)
            if all(at_work(slot, *team) for team in teams):
                if ends and ends[-1] == minute:
                    ends[-1] = minute + _STEP
                else:
                    starts.append(minute)
                    ends.append(minute + _STEP)
        return starts, ends

    return query
