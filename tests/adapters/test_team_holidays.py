from __future__ import annotations

import time
from datetime import date

import pytest

from overlap.adapters.observances import observance
from overlap.adapters.problems import TeamFileError
from overlap.adapters.statutory import HolidayCalendar
from overlap.adapters.team_file import loads
from overlap.adapters.team_holidays import Sources
from overlap.adapters.team_reader import read_roster
from overlap.errors import BadHoliday, UnknownPlace
from overlap.people.calendars import Calendar
from overlap.people.members import Observance
from overlap.people.rules import easter, once
from tests.adapters.fakes import FakeCalendars, FakeTable, fake_observance, fake_ramadans
from tests.adapters.reading import TEAM, assert_problems, first, hints, marked, problems, read, roster, team


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


def calendar_of(holidays: str) -> Calendar:
    found = team(f"holidays = {holidays}").holidays
    assert found is not None
    return found


def test_settings_are_handed_to_the_calendar() -> None:
    found = calendar_of(
        "{ place = 'PH', only = ['Diwali', 'bank'], rules = [{ easter = -47 }], "
        "effects = { optional = 'off', bank = 'soft' }, bridges = 'soft', swap_days = false, "
        "works_through = true, beyond = 'project' }"
    )
    assert found == Calendar(
        FakeTable(("PH",)),
        only=("Diwali", "bank"),
        rules=(easter(-47),),
        effects=(("bank", "soft"), ("optional", "off")),
        bridges="soft",
        swap_days=False,
        works_through=True,
        beyond="project",
    )


@pytest.mark.parametrize(
    "holidays",
    [
        "{ place = 'PH' }",
        "{ place = ['PH'], only = [], rules = [], effects = {}, add = [] }",
        "{ place = 'PH', swap_days = true, works_through = false, beyond = 'raise' }",
    ],
)
def test_what_is_the_default_may_be_written_too(holidays: str) -> None:
    assert calendar_of(holidays) == Calendar(FakeTable(("PH",)))


@pytest.mark.parametrize("beyond", ["raise", "warn", "project"])
def test_each_policy_beyond_the_data_is_a_word(beyond: str) -> None:
    assert calendar_of(f"{{ place = 'PH', beyond = '{beyond}' }}").beyond == beyond


def test_an_added_day_with_hours_takes_only_those() -> None:
    found = calendar_of(
        "{ place = 'PH', rules = [{ easter = 1, name = 'e' }], add = [{ date = 2027-08-20, name = 'd', "
        "start = '13:00' }, { date = 2027-08-21, name = 'w' }, { date = 2027-08-22, name = 'm', "
        "until = 12:00 }, { date = 2027-08-23, name = 'f', start = '00:00', until = '24:00' }] }"
    )
    assert found.add == ((date(2027, 8, 21), "w"),)
    assert found.rules == (
        once("2027-08-20", "d", start="13:00"),
        once("2027-08-22", "m", until="12:00"),
        once("2027-08-23", "f"),
        easter(1, "e"),
    )


@pytest.mark.parametrize(
    ("holidays", "slugs"),
    [
        ("{ place = @'' }", "unknown-place"),
        ("{ place = [@''] }", "unknown-place"),
        ("{ place = 'PH', only = ['Diwali', @3, @'zzz', @'q'] }", "wrong-type bad-holiday bad-holiday"),
        ("{ place = 'PH', only = @'Diwali' }", "wrong-type"),
        ("{ place = 'PH', only = [@2026-01-01] }", "wrong-type"),
        (
            "{ place = 'PH', effects = { bank = 'off', optional = @'on', zzz = @'off' } }",
            "bad-holiday bad-holiday",
        ),
        ("{ place = 'PH', effects = @['bank'] }", "wrong-type"),
        ("{ place = 'PH', effects = { bank = @1, optional = @true } }", "wrong-type wrong-type"),
        ("{ place = 'PH', effects = { workday = @'off' } }", "bad-holiday"),
        ("{ place = 'PH', bridges = @'of', beyond = @'projekt' }", "bad-holiday bad-holiday"),
        ("{ place = 'PH', bridges = @true, beyond = @1 }", "wrong-type wrong-type"),
        ("{ place = 'PH', swap_days = @'no', works_through = @1 }", "wrong-type wrong-type"),
        ("{ place = 'PH', rules = @{} }", "wrong-type"),
        ("{ place = 'PH', rules = [@1] }", "wrong-type"),
        (
            (
                "{ place = 'PH', add = [{ date = 2026-01-01, name = 'x', start = @'24:00' }, "
                "{ date = 2026-01-01, name = 'x', start = '13:00', until = @'13:00' }, "
                "{ date = 2026-01-01, name = 'x', start = @9, until = @'25:00' }] }"
            ),
            "bad-time bad-holiday wrong-type bad-time",
        ),
        (
            (
                "{ place = 'PH', add = [@{ start = '13:00', name = 'x' }, @{ date = 2026-01-01, "
                "until = '13:00' }, { date = 2026-01-01, name = @' ', until = '13:00' }] }"
            ),
            "missing-key missing-key bad-holiday",
        ),
        ("{ place = 'PH', add = [{ date = @2026-01-01T10:00:00, name = 'x' }] }", "bad-date"),
        (
            "{ place = 'PH', working = [{ date = 2026-01-01, name = 'x', @start = '09:00' }] }",
            "unknown-key",
        ),
    ],
)
def test_what_is_wrong_with_the_newer_keys_stands_where_it_is(holidays: str, slugs: str) -> None:
    assert_problems(f"{TEAM}holidays = {holidays}", slugs)


