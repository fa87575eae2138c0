"""What in a calendar file programs will read in different ways.

Law: any text is answered, with findings in the order of its lines or an error of ours; the work is bounded
however long a rule runs. A finding says what is there and what to write instead. Each is something that
readers were seen to disagree on, or that RFC 5545, Outlook (MS-OXCICAL) or Apple's calendar refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice, pairwise
from typing import Final, final

from overlap.adapters.ics_lines import Component, Line, read_components
from overlap.adapters.ics_parts import touches_change
from overlap.adapters.ics_read_rule import Rule, rule_of
from overlap.adapters.ics_read_values import Unreadable
from overlap.adapters.ics_text import one_line
from overlap.adapters.vtimezone import is_simple
from overlap.core.civil import DAY, date_of, day_of
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.core.zones import Zone, zone_keys
from overlap.core.zones import zone as zone_of
from overlap.errors import FileError

__all__ = ["CalendarFinding", "check_ics"]

_MOMENT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_DURATION: Final = re.compile(
    r"\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:\d{1,5}S)?)?", re.ASCII
)
_FIXED: Final = re.compile(r"(?:UTC|GMT)?[+-]\d{1,2}:?\d{0,2}(?::?\d\d)?|Etc/GMT[+-]\d{1,2}", re.ASCII)

_AHEAD: Final = 28 * 366
"""Days of a rule that are looked at: after so many years dates have the same weekdays again, and a clock
change that is met only by the 31st of October on a Sunday has come."""

_MOST_INSTANCES: Final = 999
_MOST_DAYS: Final = 1_000_000
"""Days looked at in one file, a few seconds; rules after that are not expanded, which is told."""

_MOST_FINDINGS: Final = 1_000


@final
@dataclass(frozen=True, slots=True)
class CalendarFinding:
    """One thing that calendar programs will not agree on.

    Attributes:
        code: Its stable name, such as "missing-vtimezone".
        where: The line of the file, such as "line 12".
        message: What is there, and what to write instead.
    """

    code: str
    where: str
    message: str


def check_ics(text: str | bytes) -> tuple[CalendarFinding, ...]:
    r"""Finds what in a calendar file programs will read in different ways, whoever wrote it.

    Args:
        text: The file.

    Returns:
        The findings by line, at most a thousand; none if there is nothing to worry about.

    Raises:
        FileError: If it is no calendar.

    Example:
        >>> event = "BEGIN:VEVENT\nUID:1\nDTSTAMP:20260301T120000Z\nDTSTART:20260302T090000\nEND:VEVENT"
        >>> (found,) = check_ics(f"BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR")
        >>> found.code, found.where
        ('floating-time', 'line 5')
    """
    calendars = [root for root in read_components(text) if root.name == "VCALENDAR"]
    if not calendars:
        raise FileError("there is no calendar in it", hint="give a file that begins with BEGIN:VCALENDAR")
    check = _Check()
    for calendar in calendars:
        check.calendar(calendar)
    check.found.sort(key=lambda one: one[:2])
    return tuple(
        CalendarFinding(code, f"line {number}", message)
        for number, code, message in dict.fromkeys(check.found[:_MOST_FINDINGS])
    )


@dataclass(frozen=True, slots=True)
class _When:
    """A moment of a file: a wall minute on a clock, on UTC, on none, or a date's midnight."""

    wall: int
    kind: str  # "date", "utc", "local" or "floating"
    zone: str = ""

    @property
    def clock(self) -> Zone | None:
        """The clock, if it is one we know."""
        return zone_of(self.zone) if self.kind == "local" and self.zone in zone_keys() else None


def _when(line: Line | None) -> _When | None:
    """The moment of a line, or None where it is none of the supported years."""
    found = None if line is None else _MOMENT.fullmatch(line.value.strip())
    if line is None or found is None or not FIRST_YEAR < int(found[1]) < LAST_YEAR:
        return None
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        wall = day_of(date(int(year), int(month), int(day))) * DAY
    except ValueError:
        return None
    if hour is None:
        return _When(wall, "date")
    if int(hour) > 23 or int(minute) > 59 or int(second) > 60:
        return None
    wall += int(hour) * 60 + int(minute)
    zone = line.parameter("TZID").removeprefix("/")
    return _When(wall, "utc") if utc else _When(wall, "local" if zone else "floating", zone)


