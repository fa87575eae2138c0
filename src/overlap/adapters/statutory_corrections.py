"""What the `holidays` package does not say of itself, or says wrongly: short tables with sources.

Law: an entry has its reason beside it. Measured with holidays 0.109, released in November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from overlap.people.days import Weekends

__all__ = [
    "ARRANGED_UNTIL",
    "ARRANGED_WITH",
    "COMPUTED_MOONS",
    "COMPUTED_VESAK",
    "GENERIC_DIWALI",
    "GOVERNMENT_IS_OFF",
    "KNOWN_FROM",
    "KNOWN_UNTIL",
    "MOONS_ANNOUNCED",
    "MOONS_ANNOUNCED_ELSEWHERE",
    "NEEDS_SUBDIVISION",
    "NOBODY",
    "ONE_MOON_LATE",
    "OTHER_MOONS",
    "WEEKENDS",
    "WEEKENDS_SETTLED",
    "caveats_of",
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

# Rest days.

_SAT_SUN: Final = frozenset({5, 6})
_FRI_SAT: Final = frozenset({4, 5})
_SAT_SUN_ALWAYS: Final[Weekends] = ((date.min, _SAT_SUN),)
_FRI_SAT_ALWAYS: Final[Weekends] = ((date.min, _FRI_SAT),)

WEEKENDS: Final[Mapping[str, Weekends]] = {
    "LY": _FRI_SAT_ALWAYS,  # the package says Sat-Sun; CLDR 48 and jollyday say Fri-Sat
    # The package says Fri-Sat; moved on 2014-10-01 (AFP, CLDR 48).
    "MR": ((date.min, _FRI_SAT), (date(2014, 10, 1), _SAT_SUN)),
    "PS": _FRI_SAT_ALWAYS,  # the package says Sat-Sun; jollyday
    # One legal rest day; offices rest on both, and a meeting on a Saturday helps nobody.
    "AI": _SAT_SUN_ALWAYS,
    "CD": _SAT_SUN_ALWAYS,
    "HK": _SAT_SUN_ALWAYS,
    "KN": _SAT_SUN_ALWAYS,
    "NE": _SAT_SUN_ALWAYS,
    "NP": _SAT_SUN_ALWAYS,  # government Saturday only; CLDR 48 and exporting firms Sat-Sun
    "PY": _SAT_SUN_ALWAYS,
    "TK": _SAT_SUN_ALWAYS,
    "VE": _SAT_SUN_ALWAYS,
}
"""Rest days of offices where the package has others."""

WEEKENDS_SETTLED: Final[Mapping[str, date]] = {
    # Every second Saturday from 1998 to 2000 is no week that repeats; both days since 2001.
    "TW": date(2001, 1, 1),
    "XTAI": date(2001, 1, 1),
}
"""Where rest days before a date followed no week: those from that date on are taken for all time."""

# What a day does, and how sure its date is.

GOVERNMENT_IS_OFF: Final = frozenset(
    f"IN-{state}" for state in ("AP", "BR", "CG", "JH", "ML", "MN", "MP", "OD", "TS")
)
"""States whose official list of days off stands in the package's government category."""

ARRANGED_UNTIL: Final[Mapping[str, int]] = {
    "AZ": 2026,  # the cabinet's production calendar, each December
    "BY": 2026,  # Council of Ministers, each year
    "CN": 2026,  # State Council notice, each November
    "HU": 2026,  # decree on the order of work, each year
    "KG": 2026,  # cabinet, each year
    "KZ": 2026,  # government decree, each year
    "LV": 2026,  # Cabinet of Ministers order, each year
    "MM": 2026,  # government notification, each year
    "RU": 2027,  # government decree; that for 2027 was published in September 2026
    "UZ": 2026,  # presidential decree, each year
    "VN": 2026,  # ministry's notice, each year
}
"""Countries that arrange days off and swap days by yearly decree, and the last year whose decree is
in the data. A newer package may hold later ones, which are then found by their swap days. Armenia,
Bulgaria, Taiwan and Ukraine did so once: the last swap days are of 2021, 2016, 2025 and 2022."""

ARRANGED_WITH: Final[Mapping[str, str]] = {"XSHE": "CN", "XSHG": "CN"}
"""Markets whose days follow the country's decree."""

MOONS_ANNOUNCED: Final[Mapping[str, int]] = {
    "MY": 2027,  # the Prime Minister's Department lists the next year in autumn
    "SG": 2027,  # the Ministry of Manpower has published 2027
    "TR": 2032,  # Diyanet computes the months and publishes them for years ahead
}
"""Last years whose moon feasts a government has published, as far as the data go."""

MOONS_ANNOUNCED_ELSEWHERE: Final = 2026
"""Hindu, Islamic and Buddhist feasts are announced for the next year at best, and often seen the evening
before; the data were released in November 2026."""

