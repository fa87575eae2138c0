from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from overlap.adapters.team_file import load, loads
from overlap.adapters.team_writer import dumps, write
from overlap.errors import BadRoster, FileError
from overlap.people.calendars import HolidayCalendar
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.adapters.fakes import RAMADANS, FakeCalendars, FakeTable, fake_ramadans
from tests.adapters.rosters import rosters

PLAIN = Roster([Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])])


def text_of(roster: Roster) -> str:
    return dumps(roster, ramadans=fake_ramadans)


def reread(text: str) -> Roster:
    return loads(text, calendars=FakeCalendars(), ramadans=fake_ramadans)


@given(rosters())
@settings(max_examples=150)
@example(PLAIN)
def test_what_is_written_reads_back_as_an_equal_roster(roster: Roster) -> None:
    text = text_of(roster)
    again = reread(text)
    assert again == roster
    assert text_of(again) == text


def test_defaults_are_left_out() -> None:
    assert text_of(PLAIN) == (
        'version = 1\n\n[team.pune]\nzone = "Asia/Kolkata"\nshifts = [{ start = "10:00", end = "19:00" }]\n'
    )


def test_a_roster_is_written_as_people_write_it() -> None:
    roster = Roster(
        [
            Team(
                "manila",
                "Asia/Manila",
                [
                    Shift("08:00", "17:00", name="day", breaks=[Break("12:00", "13:00")]),
                    Shift("21:00", "06:00", name="night", days=["mon", "tue", "wed", "thu"], headcount=4),
                ],
                name="Manila Support",
                days=["mon", "tue"],
                holidays=HolidayCalendar(FakeTable(("PH",)), include=("diwali",)),
                headcount=18,
                members=[Member("ana", name="Ana Reyes", shifts=["day"])],
                flex=Flex(fixed=True),
                skills=["tl", "en"],
            )
        ],
        title="Northwind",
        zone="America/New_York",
        defaults=Defaults(days=["mon", "tue"], quiet=("21:00", "24:00")),
    )
    assert (
        text_of(roster)
        == """\
version = 1
title = "Northwind"
zone = "America/New_York"

[defaults]
days = ["mon", "tue"]
quiet = { start = "21:00", end = "24:00" }

[team.manila]
name = "Manila Support"
zone = "Asia/Manila"
holidays = { place = "PH", include = ["diwali"] }
headcount = 18
shifts = [
  { name = "day", start = "08:00", end = "17:00", breaks = [{ start = "12:00", end = "13:00" }] },
  { name = "night", start = "21:00", end = "06:00", days = ["mon", "tue", "wed", "thu"], headcount = 4 },
]
flex = { fixed = true }
skills = ["en", "tl"]

[team.manila.member.ana]
name = "Ana Reyes"
shifts = ["day"]
"""
    )


def season_team(seasons: list[Season], place: str) -> Roster:
    holidays = HolidayCalendar(FakeTable((place,)))
    return Roster([Team("t", "Asia/Dubai", [Shift("09:00", "18:00")], holidays=holidays, seasons=seasons)])


def test_all_known_ramadans_of_the_teams_place_are_one_season_in_the_file() -> None:
    whole = [Season(*dates, shorten_minutes=120, name="Ramadan") for dates in RAMADANS]
    line = 'seasons = [{ ramadan = "AE", shorten_minutes = 120 }]'
    assert line in text_of(season_team(whole, "AE"))
    assert line not in text_of(season_team(whole, "PH"))
    assert line not in text_of(season_team(whole[:1], "AE"))
    mixed = [whole[0], Season(*RAMADANS[1], shorten_minutes=60, name="Ramadan")]
    assert "ramadan" not in text_of(season_team(mixed, "AE"))


def test_working_days_that_no_file_can_name_are_refused() -> None:
    team = Team("t", "UTC", [])
    object.__setattr__(team, "days", frozenset())
    with pytest.raises(BadRoster, match="no file can name"):
        dumps(Roster([team]))


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    write(PLAIN, path)
    assert load(path) == PLAIN
    assert path.read_bytes() == text_of(PLAIN).encode()
    other = Roster(PLAIN.teams, title="São Paulo")
    write(other, str(path))
    assert load(path) == other
    assert [one.name for one in tmp_path.iterdir()] == ["team.toml"]


def test_what_cannot_be_written_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    write(PLAIN, path)
    before = path.read_bytes()
    with pytest.raises(FileError):
        write(Roster(PLAIN.teams, title="\ud800"), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["team.toml"]


def test_a_folder_or_a_missing_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "team.toml"):
        with pytest.raises(FileError) as caught:
            write(PLAIN, path)
        assert str(path) in caught.value.message
        assert caught.value.hint


def test_both_midnights_of_a_break_are_kept_apart() -> None:
    for end in ("00:00", "24:00"):
        shift = Shift("20:00", "02:00", breaks=[Break("23:00", end)])
        roster = Roster([Team("t", "UTC", [shift])])
        assert reread(text_of(roster)) == roster


def test_windows_of_a_whole_day_and_across_midnight_keep_their_ends() -> None:
    for start, end in (("00:00", "24:00"), ("10:00", "24:00"), ("10:00", "00:00"), ("22:00", "06:00")):
        roster = Roster(PLAIN.teams, requirements=[CoverageNeed(start, end, zone="UTC")])
        assert reread(text_of(roster)) == roster


def test_dates_before_the_year_1000_keep_their_zeros() -> None:
    team = Team(
        "t", "UTC", [], members=[Member("m")], seasons=[Season(date(33, 4, 3), date(33, 4, 5), shifts=[])]
    )
    assert "from = 0033-04-03" in text_of(Roster([team]))
    assert reread(text_of(Roster([team]))) == Roster([team])
