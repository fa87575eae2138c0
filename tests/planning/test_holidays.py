"""Days off fall on days that would be worked, and weeks count the minutes of every person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from overlap.core.civil import iso_minute
from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadHorizon, BeyondData
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.members import Member, Observance
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.holidays import (
    DayOff,
    DaysOff,
    StaffedWeek,
    client_days,
    dates_off,
    days_off,
    worked_through,
)
from overlap.render.document import Paragraph, Table
from overlap.render.html import to_html
from overlap.render.text import to_text
from tests.planning.brute import people_of
from tests.properties.oracle import DAY, Kept, day_date, minutes_at_work, wall_shown
from tests.properties.strategies import Crowd, FakeTable, crowds
from tests.properties.test_at_work import head_counts_of

NINE_TO_FIVE = [Shift("09:00", "17:00")]
NIGHT = [Shift("22:00", "06:00")]


def calendar(*entries: tuple[str, ...], place: str = "XX", sure: bool = True, **edits: Any) -> Calendar:
    """A calendar of (date, name) or (date, name, category) entries of one place."""
    known = [
        Entry(date.fromisoformat(on), name, more[0] if more else "public", place, projected=not sure)
        for on, name, *more in sorted(entries)
    ]
    return Calendar(FakeTable(tuple(known), places=(place,)), **edits)


def united(*entries: tuple[str, str, str], places: tuple[str, ...]) -> Calendar:
    """A calendar of (date, name, place) entries of several places."""
    known = [Entry(date.fromisoformat(on), name, "public", place) for on, name, place in sorted(entries)]
    return Calendar(FakeTable(tuple(known), places=places))


def asked(*teams: Team, start: str = "2026-03-02", end: str = "2026-03-15", **more: Any) -> DaysOff:
    return days_off(Roster(teams), start, end, **more)


def seen(found: DaysOff) -> list[tuple[str, str, str | None, str, str]]:
    """Each day off as (date, team, member, status, name)."""
    return [(one.date.isoformat(), one.team, one.member, one.status, one.name) for one in found]


def short(found: list[DayOff] | tuple[DayOff, ...]) -> list[tuple[str, str]]:
    return [(one.date.isoformat(), one.name) for one in found]


# Whose days, and in which order


def test_days_come_by_date_and_then_in_roster_order() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-03")])
    late = Team("z", "UTC", NINE_TO_FIVE, holidays=calendar(("2026-03-04", "Late"), ("2026-03-03", "Both")))
    early = Team("a", "UTC", NINE_TO_FIVE, holidays=calendar(("2026-03-03", "Both")), members=[ana])
    more = Team("m", "UTC", NINE_TO_FIVE, members=[ana], headcount=2)
    found = asked(late, early, more)
    assert seen(found) == [
        ("2026-03-03", "z", None, "off", "Both"),
        ("2026-03-03", "a", None, "off", "Both"),
        ("2026-03-03", "a", None, "off", "time off"),
        ("2026-03-03", "m", "ana", "off", "time off"),
        ("2026-03-04", "z", None, "off", "Late"),
    ]
    assert found[0] == found.items[0]
    assert len(found) == 5


def test_a_day_of_the_team_is_told_once_and_what_members_have_besides_apart() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-05", name="wedding")])
    ben = Member("ben")
    team = Team(
        "a",
        "UTC",
        NINE_TO_FIVE,
        holidays=calendar(("2026-03-04", "Feast")),
        closures=[Closure("2026-03-06", name="inventory")],
        members=[ana, ben],
        headcount=5,
    )
    assert seen(asked(team)) == [
        ("2026-03-04", "a", None, "off", "Feast"),
        ("2026-03-05", "a", "ana", "off", "wedding"),
        ("2026-03-06", "a", None, "off", "inventory"),
    ]
    assert [one.source for one in asked(team)] == ["statutory:public", "time off", "closure"]


def test_where_everybody_is_named_the_team_is_off_only_if_all_are() -> None:
    own = calendar(("2026-03-04", "Feast"), ("2026-03-05", "Tide"))
    team = Team(
        "a",
        "UTC",
        NINE_TO_FIVE,
        holidays=own,
        members=[
            Member("ana"),
            Member("ben", holidays=calendar(("2026-03-05", "Tide"), ("2026-03-06", "Fair"))),
        ],
    )
    rows = [
        ("2026-03-04", "a", "ana", "off", "Feast"),
        ("2026-03-05", "a", None, "off", "Tide"),
        ("2026-03-06", "a", "ben", "off", "Fair"),
    ]
    assert seen(asked(team)) == rows
    unnamed = Team("a", "UTC", NINE_TO_FIVE, holidays=own, members=team.members, headcount=3)
    assert seen(asked(unnamed)) == [("2026-03-04", "a", None, "off", "Feast"), *rows[1:]]


def test_members_abroad_have_their_own_days_on_their_own_dates() -> None:
    """In Auckland the shift of New York's Monday evening starts on Tuesday."""
    abroad = Member("ana", zone="Pacific/Auckland", holidays=calendar(("2026-03-03", "There")))
    late = Shift("18:00", "22:00", zone="America/New_York")
    team = Team("ny", "America/New_York", [late], days=["mon"], members=[abroad], headcount=2)
    assert seen(asked(team)) == [("2026-03-03", "ny", "ana", "off", "There")]
    here = Member("ana", zone="Pacific/Auckland", holidays=calendar(("2026-03-02", "There")))
    assert not asked(Team("ny", "America/New_York", [late], days=["mon"], members=[here], headcount=2))


