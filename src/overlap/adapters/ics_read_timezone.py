"""A zone as a file describes it: VTIMEZONE (RFC 5545 section 3.6.5).

Law: observances become changes of offset, each at an instant, and wall times become instants as everywhere:
skipped ones with the offset before, repeated ones the first time. Changes are worked out from 1970 until soon
after the window, no more than a cap. A description with a fault is not used at all.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, final

from overlap.adapters.ics_read_lines import Property
from overlap.adapters.ics_read_parts import Part
from overlap.adapters.ics_read_rule import Spend, rule_of
from overlap.adapters.ics_read_values import Unreadable, offset_of, stamp_of
from overlap.core.civil import DAY
from overlap.core.zones import Regimes

__all__ = ["OwnClock", "own_clock"]

_MOST_CHANGES: Final = 2_000
"""Changes of a zone: four a year for five hundred years."""

_MOST_DAYS: Final = 50_000
"""Days that its rules may look at."""

_AHEAD: Final = 400 * DAY
"""Minutes after the window's end for which changes are still worked out: some events last longer."""


@final
@dataclass(frozen=True, slots=True)
class OwnClock:
    """A clock from a file: offsets in minutes, and the instants at which they change."""

    instants: tuple[int, ...]
    offsets: tuple[int, ...]
    _walls: Regimes = field(repr=False)

    @classmethod
    def of(cls, changes: list[tuple[int, int, int]]) -> OwnClock:
        """The clock of changes, each an instant, the offset before and the one after."""
        instants: list[int] = []
        offsets = [changes[0][1]]
        for instant, _, after in changes:
            if instants and instants[-1] == instant:
                offsets[-1] = after
            elif after != offsets[-1]:
                instants.append(instant)
                offsets.append(after)
        walls = [
            at + max(before, after) for at, (before, after) in zip(instants, pairwise(offsets), strict=True)
        ]
        # Changes closer than their own size would turn the order of wall times round.
        ordered = all(low <= high for low, high in pairwise(walls))
        if not ordered:
            raise Unreadable("unknown-zone", "its time zone changes twice at once")
        return cls(tuple(instants), tuple(offsets), Regimes(tuple(walls), tuple(offsets), ()))

    def to_instant(self, wall: int) -> int:
        """The instant of a wall minute."""
        return self._walls.to_instant(wall)

    def to_wall(self, instant: int) -> int:
        """The wall minute at an instant."""
        return instant + self.offsets[bisect_right(self.instants, instant)]


def own_clock(part: Part, *, until: int) -> OwnClock:
    """The clock that a VTIMEZONE describes.

    Args:
        part: The component.
        until: The window's end, UTC minutes.

    Raises:
        Unreadable: If it describes none.
    """
    changes: list[tuple[int, int, int]] = []
    left = _MOST_DAYS

    def spend(days: int) -> None:
        nonlocal left
        left -= days
        if left < 0:
            raise Unreadable("unknown-zone", "its time zone has too many rules")

    for observance in _observances(part):
        changes += _changes(observance, until + _AHEAD, spend)
        if len(changes) > _MOST_CHANGES:
            raise Unreadable("unknown-zone", f"its time zone changes more than {_MOST_CHANGES} times")
    if not changes:
        raise Unreadable("unknown-zone", "its time zone is described by nothing")
    return OwnClock.of(sorted(changes))


def _observances(part: Part) -> list[list[Property]]:
    """The properties of each STANDARD and DAYLIGHT."""
    found: list[list[Property]] = []
    inside = False
    for one in part.properties():
        if one.name == "BEGIN":
            inside = one.value in ("STANDARD", "DAYLIGHT")
            if inside:
                found.append([])
        elif one.name == "END":
            inside = False
        elif inside:
            found[-1].append(one)
    return found


def _changes(observance: list[Property], until: int, spend: Spend) -> list[tuple[int, int, int]]:
    """When an observance begins: instant, offset before and after."""
    values = {one.name: one.value for one in observance}
    missing = [name for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO") if name not in values]
    if missing:
        raise Unreadable("unknown-zone", f"its time zone is described without {missing[0]}")
    before, after = offset_of(values["TZOFFSETFROM"]), offset_of(values["TZOFFSETTO"])
    start = stamp_of(values["DTSTART"]).seconds  # local, whatever stands behind it
    walls = [start]
    for one in observance:
        if one.name == "RDATE":
            for text in one.value.split(","):
                stamp = stamp_of(text.partition("/")[0])
                walls.append(stamp.seconds + (before * 60 if stamp.kind == "utc" else 0))
        elif one.name == "RRULE":
            rule = rule_of(one.value)
            last = until * 60
            if rule.until is not None:
                shift = before * 60 if rule.until.kind == "utc" else 0
                last = min(last, rule.until.seconds + shift)
            walls += rule.walls(start, 0, last + 1, spend)
        if len(walls) > _MOST_CHANGES:
            break  # the caller refuses them
    return [(wall // 60 - before, before, after) for wall in walls]
