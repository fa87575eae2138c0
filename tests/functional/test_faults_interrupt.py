"""Ctrl-C at any moment: status 130, no traceback, no half file, nothing left lying about.

The moments are drawn from a seed, over the time that a command takes here. What Python itself says before it
has come to the program is not the program's: only that can be a traceback, and none of its frames is ours.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.functional.processes import TEAM, command, environment, scraps

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")

MONTH = ("--from", "2027-01-04", "--until", "2027-01-31")

WRITERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "report": ("out.html", ("report", "team.toml", *MONTH, "-o", "out.html")),
    "calendar": ("out.ics", ("export", "team.toml", "--shifts", *MONTH, "-o", "out.ics")),
    "workbook": ("out.xlsx", ("export", "team.toml", *MONTH, "-o", "out.xlsx")),
    "sheets": ("out", ("export", "team.toml", "--sheet", "all", *MONTH, "-o", "out")),
    "ledger": ("out.json", ("rotate", "team.toml", "--ledger-out", "out.json")),
    "history": ("out.json", ("pairs", "team.toml", *MONTH, "--history-out", "out.json")),
    "plan": ("out.toml", ("stagger", "-o", "out.toml")),
    "import": ("out.toml", ("import", "desk.csv", "-o", "out.toml", "--force")),
    "init": ("out.toml", ("init", "out.toml", "--force")),
}

THINKERS: dict[str, tuple[str, ...]] = {
    "coverage": ("coverage", "team.toml"),
    "slots": ("slots", "team.toml", "--minutes", "30"),
    "holidays": ("holidays", "PH"),
    "shifts": ("shifts", "team.toml", "--from", "2020-01-01", "--until", "2035-12-31"),
    "trade-off": ("stagger", "--trade-off", "somebody of all six teams shares half an hour"),
}


def heard_again() -> None:
    """A background, as of a script with `&`, ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def prepared(folder: Path) -> Path:
    """A folder with what the commands read."""
    folder.mkdir(exist_ok=True)
    (folder / "team.toml").write_text(TEAM)
    rows = "\n".join(f"Team {number},Asia/Kolkata,9,day,Mon-Fri,10:00,19:00" for number in range(400))
    (folder / "desk.csv").write_text(f"Team,Zone,Headcount,Shift,Days,Start,End\n{rows}")
    return folder


def output(folder: Path, name: str) -> dict[str, bytes]:
    """What is at the place of an output."""
    place = folder / name
    files = [place] if place.is_file() else list(place.rglob("*"))
    return {str(one.relative_to(folder)): one.read_bytes() for one in files if one.is_file()}


def timed(argv: tuple[str, ...], folder: Path) -> float:
    """Seconds that a command takes here and now."""
    begun = monotonic()
    subprocess.run(command(*argv), cwd=folder, env=environment(), capture_output=True, check=False)
    return monotonic() - begun


def interrupted(argv: tuple[str, ...], folder: Path, after: float, again: float | None) -> int:
    """Status of a command that is interrupted after so many seconds, perhaps twice."""
    process = subprocess.Popen(
        command(*argv),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heard_again,
    )
    sleep(after)
    process.send_signal(signal.SIGINT)
    if again is not None:
        sleep(again)
        process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=100)
    text = told.decode("utf-8", "replace")
    began = f"{os.sep}overlap{os.sep}cli{os.sep}" in text or "overlap.cli" in text
    if process.returncode not in (0, 1, 130) or "Traceback" in text:
        # Python had not come to us yet; then it says so in its own way.
        assert not began, text
        assert "KeyboardInterrupt" in text or process.returncode == -signal.SIGINT, text
        return -1
    assert "KeyboardInterrupt" not in text, text
    return process.returncode


def rounds(name: str, tmp_path: Path, count: int) -> list[int]:
    """Interrupts a writer so many times; gives the statuses."""
    place, argv = WRITERS[name]
    folder, seed = prepared(tmp_path / "work"), random.Random(name)  # noqa: S311
    whole = timed(argv, folder)
    new = sorted(output(folder, place))
    old = dict.fromkeys(new, b"old") if (folder / place).is_file() else {}
    statuses = []
    for _ in range(count):
        if (folder / place).is_dir():
            shutil.rmtree(folder / place)
        for key, content in old.items():
            (folder / key).write_bytes(content if not place.endswith(".ics") else b"")
        before = output(folder, place)
        again = seed.uniform(0, 0.1) if seed.random() < 0.4 else None
        status = interrupted(argv, folder, seed.uniform(0.1, 1.05) * whole, again)
        after = output(folder, place)
        assert scraps(folder) == []
        assert after == before or sorted(after) == new
        assert after == before or all(len(content) > 20 for content in after.values())
        statuses.append(status)
    return statuses


