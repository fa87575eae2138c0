"""One request to a calendar server, and its answer.

Law: the credentials go to the checked address and nowhere else: no redirect is followed to another host or
to plain http, and none by a request that writes. A request ends by its deadline however slowly the server
speaks, and an answer of more bytes than allowed is not read. What the server says never enters an error.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from threading import Lock, Timer
from typing import Any, Final, NamedTuple, NoReturn, final
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from overlap.adapters.caldav_access import HOW, Credentials, check_address, origin_of
from overlap.errors import AccessRefused, BadAnswer, BadArgument, NoConnection

__all__ = ["LARGEST_ANSWER_BYTES", "TIMEOUT_SECONDS", "Answer", "Http"]

TIMEOUT_SECONDS: Final = 30
"""What a request may take in all: a slow server with a long calendar needs some seconds."""

LARGEST_ANSWER_BYTES: Final = 64 * 1024 * 1024
"""Some fifty thousand events."""

_CHUNK: Final = 64 * 1024
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 3


class Answer(NamedTuple):
    """What came back.

    Attributes:
        status: The HTTP status.
        body: The bytes, complete; empty for an error.
        etag: The version of a resource, or "".
        kind: The media type without parameters, in lower case.
        url: The address that answered, after redirects.
    """

    status: int
    body: bytes
    etag: str
    kind: str
    url: str


class _Watch:
    """Cuts connections when the time is up: a socket's own timeout begins anew with each byte."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        for one in self._sockets:
            one.close()

    def connect(self, *given: Any, **named: Any) -> socket.socket:
        """A connected socket; the one kept is a second handle to it, for TLS takes the first away."""
        made = socket.create_connection(*given, **named)
        with self._lock:
            self._sockets.append(made.dup())
        if self.is_over:
            self._cut()
        return made

    def _cut(self) -> None:
        with self._lock:
            self.is_over = True
            for one in self._sockets:
                with suppress(OSError):  # the server was faster
                    one.shutdown(socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    """A connection under watch."""

    def __init__(self, *given: Any, watch: _Watch, **named: Any) -> None:
        super().__init__(*given, **named)
        self._create_connection = watch.connect


class _Secure(HTTPSConnection):
    """A connection under watch, with TLS."""

    def __init__(self, *given: Any, watch: _Watch, **named: Any) -> None:
        super().__init__(*given, **named)
        self._create_connection = watch.connect


class _PlainHandler(HTTPHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Plain, watch=self._watch), req)


class _SecureHandler(HTTPSHandler):
    def __init__(self, watch: _Watch, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._watch, self._trust = watch, context

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Secure, watch=self._watch), req, context=self._trust)


@final
@dataclass(frozen=True, slots=True)
class Http:
    """A server, asked as one user.

    Attributes:
        credentials: What opens it; None for nothing.
        timeout_seconds: What one request may take in all.
    """

    credentials: Credentials | None
    timeout_seconds: float = TIMEOUT_SECONDS

    def __post_init__(self) -> None:
        if not 0 < self.timeout_seconds <= 3600:
            raise BadArgument(
                f"a timeout of {self.timeout_seconds} s", hint="at most an hour", field="timeout_seconds"
            )

    def ask(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        *,
        expected: frozenset[int],
        headers: dict[str, str] | None = None,
        largest_bytes: int = LARGEST_ANSWER_BYTES,
    ) -> Answer:
        """Sends one request.

        Args:
            method: The HTTP method.
            url: A checked address, or one within it.
            body: What is sent.
            expected: Statuses the caller knows what to do about; any other is an error.
            headers: More headers.
            largest_bytes: What is read at most.

        Raises:
            NoConnection: If nobody answers, not in time, or without a valid certificate.
            AccessRefused: For 401 and 403.
            BadAnswer: For any other status that is not expected, too many bytes, no HTTP, or a redirect
                elsewhere.
        """
        for _ in range(_MOST_REDIRECTS + 1):
            answer, target = self._once(method, url, body, headers or {}, expected, largest_bytes)
            if answer.status not in _REDIRECTS:
                break
            url = _followed(method, url, answer.status, target)
        else:
            raise BadAnswer(
                f"{_place(url)} sends from one address to the next without end",
                hint="give the calendar's final address",
            )
        if answer.status not in expected:
            _complain(method, answer.status, url, self.credentials)
        return answer

    def _once(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: dict[str, str],
        expected: frozenset[int],
        largest_bytes: int,
    ) -> tuple[Answer, str]:
        """One answer, and where it redirects to."""
        request = Request(url, data=body, method=method)  # noqa: S310 - the address was checked
        request.add_header("User-Agent", "overlap")
        for name, value in headers.items():
            request.add_header(name, value)
        if self.credentials is not None:
            # Never a local of its own: tools that print frames would print it.
            request.add_unredirected_header("Authorization", self.credentials.header())
        cause: object = None
        with _Watch(self.timeout_seconds) as watch:
            try:
                with _opener(url, watch).open(request, timeout=self.timeout_seconds) as response:
                    wanted = response.status in expected
                    text = _read(response, url, largest_bytes if wanted else 0)
            except (OSError, HTTPException, ValueError) as error:
                cause = error.reason if isinstance(error, URLError) else error
            if watch.is_over:  # what looks like the end may be the cut
                cause = TimeoutError()
        if cause is not None:
            # Said out here, so that the new error has no trace of the old one, whose frames hold the header.
            _no_answer(cause, url, self.timeout_seconds)
        told = response.headers
        asked = told.get("WWW-Authenticate", "").lower() if response.status == 401 else ""
        if asked and not any(scheme in asked for scheme in ("basic", "bearer")):
            raise AccessRefused(
                f"{_place(url)} asks for a way of signing in that is not known here",
                hint="Basic and Bearer are; let the server allow one of them",
            )
        kind = told.get_content_type() if told.get("Content-Type") else ""
        etag = told.get("ETag", "").strip()
        return Answer(response.status, text, etag, kind.lower(), url), told.get("Location", "")


