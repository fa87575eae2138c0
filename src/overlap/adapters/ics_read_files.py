"""Where the bytes of a calendar come from: a file, standard input, or the caller.

Law: a file is judged before it is opened, read piece by piece, and never beyond the cap. What cannot be
read is a `FileError` that names it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

from overlap.errors import BadArgument, FileError
from overlap.people.listed import shown
from overlap.render.progress import tell

__all__ = ["Source", "not_a_calendar", "opened"]

Source = str | bytes | os.PathLike[str]
"""A path, "-" for standard input, bytes, or text with line breaks."""

_PIECE: Final = 1 << 20
"""Bytes read at a time."""

_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def opened(source: Source, most: int) -> tuple[str, Iterator[bytes]]:
    """The name of a source, and its bytes in pieces.

    Args:
        source: See `Source`.
        most: The most bytes it may have.

    Raises:
        FileError: If it cannot be read or has more.
        BadArgument: If it is no source.
    """
    if isinstance(source, bytes):
        return "<bytes>", _whole(source, "<bytes>", most)
    if isinstance(source, str) and ("\n" in source or "\r" in source):
        return "<text>", _whole(source.encode("utf-8", "replace"), "<text>", most)
    if not isinstance(source, (str, os.PathLike)):
        raise BadArgument(f"source is {shown(source)}", hint="give a path, bytes or text", field="source")
    name = os.fspath(source)
    if name == "-":
        return "<stdin>", _pieces(_stdin(), "<stdin>", most)
    return name, _file(name, most)


def not_a_calendar(name: str) -> FileError:
    """The error for what holds no calendar."""
    return FileError(
        f"{name} is no calendar: there is no BEGIN:VCALENDAR in it",
        hint="export the calendar as iCalendar (.ics); a page to sign in is none",
    )


def _whole(data: bytes, name: str, most: int) -> Iterator[bytes]:
    _check_size(len(data), name, most)
    data = data.removeprefix(_MARK)
    if data.startswith(_UTF16_MARKS):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    for at in range(0, len(data), _PIECE):
        yield data[at : at + _PIECE]


def _file(name: str, most: int) -> Iterator[bytes]:
    from pathlib import Path

    try:
        found = Path(name).stat()
        if stat.S_ISDIR(found.st_mode):
            raise FileError(f"{name} is a directory", hint="name the calendar file inside it")
        if not stat.S_ISREG(found.st_mode):
            raise FileError(f"{name} is no ordinary file", hint='use "-" to read from standard input')
        _check_size(found.st_size, name, most)
        with Path(name).open("rb") as file:
            yield from _pieces(file, name, most)
    except FileError:
        raise
    except FileNotFoundError:
        raise FileError(f"there is no file {name}", hint="check its name and its folder") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"{name} cannot be read: {reason}", hint="check its permissions") from None


def _stdin() -> BinaryIO:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise FileError("there is no standard input", hint="name a file")
    return stream


def _pieces(file: BinaryIO, name: str, most: int) -> Iterator[bytes]:
    first = file.read(_PIECE)
    if first.startswith(_UTF16_MARKS):
        yield from _whole(first + file.read(most + 1), name, most)
        return
    size, piece = 0, first.removeprefix(_MARK)
    while piece:
        size += len(piece)
        _check_size(size, name, most)
        tell(f"Reading {name}, MiB", size >> 20)
        yield piece
        piece = file.read(_PIECE)


def _check_size(size: int, name: str, most: int) -> None:
    if size > most:
        raise FileError(
            f"{name} has more than {most / 2**20:g} MiB",
            hint="export a shorter stretch of the calendar",
        )
