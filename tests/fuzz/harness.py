"""One way to try a reader with any bytes: what counts as survived, and how inputs are made.

Law: whatever the bytes, a reader soon ends in a value or in an error of the library's own that tells what
to repair; and it has written no file, asked no server and started no program. Inputs are made of edits,
which are plain numbers: the same numbers make the same bytes for hypothesis, for a loop of random numbers
and for a fuzzer.
"""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final

from overlap.errors import BeyondDataWarning, CoarsePlaceWarning, OverlapError

__all__ = [
    "CORPUS",
    "NASTY",
    "Edit",
    "Target",
    "TooSlow",
    "Touched",
    "aside",
    "corpus_of",
    "edited",
    "random_input",
    "standing_in",
    "survive",
    "text_of",
]

CORPUS: Final = Path(__file__).with_name("corpus")
"""Inputs that are tried again for ever: a folder for each target."""

MOST_BYTES: Final = 20_000
"""Of an input: small enough that whatever takes seconds over it is at fault."""


class TooSlow(BaseException):  # what catches every Exception must not catch it
    """A reader took longer over an input than it may."""


class Touched(AssertionError):
    """A reader wrote, or asked somebody."""


@dataclass(frozen=True)
class Target:
    """A reader to try.

    Attributes:
        name: What the command line and the corpus call it.
        read: Reads the bytes; raises an `OverlapError`, or an `AssertionError` where a law is broken.
        seeds: Sound inputs that others are made of.
        words: What else may stand in such inputs.
        seconds: CPU seconds that one input may take.
        may_try: Whether it may try to write; each try is refused, and must end in an error of ours.
        examples: How many inputs the usual test run makes, in hundredths of what its profile says.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()
    seconds: float = 2.0
    may_try: bool = False
    examples: int = 100


def text_of(data: bytes) -> str:
    """The text of bytes: bytes that are no UTF-8 become lone surrogates, as in a program's arguments."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def corpus_of(target: Target) -> list[Path]:
    """The inputs kept for a target, in order of their names."""
    return sorted(path for path in (CORPUS / target.name).glob("*") if path.is_file())


# One input


def survive(target: Target, data: bytes) -> None:
    """Tries a reader with an input.

    Raises:
        TooSlow, Touched, AssertionError: If it breaks the module's law.
        Exception: Whatever else it raises is a fault of the reader.
    """
    with _alone(target), _in_time(target.seconds), warnings.catch_warnings():
        warnings.simplefilter("error")
        for expected in (BeyondDataWarning, CoarsePlaceWarning):
            warnings.simplefilter("ignore", expected)
        try:
            target.read(data)
        except OverlapError as error:
            _check_error(error)


def _check_error(error: OverlapError) -> None:
    """That an error says something, and that every problem has a place that can be shown."""
    assert str(error)
    assert error.message
    assert error.hint is None or error.hint
    json.dumps([error.message, error.hint, error.field])
    problems = getattr(error, "problems", None)
    if problems is not None:
        assert problems
        for problem in problems:
            json.dumps(problem.to_dict())
            assert problem.file
            assert (problem.line >= 1) == (problem.column >= 1), problem


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    """Interrupts what takes more CPU time; where there is no such clock, tells it afterwards."""
    clock = getattr(signal, "ITIMER_PROF", None)
    started = time.process_time()
    if clock is None or threading.current_thread() is not threading.main_thread():
        yield
    else:

        def stop(_: int, frame: FrameType | None) -> None:
            raise TooSlow(f"more than {seconds} s of CPU time")

        before = signal.signal(signal.SIGPROF, stop)
        signal.setitimer(clock, seconds)
        try:
            yield
        finally:
            signal.setitimer(clock, 0)
            signal.signal(signal.SIGPROF, before)
    if time.process_time() - started > seconds:
        raise TooSlow(f"more than {seconds} s of CPU time")


# What a reader may not do


