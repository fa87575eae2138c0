"""Sharing places by trying everything, and tasks made to break it.

Law: built on plain permutations and sorting; of the code under test only the fields of tasks are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from hypothesis import strategies as st

from overlap.planning.stagger.turns_fair import Places, Week

__all__ = ["burdens_of", "fairest", "fairest_of", "places", "some_seats"]

Ranked = tuple[int, ...]
"""Burdens, the worst first."""


def fairest(carried: Sequence[int], weeks: Iterable[tuple[Sequence[int], Sequence[int]]]) -> Ranked:
    """The fairest burdens, of weeks as (people there, what each of their places costs)."""
    reached = {tuple(carried)}
    for people, costs in weeks:
        orders = set(permutations(costs))
        after = set()
        for had in reached:
            for order in orders:
                now = list(had)
                for who, cost in zip(people, order, strict=True):
                    now[who] += cost
                after.add(tuple(now))
        reached = after
    return min(tuple(sorted(one, reverse=True)) for one in reached)


def costs_of(task: Places, week: Week) -> list[int]:
    """What each place of a week costs."""
    return [price for price, room in zip(task.prices, week.rooms, strict=True) for place in range(room)]


def fairest_of(task: Places) -> Ranked:
    """The fairest burdens of a task."""
    return fairest(task.carried, [(week.present, costs_of(task, week)) for week in task.weeks])


def burdens_of(task: Places, seats: Sequence[Sequence[int]]) -> Ranked:
    """What a plan leaves people with, the worst first; an error if a week has not its people and places."""
    found = list(task.carried)
    for week, row in zip(task.weeks, seats, strict=True):
        assert [who for who, at in enumerate(row) if at >= 0] == list(week.present)
        assert sorted(task.prices[at] for at in row if at >= 0) == sorted(costs_of(task, week))
        for who in week.present:
            found[who] += task.prices[row[who]]
    return tuple(sorted(found, reverse=True))


@st.composite
def places(
    draw: st.DrawFn,
    *,
    prices: tuple[int, int] = (1, 4),
    people: int = 4,
    weeks: int = 4,
    may_be_away: bool = True,
) -> Places:
    """Small tasks: prices with and without a common unit, weeks alike and not, people away."""
    count = draw(st.integers(1, people))
    which = draw(
        st.lists(
            st.sampled_from([0, 10, 15, 30, 45, 60, 75, 120]),
            min_size=prices[0],
            max_size=prices[1],
            unique=True,
        )
    )
    own: list[Week] = []
    for _ in range(draw(st.integers(1, weeks))):
        if draw(st.booleans()) and own:
            own.append(own[0])
            continue
        there = [who for who in range(count) if not may_be_away or draw(st.integers(0, 3))]
        held = [draw(st.integers(0, len(which) - 1)) for _ in there]
        own.append(Week(tuple(there), tuple(held.count(at) for at in range(len(which)))))
    carried = draw(st.lists(st.sampled_from([0, 0, 7, 10, 30, 60, 100]), min_size=count, max_size=count))
    return Places(tuple(carried), tuple(sorted(which)), tuple(own))


def some_seats(task: Places, *, swing: int = 0) -> tuple[tuple[int, ...], ...]:
    """Any plan that keeps the rooms: the same people first, or another by each swing."""
    found = []
    for week in task.weeks:
        held = [at for at, room in enumerate(week.rooms) for _ in range(room)]
        by = swing % max(len(held), 1)
        row = [-1] * len(task.carried)
        for who, at in zip(week.present, held[by:] + held[:by], strict=True):
            row[who] = at
        found.append(tuple(row))
    return tuple(found)