# On which days


def test_days_off_on_which_nobody_would_start_are_left_out() -> None:
    sunday, monday = ("2026-03-08", "Sunday"), ("2026-03-09", "Monday")
    weekdays = Team("a", "UTC", NINE_TO_FIVE, holidays=calendar(sunday, monday))
    assert short(asked(weekdays).items) == [monday]
    sundays = Team("b", "UTC", NINE_TO_FIVE, days=["sun"], holidays=calendar(sunday, monday))
    assert short(asked(sundays).items) == [sunday]
    cycle = Cycle("2026-03-01", ["day", "off"])
    rota = Team(
        "c",
        "UTC",
        [Shift("09:00", "17:00", name="day")],
        cycle=cycle,
        holidays=calendar(*((f"2026-03-{day:02d}", f"{day}") for day in range(2, 7))),
    )
    assert [name for _, name in short(asked(rota).items)] == ["3", "5"]


def test_a_vacation_over_a_weekend_is_told_of_working_days() -> None:
    away = Member("ana", time_off=[TimeOff("2026-03-06", "2026-03-09")])
    found = asked(Team("a", "UTC", NINE_TO_FIVE, members=[away]))
    assert [on for on, _ in short(found.items)] == ["2026-03-06", "2026-03-09"]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("start_day", []),
        ("clip", [("2026-03-07", "Saturday")]),
        ("any_touch", [("2026-03-07", "Saturday")]),
    ],
)
def test_the_morning_after_a_night_counts_where_days_off_cut_nights(
    policy: Any, expected: list[tuple[str, str]]
) -> None:
    """Friday's night runs into Saturday: a Saturday off takes of it only where days off cut nights."""
    team = Team("a", "UTC", NIGHT, holidays=calendar(("2026-03-07", "Saturday")), overnight=policy)
    found = asked(team)
    assert short(found.items) == expected
    assert found.weeks[0].minutes == {"start_day": 40, "clip": 34, "any_touch": 32}[policy] * 60


def test_a_night_belongs_to_the_date_on_which_it_starts() -> None:
    night = Team("a", "Asia/Manila", NIGHT, holidays=calendar(("2026-03-06", "Friday"), ("2026-03-07", "No")))
    found = asked(night)
    assert short(found.items) == [("2026-03-06", "Friday")]
    assert found.weeks[0] == StaffedWeek(date(2026, 3, 2), 32 * 60, 40 * 60)


def test_the_dates_are_local_and_the_ends_of_the_horizon_are_instants() -> None:
    """Until Sunday midnight in New York it is Monday noon in Manila: one more shift has started."""
    kept = calendar(("2026-03-09", "Next Monday"), ("2026-03-02", "First Monday"))
    manila = Team("m", "Asia/Manila", NINE_TO_FIVE, holidays=kept)
    dates = ("2026-03-02", "2026-03-08")
    assert short(days_off(Roster([manila]), *dates, zone="America/New_York").items) == [
        ("2026-03-09", "Next Monday")
    ]
    assert short(days_off(Roster([manila]), *dates).items) == [("2026-03-02", "First Monday")]


