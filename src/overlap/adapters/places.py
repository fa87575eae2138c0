"""Zones by the names people know: a city, a country, an abbreviation, a part of a key.

Law: every zone returned is a key of the `tzdata` package, whose own tables say which country it
lies in; cities without a key of their own are looked up in the table below. Spelling, case and
accents never decide. Nothing found is an empty answer, not an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from overlap.core.zones import ABBREVIATIONS, package_file, zone_keys
from overlap.errors import BadArgument
from overlap.people.names import folded

__all__ = ["CITIES", "ZoneMatch", "folded", "search_zones"]

CITIES: Final[Mapping[str, tuple[str, ...]]] = {
    "Asia/Kolkata": (
        *("Bengaluru", "Bangalore", "Mumbai", "Bombay", "Pune", "Hyderabad", "Chennai", "Madras", "Delhi"),
        *(
            "New Delhi",
            "Noida",
            "Gurugram",
            "Gurgaon",
            "Ahmedabad",
            "Jaipur",
            "Kochi",
            "Cochin",
            "Coimbatore",
        ),
        *("Thiruvananthapuram", "Trivandrum", "Indore", "Chandigarh", "Lucknow", "Nagpur", "Mysuru", "Goa"),
        *("Bhubaneswar", "Visakhapatnam", "Vadodara", "Surat"),
    ),
    "Europe/Amsterdam": ("Rotterdam", "Utrecht", "Eindhoven", "The Hague", "Den Haag"),
    "Europe/Athens": ("Thessaloniki",),
    "Europe/Belgrade": ("Novi Sad", "Niš"),
    "Europe/Berlin": (
        *("Munich", "München", "Hamburg", "Frankfurt", "Cologne", "Köln", "Stuttgart", "Düsseldorf"),
        *("Leipzig", "Dresden", "Nuremberg"),
    ),
    "Europe/Bratislava": ("Košice",),
    "Europe/Brussels": ("Antwerp", "Ghent"),
    "Europe/Bucharest": ("Cluj", "Cluj-Napoca", "Iași", "Timișoara", "Brașov"),
    "Europe/Budapest": ("Debrecen", "Szeged"),
    "Europe/Copenhagen": ("Aarhus",),
    "Europe/Dublin": ("Cork", "Galway"),
    "Europe/Helsinki": ("Espoo", "Tampere"),
    "Europe/Istanbul": ("Ankara", "İzmir"),
    "Europe/Kyiv": ("Lviv", "Kharkiv", "Odesa", "Dnipro", "Ivano-Frankivsk"),
    "Europe/Lisbon": ("Porto", "Braga", "Coimbra"),
    "Europe/London": (
        *("Manchester", "Edinburgh", "Glasgow", "Birmingham", "Leeds", "Bristol", "Cardiff", "Belfast"),
        *("Cambridge", "Oxford", "Liverpool"),
    ),
    "Europe/Madrid": ("Barcelona", "Valencia", "Seville", "Málaga", "Bilbao"),
    "Europe/Paris": ("Lyon", "Marseille", "Toulouse", "Lille", "Nantes", "Bordeaux", "Nice"),
    "Europe/Prague": ("Brno", "Ostrava"),
    "Europe/Rome": ("Milan", "Milano", "Turin", "Naples", "Bologna", "Florence"),
    "Europe/Sofia": ("Plovdiv", "Varna"),
    "Europe/Stockholm": ("Gothenburg", "Göteborg", "Malmö"),
    "Europe/Vilnius": ("Kaunas",),
    "Europe/Warsaw": (
        *("Kraków", "Cracow", "Wrocław", "Gdańsk", "Poznań", "Łódź", "Katowice", "Lublin", "Szczecin"),
        *("Gdynia", "Rzeszów", "Bydgoszcz"),
    ),
    "Europe/Zurich": ("Geneva", "Genève", "Basel", "Bern", "Lausanne"),
    "Africa/Accra": ("Kumasi",),
    "Africa/Cairo": ("Alexandria", "Giza"),
    "Africa/Casablanca": ("Rabat", "Marrakesh", "Marrakech", "Tangier", "Fes"),
    "Africa/Johannesburg": ("Cape Town", "Durban", "Pretoria", "Port Elizabeth", "Gqeberha"),
    "Africa/Lagos": ("Abuja", "Ibadan", "Port Harcourt"),
    "Africa/Nairobi": ("Mombasa",),
    "America/Argentina/Buenos_Aires": ("Rosario", "La Plata", "Mar del Plata"),
    "America/Bahia": ("Salvador",),
    "America/Belem": ("Macapá",),
    "America/Bogota": (
        "Medellín",
        "Cali",
        "Barranquilla",
        "Cartagena",
        "Bucaramanga",
        "Pereira",
        "Manizales",
    ),
    "America/Caracas": ("Maracaibo", "Valencia"),
    "America/Chicago": (
        *("Dallas", "Houston", "Austin", "San Antonio", "Fort Worth", "Minneapolis", "Kansas City"),
        *(
            "Nashville",
            "Memphis",
            "New Orleans",
            "Milwaukee",
            "St. Louis",
            "Saint Louis",
            "Omaha",
            "Birmingham",
        ),
    ),
    "America/Costa_Rica": ("San José", "Heredia"),
    "America/Denver": ("Salt Lake City", "Albuquerque", "Colorado Springs"),
    "America/Edmonton": ("Calgary",),
    "America/El_Salvador": ("San Salvador",),
    "America/Fortaleza": ("Natal", "João Pessoa", "São Luís", "Teresina"),
    "America/Guatemala": ("Guatemala City", "Quetzaltenango"),
    "America/Guayaquil": ("Quito", "Cuenca"),
    "America/Indiana/Indianapolis": ("Fort Wayne",),
    "America/Jamaica": ("Kingston", "Montego Bay"),
    "America/La_Paz": ("Santa Cruz de la Sierra", "Cochabamba"),
    "America/Lima": ("Arequipa", "Trujillo"),
    "America/Los_Angeles": (
        *("San Francisco", "Seattle", "San Diego", "San Jose", "Portland", "Las Vegas", "Sacramento"),
        *("Oakland", "Palo Alto", "Mountain View"),
    ),
    "America/Mexico_City": ("Guadalajara", "Puebla", "Querétaro", "León"),
    "America/Montevideo": ("Punta del Este",),
    "America/New_York": (
        *("Boston", "Atlanta", "Miami", "Philadelphia", "Washington", "Charlotte", "Raleigh", "Orlando"),
        *(
            "Tampa",
            "Jacksonville",
            "Pittsburgh",
            "Baltimore",
            "Cleveland",
            "Columbus",
            "Cincinnati",
            "Brooklyn",
        ),
        *("Manhattan", "Buffalo"),
    ),
    "America/Panama": ("Panama City", "Ciudad de Panamá"),
    "America/Phoenix": ("Tucson", "Scottsdale"),
    "America/Santiago": ("Valparaíso", "Concepción"),
    "America/Santo_Domingo": ("Santiago de los Caballeros",),
    "America/Sao_Paulo": (
        *("Rio de Janeiro", "Belo Horizonte", "Brasília", "Curitiba", "Porto Alegre", "Campinas"),
        *("Florianópolis", "Goiânia", "Joinville", "Vitória"),
    ),
    "America/Tegucigalpa": ("San Pedro Sula",),
    "America/Toronto": ("Montreal", "Ottawa", "Quebec City", "Waterloo", "Mississauga", "Hamilton"),
    "America/Vancouver": ("Victoria", "Burnaby"),
    "Asia/Almaty": ("Astana", "Shymkent"),
    "Asia/Bangkok": ("Chiang Mai", "Phuket"),
    "Asia/Colombo": ("Kandy",),
    "Asia/Dhaka": ("Chittagong", "Chattogram"),
    "Asia/Dubai": ("Abu Dhabi", "Sharjah"),
    "Asia/Ho_Chi_Minh": ("Hanoi", "Da Nang", "Saigon", "Hai Phong", "Can Tho"),
    "Asia/Jakarta": ("Bandung", "Surabaya", "Yogyakarta", "Medan"),
    "Asia/Jerusalem": ("Tel Aviv", "Haifa"),
    "Asia/Karachi": ("Lahore", "Islamabad", "Rawalpindi", "Faisalabad", "Hyderabad"),
    "Asia/Kathmandu": ("Pokhara",),
    "Asia/Kuala_Lumpur": ("Penang", "George Town", "Johor Bahru", "Cyberjaya"),
    "Asia/Makassar": ("Bali", "Denpasar"),
    "Asia/Manila": (
        *("Cebu", "Cebu City", "Davao", "Quezon City", "Makati", "Taguig", "Clark", "Iloilo", "Bacolod"),
        *("Baguio", "Cagayan de Oro", "Dumaguete"),
    ),
    "Asia/Riyadh": ("Jeddah", "Mecca", "Dammam"),
    "Asia/Seoul": ("Busan", "Incheon"),
    "Asia/Shanghai": (
        *("Beijing", "Shenzhen", "Guangzhou", "Hangzhou", "Chengdu", "Dalian", "Wuhan", "Nanjing", "Xi'an"),
        *("Suzhou", "Tianjin", "Chongqing"),
    ),
    "Asia/Taipei": ("Hsinchu", "Kaohsiung"),
    "Asia/Tbilisi": ("Batumi",),
    "Asia/Tokyo": ("Osaka", "Kyoto", "Yokohama", "Nagoya", "Fukuoka", "Sapporo"),
    "Australia/Brisbane": ("Gold Coast", "Cairns"),
    "Australia/Sydney": ("Canberra", "Newcastle"),
    "Pacific/Auckland": ("Wellington", "Christchurch"),
}
"""Cities where distributed teams sit and that have no zone key of their own, by their zone; of two
cities with one name, the one more often meant comes first."""

_COUNTRY_NAMES: Final[Mapping[str, str]] = {
    "america": "US",
    "brasil": "BR",
    "czechia": "CZ",
    "england": "GB",
    "greatbritain": "GB",
    "ivorycoast": "CI",
    "northmacedonia": "MK",
    "polska": "PL",
    "scotland": "GB",
    "southkorea": "KR",
    "korea": "KR",
    "turkey": "TR",
    "turkiye": "TR",
    "uae": "AE",
    "uk": "GB",
    "unitedkingdom": "GB",
    "unitedstatesofamerica": "US",
    "usa": "US",
    "wales": "GB",
}
"""Names in use that the database's list of countries writes otherwise, folded."""

