"""The duals of a linear programme prove its optimum, as far as floats go."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.planning import fair_simplex
from overlap.planning.fair_simplex import duals_of

NUMBERS = st.integers(0, 9).map(float)


@settings(max_examples=30)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=6), st.integers(1, 5), st.integers(0, 9))
def test_the_duals_of_a_mixture_give_its_cheapest(
    options: list[tuple[float, float]], weeks: int, most: int
) -> None:
    # Mix `weeks` of options so that the second cost stays below a limit, at the least first cost.
    least = min(second for _, second in options) * weeks
    limit = max(float(most), least)
    costs = [first for first, _ in options] + [0.0]
    rows = [[1.0] * len(options) + [0.0], [second for _, second in options] + [1.0]]
    share, price = duals_of(costs, rows, [float(weeks), limit])
    assert price <= 1e-6
    assert all(share + price * second <= first + 1e-6 for first, second in options)
    # By brute force: a best mixture has at most two options.
    best = min(
        [first * weeks for first, second in options if second * weeks <= limit]
        + [
            first * weeks + (other - first) * part
            for (first, low), (other, high) in [
                pair for one, two in combinations(options, 2) for pair in ((one, two), (two, one))
            ]
            if low * weeks <= limit < high * weeks
            for part in ((limit - low * weeks) / (high - low),)
        ]
    )
    assert share * weeks + price * limit == pytest.approx(best, abs=1e-6)


def test_a_degenerate_programme_ends() -> None:
    # E. M. L. Beale's example of 1955, which goes in circles if the column that helps most is always taken.
    costs = [-0.75, 150.0, -0.02, 6.0, 0.0, 0.0, 0.0]
    rows = [
        [0.25, -60.0, -0.04, 9.0, 1.0, 0.0, 0.0],
        [0.5, -90.0, -0.02, 3.0, 0.0, 1.0, 0.0],
        [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
    ]
    duals = duals_of(costs, rows, [0.0, 0.0, 1.0])
    assert duals[2] == pytest.approx(-0.05)


def test_the_duals_are_told_as_they_are_after_so_many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows of one column each take two steps, one for each row."""
    for steps, duals in ((0, [0.0, 0.0]), (1, [1.0, 0.0]), (2, [1.0, 3.0])):
        monkeypatch.setattr(fair_simplex, "_STEPS", steps)
        assert duals_of([1.0, 3.0], [[1.0, 0.0], [0.0, 1.0]], [2.0, 2.0]) == duals


@pytest.mark.parametrize("greedy", [0, 400])
def test_a_billionth_counts_as_nothing(monkeypatch: pytest.MonkeyPatch, greedy: int) -> None:
    """One of two columns is to be taken once: the first, unless the second is cheaper by more than that."""
    monkeypatch.setattr(fair_simplex, "_GREEDY", greedy)
    assert duals_of([0.0, -1e-9], [[1.0, 1.0]], [1.0]) == [0.0]
    assert duals_of([0.0, -2e-9], [[1.0, 1.0]], [1.0]) == [-2e-9]


def test_a_row_that_comes_to_nothing_keeps_its_column_at_nothing() -> None:
    """As `-x` must be 0, the gain of 1 for each `x` cannot be had, whatever `x + y = 1/2` allows."""
    duals = duals_of([-1.0, 0.0], [[-1.0, 0.0], [1.0, 1.0]], [0.0, 0.5])
    assert duals == [1.0, 0.0]


def test_without_an_optimum_something_is_told_all_the_same() -> None:
    assert len(duals_of([-1.0], [[0.0]], [1.0])) == 1
