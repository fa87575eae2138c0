"""Days off that the `holidays` package misses or invents, place by place, against published lists.

Law: a row says what a published list says and names that list; it is a fact of one date, never a rule.
A row that the package has caught up with makes a test fail, and goes. Rows on a Sunday would change no
day of work in these places and are left out, and so are feasts that a list itself puts under the moon,
unless a later source fixed them. Measured with holidays 0.109.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

__all__ = ["CORRECTIONS", "Correction", "corrections_of"]


class Correction(NamedTuple):
    """One date on which a published list and the package differ.

    Attributes:
        place: Canonical spelling, such as "IN-KA".
        date: The date.
        name: The day off that is missing, in English. None where the package lists a day off that
            the place does not give: its entries that would take the day become information.
        source: The published list.
    """

    place: str
    date: date
    name: str | None
    source: str


_EG_EID: Final = "Ahram Online and MENA, 2025-03-25: labour minister's circular for the private sector"
_EG_SACRIFICE: Final = (
    "Ahram Online 547304 and Global South World: labour minister's circular, decree 1803/2025"
)
_EG_SINAI: Final = "Arab Finance, 2025-04-16; State Information Service 207089: Thursday instead of Friday"
_AP_2026: Final = "Andhra Pradesh general holidays 2026: India Herald; TV9 Telugu, 2025-12-05"
_KA_2025: Final = "Karnataka general holidays 2025: Sakshi Post, 2024-11-15; Udayavani, 2024-11-15"
_KA_2026: Final = "Karnataka general holidays 2026: postalstudy.in, 2025-12; NDTV Profit; todayholiday.info"
_MH_2025: Final = "Maharashtra public holidays 2025: Sakshi Post, 2025-01-23; shut exchanges in NDTV Profit"
_MH_2026: Final = "Maharashtra notification PHD.1125/C.R.199, 2025-12-05: bankingschool.co.in"
_TN_2026: Final = (
    "Tamil Nadu public holidays 2026: The News Minute, 2025-11-12; New Indian Express, 2025-11-13"
)
_TS_2026: Final = "Telangana general holidays 2026: Siasat, 2025-12-10; telugutechbadi.com; The Hans India"
_KE_2023: Final = "gazetted 2023-06-26: KBC; The Standard"
_KE_2024: Final = "gazetted 2024-06: Ngasu Media"
_KE_2025: Final = "gazetted 2025-06-03: The Standard, 2025-06-04; Tuko"

CORRECTIONS: Final[tuple[Correction, ...]] = (
    Correction("EG", date(2025, 4, 1), "Eid al-Fitr", _EG_EID),
    Correction("EG", date(2025, 4, 24), "Sinai Liberation Day (observed)", _EG_SINAI),
    Correction("EG", date(2025, 6, 9), "Eid al-Adha", _EG_SACRIFICE),
    # Andhra Pradesh 2026: the harvest feast is a day later, and the package adds central holidays.
    Correction("IN-AP", date(2026, 1, 13), None, _AP_2026),
    Correction("IN-AP", date(2026, 1, 16), "Kanuma", _AP_2026),
    Correction("IN-AP", date(2026, 3, 3), "Holi", _AP_2026),
    Correction("IN-AP", date(2026, 3, 4), None, _AP_2026),
    Correction("IN-AP", date(2026, 3, 26), None, _AP_2026),
    Correction("IN-AP", date(2026, 3, 27), "Ram Navami", _AP_2026),
    Correction("IN-AP", date(2026, 3, 31), None, _AP_2026),
    Correction("IN-AP", date(2026, 5, 1), None, _AP_2026),
    Correction("IN-AP", date(2026, 8, 21), "Varalakshmi Vratam", _AP_2026),
    Correction("IN-AP", date(2026, 8, 28), None, _AP_2026),
    Correction("IN-AP", date(2026, 10, 19), None, _AP_2026),
    Correction("IN-AP", date(2026, 11, 24), None, _AP_2026),
    Correction("IN-KA", date(2025, 3, 14), None, _KA_2025),
    Correction("IN-KA", date(2025, 4, 30), "Basava Jayanti", _KA_2025),
    Correction("IN-KA", date(2025, 5, 12), None, _KA_2025),
    Correction("IN-KA", date(2025, 8, 16), None, _KA_2025),
    Correction("IN-KA", date(2025, 10, 1), "Dussehra (Ayudha Puja)", _KA_2025),
    Correction("IN-KA", date(2025, 10, 7), "Maharishi Valmiki's Birthday", _KA_2025),
    Correction("IN-KA", date(2025, 10, 22), "Diwali (Bali Pratipada)", _KA_2025),
    Correction("IN-KA", date(2025, 11, 5), None, _KA_2025),
    Correction("IN-KA", date(2026, 3, 4), None, _KA_2026),
    Correction("IN-KA", date(2026, 3, 26), None, _KA_2026),
    Correction("IN-KA", date(2026, 4, 20), "Basava Jayanti", _KA_2026),
    Correction("IN-KA", date(2026, 5, 27), None, _KA_2026),
    Correction("IN-KA", date(2026, 5, 28), "Eid al-Adha", _KA_2026),
    Correction("IN-KA", date(2026, 9, 4), None, _KA_2026),
    Correction("IN-KA", date(2026, 10, 21), "Dussehra (Vijayadashami)", _KA_2026),
    Correction("IN-KA", date(2026, 11, 10), "Diwali (Bali Pratipada)", _KA_2026),
    Correction("IN-KA", date(2026, 11, 24), None, _KA_2026),
    Correction("IN-KA", date(2026, 11, 27), "Kanakadasa Jayanti", _KA_2026),
    Correction("IN-MH", date(2025, 8, 16), None, _MH_2025),
    Correction("IN-MH", date(2025, 10, 20), None, _MH_2025),
    Correction("IN-MH", date(2025, 10, 21), "Diwali (Laxmi Pujan)", _MH_2025),
    Correction("IN-MH", date(2026, 5, 27), None, _MH_2026),
    Correction("IN-MH", date(2026, 5, 28), "Eid al-Adha", _MH_2026),
    Correction("IN-MH", date(2026, 9, 4), None, _MH_2026),
    # Tamil Nadu 2026: the harvest feast is a day later, and the package adds central holidays.
    Correction("IN-TN", date(2026, 1, 1), "New Year's Day", _TN_2026),
    Correction("IN-TN", date(2026, 1, 14), None, _TN_2026),
    Correction("IN-TN", date(2026, 1, 17), "Uzhavar Thirunal", _TN_2026),
    Correction("IN-TN", date(2026, 3, 4), None, _TN_2026),
    Correction("IN-TN", date(2026, 3, 19), "Ugadi (Telugu New Year)", _TN_2026),
    Correction("IN-TN", date(2026, 3, 26), None, _TN_2026),
    Correction("IN-TN", date(2026, 5, 27), None, _TN_2026),
    Correction("IN-TN", date(2026, 5, 28), "Eid al-Adha", _TN_2026),
    Correction("IN-TN", date(2026, 11, 24), None, _TN_2026),
    Correction("IN-TS", date(2026, 1, 14), "Bhogi", _TS_2026),
    Correction("IN-TS", date(2026, 1, 15), "Makar Sankranti", _TS_2026),
    Correction("IN-TS", date(2026, 3, 3), "Holi", _TS_2026),
    Correction("IN-TS", date(2026, 3, 4), None, _TS_2026),
    Correction("IN-TS", date(2026, 3, 19), "Ugadi", _TS_2026),
    Correction("IN-TS", date(2026, 3, 26), None, _TS_2026),
    Correction("IN-TS", date(2026, 3, 27), "Ram Navami", _TS_2026),
    Correction("IN-TS", date(2026, 3, 31), None, _TS_2026),
    Correction("IN-TS", date(2026, 5, 1), None, _TS_2026),
    Correction("IN-TS", date(2026, 10, 10), None, _TS_2026),
    Correction("IN-TS", date(2026, 10, 21), "Dussehra (following day)", _TS_2026),
    # The package has this feast in Kenya for Muslims only; it is gazetted for all, days before.
    Correction("KE", date(2023, 6, 28), "Eid al-Adha", _KE_2023),
    Correction("KE", date(2024, 6, 17), "Eid al-Adha", _KE_2024),
    Correction("KE", date(2025, 6, 6), "Eid al-Adha", _KE_2025),
)
"""Every correction, by place and then by date."""


def corrections_of(place: str, year: int) -> tuple[Correction, ...]:
    """The corrections of a place in a year, by date.

    Args:
        place: Canonical spelling; nothing is inherited from a country by its parts.
        year: A year; a year without corrections has none.

    Example:
        >>> [row.name for row in corrections_of("IN-MH", 2025) if row.date.month == 10]
        [None, 'Diwali (Laxmi Pujan)']
    """
    return tuple(row for row in CORRECTIONS if row.place == place and row.date.year == year)
