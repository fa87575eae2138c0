"""What the page on security says: no network, no code run from data, no secret shown, and names are text."""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import overlap
from overlap.adapters import caldav_http, caldav_xml, tickets
from overlap.adapters.caldav_http import LARGEST_ANSWER_BYTES, TIMEOUT_SECONDS
from overlap.adapters.files import LARGEST_KEPT_BYTES
from overlap.adapters.ics_read_parts import ReadingCaps
from overlap.adapters.sheets import grid, reader, workbook
from overlap.adapters.team_file import LARGEST_FILE_BYTES
from overlap.cli.app import _APP
from overlap.cli.commands import COMMANDS
from overlap.cli.main import main
from tests.functional.everything import OTHER_TEAM_FILE, TEAM_FILE
from tests.functional.terminal import FIXED_NOW

SOURCE = Path(overlap.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

FORBIDDEN = {
    *("code", "codeop", "ctypes", "dbm", "marshal", "pickle", "runpy", "shelve", "yaml"),
    *("asyncio", "ftplib", "imaplib", "poplib", "smtplib", "socketserver", "telnetlib", "xmlrpc"),
    *("multiprocessing", "subprocess", "webbrowser"),
    *("logging", "syslog"),
}
"""Modules that run what they are given, reach the network, start programs or keep a log."""

ALONE = {
    "http.client": "adapters/caldav_http.py",
    "socket": "adapters/caldav_http.py",
    "ssl": "adapters/caldav_http.py",
    "urllib.error": "adapters/caldav_http.py",
    "urllib.request": "adapters/caldav_http.py",
    "xml.etree.ElementTree": "adapters/caldav_xml.py",
    "xml.parsers": "adapters/caldav_xml.py",
    "xml.sax.saxutils": "adapters/caldav_xml.py",
    "zipfile": "adapters/sheets/workbook.py",
}
"""Modules that one file alone may use."""

RUNNING = frozenset({"__import__", "breakpoint", "compile", "eval", "exec", "input"})


@cache
def nodes(path: Path) -> list[ast.AST]:
    """The imports and the calls of a file, anywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)]


def imports(path: Path) -> Iterator[str]:
    """What a file imports anywhere in it."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            yield node.module


def calls(path: Path) -> Iterator[str]:
    """What a file calls, as it is written."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_nothing_runs_code_from_data_starts_programs_or_keeps_a_log() -> None:
    assert len(MODULES) > 200
    found = {
        f"{path.relative_to(SOURCE).as_posix()}: {name}"
        for path in MODULES
        for name in imports(path)
        if name.partition(".")[0] in FORBIDDEN
    }
    assert found <= {"planning/bulk.py: pickle"}  # what an executor takes along, inside its own pickle
    called = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in MODULES
        for name in calls(path)
        if name in RUNNING or re.match(r"os\.(system|popen|spawn|exec|posix_spawn|fork)", name)
    }
    assert not called


def test_network_xml_and_archives_have_one_door_each() -> None:
    doors = {
        (name, path.relative_to(SOURCE).as_posix())
        for path in MODULES
        for name in imports(path)
        if name.partition(".")[0] in {"http", "socket", "ssl", "tarfile", "urllib", "xml", "zipfile"}
        and name != "urllib.parse"
    }
    assert doors == set(ALONE.items())


OFFLINE = """
import socket, sys
from pathlib import Path

def refuse(*given, **named):
    raise AssertionError(f"the network was asked: {given}")

socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
from tests.functional import everything
everything.write_all(*map(Path, sys.argv[1:4]))
for ask in everything.QUESTIONS.values():
    ask()
"""


def test_no_question_and_no_other_command_asks_the_network(tmp_path: Path) -> None:
    one, other, out = tmp_path / "one.toml", tmp_path / "other.toml", tmp_path / "out"
    one.write_text(TEAM_FILE, encoding="utf-8")
    other.write_text(OTHER_TEAM_FILE, encoding="utf-8")
    out.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, one, other, out], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = [path.read_bytes() for path in out.glob("*.txt")]
    assert len(told) > 20
    assert not [text for text in told if b"the network was asked" in text]
    assert {text[:8] for text in told} <= {b"status 0", b"status 1"}
    asked = {path.name[3:-4] for path in out.glob("*.txt")} | {"busy", "export", "import", "init", "publish"}
    assert set(COMMANDS) <= asked


def test_no_option_takes_a_secret() -> None:
    context = _APP.make_context("overlap", ["zones", "Oslo"])
    for name in COMMANDS:
        command = _APP.get_command(context, name)
        assert command is not None
        words = {word for one in command.params for option in one.opts for word in re.split("[-_]", option)}
        assert not words & {"password", "token", "secret", "credentials"}


# What people wrote is text

EVIL = "\x1b[31m\x1b]8;;http://e\x07x\x9b2J\u202e\u2066\u2028\x7f<b onclick=a>[l](javascript:a)|`=1"
"""Colours, a link, a bell, a cleared screen, turned text, a line of its own, a tag, a formula."""

TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def toml(text: str) -> str:
    """A text as a team file has it, all but letters escaped."""
    return '"' + "".join(one if one.isalnum() else f"\\U{ord(one):08X}" for one in text) + '"'


WORDS = toml(EVIL)
TEAM = f"""
version = 1
title = {WORDS}
zone = "UTC"
[team.a]
name = {WORDS}
zone = "Europe/Warsaw"
holidays = {{ place = "PL", add = [{{ date = 2026-03-04, name = {WORDS} }}] }}
headcount = 4
skills = [{WORDS}]
shifts = [{{ name = {WORDS}, start = "08:00", end = "16:00" }}]
closures = [{{ from = 2026-03-05, until = 2026-03-05, name = {WORDS} }}]
[team.a.member.x]
name = {WORDS}
busy = [{toml("no" + EVIL.replace("/", ""))}, "evil.ics"]
time_off = [{{ from = 2026-03-12, until = 2026-03-13, name = {WORDS} }}]
[team.b]
name = {toml("b" + EVIL)}
zone = "Asia/Manila"
shifts = [{{ start = "16:00", end = "23:00" }}]
[meeting.m]
title = {WORDS}
required = ["a", "b"]
minutes = 30
every = "week"
on = "tue"
at = "15:00"
from = 2026-03-03
until = 2026-03-31
[[require.coverage]]
name = {WORDS}
start = "00:00"
end = "24:00"
headcount = 1
"""
WRONG = f"version = 1\n{WORDS} = 1\n[team.{WORDS}]\nzone = {WORDS}\nshifts = [{{ start = {WORDS} }}]\n"
CALENDAR = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "UID:a",
        f"SUMMARY:{EVIL}",
        "DTSTART:20260303T100000Z",
        "DTEND:20260303T110000Z",
        "END:VEVENT",
        "BEGIN:VEVENT",
        f"UID:{EVIL}",
        f"SUMMARY:{EVIL}",
        "DTSTART;TZID=" + re.sub("[;:\u2028]", "", EVIL) + ":20260303T100000",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
)
SHEET = f'Team,Member,Zone,Start,End,\x9b\u202e\nDesk,"{EVIL}",UTC,09:00,17:00,\n'
TICKETS = f'id,start,add_minutes,team,"{EVIL}"\n"{EVIL}",2026-03-02T14:00Z,60,a,"{EVIL}"\n'

DATES = ("--from", "2026-03-02", "--until", "2026-03-08")
ASKED: tuple[tuple[str, ...], ...] = (
    ("report", "t.toml", *DATES),
    ("report", "t.toml", *DATES, "--format", "markdown"),
    ("check", "t.toml"),
    ("check", "wrong.toml"),
    ("check", EVIL),
    ("windows", "t.toml", *DATES),
    ("windows", "t.toml", "--team", EVIL),
    ("windows", "t.toml", "--from", EVIL),
    ("windows", "t.toml", "--zone", EVIL),
    ("coverage", "t.toml", *DATES),
    ("shifts", "t.toml", *DATES),
    ("slots", "t.toml", *DATES, "--minutes", "30"),
    ("series", "t.toml"),
    ("rotate", "t.toml"),
    ("rotate", "t.toml", "--ledger", EVIL),
    ("busy", "evil.ics", *DATES),
    ("busy", EVIL, *DATES),
    ("holidays", "t.toml", *DATES),
    ("holidays", "PL", *DATES, "--include", EVIL),
    ("now", "t.toml"),
    ("zones", EVIL),
    ("clock", "t.toml", "--tickets", "tickets.csv"),
    ("import", "sheet.csv"),
    ("export", "t.toml", *DATES, "-o", "-", "--shifts", "--closures"),
    ("export", "t.toml", *DATES, "-o", "-", "--sheet", "teams"),
    ("export", "--check", "evil.ics"),
    ("publish", "t.toml", "--calendar", EVIL),
    (EVIL,),
    ("report", f"--{EVIL}"),
)


class Screen(io.StringIO):
    """A stream that says it is a terminal, or not."""

    encoding = "utf-8"

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def harmful(text: str) -> set[str]:
    """What a terminal would obey, besides line ends and tabs."""
    return {
        one
        for one in text.replace("\r\n", "\n")
        if one in TURNS or (unicodedata.category(one) == "Cc" and one not in "\n\t")
    }


def without_ours(text: str) -> str:
    """A terminal's text without the colours and the cleared lines that are the program's own."""
    return re.sub(r"\x1b\[(?:0|1|3|4|7|9)?[0-9;]*m|\r\x1b\[K|\x1b\[\?25[hl]|\r", "", text)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files whose every name means harm."""
    for name, content in {
        "t.toml": TEAM,
        "wrong.toml": WRONG,
        "evil.ics": CALENDAR,
        "sheet.csv": SHEET,
        "tickets.csv": TICKETS,
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("is_terminal", [True, False])
def test_no_name_moves_the_cursor_or_turns_a_line(hostile: Path, is_terminal: bool) -> None:
    for words in ASKED:
        out, err = Screen(is_terminal=is_terminal), Screen(is_terminal=is_terminal)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(words, now=lambda: FIXED_NOW)
        assert status in (0, 1, 2), (words, err.getvalue())
        if "--tickets" not in words or is_terminal:  # into a pipe rows of others go as they are
            assert not harmful(without_ours(out.getvalue())), words
        assert not harmful(without_ours(err.getvalue())), words


def test_machine_output_is_ascii_whatever_names_hold(hostile: Path) -> None:
    for words in ASKED:
        out = Screen(is_terminal=False)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(Screen(is_terminal=False)):
            status = main([*words, "--json"], now=lambda: FIXED_NOW)
        assert status in (0, 1, 2), words
        assert out.getvalue().isascii(), words
        if out.getvalue() and words[0] != "export":
            json.loads(out.getvalue())


def test_a_page_and_a_calendar_hold_names_as_text(hostile: Path) -> None:
    quiet = Screen(is_terminal=False)
    with contextlib.redirect_stderr(quiet), contextlib.redirect_stdout(quiet):
        assert main(["report", "t.toml", *DATES, "-o", "r.html"], now=lambda: FIXED_NOW) == 0
        assert main(["export", "t.toml", *DATES, "-o", "r.ics", "--shifts"], now=lambda: FIXED_NOW) == 0
    for name in ("r.html", "r.ics"):
        text = (hostile / name).read_bytes().decode()
        assert not harmful(text), name
    assert "<b onclick" not in (hostile / "r.html").read_text(encoding="utf-8")


# The page


def test_the_page_names_each_cap_with_its_number() -> None:
    page = " ".join(Path("docs/security.md").read_text(encoding="utf-8").split())
    caps, mib, digits = ReadingCaps(), 2**20, sys.get_int_max_str_digits()
    for told in (
        f"team file | {LARGEST_FILE_BYTES // mib} MiB; nesting",
        f"{reader._LARGEST_BYTES // mib} MiB, {grid.MOST_ROWS:,} rows, {grid.MOST_CELLS} cells a row",
        f"{workbook._MOST_BYTES // mib} MiB unpacked, a part {workbook._MOST_RATIO} to 1",
        f"{workbook._MOST_PARTS:,} parts, {workbook._MOST_ELEMENTS:,} elements",
        f"{workbook._MOST_SEEN:,} cells looked at",
        f"{caps.file_bytes // mib} MiB a file, {caps.part_bytes // mib} MiB an event",
        f"{caps.parts:,} events, {caps.instances:,} instances of one event, {caps.all_instances:,} of all",
        f"tickets | {tickets._LARGEST_BYTES // mib} MiB, cells of {csv.field_size_limit():,} characters",
        f"ledger, history | {LARGEST_KEPT_BYTES // mib} MiB; numbers of {digits:,} digits",
        f"{LARGEST_ANSWER_BYTES // mib} MiB, {TIMEOUT_SECONDS} seconds in all, {caldav_xml._DEEPEST} levels",
        f"of XML, {caldav_http._MOST_REDIRECTS} redirects",
    ):
        assert told in page, told


def test_the_page_names_every_variable_that_is_read() -> None:
    page = Path("docs/security.md").read_text(encoding="utf-8")
    read = set()
    for path in MODULES:
        for name in re.findall(r'"([A-Z][A-Z_]{3,})"', path.read_text(encoding="utf-8")):
            if name.startswith("OVERLAP_"):
                read.add(name)
    assert len(read) == 3
    assert not [name for name in read if name not in page]
