"""A recurring meeting as a team file describes it.

Law: a description only; its occurrences are planning's to find. Wall time is kept in the anchor:
a team's zone or an IANA zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, final

from overlap.core.civil import parse_date, parse_time, parse_weekdays
from overlap.errors import BadDate, BadRoster
from overlap.people.listed import shown
from overlap.people.numbers import whole

__all__ = ["ON_HOLIDAY", "Meeting", "OnHoliday"]

OnHoliday = Literal["skip", "move", "keep"]
ON_HOLIDAY: Final = ("skip", "move", "keep")
"""What happens to an occurrence that falls on somebody's holiday."""

_UNITS: Final = ("day", "week", "month")

_LONGEST_NUMBER: Final = 4
"""Digits of an interval: ten thousand weeks are longer than the supported years."""


@final
@dataclass(frozen=True, slots=True, init=False)
class Meeting:
    """A recurring meeting of teams.

    Args:
        id: What the file calls it.
        title: What people call it; the id by default.
        minutes: Its length.
        teams: Teams all of whose people are invited.
        required: Ids of teams or members who must be there; `teams` by default.
        optional: Ids invited besides.
        quorum: How many of the required suffice; all by default.
        every: "day", "week", "month", or such as "2 weeks".
        on: Weekday names.
        at: Wall time in the anchor's zone; None to have the best found.
        anchor: Team id or IANA key whose wall clock stays put.
        start: First date.
        end: Last date, included; or
        count: number of occurrences.
        on_holiday: "skip", "move" or "keep".

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
    unit: str
    on: frozenset[int]
    at: int | None
    anchor: str | None
    start: date | None
    end: date | None
    count: int | None
    on_holiday: OnHoliday

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
        at: str | None = None,
        anchor: str | None = None,
        start: str | date | None = None,
        end: str | date | None = None,
        count: int | None = None,
        on_holiday: OnHoliday = "keep",
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
        values: tuple[tuple[str, object], ...] = (
            ("id", id),
            ("title", title or id),
            ("minutes", whole(minutes, "minutes", least=1)),
            ("teams", invited),
            ("required", must),
            ("optional", may),
            ("quorum", quorum),
            ("every", number),
            ("unit", unit),
            ("on", parse_weekdays(days, field="on") if days else frozenset()),
            ("at", None if at is None else parse_time(at, field="at")),
            ("anchor", anchor),
            ("start", first),
            ("end", last),
            ("count", None if count is None else whole(count, "count", least=1)),
            ("on_holiday", on_holiday),
        )
        for name, value in values:
            object.__setattr__(self, name, value)

    @property
    def every_text(self) -> str:
        """The interval as people write it."""
        return self.unit if self.every == 1 else f"{self.every} {self.unit}s"

    def people_ids(self) -> tuple[str, ...]:
        """Every id it names, each once."""
        return tuple(dict.fromkeys((*self.teams, *self.required, *self.optional)))


def _interval(text: object) -> tuple[int, str]:
    words = text.split() if isinstance(text, str) else []
    if len(words) == 1 and words[0] in _UNITS:
        return 1, words[0]
    counted = len(words) == 2 and len(words[0]) <= _LONGEST_NUMBER and words[0].isascii()
    if counted and words[0].isdigit() and int(words[0]) >= 1:
        unit = words[1].removesuffix("s")
        if unit in _UNITS:
            return int(words[0]), unit
    raise BadRoster(
        f"every is {shown(text)}", hint='write "day", "week", "month", or such as "2 weeks"', field="every"
    )
