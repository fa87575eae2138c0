"""Content lines of a calendar file: unfolded, one at a time (RFC 5545 section 3.1).

Law: bytes in, bytes out, so that a character folded in two comes out whole. Lines may end in LF as well. No
line is longer than the cap, whatever the file holds: what is beyond is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from overlap.adapters.ics_read_values import decoded

__all__ = ["LONGEST_LINE", "Property", "content_lines", "property_of"]

LONGEST_LINE: Final = 1 << 20
"""Bytes of a line, unfolded: ten thousand exceptions fit in; longer ones are attachments."""

_FOLDS: Final = frozenset(b" \t")


class Property(NamedTuple):
    """A property: its name in capitals, its parameters, and its value as written."""

    name: str
    parameters: dict[str, str]
    value: str


def content_lines(blocks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    r"""Each line that is not empty, with the number of the physical line it begins on, from 1.

    Example:
        >>> list(content_lines([b"SUMMARY:a\r", b"\n b\r\nEND:VEVENT"]))
        [(1, b'SUMMARY:ab'), (3, b'END:VEVENT')]
    """
    number, began = 0, 0
    whole, more, size = b"", [], 0  # a line, its continuations and their length
    rest = b""
    for block in blocks:
        lines = (rest + block).replace(b"\r\n", b"\n").split(b"\n")
        rest = lines.pop()
        if len(rest) > LONGEST_LINE:
            # Its last byte stays, for it may be half of a line's end.
            rest = rest[: LONGEST_LINE - 1] + rest[-1:]
        for line in lines:
            number += 1
            if line and line[0] in _FOLDS:
                if size < LONGEST_LINE:
                    more.append(line[1:])
                    size += len(line)
                continue
            if whole:
                yield began, b"".join((whole, *more))[:LONGEST_LINE] if more else whole
            whole, began = line[:LONGEST_LINE], number
            if more:
                more, size = [], 0
    number += 1
    if rest and rest[0] in _FOLDS:
        more.append(rest[1:])
        rest = b""
    if whole:
        yield began, b"".join((whole, *more))[:LONGEST_LINE]
    if rest:
        yield number, rest


def property_of(line: bytes) -> Property:
    r"""The property of a content line; what has no colon has an empty value.

    Example:
        >>> property_of(b'DTSTART;tzid="Europe/Berlin";X=1:20260302T140000')
        Property(name='DTSTART', parameters={'TZID': 'Europe/Berlin', 'X': '1'}, value='20260302T140000')
    """
    text = decoded(line).strip()
    head, _, value = text.partition(":")
    if '"' in head:
        at = _outside_quotes(text)
        head, value = text[:at], text[at + 1 :]
        pieces = _pieces(head)
    else:
        pieces = head.split(";")
    parameters: dict[str, str] = {}
    for piece in pieces[1:]:
        key, _, given = piece.partition("=")
        parameters.setdefault(key.strip().upper(), given.strip().strip('"'))
    return Property(pieces[0].strip().upper(), parameters, value)


def _outside_quotes(text: str) -> int:
    """Where the first colon outside quotes stands; the first of all where quotes are left open."""
    at, quoted = 0, False
    for at, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return at
    found = text.find(":")
    return len(text) if found < 0 else found


def _pieces(head: str) -> list[str]:
    """A name and its parameters, parted at semicolons outside quotes."""
    found, since, quoted = [], 0, False
    for at, char in enumerate(head):
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            found.append(head[since:at])
            since = at + 1
    return [*found, head[since:]]
