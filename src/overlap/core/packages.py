"""Packages that are missing, damaged or too old, and what is said of them.

Law: a package that is not there and one that is there and fails are told apart: installing the first helps,
installing the second again.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from overlap.errors import BrokenInstall, MissingExtra, OverlapError

__all__ = ["LEAST_HOLIDAYS", "LEAST_TZDATA", "check_version", "damaged", "own_text", "unusable"]

LEAST_HOLIDAYS: Final = "0.109"
"""The release of `holidays` whose days, and their corrections here, were checked; as in pyproject.toml."""

LEAST_TZDATA: Final = "2026f"
"""The release of the zone data from which answers may come; as in pyproject.toml."""


def unusable(package: str, error: Exception, purpose: str, *, hint: str) -> OverlapError:
    """What to raise where a package of an extra cannot be imported.

    Args:
        package: Its name, as it is imported.
        error: What the import raised.
        purpose: Who needs it, such as "plots need".
        hint: How it is installed, where it is missing.

    Example:
        >>> unusable("xlsxwriter", RuntimeError("no disk"), "Excel files need", hint="...").message
        'Excel files need the package xlsxwriter, which is installed and fails: RuntimeError: no disk'
    """
    if isinstance(error, ModuleNotFoundError) and _is_missing(package):
        return MissingExtra(f"{purpose} the package {package}", hint=hint)
    return damaged(f"{purpose} the package {package}, which is installed and fails: {_said(error)}", package)


def damaged(message: str, package: str) -> BrokenInstall:
    """What to raise where a package is there and cannot be used as it is."""
    return BrokenInstall(
        message, hint=f"install it again: python -m pip install --upgrade --force-reinstall {package}"
    )


def own_text(name: str) -> str:
    """The text of a file of this package, read through the import system, so that it is found in a zip too.

    Raises:
        BrokenInstall: If it is missing or cannot be read.
    """
    from importlib.resources import files

    try:
        return files("overlap.data").joinpath(name).read_text(encoding="utf-8")
    except (OSError, ImportError, ValueError):  # ValueError: not UTF-8
        raise damaged(f"the file {name} of overlap itself is missing or damaged", "overlap-teams") from None


def check_version(package: str, found: str, least: str) -> None:
    """Refuses a release of a package that is older than what answers were checked with.

    Raises:
        BrokenInstall: If it is older.

    Example:
        >>> check_version("holidays", "0.110", "0.109")
        >>> check_version("holidays", "0.67", "0.109")
        Traceback (most recent call last):
        ...
        overlap.errors.BrokenInstall: the package holidays is 0.67, and 0.109 or later is needed; ...
    """
    if _parts(found) < _parts(least):
        raise damaged(f"the package {package} is {found}, and {least} or later is needed", package)


def _is_missing(package: str) -> bool:
    """Whether a package is not there at all; one without some part of it is."""
    try:
        import_module(package)
    except ModuleNotFoundError as error:
        return error.name == package
    except Exception:
        return False
    return False


def _parts(version: str) -> list[tuple[int, str]]:
    """A version as numbers and letters in their order: 0.109 after 0.67, 2026f after 2026b."""
    found = []
    for part in version.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        found.append((int(digits or -1), part[len(digits) :]))
    return found


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
