"""On which dates requirements cannot be kept, and how a sentence names them."""

from __future__ import annotations

import pytest

from overlap.core.civil import DAY, day_of, parse_date
from overlap.core.horizon import Horizon
from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed, LimitNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.planning.stagger.asking import Answer, Case
from overlap.planning.stagger.conflict_dates import Dates, Day, dates_of, dates_without_plan, when_text
from overlap.planning.stagger.model import Model
from tests.planning.stagger.hand import JANUARY, built, team
from tests.planning.stagger.small_rosters import feasible

MONDAY = day_of(parse_date("2026-01-05"))
STILL = Flex(fixed=True)
EARLY = team("early", "UTC", "06:00-14:00", flex=STILL)
LATE = team("late", "Asia/Kolkata", "12:00-20:00", flex=STILL, days=["mon", "wed", "fri"])


def without_plan(teams: list[Team], need: Requirement, *, horizon: Horizon = JANUARY) -> Dates:
    one = built(teams, need, horizon=horizon)
    case = Case(Roster(teams), one, 60, feasible)
    return dates_without_plan(case, one, one.model, [need])


def days(*numbers: int) -> tuple[int, ...]:
    """Days of January 2026."""
    return tuple(MONDAY + one - 5 for one in numbers)


@pytest.mark.parametrize("teams", [["early", "late"], []])
def test_hours_that_a_team_does_not_work_are_missed_on_its_own_dates(teams: list[str]) -> None:
    """Nobody of the late team is there from ten to twelve; the early team is."""
    found = without_plan([EARLY, LATE], LimitNeed(teams, start="10:00", end="13:00", name="core"))
    assert found == Dates(days(5, 7, 9), days(5, 6, 7, 8, 9), True)


def test_hours_are_those_of_one_team_where_it_alone_is_named() -> None:
    core = LimitNeed(["late"], start="10:00", end="13:00", name="core")
    assert without_plan([EARLY, LATE], core) == Dates(days(5, 7, 9), days(5, 7, 9), True)


def test_a_date_of_a_limit_spans_the_beginnings_of_its_hours_on_all_clocks_inside_the_horizon() -> None:
    core = LimitNeed(start="10:00", end="13:00", name="core")
    one = built([EARLY, LATE], core)
    # Ten o'clock in Kolkata is 04:30 in UTC.
    expected = []
    for day in days(5, 6, 7, 8, 9):
        first = day * DAY + (270 if day in days(5, 7, 9) else 600)
        expected.append(Day(day, first, day * DAY + 601))
    assert dates_of(one.board, Roster([EARLY, LATE]), core) == expected
    from_ten = Horizon(MONDAY * DAY + 270, (MONDAY + 2) * DAY + 270)
    cut = built([EARLY, LATE], core, horizon=from_ten)
    assert dates_of(cut.board, Roster([EARLY, LATE]), core) == expected[:2]
    later = built([EARLY, LATE], core, horizon=Horizon(MONDAY * DAY + 271, from_ten.end + 1))
    assert dates_of(later.board, Roster([EARLY, LATE]), core) == [
        Day(MONDAY, MONDAY * DAY + 600, MONDAY * DAY + 601),
        expected[1],
        Day(MONDAY + 2, (MONDAY + 2) * DAY + 270, (MONDAY + 2) * DAY + 271),
    ]


def test_a_limit_with_weekdays_is_asked_for_on_those_and_one_without_hours_on_none() -> None:
    one = built([EARLY, LATE])
    core = LimitNeed(["early"], start="10:00", end="13:00", days=["tue", "sat"], name="core")
    assert dates_of(one.board, Roster([EARLY, LATE]), core) == [
        Day(day, day * DAY + 600, day * DAY + 601) for day in days(6, 10)
    ]
    rest = LimitNeed(["early"], rest_minutes=660, name="rest")
    assert dates_of(one.board, Roster([EARLY, LATE]), rest) == []


def test_what_is_asked_about_a_date_has_the_name_of_its_requirement() -> None:
    """Nine hours in which each could be there at any time, but for eight hours only."""
    teams = [EARLY.replace(flex=Flex(later_minutes=60)), LATE.replace(flex=Flex(later_minutes=60))]
    early = LimitNeed(["early"], start="06:00", end="15:00", name="long morning")
    late = LimitNeed(["late"], start="12:00", end="21:00", name="long evening")
    one = built(teams, early, late)
    asked: list[Model] = []

    def seen(model: Model) -> Answer:
        asked.append(model)
        return feasible(model)

    case = Case(Roster(teams), one, 60, seen)
    found = dates_without_plan(case, one, one.model, [early, late])
    assert found == Dates(days(5, 6, 7, 8, 9), days(5, 6, 7, 8, 9), True)
    names = {frozenset(model.tags[row.tag] for row in model.rows) for model in asked}
    assert names == {frozenset({"long morning"}), frozenset({"long morning", "long evening"})}


def test_dates_on_either_side_of_a_clock_change_are_looked_at_apart() -> None:
    """Until 24 October five in London is four in UTC; from the 25th on the desk is closed at five there."""
    every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    desk = team("desk", "UTC", "09:00-17:00", flex=STILL, days=every_day)
    start, end, change = (day_of(parse_date(f"2026-{on}")) for on in ("10-12", "11-08", "10-25"))
    for begins, ends, missed in (
        ("17:00", "18:00", range(change, end)),
        ("09:00", "10:00", range(start, change)),
    ):
        need = CoverageNeed(begins, ends, zone="Europe/London", days=every_day, name="open")
        found = without_plan([desk], need, horizon=Horizon(start * DAY, end * DAY))
        assert found == Dates(tuple(missed), tuple(range(start, end)), True)


# Words


def told(*those: int, of: int, over: int | None = None) -> str:
    """How days are told of so many from a Monday on, in a horizon of so many days."""
    horizon = Horizon(MONDAY * DAY, (MONDAY + (over or of)) * DAY)
    every = tuple(range(MONDAY, MONDAY + of))
    return when_text(Dates(tuple(MONDAY + one for one in those), every, True), horizon)


def test_all_dates_of_a_horizon_are_all_year_from_360_days_on() -> None:
    assert told(*range(360), of=360) == "all year"
    assert told(*range(359), of=359) == "on every date"
    assert told(0, 1, of=2, over=360) == "all year"
    assert told(0, 1, of=2) == "on every date"
    assert told(0, of=1) == "on Mon 5 Jan 2026"
    assert told(of=3) == ""


def test_some_dates_are_told_as_two_ranges_at_most_then_by_weekday_or_number() -> None:
    assert told(1, of=9) == "on Tue 6 Jan 2026"
    assert told(1, 2, 5, of=9) == "from Tue 6 Jan 2026 to Wed 7 Jan 2026 and on Sat 10 Jan 2026"
    assert told(0, 7, 14, of=21) == "on Mondays"
    assert told(0, 1, 7, 8, 14, 15, of=21) == "on Mondays and Tuesdays"
    assert told(0, 7, 15, of=21) == "on 3 dates from Mon 5 Jan 2026 to Tue 20 Jan 2026"
