from __future__ import annotations

from datetime import date, timedelta

import pytest

from overlap.people.absence import Closure, TimeOff
from overlap.people.flex import Flex
from overlap.people.schedule import DATED, RAMADAN, YEARLY, Cycle, Season, yearly_seasons
from overlap.people.shifts import Break, Shift
from tests.adapters.fakes import RAMADANS
from tests.adapters.reading import TEAM, assert_problems, bare_team, first, problems, read, team

HEAD = 'version = 1\n[team.a]\nzone = "UTC"\n'


def shift_problems(shift: str) -> list[str]:
    """Problems of a shift that stands from column 11 of line 4 on."""
    return problems(f"{HEAD}shifts = [{shift}]")


def more(lines: str) -> list[str]:
    """Problems of lines that stand from line 5 on."""
    return problems(f"version = 1\n{TEAM}{lines}")


def test_a_shift_has_all_its_fields() -> None:
    found = bare_team(
        'shifts = [{ name = "day", start = "08:00", end = "17:00", days = ["sat"], headcount = 2, '
        'zone = "Asia/Manila", breaks = [{ start = "12:00", end = "13:00", paid = true }, '
        "{ after_minutes = 60, minutes = 5 }] }]"
    )
    breaks = [Break("12:00", "13:00", paid=True), Break(after_minutes=60, minutes=5)]
    assert found.shifts == (
        Shift("08:00", "17:00", name="day", days=["sat"], headcount=2, zone="Asia/Manila", breaks=breaks),
    )


def test_bare_times_of_toml_1_1_are_times() -> None:
    assert bare_team("shifts = [{ start = 09:00, end = 17:30:00 }]").shifts == (Shift("09:00", "17:30"),)


def test_tables_may_be_headers() -> None:
    text = (
        "[[team.a.shifts]]\nstart = '22:00'\nend = '06:00'\n[[team.a.shifts.breaks]]\n"
        "start = '00:00'\nend = '01:00'"
    )
    assert bare_team(text).shifts == (Shift("22:00", "06:00", breaks=[Break("00:00", "01:00")]),)


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        ("{}", ["4:11 missing-key", "4:11 missing-key"]),
        ("3", ["4:11 wrong-type"]),
        ("{ start = '9:00', end = '25:00' }", ["4:21 bad-time", "4:35 bad-time"]),
        ("{ start = '24:00', end = '09:00' }", ["4:21 bad-time"]),
        ("{ start = 9, end = 2026-01-01 }", ["4:21 wrong-type", "4:30 wrong-type"]),
        ("{ start = 09:00:30, end = '10:00' }", ["4:21 bad-time"]),
        ("{ start = '09:00', end = '09:00' }", ["4:36 bad-shift"]),
        ("{ start = '09:00', end = '10:00', name = 'off' }", ["4:52 bad-shift"]),
        ("{ start = '09:00', end = '10:00', name = '' }", ["4:52 bad-shift"]),
        ("{ start = '09:00', end = '10:00', headcount = 0 }", ["4:57 bad-shift"]),
        ("{ start = '09:00', end = '10:00', zone = 'PST' }", ["4:52 ambiguous-zone"]),
        ("{ start = '09:00', end = '10:00', breaks = 1 }", ["4:54 wrong-type"]),
        ("{ start = '09:00', end = '10:00', breaks = [{ paid = 1 }] }", ["4:64 wrong-type"]),
        ("{ start = '09:00', end = '10:00', breaks = [{}] }", ["4:55 bad-shift"]),
        ("{ start = '09:00', end = '10:00', breaks = [{ minutes = 5 }] }", ["4:67 bad-shift"]),
        ("{ start = '09:00', end = '10:00', breaks = [{ start = '09:00' }] }", ["4:55 bad-shift"]),
        (
            "{ start = '09:00', end = '10:00', breaks = [{ start = '08:00', end = '09:30' }] }",
            ["4:55 bad-shift"],
        ),
        (
            "{ start = '09:00', end = '10:00', breaks = [{ after_minutes = 50, minutes = 20 }] }",
            ["4:55 bad-shift"],
        ),
        (
            (
                "{ start = '09:00', end = '10:00', breaks = [{ after_minutes = 5, minutes = 9 }, "
                "{ after_minutes = 5, minutes = 9 }] }"
            ),
            ["4:54 bad-shift"],
        ),
        ("{ start = '18:00', end = '09:00' }", ["4:11 long-shift"]),
        ("{ start = '08:00', end = '20:01' }", ["4:11 long-shift"]),
        ("{ start = '08:00', end = '20:00' }", []),
        ("{ start = '00:00', end = '24:00' }", []),
        (f"{{ start = '{'9' * 5000}', end = '10:00' }}", ["4:21 bad-time"]),
    ],
)
def test_what_is_wrong_with_a_shift_stands_where_it_is(shift: str, expected: list[str]) -> None:
    assert shift_problems(shift) == expected


