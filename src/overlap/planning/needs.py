"""What must be covered: so many people at every minute of some wall times of a clock.

Law: a need comes to one required headcount for each minute of a horizon. Windows map to instants end by
end as shifts do, so one of 02:00 to 04:00 has 1 or 3 hours when clocks change. Where windows of one
need meet, the greater headcount holds. Texts and tables ask of the same people and are one need; what
names its own teams or skill is a need of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Final, NamedTuple, TypeGuard, final

from overlap.core.civil import DAY, WEEKDAYS, parse_time, parse_weekdays
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.template import Span, Template, expand
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, OverlapError
from overlap.people.listed import shown
from overlap.people.numbers import is_whole
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster

__all__ = ["AskedNeed", "HourTable", "Need", "NeedWindow", "needs_of"]

HourTable = Sequence[int] | Mapping[str, Sequence[int]]
"""Headcounts for the 24 hours of every day, or of each weekday by its name; zero for none."""

AskedNeed = str | CoverageNeed | HourTable
"""One need, as people write it."""

_TEXT: Final = re.compile(
    r"(?:(?P<round>24x[57])|(?:(?P<days>[a-z,-]+) )?(?P<start>[0-9:]+)-(?P<end>[0-9:]+))"
    r"(?:=(?P<count>[0-9]{1,6}))?"
)
"""`24x7`, `24x5`, `mon-fri 08:00-20:00`, each with `=2` for two people."""

_MONDAY: Final = 4
"""1970-01-05, in days since 1970."""

_BEFORE: Final = 2
"""Days before a horizon whose windows can reach into it: a day's length, and a skipped date."""


class NeedWindow(NamedTuple):
    """Wall times that start on some weekdays, and how many people they need.

    `end_minute` is after `start_minute`, by a day at most; minutes are after local midnight.
    """

    days: frozenset[int]
    start_minute: int
    end_minute: int
    headcount: int


@final
@dataclass(frozen=True, slots=True)
class Need:
    """What must be covered, and by whom.

    Attributes:
        name: What results call it.
        windows: When, and how many.
        zone: IANA key of the windows' clock, or None for the clock of the answer.
        teams: Ids of those who count, or none for all that the question is about.
        skill: Only people with this skill count, or None for that of the question.
    """

    name: str
    windows: tuple[NeedWindow, ...]
    zone: str | None = None
    teams: tuple[str, ...] = ()
    skill: str | None = None

    @property
    def most(self) -> int:
        """The greatest headcount it asks for."""
        return max((window.headcount for window in self.windows), default=0)

    def clock(self, reader: Zone) -> Zone:
        """Its clock, where the answer speaks that of `reader`."""
        return reader if self.zone is None else zone_of(self.zone)

    def over(self, horizon: Horizon, clock: Zone) -> Depth:
        """The headcount required at each minute of a horizon, on a clock."""
        first, end = horizon.days(clock).start - _BEFORE, horizon.begun(clock)
        regimes = clock.regimes(first * DAY, (end + 2) * DAY)
        nested: list[tuple[IntervalSet, int]] = []
        below = 0
        for level in sorted({window.headcount for window in self.windows}):
            template = Template.of(
                _MONDAY,
                (
                    [
                        Span(window.start_minute, window.end_minute)
                        for window in self.windows
                        if window.headcount >= level and day in window.days
                    ]
                    for day in range(7)
                ),
            )
            inside = expand(template, regimes, first, end, (), (horizon.start, horizon.end))
            nested.append((inside, level - below))
            below = level
        return Depth.of(nested, horizon.start, horizon.end)


def needs_of(roster: Roster, asked: AskedNeed | Iterable[AskedNeed]) -> tuple[Need, ...]:
    """The needs that an argument names: one, or several in a list.

    Args:
        roster: Whose `[[require.coverage]]` a text may name.
        asked: "24x7", "24x5" (Monday 00:00 to Friday 24:00), "08:00-20:00", "mon-fri 08:00-20:00", each
            with "=2" at the end for two people; the name of a coverage requirement; a `CoverageNeed`;
            24 headcounts, or a mapping from weekdays to 24 headcounts.

    Raises:
        BadArgument: If nothing is asked, or something cannot be read.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Roster([Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])])
        >>> needs_of(pune, ["24x5", "mon-fri 09:00-17:00=2"])[0].name
        '24x5 and mon-fri 09:00-17:00=2'
    """
    if isinstance(asked, (str, CoverageNeed, Mapping)) or _is_hours(asked):
        wanted: tuple[AskedNeed, ...] = (asked,)
    elif isinstance(asked, Iterable):
        wanted = tuple(asked)  # type: ignore[arg-type] # each is checked as it is read
    else:
        raise _unreadable(roster, asked)
    if not wanted:
        raise BadArgument("nothing is needed", hint='leave the need out to ask for "24x7"', field="need")
    found = [_need(roster, one) for one in wanted]
    plain = [need for need in found if (need.zone, need.teams, need.skill) == (None, (), None)]
    apart = [need for need in found if need not in plain]
    if plain:
        name = " and ".join(dict.fromkeys(need.name for need in plain))
        apart.insert(0, Need(name, tuple(window for need in plain for window in need.windows)))
    return tuple(dict.fromkeys(apart))