def test_a_worked_rest_day_can_be_taken_off() -> None:
    kept = calendar(working=((date(2026, 3, 7), "Swap"),))
    ana = Member("ana", time_off=[TimeOff("2026-03-06", "2026-03-08")])
    team = Team("a", "UTC", NINE_TO_FIVE, holidays=kept, members=[ana], headcount=2)
    assert [on for on, _ in short(asked(team).items)] == ["2026-03-06", "2026-03-07"]
    assert asked(team).weeks[0].share == pytest.approx((40 + 8 + 32) / 80)
    assert asked(Team("a", "UTC", NINE_TO_FIVE, holidays=kept)).weeks[0].share == pytest.approx(48 / 40)


# What kinds


def test_part_days_tell_their_minutes_and_soft_days_that_they_are_worked() -> None:
    kept = calendar(
        ("2026-03-04", "Half", "half_day"),
        ("2026-03-05", "Choice", "optional"),
        ("2026-03-06", "Noted", "observance"),
    )
    found = asked(Team("a", "UTC", NINE_TO_FIVE, holidays=kept))
    assert [(one.name, one.status, one.minutes_off) for one in found] == [
        ("Half", "part", (13 * 60, DAY)),
        ("Choice", "soft", None),
    ]
    assert found.weeks[0].minutes == 36 * 60


def test_hours_of_time_off_are_parts_and_two_of_a_day_are_two() -> None:
    def hours(low: str, high: str) -> TimeOff:
        return TimeOff("2026-03-04", from_time=low, until_time=high)

    ana = Member("ana", time_off=[hours("09:00", "10:00"), hours("15:00", "16:00"), hours("09:00", "10:00")])
    found = asked(Team("a", "UTC", NINE_TO_FIVE, members=[ana], headcount=2))
    assert [(one.status, one.minutes_off) for one in found] == [
        ("part", (540, 600)),
        ("part", (900, 960)),
    ]
    assert found.weeks[0].minutes == (80 - 2) * 60
    whole = Member("ana", time_off=[hours("00:00", "24:00")])
    assert [one.status for one in asked(Team("a", "UTC", NINE_TO_FIVE, members=[whole]))] == ["off"]


def test_elective_days_and_what_people_observe_are_told_apart() -> None:
    eid = Observance("eid", (calendar(("2026-03-10", "Eid", "de_facto"), ("2026-03-11", "Noted", "x")),))
    tide = Observance("tide", (calendar(("2026-03-12", "Tide")),))
    ana = Member("ana", observes=[eid], elective=["2026-03-13"])
    team = Team("a", "UTC", NINE_TO_FIVE, observes=[tide], members=[ana], headcount=3, elective_days=1)
    assert [(one.member, one.name, one.source) for one in asked(team)] == [
        ("ana", "Eid", "observes"),
        (None, "Tide", "observes"),
        ("ana", "elective holiday", "elective"),
    ]


def test_a_day_that_is_observed_is_told_on_a_rest_day_that_would_be_worked() -> None:
    eid = Observance("eid", (calendar(("2026-03-07", "Eid"), ("2026-03-08", "Second Eid")),))
    swaps = calendar(("2026-03-07", "Worked Saturday", "swap"))
    for team in (
        Team("a", "UTC", NINE_TO_FIVE, holidays=swaps, observes=[eid]),
        Team("a", "UTC", NINE_TO_FIVE, holidays=swaps, observes=[eid], closures=[Closure("2026-03-20")]),
    ):
        assert seen(asked(team)) == [("2026-03-07", "a", None, "off", "Eid")]


def test_an_optional_day_that_somebody_observes_is_off_for_that_one() -> None:
    kept = calendar(("2026-03-04", "Holi", "optional"))
    ana = Member("ana", observes=[Observance("holi", (calendar(("2026-03-04", "Holi")),))])
    team = Team("a", "Asia/Kolkata", NINE_TO_FIVE, holidays=kept, members=[ana, Member("ben")])
    assert seen(asked(team)) == [
        ("2026-03-04", "a", "ana", "off", "Holi"),
        ("2026-03-04", "a", "ben", "soft", "Holi"),
    ]
    crowd = Team("a", "Asia/Kolkata", NINE_TO_FIVE, holidays=kept, members=[ana], headcount=3)
    assert seen(asked(crowd)) == [
        ("2026-03-04", "a", None, "soft", "Holi"),
        ("2026-03-04", "a", "ana", "off", "Holi"),
    ]
    everybody = Team("a", "Asia/Kolkata", NINE_TO_FIVE, holidays=kept, observes=ana.observes)
    assert seen(asked(everybody)) == [("2026-03-04", "a", None, "off", "Holi")]


