"""Chromium without a window, opened as a reader would, and all that a page says or asks for.

Law: every page is opened offline. What the page writes on the console, breaks of its own content policy,
what it asks of the network and the dialogs it opens are kept, for the test to look at.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page

HERE: Final = Path(__file__).parent
SETUP: Final = HERE / "setup.sh"
PROGRAMS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""In order of choice: the first has no window at all, and opens a page in a quarter of the others' time."""

PHONE: Final = 360
"""The narrowest screen that many people have, in CSS pixels."""


def program() -> str | None:
    """The browser's path; OVERLAP_CHROMIUM names another."""
    return os.environ.get("OVERLAP_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


def missing() -> str:
    """What is not installed, as a sentence; empty if nothing is."""
    packages = [name for name in ("playwright", "axe_playwright_python", "PIL") if find_spec(name) is None]
    if packages:
        return f'{", ".join(packages)} not installed: run pip install -e ".[browser]"'
    if program() is None or shutil.which("pdftotext") is None:
        return f"no Chromium or no pdftotext: run {SETUP.relative_to(HERE.parents[1])}"
    return ""


@dataclass(frozen=True)
class Reader:
    """Who looks at the page, and through what."""

    zone: str = "America/New_York"
    width: int = 1280
    height: int = 900
    scheme: Literal["light", "dark"] = "light"
    scripts: bool = True
    still: bool = False
    forced_colours: bool = False


@dataclass
class Opened:
    """A page, and what it said and asked for since it was opened."""

    page: Page
    console: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def _log(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def watch(self) -> None:
        """Keeps what happens from here on."""
        self.page.on("console", self._log)
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", self._dismiss)


@contextmanager
def opened(browser: Browser, path: Path, reader: Reader | None = None) -> Iterator[Opened]:
    """The page in a fresh context: no cache, no storage, no network."""
    who = reader or Reader()
    context = browser.new_context(
        offline=True,
        timezone_id=who.zone,
        locale="en-GB",
        viewport={"width": who.width, "height": who.height},
        color_scheme=who.scheme,
        java_script_enabled=who.scripts,
        reduced_motion="reduce" if who.still else "no-preference",
        forced_colors="active" if who.forced_colours else "none",
    )
    try:
        context.set_default_timeout(10_000)
        found = Opened(context.new_page())
        found.watch()
        found.page.goto(path.as_uri(), wait_until="load")
        yield found
    finally:
        context.close()
