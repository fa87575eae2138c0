"""icalevents, which has the zone data of the host."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from batch import Found, serve
from icalevents.icalevents import events


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    for event in events(string_content=ics, start=start, end=end):
        yield event.start, event.end, event.summary or ""


serve(read)
