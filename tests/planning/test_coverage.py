"""Coverage is what a walk over every minute says it is, and each uncovered minute has its cause."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import iso_minute
from overlap.core.depth import Depth
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadHorizon, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.coverage import Coverage, coverage
from overlap.planning.covered_weeks import weekday_hours
from overlap.planning.uncovered import UncoveredCause, because
from overlap.render.text import to_text
from tests.planning.brute import instant
from tests.planning.coverage_oracle import Window, heads_together, required_at, runs_of, week_of
from tests.properties.oracle import DAY, wall_shown
from tests.properties.strategies import WEEKDAY_NAMES, Crowd, FakeTable, crowds

EVERY_DAY = frozenset(range(7))
FEW = settings().max_examples * 6 // 10

NEEDS = st.sampled_from(
    [
        ("24x7", [(EVERY_DAY, 0, DAY, 1)]),
        ("24x5=2", [(frozenset(range(5)), 0, DAY, 2)]),
        ("02:00-03:30", [(EVERY_DAY, 120, 210, 1)]),
        ("fri-mon 22:30-01:15=3", [(frozenset({4, 5, 6, 0}), 1350, 1515, 3)]),
        (["24x7", "sat,sun 23:00-24:00=2"], [(EVERY_DAY, 0, DAY, 1), (frozenset({5, 6}), 1380, DAY, 2)]),
    ]
)


def asked(roster: Roster, start: str, end: str, **more: Any) -> Coverage:
    return coverage(roster, start, end, **more)


def told(found: Coverage) -> list[tuple[str, str, str]]:
    """Each uncovered run as start, end and sentence."""
    return [(iso_minute(run.start), iso_minute(run.end), run.because) for run in found.uncovered]


def test_hours_of_the_week_hold_the_minutes_and_people_of_their_own() -> None:
    """Monday 00:30 to 02:00 is half of the first hour and all of the next, with two people in the last."""
    start = instant("2026-03-02 00:30")
    depth = Depth.of(
        [(IntervalSet([(start, start + 90)]), 1), (IntervalSet([(start + 60, start + 90)]), 1)],
        start,
        start + 90,
    )
    table = weekday_hours(depth, zone("UTC"))
    assert [len(day) for day in table] == [24] * 7
    filled = {
        (day, hour): cell for day, hours in enumerate(table) for hour, cell in enumerate(hours) if any(cell)
    }
    assert filled == {(0, 0): (30, 30), (0, 1): (90, 60)}


@settings(max_examples=FEW)
@given(crowds(), NEEDS, st.data())
def test_every_figure_is_that_of_a_walk_over_the_minutes(
    crowd: Crowd, need: tuple[Any, list[Window]], data: st.DataObject
) -> None:
    start, end = crowd.horizon.start, crowd.horizon.end
    roster = Roster([group.team for group in crowd.groups])
    key = data.draw(st.sampled_from(["UTC", *(team.zone for team in roster)]))
    found = coverage(roster, iso_minute(start), iso_minute(end), zone=key, need=need[0])
    there, bare = heads_together(crowd), heads_together(crowd, bare=True)
    required = required_at(need[1], key, start, end)

    assert {m: people for low, high, people in found.depth for m in range(low, high)} == there
    short = {minute for minute in there if there[minute] < required[minute]}
    needed = {minute for minute in required if required[minute]}
    assert [(run.start, run.end) for run in found.uncovered] == runs_of(short)
    for run in found.uncovered:
        assert run.missing == max(required[m] - there[m] for m in range(run.start, run.end))
    assert (found.needed_minutes, found.covered_minutes) == (len(needed), len(needed - short))
    assert found.uncovered_minutes == len(short)
    assert found.share == (len(needed - short) / len(needed) if needed else 1)
    assert (found.reason is None) == bool(needed)
    assert list(found.thin) == runs_of({m for m in needed - short if there[m] == 1})
    assert found.thin_minutes == len({m for m in needed - short if there[m] == 1})

    weeks: dict[int, list[int]] = {}
    for minute in range(start, end):
        row = weeks.setdefault(week_of(key, minute), [0, 0, 0])
        if minute in needed:
            row[0] += 1
            row[1] += minute not in short
            row[2] += bare[minute] >= required[minute]
    shown = [(week.needed_minutes, week.covered_minutes, week.usual_minutes) for week in found.weeks]
    assert [row for row in shown if any(row)] == [tuple(row) for _, row in sorted(weeks.items()) if any(row)]

    cells: dict[tuple[int, int], list[int]] = {}
    for minute in range(start, end):
        wall = wall_shown(key, minute)
        cells.setdefault(((wall // DAY + 3) % 7, wall % DAY // 60), []).append(there[minute])
    for day, hours in enumerate(found.by_weekday_hour):
        for hour, average in enumerate(hours):
            inside = cells.get((day, hour))
            assert average == (None if inside is None else sum(inside) / len(inside))

    explained: set[int] = set()
    for run in found.uncovered:
        assert run.causes
        for cause in run.causes:
            minutes = set(range(cause.start, cause.end))
            explained |= minutes
            assert run.start <= cause.start < cause.end <= run.end
            by_days_off = cause.code in ("holiday", "part-day", "closure", "time-off")
            assert all((bare[m] >= required[m]) == by_days_off for m in minutes)
            assert (cause.date is not None) == by_days_off
        pieces = list(run.pieces())
        assert (pieces[0][0], pieces[-1][1]) == (run.start, run.end)
        assert all(causes for _, _, causes in pieces)
    assert explained == short


@settings(max_examples=FEW)
@given(crowds(), NEEDS)
def test_the_order_of_teams_changes_nothing_that_is_counted(
    crowd: Crowd, need: tuple[Any, list[Window]]
) -> None:
    teams = [group.team for group in crowd.groups]
    start, end = iso_minute(crowd.horizon.start), iso_minute(crowd.horizon.end)
    counted = set()
    for order in permutations(teams):
        found = coverage(Roster(order, zone="UTC"), start, end, need=need[0])
        runs = tuple((run.start, run.end, run.missing) for run in found.uncovered)
        whole = tuple(
            sorted((c.start, c.end, c.code, c.team, c.text) for r in found.uncovered for c in r.causes)
        )
        counted.add((found.depth, runs, found.covered_minutes, found.thin, whole))
    assert len(counted) == 1


@settings(max_examples=FEW)
@given(crowds(), NEEDS)
def test_more_people_never_cover_less(crowd: Crowd, need: tuple[Any, list[Window]]) -> None:
    teams = [group.team for group in crowd.groups]
    start, end = iso_minute(crowd.horizon.start), iso_minute(crowd.horizon.end)
    covered = [
        coverage(Roster(teams[:count], zone="UTC"), start, end, need=need[0]).covered_minutes
        for count in range(1, len(teams) + 1)
    ]
    assert covered == sorted(covered)
    one = teams[0]
    more = one.replace(headcount=one.people_count + 2)
    found = coverage(Roster([more, *teams[1:]], zone="UTC"), start, end, need=need[0])
    assert found.covered_minutes >= covered[-1]


# Causes


def holidays(*entries: tuple[str, str] | tuple[str, str, str]) -> Calendar:
    """A calendar of dates and names, public unless a category says otherwise."""
    from datetime import date

    rows = [
        Entry(date.fromisoformat(entry[0]), entry[1], entry[2] if len(entry) > 2 else "public", "XX")
        for entry in entries
    ]
    return Calendar(FakeTable(tuple(sorted(rows, key=lambda entry: entry.date))))


OFFICE = [Shift("09:00", "17:00")]
NEED = "mon-fri 09:00-17:00"


def one_team(**more: Any) -> Roster:
    return Roster([Team("a", "UTC", OFFICE, name="Alpha", **more)])


def test_a_holiday_is_told_with_its_name_its_team_and_its_date() -> None:
    roster = one_team(holidays=holidays(("2026-03-04", "Founders' day")))
    found = asked(roster, "2026-03-02", "2026-03-08", need=NEED)
    assert told(found) == [
        ("2026-03-04T09:00Z", "2026-03-04T17:00Z", "Alpha: Founders' day (Wed 4 Mar 2026).")
    ]
    (cause,) = found.uncovered[0].causes
    assert cause.to_dict() == {
        "start": "2026-03-04T09:00Z",
        "end": "2026-03-04T17:00Z",
        "code": "holiday",
        "team": "a",
        "name": "Alpha",
        "text": "Founders' day",
        "date": "2026-03-04",
    }
    assert found.uncovered[0].missing == 1


def test_each_kind_of_day_off_has_its_code() -> None:
    roster = one_team(
        holidays=holidays(("2026-03-03", "Half", "half_day")), closures=[Closure("2026-03-05", name="move")]
    )
    found = asked(roster, "2026-03-02", "2026-03-08", need=NEED)
    assert [(cause.code, cause.text) for run in found.uncovered for cause in run.causes] == [
        ("part-day", "Half"),
        ("closure", "move"),
    ]
    assert [run.minutes for run in found.uncovered] == [240, 480]


def test_time_off_names_the_member_and_hours_off_only_their_minutes() -> None:
    ana = Member(
        "ana",
        name="Ana",
        time_off=[TimeOff("2026-03-03", from_time="12:00", until_time="14:00", name="dentist")],
    )
    found = asked(one_team(members=[ana]), "2026-03-02", "2026-03-08", need=NEED)
    assert told(found) == [
        ("2026-03-03T12:00Z", "2026-03-03T14:00Z", "Ana (Alpha): dentist (Tue 3 Mar 2026).")
    ]
    assert found.uncovered[0].causes[0].code == "time-off"
    assert found.uncovered[0].causes[0].team == "a.ana"


def test_a_day_off_that_costs_nothing_is_not_named() -> None:
    """Two are needed of three: one away is no hole, and of two away the one who does not work is innocent."""
    people = [
        Member("ana", time_off=[TimeOff("2026-03-03")]),
        Member("ben", time_off=[TimeOff("2026-03-04")]),
        Member("cem", shifts=[Shift("17:00", "22:00")], time_off=[TimeOff("2026-03-04")]),
        Member("dia"),
        Member("eva", time_off=[TimeOff("2026-03-04")]),
    ]
    found = asked(one_team(members=people), "2026-03-02", "2026-03-08", need=f"{NEED}=3")
    assert [(run.missing, {cause.team for cause in run.causes}) for run in found.uncovered] == [
        (1, {"a.ben", "a.eva"})
    ]


def test_of_two_teams_that_are_off_both_are_named() -> None:
    off = holidays(("2026-03-04", "Eid"))
    teams = [
        Team("a", "UTC", OFFICE, name="Alpha", holidays=off),
        Team("b", "UTC", OFFICE, name="Beta", closures=[Closure("2026-03-04")]),
        Team("c", "UTC", [Shift("17:00", "22:00")], name="Gamma", holidays=off),
    ]
    found = asked(Roster(teams), "2026-03-02", "2026-03-08", need=NEED)
    assert told(found) == [
        (
            "2026-03-04T09:00Z",
            "2026-03-04T17:00Z",
            "Alpha: Eid (Wed 4 Mar 2026). Beta: closure (Wed 4 Mar 2026).",
        )
    ]


def test_a_day_off_of_everybody_in_a_team_is_the_teams() -> None:
    people = [Member("ana"), Member("ben", time_off=[TimeOff("2026-03-04", name="trip")])]
    roster = one_team(members=people, holidays=holidays(("2026-03-03", "Eid"), ("2026-03-04", "Eid 2")))
    found = asked(roster, "2026-03-02", "2026-03-08", need=f"{NEED}=2")
    assert [(cause.team, cause.text) for run in found.uncovered for cause in run.causes] == [
        ("a", "Eid"),
        ("a", "Eid 2"),
        ("a.ben", "trip"),
    ]


def test_unnamed_people_of_a_cancelled_shift_are_missed_where_another_shift_goes_on() -> None:
    """Only the shift that starts on the holiday at home is cancelled; the other starts on the day before."""
    shifts = [
        Shift("00:00", "08:00", name="early", headcount=2, days=["wed"]),
        Shift("20:00", "04:00", name="night", headcount=1, days=["tue"]),
    ]
    roster = Roster([Team("a", "UTC", shifts, name="Alpha", holidays=holidays(("2026-03-04", "Eid")))])
    found = asked(roster, "2026-03-04", "2026-03-04", need="00:00-04:00=3")
    assert told(found) == [("2026-03-04T00:00Z", "2026-03-04T04:00Z", "Alpha: Eid (Wed 4 Mar 2026).")]
    assert found.uncovered[0].missing == 2


def test_a_day_off_after_the_horizon_takes_the_night_that_touches_it() -> None:
    night = Team(
        "a",
        "UTC",
        [Shift("22:00", "06:00")],
        name="Alpha",
        holidays=holidays(("2026-03-05", "Eid")),
        overnight="any_touch",
    )
    found = asked(Roster([night]), "2026-03-04", "2026-03-04", need="22:00-24:00")
    assert [run.because for run in found.uncovered] == ["Alpha: Eid (Thu 5 Mar 2026)."]


def test_a_holiday_of_one_member_alone_is_that_members() -> None:
    people = [Member("ana", name="Ana", holidays=holidays(("2026-03-04", "Eid"))), Member("ben")]
    found = asked(one_team(members=people, holidays=holidays()), "2026-03-02", "2026-03-08", need=f"{NEED}=2")
    assert [run.because for run in found.uncovered] == ["Ana (Alpha): Eid (Wed 4 Mar 2026)."]
    assert found.uncovered[0].causes[0].team == "a.ana"


def test_a_team_that_is_as_many_in_spite_of_a_day_off_is_not_named() -> None:
    """Of two people the night shift holds both, so nobody is missed of the early shift it runs into."""
    shifts = [
        Shift("00:00", "08:00", name="early", headcount=2, days=["wed"]),
        Shift("20:00", "04:00", name="night", headcount=2, days=["tue"]),
    ]
    teams = [
        Team("a", "UTC", shifts, name="Alpha", holidays=holidays(("2026-03-04", "Eid")), headcount=2),
        Team(
            "b", "UTC", [Shift("00:00", "04:00")], name="Beta", closures=[Closure("2026-03-04", name="move")]
        ),
    ]
    found = asked(Roster(teams), "2026-03-04", "2026-03-04", need="00:00-04:00=3")
    assert [run.because for run in found.uncovered] == ["Beta: move (Wed 4 Mar 2026)."]


def test_nobody_and_too_few_scheduled_are_told_apart() -> None:
    found = asked(one_team(), "2026-03-02", "2026-03-02", need="08:00-17:00=2")
    assert [(cause.start % DAY, cause.end % DAY, cause.text) for cause in found.uncovered[0].causes] == [
        (480, 540, "nobody is scheduled"),
        (540, 1020, "too few are scheduled"),
    ]
    assert found.uncovered[0].because == "Nobody is scheduled. Too few are scheduled."
    assert found.uncovered[0].missing == 2


NEW_YORK = Team("ny", "America/New_York", OFFICE, name="New York")
WARSAW = Team("waw", "Europe/Warsaw", OFFICE, name="Warsaw")


def test_the_weeks_between_two_clock_changes_are_the_clocks_doing() -> None:
    """Warsaw ends at 17:00 = 11:00 in New York, in the three weeks between the changes at 12:00."""
    roster = Roster([NEW_YORK, WARSAW], zone="Europe/Warsaw")
    found = asked(roster, "2026-03-02", "2026-04-05", need="mon-fri 09:00-23:00")
    holes = {run.because for run in found.uncovered}
    assert holes == {"New York: America/New_York goes forward 1 h on Sun 8 Mar 2026."}
    assert [iso_minute(run.start)[:10] for run in found.uncovered] == [
        f"2026-03-{day:02d}" for day in (*range(9, 14), *range(16, 21), *range(23, 28))
    ]
    assert {(run.minutes, wall_shown("Europe/Warsaw", run.start) % DAY) for run in found.uncovered} == {
        (60, 22 * 60)
    }
    assert {cause.code for run in found.uncovered for cause in run.causes} == {"clock-change"}
    assert {cause.team for run in found.uncovered for cause in run.causes} == {"ny"}


def test_a_clock_that_opened_a_hole_long_ago_is_named_through_another_change() -> None:
    """New York's hours seen from Kolkata: Warsaw's change in between changes nothing of them."""
    roster = Roster([NEW_YORK, WARSAW], zone="Asia/Kolkata")
    found = asked(roster, "2026-07-01", "2026-07-01", need="mon-fri 02:30-03:30")
    assert told(found) == [
        (
            "2026-06-30T21:00Z",
            "2026-06-30T22:00Z",
            "New York: America/New_York goes forward 1 h on Sun 8 Mar 2026.",
        )
    ]


def test_a_hole_that_only_the_next_change_ends_says_until_when() -> None:
    """A roster of one summer: nothing lies before it that could have been covered."""
    team = Team(
        "ny",
        "America/New_York",
        OFFICE,
        name="New York",
        seasons=[Season("2024-01-01", "2026-03-08", shifts=[], name="before opening")],
    )
    roster = Roster([team], zone="UTC")
    found = asked(roster, "2026-10-26", "2026-10-26", need="21:00-22:00")
    assert found.uncovered[0].because == ("New York: until America/New_York goes back 1 h on Sun 1 Nov 2026.")


def test_the_clock_of_the_need_itself_counts_too() -> None:
    """Manila never changes; New York's clock, on which the need is read, does."""
    manila = Team("mnl", "Asia/Manila", [Shift("22:00", "06:00")], name="Manila")
    roster = Roster([manila], zone="America/New_York")
    found = asked(roster, "2026-03-09", "2026-03-09", need="mon-fri 09:00-17:00")
    assert told(found) == [
        (
            "2026-03-09T13:00Z",
            "2026-03-09T14:00Z",
            "The report's own clock: America/New_York goes forward 1 h on Sun 8 Mar 2026.",
        )
    ]


