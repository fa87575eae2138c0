"""vobject, with the rule sets it makes and the moved instances put in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import vobject
from batch import Found, end_of, is_date, serve


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    events = vobject.readOne(ics).vevent_list
    moved = {
        (event.uid.value, instant(event.recurrence_id.value))
        for event in events
        if hasattr(event, "recurrence_id")
    }
    for event in events:
        begins = event.dtstart.value
        ends = event.dtend.value if hasattr(event, "dtend") else None
        length = event.duration.value if hasattr(event, "duration") else None
        length = end_of(begins, ends, length) - begins
        title = event.summary.value if hasattr(event, "summary") else ""
        if hasattr(event, "recurrence_id") or not hasattr(event, "rrule"):
            yield begins, begins + length, title
            continue
        for at in event.getrruleset(addRDate=True):
            if instant(at) > end.timestamp():
                break
            if (event.uid.value, instant(at)) not in moved:
                # A length is exact (RFC 5545 section 3.8.5.3): it is added in UTC, but to whole days.
                utc = at.date() if is_date(begins) else at.astimezone(UTC)
                yield utc, utc + length, title


def instant(value: Any) -> float:
    """Seconds since 1970, of a date or of a datetime without a zone as in UTC."""
    if is_date(value):
        value = datetime(value.year, value.month, value.day)
    return float((value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp())


serve(read)
