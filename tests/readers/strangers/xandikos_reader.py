"""xandikos, a CalDAV server: what it expands for its clients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from batch import Found, end_of, serve
from xandikos.icalendar import ICalendarFile


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    file = ICalendarFile([ics.encode()], "text/calendar")
    for event in file.get_expanded_calendar(start, end).walk("VEVENT"):
        begins = event["DTSTART"].dt
        ends = event["DTEND"].dt if "DTEND" in event else None
        length = event["DURATION"].dt if "DURATION" in event else None
        yield begins, end_of(begins, ends, length), event.get("SUMMARY", "")


serve(read)
