"""Who works a shift alike, and which minutes they work if it starts at another time."""

from __future__ import annotations

from datetime import date

import pytest

from overlap.core.civil import DAY, parse_date
from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.strands import Start, Strand, strands_of
from tests.planning.stagger.hand import team
from tests.properties.strategies import FakeTable

DAYTIME = Shift("08:00", "17:00", name="day", headcount=6)
CLIENT = Shift("21:00", "05:00", name="client", headcount=12)
EPOCH = parse_date("1970-01-01").toordinal()


def day(text: str) -> int:
    return parse_date(text).toordinal() - EPOCH


def at(text: str) -> int:
    date, _, time = text.partition("T")
    return day(date) * DAY + int(time[:2]) * 60 + int(time[3:5])


def strands(
    one: Team, *skills: str, apart: bool = False
) -> list[tuple[int | None, str, int, tuple[str, ...]]]:
    found = strands_of(Roster([one]), skills=frozenset(skills), apart=apart)
    return [(strand.shift, strand.base.name, strand.count, strand.members) for strand in found]


def only(one: Team) -> Strand:
    (found,) = strands_of(Roster([one]), skills=frozenset(), apart=False)
    return found


# Who


def test_the_headcount_of_a_shift_counts_its_members_and_the_rest_are_unnamed() -> None:
    people = [Member("ana", shifts=["day"]), Member("jun", shifts=["client"])]
    one = team("manila", "Asia/Manila", DAYTIME, CLIENT, headcount=18, members=people)
    assert strands(one) == [(0, "day", 6, ("ana",)), (1, "client", 12, ("jun",))]


def test_who_inherits_works_every_shift() -> None:
    one = team("manila", "Asia/Manila", DAYTIME, CLIENT, headcount=18, members=[Member("ana")])
    assert strands(one) == [(0, "day", 6, ("ana",)), (1, "client", 12, ("ana",))]


def test_people_are_told_apart_by_zone_days_cycle_and_skills_asked_for() -> None:
    people = [
        Member("same"),
        Member("abroad", zone="Asia/Dubai"),
        Member("four", days=["mon", "tue", "wed", "thu"]),
        Member("turns", cycle=Cycle("2026-01-05", ["day", "off"])),
        Member("spanish", skills=["es"]),
        Member("tagalog", skills=["tl"]),
    ]
    one = team("manila", "Asia/Manila", DAYTIME, headcount=8, members=people)
    assert strands(one, "es") == [
        (0, "day", 2, ("same", "tagalog")),
        (0, "day", 1, ("abroad",)),
        (0, "day", 1, ("four",)),
        (0, "day", 1, ("turns",)),
        (0, "day", 1, ("spanish",)),
    ]
    everybody = one.replace(members=(), skills=["es"])
    assert strands(everybody, "es") == [(0, "day", 6, ())]


def test_unnamed_people_and_members_alike_are_one_strand_unless_holidays_matter() -> None:
    people = [Member("ana", time_off=[TimeOff("2026-03-02")]), Member("jun")]
    one = team("manila", "Asia/Manila", "09:00-17:00", headcount=5, members=people)
    assert strands(one) == [(0, "09:00-17:00", 5, ("ana", "jun"))]
    assert strands(one, apart=True) == [
        (0, "09:00-17:00", 3, ()),
        (0, "09:00-17:00", 1, ("ana",)),
        (0, "09:00-17:00", 1, ("jun",)),
    ]


def test_hours_of_a_members_own_are_nobodys_to_move() -> None:
    own = Member("vikram", shifts=[Shift("07:00", "16:00")])
    one = team("pune", "Asia/Kolkata", "10:00-19:00", headcount=9, members=[own])
    assert strands(one) == [(0, "10:00-19:00", 8, ()), (None, "07:00-16:00", 1, ("vikram",))]


def test_a_shift_that_its_members_fill_has_nobody_unnamed() -> None:
    shift = Shift("08:00", "17:00", name="day", headcount=1)
    people = [Member("a", shifts=["day"]), Member("b", shifts=["day"])]
    assert strands(team("x", "UTC", shift, CLIENT, headcount=20, members=people)) == [
        (0, "day", 2, ("a", "b")),
        (1, "client", 12, ()),
    ]


