from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from overlap.adapters.team_file import load, loads
from overlap.adapters.team_writer import dumps, write
from overlap.errors import BadRoster, FileError
from overlap.people.calendars import Calendar
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed
from overlap.people.roster import Defaults, Roster
from overlap.people.rules import easter, fixed, nth_weekday, once
from overlap.people.schedule import RAMADAN, Season, yearly_seasons
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.adapters.fakes import RAMADANS, FakeCalendars, FakeTable, fake_observance, fake_ramadans
from tests.adapters.rosters import rosters

PLAIN = Roster([Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])])


def text_of(roster: Roster) -> str:
    return dumps(roster, ramadans=fake_ramadans)


def reread(text: str) -> Roster:
    return loads(text, calendars=FakeCalendars(), ramadans=fake_ramadans, observances=fake_observance)


@given(rosters())
@settings(max_examples=100)
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
                holidays=Calendar(FakeTable(("PH",)), include=("diwali",)),
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
    holidays = Calendar(FakeTable((place,)))
    return Roster([Team("t", "Asia/Dubai", [Shift("09:00", "18:00")], holidays=holidays, seasons=seasons)])


def test_all_known_ramadans_of_the_teams_place_are_one_season_in_the_file() -> None:
    whole = ramadans(shorten_minutes=120)
    line = 'seasons = [{ ramadan = "AE", shorten_minutes = 120 }]'
    assert line in text_of(season_team(whole, "AE"))
    assert line in text_of(season_team(whole, "PH"))
    assert line not in text_of(season_team(whole[:1], "AE"))
    dated = [Season(*dates, shorten_minutes=120, name="Ramadan") for dates in RAMADANS]
    assert "ramadan" not in text_of(season_team(dated, "AE"))
    mixed = [whole[0], ramadans(shorten_minutes=60)[1]]
    assert "ramadan" not in text_of(season_team(mixed, "AE"))
    assert "ramadan" not in text_of(season_team([whole[0], dated[1]], "AE"))


def ramadans(
    place: str = "AE", offset_days: int = 0, starts: Sequence[date] = (), shorten_minutes: int = 1
) -> list[Season]:
    return [
        Season(*dates, shorten_minutes=shorten_minutes, name="Ramadan", precedence=RAMADAN)
        for dates in fake_ramadans(place, offset_days=offset_days, starts=starts)
    ]


@pytest.mark.parametrize(
    ("place", "seasons", "line"),
    [
        ("PH", ramadans("PH", 1), '{ ramadan = "PH", offset_days = 1, shorten_minutes = 1 }'),
        ("PH", ramadans("PH", -3), '{ ramadan = "PH", offset_days = -3, shorten_minutes = 1 }'),
        ("PH", ramadans("PH", 3), '{ ramadan = "PH", offset_days = 3, shorten_minutes = 1 }'),
        (
            "AE",
            ramadans("AE", starts=[date(2026, 2, 19)]),
            '{ ramadan = "AE", starts = [2026-02-19], shorten_minutes = 1 }',
        ),
    ],
)
def test_a_ramadan_that_begins_later_or_as_announced_says_so(
    place: str, seasons: list[Season], line: str
) -> None:
    roster = season_team(seasons, place)
    assert f"seasons = [{line}]" in text_of(roster)
    assert reread(text_of(roster)) == roster


def test_ramadans_are_known_however_many_places_have_none_of_their_own() -> None:
    teams = [
        Team(f"t{at}", "UTC", [], holidays=Calendar(FakeTable((f"X{at}-Y",))), seasons=ramadans("AE", 1))
        for at in range(40)
    ]
    assert text_of(Roster(teams)).count('ramadan = "AE", offset_days = 1') == 40


def test_a_season_of_each_year_is_one_season_in_the_file() -> None:
    seasons = yearly_seasons("12-20", "01-06", shorten_minutes=60, name="winter")
    roster = season_team([*seasons, Season("2026-06-01", "2026-06-02", shifts=[])], "AE")
    assert (
        'seasons = [{ from = "12-20", until = "01-06", shorten_minutes = 60, name = "winter" }, '
        "{ from = 2026-06-01, until = 2026-06-02, shifts = [] }]"
    ) in " ".join(text_of(roster).replace("[\n  ", "[").replace(",\n]", "]").split())
    assert reread(text_of(roster)) == roster
    assert "2050-12-20" in text_of(season_team(list(seasons[1:]), "AE"))


