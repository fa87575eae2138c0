"""The search through small models is compared with a look at every plan there is."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from overlap.planning.stagger.domains import Configuration, Domains, Fields, Spent, Work, domains_of
from overlap.planning.stagger.marginals import Marginals, cover_table
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
    Pool,
    Row,
    Tier,
    Total,
    bits,
)
from overlap.planning.stagger.price import Price
from overlap.planning.stagger.search import _Solver, _Tree, search
from tests.planning.stagger.brute import all_plans, best_plan, good_plans
from tests.planning.stagger.models import small, structured

ORDERS: tuple[tuple[Tier, ...], ...] = (
    TIERS,
    ("worst", "moved", "quiet"),
    ("quiet", "moved", "worst"),
    ("moved", "quiet", "worst"),
    ("worst", "quiet"),
    ("quiet",),
)


def options(*moved: int, quiet: tuple[int, ...] = ()) -> tuple[Option, ...]:
    """Options that far from today's start; the quiet minutes of each, or none."""
    late = quiet or (0,) * len(moved)
    return tuple(Option(480 + at, None, abs(at), one, at) for at, one in zip(moved, late, strict=True))


def one_team(people: int, *moved: int, cohorts: int = 1, least: int = 1) -> Model:
    """One team of one shift."""
    return Model(
        (people,),
        (Group(0, options(*moved), cohorts, least, 0),),
        (Pool(0, people),),
        tags=("limits", "need"),
    )


def agrees(model: Model, priority: tuple[Tier, ...] = TIERS) -> None:
    """The search ends with a proof of what a look at every plan says."""
    best = best_plan(model, priority)
    found = search(model, priority)
    assert found is not None
    assert found.infeasible == (best is None)
    if best is None:
        assert found.plan is None
        return
    assert found.plan is not None
    assert not model.broken(found.plan)
    assert model.key(found.plan, priority) == model.key(best, priority)
    assert (found.proven, found.unique) == (len(priority), True)
    assert found.bounds == model.key(best, priority)[0]


@pytest.mark.parametrize("part", range(10))
def test_the_best_plan_is_that_of_a_look_at_all_of_them(part: int) -> None:
    for seed in range(part * 30, part * 30 + 30):
        agrees(small(seed, most=250), ORDERS[seed % len(ORDERS)])


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(10))
def test_the_best_plan_is_that_of_a_look_at_all_of_more_of_them(part: int) -> None:
    for seed in range(10_000 + part * 400, 10_000 + part * 400 + 400):
        agrees(small(seed, most=1_500), ORDERS[seed % len(ORDERS)])


def test_a_search_that_allows_more_and_more_ends_at_the_same_plan() -> None:
    for seed in range(500, 560):
        model, priority = small(seed, most=200), ORDERS[seed % len(ORDERS)]
        best = best_plan(model, priority)
        solver = _Solver(model, priority, Work(10**8))
        if seed % 2:
            solver.try_whole()
        solver.deepen(few=0)
        assert (solver.plan is None) == (best is None)
        if best is not None and solver.plan is not None:
            assert model.key(solver.plan, priority) == model.key(best, priority)
            scale = solver.price.common if priority[0] == "worst" else 1
            assert Fraction(solver.floor, scale) <= model.value(best, priority[0])


def test_grades_order_plans_as_their_keys_do() -> None:
    for seed in range(60):
        model, priority = small(seed, most=60), ORDERS[seed % len(ORDERS)]
        solver = _Solver(model, priority, Work(10**6))
        plans = list(all_plans(model))
        by_key = sorted(plans, key=lambda plan: model.key(plan, priority))
        by_grade = sorted(plans, key=lambda plan: solver.price.grade(model, plan, priority))
        assert [model.key(one, priority) for one in by_key] == [model.key(one, priority) for one in by_grade]