# When


def test_a_moved_shift_has_the_minutes_of_the_one_it_stands_for() -> None:
    pauses = [Break("12:00", "13:00"), Break(after_minutes=360, minutes=30)]
    strand = only(team("pune", "Asia/Kolkata", Shift("09:00", "17:00", breaks=pauses)))
    monday = day("2026-01-05")
    assert strand.today == Start(540, None)
    today = strand.instance(strand.today, monday)
    assert today is not None
    assert (today.day, today.start, today.end) == (monday, at("2026-01-05T03:30"), at("2026-01-05T11:30"))
    assert today.pieces == (
        (at("2026-01-05T03:30"), at("2026-01-05T06:30")),
        (at("2026-01-05T07:30"), at("2026-01-05T09:30")),
        (at("2026-01-05T10:00"), at("2026-01-05T11:30")),
    )
    assert today.whole == ((today.start, today.end),)
    later = strand.instance(Start(600, None), monday)
    assert later is not None
    assert [low - 60 for low, _ in later.pieces] == [low for low, _ in today.pieces]
    assert strand.instance(strand.today, day("2026-01-10")) is None  # a Saturday


def test_a_night_in_which_clocks_change_has_its_real_length_at_every_start() -> None:
    strand = only(team("ny", "America/New_York", "22:00-06:00", days=["sat"]))
    spring = day("2026-03-07")
    for start, first, last in (
        (22, "2026-03-08T03:00", "2026-03-08T10:00"),
        (23, "2026-03-08T04:00", "2026-03-08T11:00"),
        (17, "2026-03-07T22:00", "2026-03-08T06:00"),
    ):
        found = strand.instance(Start(start * 60, None), spring)
        assert found is not None
        assert (found.start, found.end) == (at(first), at(last))
        assert found.pieces == ((found.start, found.end),)


def test_in_such_a_night_breaks_move_along_too() -> None:
    night = Shift("22:00", "06:00", breaks=[Break("04:00", "05:00")])
    strand = only(team("ny", "America/New_York", night, days=["sat"]))
    found = strand.instance(Start(23 * 60, None), day("2026-03-07"))
    assert found is not None
    assert found.pieces == (
        (at("2026-03-08T04:00"), at("2026-03-08T09:00")),
        (at("2026-03-08T10:00"), at("2026-03-08T11:00")),
    )


def test_on_another_clock_the_same_wall_time_is_another_instant() -> None:
    strand = only(team("manila", "Asia/Manila", "09:00-17:00"))
    winter = strand.instance(Start(540, "America/New_York"), day("2026-01-05"))
    summer = strand.instance(Start(540, "America/New_York"), day("2026-07-06"))
    assert winter is not None
    assert summer is not None
    assert (winter.start, summer.start) == (at("2026-01-05T14:00"), at("2026-07-06T13:00"))
    assert strand.clock(Start(540, "America/New_York")).key == "America/New_York"
    assert strand.clock(strand.today).key == "Asia/Manila"


def test_a_date_that_does_not_exist_has_no_shift() -> None:
    strand = only(team("apia", "Pacific/Apia", "09:00-17:00"))
    assert strand.instance(strand.today, day("2011-12-30")) is None
    assert strand.instance(Start(600, None), day("2011-12-29")) is not None


def test_nothing_is_left_of_a_shift_inside_an_hour_that_is_skipped() -> None:
    strand = only(team("ny", "America/New_York", "02:00-03:00", days=["sun"]))
    spring = day("2026-03-08")
    assert strand.instance(strand.today, spring) is None
    assert strand.instance(Start(60, None), spring) is not None
    assert strand.instance(Start(60, None), spring + 7) is not None


