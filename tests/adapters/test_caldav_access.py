"""Addresses and credentials: what may be asked, and that nothing secret is ever shown."""

from __future__ import annotations

import copy
import pickle
import sys
from traceback import TracebackException
from types import ModuleType

import pytest

from overlap.adapters.caldav_access import (
    Credentials,
    check_address,
    origin_of,
    read_credentials,
    within,
)
from overlap.errors import AccessRefused, BadArgument, OverlapError

HOME = "https://dav.example.org/ana/team/"
TOKEN = "tok.EN-9417"  # noqa: S105 - of a test
SECRET = "plum-Känguru-9417"  # noqa: S105 - of a test


@pytest.mark.parametrize(
    ("given", "checked"),
    [
        ("https://dav.example.org/ana/team", HOME),
        ("https://dav.example.org/ana/team///", HOME),
        ("HTTPS://DAV.example.org:443/ana/team/", HOME),
        ("https://dav.example.org:8443/a", "https://dav.example.org:8443/a/"),
        ("https://dav.example.org", "https://dav.example.org/"),
        ("https://dav.example.org/Zespół/a%20b", "https://dav.example.org/Zesp%C3%B3%C5%82/a%20b/"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a/"),
        ("http://localhost:5232/a", "http://localhost:5232/a/"),
        ("http://127.0.0.1/a", "http://127.0.0.1/a/"),
        ("http://127.9.9.9:80/a", "http://127.9.9.9/a/"),
        ("http://[::1]:5232/a", "http://[::1]:5232/a/"),
    ],
)
def test_an_address_has_one_form(given: str, checked: str) -> None:
    assert check_address(given) == checked
    assert check_address(checked) == checked


@pytest.mark.parametrize(
    "given",
    [
        "",
        "dav.example.org/ana",
        "ftp://dav.example.org/a",
        "file:///etc/passwd",
        "https:///a",
        "https://dav.example.org/a?token=1",
        "https://dav.example.org/a#b",
        "https://dav.example.org/a b",
        "https://dav.example.org/a\r\nX-Evil: 1",
        "https://dav.example.org/a\x00",
        "https://dav.example.org:99999/a",
        "https://dav.example.org:port/a",
        "https://[::1/a",
        "https://dav.example.org/a/../b",
        "https://dav.example.org/a/%2e%2e/b",
        f"https://{'a' * 70}.example/",
        "http://dav.example.org/a",
        "http://localhost.example.org/a",
        "http://127.0.0.1.example.org/a",
        "http://128.0.0.1/a",
        "http://0.0.0.0/a",
        "http://[::2]/a",
        "http://192.168.1.4/a",
    ],
)
def test_an_address_that_is_none_or_not_safe_is_refused(given: str) -> None:
    with pytest.raises(BadArgument) as caught:
        check_address(given)
    assert caught.value.field == "calendar"


@pytest.mark.parametrize("given", [None, 5, b"https://dav.example.org/"])
def test_an_address_is_text(given: object) -> None:
    with pytest.raises(BadArgument):
        check_address(given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [
        f"https://ana:{SECRET}@dav.example.org/",
        f"http://ana:{SECRET}@[::2",
        f"https://{SECRET}@x.org/",
        f"https://ana@x.org:{SECRET}/",
    ],
)
def test_an_address_with_a_password_is_refused_without_being_shown(given: str) -> None:
    with pytest.raises(BadArgument) as caught:
        check_address(given)
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.hint}"
    assert caught.value.__context__ is None


def test_a_password_and_a_token_are_never_shown() -> None:
    for one in (Credentials("ana", SECRET), Credentials(token=TOKEN)):
        shown = f"{one!r} {one} {[one]} {one.__class__.__name__}"
        assert SECRET not in shown
        assert TOKEN not in shown
        for way in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError):
                way(one)


