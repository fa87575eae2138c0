"""Zone search: what people type, and the zone they mean."""

from __future__ import annotations

import pytest

from overlap.adapters.places import CITIES, folded, search_zones
from overlap.core.zones import ABBREVIATIONS, zone_keys
from overlap.errors import BadArgument

CITY_ZONES = [
    ("Bengaluru", "Asia/Kolkata"),
    ("bangalore", "Asia/Kolkata"),
    ("Pune", "Asia/Kolkata"),
    ("Hyderabad", "Asia/Kolkata"),
    ("Cebu", "Asia/Manila"),
    ("Davao", "Asia/Manila"),
    ("manila", "Asia/Manila"),
    ("Kraków", "Europe/Warsaw"),
    ("Krakow", "Europe/Warsaw"),
    ("Wroclaw", "Europe/Warsaw"),
    ("GDANSK", "Europe/Warsaw"),
    ("lodz", "Europe/Warsaw"),
    ("Medellin", "America/Bogota"),
    ("Cali", "America/Bogota"),
    ("Bogotá", "America/Bogota"),
    ("Sao Paulo", "America/Sao_Paulo"),
    ("São Paulo", "America/Sao_Paulo"),
    ("rio de janeiro", "America/Sao_Paulo"),
    ("Recife", "America/Recife"),
    ("San Francisco", "America/Los_Angeles"),
    ("Seattle", "America/Los_Angeles"),
    ("Austin", "America/Chicago"),
    ("Boston", "America/New_York"),
    ("new york", "America/New_York"),
    ("Guadalajara", "America/Mexico_City"),
    ("Shenzhen", "Asia/Shanghai"),
    ("Da Nang", "Asia/Ho_Chi_Minh"),
    ("Lviv", "Europe/Kyiv"),
    ("Cluj", "Europe/Bucharest"),
    ("Porto", "Europe/Lisbon"),
    ("Valencia", "Europe/Madrid"),
    ("Birmingham", "Europe/London"),
    ("Izmir", "Europe/Istanbul"),
]


@pytest.mark.parametrize(("city", "key"), CITY_ZONES)
def test_a_city_leads_to_its_zone(city: str, key: str) -> None:
    assert search_zones(city)[0].key == key


def test_every_city_of_the_table_leads_to_a_zone_that_exists() -> None:
    assert CITIES.keys() <= zone_keys()
    for key, cities in CITIES.items():
        for city in cities:
            assert key in [match.key for match in search_zones(city)], city


def test_no_city_of_the_table_has_a_key_of_its_own() -> None:
    own = {folded(key.rpartition("/")[2]): key for key in zone_keys()}
    elsewhere = {
        city: key for key, cities in CITIES.items() for city in cities if own.get(folded(city)) == key
    }
    assert elsewhere == {}


@pytest.mark.parametrize("text", ["IST", "ist", "PST", "EST", "CST", "BST"])
def test_an_abbreviation_gives_every_zone_it_may_mean_first(text: str) -> None:
    meant = ABBREVIATIONS[text.upper()]
    found = search_zones(text)
    assert tuple(match.key for match in found[: len(meant)]) == meant
    assert found[0].why == f"abbreviation {text.upper()}"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("PH", {"Asia/Manila"}),
        ("ph", {"Asia/Manila"}),
        ("Philippines", {"Asia/Manila"}),
        ("Poland", {"Europe/Warsaw"}),
        ("UK", {"Europe/London"}),
        ("Côte d'Ivoire", {"Africa/Abidjan"}),
        ("new zealand", {"Pacific/Auckland", "Pacific/Chatham"}),
    ],
)
def test_a_country_gives_all_its_zones(text: str, keys: set[str]) -> None:
    assert {match.key for match in search_zones(text) if match.score == 80} == keys


def test_a_match_names_its_country() -> None:
    found = search_zones("Pune")[0]
    assert (found.country_code, found.country, found.why) == ("IN", "India", "city Pune")


@pytest.mark.parametrize(
    ("old", "key"),
    [("Calcutta", "Asia/Kolkata"), ("US/Pacific", "America/Los_Angeles"), ("Europe/Kiev", "Europe/Kyiv")],
)
def test_a_former_key_gives_the_current_one(old: str, key: str) -> None:
    assert search_zones(old)[0].key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [("asia/manila", "Asia/Manila"), ("UTC", "UTC"), ("Etc/GMT+5", "Etc/GMT+5"), ("gmt", "GMT")],
)
def test_a_key_is_found_in_any_case(text: str, key: str) -> None:
    assert search_zones(text)[0].key == key
    assert "Etc/GMT-5" not in [match.key for match in search_zones(text)]


@pytest.mark.parametrize(
    ("typo", "key"), [("Kyev", "Europe/Kyiv"), ("Bangalor", "Asia/Kolkata"), ("Manilla", "Asia/Manila")]
)
def test_a_misspelt_city_is_still_offered(typo: str, key: str) -> None:
    assert search_zones(typo)[0].key == key


def test_nothing_like_the_query_is_an_empty_answer() -> None:
    assert search_zones("qqqqqq") == ()


@pytest.mark.parametrize("text", ["", "   ", "!?"])
def test_a_query_without_letters_is_refused(text: str) -> None:
    with pytest.raises(BadArgument) as caught:
        search_zones(text)
    assert caught.value.field == "query"


def test_the_limit_is_kept_and_must_be_positive() -> None:
    assert len(search_zones("US", limit=3)) == 3
    with pytest.raises(BadArgument):
        search_zones("US", limit=0)


@pytest.mark.parametrize("text", ["US", "a", "san", "america", "IST"])
def test_matches_come_best_first_and_each_key_once(text: str) -> None:
    found = search_zones(text, limit=1000)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len({match.key for match in found}) == len(found)
    assert {match.key for match in found} <= zone_keys()


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Łódź", "lodz"), ("İzmir", "izmir"), ("Málaga", "malaga"), ("Xi'an", "xian"), ("Straße", "strasse")],
)
def test_folding_keeps_only_plain_letters(text: str, letters: str) -> None:
    assert folded(text) == letters
