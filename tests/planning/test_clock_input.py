"""Instants, amounts and pauses become whole minutes, rounded outward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from overlap.core.horizon import SUPPORTED
from overlap.core.intervals import IntervalSet
from overlap.errors import BadArgument, BadHorizon
from overlap.planning.clock_input import (
    amount_of,
    amounts_of,
    columns_of,
    minute_of,
    minutes_of,
    ordered,
    pauses_of,
)
from overlap.planning.running import FOREVER
from tests.planning.brute import instant

TWO = instant("2026-03-02 14:00")


def test_instants_round_down_or_up() -> None:
    late = datetime(2026, 3, 2, 14, 0, 59, 999_999, tzinfo=UTC)
    assert (minute_of(late), minute_of(late, up=True)) == (TWO, TWO + 1)
    assert minutes_of([late, TWO, "2026-03-02T14:00:00.5Z"], up=True) == [TWO + 1, TWO, TWO + 1]
    assert minutes_of([1, -(10**12)]) == [1, -(10**12)]  # numbers pass as they are
    with pytest.raises(BadHorizon):
        minute_of(1)


def test_a_number_outside_the_supported_years_is_told_which_these_are() -> None:
    with pytest.raises(BadHorizon, match="leaves the supported years"):
        minute_of(1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (TWO, TWO + 5, (TWO, TWO + 5, 1)),
        (TWO + 5, TWO, (TWO, TWO + 5, -1)),
        (TWO, TWO, (TWO, TWO, 1)),
        ("2026-03-02T14:00:01Z", "2026-03-02T14:00:02Z", (TWO, TWO + 1, 1)),
        ("2026-03-02T14:00:02Z", "2026-03-02T14:00:01Z", (TWO, TWO + 1, -1)),
        ("2026-03-02T14:01:59Z", TWO, (TWO, TWO + 2, -1)),
    ],
)
def test_two_instants_are_put_in_order_and_rounded_outward(
    start: str | int, end: str | int, expected: tuple[int, int, int]
) -> None:
    assert ordered(start, end) == expected


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 0), (1, 1), (60, 1), (60.000_001, 2), (-1, -1), (-60, -1), (-61, -2), (8 * 3600, 480)],
)
def test_amounts_round_away_from_zero(seconds: float, minutes: int) -> None:
    assert amount_of(timedelta(seconds=seconds)) == minutes


def test_one_amount_stands_for_all() -> None:
    assert amounts_of(timedelta(hours=1), 3) == amounts_of(60, 3) == 60
    assert amounts_of([60, timedelta(minutes=-2)], 2) == [60, -2]
    with pytest.raises(BadArgument, match="below zero"):
        amounts_of([60, -1], 2, least=0)


def test_pauses_are_one_set() -> None:
    pauses = [(TWO + 50, None), (TWO, "2026-03-02T14:10:01Z"), [TWO + 5, TWO + 20]]
    assert pauses_of(pauses) == IntervalSet([(TWO, TWO + 20), (TWO + 50, FOREVER)])  # type: ignore[arg-type]
    assert not pauses_of([])


def test_pairs_become_columns() -> None:
    assert columns_of([(1, 2), (3, 4)]) == ([1, 3], [2, 4])
    assert columns_of([]) == ([], [])


def test_the_first_and_the_last_supported_minute_are_instants() -> None:
    first, last = SUPPORTED
    assert (minute_of(first), minute_of(last)) == (first, last)
    for beyond in (first - 1, last + 1):
        with pytest.raises(BadHorizon, match="leaves the supported years"):
            minute_of(beyond)
