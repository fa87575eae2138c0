"""Instants as people read them: pendulum values, dates and times of day.

Law: made on demand, never counted with. Values carry the zone data of the `tzdata` package, not
the host's.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from overlap.core.civil import DAY, WEEKDAYS, date_of, time_text, weekday_of
from overlap.core.zones import Zone

if TYPE_CHECKING:
    import pendulum

__all__ = [
    "city_text",
    "clock_range",
    "date_text",
    "duration_text",
    "minutes_text",
    "share_text",
    "to_datetime",
    "weekday_set_text",
]


def to_datetime(instant: int, zone: Zone) -> pendulum.DateTime:
    """An instant as a `pendulum.DateTime` in a zone."""
    import pendulum

    return pendulum.from_timestamp(instant * 60, tz=_pendulum_zone(zone.key))


@cache
def _pendulum_zone(key: str) -> pendulum.Timezone:
    """A zone of pendulum from the package's own bytes: by key alone it would read the host's."""
    from importlib.resources import files

    import pendulum

    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return pendulum.Timezone.from_file(data, key=key)


def city_text(zone: Zone) -> str:
    """The place in a zone's key: `New York` of `America/New_York`."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def date_text(day: int) -> str:
    """`Mon 2 Mar 2026` of a day."""
    date = date_of(day)
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{WEEKDAYS[weekday_of(day)].title()} {date.day} {months[date.month - 1]} {date.year}"


def clock_range(start: int, end: int, zone: Zone, *, day: int | None = None) -> str:
    """`09:00–17:00` of an interval in a zone; an end not after the start is on the next day.

    Args:
        start: First instant.
        end: Instant after the last; midnight is written 24:00.
        zone: Whose clock.
        day: The day the reader has in mind; where the interval starts on another, the text says
            so: `19:00–04:00 -1 day`.
    """
    first, last = zone.to_wall(start), zone.to_wall(end)
    end_text = "24:00" if last % DAY == 0 and last > first else time_text(last % DAY)
    text = f"{time_text(first % DAY)}–{end_text}"
    days_later = (last - (end_text == "24:00")) // DAY - first // DAY
    if last - first >= DAY and days_later:
        text += f" {days_later} day{'s' if days_later > 1 else ''} later"
    off = 0 if day is None else first // DAY - day
    return f"{text} {off:+d} day{'s' if abs(off) > 1 else ''}" if off else text


def duration_text(minutes: int) -> str:
    """`2 h 05 min`, `45 min` or `3 h` of minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d} min" if rest else f"{hours} h"


def minutes_text(start: int, end: int) -> str:
    """`from 13:00`, `until 14:00` or `12:00–14:00` of minutes after midnight."""
    if end == DAY:
        return f"from {time_text(start)}"
    return f"{time_text(start)}–{time_text(end)}" if start else f"until {time_text(end)}"


def share_text(share: float) -> str:
    """`93.2 %` of a share; what is not all is never written as all, what is not nothing never as nothing."""
    if share in (0, 1):
        return "100 %" if share else "0 %"
    return f"{min(max(share * 100, 0.1), 99.9):.1f} %"


def weekday_set_text(days: frozenset[int]) -> str:
    """`Mon–Fri`, `Sun–Thu` or `Mon, Wed, Sat` of weekday numbers."""
    ordered = sorted(days)
    first = [day for day in ordered if (day - 1) % 7 not in days] or ordered
    if len(ordered) > 2 and (len(first) == 1 or len(ordered) == 7):
        return f"{WEEKDAYS[first[0]].title()}–{WEEKDAYS[(first[0] + len(ordered) - 1) % 7].title()}"
    return ", ".join(WEEKDAYS[day].title() for day in ordered)