class _Check:
    """The findings of one file, as (line, code, message)."""

    def __init__(self, most_days: int = _MOST_DAYS) -> None:
        self.found: list[tuple[int, str, str]] = []
        self._days = most_days

    def _say(self, line: Line | Component, code: str, message: str) -> None:
        if len(self.found) < _MOST_FINDINGS:
            self.found.append((line.number, code, message))

    def calendar(self, calendar: Component) -> None:
        """Everything in one VCALENDAR."""
        described = {one.value("TZID").removeprefix("/") for one in calendar.parts if one.name == "VTIMEZONE"}
        events = [one for one in calendar.parts if one.name == "VEVENT"]
        series = {one.value("UID"): one for one in events if one.line("RECURRENCE-ID") is None}
        moved: dict[str, list[Component]] = {}
        twice: set[str] = set()
        spans: dict[str, list[tuple[int, Line]]] = {}
        for event in events:
            uid = event.value("UID")
            if event.line("RECURRENCE-ID") is not None:
                moved.setdefault(uid, []).append(event)
            elif uid in twice:
                self._say(event, "repeated-uid", "another event has its UID: give each its own")
            twice.add(uid)
        for event in events:
            self._event(event)
            for line in event.lines:
                self._line(line, described, spans)
            master = series.get(event.value("UID"))
            if event is master:
                self._series(event, moved.get(event.value("UID"), []))
            elif event.line("RECURRENCE-ID") is not None and master is None:
                self._say(event, "no-series", "an instance of a series that is not in the file")
        self._zones(spans)

    # One line

    def _line(self, line: Line, described: set[str], spans: dict[str, list[tuple[int, Line]]]) -> None:
        if any(char < " " and char != "\t" for char in line.value):
            self._say(line, "control-character", f"{line.name} holds a control character: leave it out")
        if line.name in ("RDATE", "EXRULE"):
            code, instead = ("rdate", "events of their own") if line.name == "RDATE" else ("exrule", "EXDATE")
            self._say(line, code, f"{line.name} is ignored or misread by many programs: write {instead}")
        if line.parameter("RANGE"):
            self._say(
                line, "this-and-future", "RANGE is ignored by most programs: end the series, begin another"
            )
        if line.name not in ("DTSTART", "DTEND", "EXDATE", "RECURRENCE-ID", "RDATE"):
            return
        when = _when(line)
        zone = line.parameter("TZID").removeprefix("/")
        if not zone:
            if when is not None and when.kind == "floating":
                self._say(
                    line,
                    "floating-time",
                    f"{line.name} is in no zone: another instant for everybody",
                )
            return
        if zone not in described:
            self._say(
                line,
                "missing-vtimezone",
                f"there is no VTIMEZONE for {_quoted(zone)}: some programs then read UTC",
            )
        if _FIXED.fullmatch(zone):
            self._say(
                line, "fixed-offset", f"{_quoted(zone)} never changes its clocks: name a place, or write UTC"
            )
        elif zone not in zone_keys():
            self._say(line, "unknown-zone", f"{_quoted(zone)} is no IANA zone: not all programs know it")
        elif when is not None:
            spans.setdefault(zone, []).append((when.wall, line))

    def _zones(self, spans: dict[str, list[tuple[int, Line]]]) -> None:
        for zone, places in spans.items():
            walls = [wall for wall, _ in places]
            if not is_simple(zone, min(walls) - DAY, max(walls) + DAY):
                self._say(
                    min((line for _, line in places), key=lambda line: line.number),
                    "outlook-zone",
                    f"Outlook keeps one yearly pair of clock changes and {zone} has others: "
                    "its times may be an hour off there",
                )

    # One event

    def _event(self, event: Component) -> None:
        for name, code in (("UID", "no-uid"), ("DTSTAMP", "no-dtstamp"), ("DTSTART", "no-dtstart")):
            found = [line for line in event.lines if line.name == name]
            if not found:
                self._say(event, code, f"an event without {name}: many programs refuse the file")
            elif len(found) > 1:
                self._say(found[1], code, f"an event with {name} twice")
        start = event.line("DTSTART")
        if start is not None and _when(start) is None:
            self._say(start, "no-dtstart", f"DTSTART is {_quoted(start.value)}, which is no moment")
        first, end = _when(start), _when(event.line("DTEND"))
        if first is not None and end is not None and first.zone == end.zone and end.wall < first.wall:
            self._say(event, "end-before-start", "it ends before it begins")
        guest = event.line("ATTENDEE")
        if guest is not None and event.line("ORGANIZER") is None:
            self._say(guest, "no-organizer", "guests without an ORGANIZER: Outlook drops them")

    # One series

    def _series(self, event: Component, moved: list[Component]) -> None:
        start, minutes = _when(event.line("DTSTART")), _minutes(event)
        if start is None:
            return
        rules = [line for line in event.lines if line.name == "RRULE"]
        for line in rules[1:]:
            self._say(line, "several-rules", "many programs ignore a second RRULE: write another event")
        for line in event.lines:
            if line.name == "EXDATE":
                self._same_clock(line, start)
        for one in moved:
            named = one.line("RECURRENCE-ID")
            if named is not None:
                self._same_clock(named, start)
        try:
            rule = rule_of(rules[0].value) if rules else None
        except Unreadable as error:
            self._say(rules[0], error.code, f"{error}: not all programs take such a rule")
            return
        walls = [start.wall]
        if rule is not None:
            self._rule(rules[0], rule, start)
            walls = self._walls(rules[0], rule, start)
            if not walls or walls[0] != start.wall:
                self._say(
                    rules[0],
                    "start-off-rule",
                    "DTSTART is no date of the rule: programs differ on it",
                )
                walls = [start.wall, *walls]
        gone = {
            found.wall
            for line in event.lines
            if line.name == "EXDATE"
            for text in line.value.split(",")
            if (found := _when(Line("EXDATE", text, line.parameters))) is not None
        }
        if rule is not None:
            self._moves(moved, start, [wall for wall in walls if wall not in gone], walls, minutes)
        originals = {found.wall for one in moved if (found := _when(one.line("RECURRENCE-ID"))) is not None}
        held = [wall for wall in walls if wall not in gone and wall not in originals]
        self._clock_changes(event, start, held, minutes, recurs=rule is not None)
        for one in moved:
            place = _when(one.line("DTSTART"))
            if place is not None:
                self._clock_changes(one, place, [place.wall], _minutes(one), recurs=False)

    def _same_clock(self, line: Line, start: _When) -> None:
        found = _when(Line(line.name, line.value.split(",")[0], line.parameters))
        if found is not None and (found.kind, found.zone) != (start.kind, start.zone):
            self._say(
                line,
                "other-clock",
                f"{line.name} is not in the form and the TZID of DTSTART: Apple ignores it then",
            )

    def _rule(self, line: Line, rule: Rule, start: _When) -> None:
        given = dict(piece.split("=", 1) for piece in line.value.upper().split(";") if "=" in piece)
        until = given.get("UNTIL", "").strip()
        if until and rule.count is not None:
            self._say(line, "until-and-count", "UNTIL and COUNT in one rule: keep UNTIL")
        if until and start.kind != "date" and not until.endswith("Z"):
            self._say(line, "until-not-utc", "UNTIL is not in UTC: programs differ on the last instance")
        if until and start.kind == "date" and len(until) > 8:
            self._say(line, "until-not-utc", "UNTIL is no date though DTSTART is: write a date")
        if rule.count is not None and rule.count > _MOST_INSTANCES:
            self._say(line, "too-many", f"{rule.count} instances: Outlook takes {_MOST_INSTANCES}")
        if rule.interval > 1 and rule.frequency == "WEEKLY" and "WKST" not in given:
            self._say(line, "no-week-start", "weeks are counted from no named day: add WKST=MO")

    def _walls(self, line: Line, rule: Rule, start: _When) -> list[int]:
        """The wall minutes of a rule, as far as they are looked at."""
        until = _until(line, start)
        end = min(start.wall // DAY + _AHEAD, day_of(date(LAST_YEAR, 1, 1))) * DAY
        if until is not None:
            end = min(end, until + 1)
        begin = start.wall * 60
        walls = rule.walls(begin, begin, end * 60, self._spend, also_first=True)
        try:
            found = [wall // 60 for wall in islice(walls, _MOST_INSTANCES + 1)]
        except Unreadable:
            self._say(line, "not-examined", "the file has too many rules: this one was not expanded")
            return [start.wall]
        if len(found) > _MOST_INSTANCES and until is not None and rule.count is None:
            self._say(line, "too-many", f"more than {_MOST_INSTANCES} instances, and Outlook takes no more")
        if len({wall // DAY for wall in found}) < len(found):
            self._say(line, "two-a-day", "more than one instance a day: Outlook takes one")
        return found

    def _spend(self, days: int) -> None:
        """Charges the days of a rule that were looked at to the file."""
        self._days -= days
        if self._days < 0:
            raise Unreadable("not-examined", "the file has too many rules")

    def _moves(
        self, moved: list[Component], start: _When, held: list[int], walls: list[int], minutes: int
    ) -> None:
        """Instances moved where Outlook refuses them (MS-OXCICAL 2.1.3.1.1.20.18)."""
        known, places, lines = set(walls), dict.fromkeys(held, 0), {}
        for wall in held:
            places[wall] = wall
        for one in moved:
            line, place = one.line("RECURRENCE-ID"), _when(one.line("DTSTART"))
            original = _when(line)
            if line is None or original is None or place is None:
                continue
            if (original.kind, original.zone) == (start.kind, start.zone) and original.wall not in known:
                beyond = walls and original.wall > walls[-1] and len(walls) > _MOST_INSTANCES
                if not beyond:
                    self._say(line, "no-such-instance", "RECURRENCE-ID names no instance of the rule")
                continue
            clock = start.clock
            if place.kind == "utc" and clock is not None:
                place = _When(clock.to_wall(place.wall), "local", start.zone)
            if original.wall in places and (place.kind, place.zone) == (start.kind, start.zone):
                places[original.wall], lines[original.wall] = place.wall, line
        for (early, before), (late, after) in pairwise(sorted(places.items())):
            line = lines.get(late) or lines.get(early)
            if line is None:
                continue
            if after < before + minutes:
                self._say(line, "moved-past", "moved past or into the instance beside it: Outlook refuses it")
            elif start.kind != "date" and after // DAY == before // DAY:
                self._say(line, "moved-same-day", "moved to the day of another instance: Outlook refuses it")

    def _clock_changes(
        self, event: Component, start: _When, walls: list[int], minutes: int, *, recurs: bool
    ) -> None:
        clock = start.clock
        if clock is None:
            return
        touches = partial(touches_change, clock)
        struck = [wall for wall in walls if touches(wall, wall)]
        if struck:
            self._say(
                event.line("DTSTART") or event,
                "clock-change",
                f"{_counted(struck)} at a time that {start.zone} skips or repeats: write it in UTC, as an "
                "event of its own",
            )
        across = [wall for wall in walls if wall not in struck and touches(wall, wall + minutes)]
        if recurs and across:
            self._say(
                event.line("DTSTART") or event,
                "length-changes",
                f"{_counted(across)} across a clock change: programs differ on when it ends; write it as an "
                "event of its own",
            )


# Values


def _minutes(event: Component) -> int:
    """How long an event is on the clock's face, or 0."""
    start, end = _when(event.line("DTSTART")), _when(event.line("DTEND"))
    if start is not None and end is not None:
        return max(end.wall - start.wall, 0)
    found = _DURATION.fullmatch(event.value("DURATION"))
    if found is None:
        return 0
    weeks, days, hours, minutes = (int(number or 0) for number in found.groups())
    return (weeks * 7 + days) * DAY + hours * 60 + minutes


def _until(line: Line, start: _When) -> int | None:
    """The last wall minute of a rule on the clock of its start, or None."""
    named = re.search(r"(?:^|;)\s*UNTIL\s*=([^;]*)", line.value, re.IGNORECASE)
    found = None if named is None else _when(Line("UNTIL", named[1]))
    if found is None:
        return None
    if found.kind == "date":
        return found.wall + DAY - 1
    clock = start.clock
    return clock.to_wall(found.wall) if found.kind == "utc" and clock is not None else found.wall


def _counted(walls: list[int]) -> str:
    on = date_of(walls[0] // DAY).isoformat()
    return f"on {on} it is" if len(walls) == 1 else f"on {on} and {len(walls) - 1} more dates it is"


def _quoted(text: str) -> str:
    shown = one_line(text)
    return f'"{shown if len(shown) <= 60 else shown[:57] + "..."}"'
