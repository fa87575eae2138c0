"""How many of a crowd are at work over time, at the cost of the different schedules in it.

Law: a million references to two thousand schedules are counted once by identity, merged where schedules
are equal, and each different one is expanded once. The answer is that of adding up person by person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from operator import attrgetter
from typing import Final

from overlap.core.depth import Depth
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument
from overlap.people.listed import shown
from overlap.people.workpattern import WorkPattern

__all__ = ["count_at_work"]

_AT_ONCE: Final = 1 << 14
"""References held at a time beside the caller's own: an eighth of a megabyte, and few enough rounds."""

_IDENTITY: Final = attrgetter("identity")


def count_at_work(people: Iterable[WorkPattern], start: Moment, end: Moment, *, zone: str = "UTC") -> Depth:
    """Counts how many people are at work at each minute.

    Args:
        people: One work pattern for each person; those who work alike may share one object, and then
            cost next to nothing. A list, or anything that gives them one by one.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key in which dates are read.

    Returns:
        The count over the whole horizon. Memory grows with the different patterns, not with people.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        BadArgument: If something else than a work pattern is among them.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")]).pattern
        >>> count_at_work([pune] * 1000, "2026-03-02T00:00Z", "2026-03-03T00:00Z").minutes_at
        {0: 900, 1000: 540}
    """
    horizon = Horizon.of(start, end, zone_of(zone))
    weighted = [(pattern.at_work(horizon), count) for pattern, count in _distinct(people).items()]
    return Depth.of(weighted, horizon.start, horizon.end)


def _distinct(people: object) -> dict[WorkPattern, int]:
    """Each different pattern with the number of people who have it."""
    if not isinstance(people, Iterable):
        raise BadArgument(
            f"people is {shown(people)}, not a list",
            hint="give one work pattern for each person: [team.pattern] * 12",
            field="people",
        )
    # Hashing a pattern reads all of it. Its identity is hashed at once, and lives as long as the count.
    counts: Counter[object] = Counter()
    known: dict[object, WorkPattern] = {}
    stream = iter(people)
    while round_ := list(islice(stream, _AT_ONCE)):
        try:
            counts.update(map(_IDENTITY, round_))
        except AttributeError:
            raise _stranger(round_) from None
        if len(counts) > len(known):
            if not all(isinstance(one, WorkPattern) for one in round_):
                raise _stranger(round_)
            known |= {one.identity: one for one in round_ if one.identity not in known}
    found: dict[WorkPattern, int] = {}
    for identity, one in known.items():
        found[one] = found.get(one, 0) + counts[identity]
    return found


def _stranger(round_: Iterable[object]) -> BadArgument:
    """The error for the first that is no work pattern."""
    one = next(one for one in round_ if not isinstance(one, WorkPattern))
    return BadArgument(
        f"people holds {shown(one)}",
        hint='give work patterns, such as team.pattern or roster.pattern("team.member")',
        field="people",
    )
