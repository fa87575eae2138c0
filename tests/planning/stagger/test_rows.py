"""The lines of a programme hold for the plans that keep everything, and for no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

import pytest

from overlap.planning.stagger.model import (
    TIERS,
    Apart,
    Bar,
    Change,
    Choice,
    Group,
    Model,
    Need,
    Option,
    Plan,
    Pool,
    Row,
    Total,
)
from overlap.planning.stagger.rows import Line, Programme, programme
from tests.planning.stagger.brute import all_plans, good_plans
from tests.planning.stagger.models import small


def keeps(lines: Iterable[Line], values: list[Fraction]) -> bool:
    for terms, least, most in lines:
        total = sum(factor * values[column] for column, factor in terms)
        if (least is not None and total < least) or (most is not None and total > most):
            return False
    return True


def filled(rows: Programme, plan: Plan) -> Iterator[list[Fraction]]:
    """The values of a plan with everything that the columns of one choice could be, choice after choice.

    No two choices share a line, so each can be looked at alone.
    """
    values = rows.values(plan)
    for pick in rows.picks:
        columns = [column for column, _ in pick.ways]
        own = set(columns)
        lines = [line for line in rows.lines if own & {column for column, _ in line.terms}]
        for some in product((0, 1), repeat=len(columns)):
            for column, value in zip(columns, some, strict=True):
                values[column] = Fraction(value)
            if keeps(lines, values):
                break
        else:
            return
    yield values


def can_be(rows: Programme, plan: Plan) -> bool:
    """Whether there are values with which all lines hold for a plan."""
    values = rows.values(plan)
    if any(value > most or value < 0 for value, most in zip(values, rows.most, strict=True)):
        return False
    return any(keeps(rows.lines, own) for own in filled(rows, plan))


def whole(values: list[Fraction]) -> list[int]:
    return [int(value) for value in values]


def option(at: int, *, today: int = 0, moved: int = 15) -> Option:
    return Option(480 + 15 * (at - today), None, abs(at - today) * moved, 0, 15 * (at - today))


def options(count: int, *, today: int = 0) -> tuple[Option, ...]:
    return tuple(option(at, today=today) for at in range(count))


def test_lines_hold_for_plans_that_keep_everything_and_for_no_others() -> None:
    good = bad = 0
    for seed in range(200):
        model = small(seed, most=60)
        rows = programme(model)
        for plan in all_plans(model):
            values = rows.values(plan)
            if not model.broken(plan):
                good += 1
                assert keeps(rows.lines, values), (seed, plan)
                assert all(0 <= value <= most for value, most in zip(values, rows.most, strict=True))
                assert rows.plan(whole(values)) == plan
                assert not rows.is_impossible
            elif all(value.denominator == 1 for value in values) and rows.plan(whole(values)) == plan:
                # A plan that the columns cannot say at all is ruled out as well.
                bad += 1
                assert not can_be(rows, plan), (seed, plan, model.broken(plan))
    assert min(good, bad) > 400


def test_what_a_tier_makes_small_is_what_the_model_says() -> None:
    for seed in range(200):
        model = small(seed, most=60)
        rows = programme(model)
        plans = good_plans(model)
        values = [rows.values(plan) for plan in plans]
        for tier in (*TIERS, "early", "weights"):
            aim = rows.aims[tier]
            said = [
                model.value(plan, tier) if tier in TIERS else Fraction(getattr(model, tier)(plan))
                for plan in plans
            ]
            for own, value in zip(values, said, strict=True):
                total = sum(factor * own[column] for column, factor in aim.terms)
                assert aim.constant + aim.unit * total == value, (seed, tier)
                assert keeps(aim.lines, own), (seed, tier)
            for limit in said[:3]:
                fixed = rows.fixed(tier, limit)
                kept = [keeps(fixed, own) for own in values]
                assert kept == [value <= limit if tier == "worst" else value == limit for value in said]
        moves = dict(rows.movers)
        for plan, own in zip(plans, values, strict=True):
            assert keeps(rows.aims["stay"].lines, own)
            assert {team: own[column] for team, column in rows.movers} == {
                team: stays for team, stays in enumerate(model.stay(plan)) if team in moves
            }


def test_no_team_is_left_at_or_above_a_limit_that_is_strict() -> None:
    group = Group(0, options(4), 1, 1, 0)
    rows = programme(Model((3,), (group,), (Pool(0, 2),)))
    plans = [(2, 0, 0, 0), (0, 2, 0, 0), (0, 0, 2, 0)]
    values = [rows.values(plan) for plan in plans]
    assert [keeps(rows.below(Fraction(10)), own) for own in values] == [True, True, False]
    assert [keeps(rows.below(Fraction(10), strictly=True), own) for own in values] == [True, False, False]


def test_a_level_or_a_team_that_moves_is_not_said_too_low() -> None:
    model = Model((2,), (Group(0, options(3), 2, 1, 0),), (Pool(0, 2),))
    rows = programme(model)
    values = rows.values((0, 1, 1))
    level, mover = rows.level, dict(rows.movers)[0]
    for column, less, aim in ((level, Fraction(22), "worst"), (mover, Fraction(0), "stay")):
        assert keeps(rows.aims[aim].lines, values)
        assert not keeps(
            rows.aims[aim].lines, [less if at == column else own for at, own in enumerate(values)]
        )


def test_leaving_the_earlier_plan_is_not_said_to_cost_too_little() -> None:
    group = Group(0, options(2), 2, 1, 0)
    model = Model((4,), (group,), (Pool(0, 4),), changes=(Change(1, 2, 15),), again=2)
    rows = programme(model)
    ((column, _, _),) = rows.gaps
    for plan in ((0, 4), (1, 3), (3, 1)):
        values = rows.values(plan)
        assert keeps(rows.aims["moved"].lines, values)
        values[column] -= 1
        assert not keeps(rows.aims["moved"].lines, values)


def test_people_of_two_kinds_at_one_start_are_told_apart() -> None:
    # Early windows take those of the first kind, late ones those of the second: the one between takes nobody.
    group = Group(0, options(2), 1, 1, 0)
    windows = (Need(0b0001, 3), Need(0b0010, 3), Need(0b0100, 3))
    model = Model(
        (6,), (group,), (Pool(0, 3), Pool(0, 3)), choices=(Choice(1, None, tuple((one,) for one in windows)),)
    )
    rows = programme(model)
    assert [plan for plan in all_plans(model) if can_be(rows, plan)] == good_plans(model)


def test_an_alternative_that_asks_for_more_than_another_has_no_column() -> None:
    group = Group(0, options(4), 1, 1, 0)
    wide, narrow, more = Need(0b0111, 2), Need(0b0011, 2), Need(0b0111, 3)
    other = Need(0b1000, 2)
    model = Model(
        (3,),
        (group,),
        (Pool(0, 3),),
        choices=(Choice(1, None, ((narrow,), (wide,), (more,), (wide,), (other,))),),
    )
    (pick,) = programme(model).picks
    assert [needs for _, needs in pick.ways] == [(wide,), (other,)]


def test_a_row_that_another_brings_with_it_is_left_out() -> None:
    group = Group(0, options(4), 2, 1, 0)
    bare = Model((4,), (group,), (Pool(0, 4),))
    rows = (
        Row(0, Need(0b0011, 2)),
        Row(0, Need(0b0111, 2)),
        Row(0, Need(0b0111, 1)),
        Row(0, Need(0b0011, 1)),
    )
    said = [
        len(programme(Model(bare.teams, bare.groups, bare.pools, some)).lines) for some in (rows[:1], rows)
    ]
    assert said[0] == said[1]
    assert len(programme(bare).lines) == said[0] - 1


def test_choices_that_ask_the_same_are_asked_once() -> None:
    group = Group(0, options(4), 2, 1, 0)
    choice = Choice(0, None, ((Need(0b0001, 2),), (Need(0b1000, 2),)))
    again = Choice(1, None, ((Need(0b0001, 2),), (Need(0b1000, 2),)))
    model = Model((4,), (group,), (Pool(0, 4),), choices=(choice, again))
    assert len(programme(model).picks) == 1


def test_people_on_a_run_of_starts_are_two_columns() -> None:
    group = Group(0, options(9), 3, 1, 0)
    bare = Model((4,), (group,), (Pool(0, 4),))
    row = Row(0, Need(0b000111100, 2))
    lines = set(programme(Model(bare.teams, bare.groups, bare.pools, (row,))).lines)
    (new,) = lines - set(programme(bare).lines)
    assert sorted(factor for _, factor in new.terms) == [-1, 1]


@pytest.mark.parametrize(
    "more",
    [
        {"rows": (Row(0, Need(0b001, 3)),)},
        {"choices": (Choice(0, None, ()),)},
        {"choices": (Choice(0, None, ((Need(0b011, 3),),)),)},
        {"bars": tuple(Bar(0, (0, at)) for at in range(3))},
        {"groups": (Group(0, options(3), 2, 3, 0),)},
        {"groups": (Group(0, options(3), 0, 1, 0),)},
    ],
)
def test_what_can_be_seen_not_to_hold_is_seen(more: dict[str, object]) -> None:
    parts = {"teams": (2,), "groups": (Group(0, options(3), 2, 1, 0),), "pools": (Pool(0, 2),)} | more
    model = Model(**parts)  # type: ignore[arg-type]
    assert good_plans(model) == []
    assert programme(model).is_impossible


def test_nothing_at_all_can_be_planned() -> None:
    rows = programme(Model((), (), ()))
    assert not rows.is_impossible
    assert rows.plan(whole(rows.values(()))) == ()


def test_options_apart_in_groups_with_one_start_share_lines() -> None:
    groups = (Group(0, options(3), 1, 1, 0), Group(0, options(3), 1, 1, 0))
    pairs = tuple(Apart(0, (0, one), (1, other)) for one in (0, 1) for other in (0, 1))
    bare = Model((4,), groups, (Pool(0, 2), Pool(1, 2)))
    model = Model(bare.teams, bare.groups, bare.pools, aparts=pairs)
    assert len(programme(model).lines) == len(programme(bare).lines) + 1
    rows = programme(model)
    both = [plan for plan in product((0, 2), repeat=6) if sum(plan[:3]) == 2 and sum(plan[3:]) == 2]
    assert [plan for plan in both if can_be(rows, plan)] == [plan for plan in both if not model.broken(plan)]


def test_segments_beyond_what_is_asked_do_not_make_up_for_others() -> None:
    group = Group(0, options(2), 1, 1, 0)
    total = Total(0, ((600, (Need(0b01, 2),)), (10, (Need(0b10, 2),))), 20)
    model = Model((2,), (group,), (Pool(0, 2),), totals=(total,))
    rows = programme(model)
    assert [plan for plan in all_plans(model) if can_be(rows, plan)] == [(2, 0)]


def test_people_of_the_middle_are_not_those_of_both_sides() -> None:
    # Three on the first two windows and three on the last two are not three on the one between.
    group = Group(0, options(4), 4, 1, 0)
    windows = tuple((Need(0b11 << at, 3),) for at in range(3))
    model = Model((4,), (group,), (Pool(0, 4),), choices=(Choice(0, None, windows),))
    rows = programme(model)
    assert model.broken((1, 1, 1, 1))
    assert [plan for plan in all_plans(model) if can_be(rows, plan)] == good_plans(model)


def test_two_kinds_at_one_start_do_not_stand_in_for_each_other() -> None:
    groups = (Group(0, options(2), 1, 1, 0), Group(1, options(3), 1, 1, 0))
    masks = (0b0001, 0b1010, 0b0100)  # of the first kind and of the second, at the first start or the other
    windows = tuple((Need(mask, 3), Need(1 << 4 + at, 1)) for at, mask in enumerate(masks))
    model = Model((6, 1), groups, (Pool(0, 3), Pool(0, 3), Pool(1, 1)), choices=(Choice(0, None, windows),))
    rows = programme(model)
    plan = (3, 0, 3, 0, 0, 1, 0)
    assert model.broken(plan)
    assert not can_be(rows, plan)
    assert can_be(rows, (0, 3, 0, 3, 0, 1, 0))


def test_what_asks_for_fewer_is_not_brought_by_what_asks_elsewhere() -> None:
    group = Group(0, options(3), 2, 1, 0)
    bare = Model((2,), (group,), (Pool(0, 2),))
    choice = Choice(0, None, ((Need(0b001, 1),), (Need(0b011, 2),)))
    pair = (Row(0, Need(0b001, 1)), Row(0, Need(0b011, 2)))
    for model in (
        Model(bare.teams, bare.groups, bare.pools, choices=(choice,)),
        Model(bare.teams, bare.groups, bare.pools, pair),
    ):
        rows = programme(model)
        assert [plan for plan in all_plans(model) if can_be(rows, plan)] == good_plans(model)


def test_pairs_apart_do_not_keep_others_apart() -> None:
    groups = (Group(0, options(3), 1, 1, 0), Group(0, options(3), 1, 1, 0))
    pairs = (Apart(0, (0, 0), (1, 0)), Apart(0, (0, 1), (1, 1)))
    model = Model((2,), groups, (Pool(0, 1), Pool(1, 1)), aparts=pairs)
    rows = programme(model)
    assert can_be(rows, (1, 0, 0, 0, 1, 0))
    assert not can_be(rows, (1, 0, 0, 1, 0, 0))


def test_needs_that_follow_each_other_are_those_of_one_team_in_whichever_order() -> None:
    groups = (Group(0, options(3), 1, 1, 0), Group(1, options(3), 1, 1, 0))
    ways = (
        (Need(0b000001, 2), Need(0b001000, 2)),
        (Need(0b010000, 2), Need(0b000010, 2)),
        (Need(0b000100, 2), Need(0b100000, 2)),
    )
    model = Model((2, 2), groups, (Pool(0, 2), Pool(1, 2)), choices=(Choice(0, None, ways),))
    rows = programme(model)
    assert [[need.mask for _, need in span] for span in rows.spans] == [
        [0b000001, 0b000010, 0b000100],
        [0b001000, 0b010000, 0b100000],
    ]
    assert [plan for plan in all_plans(model) if can_be(rows, plan)] == good_plans(model)