# How good a match is; equal scores keep the order of the database's tables.
_KEY: Final = 100
_ABBREVIATION: Final = 95
_CITY: Final = 90
_COUNTRY: Final = 80
_OLD_KEY: Final = 70
_CITY_BEGINS: Final = 60
_COUNTRY_BEGINS: Final = 50
_PART: Final = 40
_SIMILAR: Final = 20

_SHORTEST_BEGINNING: Final = 3
"""Letters that the beginning of a name needs: two are a country code."""

_SHORTEST_PART: Final = 4
"""Letters that a part from inside a name needs: three are found everywhere."""


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """A zone that a query may mean.

    Attributes:
        key: IANA key.
        country_code: ISO 3166 code of the country it lies in, or "" for zones like "UTC".
        country: Its English name, or "".
        why: What matched, such as "city Kraków" or "abbreviation IST".
        score: How well, from 1 to 100.
    """

    key: str
    country_code: str
    country: str
    why: str
    score: int


def search_zones(query: str, limit: int = 20) -> tuple[ZoneMatch, ...]:
    """Zones a text may mean, best first; each key once.

    Args:
        query: A city, a country's name or code, an abbreviation such as "IST", a zone key or a
            part of one; in any case, with or without accents.
        limit: The most matches to return.

    Returns:
        The matches, none if nothing is like the query. Names that only begin with it or hold it are
        offered when none is equal to it, and similar ones when none holds it either.

    Raises:
        BadArgument: If the query has no letter or digit, or the limit is below 1.

    Example:
        >>> [(match.key, match.why) for match in search_zones("Krakow")]
        [('Europe/Warsaw', 'city Kraków')]
    """
    wanted = folded(query) if isinstance(query, str) else ""
    if not wanted:
        raise BadArgument(f"{query!r} names no place", hint='ask for a city, such as "Pune"', field="query")
    if limit < 1:
        raise BadArgument(f"{limit} is not a number of matches", hint="ask for at least 1", field="limit")
    found: dict[str, tuple[int, str]] = {}
    for score, key, why in _matches(wanted, query.strip().casefold()):
        if score > found.get(key, (0, ""))[0]:
            found[key] = (score, why)
    ranked = sorted(found.items(), key=lambda item: -item[1][0])[:limit]
    countries, names = _zone_countries(), _country_names()
    return tuple(
        ZoneMatch(key, code, names.get(code, ""), why, score)
        for key, (score, why) in ranked
        for code in (countries.get(key, ""),)
    )


