"""Festivals against published dates: all of a festival's days at a place, and none of its neighbours'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

import holidays
import pytest
from holidays import HolidayBase

from overlap.adapters.festivals import FESTIVALS, TRADITIONS, Festival, alias_of, festivals_of
from overlap.adapters.half_days import base_name
from overlap.adapters.places import folded

ALIASES = [one.alias for one in FESTIVALS]


@lru_cache(maxsize=4096)
def listed(place: str, year: int) -> tuple[tuple[date, str], ...]:
    """The named days of a place in a year, of every category the package has but worked ones."""
    if place.startswith("market:"):
        code, subdivision = place.removeprefix("market:"), None
        read: Callable[..., HolidayBase] = holidays.financial_holidays
        if code in holidays.list_supported_financial(include_aliases=False)["ENX"]:
            code, subdivision = "ENX", code
    else:
        code, _, rest = place.partition("-")
        subdivision, read = rest or None, holidays.country_holidays
    found = []
    for category in read(code, subdiv=subdivision).supported_categories:
        if category not in ("workday", "school"):
            days = read(
                code, subdiv=subdivision, years=year, expand=False, language="en_US", categories=category
            )
            found += [
                (on, name) for on, names in days.items() if on.year == year for name in names.split("; ")
            ]
    return tuple(found)


def dates_of(place: str, alias: str, year: int) -> list[str]:
    found = {on for on, name in listed(place, year) if alias in festivals_of(place, name)}
    return [on.isoformat()[5:] for on in sorted(found)]


# Place, alias, year, and the festival's days there as month-day, as published.
PUBLISHED = [
    # Monday and Tuesday before Ash Wednesday (18 February 2026, 10 February 2027), or as the place has it.
    ("BR", "carnival", 2026, "02-16 02-17"),
    ("BR-SP", "carnival", 2026, "02-16 02-17"),
    ("BR-RJ", "carnival", 2027, "02-08 02-09"),
    ("market:BVMF", "carnival", 2026, "02-16 02-17"),
    ("AR", "carnival", 2026, "02-16 02-17"),
    ("EC", "carnival", 2027, "02-08 02-09"),
    ("BO-O", "carnival", 2026, "02-13 02-16 02-17"),
    ("HT", "carnival", 2026, "02-15 02-16 02-17"),
    ("US-LA", "carnival", 2026, "02-17"),
    ("US-LA", "carnival", 2027, "02-09"),
    ("PA", "carnival", 2026, "02-16 02-17"),
    ("UY", "carnival", 2026, "02-16 02-17"),
    ("PT", "carnival", 2026, "02-17"),
    ("TT", "carnival", 2026, "02-16 02-17"),
    ("DM", "carnival", 2026, "02-16 02-17"),
    ("AW", "carnival", 2026, "02-16"),
    ("AO", "carnival", 2026, "02-16 02-17"),
    ("IT-BZ", "carnival", 2026, "02-12 02-17"),
    ("LI", "carnival", 2026, "02-17"),
    ("AG", "carnival", 2026, "08-03 08-04"),
    ("BB", "carnival", 2026, "08-03"),
    ("GD", "carnival", 2026, "08-10 08-11"),
    ("VC", "carnival", 2026, "07-06 07-07"),
    ("KN", "carnival", 2026, "01-01 01-02"),
    ("DE-NW", "carnival", 2026, ""),
    ("BR", "ash wednesday", 2026, "02-18"),
    ("BR", "corpus christi", 2026, "06-04"),
    ("CO", "corpus christi", 2026, "06-08"),
    # Kartika new moon; the government lists of each country.
    ("IN", "diwali", 2026, "11-08"),
    ("IN", "diwali", 2027, "10-29"),
    ("IN-MH", "diwali", 2026, "11-08"),
    ("IN-CG", "diwali", 2026, "11-08"),
    ("IN-TN", "diwali", 2026, "11-08"),
    ("SG", "diwali", 2026, "11-08 11-09"),
    ("SG", "diwali", 2027, "10-28"),
    ("NP", "diwali", 2026, "11-08"),
    ("MU", "diwali", 2026, "11-08"),
    ("TT", "diwali", 2026, "11-08 11-09"),
    ("MY-14", "diwali", 2026, "11-08 11-09"),
    ("MY-13", "diwali", 2026, ""),
    ("KE", "diwali", 2026, "11-08"),
    ("US-CA", "diwali", 2026, "11-08"),
    ("US", "diwali", 2026, ""),
    ("IN", "holi", 2026, "03-04"),
    ("IN-RJ", "holi", 2026, "03-04"),  # not Holika Dahan, public there on 3 March
    ("NP", "holi", 2026, "03-02 03-03"),  # the hills, then the Terai
    ("IN", "dussehra", 2026, "10-20"),
    ("NP", "dussehra", 2026, "10-20"),
    ("IN-WB", "durga puja", 2026, "10-18 10-19 10-20 10-21"),
    ("IN", "raksha bandhan", 2026, "08-28"),
    ("NP", "raksha bandhan", 2026, "08-28"),
    ("IN-GA", "ganesh chaturthi", 2026, "09-14 09-15"),
    ("IN-KL", "onam", 2026, "08-25 08-26 08-27 08-28"),
    ("IN", "guru nanak jayanti", 2026, "11-24"),
    # Shawwal 1447 and Dhu al-Hijja 1447 as announced.
    ("TR", "eid al-fitr", 2026, "03-19 03-20 03-21 03-22"),
    ("TR", "eid al-adha", 2026, "05-26 05-27 05-28 05-29 05-30"),
    ("SG", "eid al-fitr", 2026, "03-21"),
    ("SG", "eid al-adha", 2026, "05-27"),
    ("ID", "eid al-fitr", 2026, "03-20 03-21 03-22 03-23 03-24"),
    ("ID", "eid al-adha", 2026, "05-27 05-28"),
    ("PH", "eid al-fitr", 2026, "03-20"),
    ("GB", "eid al-fitr", 2026, ""),
    ("ID", "islamic new year", 2026, "06-16"),
    ("MY", "islamic new year", 2026, "06-17"),
    ("MY-14", "mawlid", 2026, "08-25"),
    # 17 February 2026 and 6 February 2027.
    ("CN", "lunar new year", 2026, "02-16 02-17 02-18 02-19"),
    ("TW", "lunar new year", 2026, "02-15 02-16 02-17 02-18 02-19 02-20"),
    ("SG", "lunar new year", 2026, "02-17 02-18"),
    ("SG", "lunar new year", 2027, "02-06 02-07 02-08"),
    ("HK", "lunar new year", 2026, "02-17 02-18 02-19"),
    ("VN", "lunar new year", 2026, "02-16 02-17 02-18 02-19 02-20"),
    ("KR", "lunar new year", 2026, "02-16 02-17 02-18"),
    ("KR", "lunar new year", 2027, "02-06 02-07 02-08 02-09"),
    ("ID", "lunar new year", 2026, "02-16 02-17"),
    ("PH", "lunar new year", 2026, "02-17"),
    ("MU", "lunar new year", 2026, "02-17"),
    ("KR", "chuseok", 2026, "09-24 09-25 09-26"),
    ("KR", "chuseok", 2027, "09-14 09-15 09-16"),
    ("KR", "mid-autumn festival", 2026, ""),
    ("CN", "mid-autumn festival", 2026, "09-25"),
    ("HK", "mid-autumn festival", 2026, "09-26"),
    ("CN", "dragon boat festival", 2026, "06-19"),
    ("TW", "dragon boat festival", 2027, "06-09"),
    ("CN", "qingming", 2026, "04-05 04-06"),
    ("SG", "vesak", 2026, "05-31 06-01"),
    ("TH", "vesak", 2026, "05-31 06-01"),
    ("KR", "vesak", 2026, "05-24 05-25"),
    ("LK", "vesak", 2026, "05-01 05-02"),
    ("IN", "vesak", 2026, "05-01"),
    ("TH", "songkran", 2026, "04-13 04-14 04-15"),
    ("JP", "golden week", 2026, "04-29 05-03 05-04 05-05"),
    ("KR", "golden week", 2026, ""),
    ("IR", "nowruz", 2026, "03-21 03-22 03-23 03-24"),
    ("KZ", "nowruz", 2027, "03-21 03-22 03-23 03-24"),
    ("AZ", "nowruz", 2026, "03-20 03-21 03-22 03-23 03-24 03-26 03-27"),
    ("EG", "nowruz", 2026, ""),  # its Spring Festival is Sham el-Nessim
    # hebcal.com, as in Israel.
    ("IL", "rosh hashanah", 2026, "09-12 09-13"),
    ("IL", "yom kippur", 2026, "09-21"),
    ("IL", "sukkot", 2026, "09-26"),
    ("IL", "simchat torah", 2026, "10-03"),
    ("IL", "passover", 2026, "04-02 04-08"),
    ("IL", "passover", 2027, "04-22 04-28"),
    ("IL", "shavuot", 2026, "05-22"),
    ("IL", "purim", 2026, "03-03"),
    ("AR", "passover", 2026, "04-02 04-03 04-08 04-09"),
    # Easter on 5 April 2026 and 28 March 2027; Pascha on 12 April 2026 and 2 May 2027.
    ("GB-ENG", "good friday", 2026, "04-03"),
    ("GB-ENG", "easter", 2026, "04-06"),
    ("GB-ENG", "easter monday", 2026, "04-06"),
    ("PL", "easter", 2027, "03-28 03-29"),
    ("HU", "easter", 2026, "04-05 04-06"),
    ("GR", "good friday", 2026, ""),
    ("GR", "easter", 2026, ""),
    ("GR", "orthodox good friday", 2026, "04-10"),
    ("GR", "orthodox easter", 2026, "04-13"),
    ("CY", "orthodox easter", 2026, "04-12 04-13 04-14"),
    ("RO", "orthodox good friday", 2027, "04-30"),
    ("RO", "orthodox easter", 2027, "05-02 05-03"),
    ("RS", "orthodox easter", 2026, "04-12 04-13"),
    ("BA-SRP", "easter", 2026, "04-05 04-06"),
    ("BA-SRP", "orthodox easter", 2026, "04-12 04-13"),
    ("market:XATH", "good friday", 2026, "04-03"),
    ("market:XATH", "orthodox good friday", 2026, "04-10"),
    ("FR", "whit monday", 2026, "05-25"),
    ("GR", "whit monday", 2026, ""),
    ("DE", "ascension", 2026, "05-14"),
    ("NO", "maundy thursday", 2026, "04-02"),
    # Fixed days and their substitutes.
    ("GB-ENG", "christmas", 2026, "12-25"),
    ("GB-ENG", "boxing day", 2026, "12-26 12-28"),
    ("GB-ENG", "christmas", 2027, "12-25 12-27"),
    ("BR", "christmas", 2026, "12-25"),
    ("BR", "christmas eve", 2026, "12-24"),
    ("RU", "christmas", 2026, ""),
    ("RU", "orthodox christmas", 2026, "01-07"),
    ("ET", "orthodox christmas", 2026, "01-07"),
    ("MD", "christmas", 2026, "12-25"),
    ("MD", "orthodox christmas", 2026, "01-07 01-08"),
    ("AM", "orthodox christmas", 2026, "01-06"),
    ("EG", "orthodox christmas", 2026, "01-07"),
    ("UY", "christmas", 2026, "12-25"),
    ("ZA", "boxing day", 2026, "12-26"),
    ("HK", "boxing day", 2026, "12-26"),
    ("SB", "boxing day", 2026, "12-26 12-28"),
    ("SB", "thanksgiving", 2026, ""),
    ("US", "new year", 2026, "01-01"),
    ("BR", "new year", 2026, "01-01"),
    ("TW", "new year", 2026, "01-01"),
    ("GB-SCT", "new year", 2026, "01-01 01-02"),
    ("NZ", "new year", 2026, "01-01 01-02"),
    ("RU", "new year", 2026, "01-01 01-02 01-03 01-04 01-05 01-06 01-08"),
    ("IR", "new year's eve", 2026, ""),  # its "Last Day of Year" is in March
    ("LV", "new year's eve", 2026, "12-31"),
    ("ES", "epiphany", 2026, "01-06"),
    ("CO", "epiphany", 2026, "01-12"),
    ("UY", "epiphany", 2026, "01-06"),
    ("DE-BW", "epiphany", 2026, "01-06"),
    ("US-VI", "epiphany", 2026, "01-06"),
    ("ES-CT", "st. john", 2026, "06-24"),
    ("CA-QC", "st. john", 2026, "06-24"),
    ("RO", "st. john", 2026, ""),
    ("SE", "midsummer", 2026, "06-19 06-20"),
    ("FI", "midsummer", 2027, "06-25 06-26"),
    ("FR", "assumption", 2026, "08-15"),
    ("GR", "assumption", 2026, "08-15"),
    ("FR", "all saints", 2026, "11-01"),
    ("SE", "all saints", 2026, "10-31"),
    ("BR", "day of the dead", 2026, "11-02"),
    ("market:XMEX", "day of the dead", 2026, "11-02"),
    ("BY", "international women's day", 2026, "03-08"),
    ("KZ", "international women's day", 2026, "03-08 03-09"),
    ("MZ", "international women's day", 2026, ""),
    ("ZA", "international women's day", 2026, ""),
    ("TN", "international women's day", 2026, ""),
    ("DE", "labour day", 2026, "05-01"),
    ("BR", "labour day", 2026, "05-01"),
    ("PL", "labour day", 2026, "05-01"),
    ("RU", "labour day", 2026, "05-01"),
    ("GB", "labour day", 2026, "05-04"),
    ("US", "labour day", 2026, "09-07"),
    ("CA-ON", "labour day", 2026, "09-07"),
    ("AU-VIC", "labour day", 2026, "03-09"),
    ("NZ", "labour day", 2026, "10-26"),
    ("JP", "labour day", 2026, ""),  # Labor Thanksgiving Day is a harvest festival
    ("AR", "labour day", 2026, "05-01"),  # not the State Worker's Day
    ("US", "juneteenth", 2026, "06-19"),
    ("US-TX", "juneteenth", 2026, "06-19"),
    ("US", "thanksgiving", 2026, "11-26"),
    ("CA-ON", "thanksgiving", 2026, "10-12"),
    ("JP", "thanksgiving", 2026, ""),
    ("US-TX", "thanksgiving friday", 2026, "11-27"),
    ("US-MD", "thanksgiving friday", 2026, "11-27"),
    ("US-NV", "thanksgiving friday", 2027, "11-26"),
    ("market:XNYS", "thanksgiving friday", 2026, "11-27"),
]


@pytest.mark.parametrize(("place", "alias", "year", "dates"), PUBLISHED)
def test_a_festival_has_exactly_its_published_days(place: str, alias: str, year: int, dates: str) -> None:
    assert dates_of(place, alias, year) == dates.split()


@pytest.mark.parametrize(
    ("place", "name", "not_of"),
    [
        ("IN-MP", "Dev Diwali", "diwali"),
        ("IN", "Naraka Chaturdashi", "diwali"),
        ("IN-MH", "Diwali (Bali Pratipada)", "diwali"),
        ("market:XNSE", "Diwali Balipratipada", "diwali"),
        ("IN-CG", "Diwali (South India)", "diwali"),
        ("IN", "Govardhan Puja", "diwali"),
        ("NP", "Bhai Tika", "diwali"),
        ("IN-WB", "Kali Puja", "diwali"),
        ("IN", "Holika Dahan", "holi"),
        ("IN-PB", "Hola Mohalla", "holi"),
        ("IN", "Dussehra (Mahanavami)", "dussehra"),
        ("IN", "Janmashtami (Smarta)", "janmashtami"),
        ("IN-TN", "Thiruvalluvar Day", "pongal"),
        ("BR", "Ash Wednesday", "carnival"),
        ("BR", "Corpus Christi", "carnival"),
        ("GP", "Mi-Careme", "carnival"),
        ("BE-French", "Carnival Break", "carnival"),
        ("KN", "Culturama Day - Last Lap", "carnival"),
        ("TR", "Eid al-Adha", "eid al-fitr"),
        ("AE", "Day of Arafah", "eid al-adha"),
        ("IQ", "Eid al-Ghadir", "eid al-adha"),
        ("BD", "Jumu'atul-Wida", "eid al-fitr"),
        ("IR", "Tasua", "ashura"),
        ("IQ", "Prophet Yahya's Birthday", "mawlid"),
        ("ML", "Prophet's Baptism", "mawlid"),
        ("BT", "First Sermon of Lord Buddha", "vesak"),
        ("IR", "Nature's Day", "nowruz"),
        ("IN", "Parsi New Year", "nowruz"),
        ("EG", "Spring Festival", "lunar new year"),
        ("KH", "Khmer New Year's Day", "new year"),
        ("BD", "Bengali New Year's Day", "new year"),
        ("BA-SRP", "Orthodox New Year", "new year"),
        ("ET", "Ethiopian New Year", "new year"),
        ("IL", "Pesach holiday", "passover"),
        ("IL", "Ta'anit Ester", "purim"),
        ("HK", "The day following Good Friday", "good friday"),
        ("CH-Stadt Zurich", "Day before Good Friday", "good friday"),
        ("AU-NSW", "Easter Saturday", "easter"),
        ("MO", "The Day before Easter", "easter"),
        ("DE-BY", "Easter/Spring Break", "easter"),
        ("BY", "Orthodox Easter", "easter"),
        ("BY", "Orthodox Christmas Day", "christmas"),
        ("DE-BY", "Christmas Break", "christmas"),
        ("SE", "Day before Christmas Eve (from 2pm)", "christmas eve"),
        ("SE", "Day before New Year's Eve (from 2pm)", "new year's eve"),
        ("SE", "Day before Midsummer Eve (from 2pm)", "midsummer"),
        ("AD", "Epiphany Eve (from 1pm)", "epiphany"),
        ("PH", "All Saints' Eve", "all saints"),
        ("FR-Zone A", "All Saints' Break", "all saints"),
        ("IT-RG", "Saint John's Day", "st. john"),
        ("VA", "Saint John the Evangelist's Day", "st. john"),
        ("GI", "Workers' Memorial Day", "labour day"),
        ("LR", "Tubman Administration Goodwill Day", "boxing day"),
        ("TC", "National Day of Thanksgiving", "thanksgiving"),
        ("US-MD", "Family Day", "thanksgiving friday"),
    ],
)
def test_a_neighbour_is_not_taken(place: str, name: str, not_of: str) -> None:
    assert not_of not in festivals_of(place, name)


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("diwali", "diwali"),
        ("Deepavali", "diwali"),
        ("DIVALI", "diwali"),
        ("Carnaval", "carnival"),
        ("Mardi Gras", "carnival"),
        ("Eid-ul-Fitr", "eid al-fitr"),
        ("Eid al Fitr", "eid al-fitr"),
        ("Bakrid", "eid al-adha"),
        ("Têt", "lunar new year"),
        ("Chinese New Year", "lunar new year"),
        ("Mid Autumn Festival", "mid-autumn festival"),
        ("Pesach", "passover"),
        ("St John", "st. john"),
        ("São João", "st. john"),
        ("Labor Day", "labour day"),
        ("Toussaint", "all saints"),
        ("Día de Muertos", "day of the dead"),
        ("New Years Eve", "new year's eve"),
    ],
)
def test_a_festival_is_known_by_the_words_people_write(text: str, alias: str) -> None:
    assert alias_of(text) == alias


@pytest.mark.parametrize("text", ["", "  ", "Independence Day", "Easter Sunday", "New Year's Day", "ramadan"])
def test_what_is_narrower_or_no_festival_has_no_alias(text: str) -> None:
    assert alias_of(text) is None


def test_no_spelling_means_two_festivals() -> None:
    spelt = [folded(text) for one in FESTIVALS for text in (one.alias, *one.spellings)]
    assert len(spelt) == len(set(spelt))
    assert all(one.alias == one.alias.casefold() for one in FESTIVALS)


@pytest.mark.parametrize("one", FESTIVALS, ids=ALIASES)
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_every_festival_is_listed_at_its_home(one: Festival, year: int) -> None:
    assert one.home is not None
    if one.alias == "hanukkah":  # a school holiday, so left out by `listed`
        assert festivals_of("IL", "Hanukkah") == ("hanukkah",)
    else:
        assert dates_of(one.home, one.alias, year)


def test_traditions_are_made_of_aliases() -> None:
    assert {alias for aliases in TRADITIONS.values() for alias in aliases} <= set(ALIASES)
    assert {"hindu", "islamic", "jewish", "hebrew", "orthodox", "catholic", "christian"} <= TRADITIONS.keys()


TOGETHER = {
    frozenset(("diwali", "tihar")): {"NP"},
    frozenset(("dussehra", "dashain")): {"NP", "BT"},
    frozenset(("dussehra", "durga puja")): {"IN", "market:XBOM", "market:XNSE"},
    frozenset(("easter", "easter monday")): None,  # one is a part of the other
    frozenset(("easter monday", "orthodox easter")): {"MK"},
    frozenset(("easter", "orthodox easter")): {"ME", "MK", "PS"},
    frozenset(("good friday", "orthodox good friday")): {"ME", "PS"},
    frozenset(("christmas", "orthodox christmas")): {"ME", "MK"},
    frozenset(("epiphany", "orthodox christmas")): {"AM"},
    frozenset(("st. john", "midsummer")): {"LT"},
}
"""Festivals that share days, and where; no others do."""

COUNTRIES = list(holidays.list_supported_countries(include_aliases=False))
MARKETS = [f"market:{code}" for code in holidays.list_supported_financial(include_aliases=False)]


@lru_cache(maxsize=1)
def everywhere() -> tuple[tuple[str, date, str], ...]:
    return tuple((place, on, name) for place in (*COUNTRIES, *MARKETS) for on, name in listed(place, 2026))


def test_only_festivals_that_belong_together_share_a_day() -> None:
    for place, _, name in everywhere():
        found = festivals_of(place, name)
        for at, one in enumerate(found):
            for other in found[at + 1 :]:
                pair = frozenset((one, other))
                assert pair in TOGETHER, (place, name)
                where = TOGETHER[pair]
                assert where is None or place in where, (place, name)


def test_a_label_never_changes_the_festival() -> None:
    for place, _, name in everywhere():
        assert festivals_of(place, base_name(name)) == festivals_of(place, name), (place, name)
        assert festivals_of(place, f"{base_name(name)} (observed, estimated)") == festivals_of(place, name)


# Where a festival cannot fall, whatever a place calls its days: the whole world in 2026.
SEASONS = {
    "diwali": ("11-06", "11-12"),
    "holi": ("03-02", "03-06"),
    "dussehra": ("10-19", "10-22"),
    "eid al-fitr": ("03-16", "04-01"),
    "eid al-adha": ("05-23", "06-03"),
    "ashura": ("06-24", "06-29"),
    "mawlid": ("08-23", "08-31"),
    "islamic new year": ("06-14", "06-19"),
    "lunar new year": ("02-14", "02-23"),
    "mid-autumn festival": ("09-24", "09-29"),
    "vesak": ("04-29", "06-04"),
    "nowruz": ("03-19", "03-29"),
    "passover": ("04-01", "04-10"),
    "good friday": ("04-02", "04-10"),
    "easter": ("04-05", "04-13"),
    "orthodox good friday": ("04-03", "04-11"),
    "orthodox easter": ("04-05", "04-15"),
    "whit monday": ("05-25", "05-26"),
    "corpus christi": ("06-04", "06-08"),
    "epiphany": ("01-05", "01-20"),
    "orthodox christmas": ("01-06", "01-09"),
    "assumption": ("08-14", "08-29"),
    "all saints": ("10-31", "11-03"),
    "day of the dead": ("11-01", "11-03"),
    "christmas eve": ("12-23", "12-26"),
    "boxing day": ("12-24", "12-31"),
    "st. john": ("06-23", "06-26"),
    "midsummer": ("06-19", "06-26"),
    "international women's day": ("03-06", "03-10"),
    "thanksgiving friday": ("11-27", "11-27"),
    "juneteenth": ("06-18", "06-22"),
}


@pytest.mark.parametrize("alias", SEASONS)
def test_a_festival_falls_in_its_season_wherever_it_is_kept(alias: str) -> None:
    first, last = SEASONS[alias]
    found = [(place, on, name) for place, on, name in everywhere() if alias in festivals_of(place, name)]
    assert found
    two_churches = {"ME", "MK", "PS"}
    late = [
        day for day in found if not first <= day[1].isoformat()[5:] <= last and day[0] not in two_churches
    ]
    assert late == []


def test_every_place_has_its_new_year_on_the_first_of_january() -> None:
    first = date(2026, 1, 1)
    named = {place for place, on, name in everywhere() if on == first and place in COUNTRIES}
    kept = {
        place for place, on, name in everywhere() if on == first and "new year" in festivals_of(place, name)
    }
    assert named - kept == {"KN"}  # only ever "Carnival Day" there


def test_every_twenty_fifth_of_december_that_is_kept_is_christmas() -> None:
    on_the_day = {(place, name) for place, on, name in everywhere() if (on.month, on.day) == (12, 25)}
    others = {(place, name) for place, name in on_the_day if "christmas" not in festivals_of(place, name)}
    assert {name for _, name in others} <= {"Constitution Day", "Quaid-e-Azam Day"}


def test_new_year_is_one_block_of_days() -> None:
    for place in COUNTRIES:
        found = sorted(
            on
            for on, name in listed(place, 2026)
            if "new year" in festivals_of(place, name) and on < date(2026, 2, 1) and "(" not in name
        )
        assert all(later - on <= timedelta(days=2) for on, later in pairwise(found)), place
