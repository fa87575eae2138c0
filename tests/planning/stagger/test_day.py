"""The usual day before and after, as bands of the reader's clock."""

from __future__ import annotations

from dataclasses import replace

from overlap.core.civil import parse_date
from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.absence import Closure
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.planning.stagger.day import day_bands, usual_day
from overlap.render.document import Bands
from tests.planning.stagger.hand import team
from tests.planning.stagger.service import found, none

CLOCK = zone_of("America/New_York")
EPOCH = parse_date("1970-01-01").toordinal()


def day(text: str) -> int:
    return parse_date(text).toordinal() - EPOCH


def bands(zone: str = "America/New_York") -> Bands:
    made = day_bands(found(), zone_of(zone))
    assert made is not None
    return made


def test_the_usual_day_is_the_first_on_which_the_most_teams_work_days_off_or_not() -> None:
    off = [Closure("2026-01-05", "2026-01-09", name="move")]
    teams = [
        team("a", "UTC", "09:00-17:00", closures=off),
        team("b", "UTC", "09:00-17:00", days=["tue", "thu", "sat"]),
    ]
    horizon = Horizon.of("2026-01-04", "2026-01-31", zone_of("UTC"))
    assert usual_day(Roster(teams), horizon, zone_of("UTC")) == day("2026-01-06")
    short = Horizon.of("2026-01-07", "2026-01-07", zone_of("UTC"))
    assert usual_day(Roster(teams), short, zone_of("UTC")) == day("2026-01-07")


def test_who_stays_has_one_row_and_who_moves_has_both() -> None:
    picture = bands()
    assert picture.title == "Mon 1 Mar 2027, before and after: 1 h shared by all"
    assert picture.clock == "America/New_York"
    stays, moves = picture.groups
    assert {band.label for band in (*stays.before, *moves.before, *moves.after)} == {""}
    assert (stays.label, len(stays.before), stays.after) == ("New York", 1, ())
    assert (moves.label, len(moves.before), len(moves.after)) == ("Pune", 1, 2)
    assert [(band.note, band.moved_minutes) for band in moves.after] == [("2 people", 0), ("2 people", 90)]


def test_stretches_are_minutes_of_the_readers_day() -> None:
    stays, moves = bands().groups
    (ny,) = stays.before
    assert [one for one in ny.stretches if one[2] != "quiet"] == [(540, 1020, "work"), (540, 600, "shared")]
    # 11:30 to 20:30 in Pune is 01:00 to 10:00 in New York.
    later = moves.after[1]
    assert [one for one in later.stretches if one[2] != "quiet"] == [(60, 600, "work"), (540, 600, "shared")]
    # What was has nothing shared: 23:30 of the day before to 08:30, and Tuesday's from 23:30.
    was = [one for one in moves.before[0].stretches if one[2] != "quiet"]
    assert was == [(0, 510, "work"), (1410, 1440, "work")]
    # Quiet hours are those where people are: 22:00 to 07:00 in Pune.
    assert [one[:2] for one in later.stretches if one[2] == "quiet"] == [(690, 1230)]


def test_another_reader_sees_the_same_day_of_another_clock() -> None:
    _, moves = bands("Asia/Kolkata").groups
    assert [one for one in moves.after[1].stretches if one[2] == "work"] == [(690, 1230, "work")]


def test_a_move_back_in_time_is_negative_and_a_whole_shift_needs_no_count() -> None:
    roster = Roster(
        [
            team("a", "UTC", "09:00-17:00"),
            team("b", "UTC", Shift("15:00", "23:00", breaks=[Break("18:00", "19:00")])),
        ]
    )
    whole = found(cohorts=1)
    made = day_bands(whole, CLOCK)
    assert made is not None
    (later,) = made.groups[1].after
    assert (later.note, later.moved_minutes) == ("", 90)
    back = day_bands(replace(whole, items=(whole[0], replace(whole[1], is_earlier=True))), CLOCK)
    assert back is not None
    assert back.groups[1].after[0].moved_minutes == -90
    before = replace(none(), roster=roster, planned=None)
    today = day_bands(before, zone_of("UTC"))
    assert today is not None
    assert today.title == "Mon 1 Mar 2027: 2 h shared by all"
    work = [one for one in today.groups[1].before[0].stretches if one[2] != "quiet"]
    assert work == [
        (900, 1080, "work"),
        (1140, 1380, "work"),
        (1080, 1140, "break"),
        (900, 1020, "shared"),
    ]


def test_a_date_that_does_not_exist_is_never_the_usual_one() -> None:
    clock = zone_of("Pacific/Apia")
    roster = Roster([team("apia", "Pacific/Apia", "09:00-17:00", days=["fri"])])
    horizon = Horizon.of("2011-12-29", "2012-01-08", clock)
    assert usual_day(roster, horizon, clock) == day("2012-01-06")


def test_two_hours_between_stretches_are_a_break_and_more_is_a_night() -> None:
    def breaks(end: str) -> list[tuple[int, int]]:
        split = team("a", "UTC", Shift("09:00", "19:00", breaks=[Break("12:00", end)]))
        made = day_bands(replace(none(), roster=Roster([split]), planned=None), zone_of("UTC"))
        assert made is not None
        return [one[:2] for one in made.groups[0].before[0].stretches if one[2] == "break"]

    assert breaks("14:00") == [(720, 840)]
    assert breaks("14:01") == []


def test_of_several_shifts_each_is_called_by_its_name() -> None:
    early = team("a", "UTC", Shift("06:00", "12:00", name="dawn"), Shift("12:00", "18:00", name="noon"))
    made = day_bands(replace(none(), roster=Roster([early]), planned=None), zone_of("UTC"))
    assert made is not None
    assert [band.label for band in made.groups[0].before] == ["dawn", "noon"]
