"""A strict reader of calendar files, written from RFC 5545 on dateutil's rules and zoneinfo.

Law: a file is taken at its word. Each reading is made in four ways on which readers of the world differ: a
repeated wall time is its first or its second occurrence, a length is exact or on the clock's face. What a
file of ours must never have is an assertion. Nothing here uses the code under test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

WAYS = [(fold, is_exact) for fold in (0, 1) for is_exact in (True, False)]
"""How readers differ: the occurrence of a repeated wall time, and whether lengths are exact."""


@cache
def package_zone(key: str) -> ZoneInfo:
    """A zone of the tzdata package, whatever the host has."""
    return ZoneInfo.from_file(BytesIO((files("tzdata") / "zoneinfo" / key).read_bytes()), key)


def minutes(moment: datetime) -> int:
    """UTC minutes of an aware moment."""
    return (moment - EPOCH) // timedelta(minutes=1)


class Line(NamedTuple):
    """One property as it stands in the file."""

    value: str
    params: dict[str, str]


class Event(dict[str, list[Line]]):
    """The properties of an event by name."""

    def text(self, name: str) -> str:
        """The only value of a property."""
        (line,) = self[name]
        return line.value


class Moment:
    """A moment of a file: naive wall time with its zone, or None for UTC."""

    def __init__(self, line: Line) -> None:
        key = line.params.get("TZID")
        self.zone = None if key is None else package_zone(key)
        assert line.value.endswith("Z") == (key is None), line
        self.wall = datetime.strptime(line.value.removesuffix("Z"), "%Y%m%dT%H%M%S")

    def instant(self, fold: int) -> int:
        """UTC minutes."""
        return instant_of(self.wall, self.zone, fold)


def instant_of(wall: datetime, zone: ZoneInfo | None, fold: int) -> int:
    """UTC minutes of a wall time."""
    return minutes(wall.replace(tzinfo=UTC if zone is None else zone, fold=fold))


def lines_of(text: str) -> Iterator[tuple[str, Line]]:
    """Each property of a file, whose form is checked on the way."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    for content in text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n"):
        assert not content.startswith(" ")
        head, *rest = re.split(r':(?=(?:[^"]*"[^"]*")*[^"]*$)', content, maxsplit=1)
        (value,) = rest
        name, *params = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', head)
        pairs = [one.partition("=") for one in params]
        yield name, Line(value, {key: given.strip('"') for key, _, given in pairs})


def events_of(text: str) -> list[Event]:
    """The events of a file, with each zone described that they use and no other."""
    inside: list[str] = []
    found: list[Event] = []
    described, used = set(), set()
    for name, line in lines_of(text):
        if name == "BEGIN":
            inside.append(line.value)
            if line.value == "VEVENT":
                found.append(Event())
        elif name == "END":
            assert inside.pop() == line.value
        elif inside[-1] == "VEVENT":
            found[-1].setdefault(name, []).append(line)
            used |= {line.params["TZID"]} if "TZID" in line.params else set()
        elif inside[-1] == "VTIMEZONE" and name == "TZID":
            described.add(line.value)
        elif inside == ["VCALENDAR"] and name == "VERSION":
            assert line.value == "2.0"
    assert not inside
    assert described == used
    for one in found:
        for name in ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND"):
            assert len(one[name]) == 1
        assert not {"RDATE", "EXRULE", "DURATION"} & one.keys()
        assert len(one.get("RRULE", [])) <= 1
    return found


def read_instants(text: str, *, fold: int = 0, is_exact: bool = True) -> list[tuple[int, int]]:
    """Every instance that takes place, as UTC minutes, in order."""
    events = [one for one in events_of(text) if one.text("STATUS") != "CANCELLED"]
    moved: dict[str, dict[datetime, Event]] = {}
    for one in events:
        if "RECURRENCE-ID" in one:
            known = moved.setdefault(one.text("UID"), {})
            original = Moment(one["RECURRENCE-ID"][0]).wall
            assert original not in known
            known[original] = one
    found: list[tuple[int, int]] = []
    seen: set[str] = set()
    for one in events:
        if "RECURRENCE-ID" in one:
            continue
        assert one.text("UID") not in seen
        seen.add(one.text("UID"))
        found += _expanded(one, moved.pop(one.text("UID"), {}), fold, is_exact)
    assert not moved
    return sorted(found)


