"""How far a team accepts that its shifts move."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from overlap.errors import BadSchedule, BadTime, BadZone
from overlap.people.flex import Flex


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"earlier_minutes": -1}, BadSchedule, "earlier_minutes is -1; give a whole number from 0"),
        ({"later_minutes": True}, BadSchedule, "later_minutes is True"),
        ({"cohorts": 0}, BadSchedule, "cohorts is 0; give a whole number from 1"),
        ({"min_cohort": 0}, BadSchedule, "min_cohort is 0"),
        ({"fixed": "yes"}, BadSchedule, "fixed is 'yes'; write true or false"),
        ({"fixed": True, "later_minutes": 5}, BadSchedule, "a fixed team cannot move; drop fixed"),
        ({"fixed": True, "cohorts": 2}, BadSchedule, "a fixed team cannot move"),
        ({"clocks": ["local", "EST"]}, BadZone, "is an abbreviation"),
        ({"earliest_start": "24:00"}, BadTime, "is not a time of day"),
        ({"latest_end": "48:01"}, BadTime, 'to "48:00"'),
        (
            {"earliest_start": "06:00", "latest_end": "02:00"},
            BadSchedule,
            'latest_end "02:00" is not after earliest_start "06:00"; for the next day add 24 hours',
        ),
    ],
)
def test_a_flex_that_cannot_be_is_refused(more: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        Flex(**more)


def test_a_flex_keeps_what_it_is_told() -> None:
    one = Flex(
        earlier_minutes=120, earliest_start="06:00", latest_end="26:00", cohorts=2, clocks=["local", "UTC"]
    )
    assert (one.earlier_minutes, one.earliest_start, one.latest_end) == (120, 360, 1560)
    assert one.clocks == ("local", "UTC")
    assert Flex(clocks=[]).clocks == ("local",)
    assert Flex(fixed=True).fixed
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert hash(one) == hash(pickle.loads(pickle.dumps(one)))  # noqa: S301 - our own


def test_the_range_of_starts_and_ends_has_some_length_and_errors_name_the_part() -> None:
    with pytest.raises(BadSchedule, match="is not after earliest_start") as equal:
        Flex(earliest_start="06:00", latest_end="06:00")
    assert equal.value.field == "latest_end"
    assert Flex(earliest_start="06:00", latest_end="06:01").latest_end == 361
    with pytest.raises(BadTime) as unread:
        Flex(earliest_start="x")
    assert unread.value.field == "earliest_start"
    with pytest.raises(BadTime) as unread:
        Flex(latest_end="x")
    assert unread.value.field == "latest_end"


def test_a_flex_that_is_told_nothing_moves_nobody_and_splits_nothing() -> None:
    one = Flex()
    assert (one.earlier_minutes, one.later_minutes, one.cohorts, one.min_cohort) == (0, 0, 1, 1)
    assert (one.earliest_start, one.latest_end, one.fixed, one.clocks) == (None, None, False, ("local",))
