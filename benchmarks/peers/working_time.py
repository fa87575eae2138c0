"""Peers that count working time: walking days by hand, pandas, businesstimedelta and workclock.

Each is made for a desk and gives a function from UTC minutes to UTC minutes, or None where it cannot say
what the desk does. Whatever does not depend on the tickets is made beforehand. A package is imported by
the peer that needs it, so that the others answer without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from peers.zones import zone_info

__all__ = ["Desk", "by_business_time_delta", "by_pandas", "by_walking", "by_workclock", "spans_by_workclock"]

Answers = Callable[[Sequence[int]], list[int]]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """Monday to Friday, one shift with one break, and dates off. An end before the start is tomorrow's."""

    zone: str
    start: time
    end: time
    pause: tuple[time, time]
    holidays: frozenset[date]

    @property
    def is_overnight(self) -> bool:
        """Whether the shift ends on the next day."""
        return self.end <= self.start


def by_walking(desk: Desk, minutes: int, *, remember: bool) -> Answers:
    """Day by day with `datetime` and `zoneinfo`: a shift belongs to the date on which it starts.

    Args:
        desk: Who works when.
        minutes: The working time to add.
        remember: Whether the hours of each date met are kept for the next ticket.
    """
    zone = zone_info(desk.zone)
    edges = (desk.start, *desk.pause, desk.end)
    # An aware time of day, and how many days after the shift's date it is.
    clock = [(one.replace(tzinfo=zone), _ONE_DAY * (one <= desk.start)) for one in edges]
    clock[0] = (clock[0][0], timedelta(0))
    holidays, combine = desk.holidays, datetime.combine

    def hours(day: date) -> tuple[tuple[int, int], ...]:
        if day.weekday() > 4 or day in holidays:
            return ()
        at = [int(combine(day + later, one).timestamp()) // 60 for one, later in clock]
        return (at[0], at[1]), (at[2], at[3])

    pieces = cache(hours) if remember else hours
    back = _ONE_DAY if desk.is_overnight else timedelta(0)

    def add(start: int) -> int:
        left = minutes
        day = datetime.fromtimestamp(start * 60, zone).date() - back
        while True:
            for low, high in pieces(day):
                if high <= start:
                    continue
                low = max(low, start)
                if high - low >= left:
                    return low + left
                left -= high - low
            day += _ONE_DAY

    return lambda starts: [add(start) for start in starts]


def by_pandas(desk: Desk, hours: int) -> Answers:
    """`CustomBusinessHour`, which adds whole hours on the wall clock."""
    import pandas as pd
    from pandas.tseries.offsets import CustomBusinessHour

    offset = CustomBusinessHour(
        n=hours,
        start=[f"{desk.start:%H:%M}", f"{desk.pause[1]:%H:%M}"],
        end=[f"{desk.pause[0]:%H:%M}", f"{desk.end:%H:%M}"],
        holidays=sorted(desk.holidays),
    )
    zone = zone_info(desk.zone)
    made: dict[int, Any] = {}

    def answers(starts: Sequence[int]) -> list[int]:
        for start in starts:
            if start not in made:
                made[start] = pd.Timestamp(start * 60, unit="s", tz=UTC).tz_convert(zone)
        return [int((made[start] + offset).timestamp()) // 60 for start in starts]

    return answers


def by_business_time_delta(desk: Desk, hours: int) -> Answers:
    """`businesstimedelta`, which knows pytz zones only, and no night shifts."""
    import pytz
    from businesstimedelta import BusinessTimeDelta, HolidayRule, LunchTimeRule, Rules, WorkDayRule

    zone = pytz.timezone(desk.zone)
    days = [0, 1, 2, 3, 4]
    rules = Rules(
        [
            WorkDayRule(start_time=desk.start, end_time=desk.end, working_days=days, tz=zone),
            LunchTimeRule(start_time=desk.pause[0], end_time=desk.pause[1], working_days=days, tz=zone),
            HolidayRule(desk.holidays, tz=zone),
        ]
    )
    amount = BusinessTimeDelta(rules, hours=hours)
    made: dict[int, datetime] = {}

    def answers(starts: Sequence[int]) -> list[int]:
        for start in starts:
            if start not in made:
                made[start] = datetime.fromtimestamp(start * 60, UTC)
        return [int((made[start] + amount).timestamp()) // 60 for start in starts]

    return answers


def _schedule(desk: Desk) -> Any:
    from workclock import Break, Holidays, Schedule, WorkDay

    # A break on the morning after a night belongs to the days on which the nights end.
    after = desk.is_overnight and desk.pause[0] <= desk.end
    days = [1, 2, 3, 4, 5] if after else [0, 1, 2, 3, 4]
    return Schedule(
        [
            WorkDay(desk.start, desk.end, days=[0, 1, 2, 3, 4]),
            Break(*desk.pause, days=days),
            Holidays(sorted(desk.holidays)),
        ],
        time_zone=zone_info(desk.zone),
    )


def by_workclock(desk: Desk, hours: int) -> Answers:
    """`workclock`, in one batch of numpy values; a day off takes its minutes from 00:00 to 24:00."""
    import numpy as np

    schedule = _schedule(desk)
    made: dict[int, Any] = {}

    def answers(starts: Sequence[int]) -> list[int]:
        if id(starts) not in made:
            made[id(starts)] = np.array(starts, dtype="datetime64[m]").astype("datetime64[us]")
        found = schedule.add_many(made[id(starts)], timedelta(hours=hours))
        return found.astype("datetime64[m]").astype(np.int64).tolist()

    return answers


def spans_by_workclock(desk: Desk) -> dict[str, Callable[[Sequence[tuple[int, int]]], list[int]]]:
    """Working minutes of spans: one call each, a batch of datetimes, a batch of numpy values."""
    import numpy as np

    schedule = _schedule(desk)
    pairs: dict[int, list[tuple[datetime, datetime]]] = {}
    arrays: dict[int, tuple[Any, Any]] = {}

    def datetimes(spans: Sequence[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
        if id(spans) not in pairs:
            pairs[id(spans)] = [
                (datetime.fromtimestamp(low * 60, UTC), datetime.fromtimestamp(high * 60, UTC))
                for low, high in spans
            ]
        return pairs[id(spans)]

    def one_by_one(spans: Sequence[tuple[int, int]]) -> list[int]:
        between = schedule.between
        return [between(*pair) // timedelta(minutes=1) for pair in datetimes(spans)]

    def batch(spans: Sequence[tuple[int, int]]) -> list[int]:
        starts, ends = zip(*datetimes(spans), strict=True)
        return [ran // timedelta(minutes=1) for ran in schedule.between_many(starts, ends)]

    def numpy_batch(spans: Sequence[tuple[int, int]]) -> list[int]:
        if id(spans) not in arrays:
            columns = np.array(spans, dtype="datetime64[m]").astype("datetime64[us]").T
            arrays[id(spans)] = columns[0].copy(), columns[1].copy()
        found = schedule.between_many(*arrays[id(spans)])
        return (found // np.timedelta64(1, "m")).astype(np.int64).tolist()

    return {
        "workclock": one_by_one,
        "workclock, batch of datetimes": batch,
        "workclock, batch in numpy": numpy_batch,
    }
