"""Peer: the slot loop people write: every quarter of an hour, every person's wall clock and calendar.

The zone of each person is asked once a slot and day parts are looked up; busy events lie sorted beside
their starts, so that one bisection finds the one that could collide. The loop stops at the tenth slot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from peers.zones import zone_info
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
    known = [
        (
            zone_info(person.zone),
            person.pattern.pieces(),
            person.pattern.anchor,
            person.days_off,
            sorted(start for start, _ in own),
            [end for _, end in sorted(own)],
        )
        for person, own in zip(people, events, strict=True)
    ]
    day = timedelta(days=1)

    def is_free(slot: datetime, minute: int, who: tuple) -> bool:  # type: ignore[type-arg]
        zone, period, anchor, off, starts, ends = who
        local = slot.astimezone(zone)
        today: date = local.date()
        passed = local.hour * 60 + local.minute
        for on, since in ((today, passed), (today - day, passed + 1440)):
            if on not in off:
                for low, high in period[(on - anchor).days % len(period)]:
                    if low <= since and since + minutes <= high:
                        at = bisect_right(starts, minute + minutes - 1) - 1
                        return at < 0 or ends[at] <= minute
        return False

    def query() -> list[int]:
        found: list[int] = []
        for minute in range(begin, finish - minutes + 1, _STEP):
            slot = datetime.fromtimestamp(minute * 60, UTC)
            if all(is_free(slot, minute, who) for who in known):
                found.append(minute)
                if len(found) == count:
                    break
        return found

    return query