def test_a_season_explains_its_own_hours_and_not_the_rest_of_the_year() -> None:
    summer = Season("2026-07-01", "2026-08-31", shorten_minutes=60, name="summer")
    found = asked(one_team(seasons=[summer]), "2026-06-29", "2026-07-03", need=NEED)
    assert {(run.minutes, run.because) for run in found.uncovered} == {
        (60, "Alpha: summer begins on Wed 1 Jul 2026.")
    }
    assert {cause.code for run in found.uncovered for cause in run.causes} == {"season"}
    assert len(found.uncovered) == 3
    busy = Season("2026-07-01", "2026-08-31", shifts=[Shift("09:00", "20:00")], name="busy")
    found = asked(one_team(seasons=[busy]), "2026-06-29", "2026-07-03", need="mon-fri 09:00-18:00")
    assert [run.because for run in found.uncovered] == ["Nobody is scheduled."] * 2


def test_a_night_that_runs_out_of_a_season_covers_no_week_after_it() -> None:
    """Nights end with June; the last runs into 1 July, a Wednesday, which is none of the later weeks'."""
    seasons = [
        Season("2026-06-01", "2026-06-30", shifts=[Shift("22:00", "06:00")], name="nights"),
        Season("2026-09-01", "2026-09-30", shorten_minutes=60, name="quiet"),
    ]
    found = asked(one_team(seasons=seasons), "2026-09-09", "2026-09-09", need="wed 00:00-06:00")
    assert [run.because for run in found.uncovered] == ["Alpha: nights ends on Wed 1 Jul 2026."]