def test_a_day_is_as_sure_as_its_calendar() -> None:
    moon = calendar(("2026-03-20", "Eid"), sure=False)
    (eid,) = asked(Team("a", "UTC", NINE_TO_FIVE, holidays=moon), end="2026-03-31")
    assert eid.confidence == "projected"
    (closed,) = asked(Team("a", "UTC", NINE_TO_FIVE, closures=[Closure("2026-03-04")]))
    assert closed.confidence == "announced"


# Weeks


def brute_weeks(roster: Roster, horizon: Horizon, key: str, kept: dict[str, Kept]) -> list[StaffedWeek]:
    """Every week with its person-minutes, looked up minute by minute."""
    opening = wall_shown(key, horizon.start) // DAY
    weeks: dict[int, int] = {}
    for minute in range(horizon.start, horizon.end):
        day = wall_shown(key, minute) // DAY
        weeks[minute] = max(day - day_date(day).weekday(), opening)
    totals = {first: [0, 0] for first in weeks.values()}
    for team in roster:
        for who, worker in people_of(team, kept.get(team.id, Kept())).items():
            people = 1 if who else team.unnamed_count
            for index, bare in enumerate((False, True)):
                for minute in minutes_at_work(worker, horizon.start, horizon.end, bare=bare):
                    totals[weeks[minute]][index] += people
    return [StaffedWeek(day_date(first), *minutes) for first, minutes in sorted(totals.items())]


@pytest.mark.parametrize("key", ["UTC", "America/New_York", "Pacific/Auckland"])
def test_weeks_have_the_person_minutes_that_a_walk_finds(key: str) -> None:
    """Over a change of New York's clocks: nights, part days, members and closures."""
    off = {"2026-03-03": "A", "2026-03-06": "B", "2026-03-09": "C", "2026-03-16": "D"}
    kept = calendar(*off.items(), ("2026-03-12", "Half", "half_day"))
    facts = Kept(
        frozenset(date.fromisoformat(on) for on in off), {date(2026, 3, 12): (13 * 60, DAY)}, frozenset()
    )
    ana = Member("ana", time_off=[TimeOff("2026-03-04", "2026-03-11")])
    ben = Member("ben", time_off=[TimeOff("2026-03-05", from_time="23:00", until_time="24:00")])
    teams = [
        Team("ny", "America/New_York", NIGHT, holidays=kept, members=[ana, ben], headcount=4),
        Team("apia", "Pacific/Apia", NINE_TO_FIVE, closures=[Closure("2026-03-10", "2026-03-13")]),
        Team("all", "Asia/Kolkata", NINE_TO_FIVE, holidays=kept, members=[ana, ben]),
    ]
    roster = Roster(teams)
    found = days_off(roster, "2026-03-04", "2026-03-17", zone=key)
    assert list(found.weeks) == brute_weeks(roster, found.horizon, key, {"ny": facts, "all": facts})
    assert all(week.share < 1 for week in found.weeks)
    assert [week.start.isoformat() for week in found.weeks] == ["2026-03-04", "2026-03-09", "2026-03-16"]


@settings(max_examples=25)
@given(crowds(most=2))
def test_weeks_add_up_to_everybodys_minutes(crowd: Crowd) -> None:
    roster = Roster([group.team for group in crowd.groups])
    start, end = iso_minute(crowd.horizon.start), iso_minute(crowd.horizon.end)
    heads = sum(sum(head_counts_of(crowd, index).values()) for index in range(len(crowd.groups)))
    for key in {team.zone for team in roster} | {"UTC"}:
        found = days_off(roster, start, end, zone=key)
        assert sum(week.minutes for week in found.weeks) == heads


def test_a_week_without_usual_time_is_whole() -> None:
    found = asked(Team("a", "UTC", []))
    assert [(week.minutes, week.share) for week in found.weeks] == [(0, 1.0), (0, 1.0)]


