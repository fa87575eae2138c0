"""Zones written into calendar files, so that readers without zone data of their own are right.

Law: from the first instant of a file on, a strict reader finds the offsets of the `tzdata` package; the
same zone and days give the same bytes on every machine. Times are on the clock that a change ends, an
RRULE never ends, and there is one date in an RDATE (RFC 5545 section 3.6.5; what readers need beyond it
is measured by tests/readers).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from overlap.core.civil import DAY, date_of, day_of
from overlap.core.tzif import LAST_YEAR
from overlap.core.yearly import Change, Course, YearlyRule, course_of, month_length
from overlap.core.zones import zone

__all__ = ["is_simple", "vtimezone_text", "vtimezones"]

_HORIZON_YEARS: Final = 10
"""How many whole years after a file's last one single changes are listed: a plan may be prolonged."""

_MARGIN: Final = DAY
"""Readers compare wall times, so that a change less than a day before the first instant still counts."""

_ANCHOR_YEAR: Final = 1970
"""The year in which rules begin: some readers take a zone whose rules begin later for UTC."""

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def vtimezone_text(key: str, first: int, last: int) -> str:
    r"""The VTIMEZONE of a zone, in lines that end with CRLF.

    Before `first` the offsets are what the zone's rule of then gives when it is carried back, not
    history. Single changes after the tenth year from `last` are left out.

    Args:
        key: IANA key.
        first: First instant of the file, UTC minutes.
        last: Its last instant.

    Raises:
        BadZone: If there is no such zone.

    Example:
        >>> print(vtimezone_text("Asia/Kolkata", 29_500_000, 29_600_000).replace("\r\n", "\n"))
        BEGIN:VTIMEZONE
        TZID:Asia/Kolkata
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0530
        TZOFFSETTO:+0530
        END:STANDARD
        END:VTIMEZONE
        <BLANKLINE>
    """
    course = _course(key, first, last)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}"]
    if _rules_throughout(course, first):
        for rule in course.rules:
            lines += _recurring(rule, _ANCHOR_YEAR)
    else:
        anchor = day_of(date(_ANCHOR_YEAR, 1, 1)) * DAY
        lines += _observance(anchor - course.offset, course.offset, course.offset, [])
        for kind in dict.fromkeys(change[1:] for change in course.changes):
            onsets = [change for change in course.changes if change[1:] == kind]
            # Some readers overlook the first onset of an RDATE list unless the list has it too.
            listed = [f"RDATE:{_local(change.wall)}" for change in onsets[len(onsets) == 1 :]]
            lines += _observance(*onsets[0], listed)
        for rule in course.rules:
            year = date_of(course.ruled_from // DAY).year
            lines += _recurring(rule, year + (rule.change(year).instant < course.ruled_from))
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def vtimezones(keys: Iterable[str], first: int, last: int) -> list[str]:
    r"""The VTIMEZONE of each zone once, in the order of their keys; see `vtimezone_text`.

    Example:
        >>> [text.split("\r\n")[1] for text in vtimezones({"Asia/Manila", "Asia/Dhaka"}, 0, 1)]
        ['TZID:Asia/Dhaka', 'TZID:Asia/Manila']
    """
    return [vtimezone_text(key, first, last) for key in sorted(set(keys))]


def is_simple(key: str, first: int, last: int) -> bool:
    """Whether the zone's text is one offset, or one yearly pair each on an nth weekday of a month.

    Outlook keeps no more of a VTIMEZONE than that; of another it makes the nearest pair.

    Args:
        key: IANA key.
        first: First instant of the file, UTC minutes.
        last: Its last instant.

    Raises:
        BadZone: If there is no such zone.

    Example:
        >>> [is_simple(key, 29_500_000, 29_600_000) for key in ("Europe/Kyiv", "Asia/Gaza")]
        [True, False]
    """
    course = _course(key, first, last)
    if course.rules:
        return _rules_throughout(course, first) and all(rule.nth for rule in course.rules)
    return not course.changes


def _course(key: str, first: int, last: int) -> Course:
    """What is written of a zone: its rules, and single changes through the horizon."""
    course = course_of(zone(key), first - _MARGIN)
    year = min(date_of(last // DAY).year + _HORIZON_YEARS, LAST_YEAR)
    horizon = day_of(date(year + 1, 1, 1)) * DAY
    return course._replace(changes=tuple(one for one in course.changes if one.instant < horizon))


def _rules_throughout(course: Course, first: int) -> bool:
    """Whether a course is its rules from its beginning on, so that they can be carried back."""
    return bool(course.rules) and course.ruled_from == first - _MARGIN


def _recurring(rule: YearlyRule, year: int) -> Iterator[str]:
    """A rule from a year on; in two parts where its seven days lie in two months."""
    length = month_length(rule.month)
    weekday = _WEEKDAYS[rule.weekday]
    if rule.nth:
        yield from _observance(
            *rule.change(year), [f"RRULE:FREQ=YEARLY;BYMONTH={rule.month};BYDAY={rule.nth}{weekday}"]
        )
        return
    days = range(rule.lowest, rule.lowest + 7)
    for month, inside in (
        (rule.month, [day for day in days if day <= length]),
        (rule.month % 12 + 1, [day - length for day in days if day > length]),
    ):
        if inside:
            each = ",".join(map(str, inside))
            begins = next(
                change
                for change in map(rule.change, range(year, year + 29))
                if date_of(change.wall // DAY).month == month
            )
            yield from _observance(
                *begins, [f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={weekday};BYMONTHDAY={each}"]
            )


def _observance(instant: int, before: int, after: int, recurrence: list[str]) -> list[str]:
    """A STANDARD or DAYLIGHT part that begins with a change."""
    part = "DAYLIGHT" if after > before else "STANDARD"
    return [
        f"BEGIN:{part}",
        f"DTSTART:{_local(Change(instant, before, after).wall)}",
        *recurrence,
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(after)}",
        f"END:{part}",
    ]


def _local(wall: int) -> str:
    day, minute = divmod(wall, DAY)
    return f"{date_of(day):%Y%m%d}T{minute // 60:02d}{minute % 60:02d}00"


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}{rest:02d}"