@pytest.mark.parametrize(
    ("holidays", "hint"),
    [
        ("{ place = 'PH', bridges = 'soft ' }", 'did you mean "soft"?'),
        ("{ place = 'PH', bridges = 'x' }", "use soft, off"),
        ("{ place = 'PH', beyond = 'projekt' }", 'did you mean "project"?'),
        ("{ place = 'PH', works_trough = true }", 'did you mean "works_through"?'),
        ("{ place = 'PH', folows = 'b' }", 'did you mean "follows"?'),
    ],
)
def test_slips_of_the_pen_are_answered_with_what_was_meant(holidays: str, hint: str) -> None:
    assert hints(f"version = 1\n{TEAM}holidays = {holidays}") == [hint]


def test_many_errors_of_one_calendar_are_told_at_once() -> None:
    assert_problems(
        f"{TEAM}[team.a.holidays]\nplace = 'PH'\ninclude = [@'zzz']\nonly = [@'yyy']\n"
        "add = [{ date = 2026-01-02, name = @'' }]\nrules = [@{ name = 'x' }]\n"
        "effects = { bank = @'x' }\nbeyond = @'x'\nswap_days = @0\n@local = 1\n",
        "bad-holiday bad-holiday bad-holiday bad-holiday bad-holiday bad-holiday wrong-type unknown-key",
    )


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


@pytest.mark.parametrize(
    "edits",
    [
        "rules = [{ date = @2031-01-01, name = 'x' }]",
        "rules = [{ easter = 1 }, { date = 2026-01-01 }, { date = @1999-12-31, effect = 'info' }]",
        "add = [{ date = 2026-01-01, name = 'h', start = '12:00' }, { date = @2031-01-01, name = 'x' }]",
        "add = [{ date = 2026-01-01, name = 'h' }, { date = @2031-01-01, name = 'x', until = '12:00' }]",
        "include = ['Holi', 'Holi', @2031-01-01]",
        "exclude = [2026-01-01, 2026-01-01, @'2031-01-01']",
        "move = [{ from = 2026-03-01, to = @2031-01-01 }]",
    ],
)
def test_each_dated_edit_beyond_the_data_is_a_warning_at_its_date(edits: str) -> None:
    text = f"{TEAM}[team.a.holidays]\nplace = 'PH'\n{edits}"
    assert_problems(text, "beyond-data")
    assert read("version = 1\n" + text.replace("@", ""))[0] is not None


def test_a_place_too_coarse_to_plan_with_is_a_warning() -> None:
    for lines in (
        "holidays = @'MY'",
        "holidays = { place = @'MY', include = ['Holi'] }",
        "holidays = { place = ['PH', @'MY'] }",
        "local_holidays = @'MY'",
        "[team.a.member.x]\nholidays = @'MY'",
    ):
        assert_problems(TEAM + lines, "coarse-place")
    found, (warning,) = read(f"version = 1\n{TEAM}holidays = 'MY'")
    assert found is not None
    assert warning.severity == "warning"
    assert '"MY-14"' in (warning.hint or "")