def test_members_of_a_shift_with_few_heads_are_counted_once() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-04")])
    team = Team("a", "UTC", [Shift("09:00", "17:00", headcount=2)], members=[ana])
    assert asked(team).weeks[0] == StaffedWeek(date(2026, 3, 2), 72 * 60, 80 * 60)


# Holidays worked through, and days off kept for others


def test_local_holidays_are_worked_through_where_the_clients_are_kept() -> None:
    client = calendar(("2026-03-04", "Client day"), ("2026-03-06", "Everywhere"), place="US")
    local = calendar(
        ("2026-03-05", "Local day"),
        ("2026-03-06", "Everywhere"),
        ("2026-03-07", "A Saturday"),
        ("2026-03-09", "Choice", "optional"),
        ("2026-03-10", "Half", "half_day"),
        place="PH",
    )
    team = Team("m", "Asia/Manila", NINE_TO_FIVE, holidays=client, local_holidays=local)
    found = asked(team)
    assert short(found.worked) == [("2026-03-05", "Local day"), ("2026-03-10", "Half")]
    assert short(found.idle) == [("2026-03-04", "Client day")]
    assert {one.team for one in (*found.worked, *found.idle)} == {"m"}
    assert short(found.items) == [("2026-03-04", "Client day"), ("2026-03-06", "Everywhere")]


def test_who_works_through_all_holidays_is_told_which() -> None:
    days = (("2026-03-04", "Feast"), ("2026-03-05", "Tide"), ("2026-03-08", "A Sunday"))
    found = asked(Team("a", "UTC", NINE_TO_FIVE, holidays=calendar(*days, works_through=True)))
    assert not found
    assert short(found.worked) == [("2026-03-04", "Feast"), ("2026-03-05", "Tide")]
    assert {one.status for one in found.worked} == {"soft"}
    kept = calendar(*days, works_through=True, include=("Feast",))
    assert short(asked(Team("a", "UTC", NINE_TO_FIVE, holidays=kept)).worked) == [("2026-03-05", "Tide")]
    excluded = asked(Team("a", "UTC", NINE_TO_FIVE, holidays=calendar(*days, exclude=("Tide",))))
    assert short(excluded.worked) == [("2026-03-05", "Tide")]
    assert short(excluded.items) == [("2026-03-04", "Feast")]


def test_what_is_off_for_another_reason_is_not_worked_through() -> None:
    """A client's holiday, a closure, or what all observe: nobody works, so nobody is thanked."""
    local = calendar(
        ("2026-03-03", "Worked"),
        ("2026-03-04", "Client too"),
        ("2026-03-05", "Shut"),
        ("2026-03-06", "Observed"),
        works_through=True,
    )
    team = Team(
        "a",
        "UTC",
        NINE_TO_FIVE,
        holidays=calendar(("2026-03-04", "Client too"), place="US"),
        local_holidays=local,
        closures=[Closure("2026-03-05")],
        observes=[Observance("o", (calendar(("2026-03-06", "Observed")),))],
    )
    assert short(asked(team).worked) == [("2026-03-03", "Worked")]


def test_a_client_holiday_that_is_worked_is_no_local_one() -> None:
    client = calendar(
        ("2026-03-04", "Client day"), ("2026-03-05", "Both"), place="US", exclude=("Client day", "Both")
    )
    local = calendar(("2026-03-05", "Both"), place="PH")
    team = Team("m", "Asia/Manila", NINE_TO_FIVE, holidays=client, local_holidays=local)
    assert short(asked(team).worked) == [("2026-03-05", "Both")]


def test_of_two_places_the_first_is_home() -> None:
    both = united(
        ("2026-03-04", "Ours", "PH"),
        ("2026-03-05", "Theirs", "US"),
        ("2026-03-06", "Everywhere", "US"),
        ("2026-03-06", "Everywhere", "PH"),
        ("2026-03-07", "A Saturday of theirs", "US"),
        places=("PH", "US"),
    )
    found = asked(Team("m", "Asia/Manila", NINE_TO_FIVE, holidays=both))
    assert short(found.idle) == [("2026-03-05", "Theirs")]
    assert found.worked == ()
    assert len(found) == 3
    swapped = united(("2026-03-04", "Ours", "PH"), places=("US", "PH"))
    assert short(asked(Team("m", "Asia/Manila", NINE_TO_FIVE, holidays=swapped)).idle) == [
        ("2026-03-04", "Ours")
    ]
    worked = Calendar(both.table, exclude=("Ours", "Theirs"))
    assert short(asked(Team("m", "Asia/Manila", NINE_TO_FIVE, holidays=worked)).worked) == [
        ("2026-03-04", "Ours")
    ]


