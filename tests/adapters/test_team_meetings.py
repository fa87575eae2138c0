from __future__ import annotations

import pytest

from overlap.people.meetings import Meeting
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed
from tests.adapters.reading import TEAM, first, problems, read, roster

TEAMS = TEAM + '[team.b]\nzone = "Asia/Manila"\nholidays = "PH"\nshifts = []\n[team.b.member.x]\n'
LINES = TEAMS.count("\n") + 1  # and the version


def more(lines: str) -> list[str]:
    """Problems of lines, counted from 1, below two teams."""
    found = []
    for one in problems(f"version = 1\n{TEAMS}{lines}"):
        line, _, rest = one.partition(":")
        found.append(f"{int(line) - LINES}:{rest}")
    return found


def test_a_meeting_has_all_its_fields() -> None:
    found = roster(
        TEAMS + "[meeting.sync]\ntitle = 'Sync'\nrequired = ['a', 'b.x']\noptional = ['b']\n"
        "quorum = 1\nminutes = 30\n"
        "every = '2 weeks'\non = ['tue', 'thu']\nat = 17:00\nanchor = 'b'\nfrom = 2027-01-12\n"
        "until = '2027-06-29'\non_holiday = 'move'\n"
        "[meeting.short]\nteams = ['a']\nminutes = 15\non = 'mon'\ncount = 4\nanchor = 'Europe/Warsaw'"
    )
    assert found.meetings == (
        Meeting(
            "sync",
            title="Sync",
            required=["a", "b.x"],
            optional=["b"],
            quorum=1,
            minutes=30,
            every="2 weeks",
            on=["tue", "thu"],
            at="17:00",
            anchor="b",
            start="2027-01-12",
            end="2027-06-29",
            on_holiday="move",
        ),
        Meeting("short", teams=["a"], minutes=15, on="mon", count=4, anchor="Europe/Warsaw"),
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("[meeting.m]", ["1:10 missing-key", "1:10 missing-key"]),
        ("meeting = 3", ["1:1 unknown-key"]),
        ("[meeting]\nm = 3", ["2:5 wrong-type"]),
        ("[meeting.'m.n']\nminutes = 1\nteams = ['a']", ["1:10 bad-id"]),
        (
            "[meeting.m]\nminutes = 0\nteams = ['a', 'c', 'a', 'b.y', 1]",
            ["2:11 bad-roster", "3:15 unknown-id", "3:20 duplicate-id", "3:25 unknown-id", "3:32 wrong-type"],
        ),
        ("[meeting.m]\nminutes = 1\nteams = []", ["3:9 bad-roster"]),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\nquorum = 2", ["4:10 bad-roster"]),
        (
            "[meeting.m]\nminutes = 1\nteams = ['a']\nevery = 'fortnight'\non = 'xday'\nat = '9'",
            ["4:9 bad-roster", "5:6 bad-argument", "6:6 bad-time"],
        ),
        (f"[meeting.m]\nminutes = 1\nteams = ['a']\nevery = '{'9' * 5000} weeks'", ["4:9 bad-roster"]),
        (
            (
                "[meeting.m]\nminutes = 1\nteams = ['a']\nevery = 'month'\non = 'tue'\nnth = 'first'\n"
                "holiday_for = 'all'"
            ),
            ["6:7 bad-roster", "7:15 bad-roster"],
        ),
        (
            (
                "[meeting.m]\nminutes = 1\nteams = ['a']\nnth = 0\nholiday_for = 0\nremind = [-1, 'x']\n"
                "private = 1"
            ),
            ["4:7 bad-roster", "5:15 bad-roster", "6:11 bad-roster", "6:15 wrong-type", "7:11 wrong-type"],
        ),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\nnth = 2", ["4:7 bad-roster"]),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\nurl = 'x'", ["4:7 bad-roster"]),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\norganizer = 'x'", ["4:13 bad-roster"]),
        (
            (
                "[meeting.m]\nminutes = 1\nteams = ['a']\ndescription = 1\nlocation = 1\nurl = 1\n"
                "categories = [1]"
            ),
            ["4:15 wrong-type", "5:12 wrong-type", "6:7 wrong-type", "7:15 wrong-type"],
        ),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\nanchor = 'aa'", ["4:10 unknown-id"]),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\nanchor = 'b.x'", ["4:10 unknown-id"]),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\nanchor = 'EST'", ["4:10 ambiguous-zone"]),
        (
            "[meeting.m]\nminutes = 1\nteams = ['a']\nfrom = 2027-01-12\nuntil = 2027-01-01\ncount = 3",
            ["5:9 bad-date", "6:9 bad-roster"],
        ),
        (
            "[meeting.m]\nminutes = 1\nteams = ['a']\non_holiday = 'mvoe'\non = [1]",
            ["4:14 bad-roster", "5:7 wrong-type"],
        ),
        (
            "[meeting.m]\nminutes = 1\nteams = ['a', 'b']\nfrom = 2027-01-12\nuntil = 2031-01-01",
            ["5:9 beyond-data"],
        ),
        ("[meeting.m]\nminutes = 1\nteams = ['a']\nfrom = 2027-01-12\nuntil = 2031-01-01", []),
        (
            "[meeting.m]\nminutes = 1\noptional = ['b.x']\nrequired = ['a']\nuntil = 2031-01-01",
            ["5:9 beyond-data"],
        ),
    ],
)
def test_what_is_wrong_with_a_meeting_stands_where_it_is(lines: str, expected: list[str]) -> None:
    assert more(lines) == expected