def test_a_long_night_is_a_warning_that_offers_the_times_turned() -> None:
    roster, (warning,) = read(f"{HEAD}shifts = [{{ start = '18:00', end = '09:00' }}]")
    assert roster is not None
    assert warning.severity == "warning"
    assert "15 h" in warning.message
    assert 'start = "09:00", end = "18:00"' in (warning.hint or "")


CYCLE = (
    "shifts = [{ name = 'e', start = '06:00', end = '14:00' }, { name = 'l', "
    "start = '14:00', end = '22:00' }]\n"
)


def test_a_cycle_rotates_through_the_shifts() -> None:
    found = bare_team(CYCLE + "cycle = { anchor = 2026-01-05, days = ['e', 'l', 'off'] }")
    assert found.cycle == Cycle("2026-01-05", ["e", "l", "off"])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (CYCLE + "cycle = {}", ["5:9 missing-key", "5:9 missing-key"]),
        (CYCLE + "cycle = { anchor = '05.01.2026', days = [] }", ["5:20 bad-date", "5:41 bad-schedule"]),
        (
            CYCLE + "cycle = { anchor = 2026-01-05T08:00:00, days = ['e', ''] }",
            ["5:20 bad-date", "5:48 bad-schedule"],
        ),
        (
            CYCLE + "cycle = { anchor = 2026-01-05, days = ['e', 'x', 'y', 'x'] }",
            ["5:45 bad-schedule", "5:50 bad-schedule"],
        ),
        (
            (
                "shifts = [{ start = '06:00', end = '14:00', days = ['mon'] }]\n"
                "cycle = { anchor = 2026-01-05, days = ['off'] }"
            ),
            ["4:52 bad-schedule"],
        ),
        (
            (
                "shifts = [{ name = 'e', start = '06:00', end = '14:00' }, { name = 'e', "
                "start = '15:00', end = '16:00' }]\n"
                "cycle = { anchor = 2026-01-05, days = ['e'] }"
            ),
            ["4:68 bad-schedule"],
        ),
        (
            (
                "shifts = [{ start = '6:00', end = '14:00' }]\ncycle = { anchor = 2026-01-05, "
                "days = ['06:00-14:00', 'x'] }"
            ),
            ["4:21 bad-time", "5:55 bad-schedule"],
        ),
    ],
)
def test_what_is_wrong_with_a_cycle_stands_where_it_is(lines: str, expected: list[str]) -> None:
    assert problems(HEAD + lines) == expected


def test_a_cycle_that_names_no_shift_is_told_what_it_can_name() -> None:
    assert (
        first(HEAD + CYCLE + "cycle = { anchor = 2026-01-05, days = ['zzz'] }").hint == 'use "e", "l", "off"'
    )


def test_seasons_have_other_shifts_or_shorter_ones() -> None:
    found = team(
        "seasons = [{ name = 'summer', from = 2026-07-01, until = '2026-08-31', shorten_minutes = 60 }, "
        "{ from = 2026-12-24, until = 2026-12-24, shifts = [] }]"
    )
    assert found.seasons == (
        Season("2026-07-01", "2026-08-31", shorten_minutes=60, name="summer"),
        Season("2026-12-24", "2026-12-24", shifts=[]),
    )


def test_ramadan_is_a_season_of_every_year_known() -> None:
    found = team("seasons = [{ ramadan = 'AE', shorten_minutes = 120 }]")
    assert found.seasons == tuple(
        Season(first_day, last, shorten_minutes=120, name="Ramadan", precedence=RAMADAN)
        for first_day, last in RAMADANS
    )


def test_ramadan_begins_days_later_or_as_announced() -> None:
    later = team("seasons = [{ ramadan = 'PH', offset_days = 1, name = 'R', shifts = [] }]").seasons
    assert later == tuple(
        Season(one + timedelta(1), last + timedelta(1), shifts=[], name="R", precedence=RAMADAN)
        for one, last in RAMADANS
    )
    starts = team(
        "seasons = [{ ramadan = 'AE', starts = [2026-02-19, '2027-02-07'], shorten_minutes = 1 }]"
    ).seasons
    assert [one.start for one in starts] == [date(2026, 2, 19), date(2027, 2, 7)]
    assert [one.precedence for one in starts] == [RAMADAN, RAMADAN]
    both = team(
        "seasons = [{ ramadan = 'US', offset_days = -1, starts = [2026-02-18], shorten_minutes = 1 }]"
    )
    assert [one.start for one in both.seasons] == [date(2026, 2, 18), date(2027, 2, 7)]