def test_company_days_are_nobodys_but_the_companys() -> None:
    own = calendar(("2026-03-05", "Feast"), add=((date(2026, 3, 4), "Company day"),))
    found = asked(Team("a", "UTC", NINE_TO_FIVE, holidays=own))
    assert (found.worked, found.idle) == ((), ())


def test_a_team_without_calendars_keeps_and_works_through_nothing() -> None:
    team = Team("a", "UTC", NINE_TO_FIVE)
    horizon = Horizon.of("2026-03-02", "2026-03-08", zone("UTC"))
    assert worked_through(team, horizon) == []
    assert client_days(team, horizon) == []


def test_days_worked_and_kept_for_others_come_by_date_too() -> None:
    ones = calendar(("2026-03-05", "Late"), works_through=True)
    others = calendar(("2026-03-04", "Early"), works_through=True)
    found = asked(
        Team("a", "UTC", NINE_TO_FIVE, holidays=ones), Team("b", "UTC", NINE_TO_FIVE, holidays=others)
    )
    assert [one.team for one in found.worked] == ["b", "a"]


# Plain values and what a person is shown


def test_plain_values_hold_what_the_rows_hold() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-05", from_time="13:00")])
    kept = calendar(("2026-03-04", "Feast"))
    local = calendar(("2026-03-06", "Local"))
    team = Team("a", "UTC", NINE_TO_FIVE, holidays=kept, local_holidays=local, members=[ana], headcount=2)
    feast = {
        "date": "2026-03-04",
        "team": "a",
        "status": "off",
        "name": "Feast",
        "source": "statutory:public",
        "confidence": "announced",
    }
    assert asked(team, end="2026-03-08").to_dict() == {
        "days": [
            feast,
            {
                "date": "2026-03-05",
                "team": "a",
                "member": "ana",
                "status": "part",
                "name": "time off",
                "source": "time off",
                "confidence": "announced",
                "minutes_off": [780, 1440],
            },
        ],
        "weeks": [{"start": "2026-03-02", "minutes": 60 * (80 - 16 - 4), "usual_minutes": 60 * 80}],
        "worked_through": [feast | {"date": "2026-03-06", "name": "Local"}],
        "client_holidays": [feast],
    }


def tables(found: DaysOff) -> list[Table]:
    return [block for block in found.document().blocks if isinstance(block, Table)]


def test_few_teams_stand_beside_each_other() -> None:
    people = [
        Member(one, name=one.title(), time_off=[TimeOff("2026-03-05", name="away")])
        for one in ("ana", "ben", "cy")
    ]
    kept = calendar(
        ("2026-03-04", "Feast"), ("2026-03-10", "Eve", "half_day"), ("2026-03-11", "Choice", "optional")
    )
    pune = Team("pune", "UTC", NINE_TO_FIVE, name="Pune", holidays=kept, closures=[Closure("2026-03-04")])
    oslo = Team("oslo", "UTC", NINE_TO_FIVE, name="Oslo", members=people[:2], headcount=4)
    rome = Team("rome", "UTC", NINE_TO_FIVE, name="Rome", members=people, headcount=4)
    table = tables(asked(pune, oslo, rome))[0]
    assert table.columns == ("Date", "Pune", "Oslo", "Rome")
    assert table.rows == (
        ("Wed 4 Mar 2026", "Feast; closure", "", ""),
        ("Thu 5 Mar 2026", "", "Ana, Ben: away", "3 of 4: away"),
        ("Tue 10 Mar 2026", "Eve (from 13:00, date expected)", "", ""),
        ("Wed 11 Mar 2026", "Choice (optional)", "", ""),
    )
    lines = to_text(asked(pune, oslo, rome).document()).splitlines()
    assert max(map(len, lines)) <= 80