def test_any_plan_is_found_if_there_is_one_and_nothing_more_is_claimed() -> None:
    for seed in range(700, 750):
        model = small(seed, most=200)
        found = search(model, ())
        assert found is not None
        assert found.infeasible == (not good_plans(model))
        if found.plan is not None:
            assert not model.broken(found.plan)
            assert (found.proven, found.bounds, found.unique) == (0, (), False)


def test_little_work_never_proves_more_than_is_so() -> None:
    known = 0
    for seed in range(60):
        model, priority = small(seed, most=80), ORDERS[seed % len(ORDERS)]
        good = good_plans(model)
        worst = max(good, key=lambda plan: model.key(plan, priority), default=None)
        for work in (0, 20, 60, 150, 400):
            found = search(model, priority, work=work, start=worst)
            if found is None:
                assert worst is None
                continue
            assert not (found.infeasible and good)
            if found.plan is None or worst is None:
                continue
            known += 1
            best = min(good, key=lambda plan: model.key(plan, priority))
            values = model.key(best, priority)[0]
            assert found.plan in good
            assert model.key(found.plan, priority) <= model.key(worst, priority)
            assert model.key(found.plan, priority)[0][: found.proven] == values[: found.proven]
            assert all(
                bound <= value for bound, value in zip(found.bounds[: found.proven + 1], values, strict=False)
            )
            assert not found.unique or model.key(found.plan, priority) == model.key(best, priority)
    assert known


def test_a_start_that_breaks_something_is_not_believed() -> None:
    model = one_team(2, 0, 30)
    late = Model(model.teams, model.groups, model.pools, rows=(Row(1, Need(0b10, 2)),), tags=model.tags)
    for start in ((2, 0), (3, 0), (1,), (1, 1)):
        found = search(late, start=start)
        assert found is not None
        assert found.plan == (0, 2)
        assert found.unique


def test_a_good_start_is_what_remains_where_no_work_may_be_done() -> None:
    model = one_team(4, 0, 30, 60, cohorts=2)
    found = search(model, work=0, start=(0, 2, 2))
    assert found is not None
    assert (found.plan, found.proven, found.bounds) == ((0, 2, 2), 0, (Fraction(0),))
    assert not found.unique
    assert search(model, work=0) is None


def test_what_is_known_in_part_is_said_for_the_worst_team_first_as_well() -> None:
    found = search(one_team(4, 0, 30, cohorts=2), ("worst",), work=0, start=(0, 4))
    assert found is not None
    assert (found.plan, found.proven, found.bounds) == ((0, 4), 0, (Fraction(0),))


def test_the_same_model_ends_the_same_way_every_time() -> None:
    model = structured(1, teams=4, cohorts=2)
    first = search(model, work=20_000)
    assert all(search(model, work=20_000) == first for _ in range(2))


@pytest.mark.parametrize(("teams", "coverage", "seed"), [(6, True, 1), (12, True, 2)])
def test_whole_teams_around_the_world_are_proven(teams: int, coverage: bool, seed: int) -> None:
    model = structured(seed, teams=teams, coverage=coverage)
    found = search(model)
    assert found is not None
    assert found.plan is not None
    assert (model.broken(found.plan), found.proven, found.unique) == (set(), 3, True)
    # Another order of search, from another plan, ends at the same one
    again = search(model, start=found.plan)
    assert again is not None
    assert again.plan == found.plan


def test_divided_teams_are_never_worse_off_than_whole_ones() -> None:
    for seed in (3,):
        values = []
        for cohorts in (1, 2, 3):
            model = structured(seed, teams=3, cohorts=3)
            groups = tuple(group._replace(cohorts=cohorts) for group in model.groups)
            fewer = Model(model.teams, groups, model.pools, model.rows, model.choices, tags=model.tags)
            found = search(fewer)
            assert found is not None
            assert found.plan is not None
            assert found.unique
            values.append(fewer.value(found.plan, "moved"))
        assert values == sorted(values, reverse=True)