def _matches(wanted: str, spelt: str) -> Iterator[tuple[int, str, str]]:
    """Every match as (score, key, why), of the folded query and of the query as spelt."""
    found = list(_whole_matches(wanted, spelt))
    if not found and len(wanted) >= _SHORTEST_BEGINNING:
        found = list(_part_matches(wanted)) or list(_similar_matches(wanted))
    yield from found


def _whole_matches(wanted: str, spelt: str) -> Iterator[tuple[int, str, str]]:
    countries, names, old = _zone_countries(), _country_names(), _old_keys()
    for key in ABBREVIATIONS.get(wanted.upper(), ()):
        yield _ABBREVIATION, key, f"abbreviation {wanted.upper()}"
    for city, key, name in _cities():
        if city == wanted:
            yield _CITY, key, f"city {name}"
    for key, code in countries.items():
        if folded(key) == wanted:
            yield _KEY, key, "key"
        if spelt == code.lower() or code == _COUNTRY_NAMES.get(wanted) or wanted == folded(names[code]):
            yield _COUNTRY, key, f"country {names[code]}"
    for key in sorted(zone_keys() - countries.keys()):
        area, _, name = key.rpartition("/")
        is_named = area != "Etc" and wanted in (folded(key), folded(name)) and not key.startswith("GMT")
        if key.casefold() == spelt or is_named:  # signs matter: "Etc/GMT+5" is not "Etc/GMT-5"
            now = old.get(key, key)
            yield (_OLD_KEY, now, f"old key {key}") if now in countries else (_KEY, key, "key")