def test_headers_are_those_of_the_standards() -> None:
    from base64 import b64decode

    basic = Credentials("ana", SECRET).header()
    assert b64decode(basic.removeprefix("Basic ")).decode() == f"ana:{SECRET}"
    assert Credentials(token=TOKEN).header() == "Bearer tok.EN-9417"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"user": "ana"},
        {"password": SECRET},
        {"user": "ana", "password": SECRET, "token": "t"},
        {"user": "ana", "token": SECRET},
        {"user": "a:na", "password": SECRET},
        {"user": "ana", "password": f"{SECRET}\n"},
        {"user": "ana", "password": f"{SECRET}\ud800"},
        {"token": f"{SECRET} x"},
        {"token": f"{SECRET}\r\nX-Evil: 1"},
    ],
)
def test_credentials_that_cannot_be_sent_are_refused_without_being_shown(given: dict[str, str]) -> None:
    with pytest.raises(BadArgument) as caught:
        Credentials(**given)
    assert SECRET not in f"{caught.value}{caught.value!r}{caught.value.hint}"
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "environment",
    [
        {"OVERLAP_CALDAV_TOKEN": f"{SECRET} x"},
        {"OVERLAP_CALDAV_PASSWORD": SECRET},
        {"OVERLAP_CALDAV_PASSWORD": f"{SECRET}\n", "OVERLAP_CALDAV_USER": "ana"},
        {"OVERLAP_CALDAV_TOKEN": "", "OVERLAP_CALDAV_USER": "ana", "OTHER": SECRET},
    ],
)
def test_a_report_with_the_locals_of_frames_has_no_secret(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for given in (None, environment):
        with pytest.raises(OverlapError) as caught:
            read_credentials(HOME, environment=given)
        frames = frames_of(caught.value)
        assert len(frames) == 1
        assert SECRET not in frames[0]


@pytest.mark.parametrize("given", [{"user": "ana", "password": f"{SECRET}\n"}, {"token": f"{SECRET} x"}])
def test_credentials_refused_leave_no_secret_in_a_frame(given: dict[str, str]) -> None:
    with pytest.raises(BadArgument) as caught:
        Credentials(**given)
    frames = frames_of(caught.value)
    assert len(frames) == 1
    assert SECRET not in frames[0]


def frames_of(error: BaseException) -> list[str]:
    """The frames of the package in a report that prints the locals of each."""
    found = TracebackException.from_exception(error, capture_locals=True)
    return [f"{frame.locals}" for frame in found.stack if frame.filename != __file__]


def header(found: Credentials | None) -> str:
    assert found is not None
    return found.header()


def test_credentials_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_credentials(HOME, environment={}) is None
    both = {"OVERLAP_CALDAV_USER": "ana", "OVERLAP_CALDAV_PASSWORD": SECRET}
    assert header(read_credentials(HOME, environment=both)) == Credentials("ana", SECRET).header()
    assert header(read_credentials(HOME, user="bo", environment=both)) == Credentials("bo", SECRET).header()
    token = {**both, "OVERLAP_CALDAV_TOKEN": "tok"}
    assert header(read_credentials(HOME, environment=token)) == "Bearer tok"
    assert header(read_credentials(HOME, user="bo", environment=token)).startswith("Basic ")
    for name in (*both, "OVERLAP_CALDAV_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OVERLAP_CALDAV_TOKEN", "own")
    assert header(read_credentials(HOME)) == "Bearer own"


def test_a_password_without_a_user_and_a_user_without_a_password_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)  # as if it were not installed
    with pytest.raises(AccessRefused, match="OVERLAP_CALDAV_USER") as nobody:
        read_credentials(HOME, environment={"OVERLAP_CALDAV_PASSWORD": SECRET})
    with pytest.raises(AccessRefused, match='"ana"') as nothing:
        read_credentials(HOME, user="ana", environment={})
    assert "keyring set overlap:dav.example.org ana" in (nothing.value.hint or "")
    assert SECRET not in str(nobody.value)


def test_the_keyring_is_asked_for_the_host_and_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    ring = ModuleType("keyring")

    def get_password(service: str, user: str) -> str | None:
        asked.append((service, user))
        if user == "locked":
            raise RuntimeError(SECRET)
        return SECRET if user == "ana" else None

    ring.get_password = get_password  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert header(read_credentials(HOME, user="ana", environment={})) == Credentials("ana", SECRET).header()
    assert asked == [("overlap:dav.example.org", "ana")]
    for user in ("bo", "locked"):
        with pytest.raises(AccessRefused) as caught:
            read_credentials(HOME, user=user, environment={})
        assert SECRET not in str(caught.value)
    env = {"OVERLAP_CALDAV_PASSWORD": "from-env"}
    read_credentials(HOME, user="ana", environment=env)
    assert len(asked) == 3, "what the environment holds needs no keyring"


@pytest.mark.parametrize(
    ("href", "full"),
    [
        ("/ana/team/a.ics", f"{HOME}a.ics"),
        ("a.ics", f"{HOME}a.ics"),
        ("/ana/team/a%20b%40c.ics", f"{HOME}a%20b%40c.ics"),
        ("/ana/team/ä.ics", f"{HOME}%C3%A4.ics"),
        ("/%61na/team/a.ics", "https://dav.example.org/%61na/team/a.ics"),
        ("https://DAV.example.org:443/ana/team/a.ics", "https://DAV.example.org:443/ana/team/a.ics"),
        ("https://elsewhere.org/ana/team/a.ics", None),
        ("//elsewhere.org/ana/team/a.ics", None),
        ("http://dav.example.org/ana/team/a.ics", None),
        ("https://dav.example.org:8443/ana/team/a.ics", None),
        ("https://x@dav.example.org/ana/team/a.ics", None),
        ("/ana/other/a.ics", None),
        ("/ana/team/../other/a.ics", None),
        ("/ana/team/%2e%2e/other/a.ics", None),
        ("/ana/team/a.ics?x=1", None),
        ("/ana/team/a\r\nb.ics", None),
        ("https://[::1/a", None),
    ],
)
def test_only_what_lies_in_the_calendar_is_an_address_of_its_own(href: str, full: str | None) -> None:
    assert within(HOME, href) == full


def test_an_origin_is_scheme_host_and_port() -> None:
    assert (
        origin_of("https://A.example/x")
        == origin_of("https://a.example:443/y")
        == ("https", "a.example", 443)
    )
    assert origin_of("http://a.example") == ("http", "a.example", 80)
