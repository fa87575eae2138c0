"""The program as a process of its own, and folders to run it in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["TEAM", "Done", "command", "environment", "run", "scraps"]

TEAM = """\
version = 1
title = "Two"
zone = "America/New_York"

[team.manila]
name = "Manila night"
zone = "Asia/Manila"
headcount = 12
shifts = [{ name = "night", start = "22:00", end = "06:00" }]

[team.manila.member.ana]
name = "Ana Reyes"

[team.manila.member.bo]
name = "Bo Cruz"

[team.ny]
name = "New York"
zone = "America/New_York"
headcount = 2
shifts = [{ start = "09:00", end = "17:00" }]

[team.ny.member.joe]
name = "Joe Hill"

[meeting.sync]
title = "Sync"
teams = ["manila", "ny"]
minutes = 30
every = "week"
on = "tue"
at = "18:00"
anchor = "ny"
from = 2027-01-12
until = 2027-03-30
"""


class Done(NamedTuple):
    """What a process left behind."""

    status: int
    out: bytes
    err: str


def command(*argv: str) -> list[str]:
    """The program with arguments."""
    return [sys.executable, "-m", "overlap", *argv]


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what changes terminals, and with more."""
    dropped = ("NO_COLOR", "COLUMNS", "LINES", "PYTHONDEVMODE", "PYTHONWARNINGS")
    return {key: value for key, value in os.environ.items() if key not in dropped} | more


def run(
    *argv: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    before: Callable[[], None] | None = None,
    **more: Any,
) -> Done:
    """Runs the program to its end."""
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    if "stdin" not in given:
        given["input"] = stdin
    done = subprocess.run(
        command(*argv),
        cwd=cwd,
        env=environment() if env is None else dict(env),
        preexec_fn=before,
        check=False,
        timeout=240,
        **given,
    )
    return Done(done.returncode, done.stdout or b"", (done.stderr or b"").decode("utf-8", "replace"))


def scraps(folder: Path) -> list[str]:
    """What no run may leave behind in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if ".overlap-" in path.name)
