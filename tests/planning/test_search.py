"""The search for slots: where a meeting may begin, on which raster, who is needed, what is best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import iso_minute
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone
from overlap.people.busy import Busy
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.search import _FIRST_STRETCH, _GROWTH, Choice, Search
from tests.planning.brute import instant
from tests.planning.slots_questions import ZONES_OF_RASTERS, Asked, moment, questions
from tests.properties.oracle import wall_shown
from tests.properties.strategies import CLOCKS, dense, horizons_near, interval_sets, zones_and_days

FEW = settings().max_examples // 5
ROUND_THE_CLOCK = [Shift("00:00", "24:00", days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"])]
ALWAYS = Roster([Team("desk", "UTC", ROUND_THE_CLOCK)], zone="UTC")
DAY = 1440


def ask(roster: Roster, start: str, end: str, minutes: int = 60, **options: Any) -> Search:
    return search_for(roster, start, end, timedelta(minutes=minutes), MeetingOptions(**options))  # type: ignore[typeddict-item]


def search(asked: Asked) -> Search:
    arguments = asked.arguments()
    duration: timedelta = arguments.pop("duration")
    start, end = moment(asked.horizon.start), moment(asked.horizon.end)
    return search_for(asked.roster, start, end, duration, arguments)  # type: ignore[arg-type]


def texts(found: Iterable[int]) -> list[str]:
    return [iso_minute(start)[5:16] for start in found]


@settings(max_examples=FEW)
@given(questions())
def test_a_meeting_can_begin_at_exactly_the_oracles_instants(asked: Asked) -> None:
    found = search(asked).feasible()
    assert dense(found) == set(asked.brute.possible())


@settings(max_examples=FEW)
@given(zones_and_days(), st.data(), st.sampled_from([1, 5, 20, 60, 90, 720, 1440]), interval_sets(2000))
def test_the_raster_is_every_so_many_wall_minutes(
    at: tuple[str, int], data: st.DataObject, step: int, some: IntervalSet
) -> None:
    key = data.draw(st.just(at[0]) | ZONES_OF_RASTERS | CLOCKS)
    horizon = data.draw(horizons_near(at[0], at[1]))
    one = ask(ALWAYS, "2026-03-02", "2026-03-02")
    question = replace(one.question, raster=zone(key), step=step)
    starts = IntervalSet((horizon.start + low, horizon.start + high) for low, high in some)
    found = list(Search(question, one.known).candidates(starts))
    expected = [start for low, high in starts for start in range(low, high)]
    assert found == [start for start in expected if wall_shown(key, start) % step == 0]


def test_a_raster_keeps_to_the_wall_when_clocks_move_by_half_an_hour() -> None:
    """Lord Howe, 2026-04-05: at 02:00 (15:00Z on the 4th) clocks go back to 01:30."""
    one = ask(ALWAYS, "2026-04-04T14:00Z", "2026-04-04T18:00Z", raster="Australia/Lord_Howe", step_minutes=60)
    assert texts(one.candidates(one.feasible())) == ["04-04T14:00", "04-04T15:30", "04-04T16:30"]


def test_a_raster_of_kathmandu_lies_between_the_quarters_of_utc() -> None:
    one = ask(ALWAYS, "2026-03-02T00:00Z", "2026-03-02T04:00Z", raster="Asia/Kathmandu", step_minutes=60)
    assert texts(one.candidates(one.feasible())) == ["03-02T00:15", "03-02T01:15", "03-02T02:15"]


def test_a_meeting_as_long_as_the_horizon_begins_with_it_and_a_longer_one_never() -> None:
    start = instant("2026-03-02 00:00")
    assert list(ask(ALWAYS, "2026-03-02", "2026-03-02", DAY).feasible()) == [(start, start + 1)]
    assert not ask(ALWAYS, "2026-03-02", "2026-03-02", DAY + 1).feasible()


def test_notice_may_leave_part_of_the_horizon_or_nothing() -> None:
    def starts(now: str) -> list[tuple[int, int]]:
        one = ask(ALWAYS, "2026-03-02", "2026-03-02", now=now, notice=timedelta(minutes=30))
        return [(low - one.horizon.start, high - one.horizon.start) for low, high in one.feasible()]

    assert starts("2026-03-01T10:00Z") == [(0, DAY - 59)]
    assert starts("2026-03-02T10:00Z") == [(630, DAY - 59)]
    assert starts("2026-03-02T22:30Z") == [(DAY - 60, DAY - 59)]
    assert starts("2026-03-02T22:31Z") == []
    assert starts("2026-03-09T00:00Z") == []


def test_weekdays_are_those_the_clocks_show() -> None:
    """St. John's, 2006-10-29, a Sunday: 00:00 is shown for a minute, then it is 23:01 on Saturday again."""
    one = ask(
        ALWAYS,
        "2006-10-29T02:00Z",
        "2006-10-29T05:00Z",
        1,
        zone="America/St_Johns",
        not_on=["sun"],
        step_minutes=1,
    )
    assert [(iso_minute(low)[11:16], iso_minute(high)[11:16]) for low, high in one.feasible()] == [
        ("02:00", "02:30"),
        ("02:31", "03:30"),
    ]


