"""Who works which shift on which date, minute by minute."""

from __future__ import annotations

from datetime import date

from overlap.core.civil import DAY, day_of, parse_date
from overlap.people.absence import TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.members import Member, Observance
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.stints import Stints
from tests.planning.stagger.hand import JANUARY
from tests.properties.strategies import FakeTable

MONDAY = day_of(parse_date("2026-01-05")) * DAY


def at(day: int, hour: int, minute: int = 0) -> int:
    """A time of a day from Monday on."""
    return MONDAY + day * DAY + hour * 60 + minute


def test_the_stints_near_a_time_have_a_minute_in_it() -> None:
    """A night of twelve hours keeps nobody near whose shift of four hours has ended."""
    team = Team("x", "UTC", [Shift("20:00", "08:00", name="night"), Shift("06:00", "10:00", name="early")])
    side = Stints(Roster([team]), JANUARY).people("x").bare
    for low, high in (
        (at(1, 10), at(1, 11)),
        (at(1, 7), at(1, 9)),
        (at(1, 8), at(1, 20)),
        (at(1, 20), at(2, 7)),
    ):
        near = [one for one in side.entries if one.stint.start < high and one.stint.end > low]
        assert side.near(low, high) == near
    names = [one.stint.shift.name for one in side.near(at(1, 8), at(1, 20))]
    assert names == ["early"]
    assert side.near(at(1, 10), at(1, 11)) == []


def test_hours_off_take_breaks_within_them_and_no_others() -> None:
    """Ana leaves at 15:00 on Tuesday, after her break, and comes at 13:00 on Wednesday, when it has ended."""
    off = [
        TimeOff("2026-01-06", from_time="15:00", until_time="17:00"),
        TimeOff("2026-01-07", from_time="09:00", until_time="12:30"),
    ]
    ana = Member("ana", time_off=off)
    team = Team("x", "UTC", [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])], members=[ana])
    people = Stints(Roster([team]), JANUARY).people("x.ana")
    left = {one.stint.date.day: one.stint for one in people.kept.entries}
    assert left[5].pieces == ((at(0, 9), at(0, 12)), (at(0, 13), at(0, 17)))
    assert left[5].through == ((at(0, 9), at(0, 17)),)
    assert left[6].pieces == ((at(1, 9), at(1, 12)), (at(1, 13), at(1, 15)))
    assert left[6].through == ((at(1, 9), at(1, 15)),)
    assert left[7].pieces == left[7].through == ((at(2, 13), at(2, 17)),)


def test_hours_off_after_a_whole_day_off_take_breaks_too() -> None:
    """Ana is away on Tuesday, and on Wednesday from 11:30 to 12:30, half an hour of it in her break."""
    off = [TimeOff("2026-01-06"), TimeOff("2026-01-07", from_time="11:30", until_time="12:30")]
    ana = Member("ana", time_off=off)
    team = Team("x", "UTC", [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])], members=[ana])
    people = Stints(Roster([team]), JANUARY).people("x.ana")
    left = {one.stint.date.day: one.stint for one in people.kept.entries}
    assert 6 not in left
    assert left[7].pieces == ((at(2, 9), at(2, 11, 30)), (at(2, 13), at(2, 17)))
    assert left[7].through == ((at(2, 9), at(2, 11, 30)), (at(2, 12, 30), at(2, 17)))


def test_hours_that_only_some_observe_take_breaks_too() -> None:
    """Ana, of a team without holidays, keeps an hour of Wednesday, half of it in her break."""
    half = Entry(date(2026, 1, 7), "Half", "public", "XX", minutes_off=(11 * 60 + 30, 12 * 60 + 30))
    ana = Member("ana", observes=[Observance("half", (Calendar(FakeTable((half,))),))])
    team = Team(
        "x", "UTC", [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])], headcount=2, members=[ana]
    )
    stints = Stints(Roster([team]), JANUARY)
    left = {one.stint.date.day: one.stint for one in stints.people("x.ana").kept.entries}
    assert left[6].pieces == ((at(1, 9), at(1, 12)), (at(1, 13), at(1, 17)))
    assert left[6].through == ((at(1, 9), at(1, 17)),)
    assert left[7].pieces == ((at(2, 9), at(2, 11, 30)), (at(2, 13), at(2, 17)))
    assert left[7].through == ((at(2, 9), at(2, 11, 30)), (at(2, 12, 30), at(2, 17)))
