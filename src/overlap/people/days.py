"""What a date is to the people of a place, where that is said, and how sure it is.

Law: these are values. An entry is what a table says of a date; a day is what a calendar answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol, final

from overlap.core.civil import DAY
from overlap.core.intervals import IntervalSet

__all__ = [
    "EFFECTS",
    "HALF_DAY",
    "STATUSES",
    "SWAP",
    "WORKDAY",
    "Confidence",
    "Day",
    "Entry",
    "Status",
    "StatutoryTable",
    "Weekends",
    "decide",
    "effect_of",
    "halved",
]

Status = Literal["off", "part", "soft", "info", "working", "weekend"]
"""What a date is: `off` and `part` block work, `soft` is shown and scored, `info` is shown."""

STATUSES: Final[tuple[Status, ...]] = ("off", "part", "soft", "info", "working", "weekend")
"""Every status, strongest first."""

Confidence = Literal["announced", "projected", "unknown"]
"""How sure an answer is: fixed by law or published; computed or estimated; no data."""

EFFECTS: Final[Mapping[str, Status]] = {
    "public": "off",
    "de_facto": "off",
    "half_day": "part",
    "optional": "soft",
    "swap": "working",
}
"""What a statutory category does; one not listed is information."""

SWAP: Final = "swap"
"""The category of announced working days on rest days, as in China and Hungary."""

WORKDAY: Final = "workday"
"""The category of named days that are worked: it can never take time."""

HALF_DAY: Final = (13 * 60, DAY)
"""Half days are given without times; most of those published end work at 13:00."""

Weekends = tuple[tuple[date, frozenset[int]], ...]
"""Rest days by the date from which they hold, in order; the first holds from `date.min` on."""


class Entry(NamedTuple):
    """A named day of a statutory table.

    Attributes:
        date: The date.
        name: What it is called: in English, unless another language was asked for.
        category: As the table has it.
        place: Whose table.
        effect: What it does, or None where the category decides.
        projected: Whether the date is computed or estimated, not announced.
        minutes_off: The minutes after midnight that a half day takes, where they are known.
        keys: Folded names and aliases by which edits find it.
        listed_name: Its English name, where `name` is in another language; else empty.
    """

    date: date
    name: str
    category: str
    place: str
    effect: Status | None = None
    projected: bool = False
    minutes_off: tuple[int, int] | None = None
    keys: frozenset[str] = frozenset()
    listed_name: str = ""


class StatutoryTable(Protocol):
    """Where statutory days come from; `adapters.statutory` has the real one."""

    @property
    def places(self) -> tuple[str, ...]:
        """The places united in it, in canonical spelling; the first is home."""

    @property
    def weekends(self) -> Weekends:
        """The rest days of the first place."""

    @property
    def known_from(self) -> date:
        """The first date the table knows."""

    @property
    def known_until(self) -> date:
        """The last date the table knows."""

    @property
    def announced_until(self) -> date:
        """The last date whose days off are settled; later ones can still be rearranged."""

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must know of the list: sentences."""

    def names_in(self, day: Day, language: str) -> tuple[str, ...]:
        """The names of a day in another language; English ones where there is none.

        Raises:
            BadArgument: If a place does not have that language.
        """

    @property
    def blocking(self) -> frozenset[str]:
        """The categories whose days can take or give time, unless a calendar says otherwise.

        Those of entries with an effect of their own that does so are among them.
        """

    def entries(
        self, first_year: int, last_year: int, *, categories: frozenset[str] | None = None
    ) -> tuple[Entry, ...]:
        """The named days of whole years, all of them known, by date; of all categories if None."""


_OFF: Final[tuple[Status, None]] = ("off", None)
"""A whole day: what most entries come to."""


def effect_of(entry: Entry, chosen: Status | None = None) -> tuple[Status, tuple[int, int] | None]:
    """What an entry does by itself: its status, and the minutes off where it is part of a day.

    Args:
        entry: The entry.
        chosen: What its category was chosen to do, if anything. A half day stays one unless that says off,
            and an entry that only informs, whatever its category, still does.
    """
    status = (
        "info" if entry.effect == "info" else chosen or entry.effect or EFFECTS.get(entry.category, "info")
    )
    if status == "off" and entry.minutes_off is None and entry.category != "half_day":
        return _OFF
    if status == "off" and not (chosen == "off" and entry.category == "half_day"):
        return halved(entry)
    return status, (entry.minutes_off or HALF_DAY) if status == "part" else None


def halved(entry: Entry) -> tuple[Status, tuple[int, int] | None]:
    """What an entry that is off does: a half day, or one with known hours, takes only those."""
    if entry.minutes_off is not None or entry.category == "half_day":
        return "part", entry.minutes_off or HALF_DAY
    return "off", None


@final
@dataclass(frozen=True, slots=True)
class Day:
    """What one date is, and why.

    Attributes:
        date: The date.
        status: See `Status`.
        names: Names of the day, the one that decides first.
        source: "statutory:CATEGORY", "edit:EDIT", "rule", "bridge", "projection" or "week".
        confidence: See `Confidence`.
        why: One sentence.
        minutes_off: For `part`, the minutes after midnight that are off, as (start, end).
        places: The places that name it, in the order of the calendar.
        more_minutes_off: Further minutes off of the same date, in order.
        listed_names: The English ones of `names` in the same order, where some are in another language;
            else empty.
    """

    date: date
    status: Status
    names: tuple[str, ...] = ()
    source: str = "week"
    confidence: Confidence = "announced"
    why: str = ""
    minutes_off: tuple[int, int] | None = None
    places: tuple[str, ...] = ()
    more_minutes_off: tuple[tuple[int, int], ...] = ()
    listed_names: tuple[str, ...] = ()

    @property
    def parts_off(self) -> tuple[tuple[int, int], ...]:
        """Every stretch of minutes off of a day that is partly off, in order."""
        if self.status != "part" or self.minutes_off is None:
            return ()
        return (self.minutes_off, *self.more_minutes_off)

    @property
    def name(self) -> str | None:
        """The deciding name, or None for a plain day."""
        return self.names[0] if self.names else None

    @property
    def english_names(self) -> tuple[str, ...]:
        """The names as the list has them, whatever language they are shown in."""
        return self.listed_names or self.names


STRENGTH: Final[dict[Status, int]] = {"off": 0, "working": 1, "part": 2, "soft": 3, "info": 4}
"""Which of several answers for a date decides."""


def decide(on: date, days: list[Day]) -> Day:
    """One answer for a date from everything said about it: the strongest, then the first said."""
    ranked = sorted(days, key=lambda day: (STRENGTH[day.status], not day.source.startswith("edit")))
    first = ranked[0]
    listed: dict[str, str] = {}
    for day in ranked:
        for name, english in zip(day.names, day.english_names, strict=True):
            listed.setdefault(name, english)
    names = tuple(listed)
    english_names = tuple(listed.values()) if any(day.listed_names for day in ranked) else ()
    places = tuple(dict.fromkeys(place for day in ranked for place in day.places))
    more: tuple[tuple[int, int], ...] = ()
    minutes = first.minutes_off
    if first.status == "part":
        minutes, *rest = IntervalSet(pair for day in ranked for pair in day.parts_off)
        more = tuple(rest)
    return Day(
        *(on, first.status, names, first.source, first.confidence, first.why, minutes, places, more),
        listed_names=english_names,
    )