def test_a_meeting_has_what_calendars_show_of_it() -> None:
    text = (
        "[meeting.m]\nteams = ['a']\nminutes = 15\nevery = 'month'\non = 'fri'\nnth = 'last'\n"
        "holiday_for = 2\n"
        "description = 'What for'\nlocation = 'Room 1'\nurl = 'https://meet.example.com/x'\n"
        "organizer = 'Ana Reyes <ana@example.com>'\ncategories = ['sync']\nremind = [10, 60]\n"
        "private = true\n"
        "[meeting.n]\nteams = ['a']\nminutes = 15\nevery = 'month'\non = 'fri'\nnth = 3\n"
        "holiday_for = 'anyone'"
    )
    assert roster(TEAMS + text).meetings == (
        Meeting(
            "m",
            teams=["a"],
            minutes=15,
            every="month",
            on="fri",
            nth="last",
            holiday_for=2,
            description="What for",
            location="Room 1",
            url="https://meet.example.com/x",
            organizer="Ana Reyes <ana@example.com>",
            categories=["sync"],
            remind=[60, 10],
            private=True,
        ),
        Meeting("n", teams=["a"], minutes=15, every="month", on="fri", nth=3, holiday_for="anyone"),
    )


def test_addresses_and_the_rosters_id_are_read() -> None:
    found = roster(
        "id = 'acme'\n"
        + TEAMS.replace("[team.b]\n", "[team.b]\nemail = 'b@example.com'\n")
        + "email = 'x@example.com'"
    )
    team = found.team("b")
    assert (found.id, team.email, team.members[0].email) == ("acme", "b@example.com", "x@example.com")
    assert problems(f"version = 1\n{TEAM}email = 'x'")
    assert problems(f"version = 1\nid = 'a.b'\n{TEAM}")


def test_an_unknown_id_is_answered_with_a_near_one_or_with_all() -> None:
    head = f"version = 1\n{TEAMS}[meeting.m]\nminutes = 1\n"
    assert first(f"{head}teams = ['b.xx']").hint == 'did you mean "b.x"?'
    assert first(f"{head}teams = ['zzz']").hint == "use a, b"


def test_a_team_with_an_error_still_counts_as_a_team() -> None:
    text = "version = 1\n[team.a]\nzone = 'X'\nshifts = []\n[meeting.m]\nminutes = 1\nteams = ['a']"
    assert problems(text) == ["3:8 unknown-zone"]