def _is_hours(value: object) -> TypeGuard[Sequence[int]]:
    """Whether a value can only be meant as headcounts by the hour."""
    return isinstance(value, Sequence) and bool(value) and all(isinstance(one, int) for one in value)


def _need(roster: Roster, asked: object) -> Need:
    if isinstance(asked, CoverageNeed):
        return _required(asked)
    if isinstance(asked, Mapping):
        windows = []
        for day, hours in asked.items():
            windows += _by_hour(hours, parse_weekdays([day], field="need"))
        return Need("the table of hours", tuple(windows))
    if isinstance(asked, str):
        for one in roster.requirements:
            if isinstance(one, CoverageNeed) and one.name == asked:
                return _required(one)
        return _written(roster, asked)
    if _is_hours(asked):
        return Need("the table of hours", tuple(_by_hour(asked, frozenset(range(7)))))
    raise _unreadable(roster, asked)


def _required(one: CoverageNeed) -> Need:
    window = NeedWindow(one.days, one.start_minute, one.end_minute, one.headcount)
    return Need(one.name, (window,), one.zone, one.teams, one.skill)


def _by_hour(hours: object, days: frozenset[int]) -> list[NeedWindow]:
    if (
        not isinstance(hours, Sequence)
        or isinstance(hours, str)
        or len(hours) != 24
        or not all(is_whole(one) for one in hours)
    ):
        raise BadArgument(
            f"{shown(hours)} is no table of hours",
            hint="give 24 whole numbers, the headcount from 00:00, 01:00 and so on",
            field="need",
        )
    runs = groupby(enumerate(hours), key=lambda pair: pair[1])
    found = []
    for count, run in runs:
        inside = [hour for hour, _ in run]
        if count:
            found.append(NeedWindow(days, inside[0] * 60, (inside[-1] + 1) * 60, count))
    return found


def _written(roster: Roster, text: str) -> Need:
    """A need of the small grammar."""
    read = _TEXT.fullmatch(text.strip().lower())
    if read is None:
        raise _unreadable(roster, text)
    count = int(read["count"] or 1)
    if count < 1:
        raise BadArgument(f'"{text}" needs nobody', hint="ask for 1 or more", field="need")
    days, low, high = frozenset(range(7)), 0, DAY
    if read["round"] == "24x5":
        days = frozenset(range(5))
    elif read["round"] is None:
        try:
            days = _days(read["days"])
            low, high = parse_time(read["start"]), parse_time(read["end"], latest="24:00")
        except OverlapError as error:
            raise BadArgument(f'need "{text}": {error.message}', hint=error.hint, field="need") from None
        if low == high:
            raise BadArgument(
                f'"{text}" starts and ends at the same time',
                hint='write "00:00-24:00" for a whole day',
                field="need",
            )
        high += DAY if high < low else 0
    return Need(text.strip(), (NeedWindow(days, low, high, count),))


def _days(text: str | None) -> frozenset[int]:
    """Weekday numbers of `mon-fri`, `sat,sun`, `fri-mon,wed`; every day if there are none."""
    if text is None:
        return frozenset(range(7))
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        (low,) = parse_weekdays([first])
        (high,) = parse_weekdays([last]) if dash else (low,)
        found.update((low + step) % 7 for step in range((high - low) % 7 + 1))
    return frozenset(found)


def _unreadable(roster: Roster, asked: object) -> BadArgument:
    names = [one.name for one in roster.requirements if isinstance(one, CoverageNeed)]
    near = get_close_matches(asked, names, n=1) if isinstance(asked, str) else []
    known = f'; or the name of a coverage requirement: "{(near or names)[0]}"' if names else ""
    return BadArgument(
        f"{shown(asked)} is no need that can be read",
        hint=f'write "24x7", "24x5" or "{WEEKDAYS[0]}-{WEEKDAYS[4]} 08:00-20:00=2" for two people{known}',
        field="need",
    )
