"""What a lead needs of everybody's shifts together."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from overlap.errors import BadArgument, BadRoster, BadSchedule, BadTime, BadZone, OverlapError
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement


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
        ({"name": 5}, BadRoster, "name is 5; give text, or leave it out"),
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


def test_a_handoff_is_of_every_day_or_of_some_weekdays() -> None:
    assert HandoffNeed("a", "b", 30).days is None
    assert HandoffNeed("a", "b", 30, days=["fri", "mon"]).days == frozenset({0, 4})
    with pytest.raises(BadArgument, match="name at least one day"):
        HandoffNeed("a", "b", 30, days=[])


def test_days_with_holidays_are_left_aside_unless_asked_for() -> None:
    for one, more in (
        (OverlapNeed(["a", "b"], 60), OverlapNeed(["a", "b"], 60, holidays=True)),
        (
            CoverageNeed("00:00", "24:00", zone="UTC"),
            CoverageNeed("00:00", "24:00", zone="UTC", holidays=True),
        ),
        (HandoffNeed("a", "b", 30), HandoffNeed("a", "b", 30, holidays=True)),
    ):
        assert (one.holidays, more.holidays) == (False, True)
        assert one != more


@pytest.mark.parametrize(
    ("more", "error", "message", "field"),
    [
        (
            {},
            BadRoster,
            "a limit limits nothing; give quiet_minutes, rest_minutes, or start",
            "quiet_minutes",
        ),
        ({"headcount": 2, "days": ["mon"]}, BadRoster, "a limit limits nothing", "quiet_minutes"),
        ({"start": "09:00"}, BadRoster, "have no end; write both", "start"),
        ({"end": "09:00", "rest_minutes": 1}, BadRoster, "have no start; write both", "end"),
        ({"start": "09:00", "end": "09:00"}, BadRoster, "starts and ends at 09:00", "end"),
        ({"start": "24:00", "end": "09:00"}, BadTime, "24:00", "start"),
        ({"quiet_minutes": -1}, BadSchedule, "quiet_minutes is -1", "quiet_minutes"),
        ({"rest_minutes": 0}, BadSchedule, "rest_minutes is 0; give a whole number from 1", "rest_minutes"),
        ({"rest_minutes": True}, BadSchedule, "rest_minutes is True", "rest_minutes"),
        ({"rest_minutes": 1, "headcount": 2}, BadRoster, "headcount is of the hours that stay", "headcount"),
        ({"rest_minutes": 1, "days": ["mon"]}, BadRoster, "days is of the hours that stay", "days"),
        ({"start": "09:00", "end": "17:00", "headcount": 0}, BadSchedule, "headcount is 0", "headcount"),
        ({"start": "09:00", "end": "17:00", "days": []}, BadArgument, "at least one day", "days"),
        ({"teams": ["a", "a"], "rest_minutes": 1}, BadRoster, "1 or more different teams", "teams"),
        ({"name": 5, "rest_minutes": 1}, BadRoster, "name is 5", "name"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(
    more: dict[str, Any], error: type[OverlapError], message: str, field: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        LimitNeed(**more)
    assert caught.value.field == field


def test_a_limit_keeps_what_it_is_told() -> None:
    one = LimitNeed(
        ["a"], quiet_minutes=0, rest_minutes=660, start="22:00", end="06:00", headcount=2, days=["sat"]
    )
    assert (one.teams, one.quiet_minutes, one.rest_minutes) == (("a",), 0, 660)
    assert (one.start_minute, one.end_minute, one.headcount, one.days) == (1320, 1800, 2, frozenset({5}))
    assert one.people_ids() == ("a",)
    quiet = LimitNeed(quiet_minutes=0)
    assert (quiet.start_minute, quiet.end_minute, quiet.headcount, quiet.days) == (None, None, 1, None)
    assert (quiet.rest_minutes, quiet.people_ids()) == (None, ())
    assert LimitNeed(start="00:00", end="24:00").end_minute == 1440


def test_a_limit_without_a_name_is_called_by_what_it_limits() -> None:
    names = {
        LimitNeed(quiet_minutes=60): "every team: 60 quiet minutes at most",
        LimitNeed(["a", "b"], rest_minutes=660): "a and b: 660 minutes of rest",
        LimitNeed(["a"], start="10:00", end="24:00", headcount=2): "a: 2 at work 10:00-24:00",
        LimitNeed(["a"], start="22:00", end="06:00"): "a: 1 at work 22:00-06:00",
        LimitNeed(["a"], quiet_minutes=0, rest_minutes=1, name="kind"): "kind",
    }
    assert {one.name: name for one, name in names.items()} == {name: name for name in names.values()}


def test_requirements_are_values() -> None:
    every: tuple[Requirement, ...] = (
        OverlapNeed(["a", "b"], 60),
        CoverageNeed("00:00", "24:00", zone="UTC"),
        HandoffNeed("a", "b", 30),
        LimitNeed(rest_minutes=660),
    )
    for one in every:
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
        assert hash(one) == hash(pickle.loads(pickle.dumps(one)))  # noqa: S301 - our own


def test_a_minute_and_one_person_are_enough_to_ask_for() -> None:
    assert OverlapNeed(["a", "b"], 1, people=[1, 1]).minutes == 1
