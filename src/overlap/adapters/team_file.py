"""Team files: from a path, standard input or text to a roster.

Law: any file that cannot be used ends in a `TeamFileError` that lists all that is wrong with it.
A file is judged before it is read: what is no ordinary file, or too large, is never opened.
UTF-8 only, with or without byte-order mark.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from typing import Final, NoReturn

from overlap.adapters.problems import Problem, TeamFileError
from overlap.adapters.team_holidays import Calendars, Observances, Ramadans, Sources
from overlap.adapters.team_reader import read_roster
from overlap.errors import BadArgument
from overlap.people.roster import Roster
from overlap.render.progress import tell

__all__ = ["LARGEST_FILE_BYTES", "STDIN", "check", "load", "loads", "read_text"]

LARGEST_FILE_BYTES: Final = 32 * 1024 * 1024
"""A hundred thousand people fit in twice; a larger file is something else."""

STDIN: Final = "-"
"""The path that means standard input."""

_LONG_BYTES: Final = 2**20
"""A file of more takes longer than a second to read."""

_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")

Listener = Callable[[Problem], object]


def load(
    path: str | os.PathLike[str],
    *,
    on_warning: Listener | None = None,
    calendars: Calendars | None = None,
    ramadans: Ramadans | None = None,
    observances: Observances | None = None,
    language: str | None = None,
) -> Roster:
    """The roster of a team file.

    Args:
        path: The file, or "-" for standard input.
        on_warning: Called with each warning, in the file's order.
        calendars: Where holiday calendars come from; `adapters.statutory` by default.
        ramadans: Where the dates of Ramadan come from; `adapters.hijri` by default.
        observances: Where what people observe comes from; `adapters.observances` by default.
        language: Language of holiday names, such as "pl" or "pt_BR"; "own" for that of each place. Days of
            places without it keep their English names, and those the file names keep theirs.

    Raises:
        TeamFileError: If the file cannot be read or has an error; it holds all problems.
        BadArgument: If no place of the file has names in that language.
    """
    text = read_text(path)
    return _read(text, _name(path), on_warning, Sources(calendars, ramadans, observances), language)


def loads(
    text: str,
    *,
    name: str = "<text>",
    on_warning: Listener | None = None,
    calendars: Calendars | None = None,
    ramadans: Ramadans | None = None,
    observances: Observances | None = None,
    language: str | None = None,
) -> Roster:
    r"""The roster of a team file's text.

    Args:
        text: TOML.
        name: What problems call it.
        on_warning: See `load`.
        calendars: See `load`.
        ramadans: See `load`.
        observances: See `load`.
        language: See `load`.

    Raises:
        TeamFileError: If the text has an error; it holds all problems.
        BadArgument: If no place of the text has names in that language.

    Example:
        >>> roster = loads(
        ...     'version = 1\n[team.pune]\nzone = "Asia/Kolkata"\n'
        ...     'shifts = [{ start = "10:00", end = "19:00" }]'
        ... )
        >>> roster.team("pune").people_count
        1
    """
    if not isinstance(text, str):
        raise BadArgument(f"text is {type(text).__name__}, not str", hint="decode it first", field="text")
    if text.endswith(".toml") and "\n" not in text:
        raise BadArgument(f'text is "{text}", a file\'s name', hint="read a file with load", field="text")
    if len(text) > LARGEST_FILE_BYTES:
        _refuse(name, _size_message(len(text)), _TOO_LARGE)
    sources = Sources(calendars, ramadans, observances)
    return _read(text.removeprefix("\ufeff"), name, on_warning, sources, language)


def check(
    path: str | os.PathLike[str],
    *,
    calendars: Calendars | None = None,
    ramadans: Ramadans | None = None,
    observances: Observances | None = None,
) -> tuple[Roster | None, tuple[Problem, ...]]:
    """The roster of a team file, None if it has an error; and every problem, warnings included."""
    try:
        text = read_text(path)
    except TeamFileError as error:
        return None, error.problems
    return read_roster(text, _name(path), Sources(calendars, ramadans, observances))


def read_text(path: str | os.PathLike[str]) -> str:
    """The text of a file of at most `LARGEST_FILE_BYTES`, or of standard input for "-".

    Raises:
        TeamFileError: If there is no such ordinary file, or it cannot be read or decoded.
    """
    name = _name(path)
    data = _stdin_bytes(name) if os.fspath(path) == STDIN else _file_bytes(path, name)
    if len(data) > LARGEST_FILE_BYTES:
        _refuse(name, f"there are more than {LARGEST_FILE_BYTES} bytes", _TOO_LARGE)
    skipped = len(_MARK) if data.startswith(_MARK) else 0
    try:
        return data[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = skipped + error.start
        message = f"byte {at + 1} (0x{data[at]:02x}) is not UTF-8"
        utf16 = data.startswith(_UTF16_MARKS)
        hint = "it looks like UTF-16: save it as UTF-8" if utf16 else "save it as UTF-8; is it a team file?"
        line_start = data.rfind(b"\n", 0, at) + 1
        column = len(data[max(line_start, skipped) : at].decode("utf-8", "replace")) + 1
        problem = Problem(name, data.count(b"\n", 0, at) + 1, column, "bad-file", message, hint)
        raise TeamFileError([problem]) from None


_TOO_LARGE: Final = f"a team file has at most {LARGEST_FILE_BYTES // 2**20} MiB; is it the right file?"


def _read(
    text: str, name: str, on_warning: Listener | None, sources: Sources, language: str | None
) -> Roster:
    if language is None:
        return _answered(*read_roster(text, name, sources), on_warning)
    sources = sources.spoken(language)
    roster = _answered(*read_roster(text, name, sources), on_warning)
    sources.check_language()
    return roster


def _answered(roster: Roster | None, problems: tuple[Problem, ...], on_warning: Listener | None) -> Roster:
    if roster is None:
        raise TeamFileError(problems)
    if on_warning is not None:
        for problem in problems:
            on_warning(problem)
    return roster


def _file_bytes(path: str | os.PathLike[str], name: str) -> bytes:
    from pathlib import Path

    try:
        found = Path(path).stat()
        if stat.S_ISDIR(found.st_mode):
            _refuse(name, "this is a directory", "name the team file inside it")
        if not stat.S_ISREG(found.st_mode):
            _refuse(name, "this is no ordinary file", 'use "-" to read from standard input')
        if found.st_size > LARGEST_FILE_BYTES:
            _refuse(name, _size_message(found.st_size), _TOO_LARGE)
        if found.st_size > _LONG_BYTES:
            tell(f"Reading {name}, KiB", found.st_size >> 10, is_long=True)
        with Path(path).open("rb") as file:
            return file.read(LARGEST_FILE_BYTES + 1)
    except TeamFileError:
        raise
    except FileNotFoundError:
        _refuse(name, "there is no such file", "write a first one with: overlap init")
    except PermissionError:
        _refuse(name, "the file may not be read", "change its permissions")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        _refuse(name, f"the file cannot be read: {getattr(error, 'strerror', None) or error}", None)


def _stdin_bytes(name: str) -> bytes:
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    if stream is None:
        _refuse(name, "there is no standard input", "name a file")
    try:
        data = stream.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        _refuse(name, f"standard input cannot be read: {error}", None)
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)


def _name(path: str | os.PathLike[str]) -> str:
    text = os.fspath(path)
    return "<stdin>" if text == STDIN else text


def _size_message(size: int) -> str:
    return f"the file has {size / 2**20:.1f} MiB"


def _refuse(name: str, message: str, hint: str | None) -> NoReturn:
    raise TeamFileError([Problem(name, 0, 0, "bad-file", message, hint)])
