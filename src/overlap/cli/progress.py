"""A line on the terminal that tells how far long work is, and goes again.

Law: it is on stderr, only where that is a terminal that can take a line back, and only once the work has
taken a second, or is known to. Before anything else is written, and at the end, it is wiped out. It has no
colours, hides no cursor and needs no thread: the work itself tells it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from time import monotonic
from typing import Final, TextIO, final

from overlap.render.progress import Progress
from overlap.render.text import to_ascii, width

__all__ = ["USUAL_WIDTH", "ProgressLine", "clear_progress", "has_progress", "progress_line", "show_progress"]

_PATIENCE: Final = 1.0
"""Seconds of work before anything is shown: what is over sooner needs no comfort."""

_PAUSE: Final = 0.1
"""Seconds between two looks of the line: more often nobody can read."""

USUAL_WIDTH: Final = 80
"""Columns of a terminal that does not say, and of one that says nonsense."""

_WIDEST: Final = 200
"""Columns that are used at most."""

_WIPE: Final = "\r\x1b[K"
"""To the beginning of the line, and nothing from there on."""


@final
class ProgressLine:
    """The last line of a terminal, as long as something long goes on."""

    __slots__ = ("_begun", "_is_shown", "_last", "_stream")

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begun = monotonic()
        self._last = 0.0
        self._is_shown = False

    def __call__(self, progress: Progress | str) -> None:
        """Shows how far it is, if it is time to."""
        now = monotonic()
        patience = 0.0 if isinstance(progress, Progress) and progress.is_long else _PATIENCE
        if now - self._begun < patience or now - self._last < _PAUSE:
            return
        self._last = now
        self._write(_WIPE + _cut(str(progress), self._columns() - 1))
        self._is_shown = True

    def clear(self) -> None:
        """Wipes it out."""
        if self._is_shown:
            self._is_shown = False
            self._write(_WIPE)

    def _columns(self) -> int:
        """How wide the terminal is at this moment; it may have been resized."""
        with suppress(OSError, ValueError):
            found = os.get_terminal_size(self._stream.fileno()).columns
            if found > 1:
                return min(found, _WIDEST)
        return USUAL_WIDTH

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # the terminal has gone: nobody is there to be told
            try:
                self._stream.write(text)
            except UnicodeEncodeError:
                self._stream.write(to_ascii(text))
            self._stream.flush()


_lines: Final[list[ProgressLine]] = []
"""The line of the command that runs, if it has one."""


def progress_line() -> ProgressLine | None:
    """A line for the command that begins now; None where there is no terminal for one."""
    _lines.clear()
    stream = sys.stderr
    try:
        is_terminal = stream is not None and stream.isatty()
    except ValueError:  # closed
        return None
    if not is_terminal or os.environ.get("TERM", "dumb" if os.name == "posix" else "") == "dumb":
        return None
    _lines.append(ProgressLine(stream))
    return _lines[0]


def has_progress() -> bool:
    """Whether the command that runs has a line."""
    return bool(_lines)


def show_progress(text: str) -> None:
    """Puts words of a command's own into the line, if it is time to."""
    for line in _lines:
        line(text)


def clear_progress() -> None:
    """Wipes the line out, so that something else can be written."""
    for line in _lines:
        line.clear()


def _cut(text: str, columns: int) -> str:
    """As much of a text as fits."""
    while width(text) > columns:
        text = text[:-1]
    return text
