"""Teams and members: what is inherited, who is counted, what is refused."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadRoster, BadSchedule, BadZone, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.members import Member, Observance
from overlap.people.schedule import YEARLY, Cycle, Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team, check_apart
from tests.properties.strategies import FakeTable

DAY = Shift("09:00", "17:00", name="day")
LATE = Shift("14:00", "22:00", name="late")
MONDAY = Horizon.of("2026-03-02", "2026-03-02", zone("Asia/Manila"))


def team(*shifts: Shift, **more: Any) -> Team:
    return Team("manila", "Asia/Manila", shifts or (DAY,), **more)


@pytest.mark.parametrize("id", ["", " x", "a.b", "x\ny", "x" * 101, 5, None])
def test_what_is_no_id_is_refused(id: Any) -> None:
    with pytest.raises(BadRoster, match="cannot be the id of a team; use up to 100 printable"):
        Team(id, "Asia/Manila", [DAY])


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"headcount": 0}, BadRoster, "headcount is 0; give a whole number from 1"),
        ({"headcount": True}, BadRoster, "headcount is True"),
        (
            {"headcount": 1, "members": [Member("a"), Member("b")]},
            BadRoster,
            "but 2 members are named; raise",
        ),
        ({"members": [Member("a"), Member("a")]}, BadRoster, 'two members are called "a"'),
        ({"days": frozenset({7})}, BadArgument, "are not weekday numbers; use 0 for Monday to 6"),
        ({"days": frozenset[int]()}, BadArgument, "are not weekday numbers"),
        ({"days": ["x"]}, BadArgument, "is not a weekday"),
        ({"members": [Member("a", shifts=["night"])]}, BadSchedule, 'is no shift of the team; use "day"'),
        (
            {"members": [Member("a", shifts=[DAY, LATE])]},
            BadSchedule,
            'of "manila.a" overlap; nobody works two',
        ),
        ({"holidays": "PH"}, BadRoster, "holidays is 'PH'; give a calendar: overlap.HolidayCalendar"),
        ({"local_holidays": "PH"}, BadRoster, "local_holidays is 'PH'; give a calendar"),
        ({"overnight": "skip"}, BadRoster, 'overnight is \'skip\'; write "start_day", "clip", "any_touch"'),
        ({"elective_days": -1}, BadRoster, "elective_days is -1; give a whole number"),
        ({"elective_days": True}, BadRoster, "elective_days is True"),
        ({"observes": ["diwali"]}, BadArgument, "observes holds 'diwali'; give a list of Observance"),
        (
            {"members": [Member("a", elective=["2026-03-03"])]},
            BadRoster,
            '"a" chooses 1 elective days in 2026, but the team grants none; raise the team',
        ),
        (
            {
                "elective_days": 1,
                "members": [Member("a", elective=["2027-03-03", "2027-03-04", "2026-03-03"])],
            },
            BadRoster,
            '"a" chooses 2 elective days in 2027, but the team grants 1 a year',
        ),
    ],
)
def test_a_team_that_cannot_be_is_refused(more: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        team(**more)


def test_a_shift_with_more_people_than_the_team_is_refused() -> None:
    with pytest.raises(BadRoster, match='"day" needs 5 people of a team of 4; lower it, or raise'):
        team(Shift("09:00", "17:00", name="day", headcount=5), headcount=4)


def test_an_unknown_zone_names_the_field() -> None:
    with pytest.raises(BadZone) as caught:
        Team("x", "IST", [DAY])
    assert caught.value.field == "zone"


def test_names_are_ids_unless_told() -> None:
    assert team().name == "manila"
    assert team(name="Manila Support").name == "Manila Support"


def test_working_days_are_the_teams_else_the_calendars_else_monday_to_friday() -> None:
    friday_off = Calendar(FakeTable(weekends=((date.min, frozenset({4, 5})),)))
    assert team().working_days == frozenset(range(5))
    assert team(holidays=friday_off).working_days == frozenset({0, 1, 2, 3, 6})
    assert team(holidays=friday_off, days=["fri"]).working_days == frozenset({4})
    assert team(days=frozenset({1, 2})).working_days == frozenset({1, 2})


def test_people_are_the_headcount_else_the_members_else_one() -> None:
    members = [Member("a"), Member("b")]
    assert (team().people_count, team().unnamed_count) == (1, 1)
    assert (team(members=members).people_count, team(members=members).unnamed_count) == (2, 0)
    assert (
        team(members=members, headcount=5).people_count,
        team(members=members, headcount=5).unnamed_count,
    ) == (5, 3)


def test_a_member_inherits_what_it_does_not_set() -> None:
    one = team(
        members=[
            Member("same"),
            Member("abroad", zone="America/New_York"),
            Member("late", shifts=[LATE]),
            Member("named", shifts=["day"], days=["sat"]),
        ],
        closures=[Closure("2026-03-04")],
    )
    assert one.pattern_of("same").at_work(MONDAY) == one.pattern.at_work(MONDAY)
    assert one.pattern_of("abroad").zone.key == "America/New_York"
    assert one.pattern_of("late").at_work(MONDAY) != one.pattern.at_work(MONDAY)
    assert one.pattern_of("named").schedule.days == frozenset({5})
    assert all(one.pattern_of(member.id).absences == (Closure("2026-03-04"),) for member in one.members)


def test_a_member_with_its_own_shifts_leaves_the_teams_cycle_and_seasons() -> None:
    cycle = Cycle("2026-03-02", ["day", "off"])
    seasons = [Season("2026-06-01", "2026-06-30", shorten_minutes=60)]
    one = team(
        cycle=cycle,
        seasons=seasons,
        members=[
            Member("same"),
            Member("own", shifts=[Shift("10:00", "18:00")]),
            Member("named", shifts=["day"]),
            Member("both", shifts=["day", Shift("18:00", "19:00")]),
            Member("turns", cycle=Cycle("2026-03-03", ["day", "off"])),
        ],
    )
    assert one.pattern_of("same").schedule.cycle == cycle
    assert one.pattern_of("own").schedule.cycle is None
    assert one.pattern_of("own").schedule.seasons == ()
    assert one.pattern_of("named").schedule.cycle is None
    assert one.pattern_of("named").schedule.seasons == tuple(seasons)
    assert one.pattern_of("both").schedule.seasons == ()
    assert one.pattern_of("turns").schedule.cycle == Cycle("2026-03-03", ["day", "off"])


def test_a_member_who_names_a_shift_works_it_as_seasons_shorten_it_but_never_a_seasons_own() -> None:
    seasons = [
        Season("2026-03-02", "2026-03-06", shorten_minutes=60, precedence=YEARLY),
        Season("2026-03-04", "2026-03-04", shifts=[Shift("12:00", "14:00")]),
    ]
    one = team(seasons=seasons, members=[Member("ana", shifts=["day"])])
    week = Horizon.of("2026-03-02", "2026-03-06", zone("Asia/Manila"))
    minutes = [turn.end - turn.start for turn in one.pattern_of("ana").turns(week)]
    assert minutes == [420, 420, 480, 420, 420]


def test_who_works_a_shift_is_told_in_the_teams_order_however_they_work_else() -> None:
    ways: list[dict[str, Any]] = [{"shifts": ["day"]}, {}, {"shifts": ["day"], "zone": "Asia/Dubai"}]
    for count in (1, 2, 3):
        one = team(DAY, LATE, members=[Member(f"m{at}", **ways[at % count]) for at in range(6)])
        assert len(one.groups) == count
        assert [member.id for member in one.working(DAY)] == [f"m{at}" for at in range(6)]


def test_nobody_is_called_so() -> None:
    with pytest.raises(UnknownId, match='"bob" is no member of "manila"; it names ana'):
        team(members=[Member("ana")]).pattern_of("bob")
    with pytest.raises(UnknownId, match="it names nobody"):
        team().pattern_of("bob")


def test_somebody_is_there_when_anybody_is() -> None:
    away = Member("ana", time_off=[TimeOff("2026-03-02")])
    assert team(members=[away]).at_work(MONDAY).minutes == 0
    assert team(members=[away], headcount=2).at_work(MONDAY).minutes == 480
    assert team(members=[away], headcount=2).at_work(MONDAY, bare=True).minutes == 480


def counted(one: Team) -> list[tuple[int, int]]:
    return sorted((found.minutes, weight) for found, weight in one.head_counts(MONDAY) if found)


def test_unnamed_people_are_counted_by_the_headcount_of_their_shift() -> None:
    assert counted(team(headcount=7)) == [(480, 7)]
    assert counted(team(Shift("09:00", "17:00", headcount=3), headcount=7)) == [(480, 3)]
    assert counted(team(members=[Member("a"), Member("b")])) == [(480, 2)]


def test_named_people_who_inherit_are_not_counted_twice() -> None:
    shift = Shift("09:00", "17:00", headcount=3)
    away = Member("a", time_off=[TimeOff("2026-03-02")])
    assert counted(team(shift, headcount=7, members=[away])) == [(480, 2)]
    assert counted(team(shift, headcount=7, members=[Member("a", shifts=[LATE])])) == [(480, 1), (480, 3)]
    everyone = [Member("a"), Member("b"), Member("c")]
    assert counted(team(shift, headcount=7, members=everyone)) == [(480, 3)]


CLIENT = Shift("21:00", "05:00", name="client", headcount=12)


def test_members_who_name_a_shift_are_among_its_people() -> None:
    day = Shift("08:00", "17:00", name="day", headcount=6)
    people = [Member("ana", shifts=["day"]), Member("jun", shifts=["client"])]
    one = team(day, CLIENT, headcount=18, members=people)
    assert (one.unnamed_on(day), one.unnamed_on(CLIENT)) == (5, 11)
    # No client shift starts on Sunday, so of Monday's there are three hours before midnight.
    assert counted(one) == [(180, 1), (180, 11), (540, 1), (540, 5)]


def ids(one: Team, shift: Shift) -> list[str]:
    return [member.id for member in one.working(shift)]


def test_who_works_a_shift_inherits_it_names_it_or_has_the_very_same() -> None:
    people = [
        Member("same"),
        Member("named", shifts=["late"]),
        Member("own", shifts=[Shift("09:00", "17:00", name="other")]),
        Member("equal", shifts=[DAY]),
        Member("abroad", zone="Asia/Dubai"),
    ]
    one = team(DAY, LATE, members=people)
    assert ids(one, DAY) == ["same", "equal", "abroad"]
    assert ids(one, LATE) == ["same", "named", "abroad"]


def test_who_follows_a_cycle_works_the_shifts_that_it_names() -> None:
    rota = Cycle("2026-03-02", ["day", "late", "off"])
    people = [
        Member("same"),
        Member("turns", cycle=Cycle("2026-03-03", ["late", "off"])),
        Member("both", shifts=["day", "late"], cycle=Cycle("2026-03-03", ["day", "off"])),
    ]
    one = team(DAY, LATE, cycle=rota, members=people)
    assert ids(one, DAY) == ["same", "both"]
    assert ids(one, LATE) == ["same", "turns"]


def test_of_two_shifts_with_one_name_a_member_works_the_first() -> None:
    friday = Shift("08:00", "14:00", name="day", days=["fri"], headcount=3)
    day = Shift("09:00", "17:00", name="day", days=["mon", "tue", "wed", "thu"], headcount=3)
    one = team(day, friday, headcount=5, members=[Member("ana", shifts=["day"])])
    assert (one.unnamed_on(day), one.unnamed_on(friday)) == (2, 3)


def test_in_a_season_a_member_keeps_its_place_in_the_shift_of_its_name() -> None:
    early = Shift("07:00", "15:00", name="day", headcount=2)
    seasons = [
        Season("2026-03-02", "2026-03-02", shifts=[early]),
        Season("2026-03-03", "2026-03-03", shorten_minutes=60),
        Season("2026-03-04", "2026-03-04", shifts=[Shift("07:00", "15:00", name="summer", headcount=2)]),
    ]
    day = Shift("09:00", "17:00", name="day", headcount=4)
    one = team(day, headcount=9, seasons=seasons, members=[Member("ana", shifts=["day"])])
    assert (ids(one, early), ids(one, Shift("07:00", "15:00", name="summer"))) == (["ana"], [])
    assert counted(one) == [(480, 1), (480, 1)]
    other_days = [Horizon.of(on, on, zone("Asia/Manila")) for on in ("2026-03-03", "2026-03-04")]
    unnamed = [
        [(part.minutes, weight) for part, weight in one.head_counts(on) if part and weight > 1]
        for on in other_days
    ]
    assert unnamed == [[(420, 3)], [(480, 2)]]


def test_unnamed_people_on_a_shift_are_never_below_none_nor_above_those_there_are() -> None:
    day = Shift("09:00", "17:00", name="day", headcount=1)
    people = [Member("a", shifts=["day"]), Member("b", shifts=["day"]), Member("c", shifts=["late"])]
    one = team(day, LATE, headcount=5, members=people)
    assert (one.unnamed_on(day), one.unnamed_on(LATE)) == (0, 2)
    assert team(Shift("09:00", "17:00", headcount=3)).unnamed_on(Shift("09:00", "17:00", headcount=9)) == 3
    assert team(DAY).unnamed_on(DAY) == 1


def test_overlapping_shifts_never_count_more_people_than_there_are() -> None:
    shifts = [
        Shift("09:00", "17:00", name="day", headcount=3),
        Shift("14:00", "22:00", name="late", headcount=3),
    ]
    # 09-14: 3; 14-17: 6, but there are only 4; 17-22: 3.
    assert counted(team(*shifts, headcount=4)) == [(180, 4), (600, 3)]
    assert counted(team(*shifts, headcount=9)) == [(180, 6), (600, 3)]


def test_a_shift_listed_twice_counts_twice() -> None:
    shift = Shift("09:00", "17:00", headcount=2)
    assert counted(team(shift, shift, headcount=9)) == [(480, 4)]


def test_a_headcount_in_a_season_counts_in_the_season() -> None:
    season = Season("2026-03-02", "2026-03-02", shifts=[Shift("09:00", "10:00", headcount=2)])
    assert counted(team(headcount=5, seasons=[season])) == [(60, 2)]
    assert counted(team(headcount=5, seasons=[Season("2026-03-02", "2026-03-02", shorten_minutes=60)])) == [
        (420, 5)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Shift("09:00", "17:00", days=["mon"]), Shift("10:00", "18:00", days=["tue"])),
        (Shift("09:00", "17:00", days=["sat"]), Shift("10:00", "18:00")),
        (Shift("09:00", "12:00"), Shift("12:00", "17:00")),
        (Shift("22:00", "06:00"), Shift("06:00", "08:00")),
        (Shift("22:00", "06:00", days=["fri"]), Shift("05:00", "08:00")),
        (Shift("09:00", "17:00"), Shift("09:00", "17:00", zone="America/New_York")),
    ],
)
def test_shifts_that_never_meet_can_be_one_persons(one: Shift, other: Shift) -> None:
    check_apart([one, other], "ana", days=frozenset(range(5)))
    check_apart([other, one], "ana", days=frozenset(range(5)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Shift("09:00", "17:00"), Shift("16:59", "18:00")),
        (Shift("22:00", "06:00", days=["sun"]), Shift("05:00", "08:00")),
        (Shift("22:00", "06:00"), Shift("05:59", "08:00")),
        (Shift("09:00", "17:00"), Shift("09:00", "17:00")),
        (Shift("09:00", "17:00", zone="UTC"), Shift("10:00", "11:00", zone="UTC")),
    ],
)
def test_shifts_that_meet_on_some_weekday_cannot_be_one_persons(one: Shift, other: Shift) -> None:
    for pair in ([one, other], [other, one]):
        with pytest.raises(BadSchedule, match='of "ana" overlap; nobody works two shifts at once'):
            check_apart(pair, "ana", days=frozenset(range(5)))


def test_shifts_whose_days_are_not_known_are_not_judged() -> None:
    check_apart([DAY, LATE], "ana")
    with pytest.raises(BadSchedule):
        check_apart([Shift("09:00", "17:00", days=["mon"]), Shift("10:00", "11:00", days=["mon"])], "ana")


def test_the_shifts_of_a_cycle_may_overlap_on_different_days() -> None:
    early, long = Shift("06:00", "14:30", name="early"), Shift("14:00", "22:30", name="long")
    own = Member("ana", shifts=[early, long], cycle=Cycle("2026-03-02", ["early", "long", "off"]))
    assert team(members=[own]).pattern_of("ana").at_work(MONDAY).minutes == 510
    check_apart([early], "ana", cycle=Cycle("2026-03-02", ["early"]))


def test_a_night_of_a_cycle_ends_before_the_next_day_begins() -> None:
    night, early = Shift("22:00", "07:00", name="night"), Shift("06:00", "14:00", name="early")
    check_apart([night, early], "ana", cycle=Cycle("2026-03-02", ["early", "night", "off"]))
    for days in (["night", "early", "off"], ["early", "night"]):
        with pytest.raises(BadSchedule, match='the shifts "night" and "early" of "ana" overlap'):
            check_apart([night, early], "ana", cycle=Cycle("2026-03-02", days))


def test_teams_are_values_that_survive_pickles() -> None:
    make = [team(members=[Member("ana", skills=["en"])], skills=["tl"], headcount=3) for _ in range(2)]
    assert make[0] == make[1]
    assert hash(make[0]) == hash(make[1])
    again = pickle.loads(pickle.dumps(make[0]))  # noqa: S301 - our own
    assert again == make[0]
    assert again.at_work(MONDAY) == make[0].at_work(MONDAY)
    with pytest.raises(FrozenInstanceError):
        make[0].zone = "UTC"  # type: ignore[misc]
    assert "pattern" not in repr(make[0])


def test_without_a_headcount_the_shifts_headcounts_add_up() -> None:
    early, late = Shift("06:00", "14:00", headcount=10), Shift("12:00", "20:00", headcount=5)
    assert team(early, late).people_count == 15
    assert team(early, late, members=[Member(str(number)) for number in range(20)]).people_count == 20
    assert team(early, Shift("12:00", "20:00")).people_count == 10
    most = max(level for _, level in team(early, late).head_counts(MONDAY))
    assert most == 15


# What is observed, chosen and cut.


def kept(
    *days: str, weekends: tuple[tuple[date, frozenset[int]], ...] | None = None, **more: Any
) -> Calendar:
    entries = tuple(Entry(date.fromisoformat(on), f"Day {on}", "public", "XX") for on in days)
    if weekends is not None:
        return Calendar(FakeTable(entries, weekends=weekends), **more)
    return Calendar(FakeTable(entries), **more)


WEEK = Horizon.of("2026-03-02", "2026-03-08", zone("Asia/Manila"))


def test_a_field_at_fault_is_named() -> None:
    for more, field in (
        ({"holidays": "PH"}, "holidays"),
        ({"local_holidays": 5}, "local_holidays"),
        ({"overnight": "skip"}, "overnight"),
        ({"elective_days": "2"}, "elective_days"),
        ({"members": [Member("a", elective=["2026-03-03"])]}, "elective"),
    ):
        with pytest.raises(BadRoster) as caught:
            team(**more)
        assert caught.value.field == field


def test_what_a_team_observes_all_its_people_take_off() -> None:
    diwali = Observance("diwali", (kept("2026-03-03"),))
    one = team(observes=[diwali], members=[Member("ana")], headcount=2)
    assert one.at_work(WEEK).minutes == 4 * 480
    assert one.pattern_of("ana").at_work(WEEK).minutes == 4 * 480
    assert one.at_work(WEEK, bare=True).minutes == 5 * 480


def test_what_a_member_observes_only_the_member_takes_off() -> None:
    diwali, holi = Observance("diwali", (kept("2026-03-03"),)), Observance("holi", (kept("2026-03-04"),))
    one = team(observes=[diwali], members=[Member("ana", observes=[holi]), Member("bo")])
    assert one.pattern_of("ana").at_work(WEEK).minutes == 3 * 480
    assert one.pattern_of("bo").at_work(WEEK).minutes == 4 * 480
    assert one.pattern_of("ana").observed == (*diwali.calendars, *holi.calendars)


def test_a_calendar_observed_twice_is_asked_once() -> None:
    calendar = kept("2026-03-03")
    one = team(
        observes=[Observance("a", (calendar,)), Observance("b", (calendar, kept("2026-03-04")))],
        members=[Member("ana", observes=[Observance("c", (calendar,))])],
    )
    assert one.pattern_of("ana").observed == (calendar, kept("2026-03-04"))


def test_observed_working_days_and_weekends_change_nothing() -> None:
    swap = kept(working=((date(2026, 3, 7), "swap"),), weekends=((date.min, frozenset({0})),))
    assert team(observes=[Observance("other", (swap,))]).at_work(WEEK).minutes == 5 * 480
    assert team(holidays=kept(), observes=[Observance("other", (swap,))]).at_work(WEEK).minutes == 5 * 480
    own = team(holidays=kept(working=((date(2026, 3, 7), "swap"),)), observes=[Observance("x", (kept(),))])
    assert own.at_work(WEEK).minutes == 6 * 480


def test_the_local_calendar_of_a_team_that_keeps_another_takes_no_time() -> None:
    local = kept("2026-03-03")
    one = team(holidays=kept(), local_holidays=local)
    assert one.local_holidays == local
    assert one.at_work(WEEK).minutes == 5 * 480


def test_elective_days_are_taken_by_those_who_choose_them() -> None:
    chosen = Member("ana", elective=["2026-03-03", "2026-03-04", "2027-01-05"])
    one = team(members=[chosen, Member("bo")], elective_days=2)
    assert one.pattern_of("ana").at_work(WEEK).minutes == 3 * 480
    assert one.pattern_of("bo").at_work(WEEK).minutes == 5 * 480
    assert [away.name for away in one.pattern_of("ana").away(WEEK)] == ["elective holiday"] * 2


def test_elective_days_add_to_the_rest_of_what_a_member_takes_off() -> None:
    ana = Member("ana", elective=["2026-03-03"], time_off=[TimeOff("2026-03-04")])
    one = team(members=[ana], elective_days=1, closures=[Closure("2026-03-05")], holidays=kept("2026-03-06"))
    assert one.pattern_of("ana").at_work(WEEK).minutes == 480


NIGHT = Shift("22:00", "06:00", name="night")


def test_the_policy_for_nights_is_the_members_else_the_teams() -> None:
    # Tuesday 3 March is off: the night of Tuesday, its minutes, or those of Monday as well.
    expected = {"start_day": 4 * 480, "clip": 5 * 480 - 360 - 120, "any_touch": 3 * 480}
    for policy, minutes in expected.items():
        whole = Horizon.of("2026-03-02", "2026-03-08", zone("Asia/Manila"))
        one = team(NIGHT, holidays=kept("2026-03-03"), overnight=policy, members=[Member("ana")])
        assert one.at_work(whole).minutes == minutes
        other = team(NIGHT, holidays=kept("2026-03-03"), members=[Member("ana", overnight=policy)])  # type: ignore[arg-type]
        assert other.at_work(whole).minutes == minutes
        assert other.pattern.overnight == "start_day"
    assert team().overnight == "start_day"


def test_rest_days_that_change_change_the_working_days() -> None:
    weekends = ((date.min, frozenset({4, 5})), (date(2026, 3, 4), frozenset({5, 6})))
    calendar = kept(weekends=weekends)
    member = Member("sat", days=["sat"])
    one = team(holidays=calendar, members=[Member("same"), member, Member("own", shifts=[LATE])])
    # Sunday to Thursday until Tuesday 3 March, Monday to Friday from Wednesday on.
    two = Horizon.of("2026-03-01", "2026-03-08", zone("Asia/Manila"))
    dates = [turn.date.day for turn in one.pattern.turns(two)]
    assert dates == [1, 2, 3, 4, 5, 6]
    assert [turn.date.day for turn in one.pattern_of("same").turns(two)] == dates
    assert [turn.date.day for turn in one.pattern_of("own").turns(two)] == dates
    assert [turn.date.day for turn in one.pattern_of("sat").turns(two)] == [7]
    assert one.working_days == frozenset(range(5))
    assert one.pattern.schedule.weeks == (
        (date.min, frozenset({0, 1, 2, 3, 6})),
        (date(2026, 3, 4), frozenset(range(5))),
    )


def test_days_that_are_named_hold_whatever_the_rest_days_do() -> None:
    weekends = ((date.min, frozenset({4, 5})), (date(2026, 3, 4), frozenset({5, 6})))
    assert team(holidays=kept(weekends=weekends), days=["sat"]).pattern.schedule.weeks == ()
    assert team(holidays=kept()).pattern.schedule.weeks == ()
    assert team().pattern.schedule.weeks == ()


def test_teams_with_other_customs_are_other_teams() -> None:
    custom = Observance("diwali", (kept("2026-03-03"),))
    for more in (
        {"observes": [custom]},
        {"elective_days": 1},
        {"overnight": "clip"},
        {"local_holidays": kept()},
    ):
        assert team(**more) != team()
        assert pickle.loads(pickle.dumps(team(**more))) == team(**more)  # noqa: S301 - our own


def test_heads_with_a_skill_are_those_of_everybody_or_of_members_who_have_it() -> None:
    skilled = Member("a", skills=["es"])
    one = team(headcount=5, members=[skilled, Member("b")], skills=["en"])

    def heads(skill: str | None) -> list[int]:
        return sorted(weight for found, weight in one.head_counts(MONDAY, skill=skill) if found)

    assert heads(None) == heads("en") == [2, 3]
    assert heads("es") == [1]
    assert heads("tl") == []
    away = team(headcount=5, members=[Member("a", skills=["es"], time_off=[TimeOff("2026-03-02")])])
    assert [weight for found, weight in away.head_counts(MONDAY, skill="es") if found] == []
    assert [weight for found, weight in away.head_counts(MONDAY, skill="es", bare=True) if found] == [1]


def test_a_team_with_other_arguments_keeps_the_rest_and_is_checked_again() -> None:
    one = team(headcount=5, members=[Member("ana")], skills=["en"])
    other = one.replace(headcount=3, shifts=[LATE])
    assert (other.headcount, other.shifts, other.members, other.skills) == (
        3,
        (LATE,),
        one.members,
        one.skills,
    )
    assert one.replace() == one
    assert one.headcount == 5
    with pytest.raises(BadRoster, match="headcount is 0"):
        one.replace(headcount=0)


def test_unnamed_people_are_counted_as_if_nobody_was_away() -> None:
    away = team(headcount=3, closures=[Closure("2026-03-02", "2026-03-02")])
    assert [(found.minutes, weight) for found, weight in away.head_counts(MONDAY)] == [(0, 3)]
    assert [(found.minutes, weight) for found, weight in away.head_counts(MONDAY, bare=True)] == [(480, 3)]


def test_shifts_with_a_headcount_are_counted_as_if_nobody_was_away() -> None:
    away = team(
        Shift("09:00", "17:00", name="day", headcount=3),
        headcount=3,
        closures=[Closure("2026-03-02", "2026-03-02")],
    )
    assert [(found.minutes, weight) for found, weight in away.head_counts(MONDAY)] == []
    assert [(found.minutes, weight) for found, weight in away.head_counts(MONDAY, bare=True)] == [(480, 3)]


def test_an_id_has_up_to_a_hundred_characters() -> None:
    assert Team("x" * 100, "UTC", [DAY]).id == "x" * 100


def test_overlapping_shifts_of_one_person_are_a_fault_of_the_shifts() -> None:
    with pytest.raises(BadSchedule) as caught:
        check_apart([Shift("09:00", "17:00", days=["mon"]), Shift("10:00", "11:00", days=["mon"])], "ana")
    assert caught.value.field == "shifts"


def test_people_who_work_alike_share_one_pattern_however_they_were_made() -> None:
    ana = Member("ana", zone="Asia/Dubai", time_off=[TimeOff("2026-03-02")])
    alike = [
        ana,
        Member("bea"),
        ana.like("cleo"),
        Member("dan", zone="Asia/Dubai", time_off=[TimeOff("2026-03-02")]),
        Member("eve", zone="Asia/Dubai"),
    ]
    one = team(members=alike)
    groups = [(pattern, [member.id for member in members]) for pattern, members in one.groups]
    assert [ids for _, ids in groups] == [["ana", "cleo", "dan"], ["bea"], ["eve"]]
    assert one.pattern_of("ana") is one.pattern_of("cleo") is one.pattern_of("dan") is groups[0][0]
    assert one.pattern_of("bea") is one.pattern
    assert one.patterns == tuple(pattern for pattern, _ in groups)
    for member in alike:
        alone = team(members=[member])
        assert alone.pattern_of(member.id) == one.pattern_of(member.id)
        assert one.member(member.id) is member


def test_the_pattern_of_unnamed_people_stands_first_unless_a_member_works_it_too() -> None:
    away = Member("a", time_off=[TimeOff("2026-03-02")])
    assert team(headcount=3, members=[away]).patterns[0] == team().pattern
    assert len(team(headcount=3, members=[away]).patterns) == 2
    assert len(team(headcount=3, members=[Member("a"), Member("b")]).patterns) == 1


def test_a_team_of_many_tells_their_number_and_not_their_names() -> None:
    many = team(members=[Member(f"p{number}") for number in range(41)])
    with pytest.raises(UnknownId, match="it names 41 members"):
        many.member("q")
    few = team(members=[Member(f"p{number}") for number in range(40)])
    with pytest.raises(UnknownId, match=r"p0, p1, .*p39"):
        few.pattern_of("q")


def test_who_works_a_shift_stands_in_the_order_of_the_roster_however_they_work() -> None:
    day, late = Shift("09:00", "17:00", name="day"), Shift("14:00", "22:00", name="late")
    abroad = Member("b", zone="Asia/Dubai")
    one = team(
        day, late, members=[Member("a"), abroad, Member("c"), abroad.like("d"), Member("e", shifts=["late"])]
    )
    assert ids(one, day) == ["a", "b", "c", "d"]
    assert ids(one, late) == ["a", "b", "c", "d", "e"]
