"""Processes that begin in the midst of work, by fork or by spawn, give the answers of their parent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("children.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_children_answer_as_their_parent_does_whatever_its_threads_are_at() -> None:
    done = subprocess.run([sys.executable, PROGRAM], capture_output=True, text=True, timeout=300, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == ["holidays", "filters", "threads", "fork", "spawn"]