@pytest.mark.parametrize(
    ("season", "slugs"),
    [
        ("{ ramadan = @'PH', shorten_minutes = 1 }", "unknown-place"),
        ("{ ramadan = @'', shorten_minutes = 1 }", "unknown-place"),
        ("{ ramadan = @3, shorten_minutes = 1 }", "wrong-type"),
        ("{ ramadan = 'PH', offset_days = @4, shorten_minutes = 1 }", "bad-date"),
        ("{ ramadan = 'PH', offset_days = @'1', shorten_minutes = 1 }", "wrong-type"),
        ("{ ramadan = 'PH', offset_days = @true, shorten_minutes = 1 }", "wrong-type"),
        ("{ ramadan = 'PH', offset_days = @99999999999999999999, shorten_minutes = 1 }", "bad-argument"),
        ("{ ramadan = 'PH', starts = @[2026-06-01], shorten_minutes = 1 }", "bad-date"),
        ("{ ramadan = 'PH', starts = [@'soon', @3], shorten_minutes = 1 }", "bad-date wrong-type"),
        ("{ ramadan = 'PH', starts = [@2026-02-19T00:00:00], shorten_minutes = 1 }", "bad-date"),
        ("{ ramadan = 'PH', starts = @2026-02-19, shorten_minutes = 1 }", "wrong-type"),
        ("{ ramadan = @'PH', starts = [], shorten_minutes = 1 }", "unknown-place"),
        (
            "{ ramadan = 'AE', from = @'06-15', until = @2026-06-15, shorten_minutes = 1 }",
            "bad-schedule bad-schedule",
        ),
        ("@{ ramadan = 'AE', offset_days = @9 }", "bad-schedule bad-date"),
    ],
)
def test_what_is_wrong_with_ramadan_stands_where_it_is(season: str, slugs: str) -> None:
    assert_problems(f"{TEAM}seasons = [{season}]", slugs)


@pytest.mark.parametrize(("start", "end"), [("06-15", "09-15"), ("12-20", "01-06"), ("01-01", "12-31")])
def test_days_without_a_year_are_a_season_of_each_year(start: str, end: str) -> None:
    found = team(f"seasons = [{{ from = '{start}', until = '{end}', shorten_minutes = 60, name = 's' }}]")
    assert found.seasons == yearly_seasons(start, end, shorten_minutes=60, name="s")
    assert {one.precedence for one in found.seasons} == {YEARLY}


def test_a_season_of_each_year_can_have_shifts_of_its_own() -> None:
    found = team("seasons = [{ from = '07-01', until = '08-31', shifts = [{ start = 07:00, end = 15:00 }] }]")
    assert {one.shifts for one in found.seasons} == {(Shift("07:00", "15:00"),)}


@pytest.mark.parametrize(
    ("season", "slugs"),
    [
        ("@{ from = '06-15', shorten_minutes = 1 }", "missing-key"),
        ("@{ until = '06-15', shorten_minutes = 1 }", "missing-key"),
        ("{ from = '06-15', until = @2026-09-15, shorten_minutes = 1 }", "bad-date"),
        ("{ from = @2026-06-15, until = '09-15', shorten_minutes = 1 }", "bad-date"),
        ("{ from = '06-15', until = @'2026-09-15', shorten_minutes = 1 }", "bad-date"),
        ("{ from = '06-15', until = @3, shorten_minutes = 1 }", "wrong-type"),
        ("{ from = '06-15', until = @'soon', shorten_minutes = 1 }", "bad-date"),
        ("{ from = @'02-29', until = '06-01', shorten_minutes = 1 }", "bad-date"),
        ("{ from = '01-01', until = @'02-29', shorten_minutes = 1 }", "bad-date"),
        ("{ from = @'13-01', until = @'00-00', shorten_minutes = 1 }", "bad-date bad-date"),
        ("{ from = @'ab-cd', until = '01-01', shorten_minutes = 1 }", "bad-date"),
        ("{ from = '06-15', until = '07-15', shorten_minutes = @0 }", "bad-schedule"),
        ("@{ from = '06-15', until = '07-15' }", "bad-schedule"),
        ("{ from = '06-15', until = '07-15', shorten_minutes = 1, offset_days = @1 }", "bad-schedule"),
        ("{ from = 2026-06-15, until = 2026-07-15, shorten_minutes = 1, starts = @[] }", "bad-schedule"),
        (
            (
                "{ from = '06-15', until = '09-15', shorten_minutes = 1 }, "
                "@{ from = '09-15', until = '10-15', shorten_minutes = 1 }"
            ),
            "bad-schedule",
        ),
        (
            (
                "{ from = '12-20', until = '01-06', shorten_minutes = 1 }, "
                "@{ from = '01-06', until = '01-10', shorten_minutes = 1 }"
            ),
            "bad-schedule",
        ),
        (
            (
                "{ from = 2026-01-01, until = 2026-12-31, shorten_minutes = 1 }, "
                "@{ from = 2026-02-01, until = 2026-02-02, shorten_minutes = 1 }, "
                "@{ from = 2026-06-01, until = 2026-06-02, shorten_minutes = 1 }"
            ),
            "bad-schedule bad-schedule",
        ),
    ],
)
def test_what_is_wrong_with_a_season_of_each_year_stands_where_it_is(season: str, slugs: str) -> None:
    assert_problems(f"{TEAM}seasons = [{season}]", slugs)