def test_so_many_of_all_asked_must_be_able_to_come_whoever_is_required() -> None:
    """Of a from 9, b from 10, c from 12 and d from 10, all until 17; a is required."""

    def first(**more: Any) -> str:
        one = ask(OFFICES, "2026-03-02", "2026-03-02", required=["a"], optional=["b", "c", "d"], **more)
        return iso_minute(one.feasible().starts[0])[11:16]

    assert [first(), *(first(attendance=count) for count in (1, 2, 3, 4))] == [
        "09:00",
        "09:00",
        "10:00",
        "10:00",
        "12:00",
    ]
    quorum = ask(OFFICES, "2026-03-02", "2026-03-02", quorum=1, attendance=3)
    assert iso_minute(quorum.feasible().starts[0])[11:16] == "10:00"


OFFICES = Roster(
    [
        Team("a", "UTC", [Shift("09:00", "17:00")]),
        Team("b", "UTC", [Shift("10:00", "17:00")]),
        Team("c", "UTC", [Shift("12:00", "17:00")]),
        Team("d", "UTC", [Shift("10:00", "17:00")]),
    ],
    zone="UTC",
    defaults=Defaults(quiet=("22:00", "06:00")),
)


def discomforts(**costs: int | None) -> dict[str, Choice]:
    one = ask(OFFICES, "2026-03-02", "2026-03-02")
    return {
        name: Choice(name, None if cost is None else one.known.delegates(name)[0], cost or 0)
        for name, cost in costs.items()
    }


def test_of_each_group_the_least_uncomfortable_are_needed() -> None:
    one = ask(OFFICES, "2026-03-02", "2026-03-02", quorum=2)
    assert one.needed(discomforts(a=30, b=10, c=None, d=20)) == ("b", "d")
    assert one.needed(discomforts(a=30, b=10, c=0, d=20)) == ("c", "b")
    assert set(one.needed(discomforts(a=5, b=None, c=None, d=7))) == {"a", "d"}
    both = ask(OFFICES, "2026-03-02", "2026-03-02", groups=[(["a", "b"], 1), (["b", "c", "d"], 2)])
    assert set(both.needed(discomforts(a=9, b=1, c=2, d=0))) == {"b", "d"}
    assert set(both.needed(discomforts(a=0, b=1, c=2, d=3))) == {"a", "b", "c"}


def test_equals_are_told_apart_by_id_in_whatever_order_they_are_asked() -> None:
    """Else the same people in another order would cost another sum."""
    equal = discomforts(a=5, b=5, c=5, d=5)
    for first in permutations("ab"):
        for second in permutations("bcd"):
            for groups in ([(first, 1), (second, 2)], [(second, 2), (first, 1)]):
                one = ask(OFFICES, "2026-03-02", "2026-03-02", groups=groups)
                assert set(one.needed(equal)) == {"a", "b", "c"}
                assert one.rank(0, equal)[1:3] == (5, 15)


def test_a_slot_ranks_by_preference_worst_sum_and_time() -> None:
    one = ask(
        OFFICES,
        "2026-03-02",
        "2026-03-02",
        30,
        domain="waking",
        required=["a", "b"],
        optional=["c"],
        preferred=[("09:00", "10:00"), ("15:30", "16:30")],
        step_minutes=30,
    )
    ranks = one.best(6, per_day=None)
    assert [(iso_minute(r.start)[11:16], not r.off_preference, r.worst, r.total) for r in ranks] == [
        ("15:30", True, 0, 0),
        ("16:00", True, 0, 0),
        # b is in its fringe; c, who is optional, is missed or comes far outside: 30 at most.
        ("09:00", True, 30, 60),
        ("09:30", True, 30, 60),
        ("12:00", False, 0, 0),
        ("12:30", False, 0, 0),
    ]