# Whose days.

LONDON = "[team.london]\nzone = 'Europe/London'\nshifts = []\n"
OSLO = "[team.oslo]\nzone = 'Europe/Oslo'\nshifts = []\n"


@pytest.mark.parametrize("order", [1, -1], ids=["forward", "backward"])
def test_a_team_keeps_the_days_of_the_team_it_follows(order: int) -> None:
    parts = [TEAM + "holidays = { follows = 'london' }\n", LONDON + "holidays = 'US'\n"]
    found = roster("".join(parts[::order]))
    assert found.team("a").holidays is found.team("london").holidays is not None
    assert found.team("a").local_holidays is None


def test_the_place_of_a_team_that_follows_is_where_its_people_live() -> None:
    found = roster(
        f"{TEAM}holidays = {{ place = 'PH', follows = 'london', exclude = ['Holi'] }}\n"
        f"{LONDON}holidays = {{ place = 'US', include = ['Holi'] }}"
    )
    assert found.team("a").holidays == Calendar(FakeTable(("US",)), include=("Holi",))
    assert found.team("a").local_holidays == Calendar(FakeTable(("PH",)), exclude=("Holi",))


def test_a_chain_of_teams_keeps_the_days_of_its_last() -> None:
    found = roster(
        f"{TEAM}holidays = {{ place = 'PH', follows = 'oslo' }}\n"
        f"{OSLO}holidays = {{ place = 'IN-MH', follows = 'london' }}\n{LONDON}holidays = 'US'"
    )
    assert {one.holidays.places for one in found if one.holidays is not None} == {("US",)}
    homes = [one.local_holidays and one.local_holidays.places for one in found]
    assert homes == [("PH",), ("IN-MH",), None]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        (f"{TEAM}holidays = {{ follows = @'a' }}", "bad-holiday"),
        (f"{TEAM}holidays = {{ follows = @'oslo' }}\n{OSLO}holidays = {{ follows = 'a' }}", "bad-holiday"),
        (
            (
                f"{TEAM}holidays = {{ place = 'PH', follows = @'oslo' }}\n"
                f"{OSLO}holidays = {{ follows = 'london' }}\n{LONDON}holidays = {{ follows = 'a' }}"
            ),
            "bad-holiday",
        ),
        (
            (
                f"{TEAM}holidays = {{ follows = 'oslo' }}\n"
                f"{OSLO}holidays = {{ follows = @'london' }}\n{LONDON}holidays = {{ follows = 'oslo' }}"
            ),
            "bad-holiday",
        ),
        (
            f"{TEAM}holidays = {{ follows = @'a' }}\n{OSLO}holidays = {{ follows = @'oslo' }}",
            "bad-holiday bad-holiday",
        ),
        (f"{TEAM}holidays = {{ follows = @'Lndon' }}\n{LONDON}", "unknown-id"),
        (f"{TEAM}holidays = {{ follows = @'' }}\n", "unknown-id"),
        (f"{TEAM}holidays = {{ follows = @3 }}\n", "wrong-type"),
        (f"{TEAM}holidays = {{ follows = @'london' }}\n{LONDON}", "bad-holiday"),
        (
            f"{TEAM}holidays = {{ follows = 'oslo' }}\n{OSLO}holidays = {{ follows = @'london' }}\n{LONDON}",
            "bad-holiday",
        ),
        (
            f"{TEAM}holidays = {{ follows = 'oslo' }}\n{OSLO}holidays = {{ follows = @'x' }}\n",
            "unknown-id",
        ),
        (f"{TEAM}holidays = {{ follows = 'london' }}\n{LONDON}holidays = @'XX'", "unknown-place"),
        (f"{TEAM}holidays = {{ follows = 'london' }}\n{LONDON}holidays = @3", "wrong-type"),
        (
            f"{TEAM}holidays = {{ follows = 'london' }}\n{LONDON}holidays = {{ place = @'XX' }}",
            "unknown-place",
        ),
        (f"{TEAM}holidays = {{ follows = 'london' }}\n{LONDON}holidays = @{{}}", "missing-key"),
        (
            (
                f"{TEAM}holidays = {{ follows = 'london' }}\n"
                f"{LONDON}holidays = {{ place = 'PH', include = [@'zzz'] }}"
            ),
            "bad-holiday",
        ),
        (f"{TEAM}holidays = {{ place = @'XX', follows = @'x' }}", "unknown-place unknown-id"),
        (
            (
                f"{TEAM}holidays = {{ follows = 'london', include = @['Holi'], works_through = @true, "
                f"@plaec = 'PH' }}\n{LONDON}holidays = 'US'"
            ),
            "bad-holiday bad-holiday unknown-key",
        ),
        (
            (
                f"{TEAM}holidays = {{ place = 'PH', follows = 'london' }}\nlocal_holidays = @'PH'\n"
                f"{LONDON}holidays = 'US'"
            ),
            "bad-holiday",
        ),
        (
            f"{TEAM}[team.a.member.x]\nholidays = {{ follows = @'london' }}\n{LONDON}holidays = 'US'",
            "bad-holiday",
        ),
        (
            (
                f"{TEAM}[team.a.member.x]\nholidays = {{ place = 'PH', follows = @'london' }}\n"
                f"{LONDON}holidays = 'US'"
            ),
            "bad-holiday",
        ),
    ],
)
def test_what_is_wrong_with_following_is_told_once_where_it_is(text: str, slugs: str) -> None:
    assert_problems(text, slugs)
    assert read("version = 1\n" + text.replace("@", ""))[0] is None