def test_hours_that_nobody_works_in_any_week_are_not_scheduled_whatever_clocks_do() -> None:
    roster = Roster([NEW_YORK, WARSAW], zone="Europe/Warsaw")
    found = asked(roster, "2026-03-28", "2026-03-29", need="24x7")
    assert told(found) == [("2026-03-27T23:00Z", "2026-03-29T22:00Z", "Nobody is scheduled.")]


def test_the_odd_hour_of_the_night_of_a_change_is_that_changes() -> None:
    """Nights end at 06:00 in New York and mornings begin at 06:00 in Bogota's summer equivalent, 05:00."""
    night = Team("ny", "America/New_York", [Shift("22:00", "06:00")], name="Night", days=["sat"])
    morning = Team("utc", "UTC", [Shift("11:00", "20:00")], name="Morning", days=["sun"])
    roster = Roster([night, morning], zone="UTC")
    found = asked(roster, "2026-03-08T00:00Z", "2026-03-08T20:00Z", need="sun 04:00-20:00")
    assert told(found) == [
        (
            "2026-03-08T10:00Z",
            "2026-03-08T11:00Z",
            "Night: America/New_York goes forward 1 h on Sun 8 Mar 2026.",
        )
    ]


def test_cycles_that_hardly_come_into_step_are_simply_not_scheduled() -> None:
    from overlap.people.schedule import Cycle

    teams = [
        Team(
            f"t{length}",
            "America/New_York",
            [Shift("09:00", "10:00", name="a")],
            cycle=Cycle("2026-01-01", ["a", *["off"] * (length - 1)]),
        )
        for length in (11, 13, 17)
    ]
    found = asked(Roster(teams), "2026-03-09", "2026-03-09", need="12:00-13:00")
    assert [run.because for run in found.uncovered] == ["Nobody is scheduled."]


