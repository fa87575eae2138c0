"""Which solver is asked, and what is said where nobody can answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.errors import MissingExtra
from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed, OverlapNeed
from overlap.people.roster import Roster
from overlap.planning.stagger import solve
from overlap.planning.stagger.build import Built, build
from overlap.planning.stagger.domains import Work
from overlap.planning.stagger.model import TIERS, Model, Plan, Solution, Tier
from overlap.planning.stagger.solve import Solver, Solving, best_plan, has_highs, is_done, too_large
from tests.planning.stagger.brute import good_plans
from tests.planning.stagger.hand import JANUARY, built, plan_of, team

HOURS = Flex(earlier_minutes=120, later_minutes=120)


def question(minutes: int = 180) -> Model:
    """A team that has to start an hour later to share so much."""
    teams = [team("a", "UTC", "09:00-17:00", flex=HOURS), team("b", "UTC", "15:00-23:00")]
    return built(teams, OverlapNeed(["a", "b"], minutes)).model


def test_a_small_case_is_proven_by_the_search_alone() -> None:
    found = Solving("search").solve(question(), TIERS)
    assert is_done(found, TIERS, ties=True)
    assert found.plan is not None
    assert question().value(found.plan, "moved") == 60
    assert found.bounds[0] == Fraction(60)


def test_whether_there_is_a_plan_is_a_plan_or_a_proof() -> None:
    how = Solving("search")
    found = how.solve(question(), (), ties=False)
    assert found.plan is not None
    assert not question().broken(found.plan)
    assert how.solve(question(5 * 60), (), ties=False).infeasible


def test_done_is_what_is_proven_to_the_last() -> None:
    plan = (0, 0, 0, 1, 0)
    assert is_done(Solution(plan, 3, (), unique=True), TIERS, ties=True)
    assert not is_done(Solution(plan, 3, ()), TIERS, ties=True)
    assert is_done(Solution(plan, 3, ()), TIERS, ties=False)
    assert not is_done(Solution(plan, 2, (), unique=True), TIERS, ties=False)
    assert not is_done(Solution(None, 3, (), unique=True), TIERS, ties=False)
    assert is_done(Solution(plan, 0, ()), (), ties=True)
    assert not is_done(Solution(None, 0, (), infeasible=True), (), ties=True)


def test_ctrl_c_gives_the_best_plan_found_and_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    model = question()
    best = Solving("search").solve(model, TIERS).plan
    assert best is not None
    worse = next(plan for plan in good_plans(model) if plan != best)
    monkeypatch.setattr(Work, "do", _interrupted)
    found = Solving("search").solve(model, TIERS, worse)
    assert (found.plan, found.proven < len(TIERS), found.unique) == (worse, True, False)
    with pytest.raises(KeyboardInterrupt):
        Solving("search").solve(model, TIERS)


def _interrupted(self: Work, steps: int) -> None:
    raise KeyboardInterrupt


def hard() -> Built:
    """One team with so many ways to divide its people that the search does not even begin."""
    flex = Flex(earlier_minutes=480, later_minutes=480, cohorts=6)
    many = team("a", "UTC", "09:00-17:00", headcount=90, flex=flex)
    cover = CoverageNeed("02:00", "24:00", zone="UTC", days=["mon"], headcount=30)
    return build(Roster([many]), JANUARY, [cover], 15)


def test_without_highs_a_case_that_is_too_large_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    assert not has_highs()
    model = hard().model
    with pytest.raises(MissingExtra, match="HiGHS is not installed") as caught:
        Solving("auto", 1.0).solve(model, TIERS)
    assert "pip install 'overlap-teams[solver]'" in str(caught.value)
    assert f"{model.columns} possible starts" in str(caught.value)
    with pytest.raises(MissingExtra):
        Solving("highs", 1.0).solve(question(), TIERS)


def test_the_search_alone_says_what_to_do_where_it_gives_up() -> None:
    error = too_large(question(), "search")
    assert (error.field, "coarser grid" in str(error)) == ("solver", True)
    with pytest.raises(MissingExtra, match="too many for the exact search"):
        Solving("search").solve(hard().model, TIERS)


def test_the_best_plan_is_that_of_the_grid_asked_for() -> None:
    teams = [team("a", "UTC", "09:00-17:00", flex=HOURS), team("b", "UTC", "15:15-23:15")]
    one = build(Roster(teams), JANUARY, [OverlapNeed(["a", "b"], 180)], 15)
    assert best_plan(one, 15, TIERS, Solving("search")).plan == plan_of(one, "10:15")


class Watched(Solving):
    """Remembers what it is asked: how many starts are barred, from where, for which part of the time."""

    def __init__(self) -> None:
        super().__init__("auto")
        self.asked: list[tuple[int, bool, bool, float]] = []

    def solve(
        self,
        model: Model,
        priority: Sequence[Tier],
        start: Plan | None = None,
        *,
        ties: bool = True,
        share: float = 1.0,
        searching: bool = True,
    ) -> Solution:
        self.asked.append((len(model.bars), start is not None, ties, round(share, 2)))
        return super().solve(model, priority, start, ties=ties, share=share, searching=searching)

    def searched(self, model: Model, tiers: Sequence[Tier], start: Plan | None = None) -> Solution | None:
        if self.solver == "auto":
            return None  # as if it were too large
        return super().searched(model, tiers, start)


def many(grid: int = 5) -> Built:
    flex = Flex(earlier_minutes=120, later_minutes=120, cohorts=2)
    march = Horizon.of("2026-03-02", "2026-04-05", zone_of("UTC"))
    places = ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "America/Bogota"]
    teams = [team(f"t{at}", place, "09:00-17:00", headcount=4, flex=flex) for at, place in enumerate(places)]
    needs = [OverlapNeed([f"t{at}", f"t{at + 1}"], 60, people=[2, 2]) for at in range(0, 4, 2)]
    return build(Roster(teams), march, needs, grid)


def test_coarse_grids_are_tried_first_where_there_is_much_to_choose_and_change_nothing() -> None:
    pytest.importorskip("highspy")
    one, how = many(), Watched()
    assert one.model.columns == 4 * 49
    found = best_plan(one, 5, TIERS, how)
    # Of the 49 starts of a team 5 are on the hour, 9 on the half hour.
    assert how.asked == [(4 * 44, False, False, 0.15), (4 * 40, True, False, 0.15), (0, True, True, 0.7)]
    alone = Solving("auto").solve(one.model, TIERS)
    assert found.plan is not None
    assert found.plan == alone.plan
    assert is_done(found, TIERS, ties=True)


@pytest.mark.parametrize(
    ("grid", "bars"),
    [
        # Of the 13 starts of a team within two hours 5 are on the hour; half hours are none of them.
        (20, [4 * 8, 0]),
        # Of 9 within two hours 5 are on the hour.
        (30, [4 * 4, 0]),
        (60, [0]),
    ],
)
def test_only_coarser_grids_of_the_same_starts_are_tried_first(
    monkeypatch: pytest.MonkeyPatch, grid: int, bars: list[int]
) -> None:
    pytest.importorskip("highspy")
    monkeypatch.setattr(solve, "MANY_COLUMNS", 10)
    how = Watched()
    best_plan(many(grid), grid, ("moved",), how)
    assert [(count, share) for count, _, _, share in how.asked] == [
        *((count, 0.15) for count in bars[:-1]),
        (bars[-1], round(1 - 0.15 * (len(bars) - 1), 2)),
    ]


def test_highs_is_told_all_that_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, object]] = []

    def answered(model: Model, tiers: tuple[Tier, ...], **options: object) -> Solution:
        given.append({"model": model, "tiers": tiers, **options})
        return Solution(None, 0, ())

    def progress(*_: object) -> None:
        pass

    monkeypatch.setattr(solve, "solve_highs", answered)
    model, plan = question(), (0, 0, 0, 1, 0)
    how = Solving("highs", 20.0, threads=2, seed=7, progress=progress)
    assert how.solve(model, ("worst",), plan, ties=False, share=0.25) == Solution(None, 0, ())
    assert given == [
        {
            "model": model,
            "tiers": ("worst",),
            "seconds": 5.0,
            "start": plan,
            "threads": 2,
            "seed": 7,
            "ties": False,
            "progress": progress,
        }
    ]


def test_the_search_alone_is_asked_at_once() -> None:
    how = Watched()
    how.solver = "search"
    best_plan(many(), 5, ("moved",), how)
    assert how.asked == [(0, False, True, 1.0)]


@pytest.mark.parametrize(
    ("solver", "installed", "searching", "asked"),
    [
        ("auto", True, True, ["search", "highs"]),
        ("auto", True, False, ["highs"]),
        ("auto", False, True, ["search", "highs"]),
        ("auto", False, False, ["search", "highs"]),
        ("highs", True, True, ["highs"]),
        ("highs", False, False, ["highs"]),
        ("search", True, True, ["search"]),
        ("search", False, True, ["search"]),
        ("search", False, False, ["search"]),
    ],
)
def test_who_is_asked_in_which_order_and_how_much_the_search_may_do(
    monkeypatch: pytest.MonkeyPatch, solver: Solver, installed: bool, searching: bool, asked: list[str]
) -> None:
    """Neither knows anything; the search is short only where HiGHS goes on."""
    order: list[str] = []
    allowed: list[int] = []

    def nothing(model: Model, tiers: tuple[Tier, ...], *, start: Plan | None, work: int) -> None:
        order.append("search")
        allowed.append(work)

    def nobody(model: Model, tiers: tuple[Tier, ...], **options: object) -> None:
        order.append("highs")

    monkeypatch.setattr(solve, "search", nothing)
    monkeypatch.setattr(solve, "solve_highs", nobody)
    monkeypatch.setattr(solve, "has_highs", lambda: installed)
    with pytest.raises(MissingExtra):
        Solving(solver).solve(question(), TIERS, searching=searching)
    assert order == asked
    soon = solver == "auto" and installed
    assert set(allowed) <= {solve.SEARCH_FIRST if soon else solve.SEARCH_ALONE}
    assert solve.SEARCH_FIRST < solve.SEARCH_ALONE