def test_a_circle_of_teams_is_shown_with_what_to_do() -> None:
    problem = first(
        f"version = 1\n{TEAM}holidays = {{ follows = 'oslo' }}\n{OSLO}holidays = {{ follows = 'a' }}"
    )
    assert problem.message == '"a" follows "oslo" follows "a"'
    assert "leave out its follows" in (problem.hint or "")


def test_a_near_id_is_offered_but_never_the_team_itself() -> None:
    assert hints(f"version = 1\n{TEAM}holidays = {{ follows = 'Lndon' }}\n{LONDON}") == [
        'did you mean "london"?'
    ]
    assert hints(f"version = 1\n{LONDON}holidays = {{ follows = 'lndon' }}") == [
        "name another team of this file"
    ]


def test_thousands_of_teams_in_a_chain_take_seconds() -> None:
    def chain(last: str) -> str:
        teams = [
            f"[team.t{index}]\nzone = 'UTC'\nshifts = []\nholidays = {{ follows = 't{index + 1}' }}\n"
            for index in range(2_999)
        ]
        return "version = 1\n" + "".join(teams) + f"[team.t2999]\nzone = 'UTC'\nshifts = []\n{last}\n"

    before = time.process_time()
    found, _ = read(chain("holidays = 'PH'"))
    assert found is not None
    assert all(one.holidays is not None for one in found)
    assert [one.slug for one in read(chain("holidays = { follows = 't0' }"))[1]] == ["bad-holiday"]
    assert time.process_time() - before < 15


# The calendar of where people live, and what they observe.


def test_local_holidays_are_a_place_or_a_table() -> None:
    assert team("local_holidays = 'PH'").local_holidays == Calendar(FakeTable(("PH",)))
    found = team("holidays = 'US'\nlocal_holidays = { place = ['PH', 'US'], exclude = ['Holi'] }")
    assert found.local_holidays == Calendar(FakeTable(("PH", "US")), exclude=("Holi",))
    assert found.holidays == Calendar(FakeTable(("US",)))


@pytest.mark.parametrize(
    ("lines", "slugs"),
    [
        ("local_holidays = @'XX'", "unknown-place"),
        ("local_holidays = @3", "wrong-type"),
        ("local_holidays = @{}", "missing-key"),
        ("local_holidays = { place = 'PH', follows = @'a' }", "bad-holiday"),
        ("local_holidays = { place = 'PH', include = [@'zzz'] }", "bad-holiday"),
        ("local_holidays = { place = 'PH', add = [{ date = @2031-01-01, name = 'x' }] }", "beyond-data"),
        ("[team.a.member.x]\n@local_holidays = 'PH'", "unknown-key"),
    ],
)
def test_what_is_wrong_with_local_holidays_stands_where_it_is(lines: str, slugs: str) -> None:
    assert_problems(TEAM + lines, slugs)


