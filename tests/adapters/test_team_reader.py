from __future__ import annotations

import time
from datetime import date

import pytest

from overlap.people.roster import Defaults
from tests.adapters.fakes import fake_observance
from tests.adapters.reading import (
    SHIFTS,
    TEAM,
    assert_problems,
    bare_team,
    first,
    hints,
    problems,
    read,
    roster,
    team,
)

HEAD = "version = 1\n"


def test_a_file_with_one_team_is_a_roster_that_speaks_utc() -> None:
    found = roster(TEAM)
    assert [one.id for one in found] == ["a"]
    assert (found.title, found.zone, found.defaults) == ("Roster", "UTC", Defaults())


def test_the_top_of_the_file_gives_title_zone_and_defaults() -> None:
    found = roster(
        'title = "Us"\nzone = "Asia/Manila"\n[defaults]\ndays = ["sun", "mon"]\nfringe_minutes = 0\n'
        'quiet = { start = "21:00", end = 24:00 }\n'.replace("24:00", '"24:00"')
        + TEAM
    )
    assert (found.title, found.zone) == ("Us", "Asia/Manila")
    assert found.defaults == Defaults(days=["mon", "sun"], fringe_minutes=0, quiet=("21:00", "24:00"))
    assert found.team("a").days == frozenset({0, 6})


def test_a_teams_own_days_beat_the_defaults() -> None:
    assert roster('[defaults]\ndays = ["mon"]\n' + TEAM + 'days = ["Friday"]').team("a").days == frozenset(
        {4}
    )


def test_teams_keep_the_order_of_the_file() -> None:
    ids = ["zulu", "alpha", "mike"]
    text = "".join(f'[team.{one}]\nzone = "UTC"\n{SHIFTS}' for one in ids)
    assert [one.id for one in roster(text)] == ids


def test_names_in_any_letters_are_ids_when_quoted() -> None:
    assert roster(f'[team."São Paulo"]\nzone = "UTC"\n{SHIFTS}').team("São Paulo").name == "São Paulo"


def test_a_team_has_all_its_plain_fields() -> None:
    found = team('name = "A team"\nheadcount = 5\nskills = ["en", "tl"]\ndays = ["sat"]')
    assert (found.name, found.headcount, found.skills, found.days) == (
        "A team",
        5,
        frozenset({"en", "tl"}),
        frozenset({5}),
    )


def test_a_member_has_all_its_fields() -> None:
    found = team(
        '[team.a.member.x]\nname = "X"\nzone = "Asia/Manila"\ndays = ["mon"]\nholidays = "PH"\n'
        'shifts = ["09:00-17:00", { name = "late", start = 18:00, end = "20:00" }]\n'
        'time_off = [{ date = 2027-01-01 }]\nbusy = ["x.ics"]\nskills = ["es"]\n'
        'role = "optional"\nweight = 2\n'
    )
    (member,) = found.members
    assert (member.id, member.name, member.zone, member.days) == ("x", "X", "Asia/Manila", frozenset({0}))
    assert [one if isinstance(one, str) else one.name for one in member.shifts or ()] == [
        "09:00-17:00",
        "late",
    ]
    assert member.holidays is not None
    assert member.holidays.places == ("PH",)
    assert member.time_off[0].start == date(2027, 1, 1)
    assert (member.busy, member.skills, member.role, member.weight) == (
        ("x.ics",),
        frozenset({"es"}),
        "optional",
        2,
    )


def test_a_team_says_whose_days_and_nights_it_keeps() -> None:
    found = team(
        "holidays = 'US'\nlocal_holidays = 'PH'\nobserves = ['Holi']\nelective_days = 2\novernight = 'clip'"
    )
    assert found.local_holidays is not None
    assert found.local_holidays.places == ("PH",)
    assert found.observes == (fake_observance("Holi", "PH"),)
    assert (found.elective_days, found.overnight) == (2, "clip")
    plain = team("")
    assert (plain.local_holidays, plain.observes, plain.elective_days, plain.overnight) == (
        None,
        (),
        0,
        "start_day",
    )


