"""One browser for these tests: without it they are skipped, and in continuous integration fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium
from tests.browser.chromium import Opened, Reader
from tests.browser.rosters import (
    CLOCKS,
    CLOCKS_DATES,
    EXAMPLE,
    MONTH,
    WINTER,
    YEAR,
    Made,
    crowd_file,
    hostile_file,
    write_page,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Opened]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, ended with the last test here: while it runs, no other test could start an event loop."""
    lacking = chromium.missing()
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        # A box that has no user but root has no sandbox for it, and often a small /dev/shm.
        shown = driver.chromium.launch(
            executable_path=chromium.program(), args=["--disable-dev-shm-usage", "--no-sandbox"]
        )
        yield shown
        shown.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page for a reader; closed when the test ends."""
    with ExitStack() as pages:

        def open_one(path: Path, **reader: object) -> Opened:
            return pages.enter_context(chromium.opened(browser, path, Reader(**reader)))  # type: ignore[arg-type]

        yield open_one


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The bundled company over four weeks."""
    return write_page(tmp_path_factory.mktemp("example"), "report", EXAMPLE, MONTH)


@pytest.fixture(scope="session")
def winter(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The bundled company from Thanksgiving until clocks have changed in spring."""
    return write_page(tmp_path_factory.mktemp("winter"), "report", EXAMPLE, WINTER)


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The bundled company over a year."""
    return write_page(tmp_path_factory.mktemp("year"), "report", EXAMPLE, YEAR)


@pytest.fixture(scope="session")
def clocks(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Teams that work on the nights on which clocks change."""
    return _written(tmp_path_factory.mktemp("clocks"), CLOCKS, CLOCKS_DATES)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Names that break out of what they are put in, if anything lets them."""
    return _written(tmp_path_factory.mktemp("hostile"), hostile_file(), ("2026-11-23", "2027-02-21"))


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Sixty teams over the thirteen weeks that a report has by default."""
    return _written(tmp_path_factory.mktemp("crowd"), crowd_file(), ("2026-11-23", "2027-02-21"))


def _written(folder: Path, text: str, dates: tuple[str, str]) -> Made:
    file = folder / "team.toml"
    file.write_text(text, encoding="utf-8")
    return write_page(folder, "report", str(file), dates)