_TOUCHING: Final = (
    *("os.chmod", "os.chown", "os.exec", "os.fork", "os.link", "os.mkdir", "os.remove"),
    *("os.rename", "os.rmdir", "os.symlink", "os.system", "os.truncate", "os.utime"),
    *("shutil.", "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendto"),
    *("subprocess.Popen", "tempfile."),
)
"""Audit events of Python (PEP 578) that a reader has no reason for."""

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Watch:
    """What the thread that is watched has tried; the hook of a process cannot be taken off again."""

    def __init__(self) -> None:
        self.thread: int | None = None
        self.tried: list[str] = []
        self.is_set = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Refuses what is watched for."""
        if self.thread != threading.get_ident():
            return
        if event == "open":
            if not isinstance(arguments[2], int) or not arguments[2] & _WRITING:
                return
        elif not event.startswith(_TOUCHING):
            return
        if any("__pycache__" in str(one) for one in arguments):
            return  # Python's own
        self.tried.append(f"{event} {arguments!r:.200}")
        raise PermissionError(13, "refused by the harness")


_WATCH: Final = _Watch()


@contextmanager
def _alone(target: Target) -> Iterator[None]:
    """Refuses and tells every try to write or to reach somebody."""
    if not _WATCH.is_set:
        sys.addaudithook(_WATCH)
        _WATCH.is_set = True
    _WATCH.tried.clear()
    _WATCH.thread = threading.get_ident()
    try:
        yield
    finally:
        _WATCH.thread = None
    if _WATCH.tried and not target.may_try:
        raise Touched(f"{target.name} tried {_WATCH.tried}")


@contextmanager
def aside() -> Iterator[None]:
    """What the harness itself does in between is not watched."""
    watched, _WATCH.thread = _WATCH.thread, None
    try:
        yield
    finally:
        _WATCH.thread = watched


@contextmanager
def standing_in(given: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Standard input that holds bytes, and streams that catch what is said, as UTF-8 and nothing else."""
    out, err = io.BytesIO(), io.BytesIO()
    real = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8", errors="surrogateescape")
    told = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    noted = io.TextIOWrapper(err, encoding="utf-8", write_through=True, errors="backslashreplace")
    try:
        with redirect_stdout(told), redirect_stderr(noted):
            yield out, err
    finally:
        sys.stdin = real
        told.detach()
        noted.detach()


# Inputs


Edit = tuple[int, int, int, int]
"""A kind of edit, and three numbers below 65,536 that say where, how much, and what."""

_RANGE: Final = 65_536