@pytest.mark.parametrize("name", ["calendar", "ledger"])
def test_interrupted_writers_leave_the_old_file_or_the_new_one(name: str, tmp_path: Path) -> None:
    statuses = rounds(name, tmp_path, 4)
    assert set(statuses) <= {0, 130, -1}
    assert 130 in statuses


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", WRITERS)
def test_interrupted_writers_leave_the_old_file_or_the_new_one_however_often(
    name: str, tmp_path: Path
) -> None:
    statuses = rounds(name, tmp_path, 40)
    assert set(statuses) <= {0, 1, 130, -1}
    assert statuses.count(130) > 10


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", THINKERS)
def test_long_work_ends_at_once_and_quietly(name: str, tmp_path: Path) -> None:
    folder, seed = prepared(tmp_path / "work"), random.Random(name)  # noqa: S311
    whole = timed(THINKERS[name], folder)
    statuses = [
        interrupted(THINKERS[name], folder, seed.uniform(0.1, 1) * whole, seed.choice([None, 0.05]))
        for _ in range(25)
    ]
    assert set(statuses) <= {0, 1, 130, -1}
    assert 130 in statuses


IN_SOLVER = """
import random
from overlap.planning.fair import FairTask
from overlap.planning.fair_search import any_plan
from overlap.planning.fair_solver import solve
from tests.planning.fair_oracle import week
from tests.planning.test_fair_core import core_of
seed = random.Random(1)
costs = (0, 0, 30, 45, 60, 90, 150)
weeks = [week(*[tuple(seed.choice(costs) for _ in range(14)) for _ in range(12)]) for _ in range(40)]
core = core_of(FairTask((0,) * 14, tuple(weeks)))
start = any_plan(core)
print("solving", flush=True)
try:
    solve(core, start, 0, times=None, seconds=60)
except KeyboardInterrupt:
    print("heard", flush=True)
"""


def test_inside_the_rotation_s_solver_it_is_heard_at_once() -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    process = subprocess.Popen(
        [sys.executable, "-c", IN_SOLVER],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heard_again,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "solving\n"
    sleep(0.5)
    process.send_signal(signal.SIGINT)
    begun = monotonic()
    assert process.communicate(timeout=50) == ("heard\n", "")
    assert process.returncode == 0
    assert monotonic() - begun < 20  # it would go on for a minute


TWICE = """
import signal, sys, time
from overlap.cli import {module}
def endless(*given, **more):
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        {first}
        signal.raise_signal(signal.SIGINT)
        print("never", flush=True)
import overlap.cli.main
overlap.cli.main.main = endless
from overlap.cli.program import program
sys.argv = ["overlap", "now"]
raise SystemExit(program())
"""


@pytest.mark.parametrize("first", ["pass", "print('half an answer')"])
def test_pressed_twice_it_ends_the_program_whatever_it_is_cleaning_up(first: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TWICE.format(module="app", first=first)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=heard_again,
    )
    assert (done.returncode, done.stderr) == (130, "")
    assert done.stdout == ("" if first == "pass" else "half an answer\n")


DROPPED = """
import signal, sys
class Forgotten:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
def work(*given, **more):
    made = Forgotten()
    del made
    print("dropped", flush=True)
    return 0
import overlap.cli.main
overlap.cli.main.main = work
from overlap.cli.program import program
sys.argv = ["overlap", "now"]
raise SystemExit(program())
"""


def test_where_python_would_drop_the_interruption_it_still_ends_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DROPPED],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=heard_again,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


IGNORED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from overlap.cli.program import program
import overlap.cli.main
def work(*given, **more):
    signal.raise_signal(signal.SIGINT)
    return 7
overlap.cli.main.main = work
sys.argv = ["overlap", "now"]
raise SystemExit(program())
"""


def test_where_it_is_ignored_as_in_a_background_it_stays_ignored() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IGNORED], env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, "", "")


def test_a_program_that_calls_main_keeps_its_own_handler() -> None:
    from overlap.cli.main import main

    before = signal.getsignal(signal.SIGINT)
    hook = sys.unraisablehook
    assert main(["zones", "Manila"]) == 0
    assert signal.getsignal(signal.SIGINT) is before
    assert sys.unraisablehook is hook
