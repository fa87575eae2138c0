"""Who could be at work when, as columns; and dates that look alike, once."""

from __future__ import annotations

from overlap.core.civil import DAY, weekday_of
from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.schedule import Season
from overlap.people.shifts import Break, Shift
from overlap.planning.stagger.board import Board, Piece
from overlap.planning.stagger.model import Need
from tests.planning.stagger.hand import JANUARY, YEAR, built, team

MONDAY = JANUARY.start // DAY
HOURS = Flex(earlier_minutes=60, later_minutes=60)
NOON = Break("12:00", "13:00")


def two() -> Board:
    """A team of five that moves, columns 0 to 2, and one of three that stays."""
    moving = team("a", "UTC", Shift("09:00", "17:00", breaks=[NOON]), headcount=5, flex=HOURS)
    return built([moving, team("b", "UTC", "10:00-18:00", headcount=3)]).board


def test_each_pool_has_a_column_for_each_start_and_those_who_stay_have_none() -> None:
    board = two()
    assert [(seat.column, seat.group, len(seat.starts)) for seat in board.seats] == [
        (0, 0, 3),
        (None, None, 1),
    ]
    assert (board.of_team(0), board.of_team(1)) == ([0], [1])


def test_a_need_counts_those_who_stay_at_once() -> None:
    board = two()
    assert board.need([(0, 0), (0, 2), (0, 2)], 4) == Need(0b101, 4)
    assert board.need([(0, 1), (1, 0)], 4) == Need(0b010, 1)
    assert board.need([(0, 1), (1, 0)], 2) == Need(0b010, 0)
    assert board.most([(0, 0), (0, 1), (1, 0)]) == 8
    assert board.most([]) == 0


def test_people_scheduled_on_a_date_are_those_with_a_shift_on_it() -> None:
    people = [Member("ana", days=["mon"])]
    board = built([team("a", "UTC", "09:00-17:00", headcount=4, members=people)]).board
    assert [board.scheduled([0, 1], MONDAY + by) for by in (0, 1, 5)] == [4, 3, 0]


def test_pieces_are_the_stretches_at_each_start_that_meet_the_minutes_asked_for() -> None:
    board = two()
    day = MONDAY * DAY
    noon = (day + 12 * 60, day + 13 * 60)
    found = board.pieces([0], [MONDAY], noon, holidays=False)
    # At 08:00 the break is 11-12, at 09:00 it is 12-13, at 10:00 13-14.
    assert found == [
        Piece(day + 12 * 60, day + 16 * 60, MONDAY, 0, 0),
        Piece(day + 10 * 60, day + 13 * 60, MONDAY, 0, 2),
    ]
    through = board.pieces([0], [MONDAY], noon, holidays=False, whole=True)
    assert [(one.start - day, one.end - day, one.option) for one in through] == [
        (480, 960, 0),
        (540, 1020, 1),
        (600, 1080, 2),
    ]
    edges = board.pieces([0], [MONDAY], (day + 18 * 60, day + 19 * 60), holidays=False)
    assert edges == []


def test_a_seat_reaches_from_its_first_start_to_its_last_end() -> None:
    board = two()
    day = MONDAY * DAY
    assert board.reach(0, MONDAY) == (day + 8 * 60, day + 18 * 60)
    assert board.reach(1, MONDAY) == (day + 10 * 60, day + 18 * 60)
    assert board.reach(0, MONDAY + 5) is None
    assert board.meets(0, MONDAY, (day, day + 8 * 60 + 1))
    assert not board.meets(0, MONDAY, (day, day + 8 * 60))
    assert not board.meets(0, MONDAY, (day + 18 * 60, day + 19 * 60))


def test_a_seat_with_many_starts_reaches_to_the_end_of_the_last() -> None:
    for hours in range(1, 6):
        flex = Flex(earlier_minutes=60, later_minutes=60 * hours)
        board = built([team("a", "UTC", "09:00-11:00", flex=flex)]).board
        assert len(board.seats[0].starts) == hours + 2
        day = MONDAY * DAY
        assert board.reach(0, MONDAY) == (day + 8 * 60, day + (11 + hours) * 60)


def test_reach_looks_at_every_start_where_clocks_differ() -> None:
    flex = Flex(earlier_minutes=60, later_minutes=60, clocks=["America/New_York"])
    board = built([team("a", "Europe/London", "14:00-22:00", flex=flex)], horizon=YEAR).board
    between = zone_of("Europe/London").to_instant
    march = Horizon.of("2026-03-16", "2026-03-16", zone_of("UTC")).start // DAY
    # New York is four hours behind: its 09:00 is 13:00, its 10:00 is 14:00, London's own are 13:00 to 15:00.
    assert board.reach(0, march) == (between(march * DAY + 13 * 60), between(march * DAY + 23 * 60))


def days_of(horizon: Horizon) -> range:
    return range(horizon.start // DAY, horizon.end // DAY)


def test_a_week_without_a_clock_change_is_one_pattern_for_each_different_weekday() -> None:
    board = two()
    every = days_of(JANUARY)

    def within(day: int) -> tuple[int, int] | None:
        return board.reach(0, day)

    # Nothing is worked next to these shifts, so all working days look alike.
    assert board.patterns([0, 1], every, (), within) == [MONDAY]
    wide = board.patterns([0, 1], every, (), lambda day: ((day - 1) * DAY, (day + 2) * DAY))
    assert [weekday_of(day) for day in wide] == [0, 1, 4, 5, 6]


def test_a_year_has_a_pattern_for_each_difference_of_clocks_and_each_change() -> None:
    teams = [team("a", "Australia/Sydney", "09:00-17:00"), team("b", "Europe/London", "09:00-17:00")]
    board = built(teams, horizon=YEAR).board
    days = [day for day in days_of(YEAR) if weekday_of(day) == 2]
    # Eleven, nine and (in October) ten hours, the Wednesday before and after each change: 29 March, 5 April,
    # 4 and 25 October; that of 1 April lies between two.
    found = board.patterns([0, 1], days, (), lambda day: board.reach(0, day))
    assert len(found) == 10
    alone = board.patterns([0], days, (), lambda day: board.reach(0, day))
    other = board.patterns([0], days, [zone_of("Europe/London")], lambda day: board.reach(0, day))
    assert len(alone) < len(other) == len(found)


def test_a_season_is_a_pattern_of_its_own_and_a_day_that_does_not_matter_is_none() -> None:
    summer = Season("2026-01-07", "2026-01-07", shorten_minutes=60)
    board = built([team("a", "UTC", "09:00-17:00", seasons=[summer])]).board
    assert board.patterns([0], days_of(JANUARY), (), lambda day: board.reach(0, day)) == [MONDAY, MONDAY + 2]
    assert board.patterns([0], days_of(JANUARY), (), lambda day: None) == []


def test_days_begin_and_end_where_shifts_of_any_clock_can_meet_the_horizon() -> None:
    days = two().days
    assert (days.start, days.stop) == (MONDAY - 3, MONDAY + 7 + 4)


def test_one_clock_alone_looks_alike_in_summer_and_in_winter() -> None:
    board = built([team("a", "Europe/London", "09:00-17:00")], horizon=YEAR).board
    winter, summer = (
        Horizon.of(day, day, zone_of("UTC")).start // DAY for day in ("2026-01-14", "2026-07-15")
    )
    assert board.patterns([0], [winter, summer], (), lambda day: board.reach(0, day)) == [winter]
