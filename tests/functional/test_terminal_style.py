"""Dates and times as the reader wants them, in the terminal; what programs read stays the same."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from overlap.cli.commands import COMMANDS
from tests.functional.terminal import Terminal

ROSTER = """\
version = 1
title = "Three"
zone = "America/New_York"

[team.manila]
name = "Manila"
zone = "Asia/Manila"
holidays = "PH"
headcount = 4

[[team.manila.shifts]]
name = "night"
start = "21:00"
end = "06:00"
breaks = [{ start = "01:00", end = "02:00", days = ["mon"] }]

[team.manila.flex]
earlier_minutes = 60
later_minutes = 60

[team.ny]
name = "New York"
zone = "America/New_York"
holidays = "US"
shifts = [{ start = "09:00", end = "17:00" }]

[team.ny.member.ana]
name = "Ana Reyes"
birthday = "12-01"
time_off = [{ from = 2026-12-01, until = 2026-12-04 }]

[team.krakow]
name = "Kraków"
zone = "Europe/Warsaw"
holidays = "PL"
shifts = [{ start = "10:00", end = "18:00" }]

[team.krakow.member.jan]
name = "Jan Nowak"

[meeting.sync]
title = "Weekly sync"
teams = ["krakow", "ny"]
minutes = 30
every = "week"
on = "fri"
at = "16:00"
anchor = "krakow"
from = 2026-12-04
until = 2027-01-29
on_holiday = "move"

