"""Where a calendar is on a server, and what opens it.

Law: a password or a token is held by one value that never shows it, and leaves only as a header to the
address it is for. No error of theirs leaves a frame behind that holds one, for tools that report errors print
frames. Plain http is for this machine alone. An address holds no user, no password, no query. Basic (RFC
7617) and Bearer (RFC 6750) are the schemes known.
"""

from __future__ import annotations

import os
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, NoReturn, final
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from overlap.errors import AccessRefused, BadArgument, OverlapError

__all__ = ["HOW", "Credentials", "check_address", "origin_of", "read_credentials", "within"]

PASSWORD: Final = "OVERLAP_CALDAV_PASSWORD"  # noqa: S105 - the variable's name
TOKEN: Final = "OVERLAP_CALDAV_TOKEN"  # noqa: S105
USER: Final = "OVERLAP_CALDAV_USER"

_PORTS: Final = {"http": 80, "https": 443}
_UNSENT: Final = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters (surrogates): kinds of Unicode that no name has."""

_SAFE: Final = "/%:@!$&'()*+,;=~"
"""Characters of a path that stand for themselves, and "%", for what is escaped already."""

HOW: Final = f"set {USER} and {PASSWORD}, or {TOKEN}"
"""What to do about missing credentials."""


@final
@dataclass(frozen=True, slots=True, init=False, repr=False, eq=False)
class Credentials:
    """What opens a calendar: a user and a password, or a token. Never shown, compared or pickled.

    Args:
        user: The user's name.
        password: The password; best one made for this program alone.
        token: A bearer token, instead of both.

    Raises:
        BadArgument: If neither or both are given, or one cannot be sent.

    Example:
        >>> Credentials("ana", "correct horse")
        <Credentials of ana>
    """

    user: str
    _header: str = field(repr=False)

    def __init__(self, user: str = "", password: str = "", *, token: str = "") -> None:
        object.__setattr__(self, "user", "")  # so that a frame that refuses can be shown as well
        fault = _fault(user, password, token)
        if fault is not None:
            user = password = token = ""
            raise fault
        header = (
            f"Bearer {token}"
            if token
            else f"Basic {b64encode(f'{user}:{password}'.encode()).decode('ascii')}"
        )
        object.__setattr__(self, "user", user)
        object.__setattr__(self, "_header", header)

    def __repr__(self) -> str:
        return f"<Credentials of {self.user}>" if self.user else "<Credentials: a token>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials are not pickled")

    def header(self) -> str:
        """The value of the Authorization header; keep it nowhere."""
        return self._header


def _fault(user: str, password: str, token: str) -> BadArgument | None:
    """What is wrong with credentials; never raised here."""
    message, hint = "", "copy them again, without line breaks"
    if not all(isinstance(one, str) for one in (user, password, token)):
        message, hint = "a user, a password and a token are text", "give each as str"
    elif bool(token) == bool(user or password) or bool(user) != bool(password):
        message, hint = (
            "credentials are a user with a password, or a token",
            "give both of the one or only the other",
        )
    elif token and not all("!" <= letter <= "~" for letter in token):
        # It would otherwise be told by the library that refuses it, secret and all.
        message, hint = (
            "the token has a blank or a letter that no token has",
            "copy it again, without line breaks",
        )
    elif ":" in user or any(unicodedata.category(letter) in _UNSENT for letter in user + password):
        message = "a user's name has no colon, and neither it nor the password a control character"
    return BadArgument(message, hint=hint, field="credentials") if message else None


def read_credentials(
    url: str, *, user: str | None = None, environment: Mapping[str, str] | None = None
) -> Credentials | None:
    """The credentials for a calendar, from the environment or the system's keyring.

    With OVERLAP_CALDAV_TOKEN and no user it is that token. Else the user is the one given or
    OVERLAP_CALDAV_USER, and the password OVERLAP_CALDAV_PASSWORD or, where the `keyring` package is
    installed, what the keyring holds for the service `overlap:HOST` and that user.

    Args:
        url: The calendar's address.
        user: Who signs in, if not whom the environment names.
        environment: Variables; those of the process by default.

    Returns:
        None if nothing is set: some servers ask for nothing.

    Raises:
        AccessRefused: If a user has no password.
        BadArgument: If what is set cannot be sent, or the address is none.

    Example:
        >>> read_credentials("https://dav.example.org/ana/team/", environment={}) is None
        True
    """
    host = urlsplit(check_address(url)).hostname or ""
    found = _found(host, user, os.environ if environment is None else environment)
    environment = None
    if isinstance(found, OverlapError):
        raise found
    return found


def _found(host: str, user: str | None, known: Mapping[str, str]) -> Credentials | OverlapError | None:
    """The credentials for a host, or why there are none; never raised here, where the secrets are."""
    token = known.get(TOKEN, "")
    name = known.get(USER, "") if user is None else user
    password = known.get(PASSWORD, "")
    try:
        if token and user is None:
            return Credentials(token=token)
        if not name and not password:
            return None
        if not name:
            return AccessRefused(
                f"{PASSWORD} is set, but no user is named", hint=f"set {USER}, or give --user", field="user"
            )
        password = password or _kept(f"overlap:{host}", name)
        if not password:
            return AccessRefused(
                f'there is no password for the user "{name}"',
                hint=f"{HOW}; or, with the keyring extra installed: keyring set overlap:{host} {name}",
                field="user",
            )
        return Credentials(name, password)
    except BadArgument as error:
        return error.with_traceback(None)


def _kept(service: str, user: str) -> str:
    """The password in the system's keyring; "" without a keyring or an entry."""
    try:
        import keyring

        return keyring.get_password(service, user) or ""
    except Exception:  # a locked, broken or missing keyring is no keyring
        return ""


