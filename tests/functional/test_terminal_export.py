"""`overlap export`, from arguments to files."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from overlap.adapters.ics_check import check_ics
from tests.adapters.strict_ics import as_date, events_of, read_instants
from tests.functional.terminal import Terminal

STAMP = ("--stamp", "2026-11-23T14:30Z")

TEAMS = """\
version = 1
title = "Two"
id = "two"
zone = "Europe/Warsaw"

[team.krakow]
name = "Kraków"
zone = "Europe/Warsaw"
holidays = "PL"
shifts = [{ start = "09:00", end = "17:00" }]

[team.krakow.member.zofia]
name = "Zofia Nowak"
email = "zofia@example.com"

[team.krakow.member.jan]
name = "Jan Kos"

[team.pune]
name = "Pune"
zone = "Asia/Kolkata"
shifts = [{ start = "10:00", end = "19:00" }]

[meeting.sync]
title = "Sync"
teams = ["krakow", "pune"]
minutes = 30
on = "tue"
at = "10:00"
anchor = "krakow"
from = 2026-12-01
until = 2027-06-29
organizer = "Zofia Nowak <zofia@example.com>"

[meeting.retro]
title = "Retro"
required = ["krakow.jan"]
minutes = 60
every = "2 weeks"
on = "fri"
at = "14:00"
from = 2026-12-04
count = 5
private = true

