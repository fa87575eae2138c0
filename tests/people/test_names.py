"""Names compared as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.people.names import either, folded, near_names


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("São Paulo", "saopaulo"),
        ("KRAKÓW", "krakow"),
        ("Łódź", "lodz"),
        ("Port-au-Prince", "portauprince"),
        ("St. Stephen's Day", "ststephensday"),
        ("Ascensión", "ascension"),
        ("Weißer Sonntag", "weissersonntag"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Þorri", "thorri"),
        ("Đà Nẵng", "danang"),
        ("Ðag", "dag"),
        ("İstanbul", "istanbul"),
        ("ısı", "isi"),
        ("Diwali (Deepavali)", "diwalideepavali"),
        ("20th of September", "20thofseptember"),
        ("½ day", "12day"),
        ("Tết", "tet"),
        ("설날", "설날"),
        ("--- ", ""),
    ],
)
def test_a_name_is_folded_to_its_letters(text: str, letters: str) -> None:
    import unicodedata

    assert folded(text) == unicodedata.normalize("NFKD", letters)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_what_is_folded_stays_as_it_is_and_has_no_punctuation(text: str) -> None:
    once = folded(text)
    assert all(letter.isalnum() for letter in once)
    assert " " not in once


@given(st.text("aábcçdeéñ -'.", max_size=12))
def test_case_spaces_and_punctuation_do_not_matter(text: str) -> None:
    assert folded(text.upper()) == folded(text) == folded(f" {text}. ") == folded(folded(text))


def test_near_names_are_at_most_three_and_each_once() -> None:
    assert near_names("day", [f"Day {letter}" for letter in "abcdef"]) == ["Day a", "Day b", "Day c"]
    assert near_names("Christmas Dai", ["Christmas Day", "Easter"]) == ["Christmas Day"]
    assert near_names("x", ["Easter"]) == []


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("eve", ["Christmas Eve"]),
        ("ev", []),
        ("EVE!", ["Christmas Eve"]),
        ("Chrismas Eve", ["Christmas Eve", "Christmas Day"]),
        ("carnaval", ["Carnival"]),
    ],
)
def test_near_names_hold_a_name_or_are_spelt_like_it(name: str, near: list[str]) -> None:
    assert near_names(name, {"Christmas Day", "Christmas Eve", "Carnival"}) == near


@pytest.mark.parametrize(
    ("names", "text"),
    [(["AU"], '"AU"'), (["a", "b"], '"a" or "b"'), (["a", "b", "c"], '"a", "b" or "c"')],
)
def test_names_are_quoted_and_joined(names: list[str], text: str) -> None:
    assert either(names) == text


def test_words_that_begin_with_the_same_six_letters_are_near() -> None:
    assert near_names("Mahavi Xyzzyx", {"Mahavira's Birth"}) == ["Mahavira's Birth"]
    assert near_names("Mahavx Xyzzyx", {"Mahavira's Birth"}) == []


def test_three_names_that_are_only_spelt_alike_are_near() -> None:
    assert sorted(near_names("abcdx", ["abcde", "abcdf", "abcdg", "zzzzz"])) == ["abcde", "abcdf", "abcdg"]
