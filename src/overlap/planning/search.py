"""The search for slots: which instants are possible for everybody needed, and which are best.

Law: constraints are sets of instants at which the meeting could begin, and only ever intersect. A slot is
ranked by whether it keeps preferred hours, by the worst-off person's discomfort, by the sum, by its start;
so equal slots are told apart by time, never by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY, weekday_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet, at_least
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.availability import Availability, Delegate
from overlap.planning.selection import Demand

__all__ = ["Choice", "Question", "Rank", "Search"]


@final
@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a search, but for whose time is usable.

    Attributes:
        asked: Who must come.
        optional: Who may come besides.
        minutes: How long.
        step: Raster of starts, in minutes after the midnight of `raster`.
        clock: Whose dates and weekdays count.
        raster: Whose clock the raster lies on.
        earliest: No meeting begins before this instant.
        weekdays: On which a meeting may begin.
        preferred: Wall times of `clock` that are tried first.
        attendance: How many of all asked must be able to come.
    """

    asked: Demand
    optional: tuple[str, ...]
    minutes: int
    step: int
    clock: Zone
    raster: Zone
    earliest: int | None
    weekdays: frozenset[int]
    preferred: tuple[tuple[int, int], ...]
    attendance: int

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody asked, those needed first."""
        return (*self.asked.ids, *self.optional)


class Choice(NamedTuple):
    """Who comes for an id to a slot: the delegate with least discomfort, or nobody."""

    id: str
    who: Delegate | None
    discomfort: int


class Rank(NamedTuple):
    """What slots are sorted by."""

    off_preference: bool
    worst: int
    total: int
    start: int


class Search:
    """A question put to the people of one horizon."""

    __slots__ = ("known", "question")

    def __init__(self, question: Question, known: Availability) -> None:
        self.question: Question = question
        self.known: Availability = known

    @property
    def roster(self) -> Roster:
        """Who is asked."""
        return self.known.roster

    @property
    def horizon(self) -> Horizon:
        """When."""
        return self.known.horizon

    def over(self, horizon: Horizon) -> Search:
        """The same question about another horizon."""
        return Search(self.question, self.known.over(horizon))

    def base(self, minutes: int) -> IntervalSet:
        """The instants at which a meeting of that length may begin, whoever comes."""
        question = self.question
        start, end = self.horizon.start, self.horizon.end
        if question.earliest is not None:
            start = max(start, question.earliest)
        if end - start < minutes:
            return EMPTY
        whole = IntervalSet.trusted((start,), (end - minutes + 1,))
        if len(question.weekdays) == 7:
            return whole
        clock = question.clock
        dates = self.horizon.by_date(clock)
        return whole & IntervalSet(
            (low, high) for day, low, high in dates if weekday_of(day) in question.weekdays
        )

    def starts(self, minutes: int) -> Mapping[str, IntervalSet]:
        """The instants at which a meeting of that length can begin for each id."""
        return {one: self.known.starts(one, minutes) for one in self.question.ids}

    def feasible(self) -> IntervalSet:
        """The instants at which the meeting can begin, on the raster or off it.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        question = self.question
        if question.asked.is_all and not question.attendance:
            together = self.known.starts_together(question.asked.ids, question.minutes)
            if together is not None:
                return together & self.base(question.minutes)
        starts = self.starts(question.minutes)
        found = question.asked.met(starts)
        if question.attendance:
            found &= at_least(question.attendance, list(starts.values()))
        return found & self.base(question.minutes)

    def candidates(self, feasible: IntervalSet) -> Iterator[int]:
        """The instants of a set that lie on the raster, in order."""
        raster, step = self.question.raster, self.question.step
        for low, high in feasible:
            cuts = [low, *(change[0] for change in raster.changes(low + 1, high)), high]
            for first, last in pairwise(cuts):
                yield from range(first + -(first + raster.offset_at(first)) % step, last, step)

    def choice(self, one: str, start: int) -> Choice:
        """Who comes for an id to a slot."""
        minutes = self.question.minutes
        best: Choice | None = None
        for who in self.known.unlike(one):
            if start in self.known.starts_of(who, minutes):
                cost = self.known.burden(who).of(start, start + minutes)
                if best is None or cost < best.discomfort:
                    best = Choice(one, who, cost)
        return best or Choice(one, None, 0)

    def choices(self, start: int) -> dict[str, Choice]:
        """Who comes for each id to a slot."""
        return {one: self.choice(one, start) for one in self.question.ids}

    def needed(self, choices: Mapping[str, Choice]) -> tuple[str, ...]:
        """Those without whom a group has no quorum: of each group the k with least discomfort.

        Of equals those whose id comes first, in whatever order they were asked.
        """
        found: dict[str, None] = {}
        for group in self.question.asked.groups:
            there = [one for one in group.ids if choices[one].who is not None]
            if group.quorum < len(there):
                there.sort(key=lambda one: (choices[one].discomfort, one))
            found.update(dict.fromkeys(there[: group.quorum]))
        return tuple(found)

    def rank(self, start: int, choices: Mapping[str, Choice]) -> Rank:
        """What a slot is sorted by, given who comes."""
        minutes = self.question.minutes
        costs = [choices[one].discomfort for one in self.needed(choices)]
        missing = self.known.terms.weights.missing * minutes
        total = sum(costs)
        for one in self.question.optional:
            choice = choices[one]
            total += missing if choice.who is None else min(choice.discomfort, missing)
        return Rank(not self._is_preferred(start), max(costs, default=0), total, start)

    def _is_preferred(self, start: int) -> bool:
        if not self.question.preferred:
            return True
        clock, end = self.question.clock, start + self.question.minutes
        today = clock.to_wall(start) // DAY
        return any(
            clock.to_instant(day * DAY + first) <= start and end <= clock.to_instant(day * DAY + last)
            for first, last in self.question.preferred
            for day in (today - 1, today, today + 1)  # clocks may have stepped back over midnight
        )

    def best(self, limit: int, *, per_day: int | None) -> list[Rank]:
        """The best slots, at most so many, and of each local date at most so many."""
        ranked = sorted(self.rank(start, self.choices(start)) for start in self.candidates(self.feasible()))
        return list(self._thinned(ranked, limit, per_day))

    def _thinned(self, ranked: list[Rank], limit: int, per_day: int | None) -> Iterator[Rank]:
        clock = self.question.clock
        shown: dict[int, int] = {}
        left = limit
        for rank in ranked:
            day = clock.to_wall(rank.start) // DAY
            if per_day is not None and shown.get(day, 0) >= per_day:
                continue
            if not left:
                return
            shown[day] = shown.get(day, 0) + 1
            left -= 1
            yield rank

    def first(self, limit: int, *, per_day: int | None) -> Iterator[tuple[Search, int]]:
        """The first slots in time, looked for in growing stretches of the horizon: (stretch, start)."""
        start, end = self.horizon.start, self.horizon.end
        clock, minutes = self.question.clock, self.question.minutes
        length, left = max(_FIRST_STRETCH, minutes), limit
        shown: dict[int, int] = {}
        while left and end - start >= minutes:
            stretch = self.over(Horizon(start, min(start + length, end)))
            for found in stretch.candidates(stretch.feasible()):
                day = clock.to_wall(found) // DAY
                if per_day is None or shown.get(day, 0) < per_day:
                    shown[day] = shown.get(day, 0) + 1
                    left -= 1
                    yield stretch, found
                    if not left:
                        return
            # A slot may lie across the end of a stretch: the next begins with the starts not looked at.
            start = stretch.horizon.end - minutes + 1
            length *= _GROWTH


_FIRST_STRETCH: Final = 14 * DAY
"""What is looked through first: most questions for the next few slots are answered within a fortnight."""

_GROWTH: Final = 4
"""How much longer each further stretch is: a stretch costs by the person more than by the day."""