def test_requirements_have_all_their_fields() -> None:
    found = roster(
        TEAMS + "[[require.overlap]]\nname = 'o'\nteams = ['a', 'b']\nminutes = 120\npeople = [1, 1]\n"
        "days = ['mon']\n"
        "contiguous = false\nthrough_breaks = true\nholidays = true\n"
        "[[require.coverage]]\nname = 'c'\nteams = ['a']\nskill = 'en'\ndays = ['sat']\nstart = '22:00'\n"
        "end = '06:00'\nzone = 'Asia/Manila'\nheadcount = 2\nholidays = true\n"
        "[[require.handoff]]\nname = 'h'\nfrom = 'a'\nto = 'b'\nminutes = 30\npeople = 'everyone'\n"
        "days = ['fri', 'Mon']\nholidays = true\n"
        "[[require.limit]]\nname = 'l'\nteams = ['a', 'b.x']\nquiet_minutes = 0\nrest_minutes = 660\n"
        "start = 08:00\nend = '02:00'\nheadcount = 3\ndays = ['sat']\n"
        "[[require.limit]]\nquiet_minutes = 90\n"
    )
    assert found.requirements == (
        OverlapNeed(
            ["a", "b"],
            120,
            people=[1, 1],
            days=["mon"],
            contiguous=False,
            through_breaks=True,
            holidays=True,
            name="o",
        ),
        CoverageNeed(
            "22:00",
            "06:00",
            zone="Asia/Manila",
            headcount=2,
            days=["sat"],
            teams=["a"],
            skill="en",
            holidays=True,
            name="c",
        ),
        HandoffNeed("a", "b", 30, days=["mon", "fri"], holidays=True, name="h"),
        LimitNeed(
            ["a", "b.x"],
            quiet_minutes=0,
            rest_minutes=660,
            start="08:00",
            end="02:00",
            headcount=3,
            days=["sat"],
            name="l",
        ),
        LimitNeed(quiet_minutes=90),
    )


def test_coverage_without_a_zone_is_on_the_clock_of_the_file() -> None:
    found = roster("zone = 'Asia/Manila'\n" + TEAMS + "[[require.coverage]]\nstart = '00:00'\nend = '24:00'")
    assert found.requirements == (CoverageNeed("00:00", "24:00", zone="Asia/Manila"),)


