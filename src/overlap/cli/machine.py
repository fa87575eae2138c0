"""The machine's output: one JSON document for each answer.

Law: format_version 1; field names never change, more may be added. Instants are ISO 8601 UTC to
the minute. What was answered without data is in `warnings`.
"""

from __future__ import annotations

import json
from typing import Any, Final

import click

from overlap.cli.console import write
from overlap.core.civil import iso_minute
from overlap.core.zones import tzdata_version

__all__ = ["FORMAT_VERSION", "WARNINGS", "print_json"]

FORMAT_VERSION: Final = 1
"""Raised only if a field changes its meaning or goes away."""

WARNINGS: Final = "overlap.warnings"
"""Where a command's context keeps the warnings that were told."""


def print_json(command: str, start: int | None, end: int | None, body: dict[str, Any]) -> None:
    """Prints the document of a command; `start` and `end` are its horizon in UTC minutes."""
    head: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "command": command,
        "tzdata": tzdata_version(),
    }
    if start is not None and end is not None:
        head |= {"start": iso_minute(start), "end": iso_minute(end)}
    context = click.get_current_context(silent=True)
    heard = None if context is None else context.meta.get(WARNINGS)
    if heard:
        body = {**body, "warnings": list(heard)}
    # Escapes keep the document readable by any program whatever the stream's encoding.
    write(json.dumps(head | body, indent=2) + "\n")
