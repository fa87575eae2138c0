"""What HiGHS proposes is judged, and proven where its bound says so; Ctrl-C and time end it well."""

from __future__ import annotations

import builtins
import signal
import subprocess
import sys
from fractions import Fraction
from itertools import combinations, pairwise, permutations, product
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from overlap.planning.stagger import highs
from overlap.planning.stagger.highs import Progress, solve
from overlap.planning.stagger.model import TIERS, Group, Model, Need, Option, Plan, Pool, Row, Solution, Tier
from overlap.planning.stagger.rows import Aim, Programme, programme
from tests.planning.stagger.brute import best_plan, good_plans
from tests.planning.stagger.models import small, structured

EXTRA = "the solver is an extra: pip install .[solver]"


def found(
    model: Model,
    priority: tuple[Tier, ...] = TIERS,
    *,
    seconds: float = 60,
    start: Plan | None = None,
    threads: int = 1,
    seed: int = 0,
    progress: Progress | None = None,
) -> Solution:
    """What the solver says, which has to be there."""
    pytest.importorskip("highspy", reason=EXTRA)
    solution = solve(
        model, priority, seconds=seconds, start=start, threads=threads, seed=seed, progress=progress
    )
    assert solution is not None
    return solution


def seesaw(*people: int) -> Model:
    """Teams of one person; of each two, the first and the last of those left, one has to move."""
    count = len(people)
    options = (Option(480, None, 0, 0, 0), Option(495, None, 15, 0, 15))
    pairs = [(at, count - 1 - at) for at in range(count // 2)]
    return Model(
        people,
        tuple(Group(at, options, 1, 1, 0) for at in range(count)),
        tuple(Pool(at, 1) for at in range(count)),
        tuple(Row(0, Need(1 << (2 * one + 1) | 1 << (2 * other + 1), 1)) for one, other in pairs),
    )


def without_lines() -> Model:
    """A model that takes solvers long: of each line of three points in four dimensions one has to move."""
    points = list(product(range(3), repeat=4))
    options = (Option(480, None, 0, 0, 0), Option(495, None, 15, 0, 15))
    rows = []
    for one, two in combinations(range(81), 2):
        third = tuple(-(a + b) % 3 for a, b in zip(points[one], points[two], strict=True))
        three = points.index(third)
        if three > two:
            rows.append(Row(0, Need(sum(2 << 2 * at for at in (one, two, three)), 1)))
    groups = tuple(Group(at, options, 1, 1, 0) for at in range(81))
    return Model((1,) * 81, groups, tuple(Pool(at, 1) for at in range(81)), tuple(rows))


def test_without_the_extra_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    true_import = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name == "highspy":
            raise ImportError(name)
        return true_import(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert solve(small(1), seconds=5) is None


def test_it_finds_and_proves_the_best_plan_that_there_is() -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    planned = 0
    for seed in range(130):
        model = small(seed, most=120)
        best = best_plan(model)
        solution = found(model)
        if best is None:
            assert solution == Solution(None, 0, (), infeasible=True), seed
        else:
            planned += 1
            assert solution == Solution(best, 3, model.key(best)[0], unique=True), seed
    assert planned > 40


def test_the_worst_team_is_proven_by_asking_for_less_and_less(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    true_least = highs._Search.least
    asked = 0
    true_better = highs._Search.better

    def knows_nothing(self: highs._Search, rows: Programme, tier: Tier, bound: float) -> Fraction:
        return Fraction(0) if tier == "worst" else true_least(self, rows, tier, bound)

    def counted(self: highs._Search, solver: Any) -> tuple[Plan | None, bool]:
        nonlocal asked
        asked += 1
        return true_better(self, solver)

    true_ask = highs._Search.ask

    def leaves_the_worst(self: highs._Search, solver: Any, aim: Aim, name: str, gap: float = 0.99) -> float:
        if name == "worst" and self.before is not None:
            return -float("inf")  # so the plan is the last tier's, and seldom the best
        return true_ask(self, solver, aim, name, gap)

    monkeypatch.setattr(highs._Search, "ask", leaves_the_worst)
    monkeypatch.setattr(highs._Search, "least", knows_nothing)
    monkeypatch.setattr(highs._Search, "better", counted)
    orders: list[tuple[Tier, ...]] = [TIERS, ("quiet", "worst", "moved"), ("worst", "moved", "quiet")]
    for seed in range(90):
        model, priority = small(3000 + seed, most=120), orders[seed % 3]
        best = best_plan(model, priority)
        solution = found(model, priority)
        assert solution.plan == best, seed
        assert solution.unique == (best is not None), seed
    assert asked > 15


def test_each_run_is_given_what_is_left_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    ticks = iter(range(0, 100_000, 2))
    monkeypatch.setattr(highs._Solver, "spent", lambda _: float(next(ticks)))
    limits: list[float] = []
    true_run = highs._Solver.run

    def noted(self: highs._Solver, *given: Any, **more: Any) -> tuple[Plan | None, float, bool]:
        found = true_run(self, *given, **more)
        limits.append(self.highs.getOptionValue("time_limit")[1])
        return found

    monkeypatch.setattr(highs._Solver, "run", noted)
    model = structured(3, teams=4, cohorts=2, grid_minutes=30)
    assert found(model, seconds=1000).unique
    assert len(limits) >= 5
    assert all(later < earlier <= 900 for earlier, later in pairwise(limits))
    limits.clear()
    short = found(model, seconds=12)
    assert not short.unique
    assert min(limits) == 0


def test_any_order_of_tiers_has_its_own_best_plan() -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    orders: list[tuple[Tier, ...]] = [some for size in (1, 2, 3) for some in permutations(TIERS, size)]
    different = 0
    for seed in range(2 * len(orders)):
        model, priority = small(1000 + seed, most=60), orders[seed % len(orders)]
        best = best_plan(model, priority)
        solution = found(model, priority)
        assert solution.plan == best, (seed, priority)
        assert solution.unique == (best is not None)
        different += best != best_plan(model)
    assert different


def test_any_plan_will_do_where_nothing_is_made_small() -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    for seed in range(30):
        model = small(seed, most=60)
        solution = found(model, ())
        plans = good_plans(model)
        assert solution.infeasible == (not plans)
        assert (solution.plan in plans) if plans else solution.plan is None
        assert (solution.proven, solution.bounds, solution.unique) == (0, (), False)
        for plan in plans[:1]:
            assert found(model, (), start=plan).plan == plan


def test_seeds_and_threads_do_not_change_the_plan() -> None:
    model = structured(3, teams=4, cohorts=2, grid_minutes=30)
    first = found(model)
    assert first.unique
    for seed, threads in ((1, 2), (2, 1), (3, 2), (4, 1), (5, 1)):
        assert found(model, seed=seed, threads=threads) == first


def test_a_plan_to_begin_with_does_not_change_the_answer() -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    for seed in range(20):
        model = small(seed, most=60)
        answer = found(model)
        for start in good_plans(model)[-1:]:
            assert found(model, start=start) == answer


@pytest.mark.parametrize("start", [None, (1, 1, 1, 1), (0, 0, 0, 0), (1,), (3, -2, 0, 1)])
def test_a_start_that_does_not_keep_everything_is_not_used(start: Plan | None) -> None:
    model = seesaw(1, 1)
    assert found(model, start=start, seconds=0).plan is None
    assert found(model, start=start).plan == (1, 0, 0, 1)


def test_out_of_time_nothing_is_proven_and_the_plan_so_far_is_kept() -> None:
    model = without_lines()
    solution = found(model, seconds=0)
    assert (solution.plan, solution.proven, solution.unique, solution.infeasible) == (None, 0, False, False)
    everybody = (0, 1) * len(model.groups)
    solution = found(model, seconds=0, start=everybody)
    assert (solution.plan, solution.proven, solution.unique) == (everybody, 0, False)
    solution = found(model, seconds=0.5, start=everybody)
    assert solution.plan is not None
    assert not model.broken(solution.plan)
    assert (solution.proven, solution.unique, solution.infeasible) == (0, False, False)
    (bound,) = solution.bounds
    # The largest set without a line has 20 of the 81 points (Pellegrino 1970).
    assert bound < 61 * 15 <= model.value(solution.plan, "moved")


def test_of_equals_the_earliest_teams_stay_however_many_there_are() -> None:
    solution = found(seesaw(*[1] * 30))
    assert solution.unique
    assert solution.plan is not None
    assert solution.plan == (1, 0) * 15 + (0, 1) * 15


def test_minutes_per_person_are_told_apart_where_the_solver_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of two teams one has to move far; by the bound another plan could be a rounding better.
    far = tuple(Option(480 + at, None, moved, 0, at) for at, moved in enumerate((0, 1, 1_500_000)))
    groups = (Group(0, far, 1, 1, 0), Group(1, far, 1, 1, 0))
    model = Model((100_003, 100_004), groups, (Pool(0, 1), Pool(1, 1)), (Row(0, Need(0b100100, 1)),))
    pytest.importorskip("highspy", reason=EXTRA)
    true_question = highs._Solver.question
    asked = []

    def question(self: highs._Solver) -> tuple[Plan | None, float, bool]:
        asked.append(1)
        return true_question(self)

    monkeypatch.setattr(highs._Solver, "question", question)
    for start in (None, (0, 0, 1, 1, 0, 0)):
        solution = found(model, ("worst",), start=start)
        assert solution == Solution((1, 0, 0, 0, 0, 1), 1, (Fraction(1_500_000, 100_004),), unique=True)
    assert asked


def test_a_bound_on_minutes_per_person_is_raised_to_what_whole_moves_come_to() -> None:
    """Teams of 7 and 4 move by whole quarters of an hour: by 15/7 and 15/4 minutes a person."""
    rows = programme(seesaw(7, 4))
    for bound, least in (
        (1.0, Fraction(15, 7)),
        (15 / 7, Fraction(15, 7)),
        (2.2, Fraction(15, 4)),
        (16.0, Fraction(8 * 15, 7)),
        (18.0, Fraction(5 * 15, 4)),
        (0.0, 0),
        (float("-inf"), 0),
    ):
        assert highs._at_least(rows, bound) == least


def test_what_the_worst_team_has_is_kept_for_the_tiers_after() -> None:
    loud = (Option(480, None, 0, 0, 0), Option(495, None, 15, 30, 15))
    still = (Option(480, None, 0, 0, 0), Option(495, None, 15, 0, 15))
    groups = (Group(0, still, 1, 1, 0), Group(1, loud, 1, 1, 0))
    model = Model((1, 10), groups, (Pool(0, 1), Pool(1, 1)), (Row(0, Need(0b1010, 1)),))
    answer = Solution((1, 0, 0, 1), 3, (Fraction(15), Fraction(3, 2), Fraction(30)), unique=True)
    assert found(model) == answer


def test_numbers_of_the_solver_are_rounded() -> None:
    highspy = pytest.importorskip("highspy", reason=EXTRA)
    solver = highs._Solver(highspy, programme(seesaw(1, 1)), 10, 1, 0)
    solver.question()
    plan, _, _ = solver.found()

    class Blurred:
        def __getattr__(self, name: str) -> Any:
            return getattr(true_highs, name)

        def getSolution(self) -> Any:  # noqa: N802 - the solver's name
            values = [value - 1e-7 for value in true_highs.getSolution().col_value]
            return SimpleNamespace(value_valid=True, col_value=values)

    true_highs, solver.highs = solver.highs, Blurred()
    assert solver.found()[0] == plan
    aim = Aim(5, 15, ())
    said = [highs._whole(aim, bound) for bound in (801.9999, 802.0004, 802.1, -3.0, float("-inf"))]
    assert said == [5 + 15 * whole for whole in (802, 802, 803, 0, 0)]


def test_a_plan_that_breaks_a_need_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    model = seesaw(1, 1)
    monkeypatch.setattr(highs._Solver, "found", lambda self: ((1, 0, 1, 0), 0.0, False))
    assert found(model) == Solution(None, 0, (Fraction(0),))
    assert found(model, start=(0, 1, 1, 0)) == Solution((0, 1, 1, 0), 0, (Fraction(0),))


@pytest.mark.parametrize("turn", range(6))
def test_a_bound_below_the_plan_proves_nothing_and_nothing_after(
    monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    model = seesaw(1, 1)
    true_found = highs._Solver.found
    turns = iter(range(100))
    short = 0.9

    def lower(self: highs._Solver) -> tuple[Plan | None, float, bool]:
        plan, bound, infeasible = true_found(self)
        return plan, bound - short if next(turns) == turn else bound, infeasible

    monkeypatch.setattr(highs._Solver, "found", lower)
    answer = found(model)
    assert answer == Solution((1, 0, 0, 1), 3, (Fraction(15), Fraction(15), Fraction(0)), unique=True)
    short, turns = 1.1, iter(range(100))
    solution = found(model)
    # The worst team has whole quarters of an hour, and nobody less than no quiet minutes.
    assert (solution == answer) == (turn in (1, 2))
    assert solution.unique == (turn in (1, 2))
    assert solution.proven == (0 if turn == 0 else 3)


def test_a_solver_that_contradicts_a_plan_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    monkeypatch.setattr(highs._Solver, "found", lambda self: (None, float("inf"), True))
    assert found(seesaw(1, 1), start=(0, 1, 1, 0)) == Solution((0, 1, 1, 0), 0, (Fraction(0),))


def test_a_tier_without_a_proof_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    true_found = highs._Solver.found
    asked = []

    def vague(self: highs._Solver) -> tuple[Plan | None, float, bool]:
        asked.append(1)
        plan, bound, _ = true_found(self)
        return plan, bound - 1, False

    monkeypatch.setattr(highs._Solver, "found", vague)
    solution = found(seesaw(1, 1))
    assert solution == Solution((1, 0, 0, 1), 0, (Fraction(0),))
    assert len(asked) == 1


def test_progress_is_told_in_the_words_of_the_model() -> None:
    told: list[tuple[str, Fraction | None, Fraction | None]] = []
    found(without_lines(), seconds=1, progress=lambda *one: told.append(one))
    assert told
    for name, best, bound in told:
        assert name == "moved"
        assert best is None or (best >= 61 * 15 and best % 15 == 0)
        assert bound is None or (0 <= bound < 61 * 15 and bound % 15 == 0)
    name, best, bound = told[-1]
    assert best is not None
    assert bound is not None


def test_an_error_of_the_one_who_is_told_ends_the_run() -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("told")

    with pytest.raises(RuntimeError, match="told"):
        found(without_lines(), seconds=60, progress=fails)
    assert found(seesaw(1, 1)).unique


def test_ctrl_c_while_the_rows_are_made_gives_the_plan_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason=EXTRA)

    def interrupted(_: Model) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(highs, "programme", interrupted)
    assert found(seesaw(1, 1), start=(0, 1, 1, 0)) == Solution((0, 1, 1, 0), 0, ())


PROGRAM = """
from overlap.planning.stagger.highs import solve
from tests.planning.stagger.test_highs import without_lines

model = without_lines()
everybody = (0, 1) * 81
told = []
def tell(*what):
    told.append(what)
    if len(told) == 2:
        print("looking", flush=True)
solution = solve(model, seconds=100, start=everybody, progress=tell)
assert not model.broken(solution.plan)
assert model.value(solution.plan, "moved") < model.value(everybody, "moved")
assert (solution.proven, solution.unique, solution.infeasible) == (0, False, False)
(bound,) = solution.bounds
assert 0 < bound < 61 * 15
print("said", flush=True)
"""


def test_ctrl_c_gives_the_best_plan_so_far_and_no_more_than_is_proven() -> None:
    pytest.importorskip("highspy", reason=EXTRA)
    run = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "looking\n"
    run.send_signal(signal.SIGINT)
    # Far sooner than out of time.
    said, errors = run.communicate(timeout=50)
    assert (run.returncode, said, errors) == (0, "said\n", "")