# What is asked


def test_the_bundled_kinds_of_needs_agree() -> None:
    roster = one_team()
    by_text = asked(roster, "2026-03-02", "2026-03-08", need="mon-fri 08:00-18:00=2")
    need = CoverageNeed("08:00", "18:00", zone="UTC", headcount=2, days=["mon", "tue", "wed", "thu", "fri"])
    by_value = asked(roster, "2026-03-02", "2026-03-08", need=need)
    hours = [0] * 8 + [2] * 10 + [0] * 6
    by_table = asked(roster, "2026-03-02", "2026-03-08", need=dict.fromkeys(WEEKDAY_NAMES[:5], hours))
    named = Roster(roster.teams, requirements=[need])
    by_name = asked(named, "2026-03-02", "2026-03-08", need=need.name)
    runs = [[(run.start, run.end, run.missing) for run in one.uncovered] for one in (by_text, by_value)]
    assert runs[0] == runs[1]
    for other in (by_table, by_name):
        assert [(run.start, run.end, run.missing) for run in other.uncovered] == runs[0]


def test_needs_with_their_own_people_are_kept_apart_and_met_together() -> None:
    teams = [
        Team("a", "UTC", OFFICE, skills=["en"]),
        Team("b", "UTC", [Shift("12:00", "20:00")], members=[Member("x", skills=["es"]), Member("y")]),
    ]
    english = CoverageNeed("09:00", "18:00", zone="UTC", skill="en", name="English")
    spanish = CoverageNeed("09:00", "18:00", zone="UTC", skill="es", teams=["b"], name="Spanish")
    found = asked(Roster(teams), "2026-03-02", "2026-03-02", need=["09:00-20:00", english, spanish])
    assert [one.need.name for one in found.needs] == ["09:00-20:00", "English", "Spanish"]
    assert [one.covered_minutes for one in found.needs] == [660, 480, 360]
    assert [(run.need, run.minutes) for run in found.uncovered] == [("Spanish", 180), ("English", 60)]
    assert (found.needed_minutes, found.covered_minutes, found.uncovered_minutes) == (660, 420, 240)
    assert found.depth.peak == 3
    assert [one.depth.peak for one in found.needs] == [3, 1, 1]
    assert found.needs[2].thin.minutes == 360
    assert found.thin_minutes == 540


