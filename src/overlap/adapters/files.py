"""Files written whole or not at all.

Law: text goes to a new file in the same folder, which then takes the place of the old one in one
step; whatever goes wrong before that leaves the old file as it was.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from overlap.errors import FileError

__all__ = ["write_whole"]


def write_whole(path: str | os.PathLike[str], text: str) -> None:
    """Writes UTF-8 text to a file, in one step.

    Args:
        path: Where; a link is followed, and permissions of a file that is there are kept.
        text: The whole content; line ends are written as they are.

    Raises:
        FileError: If the folder is missing or cannot be written to, or the disk is full.
    """
    temporary: str | None = None
    try:
        target = Path(path).resolve()
        handle, temporary = mkstemp(prefix=".overlap-", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
        temporary = None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name, a lone surrogate in the text
        reason = getattr(error, "strerror", None) or error
        raise FileError(
            f"cannot write {os.fspath(path)}: {reason}",
            hint="check that the folder exists and may be written to",
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()


def _umask() -> int:
    """The process's umask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