COMPUTED_MOONS: Final = frozenset(
    {
        *("chuseok", "double ninth", "dragon boat festival", "lunar new year", "mid-autumn festival"),
        *("chol hamoed", "hanukkah", "passover", "purim", "rosh hashanah", "shavuot", "simchat torah"),
        *("sukkot", "yom kippur"),
    }
)
"""Festivals of the Chinese and Hebrew calendars: their moons are computed, never sighted, and fixed."""

COMPUTED_VESAK: Final = frozenset({"HK", "KP", "KR", "MO", "TW", "XHKG", "XKRX", "XTAI"})
"""Where Vesak is the eighth day of the fourth Chinese month, and so computed as well."""

OTHER_MOONS: Final[Mapping[str, str]] = {
    "BT": "Traditional Day of Offering|Zhabdrung|Guru Rinpoche|Lord Buddha",
    "CI": "Night of Power",
    "ID": "Day of Silence",
    "IN": "Agrasen|Akshay|Amavasya|Ashtami|Ayudha|Bali Pratipada|Bathukamma|Bhai Duj|Chait|Chauth|Cherchera"
    "|Chhath|Chitragupt|Cheti Chand|Chouth|Chaturdashi|Dashami|Dev Diwali|Diwali|Dol|Ekadashi|Gobind Singh"
    "|Gudi Padwa|Gujarati New Year|Gyaras|Hanuman|Hareli|Harchath|Hola Mohalla|Holika|Kabir|Karkadaka"
    "|Kharchi|Losoong|Lo?chhar|Mahalaya|Mahavir|Meenesh|Mera Chaoren|Narayana Guru|Navami|Navratr|Panchami"
    "|Parshuram|Pooja|(?<!Garia )Puja|Purnima|Rath Yatra|Ravi ?[Dd]as|Samvatsari|Shakambhari|Shankaracharya"
    "|Sukladi|Teej|Tritiya|Tulsidas|Vallabhacharya|Valmiki|Varalakshmi|Vishwakarma Day",
    "KH": "Khmer New Year|Ploughing|Pchum Ben|Water Festival",
    "MM": "Full Moon|Karen New Year|National Day|Thadingyut",
    "NP": "Lho?chhar|Chhath|Jayanti|Jitiya|Parva|Poornima|Teej",
    "TH": "Bucha|Buddhist Lent",
}
"""Parts of names of other days that follow a moon there, without a label: each government lists them
for a year or two."""

GENERIC_DIWALI: Final[Mapping[str, int]] = {"KE": 2025, "MY": 2028, "SG": 2028, "SR": 2036, "TT": 2028}
"""Where, and from which year on, Diwali comes from a table nobody announced."""

ONE_MOON_LATE: Final[Mapping[date, date]] = {
    date(2025, 11, 19): date(2025, 10, 20),
    date(2028, 11, 15): date(2028, 10, 17),
}
"""Days on which that table is a lunar month late: the new moon of Kartika is the one before, as
the lists of India, Mauritius and Nepal have it."""

# What to warn of.

NEEDS_SUBDIVISION: Final[Mapping[str, str]] = {
    "MY": "MY lists only the days that all states of Malaysia share; New Year, Deepavali and Thaipusam "
    "are days of most states",
}
"""Countries whose own list is kept by nobody: a subdivision has to be named."""

_CAVEATS: Final[Mapping[str, str]] = {
    "AE": "AE does not tell the emirates apart; where Sharjah's rest days apply, set them: Friday to Sunday",
    "CO": "CO does not list days by mayors' decree, such as Carnival in Barranquilla; add those kept",
    "ES": "ES does not list the two local days of each town; add them",
    "IN": 'IN lists the central government\'s days; each state has a list of its own: name one, as "IN-KA"',
    "LK": "LK is known to 2026; the Poya days of later years are not in the data",
    "MY": f'{NEEDS_SUBDIVISION["MY"]}: name one, as "MY-14"',
    "UA": "UA has had no public holidays by law since 2022-03-15; add the days on which you close",
    "US-TX": "US-TX lists days on which state agencies are partly staffed, or which their staff choose; "
    'private employers keep those of "US"',
}

_PARTS_OF: Final[Mapping[str, str]] = {
    "ES": "{} does not list the two local days of each town; add them",
    "IN": "{} differs from the state's printed list on several days a year; check that or your employer's",
}
"""What holds for each subdivision of a country."""


def caveats_of(code: str, *, arranged_until: int | None = None) -> tuple[str, ...]:
    """What to warn of before the days of a place are relied on, one sentence each.

    Args:
        code: Canonical spelling of the place.
        arranged_until: The last year whose decree is known, where days off are set by yearly decree.

    Example:
        >>> len(caveats_of("MY")), caveats_of("MY-14")
        (1, ())
    """
    found = []
    country, dash, _ = code.partition("-")
    if code in _CAVEATS:
        found.append(_CAVEATS[code])
    if dash and country in _PARTS_OF:
        found.append(_PARTS_OF[country].format(code))
    if arranged_until is not None:
        found.append(
            f"{code} arranges its days off by yearly decree; those after {arranged_until} are guesses"
        )
    return tuple(found)
