"""ical (allenporter), which Home Assistant uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from batch import Found, serve
from ical.calendar_stream import IcsCalendarStream


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    calendar = IcsCalendarStream.calendar_from_ics(ics)
    for event in calendar.timeline.overlapping(start, end):
        yield event.dtstart, event.end, event.summary or ""


serve(read)
