"""Who stands in the way of the slots that are not offered, and by what.

Law: counts are of slots on the raster. Somebody is alone in the way of a slot if it would be possible were
they there; two who are free at no common slot are told as a pair.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, final

from overlap.core.intervals import IntervalSet, at_least
from overlap.planning.obstacles import CODES, least_in_the_way, main_obstacle
from overlap.planning.search import Search
from overlap.planning.selection import display_name
from overlap.render.moments import duration_text

__all__ = ["BLOCKED_BY", "Blocker", "blockers"]

_EXAMINED: Final = 200
"""Slots whose obstacle is looked at to tell the commonest; of more, evenly spread ones."""

BLOCKED_BY: Final = {
    "time-off": "time off",
    "closure": "closures",
    "holiday": "holidays",
    "soft-holiday": "soft holidays",
    "weekend": "weekends",
    "rest-day": "days without a shift",
    "clock-change": "clock changes",
    "outside-hours": "their working hours",
    "quiet": "quiet hours",
    "break": "breaks",
    "busy": "busy time",
    "tentative": "tentative time",
    "buffer": "buffers around events",
    "limit": "their limit of events",
    "notice": "notice",
    "beyond-data": "missing holiday data",
}
"""What blocks, in a sentence."""


@final
@dataclass(frozen=True, slots=True)
class Blocker:
    """Somebody required, and the slots they cannot come to.

    Attributes:
        id: As asked.
        name: What people call them.
        code: The commonest obstacle at the slots they block alone, or else at all they block.
        slots: How many slots they cannot come to.
        of_slots: How many slots there are.
        alone_slots: At how many everybody else needed could.
        never_with: Ids with whom they are free at no common slot.
        text: All this as a sentence.
    """

    id: str
    name: str
    code: str
    slots: int
    of_slots: int
    alone_slots: int
    never_with: tuple[str, ...]
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "id": self.id,
            "code": self.code,
            "slots": self.slots,
            "of_slots": self.of_slots,
            "alone_slots": self.alone_slots,
            "never_with": list(self.never_with),
            "text": self.text,
        }


def blockers(search: Search) -> tuple[Blocker, ...]:
    """Everybody required who cannot come to some slot, those most in the way first.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    question = search.question
    minutes = question.minutes
    starts = search.starts(minutes)
    base = search.base(minutes)
    every = _count(search, base)
    feasible = search.feasible()
    found: list[Blocker] = []
    together = {one for group in question.asked.groups if group.quorum == len(group.ids) for one in group.ids}
    # Of those whom a group of all needs, who is free at some slot.
    ever = {one for one in together if any(search.candidates(starts[one] & base))}
    for one in question.asked.ids:
        blocked = base - starts[one]
        if not blocked:
            continue
        alone = _met(search, {**starts, one: base}) & base
        alone -= feasible
        apart = tuple(
            other
            for other in question.asked.ids
            if other != one
            and {one, other} <= ever
            and not any(search.candidates(starts[one] & starts[other] & base))
        )
        count, alone_count = _count(search, blocked), _count(search, alone)
        code = _commonest(search, one, alone if alone_count else blocked)
        if code is None:
            continue  # all they block lies off the raster
        name = display_name(search.roster, one)
        text = _text(search, name, code, count, every, alone_count, apart)
        found.append(Blocker(one, name, code, count, every, alone_count, apart, text))
    found.sort(key=lambda one: (-one.alone_slots, -len(one.never_with), -one.slots))
    return tuple(found)


def _met(search: Search, starts: dict[str, IntervalSet]) -> IntervalSet:
    found = search.question.asked.met(starts)
    if search.question.attendance:
        found &= at_least(search.question.attendance, list(starts.values()))
    return found


def _count(search: Search, instants: IntervalSet) -> int:
    return sum(1 for _ in search.candidates(instants))


def _commonest(search: Search, one: str, blocked: IntervalSet) -> str | None:
    """The main obstacle that an id meets most often at some slots; None if none lies on the raster."""
    slots = list(search.candidates(blocked))
    minutes = search.question.minutes
    counts: Counter[str] = Counter()
    for start in slots[:: -(-len(slots) // _EXAMINED) or 1]:
        _, found = least_in_the_way(search.known, one, start, start + minutes)
        main = main_obstacle(found, start, start + minutes)
        counts.update(() if main is None else (main.code,))
    return min(counts, key=lambda code: (-counts[code], CODES.index(code)), default=None)


def _text(
    search: Search, name: str, code: str, count: int, every: int, alone: int, apart: tuple[str, ...]
) -> str:
    length = duration_text(search.question.minutes)
    if count == every:
        told = f"{name} has no {length} free at all"
    elif alone:
        told = f"{name} alone is in the way of {alone} slot{'' if alone == 1 else 's'}"
    else:
        told = f"{name} cannot come to {count} of {every} slots"
    told += f", mostly because of {BLOCKED_BY[code]}"
    if apart:
        others = ", ".join(display_name(search.roster, other) for other in apart)
        told += f"; never free for {length} together with {others}"
    return told