def test_a_model_with_too_many_plans_is_given_up_at_once() -> None:
    far = tuple(range(-600, 601, 5))
    groups = tuple(Group(team, options(*far), 5, 1, 0) for team in range(4))
    row = Row(1, Need(0b1, 30))
    model = Model(
        (60,) * 4, groups, tuple(Pool(at, 60) for at in range(4)), rows=(row,), tags=("limits", "need")
    )
    assert search(model) is None
    stays = model.column(0, far.index(0))
    start = tuple(60 if column % len(far) == far.index(0) else 0 for column in range(model.columns))
    assert start[stays] == 60
    easy = Model(model.teams, groups, model.pools, tags=model.tags)
    found = search(easy, start=start)
    assert found is not None
    assert (found.plan, found.proven == 3 and found.unique) == (start, False)


class TestNamed:
    """Cases that a quick search gets wrong."""

    def test_nobody_at_all(self) -> None:
        agrees(Model((), (), ()))
        agrees(Model((3,), (), ()))
        agrees(Model((3,), (Group(0, options(0, 30), 1, 1, 0),), (), tags=("limits",)))
        agrees(Model((3,), (Group(0, (), 1, 1, 0),), (Pool(0, 0),), tags=("limits",)))

    def test_a_requirement_that_cannot_hold(self) -> None:
        model = one_team(2, 0, 30)
        for rows, choices in (
            ((Row(1, Need(0b11, 3)),), ()),
            ((Row(1, Need(0, 1)),), ()),
            ((), (Choice(1, None, ()),)),
            ((), (Choice(1, None, ((Need(0, 1),), (Need(0b11, 3),))),)),
        ):
            agrees(Model(model.teams, model.groups, model.pools, rows=rows, choices=choices, tags=model.tags))

    def test_a_requirement_of_nobody_always_holds(self) -> None:
        model = one_team(2, 0, 30)
        nobody = (Need(0, 0),)
        choices = (Choice(1, None, ((Need(0b10, 2),), nobody)), Choice(1, None, ((),)))
        totals = (Total(1, ((30, nobody), (30, ())), 60),)
        agrees(Model(model.teams, model.groups, model.pools, choices=choices, totals=totals, tags=model.tags))
        totals = (Total(1, ((30, nobody),), 60),)
        agrees(Model(model.teams, model.groups, model.pools, totals=totals, tags=model.tags))

    def test_a_choice_is_asked_only_if_its_option_is_used(self) -> None:
        groups = tuple(Group(team, options(0, 30, 60), 2, 1, 0) for team in range(2))
        pools = (Pool(0, 3), Pool(1, 2))
        rows = (Row(1, Need(0b000110, 1)),)
        for alternatives in ((), ((Need(0b100000, 2),),), ((Need(0b100000, 1),), (Need(0b010000, 2),))):
            choices = (Choice(2, (0, 1), alternatives),)
            agrees(Model((3, 2), groups, pools, rows, choices, tags=("limits", "rows", "choices")))

    def test_an_option_apart_from_itself_is_not_used(self) -> None:
        model = one_team(3, 0, 30, 60, cohorts=3)
        for aparts in (
            (Apart(1, (0, 0), (0, 0)),),
            (Apart(1, (0, 0), (0, 1)), Apart(1, (0, 0), (0, 2))),
        ):
            rows = (Row(1, Need(0b110, 1)),)
            agrees(Model(model.teams, model.groups, model.pools, rows, aparts=aparts, tags=model.tags))

    def test_everything_barred(self) -> None:
        model = one_team(2, 0, 30)
        bars = (Bar(1, (0, 0)), Bar(1, (0, 1)))
        agrees(Model(model.teams, model.groups, model.pools, bars=bars, tags=model.tags))

    def test_fewer_people_than_a_start_needs(self) -> None:
        agrees(one_team(2, 0, 30, cohorts=2, least=3))
        agrees(one_team(5, 0, 30, cohorts=2, least=3))

    def test_a_field_is_as_wide_as_all_the_people(self) -> None:
        groups = tuple(Group(team, options(0, 30), 2, 1, 0) for team in range(3))
        pools = (Pool(0, 7), Pool(1, 8), Pool(2, 1))
        for least in (1, 8, 15, 16, 17):
            rows = (Row(1, Need(0b101010, least)), Row(1, Need(0b010111, 0)), Row(1, Need(0b010100, 1)))
            agrees(Model((7, 8, 1), groups, pools, rows, tags=("limits", "rows")))

    def test_two_shifts_of_a_team_move_together_or_not_at_all(self) -> None:
        groups = (
            Group(0, options(0, 30), 1, 1, 0),
            Group(0, options(0, 30), 1, 1, 0),
            Group(1, options(0, 30), 1, 1, 0),
        )
        pools = (Pool(0, 2), Pool(1, 2), Pool(2, 2))
        # Either both shifts of the first team, or one of them and the second team
        rows = (Row(1, Need(0b101010, 4)), Row(1, Need(0b001010, 2)))
        for order in ORDERS:
            agrees(Model((4, 2), groups, pools, rows, tags=("limits", "rows")), order)

    def test_the_worst_team_decides_between_equal_sums(self) -> None:
        groups = tuple(Group(team, options(0, 30, 60), 2, 1, 0) for team in range(2))
        choices = (Choice(1, None, ((Need(0b000100, 2),), (Need(0b010010, 2), Need(0b110000, 1)))),)
        for people in ((2, 2), (9, 2), (2, 9)):
            for order in ORDERS:
                agrees(
                    Model(people, groups, (Pool(0, 2), Pool(1, 2)), choices=choices, tags=("l", "c")), order
                )

    def test_an_earlier_plan_across_groups_has_its_price(self) -> None:
        groups = tuple(Group(team, options(0, 30), 2, 1, 0) for team in range(2))
        changes = (Change(0b1010, 3, 15), Change(0b0010, 1, 60), Change(0b1111, 9, 15), Change(0, 2, 30))
        for again in (0, 1, 5):
            for order in ORDERS:
                agrees(
                    Model(
                        (2, 2), groups, (Pool(0, 2), Pool(1, 2)), changes=changes, again=again, tags=("l",)
                    ),
                    order,
                )

    def test_two_pools_share_their_starts(self) -> None:
        groups = (Group(0, options(0, 30, 60), 2, 2, 0),)
        for needs in ((0b001, 1), (0b101000, 2), (0b110110, 4), (0b010001, 3)):
            rows = (Row(1, Need(*needs)),)
            agrees(Model((5,), groups, (Pool(0, 2), Pool(0, 3)), rows, tags=("limits", "rows")))

    def test_segments_that_come_to_just_enough(self) -> None:
        groups = tuple(Group(team, options(0, 30, 60), 1, 1, 0) for team in range(2))
        segments = (
            (30, (Need(0b110, 2),)),
            (30, (Need(0b110000, 1), Need(0b100, 1))),
            (15, (Need(0b010010, 3),)),
        )
        for least in (0, 1, 30, 31, 45, 60, 75, 76):
            totals = (Total(1, segments, least),)
            agrees(Model((2, 2), groups, (Pool(0, 2), Pool(1, 2)), totals=totals, tags=("limits", "totals")))


