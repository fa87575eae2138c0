"""Calendar servers for the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.caldav_servers import Fake, Radicale, fake_server, radicale_server


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """A real calendar server, one for all tests of a process; each test makes its own calendar."""
    with radicale_server(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A calendar server that says what the test says."""
    with fake_server() as server:
        yield server
