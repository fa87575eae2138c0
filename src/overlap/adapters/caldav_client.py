"""A calendar on a server: what is there, what it holds, and how one event is written (RFC 4791).

Law: nothing is written without saying what it may replace: a new event only where there is none
(`If-None-Match: *`), another version only of the one that was read (`If-Match`). Resources outside the
calendar's own address are never touched, whatever the server says of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, final
from urllib.parse import urlsplit

from overlap.adapters.caldav_access import check_address, within
from overlap.adapters.caldav_http import Http
from overlap.adapters.caldav_xml import (
    CALENDAR_HEAD,
    busy_query,
    event_query,
    make_calendar,
    multistatus,
    tag,
)
from overlap.errors import BadAnswer, NoCalendar

__all__ = ["Held", "ServerCalendar", "create_calendar", "find_calendar"]

_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
_EVENT: Final = {"Content-Type": "text/calendar; charset=utf-8"}

_GONE: Final = frozenset({404, 410})
_NO_METHOD: Final = frozenset({405, 501})
_REPORT_REFUSED: Final = frozenset({400, 403, 404, 405, 415, 422, 501})
"""How servers say that they do not know a kind of report."""


class Held(NamedTuple):
    """A resource as the server holds it.

    Attributes:
        url: Its full address.
        etag: Its version.
        text: Its iCalendar text.
    """

    url: str
    etag: str
    text: str


@final
@dataclass(frozen=True, slots=True)
class ServerCalendar:
    """A calendar that is there.

    Attributes:
        url: Its address, after redirects, with a slash at its end.
        http: How it is asked.
    """

    url: str
    http: Http

    def events(self, start: int | None = None, end: int | None = None) -> Iterator[Held]:
        """Its events, all or those that touch a span of UTC minutes.

        Raises:
            NetworkError: If the server does not tell them all.
        """
        answer = self.http.ask(
            "REPORT",
            self.url,
            event_query(start, end),
            headers={"Depth": "1", **_XML},
            expected=frozenset({207, *_NO_METHOD}),
        )
        if answer.status != 207:
            raise _no_caldav(self.url)
        own_path = urlsplit(self.url).path
        for entry in multistatus(answer.body):
            url = within(self.url, entry.href)
            if entry.status == 507:
                raise BadAnswer(
                    f"{urlsplit(self.url).netloc} lists only a part of the calendar",
                    hint="publish to a calendar of its own",
                )
            if entry.status in _GONE or (url is not None and urlsplit(url).path == own_path):
                continue
            text = entry.text(tag("calendar-data", calendar=True))
            if url is None or not text:
                place = urlsplit(self.url).netloc
                raise BadAnswer(
                    f"{place} lists an event that is not in the calendar, or without its text",
                    hint="give the calendar's final address",
                )
            yield Held(url, entry.text(tag("getetag")).strip(), text)

    def event(self, url: str) -> Held | None:
        """One event as it is now; None if it is gone."""
        answer = self.http.ask("GET", url, expected=frozenset({200}) | _GONE)
        if answer.status in _GONE:
            return None
        return Held(url, answer.etag, answer.body.decode("utf-8", "replace"))

    def put(self, url: str, text: str, etag: str | None) -> bool:
        """Writes an event.

        Args:
            url: Where.
            text: The whole resource.
            etag: The version it replaces; None where there must be none.

        Returns:
            Whether it was written; False if what is there is another version.
        """
        condition = {"If-None-Match": "*"} if etag is None else {"If-Match": etag}
        answer = self.http.ask(
            "PUT",
            url,
            text.encode(),
            headers={**_EVENT, **condition},
            # 409: the UID is that of another resource (RFC 4791 section 5.3.2.1).
            expected=frozenset({200, 201, 204, 409, 412}),
        )
        return answer.status < 300

    def delete(self, url: str, etag: str) -> bool:
        """Deletes an event; False if what is there is another version. One that is gone is deleted."""
        answer = self.http.ask(
            "DELETE", url, headers={"If-Match": etag}, expected=frozenset({200, 204, 412}) | _GONE
        )
        return answer.status != 412

    def busy_text(self, start: int, end: int) -> str | None:
        """What the server says of busy time in a span; None if it knows no such report."""
        answer = self.http.ask(
            "REPORT",
            self.url,
            busy_query(start, end),
            headers={"Depth": "1", **_XML},
            expected=frozenset({200}) | _REPORT_REFUSED,
        )
        if answer.status != 200 or answer.kind != "text/calendar":
            return None
        return answer.body.decode("utf-8", "replace")


def find_calendar(http: Http, url: str, *, name: str = "calendar") -> ServerCalendar | None:
    """The calendar at an address; None if nothing is there.

    Args:
        http: How to ask.
        url: The address of the calendar itself, not of its owner.
        name: The argument that errors name.

    Raises:
        NoCalendar: If something else is there, or no calendar for events.
        NetworkError: If the server cannot be asked.
        BadArgument: If the address is none.
    """
    answer = http.ask(
        "PROPFIND",
        check_address(url, name=name),
        CALENDAR_HEAD,
        headers={"Depth": "0", **_XML},
        expected=frozenset({207}) | _GONE | _NO_METHOD,
    )
    if answer.status in _GONE:
        return None
    if answer.status in _NO_METHOD:
        raise _no_caldav(answer.url)
    entry = next(multistatus(answer.body), None)
    if entry is None or entry.status in _GONE:
        return None
    kind = entry.found.get(tag("resourcetype"))
    if kind is None or kind.find(tag("calendar", calendar=True)) is None:
        raise NoCalendar(
            f"what is at {answer.url} is no calendar",
            hint="give the address of one calendar, not that of its owner or of all of them",
            field=name,
        )
    held = entry.found.get(tag("supported-calendar-component-set", calendar=True))
    kinds = {one.get("name", "").upper() for one in (() if held is None else held)}
    if kinds and "VEVENT" not in kinds:
        raise NoCalendar(
            f"the calendar at {answer.url} holds no events",
            hint="give one for events, not for tasks",
            field=name,
        )
    return ServerCalendar(answer.url, http)


def create_calendar(http: Http, url: str, title: str, *, name: str = "calendar") -> ServerCalendar:
    """A new calendar at an address where there is none.

    Raises:
        NoCalendar: If the server makes none there.
        NetworkError: If the server cannot be asked.
    """
    address = check_address(url, name=name)
    answer = http.ask(
        "MKCALENDAR",
        address,
        make_calendar(title),
        headers=_XML,
        expected=frozenset({201, 409}) | _NO_METHOD,
    )
    # 405 also means that somebody made one in the meantime (RFC 4791 section 5.3.1.1).
    made = find_calendar(http, address, name=name)
    if made is None:
        hint = (
            "make the folder it lies in first, or check the address"
            if answer.status == 409
            else "make the calendar with the server's own pages or program"
        )
        raise NoCalendar(f"the server makes no calendar at {address}", hint=hint, field=name)
    return made


def _no_caldav(url: str) -> NoCalendar:
    return NoCalendar(
        f"what is at {url} is no calendar of a CalDAV server",
        hint="give the address of one calendar, as the server's pages show it",
        field="calendar",
    )
