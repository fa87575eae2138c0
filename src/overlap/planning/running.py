"""The minutes at which a clock runs, worked out as far as questions need them.

Law: an answer does not depend on what was asked before. The stretch that is known grows by doubling, and
on a guess never beyond the holiday data; past them it is asked for only where the answer needs it, and
is not kept, so that whoever asks is told. Growing makes a new stretch and swaps one reference, so
that threads may share a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY, day_of, iso_minute
from overlap.core.elapsed import Elapsed
from overlap.core.horizon import SUPPORTED, Horizon
from overlap.core.intervals import EMPTY, IntervalSet, union
from overlap.core.zones import Zone
from overlap.errors import BeyondData, DataError, NoWorkingTime
from overlap.people.roster import Roster
from overlap.planning.selection import AtWork, Demand, met, patterns_of, presence
from overlap.render.moments import duration_text

__all__ = ["FOREVER", "LONGEST", "LONGEST_TEXT", "Running", "home_of"]

LONGEST: Final = 3653 * DAY
"""Ten years: a promise that takes longer is a clock that does not run."""

LONGEST_TEXT: Final = "ten years"
"""The same in words."""

FOREVER: Final = 2**62
"""The end of a pause that has none: after every instant."""

_CHUNK: Final = 92 * DAY
"""What is worked out at once at first: a quarter of a year costs little more than a week."""


class _Known(NamedTuple):
    """The clock over `[start, end]`."""

    start: int
    end: int
    elapsed: Elapsed


@final
class Running:
    """The minutes at which enough of some ids are at work, and what they add up to.

    All is in UTC minutes.

    Args:
        roster: Who they are.
        asked: How many of whom keep the clock running.
        share: Count only the minutes at which this id is at work.
    """

    __slots__ = ("_asked", "_known", "_roster", "_share", "_sure")

    def __init__(self, roster: Roster, asked: Demand, *, share: str | None = None) -> None:
        self._roster = roster
        self._asked = asked
        self._share = share
        self._sure = _sure(roster, asked)
        self._known: _Known | None = None

    @property
    def asked(self) -> Demand:
        """How many of whom keep it running."""
        return self._asked

    def over(self, start: int, end: int) -> Elapsed:
        """The prefix sums of a stretch that holds `[start, end]`.

        Raises:
            BadHorizon: If it leaves the supported years.
            BeyondData: If a holiday calendar does not reach that far.
        """
        return self._covering(start, end).elapsed

    def known_until(self, instant: int) -> int:
        """How far after an instant can be looked without asking beyond the holiday data."""
        return min(self._sure[1], instant + LONGEST, SUPPORTED[1])

    def is_open(self, instant: int) -> bool:
        """Whether it runs in the minute that begins at an instant."""
        return instant in self._covering(instant, instant + 1).elapsed.intervals

    def between(self, start: int, end: int) -> int:
        """How many minutes it runs in `[start, end)`."""
        elapsed = self.over(start, end)
        return elapsed.until(end) - elapsed.until(start)

    def after(self, instant: int, minutes: int) -> int:
        """The first instant by which it has run for so many minutes, from 1, since another.

        Raises:
            NoWorkingTime: If that takes more than ten years.
            BadHorizon: If the instant is outside the supported years.
            BeyondData: If a holiday calendar does not reach that far.
        """
        found = self._after(instant, minutes, FOREVER)
        assert found is not None  # noqa: S101 - only a pause can come before what is due
        return found

    def before(self, instant: int, minutes: int) -> int:
        """The last instant since which it has run for so many minutes, from 1, by another.

        Raises:
            NoWorkingTime: If that takes more than ten years.
            BadHorizon: If the instant is outside the supported years.
            BeyondData: If a holiday calendar does not reach that far.
        """
        first = max(instant - LONGEST, SUPPORTED[0])
        known: _Known | None = self._covering(instant, instant)
        while known is not None and minutes <= LONGEST:
            found = known.elapsed.before(instant, minutes)
            if found is not None and found >= first:
                return found
            if found is not None or known.start <= first:
                break
            known = self._earlier_if_any(known, first)
        raise self._never(first, instant, minutes)

    def due(self, start: int, minutes: int, pauses: IntervalSet) -> int | None:
        """The first instant by which it has run for so many minutes outside the pauses.

        Returns:
            The instant, or None where a pause without an end comes first.

        Raises:
            NoWorkingTime: If it does not run for so long within ten years, pauses apart.
            BadHorizon: If an instant is outside the supported years.
            BeyondData: If a holiday calendar does not reach that far.
        """
        at, left = start, minutes
        if not left:
            return start
        for low, high in pauses.clip(start, FOREVER):
            if low > at:
                found = self._after(at, left, low)
                if found is not None:
                    return found
                left -= self.between(at, low)
            if high == FOREVER:
                return None
            at = high
        return self.after(at, left)

    def closes(self, instant: int) -> int | None:
        """The next instant after this at which it stops, or None if that is not within ten years."""
        end = min(instant + LONGEST, SUPPORTED[1])
        known = self._covering(instant, instant)
        while True:
            # What ends where the stretch does may go on.
            ends = known.elapsed.intervals.clip(instant, FOREVER).ends
            if ends and ends[0] < min(known.end, end):
                return ends[0]
            grown = self._later_if_any(known, end) if known.end < end else None
            if grown is None:
                return ends[0] if ends and known.end < end else None
            known = grown

    def after_many(self, instants: Sequence[int], minutes: int) -> list[int]:
        """What `after` says of each instant, for one amount from 1.

        Raises:
            NoWorkingTime, BadHorizon, BeyondData: As `after`.
        """
        if not instants:
            return []
        low, high = min(instants), max(instants)
        last = self.after(high, minutes)
        elapsed = self.over(low, last)
        found = elapsed.after_many(instants, minutes)
        if last - low > LONGEST:
            for instant, answer in zip(instants, found, strict=True):
                if answer - instant > LONGEST:
                    raise self._never(instant, instant + LONGEST, minutes)
        return found

    def after_each(self, instants: Sequence[int], minutes: Sequence[int]) -> list[int]:
        """What `after` says of each instant with its own amount, from 1.

        Raises:
            NoWorkingTime, BadHorizon, BeyondData: As `after`.
        """
        if not instants:
            return []
        low = min(instants)
        elapsed = self.over(low, max(instants))
        targets = [*map(int.__add__, elapsed.until_many(instants), minutes)]
        last = targets.index(max(targets))
        end = self.after(instants[last], minutes[last])
        found = self.over(low, end).after_each(instants, minutes)
        if end - low > LONGEST:
            for instant, asked, answer in zip(instants, minutes, found, strict=True):
                if answer - instant > LONGEST:
                    raise self._never(instant, instant + LONGEST, asked)
        return found

    def before_many(self, instants: Sequence[int], minutes: int) -> list[int]:
        """What `before` says of each instant, for one amount from 1.

        Raises:
            NoWorkingTime, BadHorizon, BeyondData: As `before`.
        """
        if not instants:
            return []
        low, high = min(instants), max(instants)
        first = self.before(low, minutes)
        elapsed = self.over(first, high)
        found = elapsed.before_many(instants, minutes)
        if high - first > LONGEST:
            for instant, answer in zip(instants, found, strict=True):
                if instant - answer > LONGEST:
                    raise self._never(instant - LONGEST, instant, minutes)
        return found

    def between_many(self, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
        """The minutes it runs from each start to the end beside it; below zero where the end is before."""
        if not starts:
            return []
        low, high = min(min(starts), min(ends)), max(max(starts), max(ends))
        elapsed = self.over(low, high)
        return [*map(int.__sub__, elapsed.until_many(ends), elapsed.until_many(starts))]

    def intervals(self, horizon: Horizon, *, bare: bool = False) -> IntervalSet:
        """When it runs inside a horizon, or would as if there were no days off; nothing is remembered."""
        if bare:
            at_work = {one: presence(self._roster, one, horizon, bare=True) for one in self._asked.ids}
            return self._asked.met(at_work)
        present = AtWork(self._roster, self._asked.ids, horizon)
        found = met(self._roster, self._asked, horizon, present)
        return found if self._share is None else found & present[self._share]

    def _after(self, instant: int, minutes: int, until: int) -> int | None:
        """`after`, or None if that is not by `until`."""
        end = min(instant + LONGEST, SUPPORTED[1])
        stop = min(until, end)
        known: _Known | None = self._covering(instant, instant)
        while known is not None and minutes <= LONGEST:
            found = known.elapsed.after(instant, minutes)
            if found is not None and found <= stop:
                return found
            if found is not None or known.end >= stop:
                break
            known = self._later_if_any(known, stop)
        if until <= end:
            return None
        raise self._never(instant, end, minutes)

    def _covering(self, low: int, high: int) -> _Known:
        """A known stretch that holds `[low, high]`."""
        first, last = SUPPORTED
        if low < first or high > last:
            Horizon(low, max(high, low + 1))  # says what is supported
        known = self._known
        if known is None:
            known = _Known(low, low, _NOTHING)
        if low < known.start:
            known = self._earlier(known, low, first)
        if high > known.end:
            known = self._later(known, high, last)
        return known

    def _later_if_any(self, known: _Known, most: int) -> _Known | None:
        """`known`, grown by a minute or more up to `most`, for an answer that may lie there.

        Returns:
            None where holiday data end, but nobody would work beyond them.

        Raises:
            BeyondData: Where they end, and somebody would.
        """
        try:
            return self._later(known, known.end + 1, most)
        except BeyondData:
            if self.intervals(Horizon(known.end, most), bare=True):
                raise
            return None

    def _earlier_if_any(self, known: _Known, least: int) -> _Known | None:
        """The mirror image of `_later_if_any`."""
        try:
            return self._earlier(known, known.start - 1, least)
        except BeyondData:
            if self.intervals(Horizon(least, known.start), bare=True):
                raise
            return None

    def _later(self, known: _Known, least: int, most: int) -> _Known:
        """`known`, grown to end at `least` or, where that costs nobody an error, later, up to `most`."""
        begin = known.end
        far = min(begin + max(begin - known.start, _CHUNK), most)
        if least <= self._sure[1]:
            far = min(far, self._sure[1])
        far = max(far, least)
        while True:
            try:
                more = self.intervals(Horizon(begin, far))
                break
            except DataError:
                if far == least:
                    raise
                far = max(begin + (far - begin) // 2, least)
        return self._kept(_Known(known.start, far, _joined(known, more)))

    def _earlier(self, known: _Known, most: int, least: int) -> _Known:
        """The mirror image of `_later`."""
        end = known.start
        far = max(end - max(known.end - end, _CHUNK), least)
        if most >= self._sure[0]:
            far = max(far, self._sure[0])
        far = min(far, most)
        while True:
            try:
                more = self.intervals(Horizon(far, end))
                break
            except DataError:
                if far == most:
                    raise
                far = min(end - (end - far) // 2, most)
        return self._kept(_Known(far, known.end, _joined(known, more)))

    def _kept(self, grown: _Known) -> _Known:
        """The stretch, remembered if all of it is sure."""
        if self._sure[0] <= grown.start and grown.end <= self._sure[1]:
            self._known = grown
        return grown

    def _never(self, start: int, end: int, minutes: int) -> NoWorkingTime:
        ids = [f'"{one}"' for one in self._asked.ids]
        named = ", ".join(ids[:_MOST_NAMED]) + (" and others" if len(ids) > _MOST_NAMED else "")
        return NoWorkingTime(
            f"the clock of {named} does not run for {duration_text(minutes)} between {iso_minute(start)} "
            f"and {iso_minute(end)}",
            hint=f"ask for less within {LONGEST_TEXT}, or look at shifts, seasons and closures",
        )


_MOST_NAMED: Final = 6
"""Ids named in an error: a sentence should stay one."""

_NOTHING: Final = Elapsed(EMPTY)
"""Of a stretch without a minute."""


def home_of(roster: Roster, one: str) -> Zone:
    """The zone in which a team, or a member as "team.member", lives."""
    return (roster.pattern(one) if "." in one else roster.team(one).pattern).zone


def _joined(known: _Known, more: IntervalSet) -> Elapsed:
    return Elapsed(union([known.elapsed.intervals, more]))


def _sure(roster: Roster, asked: Demand) -> tuple[int, int]:
    """The instants over which the holidays of everybody asked are known."""
    first, last = SUPPORTED
    for one in asked.ids:
        for pattern in patterns_of(roster, one):
            for calendar in pattern._calendars:
                # Where a day off takes the night before it, the day after a horizon must be known too.
                end = day_of(calendar.table.known_until) + 1 - pattern._is_cut_by_tomorrow
                first = max(first, pattern.zone.to_instant(day_of(calendar.table.known_from) * DAY))
                last = min(last, pattern.zone.to_instant(end * DAY))
    return first, last