def test_work_that_is_done_is_an_end() -> None:
    work = Work(2)
    work.do(2)
    with pytest.raises(Spent):
        work.do(1)


def test_alternatives_that_add_people_of_several_teams_up() -> None:
    groups = tuple(Group(team, options(0, 30, 60), 2, 1, 0) for team in range(2))
    model = Model((2, 3), groups, (Pool(0, 2), Pool(1, 3)), tags=("limits", "choices"))
    one, other, third = Need(0b110110, 4), Need(0b100100, 2), Need(0b010001, 3)
    own, more = Need(0b000110, 1), Need(0b110000, 2)
    for alternatives in (
        ((one,), (other,)),
        ((other,), (one,)),
        ((third, own), (one, more)),
        ((own, one), (own, other), (more,)),
        ((own, Need(0b111111, 6)), (more, third)),
        ((own, Need(0b111111, 5)), (own, other)),
        ((own, other), (own, Need(0b111111, 5)), (more, other)),
    ):
        for when in (None, (1, 0)):
            for rows in ((), (Row(1, Need(0b000001, 1)),)):
                choices = (Choice(1, when, alternatives),)
                agrees(Model(model.teams, groups, model.pools, rows, choices, tags=model.tags))


def test_the_room_for_a_better_plan_ends_where_none_can_be_better() -> None:
    for seed in range(40):
        model, priority = small(seed, most=40), ORDERS[seed % len(ORDERS)]
        price = Price.of(model, priority)
        for plan in all_plans(model):
            grade, tests = price.grade(model, plan, priority), price.test(model.moved(plan))
            room = price.room(tests, grade)
            assert price.beats(room, tests, grade)
            assert not price.beats(room + 1, tests, grade)