def test_a_skill_counts_the_teams_and_the_members_who_have_it() -> None:
    teams = [
        Team("a", "UTC", OFFICE, skills=["en"], headcount=3),
        Team("b", "UTC", OFFICE, members=[Member("x", skills=["en", "es"]), Member("y")], headcount=4),
    ]
    roster = Roster(teams)
    assert asked(roster, "2026-03-02", "2026-03-02", skill="en").depth.peak == 4
    assert asked(roster, "2026-03-02", "2026-03-02", skill="es").depth.peak == 1
    assert asked(roster, "2026-03-02", "2026-03-02", teams=["b.y"]).depth.peak == 1
    assert asked(roster, "2026-03-02", "2026-03-02", teams=["b.y"], skill="en").depth.peak == 0
    found = asked(roster, "2026-03-02", "2026-03-02", need="12:00-18:00")
    assert [(one.skill, one.covered_minutes, one.share) for one in found.by_skill()] == [
        ("en", 300, 300 / 360),
        ("es", 300, 300 / 360),
    ]
    found = asked(roster, "2026-03-02", "2026-03-02", need="17:00-18:00", skill="es")
    assert found.uncovered[0].because == "Nobody with es is scheduled."


def test_the_people_of_one_need_are_those_of_the_coverage_and_several_needs_are_everybodys() -> None:
    teams = [
        Team(one, "UTC", [Shift("09:00", "17:00")], headcount=count) for one, count in (("a", 2), ("b", 3))
    ]
    own = [
        CoverageNeed(name=f"desk {one}", teams=[one], start="09:00", end="17:00", days=["mon"], zone="UTC")
        for one in ("a", "b")
    ]
    roster = Roster(teams, requirements=own)
    for need, ids, people in (
        ("desk a", ["a"], {0: 960, 2: 480}),
        ("desk b", ["b"], {0: 960, 3: 480}),
        (["desk a", "desk b"], ["a", "b"], {0: 960, 5: 480}),
        (["desk b", "24x7"], ["a", "b"], {0: 960, 5: 480}),
        ("24x7", ["a", "b"], {0: 960, 5: 480}),
    ):
        found = coverage(roster, "2026-03-02", "2026-03-02", need=need)
        assert list(found.staff.ids) == ids
        assert [one.id for one in found.workload] == ids
        assert found.depth.minutes_at == people


