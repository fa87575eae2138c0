"""Running the program as a user does, in this process, with a fixed clock.

Every document that a test prints is held against the published schema.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from overlap.cli.main import main
from tests.functional.machine_output import assert_fits

__all__ = ["FIXED_NOW", "Run", "Terminal"]

FIXED_NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


class Run(NamedTuple):
    """What one command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        loaded = json.loads(self.out)
        assert isinstance(loaded, dict)
        return loaded


class Terminal:
    """Runs commands and catches what they print."""

    def __init__(self, capture: pytest.CaptureFixture[str], now: Callable[[], datetime]) -> None:
        self._capture = capture
        self._now = now

    def __call__(self, *argv: str) -> Run:
        status = main(argv, now=self._now)
        caught = self._capture.readouterr()
        if "--json" in argv and caught.out and argv[0] != "schema":
            assert_fits(json.loads(caught.out))
        return Run(status, caught.out, caught.err)
