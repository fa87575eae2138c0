"""Streams that are closed or that nobody reads, terminals that say nonsense: no traceback, nothing lost."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from overlap.cli.commands import COMMANDS
from tests.functional.processes import TEAM, command, environment, run

YEARS = ("--from", "2026-01-01", "--until", "2027-12-31")
MONTH = ("--from", "2027-01-04", "--until", "2027-01-31")

CALENDAR = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//EN\r
BEGIN:VEVENT\r
UID:1@example.com\r
DTSTAMP:20270101T000000Z\r
DTSTART:20270104T100000Z\r
DTEND:20270104T110000Z\r
SUMMARY:Busy\r
END:VEVENT\r
END:VCALENDAR\r
"""

ASKED: dict[str, tuple[str, ...]] = {
    "init": ("init", "new.toml", "--force"),
    "import": ("import", "desk.csv"),
    "check": ("check", "team.toml"),
    "report": ("report", "team.toml", *MONTH),
    "windows": ("windows", "team.toml", *YEARS),
    "changes": ("changes", "team.toml"),
    "compare": ("compare", "team.toml", "team.toml", *MONTH),
    "shifts": ("shifts", "team.toml", *YEARS),
    "stagger": ("stagger",),
    "coverage": ("coverage", "team.toml", *MONTH),
    "slots": ("slots", "team.toml", "--minutes", "30"),
    "why": ("why", "team.toml", "2027-01-12T15:00Z"),
    "series": ("series", "team.toml"),
    "plan": ("plan", "team.toml"),
    "rotate": ("rotate", "team.toml"),
    "pairs": ("pairs", "team.toml"),
    "export": ("export", "team.toml", "--shifts", *YEARS, "-o", "-"),
    "publish": ("publish", "team.toml"),
    "busy": ("busy", "ana.ics", *MONTH),
    "clock": ("clock", "team.toml", "--team", "ny", "--start", "2027-01-04T15:00Z", "--add-minutes", "60"),
    "holidays": ("holidays", "PH", *MONTH),
    "celebrations": ("celebrations", "team.toml"),
    "now": ("now", "team.toml"),
    "zones": ("zones", "Manila"),
    "schema": ("schema",),
}

OUTPUTS: dict[str, tuple[str, ...]] = {
    "a sheet": ("export", "team.toml", "--sheet", "shifts", *YEARS, "-o", "-"),
    "a page": ("report", "team.toml", "--format", "html", *MONTH, "-o", "-"),
    "a plan": ("stagger", "-o", "-"),
    "help": ("export", "--help"),
}

LIGHT = {"zones", "shifts", "export", "help"}
"""What the default run tries, one of each way to print; the long run tries all."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the commands read."""
    (tmp_path / "team.toml").write_text(TEAM)
    (tmp_path / "ana.ics").write_text(CALENDAR, newline="")
    rows = "\n".join(f"Team {number},Asia/Kolkata,9,day,Mon-Fri,10:00,19:00" for number in range(100))
    (tmp_path / "desk.csv").write_text(f"Team,Zone,Headcount,Shift,Days,Start,End\n{rows}")
    return tmp_path


def test_every_command_is_asked_here() -> None:
    assert set(ASKED) == set(COMMANDS)


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """A line of the shell, in which "overlap" is the program."""
    words = " ".join(command())
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("overlap", words, 1)],
        capture_output=True,
        cwd=cwd,
        env=environment(),
        check=False,
        timeout=240,
    )


EVERY = [
    pytest.param(argv, id=name, marks=() if name in LIGHT else pytest.mark.exhaustive)
    for name, argv in {**ASKED, **OUTPUTS}.items()
]


@pytest.mark.parametrize("argv", EVERY)
def test_a_reader_that_has_gone_before_the_first_byte_is_no_error(
    argv: tuple[str, ...], folder: Path
) -> None:
    done = shell(f"{{ overlap {' '.join(argv)}; echo $? >&2; }} | true", folder)
    *said, status = done.stderr.decode().splitlines()
    assert "Traceback" not in done.stderr.decode()
    assert "BrokenPipe" not in done.stderr.decode()
    expected = {"publish": "2"}.get(argv[0], "0")
    assert status in (expected, "1"), said


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ASKED)
def test_a_reader_that_wants_one_line_of_json_is_no_error(name: str, folder: Path) -> None:
    argv = [one for one in ASKED[name] if one not in ("-o", "-")] if name == "export" else [*ASKED[name]]
    if name == "export":
        argv = ["export", "--check", "ana.ics"]
    done = shell(f"{{ overlap {' '.join(argv)} --json; echo $? >&2; }} | head -1", folder)
    assert "Traceback" not in done.stderr.decode()
    assert done.stderr.decode().splitlines()[-1] in (("2",) if name == "publish" else ("0", "1"))