def test_what_was_asked_of_a_coverage_makes_it_no_other_one() -> None:
    roster = Roster([Team("a", "UTC", [Shift("09:00", "17:00")])])
    one, other = (coverage(roster, "2026-03-02", "2026-03-06") for _ in range(2))
    assert one.workload
    assert not one.handoffs
    assert one == other


def test_what_cannot_be_asked_is_refused_with_its_field() -> None:
    roster = Roster([Team("a", "UTC", OFFICE, skills=["english"])])
    for more, error, field, text in (
        ({"need": "24x6"}, BadArgument, "need", '"24x7"'),
        ({"skill": "englsh"}, BadArgument, "skill", 'did you mean "english"'),
        ({"teams": ["z"]}, UnknownId, None, "no team"),
        ({"teams": ["a", "a"]}, BadArgument, "teams", "twice"),
        ({"handoff_minutes": 0}, BadArgument, "handoff_minutes", "whole number from 1"),
    ):
        with pytest.raises(error) as caught:
            asked(roster, "2026-03-02", "2026-03-02", **more).handoffs  # noqa: B018
        assert getattr(caught.value, "field", None) == field
        assert text in str(caught.value)
    with pytest.raises(BadHorizon):
        asked(roster, "2026-03-02", "2026-03-01")
    with pytest.raises(BadArgument, match="roster"):
        coverage("team.toml", "2026-03-02", "2026-03-02")  # type: ignore[arg-type]


