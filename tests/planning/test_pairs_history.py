"""Who has met whom goes out as JSON and comes in again as the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.errors import BadArgument, BadDate, OverlapError
from overlap.planning.pairs_history import Meetings, PairHistory

IDS = st.sampled_from(["a.1", "a.2", "b.1", "b é", "z.gone"])
HISTORIES = st.builds(
    PairHistory,
    st.dictionaries(
        st.tuples(IDS, IDS).filter(lambda pair: pair[0] < pair[1]),
        st.builds(Meetings, st.integers(1, 9), st.dates()),
    ),
    st.dictionaries(IDS, st.integers(0, 9)),
)
ONE = {"people": ["b.1", "a.1"], "times": 2, "last": "2026-03-02"}


@given(HISTORIES)
def test_what_goes_out_comes_in_again(past: PairHistory) -> None:
    text = json.dumps(past.to_dict())
    again = PairHistory.from_dict(json.loads(text))
    assert again == past
    assert json.dumps(again.to_dict()) == text


def test_pairs_are_known_in_either_order() -> None:
    past = PairHistory.from_dict({"format_version": 1, "met": [ONE]})
    assert past.of("a.1", "b.1") == past.of("b.1", "a.1") == Meetings(2, date(2026, 3, 2))
    assert past.of("a.1", "a.2") is None
    assert past.to_dict()["met"] == [{**ONE, "people": ["a.1", "b.1"]}]


def test_a_round_adds_to_what_was_and_leaves_it_alone() -> None:
    first = PairHistory().after(date(2026, 3, 2), ["a", "b", "c"], [("b", "a")], ["c"])
    later = first.after(date(2026, 3, 16), ["a", "b", "c"], [("a", "b")], ["c"])
    earlier = later.after(date(2026, 1, 1), ["a", "b", "c"], [("a", "b")], [])
    assert first.met == {("a", "b"): Meetings(1, date(2026, 3, 2))}
    assert later.met == {("a", "b"): Meetings(2, date(2026, 3, 16))}
    assert earlier.met == {("a", "b"): Meetings(3, date(2026, 3, 16))}
    assert (first.sat_out, later.sat_out) == ({"a": 0, "b": 0, "c": 1}, {"a": 0, "b": 0, "c": 2})


def test_who_joins_has_sat_out_as_often_as_the_least_of_those_there() -> None:
    past = PairHistory({}, {"gone": 0, "a": 3, "b": 4})
    assert past.sat_out_by(["a", "b", "new"]) == {"a": 3, "b": 4, "new": 3}
    assert past.sat_out_by(["new", "other"]) == {"new": 0, "other": 0}
    joined = past.after(date(2026, 3, 2), ["a", "b", "new"], [("a", "b")], ["new"])
    assert joined.sat_out == {"gone": 0, "a": 3, "b": 4, "new": 4}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        {"format_version": 2},
        {"format_version": 1, "met": {}},
        {"format_version": 1, "sat_out": []},
        {"format_version": 1, "met": ["a.1"]},
        {"format_version": 1, "met": [{**ONE, "people": "a.1 b.1"}]},
        {"format_version": 1, "met": [{**ONE, "people": ["a.1"]}]},
        {"format_version": 1, "met": [{**ONE, "people": ["a.1", 1]}]},
        {"format_version": 1, "met": [{**ONE, "people": ["a.1", "a.1"]}]},
        {"format_version": 1, "met": [{**ONE, "times": 0}]},
        {"format_version": 1, "met": [{**ONE, "times": True}]},
        {"format_version": 1, "met": [ONE, {**ONE, "people": ["a.1", "b.1"]}]},
        {"format_version": 1, "sat_out": {"a.1": -1}},
        {"format_version": 1, "sat_out": {"a.1": "1"}},
        {"format_version": 1, "sat_out": {1: 1}},
    ],
)
def test_what_is_no_history_is_refused(data: Any) -> None:
    with pytest.raises(BadArgument) as caught:
        PairHistory.from_dict(data)
    assert caught.value.hint
    assert caught.value.field == "met"


def test_a_history_of_a_later_version_is_refused_as_such() -> None:
    with pytest.raises(BadArgument, match="the history is of format version 2; read it with a newer overlap"):
        PairHistory.from_dict({"format_version": 2, "met": "in another way"})


@pytest.mark.parametrize("last", ["2026-02-30", 1, None, "2026-03-02T00:00Z"])
def test_a_date_that_is_none_is_refused_with_an_example(last: Any) -> None:
    with pytest.raises(BadDate) as caught:
        PairHistory.from_dict({"format_version": 1, "met": [{**ONE, "last": last}]})
    assert isinstance(caught.value, OverlapError)
    assert caught.value.field == "met"
    assert '"last": "2026-03-02"' in str(caught.value)


def test_who_is_listed_without_a_number_has_met_once() -> None:
    row = {"people": ["b.1", "a.1"], "last": "2026-03-02"}
    past = PairHistory.from_dict({"format_version": 1, "met": [row]})
    assert past.met == {("a.1", "b.1"): Meetings(1, date(2026, 3, 2))}
    assert past.sat_out == {}