def test_what_a_calendar_and_its_people_do_is_written_as_people_write_it() -> None:
    home = Calendar(
        FakeTable(("PH",)),
        exclude=("holi",),
        only=("Diwali", "bank"),
        rules=(
            easter(-47, "Carnival"),
            fixed("12-24", "Eve", start="13:00"),
            nth_weekday(4, "thu", 11, "Friday after", plus_days=1, effect="soft"),
            once("2027-08-20", "Founders", until="12:00"),
            easter(1, "Monday", orthodox=True),
        ),
        effects=(("bank", "soft"), ("optional", "off")),
        bridges="soft",
        swap_days=False,
        works_through=True,
        beyond="project",
    )
    client = Team("client", "America/New_York", [], holidays=Calendar(FakeTable(("US",))))
    member = Member(
        "ana",
        observes=[fake_observance("Holi", "PH")],
        elective=["2027-03-04", "2027-01-02"],
        overnight="any_touch",
        birthday=date(1988, 2, 29),
        joined="2019-05-01",
    )
    team = Team(
        "manila",
        "Asia/Manila",
        [],
        holidays=client.holidays,
        local_holidays=home,
        observes=[fake_observance("Diwali", "PH"), fake_observance("BR-PE", "PH")],
        elective_days=2,
        overnight="clip",
        members=[member],
    )
    roster = Roster([team, client])
    assert (
        text_of(roster)
        == """\
version = 1

[team.manila]
zone = "Asia/Manila"
holidays = { follows = "client" }
observes = ["Diwali", "BR-PE"]
elective_days = 2
overnight = "clip"
shifts = []

[team.manila.local_holidays]
place = "PH"
exclude = ["holi"]
only = ["Diwali", "bank"]
rules = [
  { easter = -47, name = "Carnival" },
  { fixed = "12-24", name = "Eve", start = "13:00" },
  { nth = 4, weekday = "thu", month = 11, plus_days = 1, name = "Friday after", effect = "soft" },
  { date = 2027-08-20, name = "Founders", until = "12:00" },
  { easter = 1, orthodox = true, name = "Monday" },
]
effects = { bank = "soft", optional = "off" }
bridges = "soft"
swap_days = false
works_through = true
beyond = "project"

[team.manila.member.ana]
observes = ["Holi"]
elective = [2027-01-02, 2027-03-04]
overnight = "any_touch"
birthday = "02-29"
joined = 2019-05-01

[team.client]
zone = "America/New_York"
holidays = "US"
shifts = []
"""
    )
    assert reread(text_of(roster)) == roster


def test_a_calendar_that_no_other_team_keeps_is_written_out() -> None:
    own, home = Calendar(FakeTable(("US",))), Calendar(FakeTable(("PH",)))
    alone = Roster([Team("a", "UTC", [], holidays=own, local_holidays=home)])
    assert 'holidays = "US"\nlocal_holidays = "PH"' in text_of(alone)
    both = Roster([*alone.teams, Team("b", "UTC", [], holidays=own, local_holidays=home)])
    assert "follows" not in text_of(both)
    assert reread(text_of(alone)) == alone
    assert reread(text_of(both)) == both