def test_a_reader_of_the_notes_that_has_gone_costs_no_answer(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = run("import", "desk.csv", cwd=folder, stderr=write)
        wrong = run("zones", "Nowhere", "--nonsense", cwd=folder, stderr=write)
    finally:
        os.close(write)
    assert done.status == 0
    assert done.out.startswith(b"version = 1")
    assert wrong.status == 2


def test_notes_that_nobody_can_read_are_not_put_into_the_answer(folder: Path) -> None:
    done = shell("overlap import desk.csv 2>&-", folder)
    assert done.returncode == 0
    assert done.stdout.startswith(b"version = 1\n")


CLOSED = {
    "stdin": "<&-",
    "stdout": ">&-",
    "stderr": "2>&-",
    "all": "<&- >&- 2>&-",
}


@pytest.mark.parametrize("closed", CLOSED)
def test_closed_streams_are_no_crash(closed: str, folder: Path) -> None:
    done = shell(
        f"overlap windows - {CLOSED[closed] if '<' in CLOSED[closed] else f'< team.toml {CLOSED[closed]}'}",
        folder,
    )
    if "<" in CLOSED[closed]:
        assert done.returncode == 2
        assert done.stdout == b""
        told = "<stdin>: bad-file: there is no standard input\n    hint: name a file\n1 error\n"
        assert done.stderr.decode() == ("" if closed == "all" else told)
    else:
        assert done.returncode == 0
        assert (done.stdout == b"") == (closed == "stdout")
        assert done.stderr == b""


@pytest.mark.parametrize("closed", ["stdout", "stderr", "all"])
def test_with_closed_streams_the_file_is_written_all_the_same(closed: str, folder: Path) -> None:
    done = shell(f"overlap export team.toml --shifts --from 2027-01-04 -o out.ics {CLOSED[closed]}", folder)
    assert done.returncode == 0
    text = (folder / "out.ics").read_text()
    assert text.startswith("BEGIN:VCALENDAR")
    assert text.endswith("END:VCALENDAR\n")


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ASKED)
def test_every_command_lives_without_any_stream(name: str, folder: Path) -> None:
    done = shell(f"overlap {' '.join(ASKED[name])} {CLOSED['all']}", folder)
    assert done.returncode in ((2,) if name == "publish" else (0, 1))


@pytest.mark.parametrize(
    "argv",
    [
        ("windows", "-"),
        pytest.param(("import", "-"), marks=pytest.mark.exhaustive),
        pytest.param(("busy", "-"), marks=pytest.mark.exhaustive),
        pytest.param(("clock", "team.toml", "--team", "ny", "--tickets", "-"), marks=pytest.mark.exhaustive),
        pytest.param(("export", "--check", "-"), marks=pytest.mark.exhaustive),
    ],
)
def test_an_empty_standard_input_is_told(argv: tuple[str, ...], folder: Path) -> None:
    done = run(*argv, cwd=folder)
    assert done.status == 2
    assert done.out == b""
    assert any(word in done.err for word in ("stdin", "standard input", "empty", "no calendar in it"))
    assert "Traceback" not in done.err


def on_terminal(
    *argv: str, cwd: Path, size: tuple[int, int] = (50, 80), typed: bytes = b"", **more: str
) -> tuple[int, str]:
    """Status and what a terminal of rows and columns shows; what is typed is read by the program."""
    main, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    kept = environment(**{"TERM": "xterm-256color", **more})
    process = subprocess.Popen(command(*argv), stdin=child, stdout=child, stderr=child, env=kept, cwd=cwd)
    os.close(child)
    if typed:
        os.write(main, typed)
    shown = b""
    resized = 0
    while True:
        try:
            part = os.read(main, 65_536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not part:
            break
        shown += part
        if not resized:
            resized = 1
            fcntl.ioctl(main, termios.TIOCSWINSZ, struct.pack("HHHH", 3, 7, 0, 0))
            process.send_signal(signal.SIGWINCH)
    os.close(main)
    return process.wait(timeout=120), shown.decode("utf-8", "replace")


def test_a_team_file_may_be_typed_and_a_terminal_may_be_made_tiny_meanwhile(folder: Path) -> None:
    status, shown = on_terminal("windows", "-", *MONTH, cwd=folder, typed=TEAM.encode() + b"\x04")
    assert status == 0
    assert "Traceback" not in shown
    assert "09:00" in shown


@pytest.mark.parametrize(
    "columns", ["0", "1", pytest.param("x", marks=pytest.mark.exhaustive), "99999999", "-5"]
)
def test_a_width_that_makes_no_sense_loses_nothing(columns: str, folder: Path) -> None:
    status, shown = on_terminal("zones", "Manila", cwd=folder, COLUMNS=columns, LINES=columns)
    assert (status, "Traceback" in shown) == (0, False)
    assert "Asia/Manila" in shown.replace("\r\n", "")


@pytest.mark.exhaustive
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16", "nonsense"])
def test_a_terminal_of_any_encoding_shows_the_report_or_says_why(encoding: str, folder: Path) -> None:
    status, shown = on_terminal("report", cwd=folder, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "overlap/" not in shown  # no frame of ours in whatever Python says of the encoding
    assert status == 0 or "nonsense" in encoding


def test_a_locale_that_is_not_there_changes_nothing(folder: Path) -> None:
    plain = run("zones", "Bogotá", cwd=folder)
    other = run("zones", "Bogotá", cwd=folder, env=environment(LC_ALL="xx_XX.nonsense", LANG="zz"))
    assert (other.status, plain.status) == (0, 0)
    assert b"America/Bogota" in other.out
