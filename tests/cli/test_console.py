"""Text on streams that know more or less, and documents on a real terminal."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

from overlap.cli.console import complain, show, write
from overlap.errors import BadTime
from overlap.render.bands import Band, BandGroup, Bands, band_lines
from overlap.render.document import Document


@pytest.mark.parametrize(
    ("encoding", "shown"), [("utf-8", "Kraków 09:00–17:00 █"), ("ascii", "Krakow 09:00-17:00 #")]
)
def test_a_stream_gets_the_characters_it_knows(encoding: str, shown: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    write("Kraków 09:00–17:00 █", stream=stream)
    stream.flush()
    assert raw.getvalue().decode(encoding) == shown


def test_an_error_is_shown_with_its_slug_and_its_hint(capsys: pytest.CaptureFixture[str]) -> None:
    complain(BadTime('"9am" is no time', hint='write "09:00"'))
    assert capsys.readouterr().err == 'error: bad-time: "9am" is no time\n    hint: write "09:00"\n'
    complain(BadTime("bad"))
    assert capsys.readouterr().err == "error: bad-time: bad\n"


def on_a_terminal(*argv: str, columns: int = 80, **environment: str) -> tuple[int, str]:
    """Status and output of the program on a pseudo-terminal of so many columns."""
    main, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "overlap", *argv],
        stdin=child,
        stdout=child,
        stderr=subprocess.DEVNULL,
        env=kept | {"TERM": "xterm-256color"} | environment,
    )
    os.close(child)
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not part:
            break
        parts.append(part)
    os.close(main)
    return process.wait(timeout=60), b"".join(parts).decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_shows_colour_and_nothing_wider_than_itself() -> None:
    status, text = on_a_terminal("report", "--from", "2026-11-23")
    assert status == 0
    assert "\x1b[" in text
    assert "Manila" in text
    plain = _without_escapes(text)
    assert max(map(len, plain.splitlines())) <= 80
    assert "…" not in plain


def test_no_color_means_no_colour() -> None:
    _, text = on_a_terminal("report", "--from", "2026-11-23", NO_COLOR="1")
    assert "\x1b[3" not in text  # no foreground colour; bold may stay
    assert "Manila" in text


def test_a_narrow_terminal_folds_and_loses_nothing() -> None:
    _, wide = on_a_terminal("report", "--from", "2026-11-23", columns=200)
    _, narrow = on_a_terminal("report", "--from", "2026-11-23", columns=60)

    def letters(text: str) -> list[str]:
        return sorted(char for char in _without_escapes(text) if char.isalnum())

    assert letters(wide) == letters(narrow)


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_day_before_and_after_has_the_same_characters_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    day = Band("[bold]day - 1", ((1110, 1650, "work"), (0, 60, "quiet"), (120, 180, "shared")), "a - b", -30)
    bands = Bands("A day", "New York", (BandGroup("Kraków", (Band("x", ((600, 660, "work"),)),), (day,)),))
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(Document((bands,)))
    shown = terminal.getvalue()
    assert [line.rstrip() for line in _without_escapes(shown).splitlines()] == list(band_lines(bands))
    for char in "▒▓█·":
        assert f"m{char}" in shown, char
    assert "earlier, a - b\n" in shown


def _without_escapes(text: str) -> str:
    kept = []
    inside = False
    for char in text:
        if char == "\x1b":
            inside = True
        elif not inside:
            kept.append(char)
        elif char.isalpha():
            inside = False
    return "".join(kept)