def test_no_need_between_the_dates_is_a_reason_and_not_an_error() -> None:
    found = asked(one_team(), "2026-03-07", "2026-03-08", need="24x5")
    assert found.reason == "Nobody is needed between these dates: no minute of 24x5 lies there."
    assert (found.share, found.worst_week, found.uncovered) == (1.0, None, ())
    assert to_text(found.document()).strip() == found.reason
    assert found.to_dict()["reason"] == found.reason


def test_the_worst_week_and_the_weeks_that_break() -> None:
    roster = one_team(closures=[Closure("2026-03-11", "2026-03-12"), Closure("2026-03-17")])
    found = asked(roster, "2026-03-02", "2026-03-29", need="mon-fri 09:00-18:00")
    assert found.worst_week is not None
    assert found.worst_week.start.isoformat() == "2026-03-09"
    assert found.typical_short_minutes == 300
    assert [(str(week.start), week.covered_minutes) for week in found.broken_weeks] == [
        ("2026-03-09", 1440),
        ("2026-03-16", 1920),
    ]


def test_what_most_weeks_lack_is_typical_even_if_some_lack_less() -> None:
    found = asked(Roster([NEW_YORK], zone="UTC"), "2026-02-23", "2026-05-31", need="mon-fri 14:00-22:00")
    assert [week.needed_minutes - week.covered_minutes for week in found.weeks] == [0] * 2 + [300] * 12
    assert found.typical_short_minutes == 300
    assert found.broken_weeks == ()


