"""What servers say is read without believing them."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from overlap.adapters.caldav_xml import (
    CALENDAR_HEAD,
    busy_query,
    event_query,
    make_calendar,
    multistatus,
    parse,
    status_of,
    tag,
)
from overlap.errors import BadAnswer

MARCH = 29_541_000  # 2026-03-02T14:00Z

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<multistatus xmlns="DAV:">&d;</multistatus>"""

HOSTILE = {
    "a billion laughs": LAUGHS,
    "a document type alone": b'<!DOCTYPE x><multistatus xmlns="DAV:"/>',
    "a file from outside": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
    "a parameter entity": b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><x/>',
    "an unknown entity": b"<x>&nbsp;</x>",
    "a pit": b"<x>" * 100_000,
    "a closed pit": b"<x>" * 80 + b"</x>" * 80,
    "nothing": b"",
    "no XML": b"<html><p>Sign in<br></html>",
    "half of it": b'<multistatus xmlns="DAV:"><response>',
    "two roots": b"<x/><x/>",
    "another encoding": "<?xml version='1.0' encoding='utf-16'?><x>ä</x>".encode("utf-16"),
    "broken UTF-8": b"<x>\xff\xfe</x>",
    "a NUL": b"<x>\x00</x>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_xml_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(BadAnswer) as caught:
        list(multistatus(body))
    assert "root:" not in str(caught.value)


def test_elements_are_nested_as_deep_as_honest_ones_and_no_deeper() -> None:
    inside = b"<x>" * 63 + b"</x>" * 63
    assert parse(b"<a>" + inside + b"</a>").tag == "a"
    with pytest.raises(BadAnswer, match="pit"):
        parse(b"<a><x>" + inside + b"</x></a>")


def test_a_list_of_resources_is_read_as_far_as_it_is_understood() -> None:
    body = """<?xml version="1.0" encoding="utf-8"?>
    <d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:x="urn:x">
     <d:response><d:href> /a/1.ics </d:href>
      <d:propstat><d:prop><d:getetag>"e1"</d:getetag>
        <c:calendar-data><![CDATA[BEGIN:VCALENDAR <!DOCTYPE x> &amp; ä]]></c:calendar-data></d:prop>
        <d:status>HTTP/1.1 200 OK</d:status></d:propstat>
      <d:propstat><d:prop><x:colour>red</x:colour></d:prop>
        <d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>
     <d:response><d:href>/a/2.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>
     <d:response/><x:sync-token>7</x:sync-token>
    </d:multistatus>""".encode()
    one, two, empty = multistatus(body)
    assert (one.href, one.status) == ("/a/1.ics", 200)
    assert one.text(tag("getetag")) == '"e1"'
    assert one.text(tag("calendar-data", calendar=True)) == "BEGIN:VCALENDAR <!DOCTYPE x> &amp; ä"
    assert one.text("{urn:x}colour") == ""
    assert (two.href, two.status, two.found) == ("/a/2.ics", 404, {})
    assert (empty.href, empty.status) == ("", 200)


def test_another_document_is_no_list_of_resources() -> None:
    with pytest.raises(BadAnswer, match="no list"):
        list(multistatus(b'<error xmlns="DAV:"/>'))


def test_the_parser_agrees_with_the_standard_library() -> None:
    body = b'<a xmlns="DAV:" xmlns:x="urn:x" x:k="v" l="w">one<x:b>two</x:b>three<c/>&lt;&#228;</a>'
    assert ET.tostring(parse(body)) == ET.tostring(ET.fromstring(body))  # noqa: S314 - our own text


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("HTTP/1.1 207 Multi-Status", 207),
        ("HTTP/2 404", 404),
        ("", 0),
        (None, 0),
        ("a ²", 0),
        (f"a {'9' * 5000}", 0),
    ],
)
def test_a_status_is_the_number_in_its_line(text: str | None, status: int) -> None:
    assert status_of(text) == status


def test_requests_are_well_formed_and_say_what_they_ask() -> None:
    for body in (CALENDAR_HEAD, event_query(), busy_query(MARCH, MARCH + 60), make_calendar("A <b> & c")):
        ET.fromstring(body)  # noqa: S314 - our own text
    assert b"time-range" not in event_query()
    span = b'<c:time-range start="20260302T140000Z" end="20260302T150000Z"/>'
    assert span in event_query(MARCH, MARCH + 60)
    assert span in busy_query(MARCH, MARCH + 60)
    named = ET.fromstring(make_calendar("A <b> & c"))  # noqa: S314 - our own text
    assert named.findtext(".//{DAV:}displayname") == "A <b> & c"
    assert ET.fromstring(make_calendar("")).find(".//{DAV:}displayname") is None  # noqa: S314 - our own text
