"""Calendar servers to test against: a real one (Radicale), and one that does what a test says.

Law: both listen on this machine only, on a free port, and are gone when their block ends.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.request import Request, urlopen

from overlap.adapters.caldav_access import Credentials

__all__ = ["PASSWORD", "USER", "Fake", "Radicale", "fake_server", "radicale_server"]

USER = "ana"
PASSWORD = "plum-Känguru-9417"  # noqa: S105 - of the server of a test

_CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/store
[logging]
level = error
"""


@dataclass(frozen=True)
class Radicale:
    """A running server with one user."""

    origin: str

    @property
    def credentials(self) -> Credentials:
        return Credentials(USER, PASSWORD)

    def calendar(self, name: str) -> str:
        """The address of a calendar of the user's."""
        return f"{self.origin}/{USER}/{name}/"

    def ask(
        self, method: str, url: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """One request of another program, with its own client; statuses are answers."""
        from urllib.error import HTTPError

        request = Request(url, data=body or None, method=method)  # noqa: S310 - our own server
        request.add_header("Authorization", self.credentials.header())
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
                return answer.status, dict(answer.headers), answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read().decode()

    def make(self, name: str) -> str:
        """A new, empty calendar."""
        url = self.calendar(name)
        assert self.ask("MKCALENDAR", url)[0] == 201
        return url

    def listed(self, url: str) -> dict[str, str]:
        """The text of each resource of a calendar by its name, as another program reads them."""
        import re

        _, _, answer = self.ask(
            "PROPFIND", url, b'<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>', Depth="1"
        )
        hrefs = re.findall(r"<href>([^<]+\.ics)</href>", answer)
        return {href.rpartition("/")[2]: self.ask("GET", self.origin + href)[2] for href in hrefs}


@contextmanager
def radicale_server(folder: Path) -> Iterator[Radicale]:
    """Radicale with a password file, its data in a folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder), encoding="utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(folder / "config")],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(process, port, folder / "log")
            yield Radicale(f"http://127.0.0.1:{port}")
        finally:
            process.kill()
            process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 40
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"Radicale did not start:\n{log.read_text(encoding='utf-8')}")


# A server that says what it is told


Reply = Callable[["Handler"], None]


@dataclass
class Fake:
    """A server whose answers a test gives, by method; it remembers what it was asked.

    Attributes:
        origin: Its address.
        replies: What it does for each method; a list is used up one by one, its last one stays.
        asked: Method, path, headers and body of each request.
        leaving: Set when the server ends, for replies that wait.
    """

    origin: str = ""
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    leaving: Event = field(default_factory=Event)

    def on(self, method: str, *replies: Reply) -> Fake:
        self.replies[method] = list(replies)
        return self

    @property
    def methods(self) -> list[str]:
        return [method for method, *_ in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the test's reply."""

    fake: Fake
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:  # the client has gone, as it should
            self.close_connection = True

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.fake.asked.append((self.command, self.path, dict(self.headers), body))
        replies = self.fake.replies[self.command]
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):  # how the base class looks for what to do about a method
            return self._any
        raise AttributeError(name)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


@contextmanager
def fake_server() -> Iterator[Fake]:
    """A server on a free port that answers as its test says."""
    fake = Fake()
    handler = type("_Handler", (Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False  # so that closing waits for each, and none outlives its test
    fake.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.leaving.set()
        server.shutdown()
        thread.join()
        server.server_close()