def test_a_break_is_uncovered_and_lunch_of_one_leaves_the_other_alone() -> None:
    lunch = [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])]
    roster = Roster([Team("a", "UTC", lunch), Team("b", "UTC", OFFICE)])
    found = asked(roster, "2026-03-02", "2026-03-02", need="09:00-17:00")
    assert [(start % DAY, end % DAY) for start, end in found.thin] == [(720, 780)]
    alone = asked(roster, "2026-03-02", "2026-03-02", need="09:00-17:00", teams=["a"])
    assert [run.minutes for run in alone.uncovered] == [60]


def test_a_coverage_is_plain_values_and_shows_itself() -> None:
    roster = one_team(holidays=holidays(("2026-03-04", "Eid")), skills=["en"])
    found = asked(roster, "2026-03-02", "2026-03-08", need="24x5")
    plain = found.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert sum(row["minutes"] for row in plain["uncovered"]) == 7200 - plain["covered_minutes"]
    assert plain["depth"][0] == {
        "start": "2026-03-02T00:00Z",
        "end": "2026-03-02T09:00Z",
        "headcount": 0,
    }
    assert {"handoffs", "people", "balance", "weeks", "thin", "skills", "needs"} <= set(plain)
    assert str(found) == to_text(found.document())
    assert found._repr_html_().startswith('<div class="overlap">')
    assert found.handoffs is found.handoffs
    assert found.workload is found.workload


@pytest.mark.parametrize(("alike", "names"), [(12, 12), (13, 1)])
def test_more_than_a_dozen_people_who_are_off_alike_are_told_by_their_number(alike: int, names: int) -> None:
    away = Member("p0", name="P0", time_off=[TimeOff("2026-03-03")])
    people = [away, *(away.like(f"p{number}", name=f"P{number}") for number in range(1, alike))]
    day = Team(
        "a", "UTC", [Shift("09:00", "17:00")], name="Desk", members=[*people, Member("ana", name="Ana")]
    )
    found = asked(Roster([day]), "2026-03-03", "2026-03-03", need="09:00-17:00=2")
    (run,) = found.uncovered
    assert len(run.causes) == names
    assert {(cause.start, cause.end, cause.code) for cause in run.causes} == {
        (run.start, run.end, "time-off")
    }
    if names == 1:
        assert (run.causes[0].team, run.causes[0].name) == ("a", "13 of Desk")
        assert run.because == "13 of Desk: time off (Tue 3 Mar 2026)."
    else:
        assert [cause.team for cause in run.causes] == [f"a.p{number}" for number in range(12)]


@pytest.mark.parametrize(("count", "more"), [(6, ""), (7, " And 1 more."), (8, " And 2 more.")])
def test_six_causes_are_told_and_the_others_counted(count: int, more: str) -> None:
    causes = [UncoveredCause(0, 60, "time-off", "a", "Ana", f"trip {number}") for number in range(count)]
    told = " ".join(f"Ana: trip {number}." for number in range(6))
    assert because(causes) == told + more


def test_a_night_that_runs_into_a_season_of_twelve_days_covers_no_week_of_it() -> None:
    """Nights end with May, a Sunday, whose last runs into the season; the next season follows at once."""
    seasons = [
        Season("2026-06-01", "2026-06-12", shifts=[Shift("18:00", "24:00")], name="short"),
        Season("2026-06-13", "2026-06-30", shifts=[Shift("18:00", "23:00")], name="shorter"),
    ]
    night = Team("a", "UTC", [Shift("18:00", "06:00")], name="Alpha", days=WEEKDAY_NAMES, seasons=seasons)
    found = asked(Roster([night]), "2026-06-15", "2026-06-28", need="mon 00:00-06:00")
    assert [run.because for run in found.uncovered] == ["Alpha: short begins on Mon 1 Jun 2026."] * 2
