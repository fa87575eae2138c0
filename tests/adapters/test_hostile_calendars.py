"""Whatever somebody sends, reading it ends soon, within bounds, and the sound event beside it is read.

Law: all files are read in one process of their own, whose memory is then that of the largest.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.hostile import HOSTILE

MOST_SECONDS = 2.0
MOST_MEGABYTES = 200

READ_ALL = """
import json, resource
from time import process_time
from overlap.adapters.busy_reader import read_busy
from tests.adapters.hostile import HOSTILE

def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
read_busy(b"BEGIN:VCALENDAR\\n", "2026-03-01", "2026-05-31")
found, before = {}, memory()
for name, one in HOSTILE.items():
    begun = process_time()
    read = read_busy(one.content, "2026-03-01", "2026-05-31")
    took = process_time() - begun
    found[name] = {
        "seconds": took,
        "codes": sorted({one.code for one in read.skipped}),
        "blocks": len(read.blocks),
        "shown": len(read.document().blocks),
        "uids": sorted({one.uid[:9] for one in read.blocks}),
        "lines": [one.line for one in read.skipped],
    }
print(json.dumps({"found": found, "kilobytes": memory() - before}))
"""


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """What comes of every file, and the memory that took."""
    pytest.importorskip("resource", reason="only where processes can be bounded")
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("name", HOSTILE)
def test_a_harmful_file_is_read_soon_and_what_was_skipped_is_told(name: str, report: dict[str, Any]) -> None:
    found, (_, codes, blocks) = report["found"][name], HOSTILE[name]
    assert "sound" in found["uids"]
    assert set(found["codes"]) == codes
    assert blocks in (-1, found["blocks"] - 1)
    assert found["shown"] >= (3 if codes else 2)
    assert all(line > 0 for line in found["lines"])
    assert found["seconds"] < MOST_SECONDS


def test_all_of_them_together_stay_within_the_memory_of_one(report: dict[str, Any]) -> None:
    assert report["kilobytes"] / 2**10 < MOST_MEGABYTES