def test_seasons_of_different_kinds_may_meet() -> None:
    found = team(
        "seasons = [{ from = '02-01', until = '03-01', shorten_minutes = 1 }, "
        "{ ramadan = 'AE', shorten_minutes = 2 }, "
        "{ from = 2026-02-20, until = 2026-02-21, shorten_minutes = 3 }]"
    )
    assert {one.precedence for one in found.seasons} == {YEARLY, RAMADAN, DATED}


def test_a_weekly_break_has_days() -> None:
    found = bare_team(
        "shifts = [{ start = '09:00', end = '18:00', breaks = ["
        "{ start = '12:30', end = '13:30', days = ['Friday'] }, "
        "{ after_minutes = 180, minutes = 60, days = ['mon', 'tue'] }] }]"
    )
    assert found.shifts[0].breaks == (
        Break("12:30", "13:30", days=["fri"]),
        Break(after_minutes=180, minutes=60, days=["mon", "tue"]),
    )


@pytest.mark.parametrize(
    ("days", "slugs"),
    [
        ("@[]", "bad-argument"),
        ("@'fri'", "wrong-type"),
        ("['fri', @'x', @5]", "bad-argument wrong-type"),
    ],
)
def test_what_is_wrong_with_the_days_of_a_break_stands_where_it_is(days: str, slugs: str) -> None:
    pause = f"{{ start = '12:30', end = '13:30', days = {days} }}"
    text = f"[team.a]\nzone = 'UTC'\nshifts = [{{ start = '09:00', end = '18:00', breaks = [{pause}] }}]"
    assert_problems(text, slugs)


@pytest.mark.parametrize(
    ("season", "expected"),
    [
        ("{}", ["5:12 missing-key", "5:12 missing-key", "5:12 bad-schedule"]),
        ("{ from = 2026-07-01, shorten_minutes = 1 }", ["5:12 missing-key"]),
        ("{ from = 2026-07-01, until = 2026-06-01, shorten_minutes = 1 }", ["5:41 bad-date"]),
        ("{ from = 2026-07-01, until = 2026-07-09, shorten_minutes = 0 }", ["5:71 bad-schedule"]),
        (
            "{ from = 2026-07-01, until = 2026-07-09, shorten_minutes = 1, shifts = [] }",
            ["5:12 bad-schedule"],
        ),
        (
            "{ from = 2026-07-01, until = 2026-07-09, shifts = [{ start = '9' }] }",
            ["5:63 missing-key", "5:73 bad-time"],
        ),
        ("{ ramadan = 'PH', shorten_minutes = 1 }", ["5:24 unknown-place"]),
        ("{ ramadan = 'AE', from = 2026-07-01, shorten_minutes = 1 }", ["5:37 bad-schedule"]),
        (
            (
                "{ from = 2026-07-01, until = 2026-07-09, shorten_minutes = 1 }, "
                "{ from = 2026-07-09, until = 2026-07-10, shorten_minutes = 1 }"
            ),
            ["5:76 bad-schedule"],
        ),
        (
            "{ ramadan = 'AE', shorten_minutes = 1 }, { ramadan = 'AE', shorten_minutes = 2 }",
            ["5:53 bad-schedule"],
        ),
    ],
)
def test_what_is_wrong_with_a_season_stands_where_it_is(season: str, expected: list[str]) -> None:
    assert more(f"seasons = [{season}]") == expected


