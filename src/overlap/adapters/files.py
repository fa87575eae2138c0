"""Files written whole or not at all, one or several; and small JSON files read back.

Law: what is written goes to a new file in the same folder, which then takes the place of the old one in one
step; whatever goes wrong before that leaves the old file as it was. Of several files all are written
beside their places before the first takes its own, and one that cannot puts the others back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import copy2
from tempfile import mkstemp

from overlap.errors import FileError

__all__ = ["read_json", "write_all", "write_whole"]


def read_json(path: str | os.PathLike[str], *, hint: str) -> object:
    """The plain values in a JSON file.

    Args:
        path: Where.
        hint: What to name instead of a file that is none.

    Raises:
        FileError: If it cannot be read or is no JSON.
    """
    try:
        found: object = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"cannot read {path}: {reason}", hint=hint) from None
    return found


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Writes bytes, or text as UTF-8, to a file, in one step.

    Args:
        path: Where; a link is followed, and permissions of a file that is there are kept.
        content: All of it; line ends are written as they are.

    Raises:
        FileError: If the folder is missing or cannot be written to, or the disk is full.
    """
    write_all({path: content})


def write_all(files: Mapping[str | os.PathLike[str], str | bytes]) -> None:
    """Writes bytes, or texts as UTF-8, to files, each in one step, and all of them or none.

    Args:
        files: The whole content of each; as for `write_whole`.

    Raises:
        FileError: If one cannot be written; the others are then as they were.
    """
    beside: list[tuple[Path, Path]] = []
    kept: dict[Path, Path] = {}
    placed: list[Path] = []
    path: str | os.PathLike[str] = ""
    try:
        for path, content in files.items():
            target = Path(path).resolve()
            beside.append((_new_file(target), target))
            _fill(beside[-1][0], target, content)
        for temporary, target in beside:
            path = target
            if len(beside) > 1 and target.exists():
                kept[target] = _new_file(target)
                copy2(target, kept[target])
            temporary.replace(target)
            placed.append(target)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name, a lone surrogate in the text
        for target in placed:
            with suppress(OSError):
                if target in kept:
                    kept[target].replace(target)
                else:
                    target.unlink()
        reason = getattr(error, "strerror", None) or error
        raise FileError(
            f"cannot write {os.fspath(path)}: {reason}",
            hint="check that the folder exists and may be written to",
        ) from error
    finally:
        for left in (*(temporary for temporary, _ in beside), *kept.values()):
            with suppress(OSError):
                left.unlink()


def _new_file(target: Path) -> Path:
    """An empty file beside another."""
    handle, name = mkstemp(prefix=".overlap-", suffix=".part", dir=target.parent)
    os.close(handle)
    return Path(name)


def _fill(temporary: Path, target: Path, content: str | bytes) -> None:
    """Writes a file that is to take the place of another, down to the disk, with that one's permissions."""
    data = content if isinstance(content, bytes) else content.encode()
    with temporary.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    temporary.chmod(mode)


def _umask() -> int:
    """The process's umask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
