"""A recurring meeting as a team file describes it.

Law: a description only; its occurrences are planning's to find. Wall time is kept in the anchor:
a team's zone or an IANA zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, final

from overlap.core.civil import DAY, parse_date, parse_time, parse_weekdays
from overlap.core.recurrence import Unit
from overlap.errors import BadDate, BadRoster, BadSchedule
from overlap.people.addresses import name_and_email, web_address
from overlap.people.listed import listed, shown
from overlap.people.numbers import whole

__all__ = ["HOLIDAY_FOR", "LAST", "LONGEST_MINUTES", "ON_HOLIDAY", "HolidayFor", "Meeting", "OnHoliday"]

OnHoliday = Literal["skip", "move", "keep"]
ON_HOLIDAY: Final = ("skip", "move", "keep")
"""What happens to an occurrence that falls on somebody's holiday."""

HolidayFor = Literal["required", "anyone"] | int
HOLIDAY_FOR: Final = ("required", "anyone")
"""Whose holidays count, where it is no number."""

LAST: Final = -1
"""The last of a month's weekdays, where `nth` counts them."""

_UNITS: Final[tuple[Unit, ...]] = ("day", "week", "month")

LONGEST_MINUTES: Final = 7 * DAY
"""What is longer is no meeting: a slip of the pen, or a closure."""

_LONGEST_NUMBER: Final = 4
"""Digits of an interval: ten thousand weeks are longer than the supported years."""


