"""The benchmarks still run, and every peer still gives the library's answer."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "benchmarks" / "run.py"

EVERYWHERE = {"per-day datetime + zoneinfo", "the same, tuned by hand", "numpy template"}
ALL_OF_N = {"portion", "zoneinfo loop, 15-minute slots", "pendulum loop, 15-minute slots"}


def test_at_smoke_size_every_peer_gives_the_same_windows(tmp_path: Path) -> None:
    for needed in ("numpy", "portion"):
        pytest.importorskip(needed, reason=f"the benchmarks compare with {needed}: pip install .[bench]")
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, str(RUN), "--smoke", "--json", str(report)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(report.read_text(encoding="utf-8"))["rows"]
    assert all(row["equal"] for row in rows)
    for name in ("W1", "W2", "W3", "W4"):
        peers = {row["peer"] for row in rows if row["workload"] == name}
        assert peers == (EVERYWHERE | ALL_OF_N if name == "W2" else EVERYWHERE)


def smoked(name: str) -> str:
    """What a benchmark prints at smoke size, where every answer is equal."""
    done = subprocess.run(
        [sys.executable, str(RUN.with_name(name)), "--smoke"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_at_smoke_size_calendars_have_the_packages_days_off() -> None:
    assert "x" in smoked("calendars.py").splitlines()[-2]


def test_at_smoke_size_a_crowd_is_counted_as_a_naive_sum_counts_it() -> None:
    assert "a bare count by identity" in smoked("crowd.py")


def test_at_smoke_size_every_clock_gives_the_same_dues() -> None:
    for needed in ("numpy", "pandas", "businesstimedelta", "workclock"):
        pytest.importorskip(needed, reason=f"the benchmarks compare with {needed}: pip install .[bench]")
    told = smoked("clocks.py")
    for name in ("office", "nights", "clipped nights", "spans"):
        assert any(line.startswith(f"{name}  ") for line in told.splitlines())
    assert told.count("all answers equal") == 4


def test_at_smoke_size_no_rotation_of_another_planner_is_fairer() -> None:
    for needed in ("fairmeeting", "pandas"):
        pytest.importorskip(needed, reason=f"the benchmarks compare with {needed}: pip install .[bench]")
    assert smoked("rotation.py").endswith("PASS\n")


def test_at_smoke_size_another_solver_chooses_the_same_shifts() -> None:
    # Asked for without loading it: OR-Tools and HiGHS cannot be loaded in one process.
    for needed in ("highspy", "ortools"):
        if find_spec(needed) is None:
            pytest.skip(f"the benchmarks compare with {needed}: pip install .[bench]")
    told = smoked("stagger.py")
    assert told.endswith("PASS\n")
    assert told.count("    CP-SAT ") == told.count("    ours ") == 3


def test_at_smoke_size_every_peer_finds_the_same_slots() -> None:
    pytest.importorskip("portion", reason="the benchmarks compare with portion: pip install .[bench]")
    assert "all answers equal" in smoked("slots.py")


def test_at_smoke_size_calendar_files_have_the_peers_busy_blocks() -> None:
    needed = "recurring_ical_events"
    pytest.importorskip(needed, reason=f"the benchmarks compare with {needed}: pip install .[bench]")
    assert "all answers equal" in smoked("busy.py")
