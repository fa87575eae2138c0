"""Command lines to try: any arguments, and any standard input.

Law: the program ends in one of its statuses and has said something; what it prints for programs is JSON.
It may try to write where it is asked to; here that is refused.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Final

from overlap.cli.commands import COMMANDS
from overlap.cli.main import main
from tests.fuzz.harness import Target, standing_in
from tests.fuzz.rosters import TWO_TEAMS

__all__ = ["ARGUMENTS"]

_NOW: Final = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)

_STDIN: Final = b"\n<\n"
"""What stands between the arguments, one a line, and standard input."""

_MOST_ARGUMENTS: Final = 40


def _run(data: bytes) -> None:
    listed, _, given = data.partition(_STDIN)
    argv = [os.fsdecode(one) for one in listed.replace(b"\0", b"").split(b"\n")][:_MOST_ARGUMENTS]
    with standing_in(given) as (out, err):
        status = main(argv, now=lambda: _NOW)
    said, told = out.getvalue(), err.getvalue()
    assert status in (0, 1, 2, 3)
    assert b"Traceback" not in told
    assert said or told
    if said.startswith(b"{") and status != 2:
        json.loads(said)


def _line(*argv: str, given: bytes = TWO_TEAMS) -> bytes:
    return "\n".join(argv).encode() + _STDIN + given


_WEEK: Final = ("--from", "2026-03-02", "--until", "2026-03-08")

ARGUMENTS: Final = Target(
    "arguments",
    _run,
    (
        _line("windows", "-", *_WEEK, "--team", "manila", "--team", "ny", "--min-minutes", "30"),
        _line("shifts", "-", *_WEEK, "--json"),
        _line("coverage", "-", *_WEEK, "--zone", "Asia/Manila", "--json"),
        _line(
            "clock", "-", "--team", "manila", "--start", "2026-03-02T14:00Z", "--add-minutes", "90", "--json"
        ),
        _line(
            "slots", "-", "--minutes", "30", *_WEEK, "--required", "manila", "--step", "15", "--limit", "3"
        ),
        _line("why", "-", "--at", "2026-03-02T14:00Z", "--minutes", "30"),
        _line("series", "-", "--meeting", "sync", "--json"),
        _line("rotate", "-", "--meeting", "sync", *_WEEK),
        _line("now", "-", "--at", "2026-03-02T14:00Z", "--hours", "12", "--locale", "pl"),
        _line("zones", "Manila", given=b""),
        _line("holidays", "PH", *_WEEK, "--include", "Diwali", "--language", "own", given=b""),
        _line("check", "-", "--json"),
        _line("import", "-", "-o", "team.toml", given=b"Team,Zone,Start,End\nA,Asia/Manila,9,17\n"),
        _line("export", "-", "-o", "-", *_WEEK),
        _line("busy", "-", *_WEEK, "--me", "a@example.org", given=b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
        _line(
            "clock",
            "-",
            "--team",
            "manila",
            "--tickets",
            "-",
            given=b"start,add_minutes\n2026-03-02T14:00Z,5\n",
        ),
        _line("--help", given=b""),
    ),
    (
        *(f"{name}\n".encode() for name in COMMANDS),
        *(
            b"--json\n",
            b"--help\n",
            b"-\n",
            b"--zone\n",
            b"--from\n",
            b"--until\n",
            b"--year\n2026\n",
            b"--group\n",
        ),
        *(
            b"--quorum\n",
            b"--headcount\n",
            b"--skill\n",
            b"--optional\n",
            b"--attendance\n",
            b"--notice\n",
            b"--not-on\n",
        ),
        *(
            b"--preferred\n",
            b"--times\n",
            b"--weekday\n",
            b"--ledger\n",
            b"--every\n",
            b"--grid\n",
            b"--keep\n",
            b"--people\n",
        ),
        *(
            b"--dates\n",
            b"--encoding\n",
            b"--sheet\n",
            b"--delimiter\n",
            b"--end\n",
            b"--running\n",
            b"-o\nx.ics\n",
            b"-o\n-\n",
        ),
        *(
            b"--need\n",
            b"--handoff-minutes\n",
            b"--category\n",
            b"--exclude\n",
            b"--hours\n",
            b"--locale\n",
            b"2026-03-02T14:00Z\n",
        ),
        *(b"08:00-17:00\n", b"manila,ny:1\n", b"manila.ana\n", b"=", b"-1\n", b"--", b"\n"),
    ),
    seconds=20.0,
    may_try=True,
    examples=25,
)
