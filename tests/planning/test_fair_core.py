"""A task in its smallest form has the same best plans, and nothing in it that cannot matter."""

from __future__ import annotations

from hypothesis import given, settings

from overlap.planning.fair import FairTask
from overlap.planning.fair_core import Core, reduced
from tests.planning.fair_oracle import fairest, plans, tasks

NOBODY = frozenset[int]()


def core_of(task: FairTask, *, by_key: bool = False) -> Core:
    periods = [[(one.key, one.costs, one.marked) for one in options] for options in task.periods]
    return reduced(task.carried, periods, task.before, by_key=by_key)


def made(*options: tuple[int, ...], marked: tuple[frozenset[int], ...] = (), by_key: bool = False) -> Core:
    marks = marked or (NOBODY,) * len(options)
    period = [(at // 2, costs, mark) for at, (costs, mark) in enumerate(zip(options, marks, strict=True))]
    return reduced((0,) * len(options[0]), [period], NOBODY, by_key=by_key)


@settings(max_examples=25)
@given(tasks())
def test_the_best_of_what_is_left_is_the_best_of_all(task: FairTask) -> None:
    core = core_of(task, by_key=task.times is not None)
    left = [{one.place for one in table} for table in core.tables]
    best = None
    for plan in plans(task):
        if all(at in own for at, own in zip(plan, left, strict=True)):
            at_places = [
                [one.place for one in table].index(at) for at, table in zip(plan, core.tables, strict=True)
            ]
            assert core.keeps(at_places)
            found = tuple(one * core.unit + core.shift for one in core.ranked(core.burdens(at_places)))
            best = found if best is None else min(best, found)
    assert best == fairest(task)


def test_people_alike_are_one_column() -> None:
    core = reduced((0, 0, 3), [[(0, (1, 1, 1), NOBODY), (1, (0, 0, 5), NOBODY)]], NOBODY, by_key=False)
    assert core.counts == (2, 1)
    assert core.ranked((4, 7)) == (7, 4, 4)
    assert core.tops((4, 7)) == [7, 11, 15]


def test_people_alike_but_for_a_mark_are_two() -> None:
    period = [(0, (1, 1), frozenset({1})), (1, (2, 2), NOBODY)]
    assert reduced((0, 0), [period], NOBODY, by_key=False).counts == (1, 1)


def test_numbers_are_in_units_above_the_least() -> None:
    core = reduced((130, 70), [[(0, (30, 90), NOBODY), (1, (60, 0), NOBODY)]], NOBODY, by_key=False)
    assert (core.unit, core.shift, core.base) == (30, 70, (2, 0))
    assert [one.costs for one in core.tables[0]] == [(1, 3), (2, 0)]
    assert reduced((0,), [[(0, (0,), NOBODY)]], NOBODY, by_key=False).unit == 1


def test_where_there_is_nobody_nothing_is_borne() -> None:
    core = reduced((), [[(0, (), NOBODY)]], NOBODY, by_key=False)
    assert (core.base, core.counts, core.unit, core.shift) == ((), (), 1, 0)
    assert core.burdens((0,)) == ()


def test_what_costs_nobody_less_is_dropped() -> None:
    assert [one.place for one in made((1, 1), (2, 1), (1, 1), (0, 5)).tables[0]] == [0, 3]


def test_a_mark_less_is_a_reason_to_keep_an_option() -> None:
    late = frozenset({0})
    assert [one.place for one in made((1,), (2,), marked=(late, NOBODY)).tables[0]] == [0, 1]
    assert [one.place for one in made((1,), (2,), marked=(NOBODY, late)).tables[0]] == [0]


def test_where_keys_are_counted_only_options_of_one_key_compete() -> None:
    assert [one.place for one in made((1,), (2,), (3,), (4,), by_key=True).tables[0]] == [0, 2]


def test_only_some_keys_make_a_smaller_task_whose_plans_translate() -> None:
    core = made((9, 0), (0, 9), (1, 9), (9, 1), by_key=True)
    few = core.only(frozenset({1}))
    assert [one.costs for one in few.tables[0]] == [(1, 9), (9, 1)]
    assert few.in_whole(core, (1,)) == (3,)


def test_people_alike_but_for_the_meeting_before_are_two() -> None:
    both = frozenset({0, 1})
    core = reduced((0, 0), [[(0, (1, 1), both), (1, (2, 2), NOBODY)]], frozenset({1}), by_key=False)
    assert core.counts == (1, 1)
    assert not core.keeps((0,))
    assert core.keeps((1,))


def test_of_the_keys_left_what_costs_nobody_less_is_dropped_whatever_its_key() -> None:
    core = reduced(
        (0, 0),
        [[(key, costs, NOBODY) for key, costs in enumerate(((1, 0), (0, 1), (1, 1)))]] * 2,
        NOBODY,
        by_key=True,
    )
    assert [[one.key for one in table] for table in core.tables] == [[0, 1, 2]] * 2
    assert [[one.key for one in table] for table in core.only(frozenset({0, 2})).tables] == [[0]] * 2
    assert [[one.key for one in table] for table in core.only(frozenset({2})).tables] == [[2]] * 2
