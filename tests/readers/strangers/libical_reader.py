"""libical, the C library of Evolution, KDE and Cyrus, through ctypes; moved instances put in by hand."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from batch import EPOCH, Found, serve

ical = ctypes.CDLL("libical.so.3")


class Time(ctypes.Structure):
    """`struct icaltimetype`."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, ctypes.c_int) for name in ("is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    ]


class Span(ctypes.Structure):
    """`struct icaltime_span`."""

    _fields_ = [("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int)]


CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(Span), ctypes.c_void_p)

for name, result, arguments in (
    ("icalparser_parse_string", ctypes.c_void_p, [ctypes.c_char_p]),
    ("icalcomponent_get_first_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("icalcomponent_get_next_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("icalcomponent_get_dtstart", Time, [ctypes.c_void_p]),
    ("icalcomponent_get_dtend", Time, [ctypes.c_void_p]),
    ("icalcomponent_get_first_property", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
    ("icalcomponent_string_to_kind", ctypes.c_int, [ctypes.c_char_p]),
    ("icalproperty_string_to_kind", ctypes.c_int, [ctypes.c_char_p]),
    ("icalproperty_get_datetime_with_component", Time, [ctypes.c_void_p, ctypes.c_void_p]),
    ("icalcomponent_get_summary", ctypes.c_char_p, [ctypes.c_void_p]),
    ("icalcomponent_get_uid", ctypes.c_char_p, [ctypes.c_void_p]),
    ("icalcomponent_foreach_recurrence", None, [ctypes.c_void_p, Time, Time, CALLBACK, ctypes.c_void_p]),
    ("icaltime_as_timet_with_zone", ctypes.c_long, [Time, ctypes.c_void_p]),
    ("icaltime_from_timet_with_zone", Time, [ctypes.c_long, ctypes.c_int, ctypes.c_void_p]),
    ("icaltimezone_get_utc_timezone", ctypes.c_void_p, []),
    ("icalcomponent_free", None, [ctypes.c_void_p]),
):
    function = getattr(ical, name)
    function.restype, function.argtypes = result, arguments

VEVENT = ical.icalcomponent_string_to_kind(b"VEVENT")
RECURRENCE_ID = ical.icalproperty_string_to_kind(b"RECURRENCE-ID")
UTC_ZONE = ical.icaltimezone_get_utc_timezone()


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    calendar = ical.icalparser_parse_string(ics.encode())
    if not calendar:
        raise ValueError("libical cannot parse the file")
    events = list(components(calendar))
    moved = {(ical.icalcomponent_get_uid(event), original(event)) for event in events}
    for event in events:
        title = (ical.icalcomponent_get_summary(event) or b"").decode()
        begins, ends = ical.icalcomponent_get_dtstart(event), ical.icalcomponent_get_dtend(event)
        for low, high in spans(event, start - timedelta(days=2), end + timedelta(days=2)):
            if original(event) is None and (ical.icalcomponent_get_uid(event), low) in moved:
                continue
            if begins.is_date:  # a busy span of whole days counts the last day too
                high = low + seconds(ends) - seconds(begins)
            yield EPOCH + timedelta(seconds=low), EPOCH + timedelta(seconds=high), title
    ical.icalcomponent_free(calendar)


def spans(event: Any, start: datetime, end: datetime) -> list[tuple[int, int]]:
    """The instances libical tells of, as seconds since 1970."""
    found: list[tuple[int, int]] = []

    @CALLBACK
    def take(_event: Any, span: Any, _data: Any) -> None:
        found.append((span.contents.start, span.contents.end))

    ical.icalcomponent_foreach_recurrence(event, utc(start), utc(end), take, None)
    return found


def original(event: Any) -> int | None:
    """The start that an override stands for, as seconds since 1970; None of another event."""
    found = ical.icalcomponent_get_first_property(event, RECURRENCE_ID)
    return seconds(ical.icalproperty_get_datetime_with_component(found, event)) if found else None


def components(calendar: Any) -> Iterator[Any]:
    event = ical.icalcomponent_get_first_component(calendar, VEVENT)
    while event:
        yield event
        event = ical.icalcomponent_get_next_component(calendar, VEVENT)


def seconds(time: Time) -> int:
    return int(ical.icaltime_as_timet_with_zone(time, time.zone or UTC_ZONE))


def utc(value: datetime) -> Time:
    made: Time = ical.icaltime_from_timet_with_zone(int(value.timestamp()), 0, UTC_ZONE)
    return made


serve(read)