def test_teams_that_do_not_fit_80_columns_are_listed_day_by_day() -> None:
    away = [Member(one, name=one.title(), time_off=[TimeOff("2026-03-04")]) for one in ("ana", "ben", "cy")]
    moon = calendar(("2026-03-04", "A feast with quite a long name"), ("2026-03-05", "Tide"), sure=False)
    names = ("Pune", "Manila", "New York", "Bogotá", "Warszawa", "Tokyo", "São Paulo")
    teams = [Team(name[:3].lower(), "UTC", NINE_TO_FIVE, name=name, holidays=moon) for name in names]
    teams[0] = Team("pun", "UTC", NINE_TO_FIVE, name="Pune", members=away[:1], headcount=2)
    teams[1] = Team("man", "UTC", NINE_TO_FIVE, name="Manila", members=away, headcount=9)
    table = tables(asked(*teams))[0]
    assert table.columns == ("Date", "Day", "Who")
    assert table.rows == (
        ("Wed 4 Mar 2026", "time off", "Pune (Ana), Manila (3 of 9)"),
        (
            "Wed 4 Mar 2026",
            "A feast with quite a long name (date expected)",
            "everybody but Pune and Manila",
        ),
        ("Thu 5 Mar 2026", "Tide (date expected)", "everybody but Pune and Manila"),
    )
    named = [Member("ana", name="Ana", holidays=moon), Member("ben")]
    teams[0] = Team("pun", "UTC", NINE_TO_FIVE, name="Pune", members=named)
    rows = tables(asked(*teams[:1], *teams[2:]))[0].rows
    assert rows[0][-1] == "Pune (Ana), New York, Bogotá, Warszawa, Tokyo, São Paulo"
    teams[0] = Team("pun", "UTC", NINE_TO_FIVE, name="Pune", holidays=moon)
    assert {row[-1] for row in tables(asked(*teams[:1], *teams[2:]))[0].rows} == {"everybody"}


@pytest.mark.parametrize(("length", "columns"), [(55, ("Date", "A", "B")), (56, ("Date", "Day", "Who"))])
def test_teams_stand_beside_each_other_up_to_80_columns(length: int, columns: tuple[str, ...]) -> None:
    """14 for the date, 2 and the one name, 2 and 7 for the other."""
    one = Team("a", "UTC", NINE_TO_FIVE, name="A", holidays=calendar(("2026-03-04", "x" * length)))
    other = Team("b", "UTC", NINE_TO_FIVE, name="B", holidays=calendar(("2026-03-04", "Tide 42")))
    assert tables(asked(one, other))[0].columns == columns


def test_the_weeks_with_fewest_people_come_first_and_at_most_eight() -> None:
    dates = [f"2026-{month:02d}-{day:02d}" for month, day in ((1, 7), (2, 4), (2, 5), (3, 4), (4, 8), (5, 6))]
    more = ["2026-06-03", "2026-07-01", "2026-08-05", "2026-09-02", "2026-10-07"]
    kept = calendar(*((on, on) for on in (*dates, *more)))
    table = tables(asked(Team("a", "UTC", NINE_TO_FIVE, holidays=kept), start="2026-01-05", end="2026-12-27"))
    assert table[1].columns == ("Week from", "Staffed", "People's time", "Usual")
    assert table[1].rows[:2] == (
        ("Mon 2 Feb 2026", "60.0 %", "24 h", "40 h"),
        ("Mon 5 Jan 2026", "80.0 %", "32 h", "40 h"),
    )
    assert len(table[1].rows) == 8


def test_a_week_that_lacks_a_minute_is_not_whole() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-05", from_time="09:00", until_time="09:01")])
    found = asked(Team("a", "UTC", NINE_TO_FIVE, members=[ana], headcount=50))
    assert tables(found)[1].rows == (("Mon 2 Mar 2026", "99.9 %", "2000 h", "2000 h"),)


def test_holidays_worked_through_and_kept_for_others_have_tables_of_their_own() -> None:
    client = calendar(("2026-03-04", "Theirs"), place="US")
    local = calendar(("2026-03-05", "Ours"), place="PH")
    teams = [
        Team(one, "UTC", NINE_TO_FIVE, name=one.title(), holidays=client, local_holidays=local)
        for one in ("cebu", "davao")
    ]
    text = to_text(asked(*teams, Team("us", "UTC", NINE_TO_FIVE, name="US", holidays=client)).document())
    assert "Local holidays worked through\n-----" in text
    assert "Thu 5 Mar 2026  Cebu, Davao  Ours\n" in text
    assert "Days off kept for the client\n-----" in text
    assert "Wed 4 Mar 2026  Cebu, Davao  Theirs\n" in text


