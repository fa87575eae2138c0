"""The benchmarks still run, every peer that is installed gives the library's answer, and none is left out."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


def harnesses() -> list[str]:
    """The modules that `all.py` runs, read from its text: importing it would import them."""
    for node in ast.parse((FOLDER / "all.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == ["HARNESSES"]:
            found: list[str] = ast.literal_eval(node.value)
            return [name for name in found if (FOLDER / f"{name}.py").exists()]
    raise AssertionError("all.py has no HARNESSES")


NEEDS = {
    "numpy template": "numpy",
    "portion": "portion",
    "pandas CustomBusinessHour": "pandas",
    "businesstimedelta": "businesstimedelta",
    "workclock, batch in numpy": "workclock",
    "icalendar and recurring-ical-events": "recurring_ical_events",
    "fair-meeting-planner": "fairmeeting",
    "HiGHS alone": "highspy",
    "CP-SAT": "ortools",
}
"""What a peer cannot answer without."""

EVERYWHERE = {
    "overlap, cold",
    "overlap, warm",
    "per-day datetime + zoneinfo",
    "the same, tuned by hand",
    "numpy template",
}
ALL_OF_N = {"portion", "zoneinfo loop, 15-minute slots", "pendulum loop, 15-minute slots"}
WALKS = {"overlap, a batch of ints", "day by day, datetime + zoneinfo", "the same, hours of dates remembered"}
BATCHES = {"workclock", "workclock, batch of datetimes", "workclock, batch in numpy"}

ANSWERERS = {
    "run": {
        "W1": EVERYWHERE,
        "W2": EVERYWHERE | ALL_OF_N,
        "W3": EVERYWHERE,
        "W4": EVERYWHERE,
    },
    "clocks": {
        "office": WALKS | {"pandas CustomBusinessHour", "businesstimedelta", "workclock, batch in numpy"},
        "nights": WALKS,
        "clipped nights": {"overlap, a batch of ints", "workclock, batch in numpy"},
        "spans": {"overlap, a batch of ints"} | BATCHES,
    },
    "slots": {"W7": {"overlap, cold", "zoneinfo loop, 15-minute slots", "portion"}},
    "crowd": {"W5": {"overlap, cold", "a bare count by identity"}},
    "busy": {"An event": {"overlap", "icalendar and recurring-ical-events"}},
    "rotation": {
        "3 people, 3 meetings": {"overlap", "fair-meeting-planner"},
        "A quarter of 4 teams": {"overlap, our own proof", "HiGHS alone"},
    },
    "stagger": {
        "3 teams, 3 starts a shift, 60 min, seed 1": {"overlap", "HiGHS alone", "CP-SAT"},
        "6 teams, 1 start a shift, 60 min, seed 1": {"overlap", "HiGHS alone", "CP-SAT"},
    },
}
"""Of some workloads, everybody who must stand in the table with a figure."""


@pytest.mark.parametrize("name", harnesses())
def test_at_smoke_size_all_answers_are_equal_and_nobody_is_left_out(name: str, tmp_path: Path) -> None:
    workloads = ANSWERERS.get(name, {})
    for peer in sorted({peer for peers in workloads.values() for peer in peers}):
        if find_spec(NEEDS.get(peer, "overlap")) is None:  # asked without loading OR-Tools beside HiGHS
            pytest.skip(f"the benchmarks compare with {NEEDS[peer]}: pip install .[bench]")
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, str(FOLDER / "all.py"), "--smoke", "--only", name, "--json", str(report)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (section,) = json.loads(report.read_text(encoding="utf-8"))["sections"]
    assert section["failed"] is None
    assert section["figures"] or section["exponents"]
    found: dict[str, dict[str, Any]] = {}
    for row in section["figures"]:
        found.setdefault(row["workload"], {})[row["peer"]] = row
    for workload, peers in workloads.items():
        assert {peer for peer, row in found[workload].items() if row["median"] is not None} == peers


SLOTS = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
sys.argv = ["slots.py", "--smoke", "--json", sys.argv[2]]
{change}
runpy.run_path(sys.path[0] + "/slots.py", run_name="__main__")
"""
NOT_INSTALLED = 'sys.modules["portion"] = None'
OTHERWISE = """
from peers import slot_walk
right = slot_walk.prepare
slot_walk.prepare = lambda *asked: lambda: [start + 15 for start in right(*asked)()]
"""


def slots(change: str, report: Path) -> tuple[int, dict[str, Any]]:
    """The status and the section of the benchmark of slots, once something was changed in its process."""
    code = SLOTS.format(change=change)
    command = [sys.executable, "-c", code, str(FOLDER), str(report)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    return done.returncode, json.loads(report.read_text(encoding="utf-8"))


def test_a_peer_that_is_not_installed_is_named_and_not_left_out(tmp_path: Path) -> None:
    status, section = slots(NOT_INSTALLED, tmp_path / "report.json")
    told = {row["peer"]: (row["median"], row["note"]) for row in section["figures"]}
    assert (status, section["failed"]) == (0, None)
    assert told["portion"] == (None, "not installed")
    assert told["overlap, cold"][0] > 0


def test_a_peer_that_answers_otherwise_leaves_nothing_to_time(tmp_path: Path) -> None:
    status, section = slots(OTHERWISE, tmp_path / "report.json")
    assert (status, section["figures"]) == (1, [])
    assert section["failed"].startswith("zoneinfo loop, 15-minute slots answers otherwise")


def test_a_name_that_is_no_harness_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "all.py"), "--smoke", "--only", "nothing"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "nothing" in done.stderr


def test_figures_of_smoke_size_are_not_for_a_page(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "all.py"), "--smoke", "--docs", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())
