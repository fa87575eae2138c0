"""Who is at work when: named cases with answers worked out by hand.

The general agreement with minute-by-minute brute force is in tests/properties/test_at_work.py.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from overlap.core.civil import day_of, iso_minute
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.masks import Copies
from overlap.core.zones import zone
from overlap.errors import BeyondData, BeyondDataWarning
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.schedule import Cycle, Schedule, Season
from overlap.people.shifts import Break, Shift
from overlap.people.workpattern import Away, WorkPattern
from tests.properties.strategies import FakeTable

EVERY_DAY = frozenset(range(7))
NIGHT = Shift("22:00", "06:00", name="night")
DAY = Shift("09:00", "17:00", name="day")


def pattern(key: str, *shifts: Shift, days: frozenset[int] = frozenset(range(5)), **more: Any) -> WorkPattern:
    schedule = {name: more.pop(name) for name in ("cycle", "seasons") if name in more}
    return WorkPattern(zone(key), Schedule(shifts, days=days, **schedule), **more)


def over(key: str, start: str, end: str) -> Horizon:
    return Horizon.of(start, end, zone(key))


def texts(found: IntervalSet) -> list[tuple[str, str]]:
    return [(iso_minute(start), iso_minute(end)) for start, end in found]


def holidays(*days: str, category: str = "public", **edits: Any) -> Calendar:
    return Calendar(
        FakeTable(tuple(Entry(date.fromisoformat(on), f"Day {on}", category, "XX") for on in days)), **edits
    )


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [("2026-03-07", "2026-03-08", 7), ("2026-10-31", "2026-11-01", 9), ("2026-03-14", "2026-03-15", 8)],
)
def test_a_night_of_new_york_is_as_long_as_it_is(first: str, last: str, hours: int) -> None:
    one = pattern("America/New_York", NIGHT, days=frozenset({5}))
    assert one.at_work(over("America/New_York", first, last)).minutes == hours * 60


@pytest.mark.parametrize(("on", "hours"), [("2026-03-02", 8), ("2026-03-09", 7)])
def test_a_night_of_manila_meets_a_day_of_new_york(on: str, hours: int) -> None:
    # 22:00-06:00 in Manila is 14:00Z-22:00Z; 09:00-17:00 is 14:00Z-22:00Z in winter, 13:00Z-21:00Z in summer.
    horizon = over("America/New_York", on, on)
    manila = pattern("Asia/Manila", NIGHT, days=EVERY_DAY).at_work(horizon)
    new_york = pattern("America/New_York", DAY, days=EVERY_DAY).at_work(horizon)
    assert (manila & new_york).minutes == hours * 60


def test_a_night_that_began_before_the_horizon_reaches_into_it() -> None:
    one = pattern("Asia/Manila", NIGHT, days=EVERY_DAY)
    assert texts(one.at_work(over("Asia/Manila", "2026-03-03", "2026-03-03"))) == [
        ("2026-03-02T16:00Z", "2026-03-02T22:00Z"),
        ("2026-03-03T14:00Z", "2026-03-03T16:00Z"),
    ]


def test_no_shift_is_worked_on_the_date_samoa_skipped() -> None:
    one = pattern("Pacific/Apia", DAY, days=EVERY_DAY)
    horizon = over("Pacific/Apia", "2011-12-29", "2011-12-31")
    assert texts(one.at_work(horizon)) == [
        ("2011-12-29T19:00Z", "2011-12-30T03:00Z"),
        ("2011-12-30T19:00Z", "2011-12-31T03:00Z"),
    ]
    assert [turn.date.day for turn in one.turns(horizon)] == [29, 31]


def test_a_shift_reaches_over_the_date_samoa_skipped() -> None:
    # 22:00 on the 29th to 21:59 on the 30th, which is never shown: 23 h 59 min later it is the 31st.
    one = pattern("Pacific/Apia", Shift("22:00", "21:59"), days=frozenset({3}))
    assert texts(one.at_work(over("Pacific/Apia", "2011-12-31", "2011-12-31"))) == [
        ("2011-12-30T10:00Z", "2011-12-31T07:59Z")
    ]


def test_hours_off_on_the_date_samoa_skipped_take_nothing_from_the_next() -> None:
    off = TimeOff("2011-12-30", from_time="09:00", until_time="12:00")
    one = pattern("Pacific/Apia", DAY, days=EVERY_DAY, absences=(off,))
    assert one.at_work(over("Pacific/Apia", "2011-12-31", "2011-12-31")).minutes == 480


def test_a_swap_day_that_samoa_skipped_is_not_worked() -> None:
    calendar = holidays(working=((date(2011, 12, 30), "swap"),))
    one = pattern("Pacific/Apia", DAY, days=frozenset({0, 1, 2, 3}), calendar=calendar)
    horizon = over("Pacific/Apia", "2011-12-29", "2011-12-31")
    assert one.at_work(horizon).minutes == 480
    assert len(one.turns(horizon)) == 1


def test_a_turn_starts_inside_a_half_open_horizon() -> None:
    one = pattern("UTC", DAY)
    assert one.turns(Horizon.of("2026-03-02T08:00Z", "2026-03-02T09:00Z", zone("UTC"))) == []
    assert len(one.turns(Horizon.of("2026-03-02T09:00Z", "2026-03-02T09:01Z", zone("UTC")))) == 1
    assert one.turns(Horizon.of("2026-03-02T09:01Z", "2026-03-02T17:00Z", zone("UTC"))) == []


def test_a_turn_whose_mapping_left_nothing_is_listed_empty() -> None:
    one = pattern("America/New_York", Shift("02:30", "03:00"), days=EVERY_DAY)
    horizon = over("America/New_York", "2026-03-08", "2026-03-08")
    (turn,) = one.turns(horizon)
    assert turn.start == turn.end
    assert iso_minute(turn.start) == "2026-03-08T07:30Z"
    assert one.at_work(horizon) == IntervalSet()


def test_a_break_keeps_its_wall_time_on_the_night_clocks_change() -> None:
    night = Shift("22:00", "06:00", breaks=[Break("02:30", "02:45")])
    one = pattern("America/New_York", night, days=frozenset({5}))
    assert texts(one.at_work(over("America/New_York", "2026-03-07", "2026-03-08"))) == [
        ("2026-03-08T03:00Z", "2026-03-08T07:30Z"),
        ("2026-03-08T07:45Z", "2026-03-08T10:00Z"),
    ]


def test_a_holiday_cancels_the_night_that_starts_on_it_and_not_the_one_that_ends_on_it() -> None:
    one = pattern("Asia/Manila", NIGHT, days=EVERY_DAY, calendar=holidays("2026-03-03"))
    assert texts(one.at_work(over("Asia/Manila", "2026-03-03", "2026-03-04"))) == [
        ("2026-03-02T16:00Z", "2026-03-02T22:00Z"),
        ("2026-03-04T14:00Z", "2026-03-04T16:00Z"),
    ]
    assert one.at_work(over("Asia/Manila", "2026-03-03", "2026-03-04"), bare=True).minutes == 16 * 60


def test_a_holiday_on_a_date_shown_for_one_minute_before_clocks_step_back_is_kept() -> None:
    # St. John's, 2006-10-29 begins at 02:30Z; at 02:31Z the clocks say 23:01 on the 28th again.
    one = pattern(
        "America/St_Johns", Shift("00:00", "08:00"), days=EVERY_DAY, calendar=holidays("2006-10-29")
    )
    horizon = over("UTC", "2006-10-29T02:00Z", "2006-10-29T03:00Z")
    assert one.at_work(horizon, bare=True).minutes == 30
    assert one.at_work(horizon) == IntervalSet()
    assert one.turns(horizon) == []


def test_a_half_day_takes_its_afternoon() -> None:
    one = pattern("Asia/Manila", DAY, calendar=holidays("2026-03-03", category="half_day"))
    assert texts(one.at_work(over("Asia/Manila", "2026-03-03", "2026-03-03"))) == [
        ("2026-03-03T01:00Z", "2026-03-03T05:00Z")
    ]


def test_soft_and_info_days_are_worked() -> None:
    for category in ("optional", "observance"):
        one = pattern("Asia/Manila", DAY, calendar=holidays("2026-03-03", category=category))
        assert one.at_work(over("Asia/Manila", "2026-03-03", "2026-03-03")).minutes == 480


def test_a_pinned_shift_moves_its_local_hours_with_the_clients_clock() -> None:
    client = Shift("09:00", "17:00", name="client", zone="America/New_York")
    one = pattern("Asia/Manila", client)
    found = one.turns(over("UTC", "2026-03-06", "2026-03-09"))
    assert [(iso_minute(turn.start), turn.date.isoformat()) for turn in found] == [
        ("2026-03-06T14:00Z", "2026-03-06"),
        ("2026-03-09T13:00Z", "2026-03-09"),
    ]


def test_a_pinned_shift_has_its_weekday_there_and_its_holiday_here() -> None:
    # Monday 19:00 in New York is Tuesday 08:00 in Manila.
    client = Shift("19:00", "23:00", name="client", zone="America/New_York", days=["mon"])
    week = over("Asia/Manila", "2026-03-02", "2026-03-08")
    assert [turn.date.day for turn in pattern("Asia/Manila", client).turns(week)] == [2]
    monday_off = pattern("Asia/Manila", client, calendar=holidays("2026-03-02"))
    tuesday_off = pattern("Asia/Manila", client, calendar=holidays("2026-03-03"))
    for one, minutes in ((monday_off, 240), (tuesday_off, 0)):
        assert one.at_work(week).minutes == minutes
        assert sum(found.minutes for _, found in one.by_shift(week)) == minutes
        assert len(one.turns(week)) == (minutes > 0)


def test_a_shift_that_began_before_clocks_stepped_back_over_midnight_goes_on() -> None:
    # St John's, 29 October 2006: one minute after midnight it was 23:01 of the 28th again.
    early = Shift("00:00", "06:00", days=["sun"])
    one = pattern("America/St_Johns", early)
    again = 19368151
    assert one.at_work(Horizon(again, again + 1)).minutes == 1
    assert [shift for shift, worked in one.by_shift(Horizon(again, again + 1)) if worked] == [early]
    assert one.at_work(Horizon(again - 60, again + 500)).minutes == 420


def test_a_season_pinned_to_a_clock_a_day_ahead_begins_before_its_date_here() -> None:
    ahead = Season(
        "2026-03-09", "2026-03-09", shifts=[Shift("00:00", "01:00", zone="Pacific/Apia")], name="visit"
    )
    schedule = Schedule([Shift("12:00", "13:00")], days=frozenset(range(7)), seasons=[ahead])
    one = WorkPattern(zone("UTC"), schedule)
    # Midnight of the 9th in Apia is 11:00 of the 8th in UTC.
    sunday = over("UTC", "2026-03-08", "2026-03-08")
    assert [(start % 1440, end % 1440) for start, end in one.at_work(sunday)] == [(660, 780)]
    assert one.copies(sunday) is None
    behind = Season(
        "2026-03-09", "2026-03-09", shifts=[Shift("22:00", "23:00", zone="Pacific/Honolulu")], name="visit"
    )
    schedule = Schedule([Shift("12:00", "13:00")], days=frozenset(range(7)), seasons=[behind])
    tuesday = over("UTC", "2026-03-10", "2026-03-10")
    found = WorkPattern(zone("UTC"), schedule).at_work(tuesday)
    assert [(start % 1440, end % 1440) for start, end in found] == [(480, 540), (720, 780)]
    far = over("UTC", "2026-03-20", "2026-03-20")
    assert WorkPattern(zone("UTC"), schedule).copies(far) is not None


def test_a_shift_pinned_to_the_home_zone_is_an_ordinary_shift() -> None:
    week = over("Asia/Manila", "2026-03-02", "2026-03-08")
    pinned = pattern(
        "Asia/Manila", Shift("09:00", "17:00", zone="Asia/Manila"), calendar=holidays("2026-03-03")
    )
    plain = pattern("Asia/Manila", Shift("09:00", "17:00"), calendar=holidays("2026-03-03"))
    assert pinned.at_work(week) == plain.at_work(week)


def test_a_swap_day_is_worked_by_every_shift() -> None:
    swap = holidays(working=((date(2026, 2, 14), "swap"),))
    late = Shift("17:00", "20:00", name="late", days=["mon"])
    one = pattern("Asia/Manila", DAY, late, calendar=swap)
    saturday = over("Asia/Manila", "2026-02-14", "2026-02-14")
    assert one.at_work(saturday).minutes == 11 * 60
    assert [turn.shift.name for turn in one.turns(saturday)] == ["day", "late"]
    assert [found.minutes for _, found in one.by_shift(saturday)] == [480, 180]
    assert one.at_work(saturday, bare=True) == IntervalSet()


def test_a_holiday_that_is_worked_adds_no_shifts_of_other_days() -> None:
    swap = holidays("2026-03-04", working=((date(2026, 3, 4), "we work"),))
    mondays = Shift("17:00", "20:00", name="mondays", days=["mon"])
    one = pattern("Asia/Manila", DAY, mondays, calendar=swap)
    assert one.at_work(over("Asia/Manila", "2026-03-04", "2026-03-04")).minutes == 480


def test_a_pinned_shift_of_a_swap_day_starts_on_it_here() -> None:
    # Friday 19:00 in New York is Saturday 08:00 in Manila, and the Saturday is worked there.
    client = Shift("19:00", "23:00", name="client", zone="America/New_York", days=["mon"])
    one = pattern("Asia/Manila", client, calendar=holidays(working=((date(2026, 2, 14), "swap"),)))
    assert texts(one.at_work(over("Asia/Manila", "2026-02-13", "2026-02-15"))) == [
        ("2026-02-14T00:00Z", "2026-02-14T04:00Z")
    ]


def test_a_swap_day_in_time_off_stays_free_and_a_cycle_knows_none() -> None:
    swap = holidays(working=((date(2026, 2, 14), "swap"),))
    saturday = over("Asia/Manila", "2026-02-14", "2026-02-14")
    away = pattern("Asia/Manila", DAY, calendar=swap, absences=(Closure("2026-02-14"),))
    assert away.at_work(saturday) == IntervalSet()
    turning = pattern("Asia/Manila", DAY, calendar=swap, cycle=Cycle("2026-02-13", ["day", "off"]))
    assert turning.at_work(saturday) == IntervalSet()


def test_turns_that_start_together_come_in_schedule_order_on_any_clock() -> None:
    shifts = [
        Shift("09:00", "10:00", name="first"),
        Shift("09:00", "11:00", name="second", zone="Asia/Shanghai"),
        Shift("09:00", "12:00", name="third"),
    ]
    one = pattern("Asia/Manila", *shifts)
    horizon = over("Asia/Manila", "2026-03-02", "2026-03-02")
    assert [turn.shift.name for turn in one.turns(horizon)] == ["first", "second", "third"]
    assert [shift.name for shift, _ in one.by_shift(horizon)] == ["first", "second", "third"]


def test_a_shift_listed_twice_is_counted_twice() -> None:
    one = pattern("Asia/Manila", DAY, DAY)
    assert len(one.by_shift(over("Asia/Manila", "2026-03-02", "2026-03-02"))) == 2


def test_a_season_changes_the_hours_of_its_dates() -> None:
    short = Season("2026-03-03", "2026-03-04", shorten_minutes=120, name="short days")
    one = pattern("Asia/Dubai", DAY, seasons=[short])
    by_day = [
        one.at_work(over("Asia/Dubai", f"2026-03-0{day}", f"2026-03-0{day}")).minutes for day in (2, 3, 4, 5)
    ]
    assert by_day == [480, 360, 360, 480]


def test_a_cycle_ignores_weekdays() -> None:
    one = pattern("Europe/Warsaw", DAY, NIGHT, cycle=Cycle("2026-01-05", ["day", "night", "off"]))
    found = one.turns(over("Europe/Warsaw", "2026-01-03", "2026-01-08"))
    assert [(turn.date.day, turn.shift.name) for turn in found] == [
        (3, "night"),
        (5, "day"),
        (6, "night"),
        (8, "day"),
    ]


def test_time_off_takes_days_and_hours() -> None:
    off = (
        TimeOff("2026-03-02"),
        TimeOff("2026-03-03", from_time="09:00", until_time="10:00"),
        Closure("2026-03-04", name="moving"),
    )
    one = pattern("Asia/Manila", DAY, absences=off)
    week = over("Asia/Manila", "2026-03-02", "2026-03-06")
    assert one.at_work(week).minutes == 3 * 480 - 60
    assert [(away.date, away.name, away.minutes) for away in one.away(week)] == [
        (date(2026, 3, 2), "time off", None),
        (date(2026, 3, 3), "time off", (540, 600)),
        (date(2026, 3, 4), "moving", None),
    ]


def test_days_off_name_holidays_that_take_time() -> None:
    table = FakeTable(
        (
            Entry(date(2026, 3, 2), "Off", "public", "XX"),
            Entry(date(2026, 3, 3), "Half", "half_day", "XX"),
            Entry(date(2026, 3, 4), "Noted", "observance", "XX"),
        )
    )
    one = pattern("Asia/Manila", DAY, calendar=Calendar(table))
    assert [
        (away.date, away.name, away.minutes)
        for away in one.away(over("Asia/Manila", "2026-03-02", "2026-03-06"))
    ] == [
        (date(2026, 3, 2), "Off", None),
        (date(2026, 3, 3), "Half", (780, 1440)),
    ]


def test_hours_off_that_a_gap_turns_inside_out_take_nothing() -> None:
    off = TimeOff("2026-03-08", from_time="02:30", until_time="03:00")
    one = pattern("America/New_York", Shift("00:00", "24:00"), days=EVERY_DAY, absences=(off,))
    assert one.at_work(over("America/New_York", "2026-03-08", "2026-03-08")).minutes == 23 * 60


def test_beyond_the_holiday_data_there_is_no_answer() -> None:
    calendar = Calendar(FakeTable(known_until=date(2026, 12, 31)))
    one = pattern("Asia/Manila", DAY, calendar=calendar)
    assert one.at_work(over("Asia/Manila", "2026-12-31", "2026-12-31")).minutes == 480
    horizon = over("Asia/Manila", "2027-01-01", "2027-01-01")
    for ask in (one.at_work, one.turns, one.by_shift):
        with pytest.raises(BeyondData):
            ask(horizon)
    assert one.at_work(horizon, bare=True).minutes == 480


def test_a_pattern_survives_a_pickle_and_answers_the_same() -> None:
    client = Shift("09:00", "17:00", name="client", zone="America/New_York")
    one = pattern("Asia/Manila", NIGHT, client, calendar=holidays("2026-03-03"))
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own
    week = over("Asia/Manila", "2026-03-02", "2026-03-08")
    assert again == one
    assert again.at_work(week) == one.at_work(week)
    assert again.turns(week) == one.turns(week)


def test_only_a_plain_pattern_is_copies_of_one_template() -> None:
    horizon = Horizon.of("2026-03-02", "2026-03-15", zone("America/New_York"))

    def copies(*shifts: Shift, absences: tuple[TimeOff, ...] = (), **more: Any) -> Copies | None:
        pattern = WorkPattern(zone("America/New_York"), Schedule(shifts, **more), None, absences)
        return pattern.copies(horizon)

    day = Shift("09:00", "17:00")
    plain = copies(day, absences=(TimeOff("2026-03-04"),))
    assert plain is not None
    assert plain.off == (day_of(date(2026, 3, 4)),)
    assert copies(day, seasons=[Season("2026-03-09", "2026-03-10", shorten_minutes=60)]) is None
    assert copies(Shift("09:00", "17:00", zone="Asia/Manila")) is None
    assert copies(day, absences=(TimeOff("2026-03-04", from_time="09:00", until_time="10:00"),)) is None
    assert copies(Shift("02:30", "10:00"), days=frozenset(range(7))) is None  # skipped on 8 March


def test_what_a_pattern_may_ask_of_a_calendar_does_not_loosen_what_others_may() -> None:
    calendar = Calendar(FakeTable(known_from=date(2026, 1, 1), known_until=date(2026, 12, 31)))
    pattern = WorkPattern(zone("UTC"), Schedule([Shift("09:00", "17:00")]), calendar)
    assert pattern.at_work(Horizon.of("2026-01-01", "2026-01-05", zone("UTC"))).minutes == 3 * 480
    first = day_of(date(2025, 12, 30))
    with pytest.raises(BeyondData):
        calendar.exceptions(first, first + 7)


# What a day off takes of the nights around it: Tuesday 3 March 2026 is off.

MON_TO_WED = over("Asia/Manila", "2026-03-02", "2026-03-04")
WHOLE_WEEK = over("Asia/Manila", "2026-03-02", "2026-03-08")


def in_march(found: Iterable[tuple[int, int]]) -> list[str]:
    """Intervals as "day T time" of March 2026, in UTC."""
    return [f"{iso_minute(start)[8:16]}/{iso_minute(end)[8:16]}" for start, end in found]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("start_day", ["01T16:00/01T22:00", "02T14:00/02T22:00", "04T14:00/04T16:00"]),
        ("clip", ["01T16:00/01T22:00", "02T14:00/02T16:00", "03T16:00/03T22:00", "04T14:00/04T16:00"]),
        ("any_touch", ["01T16:00/01T22:00", "04T14:00/04T16:00"]),
    ],
)
def test_a_day_off_takes_of_nights_what_the_policy_says(policy: Any, expected: list[str]) -> None:
    one = pattern("Asia/Manila", NIGHT, days=EVERY_DAY, calendar=holidays("2026-03-03"), overnight=policy)
    assert in_march(one.at_work(MON_TO_WED)) == expected
    ((_, apart),) = one.by_shift(MON_TO_WED)
    assert in_march(apart) == expected
    away = pattern("Asia/Manila", NIGHT, days=EVERY_DAY, absences=(Closure("2026-03-03"),), overnight=policy)
    assert away.at_work(MON_TO_WED) == one.at_work(MON_TO_WED)
    assert one.at_work(MON_TO_WED, bare=True).minutes == 3 * 480


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("start_day", ["02T14:00/02T22:00", "04T14:00/04T22:00"]),
        ("clip", ["02T14:00/02T16:00", "03T16:00/03T22:00", "04T14:00/04T22:00"]),
        ("any_touch", ["04T14:00/04T22:00"]),
    ],
)
def test_turns_are_cut_or_cancelled_as_the_policy_says(policy: Any, expected: list[str]) -> None:
    one = pattern("Asia/Manila", NIGHT, days=EVERY_DAY, calendar=holidays("2026-03-03"), overnight=policy)
    found = one.turns(MON_TO_WED)
    assert in_march((turn.start, turn.end) for turn in found) == expected
    assert len(one.turns(MON_TO_WED, bare=True)) == 3


@pytest.mark.parametrize("policy", ["start_day", "clip", "any_touch"])
def test_shifts_inside_a_day_are_cancelled_by_their_day_off_under_any_policy(policy: Any) -> None:
    late = Shift("16:00", "24:00", name="late")
    for shift in (DAY, late):
        one = pattern("Asia/Manila", shift, calendar=holidays("2026-03-03"), overnight=policy)
        assert one.at_work(WHOLE_WEEK).minutes == 4 * 480
        assert [turn.date.day for turn in one.turns(WHOLE_WEEK)] == [2, 4, 5, 6]
        assert [found.minutes for _, found in one.by_shift(WHOLE_WEEK)] == [4 * 480]
        assert one.copies(WHOLE_WEEK) is not None


def test_a_shift_that_only_meets_a_day_off_at_midnight_does_not_touch_it() -> None:
    for shift in (
        Shift("00:00", "08:00"),
        Shift("16:00", "24:00"),
        Shift("20:00", "04:00", zone="Asia/Dubai"),
    ):
        one = pattern(
            "Asia/Manila", shift, days=EVERY_DAY, calendar=holidays("2026-03-03"), overnight="any_touch"
        )
        assert len(one.turns(WHOLE_WEEK)) == 6
        assert one.at_work(WHOLE_WEEK).minutes == 6 * 480
        own = [shift, Shift("22:00", "23:00", days=["sun"])]
        both = pattern(
            "Asia/Manila", *own, calendar=holidays("2026-03-03"), days=EVERY_DAY, overnight="any_touch"
        )
        assert len(both.turns(WHOLE_WEEK)) == 7
    # On a clock of its own the shift is judged by its instants: 00:00 in Manila is 16:00Z.
    early = Shift("16:00", "23:00", zone="UTC")
    one = pattern(
        "Asia/Manila", early, days=EVERY_DAY, calendar=holidays("2026-03-03"), overnight="any_touch"
    )
    assert [turn.date.day for turn in one.turns(over("UTC", "2026-03-01", "2026-03-05"))] == [1, 3, 4, 5]


def test_a_turn_of_which_nothing_is_left_is_none_and_an_empty_one_stays() -> None:
    two_off = holidays("2026-03-03", "2026-03-04")
    one = pattern("Asia/Manila", NIGHT, days=EVERY_DAY, calendar=two_off, overnight="clip")
    assert [turn.date.day for turn in one.turns(WHOLE_WEEK)] == [2, 4, 5, 6, 7, 8]
    gone = pattern("America/New_York", Shift("02:30", "03:00"), days=EVERY_DAY, overnight="clip")
    (turn,) = gone.turns(over("America/New_York", "2026-03-08", "2026-03-08"))
    assert turn.start == turn.end


def test_a_turn_cut_at_midnight_starts_there() -> None:
    one = pattern("Asia/Manila", NIGHT, days=EVERY_DAY, calendar=holidays("2026-03-03"), overnight="clip")
    wednesday = over("Asia/Manila", "2026-03-04", "2026-03-04")
    assert [(turn.date.day, iso_minute(turn.start)) for turn in one.turns(wednesday)] == [
        (3, "2026-03-03T16:00Z"),
        (4, "2026-03-04T14:00Z"),
    ]


def test_a_night_that_is_longer_on_a_day_off_loses_its_real_hours() -> None:
    # 8 March 2026 in New York has 23 hours; the night of the 7th is seven hours long.
    long = Shift("18:00", "17:00")
    one = pattern("America/New_York", long, days=EVERY_DAY, calendar=holidays("2026-03-08"), overnight="clip")
    horizon = over("America/New_York", "2026-03-07", "2026-03-09")
    whole = pattern("America/New_York", long, days=EVERY_DAY).at_work(horizon, bare=True)
    # Of the 23 hours of the 8th, one (17:00 to 18:00) is free anyway.
    assert whole.minutes - one.at_work(horizon).minutes == 22 * 60


@pytest.mark.parametrize(
    ("policy", "off", "dates"),
    [
        # 09:00-17:00 in New York is 22:00-06:00 in Manila, on the same date and the next.
        ("start_day", "2026-03-03", [2, 4, 5, 6]),
        ("any_touch", "2026-03-03", [4, 5, 6]),
        ("any_touch", "2026-03-07", [2, 3, 4, 5]),
        ("clip", "2026-03-03", [2, 3, 4, 5, 6]),
    ],
)
def test_a_pinned_night_is_cut_by_days_off_of_its_people(policy: Any, off: str, dates: list[int]) -> None:
    client = Shift("09:00", "17:00", name="client", zone="America/New_York")
    one = pattern("Asia/Manila", client, calendar=holidays(off), overnight=policy)
    assert [turn.date.day for turn in one.turns(WHOLE_WEEK)] == dates
    minutes = 480 * len(dates) - (480 if policy == "clip" else 0)
    assert one.at_work(WHOLE_WEEK).minutes == minutes
    assert [found.minutes for _, found in one.by_shift(WHOLE_WEEK)] == [minutes]


def test_a_swap_day_worked_at_night_is_cancelled_where_it_touches_a_day_off() -> None:
    # Saturday 7 March is worked, Sunday the 8th is off.
    calendar = holidays("2026-03-08", working=((date(2026, 3, 7), "swap"),))
    expected = {"start_day": (480, 1), "clip": (120, 1), "any_touch": (0, 0)}
    weekend = over("Asia/Manila", "2026-03-07", "2026-03-08")
    for policy, (minutes, turns) in expected.items():
        one = pattern("Asia/Manila", NIGHT, days=frozenset({0}), calendar=calendar, overnight=policy)
        assert one.at_work(weekend).minutes == minutes
        assert len(one.turns(weekend)) == turns
        assert sum(found.minutes for _, found in one.by_shift(weekend)) == minutes


def test_nights_cut_by_days_off_are_no_copies_of_a_template() -> None:
    for policy, is_plain in (("start_day", True), ("clip", False), ("any_touch", False)):
        one = pattern("Asia/Manila", NIGHT, calendar=holidays("2026-03-03"), overnight=policy)
        assert (one.copies(WHOLE_WEEK) is not None) == is_plain
        assert one.copies(over("Asia/Manila", "2026-03-16", "2026-03-20")) is not None


# Calendars kept besides.


def test_days_off_of_every_observed_calendar_are_taken() -> None:
    one = pattern(
        "Asia/Manila",
        DAY,
        calendar=holidays("2026-03-02"),
        observed=(holidays("2026-03-03", "2026-03-02"), holidays("2026-03-04", category="half_day")),
    )
    assert one.at_work(WHOLE_WEEK).minutes == 2 * 480 + 240
    assert [turn.date.day for turn in one.turns(WHOLE_WEEK)] == [4, 5, 6]
    assert [found.minutes for _, found in one.by_shift(WHOLE_WEEK)] == [2 * 480 + 240]
    assert [(away.date.day, away.minutes) for away in one.away(WHOLE_WEEK)] == [
        (2, None),
        (2, None),
        (3, None),
        (4, (780, 1440)),
    ]


def test_without_a_calendar_of_their_own_people_take_the_observed_days_and_no_swaps() -> None:
    other = holidays("2026-03-03", working=((date(2026, 3, 7), "swap"),))
    one = pattern("Asia/Manila", DAY, observed=(other,))
    assert one.at_work(WHOLE_WEEK).minutes == 4 * 480
    plain = one.copies(WHOLE_WEEK)
    assert plain is not None
    assert plain.off == (day_of(date(2026, 3, 3)),)
    two = pattern("Asia/Manila", DAY, observed=(other, holidays("2026-03-04")))
    assert two.at_work(WHOLE_WEEK).minutes == 3 * 480
    assert two.copies(WHOLE_WEEK) is not None


def test_a_swap_day_that_is_an_observed_day_off_stays_free() -> None:
    swap = holidays(working=((date(2026, 3, 7), "swap"),))
    assert pattern("Asia/Manila", DAY, calendar=swap).at_work(WHOLE_WEEK).minutes == 6 * 480
    one = pattern("Asia/Manila", DAY, calendar=swap, observed=(holidays("2026-03-07"),))
    assert one.at_work(WHOLE_WEEK).minutes == 5 * 480
    assert one.copies(WHOLE_WEEK) is None


def test_an_observed_calendar_must_know_the_dates_too() -> None:
    short = Calendar(FakeTable(known_until=date(2026, 3, 5)))
    one = pattern("Asia/Manila", DAY, calendar=holidays(), observed=(short,))
    with pytest.raises(BeyondData, match="on 2026-03-08"):
        one.at_work(WHOLE_WEEK)
    warned = Calendar(FakeTable(known_until=date(2026, 3, 5)), beyond="warn")
    for _ in range(2):
        with pytest.warns(BeyondDataWarning, match="after 2026-03-"):
            assert pattern("Asia/Manila", DAY, calendar=warned).at_work(WHOLE_WEEK).minutes == 5 * 480


# Weekly breaks and rest days that change.


def test_a_weekly_break_is_away_time_in_every_answer() -> None:
    prayer = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00", days=["fri"])])
    one = pattern("Asia/Manila", prayer)
    assert one.at_work(WHOLE_WEEK).minutes == 5 * 480 - 60
    assert [found.minutes for _, found in one.by_shift(WHOLE_WEEK)] == [5 * 480 - 60]
    saturday = pattern("Asia/Manila", Shift("09:00", "17:00", breaks=[Break("12:00", "13:00", days=["sat"])]),
        calendar=holidays(working=((date(2026, 3, 7), "swap"),)))  # fmt: skip
    assert saturday.at_work(WHOLE_WEEK).minutes == 6 * 480 - 60


def test_a_swap_day_is_a_rest_day_of_the_week_then_in_force() -> None:
    # Sunday to Thursday until 2025, Monday to Friday since: Friday was a rest day, Sunday is one.
    weeks = ((date.min, frozenset({6, 0, 1, 2, 3})), (date(2026, 1, 1), frozenset(range(5))))
    calendar = holidays(
        working=tuple((date.fromisoformat(on), "swap") for on in ("2025-03-07", "2026-03-06", "2026-03-08"))
    )
    extra = Shift("20:00", "21:00", name="extra", days=["tue"])
    one = WorkPattern(zone("UTC"), Schedule([DAY, extra], weeks=weeks), calendar)
    minutes = {
        on: one.at_work(over("UTC", on, on)).minutes
        for on in ("2025-03-07", "2025-03-09", "2026-03-06", "2026-03-08")
    }
    assert minutes == {"2025-03-07": 540, "2025-03-09": 480, "2026-03-06": 480, "2026-03-08": 540}


@pytest.mark.parametrize("policy", ["any_touch", "clip"])
def test_an_answer_does_not_depend_on_where_the_horizon_ends(policy: Any) -> None:
    one = WorkPattern(zone("UTC"), Schedule([NIGHT]), holidays("2026-03-03"), overnight=policy)
    monday, two = over("UTC", "2026-03-02", "2026-03-02"), over("UTC", "2026-03-02", "2026-03-03")
    assert one.at_work(monday) == one.at_work(two).clip(monday.start, monday.end)
    assert one.turns(monday) == [turn for turn in one.turns(two) if turn.start < monday.end]
    assert [found for _, found in one.by_shift(monday)] == [
        found.clip(monday.start, monday.end) for _, found in one.by_shift(two)
    ]


def test_a_pinned_shift_that_began_three_dates_before_touches_the_day_off() -> None:
    shift = Shift("23:00", "22:59", zone="Etc/GMT+12")
    calendar = holidays("2026-03-11")
    one = WorkPattern(
        zone("Pacific/Kiritimati"), Schedule([shift], days=frozenset({6})), calendar, overnight="any_touch"
    )
    assert one.at_work(over("UTC", "2026-03-05", "2026-03-14")).minutes == 0


def test_a_closure_on_a_date_that_does_not_exist_cancels_nothing() -> None:
    one = WorkPattern(
        zone("Pacific/Apia"),
        Schedule([Shift("22:00", "21:59")], days=frozenset({3})),
        None,
        (Closure("2011-12-30"),),
        overnight="any_touch",
    )
    assert one.at_work(over("UTC", "2011-12-28", "2012-01-02")).minutes > 0


def test_a_swap_day_goes_by_the_week_then_in_force_even_if_every_shift_names_its_days() -> None:
    weeks = ((date.min, frozenset({6, 0, 1, 2, 3})), (date(2026, 1, 1), frozenset(range(5))))
    schedule = Schedule([Shift("09:00", "17:00", days=["mon"])], weeks=weeks)
    calendar = Calendar(FakeTable(), working=((date(2025, 3, 7), "swap Friday"),))
    one = WorkPattern(zone("UTC"), schedule, calendar)
    assert one.at_work(over("UTC", "2025-03-07", "2025-03-07")).minutes == 480


def test_who_is_away_is_told_with_the_kind_the_name_and_the_minutes() -> None:
    """Calendars come first, home before others; then absences as they stand."""
    half = Entry(date(2026, 3, 5), "Half day", "half_day", "XX", minutes_off=(780, 1440))
    home = Calendar(FakeTable((Entry(date(2026, 3, 3), "Feast", "public", "XX"), half)))
    one = pattern(
        "Asia/Manila",
        DAY,
        calendar=home,
        observed=(holidays("2026-03-03", "2026-03-04"),),
        absences=(
            TimeOff("2026-03-02", "2026-03-03", name="leave"),
            TimeOff("2026-03-04", from_time="09:00", until_time="10:00", name="dentist"),
            TimeOff("2026-03-04", from_time="00:00", until_time="24:00", name="sick"),
            Closure("2026-03-05", name="move"),
        ),
    )
    week = over("Asia/Manila", "2026-03-02", "2026-03-05")
    expected = [
        Away(date(2026, 3, 3), "holiday", "Feast", None),
        Away(date(2026, 3, 5), "holiday", "Half day", (780, 1440)),
        Away(date(2026, 3, 3), "holiday", "Day 2026-03-03", None),
        Away(date(2026, 3, 4), "holiday", "Day 2026-03-04", None),
        Away(date(2026, 3, 2), "time-off", "leave", None),
        Away(date(2026, 3, 3), "time-off", "leave", None),
        Away(date(2026, 3, 4), "time-off", "dentist", (540, 600)),
        Away(date(2026, 3, 4), "time-off", "sick", None),
        Away(date(2026, 3, 5), "closure", "move", None),
    ]
    assert list(one.away(week)) == expected
    assert [away.name for away in one.away(over("Asia/Manila", "2026-03-02", "2026-03-02"))] == ["leave"]


def test_every_stretch_of_a_day_partly_off_is_told() -> None:
    entries = tuple(
        Entry(date(2026, 3, 3), name, "half_day", "XX", minutes_off=minutes)
        for name, minutes in (("Morning", (0, 600)), ("Evening", (960, 1440)))
    )
    one = pattern("Asia/Manila", DAY, calendar=Calendar(FakeTable(entries)))
    found = [away.minutes for away in one.away(over("Asia/Manila", "2026-03-02", "2026-03-04"))]
    assert found == [(0, 600), (960, 1440)]


def test_soft_days_are_told_of_every_calendar_and_nothing_else_is() -> None:
    entries = (
        Entry(date(2026, 3, 2), "Kept", "optional", "XX"),
        Entry(date(2026, 3, 3), "Off", "public", "XX"),
        Entry(date(2026, 3, 3), "Kept too, but off", "optional", "XX"),
        Entry(date(2026, 3, 4), "Noted", "observance", "XX"),
        Entry(date(2026, 3, 9), "Later", "optional", "XX"),
    )
    one = pattern(
        "Asia/Manila",
        DAY,
        calendar=Calendar(FakeTable(entries)),
        observed=(holidays("2026-03-06", category="optional"),),
    )
    week = over("Asia/Manila", "2026-03-02", "2026-03-08")
    assert list(one.soft_days(week)) == [(date(2026, 3, 2), "Kept"), (date(2026, 3, 6), "Day 2026-03-06")]
    assert [away.date.day for away in one.away(week)] == [3]
    assert list(pattern("Asia/Manila", DAY).soft_days(week)) == []


def test_rest_days_are_those_of_the_calendar_and_saturday_and_sunday_without_one() -> None:
    week = [date(2026, 3, day) for day in range(2, 9)]
    plain = pattern("Asia/Dubai", DAY, days=frozenset({5}))
    assert [on.isoweekday() for on in week if plain.is_rest_day(on)] == [6, 7]
    friday = pattern("Asia/Dubai", DAY, calendar=holidays(weekend=frozenset({4, 5})))
    assert [on.isoweekday() for on in week if friday.is_rest_day(on)] == [5, 6]


def test_a_shift_of_a_clock_26_hours_ahead_is_cancelled_by_the_home_day_it_starts_on() -> None:
    # 01:00 on 5 March on Kiritimati is 11:00Z on the 4th, which is 23:00 on the 3rd at UTC-12.
    ahead = Shift("01:00", "03:00", zone="Pacific/Kiritimati")
    one = pattern("Etc/GMT+12", ahead, days=EVERY_DAY, absences=(Closure("2026-03-03", "2026-03-03"),))
    horizon = Horizon.of("2026-03-03T00:00Z", "2026-03-06T00:00Z", zone("UTC"))
    assert texts(one.at_work(horizon)) == [
        ("2026-03-03T11:00Z", "2026-03-03T13:00Z"),
        ("2026-03-05T11:00Z", "2026-03-05T13:00Z"),
    ]


def test_a_day_of_two_names_is_called_by_the_first() -> None:
    def of(category: str) -> Calendar:
        named = (Entry(date(2026, 3, 3), name, category, "XX") for name in ("Holi", "Another"))
        return Calendar(FakeTable(tuple(named)))

    horizon = over("Asia/Manila", "2026-03-02", "2026-03-04")
    for category in ("public", "half_day"):
        found = pattern("Asia/Manila", DAY, calendar=of(category)).away(horizon)
        assert [(one.date, one.name) for one in found] == [(date(2026, 3, 3), "Holi")]
    soft = pattern("Asia/Manila", DAY, calendar=of("optional")).soft_days(horizon)
    assert list(soft) == [(date(2026, 3, 3), "Holi")]
