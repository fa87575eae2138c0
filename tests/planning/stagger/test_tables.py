"""Tables without what says nothing leave the same plans."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from overlap.planning.stagger.domains import Table, Work
from overlap.planning.stagger.tables import simplified


def left(*tables: Table) -> list[Table]:
    return simplified(list(tables), Work(10**6))


def pair(first: list[int], second: list[int], count: int) -> Table:
    """A table of two groups."""
    return Table((0, 1), {0: first, 1: second}, count)


def test_an_alternative_that_nobody_agrees_to_goes() -> None:
    # Nobody of the first group agrees to the third.
    table = pair([0b001, 0b010, 0b011], [0b101, 0b110, 0b110], 3)
    assert left(table) == [pair([0b01, 0b10, 0b11], [0b01, 0b10, 0b10], 2)]


def test_an_alternative_that_another_one_stands_for_goes() -> None:
    # Whoever agrees to the second agrees to the first.
    table = pair([0b011, 0b001, 0b100], [0b011, 0b100, 0b001], 3)
    assert left(table) == [pair([0b01, 0b01, 0b10], [0b01, 0b10, 0b01], 2)]
    alike = pair([0b011, 0b100], [0b011, 0b100], 3)
    assert left(alike) == [pair([0b01, 0b10], [0b01, 0b10], 2)]


def test_a_table_of_which_nothing_can_go_is_the_same() -> None:
    table = pair([0b01, 0b10], [0b01, 0b10], 2)
    (same,) = left(table)
    assert same is table


def test_segments_are_added_up_so_none_stands_for_another() -> None:
    table = Table((0, 1), {0: [0b011, 0b100], 1: [0b011, 0b111]}, 3, (30, 30, 15), 60)
    (same,) = left(table)
    assert same is table


def test_what_every_two_configurations_agree_to_is_no_table() -> None:
    # Each two have one alternative in common, and no alternative is everybody's.
    assert left(pair([0b0011, 0b1100], [0b0101, 0b1010], 4)) == []
    assert left(pair([0b1, 0b1], [0b1, 0b1], 1)) == []


def test_of_two_tables_the_one_that_implies_the_other_stays() -> None:
    strict = pair([0b01, 0b10], [0b01, 0b10], 2)
    loose = pair([0b01, 0b11], [0b01, 0b10], 2)
    for tables in ((strict, loose), (loose, strict), (strict, loose, strict)):
        assert left(*tables) == [strict]


def test_reading_and_comparing_alternatives_is_work() -> None:
    kinds = [1 << at for at in range(40)]
    work = Work(10_000)
    assert len(simplified([pair(kinds, kinds, 40)], work)) == 1
    read, compared, paired = 40 * (40 + 40) // 8, 40 * 40 // 4, 40 * (40 // 4 + 1)
    assert work.left == 10_000 - read - compared - paired


def drawn(source: Random, configurations: list[int]) -> Iterator[Table]:
    """Some tables of groups with so many configurations, one in three of them of segments."""
    for _ in range(source.randint(1, 4)):
        count = source.randint(1, 4)
        groups = tuple(sorted(source.sample(range(3), source.randint(1, 3))))
        masks = {
            group: [source.randrange(1 << count) for _ in range(configurations[group])] for group in groups
        }
        if source.randrange(3):
            yield Table(groups, masks, count)
        else:
            minutes = tuple(source.choice((15, 30, 60)) for _ in range(count))
            yield Table(groups, masks, count, minutes, source.choice((15, 30, 45, 75)))


def accepted(tables: list[Table], configurations: list[int]) -> list[tuple[int, ...]]:
    """The plans that keep all tables, by looking at every one."""
    plans = []
    for plan in product(*map(range, configurations)):
        agreed = [(1 << table.count) - 1 for table in tables]
        for at, table in enumerate(tables):
            for group in table.groups:
                agreed[at] &= table.masks[group][plan[group]]
        if all(table.accepts(mask) for table, mask in zip(tables, agreed, strict=True)):
            plans.append(plan)
    return plans


def test_the_same_plans_are_left() -> None:
    source = Random(7)  # noqa: S311 - the same tables on every run
    fewer = 0
    for _ in range(300):
        configurations = [source.randint(1, 3) for _ in range(3)]
        tables = list(drawn(source, configurations))
        simple = left(*tables)
        assert accepted(simple, configurations) == accepted(tables, configurations)
        fewer += len(tables) - len(simple)
    assert fewer > 50
