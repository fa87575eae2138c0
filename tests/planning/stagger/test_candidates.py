"""Which starts a shift may choose among, and what each costs a person."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, BadRoster
from overlap.people.flex import Flex
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.planning.stagger.candidates import (
    GRIDS,
    Candidate,
    Excess,
    candidates_of,
    flex_problems,
    hours_text,
    moves,
    offset_gaps,
)
from overlap.planning.stagger.strands import Start
from tests.planning.stagger.hand import JANUARY, YEAR, team


def found(
    shift: Shift | str, flex: Flex | None, *, zone: str = "Asia/Kolkata", grid: int = 30, **more: Any
) -> list[Candidate]:
    one = team("pune", zone, shift, flex=flex)
    given = {"horizon": JANUARY, **more}
    return candidates_of(one, one.shifts[0], grid=grid, **given)


def starts(candidates: list[Candidate]) -> list[str]:
    return [hours_text(one.start.minute) for one in candidates]


def test_starts_lie_on_the_grid_as_far_as_the_team_accepts_both_ways() -> None:
    some = found("10:00-19:00", Flex(earlier_minutes=60, later_minutes=90))
    assert starts(some) == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    assert [one.option.moved for one in some] == [60, 30, 0, 30, 60, 90]
    assert [one.option.place for one in some] == [540, 570, 600, 630, 660, 690]
    assert {one.start.clock for one in some} == {None}
    assert {one.option.quiet for one in some} == {0}
    assert not any(one.is_barred for one in some)


def test_the_grid_goes_through_todays_start() -> None:
    assert starts(found("09:20-17:00", Flex(earlier_minutes=45, later_minutes=40), grid=20)) == [
        "08:40",
        "09:00",
        "09:20",
        "09:40",
        "10:00",
    ]


def test_a_start_off_the_grid_that_stays_is_there_all_the_same() -> None:
    assert starts(found("09:20-17:00", None, grid=15)) == ["09:20"]
    assert "09:20" in starts(found("09:20-17:00", None, grid=15, wide=True))


def test_bounds_on_start_and_end_hold_besides_the_minutes() -> None:
    flex = Flex(earlier_minutes=180, later_minutes=180, earliest_start="09:30", latest_end="20:00")
    assert starts(found("10:00-19:00", flex)) == ["09:30", "10:00", "10:30", "11:00"]


def test_an_end_may_lie_on_the_next_day_where_the_team_accepts_that() -> None:
    late = found("16:00-24:00", Flex(later_minutes=180, latest_end="26:00"), grid=60)
    assert starts(late) == ["16:00", "17:00", "18:00"]


def test_a_start_never_leaves_its_date() -> None:
    assert starts(found("23:00-07:00", Flex(later_minutes=120))) == ["23:00", "23:30"]
    assert starts(found("00:30-08:00", Flex(earlier_minutes=120))) == ["00:00", "00:30"]


@pytest.mark.parametrize("flex", [None, Flex(), Flex(fixed=True), Flex(earliest_start="08:00")])
def test_without_minutes_nothing_moves(flex: Flex | None) -> None:
    assert not moves(flex)
    assert starts(found("10:00-19:00", flex)) == ["10:00"]


def test_minutes_one_way_are_enough_to_move() -> None:
    assert moves(Flex(earlier_minutes=1))
    assert moves(Flex(later_minutes=1))


def test_a_team_that_is_to_stay_has_todays_start_alone() -> None:
    assert starts(found("10:00-19:00", Flex(later_minutes=90), still=True)) == ["10:00"]


def test_asked_widely_every_start_of_the_day_is_there_with_how_far_it_goes_beyond() -> None:
    flex = Flex(earlier_minutes=60, later_minutes=120, earliest_start="09:30", latest_end="20:30")
    some = found("10:00-19:00", flex, grid=60, wide=True)
    assert starts(some) == [f"{hour:02d}:00" for hour in range(24)]
    by_start = dict(zip(starts(some), some, strict=True))
    assert by_start["10:00"].excess == Excess(0, 0, 0, 0)
    assert by_start["08:00"].excess == Excess(60, 0, 90, 0)
    assert by_start["09:00"].excess == Excess(0, 0, 30, 0)
    assert by_start["12:00"].excess == Excess(0, 0, 0, 30)
    assert by_start["13:00"].excess == Excess(0, 60, 0, 90)
    assert [time for time, one in by_start.items() if not one.is_barred] == ["10:00", "11:00"]
    assert [one.is_barred for one in found("10:00-19:00", None, grid=600, wide=True)] == [True, False, True]


NEW_YORK = Flex(earlier_minutes=60, later_minutes=60, clocks=["local", "America/New_York"])


def on(candidates: list[Candidate], clock: str | None) -> dict[str, int]:
    return {hours_text(one.start.minute): one.option.moved for one in candidates if one.start.clock == clock}


def test_on_another_clock_a_start_is_measured_on_todays_at_every_difference_of_the_year() -> None:
    some = found("14:00-22:00", NEW_YORK, zone="Europe/London", horizon=YEAR)
    # London is five hours ahead of New York, and four in March and October.
    assert on(some, "America/New_York") == {"09:00": 60, "09:30": 30, "10:00": 60}
    assert on(some, None) == {"13:00": 60, "13:30": 30, "14:00": 0, "14:30": 30, "15:00": 60}
    assert [one.option.place for one in some] == sorted(one.option.place for one in some)
    # A place is where a start lies as the horizon begins: nine in New York at two in London.
    places = {one.start.minute: one.option.place for one in some if one.start.clock}
    assert places == {540: 840, 570: 870, 600: 900}
    january = found("14:00-22:00", NEW_YORK, zone="Europe/London")
    assert on(january, "America/New_York") == {
        "08:00": 60,
        "08:30": 30,
        "09:00": 0,
        "09:30": 30,
        "10:00": 60,
    }


def test_on_another_clock_a_start_keeps_the_date_of_today() -> None:
    flex = Flex(earlier_minutes=180, clocks=["local", "America/New_York"])
    early = found("01:00-09:00", flex, zone="Europe/London", grid=60)
    assert on(early, None) == {"00:00": 60, "01:00": 0}
    assert on(early, "America/New_York") == {}  # 20:00 there is the date before


def test_on_another_clock_a_start_keeps_its_date_at_every_difference() -> None:
    flex = Flex(earlier_minutes=60, later_minutes=120, clocks=["America/New_York"])
    late = found("23:00-07:00", flex, zone="Europe/London", horizon=YEAR)
    # 19:00 there is 23:00 in March, and midnight else.
    assert on(late, "America/New_York") == {"18:00": 60, "18:30": 30}


def test_the_clock_of_today_alone_is_meant_by_local_also_where_it_is_a_clients() -> None:
    client = Shift("09:00", "17:00", zone="America/New_York")
    kept = found(client, Flex(later_minutes=60), zone="Europe/London", horizon=YEAR)
    assert {one.start.clock for one in kept} == {"America/New_York"}
    both = Flex(later_minutes=60, clocks=["local", "America/New_York"])
    some = found(client, both, zone="Europe/London", horizon=YEAR)
    assert on(some, "America/New_York") == {"09:00": 0, "09:30": 30, "10:00": 60}
    # 14:00 in London is 09:00 there, and 10:00 while only one of the clocks has changed.
    assert on(some, None) == {"14:00": 60}


def test_a_start_on_the_same_clock_by_two_names_is_there_once() -> None:
    some = found("10:00-19:00", Flex(later_minutes=30, clocks=["local", "local"]))
    assert starts(some) == ["10:00", "10:30"]
    assert Start(600, None) in [one.start for one in some]


def test_differences_of_clocks_are_told_once_each_in_order_of_time() -> None:
    sydney, london = zone_of("Australia/Sydney"), zone_of("Europe/London")
    assert offset_gaps(sydney, london, YEAR) == (-660, -600, -540)
    assert offset_gaps(london, sydney, YEAR) == (660, 600, 540)
    assert offset_gaps(sydney, london, JANUARY) == (-660,)


def test_times_beyond_midnight_are_told_as_team_files_write_them() -> None:
    assert (hours_text(0), hours_text(605), hours_text(26 * 60)) == ("00:00", "10:05", "26:00")


# What does not fit


def problems(shift: str, flex: Flex | None, *, grid: int = 15, **more: Any) -> list[tuple[str, str | None]]:
    errors = flex_problems(team("pune", "Asia/Kolkata", shift, flex=flex, **more), grid)
    for one in errors:
        assert isinstance(one, BadRoster | BadArgument)
        assert one.hint
    return [(one.message, one.field) for one in errors]


def test_a_bound_that_excludes_todays_shift_is_told_with_the_least_that_does_not() -> None:
    late = Flex(later_minutes=60, latest_end="18:00")
    assert problems("10:00-19:00", late) == [
        (
            '"pune": latest_end "18:00" excludes today\'s shift "10:00-19:00", 10:00-19:00',
            "team.pune.flex.latest_end",
        )
    ]
    night = flex_problems(
        team("pune", "Asia/Kolkata", "22:00-06:00", flex=Flex(later_minutes=60, latest_end="24:00")), 15
    )
    assert night[0].hint == 'write latest_end = "30:00", or wider'
    early = flex_problems(
        team("pune", "Asia/Kolkata", "05:45-14:00", flex=Flex(later_minutes=60, earliest_start="06:00")), 15
    )
    assert early[0].field == "team.pune.flex.earliest_start"
    assert early[0].hint == 'write earliest_start = "05:45", or wider'
    assert problems("10:00-19:00", Flex(later_minutes=60, earliest_start="10:00", latest_end="19:00")) == []


def test_more_cohorts_than_people_are_told_and_a_team_of_one_is_one_person() -> None:
    assert problems("10:00-19:00", Flex(later_minutes=60, cohorts=2)) == [
        ('"pune": cohorts is 2, but the team has 1 person', "team.pune.flex.cohorts")
    ]
    many = Flex(later_minutes=60, cohorts=5, min_cohort=4)
    assert problems("10:00-19:00", many, headcount=3) == [
        ('"pune": cohorts is 5, but the team has 3 people', "team.pune.flex.cohorts"),
        ('"pune": min_cohort is 4, but the team has 3 people', "team.pune.flex.min_cohort"),
    ]
    assert problems("10:00-19:00", Flex(later_minutes=60, cohorts=3, min_cohort=3), headcount=3) == []


def test_a_cycle_moves_as_a_whole() -> None:
    cycle = Cycle("2026-01-05", ["10:00-19:00", "off"])
    flex = Flex(later_minutes=60, cohorts=2)
    assert problems("10:00-19:00", flex, cycle=cycle, headcount=4) == [
        ('"pune": cohorts is 2, but a team with a cycle moves as a whole', "team.pune.flex.cohorts")
    ]
    assert problems("10:00-19:00", Flex(later_minutes=60), cycle=cycle, headcount=4) == []


def test_a_grid_that_does_not_divide_a_start_is_told_with_one_that_does() -> None:
    moving = Flex(later_minutes=60)
    tests = [("09:20", 15, "use a grid of 20 minutes"), ("09:07", 5, "start the shift on a multiple of five")]
    for start, grid, hint in tests:
        (found,) = flex_problems(team("pune", "Asia/Kolkata", f"{start}-18:00", flex=moving), grid)
        assert (found.field, str(found.hint).startswith(hint)) == ("grid_minutes", True)
        assert f"a grid of {grid} minutes does not divide {start}" in found.message
    assert problems("09:20-18:00", moving, grid=20) == []


@pytest.mark.parametrize("grid", [one for one in range(5, 61) if 60 % one == 0])
def test_the_coarsest_grid_that_goes_through_a_start_is_the_one_told(grid: int) -> None:
    # Of the numbers below 60 that divide an hour the shift starts on multiples of none that is larger.
    start, off = (hours_text(600 + grid), 60) if grid < 60 else ("10:00", 45)
    (found,) = flex_problems(team("pune", "Asia/Kolkata", f"{start}-18:00", flex=Flex(later_minutes=60)), off)
    assert found.hint == f"use a grid of {grid} minutes"
    assert grid in GRIDS


def test_a_team_that_stays_has_no_problems() -> None:
    assert problems("09:07-18:00", None) == []
    assert problems("10:00-19:00", Flex(latest_end="18:00", cohorts=4)) == []