@final
@dataclass(frozen=True, slots=True, init=False)
class Meeting:
    """A recurring meeting of teams.

    Args:
        id: What the file calls it.
        title: What people call it; the id by default.
        minutes: Its length, a week at most.
        teams: Teams all of whose people are invited.
        required: Ids of teams or members who must be there; `teams` by default.
        optional: Ids invited besides.
        quorum: How many of the required suffice; all by default.
        every: "day", "week", "month", or such as "2 weeks".
        on: Weekday names.
        nth: Of a monthly meeting on weekdays, which of the month: 1 to 5 or "last"; by default that of
            the first date.
        at: Wall time in the anchor's zone; None to have the best found.
        anchor: Team id or IANA key whose wall clock stays put.
        start: First date.
        end: Last date, included; or
        count: number of occurrences.
        on_holiday: "skip", "move" or "keep" what falls on a holiday or closure.
        holiday_for: Whose holidays count: "required", when they leave fewer than the quorum; "anyone"; or
            a number: so many of all invited.
        description: What it is about.
        location: Where it is held.
        url: The conference's address.
        organizer: Who invites: "ana@example.com" or "Ana Reyes <ana@example.com>".
        categories: What kinds of thing it is.
        remind: Minutes before the start at which people are reminded.
        private: Whether others never see its title.

    Raises:
        BadRoster, BadTime, BadDate, BadArgument: If a part cannot be right.
    """

    id: str
    title: str
    minutes: int
    teams: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    quorum: int | None
    every: int
    unit: Unit
    on: frozenset[int]
    nth: int | None
    at: int | None
    anchor: str | None
    start: date | None
    end: date | None
    count: int | None
    on_holiday: OnHoliday
    holiday_for: HolidayFor
    description: str
    location: str
    url: str
    organizer: tuple[str, str] | None
    categories: tuple[str, ...]
    remind: tuple[int, ...]
    private: bool

    def __init__(
        self,
        id: str,
        *,
        minutes: int,
        title: str | None = None,
        teams: Iterable[str] = (),
        required: Iterable[str] = (),
        optional: Iterable[str] = (),
        quorum: int | None = None,
        every: str = "week",
        on: str | Iterable[str] = (),
        nth: int | Literal["last"] | None = None,
        at: str | None = None,
        anchor: str | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
        count: int | None = None,
        on_holiday: OnHoliday = "keep",
        holiday_for: HolidayFor = "required",
        description: str = "",
        location: str = "",
        url: str = "",
        organizer: str | None = None,
        categories: Iterable[str] = (),
        remind: Iterable[int] = (),
        private: bool = False,
    ) -> None:
        number, unit = _interval(every)
        days = [on] if isinstance(on, str) else list(on)
        first = None if start is None else parse_date(start, field="from")
        last = None if end is None else parse_date(end, field="until")
        if first is not None and last is not None and last < first:
            raise BadDate(
                f"until {last.isoformat()} is before from {first.isoformat()}",
                hint="swap the two dates",
                field="until",
            )
        if last is not None and count is not None:
            raise BadRoster("until and count both end the meeting", hint="keep one", field="count")
        if on_holiday not in ON_HOLIDAY:
            raise BadRoster(
                f"on_holiday is {on_holiday!r}", hint=f"use {', '.join(ON_HOLIDAY)}", field="on_holiday"
            )
        invited, must, may = tuple(teams), tuple(required), tuple(optional)
        if not invited and not must:
            raise BadRoster("nobody is invited", hint='name teams = ["..."] or required', field="teams")
        if quorum is not None and whole(quorum, "quorum", least=1) > len(must or invited):
            raise BadRoster(
                f"a quorum of {quorum} is more than the {len(must or invited)} required", field="quorum"
            )
        count_of_holidays = (
            holiday_for if holiday_for in HOLIDAY_FOR else whole(holiday_for, "holiday_for", least=1)
        )
        weekdays = parse_weekdays(days, field="on") if days else frozenset()
        which = None if nth is None else _nth(nth)
        if which is not None and (unit != "month" or not weekdays):
            raise BadRoster(
                "nth is for monthly meetings on a weekday", hint='write every = "month" and on', field="nth"
            )
        values: tuple[tuple[str, object], ...] = (
            ("id", id),
            ("title", title or id),
            ("minutes", _length(minutes)),
            ("teams", invited),
            ("required", must),
            ("optional", may),
            ("quorum", quorum),
            ("every", number),
            ("unit", unit),
            ("on", weekdays),
            ("nth", which),
            ("at", None if at is None else parse_time(at, field="at")),
            ("anchor", anchor),
            ("start", first),
            ("end", last),
            ("count", None if count is None else whole(count, "count", least=1)),
            ("on_holiday", on_holiday),
            ("holiday_for", count_of_holidays),
            ("description", description),
            ("location", location),
            ("url", web_address(url, "url")),
            ("organizer", None if organizer is None else name_and_email(organizer, "organizer")),
            ("categories", listed(categories, str, "categories")),
            ("remind", tuple(sorted({whole(one, "remind", least=0) for one in remind}, reverse=True))),
            ("private", private),
        )
        for name, value in values:
            object.__setattr__(self, name, value)

    @property
    def every_text(self) -> str:
        """The interval as people write it."""
        return self.unit if self.every == 1 else f"{self.every} {self.unit}s"

    @property
    def needed_ids(self) -> tuple[str, ...]:
        """The ids of which a quorum must come."""
        return self.required or self.teams

    def placed(self, at: int, on: frozenset[int] | None = None) -> Meeting:
        """The same meeting at another wall time, in minutes after midnight, and on other weekdays."""
        other = object.__new__(Meeting)
        for name in self.__slots__:
            object.__setattr__(other, name, getattr(self, name))
        object.__setattr__(other, "at", at)
        if on is not None:
            object.__setattr__(other, "on", on)
        return other

    def people_ids(self) -> tuple[str, ...]:
        """Every id it names, each once."""
        return tuple(dict.fromkeys((*self.teams, *self.required, *self.optional)))


def _length(value: object) -> int:
    """Minutes of a meeting.

    Raises:
        BadSchedule: If it is no whole number from 1 to a week.
    """
    minutes = whole(value, "minutes", least=1)
    if minutes > LONGEST_MINUTES:
        raise BadSchedule(
            f"minutes is {minutes}",
            hint=f"a meeting lasts a week at most, {LONGEST_MINUTES} minutes",
            field="minutes",
        )
    return minutes


def _nth(value: object) -> int:
    """Which of a month's weekdays: 1 to 5, or -1 for the last."""
    if value == "last":
        return LAST
    number = whole(value, "nth", least=1)
    if number > 5:
        raise BadRoster(f"nth is {number}", hint='a month has up to 5; or write "last"', field="nth")
    return number


def _interval(text: object) -> tuple[int, Unit]:
    words = text.split() if isinstance(text, str) else []
    number = 1
    if len(words) == 2 and len(words[0]) <= _LONGEST_NUMBER and words[0].isascii() and words[0].isdigit():
        number, words = int(words[0]), [words[1].removesuffix("s")]
    for unit in _UNITS:
        if words == [unit] and number >= 1:
            return number, unit
    raise BadRoster(
        f"every is {shown(text)}", hint='write "day", "week", "month", or such as "2 weeks"', field="every"
    )
