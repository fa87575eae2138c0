"""What a meeting costs a person, in minutes one can explain.

Law: discomfort is a sum over the minutes of the meeting: each weighs what its status weighs, and a little
more on a few occasions. Nothing is judged by its start alone, and no minute weighs more than a known
bound, so moving a meeting by a minute changes its discomfort by no more than that, at midnight as at noon.

The order of the weights follows what is known of work at odd hours: night work is the hardest (the night
of ILO convention 171 and of directive 2003/88/EC contains 00:00 to 05:00; the default quiet hours contain
both), a day of rest comes next, and the hours just beside the working day are easiest.
The numbers themselves are a choice, and yours to change.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, fields
from itertools import accumulate, pairwise
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY, parse_time, time_text
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BadArgument
from overlap.people.listed import shown
from overlap.people.numbers import is_whole
from overlap.planning.standing import Standing, Status, painted

__all__ = ["Burden", "Discomfort", "Piece", "burden"]

_HOUR: Final = 60
"""Minutes after which time outside hours weighs a step more."""

_MOST: Final = 1000
"""A weight above this is a slip of the pen; a limit also keeps sums small."""


@final
@dataclass(frozen=True, slots=True, init=False)
class Discomfort:
    """How much a minute of a meeting weighs. At work a minute weighs nothing.

    Args:
        fringe: Close to work, within the roster's fringe minutes.
        outside: Outside hours, in the first hour beyond the fringe.
        outside_step: Added for each further hour.
        outside_most: The most that an hour outside weighs.
        pause: In a break.
        rest_day: On a date without a shift, a holiday, a closure or time off.
        quiet: In quiet hours.
        soft_holiday: Added on a date that the calendar keeps and the person works.
        eve: Added in the afternoon before a holiday.
        week_end: Added in the last afternoon before a date of rest, such as on Fridays.
        tentative: Added where the person is perhaps busy, if such time is open.
        missing: For a minute of the meeting that an optional person cannot come to.
        afternoon: Wall time from which an eve or the end of a week counts.

    Raises:
        BadArgument: If a weight is no whole number from 0 to 1000.
        BadTime: If the afternoon is no time of day.
    """

    fringe: int
    outside: int
    outside_step: int
    outside_most: int
    pause: int
    rest_day: int
    quiet: int
    soft_holiday: int
    eve: int
    week_end: int
    tentative: int
    missing: int
    afternoon: str

    def __init__(
        self,
        *,
        fringe: int = 1,
        outside: int = 2,
        outside_step: int = 1,
        outside_most: int = 4,
        pause: int = 2,
        rest_day: int = 5,
        quiet: int = 6,
        soft_holiday: int = 1,
        eve: int = 1,
        week_end: int = 1,
        tentative: int = 2,
        missing: int = 1,
        afternoon: str = "15:00",
    ) -> None:
        given = locals()
        for one in fields(self):
            value = given[one.name]
            if one.name == "afternoon":
                value = time_text(parse_time(value, field="afternoon"))
            elif not is_whole(value) or value > _MOST:
                hint = f"give a whole number from 0 to {_MOST}"
                raise BadArgument(f"{one.name} is {shown(value)}", hint=hint, field=one.name)
            object.__setattr__(self, one.name, value)

    def weight_of(self, status: Status) -> int:
        """What a minute of a status weighs, of those that do not depend on how far work is."""
        match status:
            case "in":
                return 0
            case "fringe":
                return self.fringe
            case "break":
                return self.pause
            case "quiet":
                return self.quiet
            case "outside-hours":
                return self.outside_most if self.outside_step else min(self.outside, self.outside_most)
            case _:
                return self.rest_day

    def reach_minutes(self, fringe_minutes: int) -> int:
        """How far from work a minute can be and still weigh less than one farther away."""
        steps = 0
        if self.outside_step:
            steps = max(0, -(-(self.outside_most - self.outside) // self.outside_step))
        return fringe_minutes + steps * _HOUR

    def _bands(self, work: IntervalSet, fringe_minutes: int) -> list[tuple[IntervalSet, int]]:
        """The minutes within each further hour of work, nearest first, with what they weigh."""
        found: list[tuple[IntervalSet, int]] = []
        weight, reach = self.outside, fringe_minutes
        while weight < self.outside_most and self.outside_step:
            reach += _HOUR
            found.append((work.widened(reach, reach), weight))
            weight += self.outside_step
        return found


class Piece(NamedTuple):
    """A part of a discomfort: what for, over how many minutes, and how much it comes to."""

    what: str
    minutes: int
    discomfort_minutes: int


@final
@dataclass(frozen=True, slots=True)
class Burden:
    """A person's discomfort over time: steps of one weight a minute, and their running sum.

    Attributes:
        edges: Where the steps begin, and the end of the last.
        rates: What a minute of each step weighs.
        whats: The pieces of each step as (what, weight), heaviest reason first.
        sums: What all steps before each edge come to.
        weight: How much the person's burden counts.
    """

    edges: list[int]
    rates: list[int]
    whats: list[tuple[tuple[str, int], ...]]
    sums: list[int]
    weight: int

    def of(self, start: int, end: int) -> int:
        """The discomfort of `[start, end)`, which must lie inside the horizon. O(log n)."""
        return self.weight * (self._until(end) - self._until(start))

    def _until(self, instant: int) -> int:
        at = bisect_right(self.edges, instant, 0, len(self.rates)) - 1
        return self.sums[at] + self.rates[at] * (instant - self.edges[at])

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """What the discomfort of `[start, end)` is made of, heaviest first."""
        found: dict[str, tuple[int, int]] = {}
        at = bisect_right(self.edges, start, 0, len(self.rates)) - 1
        while at < len(self.rates) and self.edges[at] < end:
            minutes = min(end, self.edges[at + 1]) - max(start, self.edges[at])
            for what, weight in self.whats[at]:
                had, cost = found.get(what, (0, 0))
                found[what] = had + minutes, cost + minutes * weight * self.weight
            at += 1
        pieces = (Piece(what, minutes, cost) for what, (minutes, cost) in found.items() if cost)
        return tuple(sorted(pieces, key=lambda piece: -piece.discomfort_minutes))


def burden(
    seen: Standing,
    weights: Discomfort,
    home: Zone,
    fringe_minutes: int,
    *,
    tentative: IntervalSet = EMPTY,
    weight: int = 1,
) -> Burden:
    """A person's discomfort over the horizon of a standing.

    Args:
        seen: What each minute is to the person.
        weights: What minutes weigh.
        home: The person's clock.
        fringe_minutes: How far the fringe goes.
        tentative: When the person is perhaps busy.
        weight: How much the person's burden counts.
    """
    start, end = seen.horizon.start, seen.horizon.end
    layers: list[tuple[IntervalSet, tuple[str, int]]] = [
        (one, (status, weights.weight_of(status))) for one, (status, _) in seen.layers()
    ]
    layers += [(one, ("outside-hours", step)) for one, step in weights._bands(seen.work, fringe_minutes)]
    base = painted(start, end, layers, ("outside-hours", weights.weight_of("outside-hours")))
    afternoons = _afternoons(home, seen, parse_time(weights.afternoon))
    more: tuple[tuple[IntervalSet, str, int], ...] = (
        (seen.soft_minutes, "soft-holiday", weights.soft_holiday),
        (seen.eves & afternoons, "eve", weights.eve),
        (seen.week_ends & afternoons, "week-end", weights.week_end),
        (tentative, "tentative", weights.tentative),
    )
    added = [(one.clip(start, end), what, step) for one, what, step in more if one and step]
    cuts = {low for low, _, _ in base}.union(*((*one.starts, *one.ends) for one, _, _ in added))
    edges = sorted(cuts - {end})
    starts = [low for low, _, _ in base]
    whats: list[tuple[tuple[str, int], ...]] = []
    for edge in edges:
        own = base[bisect_right(starts, edge) - 1][2]
        whats.append((own, *[(what, step) for one, what, step in added if edge in one]))
    rates = [sum(step for _, step in found) for found in whats]
    edges.append(end)
    costs = (rate * (high - low) for rate, (low, high) in zip(rates, pairwise(edges), strict=True))
    sums = list(accumulate(costs, initial=0))
    return Burden(edges, rates, whats, sums, weight)


def _afternoons(home: Zone, seen: Standing, since: int) -> IntervalSet:
    """From a wall time on to midnight, on each local day."""
    to_instant = home.to_instant
    days = seen.horizon.days(home)
    ends = ((to_instant(day * DAY + since), to_instant((day + 1) * DAY)) for day in days)
    return IntervalSet((low, high) for low, high in ends if low < high)