NASTY: Final = (
    *(b"", b" ", b"0", b"-1", b"1", b"9" * 12, b"9" * 25, b"9" * 5000, b"1e999", b"-0.0", b"nan", b"inf"),
    *(b"0x10", b"1_000", b"true", b"null", b"[]", b"{}", b'"', b"'", b'"""', b"\\", b"\\u0000", b"#", b","),
    *(b"\0", b"\x1b[31m", b"\r", b"\n", b"\r\n", b"\t", b"\x85", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe"),
    *("\u2028".encode(), "\u202e".encode(), "\u00b2".encode(), "\u0663".encode(), "\uff11".encode()),
    *("\u0130".encode(), "\u00df".encode(), "\U0001f642".encode(), "e\u0301".encode(), b"\xed\xa0\x80"),
    *(
        b"A" * 3000,
        b"=1+1",
        b"@SUM(1)",
        b"%s%n{0}",
        b"../../etc/passwd",
        b"<!DOCTYPE x>",
        b"&lt;",
        b"<![CDATA[",
    ),
    *(b"00:00", b"23:59", b"24:00", b"26:00", b"23:60", b"9:00", b"9am", b"12.30pm"),
    *(
        b"0001-01-01",
        b"9999-12-31",
        b"2026-02-29",
        b"2011-12-30",
        b"2026-03-29",
        b"1970-01-01",
        b"2100-01-01",
    ),
    *(b"0001-01-01T00:00+14:00", b"9999-12-31T23:59-12:00", b"2026-03-02T14:00Z", b"2026-03-02T24:00Z"),
    *(
        b"+23:59",
        b"Z",
        b"Pacific/Apia",
        b"Asia/Kolkata",
        b"IST",
        b"Etc/GMT+12",
        b"UTC",
        b"IN-KA",
        b"market:XNYS",
    ),
)
"""What programs stumble over, wherever it stands."""

_TOKEN: Final = re.compile(rb"[A-Za-z0-9_.:/+\-]+|\"[^\"\n]*\"")
_REPEATS: Final = (2, 3, 10, 70, 300, 2500)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0")


def edited(target: Target, seed: int, edits: Sequence[Edit]) -> bytes:
    """The input that some edits make of a seed; any numbers make one."""
    data = target.seeds[seed % len(target.seeds)]
    for kind, at, length, what in edits:
        data = _EDITS[kind % len(_EDITS)](target, data, at, length, what)[:MOST_BYTES]
    return data


def random_input(target: Target, random: Random) -> bytes:
    """An input made of random edits, mostly few."""
    count = min(random.randint(1, 8), random.randint(1, 8))
    edits = [
        (random.randrange(len(_EDITS)), *(random.randrange(_RANGE) for _ in range(3))) for _ in range(count)
    ]
    return edited(target, random.randrange(len(target.seeds)), [(a, b, c, d) for a, b, c, d in edits])


def _place(data: bytes, at: int) -> int:
    return at * (len(data) + 1) // _RANGE


def _word(target: Target, what: int) -> bytes:
    known = (*NASTY, *target.words)
    return known[what % len(known)]


def _put_in(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    place = _place(data, at)
    return data[:place] + _word(target, what) + data[place:]


def _token(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    """A word or a value in place of another; inside its quotes, every other time."""
    found = list(_TOKEN.finditer(data))
    if not found:
        return data
    low, high = found[at * len(found) // _RANGE].span()
    if data[low : low + 1] == b'"' and length % 2:
        low, high = low + 1, high - 1
    return data[:low] + _word(target, what) + data[high:]


def _other_token(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    """A word of the input itself, or of another seed, in place of another."""
    found = list(_TOKEN.finditer(data))
    others = list(_TOKEN.finditer(target.seeds[length % len(target.seeds)]))
    if not found or not others:
        return data
    low, high = found[at * len(found) // _RANGE].span()
    return data[:low] + others[what % len(others)].group() + data[high:]


def _cut(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    place = _place(data, at)
    return data[:place] + data[place + 1 + length % (40 if what % 2 else 400) :]


def _bytes(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    place = _place(data, at)
    return data[:place] + what.to_bytes(2, "big")[: 1 + length % 2] + data[place + 1 + length % 2 :]


def _repeat(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    """A stretch many times: long lines, long lists, deep nesting."""
    place = _place(data, at)
    end = place + 1 + length % (3 if what % 2 else 60)
    return data[:end] + data[place:end] * _REPEATS[what % len(_REPEATS)] + data[end:]


def _lines(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    """A line moved, left out or twice."""
    lines = data.split(b"\n")
    line = lines[at * len(lines) // _RANGE]
    if what % 3:
        lines.remove(line)
    if what % 3 != 1:
        lines.insert(length * (len(lines) + 1) // _RANGE, line)
    return b"\n".join(lines)


def _splice(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    other = target.seeds[what % len(target.seeds)]
    return data[: _place(data, at)] + other[_place(other, length) :]


def _coded(target: Target, data: bytes, at: int, length: int, what: int) -> bytes:
    """Another line end, mark or encoding for all of it."""
    if what % 4 == 0:
        return data.replace(b"\n", (b"\r\n", b"\r", b"\n\n", b"\x0b")[length % 4])
    if what % 4 == 1:
        return _MARKS[length % len(_MARKS)] + data
    if what % 4 == 2:
        return text_of(data).encode(("utf-16", "utf-32", "utf-7")[length % 3], "surrogatepass")
    return data.upper() if length % 2 else data.lower()


_EDITS: Final = (
    *(_token, _put_in, _other_token, _cut, _bytes, _repeat, _lines, _splice, _coded, _token, _other_token),
)
"""In order of how plainly they show what broke: shrinking goes to the first."""