def test_who_is_optional_costs_its_discomfort_but_no_more_than_missing_it() -> None:
    def total(hour: str, **more: Any) -> tuple[int, int]:
        one = ask(OFFICES, "2026-03-02", "2026-03-02", 60, domain="waking", required=["a"], **more)
        rank = one.rank(instant(f"2026-03-02 {hour}"), one.choices(instant(f"2026-03-02 {hour}")))
        return rank.worst, rank.total

    assert total("09:00", optional=["b"]) == (0, 60)  # fringe: 60, and missing it 60
    assert total("09:30", optional=["b"]) == (0, 30)
    assert total("09:00", optional=["b", "c"]) == (0, 120)  # c is three hours early: 60 for each at most
    one = ask(OFFICES, "2026-03-02", "2026-03-02", 60, required=["a"], optional=["b", "c"])
    at = instant("2026-03-02 09:00")
    assert one.rank(at, one.choices(at))[1:3] == (0, 120)


PREFERENCES: dict[str, tuple[str, list[tuple[str, str]], str, int, bool]] = {
    "inside": ("UTC", [("09:00", "12:00")], "2026-03-02 09:00", 180, True),
    "a minute too long": ("UTC", [("09:00", "12:00")], "2026-03-02 09:00", 181, False),
    "a minute too soon": ("UTC", [("09:00", "12:00")], "2026-03-02 08:59", 60, False),
    "none given": ("UTC", [], "2026-03-02 03:00", 60, True),
    "in the second": ("UTC", [("09:00", "12:00"), ("14:00", "15:00")], "2026-03-02 14:00", 60, True),
    "half in each": ("UTC", [("09:00", "12:00"), ("12:00", "15:00")], "2026-03-02 11:30", 60, False),
    "before midnight of a night": ("UTC", [("22:00", "02:00")], "2026-03-02 22:30", 60, True),
    "over midnight": ("UTC", [("22:00", "02:00")], "2026-03-02 23:30", 60, True),
    "after midnight of a night": ("UTC", [("22:00", "02:00")], "2026-03-02 01:00", 60, True),
    "past the end of a night": ("UTC", [("22:00", "02:00")], "2026-03-02 01:30", 60, False),
    "until midnight": ("UTC", [("22:00", "24:00")], "2026-03-02 23:00", 60, True),
    "past midnight": ("UTC", [("22:00", "24:00")], "2026-03-02 23:30", 60, False),
    "a whole day": ("UTC", [("00:00", "24:00")], "2026-03-02 03:00", 60, True),
    "a whole day from nine": ("UTC", [("09:00", "09:00")], "2026-03-02 08:00", 60, True),
    "over nine of it": ("UTC", [("09:00", "09:00")], "2026-03-02 08:30", 60, False),
    "elsewhere": ("Asia/Kathmandu", [("09:00", "12:00")], "2026-03-02 03:15", 180, True),
    "elsewhere a minute sooner": ("Asia/Kathmandu", [("09:00", "12:00")], "2026-03-02 03:14", 60, False),
    # New York, 2026-11-01: 01:00 to 02:00 comes twice, from 05:00Z and from 06:00Z.
    "in the hour that comes twice": (
        "America/New_York",
        [("01:30", "02:00")],
        "2026-11-01 06:10",
        50,
        True,
    ),
    "over the fold": ("America/New_York", [("01:00", "01:59")], "2026-11-01 05:30", 60, False),
    "all through the fold": ("America/New_York", [("01:00", "02:00")], "2026-11-01 05:00", 120, True),
    # 2026-03-08: 02:00 to 03:00 never comes.
    "over the gap": ("America/New_York", [("01:30", "03:30")], "2026-03-08 06:30", 60, True),
    "past a range that the gap cut": (
        "America/New_York",
        [("01:30", "03:00")],
        "2026-03-08 06:30",
        31,
        False,
    ),
    # St. John's, 2006-10-29 begins at 02:30Z, and at 02:31Z it is 23:01 of the 28th again.
    "on a date that clocks left again": (
        "America/St_Johns",
        [("00:00", "08:00")],
        "2006-10-29 02:45",
        60,
        True,
    ),
}