def test_a_member_says_what_is_its_own() -> None:
    found = team(
        "elective_days = 2\n[team.a.member.x]\nelective = [2026-03-04, '2026-01-02', 2027-01-01]\n"
        "observes = ['Holi']\novernight = 'any_touch'\nbirthday = '03-14'\njoined = 2019-05-01\n"
    )
    (member,) = found.members
    assert member.elective == (date(2026, 1, 2), date(2026, 3, 4), date(2027, 1, 1))
    assert member.observes == (fake_observance("Holi"),)
    assert (member.overnight, member.birthday, member.joined) == ("any_touch", (3, 14), date(2019, 5, 1))
    (plain,) = team("[team.a.member.x]").members
    assert (plain.elective, plain.observes, plain.overnight) == ((), (), None)
    assert (plain.birthday, plain.joined) == (None, None)


@pytest.mark.parametrize(
    ("birthday", "kept"),
    [
        ("'02-29'", (2, 29)),
        ("1984-02-29", (2, 29)),
        ("'1951-12-31'", (12, 31)),
        ("1899-01-01", (1, 1)),
    ],
)
def test_of_a_birthday_no_year_is_kept_and_none_is_too_early(birthday: str, kept: tuple[int, int]) -> None:
    text = f"{HEAD}{TEAM}[team.a.member.x]\nbirthday = {birthday}\njoined = 1969-09-01"
    found, warnings = read(text)
    assert found is not None
    assert warnings == ()
    assert found.team("a").members[0].birthday == kept


@pytest.mark.parametrize(
    ("lines", "slugs"),
    [
        ("birthday = @'14 March'", "bad-date"),
        ("birthday = @'3-14'", "bad-date"),
        ("birthday = @'02-30'", "bad-date"),
        ("birthday = @'13-01'", "bad-date"),
        ("birthday = @''", "bad-date"),
        ("birthday = @'2026-02-30'", "bad-date"),
        ("birthday = @314", "wrong-type"),
        ("birthday = @2026-03-14T00:00:00", "bad-date"),
        ("joined = @'05-01'", "bad-date"),
        ("joined = @2019", "wrong-type"),
        ("joined = @2019-05-01T00:00:00Z", "bad-date"),
        ("elective = @2026-03-04", "wrong-type"),
        ("elective = [@'soon', 2026-03-04, @3, @2026-01-01T00:00:00]", "bad-date wrong-type bad-date"),
        ("elective = @[2026-03-04, 2026-03-04]", "bad-roster"),
        ("elective = @[2026-03-04]", "bad-roster"),
        ("overnight = @'start'", "bad-roster"),
        ("overnight = @true", "wrong-type"),
        (
            "birthday = @'x'\njoined = @'x'\novernight = @'x'\nelective = [@'x']\nobserves = [@'x']",
            "bad-date bad-date bad-roster bad-date bad-holiday",
        ),
    ],
)
def test_what_is_wrong_with_a_members_own_days_stands_where_it_is(lines: str, slugs: str) -> None:
    assert_problems(f"{TEAM}[team.a.member.x]\n{lines}", slugs)


@pytest.mark.parametrize(
    ("lines", "slugs"),
    [
        ("overnight = @'clipp'", "bad-roster"),
        ("overnight = @['clip']", "wrong-type"),
        ("elective_days = @-1", "bad-roster"),
        ("elective_days = @1.5", "wrong-type"),
        ("elective_days = @true", "wrong-type"),
        ("elective_days = @9223372036854775808", "bad-roster"),
        (
            (
                "elective_days = 1\n[team.a.member.x]\nelective = @[2026-01-01, 2026-01-02]\n"
                "[team.a.member.y]\nelective = [2026-01-01, 2027-01-01]\n"
                "[team.a.member.z]\nelective = @[2026-01-01, 2026-01-02, 2026-01-03]"
            ),
            "bad-roster bad-roster",
        ),
    ],
)
def test_what_is_wrong_with_a_teams_nights_and_elective_days_stands_where_it_is(
    lines: str, slugs: str
) -> None:
    assert_problems(TEAM + lines, slugs)


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        ("overnight = 'clipp'", 'did you mean "clip"?'),
        ("overnight = 'x'", "use start_day, clip, any_touch"),
        ("[team.a.member.x]\nbirthday = '14 March'", 'write "MM-DD", such as "12-24"'),
        ("[team.a.member.x]\nbirthdy = '03-14'", 'did you mean "birthday"?'),
        ("localholidays = 'PH'", 'did you mean "local_holidays"?'),
        (
            "[team.a.member.x]\nelective = [2026-01-01]",
            "raise the team's elective_days, or drop a date",
        ),
    ],
)
def test_newer_keys_at_fault_come_with_a_repair(lines: str, hint: str) -> None:
    assert hints(HEAD + TEAM + lines) == [hint]


