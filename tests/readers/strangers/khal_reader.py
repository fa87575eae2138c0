"""khal, a calendar for terminals, with its own database."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from batch import Found, serve
from khal.icalendar import split_ics
from khal.khalendar import CalendarCollection

LOCALE = {
    "default_timezone": UTC,
    "local_timezone": UTC,
    "dateformat": "%Y-%m-%d",
    "longdateformat": "%Y-%m-%d",
    "timeformat": "%H:%M",
    "datetimeformat": "%Y-%m-%d %H:%M",
    "longdatetimeformat": "%Y-%m-%d %H:%M",
    "unicode_symbols": True,
    "firstweekday": 0,
    "weeknumbers": False,
}


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    with tempfile.TemporaryDirectory() as folder:
        calendar = Path(folder, "calendar")
        calendar.mkdir()
        for number, one in enumerate(split_ics(ics)):
            (calendar / f"{number}.ics").write_text(one, encoding="utf-8", newline="")
        collection = CalendarCollection(
            {
                "calendar": {
                    "name": "calendar",
                    "path": str(calendar),
                    "readonly": True,
                    "color": "",
                    "priority": 10,
                    "ctype": "calendar",
                    "addresses": [],
                }
            },
            dbpath=":memory:",
            locale=LOCALE,
        )
        titles: dict[tuple[str, str], str] = {}
        # The rows of its database: it would parse the whole file anew for each of them.
        for item, href, begins, ends, ref, etag, name, *_ in collection._backend.get_localized(start, end):
            if (href, ref) not in titles:
                made = collection._construct_event(item, href, begins, ends, ref, etag, name)
                titles[href, ref] = made.summary
            yield begins, ends, titles[href, ref]
        for event in collection.get_floating(start.replace(tzinfo=None), end.replace(tzinfo=None)):
            if event.allday:  # khal's ends of whole days are inclusive
                yield event.start, event.end.fromordinal(event.end.toordinal() + 1), event.summary
            else:
                yield event.start, event.end, event.summary


serve(read)