def test_what_a_field_asks_for_is_a_table_of_who_could_bring_it() -> None:
    fields = Fields(8, (5,))
    brings = [[0, 2, 3], [0, 1, 5], [4, 0]]
    plain = [[Configuration((), 0, 0)] * len(own) for own in brings]
    table = cover_table(Domains(plain, brings, fields, fields.guards, []), 0, 40)
    assert table is not None
    for chosen in product(*(range(len(own)) for own in brings)):
        agreed = (1 << table.count) - 1
        for group, at in enumerate(chosen):
            agreed &= table.masks[group][at]
        assert bool(agreed) == (sum(own[at] for own, at in zip(brings, chosen, strict=True)) >= 5)
    # (0, 5, 0), (0, 1, 4) and (2, 0, 4): none brings more than another one does
    assert table.count == 3
    assert cover_table(Domains(plain, brings, fields, fields.guards, []), 0, 2) is None


def test_a_whole_plan_is_not_the_end_where_divided_teams_are_asked() -> None:
    model = one_team(6, 0, 30, 60, cohorts=2)
    rows = (Row(1, Need(0b100, 1)),)
    divided = Model(model.teams, model.groups, model.pools, rows, tags=model.tags)
    solver = _Solver(divided, TIERS, Work(10**7))
    solver.try_whole()
    assert solver.plan == (0, 0, 6)
    solver.deepen(few=0)
    assert solver.plan == (5, 0, 1)


def test_what_the_other_teams_rule_out_is_struck_before_the_search() -> None:
    # Both at today's start or both later, and the second cannot be where it is today.
    groups = tuple(Group(team, options(0, 30), 1, 1, 0) for team in range(2))
    both = Choice(1, None, ((Need(0b0101, 4),), (Need(0b0010, 2), Need(0b1000, 2))))
    alone = Choice(1, None, ((Need(0b0001, 2), Need(0b0100, 2)), (Need(0b0010, 2), Need(0b1000, 2))))
    for choice in (both, alone):
        model = Model(
            (2, 2),
            groups,
            (Pool(0, 2), Pool(1, 2)),
            choices=(choice,),
            bars=(Bar(2, (1, 0)),),
            tags=("limits", "choice", "bar"),
        )
        solver = _Solver(model, TIERS, Work(10**6))
        domains = domains_of(model, solver.price, solver.work, cost=None, moved=[10**6] * 2)
        assert domains is not None
        starts = [[one.people for one in own] for own in domains.configurations]
        live = [(1 << len(own)) - 1 for own in starts]
        assert _Tree(solver, domains, Marginals.plain(domains)).settle(live)
        left = [[own[at] for at in bits(mask)] for own, mask in zip(starts, live, strict=True)]
        assert left == [[((1, 2),)], [((3, 2),)]]
