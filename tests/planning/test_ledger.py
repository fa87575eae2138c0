"""A ledger keeps differences alone, in JSON as in memory, and refuses what is none with a reason."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.errors import BadArgument, BadDate
from overlap.planning.ledger import Ledger, mean_minutes

BURDENS = st.dictionaries(st.text("abc.-é", min_size=1, max_size=5), st.integers(0, 10**9), max_size=5)
DATES = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(BURDENS, DATES, st.lists(st.text("ab.", max_size=3), max_size=3))
def test_what_goes_out_as_json_comes_in_again(
    burdens: dict[str, int], through: date | None, outside: list[str]
) -> None:
    ledger = Ledger(burdens, through=through, outside=outside)
    again = Ledger.from_dict(json.loads(json.dumps(ledger.to_dict())))
    assert again == ledger
    assert again.to_dict() == ledger.to_dict()


@given(BURDENS, st.integers(0, 1000))
def test_only_differences_count(burdens: dict[str, int], more: int) -> None:
    if any(one + more > 10**9 for one in burdens.values()):
        return
    ledger = Ledger(burdens)
    assert Ledger({who: one + more for who, one in burdens.items()}) == ledger
    assert min(ledger.burden_minutes.values(), default=0) == 0
    for one in burdens:
        for other in burdens:
            difference = ledger.burden_minutes[one] - ledger.burden_minutes[other]
            assert difference == burdens[one] - burdens[other]


def test_order_is_that_of_ids() -> None:
    ledger = Ledger({"b": 1, "a": 2}, outside=["z", "y", "z"])
    assert list(ledger.burden_minutes) == ["a", "b"]
    assert ledger.outside == ("y", "z")


def test_newcomers_begin_with_the_mean_of_those_who_are_asked() -> None:
    ledger = Ledger({"a": 0, "b": 101, "gone": 9999})
    assert ledger.carried(["a", "b", "new"]) == {"a": 0, "b": 101, "new": 51}
    assert Ledger().carried(["a"]) == {"a": 0}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_a_mean_is_rounded_half_up(values: list[int]) -> None:
    exact = Fraction(sum(values), len(values))
    assert -Fraction(1, 2) < exact - mean_minutes(values) + Fraction(0) <= Fraction(1, 2) or (
        mean_minutes(values) - exact == Fraction(1, 2)
    )


def test_the_mean_of_nobody_is_nothing() -> None:
    assert mean_minutes([]) == 0
    assert mean_minutes([0, 1]) == 1


ROW = {"id": "a", "burden_minutes": 1}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "is no ledger"),
        ({"ledger": []}, "is no ledger"),
        ({"format_version": 0, "ledger": []}, "is no ledger"),
        ({"format_version": "2", "ledger": []}, "is no ledger"),
        ({"format_version": 2, "ledger": []}, "the ledger is of format version 2"),
        ({"format_version": 1}, "ledger is None"),
        ({"format_version": 1, "ledger": {"a": 1}}, "no list"),
        ({"format_version": 1, "ledger": ["a"]}, "the ledger holds 'a'"),
        ({"format_version": 1, "ledger": [{"burden_minutes": 1}]}, "the ledger holds"),
        ({"format_version": 1, "ledger": [ROW, ROW]}, '"a" is in the ledger twice'),
        ({"format_version": 1, "ledger": [{"id": "a"}]}, "the burden of 'a' is None"),
        ({"format_version": 1, "ledger": [{"id": "a", "burden_minutes": -1}]}, "is -1"),
        ({"format_version": 1, "ledger": [{"id": "a", "burden_minutes": True}]}, "is True"),
        ({"format_version": 1, "ledger": [{"id": "a", "burden_minutes": 10**10}]}, "is 10000000000"),
        ({"format_version": 1, "ledger": [ROW], "through": 20260630}, "through is 20260630"),
        ({"format_version": 1, "ledger": [ROW], "outside": "a"}, "outside is 'a'"),
        ({"format_version": 1, "ledger": [ROW], "outside": [1]}, "outside holds (1,)"),
    ],
)
def test_what_is_no_ledger_is_refused_with_the_reason(data: Any, words: str) -> None:
    with pytest.raises(BadArgument) as caught:
        Ledger.from_dict(data)
    assert words in caught.value.message
    assert caught.value.field == "ledger"
    assert caught.value.hint


def test_a_wrong_date_is_refused_and_a_mapping_is_needed() -> None:
    with pytest.raises(BadDate) as caught:
        Ledger.from_dict({"format_version": 1, "ledger": [ROW], "through": "30.6.2026"})
    assert caught.value.field == "ledger"
    with pytest.raises(BadArgument, match="no mapping"):
        Ledger([("a", 1)])  # type: ignore[arg-type]


def test_more_fields_than_known_do_no_harm() -> None:
    row = {**ROW, "carried_minutes": 0}
    data = {"format_version": 1, "command": "rotate", "ledger": [row], "through": None, "optimal": True}
    assert Ledger.from_dict(data) == Ledger({"a": 1})


def test_a_billion_minutes_may_be_carried_and_no_more() -> None:
    assert Ledger({"a": 0, "b": 10**9}).burden_minutes == {"a": 0, "b": 10**9}
    with pytest.raises(BadArgument, match="the burden of 'b' is 1000000001"):
        Ledger({"a": 0, "b": 10**9 + 1})
