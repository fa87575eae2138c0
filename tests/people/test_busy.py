"""Busy blocks: what a calendar has taken, on whose clock, and what keeps people away."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.civil import day_of, iso_minute
from overlap.core.horizon import Moment
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadDate, NaiveDatetime
from overlap.people.busy import BUSY_STATUSES, Busy, BusyPolicy, BusyTime
from tests.properties.oracle import DAY, instant_of_wall
from tests.properties.strategies import dense, zones_and_days


def texts(one: Busy, key: str) -> tuple[str, str]:
    low, high = one.within(zone(key))
    return iso_minute(low), iso_minute(high)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-02T14:00Z", "2026-03-02T15:00Z"),
        ("2026-03-02T14:00:59Z", "2026-03-02T14:59:01Z"),
        ("2026-03-02T19:30+05:30", "2026-03-02T10:00-05:00"),
        (datetime(2026, 3, 2, 14, 0, 30, tzinfo=UTC), datetime(2026, 3, 2, 14, 59, 0, 1, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("America/New_York")), "2026-03-02T15:00Z"),
        (pendulum.datetime(2026, 3, 2, 14), pendulum.datetime(2026, 3, 2, 10, tz="America/New_York")),
        (pendulum.datetime(2026, 3, 2, 14, 0, 1), pendulum.datetime(2026, 3, 2, 14, 59, 59)),
    ],
)
def test_a_timed_block_is_an_interval_whose_seconds_round_outward(start: Moment, end: Moment) -> None:
    one = Busy(start, end)
    assert not one.is_all_day
    for key in ("UTC", "Asia/Kathmandu", "Pacific/Apia"):
        assert texts(one, key) == ("2026-03-02T14:00Z", "2026-03-02T15:00Z")


def test_a_block_of_a_second_takes_its_minute() -> None:
    one = Busy("2026-03-02T14:00:30Z", "2026-03-02T14:00:31Z")
    assert one.end - one.start == 1


def test_seconds_round_outward_before_1970_too() -> None:
    one = Busy("1969-12-31T23:58:30Z", "1969-12-31T23:58:31Z")
    assert (one.start, one.end) == (-2, -1)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-02", None),
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02", date(2026, 3, 2)),
        (date(2026, 3, 2), None),
        (pendulum.date(2026, 3, 2), pendulum.date(2026, 3, 2)),
    ],
)
def test_a_block_of_dates_lasts_from_midnight_to_midnight_where_the_person_is(
    start: Moment, end: Moment | None
) -> None:
    one = Busy(start, end)
    assert one.is_all_day
    assert texts(one, "UTC") == ("2026-03-02T00:00Z", "2026-03-03T00:00Z")
    assert texts(one, "Asia/Kathmandu") == ("2026-03-01T18:15Z", "2026-03-02T18:15Z")
    assert texts(one, "America/New_York") == ("2026-03-02T05:00Z", "2026-03-03T05:00Z")


def test_the_last_date_of_a_block_counts() -> None:
    assert texts(Busy("2026-03-02", "2026-03-04"), "UTC") == ("2026-03-02T00:00Z", "2026-03-05T00:00Z")


@pytest.mark.parametrize(
    ("key", "on", "hours"),
    [
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Africa/Cairo", "2026-04-24", 23),  # has no midnight
        ("America/Havana", "2025-11-02", 25),  # has two
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Antarctica/Troll", "2026-10-25", 26),
        ("Pacific/Apia", "2011-12-30", 0),  # does not exist
        ("Pacific/Apia", "2011-12-31", 24),
    ],
)
def test_a_date_is_as_long_as_its_clocks_make_it(key: str, on: str, hours: float) -> None:
    low, high = Busy(on).within(zone(key))
    assert high - low == hours * 60


def test_a_block_on_a_date_that_does_not_exist_takes_nothing() -> None:
    time = BusyTime([Busy("2011-12-30"), Busy("2011-12-29", "2011-12-30", status="tentative")])
    apia = zone("Pacific/Apia")
    assert time.taken(apia, BusyPolicy(tentative=False)) == IntervalSet()
    assert time.taken(apia, BusyPolicy()).minutes == DAY
    assert time.taken(zone("UTC"), BusyPolicy()).minutes == 2 * DAY


@given(zones_and_days(), st.integers(-1, 1), st.integers(0, 2))
def test_dates_are_the_oracles_minutes_over_any_clock_change(
    at: tuple[str, int], first: int, more: int
) -> None:
    key, day = at[0], at[1] + first
    one = Busy(*(date.fromordinal(d + date(1970, 1, 1).toordinal()) for d in (day, day + more)))
    low, high = instant_of_wall(key, day * DAY), instant_of_wall(key, (day + more + 1) * DAY)
    assert one.within(zone(key)) == (low, high)
    assert dense(BusyTime([one]).taken(zone(key), BusyPolicy())) == set(range(low, high))


@pytest.mark.parametrize(
    ("tentative", "all_day", "kept"),
    [
        (True, True, {"busy", "tentative", "busy day", "tentative day"}),
        (False, True, {"busy", "busy day"}),
        (True, False, {"busy", "tentative"}),
        (False, False, {"busy"}),
    ],
)
def test_a_policy_says_which_blocks_keep_people_away_and_free_ones_never_do(
    tentative: bool, all_day: bool, kept: set[str]
) -> None:
    blocks: dict[str, Busy] = {}
    for one in BUSY_STATUSES:
        blocks[one] = Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", status=one)
        blocks[f"{one} day"] = Busy("2026-03-03", status=one)
    policy = BusyPolicy(tentative=tentative, all_day=all_day)
    assert {name for name, block in blocks.items() if policy.blocks(block)} == kept
    taken = BusyTime(blocks.values()).taken(zone("UTC"), policy)
    assert taken.minutes == 60 + (DAY if all_day else 0)


def test_unless_told_otherwise_tentative_and_whole_days_block() -> None:
    assert BusyPolicy() == BusyPolicy(tentative=True, all_day=True)
    assert Busy("2026-03-02").status == "busy"


REFUSED: dict[str, tuple[dict[str, Any], type[Exception], str, str | None]] = {
    "an end before the start": (
        {"start": "2026-03-02T15:00Z", "end": "2026-03-02T14:00Z"},
        BadDate,
        "a busy block ends at 2026-03-02T14:00Z, not after 2026-03-02T15:00Z; swap the two",
        "end",
    ),
    "no length": (
        {"start": "2026-03-02T15:00Z", "end": "2026-03-02T15:00Z"},
        BadDate,
        "ends at 2026-03-02T15:00Z, not after 2026-03-02T15:00Z",
        "end",
    ),
    "no end": ({"start": "2026-03-02T15:00Z"}, BadDate, "has no end; give the instant it ends", "end"),
    "dates in the wrong order": (
        {"start": "2026-03-03", "end": "2026-03-02"},
        BadDate,
        "until 2026-03-02 is before from 2026-03-03; swap the two dates",
        "until",
    ),
    "a date and an instant": (
        {"start": "2026-03-02", "end": "2026-03-02T15:00Z"},
        BadArgument,
        "from 2026-03-02 until 2026-03-02T15:00Z mixes a date and an instant; give two dates",
        "end",
    ),
    "an instant and a date": (
        {"start": datetime(2026, 3, 2, 15, tzinfo=UTC), "end": date(2026, 3, 3)},
        BadArgument,
        "mixes a date and an instant",
        "end",
    ),
    "a naive start": (
        {"start": "2026-03-02T15:00", "end": "2026-03-02T16:00Z"},
        NaiveDatetime,
        "start 2026-03-02T15:00:00 has no time zone",
        "start",
    ),
    "a naive end": (
        {"start": "2026-03-02T15:00Z", "end": datetime(2026, 3, 2, 16)},
        NaiveDatetime,
        "end 2026-03-02T16:00:00 has no time zone",
        "end",
    ),
    "no date": ({"start": "2026-02-30"}, BadDate, "'2026-02-30' is not a date", "from"),
    "no moment": ({"start": "next Monday", "end": "2026-03-02T16:00Z"}, BadDate, "neither a date", "start"),
    "a number": ({"start": 5, "end": 6}, BadDate, "start 5 is neither a date nor a datetime", "start"),
    "no status": (
        {"start": "2026-03-02", "status": "away"},
        BadArgument,
        'status is \'away\'; write "free", "tentative", "busy"',
        "status",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_can_be_no_block_is_refused_with_the_repair(
    case: tuple[dict[str, Any], type[Exception], str, str | None],
) -> None:
    arguments, kind, message, field = case
    with pytest.raises(kind) as caught:
        Busy(**arguments)
    assert message in str(caught.value)
    assert caught.value.field == field  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "one",
    [
        Busy("2026-03-02T14:00:30Z", "2026-03-02T14:59:01Z"),
        Busy("2026-03-02"),
        Busy("2026-03-02", "2026-03-04", status="tentative"),
        Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", status="free", source="ana.ics", title='1:1 & "x"'),
    ],
)
def test_a_block_shows_how_to_write_it_and_survives_copies_and_pickles(one: Busy) -> None:
    assert eval(repr(one), {"Busy": Busy}) == one  # noqa: S307 - our own text
    for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):  # noqa: S301
        assert other == one
        assert hash(other) == hash(one)


def test_a_block_is_shown_as_short_as_it_can_be() -> None:
    assert repr(Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z")) == (
        "Busy('2026-03-02T14:00Z', '2026-03-02T15:00Z')"
    )
    assert repr(Busy("2026-03-02", title="Trip", source="x.ics", status="free")) == (
        "Busy('2026-03-02', '2026-03-02', status='free', source='x.ics', title='Trip')"
    )


BLOCKS = [
    Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z"),
    Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", status="free"),
    Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", title="Call"),
    Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", source="ana.ics"),
    Busy("2026-03-02T00:00Z", "2026-03-03T00:00Z"),
    Busy("2026-03-02"),
    Busy("2026-03-01T00:00Z", "2026-03-09T00:00Z", status="tentative"),
]


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_blocks_are_given_is_no_matter(chance: Random) -> None:
    shuffled = list(BLOCKS)
    chance.shuffle(shuffled)
    assert BusyTime(shuffled) == BusyTime(BLOCKS)
    assert hash(BusyTime(shuffled)) == hash(BusyTime(BLOCKS))
    assert [one.start for one in BusyTime(shuffled)] == sorted(one.start for one in BLOCKS)


def test_busy_time_is_an_immutable_sequence_that_survives_pickles() -> None:
    time = BusyTime(iter(BLOCKS))
    assert len(time) == len(BLOCKS)
    assert time[0] == BLOCKS[-1]
    assert time[:1] == (BLOCKS[-1],)
    assert BLOCKS[0] in time
    assert repr(time) == "<BusyTime: 7 blocks>"
    assert repr(BusyTime(BLOCKS[:1])) == "<BusyTime: 1 block>"
    assert not BusyTime()
    taken = time.taken(zone("UTC"), BusyPolicy())
    other = pickle.loads(pickle.dumps(time))  # noqa: S301 - our own
    assert other == time
    assert other.taken(zone("UTC"), BusyPolicy()) == taken
    with pytest.raises(AttributeError):
        time.blocks = ()  # type: ignore[misc]


def test_what_is_taken_is_remembered_for_each_clock_and_policy() -> None:
    days = BusyTime([Busy("2026-03-02"), Busy("2026-03-04T00:00Z", "2026-03-04T01:00Z", status="tentative")])
    for _ in range(2):
        for key in ("UTC", "Asia/Manila"):
            low = instant_of_wall(key, day_of(date(2026, 3, 2)) * DAY)
            for tentative in (True, False):
                found = days.taken(zone(key), BusyPolicy(tentative=tentative))
                assert found.starts[0] == low
                assert found.minutes == DAY + 60 * tentative
    timed = BusyTime(BLOCKS[:1])
    assert timed.taken(zone("UTC"), BusyPolicy()) is timed.taken(zone("Asia/Manila"), BusyPolicy())


@pytest.mark.parametrize("given_", [Busy("2026-03-02"), "2026-03-02", 5, [("2026-03-02", None)], [None]])
def test_a_list_of_something_else_is_refused(given_: Any) -> None:
    with pytest.raises(BadArgument, match="give a list of Busy") as caught:
        BusyTime(given_)
    assert caught.value.field == "busy"


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 90), st.sampled_from(BUSY_STATUSES)), max_size=6),
    st.booleans(),
)
def test_what_is_taken_is_the_union_of_what_blocks(
    given_: list[tuple[int, int, Any]], tentative: bool
) -> None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    blocks = [
        Busy(epoch + timedelta(minutes=low), epoch + timedelta(minutes=low + length), status=status)
        for low, length, status in given_
    ]
    wanted = {"busy", "tentative"} if tentative else {"busy"}
    expected = {m for low, length, status in given_ if status in wanted for m in range(low, low + length)}
    assert dense(BusyTime(blocks).taken(zone("UTC"), BusyPolicy(tentative=tentative))) == expected


def test_whether_a_block_keeps_its_person_is_yes_or_no() -> None:
    free = Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z", status="free")
    assert BusyPolicy().blocks(free) is False
    assert BusyPolicy(all_day=False).blocks(Busy("2026-03-02", "2026-03-03")) is False
