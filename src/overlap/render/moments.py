"""Instants as people read them: pendulum values, dates and times of day.

Law: made on demand, never counted with. Values carry the zone data of the `tzdata` package, not
the host's. Every text for people comes from here, so that a style reaches them all; what programs
read comes from `core.civil`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from overlap.core.civil import DAY, WEEKDAYS, date_of, time_text, weekday_of
from overlap.core.zones import Zone
from overlap.render.style import current

if TYPE_CHECKING:
    import pendulum

    from overlap.render.locale_words import LocaleWords

__all__ = [
    "city_text",
    "clock_range",
    "date_text",
    "duration_text",
    "hour_text",
    "minute_range",
    "minutes_text",
    "percent_of",
    "share_text",
    "to_datetime",
    "wall_range",
    "wall_text",
    "weekday_set_text",
    "weekday_text",
    "weekdays_text",
]

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def to_datetime(instant: int, zone: Zone) -> pendulum.DateTime:
    """An instant as a `pendulum.DateTime` in a zone."""
    import pendulum

    return pendulum.from_timestamp(instant * 60, tz=_pendulum_zone(zone.key))


_pendulum_zones: Final[dict[str, pendulum.Timezone]] = {}
"""Zones of pendulum by key, as many as the database has: moments of one clock share one object."""


def _pendulum_zone(key: str) -> pendulum.Timezone:
    """A zone of pendulum from the package's own bytes: by key alone it would read the host's."""
    known = _pendulum_zones.get(key)
    if known is not None:
        return known
    from importlib.resources import files

    import pendulum

    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return _pendulum_zones.setdefault(key, pendulum.Timezone.from_file(data, key=key))


def _words(locale: str) -> LocaleWords:
    from overlap.render.locale_words import words_of

    return words_of(locale)


def city_text(zone: Zone) -> str:
    """The place in a zone's key: `New York` of `America/New_York`."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def date_text(day: int, *, weekday: bool = True, year: bool = True) -> str:
    """`Mon 2 Mar 2026` of a day; without its weekday `2 Mar 2026`, without its year `Mon 2 Mar`."""
    locale = current().locale
    if locale is not None:
        return _words(locale).date(day, weekday=weekday, year=year)
    date = date_of(day)
    text = f"{date.day} {_MONTHS[date.month - 1]}"
    if year:
        text = f"{text} {date.year}"
    return f"{WEEKDAYS[weekday_of(day)].title()} {text}" if weekday else text


def weekday_text(weekday: int) -> str:
    """`Mon` of a weekday's number, 0 for Monday."""
    locale = current().locale
    return WEEKDAYS[weekday].title() if locale is None else _words(locale).weekdays[weekday]


def wall_text(minute: int) -> str:
    """`09:00` or `9:00 am` of minutes after midnight.

    The end of a day, 1440, is `24:00`, and by 12 hours `12:00 am`. By 24 hours later ones run on, as in
    `26:00`; by 12 hours they say so: `2:00 am +1 day`.

    Example:
        >>> wall_text(540), wall_text(1440), wall_text(1560)
        ('09:00', '24:00', '26:00')
    """
    style = current()
    if style.locale is None and style.hours == 24:
        return time_text(minute)
    days = 0
    if not 0 <= minute <= DAY and (style.hours == 12 or minute < 0):
        days, minute = divmod(minute, DAY)
    if style.locale is not None:
        text = _words(style.locale).clock(minute, style.hours)
    elif style.hours == 24:
        text = time_text(minute)
    else:
        hour, rest = divmod(minute, 60)
        text = f"{(hour - 1) % 12 + 1}:{rest:02d} {'am' if hour % 24 < 12 else 'pm'}"
    return f"{text} {days:+d} day{'s' if abs(days) > 1 else ''}" if days else text


def hour_text(hour: int) -> str:
    """`09` or `9 am`: an hour of the day where there is little room, as on an axis."""
    style = current()
    if style.hours == 24:
        return f"{hour:02d}"
    if style.locale is not None:
        return _words(style.locale).hour(hour)
    return f"{(hour - 1) % 12 + 1} {'am' if hour % 24 < 12 else 'pm'}"


def minute_range(start: int, end: int) -> str:
    """`09:00–17:00` or `9:00 am – 5:00 pm` of minutes after midnight; an end after 1440 is on the next day.

    Example:
        >>> minute_range(1320, 1800), minute_range(1320, 1440)
        ('22:00–06:00', '22:00–24:00')
    """
    return wall_range(start, end if end <= DAY else end - DAY)


def wall_range(start: int, end: int) -> str:
    """`18:00–26:00` of two times as `wall_text` writes them."""
    return _joined(wall_text(start), wall_text(end))


def _joined(start: str, end: str) -> str:
    """Two times with a dash between them; blanks around it where a time has blanks inside."""
    has_blanks = any(char.isspace() for char in start + end)
    return f"{start} – {end}" if has_blanks else f"{start}–{end}"


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
    is_midnight = last % DAY == 0 and last > first
    text = _joined(wall_text(first % DAY), wall_text(DAY if is_midnight else last % DAY))
    days_later = (last - is_midnight) // DAY - first // DAY
    if last - first >= DAY and days_later:
        text += f" {days_later} day{'s' if days_later > 1 else ''} later"
    off = 0 if day is None else first // DAY - day
    return f"{text} {off:+d} day{'s' if abs(off) > 1 else ''}" if off else text


def duration_text(minutes: int) -> str:
    """`2 h 05 min`, `45 min` or `3 h` of minutes; the signs are the same in every locale."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d} min" if rest else f"{hours} h"


def minutes_text(start: int, end: int) -> str:
    """`from 13:00`, `until 14:00` or `12:00–14:00` of minutes after midnight."""
    if end == DAY:
        return f"from {wall_text(start)}"
    return _joined(wall_text(start), wall_text(end)) if start else f"until {wall_text(end)}"


def percent_of(share: float) -> float:
    """The number that `share_text` writes, for those who draw it."""
    return share * 100 if share in (0, 1) else round(min(max(share * 100, 0.1), 99.9), 1)


def share_text(share: float) -> str:
    """`93.2 %` of a share; what is not all is never written as all, what is not nothing never as nothing."""
    number = percent_of(share)
    percent = f"{number:.0f}" if share in (0, 1) else f"{number:.1f}"
    locale = current().locale
    return f"{percent} %" if locale is None else _words(locale).share(percent)


def weekdays_text(weekday: int) -> str:
    """`Mondays` of a weekday's number: every one of them; a locale's short name stands for that."""
    return f"{_WEEKDAYS[weekday]}s" if current().locale is None else weekday_text(weekday)


def weekday_set_text(days: frozenset[int]) -> str:
    """`Mon–Fri`, `Sun–Thu` or `Mon, Wed, Sat` of weekday numbers."""
    ordered = sorted(days)
    first = [day for day in ordered if (day - 1) % 7 not in days] or ordered
    if len(ordered) > 2 and (len(first) == 1 or len(ordered) == 7):
        return _joined(weekday_text(first[0]), weekday_text((first[0] + len(ordered) - 1) % 7))
    return ", ".join(weekday_text(day) for day in ordered)
