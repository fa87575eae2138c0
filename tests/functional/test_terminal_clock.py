"""`overlap clock`: one ticket, a file of tickets, and what cannot be answered."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from overlap.core.civil import iso_minute
from overlap.people.absence import Closure
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.functional.terminal import Terminal
from tests.planning.brute import instant, reached, there
from tests.planning.clocks import Walk
from tests.properties.oracle import DAY, Kept

FILE = """\
version = 1
title = "Desks"
zone = "America/New_York"

[team.manila]
name = "Manila Support"
zone = "Asia/Manila"
shifts = [{ start = "22:00", end = "06:00", breaks = [{ start = "02:00", end = "03:00" }] }]
closures = [{ from = 2026-06-08, until = 2026-06-12, name = "Summer break" }]

[team.new-york]
name = "New York Client"
zone = "America/New_York"
holidays = "US"
shifts = [{ start = "09:00", end = "17:00" }]

[team.idle]
zone = "Europe/Warsaw"
shifts = [{ start = "09:00", end = "17:00" }]
closures = [{ from = 2020-01-01, until = 2060-01-01 }]
"""

US_2026 = ("01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25")
"""The federal days off of 2026 as the Office of Personnel Management lists them."""

SAME = Roster(
    [
        Team(
            "manila",
            "Asia/Manila",
            [Shift("22:00", "06:00", breaks=[Break("02:00", "03:00")])],
            closures=[Closure("2026-06-08", "2026-06-12")],
        ),
        Team("new-york", "America/New_York", [Shift("09:00", "17:00")]),
    ]
)
"""The same desks, for the brute force."""

FIRST, LAST = instant("2026-01-01 12:00"), instant("2026-12-31 00:00")
TICKET = ("--start", "2026-03-02T14:30Z", "--add-minutes", "480")


@pytest.fixture(scope="module")
def at_work() -> dict[str, set[int]]:
    off = frozenset(date.fromisoformat(f"2026-{day}") for day in US_2026)
    return there(SAME, ["manila", "new-york"], FIRST, LAST, kept={"new-york": Kept(off)})


@pytest.fixture
def desks(tmp_path: Path) -> str:
    path = tmp_path / "team.toml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("options", "ids", "quorum"),
    [
        (("--team", "manila", "--team", "new-york"), ("manila", "new-york"), 1),
        (("--team", "manila", "--team", "new-york", "--running", "all"), ("manila", "new-york"), 2),
        (("--team", "manila"), ("manila",), 1),
    ],
)
def test_ten_thousand_tickets_of_a_file_are_those_of_a_walk_over_minutes(
    terminal: Terminal,
    desks: str,
    tmp_path: Path,
    at_work: dict[str, set[int]],
    options: tuple[str, ...],
    ids: tuple[str, ...],
    quorum: int,
) -> None:
    walk = Walk(reached([at_work[one] for one in ids], quorum), FIRST, LAST)
    held = {one: at_work[one] & walk.running for one in ids}
    draw = random.Random(20_261_101)  # noqa: S311
    rows, expected = [], []
    for number in range(10_000):
        start = draw.randrange(FIRST, LAST - 60 * DAY)
        pauses = []
        for _ in range(draw.choice([0, 0, 0, 0, 0, 0, 0, 1, 2])):
            low = start + draw.randrange(-300, DAY)
            pauses.append((low, low + draw.randrange(0, 600)))
        asks_end = bool(number % 3 == 0)
        amount = draw.randrange(0, 900)
        due = walk.due(start, amount, pauses) if pauses else walk.add(start, amount)
        end = draw.randrange(start, LAST) if asks_end else due
        still = {at for low, high in pauses for at in range(max(low, start), min(high, end))}
        ran = walk.between(start, end) - sum(at in walk.running for at in still)
        share = dict.fromkeys(ids, 0)
        if number % 50 == 0:
            span = range(start, end)
            share = {
                one: sum(map(theirs.__contains__, span)) - len(still & theirs) for one, theirs in held.items()
            }
        written = "; ".join(f"{iso_minute(low)}/{iso_minute(high)}" for low, high in pauses)
        rows.append(
            [
                f"T-{number}",
                iso_minute(start),
                "" if asks_end else str(amount),
                iso_minute(end) if asks_end else "",
                written,
            ]
        )
        shares = "; ".join(f"{one}: {minutes}" for one, minutes in share.items())
        expected.append(("" if asks_end else iso_minute(due), str(ran) if asks_end else "", shares))
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "start", "add_minutes", "end", "pauses"], *rows])
    run = terminal("clock", desks, *options, "--tickets", str(source), "-o", str(target))
    assert (run.status, run.out) == (0, "")
    assert "10000 tickets, 0 without an answer" in run.err
    with target.open(newline="", encoding="utf-8") as file:
        header, *found = csv.reader(file)
    assert header == ["id", "start", "add_minutes", "end", "pauses", "due", "working_minutes", "held_by"]
    assert [row[:5] for row in found] == rows
    assert [(row[5], row[6]) for row in found] == [(due, ran) for due, ran, _ in expected]
    assert [row[7] for row in found[::50]] == [held for _, _, held in expected[::50]]


def test_a_due_is_a_document_that_programs_rely_on(terminal: Terminal, desks: str) -> None:
    run = terminal("clock", desks, "--team", "new-york", *TICKET, "--json")
    assert run.status == 0
    assert run.err == ""
    assert {key: value for key, value in run.json.items() if key != "tzdata"} == {
        "format_version": 1,
        "command": "clock",
        "start": "2026-03-02T14:30Z",
        "end": "2026-03-03T14:30Z",
        "due": "2026-03-03T14:30Z",
        "add_minutes": 480,
        "teams": ["new-york"],
        "quorum": 1,
        "is_open": True,
        "zone": "America/New_York",
        "held": [{"team": "new-york", "minutes": 480}],
    }
    back = terminal("clock", desks, "--team", "new-york", *TICKET[:3], "-480", "--json").json
    assert (back["start"], back["end"], back["due"]) == (
        "2026-02-27T14:30Z",
        "2026-03-02T14:30Z",
        "2026-02-27T14:30Z",
    )
    assert back["held"] == [{"team": "new-york", "minutes": 480}]
    zero = terminal("clock", desks, "--team", "new-york", *TICKET[:3], "0", "--json").json
    assert zero["start"] == zero["end"] == zero["due"] == "2026-03-02T14:30Z"


def test_where_the_data_end_it_is_not_known_whether_the_clock_runs(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "pune.toml"
    path.write_text(
        'version = 1\n[team.pune]\nzone = "Asia/Kolkata"\nholidays = "IN"\n'
        'shifts = [{ start = "10:00", end = "19:00" }]\n'
    )
    end = "2035-12-31T18:30Z"
    found = terminal("clock", str(path), "--start", end, "--add-minutes", "-60", "--json")
    assert (found.status, found.json["due"], found.json["is_open"]) == (0, "2035-12-31T12:30Z", None)
    ahead = terminal("clock", str(path), "--start", end, "--add-minutes", "60")
    assert (ahead.status, ahead.out) == (2, "")
    assert "error: beyond-data: " in ahead.err


def test_working_minutes_are_those_between_two_instants(terminal: Terminal, desks: str) -> None:
    week = ("--start", "2026-03-02T00:00Z", "--end", "2026-03-09T00:00Z")
    found = terminal("clock", desks, "--team", "new-york", "--team", "manila", *week, "--json").json
    assert (found["start"], found["end"]) == ("2026-03-02T00:00Z", "2026-03-09T00:00Z")
    assert found["working_minutes"] == 5 * 8 * 60  # both work 14:00Z to 22:00Z
    assert found["held"] == [{"team": "new-york", "minutes": 2400}, {"team": "manila", "minutes": 2100}]
    paused = terminal(
        "clock",
        desks,
        "--team",
        "new-york",
        *week,
        "--pause",
        "2026-03-03T00:00Z/2026-03-05T00:00Z",
        "--pause",
        "2026-03-06T20:00Z/",
        "--json",
    ).json
    assert paused["working_minutes"] == 3 * 480 - 120
    back = terminal("clock", desks, "--team", "new-york", "--start", week[3], "--end", week[1], "--json").json
    assert back["working_minutes"] == -2400
    assert (back["start"], back["end"]) == ("2026-03-02T00:00Z", "2026-03-09T00:00Z")
    assert not back["is_open"]


def test_the_answer_is_a_sentence_to_forward(terminal: Terminal, desks: str) -> None:
    run = terminal(
        "clock", desks, "--team", "new-york", *TICKET[:1], "2026-07-02T18:00Z", "--add-minutes", "480"
    )
    assert run.status == 0
    assert run.out == (
        "Due Mon 6 Jul 2026, 14:00 America/New_York: 8 h of working time from Thu 2 Jul 2026, 14:00.\n"
        "\n"
        "Skipped: 32 h without a shift; Sat 4 Jul 2026, Sun 5 Jul 2026; "
        "Independence Day (observed) (Fri 3 Jul 2026).\n"
    )
    both = terminal("clock", desks, "--team", "new-york", "--team", "manila", *TICKET)
    assert both.out.startswith(
        "Due Tue 3 Mar 2026, 09:30 America/New_York (Tue 3 Mar 2026, 22:30 Asia/Manila): 8 h of working time "
        "from Mon 2 Mar 2026, 09:30.\n"
    )
    back = terminal("clock", desks, "--team", "manila", *TICKET[:3], "-60", "--zone", "UTC")
    assert back.out.startswith(
        "Start by Fri 27 Feb 2026, 21:30 UTC (Sat 28 Feb 2026, 05:30 Asia/Manila): "
        "1 h of working time before Mon 2 Mar 2026, 14:30.\n"
    )
    at_once = terminal("clock", desks, *TICKET[:3], "0", "--team", "new-york")
    assert at_once.out == (
        "Due Mon 2 Mar 2026, 09:30 America/New_York: 0 min of working time from Mon 2 Mar 2026, 09:30.\n"
    )
    paused = terminal(
        "clock", desks, "--team", "new-york", *TICKET, "--pause", "2026-03-02T15:00Z/2026-03-02T18:00Z"
    )
    assert "3 h of working time in pauses" in paused.out


def test_the_time_that_ran_is_told_with_who_held_it(terminal: Terminal, desks: str) -> None:
    span = ("--start", "2026-06-05T14:00Z", "--end", "2026-06-15T22:00Z")
    run = terminal("clock", desks, "--team", "manila", "--team", "new-york", *span)
    assert run.out == (
        "57 h of working time from Fri 5 Jun 2026, 10:00 to Mon 15 Jun 2026, 18:00 America/New_York.\n"
        "\n"
        "Skipped: 90 h without a shift; Sat 6 Jun 2026, Sun 7 Jun 2026, Sat 13 Jun 2026, Sun 14 Jun 2026; "
        "Summer break (Mon 8 Jun 2026), Summer break (Tue 9 Jun 2026), Summer break (Wed 10 Jun 2026), "
        "Summer break (Thu 11 Jun 2026), Summer break (Fri 12 Jun 2026) of Manila Support.\n"
        "\n"
        "Team             Held\n"
        "---------------  ----\n"
        "Manila Support   14 h\n"
        "New York Client  55 h\n"
        "The clock ran    57 h\n"
    )
    back = terminal("clock", desks, "--team", "manila", "--start", span[3], "--end", span[1])
    assert back.out.startswith("-14 h of working time from Mon 15 Jun 2026, 18:00 to Fri 5 Jun 2026, 10:00")


def test_working_time_that_never_comes_is_no_answer_with_its_reason(terminal: Terminal, desks: str) -> None:
    run = terminal("clock", desks, "--team", "idle", *TICKET)
    assert (run.status, run.err) == (1, "")
    assert run.out == (
        'The clock of "idle" does not run for 8 h between 2026-03-02T14:30Z and 2036-03-02T14:30Z; '
        "ask for less within ten years, or look at shifts, seasons and closures.\n"
    )
    found = terminal("clock", desks, "--team", "idle", *TICKET, "--json")
    assert found.status == 1
    assert found.json["due"] is None
    assert found.json["reason_code"] == "no-working-time"
    assert f"{found.json['reason']}\n" == run.out
    assert (found.json["start"], found.json["end"]) == ("2026-03-02T14:30Z", "2026-03-02T14:30Z")
    together = terminal("clock", desks, "--running", "3", *TICKET)
    assert together.status == 1
    waits = ("--team", "new-york", *TICKET, "--pause", "2026-03-02T15:00Z/..")
    paused = terminal("clock", desks, *waits)
    assert (paused.status, paused.out) == (1, "The clock stands still in a pause that has no end.\n")
    document = terminal("clock", desks, *waits, "--json").json
    assert (document["due"], document["reason_code"], document["held"]) == (
        None,
        "open-pause",
        [{"team": "new-york", "minutes": 0}],
    )


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ((), "bad-argument: no --start is given"),
        (("--start", "2026-03-02T14:30Z"), "bad-argument: neither --add-minutes nor --end is given"),
        ((*TICKET, "--end", "2026-03-02T15:00Z"), "bad-argument: both --add-minutes and --end are given"),
        (
            ("--start", "2026-03-02T14:30", "--add-minutes", "5"),
            "naive-datetime: --start 2026-03-02T14:30:00 has",
        ),
        (("--start", "2026-03-02", "--add-minutes", "5"), "bad-date: --start 2026-03-02 is a date"),
        (("--start", "2026-03-02T14:30Z", "--end", "soon"), 'bad-date: --end "soon" is neither'),
        (("--start", "1950-03-02T14:30Z", "--add-minutes", "5"), "bad-horizon: "),
        ((*TICKET, "--team", "nobody"), "unknown-id: "),
        ((*TICKET, "--running", "9"), "bad-quorum: --running: a quorum of 9"),
        ((*TICKET, "--running", "most"), 'bad-argument: --running: running is "most"'),
        ((*TICKET, "--running", "9" * 5000), 'bad-argument: --running: running is "999'),
        ((*TICKET, "--zone", "EST"), "ambiguous-zone: "),
        ((*TICKET, "--pause", "2026-03-02T14:30Z"), "bad-argument: --pause "),
        (
            ("--start", "2026-03-02T14:30Z", "--add-minutes=-5", "--pause", "2026-03-02T14:30Z/"),
            "bad-argument: working time is counted back without pauses",
        ),
        ((*TICKET, "-o", "out.csv"), "bad-argument: --output is for --tickets"),
        ((*TICKET, "--tickets", "in.csv"), "bad-argument: --start and --tickets contradict each other"),
        (("--tickets", "in.csv", "--pause", "x"), "bad-argument: --pause and --tickets contradict"),
        (("--tickets", "none.csv"), "none.csv: bad-file: cannot be read"),
        (("--tickets", "none.csv", "--team", "nobody"), "unknown-id: "),
        (("--tickets", "none.csv", "--json", "-o", "out.json"), "bad-argument: --json goes to stdout"),
    ],
)
def test_a_bad_question_is_refused_with_its_repair(
    terminal: Terminal, desks: str, extra: tuple[str, ...], told: str
) -> None:
    run = terminal("clock", desks, *extra)
    assert run.status == 2
    assert told in run.err
    assert run.out == ""


def test_standard_input_is_one_file_only(terminal: Terminal) -> None:
    run = terminal("clock", "-", "--tickets", "-")
    assert run.status == 2
    assert "standard input cannot be both files" in run.err


TICKETS = """\
id,start,add_minutes,end,team,pauses,note
A,2026-03-02T14:30Z,480,,,,"=1+1, kept"
B,2026-03-02T14:30Z,,2026-03-09T00:00Z,manila,,
C,2026-03-02T14:30Z,60,,idle,,
D,2026-03-02T14:30Z,60,,new-york; manila,2026-03-02T14:40Z/,
E,2026-03-07T00:00Z,0,,,,
"""


def test_a_file_of_tickets_is_answered_row_by_row(terminal: Terminal, desks: str, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(TICKETS, encoding="utf-8")
    run = terminal("clock", desks, "--team", "new-york", "--tickets", str(source))
    assert run.status == 1  # two have no answer
    rows = [*csv.reader(io.StringIO(run.out))]
    assert rows[0][-4:] == ["due", "working_minutes", "held_by", "reason"]
    assert [row[:7] for row in rows] == [*csv.reader(io.StringIO(TICKETS))]
    assert [row[7:] for row in rows[1:]] == [
        ["2026-03-03T14:30Z", "", "new-york: 480", ""],
        ["", "2070", "manila: 2070", ""],
        [
            "",
            "",
            "",
            'The clock of "idle" does not run for 1 h between 2026-03-02T14:30Z and 2036-03-02T14:30Z.',
        ],
        ["", "", "", "The clock stands still in a pause that has no end."],
        ["2026-03-07T00:00Z", "", "new-york: 0", ""],
    ]
    target = tmp_path / "out.csv"
    written = terminal("clock", desks, "--team", "new-york", "--tickets", str(source), "-o", str(target))
    assert (written.status, written.out) == (1, "")
    assert "5 tickets, 2 without an answer" in written.err
    assert target.read_text(encoding="utf-8") == run.out
    dashed = terminal("clock", desks, "--team", "new-york", "--tickets", str(source), "-o", "-")
    assert dashed.out == run.out


def test_a_file_of_tickets_is_a_document_too(terminal: Terminal, desks: str, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(TICKETS, encoding="utf-8")
    found = terminal("clock", desks, "--team", "new-york", "--tickets", str(source), "--json")
    assert found.status == 1
    document = found.json
    assert (document["start"], document["end"]) == ("2026-03-02T14:30Z", "2026-03-09T00:00Z")
    one, two, three, four, five = document["tickets"]
    assert one == {
        "line": 2,
        "id": "A",
        "start": "2026-03-02T14:30Z",
        "due": "2026-03-03T14:30Z",
        "held": [{"team": "new-york", "minutes": 480}],
    }
    assert (two["end"], two["working_minutes"]) == ("2026-03-09T00:00Z", 2070)
    assert (three["due"], four["due"], five["due"]) == (None, None, "2026-03-07T00:00Z")
    assert "idle" in three["reason"]
    assert "reason" not in five
    source.write_text("start,end\n", encoding="utf-8")
    empty = terminal("clock", desks, "--tickets", str(source), "--json")
    assert (empty.status, empty.json["tickets"]) == (0, [])
    assert "start" not in empty.json


def test_nothing_is_written_if_a_row_is_wrong(terminal: Terminal, desks: str, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    source.write_text(
        "start,add_minutes,team\n2026-03-02T14:30Z,5,\n2026-03-02T14:30,5,\n2026-03-02T14:30Z,5,nobody\n",
        encoding="utf-8",
    )
    run = terminal("clock", desks, "--tickets", str(source), "-o", str(target))
    assert (run.status, run.out) == (2, "")
    assert f"{source}:3:1: naive-datetime: " in run.err
    assert f"{source}:4:1: unknown-id: " in run.err
    assert "2 errors" in run.err
    # Rows whose answer needs days without data, or years that are not supported.
    pune = FILE.rpartition("[team.new-york]")[2].partition("[team.idle]")[0].replace('"US"', '"IN"')
    Path(desks).write_text(f"{FILE}[team.pune]{pune}", encoding="utf-8")
    source.write_text(
        "start,add_minutes,team\n"
        "2026-03-02T14:30Z,5,pune\n"
        "2095-03-02T14:30Z,5,pune\n"
        "1950-03-02T14:30Z,5,manila\n"
        "2026-03-02T14:30Z,5,manila; manila\n",
        encoding="utf-8",
    )
    run = terminal("clock", desks, "--tickets", str(source), "-o", str(target))
    assert (run.status, run.out) == (2, "")
    assert f"{source}:2:" not in run.err
    for line, slug in ((3, "beyond-data"), (4, "bad-horizon"), (5, "bad-argument")):
        assert f"{source}:{line}:1: {slug}: " in run.err
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv", "team.toml"]


def test_tickets_may_come_through_standard_input(desks: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "overlap", "clock", desks, "--tickets", "-", "--json"],
        input=b"start;add_minutes;team\r\n2026-03-02T14:30Z;480;new-york\r\n",
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["tickets"][0]["due"] == "2026-03-03T14:30Z"