def test_seasons_shorten_the_moved_shift_and_those_with_their_own_are_strands_of_their_own() -> None:
    summer = Season("2026-07-01", "2026-07-31", shorten_minutes=60, name="summer")
    fair = Season("2026-08-03", "2026-08-07", shifts=[Shift("07:00", "13:00", name="fair")], name="fair")
    one = team("krakow", "Europe/Warsaw", "09:00-17:00", seasons=[summer, fair])
    usual, own = strands_of(Roster([one]), skills=frozenset(), apart=False)
    assert (usual.shift, own.shift, own.base.name, own.season) == (0, None, "fair", "fair")
    july, august = day("2026-07-01"), day("2026-08-03")
    short = usual.instance(Start(600, None), july)
    assert short is not None
    assert (short.start, short.end) == (at("2026-07-01T08:00"), at("2026-07-01T15:00"))
    assert usual.span(august) is None
    assert own.span(july) is None
    there = own.instance(own.today, august)
    assert there is not None
    assert there.start == at("2026-08-03T05:00")
    assert own.span(august + 7) is None
    assert usual.span(august + 7) is not None


def test_of_two_shifts_with_one_name_each_has_its_own_days() -> None:
    friday = Shift("08:00", "14:00", name="day", days=["fri"])
    others = Shift("09:00", "17:00", name="day", days=["mon"])
    found = strands_of(Roster([team("x", "UTC", friday, others)]), skills=frozenset(), apart=False)
    assert [[one.span(day("2026-01-05") + by) is not None for by in (0, 4)] for one in found] == [
        [False, True],
        [True, False],
    ]


# With holidays


@pytest.mark.parametrize("start", [540, 600])
def test_with_holidays_a_moved_shift_loses_what_todays_would(start: int) -> None:
    off = Closure("2026-01-06", "2026-01-06", name="move")
    away = TimeOff("2026-01-07", from_time="08:00", until_time="12:00")
    member = Member("ana", time_off=[away])
    one = team("x", "UTC", "09:00-17:00", closures=[off], members=[member])
    strand = only(one)
    week = Horizon.of("2026-01-05", "2026-01-11", zone_of("UTC"))
    days = [by for by in range(7) if strand.held(Start(start, None), day("2026-01-05") + by, week)]
    assert days == [0, 2, 3, 4]
    half = strand.held(Start(start, None), day("2026-01-07"), week)
    assert half is not None
    assert half.pieces == ((at("2026-01-07T12:00"), at("2026-01-07T00:00") + start + 480),)


def test_with_holidays_a_moved_shift_has_the_working_days_of_each_time() -> None:
    """From Monday, 12 January 2026 on people rest on Saturdays and Sundays, before that on Fridays too."""
    rest = (date.min, frozenset({4, 5, 6})), (date(2026, 1, 12), frozenset({5, 6}))
    strand = only(team("x", "UTC", "09:00-17:00", holidays=Calendar(FakeTable(weekends=rest))))
    weeks = Horizon.of("2026-01-05", "2026-01-18", zone_of("UTC"))
    monday = day("2026-01-05")
    for start in (540, 600):
        days = [by for by in range(14) if strand.held(Start(start, None), monday + by, weeks)]
        assert days == [0, 1, 2, 3, 7, 8, 9, 10, 11]


def test_with_holidays_a_moved_shift_keeps_its_turns_and_its_seasons() -> None:
    early, late = Shift("06:00", "14:00", name="early"), Shift("14:00", "22:00", name="late")
    fair = [Shift("07:00", "13:00", name="early"), Shift("14:00", "20:00", name="late")]
    season = Season("2026-01-07", "2026-01-08", shifts=fair, name="fair")
    rota = Cycle("2026-01-05", ["early", "late", "early"])
    one = team("x", "UTC", early, late, cycle=rota, seasons=[season])
    found = strands_of(Roster([one]), skills=frozenset(), apart=False)
    assert [(strand.shift, strand.base.start) for strand in found] == [
        (0, "06:00"),
        (1, "14:00"),
        (None, "07:00"),
        (None, "14:00"),
    ]
    week = Horizon.of("2026-01-05", "2026-01-11", zone_of("UTC"))

    def days(strand: Strand, minute: int) -> list[int]:
        monday = day("2026-01-05")
        return [by for by in range(6) if strand.held(Start(minute, None), monday + by, week)]

    moved = [days(strand, minute) for strand, minute in zip(found, (420, 900, 420, 840), strict=True)]
    assert moved == [[0, 5], [1, 4], [2, 3], []]
    assert [strand.span(day("2026-01-08")) is not None for strand in found] == [False, False, True, False]
