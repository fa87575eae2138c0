"""A clock's answer in words: what was skipped, on whose clocks, and how long lists are cut."""

from __future__ import annotations

from datetime import date

from overlap.core.civil import DAY
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import zone
from overlap.people.absence import TimeOff
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.clock_view import due_document, elapsed_document, moment_text
from overlap.planning.workclock import WorkClock
from overlap.render.document import Paragraph
from overlap.render.text import to_text
from tests.planning.brute import holidays, instant
from tests.properties.strategies import FakeTable

MONDAY = instant("2026-03-02 09:00")


def due(clock: WorkClock, start: int, minutes: int, pauses: IntervalSet = EMPTY) -> str:
    """The text of a due."""
    (end,) = clock.due_many([start], minutes, pauses=[[*pauses]])
    assert end is not None
    return to_text(due_document(clock, start, minutes, end, pauses))


def test_an_answer_without_anything_skipped_is_one_sentence() -> None:
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")]))
    assert due(clock, MONDAY, 480) == (
        "Due Mon 2 Mar 2026, 17:00 UTC: 8 h of working time from Mon 2 Mar 2026, 09:00.\n"
    )


def test_a_minute_counted_back_is_when_to_start() -> None:
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")]))
    for minutes, head in (
        (-1, "Start by Mon 2 Mar 2026, 09:59 UTC: 1 min of working time before Mon 2 Mar 2026, 10:00."),
        (0, "Due Mon 2 Mar 2026, 10:00 UTC: 0 min of working time from Mon 2 Mar 2026, 10:00."),
    ):
        shown = due_document(clock, MONDAY + 60, minutes, MONDAY + 60 + minutes)
        assert to_text(shown) == f"{head}\n"


def test_nights_weekends_holidays_and_pauses_are_skipped_by_name() -> None:
    kept, _ = holidays("2026-03-03", half=("2026-03-04",))
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")], holidays=kept))
    pauses = IntervalSet([(MONDAY, MONDAY + 60)])
    # Monday 7 h, Wednesday 4 h, Thursday 8 h, Friday 8 h, then Monday.
    assert due(clock, MONDAY, 28 * 60, pauses) == (
        "Due Mon 9 Mar 2026, 10:00 UTC: 28 h of working time from Mon 2 Mar 2026, 09:00.\n"
        "\n"
        "Skipped: 80 h without a shift; Sat 7 Mar 2026, Sun 8 Mar 2026; Holiday 2026-03-03 (Tue 3 Mar 2026), "
        "Half day 2026-03-04 (Wed 4 Mar 2026); 1 h of working time in pauses.\n"
    )


def test_teams_are_told_on_their_own_clocks() -> None:
    manila, krakow = (
        Team("manila", "Asia/Manila", [Shift("08:00", "17:00")], name="Manila"),
        Team("krakow", "Europe/Warsaw", [Shift("08:00", "17:00")], name="Kraków"),
    )
    clock = WorkClock(Roster([manila, krakow]), zone="America/New_York")
    assert due(clock, MONDAY, 60).startswith(
        "Due Mon 2 Mar 2026, 05:00 America/New_York "
        "(Mon 2 Mar 2026, 18:00 Asia/Manila; Mon 2 Mar 2026, 11:00 Europe/Warsaw): 1 h of working time"
    )
    assert moment_text(MONDAY, zone("Asia/Kathmandu")) == "Mon 2 Mar 2026, 14:45"


def test_the_answer_stands_out_from_what_was_skipped() -> None:
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")]))
    assert due_document(clock, MONDAY, 540, MONDAY + DAY + 60).blocks == (
        Paragraph(
            "Due Tue 3 Mar 2026, 10:00 UTC: 9 h of working time from Mon 2 Mar 2026, 09:00.", strong=True
        ),
        Paragraph("Skipped: 16 h without a shift."),
    )


def test_free_dates_are_those_of_the_teams_if_they_share_a_clock_and_else_the_readers() -> None:
    """In Manila and in Warsaw Saturday and Sunday are free; in New York work ends on Friday and is on again
    on Sunday."""
    manila, krakow = (
        Team("manila", "Asia/Manila", [Shift("08:00", "17:00")]),
        Team("krakow", "Europe/Warsaw", [Shift("08:00", "17:00")]),
    )
    one = WorkClock(Roster([manila]), zone="America/New_York")
    assert due(one, instant("2026-02-27 08:00"), 120).endswith(
        "\nSkipped: 15 h without a shift; Sat 28 Feb 2026, Sun 1 Mar 2026.\n"
    )
    both = WorkClock(Roster([manila, krakow]), zone="America/New_York")
    assert due(both, instant("2026-02-27 15:00"), 120).endswith(
        "\nSkipped: 32 h without a shift; Sat 28 Feb 2026.\n"
    )