def test_under_a_cycle_a_seasons_shifts_need_all_its_names() -> None:
    text = (
        HEAD + CYCLE + "cycle = { anchor = 2026-01-05, days = ['e', 'l'] }\nseasons = [{ from = 2026-07-01, "
        "until = 2026-07-09, shifts = [{ name = 'e', start = '06:00', end = '07:00' }] }]"
    )
    assert problems(text) == ["5:45 bad-schedule"]


def test_closures_are_dates_or_ranges() -> None:
    found = team(
        "closures = [{ date = 2026-12-24, name = 'eve' }, { from = 2027-01-01, until = 2027-01-03 }]"
    )
    assert found.closures == (
        Closure("2026-12-24", name="eve"),
        Closure("2027-01-01", "2027-01-03"),
    )


def test_time_off_is_whole_days_or_the_same_hours_of_each() -> None:
    found = team(
        "[team.a.member.x]\ntime_off = [{ from = 2026-12-24 }, "
        "{ date = '2027-01-01', start = '13:00', name = 'dentist' }]"
    )
    assert found.members[0].time_off == (
        TimeOff("2026-12-24"),
        TimeOff("2027-01-01", from_time="13:00", until_time="24:00", name="dentist"),
    )


@pytest.mark.parametrize(
    ("closure", "expected"),
    [
        ("{}", ["5:13 missing-key"]),
        ("{ until = 2026-01-01 }", ["5:13 missing-key"]),
        ("{ date = 2026-01-01, until = 2026-01-02 }", ["5:42 bad-date"]),
        ("{ from = 2026-01-03, until = 2026-01-02 }", ["5:42 bad-date"]),
        ("{ from = 2026-01-03, until = 2026-01-02, name = 1 }", ["5:42 bad-date", "5:61 wrong-type"]),
        ("{ date = '2026-1-3' }", ["5:22 bad-date"]),
        ("{ date = 20260103 }", ["5:22 wrong-type"]),
        ("{ date = '2026-02-30', name = 1 }", ["5:22 bad-date", "5:43 wrong-type"]),
        ("{ date = 1969-12-31 }", ["5:22 beyond-data"]),
        ("{ date = 9999-12-31 }", ["5:22 beyond-data"]),
    ],
)
def test_what_is_wrong_with_a_closure_stands_where_it_is(closure: str, expected: list[str]) -> None:
    assert more(f"closures = [{closure}]") == expected


def test_dates_without_zone_data_are_a_warning_only() -> None:
    roster, (warning,) = read(f"version = 1\n{TEAM}closures = [{{ from = 2027-01-01, until = 9999-12-31 }}]")
    assert roster is not None
    assert warning.severity == "warning"


def test_hours_off_in_the_wrong_order_are_told_at_their_end() -> None:
    lines = "[team.a.member.x]\ntime_off = [{ date = 2026-01-01, start = '13:00', end = '12:00' }]"
    assert more(lines) == ["6:57 bad-time"]


def test_flex_has_all_its_fields() -> None:
    found = team(
        "flex = { earlier_minutes = 120, later_minutes = 60, earliest_start = '06:00', latest_end = '26:00', "
        "cohorts = 2, min_cohort = 3, clocks = ['local', 'America/New_York'] }"
    )
    assert found.flex == Flex(
        earlier_minutes=120,
        later_minutes=60,
        earliest_start="06:00",
        latest_end="26:00",
        cohorts=2,
        min_cohort=3,
        clocks=["local", "America/New_York"],
    )
    assert team("flex = { fixed = true }").flex == Flex(fixed=True)
    assert team("flex = {}").flex == Flex()


@pytest.mark.parametrize(
    ("flex", "expected"),
    [
        ("{ earlier_minutes = -1, later_minutes = '5' }", ["5:28 bad-schedule", "5:48 wrong-type"]),
        ("{ latest_end = '48:01', earliest_start = '26:00' }", ["5:23 bad-time", "5:49 bad-time"]),
        ("{ latest_end = '06:00', earliest_start = '07:00' }", ["5:23 bad-schedule"]),
        ("{ cohorts = 0, min_cohort = 0 }", ["5:20 bad-schedule", "5:36 bad-schedule"]),
        ("{ fixed = true, later_minutes = 5 }", ["5:18 bad-schedule"]),
        ("{ fixed = 'yes' }", ["5:18 wrong-type"]),
        (
            "{ clocks = ['local', 'EST', 'x', 3] }",
            ["5:29 ambiguous-zone", "5:36 unknown-zone", "5:41 wrong-type"],
        ),
        ("[]", ["5:8 wrong-type"]),
    ],
)
def test_what_is_wrong_with_flex_stands_where_it_is(flex: str, expected: list[str]) -> None:
    assert more(f"flex = {flex}") == expected
