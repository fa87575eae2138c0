"""Hours, nights, weekends and rests are those of a walk over the minutes; balance is the published one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import iso_minute
from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.crews import crews_of
from overlap.planning.staff import staff_of
from overlap.planning.workload import Limits, LoadWarning, Workload, balance, workload
from overlap.render.text import to_text
from tests.properties.oracle import (
    DAY,
    Worker,
    date_exists,
    day_date,
    day_number,
    instant_of_wall,
    minutes_at_work,
    minutes_lost,
    shifts_worked,
    wall_shown,
)
from tests.properties.strategies import SAT_SUN, Crowd, FakeTable, crowds

OFFICE = [Shift("09:00", "17:00")]
NIGHT = [Shift("22:00", "06:00")]


def load(
    team: Team, start: str, end: str, *, quiet: tuple[str, str] = ("22:00", "07:00"), **more: Any
) -> Workload:
    roster = Roster([team], defaults=Defaults(quiet=quiet))
    return workload(roster, start, end, **more)


def said(found: Workload) -> list[tuple[str, str, int]]:
    return [(iso_minute(one.start)[5:-1], iso_minute(one.end)[5:-1], one.value) for one in found.warnings]


# Balance


def test_balance_is_the_mean_over_pairs_of_the_smaller_by_the_greater() -> None:
    """Grafana OnCall's quality report: {A: 40, B: 20, C: 20} is mean(0.5, 0.5, 1)."""
    assert round(balance([40, 20, 20]), 3) == 0.667
    assert balance([]) == balance([5]) == balance([0, 0]) == balance([7, 7, 7]) == 1
    assert balance([0, 5]) == 0
    assert balance([0, 0, 5]) == pytest.approx(1 / 3)


@given(st.lists(st.integers(0, 1000), max_size=12))
def test_balance_is_that_of_every_pair(loads: list[int]) -> None:
    pairs = [min(pair) / max(pair) if max(pair) else 1.0 for pair in combinations(loads, 2)]
    assert balance(loads) == pytest.approx(sum(pairs) / len(pairs) if pairs else 1)


def test_the_balance_of_a_roster_counts_people_and_not_rows() -> None:
    shifts = [
        Shift("09:00", "17:00", name="long", headcount=1),
        Shift("09:00", "13:00", name="half", headcount=2),
    ]
    found = load(Team("a", "UTC", shifts, headcount=3), "2026-03-02", "2026-03-06")
    assert [(one.shift, one.people, one.minutes) for one in found] == [("long", 1, 2400), ("half", 2, 1200)]
    assert found.balance == pytest.approx(balance([40, 20, 20]))
    assert found.night_balance == found.weekend_balance == 1


# Minutes