def _expanded(event: Event, moved: dict[datetime, Event], fold: int, is_exact: bool) -> list[tuple[int, int]]:
    start, end = Moment(event["DTSTART"][0]), Moment(event["DTEND"][0])
    assert start.zone is end.zone
    exact, nominal = end.instant(fold) - start.instant(fold), end.wall - start.wall
    if "RRULE" not in event:
        assert not moved
        assert "EXDATE" not in event
        return [(start.instant(fold), end.instant(fold))]
    rule = event.text("RRULE")
    pieces = dict(piece.split("=") for piece in rule.split(";"))
    assert pieces["UNTIL"].endswith("Z")
    assert "COUNT" not in pieces
    assert ("WKST" in pieces) == ("INTERVAL" in pieces)
    assert not (pieces["FREQ"] == "DAILY" and "BYDAY" in pieces and "INTERVAL" not in pieces)
    until = datetime.strptime(pieces.pop("UNTIL"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if start.zone is not None:
        until = until.astimezone(start.zone)
    pieces["UNTIL"] = until.replace(tzinfo=None).strftime("%Y%m%dT%H%M%S")
    text = ";".join(f"{name}={value}" for name, value in pieces.items())
    walls = list(rrulestr(text, dtstart=start.wall))
    assert walls[0] == start.wall, "DTSTART is an instance"
    assert walls[-1] == until.replace(tzinfo=None), "UNTIL is the last instance"
    assert 2 <= len(walls) <= 999
    assert len({wall.date() for wall in walls}) == len(walls)
    gone = set()
    for line in event.get("EXDATE", []):
        excluded = Moment(line)
        assert excluded.zone is start.zone
        gone.add(excluded.wall)
    assert gone < set(walls)
    assert not {walls[0], walls[-1]} & gone, "a rule begins and ends with what takes place"
    assert moved.keys() <= set(walls) - gone
    assert start.wall not in moved, "Nextcloud shows a moved first instance twice"
    assert not moved or start.zone is not None, "Home Assistant shows a moved instance in UTC twice"
    found = []
    places: list[tuple[datetime, timedelta]] = []
    for wall in walls:
        if wall in gone:
            continue
        if wall in moved:
            there = moved[wall]
            assert Moment(there["RECURRENCE-ID"][0]).zone is start.zone
            begin, finish = Moment(there["DTSTART"][0]), Moment(there["DTEND"][0])
            assert begin.zone is start.zone
            found.append((begin.instant(fold), finish.instant(fold)))
            places.append((begin.wall, finish.wall - begin.wall))
        else:
            first = instant_of(wall, start.zone, fold)
            last = first + exact if is_exact else instant_of(wall + nominal, start.zone, fold)
            found.append((first, last))
            places.append((wall, nominal))
    if moved:  # what Outlook refuses: out of order, into each other, two on a day
        for (early, length), (late, _) in pairwise(places):
            assert early.date() < late.date()
            assert early + length <= late or not {early, late} & {
                Moment(one["DTSTART"][0]).wall for one in moved.values()
            }
    return found


def stamps(text: str) -> dict[tuple[str, str], tuple[str, str, int]]:
    """DTSTAMP, LAST-MODIFIED and SEQUENCE of each event by UID and RECURRENCE-ID."""
    found = {}
    for one in events_of(text):
        key = (one.text("UID"), one.text("RECURRENCE-ID") if "RECURRENCE-ID" in one else "")
        assert key not in found
        found[key] = (one.text("DTSTAMP"), one.text("LAST-MODIFIED"), int(one.text("SEQUENCE")))
    return found


def as_date(event: Event, name: str) -> date:
    """A whole date of an event."""
    (line,) = event[name]
    assert line.params == {"VALUE": "DATE"}
    return datetime.strptime(line.value, "%Y%m%d").date()
