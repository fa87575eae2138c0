"""One request: where its credentials go, when it ends, and what each kind of trouble is called."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
import traceback
from pathlib import Path
from threading import Thread

import pytest

from overlap.adapters.caldav_access import Credentials
from overlap.adapters.caldav_http import Answer, Http
from overlap.errors import AccessRefused, BadAnswer, BadArgument, NetworkError, NoConnection
from tests.caldav_servers import PASSWORD, USER, Fake, Handler, Reply, fake_server

ME = Credentials(USER, PASSWORD)
OK = frozenset({200})


def ask(
    url: str, method: str = "GET", *, expected: frozenset[int] = OK, seconds: float = 10, largest: int = 10**6
) -> Answer:
    return Http(ME, seconds).ask(method, url, expected=expected, largest_bytes=largest)


def refused(url: str, method: str = "GET", *, seconds: float = 10, largest: int = 10**6) -> NetworkError:
    """The error of a request, after checking that nothing secret is in it or above it."""
    with pytest.raises(NetworkError) as caught:
        ask(url, method, seconds=seconds, largest=largest)
    told = "".join(traceback.format_exception(caught.value))
    for secret in (PASSWORD, ME.header(), ME.header().split()[1]):
        assert secret not in told
    assert caught.value.__context__ is None, "the frames of another error hold the header"
    assert caught.value.hint
    return caught.value


def reply(status: int, body: bytes = b"", **headers: str) -> Reply:
    return lambda handler: handler.say(status, body, **headers)


def silence(handler: Handler) -> None:
    """Says nothing until the test is over."""
    handler.fake.leaving.wait(20)
    handler.close_connection = True


def raw(data: bytes) -> Reply:
    """Bytes as they are, and the end."""

    def send(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(data)
        handler.wfile.flush()

    return send


def test_an_answer_has_its_status_body_version_and_kind(fake: Fake) -> None:
    fake.on("GET", reply(200, "ä".encode(), ETag=' "e1" ', Content_Type="Text/Calendar; charset=utf-8"))
    answer = ask(f"{fake.origin}/a")
    assert answer == Answer(200, "ä".encode(), '"e1"', "text/calendar", f"{fake.origin}/a")
    method, path, headers, _ = fake.asked[0]
    assert (method, path) == ("GET", "/a")
    assert headers["Authorization"] == ME.header()


def test_without_credentials_none_are_sent(fake: Fake) -> None:
    fake.on("GET", reply(200))
    Http(None).ask("GET", f"{fake.origin}/a", expected=OK)
    assert "Authorization" not in fake.asked[0][2]


def test_a_chunked_answer_is_read_whole(fake: Fake) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (size, b"x" * size) for size in (1, 70_000, 3)) + b"0\r\n\r\n"
    fake.on("GET", raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))
    assert ask(f"{fake.origin}/a").body == b"x" * 70_004


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (401, AccessRefused, "does not accept"),
        (403, AccessRefused, "does not allow"),
        (404, BadAnswer, "404"),
        (418, BadAnswer, "418"),
        (429, BadAnswer, "busy"),
        (500, BadAnswer, "failed"),
        (502, BadAnswer, "failed"),
        (503, BadAnswer, "busy"),
        (507, BadAnswer, "room"),
    ],
)
def test_each_status_that_is_not_expected_has_its_sentence(
    fake: Fake, status: int, kind: type[NetworkError], said: str
) -> None:
    fake.on("GET", lambda handler: handler.say(status, handler.headers["Authorization"].encode()))
    error = refused(f"{fake.origin}/a")
    assert type(error) is kind
    assert said in str(error)


def test_a_refused_event_may_lie_in_the_bin(fake: Fake) -> None:
    fake.on("PUT", reply(400))
    error = refused(f"{fake.origin}/a", "PUT")
    assert type(error) is BadAnswer
    assert "bin" in str(error.hint)


def test_who_has_no_credentials_is_told_how_to_give_them(fake: Fake) -> None:
    fake.on("GET", reply(401))
    with pytest.raises(AccessRefused) as caught:
        Http(None).ask("GET", f"{fake.origin}/a", expected=OK)
    assert "OVERLAP_CALDAV_PASSWORD" in str(caught.value.hint)


def test_a_scheme_that_is_not_known_is_told(fake: Fake) -> None:
    fake.on("GET", reply(401, WWW_Authenticate='Digest realm="x", nonce="y"'))
    assert "way of signing in" in str(refused(f"{fake.origin}/a"))
    fake.on("GET", reply(401, WWW_Authenticate='Digest realm="x", Basic realm="x"'))
    assert "does not accept" in str(refused(f"{fake.origin}/a"))


# Redirects


def test_asking_what_is_there_follows_a_redirect_on_the_same_host(fake: Fake) -> None:
    fake.on("PROPFIND", reply(301, Location="/b/"), reply(200, b"there"))
    answer = ask(f"{fake.origin}/a/", "PROPFIND")
    assert (answer.body, answer.url) == (b"there", f"{fake.origin}/b/")
    assert [path for _, path, *_ in fake.asked] == ["/a/", "/b/"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "REPORT", "MKCALENDAR"])
def test_nothing_else_follows_one(fake: Fake, method: str) -> None:
    fake.on(method, reply(307, Location="/b/"))
    assert type(refused(f"{fake.origin}/a/", method)) is BadAnswer
    assert len(fake.asked) == 1


def test_see_other_would_be_another_method_and_is_not_followed(fake: Fake) -> None:
    fake.on("PROPFIND", reply(303, Location="/b/"))
    assert type(refused(f"{fake.origin}/a/", "PROPFIND")) is BadAnswer


def test_no_redirect_leads_to_another_host_or_port_or_scheme(fake: Fake) -> None:
    with fake_server() as other:
        other.on("PROPFIND", reply(200, b"stolen"))
        port = other.origin.rpartition(":")[2]
        for target in (
            f"{other.origin}/b/",
            f"http://localhost:{port}/b/",
            "//example.org/b/",
            "https://example.org/b/",
            "http://example.org/b/",
            "file:///etc/passwd",
            "http://127.0.0.1:no/",
            f"https://{USER}:{PASSWORD}@example.org/",
            "",
        ):
            fake.on("PROPFIND", reply(302, Location=target))
            assert type(refused(f"{fake.origin}/a/", "PROPFIND")) is BadAnswer
        assert other.asked == []


def test_redirects_without_end_are_left(fake: Fake) -> None:
    fake.on("PROPFIND", reply(302, Location="/a/"))
    assert "without end" in str(refused(f"{fake.origin}/a/", "PROPFIND"))
    assert len(fake.asked) == 4


# Size and time


def test_an_answer_beyond_the_cap_is_not_read(fake: Fake) -> None:
    fake.on("GET", reply(200, b"x" * 1001))
    assert "more than" in str(refused(f"{fake.origin}/a", largest=1000))
    fake.on("GET", reply(200, b"x" * 1000))
    assert len(ask(f"{fake.origin}/a", largest=1000).body) == 1000
    chunk = b"400\r\n" + b"x" * 1024 + b"\r\n0\r\n\r\n"
    fake.on("GET", raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk))
    assert "more than" in str(refused(f"{fake.origin}/a", largest=1000))
    fake.on("GET", raw(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 1001))
    assert "more than" in str(refused(f"{fake.origin}/a", largest=1000))
    fake.on("GET", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"))
    assert "more than" in str(refused(f"{fake.origin}/a", largest=1000))


def drip(head: bytes, seconds: float) -> Reply:
    """A byte now and then, each well before a socket's own timeout."""

    def send(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        handler.wfile.flush()
        while not handler.fake.leaving.wait(seconds):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return send


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n",
    ],
    ids=["the first line", "a header", "a body without end", "a body of known length"],
)
def test_a_server_that_speaks_slowly_is_cut_off_in_time(fake: Fake, head: bytes) -> None:
    fake.on("GET", drip(head, 0.05))
    began = time.monotonic()
    error = refused(f"{fake.origin}/a", seconds=0.4)
    assert time.monotonic() - began < 15
    assert type(error) is NoConnection
    assert "within 0.4 s" in str(error)