@pytest.mark.parametrize("case", PREFERENCES.values(), ids=PREFERENCES)
def test_a_slot_is_preferred_if_it_lies_inside_one_range(
    case: tuple[str, list[tuple[str, str]], str, int, bool],
) -> None:
    key, preferred, start, minutes, expected = case
    day = start.split()[0]
    one = ask(ALWAYS, f"{day}T00:00Z", f"{day}T23:59Z", minutes, zone=key, preferred=preferred)
    at = instant(start)
    assert one.rank(at, one.choices(at)).off_preference != expected


def test_of_each_date_only_so_many_are_given_best_or_earliest() -> None:
    two_days = ask(ALWAYS, "2026-03-02", "2026-03-04", step_minutes=720)
    assert texts(rank.start for rank in two_days.best(4, per_day=1)) == [
        "03-02T00:00",
        "03-03T00:00",
        "03-04T00:00",
    ]
    assert texts(rank.start for rank in two_days.best(3, per_day=2)) == [
        "03-02T00:00",
        "03-02T12:00",
        "03-03T00:00",
    ]
    assert texts(at for _, at in two_days.first(2, per_day=1)) == ["03-02T00:00", "03-03T00:00"]
    assert len(list(two_days.first(99, per_day=None))) == 6
    kathmandu = ask(ALWAYS, "2026-03-02", "2026-03-02", zone="Asia/Kathmandu", step_minutes=720)
    assert texts(rank.start for rank in kathmandu.best(9, per_day=1)) == ["03-01T18:15"]


@pytest.mark.parametrize("stretches", [1, 2, 3])
@pytest.mark.parametrize("late", [-60, -59, -30, -1, 0, 1])
def test_the_only_slot_is_found_over_the_ends_of_the_stretches_looked_through(
    stretches: int, late: int
) -> None:
    """Each stretch begins with the starts that the one before could not look at."""
    begin = instant("2026-01-05 12:00")
    edge = begin + sum(_FIRST_STRETCH * _GROWTH**index for index in range(stretches)) - 59 * (stretches - 1)
    at = edge + late
    busy = [Busy(moment(begin - 60), moment(at)), Busy(moment(at + 60), moment(at + 3 * DAY))]
    one = search_for(
        ALWAYS,
        moment(begin),
        moment(at + 2 * DAY),
        timedelta(hours=1),
        {"step_minutes": 1, "busy": {"desk": busy}},
    )
    found = list(one.first(99, per_day=None))
    assert [start for _, start in found] == [at]
    stretch = found[0][0].horizon
    assert stretch.start <= at < at + 60 <= stretch.end <= one.horizon.end


@pytest.mark.parametrize("days", [6, 13, 14, 15, 20])
def test_a_meeting_longer_than_a_stretch_is_found_inside_the_horizon_alone(days: int) -> None:
    one = ask(ALWAYS, "2026-03-02", "2026-03-31", days * DAY, step_minutes=1440)
    expected = [rank.start for rank in one.best(99, per_day=None)]
    assert [at for _, at in one.first(99, per_day=None)] == expected
    assert expected[0] == one.horizon.start
    assert len(expected) == 30 - days + 1


def test_a_member_with_a_weight_counts_for_more_and_the_least_burdened_comes() -> None:
    roster = Roster(
        [
            Team(
                "team",
                "UTC",
                [Shift("09:00", "17:00")],
                members=[
                    Member("heavy", weight=3),
                    Member("late", shifts=[Shift("10:00", "18:00")]),
                    Member("later", shifts=[Shift("10:30", "18:00")]),
                ],
            )
        ],
        zone="UTC",
    )
    one = ask(roster, "2026-03-02", "2026-03-02", 60, domain="waking")
    expected = {
        "08:30": ("team.heavy", 90),  # 30 fringe minutes, thrice; late: 30 outside, 30 fringe: 90 as well
        "09:00": ("team.heavy", 0),
        "16:30": ("team.late", 0),
        "17:30": ("team.late", 30),
        "19:00": ("team.late", 120),
    }
    for hour, (person, cost) in expected.items():
        choice = one.choice("team", instant(f"2026-03-02 {hour}"))
        assert choice.who is not None
        assert (hour, choice.who.person, choice.discomfort) == (hour, person, cost)