def test_a_member_can_rotate_alone() -> None:
    found = team('[team.a.member.x]\ncycle = { anchor = "2026-01-05", days = ["09:00-17:00", "off"] }')
    assert found.members[0].cycle is not None
    assert found.members[0].cycle.anchor == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEAM, ["1:1 missing-key"]),
        ("version = 1", ["1:1 missing-key"]),
        ("version = 1\nteam = {}", ["2:8 missing-key"]),
        ('version = "1"\n' + TEAM, ["1:11 wrong-type"]),
        ("version = true\n" + TEAM, ["1:11 wrong-type"]),
        ("version = 2\nwhatever = 1", ["1:11 unsupported-version"]),
        ("version = 0\n" + TEAM, ["1:11 unsupported-version"]),
        (HEAD + "titel = 'x'\n" + TEAM, ["2:1 unknown-key"]),
        (HEAD + "title = 3\nzone = 4\n" + TEAM, ["2:9 wrong-type", "3:8 wrong-type"]),
        (HEAD + "zone = 'Asia/Manilla'\n" + TEAM, ["2:8 unknown-zone"]),
        (HEAD + "zone = 'IST'\n" + TEAM, ["2:8 ambiguous-zone"]),
        (HEAD + "zone = 'est'\n" + TEAM, ["2:8 ambiguous-zone"]),
        (HEAD + "zone = ''\n" + TEAM, ["2:8 unknown-zone"]),
        (HEAD + "team = 3", ["2:8 wrong-type"]),
        (HEAD + "[team]\na = 3", ["3:5 wrong-type"]),
        (HEAD + "[team.a]", ["2:7 missing-key", "2:7 missing-key"]),
        (HEAD + "[team.a.member.x]", ["2:7 missing-key", "2:7 missing-key"]),
        (HEAD + '[team."a.b"]\nzone = "UTC"\n' + SHIFTS, ["2:7 bad-id"]),
        (HEAD + '[team.""]\nzone = "UTC"\n' + SHIFTS, ["2:7 bad-id"]),
        (HEAD + TEAM + '[team.a.member." x"]', ["5:16 bad-id"]),
        (HEAD + TEAM + "headcount = 0", ["5:13 bad-roster"]),
        (HEAD + TEAM + "headcount = 1.5", ["5:13 wrong-type"]),
        (HEAD + TEAM + "headcount = 1\n[team.a.member.x]\n[team.a.member.y]", ["5:13 bad-roster"]),
        (HEAD + TEAM + "skills = 'en'", ["5:10 wrong-type"]),
        (HEAD + TEAM + "skills = ['en', 3]", ["5:17 wrong-type"]),
        (HEAD + TEAM + "days = []", ["5:8 bad-argument"]),
        (HEAD + TEAM + "days = ['mon', 'xyz', 7]", ["5:16 bad-argument", "5:23 wrong-type"]),
        (HEAD + TEAM + "name = 2026-01-01", ["5:8 wrong-type"]),
        (HEAD + TEAM + "member = []", ["5:10 wrong-type"]),
        (HEAD + TEAM + "[team.a.member.x]\nrole = 'boss'\nweight = 0", ["6:8 bad-roster", "7:10 bad-roster"]),
        (HEAD + TEAM + "[team.a.member.x]\nbusy = [1]\nnam = 'x'", ["6:9 wrong-type", "7:1 unknown-key"]),
        (HEAD + TEAM + "[team.a.member.x]\nshifts = 'day'", ["6:10 wrong-type"]),
        (HEAD + TEAM + "[team.a.member.x]\nshifts = [['day']]", ["6:11 wrong-type"]),
        (HEAD + TEAM + "[team.a.member.x]\nshifts = ['night']", ["6:11 bad-schedule"]),
        (HEAD + "defaults = 1\n" + TEAM, ["2:12 wrong-type"]),
        (
            HEAD
            + "[defaults]\ndays = ['mo']\nfringe_minutes = -1\nquiet = { start = '22:00' }\nx = 1\n"
            + TEAM,
            ["3:9 bad-argument", "4:18 bad-schedule", "5:9 missing-key", "6:1 unknown-key"],
        ),
    ],
)
def test_each_problem_stands_at_the_value_at_fault(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


def test_every_problem_of_a_file_is_told_at_once_in_its_order() -> None:
    text = (
        "version = 1\nzone = 'EST'\n[team.a]\nzone = 'Asia/Manilla'\n"
        "shifts = [{ start = '9:00', end = '17:00', dayz = 1 }, { start = '18:00', end = '09:00' }]\n"
        "holidays = 'XX'\ncycle = { anchor = 2026-01-05, days = ['early'] }\n"
        "[team.a.member.x]\nweight = 0\n[meeting.m]\nteams = ['b']\nminutes = '30'\nevery = 'fortnight'\n"
        "[[require.overlap]]\nteams = ['a']\nminutes = 0\n"
    )
    assert problems(text) == [
        "2:8 ambiguous-zone",
        "4:8 unknown-zone",
        "5:21 bad-time",
        "5:44 unknown-key",
        "5:56 long-shift",
        "6:12 unknown-place",
        "7:40 bad-schedule",
        "9:10 bad-roster",
        "11:10 unknown-id",
        "12:11 wrong-type",
        "13:9 bad-roster",
        "15:9 bad-roster",
        "16:11 bad-roster",
    ]
    assert read(text)[0] is None


def test_abbreviations_name_their_candidates() -> None:
    hint = first(HEAD + "zone = 'IST'\n" + TEAM).hint or ""
    assert all(zone in hint for zone in ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"))


def test_slips_of_the_pen_are_answered_with_what_was_meant() -> None:
    assert first(HEAD + "titel = 'x'\n" + TEAM).hint == 'did you mean "title"?'
    assert "Asia/Manila" in (first(HEAD + "zone = 'Asia/Manilla'\n" + TEAM).hint or "")


def test_a_member_whose_own_shifts_overlap_is_an_error_at_those_shifts() -> None:
    text = (
        HEAD
        + TEAM
        + (
            "[team.a.member.x]\nshifts = [{ start = '08:00', end = '12:00' }, { start = '11:00', "
            "end = '15:00' }]"
        )
    )
    assert problems(text) == ["6:10 bad-schedule"]


def test_overlapping_shifts_are_told_beside_other_problems_of_the_member() -> None:
    shifts = "[{ start = '08:00', end = '12:00' }, { start = '11:00', end = '15:00' }]"
    text = HEAD + TEAM + f"[team.a.member.x]\nweight = 0\nshifts = {shifts}"
    assert problems(text) == ["6:10 bad-roster", "7:10 bad-schedule"]


def test_a_shift_that_needs_more_people_than_there_are_is_an_error_at_its_headcount() -> None:
    text = HEAD + (
        "[team.a]\nzone = 'UTC'\nheadcount = 2\nshifts = [{ start = '09:00', end = '17:00', headcount = 3 }]"
    )
    assert problems(text) == ["5:57 bad-roster"]


def test_what_only_a_member_and_the_team_together_contradict_is_told_at_the_member() -> None:
    text = HEAD + (
        "[team.a]\nzone = 'UTC'\nshifts = [{ name = 'x', start = '09:00', end = '17:00' }]\n"
        "seasons = [{ from = 2026-01-01, until = 2026-02-01, shifts = [{ start = '10:00', "
        "end = '11:00' }] }]\n"
        "[team.a.member.fine]\n[team.a.member.b]\ncycle = { anchor = 2026-01-05, days = ['x'] }"
    )
    assert problems(text) == ["8:9 bad-schedule"]


def test_one_bad_member_does_not_hide_the_next() -> None:
    text = HEAD + TEAM + "[team.a.member.x]\nzone = 'X'\n[team.a.member.y]\nzone = 'Y'"
    assert problems(text) == ["6:8 unknown-zone", "8:8 unknown-zone"]


def test_an_error_of_one_team_does_not_hide_what_the_next_cannot_be() -> None:
    team_b = "[team.b]\nzone = 'UTC'\nshifts = []\n[team.b.member.y]\nelective = @[2026-01-01]\n"
    for line, slug in (
        ("holidays = @'XX'", "unknown-place"),
        ("local_holidays = @'XX'", "unknown-place"),
        ("headcount = @0", "bad-roster"),
        ("@nmae = 'x'", "unknown-key"),
    ):
        assert_problems(f"{TEAM}{line}\n{team_b}", f"{slug} bad-roster")
        after = f"{team_b}[team.c]\nzone = 'UTC'\nshifts = []\n{line}"
        assert_problems(TEAM + after, f"bad-roster {slug}")


def test_over_long_values_are_cut_in_messages() -> None:
    for line in (f"zone = '{'x' * 5000}'", f"title = 1\n{'k' * 5000} = 1", f"titel = {'1' * 4000}"):
        assert all(len(str(one)) < 400 for one in read(HEAD + line + "\n" + TEAM)[1])


@pytest.mark.parametrize("number", ["9" * 4000, "0x" + "f" * 6000, "9223372036854775808"])
def test_numbers_beyond_what_toml_promises_are_refused(number: str) -> None:
    assert problems(HEAD + TEAM + f"headcount = {number}") == ["5:13 bad-roster"]


def test_deep_tables_and_lists_are_unknown_keys_or_wrong_types() -> None:
    deep = "[" * 300 + "]" * 300
    assert problems(HEAD + TEAM + f"name = {deep}\nx = {deep}") == ["5:8 wrong-type", "6:1 unknown-key"]
    assert problems(HEAD + TEAM + f"[team.a.{'.'.join(['b'] * 900)}]") == ["5:9 unknown-key"]


def test_carriage_returns_change_nothing() -> None:
    text = HEAD + TEAM + "headcount = 0\n"
    assert problems(text.replace("\n", "\r\n")) == problems(text)


@pytest.mark.parametrize(
    "lines",
    [
        '[team.t{0}]\nzone = "Asia/Manilla"\nshifts = [{{ start = "9:00", end = "17:00" }}]\nnmae = "q"\n',
        (
            '[team.t{0}]\nzone = "Asia/Mani{0}"\nshifts = [{{ start = "9:00", end = "1{0}" }}]\n'
            'holidays = "X{0}"\nq{0} = 1\n'
        ),
        (
            '[team.t{0}]\nzone = "UTC"\nshifts = []\n[meeting.m{0}]\nteams = ["u{0}"]\n'
            'minutes = 3\nanchor = "z{0}"\n'
        ),
    ],
    ids=["same", "different", "ids"],
)
def test_thousands_of_teams_with_errors_take_seconds(lines: str) -> None:
    text = HEAD + "".join(lines.format(index) for index in range(4_000))
    before = time.process_time()
    found = read(text)[1]
    assert len(found) >= 8_000
    assert time.process_time() - before < 8


def test_shifts_are_needed_but_may_be_none() -> None:
    assert bare_team("shifts = []").shifts == ()


def test_under_a_members_cycle_shifts_of_different_days_may_overlap() -> None:
    text = (
        "[team.a.member.x]\nshifts = [{ name = 'e', start = '08:00', end = '12:00' }, "
        "{ name = 'l', start = '11:00', end = '15:00' }]\n"
        "cycle = { anchor = 2026-01-05, days = ['e', 'l'] }"
    )
    assert team(text).members[0].cycle is not None


def test_a_members_shifts_are_judged_on_the_days_of_the_team() -> None:
    shifts = "shifts = [{ start = '20:00', end = '08:00' }, { start = '07:00', end = '09:00' }]"
    member = f"[team.a.member.x]\nweight = 0\n{shifts}"
    assert problems(HEAD + TEAM + f"days = ['mon']\n{member}") == ["7:10 bad-roster"]
    assert problems(HEAD + TEAM + f"days = ['mon', 'tue']\n{member}") == [
        "7:10 bad-roster",
        "8:10 bad-schedule",
    ]
    assert problems(HEAD + f"[defaults]\ndays = ['mon']\n{TEAM}{member}") == ["8:10 bad-roster"]
