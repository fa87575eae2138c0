"""What the `holidays` package does not say of itself, or says wrongly: a short table with sources.

Law: an entry has its reason beside it. Measured with holidays 0.109.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

__all__ = [
    "ARRANGED_YEARLY",
    "FIRST_ARRANGED",
    "GENERIC_DIWALI",
    "GOVERNMENT_IS_OFF",
    "KNOWN_FROM",
    "KNOWN_UNTIL",
    "NOBODY",
    "ONE_MOON_LATE",
    "SAMPLED_WEEK",
    "WEEKENDS",
]

KNOWN_UNTIL: Final[Mapping[str, date]] = {
    # Measured with holidays 0.109: the last year before listed days vanish for good.
    "BT": date(2035, 12, 31),  # Dassain: the package's Hindu tables end
    "FJ": date(2035, 12, 31),  # Diwali, the same tables
    "GY": date(2035, 12, 31),  # Diwali and Holi, the same tables
    "ID": date(2050, 12, 31),  # Day of Silence
    "IN": date(2035, 12, 31),  # "available only from 2001 to 2035", says its warning
    "MU": date(2035, 12, 31),  # Maha Shivaratri, Diwali, Ugadi, Ganesh Chaturthi
    "NP": date(2035, 12, 31),  # from 26 days a year to 6
    "NZ": date(2052, 12, 31),  # Matariki: Te Kāhui o Matariki Public Holiday Act 2022, schedule 1
    "SR": date(2035, 12, 31),  # Holi
    "UA": date(2022, 3, 14),  # no public holidays since Law 2136-IX of 2022-03-15; employers may close
    "US-CA": date(2035, 12, 31),  # Diwali, a state holiday there from 2026
    "XBOM": date(2035, 12, 31),  # seven moon-based days, among them both of Diwali
    "XNSE": date(2035, 12, 31),  # the same
    "XNZE": date(2052, 12, 31),  # Matariki, as for the country
}
"""Ends of the data that the package does not state; LK ends in 2026 and says so itself."""

KNOWN_FROM: Final[Mapping[str, date]] = {
    "IN": date(2001, 1, 1),  # the same warning
    "MO": date(1985, 1, 1),  # no day at all is listed for 1982 to 1984
}
"""Beginnings of the data that the package does not state."""

NOBODY: Final = frozenset({"BV", "HM", "IO"})
"""Territories for which the package has a class without any day: no inhabitants, no calendar."""

_SAT_SUN: Final = frozenset({5, 6})
_FRI_SAT: Final = frozenset({4, 5})

WEEKENDS: Final[Mapping[str, frozenset[int]]] = {
    "LY": _FRI_SAT,  # the package says Sat-Sun; CLDR 48 and jollyday say Fri-Sat
    "MR": _SAT_SUN,  # Fri-Sat in the package; moved on 2014-10-01 (AFP, CLDR 48)
    "PS": _FRI_SAT,  # the package says Sat-Sun; jollyday
    # One legal rest day; offices rest on both, and a meeting on a Saturday helps nobody.
    "AI": _SAT_SUN,
    "CD": _SAT_SUN,
    "HK": _SAT_SUN,
    "KN": _SAT_SUN,
    "NE": _SAT_SUN,
    "NP": _SAT_SUN,  # government Saturday only; CLDR 48 and exporting firms Sat-Sun
    "PY": _SAT_SUN,
    "TK": _SAT_SUN,
    "VE": _SAT_SUN,
}
"""Rest days of offices where the package has others."""

SAMPLED_WEEK: Final = date(2026, 6, 1)
"""A Monday: rest days are those of this week, which is after the last change (Johor, 2025)."""

GOVERNMENT_IS_OFF: Final = frozenset(
    f"IN-{state}" for state in ("AP", "BR", "CG", "JH", "ML", "MN", "MP", "OD", "TS")
)
"""States whose official list of days off stands in the package's government category."""

ARRANGED_YEARLY: Final[Mapping[str, str]] = {"CN": "CN", "XSHG": "CN", "XSHE": "CN"}
"""Places whose days a country sets each November with its swap days; before that they are guesses."""

FIRST_ARRANGED: Final = 2008
"""China arranges its days with swap days each year from 2008 on."""

GENERIC_DIWALI: Final[Mapping[str, int]] = {"KE": 2025, "MY": 2028, "SG": 2028, "SR": 2036, "TT": 2028}
"""Where, and from which year on, Diwali comes from a table nobody announced."""

ONE_MOON_LATE: Final[Mapping[date, date]] = {
    date(2025, 11, 19): date(2025, 10, 20),
    date(2028, 11, 15): date(2028, 10, 17),
}
"""Days on which that table is a lunar month late: the new moon of Kartika is the one before, as
the lists of India, Mauritius and Nepal have it."""
