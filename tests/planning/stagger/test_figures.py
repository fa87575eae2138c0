"""Key figures before and after."""

from __future__ import annotations

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.absence import Closure
from overlap.people.roster import Roster
from overlap.planning.stagger.figures import Figure, figures_of
from tests.planning.stagger.hand import team

UTC = zone_of("UTC")
FORTNIGHT = Horizon.of("2026-01-05", "2026-01-18", UTC)


def figures(before: list[str], after: list[str]) -> list[Figure]:
    first, second = (
        Roster([team(f"t{at}", "UTC", hours) for at, hours in enumerate(one)]) for one in (before, after)
    )
    return list(figures_of(first, second, FORTNIGHT, UTC, (90, 30)))


def test_two_teams_share_so_much_a_week_and_somebody_is_there_so_often() -> None:
    shared, covered, quiet = figures(["09:00-17:00", "16:00-24:00"], ["09:00-17:00", "15:00-23:00"])
    assert shared == Figure("Both teams share a week", "minutes", 5 * 60, 5 * 120)
    assert covered.name == "Somebody at work, 24x7"
    assert covered.unit == "share"
    assert [covered.before, covered.after] == pytest.approx([5 * 15 / 168, 5 * 14 / 168])
    assert quiet == Figure("Work in quiet hours a day, all people", "minutes", 90, 30)


def test_of_many_teams_the_most_that_usually_meet_are_told_too() -> None:
    day = ["09:00-17:00"] * 3
    found = figures([*day, "18:00-24:00"], [*day, "16:00-22:00"])
    assert [one.name for one in found][:2] == ["All 4 teams share a week", "3 teams or more share a week"]
    assert (found[0].before, found[0].after) == (0, 5 * 60)
    assert found[1].before == 5 * 8 * 60
    hour = figures(["09:00-17:00", "09:00-17:00", "16:48-17:00"], ["09:00-17:00"] * 3)
    assert [one.name for one in hour][1] == "2 teams or more share a week"
    few = figures(["09:00-17:00", "16:48-24:00", "04:00-08:00"], ["09:00-17:00"] * 3)
    assert (few[1].name, few[1].before) == ("2 teams or more share a week", 60)
    less = figures(["09:00-17:00", "16:49-24:00", "04:00-08:00"], ["09:00-17:00"] * 3)
    assert less[1].name == "Somebody at work, 24x7"
    apart = figures(["00:00-06:00", "06:00-12:00", "12:00-18:00"], ["00:00-06:00"] * 3)
    assert [one.name for one in apart] == [
        "All 3 teams share a week",
        "Somebody at work, 24x7",
        "Work in quiet hours a day, all people",
    ]


def test_one_team_shares_with_nobody() -> None:
    assert [one.name for one in figures(["09:00-17:00"], ["08:00-16:00"])] == [
        "Somebody at work, 24x7",
        "Work in quiet hours a day, all people",
    ]


def test_days_off_count() -> None:
    off = [Closure("2026-01-05", "2026-01-09", name="move")]
    there, away = (
        Roster([team("a", "UTC", "09:00-17:00", closures=kept), team("b", "UTC", "09:00-17:00")])
        for kept in ((), off)
    )
    (shared, *_) = figures_of(there, away, FORTNIGHT, UTC, (0, 0))
    assert (shared.before, shared.after) == (5 * 480, 5 * 240)


def test_programs_read_rounded_numbers() -> None:
    assert Figure("x", "share", 1 / 3, 2 / 3).to_dict() == {
        "name": "x",
        "unit": "share",
        "before": 0.3333,
        "after": 0.6667,
    }
