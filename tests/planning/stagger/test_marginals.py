"""The bound of one requirement is what it costs; a cover is a table that agrees to what is enough."""

from __future__ import annotations

from functools import reduce
from itertools import product
from operator import and_
from random import Random

import pytest

from overlap.planning.stagger.domains import Configuration, Domains, Fields, Table, Work
from overlap.planning.stagger.marginals import Factor, Marginals, cover_table

NOTHING = Fields(8, ())


def domains(costs: list[list[int]], *tables: Table) -> Domains:
    """Groups whose configurations have these costs, each with its people left out."""
    plain = [[Configuration((), cost, cost) for cost in own] for own in costs]
    return Domains(plain, [[0] * len(own) for own in costs], NOTHING, 0, list(tables))


def drawn(source: Random, costs: list[list[int]]) -> Table:
    """One requirement of all groups, which some of their configurations agree to."""
    count = source.randint(1, 4)
    masks = {group: [source.randrange(1 << count) for _ in own] for group, own in enumerate(costs)}
    return Table(tuple(masks), masks, count)


def cheapest(costs: list[list[int]], table: Table) -> int | None:
    """What the cheapest plan costs whose groups agree to one alternative, by trying all."""
    found = []
    for chosen in product(*(range(len(own)) for own in costs)):
        agreed = (1 << table.count) - 1
        for group, at in enumerate(chosen):
            agreed &= table.masks[group][at]
        if agreed:
            found.append(sum(own[at] for own, at in zip(costs, chosen, strict=True)))
    return min(found, default=None)


def test_of_one_requirement_the_bound_is_the_cost_of_the_cheapest_plan() -> None:
    source = Random(7)  # noqa: S311 - the same on every run
    seen = 0
    for _ in range(300):
        costs = [
            sorted(source.choices((0, 0, 15, 30, 45, 90), k=source.randint(1, 4)))
            for _ in range(source.randint(2, 3))
        ]
        table = drawn(source, costs)
        found = Marginals.of(domains(costs, table), [table], 3, Work(10**6))
        least = cheapest(costs, table)
        if least is None:
            assert found.bound > sum(map(max, costs))  # more than any plan
        else:
            seen += 1
            assert found.bound == least, (costs, table)
    assert seen > 100


def test_of_several_requirements_the_bound_lies_between_what_groups_cost_and_the_cheapest_plan() -> None:
    source = Random(11)  # noqa: S311 - the same on every run
    seen = 0
    for _ in range(600):
        costs = [sorted(source.choices((0, 0, 15, 30, 45, 90), k=source.randint(1, 3))) for _ in range(3)]
        tables = [drawn(source, costs) for _ in range(3)]
        one = domains(costs, *tables)
        found = Marginals.of(one, tables, 3, Work(10**6))
        assert found.bound >= Marginals.plain(one).bound, (costs, tables)
        plans = []
        for chosen in product(*(range(len(own)) for own in costs)):
            agreed = [
                reduce(and_, (table.masks[group][at] for group, at in enumerate(chosen))) for table in tables
            ]
            if all(agreed):
                plans.append(sum(own[at] for own, at in zip(costs, chosen, strict=True)))
        least = min(plans, default=None)
        if least is not None:
            seen += 1
            assert found.bound <= least, (costs, tables)
    assert seen > 50


def test_before_any_pass_the_bound_is_what_groups_cost_on_their_own() -> None:
    costs = [[0, 30], [15, 60, 60]]
    table = Table((0, 1), {0: [0b01, 0b10], 1: [0b10, 0b11, 0b01]}, 2)
    one = domains(costs, table)
    found = Marginals.of(one, [table], 0, Work(10**6))
    plain = Marginals.plain(one)
    assert (found.bound, found.costs) == (15, costs) == (plain.bound, plain.costs)
    factor = Factor(table)
    for state, chosen in product((0b01, 0b10, 0b11), product((-1, 0, 1), (-1, 0, 1, 2))):
        assert factor.bound(state, chosen) == 0


@pytest.mark.parametrize(
    ("brings", "least", "masks"),
    [
        # (0, 3) is enough; with (0, 4), (1, 3) and (1, 4) there are four ways to go through.
        ([[1], [4, 3]], 2, {0: [1], 1: [1, 1]}),
        # As soon as (0, 3), (0, 4), (1, 3) or (1, 4) are there nobody of the last group is asked.
        ([[1], [3, 4, 0], [1]], 3, {0: [1], 1: [1, 1, 0], 2: [1]}),
        # Six ways: three of the second group, each with the first and without.
        ([[1], [3, 4, 5]], 2, None),
    ],
)
def test_for_each_way_that_is_kept_four_are_gone_through(
    brings: list[list[int]], least: int, masks: dict[int, list[int]] | None
) -> None:
    fields = Fields(8, (least,))
    plain = [[Configuration((), 0, 0)] * len(own) for own in brings]
    found = cover_table(Domains(plain, brings, fields, fields.guards, []), 0, 1)
    if masks is None:
        assert found is None
    else:
        assert found is not None
        assert (found.count, found.groups, found.masks) == (1, tuple(masks), masks)


def test_a_group_that_can_do_nothing_costs_nothing() -> None:
    costs = [[], [15, 30]]
    found = Marginals.of(domains(costs), [], 3, Work(10**6))
    assert (found.bound, found.costs) == (15, costs)


@pytest.mark.parametrize(
    "pairs",
    [
        # A chain, in its order and in another
        ((0, 1), (1, 2), (2, 3)),
        ((0, 2), (2, 3), (1, 3)),
        # A star, from its middle and towards it
        ((0, 1), (0, 2), (0, 3)),
        ((0, 3), (1, 3), (2, 3)),
    ],
)
@pytest.mark.parametrize("passes", [1, 3])
def test_of_requirements_that_form_no_ring_the_bound_is_the_cost_of_the_cheapest_plan(
    pairs: tuple[tuple[int, int], ...], passes: int
) -> None:
    source = Random(13)  # noqa: S311 - the same on every run
    seen = 0
    for _ in range(60):
        # Prices are shared out in whole minutes: halves and thirds of these are whole, often enough.
        costs = [[0, *sorted(source.choices(range(6**6, 9 * 6**6, 6**6), k=2))] for _ in range(4)]
        tables = [
            Table(pair, {group: source.choices(range(1, 8), k=3) for group in pair}, 3) for pair in pairs
        ]
        least = min(
            (
                sum(own[at] for own, at in zip(costs, chosen, strict=True))
                for chosen in product(range(3), repeat=4)
                if all(
                    reduce(and_, (table.masks[group][chosen[group]] for group in table.groups))
                    for table in tables
                )
            ),
            default=None,
        )
        if least is None:
            continue
        seen += 1
        found = Marginals.of(domains(costs, *tables), tables, passes, Work(10**6))
        assert found.bound == least, (costs, tables)
    assert seen > 40