def test_a_server_that_says_nothing_is_left_in_time(fake: Fake) -> None:
    fake.on("GET", silence)
    assert "within 0.3 s" in str(refused(f"{fake.origin}/a", seconds=0.3))


@pytest.mark.parametrize("seconds", [0, -1, 3601, float("nan")])
def test_a_timeout_is_a_time(seconds: float) -> None:
    with pytest.raises(BadArgument):
        Http(None, seconds)


# No server, and what is none


def test_nobody_at_the_address_is_told() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        error = refused(f"http://127.0.0.1:{probe.getsockname()[1]}/a")
    assert type(error) is NoConnection
    assert "nobody answers" in str(error)


def test_a_host_that_nobody_has_is_told() -> None:
    error = refused("https://calendar.invalid/a")  # RFC 6761: no such name ever exists
    assert type(error) is NoConnection
    assert "no host" in str(error) or "broke off" in str(error)


@pytest.mark.parametrize(
    "data",
    [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200],
)
def test_what_is_no_http_is_told(fake: Fake, data: bytes) -> None:
    fake.on("GET", raw(data))
    assert type(refused(f"{fake.origin}/a")) in (BadAnswer, NoConnection)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n",
    ],
)
def test_an_answer_that_breaks_off_is_no_answer(fake: Fake, data: bytes) -> None:
    fake.on("GET", raw(data))
    error = refused(f"{fake.origin}/a")
    assert "broke off" in str(error) or "HTTP" in str(error)


def test_plain_http_where_tls_is_asked_for_is_told(fake: Fake) -> None:
    fake.on("GET", reply(200))
    error = refused(fake.origin.replace("http:", "https:") + "/a")
    assert type(error) is NoConnection
    assert "TLS" in str(error) or "broke off" in str(error)
    assert fake.asked == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate is made with the openssl command")
def test_a_certificate_that_nobody_vouches_for_stops_everything(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", *made], check=True, capture_output=True)  # noqa: S607 - whichever there is
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heard: list[bytes] = []

    def serve(server: socket.socket) -> None:
        client, _ = server.accept()
        with client:
            try:
                with context.wrap_socket(client, server_side=True) as wrapped:
                    heard.append(wrapped.recv(1000))
            except OSError:
                pass

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=serve, args=(server,))
        thread.start()
        error = refused(f"https://localhost:{server.getsockname()[1]}/a")
        thread.join()
    assert type(error) is NoConnection
    assert "certificate" in str(error)
    assert b"".join(heard) == b"", "the credentials must not have been sent"


def test_this_machine_is_never_asked_through_a_proxy(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.on("GET", reply(200))
    with fake_server() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.origin)
        ask(f"{fake.origin}/a")
        assert proxy.asked == []


def test_a_proxy_only_tunnels_and_never_sees_the_credentials(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.on("CONNECT", reply(502))
    monkeypatch.setenv("https_proxy", fake.origin)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert type(refused("https://dav.example.org/a")) is NoConnection
    assert fake.methods == ["CONNECT"]
    assert all("Authorization" not in headers for _, _, headers, _ in fake.asked)