[[require.overlap]]
name = "Manila with New York"
teams = ["manila", "ny"]
minutes = 240
"""

STYLES = (("--hours", "12"), ("--locale", "pl"), ("--hours", "12", "--locale", "ar"))

HORIZON = ("--from", "2026-11-30", "--until", "2026-12-31")


def asked(name: str, file: str) -> tuple[str, ...]:
    """One question to a command."""
    return {
        "zones": ("zones", "Kraków"),
        "holidays": ("holidays", file, *HORIZON),
        "stagger": ("stagger", file, *HORIZON, "--grid", "60"),
        "slots": ("slots", file, "--minutes", "60", "--required", "manila", "--required", "krakow", *HORIZON),
        "why": ("why", file, "2026-12-25T14:00Z", "--minutes", "30"),
        "clock": ("clock", file, "--team", "ny", "--start", "2026-12-24T20:00Z", "--add-minutes", "300"),
        "changes": ("changes", file, "--year", "2026", "--team", "manila", "--team", "ny"),
        "compare": ("compare", file, file, *HORIZON),
        "now": ("now", file),
        "series": ("series", file, "--meeting", "sync"),
        "plan": ("plan", file, "--meeting", "sync", "--step", "60"),
        "rotate": ("rotate", file, "--meeting", "sync", "--step", "60"),
        "pairs": ("pairs", file, *HORIZON),
        "busy": ("busy", str(Path(file).with_name("ana.ics")), *HORIZON),
    }.get(name, (name, file, *HORIZON))


@pytest.fixture
def roster(tmp_path: Path) -> str:
    """Three teams with holidays, and a calendar file beside them."""
    path = tmp_path / "team.toml"
    path.write_text(ROSTER, encoding="utf-8")
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "BEGIN:VEVENT", "UID:1@x"),
        *("DTSTAMP:20260101T000000Z", "DTSTART:20261201T140000Z", "DTEND:20261201T150000Z"),
        *("SUMMARY:Dentist", "END:VEVENT", "END:VCALENDAR", ""),
    )
    (tmp_path / "ana.ics").write_text("\r\n".join(lines), encoding="utf-8")
    return str(path)


def commands_with(flag: str) -> list[str]:
    """The commands that take an option."""
    return [
        name
        for name, (home, _) in COMMANDS.items()
        if any(flag in one.opts for one in getattr(import_module(f"overlap.cli.{home}"), name).params)
    ]


STYLED = commands_with("--hours")


def test_every_command_that_prints_dates_on_a_clock_can_be_styled() -> None:
    # What these two read and write is for programs: calendars, spreadsheets, team files.
    assert set(commands_with("--zone")) - {"export", "import"} <= set(STYLED)
    assert commands_with("--locale") == STYLED
    assert {"now", "slots", "series", "zones", "busy", "report"} <= set(STYLED)
    assert set(commands_with("--zone")) - {"export", "import", "busy"} <= set(commands_with("--language"))


@pytest.mark.parametrize("name", STYLED)
def test_the_machines_output_is_the_same_under_every_style(
    name: str, roster: str, terminal: Terminal
) -> None:
    question = asked(name, roster)
    plain = terminal(*question, "--json")
    assert plain.status in (0, 1), plain.err
    assert plain.json["command"] == name
    for style in STYLES[::2]:
        styled = terminal(*question, *style, "--json")
        assert styled == plain


@pytest.mark.parametrize("name", STYLED)
def test_a_reader_on_twelve_hours_finds_no_time_by_twenty_four(
    name: str, roster: str, terminal: Terminal
) -> None:
    question = asked(name, roster)
    plain, styled = terminal(*question), terminal(*question, "--hours", "12")
    assert styled.status == plain.status
    bare = re.compile(r"(?<![0-9:+-])[0-9]{1,2}:[0-9]{2}(?! [ap]m|[0-9])")
    # Shifts and cohorts without a name are called by their hours, with a hyphen, as in the team file.
    text = re.sub(r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", "", styled.out)
    assert bare.findall(text) == []
    if bare.search(re.sub(r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", "", plain.out)):
        assert re.search("[0-9] [ap]m", styled.out)


@pytest.mark.parametrize("name", STYLED)
def test_a_reader_of_another_locale_finds_no_english_date(name: str, roster: str, terminal: Terminal) -> None:
    question = asked(name, roster)
    styled = terminal(*question, "--locale", "pl")
    assert styled.status == terminal(*question).status
    english = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\b[0-9]{1,2} (Nov|Dec|Jan|Feb)\b")
    assert english.findall(styled.out) == []


@pytest.mark.parametrize("tag", ["ar", "hi", "fil", "ja"])
def test_any_script_keeps_its_columns_and_an_old_terminal_shows_stand_ins(
    tag: str, roster: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from overlap.render.text import to_ascii, width

    out = terminal("windows", roster, "--locale", tag, "--hours", "12", "--team", "ny", *HORIZON).out
    lines = out.splitlines()
    rule = lines[1].split("  ")
    for line in lines[2:-2]:
        columns = [sum(len(part) + 2 for part in rule[:at]) for at in range(1, len(rule))]
        reached, marks = 0, []
        for char in line:
            marks.append((reached, char))
            reached += width(char)
        blank = {at for at, char in marks if char == " "}
        assert all(at - 1 in blank for at in columns if at < reached)
    assert to_ascii(out).isascii()


@pytest.mark.parametrize("name", ["series", "plan", "rotate", "pairs"])
def test_a_calendar_file_is_the_same_under_every_style(
    name: str, roster: str, terminal: Terminal, tmp_path: Path
) -> None:
    if name == "pairs":
        pytest.importorskip("networkx")
    question = asked(name, roster)
    if name == "series":
        question = ("export", roster, "--shifts", "--closures", "--celebrations", *HORIZON)
    written = []
    for number, style in enumerate(((), *STYLES)):
        out = tmp_path / f"{number}.ics"
        more = () if question[0] == "export" else style
        terminal(*question, *more, "-o", str(out))
        text = out.read_bytes() if out.exists() else b""
        written.append(text.replace(str(number).encode() + b".ics", b""))
    assert len(set(written)) == 1
    assert b"BEGIN:VEVENT" in written[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--hours", "13"), "--hours"),
        (("--locale", "polish"), 'did you mean "pl"?'),
        (("--locale", "polish", "--json"), "--locale"),
        (("--language", "tlh"), "--language"),
    ],
)
def test_what_is_no_style_is_told_with_its_option(
    options: tuple[str, ...], words: str, roster: str, terminal: Terminal
) -> None:
    run = terminal("windows", roster, *HORIZON, *options)
    assert (run.status, run.out) == (2, "")
    assert words in run.err


@pytest.mark.parametrize("ending", [".md", ".html"])
def test_a_report_in_a_file_is_written_in_the_style_asked_for(
    ending: str, roster: str, terminal: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / f"report{ending}"
    run = terminal("report", roster, *HORIZON, "--hours", "12", "--locale", "pl", "-o", str(out))
    assert run.status == 0, run.err
    page = re.sub(r"(?s)<(script|style).*?</\1>", "", out.read_text(encoding="utf-8"))
    words = re.sub(r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}", "", re.sub(r"<[^>]+>", "\n", page))
    assert re.findall(r"(?<![0-9:+-])[0-9]{1,2}:[0-9]{2}(?!\s?[AP]M|[0-9])", words) == []
    assert re.findall(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b", words) == []
    assert "9:00\u202fAM" in words
    assert "pon., 30 lis 2026" in words


def test_a_style_ends_with_its_command(roster: str, terminal: Terminal) -> None:
    before = terminal("windows", roster, *HORIZON)
    terminal("windows", roster, *HORIZON, "--hours", "12", "--language", "pl")
    assert terminal("windows", roster, *HORIZON) == before


def test_holidays_have_the_names_of_the_language_asked_for(roster: str, terminal: Terminal) -> None:
    for question in (("report", roster), ("holidays", roster), ("celebrations", roster)):
        out = terminal(*question, *HORIZON, "--language", "pl").out
        assert "Wigilia Bożego Narodzenia" in out
        assert "Thanksgiving" in out or "Christmas Day" in out  # the United States have no Polish names
        assert "Wigilia" not in terminal(*question, *HORIZON).out
    example = terminal("report", "--language", "own", "--from", "2026-12-01", "--until", "2026-12-31").out
    assert "Natal" in example
