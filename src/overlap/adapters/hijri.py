"""Dates of Ramadan, for season hours that follow it.

Law: only the Umm al-Qura calendar (Saudi Arabia, computed years ahead) is used, and only for
places that begin their months with it to the day or nearly so. Elsewhere a moon is sighted or
another rule is followed, a day or two later, and only the user can know: that is an error that
asks for dates, never a guess.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from overlap.adapters.places import folded
from overlap.errors import UnknownPlace

__all__ = ["ramadan_dates"]

_FOLLOWERS: Final = {
    "AE": ("are", "uae", "unitedarabemirates", "emirates"),
    "BH": ("bhr", "bahrain"),
    "KW": ("kwt", "kuwait"),
    "QA": ("qat", "qatar"),
    "SA": ("sau", "ksa", "saudiarabia"),
}
"""Places that began Ramadan 2026 on the Umm al-Qura date, 18 February, and the names they go by.
Oman, Egypt, Pakistan, Indonesia, Malaysia and Turkey began it on the 19th."""

_FIRST_HIJRI_YEAR: Final = 1397
_LAST_HIJRI_YEAR: Final = 1500
"""Hijri years whose Ramadans begin in 1977 to 2077; the table of Umm al-Qura ends with 1500."""

_RAMADAN: Final = 9


def ramadan_dates(place: str) -> tuple[tuple[date, date], ...]:
    """The first and last date of each Ramadan that begins in 1977 to 2077, in order.

    Args:
        place: AE, BH, KW, QA or SA, in any case, or the country's name.

    Raises:
        UnknownPlace: For every other place; give the dates of the season instead.

    Example:
        >>> [first.isoformat() for first, _ in ramadan_dates("AE") if first.year == 2030]
        ['2030-01-05', '2030-12-26']
    """
    spelt = place.strip() if isinstance(place, str) else ""
    wanted = folded(spelt)
    if not any(spelt.upper() == code or wanted in names for code, names in _FOLLOWERS.items()):
        raise UnknownPlace(
            f"the dates of Ramadan in {place!r} are not known ahead",
            hint=f"give the season's from and until dates, or one of {', '.join(sorted(_FOLLOWERS))}",
            field="ramadan",
        )
    return _umm_al_qura()


@lru_cache(maxsize=1)
def _umm_al_qura() -> tuple[tuple[date, date], ...]:
    from hijridate import Hijri

    found = []
    for year in range(_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR + 1):
        month = Hijri(year, _RAMADAN, 1)
        first = date.fromordinal(month.to_gregorian().toordinal())
        found.append((first, first + timedelta(days=month.month_length() - 1)))
    return tuple(found)
