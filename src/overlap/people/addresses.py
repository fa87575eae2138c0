"""Addresses of people and of conferences, as a team file gives them.

Law: an address is one that can stand in a calendar as it is: no blanks, no control characters, no quotes.
That a mailbox exists is nobody's to know here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from overlap.errors import BadRoster
from overlap.people.listed import shown

__all__ = ["EMAIL", "are_addresses", "email_address", "name_and_email", "web_address"]

EMAIL: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"%?&#/]{1,255}")
"""What stands on either side of the sign, up to the lengths of RFC 5321 section 4.5.3.1."""

_LINES: Final = re.compile(rf"(?:(?:{EMAIL.pattern})?+\n)*+".replace(r"\s", r" \n"))
"""Addresses, or nothing, each on a line; of text that can be printed, in which all other blanks are none."""

_NAMED: Final = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*")
"""Each part ends with a sign that it cannot hold, so a long text is read once."""

_WEB: Final = re.compile(r"https?://[^\s\"<>\\^`{|}/][^\s\"<>\\^`{|}]*")


def email_address(value: object, field: str) -> str:
    """An address such as "ana@example.com".

    Raises:
        BadRoster: If it is none.
    """
    if isinstance(value, str) and value.isprintable() and EMAIL.fullmatch(value):
        return value
    raise BadRoster(f"{shown(value)} is no email address", hint='write "ana@example.com"', field=field)


def are_addresses(texts: Sequence[str]) -> bool:
    """Whether each of some texts that can be printed is an address or empty: one look at all of them."""
    return _LINES.fullmatch("\n".join((*texts, ""))) is not None


def name_and_email(value: object, field: str) -> tuple[str, str]:
    """Name and address of "Ana Reyes <ana@example.com>"; of an address alone its first part is the name.

    Raises:
        BadRoster: If there is no address in it.

    Example:
        >>> name_and_email("Ana Reyes <ana@example.com>", "organizer")
        ('Ana Reyes', 'ana@example.com')
    """
    found = _NAMED.fullmatch(value) if isinstance(value, str) and value.isprintable() else None
    if found is None:
        email = email_address(value, field)
        return email.partition("@")[0], email
    email = email_address(found["email"], field)
    return found["name"].strip('" ') or email.partition("@")[0], email


def web_address(value: object, field: str) -> str:
    """An address of the web; or nothing.

    Raises:
        BadRoster: If it is none.
    """
    if value == "":
        return ""
    if isinstance(value, str) and value.isprintable() and _WEB.fullmatch(value):
        return value
    raise BadRoster(
        f"{shown(value)} is no web address", hint='write "https://meet.example.com/sync"', field=field
    )