def test_a_team_lives_in_its_own_zone_wherever_its_members_do() -> None:
    away = Member("ana", zone="America/Bogota")
    named = Team("desk", "Asia/Manila", [Shift("08:00", "17:00")], headcount=1, members=[away])
    clock = WorkClock(Roster([named], zone="UTC"))
    assert "(Mon 2 Mar 2026, 22:00 Asia/Manila)" in due(clock, instant("2026-03-02 13:00"), 60)
    member = WorkClock(Roster([named], zone="UTC"), ["desk.ana"])
    assert "(Mon 2 Mar 2026, 09:00 America/Bogota)" in due(member, instant("2026-03-02 13:00"), 60)


def test_long_lists_are_counted_and_whose_days_they_are_is_said() -> None:
    away = [TimeOff("2026-03-02", "2026-03-13", name="leave")]
    team = Team("desk", "UTC", [Shift("09:00", "17:00")], members=[Member("ana", time_off=away, name="Ana")])
    clock = WorkClock(Roster([team, Team("other", "UTC", [])]), ["desk.ana", "other"])
    shown = due(clock, MONDAY, 480)
    assert (
        "leave (Mon 2 Mar 2026), leave (Tue 3 Mar 2026), leave (Wed 4 Mar 2026), leave (Thu 5 Mar 2026), "
        "leave (Fri 6 Mar 2026) and 5 more days off of Ana (desk)."
    ) in shown
    weeks = due(WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")])), MONDAY, 30 * 480)
    assert "Sat 21 Mar 2026 and 5 more free dates" in weeks


def test_days_off_are_named_where_nothing_is_known_of_the_day_before() -> None:
    table = FakeTable(known_from=date(2026, 3, 2))
    known = Calendar(table, add=((date(2026, 3, 2), "Founders' day"),))
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")], holidays=known))
    assert due(clock, MONDAY, 60).endswith("Skipped: 16 h without a shift; Founders' day (Mon 2 Mar 2026).\n")


def test_a_rest_day_that_is_worked_is_neither_free_nor_without_a_shift() -> None:
    calendar = Calendar(FakeTable(), working=((date(2026, 3, 7), "swap day"),))
    clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")], holidays=calendar))
    friday = instant("2026-03-06 09:00")
    assert due(clock, friday, 17 * 60) == (
        "Due Mon 9 Mar 2026, 10:00 UTC: 17 h of working time from Fri 6 Mar 2026, 09:00.\n"
        "\n"
        "Skipped: 32 h without a shift; Sun 8 Mar 2026.\n"
    )


def test_a_date_that_does_not_exist_is_no_free_one() -> None:
    clock = WorkClock(Team("apia", "Pacific/Apia", [Shift("09:00", "17:00")]))
    # Thursday, 29 December 2011 is followed by Saturday, 31 December.
    shown = due(clock, instant("2011-12-29 19:00"), 9 * 60)
    assert "Due Mon 2 Jan 2012, 10:00 Pacific/Apia: 9 h of working time from Thu 29 Dec 2011, 09:00." in shown
    assert "Skipped: 16 h without a shift; Sat 31 Dec 2011, Sun 1 Jan 2012." in shown


def test_what_ran_is_told_for_one_and_for_several() -> None:
    teams = [Team("a", "UTC", [Shift("09:00", "17:00")]), Team("b", "UTC", [Shift("12:00", "20:00")])]
    both = WorkClock(Roster(teams))
    held = both.held(MONDAY, MONDAY + 600)
    assert to_text(elapsed_document(both, held, 600)) == (
        "10 h of working time from Mon 2 Mar 2026, 09:00 to Mon 2 Mar 2026, 19:00 UTC.\n"
        "\n"
        "Team           Held\n"
        "-------------  ----\n"
        "a               8 h\n"
        "b               7 h\n"
        "The clock ran  10 h\n"
    )
    one = WorkClock(teams[0])
    back = one.held(MONDAY, MONDAY + 600)
    assert to_text(elapsed_document(one, back, -480)) == (
        "-8 h of working time from Mon 2 Mar 2026, 19:00 to Mon 2 Mar 2026, 09:00 UTC.\n"
        "\n"
        "Skipped: 2 h without a shift.\n"
    )
    idle = both.held(MONDAY - 120, MONDAY - 60)
    assert to_text(elapsed_document(both, idle, 0)).startswith(
        "0 min of working time from Mon 2 Mar 2026, 07:00"
    )
    assert "Held" not in to_text(elapsed_document(both, idle, 0))
