"""The strangers' environment: without it these tests are skipped, and in continuous integration fail."""

from __future__ import annotations

import os

import pytest

from tests.readers.battery import missing


@pytest.fixture(autouse=True)
def readers(request: pytest.FixtureRequest) -> None:
    """Readers to ask, for the tests that ask one."""
    lacking = missing() if "reader" in request.fixturenames else ""
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
