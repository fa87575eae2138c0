"""Small files that people keep between two runs: ledgers, histories of pairs, and files of tickets."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from overlap.adapters.tickets import TicketAnswer, read_tickets
from overlap.cli.carried import Carried
from overlap.errors import UnknownId
from overlap.planning.ledger import Ledger
from overlap.planning.pairs_history import PairHistory
from tests.fuzz.harness import Target, aside, standing_in

__all__ = ["HISTORY", "LEDGER", "TICKETS"]


@contextmanager
def _file(data: bytes) -> Iterator[Path]:
    """A file of these bytes, which the harness may write."""
    with aside():
        handle, name = mkstemp()
        os.write(handle, data)
        os.close(handle)
    try:
        yield Path(name)
    finally:
        with aside():
            Path(name).unlink()


def _read_ledger(data: bytes) -> None:
    with _file(data) as path:
        ledger = Ledger.from_dict(Carried(str(path), "--ledger-out").value)
    written = json.dumps(ledger.to_dict())
    again = Ledger.from_dict(json.loads(written))
    assert again == ledger
    assert json.dumps(again.to_dict()) == written
    carried = ledger.carried([*ledger.burden_minutes, "new"])
    assert all(minutes >= 0 for minutes in carried.values())
    assert not ledger.burden_minutes or min(ledger.burden_minutes.values()) == 0


def _read_history(data: bytes) -> None:
    with _file(data) as path:
        history = PairHistory.from_dict(Carried(str(path), "--history-out").value)
    written = json.dumps(history.to_dict())
    again = PairHistory.from_dict(json.loads(written))
    assert again == history
    assert json.dumps(again.to_dict()) == written
    later = history.after(date(2026, 3, 2), ["x", "y", "z"], [("y", "x")], ["z"])
    known = history.of("x", "y")
    now = later.of("y", "x")
    assert now is not None
    assert now.times == (0 if known is None else known.times) + 1


def _known(one: str) -> None:
    if one not in ("manila", "krakow"):
        raise UnknownId(f'no team is called "{one}"', hint="use manila, krakow")


def _read_tickets(data: bytes) -> None:
    with standing_in(data):
        found = read_tickets("-", check_team=_known)
    answers = [TicketAnswer(29_541_000, 5, (("manila", 5),), "=why\nnot") for _ in found.tickets]
    text = found.answered(answers)
    body = text.removeprefix("\ufeff")
    rows = [row for row in csv.reader(io.StringIO(body, newline=""), delimiter=found.delimiter) if row]
    assert len(rows) == 1 + len(found.tickets)
    assert rows[0][: len(found.header)] == list(found.header)
    for row, ticket in zip(rows[1:], found.tickets, strict=True):
        assert tuple(row[: len(found.header)]) == ticket.cells


LEDGER: Final = Target(
    "ledger",
    _read_ledger,
    (
        (
            b'{"format_version": 1, "through": "2026-06-30", "ledger": [{"id": "manila", "burden_minutes": '
            b"60}, "
            b'{"id": "krakow", "burden_minutes": 0}], "outside": ["manila"]}'
        ),
        b'{\n  "format_version": 1,\n  "through": null,\n  "ledger": [],\n  "outside": []\n}\n',
    ),
    (
        b'"format_version"',
        b'"ledger"',
        b'"through"',
        b'"outside"',
        b'{"id": "pune", "burden_minutes": 3}',
        b"1.5",
    ),
)

HISTORY: Final = Target(
    "history",
    _read_history,
    (
        (
            b'{"format_version": 1, "met": [{"people": ["m.ana", "p.vik"], "times": 2, "last": '
            b'"2026-03-02"}], '
            b'"sat_out": {"m.bo": 1, "p.vik": 0}}'
        ),
        b'{"format_version": 1, "met": [], "sat_out": {}}',
    ),
    (
        b'"people": ["a", "b"]',
        b'"times"',
        b'"last"',
        b'{"people": ["x", "y"], "times": 1, "last": "2026-03-02"}',
    ),
)

TICKETS: Final = Target(
    "tickets",
    _read_tickets,
    (
        (
            b"id,start,add_minutes,team,pauses\nA-1,2026-03-02T14:00Z,480,manila; krakow,"
            b"2026-03-02T15:00Z/2026-03-02T16:00Z\nA-2,2026-03-02T19:30+05:30,0,,2026-03-02T14:10:59Z/..\n"
        ),
        b'\xef\xbb\xbfstart;end;note\r\n2026-03-02T14:00Z;2026-03-03T09:00Z;"two\r\nlines"\r\n\r\n',
        b"Start\tEnd\tadd_minutes\n2026-03-02T14:00:59Z\t\t15\n",
    ),
    (
        b"start",
        b"end",
        b"add_minutes",
        b"team",
        b"pauses",
        b"due",
        b"held_by",
        b"reason",
        b'"a,b"',
        b'""',
        b"/..",
    ),
)
