"""Files written whole or not at all, one or several; and small files read back.

Law: what is written goes to a new file in the same folder, which then takes the place of the old one in one
step; whatever goes wrong before that leaves the old file as it was. Of several files all are written
beside their places before the first takes its own, and one that cannot puts the others back. Ctrl-C, and
other signals that end the program, wait until that is done.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copy2
from tempfile import mkstemp
from time import sleep
from typing import Final

from overlap.adapters.uninterrupted import Uninterrupted
from overlap.errors import FileError

__all__ = ["LARGEST_KEPT_BYTES", "json_of", "read_kept", "write_all", "write_whole"]

LARGEST_KEPT_BYTES: Final = 64 * 1024 * 1024
"""Of a ledger or a history; what a hundred thousand people carry takes a tenth of it."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What a system says where there is no room."""

_TRIES: Final = 50
_PAUSE: Final = 0.1
"""Seconds between tries to lock a folder; for five in all, which no run of ours takes to replace a file."""

_CLOSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""What it says where nothing may be written."""


def read_kept(path: str | os.PathLike[str], *, hint: str) -> bytes:
    """The bytes of a file that an earlier run left.

    Args:
        path: Where.
        hint: What to name instead of a file that cannot be read.

    Raises:
        FileError: If it cannot be read, or is larger than `LARGEST_KEPT_BYTES`.
    """
    try:
        with Path(path).open("rb") as file:
            found = file.read(LARGEST_KEPT_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileError(f"cannot read {path}: {_reason(error)}", hint=hint) from None
    if len(found) > LARGEST_KEPT_BYTES:
        raise FileError(f"cannot read {path}: it has more than {LARGEST_KEPT_BYTES // 2**20} MiB", hint=hint)
    return found


def json_of(content: bytes, path: str | os.PathLike[str], *, hint: str) -> object:
    """The plain values in the bytes of a JSON file.

    Raises:
        FileError: If they are no JSON in UTF-8.
    """
    try:
        found: object = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileError(
            f"cannot read {path}: byte {error.start + 1} (0x{error.object[error.start]:02x}) is not UTF-8",
            hint=hint,
        ) from None
    except RecursionError:
        raise FileError(f"cannot read {path}: it is nested too deep", hint=hint) from None
    except ValueError as error:
        reason = f"it is no JSON, or a part is missing: {error}"
        raise FileError(f"cannot read {path}: {reason}", hint=hint) from None
    return found


def write_whole(
    path: str | os.PathLike[str], content: str | bytes, *, unless_changed: bytes | None = None
) -> None:
    """Writes bytes, or text as UTF-8, to a file, in one step.

    Args:
        path: Where; a link is followed, and permissions of a file that is there are kept.
        content: All of it; line ends are written as they are.
        unless_changed: What the file held when it was read: where it holds something else now, another run
            has written it meanwhile, and it is left as it is.

    Raises:
        FileError: If the folder is missing or cannot be written to, the disk is full, the file is
            read-only, or has been changed.
    """
    write_all({path: content}, unless_changed={} if unless_changed is None else {path: unless_changed})


def write_all(
    files: Mapping[str | os.PathLike[str], str | bytes],
    *,
    folder: str | os.PathLike[str] | None = None,
    unless_changed: Mapping[str | os.PathLike[str], bytes] | None = None,
) -> None:
    """Writes bytes, or texts as UTF-8, to files, each in one step, and all of them or none.

    Args:
        files: The whole content of each; as for `write_whole`.
        folder: A folder to make first, with those above it, where there is none; it goes again if a file
            cannot be written.
        unless_changed: What files held when they were read; as for `write_whole`.

    Raises:
        FileError: If one cannot be written; the others are then as they were.
    """
    made: list[Path] = []
    with Uninterrupted():
        try:
            if folder is not None:
                _make_folder(folder, made)
            _write_all(files, unless_changed or {})
        except BaseException:
            for one in made:
                with suppress(OSError):
                    one.rmdir()
            raise


def _write_all(
    files: Mapping[str | os.PathLike[str], str | bytes], expected: Mapping[str | os.PathLike[str], bytes]
) -> None:
    beside: list[tuple[Path, Path]] = []
    kept: dict[Path, Path] = {}
    placed: list[Path] = []
    path: str | os.PathLike[str] = ""
    try:
        for path, content in files.items():
            target = _target(path)
            beside.append((_new_file(target), target))
            _fill(beside[-1][0], target, content)
        for (temporary, target), path in zip(beside, files, strict=True):
            with _alone_in(target.parent, path in expected):
                if path in expected and not _holds(target, expected[path]):
                    raise FileError(
                        f"{os.fspath(path)} was changed by another run meanwhile, and is left as it is now",
                        hint="run it again: it then begins with what is there now",
                    )
                if len(beside) > 1 and target.exists():
                    kept[target] = _new_file(target)
                    copy2(target, kept[target])
                temporary.replace(target)
                placed.append(target)
    except BaseException as error:
        for target in placed:
            with suppress(OSError):
                if target in kept:
                    kept[target].replace(target)
                else:
                    target.unlink()
        # ValueError: a NUL in the name, a lone surrogate in the text.
        if isinstance(error, FileError) or not isinstance(error, (OSError, ValueError)):
            raise
        raise FileError(f"cannot write {os.fspath(path)}: {_reason(error)}", hint=_repair(error)) from error
    finally:
        for left in (*(temporary for temporary, _ in beside), *kept.values()):
            with suppress(OSError):
                left.unlink()


def _make_folder(folder: str | os.PathLike[str], made: list[Path]) -> None:
    """Makes a folder and those above it; puts those that were not there into a list, the innermost first.

    Raises:
        FileError: If it cannot be made.
    """
    try:
        here = Path(folder)
        while here != here.parent and not here.exists():
            made.append(here)
            here = here.parent
        Path(folder).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(
            f"cannot make the folder {os.fspath(folder)}: {_reason(error)}", hint="choose another place"
        ) from error


def _target(path: str | os.PathLike[str]) -> Path:
    """Where a file is or will be: links are followed, one that leads to nothing as well.

    Raises:
        FileError: If a device, a pipe or a socket is there: a file would take its place for good.
        OSError: If links go round in circles, or a folder cannot be looked into.
    """
    try:
        target = Path(path).resolve()
    except RuntimeError:  # what Python before 3.13 says of a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
    with suppress(FileNotFoundError, NotADirectoryError):
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # of folders the system speaks
            raise FileError(
                f"cannot write {os.fspath(path)}: it is no ordinary file",
                hint="leave -o out, or write to -, for standard output",
            )
    return target


def _new_file(target: Path) -> Path:
    """An empty file beside another, of a name that nobody can foresee and nothing has.

    Where there is a file, it is at first its owner's alone; else it is as open as the umask lets it be, which
    the system knows: to ask would change it for all threads.

    Raises:
        PermissionError: If that one is read-only: to put another in its place would get round that.
    """
    as_acting = os.access in os.supports_effective_ids
    if target.is_file() and not os.access(target, os.W_OK, effective_ids=as_acting):
        raise PermissionError(errno.EACCES, "the file is read-only")
    if target.exists():
        handle, name = mkstemp(prefix=".overlap-", suffix=".part", dir=target.parent)
    else:
        name = os.path.join(target.parent, f".overlap-{os.urandom(8).hex()}.part")  # noqa: PTH118 - as above
        handle = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    os.close(handle)
    return Path(name)


def _fill(temporary: Path, target: Path, content: str | bytes) -> None:
    """Writes a file that is to take the place of another, down to the disk, with that one's permissions."""
    data = content if isinstance(content, bytes) else content.encode()
    with temporary.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    if target.exists():
        temporary.chmod(target.stat().st_mode & 0o777)


def _holds(target: Path, content: bytes) -> bool:
    """Whether a file is there and holds these bytes."""
    try:
        return target.read_bytes() == content
    except FileNotFoundError:
        return False


@contextmanager
def _alone_in(folder: Path, is_asked: bool) -> Iterator[None]:
    """Keeps other runs of ours from looking at a file here and replacing it at the same time.

    The folder itself is locked, so that no lock file stays. Where a system has no such locks there is only
    the look right before.
    """
    if not is_asked:
        yield
        return
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(_TRIES):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                sleep(_PAUSE)
            except OSError:  # a file system without locks
                break
        yield
    finally:
        os.close(handle)


def _reason(error: Exception) -> str:
    """What the system says, in its words."""
    return getattr(error, "strerror", None) or str(error)


def _repair(error: Exception) -> str:
    """What can be done where a file could not be written."""
    code = getattr(error, "errno", None)
    if code in _FULL:
        return "make room, or choose another place; what was there is as it was"
    if code in _CLOSED:
        return "choose another place, or change what may be written to"
    return "check that the folder exists and may be written to"