def _part_matches(wanted: str) -> Iterator[tuple[int, str, str]]:
    names = _country_names()
    for city, key, name in _cities():
        if city.startswith(wanted):
            yield _CITY_BEGINS, key, f"city {name}"
    for key, code in _zone_countries().items():
        if folded(names[code]).startswith(wanted):
            yield _COUNTRY_BEGINS, key, f"country {names[code]}"
        elif len(wanted) >= _SHORTEST_PART and wanted in folded(names[code]):
            yield _PART, key, f"country {names[code]}"
        elif len(wanted) >= _SHORTEST_PART and wanted in folded(key):
            yield _PART, key, "part of the key"


def _similar_matches(wanted: str) -> Iterator[tuple[int, str, str]]:
    from difflib import get_close_matches

    cities = _cities()
    for near in get_close_matches(wanted, dict.fromkeys(city for city, _, _ in cities), n=5, cutoff=0.75):
        yield from ((_SIMILAR, key, f"similar to {name}") for city, key, name in cities if city == near)
    names, countries = _country_names(), _zone_countries()
    folded_names = {folded(name): code for code, name in names.items()}
    for near in get_close_matches(wanted, folded_names, n=2, cutoff=0.75):
        code = folded_names[near]
        yield from (
            (_SIMILAR, key, f"similar to {names[code]}") for key, of in countries.items() if of == code
        )


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of one of the database's tab-separated tables."""
    for line in package_file(f"zoneinfo/{name}").decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Country name by ISO 3166 code."""
    return {row[0]: row[1] for row in _rows("iso3166.tab")}


@lru_cache(maxsize=1)
def _zone_countries() -> dict[str, str]:
    """Country code of every current key, in the table's order: by country, its main zones first."""
    return {row[2]: row[0] for row in _rows("zone.tab") if row[2] in zone_keys()}


@lru_cache(maxsize=1)
def _old_keys() -> dict[str, str]:
    """Current key by former key, from the database's links ("L TARGET NAME")."""
    links: dict[str, str] = {}
    for line in package_file("zoneinfo/tzdata.zi").decode("utf-8").splitlines():
        if line.startswith("L "):
            _, target, name = line.split()
            links[name] = target
    current = _zone_countries()
    found: dict[str, str] = {}
    for name in links.keys() - current.keys():
        target = links[name]
        while target not in current and target in links:
            target = links[target]
        found[name] = target
    return found


@lru_cache(maxsize=1)
def _cities() -> tuple[tuple[str, str, str], ...]:
    """Cities as (folded, key, name): those of the keys themselves, then those of the table."""
    own = ((key.rpartition("/")[2].replace("_", " "), key) for key in _zone_countries())
    listed = ((city, key) for key, cities in CITIES.items() for city in cities)
    return tuple((folded(city), key, city) for city, key in (*own, *listed))
