"""What is asked of a calendar server, and what it answers, as XML (RFC 4918, RFC 4791).

Law: an answer has no document type and no entity of its own, is UTF-8, and nests no deeper than any honest
one. What is not understood is left out; nothing in it is ever executed, fetched or expanded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape

from overlap.core.civil import iso_minute
from overlap.errors import BadAnswer

__all__ = [
    "CALENDAR_HEAD",
    "Entry",
    "busy_query",
    "event_query",
    "make_calendar",
    "multistatus",
    "parse",
    "status_of",
    "tag",
]

_DAV: Final = "DAV:"
_CAL: Final = "urn:ietf:params:xml:ns:caldav"
_DEEPEST: Final = 64
"""Levels of elements; honest answers have about ten."""

_HEAD: Final = f'<?xml version="1.0" encoding="utf-8"?>\n<{{}} xmlns:d="{_DAV}" xmlns:c="{_CAL}">{{}}</{{}}>'


def _request(root: str, body: str) -> bytes:
    return _HEAD.format(root, body, root).encode()


CALENDAR_HEAD: Final = _request(
    "d:propfind",
    "<d:prop><d:resourcetype/><d:displayname/><c:supported-calendar-component-set/></d:prop>",
)
"""Asks what is at an address."""


def event_query(start: int | None = None, end: int | None = None) -> bytes:
    """Asks for all events of a calendar, or those that touch a span (RFC 4791 section 7.8)."""
    span = "" if start is None or end is None else _span(start, end)
    return _request(
        "c:calendar-query",
        "<d:prop><d:getetag/><c:calendar-data/></d:prop>"
        f'<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">{span}'
        "</c:comp-filter></c:comp-filter></c:filter>",
    )


def busy_query(start: int, end: int) -> bytes:
    """Asks when time is taken (RFC 4791 section 7.10)."""
    return _request("c:free-busy-query", _span(start, end))


def make_calendar(name: str) -> bytes:
    """Asks for a new calendar for events (RFC 4791 section 5.3.1)."""
    shown = f"<d:displayname>{escape(name)}</d:displayname>" if name else ""
    return _request(
        "c:mkcalendar",
        f"<d:set><d:prop>{shown}<c:supported-calendar-component-set>"
        '<c:comp name="VEVENT"/></c:supported-calendar-component-set></d:prop></d:set>',
    )


def _span(start: int, end: int) -> str:
    first, last = (iso_minute(one).replace("-", "").replace(":", "")[:-1] + "00Z" for one in (start, end))
    return f'<c:time-range start="{first}" end="{last}"/>'


def tag(name: str, *, calendar: bool = False) -> str:
    """An element's name as the parser gives it."""
    return f"{{{_CAL if calendar else _DAV}}}{name}"


def parse(body: bytes) -> Element:
    """The root of an answer.

    Raises:
        BadAnswer: If it is no XML, or XML of a kind that no server has reason to send.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    depth = 0

    def refuse(*_: object) -> int:
        raise _Refused

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _Refused
        builder.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(name))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(body, True)
        return builder.close()
    except _Refused:
        raise BadAnswer(
            "the server's answer holds a document type, entities or a pit of elements, and was not read",
            hint="check the address; no calendar server sends that",
        ) from None
    except (expat.ExpatError, ValueError, AssertionError):
        raise BadAnswer(
            "the server's answer is no XML", hint="check the address; is it that of a calendar?"
        ) from None


class _Refused(Exception):
    """Something that is never read on."""


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def status_of(text: str | None) -> int:
    """The number in `HTTP/1.1 200 OK`; 0 if there is none."""
    words = (text or "").split()
    number = words[1] if len(words) > 1 else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) == 3 else 0


@final
@dataclass(frozen=True, slots=True)
class Entry:
    """What an answer says of one resource.

    Attributes:
        href: Where it is, as the server writes it.
        status: The status of the resource as a whole, 200 if the server gives none.
        found: Its properties that were found, by the parser's names.
    """

    href: str
    status: int
    found: dict[str, Element]

    def text(self, name: str) -> str:
        """The text of a property, or ""."""
        one = self.found.get(name)
        return "" if one is None else (one.text or "")


def multistatus(body: bytes) -> Iterator[Entry]:
    """Each resource of a 207 answer (RFC 4918 section 13), in order.

    Raises:
        BadAnswer: If it is none.
    """
    root = parse(body)
    if root.tag != tag("multistatus"):
        raise BadAnswer("the server's answer is no list of resources", hint="is it that of a calendar?")
    for response in root.findall(tag("response")):
        own = response.find(tag("status"))
        found: dict[str, Element] = {}
        for part in response.findall(tag("propstat")):
            if status_of(part.findtext(tag("status"))) in (0, 200):
                prop = part.find(tag("prop"))
                found.update((one.tag, one) for one in (() if prop is None else prop))
        status = 200 if own is None else status_of(own.text)
        yield Entry((response.findtext(tag("href")) or "").strip(), status, found)