def check_address(url: str, *, name: str = "calendar") -> str:
    """The address of a calendar in the one form used here: escaped, and with a slash at its end.

    Args:
        url: An https address; http only for this machine (localhost, 127.0.0.0/8, ::1).
        name: The argument that errors name.

    Raises:
        BadArgument: If it is no such address. The message never shows what may be a password.

    Example:
        >>> check_address("https://dav.example.org/ana/Team calls")
        Traceback (most recent call last):
        overlap.errors.BadArgument: the address has a blank or a control character; write a blank as %20
        >>> check_address("https://dav.example.org/ana/calls")
        'https://dav.example.org/ana/calls/'
    """
    if not isinstance(url, str):
        raise BadArgument(f"the address is {type(url).__name__}, not str", field=name)
    if any(letter <= " " or letter == "\x7f" for letter in url):
        raise BadArgument(
            "the address has a blank or a control character", hint="write a blank as %20", field=name
        )
    found = _parsed(url)
    if found is None:
        raise BadArgument("that is no address", hint=_EXAMPLE, field=name)
    parts, host, port = found
    if "@" in parts.netloc:
        raise BadArgument(
            "the address holds a user or a password, which others can then read",
            hint=f"leave them out of it; {HOW}",
            field=name,
        )
    if parts.scheme not in _PORTS or not host:
        raise BadArgument("a calendar's address begins with https://", hint=_EXAMPLE, field=name)
    if parts.query or parts.fragment:
        raise BadArgument("a calendar's address has no ? and no #", hint=_EXAMPLE, field=name)
    if parts.scheme == "http" and not _is_here(host):
        raise BadArgument(
            f"{host} would be asked over plain http, where anybody on the way reads the password",
            hint="write https://; plain http is for this machine alone",
            field=name,
        )
    if any(unquote(part) in (".", "..") for part in parts.path.split("/")):
        raise BadArgument("the address has a . or .. in its path", hint=_EXAMPLE, field=name)
    shown = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    place = shown if port in (None, _PORTS[parts.scheme]) else f"{shown}:{port}"
    path = quote(parts.path, safe=_SAFE, errors="replace").rstrip("/") + "/"
    return urlunsplit((parts.scheme, place, path, "", ""))


def _parsed(url: str) -> tuple[SplitResult, str, int | None] | None:
    """An address in its parts, its host and its port; None if it is none.

    The error that says why may quote a password, and must not hang on ours.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:  # UnicodeError too, of a host that no name server could know
        return None
    return parts, host, port


_EXAMPLE: Final = "such as https://dav.example.org/ana/team/"


def _is_here(host: str) -> bool:
    """Whether a host is this machine by its very name."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)


def within(collection: str, href: str) -> str | None:
    """The full address of a resource that a server names; None if it lies outside the collection.

    Args:
        collection: A checked address.
        href: A path or an address, as servers write it.

    Example:
        >>> within("https://dav.example.org/ana/team/", "/ana/team/a%20b.ics")
        'https://dav.example.org/ana/team/a%20b.ics'
        >>> within("https://dav.example.org/ana/team/", "https://elsewhere.org/ana/team/a.ics") is None
        True
    """
    if any(letter <= " " or letter == "\x7f" for letter in href):
        return None
    try:
        full = urljoin(collection, href)
        parts = urlsplit(full)
        if origin_of(full) != origin_of(collection) or parts.query or parts.fragment or "@" in parts.netloc:
            return None
    except ValueError:
        return None
    path, home = unquote(parts.path), unquote(urlsplit(collection).path)
    if not path.startswith(home) or any(part in (".", "..") for part in path.split("/")):
        return None
    return urlunsplit((*parts[:2], quote(parts.path, safe=_SAFE, errors="replace"), "", ""))
