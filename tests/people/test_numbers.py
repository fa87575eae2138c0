"""Whole numbers that callers hand in."""

from __future__ import annotations

import pytest

from overlap.errors import BadSchedule
from overlap.people.numbers import is_whole, whole, whole_of_text


@pytest.mark.parametrize("value", [True, False, 1.0, "1", None, -1])
def test_what_is_no_whole_number_from_zero_is_refused(value: object) -> None:
    assert not is_whole(value)
    with pytest.raises(BadSchedule, match=r"minutes is .*; give a whole number from 0") as caught:
        whole(value, "minutes")
    assert caught.value.field == "minutes"


def test_the_least_is_allowed_and_less_is_not() -> None:
    assert whole(3, "people", least=3) == 3
    assert not is_whole(2, least=3)


def test_zero_is_a_whole_number_from_zero() -> None:
    assert is_whole(0)
    assert whole(0, "minutes") == 0


def test_more_than_a_billion_is_a_slip() -> None:
    assert whole(10**9, "minutes") == 10**9
    with pytest.raises(BadSchedule, match="minutes is above a billion"):
        whole(10**9 + 1, "minutes")
    assert is_whole(10**30)  # instants and amounts have bounds of their own


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("1000000000", 10**9),
        ("1000000001", None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("1_000", None),
        (" 1", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_plain_digits_write_a_number_up_to_a_billion(text: str, number: int | None) -> None:
    assert whole_of_text(text) == number