REAL = """\
version = 1

[team.manila]
zone = "Asia/Manila"
shifts = [{ start = "22:00", end = "06:00", breaks = [{ start = "02:00", end = "03:00", days = ["fri"] }] }]
holidays = { place = "Philippines", follows = "new-york", include = ["eid al-fitr"], beyond = "warn" }
observes = ["Deepavali", "in-kl", "Islamic"]
elective_days = 1
overnight = "clip"
seasons = [
  { ramadan = "PH", offset_days = 1, starts = [2026-02-18], shorten_minutes = 60 },
  { from = "12-20", until = "01-06", shorten_minutes = 30 },
]

[team.manila.member.ana]
holidays = "in-mh"
observes = ["diwali"]
elective = [2026-03-04]
birthday = 1990-03-14
joined = 2019-05-01

[team.new-york]
zone = "America/New_York"
shifts = [{ start = "09:00", end = "17:00" }]

[team.new-york.holidays]
place = "US-NY"
include = ["christmas eve"]
exclude = ["Columbus Day"]
add = [{ date = 2027-08-20, name = "Founders' day", start = "13:00" }, { date = 2027-08-23, name = "Rest" }]
move = [{ from = 2026-07-03, to = 2026-07-06 }]
rules = [{ nth = 4, weekday = "thu", month = 11, plus_days = 1, name = "Friday after" }]
effects = { unofficial = "soft" }
bridges = "soft"

[team.dubai]
zone = "Asia/Dubai"
shifts = [{ start = "09:00", end = "18:00" }]
holidays = { place = "AE", works_through = true, rules = [{ easter = 1, orthodox = true }] }
seasons = [{ ramadan = "AE", shorten_minutes = 120 }]

[team.pune]
zone = "Asia/Kolkata"
shifts = [{ start = "10:00", end = "19:00" }]
holidays = { place = ["IN-MH", "US"], only = ["diwali", "Republic Day"], swap_days = false }
local_holidays = "IN-KA"
seasons = [{ ramadan = "IN", shorten_minutes = 60 }]

[team.kochi]
zone = "Asia/Kolkata"
shifts = [{ start = "10:00", end = "19:00" }]
seasons = [{ ramadan = "PK", starts = [2026-02-19], shifts = [] }]
"""


def test_a_file_with_real_calendars_is_written_and_read_back_as_the_same_roster() -> None:
    roster = loads(REAL)
    text = dumps(roster)
    assert loads(text) == roster
    assert dumps(loads(text)) == text
    assert 'holidays = { follows = "new-york" }' in text
    for line in (
        '{ ramadan = "PH", offset_days = 1, starts = [2026-02-18], shorten_minutes = 60 }',
        '{ ramadan = "AE", shorten_minutes = 120 }',
        '{ ramadan = "IN", shorten_minutes = 60 }',
        '{ ramadan = "AE", starts = [2026-02-19], shifts = [] }',
    ):
        assert line in text
    assert 'from = "12-20", until = "01-06"' in text


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


def test_every_field_of_a_requirement_is_written_and_what_is_the_default_is_not() -> None:
    teams = [Team("a", "UTC", []), Team("b", "UTC", [])]
    full = Roster(
        teams,
        requirements=[
            OverlapNeed(["a", "b"], 60, days=["tue"], holidays=True, name="o"),
            CoverageNeed("09:00", "17:00", zone="UTC", headcount=2, holidays=True),
            HandoffNeed("a", "b", 15, days=["mon", "fri"], holidays=True),
            LimitNeed(["b"], quiet_minutes=0, rest_minutes=660, start="22:00", end="06:00", headcount=3),
            LimitNeed(start="00:00", end="24:00", days=["sat"], name="l"),
        ],
    )
    assert reread(text_of(full)) == full
    text = text_of(full)
    assert (text.count("holidays = true"), text.count("name = "), text.count("headcount = ")) == (3, 2, 2)
    plain = Roster(teams, requirements=[HandoffNeed("a", "b", 15), LimitNeed(rest_minutes=660)])
    text = text_of(plain)
    assert reread(text) == plain
    assert text.endswith(
        '[[require.handoff]]\nfrom = "a"\nto = "b"\nminutes = 15\n\n[[require.limit]]\nrest_minutes = 660\n'
    )


def test_dates_before_the_year_1000_keep_their_zeros() -> None:
    team = Team(
        "t", "UTC", [], members=[Member("m")], seasons=[Season(date(33, 4, 3), date(33, 4, 5), shifts=[])]
    )
    assert "from = 0033-04-03" in text_of(Roster([team]))
    assert reread(text_of(Roster([team]))) == Roster([team])