[meeting.open]
title = "Open end"
teams = ["pune"]
minutes = 15
on = "mon"
at = "11:00"
anchor = "pune"
"""


@pytest.fixture
def teams(tmp_path: Path) -> str:
    """Two teams and three meetings."""
    path = tmp_path / "teams.toml"
    path.write_text(TEAMS, encoding="utf-8")
    return str(path)


def uids(path: Path) -> list[str]:
    """The UIDs of a file, once each."""
    return list(dict.fromkeys(one.text("UID") for one in events_of(path.read_bytes().decode())))


def test_meetings_are_written_over_their_own_dates(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    out = tmp_path / "a.ics"
    run = terminal("export", teams, "-o", str(out), *STAMP)
    assert (run.status, run.out) == (0, f"wrote {out} (3 new)\n")
    assert run.err == 'note: the meeting open has no "from": here it begins on the day of writing\n'
    assert uids(out) == ["sync@two.overlap", "retro@two.overlap", "open@two.overlap"]
    text = out.read_bytes().decode()
    assert "X-WR-CALNAME:Two\r\n" in text
    starts = {one.text("UID"): one.text("DTSTART") for one in events_of(text)}
    assert starts["sync@two.overlap"] == "20261201T100000"
    assert starts["open@two.overlap"] == "20261123T110000"
    assert "RRULE:FREQ=WEEKLY;UNTIL=20270215T053000Z;BYDAY=MO" in text  # thirteen weeks on
    assert check_ics(text) == ()
    assert len(read_instants(text)) == 31 + 5 + 13


def test_written_again_it_says_what_changed(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    out = tmp_path / "a.ics"
    terminal("export", teams, "-o", str(out))
    before = out.read_bytes()
    run = terminal("export", teams, "-o", str(out), "--stamp", "2026-11-23T15:00Z")
    assert run.out == f"left as it was: {out} (3 unchanged)\n"
    assert out.read_bytes() == before
    path = Path(teams)
    path.write_text(TEAMS.replace('title = "Sync"', 'title = "Weekly sync"'), encoding="utf-8")
    run = terminal("export", teams, "-o", str(out), "--meeting", "sync", "--json")
    assert run.json["written"] == [str(out)]
    assert run.json["files"] == [
        {
            "path": str(out),
            "created": [],
            "changed": ["sync@two.overlap"],
            "unchanged": [],
            "cancelled": ["retro@two.overlap", "open@two.overlap"],
        }
    ]
    assert (run.json["command"], run.json["unchanged"], run.json["caveats"]) == ("export", [], [])


def test_days_shifts_and_time_come_besides_when_asked_for(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    out = tmp_path / "a.ics"
    dates = ("--from", "2026-12-21", "--until", "2026-12-31")
    run = terminal("export", teams, "-o", str(out), "--no-meetings", "--closures", "--celebrations", *dates)
    assert run.status == 0
    days = [as_date(one, "DTSTART").isoformat() for one in events_of(out.read_bytes().decode())]
    assert days.count("2026-12-25") == 1  # a day off and a festival: once
    run = terminal(
        "export", teams, "-o", str(tmp_path / "b.ics"), "--no-meetings", "--shifts", "--team", "pune", *dates
    )
    instants = read_instants((tmp_path / "b.ics").read_bytes().decode())
    assert len(instants) == 9
    run = terminal(
        "export",
        teams,
        "-o",
        str(tmp_path / "c.ics"),
        "--no-meetings",
        "--free-busy",
        "--availability",
        *dates,
    )
    text = (tmp_path / "c.ics").read_bytes().decode()
    assert text.count("BEGIN:VFREEBUSY") == text.count("BEGIN:VAVAILABILITY") == 3
    assert run.status == 0


def test_each_team_or_person_has_a_file_with_their_own_meetings(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    run = terminal("export", teams, "-o", str(tmp_path / "t"), "--by", "team", *STAMP)
    assert run.status == 0
    assert uids(tmp_path / "t" / "krakow.ics") == ["sync@two.overlap", "retro@two.overlap"]
    assert uids(tmp_path / "t" / "pune.ics") == ["sync@two.overlap", "open@two.overlap"]
    assert "X-WR-CALNAME:Two: Kraków\r\n" in (tmp_path / "t" / "krakow.ics").read_bytes().decode()
    run = terminal("export", teams, "-o", str(tmp_path / "p"), "--by", "person", *STAMP)
    names = sorted(path.name for path in (tmp_path / "p").iterdir())
    assert names == ["krakow.jan.ics", "krakow.zofia.ics", "pune.ics"]
    assert uids(tmp_path / "p" / "krakow.zofia.ics") == ["sync@two.overlap"]
    assert uids(tmp_path / "p" / "krakow.jan.ics") == ["sync@two.overlap", "retro@two.overlap"]
    run = terminal("export", teams, "-o", str(tmp_path / "one"), "--by", "person", "--team", "krakow.jan")
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["krakow.jan.ics"]


def test_people_who_have_nothing_have_no_file_unless_they_had_one(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    one = ("export", teams, "-o", str(folder), "--by", "team", "--meeting")
    terminal(*one, "retro", *STAMP)
    assert [path.name for path in folder.iterdir()] == ["krakow.ics"]
    terminal(*one, "open", *STAMP)
    assert sorted(path.name for path in folder.iterdir()) == ["krakow.ics", "pune.ics"]
    (gone,) = events_of((folder / "krakow.ics").read_bytes().decode())
    assert gone.text("STATUS") == "CANCELLED"
    run = terminal("export", teams, "-o", str(tmp_path / "q"), "--by", "team", "--no-meetings")
    assert run.status == 1
    assert not (tmp_path / "q").exists()


def test_a_busy_calendar_names_nobody(terminal: Terminal, teams: str) -> None:
    run = terminal("export", teams, "-o", "-", "--privacy", "busy", *STAMP)
    assert run.status == 0
    for word in ("Sync", "Retro", "Zofia", "zofia", "Two", "krakow", "sync@"):
        assert word not in run.out
    private = terminal("export", teams, "-o", "-", "--privacy", "private", "--meeting", "retro", *STAMP)
    assert "Retro" not in private.out
    assert "SUMMARY:Private appointment" in private.out


def test_stdout_gets_the_bytes_of_the_file(
    terminal: Terminal, teams: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("export", teams, "-o", str(tmp_path / "a.ics"), "--name", "Réunions", *STAMP)
    buffer = io.BytesIO()
    stdout = io.TextIOWrapper(buffer, encoding="ascii", newline="\r\n", write_through=True)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stdout)
        terminal("export", teams, "-o", "-", "--name", "Réunions", *STAMP)
    assert buffer.getvalue() == (tmp_path / "a.ics").read_bytes()


def test_with_nothing_to_write_nothing_is_written(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    out = tmp_path / "a.ics"
    for target in (str(out), "-"):
        run = terminal("export", teams, "-o", target, "--no-meetings")
        assert (run.status, run.out) == (1, "")
        assert "nothing to write" in run.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "a place to write to is missing"),
        (("-o", "-", "--json"), "one calendar alone goes to stdout"),
        (("-o", "-", "--by", "team"), "one calendar alone goes to stdout"),
        (("-o", "a.ics", "--no-meetings", "--meeting", "sync"), "contradict each other"),
        (("-o", "a.ics", "--meeting", "none"), "none"),
        (("-o", "a.ics", "--team", "none"), "none"),
        (("-o", "a.ics", "--by", "team", "--team", "none"), "none"),
        (("-o", "a.ics", "--stamp", "2026-11-23T14:30"), "has no time zone"),
        (("-o", "a.ics", "--privacy", "none"), "privacy"),
        (
            (
                "-o",
                "no/such/folder/a.ics",
            ),
            "cannot write",
        ),
        (("-o", "a.ics", "--from", "2027-01-01", "--until", "2026-01-01", "--shifts"), "ends at"),
        (("--check", "teams.toml"), "examines a calendar file"),
    ],
)
def test_bad_input_is_a_sentence_and_leaves_no_file(
    terminal: Terminal,
    teams: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = terminal("export", teams, *arguments)
    assert run.status == 2
    assert words in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["teams.toml"]


def test_a_team_file_is_needed_and_another_programs_file_stays(
    terminal: Terminal, teams: str, tmp_path: Path
) -> None:
    assert "a team file is missing" in terminal("export").err
    diary = tmp_path / "diary.ics"
    diary.write_text("BEGIN:VCALENDAR\nPRODID:mine\nEND:VCALENDAR\n")
    run = terminal("export", teams, "-o", str(diary))
    assert (run.status, "was not written by overlap" in run.err) == (2, True)
    assert "PRODID:mine" in diary.read_text()


def test_any_calendar_file_is_examined(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    event = "BEGIN:VEVENT\nUID:1\nDTSTAMP:20260301T120000Z\nDTSTART:20260302T090000\nEND:VEVENT\n"
    path.write_text(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n")
    run = terminal("export", "--check", str(path))
    assert run.status == 1
    assert "1 thing that programs read in different ways" in run.out
    assert "floating-time" in run.out
    run = terminal("export", "--check", str(path), "--json")
    assert (run.status, run.json["findings"][0]["where"]) == (1, "line 5")
    path.write_text(f"BEGIN:VCALENDAR\n{event.replace('090000', '090000Z')}END:VCALENDAR\n")
    run = terminal("export", "--check", str(path))
    assert (run.status, "nothing that programs read in different ways" in run.out) == (0, True)
    assert terminal("export", "--check", str(tmp_path / "none.ics")).status == 2
    assert terminal("export", "--check", str(tmp_path)).status == 2


def test_zones_that_outlook_approximates_are_told(terminal: Terminal, teams: str, tmp_path: Path) -> None:
    Path(teams).write_text(TEAMS.replace("Asia/Kolkata", "Africa/Casablanca"), encoding="utf-8")
    command = ("export", teams, "-o", str(tmp_path / "a.ics"), "--meeting", "open", "--from", "2026-01-05")
    run = terminal(*command)
    assert run.status == 0
    assert "note: Outlook keeps one yearly pair of clock changes and Africa/Casablanca has others" in run.err
    assert "Africa/Casablanca" in terminal(*command, "--json").json["caveats"][0]


def test_export_and_series_mean_the_same_dates_where_a_meeting_has_no_end(
    terminal: Terminal, tmp_path: Path
) -> None:
    team = tmp_path / "open.toml"
    team.write_text(
        'version = 1\nzone = "UTC"\n[team.a]\nzone = "UTC"\nshifts = [{ start = "09:00", end = "17:00" }]\n'
        '[meeting.sync]\nteams = ["a"]\nminutes = 30\non = "mon"\nat = "10:00"\nfrom = 2025-01-06\n',
        encoding="utf-8",
    )
    said = terminal("series", str(team), "--json").json["occurrences"]
    text = terminal("export", str(team), "-o", "-").out
    last = said[-1]["start"].replace("-", "").replace(":", "").replace("Z", "00Z")
    assert f"UNTIL={last}" in text
    assert said[0]["date"] == "2025-01-06"
    assert said[-1]["date"] > "2026-03-02", "a quarter from today on, not from its first date"


def test_calendar_files_are_read_and_told_once_whatever_the_number_of_meetings(
    terminal: Terminal, tmp_path: Path
) -> None:
    team = tmp_path / "two.toml"
    meeting = 'teams = ["a"]\nminutes = 30\non = "mon"\nfrom = 2026-03-02\nuntil = 2026-03-30\n'
    team.write_text(
        'version = 1\nzone = "UTC"\n[team.a]\nzone = "UTC"\nshifts = [{ start = "09:00", end = "17:00" }]\n'
        '[team.a.member.ana]\nbusy = ["gone.ics"]\n'
        f'[meeting.one]\nat = "10:00"\n{meeting}[meeting.two]\nat = "11:00"\n{meeting}',
        encoding="utf-8",
    )
    run = terminal("export", str(team), "-o", str(tmp_path / "out"), "--by", "person", "--free-busy")
    assert run.status == 0
    assert run.err.count("gone.ics: unreadable-file") == 1
