"""Local hours by the day on which they start."""

from __future__ import annotations

import pytest

from overlap.core.horizon import Horizon
from overlap.errors import BadArgument
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.regimes import by_day, most_together, period_of, typical_week
from overlap.planning.selection import Demand, Group, patterns_of
from overlap.render.progress import Progress, watched_by
from tests.planning.brute import by_local_date, instant, reached, there
from tests.properties.oracle import DAY

FAR_WEST, FAR_EAST = "Etc/GMT+12", "Pacific/Kiritimati"
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ALWAYS = Team("always", FAR_EAST, [Shift("00:00", "24:00")], days=EVERY_DAY)
ROSTERS = {
    "offices": [
        Team("london", "Europe/London", [Shift("09:00", "17:00")]),
        Team("york", "America/New_York", [Shift("08:00", "16:00")]),
    ],
    "nights": [
        Team("manila", "Asia/Manila", [Shift("22:00", "06:00")], days=["mon", "wed", "sun"]),
        Team("lord", "Australia/Lord_Howe", [Shift("00:00", "09:00")], days=EVERY_DAY),
    ],
    # 26 hours apart: a shift that is dated Sunday ends there on Wednesday, as the one of Monday begins.
    "as far apart as clocks are": [
        Team(
            "west", FAR_WEST, [Shift("23:59", "23:58", days=["sun"]), Shift("23:58", "22:58", days=["mon"])]
        ),
        ALWAYS,
    ],
    "the other way round": [
        Team("east", FAR_EAST, [Shift("00:00", "23:59", days=["wed", "thu"])]),
        ALWAYS.replace(zone=FAR_WEST),
    ],
}

NIGHT = (DAY + 1320, 2 * DAY + 360)


@pytest.mark.parametrize(
    ("walls", "found"),
    [
        ([(540, 1020)], {0: ((540, 1020),)}),
        ([(540, 720), (780, 1020)], {0: ((540, 720), (780, 1020))}),
        ([NIGHT], {1: ((1320, DAY + 360),)}),  # a night stays whole
        ([(600, DAY + 599)], {0: ((600, DAY + 599),)}),  # a minute less than a day too
        ([(600, DAY + 600)], {0: ((600, DAY),), 1: ((0, 600),)}),
        ([(0, 2 * DAY)], {0: ((0, DAY),), 1: ((0, DAY),)}),
    ],
)
def test_wall_intervals_are_cut_at_midnights_from_a_whole_day_on(
    walls: list[tuple[int, int]], found: dict[int, tuple[tuple[int, int], ...]]
) -> None:
    assert by_day(walls) == found


@pytest.mark.parametrize("home", ["UTC", FAR_WEST, FAR_EAST])
@pytest.mark.parametrize("name", ROSTERS)
def test_the_windows_of_a_typical_week_are_those_of_a_week_between_clock_changes(
    name: str, home: str
) -> None:
    teams = ROSTERS[name]
    ids = [team.id for team in teams]
    roster = Roster(teams, zone=home)
    at, start, end = (instant(f"2026-02-{day} 00:00") for day in (16, "08", 24))
    by_date = by_local_date(reached(there(roster, ids, start, end).values(), len(ids)), home)
    found = typical_week(roster, Demand((Group(ids),)), at)
    first = at // DAY // 7 * 7  # a Thursday, as the first day of 1970 was
    assert found == tuple(by_date.get(day, ()) for day in range(first, first + 7))


@pytest.mark.parametrize("day", range(2, 9))
@pytest.mark.parametrize(
    ("teams", "most"),
    [(["09-17", "12-20", "16-21"], 3), (["09-12", "13-17", "14-18", "16-20"], 3), (["09-12", "12-17"], 1)],
)
def test_most_at_once_are_those_of_any_day_of_the_week_in_which_the_horizon_begins(
    teams: list[str], most: int, day: int
) -> None:
    made = [
        Team(f"t{at}", "UTC", [Shift(*(f"{one}:00" for one in hours.split("-")))])
        for at, hours in enumerate(teams)
    ]
    horizon = Horizon(instant(f"2026-03-{day:02d} 18:00"), instant(f"2026-03-{day + 1:02d} 18:00"))
    assert most_together(Roster(made), [team.id for team in made], horizon) == most


def rotas(*lengths: int) -> Roster:
    """A team for each length, whose cycle has so many days."""
    return Roster(
        [
            Team(
                f"t{length}",
                "UTC",
                [Shift("09:00", "17:00", name="day")],
                cycle=Cycle("2026-03-02", ["day"] * length),
            )
            for length in lengths
        ]
    )


def period(roster: Roster) -> int:
    return period_of({team.id: patterns_of(roster, team.id) for team in roster})


def test_cycles_are_compared_up_to_twenty_years_of_weeks() -> None:
    assert [period(rotas(*own)) for own in ((1,), (7, 14), (4, 6), (5, 13, 16))] == [7, 14, 84, 7280]
    with pytest.raises(BadArgument, match="only every 7287 days") as caught:
        period(rotas(1041))
    assert caught.value.hint == "ask about fewer teams: up to 7280 days can be compared"


def test_who_listens_is_told_of_every_tenth_of_those_looked_at() -> None:
    roster = Roster([Team(f"t{at}", "UTC", [Shift("09:00", "17:00")]) for at in range(12)])
    ids = [team.id for team in roster]
    told: list[Progress] = []
    with watched_by(told.append):
        typical_week(roster, Demand((Group(ids),)), instant("2026-03-02 00:00"))
    stage = "Hours of teams and people"
    assert [one for one in told if one.stage == stage] == [Progress(stage, done, 12) for done in (0, 10, 12)]


def test_where_nobody_has_a_shift_nobody_is_together() -> None:
    roster = Roster([Team("a", "UTC", []), Team("b", "UTC", [])])
    start = instant("2026-03-02 00:00")
    assert most_together(roster, ["a", "b"], Horizon(start, start + DAY)) == 0


def test_a_night_from_the_last_day_of_the_week_on_is_cut_where_a_clock_far_ahead_works_on() -> None:
    """Friday 01:00 in Kiritimati is Wednesday 23:00 where days end last; weeks here end with Wednesday."""
    always = [Shift("01:00", "24:00", days=["fri"]), Shift("00:00", "24:00", days=["sat"])]
    roster = Roster([Team("east", FAR_EAST, always)], zone=FAR_WEST)
    week = typical_week(roster, Demand((Group(["east"], 1),)), instant("2026-03-02 00:00"))
    assert week == (((0, DAY),), ((0, 1320),), (), (), (), (), ((1380, DAY),))
