"""recurring-ical-events, on icalendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import icalendar
import recurring_ical_events
from batch import Found, end_of, serve


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    for event in recurring_ical_events.of(icalendar.Calendar.from_ical(ics)).between(start, end):
        begins = event["DTSTART"].dt
        ends = event["DTEND"].dt if "DTEND" in event else None
        length = event["DURATION"].dt if "DURATION" in event else None
        yield begins, end_of(begins, ends, length), event.get("SUMMARY", "")


serve(read)
