"""The strangers: calendar programs that are not ours, each asked about a batch of files in one process.

Law: a reader gets a file and a stretch of time, and nothing else; what it finds is taken as it is. None of
them is asked in this process or with our packages: `setup.sh` builds their environment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SETUP: Final = HERE / "setup.sh"
SLOWEST_SECONDS: Final = 240
"""A reader that takes longer hangs; each takes a few seconds."""

Instance = tuple[float, float, str]
"""Start and end in UTC minutes, and the title. A whole day counts as a UTC day."""

Answer = list[Instance] | str
"""What a reader finds in a file, in order, or its error."""


@dataclass(frozen=True)
class Question:
    """A file, and the stretch of time asked about, in UTC minutes."""

    name: str
    ics: str
    start: int
    end: int


@dataclass(frozen=True)
class Reader:
    """A calendar program.

    Attributes:
        name: What it is called.
        script: The program that asks it.
        trusts_files: Whether it reads a zone from the file; others look its key up in data of their own.
        has_current_zones: Whether that data is the tzdata package's; other data may be of any age.
    """

    name: str
    script: str
    trusts_files: bool = False
    has_current_zones: bool = True


READERS: Final = (
    Reader("recurring-ical-events", "recurring_ical_events_reader.py"),
    Reader("ical", "ical_reader.py"),
    Reader("khal", "khal_reader.py"),
    Reader("Radicale", "radicale_reader.py", trusts_files=True),
    Reader("xandikos", "xandikos_reader.py"),
    Reader("vobject", "vobject_reader.py", trusts_files=True),
    Reader("icalevents", "icalevents_reader.py", has_current_zones=False),
    Reader("ical.js", "ical_js_reader.mjs", trusts_files=True),
    Reader("node-ical", "node_ical_reader.mjs", has_current_zones=False),
    Reader("ical-expander", "ical_expander_reader.mjs", has_current_zones=False),
    Reader("libical", "libical_reader.py", trusts_files=True),
    Reader("sabre/vobject", "sabre_reader.php", has_current_zones=False),
)
"""Twelve readers from four ecosystems: Python, JavaScript, C and PHP."""


def home() -> Path:
    """The folder of their environment."""
    return Path(os.environ.get("OVERLAP_READERS") or HERE.parent.parent / ".ci-readers")


def missing() -> str:
    """What their environment lacks, as a sentence that says how to get it; "" if nothing."""
    if not (home() / "ready").exists():
        return f"no calendar readers in {home()}: run {SETUP.relative_to(HERE.parent.parent)}"
    return ""


def command(reader: Reader) -> list[str]:
    """How a reader is started."""
    script = str(HERE / "strangers" / reader.script)
    programs = {".py": home() / "python" / "bin" / "python", ".mjs": home() / "node" / "node"}
    return [str(programs.get(Path(script).suffix) or shutil.which("php") or "php"), script]


def ask(reader: Reader, questions: Sequence[Question]) -> dict[str, Answer]:
    """What a reader finds in each file, by the question's name."""
    assert len({question.name for question in questions}) == len(questions)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            command(reader),
            input=json.dumps([asdict(question) for question in questions]),
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=SLOWEST_SECONDS,
            env={
                "HOME": folder,
                "LC_ALL": "C.UTF-8",
                "OVERLAP_NODE_MODULES": str(home() / "node" / "node_modules"),
                "PATH": os.environ.get("PATH", ""),
                "PYTHONTZPATH": "",  # zoneinfo then takes the tzdata package's zones
                "PYTHONUTF8": "1",
                "TZ": "UTC",
            },
        )
    assert done.returncode == 0, f"{reader.name}: {done.stderr[-2000:]}"
    found = json.loads(done.stdout)
    assert sorted(found) == sorted(question.name for question in questions), reader.name
    return {
        name: one["error"] if isinstance(one, dict) else [(start, end, title) for start, end, title in one]
        for name, one in found.items()
    }


def calendar(*parts: str) -> str:
    """The text of a calendar file with components, each as lines."""
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//tests//readers//EN\n"
    return (
        (head + "".join(part.strip() + "\n" for part in parts) + "END:VCALENDAR\n")
        .replace("\r\n", "\n")
        .replace("\n", "\r\n")
    )
