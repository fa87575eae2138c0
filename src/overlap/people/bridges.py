"""Bridge days: single working days between a day off and another free day.

Law: a bridge has a free day on both sides, at least one of them a day off and not only a rest day. One
that is free anyway, or is worked in exchange for another, is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, Literal

from overlap.core.civil import date_of
from overlap.people.days import Confidence, Day

__all__ = ["BRIDGES", "Bridges", "bridge_days"]

Bridges = Literal["soft", "off"]
"""What a working day between two free days is, if not worked."""

BRIDGES: Final[tuple[Bridges, ...]] = ("soft", "off")
"""Both kinds."""


def bridge_days(
    days: Mapping[int, Day], year: int, kind: Bridges, is_rest_day: Callable[[date], bool]
) -> Iterator[tuple[int, Day]]:
    """The bridge days of a year, in order.

    Args:
        days: The days that are not plain, of the year and its neighbours, by days since 1970.
        year: The year.
        kind: What a bridge day is.
        is_rest_day: Whether a date is a rest day of the week.
    """

    def is_off(at: int) -> bool:
        found = days.get(at)
        return found is not None and found.status == "off"

    def is_free(at: int) -> bool:
        found = days.get(at)
        if found is not None and found.status in ("off", "working"):
            return found.status == "off"
        return is_rest_day(date_of(at))

    around = {at + step for at, day in days.items() if day.status == "off" for step in (-1, 1)}
    for at in sorted(around):
        found = days.get(at)
        if date_of(at).year != year or (found is not None and found.status == "working") or is_free(at):
            continue
        if found is not None and found.status == "part" and kind == "soft":
            continue  # a half day is more than a day that is only noted
        if is_free(at - 1) and is_free(at + 1) and (is_off(at - 1) or is_off(at + 1)):
            sides = (days[side] for side in (at - 1, at + 1) if side in days)
            unsure = any(side.confidence == "projected" for side in sides)
            sure: Confidence = "projected" if unsure else "announced"
            names = ("bridge day", *(found.names if found is not None else ()))
            why = "a working day between free days"
            listed = () if found is None or not found.listed_names else ("bridge day", *found.listed_names)
            yield at, Day(date_of(at), kind, names, "bridge", sure, why, listed_names=listed)
