"""The days on which a usual handoff fails or a required one is not kept, and why.

Law: a usual handoff is one of the bare schedule; on a day it fails if the next team is off, or if both
share less than asked for. A requirement is held against every end of its first team's stretches, or those
of its weekdays. Days off, clocks and seasons are named only where without them it would have been kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, Literal, final

from overlap.core.civil import DAY, day_of, iso_minute
from overlap.core.depth import Depth
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.people.requirements import HandoffNeed
from overlap.planning.causes import causes_between, sentences
from overlap.planning.reasons import days_missed
from overlap.planning.staff import Staff
from overlap.planning.taking_over import Passed, presence_of
from overlap.render.moments import date_text, duration_text

__all__ = ["FailedHandoff", "HandoffCheck", "PresenceView", "UsualHandoff", "checked", "failures", "usual_of"]

_YEAR: Final = 366 * DAY

FailureCode = Literal["day-off", "clock-change", "season", "not-scheduled"]
"""Stable names of why a handoff fails, for programs."""


@final
@dataclass(frozen=True, slots=True)
class UsualHandoff:
    """A pair that hands over at least every other week of the schedule without days off.

    Attributes:
        from_team: Who leaves.
        to_team: Who takes over.
        times: How often.
        overlap_minutes: How long both are there most often; of equal counts the longer.
    """

    from_team: str
    to_team: str
    times: int
    overlap_minutes: int

    def to_dict(self) -> dict[str, Any]:
        """The pair as plain values."""
        return {
            "from": self.from_team,
            "to": self.to_team,
            "times": self.times,
            "overlap_minutes": self.overlap_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class FailedHandoff:
    """A handoff that is too short, or that nobody takes.

    Attributes:
        from_team: Who leaves.
        to_team: Who should take over.
        end: When the first leaves, in UTC minutes.
        overlap_minutes: How long both are there.
        wanted_minutes: How long they should be.
        code: See `FailureCode`.
        because: Why, in a sentence.
        requirement: Name of the `[[require.handoff]]`, or "" for a usual handoff.
    """

    from_team: str
    to_team: str
    end: int
    overlap_minutes: int
    wanted_minutes: int
    code: FailureCode
    because: str
    requirement: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The failure as plain values."""
        return {
            "from": self.from_team,
            "to": self.to_team,
            "end": iso_minute(self.end),
            "overlap_minutes": self.overlap_minutes,
            "wanted_minutes": self.wanted_minutes,
            "code": self.code,
            "because": self.because,
            "requirement": self.requirement,
        }


@final
@dataclass(frozen=True, slots=True)
class HandoffCheck:
    """A `[[require.handoff]]`, and how often it is kept.

    Attributes:
        need: The requirement.
        kept: How many times it is met.
        failed: The times it is not.
    """

    need: HandoffNeed
    kept: int
    failed: tuple[FailedHandoff, ...]

    def to_dict(self) -> dict[str, Any]:
        """The check as plain values."""
        return {
            "name": self.need.name,
            "from": self.need.from_team,
            "to": self.need.to_team,
            "minutes": self.need.minutes,
            "kept": self.kept,
            "failed": len(self.failed),
        }


def usual_of(planned: list[Passed], ids: tuple[str, ...], horizon: Horizon) -> tuple[UsualHandoff, ...]:
    """The pairs of the bare schedule that come at least every other week."""
    overlaps: dict[tuple[str, str], Counter[int]] = {}
    for one in planned:
        overlaps.setdefault((one.from_team, one.to_team), Counter())[one.overlap] += 1
    order = {one: at for at, one in enumerate(ids)}
    found = []
    for pair in sorted(overlaps, key=lambda pair: (order[pair[0]], order[pair[1]])):
        counts = overlaps[pair]
        if counts.total() * 14 * DAY >= horizon.minutes:
            most = max(counts, key=lambda minutes: (counts[minutes], minutes))
            found.append(UsualHandoff(*pair, counts.total(), most))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PresenceView:
    """Who is present, as it comes and without days off, and how many."""

    staff: Staff
    wide: Horizon
    now: dict[str, IntervalSet]
    usual: dict[str, IntervalSet]
    _heads: dict[tuple[str, bool], Depth] = field(default_factory=dict, repr=False)
    _missed: dict[str, IntervalSet] = field(default_factory=dict, repr=False)

    def heads(self, one: str, *, bare: bool) -> Depth:
        """How many of one are at work."""
        known = self._heads.get((one, bare))
        if known is None:
            known = Depth.of(self.staff.heads(one, self.wide, bare=bare), self.wide.start, self.wide.end)
            self._heads[one, bare] = known
        return known

    def days_off(self, one: str, start: int, end: int) -> list[str]:
        """The days off that take one's stretches between two instants: `Name: Good Friday (Fri 3 Apr)`."""
        if one not in self._missed:
            fewer = self.heads(one, bare=False).short_of(self.heads(one, bare=True))
            self._missed[one] = IntervalSet((low, high) for low, high, _ in fewer)
        missed = self._missed[one].clip(start, end)
        if not missed:
            return []
        named = days_missed(self.staff.roster, one, Horizon(missed.starts[0], missed.ends[-1]), missed)
        told = [f"{name} ({date_text(day_of(on))})" for on, name in named]
        return [f"{self.staff.name(one)}: {', '.join(told)}."] if told else []

    def moved(self, pair: tuple[str, str], since: int, until: int) -> tuple[FailureCode, str] | None:
        """The clocks and seasons that change between two instants for a pair."""
        causes = causes_between(self.staff.roster, pair, min(since, until), max(since, until))
        if not causes:
            return None
        code: FailureCode = "clock-change" if any(one.kind == "clock" for one in causes) else "season"
        if since > until:
            causes = [replace(one, text=f"until {one.text}") for one in causes]
        return code, " ".join(sentences(causes))