def test_where_nobody_is_off_it_says_so() -> None:
    found = asked(Team("a", "UTC", NINE_TO_FIVE))
    assert not found
    assert found.document().blocks[0] == Paragraph(
        "Nobody has a day off on a working day in these dates.", strong=True
    )
    assert "None: no day off takes working time in these dates." in to_text(found.document())
    assert found.to_dict()["days"] == []
    assert [week["minutes"] for week in found.to_dict()["weeks"]] == [2400, 2400]


def test_a_notebook_shows_the_same() -> None:
    found = asked(Team("a", "UTC", NINE_TO_FIVE, name="<A>", holidays=calendar(("2026-03-04", "Feast & Co"))))
    assert found._repr_html_().endswith(to_html(found.document()).partition(">")[2])
    assert "Feast &amp; Co" in found._repr_html_()
    assert "&lt;A&gt;" in found._repr_html_()


def test_errors_are_those_of_the_question() -> None:
    team = Team("a", "UTC", NINE_TO_FIVE, holidays=calendar(("2026-03-04", "Feast")))
    with pytest.raises(BadHorizon):
        asked(team, start="2026-03-05", end="2026-03-04")
    with pytest.raises(BeyondData):
        asked(team, start="2096-01-01", end="2096-01-31")
    with pytest.raises(BadArgument):
        days_off("team.toml", "2026-03-02", "2026-03-04")  # type: ignore[arg-type]


def test_days_past_new_year_are_told() -> None:
    kept = calendar(("2026-12-31", "Eve"), ("2027-01-01", "New Year"))
    people = [Member(f"p{index}", zone="Asia/Tokyo") for index in range(30)]
    team = Team("a", "UTC", NINE_TO_FIVE, holidays=kept, members=people)
    assert seen(asked(team, start="2026-12-28", end="2027-01-03")) == [
        ("2026-12-31", "a", None, "off", "Eve"),
        ("2027-01-01", "a", None, "off", "New Year"),
    ]


def test_a_day_partly_off_twice_is_told_with_both_its_parts() -> None:
    entries = (
        Entry(date(2026, 3, 4), "Early", "half_day", "XX", minutes_off=(0, 600)),
        Entry(date(2026, 3, 4), "Late", "half_day", "XX", minutes_off=(900, 1440)),
    )
    team = Team("a", "UTC", [Shift("08:00", "18:00")], holidays=Calendar(FakeTable(entries)))
    found = days_off(Roster([team]), "2026-03-04", "2026-03-04")
    assert [one.minutes_off for one in found] == [(0, 600), (900, 1440)]
    assert found.weeks[0].minutes == 300
    assert found.weeks[0].usual_minutes == 600


def test_days_off_are_told_from_the_first_date_to_the_last_and_no_further() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-02", "2026-03-11", from_time="10:00", until_time="11:00")])
    team = Team("a", "UTC", NINE_TO_FIVE, closures=[Closure("2026-03-02", "2026-03-11", name="move")])
    other = Team("b", "UTC", NINE_TO_FIVE, members=[ana])
    for last, days in ((3, [3]), (4, [3, 4]), (6, [3, 4, 5, 6])):
        found = asked(team, other, start="2026-03-03", end=f"2026-03-{last:02d}")
        assert seen(found) == [
            row
            for day in days
            for row in (
                (f"2026-03-{day:02d}", "a", None, "off", "move"),
                (f"2026-03-{day:02d}", "b", None, "part", "time off"),
            )
        ]


def test_dates_off_are_whole_where_one_of_their_causes_is() -> None:
    away = [
        TimeOff("2026-03-02", "2026-03-11", from_time="10:00", until_time="11:00"),
        TimeOff("2026-03-05"),
    ]
    ana = Member("ana", time_off=away)
    feast = calendar(("2026-03-04", "Feast"), ("2026-03-12", "Late"))
    pattern = Roster([Team("a", "UTC", NINE_TO_FIVE, holidays=feast, members=[ana])]).pattern("a.ana")
    for last in (3, 4, 5, 6):
        found = dates_off(pattern, date(2026, 3, 3), date(2026, 3, last))
        assert found == {date(2026, 3, day): day in (4, 5) for day in range(3, last + 1)}
