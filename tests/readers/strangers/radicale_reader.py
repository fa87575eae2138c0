"""Radicale's answer to a CalDAV report that asks for recurrences to be expanded (RFC 4791 section 9.6.5)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import vobject
from batch import Found, serve
from radicale.app.report import _expand
from radicale.item import Item, check_and_sanitize_items, read_components

OVERRIDES = timedelta(days=400)


def read(ics: str, start: datetime, end: datetime) -> Iterator[Found]:
    whole = [read_components(ics)[0]]
    uids = list(dict.fromkeys(event.uid.value for event in whole[0].vevent_list))
    for uid in uids:
        one = read_components(ics)[0]
        one.vevent_list = [event for event in one.vevent_list if event.uid.value == uid]
        check_and_sanitize_items([one], is_collection=False, tag="VCALENDAR", max_vevent_rrule_occurrence=0)
        item = Item(collection_path="readers", vobject_item=one)
        element, _ = _expand(ET.Element("data"), item, start - OVERRIDES, end + OVERRIDES, start, end)
        if not element.text:
            continue
        for event in vobject.readOne(element.text).vevent_list:
            begins, ends = event.dtstart.value, getattr(event, "dtend", None)
            length = event.duration.value if hasattr(event, "duration") else timedelta(0)
            if isinstance(begins, str):
                begins = datetime.strptime(begins, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            yield begins, ends.value if ends is not None else begins + length, summary(event)


def summary(event: vobject.base.Component) -> str:
    return str(event.summary.value) if hasattr(event, "summary") else ""


serve(read)
