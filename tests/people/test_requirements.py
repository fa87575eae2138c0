"""What a lead needs of everybody's shifts together."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from overlap.errors import BadArgument, BadRoster, BadSchedule, BadTime, BadZone
from overlap.people.requirements import CoverageNeed, HandoffNeed, OverlapNeed


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"teams": ["a"]}, BadRoster, "teams needs 2 or more different teams, not \\['a'\\]"),
        ({"teams": ["a", "a"]}, BadRoster, "teams needs 2 or more different teams"),
        ({"minutes": 0}, BadSchedule, "minutes is 0"),
        ({"people": "all"}, BadRoster, "people is 'all'; write \"everyone\" or one count per team"),
        ({"people": [1]}, BadRoster, "people has 1 counts for 2 teams"),
        ({"people": [1, 0]}, BadSchedule, "people is 0"),
        ({"days": []}, BadArgument, "name at least one day"),
    ],
)
def test_an_overlap_that_cannot_be_is_refused(
    more: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        OverlapNeed(**{"teams": ["a", "b"], "minutes": 60, **more})


def test_an_overlap_keeps_what_it_is_told() -> None:
    one = OverlapNeed(["a", "b"], 60, people=[2, 6], days=["mon"])
    assert (one.people, one.days, one.name, one.people_ids()) == (
        (2, 6),
        frozenset({0}),
        "a and b",
        ("a", "b"),
    )
    assert (one.contiguous, one.through_breaks) == (True, False)
    assert OverlapNeed(["a", "b"], 60).people == "everyone"


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"end": "00:00"}, BadRoster, 'starts and ends at 00:00; write start = "00:00", end = "24:00"'),
        ({"start": "9"}, BadTime, "is not a time of day"),
        ({"zone": "EST"}, BadZone, "is an abbreviation"),
        ({"headcount": 0}, BadSchedule, "headcount is 0"),
        ({"teams": ["a", "a"]}, BadRoster, "teams needs 1 or more different teams"),
        ({"days": ["x"]}, BadArgument, "is not a weekday"),
    ],
)
def test_a_coverage_that_cannot_be_is_refused(
    more: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        CoverageNeed(**{"start": "00:00", "end": "24:00", "zone": "UTC", **more})


def test_a_window_over_midnight_ends_on_the_next_day() -> None:
    one = CoverageNeed(
        "22:00", "06:00", zone="Asia/Manila", headcount=2, days=["fri"], teams=["a"], skill="en"
    )
    assert (one.start_minute, one.end_minute, one.days, one.people_ids()) == (
        1320,
        1800,
        frozenset({4}),
        ("a",),
    )
    assert one.name == "2 at work 22:00-06:00 Asia/Manila"
    whole = CoverageNeed("00:00", "24:00", zone="UTC")
    assert (whole.end_minute, whole.days, whole.people_ids()) == (1440, frozenset(range(7)), ())


def test_a_handoff_is_between_two_teams() -> None:
    with pytest.raises(BadRoster, match="to needs 2 or more different teams"):
        HandoffNeed("a", "a", 30)
    with pytest.raises(BadSchedule):
        HandoffNeed("a", "b", 0)
    with pytest.raises(BadRoster, match="people has 3 counts for 2 teams"):
        HandoffNeed("a", "b", 30, people=[1, 1, 1])
    one = HandoffNeed("a", "b", 30, people=[2, 2])
    assert (one.people, one.name, one.people_ids()) == ((2, 2), "a to b", ("a", "b"))


def test_requirements_are_values() -> None:
    for one in (
        OverlapNeed(["a", "b"], 60),
        CoverageNeed("00:00", "24:00", zone="UTC"),
        HandoffNeed("a", "b", 30),
    ):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
        assert hash(one) == hash(pickle.loads(pickle.dumps(one)))  # noqa: S301 - our own
