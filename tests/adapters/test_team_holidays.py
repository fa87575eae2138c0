from __future__ import annotations

from datetime import date

import pytest

from overlap.adapters.team_file import loads
from overlap.adapters.team_holidays import Sources
from overlap.adapters.team_reader import read_roster
from overlap.errors import BadHoliday, UnknownPlace
from tests.adapters.fakes import FakeCalendars, FakeTable, fake_ramadans
from tests.adapters.reading import TEAM, problems, read, team


def more(lines: str) -> list[str]:
    """Problems of lines that stand from line 5 on."""
    return problems(f"version = 1\n{TEAM}{lines}")


def test_a_place_alone_is_a_calendar() -> None:
    calendar = team("holidays = 'PH'").holidays
    assert calendar is not None
    assert calendar.table == FakeTable(("PH",))


def test_a_table_of_edits_is_handed_to_the_calendar() -> None:
    calendar = team(
        "[team.a.holidays]\nplace = ['PH', 'US']\ninclude = ['diwali', 2026-03-05, '2026-03-06']\n"
        "exclude = ['Holi']\nadd = [{ date = 2027-08-20, name = \"Founders' day\" }]\n"
        "move = [{ from = 2026-03-01, to = '2026-03-09' }]\nworking = [{ date = 2026-02-14, "
        "name = 'swap' }]\n"
        "weekend = ['fri', 'sat']"
    ).holidays
    assert calendar is not None
    assert calendar.places == ("PH", "US")
    assert calendar.include == ("diwali", date(2026, 3, 5), date(2026, 3, 6))
    assert calendar.exclude == ("Holi",)
    assert calendar.add == ((date(2027, 8, 20), "Founders' day"),)
    assert calendar.move == ((date(2026, 3, 1), date(2026, 3, 9)),)
    assert calendar.working == ((date(2026, 2, 14), "swap"),)
    assert calendar.weekend == {4, 5}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("holidays = 'XX'", ["5:12 unknown-place"]),
        ("holidays = ''", ["5:12 unknown-place"]),
        ("holidays = 3", ["5:12 wrong-type"]),
        ("holidays = {}", ["5:12 missing-key"]),
        ("holidays = { place = [] }", ["5:22 unknown-place"]),
        (
            "holidays = { place = ['XX', 'PH', 'YY', 1] }",
            ["5:23 unknown-place", "5:35 unknown-place", "5:41 wrong-type"],
        ),
        (
            "holidays = { place = 'PH', include = ['xmas', 'Holi', 'q', 1, 'qq'], exclude = ['z'] }",
            [
                "5:39 bad-holiday",
                "5:55 bad-holiday",
                "5:60 wrong-type",
                "5:63 bad-holiday",
                "5:81 bad-holiday",
            ],
        ),
        (
            "holidays = { place = 'PH', include = ['', 1, 2026-01-01T00:00:00] }",
            ["5:39 bad-holiday", "5:43 wrong-type", "5:46 bad-date"],
        ),
        ("holidays = { place = 'PH', include = 'Holi' }", ["5:38 wrong-type"]),
        (
            "holidays = { place = 'QQ', add = [{ date = 'x' }] }",
            ["5:22 unknown-place", "5:35 missing-key", "5:44 bad-date"],
        ),
        (
            "holidays = { place = 'PH', add = [{ date = 2026-01-01, name = ' ' }], move = [{ from = 1 }] }",
            ["5:63 bad-holiday", "5:79 missing-key", "5:88 wrong-type"],
        ),
        (
            (
                "holidays = { place = 'PH', add = [{ date = 2026-01-02, name = 'x' }], "
                "working = [{ date = 2026-01-02, name = 'y' }] }"
            ),
            ["5:81 bad-holiday"],
        ),
        (
            "holidays = { place = 'PH', add = [{ date = 2031-01-01, name = 'x' }], include = [1999-12-31] }",
            ["5:44 beyond-data", "5:82 beyond-data"],
        ),
        ("holidays = { place = 'PH', weekend = [] }", ["5:38 bad-argument"]),
        ("holidays = { place = [1, 'XX'] }", ["5:23 wrong-type", "5:26 unknown-place"]),
        ("holidays = { plaec = 'PH' }", ["5:12 missing-key", "5:14 unknown-key"]),
    ],
)
def test_what_is_wrong_with_holidays_stands_where_it_is(lines: str, expected: list[str]) -> None:
    assert more(lines) == expected


def test_edits_beyond_the_data_are_warnings() -> None:
    edit = "holidays = { place = 'PH', working = [{ date = 2031-01-01, name = 'x' }] }"
    roster, (warning,) = read(f"version = 1\n{TEAM}{edit}")
    assert roster is not None
    assert warning.severity == "warning"
    assert "2030-12-31" in warning.message


def test_a_calendar_that_many_teams_share_is_built_once() -> None:
    calendars = FakeCalendars()
    text = "version = 1\n" + "".join(
        f"[team.t{index}]\nzone = 'UTC'\nshifts = []\nholidays = 'PH'\n" for index in range(50)
    )
    roster, _ = read_roster(text, "t", Sources(calendars, fake_ramadans))
    assert calendars.calls == ["PH"]
    assert roster is not None
    assert len({id(one.holidays) for one in roster}) == 1


def test_errors_are_remembered_too() -> None:
    calendars = FakeCalendars()
    sources = Sources(calendars, fake_ramadans)
    for _ in range(3):
        with pytest.raises(UnknownPlace):
            sources.calendar("XX", {})
    assert calendars.calls == ["XX"]


def test_after_many_different_failures_places_are_no_longer_looked_up() -> None:
    calendars = FakeCalendars()
    sources = Sources(calendars, fake_ramadans)
    for index in range(100):
        with pytest.raises((UnknownPlace, BadHoliday)):
            sources.calendar(f"X{index}", {})
    assert len(calendars.calls) < 50


def test_the_real_calendars_and_ramadans_are_the_default() -> None:
    roster = loads(
        "version = 1\n[team.dubai]\nzone = 'Asia/Dubai'\nholidays = 'AE'\n"
        "shifts = [{ start = '09:00', end = '18:00' }]\nseasons = [{ ramadan = 'AE', shorten_minutes = 120 }]"
    )
    team = roster.team("dubai")
    assert team.holidays is not None
    assert team.holidays.places == ("AE",)
    assert any(season.start == date(2026, 2, 18) for season in team.seasons)
