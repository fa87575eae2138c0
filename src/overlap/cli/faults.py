"""What nobody foresaw, told in a sentence: a package that fails, a system that refuses, a slip of ours.

Law: no traceback, unless Python runs in its development mode (`python -X dev -m overlap ...`). Whose fault it
is is read from where the error comes from.
"""

from __future__ import annotations

import sys
from traceback import walk_tb
from types import ModuleType
from typing import Final

from overlap.cli.console import complain, note
from overlap.core.packages import damaged
from overlap.errors import FileError, OverlapError

__all__ = ["FAULT", "tell_fault"]

FAULT: Final = 70
"""The status of a slip of ours: `EX_SOFTWARE` of sysexits.h."""

_CALLED: Final = {"dateutil": "python-dateutil", "overlap": "overlap-teams", "tomli_w": "tomli-w"}
"""Packages that are installed by another name than they are imported by."""


def tell_fault(error: Exception) -> int:
    """Says on stderr what has failed; gives the exit status.

    Raises:
        KeyboardInterrupt: If that is what it came from.
        Exception: The error itself, in Python's development mode.
    """
    if isinstance(error.__cause__, KeyboardInterrupt):
        raise KeyboardInterrupt from error  # while a class was made: Python before 3.12 wraps it
    if sys.flags.dev_mode:
        raise error
    if isinstance(error, OSError) and error.errno is not None and error.filename is None:
        from overlap.cli.app import unwritten

        return unwritten(error)  # stdout took no more, as on a full disk
    found = _named(error)
    if found is not None:
        complain(found)
        return 2
    place = ""
    for frame, line in walk_tb(error.__traceback__):
        name = str(frame.f_globals.get("__name__", ""))
        if _top(name) == "overlap":
            place = f" ({name}, line {line})"
    note(f"error: fault: {type(error).__name__}: {_one_line(error)}{place}")
    note("    hint: a slip of overlap itself: please report it, with what python -X dev -m overlap says")
    return FAULT


def _named(error: Exception) -> OverlapError | None:
    """What has failed outside this package, or None."""
    if isinstance(error, MemoryError):
        return FileError("there is not enough memory", hint="ask for fewer teams or a shorter time")
    package = _package_at_fault(error)
    if package is not None:
        called = _CALLED.get(package, package)
        if isinstance(error, ModuleNotFoundError) and error.name == package:
            return damaged(f"the package {called} is not installed", called)
        return damaged(f"the package {called} fails: {type(error).__name__}: {_one_line(error)}", called)
    if isinstance(error, OSError):
        reason = error.strerror or _one_line(error)
        place = "the system" if error.filename is None else error.filename
        return FileError(f"{place}: {reason}", hint="look at the file and its folder")
    return None


def _package_at_fault(error: Exception) -> str | None:
    """The package besides this one in which an error was raised, or that it says is not as it should be."""
    inner: str | None = None
    for frame, _ in walk_tb(error.__traceback__):
        name = _top(str(frame.f_globals.get("__name__", "")))
        if name == "overlap":
            inner = None
        elif inner is None and _is_foreign(name):
            inner = name
    if inner is not None:
        return inner
    named: str | None = None
    if isinstance(error, ImportError):
        named = error.name
    elif isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        named = error.obj.__name__
    top = _top(named or "")
    return top if top and (top == "overlap" or _is_foreign(top)) else None


def _top(name: str) -> str:
    return name.partition(".")[0]


def _is_foreign(name: str) -> bool:
    """Whether a top-level module is neither ours nor Python's own."""
    return bool(name) and name not in ("overlap", "__main__") and name not in sys.stdlib_module_names


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 300 else f"{text[:297]}..."
