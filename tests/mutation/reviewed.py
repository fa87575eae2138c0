"""Faults that change nothing anybody can see, each with the reason: what `reviewed.toml` holds.

Law: a fault is named by its module, function, the text of its line and the change, never by a line's number,
so that the list outlives edits elsewhere in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

__all__ = ["is_reviewed", "read_reviewed"]

_Key = tuple[str, str, str, str]


def read_reviewed(path: Path) -> dict[_Key, str]:
    """Reads the list: the reason of each `(module, text, before, after)`, `text` without its margin."""
    found: dict[_Key, str] = {}
    for one in tomllib.loads(path.read_text(encoding="utf-8")).get("equal", []):
        for after in [one["after"]] if isinstance(one["after"], str) else one["after"]:
            found[one["module"], one["text"], one["before"], after] = one["reason"]
    return found


def is_reviewed(reviewed: Mapping[_Key, str], row: Mapping[str, object]) -> bool:
    """Whether a fault that survived is on the list."""
    return (str(row["module"]), str(row["text"]), str(row["before"]), str(row["after"])) in reviewed
