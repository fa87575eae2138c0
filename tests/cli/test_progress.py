"""A line that comes after a second, on a terminal alone, and goes without a trace."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from overlap.cli import progress
from overlap.cli.console import note, write
from overlap.cli.main import main
from overlap.cli.progress import ProgressLine, clear_progress, has_progress, progress_line, show_progress
from overlap.render.progress import Progress, tell

WIPE = "\r\x1b[K"


class Screen(io.StringIO):
    """A terminal that keeps what it is sent."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("no such device")


def screen_of(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Standard error, on a terminal, with a line that does not wait; pytest sets stderr after fixtures."""
    made = Screen()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_PAUSE", 0.0)
    monkeypatch.setattr(progress, "_lines", [])
    return made


def test_the_line_is_written_over_and_wiped_out_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(monkeypatch)
    line = progress_line()
    assert line is not None
    assert has_progress()
    line(Progress("Reading people", 1, 4))
    line(Progress("Reading people", 2, 4))
    note("warning: something")
    line(Progress("Reading people", 3, 4))
    clear_progress()
    clear_progress()
    assert screen.getvalue() == (
        f"{WIPE}Reading people: 1 of 4 (25 %){WIPE}Reading people: 2 of 4 (50 %)"
        f"{WIPE}warning: something\n{WIPE}Reading people: 3 of 4 (75 %){WIPE}"
    )


def test_an_answer_on_stdout_wipes_it_out_too(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(monkeypatch)
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    progress_line()
    show_progress("Stagger")
    write("answer\n")
    assert screen.getvalue() == f"{WIPE}Stagger{WIPE}"
    assert out.getvalue() == "answer\n"


def test_what_is_soon_over_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(monkeypatch)
    monkeypatch.setattr(progress, "_PATIENCE", 3600.0)
    line = progress_line()
    assert line is not None
    line(Progress("Reading people", 1, 4))
    clear_progress()
    assert screen.getvalue() == ""


def test_it_is_not_drawn_more_often_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(monkeypatch)
    monkeypatch.setattr(progress, "_PAUSE", 3600.0)
    line = progress_line()
    assert line is not None
    line._last = -3600.0
    for done in range(100):
        line(Progress("People", done, 100))
    assert screen.getvalue() == f"{WIPE}People: 0 of 100 (0 %)"


@pytest.mark.parametrize("terminal", ["dumb", None])
def test_a_terminal_that_cannot_take_a_line_back_gets_none(
    monkeypatch: pytest.MonkeyPatch, terminal: str | None
) -> None:
    screen = screen_of(monkeypatch)
    if terminal is None:
        monkeypatch.delenv("TERM")
    else:
        monkeypatch.setenv("TERM", terminal)
    assert progress_line() is None
    show_progress("x")
    assert not has_progress()
    assert screen.getvalue() == ""


def test_a_log_a_closed_stream_and_none_get_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    closed = Screen()
    closed.close()
    shut = io.TextIOWrapper(io.BytesIO())
    shut.close()
    for stream in (io.StringIO(), shut, None):
        monkeypatch.setattr(sys, "stderr", stream)
        assert progress_line() is None


def test_a_terminal_that_goes_away_and_one_without_the_characters_do_no_harm() -> None:
    class Gone(Screen):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    line = ProgressLine(Gone())
    line._begun = -3600.0
    line("x")
    line.clear()

    raw = io.BytesIO()
    narrow = ProgressLine(io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    narrow._begun = -3600.0
    narrow("Kraków")
    assert raw.getvalue() == f"{WIPE}Krakow".encode()


def test_a_long_line_is_cut_to_the_terminal_as_wide_as_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    screen_of(monkeypatch)
    main, child = pty.openpty()
    with os.fdopen(child, "w", encoding="utf-8") as stream:
        line = ProgressLine(stream)
        line._begun = -3600.0
        shown = []
        for columns in (20, 40, 0, 1, 65_535):
            fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
            line._last = -3600.0
            line("漢" * 300)
            shown.append(os.read(main, 65_536).decode().removeprefix(WIPE))
    os.close(main)
    assert list(map(len, shown)) == [9, 19, 39, 39, 99]


SLOW = """
import sys
from overlap.cli import progress
progress._PATIENCE = progress._PAUSE = 0.0
from overlap.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""


def on_terminal(*argv: str, term: str = "xterm") -> tuple[int, bytes, bytes]:
    """Status, stdout in a pipe, and stderr on a terminal, with a line that does not wait."""
    main, child = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=child,
        env=kept | {"TERM": term, "NO_COLOR": "1"},
    )
    os.close(child)
    assert process.stdout is not None
    out, err = process.stdout.read(), b""
    while select.select([main], [], [], 60)[0]:
        try:
            err += os.read(main, 65_536)
        except OSError:  # Linux says so when the other end has closed
            break
    os.close(main)
    process.stdout.close()
    return process.wait(timeout=60), out, err


def test_on_a_real_terminal_it_has_no_colour_and_nothing_is_left_of_it() -> None:
    status, out, err = on_terminal("report", "--from", "2026-11-23", "--until", "2026-11-29")
    text = err.decode()
    assert status == 0
    assert b"\x1b" not in out
    first, *lines = text.split(WIPE)
    assert first == (
        "No team file given: this is the bundled example. Make your own with: overlap init team.toml\r\n"
    )
    assert any(line.startswith("Report: ") for line in lines)
    assert lines[-1] == ""  # wiped out at the end
    assert not {"\x1b", "\n"} & set("".join(lines))


def test_a_command_that_is_interrupted_wipes_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = screen_of(monkeypatch)

    def interrupted(*_: object, **__: object) -> None:
        tell("Reading people", 1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr("overlap.adapters.team_file.load", interrupted)
    assert main(["windows", "team.toml"]) == 130
    assert screen.getvalue() == f"{WIPE}Reading people: 1 of 2 (50 %){WIPE}"


def test_an_error_stands_alone_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    path.write_text(
        'version = 1\n[team.a]\nzone = "UTC"\nshifts = [{ start = "09:00", end = "17:00" }]\n'
        '[team.a.member.ana]\nname = "Ana"\n[team.a.member.bo]\nzone = "Mars"\n'
    )
    status, out, err = on_terminal("windows", str(path))
    assert (status, out) == (2, b"")
    assert f"{WIPE}{path}:8:8: unknown-zone" in err.decode()
