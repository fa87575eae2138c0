"""Dates of Ramadan, for season hours that follow it.

Law: dates are projections of the Umm al-Qura calendar (Saudi Arabia, computed years ahead), for places
that begin their months with it or always the same number of days later. Elsewhere a moon is sighted or
another rule is followed: without a word of the user that is an error that asks, never a guess. A first
day that has been announced replaces the projection.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from overlap.core.civil import parse_date
from overlap.errors import BadDate, UnknownPlace
from overlap.people.listed import shown
from overlap.people.names import folded
from overlap.people.numbers import is_whole

__all__ = ["ramadan_dates"]

_FOLLOWERS: Final = {
    "AE": ("are", "uae", "unitedarabemirates", "emirates"),
    "BH": ("bhr", "bahrain"),
    "KW": ("kwt", "kuwait"),
    "QA": ("qat", "qatar"),
    "SA": ("sau", "ksa", "saudiarabia"),
    "IN": ("ind", "india"),
}
"""Places with an offset of their own, and the names they go by."""

_OFFSETS: Final = {
    # They began Ramadan 2026 on the Umm al-Qura date, 18 February, and so every year before it.
    **dict.fromkeys(("AE", "BH", "KW", "QA", "SA"), 0),
    # 19 February 2026; and Eid al-Fitr of the gazettes of 2010 to 2026 is a day after Umm al-Qura's in
    # every year but 2016. Oman, Egypt, Pakistan, Indonesia, Malaysia, Singapore and Turkey began on the
    # 19th too, but on the Umm al-Qura date in other years.
    "IN": 1,
}
"""Days after Umm al-Qura on which a place begins the month."""

_MOST_DAYS: Final = 3
"""Days by which a place can differ from Umm al-Qura: more would be another month."""

_FIRST_HIJRI_YEAR: Final = 1397
_LAST_HIJRI_YEAR: Final = 1500
"""Hijri years whose Ramadans begin in 1977 to 2077; the table of Umm al-Qura ends with 1500."""

_RAMADAN: Final = 9


def ramadan_dates(
    place: str, *, offset_days: int | None = None, starts: Iterable[str | date] = ()
) -> tuple[tuple[date, date], ...]:
    """The first and last date of each Ramadan that begins in 1977 to 2077, in order.

    They are projections: what is computed ahead, moved by the days that the place is usually later.
    A Ramadan whose first day is given begins then, and lasts as long as projected.

    Args:
        place: A place; AE, BH, KW, QA, SA and IN need nothing else, in any case, or the country's name.
        offset_days: Days after Umm al-Qura on which the place begins its months, -3 to 3.
        starts: First days as announced; each replaces the nearest projection, at most 3 days away.

    Raises:
        UnknownPlace: For every other place without an offset or first days.
        BadDate: If a first day is near no Ramadan, or the offset is not such a number.

    Example:
        >>> [first.isoformat() for first, _ in ramadan_dates("AE") if first.year == 2030]
        ['2030-01-05', '2030-12-26']
        >>> (date(2026, 2, 19), date(2026, 3, 20)) in ramadan_dates("MY", starts=["2026-02-19"])
        True
    """
    if offset_days is not None and (not is_whole(offset_days, least=-_MOST_DAYS) or offset_days > _MOST_DAYS):
        raise BadDate(
            f"offset_days is {shown(offset_days)}",
            hint=f"write whole days from -{_MOST_DAYS} to {_MOST_DAYS}",
            field="offset_days",
        )
    given = starts if not isinstance(starts, (str, date)) and isinstance(starts, Iterable) else (starts,)
    announced = [parse_date(day, field="starts") for day in given]
    spelt = place.strip() if isinstance(place, str) else ""
    known = next((_OFFSETS[code] for code in _FOLLOWERS if _means(spelt, code)), None)
    if not spelt or (known is None and offset_days is None and not announced):
        raise UnknownPlace(
            f"the dates of Ramadan in {place!r} are not known ahead",
            hint="give offset_days (days after Saudi Arabia's Umm al-Qura calendar) or starts (first days "
            f"as announced), or the season's from and until dates; or one of {', '.join(sorted(_OFFSETS))}",
            field="ramadan",
        )
    offset = offset_days if offset_days is not None else known or 0
    if not offset and not announced:
        return _umm_al_qura()
    days = timedelta(offset)
    dates = [(first + days, last + days) for first, last in _umm_al_qura()]
    for start in announced:
        at = min(range(len(dates)), key=lambda index: abs((dates[index][0] - start).days))
        first, last = dates[at]
        if abs((first - start).days) > _MOST_DAYS:
            raise BadDate(
                f"no Ramadan begins near {start.isoformat()}",
                hint=f"the nearest is projected to begin on {first.isoformat()}; give a first day "
                f"within {_MOST_DAYS} days of that",
                field="starts",
            )
        dates[at] = (start, start + (last - first))
    return tuple(dates)


def _means(spelt: str, code: str) -> bool:
    return spelt.upper() == code or folded(spelt) in _FOLLOWERS[code]


@lru_cache(maxsize=1)
def _umm_al_qura() -> tuple[tuple[date, date], ...]:
    from hijridate import Hijri

    found = []
    for year in range(_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR + 1):
        month = Hijri(year, _RAMADAN, 1)
        first = date.fromordinal(month.to_gregorian().toordinal())
        found.append((first, first + timedelta(days=month.month_length() - 1)))
    return tuple(found)
