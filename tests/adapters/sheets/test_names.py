"""Zones by what people call them, and ids made of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.sheets.names import Lookup, id_of, ids_of, zone_of_text
from overlap.adapters.windows_zones import WINDOWS_ZONES
from overlap.core.zones import zone_keys
from overlap.errors import AmbiguousZone, BadZone
from overlap.people.members import checked_id


def test_every_key_and_every_name_of_windows_is_a_zone() -> None:
    assert all(zone_of_text(key) == key for key in zone_keys())
    assert all(zone_of_text(name.title()) == key for name, key in WINDOWS_ZONES.items())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("manila", "Asia/Manila"),
        ("Kraków", "Europe/Warsaw"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Philippines", "Asia/Manila"),
        ("asia/kolkata", "Asia/Kolkata"),
        ("New York", "America/New_York"),
    ],
)
def test_a_city_or_a_country_of_one_clock_is_a_zone(text: str, key: str) -> None:
    assert zone_of_text(text) == key


@pytest.mark.parametrize("text", ["IST", "EST", "Valencia", "Brazil", "United States"])
def test_what_could_be_several_is_refused_with_what_it_could_be(text: str) -> None:
    with pytest.raises(AmbiguousZone) as caught:
        zone_of_text(text)
    assert len(caught.value.candidates) > 1


@pytest.mark.parametrize("text", ["Nowhere", "GMT+8", "UTC+05:30", "+08:00", "Asia/Manilla", "…", "x" * 5000])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadZone):
        zone_of_text(text)


@given(st.text(max_size=120))
def test_every_name_makes_an_id_that_a_team_file_takes(name: str) -> None:
    assert checked_id(id_of(name, "team"), "team")


def test_ids_are_short_plain_and_kept_where_they_are_ids_already() -> None:
    assert id_of("Łódź / Support (EU)", "team") == "lodz-support-eu"
    assert id_of("sao_paulo-2", "team") == "sao_paulo-2"
    assert id_of("サポート 東京", "team").startswith("サホート")
    assert len(id_of("Team " * 50, "team")) <= 60


def test_a_lookup_asks_once_and_gives_up_after_many_errors() -> None:
    asked: list[str] = []

    def find(text: str) -> str:
        asked.append(text)
        if text.startswith("bad"):
            raise BadZone(f"no {text}")
        return text.upper()

    lookup = Lookup(find)
    assert [lookup("a"), lookup("a")] == ["A", "A"]
    assert asked == ["a"]
    for number in range(100):
        with pytest.raises(Exception, match=f"bad{number}\\b|looked up"):
            lookup(f"bad{number}")
    assert len(asked) == 26
    with pytest.raises(BadZone, match="no bad3"):
        lookup("bad3")
    assert lookup("a") == "A"


WORDS = (
    st.text(alphabet="aB1 -_.é'ßłÑİΣσ²e\u0301\u00a0\u0e33ИƆ’한", max_size=6)
    | st.text(max_size=4).filter(lambda text: text.isprintable())
    | st.sampled_from(["Ana Reyes", "x" * 60, "x" * 61, "y " * 40, "José Ñandú", "josé"])
)


@given(st.lists(WORDS, max_size=6))
def test_ids_of_many_names_are_those_of_each(names: list[str]) -> None:
    assert ids_of(names, "member") == [id_of(name, "member") for name in names]


def test_ids_of_plain_names_are_their_letters_with_dashes() -> None:
    assert ids_of(["B--A", "b--a", "B__A", "Łódź Two"], "x") == ["b-a", "b--a", "b-a", "lodz-two"]
    assert ids_of(["Ana Reyes", "jun", "", "R2 D2"], "member") == ["ana-reyes", "jun", "member", "r2-d2"]
