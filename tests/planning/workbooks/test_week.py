"""The week in a sheet is a walk over every minute of it, as if nobody had a day off."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from overlap.core.horizon import SUPPORTED, Horizon
from overlap.people.absence import Closure
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.workbooks.cells import Asked, Names
from overlap.planning.workbooks.week import week_sheet
from overlap.render.workbook import CellMark, Sheet
from tests.planning.coverage_oracle import heads_of
from tests.planning.workbooks.rosters import LONDON, ROSTER, YORK
from tests.properties.oracle import DAY, day_date, day_number, instant_of_wall, minutes_at_work
from tests.properties.strategies import Crowd, crowds

FEW = max(settings().max_examples // 12, 1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def week_of(roster: Roster, start: str, end: str, key: str | None = None) -> Sheet:
    clock = roster.clock(key)
    return week_sheet(Asked(roster, Horizon.of(start, end, clock), clock, Names(roster)))


def first_day(sheet: Sheet) -> date:
    """The Monday that the first note names."""
    words = sheet.notes[0].split()
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return date(int(words[3]), months.index(words[2]) + 1, int(words[1]))


@pytest.mark.parametrize(
    ("start", "end", "key", "monday"),
    [
        ("2026-03-02", "2026-03-29", "UTC", date(2026, 3, 9)),  # New York changes on the 8th
        ("2026-03-03", "2026-03-15", "UTC", date(2026, 3, 9)),
        ("2026-03-02", "2026-03-08", "UTC", date(2026, 3, 2)),  # no other whole week
        ("2026-03-05", "2026-03-06", "UTC", date(2026, 3, 2)),  # no whole week at all
        ("2026-03-23", "2026-04-12", "Europe/London", date(2026, 3, 30)),
    ],
)
def test_the_week_is_the_first_whole_one_in_which_no_clock_changes(
    start: str, end: str, key: str, monday: date
) -> None:
    assert first_day(week_of(ROSTER, start, end, key)) == monday


def test_at_the_end_of_the_calendar_the_days_that_there_are_are_shown() -> None:
    sheet = week_of(Roster([LONDON]), "1974-01-01", "1974-01-02", "UTC")
    assert first_day(sheet) == date(1973, 12, 31)
    clock = Roster([LONDON]).clock("UTC")
    last = Horizon(SUPPORTED[1] - DAY, SUPPORTED[1])  # Wednesday, 23 December 2099
    sheet = week_sheet(Asked(Roster([LONDON]), last, clock, Names(Roster([LONDON]))))
    assert [row[0] for row in sheet.rows] == ["Wed"]


def level(minutes: range, heads: dict[int, int]) -> int | None:
    return max((heads.get(minute, 0) for minute in minutes), default=0) or None


def colour(hour: range, own: set[int], teams: list[set[int]]) -> CellMark:
    minutes = set(hour)
    if len(teams) > 1 and minutes and all(minutes <= other for other in teams):
        return "shared"
    if minutes and minutes <= own:
        return "work"
    return "some" if minutes & own else "off"


@settings(max_examples=FEW)
@given(crowds())
def test_every_hour_has_the_most_people_at_once_and_the_colour_of_how_long(crowd: Crowd) -> None:
    key = crowd.groups[0].team.zone
    roster = Roster([group.team for group in crowd.groups], zone=key)
    names = Names(roster)
    sheet = week_sheet(Asked(roster, crowd.horizon, roster.home, names))
    days = [day_number(first_day(sheet)) + at for at in range(7)]
    starts = [instant_of_wall(key, day * DAY) for day in (*days, days[-1] + 1)]
    low, high = starts[0], starts[-1]
    heads = {group.team.id: heads_of(group, low, high, bare=True) for group in crowd.groups}
    present = {}
    for group in crowd.groups:
        workers = [*group.members]
        if group.team.people_count > len(group.members):
            workers.append(group.unnamed)
        sets = (minutes_at_work(worker, low, high, bare=True) for worker in workers)
        present[group.team.id] = set().union(*sets)
    expected, colours = [], []
    for day in days:
        edges = [instant_of_wall(key, day * DAY + hour * 60) for hour in range(25)]
        hours = [range(max(one, low), min(other, high)) for one, other in pairwise(edges)]
        name = WEEKDAYS[day_date(day).weekday()]
        for team in roster:
            expected.append((name, names.team(team.id), *(level(hour, heads[team.id]) for hour in hours)))
            own = present[team.id]
            colours.append(("", "", *(colour(hour, own, list(present.values())) for hour in hours)))
        if len(roster) > 1:
            at_once = {
                minute: sum(minute in one for one in present.values()) for hour in hours for minute in hour
            }
            expected.append((name, "Teams at once", *(level(hour, at_once) for hour in hours)))
            colours.append(sheet.marks[len(expected) - 1])  # the next test's
    assert sheet.rows == tuple(expected)
    assert sheet.marks == tuple(colours)


def test_the_more_teams_the_darker_and_only_all_are_darkest() -> None:
    teams = [Team(f"t{hour}", "UTC", [Shift(f"{hour:02d}:00", "12:00")], days=["mon"]) for hour in range(6)]
    sheet = week_of(Roster(teams), "2026-03-02", "2026-03-08")
    assert sheet.rows[6][:16] == ("Mon", "Teams at once", 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6, None, None)
    marks = sheet.marks[6][2:8]
    assert marks[0] == "heat1"
    assert marks.index("heat5") == 5
    assert list(marks) == sorted(marks)
    assert set(sheet.marks[6][14:]) == {"heat0"}


def test_days_off_are_not_of_a_typical_week() -> None:
    team = YORK.replace(closures=[Closure("2026-03-09", "2026-03-15")])
    one, other = (week_of(Roster([own]), "2026-03-09", "2026-03-15") for own in (team, YORK))
    assert one.rows == other.rows
    assert [row[1] for row in one.rows] == ["york"] * 7
    assert one.frozen == 2
    assert [column.heading for column in one.columns[2:5]] == ["00:00", "01:00", "02:00"]
