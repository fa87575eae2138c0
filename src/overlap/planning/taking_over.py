"""When teams are present, and who has the work as each of them leaves.

Law: a team is present from the first to the last minute at work of each shift, so a lunch break is no
handoff, and shifts that touch or overlap are one stretch. When a stretch ends, the next is the team then
present that began last before, and stays longer; if nobody is present, the team that begins next, unless
the first is back before. Of equal ones the first in the roster's order is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.errors import BadHorizon, BeyondData
from overlap.people.shifts import Shift
from overlap.people.workpattern import Turn
from overlap.planning.staff import Staff

__all__ = ["Passed", "Widest", "passed", "presence_of", "widest"]

_BEFORE: Final = (3 * DAY, DAY, 0)
"""Looked at before a horizon, in which a stretch that ends inside mostly began; less where data begin."""

_LONG_BEFORE: Final = 366 * DAY
"""Looked at before a horizon, or a little more, while a stretch that ends inside it may begin earlier."""

_SHIFT: Final = 2 * DAY
"""A shift that begins before an instant ends within this time after it."""

_AHEAD: Final = (14 * DAY, 7 * DAY, 2 * DAY, DAY, 0)
"""Looked at after a horizon for who comes next; less where holiday data end."""


class Passed(NamedTuple):
    """A stretch of one team, and the stretch of the next that takes over."""

    from_team: str
    to_team: str
    own: tuple[int, int]
    next: tuple[int, int]

    @property
    def overlap(self) -> int:
        """How long both are present."""
        return max(self.own[1] - max(self.own[0], self.next[0]), 0)


class Widest(NamedTuple):
    """A horizon with what comes before and after, and who is present in it, as it comes and by schedule."""

    horizon: Horizon
    now: dict[str, IntervalSet]
    usual: dict[str, IntervalSet]


def widest(horizon: Horizon, staff: Staff) -> Widest:
    """The horizon with what comes before and after, as far as data reach, and who is present in it."""
    for before, ahead in product(_BEFORE, _AHEAD):
        try:
            found = _wider(horizon, staff, before, ahead)
        except (BadHorizon, BeyondData):
            if not before and not ahead:
                raise
        else:
            return _longer(found, horizon, staff) if before else found
    raise AssertionError("the last try returns or raises")  # pragma: no cover


def _longer(found: Widest, horizon: Horizon, staff: Staff) -> Widest:
    """The same with more before, as far as data reach, while a stretch may be cut there."""
    before, ahead = horizon.start - found.horizon.start, found.horizon.end - horizon.end
    while before < _LONG_BEFORE and _is_cut(found, horizon):
        before *= 2
        try:
            found = _wider(horizon, staff, before, ahead)
        except (BadHorizon, BeyondData):
            break
    return found


def _wider(horizon: Horizon, staff: Staff, before: int, ahead: int) -> Widest:
    wide = Horizon(horizon.start - before, horizon.end + ahead)
    now, usual = (
        {one: _stretches_of(staff, one, wide, bare=bare) for one in staff.ids} for bare in (False, True)
    )
    return Widest(wide, now, usual)


def _is_cut(found: Widest, horizon: Horizon) -> bool:
    """Whether a stretch that ends inside the horizon may have begun before all that was looked at."""
    first = found.horizon.start + _SHIFT
    return any(
        low < first and horizon.start <= high < horizon.end
        for present in (found.now, found.usual)
        for stretches in present.values()
        for low, high in stretches
    )


def _stretches_of(staff: Staff, one: str, horizon: Horizon, *, bare: bool) -> IntervalSet:
    """When somebody of a team is present: each shift from its first to its last minute at work."""
    return IntervalSet((low, high) for _, low, high in presence_of(staff, one, horizon, bare=bare))


def presence_of(
    staff: Staff, one: str, horizon: Horizon, *, bare: bool = False
) -> Iterator[tuple[Turn, int, int]]:
    """Each shift of a team, once for all alike, with its first minute at work and the one after the last.

    Minutes are those of the shift alone: another may be at work in a break with which it begins.
    """
    for who in staff.alike(one):
        minutes: dict[Shift, IntervalSet] = {}
        for shift, own in who.pattern.by_shift(horizon, bare=bare):
            minutes[shift] = minutes.get(shift, EMPTY) | own
        for turn in who.pattern.turns(horizon, bare=bare):
            inside = minutes.get(turn.shift, EMPTY).clip(turn.start, turn.end)
            if inside:
                yield turn, inside.starts[0], inside.ends[-1]


class _Stretch(NamedTuple):
    """One team's presence; stretches are sorted by start, and the last of equals is first in roster order."""

    start: int
    rank: int
    end: int
    team: str


def passed(present: dict[str, IntervalSet], horizon: Horizon) -> Iterator[Passed]:
    """The handoffs of teams whose stretches end inside a horizon, by time and then roster order."""
    found = sorted(
        _Stretch(start, -order, end, one)
        for order, (one, stretches) in enumerate(present.items())
        for start, end in stretches
    )
    starts = [one.start for one in found]
    longest = max((one.end - one.start for one in found), default=0)
    ends = (one for one in found if horizon.start <= one.end < horizon.end)
    for own in sorted(ends, key=lambda one: (one.end, -one.rank)):
        after = bisect_right(starts, own.end)
        taken = _there(found, after, own, longest) or _later(found, after, own)
        if taken is not None:
            yield Passed(own.team, taken.team, (own.start, own.end), (taken.start, taken.end))


def _there(found: list[_Stretch], after: int, own: _Stretch, longest: int) -> _Stretch | None:
    """Who is present as a team leaves, stays, and began last: stretches before `after`, backwards."""
    at = after - 1
    while at >= 0 and found[at].start > own.end - longest:
        if found[at].end > own.end and found[at].team != own.team:
            return found[at]
        at -= 1
    return None


def _later(found: list[_Stretch], after: int, own: _Stretch) -> _Stretch | None:
    """Who begins next, unless the team that leaves is back before; of equals it comes last."""
    if after == len(found):
        return None
    begin = found[after].start
    at, first = after, None
    while at < len(found) and found[at].start == begin:
        if found[at].team != own.team:
            first = found[at]  # the last of equals is the first in roster order
        at += 1
    return first