def test_requirements_keep_the_order_of_the_file_across_kinds() -> None:
    text = "".join(
        f"[[require.{kind}]]\nname = '{name}'\n{rest}"
        for name, kind, rest in (
            ("1", "handoff", "from = 'a'\nto = 'b'\nminutes = 1\n"),
            ("2", "overlap", "teams = ['a', 'b']\nminutes = 1\n"),
            ("3", "handoff", "from = 'b'\nto = 'a'\nminutes = 1\n"),
            ("4", "coverage", "start = '00:00'\nend = '24:00'\n"),
            ("5", "limit", "rest_minutes = 1\n"),
            ("6", "overlap", "teams = ['b', 'a']\nminutes = 1\n"),
            ("7", "limit", "quiet_minutes = 1\n"),
        )
    )
    assert [need.name for need in roster(TEAMS + text).requirements] == ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("[require]\nx = 1", ["2:1 unknown-key"]),
        ("[require]\noverlap = 1", ["2:11 wrong-type"]),
        ("[[require.overlap]]", ["1:1 missing-key", "1:1 missing-key"]),
        ("[[require.overlap]]\nteams = ['a']\nminutes = 0", ["2:9 bad-roster", "3:11 bad-roster"]),
        ("[[require.overlap]]\nteams = ['a', 'a']\nminutes = 1", ["2:15 duplicate-id"]),
        (
            "[[require.overlap]]\nteams = ['a', 'q']\nminutes = 1\npeople = 'all'\ncontiguous = 1",
            ["2:15 unknown-id", "4:10 bad-roster", "5:14 wrong-type"],
        ),
        ("[[require.overlap]]\nteams = ['a', 'b']\nminutes = 1\npeople = [1]", ["4:10 bad-roster"]),
        (
            "[[require.overlap]]\nteams = ['a', 'b']\nminutes = 1\npeople = [0, 'x']",
            ["4:11 bad-roster", "4:14 wrong-type"],
        ),
        ("[[require.overlap]]\nteams = ['a', 'b']\nminutes = 1\npeople = 2", ["4:10 wrong-type"]),
        (
            "[[require.coverage]]\nend = '25:00'\nzone = 'EST'\nheadcount = 0",
            ["1:1 missing-key", "2:7 bad-time", "3:8 ambiguous-zone", "4:13 bad-roster"],
        ),
        (
            "[[require.coverage]]\nstart = '10:00'\nend = '10:00'\nskill = 3",
            ["3:7 bad-roster", "4:9 wrong-type"],
        ),
        ("[[require.handoff]]\nfrom = 'a'\nto = 'a'\nminutes = 1", ["3:6 bad-roster"]),
        ("[[require.handoff]]\nfrom = 'q'\nto = 3", ["1:1 missing-key", "2:8 unknown-id", "3:6 wrong-type"]),
        ("[[require.handoff]]\nfrom = 'a'\nto = 'b'\nminutes = 1\npeople = [1, 2, 3]", ["5:10 bad-roster"]),
        ("[[require.handoff]]\nfrom = 'a'\nto = 'b'\nminutes = 1\npeople = [1, 0]", ["5:14 bad-roster"]),
        (
            "[[require.handoff]]\nfrom = 'a'\nto = 'b'\nminutes = 1\ndays = ['x']\nholidays = 'yes'",
            ["5:9 bad-argument", "6:12 wrong-type"],
        ),
        ("[[require.coverage]]\nstart = '00:00'\nend = '24:00'\nholidays = 1", ["4:12 wrong-type"]),
        ("[[require.overlap]]\nteams = ['a', 'b']\nminutes = 1\nholidays = 0", ["4:12 wrong-type"]),
        ("[[require.limit]]", ["1:1 missing-key"]),
        ("[[require.limit]]\nteams = ['q']\nheadcount = 2", ["1:1 missing-key", "2:10 unknown-id"]),
        (
            "[[require.limit]]\nteams = 'a'\nquiet_minutes = -1\nrest_minutes = 0\nname = 3\nholidays = true",
            ["2:9 wrong-type", "3:17 bad-roster", "4:16 bad-roster", "5:8 wrong-type", "6:1 unknown-key"],
        ),
        ("[[require.limit]]\nstart = '09:00'\nheadcount = 0", ["1:1 missing-key", "3:13 bad-roster"]),
        ("[[require.limit]]\nend = '9'\ndays = []", ["1:1 missing-key", "2:7 bad-time", "3:8 bad-argument"]),
        ("[[require.limit]]\nstart = '09:00'\nend = '09:00'", ["3:7 bad-roster"]),
        (
            "[[require.limit]]\nrest_minutes = 1\nheadcount = 1\ndays = ['mon']",
            ["3:13 bad-roster", "4:8 bad-roster"],
        ),
        (
            (
                "[[require.overlap]]\nteams = ['a', 'b']\nminutes = 1\n"
                "[[require.limit]]\nname = 'a and b'\nrest_minutes = 1\n"
                "[[require.overlap]]\nteams = ['a', 'b']\nminutes = 2\n"
            ),
            ["5:8 bad-roster", "7:1 bad-roster"],
        ),
    ],
)
def test_what_is_wrong_with_a_requirement_stands_where_it_is(lines: str, expected: list[str]) -> None:
    assert more(lines) == expected


def test_who_repeats_a_name_is_told_what_to_do() -> None:
    limit = "[[require.limit]]\nrest_minutes = 660\n"
    one = first(f"version = 1\n{TEAMS}{limit}{limit}")
    assert one.message == 'two requirements are called "every team: 660 minutes of rest"'
    assert one.hint == 'give one of them a name: name = "..."'
    named = first(f"version = 1\n{TEAMS}{limit}name = 'rest'\n{limit}name = 'rest'\n")
    assert (named.message, named.hint) == ('two requirements are called "rest"', "rename one")
    # A requirement that is wrong in itself has no name to repeat.
    assert problems(f"version = 1\n{TEAMS}{limit}name = 'x'\n{limit}name = 'x'\nteams = ['q']") == [
        f"{LINES + 7}:10 unknown-id"
    ]


def test_a_meeting_beyond_the_holiday_data_is_a_warning() -> None:
    text = f"version = 1\n{TEAMS}[meeting.m]\nminutes = 1\nteams = ['b']\nuntil = 2031-01-01"
    found, (warning,) = read(text)
    assert found is not None
    assert warning.severity == "warning"