@pytest.mark.parametrize(
    ("lines", "home"),
    [
        ("", None),
        ("holidays = 'US'\n", "US"),
        ("holidays = { place = ['AE', 'US'] }\n", "AE"),
        ("holidays = 'US'\nlocal_holidays = 'PH'\n", "PH"),
    ],
)
def test_what_is_observed_has_the_dates_of_where_people_live(lines: str, home: str | None) -> None:
    found = team(f"observes = ['Diwali', 'BR-PE']\n{lines}[team.a.member.x]\nobserves = ['Holi']")
    assert found.observes == (fake_observance("Diwali", home), fake_observance("BR-PE", home))
    assert found.members[0].observes == (fake_observance("Holi", home),)


def test_a_member_with_a_calendar_observes_the_dates_of_its_place() -> None:
    found = team("holidays = 'US'\n[team.a.member.x]\nobserves = ['Holi']\nholidays = 'PH'")
    assert found.members[0].observes == (fake_observance("Holi", "PH"),)


@pytest.mark.parametrize(
    ("lines", "slugs"),
    [
        ("observes = [@'zzz', 'Holi', @3, @'yyy']", "bad-holiday wrong-type bad-holiday"),
        ("observes = @'Holi'", "wrong-type"),
        ("observes = [@'', @2026-01-01]", "bad-holiday wrong-type"),
        ("[team.a.member.x]\nobserves = [@3, @'zzz']", "wrong-type bad-holiday"),
        ("holidays = @'XX'\nobserves = [@'zzz']", "unknown-place bad-holiday"),
    ],
)
def test_what_is_wrong_with_observes_stands_where_it_is(lines: str, slugs: str) -> None:
    assert_problems(TEAM + lines, slugs)


def test_what_is_observed_is_looked_up_once() -> None:
    asked: list[str] = []

    def ask(what: str, place: str | None) -> Observance:
        asked.append(what)
        return fake_observance(what, place)

    sources = Sources(FakeCalendars(), fake_ramadans, ask)
    assert sources.observance("Holi", "PH") is sources.observance("Holi", "PH")
    assert sources.observance("Holi", "US") is not sources.observance("Holi", "PH")
    assert asked == ["Holi", "Holi"]


# The real calendars.

REAL = "version = 1\n[team.pune]\nzone = 'Asia/Kolkata'\nshifts = [{ start = '10:00', end = '19:00' }]\n"


def real_problems(text: str) -> None:
    plain, places = marked(text)
    with pytest.raises(TeamFileError) as caught:
        loads(plain)
    found = [f"{one.line}:{one.column}" for one in caught.value.problems]
    assert found == places, caught.value


def test_real_edits_at_fault_are_named_each_where_it_stands() -> None:
    real_problems(
        REAL + "[team.pune.holidays]\nplace = 'IN-MH'\ninclude = ['diwali', @'Diwalli']\n"
        "only = [@'2026-01-01', @'']\nmove = [{ from = 2026-11-08, to = 2026-11-09 }, "
        "@{ from = 2026-06-02, to = 2026-06-03 }]\neffects = { optional = 'off', hindi = @'off', "
        "bank = @'no' }\n@observes = 1\n"
    )


def test_a_move_of_a_day_that_another_edit_makes_free_is_no_second_error() -> None:
    lines = "include = ['carnival'@]\nmove = [{ from = 2027-02-08, to = 2027-02-15 }]\n"
    holidays = "[team.pune.holidays]\nplace = 'BR-PE'\n"
    assert loads(REAL + holidays + lines.replace("@", "")).team("pune").holidays is not None
    real_problems(REAL + holidays + lines.replace("@", ", @'zzz'"))
    real_problems(
        REAL + holidays + lines.replace("@", "").replace("[{ from", "[@{ from").replace("02-08", "02-04")
    )


def test_real_observances_and_followed_calendars_are_read() -> None:
    found = loads(
        REAL + "holidays = { place = 'IN-MH', follows = 'new-york' }\nobserves = ['Deepavali', 'in-kl']\n"
        "[team.pune.member.asha]\nobserves = ['islamic']\n"
        "[team.new-york]\nzone = 'America/New_York'\nshifts = []\nholidays = 'US'\n"
    )
    pune = found.team("pune")
    assert pune.holidays is found.team("new-york").holidays
    assert pune.local_holidays == HolidayCalendar("IN-MH")
    assert pune.observes == (observance("diwali", "IN-MH"), observance("IN-KL", "IN-MH"))
    assert pune.members[0].observes == (observance("islamic", "IN-MH"),)


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