def failures(
    view: PresenceView, pair: UsualHandoff, own: list[Passed], handoff_minutes: int
) -> Iterator[FailedHandoff]:
    """The days on which a usual handoff, of which `own` are those planned, is missed or too short."""
    ids = (pair.from_team, pair.to_team)
    wanted = handoff_minutes if pair.overlap_minutes >= handoff_minutes else 0
    for at, one in enumerate(own):
        leaves, takes = view.now[ids[0]].clip(*one.own), view.now[ids[1]].clip(*one.next)
        shared = (leaves & takes).minutes
        if not leaves or (takes and shared >= wanted):
            continue
        fail = partial(FailedHandoff, *ids, leaves.ends[-1], shared, wanted)
        if takes and one.overlap < wanted:
            yield fail(*_moved(view, ids, own, at, lambda other: other.overlap >= wanted))
        else:
            because = view.days_off(ids[1], *one.next)
            if takes:
                because = view.days_off(ids[0], *one.own) + because
            yield fail("day-off", " ".join(because))


def _moved(
    view: PresenceView, ids: tuple[str, str], own: list[Passed], at: int, is_fine: Callable[[Passed], bool]
) -> tuple[FailureCode, str]:
    """What came between a handoff that fails by schedule and the nearest one that does not."""
    for others in (range(at - 1, -1, -1), range(at + 1, len(own))):
        for other in others:
            if is_fine(own[other]):
                found = view.moved(ids, own[other].own[1], own[at].own[1])
                if found is not None:
                    return found
                break
    return "not-scheduled", "Their shifts do not share it on that day."


# Requirements


def checked(view: PresenceView, need: HandoffNeed, horizon: Horizon) -> HandoffCheck:
    """A requirement at each end of the first team's stretches, on its days."""
    ids = (need.from_team, need.to_team)
    stretches = [pair for pair in view.now[ids[0]] if horizon.start <= pair[1] < horizon.end]
    if need.days is not None:
        ends = _ends_on(view, ids[0], need.days)
        stretches = [pair for pair in stretches if pair[1] in ends]
    by_schedule = [(pair, _shared(view, need, pair, bare=True)) for pair in view.usual[ids[0]]]
    kept = 0
    failed: list[FailedHandoff] = []
    for own in stretches:
        shared = _shared(view, need, own, bare=False)
        if shared >= need.minutes:
            kept += 1
            continue
        planned = next((pair for pair in by_schedule if pair[0][0] < own[1] <= pair[0][1]), None)
        fail = partial(FailedHandoff, *ids, own[1], shared, need.minutes)
        if planned is not None and planned[1] >= need.minutes:
            low, high = planned[0]
            because = view.days_off(ids[0], low, high) + view.days_off(ids[1], low, high)
            failed.append(fail("day-off", " ".join(because), need.name))
        else:
            failed.append(fail(*_schedule(view, ids, by_schedule, own[1], need.minutes), need.name))
    return HandoffCheck(need, kept, tuple(failed))


def _ends_on(view: PresenceView, one: str, days: frozenset[int]) -> set[int]:
    """When people leave whose shift started on some weekdays of its clock; a stretch ends with a shift."""
    present = presence_of(view.staff, one, view.wide)
    return {end for turn, _, end in present if turn.date.weekday() in days}


def _shared(view: PresenceView, need: HandoffNeed, own: tuple[int, int], *, bare: bool) -> int:
    """The minutes of one stretch at which enough people of both teams are at work, as the first leaves."""
    present = view.usual if bare else view.now
    taking = present[need.to_team]
    at = bisect_right(taking.starts, own[1]) - 1
    if at < 0 or taking.ends[at] <= own[1]:
        return 0  # the next team is away, or leaves with the first
    both = (max(own[0], taking.starts[at]), own[1])
    if both[0] >= both[1]:
        return 0
    sets = []
    for side, (one, stretch) in enumerate(
        ((need.from_team, own), (need.to_team, (taking.starts[at], taking.ends[at])))
    ):
        heads = view.heads(one, bare=bare)
        least = heads.clip(*stretch).peak if need.people == "everyone" else int(need.people[side])
        sets.append(heads.at_least(max(least, 1)).clip(*both))
    return (sets[0] & sets[1]).minutes


def _schedule(
    view: PresenceView,
    ids: tuple[str, str],
    by_schedule: list[tuple[tuple[int, int], int]],
    leaving: int,
    wanted: int,
) -> tuple[FailureCode, str]:
    """Why the schedule itself does not keep a requirement on a day: what changed since it last did."""
    good = [pair[1] for pair, shared in by_schedule if shared >= wanted]
    earlier = [end for end in good if end < leaving]
    later = [end for end in good if end > leaving]
    for end in (*earlier[-1:], *later[:1]):
        found = view.moved(ids, end, leaving)
        if found is not None and abs(end - leaving) < _YEAR:
            return found
    return "not-scheduled", f"By their shifts they do not share {duration_text(wanted)} on that day."