def _opener(url: str, watch: _Watch) -> OpenerDirector:
    """What opens an address: no file, no ftp, no redirects, and a proxy only where TLS passes through it."""
    opener = OpenerDirector()
    if url.startswith("https:"):
        opener.add_handler(ProxyHandler())
        opener.add_handler(_SecureHandler(watch, ssl.create_default_context()))
    else:
        opener.add_handler(_PlainHandler(watch))
    return opener


def _read(response: HTTPResponse, url: str, largest_bytes: int) -> bytes:
    """The whole body, of at most so many bytes; nothing if none are wanted."""
    if not largest_bytes:
        return b""
    parts, left = [], largest_bytes
    if (response.length or 0) <= left:
        while part := response.read(_CHUNK):
            parts.append(part)
            left -= len(part)
            if left < 0:
                break
        else:
            if response.length:
                raise ConnectionResetError
            return b"".join(parts)
    raise BadAnswer(
        f"{_place(url)} answers with more than {largest_bytes // 2**20} MiB",
        hint="publish to a calendar of its own",
    )


def _place(url: str) -> str:
    """The host and port of an address, for people."""
    return urlsplit(url).netloc


def _followed(method: str, url: str, status: int, target: str) -> str:
    """Where a redirect leads, if it may be followed."""
    try:
        new = check_address(urljoin(url, target))
    except (BadArgument, ValueError):
        new = ""
    old_home, new_home = origin_of(url), origin_of(new)
    if not target or old_home[1] != new_home[1]:
        elsewhere = f" to {new_home[1]}" if new_home[1] else ""
        raise BadAnswer(
            f"{_place(url)} redirects{elsewhere}, and the credentials are for this host alone",
            hint="give the final address, if you trust it",
        )
    if old_home != new_home and new_home[0] != "https":
        raise BadAnswer(f"{_place(url)} redirects to another port without TLS", hint="give the final address")
    if method != "PROPFIND" or status == 303:
        raise BadAnswer(
            f"{_place(url)} redirects what only the right address may be sent",
            hint="give the calendar's final address",
        )
    return new


def _no_answer(cause: object, url: str, seconds: float) -> NoReturn:
    """Says why there is no answer."""
    place = _place(url)
    if isinstance(cause, TimeoutError):
        message, hint = f"{place} did not answer within {seconds:g} s", "try again, or allow more time"
    elif isinstance(cause, BadAnswer):
        raise cause
    elif isinstance(cause, ssl.SSLCertVerificationError):
        message = f"the certificate of {place} is not valid for it, so nothing was sent"
        hint = "check the address; the certificate's issuer must be known to this machine"
    elif isinstance(cause, ssl.SSLError):
        message, hint = f"{place} does not speak TLS as it should", "check the address and the port"
    elif isinstance(cause, socket.gaierror):
        message, hint = f"no host is called {place}", "check the address and the network"
    elif isinstance(cause, ConnectionRefusedError):
        message, hint = f"nobody answers at {place}", "check the address; does the server run?"
    elif isinstance(cause, OSError | IncompleteRead):
        message, hint = f"the connection to {place} broke off", "try again"
    else:  # HTTPException, or a ValueError from within it
        raise BadAnswer(f"{place} does not speak HTTP as it should", hint="check the address")
    raise NoConnection(message, hint=hint)


def _complain(method: str, status: int, url: str, credentials: Credentials | None) -> NoReturn:
    """Says what an unexpected status means."""
    place = _place(url)
    if status == 401 and credentials is None:
        raise AccessRefused(f"{place} asks who you are, and no credentials are set", hint=HOW)
    if status == 401:
        raise AccessRefused(
            f"{place} does not accept these credentials",
            hint="many services want a password made for one program (an app password)",
        )
    if status == 403:
        raise AccessRefused(
            f"{place} knows you, but does not allow this",
            hint="check the address, and that you may write to the calendar",
        )
    if status in (429, 503):
        raise BadAnswer(f"{place} is too busy (status {status})", hint="try again later")
    if status == 507:
        raise BadAnswer(f"{place} has no room left (status 507)", hint="make some, and try again")
    if status >= 500:
        raise BadAnswer(f"{place} failed (status {status})", hint="try again later")
    if method == "PUT":
        raise BadAnswer(
            f"{place} refuses it (status {status})",
            hint="if it was deleted before, it may lie in the server's bin: empty that, and try again",
        )
    raise BadAnswer(f"{place} answers with status {status}", hint="is it the address of a calendar?")