def quiet_minutes(key: str, start: int, end: int) -> set[int]:
    """The minutes from 22:00 to 07:00 of a clock."""
    found: set[int] = set()
    for day in range(start // DAY - 3, end // DAY + 3):
        if date_exists(key, day):
            found.update(
                range(instant_of_wall(key, day * DAY + 1320), instant_of_wall(key, day * DAY + 1860))
            )
    return {minute for minute in found if start <= minute < end}


def is_rest_day(worker: Worker, on: date) -> bool:
    rest = SAT_SUN[0][1]
    for since, days in worker.kept.rest:
        if since <= on:
            rest = days
    return on.weekday() in rest


def rest_minutes(worker: Worker, start: int, end: int) -> set[int]:
    """The minutes of rest days, each from its first midnight to the next."""
    found: set[int] = set()
    for day in range(start // DAY - 3, end // DAY + 3):
        if is_rest_day(worker, day_date(day)):
            first, last = (instant_of_wall(worker.zone, one * DAY) for one in (day, day + 1))
            found.update(range(first, last))
    return {minute for minute in found if start <= minute < end}


@settings(max_examples=settings().max_examples * 4 // 10)
@given(crowds(most=2))
def test_members_have_the_minutes_nights_and_weekends_of_a_walk(crowd: Crowd) -> None:
    start, end = crowd.horizon.start, crowd.horizon.end
    roster = Roster([group.team for group in crowd.groups])
    found = {one.id: one for one in workload(roster, iso_minute(start), iso_minute(end))}
    for group in crowd.groups:
        for member, worker in zip(group.team.members, group.members, strict=True):
            row = found[f"{group.team.id}.{member.id}"]
            at_work = minutes_at_work(worker, start, end)
            assert row.minutes == len(at_work)
            assert row.night_minutes == len(at_work & quiet_minutes(worker.zone, start, end))
            assert row.weekend_minutes == len(at_work & rest_minutes(worker, start, end))
            lost = minutes_lost(worker, start, end)
            days = {
                wall_shown(worker.zone, one.start) // DAY
                for one in shifts_worked(worker, start, end)
                if start <= one.start < end and any(start <= m < end for m in one.minutes - lost)
            }
            assert row.shifts == len(days)
            assert (row.people, row.shift) == (1, None)


def test_breaks_are_no_work_and_a_night_on_which_clocks_go_forward_has_seven_hours() -> None:
    night = [Shift("22:00", "06:00", breaks=[Break("03:00", "03:30")])]
    team = Team("ny", "America/New_York", night, days=["fri", "sat"])
    found = load(team, "2026-03-06", "2026-03-08")
    assert [(one.minutes, one.shifts, one.night_minutes, one.weekend_minutes) for one in found] == [
        (840, 2, 840, 720)
    ]


def test_rest_days_are_those_of_the_place_where_people_live() -> None:
    friday = Calendar(FakeTable(weekends=((date.min, frozenset({4, 5})),)))
    kept = Calendar(FakeTable())
    all_days = [Shift("09:00", "17:00", days=["thu", "fri", "sat", "sun"])]
    for team, weekend in (
        (Team("a", "UTC", all_days), 960),
        (Team("a", "UTC", all_days, holidays=friday), 960),
        (Team("a", "UTC", [Shift("09:00", "17:00", days=["fri"])], holidays=friday), 480),
        (Team("a", "UTC", [Shift("09:00", "17:00", days=["fri"])], holidays=kept), 0),
        (
            Team("a", "UTC", [Shift("09:00", "17:00", days=["fri"])], holidays=kept, local_holidays=friday),
            480,
        ),
    ):
        assert load(team, "2026-03-02", "2026-03-08")[0].weekend_minutes == weekend


# Crews


def test_unnamed_people_are_crews_by_shift_and_a_cycle_is_worked_by_one() -> None:
    shifts = [Shift("06:00", "14:00", name="early"), Shift("14:00", "22:00", name="late")]
    crews = load(Team("a", "UTC", shifts, name="Alpha", headcount=4), "2026-03-02", "2026-03-06")
    assert [(one.name, one.shift, one.people, one.minutes) for one in crews] == [
        ("Alpha, early", "early", 4, 2400),
        ("Alpha, late", "late", 4, 2400),
    ]
    cycle = Cycle("2026-03-02", ["early", "early", "late", "off"])
    rota = load(Team("a", "UTC", shifts, name="Alpha", headcount=4, cycle=cycle), "2026-03-02", "2026-03-05")
    assert [(one.name, one.shift, one.people, one.minutes, one.shifts) for one in rota] == [
        ("Alpha", None, 4, 1440, 3)
    ]


def test_crews_whose_shifts_meet_have_days_of_their_own() -> None:
    shifts = [
        Shift("06:00", "14:00", name="early", breaks=[Break("10:00", "11:00")]),
        Shift("12:00", "23:30", name="late", breaks=[Break("18:00", "19:00")]),
    ]
    team = Team("a", "UTC", shifts, headcount=4)
    horizon = Horizon.of("2026-03-02", "2026-03-03", zone("UTC"))
    crews = list(crews_of(staff_of(Roster([team]), None, None), "a", team, horizon))
    first = day_number(date(2026, 3, 2))
    assert [(one.shift, one.days) for one in crews] == [
        (name, tuple((day, day * DAY + low, day * DAY + high) for day in (first, first + 1)))
        for name, low, high in (("early", 360, 840), ("late", 720, 1410))
    ]
    rows = load(team, "2026-03-02", "2026-03-03", limits=Limits(night=timedelta(minutes=90)))
    assert [(one.shifts, one.nights) for one in rows] == [(2, 0), (2, 2)]


@pytest.mark.parametrize(
    ("end", "leaves"),
    [("22:00", 21 * 60), ("24:00", 21 * 60), ("02:00", 26 * 60)],
)
def test_a_working_day_ends_when_people_leave_and_past_the_horizon_with_the_shift(
    end: str, leaves: int
) -> None:
    early = Member("ana", time_off=[TimeOff("2026-03-02", from_time="21:00", until_time="24:00")])
    team = Team("a", "UTC", [Shift("16:00", end)], members=[early], headcount=1)
    horizon = Horizon.of("2026-03-02", "2026-03-02", zone("UTC"))
    (ana,) = crews_of(staff_of(Roster([team]), None, None), "a", team, horizon)
    day = day_number(date(2026, 3, 2))
    assert ana.days == ((day, day * DAY + 960, day * DAY + leaves),)


def test_a_crew_has_the_heads_of_its_shift_less_members_who_work_it_too() -> None:
    shifts = [
        Shift("06:00", "14:00", name="early", headcount=3),
        Shift("14:00", "22:00", name="late", headcount=1),
    ]
    team = Team("a", "UTC", shifts, headcount=4, members=[Member("x")])
    found = load(team, "2026-03-02", "2026-03-02")
    assert [(one.id, one.shift, one.people) for one in found] == [("a", "early", 2), ("a.x", None, 1)]


def test_members_who_name_the_shift_of_a_crew_are_among_its_heads() -> None:
    shifts = [
        Shift("08:00", "17:00", name="day", headcount=6),
        Shift("21:00", "05:00", name="client", headcount=12),
    ]
    people = [Member("ana", shifts=["day"]), Member("jun", shifts=["client"])]
    team = Team("a", "UTC", shifts, headcount=18, members=people)
    found = load(team, "2026-03-02", "2026-03-02")
    assert [(one.id, one.shift, one.people) for one in found] == [
        ("a", "day", 5),
        ("a", "client", 11),
        ("a.ana", None, 1),
        ("a.jun", None, 1),
    ]
    assert sum(one.people for one in found) == 18


def test_of_a_team_with_one_shift_as_many_are_counted_as_the_shift_has() -> None:
    shift = Shift("09:00", "17:00", headcount=3)
    found = load(Team("a", "UTC", [shift], headcount=7), "2026-03-02", "2026-03-02")
    assert [(one.shift, one.people, one.minutes) for one in found] == [(None, 3, 480)]
    inheriting = [Member("x"), Member("y"), Member("z")]
    found = load(Team("a", "UTC", [shift], headcount=7, members=inheriting), "2026-03-02", "2026-03-02")
    assert [one.id for one in found] == ["a.x", "a.y", "a.z"]
    idle = load(Team("a", "UTC", [], headcount=7), "2026-03-02", "2026-03-02")
    assert [(one.people, one.minutes) for one in idle] == [(7, 0)]


def test_a_shorter_season_is_the_same_crew() -> None:
    summer = Season("2026-03-04", "2026-03-05", shorten_minutes=60, name="summer")
    found = load(Team("a", "UTC", OFFICE, seasons=[summer]), "2026-03-02", "2026-03-06")
    assert [(one.name, one.minutes) for one in found] == [("a", 3 * 480 + 2 * 420)]


# Rest


def test_eleven_hours_of_rest_are_enough_and_a_minute_less_is_not() -> None:
    for late, expected in (("21:00", []), ("21:01", [("03-02T21:01", "03-03T08:00", 659)])):
        shifts = [
            Shift("13:00", late, name="late", days=["mon"]),
            Shift("08:00", "16:00", name="early", days=["tue"]),
        ]
        member = Team("a", "UTC", shifts, members=[Member("x")])
        assert said(load(member, "2026-03-02", "2026-03-08")) == expected
    one = load(member, "2026-03-02", "2026-03-08", limits=Limits(rest=timedelta(hours=10)))
    assert one.warnings == ()


def test_rest_is_counted_in_elapsed_minutes_over_a_clock_change() -> None:
    """20:30 to 07:30 is eleven hours, but ten in the night in which clocks go forward."""
    shifts = [Shift("12:30", "20:30", name="late"), Shift("07:30", "12:00", name="early")]
    people = [Member("x", shifts=["late"], days=["sat"]), Member("y", shifts=shifts, days=["sat", "sun"])]
    team = Team("ny", "America/New_York", shifts, name="NY", members=people)
    assert [one.id for one in load(team, "2026-02-28", "2026-03-01").warnings] == []
    (warning,) = load(team, "2026-03-07", "2026-03-08").warnings
    assert (warning.id, warning.value, warning.limit, warning.code) == ("ny.y", 600, 660, "short-rest")
    assert warning.text == "10 h of rest, less than 11 h"


def test_shifts_of_one_date_are_one_working_day() -> None:
    split = [Shift("08:00", "12:00"), Shift("14:00", "18:00")]
    found = load(Team("a", "UTC", split, members=[Member("x")]), "2026-03-02", "2026-03-06")
    assert (found[0].shifts, found.warnings) == (5, ())


def test_rest_begins_when_people_really_leave() -> None:
    shifts = [Shift("14:00", "23:00", name="late", days=["mon"]), Shift("08:00", "16:00", days=["tue"])]
    gone = TimeOff("2026-03-02", from_time="20:00", until_time="24:00")
    assert (
        len(load(Team("a", "UTC", shifts, members=[Member("x")]), "2026-03-02", "2026-03-06").warnings) == 1
    )
    early = Team("a", "UTC", shifts, members=[Member("x", time_off=[gone])])
    assert load(early, "2026-03-02", "2026-03-06").warnings == ()


def test_shifts_that_overlap_leave_no_rest_and_never_less() -> None:
    shifts = [Shift("20:00", "06:00", days=["mon"]), Shift("05:00", "13:00", days=["tue"])]
    found = load(Team("a", "UTC", shifts, members=[Member("x")]), "2026-03-02", "2026-03-06")
    assert [(one.value, one.start <= one.end) for one in found.warnings] == [(0, True)]


# Nights


def test_three_nights_in_a_row_are_allowed_and_a_fourth_is_told() -> None:
    for days, expected in ((["mon", "tue", "wed"], []), (["mon", "tue", "wed", "thu"], [4])):
        found = load(Team("a", "UTC", NIGHT, days=days), "2026-03-02", "2026-03-08")
        assert [one.value for one in found.warnings] == expected
        assert (found[0].nights, found[0].most_nights) == (len(days), len(days))
    assert said(found) == [("03-02T22:00", "03-06T06:00", 4)]
    assert found.warnings[0].text == "4 nights in a row, more than 3"
    assert load(Team("a", "UTC", NIGHT), "2026-03-02", "2026-03-08", limits=Limits(nights=5)).warnings == ()


def test_nights_stay_in_a_row_over_a_clock_change_and_a_day_off_breaks_them() -> None:
    every = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    team = Team("ny", "America/New_York", NIGHT, days=every)
    assert load(team, "2026-03-05", "2026-03-11")[0].most_nights == 7
    off = team.replace(closures=[Closure("2026-03-08")])
    assert load(off, "2026-03-05", "2026-03-11")[0].most_nights == 3
    assert load(off, "2026-03-05", "2026-03-11")[0].nights == 6


def test_a_night_has_three_hours_of_quiet_and_the_last_one_may_run_out_of_the_horizon() -> None:
    for end, nights in (("00:59", 0), ("01:00", 1)):
        found = load(Team("a", "UTC", [Shift("17:00", end)], days=["mon"]), "2026-03-02", "2026-03-08")
        assert found[0].nights == nights
    found = load(Team("a", "UTC", NIGHT, days=["mon"]), "2026-03-02", "2026-03-02")
    assert (found[0].nights, found[0].minutes, found[0].night_minutes) == (1, 120, 120)
    found = load(Team("a", "UTC", NIGHT), "2026-03-02", "2026-03-06", quiet=("22:00", "22:00"))
    assert (found[0].nights, found[0].night_minutes) == (0, 0)
    found = load(Team("a", "UTC", OFFICE), "2026-03-02", "2026-03-06", quiet=("09:00", "13:00"))
    assert (found[0].nights, found[0].night_minutes) == (5, 1200)


# Weeks


def test_forty_eight_hours_a_week_are_allowed_on_average() -> None:
    for end, expected in (("17:36", []), ("17:37", [5 * 577])):
        shifts = [Shift("08:00", end)]
        found = load(Team("a", "UTC", shifts), "2026-03-02", "2026-03-29")
        assert [one.value for one in found.warnings] == expected
    assert found.warnings[0].code == "long-weeks"
    assert found.warnings[0].text == "48 h 05 min a week on average, more than 48 h"
    assert said(found)[0][:2] == ("03-02T00:00", "03-30T00:00")


def test_the_average_is_that_of_the_worst_weeks_in_a_row() -> None:
    busy = Season("2026-03-02", "2026-03-15", shifts=[Shift("08:00", "20:00")], name="busy")
    team = Team("a", "UTC", OFFICE, seasons=[busy])
    assert load(team, "2026-02-02", "2026-04-26").warnings == ()
    found = load(team, "2026-02-02", "2026-04-26", limits=Limits(weeks=2))
    assert said(found) == [("03-02T00:00", "03-16T00:00", 3600)]
    assert load(team, "2026-03-02", "2026-03-07").warnings == (), "below a week there is no average"


# Asking and showing


def test_limits_that_cannot_be_are_refused() -> None:
    for more, field in (
        ({"rest": timedelta(0)}, "rest"),
        ({"week": timedelta(seconds=90)}, "week"),
        ({"night": 3}, "night"),
        ({"nights": 0}, "nights"),
        ({"weeks": True}, "weeks"),
    ):
        with pytest.raises(BadArgument) as caught:
            Limits(**more)
        assert caught.value.field == field
        assert caught.value.hint


def test_a_workload_is_plain_values_and_shows_itself() -> None:
    people = [Member("x", name="Xi"), Member("y", name="Yo", time_off=[TimeOff("2026-03-04")])]
    found = load(Team("a", "UTC", NIGHT, name="Alpha", members=people), "2026-03-02", "2026-03-08")
    text = to_text(found.document())
    for part in ("Xi (Alpha)", "Balance, 1 being even: 0.80 of hours", "Beyond limits:", "5 nights in a row"):
        assert part in text
    plain = found.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["balance"]["minutes"] == 0.8
    assert plain["people"][0] == {
        "id": "a.x",
        "name": "Xi (Alpha)",
        "people": 1,
        "minutes": 2400,
        "shifts": 5,
        "night_minutes": 2400,
        "nights": 5,
        "most_nights": 5,
        "weekend_minutes": 360,
    }
    assert plain["load_warnings"][0]["text"] == "5 nights in a row, more than 3"
    assert found._repr_html_().startswith('<div class="overlap">')
    assert isinstance(found.warnings[0], LoadWarning)
    alone = to_text(load(Team("a", "UTC", OFFICE), "2026-03-02", "2026-03-06").document())
    assert "Balance" not in alone
    assert "Beyond limits" not in alone


def test_only_those_asked_about_have_rows() -> None:
    teams = [Team("a", "UTC", OFFICE, members=[Member("x"), Member("y")]), Team("b", "UTC", OFFICE)]
    found = workload(Roster(teams), "2026-03-02", "2026-03-02", teams=["b", "a.y"])
    assert [one.id for one in found] == ["b", "a.y"]


def test_limits_are_those_of_the_directive_by_default() -> None:
    limits = Limits()
    assert (limits.rest, limits.week, limits.night) == (
        timedelta(hours=11),
        timedelta(hours=48),
        timedelta(hours=3),
    )
    assert (limits.nights, limits.weeks) == (3, 17)
