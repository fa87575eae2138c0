r"""The only door through which text enters a calendar file.

Law: what comes out of it is one line without control characters, line separators, turns of direction or
halves of characters; only a description has line breaks, and those leave as the two characters `\n`. Nothing
that passes can end a line, a parameter or a value, whatever the serialiser checks. RFC 5545 section 3.3.11.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from overlap.errors import BadArgument
from overlap.people.addresses import EMAIL
from overlap.people.listed import shown

__all__ = ["address", "escaped", "lines", "one_line", "parameter", "uid_text", "web_address"]

_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of Unicode's UAX 9: left open, they turn what follows."""

_BREAKS: Final = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What some reader or other takes for the end of a line (Python's `str.splitlines`)."""

_IN_URL: Final = "!#$%&'()*+,-./:;=?@_~[]"
"""What RFC 3986 allows in an address of the web, letters and digits apart."""

_NOT_IN_URL: Final = re.compile(r"[\s\"<>\\^`{|}]")

_LONGEST_UID: Final = 255
"""Octets; RFC 7986 section 5.3 wants more to be accepted by nobody."""


def _safe(char: str) -> str:
    if char in _TURNS:
        return ""
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    # XML 1.0, in which CalDAV carries a calendar, has neither surrogates nor these two.
    return "\ufffd" if kind == "Cs" or char in "\ufffe\uffff" else char


def one_line(text: str) -> str:
    r"""Text for a property of one line: a blank for each line break or control character.

    Blanks at its ends go, for readers do not agree on them.

    Example:
        >>> one_line("Sync\r\nATTENDEE:mailto:eve@example.com")
        'Sync ATTENDEE:mailto:eve@example.com'
    """
    if not text.isprintable():
        text = "".join(map(_safe, _BREAKS.sub(" ", text)))
    return text.strip()


def lines(text: str) -> str:
    r"""Text that may have line breaks, each a single `\n`.

    Example:
        >>> lines("Agenda:\r\n\x1b one\r two ")
        'Agenda:\n  one\n two'
    """
    return "\n".join(
        "".join(map(_safe, line)).rstrip() for line in _BREAKS.sub("\n", text).split("\n")
    ).strip()


def escaped(text: str) -> str:
    r"""The value of a text property: backslash, semicolon, comma and line break escaped.

    Example:
        >>> print(escaped("C:\\New; a, b\nc"))
        C:\\New\; a\, b\nc
    """
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def parameter(text: str) -> str:
    """Text for the value of a parameter, such as somebody's name beside their address.

    A double quote would end it; a caret or a backslash is read in several ways (RFC 6868 is not known to
    all readers): they become a single quote, and blanks.

    Example:
        >>> parameter('Ana "Annie" Reyes')
        "Ana 'Annie' Reyes"
    """
    return " ".join(one_line(text).replace('"', "'").replace("^", " ").replace("\\", " ").split())


def address(email: str, *, field: str = "email") -> str:
    """The address of a mailbox as a calendar names it, `mailto:` and all.

    What would begin something else there, such as `?cc=`, is percent-encoded (RFC 6068 section 2).

    Raises:
        BadArgument: If it is not one plain address.

    Example:
        >>> address("ana@example.com"), address("a?b@example.com")
        ('mailto:ana@example.com', 'mailto:a%3Fb@example.com')
    """
    if not EMAIL.fullmatch(email) or one_line(email) != email:
        raise BadArgument(
            f"{shown(email)} is no e-mail address",
            hint="write one address such as ana@example.com",
            field=field,
        )
    return "mailto:" + "".join(f"%{ord(char):02X}" if char in "%?&#/" else char for char in email)


def web_address(url: str, *, field: str = "url") -> str:
    """The address of a page or a conference, in the characters of RFC 3986.

    Raises:
        BadArgument: If it is not http or https with a host.

    Example:
        >>> web_address("https://meet.example.com/r\u00e9union?room=1")
        'https://meet.example.com/r%C3%A9union?room=1'
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        known = parts.scheme in ("http", "https") and bool(host) and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket left open, a port that is none, a host no name has
        known = False
    if not known or one_line(url) != url or _NOT_IN_URL.search(url):
        raise BadArgument(
            f"{shown(url)} is no address of the web", hint="write https://meet.example.com/sync", field=field
        )
    if not parts.netloc.isascii():
        user, at, _ = parts.netloc.rpartition("@")
        port = "" if parts.port is None else f":{parts.port}"
        url = urlunsplit(parts._replace(netloc=f"{user}{at}{host}{port}"))
    return quote(url, safe=_IN_URL)


def uid_text(uid: str) -> str:
    """The identity of an entry, checked.

    It is never changed, for what is changed is another: calendars know an event by it alone.

    Raises:
        BadArgument: If it is empty, longer than 255 octets, or not printable text of one line.
    """
    plain = one_line(uid) == uid and not any(char.isspace() and char != " " for char in uid)
    if not uid or not plain or len(uid.encode()) > _LONGEST_UID:
        raise BadArgument(
            f"{shown(uid)} is no UID", hint="give 1 to 255 printable characters, such as sync@example.com"
        )
    return uid
