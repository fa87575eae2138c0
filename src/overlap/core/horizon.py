"""The stretch of time a question is about, and the instants people write.

Law: a horizon is one half-open interval of UTC minutes. Dates are read in a zone and both count
(the end date as a whole); instants are half-open. Seconds round outward: a start down, an end
up. A datetime without a zone is refused, for it is no instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, final

from overlap.core.civil import DAY, date_of, day_of, iso_minute, parse_date, weekday_of
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.errors import BadDate, BadHorizon, NaiveDatetime

if TYPE_CHECKING:
    from overlap.core.zones import Zone

__all__ = ["SUPPORTED", "Horizon", "Moment", "exact_of", "instant_of"]

Moment = str | date | datetime
"""A date or an aware datetime, or either as ISO 8601 text. `pendulum` values are datetimes."""

_FIRST: Final = day_of(date(FIRST_YEAR, 1, 8)) * DAY
_LAST: Final = day_of(date(LAST_YEAR, 12, 24)) * DAY
# A week inside the supported years, so that local dates at both ends still have zone data.

SUPPORTED: Final = (_FIRST, _LAST)
"""The first and the last instant that a horizon may have, in UTC minutes."""

_DATED: Final = 10**9
"""Minutes either side of 1970 that dates can surely name: 1901 years."""

_NAIVE_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - subtracted from naive wall time only
_EARLIEST: Final = datetime(1, 1, 3) - _NAIVE_EPOCH  # noqa: DTZ001
_LATEST: Final = datetime(9999, 12, 30) - _NAIVE_EPOCH  # noqa: DTZ001
# Two days from the ends of the calendar: an instant between them has a date on every clock.
_UTC_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)


def _read(value: Moment, name: str) -> date | datetime:
    if isinstance(value, str):
        text = value.strip()
        try:
            if len(text) > 10:
                return datetime.fromisoformat(text)
            return parse_date(text)
        except (ValueError, BadDate):
            raise BadDate(
                f'{name} "{value}" is neither a date nor an instant',
                hint='write "2026-03-02", or "2026-03-02T14:00Z" with its offset',
                field=name,
            ) from None
    if isinstance(value, date):
        return value
    raise BadDate(
        f"{name} {value!r} is neither a date nor a datetime",
        hint="give ISO text, a date or an aware datetime",
        field=name,
    )


def _since_1970(value: datetime, name: str) -> timedelta:
    offset = value.utcoffset()
    if offset is None:
        raise NaiveDatetime(
            f"{name} {value.isoformat()} has no time zone",
            hint="end the text with Z or an offset such as +05:30, or give the datetime a tzinfo",
            field=name,
        )
    # Built anew as a plain datetime: a pendulum difference is no timedelta and cannot be divided by one.
    wall = datetime(*value.timetuple()[:6], value.microsecond)  # noqa: DTZ001 - its offset goes next
    since = wall - _NAIVE_EPOCH - offset
    if not _EARLIEST <= since < _LATEST:
        raise BadDate(
            f"{name} {value.isoformat()} is at the end of the calendar, where not every zone has a date",
            hint=f"use years {FIRST_YEAR + 1} to {LAST_YEAR - 1}",
            field=name,
        )
    return since


def _minutes_of(value: datetime, name: str, *, up: bool) -> int:
    since = _since_1970(value, name)
    return -(-since // _MINUTE) if up else since // _MINUTE


def exact_of(value: Moment, *, name: str = "instant") -> timedelta:
    """Time since 1970-01-01T00:00Z of an aware datetime or ISO text with an offset, seconds and all.

    Raises:
        NaiveDatetime: If it has no zone or offset.
        BadDate: If it cannot be read, or is a date alone.

    Example:
        >>> exact_of("1970-01-01T01:00:30+01:00")
        datetime.timedelta(seconds=30)
    """
    read = _read(value, name)
    if not isinstance(read, datetime):
        raise BadDate(f"{name} {read.isoformat()} is a date, not an instant", hint="add a time", field=name)
    return _since_1970(read, name)


def instant_of(value: Moment, *, name: str = "instant", up: bool = False) -> int:
    """UTC minutes of an aware datetime or ISO text with an offset; seconds round down, or up if asked.

    Raises:
        NaiveDatetime: If it has no zone or offset.
        BadDate: If it cannot be read, or is a date alone.
    """
    read = _read(value, name)
    if not isinstance(read, datetime):
        raise BadDate(f"{name} {read.isoformat()} is a date, not an instant", hint="add a time", field=name)
    return _minutes_of(read, name, up=up)


def _shown(instant: int) -> str:
    """An instant as people read it, or as its number where no date goes that far."""
    return iso_minute(instant) if abs(instant) < _DATED else f"minute {instant}"


@final
@dataclass(frozen=True, slots=True)
class Horizon:
    """One half-open interval `[start, end)` of UTC minutes since 1970.

    Example:
        >>> from overlap.core.zones import zone
        >>> Horizon.of("2026-03-02", "2026-03-02", zone("Asia/Kolkata"))
        Horizon('2026-03-01T18:30Z', '2026-03-02T18:30Z')
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise BadHorizon(
                f"the horizon ends at {_shown(self.end)}, not after its start {_shown(self.start)}",
                hint="give an end after the start; of dates, the end date counts as a whole",
            )
        if self.start < _FIRST or self.end > _LAST:
            raise BadHorizon(
                f"the horizon {_shown(self.start)} to {_shown(self.end)} leaves the supported years",
                hint=f"stay between {iso_minute(_FIRST)} and {iso_minute(_LAST)}",
            )

    def __repr__(self) -> str:
        return f"Horizon({iso_minute(self.start)!r}, {iso_minute(self.end)!r})"

    @classmethod
    def of(cls, start: Moment, end: Moment, zone: Zone) -> Horizon:
        """The horizon between two moments; dates are local to `zone` and both count.

        Raises:
            BadHorizon: If the end is not after the start, or outside the supported years.
            BadDate: If a moment cannot be read.
            NaiveDatetime: If a datetime has no zone.
        """
        first, last = _read(start, "start"), _read(end, "end")
        for name, moment in (("start", first), ("end", last)):
            if not FIRST_YEAR < moment.year < LAST_YEAR:
                raise BadHorizon(
                    f"{name} {moment.isoformat()} is outside the supported years",
                    hint=f"use years {FIRST_YEAR + 1} to {LAST_YEAR - 1}",
                    field=name,
                )
        if isinstance(first, datetime):
            begin = _minutes_of(first, "start", up=False)
        else:
            begin = zone.to_instant(day_of(first) * DAY)
        if isinstance(last, datetime):
            finish = _minutes_of(last, "end", up=True)
        else:
            finish = zone.to_instant((day_of(last) + 1) * DAY)
        return cls(begin, finish)

    @property
    def minutes(self) -> int:
        """Its length."""
        return self.end - self.start

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its ends as datetimes in UTC, for questions that take moments."""
        return _UTC_EPOCH + self.start * _MINUTE, _UTC_EPOCH + self.end * _MINUTE

    def days(self, zone: Zone) -> range:
        """The local days of `zone` from the first to the last it touches, as days since 1970."""
        walls = [zone.to_wall(self.start), zone.to_wall(self.end - 1)]
        for instant, before, after in zone.changes(self.start + 1, self.end):
            walls += (instant - 1 + before, instant + after)  # clocks may step back over midnight
        return range(min(walls) // DAY, max(walls) // DAY + 1)

    def begun(self, zone: Zone) -> int:
        """The day after the last local date of `zone` that begins before the horizon's end.

        It may show nothing of that date: clocks that step back over midnight have begun it before.
        """
        end = self.days(zone).stop
        for instant, before, after in zone.changes(self.start - DAY, self.start + 1):
            if after < before:
                end = max(end, (instant - 1 + before) // DAY + 1)
        return end

    def by_date(self, zone: Zone) -> Iterator[tuple[int, int, int]]:
        """Each run of instants at which the clocks of `zone` show one date: (day, start, end), in order.

        A date has several runs where clocks change on it.
        """
        changes = (change[0] for change in zone.changes(self.start + 1, self.end))
        for low, high in pairwise((self.start, *changes, self.end)):
            offset = zone.offset_at(low)
            for day in range((low + offset) // DAY, (high - 1 + offset) // DAY + 1):
                yield day, max(low, day * DAY - offset), min(high, (day + 1) * DAY - offset)

    def weeks(self, zone: Zone) -> Iterator[tuple[int, int]]:
        """The local weeks of `zone`, Monday first, cut to its `days`: (first day, end day)."""
        days = self.days(zone)
        starts = [days[0], *(day for day in days[1:] if weekday_of(day) == 0), days.stop]
        return pairwise(starts)

    def dates(self, zone: Zone) -> tuple[date, date]:
        """The first and the last local date of `zone` it touches."""
        days = self.days(zone)
        return date_of(days[0]), date_of(days[-1])
