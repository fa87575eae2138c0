"""The bundled example, from the terminal to the strangers: `export` writes what `series` says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.functional.terminal import Terminal
from tests.properties.oracle import minute_of
from tests.readers.battery import READERS, Instance, Question, Reader, ask

EXAMPLE = str(Path(__file__).parents[2] / "src" / "overlap" / "data" / "example.toml")
MEETINGS = ("core-sync", "client-review", "demo")


@pytest.fixture
def terminal(capfd: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capfd, lambda: datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


def minutes(text: str) -> float:
    """UTC minutes of `2027-01-12T13:00Z`."""
    return datetime.fromisoformat(text).timestamp() / 60


@dataclass(frozen=True)
class Printed:
    """What `export` wrote, and the instances that `series` printed."""

    ics: str
    said: list[Instance]


PRINTED: list[Printed] = []
"""Asked of the terminal once in a process, not once for each reader."""


@pytest.fixture
def printed(terminal: Terminal, tmp_path: Path) -> Printed:
    if PRINTED:
        return PRINTED[0]
    out = tmp_path / "example.ics"
    assert terminal("export", EXAMPLE, "-o", str(out)).status == 0
    said: list[Instance] = []
    for meeting in MEETINGS:
        found = terminal("series", EXAMPLE, "--meeting", meeting, "--json").json
        said += [
            (minutes(one["start"]), minutes(one["end"]), found["title"])
            for one in found["occurrences"]
            if "skipped" not in one
        ]
    PRINTED.append(Printed(out.read_bytes().decode(), sorted(said)))
    return PRINTED[0]


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_everybody_reads_the_very_instants_that_series_prints(reader: Reader, printed: Printed) -> None:
    assert len(printed.said) == 25 + 12 + 50
    question = Question("example", printed.ics, minute_of(2026), minute_of(2029))
    assert ask(reader, [question])["example"] == printed.said


def test_the_diwali_occurrence_is_moved_and_the_file_says_why(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "example.ics"
    terminal("export", EXAMPLE, "-o", str(out))
    text = out.read_bytes().decode().replace("\r\n ", "")
    moved = text.split("RECURRENCE-ID;TZID=Europe/Warsaw:20271029T103000")[1].split("END:VEVENT")[0]
    assert "DTSTART;TZID=Europe/Warsaw:20271028T103000" in moved
    assert "Bengaluru Platform has Diwali on Fri 29 Oct 2027" in moved


def test_a_second_export_changes_no_byte(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "example.ics"
    terminal("export", EXAMPLE, "-o", str(out))
    before = out.read_bytes()
    later = terminal("export", EXAMPLE, "-o", str(out), "--stamp", "2027-01-01T00:00Z")
    assert "3 unchanged" in later.out
    assert out.read_bytes() == before
