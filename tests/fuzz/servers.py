"""What a calendar server answers: XML of lists, and the events in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from overlap.adapters.caldav_client import find_calendar
from overlap.adapters.caldav_http import Answer, Http
from overlap.adapters.caldav_objects import (
    digest_of,
    is_same,
    marked,
    read_calendar,
    resource_name,
    sequenced,
    text_of,
    unsent,
)
from overlap.adapters.caldav_xml import multistatus
from overlap.errors import OverlapError
from tests.fuzz.harness import Target
from tests.fuzz.harness import text_of as decoded

__all__ = ["RESOURCES", "SERVER"]

_URL: Final = "https://dav.example.org/ana/team/"


@dataclass
class _Told:
    """A server that answers everything with the same bytes."""

    body: bytes

    def ask(self, method: str, url: str, body: bytes | None = None, **more: Any) -> Answer:
        """The answer."""
        return Answer(207, self.body, '"1"', "text/calendar", url)


def _read_answer(data: bytes) -> None:
    for entry in multistatus(data):
        assert isinstance(entry.status, int)
        assert entry.href == entry.href.strip()
    server = cast("Http", _Told(data))
    calendar = find_calendar(server, _URL)
    if calendar is not None:
        for held in calendar.events():
            assert held.url.startswith(_URL.rstrip("/"))
            read_calendar(held.text)


def _read_resources(data: bytes) -> None:
    """What is kept of an event on a server is the event, and what is written is read as the same."""
    found = read_calendar(decoded(data))
    for one in found.resources:
        text = text_of(one)
        try:
            (again,) = read_calendar(text).resources
        except OverlapError as error:
            raise AssertionError(f"what was written cannot be read: {error}") from error
        assert again.uid == one.uid
        assert is_same(one, again)
        assert digest_of(again) == digest_of(one)
        assert sequenced(one, 7).sequence >= 7
        assert is_same(one, unsent(one)) or one.parts != unsent(one).parts
        assert text_of(marked(one, found.name))
        assert "/" not in resource_name(one.uid)


SERVER: Final = Target(
    "server",
    _read_answer,
    (
        (
            b'<?xml version="1.0" encoding="utf-8"?>\n<d:multistatus xmlns:d="DAV:" '
            b'xmlns:c="urn:ietf:params:xml:ns:caldav">'
            b"<d:response><d:href>/ana/team/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/>"
            b'</d:resourcetype><c:supported-calendar-component-set><c:comp name="VEVENT"/>'
            b"</c:supported-calendar-component-set></d:prop><d:status>HTTP/1.1 200 OK</d:status>"
            b"</d:propstat></d:response>"
            b"<d:response><d:href>/ana/team/a.ics</d:href><d:propstat><d:prop><d:getetag>&quot;1&quot;</d:getetag>"
            b"<c:calendar-data>BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T140000Z\r\nEND:VEVENT\r\n"
            b"END:VCALENDAR</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
            b"</d:response>"
            b"</d:multistatus>"
        ),
        (
            b'<multistatus xmlns="DAV:"><response><href>/x</href><status>HTTP/1.1 404 Not Found</status>'
            b"</response></multistatus>"
        ),
    ),
    (
        *(
            b"<d:response>",
            b"</d:response>",
            b"<d:status>HTTP/1.1 507 Full</d:status>",
            b"<!DOCTYPE a>",
            b"&amp;",
            b"&x;",
        ),
        *(
            b"<![CDATA[",
            b"]]>",
            b"<?pi ?>",
            b"&#0;",
            b"&#x110000;",
            b"xmlns:d=",
            b"<!--",
            b"-->",
            b"200",
            b"HTTP/1.1",
        ),
        *(
            b"<d:href>https://elsewhere.org/</d:href>",
            b"..",
            b"%2e%2e",
            b'encoding="utf-16"',
            b'encoding="x"',
            b"}",
        ),
    ),
)

RESOURCES: Final = Target(
    "resources",
    _read_resources,
    (
        (
            b"BEGIN:VCALENDAR\r\nNAME:Team\r\nBEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
            b"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a@x\r\n"
            b"DTSTART;TZID=Own:20260302T090000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSEQUENCE:2\r\nATTENDEE;PARTSTAT=ACCEPTED:"
            b"mailto:a@example.org\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a@x\r\nRECURRENCE-ID;TZID=Own:20260309T090000\r\n"
            b"DTSTART;TZID=Own:20260309T100000\r\nSUMMARY:Long \r\n line\\, "
            b"folded\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:b\nDTSTART;VALUE=DATE:20260302\nSTATUS:CANCELLED\nBEGIN:VALARM\n"
            b"TRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"
        ),
    ),
    (
        *(
            b"UID:a@x\r\n",
            b"SEQUENCE:9\n",
            b"BEGIN:VEVENT\n",
            b"END:VEVENT\n",
            b"BEGIN:VTODO\n",
            b"END:VTODO\n",
            b';X="a;b"',
        ),
        *(
            b"RECURRENCE-ID:20260309T090000Z\n",
            b"STATUS:CANCELLED\n",
            b"\\n",
            b"\\,",
            b"^n",
            b"^'",
            b":",
            b";",
            b"=",
            b"\n ",
        ),
        *(
            b"X-OVERLAP",
            b"DTSTART:20260302T090000\n",
            b"EXDATE:20260309T090000Z,20260310T090000Z\n",
            b"TZID=Own",
            b"TZID=Gone",
        ),
    ),
)
